"""AdamW with decay on matrices only, and the learning rate over a run."""

from __future__ import annotations

import math

import torch
from torch import nn

from .config import TrainConfig


def make_optimizer(model: nn.Module, config: TrainConfig) -> torch.optim.AdamW:
    """AdamW (Loshchilov and Hutter, 2019); norms and biases are not decayed."""
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    groups = [
        dict(params=matrices, weight_decay=config.weight_decay),
        dict(params=vectors, weight_decay=0.0),
    ]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=config.betas, fused=True)


def learning_rate(step: int, total: int, config: TrainConfig) -> float:
    """Linear rise over the warm-up, then as `config.schedule` says. `step` counts from 0.

    Restarts: cosines from the peak to the final rate, each `restart_factor` longer than the one
    before (SGDR, Loshchilov and Hutter, 2017).
    """
    warmup = min(config.warmup_steps, total // 2)  # a short run still gets its falling half
    if step < warmup:
        return config.learning_rate * (step + 1) / warmup
    if config.schedule == "constant":
        return config.learning_rate
    step, length = step - warmup, max(1, total - 1 - warmup)
    if config.schedule == "restarts":
        length = config.restart_steps
        while step >= length:
            step, length = step - length, round(length * config.restart_factor)
    low = config.final_learning_rate
    fall = 0.5 * (1 + math.cos(math.pi * min(1.0, step / length)))
    return low + (config.learning_rate - low) * fall
