"""What may be turned while a run is under way, and how a run that was killed turns it again.

`lm.controls` belongs to the run that works on `lm`: it is read before every update, whoever sets it
(a slider of a notebook, a script between two records).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .checks import number, whole

_LIMITS = {
    "rate": lambda value: number("rate", value, 0, 100, open_low=True),
    "temperature": lambda value: number("temperature", value, 0, 100),
    "eval_every": lambda value: whole("eval_every", value, 0),
}
_SAYS = {
    "rate": "learning rate × {:.3g}",
    "temperature": "sampling temperature {:.3g}",
    "eval_every": "validation every {} steps",
}


@dataclass(slots=True)
class Controls:
    """At the start of a run these are the run's own values. Raises `ValueError` for others than
    the comments allow."""

    rate: float = 1.0  # factor on the learning rates that the config asks for; more than 0
    temperature: float = 0.8  # of the samples on the way; 0 to 100
    eval_every: int = 0  # updates between validations; 0: only at the end
    save: bool = False  # asks for a checkpoint after the next update; False again when it is there
    sample: bool = False  # asks for samples after the next update, likewise
    idle: float = 0.0  # seconds that a driver has let the run wait: no step took them
    folder: Path | None = None  # of the run's files, told by it; None: it writes none

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _LIMITS:
            _LIMITS[name](value)
        object.__setattr__(self, name, value)


class Changes:
    """The values of one run's `controls`, and every change of them, by the step it came before.

    A run that goes on from an earlier step makes the later changes again where they were made, so
    that it comes to the same end; a new change takes the place of those that were to come.
    """

    def __init__(self, controls: Controls, given: dict[str, Any], kept: list, step: int) -> None:
        """`given`: the values that the run starts with; `kept`: [step, name, value] of each
        change of an earlier process; `step`: updates that have been made."""
        self.controls, self.kept = controls, [list(change) for change in kept]
        self.now = dict(given)
        self.now |= {name: value for at, name, value in self.kept if at <= step}
        self._set(self.now | dict(save=False, sample=False, idle=0.0))

    def before(self, step: int) -> tuple[str | None, bool]:
        """Called before the update that makes `step`: what has changed, in words, and whether it
        is a new change."""
        asked = {name: getattr(self.controls, name) for name in self.now}
        changed = {name: value for name, value in asked.items() if value != self.now[name]}
        new = bool(changed)
        if new:
            self.kept = [change for change in self.kept if change[0] < step]
            self.kept += [[step, name, value] for name, value in changed.items()]
        else:
            changed = {name: value for at, name, value in self.kept if at == step}
            self._set(changed)
        self.now |= changed
        says = [_SAYS[name].format(value) for name, value in changed.items()]
        return ("turned to " + ", ".join(says) if says else None), new

    def _set(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(self.controls, name, value)
