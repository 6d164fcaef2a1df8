"""Conversations out of files: every public layout, told apart by the names of its fields.

A reader yields (place, turns); the place names the file and its line or record, for errors. Records
lie in .json, .jsonl or .csv. A text keeps the words of the file; only what a layout itself adds to
them (a prompt's frame, an end mark) is taken off.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from ..chat import HELD_OUT, ROLES, Turn, shown
from . import cornell, dailydialog
from .lines import decoded
from .two_party import Found, alternating, read_archive, read_cornell, read_folder, two_party

RECORD_ENDINGS = (".json", ".jsonl", ".csv")
ROLE_NAMES = {role: role for role in ROLES} | {
    "human": "user",
    "gpt": "assistant",
    "developer": "system",
}
_MARKS = tuple(f"<{role}>" for role in ROLES)
_QUOTED = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\"""")


def read(path: Path) -> Found:
    """(place, turns) of every conversation in a file, or in a folder of a two-party corpus."""
    if path.is_dir():
        yield from read_folder(path)
    elif path.suffix.lower() == ".zip":
        yield from read_archive(path)
    elif path.name in (cornell.LINES, cornell.CONVERSATIONS):
        yield from read_cornell(path.parent)
    elif path.suffix.lower() in RECORD_ENDINGS:
        before = None
        for place, record in read_records(path):
            before = _shape_of(record, place, before)
            turns = before.turns(record, place)
            if turns and record.get("part") == HELD_OUT:
                turns[0]["part"] = HELD_OUT
            yield place, turns
    else:
        text = _whole_text(path)
        name, first = repr(str(path)), text.lstrip()
        if dailydialog.END in text and not first.startswith(_MARKS):
            yield from alternating(dailydialog.dialogues(name, enumerate(_lines(text), 1)))
        else:
            yield from _marked_lines(name, text)


def _whole_text(path: Path) -> str:
    name = repr(str(path))
    text = decoded(path.read_bytes(), name)
    if not text.strip():
        raise ValueError(f"{name} is empty: there is nothing in it to learn from.")
    return text


def _marked_lines(name: str, text: str) -> Found:
    """Turns that begin with <user>, <assistant> or <system>; a blank line ends a conversation."""
    turns: list[Turn] = []
    start = 0
    for number, line in enumerate(_lines(text), 1):
        line = line.strip()
        if not line:
            if turns:
                yield f"{name}, line {start}", turns
            turns = []
            continue
        if not line.startswith(_MARKS):
            movie = f" ({cornell.LINES} and {cornell.CONVERSATIONS} go together)"
            hint = movie if cornell.BETWEEN in line else ""
            raise ValueError(
                f"{name}, line {number}: a turn begins with <user>, <assistant> or <system>, not "
                f"{line[:20]!r}{hint}."
            )
        role, _, said = line.partition(">")
        start = start if turns else number
        turns.append({"role": role[1:], "text": said.strip()})
    if turns:
        yield f"{name}, line {start}", turns


def _lines(text: str) -> list[str]:
    # Not str.splitlines, which also cuts at characters that may stand inside of a text.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


# Records out of a file -----------------------------------------------------------------------


def read_records(path: Path) -> Iterator[tuple[str, dict]]:
    """(place, record) of a .json list, of .jsonl lines or of .csv rows, as named fields."""
    text, name = _whole_text(path), repr(str(path))
    if path.suffix.lower() == ".csv":
        yield from _csv_rows(name, text)
        return
    first, _, rest = text.strip().partition("\n")
    # Many a file of JSON lines is called .json, and many a list .jsonl.
    one_a_line = path.suffix.lower() == ".jsonl" or (first.rstrip().endswith("}") and rest.strip())
    if one_a_line and not first.startswith("["):
        for number, line in enumerate(_lines(text), 1):
            if line.strip():
                place = f"{name}, line {number}"
                yield place, _object(_parsed(line, place), place)
        return
    records = _parsed(text, name)
    if not isinstance(records, list):
        raise ValueError(f"{name} must be a JSON list of records: wrap it in [ ].")
    for number, record in enumerate(records, 1):
        place = f"{name}, record {number}"
        yield place, _object(record, place)


def _parsed(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{place} is not valid JSON: {error.msg} in line {error.lineno}, column {error.colno} "
            "(a trailing comma or a missing bracket is the usual cause)."
        ) from None
    except RecursionError:
        raise ValueError(f"{place} is nested too deeply to hold conversations.") from None
    except ValueError as error:  # a number with thousands of digits
        raise ValueError(f"{place} cannot be read as JSON: {error}.") from None


def _object(record: object, place: str) -> dict:
    if not isinstance(record, dict):
        raise ValueError(
            f'{place}: a record must have named fields, as {{"instruction": "...", "output": '
            f'"..."}}, and not be {shown(record)}.'
        )
    return record


