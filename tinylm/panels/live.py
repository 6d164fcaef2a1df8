"""`await watch(generator)`: a live curve with a Stop button around any generator of records.

The cell stays busy while it awaits, so Run All keeps its order, and each `await` lets the kernel
handle a click. Pictures go into one Image widget at most twice a second, and take at most a
thirtieth of the time, which the work goes without.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from html import escape
from typing import Any

import ipywidgets as W
from IPython.display import display

from ..calculator import duration, human
from ..checkpoint import Checkpoint
from ..history import overfitting
from ..records import HeadRecord, StepRecord
from .comms import widgets_answered
from .figures import as_png, loss_figure, swarm_figure
from .preference import preference_figure

_EVERY = 0.5  # seconds between pictures, at least
_SHARE = 0.03  # of the time for drawing, at most


class _View:
    """The widgets of one run: picture, line of figures, bar, samples, Stop."""

    def __init__(self, title: str) -> None:
        self.title, self.stopped = title, False
        self.image = W.Image(
            format="png", layout=W.Layout(max_width="700px", width="100%", height="auto")
        )
        self.bar = W.IntProgress(max=1, layout=W.Layout(flex="1 1 auto", max_width="320px"))
        self.status, self.samples = W.HTML("starting"), W.HTML()
        self.button = W.Button(description="Stop", icon="stop", tooltip="end here, keep the state")
        self.button.on_click(self._stop)
        # A line of its own: beside the bar a long status would wrap and push the picture.
        row = W.HBox([self.button, self.bar])
        self.box = W.VBox([row, self.status, self.image, self.samples])

    def _stop(self, _button: W.Button) -> None:
        self.stopped = True
        self.button.disabled = True

    def show(self, records: list) -> None:
        last = records[-1]
        if isinstance(last, HeadRecord):
            figure = swarm_figure(records, self.title)
            self.status.value = (
                f"{last.phase}, cycle {last.cycle + 1}, {last.evaluations} evaluations, "
                f"{last.refine_steps} gradient steps, best {last.best:.4f}"
            )
            self.bar.layout.display = "none"  # nobody knows how many steps there will be
        else:
            draw = preference_figure if last.measures else loss_figure
            figure = draw(records, self.title)
            self.bar.max, self.bar.value = last.total, last.step
            self.status.value = self._lines(records)
            written = next((r for r in reversed(records) if r.samples), None)
            if written:
                self.samples.value = "".join(
                    f"<p><b>step {written.step}</b>: {escape(text)}</p>" for text in written.samples
                )
        self.image.value = as_png(figure)

    def _lines(self, records: list[StepRecord]) -> str:
        """The latest step, the latest validation, and what happened beside."""
        last = records[-1]
        share = f" ({last.share_of_peak:.0%} of the peak)" if last.share_of_peak else ""
        lines = [
            f"step {last.step} of {last.total}, loss {last.loss:.3f}, "
            f"{last.tokens_per_second:,.0f} tokens/s{share}, {duration(last.seconds)} spent, "
            f"{duration(last.seconds_left or 0.0)} left"
        ]
        judged = next((r for r in reversed(records) if r.val_loss is not None), None)
        if judged:
            lines.append(", ".join(_validation(judged)))
        events = [f"step {r.step}: {escape(r.event)}" for r in records if r.event]
        return "<br>".join(lines + events[-3:])


def _validation(record: StepRecord) -> list[str]:
    parts = [f"validation at step {record.step}: loss {record.val_loss:.3f}"]
    if record.val_accuracy is not None:
        parts.append(f"{record.val_accuracy:.0%} right guesses")
    if record.cpu is not None:
        parts.append(f"{record.cpu:.1f} processor cores busy")
    if record.memory is not None:
        parts.append(f"{human(record.memory, 'B')} of memory")
    if record.gpu is not None:
        parts.append(f"GPU {record.gpu:.0%} busy")
    if record.gpu_memory is not None:
        parts.append(f"{human(record.gpu_memory, 'B')} on the GPU")
    return parts


async def watch(
    work: Generator[Any, None, Any], lm: Checkpoint | None = None, title: str = ""
) -> Any:
    """Drives `work` to its end or to Stop, drawing its records; gives what the generator returns.

    With the `lm` that is worked on, a resumed or finished run shows its whole curve. Whatever ends
    the work early, its state is saved.
    """
    view = _View(title)
    display(view.box)
    records, due, result, ended = [], 0.0, None, False
    try:
        with widgets_answered():
            while not view.stopped:
                record = next(work)
                if lm:  # its history is what is shown
                    records.clear()
                records.append(record)
                now = time.monotonic()
                if now >= due:
                    view.show(lm.history if lm else records)
                    drawn = time.monotonic()
                    due = drawn + max(_EVERY, (drawn - now) / _SHARE)
                # One turn of the loop handles one message, and a click is some five of them.
                for _ in range(5):
                    await asyncio.sleep(0)
    except StopIteration as end:
        result, ended = end.value, True
    except asyncio.CancelledError:
        view.stopped = True  # the toolbar's stop button: end this cell as Stop does
    finally:
        work.close()  # an unfinished generator saves its state here
        view.button.disabled = True
        if records:
            view.show(lm.history if lm else records)
    if ended and records and isinstance(records[-1], StepRecord):
        view.status.value += "<br>" + escape(overfitting(lm.history if lm else records))
    if view.stopped:
        view.status.value += " \u2014 stopped and saved: run this cell again to go on."
    return result
