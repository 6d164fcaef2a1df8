"""All kinds of tokenizers: what each keeps of a text, and what a checkpoint carries of it."""

import itertools
import json
import pickle
import sys
import warnings

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import tinylm
from tinylm.chat import encode_turns
from tinylm.checkpoint import CHAT_TEMPLATE
from tinylm.tokenizer import CONTROLS, suggested_size

from .conftest import make_documents, quick, tiny_config

pytest.importorskip("tiktoken", reason="pip install tiktoken")

KINDS = ("bpe", "characters", "words", "bytes", "gpt2")
FAITHFUL = ("bpe", "bytes", "gpt2")  # to every text
MARKERS = (*CONTROLS, "<|endoftext|>", "<unk>", "<0x41>", "\u2581", " the", "\u2019s")
TEXTS = st.lists(st.text(max_size=20) | st.sampled_from(MARKERS), max_size=8).map("".join)
quickly = settings(max_examples=60, deadline=None)
# A table as GPT-2's, of a few merges: the first piece of each is a space or a letter.
MERGES = ["\u0120 t", "h e", "\u0120t he", "i n", "\u00c3 \u00a9", "\u0120 \u0120", "e n", "d ."]


def gpt2_files(folder, merges=MERGES, head="#version: 0.2\n"):
    """A folder with the two files, numbered as GPT-2 numbers its pieces."""
    (folder / "merges.txt").write_text(head + "\n".join(merges) + "\n", encoding="utf-8")
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    pieces = [*map(chr, visible), *(chr(256 + n) for n in range(256 - len(visible)))]
    pieces += [merge.replace(" ", "") for merge in merges] + ["<|endoftext|>"]
    ids = {piece: i for i, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def every(documents, tokenizer, chats, tmp_path_factory) -> dict[str, tinylm.Tokenizer]:
    folder = gpt2_files(tmp_path_factory.mktemp("gpt2"))
    texts = [*documents, *(turn["text"] for turns in chats for turn in turns)]
    made = {kind: tinylm.train_tokenizer(texts, kind=kind) for kind in KINDS[1:4]}
    return made | dict(bpe=tokenizer, gpt2=tinylm.load_gpt2_tokenizer(folder, chat=True))


# What comes back of a text.


def check_encodings(t, text):
    """Ids of `text`, after what holds for every tokenizer."""
    ids = t.encode(text)
    (row,) = t.encode_batch([text])
    assert row.dtype == t.id_type
    assert row.tolist() == ids
    assert not any(t.is_control(i) for i in ids)
    assert "".join(t.decode_stream(iter(ids))) == t.decode(ids)
    if not isinstance(t, tinylm.WordTokenizer):  # its <join> acts on the token after it
        assert b"".join(map(t.token_bytes, ids)).decode() == t.decode(ids)
    return ids


@quickly
@given(TEXTS)
def test_every_text_comes_back_from_pieces_and_bytes(every, text):
    for kind in FAITHFUL:
        assert every[kind].decode(check_encodings(every[kind], text)) == text


@quickly
@given(TEXTS)
def test_every_text_comes_back_from_its_own_characters(text):
    t = tinylm.train_tokenizer([text, "any"], kind="characters")
    assert t.decode(check_encodings(t, text)) == text


@quickly
@given(TEXTS)
def test_words_come_back_where_they_are_known_with_all_spaces(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        t = tinylm.train_tokenizer([text, "any"], 10_000, kind="words")
    ids = check_encodings(t, text)
    assert t.unk_id not in ids
    assert t.decode(ids) == text


@quickly
@given(TEXTS)
def test_what_is_around_unknown_words_comes_back(every, text):
    t = every["words"]
    ids = check_encodings(t, text)
    parts, at = t.decode(ids).split("<unk>"), 0
    assert len(parts) == 1 + ids.count(t.unk_id)
    if len(parts) == 1:
        assert t.decode(ids) == text
    assert text.startswith(parts[0])
    assert text.endswith(parts[-1])
    for part in parts:
        at = text.index(part, at) + len(part)


def test_an_unknown_word_keeps_its_space_and_its_signs(every):
    t = every["words"]
    text = "Ada found a zebra;  Bo and Bo didn\u2019t. lamp .One"
    said = t.decode(t.encode(text))
    assert said == "Ada found a <unk><unk>  Bo <unk> Bo <unk>. lamp .One"
    assert [t.piece(i) for i in t.encode("Ada Bo")] == ["<join>", "\u2581Ada", "\u2581Bo"]
    assert [t.piece(i) for i in t.encode(" zebra")] == ["\u2581", "<unk>"]
    assert [t.piece(i) for i in t.encode(" One")] == ["\u2581", "One"]
    known = tinylm.train_tokenizer(["I don't know, you don't"], 12, kind="words")
    assert "\u2581don't" in [known.piece(i) for i in range(known.vocab_size)]


def test_texts_and_ids_that_are_none_are_told(every):
    for t in every.values():
        for encode in (t.encode, lambda text, t=t: t.encode_batch(["fine", text])):
            with pytest.raises(ValueError, match=r"'\\udc80', half of a character"):
                encode("a\udc80")
        for i in (-1, t.vocab_size):
            for read in (t.piece, t.token_bytes, lambda i, t=t: t.decode([i])):
                with pytest.raises(ValueError, match=f"token id {i} is outside the vocabulary"):
                    read(i)
    for kind in KINDS[:3]:
        with pytest.raises(ValueError, match="half of a character"):
            tinylm.train_tokenizer(["a\ud800"], kind=kind)
    with pytest.raises(ValueError, match="'z' is not among"):
        every["characters"].encode_batch(["z"])


def test_texts_of_one_call_keep_their_order(every, documents):
    for t in every.values():
        texts = ["", documents[0], "", documents[1][:30], documents[2]]
        texts += [] if t is every["characters"] else ["a\u2581 b", documents[3]]
        assert [row.tolist() for row in t.encode_batch(texts)] == [t.encode(x) for x in texts]
        assert t.encode_batch([]) == []


# What is stored.


def test_each_is_stored_in_plain_values_and_comes_back(every, tmp_path):
    for kind, t in every.items():
        path = tmp_path / kind
        t.save(path)
        again = [tinylm.Tokenizer.load(path), tinylm.restore_tokenizer(t.model)]
        again += [pickle.loads(pickle.dumps(t)), tinylm.Tokenizer.from_bytes(t.to_bytes())]
        for other in again:
            assert (type(other), other.digest, other.model) == (type(t), t.digest, t.model)
            assert other.encode("One day") == t.encode("One day")
            assert other.control_ids == t.control_ids
    assert len({t.digest for t in every.values()}) == len(every)


def test_a_checkpoint_carries_each(every, tmp_path):
    for kind, t in every.items():
        lm = tinylm.create(tiny_config(t.vocab_size), t, seed=0)
        path = lm.save(tmp_path / f"{kind}.pt")
        again = tinylm.load_checkpoint(path, device=str(lm.device))
        assert again.tokenizer.digest == t.digest
        sample = tinylm.SampleConfig(max_new_tokens=20, seed=3)
        assert tinylm.generate(again, "One day", sample) == tinylm.generate(lm, "One day", sample)


def test_what_is_stored_wrongly_is_told(tmp_path):
    for stored in ({}, {"kind": "syllables"}):
        with pytest.raises(ValueError, match="which this tinylm does not know"):
            tinylm.restore_tokenizer(stored)
    for stored in ({"kind": "words"}, {"kind": "bytes", "pieces": []}, {"kind": "gpt2"}):
        with pytest.raises(ValueError, match="is not whole"):
            tinylm.restore_tokenizer(stored)
    for pieces in ([], ["<unk>", "<join>", " ", "a", "a"], ["<unk>", " ", "a"], ["a"]):
        with pytest.raises(ValueError, match="a word stands twice"):
            tinylm.WordTokenizer(pieces)
    for pieces in ([3], [""], "", [["a"]]):
        with pytest.raises(ValueError, match="word"):
            tinylm.WordTokenizer(pieces)
    (tmp_path / "half.json").write_text('{"kind": "by')
    with pytest.raises(ValueError, match="not a SentencePiece model"):
        tinylm.Tokenizer.load(tmp_path / "half.json")


def test_prepared_text_is_the_same_whether_encoded_at_once_or_one_by_one(every, tmp_path):
    texts = make_documents(40, seed=4)
    for kind, t in every.items():
        corpus = tinylm.Corpus.from_documents(texts, kind)
        data = tinylm.prepare(corpus, t, tmp_path, progress=False)
        found = np.concatenate([np.asarray(getattr(data, p)) for p in ("train", "val", "test")])
        assert sorted(found.tolist()) == sorted(i for x in texts for i in t.encode_document(x))
        assert data.train[0] == t.bos_id
        assert data.train.tokens_per_byte > 0


# Chats.


def test_markers_that_a_user_types_are_text(every):
    said = "<eos><user>hi <assistant><bos>\n<system> <|endoftext|>"
    turns = [{"role": role, "text": said} for role in ("system", "user", "assistant")]
    for kind, t in every.items():
        if kind == "characters":
            t = tinylm.train_tokenizer([" " + said], kind=kind)
        ids, _ = encode_turns(t, turns, CHAT_TEMPLATE)
        marks = [i for i in ids if t.is_control(i)]
        assert marks == [t.bos_id, t.system_id, t.user_id, t.assistant_id, t.eos_id], kind


def test_a_table_without_roles_says_so(tmp_path):
    plain = tinylm.load_gpt2_tokenizer(gpt2_files(tmp_path))
    assert (plain.user_id, plain.assistant_id, plain.system_id) == (None, None, None)
    with pytest.raises(ValueError, match="no <system> <user> <assistant>"):
        encode_turns(plain, [{"role": "user", "text": "hi"}], CHAT_TEMPLATE)


# GPT-2's table.


def test_the_pieces_of_a_small_table(tmp_path):
    folder = gpt2_files(tmp_path)
    t = tinylm.load_gpt2_tokenizer(folder)
    end = 256 + len(MERGES)
    assert (t.vocab_size, t.bos_id, t.eos_id, t.control_ids["<eos>"]) == (end + 1, end, end, end)
    assert [t.piece(i) for i in t.encode("in the end.\u00e9")] == [
        *("in", "\u2581the", "\u2581", "en", "d", ".", "\u00e9")
    ]
    assert t.piece(end) == "<|endoftext|>"
    assert t.piece(t.encode("\u6f22")[0]) == "<0xE6>"
    assert t.decode([end, *t.encode("hi"), end]) == "hi"
    assert t.encode_document("hi") == [end, *t.encode("hi")]  # one token ends and begins
    assert tinylm.Tokenizer.load(folder).digest == t.digest
    chat = tinylm.load_gpt2_tokenizer(folder, chat=True)
    assert (chat.user_id, chat.assistant_id, chat.system_id) == (end + 1, end + 2, end + 3)
    assert chat.piece(chat.system_id) == "<system>"
    assert (chat.digest != t.digest, chat.vocab_size) == (True, end + 4)


def test_files_that_are_not_gpt2s_are_told(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"has no merges.txt or vocab.bpe: put that file"):
        tinylm.load_gpt2_tokenizer(tmp_path)
    gpt2_files(tmp_path)
    (tmp_path / "vocab.json").write_text('{"a": 0}')
    with pytest.raises(ValueError, match="does not number the pieces as GPT-2 does"):
        tinylm.load_gpt2_tokenizer(tmp_path)
    (tmp_path / "vocab.json").write_bytes(b"\xff")
    with pytest.raises(ValueError, match=r"vocab.json' is not JSON"):
        tinylm.load_gpt2_tokenizer(tmp_path)
    (tmp_path / "vocab.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"has no vocab.json or encoder.json"):
        tinylm.load_gpt2_tokenizer(tmp_path)
    for wrong in ("ab c", "a b c", "a", "h e\nh e", "\u6f22 \u5b57", "a \u6f22"):
        with pytest.raises(ValueError, match=r"merge \d of GPT-2's table, .* does not join"):
            tinylm.GPT2Tokenizer(wrong)
    with pytest.raises(ValueError, match=r"use tinylm.load_gpt2_tokenizer"):
        tinylm.train_tokenizer(["text"], kind="gpt2")


def test_without_tiktoken_the_command_is_told(tmp_path, monkeypatch):
    t = tinylm.load_gpt2_tokenizer(gpt2_files(tmp_path))
    monkeypatch.setitem(sys.modules, "tiktoken", None)
    assert t.decode([t.eos_id]) == ""
    with pytest.raises(ImportError, match="pip install tiktoken"):
        t.encode("hi")


def test_very_long_white_space_and_words_are_encoded(every):
    for text in (" " * 1_200_000 + "a", "\n" * 19_999 + " a" * 3, "a" * 50_000):
        t = every["gpt2"]
        (row,) = t.encode_batch([text])
        assert row.tolist() == t.encode(text)
        assert t.decode(row) == text


def test_ids_are_those_of_transformers(real_data):
    transformers = pytest.importorskip("transformers", reason="pip install transformers")
    folder = real_data / "gpt2_bpe"
    if not folder.is_dir():
        pytest.skip(f"no GPT-2 files in {folder}")
    t = tinylm.load_gpt2_tokenizer(folder)
    assert (t.vocab_size, t.bos_id, t.eos_id) == (50_257, 50_256, 50_256)
    assert tinylm.load_gpt2_tokenizer(folder, chat=True).system_id == 50_259
    lines = next(folder.glob("*merges.txt")).read_text(encoding="utf-8").split("\n")
    theirs = transformers.GPT2Tokenizer(
        vocab=json.loads(next(folder.glob("*vocab.json")).read_text(encoding="utf-8")),
        merges=[tuple(line.split(" ")) for line in lines if line and line[0] != "#"],
    )
    texts = ["it's I'LL we've\u2019s", " a  b   c\n\n\td  ", "\u6f22\u5b57\U0001f600\u00e9e\u0301"]
    texts += ["x=3.14; y[0]+=1e-9  # 12345", "\u00a0\u3000\u2028.\x85", "<eos>\u2581\x00\ufeff"]
    corpora = ("tinystories/TinyStories-valid.txt", "wikitext-2/wiki.valid.tokens")
    for name in corpora:
        if (path := real_data / name).is_file():
            with path.open(encoding="utf-8") as file:
                texts += [line for line in itertools.islice(file, 300) if "<|" not in line]
    for text in texts:
        assert t.encode(text) == theirs.encode(text)

    @settings(max_examples=150, deadline=None)
    @given(st.text(max_size=60))
    def any_text(text):
        assert t.encode(text) == theirs.encode(text)
        assert t.decode(t.encode(text)) == text

    any_text()


# The size of a vocabulary.


def test_a_size_is_suggested_from_the_text(documents):
    sizes = {1: 512, 3_000: 512, 1_000_000: 1024, 7_650_000: 2048, 10**8: 8192, 10**12: 32_768}
    assert {chars: suggested_size(chars) for chars in sizes} == sizes
    many = ["".join(chr(0x4E00 + i) for i in range(first, 1500, 3)) for first in range(3)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a size that nobody asked for is adapted in silence
        suggested = tinylm.train_tokenizer(documents)
        assert 262 < suggested.vocab_size <= 512
        assert tinylm.train_tokenizer(["Three. Short. Sentences."]).vocab_size < 320
        assert tinylm.train_tokenizer(["   ", "\n"]).vocab_size < 300
        assert tinylm.train_tokenizer(many).vocab_size >= 262 + 1490
    for nothing in ([], [""], ["\n", "\0"]):
        with pytest.raises(ValueError, match="empty"):
            tinylm.train_tokenizer(nothing)


def test_words_are_ranked_and_the_size_is_chosen_or_suggested(documents):
    t = tinylm.train_tokenizer(["b b b a a c", "b a"], 10, kind="words")
    always = [*CONTROLS, "<unk>", "<join>", "\u2581"]
    assert [t.piece(i) for i in range(10)] == [*always, "\u2581a", "\u2581b"]
    rare = tinylm.train_tokenizer(["b"] * 99 + ["a"], kind="words")
    assert (rare.vocab_size, rare.encode("a")) == (9, [rare.unk_id])
    enough = tinylm.train_tokenizer(documents, kind="words")
    ids = [i for document in documents for i in enough.encode(document)]
    assert ids.count(enough.unk_id) / len(ids) < 0.01
    with pytest.warns(UserWarning, match=r"vocab_size=5000 is too big .* lowered to \d+"):
        every_word = tinylm.train_tokenizer(documents, 5000, kind="words")
    assert all(every_word.decode(every_word.encode(x)) == x for x in documents)
    with pytest.raises(ValueError, match="vocab_size=8 is too small"):
        tinylm.train_tokenizer(documents, 8, kind="words")
    with pytest.raises(ValueError, match="empty"):
        tinylm.train_tokenizer([""], kind="words")
    with pytest.raises(ValueError, match="vocab_size=300 cannot be chosen with kind='bytes'"):
        tinylm.train_tokenizer([], 300, kind="bytes")


@pytest.mark.parametrize("kind", ["bpe", "words"])
def test_training_reads_no_more_than_it_was_allowed(kind):
    read = []

    def endless():
        for number in itertools.count():
            read.append(number)
            yield f"word{number} and more of it. "

    t = tinylm.train_tokenizer(endless(), max_chars=2000, kind=kind)
    assert len(read) < 2000 / 20 + 1
    assert t.digest == tinylm.train_tokenizer(endless(), max_chars=2000, kind=kind).digest
    book = "".join(f"word{number} and more of it. " for number in range(1000))
    bounded = tinylm.train_tokenizer([book], max_chars=2000, kind=kind)
    assert bounded.digest == tinylm.train_tokenizer([book[:2000]], kind=kind).digest


def test_digits_are_pieces_of_their_own():
    t = tinylm.train_tokenizer(["It was 1999 or 1998. "] * 50, 280)
    assert [t.piece(i) for i in t.encode("1999")] == ["1", "9", "9", "9"]


# Another vocabulary for a model.


@pytest.mark.parametrize(
    "shape", [{}, dict(tie_weights=True), dict(head_bias=True), dict(value_embeddings=True)]
)
def test_kept_pieces_keep_their_rows_and_logits(documents, tokenizer, shape):
    lm = tinylm.create(tiny_config(400, **shape), tokenizer, seed=0)
    with torch.no_grad():
        for parameter in lm.model.parameters():
            parameter.add_(0.02 * torch.randn(parameter.shape, generator=torch.manual_seed(1)))
    other = tinylm.train_tokenizer([x.replace("kite", "zeppelin") for x in documents], 380)
    new = tinylm.change_vocabulary(lm, other)
    assert (new.config.vocab_size, new.tokenizer, lm.config.vocab_size) == (380, other, 400)
    ours = {tokenizer.piece(i): i for i in range(400)}
    kept = [i for i in range(380) if other.piece(i) in ours]
    known = {tokenizer.token_bytes(i) for i in range(400)}  # a letter may be known as a byte
    fresh = [i for i in range(380) if other.token_bytes(i) not in known]
    before = [ours[other.piece(i)] for i in kept]
    assert len(kept) > 300
    assert fresh
    ids = torch.tensor([kept[-20:]])
    with torch.inference_mode():
        old_logits = lm.model(torch.tensor([before[-20:]]).to(lm.device))
        new_logits = new.model(ids.to(new.device))
    assert torch.allclose(new_logits[..., kept], old_logits[..., before], atol=1e-6)
    assert torch.allclose(new_logits[..., fresh], old_logits.mean(-1, keepdim=True), atol=1e-5)
    mean = lm.model.embedding.weight.mean(0)
    assert all(torch.allclose(new.model.embedding.weight[i], mean) for i in fresh)
    tied = new.model.head.weight is new.model.embedding.weight
    assert tied == bool(shape.get("tie_weights"))


def test_pairs_of_another_vocabulary_begin_anew(tokenizer, documents):
    lm = tinylm.create(tiny_config(400, bigram_rows=64), tokenizer, seed=0)
    torch.nn.init.normal_(lm.model.lookups.pairs.weight)
    new = tinylm.change_vocabulary(lm, tinylm.train_tokenizer(documents, 380))
    assert not new.model.lookups.pairs.weight.any()
    assert lm.model.lookups.pairs.weight.any()


def test_pieces_of_another_kind_are_known_by_their_text(every, tokenizer, tmp_path):
    lm = tinylm.create(tiny_config(400), tokenizer, seed=0)
    rows = lm.model.embedding.weight
    for kind in KINDS[1:]:
        t = every[kind]
        new = tinylm.change_vocabulary(lm, t).model.embedding.weight
        for i in range(t.vocab_size):
            text = t.token_bytes(i).decode(errors="replace")
            if text and tokenizer.piece(tokenizer.encode(text)[0]) == t.piece(i):
                assert torch.equal(new[i], rows[tokenizer.encode(text)[0]])
        assert torch.equal(new[t.user_id], rows[tokenizer.user_id])
        assert torch.equal(new[t.eos_id], rows[tokenizer.eos_id])
    plain = tinylm.load_gpt2_tokenizer(gpt2_files(tmp_path))
    gpt2 = tinylm.create(tiny_config(plain.vocab_size), plain, seed=0)
    chat = tinylm.change_vocabulary(gpt2, every["gpt2"])  # three rows more, all others kept
    assert torch.equal(chat.model.head.weight[:-3], gpt2.model.head.weight)
    assert chat.lineage[-1]["kept"] == plain.vocab_size


def test_training_goes_on_with_another_vocabulary(trained, documents, tmp_path):
    lm = tinylm.load_checkpoint(trained)
    other = tinylm.train_tokenizer([*documents, "A zebra in a zeppelin. " * 30], 390)
    new = tinylm.change_vocabulary(lm, other)
    assert (new.stage, new.step, new.history) == (lm.stage, lm.step, lm.history)
    assert new.optimizer is None
    assert lm.optimizer is not None
    corpus = tinylm.Corpus.from_documents(documents, "tiny")
    data = tinylm.prepare(corpus, other, tmp_path / "cache", progress=False)
    with pytest.raises(ValueError, match="prepared with another tokenizer"):
        next(tinylm.train(lm, data, quick()))
    fresh = tinylm.create(new.config, other, seed=0)
    carried, blank = tinylm.evaluate(new, data.val).loss, tinylm.evaluate(fresh, data.val).loss
    assert carried < blank - 1
    path = new.save(tmp_path / "changed.pt")
    again = tinylm.load_checkpoint(path)
    assert len(again.history) == len(lm.history)
    for model in (new, again):
        config = quick(max_steps=20, checkpoint=str(tmp_path / "on" / "model.pt"))
        losses = [record.loss for record in tinylm.train(model, data, config)]
        assert max(losses) < blank - 1  # nothing that was carried is lost on the way
        assert [entry["stage"] for entry in model.lineage] == ["vocabulary", "pretrain"]
