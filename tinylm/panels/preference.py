"""The curves of a preference or a reward stage: accuracy, margin, divergence; reward, length."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from ..history import smoothed
from ..records import StepRecord
from .figures import BLUE, INK, ORANGE, dress


def preference_figure(
    history: list[StepRecord], title: str = "", size: tuple[float, float] = (7.0, 4.4)
) -> Figure:
    """Four curves of a run of `prefer` or `reinforce`: training faint and its mean strong, held-out
    prompts with 95 % bars where their error is known.

    Raises `ValueError` for the history of another stage.
    """
    told = [r for r in history if r.measures]
    rewarded = any("reward" in r.measures for r in told)
    if not told or not (rewarded or any("train_margin" in r.measures for r in told)):
        raise ValueError(
            "this history has neither margins nor rewards: give the one of tinylm.prefer or "
            "tinylm.reinforce."
        )
    figure = Figure(figsize=size, layout="constrained", facecolor="none")
    rooms = list(figure.subplots(2, 2, sharex=True).flat)
    for axes in rooms:
        dress(axes)
    draw = _rewards if rewarded else _preferences
    draw(rooms, told)
    for axes in rooms[2:]:
        axes.set_xlabel("step", color=INK)
    rooms[0].set_xlim(0, max(10, 1.03 * told[-1].step))
    rooms[0].xaxis.set_major_locator(MaxNLocator(integer=True))
    if title:
        figure.suptitle(title, color=INK, fontsize=11)
    handles, labels = rooms[0].get_legend_handles_labels()
    figure.legend(
        handles,
        labels,
        loc="outside lower center",
        ncols=3,
        frameon=False,
        labelcolor=INK,
        fontsize=9,
    )
    return figure


def _preferences(rooms: list[Axes], told: list[StepRecord]) -> None:
    accuracy, margin, away, loss = rooms
    _training(accuracy, told, "train_accuracy")
    judged = [r for r in told if r.val_loss is not None]
    steps = [r.step for r in judged]
    share = [r.val_accuracy for r in judged]
    pairs = [_pairs(r) for r in judged]
    _held_out(accuracy, steps, share, pairs)
    accuracy.axhline(0.5, color=INK, linewidth=0.8)
    _named(accuracy, "pairs told apart", percent=True)
    _training(margin, told, "train_margin")
    _measured(margin, judged, "margin")
    _named(margin, "margin (nats, times beta)")
    _measured(away, judged, "kl")
    _named(away, "divergence (nats per token)")
    _measured(loss, judged, "answer_loss")
    _named(loss, "chosen answers' loss (nats)")


def _rewards(rooms: list[Axes], told: list[StepRecord]) -> None:
    reward, away, length, ended = rooms
    judged = [r for r in told if r.val_loss is not None]
    for axes, name, label in (
        (reward, "reward", "reward"),
        (away, "kl", "divergence (nats per token)"),
        (length, "length", "tokens in an answer"),
        (ended, "ended", "answers that end"),
    ):
        _training(axes, told, name)
        _measured(axes, judged, f"val_{name}")
        _named(axes, label, percent=name == "ended")


def _training(axes: Axes, told: list[StepRecord], name: str) -> None:
    known = [r for r in told if name in r.measures]
    steps, values = [r.step for r in known], [r.measures[name] for r in known]
    thin = max(1, len(known) // 1500)
    axes.plot(steps[::thin], values[::thin], color=BLUE, alpha=0.4, linewidth=0.8)
    axes.plot(steps[::thin], smoothed(values)[::thin], color=BLUE, label="training")


def _measured(axes: Axes, judged: list[StepRecord], name: str) -> None:
    known = [r for r in judged if name in r.measures]
    errors = [r.measures.get(f"{name}_stderr", 0.0) for r in known]
    _held_out(axes, [r.step for r in known], [r.measures[name] for r in known], errors)


def _held_out(axes: Axes, steps: list[int], values: list[float], errors: list[float]) -> None:
    if steps:
        bars = [1.96 * error for error in errors]
        axes.errorbar(steps, values, bars, color=ORANGE, marker="o", markersize=4, label="held out")


def _pairs(record: StepRecord) -> float:
    """The standard error of a share of pairs."""
    share = record.val_accuracy
    return math.sqrt(share * (1 - share) / record.measures["pairs"])


def _named(axes: Axes, label: str, percent: bool = False) -> None:
    axes.set_ylabel(label, color=INK, fontsize=9)
    if percent:
        axes.yaxis.set_major_formatter(PercentFormatter(1.0))
