"""BookCorpus: one tokenised sentence a line, without a word on where a book ends.

A document is a passage of about 4,000 characters of whole sentences, one a line, because a model
learns little from sentences torn apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..corpora import PASSAGE
from .lines import numbered


def read(path: Path) -> Iterator[str]:
    return passages(line for _, line in numbered(path))


def passages(sentences: Iterable[str]) -> Iterator[str]:
    passage: list[str] = []
    length = 0
    for sentence in sentences:
        sentence = sentence.strip()
        if sentence:
            passage.append(sentence)
            length += len(sentence) + 1
        if length >= PASSAGE:
            yield "\n".join(passage)
            passage, length = [], 0
    if passage:
        yield "\n".join(passage)
