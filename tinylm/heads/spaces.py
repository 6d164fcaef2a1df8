"""Spaces that a search moves in: points, the head that each stands for, and where it begins.

But for `full` and `shrink` a point says what is added to the head at hand, or (`pick`) which of its
rows are exchanged, so that zeros are this head exactly. A logit bias is written without a bias
vector: as a direction whose product with the mean hidden state is 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..checkpoint import Checkpoint, load_checkpoint
from ..config import ModelConfig
from ..device import free_memory
from ..swarm_config import HeadTuningConfig
from .states import HiddenStates

BUCKETS = 8  # of shrink: token frequencies, each half as frequent as the one before
LINE = (0.25, 0.5, 0.75, 1.0, 1.25)  # how far along its line a space is scanned
_ARRAYS = 6  # of a swarm, and the head that is tried


@dataclass(frozen=True)
class Space:
    """Points that may be visited, and the head that each stands for."""

    bounds: np.ndarray  # (D, 2)
    start: np.ndarray  # (D,): the head at hand exactly
    head: Callable[[np.ndarray], Tensor]  # point (D,) -> weight (V, C)
    groups: np.ndarray | None = None  # (D,) labels: dimensions that follow the same exemplar
    line: np.ndarray | None = None  # (D,) a direction that is worth a scan
    known: np.ndarray | None = None  # (n, D) points that are worth a look before any other
    choices: int = 0  # of each dimension, where points stand for choices

    @property
    def radius(self) -> np.ndarray:
        """(D,) half the width of the box."""
        return (self.bounds[:, 1] - self.bounds[:, 0]) / 2

    def along(self, shares: tuple[float, ...] | np.ndarray) -> np.ndarray:
        """Points on the line, (n, D)."""
        if self.line is None:
            return np.empty((0, len(self.start)))
        points = self.start + np.outer(shares, self.line)
        return points.clip(self.bounds[:, 0], self.bounds[:, 1])


@dataclass(frozen=True)
class Given:
    """What a space is made of."""

    config: HeadTuningConfig
    start: Tensor  # (V, C) the head that tuning began with
    kept: Tensor  # the best one so far
    candidate: Tensor  # what refinement has just made of it
    train: HiddenStates
    direction: Tensor | None = None  # of repeats: what to move along
    others: Sequence[Tensor] = ()  # of pick: heads to take rows from


def check_size(kind: str, model: ModelConfig, config: HeadTuningConfig) -> None:
    """Raises `ValueError` where a swarm in this space does not fit the memory."""
    V, C = model.vocab_size, model.d_model
    many = {"full": V * C, "lowrank": V * config.rank}.get(kind, 2 * config.space_tokens)
    free = free_memory(torch.device("cpu"))
    needed = 8 * many * config.swarm.particles * _ARRAYS
    if free is not None and needed > free:
        raise ValueError(
            f"a swarm of {config.swarm.particles} heads with {many:,} numbers each needs "
            f"{needed / 1e9:.3g} GB, and {free / 1e9:.3g} GB are free: take another space than "
            f"{kind!r}, or fewer particles."
        )


def loaded(lm: Checkpoint, heads: Any) -> list[Tensor]:
    """The heads (V, C) of matrices, of checkpoints or of their files; several, or one alone.

    Raises `ValueError` for one of another shape, or made for another body.
    """
    if isinstance(heads, str | Path | Checkpoint | Tensor):
        heads = [heads]
    shape, found = (lm.config.vocab_size, lm.config.d_model), []
    body = {n: w for n, w in lm.model.named_parameters() if not n.startswith("head.")}
    for number, one in enumerate(heads, 1):
        if isinstance(one, str | Path):
            one = load_checkpoint(one)
        if isinstance(one, Checkpoint):
            theirs = dict(one.model.named_parameters())
            if any(n not in theirs or not _same(w, theirs[n]) for n, w in body.items()):
                raise ValueError(
                    f"head {number} of heads=[...] belongs to another body, whose hidden states "
                    "mean something else: give heads that were tuned on this model's."
                )
            one = one.model.head.weight
        if not isinstance(one, Tensor) or one.shape != shape:
            what = tuple(one.shape) if isinstance(one, Tensor) else type(one).__name__
            raise ValueError(
                f"head {number} of heads=[...] is {what}: it must be a matrix of shape "
                f"{shape}, a checkpoint, or the path of one."
            )
        found.append(one.detach().to(lm.device, torch.float32))
    return found


def digest(heads: Sequence[Tensor]) -> str:
    """SHA-256 over the values of several heads."""
    found = hashlib.sha256()
    for one in heads:
        found.update(one.cpu().contiguous().numpy().data)
    return found.hexdigest()


def _same(one: Tensor, other: Tensor) -> bool:
    return one.shape == other.shape and torch.equal(one, other.to(one.device))


def make_space(kind: str, given: Given) -> Space:
    return _MAKERS[kind](given)


def _full(given: Given) -> Space:
    """Every weight, within half the spread of them all; the classic swarm's box is -1 to 1."""
    kept = given.kept
    centre = kept.flatten().double().cpu().numpy()
    if given.config.swarm.rule == "classic":
        most = max(1.0, float(np.abs(centre).max()))
        bounds = np.tile([-most, most], (len(centre), 1))
    else:
        radius = 0.5 * float(kept.std())
        bounds = np.stack([centre - radius, centre + radius], axis=1)
    return Space(bounds, centre, lambda point: _numbers(point, kept).view_as(kept))


