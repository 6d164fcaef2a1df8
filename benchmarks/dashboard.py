"""What watching a run costs: training with the dashboard against training without, in one run.

    python -m benchmarks.dashboard [--blocks 12] [--out benchmarks/dashboard.json]

`mini-1m` learns the embedded stories in a notebook's kernel, whose widgets and messages are real;
nobody looks at the page, as a browser would be a process of its own. Blocks of steps with the
dashboard and without it alternate, in pairs that change their order, so that a busy machine is as
busy for both. Each block with it begins with a frame that is due, and drawing all of a history
costs most when it is long: the run has 2,000 records before the first block.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import torch
from nbclient import NotebookClient

import tinylm
from tinylm import panels
from tinylm.files import write_atomically

ROOT = Path(__file__).resolve().parent.parent
BLOCK = 2.5  # processor seconds of steps, about
BEFORE = 2_000  # records that there are when it begins; made up but for their losses


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--blocks", type=int, default=12, help="of each kind")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/dashboard.json"))
    options = parser.parse_args()
    cell = f"from benchmarks import dashboard\nawait dashboard.inside({options.blocks})"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    os.environ["PYTHONPATH"] = str(ROOT)  # the kernel inherits it
    NotebookClient(notebook, timeout=3600, resources=dict(metadata=dict(path=ROOT))).execute()
    printed = [o.text for o in notebook.cells[0].outputs if o.output_type == "stream"]
    found = json.loads(next(text for text in printed if text.startswith("{")))
    write_atomically(options.out, json.dumps(found, indent=1).encode())
    print(json.dumps(found, indent=1))


async def inside(blocks: int) -> None:
    """The kernel's part: prints what was found."""
    corpus = tinylm.load_corpus("sample")
    tokenizer = tinylm.train_tokenizer(corpus, 2048)
    data = tinylm.prepare(corpus, tokenizer, cache_dir="data/cache", progress=False)
    lm = tinylm.create(tinylm.preset("mini-1m", vocab_size=2048), tokenizer)
    config = tinylm.TrainConfig(max_steps=100_000, eval_every=0, sample_every=0, compile="off")
    found: dict[str, list[tuple[float, float]]] = dict(without=[], watched=[])
    await panels.watch(alternating(tinylm.train(lm, data, config), lm, blocks, found), lm)
    ratios = {}
    for i, kind in enumerate(("wall", "cpu")):
        pairs = zip(found["watched"], found["without"], strict=True)
        each = [with_[i] / without[i] for with_, without in pairs]
        ratios[kind] = dict(
            median=round(statistics.median(each), 4),
            mean=round(statistics.mean(each), 4),
            stderr=round(statistics.stdev(each) / len(each) ** 0.5, 4),
            blocks=[round(value, 4) for value in each],
        )
    machine = dict(
        processor=platform.machine(),
        cores=os.cpu_count(),
        load=[round(x, 1) for x in os.getloadavg()],
        threads=torch.get_num_threads(),
        versions=dict(
            python=platform.python_version(), torch=torch.__version__, tinylm=tinylm.__version__
        ),
    )
    print(json.dumps(dict(watched_over_without=ratios, steps=lm.step, machine=machine)))


def alternating(
    work: Iterator, lm: tinylm.Checkpoint, blocks: int, found: dict[str, list]
) -> Iterator:
    """The records of blocks that are to be watched; the blocks between pass unseen."""
    yield next(work)
    record = lm.history[0]
    lm.history[:0] = [record] * BEFORE
    began = time.process_time()
    for _ in range(20):
        yield next(work)
    count = round(20 * BLOCK / (time.process_time() - began))
    for number in range(blocks):
        for kind in ("watched", "without") if number % 2 else ("without", "watched"):
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in range(count):
                record = next(work)
                if kind == "watched":
                    yield record
            found[kind].append((time.perf_counter() - wall, time.process_time() - cpu))
    work.close()


if __name__ == "__main__":
    main()
