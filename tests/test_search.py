"""Settings found by themselves: the same trials from a seed, also after a stop."""

import dataclasses
import json
import math
import sys

import pytest
import torch

import tinylm
from tinylm.__main__ import main
from tinylm.checkpoint import weights_digest
from tinylm.heads import parts
from tinylm.search import BROKEN_OFF

from .conftest import make_documents, quick, tiny_config
from .head_tools import short

SPACE = {"x": (-4.0, 4.0), "rate": (1e-4, 1e-1, "log"), "n": (1, 9), "kind": ["a", "b", None]}


def bowl(settings: dict) -> float:
    """Least at x=1, rate=1e-2, n=3, kind b."""
    x, rate, n = settings["x"], math.log10(settings["rate"]), settings["n"]
    return (x - 1) ** 2 + (rate + 2) ** 2 + abs(n - 3) + (settings["kind"] != "b")


def tried(records) -> list:
    return [(r.trial, r.settings, r.value, r.values, r.event) for r in records]


def test_a_search_comes_closer_than_chance_and_stays_in_its_space():
    records = list(tinylm.search_settings(bowl, SPACE, trials=40))
    found = tinylm.run_search(tinylm.search_settings(bowl, SPACE, trials=40), progress=False)
    assert [r.trial for r in records] == list(range(1, 41))
    for r in records:
        assert -4 <= r.settings["x"] <= 4
        assert 1e-4 <= r.settings["rate"] <= 1e-1
        assert type(r.settings["n"]) is int
        assert 1 <= r.settings["n"] <= 9
        assert r.settings["kind"] in ("a", "b", None)
        assert r.value == bowl(r.settings)
        assert r.best == min(one.value for one in records[: r.trial])
    late = sorted(r.value for r in records[20:])
    assert late[10] < sorted(r.value for r in records[:10])[5]
    assert (found.value, bowl(found.settings)) == (records[-1].best, found.value)
    rows = found.table().splitlines()
    assert rows[0] == "| trial | value | x | rate | n | kind | seconds |"
    assert len(rows) == 42
    assert f"| {found.value:.5f} |" in rows[2]


def test_a_search_that_was_killed_goes_on_with_the_same_trials(tmp_path):
    whole = list(tinylm.search_settings(bowl, SPACE, trials=15, seed=3))
    other = list(tinylm.search_settings(bowl, SPACE, trials=15, seed=4))
    assert tried(whole) == tried(tinylm.search_settings(bowl, SPACE, trials=15, seed=3))
    assert tried(whole) != tried(other)
    given, calls = dict(seed=3, path=tmp_path / "runs" / "trials.json"), []

    def killed(settings):
        calls.append(settings)
        if len(calls) == 13:
            raise KeyboardInterrupt
        return bowl(settings)

    with pytest.raises(KeyboardInterrupt):
        list(tinylm.search_settings(killed, SPACE, trials=15, **given))
    rest = list(tinylm.search_settings(bowl, SPACE, trials=15, **given))
    assert tried(rest) == tried(whole[12:])
    (shown,) = tinylm.search_settings(killed, SPACE, trials=15, **given)
    assert (shown.trial, shown.best) == (15, whole[-1].best)
    assert len(calls) == 13
    more = list(tinylm.search_settings(bowl, SPACE, trials=17, **given))
    assert [r.trial for r in more] == [16, 17]
    assert tried(more) == tried(tinylm.search_settings(bowl, SPACE, trials=17, seed=3))[15:]
    with pytest.raises(ValueError, match="another space, start or seed: give another path"):
        list(tinylm.search_settings(bowl, SPACE, seed=5, path=given["path"]))


def test_one_search_at_a_time_writes_a_file_and_a_damaged_one_is_told(tmp_path):
    path = tmp_path / "trials.json"
    first = tinylm.search_settings(bowl, SPACE, path=path)
    next(first)
    with pytest.raises(RuntimeError, match="under way in another kernel"):
        next(tinylm.search_settings(bowl, SPACE, path=path))
    first.close()
    assert next(tinylm.search_settings(bowl, SPACE, path=path)).trial == 2
    for broken in ('{"search', "[]", json.dumps(dict(search="x", trials=[dict(trial=1)]))):
        path.write_text(broken)
        with pytest.raises(ValueError, match=r"trials.json' is damaged or holds no search"):
            next(tinylm.search_settings(bowl, SPACE, path=path))


def test_what_is_given_is_tried_first_also_from_outside_the_space():
    begin = dict(x=9.0, rate=1e-2, n=3, kind="b")
    records = list(tinylm.search_settings(bowl, SPACE, trials=12, start=begin))
    assert (records[0].settings, records[0].value) == (begin, 64.0)
    assert all(abs(r.settings["x"]) <= 4 for r in records[1:])


