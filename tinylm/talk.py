"""`python -m tinylm chat`: talking to a checkpoint in the shell, or letting it go on with a text.

With prompt_toolkit a line can be edited and called back, with rich there is colour; without them it
is `input` and `print`. What is piped in is answered line by line, with nothing around it.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .chat import Conversation, Turn
from .checkpoint import MADE_BY, Checkpoint, load_checkpoint
from .config import SampleConfig
from .files import write_atomically
from .generation import stream

FIXED = dict(zip(("pretrain", "head", "chat", "preferred", "rewarded"), MADE_BY, strict=True))
BARE = ("help", "clear", "exit", "quit", "bye")  # these words alone are commands without a slash
KEPT = ("temperature", "max_new_tokens", "top_p", "system")  # between runs, if set by a command
HELP = """\
/help              this list                     /clear             forget what was said
/temp 0.7          boldness; 0: the likeliest    /length 200        tokens at most
/top-p 0.95        draw from the likeliest only  /again             another answer to that
/system TEXT       what it should be; off: none  /undo              take back the last question
/save FILE         as .json, or .md to read      /load FILE         go on with a saved one
/checkpoint NAME   pretrain, head, chat, a path  /exit              end (or Ctrl-D)
A command without a value tells the present one. help, clear, exit, quit and bye need no slash.
Ctrl-C stops an answer; what was said stays."""


def settings_folder() -> Path:
    """Where settings and the history of lines are kept: tinylm/ in the user's config folder."""
    local = os.environ.get("APPDATA") if os.name == "nt" else None
    return Path(os.environ.get("XDG_CONFIG_HOME") or local or Path.home() / ".config") / "tinylm"


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """The verb's flags, but those of sampling."""
    verb.add_argument(
        "--checkpoint",
        default="chat",
        metavar="NAME",
        help="pretrain, head, chat, or a path; default: chat",
    )
    verb.add_argument("--folder", default="checkpoints", help="of these; default: %(default)s")
    verb.add_argument("--system", metavar="TEXT", help="a system turn that the conversation has")
    verb.epilog = (
        "/help tells the commands. /temp, /length, /top-p and /system are kept between runs in "
        f"{settings_folder() / 'chat.json'}, lines in {settings_folder() / 'chat_history'} (with "
        "prompt_toolkit); a flag counts more, for its run. With a pipe at either end nothing is "
        "kept or read there: lines in, answers out."
    )


def chat(options: argparse.Namespace, sampling: dict[str, Any]) -> None:
    """Talks until the user ends it. `sampling`: the flags of `SampleConfig` that were given.

    Raises `ValueError` at the end when lines that were piped in could not be answered.
    """
    piped = not (sys.stdin.isatty() and sys.stdout.isatty())
    screen = Plain() if piped else Screen()
    kept = {} if piped else _kept(screen)
    before = kept.pop("system", None)
    system = before if options.system is None else options.system
    talk = Talk(screen, options.folder, SampleConfig(**kept | sampling), system, not piped)
    talk.use(options.checkpoint)
    if options.system and talk.talk is None:
        raise ValueError(
            f"--system {options.system!r} is for a checkpoint that converses, and "
            f"{options.checkpoint!r} completes: leave it out, or use --checkpoint chat."
        )
    talk.loop()
    if piped and talk.failed:
        raise ValueError(f"{talk.failed} line(s) could not be answered.")


def _kept(screen: Plain) -> dict[str, Any]:
    path = settings_folder() / "chat.json"
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        values = {name: found[name] for name in KEPT if name in found}
        SampleConfig(**{name: value for name, value in values.items() if name != "system"})
        if not isinstance(values.get("system", ""), str):
            raise ValueError("its system is no text")
    except (ValueError, TypeError) as error:
        screen.error(f"{str(path)!r} is not as it was written and was left aside: {error}")
        return {}
    return values


