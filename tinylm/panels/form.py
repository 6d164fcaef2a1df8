"""A form for people who would rather click: it holds the same config as the cell above it.

What one changes most stands on top, every other field of the configs below, with what it means.
"""

from __future__ import annotations

import dataclasses
import math
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as W
from IPython.display import display

from ..calculator import calculate, human
from ..checkpoint import Checkpoint
from ..config import ModelConfig, TrainConfig
from ..dataset import TokenData
from ..fields import as_code, read_configs, save_configs
from ..forecasting import Scaled
from ..presets import PRESETS, preset
from .card import table_html
from .fields import ConfigForm

_WIDE = W.Layout(width="420px")
_NAMES = {"description_width": "110px"}
_ON_TOP = ("learning_rate", "max_steps")


class TrainForm:
    """Corpus, preset, learning rate and steps, and all else that a run is made of. Values start as
    given and follow the widgets."""

    def __init__(
        self, corpus: str, preset: str, learning_rate: float, max_steps: int, **more: Any
    ) -> None:
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
        self._note, self._card = W.HTML(), W.HTML()
        self._given = learning_rate
        self._scaled: Scaled | None = None
        self._model = ConfigForm(_shape(preset), ("vocab_size",), self._describe)
        self._train = ConfigForm(TrainConfig(**more), _ON_TOP, self._describe)
        self._path = W.Text("my_run.json", description="file", style=_NAMES, layout=_WIDE)
        self._save, self._open = W.Button(description="Save"), W.Button(description="Open")
        self._told = W.HTML()
        files = W.VBox([W.HBox([self._path, self._save, self._open]), self._told])
        parts = [self._model.box, self._train.box, files]
        titles = ("every field of the model", "every field of the run", "as a file")
        self.more = W.Accordion(parts, titles=titles, selected_index=None)
        self.more.layout.max_width = "900px"
        quick = [self._corpus, self._preset, self._rate, self._steps]
        self.box = W.VBox([*quick, self._note, self.more, self._card])
        self._preset.observe(self._take_preset, "value")
        for widget in (self._corpus, self._rate, self._steps):
            widget.observe(self._describe, "value")
        self._save.on_click(self._write_file)
        self._open.on_click(self._read_file)
        self._describe()

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
        self._refuse_wrong()
        return dataclasses.replace(self._model.config, vocab_size=vocab_size)

    def train_config(self) -> TrainConfig:
        """Raises `ValueError` while a field of the form is wrong."""
        self._refuse_wrong()
        return dataclasses.replace(
            self._train.config, learning_rate=self.learning_rate, max_steps=self._steps.value
        )

    def _refuse_wrong(self) -> None:
        wrong = [*self._model.wrong, *self._train.wrong]
        if wrong:
            raise ValueError(f"the form has a value that cannot be used: {wrong[0]}")

    def forecast(self, lm: Checkpoint, data: TokenData) -> None:
        """Displays what the run will take, by a probe of five steps. The card goes on following the
        form, in which it stands too: the time then in proportion to the work."""
        self._scaled = Scaled(lm, data, self.train_config())
        self._card.value = self._forecast_html()
        display(W.VBox([self._card]))

    def _forecast_html(self) -> str:
        try:
            model = self.model_config(self._scaled.vocab_size)
            told = self._scaled(model, self.train_config())
        except ValueError as error:
            return f"<b>{escape(str(error))}</b>"
        return table_html(told.rows())

    def _take_preset(self, _change: Any) -> None:
        self._model.set(_shape(self._preset.value))

    def _describe(self, _change: Any = None) -> None:
        try:
            config, model = self.train_config(), self.model_config(2048)
        except ValueError as error:
            self._note.value = f"<b>{escape(str(error))}</b>"
            if self._scaled is not None:
                self._card.value = self._note.value
            return
        shape = _shape(self._preset.value)
        moved = [
            f"{f.name}={getattr(model, f.name)!r}"
            for f in dataclasses.fields(model)
            if getattr(model, f.name) != getattr(shape, f.name)
        ]
        code = [f"config = {as_code(config)}"]
        sized = f'shape = tinylm.preset("{self._preset.value}", tokenizer.vocab_size)'
        if moved:
            sized = f"{sized}\nshape = dataclasses.replace(shape, {', '.join(moved)})"
        costs = calculate(model, config)
        told = f"{human(costs.total)} parameters, {human(costs.training_peak, 'B')} to train"
        code = "\n".join([sized, *code])
        style = "white-space:pre-wrap;user-select:all;display:block;line-height:1.4"
        self._note.value = (
            f"{told}. As code, to copy (one click selects it):<code style='{style}'>"
            f"{escape(code)}</code>"
        )
        if self._scaled is not None:
            self._card.value = self._forecast_html()

    def _write_file(self, _button: Any) -> None:
        try:
            shape = dataclasses.asdict(self._model.config)
            path = save_configs(
                self._path.value.strip(),
                corpus=dict(source=self.corpus),
                model=dict(preset=self._preset.value) | shape,
                train=self.train_config(),
            )
        except (OSError, ValueError) as error:
            self._told.value = f"<b>{escape(str(error))}</b>"
            return
        self._told.value = (
            f"written: {escape(str(path))}; <code>python -m tinylm run {escape(str(path))}</code> "
            "trains, tunes and talks with it."
        )

    def _read_file(self, _button: Any) -> None:
        path = Path(self._path.value.strip())
        try:
            told = read_configs(path)
            shape = dict(told.get("model", {}))
            name = shape.pop("preset", self._preset.value)
            model = _replaced(_shape(name), shape, "model")
            run = _replaced(self._train.config, told.get("train", {}), "train")
        except (OSError, ValueError) as error:
            self._told.value = f"<b>{escape(str(error))}</b>"
            return
        if told.get("corpus", {}).get("source"):
            self.use(told["corpus"]["source"])
        self._preset.value = name
        self._model.set(model)
        if run.max_steps is not None:
            self._steps.value = run.max_steps
        if run.learning_rate is not None:
            self._given = self._rate.value = run.learning_rate
        self._train.set(run)
        self._told.value = f"read: {escape(str(path))}"


def _shape(name: str) -> ModelConfig:
    return preset(name, 2048)  # the tokenizer will say how many tokens there are


def _replaced(config: Any, values: dict[str, Any], section: str) -> Any:
    known = {field.name for field in dataclasses.fields(config)}
    if unknown := [name for name in values if name not in known]:
        raise ValueError(
            f"[{section}] has no field {unknown[0]!r}: take it out, or spell it right."
        )
    return dataclasses.replace(config, **values)
