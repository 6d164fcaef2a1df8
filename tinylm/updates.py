"""One optimizer update: the gradients of its batches, in parts where memory is short; judged by the
guard; applied."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F

from .batches import UNLEARNED, Batch
from .checkpoint import Checkpoint
from .config import TrainConfig
from .device import pick_precision
from .fused import CrossEntropy
from .guard import Guard
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


class Updates:
    """The updates of a run of `lm`, from where it stands; `batch_at` gives a micro-step's batch."""

    def __init__(
        self, lm: Checkpoint, config: TrainConfig, batch_at: Callable[[int], Batch]
    ) -> None:
        config = config.for_size(lm.model.num_parameters())
        self.lm, self.config, self.batch_at = lm, config, batch_at
        self.precision = pick_precision(config.precision, lm.device)
        self.optimizer = Optimizers(lm.model, config)
        if lm.optimizer is not None:
            self.optimizer.load_state_dict(lm.optimizer)
        self.guard = Guard(lm, self.optimizer, config)
        self.parts = Parts(lm.history[-1].parts if lm.history else 1)

    def state_dict(self) -> dict[str, Any]:
        """What the next update needs beside the weights."""
        return self.optimizer.state_dict() | dict(guard=self.guard.state())

    def make(self, total: int) -> Update:
        """The update after step `lm.step`, of `total`. Once it changes weights, `lm.torn` is set
        until its step is counted."""
        lm, config = self.lm, self.config
        rate = self.guard.rate * learning_rate(lm.step, total, config)
        self.optimizer.set_rate(rate / config.learning_rate)
        lm.model.train()
        first = lm.step * config.accumulation
        micro = [self.batch_at(first + i) for i in range(config.accumulation)]
        tokens = sum(int((some.targets != UNLEARNED).sum()) for some in micro)
        before = self.parts.count
        loss = self.parts.run(
            lambda: self._gradients(micro, max(1, tokens)), max(len(some.inputs) for some in micro)
        )
        limit = config.grad_clip or math.inf
        norm = float(torch.nn.utils.clip_grad_norm_(lm.model.parameters(), limit))
        lm.torn = True
        told = self.guard.judge(loss, norm)
        if told is None:
            self.optimizer.step()
        events = [self.parts.says] if self.parts.count > before else []
        event = "; ".join(events + ([told] if told else [])) or None
        return Update(loss, rate, norm, tokens, [tuple(some.inputs.shape) for some in micro], event)

    def _gradients(self, micro: list[Batch], tokens: int) -> float:
        """Leaves the gradient of the mean over `tokens` in the parameters; returns the loss."""
        lm, config = self.lm, self.config
        self.optimizer.zero_grad()
        # Dropout draws from the global generator: seeded by the step, and put back afterwards.
        devices = [lm.device] if lm.device.type == "cuda" else []
        with torch.random.fork_rng(devices=devices, enabled=lm.config.dropout > 0):
            if lm.config.dropout > 0:
                torch.manual_seed(config.seed * 1_000_003 + lm.step)
            return sum(self._learn(p, tokens) for some in micro for p in self.parts.of(some))

    def _learn(self, batch: Batch, tokens: int) -> float:
        lm, half = self.lm, self.precision != torch.float32
        inputs, targets, segments = (x if x is None else x.to(lm.device) for x in batch)
        with torch.autocast(lm.device.type, self.precision, enabled=half):
            logits = lm.model(inputs, segments=segments)
        told, learned = losses(logits, targets.flatten(), self.config, tokens)
        learned.backward()
        return told.item()


def losses(
    logits: torch.Tensor, targets: torch.Tensor, config: TrainConfig, tokens: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean loss that is told, and what is learned from: with what the config adds, targets
    spread a little (Szegedy et al., 2016), or a pull of the softmax's sum towards one (Chowdhery
    et al., 2022)."""
    logits, plain = logits.flatten(0, 1), not (config.label_smoothing or config.z_loss)
    if plain and logits.is_cpu and logits.dtype == torch.bfloat16:
        learned = CrossEntropy.apply(logits, targets, tokens)
        return learned.detach(), learned
    logits = logits.float()
    learned = told = F.cross_entropy(logits, targets, reduction="sum") / tokens
    if config.label_smoothing:
        smoothing = config.label_smoothing
        spread = F.cross_entropy(logits, targets, reduction="sum", label_smoothing=smoothing)
        learned = spread / tokens
    if config.z_loss:
        sums = logits.logsumexp(-1)[targets != UNLEARNED]
        learned = learned + config.z_loss * sums.square().sum() / tokens
    return told.detach(), learned
