"""The app: who may come in, what it says when it cannot start, and weights held in memory once."""

import argparse
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import torch

import tinylm
from tinylm import app
from tinylm.__main__ import main

from .browser_tools import environment
from .conftest import ROOT, quick, tiny_config


def options(*given):
    parser = argparse.ArgumentParser()
    app.add_arguments(parser)
    return parser.parse_args(given)


def test_on_this_computer_no_token_is_needed_and_elsewhere_always():
    for ip in ("127.0.0.1", "::1", "localhost"):
        assert app.settings(options("--ip", ip))["token"] == ""
    for ip in ("0.0.0.0", "192.168.0.7", "::", "example"):
        made = [app.settings(options("--ip", ip))["token"] for _ in range(2)]
        assert len(set(made)) == 2
        assert min(map(len, made)) >= 20
    assert app.settings(options("--token", "mine"))["token"] == "mine"
    assert "mine" not in " ".join(app.arguments(options("--token", "mine")))


def test_what_cannot_start_says_why(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["app"]) == 1
    assert "there is no 'Inference.ipynb' here" in capsys.readouterr().err
    Path("Inference.ipynb").write_text("{}")
    assert main(["app"]) == 1
    assert "run Network_Train.ipynb first" in capsys.readouterr().err
    Path("checkpoints").mkdir()
    Path("checkpoints/a.pt").touch()
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["app", "--port", str(other.getsockname()[1])]) == 1
    assert "choose another --port" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "voila.app", None)
    assert main(["app", "--port", str(_free_port())]) == 1
    assert 'pip install "tinylm[app]"' in capsys.readouterr().err


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.parametrize("tied", [False, True])
def test_shared_weights_are_the_same_and_stay_what_they_were(tied, tokenizer, data, tmp_path):
    path = tmp_path / "lm.pt"
    shape = tiny_config(tokenizer.vocab_size, tie_weights=tied)
    lm = tinylm.create(shape, tokenizer, seed=0)
    lm.save(path)
    shared, plain = (tinylm.load_checkpoint(path, "cpu", shared=way) for way in (True, False))
    ids = torch.arange(20)[None]
    before = plain.model(ids)
    torch.testing.assert_close(shared.model(ids), before, rtol=0, atol=0)
    assert shared.model.num_parameters() == plain.model.num_parameters()
    tinylm.create(shape, tokenizer, seed=1).save(path)  # another model takes its place
    torch.testing.assert_close(shared.model(ids), before, rtol=0, atol=0)
    content = path.read_bytes()
    other = tinylm.load_checkpoint(path, "cpu", shared=True)
    for _ in tinylm.train(other, data, quick(max_steps=2)):
        pass
    assert path.read_bytes() == content


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="the system does not tell")
def test_shared_weights_lie_in_the_file(tokenizer, tmp_path):
    path = tmp_path / "lm.pt"
    tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer).save(path)

    def mapped():
        return str(path) in Path("/proc/self/maps").read_text()

    plain = tinylm.load_checkpoint(path, "cpu")
    assert not mapped()
    shared = tinylm.load_checkpoint(path, "cpu", shared=True)
    assert mapped()
    del plain, shared


@pytest.mark.slow
def test_where_others_can_reach_it_the_app_asks_for_its_token(tmp_path, tokenizer):
    pytest.importorskip("voila")
    tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer).save(
        tmp_path / "checkpoints" / "mini_llm_checkpoint.pt"
    )
    cells = '{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": null, '
    cells += '"outputs": [], "source": ["secret = 1\\n", "print(6 * 7, \'here\')"]}'
    (tmp_path / "Inference.ipynb").write_text(
        f'{{"cells": [{cells}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
    )
    port = _free_port()
    command = [sys.executable, "-m", "tinylm", "app", "--ip", "0.0.0.0", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--token", "sesame"],
        cwd=tmp_path,
        env=environment(tmp_path) | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert f"http://localhost:{port}/?token=sesame" in server.stdout.readline()
        page = _got(f"http://127.0.0.1:{port}/?token=sesame")
        assert "42 here" in page
        assert "secret" not in page  # no code
        closed = _got(f"http://127.0.0.1:{port}/")
        assert "42 here" not in closed
        assert "42 here" not in _got(f"http://127.0.0.1:{port}/?token=wrong")
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _got(url: str) -> str:
    """What the page says; of a refusal, what that says. Waits for the server to listen."""
    ends = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(url, timeout=120) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return f"{error.code}"
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < ends
            time.sleep(0.5)
