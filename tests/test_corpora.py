import subprocess
import sys

import pytest

import tinylm
from tinylm.corpora import LONGEST, PASSAGE

from .conftest import ROOT


def read(path, **more) -> list[str]:
    return list(tinylm.load_corpus(path, **more))


def test_separators_cut_documents(tmp_path):
    path = tmp_path / "stories.txt"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.\r\n<|endoftext|>\r\nThree.<|endoftext|>Four.\n")
    assert read(path) == ["One.\nTwo.", "Three.", "Four."]
    path.write_text("One.\n<|endoftext|><|endoftext|>\n\nTwo.<|endoftext|>\n<|endoftext|>")
    assert read(path) == ["One.", "Two."]


def test_plain_text_is_cut_into_passages_that_hold_all_of_it(tmp_path):
    path = tmp_path / "book.md"
    paragraphs = [f"Paragraph {i}. " + "word " * 150 for i in range(40)]
    path.write_text("\n\n".join(paragraphs))
    passages = read(path)
    assert len(passages) > 3
    assert "".join("".join(passages).split()) == "".join("".join(paragraphs).split())


def test_a_book_on_one_line_is_cut_too(tmp_path):
    path = tmp_path / "line.txt"
    path.write_text("word " * 40_000)
    assert len(read(path)) > 5


@pytest.mark.parametrize("shift", range(0, 16))
def test_a_separator_is_found_wherever_it_lies_in_a_long_line(tmp_path, shift):
    path = tmp_path / "line.txt"
    first = "x" * (4 * PASSAGE - shift)
    path.write_text(first + "<|endoftext|>" + "y" * 50)
    assert read(path) == [first, "y" * 50]


def test_memory_stays_bounded_when_the_separators_run_out(tmp_path):
    path = tmp_path / "line.txt"
    path.write_text("One.\n<|endoftext|>\n" + "word " * 1_000_000)
    documents = read(path)
    assert [len(documents), documents[0]] == [3, "One."]
    assert max(map(len, documents)) < LONGEST + 5 * PASSAGE
    assert sum(text.count("word") for text in documents) >= 999_999  # one may be cut in two


