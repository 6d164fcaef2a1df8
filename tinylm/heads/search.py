"""Searches of a space: the swarm, and what it has to be better than.

Each is given a `Trials`, which judges points, counts them and keeps the best ones; it yields after
every handful of them (mean value, diversity or None).
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import math
from collections.abc import Callable, Iterator

import numpy as np

from ..swarm import Swarm
from ..swarm_config import CLPSOConfig, HeadTuningConfig
from .goals import GoalError
from .spaces import Space

KEPT = 8  # best points that are remembered
SHOWN = 20_000  # numbers at most in the points of a search that its records tell
PAIRS = 8  # of a step of evolution strategies: points and their mirror images
Step = tuple[float, float | None]


def check(config: HeadTuningConfig, space: str, several: bool) -> None:
    """Raises `ValueError` or `ImportError` for what does not go with this space or computer;
    `several` says whether there are other heads to take rows from."""
    if several != (space == "pick"):
        raise ValueError(
            f"heads=[...] are for space='pick', not {space!r}: leave them out."
            if several
            else "space='pick' takes each row from one of several heads: give the others, "
            "heads=[...]."
        )
    if "line" in config.controls and space not in ("repeats", "pick"):
        raise ValueError(
            f"the control 'line' needs a space with a direction to scan, space='repeats', not "
            f"{space!r}: leave it out of controls."
        )
    if "greedy" in config.controls and space != "pick":
        raise ValueError(
            f"the control 'greedy' needs a space of choices, space='pick', not {space!r}: leave it "
            "out of controls."
        )
    if "cma" in config.controls and importlib.util.find_spec("cma") is None:
        raise ImportError(
            "the control 'cma' needs cma, which is not installed: run pip install 'tinylm[cma]'."
        )


class Trials:
    """Judges points until `limit` of them have been judged."""

    def __init__(self, judge: Callable[[np.ndarray], float], name: str, strict: bool) -> None:
        """A `strict` one raises where the goal, called `name`, says the same of all heads."""
        self.judge, self.name, self.strict = judge, name, strict
        self.limit = 0
        self.count = 0
        self.best: list[tuple[float, np.ndarray]] = []  # lowest first
        self.least, self.most = math.inf, -math.inf
        self.latest: list[tuple[np.ndarray, np.ndarray]] = []  # judged since they were taken

    @property
    def left(self) -> int:
        return self.limit - self.count

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Values (n,) of points (n, D). Raises `GoalError` where all of many heads score alike."""
        values = np.array([self.judge(point) for point in points])
        self.count += len(points)
        if points.shape[1] <= SHOWN:  # of a whole head nobody could look at them
            self.latest.append((points.copy(), values))
        self.least, self.most = (min(self.least, *values), max(self.most, *values))
        alike = self.least == self.most and self.count >= min(self.limit, 50) > 1
        if alike and self.strict:
            raise GoalError(
                f"the goal {self.name!r} is {self.least:g} for each of {self.count} heads: every "
                "head scores the same, so there is nothing to search for in this space."
            )
        found = [*self.best, *zip(values.tolist(), points.copy(), strict=True)]
        self.best = sorted(found, key=lambda one: one[0])[:KEPT]
        return values


def taken(trials: Trials, space: Space, budget: int) -> tuple[tuple, tuple] | None:
    """(points in units of the box, values) judged since the last call; None where the whole search
    would be more than can be shown."""
    latest, trials.latest = trials.latest, []
    if not latest or budget * len(space.start) > SHOWN:
        return None
    low, high = space.bounds[:, 0], space.bounds[:, 1]
    points = np.concatenate([points for points, _ in latest])
    placed = ((2 * points - low - high) / (high - low)).round(3)
    values = np.concatenate([values for _, values in latest])
    return tuple(map(tuple, placed.tolist())), tuple(values.tolist())


def swarm(space: Space, trials: Trials, config: CLPSOConfig, seed: int) -> Iterator[Step]:
    """CLPSO around the best point of the space's line; particle 0 is the head at hand exactly."""
    centre = yield from _scanned(space, trials)
    seed = config.seed * 1_000_003 + seed
    config = dataclasses.replace(config, seed=seed, max_evaluations=max(1, trials.left))
    if space.known is not None:  # what is known to be good is searched close by, and not so fast
        near = (config.init_sigma or 0.4) / 4
        config = dataclasses.replace(config, init_sigma=near, vmax=config.vmax / 2)
    flock = Swarm(space.bounds, config, centre, groups=space.groups)
    flock.least, flock.most = 0.0, 1.0  # whether the goal is constant, `trials` tells
    if not np.array_equal(centre, space.start):
        flock.x[0, 1] = centre
        flock.x[0, 0] = space.start
        flock.best_x[:] = flock.x

    def judge(points: np.ndarray) -> np.ndarray:
        asked = points.copy()
        values = trials(points)  # refined on the way, if that is wanted: the particle then moves
        for before, after in zip(asked, points, strict=True):
            if not np.array_equal(before, after):
                flock.x[0, (flock.x[0] == before).all(axis=1)] = after
        return values

    breadth = 2 * np.linalg.norm(space.radius)
    steps = flock.run(judge)
    while True:
        try:
            generation = next(steps)
        except StopIteration:
            return
        except RuntimeError as error:  # the swarm tells what its function raised in its own words
            if isinstance(error.__cause__, GoalError | ImportError | MemoryError):
                raise error.__cause__ from error.__cause__.__cause__
            raise
        apart = np.linalg.norm(flock.x[0] - flock.x[0].mean(axis=0), axis=1).mean()
        yield generation.mean, float(apart / breadth)


