"""Conversation tuning: rows, packing, text mixed in, adapters, the report, resuming."""

import json
import os
import subprocess
import sys

import pytest
import torch

import tinylm
from tinylm.adapters import Adapted, Adapters
from tinylm.batches import UNLEARNED
from tinylm.checkpoint import CHAT_TEMPLATE, weights_digest
from tinylm.losses import learn
from tinylm.rows import TuningRows, encode_row, fitted, pad
from tinylm.templates import encode_turns, stored_template
from tinylm.tuning import split_chats

from .conftest import ROOT, tiny_config

JINJA = (
    "{% for m in messages %}{{ m.role }}: {{ m.content }}{{ eos_token }}{% endfor %}"
    "{% if add_generation_prompt %}assistant: {% endif %}"
)
TEMPLATES = ["chat", "instruction", JINJA]


def quick(**changes) -> tinylm.FinetuneConfig:
    values = dict(max_steps=20, batch_size=4, learning_rate=1e-2, warmup_steps=2, patience=None)
    values |= dict(eval_every=5, sample_every=0, checkpoint_every=4)
    return tinylm.FinetuneConfig(**(values | changes))


def talk(*texts: str) -> list[dict]:
    return [{"role": ("user", "assistant")[i % 2], "text": text} for i, text in enumerate(texts)]


def rows_of(lm, chats, config, text=None, length=None) -> TuningRows:
    length = length or lm.config.context_length
    encoded = [encode_row(lm, turns, config.loss_on, length) for turns in chats]
    return TuningRows(encoded, length, config, text)


def gradients(lm, batch) -> list[torch.Tensor]:
    """Of the sum of the loss, and the loss itself last."""
    lm.model.zero_grad()
    hidden = lm.model.hidden(batch.inputs, segments=batch.segments)
    loss = learn(lm.model.head, hidden, batch.targets, tinylm.TrainConfig(), 1)
    return [p.grad.clone() for p in lm.model.parameters()] + [loss]


def roomy(tokenizer, **changes) -> tinylm.Checkpoint:
    """A new model that reads enough for several conversations."""
    config = tiny_config(tokenizer.vocab_size, context_length=160, **changes)
    return tinylm.create(config, tokenizer, seed=0)


# Rows.


@pytest.mark.parametrize("position", ["rope", "learned", "sinusoidal"])
def test_conversations_that_share_a_row_do_not_see_each_other(tokenizer, chats, position):
    lm = roomy(tokenizer, position=position)
    batch = rows_of(lm, chats, quick()).at(0)
    assert batch.segments.max() >= 3
    inputs, segments = batch.inputs[:1], batch.segments[:1]
    with torch.inference_mode():
        before = lm.model(inputs, segments=segments)
        for number in range(1, int(segments.max()) + 1):
            mine = segments == number
            changed = torch.where(mine, (inputs + 1) % tokenizer.vocab_size, inputs)
            after = lm.model(changed, segments=segments)
            moved = (after - before).abs().amax(-1) > 0
            assert moved[mine].all()
            assert not moved[~mine & (segments > 0)].any()


