"""A start from pairs of tokens: which one follows which is learned before the first step.

Most of what a small model learns in its first minutes is how often one token follows another. That
can be counted, and embedding, last norm and head alone, without the blocks between them, are fitted
to the counts in seconds. Training then begins there.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .dataset import TokenArray
from .device import plain_precision
from .model import MiniTransformer

STEPS = 60
EMBEDDING_RATE, HEAD_RATE = 0.05, 0.02  # AdamW's peaks, falling to zero
EMBEDDING_STD, HEAD_SHARE = 0.8, 0.02  # the head begins as a small copy of the embedding
MOST_TOKENS = 20_000_000  # of the text, counted
MOST_LOGITS = 1 << 23  # of a step: with a large vocabulary each sees some rows of the table


def fit_bigrams(model: MiniTransformer, data: TokenArray, seed: int = 0) -> float:
    """Fits `model`'s embedding and head, in place, to the pairs in `data`; returns the loss (nats).

    The same seed gives the same weights. The blocks stay as they are. A tied head has no weights of
    its own, so it raises `ValueError`.
    """
    if model.config.tie_weights:
        raise ValueError("bigrams are fitted to a head of its own: set tie_weights=False.")
    pairs = Pairs(np.asarray(data[:MOST_TOKENS]), model.config.vocab_size)
    embedding, head, device = model.embedding.weight, model.head.weight, model.head.weight.device
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():  # drawn on the CPU, so that a seed means the same on every device
        embedding.copy_(EMBEDDING_STD * torch.randn(embedding.shape, generator=generator))
        head.copy_(HEAD_SHARE * embedding)
    rates = (EMBEDDING_RATE, HEAD_RATE)
    groups = [dict(params=[p], lr=r) for p, r in zip((embedding, head), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, betas=(0.8, 0.95), eps=1e-10, weight_decay=0, fused=True)
    precision = plain_precision(device)
    loss = torch.tensor(0.0)
    for step in range(STEPS):
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * (1 - step / STEPS)
        rows, shares, follow = (x.to(device) for x in pairs.table(seed, step))
        with torch.autocast(device.type, precision, enabled=precision != torch.float32):
            logits = F.linear(model.final_norm(F.embedding(rows, embedding)), head)
        logits = logits.float()
        loss = (shares * (logits.logsumexp(1) - (follow * logits).sum(1))).sum()
        for parameter, gradient in zip(
            (embedding, head), torch.autograd.grad(loss, (embedding, head)), strict=True
        ):
            parameter.grad = gradient
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


class Pairs:
    """How often each token follows each: the pairs that occur, sorted."""

    def __init__(self, ids: np.ndarray, vocab_size: int) -> None:
        self.size = vocab_size
        keys = ids[:-1].astype(np.int64) * vocab_size + ids[1:]
        self.keys, self.counts = np.unique(keys, return_counts=True)
        self.first = np.searchsorted(self.keys, np.arange(vocab_size + 1) * vocab_size)
        self.totals = np.add.reduceat(np.append(self.counts, 0), self.first[:-1])
        self.totals[self.first[:-1] == self.first[1:]] = 0
        self.seen = np.flatnonzero(self.totals)
        self._whole: tuple[Tensor, Tensor, Tensor] | None = None

    def table(self, seed: int, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """Some tokens (n,), their shares of the text among these (n,), and the shares of what
        follows each (n, vocabulary)."""
        if self._whole is not None:
            return self._whole
        rows, most = self.seen, max(1, MOST_LOGITS // self.size)
        shares = self.totals[rows] / self.totals.sum()
        if len(rows) > most:  # drawn without replacement by frequency, so all count alike
            draw = np.random.default_rng((seed, step))
            rows = np.sort(draw.choice(rows, most, replace=False, p=shares))
            shares = np.full(most, 1 / most)
        follow = torch.zeros(len(rows), self.size)
        for place, row in enumerate(rows):
            own = slice(self.first[row], self.first[row + 1])
            after = torch.from_numpy(self.keys[own] - row * self.size)
            follow[place, after] = torch.from_numpy(self.counts[own] / self.totals[row]).float()
        made = torch.from_numpy(rows), torch.from_numpy(shares).float(), follow
        if len(rows) == len(self.seen):
            self._whole = made
        return made
