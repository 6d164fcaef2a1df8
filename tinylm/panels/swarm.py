"""How the swarm moves: its particles in the plane in which they differ most, over what the heads
tried there scored; beside it fitness and diversity, with the controls on the same axes."""

from __future__ import annotations

import math

import ipywidgets as W
import numpy as np
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..records import HeadRecord
from .figures import BLUE, GREEN, INK, LOOKS, as_png, dress

_GRID = 48  # points of the shaded plane, in each direction


def searches(history: list[HeadRecord], phase: str) -> list[tuple[int, list[HeadRecord]]]:
    """(cycle, its records that tell values) of each search of this kind, in their order; a control
    that was repeated has all its cycles once more."""
    found: list[tuple[int, list[HeadRecord]]] = []
    decided = True
    for record in history:
        if record.phase != phase:
            continue
        if record.stderr is not None:
            decided = True
        elif record.change is not None:
            cycle, rows = found[-1] if found else (-1, [])
            if rows and record.evaluations <= rows[-1].evaluations:
                found.append((0, [record]))
            elif decided:
                found.append((cycle + 1, [record]))
            else:
                rows.append(record)
            decided = False
    return found


def plane(points: np.ndarray) -> tuple[np.ndarray, float]:
    """(n, 2): points (n, D) in the plane through the first one in which they differ most, and the
    share of their spread that lies in it."""
    apart = points - points[0]
    _, sizes, axes = np.linalg.svd(apart - apart.mean(axis=0), full_matrices=False)
    flat = np.zeros((len(points), 2))
    shown = min(2, len(axes))
    flat[:, :shown] = apart @ axes[:shown].T
    whole = float((sizes**2).sum())
    return flat, float((sizes[:shown] ** 2).sum()) / whole if whole else 1.0


def swarm_plane(history: list[HeadRecord], cycle: int = 0, generation: int | None = None) -> Figure:
    """The swarm of a cycle after so many of its records (None: all).

    Raises `ValueError` where there is no swarm to show.
    """
    runs = [run for number, run in searches(history, "swarm") if number == cycle]
    if not runs:
        raise ValueError(f"no swarm has flown in cycle {cycle + 1}: there is nothing to show.")
    run = runs[0]
    upto = len(run) if generation is None else max(1, min(generation, len(run)))
    figure = Figure(figsize=(7.0, 4.6), layout="constrained", facecolor="none")
    grid = figure.add_gridspec(2, 2, width_ratios=(1.15, 1))
    left = figure.add_subplot(grid[:, 0])
    upper, lower = (figure.add_subplot(grid[i, 1]) for i in range(2))
    for axes in (left, upper, lower):
        dress(axes)
    _particles(left, run, upto, _decision(history, cycle))
    _fitness(upper, history, run, cycle, upto)
    _diversity(lower, run, upto)
    return figure


def _decision(history: list[HeadRecord], cycle: int) -> bool | None:
    """Whether what the swarm of a cycle found was kept; None before that is decided."""
    told = [r.accepted for r in history if (r.phase, r.cycle) == ("swarm", cycle)]
    return next((one for one in told if one is not None), None)


def _particles(axes: Axes, run: list[HeadRecord], upto: int, kept: bool | None) -> None:
    told = [record for record in run if record.points]
    if not told:
        axes.text(
            0.5,
            0.5,
            "too many numbers to show:\nthis space has its curves alone",
            ha="center",
            va="center",
            color=INK,
            transform=axes.transAxes,
        )
        return
    points = np.array([point for record in told for point in record.points])
    values = np.array([value for record in told for value in record.values])
    ends = np.cumsum([len(record.points) for record in told])
    flat, share = plane(points)
    done = sum(1 for record in run[:upto] if record.points)
    now = ends[max(0, done - 1)]
    before = ends[done - 2] if done > 1 else 0
    _shade(axes, flat, values)
    axes.plot(*flat[:before].T, ".", color=INK, ms=3, alpha=0.6, ls="none")
    axes.plot(*flat[before:now].T, "o", color=BLUE, ms=6, mec="white", ls="none", label="particles")
    axes.plot(*flat[0], "s", color=INK, ms=7, mec="white", ls="none", label="head at hand")
    best = int(np.argmin(values[:now]))
    fate = {None: "best so far", True: "best: kept", False: "best: not kept"}
    fate = fate[kept if upto == len(run) else None]
    look = "X" if kept is False and upto == len(run) else "*"
    axes.plot(*flat[best], look, color="#D55E00", ms=12, mec="white", ls="none", label=fate)
    told = f"plane of the largest spread ({share:.0%} of it), in units of the box"
    _label(axes, told, "")
    place = dict(loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3)  # the shade is busy
    axes.legend(**place, fontsize=8, frameon=False, labelcolor=INK, handletextpad=0.2)


