"""Checkpoints of 8 bits a weight: small in memory and on disk, near to what they were made of."""

import subprocess
import sys

import pytest
import torch
import torch.nn.functional as F

import tinylm
from tinylm.calculator import calculate
from tinylm.checkpoint import weights_digest
from tinylm.formats.gguf import export_gguf
from tinylm.formats.int8 import quantize, report, resident, rows

from .conftest import ROOT, quick, tiny_config

LEARNED = dict(position="learned", norm="layernorm", activation="gelu", bias=True)
SHAPES = {
    "mini-1m": dict(qk_norm=True),
    "mini-1m-plus": dict(value_embeddings=True, x0_mixing=True, bigram_rows=64, qk_norm=True),
    "char-1m": LEARNED | dict(norm_order="post", activation="relu", head_bias=True),
    "chat-36m": LEARNED | dict(norm_order="post", position="sinusoidal", head_bias=True),
    "tinystories-32m": LEARNED | dict(activation="relu", head_bias=True),
    "wikitext-77m": LEARNED,
    "llm-251m": dict(norm="layernorm", norm_bias=True, tie_weights=True),
    "grouped": dict(num_kv_heads=1, activation="relu2", tie_weights=True),
}


def test_a_row_has_its_scale_and_is_near_what_it_was():
    weight = torch.randn(6, 50, generator=torch.Generator().manual_seed(0))
    weight *= torch.tensor([1e-6, 1.0, 1e6, 0.0, 1.0, 1.0])[:, None]
    weight[4, 0] = -1000.0
    values, scales = rows(weight)
    assert (values.dtype, scales.dtype) == (torch.int8, torch.float32)
    assert torch.allclose(scales, weight.abs().amax(1) / 127)
    assert (values * scales[:, None] - weight).abs().le(scales[:, None] * 0.501).all()
    assert values.abs().amax(1).tolist() == [127, 127, 127, 0, 127, 127]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_kind_of_model_says_nearly_the_same(tokenizer, tmp_path, shape):
    config = tiny_config(tokenizer.vocab_size, **SHAPES[shape])
    lm = tinylm.create(config, tokenizer, seed=0)
    with torch.no_grad():
        for parameter in lm.model.parameters():
            parameter.add_(0.02)
    small = quantize(lm)
    ids = torch.arange(24)[None]
    with torch.inference_mode():
        before, after = lm.model(ids), small.model(ids)
    assert 0 < (before - after).abs().max() < 0.05 * before.abs().max()
    # It is what rows of 8 bits make of the model, up to the rounding of float32.
    rounded = tinylm.create(config, tokenizer, seed=0)
    for name, weight in lm.model.state_dict().items():
        if weight.dim() == 2 and name != "positions.weight":
            values, scales = rows(weight)
            weight = values * scales[:, None]
        rounded.model.state_dict()[name].copy_(weight)
    with torch.inference_mode():
        assert torch.allclose(after, rounded.model(ids), atol=1e-5)
    assert small.model.num_parameters() == lm.model.num_parameters()
    assert repr(small) == repr(lm)
    again = tinylm.load_checkpoint(small.save(tmp_path / "small.pt"))
    assert weights_digest(again.model) == weights_digest(small.model)
    assert (again.model.head.rows is again.model.embedding.rows) == config.tie_weights
    with torch.inference_mode():
        assert torch.equal(again.model(ids), after)


@pytest.fixture(scope="module")
def small(trained):
    return quantize(tinylm.load_checkpoint(trained))


def test_it_samples_is_judged_and_saved_as_any_other(small, trained, data, tmp_path):
    lm = tinylm.load_checkpoint(trained)
    before = weights_digest(lm.model)
    again = tinylm.load_checkpoint(small.save(tmp_path / "small.pt"))
    assert again.stage == lm.stage
    assert again.history == lm.history
    assert [each["stage"] for each in again.lineage] == ["int8"]
    assert again.optimizer is None
    sample = tinylm.SampleConfig(max_new_tokens=30, temperature=0)
    assert tinylm.generate(again, "One day", sample) == tinylm.generate(small, "One day", sample)
    told = report(lm, again, data.test, 4096)
    assert told["loss_before"] == tinylm.evaluate(lm, data.test, 4096).loss
    assert told["loss_after"] == tinylm.evaluate(again, data.test, 4096).loss
    assert told["loss_change"] == pytest.approx(told["loss_after"] - told["loss_before"])
    assert abs(told["loss_change"]) < 0.05
    assert weights_digest(lm.model) == before


