"""Tokens a processor second of sampling, beside llama.cpp and `transformers`.

    python benchmarks/generate.py [--models mini-1m mini-15m] [--rounds 5]

Every side writes 200 tokens after <bos> at temperature 0.8 from the same weights (random ones: what
they say does not matter here) with a vocabulary of 2,048, one text or sixteen at once. Ours are the
three precisions of the compiled step, and PyTorch alone; theirs are `transformers`' generate and
llama.cpp through llama-cpp-python, with weights in float32, float16 and 8 bits. All take turns of
0.3 seconds, so many rounds, with one thread; seconds are the processor's, which other work on the
machine hardly lengthens, and the medians count. Beside them stand what the memory allows (each
token reads every weight of the blocks and the head once), and the prefill's share of the
processor's peak.

What was measured is kept in `--out`; the same command goes on after it. llama-cpp-python (and
`transformers`) are measured where they are installed.
"""

from __future__ import annotations

import argparse
import functools
import importlib.metadata
import importlib.util
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["OMP_NUM_THREADS"] = "1"

import torch  # noqa: E402

import tinylm  # noqa: E402
from tinylm.fast.engine import Packed  # noqa: E402
from tinylm.generation import Decoder, complete_ids, stream_ids  # noqa: E402

VOCABULARY, TOKENS = 2048, 200
TURN = 0.3  # seconds of the processor
ROWS = (1, 16)
OURS = {
    "tinylm float32": dict(fast="on"),
    "tinylm bfloat16": dict(precision="bfloat16"),
    "tinylm int8": dict(precision="int8"),
    "tinylm PyTorch alone": dict(fast="off"),
}
LLAMA = {f"llama.cpp {kind}": kind for kind in ("f32", "f16", "q8_0")}
TARGETS = {  # (model, rows, ours, theirs): times theirs
    ("mini-1m", 1, "tinylm float32", "llama.cpp f32"): 2.5,
    ("mini-1m", 1, "tinylm bfloat16", "llama.cpp f32"): 3,
    ("mini-1m", 1, "tinylm int8", "llama.cpp f32"): 6,
    ("mini-15m", 1, "tinylm float32", "llama.cpp f32"): 1,
    ("mini-15m", 1, "tinylm bfloat16", "llama.cpp f32"): 2,
    ("mini-15m", 1, "tinylm int8", "llama.cpp q8_0"): 2,
    ("mini-1m", 16, "tinylm float32", "llama.cpp f32"): 2,
    ("mini-1m", 1, "tinylm float32", "transformers"): 10,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--models", nargs="+", default=["mini-1m", "mini-15m"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/generate.json"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    kept = json.loads(options.out.read_text()) if options.out.is_file() else {}
    kept |= dict(machine=machine(), versions=versions(), tokens=TOKENS, vocabulary=VOCABULARY)
    figures = kept.setdefault("figures", {})

    def keep() -> None:
        options.out.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")

    for name in options.models:
        with tempfile.TemporaryDirectory() as folder:
            mine = figures.setdefault(name, {})
            lm, sides = prepare(name, Path(folder))
            for rows in ROWS:
                for write in sides.values():
                    write(rows, 8)  # compiled, loaded, and warm
                done = mine.setdefault(f"batch {rows}", {})
                while min((len(done.get(side, [])) for side in sides), default=0) < options.rounds:
                    for side, write in sides.items():
                        done.setdefault(side, []).append(round(rate(write, rows), 1))
                    keep()
            mine.setdefault("prefill", prefill(lm))
            mine.setdefault("memory", memory(lm))
            keep()
    print(table(figures))


def prepare(name: str, folder: Path) -> tuple[tinylm.Checkpoint, dict[str, Callable]]:
    """The model, and every side: (rows, tokens for each) to how many were written."""
    tokenizer = tinylm.train_tokenizer(tinylm.load_corpus("sample"), VOCABULARY)
    lm = tinylm.create(tinylm.preset(name, VOCABULARY), tokenizer, seed=0, device="cpu")
    sides: dict[str, Callable] = {
        side: functools.partial(ours, lm, settings) for side, settings in OURS.items()
    }
    if importlib.util.find_spec("transformers"):
        sides["transformers"] = theirs(lm, folder)
    if importlib.util.find_spec("llama_cpp"):
        from benchmarks.llamacpp import Llama
        from tinylm.formats.gguf import export_gguf

        for side, kind in LLAMA.items():
            export_gguf(lm, folder / f"{kind}.gguf", kind)
            sides[side] = functools.partial(llama, Llama(folder / f"{kind}.gguf"))
    return lm, sides


def ours(lm: tinylm.Checkpoint, settings: dict, rows: int, tokens: int) -> int:
    config = tinylm.SampleConfig(max_new_tokens=tokens, temperature=0.8, top_p=1.0, **settings)
    begin = [lm.tokenizer.bos_id]
    if rows == 1:
        return sum(1 for _ in stream_ids(lm, begin, config))
    return sum(len(one.ids) for one in complete_ids(lm, [""] * rows, [begin] * rows, config, ()))


def theirs(lm: tinylm.Checkpoint, folder: Path) -> Callable:
    import transformers

    from tinylm.formats.huggingface import export_hf

    export_hf(lm, folder / "hf")
    model = transformers.AutoModelForCausalLM.from_pretrained(folder / "hf", dtype=torch.float32)
    begin = lm.tokenizer.bos_id

    def write(rows: int, tokens: int) -> int:
        ids = torch.full((rows, 1), begin)
        made = model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            do_sample=True,
            temperature=0.8,
            top_k=0,
            top_p=1.0,
            max_new_tokens=tokens,
            min_new_tokens=tokens,
            pad_token_id=0,
        )
        return made[:, 1:].numel()

    return write


