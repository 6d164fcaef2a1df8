"""Checkpoints of 8 bits a weight: a quarter of the memory, to sample from and to judge.

Every matrix is held as int8 with one float32 scale a row, on disk and in memory; norms, biases and
positions stay as they are. A product with such a matrix is the product with its whole numbers,
times the scales. `load_checkpoint` brings this file in when a checkpoint says "int8".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import chain

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..checkpoint import Checkpoint, check_float
from ..config import ModelConfig
from ..dataset import TokenArray
from ..evaluation import evaluate, fixed_windows, weighted_mean
from ..model import MiniTransformer


def rows(weight: Tensor) -> tuple[Tensor, Tensor]:
    """A matrix (m, n) as int8 (m, n) and float32 scales (m,): the largest of a row becomes 127.
    What was is near values * scales[:, None], to half a scale. A row of zeros has the scale 0."""
    weight = weight.detach().float()
    scales = weight.abs().amax(1) / 127
    values = weight / torch.where(scales > 0, scales, 1.0)[:, None]
    return values.round().clamp(-127, 127).to(torch.int8), scales


class Rows(nn.Module):
    """A matrix (m, n) of 8 bits; embedding and head share it where they are one."""

    def __init__(self, m: int, n: int) -> None:
        super().__init__()
        self.register_buffer("values", torch.zeros(m, n, dtype=torch.int8))
        self.register_buffer("scales", torch.zeros(m))


class Linear(nn.Module):
    """As nn.Linear."""

    def __init__(self, like: nn.Linear) -> None:
        super().__init__()
        self.rows, self.bias = Rows(like.out_features, like.in_features), like.bias

    def forward(self, x: Tensor) -> Tensor:
        y = F.linear(x, self.rows.values.to(x.dtype)) * self.rows.scales.to(x.dtype)
        return y if self.bias is None else y + self.bias.to(x.dtype)


class Embedding(nn.Module):
    """As nn.Embedding."""

    def __init__(self, like: nn.Embedding) -> None:
        super().__init__()
        self.num_embeddings = like.num_embeddings
        self.rows = Rows(like.num_embeddings, like.embedding_dim)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows.values[ids] * self.rows.scales[ids][..., None]


class Int8Transformer(MiniTransformer):
    """A `MiniTransformer` whose matrices are `Rows`. It cannot be trained."""

    stored = "int8"

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        for module in list(self.modules()):
            for name, child in list(module.named_children()):
                if isinstance(child, nn.Linear):
                    setattr(module, name, Linear(child))
                elif isinstance(child, nn.Embedding) and name != "positions":
                    setattr(module, name, Embedding(child))
        if config.tie_weights:
            self.head.rows = self.embedding.rows

    def num_parameters(self) -> int:
        """As many as the model had that it was made of."""
        return sum(p.numel() for p in self.parameters()) + sum(
            module.values.numel() for module in self.modules() if isinstance(module, Rows)
        )


def quantize(lm: Checkpoint) -> Checkpoint:
    """A copy of `lm` whose matrices are int8. It samples, is judged and saved as any other; what
    only training needs is left out. Raises `ValueError` for one that is int8 already."""
    check_float(lm, "making an int8 checkpoint")
    with torch.random.fork_rng(devices=[]):  # layer constructors draw from the global generator
        model = Int8Transformer(lm.config)
    names, weights = model.state_dict().keys(), {}
    for name, weight in lm.model.state_dict().items():
        place = name.removesuffix("weight") + "rows."
        if place + "values" in names:
            weights[place + "values"], weights[place + "scales"] = rows(weight)
        else:
            weights[name] = weight
    model.load_state_dict(weights)
    made = dict(stage="int8", step=lm.step, run=lm.run, report=None)
    return dataclasses.replace(
        lm,
        model=model.to(lm.device),
        history=list(lm.history),
        lineage=[*lm.lineage, made],
        **dict(optimizer=None, source=None, best=None),
    )


def resident(lm: Checkpoint) -> int:
    """Bytes of memory that the model's weights and tables take; what is shared counts once."""
    tensors = chain(lm.model.parameters(), lm.model.buffers())
    held = {t.untyped_storage().data_ptr(): t.untyped_storage().nbytes() for t in tensors}
    return sum(held.values())


def report(
    lm: Checkpoint, quantised: Checkpoint, data: TokenArray, max_tokens: int | None = 65_536
) -> dict[str, float]:
    """What `quantised` saves against `lm`, and what it costs on `data`: resident bytes and losses
    (nats a token) before and after, and the mean Kullback-Leibler divergence (nats a token) of what
    it says from what `lm` says; the errors are standard errors over windows."""
    before, after = (evaluate(each, data, max_tokens) for each in (lm, quantised))
    change, error = after.minus(before)
    apart = np.array(list(_divergences(lm, quantised, data, max_tokens)))
    kl, kl_error = weighted_mean(*apart.T)
    return dict(
        bytes_before=resident(lm),
        bytes_after=resident(quantised),
        loss_before=before.loss,
        loss_after=after.loss,
        loss_change=change,
        loss_change_stderr=error,
        kl=kl,
        kl_stderr=kl_error,
        tokens=before.tokens,
    )


def told(found: dict[str, float]) -> str:
    """A `report` in one line."""
    return (
        f"loss {found['loss_before']:.4f} before, {found['loss_after']:.4f} after "
        f"({found['loss_change']:+.5f} \u00b1 {found['loss_change_stderr']:.5f}), divergence "
        f"{found['kl']:.6f} \u00b1 {found['kl_stderr']:.6f} nats a token "
        f"({found['tokens']:,} tokens)"
    )


@torch.inference_mode()
def _divergences(
    lm: Checkpoint, other: Checkpoint, data: TokenArray, max_tokens: int | None
) -> Iterator[tuple[float, int]]:
    """Of each window `evaluate` judges, the mean divergence and the tokens it is over."""
    for ids in fixed_windows(data, lm.config.context_length, max_tokens, 16):
        inputs, judged = ids[:, :-1], (ids[:, 1:] != data.bos_id).to(lm.device)
        logs = (each.model(inputs.to(each.device)).log_softmax(-1) for each in (lm, other))
        p, q = (each.to(lm.device, torch.float64) for each in logs)
        sums = ((p.exp() * (p - q)).sum(-1) * judged).sum(1)
        counts = judged.sum(1)
        yield from zip((sums / counts.clamp(min=1)).tolist(), counts.tolist(), strict=True)
