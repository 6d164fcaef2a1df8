"""All runs beside one another: a table of where they differ, their curves in one figure, and what
each writes after the same beginning."""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path

import ipywidgets as W
from IPython.display import display

from ..calculator import duration, human
from ..chat import answer_stream
from ..checkpoint import load_checkpoint
from ..comparing import STAGES, RunSummary, delete_run, differences, list_runs, rename_run
from ..config import SampleConfig
from ..generation import stream
from .comms import widgets_answered
from .figures import as_png, runs_figure
from .playground import weakly

MOST = 8  # runs in one figure: as many as there are colours to tell apart
_NAMES = {"description_width": "60px"}
_BUTTONS = _NAMES | {"button_width": "105px"}
_CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"
_AXES = {"steps": "step", "tokens": "tokens", "time": "seconds"}


class Runs:
    """The panel. `chosen` are the runs that it compares, the latest ones to begin with."""

    def __init__(self, folder: str | Path = "checkpoints", prompt: str = "Once upon a time"):
        self._folder = Path(folder)
        self.stage = W.ToggleButtons(description="stage", style=_BUTTONS)
        self.choice = W.SelectMultiple(
            description="runs",
            rows=6,
            style=_NAMES,
            layout=W.Layout(width="auto", max_width="760px"),
        )
        self.axis = W.ToggleButtons(options=list(_AXES), description="along", style=_BUTTONS)
        self.image = W.Image(format="png", layout=W.Layout(max_width="760px", width="100%"))
        self.table, self.note, self.written = W.HTML(), W.HTML(), W.HTML()
        self.prompt = W.Text(prompt, description="prompt", style=_NAMES)
        self.prompt.layout.width = "360px"
        self.seed = W.BoundedIntText(0, min=0, max=2**31, description="seed", style=_NAMES)
        self.seed.layout.width = "150px"
        self.write_button = W.Button(description="Write with each", icon="play")
        self.label = W.Text(description="name", style=_NAMES, placeholder="of the one chosen run")
        self.rename_button = _button("Rename", "pencil")
        self.delete_button = _button("Delete", "trash")
        self.refresh_button = _button("Look again", "refresh")
        self._asked: tuple[str, ...] = ()  # what a second click on Delete will delete
        self._task: asyncio.Task | None = None
        wrap = W.Layout(flex_flow="row wrap")
        names = [self.label, self.rename_button, self.delete_button, self.refresh_button]
        self.box = W.VBox(
            [
                self.stage,
                self.choice,
                W.HBox(names, layout=wrap),
                self.note,
                self.axis,
                self.image,
                self.table,
                W.HBox([self.prompt, self.seed, self.write_button], layout=wrap),
                self.written,
            ]
        )
        self.refresh()
        self.stage.observe(weakly(self._list), "value")
        self.choice.observe(weakly(self._draw), "value")
        self.axis.observe(weakly(self._draw), "value")
        self.rename_button.on_click(weakly(self._rename))
        self.delete_button.on_click(weakly(self._delete))
        self.refresh_button.on_click(weakly(self.refresh))
        self.write_button.on_click(weakly(self._start))

    def show(self) -> Runs:
        display(self.box)
        return self

    @property
    def chosen(self) -> list[RunSummary]:
        return [self._runs[name] for name in self.choice.value if name in self._runs][:MOST]

    def refresh(self, _button=None) -> None:
        """Reads the folder again."""
        self._runs = {run.name: run for run in list_runs(self._folder)}
        present = {run.stage for run in self._runs.values()}
        names = [*filter(present.__contains__, STAGES), *sorted(present - set(STAGES))]
        before = self.stage.value
        self.stage.options = [(STAGES.get(name, name), name) for name in names]
        self.stage.value = before if before in names else names[0]
        self._list()

    def _list(self, _change=None) -> None:
        runs = [run for run in self._runs.values() if run.stage == self.stage.value]
        before = set(self.choice.value)
        self.choice.options = [(_line(run), run.name) for run in runs]
        kept = [run.name for run in runs if run.name in before]
        self.choice.value = kept or [run.name for run in runs[:4]]
        self._draw()

    def _draw(self, _change=None) -> None:
        self._asked = ()
        self.delete_button.description = "Delete"
        runs, head = self.chosen, self.stage.value == "head"
        self.axis.disabled = head
        self.table.value = table_of(runs)
        self.label.value = runs[0].label if len(runs) == 1 else ""
        left_out = len(self.choice.value) - len(runs)
        self.note.value = f"the first {MOST} of these are compared" if left_out else ""
        if not any(run.validations() for run in runs):
            self.image.layout.display = "none"
            return
        self.image.layout.display = None
        self.image.value = as_png(runs_figure(runs, "seconds" if head else _AXES[self.axis.value]))

    def _rename(self, _button=None) -> None:
        runs = self.chosen
        if len(runs) != 1:
            self.note.value = f"{len(runs)} runs are chosen: choose the one to rename."
            return
        try:
            rename_run(runs[0], self.label.value)
        except (OSError, ValueError) as error:
            self.note.value = f"<b>{escape(str(error))}</b>"
            return
        self.refresh()

    def _delete(self, _button=None) -> None:
        """Asks at the first click, and deletes at the second one, if the choice is still the
        same."""
        runs = self.chosen
        names = tuple(run.name for run in runs)
        if not runs:
            self.note.value = "no run is chosen."
        elif self._asked != names:
            size = human(sum(run.size() for run in runs), "B")
            self._asked, self.delete_button.description = names, "Yes, delete"
            self.note.value = (
                f"delete {escape(', '.join(run.label for run in runs))} ({size})? Click again. "
                "Published checkpoints stay; a deleted run cannot be gone on with."
            )
        else:
            told, freed = [], 0
            for run in runs:
                try:
                    freed += delete_run(run)
                except (OSError, RuntimeError) as error:
                    told.append(f"<b>{escape(str(error))}</b>")
            try:
                self.refresh()
            except FileNotFoundError:
                self._runs = {}
                self._list()
            self.note.value = "<br>".join([f"{human(freed, 'B')} freed", *told])

    def _start(self, _button=None) -> asyncio.Task:
        self._task = asyncio.ensure_future(self._write())
        return self._task

    async def write(self) -> None:
        """Lets each chosen run write, one after the other; the cell waits for it."""
        with widgets_answered():
            await self._write()

    async def _write(self) -> None:
        self.write_button.disabled = True
        texts: list[tuple[RunSummary, str]] = []
        config = SampleConfig(max_new_tokens=120, seed=self.seed.value)
        try:
            for run in self.chosen:
                try:
                    lm = load_checkpoint(run.folder / "last.pt")
                    if lm.stage == "chat":
                        asked = [{"role": "user", "text": self.prompt.value}]
                        parts = answer_stream(lm, asked, config)
                    else:
                        parts = stream(lm, self.prompt.value, config)
                    said = ""
                    for piece in parts:
                        said += piece
                        await asyncio.sleep(0)
                except (OSError, ValueError) as error:
                    said = str(error)
                texts.append((run, said))
                self.written.value = beside(texts)
        finally:
            self.write_button.disabled = False


