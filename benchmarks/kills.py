"""Runs that are killed by the clock, again and again, against the same runs left alone.

    python -m benchmarks.kills [--kills 200] [--seed 0] [--out benchmarks/kills.json]

A tiny run prepares its text, trains with many saves, and gets SIGKILL after a time drawn from the
seed; it is started again, and killed again, until it comes to its end. Then its weights, history
and log must be those of a run that nobody killed, bit for bit. So it goes with one run after the
other until there have been so many kills. What they fell into is counted; the counts are kept in
`--out`, so a call that was stopped goes on. Ends with status 1 if a run ended differently.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import mmap
import os
import platform
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # the runs are forked off this process: no threads before

import torch
import torch._dynamo  # here, once: an optimizer would import it in each of them

import tinylm
from tests.conftest import make_documents, tiny_config
from tinylm import checkpoint, guard, runs, shards

PHASES = ("preparing", "resuming", "training", "saving")
COMMON = dict(max_steps=100, batch_size=4, learning_rate=1e-2, warmup_steps=4, eval_every=20)
COMMON |= dict(eval_tokens=256, sample_every=0, checkpoint_every=2)
VARIANTS = {  # what is special in the model, and in the run
    "muon": (dict(dropout=0.1), dict(accumulation=2, min_context=8)),
    "adamw": (dict(), dict(optimizer="adamw", batches="packed", separate_documents=True)),
    # Six updates that are no numbers make two roll-backs; saves by the clock lie anywhere.
    "rolled back": (dict(dropout=0.1), dict(checkpoint_every=7, checkpoint_minutes=0.0005)),
}
NOT_A_NUMBER = {"rolled back": {32, 33, 34, 60, 61, 62}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="of the times")
    parser.add_argument("--work", type=Path, default=Path("runs/kills"), help="scratch folder")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/kills.json"))
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    found = dict(seed=options.seed, runs=0, different=[], kills=0)
    found |= dict.fromkeys(PHASES, 0)
    if options.out.is_file():
        earlier = json.loads(options.out.read_text())
        found = earlier if earlier["seed"] == options.seed else found
    gc.freeze()  # what is imported is nothing that a child should look through again
    wholes = {}
    for name in VARIANTS:
        began = time.perf_counter()
        folder = options.work / name
        if attempt(name, folder, math.inf) is not None:
            sys.exit(f"the run {name!r} failed although nobody killed it")
        wholes[name] = time.perf_counter() - began, outcome(folder)
    while found["kills"] < options.kills:
        name = list(VARIANTS)[found["runs"] % len(VARIANTS)]
        draw = random.Random(f"{options.seed} {found['runs']}")
        seconds, expected = wholes[name]
        folder = options.work / "killed"
        fallen = []
        while True:  # longer each time, so that a busier machine gets to the end, too
            longest = (0.6 + 0.1 * len(fallen)) * seconds
            if (phase := attempt(name, folder, draw.uniform(0, longest))) not in PHASES:
                break
            fallen.append(phase)
        if phase is not None or outcome(folder) != expected:
            found["different"].append(f"{name}, run {found['runs']}: {phase or 'other weights'}")
        shutil.rmtree(folder)
        found["runs"] += 1
        found["kills"] += len(fallen)
        for phase in fallen:
            found[phase] += 1
        options.out.write_text(json.dumps(found | versions(), indent=1) + "\n")
        print(f"{found['runs']:4} {name:12} {len(fallen)} kills: {', '.join(fallen)}", flush=True)
    counts = ", ".join(f"{found[phase]} while {phase}" for phase in PHASES)
    print(f"{found['kills']} kills ({counts}) in {found['runs']} runs")
    print(f"{len(found['different'])} ended differently {found['different'] or ''}")
    sys.exit(bool(found["different"]))


def attempt(name: str, folder: Path, seconds: float) -> str | None:
    """Starts the run, or goes on with it; None when it came to its end in so many seconds, else
    the phase that the kill fell into, or what went wrong."""
    shared = mmap.mmap(-1, 1)  # where the child writes its phase
    child = os.fork()
    if child == 0:
        try:
            work(name, folder, shared)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    began = time.perf_counter()
    ended = 0
    while not ended and time.perf_counter() - began < seconds:
        time.sleep(0.0005)
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return PHASES[shared[0]]
    return None if os.WEXITSTATUS(status) == 0 else f"an error while {PHASES[shared[0]]}"


def work(name: str, folder: Path, shared: mmap.mmap) -> None:
    """The run, in a child: from text to the finished checkpoint."""

    def saving(write: Callable) -> Callable:
        def told(*args: object) -> None:
            before, shared[0] = shared[0], PHASES.index("saving")
            try:
                write(*args)
            finally:
                shared[0] = before

        return told

    for module in (checkpoint, runs):
        module.write_atomically = saving(module.write_atomically)
    judge, harm = guard.Guard.judge, NOT_A_NUMBER.get(name, ())
    guard.Guard.judge = lambda self, loss, norm: judge(
        self, math.nan if self.lm.step in harm else loss, norm
    )
    shards.CHUNK, shards.SHARD = 2_000, 10_000
    documents = make_documents(600)
    tokenizer = tinylm.train_tokenizer(documents, 400)
    data = tinylm.prepare(documents, tokenizer, folder / "cache", processes=1, progress=False)
    shared[0] = PHASES.index("resuming")
    model, changes = VARIANTS[name]
    lm = tinylm.create(tiny_config(400, **model), tokenizer, seed=0, device="cpu")
    config = tinylm.TrainConfig(checkpoint=str(folder / "c.pt"), **(COMMON | changes))
    for _ in tinylm.train(lm, data, config):
        shared[0] = PHASES.index("training")


def outcome(folder: Path) -> tuple:
    """What must be the same: weights, history, log; and no file left half-written."""
    lm = tinylm.load_checkpoint(folder / "c.pt", "cpu")
    (log,) = folder.glob("runs/*/metrics.jsonl")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    history = [(r.step, r.loss, r.lr, r.val_loss, r.event) for r in lm.history]
    logged = [(line["step"], line.get("loss"), line.get("event")) for line in lines]
    left = sorted(path.name for path in log.parent.iterdir())
    return lm.finished, checkpoint.weights_digest(lm.model), repr(history), logged, left


def versions() -> dict:
    return dict(python=platform.python_version(), torch=torch.__version__)


if __name__ == "__main__":
    main()
