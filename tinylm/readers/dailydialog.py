"""DailyDialog: one dialogue a line, its turns closed by `__eou__`.

The dialogues lie in dialogues_train.txt as unpacked, or in train.zip, validation.zip and test.zip
of the official archive. The files of acts, emotions and topics beside them are no text.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from .lines import LONGEST_LINE, numbered, too_long

PARTS = ("train", "validation", "test")
NAMES = tuple(f"dialogues_{part}.txt" for part in (*PARTS, "text"))
ZIPS = tuple(f"{part}.zip" for part in PARTS)
_MARKS = ("dialogues_text.txt", "dialogues_act.txt", "dialogues_emotion.txt", "dialogues_topic.txt")
_END = "__eou__"


def find(folder: Path) -> dict[str, Path]:
    """The file or zip of each part that the folder holds; "text" is all parts in one file."""
    found: dict[str, Path] = {}
    marked = any((folder / name).is_file() for name in _MARKS)
    for part in PARTS:
        name = f"dialogues_{part}.txt"
        places = [folder / name, folder / part / name]
        if marked:
            places += sorted(folder.glob(f"*/{part}/{name}"))
        packed = folder / f"{part}.zip"
        if file := next((place for place in places if place.is_file()), None):
            found[part] = file
        elif packed.is_file() and (marked or holds_dialogues(packed)):
            found[part] = packed
    if (folder / "dialogues_text.txt").is_file():
        found["text"] = folder / "dialogues_text.txt"
    return found


def holds_dialogues(path: Path) -> bool:
    try:
        return bool(_member(path))
    except zipfile.BadZipFile:
        return False


def read(path: Path) -> Iterator[str]:
    """One document a dialogue, one turn a line."""
    return ("\n".join(turns) for turns in dialogues(path))


def dialogues(path: Path) -> Iterator[list[str]]:
    """The turns of each dialogue of a .txt or .zip file."""
    lines = _zipped(path) if path.suffix.lower() == ".zip" else numbered(path)
    for number, line in lines:
        turns = [turn.strip() for turn in line.split(_END) if turn.strip()]
        if turns and _END not in line:
            raise ValueError(
                f"{str(path)!r}, line {number}: no {_END} closes the turns; "
                "is this a file of DailyDialog?"
            )
        if turns:
            yield turns


def _member(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    part = path.stem.lower()
    ends = f"dialogues_{part}.txt"
    return next((n for n in names if n.endswith(ends) and "__MACOSX" not in n), "")


def _zipped(path: Path) -> Iterator[tuple[int, str]]:
    damaged = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
    try:
        name = _member(path)
        if not name:
            raise ValueError(f"{str(path)!r} holds no dialogues_{path.stem.lower()}.txt.")
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(name) as packed,
            io.TextIOWrapper(packed, encoding="utf-8-sig") as file,
        ):
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise too_long(path, f"line {number}")
                yield number, line
    except UnicodeDecodeError as error:
        raise ValueError(f"{str(path)!r}, {name}: not UTF-8 text ({error.reason}).") from None
    except damaged as error:
        raise ValueError(
            f"{str(path)!r} is damaged or no zip file ({str(error).rstrip('.')}): "
            "take another copy of it."
        ) from None
