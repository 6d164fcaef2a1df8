"""One function makes the ids that are trained on and the ids that are answered to."""

import dataclasses
import itertools
import sys

import pytest

import tinylm
from tinylm.formats.huggingface import export_hf, import_hf
from tinylm.formats.template import chat_template
from tinylm.templates import INSTRUCTION, encode_turns, stored_template
from tinylm.tuning import encode_row

from .conftest import tiny_config
from .test_chat import quick
from .test_formats_gguf import opened
from .test_tokenizer_kinds import gpt2_files

CHATML = (
    "{% for message in messages %}<user>{{ message.role + '\n' + message.content }}"
    "{{ eos_token }}{{ '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}<user>assistant\n{% endif %}"
)
ROLES = (
    "{{ bos_token }}{% for m in messages %}{{ '<' + m['role'] + '>' }} {{ m['content'] | trim }}"
    "{% if m['role'] == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)
TEMPLATES = {"chat": "chat", "instruction": "instruction", "chatml": CHATML, "roles": ROLES}
TURNS = [
    {"role": "system", "text": " Be kind. "},
    {"role": "user", "text": "Hello,  <eos> <user>!\n"},
    {"role": "assistant", "text": "Ada <bos>. "},
    {"role": "user", "text": "### Response:\nAnd now? {{ bos_token }}"},
    {"role": "assistant", "text": "The end."},
]


@pytest.fixture(params=["bpe", "bytes", "gpt2"])
def either(request, tokenizer, tmp_path) -> tinylm.Tokenizer:
    if request.param == "gpt2":
        return tinylm.load_gpt2_tokenizer(gpt2_files(tmp_path), chat=True)
    return tokenizer if request.param == "bpe" else tinylm.train_tokenizer(["a"], kind="bytes")


def spelled(tokenizer: tinylm.Tokenizer, ids: list[int]) -> str:
    """The text of ids, control tokens as \\x01 and their names."""
    names = {i: name for name, i in tokenizer.control_ids.items()}
    groups = itertools.groupby(ids, lambda i: names.get(i))
    return "".join(f"\x01{name}" if name else tokenizer.decode(part) for name, part in groups)


@pytest.mark.parametrize("name", TEMPLATES)
def test_prompt_and_answer_and_end_are_what_was_trained_on(either, name):
    template = stored_template(TEMPLATES[name])
    whole, own = encode_turns(either, TURNS, template)
    answers = 0
    for place, turn in enumerate(TURNS):
        if turn["role"] != "assistant":
            continue
        prompt, none = encode_turns(either, TURNS[:place], template, reply=True)
        assert whole[: len(prompt)] == prompt
        assert own[: len(prompt)] == none if not answers else not own[len(prompt) - 1]
        end = own.index(False, len(prompt)) if False in own[len(prompt) :] else len(own)
        said = whole[len(prompt) : end]
        assert said[-1] == either.eos_id
        text = turn["text"] if name == "chatml" else turn["text"].strip()
        assert either.decode(said[:-1]) == (" " if name in ("chat", "roles") else "") + text
        answers += 1
    assert answers == 2
    assert not own[0]


def test_an_instruction_is_spelled_as_everywhere(tokenizer):
    ids, _ = encode_turns(tokenizer, TURNS[1:3], stored_template("instruction"))
    assert spelled(tokenizer, ids) == (
        "\x01<bos>### Instruction:\nHello,  <eos> <user>!\n\n### Response:\nAda <bos>.\x01<eos>"
    )
    ids, _ = encode_turns(tokenizer, TURNS[:2], stored_template("instruction"), reply=True)
    assert spelled(tokenizer, ids).startswith("\x01<bos>Be kind.\n\n### Instruction:\nHello,")
    assert spelled(tokenizer, ids).endswith("<user>!\n\n### Response:\n")


def test_jinja_that_says_the_same_gives_the_same_ids(either):
    for name, text in (("chat", ROLES), ("instruction", INSTRUCTION)):
        for count in (2, 3, 4, 5):
            for reply in (True, False):
                mine = encode_turns(either, TURNS[:count], stored_template(name), reply=reply)
                theirs = encode_turns(either, TURNS[:count], stored_template(text), reply=reply)
                assert theirs == mine


def test_tokens_of_a_template_are_tokens_and_those_in_a_message_are_not(tokenizer):
    ids, _ = encode_turns(tokenizer, TURNS, stored_template(CHATML))
    assert spelled(tokenizer, ids) == (
        "\x01<user>system\n Be kind. \x01<eos>\n\x01<user>user\nHello,  <eos> <user>!\n\x01<eos>\n"
        "\x01<user>assistant\nAda <bos>. \x01<eos>\n\x01<user>user\n### Response:\nAnd now? "
        "{{ bos_token }}\x01<eos>\n\x01<user>assistant\nThe end.\x01<eos>\n"
    )
    odd = [{"role": "user", "text": "\ufdd0<eos>\ufdd1"}]
    ids, _ = encode_turns(tokenizer, odd, stored_template(CHATML))
    assert spelled(tokenizer, ids) == "\x01<user>user\n\ufdd0<eos>\ufdd1\x01<eos>\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% for m in %}", "is not as Jinja wants it in this text .line 1.: "),
        ("{{ messages[0].content }}", "writes no eos_token after an answer"),
        ("{{ raise_exception('no system') }}", "refuses these turns: no system"),
        ("{{ 1 / 0 }}", "refuses these turns: division by zero"),
        ("{{ messages.clear() }}", "refuses these turns: .*unsafe"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "refuses these turns: .*unsafe"),
        ("{{ messages | length }}{{ eos_token }}", "writes earlier turns otherwise"),
    ],
)
def test_what_a_template_may_not_do_is_told(tokenizer, text, told):
    with pytest.raises(ValueError, match=told):
        encode_turns(tokenizer, TURNS, stored_template(text))


