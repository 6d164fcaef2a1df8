"""Preferences and rewards on a conversation-tuned model: what is gained, and what it costs.

    python benchmarks/preference.py CHECKPOINT [--pairs FILE] [--seeds 3]

Pairs out of the embedded conversations, and with --pairs those of a file (any layout that
`load_preference_data` reads): accuracy and margin on pairs held out, KL to the model before, and
the loss on the answers of the embedded conversations that the tuning held out. Then two rewards:
the right fact in answers about somebody, and answers of at most eight words. A seed divides anew
and draws anew. Leaves a JSON file; figures are means over seeds with the standard
error between them, and each run's own. CPU seconds are this process's.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "data"))

import torch
import world  # the facts that the embedded conversations tell

import tinylm

ROOT = Path(__file__).resolve().parent.parent
ASKS = {  # a fact of somebody, and how it is asked for
    "treasure": ("What is {}'s treasure?", "What does {} keep as a treasure?"),
    "fear": ("What is {} afraid of?", "What does {} fear?"),
    "likes": ("What does {} like most?", "What is {}'s favourite thing?"),
    "wish": ("What does {} dream of?", "What is {}'s greatest wish?"),
    "friend": ("Who is {}'s best friend?", "Who is a friend of {}?"),
}
WORDS = 8


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("checkpoint", help="tuned on the embedded conversations")
    parser.add_argument("--pairs", help="a file of preferences")
    parser.add_argument("--seeds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--steps", type=int, default=60, help="with pairs; default: %(default)s")
    parser.add_argument("--reward-steps", type=int, default=80, help="default: %(default)s")
    parser.add_argument("--only", help="one of the runs by its name")
    parser.add_argument("--out", default="benchmarks/preference.json", help="default: %(default)s")
    options = parser.parse_args()
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")  # counts of pairs that are left out
    chats = tinylm.load_conversation_data(ROOT / "data" / "sample_chats.json")
    learned, held_out = tinylm.split_chats(chats, tinylm.FinetuneConfig())
    runs: dict[str, Callable[[tinylm.Checkpoint, int], Iterator]] = {}
    if options.pairs:
        rows = tinylm.load_preference_data(options.pairs)
        runs["pairs of a file"] = preferring(rows, options.steps)
    # These answers were learned already: what they lose is held back by their own loss.
    rows = tinylm.preference_pairs(learned)
    runs["pairs of the valley"] = preferring(rows, options.steps, nll_weight=1.0)
    runs["right facts"] = reinforcing(list(FACTS), right_fact, options.reward_steps)
    runs["short answers"] = reinforcing(first_questions(chats), short, options.reward_steps)
    out = Path(options.out)
    found = json.loads(out.read_text()) if out.is_file() else {}
    for name, begin in runs.items():
        if options.only in (None, name):
            rows = [row_of(options.checkpoint, begin, s, held_out) for s in range(options.seeds)]
            found[name] = summary(rows) | dict(seeds=rows)
            print(name, json.dumps(summary(rows), indent=1), flush=True)
            versions = dict(torch=torch.__version__, tinylm=tinylm.__version__)
            out.write_text(json.dumps(found | dict(versions=versions), indent=1) + "\n")


def preferring(
    rows: list, steps: int, **changes: float
) -> Callable[[tinylm.Checkpoint, int], Iterator]:
    def begin(lm: tinylm.Checkpoint, seed: int) -> Iterator:
        config = tinylm.PreferenceConfig(max_steps=steps, eval_every=0, seed=seed, **changes)
        return tinylm.prefer(lm, rows, config)

    return begin


def reinforcing(
    prompts: list[str], reward: Callable[[list, str], float], steps: int
) -> Callable[[tinylm.Checkpoint, int], Iterator]:
    def begin(lm: tinylm.Checkpoint, seed: int) -> Iterator:
        config = tinylm.RewardConfig(
            max_steps=steps, max_new_tokens=40, eval_every=0, val_fraction=0.2, seed=seed
        )
        return tinylm.reinforce(lm, prompts, reward, config)

    return begin


def facts() -> dict[str, str]:
    """Questions, and the words that a right answer has in it."""
    return {
        ask.format(name): getattr(who, fact)
        for name, who in world.CHARACTERS.items()
        for fact, asks in ASKS.items()
        for ask in asks
    }


FACTS = facts()


def right_fact(turns: list[dict], text: str) -> float:
    return float(FACTS[turns[-1]["text"]].lower() in text.lower())


def first_questions(chats: list) -> list[str]:
    asked = {next(turn["text"] for turn in turns if turn["role"] == "user") for turns in chats}
    return sorted(asked)[::4]


def short(turns: list[dict], text: str) -> float:
    return float(0 < len(text.split()) <= WORDS)


def row_of(
    path: str, begin: Callable[[tinylm.Checkpoint, int], Iterator], seed: int, held_out: list
) -> dict:
    """One run: what its report says, and the loss on held-out answers before and after."""
    lm = tinylm.load_checkpoint(path, "cpu")
    before = tinylm.evaluate_chats(lm, held_out)
    began = time.process_time()
    for _ in begin(lm, seed):
        pass
    took = time.process_time() - began
    after = tinylm.evaluate_chats(lm, held_out)
    change, stderr = after.minus(before)
    told = lm.report.get("preferences") or lm.report["rewards"]
    more = dict(answers_before=before.loss, answers_change=change, answers_change_stderr=stderr)
    return told | more | dict(answers_share=change / before.loss, steps=lm.step, cpu_seconds=took)


def summary(rows: list[dict]) -> dict:
    """Of each figure the mean over seeds, and the standard error between them."""
    told = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        error = statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else None
        told[name] = [statistics.fmean(values), error]
    return told


if __name__ == "__main__":
    main()