def llama(model, rows: int, tokens: int) -> int:
    return sum(map(len, model.generate_batch(rows, tokens, 0.8, 0)))


def rate(write: Callable, rows: int) -> float:
    """One turn: texts one after another, until they have taken long enough."""
    began, written = time.process_time(), 0
    while (spent := time.process_time() - began) < TURN:
        written += write(rows, TOKENS)
    return written / spent


def prefill(lm: tinylm.Checkpoint) -> dict[str, float]:
    """How fast a full window is read, against the largest rate of a product of matrices."""
    side, T, config = 2048, lm.config.context_length, lm.config
    a, b = torch.randn(side, side), torch.randn(side, side)
    peak = 2 * side**3 / best(lambda: a @ b)
    ids = torch.randint(5, VOCABULARY, (T,)).tolist()
    seconds = best(lambda: Decoder(lm).read([ids]))
    blocks = sum(p.numel() for p in lm.model.blocks.parameters() if p.dim() == 2)
    # Of attention's products the causal half; of the head the last place alone.
    work = 2 * blocks * T + 2 * T * T * config.d_model * config.num_layers
    work += 2 * config.d_model * config.vocab_size
    return dict(
        peak_gflops=round(peak / 1e9, 1),
        gflops=round(work / seconds / 1e9, 1),
        share=round(work / seconds / peak, 3),
        tokens_per_second=round(T / seconds),
    )


def memory(lm: tinylm.Checkpoint) -> dict[str, float]:
    """What the weights weigh that a token reads, and how many such readings memory allows."""
    found: dict[str, float] = {}
    for kind in ("float32", "bfloat16", "int8"):
        size = Packed(lm.model, kind).nbytes
        block = torch.ones(size // 4)
        speed = size / best(block.sum)
        found[kind] = dict(
            megabytes=round(size / 1e6, 2),
            gigabytes_per_second=round(speed / 1e9, 1),
            tokens_per_second=round(speed / size),
        )
    return found


def best(work: Callable, times: int = 15) -> float:
    seconds = []
    for _ in range(times):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return min(seconds[1:])


def table(figures: dict) -> str:
    lines = []
    for name, mine in figures.items():
        for rows in ROWS:
            done = {side: statistics.median(rates) for side, rates in mine[f"batch {rows}"].items()}
            against = done.get("llama.cpp f32")
            lines.append(f"\n{name}, {rows} at once: tokens a CPU second, times llama.cpp f32")
            for side, value in done.items():
                share = f"{value / against:8.2f}" if against else ""
                lines.append(f"  {side:22}{value:10,.0f}{share}")
            for (model, many, us, them), goal in TARGETS.items():
                if (model, many) == (name, rows) and {us, them} <= done.keys():
                    found = done[us] / done[them]
                    says = "holds" if found >= goal else "FALLS SHORT"
                    lines.append(f"  {us} / {them}: {found:.2f}, wanted {goal}: {says}")
        lines.append(f"  prefill: {mine['prefill']}")
        lines += [f"  memory, {kind}: {found}" for kind, found in mine["memory"].items()]
    return "\n".join(lines)


def machine() -> dict[str, str | int]:
    lines = (
        Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    )
    model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), "")
    return dict(processor=model or platform.processor(), cores=os.cpu_count(), threads=1)


def versions() -> dict[str, str]:
    names = ("torch", "numba", "llvmlite", "transformers", "llama_cpp_python", "gguf")
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


if __name__ == "__main__":
    main()
