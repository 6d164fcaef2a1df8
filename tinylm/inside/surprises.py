"""How much each token of a text surprised the model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ..checkpoint import Checkpoint
from ..generation import window_start


@dataclass(frozen=True)
class Surprise:
    """What the model thought of the tokens `start` to `stop` of a text, n of them."""

    start: int  # place in the text of the first one judged
    ids: Tensor  # (n,)
    nats: Tensor  # (n,) -ln p of each, given the text before it
    rank: Tensor  # (n,) its place among the model's guesses, 1 for the likeliest
    guess: Tensor  # (n,) the likeliest token in its place ...
    guess_probability: Tensor  # (n,) ... and how likely that was

    @property
    def bits(self) -> Tensor:
        """(n,) the same in bits: 1 bit is the surprise of one toss of a coin."""
        return self.nats / math.log(2)


@torch.inference_mode()
def surprise(
    lm: Checkpoint, text: str | Sequence[int], start: int = 1, stop: int | None = None
) -> Surprise:
    """The surprise of the tokens at places `start` to `stop` (None: the end) of a text or its ids.

    Each is judged after what the model would read before it in sampling: the whole text as far as
    it fits the context, of a longer one the later part, at least half a context. The first token
    has nothing before it and is never judged. Raises `ValueError` where nothing is left to judge.
    """
    ids = lm.tokenizer.encode_prompt(text) if isinstance(text, str) else [int(i) for i in text]
    start, stop = max(1, start), len(ids) if stop is None else min(stop, len(ids))
    if start >= stop:
        raise ValueError(
            f"there is nothing to judge between tokens {start} and {stop} of {len(ids)}: "
            "give a longer text, or other places."
        )
    lm.model.eval()
    whole, T, found, at = torch.tensor(ids, device=lm.device), lm.config.context_length, [], start
    while at < stop:
        # Tokens whose window begins at the same place are judged in one pass.
        first = window_start(at, T)
        last = min(stop, first + T + 1)
        hidden = lm.model.hidden(whole[None, first : last - 1])[0, at - first - 1 :]
        found.append(_judged(lm.model.head(hidden).float().cpu(), whole[at:last].cpu()))
        at = last
    columns = (torch.cat(column) for column in zip(*found, strict=True))
    return Surprise(start, whole[start:stop].cpu(), *columns)


def _judged(logits: Tensor, targets: Tensor) -> tuple[Tensor, ...]:
    """Nats, rank, guess and its probability of targets (n,), from logits (n, V)."""
    own = logits.gather(-1, targets[:, None])
    total = logits.logsumexp(-1)
    best, guess = logits.max(-1)
    return total - own[:, 0], (logits > own).sum(-1) + 1, guess, (best - total).exp()
