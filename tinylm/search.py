"""Settings found by themselves: Optuna's TPE (Bergstra et al., "Algorithms for hyper-parameter
optimization", NeurIPS 2011) over anything that gives a number, so over runs, too.

`search_settings` asks a factory for the value of one choice after another; `search_head` (judged on
the select part) and `search_training` (short runs, validation loss) bring their own. The sampler is
seeded anew for each trial by (seed, number): a killed search goes on as if nothing had been.
"""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import difflib
import importlib
import json
import math
import operator
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .bars import progress as behind_bar
from .batches import Batches
from .checkpoint import Checkpoint
from .checks import number, whole
from .config import TrainConfig
from .course import Course, Setting, room, space_kind
from .dataset import TokenData
from .files import Held, hold, write_atomically
from .runs import Run
from .swarm_config import HeadTuningConfig
from .training import total_steps, train

# None of these makes a trial longer: what is found is better, not only given more time.
SWARM = {
    "swarm.particles": (5, 20),
    "swarm.w_start": (0.4, 1.0),
    "swarm.w_end": (0.1, 0.4),
    "swarm.c": (0.5, 2.5),
    "swarm.vmax": (0.05, 0.5, "log"),
    "swarm.init_sigma": (0.05, 0.8, "log"),
    "swarm.refreshing_gap": (0, 7),
}
GRADIENT = {"refine_learning_rate": (1e-4, 1e-2, "log"), "pull_to_start": (0.0, 10.0)}
ADAMW = {
    "learning_rate": (5e-4, 2e-2, "log"),
    "embedding_scale": (1.0, 16.0, "log"),
    "head_scale": (0.5, 8.0, "log"),
    "weight_decay": (0.0, 0.3),
}
MUON = {"muon_learning_rate": (4e-3, 6e-2, "log")}
# Settings that leave the hidden states of a head's trials as they are, so that they are shared.
_LIGHT = ("swarm.", "refine_", "pull_", "es_")
BROKEN_OFF = "broken off: worse than the median of the trials before it"


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """One trial of a search. Values are the factory's; lower is better."""

    trial: int  # counted from 1
    total: int
    settings: dict[str, Any]  # what was tried
    value: float | None  # None: see `event`
    best: float  # of all trials so far
    seconds: float  # that this trial took
    values: tuple[float, ...] = ()  # on the way, the last one included
    event: str | None = None  # why there is no value, in words


@dataclass(frozen=True)
class SearchResult:
    """What a search found."""

    settings: dict[str, Any]  # of the best trial
    value: float
    trials: list[TrialRecord]
    config: Any = None  # the whole config with these settings; None from `search_settings`

    def table(self) -> str:
        """The trials as a Markdown table, the best first."""
        names = list(dict.fromkeys(name for one in self.trials for name in one.settings))
        lines = [f"| trial | value | {' | '.join(names)} | seconds |", "|---:" * (len(names) + 3)]
        lines[1] += "|"
        for one in sorted(self.trials, key=_worth):
            tried = [one.settings.get(name) for name in names]
            told = [f"{x:.4g}" if isinstance(x, float) else str(x) for x in tried]
            value = one.event if one.value is None else f"{one.value:.5f}"
            lines.append(f"| {one.trial} | {value} | {' | '.join(told)} | {one.seconds:.1f} |")
        return "\n".join(lines)


