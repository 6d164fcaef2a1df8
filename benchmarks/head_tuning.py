"""How fast head tuning is: trial heads a second, and updates of the swarm, each beside a plain way.

    python benchmarks/head_tuning.py [--layers 4 8 12 24] [--dimensions 250000] [--rounds 5]

Trial heads: the loss on 4,096 tokens from hidden states that were computed once, beside running the
body again for each head, in models of width 128 (what they have learned does not matter here). The
swarm: moves of ten particles, and draws of new exemplars for them, beside the same rule written as
a loop over dimensions, on the numbers of NumPy arrays, as such loops are mostly written, and on
Python lists, which is quicker.
Seconds are the processor's, with one thread; sides take turns, and medians count.

What was measured is kept in `--out` as it comes; the same command goes on after it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from head_shared import ROOT, VOCABULARY, Kept, tinylm

from tinylm.heads.states import HiddenStates
from tinylm.swarm import Swarm

TOKENS, PARTICLES = 4096, 10
LOOPED = 25_000  # dimensions that the slow loops are timed on, and so many times slower in all


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--layers", type=int, nargs="+", default=[4, 8, 12, 24])
    parser.add_argument("--dimensions", type=int, default=250_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=ROOT / "runs/head")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    kept = Kept(options.out)
    kept.each(trials, {f"{n} layers": (n, options) for n in options.layers})
    for what in ("moves", "exemplars"):
        kept.each(updates, {f"{options.dimensions} dimensions, {what}": (what, options)})
    print("| | | a second | least to most | |\n|---|---|---:|---:|---:|")
    for name, sides in kept.figures.items():
        first = statistics.median(next(iter(sides.values())))
        for side, rates in sides.items():
            rate = statistics.median(rates)
            cells = [name, side, f"{rate:,.4g}", f"{min(rates):,.4g} to {max(rates):,.4g}"]
            print("| " + " | ".join([*cells, f"1/{first / rate:.1f}"]) + " |")


def trials(layers: int, options: argparse.Namespace) -> dict[str, list[float]]:
    """Heads that are judged in a second."""
    corpus = tinylm.load_corpus("sample")
    tokenizer = tinylm.train_tokenizer(corpus, VOCABULARY)
    data = tinylm.prepare(corpus, tokenizer, options.work / "cache", progress=False)
    shape = tinylm.ModelConfig(
        tokenizer.vocab_size, d_model=128, num_layers=layers, num_heads=4, qk_norm=True
    )
    lm = tinylm.create(shape, tokenizer, seed=0)
    states, head = _states(lm, data), lm.model.head.weight.detach()
    sides = {
        "hidden states kept": lambda: states.judge(head, None),
        "body run each time": lambda: _states(lm, data).judge(head, None),
    }
    return _in_turn(sides, options.rounds)


def _states(lm: tinylm.Checkpoint, data: tinylm.TokenData) -> HiddenStates:
    return HiddenStates.of(lm, data.val, TOKENS, lm.config.context_length)


def _in_turn(sides: dict[str, Callable[[], object]], rounds: int, each: float = 1) -> dict:
    """How often in a processor second, `each` at a time."""
    found: dict[str, list[float]] = {side: [] for side in sides}
    for turn in range(rounds + 1):  # the first one warms up
        for side, work in sides.items():
            began, times = time.process_time(), 0
            while (spent := time.process_time() - began) < 0.3:
                work()
                times += 1
            if turn:
                found[side].append(each * times / spent)
    return found


def updates(what: str, options: argparse.Namespace) -> dict[str, list[float]]:
    """Dimensions of particles that are moved, or given an exemplar, in a second."""
    D, P = options.dimensions, PARTICLES
    config = tinylm.CLPSOConfig.short(particles=P, max_evaluations=10**9)
    flock = Swarm(np.tile([-1.0, 1.0], (D, 1)), config, np.zeros(D))
    next(flock.run(lambda x: x[:, 0]))
    everyone = np.indices(flock.stalled.shape).reshape(2, -1)

    def move() -> None:
        flock.stalled[:] = 0  # none gets new exemplars on the way
        flock._fly(slice(0, P))

    ours = dict(moves=move, exemplars=lambda: flock._draw(*everyone))
    loops = {
        "loop on NumPy arrays": Loop(np.array, np.random.default_rng(0).random),
        "loop on lists": Loop(np.ndarray.tolist, random.random),
    }
    found: dict[str, list[float]] = {"tinylm": []}
    for _ in range(options.rounds):
        found["tinylm"].append(_rate(ours[what], P * D, 8))
        for side, loop in loops.items():
            rate = _rate(getattr(loop, what), PARTICLES * LOOPED, 1)
            found.setdefault(side, []).append(rate)
    return found


def _rate(work: Callable[[], object], dimensions: int, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return times * dimensions / (time.process_time() - began)


class Loop:
    """CLPSO's rule, a dimension after another; `make` makes a container of an array of numbers, and
    `chance` gives one number between 0 and 1."""

    def __init__(self, make: Callable[[np.ndarray], object], chance: Callable[[], float]) -> None:
        self.chance = chance
        rng, P, D = np.random.default_rng(0), PARTICLES, LOOPED
        self.x, self.v, self.best = (
            [make(row) for row in rng.uniform(-0.4, 0.4, (P, D))] for _ in range(3)
        )
        self.exemplar = [make(row) for row in rng.integers(0, P, (P, D))]
        self.values = rng.normal(size=P).tolist()

    def moves(self) -> None:
        for i in range(PARTICLES):
            self.move(i)

    def exemplars(self) -> None:
        for i in range(PARTICLES):
            self.draw(i)

    def move(self, i: int) -> None:
        x, v, exemplar, best = self.x[i], self.v[i], self.exemplar[i], self.best
        chance = self.chance
        for d in range(LOOPED):
            speed = 0.5 * v[d] + 1.49445 * chance() * (best[exemplar[d]][d] - x[d])
            speed = 0.4 if speed > 0.4 else -0.4 if speed < -0.4 else speed
            v[d] = speed
            x[d] += speed

    def draw(self, i: int) -> None:
        values, exemplar, chance = self.values, self.exemplar[i], self.chance
        for d in range(LOOPED):
            if chance() < 0.5:
                one, two = int(chance() * (PARTICLES - 1)), int(chance() * (PARTICLES - 1))
                one += one >= i
                two += two >= i
                exemplar[d] = one if values[one] < values[two] else two
            else:
                exemplar[d] = i


if __name__ == "__main__":
    main()
