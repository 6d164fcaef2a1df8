"""A button that takes text files from one's own computer into `data/uploads/`.

The files come through the notebook's connection to its kernel, all in one message. The server
closes that connection on a message of more than ten megabytes, before the kernel hears of it, and
the button waits for an answer ever after: larger files go the way of the file browser.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from html import escape
from itertools import count
from pathlib import Path

import ipywidgets as W
from IPython.display import display

from ..calculator import human
from ..corpora import COMPRESSED, load_corpus
from ..files import write_atomically
from ..readers.layouts import ENDINGS, KINDS
from .form import TrainForm

FOLDER = Path("data/uploads")  # of the working directory; git ignores it
LIMIT = 10  # megabytes of a message (Tornado's websocket_max_message_size)
_COUNTED = 50_000_000  # characters that are read to count the documents
_LONGEST = 80  # characters of a name
_LINES = "<div style='line-height:1.5'>{}</div>"  # ipywidgets sets lines far apart


class Upload:
    """The panel. What is uploaded and can be read becomes the corpus of `form`."""

    def __init__(self, form: TrainForm, folder: str | Path = FOLDER) -> None:
        self._form, self._folder = form, Path(folder)
        self.button = W.FileUpload(
            accept=",".join([*ENDINGS, *COMPRESSED]), multiple=True, description="Choose files"
        )
        hint = (
            f"{', '.join(ENDINGS)}, also as .gz or .zst; one or several, {LIMIT} MB together. More "
            "does not arrive, and then this cell must be run again: drag large files into the file "
            "browser at the left instead, and write their path into <i>corpus</i>."
        )
        self.note = W.HTML()
        self.button.observe(self._receive, "value")
        self.box = W.VBox([self.button, W.HTML(_LINES.format(hint)), self.note])

    def show(self) -> Upload:
        display(self.box)
        return self

    def _receive(self, _change: object) -> None:
        files = {file["name"]: bytes(file["content"]) for file in self.button.value}
        if not files:
            return
        self.button.value = ()  # what has been taken need not stay in memory
        try:
            path, told = store(files, self._folder)
        except (OSError, ValueError, ImportError) as error:
            self.note.value = _LINES.format(f"<b>{escape(str(error))}</b>")
            return
        self._form.use(str(path))
        self.note.value = _LINES.format(f"{escape(told)} It is the corpus now: run what follows.")


def store(files: Mapping[str, bytes], folder: Path) -> tuple[Path, str]:
    """Writes files of these names (as a browser tells them) and contents. Gives the path that is
    their corpus, the one file or a folder of just these, and a sentence on what it holds.

    A name loses its path and every sign but letters, digits and `._-`. The same files again are not
    written again; others of the same name get a number. What cannot be read leaves nothing behind,
    and raises as `load_corpus` and reading do.
    """
    named: dict[str, bytes] = {}
    for name, content in sorted(files.items()):
        if Path(_unpacked(name)).suffix.lower() not in ENDINGS:
            raise ValueError(f"{name!r} is not a {KINDS}: save the text as one of these.")
        named[next(n for n in numbered(safe_name(name)) if n not in named)] = content
    first, *more = named
    name = f"{_stem(first)}-and-{len(more)}-more" if more else first
    for path in map(folder.joinpath, numbered(name)):
        if _holds(path, named):
            return path, _told(path)
        if not path.exists():
            break
    if more:
        _write_folder(path, named)
    else:
        write_atomically(path, named[first])
    try:
        return path, _told(path)
    except (OSError, ValueError, ImportError):
        if more:
            shutil.rmtree(path)
        else:
            path.unlink()
        raise


def _told(path: Path) -> str:
    corpus = load_corpus(path)
    documents = characters = 0
    for document in corpus:
        documents, characters = documents + 1, characters + len(document)
        if characters > _COUNTED:
            break
    least = "more than " if characters > _COUNTED else ""
    plural = "" if documents == 1 else "s"
    size = human(corpus.size or 0, "B")
    return f"{str(path)!r} holds {least}{documents:,} document{plural} in {size}."


def _unpacked(name: str) -> str:
    """stories.txt of stories.txt.gz."""
    return name[: name.rindex(".")] if name.lower().endswith(COMPRESSED) else name


def _stem(name: str) -> str:
    return Path(_unpacked(name)).stem


def safe_name(name: str) -> str:
    """A file name without a path, of letters, digits and `._-` only."""
    name = re.sub(r"[^\w.-]+", "_", re.split(r"[/\\]", name)[-1])
    ending = name[len(_stem(name)) :]
    return (_stem(name).strip(".")[:_LONGEST] or "text") + ending


def numbered(name: str) -> Iterator[str]:
    """The name, then with -2, -3 and so on before its ending."""
    yield name
    stem = _stem(name)
    for number in count(2):
        yield f"{stem}-{number}{name[len(stem) :]}"


def _holds(path: Path, files: Mapping[str, bytes]) -> bool:
    """Whether just these files are there already."""
    if len(files) == 1:
        return _is(path, next(iter(files.values())))
    there = {entry.name for entry in path.iterdir()} if path.is_dir() else set()
    return there == set(files) and all(_is(path / name, files[name]) for name in files)


def _is(path: Path, content: bytes) -> bool:
    same_size = path.is_file() and path.stat().st_size == len(content)
    return same_size and path.read_bytes() == content


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """All of the files or none: written beside, then renamed."""
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.tmp")
    try:
        for name, content in files.items():
            write_atomically(unfinished / name, content)
        unfinished.rename(path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
