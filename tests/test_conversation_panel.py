"""The conversation panel and the side-by-side table, driven from the kernel's side."""

import asyncio
import gc
import json
import weakref

import pytest

pytest.importorskip("ipywidgets")

import tinylm
from tinylm import panels
from tinylm.presets import PRESETS

QUESTION = "Where does Ada live?"


@pytest.fixture(autouse=True)
def no_display(monkeypatch):
    monkeypatch.setattr("tinylm.panels.playground.display", lambda *_: None)


@pytest.fixture
def panel(folder) -> panels.Talk:
    return panels.Talk(folder, max_new_tokens=8, files=folder / "talks")


def ask(panel: panels.Talk, *questions: str) -> list[str]:
    return [asyncio.run(panel.ask(question)) for question in questions]


def said(panel: panels.Talk) -> list[str]:
    return [turn["text"] for turn in panel.turns]


def shown(panel: panels.Talk) -> str:
    return "".join(row.children[0].value for row in panel.history.children)


def press(panel: panels.Talk, button) -> None:
    """A click, and what it began to its end."""

    async def clicked():
        panel.task = None
        button.click()
        if panel.task is not None:
            await panel.task

    asyncio.run(clicked())


def endless(monkeypatch, *pieces: str) -> None:
    def stream(*_):
        yield from pieces
        while True:
            yield "more "

    monkeypatch.setattr("tinylm.chat.stream_text", stream)


def during(panel: panels.Talk, begin, act) -> None:
    """Begins an answer, and acts once it is under way."""

    async def run():
        begin()
        task = panel.task
        for _ in range(20):
            await asyncio.sleep(0.005)
        act()
        await task

    asyncio.run(run())


def test_an_answer_is_what_the_model_says_in_a_conversation(panel):
    assert panel.show().choice.value == "finetuned_llm_chat.pt"
    assert "converses" in panel.mode.value
    answers = ask(panel, QUESTION, "And Bo?")
    talk = tinylm.Conversation(panel.lm)
    expected = ["".join(talk.say(text, panel.config())) for text in (QUESTION, "And Bo?")]
    assert answers == expected
    assert panel.turns == talk.turns
    assert all(text in shown(panel) for text in (QUESTION.replace("'", "&#x27;"), "And Bo?"))
    assert "tokens/s" in panel.status.value


def test_nothing_that_is_said_becomes_part_of_the_page(panel, monkeypatch):
    monkeypatch.setattr(
        "tinylm.chat.stream_text", lambda *_: iter(["<img src=x onerror=alert(1)>"])
    )
    ask(panel, "<script>alert(1)</script>")
    assert "&lt;script&gt;" in shown(panel)
    assert "&lt;img" in shown(panel)
    assert "<img" not in shown(panel)
    assert "<script" not in shown(panel)
    panel.branch_at(0)
    assert "<" not in panel.status.value


def test_enter_sends_what_is_typed_whichever_message_comes_first(panel):
    async def enter(before: bool):
        if before:
            panel.message.value = QUESTION
        panel.message._handle_custom_msg({"event": "submit"}, [])
        if not before:
            assert panel.task is None  # the text is still on its way
            panel.message.value = QUESTION
            assert panel.task is not None
        while panel.task is None:
            await asyncio.sleep(0.01)
        await panel.task

    for before in (False, True):
        panel.clear()
        panel.task = None
        asyncio.run(enter(before))
        assert said(panel)[0] == QUESTION
        assert len(panel.turns) == 2
        assert panel.message.value == ""  # the next question has its place


def test_leaving_the_line_or_enter_without_text_sends_nothing(panel):
    async def leave():
        panel.message._handle_custom_msg({"event": "submit"}, [])
        await asyncio.sleep(0.5)
        panel.message.value = "half a question"
        await asyncio.sleep(0.5)

    asyncio.run(leave())
    assert panel.task is None
    assert panel.turns == []


def test_stop_keeps_what_was_said(panel, monkeypatch):
    endless(monkeypatch, "first ")
    panel.message.value = QUESTION
    during(panel, panel.button.click, panel.stop_button.click)
    assert panel.status.value == "stopped"
    assert said(panel)[0] == QUESTION
    assert said(panel)[1].startswith("first more more")
    assert said(panel)[1].strip() in shown(panel)
    assert not panel.button.disabled
    assert panel.stop_button.disabled


