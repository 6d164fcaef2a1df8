"""What a head is tuned for, and what must not get worse meanwhile.

A goal is a name (`cross_entropy`, `accuracy:5`, `repetition:4`, `distinct:2`, `bleu`, `rouge`), one
of the functions below, any function of a `HeadView`, or a list of pairs (goal, weight). Lower is
better. A function that returns one number for each window or prompt is judged pair by pair; one
that returns a single number is asked again about eight pieces of the part.
"""

from __future__ import annotations

import hashlib
import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..evaluation import weighted_mean
from .view import GoalError, HeadView

PIECES = 8
STEEP = 5.0  # what a head pays for a fifth of a guard is what the goal is at the start
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Goal:
    """Something that a head is judged by: `judge(view)` gives a number, or one for each unit."""

    name: str
    judge: Callable[[HeadView], float | Sequence[float] | np.ndarray]
    differentiable: bool = False  # what the gradient of the loss lowers
    by_window: bool = False  # values are means of windows, which differ in tokens
    identity: str = ""  # tells apart what has the same name


@dataclass(frozen=True)
class Scores:
    """A goal's value of one head, and the values behind it that differences are paired over."""

    total: float
    parts: tuple[tuple[float, np.ndarray, np.ndarray], ...]  # weight, values, how much each counts

    def minus(self, other: Scores) -> tuple[float, float]:
        """The difference and its standard error; of several goals the errors are added up."""
        error = 0.0
        for (weight, mine, counts), (_, others, _) in zip(self.parts, other.parts, strict=True):
            error += abs(weight) * weighted_mean(mine - others, counts)[1]
        return self.total - other.total, error


class Judge:
    """A goal, or several with weights, ready to be asked."""

    def __init__(self, goal: Any) -> None:
        pairs = list(goal) if isinstance(goal, list | tuple) else [(goal, 1.0)]
        if not pairs:
            raise ValueError("goal=[] names nothing: give a goal, or pairs (goal, weight).")
        for pair in pairs:
            if not isinstance(pair, tuple | list) or len(pair) != 2:
                raise ValueError(f"goal={goal!r} must be one goal, or a list of (goal, weight).")
            weight = pair[1]
            if not isinstance(weight, int | float) or not math.isfinite(weight) or weight == 0:
                raise ValueError(f"the weight {weight!r} of a goal must be a number other than 0.")
        self.goals = [(resolve(one), float(weight)) for one, weight in pairs]
        names = [
            one.name if len(pairs) == 1 else f"{weight:g} {one.name}" for one, weight in self.goals
        ]
        self.name = " + ".join(names)
        self.identity = self.name + "".join(one.identity for one, _ in self.goals)
        self.differentiable = all(one.differentiable for one, _ in self.goals)

    def value(self, view: HeadView) -> float:
        """The goal's value alone."""
        return sum(weight * _total(one, _asked(one, view), view) for one, weight in self.goals)

    def scores(self, view: HeadView) -> Scores:
        """The goal's value and what it is made of."""
        total, parts = 0.0, []
        for one, weight in self.goals:
            found = _asked(one, view)
            total += weight * _total(one, found, view)
            if found.ndim:
                parts.append((weight, found, _counts(one, found, view)))
            else:
                pieces = [_asked(one, view.piece(i, PIECES)) for i in range(PIECES)]
                parts.append((weight, np.array(pieces), np.ones(PIECES)))
        return Scores(total, tuple(parts))


def _asked(goal: Goal, view: HeadView) -> np.ndarray:
    """What the goal says, () or (units,), checked."""
    try:  # whatever a goal of the user's raises is told with its name, and stays attached
        found = goal.judge(view)
    except (GoalError, ImportError, MemoryError):
        raise
    except Exception as error:
        raise GoalError(f"the goal {goal.name!r} raised {type(error).__name__}: {error}") from error
    try:
        values = np.asarray(found, dtype=np.float64)
    except (TypeError, ValueError):
        values = np.empty((0, 0))
    if values.ndim > 1 or not values.size:
        raise GoalError(
            f"the goal {goal.name!r} returned {type(found).__name__}: it must return a number, or "
            "one for each window or prompt."
        )
    if not np.isfinite(values).all():
        odd = values[~np.isfinite(values)].flat[0]
        raise GoalError(
            f"the goal {goal.name!r} returned {odd}: it must be a finite number for every head."
        )
    return values if values.ndim and values.size > 1 else values.reshape(())


def _counts(goal: Goal, values: np.ndarray, view: HeadView) -> np.ndarray:
    return view.window_tokens if goal.by_window else np.ones(len(values))


def _total(goal: Goal, values: np.ndarray, view: HeadView) -> float:
    if not values.ndim:
        return float(values)
    return weighted_mean(values, _counts(goal, values, view))[0]


