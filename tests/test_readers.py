"""The readers: counts on real corpora, and a small file of every shape."""

import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import tinylm
from tinylm.readers import cornell, dailydialog
from tinylm.readers.public import PUBLIC

from .conftest import ROOT


def read(path, **more) -> list[str]:
    return list(tinylm.load_corpus(path, **more))


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- real corpora -----------------------------------------------------------------------------


def test_tinystories_counts(real_data):
    corpus = tinylm.load_corpus(real_data / "tinystories")
    assert len(list(corpus)) == 9757
    assert len(list(corpus.validation)) == 3228
    assert len(read(real_data / "tinystories" / "TinyStories-train.txt")) == 9757
    assert corpus.licence == "CDLA-Sharing-1.0"
    assert corpus.size == (real_data / "tinystories" / "TinyStories-train.txt").stat().st_size


def test_cornell_counts(real_data):
    folder = real_data / "cornell"
    talks = [turns for _, turns in cornell.talks(folder)]
    assert len(talks) == 8067
    assert sum(map(len, talks)) == 28_676  # as many as there are lines, each in one conversation
    assert all(len({speaker for speaker, _ in turns}) <= 2 for turns in talks)
    documents = read(folder)
    assert len(documents) == 8067
    assert documents[1].startswith("You're asking me out.")
    assert not any("+++" in text for text in documents)


def test_dailydialog_counts(real_data):
    folder = real_data / "EMNLP_dataset"
    corpus = tinylm.load_corpus(folder)
    documents = list(corpus)
    assert len(documents) == 7209  # the training part; 1,000 more are its validation part
    assert len(list(corpus.validation)) == 1000
    assert documents[0] == "The kitchen stinks .\nI'll throw out the garbage ."
    assert not any("__eou__" in text for text in documents)
    turns = [said for _, said in dailydialog.talks(dailydialog.find(folder)["validation"])]
    acts = (folder / "Post_Training/validation/dialogues_act_validation.txt").read_text()
    assert [len(t) for t in turns] == [len(line.split()) for line in acts.splitlines()]


def test_wikitext_books_and_instructions_counts(real_data):
    corpus = tinylm.load_corpus(real_data / "wikitext-2")
    articles = list(corpus)
    assert len(articles) == 60
    assert all(re.match("= [^=]", text) for text in articles)
    assert not any(re.search("@[-,.]@", text) for text in articles)
    assert corpus.licence == "CC BY-SA 3.0"
    path = real_data / "books" / "books_large_p1.txt"
    passages = read(path)
    assert "\n".join(passages).split() == path.read_text().split()
    assert 4000 <= sum(map(len, passages)) / len(passages) < 4500
    assert len(read(real_data / "instruction" / "alpaca_5000.json")) == 5000
    assert len(read(real_data / "instruction" / "rasbt_instruction-data.json")) == 1100
    with pytest.raises(ValueError, match="load_conversation_data"):
        read(real_data / "instruction" / "dolly_151_promptanswer.jsonl")


# --- tables -----------------------------------------------------------------------------------

ROWS = ["One.\nTwo, three.", "Caf\u00e9 \U0001f600", 'She said "no".']


def table(ending: str, rows: list[str], folder: Path, field: str = "text") -> Path:
    path = folder / f"table.{ending}"
    records = [{"id": number, field: row} for number, row in enumerate(rows)]
    if ending == "jsonl":
        return write(path, "\n".join(map(json.dumps, records)))
    if ending == "json":
        return write(path, json.dumps(records, indent=2))
    if ending == "csv":
        fields = [
            f'{number},"{row.replace(chr(34), chr(34) * 2)}"' for number, row in enumerate(rows)
        ]
        return write(path, "\ufeff" + "\r\n".join([f"id,{field}", *fields]))
    arrow = pytest.importorskip("pyarrow")
    columns = {"id": list(range(len(rows))), field: rows}
    pytest.importorskip("pyarrow.parquet").write_table(arrow.table(columns), path)
    return path