def test_a_question_that_cannot_be_answered_stands_in_the_line_again(panel, monkeypatch):
    ask(panel, "Hello!")
    before = list(panel.turns)

    def broken(*_):
        yield from ()
        raise ValueError("told <so>")

    monkeypatch.setattr("tinylm.chat.stream_text", broken)
    panel.message.value = QUESTION
    press(panel, panel.button)
    assert panel.status.value == "<b>told &lt;so&gt;</b>"
    assert panel.turns == before
    assert panel.message.value == QUESTION
    # Nor is an answer lost of which another was asked for.
    press(panel, panel.again_button)
    assert panel.turns == before
    assert "Hello!" in shown(panel)


def test_a_new_question_ends_the_answer_under_way(panel, monkeypatch):
    endless(monkeypatch, "first ")

    async def both():
        panel.message.value = "One?"
        first = panel.start()
        await asyncio.sleep(0.05)
        panel.message.value = "Two?"
        second = panel.start()
        await first
        await asyncio.sleep(0.05)
        panel.stop()
        await second

    asyncio.run(both())
    assert said(panel)[::2] == ["One?", "Two?"]
    assert said(panel)[1].startswith("first ")


def test_what_cannot_be_asked_is_told_and_changes_nothing(panel):
    ask(panel, QUESTION)
    before = list(panel.turns)
    panel.message.value = "Where is it? " * 60
    press(panel, panel.button)
    assert "this model reads at most 32" in panel.status.value
    assert panel.message.value.startswith("Where is it? ")
    assert panel.turns == before
    panel.clear()
    press(panel, panel.undo_button)
    assert "nothing to take back" in panel.status.value
    press(panel, panel.again_button)
    assert "nothing to take back" in panel.status.value
    assert panel.seed.value == 0
    press(panel, panel.save_button)
    assert "the conversation is empty" in panel.status.value


def test_again_answers_the_last_question_with_the_next_seed(panel):
    panel.temperature.value = 2.0
    first = ask(panel, QUESTION)[0]
    press(panel, panel.again_button)
    assert panel.seed.value == 1
    assert len(panel.turns) == 2
    assert said(panel)[1] != first
    talk = tinylm.Conversation(panel.lm)
    assert said(panel)[1] == "".join(talk.say(QUESTION, panel.config()))


def test_undo_puts_the_question_into_the_line(panel):
    ask(panel, "Hello!", QUESTION)
    press(panel, panel.undo_button)
    assert said(panel)[0] == "Hello!"
    assert len(panel.turns) == 2
    assert panel.message.value == QUESTION
    assert QUESTION not in shown(panel)


def test_a_branch_goes_on_from_an_earlier_answer_and_the_old_one_stays(panel):
    ask(panel, "Hello!", QUESTION, "And Bo?")
    old = said(panel)
    assert panel.branch.layout.display == "none"
    press(panel, panel.history.children[0].children[1])
    assert said(panel) == old[:2]
    assert panel.branch.layout.display is None
    assert panel.branch.label.startswith("2 from 1")
    assert "Hello!" in panel.branch.label
    ask(panel, "And Cleo?")
    assert len(panel.history.children) == 2
    panel.branch.value = 0
    assert said(panel) == old
    assert panel.talk.turns is panel.turns
    assert QUESTION in shown(panel)
    panel.branch.value = 1
    assert said(panel)[:3] == [*old[:2], "And Cleo?"]
    # A branch of a branch, and then none at all.
    press(panel, panel.history.children[1].children[1])
    assert panel.branch.label.startswith("3 from 2")
    press(panel, panel.clear_button)
    assert (panel.branches, shown(panel)) == ([[]], "")
    assert panel.branch.layout.display == "none"


def test_switching_branches_ends_the_answer_in_the_branch_where_it_was_asked(panel, monkeypatch):
    ask(panel, "Hello!")
    panel.branch_at(0)
    endless(monkeypatch, "first ")
    panel.message.value = QUESTION

    def switch():
        panel.branch.value = 0

    during(panel, panel.button.click, switch)
    assert len(panel.branches[0]) == 2
    assert panel.branches[1][-1]["text"].startswith("first more")
    assert QUESTION not in shown(panel)