class Guards:
    """What must not rise: each by a share of its value at the start, or above a value."""

    def __init__(self, guards: Mapping[Any, Any] | None) -> None:
        self.guards: list[tuple[Judge, float, bool]] = []
        for goal, limit in (guards or {}).items():
            absolute = isinstance(limit, tuple) and len(limit) == 2 and limit[0] == "at most"
            number = limit[1] if absolute else limit
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise ValueError(
                    f"the guard {_name(goal)!r} has the limit {limit!r}: give the share by which "
                    'it may rise, such as 0.01, or ("at most", value).'
                )
            self.guards.append((Judge(goal), float(number), absolute))

    def __bool__(self) -> bool:
        return bool(self.guards)

    @property
    def identity(self) -> dict[str, Any]:
        return {
            judge.identity: ["at most", limit] if absolute else limit
            for judge, limit, absolute in self.guards
        }

    def allowed(self, name: str, otherwise: float) -> float:
        """The share by which a guard of this name lets it rise."""
        found = [share for judge, share, apart in self.guards if judge.name == name and not apart]
        return found[0] if found and found[0] > 0 else otherwise

    def start(self, view: HeadView) -> list[Scores]:
        """Values of the starting head. Raises `GoalError` where it violates a guard itself."""
        found = [judge.scores(view) for judge, _, _ in self.guards]
        for (judge, limit, absolute), scores in zip(self.guards, found, strict=True):
            if absolute and scores.total > limit:
                raise GoalError(
                    f"the guard {judge.name!r} is at {scores.total:.4g} before anything is tuned, "
                    f"above its limit {limit:g}: give one of at least that."
                )
            if not absolute and (limit < 0 or (scores.total == 0 and limit > 0)):
                why = "may not rise by less than nothing" if limit < 0 else "is 0 at the start"
                raise GoalError(
                    f"the guard {judge.name!r} with limit {limit:g} {why}, so the starting head "
                    'itself is no fair beginning: give a share above 0, or ("at most", value).'
                )
        return found

    def used(self, view: HeadView, start: list[float]) -> float:
        """The largest share of what a guard allows that this head uses up."""
        return max(
            (
                _used(judge.value(view), begin, limit, absolute)
                for (judge, limit, absolute), begin in zip(self.guards, start, strict=True)
            ),
            default=0.0,
        )

    def hold(self, view: HeadView, start: list[Scores]) -> bool:
        """Whether all hold, with two paired standard errors to spare."""
        for (judge, limit, absolute), begin in zip(self.guards, start, strict=True):
            rise, error = judge.scores(view).minus(begin)
            room = limit - begin.total if absolute else limit * abs(begin.total)
            if not rise + 2 * error <= room:  # an error of nan holds nothing
                return False
        return True


def _used(value: float, start: float, limit: float, absolute: bool) -> float:
    room = limit - start if absolute else limit * abs(start)
    rise = value - start
    return 0.0 if rise <= 0 else rise / room if room > 0 else math.inf


def penalty(used: float, margin: float, scale: float) -> float:
    """What a head pays on the fit part for the share of its guards that it uses beyond `margin`."""
    return STEEP * scale * max(0.0, min(used, 1e3) - margin)


def resolve(goal: Any) -> Goal:
    """A goal by its name, or a function as a goal."""
    if isinstance(goal, Goal):
        return goal
    if isinstance(goal, str):
        name, _, number = goal.partition(":")
        if name not in NAMED or (number and not number.isdecimal()) or number == "0":
            raise ValueError(
                f"goal={goal!r} is not known; there is {', '.join(NAMED)} (with a number, such as "
                "repetition:4, where one makes sense), or any function of a HeadView."
            )
        return NAMED[name](*([int(number)] if number else []))
    if callable(goal):
        return Goal(_name(goal), goal, identity=code_digest(goal))
    raise ValueError(f"goal={goal!r} must be a name, a function of a HeadView, or a list of those.")


def _name(goal: Any) -> str:
    return goal if isinstance(goal, str) else getattr(goal, "__name__", type(goal).__name__)


def code_digest(function: Any) -> str:
    """Tells functions apart, as far as their own code does."""
    code = getattr(function, "__code__", None)
    if code is None:
        return ""
    plain = [c for c in code.co_consts if isinstance(c, int | float | str | bytes | tuple | None)]
    told = repr((code.co_code, plain, code.co_names, getattr(function, "__defaults__", None)))
    return " " + hashlib.sha256(told.encode()).hexdigest()[:8]


def cross_entropy() -> Goal:
    """Mean nats a token."""
    return Goal("cross_entropy", lambda view: view.losses(), True, True)


