"""Texts side by side: the decoder, stop strings, log-probabilities and beams."""

import dataclasses
import itertools
import types

import pytest
import torch

import tinylm
from tinylm.chat import answers
from tinylm.generation import Decoder, stream_ids, window_start

from .conftest import tiny_config
from .test_parity import SHAPE, V, hub, llama_like, llama_weights, loaded  # noqa: F401
from .test_predecessors import filled

PROMPTS = ["One day", "", "Ada found a kite by the hill. Then", "Bo", "One day Cleo went"]
VARIANTS = [
    dict(),
    dict(position="learned", norm="layernorm", activation="gelu", bias=True),
    dict(position="sinusoidal", norm_order="post", qk_norm=True),
    dict(value_embeddings=True, x0_mixing=True, bigram_rows=64, num_kv_heads=1, qk_norm=True),
]


def wild(tokenizer, **changes) -> tinylm.Checkpoint:
    """Weights so large that every token depends on those before."""
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=1)
    filled(lm.model)
    return lm


def namespace(model: torch.nn.Module) -> types.SimpleNamespace:
    return types.SimpleNamespace(model=model, config=model.config, device=torch.device("cpu"))


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("sample", [dict(temperature=0), dict(temperature=0.9, top_p=0.9)], ids=str)
def test_each_text_of_a_batch_is_the_one_it_would_be_alone(tokenizer, variant, sample):
    """Prompts of different lengths, of which each fills its window at a time of its own."""
    lm = wild(tokenizer, **variant)
    config = tinylm.SampleConfig(max_new_tokens=60, seed=3, **sample)
    for cached in (True, False):
        done = tinylm.complete(lm, PROMPTS, dataclasses.replace(config, use_cache=cached))
        for i, one in enumerate(done):
            alone = dataclasses.replace(config, seed=3 + i)
            assert one.prompt + one.text == tinylm.generate(lm, PROMPTS[i], alone)
    assert max(len(one.ids) for one in done) > lm.config.context_length


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@torch.no_grad()
def test_a_decoder_gives_the_logits_of_reading_everything_anew(tokenizer, variant):
    lm = wild(tokenizer, **variant)
    T, size = lm.config.context_length, tokenizer.vocab_size
    generator = torch.Generator().manual_seed(0)

    def more(n: int) -> list[int]:
        return torch.randint(size, (n,), generator=generator).tolist()

    texts, decoder = [more(n) for n in (3, 30, 3, 1, 31)], Decoder(lm, 5)
    for step in range(40):
        found = decoder.read(texts)
        for row, text in enumerate(texts):
            window = torch.tensor([text[window_start(len(text), T) :]])
            torch.testing.assert_close(found[row], lm.model(window)[0, -1], atol=2e-3, rtol=1e-4)
        if step == 10:  # rows that change places, one that is doubled
            order = [4, 4, 0, 1]
            decoder.keep(order)
            texts = [texts[i] for i in order]
        if step == 20:
            decoder.keep([1, 2])
            texts = texts[1:3]
        # Mostly one token each, now and then several, once none.
        grow = [0 if step == 5 else 3 if (step + row) % 7 == 0 else 1 for row in range(len(texts))]
        texts = [text + more(n) for text, n in zip(texts, grow, strict=True)]


def test_the_head_reads_one_position_of_a_text(tokenizer):
    lm, seen = wild(tokenizer), []
    lm.model.head.register_forward_hook(lambda _m, given, _out: seen.append(given[0].shape))
    tinylm.complete(lm, ["One day", "One day"], tinylm.SampleConfig(max_new_tokens=3))
    assert seen == [(2, 32)] * 3


def test_one_prompt_may_be_given_alone_and_no_prompt_is_nothing(trained):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.SampleConfig(max_new_tokens=8)
    assert tinylm.complete(lm, "One", config) == tinylm.complete(lm, ["One"], config)
    assert tinylm.complete(lm, [], config) == []


def test_how_a_text_ended_is_told(trained):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.SampleConfig(max_new_tokens=300, temperature=0.6)
    done = tinylm.complete(lm, ["One day"] * 8, config)
    ended = [one for one in done if one.finish == "eos"]
    assert len(ended) > 2
    for one in ended:
        assert one.text.endswith("The end.")
        assert lm.tokenizer.eos_id not in one.ids
    short = tinylm.complete(lm, "One day", dataclasses.replace(config, max_new_tokens=5))[0]
    assert (short.finish, len(short.ids), len(short.logprobs)) == ("length", 5, 5)
    assert short.text == lm.tokenizer.decode(short.ids)


