"""What tuning has changed in the head: between any two checkpoints of a folder."""

from __future__ import annotations

from html import escape
from pathlib import Path

import ipywidgets as W
from torch import Tensor

from ...checkpoint import Checkpoint, load_checkpoint
from ...inside import HeadChange, head_change
from ..card import table_html
from ..figures import BLUE, INK, ORANGE
from ..playground import find_checkpoints
from .parts import NAMES, TEXT, WIDE, Panel, bar, label, note, percent, said, table

MOST = 10  # tokens of a list
_SHOWN = 64  # singular values that are drawn
_FROM, _TO = "mini_llm_checkpoint.pt", "finetuned_llm_clpso.pt"


class HeadPanel(Panel):
    """Two checkpoints of a folder, and a text to hear both heads on. Without others chosen, before
    and after the swarm."""

    def __init__(self, folder: str | Path = "checkpoints", text: str = "") -> None:
        self.paths = find_checkpoints(folder)
        self.found: HeadChange | None = None
        self._loaded: dict[str, Checkpoint] = {}
        names = list(self.paths)
        first = _FROM if _FROM in names else names[-1]
        last = _TO if _TO in names else names[0]
        self.before, self.after = (
            W.Dropdown(options=names, value=value, description=name, style=NAMES, layout=WIDE)
            for name, value in (("before", first), ("after", last))
        )
        self.text = W.Textarea(
            text, description="text", style=NAMES, layout=TEXT, continuous_update=False
        )
        self.drawn = W.HTML()
        choice = W.HBox([self.before, self.after], layout=W.Layout(flex_flow="row wrap"))
        super().__init__(choice, self.text, self.drawn)
        for widget in (self.before, self.after, self.text):
            self._on(widget, self._changed)
        self._changed(None)

    def _changed(self, _change) -> None:
        self.drawn.value = ""
        self._try(self._look)

    def _look(self) -> None:
        names = self.before.value, self.after.value
        kept = {name: lm for name, lm in self._loaded.items() if name in names}
        self._loaded = kept  # the others are released before the next one is read
        for name in names:
            if name not in self._loaded:
                self._loaded[name] = load_checkpoint(self.paths[name])
                self._loaded[name].optimizer = None  # twice the weights, and not looked at
        before, after = (self._loaded[name] for name in names)
        # Plain text, also for a model that converses: both heads hear the same tokens.
        ids = before.tokenizer.encode_prompt(self.text.value)
        read = ids[: before.config.context_length + 1]
        self.found = head_change(before, after, read if len(read) > 1 else None)
        cut = ""
        if len(read) < len(ids):
            cut = f" (the first {len(read):,} of {len(ids):,} tokens)"
        self.drawn.value = change_html(before, self.found, cut)


def change_html(lm: Checkpoint, found: HeadChange, cut: str = "") -> str:
    """What has changed, as facts, lists of tokens and bars."""
    body = ""
    if found.body_changed:
        body = said(
            "More than the head differs between the two. What follows is about the heads alone: "
            "both read what the body of the first one says."
        )
    if not found.size and (found.bias is None or not found.bias.any()):
        same = "The two heads are the same, number for number: no token's row was moved."
        return said(same) + (body and said("More than the head differs between the two."))
    moved = int((found.rows > 0).sum())
    rows = [
        ("size of the change", f"{found.size:.3g}, {percent(found.share)} of the head's own"),
        ("rows that moved", f"{moved:,} of {len(found.rows):,}"),
        ("directions", f"{found.directions} of {len(found.singular_values)} hold 90 % of it"),
    ]
    if found.bias is not None:
        rows.append(("largest change of a bias", f"{float(found.bias.abs().max()):.3g}"))
    if found.loss is not None:
        one, two = found.loss
        rows.append((f"loss on the text{cut}", f"{one:.4f} before, {two:.4f} after (nats a token)"))
    lists = [_moved(lm, found)]
    if found.before is not None:
        lists += [_likelier(lm, found, 1), _likelier(lm, found, -1)]
    inner = "".join(lists)
    return (
        f"{body}{table_html(rows)}<div style='display:flex;flex-wrap:wrap;gap:2em'>{inner}</div>"
        f"{_values_svg(found.singular_values)}"
    )


def _moved(lm: Checkpoint, found: HeadChange) -> str:
    best = found.rows.topk(min(MOST, len(found.rows)))
    top = max(float(best.values[0]), 1e-30)
    rows = [
        (
            escape(label(lm.tokenizer, i)),
            bar(value / top, BLUE, 6),
            f"{value:.3g}",
            percent(float(found.relative[i])),
        )
        for value, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)
        if value > 0
    ]
    return table("Rows that moved most", ("token", "", "length", "of the row"), rows)


def _likelier(lm: Checkpoint, found: HeadChange, sign: int) -> str:
    change: Tensor = sign * (found.after - found.before)
    best = change.topk(min(MOST, len(change)))
    top = max(float((found.after - found.before).abs().max()), 1e-30)
    rows = [
        (
            escape(label(lm.tokenizer, i)),
            bar(value / top, BLUE if sign > 0 else ORANGE, 6),
            percent(float(found.before[i])),
            percent(float(found.after[i])),
        )
        for value, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)
        if value > 0
    ]
    which = "Likelier" if sign > 0 else "Less likely"
    return table(f"{which} on the text, on average", ("token", "", "before", "after"), rows)


def _values_svg(values: Tensor) -> str:
    """The singular values as bars: a few long ones mean that the change is simple."""
    shown = values[:_SHOWN]
    top, width, height = max(float(values[0]), 1e-30), 760, 110
    step = width / max(len(shown), 16)
    bars = "".join(
        f"<rect x='{n * step:.1f}' y='{height - h:.1f}' width='{0.8 * step:.1f}' "
        f"height='{h:.1f}' fill='{BLUE}'/>"
        for n, h in enumerate((shown / top * (height - 14)).tolist())
    )
    of = f"the first {len(shown)} of {len(values)}, " if len(shown) < len(values) else ""
    told = f"Singular values of the change, {of}largest first; the largest is {top:.3g}"
    return (
        f"{note(told)}<svg role='img' aria-label='{told}' "
        f"viewBox='0 0 {width} {height}' style='max-width:{width}px;width:100%'>{bars}"
        f"<line x1='0' x2='{width}' y1='{height}' y2='{height}' stroke='{INK}'/></svg>"
    )
