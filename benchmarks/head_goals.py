"""Goals without gradient: the swarm on a model's head beside what it has to be better than.

    python benchmarks/head_goals.py STORIES.txt OTHER_STORIES.txt [--seeds 5] [--processes 2]

A `mini-1m` learns STORIES (once; `--steps`). Of the other stories 30 % are what the protocol was
chosen on, and are not looked at here; the rest is dealt out in as many blocks as there are seeds.
Seed i has block i for its test, and the others, in an order of its own, to score trials (fit) and
to decide (select). Its swarm and, at as many trial heads, a line scan, random search, antithetic
evolution strategies and CMA-ES search the same space from the same start, are scored on the same
prompts, and kept by the same rule.

Goals: fewer pairs of tokens that come again in greedy continuations, and fewer continuations in
which somebody speaks; the loss may rise by 1 %. Figures are of 200 test prompts a seed, with 95 %
intervals (bootstrap of seeds and prompts). What was measured is kept in `--out` as it comes, and
drawn (`--picture`).
"""

from __future__ import annotations

import argparse
import dataclasses
import re
from pathlib import Path

import numpy as np
from head_shared import COLOURS, ROOT, Kept, interval, own_data, stage1, tinylm, tokens_of

from tinylm.course import Course, Setting
from tinylm.evaluation import weighted_mean
from tinylm.heads.goals import Guards, Judge, repeated
from tinylm.heads.view import HeadView

ALLOWED = 0.01  # of the loss
PROMPTS = 200  # of the test
CHOOSING = 0.3  # of the other stories, to choose the protocol by
NAMES = """
    Amy Anna Ben Billy Bob Daddy Dad Daisy Ella Emily Emma Jack Jane Jen Jill Joe John Kim Leo Lila
    Lily Lucy Max Mia Molly Mom Mommy Rex Sally Sam Sara Sarah Sophie Spot Sue Tim Timmy Tom Tommy
"""


def strange(text: str, prompt: str) -> float:
    """Whether a text names somebody whom its prompt has not named."""
    named, known, names = ({*re.findall("[A-Z][a-z]+", one)} for one in (text, prompt, NAMES))
    return float(bool(named & names - known))


def strangers(view: HeadView) -> list[float]:
    """The share of continuations that name a stranger."""
    prompts = map(view.part.lm.tokenizer.decode, view.prompts)
    return [strange(text, prompt) for text, prompt in zip(view.texts(), prompts, strict=True)]


def speech(view: HeadView) -> list[float]:
    """The share of continuations in which somebody speaks."""
    return [float('"' in text) for text in view.texts()]


def config(goal: str, seed: int, **changes) -> tinylm.HeadTuningConfig:
    """The protocol: chosen on other stories and seeds, then left alone."""
    trials, more = (90, 30) if goal == "repetition" else (180, 60)
    swarm = tinylm.CLPSOConfig.short(max_evaluations=trials)
    values = dict(swarm=swarm, es_evaluations=more)
    values |= dict(cycles=1, rescore=0, seed=seed, guard_margin=0.9)
    if goal == "repetition":  # as many prompts and tokens as there are, or nearly
        values |= dict(space_prompts=8_192, train_tokens=786_432, fitness_prompts=320)
        values |= dict(fitness_tokens=24_576, fitness_pool=65_536, select_tokens=180_000)
    else:
        values |= dict(fitness_tokens=8_192, fitness_prompts=200, select_tokens=65_536)
    values |= dict(select_prompts=384, test_prompts=320, test_tokens=65_536)
    return tinylm.HeadTuningConfig(**(values | changes))


GOALS = dict(repetition="repetition", speech=speech)
CONTROLS = dict(
    repetition=("line", "random", "es", "cma"),
    speech=("random", "es", "cma"),  # there is no line
)


