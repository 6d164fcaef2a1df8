"""Conversations and preferences in every public layout: what is read, and what is refused where."""

import csv
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tinylm
from tinylm.chat import PreferenceRow, check_turns
from tinylm.tuning import encode_row

from .conftest import ROOT

ANY = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def talk(*texts: str, system: str = "") -> list[dict]:
    turns = [{"role": ("user", "assistant")[i % 2], "text": text} for i, text in enumerate(texts)]
    return ([{"role": "system", "text": system}] if system else []) + turns


# One record of each layout, and the conversation that it is.
SHAPES = {
    "own": (
        {"id": 0, "conversation": talk("Hi.", "Hello.", system="Be kind.")},
        talk("Hi.", "Hello.", system="Be kind."),
    ),
    "openai": (
        {
            "messages": [
                {"role": "system", "content": ""},
                {"role": "user", "content": "Hi."},
                {"role": "assistant", "content": "Hello."},
            ]
        },
        talk("Hi.", "Hello."),
    ),
    "openai parts": (
        {
            "messages": [
                {"role": "developer", "content": "Be kind."},
                {
                    "role": "user",
                    "content": [{"type": "text", "text": "Hi."}, {"type": "text", "text": "You?"}],
                },
                {"role": "assistant", "content": [{"type": "text", "text": "Hello."}]},
            ]
        },
        talk("Hi.\nYou?", "Hello.", system="Be kind."),
    ),
    "sharegpt": (
        {
            "id": "x_0",
            "conversations": [
                {"from": "system", "value": "Be kind."},
                {"from": "human", "value": "Hi."},
                {"from": "gpt", "value": "Hello."},
                {"from": "human", "value": "And now?"},
            ],
        },
        talk("Hi.", "Hello.", "And now?", system="Be kind."),
    ),
    "alpaca": (
        {"instruction": "Sort.", "input": "B, A", "output": "A, B"},
        talk("Sort.\n\nB, A", "A, B"),
    ),
    "alpaca without input": ({"instruction": "Sing.", "output": "La."}, talk("Sing.", "La.")),
    "alpaca without an answer": (
        {"instruction": "Show the data.", "input": "", "output": ""},
        talk("Show the data."),
    ),
    "dolly": (
        {"instruction": "Who?", "context": "Ada ran.", "response": "Ada", "category": "closed_qa"},
        talk("Who?\n\nAda ran.", "Ada"),
    ),
    "dolly without context": (
        {"instruction": "Who?", "context": "", "response": "Ada", "category": "open_qa"},
        talk("Who?", "Ada"),
    ),
    "dolly in a frame": (
        {
            "prompt": "Below is an instruction that describes a task, paired with an input.\n\n"
            "### Instruction:\nWho?\n\n### Input:\nAda ran.\n\n### Response:",
            "answer": "Ada###eos_token###",
        },
        talk("Who?\n\nAda ran.", "Ada"),
    ),
    "dolly in plain words": ({"prompt": "Who?", "answer": "Ada"}, talk("Who?", "Ada")),
    "openorca": (
        {"id": "t0.1", "system_prompt": "Be kind.", "question": "Who?", "response": "Ada"},
        talk("Who?", "Ada", system="Be kind."),
    ),
    "openorca without system": (
        {"id": "t0.1", "system_prompt": "", "question": "Who?", "response": "Ada"},
        talk("Who?", "Ada"),
    ),
    "blended": (
        {
            "personas": ["I am tall.", "I like tea."],
            "context": "empathetic_dialogues",
            "previous_utterance": ["I'm new.", "Welcome!"],
            "free_messages": ['It\'s "big".', "Bye."],
            "guided_messages": ["It is.", "So long."],
        },
        talk("I'm new.", "Welcome!", 'It\'s "big".', "It is.", "Bye.", "So long."),
    ),
    "blended original": (
        {
            "free_turker_utterance": "I'm new.",
            "guided_turker_utterance": "Welcome!",
            "dialog": [[0, "Thanks."], [0, "A lot."], [1, "It is nothing."]],
        },
        talk("I'm new.", "Welcome!", "Thanks. A lot.", "It is nothing."),
    ),
    "opc-sft-stage2": (
        {
            "seq_id": 7,
            "instruction": "Write add.",
            "output": "```python\ndef add(a, b):\n    return a + b\n```",
            "code": "def add(a, b):\n    return a + b",
            "entry_point": "add",
            "testcase": ["assert add(1, 2) == 3"],
        },
        talk("Write add.", "```python\ndef add(a, b):\n    return a + b\n```"),
    ),
    "dailydialog rows": ({"dialog": [" Hi . ", "Hello ."], "act": [1, 1]}, talk("Hi .", "Hello .")),
}


