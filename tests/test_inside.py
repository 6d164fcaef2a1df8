"""Looking inside: the numbers are the model's own, whatever its parts are."""

import dataclasses
import math

import pytest
import torch

import tinylm
from tinylm import inside
from tinylm.evaluation import fixed_windows
from tinylm.filters import filtered
from tinylm.formats.int8 import quantize
from tinylm.generation import stream_ids

from .conftest import tiny_config

SHAPES = {
    "rope": dict(qk_norm=True),
    "grouped": dict(num_heads=4, num_kv_heads=2, tie_weights=True),
    "learned, post": dict(position="learned", norm="layernorm", norm_order="post", bias=True),
    "sinusoidal": dict(position="sinusoidal", activation="gelu", head_bias=True),
    "lookups": dict(value_embeddings=True, x0_mixing=True, bigram_rows=64),
    "bare": dict(bare_norms=True, activation="relu2"),
}


@pytest.fixture(params=SHAPES)
def shaped(request, tokenizer):
    """A model of each kind of parts, with weights that are not those of a fresh one."""
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **SHAPES[request.param]), tokenizer)
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in lm.model.parameters():
            parameter += 0.2 * torch.randn(parameter.shape, generator=generator)
    return lm


@pytest.fixture
def ids(tokenizer, documents):
    return tokenizer.encode_prompt(documents[0])[:24]


