"""Public corpora from a hub: the real client, in a process of its own, and a server of ours."""

import io
import json
import os
import random
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

import tinylm
from tinylm.readers.public import PUBLIC

from .conftest import ROOT
from .hub_server import Hub

pytest.importorskip("huggingface_hub")
pytest.importorskip("pyarrow")

STORIES = {
    "data/train-00000-of-00002-2d5a1467fff1081b.parquet": ["One.", "Two."],
    "data/train-00001-of-00002-5852b56a2bd28fd9.parquet": ["Three."],
    "data/validation-00000-of-00001-869c898b519ad725.parquet": ["Four."],
}
FIRST, SECOND, HELD_OUT = (path.split("/")[1] for path in STORIES)
CODE = """
import json, sys, tinylm
for name in sys.argv[1:]:
    try:
        corpus = tinylm.load_corpus(name)
        held_out = list(corpus.validation or [])
        print(json.dumps([list(corpus), held_out, corpus.licence]))
    except (OSError, ImportError, ValueError) as error:
        print(json.dumps([type(error).__name__, str(error)]))
"""


def parquet(**columns: list[str]) -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    file = io.BytesIO()
    write_table(pyarrow.table(columns), file, compression="none", use_dictionary=False)
    return file.getvalue()


def zipped(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def hub():
    with Hub() as hub:
        hub.repos["roneneldan/TinyStories"] = {
            "README.md": b"About.",
            "TinyStories-train.txt": b"Of the same content.",
            **{path: parquet(text=texts) for path, texts in STORIES.items()},
        }
        thread = threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield hub
        for gate in hub.gates.values():
            gate.set()
        hub.shutdown()
        thread.join()


def start(folder: Path, *names: str, **settings: str) -> subprocess.Popen:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    home = {"HF_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), "NO_PROXY": "*"}
    return subprocess.Popen(
        [sys.executable, "-c", CODE, *names],
        cwd=folder,
        env=clean | home | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def load(folder: Path, *names: str, **settings: str) -> tuple[list, str]:
    """What `load_corpus` gave or told for each name, and what the process wrote beside it."""
    process = start(folder, *names, **settings)
    out, beside = process.communicate(timeout=120)
    assert process.returncode == 0, beside
    return [json.loads(line) for line in out.splitlines()], beside


def is_not_here(folder: Path, name: str, kind: str, told: str) -> bool:
    """Whether the error is the one sentence that says what to place where."""
    place = folder / "data" / name
    assert kind == "FileNotFoundError"
    for part in (repr(str(place)), PUBLIC[name].files, PUBLIC[name].licence, "could not be down"):
        assert part in told
    return told.count("\n") == 0 and not place.exists()


def test_a_missing_corpus_is_downloaded_once_and_then_found_without_a_hub(hub, tmp_path):
    settings = {"HF_ENDPOINT": hub.url, "HF_TOKEN": "hf_of_this_test"}
    found, beside = load(tmp_path, "tinystories", "tinystories", **settings)
    assert found == [[["One.", "Two.", "Three."], ["Four."], "CDLA-Sharing-1.0"]] * 2
    assert hub.fetched() == [FIRST, SECOND, HELD_OUT]
    size = sum(len(hub.repos["roneneldan/TinyStories"][path]) for path in STORIES)
    notice = f"tinylm: downloading TinyStories (licence: CDLA-Sharing-1.0): {size / 1e6:.1f} MB"
    assert beside.count(notice) == beside.count("tinylm: ") == 1
    files = [p.relative_to(tmp_path) for p in (tmp_path / "data").rglob("*") if p.is_file()]
    assert sorted(map(str, files)) == [f"data/tinystories/{path}" for path in STORIES]
    assert [p.name for p in (tmp_path / "data").iterdir()] == ["tinystories"]
    for asked in hub.asked:
        if "TinyStories" in asked.path:
            sent = None if asked.path.startswith("/store/") else "Bearer hf_of_this_test"
            assert asked.token == sent
    asked = len(hub.asked)
    assert load(tmp_path, "tinystories", **settings)[0] == found[:1]
    assert len(hub.asked) == asked


def test_the_files_of_each_corpus_are_those_that_its_reader_knows(hub, tmp_path):
    title, text = parquet(text=[" = A = \n", " A letter . \n"]), parquet(text=["no"])
    parts = ("train-00000-of-00001", "validation-00000-of-00001", "test-00000-of-00001")
    hub.repos["Salesforce/wikitext"] = {
        f"{config}/{part}.parquet": title if config == "wikitext-103-raw-v1" else text
        for config in ("wikitext-103-raw-v1", "wikitext-103-v1", "wikitext-2-raw-v1")
        for part in parts
    }
    hub.repos["bookcorpus/bookcorpus"] = {
        "plain_text/train/0000.parquet": parquet(text=["a sentence ."] * 9),
        "plain_text/train/0001.parquet": parquet(text=["the end ."]),
    }
    hub.repos["roskoN/dailydialog"] = {"dailydialog.py": b"print('not for us')"} | {
        f"{part}.zip": zipped(f"{part}/dialogues_{part}.txt", f"{part} . __eou__ Yes . __eou__\n")
        for part in ("train", "validation", "test")
    }
    hub.repos["OpenCoder-LLM/opc-sft-stage2"] = {
        f"{part}_instruct/train-00000-of-00001.parquet": parquet(instruction=[part], output=["4"])
        for part in ("educational", "evol", "mceval", "package")
    }
    names = ["wikitext103", "bookcorpus", "dailydialog", "opencoder"]
    found, _ = load(tmp_path, *names, HF_ENDPOINT=hub.url)
    assert found == [
        [["= A =\nA letter ."], ["= A =\nA letter ."], "CC BY-SA 3.0"],
        [["\n".join(["a sentence ."] * 9), "the end ."], [], PUBLIC["bookcorpus"].licence],
        [["train .\nYes ."], ["validation .\nYes ."], "CC BY-NC-SA 4.0"],
        [[f"{part}\n\n4" for part in ("educational", "evol", "mceval", "package")], [], "MIT"],
    ]
    assert any(asked.path.endswith("/revision/refs/convert/parquet") for asked in hub.asked)
    assert not any("wikitext-103-v1" in a.path or "dailydialog.py" in a.path for a in hub.asked)


def test_a_dropped_connection_goes_on_where_it_ended(hub, tmp_path):
    texts = [random.Random(number).randbytes(500_000).hex() for number in range(13)]
    content = parquet(text=texts)
    path = next(iter(STORIES))
    hub.repos["roneneldan/TinyStories"][path] = content
    hub.cut[path] = 12_000_000  # the client keeps what it has in pieces of 10 MiB
    [[documents, *_]], _ = load(tmp_path, "tinystories", HF_ENDPOINT=hub.url)
    assert documents == [*texts, "Three."]
    ranges = [a.range for a in hub.asked if a.method == "GET" and a.path.endswith(FIRST)]
    assert ranges == [None, f"bytes={10 * 1024 * 1024}-"]


def test_a_killed_download_is_no_corpus_and_the_next_call_goes_on(hub, tmp_path):
    path = list(STORIES)[1]
    hub.gates[path] = threading.Event()
    process = start(tmp_path, "tinystories", HF_ENDPOINT=hub.url)
    hub.wait_for(f"store/roneneldan/TinyStories/{path}")
    process.kill()
    process.communicate()
    told, _ = load(tmp_path, "tinystories", "data/tinystories", HF_HUB_OFFLINE="1")
    assert is_not_here(tmp_path, "tinystories", *told[0])
    assert "HF_HUB_OFFLINE is set" in told[0][1]
    assert told[1][0] == "FileNotFoundError"
    hub.gates.pop(path).set()
    found, _ = load(tmp_path, "tinystories", HF_ENDPOINT=hub.url)
    assert found[0][:2] == [["One.", "Two.", "Three."], ["Four."]]
    assert hub.fetched() == [FIRST, SECOND, SECOND, HELD_OUT]
    assert [p.name for p in (tmp_path / "data").iterdir()] == ["tinystories"]


def test_two_that_ask_at_once_share_one_download(hub, tmp_path):
    path = next(iter(STORIES))
    hub.gates[path] = threading.Event()
    pair = [start(tmp_path, "tinystories", HF_ENDPOINT=hub.url) for _ in range(2)]
    hub.wait_for("/api/datasets", times=2)
    hub.gates[path].set()
    for process in pair:
        out, beside = process.communicate(timeout=60)
        assert json.loads(out)[0] == ["One.", "Two.", "Three."], (out, beside)
    assert hub.fetched() == [FIRST, SECOND, HELD_OUT]


def test_a_wrong_checksum_is_tried_once_more_then_told_and_nothing_of_it_is_kept(hub, tmp_path):
    path = list(STORIES)[1]
    hub.repos["roskoN/dailydialog"] = {
        f"{part}.zip": zipped(f"dialogues_{part}.txt", "Hi . __eou__")
        for part in ("train", "validation", "test")
    }
    hub.spoilt = {path: 3, "train.zip": 2}
    told, _ = load(tmp_path, "dailydialog", "tinystories", HF_ENDPOINT=hub.url)
    for name, spoilt, error in zip(
        ("dailydialog", "tinystories"), ("train.zip", path), told, strict=True
    ):
        assert is_not_here(tmp_path, name, *error)
        assert f"the content of {spoilt!r} does not match its checksum" in error[1]
        assert not list(tmp_path.rglob(spoilt.split("/")[-1]))
    found, _ = load(tmp_path, "dailydialog", "tinystories", HF_ENDPOINT=hub.url)
    assert [documents for documents, *_ in found] == [["Hi ."], ["One.", "Two.", "Three."]]
    assert hub.fetched().count(FIRST) == 1
    assert hub.fetched().count(SECOND) == 4


def test_a_hub_that_refuses_is_told(hub, tmp_path):
    hub.refused = {
        "roneneldan/TinyStories": (401, {"X-Error-Code": "GatedRepo"}),
        "roskoN/dailydialog": (403, {}),
        "OpenCoder-LLM/opc-sft-stage2": (503, {}),
    }
    hub.repos["Salesforce/wikitext"] = {"README.md": b"Moved."}
    reasons = {
        "tinystories": "it answers 401, so set HF_TOKEN to a token that may read this data set",
        "dailydialog": "it answers 403, so set HF_TOKEN",
        "bookcorpus": "it answers 404",
        "opencoder": "it answers 503",
        "wikitext2": "it holds no file 'wikitext-2-raw-v1/train-*.parquet'",
    }
    told, _ = load(tmp_path, *reasons, HF_ENDPOINT=hub.url)
    for (name, reason), error in zip(reasons.items(), told, strict=True):
        assert is_not_here(tmp_path, name, *error)
        assert f"{PUBLIC[name].source.repo} on {hub.url}" in error[1]
        assert reason in error[1]
    assert not (tmp_path / "data").exists()


def test_a_hub_that_is_not_there_is_told(tmp_path):
    with Hub() as gone:
        pass
    [told], _ = load(tmp_path, "tinystories", HF_ENDPOINT=gone.url)
    assert is_not_here(tmp_path, "tinystories", *told)
    assert f"{gone.url} could not be downloaded: [Errno " in told[1]


@pytest.mark.parametrize("package", ["huggingface_hub", "pyarrow"])
def test_a_missing_package_is_named_with_the_command(tmp_path, monkeypatch, package):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=f"needs the package {package}: pip install {package}$"):
        tinylm.load_corpus("wikitext2")
