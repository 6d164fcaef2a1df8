"""The playground of notebook 3: choose a checkpoint, move sliders, read what it writes."""

from __future__ import annotations

import asyncio
import time
import weakref
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import ipywidgets as W
from IPython.display import display

from ..chat import Conversation
from ..checkpoint import MADE_BY, Checkpoint, load_checkpoint
from ..config import SampleConfig
from ..generation import stream
from .card import card_html
from .comms import widgets_answered

_EVERY = 0.05  # seconds between updates of the text
_NAMES = {"description_width": "130px"}
_WIDE = W.Layout(width="420px")
_TEXT = "white-space:pre-wrap;max-width:760px;line-height:1.45;margin:0;word-break:normal"


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


class Sampler:
    """The panel. It completes text or converses, according to the checkpoint's stage."""

    def __init__(
        self, folder: str | Path = "checkpoints", prompt: str = "", max_new_tokens: int = 200
    ) -> None:
        self.paths = find_checkpoints(folder)
        self.lm: Checkpoint | None = None
        self.chat: Conversation | None = None
        self.task: asyncio.Task | None = None
        self.text = ""  # all that is shown, as HTML
        self._writing: object | None = None  # the write that may go on; any other one ends
        self._make_widgets(prompt, max_new_tokens)
        # Widgets live until the kernel ends; through a weak reference they do not keep the model.
        self.choice.observe(weakly(self._choose), "value")
        weakref.finalize(self, self.box.close).atexit = False
        self.button.on_click(weakly(self.start))
        self.stop_button.on_click(weakly(self.stop))
        self.clear_button.on_click(weakly(self.clear))
        self._choose(None)

    def show(self) -> Sampler:
        display(self.box)
        return self

    def _make_widgets(self, prompt: str, max_new_tokens: int) -> None:
        def slider(kind, name, **values):
            return kind(description=name, style=_NAMES, layout=_WIDE, **values)

        self.choice = W.Dropdown(
            options=list(self.paths), description="checkpoint", style=_NAMES, layout=_WIDE
        )
        self.prompt = W.Textarea(
            prompt,
            description="prompt",
            style=_NAMES,
            layout=W.Layout(width="auto", max_width="760px", height="70px"),
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
            style=_NAMES,
            layout=W.Layout(width="420px", height="60px"),
        )
        small = W.Layout(width="100px")
        self.button = W.Button(
            description="Write", button_style="primary", icon="play", layout=small
        )
        self.stop_button = W.Button(description="Stop", icon="stop", disabled=True, layout=small)
        self.clear_button = W.Button(description="Clear", icon="eraser", layout=small)
        self.mode, self.status, self.output = W.HTML(), W.HTML(), W.HTML()
        self.output.add_class("tinylm-output")
        left = [self.temperature, self.top_k, self.top_p]
        right = [self.penalty, self.length, self.seed]
        first, second = [self.min_p, self.typical_p, self.ngram], [self.presence, self.frequency]
        more = W.HBox(
            [W.VBox(first), W.VBox([*second, self.stops])], layout=W.Layout(flex_flow="row wrap")
        )
        self.more = W.Accordion([more], titles=("more",), selected_index=None)
        self.more.layout.max_width = "900px"
        self.box = W.VBox(
            [
                self.choice,
                self.mode,
                W.HBox([W.VBox(left), W.VBox(right)], layout=W.Layout(flex_flow="row wrap")),
                self.more,
                self.prompt,
                W.HBox([self.button, self.stop_button, self.clear_button, self.status]),
                self.output,
            ]
        )

    def _choose(self, _change) -> None:
        """Loads the chosen checkpoint and says what it is and does."""
        self.stop()
        self.lm = self.chat = None  # the earlier model is released before the next one is read
        try:
            self.lm = load_checkpoint(self.paths[self.choice.value])
        except (OSError, ValueError) as error:
            self.mode.value = f"<b>{escape(str(error))}</b>"
            self.button.disabled = True
            return
        self.button.disabled = False
        talks = self.lm.stage == "chat"
        says = (
            "It <b>converses</b>: ask it something."
            if talks
            else ("It <b>completes</b>: begin a text and it goes on.")
        )
        self.mode.value = (
            f"{says}<details><summary>about this model</summary>{card_html(self.lm)}</details>"
        )
        self.button.description = "Ask" if talks else "Write"
        self.clear()

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

    def start(self, _button=None) -> asyncio.Task:
        """Begins to write; the cell returns at once and the text streams below the prompt."""
        self.stop()
        self.task = asyncio.ensure_future(self._write())
        return self.task

    def stop(self, _button=None) -> None:
        """Ends what is being written, whether a button or a cell began it.

        A flag and no cancelling: a click may arrive in another thread than a cell runs in.
        """
        if self._writing is not None:
            self._end("stopped")

    def _end(self, status: str) -> None:
        self._writing, self.status.value = None, status
        self.button.disabled, self.stop_button.disabled = False, True

    def clear(self, _button=None) -> None:
        self.stop()
        self.text, self.output.value, self.status.value = "", "", ""
        if self.lm is not None and self.lm.stage == "chat":
            self.chat = Conversation(self.lm)

    async def write(self) -> str:
        """Streams one completion or answer into the panel and gives its text."""
        with widgets_answered():
            return await self._write()

    async def _write(self) -> str:
        self.stop()
        mine = self._writing = object()
        self.button.disabled, self.stop_button.disabled = True, False
        self.status.value = "writing"
        said, shown, pieces, began = "", 0.0, 0, time.monotonic()
        status = "stopped"
        try:
            before, parts = self._begin(self.prompt.value)
            for piece in parts:
                if self._writing is not mine:
                    break
                said += piece
                pieces += 1
                if time.monotonic() - shown > _EVERY:
                    self._show(before + escape(said))
                    shown = time.monotonic()
                    await asyncio.sleep(0.001)  # lets the page and a click through
                else:
                    await asyncio.sleep(0)
            if self._writing is mine:
                self._show(before + escape(said))
            took = time.monotonic() - began
            pieces = min(pieces, self.length.value)  # the rest of a character is no token
            status = f"{pieces} tokens, {pieces / max(took, 1e-9):,.0f} tokens/s"
        except asyncio.CancelledError:
            pass  # the toolbar's stop button
        except ValueError as error:
            status = f"<b>{escape(str(error))}</b>"
        finally:
            if self._writing is mine:  # else it has been stopped, and another may have begun
                self._end(status)
        return said

    def _begin(self, prompt: str) -> tuple[str, Iterator[str]]:
        """What stands before the new text (HTML), and the new text in pieces."""
        if self.chat is not None:
            earlier = f"{self.text}\n\n" if self.text else ""
            parts = self.chat.say(prompt, self.config())
            return f"{earlier}<b>you</b> {escape(prompt)}\n<b>tinylm</b> ", parts
        return f"<b>{escape(prompt)}</b>", stream(self.lm, prompt, self.config())

    def _show(self, text: str) -> None:
        self.text, self.output.value = text, f'<pre style="{_TEXT}">{text}</pre>'


def weakly(method: Callable) -> Callable:
    """The bound method as a callback that does not keep its object alive."""
    reference = weakref.WeakMethod(method)

    def call(*args) -> None:
        if (alive := reference()) is not None:
            alive(*args)

    return call
