"""Records of .jsonl, .json, .csv and .parquet files: one record, one document.

The document is the field `text` (or `story`, the name in the TinyStories original). Instructions
(OpenCoder opc-sft-stage2, Alpaca) become instruction, input and output with a blank line between.
A table with neither: a .csv gives its first column, the others their only field of text.
"""

from __future__ import annotations

import csv
import importlib
import itertools
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from json.decoder import JSONDecodeError
from pathlib import Path
from typing import Any

from ..corpora import COMPRESSED, open_bytes, open_text
from .lines import LONGEST_LINE, numbered, too_long

TEXT_FIELDS = ("text", "story")
CHATS = ("conversation", "conversations", "messages", "prompt", "dialog")
_ROWS = 1024  # of a parquet file at a time
_BLOCK = 1 << 16
_BLANKS = re.compile(r"[ \t\r\n]*")
csv.field_size_limit(LONGEST_LINE)


def document_of(record: Any, path: Path, place: str) -> str:
    """The text of one record, possibly empty. Raises `ValueError` naming file, place and field."""
    if isinstance(record, str):
        parts = {"": record}
    elif isinstance(record, dict):
        parts = {name: record[name] for name in _text_fields(record, path, place)}
    else:
        raise ValueError(
            f"{str(path)!r}, {place}: a record must be a text or an object with a field 'text', "
            f"not {type(record).__name__}."
        )
    for name, value in parts.items():
        if value is not None and not isinstance(value, str):
            raise ValueError(
                f"{str(path)!r}, {place}: field {name!r} holds {type(value).__name__}, not text."
            )
    text = "\n\n".join(value.strip() for value in parts.values() if value and value.strip())
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ValueError(
                f"{str(path)!r}, {place}: {text[error.start]!r} is half a character (a lone "
                "surrogate): export the file anew."
            ) from None
    return text


def _text_fields(record: dict[str, Any], path: Path, place: str) -> list[str]:
    names = {name.strip().lower(): name for name in record}
    for name in TEXT_FIELDS:
        if name in names:
            return [names[name]]
    if "instruction" in names and "output" in names:
        return [names[name] for name in ("instruction", "input", "output") if name in names]
    texts = [name for name, value in record.items() if isinstance(value, str)]
    if len(texts) == 1 and not any(name in names for name in CHATS):
        return texts
    advice = "rename the one that holds the documents to 'text'"
    if any(name in names for name in CHATS):
        advice = "conversations are read by tinylm.load_conversation_data"
    fields = ", ".join(map(repr, list(record)[:8])) or "no fields"
    raise ValueError(f"{str(path)!r}, {place}: no field 'text' among {fields}: {advice}.")


def read_jsonl(path: Path) -> Iterator[str]:
    for number, line in numbered(path):
        if not line.strip():
            continue
        with _json_errors(path, f"line {number}"):
            record = json.loads(line)
        yield from _filled(document_of(record, path, f"line {number}"))


def read_json(path: Path) -> Iterator[str]:
    """One list, one record, or records one after the other; never more than one in memory."""
    for number, record in enumerate(_values(path), 1):
        yield from _filled(document_of(record, path, f"record {number}"))


def _filled(text: str) -> Iterator[str]:
    if text:
        yield text


@contextmanager
def _json_errors(path: Path, place: str) -> Iterator[None]:
    try:
        yield
    except JSONDecodeError as error:
        raise ValueError(
            f"{str(path)!r}, {place}, is not valid JSON: {error.msg} near "
            f"{error.doc[max(0, error.pos - 20) : error.pos + 20]!r} (a trailing comma or a "
            "missing bracket is the usual cause)."
        ) from None
    except (RecursionError, ValueError) as error:  # brackets without end, a number of 5,000 digits
        raise ValueError(f"{str(path)!r}, {place}, is not usable JSON: {error}.") from None


def _values(path: Path) -> Iterator[Any]:
    """The items of a top-level list, or the top-level values themselves."""
    with open_text(path) as file:
        text = _Buffer(path, file)
        in_list = text.peek() == "["
        if in_list:
            text.position += 1
        while (sign := text.peek()) and not (in_list and sign == "]"):
            yield text.value()
            if not in_list:
                continue
            sign = text.peek()
            text.position += sign == ","
            if sign not in (",", "]") or (sign == "," and text.peek() == "]"):
                raise text.broken("a comma or the closing ] of the list is not where it belongs")
        if in_list:
            if text.peek() != "]":
                raise text.broken("the list has no closing ]")
            text.position += 1
            if text.peek():
                raise text.broken("something stands after the closing ] of the list")


