"""The shape of the house: what imports what, what is committed, what a wheel holds."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tinylm

from .conftest import ROOT

CORE = [
    "version",
    "config",
    "presets",
    "files",
    "signals",
    "tokenizer",
    "tokenizer_kinds",
    "corpora",
    "shards",
    "dataset",
    "batches",
    "device",
    "model",
    "predecessors",
    "records",
    "progress",
    "checkpoint",
    "runs",
    "evaluation",
    "generation",
    "chat",
    "optim",
    "guard",
    "training",
    "finetune",
    "swarm",
    "head",
]
ROOMS = {"calculator"}  # single files around the core, which never imports them
NOTEBOOKS = ["Network_Train.ipynb", "Network_Fine_Tune.ipynb", "Inference.ipynb"]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_each_file_of_the_core_imports_only_from_those_before_it():
    files = {p.stem for p in (ROOT / "tinylm").glob("*.py")} - {"__init__", "__main__"}
    assert files == set(CORE) | ROOMS
    for place, name in enumerate(CORE):
        own = imported(ROOT / "tinylm" / f"{name}.py") & (files | {"panels", "readers"})
        assert own <= set(CORE[:place]), name


def test_importing_tinylm_brings_in_nothing_that_draws():
    code = (
        "import sys, tinylm; "
        "print([m for m in ('matplotlib', 'ipywidgets', 'IPython', 'transformers', 'tiktoken') "
        "if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"


def test_no_file_has_grown_too_long_to_read():
    for path in (ROOT / "tinylm").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 450, path.name


def test_files_are_only_ever_loaded_as_plain_weights():
    for path in (ROOT / "tinylm").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "torch.load":
                assert "weights_only=True" in ast.unparse(node), path.name
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), path.name


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_are_committed_clean(name):
    notebook = json.loads((ROOT / name).read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in code) == 1
    assert max(len("".join(cell["source"]).splitlines()) for cell in code) <= 14


def test_parameters_are_literals():
    for name in NOTEBOOKS:
        notebook = json.loads((ROOT / name).read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if "parameters" in cell["metadata"].get("tags", []):
                for node in ast.parse("".join(cell["source"])).body:
                    assert isinstance(node, ast.Assign)
                    ast.literal_eval(node.value)


def test_the_public_names_are_there():
    assert all(hasattr(tinylm, name) for name in tinylm.__all__)
    assert tinylm.__version__.count(".") == 2


def test_every_folder_of_the_package_is_in_the_wheel():
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = packages["tool"]["setuptools"]["packages"]
    for path in (ROOT / "tinylm").rglob("__init__.py"):
        assert ".".join(path.parent.relative_to(ROOT).parts) in listed


@pytest.mark.slow
def test_a_wheel_holds_the_package_and_the_embedded_corpus(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", tmp_path, ROOT],
        check=True,
    )
    code = (
        "import tinylm; corpus = tinylm.load_corpus('sample'); "
        "print(tinylm.__file__, corpus.size > 3e6, len(next(iter(corpus))) > 100)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.stdout.split()[1:] == ["True", "True"]
    assert str(tmp_path) in out.stdout
