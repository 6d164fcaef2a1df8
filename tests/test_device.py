"""What is multiplied in which type, and what a process keeps while it trains."""

import subprocess
import sys

import pytest
import torch

import tinylm
from tinylm.device import at_work, free_memory, plain_precision
from tinylm.losses import LossScale

from .conftest import ROOT, quick, tiny_config


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


@pytest.mark.parametrize(
    ("bfloat16", "capability", "expected"),
    [
        (True, (9, 0), torch.bfloat16),
        (False, (7, 5), torch.float16),  # a T4
        (False, (6, 1), torch.float32),  # no tensor cores: half as fast in float16
    ],
)
def test_a_gpu_multiplies_in_what_it_is_fast_in(monkeypatch, bfloat16, capability, expected):
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda **_: bfloat16)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: capability)
    gpu = torch.device("cuda")
    assert tinylm.pick_precision("auto", gpu) == expected
    assert tinylm.pick_precision("tf32", gpu) == torch.float32
    assert plain_precision(gpu) != torch.float16
    for name in ("float32", "float16", "bfloat16"):
        assert tinylm.pick_precision(name, gpu) == getattr(torch, name)


def test_tf32_is_for_gpus_and_for_as_long_as_a_run_takes(lm, data):
    with pytest.raises(ValueError, match="precision='tf32' is for NVIDIA GPUs, and the model is"):
        next(tinylm.train(lm, data, quick(precision="tf32")))
    before = torch.get_float32_matmul_precision()
    with at_work(torch.device("cuda"), "tf32"):
        assert torch.get_float32_matmul_precision() == "high"
    with at_work(torch.device("cuda"), "auto"):
        assert torch.get_float32_matmul_precision() == before
    assert torch.get_float32_matmul_precision() == before


def test_training_in_float16_finds_a_scale_that_its_gradients_bear(tokenizer, data, monkeypatch):
    told = {}
    for start in (2.0**16, 2.0**60):
        monkeypatch.setattr(LossScale, "START", start)
        lm = new(tokenizer)
        records = list(tinylm.train(lm, data, quick(precision="float16")))
        assert not any(r.event for r in records)
        value, calm = lm.optimizer["scale"]
        assert value < 2.0**50
        assert 0 < calm <= 12
        told[start] = [r.loss for r in records], [r.grad_norm for r in records]
    plain = new(tokenizer)
    records = list(tinylm.train(plain, data, quick(precision="float32")))
    for found, norms in told.values():
        assert found == pytest.approx([r.loss for r in records], rel=5e-3)
        assert norms == pytest.approx([r.grad_norm for r in records], rel=0.05)


def test_a_resumed_float16_run_goes_on_with_its_scale(tokenizer, data, tmp_path, monkeypatch):
    monkeypatch.setattr(LossScale, "CALM", 4)
    values = []
    for stop in (None, 6):
        config = quick(precision="float16", checkpoint=str(tmp_path / str(stop) / "c.pt"))
        if stop:
            for record in tinylm.train(new(tokenizer), data, config):
                if record.step == stop:
                    break
        lm = new(tokenizer)
        list(tinylm.train(lm, data, config))
        values.append((lm.optimizer["scale"], lm.history[-1].loss))
    assert values[0] == values[1]
    assert values[0][0][0] == 2.0**19  # doubled after 4, 8 and 12 updates


def test_a_loss_that_is_no_number_is_left_to_the_guard():
    scale = LossScale(True)
    assert not scale.bears(3.0, float("inf"))
    assert scale.bears(float("nan"), float("nan"))
    assert scale.value == LossScale.START / 2
    assert LossScale(False).bears(3.0, float("inf"))
    assert LossScale(False).value == 1.0


@pytest.mark.skipif(sys.platform != "linux", reason="about glibc's allocator")
def test_a_training_process_does_not_take_its_memory_anew_each_step():
    code = """
import resource, torch
from tinylm.device import at_work
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(10):
        torch.ones(2**24).add(1)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
def held():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
faults(), print(faults())
with at_work(torch.device("cpu")):
    faults(), print(faults())
    before = held()
print(before - held())
"""
    run = [sys.executable, "-W", "ignore", "-c", code]
    out = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    before, within, given_back = map(int, out.split())
    assert within < before / 4
    assert given_back > 2 * 2**26 * 0.9  # both tensors' memory, for other programs


def test_free_memory_is_known_with_and_without_psutil(monkeypatch):
    cpu = torch.device("cpu")
    with_it = free_memory(cpu)
    monkeypatch.setitem(sys.modules, "psutil", None)
    without = free_memory(cpu)
    if sys.platform == "linux":
        assert without > 2**26
        assert with_it <= without
