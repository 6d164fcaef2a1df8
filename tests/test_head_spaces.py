import types
from pathlib import Path

import numpy as np
import pytest
import torch

import tinylm
from tinylm.config import SampleConfig
from tinylm.heads import contrast, goals, parts, search, spaces
from tinylm.heads.states import HiddenStates, Room
from tinylm.heads.texts import Continuations

from .head_tools import ROOM, brief, ground, noisy

CONFIG = tinylm.CLPSOConfig.short(particles=8)


@pytest.fixture(scope="module")
def given(trained, data) -> spaces.Given:
    lm = tinylm.load_checkpoint(trained)
    train = parts.train_states(lm, ground(lm, data), ROOM)
    start, direction = lm.model.head.weight.detach().clone(), torch.zeros(400, 32)
    direction[5:40] = torch.randn(35, 32, generator=torch.Generator().manual_seed(0))
    candidate = noisy(lm, 1)
    return spaces.Given(brief(space_tokens=12), start, start, candidate, train, direction)


@pytest.mark.parametrize("kind", ["full", "rows", "lowrank", "bias", "shrink", "repeats"])
def test_a_space_begins_at_the_head_at_hand_exactly(given, kind):
    space = spaces.make_space(kind, given)
    at_hand = given.kept if kind == "full" else given.candidate
    assert torch.equal(space.head(space.start), at_hand)
    assert (space.start >= space.bounds[:, 0]).all()
    assert (space.start <= space.bounds[:, 1]).all()
    moved = space.head(space.start + 0.3 * space.radius)
    assert moved.shape == at_hand.shape
    assert moved.dtype == at_hand.dtype
    assert not torch.equal(moved, at_hand)
    if kind in ("rows", "lowrank"):
        assert len(space.groups) == len(space.start)
        assert 1 < len(set(space.groups.tolist())) < len(space.start)


def test_each_space_moves_what_it_says(given):
    mean = given.train.hidden.mean(0)
    counts = torch.bincount(given.train.targets, minlength=400)
    for kind in ("bias", "rows"):
        space = spaces.make_space(kind, given)
        point = np.zeros(len(space.start))
        point[-1 if kind == "bias" else 12] = 0.5  # a bias for the rest; for the most frequent
        change = space.head(point) - given.candidate
        rows = change.abs().amax(1) > 0
        assert int(rows.sum()) == (400 - 11 if kind == "bias" else 1)
        assert change[rows] @ mean == pytest.approx(0.5, rel=1e-3)
        if kind == "rows":
            assert int(rows.nonzero()[0]) == int(counts.argmax())
    low = spaces.make_space("lowrank", given)
    point = np.random.default_rng(0).normal(size=len(low.start))
    change = low.head(point) - given.candidate
    assert int(torch.linalg.matrix_rank(change.double(), rtol=1e-4)) == 4
    logits = (given.train.hidden - mean) @ change.T
    assert float((logits.std(0) / change.new_tensor(point).view(-1, 4).norm(dim=1)).mean()) == (
        pytest.approx(1, rel=0.02)
    )
    shrink = spaces.make_space("shrink", given)
    back = shrink.head(np.zeros(16))
    assert torch.allclose(back, given.start, atol=1e-6)


def test_repeats_scales_its_direction_token_by_token(given):
    space = spaces.make_space("repeats", given)
    assert len(space.start) == 12
    whole = space.head(space.along((1.0,))[0]) - given.candidate
    assert torch.allclose(whole, given.direction, atol=1e-5)
    point = np.zeros(12)
    point[0] = 1
    change = space.head(point) - given.candidate
    longest = int(given.direction.norm(dim=1).argmax())
    assert (change.abs().amax(1) > 0).nonzero().flatten().tolist() == [longest]
    assert (spaces.make_space("bias", given).along((1.0,))).shape == (0, 12)


def test_the_contrast_direction_lowers_repetition_and_the_loss_rises_as_allowed(trained, data):
    lm = tinylm.load_checkpoint(trained)
    place = ground(lm, data, space_prompts=64, prompt_tokens=4)
    train = parts.train_states(lm, place, ROOM)
    prompts = parts.train_prompts(lm, place)
    head = lm.model.head.weight.detach()
    direction = contrast.contrast(lm, head, None, prompts, train, place.pool, 20, 0.05)
    writer = Continuations(lm, prompts, SampleConfig(temperature=0, max_new_tokens=20))

    def repetition(head):
        return np.mean([goals.repeated(ids, 2) for ids in writer.write(head)])

    assert repetition(head + direction) < 0.8 * repetition(head)
    before, after = (place.pool.judge(h, None)[0].mean() for h in (head, head + direction))
    assert 0 < after / before - 1 < 0.07
    with pytest.raises(goals.GoalError, match="found no pair of tokens that comes again"):
        contrast.contrast(lm, head, None, prompts[:1], train, place.pool, 3, 0.05)


def test_what_is_about_to_repeat_is_known_with_how_much_follows():
    ids = [1, 2, 3, 1, 2, 3, 4, 1, 2, 5]
    assert contrast._repeats(ids, 0) == {4: 2, 5: 1, 8: 1}
    assert contrast._repeats(ids, 4) == {}  # what was before the text that was written is not seen
    assert contrast._repeats([7] * 6, 1) == {3: 3, 4: 2, 5: 1}


