"""The start from pairs: what is fitted, that it helps, and when it is left out."""

import dataclasses

import numpy as np
import pytest
import torch

import tinylm
from tinylm import bigrams
from tinylm.bigrams import Pairs, fit_bigrams
from tinylm.checkpoint import weights_digest

from .conftest import quick, tiny_config


def entropy_of_pairs(ids: np.ndarray, size: int) -> float:
    """Nats a token that no guess from the token before can go below."""
    table = np.zeros((size, size))
    np.add.at(table, (ids[:-1], ids[1:]), 1)
    shares = table / table.sum()
    rows = shares.sum(1, keepdims=True)
    return float(
        -(shares * np.log(np.where(shares > 0, shares / np.maximum(rows, 1e-12), 1))).sum()
    )


def test_pairs_are_counted(data):
    ids, size = np.asarray(data.train), data.tokenizer.vocab_size
    rows, shares, follow = Pairs(ids, size).table(0, 0)
    assert rows.tolist() == sorted(set(ids[:-1].tolist()))
    assert shares.sum() == pytest.approx(1)
    assert torch.allclose(follow.sum(1), torch.ones(len(rows)))
    for place in (0, 5, len(rows) - 1):
        after = ids[1:][ids[:-1] == int(rows[place])]
        expected = np.bincount(after, minlength=size) / len(after)
        assert np.allclose(follow[place], expected)
        assert shares[place] == pytest.approx(len(after) / (len(ids) - 1))


def test_the_fit_comes_close_to_what_pairs_can_tell(lm, data):
    least = entropy_of_pairs(np.asarray(data.train), data.tokenizer.vocab_size)
    before = {k: v.clone() for k, v in lm.model.blocks.state_dict().items()}
    loss = fit_bigrams(lm.model, data.train)
    assert least < loss < least + 0.1
    after = lm.model.blocks.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_large_table_is_fitted_by_parts(lm, data, monkeypatch):
    size = data.tokenizer.vocab_size
    monkeypatch.setattr(bigrams, "MOST_LOGITS", 20 * size)
    pairs = Pairs(np.asarray(data.train), size)
    assert len(pairs.table(0, 0)[0]) == 20
    assert not torch.equal(pairs.table(0, 0)[0], pairs.table(0, 1)[0])
    assert torch.equal(pairs.table(0, 1)[0], pairs.table(0, 1)[0])
    fit_bigrams(lm.model, data.train)
    monkeypatch.undo()
    rows, shares, follow = Pairs(np.asarray(data.train), size).table(0, 0)
    model = lm.model
    with torch.no_grad():
        logits = model.head(model.final_norm(model.embedding(rows))).log_softmax(1)
    loss = -float((shares * (follow * logits).sum(1)).sum())
    assert loss < entropy_of_pairs(np.asarray(data.train), size) + 0.3


def test_a_run_that_starts_from_pairs_is_ahead_from_the_first_step(tokenizer, data):
    def losses(**changes):
        lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)
        return [record.loss for record in tinylm.train(lm, data, quick(max_steps=30, **changes))]

    plain, ahead = losses(bigram_start=False), losses()
    assert plain[0] == pytest.approx(np.log(tokenizer.vocab_size), rel=0.1)
    assert ahead[0] < 0.5 * plain[0]
    assert ahead[-1] < plain[-1]
    assert losses() == ahead
    assert losses(seed=1)[0] != ahead[0]


def test_only_an_untrained_model_with_a_head_of_its_own_starts_from_pairs(
    tokenizer, data, trained, monkeypatch
):
    tied = tinylm.create(tiny_config(tokenizer.vocab_size, tie_weights=True), tokenizer)
    with pytest.raises(ValueError, match="tie_weights=False"):
        fit_bigrams(tied.model, data.train)
    monkeypatch.setattr("tinylm.training.fit_bigrams", None)  # fails where it is called
    list(tinylm.train(tied, data, quick(max_steps=1)))
    list(tinylm.train(tinylm.load_checkpoint(trained), data, quick(max_steps=1)))
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    with pytest.raises(TypeError):
        list(tinylm.train(lm, data, quick(max_steps=1)))


def test_the_start_is_made_once_a_run(tokenizer, data, tmp_path):
    config = quick(checkpoint=str(tmp_path / "c.pt"), max_steps=8)
    whole = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    list(tinylm.train(whole, data, dataclasses.replace(config, checkpoint=None)))
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    for record in tinylm.train(lm, data, config):
        if record.step == 3:
            break
    again = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    list(tinylm.train(again, data, config))
    assert weights_digest(again.model) == weights_digest(whole.model)
    changed = dataclasses.replace(config, learning_rate=1e-3, checkpoint=None)
    list(tinylm.train(again, data, changed))  # a changed number begins at the start again
    fresh = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    list(tinylm.train(fresh, data, changed))
    assert weights_digest(again.model) == weights_digest(fresh.model)
