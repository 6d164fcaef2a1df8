"""However a run ends, nothing is lost; and two never work on the same one."""

import contextlib
import dataclasses
import errno
import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import tinylm
from tinylm import signals
from tinylm.checkpoint import weights_digest

from .conftest import ROOT, make_documents, quick, tiny_config

posix = pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")


def new(tokenizer, **changes):
    return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)


def until(steps, step: int) -> None:
    for record in steps:
        if record.step == step:
            return


def divide(lm, data, config) -> None:
    """An error of whoever reads the records, at step 8."""
    for record in tinylm.progress(tinylm.train(lm, data, config), shown=False):
        1 / (record.step - 8)


def stored(folder: Path, name: str = "last.pt") -> tinylm.Checkpoint:
    return tinylm.load_checkpoint(next(folder.rglob(name)), "cpu")


@pytest.fixture(scope="module")
def whole(tokenizer, data):
    """The weights of a run that nothing disturbs."""
    lm = new(tokenizer)
    list(tinylm.train(lm, data, quick(eval_every=0)))
    return weights_digest(lm.model)


VARIANTS = {
    "dropout, accumulation, Muon": (dict(dropout=0.2), dict(accumulation=3)),
    "random lengths": (dict(dropout=0.1), dict(min_context=4, optimizer="adamw")),
    "packed": (dict(), dict(batches="packed", separate_documents=True, accumulation=2)),
    "padded": (dict(dropout=0.1), dict(batches="padded", schedule="restarts", restart_steps=4)),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_run_stopped_anywhere_ends_as_if_it_had_not_been(tokenizer, data, tmp_path, variant):
    model, changes = VARIANTS[variant]
    straight = new(tokenizer, **model)
    list(tinylm.train(straight, data, quick(**changes)))
    config = quick(checkpoint=str(tmp_path / "c.pt"), **changes)
    for stop in (1, 4, 5, 11, 12):
        lm = new(tokenizer, **model)  # as a new kernel would
        until(tinylm.train(lm, data, config), stop)
    assert weights_digest(lm.model) == weights_digest(straight.model)
    told = [[(r.step, r.loss, r.val_loss, r.lr) for r in x.history] for x in (lm, straight)]
    assert told[0] == told[1]


# Signals.


@contextlib.contextmanager
def sent_at(lm, step: int, number: int, times: int = 1):
    """The signal comes in the middle of an update."""

    def send(module, *_):
        if module.training and lm.step + 1 == step:
            for _ in range(times):
                os.kill(os.getpid(), number)

    handle = lm.model.head.register_forward_hook(send)
    try:
        yield
    finally:
        handle.remove()


@posix
@pytest.mark.parametrize(
    ("number", "kind"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)]
)
def test_a_signal_waits_for_the_update_and_everything_is_saved(
    tokenizer, data, tmp_path, whole, number, kind
):
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0)
    handlers = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)]
    lm = new(tokenizer)
    with sent_at(lm, 4, number), pytest.raises(kind):
        list(tinylm.train(lm, data, config))
    assert stored(tmp_path).step == 4  # the last whole update, not the last periodic save
    assert [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)] == handlers
    lm = new(tokenizer)
    assert [r.step for r in tinylm.train(lm, data, config)] == list(range(5, 13))
    assert weights_digest(lm.model) == whole


@posix
def test_a_second_ctrl_c_does_not_wait(tokenizer, data, tmp_path, whole):
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0, checkpoint_every=3)
    lm = new(tokenizer)
    with sent_at(lm, 5, signal.SIGINT, times=2), pytest.raises(KeyboardInterrupt):
        list(tinylm.train(lm, data, config))
    assert stored(tmp_path).step == 4  # the fifth had not touched the weights yet
    list(tinylm.train(lm, data, config))
    assert weights_digest(lm.model) == whole


@posix
def test_sigterm_between_two_updates_is_a_clean_stop_too(tokenizer, data, tmp_path):
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0)

    def work() -> None:
        for record in tinylm.train(new(tokenizer), data, config):
            if record.step == 7:
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(0.01)

    with pytest.raises(SystemExit) as end:
        work()
    assert end.value.code == 128 + signal.SIGTERM
    assert stored(tmp_path).step == 7
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@posix
def test_a_handler_of_the_programs_own_is_asked_once(tokenizer, data, monkeypatch):
    seen = []
    own = signal.signal(signal.SIGTERM, lambda *_: seen.append(lm.step))
    try:
        lm = new(tokenizer)
        with sent_at(lm, 4, signal.SIGTERM):
            assert list(tinylm.train(lm, data, quick()))[-1].step == 12
    finally:
        signal.signal(signal.SIGTERM, own)
    assert seen == [4]


@posix
def test_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with signals.deferred():
            os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_training_leaves_signals_alone(lm, data):
    ended = []
    work = threading.Thread(target=lambda: ended.extend(tinylm.train(lm, data, quick())))
    work.start()
    work.join()
    assert len(ended) == 12