def write(path: Path, records: list[dict]) -> Path:
    """Records as the ending of `path` says."""
    if path.suffix == ".json":
        path.write_text(json.dumps(records, indent=1), encoding="utf-8")
    elif path.suffix == ".jsonl":
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(records[0])
            for record in records:
                cells = record.values()
                out.writerow([c if isinstance(c, str) else json.dumps(c) for c in cells])
    return path


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".csv"])
@pytest.mark.parametrize("shape", SHAPES)
def test_each_layout_in_each_kind_of_file(tmp_path, shape, ending):
    record, turns = SHAPES[shape]
    found = tinylm.load_conversation_data(write(tmp_path / f"a{ending}", [record, record]))
    assert found == [turns, turns]


def test_layouts_may_stand_in_one_file(tmp_path):
    path = write(tmp_path / "all.jsonl", [record for record, _ in SHAPES.values()])
    assert tinylm.load_conversation_data(path) == [turns for _, turns in SHAPES.values()]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path, mark, end):
    one, two = '{"prompt": "Who?", "answer": "A\u2028da"}', '{"prompt": "Who?", "answer": "B"}'
    files = {
        "a.jsonl": f"{one}\n\n{two}\n",
        "b.json": f"{one}\n{two}",
        "c.jsonl": f"[{one},\n{two}]",
        "d.csv": "prompt,answer\nWho?,A\u2028da\nWho?,B\n",
        "e.txt": "\n<user> Who?\n<assistant> A\u2028da\n\n\n<user> Who?\n<assistant> B",
        "f.txt": "Who? __eou__ A\u2028da __eou__\nWho? __eou__ B __eou__\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_bytes((mark + text).replace("\n", end).encode())
        found = tinylm.load_conversation_data(tmp_path / name)
        assert found == [talk("Who?", "A\u2028da"), talk("Who?", "B")], name


def test_a_csv_cell_may_hold_line_breaks_and_be_long(tmp_path):
    limit, answer = csv.field_size_limit(), "word\n" * 60_000
    path = write(tmp_path / "a.csv", [{"instruction": 'Go on,\n"on"', "output": answer}])
    assert tinylm.load_conversation_data(path) == [talk('Go on,\n"on"', answer)]
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize("free", ["['I\\'m \"in\".' \"It's\\nme\"\n 'So']", "['a', \"b\", 'c']"])
def test_lists_as_numpy_and_python_print_them(tmp_path, free):
    record = {
        "previous_utterance": "['x' 'y']",
        "free_messages": free,
        "guided_messages": "['1' '2']",
    }
    ((_, _, one, _, two, _, three),) = tinylm.load_conversation_data(
        write(tmp_path / "a.csv", [record])
    )
    said = [turn["text"] for turn in (one, two, three)]
    assert said == (["a", "b", "c"] if "b" in free else ['I\'m "in".', "It's\nme", "So"])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", "[]", "holds no conversations"),
        ("a.csv", "instruction,output\n", "holds no conversations"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.jsonl", '{"instruction": ' + "1" * 5000 + "}", "line 1 cannot be read"),
        ("a.jsonl", '{"prompt": "a", "answer": "b"}\n{"prompt": ', "line 2 is not valid JSON"),
        ("a.jsonl", '{"prompt": "a", "answer": "b"}\n7', "line 2: a record must .* not be 7"),
        ("a.json", '[{"prompt": "a", "answer": "b"}, []]', "record 2: .* not be a list"),
        ("a.json", '[{"instruction": "a"}]', "record 1 looks like .* no field 'response'|'output'"),
        (
            "a.jsonl",
            '{"instruction": "a", "output": "b"}\n\n{"instruction": "a"}',
            "line 3 looks like Alpaca, but has no field 'output'",
        ),
        (
            "a.json",
            '[{"instruction": "a", "output": null}]',
            "record 1, field 'output': .* is None",
        ),
        ("a.json", '[{"instruction": "a", "output": 3}]', "field 'output': the text is 3"),
        (
            "a.json",
            '[{"instruction": "a", "input": [], "output": "b"}]',
            "field 'input': .* a list",
        ),
        (
            "a.json",
            '[{"instruction": " ", "output": "b"}]',
            "field 'instruction': there are no wor",
        ),
        ("a.json", '[{"instruction": "a", "output": "\\ud83d"}]', "field 'output': .* surrogate"),
        ("a.json", '[{"messages": {}}]', "field 'messages': an object stands where a list"),
        ("a.json", '[{"messages": [3]}]', "field 'messages', turn 1: 3 stands"),
        ("a.json", '[{"messages": []}]', "record 1: the conversation is empty"),
        (
            "a.json",
            '[{"messages": [{"role": "tool", "content": "x"}]}]',
            "turn 1: role 'tool' is not one of system, user, assistant",
        ),
        ("a.json", '[{"messages": [{"role": "user"}]}]', "turn 1: the user turn has no field"),
        (
            "a.json",
            '[{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}]',
            "turn 1, field 'content', part 1: 'image_url'",
        ),
        (
            "a.json",
            '[{"conversations": [{"from": "gpt", "value": "x"}]}]',
            "record 1, turn 1: a assistant turn stands where a user turn belongs",
        ),
        (
            "a.json",
            '[{"previous_utterance": [], "free_messages": ["a"], "guided_messages": ["b", "c"]}]',
            "field 'guided_messages': 2 texts",
        ),
        ("a.json", '[{"chosen": "a", "rejected": "b"}]', "load_preference_data"),
        ("a.csv", 'instruction,output\na,b\n\n"c\nd",e,f\n', "line 4: the row has 3 field"),
        ("a.csv", "instruction,output,output\na,b,c\n", "the column 'output' stands there twice"),
        ("a.csv", 'instruction,output\na,b\nc,"d\n', "line 3 is not valid CSV"),
        ("a.csv", "messages\nHi\n", "line 2, field 'messages' is not valid JSON"),
        ("a.txt", "Hi __eou__ Ho __eou__\nHi\n", "line 2: no __eou__"),
        ("a.txt", "L1 +++$+++ u0 +++$+++ m0 +++$+++ A +++$+++ Hi\n", "movie_conversations.txt go"),
        ("a.txt", b"<user> Hi\n<assistant> caf\xe9\n", "line 2 is not UTF-8"),
        ("a.zip", b"PK\x03\x04", "cannot be unpacked"),
    ],
)
def test_what_is_broken_is_told_with_its_place_and_field(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ValueError, match=told) as error:
        tinylm.load_conversation_data(tmp_path / name)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


