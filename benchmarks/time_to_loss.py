"""How long GPT-2's recipe and ours take to the same loss, on the same text, tokens and processor.

    python benchmarks/time_to_loss.py STORIES.txt [--seconds 300] [--seeds 3] [--threads 1]

GPT-2's side is what small projects run: learned positions, LayerNorm, GELU, one AdamW, warm-up and
cosine, bfloat16, with its learning rate and batch tuned here on runs of `--tune` seconds;
`shipped` is the same in float32 at 1e-3 with batches of 8. Ours is the default preset with the
default recipe.
Every run ends its own schedule: the number of steps is what a probe says that the time holds. A
target is the final loss of GPT-2; ours is run for that time divided by each of `--ratios`, and
whether it is then not worse is printed. `--ablation` changes one thing of ours at a
time. Runs are processes of their own, in turn; what is done is kept in `--out`, so that the same
command goes on where it was stopped. Seconds are those of training alone, without validation; on
one thread they are seconds of the processor, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tinylm
from tinylm.files import write_atomically

VOCABULARY, CONTEXT, WIDTH = 2048, 256, 128
RATES, BATCHES = (2e-3, 3e-3, 4.5e-3), (2, 4, 8)
HEADS = (1, 2, 4)
VAL_TOKENS = 61_440
PRESETS = ("mini-1m", "mini-1m-plus")  # the default, and the richer one
PROBE = 24  # steps that tell how many fit
POINTS = 20  # of each curve
ABLATION = {
    "positions: learned": dict(model=dict(position="learned")),
    "norm: LayerNorm": dict(model=dict(norm="layernorm")),
    "activation: GELU": dict(model=dict(activation="gelu", d_ff=512)),
    "initialisation: no pairs": dict(train=dict(bigram_start=False)),
    "optimizer: AdamW": dict(train=dict(optimizer="adamw")),
    "optimizer: one rate but for Muon": dict(train=dict(embedding_scale=1.0, head_scale=1.0)),
    "schedule: cosine": dict(train=dict(schedule="cosine")),
    "schedule: context warm-up": dict(train=dict(context_warmup=0.7)),
    "batch: 4": dict(train=dict(batch_size=4)),
    "batch: 16": dict(train=dict(batch_size=16)),
    "head width: 64": dict(model=dict(num_heads=2)),
    "value embeddings": dict(model=dict(value_embeddings=True)),
    "mixing with the embedding": dict(model=dict(x0_mixing=True)),
    "a table of pairs": dict(model=dict(bigram_rows=32_768)),
    "norm: none on queries and keys": dict(model=dict(qk_norm=False)),
    "activation: squared ReLU": dict(model=dict(activation="relu2", d_ff=512)),
    "initialisation: GPT-2's": dict(init="gpt2", train=dict(bigram_start=False)),
    "schedule: running mean": dict(train=dict(ema=0.98)),
    "batch: half, then whole": dict(train=dict(batch_warmup=0.3)),
    "head width: 128": dict(model=dict(num_heads=1)),
    "tied, 4 layers": dict(model=dict(tie_weights=True, num_layers=4)),
    "windows anywhere": dict(train=dict(whole_documents=0.0)),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", help="a text of stories")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--tune", type=float, default=100, help="seconds of each tuning run")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--ratios", type=float, nargs="+", default=[4.5, 5.5, 8, 10])
    parser.add_argument("--shipped", action="store_true", help="beside float32 at 1e-3, too")
    parser.add_argument("--ablation", type=float, help="seconds of each changed run")
    parser.add_argument("--work", type=Path, default=Path("runs/time_to_loss"))
    parser.add_argument("--out", type=Path, default=Path("benchmarks/time_to_loss.json"))
    parser.add_argument("--curves", action="store_true", help="validate on the way, too")
    parser.add_argument("--picture", type=Path, help="draw the curves that were measured, and stop")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measure(options, json.loads(options.only))))
        return
    if options.picture:
        draw(json.loads(options.out.read_text()), options)
        return
    options.work.mkdir(parents=True, exist_ok=True)
    found = json.loads(options.out.read_text()) if options.out.is_file() else {}
    found["machine"] = machine(options.threads)
    best = tune(found, options)
    for seed in range(options.seeds):  # both sides in turn
        done(found, options, dict(best, seconds=options.seconds, seed=seed))
        for preset in PRESETS:
            for ratio in options.ratios:
                done(found, options, ours(options.seconds / ratio, seed, preset))
        if options.shipped:
            done(found, options, dict(SHIPPED, seconds=options.seconds, seed=seed))
    if options.ablation:
        for name, changes in ({"default": {}} | ABLATION).items():
            done(found, options, ours(options.ablation, 0) | changes, name)
    report(found, best, options)


SHIPPED = dict(side="gpt2", rate=1e-3, batch=8, heads=4, precision="float32")


def ours(seconds: float, seed: int, preset: str = PRESETS[0]) -> dict:
    return dict(side=preset, seconds=round(seconds, 1), seed=seed)


def tune(found: dict, options) -> dict:
    """The rate, batch and number of heads that end lowest for GPT-2's recipe."""
    tried = []
    for rate, batch in itertools.product(RATES, BATCHES):
        spec = dict(side="gpt2", rate=rate, batch=batch, heads=2, seconds=options.tune, seed=0)
        tried.append((done(found, options, spec)["loss"], spec))
    _, best = min(tried, key=lambda pair: pair[0])
    tried = [
        (done(found, options, dict(best, heads=heads))["loss"], dict(best, heads=heads))
        for heads in HEADS
    ]
    return min(tried, key=lambda pair: pair[0])[1]


