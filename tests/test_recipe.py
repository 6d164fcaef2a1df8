"""What a recipe may add to plain steps: schedules, targets and sums held back, a running mean."""

import dataclasses
import itertools

import pytest
import torch

import tinylm
from tinylm.bigrams import fit_bigrams
from tinylm.optim import learning_rate

from .conftest import quick
from .test_training import new, run


def test_a_linear_schedule_is_level_and_then_goes_down_to_nothing():
    config = tinylm.TrainConfig(
        schedule="linear", learning_rate=1e-2, warmup_steps=10, cooldown=0.4
    )
    rates = [learning_rate(step, 100, config) for step in range(100)]
    assert rates[:10] == pytest.approx([1e-3 * (i + 1) for i in range(10)])
    assert set(rates[10:60]) == {1e-2}
    falls = [a - b for a, b in itertools.pairwise(rates[60:])]
    assert min(falls) == pytest.approx(max(falls))
    assert 0 < rates[-1] < 5e-4
    low = dataclasses.replace(config, min_learning_rate=2e-3)
    assert learning_rate(99, 100, low) == pytest.approx(2e-3, abs=4e-4)


def test_smoothed_targets_and_z_loss_change_what_is_learned_not_what_is_told(tokenizer, data):
    def first_two(**changes):
        config = quick(max_steps=2, precision="float32", **changes)
        return [r.loss for r in run(new(tokenizer), data, config)]

    plain = first_two()
    for changes in (dict(label_smoothing=0.1), dict(z_loss=0.1)):
        other = first_two(**changes)
        assert other[0] == plain[0]
        assert other[1] != plain[1]


def test_z_loss_holds_the_sum_of_the_softmax_near_one(tokenizer, data):
    def log_sum(**changes) -> float:
        lm = new(tokenizer)
        run(lm, data, quick(max_steps=40, learning_rate=1e-2, bigram_start=False, **changes))
        ids = torch.from_numpy(data.val[:32].astype(int))[None]
        with torch.inference_mode():
            return float(lm.model(ids).logsumexp(-1).abs().mean())

    assert log_sum(z_loss=0.1) < 0.5 * log_sum()


def test_the_running_mean_of_the_weights_is_what_is_judged_and_kept(tokenizer, data):
    config = quick(max_steps=12, ema=0.5, eval_every=6, warmup_steps=0)
    lm, mean, weights = new(tokenizer), None, None
    for record in tinylm.train(lm, data, config):
        if record.step < 12:
            weights = lm.model.head.weight.detach().clone()
            if mean is None:
                assert record.step == 1
                start = new(tokenizer).model
                fit_bigrams(start, data.train, config.seed)
                mean = start.head.weight.detach().clone()
            mean.lerp_(weights, max(0.5, 9 / (9 + record.step)))
        if record.step == 6:  # judged, and put aside
            assert torch.equal(lm.model.head.weight, weights)
            own = tinylm.evaluate(lm, data.val, config.eval_tokens).loss
            assert own != pytest.approx(record.val_loss, abs=1e-4)
    plain = new(tokenizer)
    run(plain, data, dataclasses.replace(config, ema=0.0))
    mean.lerp_(plain.model.head.weight.detach(), max(0.5, 9 / (9 + 12)))
    assert torch.allclose(lm.model.head.weight, mean, atol=1e-6)
    assert not torch.allclose(plain.model.head.weight, mean, atol=1e-6)


def test_a_run_with_a_running_mean_resumes_to_the_same_weights(tokenizer, data, tmp_path):
    config = quick(max_steps=12, ema=0.9, checkpoint=str(tmp_path / "c.pt"))
    whole, stopped = new(tokenizer), new(tokenizer)
    run(whole, data, dataclasses.replace(config, checkpoint=None))
    work = tinylm.train(stopped, data, config)
    for record in work:
        if record.step == 7:
            break
    work.close()
    run(resumed := new(tokenizer), data, config)
    ended = resumed.model.state_dict()
    assert all(torch.equal(x, ended[name]) for name, x in whole.model.state_dict().items())