def test_a_corpus_can_be_read_again(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("One.\n<|endoftext|>\nTwo.\n")
    corpus = tinylm.load_corpus(path)
    assert list(corpus) == list(corpus) == ["One.", "Two."]


def test_a_folder_is_read_in_order_and_can_be_cut_short(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(f"{name} one\n<|endoftext|>\n{name} two\n")
    assert read(tmp_path) == ["a one", "a two", "b one", "b two"]
    assert read(tmp_path, max_documents=3) == ["a one", "a two", "b one"]


def test_the_embedded_corpus_is_there():
    corpus = tinylm.load_corpus("sample")
    assert corpus.size > 3_000_000
    assert len(next(iter(corpus)).split()) > 20
    assert corpus.licence == "MIT"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a binary file"),
        ("caf\u00e9 au lait".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_a_file_without_text_is_told_and_left_alone(tmp_path, content, told):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=told) as error:
        read(path)
    assert "bad.txt" in str(error.value)
    assert path.read_bytes() == content


def test_a_missing_path_says_what_may_be_given(tmp_path):
    with pytest.raises(FileNotFoundError, match="'sample', or the path"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(FileNotFoundError, match=r"holds no \.txt, \.md, \.jsonl"):
        read(tmp_path)


def test_another_kind_of_file_is_told(tmp_path):
    path = tmp_path / "table.docx"
    path.write_text("text")
    with pytest.raises(ValueError, match=r"table\.docx"):
        read(path)


def test_long_documents_and_many_can_be_cut_short(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("One two.\n<|endoftext|>\nThree four five.\n<|endoftext|>\nSix.")
    assert read(path, max_chars=23) == ["One two."]
    assert read(path, max_chars=24) == ["One two.", "Three four five."]
    assert read(path, max_chars=10_000) == ["One two.", "Three four five.", "Six."]
    assert read(path, max_chars=24, max_documents=1) == ["One two."]
    assert read(path, max_chars=6) == ["One"]  # at a space, not within a word
    assert read(path, max_chars=2) == ["On"]
    assert tinylm.load_corpus(path, max_chars=24).name != tinylm.load_corpus(path).name
    for wrong in (dict(max_documents=0), dict(max_chars=-1)):
        with pytest.raises(ValueError, match="must be at least 1"):
            read(path, **wrong)


def test_both_conventions_of_story_separators_give_the_same_stories(tmp_path):
    closed, between = tmp_path / "closed.txt", tmp_path / "between.txt"
    closed.write_text("A one.\nA two.\n<|endoftext|>\nB one.\n<|endoftext|>\n")
    between.write_text("A one.\nA two.<|endoftext|>B one.")
    assert read(closed) == read(between) == ["A one.\nA two.", "B one."]


def test_utf_16_is_named(tmp_path):
    path = tmp_path / "notepad.txt"
    path.write_text("A text.", encoding="utf-16")
    with pytest.raises(ValueError, match=r"notepad\.txt' is UTF-16"):
        read(path)


def test_a_glob_takes_what_it_matches(tmp_path):
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "b.txt", "c.md", "deep/d.txt", "picture.png"):
        (tmp_path / name).write_text(name)
    assert read(f"{tmp_path}/*.txt") == ["a.txt", "b.txt"]
    assert read(f"{tmp_path}/[bc].*") == ["b.txt", "c.md"]
    assert sorted(read(f"{tmp_path}/**/*")) == ["a.txt", "b.txt", "c.md", "deep/d.txt"]
    with pytest.raises(FileNotFoundError, match="nothing that matches"):
        read(f"{tmp_path}/*.png")


def test_a_folder_gives_texts_and_tables_but_no_hidden_files_or_token_caches(tmp_path):
    (tmp_path / "a.txt").write_text("From text.")
    (tmp_path / "b.jsonl").write_text('{"text": "From a table."}')
    (tmp_path / "README.md").write_text("What b.jsonl is.")
    for name in (".ipynb_checkpoints/a-checkpoint.txt", "cache/manifest.json", "cache/00000.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert read(tmp_path) == ["From text.", "From a table."]
    (tmp_path / "b.jsonl").unlink()
    assert read(tmp_path) == ["What b.jsonl is.", "From text."]


def test_a_file_of_a_folder_that_is_no_corpus_is_named_with_the_way_out(tmp_path):
    (tmp_path / "a.txt").write_text("A text.")
    (tmp_path / "settings.json").write_text('{"width": 3, "height": 4}')
    with pytest.raises(ValueError, match=r"settings\.json.*'width', 'height'.*\*\.txt"):
        read(tmp_path)


def test_a_folder_that_links_to_itself_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("A text.")
    (tmp_path / "again").symlink_to(tmp_path)
    assert read(tmp_path) == ["A text."]


def test_text_in_a_wrong_encoding_is_told_but_a_few_such_places_are_not(tmp_path):
    path = tmp_path / "caf\u00e9.txt"
    good = "Le café est trop chaud, dit l’hôte à l’élève. « Voilà\u00a0». " * 20
    path.write_text(good, encoding="utf-8")
    assert read(path) == [good.strip()]
    broken = good.replace("\u00e0", "!").encode().decode("cp1252")
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(ValueError, match=r"\.txt' was saved in a wrong encoding: '\u00c3"):
        read(path)
    path.write_text("Plain words. " * 500 + broken[:40], encoding="utf-8")
    assert read(path)


def test_three_sentences_are_a_corpus_of_one_document_and_blanks_are_none(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("One day. Two days. Three days.")
    assert read(path) == ["One day. Two days. Three days."]
    for name in ("blank.txt", "blank.md", "blank.jsonl", "blank.json", "blank.csv"):
        (tmp_path / name).write_text(" \n\r\n" * 30_000)
        with pytest.raises(ValueError, match=rf"{name}' is empty"):
            read(tmp_path / name)


@pytest.mark.slow
def test_a_line_of_fifty_megabytes(tmp_path):
    line = "word " * 10_000_000
    (tmp_path / "a.txt").write_text(line)
    passages = read(tmp_path / "a.txt")
    assert sum(text.count("word") for text in passages) == 10_000_000
    assert max(map(len, passages)) < 5 * PASSAGE
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{line}"}}\n')
    (tmp_path / "a.json").write_text(f'[{{"text": "{line}"}}, "end"]')
    (tmp_path / "a.csv").write_text(f'text\n"{line}"\n')
    for name in ("a.jsonl", "a.json", "a.csv"):
        assert len(read(tmp_path / name)[0]) == len(line) - 1
    (tmp_path / "long.jsonl").write_text(f'{{"text": "{line * 2}"}}\n')
    with pytest.raises(ValueError, match=r"long\.jsonl', line 1: longer than"):
        read(tmp_path / "long.jsonl")


@pytest.mark.slow
def test_a_million_documents_of_one_word(tmp_path):
    (tmp_path / "a.txt").write_text("word\n<|endoftext|>\n" * 1_000_000)
    (tmp_path / "a.jsonl").write_text('{"text": "word"}\n' * 1_000_000)
    (tmp_path / "a.json").write_text("[" + '"word", ' * 999_999 + '"word"]')
    (tmp_path / "a.csv").write_text("text\n" + "word\n" * 1_000_000)
    for name in ("a.txt", "a.jsonl", "a.json", "a.csv"):
        assert sum(document == "word" for document in tinylm.load_corpus(tmp_path / name)) == 10**6


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["txt", "jsonl", "json", "csv", "parquet"])
def test_two_hundred_megabytes_take_no_more_memory_than_twenty(tmp_path, ending):
    pytest.importorskip("resource")
    text = "A short story that is told again and again. " * 20
    for name, size in (("small", 20_000_000), ("large", 200_000_000)):
        path, count = tmp_path / f"{name}.{ending}", size // len(text)
        if ending == "parquet":
            arrow = pytest.importorskip("pyarrow")
            schema = arrow.schema([("text", arrow.string())])
            writer = pytest.importorskip("pyarrow.parquet").ParquetWriter(
                path, schema, compression="none", use_dictionary=False
            )
            with writer:
                writer.write_table(arrow.table({"text": [text] * count}))
            continue
        record = {"txt": text + "\n\n", "csv": text + "\n"}.get(ending, f'{{"text": "{text}"}}\n')
        with path.open("w") as file:
            file.write("text\n" if ending == "csv" else "")
            file.write("[" if ending == "json" else "")
            for number in range(count):
                file.write("," if ending == "json" and number else "")
                file.write(record)
            file.write("]" if ending == "json" else "")
    code = (
        "import resource, sys, tinylm\n"
        "for path in sys.argv[1:]:\n"
        "    total = sum(map(len, tinylm.load_corpus(path)))\n"
        "    print(total, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    files = [str(tmp_path / f"{name}.{ending}") for name in ("small", "large")]
    out = subprocess.run(
        [sys.executable, "-c", code, *files], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (small, before), (large, after) = (map(int, line.split()) for line in out.stdout.splitlines())
    assert large > 9 * small > 150_000_000
    assert after - before < 30_000  # kilobytes