def test_bad_trials_are_told_and_poor_ones_broken_off(capsys):
    def factory(settings):
        if settings["n"] == 2:
            raise ValueError("n=2 is no good")
        for step in range(5):
            steps.append(step)
            yield float("nan") if settings["n"] == 7 else bowl(settings) + 1 / (1 + step)

    steps: list = []
    space = SPACE | dict(n=[1, 2, 3, 7])
    records = list(tinylm.search_settings(factory, space, trials=40, seed=1))
    assert {r.event for r in records if r.settings["n"] == 2} == {"n=2 is no good"}
    assert {r.event for r in records if r.settings["n"] == 7} == {"it came to nan"}
    poor = [r for r in records if r.event == BROKEN_OFF]
    assert poor
    assert all(r.value is None and 1 <= len(r.values) < 5 for r in poor)
    good = [r for r in records if r.event is None]
    assert all(r.value == r.values[-1] and len(r.values) == 5 for r in good)
    assert len(steps) < 5 * len(records)
    shown = tinylm.run_search(tinylm.search_settings(factory, space, trials=40, seed=1))
    assert (shown.value, len(shown.trials)) == (min(r.value for r in good), 40)
    assert BROKEN_OFF in capsys.readouterr().err
    with pytest.raises(ValueError, match=r"the first trial, .* failed: n=2 is no good"):
        next(tinylm.search_settings(factory, space, start=dict(n=2)))


@pytest.mark.parametrize(
    ("space", "told"),
    [
        ({}, "space={} must be a dict of names"),
        ({"x": (2, 1)}, r"the space of 'x' is \(2, 1\): it must be \(low, high\)"),
        ({"x": (0.0, 1.0, "log")}, "with low above 0"),
        ({"x": (0.0, 1.0, "lin")}, "it must be"),
        ({"x": (0.0, math.inf)}, "it must be"),
        ({"x": ["a"]}, "a list of two choices and more"),
        ({"x": 3}, "the space of 'x' is 3"),
    ],
)
def test_a_bad_space_is_one_sentence(space, told):
    with pytest.raises(ValueError, match=told):
        next(tinylm.search_settings(bowl, space))


def test_a_space_has_to_fit_the_config(trained, data):
    lm = tinylm.load_checkpoint(trained)
    with pytest.raises(ValueError, match=r"'swarm.vmx' in the space .* nearest is 'swarm.vmax'"):
        next(tinylm.search_head(lm, data, space={"swarm.vmx": (0.1, 0.2)}))
    with pytest.raises(ValueError, match=r"vmax=5.0 must be a number above 0 and at most 1"):
        next(tinylm.search_head(lm, data, space={"swarm.vmax": (0.1, 5.0)}))
    with pytest.raises(ValueError, match="space='rubbish' is not one of auto"):
        next(tinylm.search_head(lm, data, space={"space": ["bias", "rubbish"]}))
    with pytest.raises(ValueError, match=r"no field of TrainConfig: the nearest is"):
        next(tinylm.search_training(lm, data, space={"learning_rat": (0.1, 0.2)}))
    new = tinylm.create(tiny_config(lm.config.vocab_size), lm.tokenizer)
    with pytest.raises(ValueError, match="this model is untrained"):
        next(tinylm.search_head(new, data))


def test_without_optuna_the_command_is_named(monkeypatch, tmp_path):
    path = tmp_path / "trials.json"
    records = list(tinylm.search_settings(bowl, SPACE, trials=2, path=path))
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(ImportError, match="needs the package optuna: pip install optuna"):
        next(tinylm.search_settings(bowl, SPACE, start=dict(x=0.0, rate=0.1, n=1, kind="a")))
    assert list(tinylm.search_settings(bowl, SPACE, trials=2, path=path)) == records[-1:]


def test_no_trial_begins_after_max_seconds(tmp_path):
    given = dict(path=tmp_path / "trials.json", trials=50)
    assert len(list(tinylm.search_settings(bowl, SPACE, max_seconds=1e-9, **given))) == 1
    (again,) = tinylm.search_settings(bowl, SPACE, max_seconds=1e-9, **given)
    assert again.trial == 1


