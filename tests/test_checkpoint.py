import errno
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import tinylm
from tinylm import files
from tinylm.checkpoint import _seal, weights_digest
from tinylm.optim import Optimizers

from .conftest import ROOT, make_documents, quick, tiny_config


def test_a_checkpoint_holds_everything(trained):
    lm = tinylm.load_checkpoint(trained)
    assert (lm.stage, lm.step, lm.finished) == ("pretrain", 150, True)
    assert [record.step for record in lm.history] == list(range(1, 151))
    assert lm.tokenizer.decode(lm.tokenizer.encode("One day Ada")) == "One day Ada"
    assert lm.report["val"]["loss"] < 3
    assert lm.settings["learning_rate"] == 1e-2
    assert lm.split["train"] > 100
    assert lm.chat_template["end"] == "<eos>"
    assert lm.optimizer is not None


def test_it_loads_where_the_corpus_and_the_project_are_not(trained, tmp_path):
    copy = tmp_path / "elsewhere.pt"
    copy.write_bytes(trained.read_bytes())
    code = (
        "import sys, tinylm; lm = tinylm.load_checkpoint(sys.argv[1], device='cpu');"
        "print(tinylm.generate(lm, 'One day', tinylm.SampleConfig(max_new_tokens=20)))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(copy)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = tinylm.generate(
        tinylm.load_checkpoint(trained), "One day", tinylm.SampleConfig(max_new_tokens=20)
    )
    assert made.stdout == expected + "\n"


def test_it_is_an_ordinary_pytorch_file(trained):
    payload = torch.load(trained, weights_only=True)
    assert payload["config"]["d_model"] == 32
    assert payload["weights"]["head.weight"].shape == (400, 32)


def test_saving_and_loading_changes_nothing(trained, tmp_path):
    lm = tinylm.load_checkpoint(trained)
    again = tinylm.load_checkpoint(lm.save(tmp_path / "copy.pt"))
    assert weights_digest(again.model) == weights_digest(lm.model)
    assert again.history == lm.history
    assert again.report == lm.report
    assert again.config == lm.config


@pytest.mark.parametrize(
    ("name", "notebook"),
    [
        ("mini_llm_checkpoint.pt", "Network_Train.ipynb"),
        ("finetuned_llm_clpso.pt", "Network_Fine_Tune.ipynb"),
        ("finetuned_llm_chat.pt", "Network_Fine_Tune.ipynb"),
    ],
)
def test_a_missing_checkpoint_says_what_to_run_first(tmp_path, name, notebook):
    with pytest.raises(FileNotFoundError, match=f"run {notebook} first"):
        tinylm.load_checkpoint(tmp_path / name)


def refused(path: Path, told: str) -> None:
    content = path.read_bytes()
    with pytest.raises(ValueError, match=told) as error:
        tinylm.load_checkpoint(path)
    assert path.name in str(error.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.001, 0.3, 0.99, 0.99999])
def test_a_truncated_file_is_noticed(trained, tmp_path, share):
    content = trained.read_bytes()
    path = tmp_path / "cut.pt"
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, "damaged|not a tinylm checkpoint")


