"""Token ids, text and chats are the same in Transformers, to the last odd character."""

import numpy as np
import pytest

import tinylm
from tinylm.chat import encode_turns
from tinylm.formats.huggingface import export_hf, import_hf
from tinylm.formats.tokens import MARK

from .conftest import tiny_config

HARD = [
    *(" ", "  two  spaces ", "\ta\tb\t", "\n", "a\n\n b\r\n", "x" * 3000, " " * 3000),
    *("<bos><eos>", "<user> hi <assistant>", "<unk>", "<|endoftext|>", "\u2581a\u2581", "\ufdd1"),
    *(
        "\u00e9t\u00e9 e\u0301 \ufb01 \u2460 \u00df",
        "\u4f60\u597d\u3002\u3000",
        "\u202e\u05d0\u200f",
    ),
    *("\U0001f469\u200d\U0001f680 \U0001f1eb\U0001f1f7", "aaaaaaa ......... !!!", "it's I'LL 's"),
    *(
        "12345 3.14 \u0661\u0662 \u00bd \u2163",
        "\0",
        "<0x41>",
        "\u2028\u2029\x85\x0b\x0c",
        "\ufeffx",
    ),
]
TURNS = [
    {"role": "system", "text": " Be kind. "},
    {"role": "user", "text": "Hello,  <eos> <user>!\n"},
    {"role": "assistant", "text": "\n Ada. "},
    {"role": "user", "text": "\u2581And now?"},
]


def model_for(tokenizer: tinylm.Tokenizer, stage: str = "pretrain") -> tinylm.Checkpoint:
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, num_layers=1), tokenizer, device="cpu")
    lm.stage = stage
    return lm


def fast(tokenizer: tinylm.Tokenizer, folder, stage: str = "pretrain"):
    from transformers import AutoTokenizer

    export_hf(model_for(tokenizer, stage), folder)
    return AutoTokenizer.from_pretrained(folder)


def check_same(tokenizer: tinylm.Tokenizer, theirs, lines: list[str]) -> None:
    assert lines
    for line in lines:
        ids = tokenizer.encode(line)
        begin = [] if tokenizer.bos_id is None else [tokenizer.bos_id]
        assert theirs(line).input_ids == [*begin, *ids], line[:80]
        assert theirs.decode([*begin, *ids], skip_special_tokens=True) == line


@pytest.fixture(scope="module")
def sample_lines() -> list[str]:
    documents = (text for text, _ in zip(tinylm.load_corpus("sample"), range(400), strict=False))
    return [line for text in documents for line in text.split("\n") if line][:1000]


@pytest.fixture(scope="module", params=["bpe", "bytes", "characters", "gpt2"])
def either(request, sample_lines, merges):
    if request.param == "gpt2":
        return tinylm.GPT2Tokenizer(merges, chat=True)
    size = 700 if request.param == "bpe" else None
    return tinylm.train_tokenizer([*sample_lines, "".join("<>\u2581\n")], size, kind=request.param)


@pytest.fixture(scope="module")
def merges() -> str:
    """A small table of GPT-2's kind."""
    return "\n".join(
        ("t h", "\u0120 th", "\u0120th e", "i n", "\u0120 a", "\u0120a n", "\u010a \u010a")
    )


def fitting(tokenizer: tinylm.Tokenizer, lines: list[str]) -> list[str]:
    if not isinstance(tokenizer, tinylm.CharacterTokenizer):
        return lines
    return [line for line in lines if set(line) <= set(tokenizer.model)]


def test_a_thousand_lines_and_hard_ones(either, sample_lines, tmp_path):
    assert len(sample_lines) == 1000
    theirs = fast(either, tmp_path / "x")
    check_same(either, theirs, fitting(either, [*sample_lines, *HARD]))
    assert import_hf(tmp_path / "x").tokenizer.digest == either.digest


def test_the_tokenizer_comes_back_from_its_json_alone(either, sample_lines, tmp_path):
    """As Transformers saves it again after a fine-tuning there."""
    fast(either, tmp_path / "x").save_pretrained(tmp_path / "y")
    for name in ("config.json", "model.safetensors"):
        (tmp_path / "x" / name).rename(tmp_path / "y" / name)
    back = import_hf(tmp_path / "y").tokenizer
    assert (type(back), back.control_ids) == (type(either), either.control_ids)
    lines = fitting(either, [*sample_lines[:200], *HARD])
    assert [back.encode(line) for line in lines] == [either.encode(line) for line in lines]
    ids = list(range(1, either.vocab_size))
    assert [back.token_bytes(i) for i in ids] == [either.token_bytes(i) for i in ids]


