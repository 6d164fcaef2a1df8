"""CLPSO on any function of a box: `minimize`, and many runs at once: `minimize_many`.

Comprehensive Learning Particle Swarm Optimizer (Liang, Qin, Suganthan and Baskar, IEEE Trans.
Evolutionary Computation 10(3), 2006). Each dimension of a particle follows the best position of
one exemplar particle, chosen by a tournament and kept until the particle has stopped improving;
there is no pull towards a global best. Two signs are missing in the paper's Fig. 6: the inertia
falls from 0.9 to 0.4 (read as printed it would rise from 0), velocities are clipped to +-Vmax.

Shapes: R runs of P particles in D dimensions, which share exemplars in G groups.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .swarm_config import CLPSOConfig

Function = Callable[[np.ndarray], np.ndarray]
Bounds = Sequence[tuple[float, float]] | np.ndarray

_BLOCK = 32_768  # numbers of a run moved at a time: they stay in the processor's cache


# What changes from generation to generation, beside the generators and the history.
_ARRAYS = ("x", "v", "best_x", "best_f", "lead_x", "lead_f", "source", "stalled", "waited")
_ARRAYS += ("evaluations", "ended")
_NUMBERS = ("generations", "seconds", "least", "most")


@dataclass(frozen=True)
class Generation:
    """The swarm after one generation; of several runs, all taken together."""

    generation: int
    evaluations: int
    best: float
    mean: float  # of the particles' own bests
    inertia: float


@dataclass(frozen=True)
class SwarmResult:
    """The best point found."""

    x: np.ndarray  # (D,)
    fun: float
    evaluations: int
    generations: int
    history: tuple[float, ...]  # best value after each generation
    stop: str  # evaluations | patience | seconds | generations (few fell into the box) | running


def minimize(
    function: Function,
    bounds: Bounds,
    config: CLPSOConfig | None = None,
    start: np.ndarray | None = None,
    *,
    groups: Sequence[int] | np.ndarray | None = None,
    initial: Bounds | None = None,
) -> SwarmResult:
    """The lowest point of `function` in the box that CLPSO finds.

    `function` takes positions (n, D) and returns values (n,); `bounds` are D pairs (low, high).
    With `start`, particle 0 is that point exactly and the others lie around it; without, particles
    begin anywhere in the box, or in the part of it that `initial` bounds. `groups` are D labels:
    dimensions with the same label follow the same exemplar.

    Raises `ValueError` for an empty box, a swarm larger than the free memory, a function that is
    constant, returns another shape or not-a-number; `RuntimeError` from what the function raises.
    """
    swarm = Swarm(bounds, config or CLPSOConfig(), start, groups=groups, initial=initial)
    for _ in swarm.run(function):
        pass
    return swarm.result()


def minimize_many(
    function: Function,
    bounds: Bounds,
    config: CLPSOConfig | None = None,
    runs: int = 30,
    start: np.ndarray | None = None,
    *,
    groups: Sequence[int] | np.ndarray | None = None,
    initial: Bounds | None = None,
) -> list[SwarmResult]:
    """So many independent runs, with seeds `config.seed`, `config.seed + 1`, ..., in one array.

    Each is what `minimize` finds with its seed, to the last bit if the function's value at a point
    does not depend on how many points it is given (that of a matrix product may). It is called once
    a generation, with the positions of all runs. `max_seconds` counts them all together.
    """
    config = config or CLPSOConfig()
    swarm = Swarm(bounds, config, start, groups=groups, initial=initial, runs=runs)
    for _ in swarm.run(function):
        pass
    return [swarm.result(run) for run in range(runs)]


class Swarm:
    """Positions, velocities, own bests and exemplars of P particles in D dimensions, R times."""

    def __init__(
        self,
        bounds: Bounds,
        config: CLPSOConfig,
        start: np.ndarray | None = None,
        *,
        groups: Sequence[int] | np.ndarray | None = None,
        initial: Bounds | None = None,
        runs: int = 1,
    ) -> None:
        self.config, self.classic = config, config.rule == "classic"
        self.low, self.high = _box("bounds", bounds)
        R, P, D = runs, config.particles, len(self.low)
        if isinstance(R, bool) or not isinstance(R, int) or R < 1:
            raise ValueError(f"runs={R!r} must be a whole number of at least 1.")
        # Positions, velocities, own bests, exemplars and the copy that the function is given.
        needed, free = 5 * 8 * R * P * D, _free_memory()
        if needed > free:
            raise ValueError(
                f"{R * P} particles in {D:,} dimensions need {needed / 1e9:.3g} GB, and "
                f"{free / 1e9:.3g} GB are free: take fewer particles or a smaller space."
            )
        if initial is not None:
            inner = _box("initial", initial)
            if len(inner[0]) != D or (inner[0] < self.low).any() or (inner[1] > self.high).any():
                raise ValueError(f"initial must be {D} pairs (low, high) that lie inside bounds.")
        if start is not None and np.shape(start) != (D,):
            raise ValueError(f"start must be {D} numbers, not of shape {np.shape(start)}.")
        self.groups = _labels(groups, D)
        self.rngs = [np.random.default_rng(config.seed + r) for r in range(R)]
        self.vmax = config.vmax * (self.high - self.low)
        self.x, self.v = np.empty((R, P, D)), np.zeros((R, P, D))
        for x, v, rng in zip(self.x, self.v, self.rngs, strict=True):
            self._place(x, start, initial, rng)
            if not self.classic:
                v[:] = rng.uniform(-self.vmax, self.vmax, (P, D))
        self.best_x, self.best_f = self.x.copy(), np.full((R, P), np.inf)
        self.lead_x, self.lead_f = self.x[:, 0].copy(), np.full(R, np.inf)  # best of each run
        if self.classic and start is not None:
            self.lead_x[:] = start
        # Where in `best_x`, flattened, what each number follows is; at first its particle's own.
        self.source = np.arange(R * P * D).reshape(R, P, D)
        self.stalled = np.zeros((R, P), dtype=int)  # generations without improvement
        self.waited = np.zeros(R, dtype=int)  # the same for the best of each run
        self.evaluations = np.zeros(R, dtype=int)
        self.ended = np.full(R, -1)  # the generation after which a run was over
        self.generations, self.seconds, self.history = 0, 0.0, []
        self.least, self.most = math.inf, -math.inf  # of the function's values, until they differ
        self.pc = learning_probabilities(config)
        # Particles and dimensions moved at a time; as many however many runs there are, so that
        # random numbers are drawn in the same order.
        self._block = max(1, min(P, _BLOCK // D)), min(D, _BLOCK)
        self._dice, self._pull = np.empty((2, R, *self._block))

    def run(self, function: Function) -> Iterator[Generation]:
        """One generation after another until every run is over.

        A swarm may be left after any of them; `run` again, also after `restore`, goes on there.
        """
        P = self.config.particles
        # Serial as published: each particle sees what those before it have just found.
        size = 1 if self.config.update == "serial" else P
        parts = [slice(first, first + size) for first in range(0, P, size)]
        while not self.history or (self.ended < 0).any():
            began = time.perf_counter()
            if not self.history:
                self._begin(function)
            else:
                for part in parts:
                    self._fly(part)
                    self._judge(part, function)
                self.generations += 1
            self.seconds += time.perf_counter() - began
            self._note()
            yield self._generation()

    @property
    def inertia(self) -> float:
        """w(k): linear from w_start at the first generation to w_end at the last planned one."""
        planned = max(1, self._planned - 1)
        share = min(1.0, self.generations / planned)
        return self.config.w_start - (self.config.w_start - self.config.w_end) * share

    @property
    def exemplar(self) -> np.ndarray:
        """Whose best each number follows, (R, P, D): particle numbers."""
        return self.source // self.x.shape[2] % self.config.particles

    def result(self, run: int = 0) -> SwarmResult:
        """The best point of a run so far."""
        ended = self.ended[run] if self.ended[run] >= 0 else self.generations
        history = tuple(float(lead[run]) for lead in self.history[: ended + 1])
        fun, evaluations = float(self.lead_f[run]), int(self.evaluations[run])
        stop = self._stop(run) or "running"
        return SwarmResult(self.lead_x[run].copy(), fun, evaluations, int(ended), history, stop)

    def state(self) -> dict:
        """All that a run needs to go on with the same numbers: arrays, numbers, dicts of numbers.

        To be taken between generations, and given to `restore` of a swarm made with the same
        arguments.
        """
        state = {name: getattr(self, name).copy() for name in _ARRAYS}
        state |= {name: getattr(self, name) for name in _NUMBERS}
        history = np.reshape(self.history, (-1, len(self.rngs)))
        return state | dict(history=history, rngs=[rng.bit_generator.state for rng in self.rngs])

    def restore(self, state: dict) -> None:
        """Goes back, or on, to the `state` of a swarm of the same shape; lists do for arrays."""
        shape = np.shape(state["x"])
        if shape != self.x.shape:
            raise ValueError(
                f"this state is of (runs, particles, dimensions) {shape}, the swarm of "
                f"{self.x.shape}: restore it into a swarm made with the same arguments."
            )
        for name in _ARRAYS:
            getattr(self, name)[:] = state[name]
        for name in _NUMBERS:
            setattr(self, name, state[name])
        self.history = list(np.array(state["history"]))
        for rng, numbers in zip(self.rngs, state["rngs"], strict=True):
            rng.bit_generator.state = numbers

    @property
    def _planned(self) -> int:
        return math.ceil(self.config.max_evaluations / self.config.particles)

    def _place(self, x: np.ndarray, start, initial: Bounds | None, rng) -> None:
        if start is None:
            low, high = (self.low, self.high) if initial is None else _box("initial", initial)
            x[:] = rng.uniform(low, high, x.shape)
            return
        spread = (self.config.init_sigma or 0.4) * (self.high - self.low) / 2
        noise = rng.uniform(-1, 1, x.shape) if self.classic else rng.normal(size=x.shape)
        x[:] = np.asarray(start, np.float64) + noise * spread
        if not self.classic:
            x[0] = start
        x.clip(self.low, self.high, out=x)

    def _begin(self, function: Function) -> None:
        everyone = slice(0, self.config.particles)
        if self.classic:  # only the start is judged; each particle's own best is still unknown
            self.lead_f[:] = self._values(function, self.lead_x.copy())
            self.evaluations += 1
        else:
            self._judge(everyone, function)
            self._draw(*np.indices(self.stalled.shape).reshape(2, -1))

    def _stop(self, run: int) -> str | None:
        config = self.config
        if self.evaluations[run] >= config.max_evaluations:
            return "evaluations"
        if config.patience is not None and self.waited[run] >= config.patience:
            return "patience"
        if config.max_seconds is not None and self.seconds >= config.max_seconds:
            return "seconds"
        # Particles outside the box cost nothing, so more generations than planned may fit; the
        # limit is for constants that throw the swarm out of the box for good.
        return "generations" if self.generations >= 10 * self._planned + 100 else None

    def _note(self) -> None:
        """Which runs are over, and the history."""
        if self.history:
            better = self.lead_f < self.history[-1]
            self.waited = np.where(better, 0, self.waited + 1)
        self.history.append(self.lead_f.copy())
        for run in np.flatnonzero(self.ended < 0):
            if self._stop(run):
                self.ended[run] = self.generations
        same = self.least == self.most and self.evaluations.sum() > 1
        if same and (self.generations >= 10 or (self.ended >= 0).all()):
            raise ValueError(
                f"the function returned {self.least:g} at each of {self.evaluations.sum()} points "
                "of the box: it is constant there, so there is nothing to minimise."
            )

    def _generation(self) -> Generation:
        mean = float(self.best_f.mean())
        if not math.isfinite(mean):  # some are not known yet
            known = self.best_f[np.isfinite(self.best_f)]
            mean = float(known.mean()) if len(known) else math.inf
        evaluations, best = int(self.evaluations.sum()), float(self.lead_f.min())
        return Generation(self.generations, evaluations, best, mean, self.inertia)

    def _fly(self, part: slice) -> None:
        """Moves the particles of a part in all runs, a block at a time."""
        stale = self.stalled[:, part] >= self.config.refreshing_gap
        runs, who = np.nonzero(stale)
        if len(runs):
            self._draw(runs, who + part.start)
        height, width = self._block
        for first in range(part.start, part.stop, height):
            rows = slice(first, min(first + height, part.stop))
            for left in range(0, self.x.shape[2], width):
                self._fly_block(rows, slice(left, left + width))

    def _fly_block(self, rows: slice, columns: slice) -> None:
        x, v = self.x[:, rows, columns], self.v[:, rows, columns]
        dice, pull = (room[:, : x.shape[1], : x.shape[2]] for room in (self._dice, self._pull))
        v *= self.inertia
        self.best_x.take(self.source[:, rows, columns], out=pull, mode="clip")
        self._pull_towards(pull, x, dice, self.config.c)
        v += pull
        if self.config.c_global:
            pull[:] = self.lead_x[:, None, columns]
            self._pull_towards(pull, x, dice, self.config.c_global)
            v += pull
        vmax = self.vmax[columns]
        np.minimum(v, vmax, out=v)
        np.maximum(v, -vmax, out=v)
        x += v
        if self.classic:
            x.clip(self.low[columns], self.high[columns], out=x)

    def _pull_towards(self, target: np.ndarray, x: np.ndarray, dice: np.ndarray, c: float) -> None:
        """Makes c * rand * (target - x) of `target`, with a random number for each dimension."""
        for numbers, rng in zip(dice, self.rngs, strict=True):
            rng.random(out=numbers)
        target -= x
        dice *= c
        target *= dice

    def _judge(self, part: slice, function: Function) -> None:
        """Evaluates the particles of a part that are inside the box, while evaluations are left."""
        x = self.x[:, part]
        # A particle outside the box is not judged; its exemplars are inside and bring it back.
        judged = ((x >= self.low) & (x <= self.high)).all(axis=2) & (self.ended < 0)[:, None]
        left = self.config.max_evaluations - self.evaluations
        if left.min() < x.shape[1]:
            judged &= judged.cumsum(axis=1) <= left[:, None]
        if not np.count_nonzero(judged):
            return
        values = np.full(judged.shape, np.inf)
        values[judged] = self._values(function, x[judged])
        self.evaluations += judged.sum(axis=1)
        self.stalled[:, part] += judged
        better = values < self.best_f[:, part]
        if np.count_nonzero(better):
            self.stalled[:, part][better] = 0
            self.best_f[:, part][better] = values[better]
            self.best_x[:, part][better] = x[better]
            runs = np.arange(len(x))
            first = self.best_f.argmin(axis=1)
            won = self.best_f[runs, first] < self.lead_f
            self.lead_f[won] = self.best_f[runs, first][won]
            self.lead_x[won] = self.best_x[runs, first][won]

    def _values(self, function: Function, x: np.ndarray) -> np.ndarray:
        """The function at positions (n, D), which it may keep or change."""
        try:  # whatever it raises is told with where it happened, and stays attached
            values = np.asarray(function(x), dtype=np.float64)
        except Exception as error:
            raise RuntimeError(
                f"the function raised {type(error).__name__} after {self.evaluations.sum()} "
                f"evaluations: {error}"
            ) from error
        if values.shape != (len(x),):
            raise ValueError(
                f"the function returned shape {values.shape} for {len(x)} positions: "
                f"it must return one value for each, shape ({len(x)},)."
            )
        if np.isnan(values).any():
            raise ValueError("the function returned nan: return a large number or inf instead.")
        if self.least >= self.most:
            self.least = min(self.least, float(values.min()))
            self.most = max(self.most, float(values.max()))
        return values

    def _draw(self, runs: np.ndarray, who: np.ndarray) -> None:
        """New exemplars for these particles of these runs (in order).

        For each dimension, or group of them: with probability Pc the fitter of two others, else
        the particle itself; at least one follows another. In the classic rule any one, untested.
        """
        P, D = self.x.shape[1:]
        G = D if self.groups is None else int(self.groups.max()) + 1
        most = max(1, 8 * _BLOCK // G)
        for first in range(0, len(runs), most):
            r, p = (array[first : first + most, None] for array in (runs, who))
            dice = np.empty((len(r), 2 * G + 1))
            ends = np.bincount(r[:, 0], minlength=len(self.rngs)).cumsum()
            for rng, numbers in zip(self.rngs, np.split(dice, ends[:-1]), strict=True):
                rng.random(out=numbers)
            learns, drawn, last = dice[:, :G] < self.pc[p], dice[:, G:-1], dice[:, -1]
            if self.classic:
                other = (drawn * P).astype(np.intp)
            else:
                one, two = np.divmod((drawn * (P - 1) ** 2).astype(np.intp), P - 1)
                one += one >= p  # any particle but p
                two += two >= p
                fitness = self.best_f.take
                won = fitness(one + r * P, mode="clip") < fitness(two + r * P, mode="clip")
                other = two + won * (one - two)  # in numbers: a choice by a mask is slower
                alone = np.flatnonzero(~learns.any(axis=1))
                learns[alone, (last[alone] * G).astype(np.intp)] = True
            exemplar = learns * (other - p) + (p + r * P)
            if self.groups is not None:
                exemplar = exemplar[:, self.groups]
            self.source[r[:, 0], p[:, 0]] = exemplar * D + np.arange(D)
        self.stalled[runs, who] = 0


def learning_probabilities(config: CLPSOConfig) -> np.ndarray:
    """Pc of each particle: the paper's eq. 10, the gentler curve of its program, or a line."""
    share = np.arange(config.particles) / (config.particles - 1)
    if config.pc_curve != "linear":
        steep = 10 if config.pc_curve == "exponential" else 5
        share = np.expm1(steep * share) / math.expm1(steep)
    return config.pc_low + (config.pc_high - config.pc_low) * share


