"""`await watch(generator)`: a live curve with a Stop button around any generator of records.

The cell stays busy while it awaits, so Run All keeps its order, and each `await` lets the kernel
handle a click. Pictures go into one Image widget at most twice a second.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from html import escape
from typing import Any

import ipywidgets as W
from IPython.display import display

from ..checkpoint import Checkpoint
from ..records import HeadRecord, StepRecord
from .comms import widgets_answered
from .figures import as_png, loss_figure, swarm_figure

_EVERY = 0.5  # seconds between pictures


class _View:
    """The widgets of one run: picture, line of figures, bar, samples, Stop."""

    def __init__(self, title: str) -> None:
        self.title, self.stopped = title, False
        self.image = W.Image(
            format="png", layout=W.Layout(max_width="700px", width="100%", height="auto")
        )
        self.bar = W.IntProgress(max=1, layout=W.Layout(flex="1 1 auto", max_width="320px"))
        self.status, self.event, self.samples = W.HTML("starting"), W.HTML(), W.HTML()
        self.button = W.Button(description="Stop", icon="stop", tooltip="end here, keep the state")
        self.button.on_click(self._stop)
        # A line of its own: beside the bar a long status would wrap and push the picture.
        row = W.HBox([self.button, self.bar])
        self.box = W.VBox([row, self.status, self.event, self.image, self.samples])

    def _stop(self, _button: W.Button) -> None:
        self.stopped = True
        self.button.disabled = True

    def show(self, records: list) -> None:
        last = records[-1]
        if isinstance(last, HeadRecord):
            figure = swarm_figure(records, self.title)
            self.status.value = (
                f"{last.phase}, cycle {last.cycle + 1}, {last.evaluations} evaluations, "
                f"{last.refine_steps} gradient steps, loss {last.best:.4f}"
            )
            self.bar.layout.display = "none"  # nobody knows how many steps there will be
        else:
            figure = loss_figure(records, self.title)
            self.bar.max, self.bar.value = last.total, last.step
            self.status.value = self._step_line(last)
            told = next((r for r in reversed(records) if r.event), None)
            if told:
                self.event.value = f"step {told.step}: {escape(told.event)}"
            written = next((r for r in reversed(records) if r.samples), None)
            if written:
                self.samples.value = "".join(
                    f"<p><b>step {written.step}</b>: {escape(text)}</p>" for text in written.samples
                )
        self.image.value = as_png(figure)

    def _step_line(self, last: StepRecord) -> str:
        seconds = last.seconds / last.step * (last.total - last.step)
        left = f"{seconds / 60:.1f} min" if seconds > 90 else f"{seconds:.0f} s"
        return (
            f"step {last.step} of {last.total}, loss {last.loss:.3f}, "
            f"{last.tokens_per_second:,.0f} tokens/s, {left} left"
        )


async def watch(
    work: Generator[Any, None, Any], lm: Checkpoint | None = None, title: str = ""
) -> Any:
    """Drives `work` to its end or to Stop, drawing its records; gives what the generator returns.

    With the `lm` that is worked on, a resumed or finished run shows its whole curve. Whatever ends
    the work early, its state is saved.
    """
    view = _View(title)
    display(view.box)
    records, drawn, result = [], 0.0, None
    try:
        with widgets_answered():
            while not view.stopped:
                records.append(next(work))
                if time.monotonic() - drawn > _EVERY:
                    view.show(lm.history if lm else records)
                    drawn = time.monotonic()
                # One turn of the loop handles one message, and a click is some five of them.
                for _ in range(5):
                    await asyncio.sleep(0)
    except StopIteration as end:
        result = end.value
    except asyncio.CancelledError:
        view.stopped = True  # the toolbar's stop button: end this cell as Stop does
    finally:
        work.close()  # an unfinished generator saves its state here
        view.button.disabled = True
        if records:
            view.show(lm.history if lm else records)
    if view.stopped:
        view.status.value += " \u2014 stopped and saved: run this cell again to go on."
    return result
