"""CLPSO on any function of a box: `minimize`.

Comprehensive Learning Particle Swarm Optimizer (Liang, Qin, Suganthan and Baskar, IEEE Trans.
Evolutionary Computation 10(3), 2006). Each dimension of a particle follows the best position of
one exemplar particle, chosen by a tournament and kept until the particle has stopped improving;
there is no pull towards a global best. Two signs are missing in the paper's Fig. 6: the inertia
falls from 0.9 to 0.4 (read as printed it would rise from 0), velocities are clipped to +-Vmax.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .config import CLPSOConfig

Function = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Generation:
    """The swarm after one generation."""

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


def minimize(
    function: Function,
    bounds: Sequence[tuple[float, float]],
    config: CLPSOConfig | None = None,
    start: np.ndarray | None = None,
) -> SwarmResult:
    """The lowest point of `function` in the box that CLPSO finds.

    `function` takes positions (n, D) and returns values (n,); `bounds` are D pairs (low, high).
    With `start`, particle 0 is that point exactly and the others lie around it. Raises `ValueError`
    for an empty box, or when the function returns another shape or not-a-number.
    """
    swarm = Swarm(bounds, config or CLPSOConfig(), start)
    history = tuple(generation.best for generation in swarm.run(function))
    return swarm.result(history)


class Swarm:
    """Positions, velocities, own bests and exemplars of P particles in D dimensions."""

    def __init__(self, bounds, config: CLPSOConfig, start: np.ndarray | None = None) -> None:
        box = np.asarray(bounds, dtype=np.float64)
        if box.ndim != 2 or box.shape[1] != 2 or not len(box) or not np.isfinite(box).all():
            raise ValueError(f"bounds must be finite pairs (low, high), not shape {box.shape}.")
        if (box[:, 0] >= box[:, 1]).any():
            where = int((box[:, 0] >= box[:, 1]).argmax())
            raise ValueError(
                f"bounds[{where}]={tuple(box[where])} is empty: low must be below high."
            )
        self.config, self.low, self.high = config, box[:, 0], box[:, 1]
        self.rng = np.random.default_rng(config.seed)
        P, D = config.particles, len(box)
        self.vmax = config.vmax * (self.high - self.low)
        if start is None:
            self.x = self.rng.uniform(self.low, self.high, (P, D))
        else:
            spread = (config.init_sigma or 0.4) * (self.high - self.low) / 2
            self.x = np.asarray(start, np.float64) + self.rng.normal(size=(P, D)) * spread
            self.x[0] = start
            self.x = self.x.clip(self.low, self.high)
        self.v = self.rng.uniform(-self.vmax, self.vmax, (P, D))
        self.best_x, self.best_f = self.x.copy(), np.full(P, np.inf)
        self.exemplar = np.tile(np.arange(P)[:, None], (1, D))
        self.stalled = np.zeros(P, dtype=int)  # generations without improvement
        self.pc = learning_probabilities(config)
        self.evaluations = self.generations = 0

    def run(self, function: Function) -> Iterator[Generation]:
        """One generation after another until the evaluations are spent."""
        config, P = self.config, self.config.particles
        self._evaluate(np.arange(P), function)
        for i in range(P):
            self._draw_exemplars(i)
        yield self._state()
        planned = math.ceil(config.max_evaluations / P)
        # Particles outside the box cost nothing, so more generations than planned may fit; the
        # limit is for constants that throw the swarm out of the box for good.
        while self.evaluations < config.max_evaluations and self.generations < 10 * planned + 100:
            if config.update == "serial":
                for i in range(P):
                    self._move(np.array([i]), function)
            else:
                self._move(np.arange(P), function)
            self.generations += 1
            yield self._state()

    @property
    def inertia(self) -> float:
        """w(k): linear from w_start at the first generation to w_end at the last planned one."""
        planned = max(1, math.ceil(self.config.max_evaluations / self.config.particles) - 1)
        share = min(1.0, self.generations / planned)
        return self.config.w_start - (self.config.w_start - self.config.w_end) * share

    def result(self, history: tuple[float, ...] = ()) -> SwarmResult:
        i = int(self.best_f.argmin())
        return SwarmResult(
            self.best_x[i].copy(),
            float(self.best_f[i]),
            self.evaluations,
            self.generations,
            history,
        )

    def _state(self) -> Generation:
        finite = self.best_f[np.isfinite(self.best_f)]
        mean = float(finite.mean()) if len(finite) else math.inf
        best = float(self.best_f.min())
        return Generation(self.generations, self.evaluations, best, mean, self.inertia)

    def _move(self, who: np.ndarray, function: Function) -> None:
        for i in who[self.stalled[who] >= self.config.refreshing_gap]:
            self._draw_exemplars(i)
        target = np.take_along_axis(self.best_x, self.exemplar[who], axis=0)
        pull = self.config.c * self.rng.random(target.shape) * (target - self.x[who])
        v = (self.inertia * self.v[who] + pull).clip(-self.vmax, self.vmax)
        self.v[who] = v
        self.x[who] += v
        # A particle outside the box is not judged; its exemplars are inside and bring it back.
        inside = ((self.x[who] >= self.low) & (self.x[who] <= self.high)).all(axis=1)
        self._evaluate(who[inside], function)

    def _evaluate(self, who: np.ndarray, function: Function) -> None:
        who = who[: max(0, self.config.max_evaluations - self.evaluations)]
        if not len(who):
            return
        values = np.asarray(function(self.x[who].copy()), dtype=np.float64)
        if values.shape != (len(who),):
            raise ValueError(
                f"the function returned shape {values.shape} for {len(who)} positions: "
                f"it must return one value for each, shape ({len(who)},)."
            )
        if np.isnan(values).any():
            raise ValueError("the function returned nan: return a large number or inf instead.")
        self.evaluations += len(who)
        better = values < self.best_f[who]
        self.stalled[who] += 1
        winners = who[better]
        self.stalled[winners] = 0
        self.best_f[winners], self.best_x[winners] = values[better], self.x[winners]

    def _draw_exemplars(self, i: int) -> None:
        """For each dimension: with probability Pc the fitter of two others, else the particle."""
        P, D = self.x.shape
        rivals = self.rng.integers(0, P - 1, (2, D))
        rivals += rivals >= i  # any particle but i
        winner = np.where(self.best_f[rivals[0]] < self.best_f[rivals[1]], rivals[0], rivals[1])
        learns = self.rng.random(D) < self.pc[i]
        if not learns.any():
            learns[self.rng.integers(D)] = True
        self.exemplar[i] = np.where(learns, winner, i)
        self.stalled[i] = 0


def learning_probabilities(config: CLPSOConfig) -> np.ndarray:
    """Pc of each particle: the paper's eq. 10, or a straight line."""
    share = np.arange(config.particles) / (config.particles - 1)
    if config.pc_curve == "exponential":
        share = np.expm1(10 * share) / math.expm1(10)
    return config.pc_low + (config.pc_high - config.pc_low) * share
