import pytest

import tinylm

TEXTS = [
    "",
    " leading and trailing ",
    "two  spaces\n\nand lines\r\n\ttabs",
    "unknown characters: \u6f22\u5b57 \U0001f600 \u00e9 \x00",
    "markers are text here: <eos> <user> <bos> <|endoftext|>",
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
    with pytest.raises(ValueError, match="vocab_size=50000 is too big") as error:
        tinylm.train_tokenizer(documents, 50_000)
    most = int(str(error.value).split("at most ")[1].split(",")[0])
    assert tinylm.train_tokenizer(documents, most).vocab_size == most


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
