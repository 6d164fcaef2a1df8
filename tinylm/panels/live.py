"""`await watch(generator)`: a dashboard around any generator of records.

The cell stays busy while it awaits, so Run All keeps its order, and each `await` lets the kernel
handle a click. The page is drawn at most once a second and in less than a hundredth of the time. At
the end a picture that needs no kernel takes the place of the widgets.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from html import escape
from typing import Any

from IPython import get_ipython
from IPython.display import display

from ..bars import progress
from ..checkpoint import Checkpoint
from ..history import overfitting
from ..records import StepRecord
from .comms import widgets_answered
from .dashboard import Dashboard
from .keepsake import keepsake

_EVERY = 1.0  # seconds between pictures, at least
_SHARE = 0.006  # of the time for drawing, at most
_TURN = 0.2  # seconds between looks at what was clicked, at least


async def watch(
    work: Generator[Any, None, Any], lm: Checkpoint | None = None, title: str = ""
) -> Any:
    """Drives `work` to its end or to Stop, drawing its records; gives what the generator returns.

    With the `lm` that is worked on, a resumed or finished run shows its whole curve, and its
    `controls` can be turned. Whatever ends the work early, its state is saved. Where there is no
    notebook, the records are printed.
    """
    if not _in_notebook():
        return await _print(work, title)
    view = Dashboard(title, lm.controls if lm else None)
    handle = display(view.box, display_id=True)
    records, result, ended = [], None, False
    drawn = turned = 0.0
    try:
        with widgets_answered():
            while not view.stopped:
                record = next(work)
                if not records:
                    view.begin(lm.settings if lm else None)
                if lm:  # its history is what is shown
                    records.clear()
                records.append(record)
                now = time.monotonic()
                if now >= drawn:
                    view.show(lm.history if lm else records)
                    drawn = time.monotonic()
                    drawn += max(_EVERY, (drawn - now) / _SHARE)
                view.done()
                if now >= turned:
                    # One turn of the loop handles one message, and a click is some five of them.
                    for _ in range(5):
                        await asyncio.sleep(0)
                    turned = time.monotonic() + _TURN
                if view.pausing():
                    view.show(lm.history if lm else records)
                    await _wait(view)
    except StopIteration as end:
        result, ended = end.value, True
    except (asyncio.CancelledError, KeyboardInterrupt):
        view.stopped = True  # the toolbar's stop button: end this cell as Stop does
    finally:
        work.close()  # an unfinished generator saves its state here
        view.end()
        kept = {"text/plain": "no step was made"}
        if records:
            shown = lm.history if lm else records
            view.show(shown)
            if ended and isinstance(records[-1], StepRecord):
                view.tell([*view.told, escape(overfitting(shown))])
            if view.stopped:
                view.tell([*view.told, "stopped and saved: run this cell again to go on."])
            kept = keepsake(shown, "<br>".join(view.told), title)
        if handle is not None:
            handle.update(kept, raw=True)
    return result


async def _wait(view: Dashboard) -> None:
    """For as long as the run is paused."""
    while view.pausing():
        began = time.monotonic()
        await asyncio.sleep(_TURN)
        view.controls.idle += time.monotonic() - began


def _in_notebook() -> bool:
    return getattr(get_ipython(), "kernel", None) is not None


async def _print(work: Generator[Any, None, Any], title: str) -> Any:
    """A bar, and a line for each validation."""
    steps = progress(work, title)
    while True:
        try:
            record = next(steps)
        except StopIteration as end:
            return end.value
        if getattr(record, "val_loss", None) is not None:
            print(f"step {record.step} of {record.total}: validation loss {record.val_loss:.3f}")
        await asyncio.sleep(0)
