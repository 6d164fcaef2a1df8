"""What is recorded, kept, exported and concluded of a run, and when it ends early."""

import csv
import dataclasses
import itertools
import json
import os
import subprocess
import sys
import types

import pytest
import torch

import tinylm
from tinylm import history, monitor
from tinylm.__main__ import main
from tinylm.calculator import calculate
from tinylm.checkpoint import weights_digest
from tinylm.history import overfitting, thinned
from tinylm.records import StepRecord

from .conftest import ROOT, make_documents, quick, tiny_config


def run(lm, data, config) -> list:
    return list(tinylm.train(lm, data, config))


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


def made(step: int, loss: float = 1.0, **more) -> StepRecord:
    """A record of a run that never was."""
    return StepRecord(step, 100_000, loss, 1e-3, 0.5, 32 * step, 1e4, 0.01 * step, **more)


# Records.


def test_a_record_tells_the_share_of_the_peak_and_the_time_left(lm, data, monkeypatch):
    monkeypatch.setattr(monitor, "matmul_peak", lambda *_: 1e9)
    records = run(lm, data, quick(min_context=None))
    flops = calculate(lm.config, quick()).training_flops
    for record in records:
        assert record.share_of_peak == pytest.approx(flops * record.tokens_per_second / 1e9)
    assert all(r.seconds_left > 0 for r in records[:-1])
    assert records[-1].seconds_left == 0
    assert all(a.overhead <= b.overhead for a, b in itertools.pairwise(records))
    assert 0 < records[-1].overhead < records[-1].seconds
    assert [r.step for r in records if r.val_accuracy is not None] == [6, 12]
    assert lm.report["val"]["accuracy"] >= 0
    assert 0 < lm.report["overhead"] < 1


def test_the_peak_is_a_rate_that_products_reach_and_is_probed_once(monkeypatch):
    monitor.matmul_peak.cache_clear()
    first = monitor.matmul_peak("cpu", torch.float32, 1)
    assert 1e8 < first < 1e14
    monkeypatch.setattr(monitor, "_timed", lambda *_: pytest.fail("probed again"))
    assert monitor.matmul_peak("cpu", torch.float32, 1) == first


def test_memory_and_processor_come_from_psutil(lm, data):
    pytest.importorskip("psutil")
    judged = [r for r in run(lm, data, quick()) if r.val_loss is not None]
    assert all(r.memory > 50e6 and r.cpu >= 0 for r in judged)
    assert all(r.gpu is None for r in judged)


def test_without_psutil_these_fields_are_none(lm, data, monkeypatch, recwarn):
    monkeypatch.setitem(sys.modules, "psutil", None)
    record = run(lm, data, quick())[-1]
    assert (record.cpu, record.memory) == (None, None)
    assert not [w for w in recwarn if "psutil" in str(w.message)]


def test_a_gpu_is_read_where_there_is_one_and_nvml_if_it_can_be(lm, monkeypatch):
    """There is none here: PyTorch and NVML are played."""

    class NVMLError(Exception):
        pass

    watched = monitor.Monitor(lm, quick(), torch.float32)
    watched.device = torch.device("cuda")
    monkeypatch.setattr(torch.cuda, "memory_reserved", lambda device: 12_345)
    monkeypatch.setattr(torch.cuda, "utilization", lambda device: 83)
    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert monitor._gpu(watched.device) == dict(gpu=None, gpu_memory=12_345)
    monkeypatch.setitem(sys.modules, "pynvml", types.SimpleNamespace(NVMLError=NVMLError))
    assert monitor._gpu(watched.device) == dict(gpu=0.83, gpu_memory=12_345)
    assert watched.read()["gpu"] == 0.83

    def slice_of_a_gpu(device):
        raise NVMLError("Not Supported")

    monkeypatch.setattr(torch.cuda, "utilization", slice_of_a_gpu)
    assert monitor._gpu(watched.device)["gpu"] is None


