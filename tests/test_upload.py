"""Files that are uploaded: where they are put, what is told of them, what the form then holds."""

import datetime
import gzip
import json
import os

import pytest

pytest.importorskip("ipywidgets")

import tinylm
from tinylm import panels
from tinylm.panels import upload

STORIES = b"One.\n<|endoftext|>\nTwo.\n<|endoftext|>\nThree.\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """An empty working directory, and nothing displayed."""
    monkeypatch.chdir(tmp_path)
    for module in ("form", "upload"):
        monkeypatch.setattr(f"tinylm.panels.{module}.display", lambda *_: None)
    return tmp_path


def put(**files):
    """Stores files whose names are given with __ for the dot, as an upload does."""
    return upload.store({n.replace("__", "."): c for n, c in files.items()}, upload.FOLDER)


def everything(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_stored_and_described(here):
    path, told = put(stories__txt=STORIES)
    assert path == upload.FOLDER / "stories.txt"
    assert path.read_bytes() == STORIES
    assert told == f"{str(path)!r} holds 3 documents in {len(STORIES)} B."
    assert everything(here) == [os.path.join("data", "uploads", "stories.txt")]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../outside.txt", "outside.txt"),
        ("/etc/outside.txt", "outside.txt"),
        ("C:\\Users\\me\\my notes.txt", "my_notes.txt"),
        (".hidden.txt", "hidden.txt"),
        ("...txt", "text.txt"),
        ("a\0b<c>|*?.txt", "a_b_c_.txt"),
        ("Märchen 日本.md", "Märchen_日本.md"),
        ("x" * 500 + ".jsonl.gz", "x" * 80 + ".jsonl.gz"),
    ],
)
def test_names_lose_whatever_could_lead_elsewhere(here, name, safe):
    content = STORIES
    if ".jsonl" in name:
        content = gzip.compress(json.dumps({"text": "One."}).encode())
    path, _ = upload.store({name: content}, upload.FOLDER)
    assert path == upload.FOLDER / safe
    assert everything(here) == [str(path)]


def test_another_file_of_the_same_name_does_not_replace_the_first():
    first, _ = put(a__txt=STORIES)
    other, _ = put(a__txt=b"Another text.")
    third, _ = put(a__txt=b"A third.")
    assert [p.name for p in (first, other, third)] == ["a.txt", "a-2.txt", "a-3.txt"]
    assert first.read_bytes() == STORIES
    # The same again is the same file, whichever number it got.
    assert put(a__txt=b"Another text.")[0] == other
    assert put(a__txt=STORIES)[0] == first
    assert len(everything(upload.FOLDER)) == 3
    packed, _ = put(a__txt__gz=gzip.compress(b"One.", mtime=0))
    assert put(a__txt__gz=gzip.compress(b"Two.", mtime=0))[0].name == "a-2.txt.gz"
    assert list(tinylm.load_corpus(packed)) == ["One."]


def test_several_files_are_a_corpus_of_just_these():
    put(earlier__txt=b"An earlier upload.")
    path, told = put(b__txt=b"Of b.", a__txt=b"Of a.", c__jsonl=b'{"text": "Of c."}')
    assert path == upload.FOLDER / "a-and-2-more"
    assert list(tinylm.load_corpus(path)) == ["Of a.", "Of b.", "Of c."]
    assert "3 documents" in told
    again = dict(a__txt=b"Of a.", b__txt=b"Of b.", c__jsonl=b'{"text": "Of c."}')
    assert put(**again)[0] == path
    other, _ = put(**again | dict(b__txt=b"Changed."))
    assert other.name == "a-and-2-more-2"
    assert list(tinylm.load_corpus(path)) == ["Of a.", "Of b.", "Of c."]
    # Two names that become one when they are made safe are still two files.
    both, _ = upload.store({"x y.txt": b"One.", "x?y.txt": b"Two."}, upload.FOLDER)
    assert sorted(tinylm.load_corpus(both)) == ["One.", "Two."]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (dict(a__txt=b""), "is empty"),
        (dict(a__txt=b"\xff\xfea\0"), "UTF-16"),
        (dict(a__jsonl=b'{"text": "One."}\n{"text": 3}'), "line 2: field 'text' holds int"),
        (dict(a__txt__gz=b"no gzip at all"), "damaged"),
        (dict(a__pdf=b"%PDF"), "'a.pdf' is not a .txt"),
        (dict(a__txt=STORIES, b__docx=b"PK"), "'b.docx' is not a .txt"),
        (dict(a__txt=STORIES, b__txt=b""), "b.txt' is empty"),
    ],
)
def test_what_cannot_be_read_is_told_and_leaves_nothing(here, files, told):
    with pytest.raises(ValueError, match=told):
        put(**files)
    assert everything(here) == []


def test_what_was_there_stays_when_it_cannot_be_read(here):
    path = upload.FOLDER / "a.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"title": 1}')
    with pytest.raises(ValueError, match="no field 'text'"):
        put(a__jsonl=b'{"title": 1}')
    assert path.is_file()


def test_a_failed_write_leaves_no_half_of_a_folder(here, monkeypatch):
    wrote = upload.write_atomically

    def full(path, content):
        if path.name == "b.txt":
            raise OSError("the disk is full")
        wrote(path, content)

    monkeypatch.setattr(upload, "write_atomically", full)
    with pytest.raises(OSError, match="the disk is full"):
        put(a__txt=STORIES, b__txt=STORIES)
    assert everything(here) == []


def test_of_a_large_upload_documents_are_counted_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(upload, "_COUNTED", 5)
    assert "holds more than 2 documents" in put(stories__txt=STORIES)[1]


def press(panel, **files):
    """What the browser sends when files have been chosen."""
    time = datetime.datetime.now(datetime.UTC)
    panel.button.value = tuple(
        dict(name=n, type="", size=len(c), content=memoryview(c), last_modified=time)
        for n, c in ((n.replace("__", "."), c) for n, c in files.items())
    )


def test_an_upload_becomes_the_corpus_of_the_form(here):
    form = panels.TrainForm("sample", "mini-1m", 4e-3, 300).show()
    panel = panels.Upload(form).show()
    assert form.corpus == "sample"  # until something is chosen
    press(panel, stories__txt=STORIES)
    assert form.corpus == str(upload.FOLDER / "stories.txt")
    assert list(tinylm.load_corpus(form.corpus)) == ["One.", "Two.", "Three."]
    assert "holds 3 documents" in panel.note.value
    assert panel.button.value == ()  # not kept in memory
    press(panel, stories__txt=STORIES)
    assert form.corpus == str(upload.FOLDER / "stories.txt")
    press(panel, a__txt=STORIES, b__txt=b"More.")
    assert form.corpus == str(upload.FOLDER / "a-and-1-more")
    assert "sample" in form._corpus.options
    assert len(set(form._corpus.options)) == len(form._corpus.options) == 3


def test_a_file_that_is_no_corpus_changes_nothing_but_the_note(here):
    form = panels.TrainForm("sample", "mini-1m", 4e-3, 300)
    panel = panels.Upload(form)
    press(panel, **{"a<b>__jsonl": b"{broken"})
    assert form.corpus == "sample"
    assert "is not valid JSON" in panel.note.value
    assert "<b>{" not in panel.note.value
    press(panel, **{"<img src=x>__pdf": b"%PDF"})
    assert "<img" not in panel.note.value
    assert everything(here) == []
    press(panel, good__txt=STORIES)
    assert form.corpus.endswith("good.txt")


def test_the_panel_says_what_may_come_and_how_much():
    panel = panels.Upload(panels.TrainForm("sample", "mini-1m", 4e-3, 300))
    assert set(panel.button.accept.split(",")) >= {".txt", ".parquet", ".gz", ".zst"}
    hint = panel.box.children[1].value
    assert "10 MB" in hint
    assert "file browser" in hint
