"""The optimizers, and the learning rate over a run.

Muon (Jordan et al., 2024) turns each matrix's momentum into the nearest orthogonal one, so that
rare directions are learned as fast as common ones. AdamW (Loshchilov and Hutter, 2019) decays
matrices only.
"""

from __future__ import annotations

import math

import torch
from torch import nn

from .config import TrainConfig


class Optimizers:
    """AdamW, and Muon beside it where the config says so, stepped as one."""

    def __init__(self, model: nn.Module, config: TrainConfig) -> None:
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        matrices = [p for _, p in named if p.dim() >= 2]
        vectors = [p for _, p in named if p.dim() < 2]
        inner: list[nn.Parameter] = []
        if config.optimizer == "muon":  # embedding, positions and head are no maps between states
            inner = [p for name, p in named if p.dim() == 2 and name.startswith("blocks.")]
        chosen = {id(p) for p in inner}
        outer = [p for p in matrices if id(p) not in chosen]
        groups = [
            dict(params=outer, weight_decay=config.weight_decay),
            dict(params=vectors, weight_decay=0.0),
        ]
        rate, betas = config.learning_rate, config.betas
        self.parts: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(groups, lr=rate, betas=betas, fused=True)
        ]
        if inner:
            rate = config.muon_learning_rate
            self.parts.append(torch.optim.Muon(inner, lr=rate, momentum=0.95, weight_decay=0.0))
        self.peaks = [[group["lr"] for group in part.param_groups] for part in self.parts]

    def set_rate(self, share: float) -> None:
        """Every learning rate at this share of its peak."""
        for part, peaks in zip(self.parts, self.peaks, strict=True):
            for group, peak in zip(part.param_groups, peaks, strict=True):
                group["lr"] = share * peak

    def zero_grad(self) -> None:
        for part in self.parts:
            part.zero_grad(set_to_none=True)

    def step(self) -> None:
        for part in self.parts:
            part.step()

    def state_dict(self) -> dict:
        return {f"part{i}": part.state_dict() for i, part in enumerate(self.parts)}

    def load_state_dict(self, state: dict) -> None:
        for i, part in enumerate(self.parts):
            part.load_state_dict(state[f"part{i}"])

    def tensors(self) -> list[torch.Tensor]:
        """What the optimizers remember."""
        states = [state for part in self.parts for state in part.state.values()]
        return [t for state in states for t in state.values() if isinstance(t, torch.Tensor)]


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
