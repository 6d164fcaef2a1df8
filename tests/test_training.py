import dataclasses
import itertools
import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

import tinylm
from tinylm import optim
from tinylm.checkpoint import weights_digest
from tinylm.optim import Optimizers, learning_rate
from tinylm.training import total_steps

from .conftest import ROOT, quick, tiny_config


def run(lm, data, config) -> list:
    return list(tinylm.train(lm, data, config))


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


def test_one_batch_is_learned_by_heart(tokenizer, tmp_path):
    text = "One day Ada found a kite by the hill and Bo lost a drum by the pond. The end."
    documents = [f"{i} {text}" for i in range(4)]
    corpus = tinylm.Corpus.from_documents(documents)
    data = tinylm.prepare(corpus, tokenizer, tmp_path, progress=False)
    lm = new(tokenizer)
    config = quick(max_steps=150, learning_rate=1e-2, weight_decay=0.0, eval_every=0)
    assert run(lm, data, config)[-1].loss < 0.2


def test_records_tell_what_happened(lm, data):
    config = quick(sample_every=6, sample_prompts=("One day", "The"), bigram_start=False)
    records = run(lm, data, config)
    assert [r.step for r in records] == list(range(1, 13))
    assert all(r.total == 12 for r in records)
    assert all(math.isfinite(r.loss) and r.grad_norm > 0 for r in records)
    assert records[-1].tokens == 12 * 4 * 32
    assert [r.step for r in records if r.val_loss is not None] == [6, 12]
    assert [len(r.samples) for r in records if r.samples] == [2, 2]
    assert lm.history == records
    assert lm.stage == "pretrain"
    assert records[-1].loss < records[0].loss


def test_the_same_seed_gives_the_same_loss(tokenizer, data):
    losses = [[r.loss for r in run(new(tokenizer), data, quick())] for _ in range(2)]
    assert losses[0] == losses[1]
    assert [r.loss for r in run(new(tokenizer), data, quick(seed=1))] != losses[0]


def test_accumulation_equals_one_large_batch(tokenizer, data):
    one, two = new(tokenizer), new(tokenizer)
    # AdamW: Muon's own products are in bfloat16, where the last digit of a sum decides more.
    config = quick(batch_size=8, max_steps=4, precision="float32", optimizer="adamw")
    run(one, data, config)
    run(two, data, dataclasses.replace(config, batch_size=2, accumulation=4))
    for a, b in zip(one.model.parameters(), two.model.parameters(), strict=True):
        torch.testing.assert_close(a, b, atol=2e-5, rtol=1e-3)


def test_a_progress_bar_changes_nothing(tokenizer, data, capsys):
    plain, barred = new(tokenizer), new(tokenizer)
    expected = [r.loss for r in run(plain, data, quick())]
    seen = [r.loss for r in tinylm.progress(tinylm.train(barred, data, quick()), "text")]
    assert seen == expected
    assert "text:" in capsys.readouterr().err
    for record in tinylm.progress(tinylm.train(new(tokenizer), data, quick()), shown=False):
        if record.step == 3:
            break
    assert capsys.readouterr().err == ""


def test_epochs_count_passes_over_the_text(tokenizer, data):
    records = run(new(tokenizer), data, quick(epochs=0.5, batch_size=16))
    assert abs(records[-1].tokens / len(data.train) - 0.5) < 0.1


def test_steps_and_epochs_both_limit():
    def steps(**given) -> int:
        return total_steps(tinylm.TrainConfig(**given), 40.0)

    assert steps() == 1000
    assert steps(max_steps=7) == 7
    assert steps(epochs=2) == 80
    assert steps(epochs=2, max_steps=7) == 7
    assert total_steps(tinylm.FinetuneConfig(max_steps=7), 40.0) == 7


def test_a_sample_prompt_that_does_not_fit_is_told_before_training(lm, data):
    with pytest.raises(ValueError, match="sample prompt 'One day One day"):
        next(tinylm.train(lm, data, quick(sample_every=5, sample_prompts="One day " * 40)))
    assert lm.step == 0


