"""The swarm on a language model's output head: `tune_head`, `run_clpso`.

The body is frozen, so its hidden states are computed once and a trial of a head is one matrix
product. Rounds of gradient refinement (on training tokens) and CLPSO (scored on one half of the
validation tokens) follow each other; a result is kept only when the other half improves by two
paired standard errors, so the head returned is not worse than the one given, as far as these
tokens can tell. Beside it runs its control: gradient alone for the same time. Test tokens are
looked at for the report only.
"""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .bars import progress as behind_bar
from .checkpoint import Checkpoint
from .config import HeadTuningConfig
from .dataset import TokenArray, TokenData
from .evaluation import Report, evaluate, fixed_windows, paired_difference, weighted_mean
from .records import HeadRecord
from .runs import Run
from .swarm import Generation, Swarm

BUCKETS = 8
WINDOWS = 8  # at least so many, shorter than the context on little text: errors need a spread
GOALS = ("cross_entropy",)


@dataclass(frozen=True)
class HeadResult:
    """What head tuning did, judged on the same test tokens each time."""

    before: Report
    after: Report
    control: Report  # gradient alone, as long
    history: list[HeadRecord]
    checkpoint: Checkpoint

    def verdict(self) -> str:
        """The result in words."""
        gain, error = self.after.minus(self.before)
        alone, alone_error = self.control.minus(self.before)
        apart, apart_error = self.after.minus(self.control)
        if gain == alone == 0:
            return (
                "Neither search found a head that is better on tokens it had not seen: the head is "
                "as it was. On the text that the model was trained on, that is what to expect."
            )
        if abs(apart) <= 2 * apart_error:
            won = "no difference between them can be shown"
        elif apart < 0:
            won = "the swarm earned its time"
        else:
            won = "the swarm did not earn its time"
        return (
            f"Swarm and gradient: test loss {gain:+.4f} \u00b1 {error:.4f}. Gradient alone for the "
            f"same time: {alone:+.4f} \u00b1 {alone_error:.4f}. So {won}."
        )


def run_clpso(
    lm: Checkpoint,
    data: TokenData,
    config: HeadTuningConfig | None = None,
    goal: str = "cross_entropy",
    progress: bool = True,
) -> HeadResult:
    """`tune_head`, drained, behind a progress bar."""
    work = tune_head(lm, data, config or HeadTuningConfig(), goal)
    steps = behind_bar(work, "head", shown=progress)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def tune_head(
    lm: Checkpoint, data: TokenData, config: HeadTuningConfig, goal: str = "cross_entropy"
) -> Generator[HeadRecord, None, HeadResult]:
    """Tunes the head of `lm` in place; yields a `HeadRecord` a step and returns a `HeadResult`.

    A tied head is given a matrix of its own first. Stopped midway, it goes on at the last whole
    cycle; run again when finished, it yields its last record and returns the same figures.
    """
    if goal not in GOALS:
        raise ValueError(f"goal={goal!r} is not known; there is {', '.join(GOALS)}.")
    if lm.stage == "new":
        raise ValueError("this model is untrained: train it first (Network_Train.ipynb).")
    least = WINDOWS * 16 + 1
    if len(data.val) < least:
        raise ValueError(
            f"the validation part has {len(data.val)} tokens, too few to choose a head by (least: "
            f"{least}): give more text, or a larger val_fraction to prepare."
        )
    run = Run("head", lm, config, data.fingerprint, goal=goal)
    with run.alone():
        run.begin(lm, data.split)
        if not lm.finished:
            yield from _Tuner(lm, data, config, run).work()
        else:
            run.publish()
            yield lm.history[-1]
    reports = (Report(**lm.report[name]) for name in ("before", "after", "control"))
    return HeadResult(*reports, history=lm.history, checkpoint=lm)