@pytest.mark.parametrize("position", ["rope", "learned"])
@pytest.mark.parametrize("kind", TEMPLATES)
def test_packed_rows_have_the_loss_and_the_gradient_of_padded_ones(
    tokenizer, chats, position, kind
):
    lm = roomy(tokenizer, position=position)
    lm.chat_template = stored_template(kind)
    found = []
    for batches in ("packed", "padded"):
        config = quick(batches=batches, batch_size=1)
        rows = rows_of(lm, chats, config)
        all_rows = [rows.at(i) for i in range(len(rows.packs))]
        assert sum(int((b.targets != UNLEARNED).sum()) for b in all_rows) > 15 * 3
        grads = [gradients(lm, batch) for batch in all_rows]
        found.append([sum(parts) for parts in zip(*grads, strict=True)])
    assert len(all_rows) == len(chats) > len(rows_of(lm, chats, quick()).packs)
    for packed, padded in zip(*found, strict=True):
        torch.testing.assert_close(packed, padded, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize("batches", ["packed", "padded"])
def test_what_the_user_says_is_no_target(tokenizer, chats, batches, kind):
    """With the inputs as they are and the targets of other turns, of as many tokens."""
    lm = roomy(tokenizer)
    lm.chat_template = stored_template(kind)

    def batch(question: str, answer: str):
        rows = [talk(question, answer), talk("Who?", answer, question, "The end.")]
        return rows_of(lm, rows, quick(batches=batches, batch_size=2)).at(0)

    words = ["Ada", "Bo", "Dan", "Eve", "kite", "lamp", "boat", "bell", "hill", "pond"]
    one = batch("Ada", "Bo")
    asked, told = (  # with as many tokens
        next(b for b in others if b.inputs.shape == one.inputs.shape)
        for others in ((batch(w, "Bo") for w in words[2:]), (batch("Ada", w) for w in words[2:]))
    )
    assert not torch.equal(one.inputs, asked.inputs)
    plain, other, wrong = (
        gradients(lm, one._replace(targets=some.targets)) for some in (one, asked, told)
    )
    assert all(map(torch.equal, plain, other))
    assert not torch.equal(plain[-1], wrong[-1])


def test_every_conversation_comes_once_an_epoch(tokenizer, chats):
    lm = roomy(tokenizer)
    for batches in ("packed", "padded"):
        rows = rows_of(lm, chats, quick(batches=batches, batch_size=1))
        wanted = sorted(i for turns in chats for i in encode_row(lm, turns)[0])
        for epoch in range(2):
            found = []
            for step in range(epoch * len(rows.packs), (epoch + 1) * len(rows.packs)):
                batch = rows.at(step)
                whole = batches == "padded"
                found += batch.inputs[0 if whole else batch.segments > 0].tolist()
            assert sorted(found) == wanted
        assert rows.per_epoch == len(rows.packs)


def test_loss_on_all_learns_the_question_too(lm, chats):
    _, answers = encode_row(lm, chats[0])
    ids, everything = encode_row(lm, chats[0], "all")
    assert UNLEARNED in answers
    assert UNLEARNED not in everything
    assert everything[:-1] == ids[1:]


# Cutting to the row.


@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize(
    "turns",
    [
        talk(*["Question?", "Answer."] * 30, "And", "So it is."),
        talk(*["Question?", "Answer."] * 30, "And", "So it is.", "A last word without answer?"),
        talk("One day Ada went out. " * 4000, "So it is."),
        [{"role": "system", "text": "Be kind. " * 4000}, *talk("And", "So it is.")],
    ],
)
def test_the_last_answer_is_kept_whole(tokenizer, turns, kind):
    lm = roomy(tokenizer)
    lm.chat_template = stored_template(kind)
    ids, targets = encode_row(lm, turns)
    assert len(ids) <= lm.config.context_length
    told = lm.tokenizer.decode([i for i in targets if i != UNLEARNED])
    assert told.endswith("So it is.")
    assert targets.count(lm.tokenizer.eos_id) >= 1
    whole = encode_turns(lm.tokenizer, turns, lm.chat_template)[0]
    assert ids[0] == whole[0] or turns[0]["role"] == "system"  # which had to go
    assert len(whole) > len(ids) + 1
    cut = [fitted(lm, some)[1] for some in (turns, talk("And", "So it is."))]
    assert cut == [True, False]


def test_an_answer_that_is_too_long_is_learned_from_its_beginning(lm):
    turns = talk("Where does Ada live?", "Bo lost a kite. " * 4000)
    ids, targets = encode_row(lm, turns)
    assert len(ids) == lm.config.context_length
    assert lm.tokenizer.eos_id not in targets  # it does not end there
    learned = [i for i in targets if i != UNLEARNED]
    assert lm.tokenizer.decode(learned).strip().startswith("Bo lost a kite.")
    assert "live?" in lm.tokenizer.decode(ids)


# Stage-1 text mixed in.


@pytest.mark.parametrize("batches", ["packed", "padded"])
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_the_share_of_text_is_one_of_the_learned_tokens(tokenizer, chats, data, batches, share):
    lm = roomy(tokenizer)
    rows = rows_of(lm, chats, quick(batches=batches, mix=share, batch_size=8), data.train)
    text = talks = 0
    for step in range(200):
        for targets in rows.at(step).targets:
            count = int((targets != UNLEARNED).sum())
            if count == lm.config.context_length:
                text += count
            else:
                talks += count
    assert text / (text + talks) == pytest.approx(share, rel=0.05)


def test_text_in_a_packed_row_is_a_row_of_its_own(tokenizer, chats, data):
    lm = roomy(tokenizer)
    batch = rows_of(lm, chats, quick(mix=0.5, batch_size=8), data.train).at(0)
    whole = (batch.targets != UNLEARNED).all(1)
    assert 0 < whole.sum() < 8
    assert (batch.segments[whole] == 1).all()
    assert (batch.segments[~whole] > 1).any()


def test_text_is_mixed_in_where_it_is_given(trained, chats, data):
    def run(given=None, **changes):
        lm = tinylm.load_checkpoint(trained)
        list(tinylm.finetune(lm, chats, quick(max_steps=60, **changes), given))
        return lm

    with pytest.raises(ValueError, match=r"mix=0\.2 .* give finetune the data as well, or set"):
        run(mix=0.2)
    forgot = run(data, mix=0.0)
    kept = run(data)
    assert kept.settings["mix"] == tinylm.FinetuneConfig.MIX > 0
    assert kept.report["val"]["loss"] < forgot.report["val"]["loss"] - 0.2
    assert run().settings["mix"] == 0.0


def test_the_report_says_what_was_learned_and_forgotten(trained, chats, data):
    lm = tinylm.load_checkpoint(trained)
    val = tinylm.evaluate(lm, data.val).loss
    _, held_out = split_chats(chats, quick())
    list(tinylm.finetune(lm, chats, quick(mix=0.0), data))
    before, after = lm.report["before"], lm.report
    assert before["val"]["loss"] == pytest.approx(val)
    assert after["val"]["loss"] == pytest.approx(tinylm.evaluate(lm, data.val).loss)
    now = tinylm.evaluate_chats(lm, held_out).loss
    assert after["answers"]["loss"] == pytest.approx(now)
    assert now < before["answers"]["loss"]
    told = tinylm.tuning_verdict(lm.report).splitlines()
    assert told[0].startswith(f"held-out answers: {before['answers']['loss']:.3f} -> {now:.3f} ")
    assert told[1].startswith(f"stage-1 text:     {val:.3f} -> {after['val']['loss']:.3f} ")
    count = len(chats) - len(held_out)
    assert told[2].startswith(f"learned from {count} conversations in ")
    assert told[2].endswith(f"; {lm.model.num_parameters():,} parameters trained")
    again = tinylm.load_checkpoint(trained)
    list(tinylm.finetune(again, chats, quick(mix=0.0)))
    assert "stage-1" not in tinylm.tuning_verdict(again.report)
    stopped = tinylm.load_checkpoint(trained)
    next(tinylm.finetune(stopped, chats, quick(mix=0.0)))
    assert "has not come to its end" in tinylm.tuning_verdict(stopped.report)


# What is left open.


def test_rate_and_epochs_follow_from_the_size():
    small, large = (tinylm.FinetuneConfig().for_size(n) for n in (1_000_000, 100_000_000))
    assert small.learning_rate > large.learning_rate > 1e-4
    assert small.epochs > large.epochs >= 2
    adapted = lora(learning_rate=None).for_size(1_000_000)
    assert (adapted.learning_rate, adapted.lora_alpha) == (10 * small.learning_rate, 8)
    given = tinylm.FinetuneConfig(learning_rate=3e-4, max_steps=7).for_size(1_000_000)
    assert (given.learning_rate, given.epochs) == (3e-4, None)
    assert tinylm.FinetuneConfig(eval_every=0).patience is None  # nothing is validated on the way


def test_the_predecessors_recipe(trained, chats):
    config = tinylm.FinetuneConfig.classic(sample_every=0)
    assert (config.learning_rate, config.max_length, config.epochs) == (1e-4, 1024, 2)
    assert (config.mix, config.lora_rank) == (0, 0)
    lm = tinylm.load_checkpoint(trained)  # which reads less than 1,024 tokens
    assert list(tinylm.finetune(lm, chats, config))[-1].step == lm.step > 0
    assert tinylm.FinetuneConfig.classic(epochs=1).epochs == 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (dict(batches="windows"), "batches='windows'"),
        (dict(mix=1), "mix=1 "),
        (dict(max_length=4), "max_length=4 "),
        (dict(lora_rank=-1), "lora_rank=-1 "),
        (dict(lora_alpha=8), "lora_alpha=8 needs adapters: give lora_rank"),
    ],
)
def test_a_wrong_choice_is_told(values, told):
    with pytest.raises(ValueError, match=told):
        tinylm.FinetuneConfig(**values)


