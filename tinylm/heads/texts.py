"""What a model writes with one trial head after another, always after the same prompts.

The body stays, so it reads the prompts once, and a trial only brings its head. All prompts are
written on side by side, by PyTorch until the compiled step is ready.
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import time
from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch import Tensor

from ..checkpoint import Checkpoint
from ..config import SampleConfig
from ..filters import choose
from ..generation import BROKEN, Decoder


class Continuations:
    """Writes `config.max_new_tokens` tokens after each of the prompts, up to `<eos>`.

    Prompt i is drawn with `config.seed + i`. The compiled step takes over as it does elsewhere: on
    a CPU, with Numba, as soon as it pays.
    """

    def __init__(self, lm: Checkpoint, prompts: list[list[int]], config: SampleConfig) -> None:
        self.given = lm, prompts, config
        able = lm.device.type == "cpu" and importlib.util.find_spec("numba") is not None
        self.step = None
        if able and config.fast != "off":
            self.step = importlib.import_module("tinylm.fast.ready").compiled("float32")
        self.writer: _Batched | _Compiled | None = None

    def write(self, head: Tensor) -> list[list[int]]:
        """The new tokens of each prompt with this head (V, C)."""
        if self.step is not None and not isinstance(self.writer, _Compiled) and self.step.ready():
            self.writer = _Compiled(*self.given)
        self.writer = self.writer or _Batched(*self.given)
        began = time.perf_counter()
        written = self.writer.write(head)
        if self.step is not None:
            self.step.spent += time.perf_counter() - began
        return written


def _window(lm: Checkpoint, prompts: list[list[int]], config: SampleConfig) -> int:
    """As much context as these texts need, so that no more keys and values are kept."""
    return min(lm.config.context_length, max(map(len, prompts)) + config.max_new_tokens)


class _Compiled:
    """The compiled step, its weights packed once; each trial packs the head alone."""

    def __init__(self, lm: Checkpoint, prompts: list[list[int]], config: SampleConfig) -> None:
        engine = importlib.import_module("tinylm.fast.engine")
        self.steps = importlib.import_module("tinylm.fast.steps")
        self.model, self.config = lm.model, config
        self.packed = engine.Packed(lm.model)
        T = _window(lm, prompts, config)
        self.packed.config = dataclasses.replace(lm.config, context_length=T)
        self.packed.model[5][self.steps.CONTEXT] = T
        self.groups = []
        for first in range(0, len(prompts), engine.GROUP):
            group = enumerate(prompts[first : first + engine.GROUP], first)
            given = [(ids, len(ids), config.seed + i) for i, ids in group]
            texts = engine.Texts(self.packed, given, config, {lm.tokenizer.eos_id})
            state = (texts.table, texts.drawn, texts.counts, texts.made)
            self.groups.append((texts, [(array, array.copy()) for array in state]))

    def write(self, head: Tensor) -> list[list[int]]:
        self.packed.set_head(head)
        return [new for texts, begin in self.groups for new in self._group(texts, begin)]

    def _group(self, texts, begin: list) -> list[list[int]]:
        steps = self.steps
        # Of a prompt all but its last token stays read, unless its window has moved on since.
        stays = (texts.table[:, steps.START] == 0) & (texts.table[:, steps.READ] > 0)
        for array, first in begin:
            array[:] = first
        texts.table[stays, steps.READ] = texts.table[stays, steps.LENGTH] - 1
        new: list[list[int]] = [[] for _ in texts.table]
        while ((texts.ended == steps.GOES_ON) | (texts.ended == steps.FULL)).any():
            for i, token, _ in texts.write(self.model, self.config.max_new_tokens):
                new[i].append(token)
            if (texts.ended == steps.BROKEN).any():
                raise ValueError(BROKEN)
        return new


class _Batched:
    """PyTorch, all prompts in one batch, wherever the model is."""

    def __init__(self, lm: Checkpoint, prompts: list[list[int]], config: SampleConfig) -> None:
        self.prompts, self.config, self.end = prompts, config, lm.tokenizer.eos_id
        T = _window(lm, prompts, config)
        shape = dataclasses.replace(lm.config, context_length=T)
        small = SimpleNamespace(model=lm.model, config=shape, device=lm.device)
        self.decoder = _Decoder(small, len(prompts))

    def write(self, head: Tensor) -> list[list[int]]:
        self.decoder.head = head
        rows = [list(ids) for ids in self.prompts]
        begins = [len(ids) for ids in rows]
        seeds = [self.config.seed + i for i in range(len(rows))]
        ended = [False] * len(rows)
        for _ in range(self.config.max_new_tokens):
            tokens = choose(self.decoder.read(rows), rows, begins, seeds, self.config)
            for i, token in enumerate(tokens):
                ended[i] = ended[i] or token == self.end
                rows[i].append(token)  # also where it has ended: all rows grow together
            if all(ended):
                break
        return [upto(ids[begin:], self.end) for ids, begin in zip(rows, begins, strict=True)]


class _Decoder(Decoder):
    """Reads with the body of a model and any head. Prompts that come again stay read."""

    head: Tensor

    def _logits(self, ids: list) -> Tensor:
        hidden = self.lm.model.hidden(torch.tensor(ids, device=self.lm.device), self.cache)
        return F.linear(hidden[:, -1], self.head, self.lm.model.head.bias).float().cpu()


def upto(ids: list[int], end: int | None) -> list[int]:
    """What comes before the first `end`."""
    return ids[: ids.index(end)] if end in ids else ids
