"""What head tuning came to: figures on the test part, as plain values, in words, in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from torch import Tensor

from ..evaluation import Report
from .goals import Judge, Scores
from .parts import Ground
from .view import HeadView

if TYPE_CHECKING:
    from ..head import HeadResult

TITLES = dict(
    before="start", after="swarm", control="gradient alone", random="random search",
    es="evolution strategies", line="line scan", cma="CMA-ES", greedy="greedy",
)  # fmt: skip


def scores(
    judge: Judge, heads: dict[str, Tensor], reports: dict[str, Report], ground: Ground
) -> dict[str, Scores]:
    """The goal's value of each head on the test part."""
    if judge.name == "cross_entropy":
        return {
            name: Scores(r.loss, ((1.0, np.array(r.window_losses), np.array(r.window_tokens)),))
            for name, r in reports.items()
        }
    part = ground.test()
    return {name: judge.scores(HeadView(part, head)) for name, head in heads.items()}


def outcomes(
    scores: dict[str, Scores],
    reports: dict[str, Report],
    spent: dict[str, tuple[int, int, float]],
    moved: dict[str, float],
) -> dict[str, dict]:
    """Of each head its figures, their changes since the start, and how the swarm's differ."""
    found = {}
    for name, own in scores.items():
        change, error = own.minus(scores["before"])
        apart, apart_error = scores["after"].minus(own)
        rise, rise_error = reports[name].minus(reports["before"])
        evaluations, steps, seconds = spent[name]
        found[name] = dict(
            goal=own.total,
            change=change,
            stderr=error,
            apart=apart,  # the swarm's minus this one's: below 0 the swarm is better
            apart_stderr=apart_error,
            loss=reports[name].loss,
            loss_change=rise,
            loss_stderr=rise_error,
            moved=moved[name],
            evaluations=evaluations,
            refine_steps=steps,
            seconds=seconds,
        )
    return found


def forgetting(reports: list[Report]) -> dict | None:
    """The loss on other text, of the head from before and of the tuned one."""
    if len(reports) < 2:
        return None
    before, after = reports
    change, error = after.minus(before)
    return dict(before=before.loss, after=after.loss, change=change, stderr=error)


def verdict(result: HeadResult) -> str:
    """The result in words: whether the swarm earned its time."""
    if result.goal == "cross_entropy" and result.control is not None:
        return _verdict_on_loss(result) + _beside(result, ("control",)) + _forgotten(result)
    if not result.outcomes:
        change, error = result.after.minus(result.before)
        return f"Test loss {change:+.4f} \u00b1 {error:.4f}."
    own, begin = result.outcomes["after"], result.outcomes["before"]
    if own["moved"] == 0:
        said = (
            f"No head was found that is better at {result.goal} on the part that decides by two "
            "standard errors: the head is as it was."
        )
        return said + _beside(result) + _forgotten(result)
    share = f" ({own['change'] / abs(begin['goal']):+.0%})" if begin["goal"] else ""
    loss = f"{own['loss_change']:+.4f} \u00b1 {own['loss_stderr']:.4f}"
    said = (
        f"On the test part {result.goal} went from {begin['goal']:.4f} to {own['goal']:.4f}"
        f"{share}, a change of {own['change']:+.4f} \u00b1 {own['stderr']:.4f}; "
        f"test loss {loss} nats a token."
    )
    return said + _beside(result) + _forgotten(result)


def _verdict_on_loss(result: HeadResult) -> str:
    gain, error = result.after.minus(result.before)
    alone, alone_error = result.control.minus(result.before)
    apart, apart_error = result.after.minus(result.control)
    if gain == alone == 0:
        return (
            "Neither search found a head that is better on tokens it had not seen: the head is "
            "as it was. On the text that the model was trained on, that is what to expect."
        )
    if abs(apart) <= 2 * apart_error:
        won = "no difference between them can be shown"
    elif apart < 0:
        won = "the swarm earned its time"
    else:
        won = "the swarm did not earn its time"
    return (
        f"Swarm and gradient: test loss {gain:+.4f} \u00b1 {error:.4f}. Gradient alone for the "
        f"same time: {alone:+.4f} \u00b1 {alone_error:.4f}. So {won}."
    )


def _beside(result: HeadResult, known: tuple[str, ...] = ()) -> str:
    """How the swarm did against each control that is not told of yet."""
    said, won, others = [], [], 0
    for name, figures in result.outcomes.items():
        if name in ("before", "after", *known):
            continue
        others += 1
        apart, error = figures["apart"], figures["apart_stderr"]
        if abs(apart) <= 2 * error or apart == 0:
            how = "no difference can be shown"
        else:
            how = "the swarm is better" if apart < 0 else "the swarm is worse"
        won.append(how == "the swarm is better")
        said.append(
            f"{title(name).capitalize()} came to {figures['change']:+.4f} \u00b1 "
            f"{figures['stderr']:.4f}: {how} ({apart:+.4f} \u00b1 {error:.4f})."
        )
    if others:
        end = "earned its time" if all(won) else "did not show that it earned its time"
        said.append(f"Against {'them' if others > 1 else 'it'} the swarm {end}.")
    return "".join(f" {sentence}" for sentence in said)


def _forgotten(result: HeadResult) -> str:
    if result.forgetting is None:
        return ""
    change, error = result.forgetting["change"], result.forgetting["stderr"]
    return f" Loss on the other text: {change:+.4f} \u00b1 {error:.4f}."


def title(name: str) -> str:
    """A control's name in words."""
    kind, _, number = name.partition(" ")
    return TITLES.get(kind, kind) + (f" {number}" if number else "")


def table(result: HeadResult) -> str:
    """A Markdown table: a row for the start, the swarm and each control."""
    lines = [
        f"| | {result.goal} | change | swarm minus it | test loss | change of loss | size of the "
        "change | heads tried | gradient steps | seconds |",
        "|---|" + "---:|" * 9,
    ]
    for name, row in result.outcomes.items():
        start, swarm = name == "before", name == "after"
        cells = [
            title(name),
            f"{row['goal']:.4f}",
            "" if start else _pair(row["change"], row["stderr"]),
            "" if swarm else _pair(row["apart"], row["apart_stderr"]),
            f"{row['loss']:.4f}",
            "" if start else _pair(row["loss_change"], row["loss_stderr"]),
            f"{row['moved']:.3f}",
            *(f"{row[what]:,}" for what in ("evaluations", "refine_steps")),
            f"{row['seconds']:.1f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _pair(value: float, error: float) -> str:
    return f"{value:+.4f} \u00b1 {error:.4f}"
