"""The examples in docs/your-own-text.md are what the code reads and runs."""

import re
import shutil

import pytest

import tinylm

from .conftest import ROOT, make_documents

GUIDE = (ROOT / "docs" / "your-own-text.md").read_text(encoding="utf-8")
DOCUMENTS = [
    "Ada found a kite. She flew it all day.",
    "Bo lost a lamp.\n\nA fox brought it back.",
]


def examples(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE, re.M | re.S)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("kind", "name"), [("text", "stories.txt"), ("json", "rows.jsonl")])
def test_documents_are_read_as_the_guide_shows_them(here, kind, name):
    (here / name).write_text(examples(kind)[0])
    assert list(tinylm.load_corpus(here / name)) == DOCUMENTS


def test_conversations_are_read_as_the_guide_shows_them(here):
    for kind, name, turns in (("text", "chats.txt", [2, 4]), ("json", "chats.json", [2, 2])):
        (here / name).write_text(examples(kind)[1])
        chats = tinylm.load_conversation_data(here / name)
        assert [len(chat) for chat in chats] == turns
        assert chats[0][-1]["role"] == "assistant"


def test_the_code_runs(here, trained):
    (here / "texts").mkdir()
    (here / "texts" / "a.txt").write_text("\n<|endoftext|>\n".join([*DOCUMENTS, DOCUMENTS[0]]))
    (here / "mine.txt").write_text("\n<|endoftext|>\n".join(make_documents(40)))
    (here / "checkpoints").mkdir()
    shutil.copy(trained, here / "checkpoints")
    found = dict(tinylm=tinylm)
    for code in examples("python"):
        exec(code, found)
    assert list(found["corpus"]) == DOCUMENTS
    assert found["lm"].step == 200
    assert (here / "checkpoints" / "mine.pt").is_file()
    assert list(here.glob("checkpoints/runs/*/best.pt"))


def test_the_notebook_and_the_readme_point_to_the_guide():
    for name in ("README.md", "Network_Train.ipynb"):
        assert "(docs/your-own-text.md)" in (ROOT / name).read_text(encoding="utf-8"), name
