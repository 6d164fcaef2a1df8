"""The three notebooks, run as a person would: Run All, again, with a number changed, alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from .conftest import ROOT, make_documents

TRAIN = dict(CORPUS="corpus.txt", VOCAB_SIZE=400, MAX_STEPS=30, BATCH_SIZE=4, LEARNING_RATE=5e-3)
TUNE = dict(CORPUS="corpus.txt", CHATS="chats.json", EVALUATIONS=30, REFINE_STEPS=10, CYCLES=1)
TUNE |= dict(CHAT_EPOCHS=1)
SEEN = "lm.step, lm.history[-1].loss"


def furnish(folder: Path, chats: list) -> Path:
    """The notebooks and a small corpus, and nothing else."""
    for path in ROOT.glob("*.ipynb"):
        shutil.copy(path, folder)
    stories = make_documents(250)
    (folder / "corpus.txt").write_text("\n<|endoftext|>\n".join(stories))
    records = [{"conversation": turns} for turns in chats]
    (folder / "chats.json").write_text(json.dumps(records))
    return folder


@pytest.fixture
def project(tmp_path, chats) -> Path:
    return furnish(tmp_path, chats)


@pytest.fixture(scope="module")
def once(tmp_path_factory, chats) -> tuple[Path, dict]:
    """A project whose first notebook was run once, and what that run gave."""
    project = furnish(tmp_path_factory.mktemp("once"), chats)
    return project, run(project, "Network_Train.ipynb", SEEN, **TRAIN)


def run(project: Path, name: str, watch: str = "", **parameters) -> dict:
    """Run All with these parameters. Gives the texts that the cells printed, and the value of
    the expression `watch` at the end."""
    notebook = nbformat.read(project / name, as_version=4)
    cell = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    cell.source += "".join(f"\n{key} = {value!r}" for key, value in parameters.items())
    if watch:
        notebook.cells.append(nbformat.v4.new_code_cell(f"print({watch})"))
    environment = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "2"}
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": project}})
    before = {key: os.environ.get(key) for key in environment}
    os.environ.update(environment)  # the kernel inherits it
    try:
        client.execute()
    finally:
        for key, value in before.items():
            os.environ.pop(key, None) if value is None else os.environ.update({key: value})
    texts = [
        "".join(o.text for o in c.outputs if o.output_type == "stream" and o.name == "stdout")
        for c in notebook.cells
        if c.cell_type == "code"
    ]
    pictures = [
        o
        for c in notebook.cells
        if c.cell_type == "code"
        for o in c.outputs
        if o.output_type == "display_data" and "image/png" in o.data
    ]
    return dict(texts=texts, all="\n".join(texts), last=texts[-1].strip(), pictures=pictures)


def runs(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "checkpoints" / "runs").iterdir())


def test_run_all_then_again_then_with_a_changed_number(once):
    project, first = once
    assert "test loss" in first["all"]
    assert first["pictures"]
    made = {p: p.stat().st_mtime_ns for p in (project / "checkpoints" / "runs").rglob("last.pt")}
    assert len(made) == 1
    # The same again: the finished result, nothing trained, nothing written to the run.
    again = run(project, "Network_Train.ipynb", SEEN, **TRAIN)
    assert again["last"] == first["last"]
    assert again["texts"][-3:-1] == first["texts"][-3:-1]  # samples and figures
    assert {p: p.stat().st_mtime_ns for p in made} == made
    # A changed number: a new run beside the old one, which stays as it was.
    changed = TRAIN | dict(LEARNING_RATE=1e-3)
    other = run(project, "Network_Train.ipynb", SEEN, **changed)
    assert other["last"] != first["last"]
    assert len(runs(project)) == 2
    assert {p: p.stat().st_mtime_ns for p in made} == made


def test_the_three_notebooks_hand_checkpoints_to_each_other(once):
    project = once[0]
    tuned = run(project, "Network_Fine_Tune.ipynb", "chat_lm.stage, len(chat_lm.lineage)", **TUNE)
    assert tuned["last"] == "chat 2"
    assert "Gradient alone" in tuned["all"] or "Neither search" in tuned["all"]
    assert "held-out answers" in tuned["all"]
    assert len(tuned["pictures"]) == 4  # two stay of the dashboards, where no widget is shown
    names = {p.name for p in (project / "checkpoints").glob("*.pt")}
    assert names == {
        "mini_llm_checkpoint.pt",
        "finetuned_llm_clpso.pt",
        "finetuned_llm_chat.pt",
    }
    shown = "panel.lm.stage, talk.lm.stage, bool(panel.output.value), talk.turns[0]['text']"
    read = run(project, "Inference.ipynb", shown, MAX_NEW_TOKENS=20)
    assert read["last"] == "head chat True Hello! Please tell me a short story."


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Network_Fine_Tune.ipynb", "Network_Train.ipynb"),
        ("Inference.ipynb", "Network_Train.ipynb"),
    ],
)
def test_each_alone_says_what_to_run_first(project, name, first):
    with pytest.raises(CellExecutionError) as error:
        run(project, name)
    assert f"run {first} first" in str(error.value.evalue)
    assert error.value.ename == "FileNotFoundError"


@pytest.mark.slow
def test_run_all_after_stop_goes_on(project):
    """A run that was stopped (its generator abandoned) is completed by Run All."""
    notebook = nbformat.read(project / "Network_Train.ipynb", as_version=4)
    cell = next(c for c in notebook.cells if "panels.watch(" in c.source)
    whole = cell.source
    cell.source = (
        "for record in tinylm.train(lm, data, form.train_config()):\n"
        "    if record.step == 11:\n        break"
    )
    nbformat.write(notebook, project / "Stopped.ipynb")
    stopped = run(project, "Stopped.ipynb", "lm.step, lm.finished", **TRAIN)
    assert stopped["last"] == "11 False"
    assert "panels.watch" in whole
    rest = run(project, "Network_Train.ipynb", "lm.step, lm.finished", **TRAIN)
    assert rest["last"] == "30 True"
    assert len(runs(project)) == 1
