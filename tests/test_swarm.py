import itertools
import json
import math

import numpy as np
import pytest

import tinylm
from tinylm.swarm import Swarm, learning_probabilities


def sphere(x: np.ndarray) -> np.ndarray:
    return (x**2).sum(axis=1)


def rastrigin(x: np.ndarray) -> np.ndarray:
    return (x**2 - 10 * np.cos(2 * np.pi * x) + 10).sum(axis=1)


def rosenbrock(x: np.ndarray) -> np.ndarray:
    a, b = x[:, :-1], x[:, 1:]
    return (100 * (b - a**2) ** 2 + (1 - a) ** 2).sum(axis=1)


def schwefel(x: np.ndarray) -> np.ndarray:
    return 418.9828872724338 * x.shape[1] - (x * np.sin(np.sqrt(np.abs(x)))).sum(axis=1)


def box(radius: float, dimensions: int) -> list[tuple[float, float]]:
    return [(-radius, radius)] * dimensions


def values(found) -> np.ndarray:
    return np.array([result.fun for result in found])


def same(one, two) -> None:
    assert np.array_equal(one.x, two.x)
    assert (one.fun, one.history, one.stop) == (two.fun, two.history, two.stop)
    assert (one.evaluations, one.generations) == (two.evaluations, two.generations)


def test_inertia_falls_from_09_to_04():
    seen = []
    swarm = Swarm(box(5, 3), tinylm.CLPSOConfig.paper(particles=10, max_evaluations=1000))
    for generation in swarm.run(sphere):
        seen.append(generation.inertia)
    assert seen[0] == pytest.approx(0.9)
    assert seen[99] == pytest.approx(0.4)
    assert min(seen) == pytest.approx(0.4)
    assert all(a >= b for a, b in itertools.pairwise(seen))


def test_learning_probabilities_are_the_papers_or_those_of_its_program():
    pc = learning_probabilities(tinylm.CLPSOConfig.paper(particles=40))
    assert pc[0] == pytest.approx(0.05)
    assert pc[-1] == pytest.approx(0.5)
    assert pc[20] == pytest.approx(0.05 + 0.45 * np.expm1(200 / 39) / np.expm1(10))
    pc = learning_probabilities(tinylm.CLPSOConfig.tuned(particles=3))
    assert pc == pytest.approx([0, 0.5 * np.expm1(2.5) / np.expm1(5), 0.5])


@pytest.mark.parametrize("kind", ["paper", "classic"])
def test_a_step_is_the_published_one_dimension_by_dimension(kind):
    """Eq. 5 as loops over plain numbers, fed the same random numbers."""
    config = getattr(tinylm.CLPSOConfig, kind)(particles=4, update="synchronous", refreshing_gap=99)
    swarm = Swarm(box(1, 6), config, np.full(6, 0.995))
    steps = swarm.run(sphere)
    for _ in range(3):
        next(steps)
    before = swarm.state()
    rng = np.random.default_rng()
    rng.bit_generator.state = before["rngs"][0]
    dice, more = rng.random((4, 6)), rng.random((4, 6))
    next(steps)
    followed, w = before["source"][0] // 6, 0.9 - 0.5 * 2 / 49_999 if kind == "paper" else 0.5
    for i, d in itertools.product(range(4), range(6)):
        x, v = before["x"][0, i, d], before["v"][0, i, d]
        v = w * v + config.c * dice[i, d] * (before["best_x"][0, followed[i, d], d] - x)
        if kind == "classic":
            v += 1.5 * more[i, d] * (before["lead_x"][0, d] - x)
        v = max(-config.vmax * 2, min(config.vmax * 2, v))
        moved = x + v if kind == "paper" else max(-1, min(1, x + v))
        assert swarm.v[0, i, d] == pytest.approx(v, rel=1e-12)
        assert swarm.x[0, i, d] == pytest.approx(moved, rel=1e-12)