def _csv_rows(name: str, text: str) -> Iterator[tuple[str, dict]]:
    # The limit of a field is a setting of the whole process: lifted for this file, then put back.
    limit = csv.field_size_limit(len(text) + 1)
    rows, line = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    table = []
    try:
        for row in rows:
            if row:
                table.append((line, row))
            line = rows.line_num + 1
    except csv.Error as error:
        raise ValueError(f"{name}, line {line} is not valid CSV: {error}.") from None
    finally:
        csv.field_size_limit(limit)
    (line, header), *table = table
    header = [field.strip() for field in header]
    if len(set(header)) < len(header):
        twice = next(field for field in header if header.count(field) > 1)
        raise ValueError(f"{name}, line {line}: the column {twice[:40]!r} stands there twice.")
    for line, row in table:
        if len(row) != len(header):
            raise ValueError(
                f"{name}, line {line}: the row has {len(row)} field(s), the header {len(header)}."
            )
        yield f"{name}, line {line}", dict(zip(header, row, strict=True))


# One field of a record -----------------------------------------------------------------------


def text_of(value: object, place: str) -> str:
    """`value` if it is text that can be stored, else a `ValueError` with the place."""
    if not isinstance(value, str):
        raise ValueError(f"{place}: the text is {shown(value)}, but must be a string.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        broken = value[error.start]
        raise ValueError(
            f"{place}: {broken!r} is half a character (a lone surrogate): remove it."
        ) from None
    return value


def text_field(record: dict, field: str, place: str) -> str:
    """The text of a field that must be there."""
    if field not in record:
        raise ValueError(f"{place}: the field {field!r} is missing.")
    return text_of(record[field], f"{place}, field {field!r}")


def _optional(record: dict, field: str, place: str) -> str:
    """The text of a field that may be absent, null or empty."""
    return "" if record.get(field) is None else text_field(record, field, place)


def list_of(value: object, place: str) -> list:
    """A list, also where it lies as JSON in a CSV cell."""
    if isinstance(value, str):
        value = _parsed(value, place)
    if not isinstance(value, list):
        raise ValueError(f"{place}: {shown(value)} stands where a list belongs.")
    return value


def _texts(record: dict, field: str, place: str) -> list[str]:
    """A list of texts; in CSV as JSON, or as Python or NumPy print a list of strings."""
    value, place = record[field], f"{place}, field {field!r}"
    if isinstance(value, str):
        try:
            value = _parsed(value, place)
        except ValueError:
            if _QUOTED.sub("", value).strip("[], \r\n"):
                raise
            value = _printed(value, place)
    return [text_of(text, place) for text in list_of(value, place)]


def _printed(value: str, place: str) -> list[str]:
    try:
        return [ast.literal_eval(text) for text in _QUOTED.findall(value)]
    except (SyntaxError, ValueError) as error:
        raise ValueError(f"{place}: the list cannot be read ({error}).") from None


def turns_of(value: object, place: str) -> list[Turn]:
    """Turns of a list of {role, text}, {role, content} or {from, value}.

    A content may be a list of {"type": "text", "text": ...} parts. A system turn without words is
    how many files say that there is none.
    """
    turns = []
    for number, entry in enumerate(list_of(value, place), 1):
        here = f"{place}, turn {number}"
        if not isinstance(entry, dict):
            raise ValueError(f"{here}: {shown(entry)} stands where a role and a text belong.")
        role = entry.get("role", entry.get("from"))
        if not isinstance(role, str) or role not in ROLE_NAMES:
            raise ValueError(f"{here}: role {shown(role)} is not one of {', '.join(ROLES)}.")
        key = next((key for key in ("text", "content", "value") if key in entry), None)
        if key is None:
            raise ValueError(f"{here}: the {role} turn has no field for its text ('content', say).")
        text = _content(entry[key], f"{here}, field {key!r}")
        if ROLE_NAMES[role] != "system" or text.strip():
            turns.append({"role": ROLE_NAMES[role], "text": text})
    return turns


def _content(value: object, place: str) -> str:
    if not isinstance(value, list):
        return text_of(value, place)
    for number, part in enumerate(value, 1):
        kind = part.get("type") if isinstance(part, dict) else part
        if kind != "text":
            raise ValueError(f"{place}, part {number}: {shown(kind)} is not a part of type 'text'.")
    return "\n".join(
        text_field(part, "text", f"{place}, part {number}") for number, part in enumerate(value, 1)
    )


# The layouts ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """A public layout: the fields that tell it from others, and what its records say."""

    name: str
    fields: tuple[str, ...]
    turns: Callable[[dict, str], list[Turn]]


def _listed(field: str) -> Callable[[dict, str], list[Turn]]:
    return lambda record, place: turns_of(record[field], f"{place}, field {field!r}")


def question_of(record: dict, place: str, fields: Iterable[str]) -> str:
    """A question and what it is about (the first field and the second), a blank line between."""
    parts = [_optional(record, field, place) for field in fields]
    said = [part for part in parts if part.strip()]
    if not said:
        raise ValueError(f"{place}, field {next(iter(fields))!r}: there are no words in it.")
    return "\n\n".join(said)


def _exchange(
    *question: str, answer: str, system: str | None = None
) -> Callable[[dict, str], list[Turn]]:
    def turns(record: dict, place: str) -> list[Turn]:
        rules = _optional(record, system, place) if system else ""
        asked = question_of(record, place, question)
        return _turns(asked, text_field(record, answer, place), rules)

    return turns


def _turns(question: str, answer: str, system: str = "") -> list[Turn]:
    # Public sets have rows whose answer is empty: these stay a question, and nothing is learned.
    said = [("system", system), ("user", question), ("assistant", answer)]
    return [{"role": role, "text": text} for role, text in said if text.strip()]


def _framed(record: dict, place: str) -> list[Turn]:
    """Dolly's `prompt` is the question in Alpaca's frame, its `answer` ends with a mark."""
    prompt = question_of(record, place, ("prompt",))
    before, mark, rest = prompt.partition("### Instruction:\n")
    body, end, after = rest.rpartition("### Response:")
    if mark and end and not after.strip() and before.startswith("Below is an instruction"):
        asked, _, given = body.partition("\n### Input:\n")
        prompt = "\n\n".join(part.strip() for part in (asked, given) if part.strip()) or prompt
    answer = text_field(record, "answer", place).removesuffix("###eos_token###")
    return _turns(prompt, answer)


def _blended(record: dict, place: str) -> list[Turn]:
    free = _texts(record, "free_messages", place)
    guided = _texts(record, "guided_messages", place)
    if not 0 <= len(free) - len(guided) <= 1:
        raise ValueError(
            f"{place}, field 'guided_messages': {len(guided)} texts do not answer the "
            f"{len(free)} of 'free_messages'."
        )
    said = _texts(record, "previous_utterance", place)
    said += [text for pair in zip_longest(free, guided, fillvalue="") for text in pair]
    return two_party((number % 2, text) for number, text in enumerate(said))


def _blended_original(record: dict, place: str) -> list[Turn]:
    said: list[tuple[int, str]] = [
        (speaker, text_field(record, field, place))
        for speaker, field in enumerate(("free_turker_utterance", "guided_turker_utterance"))
    ]
    for number, entry in enumerate(list_of(record["dialog"], f"{place}, field 'dialog'"), 1):
        here = f"{place}, field 'dialog', turn {number}"
        if not isinstance(entry, list) or len(entry) != 2 or entry[0] not in (0, 1):
            raise ValueError(f"{here}: a turn must be [0, text] or [1, text].")
        said.append((entry[0], text_of(entry[1], here)))
    return two_party(said)


# The first whose fields are all there is taken, so those that say most about a record come first.
SHAPES = (
    Shape("conversation", ("conversation",), _listed("conversation")),
    Shape("OpenAI", ("messages",), _listed("messages")),
    Shape("ShareGPT", ("conversations",), _listed("conversations")),
    Shape(
        "blended-skill-talk",
        ("previous_utterance", "free_messages", "guided_messages"),
        _blended,
    ),
    Shape(
        "blended-skill-talk",
        ("free_turker_utterance", "guided_turker_utterance", "dialog"),
        _blended_original,
    ),
    Shape("DailyDialog", ("dialog",), lambda r, at: two_party(enumerate(_texts(r, "dialog", at)))),
    Shape(
        "OpenOrca",
        ("question", "response"),
        _exchange("question", answer="response", system="system_prompt"),
    ),
    Shape(
        "Dolly",
        ("instruction", "response"),
        _exchange("instruction", "context", answer="response"),
    ),
    Shape("Dolly", ("prompt", "answer"), _framed),
    # Also opc-sft-stage2, whose further fields repeat what its output holds.
    Shape("Alpaca", ("instruction", "output"), _exchange("instruction", "input", answer="output")),
)


def _shape_of(record: dict, place: str, before: Shape | None) -> Shape:
    if before and all(field in record for field in before.fields):
        return before
    for shape in SHAPES:
        if all(field in record for field in shape.fields):
            return shape
    if {"chosen", "rejected"} <= record.keys():
        raise ValueError(f"{place} is a preference: use tinylm.load_preference_data for this file.")
    near = before or max(SHAPES, key=lambda shape: sum(name in record for name in shape.fields))
    missing = [field for field in near.fields if field not in record]
    if before or len(missing) < len(near.fields):
        raise ValueError(f"{place} looks like {near.name}, but has no field {missing[0]!r}.")
    known = "; ".join(", ".join(shape.fields) for shape in SHAPES)
    has = ", ".join(map(shown, list(record)[:8])) or "none"
    raise ValueError(f"{place} is of no known layout: its fields are {has}, known are {known}.")
