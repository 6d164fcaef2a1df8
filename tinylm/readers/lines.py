"""Lines of text files with a bound, and the ways in which an encoding goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..corpora import open_bytes, open_text

LONGEST_LINE = 1 << 26  # characters that one line, or one record of a table, may have


def numbered(path: Path, newline: str | None = None) -> Iterator[tuple[int, str]]:
    """(number, line) of a UTF-8 file, numbers from 1, the line with its end.

    Raises `ValueError` for a line of more than `LONGEST_LINE` characters.
    """
    with open_text(path, newline) as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise too_long(path, f"line {number}")
            yield number, line


def numbered_windows(path: Path) -> Iterator[tuple[int, str]]:
    """The same for a file whose lines are UTF-8 or, where that fails, Windows-1252 (cp1252)."""
    with open_bytes(path) as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise too_long(path, f"line {number}")
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            yield number, _decode(raw)


def decoded(raw: bytes, name: str) -> str:
    """UTF-8 text, with or without a byte order mark, or a `ValueError` that names the line."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{name}, line {line} is not UTF-8 text ({error.reason}): save the file as UTF-8."
        ) from None


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1").translate(_WINDOWS)


def too_long(path: Path, place: str) -> ValueError:
    return ValueError(
        f"{str(path)!r}, {place}: longer than {LONGEST_LINE:,} characters, so this is "
        "hardly the layout that the file's name says; cut it into shorter records."
    )


def _windows_table() -> dict[int, str]:
    # The five bytes that cp1252 leaves open stay control characters, as browsers read them.
    known = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
    return {byte: character for byte, character in known.items() if character}


_WINDOWS = _windows_table()
_FOLLOWS = "".join(_WINDOWS.values()) + "\x80-\xbf"
# What the two or three bytes of one UTF-8 character look like when read as cp1252: é is Ã©. Left
# out is what good text holds: a no-break space before a French closing quote, German ß before one.
_MOJIBAKE = re.compile(
    f"[\xc2\xc3][{_FOLLOWS}]|[\xc4-\xde](?!\xa0)[{_FOLLOWS}]|"
    f"[\xe0-\xef](?!\xa0\xbb)[{_FOLLOWS}]{{2}}|\ufffd"
)
_SHARE = 500  # one broken character in so many is a broken file; good ones have far fewer


def refuse_mojibake(path: Path, text: str) -> None:
    """Raises `ValueError` when much of the text was once read in a wrong encoding and saved so.

    A few such places are common even in good corpora (TinyStories has some) and stay as they are.
    """
    broken = _MOJIBAKE.findall(text)
    if len(broken) > 2 and len(broken) * _SHARE > len(text):
        raise ValueError(
            f"{str(path)!r} was saved in a wrong encoding: {broken[0]!r} and {len(broken) - 1} "
            "more such places stand where single letters or quotes belong; export it from its "
            "source as UTF-8 again."
        )
