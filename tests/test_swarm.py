import itertools

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


def test_inertia_falls_from_09_to_04():
    seen = []
    swarm = Swarm(box(5, 3), tinylm.CLPSOConfig.paper(particles=10, max_evaluations=1000))
    for generation in swarm.run(sphere):
        seen.append(generation.inertia)
    assert seen[0] == pytest.approx(0.9)
    assert min(seen) == pytest.approx(0.4)
    assert all(a >= b for a, b in itertools.pairwise(seen))


def test_learning_probabilities_are_the_papers():
    pc = learning_probabilities(tinylm.CLPSOConfig.paper(particles=40))
    assert pc[0] == pytest.approx(0.05)
    assert pc[-1] == pytest.approx(0.5)
    assert pc[20] == pytest.approx(0.05 + 0.45 * np.expm1(200 / 39) / np.expm1(10))


def test_it_finds_the_bottom_of_a_bowl():
    config = tinylm.CLPSOConfig.paper(particles=10, max_evaluations=30_000)
    best = tinylm.minimize(sphere, box(100, 10), config)
    assert best.fun < 1e-15
    assert np.abs(best.x).max() < 1e-6
    assert best.evaluations == 30_000
    assert best.history[-1] == best.fun
    assert all(a >= b for a, b in itertools.pairwise(best.history))


@pytest.mark.slow
def test_rosenbrock_and_schwefel_at_30_dimensions():
    """The paper's Tables III and IV: 21.0 +- 3.0 and 1.3e-12."""
    found = [
        tinylm.minimize(rosenbrock, box(2.048, 30), tinylm.CLPSOConfig.paper(seed=s)).fun
        for s in range(5)
    ]
    assert 15 < np.mean(found) < 26
    found = [
        tinylm.minimize(schwefel, box(500, 30), tinylm.CLPSOConfig.paper(seed=s)).fun
        for s in range(4)
    ]
    assert sum(value < 1e-9 for value in found) >= 3


@pytest.mark.slow
def test_serial_update_solves_rastrigin_exactly():
    config = dict(particles=10, max_evaluations=30_000, update="serial")
    found = [
        tinylm.minimize(rastrigin, box(5.12, 10), tinylm.CLPSOConfig.paper(seed=s, **config)).fun
        for s in range(4)
    ]
    assert sum(value == 0.0 for value in found) >= 3


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


def test_exemplars_are_others_and_stay_until_the_particle_stalls():
    config = tinylm.CLPSOConfig.paper(particles=12, max_evaluations=600)
    swarm = Swarm(box(5, 20), config)
    kept = 0
    before, stalled = None, None
    for _ in swarm.run(rastrigin):
        if before is not None:
            same = (swarm.exemplar == before).all(axis=1)
            assert same[stalled < config.refreshing_gap].all()
            kept += int((stalled < config.refreshing_gap).sum())
        before, stalled = swarm.exemplar.copy(), swarm.stalled.copy()
    assert kept > 100
    assert (swarm.exemplar != np.arange(12)[:, None]).any(axis=1).all()


def test_the_seed_decides():
    def run(seed: int):
        config = tinylm.CLPSOConfig.short(seed=seed)
        return tinylm.minimize(rastrigin, box(5.12, 6), config)

    assert np.array_equal(run(0).x, run(0).x)
    assert not np.array_equal(run(0).x, run(1).x)


@pytest.mark.parametrize(
    ("function", "bounds", "told"),
    [
        (lambda x: np.full(len(x), np.nan), box(1, 2), "nan"),
        (lambda x: x, box(1, 2), "one value for each"),
        (sphere, [(0, 1), (2, 2)], r"bounds\[1\]"),
        (sphere, [], "bounds must be finite pairs"),
        (sphere, [(0, np.inf)], "bounds must be finite pairs"),
    ],
)
def test_what_cannot_be_minimised_is_told(function, bounds, told):
    with pytest.raises(ValueError, match=told):
        tinylm.minimize(function, bounds, tinylm.CLPSOConfig.short())
