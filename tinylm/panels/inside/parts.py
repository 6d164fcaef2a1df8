"""What the panels share: tokens as buttons, coloured text, callbacks that keep no model alive."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Sequence
from html import escape

import ipywidgets as W
from IPython.display import display

from ...checkpoint import Checkpoint
from ...templates import encode_turns
from ...tokenizer import Tokenizer
from ..documents import whole_characters
from ..playground import weakly

SKY = "#56B4E9"  # Okabe and Ito's lighter blue: seen behind text on light and dark pages
STRIP = 60  # tokens that stand as buttons at a time
DRAWN = 400  # tokens of coloured text at a time
READ = 256  # tokens that attention and lens read at a time, if the context holds as many
NAMES = {"description_width": "110px"}
WIDE = W.Layout(width="380px")
TEXT = W.Layout(width="auto", max_width="760px", height="70px")
_BLOCK = (
    "white-space:pre-wrap;max-width:760px;line-height:1.9;overflow-wrap:anywhere;word-break:normal"
)
_SEEN = {" ": "\u2423", "\n": "\u23ce", "\t": "\u21e5"}
_LONGEST = 20  # characters of a label


def label(tokenizer: Tokenizer, i: int) -> str:
    """A token as it can be read on a button: spaces and line breaks are seen, bytes that are no
    whole character and characters without a shape are written as their numbers."""
    raw = tokenizer.token_bytes(i)
    if tokenizer.is_control(i) or not raw:
        return tokenizer.piece(i) or f"token {i}"
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return "<" + " ".join(f"{byte:02X}" for byte in raw) + ">"
    shown = "".join(_SEEN.get(c) or (c if c.isprintable() else f"<U+{ord(c):04X}>") for c in text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "\u2026"


def read(lm: Checkpoint, text: str) -> list[int]:
    """The ids of a text. For a model that converses: of a question and, after an empty line, the
    answer. Raises `ValueError` where there is nothing to read."""
    if lm.stage != "chat":
        return lm.tokenizer.encode_prompt(text)
    question, _, answer = text.partition("\n\n")
    turns = [{"role": "user", "text": question}]
    if answer.strip():
        turns.append({"role": "assistant", "text": answer})
    return encode_turns(lm.tokenizer, turns, lm.chat_template, reply=len(turns) == 1)[0]


def percent(p: float) -> str:
    """A probability with two digits that count: 34 %, 4.6 %, 0.12 %."""
    if p >= 0.995:
        return f"{100 * p:.{0 if p >= 0.9995 else 1}f} %"
    if p >= 0.0995:
        return f"{100 * p:.0f} %"
    return f"{100 * p:.1f} %" if p >= 0.00995 else f"{100 * p:.2f} %" if p >= 5e-5 else "~0 %"


def bar(share: float, colour: str, width: float = 16.0, height: float = 0.7) -> str:
    """A bar of `share` (0 to 1) of `width` em."""
    return (
        f"<span style='display:inline-block;height:{height}em;background:{colour};"
        f"width:{max(0.0, min(1.0, share)) * width:.2f}em'></span>"
    )


def said(html: str) -> str:
    """A sentence in a panel. (A widget's own lines stand as far apart as buttons.)"""
    return f"<div style='line-height:1.45;max-width:760px;padding:0.3em 0'>{html}</div>"


def note(html: str) -> str:
    """The same, fainter: what a drawing shows."""
    return f"<div style='opacity:0.75'>{said(html)}</div>"


def table(caption: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of HTML cells; the first cell of a row names it."""
    cell = "text-align:left;padding:0 0.8em 0 0;white-space:nowrap;line-height:1.5"
    head = "".join(f"<th scope='col' style='{cell}'>{name}</th>" for name in names)
    lines = "".join(
        f"<tr><th scope='row' style='{cell};font-weight:normal'><code>{first}</code></th>"
        + "".join(f"<td style='{cell}'>{value}</td>" for value in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<div style='overflow-x:auto'>{note(caption)}<table style='border-collapse:collapse'>"
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def coloured(
    tokenizer: Tokenizer,
    ids: Sequence[int],
    shares: Sequence[float],
    colour: str,
    titles: Sequence[str],
    marked: int | None = None,
) -> str:
    """The text of the ids, each token on `colour` as strong as its share, 0 to 1. Pointing at one
    tells its title; the one at place `marked` has a frame.

    At full strength the colour covers 60 %: text stays readable on light and dark pages.
    """
    spans, at = [], 0
    for group in whole_characters(tokenizer, ids):
        places = range(at, at + len(group))
        at += len(group)
        share = max(0.0, min(1.0, max(shares[place] for place in places)))
        style = f"background:{colour}{round(153 * share):02x}"
        if marked in places:
            style += ";outline:2px solid;outline-offset:1px"
        title = escape("; ".join(titles[place] for place in places))
        spans.append(f"<span title='{title}' style='{style}'>{_shown(tokenizer, group)}</span>")
    return f"<div style='{_BLOCK}'>{''.join(spans)}</div>"


def _shown(tokenizer: Tokenizer, group: list[int]) -> str:
    raw = b"".join(map(tokenizer.token_bytes, group))
    if not raw:
        return f"<small style='opacity:0.75'>{escape(label(tokenizer, group[0]))}</small>"
    text = legible(raw.decode(errors="replace"))
    return text.replace("\n", "<span style='opacity:0.5'>\u23ce</span>\n")


def legible(text: str) -> str:
    """A text as HTML; characters without a shape are written as their numbers."""
    seen = (c if c.isprintable() or c in "\n\t" else f"<U+{ord(c):04X}>" for c in text)
    return escape("".join(seen))


def place(first: int, length: int, most: int) -> int:
    """Where a window of at most `most` of `length` tokens begins so that it shows token `first`
    and is full."""
    return max(0, min(first, length - most))


class Panel:
    """A box of widgets that closes with its last reference. Keep the panel in a variable."""

    def __init__(self, *rows: W.Widget) -> None:
        self.message = W.HTML()
        self.box = W.VBox([*rows, self.message])
        weakref.finalize(self, self.box.close).atexit = False

    def show(self):
        display(self.box)
        return self

    def _on(self, widget: W.Widget, method: Callable) -> None:
        """Calls `method` with no argument when the widget's value changes."""
        widget.observe(weakly(method), "value")

    def _try(self, work: Callable[[], None]) -> bool:
        """Does the work; what is wrong with the input stands below the panel."""
        self.message.value = ""
        try:
            work()
        except (OSError, ValueError) as error:
            self.message.value = f"<b>{escape(str(error))}</b>"
            return False
        return True


class TokenStrip:
    """The tokens of a text as a row of buttons, a window of them at a time; one is picked.

    Buttons are what both the mouse and the keyboard reach: a click in HTML never gets to the
    kernel.
    """

    def __init__(self, name: str, picked: Callable[[], None], most: int = STRIP) -> None:
        self.most, self.index = most, 0
        self._labels: Callable[[int], str] = str
        self._length = 0
        self._picked, self._quiet = weakref.WeakMethod(picked), False
        self.buttons = W.ToggleButtons(
            description=name, style={"button_width": "auto", **NAMES}, layout=W.Layout(width="auto")
        )
        self.buttons.layout.max_width = "900px"
        self.buttons.add_class("tinylm-tokens")
        self.first = W.IntSlider(
            min=1, description="from token", style=NAMES, layout=W.Layout(width="500px")
        )
        self.box = W.VBox([self.first, self.buttons])
        self.buttons.observe(weakly(self._pressed), "index")
        self.first.observe(weakly(self._moved), "value")

    def fill(self, length: int, labels: Callable[[int], str], pick: int) -> None:
        """Another text: `labels(i)` for i below `length`; `pick` is picked. Tells nobody."""
        self._length, self._labels = length, labels
        self._quiet = True
        self.first.max = max(1, length - self.most + 1)
        self.first.step = max(1, self.most // 2)
        self.first.layout.display = None if length > self.most else "none"
        # On one of the slider's marks, for the browser moves it to one.
        before = max(0, pick - self.first.step) // self.first.step * self.first.step
        self.first.value = place(before if pick >= self.most else 0, length, self.most) + 1
        self._quiet = False
        self._show(pick)

    @property
    def start(self) -> int:
        """The place of the first token in the window."""
        return self.first.value - 1

    @property
    def stop(self) -> int:
        return min(self._length, self.start + self.most)

    def _show(self, pick: int) -> None:
        self._quiet = True
        self.index = max(self.start, min(pick, self.stop - 1))
        options = [(self._labels(i), i) for i in range(self.start, self.stop)]
        with self.buttons.hold_sync():  # one message to the page
            self.buttons.options = options
            self.buttons.index = self.index - self.start
        self._quiet = False

    def _pressed(self, change) -> None:
        if not self._quiet and change["new"] is not None:
            self.index = self.start + change["new"]
            self._tell()

    def _moved(self, _change) -> None:
        if not self._quiet:
            self._show(self.index)
            self._tell()

    def _tell(self) -> None:
        if (picked := self._picked()) is not None:
            picked()
