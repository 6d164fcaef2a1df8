"""How the answer forms, layer by layer."""

from __future__ import annotations

from html import escape

import ipywidgets as W

from ...checkpoint import Checkpoint
from ...inside import Lens, lens
from .parts import NAMES, READ, SKY, TEXT, Panel, TokenStrip, label, percent, read, table

ROWS = 24  # tokens in the table at a time
_GUESSES = 4


class LensPanel(Panel):
    """A row for each token, a column for each layer: what the head would say if it ended there."""

    def __init__(self, lm: Checkpoint, text: str = "") -> None:
        self.lm = lm
        self.ids: list[int] = []
        self.found: Lens | None = None  # of the rows in the table
        self._shown: tuple[int, int] | None = None
        self.text = W.Textarea(
            text, description="text", style=NAMES, layout=TEXT, continuous_update=False
        )
        self.strip = TokenStrip("after token", self._picked, most=ROWS)
        self.drawn, self.detail = W.HTML(), W.HTML()
        super().__init__(self.text, self.strip.box, self.detail, self.drawn)
        self._on(self.text, self._changed)
        self._changed(None)

    def _changed(self, _change) -> None:
        def work() -> None:
            self.ids, self._shown = read(self.lm, self.text.value), None
            tokenizer, many = self.lm.tokenizer, len(self.ids)
            self.strip.fill(many, lambda i: label(tokenizer, self.ids[i]), min(many, ROWS) - 1)
            self._look()

        self._try(work)

    def _picked(self) -> None:
        self._try(self._look)

    def _look(self) -> None:
        start, stop = self.strip.start, self.strip.stop
        if self._shown != (start, stop):
            most = min(READ, self.lm.config.context_length)
            first = max(0, stop - most)  # as much before the rows as there is room for
            stop = min(stop, first + most)
            at = slice(max(0, start - first), stop - first)
            self.found = lens(self.lm, self.ids[first:stop], _GUESSES, at)
            self._shown = start, self.strip.stop
            self.drawn.value = self._table_html(first)
        self.detail.value = self._detail_html()

    def _layers(self) -> list[str]:
        last = len(self.found.ids) - 1
        return ["embedding", *(f"layer {n}" for n in range(1, last)), f"layer {last}: output"]

    def _table_html(self, first: int) -> str:
        found, tokenizer, rows = self.found, self.lm.tokenizer, []
        start = self.strip.start
        settled = found.settled.tolist()
        for n in range(found.ids.shape[1]):
            cells = []
            for layer in range(len(found.ids)):
                ids, ps = found.ids[layer, n].tolist(), found.probabilities[layer, n].tolist()
                cells.append(self._cell(ids, ps, layer >= settled[n]))
            after = start + n + 1
            then = escape(label(tokenizer, self.ids[after])) if after < len(self.ids) else ""
            name = escape(label(tokenizer, self.ids[start + n]))
            rows.append((name, *cells, f"<code>{then}</code>"))
        window = ""
        if len(rows) < len(self.ids):
            window = (
                f" Rows: tokens {start + 1:,} to {start + len(rows):,} of {len(self.ids):,}, the "
                f"model having read from token {first + 1:,}."
            )
        caption = (
            "The likeliest next token if the model ended after this layer, on blue as strong as "
            "its probability; bold from where on it is the final answer." + window
        )
        return table(caption, ("after", *self._layers(), "in the text"), rows)

    def _cell(self, ids: list[int], ps: list[float], final: bool) -> str:
        names = [label(self.lm.tokenizer, i) for i in ids]
        title = ", ".join(f"{name} {percent(p)}" for name, p in zip(names, ps, strict=True))
        weight = "bold" if final else "normal"
        return (
            f"<span title='{escape(title)}' style='font-weight:{weight};padding:0 0.3em;"
            f"background:{SKY}{round(153 * ps[0]):02x}'>{escape(names[0])}</span>"
        )

    def _detail_html(self) -> str:
        """The picked token's guesses, layer by layer."""
        at, found, tokenizer = self.strip.index, self.found, self.lm.tokenizer
        n = at - self.strip.start
        rows = []
        for layer, name in enumerate(self._layers()):
            guesses = [
                f"<code>{escape(label(tokenizer, i))}</code> {percent(p)}"
                for i, p in zip(
                    found.ids[layer, n].tolist(),
                    found.probabilities[layer, n].tolist(),
                    strict=True,
                )
            ]
            rows.append((name, *guesses, percent(float(found.answer[layer, n]))))
        answer = escape(label(tokenizer, int(found.ids[-1, n, 0])))
        layer = int(found.settled[n])
        when = "already in the embedding" if layer == 0 else f"from layer {layer} on"
        caption = (
            f"After token {at + 1:,}, <code>{escape(label(tokenizer, self.ids[at]))}</code>: the "
            f"answer is <code>{answer}</code>, the likeliest {when}."
        )
        many = found.ids.shape[2]
        names = ("", *(f"guess {g}" for g in range(1, many + 1)), "the answer has")
        return table(caption, names, rows)
