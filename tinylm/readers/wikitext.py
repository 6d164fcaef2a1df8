"""WikiText: ` = Title = ` begins an article, ` @-@ ` was a hyphen before the text was cut in words.

`<unk>` stays: it is the corpus's own mark for a rare word, and figures on WikiText count it. The
files wiki.*.raw and the parquet files of the hub, where each row is a line, have the same layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..corpora import LONGEST
from .lines import numbered

_TITLE = re.compile(r"= [^=](.*[^=])?(?<!=) =")
_JOINED = re.compile(r" ?@([-,.])@ ?")


def read(path: Path) -> Iterator[str]:
    return articles(line for _, line in numbered(path))


def of_rows(rows: Iterable[str]) -> Iterator[str]:
    """The same from the rows of a table, whose blank rows are gone."""
    return articles(line for row in rows for line in ("", row))


def articles(lines: Iterable[str]) -> Iterator[str]:
    """One document an article: its title, headings and paragraphs, one a line."""
    article: list[str] = []
    length, after_blank = 0, True
    for line in lines:
        line = line.strip()
        title = after_blank and _TITLE.fullmatch(line)
        if article and (title or length >= LONGEST):
            yield "\n".join(article)
            article, length = [], 0
        if line:
            article.append(_JOINED.sub(r"\1", line))
            length += len(line)
        after_blank = not line
    if article:
        yield "\n".join(article)