def test_it_finds_the_bottom_of_a_bowl():
    config = tinylm.CLPSOConfig.paper(particles=10, max_evaluations=30_000)
    best = tinylm.minimize(sphere, box(100, 10), config)
    assert best.fun < 1e-15
    assert np.abs(best.x).max() < 1e-6
    assert best.evaluations == 30_000
    assert best.history[-1] == best.fun
    assert len(best.history) == best.generations + 1
    assert best.stop == "evaluations"
    assert all(a >= b for a, b in itertools.pairwise(best.history))


@pytest.mark.slow
def test_30_dimensions_as_in_the_papers_table():
    """Table IV: Rosenbrock 21.0 +- 3.0, Schwefel 1.3e-12, Rastrigin 4.9e-10."""
    config = tinylm.CLPSOConfig.paper()
    assert 15 < values(tinylm.minimize_many(rosenbrock, box(2.048, 30), config, 10)).mean() < 26
    assert (values(tinylm.minimize_many(schwefel, box(500, 30), config, 10)) < 1e-9).sum() >= 9
    assert (values(tinylm.minimize_many(rastrigin, box(5.12, 30), config, 10)) < 1e-3).all()


@pytest.mark.slow
def test_serial_update_solves_rastrigin_exactly():
    config = tinylm.CLPSOConfig.paper(particles=10, max_evaluations=30_000, update="serial")
    found = values(tinylm.minimize_many(rastrigin, box(5.12, 10), config, 40))
    assert (found == 0.0).sum() >= 36


def test_rotated_rastrigin_as_in_the_papers_table():
    """Table III: 5.97 +- 2.88. The authors turn by as many random Givens rotations as dimensions,
    with angles between 0 and pi/2, which is far milder than a random orthogonal matrix."""
    rng, config = np.random.default_rng(0), tinylm.CLPSOConfig.paper
    found = []
    for seed in range(0, 30, 10):
        turn = np.eye(10)
        for _ in range(10):
            i, j = rng.choice(10, 2, replace=False)
            sine, cosine = math.sin(angle := rng.uniform(0, math.pi / 2)), math.cos(angle)
            turn[[i, j]] = cosine * turn[i] - sine * turn[j], sine * turn[i] + cosine * turn[j]
        found += tinylm.minimize_many(
            lambda x, turn=turn: rastrigin(x @ turn.T),
            box(5.12, 10),
            config(particles=10, max_evaluations=30_000, seed=seed),
            10,
        )
    assert 4 < values(found).mean() < 9


def test_only_points_inside_the_box_are_judged_and_counted():
    seen = []

    def corner(x: np.ndarray) -> np.ndarray:  # the optimum lies in a corner: particles overshoot
        seen.append(x)
        return -x.sum(axis=1)

    config = tinylm.CLPSOConfig.paper(particles=8, max_evaluations=900)
    best = tinylm.minimize(corner, [(0.0, 1.0), (2.0, 3.0)], config)
    points = np.concatenate(seen)
    assert len(points) == best.evaluations == 900
    assert (points >= [0, 2]).all()
    assert (points <= [1, 3]).all()
    assert best.fun == pytest.approx(-4, abs=0.01)


def test_particle_0_is_the_start_exactly():
    first = []
    config = tinylm.CLPSOConfig.short(max_evaluations=20)
    start = np.array([0.25, -0.5, 0.75])
    tinylm.minimize(lambda x: (first.append(x), sphere(x))[1], box(1, 3), config, start)
    assert np.array_equal(first[0][0], start)
    assert tinylm.minimize(sphere, box(1, 3), config, start).fun <= sphere(start[None])[0]


def test_particles_may_begin_in_a_part_of_the_box():
    swarm = Swarm(box(100, 4), tinylm.CLPSOConfig.paper(), initial=[(-100, 50)] * 4)
    assert -100 <= swarm.x.min() < -80
    assert 40 < swarm.x.max() <= 50


def test_exemplars_are_others_and_stay_until_the_particle_stalls():
    config = tinylm.CLPSOConfig.paper(particles=12, max_evaluations=600)
    swarm = Swarm(box(5, 20), config)
    kept = 0
    before, stalled = None, None
    for _ in swarm.run(rastrigin):
        if before is not None:
            same = (swarm.exemplar == before).all(axis=2)
            assert same[stalled < config.refreshing_gap].all()
            kept += int((stalled < config.refreshing_gap).sum())
        before, stalled = swarm.exemplar.copy(), swarm.stalled.copy()
    assert kept > 100
    assert (swarm.exemplar[0] != np.arange(12)[:, None]).any(axis=1).all()


