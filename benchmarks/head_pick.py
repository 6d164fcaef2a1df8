"""Choosing among discrete edits: each token's row of the head from one of several tuned heads.

    python benchmarks/head_pick.py STORIES.txt --other NAME=CORPUS ... [--seeds 5] [--processes 2]

The head of a `mini-1m` that learned STORIES is tuned by gradient to each of the other texts, and
kept at four lengths of that step. On one of the texts, whose own head is left out, 48 groups of
tokens then take their rows from one of the others: 13 choices each, next to each other without an
order. The goal is the loss on some 4,000 tokens; as many others decide, and the test is others
again. The swarm, and at as many trial heads random search, evolution strategies and CMA-ES begin at
the best single head, which a scan of all of them finds (the line); `greedy` knows that there are
choices, and tries them group by group. Beside them stands the gradient on some 12,000 tokens of the
text, from the start head and from the best single one.

Figures are test losses with 95 % intervals (bootstrap of seeds, which deal out the documents, and
of windows). What was measured is kept in `--out` as it comes, and drawn (`--picture`).
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

import numpy as np
import torch
from head_shared import COLOURS, ROOT, Kept, interval, own_data, stage1, tinylm
from head_shift import division

from tinylm.course import Course, Setting
from tinylm.heads import refine
from tinylm.heads.goals import Guards, Judge
from tinylm.heads.view import HeadView

TOKENS = 20_000  # of a text: three fifths to learn from, a fifth to score, a fifth to decide
LEARNED = 120_000  # of which a donor's head is tuned on three fifths
STEPS, RATE = 300, 3e-3  # of the gradient
FIRST = 100  # seed; those before it were looked at while this was made
LENGTHS = (0.35, 0.7, 1.0, 1.4)  # of a donor's step
SEARCHES = ("line", "random", "es", "cma", "greedy")
TITLES = dict(
    swarm="swarm", line="best single head", random="random search", es="evolution strategies",
    cma="CMA-ES", greedy="greedy", gradient="gradient", more="gradient from the best head",
)  # fmt: skip


def tuned(lm: tinylm.Checkpoint, head: torch.Tensor, setting: Setting, seed: int) -> torch.Tensor:
    """A head after the gradient on the setting's training tokens."""
    config = tinylm.HeadTuningConfig(refine_learning_rate=RATE)
    found = head.clone()
    for _ in refine.adamw(found, setting.bias, head, setting.train, config, STEPS, seed):
        pass
    return found.detach()


def setting_of(
    lm: tinylm.Checkpoint,
    corpus: str,
    size: int,
    seed: int,
    others: list[torch.Tensor],
    given: argparse.Namespace,
) -> Setting:
    data = own_data(given.stories, lm.tokenizer, given.work)
    data = dataclasses.replace(data, **division(corpus, size, seed, lm, given.work))
    half = len(data.val) // 2
    config = tinylm.HeadTuningConfig(
        swarm=tinylm.CLPSOConfig.short(max_evaluations=given.trials), space="pick", cycles=1,
        refine="none", rescore=0, seed=seed, fitness_tokens=half, fitness_pool=half,
        select_tokens=half, test_tokens=30_000,
    )  # fmt: skip
    start = lm.model.head.weight.detach()
    judge, guards = Judge("cross_entropy"), Guards(None)
    return Setting(lm, data, None, config, judge, guards, start, others)


def donor(lm: tinylm.Checkpoint, name: str, corpus: str, given: argparse.Namespace) -> torch.Tensor:
    """The head tuned to a text; kept in a file."""
    path = given.work / f"donor-{given.steps}-{name}.pt"
    if not path.is_file():
        setting = setting_of(lm, corpus, LEARNED, 1000, [], given)
        torch.save(tuned(lm, setting.start, setting, 0), path)
    return torch.load(path, weights_only=True)


