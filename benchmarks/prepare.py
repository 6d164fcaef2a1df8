"""How fast text becomes token shards, in which memory, beside what others would take.

    python -m benchmarks.prepare TEXT [TEXT ...] [--megabytes 100] [--large 1000] [--rounds 3]

The texts (files that `load_corpus` reads) are joined, one after another and again from the first,
each document with a number of its own, until there are so many megabytes. Both a tokenizer's own
rate and ours are measured in processes of their own, in turn, round by round; what was measured is
kept in `--out`, so a run that was stopped goes on. Hugging Face's `tokenizers`, where installed,
learns its own table of the same size from the same text.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import sentencepiece

import tinylm
from tinylm.files import write_atomically

SEPARATOR = "\n<|endoftext|>\n"
SLOW = 30_000_000  # characters that the others are timed on: their rate does not change after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", nargs="+", help="files or folders of text")
    parser.add_argument("--megabytes", type=int, default=100, help="size of the text (MB)")
    parser.add_argument("--large", type=int, default=1000, help="size for the memory (MB); 0: none")
    parser.add_argument("--vocab-size", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path("runs/prepare"), help="scratch folder")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/prepare.json"))
    parser.add_argument("--only", nargs=2, metavar=("SIDE", "TEXT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measure(*options.only, options.work)))
        return
    options.work.mkdir(parents=True, exist_ok=True)
    text = enlarged(options.texts, options.work, options.megabytes)
    model = options.work / "tokenizer.model"
    if not model.is_file():
        tinylm.train_tokenizer(tinylm.load_corpus(text), options.vocab_size, model, 8_000_000)
    found = json.loads(options.out.read_text()) if options.out.is_file() else {}
    for round_ in range(options.rounds):
        for side in SIDES:
            if side == "tokenizers" and not importlib.util.find_spec("tokenizers"):
                continue
            note(found, f"{side} {round_}", side, text, options)
    if options.large:
        large = enlarged(options.texts, options.work, options.large)
        for side in ("prepare 1", "prepare 2"):
            note(found, f"{side} large", side, large, options)
        large.unlink()
    report(found, options)


def note(found: dict, key: str, side: str, text: Path, options) -> None:
    """Measures one side, if it has not been, and keeps the figure."""
    if key not in found:
        command = [sys.executable, "-m", "benchmarks.prepare", "-", "--only", side, str(text)]
        made = subprocess.run(
            [*command, "--work", str(options.work)], check=True, stdout=subprocess.PIPE
        )
        found[key] = json.loads(made.stdout) | dict(text=text.stat().st_size)
        found["machine"] = machine()
        write_atomically(options.out, json.dumps(found, indent=1).encode())
    print(f"{key:18} {json.dumps(found[key])}", flush=True)


def enlarged(sources: list[str], work: Path, megabytes: int) -> Path:
    """A file of so many megabytes made of the sources, over and over."""
    path = work / f"text-{megabytes}.txt"
    if path.is_file():
        return path

    def documents() -> Iterator[str]:
        number = 0
        while True:
            for source in sources:
                for document in tinylm.load_corpus(source):
                    number += 1
                    yield f"{number}. {document}{SEPARATOR}"

    size = 0
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents():
            file.write(document)
            size += len(document.encode())
            if size >= megabytes * 1_000_000:
                break
    unfinished.replace(path)
    return path


def measure(side: str, text: str, work: Path) -> dict:
    """Seconds, CPU seconds, megabytes of text and of memory of one way to encode it."""
    corpus = tinylm.load_corpus(text)
    if side.startswith("prepare"):
        cache = work / f"cache-{os.getpid()}"
        tokenizer = tinylm.Tokenizer.load(work / "tokenizer.model")
        processes = int(side.split()[1])
        start, cpu = time.perf_counter(), cpu_seconds()
        data = tinylm.prepare(corpus, tokenizer, cache, processes=processes, progress=False)
        spent = time.perf_counter() - start, cpu_seconds() - cpu
        start = time.perf_counter()
        tinylm.prepare(corpus, tokenizer, cache, progress=False)
        more = dict(again=time.perf_counter() - start, tokens=data.manifest["tokens"])
        size = data.manifest["bytes"]
        shutil.rmtree(cache)
    else:
        processes, more = 1, {}
        documents, chars = [], 0
        for document in corpus:
            documents.append(document)
            chars += len(document)
            if chars >= SLOW:
                break
        size = sum(len(document.encode()) for document in documents)
        encode = SIDES[side](work, documents)
        start, cpu = time.perf_counter(), cpu_seconds()
        encode()
        spent = time.perf_counter() - start, cpu_seconds() - cpu
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (processes > 1) * processes
    return (
        dict(seconds=spent[0], cpu=spent[1], megabytes=size / 1e6, memory_mb=(own + workers) / 1024)
        | more
    )


def cpu_seconds() -> float:
    """Of this process and of its children that have ended."""
    parts = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


def by_document(work: Path, documents: list[str]):
    """SentencePiece's own batch call on one thread: its best."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "tokenizer.model"))
    return lambda: processor.encode(documents, num_threads=1, return_type="numpy")


def by_line(work: Path, documents: list[str]):
    """What a first script does: line by line into one list."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "tokenizer.model"))

    def encode() -> None:
        ids: list[int] = []
        for document in documents:
            for line in document.split("\n"):
                ids.extend(processor.encode(line))

    return encode


def by_tokenizers(work: Path, documents: list[str]):
    """Hugging Face's byte-level BPE on one thread."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    import tokenizers

    other = tokenizers.ByteLevelBPETokenizer()
    size = tinylm.Tokenizer.load(work / "tokenizer.model").vocab_size
    other.train_from_iterator(documents[: len(documents) // 4], size, show_progress=False)
    return lambda: other.encode_batch(documents)


SIDES = {
    "sentencepiece": by_document,
    "line by line": by_line,
    "tokenizers": by_tokenizers,
    "prepare 1": None,
    "prepare 2": None,
}


def machine() -> dict:
    names = [
        line.split(":")[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    versions = dict(python=platform.python_version(), sentencepiece=sentencepiece.__version__)
    return dict(processor=names[0], cores=len(os.sched_getaffinity(0)), **versions)


def report(found: dict, options) -> None:
    """A table of medians, and the ratios that matter."""
    median = {}
    for side in SIDES:
        rounds = [found[f"{side} {i}"] for i in range(options.rounds) if f"{side} {i}" in found]
        if rounds:
            median[side] = statistics.median(r["megabytes"] / r["seconds"] for r in rounds)
            core = statistics.median(r["megabytes"] / r["cpu"] for r in rounds)
            memory = max(r["memory_mb"] for r in rounds)
            print(
                f"{side:14} {median[side]:7.1f} MB/s {core:7.1f} MB a CPU second {memory:6.0f} MB"
            )
    own = median["sentencepiece"]
    print(f"prepare, one process: {median['prepare 1'] / own:.2f} of SentencePiece's own rate")
    print(f"two processes: {median['prepare 2'] / own:.2f}, {ratio(median):.2f} times one process")
    for side in ("prepare 1", "prepare 2"):
        if large := found.get(f"{side} large"):
            rate = large["megabytes"] / large["seconds"]
            print(f"{side} on {options.large} MB: {rate:.1f} MB/s, {large['memory_mb']:.0f} MB")


def ratio(median: dict) -> float:
    return median["prepare 2"] / median["prepare 1"]


if __name__ == "__main__":
    main()
