"""Pairs of a better and a worse answer: made of conversations, divided, encoded."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor

from ..batches import UNLEARNED, mix
from ..chat import PreferenceRow, Turn, check_turns, fit_turns
from ..checkpoint import Checkpoint
from ..templates import encode_turns

T = TypeVar("T")
_WORD = re.compile(r"\w+")


class PairBatch(NamedTuple):
    """Pairs side by side: a row is the chosen conversation, then the rejected one, each padded to
    the same length."""

    inputs: Tensor  # (B, 2 T) int64
    targets: Tensor  # (B, 2 T) int64, `UNLEARNED` but for the two answers
    reference: Tensor  # (B, 2) log-probabilities of the two answers before training


Pair = tuple[tuple[list[int], list[int]], tuple[list[int], list[int]]]  # (ids, targets) of both


def preference_pairs(chats: Sequence[list[Turn]], seed: int = 0) -> list[PreferenceRow]:
    """Pairs out of conversations: each answer, and beside it one that is wrong.

    Two questions that differ in a single word (`Where does Pip live?`, `Where does Juna live?`)
    have answers with that word in them; the other one's answer with this word in its place sounds
    right and is not. Answers to questions without such a neighbour make no pair.
    """
    asked = _exchanges(chats)
    right: dict[str, set[str]] = {}
    for prompt, answer in asked:
        right.setdefault(prompt[-1]["text"].lower(), set()).add(answer)
    frames: dict[tuple, list[int]] = {}
    for number, (prompt, _) in enumerate(asked):
        words = _WORD.findall(prompt[-1]["text"])
        for place in range(len(words)):
            frame = (*map(str.lower, words[:place]), None, *map(str.lower, words[place + 1 :]))
            frames.setdefault((frame, place), []).append(number)
    rows = []
    for number, (prompt, answer) in enumerate(asked):
        words = _WORD.findall(prompt[-1]["text"])
        wrong = []
        for place, word in enumerate(words):
            frame = (*map(str.lower, words[:place]), None, *map(str.lower, words[place + 1 :]))
            for other in frames[frame, place]:
                theirs = _WORD.findall(asked[other][0][-1]["text"])[place]
                told = _exchanged(asked[other][1], theirs, word)
                mine = right[prompt[-1]["text"].lower()]
                if told and told not in mine and _exchanged(answer, word, theirs):
                    wrong.append(told)
        if wrong := sorted(set(wrong)):
            picked = wrong[mix(seed, number) % len(wrong)]
            rows.append(PreferenceRow(prompt, answer, picked))
    if not rows:
        raise ValueError(
            f"no two questions of {len(chats)} conversation(s) differ in a single word that their "
            "answers tell, so no wrong answer could be made: give rows with chosen and rejected."
        )
    return rows


def _exchanges(chats: Sequence[list[Turn]]) -> list[tuple[list[Turn], str]]:
    """(turns up to a question, its answer) for every answer."""
    found = []
    for number, turns in enumerate(chats, 1):
        check_turns(turns, f"conversation {number}")
        for at, turn in enumerate(turns):
            if turn["role"] == "assistant":
                found.append((turns[:at], turn["text"]))
    return found


def _exchanged(text: str, word: str, instead: str) -> str | None:
    """The text with another word in the place of this one; None where it has not this word."""
    if word.lower() == instead.lower() or not word[0].isalpha():
        return None
    put = instead[0].upper() + instead[1:]
    told, times = re.subn(rf"\b{re.escape(word[0].upper() + word[1:])}\b", put, text)
    return told if times else None


def divided(items: Sequence[T], first: Callable[[T], str], fraction: float, seed: int) -> tuple:
    """(to learn from, held out), by a hash of the question that `first` gives and the seed, so that
    no question is on both sides. Raises `ValueError` with fewer than two different ones."""
    # Not the salt of `split_chats`: what that left to learn from is divided anew.
    salt = b"after" + str(seed).encode()[:11]
    keys = []
    for item in items:
        told = " ".join(first(item).lower().split()).encode()
        digest = hashlib.blake2b(told, digest_size=8, salt=salt).digest()
        keys.append(int.from_bytes(digest, "big") / 2**64)
    if len(set(keys)) < 2:
        raise ValueError(
            f"{len(items)} row(s) have {len(set(keys))} different first question(s): give two or "
            "more, so that one can be held out."
        )
    # However few they are, and wherever their keys fall, there is something to judge and to learn.
    judged, learned = min(keys), max(keys)
    parts: tuple[list, list] = ([], [])
    for item, key in zip(items, keys, strict=True):
        parts[(key < fraction or key == judged) and key != learned].append(item)
    return parts


def first_question(turns: list[Turn]) -> str:
    return next((turn["text"] for turn in turns if turn["role"] == "user"), "")


def split_pairs(
    rows: Sequence[PreferenceRow], fraction: float = 0.1, seed: int = 0
) -> tuple[list[PreferenceRow], list[PreferenceRow]]:
    """(to learn from, held out); no first question is on both sides.

    A row whose answers are the same prefers nothing and is left out, with a warning that counts it.
    Raises `ValueError` with fewer than two questions.
    """
    for number, row in enumerate(rows, 1):
        check_turns(row.prompt, f"pair {number}, the prompt")
        if row.prompt[-1]["role"] != "user":
            raise ValueError(f"pair {number}, the prompt: its last turn is not the user's.")
    apart = [row for row in rows if row.chosen.strip() != row.rejected.strip()]
    if len(apart) < len(rows):
        warnings.warn(
            f"{len(rows) - len(apart)} of {len(rows)} pair(s) have the same answer twice, which "
            "prefers nothing, and were left out.",
            stacklevel=3,
        )
    return divided(apart, lambda row: first_question(row.prompt), fraction, seed)


def fitting(lm: Checkpoint, rows: Sequence[PreferenceRow], what: str) -> list[Pair]:
    """Those of the rows that the model can read whole, encoded.

    A long conversation loses its oldest exchanges first; what is still too long is left out, with
    a warning that counts it. Raises `ValueError` when nothing is left.
    """
    found = [pair for row in rows if (pair := _encoded(lm, row)) is not None]
    length = lm.config.context_length
    if not found:
        raise ValueError(
            f"none of {len(rows)} pair(s) {what} fits the {length} tokens that this model reads: "
            "give shorter ones, or a model with a longer context."
        )
    if len(found) < len(rows):
        warnings.warn(
            f"{len(rows) - len(found)} of {len(rows)} pair(s) {what} have more than the {length} "
            "tokens that this model reads, and were left out.",
            stacklevel=2,
        )
    return found


def _encoded(lm: Checkpoint, row: PreferenceRow) -> Pair | None:
    limit = lm.config.context_length + 1
    asked = len(encode_turns(lm.tokenizer, row.prompt, lm.chat_template, reply=True)[0])
    wholes = [len(_answered(lm, row.prompt, text)[0]) for text in (row.chosen, row.rejected)]
    turns = row.prompt
    if max(wholes) > limit:
        room = max(wholes) - asked - 1
        if room >= lm.config.context_length:
            return None
        try:
            turns = fit_turns(lm, row.prompt, room)
        except ValueError:  # the question alone is too long
            return None
    begin = len(encode_turns(lm.tokenizer, turns, lm.chat_template, reply=True)[0])
    sides = []
    for text in (row.chosen, row.rejected):
        ids, own = _answered(lm, turns, text)
        if len(ids) > limit:
            return None
        targets = [
            i if kept and at >= begin else UNLEARNED
            for at, (i, kept) in enumerate(zip(ids, own, strict=True))
        ]
        sides.append((ids[:-1], targets[1:]))
    return tuple(sides)


def _answered(lm: Checkpoint, turns: list[Turn], text: str) -> tuple[list[int], list[bool]]:
    answer = {"role": "assistant", "text": text}
    return encode_turns(lm.tokenizer, [*turns, answer], lm.chat_template)


def batch_of(pairs: Sequence[Pair], reference: Tensor) -> PairBatch:
    """Pairs of different lengths as one batch; `reference` (B, 2)."""
    longest = max(len(ids) for pair in pairs for ids, _ in pair)
    inputs = torch.zeros(len(pairs), 2, longest, dtype=torch.long)
    targets = torch.full((len(pairs), 2, longest), UNLEARNED)
    for i, pair in enumerate(pairs):
        for side, (ids, aims) in enumerate(pair):
            inputs[i, side, : len(ids)] = torch.tensor(ids)
            targets[i, side, : len(aims)] = torch.tensor(aims)
    return PairBatch(inputs.flatten(1), targets.flatten(1), reference)


def plain(rows: Sequence[PreferenceRow]) -> list[dict]:
    """The rows as plain values, for a hash or a file that `load_preference_data` reads."""
    return [dataclasses.asdict(row) for row in rows]
