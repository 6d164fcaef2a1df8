"""What the panels of notebook 3 share: checkpoints to choose from, sliders, text as it comes."""

from __future__ import annotations

import asyncio
import time
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any, Self

import ipywidgets as W
from IPython.display import display

from ..checkpoint import MADE_BY, Checkpoint, load_checkpoint
from ..config import SampleConfig
from .card import card_html

NAMES = {"description_width": "130px"}
WIDE = W.Layout(width="420px")
_EVERY = 0.05  # seconds between updates of the text
_SMALL = W.Layout(width="100px")
_WRAPS = W.Layout(flex_flow="row wrap")


def find_checkpoints(folder: str | Path) -> dict[str, Path]:
    """Finished checkpoints by name, the furthest stage first. Raises when there is none."""
    folder = Path(folder)
    order = list(MADE_BY)[::-1]
    found = sorted(
        folder.glob("*.pt"),
        key=lambda p: (order.index(p.name) if p.name in order else len(order), p.name),
    )
    if not found:
        raise FileNotFoundError(
            f"there is no checkpoint in {str(folder)!r}: run Network_Train.ipynb first."
        )
    return {path.name: path for path in found}


class Models:
    """The checkpoints of a folder. One that several panels have chosen is in memory once, and goes
    when none of them has it any more."""

    def __init__(self, folder: str | Path) -> None:
        self.paths = find_checkpoints(folder)
        self._loaded: weakref.WeakValueDictionary[tuple, Checkpoint] = weakref.WeakValueDictionary()

    def load(self, name: str) -> Checkpoint:
        """Raises as `load_checkpoint` does. A file that was written anew is read anew."""
        path = self.paths[name]
        key = (name, path.is_file() and path.stat().st_mtime_ns)
        lm = self._loaded.get(key)
        if lm is None:
            lm = self._loaded[key] = load_checkpoint(path, shared=True)
        return lm