def _shrink(given: Given) -> Space:
    """For each of 8 buckets of token frequency: how far to go from the start head to the candidate
    (0 to 1.5), and a logit bias (-1 to 1)."""
    candidate, V = given.candidate, len(given.start)
    place = 1 + _rank(given.train, V).to(candidate.device)
    bucket = (BUCKETS + torch.log2(place / V).floor()).clamp(0, BUCKETS - 1).long()
    unit, step = _unit(given.train), candidate - given.start

    def head(point: np.ndarray) -> Tensor:
        numbers = _numbers(point, candidate)
        far, bias = numbers[:BUCKETS][bucket] - 1, numbers[BUCKETS:][bucket]
        return candidate + far[:, None] * step + bias[:, None] * unit

    bounds = np.array([[0.0, 1.5]] * BUCKETS + [[-1.0, 1.0]] * BUCKETS)
    origin = np.array([1.0] * BUCKETS + [0.0] * BUCKETS)
    return Space(bounds, origin, head)


def _rows(given: Given) -> Space:
    """For each of the most frequent tokens: how much longer its row gets (a share of it), and how
    far it moves along the mean hidden state (a logit bias). Both follow the same exemplar."""
    kept, n = given.candidate, min(given.config.space_tokens, len(given.start))
    tokens = _most_frequent(given.train, len(kept), n).to(kept.device)
    unit = _unit(given.train)

    def head(point: np.ndarray) -> Tensor:
        longer, bias = _numbers(point, kept).view(2, -1, 1)
        return kept.index_add(0, tokens, longer * kept[tokens] + bias * unit)

    bounds = np.array([[-0.3, 0.3]] * n + [[-1.0, 1.0]] * n)
    return Space(bounds, np.zeros(2 * n), head, np.tile(np.arange(n), 2))


def _lowrank(given: Given) -> Space:
    """U V^T is added: V the directions in which hidden states differ most, each so long that they
    spread by 1 along it; U, a row a token, is searched. A row follows one exemplar."""
    kept, rank = given.candidate, min(given.config.rank, given.candidate.shape[1])
    values, vectors = torch.linalg.eigh(covariance(given.train)[1])
    directions = vectors[:, -rank:] / values[-rank:].clamp(min=1e-12).sqrt()  # (C, r)
    directions = directions.to(kept.dtype).T

    def head(point: np.ndarray) -> Tensor:
        return kept + _numbers(point, kept).view(-1, rank) @ directions

    D = len(kept) * rank
    bounds = np.tile([-1.0, 1.0], (D, 1))
    return Space(bounds, np.zeros(D), head, np.repeat(np.arange(len(kept)), rank))


def _bias(given: Given) -> Space:
    """A logit bias for each of the most frequent tokens, and one for all others."""
    kept, n = given.candidate, min(given.config.space_tokens, len(given.start)) - 1
    group = torch.full((len(kept),), n)
    group[_most_frequent(given.train, len(kept), n)] = torch.arange(n)
    group, unit = group.to(kept.device), _unit(given.train)

    def head(point: np.ndarray) -> Tensor:
        return kept + _numbers(point, kept)[group][:, None] * unit

    return Space(np.tile([-1.0, 1.0], (n + 1, 1)), np.zeros(n + 1), head)


