"""Runs through PyTorch's compiler: when, that they resume, and what happens without one."""

import os
import subprocess
import sys

import pytest
import torch

import tinylm
from tinylm import compiling
from tinylm.checkpoint import load_checkpoint, weights_digest
from tinylm.compiling import Compiler

from .conftest import ROOT, quick, tiny_config


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


@pytest.fixture
def calls(monkeypatch):
    """How often a block went through the compiler, which is a pretended one."""
    counted = []

    def pretended(function, **_):
        def through(block, *inputs):
            counted.append(block)
            return function(block, *inputs) * (1 + 2**-20)  # as good as the same, and not equal

        return through

    monkeypatch.setattr(torch, "compile", pretended)
    return counted


def test_only_long_runs_are_compiled_by_themselves():
    def decided(config: tinylm.TrainConfig, seconds: float, left: int) -> bool | None:
        compiler = Compiler(config)
        for step in range(1, compiling.LOOKED_AT + 1):
            assert config.compile != "auto" or compiler.on is None
            compiler.consider(step, seconds, left - step)
        return compiler.on

    assert decided(tinylm.TrainConfig(), 0.06, 3600) is False  # a notebook's few minutes
    assert decided(tinylm.TrainConfig(), 0.5, 100_000) is True
    assert decided(tinylm.TrainConfig(compile="on"), 0.06, 10) is True
    assert decided(tinylm.TrainConfig(compile="off"), 0.5, 100_000) is False
    with pytest.raises(ValueError, match="compile='yes' is not one of auto, on, off"):
        tinylm.TrainConfig(compile="yes")


SCRIPT = """
import sys, tinylm
from tests.conftest import make_documents, quick, tiny_config
documents = make_documents(60)
tokenizer = tinylm.train_tokenizer(documents, 300)
corpus = tinylm.Corpus.from_documents(documents, "x")
data = tinylm.prepare(corpus, tokenizer, sys.argv[1], progress=False)
lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
records = list(tinylm.train(lm, data, quick(compile=sys.argv[2])))
print(len(records), records[0].event, "torch._inductor.compile_fx" in sys.modules)
"""


def in_a_process(folder, compile: str, **environment: str) -> str:
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT, str(folder), compile]
    environment = os.environ | environment
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout.splitlines()[-1]


def test_a_short_run_does_not_even_load_the_compiler(tmp_path):
    assert in_a_process(tmp_path, "auto") == "12 None False"


@pytest.mark.parametrize("stop", [3, 8, 10])
def test_a_run_that_decided_to_compile_resumes_compiled(
    tokenizer, data, tmp_path, monkeypatch, calls, stop
):
    monkeypatch.setattr(compiling, "COST", 0.0)  # so that it pays as soon as it may
    whole = new(tokenizer)
    records = list(tinylm.train(whole, data, quick(checkpoint=str(tmp_path / "a" / "c.pt"))))
    assert [r.step for r in records if r.event] == [8]
    assert "is compiled" in records[7].event
    assert len(calls) == 4 * 2  # steps 9 to 12, two blocks
    config = quick(checkpoint=str(tmp_path / "b" / "c.pt"))
    for record in tinylm.train(new(tokenizer), data, config):
        if record.step == stop:
            break
    resumed = new(tokenizer)
    list(tinylm.train(resumed, data, config))
    assert weights_digest(resumed.model) == weights_digest(whole.model)
    assert len(calls) == 2 * 4 * 2
    plain = new(tokenizer)
    list(tinylm.train(plain, data, quick(compile="off")))
    assert weights_digest(plain.model) != weights_digest(whole.model)


def test_where_it_cannot_be_compiled_the_run_goes_on_and_says_why(
    tokenizer, data, tmp_path, monkeypatch
):
    from torch._inductor.exc import InvalidCxxCompiler

    tried = []

    def failing(function, **_):
        def through(*_inputs):
            tried.append(1)
            raise InvalidCxxCompiler()

        return through

    monkeypatch.setattr(torch, "compile", failing)
    path = str(tmp_path / "c.pt")
    lm, plain = new(tokenizer), new(tokenizer)
    records = list(tinylm.train(lm, data, quick(compile="on", checkpoint=path)))
    assert len(tried) == 2  # once more, in case it was interrupted
    assert [r.step for r in records if r.event] == [1]
    assert "PyTorch's compiler failed: No working C++ compiler found" in records[0].event
    list(tinylm.train(plain, data, quick(compile="off")))
    assert weights_digest(lm.model) == weights_digest(plain.model)
    assert load_checkpoint(path).optimizer["compiled"] is False


def test_an_error_of_the_model_is_not_the_compilers(lm, data, calls):
    def broken(*_):
        raise RuntimeError("a hook of the user's")

    lm.model.blocks[1].register_forward_hook(broken)
    with pytest.raises(RuntimeError, match="a hook of the user's"):
        list(tinylm.train(lm, data, quick(compile="on")))


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        dict(),
        dict(precision="float32"),
        dict(min_context=8, separate_documents=True),
    ],
    ids=str,
)
def test_a_compiled_run_learns_what_an_uncompiled_one_does(tokenizer, data, tmp_path, changes):
    shape = dict(qk_norm=True, num_kv_heads=1)
    plain, path = new(tokenizer, **shape), str(tmp_path / "a" / "c.pt")
    losses = [r.loss for r in tinylm.train(plain, data, quick(compile="off", **changes))]
    config = quick(compile="on", checkpoint=path, **changes)
    compiled = new(tokenizer, **shape)
    records = list(tinylm.train(compiled, data, config))
    assert not any(r.event for r in records)
    assert [r.loss for r in records] == pytest.approx(losses, rel=2e-3)
    assert compiled.model.state_dict().keys() == plain.model.state_dict().keys()
    loaded = tinylm.load_checkpoint(path)
    assert tinylm.generate(loaded, "One day", tinylm.SampleConfig(max_new_tokens=5))
    stopped = quick(compile="on", checkpoint=str(tmp_path / "b" / "c.pt"), **changes)
    for record in tinylm.train(new(tokenizer, **shape), data, stopped):
        if record.step == 7:
            break
    resumed = new(tokenizer, **shape)
    list(tinylm.train(resumed, data, stopped))
    assert weights_digest(resumed.model) == weights_digest(compiled.model)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="names a C++ compiler by CXX")
def test_without_a_working_c_compiler_a_compiled_run_says_so(tmp_path):
    elsewhere = str(tmp_path / "cache")
    told = in_a_process(tmp_path, "on", CXX="/no/such/compiler", TORCHINDUCTOR_CACHE_DIR=elsewhere)
    assert told.startswith("12 not compiled, PyTorch's compiler failed: ")
