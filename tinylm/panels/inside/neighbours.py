"""Tokens whose vectors point the same way."""

from __future__ import annotations

from html import escape

import ipywidgets as W

from ...checkpoint import Checkpoint
from ...inside import neighbours
from ..figures import BLUE, GREEN
from .parts import NAMES, WIDE, Panel, TokenStrip, bar, label, table

MOST = 12  # neighbours that are shown


class NeighboursPanel(Panel):
    """The nearest tokens in the embedding and in the head, for a token of what is typed."""

    def __init__(self, lm: Checkpoint, text: str = "") -> None:
        self.lm = lm
        self.ids: list[int] = []
        self.text = W.Text(
            text, description="token in", style=NAMES, layout=WIDE, continuous_update=False
        )
        self.strip = TokenStrip("token", self._picked)
        self.drawn = W.HTML()
        super().__init__(self.text, self.strip.box, self.drawn)
        self._on(self.text, self._changed)
        self._changed(None)

    def _changed(self, _change) -> None:
        def work() -> None:
            ids = self.lm.tokenizer.encode(self.text.value)
            if not ids:
                raise ValueError("there is no token in an empty text: type a word.")
            self.ids, tokenizer = ids, self.lm.tokenizer
            self.strip.fill(len(ids), lambda i: label(tokenizer, ids[i]), len(ids) - 1)
            self._draw()

        self._try(work)

    def _picked(self) -> None:
        self._try(self._draw)

    def _draw(self) -> None:
        token, lm = self.ids[self.strip.index], self.lm
        name = f"<code>{escape(label(lm.tokenizer, token))}</code>"
        places = [("embedding", "read", BLUE), ("head", "written", GREEN)]
        if lm.config.tie_weights:
            places = [("embedding", "read, and written, for the head is the same matrix", BLUE)]
        tables = []
        for where, how, colour in places:
            rows = [
                (escape(label(lm.tokenizer, i)), bar(cosine, colour, 8), f"{cosine:.2f}")
                for i, cosine in neighbours(lm, token, MOST, where)
            ]
            caption = f"Nearest to {name} in the {where} (how it is {how})"
            tables.append(table(caption, ("token", "", "cosine"), rows))
        self.drawn.value = (
            f"<div style='display:flex;flex-wrap:wrap;gap:2em'>{''.join(tables)}</div>"
        )
