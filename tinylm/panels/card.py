"""The model card: what a checkpoint is, at a glance."""

from __future__ import annotations

from html import escape
from importlib.metadata import version
from importlib.util import find_spec

import torch

from ..checkpoint import Checkpoint
from ..config import TrainConfig
from ..dataset import TokenData
from ..device import pick_device, pick_precision
from ..forecasting import forecast
from ..formats.card import card_rows
from ..version import __version__


def show_environment() -> None:
    """Prints versions, device, threads, the type that matrices are multiplied in, and on a CPU
    whether the compiled step is there to write texts."""
    device = pick_device()
    precision = str(pick_precision("auto", device)).removeprefix("torch.")
    print(f"tinylm {__version__}, PyTorch {torch.__version__}, {torch.get_num_threads()} threads")
    print(f"device: {device}, matrices multiplied in {precision}")
    if device.type == "cpu" and find_spec("numba"):
        print(f"texts written by the compiled step (Numba {version('numba')}), once it is ready")
    elif device.type == "cpu":
        print("texts written by PyTorch: about ten times as fast with `pip install numba`")


def table_html(rows: list[tuple[str, str]]) -> str:
    """(name, value) lines as an HTML table, in the colours of the page."""
    lines = "".join(
        f"<tr><th style='text-align:left;padding-right:1em'>{escape(name)}</th>"
        f"<td style='text-align:left'>{escape(value)}</td></tr>"
        for name, value in rows
    )
    return f"<table>{lines}</table>"


def card_html(lm: Checkpoint) -> str:
    """The card as an HTML table."""
    return table_html(card_rows(lm))


def show_card(lm: Checkpoint) -> None:
    """Displays the card. (Returns nothing: an output that held the model would keep it alive.)"""
    from IPython.display import HTML, display

    display(HTML(card_html(lm)))


def show_forecast(lm: Checkpoint, data: TokenData, config: TrainConfig) -> None:
    """Displays what `train(lm, data, config)` will take and lead to, from a probe of five steps."""
    from IPython.display import HTML, display

    display(HTML(table_html(forecast(lm, data, config).rows())))
