"""Writing files so that a crash, a kill or a full disk leaves the earlier file as it was."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path


def write_atomically(
    path: str | Path, content: bytes | Callable[[Path], None], earlier: Path | None = None
) -> None:
    """Puts `content` at `path` in one step: written beside it, flushed to disk, then renamed.

    `content` is the bytes, or a function that writes the file whose path it gets. What stood at
    `path` goes to `earlier`, if that is given; a kill between the two renames leaves it there and
    nothing at `path`. On any failure the half-written file is removed and whatever stood at `path`
    is untouched. A full or read-only disk raises an `OSError` that names the file and the fix.
    """
    path = Path(path)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(temporary)
        else:
            temporary.write_bytes(content)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        if earlier is not None and path.exists():
            os.replace(path, earlier)
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        _remove(temporary)
        raise explained(error, path) from error
    except RuntimeError as error:
        # torch's own file writer reports a failed write as a RuntimeError without an errno.
        _remove(temporary)
        if not _is_write_failure(error):
            raise
        raise explained(OSError(errno.ENOSPC, "writing failed"), path) from error
    except BaseException:
        _remove(temporary)
        raise


def _is_write_failure(error: RuntimeError) -> bool:
    text = str(error)
    return "PytorchStreamWriter" in text or "unexpected pos" in text or "failed writing" in text


def explained(error: OSError, path: Path) -> OSError:
    """The same error in a sentence that names the file and the fix."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        advice = f"the disk is full; free some space in {str(path.parent)!r} and run again"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        advice = f"{str(path.parent)!r} is not writable; choose another folder"
    else:
        advice = error.strerror or str(error)
    kept = " The earlier file is untouched." if path.exists() else ""
    return type(error)(error.errno, f"could not save {str(path)!r}: {advice}.{kept}")


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


class Held(Exception):
    """Another process, or another part of this one, works on the same files."""


@contextlib.contextmanager
def hold(path: Path) -> Iterator[None]:
    """Keeps others off for the duration. The system lets go when a process dies, so no lock is
    ever stale. Raises `Held`; a disk that knows no locks is used without."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        try:
            if os.name == "nt":
                msvcrt = importlib.import_module("msvcrt")
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl = importlib.import_module("fcntl")
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                raise Held(str(path)) from None
        yield


def remove_leftovers(folder: Path) -> None:
    """Deletes what a killed process left half-written in `folder`."""
    for path in folder.glob(".*.tmp"):
        _remove(path)


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself durable, where the system can open folders."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