# Two-party talk --------------------------------------------------------------------------------


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


TRAIN = b"Hi . __eou__ Hello . __eou__ __eou__ How are you ? __eou__\n"
OTHER = b"Bye . __eou__ So long . __eou__\n"
DAILY = talk("Hi .", "Hello .", "How are you ?")


def test_dailydialog_as_unpacked_and_as_the_official_archive(tmp_path):
    unpacked = tmp_path / "EMNLP_dataset"
    for part, content in (("train", TRAIN), ("validation", OTHER)):
        folder = unpacked / "Post_Training" / part
        folder.mkdir(parents=True)
        (folder / f"dialogues_{part}.txt").write_bytes(content)
        (folder / f"dialogues_act_{part}.txt").write_text("1 1 \n")
    official = tmp_path / "ijcnlp_dailydialog"
    official.mkdir()
    inner = {
        "train/dialogues_act_train.txt": b"1 1 \n",
        "__MACOSX/train/._dialogues_train.txt": b"\x00\x05\x16\x07",
        "train/dialogues_train.txt": TRAIN,
    }
    (official / "train.zip").write_bytes(zipped(inner))
    (official / "test.zip").write_bytes(zipped({"test/dialogues_test.txt": OTHER}))
    (official / "dialogues_text.txt").write_bytes(TRAIN + OTHER)
    whole = zipped({f"{official.name}/{p.name}": p.read_bytes() for p in official.iterdir()})
    (tmp_path / "ijcnlp_dailydialog.zip").write_bytes(whole)
    for path in (unpacked, official, official / "train.zip", tmp_path / "ijcnlp_dailydialog.zip"):
        assert tinylm.load_conversation_data(path) == [DAILY], path
    assert tinylm.load_conversation_data(unpacked / "Post_Training" / "validation") == [
        talk("Bye .", "So long .")
    ]
    assert len(tinylm.load_conversation_data(official / "dialogues_text.txt")) == 2


