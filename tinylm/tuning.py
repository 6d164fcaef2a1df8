"""Conversation tuning: the training loop on conversations, with loss on the answers only."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator

from .adapters import num_trained
from .batches import UNLEARNED
from .chat import HELD_OUT, Turn, answer_stream, check_turns
from .checkpoint import Checkpoint
from .config import FinetuneConfig
from .dataset import TokenData
from .device import at_work
from .evaluation import Report, evaluate, judge
from .generation import check_fits
from .records import StepRecord
from .rows import Row, TuningRows, encode_row, encode_rows, pad
from .runs import Run
from .templates import encode_turns, stored_template
from .training import check_vocabulary, run_steps, sampling, total_steps


def finetune(
    lm: Checkpoint,
    chats: list[list[Turn]],
    config: FinetuneConfig,
    data: TokenData | None = None,
) -> Iterator[StepRecord]:
    """Teaches `lm` to answer, in place; a record an update, `val_loss` being the answers'.

    Conversations are divided by a hash of their first question and the seed, so that a question is
    never on both sides. With the stage-1 `data`, its text is mixed in (`config.mix`), and the
    report says what was forgotten (`tuning_verdict`). Resumes and runs again as `train` does.
    """
    if lm.stage == "new":
        raise ValueError(
            "this model is untrained: train it first (Network_Train.ipynb), then tune it."
        )
    config = _whole(config.for_size(lm.model.num_parameters()), lm, data)
    template = stored_template(config.template)
    speaks = dataclasses.replace(lm, chat_template=template)
    length = min(config.max_length or lm.config.context_length, lm.config.context_length)
    learn, held_out = split_chats(chats, config)
    taught, cut = encode_rows(speaks, learn, config.loss_on, length)
    _check_answers([encode_row(speaks, turns) for turns in held_out], lm.config.context_length)
    for prompt in config.sample_prompts if config.sample_every else ():
        turns = [{"role": "user", "text": prompt}]
        ids = encode_turns(lm.tokenizer, turns, template, reply=True)[0]
        check_fits(lm, ids, f"sample prompt {prompt[:20]!r}")
    batches = TuningRows(taught, length, config, data.train if config.mix else None)

    def figures() -> dict:
        found = dict(answers=evaluate_chats(lm, held_out).as_dict())
        return found | (dict(val=evaluate(lm, data.val).as_dict()) if data else {})

    def start() -> None:
        lm.chat_template = template
        lm.report = dict(before=figures())

    def measure() -> Report:
        return evaluate_chats(lm, held_out)

    def finish() -> dict:
        told = dict(learned=len(taught), held_out=len(held_out), rows=len(batches.packs), cut=cut)
        trained = num_trained(lm.model, config)
        return figures() | dict(
            before=lm.report["before"], conversations=told, trained_parameters=trained
        )

    def sample(prompt: str) -> str:
        answer = "".join(answer_stream(lm, [{"role": "user", "text": prompt}], sampling(lm)))
        return f"{prompt} \u2192 {answer}"

    total = total_steps(config, batches.per_epoch / config.accumulation)
    identity = hashlib.sha256(json.dumps(chats).encode()).hexdigest()
    if config.mix:
        identity += data.fingerprint
    run = Run("chat", lm, config, identity)
    with run.alone(), at_work(lm.device, config.precision):
        yield from run_steps(
            lm, run, config, total, batches.at, measure, finish, sample, None, start
        )


def _whole(config: FinetuneConfig, lm: Checkpoint, data: TokenData | None) -> FinetuneConfig:
    """The config with its `mix`. Raises `ValueError` where there is no text for it."""
    if config.mix is None:
        config = dataclasses.replace(config, mix=config.MIX if data else 0.0)
    if config.mix and data is None:
        raise ValueError(
            f"mix={config.mix:g} of stage-1 text needs that text: give finetune the data as well, "
            "or set mix=0."
        )
    if data is not None:
        check_vocabulary(lm, data)
    return config


def tuning_verdict(report: dict | None) -> str:
    """What the tuning of a `Checkpoint.report` has brought and cost: one line each."""
    if "conversations" not in (report or {}):
        return "The tuning has not come to its end: run the same again to go on."
    lines = []
    for name, what in (("answers", "held-out answers"), ("val", "stage-1 text")):
        if name in report and name in report["before"]:
            before, after = report["before"][name], report[name]
            change = f"{before['loss']:.3f} -> {after['loss']:.3f} \u00b1 {after['stderr']:.3f}"
            lines.append(f"{what + ':':17} {change} nats per token")
    count = report["conversations"]
    told = f"learned from {count['learned']:,} conversations in {count['rows']:,} rows"
    if count["cut"]:
        told += f", {count['cut']:,} of them cut to the row's length"
    return "\n".join([*lines, f"{told}; {report['trained_parameters']:,} parameters trained"])


def split_chats(
    chats: list[list[Turn]], config: FinetuneConfig
) -> tuple[list[list[Turn]], list[list[Turn]]]:
    """(to learn from, held out), by their marks, or where there are none by a hash.

    A conversation is marked whose first turn has the `part` "held-out"; with a mark anywhere, all
    others are learned from. The hash is of the first question and the seed, and `val_fraction` is
    its share. Each side has a conversation with an answer; those without one are divided too.

    Raises `ValueError` when fewer than two different questions are answered.
    """
    for number, turns in enumerate(chats, 1):
        check_turns(turns, f"conversation {number}")
    marks = [turns[0].get("part") == HELD_OUT for turns in chats]
    keys = [0.0 if mark else 1.0 for mark in marks] if any(marks) else _keys(chats, config.seed)
    answered = [
        key
        for turns, key in zip(chats, keys, strict=True)
        if any(turn["role"] == "assistant" for turn in turns)
    ]
    if (different := len(set(answered))) < 2:
        raise ValueError(
            f"{len(answered)} of {len(chats)} conversation(s) have an answer, to {different} "
            f"different {'part' if any(marks) else 'first question'}(s): give answers to two or "
            "more, so that one can be held out."
        )
    # However few they are, and wherever their keys fall, there is something to judge and to learn.
    judged, learned = min(answered), max(answered)
    parts: tuple[list, list] = ([], [])
    for turns, key in zip(chats, keys, strict=True):
        parts[(key < config.val_fraction or key == judged) and key != learned].append(turns)
    return parts


def _keys(chats: list[list[Turn]], seed: int) -> list[float]:
    """A number from 0 to 1 for each, that follows from its first question and the seed."""
    keys, salt = [], str(seed).encode()[:16]
    for turns in chats:
        question = next((t["text"] for t in turns if t["role"] == "user"), "")
        digest = hashlib.blake2b(question.strip().lower().encode(), digest_size=8, salt=salt)
        keys.append(int.from_bytes(digest.digest(), "big") / 2**64)
    return keys


def evaluate_chats(lm: Checkpoint, chats: list[list[Turn]], batch_size: int = 32) -> Report:
    """Loss on the assistant's tokens; the standard error is between conversations.

    Raises `ValueError` when none of these has an answer, or none that fits the context.
    """
    rows = [encode_row(lm, turns) for turns in chats]
    _check_answers(rows, lm.config.context_length)
    length = lm.config.context_length
    starts = range(0, len(rows), batch_size)
    return judge(lm, (pad(rows[first : first + batch_size], length)[:2] for first in starts))


def _check_answers(rows: list[Row], length: int) -> None:
    if all(aim == UNLEARNED for _, targets in rows for aim in targets):
        raise ValueError(
            f"none of {len(rows)} conversation(s) has an answer within the {length} tokens that "
            "this model reads, so there is nothing to judge: give some that have one."
        )
