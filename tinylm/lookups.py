"""What a model looks up instead of computing: more parameters, and not one product more.

Value embeddings: what a token by itself adds to its values in attention, a table a layer (Zhou et
al., 2024). Pairs: what a token and the one before it add to the embedding, in a table of as many
rows as one likes, which pairs share by chance. And the way back to x0: each block reads a mixture
of the stream and of what entered the first block.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .config import ModelConfig


class Lookups(nn.Module):
    """The tables of a `MiniTransformer`, those that its config has. They begin at zero, so that at
    first the model is what it would be without."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        layers, width = config.num_layers, config.kv_heads * config.head_width
        self.values = self.pairs = self.keep = self.back = None
        if config.value_embeddings:
            self.values = nn.ModuleList(
                nn.Embedding(config.vocab_size, width) for _ in range(layers)
            )
        if config.bigram_rows:
            self.pairs = nn.Embedding(config.bigram_rows, config.d_model)
        if config.x0_mixing:
            self.keep = nn.Parameter(torch.ones(layers))
            self.back = nn.Parameter(torch.zeros(layers))

    @torch.no_grad()
    def reset_parameters(self) -> None:
        for name, parameter in self.named_parameters():
            parameter.fill_(1.0 if name == "keep" else 0.0)

    def mixed(self, layer: int, x: Tensor, x0: Tensor) -> Tensor:
        """What block number `layer` reads."""
        return self.keep[layer] * x + self.back[layer] * x0

    def pair(self, ids: Tensor, last: Tensor | None, segments: Tensor | None) -> Tensor:
        """(B, T, C) for (token before, token); `last` (B,) stood before the first ones, if any."""
        return self.pairs(pair_rows(ids, self.pairs.num_embeddings, last, segments))


def pair_rows(
    ids: Tensor, rows: int, last: Tensor | None = None, segments: Tensor | None = None
) -> Tensor:
    """(B, T): the row of each token and the one before it; the last row where a text begins."""
    first = torch.zeros_like(ids[:, 0]) if last is None else last
    before = torch.cat([first[:, None], ids[:, :-1]], dim=1)
    # Two odd numbers without a pattern; from bit 15 on, the product depends on every bit of an id.
    row = ((before * 0x9E3779B1 ^ ids * 0x85EBCA6B) >> 15) % (rows - 1)
    begins = torch.zeros_like(ids, dtype=torch.bool)
    begins[:, 0] = last is None
    if segments is not None:
        begins[:, 1:] |= segments.diff(dim=1) != 0
    return torch.where(begins, rows - 1, row)