def test_the_place_inside_an_archive_is_told(tmp_path):
    path = tmp_path / "train.zip"
    path.write_bytes(zipped({"train/dialogues_train.txt": TRAIN + b"Hi\n"}))
    with pytest.raises(ValueError, match=r"train\.zip', file 'train/dialogues_train.txt', line 2"):
        tinylm.load_conversation_data(path)
    path.write_bytes(zipped({"notes.txt": b"x"}))
    with pytest.raises(ValueError, match=r"holds none of dialogues_train\.txt"):
        tinylm.load_conversation_data(path)
    path.write_bytes(zipped({"train.zip": path.read_bytes()}))
    with pytest.raises(ValueError, match=r"file 'train\.zip' holds none of"):
        tinylm.load_conversation_data(path)


MOVIE = [
    "L1 +++$+++ u0 +++$+++ m0 +++$+++ ADA +++$+++ Caf\u00e9?",
    "L2 +++$+++ u1 +++$+++ m0 +++$+++ BO +++$+++ Well\u2026",
    "L3 +++$+++ u1 +++$+++ m0 +++$+++ BO +++$+++ Yes.",
    "L4 +++$+++ u0 +++$+++ m0 +++$+++ ADA +++$+++ ",
    "L5 +++$+++ u0 +++$+++ m0 +++$+++ ADA +++$+++ Good.",
]
TALKS = [
    "u0 +++$+++ u1 +++$+++ m0 +++$+++ ['L1', 'L2', 'L3']",
    "u1 +++$+++ u0 +++$+++ m0 +++$+++ ['L3', 'L4', 'L5']",
]


