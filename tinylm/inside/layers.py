"""What happens between the layers: where each head looks, and how the answer forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ..checkpoint import Checkpoint
from ..kernels import attend


@torch.inference_mode()
def attention(lm: Checkpoint, ids: Sequence[int]) -> Tensor:
    """(L, H, T, T) on the CPU: how much of its reading head h of a layer takes, at token t, from
    each token. Rows sum to 1; what is to the right of the diagonal is 0.

    Raises `ValueError` for more ids than the model's context holds.
    """
    found = []

    def through(block: nn.Module, x: Tensor, *given) -> Tensor:
        rotations, _, mask, values = given
        read = block.attention_norm(x) if block.pre else x
        q, k, v = block.attention.project(read, rotations, values)
        found.append(attend(q, k, v, mask, keep=True)[1][0].float().cpu())
        return block(x, *given)

    _run(lm, ids, through)
    return torch.stack(found)


@dataclass(frozen=True)
class Lens:
    """What the head would say after each layer, n tokens of a text, k guesses each."""

    ids: Tensor  # (L + 1, n, k) likeliest next tokens; layer 0 is the embedding, L the output
    probabilities: Tensor  # (L + 1, n, k)
    answer: Tensor  # (L + 1, n) how likely each layer finds the token that the last one says

    @property
    def settled(self) -> Tensor:
        """(n,) the first layer from which on the likeliest token is the last layer's."""
        same = self.ids[:, :, 0] == self.ids[-1, :, 0]
        return len(same) - same.flip(0).cumprod(0).sum(0)


@torch.inference_mode()
def lens(lm: Checkpoint, ids: Sequence[int], k: int = 5, at: slice = slice(None)) -> Lens:
    """The logit lens (nostalgebraist, 2020): final norm and head on the stream after each layer.

    `at` picks the tokens after which the guesses are wanted; all of them are read. At the last
    layer these are the model's own probabilities. Raises `ValueError` for more ids than the context
    holds.
    """
    stream = []

    def through(block: nn.Module, x: Tensor, *given) -> Tensor:
        if not stream:
            stream.append(x)
        stream.append(block(x, *given))
        return stream[-1]

    _run(lm, ids, through)
    model, guesses = lm.model, []
    last = model.head(model.final_norm(stream[-1][0, at])).float()
    answer = last.argmax(-1, keepdim=True)
    for x in stream:  # one layer's logits at a time: with a large vocabulary they are large
        own = model.head(model.final_norm(x[0, at])).float().softmax(-1)
        guesses.append((*own.topk(min(k, own.shape[-1])), own.gather(-1, answer)[:, 0]))
    probabilities, tokens, answers = (torch.stack(x).cpu() for x in zip(*guesses, strict=True))
    return Lens(tokens, probabilities, answers)


def _run(lm: Checkpoint, ids: Sequence[int], through: Callable[..., Tensor]) -> None:
    lm.model.eval()
    rows = torch.tensor([[int(i) for i in ids]], dtype=torch.long, device=lm.device)
    if not rows.numel():
        raise ValueError("there are no ids to look at: give at least one token.")
    lm.model.hidden(rows, through=through)