def test_an_error_in_the_middle_of_an_update_saves_what_was_before(
    tokenizer, data, tmp_path, whole
):
    lm = new(tokenizer)
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0, checkpoint_every=100)

    def fail(module, *_):
        if module.training and lm.step == 8:
            raise MemoryError

    handle = lm.model.head.register_forward_hook(fail)
    with pytest.raises(MemoryError):
        list(tinylm.train(lm, data, config))
    handle.remove()
    assert stored(tmp_path).step == 8
    assert [r.step for r in tinylm.train(lm, data, config)] == [9, 10, 11, 12]
    assert weights_digest(lm.model) == whole


def test_an_error_of_whoever_reads_the_records_saves(tokenizer, data, tmp_path):
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    with pytest.raises(ZeroDivisionError):
        divide(new(tokenizer), data, config)
    assert stored(tmp_path).step == 8


SCRIPT = """
import sys, time
import tinylm
from tests.conftest import make_documents, quick, tiny_config

documents = make_documents()
tokenizer = tinylm.train_tokenizer(documents, 400)
data = tinylm.prepare(documents, tokenizer, sys.argv[1] + "/cache", progress=False)
lm = tinylm.create(tiny_config(400), tokenizer, seed=0)
config = quick(max_steps=100_000, checkpoint=sys.argv[1] + "/c.pt", checkpoint_every=100_000)
config = quick(**(vars(config) | dict(eval_every=0)))
for record in tinylm.train(lm, data, config):
    print(record.step, flush=True)
"""


