"""The view of the swarm: what its records tell, and the panel that shows it."""

import dataclasses

import numpy as np
import pytest

pytest.importorskip("matplotlib")

import tinylm
from tinylm import panels
from tinylm.heads import search
from tinylm.history import line
from tinylm.panels.swarm import plane, searches


@pytest.fixture(scope="module")
def history(data, tokenizer, tmp_path_factory):
    from .conftest import tiny_config

    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)
    lm.stage = "pretrain"
    swarm = tinylm.CLPSOConfig.short(max_evaluations=40, particles=8)
    small = dict(refine_steps=4, train_tokens=512, fitness_tokens=256, fitness_pool=512)
    small |= dict(select_tokens=512, test_tokens=512, cycles=2)
    config = tinylm.HeadTuningConfig(swarm, controls=("random",), control_seeds=2, **small)
    tinylm.run_clpso(lm, data, config)
    return lm.history


def test_records_tell_the_points_that_were_judged(history):
    (one, first), (two, second) = searches(history, "swarm")
    assert (one, first[0].cycle, two, second[0].cycle) == (0, 0, 1, 1)
    told = [r for r in first if r.points]
    assert sum(len(r.points) for r in told) == 40 - 3  # three are measured again at the end
    for record in told:
        assert len(record.points) == len(record.values)
        assert np.abs(record.points).max() <= 1.0
    lowest = min(value for record in told for value in record.values)
    assert lowest == pytest.approx(first[-1].change, abs=1e-9)
    assert [cycle for cycle, _ in searches(history, "random")] == [0, 1, 0, 1]  # of two seeds
    assert '"points"' in line(told[0])


def test_points_of_a_whole_head_are_not_told():
    space = type("S", (), dict(bounds=np.tile([-1.0, 1.0], (50_000, 1)), start=np.zeros(50_000)))
    trials = search.Trials(lambda x: 0.0, "bowl", False)
    trials.limit = 3
    trials(np.zeros((3, 50_000)))
    assert search.taken(trials, space, 3) is None
    assert trials.latest == []


def test_the_plane_begins_at_the_head_at_hand_and_keeps_distances():
    rng = np.random.default_rng(0)
    flat = rng.normal(size=(30, 2))
    turned = np.linalg.qr(rng.normal(size=(9, 9)))[0][:2]
    points = flat @ turned + 5
    seen, share = plane(points)
    assert share == pytest.approx(1.0)
    np.testing.assert_allclose(seen[0], 0, atol=1e-9)
    apart = np.linalg.norm(flat - flat[0], axis=1)
    np.testing.assert_allclose(np.linalg.norm(seen, axis=1), apart, rtol=1e-6)
    alone, share = plane(np.ones((4, 1)))
    assert alone.shape == (4, 2)
    assert share == 1.0


def test_the_panel_shows_each_cycle_and_generation(history, monkeypatch):
    monkeypatch.setattr("tinylm.panels.swarm.display", lambda *_: None)
    view = panels.SwarmView(history).show()
    last = bytes(view.image.value)
    assert view.generation.value == view.generation.max > 2
    view.generation.value = 1
    assert bytes(view.image.value) != last
    view.cycle.value = 1
    assert view.generation.value == view.generation.max
    assert bytes(view.image.value).startswith(b"\x89PNG")


def test_without_points_the_curves_stand_alone_and_without_a_swarm_it_says_so(history):
    bare = [dataclasses.replace(r, points=None, values=None) for r in history]
    texts = panels.swarm_plane(bare).axes[0].texts
    assert "its curves alone" in texts[0].get_text()
    with pytest.raises(ValueError, match="no swarm has flown in cycle 8"):
        panels.swarm_plane(history, 7)
    with pytest.raises(ValueError, match="no swarm has flown yet"):
        panels.SwarmView([])