def _button(name: str, icon: str) -> W.Button:
    return W.Button(description=name, icon=icon, layout=W.Layout(width="112px"))


def _line(run: RunSummary) -> str:
    done, total = run.steps
    parts = [run.label, run.state, f"{done:,} steps" if total else f"{done:,} records"]
    if run.loss is not None:
        parts.append(f"{'goal' if run.stage == 'head' else 'loss'} {run.loss:.4f}")
    return " · ".join(parts)


def table_of(runs: list[RunSummary]) -> str:
    """The runs as rows of an HTML table; the settings in which they differ are the columns that
    stand out."""
    if not runs:
        return "choose one run or more (with Ctrl or Shift for several)"
    different = differences(runs)
    head = ["run", "state", "steps", "loss", "time", "on disk"]
    if runs[0].stage == "head":
        head[3] = "change of the goal"
    rows = []
    for i, run in enumerate(runs):
        told = run.validations()
        loss = f"{told[-1][1]:.4f} ± {1.96 * told[-1][2]:.4f}" if told else "not judged yet"
        size = human(run.size(), "B")
        cells = [run.label, run.state, f"{run.steps[0]:,}", loss, duration(run.seconds), size]
        marked = [f"<b>{escape(_value(values[i]))}</b>" for values in different.values()]
        line = [*map(escape, cells), *marked]
        rows.append("".join(f"<td style='{_CELL}'>{cell}</td>" for cell in line))
    titles = [*map(escape, head), *(f"<b>{escape(name)}</b>" for name in different)]
    top = "".join(f"<th style='{_CELL}'>{title}</th>" for title in titles)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    same = "" if different or len(runs) < 2 else "<p>all settings are the same</p>"
    return (
        f"<div style='overflow-x:auto;max-width:100%'><table><tr>{top}</tr>{body}</table></div>"
        f"<small>loss: mean nats a token, held out, ± 95 %; bold: what differs</small>{same}"
    )


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "not set" if value is None else str(value)


def beside(texts: list[tuple[RunSummary, str]]) -> str:
    """Texts in columns, each under the name of its run."""
    style = "flex:1 1 220px;min-width:200px;max-width:360px"
    cells = "".join(
        f"<div style='{style}'><b>{escape(run.label)}</b>"
        f"<div style='white-space:pre-wrap;line-height:1.4'>{escape(text)}</div></div>"
        for run, text in texts
    )
    return f"<div style='display:flex;flex-wrap:wrap;gap:1em'>{cells}</div>"
