"""The dashboard in real kernels: this one's ipykernel and, where one is named, another's.

`TINYLM_OTHER_PYTHON` is the interpreter of an environment with ipykernel 6, which Colab and Kaggle
have, and with what tinylm and its notebooks need.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("nbclient")

import nbformat
from nbclient import NotebookClient

from .conftest import ROOT

MADE = """
import json, os, signal, sys, threading, time
import ipykernel, tinylm
from tests.conftest import make_documents, quick, tiny_config
from tinylm import panels

documents = make_documents()
tokenizer = tinylm.train_tokenizer(documents, 400)
corpus = tinylm.Corpus.from_documents(documents, "tiny")
data = tinylm.prepare(corpus, tokenizer, "cache", progress=False)
lm = tinylm.create(tiny_config(400), tokenizer)
more = dict(sample_every=6, sample_prompts=("One day",))
"""
FINISHED = 'await panels.watch(tinylm.train(lm, data, quick(checkpoint="c.pt", **more)), lm)'
INTERRUPTED = """
lm = tinylm.create(tiny_config(400), tokenizer)

def press():
    while lm.step < 5:
        time.sleep(0.001)
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=press).start()
config = quick(max_steps=100_000, eval_every=0, checkpoint="d.pt")
await panels.watch(tinylm.train(lm, data, config), lm)
"""
GONE_ON = """
step, lm = lm.step, tinylm.create(tiny_config(400), tokenizer)
assert next(tinylm.train(lm, data, config)).step == step + 1
print(json.dumps([ipykernel.__version__, step]))
"""


@pytest.mark.skipif(os.name == "nt", reason="interrupts by a signal")
@pytest.mark.parametrize("environment", ["this", "other"])
def test_a_run_ends_or_is_interrupted_and_the_next_cell_runs(environment, tmp_path, monkeypatch):
    python = sys.executable if environment == "this" else os.environ.get("TINYLM_OTHER_PYTHON")
    if not python:
        pytest.skip("TINYLM_OTHER_PYTHON names no other environment")
    spec = tmp_path / "kernels" / "chosen"
    spec.mkdir(parents=True)
    command = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.joinpath("kernel.json").write_text(
        json.dumps(dict(argv=command, display_name="chosen", language="python"))
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    cells = executed(tmp_path, MADE, FINISHED, INTERRUPTED, GONE_ON)
    for cell, told in zip(cells[1:3], ("step 12 of 12", "stopped and saved"), strict=True):
        (output,) = [o for o in cell.outputs if o.output_type == "display_data"]
        assert "application/vnd.jupyter.widget-view+json" not in output.data
        assert told in output.data["text/html"]
        assert "loss (nats per token)</text>" in output.data["text/html"]
        assert output.data["image/png"]
    version, step = json.loads(cells[3].outputs[-1].text)
    assert 5 <= step < 100_000
    assert environment == "this" or version.startswith("6.")


def executed(folder: Path, *sources: str) -> list:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    resources = dict(metadata=dict(path=folder))
    client = NotebookClient(notebook, timeout=600, kernel_name="chosen", resources=resources)
    client.execute()
    return client.nb.cells