def test_a_flipped_bit_is_noticed_wherever_it_is(trained, tmp_path):
    content = trained.read_bytes()
    path = tmp_path / "flipped.pt"
    for place in [*range(0, len(content), len(content) // 60), len(content) - 1]:
        broken = bytearray(content)
        broken[place] ^= 1 << (place % 8)
        path.write_bytes(broken)
        refused(path, "damaged|not a tinylm checkpoint")


class Evil:
    """Pickles to a call that would make a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return os.mkdir, (str(self.mark),)


def test_a_file_that_carries_code_is_refused_and_nothing_runs(tmp_path):
    mark, path = tmp_path / "executed", tmp_path / "evil.pt"
    torch.save({"format": 1, "weights": Evil(mark)}, path)
    refused(path, "not a tinylm checkpoint")
    _seal(path)  # even with a right checksum
    refused(path, "more than plain weights")
    assert not mark.exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 but no more"])
def test_a_foreign_file_is_refused(tmp_path, content):
    path = tmp_path / "foreign.pt"
    path.write_bytes(content)
    refused(path, "not a tinylm checkpoint|damaged")


def test_weights_of_another_program_are_refused(tmp_path):
    path = tmp_path / "other.pt"
    torch.save({"model_state_dict": {"head.weight": torch.zeros(3, 3)}}, path)
    refused(path, "not a tinylm checkpoint")


def test_a_newer_format_says_update(trained, tmp_path, monkeypatch):
    lm = tinylm.load_checkpoint(trained)
    monkeypatch.setattr("tinylm.checkpoint.FORMAT", 99)
    path = lm.save(tmp_path / "future.pt")
    monkeypatch.undo()
    refused(path, "update tinylm")


def test_settings_that_only_a_newer_version_has_say_update(trained, tmp_path):
    payload = torch.load(trained, weights_only=True)
    for part, name in (("config", "num_experts"), ("history", "mood")):
        changed = payload | {part: payload[part] | {name: [0] * 150}}
        path = tmp_path / f"{name}.pt"
        torch.save(changed, path)
        _seal(path)
        refused(path, f"newer tinylm, and this one does not know its {name}: update tinylm")


def test_a_checkpoint_of_the_first_format_reads_and_writes_as_it_did(tmp_path):
    """A file written by format 1, in the middle of a run, and the logits that it gave then."""
    frozen = ROOT / "tests" / "data" / "format_1.pt"
    lm = tinylm.load_checkpoint(frozen, "cpu")
    assert (lm.stage, lm.step, lm.finished, len(lm.history)) == ("pretrain", 30, False, 30)
    assert lm.history[-1].val_loss == 3.634854666888714
    ids = lm.tokenizer.encode("One day Ada")[:8]
    with torch.no_grad():
        logits = lm.model.eval()(torch.tensor([ids]))[0].numpy()
    expected = np.load(frozen.with_name("format_1_logits.npy"))
    np.testing.assert_allclose(logits, expected, atol=1e-5)
    again = tinylm.load_checkpoint(lm.save(tmp_path / "now.pt"), "cpu")
    assert weights_digest(again.model) == weights_digest(lm.model)
    assert again.history == lm.history
    config = tinylm.TrainConfig(max_steps=40, learning_rate=1e-2)
    optimizer = Optimizers(lm.model, config)
    optimizer.load_state_dict(lm.optimizer)
    assert all(tensor.isfinite().all() for tensor in optimizer.tensors())
    assert len(optimizer.tensors()) > len(list(lm.model.parameters()))
    data = tinylm.prepare(make_documents(60), lm.tokenizer, tmp_path, progress=False)
    assert list(tinylm.train(lm, data, quick()))[-1].loss < 4  # it learns on


def test_a_vocabulary_that_is_not_the_tokenizers_is_told(tokenizer):
    with pytest.raises(ValueError, match="vocab_size=500 of the model is not the tokenizer's 400"):
        tinylm.create(tiny_config(500), tokenizer)


def test_a_device_that_is_not_there_is_told(tokenizer, trained):
    missing = "cuda" if not torch.cuda.is_available() else "mps"
    with pytest.raises(ValueError, match=f"device='{missing}' is not available"):
        tinylm.create(tiny_config(400), tokenizer, device=missing)
    with pytest.raises(ValueError, match="device='gpu' is not known"):
        tinylm.create(tiny_config(400), tokenizer, device="gpu")
    with pytest.raises(ValueError, match=f"device='{missing}' is not available"):
        tinylm.load_checkpoint(trained, device=missing)


# What a disk can do to a file that is being saved.


def full_disk(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_earlier_file_and_nothing_else(trained, tmp_path, monkeypatch):
    lm = tinylm.load_checkpoint(trained)
    path = tmp_path / "kept.pt"
    lm.save(path)
    content = path.read_bytes()
    monkeypatch.setattr(files.os, "fsync", full_disk)
    with pytest.raises(OSError, match="disk is full") as error:
        lm.save(path)
    assert "kept.pt" in str(error.value)
    assert "untouched" in str(error.value)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["kept.pt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_write_that_really_fails_is_told(trained, tmp_path, monkeypatch):
    """torch's own writer meets ENOSPC: the temporary file is a link to the full device."""
    lm = tinylm.load_checkpoint(trained)
    save = torch.save

    def to_full_device(payload, path) -> None:
        os.symlink("/dev/full", path)
        save(payload, path)

    monkeypatch.setattr(torch, "save", to_full_device)
    with pytest.raises(OSError, match="could not save"):
        lm.save(tmp_path / "a.pt")
    assert os.listdir(tmp_path) == []


def test_training_on_a_full_disk_keeps_what_was_saved(data, lm, tmp_path, monkeypatch):
    path = tmp_path / "mini_llm_checkpoint.pt"
    steps = tinylm.train(lm, data, quick(checkpoint=str(path), eval_every=0))
    for record in steps:
        if record.step == 7:
            break
    steps.close()
    saved = {p: p.read_bytes() for p in tmp_path.rglob("last.pt")}
    assert len(saved) == 1
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full_disk)
        with pytest.raises(OSError, match="disk is full"):
            for _ in tinylm.train(lm, data, quick(checkpoint=str(path), eval_every=0)):
                pass
    assert {p: p.read_bytes() for p in saved} == saved
    assert list(tinylm.train(lm, data, quick(checkpoint=str(path), eval_every=0)))[-1].step == 12
    assert path.is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_log_that_cannot_be_written_is_told(data, lm, tmp_path, monkeypatch):
    real = Path.open

    def opened(path, *args, **kwargs):
        full = path.name == "metrics.jsonl"
        return real(Path("/dev/full") if full else path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened)
        with pytest.raises(OSError, match="disk is full") as error:
            next(tinylm.train(lm, data, quick(checkpoint=str(tmp_path / "c.pt"))))
    assert "metrics.jsonl" in str(error.value)
    assert list(tinylm.train(lm, data, quick(checkpoint=str(tmp_path / "c.pt"))))[-1].step == 12


def test_a_folder_that_cannot_be_written_is_told(trained, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="could not save"):
        tinylm.load_checkpoint(trained).save(tmp_path / "file" / "x.pt")
