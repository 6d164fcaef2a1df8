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
from ..checkpoint import Checkpoint, load_checkpoint
from ..config import SampleConfig
from ..generation import stream
from .card import card_rows

_EVERY = 0.05  # seconds between updates of the text
_NAMES = {"description_width": "130px"}
_WIDE = W.Layout(width="420px")
_TEXT = "white-space:pre-wrap;max-width:760px;line-height:1.45;margin:0"


def find_checkpoints(folder: str | Path) -> dict[str, Path]:
    """Finished checkpoints by name, the furthest stage first. Raises when there is none."""
    folder = Path(folder)
    order = ["finetuned_llm_chat.pt", "finetuned_llm_clpso.pt", "mini_llm_checkpoint.pt"]
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
        self.text = ""
        self._make_widgets(prompt, max_new_tokens)
        # Widgets live until the kernel ends; through a weak reference they do not keep the model.
        self._connect(weakref.WeakMethod(self._choose), self.choice, "value")
        weakref.finalize(self, self.box.close)
        self.button.on_click(_weakly(self.start))
        self.stop_button.on_click(_weakly(self.stop))
        self.clear_button.on_click(_weakly(self.clear))
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
            layout=W.Layout(width="760px", height="70px"),
        )
        self.temperature = slider(W.FloatSlider, "temperature", value=0.8, min=0, max=2, step=0.05)
        self.top_k = slider(W.IntSlider, "top-k (0: all)", value=0, min=0, max=200)
        self.top_p = slider(W.FloatSlider, "top-p", value=0.95, min=0.05, max=1, step=0.05)
        self.penalty = slider(
            W.FloatSlider, "repetition penalty", value=1.0, min=1, max=2, step=0.05
        )
        self.length = slider(
            W.IntSlider, "new tokens, at most", value=max_new_tokens, min=1, max=1000
        )
        self.seed = slider(W.BoundedIntText, "seed", value=0, min=0, max=2**31)
        self.button = W.Button(description="Write", button_style="primary", icon="play")
        self.stop_button = W.Button(description="Stop", icon="stop", disabled=True)
        self.clear_button = W.Button(description="Clear", icon="eraser")
        self.mode, self.status, self.output = W.HTML(), W.HTML(), W.HTML()
        self.output.add_class("tinylm-output")
        left = [self.temperature, self.top_k, self.top_p]
        right = [self.penalty, self.length, self.seed]
        self.box = W.VBox(
            [
                self.choice,
                self.mode,
                W.HBox([W.VBox(left), W.VBox(right)], layout=W.Layout(flex_flow="row wrap")),
                self.prompt,
                W.HBox([self.button, self.stop_button, self.clear_button, self.status]),
                self.output,
            ]
        )

    @staticmethod
    def _connect(method: weakref.WeakMethod, widget: W.Widget, name: str) -> None:
        def call(change) -> None:
            if (alive := method()) is not None:
                alive(change)

        widget.observe(call, name)

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
        rows = "".join(
            f"<tr><th style='text-align:left;padding-right:1em'>{escape(n)}</th>"
            f"<td style='text-align:left'>{escape(v)}</td></tr>"
            for n, v in card_rows(self.lm)
        )
        talks = self.lm.stage == "chat"
        says = (
            "It <b>converses</b>: ask it something."
            if talks
            else ("It <b>completes</b>: begin a text and it goes on.")
        )
        self.mode.value = f"<table>{rows}</table><p>{says}</p>"
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
            seed=self.seed.value,
        )

    def start(self, _button=None) -> asyncio.Task:
        """Begins to write; the cell returns at once and the text streams below the prompt."""
        self.stop()
        self.task = asyncio.ensure_future(self.write())
        return self.task

    def stop(self, _button=None) -> None:
        if self.task is not None and not self.task.done():
            self.task.cancel()

    def clear(self, _button=None) -> None:
        self.stop()
        self.text, self.output.value, self.status.value = "", "", ""
        if self.lm is not None and self.lm.stage == "chat":
            self.chat = Conversation(self.lm)

    async def write(self) -> str:
        """Streams one completion or answer into the panel and gives its text."""
        prompt, shown, said = self.prompt.value, 0.0, ""
        self.button.disabled, self.stop_button.disabled = True, False
        began, pieces = time.monotonic(), 0
        try:
            before, parts = self._begin(prompt)
            for piece in parts:
                said += piece
                pieces += 1
                if time.monotonic() - shown > _EVERY:
                    self._show(before, said)
                    shown = time.monotonic()
                    await asyncio.sleep(0.001)  # lets the page and a click through
                else:
                    await asyncio.sleep(0)
            self._show(before, said)
            took = time.monotonic() - began
            self.status.value = f"{pieces} tokens, {pieces / max(took, 1e-9):,.0f} tokens/s"
        except asyncio.CancelledError:
            self.status.value = "stopped"
        except ValueError as error:
            self.status.value = f"<b>{escape(str(error))}</b>"
        finally:
            if self.chat is not None and said:
                self.text = f"{before}{escape(said)}\n\n"
            self.button.disabled, self.stop_button.disabled = False, True
        return said

    def _begin(self, prompt: str) -> tuple[str, Iterator[str]]:
        """What stands before the new text (HTML), and the new text in pieces."""
        if self.chat is not None:
            parts = self.chat.say(prompt, self.config())
            return f"{self.text}<b>you</b> {escape(prompt)}\n<b>tinylm</b> ", parts
        return f"<b>{escape(prompt)}</b>", stream(self.lm, prompt, self.config())

    def _show(self, before: str, said: str) -> None:
        self.output.value = f'<pre style="{_TEXT}">{before}{escape(said)}</pre>'


def _weakly(method: Callable) -> Callable:
    """The bound method as a callback that does not keep its object alive."""
    reference = weakref.WeakMethod(method)

    def call(*args) -> None:
        if (alive := reference()) is not None:
            alive(*args)

    return call