def test_what_is_found_for_a_head_is_what_tuning_with_it_comes_to(trained, data, monkeypatch):
    """And neither the test part nor the model takes part in the search."""
    lm = tinylm.load_checkpoint(trained)
    before, stood = weights_digest(lm.model), dataclasses.replace(lm)
    config = short(cycles=1, controls=(), refine_learning_rate=1e-4)
    with monkeypatch.context() as patch:
        patch.setattr(parts.Ground, "test", lambda self: pytest.fail("the test part is looked at"))
        work = tinylm.search_head(lm, data, config, trials=6, seed=1)
        found = tinylm.run_search(work, progress=False)
    records = found.trials
    assert weights_digest(lm.model) == before
    assert (lm.stage, lm.run, lm.history) == (stood.stage, stood.run, stood.history)
    assert records[0].settings["refine_learning_rate"] == 1e-4
    assert records[0].settings["swarm.vmax"] == config.swarm.vmax
    assert found.value == min(r.best for r in records) < records[0].value <= 0
    for one, settled in ((records[0], config), (found, found.config)):
        tuned = tinylm.load_checkpoint(trained)
        *_, last = tinylm.tune_head(tuned, data, settled)
        assert last.change == pytest.approx(one.value, abs=1e-6)
    changed = {"swarm", "refine_learning_rate", "pull_to_start"}
    for field in dataclasses.fields(config):
        same = getattr(config, field.name) == getattr(found.config, field.name)
        assert same == (field.name not in changed)


def test_settings_that_change_hidden_states_are_searched_too(trained, data, tmp_path):
    lm = tinylm.load_checkpoint(trained)
    config = short(cycles=1, refine_steps=5, checkpoint=str(tmp_path / "head.pt"))
    space = {"train_tokens": [1024, 2048], "space": ["shrink", "bias"]}
    given = dict(space=space, trials=4, guards={"cross_entropy": 0.01})
    whole = list(tinylm.search_head(lm, data, config, **given))
    assert {r.event for r in whole} == {None}
    (folder,) = (tmp_path / "runs").iterdir()
    assert folder.name.startswith("search-head-")
    assert not (tmp_path / "head.pt").exists()
    assert list(tinylm.search_head(lm, data, config, **given)) == whole[-1:]
    given["guards"] = {"cross_entropy": 0.02}
    assert next(tinylm.search_head(lm, data, config, **given)).trial == 1


def test_training_is_searched_by_short_runs(tokenizer, data, tmp_path):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)
    before = weights_digest(lm.model)
    config = quick(max_steps=120, learning_rate=1e-5, checkpoint=str(tmp_path / "x.pt"))
    space = {"learning_rate": (1e-5, 2e-2, "log")}
    work = tinylm.search_training(lm, data, config, space=space, steps=12, trials=5)
    found = tinylm.run_search(work, progress=False)
    assert (weights_digest(lm.model), lm.stage, lm.step) == (before, "new", 0)
    assert len(found.trials[0].values) == 4
    assert found.trials[0].settings == {"learning_rate": 1e-5}
    assert found.value < found.trials[0].value - 0.001
    rate = found.settings["learning_rate"]
    assert found.config == dataclasses.replace(config, learning_rate=rate)
    alone = dataclasses.replace(found.config, max_steps=12, warmup_steps=1, eval_every=3)
    *_, last = tinylm.train(lm, data, dataclasses.replace(alone, checkpoint=None))
    assert last.val_loss == found.value
    assert not (tmp_path / "x.pt").exists()
    assert torch.isfinite(torch.tensor([t.value for t in found.trials if t.value])).all()


def test_the_shell_prints_a_section_for_the_config_file(trained, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    corpus = tmp_path / "a.txt"
    corpus.write_text("\n<|endoftext|>\n".join(make_documents(200)))
    told = dict(
        corpus=dict(source=str(corpus), cache_dir="cache", val_fraction=0.3),
        head=dict(cycles=1, refine_steps=5, train_tokens=1024, fitness_tokens=256),
        train=dict(max_steps=40, batch_size=2, eval_tokens=256),
        tokenizer=dict(vocab_size=300),
        model=dict(d_model=32, num_layers=1, num_heads=2, context_length=32),
    )
    told["head"]["swarm"] = dict(max_evaluations=15)
    (tmp_path / "run.json").write_text(json.dumps(told))
    given = ["run.json", "--trials", "2", "--checkpoint", str(trained)]
    assert main(["search", "head", *given]) == 0
    out = capsys.readouterr().out
    assert "| trial | value | swarm.particles |" in out
    section = out[out.index("[head]") :]
    (tmp_path / "found.toml").write_text(section)
    found = tinylm.runfile.read_config("found.toml").head
    assert f"| {found.swarm.particles} | {found.swarm.w_start:.4g} |" in out.splitlines()[3]
    assert main(["search", "train", *given[:3], "--steps", "4"]) == 0
    assert "[train]\nlearning_rate = " in capsys.readouterr().out
    assert main(["search", "head", *given, "--steps", "4"]) == 1
    assert "--steps is of no use to `search head`" in capsys.readouterr().err