def _box(name: str, bounds: Bounds) -> tuple[np.ndarray, np.ndarray]:
    """The lower and the upper bound of each dimension."""
    box = np.asarray(bounds, dtype=np.float64)
    if box.ndim != 2 or box.shape[1] != 2 or not len(box) or not np.isfinite(box).all():
        raise ValueError(f"{name} must be finite pairs (low, high), not shape {box.shape}.")
    if (box[:, 0] >= box[:, 1]).any():
        where = int((box[:, 0] >= box[:, 1]).argmax())
        low, high = box[where].tolist()
        raise ValueError(f"{name}[{where}]=({low}, {high}) is empty: low must be below high.")
    return box[:, 0].copy(), box[:, 1].copy()


def _labels(groups: Sequence[int] | np.ndarray | None, dimensions: int) -> np.ndarray | None:
    """Labels of any kind as numbers from 0."""
    if groups is None:
        return None
    if np.shape(groups) != (dimensions,):
        raise ValueError(f"groups must be {dimensions} labels, not of shape {np.shape(groups)}.")
    return np.unique(groups, return_inverse=True)[1]


def _free_memory() -> float:
    """Bytes that this machine still has to give; infinite where it does not say (not on Linux)."""
    if not os.path.exists("/proc/meminfo"):
        return math.inf
    with open("/proc/meminfo", encoding="ascii") as lines:
        told = dict(line.split(":") for line in lines)
    return int(told["MemAvailable"].split()[0]) * 1024.0
