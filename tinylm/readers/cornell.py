"""Cornell Movie-Dialogs: movie_lines.txt in any order, movie_conversations.txt names its lines.

Fields are split by ` +++$+++ `. The original is Windows-1252 (cp1252), copies are UTF-8; both are
read. The lines (300,000 in the original) are the one thing here that is held in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .lines import numbered_windows

LINES, CONVERSATIONS = "movie_lines.txt", "movie_conversations.txt"
_BETWEEN = "+++$+++"
_NAME = re.compile(r"'([^']+)'")


def holds(folder: Path) -> bool:
    return (folder / LINES).is_file() and (folder / CONVERSATIONS).is_file()


def read(folder: Path) -> Iterator[str]:
    """One document a conversation, one turn a line."""
    for turns in conversations(folder):
        spoken = [turn for turn in turns if turn]
        if spoken:
            yield "\n".join(spoken)


def conversations(folder: Path) -> Iterator[list[str]]:
    """The turns of each conversation, in order; a few turns of the original are empty.

    Raises `ValueError` when a conversation names a line that is not there.
    """
    said = dict(spoken_lines(folder / LINES))
    path = folder / CONVERSATIONS
    for number, fields in _rows(path, 4):
        names = _NAME.findall(fields[3])
        if not names:
            raise ValueError(
                f"{str(path)!r}, line {number}: {fields[3][:40]!r} is no list like ['L1', 'L2']."
            )
        if missing := next((name for name in names if name not in said), None):
            raise ValueError(
                f"{str(path)!r}, line {number}: the line {missing!r} is not in {LINES}; take "
                "both files from the same archive."
            )
        yield [said[name] for name in names]


def spoken_lines(path: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of each line of movie_lines.txt."""
    return ((fields[0], fields[4]) for _, fields in _rows(path, 5))


def _rows(path: Path, count: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in numbered_windows(path):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split(_BETWEEN, count - 1)]
        if len(fields) != count:
            raise ValueError(
                f"{str(path)!r}, line {number}: {len(fields)} field(s) split by {_BETWEEN}, and "
                f"{count} belong there."
            )
        yield number, fields