def stories(corpus: str, choose: bool) -> list[str]:
    """Those to choose the protocol by, or those to judge it by."""
    told = list(dict.fromkeys(tinylm.load_corpus(corpus)))
    order = np.random.default_rng(0).permutation(len(told))
    few = int(CHOOSING * len(told))
    return [told[i] for i in (order[:few] if choose else order[few:])]


def division(
    stage: str, other: str, lm: tinylm.Checkpoint, work: Path, seed: int, blocks: int, choose: bool
) -> tinylm.TokenData:
    """Block `seed` for the test, the others to tune by."""
    told = stories(other, choose)
    rest = [text for i, text in enumerate(told) if i % blocks != seed % blocks]
    rest = [rest[i] for i in np.random.default_rng([seed, 1]).permutation(len(rest))]
    parts = dict(val=rest, test=told[seed % blocks :: blocks])
    made = {name: tokens_of(texts, name, lm.tokenizer, work) for name, texts in parts.items()}
    return dataclasses.replace(own_data(stage, lm.tokenizer, work), **made)


def measure(
    goal: str, seed: int, options: argparse.Namespace, choose: bool = False, **changes
) -> dict:
    """What each search came to on the test prompts of this seed."""
    lm = tinylm.load_checkpoint(stage1(options.stories, options.steps, options.work))
    given = (options.stories, options.other, lm, options.work)
    data = division(*given, seed, 3 if choose else options.seeds, choose)
    settings = config(goal, seed, **changes)
    judge, guards = Judge(GOALS[goal]), Guards({"cross_entropy": ALLOWED})
    setting = Setting(lm, data, None, settings, judge, guards, lm.model.head.weight.detach())
    course = Course(setting, "swarm", seed)
    test = setting.ground.test()
    begin = HeadView(test, setting.start)
    rows = dict(start=figures(begin, begin) | dict(evaluations=0))
    for name in ("swarm", *CONTROLS[goal]):
        one = course if name == "swarm" else Course(setting, name, seed, course.evaluations)
        for record in one.cycles():
            last = record
        rows[name] = figures(HeadView(test, one.kept), begin) | dict(
            evaluations=one.evaluations, seconds=round(one.seconds, 1), event=last.event
        )
    return rows


def figures(view: HeadView, begin: HeadView) -> dict:
    """Of each test prompt what was measured; of the loss its change as a share."""
    written = view.continuations()[:PROMPTS]
    loss = weighted_mean(begin.losses(), begin.window_tokens)[0]
    rise, error = weighted_mean(view.losses() - begin.losses(), view.window_tokens)
    rows = {f"repetition:{n}": [round(repeated(ids, n), 5) for ids in written] for n in (2, 4)}
    return rows | {
        "strangers": strangers(view)[:PROMPTS],
        "speech": speech(view)[:PROMPTS],
        "tokens": [len(ids) for ids in written],
        "loss": round(loss + rise, 5),
        "loss_change": round(rise / loss, 6),
        "loss_stderr": round(error / loss, 6),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("stories", help="text that the stage-1 model learns")
    parser.add_argument("other", help="stories that it has not seen")
    parser.add_argument("--steps", type=int, default=5600, help="of stage 1")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--goals", nargs="+", default=list(GOALS), choices=GOALS)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--work", type=Path, default=ROOT / "runs/head")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    parser.add_argument("--picture", type=Path, default=ROOT / "docs/head_goals.png")
    options = parser.parse_args()
    stage1(options.stories, options.steps, options.work)
    kept = Kept(options.out, "cma", "numba")
    seeds = range(options.seeds)
    tasks = {f"{goal} {seed}": (goal, seed, options) for goal in options.goals for seed in seeds}
    kept.each(measure, tasks, options.processes)
    told = {}
    for goal in GOALS:
        rows = [row for key, row in kept.figures.items() if key.rsplit(" ", 1)[0] == goal]
        if rows:
            told[goal] = summary(goal, rows)
            print(table(goal, told[goal]))
    if told.keys() == GOALS.keys():
        draw(told, options.picture)


MEASURES = ("repetition:2", "repetition:4", "speech", "strangers")


