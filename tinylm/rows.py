"""Conversations as rows of tokens: cut to what the model reads, packed or padded, and with stage-1
text between them.

Rows are numbered through all epochs, and what a row holds is a function of its number and the seed,
so a batch can be made again at any time.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Sequence

import numpy as np
import torch

from .batches import UNLEARNED, Batch, best_fit, shuffled, window_starts
from .checkpoint import Checkpoint
from .config import FinetuneConfig
from .dataset import TokenArray
from .templates import Coded, Turn, encode_turns

Row = tuple[list[int], list[int]]  # ids, and the targets that stand one to the right of them


def encode_row(
    lm: Checkpoint, turns: list[Turn], loss_on: str = "assistant", length: int | None = None
) -> Row:
    """(ids, targets) of a conversation; targets that carry no loss are -100.

    One that is longer than `length` (None: the context) is cut as by `fitted`.
    """
    return _row(fitted(lm, turns, length)[0], loss_on)


def encode_rows(
    lm: Checkpoint, chats: Sequence[list[Turn]], loss_on: str, length: int
) -> tuple[list[Row], int]:
    """The rows of those conversations that have anything to learn, and how many had to be cut."""
    coded = [fitted(lm, turns, length) for turns in chats]
    rows = [_row(some, loss_on) for some, _ in coded]
    taught = [row for row in rows if any(aim != UNLEARNED for aim in row[1])]
    return taught, sum(cut for _, cut in coded)


def _row(coded: Coded, loss_on: str) -> Row:
    ids, own = coded
    keep = own if loss_on == "assistant" else [True] * len(ids)
    targets = [i if kept else UNLEARNED for i, kept in zip(ids, keep, strict=True)]
    return ids[:-1], targets[1:]


def fitted(lm: Checkpoint, turns: list[Turn], length: int | None = None) -> tuple[Coded, bool]:
    """The turns as tokens, at most `length` and one more, and whether they had to be cut.

    The last answer stays: what goes is first a question after it, then whole exchanges, the oldest
    first, then the front of its own question, then the system turn. An answer that is too long even
    so loses its end, and half of the room stays to its question.
    """
    limit = 1 + min(length or lm.config.context_length, lm.config.context_length)

    def coded(some: list[Turn]) -> Coded:
        return encode_turns(lm.tokenizer, some, lm.chat_template)

    def most(make: Callable[[int], list[Turn]], count: int, room: int = limit) -> list[Turn]:
        """`make(n)` for the largest n of 0 to `count` that leaves it within `room` tokens, or none
        of the turns."""
        fits = bisect.bisect_right(range(count + 1), room, key=lambda n: len(coded(make(n))[0]))
        return make(fits - 1) if fits else []

    ids, own = coded(turns)
    if len(ids) <= limit:
        return (ids, own), False
    system = [turn for turn in turns[:1] if turn["role"] == "system"]
    rest = turns[len(system) :]
    if not rest:
        return (ids[:limit], own[:limit]), True
    if rest[-1]["role"] == "user" and len(rest) > 1:
        rest = rest[:-1]
    earlier = (len(rest) - 1) // 2  # exchanges before the last one
    question, *answer = rest[2 * earlier :]
    text = question["text"].strip()

    def asked(n: int) -> list[Turn]:
        return [question | {"text": text[len(text) - n :]}]

    kept = most(lambda n: system + rest[2 * (earlier - n) :], earlier)
    kept = kept or most(lambda n: [*system, *asked(n), *answer], len(text))
    kept = kept or most(lambda n: [*asked(n), *answer], len(text))
    kept = kept or [*(most(asked, len(text), limit // 2) or asked(0)), *answer]
    ids, own = coded(kept)
    return (ids[:limit], own[:limit]), True


def pad(rows: Sequence[Row], length: int) -> Batch:
    """Rows of different lengths as (B, T) inputs and targets. What is padded carries no loss."""
    longest = min(length, max(len(ids) for ids, _ in rows))
    inputs = torch.zeros(len(rows), longest, dtype=torch.long)
    targets = torch.full((len(rows), longest), UNLEARNED)
    for i, (ids, aims) in enumerate(rows):
        inputs[i, : len(ids)] = torch.as_tensor(ids)
        targets[i, : len(aims)] = torch.as_tensor(aims)
    return Batch(inputs, targets)


class TuningRows:
    """The batches of conversation tuning.

    `batches="packed"`: whole conversations share a row, best-fit decreasing, and `segments` keep
    attention (and positions) inside each. A share `mix` of the learned tokens is windows of `text`,
    in rows of their own that are spread evenly; a row of text has more to learn from than one of
    conversations, so it is fewer of the rows (`text_share`).
    """

    def __init__(
        self, rows: Sequence[Row], length: int, config: FinetuneConfig, text: TokenArray | None
    ) -> None:
        self.config, self.text = config, text
        self.rows = [(np.array(ids, np.int32), np.array(aims, np.int64)) for ids, aims in rows]
        sizes = [len(ids) for ids, _ in rows]
        if config.batches == "packed":
            self.packs = best_fit(sizes, length)
        else:
            self.packs = [[i] for i in range(len(rows))]
        # A few short conversations do not need rows as long as the context.
        self.length = max(sum(sizes[i] for i in pack) for pack in self.packs)
        self.text_share, self.window = 0.0, length
        if text is not None and config.mix:
            learned = sum(int((aims != UNLEARNED).sum()) for _, aims in self.rows)
            mine = config.mix * learned / len(self.packs)
            self.text_share = mine / (mine + (1 - config.mix) * length)
            window_starts(text, length, 1, config.seed, 0)  # a text that is too short is told now
            self.length = length

    @property
    def per_epoch(self) -> float:
        """Batches in which each conversation comes once."""
        return len(self.packs) / (1 - self.text_share) / self.config.batch_size

    def at(self, step: int) -> Batch:
        """The batch of a (micro-)step."""
        size = self.config.batch_size
        rows = [self._row(i) for i in range(step * size, (step + 1) * size)]
        packed = self.config.batches == "packed"
        longest = max(sum(len(ids) for ids, _ in row) for row in rows)
        inputs = np.zeros((size, self.length if packed else longest), np.int64)
        targets, segments = np.full_like(inputs, UNLEARNED), np.zeros_like(inputs)
        for place, row in enumerate(rows):
            at = 0
            for number, (ids, aims) in enumerate(row, 1):
                own = slice(at, at + len(ids))
                inputs[place, own], targets[place, own] = ids, aims
                segments[place, own] = number
                at += len(ids)
        made = list(map(torch.from_numpy, (inputs, targets, segments)))
        return Batch(*made) if packed else Batch(*made[:2])

    def _row(self, i: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """(ids, targets) of each part of row number i."""
        seed, texts = self.config.seed, math.floor(i * self.text_share)
        if math.floor((i + 1) * self.text_share) > texts:
            starts = window_starts(
                self.text, self.window, 1, seed, texts, self.config.whole_documents
            )
            ids = self.text.windows(starts, self.window + 1)[0]
            return [(ids[:-1], ids[1:])]
        epoch, index = divmod(i - texts, len(self.packs))
        pack = self.packs[shuffled(index, len(self.packs), seed * 1_000_003 + epoch)]
        return [self.rows[number] for number in pack]
