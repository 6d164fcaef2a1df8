"""What the benchmarks of head tuning share: the stage-1 model, its text in parts that no other part
has seen, figures kept as they come, and intervals."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np  # noqa: E402

import tinylm  # noqa: E402
from tinylm.corpora import Corpus  # noqa: E402

VOCABULARY = 2048
COLOURS = dict(
    swarm="#d55e00", line="#999999", random="#0072b2", es="#009e73", cma="#cc79a7",
    gradient="#0072b2", more="#009e73", adam="#cc79a7",
)  # fmt: skip


def stage1(corpus: str, steps: int, work: Path) -> Path:
    """The checkpoint of a `mini-1m` after so many steps on this text; trained when not there yet,
    and gone on with when it was stopped."""
    path = work / f"stage1-{steps}.pt"
    if path.is_file() and tinylm.load_checkpoint(path).finished:
        return path
    tokenizer = tinylm.train_tokenizer(tinylm.load_corpus(corpus), VOCABULARY)
    data = own_data(corpus, tokenizer, work)
    lm = tinylm.create(tinylm.preset("mini-1m", tokenizer.vocab_size), tokenizer, seed=0)
    settings = dict(max_steps=steps, sample_every=0, eval_every=500, checkpoint=str(path))
    for record in tinylm.train(lm, data, tinylm.TrainConfig(**settings)):
        if record.val_loss is not None:
            print(f"stage 1, step {record.step}: {record.val_loss:.4f}", flush=True)
    return path


def own_data(corpus: str, tokenizer: tinylm.Tokenizer, work: Path) -> tinylm.TokenData:
    """What the stage-1 model learned from."""
    shares = dict(val_fraction=0.02, test_fraction=0.02)
    text = tinylm.load_corpus(corpus)
    return tinylm.prepare(text, tokenizer, work / "cache", progress=False, **shares)


def tokens_of(
    documents: Iterable[str], name: str, tokenizer: tinylm.Tokenizer, work: Path
) -> tinylm.dataset.TokenArray:
    """All of these documents as one part."""
    documents = list(documents)
    whole = Corpus.from_documents(["one", "two", "three"], name)
    whole = dataclasses.replace(whole, validation=Corpus.from_documents(documents, name))
    return tinylm.prepare(whole, tokenizer, work / "cache", progress=False, processes=1).val


class Kept:
    """Figures in a JSON file, written as they come, so that a stopped benchmark goes on."""

    def __init__(self, path: Path, *packages: str) -> None:
        self.path = path
        told = json.loads(path.read_text()) if path.is_file() else {}
        self.figures: dict[str, Any] = told.get("figures", {})
        self.about = dict(machine=machine(), versions=versions(*packages))

    def write(self) -> None:
        told = json.dumps(self.about | dict(figures=self.figures), indent=1)
        # One line for a list of numbers, of which there are many.
        lines = re.sub(r"\[[^][{}]*\]", lambda found: " ".join(found[0].split()), told)
        self.path.write_text(lines + "\n", encoding="utf-8")

    def each(self, work: Callable, tasks: dict[str, tuple], processes: int = 1) -> None:
        """Does what is not known yet, so many at a time."""
        left = {key: given for key, given in tasks.items() if key not in self.figures}
        if processes == 1:
            for key, given in left.items():
                self.add(key, work(*given))
            return
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            known = {pool.submit(work, *given): key for key, given in left.items()}
            for done in as_completed(known):
                self.add(known[done], done.result())

    def add(self, key: str, made: Any) -> None:
        self.figures[key] = made
        self.write()
        print(f"measured: {key}", flush=True)


def interval(
    seeds: list[np.ndarray], figure: Callable[[np.ndarray], float], draws: int = 4000
) -> tuple[float, float, float]:
    """A figure of rows (n, ...) of several seeds taken together, and its 95 % interval: seeds and
    then rows are drawn again (bootstrap)."""
    rng, found = np.random.default_rng(0), []
    for _ in range(draws):
        rows = [seeds[i] for i in rng.integers(0, len(seeds), len(seeds))]
        rows = [one[rng.integers(0, len(one), len(one))] for one in rows]
        found.append(figure(np.concatenate(rows)))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(figure(np.concatenate(seeds))), float(low), float(high)


def machine() -> dict[str, str | int]:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), "")
    name = model or platform.processor()
    return dict(processor=name, threads=int(os.environ["OMP_NUM_THREADS"]))


def versions(*packages: str) -> dict[str, str]:
    known = {one: importlib.metadata.version(one) for one in ("torch", "numpy", *packages)}
    return dict(python=platform.python_version(), tinylm=tinylm.__version__) | known
