"""The step loop: a generator of one record an update, with resume and checkpoints.

`train` is text; `finetune` (its own file) drives the same loop with conversations. Everything
random is a function of (seed, step), so a run that was killed goes on to bit-identical weights.
"""

from __future__ import annotations

import dataclasses
import math
import time
import warnings
from collections.abc import Callable, Iterator

import torch
import torch.nn.functional as F

from .batches import UNLEARNED, Batch, Batches, check_shift
from .checkpoint import Checkpoint
from .config import SampleConfig, TrainConfig
from .dataset import TokenData
from .device import pick_precision
from .evaluation import evaluate
from .generation import check_fits, generate
from .guard import Guard
from .optim import Optimizers, learning_rate
from .records import StepRecord
from .runs import Run
from .signals import deferred

SAMPLE = SampleConfig(max_new_tokens=60, temperature=0.8)
TOO_GOOD = 0.02  # nats a token; what people write has more surprise in it by a factor of ten


def train(lm: Checkpoint, data: TokenData, config: TrainConfig) -> Iterator[StepRecord]:
    """Trains `lm` in place on `data.train`, yielding a `StepRecord` after every update.

    The same call again goes on where it was stopped (only new steps are yielded; `lm.history` has
    all), or, when the run is finished, loads its result and yields its last record once more. A
    changed config is a new run from the weights that `lm` was created or loaded with. A generator
    that is abandoned midway has saved its state.
    """
    _check_vocabulary(lm, data)
    batches = Batches(data.train, lm.config.context_length, config)
    for prompt in config.sample_prompts if config.sample_every else ():
        check_fits(lm, lm.tokenizer.encode_prompt(prompt), f"sample prompt {prompt[:20]!r}")
    total = total_steps(config, batches.per_epoch / config.accumulation)

    def measure() -> tuple[float, float]:
        report = evaluate(lm, data.val, config.eval_tokens)
        if report.loss < TOO_GOOD:
            warnings.warn(
                f"a validation loss below {TOO_GOOD} nats a token is too good to be true: is the "
                "validation text in the training text, or one passage repeated?",
                stacklevel=2,
            )
        return report.loss, report.stderr

    def finish() -> dict:
        return dict(val=evaluate(lm, data.val).as_dict())

    def sample(prompt: str) -> str:
        return generate(lm, prompt, SAMPLE)

    run = Run("pretrain", lm, config, data.fingerprint)
    with run.alone():
        yield from run_steps(
            lm, run, config, total, batches.at, measure, finish, sample, data.split
        )


def total_steps(config: TrainConfig, steps_per_epoch: float) -> int:
    """The updates of a run: as many as `max_steps` and `epochs` both allow."""
    if config.epochs is None:
        return config.max_steps or 1000
    steps = max(1, round(config.epochs * steps_per_epoch))
    return min(steps, config.max_steps or steps)


def _check_vocabulary(lm: Checkpoint, data: TokenData) -> None:
    if lm.tokenizer.digest != data.tokenizer.digest:
        raise ValueError(
            f"the data were prepared with another tokenizer ({data.tokenizer.digest[:8]}) than the "
            f"model's ({lm.tokenizer.digest[:8]}): prepare them with lm.tokenizer."
        )


