"""The best validation of a run, and whether it has been waited long enough for a better one."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from .checkpoint import Checkpoint
from .config import TrainConfig
from .evaluation import Report
from .runs import Run


class Patience:
    """Follows the validations of a run.

    Without `config.patience` the best one is simply the lowest. With it, one must be lower than
    the best so far by two standard errors of the difference, paired by window, and after so many
    in a row that are not, the run has waited long enough.
    """

    def __init__(
        self, lm: Checkpoint, run: Run, config: TrainConfig, measure: Callable[[], Report]
    ) -> None:
        judged = [r for r in lm.history if r.val_loss is not None]
        self.limit, self.run, self.measure = config.patience, run, measure
        self.loss = min((r.val_loss for r in judged), default=math.inf)
        self.report: Report | None = None
        self.step, self.waited, self.latest = 0, 0, math.inf
        best = None if self.limit is None or lm.finished else run.best(lm)
        if best is not None:
            self.step, weights = best
            self.report = _measured(lm, weights, measure)
            self.waited = sum(r.step > self.step for r in judged)
            self.latest = judged[-1].val_loss if judged else math.inf

    def better(self, report: Report, step: int) -> bool:
        """Whether this validation is the best so far; if so, its weights should be kept."""
        self.latest = report.loss
        if self.limit is None:
            better = report.loss < self.loss
        elif step <= self.step:  # a killed run comes by again: the best of then still stands
            better = step == self.step
        elif self.report is None:
            better = True
        else:
            change, noise = report.minus(self.report)
            better = change < -2 * (noise if math.isfinite(noise) else 0.0)
        self.waited = 0 if better or step < self.step else self.waited + 1
        if better:
            self.loss, self.report, self.step = report.loss, report, step
        return better

    @property
    def over(self) -> bool:
        """Whether the run should end."""
        return self.limit is not None and self.waited >= self.limit

    @property
    def says(self) -> str:
        return (
            f"ended early: {self.waited} validation(s) in a row were no better than that of step "
            f"{self.step:,}"
        )

    def conclude(self, lm: Checkpoint) -> dict:
        """Gives `lm` the weights of the best validation, unless the latest is as low, and says
        for the report which step they are of."""
        if self.limit is None or self.report is None:
            return {}
        if self.latest <= self.report.loss:
            return dict(best_step=lm.step)
        lm.model.load_state_dict(self.run.best(lm)[1])
        lm.optimizer = None  # it was that of the latest weights
        return dict(best_step=self.step)


def _measured(
    lm: Checkpoint, weights: dict[str, torch.Tensor], measure: Callable[[], Report]
) -> Report:
    """What `measure` finds with other weights; those of `lm` are put back."""
    own = {name: tensor.clone() for name, tensor in lm.model.state_dict().items()}
    lm.model.load_state_dict(weights)
    try:
        return measure()
    finally:
        lm.model.load_state_dict(own)
