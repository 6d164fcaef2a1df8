"""The optimizers, and the learning rate over a run.

Muon (Jordan et al., 2024) turns each matrix's momentum into the nearest orthogonal one, so that
rare directions are learned as fast as common ones. AdamW (Loshchilov and Hutter, 2019) decays
matrices only. The mean of the latest weights is often better than any of them (Polyak and Juditsky,
1992).
"""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator

import torch
from torch import nn

from .config import TrainConfig
from .device import plain_precision
from .model import Attention


class Muon(torch.optim.Optimizer):
    """Momentum, made orthogonal matrix by matrix. Small ones of a shape are stacked, done as one.

    The same steps as `torch.optim.Muon` without decay (and the same state), in fewer and larger
    operations. Every parameter is a matrix.
    """

    STACK = 2**20  # numbers in a stack, at most: large matrices gain nothing and cost memory

    def __init__(
        self,
        params: list[nn.Parameter],
        lr: float,
        momentum: float = 0.95,
        parts: dict[nn.Parameter, list[int]] | None = None,
        iterations: int = 3,
    ) -> None:
        """`parts`: the rows of each map in a matrix that holds several (queries, keys, values).
        Of `iterations` (see `orthogonal`) 3 do nearly what 5 do, and save 7 % of a small model's
        step."""
        super().__init__(params, dict(lr=lr, momentum=momentum))
        self.iterations = iterations
        self.parts = parts or {}

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        """One step with the gradients at hand; matrices without one stay as they are."""
        for group in self.param_groups:
            stacks: dict[torch.Size, list[tuple[torch.Tensor, ...]]] = {}
            for param in group["params"]:
                if param.grad is None:
                    continue
                if not self.state[param]:
                    self.state[param]["momentum_buffer"] = torch.zeros_like(param)
                whole = (param, param.grad, self.state[param]["momentum_buffer"])
                rows = self.parts.get(param, [len(param)])
                for piece in zip(*(tensor.split(rows) for tensor in whole), strict=True):
                    stacks.setdefault(piece[0].shape, []).append(piece)
            for shape, pieces in stacks.items():
                many = max(1, self.STACK // shape.numel())
                for at in range(0, len(pieces), many):
                    self._move(*zip(*pieces[at : at + many], strict=True), group)

    def _move(self, weights: tuple, gradients: tuple, buffers: tuple, group: dict) -> None:
        """The step of some matrices of one shape."""
        torch._foreach_lerp_(buffers, gradients, 1 - group["momentum"])
        nesterov = torch.stack(torch._foreach_lerp(gradients, buffers, group["momentum"]))
        updates = orthogonal(nesterov, self.iterations).to(nesterov.dtype)
        rows, columns = weights[0].shape
        rate = group["lr"] * math.sqrt(max(1, rows / columns))
        torch._foreach_add_(weights, list(updates), alpha=-rate)


def orthogonal(stack: torch.Tensor, iterations: int = 5) -> torch.Tensor:
    """About the nearest orthogonal matrix of each in (matrices, rows, columns).

    Iterations of Newton-Schulz in bfloat16 where the machine computes in it, else in float32. After
    five the singular values are between 0.5 and 1.5, but for those that were tiny; three leave
    more of these small.
    """
    a, b, c = 3.4445, -4.7750, 2.0315  # steepest at zero, so that small values rise fast
    tall = stack.size(-2) > stack.size(-1)
    x = (stack.mT if tall else stack).to(plain_precision(stack.device))
    x = x / x.norm(dim=(-2, -1), keepdim=True).clamp(min=1e-7)
    for _ in range(iterations):
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.mT if tall else x


class Optimizers:
    """AdamW, and Muon beside it where the config says so, stepped as one."""

    def __init__(self, model: nn.Module, config: TrainConfig) -> None:
        config = config.for_size(sum(p.numel() for p in model.parameters()))
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        matrices = [p for _, p in named if p.dim() >= 2]
        vectors = [p for _, p in named if p.dim() < 2]
        inner: list[nn.Parameter] = []
        if config.optimizer == "muon":  # embedding, positions and head are no maps between states
            inner = [p for name, p in named if p.dim() == 2 and name.startswith("blocks.")]
        chosen = {id(p) for p in inner}
        outer = [p for p in matrices if id(p) not in chosen]
        rate, betas = config.learning_rate, config.betas
        scale = {"embedding.weight": config.embedding_scale, "head.weight": config.head_scale}
        if model.config.tie_weights:
            scale = dict.fromkeys(scale, config.head_scale)
        scale |= {n: config.embedding_scale for n, _ in named if n.startswith("lookups.")}
        names = {id(p): name for name, p in named}

        def kind(p: nn.Parameter) -> tuple[float, float]:
            """Share of the learning rate, and decay: none where a row is seldom seen."""
            name = names[id(p)]
            return scale.get(name, 1.0), 0.0 if "lookups." in name else config.weight_decay

        groups = [
            dict(params=list(some), lr=rate * share, weight_decay=decay)
            for (share, decay), some in itertools.groupby(outer, kind)
        ]
        groups.append(dict(params=vectors, weight_decay=0.0))
        self.parts: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(groups, lr=rate, betas=betas, fused=True)
        ]
        if inner:
            rate = config.muon_learning_rate
            self.parts.append(Muon(inner, rate, parts=_maps(model)))
        self.params = [p for _, p in named]
        self.ema, self.steps = config.ema, 0
        self.means = [p.detach().clone() for p in self.params] if config.ema else []
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
        self.steps += 1
        if self.means:  # the first weights are forgotten sooner, as they are the worst
            share = max(1 - self.ema, 9 / (9 + self.steps))
            torch._foreach_lerp_(self.means, [p.detach() for p in self.params], share)

    @contextlib.contextmanager
    def averaged(self) -> Iterator[None]:
        """Inside, the weights are their running mean, if there is one."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    def settle(self) -> None:
        """Leaves the model with the running mean of its weights, if there is one."""
        self._swap()
        self.means = []

    @torch.no_grad()
    def _swap(self) -> None:
        for param, mean in zip(self.params, self.means, strict=bool(self.means)):
            own = param.clone()
            param.copy_(mean)
            mean.copy_(own)

    def state_dict(self) -> dict:
        states = {f"part{i}": part.state_dict() for i, part in enumerate(self.parts)}
        return states | (dict(steps=self.steps, means=self.means) if self.means else {})

    def load_state_dict(self, state: dict) -> None:
        for i, part in enumerate(self.parts):  # rates and decay are the config's, not the state's
            groups = part.state_dict()["param_groups"]
            part.load_state_dict(dict(state=state[f"part{i}"]["state"], param_groups=groups))
        self.steps, stored = state.get("steps", 0), state.get("means", [])
        with torch.no_grad():
            for mean, value in zip(self.means, stored, strict=True):
                mean.copy_(value)

    def tensors(self) -> list[torch.Tensor]:
        """What the optimizers remember."""
        states = [state for part in self.parts for state in part.state.values()]
        own = [t for state in states for t in state.values() if isinstance(t, torch.Tensor)]
        return own + self.means


def learning_rate(step: int, total: int, config: TrainConfig) -> float:
    """Linear rise over the warm-up, then as `config.schedule` says. `step` counts from 0.

    Linear: level, then straight down over the last `cooldown` of the run (warm-up, stable, decay:
    Hu et al., 2024).
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
    if config.schedule == "linear":  # 1 before the first step of the fall, 0 after the last
        fall = min(1.0, (length + 1 - step) / max(1, 1 + round(config.cooldown * total)))
    else:
        fall = 0.5 * (1 + math.cos(math.pi * min(1.0, step / length)))
    return low + (config.learning_rate - low) * fall


def _maps(model: nn.Module) -> dict[nn.Parameter, list[int]]:
    """Where queries, keys and values lie in one matrix, each is made orthogonal by itself."""
    return {
        module.qkv.weight: module.rows
        for module in model.modules()
        if isinstance(module, Attention)
    }
