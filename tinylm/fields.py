"""What the fields of a config mean, read from the comments that stand beside them in its source.

So a form, a command line or a page of documentation says the same as the file that one reads.
"""

from __future__ import annotations

import dataclasses
import inspect
import io
import json
import re
import tokenize
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .files import write_atomically

_EMPTY = ("", "none")


@dataclass(frozen=True)
class Field:
    """One field of a config."""

    name: str
    default: Any  # `dataclasses.MISSING` where it has to be given
    meaning: str
    choices: tuple[str, ...] = ()  # that its comment names and the config takes
    closed: bool = False  # whether there are no others
    optional: bool = False  # whether None is a value


def fields_of(kind: type) -> dict[str, Field]:
    """The fields of a config's class in their order, but those that are configs themselves."""
    meanings: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if dataclasses.is_dataclass(base):
            meanings |= _comments(base)
    found = {}
    for field in dataclasses.fields(kind):
        if field.default_factory is not dataclasses.MISSING:
            continue
        meaning = meanings.get(field.name, "")
        choices, closed = _choices(kind, field, meaning)
        found[field.name] = Field(
            name=field.name,
            default=field.default,
            meaning=meaning,
            choices=choices,
            closed=closed,
            optional="None" in str(field.type),
        )
    return found


def _comments(kind: type) -> dict[str, str]:
    """The comment behind each field that the class itself declares, its further lines joined."""
    found: dict[str, str] = {}
    name = None
    for token in tokenize.generate_tokens(io.StringIO(inspect.getsource(kind)).readline):
        line = token.line.strip()
        declared = re.match(r"(\w+): ", line)
        if token.type == tokenize.NAME and declared and token.string == declared[1]:
            name = declared[1] if token.start[1] == 4 else name
        elif token.type == tokenize.NAME and token.string == "def":
            break
        elif token.type == tokenize.COMMENT and name:
            said = token.string.lstrip("# ").strip()
            found[name] = f"{found[name]} {said}" if name in found else said
    known = {field.name for field in dataclasses.fields(kind)}
    return {name: said for name, said in found.items() if name in known}


def _choices(kind: type, field: dataclasses.Field, meaning: str) -> tuple[tuple[str, ...], bool]:
    """The words between bars in a comment, those of them that the config takes."""
    plain = re.sub(r"\([^)]*\)", "", meaning)
    if not isinstance(field.default, str) or "|" not in plain:
        return (), False
    named = [part.strip() for part in plain.split("|")]
    named[0] = named[0].split(": ")[-1]
    words = [re.split(r"[ ;,]", part)[0] for part in named if part]
    blank = {f.name: 8 for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}
    blank = {name: value for name, value in blank.items() if name == "vocab_size"}
    taken = [word for word in words if _takes(kind, blank | {field.name: word})]
    return tuple(taken), taken == words and all(" " not in part for part in named)


def _takes(kind: type, values: dict[str, Any]) -> bool:
    try:
        kind(**values)
    except ValueError:
        return False
    return True


def parse(field: Field, text: str) -> Any:
    """The value that a person wrote for a field, of its default's kind. Raises `ValueError`."""
    text = text.strip()
    if field.optional and text.lower() in _EMPTY:
        return None
    if isinstance(field.default, tuple) and field.default and isinstance(field.default[0], float):
        return tuple(_number(field.name, part) for part in text.split(","))
    if isinstance(field.default, tuple):
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    if isinstance(field.default, str) or field.name == "checkpoint":
        return text
    return _number(field.name, text)


def _number(name: str, text: str) -> int | float:
    text = text.strip().replace("_", "")
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    raise ValueError(f"{name}: {text!r} is not a number; write one as 0.004 or 4e-3.")


def written(value: Any) -> str:
    """A value as a person writes it, which `parse` reads back."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) if _numbers(value) else "\n".join(map(str, value))
    return str(value)


def _numbers(values: tuple | list) -> bool:
    return bool(values) and all(isinstance(value, int | float) for value in values)


def as_code(config: Any) -> str:
    """The config as Python, with what is not as its class has it."""
    return f"tinylm.{_call(config)}"


def _call(config: Any) -> str:
    said = []
    for field in dataclasses.fields(config):
        value = getattr(config, field.name)
        if dataclasses.is_dataclass(value):
            if value != type(value)():
                said.append(f"{field.name}=tinylm.{_call(value)}")
        elif field.default is dataclasses.MISSING or value != field.default:
            said.append(f"{field.name}={value!r}")
    return f"{type(config).__name__}({', '.join(said)})"


def save_configs(path: str | Path, /, **configs: Any) -> Path:
    """Writes configs to a .json file, a section each, as `python -m tinylm run` names them."""
    path = Path(path)
    if path.suffix.lower() != ".json":
        raise ValueError(f"configs are saved as .json, not {str(path)!r}: give such a name.")
    told = {}
    for name, config in configs.items():
        told[name] = dict(config) if isinstance(config, dict) else dataclasses.asdict(config)
    told.get("model", {}).pop("vocab_size", None)  # it is the tokenizer's
    write_atomically(path, (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode())
    return path


def read_configs(path: str | Path) -> dict[str, dict[str, Any]]:
    """The sections of a .json or .toml file of configs, as `save_configs` and
    `python -m tinylm run --print-config` write them."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no config file {str(path)!r}: check the path.") from None
    except ValueError as error:
        raise ValueError(f"{str(path)!r} cannot be read: {error}.") from None
    if not isinstance(told, dict) or not all(isinstance(part, dict) for part in told.values()):
        raise ValueError(f"{str(path)!r} must hold named sections, such as model and train.")
    return told
