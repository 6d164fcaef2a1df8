import importlib.util
import itertools
import os
import subprocess
import sys
import time

import pytest
import torch

import tinylm
from tinylm.generation import stream_ids

from .conftest import ROOT, some, tiny_config

pytest.importorskip("numba")

from tinylm.fast import place, ready
from tinylm.formats.int8 import quantize

PROMPTS = [  # more than are read at once, and of lengths that are read in several ways
    *("One day", "", "Bo liked a kite by the hill. Finn lost a drum by the pond. Ada"),
    *("Cleo", "Dan made a boat.", "One day Eve went out."),
]
VARIANTS = [
    dict(position=p, norm=n, activation=a, norm_order=o)
    for (p, n), a, o in itertools.product(
        (("rope", "rmsnorm"), ("learned", "layernorm"), ("sinusoidal", "rmsnorm")),
        ("swiglu", "gelu", "relu", "relu2"),
        ("pre", "post"),
    )
] + [
    dict(value_embeddings=True, x0_mixing=True, bigram_rows=64, num_kv_heads=1),
    dict(qk_norm=True, tie_weights=True),
    dict(qk_norm=True, bare_norms=True, activation="relu2"),
    dict(bias=True, head_bias=True),
    dict(bias=True, norm="layernorm", norm_bias=False),
    dict(d_model=48, num_heads=4, d_ff=51, position="learned"),  # heads of 12, an odd width
    dict(d_model=96, num_kv_heads=1),
    dict(d_model=224),  # heads of 112: 64, 32 and 16
    dict(context_length=100),
]
SAMPLES = [
    dict(temperature=0),
    dict(temperature=0.8, top_p=1),
    dict(temperature=1, top_k=20, top_p=1),
    dict(temperature=1.2, top_p=0.9),
    dict(temperature=0.9, repetition_penalty=1.3),
    dict(temperature=1, frequency_penalty=0.5, presence_penalty=0.2, min_p=0.05),
    dict(temperature=1.5, typical_p=0.7, top_p=1),
    dict(temperature=0.7, no_repeat_ngram=2),
    dict(temperature=1, logit_bias={7: 5.0, 9: -float("inf")}),
]


def sure_of_itself(tokenizer, **variant) -> tinylm.Checkpoint:
    """A model that does not end at once, with something in every weight."""
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **variant), tokenizer, seed=1)
    with torch.no_grad():
        lm.model.head.weight.mul_(30)
        for block in lm.model.blocks:
            draw = torch.Generator().manual_seed(1)
            block.attention.out.weight.normal_(0, 0.02, generator=draw)
        if not lm.config.tie_weights:
            lm.model.head.weight[tokenizer.eos_id] = 0
        for number, (name, parameter) in enumerate(lm.model.named_parameters()):
            if name.startswith("lookups.") or "bias" in name:
                parameter.normal_(0, 0.5, generator=torch.Generator().manual_seed(number))
    return lm


def both(lm: tinylm.Checkpoint, other: tinylm.Checkpoint | None = None, **sample):
    """Written with the compiled step, and by PyTorch."""
    length = sample.pop("max_new_tokens", 80)
    told = tinylm.SampleConfig(max_new_tokens=length, **({"fast": "on"} | sample))
    sample.pop("precision", None)
    plain = tinylm.SampleConfig(max_new_tokens=length, **(sample | {"fast": "off"}))
    return tinylm.complete(lm, PROMPTS, told), tinylm.complete(other or lm, PROMPTS, plain)


def assert_same(ours: list[tinylm.Completion], plain: list[tinylm.Completion], within=1e-3):
    for one, other in zip(ours, plain, strict=True):
        assert (one.text, one.finish) == (other.text, other.finish)
        assert one.logprobs == pytest.approx(other.logprobs, abs=within)


# Of the products, those that show each value; the others with CI=true.
@pytest.mark.parametrize("variant", some(VARIANTS, [0, 5, 10, 15, 16, *range(-9, 0)]), ids=str)
def test_every_variant_writes_what_pytorch_writes(tokenizer, variant):
    ours, plain = both(sure_of_itself(tokenizer, **variant), temperature=0)
    assert_same(ours, plain)
    assert max(len(one.ids) for one in ours) == 80  # far past the context of 32


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_every_filter_and_the_draw_are_the_same(tokenizer, sample):
    assert_same(*both(sure_of_itself(tokenizer), **sample))


def test_bfloat16_is_the_model_of_rounded_weights(tokenizer):
    lm = sure_of_itself(tokenizer, qk_norm=True)
    rounded = sure_of_itself(tokenizer, qk_norm=True)
    with torch.no_grad():
        for name, parameter in rounded.model.named_parameters():
            if parameter.dim() == 2 and "embedding" not in name:
                parameter.copy_(parameter.bfloat16())
    ours, plain = both(lm, rounded, temperature=0, precision="bfloat16")
    # A prompt of more than some tokens is read by PyTorch, with the weights as they are.
    assert_same(ours[:2], plain[:2])
    assert ours[2].logprobs[:5] == pytest.approx(plain[2].logprobs[:5], abs=0.2)


