"""The shape of the house: what imports what, what is committed, what a wheel holds."""

import ast
import importlib
import json
import pickle
import pydoc
import rlcompleter
import subprocess
import sys
import tomllib
import types
from pathlib import Path

import pytest

import tinylm

from .conftest import ROOT

CORE = [
    "version",
    "checks",
    "config",
    "controls",
    "presets",
    "files",
    "signals",
    "tokenizer",
    "corpora",
    "shards",
    "dataset",
    "batches",
    "device",
    "kernels",
    "lookups",
    "model",
    "bigrams",
    "records",
    "bars",
    "templates",
    "checkpoint",
    "history",
    "runs",
    "evaluation",
    "patience",
    "filters",
    "generation",
    "chat",
    "optim",
    "guard",
    "losses",
    "calculator",
    "monitor",
    "parts",
    "compiling",
    "adapters",
    "updates",
    "training",
    "rows",
    "tuning",
    "swarm_config",
    "swarm",
    "course",
    "head",
]
# Files and folders around the core, which never imports them.
ROOMS = {"app", "comparing", "fields", "forecasting", "runfile", "search", "talk"}
FOLDERS = {"fast", "formats", "heads", "inside", "panels", "preference", "readers", "tokenizers"}
NOTEBOOKS = ["Network_Train.ipynb", "Network_Fine_Tune.ipynb", "Inference.ipynb"]


def imported(path: Path) -> set[str]:
    """The files and folders of the package that one of its files imports, however it says so."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom) and (node.module or node.level):
            before = [*["tinylm"] * node.level, *filter(None, [node.module])]
            found |= {".".join([*before, name]) for name in names}
        elif isinstance(node, ast.Import):
            found |= set(names)
    return {name.split(".")[1] for name in found if name.startswith("tinylm.")}


def test_each_file_of_the_core_imports_only_from_those_before_it():
    files = {p.stem for p in (ROOT / "tinylm").glob("*.py")} - {"__init__", "__main__"}
    folders = {p.parent.name for p in (ROOT / "tinylm").glob("*/__init__.py")}
    assert (files, folders) == (set(CORE) | ROOMS, FOLDERS)
    for place, name in enumerate(CORE):
        assert imported(ROOT / "tinylm" / f"{name}.py") <= set(CORE[:place]), name


HEAVY = ("torch", "numpy", "sentencepiece", "tqdm")
DRAWS = ("matplotlib", "ipywidgets", "IPython", "transformers", "tiktoken")


def loaded(code: str, modules: tuple[str, ...], given: bytes = b"") -> list[str]:
    """Those of the modules that a fresh process has loaded after the code."""
    code += f"\nimport sys\nprint([name for name in {modules} if name in sys.modules])"
    command = [sys.executable, "-c", code]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, input=given)
    return ast.literal_eval(out.stdout.decode().splitlines()[-1])


def test_importing_tinylm_brings_in_nothing_that_draws():
    assert loaded("from tinylm import *", (*HEAVY, *DRAWS)) == list(HEAVY)


def test_importing_tinylm_is_light_until_a_name_is_used():
    own = tuple(f"tinylm.{name}" for name in CORE)
    assert loaded("import tinylm\nassert 'train' in dir(tinylm)", (*HEAVY, *own)) == []
    code = "import os, tinylm\nassert os.environ['OMP_WAIT_POLICY'].upper() == 'PASSIVE'"
    assert loaded(code, HEAVY) == []
    assert "torch" in loaded("import tinylm\ntinylm.train", HEAVY)


@pytest.mark.parametrize("kind", ["bpe", "characters", "words", "bytes"])
def test_a_worker_with_a_tokenizer_does_not_load_torch(kind, documents, tokenizer):
    made = tokenizer if kind == "bpe" else tinylm.train_tokenizer(documents, kind=kind)
    code = (
        "import pickle, sys\ntokenizer = pickle.load(sys.stdin.buffer)\n"
        "assert tokenizer.decode(tokenizer.encode('One day Ada')) == 'One day Ada'"
    )
    assert loaded(code, ("torch",), pickle.dumps(made)) == []
    assert loaded("import tinylm.tokenizer", ("torch", "tinylm.tokenizers")) == []


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
    """And none of them is hidden by the module of its name, whatever was imported before."""
    for path in (ROOT / "tinylm").rglob("*.py"):
        if path.stem != "__main__":
            parts = path.relative_to(ROOT).with_suffix("").parts
            importlib.import_module(".".join(parts).removesuffix(".__init__"))
    for name in tinylm.__all__:
        assert not isinstance(getattr(tinylm, name), types.ModuleType), name
        assert name in dir(tinylm)
    everything: dict = {}
    exec("from tinylm import *", everything)
    assert set(tinylm.__all__) <= everything.keys()
    assert tinylm.__version__.count(".") == 2
    assert tinylm.presets.PRESETS
    with pytest.raises(AttributeError, match="'tinylm' has no attribute 'trian'"):
        _ = tinylm.trian


def test_help_and_completion_know_the_public_names():
    shown = pydoc.render_doc(tinylm, renderer=pydoc.plaintext)
    for name in ("class ModelConfig", "train(lm: ", "minimize(", "panels (package)"):
        assert name in shown
    completer = rlcompleter.Completer({"tinylm": tinylm})
    assert "tinylm.finetune(" in completer.attr_matches("tinylm.fine")


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
