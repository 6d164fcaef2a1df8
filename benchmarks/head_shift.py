"""The loss on little text of another kind: swarm and gradient beside three ways without a swarm.

    python benchmarks/head_shift.py STORIES.txt --other NAME=CORPUS ... [--seconds 1.5] [--seeds 5]

The head of a `mini-1m` that learned STORIES is tuned to 5,000, 20,000 and 80,000 tokens of other
text (of these, a fifth scores trials and a fifth decides). In as many processor seconds each:

- swarm: AdamW on training tokens, pulled to the start, for three quarters of the time; then the
  swarm in `shrink` (16 numbers), scored on fit tokens;
- gradient: AdamW alone, all the time;
- gradient on more: the same on training and fit tokens;
- Adam in the space: as the swarm's, but Adam on fit tokens searches the 16 numbers.

Each keeps its result only where the tokens that decide say so by two paired standard errors.
Figures are test loss minus its start, with 95 % intervals over seeds, which draw the documents and
deal them out. What was measured is kept in `--out` as it comes, and drawn beside it (`--picture`).
"""

from __future__ import annotations

import argparse
import copy
import dataclasses
import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from head_shared import COLOURS, ROOT, Kept, own_data, stage1, tinylm, tokens_of

from tinylm import course as courses
from tinylm.course import Course, Setting
from tinylm.evaluation import weighted_mean
from tinylm.heads.goals import Guards, Judge
from tinylm.heads.states import HiddenStates
from tinylm.heads.view import HeadView

SIZES = (5_000, 20_000, 80_000)
TITLES = dict(
    swarm="swarm and gradient", gradient="gradient", more="gradient on more",
    adam="Adam in the space",
)  # fmt: skip
PASSAGE = 800  # characters of a document
TEST = 30_000  # tokens
RATE = 0.03  # of Adam in the space
PROBE = 12  # steps, and trial heads, that are timed beforehand


