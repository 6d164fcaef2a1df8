"""All runs of a folder beside one another: what they are, where they differ, how they went.

A run's folder says everything: `config.json` what was asked for, `metrics.jsonl` how it goes. No
weights are read, so hundreds of runs are listed in a moment.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .checkpoint import load_checkpoint
from .files import Held, hold, write_atomically
from .history import logged

STAGES = {"pretrain": "text", "head": "output head", "chat": "conversation"}
_LONGEST = 60  # characters of a label


@dataclass(frozen=True)
class RunSummary:
    """A run as its folder tells it. Losses are mean nats a token."""

    folder: Path
    stage: str
    label: str  # the name that a person gave it, else the folder's
    settings: dict[str, Any]  # its config, with inner configs as "swarm.particles"
    rows: tuple[dict, ...]  # its records
    working: bool  # under way in this or another process

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def steps(self) -> tuple[int, int | None]:
        """Steps done, and how many there are to be, where that is known."""
        last = self.rows[-1] if self.rows else {}
        return last.get("step", len(self.rows)), last.get("total")

    @property
    def state(self) -> str:
        """finished | under way | stopped | not begun"""
        if self.working:
            return "under way"
        if not self.rows:
            return "not begun"
        last, (done, total) = self.rows[-1], self.steps
        ended = last.get("phase") == "done" or (total is not None and done >= total)
        return "finished" if ended or self._ended_early() else "stopped"

    def _ended_early(self) -> bool:
        return bool(self.settings.get("patience")) and _finished(self.folder / "last.pt")

    @property
    def loss(self) -> float | None:
        """The latest validation's; of head tuning, how far the goal came on the select tokens."""
        told = self.validations()
        return told[-1][1] if told else None

    @property
    def seconds(self) -> float:
        return self.rows[-1].get("seconds", 0.0) if self.rows else 0.0

    def validations(self, against: str = "step") -> list[tuple[float, float, float]]:
        """(x, loss, standard error) of each, x being `step`, `tokens` or `seconds`.

        Of head tuning: seconds, the change against the start head, and its standard error.
        """
        if self.stage == "head":
            kept = [r for r in self.rows if r.get("phase") in ("refine", "swarm") and "stderr" in r]
            return [(r["seconds"], r["change"], r["stderr"]) for r in kept]
        judged = [r for r in self.rows if "val_loss" in r]
        return [(r[against], r["val_loss"], r.get("val_stderr", 0.0)) for r in judged]

    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


def list_runs(folder: str | Path = "checkpoints") -> list[RunSummary]:
    """The runs beside the checkpoints in `folder`, the latest first. Raises `FileNotFoundError`
    where there is none."""
    folder = Path(folder)
    found = [path.parent for path in (folder / "runs").glob("*/config.json")]
    if not found:
        raise FileNotFoundError(
            f"there is no run in {str(folder / 'runs')!r}: train something first "
            "(Network_Train.ipynb), or name the folder that your checkpoints are in."
        )
    found.sort(key=lambda run: (-_changed(run), run.name))
    return [_summary(run) for run in found]


def _changed(run: Path) -> float:
    log = run / "metrics.jsonl"
    return (log if log.is_file() else run / "config.json").stat().st_mtime


def _summary(run: Path) -> RunSummary:
    told = json.loads((run / "config.json").read_text(encoding="utf-8"))
    stage = told.pop("stage")
    label = run / "label.txt"
    return RunSummary(
        folder=run,
        stage=stage,
        label=label.read_text(encoding="utf-8") if label.is_file() else run.name,
        settings=_flat(told),
        rows=tuple(logged(run / "metrics.jsonl")),
        working=_held(run),
    )


def _flat(settings: dict[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{before}{name}.")
        else:
            flat[before + name] = value
    return flat


def _held(run: Path) -> bool:
    if not (run / "lock").is_file():
        return False
    try:
        with hold(run / "lock"):
            return False
    except Held:
        return True


def _finished(path: Path) -> bool:
    return path.is_file() and load_checkpoint(path, "cpu").finished


def differences(runs: Sequence[RunSummary]) -> dict[str, list[Any]]:
    """The settings that are not the same in all of `runs`, each with its value in every one.

    A run that has no such setting, being of another stage or an older version, has None there.
    """
    names = dict.fromkeys(name for run in runs for name in run.settings)
    values = {name: [run.settings.get(name) for run in runs] for name in names}
    return {name: each for name, each in values.items() if any(v != each[0] for v in each)}


def rename_run(run: RunSummary, label: str) -> None:
    """Gives the run a name for people; its folder keeps the one that it is found again by.

    An empty label takes the name back. Raises `ValueError` for one that cannot be shown in a line.
    """
    label = label.strip()
    if len(label) > _LONGEST or not label.isprintable():
        raise ValueError(
            f"{label[:_LONGEST]!r} cannot name a run: use one line of at most {_LONGEST} "
            "characters."
        )
    if label:
        write_atomically(run.folder / "label.txt", label.encode())
    else:
        (run.folder / "label.txt").unlink(missing_ok=True)


def delete_run(run: RunSummary | Path) -> int:
    """Removes the run's folder and gives the bytes that this freed. A checkpoint that was published
    from it stays, and is all that is left of it.

    Raises `RuntimeError` when the run is under way.
    """
    folder = run.folder if isinstance(run, RunSummary) else run
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        with hold(folder / "lock"):
            pass
    except Held:
        raise RuntimeError(
            f"the run {folder.name} is under way: stop it, then delete it."
        ) from None
    shutil.rmtree(folder)
    return size
