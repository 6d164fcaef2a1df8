"""Shards: made by several processes, gone on with after a kill, opened at once the second time."""

import json
import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tinylm
from tinylm import dataset, files, shards
from tinylm.dataset import TokenArray

from .conftest import ROOT, make_documents
from .test_dataset import parts_as_text, prepare


@pytest.fixture
def small(monkeypatch):
    """Chunks and shards so small that a tiny corpus has many of both."""
    monkeypatch.setattr(shards, "CHUNK", 500)
    monkeypatch.setattr(shards, "SHARD", 3000)
    monkeypatch.setattr(shards, "BOOT", 0.0)  # all is encoded by other processes, where there are


def tokens_of(data) -> list[bytes]:
    return [np.asarray(getattr(data, part)).tobytes() for part in shards.PARTS]


def write(path, documents):
    path.write_text("\n<|endoftext|>\n".join(documents))
    return tinylm.load_corpus(path)


class Interrupted(Exception):
    pass


def test_several_shards_read_as_one_array(documents, tokenizer, tmp_path, small, monkeypatch):
    data = prepare(documents, tokenizer, tmp_path / "many")
    assert len(data.manifest["shards"]) > 10
    monkeypatch.undo()
    one = prepare(documents, tokenizer, tmp_path / "one")
    assert len(one.manifest["shards"]) == 1
    assert tokens_of(data) == tokens_of(one)
    many, whole = data.train, np.asarray(one.train)
    rng = np.random.default_rng(0)
    for a, b in rng.integers(-50, len(whole) + 50, (300, 2)):
        assert np.array_equal(many[a:b], whole[a:b])
        assert np.array_equal(many[a:b:3], whole[a:b:3])
        assert np.array_equal(many[b:a:-2], whole[b:a:-2])
        assert many[a % len(whole)] == whole[a % len(whole)]
    assert many[-1] == whole[-1]
    with pytest.raises(IndexError):
        many[len(whole)]
    assert many[5:5].dtype == whole.dtype


def test_documents_are_found_in_many_shards(documents, tokenizer, tmp_path, small):
    train = prepare(documents, tokenizer, tmp_path).train
    begins = np.flatnonzero(np.asarray(train) == tokenizer.bos_id)
    assert train.documents == len(begins)
    for i, begin in enumerate(begins):
        stop = begins[i + 1] if i + 1 < len(begins) else len(train)
        assert train.bounds(i) == (begin, stop)
        assert train.document_at(begin) == train.document_at(stop - 1) == i
        assert train.document(i).tolist() == train[begin:stop].tolist()
    assert np.array_equal(train.lengths(), np.diff([*begins, len(train)]))
    assert np.array_equal(train.lengths(7), np.diff(begins[:8]))
    assert train.document(-1)[-1] == tokenizer.eos_id


def test_a_part_keeps_few_files_open(documents, tokenizer, tmp_path, small, monkeypatch):
    monkeypatch.setattr(dataset, "_MOST_OPEN", 2)
    data = prepare(documents, tokenizer, tmp_path)
    whole = np.asarray(data.train)
    for at in range(0, len(whole) - 10, 97):
        assert np.array_equal(data.train[at : at + 10], whole[at : at + 10])
        assert len(data.train._maps) <= 2


def test_the_result_does_not_depend_on_the_number_of_processes(
    documents, tokenizer, tmp_path, small, monkeypatch
):
    one = prepare(documents, tokenizer, tmp_path / "1", processes=1)
    two = prepare(documents, tokenizer, tmp_path / "2", processes=2)
    monkeypatch.setattr(shards, "ALONE", 0.0)  # others are started at once
    some = prepare(documents, tokenizer, tmp_path / "3")
    assert one.fingerprint == two.fingerprint == some.fingerprint
    assert tokens_of(one) == tokens_of(two) == tokens_of(some)


@pytest.mark.parametrize("kind", ["characters", "words", "bytes"])
def test_every_kind_of_tokenizer_works_in_other_processes(documents, tmp_path, kind, small):
    tokenizer = tinylm.train_tokenizer(documents, kind=kind)
    one = prepare(documents, tokenizer, tmp_path / "1", processes=1)
    two = prepare(documents, tokenizer, tmp_path / "2", processes=2)
    assert tokens_of(one) == tokens_of(two)