def cornell(folder: Path, lines: list[str], talks: list[str], encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "movie_lines.txt").write_bytes("\r\n".join(lines).encode(encoding) + b"\n")
    (folder / "movie_conversations.txt").write_bytes("\n".join(talks).encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_cornell_in_any_order_and_either_encoding(tmp_path, encoding):
    lines = MOVIE.copy()
    random.Random(0).shuffle(lines)
    folder = cornell(tmp_path / "cornell", lines, TALKS, encoding)
    expected = [talk("Caf\u00e9?", "Well\u2026 Yes."), talk("Yes.", "Good.")]
    assert tinylm.load_conversation_data(folder) == expected
    assert tinylm.load_conversation_data(tmp_path) == expected
    assert tinylm.load_conversation_data(folder / "movie_conversations.txt") == expected


def test_what_is_broken_in_cornell_is_told(tmp_path):
    folder = tmp_path / "cornell"
    for lines, talks, told in [
        (["L1 +++$+++ u0 +++$+++ Hi"], TALKS, r"movie_lines\.txt', line 1: 3 field"),
        ([*MOVIE, MOVIE[0] + "!"], TALKS, "line 6: the line 'L1' was already there"),
        (MOVIE[1:], TALKS, r"movie_conversations\.txt', line 1: the line 'L1' is not"),
        (MOVIE, ["u0 +++$+++ u1"], r"movie_conversations\.txt', line 1: 2 field"),
        (MOVIE, [TALKS[0].replace("'L1', 'L2', 'L3'", "")], r"line 1: '\[\]' is no list"),
    ]:
        with pytest.raises(ValueError, match=told):
            tinylm.load_conversation_data(cornell(folder, lines, talks))
    silent = TALKS[1].replace("'L3', 'L4', 'L5'", "'L4'")
    with pytest.warns(UserWarning, match=r"1 conversation.* line 2"):
        assert len(tinylm.load_conversation_data(cornell(folder, MOVIE, [TALKS[0], silent]))) == 1
    (folder / "movie_conversations.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"movie_conversations\.txt"):
        tinylm.load_conversation_data(folder)


def test_a_folder_of_other_things_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path))):
        tinylm.load_conversation_data(tmp_path)


# Preferences -----------------------------------------------------------------------------------

BETTER = [{"role": "user", "content": "Hi."}, {"role": "assistant", "content": "Hello."}]
WORSE = [{"role": "user", "content": "Hi."}, {"role": "assistant", "content": "Go."}]
LATER = [
    {"role": "user", "content": "And?"},
    {"role": "assistant", "content": "No."},
]
ROW = PreferenceRow(talk("Hi."), "Hello.", "Go.")
PREFERENCES = {
    "alpaca": (
        {"instruction": "Sort.", "input": "B, A", "output": "A", "rejected": "B", "chosen": "A, B"},
        PreferenceRow(talk("Sort.\n\nB, A"), "A, B", "B"),
    ),
    "texts": ({"prompt": "Hi.", "chosen": "Hello.", "rejected": "Go."}, ROW),
    "no answer is worse": (
        {"prompt": "Hi.", "chosen": "Hello.", "rejected": ""},
        PreferenceRow(talk("Hi."), "Hello.", ""),
    ),
    "messages": (
        {"prompt": BETTER[:1], "chosen": BETTER[1:], "rejected": WORSE[1:]},
        ROW,
    ),
    "messages with their prompt": (
        {
            "prompt": "Hi.",
            "prompt_id": "7",
            "chosen": [{"role": "system", "content": "Be kind."}, *BETTER],
            "rejected": [{"role": "system", "content": "Be kind."}, *WORSE],
        },
        PreferenceRow(talk("Hi.", system="Be kind."), "Hello.", "Go."),
    ),
    "messages without a prompt": ({"chosen": BETTER, "rejected": WORSE + LATER}, ROW),
    "hh-rlhf": (
        {
            "chosen": "\n\nHuman: Hi.\n\nAssistant: Yes?\n\nHuman: A\n\nor B?\n\nAssistant: A.",
            "rejected": "\n\nHuman: Hi.\n\nAssistant: Yes?\n\nHuman: A\n\nor B?\n\nAssistant:",
        },
        PreferenceRow(talk("Hi.", "Yes?", "A\n\nor B?"), "A.", ""),
    ),
    "hh-rlhf that parts early": (
        {
            "chosen": "\n\nHuman: Hi.\n\nAssistant: Hello.\n\nHuman: Who?\n\nAssistant: Ada.",
            "rejected": "\n\nHuman: Hi.\n\nAssistant: Go.",
        },
        ROW,
    ),
    "hh-rlhf of which one goes on": (
        {
            "chosen": "\n\nHuman: Hi.\n\nAssistant: Hello.\n\nHuman: \n\nAssistant: You?",
            "rejected": "\n\nHuman: Hi.\n\nAssistant: Go.",
        },
        PreferenceRow(talk("Hi."), "Hello.\n\nYou?", "Go."),
    ),
}


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".csv"])
@pytest.mark.parametrize("shape", PREFERENCES)
def test_preferences_in_each_layout(tmp_path, shape, ending):
    record, row = PREFERENCES[shape]
    path = write(tmp_path / f"a{ending}", [record, record])
    assert tinylm.load_preference_data(path) == [row, row]


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"prompt": "Hi.", "chosen": "a"}, "record 1: the field 'rejected' is missing"),
        ({"prompt": "Hi.", "chosen": "a", "rejected": None}, "field 'rejected': the text is None"),
        ({"prompt": "Hi.", "chosen": BETTER, "rejected": "a"}, "field 'chosen': .* is a list"),
        ({"prompt": " ", "chosen": "a", "rejected": "b"}, "field 'prompt': there are no words"),
        ({"prompt": "Hi.", "chosen": " ", "rejected": ""}, "field 'chosen': it is empty"),
        ({"prompt": BETTER, "chosen": "a", "rejected": "b"}, "the prompt: its last turn"),
        ({"prompt": "Ho.", "chosen": BETTER, "rejected": WORSE}, "does not hold 'prompt'"),
        ({"chosen": BETTER[1:], "rejected": WORSE[1:]}, "an answer without a question"),
        ({"chosen": BETTER, "rejected": []}, "field 'rejected': the conversation is empty"),
        ({"chosen": "Hello.", "rejected": "Go."}, "field 'chosen': 'Hello.' does not begin as"),
        (
            {
                "chosen": "\n\nHuman: Hi.\n\nAssistant: Hello.",
                "rejected": "\n\nHuman: Ho.\n\nAssistant: Go.",
            },
            "field 'chosen', turn 1: the conversations part at a user turn",
        ),
    ],
)
def test_a_broken_preference_is_told(tmp_path, record, told):
    path = write(tmp_path / "a.json", [record])
    with pytest.raises(ValueError, match=told) as error:
        tinylm.load_preference_data(path)
    assert "a.json', record 1" in str(error.value)