def test_an_end_that_could_not_be_saved_is_saved_later(tokenizer, data, tmp_path, monkeypatch):
    config = quick(checkpoint=str(tmp_path / "c.pt"), checkpoint_every=100, eval_every=0)
    lm = new(tokenizer)

    def full(*_, **__):
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("tinylm.runs.save_checkpoint", full)
        with pytest.raises(OSError, match="full"):
            run(lm, data, config)
    assert not lm.finished
    assert [r.step for r in run(lm, data, config)] == [12]
    assert tinylm.load_checkpoint(tmp_path / "c.pt").finished


def test_warm_up_then_cosine():
    config = tinylm.TrainConfig(
        learning_rate=1.0, min_learning_rate=0.1, warmup_steps=10, schedule="cosine"
    )
    rates = [learning_rate(step, 100, config) for step in range(100)]
    assert rates[0] == 0.1
    assert rates[9] == rates[10] == 1.0
    assert rates[-1] == pytest.approx(0.1)
    assert all(a >= b for a, b in itertools.pairwise(rates[10:]))
    assert rates[55] == pytest.approx(0.55, abs=0.02)


def test_a_constant_rate_stays_and_restarts_begin_again_at_the_peak():
    config = tinylm.TrainConfig(learning_rate=0.1, warmup_steps=10, schedule="constant")
    rates = [learning_rate(step, 100, config) for step in range(100)]
    assert rates[0] == pytest.approx(0.01)
    assert set(rates[10:]) == {0.1}
    config = dataclasses.replace(
        config, schedule="restarts", restart_steps=10, restart_factor=2.0, warmup_steps=0
    )
    rates = [learning_rate(step, 100, config) for step in range(100)]
    peaks = [step for step, rate in enumerate(rates) if rate == 0.1]
    assert peaks == [0, 10, 30, 70]
    assert rates[9] < 0.02
    assert rates[29] < 0.02


def test_decay_is_on_matrices_only(lm):
    config = tinylm.TrainConfig(optimizer="adamw")
    (adamw,) = Optimizers(lm.model, config).parts
    *matrices, vectors = adamw.param_groups
    assert all(p.dim() >= 2 for group in matrices for p in group["params"])
    assert all(p.dim() < 2 for p in vectors["params"])
    assert {group["weight_decay"] for group in matrices} == {0.1}
    assert vectors["weight_decay"] == 0.0


def test_muon_has_the_matrices_of_the_blocks_and_adamw_all_else(lm):
    optimizer = Optimizers(lm.model, tinylm.TrainConfig(learning_rate=3e-3))
    adamw, muon = ({id(p) for g in o.param_groups for p in g["params"]} for o in optimizer.parts)
    names = {id(p): name for name, p in lm.model.named_parameters()}
    assert not adamw & muon
    assert adamw | muon == set(names)
    inner = {names[i] for i in muon}
    assert all(name.startswith("blocks.") and name.endswith("weight") for name in inner)
    assert "head.weight" not in inner
    optimizer.set_rate(0.5)
    own = {
        names[id(p)]: g["lr"] for o in optimizer.parts for g in o.param_groups for p in g["params"]
    }
    assert own["embedding.weight"] == pytest.approx(0.5 * 8 * 3e-3)
    assert own["head.weight"] == pytest.approx(0.5 * 2.5 * 3e-3)
    assert own["final_norm.weight"] == pytest.approx(0.5 * 3e-3)
    assert own["blocks.0.attention.qkv.weight"] == pytest.approx(0.5 * 0.015)


@pytest.mark.parametrize("kind", ["muon", "adamw"])
def test_tables_are_adamws_at_a_rate_of_their_own_without_decay(tokenizer, kind):
    looks = dict(value_embeddings=True, x0_mixing=True, bigram_rows=64)
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **looks), tokenizer)
    optimizer = Optimizers(lm.model, tinylm.TrainConfig(optimizer=kind))
    groups = optimizer.parts[0].param_groups
    names = {id(p): name for name, p in lm.model.named_parameters()}
    found = [[names[id(p)] for p in group["params"]] for group in groups]
    assert found[1] == [f"lookups.{n}.weight" for n in ("values.0", "values.1", "pairs")]
    assert {"lookups.keep", "lookups.back"} <= set(found[-1])
    assert [g["weight_decay"] for g in groups] == [0.1, 0.0, *[0.1] * (len(groups) - 3), 0.0]
    optimizer.set_rate(0.5)
    assert groups[1]["lr"] == pytest.approx(groups[0]["lr"])
    assert sum(len(g["params"]) for o in optimizer.parts for g in o.param_groups) == len(names)