def run_steps(
    lm: Checkpoint,
    run: Run,
    config: TrainConfig,
    total: int,
    batch_at: Callable[[int], Batch],
    measure: Callable[[], tuple[float, float]],
    finish: Callable[[], dict],
    sample: Callable[[str], str],
    split: dict | None,
) -> Iterator[StepRecord]:
    """The loop itself. `batch_at` gives the batch of a micro-step."""
    run.begin(lm, split)
    if lm.step >= total:
        if not lm.finished:  # the end was reached, but could not be saved
            lm.report = finish()
            run.finish(lm)
        run.publish()
        yield lm.history[-1]
        return
    model, device = lm.model, lm.device
    optimizer = Optimizers(model, config)
    if lm.optimizer is not None:
        optimizer.load_state_dict(lm.optimizer)
    guard = Guard(lm, optimizer, config)
    check_shift(batch_at(lm.step * config.accumulation))
    precision = pick_precision(config.precision, device)
    best = min((r.val_loss for r in lm.history if r.val_loss is not None), default=math.inf)
    saved, saved_at = lm.step if lm.step else -1, time.monotonic()
    most_minutes = config.checkpoint_minutes or math.inf

    def save() -> None:
        nonlocal saved, saved_at
        lm.optimizer = optimizer.state_dict() | dict(guard=guard.state())
        run.save(lm)
        saved, saved_at = lm.step, time.monotonic()

    try:
        while lm.step < total:
            began = time.perf_counter()
            with deferred():  # an update that has begun is ended
                rate = guard.rate * learning_rate(lm.step, total, config)
                optimizer.set_rate(rate / config.learning_rate)
                loss, norm, tokens, event = _update(
                    lm, optimizer, config, batch_at, precision, guard
                )
                before = lm.history[-1] if lm.history else None
                spent = before.seconds if before else 0.0
                took = time.perf_counter() - began
                record = StepRecord(
                    step=lm.step + 1,
                    total=total,
                    loss=loss,
                    lr=rate,
                    grad_norm=norm,
                    tokens=tokens + (before.tokens if before else 0),
                    tokens_per_second=tokens / took,
                    seconds=spent + took,
                    event=event,
                )
                lm.history.append(record)
                lm.step, lm.torn = record.step, False
                if lm.step % config.checkpoint_every == 0:
                    guard.remember()
            last, val_loss, seen = lm.step == total, None, {}
            if last or (config.eval_every and lm.step % config.eval_every == 0):
                val_loss, val_stderr = measure()
                seen |= dict(val_loss=val_loss, val_stderr=val_stderr)
            if config.sample_every and (last or lm.step % config.sample_every == 0):
                seen["samples"] = tuple(sample(prompt) for prompt in config.sample_prompts)
            if seen:
                seen["seconds"] = spent + time.perf_counter() - began
                record = lm.history[-1] = dataclasses.replace(record, **seen)
            run.log(record)
            if val_loss is not None and val_loss < best:
                best = val_loss
                run.save_best(lm)
            if last:
                lm.report, lm.optimizer = finish(), optimizer.state_dict()
                run.finish(lm)
                saved = lm.step
            elif (
                lm.step % config.checkpoint_every == 0
                or (time.monotonic() - saved_at) / 60 >= most_minutes
            ):
                save()
            yield record
    except OSError:  # a save that failed is told, and not tried again on the way out
        saved = lm.step
        raise
    finally:
        if not lm.torn and lm.step > saved:
            save()


def _update(
    lm: Checkpoint, optimizer, config: TrainConfig, batch_at, precision: torch.dtype, guard: Guard
) -> tuple[float, float, int, str | None]:
    """One optimizer update: mean loss, gradient norm before clipping, tokens learned from, and
    what the guard did instead, if it did not let it through."""
    model, device = lm.model, lm.device
    model.train()
    optimizer.zero_grad()
    micro = [batch_at(lm.step * config.accumulation + i) for i in range(config.accumulation)]
    tokens = sum(int((some.targets != UNLEARNED).sum()) for some in micro)
    total = 0.0
    # Dropout draws from the global generator: seeded by the step, and put back afterwards.
    devices = [device] if device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices, enabled=lm.config.dropout > 0):
        if lm.config.dropout > 0:
            torch.manual_seed(config.seed * 1_000_003 + lm.step)
        for some in micro:
            inputs, targets, segments = (x if x is None else x.to(device) for x in some)
            with torch.autocast(device.type, precision, enabled=precision != torch.float32):
                logits = model(inputs, segments=segments)
            loss = F.cross_entropy(
                logits.flatten(0, 1).float(), targets.flatten(), reduction="sum"
            ) / max(1, tokens)
            loss.backward()
            total += loss.item()
    limit = config.grad_clip or math.inf
    norm = float(torch.nn.utils.clip_grad_norm_(model.parameters(), limit))
    lm.torn = True  # until the step is counted
    event = guard.judge(total, norm)
    if event is None:
        optimizer.step()
    return total, norm, tokens, event
