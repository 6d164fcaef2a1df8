"""What a training run will take and lead to, before it starts.

The size is arithmetic, the time a probe of some steps on the real model and data, and the loss what
`benchmarks/forecast_points.py` measured: for texts and sizes beyond its points nothing is claimed.
"""

from __future__ import annotations

import bz2
import copy
import dataclasses
import math
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch

from .batches import UNLEARNED, Batches
from .calculator import calculate, duration, human
from .checkpoint import Checkpoint
from .config import ModelConfig, TrainConfig
from .dataset import TokenArray, TokenData
from .evaluation import evaluate
from .generation import generate
from .records import StepRecord
from .tokenizer import Tokenizer
from .training import SAMPLE, total_steps
from .updates import Updates

_STEPS = 5  # probed, spread over the run


class Kind(NamedTuple):
    """A kind of English text, and what runs on it ended at."""

    name: str
    plain: tuple[float, float]  # bits per byte that bz2 needs for a megabyte of such text
    points: dict[float, float]  # megabytes of text read, repeats counted: bits per byte held out
    power: float  # of the number of parameters: what a larger model gains from the same text


# `mini-1m` (1.12 million parameters, a vocabulary of 2,048) with the defaults of its time, by
# `benchmarks/forecast_points.py`; the longest two are those of the README.
KINDS = (
    Kind(
        "text as regular as the embedded stories",
        (1.25, 1.55),
        {0.9: 1.802, 1.8: 1.317, 3.6: 0.850, 7.2: 0.534, 14.4: 0.395, 26.6: 0.332},
        -0.45,
    ),
    Kind(
        "children's stories",
        (1.55, 1.83),
        {0.9: 1.642, 1.8: 1.379, 3.6: 1.177, 7.2: 1.030, 14.5: 0.927, 32: 0.867},
        -0.1,
    ),
    Kind(  # books, an encyclopaedia, instructions: within 4 % of each other
        "other English prose",
        (1.83, 2.35),
        {0.75: 2.41, 1.5: 2.15, 6.5: 1.746},
        -0.1,
    ),
)
# Millions of parameters. One of 14 million ended above the small one after 0.9 MB, level after 1.8.
_SIZES = (0.3, 2.0)
_SPREAD = 0.2  # half the width of the range, as a share: room for seeds, recipes and other text


@dataclass(frozen=True)
class Forecast:
    """A run before it starts."""

    parameters: int
    memory: int  # bytes in tensors at the height of a step
    steps: int
    tokens: int  # that are learned from, repeats counted
    passes: float  # over the training text
    seconds: float  # on this machine as busy as it is now, validations and samples included
    bits_per_byte: tuple[float, float] | None  # on held-out text in the end; None: not known
    loss: tuple[float, float] | None  # the same in nats a token
    note: str  # what the range holds for, or why there is none

    @property
    def tokens_per_parameter(self) -> float:
        return self.tokens / self.parameters

    def rows(self) -> list[tuple[str, str]]:
        """Everything as (name, value) lines for people."""
        expected = self.note
        if self.bits_per_byte is not None:
            (low, high), (least, most) = self.loss, self.bits_per_byte
            expected = f"{low:.2f} to {high:.2f} ({least:.2f} to {most:.2f} bits per byte)"
        return [
            ("parameters", human(self.parameters)),
            ("memory to train", human(self.memory, "B") + " in tensors, at its peak"),
            ("steps", f"{self.steps:,}"),
            ("tokens read", f"{human(self.tokens)}, {self.passes:.1f} passes over the text"),
            ("tokens a parameter", f"{self.tokens_per_parameter:.1f}"),
            ("time on this machine", "about " + duration(self.seconds)),
            ("expected validation loss", expected),
            *([("holds for", self.note)] if self.bits_per_byte is not None else []),
        ]


def forecast(lm: Checkpoint, data: TokenData, config: TrainConfig) -> Forecast:
    """What `train(lm, data, config)` will take, from its first step to its last.

    Five steps are made on a copy of the model, which takes its memory for a moment; `lm` stays as
    it is. Raises what `train` would raise at its start.
    """
    batches = Batches(data.train, lm.config.context_length, config)
    total = total_steps(config, batches.per_epoch / config.accumulation)
    seconds, tokens = _probe(lm, data, config, batches, total)
    passes = total * config.accumulation / batches.per_epoch
    kind = kind_of(data.train, lm.tokenizer)
    return _told(lm.config, config, data, kind, (total, tokens, passes), seconds)


