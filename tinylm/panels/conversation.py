"""The conversation panel of notebook 3: turns with a checkpoint that was tuned to converse."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import ipywidgets as W

from ..chat import Conversation, Turn
from ..checkpoint import Checkpoint
from ..config import SampleConfig
from .comms import widgets_answered
from .figures import BLUE, INK
from .playground import NAMES, WIDE, Models, Playground, small_button, weakly
from .upload import numbered, safe_name

_SETTLES = 0.3  # seconds after Enter in which the text of the line arrives, if it is not there yet
_LINE = W.Layout(width="auto", max_width="760px")
_SIDES = {"user": ("you", "right", BLUE + "40"), "assistant": ("tinylm", "left", INK + "24")}
_BUBBLE = (
    "display:inline-block;max-width:85%;padding:6px 12px;border-radius:12px;text-align:left;"
    "white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.45;background:{}"
)
_MARK = (
    "<div style='text-align:center;line-height:1.6;font-size:0.85em;border-bottom:1px dashed;"
    "margin-top:4px'>the model no longer reads this: its context is full</div>"
)


def turn_html(turn: Turn) -> str:
    """A turn as a bubble, its text escaped, in colours that suit light and dark pages."""
    name, side, colour = _SIDES[turn["role"]]
    return (
        f"<div style='text-align:{side};line-height:1.3'><small style='opacity:0.7'>{name}</small>"
        f"<br><span style='{_BUBBLE.format(colour)}'>{escape(turn['text'])}</span></div>"
    )


def _told(work: Callable[..., str]) -> Callable[..., None]:
    """A button's work: ends what is being written, does it, and tells what it says or raises."""

    @functools.wraps(work)
    def call(self: Talk, *args: object) -> None:
        self.stop()
        try:
            status = escape(work(self, *args))
        except (OSError, ValueError) as error:
            status = f"<b>{escape(str(error))}</b>"
        self._draw()
        self.status.value = status

    return call


