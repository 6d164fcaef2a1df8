"""Batches that are a pure function of (seed, step): a resumed run, or any number of processes,
need no state to see the same data again.

Three kinds: `windows` out of the stream of tokens, `packed` rows of whole documents, and `padded`
ones of one document each.
"""

from __future__ import annotations

import bisect
import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from .config import TrainConfig
from .dataset import TokenArray

UNLEARNED = -100  # a target that is not learned, as PyTorch's cross-entropy has it
GROUP = 256  # neighbouring documents that are packed together
_MOST_GROUPS = 4096  # kept packed


class Batch(NamedTuple):
    """What one step reads and should say: targets stand one to the right of the inputs."""

    inputs: Tensor  # (B, T) int64
    targets: Tensor  # (B, T) int64, `UNLEARNED` where there is nothing to say
    segments: Tensor | None = None  # (B, T): attention stays among equal numbers; None: everywhere


def check_shift(batch: Batch) -> None:
    """Raises `ValueError` where the targets are some other token of the row than the next one: then
    the loss is far too good, or can never be good."""
    inputs, targets = batch.inputs, batch.targets

    def agreement(shift: int) -> float:
        """The share of learned targets that are the input so many places to the right."""
        T = inputs.shape[1]
        own = targets[:, max(0, -shift) : T - max(0, shift)]
        theirs = inputs[:, max(0, shift) : T - max(0, -shift)]
        learned = own != UNLEARNED
        return float((own == theirs)[learned].float().mean()) if learned.any() else 0.0

    # Less than all: where a row ends or another document begins, the next input is another's.
    for shift in (0, 2, -1):
        if agreement(shift) > 0.9 and agreement(shift) > agreement(1):
            raise ValueError(
                f"the targets stand {shift} places to the right of the inputs, not 1: give each "
                "input the token after it as its target (the loop does not shift them again)."
            )


@contextlib.contextmanager
def ahead(
    batch_at: Callable[[int], Batch], device: torch.device, count: int = 1
) -> Iterator[Callable[[int], Batch]]:
    """`batch_at`, but with the `count` batches after the one that is asked for made by a thread of
    its own, while a GPU works. On a CPU a thread would take its time from the training."""
    if device.type == "cpu":
        yield batch_at
        return
    pending: dict[int, Future[Batch]] = {}

    def make(step: int) -> Batch:
        made = batch_at(step)
        if not torch.cuda.is_available():
            return made
        return type(made)(*(x if x is None else x.pin_memory() for x in made))

    def at(step: int) -> Batch:
        for other in [n for n in pending if not step <= n <= step + count]:
            pending.pop(other).cancel()
        for wanted in range(step, step + count + 1):
            if wanted not in pending:
                pending[wanted] = pool.submit(make, wanted)
        return pending.pop(step).result()

    with ThreadPoolExecutor(1, thread_name_prefix="batches") as pool:
        try:
            yield at
        finally:
            pool.shutdown(cancel_futures=True)