@pytest.mark.parametrize("variant", VARIANTS[-9:], ids=str)
def test_an_int8_checkpoint_says_what_pytorch_says_with_it(tokenizer, variant):
    lm = quantize(sure_of_itself(tokenizer, **variant))
    config = tinylm.SampleConfig(max_new_tokens=30, fast="on", temperature=0)
    for one in tinylm.complete(lm, PROMPTS[:2], config):
        begin = lm.tokenizer.encode_prompt(one.prompt)
        ids = (begin + one.ids)[: lm.config.context_length]
        with torch.inference_mode():
            said = lm.model(torch.tensor([ids[:-1]])).log_softmax(-1)[0]
        new = list(range(len(begin) - 1, len(ids) - 1))
        expected = said[new, ids[len(begin) :]].tolist()
        assert one.logprobs[: len(new)] == pytest.approx(expected, abs=0.02)
        assert len(new) > 20


def test_int8_comes_near(tokenizer):
    lm = sure_of_itself(tokenizer, d_model=96)
    ours, plain = both(lm, temperature=0, precision="int8", max_new_tokens=1)
    for one, other in zip(ours, plain, strict=True):
        assert one.logprobs == pytest.approx(other.logprobs, abs=0.3)


def test_taking_over_midway_changes_nothing(tokenizer, monkeypatch):
    lm = sure_of_itself(tokenizer)
    config = tinylm.SampleConfig(max_new_tokens=80, temperature=1.1)
    prompt = lm.tokenizer.encode_prompt(PROMPTS[0])
    plain = list(stream_ids(lm, prompt, tinylm.SampleConfig(**vars(config) | {"fast": "off"})))
    step = ready.Compiled("float32")
    step.load()
    for moment in (0, 1, 7, 40, 79):
        asked = itertools.count()
        monkeypatch.setattr(ready, "compiled", lambda kind: step)
        monkeypatch.setattr(step, "ready", lambda a=asked, m=moment: next(a) >= m)
        assert list(stream_ids(lm, prompt, config)) == plain


def test_stop_strings_and_ends_are_seen(tokenizer):
    lm = sure_of_itself(tokenizer)
    (one, *_), (other, *_) = both(lm, temperature=0)
    stop = one.text[20:23]
    assert_same(*both(lm, temperature=0, stop=(stop,)))
    assert both(lm, temperature=0, stop=(stop,))[0][0].finish == "stop"
    end = other.ids[10]
    first = one.ids.index(end)
    for fast in ("on", "off"):
        config = tinylm.SampleConfig(temperature=0, fast=fast)
        ids = list(stream_ids(lm, lm.tokenizer.encode_prompt(PROMPTS[0]), config, {end}))
        assert ids == one.ids[:first]


def test_very_large_numbers_are_fine(tokenizer):
    huge = dict(seed=2**70 + 5, top_k=10**30, no_repeat_ngram=10**30, max_new_tokens=10**30)
    lm = sure_of_itself(tokenizer)
    prompt = lm.tokenizer.encode_prompt("One day")
    ours, plain = (
        list(itertools.islice(stream_ids(lm, prompt, tinylm.SampleConfig(fast=f, **huge)), 80))
        for f in ("on", "off")
    )
    assert ours == plain


def test_weights_that_change_are_packed_anew(tokenizer):
    lm = sure_of_itself(tokenizer)
    before = both(lm, temperature=0)[0]
    with torch.no_grad():
        lm.model.head.weight.copy_(lm.model.head.weight.roll(7, 0))
    ours, plain = both(lm, temperature=0)
    assert_same(ours, plain)
    assert ours[0].text != before[0].text
    lm.model.untie()
    assert_same(*both(lm, temperature=0))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
@pytest.mark.parametrize("precision", ["float32", "bfloat16", "int8"])
def test_broken_weights_are_told(tokenizer, value, precision):
    lm = sure_of_itself(tokenizer)
    with torch.no_grad():
        lm.model.blocks[0].attention.out.weight[3, 3] = value
    config = tinylm.SampleConfig(fast="on", precision=precision)
    with pytest.raises(ValueError, match="weights are broken: load an earlier checkpoint"):
        tinylm.generate(lm, "One", config)


def test_a_bias_of_no_token_is_told(tokenizer):
    config = tinylm.SampleConfig(fast="on", logit_bias={100_000: 1.0})
    with pytest.raises(ValueError, match="logit_bias names token 100000"):
        tinylm.generate(sure_of_itself(tokenizer), "One", config)


