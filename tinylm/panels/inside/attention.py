"""Where each head looks: all heads as small maps, one of them as coloured text."""

from __future__ import annotations

import base64
import io
from html import escape

import ipywidgets as W
import torch
import torch.nn.functional as F
from matplotlib import colormaps
from PIL import Image
from torch import Tensor

from ...checkpoint import Checkpoint
from ...inside import attention
from .parts import (
    NAMES,
    READ,
    SKY,
    TEXT,
    WIDE,
    Panel,
    TokenStrip,
    coloured,
    label,
    note,
    percent,
    place,
    read,
    said,
)

CELLS = 96  # of a map's side; where there are more tokens, several share a cell, with the largest
_MAPS = 64  # heads that are drawn as maps


class AttentionPanel(Panel):
    """Picks a token and shows what each head takes its reading from at that place."""

    def __init__(self, lm: Checkpoint, text: str = "") -> None:
        self.lm = lm
        self.ids: list[int] = []
        self.weights: Tensor | None = None  # (L, H, T, T) of the tokens that are read
        self._start = 0  # place of the first of them
        config = lm.config
        self.text = W.Textarea(
            text, description="text", style=NAMES, layout=TEXT, continuous_update=False
        )
        self.layer = W.IntSlider(
            1, 1, max(1, config.num_layers), description="layer", style=NAMES, layout=WIDE
        )
        heads = [("mean of all", -1), *((str(h + 1), h) for h in range(config.num_heads))]
        self.head = W.Dropdown(options=heads, description="head", style=NAMES, layout=WIDE)
        self.strip = TokenStrip("token", self._picked)
        self.drawn, self.maps = W.HTML(), W.HTML()
        choice = W.HBox([self.layer, self.head], layout=W.Layout(flex_flow="row wrap"))
        super().__init__(self.text, choice, self.strip.box, self.drawn, self.maps)
        self._on(self.text, self._changed)
        self._on(self.layer, self._chosen)
        self._on(self.head, self._chosen)
        self._changed(None)

    def _changed(self, _change) -> None:
        def work() -> None:
            self.ids, self.weights = read(self.lm, self.text.value), None
            tokenizer, many = self.lm.tokenizer, len(self.ids)
            self.strip.fill(many, lambda i: label(tokenizer, self.ids[i]), min(many, READ) - 1)
            self._look()

        self._try(work)

    def _picked(self) -> None:
        self._try(self._look)

    def _chosen(self, _change) -> None:
        if self.weights is not None:
            self._draw()

    def _look(self) -> None:
        most = min(READ, self.lm.config.context_length)
        start = place(self.strip.start, len(self.ids), most)
        if self.weights is None or start != self._start:
            self.weights = attention(self.lm, self.ids[start : start + most])
            self._start = start
            self.maps.value = self._maps_html()
        self._draw()

    def _draw(self) -> None:
        """The chosen head as coloured text, from the picked token's point of view."""
        layer, head = self.weights[self.layer.value - 1], self.head.value
        rows = layer.mean(0) if head < 0 else layer[head]
        at = self.strip.index - self._start
        row, tokenizer = rows[at], self.lm.tokenizer
        ids = self.ids[self._start : self._start + len(rows)]
        titles = [
            f"{label(tokenizer, i)}: {percent(float(p))}" for i, p in zip(ids, row, strict=True)
        ]
        strongest = row.topk(min(5, at + 1))
        told = ", ".join(
            f"<code>{escape(label(tokenizer, ids[i]))}</code> (token {self._start + i + 1:,}) "
            f"{percent(p)}"
            for p, i in zip(strongest.values.tolist(), strongest.indices.tolist(), strict=True)
        )
        who = "the mean of all heads" if head < 0 else f"head {head + 1}"
        shares = (row / row.max()).tolist()
        window = ""
        if len(ids) < len(self.ids):
            window = note(
                f"The text has {len(self.ids):,} tokens; read and drawn are {self._start + 1:,} to "
                f"{self._start + len(ids):,}."
            )
        self.drawn.value = (
            said(
                f"In layer {self.layer.value}, {who} reads at token {self.strip.index + 1:,}, "
                f"<code>{escape(label(tokenizer, ids[at]))}</code>, from: {told}."
            )
            + coloured(tokenizer, ids, shares, SKY, titles, at)
            + window
        )

    def _maps_html(self) -> str:
        """Every head as a picture: a row a token that reads, a column a token that is read."""
        L, H, T, _ = self.weights.shape
        shown = self.weights[: max(1, _MAPS // H)]
        size = 96 if H <= 8 else 60
        lines = "".join(
            f"<tr><th scope='row' style='padding-right:0.6em;font-weight:normal'>layer {n + 1}</th>"
            + "".join(f"<td>{_picture(x, n, h, size)}</td>" for h, x in enumerate(layer))
            + "</tr>"
            for n, layer in enumerate(shown)
        )
        heads = "".join(
            f"<th scope='col' style='font-weight:normal'>{h + 1}</th>" for h in range(H)
        )
        cut = "" if len(shown) == L else f" The first {len(shown)} of {L} layers are drawn."
        pooled = " Several tokens share a cell." if T > CELLS else ""
        told = note(
            f"Each head's map of {T} tokens: a row for each token that reads, from left to right "
            f"what it reads; the brightest cell of a row is where it looks most.{pooled}{cut}"
        )
        return (
            f"{told}<div style='overflow-x:auto'><table><tr>"
            f"<th scope='row' style='font-weight:normal'>head</th>{heads}</tr>{lines}</table></div>"
        )


def _picture(weights: Tensor, layer: int, head: int, size: int) -> str:
    """(T, T) weights as an image in the page: cividis, which needs no colour vision."""
    # Relative to the row's largest: late tokens share their reading among more.
    strength = weights / weights.amax(-1, keepdim=True)
    side = -(-len(strength) // CELLS)
    if side > 1:
        strength = F.max_pool2d(strength[None], side, ceil_mode=True)[0]
    pixels = (_table()[(strength * 255).round().long()]).numpy()
    pixels[torch.ones(strength.shape, dtype=torch.bool).triu(1).numpy()] = 0  # transparent
    out = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    return (
        f"<img alt='attention map of layer {layer + 1}, head {head + 1}' width='{size}' "
        f"height='{size}' style='image-rendering:pixelated;margin:1px' "
        f"src='data:image/png;base64,{data}'>"
    )


def _table() -> Tensor:
    """(256, 4) bytes of the ramp."""
    return torch.from_numpy(colormaps["cividis"](range(256), bytes=True))
