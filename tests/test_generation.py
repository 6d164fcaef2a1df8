import itertools

import pytest
import torch

import tinylm
from tinylm.filters import choose, penalise_repetition, top_k, top_p
from tinylm.generation import window_start

from .conftest import pairs, tiny_config

SAMPLES = [
    dict(temperature=0.0),
    dict(temperature=0.8),
    dict(temperature=1.0, top_k=20),
    dict(temperature=1.2, top_p=0.9),
    dict(temperature=0.9, repetition_penalty=1.3),
    dict(min_p=0.02, typical_p=0.9, no_repeat_ngram=3, logit_bias={300: 2.0}),
    dict(frequency_penalty=0.5, presence_penalty=0.5),
]


VARIANTS = [
    dict(position=p, norm=n, activation=a)
    for p, (n, a) in itertools.product(
        ("rope", "learned", "sinusoidal"), (("rmsnorm", "swiglu"), ("layernorm", "gelu"))
    )
] + [dict(value_embeddings=True, x0_mixing=True, bigram_rows=64, num_kv_heads=1)]


@pytest.mark.parametrize(("variant", "sample"), pairs(VARIANTS, SAMPLES), ids=str)
def test_cached_and_uncached_agree_token_for_token(tokenizer, variant, sample):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **variant), tokenizer, seed=1)
    with torch.no_grad():  # a peaked model, so that the text is not the end at once
        lm.model.head.weight.mul_(30)
        for block in lm.model.blocks:  # which does not carry over, and so repeat, what it reads
            block.attention.out.weight.normal_(0, 0.02, generator=torch.Generator().manual_seed(1))
        lm.model.head.weight[tokenizer.eos_id] = 0
        for number, (name, parameter) in enumerate(lm.model.named_parameters()):
            if name.startswith("lookups."):  # these begin at nothing
                parameter.normal_(0, 0.5, generator=torch.Generator().manual_seed(number))
    texts = [
        tinylm.generate(
            lm, "One day", tinylm.SampleConfig(max_new_tokens=90, use_cache=cached, **sample)
        )
        for cached in (True, False)
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 60  # well past the context of 32 tokens


def test_the_stream_is_the_text(trained):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.SampleConfig(max_new_tokens=40)
    pieces = list(tinylm.stream(lm, "One day", config))
    assert len(pieces) > 10
    assert tinylm.generate(lm, "One day", config) == "One day" + "".join(pieces)


def test_the_seed_decides(trained):
    lm = tinylm.load_checkpoint(trained)
    texts = [
        tinylm.generate(lm, "One", tinylm.SampleConfig(max_new_tokens=30, seed=s))
        for s in (0, 0, 1)
    ]
    assert texts[0] == texts[1] != texts[2]


def test_generation_ends_at_eos(trained):
    lm = tinylm.load_checkpoint(trained)
    text = tinylm.generate(
        lm, "One day", tinylm.SampleConfig(max_new_tokens=400, temperature=0.5, seed=1)
    )
    assert text.endswith("The end.")


def test_what_the_filters_cut_is_impossible():
    logits = torch.tensor([-5.0, -1.0, -2.0, -9.0, -3.0])  # all negative: 0 would win
    assert top_k(logits, 2).softmax(-1).tolist()[0] == 0.0
    assert (top_k(logits, 2) > -torch.inf).tolist() == [False, True, True, False, False]
    assert torch.equal(top_k(logits, 0), logits)
    assert torch.equal(top_k(logits, 99), logits)
    shares = torch.tensor([0.5, 0.3, 0.15, 0.05]).log()
    assert (top_p(shares, 0.5) > -torch.inf).tolist() == [True, False, False, False]
    assert (top_p(shares, 0.7) > -torch.inf).tolist() == [True, True, False, False]
    assert (top_p(shares, 1e-9) > -torch.inf).tolist() == [True, False, False, False]
    assert torch.equal(top_p(shares, 1.0), shares)


def test_a_penalty_never_rewards_repetition():
    logits = torch.tensor([[2.0, -2.0, 1.0]])
    after = penalise_repetition(logits, [[0, 1]], 2.0)
    assert after.tolist() == [[1.0, -4.0, 1.0]]
    assert logits.tolist() == [[2.0, -2.0, 1.0]]


def test_draws_follow_the_probabilities():
    logits = torch.tensor([0.7, 0.2, 0.1]).log()
    config = tinylm.SampleConfig(temperature=1.0, top_p=1.0)
    drawn = [choose(logits[None], [[0] * n], [0], [0], config)[0] for n in range(4000)]
    shares = torch.bincount(torch.tensor(drawn), minlength=3) / 4000
    torch.testing.assert_close(shares, torch.tensor([0.7, 0.2, 0.1]), atol=0.03, rtol=0)
    assert choose(logits[None], [[]], [0], [0], tinylm.SampleConfig(temperature=0)) == [0]


@pytest.mark.parametrize("context", [1, 2, 7, 32])
def test_the_window_never_exceeds_the_context_and_moves_in_halves(context):
    starts = [window_start(n, context) for n in range(1, 200)]
    for length, start in enumerate(starts, 1):
        assert 0 < length - start <= context
    assert len(set(starts)) <= 2 + 199 // max(1, context // 2)


def test_a_prompt_longer_than_the_context_is_told_with_the_limit(trained):
    lm = tinylm.load_checkpoint(trained)
    prompt = "One day Ada found a kite. " * 20
    count = len(lm.tokenizer.encode(prompt)) + 1
    with pytest.raises(ValueError, match=f"{count} tokens, and this model reads at most 32") as e:
        tinylm.generate(lm, prompt)
    assert f"shorten it by {count - 32} tokens" in str(e.value)


def test_unknown_characters_are_read_and_kept(trained):
    lm = tinylm.load_checkpoint(trained)
    text = tinylm.generate(lm, "\u6f22 \U0001f600", tinylm.SampleConfig(max_new_tokens=5))
    assert text.startswith("\u6f22 \U0001f600")


def test_sampling_beside_training_leaves_gradients_on(trained):
    lm = tinylm.load_checkpoint(trained)
    stream = tinylm.stream(lm, "One day")
    next(stream)
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()


def test_dropout_is_off_while_sampling(tokenizer):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, dropout=0.5), tokenizer)
    lm.model.train()
    first = tinylm.generate(lm, "One", tinylm.SampleConfig(max_new_tokens=20))
    lm.model.train()
    assert tinylm.generate(lm, "One", tinylm.SampleConfig(max_new_tokens=20)) == first