class Batches:
    """The batches of a run over `data`, as `config` has them. Raises `ValueError` where the text is
    too short for one.

    `total` micro-steps are the whole run, for what changes on the way: the first share
    `context_warmup` of them reads windows of half the length and twice as many, the first share
    `batch_warmup` half the rows.
    """

    def __init__(self, data: TokenArray, length: int, config: TrainConfig) -> None:
        self.data, self.length, self.config = data, length, config
        self.total = 0
        self.rows = None
        if config.batches == "windows":
            _windows(data, length)
        else:
            self.rows = Rows(data, length, together=config.batches == "packed")
        if config.min_context is not None and config.min_context > length:
            raise ValueError(
                f"min_context={config.min_context} is above context_length={length}: choose less."
            )

    @property
    def per_epoch(self) -> float:
        """Batches that make up one pass over the data."""
        rows = len(self.data) / self.length if self.rows is None else len(self.rows)
        return rows / self.config.batch_size

    def at(self, step: int, rank: int = 0, ranks: int = 1) -> Batch:
        """The batch of a (micro-)step; with several `ranks`, the share of one of them."""
        config, size = self.config, self.config.batch_size
        if size % ranks:
            raise ValueError(
                f"batch_size={size} cannot be shared by {ranks} processes: choose a multiple."
            )
        share = size // ranks
        first = step * size + rank * share
        if step < config.batch_warmup * self.total:
            share = max(1, share // 2)
        if self.rows is not None:
            numbers = range(first, first + share)
            return self.rows.batch([self._row(i) for i in numbers], config.separate_documents)
        length = self._length(step)
        if step < config.context_warmup * self.total:
            length, share, first = max(1, length // 2), 2 * share, 2 * first
        starts = window_starts(self.data, length, share, config.seed, first, config.whole_documents)
        ids = torch.from_numpy(self.data.windows(starts, length + 1))
        segments = None
        if config.separate_documents:
            segments = np.stack([self._documents(s, length) for s in starts])
            segments = torch.from_numpy(segments)
        return Batch(ids[:, :-1], ids[:, 1:], segments)

    def _length(self, step: int) -> int:
        """Tokens of each row of a step: drawn evenly in log2, so that short ones are as usual as
        long ones."""
        low = self.config.min_context
        if low is None or low == self.length:
            return self.length
        share = mix(self.config.seed + 1, step) / 2**64
        return min(self.length, round(low * (self.length / low) ** share))

    def _row(self, i: int) -> int:
        epoch, index = divmod(i, len(self.rows))
        return shuffled(index, len(self.rows), self.config.seed * 1_000_003 + epoch)

    def _documents(self, start: int, length: int) -> np.ndarray:
        """(length,) int64: which document each of the tokens from `start` on belongs to."""
        found, at = np.empty(length, np.int64), start
        while at < start + length:
            number = self.data.document_at(at)
            stop = min(self.data.bounds(number)[1], start + length)
            found[at - start : stop - start] = number
            at = stop
        return found


def window_starts(
    data: TokenArray, length: int, count: int, seed: int, first: int, whole: float = 0.0
) -> list[int]:
    """Where windows number `first` and the next ones begin, of `length` tokens and one more.

    Each epoch visits every window once, in a new order and with a new offset. A share `whole` of
    them begins with the document that their first token is of, unless that begins more than
    `length` before: what is read then belongs together from the start, and a model learns far
    sooner to keep to a name.
    """
    windows, room = _windows(data, length)
    starts = []
    for i in range(first, first + count):
        epoch, index = divmod(i, windows)
        offset = mix(seed, epoch) % (min(room, length - 1) + 1)
        start = offset + length * shuffled(index, windows, seed * 1_000_003 + epoch)
        if mix(seed, i) < whole * 2**64:
            start = data.this_document(start, length)
        starts.append(start)
    return starts


def _windows(data: TokenArray, length: int) -> tuple[int, int]:
    """How many windows there are, and the tokens that they leave over."""
    windows = max(1, len(data) // length - 1)
    room = len(data) - 1 - windows * length
    if room < 0:
        raise ValueError(
            f"the training text is too short: {len(data)} tokens, and context_length={length} "
            f"needs {length + 1}; give more text or set context_length to at most "
            f"{max(1, len(data) - 1)}."
        )
    return windows, room


class Rows:
    """Whole documents in rows of at most `length` predictions; a longer document is cut, one token
    shared, so that each is learned once.

    With `together`, `GROUP` neighbouring documents at a time are packed, the longest first, each
    into the fullest row that still has room (best-fit decreasing; for documents, Ding et al.,
    2024), so any row can be made again from its group alone. Else each has a row of its own.
    """

    def __init__(self, data: TokenArray, length: int, together: bool) -> None:
        self.data, self.length, self.together = data, length, together
        self._packed: dict[int, list[np.ndarray]] = {}
        groups = -(-data.documents // GROUP)
        self._before = [0]  # rows before each group
        for group in range(groups):
            self._before.append(self._before[-1] + len(self._group(group)))
        if not len(self):
            raise ValueError(
                "the training text is too short: no document has two tokens; give more text."
            )

    def __len__(self) -> int:
        return self._before[-1]

    def row(self, i: int) -> np.ndarray:
        """(pieces, 2): the place and the number of tokens of each piece."""
        group = bisect.bisect_right(self._before, i) - 1
        return self._group(group)[i - self._before[group]]

    def batch(self, numbers: list[int], separate: bool) -> Batch:
        """Rows side by side, padded at the end with what is not learned."""
        shape = len(numbers), self.length
        inputs, segments = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        targets = np.full(shape, UNLEARNED)
        for place, i in enumerate(numbers):
            at = 0
            for number, (start, count) in enumerate(self.row(i), 1):
                ids = self.data[start : start + count].astype(np.int64)
                own = slice(at, at + count - 1)
                inputs[place, own], targets[place, own] = ids[:-1], ids[1:]
                segments[place, own] = number
                at += count - 1
        made = map(torch.from_numpy, (inputs, targets, segments))
        return Batch(*made) if separate else Batch(*list(made)[:2])

    def _group(self, group: int) -> list[np.ndarray]:
        if group not in self._packed:
            if len(self._packed) >= _MOST_GROUPS:
                del self._packed[next(iter(self._packed))]
            self._packed[group] = self._pack(group)
        return self._packed[group]

    def _pack(self, group: int) -> list[np.ndarray]:
        pieces = []
        for i in range(group * GROUP, min((group + 1) * GROUP, self.data.documents)):
            start, stop = self.data.bounds(i)
            for at in range(start, stop - 1, self.length):
                pieces.append((at, min(self.length + 1, stop - at)))
        if not self.together:
            return [np.array([piece]) for piece in pieces]
        rows = best_fit([count - 1 for _, count in pieces], self.length)
        return [np.array([pieces[i] for i in row]) for row in rows]


def best_fit(sizes: Sequence[int], length: int) -> list[list[int]]:
    """The numbers of what shares a row of `length`, each at most that large: the largest first,
    each into the fullest row that still has room."""
    rows: list[list[int]] = []
    spaces: list[tuple[int, int]] = []  # room in a row and its number, the fullest first
    for i in sorted(range(len(sizes)), key=lambda i: -sizes[i]):
        fits = bisect.bisect_left(spaces, (sizes[i], 0))
        if fits < len(spaces):
            room, number = spaces.pop(fits)
        else:
            room, number = length, len(rows)
            rows.append([])
        rows[number].append(i)
        bisect.insort(spaces, (room - sizes[i], number))
    return rows


def shuffled(index: int, count: int, seed: int) -> int:
    """Where `index` lies in a seeded permutation of range(count), without building it.

    A four-round Feistel network on the next even number of bits, walked until it lands in range.
    """
    half = max(1, ((count - 1).bit_length() + 1) // 2)
    mask = (1 << half) - 1
    while True:
        left, right = index >> half, index & mask
        for round_ in range(4):
            left, right = right, left ^ (mix(seed + round_, right) & mask)
        index = (left << half) | right
        if index < count:
            return index


def mix(seed: int, value: int) -> int:
    """A well-stirred 64-bit number (the finaliser of SplitMix64; Steele et al., 2014)."""
    z = (seed * 0x9E3779B97F4A7C15 + value * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) % 2**64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
    return z ^ (z >> 31)
