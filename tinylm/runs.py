"""Running again is the normal case: what a run is, where it lies, how it goes on.

A run is known by its stage, its config (but for what says where, and how often by the clock, it is
saved), its data and the weights it began with. The same again resumes, or shows its result when it
is finished; anything else is a new run beside it, in `runs/<name>/` in the folder of the checkpoint
path: `last.pt`, `previous.pt` (the save before it), `best.pt`, `metrics.jsonl`, `config.json`, and
`changes.json` where something was turned on the way. The path itself holds the latest finished run.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import hashlib
import json
import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .checkpoint import (
    Checkpoint,
    check_float,
    is_whole,
    load_checkpoint,
    save_checkpoint,
    weights_digest,
)
from .files import Held, explained, hold, remove_leftovers, write_atomically
from .history import line, log_up_to
from .signals import leaving_in_order

# What a run leaves, where that is of another stage: a model that goes on conversing.
LEAVES = {"preferred": "chat", "rewarded": "chat"}


class Run:
    """One run on disk; with `checkpoint=None` it lives in memory alone."""

    def __init__(self, stage: str, lm: Checkpoint, config: Any, data: str, **more: Any) -> None:
        check_float(lm, "training")
        self.stage = stage
        self.settings = dataclasses.asdict(config) | more
        path = self.settings.pop("checkpoint")
        self.settings.pop("checkpoint_minutes", None)
        self.origin = lm.origin if self._has_moved(lm) else starting_point(lm)
        identity = json.dumps(
            [stage, self.settings, data, lm.tokenizer.digest, self.origin], sort_keys=True
        )
        self.name = f"{stage}-{hashlib.sha256(identity.encode()).hexdigest()[:10]}"
        self.path = None if path is None else Path(path)
        self.folder = None if path is None else self.path.parent / "runs" / self.name
        self._log = None

    def _has_moved(self, lm: Checkpoint) -> bool:
        """Whether a run of this stage has moved the model since it was created or loaded."""
        return lm.origin is not None and (lm.run or "").startswith(self.stage + "-")

    @property
    def last(self) -> Path | None:
        return None if self.folder is None else self.folder / "last.pt"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """For as long as the run is worked on: keeps others off it, and SIGTERM from ending the
        program before it is saved. Raises `RuntimeError` when another one has it."""
        with contextlib.ExitStack() as stack:
            stack.enter_context(leaving_in_order())
            stack.callback(self.close)
            if self.folder is not None:
                lock = self.folder / "lock"
                gc.collect()  # a generator that an earlier cell left in a cycle gives the run back
                try:
                    stack.enter_context(hold(lock))
                except Held:
                    raise RuntimeError(
                        f"the run {self.name} is under way in another kernel or program, or in "
                        "another generator of this one: stop that first (close() the generator, or "
                        "restart its kernel), or change a setting to begin a run beside it."
                    ) from None
                except OSError as error:
                    raise explained(error, lock) from error
            yield

    def begin(self, lm: Checkpoint, split: dict | None = None) -> None:
        """Puts `lm` where this run stands: at its end, where it was stopped, or at its start."""
        ours = lm.run == self.name and not lm.torn
        stored = self._stored(str(lm.device))
        if stored is not None:
            if not (ours and lm.step > stored.step):
                lm.become(stored)
        elif not ours:
            if self._has_moved(lm):
                lm.rewind()
                if starting_point(lm) != self.origin:
                    raise ValueError(
                        "the checkpoint that this model was loaded from has been replaced since: "
                        "load one again, then run."
                    )
            if lm.stage != "new":
                lm.lineage = [*lm.lineage, summary(lm)]
            lm.stage = LEAVES.get(self.stage, self.stage)
            lm.step, lm.history, lm.optimizer = 0, [], None
            lm.report, lm.finished, lm.split, lm.best = None, False, split or lm.split, None
        lm.run, lm.settings, lm.origin, lm.torn = self.name, self.settings, self.origin, False
        if self.folder is not None and not lm.finished:
            remove_leftovers(self.folder)
            self._rewrite_log(lm)

    def _stored(self, device: str) -> Checkpoint | None:
        """What was saved last and is whole."""
        if self.folder is None:
            return None
        last, previous = self.last, self.folder / "previous.pt"
        if not last.is_file():  # killed between two renames, or nothing is there yet
            return load_checkpoint(previous, device) if previous.is_file() else None
        try:
            return load_checkpoint(last, device)
        except ValueError:
            if is_whole(last) or not is_whole(previous):
                raise
        stored = load_checkpoint(previous, device)
        os.replace(last, self.folder / "damaged.pt")
        warnings.warn(
            f"{str(last)!r} is damaged and was set aside as damaged.pt: the run goes on from the "
            f"save before it, of step {stored.step}, and comes to the same end.",
            stacklevel=4,
        )
        return stored

    def save(self, lm: Checkpoint) -> None:
        if self.last is not None:
            save_checkpoint(lm, self.last, earlier=self.folder / "previous.pt")

    def save_best(self, lm: Checkpoint) -> None:
        if self.folder is not None:
            save_checkpoint(lm, self.folder / "best.pt", weights_only=True)
        elif self.settings.get("patience") is not None:
            lm.best = lm.step, {name: x.clone() for name, x in lm.model.state_dict().items()}

    def best(self, lm: Checkpoint) -> tuple[int, dict] | None:
        """Step and weights of the best validation so far, if there is one."""
        path = None if self.folder is None else self.folder / "best.pt"
        if path is None or not path.is_file():
            return lm.best
        stored = load_checkpoint(path, str(lm.device))
        return stored.step, stored.model.state_dict()

    def finish(self, lm: Checkpoint) -> None:
        """Marks the run as finished and puts a copy of it at the path that the config names."""
        lm.finished, lm.best = True, None
        try:
            self.save(lm)
        except OSError:
            lm.finished = False
            raise
        self.publish()

    def publish(self) -> None:
        """The path holds this run from now on."""
        if self.path is not None:
            write_atomically(self.path, lambda temporary: shutil.copyfile(self.last, temporary))

    def log(self, record: Any) -> None:
        """Appends one line to metrics.jsonl."""
        if self.folder is None:
            return
        path = self.folder / "metrics.jsonl"
        try:
            if self._log is None:
                self._log = path.open("a", encoding="utf-8", buffering=1)
            self._log.write(line(record))
        except OSError as error:
            self.close()
            raise explained(error, path) from error

    def keep_changes(self, changes: list) -> None:
        """Writes down what was turned on the way (see `controls.Changes`), before it counts."""
        if self.folder is not None:
            write_atomically(self.folder / "changes.json", json.dumps(changes).encode())

    def changes(self, lm: Checkpoint) -> list:
        """What was turned: as written down, which may be ahead of the last save, or as saved."""
        path = None if self.folder is None else self.folder / "changes.json"
        if path is not None and path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
        return (lm.optimizer or {}).get("changes", [])

    def close(self) -> None:
        log, self._log = self._log, None
        if log is not None:
            with contextlib.suppress(OSError):  # what a full disk refused was told when written
                log.close()

    def _rewrite_log(self, lm: Checkpoint) -> None:
        # Lines of steps that were lost with a killed process are dropped with them.
        log = self.folder / "metrics.jsonl"
        write_atomically(log, log_up_to(log, lm.history).encode())
        told = dict(stage=self.stage, corpus=(lm.split or {}).get("corpus"))
        told |= dict(model=dataclasses.asdict(lm.config))
        config = json.dumps(self.settings | told, indent=1)
        write_atomically(self.folder / "config.json", config.encode())


def starting_point(lm: Checkpoint) -> str:
    """What a run begins with: config (equal weights may mean another model) and weights."""
    shape = json.dumps(dataclasses.asdict(lm.config), sort_keys=True)
    return hashlib.sha256((shape + weights_digest(lm.model)).encode()).hexdigest()


def summary(lm: Checkpoint) -> dict:
    """A finished stage in a few plain values, kept in the lineage of what follows it."""
    return dict(stage=lm.stage, step=lm.step, run=lm.run, report=lm.report)
