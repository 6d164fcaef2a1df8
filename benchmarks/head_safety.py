"""Is a tuned head ever worse? Twenty runs on real text, judged on tokens that none has looked at.

    python benchmarks/head_safety.py STORIES.txt OTHER_STORIES.txt --shifted NAME=CORPUS ...

A `mini-1m` learns STORIES; its head is tuned to other stories (four seeds), to each of the shifted
corpora (two seeds), and to little of each: 6,000 characters in all, judged on 60,000 others (two
seeds). One cycle of the default settings, with 100 gradient steps on 65,536 tokens, 80 trial heads
and no controls. Printed of each run: test loss minus its start with two paired standard errors, and
how far the head has moved. What was measured is kept in `--out`.
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

import numpy as np
import torch
from head_shared import ROOT, Kept, stage1, tinylm, tokens_of

from tinylm.corpora import Corpus

LITTLE, MUCH = 6_000, 400_000  # characters


def measure(corpus: str, most: int, seed: int, options: argparse.Namespace) -> dict:
    """Test loss before and after a run."""
    torch.set_num_threads(1)
    lm = tinylm.load_checkpoint(stage1(options.stories, options.steps, options.work))
    told = list(dict.fromkeys(tinylm.load_corpus(corpus)))
    pieces = [d[i : i + 1000] for d in told for i in range(0, len(d), 1000)]
    order, taken, size = np.random.default_rng([seed, 5]).permutation(len(pieces)), [], 0
    for i in order:
        if size >= most:
            break
        taken.append(pieces[i])
        size += len(pieces[i])
    shares = dict(val_fraction=0.3, test_fraction=0.3, seed=seed)
    text = Corpus.from_documents(taken, "text")
    data = tinylm.prepare(text, lm.tokenizer, options.work / "cache", progress=False, **shares)
    if most == LITTLE:  # too little to judge by, too
        others = [pieces[i] for i in order[len(taken) :][:60]]
        test = tokens_of(others, "test", lm.tokenizer, options.work)
        data = dataclasses.replace(data, test=test)
    few = dict(cycles=1, refine_steps=100, train_tokens=65_536, controls=())
    few |= dict(swarm=tinylm.CLPSOConfig.short(max_evaluations=80))
    config = tinylm.HeadTuningConfig(**few, seed=seed)
    result = tinylm.run_clpso(lm, data, config, progress=False)
    change, error = result.after.minus(result.before)
    return dict(
        tokens=[len(part) for part in (data.train, data.val, data.test)],
        before=result.before.loss,
        change=change,
        stderr=error,
        moved=lm.report["moved"],
        seconds=round(lm.report["seconds"], 1),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("stories", help="text that the stage-1 model learns")
    parser.add_argument("other", help="stories that it has not seen")
    parser.add_argument("--shifted", nargs="+", required=True, metavar="NAME=CORPUS")
    parser.add_argument("--steps", type=int, default=5600, help="of stage 1")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--work", type=Path, default=ROOT / "runs/head")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    options = parser.parse_args()
    stage1(options.stories, options.steps, options.work)
    shifted = dict(one.split("=", 1) for one in options.shifted)
    tasks = {f"stories {seed}": (options.other, MUCH, seed, options) for seed in range(4)}
    for name, corpus in shifted.items():
        for seed in range(2):
            tasks[f"{name} {seed}"] = (corpus, MUCH, seed, options)
            tasks[f"little of {name} {seed}"] = (corpus, LITTLE, seed, options)
    kept = Kept(options.out)
    kept.each(measure, tasks, options.processes)
    rows = {name: kept.figures[name] for name in tasks}
    print(
        "| text | tokens to tune by | test loss | change | head moved by |\n"
        "|---|---:|---:|---:|---:|"
    )
    for name, row in rows.items():
        tokens = row["tokens"][0] + row["tokens"][1]
        change = f"{row['change']:+.4f} \u00b1 {2 * row['stderr']:.4f}"
        print(f"| {name} | {tokens:,} | {row['before']:.4f} | {change} | {row['moved']:.3f} |")
    worse = [name for name, row in rows.items() if row["change"] > 2 * row["stderr"]]
    changed = sum(row["moved"] > 0 for row in rows.values())
    mean = np.mean([row["change"] for row in rows.values()])
    print(
        f"{len(rows)} runs: worse by two standard errors in {worse or 'none'}; mean change "
        f"{mean:+.4f}; the head changed in {changed}."
    )


if __name__ == "__main__":
    main()
