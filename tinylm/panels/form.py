"""A small form for people who would rather click: it holds the same config as the cell above it."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import ipywidgets as W
from IPython.display import display

from ..config import ModelConfig, TrainConfig
from ..presets import PRESETS, preset

_WIDE = W.Layout(width="420px")
_NAMES = {"description_width": "110px"}


class TrainForm:
    """Corpus, preset, learning rate and steps. Values start as given and follow the widgets."""

    def __init__(
        self, corpus: str, preset: str, learning_rate: float, max_steps: int, **more: Any
    ) -> None:
        self._more = more
        self._corpus = W.Combobox(
            value=corpus,
            options=["sample"],
            description="corpus",
            placeholder="sample, or the path of a text file",
            style=_NAMES,
            layout=_WIDE,
        )
        self._preset = W.Dropdown(
            value=preset, options=list(PRESETS), description="preset", style=_NAMES, layout=_WIDE
        )
        self._rate = W.FloatLogSlider(
            value=learning_rate,
            min=-4,
            max=-1.5,
            step=0.05,
            description="learning rate",
            readout_format=".2g",
            style=_NAMES,
            layout=_WIDE,
        )
        self._steps = W.BoundedIntText(
            value=max_steps, min=1, max=10_000_000, description="steps", style=_NAMES, layout=_WIDE
        )
        self._note = W.HTML()
        self.box = W.VBox([self._corpus, self._preset, self._rate, self._steps, self._note])
        self._given = learning_rate
        for widget in (self._corpus, self._preset, self._rate, self._steps):
            widget.observe(self._describe, "value")
        self._describe(None)

    def show(self) -> TrainForm:
        display(self.box)
        return self

    @property
    def corpus(self) -> str:
        return self._corpus.value.strip()

    def use(self, corpus: str) -> None:
        """Puts a corpus into the form, and among those that it proposes."""
        self._corpus.options = list(dict.fromkeys([*self._corpus.options, corpus]))
        self._corpus.value = corpus

    @property
    def learning_rate(self) -> float:
        # The browser moves the slider to its nearest mark and tells the kernel so. While it stands
        # there nobody has moved it, and the value stays exactly as it was written.
        shown = self._rate.value
        if abs(math.log10(shown / self._given)) <= 0.51 * self._rate.step:
            return self._given
        return float(f"{shown:.2g}")  # as the slider's readout says it

    def model_config(self, vocab_size: int) -> ModelConfig:
        return preset(self._preset.value, vocab_size)

    def train_config(self) -> TrainConfig:
        return TrainConfig(
            learning_rate=self.learning_rate, max_steps=self._steps.value, **self._more
        )

    def _describe(self, _change: Any) -> None:
        try:
            config = self.train_config()
        except ValueError as error:
            self._note.value = f"<b>{error}</b>"
            return
        defaults = TrainConfig()
        changed = [
            f"{f.name}={getattr(config, f.name)!r}"
            for f in dataclasses.fields(config)
            if getattr(config, f.name) != getattr(defaults, f.name)
        ]
        self._note.value = f"<code>TrainConfig({', '.join(changed)})</code>"