class Scaled:
    """Forecasts of other settings and sizes than the one that was probed, at once: the time is that
    of the probe, in proportion to the FLOPs of the run."""

    def __init__(self, lm: Checkpoint, data: TokenData, config: TrainConfig) -> None:
        self.data, self.kind = data, kind_of(data.train, lm.tokenizer)
        self.vocab_size = lm.config.vocab_size
        self.probed = forecast(lm, data, config)
        work = self.probed.tokens * calculate(lm.config, config).training_flops
        self.flops_per_second = work / self.probed.seconds

    def __call__(self, model: ModelConfig, config: TrainConfig) -> Forecast:
        """Raises what `train` would raise at its start."""
        batches = Batches(self.data.train, model.context_length, config)
        total = total_steps(config, batches.per_epoch / config.accumulation)
        learned = int((batches.at(0).targets != UNLEARNED).sum())
        tokens = total * config.accumulation * learned
        seconds = tokens * calculate(model, config).training_flops / self.flops_per_second
        passes = total * config.accumulation / batches.per_epoch
        return _told(model, config, self.data, self.kind, (total, tokens, passes), seconds)


def _told(
    model: ModelConfig,
    config: TrainConfig,
    data: TokenData,
    kind: tuple[Kind | None, str],
    course: tuple[int, int, float],
    seconds: float,
) -> Forecast:
    (total, tokens, passes), costs = course, calculate(model, config)
    expected, note = expected_bits(kind, data.train.tokens_per_byte, costs.total, tokens, passes)
    nats = math.log(2) / data.train.tokens_per_byte
    return Forecast(
        parameters=costs.total,
        memory=costs.training_peak,
        steps=total,
        tokens=tokens,
        passes=passes,
        seconds=seconds,
        bits_per_byte=expected,
        loss=expected and (expected[0] * nats, expected[1] * nats),
        note=note,
    )


def plan(lm: Checkpoint, data: TokenData, minutes: float, **settings) -> TrainConfig:
    """A `TrainConfig` whose run takes about so many minutes on this machine, as it is busy now.

    The number of steps follows from a probe of a few of them, the learning rate from the model's
    size; `settings` are further fields of the config. Raises `ValueError` where not even ten steps
    fit.
    """
    if not minutes > 0:
        raise ValueError(f"minutes={minutes!r} must be more than 0.")
    config = TrainConfig(**(settings | dict(max_steps=1000)))
    batches = Batches(data.train, lm.config.context_length, config)
    seconds, _ = _probe(lm, data, config, batches, config.max_steps)
    steps = int(config.max_steps * 60 * minutes / seconds)
    if steps < 10:
        raise ValueError(
            f"minutes={minutes:g} is too short for this model here: a step takes "
            f"{seconds / config.max_steps:.1f} s; use a smaller model or more minutes."
        )
    return dataclasses.replace(config, max_steps=steps)


