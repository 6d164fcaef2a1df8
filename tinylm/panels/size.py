"""What a model will cost, as a table: before it is built, from its config alone."""

from __future__ import annotations

from html import escape

from ..calculator import Costs, calculate, human
from ..config import ModelConfig, TrainConfig

_BAR = 12  # width of a bar that stands for everything, in em


def size_html(costs: Costs) -> str:
    """The table; bars show each part's share of the parameters, of the training memory's peak.

    Bars are drawn in the colour of the text, so that they are seen on light and dark pages.
    """
    rows = [("<b>parameters</b>", human(costs.total), None)]
    rows += [(n, human(v), v / costs.total) for n, v in costs.parameters.items() if v]
    rows += [
        ("<b>work a token</b>", "", None),
        ("reading", human(costs.forward_flops, "FLOP"), None),
        ("training", human(costs.training_flops, "FLOP"), None),
        ("<b>memory to train</b>, at its peak", human(costs.training_peak, "B"), None),
    ]
    memory = costs.training_memory.items()
    rows += [(n, human(v, "B"), v / costs.training_peak) for n, v in memory if v]
    rows += [
        ("<b>memory to write</b>, at its peak", human(costs.sampling_peak, "B"), None),
        ("<b>checkpoint</b> to resume from", human(costs.resumable_file, "B"), None),
        ("checkpoint, weights only", human(costs.weights_file, "B"), None),
    ]
    lines = "".join(
        f"<tr><td style='text-align:left;padding-right:1em'>{name}</td>"
        f"<td style='text-align:right'>{escape(value)}</td>"
        f"<td style='text-align:left;min-width:{_BAR}em'>{_bar(share)}</td></tr>"
        for name, value, share in rows
    )
    return f"<table>{lines}</table>"


def _bar(share: float | None) -> str:
    if share is None:
        return ""
    return (
        "<span style='display:inline-block;height:0.7em;background:currentColor;opacity:0.45;"
        f"width:{_BAR * min(1.0, share):.2f}em' title='{share:.0%}'></span>"
    )


def show_size(config: ModelConfig, train: TrainConfig | None = None) -> None:
    """Displays what `config` costs when it is trained as `train` says (None: the defaults)."""
    from IPython.display import HTML, display

    display(HTML(size_html(calculate(config, train))))
