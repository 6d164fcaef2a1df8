"""Updates that would do harm: skipped, rolled back, told; and nothing of it in ordinary runs."""

import json
import math
from contextlib import contextmanager

import pytest
import torch

import tinylm
from tinylm import guard
from tinylm.checkpoint import weights_digest
from tinylm.records import StepRecord

from .conftest import quick, tiny_config


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


@contextmanager
def harmed(lm, steps, factor=math.nan):
    """The model's training outputs are multiplied at these steps, counted from 1."""

    def harm(module, _inputs, logits):
        return logits * factor if module.training and lm.step + 1 in steps else None

    handle = lm.model.head.register_forward_hook(harm)
    try:
        yield
    finally:
        handle.remove()


@pytest.mark.parametrize(
    "changes",
    [
        dict(learning_rate=1e-2),
        dict(optimizer="adamw", learning_rate=3e-2),
        dict(batch_size=1, grad_clip=0.0),
        dict(schedule="restarts", restart_steps=20),
        dict(batches="packed", warmup_steps=0),
        dict(min_context=4, accumulation=2),
    ],
)
def test_in_an_ordinary_run_nothing_happens(lm, data, changes):
    config = quick(**(dict(max_steps=120, eval_every=0, checkpoint_every=20) | changes))
    assert {r.event for r in tinylm.train(lm, data, config)} == {None}


def test_an_update_that_is_no_number_is_skipped_and_said(tokenizer, data, tmp_path):
    lm, weights = new(tokenizer), {}
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    with harmed(lm, {5}):
        for record in tinylm.train(lm, data, config):
            weights[record.step] = weights_digest(lm.model)
    assert weights[5] == weights[4] != weights[6]
    assert [r.step for r in lm.history if r.event] == [5]
    assert "skipped an update with loss nan" in lm.history[4].event
    lines = next(tmp_path.rglob("metrics.jsonl")).read_text().splitlines()

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    rows = [json.loads(line, parse_constant=refuse) for line in lines]
    assert rows[4]["event"] == lm.history[4].event
    assert "loss" not in rows[4]
    assert math.isfinite(rows[5]["loss"])


def test_a_spike_is_skipped(tokenizer, data):
    lm, weights = new(tokenizer), {}
    with harmed(lm, {30, 31}, factor=200.0):
        for record in tinylm.train(lm, data, quick(max_steps=40, eval_every=0)):
            weights[record.step] = weights_digest(lm.model)
    assert [r.step for r in lm.history if r.event] == [30, 31]
    assert weights[31] == weights[29]
    assert lm.history[-1].lr == pytest.approx(3e-3 / 29)  # the rate is as it would have been


@pytest.mark.parametrize("tied", [False, True])
def test_three_in_a_row_go_back_to_the_last_good_state_with_half_the_rate(tokenizer, data, tied):
    lm, weights = new(tokenizer, tie_weights=tied), {}
    config = quick(max_steps=30, checkpoint_every=10, eval_every=0, schedule="constant")
    with harmed(lm, {13, 14, 15}):
        for record in tinylm.train(lm, data, config):
            weights[record.step] = weights_digest(lm.model)
    assert [r.step for r in lm.history if r.event] == [13, 14, 15]
    assert "back to the state of step 10, half the learning rate" in lm.history[14].event
    assert weights[15] == weights[10] != weights[12]
    assert [lm.history[i].lr for i in (11, 15, 29)] == pytest.approx([3e-3, 1.5e-3, 1.5e-3])
    assert [r.step for r in lm.history] == list(range(1, 31))


def test_a_loss_that_stays_far_above_goes_back(tokenizer, data):
    lm = new(tokenizer)
    config = quick(max_steps=150, checkpoint_every=20, eval_every=0, learning_rate=1e-2)
    for record in tinylm.train(lm, data, config):
        if record.step == 90:  # what a step that was far too long leaves
            with torch.no_grad():
                for parameter in lm.model.parameters():
                    parameter.normal_(0, 0.3, generator=torch.Generator().manual_seed(0))
    events = [r for r in lm.history if r.event and "back to the state of step" in r.event]
    assert len(events) == 1
    assert 90 < events[0].step <= 120
    assert "step 80," in events[0].event
    assert lm.history[-1].loss < 1.5


def test_when_going_back_does_not_help_the_error_names_the_fix(tokenizer, data, tmp_path):
    lm = new(tokenizer)
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0, max_steps=40)
    for record in tinylm.train(lm, data, config):
        if record.step == 5:
            good = weights_digest(lm.model)
        if record.step == 6:
            break
    with (
        harmed(lm, range(1, 100)),
        pytest.raises(FloatingPointError, match=r"learning_rate=0\.003 and muon_.*smaller"),
    ):
        list(tinylm.train(lm, data, config))
    assert next(tmp_path.rglob("metrics.jsonl")).read_text().count("half the learning rate") == 3
    assert weights_digest(tinylm.load_checkpoint(next(tmp_path.rglob("last.pt"))).model) == good
    assert list(tinylm.train(lm, data, config))[-1].step == 40


@pytest.mark.parametrize("optimizer", ["muon", "adamw"])
def test_a_run_that_was_rolled_back_goes_on_exactly(tokenizer, data, tmp_path, optimizer):
    harm = {9, 13, 14, 15, 24, 25, 26}
    config = quick(max_steps=34, checkpoint_every=10, eval_every=0, optimizer=optimizer)
    whole = new(tokenizer, dropout=0.1)
    with harmed(whole, harm):
        list(tinylm.train(whole, data, config))
    config = quick(**(vars(config) | dict(checkpoint=str(tmp_path / "c.pt"))))
    for stop in (9, 12, 14, 15, 21, 25, 28, 99):
        lm = new(tokenizer, dropout=0.1)  # as a new kernel would
        with harmed(lm, harm):
            for record in tinylm.train(lm, data, config):
                if record.step == stop:
                    break
    assert [(r.step, repr(r.loss), r.lr, r.event) for r in lm.history] == [
        (r.step, repr(r.loss), r.lr, r.event) for r in whole.history
    ]
    assert sum("half the learning rate" in (r.event or "") for r in lm.history) == 2
    assert weights_digest(lm.model) == weights_digest(whole.model)


def test_what_is_sound_is_decided_the_same_wherever_the_numbers_are():
    limits = (3.0, 5.0)
    for loss, norm, fine in (
        (2.0, 1.0, True),
        (9.0, 1.0, True),  # a hard batch
        (2.0, 9.0, True),  # clipped
        (9.0, 9.0, False),
        (math.nan, 1.0, False),
        (2.0, math.nan, False),
        (2.0, math.inf, False),
        (math.inf, 1.0, False),
    ):
        assert bool(guard.sound(loss, norm, limits)) is fine
        assert bool(guard.sound(torch.tensor(loss), torch.tensor(norm), limits)) is fine
    anything = (math.inf, math.inf)
    assert guard.sound(1e30, 1e30, anything)
    assert not guard.sound(1.0, math.nan, anything)


def test_a_spike_is_far_from_what_is_usual():
    def records(count: int, loss: float, norm: float) -> list:
        one = dict(total=100, lr=1.0, tokens=1, tokens_per_second=1.0, seconds=1.0)
        return [StepRecord(step=i, loss=loss, grad_norm=norm, **one) for i in range(count)]

    assert guard.limits(records(9, 2.0, 0.5), guess=8.0) == (math.inf, math.inf)
    assert guard.limits(records(50, 2.0, 0.5), guess=8.0) == (4.0, 5.0)
    assert guard.limits(records(50, 7.9, 0.5), guess=8.0)[0] == 8.9
