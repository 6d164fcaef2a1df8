"""A gap in ipykernel 7.4, closed for as long as a cell awaits."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from IPython import get_ipython


@contextlib.contextmanager
def widgets_answered() -> Iterator[None]:
    """Tells the browser that a widget's message has been dealt with while a cell awaits.

    ipykernel 7.4 deals with it at once but does not say "idle" afterwards (ipykernel 1565). The
    browser sends a widget's next change only when it has heard that, so a slider that is moved
    while a cell awaits would be deaf from then on.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    plain = getattr(kernel, "shell_handlers", {}).get("comm_msg")
    if plain is None:  # not in a notebook
        yield
        return
    cell = kernel.get_parent()

    def say(state: str, parent: dict) -> None:
        content = {"execution_state": state}
        kernel.session.send(kernel.iopub_socket, "status", content, parent, ident=b"status")

    def handle(stream, ident, message) -> None:
        try:
            plain(stream, ident, message)
        finally:
            say("idle", message)
            say("busy", cell)  # the cell is still running, and the page should show that it is

    kernel.shell_handlers["comm_msg"] = handle
    try:
        yield
    finally:
        kernel.shell_handlers["comm_msg"] = plain