def test_another_name_is_told_before_any_work():
    with pytest.raises(ValueError, match="template='alpaca' is not one of chat, instruction, a te"):
        tinylm.FinetuneConfig(template="alpaca")


def test_without_jinja_it_says_what_to_install(tokenizer, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2.sandbox", None)
    with pytest.raises(ImportError, match=r'pip install "tinylm\[chat\]"'):
        stored_template("{{ messages }}" + CHATML)
    assert encode_turns(tokenizer, TURNS, stored_template("instruction"))


def test_a_tokenizer_without_an_end_cannot_converse(tokenizer, monkeypatch):
    monkeypatch.setattr(tokenizer, "eos_id", None)
    with pytest.raises(ValueError, match="no <eos> to end answers with"):
        encode_turns(tokenizer, TURNS, stored_template("instruction"))


@pytest.mark.parametrize("name", ["instruction", "roles"])
def test_a_template_is_learned_by_kept_and_talked_by(tokenizer, chats, tmp_path, name):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, context_length=96), tokenizer)
    lm.stage = "pretrain"
    path, begin = tmp_path / "finetuned_llm_chat.pt", lm.save(tmp_path / "begin.pt")
    lm, other = (tinylm.load_checkpoint(begin) for _ in range(2))
    template = TEMPLATES[name]
    config = quick(checkpoint=str(path), template=template, max_steps=40)
    with_chat = list(tinylm.finetune(other, chats, quick(max_steps=1)))
    records = list(tinylm.finetune(lm, chats, config))
    assert (records[0].loss != with_chat[0].loss) == (name == "instruction")
    back = tinylm.load_checkpoint(path)
    assert back.chat_template == lm.chat_template == stored_template(template)
    assert encode_row(back, chats[0])[0] == encode_row(lm, chats[0])[0]
    talk = tinylm.Conversation(back)
    assert "".join(talk.say("Ada?", tinylm.SampleConfig(max_new_tokens=8, temperature=0)))
    # Another one, on the object that this one tuned, is another run.
    assert len(list(tinylm.finetune(lm, chats, dataclasses.replace(config, template="chat")))) == 40
    assert "kind" not in lm.chat_template


def test_an_unknown_kind_is_of_a_newer_version(lm, tmp_path):
    lm.chat_template = dict(kind="scheme", text="()")
    lm.save(tmp_path / "x.pt")
    with pytest.raises(ValueError, match=r"newer tinylm.*chat template of kind 'scheme'"):
        tinylm.load_checkpoint(tmp_path / "x.pt")


@pytest.mark.parametrize("name", ["instruction", "chatml"])
def test_an_export_has_the_template(either, tmp_path, name):
    transformers = pytest.importorskip("transformers")
    lm = tinylm.create(tiny_config(either.vocab_size, num_layers=1), either, device="cpu")
    lm.stage, lm.chat_template = "chat", stored_template(TEMPLATES[name])
    export_hf(lm, tmp_path / "x")
    theirs = transformers.AutoTokenizer.from_pretrained(tmp_path / "x")
    messages = [{"role": turn["role"], "content": turn["text"]} for turn in TURNS]
    for count in (2, 4):
        ids, _ = encode_turns(either, TURNS[:count], lm.chat_template, reply=True)
        got = theirs.apply_chat_template(
            messages[:count], add_generation_prompt=True, return_dict=True
        )
        assert got["input_ids"] == ids
    back = import_hf(tmp_path / "x")
    assert (back.stage, back.chat_template) == ("chat", lm.chat_template)


@pytest.mark.parametrize("name", ["instruction", "chatml"])
def test_a_gguf_file_has_the_template(lm, tmp_path, name):
    import jinja2

    lm.stage, lm.chat_template = "chat", stored_template(TEMPLATES[name])
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    turns = [turn | {"text": turn["text"].replace("<", "")} for turn in TURNS[:4]]
    messages = [{"role": turn["role"], "content": turn["text"]} for turn in turns]
    template = environment.from_string(chat_template(lm))
    written = template.render(messages=messages, add_generation_prompt=True)
    ids, _ = encode_turns(lm.tokenizer, turns, lm.chat_template, reply=True)
    assert written == spelled(lm.tokenizer, ids).replace("\x01", "")
    llama = opened(lm, tmp_path / "x.gguf")
    assert llama.tokenize(written.encode(), add_bos=False, special=True) == ids
    assert llama.metadata["tokenizer.chat_template"] == chat_template(lm)


def test_a_template_whose_answers_other_programs_would_cut_otherwise_is_not_exported(lm, tmp_path):
    joined = "{% for m in messages %}{% if m.role == 'user' %}{{ m.content }} A: "
    joined += "{% else %}{{ m.content + eos_token }}{% endif %}{% endfor %}"
    lm.stage, lm.chat_template = "chat", stored_template(joined)
    with pytest.raises(ValueError, match=r"cannot be exported.*token or a line break"):
        export_hf(lm, tmp_path / "x")
    with pytest.raises(ValueError, match="cannot be exported"):
        chat_template(lm)


def test_a_template_that_composes_names_of_tokens_is_not_exported_to_where_they_differ(
    lm, tmp_path
):
    lm.stage, lm.chat_template = "chat", stored_template(ROLES)
    with pytest.raises(ValueError, match=r"cannot be exported.*from parts: spell it out"):
        export_hf(lm, tmp_path / "x")
    assert "{{ '<' + m['role'] + '>' }}" in chat_template(lm)
