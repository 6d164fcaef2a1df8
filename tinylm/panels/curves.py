"""The curves of a run as SVG text: a few milliseconds a frame, where a picture takes fifty.

They are part of the page, so axes and letters have its colours, light or dark; they stay in a saved
notebook, and need nothing to be shown again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

import numpy as np

from ..calculator import human
from ..history import smoothed
from ..records import StepRecord
from .figures import BLUE, GREEN, ORANGE

PURPLE = "#CC79A7"  # Okabe and Ito's, for what happened beside learning
_POINTS = 300  # of a line, at most: a page has no more pixels for it
_SIDES = dict(left=58, right=12, top=12, bottom=34)


class Line(NamedTuple):
    """One series of a chart."""

    label: str
    x: np.ndarray
    y: np.ndarray
    colour: str
    faint: bool = False  # thin, and of no account for the range of the axis
    error: np.ndarray | None = None  # half the length of a bar: then points, joined


@dataclass(frozen=True)
class View:
    """How the loss is shown."""

    log: bool = False
    bits: bool = False  # bits per byte instead of nats per token

    @property
    def unit(self) -> str:
        return "bits per byte" if self.bits else "nats per token"


def bits_per_nat(history: Sequence[StepRecord]) -> float | None:
    """Bits per byte that a nat per token is, by the latest validation; None where not known."""
    for record in reversed(history):
        bits = record.val_bits_per_byte
        if bits is not None and math.isfinite(bits) and record.val_loss:
            return bits / record.val_loss
    return None


PLAIN = View()


def loss_chart(history: Sequence[StepRecord], view: View = PLAIN, cursor: int = 0) -> str:
    """Training loss (each step faint, its mean strong), validation loss with 95 % bars, and marks
    where something happened beside learning. `cursor`: a step to point at; 0: none."""
    scale = (bits_per_nat(history) or 1.0) if view.bits else 1.0
    learned = [r for r in history if math.isfinite(r.loss)]
    x = np.array([r.step for r in learned], dtype=float)
    y = scale * np.array([r.loss for r in learned])
    lines = [
        Line("each step", x, y, BLUE, faint=True),
        Line("training", x, np.array(smoothed(y.tolist())), BLUE),
    ]
    judged = [r for r in history if r.val_loss is not None and math.isfinite(r.val_loss)]
    if judged:
        errors = [r.val_stderr if math.isfinite(r.val_stderr) else 0.0 for r in judged]
        at = np.array([r.step for r in judged], dtype=float)
        losses = scale * np.array([r.val_loss for r in judged])
        bars = 1.96 * scale * np.array(errors)
        lines.append(Line("validation, 95 % bars", at, losses, ORANGE, error=bars))
    marks = [(r.step, r.event) for r in history if r.event]
    return chart(lines, (680, 270), f"loss ({view.unit})", log=view.log, marks=marks, cursor=cursor)


def small_charts(history: Sequence[StepRecord]) -> str:
    """Learning rate, speed, gradient norm and memory, two beside each other."""

    def line(colour: str, value: Callable[[StepRecord], float | None]) -> list[Line]:
        rows = [(r.step, value(r)) for r in history]
        rows = [(s, v) for s, v in rows if v is not None and math.isfinite(v)]
        x, y = np.array(rows, dtype=float).reshape(-1, 2).T
        return [Line("", x, y, colour)]

    lines = {
        "learning rate": line(GREEN, lambda r: r.lr),
        "tokens per second": line(BLUE, lambda r: r.tokens_per_second),
        "gradient norm": line(PURPLE, lambda r: r.grad_norm),
        "memory (MB)": line(ORANGE, _memory),
    }
    how, size = dict(zero=True, end=history[-1].step), (340, 128)
    charts = [
        chart(some, size, name, log=name == "gradient norm", **how)
        for name, some in lines.items()
        if len(some[0].x)
    ]
    return f'<div style="display:flex;flex-wrap:wrap;max-width:700px">{"".join(charts)}</div>'


def _memory(record: StepRecord) -> float | None:
    held = record.memory if record.gpu_memory is None else record.gpu_memory
    return held and held / 1e6


def chart(
    lines: Sequence[Line],
    size: tuple[int, int],
    label: str,
    *,
    log: bool = False,
    zero: bool = False,
    end: int = 0,
    marks: Sequence[tuple[int, str]] = (),
    cursor: int = 0,
) -> str:
    """One chart over steps. `log`: the other axis grows by factors (what is not positive is left
    out); `zero`: else, it begins at 0; `end`: the last step, if the lines do not reach it."""
    width, height = size
    left, right = _SIDES["left"], width - _SIDES["right"]
    top, bottom = _SIDES["top"], height - _SIDES["bottom"]
    share = 100 if width > 400 else 50  # of the width that there is
    last = max(10.0, float(end), *(line.x[-1] for line in lines if len(line.x)))
    low, high = _range(lines, log, zero)
    bend = math.log if log else float

    def across(step: float) -> float:
        return left + (right - left) * step / last

    def up(value: np.ndarray | float) -> np.ndarray:
        value = np.maximum(value, low * 1e-3) if log else np.asarray(value)
        share = ((np.log(value) if log else value) - bend(low)) / (bend(high) - bend(low))
        return np.clip(bottom - (bottom - top) * share, top - 2, bottom + 2)

    out = [
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" '
        f'data-left="{left}" data-right="{right}" data-last="{last:g}" '
        f'style="width:{share}%;max-width:{width}px;height:auto" fill="currentColor" '
        'font-family="sans-serif" font-size="11">'
    ]
    axis = 'stroke="currentColor" stroke-opacity='
    for value in _ticks(low, high, log):
        y = float(up(value))
        out.append(f'<path d="M{left} {y:.1f}H{right}" {axis}".15"/>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{_said(value)}</text>')
    for value in _ticks(0, last, False, 6 if width > 400 else 3):
        x = across(value)
        text = f'text-anchor="middle">{_said(value)}</text>'
        out.append(f'<text x="{x:.1f}" y="{bottom + 14}" {text}')
    out.append(f'<path d="M{left} {top}V{bottom}H{right}" fill="none" {axis}".5"/>')
    out.append(f'<text x="{right}" y="{height - 5}" text-anchor="end">step</text>')
    for step, event in marks:
        x = across(step)
        out.append(
            f'<g stroke="{PURPLE}"><title>step {step}: {escape(event)}</title>'
            f'<path d="M{x:.1f} {top}V{bottom}" stroke-dasharray="3 3"/>'
            f'<path d="M{x:.1f} {top}l-4 -8h8z" fill="{PURPLE}"/></g>'
        )
    for line in lines:
        out += _drawn(line, across, up)
    legend, x = [line for line in lines if line.label], left
    for line in legend:
        style = 'stroke-opacity=".6"' if line.faint else 'stroke-width="2"'
        y = height - 9
        out.append(f'<path d="M{x} {y}h16" stroke="{line.colour}" {style}/>')
        out.append(f'<text x="{x + 20}" y="{y + 4}">{escape(line.label)}</text>')
        x += 44 + 5.4 * len(line.label)
    if not legend:
        out.append(f'<text x="{left}" y="{height - 5}">{escape(label)}</text>')
    else:
        middle = (top + bottom) / 2
        out.append(
            f'<text transform="translate(11 {middle}) rotate(-90)" text-anchor="middle">'
            f"{escape(label)}</text>"
        )
        out.append(
            f'<path class="tinylm-cursor" d="M0 {top}V{bottom}" transform="translate('
            f'{across(cursor):.1f})" {axis}"{0.8 if cursor else 0}"/>'
        )
    return "".join([*out, "</svg>"])


def _range(lines: Sequence[Line], log: bool, zero: bool) -> tuple[float, float]:
    """Of the axis: all of the strong lines, and of the faint ones what most points have."""
    found = []
    for line in lines:
        y = line.y[line.y > 0] if log else line.y
        if len(y) and line.faint:
            found.append(np.quantile(y, (0.02, 0.98)))
        elif len(y):
            found.append(np.array([y.min(), y.max()]))
    if not found:
        return (0.1, 1.0) if log else (0.0, 1.0)
    low, high = float(np.min(found)), float(np.max(found))
    if log:
        return low / 1.08, high * 1.08
    low = 0.0 if zero else low
    room = 0.06 * (high - low) or 0.05 * abs(high) or 0.5
    return (low if zero else low - room), high + room


def _drawn(line: Line, across: Callable, up: Callable) -> list[str]:
    if not len(line.x):
        return []
    pick = _picked(line.y) if line.error is None else np.arange(len(line.y))
    x, y = across(line.x[pick]), up(line.y[pick])
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    style = 'stroke-width="0.8" stroke-opacity=".6"' if line.faint else 'stroke-width="1.7"'
    out = [f'<polyline points="{points}" fill="none" stroke="{line.colour}" {style}/>']
    if line.error is not None:
        ends = zip(x, up(line.y - line.error), up(line.y + line.error), strict=True)
        bars = "".join(f"M{a:.1f} {b:.1f}V{c:.1f}" for a, b, c in ends)
        out.append(f'<path d="{bars}" stroke="{line.colour}"/>')
        dots = "".join(
            f"M{a - 3:.1f} {b:.1f}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0" for a, b in zip(x, y, strict=True)
        )
        out.append(f'<path d="{dots}" fill="{line.colour}"/>')
    elif len(line.x) == 1:
        out.append(f'<circle cx="{x[0]:.1f}" cy="{y[0]:.1f}" r="2" fill="{line.colour}"/>')
    return out


def _picked(y: np.ndarray) -> np.ndarray:
    """Which points to draw of many: of each stretch the lowest and the highest, so that no spike is
    lost."""
    if len(y) <= _POINTS:
        return np.arange(len(y))
    stretches = np.array_split(np.arange(len(y)), _POINTS // 2)
    ends = [(s[np.argmin(y[s])], s[np.argmax(y[s])]) for s in stretches]
    return np.unique([0, *np.ravel(ends), len(y) - 1])


def _ticks(low: float, high: float, log: bool, most: int = 5) -> list[float]:
    """Round values between the two, at most about so many."""
    if log and high / low > 8:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        steps = (1, 2, 5) if high / low < 100 else (1,)
        found = [step * 10.0**power for power in powers for step in steps]
        found = found[:: max(1, len(found) // 7)]
    else:
        step = (high - low) / most
        size = 10.0 ** math.floor(math.log10(step))
        step = next(k * size for k in (1, 2, 5, 10) if k * size >= step * 0.999)
        found = [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return [value for value in found if low <= value <= high]


def _said(value: float) -> str:
    if abs(value) >= 1e6:
        return human(value).replace(" ", "")
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
