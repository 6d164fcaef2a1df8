"""Every field of a config as a widget: its name, its value, what it means and what is usual."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import ipywidgets as W

from ..fields import Field, fields_of, parse, written

_NAMES = {"description_width": "150px"}
_LAYOUT = W.Layout(width="310px", flex="0 0 auto")
_TEXT = W.Layout(flex="1 1 180px", min_width="180px", max_width="480px")
_ROW = W.Layout(flex_flow="row wrap", align_items="flex-start")


class ConfigForm:
    """The fields of a config. `config` is what they say; while one of them is wrong, the last that
    was right, and the field says what is wrong with it."""

    def __init__(
        self, config: Any, without: Iterable[str] = (), changed: Callable[[], None] | None = None
    ) -> None:
        self.config, self._changed = config, changed or (lambda: None)
        self.fields = {n: f for n, f in fields_of(type(config)).items() if n not in set(without)}
        self.widgets: dict[str, W.Widget] = {}
        self._notes: dict[str, W.HTML] = {}  # what a field means, and what is wrong with its value
        self._wrong: dict[str, str] = {}
        rows = []
        self._setting = False
        for name, field in self.fields.items():
            widget, note = _widget(field, getattr(config, name)), W.HTML(layout=_TEXT)
            widget.observe(self._follow, "value")
            self.widgets[name], self._notes[name] = widget, note
            self._tell(name)
            rows.append(W.HBox([widget, note], layout=_ROW))
        self.box = W.VBox(rows)

    def _follow(self, change: dict) -> None:
        if self._setting:
            return
        (changed,) = [n for n, widget in self.widgets.items() if widget is change["owner"]]
        values, wrong = {}, {}
        for name in self.widgets:
            try:
                values[name] = self._value(name)
            except ValueError as error:
                wrong[name] = str(error)
        if not wrong:
            try:  # all at once: two fields may be wrong apart and right together
                self.config = dataclasses.replace(self.config, **values)
            except ValueError as error:
                wrong[changed] = str(error)
        for name in {*self._wrong, *wrong}:
            self._tell(name, wrong.get(name, ""))
        self._changed()

    def _tell(self, name: str, wrong: str = "") -> None:
        self._wrong.pop(name, None)
        if wrong:
            self._wrong[name] = wrong
        said = f"<br><b>{escape(wrong)}</b>" if wrong else ""
        meaning = _meaning(self.fields[name])
        self._notes[name].value = f"<div style='line-height:1.35'>{meaning}{said}</div>"

    def _value(self, name: str) -> Any:
        value, field = self.widgets[name].value, self.fields[name]
        if isinstance(field.default, bool) or field.closed:
            return value
        if field.optional and field.default is None and value in ("yes", "no"):
            return value == "yes"
        return parse(field, value)

    @property
    def wrong(self) -> list[str]:
        """What the form says is wrong, if anything."""
        return list(self._wrong.values())

    def set(self, config: Any) -> None:
        """Shows another config of the same class."""
        self._setting = True
        try:
            for name, field in self.fields.items():
                self.widgets[name].value = _shown(field, getattr(config, name))
                self._tell(name)
        finally:
            self._setting = False
        self.config = config
        self._changed()


def _widget(field: Field, value: Any) -> W.Widget:
    told = dict(description=field.name, style=_NAMES, layout=_LAYOUT)
    shown = _shown(field, value)
    if isinstance(field.default, bool):
        return W.Checkbox(shown, indent=True, **told)
    if field.closed:
        return W.Dropdown(options=field.choices, value=shown, **told)
    if field.choices:
        return W.Combobox(options=field.choices, value=shown, continuous_update=False, **told)
    if isinstance(field.default, tuple) and not _plain_numbers(field.default):
        lines = told | dict(layout=W.Layout(width="310px", height="56px", flex="0 0 auto"))
        return W.Textarea(shown, continuous_update=False, placeholder="one a line", **lines)
    hint = "not set" if field.optional else ""
    return W.Text(shown, continuous_update=False, placeholder=hint, **told)


def _shown(field: Field, value: Any) -> Any:
    if isinstance(field.default, bool) or field.closed:
        return value
    if field.default is None and isinstance(value, bool):
        return "yes" if value else "no"
    return written(value)


def _plain_numbers(values: tuple) -> bool:
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _meaning(field: Field) -> str:
    default = field.default if field.default is not dataclasses.MISSING else ""
    shown = "not set" if default is None else written(default).replace("\n", ", ")
    return f"{escape(field.meaning)} <small>(default: {escape(shown)})</small>"