def measure(name: str, seed: int, given: argparse.Namespace) -> dict:
    """Of each test window the tokens, and the mean loss after each search."""
    torch.set_num_threads(1)
    lm = tinylm.load_checkpoint(stage1(given.stories, given.steps, given.work))
    start = lm.model.head.weight.detach()
    donors = [donor(lm, n, c, given) for n, c in given.other.items() if n != name]
    others = [torch.lerp(start, one, far) for far in LENGTHS for one in donors]
    setting = setting_of(lm, given.other[name], TOKENS, seed, others, given)
    test = setting.ground.test()
    rows = dict(tokens=test.states.window_tokens.tolist())

    def told(course: Course) -> dict:
        losses = [round(one, 5) for one in HeadView(test, course.kept).losses().tolist()]
        spent = dict(evaluations=course.evaluations, seconds=round(course.seconds, 1))
        return dict(losses=losses, **spent)

    first = Course(setting, "swarm", seed)
    rows["start"] = told(first)
    for one in ("swarm", *SEARCHES):
        course = first if one == "swarm" else Course(setting, one, seed, first.evaluations)
        for _ in course.cycles():
            pass
        rows[one] = told(course)
        if one == "line":
            best = course.kept
    for one, begin in (("gradient", start), ("more", best)):
        course = Course(setting, "gradient", seed)
        for step in (("best", begin), (one, tuned(lm, begin, setting, seed))):
            course.decide(step[0], lambda share, head=step[1]: head)
        rows[one] = told(course)
    return rows


def summary(seeds: list[dict]) -> dict[str, dict]:
    """Of each search its mean test loss, and how the swarm's differs, with intervals."""
    found = {}
    for name in [key for key in seeds[0] if key != "tokens"]:
        rows = [
            np.stack([s["tokens"], s["swarm"]["losses"], s[name]["losses"]], axis=1) for s in seeds
        ]
        found[name] = dict(
            loss=interval(rows, lambda r: np.average(r[:, 2], weights=r[:, 0])),
            apart=interval(rows, lambda r: np.average(r[:, 1] - r[:, 2], weights=r[:, 0])),
            evaluations=max(s[name]["evaluations"] for s in seeds),
        )
    return found


def table(told: dict[str, dict[str, dict]]) -> str:
    """Test losses, and in brackets how far the swarm's is below (-) or above (+)."""
    names = list(next(iter(told.values())))
    lines = ["| | trial heads | " + " | ".join(told) + " |", "|---|" + "---:|" * (1 + len(told))]
    for name in names:
        cells = [TITLES.get(name, name), f"{next(iter(told.values()))[name]['evaluations'] or ''}"]
        for rows in told.values():
            apart, low, high = rows[name]["apart"]
            beside = "" if name == "swarm" else f" ({apart:+.3f}, {low:+.3f} to {high:+.3f})"
            cells.append(f"{rows[name]['loss'][0]:.3f}{beside}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def draw(told: dict[str, dict[str, dict]], path: Path) -> None:
    """How far the swarm's test loss is from each other search's."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.2), layout="constrained", facecolor="white")
    axes = np.atleast_1d(figure.subplots(1, len(told), sharey=True))
    names = list(SEARCHES)
    for axis, (text, rows) in zip(axes, told.items(), strict=True):
        for place, name in enumerate(names):
            value, low, high = rows[name]["apart"]
            colour = COLOURS.get(name, "#000000")
            reach = [[value - low], [high - value]]
            axis.errorbar([value], [place], xerr=reach, fmt="o", color=colour, capsize=4)
        axis.axvline(0, color="#555555", linewidth=0.8)
        axis.set_title(text, fontsize=10)
        axis.grid(alpha=0.3, axis="x")
    axes[0].set_yticks(range(len(names)), [TITLES[name] for name in names])
    axes[0].invert_yaxis()
    figure.supxlabel("test loss of the swarm minus that of the other search, nats", fontsize=10)
    figure.savefig(path, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("stories", help="text that the stage-1 model learns")
    parser.add_argument("--other", nargs="+", required=True, help="NAME=CORPUS, at least two")
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=5600, help="of stage 1")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--work", type=Path, default=ROOT / "runs/head")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    parser.add_argument("--picture", type=Path, default=ROOT / "docs/head_pick.png")
    given = parser.parse_args()
    given.other = dict(one.split("=", 1) for one in given.other)
    lm = tinylm.load_checkpoint(stage1(given.stories, given.steps, given.work))
    for name, corpus in given.other.items():
        donor(lm, name, corpus, given)
    kept = Kept(given.out, "cma", "numba")
    seeds = range(FIRST, FIRST + given.seeds)
    pairs = [(name, seed) for seed in seeds for name in given.other]
    kept.each(measure, {f"{n} {s}": (n, s, given) for n, s in pairs}, given.processes)
    told = {}
    for name in given.other:
        rows = [row for key, row in kept.figures.items() if key.rsplit(" ", 1)[0] == name]
        if rows:
            told[name] = summary(rows)
    print(table(told))
    draw(told, given.picture)


if __name__ == "__main__":
    main()