def test_a_missing_or_unknown_preference_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="no preference file"):
        tinylm.load_preference_data(tmp_path / "none.json")
    (tmp_path / "a.txt").write_text("<user> Hi.\n")
    with pytest.raises(ValueError, match=r"is not one of \.json, \.jsonl, \.csv"):
        tinylm.load_preference_data(tmp_path / "a.txt")
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(ValueError, match="holds no preference rows"):
        tinylm.load_preference_data(tmp_path / "a.json")


# Real data -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("instruction/alpaca_5000.json", 5000),
        ("instruction/rasbt_instruction-data.json", 1100),
        ("instruction/dolly_151_promptanswer.jsonl", 151),
        ("preference/rasbt_instruction-data-with-preference.json", 1100),
        ("cornell", 8067),
        ("EMNLP_dataset", 7209),  # its training part; 1,000 more are kept for validation
        ("EMNLP_dataset/Post_Training/validation/dialogues_validation.txt", 1000),
    ],
)
def test_real_conversations_are_all_read(real_data, name, count):
    found = tinylm.load_conversation_data(real_data / name)
    assert len(found) == count
    assert not any(mark in t["text"] for c in found for t in c for mark in ("###", "__eou__"))
    for number, turns in enumerate(found, 1):
        check_turns(turns, f"{name} {number}")
    # Two rows of Alpaca and two of Cornell's lines are empty; everything else is answered.
    unanswered = 2 if "alpaca" in name or name == "cornell" else 0
    assert sum(len(turns) < 2 for turns in found) == unanswered