def test_the_divergence_is_that_of_the_distributions(small, trained, data):
    lm = tinylm.load_checkpoint(trained)
    told = report(lm, small, data.test, 64)
    assert told["tokens"] <= 64
    ids = torch.cat(list(tinylm.evaluation.fixed_windows(data.test, 32, 64, 16)))
    with torch.inference_mode():
        p, q = (each.model(ids[:, :-1]).log_softmax(-1) for each in (lm, small))
    each = F.kl_div(q, p, reduction="none", log_target=True).sum(-1)
    expected = each[ids[:, 1:] != data.test.bos_id].mean()
    assert told["kl"] == pytest.approx(float(expected), rel=1e-3)
    assert 0 < told["kl"] < 0.05
    assert told["kl_stderr"] > 0
    assert report(lm, lm, data.test, 64)["kl"] == 0


@pytest.mark.parametrize("tied", [False, True])
def test_weights_take_a_quarter(tokenizer, tied, tmp_path):
    config = tiny_config(tokenizer.vocab_size, d_model=128, d_ff=512, tie_weights=tied)
    lm = tinylm.create(config, tokenizer, seed=0)
    small = quantize(lm)
    table = lm.model.rotations.numel() * 4
    assert (
        resident(lm) == 4 * lm.model.num_parameters() + table == calculate(config).total * 4 + table
    )
    matrices = {id(p): p for p in lm.model.parameters() if p.dim() == 2}.values()
    others = sum(p.numel() for p in lm.model.parameters() if p.dim() == 1)
    expected = sum(m.numel() + 4 * len(m) for m in matrices) + 4 * others + table
    assert resident(small) == expected < 0.27 * resident(lm) + table
    sizes = [each.save(tmp_path / f"{i}.pt").stat().st_size for i, each in enumerate((lm, small))]
    assert sizes[1] - sizes[0] < 0.9 * (resident(small) - resident(lm))


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_process_that_loads_it_stays_small(tokenizer, tmp_path):
    config = tiny_config(tokenizer.vocab_size, d_model=512, num_heads=8, num_layers=6)
    lm = tinylm.create(config, tokenizer, seed=0)
    lm.save(tmp_path / "float.pt")
    quantize(lm).save(tmp_path / "int8.pt")
    code = (
        "import sys, tinylm, tinylm.formats.int8, torch\n"
        "def held(): return int(open('/proc/self/statm').read().split()[1]) * 4096\n"
        "tinylm.load_checkpoint(sys.argv[2])\n"  # what the first one brings in stays
        "before = held(); lm = tinylm.load_checkpoint(sys.argv[1]); print(held() - before)"
    )
    tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer).save(tmp_path / "tiny.pt")
    taken = []
    for name in ("float.pt", "int8.pt"):
        command = [sys.executable, "-c", code, tmp_path / name, tmp_path / "tiny.pt"]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        taken.append(int(out.stdout))
    assert taken[0] > 0.9 * resident(lm)
    assert taken[1] < 0.75 * resident(lm)  # the allocator keeps some of what was needed


def test_it_is_not_trained_nor_changed(small, data, chats, documents, tmp_path):
    told = "needs the weights as they were trained, and these are int8: load the original"
    digest = weights_digest(small.model)
    with pytest.raises(ValueError, match=f"training {told}"):
        next(tinylm.train(small, data, quick()))
    with pytest.raises(ValueError, match=f"training {told}"):
        next(tinylm.finetune(small, chats, tinylm.FinetuneConfig(max_steps=5)))
    with pytest.raises(ValueError, match=f"training {told}"):
        next(tinylm.tune_head(small, data, tinylm.HeadTuningConfig(max_seconds=1)))
    with pytest.raises(ValueError, match=f"training {told}"):
        tinylm.forecast(small, data, quick())
    with pytest.raises(ValueError, match=f"another vocabulary {told}"):
        tinylm.change_vocabulary(small, tinylm.train_tokenizer(documents, kind="bytes"))
    with pytest.raises(ValueError, match=f"an int8 checkpoint {told}"):
        quantize(small)
    with pytest.raises(ValueError, match=f"an export {told}"):
        export_gguf(small, tmp_path / "x.gguf")
    assert weights_digest(small.model) == digest
    assert small.step == 150


def test_a_way_of_storing_from_the_future_is_told(trained, tmp_path, monkeypatch):
    lm = tinylm.load_checkpoint(trained)
    monkeypatch.setattr(type(lm.model), "stored", "int3")
    path = lm.save(tmp_path / "new.pt")
    with pytest.raises(ValueError, match=r"newer tinylm, .* weights stored as 'int3': update"):
        tinylm.load_checkpoint(path)


def test_checkpoints_from_before_load_unchanged(trained, tmp_path):
    from tinylm.checkpoint import _seal

    payload = torch.load(trained, weights_only=True)
    assert payload.pop("stored") == "float32"
    payload["format"] = 2
    torch.save(payload, tmp_path / "old.pt")
    _seal(tmp_path / "old.pt")
    old, new = (tinylm.load_checkpoint(path) for path in (tmp_path / "old.pt", trained))
    assert weights_digest(old.model) == weights_digest(new.model)
