"""What is said of a run before it starts, against the run itself."""

import random

import pytest
import torch

import tinylm
from tinylm import forecast as function  # the module of this name is behind it
from tinylm.calculator import calculate, duration
from tinylm.checkpoint import weights_digest

from .conftest import quick, tiny_config


@pytest.mark.parametrize(
    "changes",
    [
        dict(max_steps=40),
        dict(epochs=0.5, accumulation=2),
        dict(max_steps=300, batches="padded"),
        dict(max_steps=300, min_context=8),
    ],
)
def test_the_run_has_the_steps_and_tokens_that_were_forecast(tokenizer, data, changes):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    config = quick(eval_every=0, **changes)
    told = function(lm, data, config)
    last = list(tinylm.train(lm, data, config))[-1]
    assert told.parameters == lm.model.num_parameters()
    assert told.memory == calculate(lm.config, config).training_peak
    assert told.steps == last.total
    # Rows of whole documents, or of random length, differ: there it is an estimate.
    varying = "batches" in changes or "min_context" in changes
    assert told.tokens == pytest.approx(last.tokens, rel=0.5 if varying else 1e-9)
    assert told.tokens_per_parameter == told.tokens / told.parameters
    if not varying:
        assert told.passes == pytest.approx(last.tokens / len(data.train), rel=0.02)
    assert told.seconds > 0
    assert {"time on this machine", "tokens a parameter"} <= {name for name, _ in told.rows()}


@pytest.mark.parametrize("changes", [dict(), dict(dropout=0.1)])
def test_forecasting_leaves_everything_as_it_is(tokenizer, data, changes):
    def trained(ask: bool):
        lm = tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer)
        for record in tinylm.train(lm, data, quick()):
            if record.step == 5:
                break
        before = weights_digest(lm.model), list(lm.history), lm.step, torch.get_rng_state()
        numbers, mode = random.getstate(), lm.model.training
        if ask:
            function(lm, data, quick(sample_every=3))
            after = weights_digest(lm.model), lm.history, lm.step
            assert after == before[:3]
            assert torch.equal(torch.get_rng_state(), before[3])
            assert random.getstate() == numbers
            assert lm.model.training == mode
        list(tinylm.train(lm, data, quick()))
        return lm

    assert weights_digest(trained(True).model) == weights_digest(trained(False).model)


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """A quarter of the embedded stories."""
    corpus = tinylm.load_corpus("sample", max_chars=1_400_000)
    tokenizer = tinylm.train_tokenizer(corpus, 1000)
    return tokenizer, tinylm.prepare(corpus, tokenizer, tmp_path_factory.mktemp("sample"))


def expected(tokenizer, data, millions: float, **changes):
    """The forecast of a run over so many million tokens."""
    shape = dict(context_length=64, d_model=128, num_heads=4, num_layers=5) | changes
    lm = tinylm.create(tinylm.ModelConfig(tokenizer.vocab_size, **shape), tokenizer)
    steps = round(millions * 1e6 / (8 * shape["context_length"]))
    return function(lm, data, tinylm.TrainConfig(max_steps=steps, eval_every=0, sample_every=0))


def test_the_loss_is_told_as_a_range_that_falls_with_more_text_and_a_larger_model(stories):
    told = expected(*stories, 0.5)
    low, high = told.bits_per_byte
    assert 0.1 < low < high < 3
    nats = 0.6931 / stories[1].train.tokens_per_byte
    assert told.loss == pytest.approx((low * nats, high * nats), rel=1e-3)
    rows = dict(told.rows())
    assert f"({low:.2f} to {high:.2f} bits per byte)" in rows["expected validation loss"]
    assert "as regular as the embedded stories" in rows["holds for"]
    more = expected(*stories, 1)
    assert more.bits_per_byte[1] < high
    assert expected(*stories, 1, d_model=64).bits_per_byte[1] > more.bits_per_byte[1]


def test_what_was_not_measured_is_not_told(stories, tokenizer, data, tmp_path):
    def told(*given, **changes) -> str:
        found = expected(*given, **changes)
        assert (found.bits_per_byte, found.loss) == (None, None)
        assert dict(found.rows())["expected validation loss"] == found.note
        return found.note

    assert "runs that read 0.5 to" in told(*stories, 0.01)
    assert "million parameters" in told(*stories, 1, d_model=16)
    assert "learned by heart" in told(*stories, 4)
    assert "less than a megabyte" in told(tokenizer, data, 1)
    draw = random.Random(0)
    noise = ["".join(draw.choices("abcdefgh ", k=2000)) for _ in range(800)]
    other = tinylm.train_tokenizer(noise, 300)
    noise = tinylm.prepare(noise, other, tmp_path, progress=False)
    assert "this kind of text" in told(other, noise, 1)


def test_a_tokenizer_of_single_bytes_was_not_measured(tmp_path):
    corpus, tokenizer = tinylm.load_corpus("sample", max_chars=1_400_000), tinylm.ByteTokenizer()
    data = tinylm.prepare(corpus, tokenizer, tmp_path, progress=False)
    assert "this tokenizer" in expected(tokenizer, data, 2).note


def test_durations_are_written_for_people():
    assert [duration(s) for s in (0.4, 75, 200, 10_000)] == ["0 s", "75 s", "3.3 min", "2.8 h"]


def test_a_plan_fills_the_minutes(tokenizer, data, monkeypatch):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    with monkeypatch.context() as patch:  # a step in half a second
        patch.setattr(tinylm.forecasting, "_probe", lambda *_: (500.0, 1))
        config = tinylm.plan(lm, data, minutes=5, batch_size=4, seed=3)
        assert (config.max_steps, config.batch_size, config.seed) == (600, 4, 3)
        with pytest.raises(ValueError, match=r"minutes=0\.01 is too short .* a step takes 0\.5 s"):
            tinylm.plan(lm, data, minutes=0.01)
    with pytest.raises(ValueError, match="minutes=0 must be more than 0"):
        tinylm.plan(lm, data, minutes=0)
    before = weights_digest(lm.model)
    short, long = (tinylm.plan(lm, data, minutes=m, batch_size=4).max_steps for m in (1, 40))
    assert short < long
    assert weights_digest(lm.model) == before
