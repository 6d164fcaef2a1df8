"""Updates that would do harm are skipped; where that is not enough, the run goes back to its last
good state with half the learning rate.

Whether an update is sound (`sound`) follows from two numbers of its own, the loss and the gradient
norm, and from two limits that earlier updates have set (`limits`), so that it can be decided where
these numbers are. The steps count on after a roll-back: the text that did the harm is not read
again. Everything here is a function of the run so far and travels in its checkpoint.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from statistics import median
from typing import Any

from .checkpoint import Checkpoint
from .config import TrainConfig
from .optim import Optimizers
from .records import StepRecord

WINDOW = 50  # updates that tell what is usual ...
LEAST = 10  # ... and how many it takes at least
JUMP = 10.0  # a spike's gradient norm is so many times the usual one
RECENT = 20  # updates whose median tells where the loss stands
IN_A_ROW = 3  # skipped updates that make a roll-back
ROLL_BACKS = 3  # in a run, at most

_KEPT = ("rate", "roll_backs", "skipped", "since", "best")


def sound(loss, norm, limits: tuple[float, float]):
    """Whether to apply an update: both finite, not both above `limits`. Numbers or tensors."""
    finite = (loss < math.inf) & (norm < math.inf)  # false for nan, too
    return finite & ((loss <= limits[0]) | (norm <= limits[1]))


def limits(usual: Sequence[StepRecord], guess: float) -> tuple[float, float]:
    """The loss and the gradient norm that together make a spike."""
    if len(usual) < LEAST:
        return math.inf, math.inf
    level = median(record.loss for record in usual)
    return level + far(level, guess), JUMP * median(record.grad_norm for record in usual)


def far(loss: float, guess: float) -> float:
    """How much more is far above a loss: a third of the way back to `guess`, the loss of one who
    has learned nothing, and at least one nat. Batches and warm restarts stay well below that."""
    return max(1.0, (guess - loss) / 3)


class Guard:
    """Watches over one run of `lm`; goes on where the guard of a stopped run was."""

    def __init__(self, lm: Checkpoint, optimizer: Optimizers, config: TrainConfig) -> None:
        self.lm, self.optimizer, self.config = lm, optimizer, config
        self.guess = math.log(lm.config.vocab_size)
        self.rate = 1.0  # share of the learning rate that the config asks for
        self.roll_backs = self.skipped = 0  # skipped in a row
        self.since = 0  # the step of the last roll-back
        self.best = math.inf  # the lowest median of the loss so far
        self.calm = True  # whether the latest update leaves a good state
        kept = dict((lm.optimizer or {}).get("guard", {}))
        good = kept.pop("good", None)
        self.__dict__.update(kept)
        self.good: dict[str, Any] = good or self._state()

    def state(self) -> dict[str, Any]:
        """Plain values and tensors, for a checkpoint of the present step; the good state is among
        them only where it is another one than that."""
        values = {name: getattr(self, name) for name in _KEPT}
        return values | ({} if self.good["step"] == self.lm.step else dict(good=self.good))

    def remember(self) -> None:
        """Takes the present state for a good one, if it is."""
        if self.calm:
            self.good = self._state()

    def judge(self, loss: float, norm: float) -> str | None:
        """None when the update is to be applied, else what was done instead.

        Raises `FloatingPointError` when going back has not helped.
        """
        usual = [r for r in self.lm.history[-WINDOW:] if r.step > self.since and not r.event]
        self.calm = False
        if not sound(loss, norm, limits(usual, self.guess)):
            self.skipped += 1
            what = f"skipped an update with loss {loss:.3g} and gradient norm {norm:.3g}"
            return what if self.skipped < IN_A_ROW else self._roll_back(what)
        self.skipped, recent = 0, [*(r.loss for r in usual[1 - RECENT :]), loss]
        if len(recent) < RECENT:
            self.calm = True
            return None
        level = median(recent)
        self.best = min(self.best, level)
        self.calm = level < self.best + far(self.best, self.guess) / 4
        if level > self.best + far(self.best, self.guess):
            return self._roll_back(f"the loss stays at {level:.3g}, after {self.best:.3g}")
        return None

    def _roll_back(self, why: str) -> str:
        config = self.config
        if self.roll_backs == ROLL_BACKS:
            rates = f"learning_rate={config.learning_rate:g}"
            if config.optimizer == "muon":
                rates += f" and muon_learning_rate={config.muon_learning_rate:g}"
            raise FloatingPointError(
                f"{why} at step {self.lm.step + 1}, and going back {ROLL_BACKS} times, each with "
                f"half the rate, has not helped: make {rates} smaller (a tenth, say); the last "
                "saved state is untouched."
            )
        self.roll_backs += 1
        self.rate /= 2
        self.skipped, self.since = 0, self.lm.step + 1
        self.lm.model.load_state_dict(self.good["model"], strict=False)  # a tied head has no entry
        # A copy: an optimizer goes on with the tensors that it is given.
        self.optimizer.load_state_dict(copy.deepcopy(self.good["optimizer"]))
        return f"{why}: back to the state of step {self.good['step']}, half the learning rate"

    def _state(self) -> dict[str, Any]:
        weights = dict(self.lm.model.named_parameters())
        parts = dict(model=weights, optimizer=self.optimizer.state_dict())
        return dict(step=self.lm.step, **_on_cpu(parts))


def _on_cpu(state: Any) -> Any:
    """A copy whose tensors are the CPU's, where memory is cheaper."""
    if hasattr(state, "cpu"):
        return state.detach().to("cpu", copy=True)
    if isinstance(state, dict):
        return {key: _on_cpu(value) for key, value in state.items()}
    return [_on_cpu(value) for value in state] if isinstance(state, list) else state