def _probe(
    lm: Checkpoint, data: TokenData, config: TrainConfig, batches: Batches, total: int
) -> tuple[float, int]:
    """Seconds and tokens of the whole run, from some of its steps on a copy at a rate of zero."""
    probe = dataclasses.replace(lm, model=copy.deepcopy(lm.model), history=[], optimizer=None)
    config = dataclasses.replace(config, compile="off")  # five steps would not repay it
    updates = Updates(probe, config, batches.at)
    updates.guard.rate, precision = 0.0, updates.precision
    paces, counts = [], []
    for i in range(_STEPS + 1):
        probe.step = max(0, i - 1) * total // _STEPS
        began = time.perf_counter()
        tokens = updates.make(total).tokens
        if i:  # the very first one sets up what the others find ready
            paces.append((time.perf_counter() - began) / max(1, tokens))
            counts.append(tokens)
    tokens = round(total * statistics.mean(counts))
    seconds = tokens * statistics.median(paces)
    judgings = total // config.eval_every if config.eval_every else 1
    for times, most, kind in (
        (judgings, config.eval_tokens, precision),
        (1, 65_536, torch.float32),  # the report at the end
    ):
        began = time.perf_counter()
        with torch.autocast(lm.device.type, kind, enabled=kind != torch.float32):
            judged = evaluate(probe, data.val, 16 * lm.config.context_length).tokens
        pace = (time.perf_counter() - began) / judged
        seconds += pace * times * min(len(data.val), most)
    if config.sample_every and config.sample_prompts:
        began = time.perf_counter()
        generate(probe, config.sample_prompts[0], dataclasses.replace(SAMPLE, max_new_tokens=8))
        pace = (time.perf_counter() - began) / 8
        samples = (total // config.sample_every + 1) * len(config.sample_prompts)
        seconds += pace * samples * SAMPLE.max_new_tokens
    return seconds, tokens


def kind_of(train: TokenArray, tokenizer: Tokenizer) -> tuple[Kind | None, str]:
    """Which kind of text this is, by its first megabyte; or None, and why."""
    text = tokenizer.decode(train[: round(1.05e6 * train.tokens_per_byte)].tolist())[:1_000_000]
    if len(text) < 900_000:
        return None, "not known for less than a megabyte of text"
    plain = 8 * len(bz2.compress(text.encode())) / len(text.encode())
    fitting = [kind for kind in KINDS if kind.plain[0] <= plain < kind.plain[1]]
    if not fitting or not _is_english(text):
        return None, "not known for this kind of text: measured for English prose only"
    if not 2 <= 1 / train.tokens_per_byte <= 6:
        return None, "not known for this tokenizer: measured for tokens of 3 to 4 bytes"
    return fitting[0], ""


def expected_bits(
    told: tuple[Kind | None, str],
    tokens_per_byte: float,
    parameters: int,
    tokens: int,
    passes: float,
) -> tuple[tuple[float, float] | None, str]:
    """The range of bits per byte on held-out text, and what it holds for; or None, and why."""
    kind, why = told
    if kind is None:
        return None, why
    read = tokens / tokens_per_byte / 1e6
    least, most = min(kind.points) / 2, 2 * max(kind.points)
    if not least <= read <= most:
        return None, f"not known: measured for runs that read {least:.1f} to {most:.0f} MB of text"
    if not _SIZES[0] <= parameters / 1e6 <= _SIZES[1]:
        low, high = _SIZES
        return None, f"not known: measured for models of {low:g} to {high:g} million parameters"
    if passes > 6:
        return None, f"not known: in {passes:.0f} passes much is learned by heart"
    x, y = np.log(list(kind.points)), np.log(list(kind.points.values()))
    bits = math.exp(_line(math.log(read), x, y)) * (parameters / 1.118e6) ** kind.power
    note = f"{kind.name}, with the default recipe"
    return (bits * (1 - _SPREAD), bits * (1 + _SPREAD)), note


def _is_english(text: str) -> bool:
    words = text.lower().split()
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return letters > 0.9 * len(text) and words.count("the") > 0.015 * len(words)


def _line(at: float, x: np.ndarray, y: np.ndarray) -> float:
    """Piecewise linear, and on beyond its ends as its last pieces go."""
    i = int(np.clip(np.searchsorted(x, at) - 1, 0, len(x) - 2))
    return float(y[i] + (at - x[i]) * (y[i + 1] - y[i]) / (x[i + 1] - x[i]))


def final_loss(history: Sequence[StepRecord]) -> tuple[float, float, float] | None:
    """The validation loss at the end of a run under way, and a range: (nats, low, high).

    The training loss goes on as the power law of its last 60 %, at the distance that the latest
    validation had from it. On 41 runs of ours, of 700 to 20,000 steps, 9 in 10 ended within half of
    the share of steps that were left: 25 % when half the run was left, 5 % with a tenth. None
    before half of the steps, at the end, without a validation, and for fewer than 50 records.
    """
    known = [r for r in history if 0 < r.loss < math.inf]
    judged = [r for r in history if r.val_loss is not None and math.isfinite(r.val_loss)]
    if len(known) < 50 or not judged or not known[-1].total / 2 <= known[-1].step < known[-1].total:
        return None
    last, judged_last = known[-1], judged[-1]
    late = [r for r in known if r.step > 0.4 * last.step]
    x, y = np.log([r.step for r in late]), np.log([r.loss for r in late])
    slope, start = np.polyfit(x, y, 1)

    def training(step: int) -> float:
        return math.exp(start + slope * math.log(step))

    end = training(last.total) + judged_last.val_loss - training(judged_last.step)
    room = 0.5 * max(0.02, 1 - last.step / last.total)  # the last steps still have noise
    return end, end * (1 - room), end * (1 + room)
