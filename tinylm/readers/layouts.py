"""Recognises what lies at a path, by the names of files, and makes one corpus of it.

A folder may hold a public corpus, any number of plain files and tables, or folders of either.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..corpora import COMPRESSED, Corpus, read_text
from . import books, cornell, dailydialog, public, tables, wikitext
from .lines import refuse_mojibake

Reader = Callable[[Path], Iterator[str]]

PLAIN: dict[str, Reader] = {".txt": read_text, ".md": read_text}
TABLES: dict[str, Reader] = {
    ".jsonl": tables.read_jsonl,
    ".json": tables.read_json,
    ".csv": tables.read_csv,
    ".parquet": tables.read_parquet,
}
ENDINGS = PLAIN | TABLES
KINDS = f"{', '.join(list(ENDINGS)[:-1])} or {list(ENDINGS)[-1]} file (also as .gz or .zst)"
_PROBE = 20_000  # characters of each file that are looked at before any is used

# Names of files (in small letters) that tell a public corpus, and the part of it that they are. A
# file of one's own is never set aside for its name.
_PACKED = r"(?:\.gz|\.zst)?"
_WIKITEXT = re.compile(r"wiki\.(train|valid|test)\.(?:tokens|raw)" + _PACKED)
_STORIES = re.compile(r"tinystories.*[-_](train|valid|test)\.txt" + _PACKED)
_SHARD = re.compile(r"(train|valid|test)(?:ation)?-\d+-of-\d+.*\.(?:parquet|jsonl?)" + _PACKED)
_BOOKS = re.compile(r"(?:books_large_p\d|bookcorpus).*\.(?:txt|csv|parquet)" + _PACKED)


@dataclass(frozen=True)
class Piece:
    """A file, or the folder of a corpus in several files, and how it is read."""

    path: Path
    read: Reader
    files: tuple[Path, ...]
    known: str = ""  # its name among the public corpora
    part: str = ""  # "train", "valid" or "test" of a corpus that came split


def find(source: str | Path) -> Corpus:
    """The corpus of a public name, a file, a folder or a glob; see `load_corpus`."""
    if isinstance(source, str) and source in public.PUBLIC:
        return _named(source)
    path = Path(source).expanduser()
    if path.is_dir():
        pieces = _pieces(path)
        if not pieces:
            raise FileNotFoundError(f"the folder {str(path)!r} holds no {KINDS}.")
        return _corpus(path.stem or path.resolve().stem, pieces, path)
    if path.suffix.lower() == ".zip" and path.is_file():
        return _corpus(_stem(path), _dialogues(dailydialog.archived(path)))
    if path.exists():
        return _corpus(_stem(path), [_piece(path)])
    if glob.escape(str(path)) != str(path):
        return _matching(str(path))
    raise FileNotFoundError(
        f"there is no corpus {str(source)!r}: use 'sample', or the path of a text file, of a table "
        f"or of a folder of them, or one of the names {', '.join(public.PUBLIC)}."
    )


def _named(name: str) -> Corpus:
    own_layout = name in ("cornell", "dailydialog")
    pieces = _pieces(public.folder_of(name), "" if own_layout else name)
    pieces = [piece for piece in pieces if piece.known == name]
    if any(piece.part == "train" for piece in pieces):  # a read-me beside them is no part of it
        pieces = [piece for piece in pieces if piece.part]
    if not pieces:
        raise public.missing(name)
    return _corpus(name, pieces)


def _matching(pattern: str) -> Corpus:
    pieces: list[Piece] = []
    for place in map(Path, sorted(glob.glob(pattern, recursive=True))):
        if place.is_dir():
            pieces += _pieces(place)
        elif dailydialog.is_archive(place):
            pieces += _dialogues(dailydialog.archived(place))
        elif _is_readable(place):
            pieces.append(_piece(place))
    if not pieces:
        raise FileNotFoundError(f"nothing that matches {pattern!r} is a {KINDS}.")
    plain = re.sub(r"\W+", "-", _stem(Path(pattern))).strip("-")
    return _corpus(plain or pieces[0].path.parent.resolve().stem, pieces, Path(pattern).parent)


def _corpus(name: str, pieces: list[Piece], folder: Path | None = None) -> Corpus:
    pieces = list({(piece.path.absolute(), piece.part): piece for piece in pieces}.values())
    held_out: list[Piece] = []
    if all(piece.part for piece in pieces) and any(piece.part == "train" for piece in pieces):
        held_out = [piece for piece in pieces if piece.part == "valid"]
        pieces = [piece for piece in pieces if piece.part == "train"]
    try:
        for piece in [*pieces, *held_out]:
            _check(piece)
    except ValueError as error:
        if folder is None or len(pieces) == 1:
            raise
        raise ValueError(
            f"{str(error).rstrip('.')}; to leave it out, choose among the files of the folder by "
            f"a glob such as {str(folder / '*.txt')!r}."
        ) from None
    validation = _joined(f"{name}-validation", held_out) if held_out else None
    return _joined(name or "corpus", pieces, validation)


def _joined(name: str, pieces: list[Piece], validation: Corpus | None = None) -> Corpus:
    def read() -> Iterator[str]:
        for piece in pieces:
            yield from piece.read(piece.path)

    source = ", ".join(str(piece.path) for piece in pieces[:3])
    if len(pieces) > 3:
        source += f" and {len(pieces) - 3} more"
    licence = ""
    known = {piece.known for piece in pieces}
    if len(known) == 1 and (facts := public.PUBLIC.get(known.pop())):
        source, licence = f"{facts.origin}; here {source}", facts.licence
    files = tuple(file for piece in pieces for file in piece.files)
    size = sum(file.stat().st_size for file in files)
    return Corpus(name, read, source, licence, size, validation, files)


def _check(piece: Piece) -> None:
    """Raises `ValueError` unless the piece begins with readable text."""
    text = ""
    for document in piece.read(piece.path):
        text += document[:_PROBE] + "\n"
        if len(text) >= _PROBE:
            break
    if not text:
        raise ValueError(f"{str(piece.path)!r} is empty: there is no text in it to learn from.")
    refuse_mojibake(piece.path, text)


def _pieces(folder: Path, known: str = "") -> list[Piece]:
    """All that can be read in a folder and below it, in the order of names."""
    if cornell.holds(folder):
        return [_cornell(folder)]
    if parts := dailydialog.find(folder):
        return _dialogues(parts)
    entries = sorted(
        entry
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and entry.name != "__MACOSX"
    )
    if {"manifest.json", "00000.json"} <= {entry.name for entry in entries}:
        return []  # a cache of tokens that `prepare` made
    pieces = []
    for entry in entries:
        if entry.is_dir():
            if not folder.resolve().is_relative_to(entry.resolve()):  # a link in a circle
                pieces += _pieces(entry, known)
        elif _is_readable(entry):
            pieces.append(_piece(entry, known))
    if not any(piece.known == "dailydialog" for piece in pieces):  # an archive beside what it held
        pieces += _dialogues(dailydialog.find_archive(folder))
    if any(_ending(piece.path) in TABLES for piece in pieces):  # the read-me describes the tables
        pieces = [piece for piece in pieces if piece.path.name.lower() != "readme.md"]
    return pieces


def _cornell(folder: Path) -> Piece:
    files = (folder / cornell.LINES, folder / cornell.CONVERSATIONS)
    return Piece(folder, cornell.read, files, "cornell")


def _dialogues(parts: dict[str, Path]) -> list[Piece]:
    """The parts of DailyDialog, or the one file of all of them where the part to train on lacks."""
    if "text" in parts and "train" not in parts:
        parts = {"text": parts["text"]}
    ours = {"train": "train", "validation": "valid", "test": "test"}
    return [
        Piece(
            path, partial(dailydialog.read, part=part), (path,), "dailydialog", ours.get(part, "")
        )
        for part, path in parts.items()
        if part in ours or len(parts) == 1
    ]


def _is_readable(path: Path) -> bool:
    named = _ending(path) in ENDINGS or _WIKITEXT.fullmatch(path.name.lower())
    return path.is_file() and bool(named)


def _piece(path: Path, known: str = "") -> Piece:
    """How one file is read. Raises `ValueError` when it is of no kind that can be."""
    name, ending = path.name.lower(), _ending(path)
    if name in (cornell.LINES, cornell.CONVERSATIONS):
        return _cornell(path.parent)
    if name in dailydialog.NAMES:
        return Piece(path, dailydialog.read, (path,), "dailydialog")
    if match := _WIKITEXT.fullmatch(name):
        size = "wikitext103" if "103" in path.absolute().parent.name else "wikitext2"
        return Piece(path, wikitext.read, (path,), known or size, match[1])
    if ending not in ENDINGS:
        raise ValueError(f"{str(path)!r} is not a {KINDS}: save the text as one of these.")
    match = _STORIES.fullmatch(name)
    if match:
        known = known or "tinystories"
    elif _BOOKS.fullmatch(name):
        known = known or "bookcorpus"
    match = match or _SHARD.fullmatch(name)
    return Piece(path, _reader(known, ending), (path,), known, match[1] if match else "")


def _reader(known: str, ending: str) -> Reader:
    """The reader of a kind of file; in some public corpora a row or line is no document."""
    if known == "bookcorpus":
        return books.read if ending in PLAIN else _regrouped(TABLES[ending], books.passages)
    if known in ("wikitext2", "wikitext103"):
        return wikitext.read if ending in PLAIN else _regrouped(TABLES[ending], wikitext.of_rows)
    return ENDINGS[ending]


def _regrouped(read: Reader, group: Callable[[Iterable[str]], Iterator[str]]) -> Reader:
    return lambda path: group(read(path))


def _ending(path: Path) -> str:
    """The ending in small letters, under that of a compression: .csv of A.CSV.gz."""
    return Path(_unpacked(path)).suffix.lower()


def _stem(path: Path) -> str:
    return Path(_unpacked(path)).stem


def _unpacked(path: Path) -> str:
    return path.stem if path.suffix.lower() in COMPRESSED else path.name
