"""One way of tuning a head: cycles of refinement and search, each step judged before it is kept.

`head.py` follows one course that is the result, and others beside it as its controls. What is
chosen between lies in `heads/`, which the core brings in by name.
"""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from .checkpoint import Checkpoint
from .dataset import TokenData
from .records import HeadRecord
from .swarm_config import HeadTuningConfig

SHARES = (
    1.0,
    0.9,
    0.8,
    0.7,
    0.6,
    0.5,
    0.4,
    0.3,
    0.2,
    0.1,
)  # of a step that are tried until all guards hold


def room(name: str) -> Any:
    """A file of `heads/`."""
    return importlib.import_module(f"tinylm.heads.{name}")


class Setting:
    """What all courses of a run share: the start head, the parts of the data, goal and guards."""

    def __init__(
        self,
        lm: Checkpoint,
        data: TokenData,
        target: TokenData | None,
        config: HeadTuningConfig,
        judge: Any,
        guards: Any,
        start: Tensor,
        others: Sequence[Tensor] = (),
    ) -> None:
        """Hidden states are computed here. Raises `ValueError` where the start head cannot be
        judged, or violates a guard."""
        self.lm, self.config, self.judge, self.guards, self.start = lm, config, judge, guards, start
        self.others = others  # of space="pick": heads to take rows from
        self.space_kind = space_kind(config, judge, others)
        self.refinement = config.refine
        if config.refine == "auto":
            self.refinement = "adamw" if judge.differentiable else "es"
        self.direction: Tensor | None = None  # of space="repeats", once it is made
        parts, memory = room("parts"), room("states").Room(lm.device, config.cache_gb)
        self.guarded = self.ground = parts.Ground(lm, data, config, memory)
        if target is not None:
            self.ground = parts.Ground(lm, target, config, memory)
        self.train = parts.train_states(lm, self.ground, memory)
        self.bias = parts.bias_of(lm)
        self.fitness = parts.Fitness(self.ground, self.guarded, judge, guards, start)
        view, beside = self.views(start)
        self.first = judge.scores(view)
        self.limits = guards.start(beside)

    def views(self, head: Tensor) -> tuple[Any, Any]:
        """The head on the part that decides: as the goal sees it, and as guards do."""
        HeadView = room("view").HeadView
        view = HeadView(self.ground.select, head)
        view.hits()  # in one go with the losses, which most goals and guards ask for
        same = self.guarded is self.ground
        return view, view if same else HeadView(self.guarded.select, head)

    def state(self) -> dict:
        """What a run that goes on needs beside its course."""
        return dict(start=self.start, direction=self.direction)

    def space(self, kept: Tensor, candidate: Tensor) -> Any:
        """Where to search from `candidate` on."""
        spaces, config = room("spaces"), self.config
        if self.space_kind == "repeats" and self.direction is None:
            allowed = self.guards.allowed("cross_entropy", 0.01)
            about = (self.train, self.ground.pool, config.continuation_tokens, allowed)
            prompts = room("parts").train_prompts(self.lm, self.ground)
            head = (self.lm, self.start, self.bias)
            self.direction = room("contrast").contrast(*head, prompts, *about)
        given = (config, self.start, kept, candidate, self.train, self.direction, self.others)
        return spaces.make_space(self.space_kind, spaces.Given(*given))


def space_kind(config: HeadTuningConfig, judge: Any, others: Sequence[Tensor]) -> str:
    """The space that is searched; `auto` goes by what is given."""
    if config.space != "auto":
        return config.space
    if others:
        return "pick"
    if judge.differentiable:
        return "shrink"
    kinds = {one.name.partition(":")[0] for one, _ in judge.goals}
    return "repeats" if kinds & {"repetition", "distinct"} else "bias"


