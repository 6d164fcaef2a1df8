"""The step loop: a generator of one record an update, with resume and checkpoints.

`train` is text; `finetune` (its own file) drives the same loop with conversations. Everything
random is a function of (seed, step), so a run that was killed goes on to bit-identical weights.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import time
import warnings
from collections.abc import Callable, Iterator

import torch

from .batches import Batch, Batches, ahead, check_shift
from .bigrams import fit_bigrams
from .checkpoint import Checkpoint
from .config import SampleConfig, TrainConfig
from .controls import Changes
from .dataset import TokenData
from .device import at_work, pick_precision
from .evaluation import Report, evaluate
from .generation import check_fits, generate
from .history import overfitting, thinned
from .monitor import Monitor
from .patience import Patience
from .records import StepRecord
from .runs import Run
from .signals import deferred
from .updates import Updates

# By PyTorch alone, so that a history does not depend on when the compiled step was ready.
SAMPLE = SampleConfig(max_new_tokens=60, temperature=0.8, fast="off")
TOO_GOOD = 0.02  # nats a token; what people write has more surprise in it by a factor of ten


def train(lm: Checkpoint, data: TokenData, config: TrainConfig) -> Iterator[StepRecord]:
    """Trains `lm` in place on `data.train`, yielding a `StepRecord` after every update.

    The same call again goes on where it was stopped (only new steps are yielded; `lm.history` has
    all), or, when the run is finished, loads its result and yields its last record once more. A
    changed config is a new run from the weights that `lm` was created or loaded with. A generator
    that is abandoned midway has saved its state.
    """
    check_vocabulary(lm, data)
    untrained = lm.source is not None and lm.source[0] == "seed"
    config = config.for_size(lm.model.num_parameters(), trained=not untrained)
    batches = Batches(data.train, lm.config.context_length, config)
    for prompt in config.sample_prompts if config.sample_every else ():
        check_fits(lm, lm.tokenizer.encode_prompt(prompt), f"sample prompt {prompt[:20]!r}")
    total = total_steps(config, batches.per_epoch / config.accumulation)
    batches.total = total * config.accumulation

    def start() -> None:
        if config.bigram_start and untrained and not lm.config.tie_weights:
            fit_bigrams(lm.model, data.train, config.seed)

    def measure() -> Report:
        report = evaluate(lm, data.val, config.eval_tokens)
        if report.loss < TOO_GOOD:
            warnings.warn(
                f"a validation loss below {TOO_GOOD} nats a token is too good to be true: is the "
                "validation text in the training text, or one passage repeated?",
                stacklevel=2,
            )
        return report

    def finish() -> dict:
        return dict(val=evaluate(lm, data.val).as_dict())

    def sample(prompt: str) -> str:
        return generate(lm, prompt, sampling(lm))

    run = Run("pretrain", lm, config, data.fingerprint)
    with run.alone(), at_work(lm.device, config.precision):
        yield from run_steps(
            lm, run, config, total, batches.at, measure, finish, sample, data.split, start
        )


def sampling(lm: Checkpoint) -> SampleConfig:
    """How the samples on the way are drawn."""
    return dataclasses.replace(SAMPLE, temperature=lm.controls.temperature)


def total_steps(config: TrainConfig, steps_per_epoch: float) -> int:
    """The updates of a run: as many as `max_steps` and `epochs` both allow."""
    if config.epochs is None:
        return config.max_steps or 1000
    steps = max(1, round(config.epochs * steps_per_epoch))
    return min(steps, config.max_steps or steps)


def check_vocabulary(lm: Checkpoint, data: TokenData) -> None:
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
    measure: Callable[[], Report],
    finish: Callable[[], dict],
    sample: Callable[[str], str],
    split: dict | None,
    start: Callable[[], None] | None = None,
    updates: Callable[..., Updates] = Updates,
) -> Iterator[StepRecord]:
    """The loop itself. `batch_at` gives the batch of a micro-step; `start` comes before the first
    update of a run; `updates` makes what learns otherwise than from the next token."""
    run.begin(lm, split)
    lm.controls.folder = run.folder
    if start is not None and lm.step == 0:
        start()
    device = lm.device
    precision = pick_precision(config.precision, device)

    def judge() -> Report:
        # As it is trained: on a CPU with bfloat16 in less than half the time, and the loss of a
        # trained model differs by 0.00004 +- 0.0001. The report at the end is in float32.
        with torch.autocast(device.type, precision, enabled=precision != torch.float32):
            return measure()

    patience = Patience(lm, run, config, judge)

    def conclude() -> None:
        """The report of the whole run, on the weights that are its result."""
        told = patience.conclude(lm) | dict(overfitting=overfitting(lm.history))
        lm.report = finish() | told

    if lm.finished or lm.step >= total or patience.over:
        if not lm.finished:  # the end was reached, but could not be saved
            conclude()
            run.finish(lm)
        run.publish()
        yield lm.history[-1]
        return
    check_shift(batch_at(lm.step * config.accumulation))
    before = lm.history[-1] if lm.history else None
    spent, aside = (before.seconds, before.overhead) if before else (0.0, 0.0)
    controls = lm.controls
    given = dict(rate=1.0, temperature=SAMPLE.temperature, eval_every=config.eval_every)
    changes = Changes(controls, given, run.changes(lm), lm.step)
    monitor = Monitor(lm, config, precision)
    saved, saved_at = lm.step if lm.step else -1, time.monotonic()
    most_minutes = config.checkpoint_minutes or math.inf
    updates = updates(lm, config, batch_at)
    averaged = updates.optimizer.averaged

    def save() -> None:
        nonlocal saved, saved_at
        lm.optimizer = updates.state_dict()
        if changes.kept:
            lm.optimizer["changes"] = changes.kept
        run.save(lm)
        saved, saved_at = lm.step, time.monotonic()

    thread = contextlib.ExitStack()
    try:
        updates.batch_at = thread.enter_context(ahead(batch_at, device, config.accumulation))
        while not lm.finished:
            began = time.perf_counter()
            turned, new = changes.before(lm.step + 1)
            if new:
                run.keep_changes(changes.kept)
            updates.factor = controls.rate
            with deferred():  # an update that has begun is ended
                made = updates.make(total)
                updated = time.perf_counter()
                took = updated - began
                record = StepRecord(
                    step=lm.step + 1,
                    total=total,
                    loss=made.loss,
                    lr=made.rate,
                    grad_norm=made.norm,
                    tokens=made.tokens + (lm.history[-1].tokens if lm.history else 0),
                    tokens_per_second=made.tokens / took,
                    seconds=spent + took,
                    overhead=aside,
                    parts=updates.parts.count,
                    event="; ".join(filter(None, (turned, made.event))) or None,
                    measures=made.measures,
                    **monitor.step(made.shapes, took, total - lm.step - 1),
                )
                lm.history.append(record)
                lm.step, lm.torn = record.step, False
                if lm.step % config.checkpoint_every == 0:
                    updates.guard.remember()
            last, better, seen = lm.step == total or made.over, False, {}
            if last or (controls.eval_every and lm.step % controls.eval_every == 0):
                with averaged():
                    report = judge()
                seen |= dict(val_loss=report.loss, val_stderr=report.stderr) | monitor.read()
                seen |= dict(val_accuracy=report.accuracy)
                if math.isfinite(report.bits_per_byte):
                    seen |= dict(val_bits_per_byte=report.bits_per_byte)
                if report.measures:
                    seen |= dict(measures=(record.measures or {}) | report.measures)
                better = patience.better(report, lm.step)
                if patience.over and not last:
                    last, seen["seconds_left"] = True, 0.0
                    seen["event"] = "; ".join(filter(None, (record.event, patience.says)))
            due = last or controls.sample
            if config.sample_every and (due or lm.step % config.sample_every == 0):
                with averaged():
                    seen["samples"] = tuple(sample(prompt) for prompt in config.sample_prompts)
            if seen:
                now = time.perf_counter()
                seen |= dict(seconds=spent + now - began, overhead=aside + now - updated)
                record = lm.history[-1] = dataclasses.replace(record, **seen)
            lm.history = thinned(lm.history)
            run.log(record)
            if better:
                with averaged():
                    run.save_best(lm)
            if last:
                updates.settle()
                lm.optimizer = updates.state_dict()
                del lm.optimizer["guard"]  # its good state is of no use any more
                conclude()
                now = time.perf_counter()
                lm.report["overhead"] = (aside + now - updated) / (spent + now - began)
                run.finish(lm)
                saved = lm.step
            elif (
                lm.step % config.checkpoint_every == 0
                or (time.monotonic() - saved_at) / 60 >= most_minutes
                or controls.save
            ):
                save()
            controls.save = controls.sample = False
            now = time.perf_counter()
            spent, aside = spent + now - began, aside + now - updated
            yield record
    except OSError:  # a save that failed is told, and not tried again on the way out
        saved = lm.step
        raise
    finally:
        thread.close()
        try:
            if not lm.torn and lm.step > saved:
                save()
        finally:
            updates.adapters.merge()