@pytest.mark.parametrize("at", [3, 9, 10, 17])
@pytest.mark.parametrize("length", [1, 4, 11])
def test_a_text_ends_before_a_stop_string_and_shows_no_part_of_it(trained, at, length):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.SampleConfig(max_new_tokens=40, temperature=0.5)
    plain = tinylm.complete(lm, "One day", config)[0].text
    stop = plain[at : at + length]
    expected = plain[: plain.index(stop)]
    config = dataclasses.replace(config, stop=("never there", stop))
    shown = ""
    for piece in tinylm.stream(lm, "One day", config):
        shown += piece
        assert expected.startswith(shown)
    assert shown == expected
    done = tinylm.complete(lm, ["One day", "Bo"], config)[0]
    assert (done.text, done.finish) == (expected, "stop")
    ids = list(stream_ids(lm, lm.tokenizer.encode_prompt("One day"), config))
    assert ids == done.ids
    assert stop in lm.tokenizer.decode(ids)
    assert stop not in lm.tokenizer.decode(ids[:-1])


def test_what_might_have_become_a_stop_string_is_shown_in_the_end(trained):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.SampleConfig(max_new_tokens=20, temperature=0.5)
    plain = "".join(tinylm.stream(lm, "One day", config))
    stop = plain[-4:] + "\0"
    pieces = list(tinylm.stream(lm, "One day", dataclasses.replace(config, stop=stop)))
    assert "".join(pieces) == plain
    assert len(pieces) == 20  # a piece a token, be it empty
    assert plain[-4:] in pieces[-1]


def test_pieces_are_whole_characters_whatever_the_model_writes():
    tokenizer = tinylm.ByteTokenizer()
    lm = wild(tokenizer)
    with torch.no_grad():  # mostly bytes that only together are characters
        lm.model.head.weight.mul_(0.1)
    bias = {i: -50.0 for i in range(tokenizer.vocab_size) if not tokenizer.token_bytes(i)}
    for first in (*"aé漢", "😀"):
        for number, byte in enumerate(first.encode()):
            bias[tokenizer.vocab_size - 256 + byte] = 6.0 + number
    config = tinylm.SampleConfig(max_new_tokens=300, temperature=1.0, top_p=1.0, logit_bias=bias)
    pieces = list(tinylm.stream(lm, "é", config))
    ids = list(stream_ids(lm, tokenizer.encode_prompt("é"), config))
    spelled = b"".join(map(tokenizer.token_bytes, ids))
    assert "".join(pieces) == spelled.decode(errors="replace")
    assert any(ord(one) > 127 and one != "\ufffd" for one in "".join(pieces))
    for piece in pieces:
        assert piece.encode().decode() == piece


def test_log_probabilities_are_the_models_own(tokenizer):
    lm = wild(tokenizer)
    settings = dict(max_new_tokens=20, top_k=3, temperature=0.5, repetition_penalty=1.5)
    config = tinylm.SampleConfig(alternatives=4, **settings)
    for prompt, one in zip(PROMPTS, tinylm.complete(lm, PROMPTS, config), strict=True):
        if one.prompt == PROMPTS[2]:  # its window moves on the way
            continue
        begin = lm.tokenizer.encode_prompt(prompt)
        with torch.no_grad():
            own = lm.model(torch.tensor([[*begin, *one.ids]]))[0, len(begin) - 1 : -1]
        own = own.log_softmax(-1)
        assert len(one.ids) == len(one.logprobs) == len(one.alternatives)
        for at, (token, value) in enumerate(zip(one.ids, one.logprobs, strict=True)):
            assert value == pytest.approx(float(own[at, token]), abs=1e-2)
            best = own[at].topk(4)
            assert [i for i, _, _ in one.alternatives[at]] == best.indices.tolist()
            for (i, text, p), expected in zip(one.alternatives[at], best.values, strict=True):
                assert p == pytest.approx(float(expected), abs=1e-2)
                assert text == lm.tokenizer.token_bytes(i).decode(errors="replace")
    many = tinylm.SampleConfig(max_new_tokens=2, alternatives=10**6)
    assert len(tinylm.complete(lm, "One", many)[0].alternatives[0]) == tokenizer.vocab_size


@pytest.mark.parametrize("penalty", [0.0, 1.0, 2.5])
@pytest.mark.parametrize("beams", [2, 3, 6])
@pytest.mark.parametrize("changes", [{}, dict(repetition_penalty=1.4, no_repeat_ngram=2)], ids=str)
def test_beams_are_those_of_transformers(hub, beams, penalty, changes):  # noqa: F811
    config = tinylm.ModelConfig(**SHAPE, d_ff=160)
    theirs = filled(hub.LlamaForCausalLM(hub.LlamaConfig(**llama_like(config))), 0.1)
    with torch.no_grad():  # a likely end, so that texts of different lengths compete
        theirs.lm_head.weight.mul_(2)
        theirs.lm_head.weight[5] *= 1.5
    ours = namespace(loaded(config, llama_weights(theirs)))
    lengths = set()
    for seed in range(6):
        ids = torch.randint(V, (1, 4), generator=torch.Generator().manual_seed(seed))
        sample = tinylm.SampleConfig(
            max_new_tokens=14, beams=beams, length_penalty=penalty, **changes
        )
        found = list(stream_ids(ours, ids[0].tolist(), sample, stop={5}))
        expected = theirs.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            num_beams=beams,
            length_penalty=penalty,
            max_new_tokens=14,
            do_sample=False,
            eos_token_id=5,
            pad_token_id=0,
            bos_token_id=None,
            repetition_penalty=changes.get("repetition_penalty", 1.0),
            no_repeat_ngram_size=changes.get("no_repeat_ngram", 0),
        )[0, 4:].tolist()
        assert found == (expected[:-1] if expected[-1] == 5 else expected)
        lengths.add(len(found))
    assert len(lengths) > 1


