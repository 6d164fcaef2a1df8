"""When memory runs out, the same batch is processed in smaller parts."""

import subprocess
import sys

import pytest
import torch

import tinylm
from tinylm.checkpoint import weights_digest
from tinylm.model import MiniTransformer
from tinylm.parts import out_of_memory

from .conftest import ROOT, quick, tiny_config


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


# AdamW: Muon's own products are in bfloat16, where the last digit of a sum decides more.
PLAIN = dict(precision="float32", optimizer="adamw", eval_every=0)


@pytest.fixture
def small(monkeypatch):
    """A computer whose memory holds so many rows at a time, and in training only."""
    limit = [1000]
    whole, error = MiniTransformer.hidden, [torch.OutOfMemoryError("out of memory")]

    def hidden(self, ids, *args, **more):
        if self.training and len(ids) > limit[0]:
            raise error[0]
        return whole(self, ids, *args, **more)

    monkeypatch.setattr(MiniTransformer, "hidden", hidden)
    return limit, error


@pytest.mark.parametrize(
    "config",
    [
        quick(batch_size=8, max_steps=6, **PLAIN),
        quick(batch_size=8, max_steps=6, accumulation=2, batches="padded", **PLAIN),
        quick(batch_size=8, max_steps=6, separate_documents=True, **PLAIN),
    ],
)
def test_the_run_goes_on_in_parts_to_the_same_weights(tokenizer, data, small, config):
    limit, _ = small
    whole, lm = new(tokenizer), new(tokenizer)
    expected = list(tinylm.train(whole, data, config))
    steps = tinylm.train(lm, data, config)
    records = [next(steps)]
    limit[0] = 2
    records += list(steps)
    assert [r.parts for r in records] == [1, 4, 4, 4, 4, 4]
    assert [r.event is not None for r in records] == [False, True, False, False, False, False]
    assert "out of memory: each batch is processed in 4 parts" in records[1].event
    assert lm.run == whole.run
    assert [r.tokens for r in records] == [r.tokens for r in expected]
    for one, other in zip(records, expected, strict=True):
        assert one.loss == pytest.approx(other.loss, abs=1e-4)
    for a, b in zip(lm.model.parameters(), whole.model.parameters(), strict=True):
        torch.testing.assert_close(a, b, atol=2e-5, rtol=1e-3)


def test_a_resumed_run_stays_in_parts(tokenizer, data, small, tmp_path):
    limit, _ = small
    limit[0] = 3
    whole = new(tokenizer)
    config = quick(batch_size=8, **PLAIN)
    list(tinylm.train(whole, data, config))
    config = quick(batch_size=8, checkpoint=str(tmp_path / "c.pt"), **PLAIN)
    for record in tinylm.train(new(tokenizer), data, config):
        if record.step == 4:
            break
    limit[0] = 1000  # more memory by now: the sums must not change for that
    lm = new(tokenizer)
    rest = list(tinylm.train(lm, data, config))
    assert {r.parts for r in rest} == {4}
    assert not any(r.event for r in rest)
    assert weights_digest(lm.model) == weights_digest(whole.model)


def test_memory_for_not_even_one_row_is_told(tokenizer, data, small):
    small[0][0] = 0
    with pytest.raises(MemoryError, match="does not hold a single sequence"):
        list(tinylm.train(new(tokenizer), data, quick()))


def test_another_error_is_not_taken_for_it(tokenizer, data, small):
    limit, error = small
    limit[0], error[0] = 2, RuntimeError("shapes do not fit")
    with pytest.raises(RuntimeError, match="shapes do not fit"):
        list(tinylm.train(new(tokenizer), data, quick()))


def test_what_pytorch_says_without_memory_is_known():
    with pytest.raises(RuntimeError) as error:
        torch.empty(1 << 60)
    assert out_of_memory(error.value)
    assert not out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))


LIMITED = """
import resource, sys, tinylm
from tests.conftest import make_documents

documents = make_documents()
tokenizer = tinylm.train_tokenizer(documents, 400)
data = tinylm.prepare(documents, tokenizer, sys.argv[1], progress=False)
shape = tinylm.ModelConfig(400, context_length=64, d_model=64, num_heads=2, num_layers=2)
lm = tinylm.create(shape, tokenizer)
few = tinylm.TrainConfig(max_steps=1, batch_size=2, sample_every=0, precision="float32")
list(tinylm.train(lm, data, few))
now = int(open("/proc/self/statm").read().split()[0]) * 4096
# Amid what four parts need: at an edge, the second step may fail where the first did not.
resource.setrlimit(resource.RLIMIT_AS, (now + 400_000_000, resource.RLIM_INFINITY))
many = tinylm.TrainConfig(max_steps=2, batch_size=1024, sample_every=0, precision="float32")
for record in tinylm.train(lm, data, many):
    print(record.parts, record.tokens)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory of a process")
def test_a_process_that_may_have_no_more_memory_goes_on(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    (first, read), (second, _) = (map(int, line.split()) for line in done.stdout.splitlines())
    assert 2 <= first == second
    assert read == 1024 * 64
