"""Text coloured by surprise."""

from __future__ import annotations

from html import escape

import ipywidgets as W

from ...checkpoint import Checkpoint
from ...inside import Surprise, surprise
from ..figures import ORANGE
from .parts import (
    DRAWN,
    NAMES,
    TEXT,
    Panel,
    TokenStrip,
    coloured,
    label,
    percent,
    place,
    read,
    said,
)

FULL = 12.0  # bits from which on the colour is full: one in 4,096


class SurprisePanel(Panel):
    """Each token of a text on orange, the stronger the less the model expected it."""

    def __init__(self, lm: Checkpoint, text: str = "") -> None:
        self.lm = lm
        self.ids: list[int] = []
        self.found: Surprise | None = None  # of the tokens that are drawn
        self._start = 0  # place of the first of them
        self.text = W.Textarea(
            text, description="text", style=NAMES, layout=TEXT, continuous_update=False
        )
        self.strip = TokenStrip("token", self._picked)
        self.drawn, self.detail = W.HTML(), W.HTML()
        super().__init__(self.text, self.drawn, self.strip.box, self.detail)
        self._on(self.text, self._changed)
        self._changed(None)

    def _changed(self, _change) -> None:
        def work() -> None:
            self.ids, self.found = read(self.lm, self.text.value), None
            tokenizer = self.lm.tokenizer
            pick = min(1, len(self.ids) - 1)
            self.strip.fill(len(self.ids), lambda i: label(tokenizer, self.ids[i]), pick)
            self._look()

        self._try(work)

    def _picked(self) -> None:
        self._try(self._look)

    def _look(self) -> None:
        start = place(self.strip.start, len(self.ids), DRAWN)
        if self.found is None or start != self._start:
            self.found = surprise(self.lm, self.ids, start, start + DRAWN)
            self._start = start
        self._draw()

    def _draw(self) -> None:
        found, at, tokenizer = self.found, self.strip.index, self.lm.tokenizer
        first = self._start
        ids = self.ids[first : first + DRAWN]
        bits = [0.0] * (found.start - first) + found.bits.tolist()
        titles = [
            f"{label(tokenizer, i)}: {f'{b:.1f} bits' if n else 'not judged'}"
            for n, (i, b) in enumerate(zip(ids, bits, strict=True), first)
        ]
        shares = [b / FULL for b in bits]
        self.drawn.value = (
            coloured(tokenizer, ids, shares, ORANGE, titles, at - first) + self._legend()
        )
        self.detail.value = said(self._told(at))

    def _legend(self) -> str:
        mean, many = float(self.found.bits.mean()), len(self.found.nats)
        scale = "".join(
            f"<span style='background:{ORANGE}{round(153 * b / FULL):02x};padding:0 0.6em'>"
            f"{b}</span>"
            for b in (0, 3, 6, 9, 12)
        )
        whole = len(self.ids) <= DRAWN
        window = "" if whole else f"Tokens {self._start + 1:,} to {self._start + DRAWN:,} of "
        window += "" if whole else f"{len(self.ids):,} are drawn. "
        return said(
            f"{scale} bits and more. {window}Mean of {many:,} tokens: {mean:.2f} bits "
            f"({float(self.found.nats.mean()):.3f} nats) a token."
        )

    def _told(self, at: int) -> str:
        """One token in a sentence."""
        tokenizer, n = self.lm.tokenizer, at - self.found.start
        name = f"<code>{escape(label(tokenizer, self.ids[at]))}</code>"
        if n < 0:
            return f"Token {at + 1:,}, {name}, has nothing before it and is not judged."
        found = self.found
        p, rank = float((-found.nats[n]).exp()), int(found.rank[n])
        place = "the likeliest" if rank == 1 else f"guess number {rank:,}"
        told = (
            f"Token {at + 1:,}, {name}: {float(found.bits[n]):.2f} bits, for the model gave it "
            f"{percent(p)}, {place}"
        )
        if rank == 1:
            return told + "."
        guess = escape(label(tokenizer, int(found.guess[n])))
        return (
            told
            + f"; it expected <code>{guess}</code> ({percent(float(found.guess_probability[n]))})."
        )