def test_attention_is_what_the_layer_reads_with(shaped, ids):
    weights = inside.attention(shaped, ids)
    config, T = shaped.config, len(ids)
    assert weights.shape == (config.num_layers, config.num_heads, T, T)
    assert torch.allclose(weights.sum(-1), torch.ones(weights.shape[:-1]), atol=1e-5)
    assert not weights.triu(1).any()
    seen = []

    def keep(module, given, out):
        seen.append((module, module.project(given[0], given[1], given[4])[2], out))

    hooks = [b.attention.register_forward_hook(keep) for b in shaped.model.blocks]
    with torch.inference_mode():
        before = shaped.model(torch.tensor([ids]))
        for layer, (module, v, out) in enumerate(seen):
            v = v.repeat_interleave(config.num_heads // config.kv_heads, dim=1)
            read = (weights[layer] @ v[0]).transpose(0, 1).reshape(1, T, -1)
            assert torch.allclose(module.out(read), out, atol=1e-4)
        assert len(seen) == config.num_layers
        for hook in hooks:
            hook.remove()
        inside.attention(shaped, ids)
        assert torch.equal(shaped.model(torch.tensor([ids])), before)  # nothing has changed


def test_the_lens_ends_in_the_models_own_answer(shaped, ids):
    found = inside.lens(shaped, ids, k=4)
    with torch.inference_mode():
        own = shaped.model(torch.tensor([ids]))[0].softmax(-1)
    best = own.topk(4)
    layers = shaped.config.num_layers
    assert found.ids.shape == (layers + 1, len(ids), 4)
    assert torch.equal(found.ids[-1], best.indices)
    assert torch.allclose(found.probabilities[-1], best.values, atol=1e-5)
    assert torch.allclose(found.answer[-1], best.values[:, 0], atol=1e-5)
    part = inside.lens(shaped, ids, k=4, at=slice(5, 9))
    assert torch.equal(part.ids, found.ids[:, 5:9])
    assert torch.allclose(part.answer, found.answer[:, 5:9], atol=1e-5)
    for place, layer in enumerate(found.settled.tolist()):
        tops = found.ids[:, place, 0].tolist()
        assert set(tops[layer:]) == {tops[-1]}
        assert layer == 0 or tops[layer - 1] != tops[-1]


def test_too_many_ids_or_none_are_an_error(lm, ids):
    for look in (inside.attention, inside.lens):
        with pytest.raises(ValueError, match="33 tokens do not fit context_length=32"):
            look(lm, [5] * 33)
        with pytest.raises(ValueError, match="give at least one token"):
            look(lm, [])
    with pytest.raises(ValueError, match="give at least one token"):
        inside.token_choices(lm, [])
    with pytest.raises(ValueError, match="nothing to judge"):
        inside.surprise(lm, [5])


SETTINGS = {
    "plain": {},
    "all": dict(temperature=1.3, top_k=40, top_p=0.9, min_p=0.05, typical_p=0.9),
    "penalties": dict(repetition_penalty=1.5, presence_penalty=1.0, no_repeat_ngram=2, top_k=7),
    "greedy": dict(temperature=0, top_k=3),
    "bias": dict(logit_bias={300: -math.inf, 301: 4.0}, top_p=0.5),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_choices_are_those_of_sampling(trained, ids, name):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.SampleConfig(**SETTINGS[name])
    found = inside.token_choices(lm, ids, config, begin=4)
    with torch.inference_mode():
        logits = lm.model(torch.tensor([ids]))[0, -1:]
    after = filtered(logits, [ids], [4], config)
    assert torch.allclose(found.model, logits[0].softmax(-1), atol=1e-6)
    if config.temperature:
        assert torch.allclose(found.drawn, after[0].softmax(-1), atol=1e-6)
    else:
        assert found.drawn.argmax() == after.argmax()
        assert found.drawn.max() == 1
    gone = found.drawn == 0
    assert torch.equal(gone, torch.stack([step.tokens for step in found.steps]).any(0))
    for token in range(len(gone)):
        assert (found.cut_by(token) is not None) == bool(gone[token])
    for step in found.steps:
        assert float(step.probabilities.sum()) == pytest.approx(1, abs=1e-5)


def test_each_setting_tells_what_it_cut(trained, ids):
    lm = tinylm.load_checkpoint(trained)
    found = inside.token_choices(lm, ids, tinylm.SampleConfig(temperature=1, top_k=10, top_p=0.5))
    by = {step.setting: step for step in found.steps}
    assert int(by["top_k"].tokens.sum()) == lm.config.vocab_size - 10
    kept = found.model.topk(10).values.sum()
    assert by["top_k"].mass == pytest.approx(1 - float(kept), abs=1e-5)
    assert by["temperature"].mass == 0
    worst = int(found.model.argmin())
    assert found.cut_by(worst) == "top_k"
    assert found.cut_by(int(found.model.argmax())) is None


def test_the_choices_of_a_long_text_are_what_is_written_after_it(trained, data):
    """Beyond the context the window is the one that sampling reads."""
    lm, config = tinylm.load_checkpoint(trained), tinylm.SampleConfig(temperature=0)
    for length in (32, 33, 60, 100):
        text = data.train[:length].tolist()
        (token,) = stream_ids(lm, text, dataclasses.replace(config, max_new_tokens=1))
        assert inside.token_choices(lm, text, config).drawn.argmax() == token


def test_surprise_adds_up_to_the_loss(trained, data):
    lm = tinylm.load_checkpoint(trained)
    report = tinylm.evaluate(lm, data.val, max_tokens=2048)
    nats = []
    for batch in fixed_windows(data.val, lm.config.context_length, 2048, 16):
        for window in batch.tolist():
            found = inside.surprise(lm, window)
            nats += [n for i, n in zip(found.ids, found.nats, strict=True) if i != data.val.bos_id]
    assert len(nats) == report.tokens
    assert float(sum(nats)) / len(nats) == pytest.approx(report.loss, abs=1e-4)


def test_surprise_of_a_long_text_does_not_depend_on_where_one_looks(trained, data):
    lm = tinylm.load_checkpoint(trained)
    text = data.train[:300].tolist()
    whole = inside.surprise(lm, text)
    assert (whole.start, len(whole.nats)) == (1, 299)
    for start, stop in ((1, 40), (70, 71), (33, 200), (290, 999)):
        part = inside.surprise(lm, text, start, stop)
        assert torch.equal(part.ids, whole.ids[start - 1 : stop - 1])
        assert torch.allclose(part.nats, whole.nats[start - 1 : stop - 1], atol=1e-4)
    for at in (5, 32, 33, 120):  # as the model would have said while writing
        own = inside.token_choices(lm, text[:at], tinylm.SampleConfig()).model
        assert math.exp(-whole.nats[at - 1]) == pytest.approx(float(own[text[at]]), abs=1e-5)
        assert int(whole.rank[at - 1]) == int((own > own[text[at]]).sum()) + 1
        assert int(whole.guess[at - 1]) == int(own.argmax())
        assert float(whole.guess_probability[at - 1]) == pytest.approx(float(own.max()), abs=1e-5)
    assert torch.allclose(whole.bits * math.log(2), whole.nats)


def test_a_text_is_judged_with_its_beginning(lm, documents):
    found = inside.surprise(lm, documents[0][:40])
    assert found.ids.tolist() == lm.tokenizer.encode(documents[0][:40])


def test_neighbours_point_the_same_way(lm):
    with torch.no_grad():
        lm.model.embedding.weight[20] = 3 * lm.model.embedding.weight[10]
        lm.model.head.weight[30] = -lm.model.head.weight[10]
    (near, cosine), *others = inside.neighbours(lm, 10, k=5)
    assert near == 20
    assert cosine == pytest.approx(1, abs=1e-5)
    assert [value for _, value in others] == sorted((v for _, v in others), reverse=True)
    assert 10 not in [i for i, _ in others]
    everything = inside.neighbours(lm, 10, k=10_000, where="head")
    assert len(everything) == lm.config.vocab_size - 1
    assert everything[-1][0] == 30
    assert everything[-1][1] == pytest.approx(-1, abs=1e-5)
    with pytest.raises(ValueError, match="where='tail' is not one of"):
        inside.neighbours(lm, 10, where="tail")
    with pytest.raises(ValueError, match="token id 400000 is outside"):
        inside.neighbours(lm, 400_000)


def test_a_head_that_was_not_changed_shows_nothing(trained, ids):
    one, two = tinylm.load_checkpoint(trained), tinylm.load_checkpoint(trained)
    found = inside.head_change(one, two, ids)
    assert not found.rows.any()
    assert not found.singular_values.any()
    assert (found.size, found.share, found.directions) == (0, 0, 0)
    assert not found.body_changed
    assert torch.equal(found.before, found.after)
    assert found.loss[0] == found.loss[1]


def test_a_head_that_was_changed_shows_where_and_to_what_effect(trained, ids, data):
    one, two = tinylm.load_checkpoint(trained), tinylm.load_checkpoint(trained)
    direction = torch.zeros(one.config.d_model)
    direction[3] = 2.0
    with torch.no_grad():
        two.model.head.weight[7] += direction
        two.model.head.weight[9] += 0.5 * direction
    found = inside.head_change(one, two, ids)
    assert found.rows.topk(2).indices.tolist() == [7, 9]
    assert found.rows[7] == pytest.approx(2.0, abs=1e-4)
    assert int((found.rows > 0).sum()) == 2
    assert found.relative[7] == pytest.approx(
        2 / float(one.model.head.weight[7].detach().norm()), rel=1e-4
    )
    assert found.singular_values[0] == pytest.approx(math.sqrt(5), abs=1e-4)
    assert found.singular_values[1] == pytest.approx(0, abs=1e-4)
    assert (found.directions, found.bias, found.body_changed) == (1, None, False)
    assert found.size == pytest.approx(math.sqrt(5), abs=1e-4)
    assert found.loss[0] == pytest.approx(float(inside.surprise(one, ids).nats.mean()), abs=1e-4)
    assert found.loss[1] == pytest.approx(float(inside.surprise(two, ids).nats.mean()), abs=1e-4)
    assert float(found.after.sum()) == pytest.approx(1, abs=1e-4)
    with torch.no_grad():
        two.model.blocks[0].attention.out.weight[0, 0] += 1
    assert inside.head_change(one, two).body_changed
    assert inside.head_change(one, two).loss is None


def test_heads_that_cannot_be_compared_are_an_error(lm, tokenizer, documents):
    other = tinylm.train_tokenizer(documents, kind="characters")
    wide = tinylm.create(tiny_config(tokenizer.vocab_size, d_model=64), tokenizer)
    strange = tinylm.create(tiny_config(other.vocab_size), other)
    with pytest.raises(ValueError, match="other tokenizers"):
        inside.head_change(lm, strange)
    with pytest.raises(ValueError, match="32 and 64 wide"):
        inside.head_change(lm, wide)
    with pytest.raises(ValueError, match="at least two"):
        inside.head_change(lm, lm, [5])


def test_an_int8_checkpoint_can_be_looked_into(trained, ids):
    lm = tinylm.load_checkpoint(trained)
    small = quantize(lm)
    assert inside.attention(small, ids).shape == inside.attention(lm, ids).shape
    assert inside.lens(small, ids).ids.shape == inside.lens(lm, ids).ids.shape
    near, far = (dict(inside.neighbours(each, 300, k=400)) for each in (small, lm))
    assert max(abs(near[i] - far[i]) for i in far) < 0.05
    assert 0 < inside.head_change(lm, small, ids).share < 0.02
