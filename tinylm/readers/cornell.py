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
BETWEEN = "+++$+++"
_LIST = re.compile(r"\[(.*)\]")
_NAME = re.compile(r"[^\s,'\"]+")


def holds(folder: Path) -> bool:
    return (folder / LINES).is_file() and (folder / CONVERSATIONS).is_file()


def read(folder: Path) -> Iterator[str]:
    """One document a conversation, one turn a line; where nothing is said there is none."""
    for _, turns in talks(folder):
        if document := "\n".join(text for _, text in turns if text):
            yield document


def talks(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(place, turns) of each conversation, a turn being (speaker, text); a few texts are empty.

    Raises `FileNotFoundError` when one of the two files is missing, `ValueError` when a
    conversation names a line that is not there or a line is there twice with different words.
    """
    if not holds(folder):
        raise FileNotFoundError(
            f"{str(folder)!r} holds one half of a corpus: place {LINES} and {CONVERSATIONS} into "
            "the same folder."
        )
    said: dict[str, tuple[str, str]] = {}
    for place, (name, speaker, _, _, text) in _rows(folder / LINES, 5):
        if said.setdefault(name, (speaker, text)) != (speaker, text):
            raise ValueError(f"{place}: the line {name!r} was already there with other words.")
    for place, (*_, listed) in _rows(folder / CONVERSATIONS, 4):
        inside = _LIST.fullmatch(listed)
        names = _NAME.findall(inside[1]) if inside else []
        if not names:
            raise ValueError(f"{place}: {listed[:40]!r} is no list like ['L1', 'L2'].")
        if missing := next((name for name in names if name not in said), None):
            raise ValueError(
                f"{place}: the line {missing[:20]!r} is not in {LINES}; take both files from the "
                "same archive."
            )
        yield place, [said[name] for name in names]


def _rows(path: Path, count: int) -> Iterator[tuple[str, list[str]]]:
    for number, line in numbered_windows(path):
        if not line.strip():
            continue
        place = f"{str(path)!r}, line {number}"
        fields = [field.strip() for field in line.split(BETWEEN, count - 1)]
        if len(fields) != count:
            raise ValueError(
                f"{place}: {len(fields)} field(s) split by {BETWEEN}, and {count} belong there."
            )
        yield place, fields
