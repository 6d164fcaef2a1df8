"""A conversation's ways (save, undo, branch ...), and talking in the shell."""

import io
import json
import os
import select
import subprocess
import sys
import time

import pytest

import tinylm
from tinylm import talk
from tinylm.__main__ import main

from .conftest import ROOT

QUICK = tinylm.SampleConfig(max_new_tokens=8)


@pytest.fixture(scope="module")
def folder(trained, tmp_path_factory):
    """One of checkpoints: pretrain, and another that takes itself for conversation-tuned."""
    place = tmp_path_factory.mktemp("checkpoints")
    lm = tinylm.load_checkpoint(trained)
    lm.save(place / "mini_llm_checkpoint.pt")
    lm.stage = "chat"
    lm.save(place / "finetuned_llm_chat.pt")
    return place


@pytest.fixture
def chat(folder) -> tinylm.Conversation:
    return tinylm.Conversation(tinylm.load_checkpoint(folder / "finetuned_llm_chat.pt"), "Kind.")


def asked(chat: tinylm.Conversation, *questions: str) -> list[str]:
    return ["".join(chat.say(question, QUICK)) for question in questions]


def test_a_saved_conversation_goes_on_where_it_was(chat, tmp_path):
    asked(chat, "Who is Ada?", 'A\n"\xe9"?')
    chat.save(tmp_path / "a" / "talk.json")
    again = tinylm.Conversation.open(chat.lm, tmp_path / "a" / "talk.json")
    assert again.turns == chat.turns
    assert asked(again, "And Bo?") == asked(chat, "And Bo?")
    assert tinylm.load_conversation_data(tmp_path / "a" / "talk.json") == [chat.turns[:-2]]


def test_an_answer_without_words_is_kept_too(chat, tmp_path):
    chat.turns += [{"role": "user", "text": "Hm?"}, {"role": "assistant", "text": ""}]
    chat.save(tmp_path / "talk.json")
    assert tinylm.Conversation.open(chat.lm, tmp_path / "talk.json").turns == chat.turns


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[]", "holds 0 conversations"),
        ('[{"conversation": [{"role": "assistant", "text": "x"}]}]', "user turn belongs"),
        ('[{"conversation": [{"role": "user", "text": ""}]}]', "user turn is ''"),
        ("{", "not valid JSON"),
    ],
)
def test_a_file_that_is_no_conversation_is_told(chat, tmp_path, content, told):
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(ValueError, match=told):
        tinylm.Conversation.open(chat.lm, tmp_path / "x.json")
    with pytest.raises(FileNotFoundError, match=r"none\.json"):
        tinylm.Conversation.open(chat.lm, tmp_path / "none.json")


def test_export_is_read_by_people_and_by_programs(chat, tmp_path):
    (said,) = asked(chat, "Who is Ada?")
    chat.export(tmp_path / "talk.md")
    text = (tmp_path / "talk.md").read_text(encoding="utf-8")
    assert text == f"**system:** Kind.\n\n**user:** Who is Ada?\n\n**assistant:** {said}\n"
    chat.export(tmp_path / "talk.json")
    messages = json.loads((tmp_path / "talk.json").read_text(encoding="utf-8"))[0]["messages"]
    assert messages[1] == {"role": "user", "content": "Who is Ada?"}
    assert tinylm.Conversation.open(chat.lm, tmp_path / "talk.json").turns == chat.turns
    with pytest.raises(ValueError, match=r"neither \.json nor \.md"):
        chat.export(tmp_path / "talk.pdf")
    with pytest.raises(ValueError, match=r"saved as \.json"):
        chat.save(tmp_path / "talk.md")
    with pytest.raises(ValueError, match="empty"):
        tinylm.Conversation(chat.lm).save(tmp_path / "empty.json")


def test_undo_takes_back_whole_exchanges_and_never_the_system_turn(chat):
    asked(chat, "Who is Ada?", "And Bo?")
    assert [turn["role"] for turn in chat.undo()] == ["user", "assistant"]
    assert [turn["text"] for turn in chat.turns[:2]] == ["Kind.", "Who is Ada?"]
    chat.undo()
    assert chat.turns == [{"role": "system", "text": "Kind."}]
    with pytest.raises(ValueError, match="nothing has been asked"):
        chat.undo()


def test_a_branch_goes_its_own_way(chat):
    asked(chat, "Who is Ada?")
    before = [dict(turn) for turn in chat.turns]
    other = chat.branch()
    asked(other, "And Bo?")
    other.turns[0]["text"] = "Rude."
    assert chat.turns == before
    assert (len(other.turns), other.lm) == (5, chat.lm)