def test_an_exemplar_is_the_fitter_of_two():
    """A tournament of two among 11 others: the best of them is drawn 20 times in 110, the worst
    never but with itself; each dimension learns with its particle's probability."""
    swarm = Swarm(box(5, 400), tinylm.CLPSOConfig.paper(particles=12, refreshing_gap=1))
    next(swarm.run(sphere))
    ranks = swarm.best_f[0].argsort().argsort()[swarm.exemplar[0]]
    others = swarm.exemplar[0] != np.arange(12)[:, None]
    assert others.mean(axis=1) == pytest.approx(swarm.pc, abs=0.09)
    drawn = np.bincount(ranks[others], minlength=12) / others.sum()
    assert drawn[0] > 0.12
    assert drawn[-1] < 0.04


def test_dimensions_of_a_group_follow_the_same_particle():
    config = tinylm.CLPSOConfig.paper(particles=10, max_evaluations=2000)
    groups = np.array(["row 7", "row 7", "row 3", "row 3", "row 3", "bias"])
    swarm = Swarm(box(5, 6), config, groups=groups)
    for _ in swarm.run(rastrigin):
        followed = swarm.exemplar[0]
        assert (followed[:, 0] == followed[:, 1]).all()
        assert (followed[:, 2:3] == followed[:, 3:5]).all()
    assert (followed[:, 0] != followed[:, 2]).any()
    one_each = tinylm.minimize(rastrigin, box(5, 6), config, groups=np.arange(6))
    same(one_each, tinylm.minimize(rastrigin, box(5, 6), config))


@pytest.mark.parametrize("update", ["synchronous", "serial"])
@pytest.mark.parametrize("kind", ["paper", "classic"])
@pytest.mark.parametrize("block", [5, 20, 10**6])  # numbers moved at a time: part of a particle ...
def test_stacked_runs_are_the_same_runs_to_the_last_bit(kind, update, block, monkeypatch):
    monkeypatch.setattr("tinylm.swarm._BLOCK", block)

    def config(seed: int) -> tinylm.CLPSOConfig:
        changes = dict(particles=8, max_evaluations=1500, update=update, patience=40, seed=seed)
        return getattr(tinylm.CLPSOConfig, kind)(**changes)

    alone = [tinylm.minimize(rastrigin, box(5.12, 7), config(seed)) for seed in range(5, 9)]
    many = tinylm.minimize_many(rastrigin, box(5.12, 7), config(5), 4)
    for one, two in zip(alone, many, strict=True):
        same(one, two)
    assert len({found.fun for found in many}) == 4


@pytest.mark.parametrize("kind", ["paper", "short", "classic"])
def test_a_stopped_run_goes_on_with_the_same_numbers(kind):
    config = getattr(tinylm.CLPSOConfig, kind)(max_evaluations=1200)
    whole, first, second = (Swarm(box(5, 9), config, runs=2) for _ in range(3))
    for _ in whole.run(rastrigin):
        pass
    for _ in itertools.islice(first.run(rastrigin), 11):
        pass
    state = first.state()
    written = json.dumps(state, default=np.ndarray.tolist)
    for _ in first.run(rastrigin):  # what was taken is not changed by what comes after
        pass
    second.restore(json.loads(written))
    for _ in second.run(rastrigin):
        pass
    for run in range(2):
        same(first.result(run), whole.result(run))
        same(second.result(run), whole.result(run))
    assert list(second.run(rastrigin)) == []
    second.restore(state)
    assert second.generations == 10
    with pytest.raises(ValueError, match=r"\(2, .*, 9\).*\(1, .*, 9\)"):
        Swarm(box(5, 9), config).restore(state)


def test_the_seed_decides():
    def run(seed: int):
        config = tinylm.CLPSOConfig.short(seed=seed)
        return tinylm.minimize(rastrigin, box(5.12, 6), config)

    assert np.array_equal(run(0).x, run(0).x)
    assert not np.array_equal(run(0).x, run(1).x)


