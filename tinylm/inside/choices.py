"""What may come next: the model's probabilities, and what sampling's settings make of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ..checkpoint import Checkpoint
from ..config import SampleConfig
from ..filters import steps
from ..generation import Decoder


@dataclass(frozen=True)
class Cut:
    """One step on the way from the model's logits to what is drawn from."""

    setting: str  # penalties | temperature | top_k | top_p | min_p | typical_p
    probabilities: Tensor  # (V,) after it; they sum to 1
    tokens: Tensor  # (V,) bool: what this step made impossible
    mass: float  # probability that those tokens had just before it


@dataclass(frozen=True)
class TokenChoices:
    """The next token's probabilities, from the model alone to the draw."""

    model: Tensor  # (V,) the model's own
    steps: tuple[Cut, ...]  # in the order in which sampling takes them
    drawn: Tensor  # (V,) what the token is drawn from; at temperature 0 all on one token

    def cut_by(self, token: int) -> str | None:
        """The setting that made a token impossible; None for one that can still be drawn."""
        return next((step.setting for step in self.steps if step.tokens[token]), None)


def token_choices(
    lm: Checkpoint, ids: Sequence[int], config: SampleConfig | None = None, begin: int | None = None
) -> TokenChoices:
    """What can follow `ids`, step by step as sampling goes (`filters.steps`).

    Of a text longer than the context the model reads as much as it would in sampling. `begin` says
    where the new tokens start, for the penalties that count only these; None: all is prompt. Raises
    `ValueError` for no ids, or where the settings leave nothing to choose.
    """
    if not len(ids):
        raise ValueError("there are no ids to go on from: give at least one token.")
    config, ids = config or SampleConfig(), [int(i) for i in ids]
    logits = Decoder(lm, use_cache=False).read([ids])
    return choices_of(logits[0], ids, len(ids) if begin is None else begin, config)


def choices_of(
    logits: Tensor, ids: Sequence[int], begin: int, config: SampleConfig
) -> TokenChoices:
    """`token_choices` where the model's logits (V,) after `ids` are known already."""
    model = probabilities = logits.softmax(-1)
    possible, taken = torch.isfinite(logits), []
    for setting, after in steps(logits[None], [ids], [begin], config):
        after = after[0]
        if setting == "penalties" and config.temperature == 0:
            taken.append(_step(setting, after, possible, probabilities))
            possible, probabilities = torch.isfinite(after), taken[-1].probabilities
            only = torch.full_like(after, -math.inf)
            only[after.argmax()] = 0.0  # of several that are largest the first, as in the draw
            setting, after = "temperature", only
        taken.append(_step(setting, after, possible, probabilities))
        possible, probabilities = torch.isfinite(after), taken[-1].probabilities
    return TokenChoices(model, tuple(taken), probabilities)


def _step(setting: str, after: Tensor, possible: Tensor, before: Tensor) -> Cut:
    gone = possible & ~torch.isfinite(after)
    return Cut(setting, after.softmax(-1), gone, float(before[gone].sum()))