def test_a_sample_prompt_that_does_not_fit_is_told_before_the_run(trained, chats):
    lm = tinylm.load_checkpoint(trained)
    config = quick(sample_every=20, sample_prompts=("Where " * 40,))
    with pytest.raises(ValueError, match=r"sample prompt 'Where .* reads at most 32"):
        next(tinylm.finetune(lm, chats, config))


def test_it_ends_early_with_the_weights_of_the_best_answers(trained, chats):
    lm = tinylm.load_checkpoint(trained)
    config = quick(max_steps=400, patience=2, val_fraction=0.3)
    *_, last = tinylm.finetune(lm, chats, config)
    judged = {r.step: r.val_loss for r in lm.history if r.val_loss is not None}
    assert last.step < 400
    assert "ended early" in last.event
    assert lm.report["best_step"] < last.step
    assert lm.report["answers"]["loss"] == pytest.approx(judged[lm.report["best_step"]], abs=0.02)


# Adapters.


def lora(**changes) -> tinylm.FinetuneConfig:
    return quick(**(dict(lora_rank=4) | changes))


def test_the_gradient_reaches_the_adapters_alone(trained, chats):
    lm = tinylm.load_checkpoint(trained)
    before = {name: p.clone() for name, p in lm.model.named_parameters()}
    steps = tinylm.finetune(lm, chats, lora(optimizer="muon"))
    for _ in range(3):
        next(steps)
    got = {name for name, p in lm.model.named_parameters() if p.grad is not None}
    layers = [name for name, layer in lm.model.named_modules() if isinstance(layer, Adapted)]
    assert len(layers) == 2 * 5
    assert all(name.startswith("blocks.") for name in layers)
    assert got == {f"{name}.{part}" for name in layers for part in "ab"}
    now = {name.replace(".linear.", "."): p for name, p in lm.model.named_parameters()}
    for name, weight in before.items():  # to the bit, all through the run
        assert torch.equal(now[name], weight), name
    steps.close()
    moved = {name for name, p in lm.model.named_parameters() if not torch.equal(p, before[name])}
    assert moved == {f"{name}.weight" for name in layers}
    assert all(p.requires_grad for p in lm.model.parameters())


