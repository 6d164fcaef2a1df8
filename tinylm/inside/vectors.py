"""The vectors of the tokens: which are alike, and what tuning has moved in the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ..checkpoint import Checkpoint

CHUNK = 2_000_000  # numbers of logits that are held at a time


@torch.inference_mode()
def neighbours(
    lm: Checkpoint, token: int, k: int = 10, where: str = "embedding"
) -> list[tuple[int, float]]:
    """The k tokens whose vectors point most nearly the same way: (id, cosine), nearest first.

    `where`: "embedding" (how a token is read) or "head" (when it is written). The token itself is
    left out. Raises `ValueError` for an unknown token or place.
    """
    if where not in ("embedding", "head"):
        raise ValueError(f"where={where!r} is not one of embedding, head.")
    if not 0 <= token < lm.config.vocab_size:
        raise ValueError(f"token id {token} is outside the vocabulary of {lm.config.vocab_size}.")
    rows = matrix(getattr(lm.model, where))
    lengths = torch.linalg.vector_norm(rows, dim=1)
    cosines = rows @ rows[token] / (lengths * lengths[token]).clamp(min=1e-30)
    cosines[token] = -2.0  # below every other
    best, ids = cosines.topk(min(k, len(cosines) - 1))
    return list(zip(ids.tolist(), best.tolist(), strict=True))


@dataclass(frozen=True)
class HeadChange:
    """What became of a head, and of what it says after a text."""

    rows: Tensor  # (V,) length of each token's change of row
    relative: Tensor  # (V,) the same as a share of the row's length before
    bias: Tensor | None  # (V,) change of the biases; None where neither head has one
    singular_values: Tensor  # (C,) of the whole change, largest first
    size: float  # its Frobenius norm ...
    share: float  # ... and that as a share of the head's
    body_changed: bool  # whether anything but the head differs as well
    # On the text, both heads reading what the body of `before` says; None without one.
    before: Tensor | None = None  # (V,) mean probability of each token
    after: Tensor | None = None
    loss: tuple[float, float] | None = None  # nats a token before and after

    @property
    def directions(self) -> int:
        """How many singular values hold 90 % of the squared change; 0 where nothing changed."""
        held = self.singular_values.square().cumsum(0)
        return int((held < 0.9 * held[-1]).sum()) + 1 if self.size else 0


@torch.inference_mode()
def head_change(
    before: Checkpoint, after: Checkpoint, ids: Sequence[int] | None = None
) -> HeadChange:
    """What tuning moved in the head: `after` minus `before`; with `ids`, a text's tokens, also what
    each head says after them.

    Raises `ValueError` where the two have other tokens or another width, or `ids` do not fit.
    """
    _check_alike(before, after)
    old, new = (matrix(lm.model.head).to("cpu") for lm in (before, after))
    change = new - old
    rows, lengths = (torch.linalg.vector_norm(x, dim=1) for x in (change, old))
    exact = change.double()
    # Of the small square matrix: the same values, without decomposing one row a token.
    values = torch.linalg.eigvalsh(exact.mT @ exact).flip(0).clamp(min=0).sqrt()
    size, whole = float(exact.norm()), float(old.double().norm())
    return HeadChange(
        rows=rows,
        relative=rows / lengths.clamp(min=1e-30),
        bias=_bias_change(before, after),
        singular_values=values.float(),
        size=size,
        share=size / max(whole, 1e-30),
        body_changed=_body_changed(before, after),
        **({} if ids is None else _on_text(before, after, ids)),
    )


def matrix(module: nn.Module) -> Tensor:
    """(V, C) float32: the rows of an embedding or a head, also of an int8 one."""
    if isinstance(weight := getattr(module, "weight", None), Tensor):
        return weight.detach().float()
    return module.rows.values * module.rows.scales[:, None]


def _check_alike(before: Checkpoint, after: Checkpoint) -> None:
    if before.tokenizer.digest != after.tokenizer.digest:
        raise ValueError(
            f"the two checkpoints have other tokenizers ({before.tokenizer}, {after.tokenizer}): "
            "compare two that share one."
        )
    if before.config.d_model != after.config.d_model:
        raise ValueError(
            f"the two heads are {before.config.d_model} and {after.config.d_model} wide: compare a "
            "checkpoint with one that was tuned from it."
        )


def _bias_change(before: Checkpoint, after: Checkpoint) -> Tensor | None:
    old, new = (lm.model.head.bias for lm in (before, after))
    if old is None and new is None:
        return None
    zero = torch.zeros(before.config.vocab_size)
    old, new = (zero if bias is None else bias.detach().float().cpu() for bias in (old, new))
    return new - old


def _body_changed(before: Checkpoint, after: Checkpoint) -> bool:
    one, two = (
        {k: v for k, v in lm.model.state_dict().items() if not k.startswith("head.")}
        for lm in (before, after)
    )
    return one.keys() != two.keys() or any(not torch.equal(one[k].cpu(), two[k].cpu()) for k in one)


def _on_text(before: Checkpoint, after: Checkpoint, ids: Sequence[int]) -> dict:
    ids = torch.tensor([int(i) for i in ids], device=before.device)
    if len(ids) < 2:
        raise ValueError(f"the text has {len(ids)} tokens: give at least two to compare heads on.")
    before.model.eval()
    hidden, targets = before.model.hidden(ids[None, :-1])[0], ids[1:].cpu()
    said = {}
    for name, lm in (("before", before), ("after", after)):
        total, losses = torch.zeros(lm.config.vocab_size), 0.0
        for at in torch.arange(len(targets)).split(max(1, CHUNK // lm.config.vocab_size)):
            logs = lm.model.head(hidden[at].to(lm.device)).float().log_softmax(-1).cpu()
            total += logs.exp().sum(0)
            losses -= float(logs.gather(-1, targets[at, None]).sum())
        said[name] = total / len(targets), losses / len(targets)
    (one, loss), (two, other) = said["before"], said["after"]
    return dict(before=one, after=two, loss=(loss, other))
