"""When the compiled step takes over from PyTorch's: never so early that anything waits for it.

The first time on a computer, another process compiles it while PyTorch writes. Later ones load what
that left, once they have written for about as long as the loading takes.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from ..checkpoint import Checkpoint
from ..config import SampleConfig
from . import place

WORTH = 0.3  # seconds of writing with PyTorch after which loading, or compiling, pays
STORED = "int8 stored"  # what an int8 checkpoint is written with: its tables, too, are int8
NEEDED = (
    "{} needs the compiled step, and Numba is not installed: run pip install 'tinylm[fast]', or "
    "use fast='auto' and precision='float32'."
)


class Compiled:
    """The compiled step for one type of weights in this process. One object a type (`compiled`)."""

    def __init__(self, kind: str) -> None:
        self.kind, self.loaded, self.failed = kind, False, False
        self.spent = 0.0  # seconds that PyTorch has written meanwhile
        self.child: subprocess.Popen | None = None

    @property
    def mark(self) -> Path:
        """A file that is there when the cache holds this type."""
        return place.folder() / f"{self.kind}.ready"

    def ready(self) -> bool:
        """Whether it can take over now. Begins what is missing for that, as soon as it pays."""
        if self.loaded or self.failed or self.spent < WORTH:
            return self.loaded
        if self.child is None:
            if self.mark.is_file():
                self.load()
            else:
                self.child = _compiling(self.kind)
        elif self.child.poll() is not None:
            if self.child.returncode == 0 and self.mark.is_file():
                self.load()
            else:
                self.failed = True
                told = self.child.stderr.read().strip().splitlines()
                warnings.warn(
                    "the compiled step could not be made here, PyTorch goes on writing: "
                    f"{told[-1] if told else self.child.returncode}",
                    stacklevel=2,
                )
        return self.loaded

    def load(self) -> None:
        """Makes it ready, out of the cache or by compiling it (some seconds)."""
        importlib.import_module("tinylm.fast.engine").warm(self.kind)
        self.loaded = True


compiled = functools.cache(Compiled)


def _compiling(kind: str) -> subprocess.Popen:
    program = "import sys; sys.path.insert(0, sys.argv[1]); import tinylm.fast.ready as ready; "
    program += "ready.compile_now(sys.argv[2])"
    package = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", program, package, kind],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows
    )


def compile_now(kind: str) -> None:
    """Compiles one type and leaves it in the cache, with a mark that it is whole."""
    if hasattr(os, "nice"):
        os.nice(5)  # who waits for text comes first
    one = compiled(kind)
    one.load()
    one.mark.touch()


def writer(lm: Checkpoint, config: SampleConfig, tell: bool = False) -> Writer | None:
    """What writes with the compiled step, if `config` leaves it to, and this model can; with `tell`
    alternatives are wanted, too, where the config has any.

    Raises `ValueError` or `ImportError` where `config` asks for it and it cannot be."""
    asked = [f"precision={config.precision!r}"] if config.precision != "float32" else []
    asked += ["fast='on'"] if config.fast == "on" else []
    against = []
    if config.fast == "off":
        against.append("fast='off' forbids it")
    if lm.device.type != "cpu":
        against.append(f"the model is on {lm.device.type!r}, and it is for the CPU")
    if not config.use_cache:
        against.append("use_cache=False forbids it")
    if config.beams > 1:
        against.append(f"beams={config.beams} are followed by PyTorch alone")
    if tell and config.alternatives:
        against.append(f"alternatives={config.alternatives} are told by PyTorch alone")
    if against:
        if asked:
            raise ValueError(f"{asked[0]} needs the compiled step, and {against[0]}.")
        return None
    if importlib.util.find_spec("numba") is None:
        if asked:
            raise ImportError(NEEDED.format(asked[0]))
        return None
    kind = config.precision
    if lm.model.stored != "float32":
        if kind not in ("float32", "int8"):
            raise ValueError(
                f"precision={kind!r} is for weights as they were trained, and these are "
                f"{lm.model.stored}: leave precision out."
            )
        kind = STORED
    one = compiled(kind)
    if asked and not one.loaded:
        one.load()
    return Writer(lm, config, one)


class Writer:
    """Writes texts of one checkpoint, once the step is ready."""

    def __init__(self, lm: Checkpoint, config: SampleConfig, step: Compiled) -> None:
        self.lm, self.config, self.step = lm, config, step
        self.began = time.perf_counter()

    def ready(self) -> bool:
        """To be asked after each token of PyTorch's."""
        now = time.perf_counter()
        self.step.spent += now - self.began
        self.began = now
        return self.step.ready()

    def write(
        self, texts: Sequence[Any], ends: Collection[int | None], tell: bool
    ) -> Iterator[tuple[Any, int | None, float]]:
        """The rest of each text: see `engine.write`."""
        engine = importlib.import_module("tinylm.fast.engine")
        model, kind = self.lm.model, self.step.kind
        weights = chain(model.parameters(), model.buffers())
        key = kind, tuple((weight.data_ptr(), weight._version) for weight in weights)
        if self.lm.packed is None or self.lm.packed[0] != key:
            self.lm.packed = key, engine.Packed(model, kind)
        return engine.write(self.lm.packed[1], model, texts, self.config, ends, tell)