def run_search(
    work: Generator[TrialRecord, None, SearchResult], *, progress: bool = True
) -> SearchResult:
    """The result of a search, drained behind a progress bar: `run_search(search_head(...))`."""
    steps = behind_bar(work, "search", shown=progress)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def search_settings(
    factory: Callable[[dict[str, Any]], float | Iterable[float]],
    space: Mapping[str, Any],
    *,
    trials: int = 20,
    seed: int = 0,
    max_seconds: float | None = None,
    start: Mapping[str, Any] | None = None,
    path: str | Path | None = None,
) -> Generator[TrialRecord, None, SearchResult]:
    """Searches the settings with the lowest value; yields a `TrialRecord` a trial.

    `space`: names with (low, high), (low, high, "log") or [choices]; two whole numbers give whole
    numbers. `factory` gets a dict of settings and returns a number, or an iterable of what it has
    come to so far, of which the last counts: then a trial that stands worse than the median of
    those before it is broken off. `start` is tried first. With `path`, a .json file, the same call
    goes on after the last whole trial, shows its last record when it is finished, and does more
    when asked for more `trials` or `max_seconds` (no trial begins after them).

    A trial that raises `ValueError` or gives no finite number is told in its record; the first one
    ends the search. Raises `ImportError` without Optuna.
    """
    whole("trials", trials, 1)
    whole("seed", seed, 0)
    if max_seconds is not None:
        number("max_seconds", max_seconds, 0, open_low=True)
    space = checked(space)
    path = None if path is None else Path(path)
    with _alone(path):
        told = repr((space, dict(start or {}), seed))
        done = [] if path is None or not path.is_file() else _stored(path, told)
        if done and _over(done, trials, max_seconds):
            yield dataclasses.replace(done[-1], total=max(trials, len(done)))
        else:
            optuna = _optuna()
        while not _over(done, trials, max_seconds):
            began = time.perf_counter()
            trial = None if start and not done else _asked(optuna, space, done, seed)
            settings = dict(start) if trial is None else dict(trial.params)
            values, event = _tried(factory, settings, trial, done)
            value = None if event else values[-1]
            best = min(one for one in [value, *(one.value for one in done)] if one is not None)
            given = (len(done) + 1, trials, settings, value, best)
            record = TrialRecord(*given, time.perf_counter() - began, tuple(values), event)
            done.append(record)
            if path is not None:
                kept = dict(search=told, trials=[dataclasses.asdict(one) for one in done])
                write_atomically(path, json.dumps(kept, indent=1).encode())
            yield record
    found = min(done, key=_worth)
    return SearchResult(found.settings, found.value, done)


def search_head(
    lm: Checkpoint,
    data: TokenData,
    config: HeadTuningConfig | None = None,
    goal: Any = "cross_entropy",
    guards: Mapping[Any, Any] | None = None,
    *,
    target: TokenData | None = None,
    heads: Sequence[Any] = (),
    space: Mapping[str, Any] | None = None,
    trials: int = 20,
    seed: int = 0,
    max_seconds: float | None = None,
) -> Generator[TrialRecord, None, SearchResult]:
    """Searches settings of `tune_head` for this goal; the first trial is `config` as it is.

    A trial's value is the change of the goal on the select part; no test token is looked at, and
    `lm` stays as it is. `space` names fields of `config` ("swarm.vmax" is the swarm's), by default
    those of the swarm and of refinement by gradient. With `config.checkpoint` trials are kept in a
    run's folder beside it. The best of many is lucky: the test part tells its worth.
    """
    config = config or HeadTuningConfig()
    judge, limits = room("goals").Judge(goal), room("goals").Guards(guards)
    if lm.stage == "new":
        raise ValueError("this model is untrained: train it first (Network_Train.ipynb).")
    for corpus in [data] if target is None else [data, target]:
        room("parts").check(corpus)
    kinds = ("adamw", "sgd", "auto") if judge.differentiable else ("adamw", "sgd")
    usual = SWARM | (GRADIENT if config.refine in kinds else {})
    space = _fitting(config, usual if space is None else space)
    one = dataclasses.replace(lm, model=copy.deepcopy(lm.model), packed=None)
    one.model.untie()
    others = room("spaces").loaded(one, heads)
    shared: list[Setting] = []

    def factory(settings: dict[str, Any]) -> Iterator[float]:
        tuned = applied(config, settings)
        kind = space_kind(tuned, judge, others)
        room("spaces").check_size(kind, lm.config, tuned)
        room("search").check(tuned, kind, bool(others))
        if not shared or not all(name.startswith(_LIGHT) for name in space):
            head = one.model.head.weight.detach()
            shared[:] = [Setting(one, data, target, tuned, judge, limits, head, others)]
        setting = shared[0]
        setting.config = tuned
        course = Course(setting, "swarm", tuned.seed)
        while not course.over:
            for _ in course.cycle():
                pass
            yield course.scores.minus(setting.first)[0]

    about = dict(goal=judge.identity, guards=limits.identity)
    about |= dict(target=target and target.fingerprint, space=repr(space), search_seed=seed)
    if others:
        about["heads"] = room("spaces").digest(others)
    run = Run("search-head", lm, config, data.fingerprint, **about)
    start = {name: operator.attrgetter(name)(config) for name in space}
    given = dict(trials=trials, seed=seed, max_seconds=max_seconds, start=start)
    return (yield from _searched(run, config, factory, space, **given))