def test_a_run_stops_when_told():
    config = tinylm.CLPSOConfig.paper(particles=5, max_evaluations=10**7, patience=20)
    waited = tinylm.minimize(lambda x: np.round(sphere(x)), box(5, 3), config)
    assert waited.stop == "patience"
    assert len(set(waited.history[-21:])) == 1
    assert waited.history[-22] > waited.fun
    config = tinylm.CLPSOConfig.paper(max_evaluations=10**7, max_seconds=1e-6)
    short = tinylm.minimize(sphere, box(5, 3), config)
    assert (short.stop, short.evaluations, short.generations) == ("seconds", 40, 0)


def test_classic_is_the_original_script():
    judged = []

    def watched(x: np.ndarray) -> np.ndarray:
        judged.append(x)
        return sphere(x - 0.3)

    config = tinylm.CLPSOConfig.classic(particles=6, max_evaluations=301)
    start = np.linspace(-0.5, 0.999, 50)
    swarm = Swarm(box(1, 50), config, start)
    assert np.abs(swarm.x - start).max() <= 0.01
    assert not np.array_equal(swarm.x[0, 0], start)
    assert not swarm.v.any()
    changed = []
    for _ in swarm.run(watched):
        assert np.abs(swarm.v).max() <= 0.1 + 1e-12
        changed.append(swarm.exemplar.copy())
    assert np.array_equal(judged[0], start[None])  # the start alone; then one after another
    assert [len(x) for x in judged] == [1] * 301
    assert np.abs(np.concatenate(judged)).max() <= 1
    assert all((a != b).any() for a, b in itertools.pairwise(changed))
    others = np.mean([(x[0] != np.arange(6)[:, None]).mean() for x in changed[1:]])
    assert others == pytest.approx(0.05 * 5 / 6, abs=0.01)
    assert swarm.result().fun < 0.7 * swarm.result().history[0]


def test_what_the_function_raises_is_told():
    def breaks(x: np.ndarray) -> np.ndarray:
        raise KeyError("weights")

    with pytest.raises(
        RuntimeError, match=r"raised KeyError after 0 evaluations: 'weights'"
    ) as told:
        tinylm.minimize(breaks, box(1, 2))
    assert isinstance(told.value.__cause__, KeyError)


@pytest.mark.parametrize(
    ("function", "bounds", "told"),
    [
        (lambda x: np.full(len(x), np.nan), box(1, 2), "nan"),
        (lambda x: x, box(1, 2), "one value for each"),
        (lambda x: np.full(len(x), 3.5), box(1, 2), r"3.5 at each of \d+ points.*constant"),
        (sphere, [(0, 1), (2, 2)], r"bounds\[1\]=\(2.0, 2.0\) is empty"),
        (sphere, [], "bounds must be finite pairs"),
        (sphere, [(0, np.inf)], "bounds must be finite pairs"),
        (
            sphere,
            np.tile([0, 1], (10**6, 1)),
            r"10 particles in 1,000,000 .* need 0.4 GB, and 0.1 GB",
        ),
    ],
)
def test_what_cannot_be_minimised_is_told(function, bounds, told, monkeypatch):
    monkeypatch.setattr("tinylm.swarm._free_memory", lambda: 1e8)
    with pytest.raises(ValueError, match=told):
        tinylm.minimize(function, bounds, tinylm.CLPSOConfig.short())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (dict(groups=[0, 1]), "groups must be 3 labels"),
        (dict(initial=[(-1, 2)] * 3), "initial must be 3 pairs"),
        (dict(initial=[(0, 1)] * 2), "initial must be 3 pairs"),
        (dict(start=[0, 0]), "start must be 3 numbers"),
        (dict(runs=0), "runs=0"),
    ],
)
def test_a_wrong_argument_is_named(arguments, told):
    with pytest.raises(ValueError, match=told):
        Swarm(box(1, 3), tinylm.CLPSOConfig.short(), **arguments)


def test_a_budget_of_zero_is_told():
    with pytest.raises(ValueError, match="max_evaluations=0 must be a whole number of at least 1"):
        tinylm.CLPSOConfig.short(max_evaluations=0)
