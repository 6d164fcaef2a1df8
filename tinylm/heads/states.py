"""What the frozen body says of some fixed tokens: computed once, in memory or in a file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..checkpoint import Checkpoint
from ..dataset import TokenArray
from ..device import free_memory
from ..evaluation import fixed_windows

CHUNK = 2048  # rows whose logits are made at a time: they stay in the processor's cache


class Room:
    """Room for hidden states: on the model's device up to a limit, beyond it in temporary files."""

    def __init__(self, device: torch.device, gigabytes: float | None) -> None:
        free = free_memory(device)
        half = float("inf") if free is None else free / 2
        self.device, self.left = device, half if gigabytes is None else gigabytes * 1e9
        self.folder: tempfile.TemporaryDirectory | None = None
        self.files = 0

    def take(self, rows: int, width: int) -> Tensor:
        """An empty (rows, width) of float32."""
        size = 4 * rows * width
        if size <= self.left:
            self.left -= size
            return torch.empty(rows, width, device=self.device)
        if self.folder is None:
            self.folder = tempfile.TemporaryDirectory(prefix="tinylm-hidden-")
        self.files += 1
        path = Path(self.folder.name) / f"{self.files}.bin"
        return torch.from_numpy(np.memmap(path, np.float32, "w+", shape=(rows, width)))


@dataclass(frozen=True)
class HiddenStates:
    """The states of windows of text, and what came next; `<bos>` targets are left out."""

    hidden: Tensor  # (N, C) float32, the tokens of a window one after another
    targets: Tensor  # (N,)
    window: Tensor  # (N,) which window each token is of
    window_tokens: np.ndarray  # (windows,)
    ids: list[Tensor]  # the windows themselves, (length + 1,) each

    @classmethod
    @torch.no_grad()
    def of(
        cls,
        lm: Checkpoint,
        data: TokenArray,
        max_tokens: int | None,
        length: int,
        part: slice = slice(None),
        room: Room | None = None,
    ) -> HiddenStates:
        """The states of up to `max_tokens` in windows of `length`; `part` as in `fixed_windows`."""
        lm.model.eval()
        batches = list(fixed_windows(data, length, max_tokens, 16, part))
        judged = [ids[:, 1:] != data.bos_id for ids in batches]
        tokens = np.concatenate([mask.sum(1).numpy() for mask in judged])
        room = room or Room(lm.device, None)
        hidden, at = room.take(int(tokens.sum()), lm.config.d_model), 0
        for ids, mask in zip(batches, judged, strict=True):
            states = lm.model.hidden(ids[:, :-1].to(lm.device))[mask.to(lm.device)].float()
            hidden[at : at + len(states)] = states
            at += len(states)
        targets = torch.cat([ids[:, 1:][m] for ids, m in zip(batches, judged, strict=True)])
        window = torch.from_numpy(np.repeat(np.arange(len(tokens)), tokens))
        rows = [row for ids in batches for row in ids]
        return cls(hidden, targets.to(lm.device), window.to(lm.device), tokens, rows)

    @property
    def device(self) -> torch.device:
        return self.targets.device

    def rows(self, which: slice | Tensor) -> Tensor:
        """Some of the states, on the model's device."""
        if isinstance(which, Tensor):
            which = which.to(self.hidden.device)
        return self.hidden[which].to(self.device)

    def some(self, windows: Sequence[int] | np.ndarray) -> HiddenStates:
        """Those of these windows, in this order."""
        tokens = self.window_tokens[windows]
        ends = self.window_tokens.cumsum()[windows]
        runs = [np.arange(end - n, end) for end, n in zip(ends, tokens, strict=True)]
        picked = torch.from_numpy(np.concatenate([np.empty(0, np.int64), *runs]))
        window = torch.from_numpy(np.repeat(np.arange(len(tokens)), tokens)).to(self.device)
        targets, ids = self.targets[picked.to(self.device)], [self.ids[w] for w in windows]
        return HiddenStates(self.rows(picked), targets, window, tokens, ids)

    @torch.no_grad()
    def judge(
        self, head: Tensor, bias: Tensor | None, k: int = 0
    ) -> tuple[np.ndarray, np.ndarray | None]:
        """Of each window with this head: the mean loss, and (with k) the share of tokens that were
        among the k likeliest guesses."""
        each = torch.empty(len(self.targets), device=self.device)
        right = torch.empty_like(each) if k else None
        for first in range(0, len(each), CHUNK):
            rows = slice(first, first + CHUNK)
            logits = F.linear(self.rows(rows), head, bias)
            each[rows] = F.cross_entropy(logits, self.targets[rows], reduction="none")
            if right is not None:
                own = logits.gather(1, self.targets[rows, None])
                right[rows] = ((logits > own).sum(1) < k).float()
        return self._means(each), None if right is None else self._means(right)

    def _means(self, each: Tensor) -> np.ndarray:
        sums = torch.zeros(len(self.window_tokens), device=self.device, dtype=torch.float64)
        sums.index_add_(0, self.window, each.double())
        return sums.cpu().numpy() / np.maximum(1, self.window_tokens)
