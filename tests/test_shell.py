import pytest

import tinylm
from tinylm.__main__ import main

from .conftest import quick, tiny_config


def test_info_prints_the_table_and_a_sample(trained, capsys):
    assert main(["info", "--folder", str(trained.parent)]) == 0
    out = capsys.readouterr().out
    size = tinylm.load_checkpoint(trained).model.num_parameters()
    assert f"{size:,}" in out
    assert "bits/byte" in out
    assert "after training on text" in out
    assert "Once upon a time" in out


def test_generate_writes_what_the_library_writes(trained, capsys):
    options = ["--max-new-tokens", "20", "--temperature", "0.5", "--seed", "3"]
    assert main(["generate", "One day", "--checkpoint", str(trained), *options]) == 0
    sample = tinylm.SampleConfig(max_new_tokens=20, temperature=0.5, seed=3)
    expected = tinylm.generate(tinylm.load_checkpoint(trained), "One day", sample)
    assert capsys.readouterr().out == expected + "\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["info", "--folder", "nowhere"], "run Network_Train.ipynb first"),
        (["generate", "x", "--checkpoint", "mini_llm_checkpoint.pt"], "Network_Train.ipynb"),
        (["generate", "x", "--temperature", "-1"], "temperature=-1.0"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_clean_keeps_what_the_fixed_names_came_from(tokenizer, data, tmp_path, capsys):
    path = str(tmp_path / "mini_llm_checkpoint.pt")
    for rate in (1e-3, 2e-3):
        lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
        list(tinylm.train(lm, data, quick(checkpoint=path, learning_rate=rate)))
    runs = sorted(p.name for p in (tmp_path / "runs").iterdir())
    assert main(["clean", "--folder", str(tmp_path)]) == 0
    assert sorted(p.name for p in (tmp_path / "runs").iterdir()) == runs
    assert "would delete" in capsys.readouterr().out
    assert main(["clean", "--folder", str(tmp_path), "--yes"]) == 0
    assert [p.name for p in (tmp_path / "runs").iterdir()] == [lm.run]
