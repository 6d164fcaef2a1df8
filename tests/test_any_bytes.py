"""Any bytes at all, as a file of any kind, give documents or an error that names the file."""

import gzip
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tinylm

from .test_readers import ROWS, table, write, zipped

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def documents_or_a_named_error(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / name, content)
        try:
            documents, told = list(tinylm.load_corpus(path)), ""
        except ValueError as error:
            documents, told = [], str(error)
        assert bool(documents) != (name in told)
        for text in documents:
            assert text.strip()
            text.encode()


def shapes(signs: str) -> st.SearchStrategy[bytes]:
    """Bytes that look somewhat like the format, so that more than the first check is reached."""
    return st.lists(st.sampled_from(signs.split(" ")) | st.text(max_size=5)).map(
        lambda parts: "".join(parts).replace("~", "\n").encode("utf-8", "ignore")
    )


@QUICK
@given(st.binary() | shapes("<|endoftext|> ~ \r a \ufeff <| |>"))
def test_any_bytes_as_text(content):
    documents_or_a_named_error("any.txt", content)
    documents_or_a_named_error("any.md", content)


@QUICK
@given(st.binary() | shapes('[ ] { } : , ~ "a" "text" "\\ud83d" 12 -1e5 null true NaN "'))
def test_any_bytes_as_json(content):
    documents_or_a_named_error("any.json", content)
    documents_or_a_named_error("any.jsonl", content)


@QUICK
@given(st.binary() | shapes('text , ; " "" ~ \r a \0'))
def test_any_bytes_as_csv(content):
    documents_or_a_named_error("any.csv", content)


@QUICK
@given(st.binary() | shapes("__eou__ a ~ +++$+++ @-@ = == '"))
def test_any_bytes_as_public_layouts(content):
    for name in ("wiki.train.tokens", "dialogues_train.txt", "books_large_p1.txt"):
        documents_or_a_named_error(name, content)


@QUICK
@given(data=st.data())
def test_any_bytes_and_damaged_files_as_parquet_and_compressed(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    whole = table("parquet", ROWS * 5, folder).read_bytes()
    content = data.draw(st.binary())
    for name in ("any.parquet", "any.txt.gz", "any.csv.zst"):
        documents_or_a_named_error(name, content)
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + content[:8] + whole[place + len(content[:8]) :]
    documents_or_a_named_error("damaged.parquet", damaged)
    documents_or_a_named_error("cut.parquet", whole[:place])
    packed = gzip.compress(b"One word. " * 50)
    place %= len(packed)
    documents_or_a_named_error("damaged.txt.gz", packed[:place] + content + packed[place:])


@QUICK
@given(st.binary(max_size=8), st.integers(0))
def test_any_bytes_as_the_archive_of_dailydialog(content, place):
    talk = "Hi . __eou__ Hello ! __eou__\n" * 20
    whole = zipped("train.zip", zipped("dialogues_train.txt", talk))
    place %= len(whole)
    documents_or_a_named_error("any.zip", content)
    documents_or_a_named_error("any.zip", whole[:place] + content + whole[place + len(content) :])
