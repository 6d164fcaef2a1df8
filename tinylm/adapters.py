"""Low-rank adapters (LoRA; Hu et al., 2021): a few numbers beside each matrix of the blocks are
trained, and the matrices themselves, embedding, norms and head stay as they are.

An adapted layer computes W x + scale * B (A x); B begins at zero, so the model begins as it was.
What is read from outside, `weight` and the state dict, is always the merged W + scale * B A, so a
checkpoint of a run under way is an ordinary one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import TrainConfig
from .model import MiniTransformer


class Adapted(nn.Module):
    """A linear layer whose weights are frozen, with an adapter. The gradient reaches `a` (rank, in)
    and `b` (out, rank) only."""

    def __init__(self, linear: nn.Linear, rank: int, scale: float, start: torch.Generator) -> None:
        super().__init__()
        self.linear, self.scale = linear, scale
        wide = linear.in_features
        drawn = torch.randn(rank, wide, generator=start) * wide**-0.5
        self.a = nn.Parameter(drawn.to(linear.weight.device))
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank, device=self.a.device))
        self.register_state_dict_post_hook(_merge_entries)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x) + F.linear(F.linear(x, self.a), self.b) * self.scale

    @property
    def bias(self) -> Tensor | None:
        return self.linear.bias

    @property
    @torch.no_grad()
    def weight(self) -> Tensor:
        """The merged weights (out, in)."""
        return self.linear.weight + self.scale * (self.b @ self.a)


def _merge_entries(layer: Adapted, entries: dict[str, Any], prefix: str, _: Any) -> None:
    """The state dict as it would be without the adapter."""
    del entries[prefix + "a"], entries[prefix + "b"]
    for name in ("weight", "bias"):
        if prefix + "linear." + name in entries:
            del entries[prefix + "linear." + name]
            entries[prefix + name] = getattr(layer, name).detach()


class Adapters:
    """The adapters of a model while a run trains them; nothing at all where `config.lora_rank` is
    0. `remembered` is the `state` of a stopped run, which goes on exactly."""

    def __init__(
        self, model: MiniTransformer, config: TrainConfig, remembered: dict | None = None
    ) -> None:
        self.model, self.layers = model, {}
        self._frozen: list[nn.Parameter] = []
        if not config.lora_rank:
            return
        self._frozen = [p for p in model.parameters() if p.requires_grad]
        for param in self._frozen:
            param.requires_grad_(False)
        start = torch.Generator().manual_seed(config.seed)
        scale = config.lora_alpha / config.lora_rank
        for name, parent, child, linear in list(_linears(model)):
            layer = Adapted(linear, config.lora_rank, scale, start)
            setattr(parent, child, layer)
            self.layers[name] = layer
        with torch.no_grad():
            for name, kept in (remembered or {}).items():
                layer = self.layers[name]
                layer.linear.weight.copy_(kept["weight"])
                layer.a.copy_(kept["a"])
                layer.b.copy_(kept["b"])

    def state(self) -> dict[str, dict[str, Tensor]]:
        """The frozen matrices and their adapters: merged, neither could be told again exactly."""
        return {
            name: dict(weight=layer.linear.weight.data, a=layer.a.data, b=layer.b.data)
            for name, layer in self.layers.items()
        }

    def merge(self) -> None:
        """Leaves an ordinary model, with what the adapters have learned in its weights."""
        with torch.no_grad():
            for name, layer in self.layers.items():
                layer.linear.weight.data = layer.weight  # anew: a saved state holds the old ones
                parent, _, child = name.rpartition(".")
                setattr(self.model.get_submodule(parent), child, layer.linear)
        for param in self._frozen:
            param.requires_grad_(True)
        self.layers, self._frozen = {}, []


def num_trained(model: MiniTransformer, config: TrainConfig) -> int:
    """Parameters that a run with this config trains."""
    if not config.lora_rank:
        return sum(p.numel() for p in model.parameters())
    layers = (layer for *_, layer in _linears(model))
    return config.lora_rank * sum(x.in_features + x.out_features for x in layers)


def _linears(model: MiniTransformer) -> Iterator[tuple[str, nn.Module, str, nn.Linear]]:
    """(name, parent, its name for it, layer) of each linear layer of the blocks."""
    for name, layer in model.blocks.named_modules(prefix="blocks"):
        if isinstance(layer, nn.Linear):
            parent, _, child = name.rpartition(".")
            yield name, model.get_submodule(parent), child, layer
