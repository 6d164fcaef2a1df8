"""The completion panel of notebook 3: begin a text, and a checkpoint goes on with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from html import escape
from pathlib import Path

import ipywidgets as W

from ..checkpoint import MADE_BY, Checkpoint
from ..generation import stream
from .comms import widgets_answered
from .playground import NAMES, Models, Playground

_TEXT = "white-space:pre-wrap;max-width:760px;line-height:1.45;margin:0;word-break:normal"


class Sampler(Playground):
    """The panel. `folder` holds checkpoints, or is the `models` of another panel; the furthest
    stage that completes is chosen first."""

    def __init__(
        self,
        folder: str | Path | Models = "checkpoints",
        prompt: str = "",
        max_new_tokens: int = 200,
    ) -> None:
        self.prompt = W.Textarea(
            prompt,
            description="prompt",
            style=NAMES,
            layout=W.Layout(width="auto", max_width="760px", height="70px"),
        )
        self.output = W.HTML()
        self.output.add_class("tinylm-output")
        self._begun = ""  # the prompt that is being gone on with
        models = folder if isinstance(folder, Models) else Models(folder)
        text = [name for name in list(MADE_BY)[1::-1] if name in models.paths]
        super().__init__(models, max_new_tokens, text[0] if text else "")

    def _layout(self) -> list[W.Widget]:
        buttons = [self.button, self.stop_button, self.clear_button, self.status]
        parts = [self.choice, self.mode, self.sliders, self.more, self.prompt]
        return [*parts, W.HBox(buttons), self.output]

    def _use(self, lm: Checkpoint | None) -> str:
        self.lm = lm
        self.clear()
        if lm is not None and lm.stage == "chat":
            return (
                "It was tuned to converse: <b>talk to it in the panel for conversations</b>. Here "
                "it goes on with your text."
            )
        return "It <b>completes</b>: begin a text and it goes on."

    def start(self, _button: W.Button | None = None) -> asyncio.Task:
        self.stop()
        self.task = asyncio.ensure_future(self._stream(self._parts()))
        return self.task

    def clear(self, _button: W.Button | None = None) -> None:
        self.stop()
        self.output.value, self.status.value = "", ""

    async def write(self) -> str:
        """Streams one completion into the panel and gives its text."""
        with widgets_answered():
            return await self._stream(self._parts())

    def _parts(self) -> Iterator[str]:
        self._begun = self.prompt.value
        yield from stream(self.lm, self._begun, self.config())

    def _draw(self) -> None:
        if self.said:
            text = f"<b>{escape(self._begun)}</b>{escape(self.said)}"
            self.output.value = f'<pre style="{_TEXT}">{text}</pre>'