def division(
    corpus: str, size: int, seed: int, lm: tinylm.Checkpoint, work: Path
) -> dict[str, tinylm.dataset.TokenArray]:
    """`size` tokens to tune by and others for the test, of different documents."""
    whole = list(dict.fromkeys(tinylm.load_corpus(corpus)))
    whole = [whole[i] for i in np.random.default_rng([seed, 3]).permutation(len(whole))]
    few = max(1, len(whole) // 4)
    rng, made = np.random.default_rng([seed, 4]), {}
    for name, documents, most in (("test", whole[:few], TEST), ("tune", whole[few:], size)):
        pieces = [d[i : i + PASSAGE] for d in documents for i in range(0, len(d), PASSAGE)]
        taken, tokens = [], 0
        for i in rng.permutation(len(pieces)):
            if tokens >= most:
                break
            taken.append(pieces[i])
            tokens += len(lm.tokenizer.encode(pieces[i])) + 2
        made[name] = taken
    tune = made.pop("tune")
    made |= dict(train=tune[2::5] + tune[3::5] + tune[4::5], val=tune[0::5] + tune[1::5])
    return {name: tokens_of(told, name, lm.tokenizer, work) for name, told in made.items()}


def measure(corpus: str, size: int, seed: int, options: argparse.Namespace) -> dict:
    """Test loss minus its start after each way, and the windows' paired errors."""
    torch.set_num_threads(1)
    courses.time = SimpleNamespace(perf_counter=time.process_time)  # budgets are of the processor
    lm = tinylm.load_checkpoint(stage1(options.stories, options.steps, options.work))
    data = own_data(options.stories, lm.tokenizer, options.work)
    data = dataclasses.replace(data, **division(corpus, size, seed, lm, options.work))
    half = len(data.val) // 2
    config = tinylm.HeadTuningConfig(
        space="shrink", cycles=1, seed=seed, rescore=0, refine_learning_rate=options.rate,
        refine_batch=1024, fitness_tokens=min(2048, half), fitness_pool=half, select_tokens=half,
        test_tokens=TEST, max_seconds=options.seconds,
    )  # fmt: skip
    start = lm.model.head.weight.detach()
    setting = Setting(lm, data, None, config, Judge("cross_entropy"), Guards(None), start)
    step, trial = costs(setting, seed)
    share = 0.75 * options.seconds
    evaluations = max(10, int((options.seconds - share) / trial))
    swarm = dataclasses.replace(config.swarm, max_evaluations=evaluations, seed=seed)
    setting.config = dataclasses.replace(config, refine_steps=int(share / step), swarm=swarm)
    more = copy.copy(setting)
    more.train = joined(setting.train, setting.ground.pool)
    found = {"swarm": Course(setting, "swarm", seed)}
    for _ in found["swarm"].cycles():
        pass
    for name, given in (("gradient", setting), ("more", more)):
        found[name] = Course(given, "gradient", seed)
        for _ in found[name].control(found["swarm"]):
            pass
    found["adam"] = Course(setting, "gradient", seed)
    in_space(found["adam"], found["swarm"].seconds)
    test = setting.ground.test()
    begin = HeadView(test, setting.start)
    rows = dict(start=begin.loss(), tokens=[len(data.train), len(data.val), len(data.test)])
    for name, course in found.items():
        view = HeadView(test, course.kept)
        change, error = weighted_mean(view.losses() - begin.losses(), view.window_tokens)
        rows[name] = dict(
            change=change, stderr=error, seconds=round(course.seconds, 2), steps=course.steps,
            evaluations=course.evaluations,
        )  # fmt: skip
    return rows


def costs(setting: Setting, seed: int) -> tuple[float, float]:
    """Processor seconds of a gradient step and of a trial head."""
    head = setting.start.clone()
    space = setting.space(setting.start, head)
    setting.fitness.renew([seed])
    spent = []
    for _ in range(2):  # the first time warms up
        probe = Course(setting, "swarm", seed)
        for _ in probe.timed(probe.refine(head, "adamw", PROBE, seed)):
            pass
        spent = [probe.seconds / PROBE]
        with probe.counted():
            for _ in range(PROBE):
                setting.fitness(space.head(space.start))
        spent.append(probe.seconds / PROBE - spent[0])
    return spent[0], spent[1]


def joined(one: HiddenStates, other: HiddenStates) -> HiddenStates:
    """The tokens of both."""
    windows = int(one.window.max()) + 1
    return HiddenStates(
        torch.cat([one.hidden, other.hidden]),
        torch.cat([one.targets, other.targets]),
        torch.cat([one.window, other.window + windows]),
        np.concatenate([one.window_tokens, other.window_tokens]),
        one.ids + other.ids,
    )


def in_space(course: Course, seconds: float) -> None:
    """Gradient steps as the swarm has them, then Adam in the swarm's space, on its fit tokens."""
    setting, head = course.setting, course.kept.clone()
    steps, start = setting.config.refine_steps, course.kept
    for _ in course.timed(course.refine(head, "adamw", steps, course.seed * 1000)):
        pass
    course.decide("refine", lambda share: torch.lerp(start, head, share))
    space = setting.space(course.kept, head)
    for point in course.timed(adam(space, setting, seconds - course.seconds, course.seed)):
        last = point
    course.decide("adam", lambda share: space.head(last))


def adam(space, setting: Setting, seconds: float, seed: int) -> Iterator[np.ndarray]:
    """Points of a space in which the head is a linear function of the point."""
    origin = space.head(space.start)
    unit = np.eye(len(space.start))
    moves = torch.stack([(space.head(space.start + e) - origin).flatten() for e in unit])
    point = torch.zeros(len(unit), requires_grad=True)
    optimizer = torch.optim.Adam([point], lr=RATE)
    low, high = (torch.from_numpy(b - space.start).float() for b in space.bounds.T)
    pool, generator = setting.ground.pool, torch.Generator().manual_seed(seed)
    begun = time.process_time()
    while (spent := time.process_time() - begun) < seconds:
        optimizer.param_groups[0]["lr"] = RATE * max(0.05, 1 - spent / seconds)
        many = min(2048, len(pool.targets))
        rows = torch.randint(len(pool.targets), (many,), generator=generator)
        head = (origin + (point @ moves).view_as(origin)).detach().requires_grad_()
        logits = pool.rows(rows) @ head.T
        torch.nn.functional.cross_entropy(logits, pool.targets[rows]).backward()
        point.grad = moves @ head.grad.flatten()
        optimizer.step()
        with torch.no_grad():
            point.clamp_(low, high)
        yield space.start + point.detach().double().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("stories", help="text that the stage-1 model learns")
    parser.add_argument("--other", nargs="+", required=True, metavar="NAME=CORPUS")
    parser.add_argument("--steps", type=int, default=5600, help="of stage 1")
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--work", type=Path, default=ROOT / "runs/head")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    parser.add_argument("--picture", type=Path, default=ROOT / "docs/head_shift.png")
    options = parser.parse_args()
    stage1(options.stories, options.steps, options.work)
    kept = Kept(options.out)
    others = dict(one.split("=", 1) for one in options.other)
    tasks = {
        f"{name} {size} {seed}": (corpus, size, seed, options)
        for seed in range(options.seeds)
        for size in SIZES
        for name, corpus in others.items()
    }
    kept.each(measure, tasks, options.processes)
    told: dict[tuple[str, int], list[dict]] = {}
    for name, size, seed in itertools.product(others, SIZES, range(options.seeds)):
        told.setdefault((name, size), []).append(kept.figures[f"{name} {size} {seed}"])
    print(table(told))
    draw(told, options.picture)


def spread(values: list[float]) -> tuple[float, float]:
    """Mean and half of its 95 % interval (Student's t; of one value: none)."""
    n = len(values)
    if n < 2:
        return float(values[0]), float("nan")
    wide = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26)[min(n, 10) - 2]
    return float(np.mean(values)), wide * float(np.std(values, ddof=1)) / n**0.5