def test_a_run_with_tables_goes_on_to_the_same_weights(tokenizer, data, tmp_path):
    looks = dict(value_embeddings=True, x0_mixing=True, bigram_rows=64)

    def run(path, stop: int | None = None) -> tinylm.Checkpoint:
        lm = tinylm.create(tiny_config(tokenizer.vocab_size, **looks), tokenizer, seed=0)
        for record in tinylm.train(lm, data, quick(checkpoint=str(path))):
            if record.step == stop:
                break
        return lm

    whole = run(tmp_path / "whole" / "c.pt")
    run(tmp_path / "c.pt", 7)
    again = run(tmp_path / "c.pt")
    assert weights_digest(again.model) == weights_digest(whole.model)
    assert again.model.lookups.pairs.weight.any()
    assert all(table.weight.any() for table in again.model.lookups.values)
    loaded = tinylm.load_checkpoint(tmp_path / "c.pt")
    assert loaded.config == whole.config
    assert weights_digest(loaded.model) == weights_digest(whole.model)


@pytest.mark.parametrize("iterations", [3, 5])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_muon_takes_the_steps_of_pytorchs_own(monkeypatch, dtype, iterations):
    monkeypatch.setattr(optim, "plain_precision", lambda device: dtype)
    monkeypatch.setattr(optim.Muon, "STACK", 3 * 24 * 16)  # more than one stack of a shape
    shapes = [(24, 16)] * 5 + [(16, 16)] * 2 + [(8, 40)]  # and a matrix that holds two of these
    draw = torch.Generator().manual_seed(0)
    start = [torch.randn(shape, generator=draw) for shape in shapes]
    mine, theirs = ([torch.nn.Parameter(w.clone()) for w in start] for _ in range(2))
    joined = torch.nn.Parameter(torch.cat(start[:2]))
    ours = optim.Muon([*mine[2:], joined], lr=0.02, parts={joined: [24, 24]}, iterations=iterations)
    reference = torch.optim.Muon(
        theirs, lr=0.02, momentum=0.95, weight_decay=0.0, ns_steps=iterations
    )
    for _ in range(4):
        for a, b in zip(mine, theirs, strict=True):
            a.grad = torch.randn(a.shape, generator=draw)
            b.grad = a.grad.clone()
        joined.grad = torch.cat([mine[0].grad, mine[1].grad])
        ours.step()
        reference.step()
    for a, b, w in zip([*joined.split(24), *mine[2:]], theirs, start, strict=True):
        # The reference computes in bfloat16: eight bits, so about 1 % of what was moved.
        moved = (b - w).norm()
        assert (a - b).norm() < 0.03 * moved
        assert moved > 0.1


@pytest.mark.parametrize("optimizer", ["muon", "adamw"])
@pytest.mark.parametrize("dropout", [0.0, 0.2])
def test_a_stopped_run_goes_on_to_bit_identical_weights(
    tokenizer, data, tmp_path, dropout, optimizer
):
    whole = new(tokenizer, dropout=dropout)
    straight = run(whole, data, quick(eval_every=0, optimizer=optimizer))
    path = str(tmp_path / "mini_llm_checkpoint.pt")
    config = quick(checkpoint=path, eval_every=0, optimizer=optimizer)
    pieces = []
    for stop in (3, 8, 99):
        lm = new(tokenizer, dropout=dropout)  # as a new kernel would
        for record in tinylm.train(lm, data, config):
            pieces.append(record)
            torch.rand(3)  # what others draw from the global generator does not matter
            if record.step == stop:
                break
    assert [r.step for r in pieces] == list(range(1, 13))
    assert [r.loss for r in pieces] == [r.loss for r in straight]
    assert weights_digest(lm.model) == weights_digest(whole.model)
    assert [r.loss for r in lm.history] == [r.loss for r in straight]


def test_without_a_file_the_same_object_goes_on(tokenizer, data):
    whole, lm = new(tokenizer), new(tokenizer)
    run(whole, data, quick(eval_every=0))
    for record in tinylm.train(lm, data, quick(eval_every=0)):
        if record.step == 5:
            break
    rest = run(lm, data, quick(eval_every=0))
    assert [r.step for r in rest] == list(range(6, 13))
    assert weights_digest(lm.model) == weights_digest(whole.model)


