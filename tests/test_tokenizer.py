import io

import pytest
import sentencepiece

import tinylm

from .conftest import quick, tiny_config

TEXTS = [
    "",
    " leading and trailing ",
    "two  spaces\n\nand lines\r\n\ttabs",
    "unknown characters: \u6f22\u5b57 \U0001f600 \u00e9 \x00",
    "markers are text here: <eos> <user> <bos> <|endoftext|>",
    "\u2581 is how SentencePiece writes a space:\u2581\u2581 \u2581\u6f22\u2581",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_survives_the_round_trip(tokenizer, text):
    ids = tokenizer.encode(text)
    assert tokenizer.decode(ids) == text
    assert "".join(tokenizer.decode_stream(ids)) == text
    assert not any(tokenizer.is_control(i) for i in ids)


def test_the_control_tokens_are_five_ids_of_their_own(tokenizer):
    t = tokenizer
    assert len({t.bos_id, t.eos_id, t.user_id, t.assistant_id, t.system_id}) == 5
    assert [t.piece(i) for i in (t.bos_id, t.eos_id, t.user_id)] == ["<bos>", "<eos>", "<user>"]
    assert t.decode([t.bos_id, *t.encode("hi"), t.eos_id]) == "hi"


def test_a_streamed_character_comes_whole(tokenizer):
    pieces = list(tokenizer.decode_stream(tokenizer.encode("a\U0001f600b")))
    assert "".join(pieces) == "a\U0001f600b"
    assert not any("\ufffd" in piece for piece in pieces)


def test_the_same_text_gives_the_same_tokenizer(documents, tokenizer, tmp_path):
    path = tmp_path / "tokenizer.model"
    again = tinylm.train_tokenizer(documents, 400, path)
    assert again.digest == tokenizer.digest == tinylm.Tokenizer.load(path).digest


def test_a_vocabulary_too_big_for_the_text_is_told_with_the_size_that_fits(documents):
    with pytest.warns(UserWarning, match="vocab_size=50000 is too big") as warned:
        lowered = tinylm.train_tokenizer(documents, 50_000)
    assert warned[0].filename == __file__  # the line of the caller
    most = int(str(warned[0].message).split("lowered to ")[1].split(":")[0])
    assert lowered.vocab_size == most
    assert tinylm.train_tokenizer(documents, most).digest == lowered.digest


@pytest.mark.parametrize("size", [0, 100, 262])
def test_a_vocabulary_too_small_is_told_with_a_size_that_works(documents, size):
    with pytest.raises(ValueError, match=f"vocab_size={size} is too small"):
        tinylm.train_tokenizer(documents, size)


def test_no_text_is_told():
    with pytest.raises(ValueError, match="empty"):
        tinylm.train_tokenizer([], 400)


def test_ids_outside_the_vocabulary_are_told(tokenizer):
    with pytest.raises(ValueError, match="token id 400 is outside the vocabulary of 400"):
        tokenizer.decode([400])


def test_half_a_character_is_told(tokenizer):
    with pytest.raises(ValueError, match="half of a character"):
        tokenizer.encode("a\ud800")


def test_a_missing_or_foreign_tokenizer_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="train_tokenizer"):
        tinylm.Tokenizer.load(tmp_path / "none.model")
    (tmp_path / "bad.model").write_bytes(b"not a model")
    with pytest.raises(ValueError, match="not a SentencePiece model"):
        tinylm.Tokenizer.load(tmp_path / "bad.model")


# Single characters.


def test_characters_are_one_token_each_after_the_control_tokens(documents, tmp_path):
    path = tmp_path / "characters.json"
    t = tinylm.train_tokenizer(documents, kind="characters", path=path)
    assert t.vocab_size == 5 + len(set("".join(documents)))
    ids = t.encode(documents[0])
    assert len(ids) == len(documents[0])
    assert t.decode(ids) == "".join(t.decode_stream(ids)) == documents[0]
    assert [t.piece(i) for i in ids] == list(documents[0])
    assert [t.piece(t.bos_id), t.piece(t.system_id)] == ["<bos>", "<system>"]
    assert t.decode(t.encode_document("One day")) == "One day"
    assert t.encode_prompt("") == [t.bos_id]
    assert t.is_control(t.eos_id)
    assert not t.is_control(ids[0])
    again = tinylm.Tokenizer.load(path)
    assert (again.digest, again.model) == (t.digest, t.model)
    assert t.digest != tinylm.train_tokenizer(["One"], kind="characters").digest


