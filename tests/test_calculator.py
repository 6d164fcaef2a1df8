"""The calculator against what is measured: counted parameters and FLOPs, allocated bytes, files."""

import os
import subprocess
import sys
import types
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch._C._profiler import _EventType
from torch.utils.flop_counter import FlopCounterMode

import tinylm
from tinylm.batches import Batch
from tinylm.calculator import calculate, human, keys_read
from tinylm.checkpoint import save_checkpoint
from tinylm.generation import stream_ids
from tinylm.model import MiniTransformer
from tinylm.presets import PRESETS
from tinylm.updates import Updates

from .conftest import ROOT, quick, tiny_config

BASE = tinylm.ModelConfig(500, context_length=64, d_model=64, num_heads=4, num_layers=3, d_ff=160)
GPT2 = replace(BASE, position="learned", norm="layernorm", activation="gelu", bias=True)
LOOKUPS = dict(value_embeddings=True, x0_mixing=True, bigram_rows=1000)
VARIANTS = {
    "modern": BASE,
    "gpt2": GPT2,
    "post": replace(GPT2, norm_order="post", position="sinusoidal", activation="relu"),
    "post-rms": replace(BASE, norm_order="post", head_bias=True),
    "relu2-qk": replace(GPT2, activation="relu2", qk_norm=True, bias=False, norm_bias=True),
    "grouped": replace(BASE, num_kv_heads=1, qk_norm=True),
    "bare": replace(BASE, bare_norms=True, qk_norm=True, activation="relu2", d_ff=256),
    "tied": replace(BASE, tie_weights=True, head_bias=True, bias=True),
    "dropout": replace(BASE, dropout=0.1, num_kv_heads=2),
    "post-dropout": replace(GPT2, norm_order="post", activation="relu", dropout=0.1),
    "dropout-qk": replace(GPT2, qk_norm=True, dropout=0.1),
    "values": replace(BASE, value_embeddings=True, num_kv_heads=2),
    "values-gpt2": replace(GPT2, value_embeddings=True),
    "x0": replace(BASE, x0_mixing=True),
    "pairs": replace(BASE, bigram_rows=2000, tie_weights=True),
    "lookups": replace(BASE, **LOOKUPS, qk_norm=True),
    "lookups-dropout": replace(BASE, **LOOKUPS, dropout=0.1),
}


def on_meta(config: tinylm.ModelConfig) -> MiniTransformer:
    with torch.device("meta"):
        return MiniTransformer(config)


def named(name: str) -> tinylm.ModelConfig:
    return tinylm.preset(name, 2048 if PRESETS[name][0] is None else None)


@pytest.mark.parametrize("config", [*VARIANTS.values(), *map(named, PRESETS)])
def test_parameters_are_those_of_the_model_part_by_part(config):
    counted = dict.fromkeys(calculate(config).parameters, 0)
    places = {"embedding": "embedding", "positions": "positions", "head": "head"}
    places |= {"attention": ".attention.", "feed-forward": ".feedforward."}
    places["lookups"] = "lookups."
    for name, parameter in on_meta(config).named_parameters():
        part = "norms" if "norm" in name else next(p for p, key in places.items() if key in name)
        counted[part] += parameter.numel()
    costs = calculate(config)
    assert costs.parameters == counted
    assert costs.total == on_meta(config).num_parameters()


def attention_flops(q, k, v, *_, **__) -> int:
    batch, heads, length, width = q
    return 4 * batch * heads * length * k[2] * width  # two products of a multiply-add each


def attention_backward_flops(_, q, k, v, *__, **___) -> int:
    return attention_flops(q, k, v) * 5 // 2


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
@pytest.mark.parametrize("config", VARIANTS.values(), ids=VARIANTS)
def test_flops_are_those_that_pytorch_counts(config, precision):
    # PyTorch's counter does not know the CPU's fused attention and would count it as nothing.
    aten = torch.ops.aten
    kernel = aten._scaled_dot_product_flash_attention_for_cpu
    backward = aten._scaled_dot_product_flash_attention_for_cpu_backward
    fused = {kernel: attention_flops, backward: attention_backward_flops}
    model = MiniTransformer(config)
    ids = torch.zeros(2, config.context_length, dtype=torch.long)
    costs = calculate(config, tinylm.TrainConfig(precision=precision))
    with FlopCounterMode(display=False, custom_mapping=fused) as counter, torch.no_grad():
        model.eval()(ids)
    assert costs.forward_flops == counter.get_total_flops() / ids.numel()
    with FlopCounterMode(display=False, custom_mapping=fused) as counter:
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
            logits = model.train()(ids)
        logits.sum().backward()
    assert costs.training_flops == counter.get_total_flops() / ids.numel()