def summary(goal: str, seeds: list[dict]) -> dict[str, dict]:
    """Of each search: changes of all measures as shares of the start's, how the swarm differs from
    it (as a share, too), and the changes of the loss."""
    found = {}
    own = GOAL_MEASURE[goal]
    for name in seeds[0]:
        found[name] = row = {}
        for measure in [one for one in MEASURES if one in seeds[0]["start"]]:
            pairs = [np.stack([s["start"][measure], s[name][measure]], axis=1) for s in seeds]
            row[measure] = interval(pairs, _change)
        triples = [
            np.stack([s["start"][own], s["swarm"][own], s[name][own]], axis=1) for s in seeds
        ]
        row["apart"] = interval(triples, _apart)
        row["start"] = float(np.mean([np.mean(s["start"][own]) for s in seeds]))
        row["losses"] = [s[name]["loss_change"] for s in seeds]
        row["each"] = [_change(np.array([s["start"][own], s[name][own]]).T) for s in seeds]
        row["evaluations"] = [s[name]["evaluations"] for s in seeds]
    return found


GOAL_MEASURE = dict(repetition="repetition:2", speech="speech")


def _change(rows: np.ndarray) -> float:
    before, after = rows.mean(axis=0)
    return after / before - 1


def _apart(rows: np.ndarray) -> float:
    before, swarm, other = rows.mean(axis=0)
    return (swarm - other) / before


def table(goal: str, rows: dict[str, dict]) -> str:
    start = rows["start"]["start"]
    lines = [
        f"\n{goal}: {start:.4f} at the start",
        "| | trial heads | "
        + " | ".join(HEADS[m] for m in MEASURES if m in rows["start"])
        + " | loss, mean (most) | swarm minus it |",
        "|---|" + "---:|" * (3 + sum(m in rows["start"] for m in MEASURES)),
    ]
    for name, row in rows.items():
        if name == "start":
            continue
        cells = [TITLES[name], f"{max(row['evaluations'])}"]
        cells += [_share(*row[measure]) for measure in MEASURES if measure in row]
        cells.append(f"{np.mean(row['losses']):+.2%} ({max(row['losses']):+.2%})")
        cells.append("" if name == "swarm" else _share(*row["apart"]))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _share(value: float, low: float, high: float) -> str:
    return f"{100 * value:+.1f} % ({100 * low:+.1f} to {100 * high:+.1f})"


HEADS = {
    "repetition:2": "bigrams that come again",
    "repetition:4": "4-grams",
    "speech": "somebody speaks",
    "strangers": "names a stranger",
}
TITLES = dict(
    swarm="swarm", line="line scan", random="random search", es="evolution strategies",
    cma="CMA-ES",
)  # fmt: skip


def draw(told: dict[str, dict], path: Path) -> None:
    """Of each search the change of its goal with its interval, and of each seed."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.4), layout="constrained", facecolor="white")
    axes = np.atleast_1d(figure.subplots(1, len(told)))
    what = dict(
        repetition="bigrams that come again, change in %",
        speech="texts with speech, change in %",
    )
    for axis, (goal, rows) in zip(axes, told.items(), strict=True):
        names = [name for name in rows if name != "start"]
        for place, name in enumerate(names):
            value, low, high = (100 * share for share in rows[name][GOAL_MEASURE[goal]])
            reach = [[value - low], [high - value]]
            colour = COLOURS[name]
            axis.errorbar([value], [place], xerr=reach, fmt="o", color=colour, capsize=4)
            each = [100 * share for share in rows[name]["each"]]
            axis.plot(each, [place + 0.22] * len(each), ".", color=colour, alpha=0.5, markersize=5)
        axis.set_yticks(range(len(names)), [TITLES[name] for name in names])
        axis.invert_yaxis()
        axis.axvline(0, color="#555555", linewidth=0.8)
        axis.set_xlabel(what[goal])
        axis.grid(alpha=0.3, axis="x")
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
