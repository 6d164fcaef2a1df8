"""DailyDialog: one dialogue a line, its turns closed by `__eou__`.

The dialogues lie in dialogues_train.txt as unpacked, in train.zip, validation.zip and test.zip, or
in the official ijcnlp_dailydialog.zip, which holds these zips. The files of acts, emotions and
topics beside them are no text.
"""

from __future__ import annotations

import io
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .lines import decoded, numbered

PARTS = ("train", "text", "validation", "test")  # "text" is all the others in one file
NAMES = tuple(f"dialogues_{part}.txt" for part in PARTS)
END = "__eou__"
_MARKS = ("dialogues_text.txt", "dialogues_act.txt", "dialogues_emotion.txt", "dialogues_topic.txt")
_LARGEST = 1 << 28  # bytes that one file may unpack to in memory; all of DailyDialog has 7 million

# What a damaged or locked archive raises, by the method that it was packed with.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


def find(folder: Path) -> dict[str, Path]:
    """The text file of each part, or the zip of that part, that the folder holds."""
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
        elif is_archive(packed):
            found[part] = packed
    return found


def find_archive(folder: Path) -> dict[str, Path]:
    """The parts in the first archive, such as the official one, that lies in the folder."""
    zips = sorted(folder.glob("*.[zZ][iI][pP]"))
    archive = next((path for path in zips if is_archive(path)), None)
    return archived(archive) if archive else {}


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of DailyDialog, by the names of what it holds and by its own."""
    name = path.name.lower()
    if not name.endswith(".zip") or name.startswith(".") or not path.is_file():
        return False
    called_so = "dailydialog" in name
    known = {*NAMES, *(f"{part}.zip" for part in PARTS if called_so)}
    try:
        with zipfile.ZipFile(path) as archive:
            return not known.isdisjoint(_members(archive))
    except _DAMAGED:  # half of a download is told as damaged when it is read, not left out
        return called_so or name.removesuffix(".zip") in PARTS


def archived(path: Path) -> dict[str, Path]:
    """The parts that a zip archive holds, as `find` gives them.

    Raises `ValueError` when the archive is damaged or holds none.
    """
    with _opened(path, repr(str(path))) as archive:
        members = _members(archive)
    parts = {part: path for part in PARTS if not members.keys().isdisjoint(_wanted(part))}
    if not parts:
        raise _lacking(repr(str(path)), NAMES)
    return parts


def read(path: Path, part: str = "") -> Iterator[str]:
    """One document a dialogue, one turn a line; see `talks`."""
    return ("\n".join(turns) for _, turns in talks(path, part))


def talks(path: Path, part: str = "") -> Iterator[tuple[str, list[str]]]:
    """(place, turns) of each dialogue of a text file, or of one part of a zip archive."""
    name = repr(str(path))
    if path.suffix.lower() != ".zip":
        return dialogues(name, numbered(path))
    member, content = _unzipped(name, path, _wanted(part))
    name += f", file {member!r}"
    if member.endswith(".zip"):
        # Not deeper than this: an archive could hold itself.
        member, content = _unzipped(name, io.BytesIO(content), _wanted(part)[:1])
        name += f", file {member!r}"
    return dialogues(name, enumerate(io.StringIO(decoded(content, name), newline=None), 1))


def dialogues(name: str, lines: Iterable[tuple[int, str]]) -> Iterator[tuple[str, list[str]]]:
    """(place, turns) of each line in which something is said. Empty turns are left out.

    Raises `ValueError` naming the line that has no mark of DailyDialog.
    """
    for number, line in lines:
        turns = [turn.strip() for turn in line.split(END) if turn.strip()]
        place = f"{name}, line {number}"
        if turns and END not in line:
            raise ValueError(
                f"{place}: no {END} closes a turn in {turns[0][:20]!r}; is this a file of "
                "DailyDialog?"
            )
        if turns:
            yield place, turns


def _wanted(part: str) -> tuple[str, str]:
    return f"dialogues_{part}.txt", f"{part}.zip"


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    """What an archive holds, by the file's name alone, without what a Mac adds to it."""
    names = [name for name in archive.namelist() if "__MACOSX" not in name]
    return {name.rpartition("/")[2]: name for name in names}


def _unzipped(name: str, file: Path | BinaryIO, wanted: tuple[str, ...]) -> tuple[str, bytes]:
    """(path in the archive, content) of the first of the wanted files that is there."""
    with _opened(file, name) as archive:
        members = _members(archive)
        member = next((members[file] for file in wanted if file in members), None)
        if member is not None:
            if archive.getinfo(member).file_size > _LARGEST:
                raise ValueError(f"{member!r} is larger than {_LARGEST:,} bytes")
            return member, archive.read(member)
    raise _lacking(name, wanted)


@contextmanager
def _opened(file: Path | BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            # Its end must be the file's: one cut short would pass for the last zip inside of it.
            archive.fp.seek(-22 - len(archive.comment), os.SEEK_END)
            if archive.fp.read(4) != b"PK\5\6":
                raise zipfile.BadZipFile("it is cut short")
            yield archive
    except _DAMAGED as error:
        raise ValueError(
            f"{name} is damaged or cannot be unpacked ({str(error).rstrip('.')}): get it again."
        ) from None


def _lacking(name: str, wanted: Iterable[str]) -> ValueError:
    return ValueError(
        f"{name} holds none of {', '.join(wanted)}, and of zip archives only DailyDialog's are "
        "read: unpack it first."
    )
