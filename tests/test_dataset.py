import numpy as np
import pytest
import torch

import tinylm
from tinylm.batches import Batches, shuffled
from tinylm.dataset import TokenArray

from .conftest import make_documents


def parts_as_text(data) -> dict[str, set[str]]:
    found = {}
    for part in ("train", "val", "test"):
        ids = np.asarray(getattr(data, part))
        ends = np.flatnonzero(ids == data.tokenizer.eos_id)
        rows = np.split(ids, ends + 1)[:-1]
        found[part] = {data.tokenizer.decode(row) for row in rows}
    return found


def batch(data, length, size, seed, step, whole=0.0):
    config = tinylm.TrainConfig(batch_size=size, seed=seed, whole_documents=whole)
    made = Batches(data, length, config).at(step)
    assert torch.equal(made.inputs[:, 1:], made.targets[:, :-1])
    return torch.cat([made.inputs, made.targets[:, -1:]], 1)


def prepare(documents, tokenizer, folder, **more):
    corpus = tinylm.Corpus.from_documents(documents)
    return tinylm.prepare(corpus, tokenizer, folder, progress=False, **more)


def test_parts_are_disjoint_and_hold_every_document(documents, data):
    found = parts_as_text(data)
    assert found["train"] | found["val"] | found["test"] == set(documents)
    assert not found["train"] & found["val"]
    assert not found["train"] & found["test"]
    assert not found["val"] & found["test"]
    assert min(len(part) for part in found.values()) > 20


def test_the_split_depends_on_text_and_seed_only(documents, tokenizer, tmp_path):
    split = dict(val_fraction=0.2, test_fraction=0.2)
    one = parts_as_text(prepare(documents, tokenizer, tmp_path, **split))
    turned = parts_as_text(prepare(documents[::-1] * 2, tokenizer, tmp_path, **split))
    other = parts_as_text(prepare(documents, tokenizer, tmp_path, seed=1, **split))
    assert one == turned
    assert one != other


def test_the_same_text_is_encoded_once(documents, tokenizer, tmp_path):
    first = prepare(documents, tokenizer, tmp_path)
    made = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.bin")}
    again = prepare(documents, tokenizer, tmp_path)
    assert again.fingerprint == first.fingerprint
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.bin")} == made
    changed = prepare([*documents, "One more."], tokenizer, tmp_path)
    assert changed.fingerprint != first.fingerprint


def test_a_cache_that_was_cut_is_made_anew(documents, tokenizer, tmp_path):
    first = np.asarray(prepare(documents, tokenizer, tmp_path).train)
    path = next(tmp_path.rglob("train-00000.bin"))
    path.write_bytes(path.read_bytes()[:100])
    assert np.array_equal(np.asarray(prepare(documents, tokenizer, tmp_path).train), first)


def test_bytes_are_counted(documents, data):
    total = sum(len(d.encode()) for d in documents)
    assert data.train.bytes + data.val.bytes + data.test.bytes == total


@pytest.mark.parametrize("count", [3, 4, 10])
@pytest.mark.parametrize("share", [0.05, 0.45])
@pytest.mark.parametrize("seed", range(6))
def test_even_a_few_documents_fill_all_parts(tokenizer, tmp_path, count, share, seed):
    shares = dict(val_fraction=share, test_fraction=share, seed=seed)
    data = prepare(make_documents(count, seed=9), tokenizer, tmp_path, **shares)
    assert all(getattr(data, part).documents >= 1 for part in ("train", "val", "test"))


@pytest.mark.parametrize("seed", range(4))
def test_a_text_that_comes_very_often_does_not_crowd_out_the_others(tokenizer, tmp_path, seed):
    documents = [*["The same again."] * 3000, *make_documents(5)]
    data = prepare(documents, tokenizer, tmp_path, seed=seed)
    found = parts_as_text(data)
    assert set().union(*found.values()) == set(documents)
    assert all(found.values())


