import json

import pytest
import torch

import tinylm
from tinylm.chat import encode_turns
from tinylm.checkpoint import CHAT_TEMPLATE, weights_digest
from tinylm.tuning import encode_row, pad, split_chats

from .conftest import tiny_config

TURNS = [
    {"role": "system", "text": "Be kind."},
    {"role": "user", "text": "Hello!"},
    {"role": "assistant", "text": "Ada."},
    {"role": "user", "text": "And now?"},
    {"role": "assistant", "text": "The end."},
]


def quick(**changes) -> tinylm.FinetuneConfig:
    values = dict(epochs=None, max_steps=60, batch_size=8, learning_rate=1e-2, warmup_steps=2)
    values |= dict(eval_every=20, sample_every=0, checkpoint_every=25)
    return tinylm.FinetuneConfig(**(values | changes))


@pytest.fixture(scope="module")
def tuned(trained, chats, tmp_path_factory):
    path = tmp_path_factory.mktemp("chat") / "finetuned_llm_chat.pt"
    lm = tinylm.load_checkpoint(trained)
    for _ in tinylm.finetune(lm, chats, quick(checkpoint=str(path), max_steps=250)):
        pass
    return path


def test_both_kinds_of_file_hold_the_same(tmp_path):
    records = [{"id": 1, "conversation": TURNS}, {"id": 2, "conversation": TURNS[1:3]}]
    (tmp_path / "a.json").write_text(json.dumps(records))
    lines = "\n".join(f"<{t['role']}> {t['text']}" for t in TURNS)
    (tmp_path / "a.txt").write_text(f"{lines}\n\n<user> Hello!\n<assistant> Ada.\n")
    found = tinylm.load_conversation_data(tmp_path / "a.json")
    assert found == [TURNS, TURNS[1:3]]
    assert tinylm.load_conversation_data(tmp_path / "a.txt") == found


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", "", "is empty"),
        ("a.json", '[\n{"conversation": []},\n]', "line 3"),
        ("a.json", '{"conversation": []}', "must be a JSON list"),
        ("a.json", '[{"text": "x"}]', "record 1"),
        ("a.json", '[{"conversation": []}]', "record 1: the conversation is empty"),
        ("a.json", '[{"conversation": [{"role": "bot", "text": "x"}]}]', "'bot' is not one of"),
        ("a.json", '[{"conversation": [{"role": "user", "text": null}]}]', "is None"),
        ("a.json", '[{"conversation": [{"role": "assistant", "text": "x"}]}]', "user turn belongs"),
        ("a.txt", "<user> Hi\n<bot> Hello\n", "line 2"),
    ],
)
def test_a_bad_file_is_told_with_its_place(tmp_path, name, content, told):
    (tmp_path / name).write_text(content)
    with pytest.raises(ValueError, match=told) as error:
        tinylm.load_conversation_data(tmp_path / name)
    assert name in str(error.value)


def test_a_missing_file_names_one_that_is_there(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"data/sample_chats\.json"):
        tinylm.load_conversation_data(tmp_path / "none.json")


def test_the_template_and_what_carries_loss(tokenizer):
    ids, own = encode_turns(tokenizer, TURNS, CHAT_TEMPLATE)
    pieces = [tokenizer.piece(i) if tokenizer.is_control(i) else None for i in ids]
    marked = ""
    for i, piece in zip(ids, pieces, strict=True):
        marked += tokenizer.decode([i]) if piece is None else piece
    assert marked == (
        "<bos><system> Be kind.<user> Hello!<assistant> Ada.<eos>"
        "<user> And now?<assistant> The end.<eos>"
    )
    learned = "".join(tokenizer.piece(i) for i, mine in zip(ids, own, strict=True) if mine)
    assert learned.replace("\u2581", " ") == " Ada.<eos> The end.<eos>"


def test_training_text_begins_with_the_prompt_text(tokenizer):
    prompt, _ = encode_turns(tokenizer, TURNS[:4], CHAT_TEMPLATE, reply=True)
    whole, _ = encode_turns(tokenizer, TURNS, CHAT_TEMPLATE)
    assert whole[: len(prompt)] == prompt


def test_a_users_target_changes_no_gradient(tokenizer):
    def gradient(question: str) -> torch.Tensor:
        turns = [{"role": "user", "text": question}, {"role": "assistant", "text": "Hi."}]
        lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
        inputs, targets, _ = pad([encode_row(lm, turns)], 32)
        # Same inputs, so that only what is aimed at differs.
        fixed = torch.zeros_like(inputs)
        logits = lm.model(fixed)
        torch.nn.functional.cross_entropy(
            logits.flatten(0, 1), targets.flatten(), reduction="sum"
        ).backward()
        return lm.model.head.weight.grad

    one, other = "Ada.", "Dan."
    assert len(tokenizer.encode(" " + one)) == len(tokenizer.encode(" " + other))
    assert torch.equal(gradient(one), gradient(other))


def test_a_long_conversation_keeps_its_last_answer(lm):
    turns = []
    for i in range(9):
        turns += [
            {"role": "user", "text": f"Question number {i}?"},
            {"role": "assistant", "text": f"Answer {i}."},
        ]
    ids, targets = encode_row(lm, turns)
    assert len(ids) <= lm.config.context_length
    learned = [i for i in targets if i != -100]
    assert lm.tokenizer.decode(learned).endswith("Answer 8.")
    assert learned[-1] == lm.tokenizer.eos_id


def test_a_question_is_never_on_both_sides(chats):
    learn, held_out = split_chats(chats, quick(val_fraction=0.3))
    questions = [{c[0]["text"] for c in part} for part in (learn, held_out)]
    assert not questions[0] & questions[1]
    assert len(learn) + len(held_out) == len(chats)
    assert held_out