def _label(axes: Axes, x: str, y: str) -> None:
    axes.set_xlabel(x, color=INK, fontsize=9)
    axes.set_ylabel(y, color=INK, fontsize=9)


def _shade(axes: Axes, flat: np.ndarray, values: np.ndarray) -> None:
    """The values of all points tried, as a smooth surface where there are some."""
    low, high = flat.min(axis=0), flat.max(axis=0)
    reach = np.maximum(high - low, 1e-9)
    low, high = low - 0.12 * reach, high + 0.12 * reach
    x, y = (np.linspace(low[i], high[i], _GRID) for i in range(2))
    spots = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 1, 2)
    apart = (((spots - flat[None]) / (0.13 * reach)) ** 2).sum(axis=-1)
    weights = np.exp(-0.5 * apart)
    mass = weights.sum(axis=1)
    surface = (weights @ values) / np.maximum(mass, 1e-12)
    surface = np.ma.masked_where(mass < 0.05, surface).reshape(_GRID, _GRID)
    extent = (low[0], high[0], low[1], high[1])
    kind = dict(origin="lower", aspect="auto", cmap="cividis", alpha=0.55)
    picture = axes.imshow(surface, extent=extent, interpolation="bilinear", **kind)
    bar = axes.figure.colorbar(picture, ax=axes, location="top", shrink=0.8, pad=0.02)
    bar.set_label("change of the goal, smoothed over heads tried", color=INK, fontsize=8)
    bar.ax.tick_params(colors=INK, labelcolor=INK, labelsize=8)
    bar.outline.set_visible(False)


def _fitness(
    axes: Axes, history: list[HeadRecord], run: list[HeadRecord], cycle: int, upto: int
) -> None:
    for phase, (colour, _, label) in LOOKS.items():
        courses = [rows for number, rows in searches(history, phase) if number == cycle]
        if phase in ("after", "control") or not courses:
            continue
        length = min(map(len, courses))
        x = np.array([r.evaluations for r in courses[0][:length]])
        y = np.array([[r.change for r in course[:length]] for course in courses])
        axes.plot(x - x[0], y.mean(axis=0), color=colour, lw=1.2, label=label.split(" (")[0])
        if len(courses) > 1:
            error = 1.96 * y.std(axis=0, ddof=1) / math.sqrt(len(courses))
            mean = y.mean(axis=0)
            axes.fill_between(x - x[0], mean - error, mean + error, color=colour, alpha=0.2, lw=0)
    x = np.array([r.evaluations for r in run[:upto]]) - run[0].evaluations
    axes.plot(x, [r.change for r in run[:upto]], color=BLUE, lw=1.6, label="swarm's best")
    mean = [r.mean - r.best + r.change if r.mean is not None else math.nan for r in run[:upto]]
    axes.plot(x, mean, color=BLUE, lw=1, ls=":", label="swarm's mean")
    axes.axhline(0, color=INK, linewidth=0.8)
    _label(axes, "", "change of the goal")
    axes.legend(fontsize=7, frameon=False, labelcolor=INK)


def _diversity(axes: Axes, run: list[HeadRecord], upto: int) -> None:
    told = [r for r in run[:upto] if r.diversity is not None]
    x = [r.evaluations - run[0].evaluations for r in told]
    axes.plot(x, [100 * r.diversity for r in told], color=GREEN, lw=1.4)
    axes.set_ylim(bottom=0)
    _label(axes, "heads tried", "diversity (% of the box)")


class SwarmView:
    """The panel: a cycle, and how far its swarm has flown."""

    def __init__(self, history: list[HeadRecord]) -> None:
        self._history = list(history)
        cycles = sorted({cycle for cycle, _ in searches(self._history, "swarm")})
        if not cycles:
            raise ValueError("no swarm has flown yet: run the cell that tunes the head.")
        names = {"description_width": "90px"}
        self.cycle = W.Dropdown(
            options=[(str(c + 1), c) for c in cycles], description="cycle", style=names
        )
        self.generation = W.IntSlider(
            min=1, max=1, description="generation", style=names, layout=W.Layout(width="420px")
        )
        self.image = W.Image(format="png", layout=W.Layout(max_width="700px", width="100%"))
        row = W.HBox([self.cycle, self.generation], layout=W.Layout(flex_flow="row wrap"))
        self.box = W.VBox([row, self.image])
        self.cycle.observe(self._begin, "value")
        self.generation.observe(self._draw, "value")
        self._begin()

    def show(self) -> SwarmView:
        display(self.box)
        return self

    def _begin(self, _change=None) -> None:
        runs = searches(self._history, "swarm")
        (run, *_) = [rows for cycle, rows in runs if cycle == self.cycle.value]
        self.generation.max = len(run)
        if self.generation.value == len(run):
            self._draw()
        self.generation.value = len(run)

    def _draw(self, _change=None) -> None:
        figure = swarm_plane(self._history, self.cycle.value, self.generation.value)
        self.image.value = as_png(figure)