def test_regenerate_answers_the_last_question_with_another_seed(chat):
    warm = tinylm.SampleConfig(max_new_tokens=12, temperature=1.5)
    first = "".join(chat.say("Who is Ada?", warm))
    drawn = {seed: "".join(chat.regenerate(seed, warm)) for seed in (1, 2, 0)}
    assert drawn[0] == first
    assert len({*drawn.values()}) > 1
    assert [turn["role"] for turn in chat.turns] == ["system", "user", "assistant"]
    assert chat.turns[-1]["text"] == first


def test_stopped_half_way_what_was_said_stays(chat):
    pieces = chat.say("Who is Ada?", QUICK)
    said = next(pieces) + next(pieces)
    pieces.close()
    assert chat.turns[-1] == {"role": "assistant", "text": said}


# In the shell -------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "tinylm"


def piped(monkeypatch, text: str | bytes, *flags: str) -> int:
    raw = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    return main(["chat", *flags])


def test_piped_lines_give_answers_and_nothing_else(folder, chat, monkeypatch, capsys, settings):
    flags = ["--folder", str(folder), "--max-new-tokens", "8", "--system", "Kind.", "--seed", "3"]
    assert piped(monkeypatch, "Who is Ada?\r\n\nAnd Bo?\nexit\nnever\n", *flags) == 0
    shown = capsys.readouterr()
    sample = tinylm.SampleConfig(max_new_tokens=8, seed=3)
    expected = ["".join(chat.say(text, sample)) for text in ("Who is Ada?", "And Bo?")]
    assert shown.out == "".join(f"{said}\n" for said in expected)
    assert shown.err == ""
    assert not settings.exists()


def test_commands_work_in_a_pipe_too(folder, monkeypatch, capsys, tmp_path, settings):
    flags = ["--folder", str(folder)]
    script = f"/length 8\n/temp 0\nWho is Ada?\n/save {tmp_path}/t.json\nAnd Bo?\n/undo\nhelp\n"
    script += f"/clear\n/load {tmp_path}/t.json\n/again\n/save {tmp_path}/u.md\n"
    assert piped(monkeypatch, script, *flags) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == lines[-1]  # greedy, so the other answer to the question is the same
    turns = json.loads((tmp_path / "t.json").read_text())[0]["conversation"]
    assert [turn["text"] for turn in turns] == ["Who is Ada?", lines[0]]
    assert (
        tmp_path / "u.md"
    ).read_text() == f"**user:** Who is Ada?\n\n**assistant:** {lines[0]}\n"
    assert not settings.exists()


def test_what_cannot_be_done_is_told_and_the_rest_goes_on(folder, monkeypatch, capsys, tmp_path):
    (tmp_path / "mine.json").write_text("precious")
    wrong = ["/nope", "/temp warm", "/temp -1", "/length 1.5", "/save", "/save x.txt", "/undo"]
    wrong += [f"/save {tmp_path}/mine.json", "/load none.json", "/checkpoint none.pt", "Why " * 60]
    script = "\n".join([*wrong, "/length 4", "Who is Ada?", ""]).encode() + b"caf\xe9\n"
    assert piped(monkeypatch, script, "--folder", str(folder)) == 1
    shown = capsys.readouterr()
    told = shown.err.splitlines()
    assert len(told) == len(wrong) + 2
    parts = ["'/nope' is no command", "temperature='warm'", "temperature=-1.0", "whole number"]
    parts += ["where to?", "is empty", "nothing has been asked", "exists already"]
    parts += ["none.json", "none.pt", "reads at most 32", "no UTF-8 at byte 3", "12 line(s)"]
    for line, part in zip(told, parts, strict=True):
        assert part in line
    assert len(shown.out.splitlines()) == 1
    assert (tmp_path / "mine.json").read_text() == "precious"


def test_a_checkpoint_of_text_goes_on_with_the_lines(folder, monkeypatch, capsys):
    flags = ["--folder", str(folder), "--max-new-tokens", "8"]
    assert piped(monkeypatch, "One day Ada\n", *flags, "--checkpoint", "pretrain") == 0
    lm = tinylm.load_checkpoint(folder / "mini_llm_checkpoint.pt")
    expected = "".join(tinylm.stream(lm, "One day Ada", QUICK))
    assert capsys.readouterr().out == expected + "\n"
    assert piped(monkeypatch, "/undo\n", *flags, "--checkpoint", "pretrain") == 1
    assert "completes and does not converse" in capsys.readouterr().err
    path = str(folder / "mini_llm_checkpoint.pt")
    assert piped(monkeypatch, "", *flags, "--checkpoint", path, "--system", "Kind.") == 1
    assert "is for a checkpoint that converses" in capsys.readouterr().err
    assert piped(monkeypatch, "", *flags, "--checkpoint", "head") == 1
    assert "run Network_Fine_Tune.ipynb first" in capsys.readouterr().err