def table(told: dict[tuple[str, int], list[dict]]) -> str:
    lines = [
        "| text, tokens | start | " + " | ".join(TITLES.values()) + " | swarm minus the best |",
        "|---|" + "---:|" * (len(TITLES) + 2),
    ]
    for (name, size), rows in told.items():
        cells = [f"{name}, {size:,}", f"{np.mean([row['start'] for row in rows]):.3f}"]
        changes = {one: [row[one]["change"] for row in rows] for one in TITLES}
        cells += [_pair(*spread(values)) for values in changes.values()]
        best = min(list(TITLES)[1:], key=lambda one: np.mean(changes[one]))
        apart = [a - b for a, b in zip(changes["swarm"], changes[best], strict=True)]
        cells.append(f"{_pair(*spread(apart))} ({TITLES[best]})")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _pair(value: float, error: float) -> str:
    return f"{value:+.3f} \u00b1 {error:.3f}"


def draw(told: dict[tuple[str, int], list[dict]], path: Path) -> None:
    """Each way's test loss beside that of the gradient alone, over the tokens there are."""
    from matplotlib.figure import Figure

    names = list(dict.fromkeys(name for name, _ in told))
    figure = Figure(figsize=(9, 3.6), layout="constrained", facecolor="white")
    axes = np.atleast_1d(figure.subplots(1, len(names), sharey=True))
    for axis, name in zip(axes, names, strict=True):
        for place, one in enumerate(TITLES):
            apart = [
                [row[one]["change"] - row["gradient"]["change"] for row in told[name, size]]
                for size in SIZES
            ]
            middle, reach = np.array([spread(values) for values in apart]).T
            x = np.array(SIZES) * (0.94 + 0.04 * place)
            style = dict(color=COLOURS[one], label=TITLES[one], capsize=3, markersize=4)
            axis.errorbar(x, middle, yerr=reach, fmt="o-", linewidth=1.2, **style)
        axis.set_xscale("log")
        axis.set_xticks(SIZES, [f"{size:,}" for size in SIZES])
        axis.minorticks_off()
        axis.set_title(name, fontsize=10)
        axis.set_xlabel("tokens to tune by")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("test loss minus gradient's (nats per token)")
    axes[0].legend(frameon=False, fontsize=8)
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
