"""Words that may stand for each other in every story, so that no telling is like another.

Each line is one class; `make_sample.py` puts another member in now and then, and `judge.py` reads
all of them as the first. A member belongs to one class only, and none is a fact of `world.py`.
"""

import random
import re

TABLE = """
began; started
shouted; yelled; hollered
laughed; chuckled
walked; strolled; wandered
hurried; rushed; dashed
quickly; swiftly
quiet; silent
at last; finally; in the end
at once; right away; straight away
nobody; no one
everybody; everyone
somebody; someone
looked for; searched for; hunted for
looked at; stared at; gazed at
looked up; glanced up
sat down; settled down
came back; returned
that evening; that night
the next day; the following day
the next morning; the following morning
hugged; squeezed
smiled; beamed; grinned
saw; noticed; spotted
found; discovered
whole; entire
often; frequently
perhaps; maybe
pulled; tugged
pushed; shoved
threw; tossed
jumped; leapt; hopped
closed; shut
answered; replied
stayed; remained
almost; nearly
until; till
wanted to; wished to; longed to
because; since
, but; , yet
each morning; every morning
each evening; every evening
each day; every day
each time; every time
said; murmured; remarked; declared
cried; exclaimed; gasped
asked; inquired; wondered
whispered; breathed
carefully; with care
suddenly; all of a sudden
beside; next to
lovely; beautiful
fetched; collected
mended; repaired
climbed; clambered
of course; naturally
it was no use; it did not help; nothing helped
shall we; should we
let us; we could
from that day on; ever since; from then on
so; and so; therefore
then; next; after that
once more; once again
for a moment; for a second; for an instant
afterwards; later on
"""


def _classes() -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split(";")) for line in TABLE.strip().split("\n")]


# Speech is put in other words only where it tags something spoken, and little words that have
# several meanings only at the start of a sentence.
_TAGS = {"said", "cried", "asked", "whispered"}
_STARTERS = {"so", "then"}
_CLASSES = _classes()
_FIRST = {member: members[0] for members in _CLASSES for member in members}


def _pattern(members: list[str]) -> str:
    longest_first = sorted(members, key=len, reverse=True)
    return "|".join(("" if m[0] == "," else r"\b") + re.escape(m) + r"\b" for m in longest_first)


def _guard(first: str) -> str:
    """The first member of a class, where it may be exchanged."""
    word = rf"{re.escape(first)}\b" if first[0] == "," else rf"\b{re.escape(first)}\b"
    if first in _TAGS:
        return rf'(?<=" ){word}'
    if first in _STARTERS:
        return rf"(?:(?<=^)|(?<=[.!?] )|(?<=\n)){word}(?! (?:listen|came|that|much|many|as)\b|,)"
    if first == "because":
        return rf"{word}(?! of)"
    if first == "laughed":
        return rf"{word}(?! at\b)"
    if first == "at once":
        return rf"(?<!all ){word}"
    return word


_CHANGE = [(re.compile(_guard(m[0]), re.I | re.M), m) for m in _CLASSES]
_READ = re.compile(_pattern(list(_FIRST)), re.I)


def plain(text: str) -> str:
    """The text in small letters, each class in its first words."""
    return _READ.sub(lambda match: _FIRST[match[0].lower()], text.lower())


def readings(words: list[str]) -> list[list[str]]:
    """The sentence (as tokens in first words) with one class at one place in another's words.

    Where a class spans two pieces of a table, the table still has the words that stand there.
    """
    found = []
    for first, *others in ([member.split() for member in members] for members in _CLASSES):
        for at in range(len(words) - len(first) + 1):
            if words[at : at + len(first)] == first:
                found += [words[:at] + other + words[at + len(first) :] for other in others]
    return found


def vary(text: str, rng: random.Random, share: float) -> str:
    """The text with a `share` of the words that have a class in other words of it."""

    def other(match: re.Match, members: tuple[str, ...]) -> str:
        if rng.random() >= share:
            return match[0]
        word = rng.choice(members)
        return word[:1].upper() + word[1:] if match[0][0].isupper() else word

    for pattern, members in _CHANGE:
        text = pattern.sub(lambda match, members=members: other(match, members), text)
    return text
