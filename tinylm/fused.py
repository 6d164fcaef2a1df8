"""The operations that cost most beside the matrix products, with gradients of their own: in
bfloat16 on a CPU they take a third to two thirds of the time that their plain form takes.

Plain forms, the same up to rounding, stand in `model.py` and `updates.py`; which of them is taken
is decided there, by `fits`.
"""

from __future__ import annotations

import torch
from torch import Tensor

from .batches import UNLEARNED


def fits(x: Tensor) -> bool:
    """Whether these forms are of use: in training, with bfloat16 on a CPU, and not compiled (a
    compiler fuses the plain ones)."""
    return (
        x.device.type == "cpu"
        and torch.is_grad_enabled()
        and torch.is_autocast_enabled("cpu")
        and torch.get_autocast_dtype("cpu") == torch.bfloat16
        and not torch.compiler.is_compiling()
    )


def _inverse_size(x: Tensor, eps: float) -> Tensor:
    """One over the root of the mean square (..., 1)."""
    size = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
    return size.square_().div_(x.shape[-1]).add_(eps).rsqrt_()


class RMSNorm(torch.autograd.Function):
    """(..., C) float32 to bfloat16, ready for a matrix product."""

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, eps: float) -> Tensor:
        x = x.float()
        inverse = _inverse_size(x, eps)
        ctx.save_for_backward(x, inverse, weight)
        return (x * inverse).mul_(weight).bfloat16()

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, Tensor, None]:
        x, inverse, weight = ctx.saved_tensors
        grad, width = grad.float(), [x.shape[-1]]
        # LayerNorm's own kernel with a mean of zero: what it takes off too much is put back.
        middle = torch.zeros_like(inverse)
        wanted = [True, True, False]
        gradient, of_weight, _ = torch.ops.aten.native_layer_norm_backward(
            grad, x, width, middle, inverse, weight, None, wanted
        )
        taken = torch.mv(grad.flatten(0, -2), weight).view(inverse.shape)
        return gradient.add_(taken.mul_(inverse).div_(width[0])), of_weight, None


class NormRotate(torch.autograd.Function):
    """Queries and keys (B, T, heads, D) in bfloat16, the first `count` heads being queries: each
    normed, scaled by its row of `weight` (heads, D), and turned by its position's angle; gives both
    as (B, heads, T, D)."""

    @staticmethod
    def forward(
        ctx, x: Tensor, weight: Tensor, rotations: Tensor, count: int, eps: float
    ) -> tuple[Tensor, Tensor]:
        normed = x.float()
        inverse = _inverse_size(normed, eps)
        normed.mul_(inverse)
        ctx.save_for_backward(normed, inverse, weight, rotations)
        cos, sin = rotations.unsqueeze(2).unbind(1)  # (T, 1, D / 2) each
        a, b = (normed * weight).chunk(2, dim=-1)
        first, second = (a * cos).addcmul_(b, sin, value=-1), (b * cos).addcmul_(a, sin)
        B, T, heads, D = x.shape
        turned = x.new_empty(B, count, T, D), x.new_empty(B, heads - count, T, D)
        for out, these in zip(turned, (slice(0, count), slice(count, heads)), strict=True):
            halves = out.transpose(1, 2).chunk(2, dim=-1)
            halves[0].copy_(first[:, :, these])
            halves[1].copy_(second[:, :, these])
        return turned

    @staticmethod
    def backward(ctx, of_queries: Tensor, of_keys: Tensor) -> tuple:
        normed, inverse, weight, rotations = ctx.saved_tensors
        cos, sin = rotations.unsqueeze(2).unbind(1)
        turned, back = torch.empty_like(normed), torch.empty_like(normed)
        count = of_queries.shape[1]
        turned[:, :, :count].copy_(of_queries.transpose(1, 2))
        turned[:, :, count:].copy_(of_keys.transpose(1, 2))
        (a, b), (first, second) = turned.chunk(2, dim=-1), back.chunk(2, dim=-1)
        torch.mul(a, cos, out=first).addcmul_(b, sin)
        torch.mul(b, cos, out=second).addcmul_(a, sin, value=-1)
        of_weight = torch.mul(back, normed, out=turned).sum((0, 1))
        back.mul_(weight)
        along = torch.linalg.vecdot(back, normed).unsqueeze(-1).div_(-normed.shape[-1])
        gradient = back.addcmul_(normed, along).mul_(inverse)
        return gradient.to(torch.bfloat16), of_weight, None, None, None


class CrossEntropy(torch.autograd.Function):
    """The sum over rows of the cross-entropy of `logits` (N, V) in bfloat16 with `targets` (N,),
    divided by `tokens`. The gradient is the softmax itself: no copy in float32 is made."""

    @staticmethod
    def forward(ctx, logits: Tensor, targets: Tensor, tokens: int) -> Tensor:
        shares = logits.softmax(-1)
        learned = targets != UNLEARNED
        at = targets.clamp(min=0) + logits.shape[1] * torch.arange(len(targets))
        told = shares.take(at).float().clamp_min_(1e-38).log_()
        ctx.save_for_backward(shares, at, learned)
        ctx.tokens = tokens
        return -(told * learned).sum() / tokens

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, None, None]:
        shares, at, learned = ctx.saved_tensors
        scale = (grad / ctx.tokens * learned).to(shares.dtype)  # (N,)
        shares.mul_(scale[:, None])
        return shares.put_(at, shares.take(at) - scale), None, None
