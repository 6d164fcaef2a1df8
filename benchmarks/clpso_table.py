"""CLPSO beside the paper's tables III and IV, and beside other packages that have it.

    python benchmarks/clpso_table.py                       # ours: synchronous, and serial at 10-D
    python benchmarks/clpso_table.py --peer niapy --python venv/bin/python --runs 5
    python benchmarks/clpso_table.py --overhead            # CPU time an evaluation costs
    python benchmarks/clpso_table.py --show                # Markdown of what has been measured

f1 to f14 as published: 10 dimensions with 10 particles and 30,000 evaluations, 30 with 40 and
200,000. Runs go in stacks of ten; each stack of a rotated function has a rotation of its own. What
is measured is added to the JSON file at once, so that a stopped benchmark goes on where it was.

A peer (mealpy, niapy, pypop7, evox) runs under the Python of an environment that has it and numpy;
its constants are its own defaults, swarm, box and evaluations the paper's. It begins anywhere in
the box, we in the paper's initial range where we know that (Sphere).
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

STACK = 10
BUDGETS = {10: (10, 30_000), 30: (40, 200_000)}  # particles, evaluations


def sphere(x: np.ndarray) -> np.ndarray:
    return (x * x).sum(axis=1)


def rosenbrock(x: np.ndarray) -> np.ndarray:
    a, b = x[:, :-1], x[:, 1:]
    return (100 * (b - a * a) ** 2 + (1 - a) ** 2).sum(axis=1)


def ackley(x: np.ndarray) -> np.ndarray:
    root = np.sqrt((x * x).mean(axis=1))
    waves = np.cos(2 * np.pi * x).mean(axis=1)
    return 20 - 20 * np.exp(-0.2 * root) + math.e - np.exp(waves)


def griewank(x: np.ndarray) -> np.ndarray:
    waves = np.cos(x / np.sqrt(np.arange(1, x.shape[1] + 1))).prod(axis=1)
    return 1 + (x * x).sum(axis=1) / 4000 - waves


def weierstrass(x: np.ndarray) -> np.ndarray:
    """a = 0.5, b = 3, k = 0 to 20, as sums of 2 sin^2(pi 3^k x), equal and without cancellation;
    the sine of three times an angle is 3 s - 4 s^3."""
    s = np.sin(np.pi * x)
    total = s * s
    for k in range(1, 21):
        s = s * (3 - 4 * s * s)
        total += 0.5**k * s * s
    return 2 * total.sum(axis=1)


def rastrigin(x: np.ndarray) -> np.ndarray:
    return (x * x - 10 * np.cos(2 * np.pi * x) + 10).sum(axis=1)


def noncontinuous_rastrigin(x: np.ndarray) -> np.ndarray:
    halves = np.copysign(np.floor(np.abs(2 * x) + 0.5) / 2, x)
    return rastrigin(np.where(np.abs(x) < 0.5, x, halves))


def schwefel(x: np.ndarray) -> np.ndarray:
    """Beyond +-500, where only the rotated form looks, a penalty grows with the square."""
    beyond = np.abs(x) - 500
    each = np.where(beyond <= 0, x * np.sin(np.sqrt(np.abs(x))), -0.001 * beyond * beyond)
    return 418.9828872724338 * x.shape[1] - each.sum(axis=1)


# Function, half the range, and the paper's mean and standard deviation at 10 and 30 dimensions.
UNROTATED = {
    "f1 Sphere": (sphere, 100, (5.15e-29, 2.16e-28), (4.46e-14, 1.73e-14)),
    "f2 Rosenbrock": (rosenbrock, 2.048, (2.46, 1.70), (21.0, 2.98)),
    "f3 Ackley": (ackley, 32.768, (4.32e-14, 2.55e-14), (0.0, 0.0)),
    "f4 Griewank": (griewank, 600, (4.56e-3, 4.81e-3), (3.14e-10, 4.64e-10)),
    "f5 Weierstrass": (weierstrass, 0.5, (0.0, 0.0), (3.45e-7, 1.94e-7)),
    "f6 Rastrigin": (rastrigin, 5.12, (0.0, 0.0), (4.85e-10, 3.63e-10)),
    "f7 NC Rastrigin": (noncontinuous_rastrigin, 5.12, (0.0, 0.0), (4.36e-10, 2.44e-10)),
    "f8 Schwefel": (schwefel, 500, (0.0, 0.0), (1.27e-12, 8.79e-13)),
}
ROTATED = {
    "f9 rotated Ackley": (ackley, 32.768, (3.56e-5, 1.57e-4), (3.43e-4, 1.91e-4)),
    "f10 rotated Griewank": (griewank, 600, (4.50e-2, 3.08e-2), (7.04e-10, 1.25e-11)),
    "f11 rotated Weierstrass": (weierstrass, 0.5, (3.72e-10, 4.40e-10), (3.07, 1.61)),
    "f12 rotated Rastrigin": (rastrigin, 5.12, (5.97, 2.88), (34.6, 4.59)),
    "f13 rotated NC Rastrigin": (noncontinuous_rastrigin, 5.12, (5.44, 1.39), (37.7, 5.56)),
    "f14 rotated Schwefel": (schwefel, 500, (114.0, 128.0), (1700.0, 186.0)),
}
FUNCTIONS = UNROTATED | ROTATED


def rotation(dimensions: int, seed: int) -> np.ndarray:
    """As the authors make it: so many random Givens rotations, angles between 0 and pi/2."""
    rng, turn = np.random.default_rng([7, seed]), np.eye(dimensions)
    for _ in range(dimensions):
        i, j = rng.choice(dimensions, 2, replace=False)
        angle = rng.uniform(0, math.pi / 2)
        c, s = math.cos(angle), math.sin(angle)
        turn[[i, j]] = c * turn[i] - s * turn[j], s * turn[i] + c * turn[j]
    return turn


def problem(name: str, dimensions: int, seed: int):
    """The function of positions (n, D), and half the range of its box."""
    function, radius = FUNCTIONS[name][:2]
    if name not in ROTATED:
        return function, radius
    turn = rotation(dimensions, seed).T
    centre = 420.96 if function is schwefel else 0.0
    return lambda x: function((x - centre) @ turn + centre), radius


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--peer", choices=PEERS)
    parser.add_argument("--python", help="of the environment that has the peer")
    parser.add_argument("--runs", type=int, default=30, help="default: %(default)s")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--dimensions", type=int, nargs="+", default=[10, 30], choices=BUDGETS)
    parser.add_argument("--functions", nargs="+", default=list(FUNCTIONS), metavar="NAME")
    parser.add_argument("--constants", default="paper", help="a CLPSOConfig: paper, tuned, ...")
    parser.add_argument("--overhead", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--out", default="benchmarks/clpso_table.json", help="default: %(default)s")
    options = parser.parse_args()
    options.functions = [
        name for name in FUNCTIONS if {name, name.split()[0]} & {*options.functions}
    ]
    if options.worker:
        print(json.dumps(work(**json.loads(options.worker))))
        return
    path = Path(options.out)
    figures = json.loads(path.read_text()) if path.exists() else dict(rows={}, overhead={})
    if options.show:
        show(figures)
        return
    if options.overhead:
        figures["overhead"] |= overhead()
    else:
        for key, made in measure(options, figures["rows"]):
            figures["rows"][key] = made
            path.write_text(json.dumps(figures, indent=1) + "\n")
            seconds = made["seconds"] / made["evaluations"] * 1e6
            print(
                f"{key}: {np.mean(made['values']):.3g}, {seconds:.1f} us an evaluation", flush=True
            )
    path.write_text(json.dumps(figures, indent=1) + "\n")


def measure(options, done: dict):
    """What is not in `done` yet, stack after stack."""
    for D in options.dimensions:
        kinds = [options.peer] if options.peer else [f"{options.constants} synchronous"]
        if D == 10 and kinds == ["paper synchronous"]:
            kinds.append("paper serial")
        for name in options.functions:
            for kind in kinds:
                for seed in range(options.first_seed, options.first_seed + options.runs, STACK):
                    runs = min(STACK, options.first_seed + options.runs - seed)
                    key = f"{kind}|{D}|{name}|{seed}"
                    if len(done.get(key, {}).get("values", ())) < runs:
                        yield key, stack(options, kind, name, D, seed, runs)


def stack(options, kind: str, name: str, D: int, seed: int, runs: int) -> dict:
    """Values of these runs, and CPU seconds of the process that made them."""
    if options.peer:
        task = json.dumps(dict(peer=kind, name=name, D=D, seed=seed, runs=runs))
        command = [options.python, __file__, "--worker", task]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return json.loads(told.splitlines()[-1])
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import tinylm

    particles, evaluations = BUDGETS[D]
    constants, update = kind.split()
    changes = dict(max_evaluations=evaluations, update=update, seed=seed)
    if constants == "paper":
        changes["particles"] = particles
    config = getattr(tinylm.CLPSOConfig, constants)(**changes)
    function, radius = problem(name, D, seed)
    initial = [(-100, 50)] * D if name == "f1 Sphere" else None
    began = time.process_time()
    found = tinylm.minimize_many(function, [(-radius, radius)] * D, config, runs, initial=initial)
    return dict(
        values=[result.fun for result in found],
        evaluations=sum(result.evaluations for result in found),
        seconds=time.process_time() - began,
    )


class Judge:
    """A function of one point that remembers its lowest value within the budget, and its time."""

    def __init__(self, function, evaluations: int) -> None:
        self.function, self.left, self.best = function, evaluations, math.inf

    def many(self, x: np.ndarray) -> np.ndarray:
        values = self.function(x)
        if self.left > 0:
            self.best = min(self.best, float(values[: self.left].min()))
        self.left -= len(x)
        return values

    def one(self, x: np.ndarray) -> float:
        return float(self.many(np.asarray(x, np.float64)[None])[0])


def work(peer: str, name: str, D: int, seed: int, runs: int) -> dict:
    """Runs of a peer, in its own environment."""
    particles, evaluations = BUDGETS[D]
    function, radius = problem(name, D, seed)
    values, began = [], time.process_time()
    for run in range(seed, seed + runs):
        judge = Judge(function, evaluations)
        PEERS[peer](judge, D, float(radius), particles, evaluations, run)
        if judge.left > evaluations // 50:
            raise RuntimeError(f"{peer} left {judge.left} of {evaluations} evaluations unused.")
        values.append(judge.best)
    spent = time.process_time() - began
    return dict(values=values, evaluations=runs * evaluations, seconds=spent)


def mealpy(
    judge: Judge, D: int, radius: float, particles: int, evaluations: int, seed: int
) -> None:
    from mealpy import PSO, FloatVar

    bounds = FloatVar(lb=[-radius] * D, ub=[radius] * D)
    task = dict(bounds=bounds, obj_func=judge.one, minmax="min", log_to=None, save_population=False)
    PSO.CL_PSO(epoch=evaluations // particles, pop_size=particles).solve(task, seed=seed)


def niapy(judge: Judge, D: int, radius: float, particles: int, evaluations: int, seed: int) -> None:
    """Its default speed is 1.5 whatever the box: we give it a fifth of the range, as ours."""
    from niapy.algorithms.basic import ComprehensiveLearningParticleSwarmOptimizer as Optimizer
    from niapy.problems import Problem
    from niapy.task import Task

    class Judged(Problem):
        def _evaluate(self, x):
            return judge.one(x)

    # Its inertia grows with the share of `max_iters`; with `max_evals` alone it is always 0.
    # Points outside the box are not judged, so half as many generations again are allowed.
    task = Task(Judged(D, -radius, radius), max_iters=int(1.5 * evaluations / particles))
    task.max_evals = evaluations
    speed = dict(min_velocity=-0.4 * radius, max_velocity=0.4 * radius)
    Optimizer(population_size=particles, seed=seed, **speed).run(task)


def pypop7(
    judge: Judge, D: int, radius: float, particles: int, evaluations: int, seed: int
) -> None:
    """By default it judges points outside the box too: `is_bound` keeps it inside."""
    from pypop7.optimizers.pso.clpso import CLPSO

    low = np.full(D, -radius)
    task = dict(fitness_function=judge.one, ndim_problem=D, lower_boundary=low, upper_boundary=-low)
    options = dict(max_function_evaluations=evaluations, seed_rng=seed, n_individuals=particles)
    CLPSO(task, options | dict(is_bound=True, verbose=0)).optimize()


def evox(judge: Judge, D: int, radius: float, particles: int, evaluations: int, seed: int) -> None:
    import torch
    from evox.algorithms import CLPSO
    from evox.core import Problem
    from evox.workflows import StdWorkflow

    class Judged(Problem):
        def evaluate(self, x):
            return torch.from_numpy(judge.many(x.numpy()))

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(seed)
    edge = torch.full((D,), radius)
    workflow = StdWorkflow(CLPSO(particles, -edge, edge), Judged())
    workflow.init_step()
    with torch.no_grad():
        while judge.left > 0:
            workflow.step()


PEERS = dict(mealpy=mealpy, niapy=niapy, pypop7=pypop7, evox=evox)
TITLES = {
    "paper synchronous": "ours",
    "paper serial": "ours, serial",
    "tuned synchronous": "ours, `tuned()`",
} | {name: name for name in PEERS}


def overhead() -> dict:
    """CPU microseconds an evaluation, without the function's own; the least of three."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import tinylm

    spent = 0.0

    def timed(x: np.ndarray) -> np.ndarray:
        nonlocal spent
        began = time.process_time()
        values = sphere(x)
        spent += time.process_time() - began
        return values

    made = {}
    for D, runs, update in (
        *((D, 1, "synchronous") for D in BUDGETS),
        *((D, 30, "synchronous") for D in BUDGETS),
        *((D, runs, "serial") for D in BUDGETS for runs in (1, 30)),
    ):
        changes = dict(particles=BUDGETS[D][0], max_evaluations=20_000 if runs == 1 else 10_000)
        config, least = tinylm.CLPSOConfig.paper(update=update, **changes), math.inf
        for _ in range(3):
            spent, began = 0.0, time.process_time()
            found = tinylm.minimize_many(timed, [(-100, 100)] * D, config, runs)
            took = time.process_time() - began - spent
            least = min(least, took / sum(result.evaluations for result in found) * 1e6)
        made[f"{D}-D, {update}, {runs} run{'s' * (runs > 1)}"] = round(least, 2)
        print(list(made.items())[-1], flush=True)
    return made