class Plain:
    """Lines in, answers out."""

    def ask(self, mark: str) -> str:
        """The next line. Raises `EOFError` at the end, `ValueError` for one that is no text."""
        line = sys.stdin.buffer.readline()
        if not line:
            raise EOFError
        try:
            return line.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise ValueError(f"a line is no UTF-8 at byte {error.start}: convert it.") from None

    def piece(self, text: str) -> None:
        print(text, end="", flush=True)

    def name(self, text: str) -> None:
        """Who speaks, or the beginning that is gone on with: not of an answer."""

    def note(self, text: str) -> None:
        """What is said beside the answers."""

    def error(self, text: str) -> None:
        print(f"tinylm: {text}", file=sys.stderr)


class Screen(Plain):
    """A terminal, with what is installed for it."""

    def __init__(self) -> None:
        toolkit, rich = _optional("prompt_toolkit"), _optional("rich.console")
        self._console = rich.Console(highlight=False) if rich else None
        self._read: Callable[[str], str] = input
        if toolkit:
            history = importlib.import_module("prompt_toolkit.history")
            folder = settings_folder()
            with contextlib.suppress(OSError):  # told when something is to be kept there
                folder.mkdir(parents=True, exist_ok=True)
            lines: Any = history.InMemoryHistory()
            if os.access(folder, os.W_OK):
                lines = history.FileHistory(str(folder / "chat_history"))
            session = toolkit.PromptSession(history=lines)
            self._read = lambda mark: session.prompt([("bold ansicyan", mark)])
        if missing := [
            n for n, found in (("prompt_toolkit", toolkit), ("rich", rich)) if not found
        ]:
            self.note(
                f"(without {' and '.join(missing)} this is plain: "
                'pip install "tinylm[chat]" for line editing, history and colour)'
            )

    def ask(self, mark: str) -> str:
        return self._read(mark)

    def _print(self, text: str, style: str, end: str = "\n") -> None:
        if self._console is None:
            print(text, end=end, flush=True)
        else:
            self._console.print(text, style=style, end=end, markup=False, soft_wrap=True)

    def name(self, text: str) -> None:
        self._print(text, "bold green", end="")

    def note(self, text: str) -> None:
        dim = "" if self._console or os.environ.get("NO_COLOR") else "\033[2m"
        self._print(f"{dim}{text}\033[0m" if dim else text, "dim")

    def error(self, text: str) -> None:
        self._print(text, "red")


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