def test_a_foreign_table_is_carried_exactly():
    t = tinylm.CharacterTokenizer(["b", "\n", "a"])
    assert t.encode("a\nb") == t.encode_document("a\nb") == t.encode_prompt("a\nb") == [2, 1, 0]
    assert (t.bos_id, t.eos_id, t.control_ids) == (None, None, {})
    with pytest.raises(ValueError, match="prompt is empty"):
        t.encode_prompt("")
    with pytest.raises(ValueError, match="token id 3 is outside the vocabulary of 3"):
        t.decode([3])
    with pytest.raises(ValueError, match="'c' is not among the 3 tokens"):
        t.encode("abc")


@pytest.mark.parametrize("pieces", [[], ["a", "a"], ["ab"], [None], [["a"]], [""]])
def test_a_table_that_is_none_of_characters_is_told(pieces):
    with pytest.raises(ValueError, match="character"):
        tinylm.CharacterTokenizer(pieces)


def test_what_cannot_be_asked_of_characters_is_told(tmp_path):
    with pytest.raises(ValueError, match="vocab_size=400 cannot be chosen"):
        tinylm.train_tokenizer(["text"], 400, kind="characters")
    with pytest.raises(ValueError, match="kind='syllables' is not one of bpe, characters, words"):
        tinylm.train_tokenizer(["text"], kind="syllables")
    with pytest.raises(ValueError, match="empty"):
        tinylm.train_tokenizer([""], kind="characters")
    (tmp_path / "bad.json").write_bytes(b"[\xff")
    with pytest.raises(ValueError, match="nor a list of characters"):
        tinylm.Tokenizer.load(tmp_path / "bad.json")


def test_a_model_of_characters_goes_all_the_way(documents, chats, tmp_path):
    t = tinylm.train_tokenizer([*documents, *chat_texts(chats)], kind="characters")
    corpus = tinylm.Corpus.from_documents(documents, "tiny")
    data = tinylm.prepare(corpus, t, tmp_path / "cache", progress=False)
    lm = tinylm.create(tiny_config(t.vocab_size, context_length=64), t, seed=0)
    path = tmp_path / "characters.pt"
    config = quick(max_steps=60, learning_rate=1e-2, checkpoint=str(path), bigram_start=False)
    losses = [record.loss for record in tinylm.train(lm, data, config)]
    assert losses[-1] < losses[0] - 1
    again = tinylm.load_checkpoint(path, device=str(lm.device))
    assert again.tokenizer.model == t.model
    sample = tinylm.SampleConfig(max_new_tokens=30)
    assert tinylm.generate(again, "One day", sample) == tinylm.generate(lm, "One day", sample)
    report = tinylm.evaluate(again, data.val)
    letters = len(data.val) - 2 * data.val.documents  # one byte each here; <eos> is judged too
    assert data.val.bytes == letters
    assert report.bits_per_byte == pytest.approx(
        report.loss / 0.693147 * (letters + data.val.documents) / letters, rel=1e-5
    )
    record = next(tinylm.finetune(again, chats, tinylm.FinetuneConfig(max_steps=1, sample_every=0)))
    assert record.step == 1


def chat_texts(chats) -> list[str]:
    return [turn["text"] for turns in chats for turn in turns]


def test_without_control_tokens_documents_follow_one_another(documents, tmp_path):
    t = tinylm.CharacterTokenizer(sorted(set("".join(documents))))
    corpus = tinylm.Corpus.from_documents(documents, "tiny")
    data = tinylm.prepare(corpus, t, tmp_path, progress=False)
    assert len(data.val) == data.val.bytes
    assert data.val.tokens_per_byte == 1
    lm = tinylm.create(tiny_config(t.vocab_size), t)
    assert tinylm.evaluate(lm, data.val, None).tokens > 0.9 * len(data.val)
    assert len(tinylm.generate(lm, "One", tinylm.SampleConfig(max_new_tokens=50))) == 53


# A SentencePiece model of another project, with the control tokens as user-defined symbols.


def test_a_foreign_sentencepiece_model_works(documents, tmp_path):
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(documents),
        model_writer=out,
        model_type="bpe",
        vocab_size=200,
        user_defined_symbols=["<bos>", "<eos>", "<user>", "<assistant>", "<system>"],
        minloglevel=2,
    )
    path = tmp_path / "tokenizer.model"
    path.write_bytes(out.getvalue())
    t = tinylm.Tokenizer.load(path)
    assert [t.piece(i) for i in t.control_ids.values()] == list(t.control_ids)
    assert all(t.is_control(i) for i in t.control_ids.values())
    assert t.is_control(t.encode_document("One")[0])
    ids = t.encode_document("One day Ada went out.")
    assert t.decode(ids) == "One day Ada went out."
    assert "".join(t.decode_stream(ids)) == " One day Ada went out."  # as it goes on from a text
    assert t.decode(t.encode("Ada<eos>")) == "Ada"  # a text's markers are the tokens there
    assert t.decode(t.encode("Ada\u2581went")) == "Ada went"  # no bytes to spell that sign in