class _Buffer:
    """Text of a file that grows until the next JSON value is whole, and drops what was read."""

    def __init__(self, path: Path, file: Any) -> None:
        self.path, self._file = path, file
        self._text, self.position, self._records = "", 0, 0
        self._ended = False
        self._decoder = json.JSONDecoder()

    def _grow(self) -> None:
        # Doubling keeps a long record, parsed again after each growth, at linear time.
        rest = self._text[self.position :]
        more = self._file.read(max(_BLOCK, len(rest)))
        self._text, self.position, self._ended = rest + more, 0, not more

    def peek(self) -> str:
        """The next character that is not a blank, or "" at the end."""
        while True:
            self.position = _BLANKS.match(self._text, self.position).end()
            if self.position < len(self._text) or self._ended:
                return self._text[self.position : self.position + 1]
            self._grow()

    def value(self) -> Any:
        self._records += 1
        place = f"record {self._records}"
        while True:
            with _json_errors(self.path, place):
                try:
                    value, end = self._decoder.raw_decode(self._text, self.position)
                    cut = end == len(self._text)  # 12 may be the beginning of 123
                except JSONDecodeError as error:
                    cut = self._is_cut(error)
                    if not cut or self._ended:
                        raise
            if not cut or self._ended:
                self.position = end
                return value
            if len(self._text) - self.position > LONGEST_LINE:
                raise too_long(self.path, place)
            self._grow()

    def _is_cut(self, error: JSONDecodeError) -> bool:
        """Whether the value may only seem wrong because the text ends within it so far."""
        return error.msg.startswith("Unterminated string") or error.pos > len(self._text) - 100

    def broken(self, reason: str) -> ValueError:
        near = self._text[max(0, self.position - 20) : self.position + 20]
        return ValueError(
            f"{str(self.path)!r}, after record {self._records}, is not valid JSON: {reason} "
            f"(near {near!r})."
        )


def read_csv(path: Path) -> Iterator[str]:
    """The column `text`, else the first; the first line names the columns."""
    lines = numbered(path, newline="")
    head = next(lines, (1, ""))
    # Spreadsheets of half the world write semicolons, some programs tabs.
    comma = next((sign for sign in ",;\t" if sign in head[1]), ",")
    rows = csv.reader((line for _, line in itertools.chain([head], lines)), delimiter=comma)
    column, name = None, ""
    try:
        for row in rows:
            if not row:
                continue
            if column is None:
                names = [field.strip().lower() for field in row]
                name = next((n for n in TEXT_FIELDS if n in names), "")
                column = names.index(name) if name else 0
            elif len(row) > column:
                yield from _filled(row[column].strip())
            else:
                raise ValueError(
                    f"{str(path)!r}, line {rows.line_num}: {len(row)} field(s), and the column "
                    f"{name!r} is number {column + 1}: put texts that hold a comma in quotes."
                )
    except csv.Error as error:
        raise ValueError(f"{str(path)!r}, line {rows.line_num}: {error}.") from None


def read_parquet(path: Path) -> Iterator[str]:
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise ImportError(
            f"reading {str(path)!r} needs the package pyarrow: pip install pyarrow"
        ) from None
    number = 0
    with _seekable(path) as file:
        batches = _batches(parquet, path, file)
        while True:
            try:
                records = next(batches, None)
            except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
                reason = str(error).split("\n")[0].rstrip(".")
                raise ValueError(
                    f"{str(path)!r} is damaged or no parquet file ({reason}): take another copy."
                ) from None
            if records is None:
                return
            for record in records:
                number += 1
                yield from _filled(document_of(record, path, f"row {number}"))


def _batches(parquet: Any, path: Path, file: Any) -> Iterator[list[dict[str, Any]]]:
    # The buffer makes pyarrow read a column piece by piece, not whole row groups at once.
    table = parquet.ParquetFile(file, buffer_size=1 << 20, page_checksum_verification=True)
    kinds = {field.name: str(field.type) for field in table.schema_arrow}
    wordy = ("string", "large_string", "string_view")
    example = {name: "" if kind in wordy else [] for name, kind in kinds.items()}
    fields = _text_fields(example, path, "its columns")
    for batch in table.iter_batches(batch_size=_ROWS, columns=fields):
        yield batch.to_pylist()


@contextmanager
def _seekable(path: Path) -> Iterator[Any]:
    # pyarrow jumps about in a file, which a compressed one allows only when unpacked to disk.
    if path.suffix.lower() not in COMPRESSED:
        with path.open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file, open_bytes(path) as packed:
        shutil.copyfileobj(packed, file)
        file.seek(0)
        yield file