class _Tuner:
    """The state of one tuning run: cached hidden states, the start head and the kept one."""

    def __init__(self, lm: Checkpoint, data: TokenData, config: HeadTuningConfig, run: Run) -> None:
        lm.model.untie()
        self.lm, self.config, self.run, self.data = lm, config, run, data
        head = lm.model.head.weight.detach()
        state = lm.optimizer or dict(start=head.clone(), kept=head.clone(), seconds=0.0)
        lm.optimizer = state
        self.start: Tensor = state["start"].to(lm.device)
        self.seconds: float = state["seconds"]
        self.evaluations = self.steps = 0
        # What a stopped cycle did is done again, from the last whole one.
        head.copy_(state["kept"])
        lm.history = [record for record in lm.history if record.cycle < lm.step]
        if lm.history:
            self.evaluations, self.steps = lm.history[-1].evaluations, lm.history[-1].refine_steps
        length = lm.config.context_length
        self.train = HiddenStates.of(lm, data.train, config.train_tokens, length)
        # One length for both halves of the validation part, so that they share no token.
        fitting = min(len(data.val) - 1, config.fitness_tokens, config.select_tokens) // WINDOWS
        length = min(length, fitting)
        even, odd = slice(0, None, 2), slice(1, None, 2)
        self.fitness = HiddenStates.of(lm, data.val, config.fitness_tokens, length, even)
        self.select = HiddenStates.of(lm, data.val, config.select_tokens, length, odd)
        bias = lm.model.head.bias
        self.select_start = self.select.loss(self.start, bias)
        self.fitness_start = self.fitness.mean(self.start, bias)

    @property
    def kept(self) -> Tensor:
        return self.lm.model.head.weight.detach()

    def work(self) -> Iterator[HeadRecord]:
        config, lm = self.config, self.lm
        while lm.step < config.cycles and not self.spent():
            yield from map(self.note, self.cycle(lm.step))
            lm.step += 1
            kept = self.kept.clone()
            lm.optimizer = dict(start=self.start, kept=kept, seconds=self.seconds)
            self.run.save(lm)
        yield from self.conclude()

    def spent(self) -> bool:
        limit = self.config.max_seconds
        return limit is not None and self.seconds >= limit

    def cycle(self, cycle: int) -> Iterator[HeadRecord]:
        candidate = self.kept.clone()
        if self.config.refine_steps:
            seed = self.config.seed * 1000 + cycle
            for loss in self.refine(candidate, self.config.refine_steps, seed):
                yield self.record(cycle, "refine", loss)
                if self.spent():
                    break
            yield self.decide(cycle, "refine", candidate)
        space = make_space(self.config.space, self.start, candidate, self.kept, self.train)
        swarm = self.swarm(space, cycle)
        for generation in self.search(swarm, space):
            change = generation.best - self.fitness_start
            yield self.record(cycle, "swarm", generation.best, change)
            if self.spent():
                break
        yield self.decide(cycle, "swarm", space.head(swarm.result().x))

    def refine(self, head: Tensor, steps: int, seed: int) -> Iterator[float]:
        """AdamW on cached hidden states, in place; yields the mean training loss now and then.

        Decay pulls towards the head one began with instead of towards zero: a head that is free to
        go over-fits rare tokens within some sixty steps.
        """
        config, train = self.config, self.train
        generator = torch.Generator().manual_seed(seed)
        weight = torch.nn.Parameter(head)
        optimizer = torch.optim.AdamW([weight], lr=0.0, betas=(0.9, 0.99), weight_decay=0.0)
        every, losses = max(1, steps // 12), []
        for step in range(steps):
            began = time.perf_counter()
            rate = 0.5 * config.refine_learning_rate * (1 + math.cos(math.pi * step / steps))
            optimizer.param_groups[0]["lr"] = rate
            rows = torch.randint(len(train.targets), (config.refine_batch,), generator=generator)
            loss = F.cross_entropy(
                F.linear(train.hidden[rows], weight, self.lm.model.head.bias), train.targets[rows]
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                weight.lerp_(self.start, min(1.0, rate * config.pull_to_start))
            self.seconds += time.perf_counter() - began
            self.steps += 1
            losses.append(loss.item())
            if (step + 1) % every == 0 or step + 1 == steps:
                yield sum(losses) / len(losses)
                losses = []

    def swarm(self, space: Space, cycle: int) -> Swarm:
        config = self.config.swarm
        seed = config.seed * 1_000_003 + self.config.seed * 1000 + cycle
        return Swarm(space.bounds, dataclasses.replace(config, seed=seed), space.start)

    def search(self, swarm: Swarm, space: Space) -> Iterator[Generation]:
        """Generations of the swarm, scored by the loss on the fitness tokens."""
        bias = self.lm.model.head.bias

        def judge(points: np.ndarray) -> np.ndarray:
            return np.array([self.fitness.mean(space.head(point), bias) for point in points])

        began, counted = time.perf_counter(), self.evaluations
        for generation in swarm.run(judge):
            self.seconds += time.perf_counter() - began
            self.evaluations = counted + generation.evaluations
            yield generation
            began = time.perf_counter()

    def decide(self, cycle: int, phase: str, candidate: Tensor) -> HeadRecord:
        """Keeps the candidate when the select tokens say so with two paired standard errors."""
        bias, tokens = self.lm.model.head.bias, self.select.window_tokens
        new = self.select.loss(candidate, bias)
        gain, error = paired_difference(new, self.select.loss(self.kept, bias), tokens)
        accepted = gain < -2 * error
        if accepted:
            with torch.no_grad():
                self.lm.model.head.weight.copy_(candidate)
        return self.judged(cycle, phase, self.kept, accepted)

    def judged(self, cycle: int, phase: str, head: Tensor, accepted: bool | None) -> HeadRecord:
        """A record with the head's loss on the select tokens and its change since the start."""
        windows = self.select.loss(head, self.lm.model.head.bias)
        tokens = self.select.window_tokens
        change, error = paired_difference(windows, self.select_start, tokens)
        loss = weighted_mean(windows, tokens)[0]
        return self.record(cycle, phase, loss, change, error, accepted)

    def conclude(self) -> Iterator[HeadRecord]:
        """The control, then the report on test tokens."""
        lm, config = self.lm, self.config
        hybrid, evaluations, steps = self.seconds, self.evaluations, self.steps
        control = self.start.clone()
        yield from map(self.note, self.control(control, hybrid))
        self.seconds, self.evaluations, self.steps = hybrid, evaluations, steps
        tuned, head, reports = self.kept.clone(), self.kept, {}
        try:
            for name, trial in (("before", self.start), ("control", control), ("after", tuned)):
                head.copy_(trial)
                reports[name] = dataclasses.asdict(evaluate(lm, self.data.test, config.test_tokens))
        finally:  # an interrupt must not leave another head than the kept one
            head.copy_(tuned)
        moved = float((tuned - self.start).norm() / self.start.norm())
        lm.report = reports | dict(
            val=evaluate(lm, self.data.val).as_dict(),
            kept=moved > 0,
            moved=moved,
            evaluations=evaluations,
            refine_steps=steps,
            seconds=hybrid,
        )
        done = self.judged(lm.step, "done", tuned, None)
        self.note(done)
        self.run.finish(lm)
        yield done

    def control(self, best: Tensor, seconds: float) -> Iterator[HeadRecord]:
        """Gradient alone for the same time, its best head by the select tokens left in `best`."""
        self.seconds, self.evaluations, self.steps = 0.0, 0, 0
        head, seed = best.clone(), self.config.seed * 1000 + 999
        probe = best.clone()
        for _ in self.refine(probe, 5, seed):  # how long does a step take here?
            pass
        steps = max(1, int(seconds / max(1e-6, self.seconds / 5)))
        self.seconds, self.steps = 0.0, 0
        least = float("inf")
        for _ in self.refine(head, steps, seed):
            record = self.judged(self.lm.step, "control", head, None)
            # Kept by the same rule as the hybrid: two standard errors better than the start.
            if record.change < min(-2 * record.stderr, least):
                least = record.change
                best.copy_(head)
            yield record

    def note(self, record: HeadRecord) -> HeadRecord:
        self.lm.history.append(record)
        self.run.log(record)
        return record

    def record(self, cycle: int, phase: str, best: float, *judgement) -> HeadRecord:
        return HeadRecord(
            cycle, phase, self.evaluations, self.steps, self.seconds, best, *judgement
        )


@dataclass(frozen=True)
class HiddenStates:
    """What the frozen body says of some fixed tokens; `<bos>` targets are left out."""

    hidden: Tensor  # (N, C) float32
    targets: Tensor  # (N,)
    window: Tensor  # (N,) which window each token is of
    window_tokens: np.ndarray  # (windows,)

    @classmethod
    @torch.no_grad()
    def of(cls, lm: Checkpoint, data: TokenArray, max_tokens: int, length: int, part=slice(None)):
        """The states of up to `max_tokens` in windows of `length`; `part` as in `fixed_windows`."""
        lm.model.eval()
        hidden, targets, window, count = [], [], [], 0
        for ids in fixed_windows(data, length, max_tokens, 16, part):
            ids = ids.to(lm.device)
            judged = ids[:, 1:] != data.bos_id
            hidden.append(lm.model.hidden(ids[:, :-1])[judged].float())
            targets.append(ids[:, 1:][judged])
            rows = torch.arange(count, count + len(ids), device=lm.device)[:, None]
            window.append(rows.expand_as(judged)[judged])
            count += len(ids)
        tokens = torch.bincount(torch.cat(window), minlength=count).cpu().numpy()
        return cls(torch.cat(hidden), torch.cat(targets), torch.cat(window), tokens)

    @torch.no_grad()
    def loss(self, head: Tensor, bias: Tensor | None) -> np.ndarray:
        """Mean loss of each window with this head."""
        each = torch.empty(len(self.targets), device=self.hidden.device)
        for first in range(0, len(each), 2048):  # logits of a chunk stay in the processor's cache
            rows = slice(first, first + 2048)
            logits = F.linear(self.hidden[rows], head, bias)
            each[rows] = F.cross_entropy(logits, self.targets[rows], reduction="none")
        sums = torch.zeros(len(self.window_tokens), device=each.device, dtype=torch.float64)
        sums.index_add_(0, self.window, each.double())
        return sums.cpu().numpy() / np.maximum(1, self.window_tokens)

    def mean(self, head: Tensor, bias: Tensor | None) -> float:
        return weighted_mean(self.loss(head, bias), self.window_tokens)[0]


@dataclass(frozen=True)
class Space:
    """Points the swarm may visit, and the head that each stands for."""

    bounds: np.ndarray  # (D, 2)
    start: np.ndarray  # (D,): the current head exactly
    head: object  # point (D,) -> weight (V, C)


def make_space(kind: str, start: Tensor, candidate: Tensor, kept: Tensor, train) -> Space:
    """`shrink`: for each of 8 token-frequency buckets, how far to go from the start head to the
    candidate (0 to 1.5) and a logit bias (-1 to 1); `full`: every weight, near the kept head."""
    device = start.device
    if kind == "full":
        radius = 0.5 * float(kept.std())
        centre = kept.flatten().double().cpu().numpy()
        bounds = np.stack([centre - radius, centre + radius], axis=1)

        def whole(point: np.ndarray) -> Tensor:
            return torch.from_numpy(point).to(device, start.dtype).view_as(start)

        return Space(bounds, centre, whole)
    V = len(start)
    counts = torch.bincount(train.targets, minlength=V).cpu()
    rank = torch.empty(V, dtype=torch.long)
    rank[counts.argsort(descending=True, stable=True)] = torch.arange(V)
    bucket = (BUCKETS + torch.log2((rank + 1) / V).floor()).clamp(0, BUCKETS - 1).long().to(device)
    # A bias of 1 without a bias vector: a direction whose product with the mean hidden state is 1.
    mean = train.hidden.mean(0)
    unit = mean / mean.square().sum()
    step = candidate - start

    def shrunk(point: np.ndarray) -> Tensor:
        numbers = torch.from_numpy(point).to(device, start.dtype)
        far, bias = numbers[:BUCKETS][bucket], numbers[BUCKETS:][bucket]
        return start + far[:, None] * step + bias[:, None] * unit

    bounds = np.array([[0.0, 1.5]] * BUCKETS + [[-1.0, 1.0]] * BUCKETS)
    origin = np.array([1.0] * BUCKETS + [0.0] * BUCKETS)
    return Space(bounds, origin, shrunk)
