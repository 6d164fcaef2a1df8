"""Where the compiled code is kept, so that only the first process ever compiles it."""

from __future__ import annotations

import functools
import hashlib
import os
import platform
from importlib.metadata import version
from pathlib import Path


@functools.cache
def folder() -> Path:
    """A folder of its own for every version of these files, of Numba and of the machine: Numba by
    itself looks at one file alone, and would take what an older one of its neighbours gave."""
    home = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    files = sorted(Path(__file__).parent.glob("*.py"))
    made_of = [path.read_bytes() for path in files]
    made_of += [part.encode() for part in (version("numba"), platform.python_version())]
    made_of += [part.encode() for part in (platform.machine(), platform.processor(), _processor())]
    digest = hashlib.sha256(b"\0".join(made_of)).hexdigest()[:16]
    return Path(home).expanduser() / "tinylm" / f"steps-{digest}"


def _processor() -> str:
    """What the processor calls itself, where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ""
    return next((line for line in lines if line.startswith("model name")), "")
