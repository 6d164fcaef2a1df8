"""How runs of head tuning stop, go on, and are told apart."""

import dataclasses
import itertools

import numpy as np
import pytest
import torch

import tinylm
from tinylm.checkpoint import weights_digest
from tinylm.heads import parts, refine
from tinylm.heads.goals import Scores
from tinylm.heads.view import HeadView
from tinylm.records import HeadRecord

from .head_tools import ROOM, body, brief, ground, short


@pytest.fixture
def ready(trained) -> tinylm.Checkpoint:
    return tinylm.load_checkpoint(trained)


def best_of_words(view):
    """Fewer different tokens: a goal that an unlike head of any kind changes."""
    return [float(len(set(ids))) for ids in view.continuations()]


@pytest.mark.slow
def test_a_stopped_run_with_a_direction_goes_on_with_the_same_numbers(trained, data, tmp_path):
    whole = tinylm.load_checkpoint(trained)
    config, guards = brief(cycles=3), {"cross_entropy": 0.1}
    expected = tinylm.run_clpso(whole, data, config, "repetition", guards, progress=False)
    path = dataclasses.replace(config, checkpoint=str(tmp_path / "finetuned_llm_clpso.pt"))
    lm = tinylm.load_checkpoint(trained)
    for record in tinylm.tune_head(lm, data, path, "repetition", guards):
        if record.cycle == 1 and record.phase == "swarm":
            break
    lm = tinylm.load_checkpoint(trained)
    result = tinylm.run_clpso(lm, data, path, "repetition", guards, progress=False)
    assert weights_digest(lm.model) == weights_digest(whole.model)
    timeless = [{**row, "seconds": 0} for row in result.outcomes.values()]
    assert timeless == [{**row, "seconds": 0} for row in expected.outcomes.values()]
    again = tinylm.load_checkpoint(tmp_path / "finetuned_llm_clpso.pt")
    shown = tinylm.run_clpso(
        tinylm.load_checkpoint(trained), data, path, "repetition", guards, progress=False
    )
    assert shown.table() == result.table()
    assert shown.verdict() == result.verdict()
    assert torch.equal(again.model.head.weight, lm.model.head.weight)
    shown.revert(again)
    fresh = tinylm.load_checkpoint(trained)
    assert torch.equal(again.model.head.weight, fresh.model.head.weight)
    other = tinylm.create(tinylm.ModelConfig(400, d_model=64, num_layers=1), lm.tokenizer)
    with pytest.raises(ValueError, match=r"\(400, 32\) does not fit this model's \(400, 64\)"):
        shown.apply(other)


def test_another_goal_or_guard_is_another_run(trained, data):
    names = set()
    for goal, guards in (
        ("repetition", None),
        ("repetition:3", None),
        ("repetition", {"cross_entropy": 0.1}),
        ("repetition", {"cross_entropy": 0.2}),
        (best_of_words, None),
        (lambda view: view.loss(), None),
        (lambda view: view.accuracy(), None),
    ):
        lm = tinylm.load_checkpoint(trained)
        next(tinylm.tune_head(lm, data, brief(space="bias"), goal, guards))
        names.add(lm.run)
    assert len(names) == 7


@pytest.mark.parametrize("space", ["rows", "lowrank", "bias"])
@pytest.mark.parametrize("refine", ["es", "none"])
def test_spaces_and_refinements_go_together(ready, data, space, refine):
    frozen = body(ready)
    config = brief(space=space, refine=refine, es_evaluations=20)
    result = tinylm.run_clpso(ready, data, config, best_of_words, progress=False)
    last = ready.history[-1]
    assert last.evaluations == 40 + (20 if refine == "es" else 0)
    assert last.refine_steps == 0
    assert {r.phase for r in ready.history} == {"swarm", "done"} | (
        {"refine"} if refine == "es" else set()
    )
    assert result.outcomes["after"]["change"] <= 2 * result.outcomes["after"]["stderr"]
    assert all(torch.equal(frozen[name], tensor) for name, tensor in body(ready).items())


@pytest.mark.parametrize("fresh", ["generation", "evaluation"])
def test_prompts_can_be_fresh_for_each_generation(ready, data, fresh):
    seen = []

    def goal(view):
        if view.part.role == "fit":
            seen.append(tuple(map(tuple, view.prompts)))
        return best_of_words(view)

    config = brief(space="bias", fresh=fresh, fitness_prompts=10, refine="none")
    tinylm.run_clpso(ready, data, config, goal, progress=False)
    assert len(set(seen)) > (4 if fresh == "generation" else 30)
    again, lm = [], tinylm.load_checkpoint(ready.source[1][0])
    seen, again = again, seen
    tinylm.run_clpso(lm, data, config, goal, progress=False)
    assert torch.equal(lm.model.head.weight, ready.model.head.weight)


def test_inside_a_cycle_all_trials_meet_the_same_prompts_and_bests_are_measured_again(ready, data):
    seen = []

    def goal(view):
        if view.part.role == "fit":
            seen.append(tuple(map(tuple, view.prompts)))
        return best_of_words(view)

    config = brief(space="bias", fitness_prompts=10, refine="none", cycles=2, rescore=3)
    tinylm.run_clpso(ready, data, config, goal, progress=False)
    draws = [seen.count(prompts) for prompts in dict.fromkeys(seen)]
    # A cycle: 37 trials and the start; then the 3 best again, and the start.
    assert draws == [38, 4, 38, 4]