@pytest.mark.parametrize("bias", [False, True])
def test_merged_and_unmerged_give_the_same(tokenizer, bias):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, bias=bias), tokenizer, seed=0)
    names = list(lm.model.state_dict())
    ids = torch.arange(60).view(2, 30)
    with torch.no_grad():
        start = lm.model(ids)
        adapters = Adapters(lm.model, lora().for_size(1_000_000))
        assert torch.equal(lm.model(ids), start)  # nothing is learned yet
        for layer in adapters.layers.values():
            layer.b.normal_(0, 0.1)
        unmerged, stored = lm.model(ids), dict(lm.model.state_dict())
        adapters.merge()
        merged = lm.model(ids)
    assert (unmerged - start).abs().max() > 0.01
    torch.testing.assert_close(merged, unmerged, rtol=1e-4, atol=1e-5)
    assert sorted(stored) == sorted(names) == sorted(lm.model.state_dict())
    assert all(torch.equal(stored[n], value) for n, value in lm.model.state_dict().items())


def test_adapters_learn_and_leave_an_ordinary_checkpoint(trained, chats, tmp_path):
    path = tmp_path / "finetuned_llm_chat.pt"
    lm = tinylm.load_checkpoint(trained)
    rest = lora(max_steps=120, lora_rank=8, checkpoint=str(path))
    list(tinylm.finetune(lm, chats, rest))
    assert lm.report["answers"]["loss"] < lm.report["before"]["answers"]["loss"] - 1
    sizes = [
        sum(x.shape)
        for n, x in lm.model.state_dict().items()
        if n.startswith("blocks.") and x.dim() == 2
    ]
    assert lm.report["trained_parameters"] == 8 * sum(sizes) < lm.model.num_parameters() / 2
    stored = tinylm.load_checkpoint(path)
    assert type(stored.model) is tinylm.MiniTransformer
    assert weights_digest(stored.model) == weights_digest(lm.model)
    assert "adapters" not in stored.optimizer


