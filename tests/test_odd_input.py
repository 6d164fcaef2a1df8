"""Input that is unusual, which is fine, or wrong, which is told in one sentence."""

import warnings

import pytest
import torch

import tinylm
from tinylm.batches import Batch

from .conftest import quick, tiny_config


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


def test_more_steps_than_text_and_a_context_longer_than_any_document_are_fine(tokenizer, tmp_path):
    documents = [f"{i} Ada found a kite." for i in range(40)]
    data = tinylm.prepare(documents, tokenizer, tmp_path, val_fraction=0.3, progress=False)
    longest = data.train.lengths().max()
    for batches in ("windows", "packed", "padded"):
        lm = new(tokenizer, context_length=64)
        assert lm.config.context_length > longest
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            records = list(tinylm.train(lm, data, quick(max_steps=40, batches=batches)))
        assert records[-1].tokens > 2 * len(data.train)
        assert records[-1].loss < records[0].loss
        assert not any(r.event for r in records)


def test_a_text_shorter_than_the_context_is_told(tokenizer, tmp_path):
    data = tinylm.prepare(["One.", "Two.", "Three."], tokenizer, tmp_path, progress=False)
    with pytest.raises(ValueError, match=r"too short: \d+ tokens, and context_length=32 needs 33"):
        next(tinylm.train(new(tokenizer), data, quick()))


@pytest.mark.parametrize("shift", [-1, 0, 2])
def test_targets_that_are_not_the_next_token_are_told(lm, data, monkeypatch, shift):
    def at(self, step: int) -> Batch:
        ids = torch.from_numpy(self.data.windows([0, 40], 34))
        return Batch(ids[:, 1:31], ids[:, 1 + shift : 31 + shift])

    monkeypatch.setattr("tinylm.training.Batches.at", at)
    with pytest.raises(ValueError, match=f"targets stand {shift} places .* token after it"):
        next(tinylm.train(lm, data, quick()))


def test_a_loss_that_is_too_good_is_told(tokenizer, tmp_path):
    text = "One day Ada found a kite by the hill and Bo lost a drum by the pond. " * 40
    documents = [f"{text}{i}" for i in range(40)]
    data = tinylm.prepare(documents, tokenizer, tmp_path, val_fraction=0.3, progress=False)
    config = quick(max_steps=150, learning_rate=1e-2, eval_every=0)
    with pytest.warns(UserWarning, match="too good to be true: is the validation text"):
        list(tinylm.train(new(tokenizer, context_length=128), data, config))