def done(found: dict, options, spec: dict, name: str = "") -> dict:
    """What a run came to, measured in a process of its own if it is not known."""
    key = json.dumps(spec, sort_keys=True)
    if key not in found:
        command = [sys.executable, __file__, options.corpus, "--only", key]
        command += ["--work", str(options.work), "--threads", str(options.threads)]
        command += ["--curves"] if options.curves else []
        environment = os.environ | dict(OMP_NUM_THREADS=str(options.threads))
        made = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
        found[key] = json.loads(made.stdout.splitlines()[-1])
        write_atomically(options.out, json.dumps(found, indent=1).encode())
    row = found[key]
    print(
        f"{name or spec['side']:28} {key if not name else ''}\n"
        f"    {row['steps']} steps, {row['tokens'] / 1e6:.2f} M tokens, {row['spent']:.0f} s, "
        f"{row['parameters']:,} parameters: {row['loss']:.4f} \u00b1 {row['stderr']:.4f}",
        flush=True,
    )
    return row


def measure(options, spec: dict) -> dict:
    import torch

    torch.set_num_threads(options.threads)
    corpus = tinylm.load_corpus(options.corpus)
    path = options.work / "tokenizer.model"
    if not path.is_file():
        tinylm.train_tokenizer(corpus, VOCABULARY, path)
    tokenizer = tinylm.Tokenizer.load(path)
    data = tinylm.prepare(corpus, tokenizer, options.work / "cache", progress=False)
    return (gpt2 if spec["side"] == "gpt2" else tiny)(options, spec, data, tokenizer)