def show(figures: dict) -> None:
    """Markdown: mean and standard deviation of ours, median and number of runs of the peers."""
    for place, D in enumerate(BUDGETS, start=2):
        rows = {name: gathered(figures["rows"], D, name) for name in FUNCTIONS}
        kinds = [kind for kind in TITLES if any(kind in row for row in rows.values())]
        titles = [TITLES[kind] for kind in kinds]
        print(f"\n| {D}-D | paper | {' | '.join(titles)} |\n|{'---|' * (len(kinds) + 2)}")
        for name, row in rows.items():
            cells = ["{:.3g} ± {:.2g}".format(*FUNCTIONS[name][place])]
            for kind in kinds:
                values = row.get(kind, [])
                if not values:
                    cells.append("–")
                elif kind in PEERS:
                    cells.append(f"{np.median(values):.2g} ({len(values)})")
                else:
                    cells.append(f"{np.mean(values):.3g} ± {np.std(values, ddof=1):.2g}")
            print(f"| {name} | {' | '.join(cells)} |")
    print("\n| CPU µs an evaluation, without the function | |\n|---|---|")
    for name, value in figures["overhead"].items():
        print(f"| {name} | {value} |")


def gathered(rows: dict, D: int, name: str) -> dict[str, list[float]]:
    """All values of a function, by who found them."""
    found: dict[str, list[float]] = {}
    for key, made in rows.items():
        kind, dimensions, function, _ = key.split("|")
        if (int(dimensions), function) == (D, name):
            found.setdefault(kind, []).extend(made["values"])
    return found


if __name__ == "__main__":
    main()