def search_training(
    lm: Checkpoint,
    data: TokenData,
    config: TrainConfig | None = None,
    *,
    steps: int | None = None,
    space: Mapping[str, Any] | None = None,
    trials: int = 20,
    seed: int = 0,
    max_seconds: float | None = None,
) -> Generator[TrialRecord, None, SearchResult]:
    """Searches settings of `train`; the first trial is `config` as it is.

    A trial is a run of `steps` updates (by default a tenth of the run's, at least 20) on a copy of
    the model, with the same batches and a whole schedule; its value is the validation loss at its
    end, in nats a token. `lm` stays as it is. `space` names fields of `config`, by default the
    learning rates and the weight decay. What is best in a short run may be a little too fast for
    a long one. With `config.checkpoint` the trials are kept in a run's folder beside it.
    """
    config = config or TrainConfig()
    fresh = lm.source is not None and lm.source[0] == "seed"
    sized = config.for_size(lm.model.num_parameters(), trained=not fresh)
    usual = ADAMW | (MUON if config.optimizer == "muon" else {})
    space = _fitting(sized, usual if space is None else space)
    per_epoch = Batches(data.train, lm.config.context_length, config).per_epoch
    total = total_steps(config, per_epoch / config.accumulation)
    steps = min(total, max(20, total // 10)) if steps is None else steps
    whole("steps", steps, 1)
    brief = dict(max_steps=steps, epochs=None, eval_every=max(1, steps // 4), patience=None)
    brief |= dict(warmup_steps=min(sized.warmup_steps, steps // 10), sample_every=0)
    short = dataclasses.replace(sized, checkpoint=None, **brief)

    def factory(settings: dict[str, Any]) -> Iterator[float]:
        one = dataclasses.replace(
            lm, model=copy.deepcopy(lm.model), history=[], optimizer=None, packed=None
        )
        run = train(one, data, applied(short, settings))
        with contextlib.closing(run):
            for record in run:
                if record.val_loss is not None:
                    yield record.val_loss

    about = dict(space=repr(space), steps=steps, search_seed=seed)
    run = Run("search-train", lm, config, data.fingerprint, **about)
    begin = {name: operator.attrgetter(name)(sized) for name in space}
    given = dict(trials=trials, seed=seed, max_seconds=max_seconds, start=begin)
    return (yield from _searched(run, config, factory, space, **given))


def _searched(
    run: Run, config: Any, *asked: Any, **given: Any
) -> Generator[TrialRecord, None, SearchResult]:
    """`search_settings` with its trials in the folder of a run, and the config that it leads to."""
    path = None if run.folder is None else run.folder / "trials.json"
    found = yield from search_settings(*asked, path=path, **given)
    return dataclasses.replace(found, config=applied(config, found.settings))


def applied(config: Any, settings: Mapping[str, Any]) -> Any:
    """`config` with these settings; "swarm.vmax" is the field `vmax` of its field `swarm`."""
    plain = {name: value for name, value in settings.items() if "." not in name}
    inner: dict[str, dict[str, Any]] = {}
    for name, value in settings.items():
        if "." in name:
            outer, _, field = name.partition(".")
            inner.setdefault(outer, {})[field] = value
    for outer, values in inner.items():
        plain[outer] = dataclasses.replace(getattr(config, outer), **values)
    return dataclasses.replace(config, **plain)


def checked(space: Mapping[str, Any]) -> dict[str, Any]:
    """The space as a dict. Raises `ValueError` for the first name whose values are none."""
    if not isinstance(space, Mapping) or not space:
        raise ValueError(f"space={space!r} must be a dict of names and what they may be.")
    for name, values in space.items():
        if isinstance(values, list):
            fine = len(values) > 1 and all(
                isinstance(value, str | float | int | None) for value in values
            )
        else:
            fine = isinstance(values, tuple) and (len(values) == 2 or values[2:] == ("log",))
            ends = values[:2] if fine else ()
            fine = fine and all(type(x) in (int, float) and math.isfinite(x) for x in ends)
            fine = fine and ends[0] < ends[1] and (len(values) == 2 or ends[0] > 0)
        if not fine:
            raise ValueError(
                f"the space of {name!r} is {values!r}: it must be (low, high), (low, high, 'log') "
                "with low above 0, or a list of two choices and more."
            )
    return dict(space)


def _fitting(config: Any, space: Mapping[str, Any]) -> dict[str, Any]:
    """The space, after a look whether the config has these fields and takes these values."""
    space = checked(space)
    names = [field.name for field in dataclasses.fields(config)]
    for outer in [name for name in names if dataclasses.is_dataclass(getattr(config, name))]:
        names += [f"{outer}.{field.name}" for field in dataclasses.fields(getattr(config, outer))]
    for name, values in space.items():
        if name not in names:
            (near,) = difflib.get_close_matches(str(name), names, n=1, cutoff=0.0)
            raise ValueError(
                f"{name!r} in the space is no field of {type(config).__name__}: the nearest is "
                f"{near!r}."
            )
        for value in values if isinstance(values, list) else values[:2]:
            applied(config, {name: value})
    return space


@contextlib.contextmanager
def _alone(path: Path | None) -> Iterator[None]:
    """Keeps others off the file for as long as it is worked on."""
    if path is None:
        yield
        return
    try:
        with hold(path.with_name(path.name + ".lock")):
            yield
    except Held:
        raise RuntimeError(
            f"the search in {str(path)!r} is under way in another kernel or program: stop that "
            "first, or search with another seed beside it."
        ) from None


def _stored(path: Path, told: str) -> list[TrialRecord]:
    """The trials of an earlier call."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        before, rows = kept["search"], kept["trials"]
        done = [TrialRecord(**row | dict(values=tuple(row["values"]))) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{str(path)!r} is damaged or holds no search ({error}): delete it, or give another "
            "path."
        ) from None
    if before != told:
        raise ValueError(
            f"{str(path)!r} holds a search with another space, start or seed: give another path."
        )
    return done


def _over(done: list[TrialRecord], trials: int, max_seconds: float | None) -> bool:
    late = max_seconds is not None and sum(one.seconds for one in done) >= max_seconds
    return bool(done) and (len(done) >= trials or late)


def _optuna() -> Any:
    try:
        return importlib.import_module("optuna")
    except ImportError:
        raise ImportError(
            "a search of settings needs the package optuna: pip install optuna"
        ) from None


def _asked(optuna: Any, space: dict[str, Any], done: list[TrialRecord], seed: int) -> Any:
    """Optuna's next trial after these."""
    kinds = {}
    for name, values in space.items():
        if isinstance(values, list):
            kinds[name] = optuna.distributions.CategoricalDistribution(values)
        else:
            low, high = values[:2]
            both = isinstance(low, int) and isinstance(high, int)
            make = "IntDistribution" if both else "FloatDistribution"
            kinds[name] = getattr(optuna.distributions, make)(low, high, log=len(values) == 3)
    loud = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)  # each study says that it was made
    try:
        study = optuna.create_study(
            sampler=optuna.samplers.TPESampler(seed=(seed * 1_000_003 + len(done)) % 2**32),
            pruner=optuna.pruners.MedianPruner(),
        )
    finally:
        optuna.logging.set_verbosity(loud)
    states = optuna.trial.TrialState
    for one in done:
        broken = states.PRUNED if one.event == BROKEN_OFF else states.FAIL
        inside = all(_inside(space[name], one.settings[name]) for name in space)
        study.add_trial(
            optuna.trial.create_trial(
                state=broken if one.value is None else states.COMPLETE,
                value=one.value,
                # What `start` may have outside the space, the sampler cannot learn from.
                params=one.settings if inside else {},
                distributions=kinds if inside else {},
                intermediate_values=dict(enumerate(one.values, 1)),
            )
        )
    return study.ask(kinds)


def _inside(values: Any, value: Any) -> bool:
    if isinstance(values, list):
        return value in values
    return isinstance(value, int | float) and values[0] <= value <= values[1]


def _tried(
    factory: Callable[..., Any], settings: dict[str, Any], trial: Any, done: list[TrialRecord]
) -> tuple[list[float], str | None]:
    """The values that a trial has come to, and why it has none."""
    values: list[float] = []
    most = max((len(one.values) for one in done), default=0)  # whose last value is the result
    try:
        made = factory(dict(settings))
        for value in made if isinstance(made, Iterable) else [made]:
            if not math.isfinite(value):
                raise ValueError(f"it came to {value}")
            values.append(float(value))
            if trial is not None and len(values) < most:
                trial.report(values[-1], len(values))
                if trial.should_prune():
                    return values, BROKEN_OFF
        if not values:
            raise ValueError("the factory gave no value")
    except ValueError as error:
        if not done:
            raise ValueError(f"the first trial, {settings}, failed: {error}") from error
        return values, str(error)
    return values, None


def _worth(one: TrialRecord) -> float:
    return math.inf if one.value is None else one.value
