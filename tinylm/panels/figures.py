"""Figures as plain matplotlib objects: transparent, so that they sit on light and dark pages.

No pyplot here: its global state is neither needed nor safe while a cell is running.
"""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from ..comparing import RunSummary
from ..heads.report import title as named
from ..history import smoothed
from ..records import HeadRecord, StepRecord

if TYPE_CHECKING:
    from ..head import HeadResult

# Okabe and Ito's colours, distinguishable without colour vision; ink reads on white and on black.
BLUE, ORANGE, GREEN, INK = "#0072B2", "#E69F00", "#009E73", "#7F7F7F"
COLOURS = (BLUE, ORANGE, GREEN, "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", INK)
# How the swarm and each control is drawn; the yellow is darker than theirs, to read on white.
LOOKS = dict(
    after=(BLUE, "o", "swarm + gradient, kept"),
    control=(ORANGE, "s", "gradient alone (control)"),
    random=("#CC79A7", "^", "random search (control)"),
    es=("#56B4E9", "v", "evolution strategies (control)"),
    line=("#D55E00", "D", "line scan (control)"),
    cma=("#B3A000", "P", "CMA-ES (control)"),
    greedy=("#8C6BB1", "X", "greedy (control)"),
)


def _axes(size: tuple[float, float]):
    figure = Figure(figsize=size, layout="constrained", facecolor="none")
    axes = figure.add_subplot()
    dress(axes)
    return figure, axes