def _repeats(given: Given) -> Space:
    """How far to go along what keeps repeated tokens from coming again (`contrast.py`): for those
    tokens where it is largest each, for groups of the others, and for its main directions."""
    kept, direction = given.candidate, given.direction
    many = given.config.space_tokens
    singles, directions = max(1, many * 2 // 3), max(1, many // 6)
    size = direction.norm(dim=1)
    order = size.argsort(descending=True)[: int((size > 0).sum())]
    group = torch.full((len(kept),), -1, device=kept.device)
    group[order[:singles]] = torch.arange(len(order[:singles]), device=kept.device)
    n = len(order[:singles])
    for piece in order[singles:].tensor_split(max(1, many - singles - directions)):
        if len(piece):
            group[piece] = n
            n += 1
    U, S, Vh = torch.linalg.svd(direction, full_matrices=False)
    U, Vh = U[:, :directions] * S[:directions], Vh[:directions]

    def head(point: np.ndarray) -> Tensor:
        numbers = _numbers(point, kept)
        far = torch.cat([numbers[:n], numbers.new_zeros(1)])[group]  # the last one: not moved
        return kept + far[:, None] * direction + (U * numbers[n:]) @ Vh

    D = n + len(Vh)
    bounds = np.tile([-1.0, 1.5], (D, 1))
    line = np.array([1.0] * n + [0.0] * len(Vh))
    known = np.outer(LINE, line)
    return Space(bounds, np.zeros(D), head, line=line, known=known)


def _pick(given: Given) -> Space:
    """For each of the most frequent tokens, and for groups of the others, which of several heads
    its row is taken from. Numbers next to each other mean heads that have nothing in common."""
    heads = torch.stack([given.candidate, *given.others])  # (K, V, C)
    K, V, _ = heads.shape
    n = min(given.config.space_tokens, V)
    singles = n * 2 // 3
    order = _rank(given.train, V).argsort()
    group = torch.empty(V, dtype=torch.long)
    group[order[:singles]] = torch.arange(singles)
    for place, piece in enumerate(order[singles:].tensor_split(n - singles), singles):
        group[piece] = place
    group, rows = group.to(heads.device), torch.arange(V, device=heads.device)

    def head(point: np.ndarray) -> Tensor:
        taken = torch.from_numpy(np.floor(point + 0.5).astype(np.int64) % K).to(heads.device)
        return heads[taken[group], rows]

    # Twice around, so that no head lies at the edge of the box.
    bounds = np.tile([-float(K), float(K)], (n, 1))
    whole = np.arange(1, K)
    whole = np.where(whole <= K / 2, whole, whole - K)  # every row from one of the others
    known = np.tile(whole[:, None].astype(float), (1, n))
    return Space(bounds, np.zeros(n), head, known=known, choices=K)


_MAKERS: dict[str, Callable[[Given], Space]] = dict(
    full=_full, shrink=_shrink, rows=_rows, lowrank=_lowrank, bias=_bias, repeats=_repeats,
    pick=_pick,
)  # fmt: skip


def _numbers(point: np.ndarray, like: Tensor) -> Tensor:
    return torch.from_numpy(point).to(like.device, like.dtype)


def _rank(train: HiddenStates, V: int) -> Tensor:
    """(V,) the place of each token among all, the most frequent first."""
    counts = torch.bincount(train.targets, minlength=V).cpu()
    rank = torch.empty(V, dtype=torch.long)
    rank[counts.argsort(descending=True, stable=True)] = torch.arange(V)
    return rank


def _most_frequent(train: HiddenStates, V: int, n: int) -> Tensor:
    return _rank(train, V).argsort()[:n]


def _unit(train: HiddenStates) -> Tensor:
    """(C,) a direction whose product with the mean hidden state is 1."""
    mean = covariance(train)[0].float()
    return mean / mean.square().sum()


def covariance(states: HiddenStates) -> tuple[Tensor, Tensor]:
    """Mean (C,) and covariance (C, C) of hidden states, in float64, on the model's device."""
    C = states.hidden.shape[1]
    total = torch.zeros(C, dtype=torch.float64, device=states.device)
    square = torch.zeros(C, C, dtype=torch.float64, device=states.device)
    for first in range(0, len(states.targets), 8192):
        rows = states.rows(slice(first, first + 8192)).double()
        total += rows.sum(0)
        square += rows.T @ rows
    mean = total / len(states.targets)
    return mean, square / len(states.targets) - torch.outer(mean, mean)