def test_forbidding_everything_is_told(tokenizer):
    lm = sure_of_itself(tokenizer)
    bias = {i: -float("inf") for i in range(tokenizer.vocab_size)}
    with pytest.raises(ValueError, match="no token is left"):
        tinylm.generate(lm, "One", tinylm.SampleConfig(fast="on", logit_bias=bias))


def test_what_is_asked_for_and_cannot_be_is_told(tokenizer, monkeypatch):
    lm = sure_of_itself(tokenizer)
    with pytest.raises(ValueError, match="precision='int8' needs the compiled step, and"):
        tinylm.generate(lm, "One", tinylm.SampleConfig(precision="int8", fast="off"))
    with pytest.raises(ValueError, match="fast='on' needs the compiled step, and use_cache=False"):
        tinylm.generate(lm, "One", tinylm.SampleConfig(fast="on", use_cache=False))
    with pytest.raises(ValueError, match=r"precision='int8' needs .*, and beams=3 are followed by"):
        tinylm.generate(lm, "One", tinylm.SampleConfig(precision="int8", beams=3))
    with pytest.raises(ValueError, match=r"fast='on' needs .*, and alternatives=2 are told by"):
        tinylm.complete(lm, "One", tinylm.SampleConfig(fast="on", alternatives=2))
    with pytest.raises(ValueError, match="precision='bfloat16' is for weights as they"):
        tinylm.generate(quantize(lm), "One", tinylm.SampleConfig(precision="bfloat16"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install 'tinylm\[fast\]'"):
        tinylm.generate(lm, "One", tinylm.SampleConfig(fast="on"))
    assert tinylm.generate(lm, "One", tinylm.SampleConfig(max_new_tokens=5)).startswith("One")


def test_where_it_cannot_be_made_pytorch_goes_on_and_says_so(tokenizer, tmp_path, monkeypatch):
    lm = sure_of_itself(tokenizer)
    plain = both(lm, temperature=0)[1][0].text
    step = ready.Compiled("float32")
    monkeypatch.setattr(ready, "WORTH", 0)
    monkeypatch.setattr(ready, "compiled", lambda kind: step)
    monkeypatch.setattr(place, "folder", lambda: tmp_path / "none")
    broken = [sys.executable, "-c", "raise SystemExit('no compiler for this processor')"]
    monkeypatch.setattr(
        ready,
        "_compiling",
        lambda kind: subprocess.Popen(broken, stderr=subprocess.PIPE, text=True),
    )
    config = tinylm.SampleConfig(max_new_tokens=80, temperature=0)

    def write_twice() -> str:
        tinylm.generate(lm, PROMPTS[0], config)
        step.child.wait()
        return tinylm.generate(lm, PROMPTS[0], config)

    with pytest.warns(UserWarning, match="PyTorch goes on writing: no compiler for this processor"):
        assert write_twice() == PROMPTS[0] + plain
    assert tinylm.generate(lm, PROMPTS[0], config) == PROMPTS[0] + plain  # and once is enough


FIRST = """
import sys, time, tinylm
from tests.test_fast import sure_of_itself
from tests.conftest import make_documents
from tinylm.fast import ready
lm = sure_of_itself(tinylm.train_tokenizer(make_documents(), 400))
config = tinylm.SampleConfig(max_new_tokens=40, temperature=0)
step, texts = ready.compiled("float32"), set()
deadline = time.monotonic() + 300
while not step.loaded and time.monotonic() < deadline:
    texts.add(tinylm.generate(lm, "One day", config))
    assert "tinylm.fast.engine" not in sys.modules or step.loaded  # not compiled here
texts.add(tinylm.generate(lm, "One day", config))
print(step.loaded, len(texts), step.child is not None)
"""


@pytest.mark.slow
def test_the_first_process_compiles_beside_the_writing_and_the_next_finds_it(tmp_path):
    there = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    for compiles in (True, False):
        done = subprocess.run(
            [sys.executable, "-c", FIRST], cwd=ROOT, env=there, capture_output=True, text=True
        )
        assert done.stdout.split() == ["True", "1", str(compiles)], done.stderr
        assert len(list(tmp_path.rglob("*.ready"))) == 1


def test_it_waits_until_it_pays(tokenizer, monkeypatch):
    step = ready.Compiled("float32")
    monkeypatch.setattr(ready, "compiled", lambda kind: step)
    monkeypatch.setattr(ready, "_compiling", lambda kind: pytest.fail("compiles at once"))
    monkeypatch.setattr(ready, "WORTH", 0.3)
    monkeypatch.setattr(time, "perf_counter", lambda: 0.0)
    tinylm.generate(sure_of_itself(tokenizer), "One", tinylm.SampleConfig(max_new_tokens=20))
    assert not step.loaded