def test_a_script_without_a_main_guard_can_use_several_processes(documents, tokenizer, tmp_path):
    corpus = tmp_path / "text.txt"
    write(corpus, documents)
    tokenizer.save(tmp_path / "tokenizer.model")
    (tmp_path / "script.py").write_text(
        "import tinylm\nprint('once')\n"
        "corpus = tinylm.load_corpus('text.txt')\n"
        "tokenizer = tinylm.Tokenizer.load('tokenizer.model')\n"
        "data = tinylm.prepare(corpus, tokenizer, 'cache', processes=2, progress=False)\n"
        "print(len(data.train))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("once")
    assert ran.stdout.count("once") == 1
    assert int(ran.stdout.split()[1]) > 1000


def test_what_a_tokenizer_cannot_write_is_told_from_another_process_too(
    documents, tmp_path, monkeypatch
):
    monkeypatch.setattr(shards, "BOOT", 0.0)
    tokenizer = tinylm.train_tokenizer(documents, kind="characters")
    for processes in (1, 2):
        with pytest.raises(ValueError, match="\u00e9"):
            prepare([*documents, "One \u00e9"], tokenizer, tmp_path, processes=processes)
        with pytest.raises(ValueError, match="half of a character"):
            prepare([*documents, "\ud800"], tokenizer, tmp_path, processes=processes)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_a_killed_worker_is_told_and_what_is_done_is_kept(
    documents, tokenizer, tmp_path, small, monkeypatch
):
    ask, asked = shards.Workers._ask, []

    def murderous(self, chunk):
        asked.append(chunk)
        if len(asked) == 60:
            for worker in self._all:
                worker.kill()
        return ask(self, chunk)

    monkeypatch.setattr(shards.Workers, "_ask", murderous)
    with pytest.raises(RuntimeError, match=r"ended unexpectedly \(exit status -9\).*processes=1"):
        prepare(documents, tokenizer, tmp_path, processes=2)
    monkeypatch.undo()
    assert len(list(tmp_path.glob(".*/*.json"))) > 3


def count_encoded(monkeypatch, stop_after: int | None = None) -> list[int]:
    """Lists the documents of each chunk that is encoded; fails after so many chunks."""
    encode, counted = shards.encode_documents, []

    def counting(tokenizer, documents, seed):
        if len(counted) == stop_after:
            raise Interrupted
        counted.append(len(documents))
        return encode(tokenizer, documents, seed)

    monkeypatch.setattr(shards, "encode_documents", counting)
    return counted


def test_an_interrupted_build_goes_on_after_its_last_whole_shard(
    documents, tokenizer, tmp_path, small, monkeypatch
):
    with monkeypatch.context() as patch:
        counted = count_encoded(patch)
        whole = prepare(documents, tokenizer, tmp_path / "whole")
        assert sum(counted) == len(documents)
    folder = tmp_path / "torn"
    with monkeypatch.context() as patch:
        count_encoded(patch, stop_after=len(counted) // 2)
        with pytest.raises(Interrupted):
            prepare(documents, tokenizer, folder)
    assert not list(folder.glob("[!.]*"))  # nothing that would be taken for a finished cache
    with monkeypatch.context() as patch:
        again = count_encoded(patch)
        torn = prepare(documents, tokenizer, folder)
    assert len(documents) * 0.4 < sum(again) < len(documents) * 0.6
    assert tokens_of(torn) == tokens_of(whole)
    assert torn.fingerprint == whole.fingerprint
    assert not list(folder.glob(".*.unfinished"))


@pytest.mark.parametrize("seconds", [0.05, 0.4, 0.8])
def test_a_build_that_is_killed_by_the_clock_ends_with_the_same_tokens(tmp_path, seconds):
    documents = make_documents(3000)
    write(tmp_path / "text.txt", documents)
    code = (
        "import sys, tinylm; from tinylm import shards\n"
        "shards.CHUNK, shards.SHARD = 2000, 20_000\n"
        "corpus = tinylm.load_corpus('text.txt')\n"
        "tokenizer = tinylm.train_tokenizer(corpus, kind='bytes')\n"
        "print('ready', flush=True)\n"
        "data = tinylm.prepare(corpus, tokenizer, sys.argv[1], processes=2, progress=False)\n"
        "print(data.fingerprint, len(data.train))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    options = dict(cwd=tmp_path, env=environment, text=True, stdout=subprocess.PIPE)
    first = subprocess.Popen([*command, "cache"], **options)
    assert first.stdout.readline() == "ready\n"
    time.sleep(seconds)
    first.kill()
    first.wait()
    first.stdout.close()
    again = subprocess.run([*command, "cache"], timeout=120, **options).stdout
    whole = subprocess.run([*command, "other"], timeout=120, **options).stdout
    assert again == whole != ""


def test_a_second_call_reads_nothing_and_a_changed_file_is_noticed(
    documents, tokenizer, tmp_path, monkeypatch
):
    path = tmp_path / "text.txt"
    first = prepare_file(write(path, documents), tokenizer, tmp_path / "cache")
    corpus = tinylm.load_corpus(path)

    def refuse(self):
        raise AssertionError("a document was asked for")
        yield

    monkeypatch.setattr(tinylm.Corpus, "__iter__", refuse)
    again = prepare_file(corpus, tokenizer, tmp_path / "cache")
    monkeypatch.undo()
    assert again.fingerprint == first.fingerprint
    changed = prepare_file(write(path, [*documents, "New."]), tokenizer, tmp_path / "cache")
    assert changed.fingerprint != first.fingerprint
    same_text = prepare_file(write(path, documents), tokenizer, tmp_path / "cache")
    assert same_text.fingerprint == first.fingerprint


def prepare_file(corpus, tokenizer, folder, **more):
    return tinylm.prepare(corpus, tokenizer, folder, progress=False, **more)


def test_a_file_that_changes_while_it_is_read_is_told(documents, tokenizer, tmp_path):
    path = tmp_path / "text.txt"
    corpus = write(path, documents)
    read = corpus.read

    def growing():
        yield from read()
        with path.open("a") as file:
            file.write("more")

    object.__setattr__(corpus, "read", growing)
    with pytest.raises(ValueError, match="'text' changed while it was read"):
        prepare_file(corpus, tokenizer, tmp_path / "cache")


def test_documents_that_are_added_leave_the_others_where_they_were(tokenizer, tmp_path):
    some = make_documents(400, seed=1)
    before = parts_as_text(prepare(some, tokenizer, tmp_path))
    after = parts_as_text(prepare([*some, *make_documents(400, seed=2)], tokenizer, tmp_path))
    assert all(before[part] <= after[part] for part in shards.PARTS)


def test_a_validation_file_of_its_own_is_the_validation_part(tokenizer, tmp_path):
    folder = tmp_path / "stories"
    folder.mkdir()
    train, valid = make_documents(200, seed=1), make_documents(30, seed=2)
    write(folder / "TinyStories-train.txt", [*train, *valid[:5]])
    write(folder / "TinyStories-valid.txt", valid)
    corpus = tinylm.load_corpus(folder)
    for processes in (1, 2):
        data = prepare_file(corpus, tokenizer, tmp_path / f"c{processes}", processes=processes)
        found = parts_as_text(data)
        assert found["val"] == set(valid)
        assert found["train"] | found["test"] == set(train)
        assert not found["train"] & found["test"]
        assert found["test"]
        assert data.manifest["left_out"] == 5


def test_a_validation_file_beside_two_documents_is_enough(tokenizer, tmp_path):
    write(tmp_path / "wiki.train.tokens", ["= A =\nOne.\n", "= B =\nTwo.\n"])
    corpus = tinylm.Corpus.from_documents(["One.", "Two."])
    held_out = tinylm.Corpus.from_documents(["Three."])
    object.__setattr__(corpus, "validation", held_out)
    data = prepare_file(corpus, tokenizer, tmp_path)
    assert [getattr(data, part).documents for part in shards.PARTS] == [1, 1, 1]
    object.__setattr__(corpus, "validation", tinylm.Corpus.from_documents([" "]))
    with pytest.raises(ValueError, match="validation part of 'documents' holds no text"):
        prepare_file(corpus, tokenizer, tmp_path)


def test_only_blanks_and_what_is_no_text_are_told(tokenizer, tmp_path):
    with pytest.raises(ValueError, match="0 different document"):
        prepare([" ", "\n", "\t\u2003"], tokenizer, tmp_path)
    with pytest.raises(ValueError, match="document 2 is dict, not text"):
        prepare_file(["One.", {"text": "Two."}], tokenizer, tmp_path)


def test_a_generator_is_enough(documents, tokenizer, tmp_path):
    data = prepare_file((text for text in documents), tokenizer, tmp_path)
    assert data.manifest["documents"] == len(documents)


@pytest.mark.parametrize("kind", ["bytes", "bpe"])
def test_a_million_documents_of_one_word(tmp_path, kind):
    count = 1_000_000 if os.environ.get("CI") else 50_000
    words = [f"{i % 997}" for i in range(count)]
    tokenizer = tinylm.train_tokenizer(words, kind=kind)
    data = prepare(words, tokenizer, tmp_path)
    assert sum(getattr(data, part).documents for part in shards.PARTS) == count
    assert data.duplicates(20_000) > 0.9
    assert tokenizer.decode(data.train.document(data.train.documents - 1)) in set(words)


def test_one_long_line(tmp_path):
    size = 50_000_000 if os.environ.get("CI") else 3_000_000
    rng = np.random.default_rng(0)
    words = [f"w{i}" for i in rng.integers(0, 5000, size // 4)]
    (tmp_path / "line.txt").write_text(" ".join(words)[:size])
    corpus = tinylm.load_corpus(tmp_path / "line.txt")
    tokenizer = tinylm.train_tokenizer(corpus, 275, max_chars=200_000)
    data = prepare_file(corpus, tokenizer, tmp_path / "cache")
    assert data.train.documents > size / 16_000 * 0.7
    assert size * 0.99 < data.manifest["bytes"] <= size


def test_the_manifest_says_what_was_read(documents, tokenizer, tmp_path):
    data = prepare_file(write(tmp_path / "text.txt", documents), tokenizer, tmp_path / "cache")
    found = json.loads(next((tmp_path / "cache").glob("*/manifest.json")).read_text())
    assert found == data.manifest
    assert found["documents"] == len(documents)
    assert found["bytes"] == sum(len(text.encode()) for text in documents)
    assert found["tokens"] == len(data.train) + len(data.val) + len(data.test)
    assert found["bytes_per_token"] == pytest.approx(found["bytes"] / found["tokens"])
    assert found["tokenizer"] == tokenizer.digest
    assert str(tmp_path / "text.txt") in json.dumps(found["files"])


def test_many_pieces_are_written_in_32_bits(documents, tmp_path):
    words = [f"w{i}" for i in range(70_000)]
    tokenizer = tinylm.train_tokenizer([" ".join(words)], 70_008, kind="words")
    data = prepare([" ".join(words[i : i + 70]) for i in range(0, 70_000, 70)], tokenizer, tmp_path)
    assert data.train.dtype == np.uint32
    assert int(np.asarray(data.train).max()) > 65_535


def test_a_second_process_waits_for_the_first(documents, tokenizer, tmp_path, capsys):
    corpus = write(tmp_path / "text.txt", documents)
    first = prepare_file(corpus, tokenizer, tmp_path / "one")
    key = next(path for path in (tmp_path / "one").iterdir() if path.is_dir()).name
    made = []

    def second():
        made.append(prepare_file(corpus, tokenizer, tmp_path / "two"))

    with files.hold(tmp_path / "two" / f".{key}.lock"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.5)
        assert not made
    thread.join(60)
    assert made[0].fingerprint == first.fingerprint
    assert "is being prepared by another process" in capsys.readouterr().out


def test_a_full_disk_is_told_and_what_is_done_is_kept(
    documents, tokenizer, tmp_path, small, monkeypatch
):
    close, closed = shards._OpenShard.close, []

    def full(self):
        closed.append(self)
        if len(closed) == 3:
            raise files.explained(OSError(28, "No space left on device"), self.folder / "x")
        return close(self)

    monkeypatch.setattr(shards._OpenShard, "close", full)
    with pytest.raises(OSError, match="the disk is full"):
        prepare(documents, tokenizer, tmp_path)
    assert len(list(tmp_path.glob(".*/0000?.json"))) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=5))
def test_words_remembered_give_the_ids_of_the_whole_text(tokenizer, texts):
    for text, ids in zip(texts, tokenizer.encode_batch(texts), strict=True):
        assert ids.tolist() == tokenizer.encode(text)
        assert tokenizer.decode(ids) == text


def test_real_text_by_words_gives_the_ids_of_the_whole_text(real_data, monkeypatch):
    from tinylm import tokenizer as module

    monkeypatch.setattr(module, "_MOST_WORDS", 3000)  # forgotten again and again
    for name in ("tinystories/TinyStories-valid.txt", "wikitext-2/wiki.valid.tokens", "cornell"):
        corpus = tinylm.load_corpus(real_data / name, max_chars=400_000)
        tokenizer = tinylm.train_tokenizer(corpus, 1000)
        texts = list(corpus)
        for text, ids in zip(texts, tokenizer.encode_batch(texts), strict=True):
            assert ids.tolist() == tokenizer.encode(text)


def test_an_empty_part_can_be_looked_at(tmp_path):
    nothing = TokenArray(tmp_path, "test", [], "uint16", 1)
    assert len(nothing) == nothing.documents == len(nothing[0:5]) == len(nothing.lengths()) == 0
