"""Conversation tuning: the training loop on conversations, with loss on the answers only."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator

import torch

from .batches import UNLEARNED, Batch, shuffled
from .chat import Turn, answer_stream, check_turns, encode_turns
from .checkpoint import Checkpoint
from .config import FinetuneConfig
from .dataset import TokenData
from .device import at_work
from .evaluation import Report, evaluate, judge
from .records import StepRecord
from .runs import Run
from .templates import stored_template
from .training import SAMPLE, run_steps, total_steps


def finetune(
    lm: Checkpoint,
    chats: list[list[Turn]],
    config: FinetuneConfig,
    data: TokenData | None = None,
) -> Iterator[StepRecord]:
    """Teaches `lm` to answer, in place; a record an update, `val_loss` being the answers'.

    Conversations are divided by a hash of their first question and the seed, so that a question is
    never on both sides. With the stage-1 `data`, the report says what was forgotten. Resumes and
    runs again as `train` does.
    """
    if lm.stage == "new":
        raise ValueError(
            "this model is untrained: train it first (Network_Train.ipynb), then tune it."
        )
    config = config.for_size(lm.model.num_parameters())
    template = stored_template(config.template)
    speaks = dataclasses.replace(lm, chat_template=template)
    learn, held_out = split_chats(chats, config)
    rows = [encode_row(speaks, turns, config.loss_on) for turns in learn]
    length = lm.config.context_length
    _check_answers([encode_row(speaks, turns) for turns in held_out], length)

    def start() -> None:
        lm.chat_template = template

    def batch_at(micro_step: int) -> Batch:
        picked = []
        for i in range(micro_step * config.batch_size, (micro_step + 1) * config.batch_size):
            epoch, index = divmod(i, len(rows))
            picked.append(rows[shuffled(index, len(rows), config.seed * 1_000_003 + epoch)])
        return pad(picked, length)

    def measure() -> Report:
        return evaluate_chats(lm, held_out)

    def finish() -> dict:
        report = dict(answers=evaluate_chats(lm, held_out).as_dict())
        return report | (dict(val=evaluate(lm, data.val).as_dict()) if data else {})

    def sample(prompt: str) -> str:
        answer = "".join(answer_stream(lm, [{"role": "user", "text": prompt}], SAMPLE))
        return f"{prompt} \u2192 {answer}"

    total = total_steps(config, len(rows) / (config.batch_size * config.accumulation))
    identity = hashlib.sha256(json.dumps(chats).encode()).hexdigest()
    run = Run("chat", lm, config, identity)
    with run.alone(), at_work(lm.device, config.precision):
        yield from run_steps(lm, run, config, total, batch_at, measure, finish, sample, None, start)


def split_chats(
    chats: list[list[Turn]], config: FinetuneConfig
) -> tuple[list[list[Turn]], list[list[Turn]]]:
    """(to learn from, held out), by a hash of the first question.

    Each side has a conversation with an answer; those without one are divided too. Raises
    `ValueError` when fewer than two different questions are answered.
    """
    keys, answered = [], []
    for number, turns in enumerate(chats, 1):
        check_turns(turns, f"conversation {number}")
        question = next((t["text"] for t in turns if t["role"] == "user"), "")
        salt = str(config.seed).encode()[:16]
        digest = hashlib.blake2b(question.strip().lower().encode(), digest_size=8, salt=salt)
        keys.append(int.from_bytes(digest.digest(), "big") / 2**64)
        if any(turn["role"] == "assistant" for turn in turns):
            answered.append(keys[-1])
    if (different := len(set(answered))) < 2:
        raise ValueError(
            f"{len(answered)} of {len(chats)} conversation(s) have an answer, to {different} "
            "different first question(s): give answers to two or more, so that one can be held out."
        )
    # However few they are, and wherever their keys fall, there is something to judge and to learn.
    judged, learned = min(answered), max(answered)
    parts: tuple[list, list] = ([], [])
    for turns, key in zip(chats, keys, strict=True):
        parts[(key < config.val_fraction or key == judged) and key != learned].append(turns)
    return parts


def encode_row(lm: Checkpoint, turns: list[Turn], loss_on: str = "assistant") -> tuple[list, list]:
    """(ids, targets) of a conversation; targets that carry no loss are -100.

    One that is longer than the context loses its oldest exchanges; if its last exchange alone is
    too long, the front of that is cut and its answer kept.
    """
    limit = lm.config.context_length + 1
    system = [turn for turn in turns[:1] if turn["role"] == "system"]
    rest = turns[len(system) :]
    while True:
        ids, own = encode_turns(lm.tokenizer, system + rest, lm.chat_template)
        if len(ids) <= limit or len(rest) <= 2:
            break
        rest = rest[2:]
    ids, own = ids[-limit:], own[-limit:]
    keep = own if loss_on == "assistant" else [True] * len(ids)
    targets = [i if kept else UNLEARNED for i, kept in zip(ids, keep, strict=True)]
    return ids[:-1], targets[1:]


def pad(rows: list[tuple[list, list]], length: int) -> Batch:
    """Rows of different lengths as (B, T) inputs and targets. What is padded carries no loss."""
    longest = min(length, max(len(ids) for ids, _ in rows))
    inputs = torch.zeros(len(rows), longest, dtype=torch.long)
    targets = torch.full((len(rows), longest), UNLEARNED)
    for i, (ids, aims) in enumerate(rows):
        inputs[i, : len(ids)] = torch.tensor(ids)
        targets[i, : len(aims)] = torch.tensor(aims)
    return Batch(inputs, targets)


def evaluate_chats(lm: Checkpoint, chats: list[list[Turn]], batch_size: int = 32) -> Report:
    """Loss on the assistant's tokens; the standard error is between conversations.

    Raises `ValueError` when none of these has an answer, or none that fits the context.
    """
    rows = [encode_row(lm, turns) for turns in chats]
    _check_answers(rows, lm.config.context_length)
    length = lm.config.context_length
    starts = range(0, len(rows), batch_size)
    return judge(lm, (pad(rows[first : first + batch_size], length)[:2] for first in starts))


def _check_answers(rows: list[tuple[list, list]], length: int) -> None:
    if all(aim == UNLEARNED for _, targets in rows for aim in targets):
        raise ValueError(
            f"none of {len(rows)} conversation(s) has an answer within the {length} tokens that "
            "this model reads, so there is nothing to judge: give some that have one."
        )
