"""The widgets of a run that is watched: curves, what may be turned, and what the model wrote when.

It knows records and the run's controls, and no model: widgets live until the kernel ends, and a
model should not.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import ipywidgets as W

from ..calculator import duration, human
from ..controls import Controls
from ..forecasting import final_loss
from ..records import HeadRecord, StepRecord
from .curves import View, bits_per_nat, loss_chart, small_charts
from .figures import as_png, swarm_figure
from .keepsake import save_figures, written
from .preference import preference_figure

RATES = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 0.7, 1.0, 1.4, 2.0, 4.0)
TEMPERATURES = tuple(i / 10 for i in range(21))
_WIDE = W.Layout(max_width="700px", width="100%")
_TEXT = "line-height:1.45"  # a widget's own is that of a button
_NAMES = {"description_width": "130px"}


class Dashboard:
    """One run on the page. `show` brings it up to date, and the buttons change `controls`."""

    def __init__(self, title: str = "", controls: Controls | None = None) -> None:
        self.title, self.controls = title, controls or Controls()
        self.records: list[Any] = []
        self.told: list[str] = []  # the lines of the status, as HTML
        self.stopped = self.paused = False
        self._stand: dict[str, Any] = {}  # where the sliders were last set to from here
        self._make_buttons()
        self._make_curves()
        row = W.HBox([self.button, self.pause, self.save, self.sample, self.bar])
        row.layout.flex_flow = "row wrap"
        self.image = W.Image(format="png", layout=W.Layout(max_width="700px", display="none"))
        self.more = W.VBox([self.curves, self.turn], layout=W.Layout(display="none"))
        self.box = W.VBox([row, self.status, self.message, self.image, self.more])

    def _make_buttons(self) -> None:
        def button(name: str, icon: str, tooltip: str, pressed: Any) -> W.Button:
            made = W.Button(
                description=name, icon=icon, tooltip=tooltip, layout=W.Layout(width="auto")
            )
            made.on_click(pressed)
            return made

        self.button = button("Stop", "stop", "end here, keep the state", self._stop)
        self.pause = button("Pause", "pause", "save, and wait", self._pause)
        self.save = button("Checkpoint now", "save", "save after the next step", self._save)
        self.sample = button("Sample now", "pencil", "write after the next step", self._sample)
        self.keep = button("Save figure", "image", "as PNG and SVG, beside the run", self._keep)
        for one in (self.pause, self.save, self.sample):
            one.layout.display = "none"  # until it is known that they can be heard
        self.bar = W.IntProgress(max=1, layout=W.Layout(flex="1 1 80px", max_width="220px"))
        self.status, self.message = W.HTML("starting"), W.HTML()

    def _make_curves(self) -> None:
        self.scale = W.ToggleButtons(options=["linear", "log"])
        self.unit = W.ToggleButtons(options=["nats per token", "bits per byte"], disabled=True)
        for toggle in (self.scale, self.unit):
            toggle.style.button_width = "auto"
            toggle.observe(self._draw, "value")
        self.loss, self.small, self.samples = W.HTML(), W.HTML(), W.HTML()
        # Below the curve, as wide as its axis: 58 and 12 of 680 are left beside it.
        self.moment = W.IntSlider(
            1,
            0,
            1,
            readout=False,
            tooltip="drag along the curve",
            layout=W.Layout(width="89.7%", margin="0 0 0 8.5%"),
        )
        self.moment.observe(self._look, "value")
        self.moment_box = W.VBox([self.moment, self.samples], layout=_WIDE)
        tools = W.HBox([self.scale, self.unit, self.keep], layout=W.Layout(flex_flow="row wrap"))
        self.plain = (self.scale, self.unit, self.loss)  # of a loss in nats a token
        self.curves = W.VBox([tools, self.loss, self.moment_box, self.small], layout=_WIDE)
        self.rate = W.SelectionSlider(
            options=[(f"× {rate:.3g}", rate) for rate in RATES],
            value=1.0,
            description="learning rate",
        )
        self.temperature = W.SelectionSlider(
            options=[(f"{t:.1f}", t) for t in TEMPERATURES],
            value=0.8,
            description="temperature",
        )
        self.every = W.BoundedIntText(0, min=0, max=10**9, description="validate every")
        turned = {"rate": self.rate, "temperature": self.temperature, "eval_every": self.every}
        for name, widget in turned.items():
            widget.style, widget.continuous_update = _NAMES, False
            widget.layout = W.Layout(width="330px")
            widget.observe(lambda change, name=name: self._turn(name, change["new"]), "value")
        self._turned = turned
        self.turn = W.HBox(list(turned.values()), layout=W.Layout(flex_flow="row wrap"))
        self.turn.layout.max_width = "700px"

    # What the buttons do.

    def _stop(self, _button: W.Button) -> None:
        self.stopped, self.paused = True, False
        self.button.disabled = True

    def _pause(self, _button: W.Button) -> None:
        self.paused = not self.paused
        self.controls.save |= self.paused
        self.pause.description = "Resume" if self.paused else "Pause"
        self.pause.icon = "play" if self.paused else "pause"
        self.message.value = "pausing: saved after the step under way" if self.paused else ""

    def _save(self, _button: W.Button) -> None:
        self.controls.save = True
        self.message.value = "to be saved after the next step"

    def _sample(self, _button: W.Button) -> None:
        self.controls.sample = True
        self.message.value = "to be written after the next step"

    def _keep(self, _button: W.Button) -> None:
        paths = save_figures(self.records, self.view, self.title, self.controls.folder)
        names = " and ".join(f"<code>{escape(str(path))}</code>" for path in paths)
        self.message.value = f"figure saved: {names}"

    def _turn(self, name: str, value: Any) -> None:
        if self._stand.get(name) != value:
            self._stand[name] = value
            setattr(self.controls, name, value)

    def done(self) -> None:
        """A step has been made, and what was asked for with it."""
        asked = self.message.value.startswith("to be ")
        if asked and not (self.controls.save or self.controls.sample):
            step = self.records[-1].step if self.records else 0
            what = "saved" if "saved" in self.message.value else "written"
            self.message.value = f"{what} after step {step}"

    def pausing(self) -> bool:
        """Whether the run should wait now: not before what pausing asked for is saved."""
        if self.paused and not self.controls.save:
            self.message.value = "paused and saved"
            return True
        return False

    # What is shown.

    @property
    def view(self) -> View:
        return View(self.scale.value == "log", self.unit.value == "bits per byte")

    def show(self, records: list) -> None:
        """Brings everything up to date with these records, of which there is at least one."""
        self.records = records
        last = records[-1]
        if isinstance(last, HeadRecord):
            self._show_search(records)
            return
        self.bar.max, self.bar.value = last.total, last.step
        self.tell(lines(records))
        self.unit.disabled = bits_per_nat(records) is None
        for name, widget in self._turned.items():
            self._follow(name, widget)
        follows = self.moment.value == self.moment.max
        self.moment.max = max(1, last.step)
        if follows:
            self.moment.value = self.moment.max
        if last.measures:  # margins or rewards say more than the loss
            for one in self.plain:
                one.layout.display = "none"
            self.image.layout.display = ""
            self.image.value = as_png(preference_figure(records, self.title))
        else:
            self._draw()
        self.small.value = small_charts(records)
        self._look()
        self.more.layout.display = ""

    def tell(self, told: list[str]) -> None:
        self.told = told
        self.status.value = f'<div style="{_TEXT}">{"<br>".join(told)}</div>'

    def begin(self, settings: dict | None) -> None:
        """The first record has come: shows what can be turned in a run of these settings."""
        if settings is not None and "eval_every" in settings:
            for one in (self.pause, self.save, self.sample):
                one.layout.display = ""
            self.sample.disabled = not settings["sample_every"]
            if self.sample.disabled:
                self.sample.tooltip = "this run has sample_every=0"
        else:
            self.turn.layout.display = "none"

    def end(self) -> None:
        """Nothing can be turned any more."""
        for one in (self.button, self.pause, self.save, self.sample, *self._turned.values()):
            one.disabled = True
        self.message.value = ""

    def _follow(self, name: str, widget: Any) -> None:
        """The slider stands where the control is, whoever set that."""
        value = getattr(self.controls, name)
        if self._stand.get(name) == value:
            return
        if isinstance(widget, W.SelectionSlider):
            value = min((v for _, v in widget.options), key=lambda v: abs(v - value))
        self._stand[name] = value
        widget.value = value

    def _draw(self, _change: Any = None) -> None:
        if self.records and not self.records[-1].measures:
            following = self.moment.value == self.moment.max
            self.loss.value = loss_chart(
                self.records, self.view, 0 if following else self.moment.value
            )

    def _look(self, change: Any = None) -> None:
        """What was written last before the step that the slider points at."""
        text = written(self.records, self.moment.value)
        self.samples.value = f'<div style="{_TEXT}">{text}</div>'
        if change is not None:
            self._draw()

    def _show_search(self, records: list[HeadRecord]) -> None:
        last = records[-1]
        line = (
            f"{last.phase}, cycle {last.cycle + 1}, {last.evaluations} evaluations, "
            f"{last.refine_steps} gradient steps, best {last.best:.4f}"
        )
        self.tell([line])
        self.bar.layout.display = "none"  # nobody knows how many steps there will be
        self.image.layout.display = ""
        self.image.value = as_png(swarm_figure(records, self.title))


def lines(records: list[StepRecord]) -> list[str]:
    """The latest step, the latest validation, and what happened beside, as HTML."""
    last = records[-1]
    share = f" ({last.share_of_peak:.0%} of the peak)" if last.share_of_peak else ""
    out = [
        f"step {last.step} of {last.total}, loss {last.loss:.3f}, "
        f"{last.tokens_per_second:,.0f} tokens/s{share}, {duration(last.seconds)} spent, "
        f"{duration(last.seconds_left or 0.0)} left"
    ]
    judged = next((r for r in reversed(records) if r.val_loss is not None), None)
    if judged:
        out.append(", ".join(_validation(judged)))
    expected = final_loss(records)
    if expected is not None:
        out.append("validation loss at the end: about {:.2f} ({:.2f} to {:.2f})".format(*expected))
    events = [f"step {r.step}: {escape(r.event)}" for r in records if r.event]
    return out + events[-3:]


def _validation(record: StepRecord) -> Iterator[str]:
    yield f"validation at step {record.step}: loss {record.val_loss:.3f}"
    if record.val_accuracy is not None:
        yield f"{record.val_accuracy:.0%} right guesses"
    if record.cpu is not None:
        yield f"{record.cpu:.1f} processor cores busy"
    if record.memory is not None:
        yield f"{human(record.memory, 'B')} of memory"
    if record.gpu is not None:
        yield f"GPU {record.gpu:.0%} busy"
    if record.gpu_memory is not None:
        yield f"{human(record.gpu_memory, 'B')} on the GPU"