def test_the_system_prompt_is_read_and_belongs_to_its_branch(panel):
    panel.system.value = "Be kind."
    ask(panel, QUESTION)
    assert panel.turns[0] == {"role": "system", "text": "Be kind."}
    talk = tinylm.Conversation(panel.lm, "Be kind.")
    assert said(panel)[2] == "".join(talk.say(QUESTION, panel.config()))
    panel.branch_at(0)
    panel.system.value = "Be brief."
    assert [said(panel)[0], len(panel.turns)] == ["Be brief.", 3]
    panel.branch.value = 0
    assert panel.system.value == "Be kind."
    panel.system.value = " "
    assert said(panel)[0] == QUESTION
    panel.branch.value = 1
    panel.clear()
    assert said(panel) == ["Be brief."]


def test_what_the_model_no_longer_reads_is_marked(panel):
    ask(panel, "Hello!")
    assert "no longer reads" not in shown(panel)
    ask(panel, QUESTION, "And where does Bo live, please?")
    rows = [row.children[0].value for row in panel.history.children]
    unread = panel.talk.unread(panel.config())
    assert unread >= 2
    marked = ["no longer reads" in html for html in rows]
    assert marked.index(True) == unread // 2 - 1  # below the last one that it does not read
    assert sum(marked) == 1
    assert ["opacity:0.55" in html for html in rows] == [2 * i < unread for i in range(3)]
    panel.undo()
    panel.undo()
    assert "no longer reads" not in shown(panel)


def test_files_are_written_where_it_says_and_can_be_opened(panel, folder):
    panel.system.value = "Be kind."
    ask(panel, QUESTION)
    old = [dict(turn) for turn in panel.turns]
    panel.name.value = "../my talk"
    for button in (panel.save_button, panel.export_button, panel.messages_button):
        press(panel, button)
        assert str(folder / "talks" / "my_talk") in panel.status.value
    names = ["my_talk.json", "my_talk.md", "my_talk.messages.json"]
    assert {path.name for path in (folder / "talks").iterdir()} == set(names)
    assert tinylm.load_conversation_data(folder / "talks" / names[0]) == [old]
    assert "**user:** " + QUESTION in (folder / "talks" / names[1]).read_text()
    messages = json.loads((folder / "talks" / names[2]).read_text())[0]["messages"]
    assert messages[1]["content"] == QUESTION
    # What it wrote itself it writes anew, what was there before it does not.
    press(panel, panel.save_button)
    assert len(list((folder / "talks").iterdir())) == 3
    other = panels.Talk(folder, files=folder / "talks")
    assert str(folder / "talks" / "my_talk.json") in other.file.options
    ask(other, "Hello!")
    other.name.value = "my_talk"
    press(other, other.save_button)
    assert "my_talk-2.json" in other.status.value
    other.file.value = str(folder / "talks" / "my_talk.json")
    press(other, other.open_button)
    assert other.turns == old
    assert other.system.value == "Be kind."
    assert other.branch.label == "2 from my_talk.json"
    assert said(other) != [turn["text"] for turn in other.branches[0]]


def test_opening_tells_what_is_wrong_and_a_last_question_waits_in_the_line(panel, folder):
    panel.file.value = str(folder / "none.json")
    press(panel, panel.open_button)
    assert "none.json" in panel.status.value
    assert len(panel.branches) == 1
    turns = [
        {"role": "user", "text": "Hi."},
        {"role": "assistant", "text": "Hello."},
        {"role": "user", "text": QUESTION},
    ]
    (folder / "open.json").write_text(json.dumps([{"conversation": turns}]))
    panel.file.value = str(folder / "open.json")
    press(panel, panel.open_button)
    assert panel.turns == turns[:2]
    assert panel.message.value == QUESTION


def test_what_was_said_stays_when_another_checkpoint_is_chosen(panel):
    ask(panel, QUESTION)
    before = list(panel.turns)
    panel.choice.value = "mini_llm_checkpoint.pt"
    assert "not converse" in panel.mode.value
    assert panel.button.disabled
    assert QUESTION in shown(panel)
    assert ask(panel, "And Bo?") == [""]
    assert "choose one above" in panel.status.value
    assert panel.button.disabled
    press(panel, panel.undo_button)
    assert "does not converse" in panel.status.value
    panel.choice.value = "finetuned_llm_chat.pt"
    assert panel.turns == before
    ask(panel, "And Bo?")
    assert len(panel.turns) == 4


