"""Batches by (seed, step): packed and padded rows, random lengths, shares of several processes."""

import dataclasses
import threading

import numpy as np
import pytest
import torch

import tinylm
from tinylm.batches import UNLEARNED, Batches, Rows, ahead
from tinylm.model import within

from .conftest import make_documents, quick, tiny_config

KINDS = ["windows", "packed", "padded"]


def batches(data, length=32, **changes) -> Batches:
    return Batches(data.train, length, tinylm.TrainConfig(**(dict(batch_size=4) | changes)))


def same(a, b) -> bool:
    return all(x is y is None or torch.equal(x, y) for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", [{}, {"separate_documents": True}])
def test_a_batch_is_a_function_of_seed_and_step(data, kind, more):
    made = batches(data, batches=kind, seed=1, **more)
    again = batches(data, batches=kind, seed=1, **more)
    other = batches(data, batches=kind, seed=2, **more)
    assert same(made.at(7), again.at(7))
    assert not torch.equal(made.at(7).inputs, made.at(8).inputs)
    assert not torch.equal(made.at(7).inputs, other.at(7).inputs)
    assert (made.at(7).segments is None) == (not more)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ranks", [2, 4])
def test_several_processes_share_the_batch_of_one(data, kind, ranks):
    for step in (0, 3, 1000):
        made = batches(data, batches=kind, separate_documents=True, min_context=None)
        shares = [made.at(step, rank, ranks) for rank in range(ranks)]
        joined = [torch.cat(parts) for parts in zip(*shares, strict=True)]
        assert same(joined, made.at(step))
    with pytest.raises(ValueError, match="batch_size=4 cannot be shared by 3"):
        made.at(0, 0, 3)


def test_lengths_are_drawn_between_the_bounds(data):
    made = batches(data, 32, min_context=4)
    lengths = [made.at(step).inputs.shape[1] for step in range(400)]
    assert set(lengths) == set(range(4, 33))
    assert 8 < np.median(lengths) < 15  # even in log2 between 4 and 32: half are below 11.3
    assert lengths == [batches(data, 32, min_context=4).at(s).targets.shape[1] for s in range(400)]
    fixed = batches(data, 32, min_context=32)
    assert all(fixed.at(step).inputs.shape[1] == 32 for step in range(20))


def test_impossible_choices_are_told(data):
    with pytest.raises(ValueError, match="min_context=64 is above context_length=32"):
        batches(data, 32, min_context=64)
    with pytest.raises(ValueError, match="min_context=8 is for batches='windows', not 'packed'"):
        tinylm.TrainConfig(batches="packed", min_context=8)
    with pytest.raises(ValueError, match="batches='rows'"):
        tinylm.TrainConfig(batches="rows")
    with pytest.raises(ValueError, match="batches='windows'"):
        tinylm.FinetuneConfig(batches="windows")


@pytest.mark.parametrize("length", [16, 50, 400])
@pytest.mark.parametrize("together", [True, False])
def test_every_token_is_learned_once_an_epoch_after_those_before_it(data, length, together):
    rows = Rows(data.train, length, together)
    learned = []
    for i in range(len(rows)):
        made = rows.batch([i], separate=True)
        inputs, targets, segments = (x[0].numpy() for x in made)
        assert len(inputs) == length
        if not together:
            assert set(segments) <= {0, 1}
        for number in set(segments.tolist()) - {0}:
            own = segments == number
            assert (inputs[own][1:] == targets[own][:-1]).all()
        assert ((targets == UNLEARNED) == (segments == 0)).all()
        for start, count in rows.row(i):
            learned += range(start + 1, start + count)
    begins = {data.train.bounds(i)[0] for i in range(data.train.documents)}
    assert sorted(learned) == sorted(set(range(len(data.train))) - begins)


def test_packing_short_documents_leaves_little_room(tokenizer, tmp_path):
    documents = make_documents(3000)  # of 56 tokens on average: about every fourth ends a row
    data = tinylm.prepare(documents, tokenizer, tmp_path, progress=False)
    rows = Rows(data.train, 256, together=True)
    learned = len(data.train) - data.train.documents
    assert learned / (len(rows) * 256) > 0.93
    assert len(Rows(data.train, 256, together=False)) == data.train.documents


def test_an_epoch_visits_every_row_once(data):
    made = batches(data, batches="packed", batch_size=1)
    count = len(made.rows)
    assert made.per_epoch == count
    for epoch in range(2):
        seen = {made.at(epoch * count + i).inputs.numpy().tobytes() for i in range(count)}
        assert len(seen) == count
    assert [made.at(i).inputs[0, 1].item() for i in range(count)] != [
        made.at(count + i).inputs[0, 1].item() for i in range(count)
    ]


def test_groups_that_were_forgotten_are_packed_again_alike(data, monkeypatch):
    from tinylm import batches as module

    monkeypatch.setattr(module, "GROUP", 16)
    rows = Rows(data.train, 32, together=True)
    before = [rows.row(i).tolist() for i in range(len(rows))]
    monkeypatch.setattr(module, "_MOST_GROUPS", 2)
    rows = Rows(data.train, 32, together=True)
    assert [rows.row(i).tolist() for i in range(len(rows))] == before
    assert len(rows._packed) <= 2


def test_segments_of_windows_are_the_documents(data):
    made = batches(data, separate_documents=True, whole_documents=0.5)
    bos, seen = data.tokenizer.bos_id, 0
    for step in range(50):
        inputs, _, segments = made.at(step)
        changes = segments[:, 1:] != segments[:, :-1]
        assert torch.equal(changes, inputs[:, 1:] == bos)
        seen += int(changes.sum())
    assert seen > 50


def test_places_are_counted_in_each_segment():
    segments = torch.tensor([[3, 3, 3, 1, 2, 2, 0, 0], [5, 5, 5, 5, 5, 5, 5, 5]])
    assert within(segments).tolist() == [[0, 1, 2, 0, 0, 1, 0, 1], list(range(8))]


@pytest.mark.parametrize("position", ["rope", "learned", "sinusoidal"])
@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("kv_heads", [1, 2])
def test_documents_in_one_row_are_read_as_if_alone(tokenizer, position, precision, kv_heads):
    config = tiny_config(tokenizer.vocab_size, position=position, num_kv_heads=kv_heads)
    lm = tinylm.create(config, tokenizer, seed=0)
    model = lm.model.eval()
    torch.manual_seed(0)
    one, two, three = (torch.randint(0, 300, (1, n)) for n in (9, 14, 5))
    row = torch.cat([one, two, three], 1)
    segments = torch.tensor([[1] * 9 + [2] * 14 + [3] * 5])
    bfloat = precision == torch.bfloat16
    with torch.inference_mode(), torch.autocast("cpu", precision, enabled=bfloat):
        together = model(row, segments=segments).float()
        alone = torch.cat([model(part).float() for part in (one, two, three)], 1)
        mixed = model(row).float()
    # Rounding differs with the places that RoPE turns by, and bfloat16 has 8 bits.
    assert torch.allclose(together, alone, atol=0.08 if bfloat else 1e-4)
    assert not torch.allclose(mixed[:, 9:], alone[:, 9:], atol=0.08)
    assert torch.equal(mixed[:, :9], together[:, :9]) or torch.allclose(
        mixed[:, :9], together[:, :9], atol=0.02 if bfloat else 1e-5
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("separate", [False, True])
def test_a_model_learns_from_every_kind(lm, data, kind, separate):
    config = quick(max_steps=40, batches=kind, separate_documents=separate, learning_rate=1e-2)
    config = dataclasses.replace(config, bigram_start=False)
    records = list(tinylm.train(lm, data, config))
    assert records[-1].loss < 0.75 * records[0].loss
    assert all(np.isfinite(record.loss) for record in records)


@pytest.mark.parametrize("kind", KINDS)
def test_epochs_are_counted_in_the_batches_of_their_kind(lm, data, kind):
    config = quick(max_steps=None, epochs=0.1, batches=kind, batch_size=2)
    per_epoch = Batches(data.train, lm.config.context_length, config).per_epoch
    assert len(list(tinylm.train(lm, data, config))) == round(0.1 * per_epoch)


def test_a_run_of_random_lengths_goes_on_to_the_same_weights(tokenizer, data, tmp_path):
    config = quick(max_steps=10, min_context=4, batch_size=2)

    def weights(stops: list[int]) -> list[torch.Tensor]:
        path = str(tmp_path / f"{len(stops)}.pt")
        own = dataclasses.replace(config, checkpoint=path)
        for stop in [*stops, 10]:
            lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)
            for record in tinylm.train(lm, data, own):
                if record.step == stop:
                    break
        return [p.detach() for p in lm.model.parameters()]

    assert all(map(torch.equal, weights([]), weights([3, 7])))


def test_the_context_and_the_batch_grow_on_the_way(data):
    made = batches(data, 32, context_warmup=0.5, batch_size=4)
    made.total = 10
    assert [tuple(made.at(step).inputs.shape) for step in (0, 4, 5, 9)] == [
        (8, 16),
        (8, 16),
        (4, 32),
        (4, 32),
    ]
    grows = batches(data, 32, batch_warmup=0.3, batch_size=4)
    grows.total = 10
    assert [len(grows.at(step).inputs) for step in (0, 2, 3, 9)] == [2, 2, 4, 4]
    shares = [made.at(2, rank, 2) for rank in range(2)]
    joined = [
        torch.cat(parts) for parts in ([s.inputs for s in shares], [s.targets for s in shares])
    ]
    assert same(joined, made.at(2)[:2])


def test_a_run_that_grows_reads_the_tokens_that_it_says(lm, data):
    config = quick(max_steps=8, context_warmup=0.5, batch_warmup=0.25, batch_size=4)
    records = list(tinylm.train(lm, data, config))
    read = np.diff([0, *(record.tokens for record in records)])
    assert read.tolist() == [64, 64, *[128] * 6]


def test_batches_made_ahead_are_the_same_in_whatever_order_they_are_asked_for(data):
    own, asked = batches(data, batches="packed", separate_documents=True), []

    def batch_at(step):
        asked.append(step)
        return own.at(step)

    gpu = torch.device("cuda")  # no GPU takes part: the device says only whether a thread pays
    with ahead(batch_at, gpu, 2) as at:
        for step in (0, 1, 2, 7, 8, 3, 3):
            assert same(at(step), own.at(step))
        assert any(thread.name.startswith("batches") for thread in threading.enumerate())
    assert not any(thread.name.startswith("batches") for thread in threading.enumerate())
    assert len(asked) > len({0, 1, 2, 7, 8, 3})  # some that were never asked for, too
    with ahead(batch_at, torch.device("cpu")) as at:
        assert at is batch_at


def test_what_fails_in_the_thread_is_told_where_the_batch_is_asked_for():
    def batch_at(step):
        raise OSError(f"no shard for {step}")

    with (
        pytest.raises(OSError, match="no shard for 5"),
        ahead(batch_at, torch.device("cuda")) as at,
    ):
        at(5)
