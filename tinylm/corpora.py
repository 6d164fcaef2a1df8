"""`load_corpus`: documents out of a name, a file or a folder, one pass, never all in memory.

A corpus is a re-iterable stream of documents (strings). A text file is cut into documents at
`<|endoftext|>` lines (the TinyStories layout) where it has them, else into passages of about 4,000
characters at blank lines, so that ordinary books and notes need no preparation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SEPARATOR = "<|endoftext|>"
PASSAGE = 4000  # characters after which a passage ends at the next blank line
SAMPLE_FILES = ("sample_stories.txt", "sample_stories_2.txt")
TEXT_ENDINGS = (".txt", ".md")


@dataclass(frozen=True)
class Corpus:
    """Documents that can be read again and again, and where they come from."""

    name: str
    read: Callable[[], Iterator[str]]
    source: str = ""
    licence: str = ""
    size: int | None = None  # bytes on disk, for progress bars

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


def load_corpus(source: str | Path, max_documents: int | None = None) -> Corpus:
    """Documents of `"sample"` (the embedded stories), a .txt or .md file, or a folder of them.

    Raises `FileNotFoundError` for a path that is not there and `ValueError` for an empty or binary
    file, both before any document is used.
    """
    if str(source) == "sample":
        corpus = _from_files("sample", [sample_file(name) for name in SAMPLE_FILES])
        origin, licence = "written by data/make_sample.py for this project", "MIT"
        corpus = Corpus("sample", corpus.read, origin, licence, corpus.size)
    else:
        path = Path(source).expanduser()
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in TEXT_ENDINGS)
            if not files:
                raise FileNotFoundError(f"the folder {str(path)!r} holds no .txt or .md file.")
        elif path.is_file():
            files = [path]
        else:
            raise FileNotFoundError(
                f"there is no corpus {str(source)!r}: use 'sample', or the path of a text file "
                "or of a folder of text files."
            )
        corpus = _from_files(path.stem, files)
    if max_documents is None:
        return corpus
    return Corpus(
        f"{corpus.name}-{max_documents}",
        lambda: _first(corpus, max_documents),
        corpus.source,
        corpus.licence,
    )


def _first(corpus: Corpus, count: int) -> Iterator[str]:
    for _, document in zip(range(count), corpus, strict=False):
        yield document


def _from_files(name: str, files: list[Path]) -> Corpus:
    for path in files:
        _check_text(path)

    def read() -> Iterator[str]:
        for path in files:
            yield from read_text(path)

    size = sum(path.stat().st_size for path in files)
    return Corpus(name, read, source=", ".join(map(str, files[:3])), size=size)


def _check_text(path: Path) -> None:
    if path.suffix.lower() not in TEXT_ENDINGS:
        raise ValueError(f"{str(path)!r} is not a .txt or .md file: save the text as one of these.")
    with path.open("rb") as file:
        head = file.read(65_536)
    if not head.strip(b"\xef\xbb\xbf \t\r\n") and path.stat().st_size <= len(head):
        raise ValueError(f"{str(path)!r} is empty: there is no text in it to learn from.")
    if b"\0" in head:
        raise ValueError(
            f"{str(path)!r} is a binary file, not text (it holds zero bytes): "
            "export it as plain UTF-8 text first."
        )


def read_text(path: Path) -> Iterator[str]:
    """Documents of one UTF-8 text file (a byte order mark and CRLF are fine)."""
    lines: list[str] = []
    length, separated = 0, _has_separator(path)
    for line in _decoded_lines(path):
        if SEPARATOR in line:
            *closed, rest = line.split(SEPARATOR)
            for part in closed:
                yield from _document([*lines, part])
                lines = []
            lines, length = [rest], len(rest)
            continue
        lines.append(line)
        length += len(line)
        if not separated and length >= PASSAGE and (not line.strip() or length >= 4 * PASSAGE):
            yield from _document(lines)
            lines, length = [], 0
    yield from _document(lines)


def _document(lines: list[str]) -> Iterator[str]:
    text = "".join(lines).strip()
    if text:
        yield text


def _decoded_lines(path: Path) -> Iterator[str]:
    # A line longer than a passage (a whole book on one line) comes in pieces.
    with path.open(encoding="utf-8-sig", newline=None) as file:
        try:
            while line := file.readline(4 * PASSAGE):
                if "<" in line[-len(SEPARATOR) :]:  # a separator must not be cut in two
                    line += file.readline(len(SEPARATOR)) if line[-1] != "\n" else ""
                yield line
        except UnicodeDecodeError as error:
            raise ValueError(
                f"{str(path)!r} is not UTF-8 text (byte {error.object[error.start]:#04x} near "
                f"{error.object[max(0, error.start - 20) : error.start]!r}): save it as UTF-8."
            ) from None


def _has_separator(path: Path) -> bool:
    """Whether the file uses separators at all, judged by its first megabyte."""
    with path.open("rb") as file:
        return SEPARATOR.encode() in file.read(1 << 20)