def test_what_a_file_marks_as_held_out_is_held_out_whatever_the_seed(tmp_path):
    records = [
        {"messages": [{"role": "user", "content": "Who?"}, {"role": "assistant", "content": said}]}
        for said in ("Ada.", "Ben.", "Cy.", "Dan.")
    ]
    records[2]["part"] = records[3]["part"] = "held-out"
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    chats = tinylm.load_conversation_data(path)
    for seed in range(5):
        parts = split_chats(chats, quick(seed=seed, val_fraction=0.01))
        assert [[turns[1]["text"] for turns in part] for part in parts] == [
            ["Ada.", "Ben."],
            ["Cy.", "Dan."],
        ]
    with pytest.raises(ValueError, match=r"2 of 2 conversation.*to 1 different part"):
        split_chats(chats[2:], quick())


def question(text: str) -> list[dict]:
    return [{"role": "user", "text": text}]


def test_questions_without_an_answer_are_never_all_that_is_held_out_or_learned_from(trained):
    lm = tinylm.load_checkpoint(trained)
    for seed in range(20):
        asked = [question(f"Who is number {n}?") for n in range(40)]
        asked[7:9] = [[*turns, {"role": "assistant", "text": "Ada."}] for turns in asked[7:9]]
        learn, held_out = split_chats(asked, quick(seed=seed))
        assert len(learn) + len(held_out) == 40
        assert [sum(len(turns) == 2 for turns in part) for part in (learn, held_out)] == [1, 1]
        assert len(held_out) < 20  # one answer is held out, not all questions with a smaller hash
        assert tinylm.evaluate_chats(lm, held_out).tokens > 0
    records = list(tinylm.finetune(lm, asked, quick(max_steps=3, eval_every=1)))
    assert all(record.val_loss > 0 for record in records)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([], "0 of 3 conversation"),
        (["Who?"], "1 of 4 conversation.*to 1 different"),
        (["Who?", "WHO? "], "2 of 5 conversation.*to 1 different"),
    ],
)
def test_too_few_answers_are_told_before_any_work(trained, answers, told):
    lm = tinylm.load_checkpoint(trained)
    chats = [question(text) for text in ("Where?", "When?", "Why?")]
    chats += [[*question(text), {"role": "assistant", "text": "Ada."}] for text in answers]
    with pytest.raises(ValueError, match=told + ".*give answers to two or more"):
        next(tinylm.finetune(lm, chats, quick()))
    with pytest.raises(ValueError, match=r"none of 3 conversation.* has an answer"):
        tinylm.evaluate_chats(lm, chats[:3])


def test_it_learns_to_answer_and_to_stop(tuned, chats):
    lm = tinylm.load_checkpoint(tuned)
    assert lm.stage == "chat"
    assert [stage["stage"] for stage in lm.lineage] == ["pretrain"]
    assert lm.report["answers"]["loss"] < 1.5
    learn, _ = split_chats(chats, quick())
    right = 0
    for question, answer in learn:
        talk = tinylm.Conversation(lm)
        said = "".join(talk.say(question["text"], tinylm.SampleConfig(temperature=0)))
        right += said == answer["text"]
        assert talk.turns == [question, {"role": "assistant", "text": said}]
    assert right >= 0.8 * len(learn)


def test_tuning_resumes_and_repeats(trained, chats, tmp_path):
    whole = tinylm.load_checkpoint(trained)
    list(tinylm.finetune(whole, chats, quick()))
    config = quick(checkpoint=str(tmp_path / "finetuned_llm_chat.pt"))
    for record in tinylm.finetune(tinylm.load_checkpoint(trained), chats, config):
        if record.step == 31:
            break
    lm = tinylm.load_checkpoint(trained)
    rest = list(tinylm.finetune(lm, chats, config))
    assert rest[0].step == 32
    assert weights_digest(lm.model) == weights_digest(whole.model)
    # The same cell again, on the object that it tuned.
    assert [r.step for r in tinylm.finetune(lm, chats, config)] == [60]
    # A changed number starts from the loaded weights, not from the tuned ones.
    changed = next(tinylm.finetune(lm, chats, quick(learning_rate=1e-3)))
    assert changed.loss == pytest.approx(whole.history[0].loss, rel=1e-5)


def test_forgetting_is_measured(trained, chats, data):
    lm = tinylm.load_checkpoint(trained)
    list(tinylm.finetune(lm, chats, quick(max_steps=10), data))
    assert lm.report["val"]["loss"] > lm.lineage[0]["report"]["val"]["loss"]


def test_a_text_model_does_not_pretend_to_converse(trained):
    with pytest.raises(ValueError, match="Network_Fine_Tune"):
        tinylm.Conversation(tinylm.load_checkpoint(trained))


def test_an_untrained_model_is_not_tuned(lm, chats):
    with pytest.raises(ValueError, match="untrained"):
        next(tinylm.finetune(lm, chats, quick()))


def test_old_exchanges_make_room_and_a_long_question_is_told(tuned):
    lm = tinylm.load_checkpoint(tuned)
    talk = tinylm.Conversation(lm)
    for _ in range(8):
        "".join(talk.say("Where does Ada live?", tinylm.SampleConfig(max_new_tokens=8)))
    assert len(talk.turns) == 16
    with pytest.raises(ValueError, match="reads at most 32"):
        next(talk.say("Where " * 40))
    assert len(talk.turns) == 16
    with pytest.raises(ValueError, match="empty"):
        next(talk.say("  "))
