import pytest

import tinylm
from tinylm.corpora import PASSAGE


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
    with pytest.raises(FileNotFoundError, match=r"no \.txt or \.md"):
        read(tmp_path)


def test_another_kind_of_file_is_told(tmp_path):
    path = tmp_path / "table.docx"
    path.write_text("text")
    with pytest.raises(ValueError, match=r"table\.docx"):
        read(path)
