"""`python -m tinylm run`: every stage from one config file."""

import ast
import json
import tomllib

import pytest

import tinylm
from tinylm import runfile
from tinylm.__main__ import main

from .conftest import ROOT, make_documents


@pytest.fixture
def tiny(tmp_path, chats):
    """A config of seconds, as a dict, in a folder of its own."""
    (tmp_path / "text.txt").write_text("\n<|endoftext|>\n".join(make_documents()))
    (tmp_path / "chats.json").write_text(json.dumps([{"conversation": turns} for turns in chats]))
    return {
        "corpus": dict(source="text.txt", cache_dir="cache", val_fraction=0.2, test_fraction=0.2),
        "tokenizer": dict(vocab_size=400),
        "model": dict(context_length=32, d_model=32, num_heads=2, num_layers=2),
        "train": dict(max_steps=12, warmup_steps=2, eval_every=0, sample_every=0)
        | dict(checkpoint="made/a.pt"),
        "head": dict(cycles=1, refine_steps=4, checkpoint="made/b.pt", train_tokens=512)
        | dict(fitness_tokens=128, select_tokens=256, test_tokens=256, refine_batch=64)
        | dict(swarm=dict(max_evaluations=20)),
        "finetune": dict(chats="chats.json", max_steps=2, warmup_steps=1, eval_every=0)
        | dict(sample_every=0, checkpoint="made/c.pt"),
    }


def test_it_trains_tunes_and_converses_and_goes_on_where_it_was(
    tiny, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "it.json").write_text(json.dumps(tiny))
    assert main(["run", "it.json"]) == 0
    shown = capsys.readouterr().out
    stages = [tinylm.load_checkpoint(f"made/{name}.pt") for name in "abc"]
    assert [lm.stage for lm in stages] == ["pretrain", "head", "chat"]
    assert [lm.step for lm in stages[::2]] == [12, 2]
    assert stages[2].settings["learning_rate"] == 2e-3
    assert all(name in shown for name in ("after training on text", "after the swarm", "bits/byte"))
    assert "you: Hello! Who are you?" in shown
    assert "chat --checkpoint made/c.pt" in shown

    runs = sorted(path.name for path in (tmp_path / "made" / "runs").iterdir())
    assert main(["run", "it.json"]) == 0
    assert capsys.readouterr().out == shown
    # A changed number of the last stage makes one new run, beside those of the stages before it.
    tiny["finetune"]["max_steps"] = 3
    (tmp_path / "it.json").write_text(json.dumps(tiny))
    assert main(["run", "it.json"]) == 0
    now = sorted(path.name for path in (tmp_path / "made" / "runs").iterdir())
    assert set(runs) < set(now)
    assert len(now) == len(runs) + 1
    assert tinylm.load_checkpoint("made/c.pt").step == 3


def test_the_printed_file_is_what_is_done_without_one(tmp_path, capsys):
    assert main(["run", "--print-config"]) == 0
    text = capsys.readouterr().out
    (tmp_path / "default.toml").write_text(text, encoding="utf-8")
    assert runfile.read_config(tmp_path / "default.toml") == runfile.read_config()
    # And so it is with every default written out.
    spelled = [line.removeprefix("# ") if " = " in line else line for line in text.splitlines()]
    (tmp_path / "whole.toml").write_text("\n".join(spelled), encoding="utf-8")
    assert runfile.read_config(tmp_path / "whole.toml") == runfile.read_config()
    assert tomllib.loads("\n".join(spelled))["train"]["betas"] == [0.9, 0.95]


def test_the_defaults_are_the_notebooks():
    chosen: dict = {}
    for name in ("Network_Train", "Network_Fine_Tune"):
        cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if "parameters" in cell["metadata"].get("tags", []):
                body = ast.parse("".join(cell["source"])).body
                values = {one.targets[0].id: ast.literal_eval(one.value) for one in body}
                chosen[name] = values
    text, tune = chosen["Network_Train"], chosen["Network_Fine_Tune"]
    ours = runfile.read_config()
    assert ours.corpus["source"] == text["CORPUS"] == tune["CORPUS"]
    assert ours.tokenizer["vocab_size"] == text["VOCAB_SIZE"]
    assert ours.model == tinylm.preset(text["PRESET"], 1)
    assert ours.train == tinylm.TrainConfig(
        max_steps=text["MAX_STEPS"],
        batch_size=text["BATCH_SIZE"],
        learning_rate=text["LEARNING_RATE"],
        sample_prompts=(text["PROMPT"],),
        seed=text["SEED"],
        checkpoint=text["CHECKPOINT"],
    )
    assert ours.head == tinylm.HeadTuningConfig(
        swarm=tinylm.CLPSOConfig.short(max_evaluations=tune["EVALUATIONS"]),
        cycles=tune["CYCLES"],
        refine_steps=tune["REFINE_STEPS"],
        seed=tune["SEED"],
        checkpoint=tune["HEAD_CHECKPOINT"],
    )
    assert ours.chats == tune["CHATS"]
    assert ours.finetune.epochs == tune["CHAT_EPOCHS"]
    assert ours.finetune.learning_rate == tune["CHAT_LEARNING_RATE"]
    assert ours.finetune.checkpoint == tune["CHAT_CHECKPOINT"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[trian]\nmax_steps = 1\n", r"there is no section \[trian\]: the nearest name is \[train"),
        ("[train]\nlerning_rate = 1e-3\n", r"\[train\]: there is no lerning_rate.*learning_rate"),
        ("[head.swarm]\nparticle = 3\n", r"\[head.swarm\]: there is no particle.*particles"),
        ("[model]\nvocab_size = 9\n", r"\[model\]: there is no vocab_size"),
        ("[train]\nmax_steps = 0\n", r"\[train\]: max_steps=0 must be a whole number"),
        ('[model]\npreset = "huge"\n', r"\[model\]: preset='huge' is not known"),
        ("[finetune]\ncheckpoint = 3\n", r"\[finetune\]: checkpoint=3 must be a path"),
        ("train = 3\n", r"\[train\] must be a section"),
        ("head = 3\n", r"\[head\] must be a section"),
        ("[train\n", "cannot be read"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_before_any_work(tmp_path, capsys, content, told):
    path = tmp_path / "it.toml"
    path.write_text(content)
    with pytest.raises(ValueError, match=told) as error:
        runfile.read_config(path)
    assert "it.toml" in str(error.value)
    assert main(["run", str(path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["it.toml"]


def test_a_missing_file_says_how_to_write_one(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["run", "it.toml"]) == 1
    assert "python -m tinylm run --print-config > it.toml" in capsys.readouterr().err
