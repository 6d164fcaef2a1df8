"""The records of a run, looked back on: kept few in memory, whole on disk, exported, judged.

Every record of a run with a checkpoint stands in its `metrics.jsonl`. In memory and in checkpoints
a long history is thinned, so that neither grows with the number of steps.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import math
from pathlib import Path
from typing import Any

from .checkpoint import Checkpoint, load_checkpoint
from .files import write_atomically
from .records import StepRecord

MOST = 4_000  # records in memory: 2 MB, and 0.4 MB of a checkpoint
_LATEST = 500  # of them are never thinned


def thinned(history: list[StepRecord]) -> list[StepRecord]:
    """`history`, or fewer of its records once there are more than `MOST`.

    The latest, the first and the best validated one stay. Of the rest, those with a validation,
    samples or an event, and those without, are thinned apart, each evenly by its steps.
    """
    if len(history) <= MOST:
        return history
    old, latest = history[:-_LATEST], history[-_LATEST:]
    judged = [record for record in history if record.val_loss is not None]
    kept = {old[0].step}
    if judged:
        kept.add(min(judged, key=lambda record: record.val_loss).step)
    marked = {r.step for r in old if r.val_loss is not None or r.samples or r.event}
    for steps, most in ((marked, MOST // 4), ({r.step for r in old} - marked, MOST // 2)):
        stride = 1
        while sum(step % stride == 0 for step in steps) > most:
            stride *= 2
        kept |= {step for step in steps if step % stride == 0}
    return [r for r in old if r.step in kept] + latest


def line(record: Any) -> str:
    """A record as a line of `metrics.jsonl`: what is None or no finite number is left out."""
    return json.dumps(_values(record), ensure_ascii=False) + "\n"


def _values(record: Any) -> dict:
    values = {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    return {
        name: value
        for name, value in values.items()
        if value is not None and not (isinstance(value, float) and not math.isfinite(value))
    }


def log_up_to(path: Path, history: list[Any]) -> str:
    """The content of `metrics.jsonl` as it should be where `history` ends.

    A thinned history is filled up from the file. Steps that the file has beyond the end were lost
    with a killed process, and are dropped.
    """
    if not history or not isinstance(history[-1], StepRecord):
        return "".join(map(line, history))
    lines = {row["step"]: json.dumps(row, ensure_ascii=False) + "\n" for row in logged(path)}
    lines |= {record.step: line(record) for record in history}
    return "".join(lines[step] for step in sorted(lines) if step <= history[-1].step)


def logged(path: Path) -> list[dict]:
    """The rows of a `metrics.jsonl`; a last line that a kill cut short is none."""
    if not path.is_file():
        return []
    *whole, _ = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(text) for text in whole]


def export_history(source: Checkpoint | str | Path, path: str | Path) -> int:
    """Writes the records of a run as a table, `.csv` or `.json` by the ending of `path`.

    `source` is a model, the path of a checkpoint, or the folder of a run. The folder has every
    step; the others have a long history thinned. Gives the number of records. Raises `ValueError`
    for another ending or an empty history, `FileNotFoundError` where there is no run.
    """
    path = Path(path)
    if path.suffix not in (".csv", ".json"):
        raise ValueError(f"{path.name!r} is neither .csv nor .json: choose one of these endings.")
    rows = [row | row.pop("measures", {}) for row in _rows_of(source)]
    if not rows:
        raise ValueError(f"{str(source)!r} has no history yet: train it first.")
    if path.suffix == ".json":
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    else:
        names = dict.fromkeys(name for row in rows for name in row)  # as they first come
        table = io.StringIO(newline="")
        writer = csv.DictWriter(table, names)
        writer.writeheader()
        writer.writerows(row | _joined(row) for row in rows)
        text = table.getvalue()
    write_atomically(path, text.encode())
    return len(rows)


def _rows_of(source: Checkpoint | str | Path) -> list[dict]:
    if isinstance(source, Checkpoint):
        return [_values(record) for record in source.history]
    folder = Path(source)
    if not folder.is_dir():
        return [_values(record) for record in load_checkpoint(folder, "cpu").history]
    if not (folder / "metrics.jsonl").is_file():
        raise FileNotFoundError(
            f"{str(source)!r} is not the folder of a run: it has no metrics.jsonl; give one of "
            "checkpoints/runs/, or a checkpoint."
        )
    rows = {
        row.get("step", number): row for number, row in enumerate(logged(folder / "metrics.jsonl"))
    }
    return list(rows.values())


def _joined(row: dict) -> dict:
    return {name: " | ".join(row[name]) for name in ("samples",) if name in row}


def smoothed(values: list[float], weight: float = 0.9) -> list[float]:
    """Exponential mean without the pull of its start."""
    out, mean, mass = [], 0.0, 0.0
    for value in values:
        mean, mass = weight * mean + (1 - weight) * value, weight * mass + (1 - weight)
        out.append(mean / mass)
    return out


def overfitting(history: list[StepRecord]) -> str:
    """One sentence on whether the model has begun to learn its training text by heart.

    It has when the validation loss ends more than two standard errors above its best, while the
    training loss, smoothed, has gone on falling since then.
    """
    if any("reward" in (r.measures or {}) for r in history):
        return "over-fitting is not looked for where a reward is raised: compare val_reward."
    judged = [r for r in history if r.val_loss is not None and math.isfinite(r.val_loss)]
    if len(judged) < 2:
        return "over-fitting was not looked for: that takes at least two validations."
    best, last = min(judged, key=lambda r: r.val_loss), judged[-1]
    noise = last.val_stderr if math.isfinite(last.val_stderr) else 0.0
    training = dict(
        zip((r.step for r in history), smoothed([r.loss for r in history]), strict=True)
    )
    if last.val_loss - best.val_loss > 2 * noise and training[last.step] < training[best.step]:
        return (
            f"it has begun to learn by heart: the validation loss was best at step {best.step:,} "
            f"({best.val_loss:.3f}) and ended at {last.val_loss:.3f}, while the training loss went "
            "on falling; fewer steps, more text or dropout would help."
        )
    return "no sign of over-fitting."
