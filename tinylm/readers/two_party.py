"""Talk between two people as conversations: DailyDialog and Cornell Movie-Dialogs.

Who speaks first is the user, the other the assistant.
"""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

from ..chat import Turn
from . import cornell, dailydialog

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


def read_folder(path: Path) -> Found:
    """Conversations of a folder that is DailyDialog or Cornell, or holds it.

    Of DailyDialog one part is read: the one to train on, or else the first that is there.
    """
    near, far = sorted(path.glob("*/")), sorted(path.glob("*/*/"))
    for folder in (path, *near):
        if (folder / cornell.LINES).is_file():
            yield from read_cornell(folder)
            return
    for look in (dailydialog.find, dailydialog.find_archive):
        found = [look(folder) for folder in (path, *near, *far)]
        if any(found):
            yield from _first_part(found)
            return
    raise FileNotFoundError(
        f"the folder {str(path)!r} holds no conversations that are known: it needs "
        f"{cornell.LINES} with {cornell.CONVERSATIONS} (Cornell), or dialogues_train.txt, "
        "train.zip or ijcnlp_dailydialog.zip (DailyDialog)."
    )


def read_archive(path: Path) -> Found:
    """Conversations of a zip archive of DailyDialog, of one part as `read_folder` chooses it."""
    return _first_part([dailydialog.archived(path)])


def _first_part(found: list[dict[str, Path]]) -> Found:
    part = next(part for part in dailydialog.PARTS if any(part in parts for parts in found))
    path = next(parts[part] for parts in found if part in parts)
    return alternating(dailydialog.talks(path, part))


def alternating(talks: Iterable[tuple[str, list[str]]]) -> Found:
    """Turns of two who speak in turn."""
    return ((place, two_party(enumerate(turns))) for place, turns in talks)


def read_cornell(folder: Path) -> Found:
    """The conversations of a folder with movie_lines.txt and movie_conversations.txt."""
    silent = []
    for place, said in cornell.talks(folder):
        if turns := two_party(said):
            yield place, turns
        else:
            silent.append(place)
    if silent:
        warnings.warn(
            f"{len(silent)} conversation(s) in which nothing is said were left out: {silent[0]}.",
            stacklevel=2,
        )