def test_a_run_stops_by_patience_and_by_evaluations(trained, data):
    lm = tinylm.load_checkpoint(trained)
    config = brief(space="bias", refine="none", cycles=9, patience=2)
    place = ground(lm, data)
    loss = HeadView(place.select, lm.model.head.weight.detach()).loss()
    nothing = {"cross_entropy": ("at most", loss + 1e-6)}  # so no step can be kept
    tinylm.run_clpso(lm, data, config, best_of_words, nothing, progress=False)
    assert lm.step == 2
    assert [r.accepted for r in lm.history if r.accepted is not None] == [False, False]
    lm = tinylm.load_checkpoint(trained)
    config = brief(space="bias", refine="none", cycles=9, max_evaluations=70, controls=("random",))
    result = tinylm.run_clpso(lm, data, config, best_of_words, progress=False)
    assert lm.step == 2
    assert result.outcomes["after"]["evaluations"] == 70
    assert result.outcomes["random"]["evaluations"] == 70


@pytest.mark.slow
def test_controls_with_seeds_of_their_own_stand_beside_the_swarm(ready, data):
    config = brief(space="bias", controls=("gradient", "random", "es"), control_seeds=2)
    result = tinylm.run_clpso(ready, data, config, best_of_words, progress=False)
    names = ["before", "control", "random", "random 2", "es", "es 2", "after"]
    assert list(result.outcomes) == names
    rows = result.outcomes
    assert rows["random"]["goal"] != rows["random 2"]["goal"] or rows["random"]["moved"] == 0
    spent = {rows[name]["evaluations"] for name in names[2:]}
    assert spent == {60}
    assert rows["control"]["refine_steps"] > 0 == rows["control"]["evaluations"]
    words = result.verdict()
    for name in ("Gradient alone", "Random search 2", "Evolution strategies"):
        assert f"{name} came to" in words
    assert words.endswith("earned its time.")
    assert {r.phase for r in ready.history} >= {
        "control",
        "random",
        "es",
        "swarm",
        "refine",
        "done",
    }
    plain = [row for row in result.table().splitlines() if row.startswith("| ")]
    assert len(plain) == 1 + len(names)


def test_the_original_script_can_be_rerun(ready, data):
    start = ready.model.head.weight.detach().clone()
    swarm = tinylm.CLPSOConfig.classic(particles=4, max_evaluations=13)
    config = tinylm.HeadTuningConfig.classic(
        swarm=swarm, refine_learning_rate=0.05, refine_sum=3, num_eval_batches=2, controls=()
    )
    config = dataclasses.replace(
        config, **dict(train_tokens=2048, refine_batch=256, fitness_tokens=64, select_tokens=1024)
    )
    result = tinylm.run_clpso(ready, data, config, progress=False)
    last = ready.history[-1]
    assert last.evaluations == 13
    assert last.refine_steps == 12  # one for each particle and generation, none for the start
    told = [r.best for r in ready.history if r.phase == "swarm" and r.accepted is None]
    assert all(a >= b for a, b in itertools.pairwise(told))
    change, error = result.after.minus(result.before)
    assert change <= 2 * error
    result.revert()
    assert torch.equal(ready.model.head.weight, start)


def test_sgd_adds_gradients_up(ready, data):
    train = parts.train_states(ready, ground(ready, data), ROOM)
    start = ready.model.head.weight.detach().clone()
    moves = []
    for many in (1, 4):
        head = start.clone()
        config = short(refine="sgd", refine_sum=many, refine_learning_rate=1e-3)
        config = dataclasses.replace(config, refine_batch=65_536)
        list(refine.sgd(head, None, start, train, config, 1, 0))
        moves.append(float((head - start).norm()))
    assert moves[1] == pytest.approx(4 * moves[0], rel=0.05)


def test_records_of_an_older_file_still_load(ready, tmp_path):
    old = ("cycle", "phase", "evaluations", "refine_steps", "seconds", "best", "change")
    old += ("stderr", "accepted")
    ready.history = [HeadRecord(0, "swarm", 5, 2, 0.5, 4.0, -0.1, None, True)]
    ready.save(tmp_path / "new.pt")
    payload = torch.load(tmp_path / "new.pt", weights_only=True)
    payload["history"] = {name: payload["history"][name] for name in old}
    torch.save(payload, tmp_path / "old.pt")
    tinylm.checkpoint._seal(tmp_path / "old.pt")
    assert tinylm.load_checkpoint(tmp_path / "old.pt").history == ready.history


def test_the_goal_is_judged_pair_by_pair():
    values = np.arange(8.0)
    one = Scores(3.5, ((1.0, values, np.ones(8)),))
    assert one.minus(Scores(4.5, ((1.0, values + 1, np.ones(8)),))) == (-1.0, 0.0)
    two = Scores(0.0, ((1.0, values[::-1].copy(), np.ones(8)),))
    assert one.minus(two)[1] == pytest.approx(np.std(values - values[::-1], ddof=1) / np.sqrt(8))
