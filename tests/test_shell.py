import dataclasses
import io
import json

import pytest
import torch

import tinylm
from tinylm.__main__ import main

from .conftest import quick, tiny_config
from .test_predecessors import CHARACTERS, Characters, Stories, filled, jay, same_logits, vivek


def test_info_prints_the_table_and_a_sample(trained, capsys):
    assert main(["info", "--folder", str(trained.parent)]) == 0
    out = capsys.readouterr().out
    size = tinylm.load_checkpoint(trained).model.num_parameters()
    assert f"{size:,}" in out
    assert "bits/byte" in out
    assert "after training on text" in out
    assert "Once upon a time" in out


def test_info_tells_what_a_preset_costs(capsys):
    assert main(["info", "--preset", "mini-1m", "--vocab-size", "2048", "--batch-size", "4"]) == 0
    small = capsys.readouterr().out
    assert "1.12 M" in small
    assert "training memory, peak" in small
    assert main(["info", "--preset", "mini-1m", "--vocab-size", "2048", "--batch-size", "8"]) == 0
    assert capsys.readouterr().out != small


def test_generate_writes_what_the_library_writes(trained, capsys):
    options = ["--max-new-tokens", "20", "--temperature", "0.5", "--seed", "3"]
    assert main(["generate", "One day", "--checkpoint", str(trained), *options]) == 0
    sample = tinylm.SampleConfig(max_new_tokens=20, temperature=0.5, seed=3)
    expected = tinylm.generate(tinylm.load_checkpoint(trained), "One day", sample)
    assert capsys.readouterr().out == expected + "\n"


def test_what_cannot_be_written_is_told_by_itself(trained, capsys):
    assert main(["generate", "One day " * 60, "--checkpoint", str(trained)]) == 1
    shown = capsys.readouterr()
    assert "this model reads at most 32" in shown.err
    assert shown.out == ""


def test_generate_takes_several_prompts_and_shows_them_as_asked(trained, capsys, monkeypatch):
    lm, given = tinylm.load_checkpoint(trained), trained.parent / "prompts.txt"
    given.write_bytes(b"Ada\r\nBo found\n")
    prompts = ["One day", "Eve", "Ada", "Bo found"]
    options = ["--checkpoint", str(trained), "--max-new-tokens", "12", "--seed", "4"]
    options += ["--stop", "lane", "--stop", "The end", "--logit-bias", "300=-5", "--min-p", "0.05"]
    sample = tinylm.SampleConfig(
        12, seed=4, stop=("lane", "The end"), logit_bias={300: -5}, min_p=0.05
    )
    expected = tinylm.complete(lm, prompts, sample)

    def said(*more: str) -> str:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Eve\n")))
        assert main(["generate", "One day", "-", "--prompts", str(given), *options, *more]) == 0
        return capsys.readouterr().out

    assert said() == "".join(one.prompt + one.text + "\n" for one in expected)
    assert said("--quiet") == "".join(one.text + "\n" for one in expected)
    lines = [json.loads(line) for line in said("--json").splitlines()]
    assert [(one["prompt"], one["text"], one["finish"]) for one in lines] == [
        (one.prompt, one.text, one.finish) for one in expected
    ]
    line = json.loads(said("--json", "--alternatives", "2").splitlines()[0])
    assert set(line) == {"prompt", "text", "ids", "finish", "logprobs", "alternatives"}
    assert len(line["ids"]) == len(line["logprobs"]) == len(line["alternatives"])
    assert [len(one) for one in line["alternatives"][0]] == [3, 3]


def test_prompts_that_are_no_text_are_told(trained, capsys):
    given = trained.parent / "latin.txt"
    given.write_bytes(b"caf\xe9")
    assert main(["generate", "--prompts", str(given), "--checkpoint", str(trained)]) == 1
    assert "is no UTF-8 at byte 3: convert it first." in capsys.readouterr().err


def test_every_setting_of_sampling_is_a_flag(capsys):
    with pytest.raises(SystemExit):
        main(["generate", "--help"])
    shown = capsys.readouterr().out
    for field in dataclasses.fields(tinylm.SampleConfig):
        flag = "--" + field.name.replace("_", "-")
        assert (flag in shown) == (field.name != "use_cache")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["info", "--folder", "nowhere"], "run Network_Train.ipynb first"),
        (["info", "--preset", "mini-1m"], "has no vocabulary of its own"),
        (["info", "--preset", "huge"], "preset='huge' is not known"),
        (["generate", "x", "--checkpoint", "mini_llm_checkpoint.pt"], "Network_Train.ipynb"),
        (["generate", "x", "--temperature", "-1"], "temperature=-1.0"),
        (["generate", "--seed", "1"], "there is no prompt: give one"),
        (["generate", "--prompts", "none.txt"], "none.txt"),
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
    steps = tinylm.train(
        tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer), data, quick(checkpoint=path)
    )
    assert next(steps).step == 1
    assert main(["clean", "--folder", str(tmp_path), "--yes"]) == 0
    assert "is under way: it stays" in capsys.readouterr().out
    assert len(list((tmp_path / "runs").iterdir())) == 2
    steps.close()
    assert main(["clean", "--folder", str(tmp_path), "--yes"]) == 0
    assert [p.name for p in (tmp_path / "runs").iterdir()] == [lm.run]


def test_import_turns_a_foreign_file_into_ours(tmp_path, capsys):
    theirs, ours = tmp_path / "theirs.pt", tmp_path / "ours.pt"
    torch.save(jay(filled(Characters())), theirs)
    assert main(["import", str(theirs), "--to", str(ours)]) == 0
    assert "from Jay2cop/Tiny_LLM" in capsys.readouterr().out
    same_logits(tinylm.load_checkpoint(ours, "cpu"), filled(Characters()))
    assert main(["import", str(theirs), "--to", str(ours)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_import_takes_a_tokenizer_and_heads(tmp_path, capsys):
    theirs, ours, table = (tmp_path / name for name in ("theirs.pt", "ours.pt", "table.json"))
    torch.save(vivek(filled(Stories())), theirs)
    table.write_text(json.dumps(CHARACTERS))
    told = ["import", str(theirs), "--to", str(ours)]
    assert main(told) == 1
    assert "give it as num_heads=" in capsys.readouterr().err
    assert main([*told, "--num-heads", "4"]) == 1
    assert "give that as tokenizer=" in capsys.readouterr().err
    assert main([*told, "--num-heads", "4", "--tokenizer", str(table)]) == 0
    same_logits(tinylm.load_checkpoint(ours, "cpu"), filled(Stories()))
