"""The direction of `space="repeats"`: away from the states in which a text is about to repeat.

The model continues training prompts greedily. Hidden states from which it repeats a pair of tokens
are set against those after which the same token comes in real text; the direction that tells them
apart, weighed by how hidden states spread (Fisher's), is taken off that token's row. The new head
repeats other things, so this is done again until the loss has risen by what it may.
"""

from __future__ import annotations

import torch
from torch import Tensor

from ..checkpoint import Checkpoint
from ..config import SampleConfig
from .goals import GoalError
from .spaces import covariance
from .states import HiddenStates
from .texts import Continuations

STEP = 0.12  # how much less likely a repeated token gets at a time, in its logit
MOST_STAGES = 12
MOST_TOKENS = 300  # that have a direction, the most often repeated ones
LEAST = 2  # times that a token must be repeated, and come in real text
RIDGE = 0.05  # of the mean variance, added to the covariance


def contrast(
    lm: Checkpoint,
    head: Tensor,
    bias: Tensor | None,
    prompts: list[list[int]],
    train: HiddenStates,
    fit: HiddenStates,
    tokens: int,
    allowed: float,
) -> Tensor:
    """(V, C) what to add to `head` (V, C) for continuations of `tokens` that repeat less.

    It raises the loss on `fit` by about the share `allowed`. Raises `GoalError` where nothing
    repeats.
    """
    mean, spread = covariance(train)
    C = len(mean)
    spread += RIDGE * spread.trace() / C * torch.eye(C, dtype=spread.dtype, device=spread.device)
    inverse, unit = torch.linalg.inv(spread), mean / mean.square().sum()
    real = torch.zeros(len(head), C, dtype=torch.float64, device=head.device)
    count = torch.bincount(train.targets, minlength=len(head))
    for first in range(0, len(train.targets), 8192):
        rows = slice(first, first + 8192)
        real.index_add_(0, train.targets[rows], train.rows(rows).double())
    real /= count.clamp(min=1)[:, None]
    writer = Continuations(lm, prompts, SampleConfig(temperature=0.0, max_new_tokens=tokens))
    before, moved, risen = _mean(fit, head, bias), head.clone(), 0.0
    for _ in range(MOST_STAGES):
        states, repeats = _about_to_repeat(lm, prompts, writer.write(moved))
        often = torch.bincount(repeats, minlength=len(head)) * (count >= LEAST)
        chosen = often.argsort(descending=True, stable=True)[:MOST_TOKENS]
        step = torch.zeros_like(moved)
        for token in chosen[often[chosen] >= LEAST].tolist():
            apart = states[repeats == token].double().mean(0) - real[token]
            along = inverse @ apart
            along /= along @ apart
            step[token] = -STEP * (along - (along @ real[token]) * unit).to(step.dtype)
        if not step.any():
            break
        rise = _mean(fit, moved + step, bias) / before - 1
        if rise > allowed:
            if risen < allowed:  # as much of the last step as is allowed, if loss rises evenly
                moved += step * (allowed - risen) / (rise - risen)
            break
        moved, risen = moved + step, rise
    if torch.equal(moved, head):
        raise GoalError(
            f"space='repeats' found no token that comes again {LEAST} times in continuations of "
            f"{len(prompts)} prompts: raise space_prompts, or take space='bias'."
        )
    return moved - head


@torch.inference_mode()
def _about_to_repeat(
    lm: Checkpoint, prompts: list[list[int]], written: list[list[int]]
) -> tuple[Tensor, Tensor]:
    """Hidden states (n, C) from which a pair of tokens was repeated, and its second token (n,)."""
    T = lm.config.context_length
    found, tokens = [torch.empty(0, lm.config.d_model)], []
    for first in range(0, len(prompts), 16):
        group = zip(prompts[first : first + 16], written[first : first + 16], strict=True)
        texts = [((prompt + new)[:T], len(prompt)) for prompt, new in group]
        longest = max(len(ids) for ids, _ in texts)
        padded = torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in texts])
        hidden = lm.model.hidden(padded.to(lm.device)).float().cpu()
        for row, (ids, begin) in zip(hidden, texts, strict=True):
            seen = set()
            for at in range(begin + 1, len(ids)):
                pair = (ids[at - 1], ids[at])
                if pair in seen:
                    found.append(row[at - 1, None])
                    tokens.append(ids[at])
                seen.add(pair)
    repeats = torch.tensor(tokens, dtype=torch.long, device=lm.device)
    return torch.cat(found).to(lm.device), repeats


def _mean(states: HiddenStates, head: Tensor, bias: Tensor | None) -> float:
    losses, _ = states.judge(head, bias)
    return float((losses * states.window_tokens).sum() / states.window_tokens.sum())