def test_attention_is_counted_by_the_blocks_that_are_computed():
    # Timed on one thread, causal against not: 1.01, 0.76 and 0.63 of the time, forward and back.
    assert [keys_read(T) / T for T in (512, 1024, 2048)] == [1.0, 0.75, 0.625]
    assert keys_read(100) == 100
    config = replace(BASE, context_length=1024)
    short, long = calculate(config, context=512), calculate(config)
    assert long.forward_flops - short.forward_flops == 4 * 64 * 3 * (768 - 512)


def peak_bytes(work: Callable[[], object]) -> int:
    """The most bytes that `work` had allocated at one moment, from the allocator's own reports."""
    activities = [torch.profiler.ProfilerActivity.CPU]
    with torch.profiler.profile(activities=activities, profile_memory=True) as profile:
        work()
    events, nodes = [], list(profile.profiler.kineto_results.experimental_event_tree())
    while nodes:
        node = nodes.pop()
        nodes += node.children
        if node.tag == _EventType.Allocation:
            events.append((node.start_time_ns, node.extra_fields.alloc_size))
    now = most = 0
    for _, size in sorted(events, key=lambda event: event[0]):  # stable: frees keep their place
        now += size
        most = max(most, now)
    return most


def prepared(config: tinylm.ModelConfig, train: tinylm.TrainConfig):
    """A model and its optimizer after a first update, and the next update as a function."""
    model = MiniTransformer(config)
    model.reset_parameters(0)
    lm = types.SimpleNamespace(model=model, config=config, device=torch.device("cpu"), step=0)
    lm.history, lm.optimizer = [], None

    def batch_at(_):
        ids = torch.randint(0, config.vocab_size, (train.batch_size, config.context_length + 1))
        return Batch(ids[:, :-1], ids[:, 1:])

    updates = Updates(lm, train, batch_at)
    updates.make(100)  # the first one makes the optimizer's moments
    updates.optimizer.zero_grad()
    updates.guard.remember()
    return updates, lambda: updates.make(100)


def training_peak(config: tinylm.ModelConfig, train: tinylm.TrainConfig) -> int:
    """Bytes in tensors at the height of one update, exactly as `training.py` makes it."""
    updates, update = prepared(config, train)
    model = updates.lm.model
    held = {t.data_ptr(): t for t in [*model.parameters(), *model.buffers()]}
    remembered = tensors_in(updates.guard.good)
    moments = updates.optimizer.tensors()
    return sum(t.nbytes for t in [*held.values(), *moments, *remembered]) + peak_bytes(update)


def tensors_in(state) -> list[torch.Tensor]:
    if isinstance(state, torch.Tensor):
        return [state]
    values = state.values() if isinstance(state, dict) else state if type(state) is list else ()
    return [tensor for value in values for tensor in tensors_in(value)]


