"""Parts of the model that PyTorch computes on a CPU in many passes over memory, in few: the same
numbers up to rounding, with backward passes of their own.

Where a GPU or the compiler fuses such passes by itself, and where no gradient is wanted, PyTorch's
own operations are left to it.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd import Function

STACK = 2**20  # attention weights that a core works on at once: about what its caches hold


def by_hand(x: Tensor) -> bool:
    """Whether `x` goes through the functions of this file."""
    return x.is_cpu and torch.is_grad_enabled() and not torch.compiler.is_compiling()


def rms_norm(x: Tensor, weight: Tensor, eps: float, feeds: bool = False) -> Tensor:
    """`x` (..., D) divided by its root mean square over D, times `weight` (D,).

    What only `feeds` matrix products may come in the type that these are made in, once and not cast
    by each of them."""
    if by_hand(x) and x.dtype == torch.float32:
        half = feeds and torch.is_autocast_enabled("cpu")
        kind = torch.get_autocast_dtype("cpu") if half else torch.float32
        return _RMSNorm.apply(x, weight, eps, kind)
    return F.rms_norm(x, weight.shape, weight, eps)


def turned(x: Tensor, weight: Tensor | None, rotations: Tensor | None, eps: float) -> Tensor:
    """`x` (B, T, H, D) normalised as by `rms_norm` with a `weight` (H, D), then each half-split
    pair turned by its position's angle (the Llama layout): `rotations` (T, 2, D / 2) are cosines
    and sines, or (B, T, 2, D / 2) where no gradient is wanted. Computed in float32, given in the
    type of `x`. Either may be None."""
    if by_hand(x):
        return _Turned.apply(x, weight, rotations, eps)
    y = x.float()
    if weight is not None:
        y = F.rms_norm(y, x.shape[-1:], None, eps) * weight
    if rotations is not None:
        cos, sin = rotations.unsqueeze(-3).unbind(-2)  # ((B,) T, 1, D / 2)
        a, b = y.chunk(2, dim=-1)
        y = torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)
    return y.to(x.dtype)


def short_attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    """Causal attention (B, heads, T, width) by plain products, a few rows of the batch at a time;
    `mask` (B, 1, T, T) says who sees whom. Fewer keys and values than queries serve equal groups.

    In bfloat16 on a CPU this is some three times as fast as PyTorch's fused kernel at T = 256, for
    the memory of the weights (B, heads, T, T).
    """
    if torch.compiler.is_compiling():
        y = torch.ops.tinylm.attend(q, k, v, mask)[0]
    elif torch.is_grad_enabled():
        y = _Attention.apply(q, k, v, mask)
    else:
        y = attend(q, k, v, mask, keep=False)[0]
    return y.transpose(1, 2)


def _scale(x: Tensor, eps: float) -> Tensor:
    """One over the root mean square, (..., 1)."""
    norm = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
    return norm.square_().div_(x.shape[-1]).add_(eps).rsqrt_()


class _RMSNorm(Function):
    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, eps: float, kind: torch.dtype) -> Tensor:
        scale = _scale(x, eps)
        ctx.save_for_backward(x, weight, scale)
        return (x * scale).mul_(weight).to(kind)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor | None, ...]:
        x, weight, scale = ctx.saved_tensors
        wide, middle = x.shape[-1], torch.zeros_like(scale)
        # LayerNorm's own kernel with a mean of zero: what it takes off too much is put back.
        gradient = gradient.float()
        of_x, of_weight, _ = torch.ops.aten.native_layer_norm_backward(
            gradient, x, [wide], middle, scale, weight, None, [True, True, False]
        )
        taken = torch.mv(gradient.reshape(-1, wide), weight).view_as(scale)
        return of_x.add_(taken.mul_(scale).div_(wide)), of_weight, None, None


class _Turned(Function):
    @staticmethod
    def forward(
        ctx, x: Tensor, weight: Tensor | None, rotations: Tensor | None, eps: float
    ) -> Tensor:
        y, scale = x.float(), None
        if weight is not None:
            scale = _scale(y, eps)
            y = (y * scale).mul_(weight)
        ctx.save_for_backward(None if weight is None else x, weight, scale, rotations)
        if rotations is not None:
            y = _turn(y, rotations)
        return y.to(x.dtype)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor | None, ...]:
        x, weight, scale, rotations = ctx.saved_tensors
        g, of_weight = gradient.float(), None
        if rotations is not None:
            g = _turn(g, rotations, back=True)
        if weight is not None:
            straight = x * scale
            of_weight = (g * straight).sum((0, 1))
            g = g * weight
            share = torch.linalg.vecdot(g, straight).unsqueeze(-1).div_(-x.shape[-1])
            g = g.addcmul_(straight, share).mul_(scale)
        return g.to(gradient.dtype), of_weight, None, None


def _turn(x: Tensor, rotations: Tensor, back: bool = False) -> Tensor:
    """(B, T, H, D) float32, turned forwards or back."""
    cos, sin = rotations[:, None, 0], rotations[:, None, 1]
    cos, sin = torch.cat([cos, cos], -1), torch.cat([-sin, sin], -1)  # (T, 1, D)
    other = x.roll(x.shape[-1] // 2, -1)
    return (x * cos).addcmul_(other, sin, value=-1 if back else 1)


class _Attention(Function):
    @staticmethod
    def forward(ctx, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
        y, weights = attend(q, k, v, mask, keep=True)
        ctx.save_for_backward(q, k, v, weights)
        return y

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor | None, ...]:
        found = attend_back(gradient, *ctx.saved_tensors)
        return *(x.transpose(1, 2) for x in found), None


def attend(
    q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, keep: bool
) -> tuple[Tensor, Tensor]:
    """What is read (B, T, H, D), and with `keep` the weights (B, H, T, T)."""
    B, H, T, D = q.shape
    y, weights = q.new_empty(B, T, H, D), q.new_empty(B if keep else 0, H, T, T)
    unseen = q.new_full((T, T), float("-inf")).triu_(1)
    for some in _rows(q):
        queries, keys, values = _stacked(q[some], k[some], v[some])
        if mask is not None:
            unseen = torch.zeros_like(mask[some], dtype=q.dtype)
            unseen = unseen.masked_fill_(~mask[some], float("-inf"))
        start = unseen.expand(len(q[some]), H, T, T).reshape(-1, T, T)
        scores = torch.baddbmm(start, queries, keys.mT, alpha=D**-0.5)
        shares = weights[some].view(-1, T, T) if keep else torch.empty_like(scores)
        torch.softmax(scores, -1, out=shares)
        y[some] = (shares @ values).view(-1, H, T, D).transpose(1, 2)
    return y, weights


def attend_back(
    gradient: Tensor, q: Tensor, k: Tensor, v: Tensor, weights: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """The gradients of queries, keys and values, each (B, T, heads, D), from that of what was read
    (B, T, H, D)."""
    B, H, T, D = q.shape
    of_q, of_k, of_v = (x.new_empty(B, T, x.shape[1], D) for x in (q, k, v))
    for some in _rows(q):
        queries, keys, values = _stacked(q[some], k[some], v[some])
        shares = weights[some].view(-1, T, T)
        g = gradient[some].transpose(1, 2).reshape(-1, T, D)
        of_scores = torch.ops.aten._softmax_backward_data(g @ values.mT, shares, -1, q.dtype)
        for out, found in (
            (of_q, (of_scores @ keys).mul_(D**-0.5)),
            (of_k, (of_scores.mT @ queries).mul_(D**-0.5)),
            (of_v, shares.mT @ g),
        ):
            found = found.view(-1, H, T, D)
            if out.shape[2] < H:  # what several heads read has the sum of their gradients
                found = found.unflatten(1, (out.shape[2], -1)).sum(2)
            out[some] = found.transpose(1, 2)
    return of_q, of_k, of_v


def _rows(q: Tensor) -> list[slice]:
    """The batch in pieces of as many rows as are worked on at once."""
    B, H, T, _ = q.shape
    many = max(1, torch.get_num_threads() * STACK // (H * T * T))
    return [slice(at, at + many) for at in range(0, B, many)]


def _stacked(q: Tensor, k: Tensor, v: Tensor) -> list[Tensor]:
    """Queries, keys and values (rows x heads, T, D), those of a group repeated for its heads."""
    _, H, T, D = q.shape
    k, v = (x.repeat_interleave(H // x.shape[1], dim=1) if x.shape[1] < H else x for x in (k, v))
    return [x.reshape(-1, T, D) for x in (q, k, v)]