def test_real_preferences_are_all_read(real_data):
    name = "preference/rasbt_instruction-data-with-preference.json"
    rows = tinylm.load_preference_data(real_data / name)
    records = json.loads((real_data / name).read_text(encoding="utf-8"))
    assert len(rows) == 1100
    for row, record in zip(rows, records, strict=True):
        assert (row.chosen, row.rejected) == (record["chosen"], record["rejected"])
        assert row.prompt[0]["text"].startswith(record["instruction"])


def test_a_question_without_an_answer_carries_no_loss(lm):
    _, targets = encode_row(lm, SHAPES["alpaca without an answer"][1])
    assert set(targets) == {-100}


# Anything --------------------------------------------------------------------------------------


def ends_well(name: str, content: bytes) -> None:
    """Both readers end in records that can be used, or in a ValueError that names the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        if name == "movie_lines.txt":
            path.with_name("movie_conversations.txt").write_bytes(content)
        found = outcome(tinylm.load_conversation_data, path)
        rows = outcome(tinylm.load_preference_data, path)
    for turns in found + [row.prompt for row in rows]:
        check_turns(turns, "found")
        json.dumps(turns, ensure_ascii=False).encode()


def outcome(load, path: Path) -> list:
    """What is loaded, or nothing where that ends in an error that names the file."""
    try:
        return load(path)
    except ValueError as error:
        if path.parent.name not in str(error):
            raise
        return []


NAMES = st.sampled_from(["x.json", "x.jsonl", "x.csv", "x.txt", "x.zip", "movie_lines.txt"])
FIELDS = sorted(
    {field for shape in (SHAPES, PREFERENCES) for record, _ in shape.values() for field in record}
    | {"role", "content", "from", "value", "text", "type"}
)
TEXTS = st.sampled_from(
    ["user", "assistant", "gpt", "human", "system", "text", "", "\n\nHuman: a\n\nAssistant: b"]
) | st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
RECORDS = st.dictionaries(st.sampled_from(FIELDS), VALUES | TEXTS, max_size=8)


@ANY
@given(NAMES, st.binary(max_size=300))
def test_arbitrary_bytes_end_well(name, content):
    ends_well(name, content)


@ANY
@given(NAMES, st.text(alphabet="[]{}\"',:\\\n\r\x00 ae1_<>/usr+$é", max_size=120))
def test_arbitrary_marks_end_well(name, content):
    ends_well(name, content.encode())


@ANY
@given(st.sampled_from(["x.json", "x.jsonl"]), VALUES | st.lists(RECORDS, max_size=3))
def test_arbitrary_json_ends_well(name, value):
    ends_well(name, json.dumps(value).encode())


@ANY
@given(st.sampled_from(sorted(SHAPES)), st.data())
def test_a_known_record_with_one_value_changed_ends_well(shape, data):
    record, _ = SHAPES[shape]
    field = data.draw(st.sampled_from(sorted(record)))
    ends_well("x.json", json.dumps([record, record | {field: data.draw(VALUES)}]).encode())


@ANY
@given(st.sampled_from(sorted(SHAPES)), TEXTS | st.text(alphabet="[]'\"\\, a\n", max_size=20))
def test_a_csv_with_one_cell_changed_ends_well(shape, cell):
    record, _ = SHAPES[shape]
    for field in record:
        out = io.StringIO()
        rows = csv.writer(out)
        rows.writerow(record)
        rows.writerow((record | {field: cell}).values())
        ends_well("x.csv", out.getvalue().encode(errors="replace"))


@ANY
@given(st.integers(0, 400), st.integers(0, 255))
def test_an_archive_with_one_byte_changed_ends_well(place, byte):
    content = bytearray(zipped({"train.zip": zipped({"dialogues_train.txt": TRAIN * 3})}))
    content[place % len(content)] = byte
    ends_well("x.zip", bytes(content))


def test_importing_tinylm_brings_in_no_reader():
    code = (
        "import sys; from tinylm import *; "
        "print([m for m in sys.modules if m.startswith('tinylm.readers')])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"
