"""Tokens a processor second of training, beside `transformers`' GPT-2 and Llama of the same shape.

    python benchmarks/train_speed.py [--shapes tiny small] [--rounds 5] [--threads 2]

All sides learn from the same random tokens with the same number of layers, heads, width and
vocabulary; theirs in the loop that their users write (float32, labels, clipping, AdamW), with
nothing that would slow them (no dropout, no cache, one tensor for queries, keys and values where
the model has it). Ours is one update of a run with the defaults (`Updates.make`): bfloat16 where
the processor has it, Muon beside AdamW, the guard; as it is, and compiled. Each side is a process
of its own, and they take turns, `--steps` updates each, for so many rounds; the medians count.

With one thread, seconds are those of the processor, which other work on the machine does not
lengthen. `--threads 2` measures two threads against one in seconds of the wall: leave the machine
alone for that. It also measures `import tinylm` against `import torch`, and what a second start of
a compiled run costs. What was measured is kept in `--out`; the same command goes on after it.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SHAPES = {  # width, layers, heads, vocabulary, rows of 256 tokens
    "tiny": (192, 6, 6, 4096, 16),
    "small": (384, 6, 6, 8192, 8),
}
CONTEXT = 256
SIDES = ("gpt2", "llama", "tinylm", "tinylm compiled")
PEAK = 2048  # side of the squares whose product is the peak
TARGETS = {  # times theirs, both of them
    ("tiny", "tinylm"): 1.4,
    ("tiny", "tinylm compiled"): 1.75,
    ("small", "tinylm"): 1.7,
    ("small", "tinylm compiled"): 1.9,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=list(SIDES))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=4, help="updates of a side in a round")
    parser.add_argument("--threads", type=int, default=1, help="above 1: against one, by the wall")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/train_speed.json"))
    parser.add_argument("--only", nargs=2, metavar=("SHAPE", "SIDE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        work(*options.only, options.steps, options.threads)
        return
    found = json.loads(options.out.read_text()) if options.out.is_file() else {}
    found["machine"] = machine()
    if options.threads > 1:
        for shape in options.shapes:
            key = f"{shape}, {options.threads} threads"
            keep(found, options, key, scaling, options, shape)
    else:
        keep(found, options, "imports", imports, options.rounds)
        for shape in options.shapes:
            keep(found, options, shape, in_turn, options, shape)
    if "tinylm compiled" in options.sides:
        keep(found, options, "compiled starts", compiled_starts)
    report(found)


def keep(found: dict, options, key: str, measure, *inputs) -> None:
    """Measures what is not known yet, and writes it down."""
    if key not in found:
        print(f"measuring: {key}", flush=True)
        found[key] = measure(*inputs)
        options.out.write_text(json.dumps(found, indent=1) + "\n")


def in_turn(options, shape: str) -> dict:
    """Seconds of an update of each side, round by round, and the peak in each round."""
    sides = {side: Worker(shape, side, options.steps) for side in options.sides}
    rounds: dict[str, list[dict]] = {side: [] for side in sides}
    for _ in range(options.rounds):
        for side, worker in sides.items():
            rounds[side].append(worker.round())
    told = {side: worker.shape for side, worker in sides.items()}
    for worker in sides.values():
        worker.end()
    return dict(shapes=told, rounds=rounds)


def scaling(options, shape: str) -> dict:
    """Seconds of the wall with one thread and with more, in turn."""
    counts = (1, options.threads)
    sides = {n: Worker(shape, "tinylm", options.steps, n) for n in counts}
    rounds: dict[str, list[dict]] = {str(n): [] for n in counts}
    for _ in range(options.rounds):
        for n, worker in sides.items():
            rounds[str(n)].append(worker.round())
    for worker in sides.values():
        worker.end()
    return dict(rounds=rounds)


def imports(rounds: int) -> dict:
    """Processor seconds of a fresh interpreter that imports, in turn."""
    codes = {"nothing": "", "torch": "import torch", "tinylm": "import tinylm"}
    # What `import tinylm` puts off comes with the first name that is asked for.
    codes["tinylm.train"] = "import tinylm; tinylm.train"
    taken: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(rounds):
        for name, code in codes.items():
            taken[name].append(processor_seconds([sys.executable, "-c", code], os.environ))
    return taken


def compiled_starts() -> dict:
    """Processor seconds of the first update in a fresh process, uncompiled, compiled for the first
    time, and compiled again."""
    taken = {}
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | dict(TORCHINDUCTOR_CACHE_DIR=folder)
        for name, side in (
            ("uncompiled", "tinylm"),
            ("first", "tinylm compiled"),
            ("second", "tinylm compiled"),
            ("third", "tinylm compiled"),
        ):
            command = Worker.command("tiny", side, steps=0, threads=1)
            taken[name] = processor_seconds(command, environment | dict(OMP_NUM_THREADS="1"))
    return taken


def processor_seconds(command: list[str], environment) -> float:
    """Of a process and those that it starts, from start to end."""
    before = os.times()
    subprocess.run(
        command, check=True, env=environment, cwd=ROOT, input=b"", stdout=subprocess.DEVNULL
    )
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


class Worker:
    """One side in a process of its own, which makes some updates each time it is asked to."""

    def __init__(self, shape: str, side: str, steps: int, threads: int = 1) -> None:
        environment = os.environ | dict(OMP_NUM_THREADS=str(threads))
        self.process = subprocess.Popen(
            self.command(shape, side, steps, threads),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.shape = self._read()

    @staticmethod
    def command(shape: str, side: str, steps: int, threads: int) -> list[str]:
        command = [sys.executable, __file__, "--only", shape, side]
        return [*command, "--steps", str(steps), "--threads", str(threads)]

    def round(self) -> dict:
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return self._read()

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()

    def _read(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("a side has ended early: see its message above.")
        return json.loads(line)


def work(shape: str, side: str, steps: int, threads: int) -> None:
    """The process of one side: a line for each line that it reads."""
    import torch

    torch.set_num_threads(threads)
    *_, vocabulary, rows = SHAPES[shape]
    draw = torch.Generator().manual_seed(0)
    batches = torch.randint(0, vocabulary, (8, rows, CONTEXT + 1), generator=draw)
    make = {"gpt2": theirs, "llama": theirs}.get(side, ours)
    told, update = make(side, SHAPES[shape], batches)
    for step in range(2):  # what is set up once
        update(step)
    print(json.dumps(told), flush=True)
    for number, _ in enumerate(sys.stdin):
        peak = matmul_peak(torch.bfloat16 if side.startswith("tinylm") else torch.float32)
        began, wall = time.process_time(), time.perf_counter()
        for step in range(steps):
            update(number * steps + step)
        spent, wall = time.process_time() - began, time.perf_counter() - wall
        print(json.dumps(dict(cpu=spent / steps, wall=wall / steps, peak=peak)), flush=True)


def matmul_peak(dtype) -> float:
    """FLOPs a processor second of a product of two large matrices."""
    import torch

    square = torch.full((PEAK, PEAK), 1 / PEAK, dtype=dtype)
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        square @ square
        best = max(best, 2 * PEAK**3 / (time.process_time() - began))
    return best


def ours(side: str, shape: tuple[int, ...], batches) -> tuple[dict, object]:
    """One update as `tinylm.train` makes it."""
    import tinylm
    from tinylm.batches import Batch
    from tinylm.device import at_work
    from tinylm.updates import Updates

    width, layers, heads, vocabulary, rows = shape
    config = tinylm.ModelConfig(
        vocabulary,
        context_length=CONTEXT,
        d_model=width,
        num_layers=layers,
        num_heads=heads,
        qk_norm=True,
    )
    model = tinylm.MiniTransformer(config)
    model.reset_parameters(0)
    lm = tinylm.Checkpoint(model, None)
    settings = tinylm.TrainConfig(
        max_steps=100_000, batch_size=rows, compile="on" if "compiled" in side else "off"
    )
    draws = [Batch(ids[:, :-1], ids[:, 1:]) for ids in batches]
    updates = Updates(lm, settings, lambda step: draws[step % len(draws)])

    def update(step: int) -> None:
        updates.make(settings.max_steps)
        lm.step += 1

    work = at_work(lm.device, settings.precision)  # as `tinylm.train` has it, to the end
    work.__enter__()

    told = dict(parameters=model.num_parameters(), heads=heads, feedforward=config.ff_width)
    told |= dict(precision=str(updates.precision), optimizer=settings.optimizer, tied=False)
    return told | dict(flops=flops(model.num_parameters() - vocabulary * width, shape)), update


def theirs(side: str, shape: tuple[int, ...], batches) -> tuple[dict, object]:
    """GPT-2 or Llama as `transformers` has them, in a plain loop."""
    import torch
    import transformers

    width, layers, heads, vocabulary, _ = shape
    if side == "gpt2":
        config = transformers.GPT2Config(
            vocab_size=vocabulary,
            n_positions=CONTEXT,
            n_embd=width,
            n_layer=layers,
            n_head=heads,
            **dict(resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0, use_cache=False),
            **dict(bos_token_id=1, eos_token_id=2),
        )
        model = transformers.GPT2LMHeadModel(config)
        wide = 4 * width
    else:
        wide = 8 * width // 3
        config = transformers.LlamaConfig(
            vocab_size=vocabulary,
            max_position_embeddings=CONTEXT,
            hidden_size=width,
            intermediate_size=wide,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            **dict(tie_word_embeddings=False, use_cache=False),
        )
        model = transformers.LlamaForCausalLM(config)
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4, weight_decay=0.1)

    def update(step: int) -> None:
        ids = batches[step % len(batches)][:, :-1]
        loss = model(input_ids=ids, labels=ids).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        loss.item()

    parameters = sum(p.numel() for p in model.parameters())
    told = dict(parameters=parameters, heads=heads, feedforward=wide, precision="torch.float32")
    tables = width * (CONTEXT if side == "gpt2" else vocabulary)  # GPT-2's head is its embedding
    told |= dict(optimizer="adamw", tied=side == "gpt2", flops=flops(parameters - tables, shape))
    return told, update


def flops(multiplied: int, shape: tuple[int, ...]) -> float:
    """Of the model for a token, forward and backward: every weight that a token is multiplied with,
    and the half of attention that is not masked."""
    width, layers, *_ = shape
    return 6 * multiplied + 6 * layers * width * CONTEXT


def machine() -> dict:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.is_file() else []
    at = {}
    for line in lines:
        name, _, value = line.partition(":")
        at.setdefault(name.strip(), value.strip())
    known = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")
    return dict(
        processor=at.get("model name", platform.processor()),
        family=f"{at.get('cpu family', '?')}.{at.get('model', '?')}",
        features=[f for f in known if f in at.get("flags", "").split()],
        python=platform.python_version(),
        torch=importlib.metadata.version("torch"),
        transformers=importlib.metadata.version("transformers"),
    )


def report(found: dict) -> None:
    at = found["machine"]
    print(f"\n{at['processor']}, family {at['family']} ({', '.join(at['features'])})")
    print(f"PyTorch {at['torch']}, transformers {at['transformers']}")
    for name in SHAPES:
        if name in found:
            report_shape(name, found[name])
    for key, made in found.items():
        if key.endswith("threads"):
            walls = [statistics.median(r["wall"] for r in rows) for rows in made["rounds"].values()]
            print(f"{key}: {walls[0] / walls[1]:.2f} x one thread (wall; at least 1.6 wanted)")
    if "imports" in found:
        taken = {name: statistics.median(times) for name, times in found["imports"].items()}
        print("imports, processor seconds: ", {name: round(t, 2) for name, t in taken.items()})
        share = taken["tinylm.train"] / taken["torch"]
        print(
            f"    import tinylm and tinylm.train: {share:.2f} x import torch (at most 1.2 wanted)"
        )
    if "compiled starts" in found:
        taken = found["compiled starts"]
        print("two updates from a fresh start, processor seconds: ", taken)
        more = min(taken["second"], taken["third"]) - taken["uncompiled"]
        print(f"    a second compiled start: {more:.1f} s more than uncompiled (at most 5 wanted)")


def report_shape(name: str, made: dict) -> None:
    width, layers, heads, vocabulary, rows = SHAPES[name]
    print(
        f"\n{name}: width {width}, {layers} layers, {heads} heads, vocabulary {vocabulary:,}, "
        f"{rows} x {CONTEXT} tokens; one thread"
    )
    print(f"{'':17}{'parameters':>11}{'ff':>6}{'tokens/CPU-s':>14}{'spread':>16}  of the peak")
    pace = {}
    for side, rounds in made["rounds"].items():
        told = made["shapes"][side]
        speeds = sorted(rows * CONTEXT / r["cpu"] for r in rounds)
        pace[side] = statistics.median(speeds)
        share = statistics.median(
            rows * CONTEXT / r["cpu"] * told["flops"] / r["peak"] for r in rounds
        )
        kind = told["precision"].removeprefix("torch.")
        print(
            f"{side:17}{told['parameters']:11,}{told['feedforward']:6}{pace[side]:14,.0f}"
            f"{speeds[0]:9,.0f}-{speeds[-1]:,.0f}  {share:.0%} of {kind}"
        )
    for side in ("tinylm", "tinylm compiled"):
        ratios = [pace[side] / pace[p] for p in ("gpt2", "llama") if p in pace and side in pace]
        if ratios:
            told = ", ".join(f"{ratio:.2f}" for ratio in ratios)
            print(f"    {side}: {told} x theirs (at least {TARGETS[name, side]} wanted)")


if __name__ == "__main__":
    main()