def test_without_a_checkpoint_that_converses_the_panel_says_what_to_run(folder):
    (folder / "finetuned_llm_chat.pt").unlink()
    panel = panels.Talk(folder)
    assert "Network_Fine_Tune.ipynb" in panel.mode.value
    assert panel.button.disabled


def test_two_panels_hold_one_model_and_let_it_go(folder):
    sampler = panels.Sampler(folder, "One day", 8)
    panel = panels.Talk(sampler.models, max_new_tokens=8)
    sampler.choice.value = panel.choice.value
    assert sampler.lm is panel.lm
    ask(panel, QUESTION)
    path = folder / "finetuned_llm_chat.pt"
    tinylm.load_checkpoint(folder / "mini_llm_checkpoint.pt").save(path)  # written anew
    sampler.choice.value = "mini_llm_checkpoint.pt"
    sampler.choice.value = "finetuned_llm_chat.pt"
    assert sampler.lm.stage == "pretrain"
    old = weakref.ref(panel.lm.model)
    del panel
    gc.collect()
    assert old() is None


def test_the_same_questions_side_by_side(folder):
    config = tinylm.SampleConfig(max_new_tokens=6, seed=3)
    chat = tinylm.load_checkpoint(folder / "finetuned_llm_chat.pt")
    base = folder / "mini_llm_checkpoint.pt"
    questions = ["One day Ada", "Is 1 < 2 & <b>3</b>?"]
    table = panels.side_by_side({"base": base, "<chat>": chat}, questions, config)
    lm = tinylm.load_checkpoint(base)
    for question, (continued, answered) in table.rows.items():
        whole = tinylm.generate(lm, question, config)
        assert continued.removesuffix(" …") == whole.removeprefix(question).strip()
        alone = "".join(tinylm.Conversation(chat).say(question, config))
        assert answered.removesuffix(" …") == alone.strip()
    html = table._repr_html_()
    assert "goes on with the question as text" in html
    assert "answers" in html
    assert "&lt;chat&gt;" in html
    assert "Is 1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;?" in html
    assert "<b>" not in html
    assert "color" not in html.replace("border-collapse", "")
    assert "#" not in html  # no colour of its own: readable in light and dark
    text = repr(table)
    assert text.startswith("— One day Ada\nbase (goes on with the question as text): ")
    assert "<chat> (answers): " in text


def test_a_table_of_nothing_is_refused(folder):
    with pytest.raises(ValueError, match="make no table"):
        panels.side_by_side({}, ["Hello!"])
    with pytest.raises(ValueError, match="questions='Hello!' make no table"):
        panels.side_by_side({"base": folder / "mini_llm_checkpoint.pt"}, "Hello!")
    with pytest.raises(FileNotFoundError):
        panels.side_by_side({"base": folder / "none.pt"}, ["Hello!"])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PRESETS if name != "llm-251m"])
def test_every_preset_writes_converses_and_is_put_side_by_side(name, tokenizer, tmp_path):
    lm = tinylm.create(tinylm.preset(name, tokenizer.vocab_size), tokenizer)
    assert lm.model.num_parameters() < 100e6
    for stage, path in (("pretrain", "mini_llm_checkpoint.pt"), ("chat", "finetuned_llm_chat.pt")):
        lm.stage = stage
        lm.save(tmp_path / path)
    long = "One day Ada went out. " * 2_000
    sampler = panels.Sampler(tmp_path, "One day", max_new_tokens=5)
    assert asyncio.run(sampler.write()) is not None
    assert "tokens/s" in sampler.status.value
    sampler.prompt.value = long
    asyncio.run(sampler.write())
    assert "this model reads at most" in sampler.status.value
    talk = panels.Talk(sampler.models, "", 5)
    asyncio.run(talk.ask("Where does Ada live?"))
    asyncio.run(talk.ask(long))
    assert "this model reads" in talk.status.value
    config = tinylm.SampleConfig(max_new_tokens=4)
    assert panels.side_by_side({"a": lm, "b": lm}, ["Hello!"], config) is not None