class Talk(Playground):
    """The panel. `folder` holds checkpoints, or is the `models` of another panel; the furthest
    stage is chosen first. `files` is the folder of what is saved and exported.

    `turns` are those of the branch that is shown, `branches` all of them. What was said stays when
    another checkpoint is chosen.
    """

    verb, icon = "Send", "paper-plane"

    def __init__(
        self,
        folder: str | Path | Models = "checkpoints",
        system: str = "",
        max_new_tokens: int = 200,
        files: str | Path = "conversations",
    ) -> None:
        self.talk: Conversation | None = None
        self.files, self._mine = Path(files), set[Path]()
        self.branches: list[list[Turn]] = [_rules(system)]
        self._labels, self._at = ["1"], 0
        self._rows: list[W.HBox] = []
        self._before: list[Turn] | None = None  # the turns as they were before this answer
        self._asked: tuple[list, int] = ([], 0)  # what `_unread` was last found for, and it
        self._entered: asyncio.TimerHandle | None = None  # Enter was pressed
        self._make_widgets(system)
        super().__init__(folder, max_new_tokens)

    def _make_widgets(self, system: str) -> None:
        self.system = W.Text(
            system,
            description="system prompt",
            placeholder="none; what the model should be or do",
            continuous_update=False,
            style=NAMES,
            layout=_LINE,
        )
        self.branch = W.Dropdown(
            options=[("1", 0)],
            description="branch",
            style=NAMES,
            layout=W.Layout(width="420px", display="none"),  # while there is one
        )
        self.history = W.VBox(layout=W.Layout(flex="0 0 auto"))
        # A column in reverse stays at its end while what is in it grows.
        self.scroll = W.VBox(
            [self.history],
            layout=W.Layout(
                flex_flow="column-reverse",
                overflow="hidden auto",
                max_width="900px",
                max_height="420px",
            ),
        )
        self.scroll.add_class("tinylm-turns")
        self.message = W.Text(
            placeholder="say something; Enter sends",
            continuous_update=False,  # all of it in one message, which Enter sends off
            layout=W.Layout(flex="1 1 auto", width="auto"),
        )
        self.again_button = small_button("Again", "refresh", tooltip="another answer to that")
        self.undo_button = small_button("Undo", "undo", tooltip="take back the last question")
        self.name = W.Text("conversation", description="name", style=NAMES, layout=WIDE)
        self.save_button = small_button("Save", "save", tooltip="as .json, to be opened again")
        self.export_button = small_button("Markdown", "file-text", tooltip="as .md, to be read")
        self.messages_button = small_button(
            "Messages", "file-code-o", tooltip="as .json of OpenAI's layout, for other programs"
        )
        self.file = W.Combobox(
            description="open",
            placeholder="the path of a .json file",
            options=self._saved(),
            style=NAMES,
            layout=WIDE,
        )
        self.open_button = small_button("Open", "folder-open")
        self.message.on_msg(weakly(self._heard))
        self.message.observe(weakly(self._typed), "value")
        self.system.observe(weakly(self._rule), "value")
        self._switches = weakly(self._switch)
        self.branch.observe(self._switches, "value")
        for button, work in (
            (self.again_button, self.again),
            (self.undo_button, self.undo),
            (self.save_button, self.save),
            (self.export_button, self.export),
            (self.messages_button, self.messages),
            (self.open_button, self.open),
        ):
            button.on_click(weakly(work))

    def _layout(self) -> list[W.Widget]:
        line = W.HBox([self.message, self.button, self.stop_button], layout=W.Layout(width="auto"))
        line.layout.max_width = "900px"
        wraps = W.Layout(flex_flow="row wrap")
        buttons = [self.again_button, self.undo_button, self.clear_button, self.status]
        written = [self.name, self.save_button, self.export_button, self.messages_button]
        files = W.VBox([W.HBox(written, layout=wraps), W.HBox([self.file, self.open_button])])
        self.kept = W.Accordion([files], titles=("save and open",), selected_index=None)
        self.kept.layout.max_width = "900px"
        above = [self.choice, self.mode, self.system, self.branch, self.scroll, line]
        below = [self.sliders, self.more, self.kept]
        return [*above, W.HBox(buttons, layout=wraps), *below]

    @property
    def turns(self) -> list[Turn]:
        return self.branches[self._at]

    def _use(self, lm: Checkpoint | None) -> str:
        self.lm, self.talk, self._asked = lm, None, ([], 0)
        if lm is not None and lm.stage == "chat":
            self.talk = Conversation(lm)
            self.talk.turns = self.turns
        self.again_button.disabled = self.talk is None
        self._draw()
        if self.talk is None:
            return (
                "It completes and does <b>not converse</b>: choose a checkpoint that was tuned on "
                "conversations. Network_Fine_Tune.ipynb makes one."
            )
        return "It <b>converses</b>: ask it something."

    def _able(self) -> bool:
        return self.talk is not None

    # Asking ---------------------------------------------------------------------------------

    async def ask(self, text: str) -> str:
        """Puts a question, streams the answer into the panel, and gives it."""
        with widgets_answered():
            return await self._stream(self._answer(text))

    def start(self, _button: W.Button | None = None) -> asyncio.Task:
        self._settled()
        return self._begin(self._answer(self.message.value))

    def again(self, _button: W.Button | None = None) -> asyncio.Task:
        """Another answer to the last question, with the next seed; the old answer goes."""
        return self._begin(self._answer(None))

    def _begin(self, parts: Iterator[str]) -> asyncio.Task:
        self.task = asyncio.ensure_future(self._stream(parts))
        return self.task

    def _answer(self, text: str | None) -> Iterator[str]:
        """The answer to the text, or without one to the last question once more."""
        if self.talk is None:
            raise ValueError("there is no checkpoint here that converses: choose one above.")
        self._before = list(self.turns)
        if text is None:
            seed = self.seed.value + 1
            for piece in self.talk.regenerate(seed, self.config()):
                self.seed.value = seed
                yield piece
            return
        for number, piece in enumerate(self.talk.say(text.strip(), self.config())):
            if not number and self.message.value == text:
                self.message.value = ""
            yield piece

    def _end(self, status: str, finished: bool = False) -> None:
        """Where nothing could be answered, the turns are as they were, and so is the line."""
        before, self._before = self._before, None
        if before is not None and not finished and not self.said:
            self.turns[:] = before
        super()._end(status)

    def _heard(self, _widget: W.Text, content: dict, _buffers: list) -> None:
        """Enter was pressed. The browser says so first, and what was typed right afterwards, unless
        the kernel knows that already."""
        if content.get("event") == "submit":
            loop = asyncio.get_running_loop()
            self._entered = loop.call_later(_SETTLES, weakly(self._send))

    def _typed(self, _change: object) -> None:
        if self._entered is not None:
            self._send()

    def _send(self) -> None:
        self._settled()
        if self.message.value.strip():
            self.start()

    def _settled(self) -> None:
        if self._entered is not None:
            self._entered.cancel()
        self._entered = None

    # The turns and their branches -----------------------------------------------------------

    def _rule(self, _change: object) -> None:
        """The system prompt of this branch is what stands in its line."""
        self.stop()
        begins = self.turns[:1]
        self.turns[: 1 if _system(begins) else 0] = _rules(self.system.value)
        self._draw()

    @_told
    def undo(self, _button: W.Button | None = None) -> str:
        """Takes back the last question with its answer; it stands in the line again."""
        self.message.value = self._converses().undo()[0]["text"]
        return "taken back"

    def clear(self, _button: W.Button | None = None) -> None:
        """Forgets all branches, but not the system prompt."""
        self.stop()
        self.branches, self._labels, self._at = [_rules(self.system.value)], ["1"], 0
        self.status.value = ""
        self._go(0)

    @_told
    def branch_at(self, exchange: int, _button: W.Button | None = None) -> str:
        """A new branch that goes on after the answer of this exchange (counted from 0)."""
        other = [dict(turn) for turn in self.turns]
        end = _system(other) + 2 * (exchange + 1)
        question = other[end - 2]["text"]
        short = question if len(question) <= 30 else question[:29] + "\u2026"
        self._add(
            other[:end], f"from {self._labels[self._at].split()[0]}, after \u201c{short}\u201d"
        )
        return "a branch: the other one is in the list above"

    def _add(self, turns: list[Turn], label: str) -> None:
        self.branches.append(turns)
        self._labels.append(f"{len(self.branches)} {label}")
        self._go(len(self.branches) - 1)

    def _go(self, at: int) -> None:
        self._at = at
        if self.talk is not None:
            self.talk.turns = self.turns
        self.branch.unobserve(self._switches, "value")  # new options choose the first of them
        self.branch.options = [(label, i) for i, label in enumerate(self._labels)]
        self.branch.value = at
        self.branch.observe(self._switches, "value")
        self.branch.layout.display = None if len(self.branches) > 1 else "none"
        self.system.value = self.turns[0]["text"] if _system(self.turns) else ""
        self._draw()

    def _switch(self, _change: object) -> None:
        self.stop()
        self.status.value = ""
        self._go(self.branch.value)

    def _converses(self) -> Conversation:
        if self.talk is None:
            raise ValueError("this checkpoint does not converse: choose another one first.")
        return self.talk

    # Files ----------------------------------------------------------------------------------

    @_told
    def save(self, _button: W.Button | None = None) -> str:
        return self._written(self._converses().save, ".json")

    @_told
    def export(self, _button: W.Button | None = None) -> str:
        return self._written(self._converses().export, ".md")

    @_told
    def messages(self, _button: W.Button | None = None) -> str:
        return self._written(self._converses().export, ".messages.json")

    def _written(self, write: Callable[[Path], Path], ending: str) -> str:
        """Writes a file of the name in its line; one of another conversation is not written over,
        and the new one gets a number."""
        name = safe_name(self.name.value.strip() + ending)
        paths = map(self.files.joinpath, numbered(name))
        path = write(next(p for p in paths if not p.exists() or p in self._mine))
        self._mine.add(path)
        self.file.options = self._saved()
        return f"written to {path}"

    @_told
    def open(self, _button: W.Button | None = None) -> str:
        """Goes on with a saved conversation, as a branch of its own."""
        path = Path(self.file.value.strip()).expanduser()
        turns = Conversation.open(self._converses().lm, path).turns
        if turns[-1]["role"] == "user":
            self.message.value = turns.pop()["text"]
        self._add(turns, f"from {path.name}")
        return f"opened {path}"

    def _saved(self) -> list[str]:
        return sorted(str(path) for path in self.files.glob("*.json"))

    # Drawing --------------------------------------------------------------------------------

    def _draw(self) -> None:
        """One row for each question with its answer, so that only what changes is sent."""
        begin = _system(self.turns)
        unread = self._unread()
        said = self.turns[begin:]
        for row, at in enumerate(range(0, len(said), 2)):
            html = "".join(map(turn_html, said[at : at + 2]))
            if at < unread:
                html = f"<div style='opacity:0.55'>{html}</div>" + _MARK * (at + 2 >= unread)
            self._row(row).children[0].value = html
        self.history.children = self._rows[: (len(said) + 1) // 2]

    def _unread(self) -> int:
        """How many turns behind the system turn the model does not read. Found anew where what it
        depends on has changed: while an answer grows, nothing has."""
        if self.talk is None:
            return 0
        said = [turn["text"] for turn in self.turns]
        answered = bool(said) and self.turns[-1]["role"] == "assistant"
        key = [self.length.value, _system(self.turns), *said[: len(said) - answered]]
        if self._asked[0] != key:
            try:
                unread = self.talk.unread(SampleConfig(max_new_tokens=self.length.value))
            except ValueError:  # the last question alone is too long: it was put to another model
                unread = len(said) - _system(self.turns)
            self._asked = (key, unread)
        return self._asked[1]

    def _row(self, number: int) -> W.HBox:
        while len(self._rows) <= number:
            branch = W.Button(
                description="branch",
                icon="code-fork",
                tooltip="go on from here, in a branch of its own",
                layout=W.Layout(width="85px", flex="0 0 auto"),
                style={"button_color": "transparent", "font_size": "11px"},
            )
            branch.on_click(weakly(self.branch_at, len(self._rows)))
            text = W.HTML(layout=W.Layout(flex="1 1 0", min_width="0"))
            self._rows.append(W.HBox([text, branch], layout=W.Layout(align_items="flex-end")))
        return self._rows[number]


def _rules(system: str) -> list[Turn]:
    return [{"role": "system", "text": system.strip()}] if system.strip() else []


def _system(turns: list[Turn]) -> int:
    """1 if they begin with a system turn."""
    return int(bool(turns) and turns[0]["role"] == "system")
