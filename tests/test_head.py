import itertools

import numpy as np
import pytest
import torch

import tinylm
from tinylm.checkpoint import weights_digest
from tinylm.evaluation import fixed_windows

from .conftest import make_documents, quick, tiny_config
from .head_tools import shifted_text


def short(**changes) -> tinylm.HeadTuningConfig:
    values = dict(cycles=2, refine_steps=20, train_tokens=2048, fitness_tokens=512)
    values |= dict(select_tokens=1024, test_tokens=2048, refine_batch=256)
    values |= dict(swarm=tinylm.CLPSOConfig.short(max_evaluations=60))
    return tinylm.HeadTuningConfig(**(values | changes))


def body(lm) -> dict[str, torch.Tensor]:
    return {
        name: tensor.clone()
        for name, tensor in lm.model.state_dict().items()
        if not name.startswith("head")
    }


@pytest.fixture(scope="module")
def shifted(tokenizer, tmp_path_factory):
    return shifted_text(tokenizer, tmp_path_factory.mktemp("shifted"))


@pytest.mark.parametrize("space", ["shrink", "full"])
def test_on_shifted_text_the_head_gets_better_and_the_body_stays(trained, shifted, space):
    lm = tinylm.load_checkpoint(trained)
    before = body(lm)
    config = short(space=space, refine_learning_rate=1e-2)
    result = tinylm.run_clpso(lm, shifted, config, progress=False)
    change, error = result.after.minus(result.before)
    assert change < -2 * error
    assert result.checkpoint is lm
    assert lm.stage == "head"
    after = body(lm)
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert tinylm.evaluate(lm, shifted.test, 2048).loss == pytest.approx(result.after.loss)
    assert result.before.tokens == result.after.tokens == result.control.tokens
    assert "test loss -" in result.verdict()


