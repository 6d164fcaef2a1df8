"""The swarm on a language model's output head: `tune_head`, `run_clpso`.

The body is frozen, so its hidden states are computed once and a trial of a head is one matrix
product. Cycles of refinement (the gradient on training tokens, or evolution strategies where the
goal has none) and CLPSO (scored on one half of the validation part) follow each other; a result is
kept only when the other half improves by two paired standard errors and every guard holds there, so
the head returned is not worse than the one given, as far as that half can tell. Beside it run its
controls. The test part is looked at for the report only.

`course.py` has the cycles. What they choose between lies in `heads/`: `states` (hidden states),
`view` (a trial head as a goal sees it), `goals`, `spaces`, `refine`, `search` and `parts` (of the
data).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from .bars import progress as behind_bar
from .checkpoint import Checkpoint
from .course import Course, Setting, room, space_kind
from .dataset import TokenData
from .evaluation import Report, evaluate
from .records import HeadRecord
from .runs import Run
from .swarm_config import HeadTuningConfig


@dataclass(frozen=True)
class HeadResult:
    """What head tuning did, judged on the same test tokens and prompts each time."""

    before: Report
    after: Report
    control: Report | None  # gradient alone, as long; None if config.controls leaves it out
    history: list[HeadRecord]
    checkpoint: Checkpoint
    goal: str = "cross_entropy"
    # Of "before", "after" and each control: plain values (goal, loss, changes with their errors,
    # what was spent, and how the swarm differs from it). Empty in files of older versions.
    outcomes: dict[str, dict] = field(default_factory=dict)
    forgetting: dict | None = None  # loss on other text before and after, if there was any

    def verdict(self) -> str:
        """The result in words."""
        return room("report").verdict(self)

    def table(self) -> str:
        """The result and its controls, as a Markdown table."""
        return room("report").table(self)

    def apply(self, lm: Checkpoint | None = None) -> None:
        """Gives a model with the same body (by default the tuned one) the tuned head."""
        self._give(lm, "kept")

    def revert(self, lm: Checkpoint | None = None) -> None:
        """Gives it the head from before, bit for bit. One that was tied stays untied."""
        self._give(lm, "start")

    def _give(self, lm: Checkpoint | None, which: str) -> None:
        head, lm = (self.checkpoint.optimizer or {}).get(which), lm or self.checkpoint
        if head is None:
            raise ValueError("this checkpoint no longer holds its heads: load it from its file.")
        if head.shape != lm.model.head.weight.shape:
            raise ValueError(
                f"a head of shape {tuple(head.shape)} does not fit this model's "
                f"{tuple(lm.model.head.weight.shape)}: use the model that was tuned."
            )
        lm.model.untie()
        with torch.no_grad():
            lm.model.head.weight.copy_(head)


def run_clpso(
    lm: Checkpoint,
    data: TokenData,
    config: HeadTuningConfig | None = None,
    goal: Any = "cross_entropy",
    guards: Mapping[Any, Any] | None = None,
    *,
    target: TokenData | None = None,
    stage1: TokenData | None = None,
    heads: Sequence[Any] = (),
    progress: bool = True,
) -> HeadResult:
    """`tune_head`, drained, behind a progress bar."""
    config = config or HeadTuningConfig()
    work = tune_head(lm, data, config, goal, guards, target=target, stage1=stage1, heads=heads)
    steps = behind_bar(work, "head", shown=progress)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def tune_head(
    lm: Checkpoint,
    data: TokenData,
    config: HeadTuningConfig,
    goal: Any = "cross_entropy",
    guards: Mapping[Any, Any] | None = None,
    *,
    target: TokenData | None = None,
    stage1: TokenData | None = None,
    heads: Sequence[Any] = (),
) -> Generator[HeadRecord, None, HeadResult]:
    """Tunes the head of `lm` in place; yields a `HeadRecord` a step and returns a `HeadResult`.

    `goal` is a name, a function of a `HeadView` (lower is better) or a list of (goal, weight);
    `guards` maps goals to the share by which they may rise, or to ("at most", value). With `target`
    the goal is another corpus, and guards look at `data`. What becomes of the loss on `stage1` (or
    on `data`, beside a target) is told in the report. `heads` are others that rows may be taken
    from (`space="pick"`): matrices (V, C), or checkpoints with the same body, or their files.

    A tied head is given a matrix of its own first. Stopped midway, it goes on at the last whole
    cycle; run again when finished, it yields its last record and returns the same figures. Raises
    `ValueError` where it cannot begin, or where a goal gives what cannot be judged; `lm` is then as
    it was.
    """
    judge, limits = room("goals").Judge(goal), room("goals").Guards(guards)
    if lm.stage == "new":
        raise ValueError("this model is untrained: train it first (Network_Train.ipynb).")
    corpora = [data] if target is None else [data, target]
    for corpus in corpora:
        room("parts").check(corpus)
    others = room("spaces").loaded(lm, heads)
    space = space_kind(config, judge, others)
    room("spaces").check_size(space, lm.config, config)
    room("search").check(config, space, bool(others))
    identity = dict(goal=judge.identity, guards=limits.identity)
    identity |= dict(target=target and target.fingerprint, stage1=stage1 and stage1.fingerprint)
    if others:
        identity["heads"] = room("spaces").digest(others)
    run = Run("head", lm, config, data.fingerprint, **identity)
    with run.alone():
        undo = _Undo(lm)
        run.begin(lm, data.split)
        if not lm.finished:
            try:
                tuner = _Tuner(lm, data, config, run, (judge, limits), target, stage1, others)
                yield from tuner.work()
            except (ValueError, ImportError, MemoryError):
                if lm.step == 0:  # else it is where its last whole cycle left it
                    undo()
                raise
        else:
            run.publish()
            yield lm.history[-1]
    told = lm.report
    reports = {
        name: Report(**told[name]) if told.get(name) else None
        for name in ("before", "after", "control")
    }
    beside = {name: told[name] for name in ("goal", "outcomes", "forgetting") if name in told}
    return HeadResult(**reports, history=lm.history, checkpoint=lm, **beside)


class _Undo:
    """Puts a checkpoint back as it was before a run began."""

    def __init__(self, lm: Checkpoint) -> None:
        self.lm, self.fields, self.config = lm, dict(lm.__dict__), lm.model.config
        self.weight, self.values = lm.model.head.weight, lm.model.head.weight.detach().clone()

    def __call__(self) -> None:
        self.lm.__dict__.update(self.fields)
        model, config = self.lm.model, self.config
        model.config, model.head.weight = config, self.weight
        with torch.no_grad():
            model.head.weight.copy_(self.values)


class _Tuner:
    """One run: the parts of the data, the start head, and the course that is the result."""

    def __init__(
        self,
        lm: Checkpoint,
        data: TokenData,
        config: HeadTuningConfig,
        run: Run,
        goal: tuple[Any, Any],
        target: TokenData | None,
        stage1: TokenData | None,
        others: list[Tensor],
    ) -> None:
        tied = "the head was tied to the embedding and has a matrix of its own now"
        self.event = tied if lm.config.tie_weights else None
        lm.model.untie()
        self.lm, self.config, self.run = lm, config, run
        self.beside = stage1 if stage1 is not None or target is None else data
        head = lm.model.head.weight.detach()
        state = lm.optimizer or dict(start=head.clone(), kept=head.clone())
        lm.optimizer = state
        head.copy_(state["kept"])  # what a stopped cycle did is done again, from the last whole one
        lm.history = [record for record in lm.history if record.cycle < lm.step]
        start = state["start"].to(lm.device)
        self.setting = Setting(lm, data, target, config, *goal, start, others)
        if state.get("direction") is not None:
            self.setting.direction = state["direction"].to(lm.device)
        self.course = Course(self.setting, "swarm", config.seed)
        self.course.resume(head, lm.step, state)

    def work(self) -> Iterator[HeadRecord]:
        lm, course = self.lm, self.course
        while not course.over:
            for record in course.cycle():
                if record.accepted:
                    with torch.no_grad():
                        lm.model.head.weight.copy_(course.kept)
                yield self.note(record)
            lm.step = course.done
            lm.optimizer = self.setting.state() | course.state()
            self.run.save(lm)
        yield from self.conclude()

    def conclude(self) -> Iterator[HeadRecord]:
        """The controls, then the report on the test part."""
        lm, config, course = self.lm, self.config, self.course
        heads = dict(before=self.setting.start)
        spent = dict(before=(0, 0, 0.0), after=course.spent)
        for name in config.controls:
            for number in range(1 if name == "gradient" else config.control_seeds):
                other = Course(self.setting, name, config.seed + 1000 * number, course.evaluations)
                for record in other.control(course) if name == "gradient" else other.cycles():
                    yield self.note(dataclasses.replace(record, cycle=lm.step))
                title = "control" if name == "gradient" else name
                title += f" {number + 1}" if config.control_seeds > 1 and number else ""
                heads[title], spent[title] = other.kept, other.spent
        heads["after"] = course.kept
        reports, forgotten, head = {}, [], lm.model.head.weight.detach()
        try:
            for name, trial in heads.items():
                head.copy_(trial)
                reports[name] = evaluate(lm, self.setting.ground.data.test, config.test_tokens)
                if self.beside is not None and name in ("before", "after"):
                    forgotten.append(evaluate(lm, self.beside.test, config.test_tokens))
        finally:  # an interrupt must not leave another head than the kept one
            head.copy_(course.kept)
        told = room("report")
        scores = told.scores(self.setting.judge, heads, reports, self.setting.ground)
        moved = {
            name: room("parts").moved(trial, self.setting.start) for name, trial in heads.items()
        }
        kept = ("before", "control", "after")
        lm.report = {n: dataclasses.asdict(reports[n]) for n in kept if n in reports} | dict(
            val=evaluate(lm, self.setting.ground.data.val).as_dict(),
            kept=moved["after"] > 0,
            moved=moved["after"],
            evaluations=course.evaluations,
            refine_steps=course.steps,
            seconds=course.seconds,
            goal=self.setting.judge.name,
            space=self.setting.space_kind,
            outcomes=told.outcomes(scores, reports, spent, moved),
            forgetting=told.forgetting(forgotten),
        )
        done = course.judged("done", None)
        done = self.note(dataclasses.replace(done, cycle=lm.step))
        self.run.finish(lm)
        yield done

    def note(self, record: HeadRecord) -> HeadRecord:
        record, self.event = dataclasses.replace(record, event=record.event or self.event), None
        self.lm.history.append(record)
        self.run.log(record)
        return record