@pytest.mark.parametrize("ending", ["jsonl", "json", "csv", "parquet"])
@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_every_table_plain_and_compressed(tmp_path, ending, packed):
    path = table(ending, [*ROWS, " "], tmp_path)
    if packed == ".gz":
        path = write(tmp_path / f"table.{ending}.gz", gzip.compress(path.read_bytes()))
    if packed == ".zst":
        zstandard = pytest.importorskip("zstandard")
        path = write(tmp_path / f"table.{ending}.zst", zstandard.compress(path.read_bytes()))
    corpus = tinylm.load_corpus(path)
    assert list(corpus) == list(corpus) == ROWS
    assert corpus.name == "table"
    assert corpus.size == path.stat().st_size


@pytest.mark.parametrize("packed", [".gz", ".zst"])
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_compressed_texts_in_one_or_more_members_and_cut_short(tmp_path, packed, ending):
    pack = gzip.compress if packed == ".gz" else pytest.importorskip("zstandard").compress
    halves = [b"One.\n<|endoftext|>\nTw", b"o.\n" + bytes(range(32, 127)) * 50]
    path = write(tmp_path / f"a.{ending}{packed}", b"".join(map(pack, halves)))
    assert read(path)[0] == "One."
    assert read(path)[1].startswith("Two.")
    write(path, path.read_bytes()[:-6])
    with pytest.raises(ValueError, match=rf"a\.{ending}\{packed}' is damaged"):
        read(path)
    write(path, b"no such thing")
    with pytest.raises(ValueError, match="is damaged or no"):
        read(path)


def test_jsonl_of_texts_instructions_and_stories(tmp_path):
    lines = [
        '"just a text"',
        '{"instruction": "Add.", "output": "1 + 1", "code": "print(1)", "testcase": ["a"]}',
        '{"instruction": "Add.", "input": "2", "output": "3"}',
        '{"story": "Once.", "source": "x", "instruction": {"words": []}}',
        '{"id": 4, "body": "The only text."}',
        "",
        '{"text": null}',
    ]
    path = write(tmp_path / "a.jsonl", "\ufeff" + "\r\n".join(lines))
    expected = ["just a text", "Add.\n\n1 + 1", "Add.\n\n2\n\n3", "Once.", "The only text."]
    assert read(path) == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{'text': 1}", "line 2, is not valid JSON"),
        ('{"text": 5}', "line 2: field 'text' holds int"),
        ('{"text": ["a"]}', "line 2: field 'text' holds list"),
        ("5", "line 2: a record must be a text"),
        ('{"a": "x", "b": "y"}', "line 2: no field 'text' among 'a', 'b': rename"),
        ("{}", "line 2: no field 'text' among no fields"),
        ('{"messages": [], "id": "x"}', "line 2: .* load_conversation_data|read by tinylm"),
        ('{"text": "\\ud83d"}', r"line 2: '\\ud83d' is half a character"),
        ("[" * 100_000, "line 2, is not usable JSON: maximum recursion"),
        ("9" * 5000, "line 2, is not usable JSON: Exceeds the limit"),
    ],
)
def test_a_bad_line_of_jsonl_is_named(tmp_path, line, told):
    path = write(tmp_path / "bad.jsonl", '{"text": "good"}\n' + line)
    with pytest.raises(ValueError, match=r"bad\.jsonl', " + told):
        read(path)


def test_json_as_a_list_a_record_or_records_one_after_the_other(tmp_path):
    path = tmp_path / "a.json"
    for content in ('["One.", "Two."]', ' [ "One." ,\r\n"Two." ] ', '"One."\n"Two."'):
        assert read(write(path, content)) == ["One.", "Two."]
    assert read(write(path, '\n{"text": "One."}\n')) == ["One."]
    assert read(write(path, '{"text": "One."}\n{"text": "Two."}\n')) == ["One.", "Two."]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('["a", "b"', "after record 2, is not valid JSON: a comma"),
        ('["a", "b",]', "after record 2, is not valid JSON: a comma"),
        ('["a" "b"]', "after record 1, is not valid JSON: a comma"),
        ('["a", "b"] x', "after record 2, is not valid JSON: something stands after"),
        ('["a", {"text": "b"', "record 2, is not valid JSON"),
        ('["a", "b', "record 2, is not valid JSON: Unterminated string"),
        ('["a", {"text": tru}]', "record 2, is not valid JSON"),
        ('["a", 12]', "record 2: a record must be"),
        ("[" * 200_000, "record 1, is not usable JSON"),
    ],
)
def test_broken_json_is_told_with_its_place(tmp_path, content, told):
    with pytest.raises(ValueError, match=r"bad\.json', " + told):
        read(write(tmp_path / "bad.json", content))