@pytest.mark.parametrize(("fitness", "select"), [(512, 1024), (2000, 300), (64, 64), (9999, 9999)])
def test_tokens_that_score_and_tokens_that_decide_are_never_the_same(lm, data, fitness, select):
    found = []
    for tokens, part in ((fitness, slice(0, None, 2)), (select, slice(1, None, 2))):
        windows = torch.cat(list(fixed_windows(data.val, 32, tokens, 16, part)))
        assert len(windows) <= max(1, tokens // 32)
        ids = np.asarray(data.val)
        found.append(
            {
                t
                for s in range(len(ids) - 33)
                for w in windows
                if (ids[s : s + 33] == w.numpy()).all()
                for t in range(s + 1, s + 33)  # the tokens that are judged
            }
        )
    assert found[0]
    assert found[1]
    assert not found[0] & found[1]


def test_what_does_not_help_is_not_kept(trained, data):
    """On its own text, with a rate that only does harm, the head comes back bit for bit."""
    lm = tinylm.load_checkpoint(trained)
    start = lm.model.head.weight.detach().clone()
    config = short(refine_learning_rate=0.5, pull_to_start=0.0, cycles=1, space="full")
    result = tinylm.run_clpso(lm, data, config, progress=False)
    change, error = result.after.minus(result.before)
    assert change <= 2 * error
    if not lm.report["kept"]:
        assert torch.equal(lm.model.head.weight, start)
        assert "the head is as it was" in result.verdict()


def test_records_show_swarm_and_control_over_time(trained, shifted):
    lm = tinylm.load_checkpoint(trained)
    records = list(tinylm.tune_head(lm, shifted, short()))
    assert records == lm.history
    phases = [r.phase for r in records]
    assert phases[0] == "refine"
    assert phases[-1] == "done"
    assert {"swarm", "control"} <= set(phases)
    fitness = [r.best for r in records if r.phase == "swarm" and r.stderr is None and r.cycle == 0]
    assert all(a >= b for a, b in itertools.pairwise(fitness))
    assert records[-1].evaluations == 2 * 60
    assert records[-1].refine_steps == 2 * 20
    control = [r for r in records if r.phase == "control"]
    assert all(a.seconds <= b.seconds for a, b in itertools.pairwise(control))
    assert control[-1].refine_steps > 0 == control[-1].evaluations


def test_the_seed_decides(trained, shifted):
    heads = []
    for seed in (0, 0, 1):
        lm = tinylm.load_checkpoint(trained)
        tinylm.run_clpso(lm, shifted, short(seed=seed), progress=False)
        heads.append(lm.model.head.weight.detach().clone())
    assert torch.equal(heads[0], heads[1])
    assert not torch.equal(heads[0], heads[2])


def test_a_stopped_run_goes_on_and_a_finished_one_is_shown(trained, shifted, tmp_path):
    whole = tinylm.load_checkpoint(trained)
    expected = tinylm.run_clpso(whole, shifted, short(), progress=False)
    config = short(checkpoint=str(tmp_path / "finetuned_llm_clpso.pt"))
    for record in tinylm.tune_head(tinylm.load_checkpoint(trained), shifted, config):
        if record.cycle == 1 and record.phase == "swarm":
            break
    lm = tinylm.load_checkpoint(trained)
    steps = tinylm.tune_head(lm, shifted, config)
    assert next(steps).cycle == 1
    for _ in steps:
        pass
    assert weights_digest(lm.model) == weights_digest(whole.model)
    again = tinylm.run_clpso(tinylm.load_checkpoint(trained), shifted, config, progress=False)
    assert again.after.window_losses == expected.after.window_losses
    assert again.after.loss == expected.after.loss
    saved = tinylm.load_checkpoint(tmp_path / "finetuned_llm_clpso.pt")
    assert (saved.stage, saved.finished) == ("head", True)
    assert weights_digest(saved.model) == weights_digest(whole.model)


def test_an_interrupt_in_the_report_leaves_the_kept_head(trained, shifted, monkeypatch):
    lm = tinylm.load_checkpoint(trained)
    calls = []

    def interrupted(*_):
        calls.append(lm.model.head.weight.detach().clone())
        if len(calls) == 2:
            raise KeyboardInterrupt
        return tinylm.evaluate(*_)

    monkeypatch.setattr("tinylm.head.evaluate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(tinylm.tune_head(lm, shifted, short(refine_learning_rate=1e-2)))
    assert torch.equal(lm.model.head.weight, lm.optimizer["kept"])
    assert not torch.equal(lm.model.head.weight, calls[0])


def test_without_a_file_a_stopped_run_ends_as_if_it_had_not_been(trained, shifted):
    whole, lm = tinylm.load_checkpoint(trained), tinylm.load_checkpoint(trained)
    config = short(refine_learning_rate=1e-2)
    expected = tinylm.run_clpso(whole, shifted, config, progress=False)
    for record in tinylm.tune_head(lm, shifted, config):
        if record.cycle == 0 and record.accepted:
            break  # the head has changed, and the cycle is not over
    result = tinylm.run_clpso(lm, shifted, config, progress=False)
    assert weights_digest(lm.model) == weights_digest(whole.model)
    assert result.before.loss == expected.before.loss


def test_a_tied_head_is_untied_and_the_embedding_stays(tokenizer, data, shifted):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, tie_weights=True), tokenizer)
    list(tinylm.train(lm, data, quick(max_steps=60, learning_rate=1e-2)))
    embedding = lm.model.embedding.weight.detach().clone()
    result = tinylm.run_clpso(lm, shifted, short(refine_learning_rate=1e-2), progress=False)
    assert not lm.config.tie_weights
    assert torch.equal(lm.model.embedding.weight, embedding)
    assert "tied to the embedding" in lm.history[0].event
    assert not any(record.event for record in lm.history[1:])
    assert result.after.loss <= result.before.loss


def test_time_can_be_the_budget(trained, shifted):
    lm = tinylm.load_checkpoint(trained)
    config = short(max_seconds=0.05, cycles=50)
    result = tinylm.run_clpso(lm, shifted, config, progress=False)
    assert lm.step < 50
    assert result.history[-1].phase == "done"


def test_what_cannot_be_tuned_is_told(lm, trained, data, tokenizer, tmp_path):
    with pytest.raises(ValueError, match="untrained"):
        next(tinylm.tune_head(lm, data, short()))
    ready = tinylm.load_checkpoint(trained)
    for budget in ("max_evaluations", "max_seconds", "cycles", "select_tokens"):
        with pytest.raises(ValueError, match=f"{budget}=0 must be"):
            short(**{budget: 0})
    with pytest.raises(ValueError, match="select_tokens=50 must be a whole number of at least 64"):
        short(select_tokens=50)
    with pytest.raises(ValueError, match="goal='blue' is not known"):
        next(tinylm.tune_head(ready, data, short(), goal="blue"))
    few = tinylm.Corpus.from_documents(make_documents(4))
    small = tinylm.prepare(few, tokenizer, tmp_path, progress=False)
    digest, stage = weights_digest(ready.model), ready.stage
    with pytest.raises(ValueError, match="too few"):
        next(tinylm.tune_head(ready, small, short()))
    assert weights_digest(ready.model) == digest
    assert ready.stage == stage
