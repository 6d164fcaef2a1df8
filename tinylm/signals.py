"""Signals that end a program: what must be whole is made whole first, and saved."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import NoReturn


@contextlib.contextmanager
def deferred() -> Iterator[None]:
    """Ctrl-C, a notebook's stop button and SIGTERM wait for the end of the block, and then do what
    they would have done; asked for twice, they do not wait.

    Only the main thread gets signals, so in another one there is nothing to do.
    """
    if not _in_main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}
    came: list[int] = []

    def note(number: int, _frame: object) -> None:
        if number in came:
            came.clear()
            signal.signal(number, before[number])
            signal.raise_signal(number)
        came.append(number)

    try:
        for number, handler in before.items():
            if handler not in (None, signal.SIG_IGN):  # None: set by another language's code
                signal.signal(number, note)
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)
        if came:
            signal.raise_signal(max(came))


@contextlib.contextmanager
def leaving_in_order() -> Iterator[None]:
    """SIGTERM, which servers of notebooks and batch systems send, ends the program as `sys.exit`
    does, so that whatever is under way gets to save its state. A program that has set a handler of
    its own keeps it."""
    mine = _in_main_thread() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    if mine:
        signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        if mine and _in_main_thread() and signal.getsignal(signal.SIGTERM) is _leave:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _leave(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