@pytest.mark.parametrize("length", [65_530, 65_535, 65_536, 65_537, 200_000])
def test_json_records_that_end_anywhere_about_the_blocks_that_are_read(tmp_path, length):
    texts = ["x" * length, "\\" * 7 + '"', "\U0001f600" * 10, "last"]
    for content in (json.dumps(texts), json.dumps([{"text": t, "n": 12} for t in texts], indent=1)):
        assert read(write(tmp_path / "a.json", content)) == texts


def test_csv_columns_and_separators(tmp_path):
    path = tmp_path / "a.csv"
    assert read(write(path, "label,Text\n1,One.\n2,Two.\n")) == ["One.", "Two."]
    assert read(write(path, 'story_of,label\nOne.,"a\nb"\n\nTwo.,c\n')) == ["One.", "Two."]
    assert read(write(path, "label;text\n1;One, two.\n")) == ["One, two."]
    assert read(write(path, "text\nOne.\rTwo.\r\nThree.")) == ["One.", "Two.", "Three."]
    with pytest.raises(ValueError, match=r"a\.csv', line 3: 1 field\(s\), and the column 'text'"):
        read(write(path, "id,text\n1,One.\n2\n"))
    with pytest.raises(ValueError, match="is not UTF-8"):
        read(write(path, "text\ncaf\u00e9\n".encode("latin-1")))


def test_parquet_columns(tmp_path):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")

    def saved(**columns) -> Path:
        parquet.write_table(arrow.table(columns), tmp_path / "a.parquet", row_group_size=2)
        return tmp_path / "a.parquet"

    assert read(saved(text=["One.", None, "", "Two."], n=[1, 2, 3, 4])) == ["One.", "Two."]
    assert read(saved(output=["4"], instruction=["Add."], seq_id=[1], code=["x"])) == ["Add.\n\n4"]
    assert read(saved(n=[1], body=["One."])) == ["One."]
    with pytest.raises(ValueError, match=r"a\.parquet', its columns: no field 'text' among 'n'"):
        read(saved(n=[1]))
    with pytest.raises(ValueError, match=r"a\.parquet', row 1: field 'text' holds int"):
        read(saved(text=[1]))
    with pytest.raises(ValueError, match=r"a\.parquet' is empty"):
        read(saved(text=arrow.array([], arrow.string())))