def tiny(options, spec: dict, data, tokenizer) -> dict:
    shape = tinylm.preset(spec["side"], tokenizer.vocab_size)
    shape = dataclasses.replace(shape, **spec.get("model", {}))
    plain = dict(eval_every=0, eval_tokens=64, sample_every=0, seed=spec["seed"])
    plain |= spec.get("train", {})

    clock = seconds_of(options.threads)

    def run(steps: int):
        """Each step, the seconds that training has taken up to its end, and the model."""
        lm = tinylm.create(shape, tokenizer, seed=spec["seed"])
        if spec.get("init"):
            gpt2_weights(lm.model, spec["seed"])
        config = tinylm.TrainConfig(max_steps=steps, **plain)
        spent, first, began = 0.0, 0.0, clock()
        for record in tinylm.train(lm, data, config):
            if record.step == steps:  # the report at its end is no part of training
                spent += (spent - first) / max(1, steps - 2)
            else:
                spent += clock() - began
            first = spent if record.step == 1 else first
            yield record, spent, lm
            began = clock()

    probe = [spent for _, spent, _ in run(PROBE)]
    took = statistics.median(b - a for a, b in itertools.pairwise(probe[4:-1]))
    steps = max(8, int((spec["seconds"] - probe[0]) / took))
    curve = []
    for record, spent, lm in run(steps):
        if options.curves and record.step % max(1, steps // POINTS) == 0 and record.step < steps:
            loss = tinylm.evaluate(lm, data.val, VAL_TOKENS).loss
            curve.append((spent, record.tokens, loss))
    return result(lm, data, steps, record.tokens, spent, curve)


def seconds_of(threads: int):
    """The clock: of the processor with one thread, else of the wall."""
    return time.process_time if threads == 1 else time.perf_counter


def gpt2(options, spec: dict, data, tokenizer) -> dict:
    """GPT-2's recipe as small projects train it, in the fewest lines."""
    import numpy as np
    import torch
    import torch.nn.functional as F

    shape = tinylm.ModelConfig(
        tokenizer.vocab_size,
        context_length=CONTEXT,
        d_model=WIDTH,
        num_layers=4,
        num_heads=spec["heads"],
        position="learned",
        norm="layernorm",
        activation="gelu",
        tie_weights=True,
    )
    model = gpt2_model(shape, spec["seed"])
    parameters = list(model.parameters())
    groups = [
        dict(params=[p for p in parameters if p.dim() > 1], weight_decay=0.1),
        dict(params=[p for p in parameters if p.dim() < 2], weight_decay=0.0),
    ]
    half = spec.get("precision") != "float32"
    draw = np.random.default_rng(spec["seed"])
    ids = np.asarray(data.train).astype(np.int64)
    clock = seconds_of(options.threads)

    def train(steps: int):
        optimizer = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.99), fused=True)
        warm = max(1, steps // 20)
        for step in range(steps):
            began = clock()
            share = (step - warm) / max(1, steps - warm)
            fall = 0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * share))
            for group in optimizer.param_groups:
                group["lr"] = spec["rate"] * ((step + 1) / warm if step < warm else fall)
            starts = draw.integers(0, len(ids) - CONTEXT - 1, spec["batch"])
            rows = torch.from_numpy(np.stack([ids[s : s + CONTEXT + 1] for s in starts]))
            model.train()
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                logits = model(rows[:, :-1])
            loss = F.cross_entropy(logits.flatten(0, 1).float(), rows[:, 1:].flatten())
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            yield step + 1, clock() - began

    start = {name: value.clone() for name, value in model.state_dict().items()}
    took = statistics.median([seconds for _, seconds in train(PROBE)][4:])
    model.load_state_dict(start)
    steps = max(8, int(spec["seconds"] / took))
    lm = tinylm.Checkpoint(model, tokenizer)
    curve, spent = [], 0.0
    for step, seconds in train(steps):
        spent += seconds
        if options.curves and step % max(1, steps // POINTS) == 0 and step < steps:
            loss = tinylm.evaluate(lm, data.val, VAL_TOKENS).loss
            curve.append((spent, step * spec["batch"] * CONTEXT, loss))
    return result(lm, data, steps, steps * spec["batch"] * CONTEXT, spent, curve)


def gpt2_model(shape, seed: int):
    """Our own model in GPT-2's shape, with PyTorch's fused attention and GPT-2's initialisation."""
    from tinylm import model as parts

    parts.SHORT = 0  # never our own attention
    model = tinylm.MiniTransformer(shape)
    gpt2_weights(model, seed)
    return model


def gpt2_weights(model, seed: int) -> None:
    """GPT-2's initialisation: N(0, 0.02), smaller where something is added to the residual."""
    import torch
    from torch import nn

    draw = torch.Generator().manual_seed(seed)
    for name, parameter in model.named_parameters():
        if parameter.dim() > 1:
            shrink = math.sqrt(2 * model.config.num_layers)
            last = name.endswith(("attention.out.weight", "down.weight"))
            nn.init.normal_(parameter, 0.0, 0.02 / (shrink if last else 1), generator=draw)


def result(lm, data, steps: int, tokens: int, spent: float, curve: list) -> dict:
    report = tinylm.evaluate(lm, data.val, VAL_TOKENS)
    return dict(
        steps=steps,
        tokens=tokens,
        spent=spent,
        loss=report.loss,
        stderr=report.stderr,
        curve=[*curve, (spent, tokens, report.loss)],
        parameters=lm.model.num_parameters(),
    )


def machine(threads: int) -> dict:
    import torch

    lines = Path("/proc/cpuinfo").read_text().splitlines()
    name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    flags = next(line.split(":")[1].split() for line in lines if line.startswith("flags"))
    known = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")
    versions = dict(python=platform.python_version(), torch=torch.__version__)
    return (
        dict(processor=name, features=[f for f in known if f in flags], threads=threads) | versions
    )


def report(found: dict, best: dict, options) -> None:
    at = found["machine"]
    print(f"\n{at['processor']} ({', '.join(at['features'])}), {at['threads']} threads")

    def rows(spec: dict) -> list[dict]:
        keys = [json.dumps(spec | dict(seed=seed), sort_keys=True) for seed in range(options.seeds)]
        return [found[key] for key in keys if key in found]

    def mean(rows: list[dict], name: str) -> float:
        return statistics.mean(row[name] for row in rows)

    sides = {"tuned": dict(best, seconds=options.seconds)}
    if options.shipped:
        sides["shipped"] = dict(SHIPPED, seconds=options.seconds)
    for name, spec in sides.items():
        target = rows(spec)
        print(f"GPT-2's recipe, {name}: {spread(target)}")
        for preset, ratio in itertools.product(PRESETS, sorted(options.ratios)):
            reached = rows(ours(options.seconds / ratio, 0, preset))
            if not reached:
                continue
            verdict = "reached" if mean(reached, "loss") <= mean(target, "loss") else "missed"
            faster = mean(target, "spent") / mean(reached, "spent")
            print(f"    {preset} in 1/{faster:.2f} of its time: {spread(reached)} ({verdict})")


def draw(found: dict, options) -> None:
    """Validation loss over seconds and over tokens: runs of `--seconds` and what ours take less."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.8), layout="constrained")
    axes = figure.subplots(1, 2, sharey=True)
    colours, styles = {"gpt2": "#777777", "mini-1m": "#0072b2", "mini-1m-plus": "#d55e00"}, {}
    names = {"gpt2": "GPT-2's recipe, tuned"}
    for key, row in found.items():
        spec = {} if key == "machine" else json.loads(key)
        plain = not (spec.keys() & {"model", "train", "init", "precision"})
        if not plain or not spec or len(row["curve"]) < 2 or spec["seconds"] > options.seconds:
            continue
        if spec["side"] == "gpt2" and spec["seconds"] != options.seconds:
            continue
        side = spec["side"]
        label = None if side in styles else names.get(side, side)
        styles[side] = True
        seconds, tokens, losses = zip(*row["curve"], strict=True)
        for axis, x in zip(axes, (seconds, [t / 1e6 for t in tokens]), strict=True):
            axis.plot(x, losses, color=colours[side], label=label, linewidth=1.4)
            axis.plot(x[-1:], losses[-1:], "o", color=colours[side], markersize=4)
    for axis, what in zip(axes, ("seconds of one core", "million tokens read"), strict=True):
        axis.set_xlabel(what)
        axis.set_xscale("log")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("validation loss (nats per token)")
    axes[0].legend(frameon=False)
    figure.savefig(options.picture, dpi=110)


def spread(rows: list[dict]) -> str:
    values, spent = [row["loss"] for row in rows], statistics.mean(row["spent"] for row in rows)
    return (
        f"{statistics.mean(values):.3f} after {spent:.1f} s ({len(values)} seeds, "
        f"{min(values):.3f} to {max(values):.3f})"
    )


if __name__ == "__main__":
    main()
