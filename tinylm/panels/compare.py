"""The same questions put to several checkpoints, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ..chat import answers
from ..checkpoint import Checkpoint, load_checkpoint
from ..config import SampleConfig
from ..generation import complete
from .figures import wrapped

ANSWERS, CONTINUES = "answers", "goes on with the question as text"
_TABLE = "table-layout:fixed;width:100%;max-width:900px;border-collapse:collapse"
_CELL = (
    "text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere;padding:6px 8px"
)


@dataclass(frozen=True)
class Comparison:
    """What was written: a table in a notebook, text elsewhere. Holds no model."""

    does: dict[str, str]  # name of a checkpoint: `ANSWERS` or `CONTINUES`
    rows: dict[str, list[str]]  # question: what each of them wrote, in this order

    def _repr_html_(self) -> str:
        heads = "".join(
            f"<th style='{_CELL}'>{escape(name)}<br><small style='font-weight:normal'>"
            f"{escape(does)}</small></th>"
            for name, does in self.does.items()
        )
        lines = "".join(
            f"<tr><th scope='row' style='{_CELL}'>{escape(question)}</th>"
            + "".join(f"<td style='{_CELL}'>{escape(text)}</td>" for text in texts)
            + "</tr>"
            for question, texts in self.rows.items()
        )
        return f"<table style='{_TABLE}'><tr><th style='{_CELL}'></th>{heads}</tr>{lines}</table>"

    def __repr__(self) -> str:
        blocks = []
        for question, texts in self.rows.items():
            lines = [
                wrapped(f"{name} ({does}): {text}")
                for (name, does), text in zip(self.does.items(), texts, strict=True)
            ]
            blocks.append("\n".join([f"— {question}", *lines]))
        return "\n\n".join(blocks)


def side_by_side(
    checkpoints: Mapping[str, Checkpoint | str | Path],
    questions: Sequence[str],
    config: SampleConfig | None = None,
) -> Comparison:
    """Puts each question to each checkpoint, as the first of a conversation and with the seed of
    `config`. One that was tuned to converse answers; any other goes on with the question as text.

    `checkpoints` are named; those that are given as paths are in memory one at a time. What was cut
    at `max_new_tokens` ends with an ellipsis. Raises `ValueError` for no checkpoint, no question or
    one that does not fit a model's context, and as `load_checkpoint` does.
    """
    if not checkpoints or not questions or isinstance(questions, str):
        raise ValueError(
            f"{len(checkpoints)} checkpoints and questions={questions!r} make no table: give a "
            "dictionary of one or more, and a list of one or more."
        )
    config = config or SampleConfig()
    does: dict[str, str] = {}
    rows: dict[str, list[str]] = {question: [] for question in questions}
    for name, given in checkpoints.items():
        lm = given if isinstance(given, Checkpoint) else load_checkpoint(given)
        does[name] = ANSWERS if lm.stage == "chat" else CONTINUES
        for question, texts in rows.items():
            ask = answers if lm.stage == "chat" else complete
            (said,) = ask(lm, [question], config)
            texts.append(said.text.strip() + " \u2026" * (said.finish == "length"))
    return Comparison(does, rows)
