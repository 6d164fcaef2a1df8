"""Files of a data set on the Hugging Face hub: all of them, checked, or none.

The transfer is that of the package `huggingface_hub`: its retries, which go on where a dropped
connection ended, its progress bar, and what it reads from the environment (HF_ENDPOINT, HF_TOKEN,
HF_HOME, HF_HUB_OFFLINE and more). Here the files are chosen and compared with the checksums that
the hub announces, and only a whole data set gets its place.
"""

from __future__ import annotations

import hashlib
import importlib
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Source:
    """Where files lie on the hub."""

    repo: str
    patterns: tuple[str, ...]  # of paths in the repository; each must match a file
    revision: str = "main"


def download(source: Source, folder: Path, what: str) -> None:
    """Downloads the files of `source` into `folder`, which is missing or empty; `what` says what.

    They gather in a hidden folder beside it, which becomes `folder` when the last of them is there
    and checked. A call that was broken off is continued by the next one: files that had come
    whole are not transferred again.

    Raises `ImportError` naming a package to install, and `OSError` saying what went wrong.
    """
    folder = folder.resolve()
    needed = ["pyarrow"] if any(name.endswith(".parquet") for name in source.patterns) else []
    for package in ("huggingface_hub", *needed):
        try:
            importlib.import_module(package)
        except ImportError:
            raise ImportError(
                f"{what} is not in {str(folder)!r}, and downloading it needs the package "
                f"{package}: pip install {package}"
            ) from None
    client: Any = importlib.import_module("huggingface_hub")
    for part in ("constants", "errors", "utils"):
        importlib.import_module(f"huggingface_hub.{part}")
    # HTTPError is the base of all that goes wrong on the wire; hf_xet, which the client prefers
    # for large files, raises RuntimeError, and an answer that is none of the hub's ValueError.
    try:
        _download(client, source, folder, what)
    except (OSError, ValueError, RuntimeError, client.errors.HTTPError) as error:
        raise OSError(
            f"{source.repo} on {client.constants.ENDPOINT} could not be downloaded: "
            f"{_reason(error, client.errors)}"
        ) from None


def _download(client: Any, source: Source, folder: Path, what: str) -> None:
    info = client.dataset_info(
        source.repo,
        revision=source.revision,
        files_metadata=True,
        timeout=client.constants.HF_HUB_ETAG_TIMEOUT,
    )
    files = _chosen(info.siblings or [], source)
    gathered, lock = (folder.with_name(f".{folder.name}.{end}") for end in ("part", "lock"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with client.utils.WeakFileLock(lock):
        if not (folder.is_dir() and any(folder.iterdir())):  # else another process was faster
            unfinished = gathered / info.sha  # another state of the repository is another data set
            unfinished.mkdir(parents=True, exist_ok=True)
            left = sum(f.size for f in files if not (unfinished / f.rfilename).is_file())
            print(
                f"tinylm: downloading {what}: {_bytes(left)} from {source.repo} on "
                f"{client.constants.ENDPOINT} to {str(folder)!r}",
                file=sys.stderr,
                flush=True,
            )
            for file in files:
                _fetch(client, source.repo, info.sha, file, unfinished)
            shutil.rmtree(unfinished / ".cache", ignore_errors=True)  # the client's notes
            if folder.is_dir():
                folder.rmdir()  # some systems rename no folder onto another
            unfinished.rename(folder)
            shutil.rmtree(gathered, ignore_errors=True)
    with suppress(OSError):  # Windows keeps it while another process waits
        lock.unlink()


def _chosen(siblings: list[Any], source: Source) -> list[Any]:
    chosen = {}
    for pattern in source.patterns:
        found = [file for file in siblings if fnmatchcase(file.rfilename, pattern)]
        if not found:
            raise ValueError(f"it holds no file {pattern!r} at the revision {source.revision!r}")
        chosen |= {file.rfilename: file for file in found}
    for name, file in chosen.items():
        if file.size is None or file.blob_id is None:
            raise ValueError(f"the size and checksum of {name!r} are not announced")
    return list(chosen.values())


def _fetch(client: Any, repo: str, commit: str, file: Any, folder: Path) -> None:
    """One file, once more if its content is not what was announced, and never left wrong."""
    for again in (False, True):
        path = Path(
            client.hf_hub_download(
                repo,
                file.rfilename,
                repo_type="dataset",
                revision=commit,
                local_dir=folder,
                force_download=again,
            )
        )
        if _is_as_announced(path, file):
            return
        path.unlink()
    raise ValueError(f"the content of {file.rfilename!r} does not match its checksum, twice")


def _is_as_announced(path: Path, file: Any) -> bool:
    """Large files are known by their SHA-256, those that git itself holds by git's SHA-1."""
    announced = file.lfs.sha256 if file.lfs else file.blob_id
    digest = hashlib.sha256() if file.lfs else hashlib.sha1(b"blob %d\0" % path.stat().st_size)
    with path.open("rb") as content:
        return hashlib.file_digest(content, lambda: digest).hexdigest() == announced


def _reason(error: BaseException, errors: Any) -> str:
    """The first cause of an error of the client, in one line."""
    status = None
    while True:
        status = getattr(getattr(error, "response", None), "status_code", status)
        if error.__cause__ is None:
            break
        error = error.__cause__
    if isinstance(error, errors.OfflineModeIsEnabled):
        return "HF_HUB_OFFLINE is set"
    if status in (401, 403):
        return f"it answers {status}, so set HF_TOKEN to a token that may read this data set"
    if status is not None:
        return f"it answers {status}"
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _bytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