# Resumed.

VARIANTS = {
    "packed, mixed": dict(mix=0.3),
    "padded, mixed, accumulated": dict(batches="padded", mix=0.3, accumulation=2),
    "packed, mixed, adapters": dict(mix=0.3, lora_rank=4),
    "adapters by AdamW, averaged": dict(lora_rank=4, optimizer="adamw", ema=0.9),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_run_stopped_anywhere_ends_as_if_it_had_not_been(trained, chats, data, tmp_path, variant):
    changes = VARIANTS[variant]
    straight = tinylm.load_checkpoint(trained)
    list(tinylm.finetune(straight, chats, quick(**changes), data))
    config = quick(checkpoint=str(tmp_path / "c.pt"), **changes)
    for stop in (1, 3, 4, 11, 19):
        lm = tinylm.load_checkpoint(trained)
        for record in tinylm.finetune(lm, chats, config, data):
            if record.step == stop:
                break
        assert type(lm.model.blocks[0].attention.qkv) is torch.nn.Linear
    # In memory, on the object that was stopped.
    list(tinylm.finetune(lm, chats, config, data))
    assert weights_digest(lm.model) == weights_digest(straight.model)
    assert str(lm.report["before"]) == str(straight.report["before"])
    told = [[(r.step, r.loss, r.val_loss) for r in x.history] for x in (lm, straight)]
    assert told[0] == told[1]


KILLED = """
import json, os, signal, sys
import tinylm
from tests.test_finetune import VARIANTS, quick
trained, folder, chats, stop = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4])
lm = tinylm.load_checkpoint(trained)
corpus = tinylm.Corpus.from_documents(json.loads(open(sys.argv[5]).read()), "tiny")
data = tinylm.prepare(corpus, lm.tokenizer, folder, val_fraction=0.2, test_fraction=0.2,
                      progress=False)
config = quick(checkpoint=folder + "/c.pt", **VARIANTS["packed, mixed, adapters"])
for record in tinylm.finetune(lm, chats, config, data):
    if record.step == stop:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
def test_a_killed_run_of_adapters_on_packed_and_mixed_rows_ends_in_the_same_bits(
    trained, chats, data, documents, tmp_path
):
    (tmp_path / "documents.json").write_text(json.dumps(documents))
    given = [str(trained), str(tmp_path), json.dumps(chats)]
    for stop in (6, 14):
        command = [sys.executable, "-c", KILLED, *given, str(stop), tmp_path / "documents.json"]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert ended.returncode == -9, ended.stderr
    changes = VARIANTS["packed, mixed, adapters"]
    lm = tinylm.load_checkpoint(trained)
    rest = list(
        tinylm.finetune(lm, chats, quick(checkpoint=str(tmp_path / "c.pt"), **changes), data)
    )
    assert rest[0].step == 13
    straight = tinylm.load_checkpoint(trained)
    list(tinylm.finetune(straight, chats, quick(**changes), data))
    assert weights_digest(lm.model) == weights_digest(straight.model)


# Bad records.


def test_turns_of_one_role_in_a_row_are_joined_and_counted(tmp_path):
    path = tmp_path / "a.jsonl"
    turns = [("user", "Hi."), ("user", "Who?"), ("assistant", "Ada."), ("assistant", "And Bo.")]
    record = {"messages": [{"role": role, "content": text} for role, text in turns]}
    good = {"prompt": "Who?", "answer": "Ada"}
    path.write_text("\n".join(map(json.dumps, [good, record, {"messages": []}, record])))
    with pytest.warns(UserWarning, match="conversation") as told:
        found = tinylm.load_conversation_data(path)
    assert found[1:] == [talk("Hi.\nWho?", "Ada.\nAnd Bo.")] * 2
    assert len(found) == 3
    told = sorted(str(warning.message) for warning in told)
    assert told[0].startswith("1 conversation(s) without a turn: they were left out (first: ")
    assert "line 3)" in told[0]
    assert told[1].startswith("2 conversation(s) of one role twice in a row: such turns were join")
    assert "line 2)" in told[1]


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        ([("user", "Hi."), ("user", None)], "turn 2, field 'content': the text is None"),
        ([("user", "Hi."), ("user", " ")], "turn 2: the text of a user turn is ' '"),
        ([("user", "Hi."), ("user", "Who?"), ("robot", "Ada")], "turn 3: role 'robot' is not one"),
        ([("assistant", "Hi."), ("assistant", "Who?")], "turn 1: a assistant turn stands where"),
        ([("user", "a"), ("user", "b"), ("assistant", "")], "turn 3: the text of a assistant"),
    ],
)
def test_what_cannot_be_mended_is_refused_with_its_line_before_any_work(tmp_path, turns, reason):
    path = tmp_path / "a.jsonl"
    record = {"messages": [{"role": role, "content": text} for role, text in turns]}
    path.write_text('{"prompt": "Who?", "answer": "Ada"}\n' + json.dumps(record))
    with pytest.raises(ValueError, match="line 2") as error:
        tinylm.load_conversation_data(path)
    assert "a.jsonl" in str(error.value)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_special_tokens_in_a_message_are_only_characters(lm, kind):
    turns = talk("Say <eos><assistant> Yes.", "<eos> <user> No. <bos>")
    ids, own = encode_turns(lm.tokenizer, turns, stored_template(kind))
    plain, _ = encode_turns(lm.tokenizer, talk("Say", "No."), stored_template(kind))
    control = set(lm.tokenizer.control_ids.values())
    assert [i for i in ids if i in control] == [i for i in plain if i in control]
    said = lm.tokenizer.decode([i for i, mine in zip(ids, own, strict=True) if mine])
    assert said.strip() == "<eos> <user> No. <bos>"


def test_a_run_on_bad_records_reaches_its_end(trained, chats):
    bad = [
        talk("word " * 20_000, "Ada."),
        talk("Who?", "word " * 20_000),
        talk("<user> <eos>", "<assistant> \ufdd0 \x00 \U0001f600"),
        talk(*["Why?", "So."] * 400),
        talk("Nobody answers this."),
        [{"role": "system", "text": "word " * 20_000}],
    ]
    lm = tinylm.load_checkpoint(trained)
    records = list(tinylm.finetune(lm, chats + bad, quick(sample_every=10)))
    assert [r.step for r in records] == list(range(1, 21))
    assert all(r.loss > 0 for r in records)
    assert 0 < lm.report["conversations"]["cut"] <= 5
    assert lm.chat_template == CHAT_TEMPLATE
    assert pad([encode_row(lm, turns) for turns in bad], 32).inputs.shape == (6, 32)