def test_an_update_torn_by_an_interrupt_is_not_trusted(tokenizer, data, tmp_path, monkeypatch):
    whole, plain = new(tokenizer), dict(eval_every=0, bigram_start=False)
    run(whole, data, quick(**plain))
    config = quick(checkpoint=str(tmp_path / "c.pt"), checkpoint_every=2, **plain)
    lm, real = new(tokenizer), torch.optim.AdamW.step
    calls = []

    def interrupted(self, *args, **kwargs):
        calls.append(1)
        real(self, *args, **kwargs)
        if len(calls) == 6:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(torch.optim.AdamW, "step", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(lm, data, config)
    rest = run(lm, data, config)
    assert rest[0].step == 5  # four updates were on disk
    assert weights_digest(lm.model) == weights_digest(whole.model)


def test_an_interrupt_while_judging_leaves_no_gap(tokenizer, data, tmp_path, monkeypatch):
    whole = new(tokenizer)
    run(whole, data, quick())
    config, lm = quick(checkpoint=str(tmp_path / "c.pt")), new(tokenizer)

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tinylm.training.evaluate", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(lm, data, config)
    lm = new(tokenizer)
    assert run(lm, data, config)[0].step == 7
    assert [r.step for r in lm.history] == list(range(1, 13))
    assert [r.loss for r in lm.history] == [r.loss for r in whole.history]
    assert weights_digest(lm.model) == weights_digest(whole.model)


SCRIPT = """
import sys
import tinylm
from tests.conftest import make_documents, quick, tiny_config

out, cache = sys.argv[1:3]
documents = make_documents()
tokenizer = tinylm.train_tokenizer(documents, 400)
data = tinylm.prepare(documents, tokenizer, cache, progress=False)
lm = tinylm.create(tiny_config(400, dropout=0.1), tokenizer, seed=0)
config = quick(max_steps=400, checkpoint=out, checkpoint_every=7, eval_every=50)
for record in tinylm.train(lm, data, config):
    print(record.step, flush=True)
"""


def test_killed_at_any_moment_it_ends_in_bit_identical_weights(tmp_path):
    """SIGKILL, three times, wherever the process happens to be; then to the end."""

    def start(out: Path) -> subprocess.Popen:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-c", SCRIPT, str(out), str(tmp_path / "cache")]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )

    whole = start(tmp_path / "whole" / "mini_llm_checkpoint.pt")
    assert whole.communicate()[0].split()[-1] == "400"
    killed = tmp_path / "killed" / "mini_llm_checkpoint.pt"
    firsts = []
    for wanted in (40, 60, 50):
        process = start(killed)
        for count, line in enumerate(process.stdout):
            if count == 0:
                firsts.append(int(line))
            if count == wanted:
                time.sleep(0.003 * len(firsts))
                process.send_signal(signal.SIGKILL)
                break
        process.wait()
        process.stdout.close()
    assert firsts[0] == 1
    assert firsts[1] > 1
    assert firsts[2] > firsts[1]  # each went on where a checkpoint was
    assert not killed.exists()
    assert start(killed).communicate()[0].split()[-1] == "400"
    one = tinylm.load_checkpoint(tmp_path / "whole" / "mini_llm_checkpoint.pt")
    two = tinylm.load_checkpoint(killed)
    assert weights_digest(one.model) == weights_digest(two.model)
    assert [r.loss for r in one.history] == [r.loss for r in two.history]
    lines = next((tmp_path / "killed").rglob("metrics.jsonl")).read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == list(range(1, 401))


# Running again.


def test_the_same_again_shows_the_finished_run(tokenizer, data, tmp_path):
    path = tmp_path / "mini_llm_checkpoint.pt"
    config = quick(checkpoint=str(path))
    first = run(new(tokenizer), data, config)
    lm = new(tokenizer)
    again = run(lm, data, config)
    assert again == first[-1:]
    assert lm.history == first
    assert lm.finished
    assert weights_digest(lm.model) == weights_digest(tinylm.load_checkpoint(path).model)


def test_a_changed_number_is_a_new_run_beside_the_old_one(tokenizer, data, tmp_path):
    path = tmp_path / "mini_llm_checkpoint.pt"
    config = quick(checkpoint=str(path))
    first = run(new(tokenizer), data, config)
    old = {p: p.read_bytes() for p in (tmp_path / "runs").rglob("*.pt")}
    changed = dataclasses.replace(config, learning_rate=1e-3)
    second = run(new(tokenizer), data, changed)
    assert len(list((tmp_path / "runs").iterdir())) == 2
    assert {p: p.read_bytes() for p in old} == old
    assert second[-1].loss != first[-1].loss
    assert tinylm.load_checkpoint(path).settings["learning_rate"] == 1e-3
    run(new(tokenizer), data, config)  # the first one once more: it is the latest again
    assert tinylm.load_checkpoint(path).settings["learning_rate"] == 3e-3


def test_the_path_is_no_part_of_the_identity(tokenizer, data, tmp_path):
    run(new(tokenizer), data, quick(checkpoint=str(tmp_path / "a.pt")))
    assert len(run(new(tokenizer), data, quick(checkpoint=str(tmp_path / "b.pt")))) == 1
    assert (tmp_path / "a.pt").read_bytes() == (tmp_path / "b.pt").read_bytes()


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_changed_number_in_one_kernel_begins_at_the_start(tokenizer, data, tmp_path, on_disk):
    """The training cell alone is run again, on a model that it has trained before."""
    path = str(tmp_path / "c.pt") if on_disk else None
    fresh, lm = new(tokenizer), new(tokenizer)
    expected = run(fresh, data, quick(learning_rate=1e-3))
    run(lm, data, quick(checkpoint=path))
    changed = run(lm, data, quick(checkpoint=path, learning_rate=1e-3))
    assert [r.loss for r in changed] == [r.loss for r in expected]
    assert weights_digest(lm.model) == weights_digest(fresh.model)


@pytest.mark.parametrize("change", [dict(dropout=0.1), dict(num_heads=4), dict(rope_base=500.0)])
def test_a_changed_model_is_a_new_run_even_with_equal_weights(tokenizer, data, tmp_path, change):
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    first = run(new(tokenizer), data, config)
    lm = new(tokenizer, **change)
    assert weights_digest(lm.model) == weights_digest(new(tokenizer).model)
    assert len(run(lm, data, config)) == len(first)
    assert len(list((tmp_path / "runs").iterdir())) == 2


def test_a_start_that_was_replaced_is_told(trained, data, tmp_path):
    """Loaded from a path, trained on to the same path, then trained anew with another number."""
    path = tmp_path / "mini_llm_checkpoint.pt"
    path.write_bytes(trained.read_bytes())
    lm = tinylm.load_checkpoint(path)
    run(lm, data, quick(checkpoint=str(path)))
    with pytest.raises(ValueError, match="replaced since: load one again"):
        run(lm, data, quick(checkpoint=str(path), learning_rate=1e-4))
    lm = tinylm.load_checkpoint(path)
    assert len(run(lm, data, quick(checkpoint=str(path), learning_rate=1e-4))) == 12


def test_a_loaded_checkpoint_is_trained_further(trained, data, tmp_path):
    lm = tinylm.load_checkpoint(trained)
    before = tinylm.evaluate(lm, data.val).loss
    records = run(lm, data, quick(checkpoint=str(tmp_path / "more.pt"), max_steps=30))
    assert len(records) == 30
    assert tinylm.evaluate(lm, data.val).loss < before + 0.2
    assert [stage["stage"] for stage in lm.lineage] == ["pretrain"]


def test_runs_leave_readable_traces(tokenizer, data, tmp_path):
    lm = new(tokenizer)
    run(lm, data, quick(checkpoint=str(tmp_path / "c.pt")))
    (folder,) = (tmp_path / "runs").iterdir()
    assert folder.name == lm.run
    lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == list(range(1, 13))
    assert json.loads((folder / "config.json").read_text())["learning_rate"] == 3e-3
    best = tinylm.load_checkpoint(folder / "best.pt")
    assert best.step in (6, 12)
    assert not list(folder.glob(".*"))


def test_data_of_another_tokenizer_are_told(lm, documents, tmp_path):
    other = tinylm.train_tokenizer(documents, 420)
    data = tinylm.prepare(documents, other, tmp_path, progress=False)
    with pytest.raises(ValueError, match="another tokenizer"):
        run(lm, data, quick())