@contextlib.contextmanager
def training(folder: Path):
    """Another program that trains; five updates are done."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    options = dict(cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
    with subprocess.Popen(command, **options) as process:
        try:
            for _ in range(5):
                process.stdout.readline()
            yield process
        finally:
            process.kill()


@posix
def test_a_program_that_is_asked_to_end_saves_and_says_so_by_its_status(tmp_path):
    with training(tmp_path) as process:
        process.terminate()
        told = process.communicate(timeout=60)[0].split()
    assert process.returncode == 128 + signal.SIGTERM
    assert stored(tmp_path).step >= max(5, int(told[-1]) if told else 0)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks the runs that it kills")
def test_killed_by_the_clock_twenty_times_runs_end_in_the_same_bits(tmp_path):
    """Also while preparing and inside saves; `benchmarks/kills.py` does the same 200 times."""
    out = tmp_path / "kills.json"
    command = [sys.executable, "-m", "benchmarks.kills", "--kills", "20", "--out", str(out)]
    subprocess.run([*command, "--work", str(tmp_path / "work")], cwd=ROOT, check=True)
    found = json.loads(out.read_text())
    assert found["kills"] >= 20
    assert found["different"] == []
    assert found["kills"] == sum(
        found[phase] for phase in ("preparing", "resuming", "training", "saving")
    )


# Two on one run.


def test_a_second_kernel_is_told_and_a_killed_one_leaves_no_lock(tmp_path):
    documents = make_documents()
    tokenizer = tinylm.train_tokenizer(documents, 400)
    data = tinylm.prepare(documents, tokenizer, tmp_path / "cache", progress=False)
    changes = dict(max_steps=100_000, checkpoint_every=100_000, eval_every=0)
    config = quick(checkpoint=str(tmp_path / "c.pt"), **changes)
    lm = new(tokenizer)
    with training(tmp_path) as process:
        with pytest.raises(RuntimeError, match=r"is under way in another kernel .*: stop that"):
            next(tinylm.train(lm, data, config))
        assert (lm.step, lm.run) == (0, None)
        # Another run beside it is nobody's business.
        assert next(tinylm.train(lm, data, dataclasses.replace(config, seed=1))).step == 1
        process.kill()
        process.wait()
    assert next(tinylm.train(lm, data, config)).step == 1


def test_a_second_generator_in_one_kernel_is_told(tokenizer, data, tmp_path):
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    first = tinylm.train(new(tokenizer), data, config)
    until(first, 3)
    with pytest.raises(RuntimeError, match=r"under way in .* \(close\(\) the generator"):
        next(tinylm.train(new(tokenizer), data, config))
    first.close()
    assert next(tinylm.train(new(tokenizer), data, config)).step == 4


def test_a_cell_that_is_run_again_is_not_kept_off_by_its_earlier_self(tokenizer, data, tmp_path):
    config, kept = quick(checkpoint=str(tmp_path / "c.pt")), []
    steps = tinylm.train(new(tokenizer), data, config)
    until(steps, 3)
    steps = tinylm.train(new(tokenizer), data, config)  # the earlier one is dropped here
    until(steps, 5)
    kept += [steps, kept]  # dropped, but in a cycle
    del steps, kept
    gc.disable()
    try:
        third = tinylm.train(new(tokenizer), data, config)
        assert next(third).step == 6
    finally:
        gc.enable()
    del third
    with pytest.raises(
        ZeroDivisionError
    ) as held:  # its traceback keeps the frames, as IPython does
        divide(new(tokenizer), data, config)
    assert [r.step for r in tinylm.train(new(tokenizer), data, config)] == [9, 10, 11, 12]
    finished = tinylm.train(new(tokenizer), data, config)
    assert [next(finished).step, *finished] == [12]
    assert [r.step for r in tinylm.train(new(tokenizer), data, config)] == [12]
    assert held.value


def test_in_memory_there_is_nothing_to_keep_apart(tokenizer, data):
    steps = [tinylm.train(new(tokenizer), data, quick()) for _ in range(2)]
    assert [next(some).step for some in steps] == [1, 1]


# What is kept on disk.


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [damage, cut])
def test_a_damaged_save_costs_no_more_than_the_way_from_the_one_before(
    tokenizer, data, tmp_path, whole, harm
):
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0)
    until(tinylm.train(new(tokenizer), data, config), 11)
    last = next(tmp_path.rglob("last.pt"))
    assert (stored(tmp_path).step, stored(tmp_path, "previous.pt").step) == (11, 10)
    harm(last)
    broken = last.read_bytes()
    lm = new(tokenizer)
    with pytest.warns(UserWarning, match=r"last\.pt' is damaged .* save before it, of step 10"):
        records = list(tinylm.train(lm, data, config))
    assert [r.step for r in records] == [11, 12]
    assert weights_digest(lm.model) == whole
    assert last.with_name("damaged.pt").read_bytes() == broken
    lines = last.with_name("metrics.jsonl").read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == list(range(1, 13))


def test_when_both_saves_are_damaged_it_is_told_and_not_trained_on(tokenizer, data, tmp_path):
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    until(tinylm.train(new(tokenizer), data, config), 11)
    for name in ("last.pt", "previous.pt"):
        damage(next(tmp_path.rglob(name)))
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.pt")}
    with pytest.raises(ValueError, match=r"last\.pt' is damaged"):
        next(tinylm.train(new(tokenizer), data, config))
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.pt")} == before


def test_a_save_of_a_newer_version_is_not_taken_for_damaged(tokenizer, data, tmp_path, monkeypatch):
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    with monkeypatch.context() as patch:
        patch.setattr("tinylm.checkpoint.FORMAT", 99)
        until(tinylm.train(new(tokenizer), data, config), 11)
    with pytest.raises(ValueError, match=r"last\.pt' was written by a newer tinylm"):
        next(tinylm.train(new(tokenizer), data, config))


def test_a_kill_between_two_renames_loses_one_save(tokenizer, data, tmp_path, whole):
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0)
    until(tinylm.train(new(tokenizer), data, config), 11)
    next(tmp_path.rglob("last.pt")).unlink()
    lm = new(tokenizer)
    assert [r.step for r in tinylm.train(lm, data, config)] == [11, 12]
    assert weights_digest(lm.model) == whole


def test_the_last_two_and_the_best_are_kept(tokenizer, data, tmp_path):
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    list(tinylm.train(new(tokenizer), data, config))
    steps = {p.name: stored(tmp_path, p.name).step for p in tmp_path.rglob("runs/*/*.pt")}
    assert steps.pop("best.pt") in (6, 12)
    assert steps == {"last.pt": 12, "previous.pt": 10}


def test_a_disk_that_fills_up_leaves_both_saves(tokenizer, data, tmp_path, monkeypatch, whole):
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0, checkpoint_every=2)
    until(tinylm.train(new(tokenizer), data, config), 6)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.pt")}
    assert len(before) == 2

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    lm = new(tokenizer)
    steps = tinylm.train(lm, data, config)
    assert next(steps).step == 7
    with monkeypatch.context() as patch:
        patch.setattr("tinylm.files.os.fsync", full)
        with pytest.raises(OSError, match="disk is full; free some space"):
            next(steps)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.pt")} == before
    assert [r.step for r in tinylm.train(lm, data, config)] == [9, 10, 11, 12]  # from memory
    assert weights_digest(lm.model) == whole


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_disk_that_cannot_be_written_is_told_before_training(lm, data, monkeypatch, number):
    def refuse(self, *_, **__):
        raise OSError(number, os.strerror(number), str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        with pytest.raises(OSError, match="is not writable; choose another folder"):
            next(tinylm.train(lm, data, quick(checkpoint="/archive/c.pt")))
    assert (lm.step, lm.run) == (0, None)


def test_saves_by_the_clock_are_no_part_of_the_run(tokenizer, data, tmp_path, whole):
    config = quick(checkpoint=str(tmp_path / "c.pt"), eval_every=0, checkpoint_every=100)
    steps = tinylm.train(new(tokenizer), data, config)
    until(steps, 4)
    assert not list(tmp_path.rglob("last.pt"))
    steps.close()
    config = dataclasses.replace(config, checkpoint_minutes=1e-9)
    lm = new(tokenizer)
    for record in tinylm.train(lm, data, config):  # the same run goes on
        assert record.step > 4
        assert stored(tmp_path).step == record.step
    assert weights_digest(lm.model) == whole
