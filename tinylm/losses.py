"""What an update learns from: the cross-entropy of the logits, and what the config adds to it.

The logits are the largest tensor of a small model. On a CPU they are worked on a few rows at a
time, in the processor's caches, and their gradient is made there and then; where all of them would
be too many, the head itself reads a part of the rows at a time.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd import Function

from .batches import UNLEARNED
from .config import TrainConfig

MOST = 2**27  # logits that stand at once
STACK = 2**18  # numbers that are worked on at once: about what a core's caches hold


def learn(
    head: nn.Module,
    hidden: Tensor,
    targets: Tensor,
    config: TrainConfig,
    tokens: int,
    half: torch.dtype | None = None,
    scale: float = 1.0,
) -> Tensor:
    """Leaves the gradients, times `scale`, in the parameters and gives the mean loss over `tokens`.

    `hidden` (B, T, C) is what the head reads, `targets` (B, T) what it should say; `half` is the
    type that the head multiplies in, None: that of its weights.
    """
    flat, targets = hidden.flatten(0, 1), targets.flatten()
    rows = max(1, MOST // head.weight.shape[0])
    if len(flat) <= rows:
        told, learned = losses(_logits(head, flat, half), targets, config, tokens / scale)
        learned.backward()
        return told / scale
    # Each part goes backward through the head alone; then all of them through the body.
    told, gradients = torch.zeros((), device=hidden.device), []
    for some, wanted in zip(flat.split(rows), targets.split(rows), strict=True):
        leaf = some.detach().requires_grad_()
        part, learned = losses(_logits(head, leaf, half), wanted, config, tokens / scale)
        learned.backward()
        told += part
        gradients.append(leaf.grad)
    flat.backward(torch.cat(gradients))
    return told / scale


def _logits(head: nn.Module, hidden: Tensor, half: torch.dtype | None) -> Tensor:
    with torch.autocast(hidden.device.type, half, enabled=half is not None):
        return head(hidden)


def losses(
    logits: Tensor, targets: Tensor, config: TrainConfig, tokens: float
) -> tuple[Tensor, Tensor]:
    """The mean loss that is told, and what is learned from: with what the config adds, targets
    spread a little (Szegedy et al., 2016), or a pull of the softmax's sum towards one (Chowdhery
    et al., 2022). `logits` (N, V), `targets` (N,)."""
    smoothing, pull = config.label_smoothing, config.z_loss
    if logits.is_cpu and logits.dtype == torch.bfloat16 and not (smoothing or pull):
        learned = _Short.apply(logits, targets, tokens)
        return learned.detach(), learned
    if logits.is_cpu:
        told, learned = _CrossEntropy.apply(logits, targets, smoothing, pull, tokens)
        return told.detach(), learned
    logits = logits.float()
    learned = told = F.cross_entropy(logits, targets, reduction="sum")
    if smoothing:
        learned = F.cross_entropy(logits, targets, reduction="sum", label_smoothing=smoothing)
    if pull:
        learned = learned + pull * logits.logsumexp(-1)[targets != UNLEARNED].square().sum()
    return told.detach() / tokens, learned / tokens


class _Short(Function):
    """The cross-entropy alone, in bfloat16: its gradient is the softmax but for one number a row,
    and no copy in float32 is made."""

    @staticmethod
    def forward(ctx, logits: Tensor, targets: Tensor, tokens: float) -> Tensor:
        shares, counts = logits.softmax(-1), targets != UNLEARNED
        at = targets.clamp(min=0) + logits.shape[1] * torch.arange(len(targets))
        share = shares.take(at).float()
        # What is left for the others tells a share near one better than that share rounded.
        pieces = shares.split(max(1, STACK // logits.shape[1]))  # each is summed as a copy
        sums = torch.cat([piece.sum(-1, dtype=torch.float32) for piece in pieces])
        others = (sums - share).clamp_(min=0.0)
        said = torch.where(share > 0.5, torch.log1p(-others.clamp(max=0.75)), share.log())
        if (share < 1e-30).any():  # too small to tell how small: from the largest share instead
            most, where = logits.max(-1)
            whole = most.float() - shares.gather(1, where[:, None])[:, 0].float().log()
            said = torch.where(share < 1e-30, logits.take(at).float() - whole, said)
        ctx.save_for_backward(shares, at, others, counts)
        ctx.tokens = tokens
        return -torch.where(counts, said, 0.0).sum() / tokens

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None, None]:
        shares, at, others, counts = ctx.saved_tensors
        scale = gradient / ctx.tokens * counts
        shares.mul_(scale.to(shares.dtype)[:, None])
        return shares.put_(at, (-others * scale).to(shares.dtype)), None, None


class _CrossEntropy(Function):
    """Both losses; the gradient is that of the second one."""

    @staticmethod
    def forward(
        ctx, logits: Tensor, targets: Tensor, smoothing: float, pull: float, tokens: float
    ) -> tuple[Tensor, Tensor]:
        gradient, told, learned = torch.empty_like(logits), 0.0, 0.0
        rows = max(1, STACK // logits.shape[1])
        pieces = zip(*(x.split(rows) for x in (logits, targets, gradient)), strict=True)
        for some, wanted, out in pieces:
            counts = (wanted != UNLEARNED)[:, None].float()
            at = wanted.clamp(min=0)[:, None]
            logs = some.log_softmax(-1, dtype=torch.float32)
            said = logs.gather(1, at) * counts
            loss = -said.sum(dtype=torch.float64)
            told = told + loss
            share = counts / tokens  # of each row's softmax in the gradient
            least = share * smoothing / some.shape[1]
            if smoothing:
                spread = (logs.mean(-1, keepdim=True) * counts).sum()
                loss = (1 - smoothing) * loss - smoothing * spread
            whole = share
            if pull:
                sums = (some.gather(1, at) - said) * counts
                loss = loss + pull * sums.square().sum()
                whole = share * (1 + 2 * pull * sums)
            learned = learned + loss
            found = logs.exp_().mul_(whole)
            if smoothing:
                found -= least
            out.copy_(found.scatter_add_(1, at, (smoothing - 1) * share))
        ctx.save_for_backward(gradient)
        return (told / tokens).float(), (learned / tokens).float()

    @staticmethod
    def backward(ctx, _: Tensor, factor: Tensor) -> tuple[Tensor | None, ...]:
        (gradient,) = ctx.saved_tensors
        return gradient if factor == 1 else gradient * factor, None, None, None, None


class LossScale:
    """float16 has nothing below 6e-8, so the loss is multiplied by as much as its gradients bear
    (Micikevicius et al., 2018): halved where they overflow, doubled after so many that did not."""

    START, CALM = 2.0**16, 2000  # updates

    def __init__(self, needed: bool, remembered: tuple[float, int] | None = None) -> None:
        self.needed = needed
        self.value, self.calm = remembered or (self.START if needed else 1.0, 0)

    def state(self) -> tuple[float, int]:
        return self.value, self.calm

    def bears(self, loss: float, norm: float) -> bool:
        """Whether the gradients can be used; False: halved, they are to be made again."""
        if not self.needed or math.isfinite(norm) or not math.isfinite(loss) or self.value <= 1:
            self.calm += self.needed
            if self.calm == self.CALM:
                self.value, self.calm = 2 * self.value, 0
            return True
        self.value, self.calm = self.value / 2, 0
        return False