class Course:
    """One way from the start head on: cycles of refinement and of a search."""

    def __init__(
        self, setting: Setting, search: str, seed: int, evaluations: int | None = None
    ) -> None:
        """A control is given the `evaluations` that it may spend, and nothing else stops it."""
        config = setting.config
        self.most = config.max_evaluations if evaluations is None else evaluations
        self.limit = config.max_seconds if evaluations is None else None
        self.patience = config.patience if evaluations is None else None
        self.setting, self.config, self.search, self.seed = setting, setting.config, search, seed
        self.kept, self.scores = setting.start.clone(), setting.first
        self.done = self.evaluations = self.steps = self.waited = 0
        self.seconds = 0.0
        self.view: Any = None  # of the kept head

    def resume(self, kept: Tensor, done: int, state: dict) -> None:
        """Goes on where `state` was taken."""
        self.kept, self.done = kept.clone(), done
        for name in ("evaluations", "steps", "waited", "seconds"):
            setattr(self, name, state.get(name, 0))
        if not torch.equal(self.kept, self.setting.start):
            self.scores = self.setting.judge.scores(self.setting.views(self.kept)[0])

    def state(self) -> dict:
        names = ("evaluations", "steps", "waited", "seconds")
        return dict(kept=self.kept.clone(), **{name: getattr(self, name) for name in names})

    @property
    def spent(self) -> tuple[int, int, float]:
        return self.evaluations, self.steps, self.seconds

    @property
    def stops(self) -> bool:
        """Whether seconds or evaluations are spent."""
        late = self.limit is not None and self.seconds >= self.limit
        return late or (self.most is not None and self.evaluations >= self.most)

    @property
    def over(self) -> bool:
        waited = self.patience is not None and self.waited >= self.patience
        return self.done >= self.config.cycles or waited or self.stops

    def cycles(self) -> Iterator[HeadRecord]:
        while not self.over:
            yield from self.cycle()

    def cycle(self) -> Iterator[HeadRecord]:
        """Refinement, search, and after each the decision whether to keep what it found."""
        setting, config = self.setting, self.config
        before, candidate = self.kept, self.kept.clone()
        kind = setting.refinement
        if kind in ("adamw", "sgd") and config.refine_steps:
            seed = self.seed * 1000 + self.done
            for loss in self.timed(self.refine(candidate, kind, config.refine_steps, seed)):
                yield self.record("refine", loss)
                if self.stops:
                    break
            start = self.kept
            yield self.decide("refine", lambda share: torch.lerp(start, candidate, share))
        if not self.stops:
            yield from self.searched(candidate, config.es_evaluations if kind == "es" else 0)
        self.done += 1
        self.waited = 0 if self.kept is not before else self.waited + 1

    def searched(self, candidate: Tensor, more: int) -> Iterator[HeadRecord]:
        """The search from `candidate` on; the swarm is followed by `more` evaluations of evolution
        strategies, and any other search has as many in its place."""
        setting, config, fitness = self.setting, self.config, self.setting.fitness
        rooms, seed = room("search"), self.seed * 1000 + self.done
        at_hand = candidate if config.fresh == "generation" else None
        fitness.level, draw = None, [config.seed, self.done, 0]
        with self.counted():
            space = setting.space(self.kept, candidate)
            fitness.renew(draw, at_hand)
        budget = config.swarm.max_evaluations + more
        if self.most is not None:
            budget = min(budget, self.most - self.evaluations)
        again = config.rescore if self.again(budget) else 0
        first_of_all = self.search == "swarm" and not self.done
        trials = rooms.Trials(self.judge(space), setting.judge.name, first_of_all)
        first = max(1, budget - again - (more if self.search == "swarm" else 0))
        phases = [(self.search, first)]
        phases += [("es", budget - again)] if more and self.search == "swarm" else []
        counted = self.evaluations
        for name, limit in phases:
            if self.stops:
                break
            trials.limit, phase = limit, name if name == self.search else "refine"
            steps = rooms.SEARCHES[name](space, trials, config.swarm, seed)
            for mean, diversity in self.timed(steps):
                self.evaluations, best = counted + trials.count, trials.best[0][0]
                told = dict(mean=mean, diversity=diversity)
                if shown := rooms.taken(trials, space, budget):
                    points, values = shown
                    told |= dict(points=points, values=tuple(v - fitness.begin for v in values))
                yield self.record(phase, best, best - fitness.begin, **told)
                if self.stops:
                    break
                if config.fresh == "generation":
                    draw[2] += 1
                    fitness.renew(draw, at_hand)
        with self.counted():
            found = space.head(self.chosen(trials, space, again))
            at_hand = space.head(space.start)
        yield self.decide(self.search, lambda share: torch.lerp(at_hand, found, share))

    def again(self, budget: int) -> bool:
        """Whether best points are measured again: on other tokens, if there are any."""
        fine = self.config.fresh != "evaluation" and budget > 4 * self.config.rescore
        return fine and self.setting.ground.has_more

    def judge(self, space: Any) -> Callable[[np.ndarray], float]:
        """What a point of the space scores."""
        config, fitness, count = self.config, self.setting.fitness, [0]

        def one(point: np.ndarray) -> float:
            head = space.head(point)
            count[0] += 1
            if config.fresh == "evaluation":
                fitness.renew([config.seed, self.done, count[0]])
            if config.refine_particles and count[0] > 1:  # the first one is the start
                seed = (self.seed * 1000 + self.done) * 1_000_003 + count[0]
                head = head.clone()
                for _ in self.refine(head, "sgd", 1, seed):
                    pass
                point[:] = head.flatten().double().cpu().numpy()
            return fitness(head)

        return one

    def chosen(self, trials: Any, space: Any, again: int) -> np.ndarray:
        """The best point: of the few best ones the one that is still best on other tokens, for the
        best of many is lucky too."""
        best = trials.best[:again] if again else trials.best[:1]
        if len(best) < 2:
            return best[0][1] if best else space.start
        fitness = self.setting.fitness
        begin = fitness.begin
        fitness.renew([self.config.seed, self.done, 2**31])  # no generation draws these
        self.evaluations += len(best)
        values = [value - begin + fitness(space.head(x)) - fitness.begin for value, x in best]
        return best[int(np.argmin(values))][1]

    def refine(self, head: Tensor, kind: str, steps: int, seed: int) -> Iterator[float]:
        """Gradient steps on `head` in place; yields the mean training loss now and then."""
        setting, every, losses = self.setting, max(1, steps // 12), []
        make = room("refine").REFINEMENTS[kind]
        given = (setting.bias, setting.start, setting.train, self.config, steps, seed)
        for step, loss in enumerate(make(head, *given), 1):
            self.steps += 1
            losses.append(loss)
            if step % every == 0 or step == steps:
                yield sum(losses) / len(losses)
                losses = []

    def decide(self, phase: str, make: Callable[[float], Tensor]) -> HeadRecord:
        """Keeps what a phase has found, when the select part says so with two paired standard
        errors and all guards hold there. `make` gives the head after a share of the step: where a
        guard does not hold, a shorter one is tried."""
        setting, accepted, event = self.setting, False, None
        for share in SHARES if setting.guards else (1.0,):
            head = make(share)
            view, beside = setting.views(head)
            if setting.guards and not setting.guards.hold(beside, setting.limits):
                event = "a guard did not hold on the select part"
                continue
            event = f"guards held at {share:g} of the step" if share < 1 else None
            scores = setting.judge.scores(view)
            gain, error = scores.minus(self.scores)
            accepted = gain < -2 * error
            if accepted:
                self.kept, self.scores, self.view = head.detach().clone(), scores, view
            break
        return self.judged(phase, accepted, event)

    def judged(self, phase: str, accepted: bool | None, event: str | None = None) -> HeadRecord:
        """A record of the kept head on the select part."""
        self.view = self.view or self.setting.views(self.kept)[0]
        change, error = self.scores.minus(self.setting.first)
        told = dict(accuracy=self.view.accuracy(), event=event)
        told["moved"] = room("parts").moved(self.kept, self.setting.start)
        return self.record(phase, self.scores.total, change, error, accepted, **told)

    def control(self, other: Course) -> Iterator[HeadRecord]:
        """Gradient alone for the time that `other` took; keeps the best head by the same rule."""
        kind = "sgd" if self.config.refine == "sgd" else "adamw"
        head, seed = self.kept.clone(), self.config.seed * 1000 + 999
        for _ in self.timed(self.refine(head.clone(), kind, 5, seed)):  # how long is a step here?
            pass
        steps = max(1, int(other.seconds / max(1e-6, self.seconds / 5)))
        self.seconds, self.steps, least = 0.0, 0, float("inf")
        setting = self.setting
        for _ in self.timed(self.refine(head, kind, steps, seed)):
            view, beside = setting.views(head)
            scores = setting.judge.scores(view)
            change, error = scores.minus(setting.first)
            holds = not setting.guards or setting.guards.hold(beside, setting.limits)
            if holds and change < min(-2 * error, least):
                least = change
                self.kept, self.scores = head.clone(), scores
            told = dict(accuracy=view.accuracy(), moved=room("parts").moved(head, setting.start))
            yield self.record("control", scores.total, change, error, **told)

    def timed(self, steps: Iterator) -> Iterator:
        """The steps; what they take counts as search, what is done between them does not."""
        while True:
            try:
                with self.counted():
                    step = next(steps)
            except StopIteration:
                return
            yield step

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """What is done inside counts as search."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - began

    def record(self, phase: str, best: float, *judgement: Any, **more: Any) -> HeadRecord:
        spent = (self.evaluations, self.steps, self.seconds)
        if self.search not in ("swarm", "gradient"):
            phase = self.search
        return HeadRecord(self.done, phase, *spent, best, *judgement, **more)