def test_characters_that_are_not_known_are_an_error_there_too(sample_lines, tmp_path):
    tokenizer = tinylm.train_tokenizer(sample_lines, kind="characters")
    with pytest.raises(Exception, match=r"(?i)unk"):
        fast(tokenizer, tmp_path / "x")("\u4f60")


def test_chats_have_the_same_ids(either, tmp_path):
    theirs = fast(either, tmp_path / "x", stage="chat")
    turns = TURNS
    if isinstance(either, tinylm.CharacterTokenizer):
        known = set(either.model)
        turns = [t | {"text": "".join(c for c in t["text"] if c in known)} for t in TURNS]
    messages = [{"role": turn["role"], "content": turn["text"]} for turn in turns]
    template = tinylm.checkpoint.CHAT_TEMPLATE
    for part in (slice(0, 4), slice(1, 2), slice(0, 3)):
        for reply in (True, False):
            ids, _ = encode_turns(either, turns[part], template, reply=reply)
            theirs_ids = theirs.apply_chat_template(
                messages[part], add_generation_prompt=reply, return_dict=True
            )["input_ids"]
            assert theirs_ids == ids
    assert import_hf(tmp_path / "x").stage == "chat"


def test_answers_end_where_ours_do(tokenizer, tmp_path):
    from transformers import GenerationConfig

    export_hf(model_for(tokenizer, "chat"), tmp_path / "x")
    told = GenerationConfig.from_pretrained(tmp_path / "x")
    assert set(told.eos_token_id) == {tokenizer.eos_id, tokenizer.user_id, tokenizer.bos_id}
    export_hf(model_for(tokenizer), tmp_path / "y")
    assert GenerationConfig.from_pretrained(tmp_path / "y").eos_token_id == [tokenizer.eos_id]


def test_random_pieces_come_together_as_with_us(tokenizer, tmp_path):
    theirs = fast(tokenizer, tmp_path / "x")
    rng = np.random.default_rng(0)
    signs = ["a", "e", "ee", "o", " ", "  ", "th", "the", ".", "..", "\n", "\u00e9", "\u4f60", MARK]
    for _ in range(500):
        text = "".join(rng.choice(signs, rng.integers(1, 30)))
        assert theirs(text).input_ids[1:] == tokenizer.encode(text), text


def test_words_are_refused(documents, tmp_path):
    tokenizer = tinylm.train_tokenizer(documents, kind="words")
    with pytest.raises(ValueError, match="a tokenizer of words cannot be exported"):
        export_hf(model_for(tokenizer), tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_a_foreign_tokenizer_is_refused_or_given(tokenizer, tmp_path):
    export_hf(model_for(tokenizer), tmp_path / "x")
    (tmp_path / "x" / "tokenizer.model").unlink()
    (tmp_path / "x" / "tokenizer.json").write_text('{"model": {"type": "Unigram"}}')
    with pytest.raises(ValueError, match="none that tinylm wrote"):
        import_hf(tmp_path / "x")
    assert tinylm.load_checkpoint(tmp_path / "x", tokenizer=tokenizer).tokenizer is tokenizer
    other = tinylm.train_tokenizer(["abc"], kind="bytes")
    with pytest.raises(ValueError, match="the tokenizer has 261 tokens and the model 400"):
        tinylm.load_checkpoint(tmp_path / "x", tokenizer=other)


def real_lines(real_data, count: int = 1000) -> list[str]:
    lines = []
    names = ("tinystories/TinyStories-valid.txt", "wikitext-2/wiki.valid.tokens")
    for name in (*names, "EMNLP_dataset/Post_Training/train/dialogues_train.txt"):
        with (real_data / name).open(encoding="utf-8") as file:
            found = (line.rstrip("\n") for line, _ in zip(file, range(count), strict=False))
            lines += [line for line in found if line]
    return lines


def test_real_lines(real_data, tmp_path):
    lines = real_lines(real_data)
    assert len(lines) > 1500
    tokenizer = tinylm.train_tokenizer(lines, 2048)
    check_same(tokenizer, fast(tokenizer, tmp_path / "bpe"), lines)
    tokenizer = tinylm.load_gpt2_tokenizer(real_data / "gpt2_bpe")
    theirs = fast(tokenizer, tmp_path / "gpt2")
    check_same(tokenizer, theirs, [*lines, *HARD])
    assert import_hf(tmp_path / "gpt2").tokenizer.digest == tokenizer.digest
