"""PyTorch's compiler on the model's blocks, in runs that are long enough for it to pay.

It fuses the small operations between the products of matrices. All blocks are alike, so one of them
is compiled and serves all. Compiled numbers differ in rounding, so whether a run is compiled is
decided once and goes with its checkpoints.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from .config import TrainConfig
from .kernels import attend, attend_back
from .model import call
from .parts import out_of_memory

LOOKED_AT = 8  # updates, before `auto` decides
COST = 30.0  # seconds that compiling takes, at most
GAIN = 0.05  # of a step's time that it saves, at least
TRIES = 2


class Compiler:
    """Whether a run is compiled, and what its blocks are called with."""

    def __init__(self, config: TrainConfig, remembered: bool | None = None) -> None:
        """`remembered`: what a stopped run had decided."""
        wanted = {"on": True, "off": False}.get(config.compile)
        self.on: bool | None = wanted if remembered is None else remembered
        # Where every batch has a length of its own, one graph for all of them.
        self.dynamic = config.min_context is not None or config.batches == "padded"
        self.says: str | None = None  # what has been decided since this was last read
        self._pace, self._failed, self._compiled = math.inf, 0, None

    @property
    def through(self) -> Callable[..., Tensor]:
        """What calls a block with its inputs."""
        if not self.on:
            return call
        if self._compiled is None:
            # A cache of its own: an earlier model's graphs do not count against its limit.
            self._compiled = torch.compile(call, dynamic=self.dynamic, isolate_recompiles=True)
        return self._compiled

    def consider(self, step: int, seconds: float, left: int) -> None:
        """Update number `step` took so long, and so many are left: is it worth compiling?"""
        self._pace = min(self._pace, seconds)
        if self.on is None and step >= LOOKED_AT:
            self.on = left * self._pace * GAIN > COST
            if self.on:
                self.says = "the model is compiled from the next update on"

    def failed(self, error: RuntimeError) -> bool:
        """Whether `error` was the compiler's, so that the work is to be begun again; after two of
        them without it."""
        if not self.on or out_of_memory(error):
            return False
        from torch._dynamo.exc import TorchDynamoException
        from torch._inductor.exc import CppCompileError, InvalidCxxCompiler

        if not isinstance(error, TorchDynamoException | CppCompileError | InvalidCxxCompiler):
            return False
        self._compiled = None
        self._failed += 1  # the first may be a stop button, which ends the C++ compiler, too
        if self._failed == TRIES:
            self.on = False
            why = next(filter(None, str(error).splitlines()), type(error).__name__)
            self.says = f"not compiled, PyTorch's compiler failed: {why[:200]}"
        return True


# The compiler takes our attention as it is: a loop over rows that it would write out in full.
@torch.library.custom_op("tinylm::attend", mutates_args=())
def _attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
    return attend(q, k, v, mask, keep=True)


@_attend.register_fake
def _(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
    B, H, T, D = q.shape
    return q.new_empty(B, T, H, D), q.new_empty(B, H, T, T)


@torch.library.custom_op("tinylm::attend_back", mutates_args=())
def _attend_back(
    gradient: Tensor, q: Tensor, k: Tensor, v: Tensor, weights: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    return attend_back(gradient, q, k, v, weights)


@_attend_back.register_fake
def _(
    gradient: Tensor, q: Tensor, k: Tensor, v: Tensor, weights: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    return tuple(x.new_empty(x.shape[0], x.shape[2], x.shape[1], x.shape[3]) for x in (q, k, v))


def _keep(ctx: Any, inputs: tuple, output: tuple[Tensor, Tensor]) -> None:
    ctx.save_for_backward(*inputs[:3], output[1])


def _backward(ctx: Any, gradient: Tensor, _weights: Tensor) -> tuple[Tensor | None, ...]:
    found = torch.ops.tinylm.attend_back(gradient, *ctx.saved_tensors)
    return *(x.transpose(1, 2) for x in found), None


_attend.register_autograd(_backward, setup_context=_keep)
