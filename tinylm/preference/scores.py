"""Log-probabilities of the answers' tokens: what both stages learn from."""

from __future__ import annotations

import copy
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from ..batches import UNLEARNED
from ..device import pick_precision
from ..model import MiniTransformer


def token_logprobs(
    model: MiniTransformer,
    inputs: Tensor,
    targets: Tensor,
    precision: str = "float32",
    through: Callable[..., Tensor] | None = None,
    temperature: float = 1.0,
) -> Tensor:
    """(B, T) natural-log probabilities of the targets, 0 where there is none.

    The head reads the answers' places alone: prompts and padding are most of a batch.
    """
    kind = pick_precision(precision, inputs.device)
    learned = targets != UNLEARNED
    with torch.autocast(inputs.device.type, kind, enabled=kind != torch.float32):
        logits = model.head(model.hidden(inputs, through=through)[learned])
    said = -F.cross_entropy(logits.float() / temperature, targets[learned], reduction="none")
    return said.new_zeros(targets.shape).masked_scatter(learned, said)


def divergence(policy: Tensor, reference: Tensor) -> Tensor:
    """An estimate of KL(policy || reference), token by token, from log-probabilities of tokens that
    the policy drew: unbiased, never negative (k3 of Schulman, 2020)."""
    ratio = reference - policy
    return ratio.exp() - ratio - 1


@torch.no_grad()
def exact_divergence(
    policy: MiniTransformer,
    reference: MiniTransformer,
    inputs: Tensor,
    targets: Tensor,
    precision: str = "float32",
) -> tuple[float, int]:
    """KL(policy || reference) over the whole vocabulary, summed over the places that have a target,
    and how many these are. `inputs`, `targets` (B, T)."""
    learned, said = targets != UNLEARNED, []
    kind = pick_precision(precision, inputs.device)
    for model in (policy, reference):
        with torch.autocast(inputs.device.type, kind, enabled=kind != torch.float32):
            logits = model.head(model.hidden(inputs)[learned])
        said.append(logits.float().log_softmax(-1))
    now, before = said
    return float((now.exp() * (now - before)).sum()), int(learned.sum())


def frozen(model: MiniTransformer, weights: dict[str, Tensor] | None = None) -> MiniTransformer:
    """A copy of a model that no update changes, with these weights if they are given."""
    copied = copy.deepcopy(model).requires_grad_(False).eval()
    if weights is not None:
        copied.load_state_dict(weights)
    return copied


def mean_and_error(values: Tensor) -> tuple[float, float]:
    """Of independent values, as floats; the error of a single one is nan."""
    values = values.double()
    error = values.std() / len(values) ** 0.5 if len(values) > 1 else torch.tensor(torch.nan)
    return float(values.mean()), float(error)
