"""The direction of `space="repeats"`: away from the states in which a text is about to repeat.

The model continues training prompts greedily. In the hidden states from which it repeats a pair of
tokens, the repeated token should lose to the next best one by a margin: what it lacks is a hinge
loss, lowered by gradient steps beside the divergence from the start head on real text, which is
what the loss will rise by. States where the token is far ahead are let be: they cost most, and
there the token is mostly right. A state is met as often as it has repeated tokens after it in one
go: who does not take the first step into a loop need not be led out of it. The new head repeats
other things, so this is done again.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from ..checkpoint import Checkpoint
from ..config import SampleConfig
from .goals import GoalError
from .states import HiddenStates
from .texts import Continuations

ROUNDS = 6  # of writing, and of steps on all states found so far
STEPS = 150
RATE = 2e-3  # of Adam, down to a tenth
MARGIN = 0.5  # nats by which the repeated token should lose
LONGEST = 10  # repeated tokens in one go that are told apart
LET_BE = 2.0  # hinge loss from which on a state is left alone
WEIGHT = 10.0  # of the hinge loss beside the divergence, times the share that is allowed
REAL, REPEATED = 1024, 512  # states of both kinds in a step


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
    writer = Continuations(lm, prompts, SampleConfig(temperature=0.0, max_new_tokens=tokens))
    weight = torch.nn.Parameter(head.clone())
    optimizer = torch.optim.Adam([weight], lr=RATE, betas=(0.9, 0.99))
    draw, step = torch.Generator().manual_seed(0), 0
    found: list[tuple[Tensor, Tensor, Tensor]] = []
    for _ in range(ROUNDS):
        found.append(_about_to_repeat(lm, prompts, writer.write(weight.detach())))
        states, repeats, ahead = (torch.cat(pieces) for pieces in zip(*found, strict=True))
        if not len(repeats):
            raise GoalError(
                f"space='repeats' found no pair of tokens that comes again in continuations of "
                f"{len(prompts)} prompts: raise space_prompts, or take space='bias'."
            )
        for _ in range(STEPS):
            rate = RATE * (1 - 0.9 * step / (ROUNDS * STEPS))
            optimizer.param_groups[0]["lr"], step = rate, step + 1
            real = torch.randint(len(train.targets), (REAL,), generator=draw)
            some = torch.multinomial(ahead, REPEATED, replacement=True, generator=draw)
            some = some.to(repeats.device)
            apart = _divergence(train.rows(real), head, weight, bias)
            loss = apart + WEIGHT * allowed * _hinge(states[some], repeats[some], weight, bias)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
    direction = weight.detach() - head
    before = _mean(fit, head, bias)
    rise = _mean(fit, head + direction, bias) / before - 1
    # Near the start, the loss rises with the square of the way.
    return direction * min(1.5, (allowed / rise) ** 0.5) if rise > 0 else direction


def _divergence(hidden: Tensor, head: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """What the new head loses where the start head is right: their mean divergence in nats."""
    start = F.log_softmax(F.linear(hidden, head, bias), dim=1)
    new = F.log_softmax(F.linear(hidden, weight, bias), dim=1)
    return (start.exp() * (start - new)).sum(dim=1).mean()


def _hinge(hidden: Tensor, tokens: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """How far these tokens are from losing by the margin; no gradient where that is far."""
    logits = F.linear(hidden, weight, bias)
    own = logits.gather(1, tokens[:, None])
    best = logits.scatter(1, tokens[:, None], float("-inf")).amax(dim=1, keepdim=True)
    return (own - best + MARGIN).clamp(0.0, LET_BE).mean()


@torch.inference_mode()
def _about_to_repeat(
    lm: Checkpoint, prompts: list[list[int]], written: list[list[int]]
) -> tuple[Tensor, Tensor, Tensor]:
    """Hidden states (n, C) from which a pair of tokens was repeated, its second token (n,), and how
    many tokens were repeated from there on without a break (n,)."""
    T = lm.config.context_length
    found, tokens, ahead = [torch.empty(0, lm.config.d_model)], [], []
    for first in range(0, len(prompts), 16):
        group = zip(prompts[first : first + 16], written[first : first + 16], strict=True)
        texts = [((prompt + new)[:T], len(prompt)) for prompt, new in group]
        longest = max(len(ids) for ids, _ in texts)
        padded = torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in texts])
        hidden = lm.model.hidden(padded.to(lm.device)).float().cpu()
        for row, (ids, begin) in zip(hidden, texts, strict=True):
            places = _repeats(ids, begin)
            found.append(row[[at - 1 for at in places]])
            tokens += [ids[at] for at in places]
            ahead += places.values()
    repeats = torch.tensor(tokens, dtype=torch.long, device=lm.device)
    many = torch.tensor(ahead, dtype=torch.float).clamp(max=LONGEST)
    return torch.cat(found).to(lm.device), repeats, many


def _repeats(ids: list[int], begin: int) -> dict[int, int]:
    """Places behind `begin` where a pair of tokens ends that was there before, and how many such
    places follow each other from there on."""
    seen, places = set(), []
    for at in range(begin + 1, len(ids)):
        pair = (ids[at - 1], ids[at])
        if pair in seen:
            places.append(at)
        seen.add(pair)
    ahead: dict[int, int] = {}
    for at in reversed(places):
        ahead[at] = 1 + ahead.get(at + 1, 0)
    return ahead


def _mean(states: HiddenStates, head: Tensor, bias: Tensor | None) -> float:
    losses, _ = states.judge(head, bias)
    return float((losses * states.window_tokens).sum() / states.window_tokens.sum())
