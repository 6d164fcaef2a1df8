"""Refinement by the gradient of the loss, on cached hidden states of training tokens."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor

from ..swarm_config import HeadTuningConfig
from .states import HiddenStates


def adamw(
    head: Tensor,
    bias: Tensor | None,
    start: Tensor,
    train: HiddenStates,
    config: HeadTuningConfig,
    steps: int,
    seed: int,
) -> Iterator[float]:
    """Changes `head` in place, step by step; yields each step's training loss.

    Decay pulls towards the head one began with instead of towards zero: a head that is free to go
    over-fits rare tokens within some sixty steps.
    """
    generator = torch.Generator().manual_seed(seed)
    weight = torch.nn.Parameter(head)
    optimizer = torch.optim.AdamW([weight], lr=0.0, betas=(0.9, 0.99), weight_decay=0.0)
    for step in range(steps):
        rate = 0.5 * config.refine_learning_rate * (1 + math.cos(math.pi * step / steps))
        optimizer.param_groups[0]["lr"] = rate
        loss = _loss(weight, bias, train, config.refine_batch, generator)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            weight.lerp_(start, min(1.0, rate * config.pull_to_start))
        yield loss.item()


def sgd(
    head: Tensor,
    bias: Tensor | None,
    start: Tensor,
    train: HiddenStates,
    config: HeadTuningConfig,
    steps: int,
    seed: int,
) -> Iterator[float]:
    """The original script's: constant rate, no momentum, gradients of `refine_sum` batches added
    up (not averaged) for a step, decay towards zero."""
    generator = torch.Generator().manual_seed(seed)
    weight = torch.nn.Parameter(head)
    optimizer = torch.optim.SGD(
        [weight], lr=config.refine_learning_rate, weight_decay=config.refine_decay
    )
    for _ in range(steps):
        optimizer.zero_grad(set_to_none=True)
        total = 0.0
        for _ in range(config.refine_sum):
            loss = _loss(weight, bias, train, config.refine_batch, generator)
            loss.backward()
            total += loss.item()
        optimizer.step()
        yield total / config.refine_sum


def _loss(
    weight: Tensor, bias: Tensor | None, train: HiddenStates, many: int, generator: torch.Generator
) -> Tensor:
    rows = torch.randint(len(train.targets), (many,), generator=generator)
    hidden, targets = train.rows(rows), train.targets[rows.to(train.device)]
    return F.cross_entropy(F.linear(hidden, weight, bias), targets)


REFINEMENTS = dict(adamw=adamw, sgd=sgd)