class Talk:
    """The loop: a line is a command, or it is answered; a checkpoint that does not converse goes on
    with it instead."""

    def __init__(
        self, screen: Plain, folder: str, config: SampleConfig, system: str | None, keep: bool
    ) -> None:
        self.screen, self.folder, self.config, self.keep = screen, Path(folder), config, keep
        self.turns: list[Turn] = [{"role": "system", "text": system}] if system else []
        self.lm: Checkpoint | None = None
        self.talk: Conversation | None = None
        self.failed, self._mine = 0, set[Path]()
        self._commands: dict[str, Callable[[str], bool | None]] = {
            "help": lambda _: screen.note(HELP),
            "clear": self._clear,
            "temp": lambda value: self._number("temperature", float, value),
            "length": lambda value: self._number("max_new_tokens", int, value),
            "top-p": lambda value: self._number("top_p", float, value),
            "system": self._system,
            "save": self._save,
            "load": self._load,
            "checkpoint": self._checkpoint,
            "undo": self._undo,
            "again": self._again,
            **dict.fromkeys(("exit", "quit", "bye"), lambda _: True),
        }

    def use(self, name: str) -> None:
        """Loads a checkpoint, by its stage or its path; what was said stays."""
        path = self.folder / FIXED[name] if name in FIXED else Path(name).expanduser()
        self.lm = load_checkpoint(path)
        self.talk = None
        if self.lm.stage == "chat":
            self.talk = Conversation(self.lm)
            self.talk.turns = self.turns
        does = "It converses." if self.talk else "It completes: begin a text and it goes on."
        self.screen.note(f"{path}: {self.lm.model.num_parameters():,} parameters. {does} (/help)")

    def loop(self) -> None:
        while True:
            try:
                if self._obey(self.screen.ask("you: " if self.talk else "begin: ")):
                    return
            except EOFError:
                return
            except KeyboardInterrupt:
                if not self.keep:
                    raise
                self.screen.note("(Ctrl-D or /exit ends)")
            except (ValueError, OSError) as error:
                self.failed += 1
                self.screen.error(str(error))

    def _obey(self, line: str) -> bool | None:
        """Does what the line says; whether it says to end."""
        word, _, value = line.strip().partition(" ")
        if word.startswith("/") or (word.lower() in BARE and not value):
            name = word.lower().removeprefix("/")
            if name not in self._commands:
                raise ValueError(f"{word[:40]!r} is no command: /help tells those that there are.")
            return self._commands[name](value.strip())
        if word:
            if self.talk:
                self._answer(self.talk.say(line.strip(), self.config))
            else:
                self._show(line, stream(self.lm, line, self.config))
        return None

    def _answer(self, pieces: Iterator[str]) -> None:
        stopped = self._show("tinylm: ", pieces)
        if stopped and not self.turns[-1]["text"]:
            self.talk.undo()  # a question that was stopped before its answer began

    def _show(self, name: str, pieces: Iterator[str]) -> bool:
        """Writes the name and then the pieces; whether Ctrl-C ended it."""
        try:
            first = next(pieces, "")  # so that what cannot be answered is told by itself
            self.screen.name(name)
            self.screen.piece(first)
            for piece in pieces:
                self.screen.piece(piece)
        except KeyboardInterrupt:
            if not self.keep:
                raise
            self.screen.note(" (stopped)")
            return True
        self.screen.piece("\n")
        return False

    # The commands, with what stands after their names ---------------------------------------

    def _converses(self) -> Conversation:
        if self.talk is None:
            raise ValueError("this checkpoint completes and does not converse: /checkpoint chat.")
        return self.talk

    def _clear(self, _value: str) -> None:
        del self.turns[1 if self._rules() else 0 :]
        self.screen.note("(forgotten)")

    def _rules(self) -> str | None:
        first = self.turns[:1]
        return first[0]["text"] if first and first[0]["role"] == "system" else None

    def _number(self, name: str, kind: type, value: str) -> None:
        if value:
            try:
                number = kind(value)
            except ValueError:
                what = "a whole number" if kind is int else "a number"
                raise ValueError(f"{name}={value!r} must be {what}.") from None
            self.config = dataclasses.replace(self.config, **{name: number})
            self._remember(**{name: number})
        self.screen.note(f"({name} {getattr(self.config, name)})")

    def _system(self, value: str) -> None:
        self._converses()
        if value:
            rules = [] if value == "off" else [{"role": "system", "text": value}]
            self.turns[: 1 if self._rules() else 0] = rules
            self._remember(system=self._rules())
        self.screen.note(f"(system: {self._rules() or 'none'})")

    def _remember(self, **values: Any) -> None:
        if self.keep:
            now = {**_kept(self.screen), **values}
            text = json.dumps({k: v for k, v in now.items() if v is not None}, indent=1)
            write_atomically(settings_folder() / "chat.json", text.encode())

    def _save(self, value: str) -> None:
        talk, path = self._converses(), Path(value).expanduser()
        if not value:
            raise ValueError("where to? Say /save chat.json, or /save chat.md.")
        if path.exists() and path.resolve() not in self._mine:
            raise ValueError(f"{value!r} exists already: give another name.")
        (talk.export if path.suffix.lower() == ".md" else talk.save)(path)
        self._mine.add(path.resolve())
        self.screen.note(f"({path})")

    def _load(self, value: str) -> None:
        self._converses()
        if not value:
            raise ValueError("what? Say /load chat.json.")
        self.talk = Conversation.open(self.lm, value)
        self.turns = self.talk.turns
        self._mine.add(Path(value).expanduser().resolve())
        asked = sum(turn["role"] == "user" for turn in self.turns)
        self.screen.note(f"({asked} question(s) and what was answered)")

    def _checkpoint(self, value: str) -> None:
        if value:
            self.use(value)
            return
        there = [name for name, file in FIXED.items() if (self.folder / file).is_file()]
        self.screen.note(f"(there are {', '.join(there) or 'none'} in {self.folder})")

    def _undo(self, _value: str) -> None:
        question = self._converses().undo()[0]["text"]
        self.screen.note(f"(taken back: {question})")

    def _again(self, _value: str) -> None:
        self.config = dataclasses.replace(self.config, seed=self.config.seed + 1)
        self._answer(self._converses().regenerate(self.config.seed, self.config))