def test_enough_beams_find_the_likeliest_of_all_texts():
    tokenizer = tinylm.CharacterTokenizer(list("abc"))
    lm = wild(tokenizer)
    begin, size = tokenizer.encode_prompt("ab"), tokenizer.vocab_size
    best = {}
    for ids in itertools.product(range(size), repeat=3):
        with torch.no_grad():
            own = lm.model(torch.tensor([[*begin, *ids]])).log_softmax(-1)[0, len(begin) - 1 : -1]
        best[ids] = own[range(3), list(ids)].sum().item()
    config = tinylm.SampleConfig(max_new_tokens=3, beams=size**2, length_penalty=0)
    found = tinylm.complete(lm, ["ab", "ab"], config)
    likeliest = max(best, key=best.get)
    assert found[0].ids == list(likeliest)
    assert found[0] == found[1]
    assert sum(found[0].logprobs) == pytest.approx(best[likeliest], abs=1e-2)
    assert tinylm.generate(lm, "ab", config) == "ab" + found[0].text
    wide = tinylm.complete(lm, "ab", dataclasses.replace(config, beams=1000))[0]
    assert wide.ids == found[0].ids


def test_beams_end_before_stop_strings_and_have_alternatives(trained):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.SampleConfig(max_new_tokens=30, beams=3)
    plain = tinylm.complete(lm, "One day", config)[0]
    stop = plain.text[12:16]
    config = dataclasses.replace(config, stop=stop, alternatives=2)
    done = tinylm.complete(lm, "One day", config)[0]
    assert stop not in done.text
    assert [len(some) for some in done.alternatives] == [2] * len(done.ids)
    assert "".join(tinylm.stream(lm, "One day", config)) == done.text


@pytest.mark.parametrize("sample", [dict(), dict(temperature=0), dict(beams=2)], ids=str)
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_broken_weights_are_told_before_a_token_is_chosen(tokenizer, sample, value):
    lm = wild(tokenizer)
    with torch.no_grad():
        lm.model.head.weight[7, 3] = value
    with pytest.raises(ValueError, match="its weights are broken: load an earlier checkpoint"):
        tinylm.generate(lm, "One", tinylm.SampleConfig(**sample))


@pytest.mark.parametrize("sample", [dict(), dict(beams=64)], ids=str)
def test_more_texts_than_memory_holds_are_told_before_it_is_taken(lm, monkeypatch, sample):
    monkeypatch.setattr("tinylm.generation.free_memory", lambda _device: 1_000_000)
    monkeypatch.setattr("tinylm.generation.KVCache.__init__", lambda *_: pytest.fail("allocated"))
    with pytest.raises(MemoryError, match=r"64 texts at once need 0\.00105 GB .* 0\.001 GB are"):
        tinylm.complete(lm, ["One"] * 64, tinylm.SampleConfig(**sample))


def test_a_prompt_of_many_that_is_too_long_is_named(lm):
    with pytest.raises(ValueError, match=r"prompt 2 has \d+ tokens, and this model reads at most"):
        tinylm.complete(lm, ["One", "One day " * 60])


def test_a_k_above_the_vocabulary_keeps_all(lm):
    texts = [
        tinylm.generate(lm, "One", tinylm.SampleConfig(max_new_tokens=9, top_k=k))
        for k in (0, None, lm.tokenizer.vocab_size, 10**9)
    ]
    assert len(set(texts)) == 1
    with pytest.raises(ValueError, match="logit_bias names token 100000"):
        tinylm.generate(lm, "One", tinylm.SampleConfig(logit_bias={100_000: 1.0}))


def test_conversations_honour_every_setting(trained, chats):
    lm = tinylm.load_checkpoint(trained)
    talks = tinylm.FinetuneConfig(epochs=None, max_steps=30, sample_every=0)
    list(tinylm.finetune(lm, chats, talks))
    asked = ["Where does Ada live?", "Tell me where Bo lives."]
    config = tinylm.SampleConfig(max_new_tokens=20, temperature=0.6, alternatives=1)
    done = answers(lm, asked, config)
    for i, one in enumerate(done):
        alone = dataclasses.replace(config, seed=i)
        assert "".join(tinylm.Conversation(lm).say(asked[i], alone)) == one.text
        assert one.prompt == asked[i]
        assert len(one.alternatives) == len(one.ids)
    stop = done[0].text[2:5]
    for changes in (dict(stop=stop), dict(stop=stop, beams=2)):
        config = dataclasses.replace(config, **changes)
        said = "".join(tinylm.Conversation(lm).say(asked[0], config))
        assert stop not in said
        assert said == answers(lm, asked[:1], config)[0].text
    with pytest.raises(ValueError, match="the message is empty"):
        answers(lm, ["Hello!", " "])
