"""What stays of a run that was watched: figures in files, and the cell's output without widgets.

The output is HTML that needs no kernel: a saved notebook shows it when it is opened again. Where a
page does not run what is in it (a notebook of somebody else), its slider and its choices do
nothing, and it is read as it stands.
"""

from __future__ import annotations

import base64
import dataclasses
import math
from collections.abc import Sequence
from html import escape
from pathlib import Path

from ..files import write_atomically
from ..records import HeadRecord, StepRecord
from .curves import PLAIN, PURPLE, View, bits_per_nat, loss_chart, small_charts
from .figures import as_png, loss_figure, swarm_figure
from .preference import preference_figure

_TEXT = "white-space:pre-wrap;margin:0 0 .5em 0;line-height:1.45"
_SHOWN = 40  # moments in a kept output, at most; the run's metrics.jsonl has all
# Shows the texts and the line of the moment that the slider has been dragged to.
_DRAG = (
    "var b=this.closest('.tinylm-run'),t=[...b.querySelectorAll('[data-step]')],v=+this.value,"
    "k=t[0];t.forEach(e=>{e.style.display='none';if(+e.dataset.step<=v)k=e});k.style.display='';"
    "b.querySelectorAll('.tinylm-cursor').forEach(c=>{var d=c.closest('svg').dataset,l=+d.left,"
    "x=l+(d.right-l)*v/d.last;c.setAttribute('transform','translate('+x+')');"
    "c.setAttribute('stroke-opacity',.8)})"
)
_CHOOSE = (
    "var b=this.closest('.tinylm-run'),s=b.querySelectorAll('select'),"
    "n=[...s].map(e=>e.value).join('');b.querySelectorAll('[data-view]').forEach("
    "e=>{e.style.display=e.dataset.view==n?'':'none'})"
)


def figure_of(history: Sequence[StepRecord | HeadRecord], view: View = PLAIN, title: str = ""):
    """The run as a matplotlib figure, on transparent ground."""
    if isinstance(history[-1], HeadRecord):
        return swarm_figure(history, title)
    if history[-1].measures:
        return preference_figure(history, title)
    scale = (bits_per_nat(history) or 1.0) if view.bits else 1.0
    figure = loss_figure([_scaled(r, scale) for r in history] if scale != 1 else history, title)
    (axes,) = figure.axes
    axes.set_ylabel(f"loss ({view.unit})")
    axes.set_yscale("log" if view.log else "linear")
    if view.log:
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter("{x:g}")
        axes.tick_params(which="minor", colors=axes.yaxis.label.get_color(), labelsize=8)
    for record in history:
        if record.event:
            axes.axvline(record.step, color=PURPLE, ls="--", lw=0.9)
    return figure


def _scaled(record: StepRecord, scale: float) -> StepRecord:
    judged = {}
    if record.val_loss is not None:
        judged = dict(val_loss=scale * record.val_loss, val_stderr=scale * record.val_stderr)
    return dataclasses.replace(record, loss=scale * record.loss, **judged)


def save_figures(
    history: Sequence[StepRecord | HeadRecord], view: View, title: str, folder: Path | None
) -> list[Path]:
    """Writes `loss.png` (200 dots an inch) and `loss.svg` into the run's folder, or, for a run
    without one, into the working directory; gives their paths."""
    figure, paths = figure_of(history, view, title), []
    for kind in ("png", "svg"):
        path = (folder or Path()) / f"loss.{kind}"
        write_atomically(path, lambda to, kind=kind: figure.savefig(to, format=kind, dpi=200))
        paths.append(path)
    return paths


def written(history: Sequence[StepRecord], step: int) -> str:
    """HTML of what the model wrote last up to this step."""
    found = next((r for r in reversed(history) if r.samples and r.step <= step), None)
    if found is None:
        return "" if not history else "<i>nothing was written before this step</i>"
    texts = "".join(f'<p style="{_TEXT}">{escape(text)}</p>' for text in found.samples)
    return f"at <b>step {found.step}</b> it wrote:{texts}"


def keepsake(
    history: Sequence[StepRecord | HeadRecord], told: str, title: str = ""
) -> dict[str, str]:
    """The kept output of a run, by MIME type. `told`: the lines below its head, as HTML."""
    picture = as_png(figure_of(history, title=title))
    plain = told.replace("<br>", "\n")
    out = {"image/png": base64.b64encode(picture).decode(), "text/plain": plain}
    head = isinstance(history[-1], HeadRecord)
    if head or history[-1].measures:
        source = f"data:image/png;base64,{out['image/png']}"
        shown = "change of the goal over seconds" if head else "margins or rewards by step"
        image = f'<img src="{source}" alt="{shown}" style="max-width:100%">'
        return out | {"text/html": f"<div>{told}</div>{image}"}
    return out | {"text/html": _page(history, told)}


def _page(history: Sequence[StepRecord], told: str) -> str:
    views = {"00": PLAIN, "10": View(log=True)}
    choices = [("linear", "log")]
    if bits_per_nat(history) is not None:
        views |= {"01": View(bits=True), "11": View(log=True, bits=True)}
        choices.append(("nats per token", "bits per byte"))
    selects = "".join(
        f'<select onchange="{_CHOOSE}" style="margin:0 8px 0 0">'
        + "".join(f'<option value="{i}">{name}</option>' for i, name in enumerate(names))
        + "</select>"
        for names in choices
    )
    hidden = ' style="display:none"'
    names = [name[: len(choices)] for name in views]
    charts = "".join(
        f'<div data-view="{name}"{hidden if i else ""}>{loss_chart(history, view)}</div>'
        for i, (name, view) in enumerate(zip(names, views.values(), strict=True))
    )
    moments = [r for r in history if r.samples]
    stride = math.ceil(len(moments) / _SHOWN) or 1
    moments = moments[::-1][::stride][::-1]  # the last one stays
    texts = "".join(
        f'<div data-step="{r.step}"{hidden if r is not moments[-1] else ""}>'
        f"{written([r], r.step)}</div>"
        for r in moments
    )
    last = history[-1].step
    slider = (
        f'<input type="range" min="0" max="{last}" value="{last}" oninput="{_DRAG}" '
        'aria-label="step" style="width:90.5%;margin:0 0 0 7.5%">'
        if moments
        else ""
    )
    return (
        f'<div class="tinylm-run" style="max-width:700px">{told}<div style="margin:6px 0">'
        f"{selects}</div>{charts}{slider}{texts}{small_charts(history)}</div>"
    )