SHAPES = {
    **{name: (config, 8, 1) for name, config in VARIANTS.items()},
    # Where something else than the loss is the height: a wide feed-forward, attention weights,
    # gradients, a large embedding, gradients of an earlier micro-batch.
    "wide-swiglu": (replace(BASE, vocab_size=64, d_ff=700), 8, 1),
    "wide-gelu": (replace(GPT2, vocab_size=64, d_ff=700), 8, 1),
    "attention": (replace(BASE, vocab_size=64, d_ff=32, context_length=256, dropout=0.1), 2, 1),
    "few-tokens": (replace(BASE, vocab_size=200, d_model=256, d_ff=1024), 1, 1),
    "embedding": (replace(BASE, vocab_size=4000, d_model=128), 1, 1),
    "embedding-tied": (replace(BASE, vocab_size=4000, d_model=128, tie_weights=True), 1, 1),
    "tables": (replace(BASE, vocab_size=2000, value_embeddings=True, bigram_rows=6000), 1, 1),
    "tables-accumulated": (replace(BASE, **LOOKUPS | dict(bigram_rows=6000)), 1, 2),
    "values-accumulated": (replace(BASE, vocab_size=6000, value_embeddings=True), 1, 2),
    "accumulated": (replace(BASE, vocab_size=1000, d_model=128), 1, 2),
    "accumulated-tied": (replace(BASE, vocab_size=4000, d_model=128, tie_weights=True), 1, 2),
}


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
@pytest.mark.parametrize("shape", SHAPES)
def test_training_memory_is_what_an_update_allocates(shape, precision):
    config, batch, accumulation = SHAPES[shape]
    train = tinylm.TrainConfig(batch_size=batch, accumulation=accumulation, precision=precision)
    expected = training_peak(config, train)
    assert calculate(config, train).training_peak == pytest.approx(expected, rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
@pytest.mark.parametrize(("name", "batch"), [("mini-1m", 8), ("char-1m", 32), ("mini-15m", 4)])
def test_training_memory_of_the_named_sizes(name, batch, precision):
    train = tinylm.TrainConfig(batch_size=batch, precision=precision)
    expected = training_peak(named(name), train)
    assert calculate(named(name), train).training_peak == pytest.approx(expected, rel=0.05)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sets glibc's allocator")
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_training_memory_is_what_the_process_grows_by(precision):
    code = f"""
import re, tinylm
from tests.test_calculator import BASE, prepared
def kilobytes(name):
    return int(re.search(name + r":\\s+(\\d+) kB", open("/proc/self/status").read())[1])
train = tinylm.TrainConfig(batch_size=4, precision={precision!r})
prepared(BASE, train)[-1]()  # what PyTorch sets up once
before = kilobytes("VmRSS")
prepared(tinylm.preset("mini-15m", 2048), train)[-1]()
print((kilobytes("VmHWM") - before) * 1024)
"""
    # With a fixed threshold freed blocks go back at once; as shipped, glibc keeps a fifth or more.
    env = os.environ | {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
    run = [sys.executable, "-W", "ignore", "-c", code]
    out = subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout
    train = tinylm.TrainConfig(batch_size=4, precision=precision)
    predicted = calculate(tinylm.preset("mini-15m", 2048), train).training_peak
    assert predicted == pytest.approx(int(out.split()[-1]), rel=0.1)


@pytest.mark.parametrize(
    ("config", "prompt", "changes"),
    [
        (BASE, 5, {}),
        (BASE, 60, {}),  # the window moves
        (BASE, 40, dict(use_cache=False)),
        (GPT2, 60, dict(max_new_tokens=4)),
        (replace(GPT2, d_ff=32), 60, dict(max_new_tokens=4)),
        (replace(BASE, num_kv_heads=1, activation="relu2"), 60, dict(max_new_tokens=4)),
        (replace(BASE, **LOOKUPS), 5, {}),
        (replace(BASE, **LOOKUPS), 60, dict(max_new_tokens=4)),
        (replace(GPT2, **LOOKUPS, d_ff=32), 60, dict(max_new_tokens=4)),
        (replace(BASE, context_length=1024, d_ff=64), 1000, dict(max_new_tokens=4)),
        (replace(BASE, vocab_size=50_000), 5, dict(max_new_tokens=4)),
        (replace(BASE, vocab_size=50_000), 5, dict(max_new_tokens=4, top_p=0.9)),
    ],
)
def test_sampling_memory_is_what_generation_allocates(config, prompt, changes):
    model = MiniTransformer(config)
    model.reset_parameters(0)
    lm = types.SimpleNamespace(model=model, config=config, device=torch.device("cpu"))
    sample = tinylm.SampleConfig(**(dict(max_new_tokens=20) | changes))
    weights = sum(t.nbytes for t in [*model.parameters(), *model.buffers()])
    allocated = peak_bytes(lambda: list(stream_ids(lm, [1] * prompt, sample)))
    costs = calculate(config, sample=sample, prompt_tokens=prompt)
    assert costs.sampling_memory["weights"] == weights
    assert costs.sampling_peak == pytest.approx(weights + allocated, rel=0.05)
    assert costs.sampling_peak - weights == pytest.approx(allocated, rel=0.15)


def test_checkpoints_are_as_large_as_told(tokenizer, data, tmp_path):
    config, train = tiny_config(tokenizer.vocab_size, d_model=128), quick()
    lm = tinylm.create(config, tokenizer, seed=0)
    list(tinylm.train(lm, data, train))
    full = save_checkpoint(lm, tmp_path / "full.pt").stat().st_size
    bare = save_checkpoint(lm, tmp_path / "bare.pt", weights_only=True).stat().st_size
    costs = calculate(config, train)
    assert costs.resumable_file == pytest.approx(full, rel=0.03)
    assert costs.weights_file == pytest.approx(bare, rel=0.03)


def test_numbers_are_written_for_people():
    assert human(1_120_000) == "1.12 M"
    assert human(47_300_000, "B") == "47.3 MB"
    assert [human(n) for n in (0, 999, 999_700, 1_000_000)] == ["0", "999", "1 M", "1 M"]


def test_what_cannot_be_calculated_is_told():
    with pytest.raises(ValueError, match="context=65 must be from 1 to context_length=64"):
        calculate(BASE, context=65)
    with pytest.raises(ValueError, match="prompt_tokens=0 must be from 1"):
        calculate(BASE, prompt_tokens=0)
    with pytest.raises(ValueError, match="sample_batch=0 must be at least 1"):
        calculate(BASE, sample_batch=0)