def accuracy(k: int = 1) -> Goal:
    """The share of tokens that are not among the k likeliest guesses."""
    name = f"accuracy:{k}" if k > 1 else "accuracy"
    return Goal(name, lambda view: 1 - view.hits(k), by_window=True)


def repetition(n: int = 2) -> Goal:
    """The share of n-grams of a greedy continuation that it has had before."""
    return Goal(f"repetition:{n}", lambda view: [repeated(ids, n) for ids in view.continuations()])


def distinct(n: int = 2) -> Goal:
    """The share of n-grams, of all greedy continuations together, that are not the first of their
    kind."""

    def judge(view: HeadView) -> float:
        grams = [gram for ids in view.continuations() for gram in ngrams(ids, n)]
        return 1 - len(set(grams)) / max(1, len(grams))

    return Goal(f"distinct:{n}", judge)


def exact_match(pairs: Pairs, n_tokens: int | None = None) -> Goal:
    """The share of prompts (of pairs prompt, answer) that are not continued with their answer."""

    def judge(view: HeadView) -> list[float]:
        asked = view.pairs(pairs)
        longest = n_tokens or max(len(view.part.lm.tokenizer.encode(answer)) for _, answer in asked)
        texts = view.texts(longest, prompts=[prompt for prompt, _ in asked])
        told = zip(texts, asked, strict=True)
        return [float(not text.strip().startswith(answer.strip())) for text, (_, answer) in told]

    return Goal("exact_match", judge, identity=_of_pairs(pairs))


def bleu(pairs: Pairs | None = None) -> Goal:
    """1 - BLEU / 100 of greedy continuations, against the answers of pairs, or what really follows.

    Needs sacrebleu.
    """

    def judge(view: HeadView) -> float:
        try:
            sacrebleu = importlib.import_module("sacrebleu")
        except ImportError:
            raise ImportError(
                "BLEU needs sacrebleu, which is not installed: run pip install 'tinylm[metrics]'."
            ) from None
        written, real = _written(view, pairs)
        return 1 - sacrebleu.corpus_bleu(written, [real]).score / 100

    return Goal("bleu", judge, identity=_of_pairs(pairs))


def rouge(pairs: Pairs | None = None) -> Goal:
    """1 - ROUGE-L (F1 of the longest common subsequence of words), text by text."""

    def judge(view: HeadView) -> list[float]:
        return [
            1 - rouge_l(text.split(), real.split())
            for text, real in zip(*_written(view, pairs), strict=True)
        ]

    return Goal("rouge", judge, identity=_of_pairs(pairs))


def reward(
    function: Callable[[list[str]], Sequence[float]], temperature: float = 0.0, name: str = ""
) -> Goal:
    """Minus what `function` gives for each of the texts (list of str -> a number each)."""

    def judge(view: HeadView) -> np.ndarray:
        return -np.asarray(function(view.texts(temperature=temperature)), dtype=np.float64)

    return Goal(name or _name(function), judge, identity=f"{code_digest(function)} {temperature:g}")


def _pairless(*_: int) -> Goal:
    raise ValueError(
        "goal='exact_match' needs to know the answers: use "
        "goal=tinylm.heads.goals.exact_match(pairs) with pairs (prompt, answer)."
    )


NAMED: dict[str, Callable[..., Goal]] = dict(
    cross_entropy=cross_entropy,
    accuracy=accuracy,
    repetition=repetition,
    distinct=distinct,
    exact_match=_pairless,
    bleu=bleu,
    rouge=rouge,
)


def _written(view: HeadView, pairs: Pairs | None) -> tuple[list[str], list[str]]:
    """Continuations, and what they should be."""
    if pairs is None:
        decode = view.part.lm.tokenizer.decode
        return view.texts(), [decode(ids) for ids in view.references]
    asked = view.pairs(pairs)
    return view.texts(prompts=[prompt for prompt, _ in asked]), [answer for _, answer in asked]


def _of_pairs(pairs: Pairs | None) -> str:
    if pairs is None:
        return ""
    told = repr([(prompt, answer) for prompt, answer in pairs])
    return " " + hashlib.sha256(told.encode()).hexdigest()[:8]


def ngrams(ids: Sequence, n: int) -> list[tuple]:
    return [tuple(ids[i : i + n]) for i in range(len(ids) - n + 1)]


def repeated(ids: Sequence, n: int) -> float:
    """The share of a text's n-grams that it has had before; 0 where it has none."""
    grams = ngrams(ids, n)
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def rouge_l(text: Sequence, real: Sequence) -> float:
    """F1 of the longest sequence that both have in the same order, gaps allowed (Lin, 2004)."""
    row = [0] * (len(real) + 1)
    for x in text:
        diagonal = 0
        for j, y in enumerate(real, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return 2 * row[-1] / max(1, len(text) + len(real))
