"""Talk between two people as conversations: DailyDialog and Cornell Movie-Dialogs.

Who speaks first is the user, the other the assistant. DailyDialog has one dialogue a line, every
turn closed by `__eou__`. Cornell has two files with fields parted by ` +++$+++ `: what was said,
and which of these lines make a conversation.
"""

from __future__ import annotations

import io
import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

from ..chat import Turn

END_OF_TURN = "__eou__"
FIELD_MARK = "+++$+++"
MOVIE_LINES, MOVIE_TALKS = "movie_lines.txt", "movie_conversations.txt"
# In this order: what is meant for training, then the whole, then the parts that are kept apart.
DAILY_FILES = (
    "dialogues_train.txt",
    "train.zip",
    "dialogues_text.txt",
    "dialogues_validation.txt",
    "dialogues_test.txt",
)
# Windows text as browsers read it: the five bytes that cp1252 leaves open stand for themselves.
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}

# What a damaged or locked archive raises, by the method that it was packed with.
_UNZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)

Found = Iterator[tuple[str, list[Turn]]]


def two_party(said: Iterable[tuple[Hashable, str]]) -> list[Turn]:
    """Turns of (speaker, text): empty ones drop out, the same speaker twice in a row is merged."""
    turns: list[Turn] = []
    last = None
    for speaker, text in said:
        text = text.strip()
        if not text:
            continue
        if turns and speaker == last:
            turns[-1]["text"] += " " + text
        else:
            turns.append({"role": "assistant" if len(turns) % 2 else "user", "text": text})
        last = speaker
    return turns


def decoded(raw: bytes, name: str) -> str:
    """UTF-8 text, with or without a byte order mark, or a `ValueError` that names the line."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{name}, line {line} is not UTF-8 text ({error.reason}): save the file as UTF-8."
        ) from None


def read_archive(path: Path) -> Found:
    """Conversations of a folder or zip archive that is DailyDialog, or a folder that is Cornell."""
    if path.is_dir():
        for depth in ("", "*/"):
            for lines in sorted(path.glob(depth + MOVIE_LINES)):
                yield from read_cornell(lines.parent)
                return
        for name in DAILY_FILES:
            for depth in ("", "*/", "*/*/"):
                for file in sorted(path.glob(depth + name)):
                    yield from read_archive(file)
                    return
        raise FileNotFoundError(
            f"the folder {str(path)!r} holds no conversations that are known: it needs "
            f"{MOVIE_LINES} with {MOVIE_TALKS} (Cornell), or {DAILY_FILES[0]} or {DAILY_FILES[1]} "
            "(DailyDialog)."
        )
    name, raw = repr(str(path)), path.read_bytes()
    if path.suffix.lower() == ".zip":
        name, raw = _unzipped(name, raw)
    yield from daily_dialogues(name, decoded(raw, name))


def _unzipped(name: str, raw: bytes, wanted: tuple[str, ...] = DAILY_FILES) -> tuple[str, bytes]:
    """The dialogues in a zip archive, also where the official one has its zips inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            # By the whole file name: archives made on a Mac also hold ._dialogues_train.txt.
            members = {member.rpartition("/")[2]: member for member in archive.namelist()}
            found = next((file for file in wanted if file in members), None)
            raw = archive.read(members[found]) if found else b""
    except _UNZIP_ERRORS as error:
        raise ValueError(f"{name} cannot be unpacked ({error}): get it again.") from None
    if found is None:
        raise ValueError(f"{name} holds none of {', '.join(wanted)}: unpack it first.")
    name = f"{name}, file {members[found]!r}"
    if not found.endswith(".zip"):
        return name, raw
    # Not deeper than this: an archive could hold itself.
    return _unzipped(name, raw, tuple(file for file in DAILY_FILES if file.endswith(".txt")))


def daily_dialogues(name: str, text: str) -> Found:
    """One dialogue a line. A mark that stands twice closes one turn."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        if END_OF_TURN not in line:
            raise ValueError(f"{place}: no {END_OF_TURN} closes a turn in {line.strip()[:20]!r}.")
        yield place, two_party(enumerate(line.split(END_OF_TURN)))


def read_cornell(folder: Path) -> Found:
    """The conversations of a folder with movie_lines.txt and movie_conversations.txt."""
    said: dict[str, tuple[str, str]] = {}
    for place, (key, speaker, _, _, text) in _fields(folder / MOVIE_LINES, 5):
        if said.setdefault(key, (speaker, text)) != (speaker, text):
            raise ValueError(f"{place}: the line {key!r} was already there with other words.")
    silent = []
    for place, fields in _fields(folder / MOVIE_TALKS, 4):
        keys = [key.strip(" '\"") for key in fields[3].strip("[] ").split(",")]
        if unknown := [key for key in keys if key not in said]:
            raise ValueError(f"{place}, field 4: there is no {unknown[0][:20]!r} in {MOVIE_LINES}.")
        if turns := two_party(said[key] for key in keys):
            yield place, turns
        else:
            silent.append(place)
    if silent:
        warnings.warn(
            f"{len(silent)} conversation(s) in which nothing is said were left out: {silent[0]}.",
            stacklevel=2,
        )


def _fields(path: Path, count: int) -> Iterator[tuple[str, list[str]]]:
    if not path.is_file():
        raise FileNotFoundError(
            f"there is no {str(path)!r}: {MOVIE_LINES} and {MOVIE_TALKS} belong in one folder."
        )
    raw, name = path.read_bytes(), repr(str(path))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # the original is older than UTF-8's success
        text = raw.decode("latin-1").translate(_CP1252)
    # Only \n ends a line: str.splitlines would also cut at characters inside of what is said.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split(FIELD_MARK, count - 1)]
        if len(fields) != count:
            raise ValueError(
                f"{name}, line {number}: {len(fields)} field(s) parted by ' {FIELD_MARK} ' stand "
                f"where {count} belong."
            )
        yield f"{name}, line {number}", fields
