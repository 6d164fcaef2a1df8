"""Runs beside one another: listed, compared, renamed, deleted; the panel, and the shell's table."""

import asyncio
import dataclasses
import shutil

import pytest

import tinylm
from tinylm.__main__ import main
from tinylm.files import hold

from .conftest import quick, tiny_config


@pytest.fixture(scope="module")
def made(tmp_path_factory, data, tokenizer):
    """A folder with three runs on text, one of them stopped midway, and one on the head."""
    folder = tmp_path_factory.mktemp("runs")
    path = str(folder / "mini_llm_checkpoint.pt")
    base = quick(checkpoint=path, eval_every=4)

    def fresh(**changes):
        return tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)

    for _ in tinylm.train(fresh(), data, base):
        pass
    for _ in tinylm.train(fresh(d_ff=48), data, dataclasses.replace(base, learning_rate=1e-3)):
        pass
    for record in tinylm.train(fresh(), data, dataclasses.replace(base, seed=5)):
        if record.step == 6:
            break
    swarm = tinylm.CLPSOConfig.short(max_evaluations=20)
    small = dict(refine_steps=4, train_tokens=512, fitness_tokens=256, fitness_pool=512)
    small |= dict(select_tokens=512, test_tokens=512)
    head = tinylm.HeadTuningConfig(swarm, cycles=1, checkpoint=str(folder / "head.pt"), **small)
    tinylm.run_clpso(tinylm.load_checkpoint(path), data, head)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "checkpoints")


def text_runs(folder):
    return [run for run in tinylm.list_runs(folder) if run.stage == "pretrain"]


def test_every_run_is_told_with_what_it_came_to(folder):
    runs = tinylm.list_runs(folder)
    assert sorted(run.stage for run in runs) == ["head", "pretrain", "pretrain", "pretrain"]
    assert {run.settings["seed"]: run.state for run in text_runs(folder)} == {
        0: "finished",
        5: "stopped",
    }
    (stopped,) = [run for run in runs if run.state == "stopped"]
    assert stopped.steps == (6, 12)
    (done,) = [r for r in text_runs(folder) if r.settings["learning_rate"] == 1e-3]
    history = tinylm.load_checkpoint(done.folder / "last.pt").history
    assert done.loss == [r.val_loss for r in history if r.val_loss is not None][-1]
    assert [p[0] for p in done.validations("tokens")] == [r.tokens for r in history if r.val_loss]
    assert [row["step"] for row in done.rows] == [r.step for r in history]
    (head,) = [run for run in runs if run.stage == "head"]
    assert head.state == "finished"
    assert head.settings["swarm.max_evaluations"] == 20
    assert done.size() == sum(p.stat().st_size for p in done.folder.rglob("*") if p.is_file())


def test_differences_are_those_of_config_and_model(folder):
    different = tinylm.differences(text_runs(folder))
    assert set(different) == {"learning_rate", "seed", "model.d_ff"}
    assert sorted(different["seed"]) == [0, 0, 5]
    (one, *_) = text_runs(folder)
    assert tinylm.differences([one, one]) == {}


def test_a_run_keeps_its_place_under_a_new_name_and_goes_on(folder, data, tokenizer):
    (run,) = [r for r in text_runs(folder) if r.state == "stopped"]
    tinylm.rename_run(run, "  <b>higher</b> rate ")
    (renamed,) = [r for r in text_runs(folder) if r.state == "stopped"]
    assert renamed.label == "<b>higher</b> rate"
    assert renamed.name == run.name
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)
    config = quick(checkpoint=str(folder / "mini_llm_checkpoint.pt"), eval_every=4, seed=5)
    assert next(iter(tinylm.train(lm, data, config))).step == 7  # it was found, and goes on
    tinylm.rename_run(renamed, "")
    assert [r.label for r in text_runs(folder) if r.name == run.name] == [run.name]
    with pytest.raises(ValueError, match="one line of at most 60"):
        tinylm.rename_run(run, "two\nlines")


def test_a_run_under_way_is_not_deleted(folder):
    run = text_runs(folder)[0]
    with hold(run.folder / "lock"):
        (same,) = [r for r in tinylm.list_runs(folder) if r.name == run.name]
        assert same.state == "under way"
        with pytest.raises(RuntimeError, match="under way: stop it"):
            tinylm.delete_run(run)
    size = run.size()
    assert tinylm.delete_run(run) == size
    assert not run.folder.exists()
    assert (folder / "mini_llm_checkpoint.pt").is_file()


def test_a_folder_without_runs_is_one_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no run in"):
        tinylm.list_runs(tmp_path)


def test_the_shell_lists_runs_and_their_differences(folder, capsys):
    main(["runs", "--folder", str(folder)])
    shown = capsys.readouterr().out
    assert "text:" in shown
    assert "learning_rate=0.001" in shown
    assert "stopped" in shown


@pytest.fixture
def panel(folder, monkeypatch):
    pytest.importorskip("ipywidgets")
    from tinylm import panels

    monkeypatch.setattr("tinylm.panels.runs.display", lambda *_: None)
    return panels.Runs(folder, "One day").show()


def test_the_panel_compares_the_chosen_runs(panel):
    assert panel.stage.value == "pretrain"
    assert len(panel.chosen) == 3
    assert "<b>learning_rate</b>" in panel.table.value
    three = panel.image.value
    panel.choice.value = panel.choice.value[:1]
    assert panel.image.value != three
    assert "<b>" not in panel.table.value
    for axis in ("tokens", "time"):
        panel.axis.value = axis
        assert bytes(panel.image.value).startswith(b"\x89PNG")
    panel.stage.value = "head"
    assert "change of the goal" in panel.table.value
    panel.choice.value = ()
    assert "choose one run" in panel.table.value


def test_the_panel_writes_with_each_run(panel):
    asyncio.run(panel.write())
    assert panel.written.value.count("flex:1 1") == 3
    for run in panel.chosen:
        assert run.label in panel.written.value


def test_the_panel_renames_one_run_and_escapes_its_name(panel):
    panel.label.value = "mine"
    panel.rename_button.click()
    assert "choose the one to rename" in panel.note.value
    panel.choice.value = panel.choice.value[:1]
    panel.label.value = "<i>mine</i>"
    panel.rename_button.click()
    assert "&lt;i&gt;mine&lt;/i&gt;" in panel.table.value
    panel.label.value = "x" * 61
    panel.rename_button.click()
    assert "at most 60" in panel.note.value


def test_the_panel_deletes_at_the_second_click_only(panel, folder):
    panel.choice.value = panel.choice.value[:1]
    (run,) = panel.chosen
    panel.delete_button.click()
    assert run.folder.exists()
    panel.choice.value = (panel.choice.options[1][1],)  # another choice takes the question back
    panel.choice.value = (run.name,)
    panel.delete_button.click()
    assert run.folder.exists()
    panel.delete_button.click()
    assert not run.folder.exists()
    assert "freed" in panel.note.value
    panel.choice.value = tuple(name for _, name in panel.choice.options)
    panel.delete_button.click()
    panel.delete_button.click()
    assert panel.stage.value == "head"
    panel.delete_button.click()
    panel.delete_button.click()
    assert panel.choice.options == ()
