import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F

import tinylm
from tinylm.evaluation import weighted_mean


def test_figures_agree_with_a_plain_computation(trained, data):
    lm = tinylm.load_checkpoint(trained)
    report = tinylm.evaluate(lm, data.val, max_tokens=None)
    ids = torch.from_numpy(np.asarray(data.val).astype(np.int64))
    losses, right = [], []
    with torch.no_grad():
        end = 0
        while end + 32 < len(ids):
            begins = (ids[end : end + 32] == lm.tokenizer.bos_id).nonzero().flatten().tolist()
            start = end + begins[0] if begins and end + begins[0] + 32 < len(ids) else end
            end = start + 32
            window = ids[start : start + 33]
            logits = lm.model(window[None, :-1])[0]
            judged = window[1:] != lm.tokenizer.bos_id
            losses.append(F.cross_entropy(logits, window[1:], reduction="none")[judged])
            right.append((logits.argmax(-1) == window[1:])[judged])
    loss = torch.cat(losses).mean().item()
    assert report.loss == pytest.approx(loss, abs=1e-4)
    assert report.accuracy == pytest.approx(torch.cat(right).float().mean().item(), abs=1e-3)
    assert report.perplexity == pytest.approx(math.exp(loss), rel=1e-3)
    bits = loss / math.log(2) * (len(ids) - data.val.documents) / data.val.bytes
    assert report.bits_per_byte == pytest.approx(bits, rel=1e-3)


def test_the_same_tokens_are_judged_each_time(trained, data):
    lm = tinylm.load_checkpoint(trained)
    assert tinylm.evaluate(lm, data.val, 1000) == tinylm.evaluate(lm, data.val, 1000)
    assert tinylm.evaluate(lm, data.val, 1000, batch_size=3).loss == pytest.approx(
        tinylm.evaluate(lm, data.val, 1000).loss, abs=1e-5
    )


def test_evaluation_changes_nothing_that_training_sees(lm, data):
    torch.manual_seed(0)
    state = torch.get_rng_state()
    tinylm.evaluate(lm, data.val)
    assert torch.equal(torch.get_rng_state(), state)


def test_the_standard_error_is_that_of_the_mean():
    values = np.random.default_rng(0).normal(size=400)
    mean, error = weighted_mean(values, np.ones(400))
    assert mean == pytest.approx(values.mean())
    assert error == pytest.approx(values.std(ddof=1) / 20)


def test_a_paired_difference_is_sharper_than_two_errors(trained, data):
    lm = tinylm.load_checkpoint(trained)
    before = tinylm.evaluate(lm, data.val)
    with torch.no_grad():
        lm.model.head.weight.mul_(1.05)
    after = tinylm.evaluate(lm, data.val)
    change, error = after.minus(before)
    assert change == pytest.approx(after.loss - before.loss)
    assert error < 0.5 * before.stderr
    assert before.minus(before) == (0.0, 0.0)
