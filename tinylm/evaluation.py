"""Loss on fixed tokens with its standard error, perplexity, bits per byte, accuracy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .checkpoint import Checkpoint
from .dataset import TokenArray


@dataclass(frozen=True)
class Report:
    """Figures over the same fixed windows each time, so two reports can be compared in pairs."""

    loss: float  # mean nats a token
    stderr: float  # of the loss, from the spread between windows
    accuracy: float | None  # share of tokens guessed right; None where nothing is guessed
    tokens: int  # judged
    bits_per_byte: float  # comparable between tokenizers; nan where bytes are not known
    window_losses: tuple[float, ...] = field(repr=False, default=())
    window_tokens: tuple[int, ...] = field(repr=False, default=())
    measures: dict[str, float] | None = None  # what else a stage measures

    @property
    def perplexity(self) -> float:
        return math.exp(min(self.loss, 700.0))

    def __str__(self) -> str:
        return f"{self.loss:.4f} \u00b1 {self.stderr:.4f} nats per token"

    def minus(self, other: Report) -> tuple[float, float]:
        """Difference of the losses and its standard error, paired window by window."""
        return paired_difference(self.window_losses, other.window_losses, self.window_tokens)

    def as_dict(self) -> dict:
        """Plain values for a checkpoint or a JSON file."""
        names = ("loss", "stderr", "accuracy", "tokens", "bits_per_byte", "perplexity")
        return {name: getattr(self, name) for name in names}


def paired_difference(a, b, tokens) -> tuple[float, float]:
    """Token-weighted mean of a - b over windows, and its standard error."""
    a, b, weight = (np.asarray(x, dtype=np.float64) for x in (a, b, tokens))
    if a.shape != b.shape:
        raise ValueError(f"the two reports judge {len(a)} and {len(b)} windows: use the same data.")
    return weighted_mean(a - b, weight)


def weighted_mean(values: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Mean and its standard error; the error is nan for a single value."""
    share = weight / weight.sum()
    mean = float((share * values).sum())
    n = len(values)
    if n < 2:
        return mean, math.nan
    return mean, float(np.sqrt((share**2 * (values - mean) ** 2).sum() * n / (n - 1)))


_MOST_WINDOWS = 65_536  # looked at; on more text than these hold, they are spread out


def evaluate(
    lm: Checkpoint, data: TokenArray, max_tokens: int | None = 65_536, batch_size: int = 16
) -> Report:
    """The model's loss on windows spread evenly over `data`, the same windows every time.

    Computed in float32 without dropout. The token `<bos>` is never judged: it holds no text.
    """
    if len(data) < 2:
        raise ValueError(
            f"there is nothing to judge: the part has {len(data)} tokens; give more text."
        )
    windows = fixed_windows(data, lm.config.context_length, max_tokens, batch_size)
    pairs = (
        (ids[:, :-1], ids[:, 1:].masked_fill(ids[:, 1:] == data.bos_id, -100)) for ids in windows
    )
    return judge(lm, pairs, data.tokens_per_byte)


@torch.inference_mode()
def judge(
    lm: Checkpoint, batches: Iterable[tuple[Tensor, Tensor]], tokens_per_byte: float = math.nan
) -> Report:
    """A report on (inputs, targets) batches, each row a window; targets of -100 are not judged."""
    lm.model.eval()
    losses, tokens, right = [], [], 0
    for inputs, targets in batches:
        targets = targets.to(lm.device)
        logits = lm.model(inputs.to(lm.device)).float()
        each = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
        count = (targets != -100).sum(1)
        losses += (each.view_as(targets).sum(1) / count.clamp(min=1)).tolist()
        tokens += count.tolist()
        right += int((logits.argmax(-1) == targets).sum())
    loss, stderr = weighted_mean(np.array(losses), np.array(tokens))
    bits = loss / math.log(2) * tokens_per_byte
    total = sum(tokens)
    return Report(loss, stderr, right / total, total, bits, tuple(losses), tuple(tokens))


def fixed_windows(
    data: TokenArray, length: int, max_tokens: int | None, batch_size: int, part=slice(None)
) -> Iterator[Tensor]:
    """Batches (b, length + 1) of windows that do not overlap, spread evenly up to `max_tokens`.

    Each begins where a document begins, if one does within reach (the end of a document that is
    longer than a window is then left out). `part` picks windows before any
    are left out, so that different parts never share a token.
    """
    length = min(length, len(data) - 1)
    stride = max(length, len(data) // _MOST_WINDOWS)
    starts, at = [], 0
    while at + length < len(data):
        start = data.next_document(at, length)
        starts.append(start if start + length < len(data) else at)
        at = starts[-1] + stride
    starts = np.array(starts[part])
    if max_tokens is not None:
        keep = min(len(starts), max(1, max_tokens // length))
        starts = starts[np.arange(keep) * len(starts) // keep]
    for first in range(0, len(starts), batch_size):
        yield torch.from_numpy(data.windows(starts[first : first + batch_size], length + 1))