def test_the_machine_is_read_once_a_second_at_most(lm, monkeypatch):
    now, readings = [0.0], []
    monkeypatch.setattr(monitor.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(
        monitor, "_usage", lambda _: readings.append(now[0]) or dict(memory=len(readings))
    )
    watched = monitor.Monitor(lm, quick(), torch.float32)
    seen = []
    for now[0] in (0.0, 0.4, 0.9, 1.5, 2.4, 2.6):
        seen.append(watched.read()["memory"])
    assert readings == [0.0, 1.5, 2.6]
    assert seen == [1, 1, 1, 2, 2, 3]


# A long history.


def test_a_short_history_is_kept_whole():
    records = [made(step) for step in range(1, history.MOST + 1)]
    assert thinned(records) == records


def test_a_long_history_stays_small_and_keeps_what_counts():
    kept: list[StepRecord] = []
    most = 0
    for step in range(1, 100_001):
        val = 2.0 - (step == 1100) if step % 100 == 0 else None
        event = "something" if step == 777 else None
        kept = thinned([*kept, made(step, val_loss=val, val_stderr=0.1, event=event)])
        most = max(most, len(kept))
    assert most <= history.MOST
    steps = [r.step for r in kept]
    assert steps == sorted(set(steps))
    assert steps[0] == 1
    assert steps[-500:] == list(range(99_501, 100_001))
    assert 1100 in steps
    judged = [r.step for r in kept if r.val_loss is not None]
    assert len(judged) > 400
    gaps = {b - a for a, b in itertools.pairwise(steps)}
    assert max(gaps) <= 256


def test_the_file_has_every_step_of_a_long_run(tokenizer, data, tmp_path, monkeypatch):
    monkeypatch.setattr(history, "MOST", 24)
    monkeypatch.setattr(history, "_LATEST", 4)
    whole = new(tokenizer)
    run(whole, data, quick(max_steps=100))
    assert len(whole.history) <= 24
    config = quick(max_steps=100, checkpoint=str(tmp_path / "c.pt"))
    for stop in (33, 71, 100):
        lm = new(tokenizer)
        for record in tinylm.train(lm, data, config):
            if record.step == stop:
                break
    assert weights_digest(lm.model) == weights_digest(whole.model)
    assert [(r.step, r.loss) for r in lm.history] == [(r.step, r.loss) for r in whole.history]
    (folder,) = (tmp_path / "runs").iterdir()
    lines = (folder / "metrics.jsonl").read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == list(range(1, 101))
    assert tinylm.export_history(folder, tmp_path / "all.csv") == 100
    assert tinylm.export_history(tmp_path / "c.pt", tmp_path / "few.csv") == len(lm.history)


def test_lines_of_lost_steps_and_half_a_line_are_dropped(tokenizer, data, tmp_path):
    config = quick(max_steps=10, eval_every=0, checkpoint=str(tmp_path / "c.pt"))
    for record in tinylm.train(new(tokenizer), data, config):
        if record.step == 6:
            break
    log = next(tmp_path.rglob("metrics.jsonl"))
    log.write_text(log.read_text() + '{"step": 7, "loss": 99.0}\n{"step": 8, "lo')
    run(new(tokenizer), data, config)
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    assert [row["step"] for row in rows] == list(range(1, 11))
    assert rows[6]["loss"] < 99


FLAT = """
import sys, tinylm
from tests.conftest import make_documents

documents = make_documents()
tokenizer = tinylm.train_tokenizer(documents, 400)
data = tinylm.prepare(documents, tokenizer, sys.argv[1], progress=False)
shape = tinylm.ModelConfig(400, context_length=16, d_model=16, num_heads=1, num_layers=1)
lm = tinylm.create(shape, tokenizer)
config = tinylm.TrainConfig(max_steps=10_000, batch_size=2, eval_every=500, eval_tokens=512,
                            checkpoint_every=1000, checkpoint=sys.argv[1] + "/c.pt")
for record in tinylm.train(lm, data, config):
    if record.step in (2_000, 10_000):
        print(int(open("/proc/self/statm").read().split()[1]) * 4096)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_stays_flat(tmp_path):
    """It grew by 7.4 MB here when every record was kept."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    out = subprocess.run(
        [sys.executable, "-c", FLAT, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    early, late = map(int, out.stdout.split())
    assert late - early < 3e6


# Export.


def test_a_history_is_exported_as_a_table(tokenizer, data, tmp_path):
    config = quick(sample_every=6, sample_prompts=("One day", "The"))
    lm = new(tokenizer)
    records = run(lm, data, config)
    assert tinylm.export_history(lm, tmp_path / "h.csv") == 12
    with (tmp_path / "h.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["loss"]) for row in rows] == [r.loss for r in records]
    assert [row["val_loss"] != "" for row in rows] == [r.val_loss is not None for r in records]
    assert rows[5]["samples"] == " | ".join(records[5].samples)
    tinylm.export_history(lm, tmp_path / "h.json")
    rows = json.loads((tmp_path / "h.json").read_text())
    assert [row["step"] for row in rows] == list(range(1, 13))
    assert rows[11]["val_accuracy"] == records[11].val_accuracy


def test_what_cannot_be_exported_is_told(lm, tmp_path):
    with pytest.raises(ValueError, match=r"'h\.xls' is neither \.csv nor \.json"):
        tinylm.export_history(lm, tmp_path / "h.xls")
    with pytest.raises(ValueError, match="no history yet"):
        tinylm.export_history(lm, tmp_path / "h.csv")
    with pytest.raises(FileNotFoundError, match="is not the folder of a run"):
        tinylm.export_history(tmp_path, tmp_path / "h.csv")
    assert not list(tmp_path.iterdir())


def test_the_shell_exports_too(trained, tmp_path, capsys):
    assert main(["history", str(trained), "--to", str(tmp_path / "h.csv")]) == 0
    assert "150 records" in capsys.readouterr().out
    assert main(["history", str(trained), "--to", str(tmp_path / "h.txt")]) == 1
    assert "neither .csv nor .json" in capsys.readouterr().err


# Over-fitting.


def curve(training, validation, stderr=0.05) -> list[StepRecord]:
    """A history of 300 steps with a validation every 30."""
    records = []
    for step in range(1, 301):
        val = dict(val_loss=validation(step), val_stderr=stderr) if step % 30 == 0 else {}
        records.append(made(step, training(step), **val))
    return records


def test_over_fitting_is_a_validation_loss_that_rises_while_training_falls():
    told = overfitting(curve(lambda s: 3 - s / 150, lambda s: 2 + abs(s - 120) / 300))
    assert "learn by heart" in told
    assert "best at step 120 (2.000) and ended at 2.600" in told


@pytest.mark.parametrize(
    ("training", "validation"),
    [
        (lambda s: 3 - s / 150, lambda s: 3 - s / 200),  # both fall
        (lambda s: 3 - s / 150, lambda s: 2 + (0.08 if s == 300 else 0)),  # within the noise
        (lambda s: 2 + s / 150, lambda s: 2 + s / 150),  # both rise: the rate is too high
    ],
)
def test_without_it_there_is_no_sign(training, validation):
    assert overfitting(curve(training, validation)) == "no sign of over-fitting."


def test_too_few_validations_are_told():
    assert "at least two" in overfitting([made(1), made(2, val_loss=1.0, val_stderr=0.1)])
    assert "at least two" in overfitting([])


# Early stopping.


@pytest.fixture(scope="module")
def little(tokenizer, tmp_path_factory):
    """So little text that it is soon learned by heart."""
    corpus = tinylm.Corpus.from_documents(make_documents(30, seed=5))
    folder = tmp_path_factory.mktemp("little")
    shares = dict(val_fraction=0.4, test_fraction=0.1)
    return tinylm.prepare(corpus, tokenizer, folder, progress=False, **shares)


def patient(**changes):
    values = dict(max_steps=600, learning_rate=1e-2, eval_every=20, patience=3)
    return quick(**(values | dict(checkpoint_every=7) | changes))


def test_patience_ends_a_run_with_its_best_weights(tokenizer, little, tmp_path):
    config, lm = patient(checkpoint=str(tmp_path / "c.pt")), new(tokenizer)
    records = run(lm, little, config)
    best = tinylm.load_checkpoint(next(tmp_path.rglob("best.pt")))
    assert records[-1].step == best.step + 3 * 20 < 600
    assert f"no better than that of step {best.step}" in records[-1].event
    assert records[-1].seconds_left == 0
    assert lm.report["best_step"] == best.step
    assert "learn by heart" in lm.report["overfitting"]
    published = tinylm.load_checkpoint(tmp_path / "c.pt")
    assert published.finished
    for one in (lm, published):
        assert weights_digest(one.model) == weights_digest(best.model)
    judged = {r.step: r.val_loss for r in records if r.val_loss is not None}
    report = tinylm.evaluate(lm, little.val, config.eval_tokens)
    assert report.loss == pytest.approx(judged[best.step], abs=0.01)
    assert report.loss < judged[records[-1].step]
    # The same again shows it; without patience it would have gone on to the end.
    assert run(new(tokenizer), little, config) == records[-1:]
    assert len(run(new(tokenizer), little, patient(max_steps=200, patience=None))) == 200


def test_patience_counts_on_over_a_resume(tokenizer, little, tmp_path):
    whole = new(tokenizer)
    records = run(whole, little, patient())
    end = records[-1].step
    config, seen = patient(checkpoint=str(tmp_path / "c.pt")), []
    for stop in (3, 20, 41, end - 45, end - 19, 10_000):
        lm = new(tokenizer)
        for record in tinylm.train(lm, little, config):
            seen.append(record.step)
            if record.step == stop:
                break
    assert seen == list(range(1, end + 1))
    assert lm.finished
    assert weights_digest(lm.model) == weights_digest(whole.model)
    assert lm.report["best_step"] == whole.report["best_step"]


def test_a_best_that_is_ahead_of_the_last_save_changes_nothing(tokenizer, little, tmp_path):
    """As after a kill: the best weights were saved, the steps before them are done again."""
    whole = new(tokenizer)
    run(whole, little, patient())
    best, config = whole.report["best_step"], patient(checkpoint=str(tmp_path / "c.pt"))
    assert best >= 40
    for stop in (10, best + 5):
        for record in tinylm.train(new(tokenizer), little, config):
            if record.step == stop:
                break
        last = next(tmp_path.rglob("last.pt"))
        if stop == 10:
            early = last.read_bytes()
    last.write_bytes(early)
    lm = new(tokenizer)
    assert run(lm, little, config)[0].step == 11
    assert lm.step == whole.step
    assert lm.report["best_step"] == best
    assert weights_digest(lm.model) == weights_digest(whole.model)


def test_patience_counts_on_in_memory(tokenizer, little):
    whole, lm = new(tokenizer), new(tokenizer)
    end = run(whole, little, patient())[-1].step
    for stop in (25, end - 30, end - 1, 10_000):
        for record in tinylm.train(lm, little, patient()):
            if record.step == stop:
                break
    assert lm.step == end
    assert weights_digest(lm.model) == weights_digest(whole.model)
    assert lm.best is None  # the weights are the model's now, and need no second place


def test_an_early_end_that_could_not_be_saved_is_saved_later(
    tokenizer, little, tmp_path, monkeypatch
):
    config, lm = patient(checkpoint=str(tmp_path / "c.pt")), new(tokenizer)
    whole = new(tokenizer)
    end = run(whole, little, patient())[-1].step
    real = tinylm.runs.save_checkpoint

    def full(lm, path, **more):
        if lm.finished:
            raise OSError("the disk is full")
        return real(lm, path, **more)

    with monkeypatch.context() as patch:
        patch.setattr("tinylm.runs.save_checkpoint", full)
        with pytest.raises(OSError, match="full"):
            run(lm, little, config)
    assert [r.step for r in run(lm, little, config)] == [end]
    assert lm.finished
    assert weights_digest(lm.model) == weights_digest(whole.model)


def test_patience_without_validations_is_told():
    with pytest.raises(ValueError, match="patience=3 counts validations, and eval_every=0"):
        tinylm.TrainConfig(patience=3, eval_every=0)
    with pytest.raises(ValueError, match="patience=0"):
        tinylm.TrainConfig(patience=0)


def test_a_history_goes_into_a_checkpoint_and_out_again(lm, data, tmp_path):
    records = run(lm, data, quick(sample_every=6))
    lm.history[3] = dataclasses.replace(lm.history[3], event="said", parts=2)
    lm.save(tmp_path / "x.pt")
    assert tinylm.load_checkpoint(tmp_path / "x.pt").history == lm.history
    assert lm.history[4:] == records[4:]