class Playground(ABC):
    """A panel that writes with a checkpoint. What it writes, and where, its kinds say."""

    verb, icon = "Write", "play"

    def __init__(self, folder: str | Path | Models, max_new_tokens: int, prefer: str = "") -> None:
        self.models = folder if isinstance(folder, Models) else Models(folder)
        self.lm: Checkpoint | None = None
        self.task: asyncio.Task | None = None
        self.said = ""  # what has been written of the present text
        self._writing: object | None = None  # the write that may go on; any other one ends
        self._make_settings(max_new_tokens, prefer)
        self.button = small_button(self.verb, self.icon, button_style="primary")
        self.stop_button = small_button("Stop", "stop", disabled=True)
        self.clear_button = small_button("Clear", "eraser")
        self.mode, self.status = W.HTML(), W.HTML()
        self.box = W.VBox(self._layout())
        # Widgets live until the kernel ends; through a weak reference they do not keep the model.
        self.choice.observe(weakly(self._choose), "value")
        weakref.finalize(self, self.box.close).atexit = False
        self.button.on_click(weakly(self.start))
        self.stop_button.on_click(weakly(self.stop))
        self.clear_button.on_click(weakly(self.clear))
        self._choose(None)

    @abstractmethod
    def _layout(self) -> list[W.Widget]:
        """All its parts from top to bottom."""

    @abstractmethod
    def _use(self, lm: Checkpoint | None) -> str:
        """Takes a checkpoint, or lets go of the one that it has. Says what it does, as HTML."""

    @abstractmethod
    def _draw(self) -> None:
        """Shows what has been written."""

    @abstractmethod
    def start(self, _button: W.Button | None = None) -> asyncio.Task:
        """Begins to write; the cell returns at once and the text streams into the panel."""

    @abstractmethod
    def clear(self, _button: W.Button | None = None) -> None:
        """Forgets what has been written."""

    def show(self) -> Self:
        display(self.box)
        return self

    def _make_settings(self, max_new_tokens: int, prefer: str) -> None:
        def slider(kind, name, **values):
            return kind(description=name, style=NAMES, layout=WIDE, **values)

        names = list(self.models.paths)
        self.choice = W.Dropdown(
            options=names,
            value=prefer if prefer in names else names[0],
            description="checkpoint",
            style=NAMES,
            layout=WIDE,
        )
        self.temperature = slider(
            W.FloatSlider, "temperature", value=SampleConfig().temperature, min=0, max=2, step=0.05
        )
        self.top_k = slider(W.IntSlider, "top-k (0: all)", value=0, min=0, max=200)
        self.top_p = slider(
            W.FloatSlider, "top-p", value=SampleConfig().top_p, min=0.05, max=1, step=0.05
        )
        self.penalty = slider(
            W.FloatSlider, "repetition penalty", value=1.0, min=1, max=2, step=0.05
        )
        self.length = slider(W.IntSlider, "new tokens", value=max_new_tokens, min=1, max=1000)
        self.seed = slider(W.BoundedIntText, "seed", value=0, min=0, max=2**31)
        self.min_p = slider(W.FloatSlider, "min-p (0: all)", value=0, min=0, max=0.5, step=0.01)
        self.typical_p = slider(
            W.FloatSlider, "typical (1: all)", value=1.0, min=0.05, max=1, step=0.05
        )
        self.presence = slider(W.FloatSlider, "presence", value=0, min=-2, max=2, step=0.1)
        self.frequency = slider(W.FloatSlider, "frequency", value=0, min=-2, max=2, step=0.1)
        self.ngram = slider(W.IntSlider, "no repeat of (0: any)", value=0, min=0, max=10)
        self.stops = W.Textarea(
            description="stop at",
            placeholder="texts to end before, one a line",
            style=NAMES,
            layout=W.Layout(width="420px", height="60px"),
        )
        left = [self.temperature, self.top_k, self.top_p]
        right = [self.penalty, self.length, self.seed]
        self.sliders = W.HBox([W.VBox(left), W.VBox(right)], layout=_WRAPS)
        first, second = [self.min_p, self.typical_p, self.ngram], [self.presence, self.frequency]
        more = W.HBox([W.VBox(first), W.VBox([*second, self.stops])], layout=_WRAPS)
        self.more = W.Accordion([more], titles=("more",), selected_index=None)
        self.more.layout.max_width = "900px"

    def config(self) -> SampleConfig:
        """The sliders as a `SampleConfig`."""
        return SampleConfig(
            max_new_tokens=self.length.value,
            temperature=self.temperature.value,
            top_k=self.top_k.value,
            top_p=self.top_p.value,
            repetition_penalty=self.penalty.value,
            min_p=self.min_p.value,
            typical_p=self.typical_p.value,
            presence_penalty=self.presence.value,
            frequency_penalty=self.frequency.value,
            no_repeat_ngram=self.ngram.value,
            stop=tuple(filter(None, self.stops.value.split("\n"))),
            seed=self.seed.value,
        )

    def _choose(self, _change: object) -> None:
        """Loads the chosen checkpoint and says what it is and does."""
        self.stop()
        self._use(None)  # the earlier model is released before the next one is read
        try:
            lm = self.models.load(self.choice.value)
        except (OSError, ValueError) as error:
            self.mode.value = f"<b>{escape(str(error))}</b>"
        else:
            about = f"<details><summary>about this model</summary>{card_html(lm)}</details>"
            self.mode.value = self._use(lm) + about
        self.button.disabled = not self._able()

    def _able(self) -> bool:
        return self.lm is not None

    def stop(self, _button: W.Button | None = None) -> None:
        """Ends what is being written, whether a button or a cell began it.

        A flag and no cancelling: a click may arrive in another thread than a cell runs in.
        """
        if self._writing is not None:
            self._end("stopped")

    def _end(self, status: str, finished: bool = False) -> None:
        self._writing, self.status.value = None, status
        self.button.disabled, self.stop_button.disabled = not self._able(), True
        self._draw()

    async def _stream(self, parts: Iterator[str]) -> str:
        """Writes the pieces into the panel, and gives the text, up to Stop or what is wrong."""
        self.stop()
        mine = self._writing = object()
        self.button.disabled, self.stop_button.disabled = True, False
        self.said, self.status.value = "", "writing"
        said, shown, pieces, began = "", 0.0, 0, time.monotonic()
        status, finished = "stopped", False
        try:
            while self._writing is mine:
                piece = next(parts, None)
                if piece is None:
                    finished = True
                    break
                self.said = said = said + piece
                pieces += 1
                if time.monotonic() - shown > _EVERY:
                    self._draw()
                    shown = time.monotonic()
                    await asyncio.sleep(0.001)  # lets the page and a click through
                else:
                    await asyncio.sleep(0)
            took = time.monotonic() - began
            pieces = min(pieces, self.length.value)  # the rest of a character is no token
            status = f"{pieces} tokens, {pieces / max(took, 1e-9):,.0f} tokens/s"
        except asyncio.CancelledError:
            pass  # the toolbar's stop button
        except ValueError as error:
            status = f"<b>{escape(str(error))}</b>"
        if self._writing is mine:  # else it has been stopped, and another may have begun
            self._end(status, finished)
        return said


def small_button(name: str, icon: str, **more: Any) -> W.Button:
    return W.Button(description=name, icon=icon, layout=_SMALL, **more)


def weakly(method: Callable, *first: object) -> Callable:
    """The bound method, with its first arguments, as a callback that does not keep its object
    alive."""
    reference = weakref.WeakMethod(method)

    def call(*args: object) -> None:
        if (alive := reference()) is not None:
            alive(*first, *args)

    return call
