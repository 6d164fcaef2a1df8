"""Rows of the head from several heads: `space="pick"`."""

import dataclasses

import numpy as np
import pytest
import torch

import tinylm
from tinylm.config import ModelConfig
from tinylm.heads import parts, search, spaces

from .head_tools import ROOM, body, brief, ground, noisy, shifted_text, short


@pytest.fixture(scope="module")
def shifted(tokenizer, tmp_path_factory):
    return shifted_text(tokenizer, tmp_path_factory.mktemp("shifted"))


@pytest.fixture(scope="module")
def halves(trained, shifted):
    """Two heads, each good for every other token (by frequency) and noise for the others."""
    lm = tinylm.load_checkpoint(trained)
    mixed = [noisy(lm, seed, 2.0) for seed in (1, 2)]
    tinylm.run_clpso(
        lm, shifted, short(refine_learning_rate=1e-2, refine_steps=100), progress=False
    )
    good = lm.model.head.weight.detach()
    setting = ground(lm, shifted)
    order = parts.train_states(lm, setting, ROOM).targets.bincount(minlength=400)
    order = order.argsort(descending=True, stable=True)
    for place in (0, 1):
        mixed[place][order[place::2]] = good[order[place::2]]
    return mixed


def space_of(trained, data, others, **changes) -> spaces.Space:
    lm = tinylm.load_checkpoint(trained)
    train = parts.train_states(lm, ground(lm, data), ROOM)
    head = lm.model.head.weight.detach().clone()
    given = spaces.Given(brief(**changes), head, head, head, train, None, others)
    return spaces.make_space("pick", given)


def test_a_point_says_which_head_each_row_is_from(trained, data):
    lm = tinylm.load_checkpoint(trained)
    own, others = lm.model.head.weight.detach(), [noisy(lm, seed) for seed in range(4)]
    space = space_of(trained, data, others, space_tokens=12)
    assert torch.equal(space.head(space.start), own)
    assert space.choices == 5
    assert len(space.known) == 4
    for point, head in zip(space.known, others, strict=True):
        assert torch.equal(space.head(point), head)
        assert (np.abs(point) <= space.bounds[:, 1] / 2).all()
    point = space.start.copy()
    point[3] = 2.3
    made = space.head(point)
    changed = (made != own).any(dim=1)
    assert changed.sum() == 1
    assert torch.equal(made[changed], others[1][changed])
    point[3] -= space.choices  # around the box
    assert torch.equal(space.head(point), made)
    far = np.random.default_rng(0).uniform(space.bounds[:, 0], space.bounds[:, 1])
    known = torch.stack([own, *others])
    assert (space.head(far)[None] == known).all(dim=2).any(dim=0).all()


@pytest.mark.parametrize("name", ["swarm", "greedy"])
def test_searches_find_the_head_of_each_row(name):
    """Each dimension has one good choice; the neighbours of it are bad ones."""
    good = np.array([1, 4, 2, 0, 3, 3])
    bounds = np.tile([-5.0, 5.0], (6, 1))
    known = np.tile([[1.0], [2.0], [-2.0], [-1.0]], (1, 6))
    space = spaces.Space(bounds, np.zeros(6), torch.from_numpy, known=known, choices=5)
    tried = search.Trials(
        lambda x: float((np.floor(x + 0.5).astype(int) % 5 != good).sum()), "", True
    )
    tried.limit = 400 if name == "swarm" else 30
    config = tinylm.CLPSOConfig.short()
    steps = list(search.SEARCHES[name](space, tried, config, 0))
    assert steps
    assert tried.count == tried.limit
    best = 5 - np.bincount(good).max()  # what a scan of whole heads leaves: all but the commonest
    assert tried.best[0][0] < best


def test_rows_from_two_heads_are_better_than_either(trained, shifted, halves):
    lm = tinylm.load_checkpoint(trained)
    before = body(lm)
    swarm = tinylm.CLPSOConfig.short(max_evaluations=150)
    config = short(refine="none", cycles=1, swarm=swarm, space_tokens=24, rescore=0)
    config = dataclasses.replace(config, controls=("line", "greedy"), fitness_tokens=1024)
    result = tinylm.run_clpso(lm, shifted, config, heads=halves, progress=False)
    told = result.outcomes
    assert told["after"]["loss"] < told["before"]["loss"] - 0.02
    assert told["after"]["loss"] < told["line"]["loss"] - 0.02
    assert told["greedy"]["loss"] < told["line"]["loss"] - 0.05
    assert lm.report["space"] == "pick"
    after = body(lm)
    assert all(torch.equal(before[name], after[name]) for name in before)
    known = torch.stack([result.checkpoint.optimizer["start"], *halves])
    kept = lm.model.head.weight.detach()
    assert (kept[None] == known).all(dim=2).any(dim=0).all()


def test_checkpoints_and_their_files_give_heads_and_other_heads_are_another_run(
    trained, shifted, tmp_path
):
    other = tinylm.load_checkpoint(trained)
    with torch.no_grad():
        other.model.head.weight.copy_(noisy(other, 5))
    path = tmp_path / "other.pt"
    tinylm.save_checkpoint(other, path)
    names = []
    for heads in ([other], path, str(path), noisy(other, 6)):
        lm = tinylm.load_checkpoint(trained)
        next(tinylm.tune_head(lm, shifted, short(), heads=heads))
        names.append(lm.run)
    assert names[0] == names[1] == names[2] != names[3]


def test_settings_of_a_pick_can_be_searched(trained, shifted, halves):
    pytest.importorskip("optuna")
    lm = tinylm.load_checkpoint(trained)
    config = short(refine="none", cycles=1, space_tokens=24, fitness_tokens=1024, rescore=0)
    config = dataclasses.replace(config, swarm=tinylm.CLPSOConfig.short(max_evaluations=150))
    given = dict(heads=halves, space={"swarm.vmax": (0.05, 0.5)}, trials=2)
    found = tinylm.run_search(tinylm.search_head(lm, shifted, config, **given))
    assert found.value < 0
    with pytest.raises(ValueError, match=r"give the others, heads=\[...\]"):
        list(tinylm.search_head(lm, shifted, short(space="pick"), trials=1))


@pytest.mark.parametrize(
    ("space", "heads", "told"),
    [
        ("pick", [], r"give the others, heads=\[...\]"),
        ("bias", ["noise"], r"heads=\[...\] are for space='pick', not 'bias'"),
        ("auto", [torch.zeros(3, 4)], r"head 1 of heads=\[...\] is \(3, 4\): it must be"),
        ("auto", ["noise", 7], r"head 2 of heads=\[...\] is int: it must be a matrix of shape"),
        ("auto", ["stranger"], r"head 1 of heads=\[...\] belongs to another body"),
    ],
)
def test_heads_that_cannot_be_are_told(trained, shifted, tokenizer, space, heads, told):
    lm = tinylm.load_checkpoint(trained)
    before = lm.model.head.weight.detach().clone()
    size = dict(lm.config.__dict__)
    stranger = tinylm.create(ModelConfig(**size), tokenizer, seed=9)
    made = dict(noise=noisy(lm, 0), stranger=stranger)
    heads = [made[one] if isinstance(one, str) else one for one in heads]
    with pytest.raises(ValueError, match=told):
        next(tinylm.tune_head(lm, shifted, short(space=space), heads=heads))
    assert torch.equal(before, lm.model.head.weight)
