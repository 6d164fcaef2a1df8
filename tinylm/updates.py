"""One optimizer update: the gradients of its batches, in parts where memory is short; judged by the
guard; applied."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import torch

from .adapters import Adapters
from .batches import UNLEARNED, Batch
from .checkpoint import Checkpoint, check_float
from .compiling import Compiler
from .config import TrainConfig
from .device import pick_precision
from .guard import Guard
from .losses import LossScale, learn
from .optim import Optimizers, learning_rate
from .parts import Parts


class Update(NamedTuple):
    """What one update came to."""

    loss: float  # mean nats a token, before it
    rate: float  # AdamW's learning rate
    norm: float  # of the gradient, before clipping
    tokens: int  # learned from
    shapes: list[tuple[int, int]]  # (rows, tokens) of the batches
    event: str | None  # what happened beside learning, or instead
    measures: dict[str, float] | None = None  # what else the stage tells of it
    over: bool = False  # nothing is left to learn: the run ends here


class Updates:
    """The updates of a run of `lm`, from where it stands; `batch_at` gives a micro-step's batch."""

    def __init__(
        self, lm: Checkpoint, config: TrainConfig, batch_at: Callable[[int], Batch]
    ) -> None:
        check_float(lm, "training")
        config = config.for_size(lm.model.num_parameters())
        self.lm, self.config, self.batch_at = lm, config, batch_at
        self.precision = pick_precision(config.precision, lm.device)
        self.adapters = Adapters(lm.model, config, (lm.optimizer or {}).get("adapters"))
        self.optimizer = Optimizers(lm.model, config)
        if lm.optimizer is not None:
            self.optimizer.load_state_dict(lm.optimizer)
        self.guard = Guard(lm, self.optimizer, config)
        self.parts = Parts(lm.history[-1].parts if lm.history else 1)
        kept = lm.optimizer or {}
        self.scale = LossScale(self.precision == torch.float16, kept.get("scale"))
        self.compiler = Compiler(config, kept.get("compiled"))
        self.factor = 1.0  # of the learning rate, as it was turned on the way

    def state_dict(self) -> dict[str, Any]:
        """What the next update needs beside the weights."""
        more = dict(scale=self.scale.state(), compiled=self.compiler.on)
        if self.adapters.layers:
            more["adapters"] = self.adapters.state()
        return self.optimizer.state_dict() | dict(guard=self.guard.state()) | more

    def settle(self) -> None:
        """Leaves an ordinary model with the weights that are the run's result."""
        self.optimizer.settle()
        self.adapters.merge()

    def make(self, total: int) -> Update:
        """The update after step `lm.step`, of `total`. Once it changes weights, `lm.torn` is set
        until its step is counted."""
        lm, config = self.lm, self.config
        rate = self.factor * self.guard.rate * learning_rate(lm.step, total, config)
        self.optimizer.set_rate(rate / config.learning_rate)
        lm.model.train()
        first = lm.step * config.accumulation
        micro = [self.batch_at(first + i) for i in range(config.accumulation)]
        tokens = sum(int((some.targets != UNLEARNED).sum()) for some in micro)
        before, began = self.parts.count, time.perf_counter()
        while True:
            loss = self.parts.run(
                lambda: self._gradients(micro, max(1, tokens)),
                max(len(some.inputs) for some in micro),
            )
            norm, scale = self._norm(), self.scale.value
            if self.scale.bears(loss, norm):
                break
        self._clip(norm, scale)
        lm.torn = True
        told = self.guard.judge(loss, norm)
        if told is None:
            self.optimizer.step()
        self.compiler.consider(lm.step + 1, time.perf_counter() - began, total - lm.step - 1)
        says, self.compiler.says = self.compiler.says, None
        events = [self.parts.says if self.parts.count > before else None, says, told]
        event = "; ".join(filter(None, events)) or None
        return Update(loss, rate, norm, tokens, [tuple(some.inputs.shape) for some in micro], event)

    def _norm(self) -> float:
        """Of the gradient."""
        found = [p.grad for p in self.lm.model.parameters() if p.grad is not None]
        return float(torch.nn.utils.get_total_norm(found)) / self.scale.value

    def _clip(self, norm: float, scale: float) -> None:
        """Divides the gradients by `scale`, and makes them no longer than the config has it."""
        limit = self.config.grad_clip or math.inf
        factor = min(1.0, limit / (norm + 1e-6)) / scale
        if factor != 1.0:
            found = [p.grad for p in self.lm.model.parameters() if p.grad is not None]
            torch._foreach_mul_(found, factor)

    def _gradients(self, micro: list[Batch], tokens: int) -> float:
        """Leaves the gradient of the mean over `tokens`, scaled, in the parameters; returns the
        loss."""
        while True:
            try:
                return self._gradients_once(micro, tokens)
            except RuntimeError as error:
                if not self.compiler.failed(error):
                    raise

    def _gradients_once(self, micro: list[Batch], tokens: int) -> float:
        lm, config = self.lm, self.config
        self.optimizer.zero_grad()
        # Dropout draws from the global generator: seeded by the step, and put back afterwards.
        devices = [lm.device] if lm.device.type == "cuda" else []
        with torch.random.fork_rng(devices=devices, enabled=lm.config.dropout > 0):
            if lm.config.dropout > 0:
                torch.manual_seed(config.seed * 1_000_003 + lm.step)
            return sum(self._learn(p, tokens) for some in micro for p in self.parts.of(some))

    def _learn(self, batch: Batch, tokens: int) -> float:
        lm, model = self.lm, self.lm.model
        half = None if self.precision == torch.float32 else self.precision
        inputs, targets, segments = (
            x if x is None else x.to(lm.device, non_blocking=True) for x in batch
        )
        with torch.autocast(lm.device.type, half, enabled=half is not None):
            hidden = model.hidden(inputs, segments=segments, through=self.compiler.through)
        scale = self.scale.value
        return learn(model.head, hidden, targets, self.config, tokens, half, scale).item()