def test_missing_packages_are_named_with_the_command(tmp_path):
    write(tmp_path / "a.parquet", b"PAR1")
    write(tmp_path / "a.txt.zst", b"x")
    code = (
        "import sys; sys.modules['pyarrow'] = sys.modules['zstandard'] = None\n"
        "import tinylm\n"
        "for name in ('a.parquet', 'a.txt.zst'):\n"
        "    try:\n"
        f"        tinylm.load_corpus({str(tmp_path)!r} + '/' + name)\n"
        "    except ImportError as error:\n"
        "        print(error)\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, second = out.stdout.splitlines()
    assert first.endswith("a.parquet' needs the package pyarrow: pip install pyarrow")
    assert second.endswith("a.txt.zst' needs the package zstandard: pip install zstandard")


# --- public corpora ---------------------------------------------------------------------------

WIKI = (
    " \n = Sea @-@ lion = \n \n The sea @-@ lion weighs 1 @,@ 000 kg or 2 @.@ 5 <unk> . \n"
    " \n = = Food = = \n \n = x = is no title here . \n Fish . \n"
    " \n = B = \n \n A letter . \n"
)
WIKI_DOCUMENTS = [
    "= Sea-lion =\nThe sea-lion weighs 1,000 kg or 2.5 <unk> .\n= = Food = =\n"
    "= x = is no title here .\nFish .",
    "= B =\nA letter .",
]


@pytest.mark.parametrize("change", ["", "\r", "bom", "gz"])
def test_wikitext(tmp_path, change):
    text = WIKI.replace("\n", "\r\n") if change == "\r" else WIKI
    content = text.encode("utf-8-sig" if change == "bom" else "utf-8")
    name = "wiki.train.tokens"
    if change == "gz":
        name, content = name + ".gz", gzip.compress(content)
    assert read(write(tmp_path / name, content)) == WIKI_DOCUMENTS
    write(tmp_path / "wiki.valid.tokens", " \n = V = \n \n Held out . \n")
    write(tmp_path / "wiki.test.tokens", " \n = T = \n \n Unread . \n")
    corpus = tinylm.load_corpus(tmp_path)
    assert list(corpus) == WIKI_DOCUMENTS
    assert list(corpus.validation) == ["= V =\nHeld out ."]
    assert list(tinylm.load_corpus(tmp_path, max_documents=1).validation) == ["= V =\nHeld out ."]


CORNELL_LINES = [
    "L3 +++$+++ u0 +++$+++ m0 +++$+++ ANA +++$+++ It\u2019s caf\u00e9 time\u2026",
    "L1 +++$+++ u0 +++$+++ m0 +++$+++ ANA +++$+++ Hello?",
    "L4 +++$+++ u2 +++$+++ m0 +++$+++ BO +++$+++",  # an empty line whose last blank was lost
    "L2 +++$+++ u2 +++$+++ m0 +++$+++ BO +++$+++ Hi.",
]
CORNELL_TALKS = [
    "u0 +++$+++ u2 +++$+++ m0 +++$+++ ['L1', 'L2']",
    "u0 +++$+++ u2 +++$+++ m0 +++$+++ ['L3', 'L4']",
]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cornell_in_either_encoding(tmp_path, encoding, end):
    write(tmp_path / "movie_lines.txt", end.join(CORNELL_LINES).encode(encoding))
    write(tmp_path / "movie_conversations.txt", (end.join(CORNELL_TALKS) + end).encode())
    write(tmp_path / "movie_titles_metadata.txt", "m0 +++$+++ not for reading")
    expected = ["Hello?\nHi.", "It\u2019s caf\u00e9 time\u2026"]
    assert read(tmp_path) == read(tmp_path / "movie_lines.txt") == expected
    place, turns = list(cornell.talks(tmp_path))[1]
    assert place.endswith("movie_conversations.txt', line 2")
    assert turns == [("u0", "It\u2019s caf\u00e9 time\u2026"), ("u2", "")]


@pytest.mark.parametrize("listed", ["['L1', 'L2']", '["L1","L2"]', "['L1' 'L2']", "[L1, L2]"])
def test_cornell_lists_its_lines_in_any_of_the_usual_ways(tmp_path, listed):
    write(tmp_path / "movie_lines.txt", "\n".join(CORNELL_LINES))
    write(tmp_path / "movie_conversations.txt", "u0 +++$+++ u2 +++$+++ m0 +++$+++ " + listed)
    assert read(tmp_path) == ["Hello?\nHi."]
    assert [t["text"] for t in tinylm.load_conversation_data(tmp_path)[0]] == ["Hello?", "Hi."]


@pytest.mark.parametrize(
    ("lines", "talks", "told"),
    [
        (CORNELL_LINES[:2], CORNELL_TALKS, r"movie_conversations\.txt', line 1: the line 'L2'"),
        (["L1 +++$+++ Hello"], CORNELL_TALKS, r"movie_lines\.txt', line 1: 2 field"),
        (CORNELL_LINES, ["u0 +++$+++ u2 +++$+++ m0 +++$+++ L1"], "line 1: 'L1' is no list"),
        ([*CORNELL_LINES, CORNELL_LINES[1] + "!"], CORNELL_TALKS, "line 5: the line 'L1' was"),
    ],
)
def test_a_cornell_that_does_not_fit_together_is_told(tmp_path, lines, talks, told):
    write(tmp_path / "movie_lines.txt", "\n".join(lines))
    write(tmp_path / "movie_conversations.txt", "\n".join(talks))
    with pytest.raises(ValueError, match=told):
        read(tmp_path)
    (tmp_path / "movie_conversations.txt").unlink()
    for path in (tmp_path, tmp_path / "movie_lines.txt"):
        with pytest.raises(FileNotFoundError, match="one half of a corpus"):
            read(path)


def zipped(name: str, content: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"__MACOSX/{name}", "junk")
        archive.writestr("acts/dialogues_act.txt", "1 2")
        archive.writestr(name, content)
    return file.getvalue()


def test_dailydialog_unpacked_or_as_the_official_archive(tmp_path):
    parts = {
        "train": "Hi . __eou__ Hello ! __eou__\r\nOne ? __eou__ Two . __eou__ \r\n",
        "validation": "\ufeffAm I held out ? __eou__ Yes . __eou__\n\n",
        "test": "Unread . __eou__",
    }
    for part, content in parts.items():
        name = f"{part}/dialogues_{part}.txt"
        write(tmp_path / "a/Post_Training" / name, content)
        write(tmp_path / "b" / name, content)
        write(tmp_path / "c/EMNLP" / f"{part}.zip", zipped(name, content))
    for folder in ("a", "c/EMNLP"):
        write(tmp_path / folder / "dialogues_act.txt", "1 2\n")
    write(tmp_path / "c/EMNLP/dialogues_text.txt", "Hi . __eou__")
    for folder in ("a", "b", "c", "c/EMNLP"):
        corpus = tinylm.load_corpus(tmp_path / folder)
        assert list(corpus) == ["Hi .\nHello !", "One ?\nTwo ."]
        assert list(corpus.validation) == ["Am I held out ?\nYes ."]
        talks = [
            [t["text"] for t in talk] for talk in tinylm.load_conversation_data(tmp_path / folder)
        ]
        assert talks == [["Hi .", "Hello !"], ["One ?", "Two ."]]
    assert read(tmp_path / "c/EMNLP/test.zip") == ["Unread ."]
    assert read(tmp_path / "b/test/dialogues_test.txt") == ["Unread ."]
    whole = (tmp_path / "c/EMNLP/train.zip").read_bytes()
    for damaged in (whole[:-30], whole.replace(b"PK\x03\x04", b"xxxx"), b""):
        write(tmp_path / "c/EMNLP/train.zip", damaged)
        with pytest.raises(ValueError, match=r"train\.zip' is damaged"):
            read(tmp_path / "c/EMNLP")
    write(tmp_path / "b/train/dialogues_train.txt", "No end of a turn.")
    with pytest.raises(ValueError, match=r"dialogues_train\.txt', line 1: no __eou__"):
        read(tmp_path / "b")


@pytest.mark.parametrize("name", ["ijcnlp_dailydialog.zip", "renamed.zip"])
def test_the_official_archive_of_dailydialog_is_read_with_the_zips_inside(
    tmp_path, name, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    inner = {"train": "Hi . __eou__ Hello ! __eou__", "validation": "Am I held out ? __eou__"}
    packed = {"readme.txt": b"About.", "dialogues_text.txt": b"All of it . __eou__"}
    for part, content in inner.items():
        packed[f"{part}.zip"] = zipped(f"{part}/dialogues_{part}.txt", content)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member, content in packed.items():
            archive.writestr(f"ijcnlp_dailydialog/{member}", content)
            archive.writestr(f"__MACOSX/ijcnlp_dailydialog/{member}", "junk")
    path = write(tmp_path / "data/dailydialog" / name, file.getvalue())
    write(path.with_name("README.md"), "About the talk.")
    for source in (path, path.parent / "*.zip", "dailydialog"):
        corpus = tinylm.load_corpus(source)
        assert list(corpus) == list(corpus) == ["Hi .\nHello !"]
        assert list(corpus.validation) == ["Am I held out ?"]
        assert corpus.licence == PUBLIC["dailydialog"].licence
    path.with_name("README.md").unlink()
    for source in (path.parent, tmp_path):
        assert read(source) == ["Hi .\nHello !"]
    for source in (path, path.parent, tmp_path):
        turns = [{"role": "user", "text": "Hi ."}, {"role": "assistant", "text": "Hello !"}]
        assert tinylm.load_conversation_data(source) == [turns]
    write(path.parent / "unpacked/train/dialogues_train.txt", inner["train"])
    assert read(tmp_path) == read(path.parent) == ["Hi .\nHello !"]  # once, not twice
    whole = file.getvalue()
    inside = whole.index(b"PK\x03\x04", whole.index(b"train.zip"))  # of train.zip itself
    for damaged in (whole[:-30], whole[:inside] + b"xxxx" + whole[inside + 4 :], b""):
        write(path, damaged)
        with pytest.raises(ValueError, match=rf"{name}'.* is damaged or cannot be unpacked"):
            read(path)


def test_other_zip_archives_are_told_or_left_alone(tmp_path):
    write(tmp_path / "notes.txt", "A note.")
    path = write(tmp_path / "train.zip", zipped("dialogues_other.txt", "No talk."))
    assert read(tmp_path) == ["A note."]
    for load in (tinylm.load_corpus, tinylm.load_conversation_data):
        with pytest.raises(ValueError, match=r"train\.zip' holds none of .*: unpack it first"):
            load(path)


def test_books_of_one_sentence_a_line_become_passages(tmp_path):
    sentences = [f"sentence {number} of the book ." for number in range(500)]
    text = write(tmp_path / "books_large_p1.txt", "\n".join(sentences))
    rows = write(tmp_path / "bookcorpus.csv", "text\n" + "\n".join(sentences))
    assert read(text) == read(rows)
    assert len(read(text)) == 4
    assert "\n".join(read(text)).split("\n") == sentences


def test_a_name_reads_the_files_in_its_folder_of_data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(Path("data/tinystories/README.md"), "About the stories.")
    write(Path("data/tinystories/TinyStoriesV2-GPT4-train.txt"), "One.<|endoftext|>Two.")
    write(Path("data/tinystories/TinyStoriesV2-GPT4-valid.txt"), "Three.")
    write(Path("data/wikitext103/wiki.train.tokens"), WIKI)
    write(Path("data/bookcorpus/part.csv"), "text\n" + "A sentence .\n" * 10)
    write(Path("data/dailydialog/train/dialogues_train.txt"), "Hi . __eou__")
    write(Path("data/cornell/movie_lines.txt"), "\n".join(CORNELL_LINES))
    write(Path("data/cornell/movie_conversations.txt"), "\n".join(CORNELL_TALKS))
    write(Path("data/opencoder/x/train.jsonl"), '{"instruction": "Add.", "output": "4"}')
    wiki = "\n".join(f'{{"text": {json.dumps(line)}}}' for line in WIKI.split("\n"))
    write(Path("data/wikitext2/train-00000-of-00001.jsonl"), wiki)
    write(Path("data/wikitext2/validation-00000-of-00001.jsonl"), '{"text": " = V = "}')
    expected = {
        "tinystories": ["One.", "Two."],
        "wikitext103": WIKI_DOCUMENTS,
        "bookcorpus": ["\n".join(["A sentence ."] * 10)],
        "dailydialog": ["Hi ."],
        "cornell": ["Hello?\nHi.", "It\u2019s caf\u00e9 time\u2026"],
        "opencoder": ["Add.\n\n4"],
    }
    for name, documents in expected.items():
        corpus = tinylm.load_corpus(name)
        assert list(corpus) == documents
        assert corpus.name == name
        assert (corpus.licence, PUBLIC[name].origin in corpus.source) == (
            PUBLIC[name].licence,
            True,
        )
    assert list(tinylm.load_corpus("tinystories").validation) == ["Three."]
    assert read("wikitext2")[-1] == WIKI_DOCUMENTS[-1]
    assert list(tinylm.load_corpus("wikitext2").validation) == ["= V ="]


@pytest.mark.parametrize("name", list(PUBLIC))
def test_a_name_without_files_says_what_to_place_where(name, tmp_path, monkeypatch):
    pytest.importorskip("huggingface_hub")
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.chdir(tmp_path)
    for made in (False, True):
        if made:
            write(Path("data") / name / "nothing.bin", b"\0")
        with pytest.raises(FileNotFoundError) as error:
            tinylm.load_corpus(name)
        told = str(error.value)
        for part in (str(tmp_path / "data" / name), PUBLIC[name].files, PUBLIC[name].licence):
            assert part in told
        assert PUBLIC[name].origin in told