def bowl(line: bool = True) -> spaces.Space:
    """A space of 6 numbers without a model: the head is the point."""
    bounds = np.tile([-1.0, 1.0], (6, 1))
    if not line:
        return spaces.Space(bounds, np.zeros(6), torch.from_numpy)
    known = np.outer(spaces.LINE, np.ones(6))
    made = spaces.Space(bounds, np.zeros(6), torch.from_numpy, line=np.ones(6), known=known)
    made.known[:] = made.along(spaces.LINE)
    return made


def trials(limit: int) -> search.Trials:
    made = search.Trials(lambda x: float(((x - 0.45) ** 2).sum()), "bowl", True)
    made.limit = limit
    return made


@pytest.mark.parametrize("limit", [1, 3, 60, 97])
@pytest.mark.parametrize("name", ["swarm", "random", "es", "line"])
def test_every_search_spends_what_it_is_given_and_finds_something(name, limit):
    tried = trials(limit)
    steps = list(search.SEARCHES[name](bowl(), tried, CONFIG, 0))
    spent = min(limit, 16) if name == "line" else limit
    assert spent - (name == "es" and limit == 1) == tried.count
    if limit >= 60:
        assert tried.best[0][0] < (0.02 if name == "line" else 0.3) < 6 * 0.45**2
        assert [value for value, _ in tried.best] == sorted(value for value, _ in tried.best)
    assert all((diversity is not None) <= (name == "swarm") for _, diversity in steps)


def test_the_swarm_begins_at_the_head_at_hand_and_at_the_best_point_of_the_line():
    seen = []
    tried = search.Trials(
        lambda x: seen.append(x.copy()) or float(((x - 0.8) ** 2).sum()), "", True
    )
    tried.limit = 40
    first = next(search.swarm(bowl(), tried, CONFIG, 0))
    assert first[1] is None
    assert np.array_equal(seen[0], np.zeros(6))
    steps = search.swarm(bowl(), tried, CONFIG, 0)
    next(steps)
    del seen[:]
    next(steps)
    assert np.array_equal(seen[0], np.zeros(6))
    assert np.array_equal(seen[1], np.full(6, 0.75))
    assert np.std(np.array(seen[2:]) - 0.75) < 0.2  # the usual spread here is 0.4
    without = search.Trials(lambda x: seen.append(x.copy()) or float(x.sum()), "", True)
    without.limit = 20
    del seen[:]
    next(search.swarm(bowl(line=False), without, CONFIG, 0))
    assert np.array_equal(seen[0], np.zeros(6))
    assert np.std(np.array(seen[1:])) > 0.2


def test_cma_is_asked_for_points_of_the_box(monkeypatch):
    class Strategy:
        popsize = 7

        def __init__(self, start, sigma, options):
            self.rng, self.told = np.random.default_rng(options["seed"]), 0
            assert options["bounds"] == [-1, 1]
            assert (np.abs(start) <= 1).all()

        def ask(self):
            return list(self.rng.uniform(-1, 1, (7, 6)))

        def tell(self, asked, values):
            assert len(asked) == len(values) == 7

    package = types.SimpleNamespace(CMAEvolutionStrategy=Strategy)
    monkeypatch.setattr(search.importlib, "import_module", lambda name: package)
    tried = trials(40)
    list(search.cma(bowl(), tried, CONFIG, 0))
    assert tried.count == 40
    assert all((np.abs(point) <= 1).all() for _, point in tried.best)


@pytest.mark.parametrize(
    ("changes", "kind", "error", "told"),
    [
        (dict(controls=("line",), space="bias"), "bias", ValueError, "'line' needs a space with"),
        (dict(controls=("greedy",), space="bias"), "bias", ValueError, "'greedy' needs a space of"),
        (dict(controls=("cma",)), "bias", ImportError, r"pip install 'tinylm\[cma\]'"),
    ],
)
def test_a_control_that_cannot_be_is_told(monkeypatch, changes, kind, error, told):
    monkeypatch.setattr(search.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(error, match=told):
        search.check(brief(**changes), kind, False)


def test_a_swarm_of_heads_too_large_for_the_memory_is_told(trained, data, monkeypatch):
    lm = tinylm.load_checkpoint(trained)
    before = dict(lm.__dict__)
    monkeypatch.setattr(spaces, "free_memory", lambda device: 1_000_000)
    told = r"10 heads with 12,800 numbers each needs 0.00614 GB, and 0.001 GB are free"
    with pytest.raises(ValueError, match=told):
        next(tinylm.tune_head(lm, data, tinylm.HeadTuningConfig(space="full")))
    assert lm.__dict__ == before
    spaces.check_size("bias", lm.config, tinylm.HeadTuningConfig())


def test_hidden_states_that_do_not_fit_are_spilled_to_a_file_and_say_the_same(trained, data):
    lm = tinylm.load_checkpoint(trained)
    small, large = Room(lm.device, 1e-6), Room(lm.device, None)
    spilled, held = (
        HiddenStates.of(lm, data.train, 4096, 32, room=room) for room in (small, large)
    )
    files = list(Path(small.folder.name).iterdir())
    assert [file.stat().st_size for file in files] == [held.hidden.nbytes]
    assert large.folder is None
    head = noisy(lm, 0)
    assert torch.equal(spilled.hidden, held.hidden)
    for one, other in zip(spilled.judge(head, None, 1), held.judge(head, None, 1), strict=True):
        assert np.array_equal(one, other)
    some = spilled.some([3, 0, 7])
    assert np.array_equal(some.judge(head, None)[0], held.judge(head, None)[0][[3, 0, 7]])