def dress(axes: Axes) -> None:
    axes.set_facecolor("none")
    axes.tick_params(colors=INK, labelcolor=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(INK)
    axes.grid(alpha=0.25, color=INK, linewidth=0.6)


def finish(axes, xlabel: str, ylabel: str, title: str) -> None:
    axes.set_xlabel(xlabel, color=INK)
    axes.set_ylabel(ylabel, color=INK)
    if title:
        axes.set_title(title, color=INK, fontsize=11)
    if many := len(axes.get_legend_handles_labels()[0]):
        height = axes.figure.get_figheight()
        axes.figure.set_figheight(height + 0.2 * ((many - 1) // 3))  # the legend's further lines
        # Below the axes: error bars are no obstacle to matplotlib's choice of a free corner.
        axes.figure.legend(
            loc="outside lower center", ncols=3, frameon=False, labelcolor=INK, fontsize=9
        )


def loss_figure(
    history: list[StepRecord], title: str = "", size: tuple[float, float] = (7.0, 3.2)
) -> Figure:
    """Training loss (each step faint, its mean strong) and validation loss with 95 % bars."""
    figure, axes = _axes(size)
    thin = max(1, len(history) // 1500)  # more points than pixels cost time and show nothing
    learned = [r for r in history if math.isfinite(r.loss)]
    steps, losses = [r.step for r in learned], [r.loss for r in learned]
    axes.plot(steps[::thin], losses[::thin], color=BLUE, alpha=0.5, linewidth=0.8)
    axes.plot(steps[::thin], smoothed(losses)[::thin], color=BLUE, label="training")
    judged = [r for r in history if r.val_loss is not None]
    if judged:
        bars = [1.96 * (r.val_stderr if math.isfinite(r.val_stderr) else 0.0) for r in judged]
        x, y = [r.step for r in judged], [r.val_loss for r in judged]
        axes.errorbar(x, y, bars, color=ORANGE, marker="o", markersize=4, label="validation")
    if steps:
        axes.set_xlim(0, max(10, 1.03 * steps[-1]))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    finish(axes, "step", "loss (nats per token)", title)
    return figure


def swarm_figure(
    history: list[HeadRecord],
    title: str = "",
    size: tuple[float, float] = (7.0, 3.2),
    goal: str = "loss (nats per token)",
) -> Figure:
    """How far the goal has come from the start head's: swarm and gradient beside their controls.

    Select part, 95 % bars of the paired difference; the swarm's best is on fitness tokens.
    """
    figure, axes = _axes(size)
    _courses(axes, history)
    finish(axes, "seconds of search", f"change of {goal}", title)
    return figure


def result_figure(result: HeadResult, title: str = "", width: float = 7.0) -> Figure:
    """Above the courses of `swarm_figure`; below, what start, swarm and each control came to on
    the same test tokens or prompts: the change since the start, with 95 % bars, paired. A result
    of an older version, which holds no such figures, has its courses alone."""
    goal = "loss (nats per token)" if result.goal == "cross_entropy" else result.goal
    rows = list(result.outcomes.items())
    if not rows:
        return swarm_figure(result.history, title, (width, 3.2), goal)
    figure = Figure(figsize=(width, 4.2 + 0.28 * len(rows)), layout="constrained", facecolor="none")
    upper, lower = figure.subplots(2, height_ratios=(7, 1.6 + len(rows)))
    for axes in (upper, lower):
        dress(axes)
    _courses(upper, result.history)
    lower.axvline(0, color=INK, linewidth=0.8)
    for place, (name, row) in enumerate(rows):
        kind = name.partition(" ")[0]
        colour, marker = LOOKS[kind][:2] if kind in LOOKS else (INK, "o")
        bar = 1.96 * row["stderr"]
        lower.errorbar(row["change"], place, xerr=bar, color=colour, marker=marker, ms=5, capsize=3)
    names = [f"{named(name)}: {row['goal']:.4f}" for name, row in rows]
    lower.set_yticks(range(len(rows)), [name[0].upper() + name[1:] for name in names])
    lower.set_ylim(len(rows) - 0.5, -0.5)
    finish(lower, f"change of {goal}, test part", "", "")
    finish(upper, "seconds of search", f"change of {goal}", title)
    return figure


def _courses(axes: Axes, history: list[HeadRecord]) -> None:
    """Each search's way over its seconds, in the order of the legend."""
    hybrid = [r for r in history if r.phase in ("refine", "swarm")]
    judged = [r for r in history if r.stderr is not None]
    for kind, (colour, marker, label) in LOOKS.items():
        rows = [r for r in judged if (r in hybrid if kind == "after" else r.phase == kind)]
        if rows:
            bars = [0.0, *(1.96 * r.stderr for r in rows)]
            x, y = [0.0, *(r.seconds for r in rows)], [0.0, *(r.change for r in rows)]
            look = dict(color=colour, marker=marker, ms=4, label=label, elinewidth=0.8)
            axes.errorbar(x, y, bars, **look)
        if kind != "after":
            continue
        fitness = [r for r in hybrid if r.change is not None and r.stderr is None]
        label = "swarm's best, fitness tokens"
        for cycle in sorted({r.cycle for r in fitness}):
            rows = [r for r in fitness if r.cycle == cycle]
            x, y = [r.seconds for r in rows], [r.change for r in rows]
            axes.errorbar(x, y, color=GREEN, ls=":", label=label)
            label = None
    axes.axhline(0, color=INK, linewidth=0.8)


def runs_figure(
    runs: Sequence[RunSummary],
    against: str = "step",
    title: str = "",
    size: tuple[float, float] = (7.6, 3.6),
) -> Figure:
    """Validation losses of several runs with 95 % bars, along `step`, `tokens` or `seconds`.

    Of head tuning: how far the goal has come, along the seconds of search.
    """
    figure, axes = _axes(size)
    for i, run in enumerate(runs):
        points = run.validations(against)
        if not points:
            continue
        x, y, errors = zip(*points, strict=True)
        colour, marker = COLOURS[i % len(COLOURS)], "osD^vPX*"[i % 8]
        bars = [1.96 * e if math.isfinite(e) else 0.0 for e in errors]
        label = textwrap.shorten(run.label, 34, placeholder="…")
        axes.errorbar(
            x, y, bars, color=colour, marker=marker, ms=4, lw=1.2, elinewidth=0.7, label=label
        )
    axes.set_xlim(left=0)
    names = dict(step="step", tokens="tokens learned from", seconds="seconds of work")
    if against != "seconds":
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    head = bool(runs) and runs[0].stage == "head"
    told = "change of the goal, select part" if head else "validation loss (nats per token)"
    finish(axes, names[against], told, title)
    return figure


def length_figure(
    lengths: np.ndarray, context: int, title: str = "", size: tuple[float, float] = (7.0, 3.0)
) -> Figure:
    """How many documents have how many tokens, and where the model's context ends.

    `lengths`: (n,) tokens of each document. Where some are much longer than most, both the axis and
    the bars grow by factors instead of steps.
    """
    figure, axes = _axes(size)
    low, high = int(lengths.min()), max(int(lengths.max()), context)
    wide = high > 20 * max(1.0, float(np.median(lengths)))
    spread = np.geomspace if wide else np.linspace
    edges = np.unique(spread(max(1, low) if wide else 0, high + 1, 31).round())
    counts, _ = np.histogram(lengths, edges)
    axes.stairs(counts, edges, fill=True, color=BLUE, alpha=0.75)
    if wide:
        axes.set_xscale("log")
    longer = f"{np.mean(lengths > context):.1%} of the documents are longer"
    axes.axvline(context, color=ORANGE, ls="--", label=f"context: {context:,} tokens; {longer}")
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    finish(axes, "tokens in a document", "documents", title)
    return figure


def as_png(figure: Figure, dpi: int = 100) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi)
    return out.getvalue()


def wrapped(text: str, width: int = 72) -> str:
    """Long lines broken between words (JupyterLab breaks printed ones anywhere)."""
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


def show(figure: Figure) -> None:
    """Displays a figure as a plain picture, which stays in the saved notebook."""
    from IPython.display import Image, display

    display(Image(data=as_png(figure)))
