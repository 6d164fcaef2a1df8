"""Documents as the model reads them: text in which every token has its colour."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from html import escape

import ipywidgets as W
from IPython.display import HTML, display

from ..dataset import TokenData
from ..tokenizer import Tokenizer
from .corpus import PARTS, is_text, piece_name
from .figures import BLUE, ORANGE

MOST = 280  # tokens of a document that are shown; a quarter more if that is all of it
_VEIL = "40"  # a quarter of the colour: text stays readable on light and dark pages
_BLOCK = (
    "white-space:pre-wrap;max-width:760px;line-height:1.7;margin:0 0 1em;overflow-wrap:anywhere"
)
_CONTROL = "border:1px solid;border-radius:4px;padding:0 3px;font-size:0.85em;opacity:0.75"


def tokens_html(tokenizer: Tokenizer, ids: Iterable[int]) -> str:
    """The text of the ids, alternately coloured by token. Pointing at one tells its id and piece.

    A token without text is shown by its name, in a frame. Tokens that are a part of a character
    only are joined until it is whole, and underlined.
    """
    colours = itertools.cycle((BLUE, ORANGE))
    return "".join(_span(tokenizer, group, colours) for group in whole_characters(tokenizer, ids))


def whole_characters(tokenizer: Tokenizer, ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids, grouped so that each group is whole characters."""
    group: list[int] = []
    for i in map(int, ids):
        if group and tokenizer.is_control(i):  # the text before it was cut within a character
            yield group
            group = []
        group.append(i)
        if is_text(b"".join(map(tokenizer.token_bytes, group))):
            yield group
            group = []
    if group:
        yield group


def _span(tokenizer: Tokenizer, group: list[int], colours: Iterator[str]) -> str:
    names = " + ".join(f"{i} {piece_name(tokenizer, i)}" for i in group)
    title = f"title='{escape(names)}'"
    text = b"".join(map(tokenizer.token_bytes, group)).decode(errors="replace")
    if not text:  # a control token
        return f"<span {title} style='{_CONTROL}'>{escape(tokenizer.piece(group[0]))}</span>"
    text = escape(text).replace("\n", "<span style='opacity:0.5'>\u23ce</span>\n")
    style = f"background:{next(colours)}{_VEIL}"
    if len(group) > 1:
        style += ";text-decoration:underline dotted"
    return f"<span {title} style='{style}'>{text}</span>"


def documents_html(data: TokenData, count: int = 2, seed: int = 0, part: str = "train") -> str:
    """`count` documents drawn from a part, long ones cut after `MOST` tokens."""
    array = getattr(data, part)
    drawn = random.Random(seed).sample(range(array.documents), min(count, array.documents))
    blocks = []
    for number in drawn:
        ids = array.document(number)
        shown = ids if len(ids) <= 1.25 * MOST else ids[:MOST]
        left = len(ids) - len(shown)
        more = f" <i>\u2026 and {left:,} tokens more</i>" if left else ""
        blocks.append(
            f"<p><b>{PARTS[part]} document {number + 1:,} of {array.documents:,}</b>, "
            f"{len(ids):,} tokens</p>"
            f"<div style='{_BLOCK}'>{tokens_html(data.tokenizer, shown)}{more}</div>"
        )
    return "".join(blocks)


def show_documents(data: TokenData, count: int = 2, seed: int = 0, part: str = "train") -> None:
    """Displays documents drawn by the seed, and a button that draws others in their place.

    The documents stay in the saved notebook; the button works while the kernel does.
    """
    shown = display(HTML(documents_html(data, count, seed, part)), display_id=True)
    seeds = itertools.count(seed + 1)
    button = W.Button(description="Show others", icon="refresh")
    button.on_click(
        lambda _button: shown.update(HTML(documents_html(data, count, next(seeds), part)))
    )
    display(button)