def random(space: Space, trials: Trials, config: CLPSOConfig, seed: int) -> Iterator[Step]:
    """Points around the best one of the line, near and far ones mixed."""
    centre = yield from _scanned(space, trials)
    rng = np.random.default_rng([seed, 1])
    while trials.left > 0:
        n = min(10, trials.left)
        far = np.exp(rng.uniform(np.log(0.05), np.log(1.0), (n, 1)))
        points = centre + rng.normal(size=(n, len(centre))) * far * space.radius
        yield _mean(trials(_inside(points, space))), None


def es(
    space: Space, trials: Trials, config: CLPSOConfig, seed: int, sigma: float = 0.25
) -> Iterator[Step]:
    """Antithetic evolution strategies with ranks for weights, from the best point so far."""
    if trials.count:
        centre = trials.best[0][1]
    else:
        centre = yield from _scanned(space, trials)
    rng = np.random.default_rng([seed, 2])
    planned = max(1, trials.left)
    while trials.left >= 2:
        n = min(PAIRS, trials.left // 2)
        noise = rng.normal(size=(n, len(centre)))
        noise = np.concatenate([noise, -noise])
        spread = sigma * (0.3 + 0.7 * trials.left / planned)
        points = _inside(centre + spread * space.radius * noise, space)
        values = trials(points)
        places = values.argsort(kind="stable").argsort(kind="stable")
        worth = np.maximum(0.0, np.log(n + 1) - np.log(1 + places))
        worth = worth / worth.sum() - 1 / len(values)
        centre = _inside(centre + spread * space.radius * (worth @ noise), space)
        if trials.left:
            trials(centre[None])
        yield _mean(values), None


def line(space: Space, trials: Trials, config: CLPSOConfig, seed: int) -> Iterator[Step]:
    """The space's direction from 0 to 1.5, or the points of the space that are known."""
    if space.line is None:
        for point in np.concatenate([space.start[None], space.known])[: trials.left]:
            yield _mean(trials(point[None])), None
        return
    shares = np.linspace(0.0, 1.5, max(2, min(16, trials.left)))[: trials.left]
    for share in shares:
        yield _mean(trials(space.along(np.array([share])))), None


def cma(space: Space, trials: Trials, config: CLPSOConfig, seed: int) -> Iterator[Step]:
    """CMA-ES (Hansen) of the package `cma`, in units of the box."""
    package = importlib.import_module("cma")
    centre = yield from _scanned(space, trials)
    low, radius = space.bounds[:, 0], space.radius
    middle = low + radius
    options = dict(bounds=[-1, 1], seed=seed + 1, verbose=-9, verb_log=0)
    strategy = package.CMAEvolutionStrategy((centre - middle) / radius, 0.25, options)
    while trials.left >= strategy.popsize:
        asked = strategy.ask()
        values = trials(middle + np.array(asked) * radius)
        strategy.tell(asked, values.tolist())
        yield _mean(values), None
    if trials.left:
        points = np.array(strategy.ask()[: trials.left])
        yield _mean(trials(middle + points * radius)), None


def greedy(space: Space, trials: Trials, config: CLPSOConfig, seed: int) -> Iterator[Step]:
    """Every choice of one dimension after another, the best one kept at once."""
    yield from _scanned(space, trials)
    rng = np.random.default_rng([seed, 4])
    while trials.left:
        for at in rng.permutation(len(space.start)):
            point = trials.best[0][1] if trials.best else space.start
            points = np.repeat(point[None], space.choices - 1, axis=0)
            turned = points[:, at] + np.arange(1, space.choices)
            points[:, at] = (turned + space.choices / 2) % space.choices - space.choices / 2
            if not trials.left:
                return
            yield _mean(trials(points[: trials.left])), None


SEARCHES: dict[str, Callable[..., Iterator[Step]]] = dict(
    swarm=swarm, random=random, es=es, line=line, cma=cma, greedy=greedy
)


def _scanned(space: Space, trials: Trials) -> Iterator[Step]:
    """Judges the head at hand and the points of the space that are known, if there are any;
    returns the best."""
    if space.known is None or trials.left <= 2 * (len(space.known) + 1):
        return space.start
    points = np.concatenate([space.start[None], space.known])
    values = trials(points)
    yield _mean(values), None
    return points[values.argmin()]


def _inside(points: np.ndarray, space: Space) -> np.ndarray:
    return points.clip(space.bounds[:, 0], space.bounds[:, 1])


def _mean(values: np.ndarray) -> float:
    return float(np.mean(values))
