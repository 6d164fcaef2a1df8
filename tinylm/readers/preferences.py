"""Preference rows, a question with a better and a worse answer, in the three public layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..chat import PreferenceRow, Turn, check_turns, shown
from .conversations import RECORD_ENDINGS, question_of, read_records, text_field, text_of, turns_of

_SPEAKER = re.compile(r"\n\n(Human|Assistant):")


def read(path: Path) -> Iterator[PreferenceRow]:
    """The rows of a .json, .jsonl or .csv file."""
    if path.suffix.lower() not in RECORD_ENDINGS:
        raise ValueError(f"{str(path)!r} is not one of {', '.join(RECORD_ENDINGS)}.")
    in_cells = path.suffix.lower() == ".csv"
    for place, record in read_records(path):
        for field in ("chosen", "rejected"):
            if field not in record:
                raise ValueError(f"{place}: the field {field!r} is missing.")
        if in_cells:
            for field in ("prompt", "chosen", "rejected"):
                if record.get(field, "").lstrip().startswith('[{"'):  # messages, as JSON in a cell
                    record[field] = turns_of(record[field], f"{place}, field {field!r}")
        yield _row(record, place)


def _row(record: dict, place: str) -> PreferenceRow:
    if "instruction" in record:
        asked = question_of(record, place, ("instruction", "input"))
        prompt = [{"role": "user", "text": asked}]
    elif "prompt" in record:
        prompt = _prompt(record["prompt"], f"{place}, field 'prompt'")
    else:
        prompt = []
    answers = [record["chosen"], record["rejected"]]
    if all(isinstance(answer, list) for answer in answers):
        sides = [turns_of(record[f], f"{place}, field {f!r}") for f in ("chosen", "rejected")]
        return _split(prompt, *sides, place)
    texts = [text_field(record, field, place) for field in ("chosen", "rejected")]
    if prompt:
        return _checked(prompt, *texts, place)
    sides = [
        _transcript(text, f"{place}, field {field!r}")
        for field, text in zip(("chosen", "rejected"), texts, strict=True)
    ]
    return _split(prompt, *sides, place)


def _prompt(value: object, place: str) -> list[Turn]:
    if isinstance(value, list):
        turns = turns_of(value, place)
        check_turns(turns, place)
        return turns
    if not text_of(value, place).strip():
        raise ValueError(f"{place}: there are no words in it.")
    return [{"role": "user", "text": value}]


def _transcript(text: str, place: str) -> list[Turn]:
    """Turns of a `\\n\\nHuman: ... \\n\\nAssistant: ...` text.

    An empty turn drops out unless it is the last, which is the answer in question.
    """
    # A transcript whose blank lines were trimmed in front is still one.
    before, *parts = _SPEAKER.split("\n\n" + text.lstrip())
    if before.strip() or not parts:
        raise ValueError(
            f"{place}: {text[:20]!r} does not begin as '\\n\\nHuman: ...', and no 'prompt' or "
            "'instruction' stands beside it."
        )
    turns: list[Turn] = []
    for at in range(0, len(parts), 2):
        role = "user" if parts[at] == "Human" else "assistant"
        said, last = parts[at + 1].strip(), at + 2 == len(parts)
        if turns and turns[-1]["role"] == role:
            turns[-1]["text"] = "\n\n".join(part for part in (turns[-1]["text"], said) if part)
        elif said or last:
            turns.append({"role": role, "text": said})
    return turns


def _split(
    prompt: list[Turn], chosen: list[Turn], rejected: list[Turn], place: str
) -> PreferenceRow:
    """The row of two lists of turns: whole conversations, or only what answers the prompt.

    Where they part, the next turn of each is the answer; what was said after it judges that answer
    no more, and is left out.
    """
    if not chosen or not rejected:
        empty = "rejected" if chosen else "chosen"
        raise ValueError(f"{place}, field {empty!r}: the conversation is empty.")
    for field, turns in (("chosen", chosen), ("rejected", rejected)):
        whole = turns[0]["role"] != "assistant"
        if whole and prompt and prompt[-1] not in turns:
            raise ValueError(f"{place}, field {field!r}: the conversation does not hold 'prompt'.")
        if not whole and not prompt:
            raise ValueError(f"{place}, field {field!r}: there is an answer without a question.")
    same = 0
    while same < min(len(chosen), len(rejected)) - 1 and chosen[same] == rejected[same]:
        same += 1
    # Answers alone follow the prompt; whole conversations hold it already.
    shared = (prompt if chosen[0]["role"] == "assistant" else []) + chosen[:same]
    for field, turns in (("chosen", chosen), ("rejected", rejected)):
        if turns[same]["role"] != "assistant":
            raise ValueError(
                f"{place}, field {field!r}, turn {same + 1}: the conversations part at a "
                f"{turns[same]['role']} turn ({shown(turns[same]['text'])}), not at an answer."
            )
    return _checked(shared, chosen[same]["text"], rejected[same]["text"], place)


def _checked(prompt: list[Turn], chosen: str, rejected: str, place: str) -> PreferenceRow:
    check_turns(prompt, f"{place}, the prompt")
    if prompt[-1]["role"] != "user":
        raise ValueError(f"{place}, the prompt: its last turn is not the user's.")
    if not chosen.strip() and not rejected.strip():
        raise ValueError(f"{place}, field 'chosen': it is empty, and 'rejected' too.")
    return PreferenceRow(prompt, chosen, rejected)