def test_shares_are_kept_on_much_and_on_little_text(tokenizer, tmp_path):
    for count in (200, 1500):
        documents = [f"{i} The end." for i in range(count)]
        data = prepare(documents, tokenizer, tmp_path, val_fraction=0.1, test_fraction=0.2)
        assert abs(data.val.documents / count - 0.1) < 0.03
        assert abs(data.test.documents / count - 0.2) < 0.04


@pytest.mark.parametrize("few", [[], ["One."], ["One.", "One.", "One."]])
def test_too_few_documents_are_told(tokenizer, tmp_path, few):
    with pytest.raises(ValueError, match=r"too short: \d different document") as error:
        prepare(few, tokenizer, tmp_path)
    assert "three documents" in str(error.value)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_a_batch_is_a_function_of_seed_and_step(data):
    first = batch(data.train, 32, 4, seed=1, step=5)
    assert first.shape == (4, 33)
    assert torch.equal(first, batch(data.train, 32, 4, seed=1, step=5))
    assert not torch.equal(first, batch(data.train, 32, 4, seed=1, step=6))
    assert not torch.equal(first, batch(data.train, 32, 4, seed=2, step=5))


def test_an_epoch_visits_every_window_once(data):
    windows = len(data.train) // 32 - 1
    seen = [batch(data.train, 32, 1, seed=0, step=i)[0].numpy().tobytes() for i in range(windows)]
    assert len(set(seen)) == windows


def test_targets_are_the_inputs_one_to_the_right(data):
    ids = batch(data.train, 32, 1, seed=0, step=0)[0].numpy()
    train = np.asarray(data.train)
    starts = [i for i in range(len(train) - 33) if (train[i : i + 33] == ids).all()]
    assert starts  # one run of 33 neighbouring tokens: inputs [:-1], targets [1:]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 64, 1000])
def test_shuffled_is_a_permutation(count):
    assert sorted(shuffled(i, count, seed=3) for i in range(count)) == list(range(count))


def test_permutations_of_different_seeds_have_nothing_to_do_with_each_other():
    orders = [[shuffled(i, 300, seed) for i in range(300)] for seed in range(40)]
    related = np.corrcoef([*orders, range(300)]) - np.eye(41)
    assert abs(related).max() < 0.35  # 0.06 is one standard deviation of chance


def test_a_text_shorter_than_the_context_is_told_with_the_context_that_fits(tokenizer, tmp_path):
    data = prepare(["A b c d e.", "F g h.", "I j k."], tokenizer, tmp_path)
    config = tinylm.ModelConfig(tokenizer.vocab_size, d_model=32, context_length=64)
    lm = tinylm.create(config, tokenizer)
    with pytest.raises(ValueError, match="training text is too short") as error:
        next(tinylm.train(lm, data, tinylm.TrainConfig()))
    assert "context_length=64" in str(error.value)
    fits = int(str(error.value).rsplit(" ", 1)[1].strip("."))
    config = tinylm.ModelConfig(tokenizer.vocab_size, d_model=32, context_length=fits)
    next(tinylm.train(tinylm.create(config, tokenizer), data, tinylm.TrainConfig(sample_every=0)))


def test_windows_begin_with_their_document_and_every_token_is_still_learned(tmp_path):
    ids = np.arange(1000, dtype=np.uint16) + 10  # the place can be read off the id
    begins = np.cumsum([0, 5, 40, 9, 70, 20, 33, 100])
    ids[begins] = 1
    ids.tofile(tmp_path / "train-00000.bin")
    np.array([*begins[1:], 1000]).tofile(tmp_path / "train-00000.idx")
    data = TokenArray(tmp_path, "train", [[len(begins), 1000, 1000]], "uint16", bos_id=1)
    learned, whole, length = set(), 0, 16
    for step in range(8000):
        plain, start = (
            int(row[0]) - 10 if row[0] != 1 else int(row[1]) - 11
            for row in (batch(data, length, 1, 0, step, share)[0] for share in (0.0, 1.0))
        )
        own = max(b for b in begins if b <= plain)  # the document of the window's first token
        assert start == (own if plain - own < length else plain)
        whole += start in begins
        learned |= set(range(start + 1, start + length + 1))
    assert whole > 100
    assert learned >= set(range(1, 980))  # the ends of long documents too
