"""`load_corpus`: documents out of a name, a file or a folder, one pass, never all in memory.

A corpus is a re-iterable stream of documents (strings). A text file is cut into documents at
`<|endoftext|>` lines (the TinyStories layout) where it has them, else into passages of about 4,000
characters at blank lines, so that ordinary books and notes need no preparation. Every other layout
has its reader in the room `tinylm/readers/`, which is brought in only when it is asked for.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, TextIO

SEPARATOR = "<|endoftext|>"
PASSAGE = 4000  # characters after which a passage ends at the next blank line
LONGEST = 1 << 22  # characters after which a document is cut, so that memory stays bounded
SAMPLE_FILES = ("sample_stories.txt", "sample_stories_2.txt")
COMPRESSED = (".gz", ".zst")


@dataclass(frozen=True)
class Corpus:
    """Documents that can be read again and again, and where they come from."""

    name: str
    read: Callable[[], Iterator[str]]
    source: str = ""
    licence: str = ""
    size: int | None = None  # bytes on disk, for progress bars
    validation: Corpus | None = None  # the part that its makers held out, where there is one
    files: tuple[Path, ...] = ()  # what is read, if nothing else decides what comes out

    def state(self) -> list | None:
        """What changes when a file does: path, bytes and time of each; None without files."""
        if not self.files:
            return None
        known = [(file.resolve(), file.stat()) for file in self.files]
        own = [[str(path), stat.st_size, stat.st_mtime_ns] for path, stat in known]
        return [self.name, own, self.validation and self.validation.state()]

    def __iter__(self) -> Iterator[str]:
        return self.read()

    @classmethod
    def from_documents(cls, documents: Iterable[str], name: str = "documents") -> Corpus:
        documents = list(documents)
        return cls(name, lambda: iter(documents), size=sum(map(len, documents)))


def sample_file(name: str) -> Path:
    """A file of the embedded corpus: in the checkout's data/, or inside the installed package."""
    here = Path(__file__).parent
    for folder in (here.parent / "data", here / "sample_data"):
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(
        f"the embedded corpus file data/{name} is missing: make it with python data/make_sample.py."
    )


def load_corpus(
    source: str | Path, max_documents: int | None = None, max_chars: int | None = None
) -> Corpus:
    """Documents of a corpus by its name, or of files, streamed in constant memory.

    `source` is `"sample"` (the embedded stories); the name of a public corpus (tinystories,
    wikitext2, wikitext103, bookcorpus, dailydialog, cornell, opencoder), whose files lie in
    `data/<name>/` or, all but Cornell's, are downloaded into it, once and whole; or a file (.txt,
    .md, .jsonl, .json, .csv, .parquet, also as .gz or .zst), a folder or a glob of such files. A
    public corpus is also recognised by the files that its folder holds, DailyDialog by its .zip
    archive too.
    `max_documents` ends the stream after so many documents, `max_chars` before the document that
    would exceed so many characters (a first document that is longer by itself is cut at a space).
    Both count anew for the validation part that a public corpus may bring.

    Raises `FileNotFoundError` for what is not there and cannot be downloaded, and `ValueError`
    naming the file that is empty, binary or not what its ending says, both before any document is
    used. What is wrong further down in a file is raised, as a `ValueError` too, when reading gets
    there.
    """
    for name, limit in (("max_documents", max_documents), ("max_chars", max_chars)):
        if limit is not None and limit < 1:
            raise ValueError(f"{name}={limit!r} must be at least 1, or None for all.")
    if str(source) == "sample":
        files = tuple(map(sample_file, SAMPLE_FILES))
        corpus = Corpus(
            "sample",
            lambda: (text for file in files for text in read_text(file)),
            "written by data/make_sample.py for this project",
            "MIT",
            sum(file.stat().st_size for file in files),
            files=files,
        )
    else:
        corpus = importlib.import_module("tinylm.readers.layouts").find(source)
    return _limited(corpus, max_documents, max_chars)


def _limited(corpus: Corpus, documents: int | None, chars: int | None) -> Corpus:
    name = corpus.name
    if documents is not None:
        name += f"-{documents}"
    if chars is not None:
        name += f"-{chars}c"
    if name == corpus.name:
        return corpus
    return replace(
        corpus,
        name=name,
        read=lambda: _first(corpus, documents, chars),
        size=None,
        validation=corpus.validation and _limited(corpus.validation, documents, chars),
    )


def _first(corpus: Corpus, documents: int | None, chars: int | None) -> Iterator[str]:
    count = used = 0
    for document in corpus:
        if chars is not None and used + len(document) > chars:
            if count == 0:
                cut = document[:chars]
                if not document[chars].isspace() and len(cut.split(maxsplit=1)) > 1:
                    cut = cut[: -len(cut.split()[-1])]
                yield cut.rstrip()
            return
        yield document
        count, used = count + 1, used + len(document)
        if documents is not None and count >= documents:
            return


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """The file's content, unpacked where it is compressed."""
    if path.suffix.lower() in COMPRESSED:
        with importlib.import_module("tinylm.readers.compressed").unpacked(path) as file:
            yield file
    else:
        with path.open("rb") as file:
            yield file


@contextmanager
def open_text(path: Path, newline: str | None = None) -> Iterator[TextIO]:
    """The file as UTF-8 text; a byte order mark and CRLF are fine, anything else is told."""
    with open_bytes(path) as binary:
        try:
            yield io.TextIOWrapper(binary, encoding="utf-8-sig", newline=newline)
        except UnicodeDecodeError as error:
            raise ValueError(
                f"{str(path)!r} is not UTF-8 text (byte {error.object[error.start]:#04x} near "
                f"{error.object[max(0, error.start - 20) : error.start]!r}): save it as UTF-8."
            ) from None


def read_text(path: Path) -> Iterator[str]:
    """Documents of one UTF-8 text file (a byte order mark and CRLF are fine)."""
    texts = _between_separators(path) if _has_separator(path) else _passages(path)
    for text in texts:
        if text := text.strip():
            yield text


def _between_separators(path: Path) -> Iterator[str]:
    rest = ""
    with open_text(path) as file:
        while block := file.read(1 << 20):
            *closed, rest = (rest + block).split(SEPARATOR)
            yield from closed
            while len(rest) >= LONGEST:
                cut = rest.rfind("\n", 0, LONGEST) + 1 or LONGEST
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


def _passages(path: Path) -> Iterator[str]:
    lines: list[str] = []
    length = 0
    with open_text(path) as file:
        while line := file.readline(4 * PASSAGE):  # a whole book on one line comes in pieces
            lines.append(line)
            length += len(line)
            if length >= PASSAGE and (not line.strip() or length >= 4 * PASSAGE):
                yield from "".join(lines).split(SEPARATOR)  # none was there at the beginning
                lines, length = [], 0
    yield from "".join(lines).split(SEPARATOR)


def _has_separator(path: Path) -> bool:
    """Whether the file uses separators at all, judged by its first megabyte."""
    with open_bytes(path) as file:
        head = file.read(1 << 20)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError(f"{str(path)!r} is UTF-16 text: save it as UTF-8.")
    if b"\0" in head[:65_536]:
        raise ValueError(
            f"{str(path)!r} is a binary file, not text (it holds zero bytes): "
            "export it as plain UTF-8 text first."
        )
    return SEPARATOR.encode() in head
