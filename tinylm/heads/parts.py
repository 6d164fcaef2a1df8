"""The parts of a corpus that a head is tuned with, and the fitness of a trial head on one of them.

Validation windows are dealt out in turn: even ones score trials (fit), odd ones decide (select), so
that the two share no token and no prompt. Test windows are looked at for the report only.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..checkpoint import Checkpoint
from ..dataset import TokenArray, TokenData
from ..evaluation import fixed_windows
from ..swarm_config import HeadTuningConfig
from .goals import Guards, Judge, penalty
from .states import HiddenStates, Room
from .view import HeadView, Part

WINDOWS = 8  # at least so many, shorter than the context on little text: errors need a spread
LEAST = WINDOWS * 16 + 1
HOPELESS = 3.0  # a trial that uses up its guards so many times is not asked for more
_MOST_TEXTS = 4096  # that prompts are drawn from


def check(data: TokenData) -> None:
    """Raises `ValueError` for a validation part that is too small to choose a head by."""
    if len(data.val) < LEAST:
        raise ValueError(
            f"the validation part has {len(data.val)} tokens, too few to choose a head by (least: "
            f"{LEAST}): give more text, or a larger val_fraction to prepare."
        )


class Ground:
    """One corpus: hidden states that score, prompts, and the part that decides."""

    def __init__(self, lm: Checkpoint, data: TokenData, config: HeadTuningConfig, room: Room):
        self.lm, self.data, self.config = lm, data, config
        # One length for both halves of the validation part, so that they share no token.
        fitting = min(len(data.val) - 1, config.fitness_tokens, config.select_tokens) // WINDOWS
        self.length = length = min(lm.config.context_length, fitting)
        fit, select = slice(0, None, 2), slice(1, None, 2)
        pool = max(config.fitness_pool, config.fitness_tokens * config.num_eval_batches)
        self.pool = HiddenStates.of(lm, data.val, pool, length, fit, room)
        self.texts = self._texts(data.val, _MOST_TEXTS, fit)
        states = HiddenStates.of(lm, data.val, config.select_tokens, length, select, room)
        prompts = self._texts(data.val, config.select_prompts, select)
        self.select = Part(lm, "select", states, prompts, config)

    def fit(self, rng: np.random.Generator) -> Part:
        """Tokens and prompts to score trials on."""
        config = self.config
        windows = max(1, config.fitness_tokens // self.length) * config.num_eval_batches
        states = self.pool
        if windows < len(states.ids):
            states = states.some(_drawn(rng, len(states.ids), windows))
        texts = self.texts
        if config.fitness_prompts < len(texts):
            texts = [texts[i] for i in _drawn(rng, len(texts), config.fitness_prompts)]
        return Part(self.lm, "fit", states, texts, config)

    @property
    def has_more(self) -> bool:
        """Whether another draw may give other tokens or prompts."""
        config = self.config
        windows = config.fitness_tokens // self.length * config.num_eval_batches
        return windows < len(self.pool.ids) or config.fitness_prompts < len(self.texts)

    def test(self) -> Part:
        """What the report is about."""
        config, data, length = self.config, self.data.test, self.lm.config.context_length
        states = HiddenStates.of(self.lm, data, config.test_tokens, length)
        return Part(
            self.lm, "test", states, self._texts(data, config.test_prompts, length=length), config
        )

    def _texts(
        self, data: TokenArray, many: int, part: slice = slice(None), length: int | None = None
    ) -> list[Tensor]:
        length = length or self.length
        batches = fixed_windows(data, length, many * length, 64, part)
        return [row for ids in batches for row in ids]


class Fitness:
    """What trial heads are scored by: the goal, and what they pay for using up their guards."""

    def __init__(
        self, ground: Ground, guarded: Ground, judge: Judge, guards: Guards, start: Tensor
    ) -> None:
        """`guarded` is the corpus that guards look at."""
        self.ground, self.guarded, self.judge, self.guards = ground, guarded, judge, guards
        self.start = start
        self.level: float | None = None  # what the reference scored on the first draw of a cycle
        self.shift = 0.0

    def renew(self, seed: list[int], reference: Tensor | None = None) -> None:
        """Draws tokens and prompts. With `reference`, a head, values are told relative to its own,
        so that they can be compared with those of the draws before (until `level` is None)."""
        rng = np.random.default_rng(seed)
        self.part = self.ground.fit(rng)
        apart = self.guards and self.guarded is not self.ground
        self.beside = self.guarded.fit(rng) if apart else self.part
        self._begin: float | None = None
        beside = self._views(self.start)[1]
        self.limits = [judge.value(beside) for judge, _, _ in self.guards.guards]
        self.shift = 0.0
        if reference is not None:
            now = self(reference)
            self.level = now if self.level is None else self.level
            self.shift = self.level - now

    @property
    def begin(self) -> float:
        """The goal's value of the start head on this draw."""
        if self._begin is None:
            self._begin = self.judge.value(self._views(self.start)[0])
        return self._begin

    def __call__(self, head: Tensor) -> float:
        """Lower is better."""
        view, beside = self._views(head)
        if not self.guards:
            return self.judge.value(view) + self.shift
        used = self.guards.used(beside, self.limits)
        paid = penalty(used, self.ground.config.guard_margin, abs(self.begin) or 1.0)
        worth = self.begin if used > HOPELESS else self.judge.value(view)
        return worth + paid + self.shift

    def _views(self, head: Tensor) -> tuple[HeadView, HeadView]:
        view = HeadView(self.part, head)
        return view, view if self.beside is self.part else HeadView(self.beside, head)


def train_states(lm: Checkpoint, ground: Ground, room: Room) -> HiddenStates:
    """Hidden states that the gradient learns from, and that spaces are made of."""
    most, length = ground.config.train_tokens, lm.config.context_length
    return HiddenStates.of(lm, ground.data.train, most, length, room=room)


def train_prompts(lm: Checkpoint, ground: Ground) -> list[list[int]]:
    """Beginnings of `space_prompts` training texts, or of as many as there are."""
    length, many = lm.config.context_length, ground.config.space_prompts
    batches = fixed_windows(ground.data.train, length, many * length, 64)
    texts = [row for ids in batches for row in ids]
    return Part(lm, "train", ground.pool, texts, ground.config).prompts


def _drawn(rng: np.random.Generator, of: int, many: int) -> np.ndarray:
    return np.sort(rng.choice(of, many, replace=False))


def bias_of(lm: Checkpoint) -> Tensor | None:
    bias = lm.model.head.bias
    return None if bias is None else bias.detach()


def moved(head: Tensor, start: Tensor) -> float:
    """||W - W0|| / ||W0||."""
    return float((head - start).norm() / start.norm().clamp(min=torch.finfo(start.dtype).tiny))