class Script(talk.Plain):
    """A terminal whose user types these lines, and Ctrl-C after so many pieces."""

    def __init__(self, *lines: str | BaseException, after: int = 10**9) -> None:
        self.lines, self.after, self.shown, self.notes = list(lines), after, "", []

    def ask(self, mark: str) -> str:
        if not self.lines:
            raise EOFError
        line = self.lines.pop(0)
        if isinstance(line, BaseException):
            raise line
        return line

    def piece(self, text: str) -> None:
        self.after -= 1
        if self.after < 0:
            self.after = 10**9
            raise KeyboardInterrupt
        self.shown += text

    name = piece

    def note(self, text: str) -> None:
        self.notes.append(text)


def talked(folder, screen: Script) -> talk.Talk:
    it = talk.Talk(screen, str(folder), QUICK, "Kind.", True)
    it.use("chat")
    it.loop()
    return it


def test_ctrl_c_stops_the_answer_and_keeps_what_was_said(folder):
    it = talked(folder, Script("Who is Ada?", KeyboardInterrupt(), "/temp", after=5))
    assert [turn["role"] for turn in it.turns] == ["system", "user", "assistant"]
    assert it.turns[-1]["text"]
    assert it.screen.notes[1:] == [" (stopped)", "(Ctrl-D or /exit ends)", "(temperature 0.7)"]


def test_a_question_stopped_before_its_answer_is_taken_back(folder, monkeypatch):
    def silent(lm, turns, config):
        yield ""
        raise KeyboardInterrupt

    monkeypatch.setattr("tinylm.chat.answer_stream", silent)
    it = talked(folder, Script("Who is Ada?"))
    assert it.turns == [{"role": "system", "text": "Kind."}]


def test_settings_that_a_command_made_hold_in_the_next_run(folder, settings, monkeypatch):
    screen = Script("/temp 0.3", "/length 5", "/top-p 0.5", "/system Brief.", "/checkpoint", "BYE")
    it = talked(folder, screen)
    assert screen.notes[-1] == f"(there are pretrain, chat in {folder})"
    assert it.turns == [{"role": "system", "text": "Brief."}]
    kept = json.loads((settings / "chat.json").read_text())
    values = dict(temperature=0.3, max_new_tokens=5, top_p=0.5)
    assert kept == values | dict(system="Brief.")
    assert talk._kept(screen) == kept
    talked(folder, Script("/system off"))
    assert json.loads((settings / "chat.json").read_text()) == values
    (settings / "chat.json").write_text('{"temperature": -1}')
    assert talk._kept(screen) == {}


def test_another_checkpoint_goes_on_with_the_conversation(folder):
    it = talked(
        folder, Script("Who is Ada?", "/checkpoint pretrain", "One day", "/checkpoint chat")
    )
    assert it.talk is not None
    assert [turn["text"] for turn in it.talk.turns[:2]] == ["Kind.", "Who is Ada?"]


@pytest.mark.skipif(os.name == "nt", reason="has no pseudo-terminals")
@pytest.mark.parametrize("plain", [True, False])
def test_a_terminal_has_prompts_and_colours_with_and_without_the_packages(folder, settings, plain):
    if not plain:
        pytest.importorskip("prompt_toolkit")
        pytest.importorskip("rich")
    ours, theirs = os.openpty()
    hide = "sys.modules['prompt_toolkit'] = sys.modules['rich.console'] = None; " if plain else ""
    code = f"import sys; {hide}from tinylm.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "chat", "--folder", str(folder), "--length-penalty", "1"]
    environment = os.environ | {"TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    running = subprocess.Popen(
        command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)

    came = ""

    def shown(until: str) -> str:
        """What comes up to this, and with it."""
        nonlocal came
        end = time.monotonic() + 120
        while until not in came and time.monotonic() < end:
            if select.select([ours], [], [], 0.2)[0]:
                new = os.read(ours, 4096).decode(errors="replace")
                if "\x1b[6n" in new:  # where is the cursor?
                    os.write(ours, b"\x1b[1;1R")
                came += new
        assert until in came
        seen, _, came = came.partition(until)
        return seen + until

    try:
        begun = shown("you: ")
        assert "It converses." in begun
        assert ('pip install "tinylm[chat]"' in begun) == plain
        os.write(ours, b"/length 4\r")
        assert "\x1b[2m(max_new_tokens 4)" in shown("(max_new_tokens 4)")
        os.write(ours, b"Who is Ada?\r")
        shown("tinylm: ")
        shown("you: ")
        os.write(ours, b"\x04")
        assert running.wait(60) == 0
    finally:
        running.kill()
        running.wait()
        os.close(ours)
    assert json.loads((settings / "chat.json").read_text()) == {"max_new_tokens": 4}
    assert (settings / "chat_history").exists() == (not plain)


def test_help_says_where_settings_are_kept(settings, capsys):
    with pytest.raises(SystemExit):
        main(["chat", "--help"])
    assert str(settings) in "".join(capsys.readouterr().out.split("\n"))
