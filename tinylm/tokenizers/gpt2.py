"""GPT-2's tokenizer, from its two published files; the merges are stored, and tiktoken joins."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..tokenizer import CONTROLS, Tokenizer, check_text
from .simple import shown_bytes

END_OF_TEXT = "<|endoftext|>"
# How GPT-2 cuts text before it joins bytes (Radford et al., 2019): endings as in "it's", words,
# numbers and signs with the space before them, and white space.
_CUTS = r"'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
# tiktoken gives up on white space of a million characters; no more than these go in as one.
_BLANKS = re.compile(r"\s{10000}")
# GPT-2 writes each byte as one visible character: itself, or the next unused one from U+0100 on.
_VISIBLE = [*range(33, 127), *range(161, 173), *range(174, 256)]
_BYTES = [*_VISIBLE, *(byte for byte in range(256) if byte not in _VISIBLE)]  # in order of ids
_BYTE_OF = {
    chr(byte) if n < len(_VISIBLE) else chr(256 + n - len(_VISIBLE)): byte
    for n, byte in enumerate(_BYTES)
}
_LETTER_OF = {byte: letter for letter, byte in _BYTE_OF.items()}


class GPT2Tokenizer(Tokenizer):
    """GPT-2's byte-level BPE: 256 bytes, what the merges join, and `<|endoftext|>`, which is both
    `<bos>` and `<eos>`. It has no token for roles unless `chat` adds the three.

    `merges`: the lines of GPT-2's `merges.txt`. All ids follow from them.
    """

    def __init__(self, merges: str, chat: bool = False) -> None:
        if not isinstance(merges, str):
            raise ValueError(f"merges={merges!r} is not the text of GPT-2's merges.txt.")
        lines = [line for line in merges.split("\n") if line]
        lines = lines[1:] if merges.startswith("#version") else lines
        self._ranks = ranks = {bytes([byte]): i for i, byte in enumerate(_BYTES)}
        for number, line in enumerate(lines, 1):
            pair = [bytes(_BYTE_OF[c] for c in half if c in _BYTE_OF) for half in line.split(" ")]
            joined = b"".join(pair)
            new = len(pair) == 2 and joined not in ranks and len(joined) == len(line) - 1
            if not new or pair[0] not in ranks or pair[1] not in ranks:
                raise ValueError(
                    f"merge {number} of GPT-2's table, {line[:40]!r}, does not join two pieces "
                    "into a new one: use the merges.txt as published."
                )
            ranks[joined] = len(ranks)
        self._pieces = list(self._ranks)
        end = len(self._pieces)
        self._special = [END_OF_TEXT, *(CONTROLS[2:] if chat else ())]
        controls = {"<bos>": end, "<eos>": end}
        controls |= {name: end + n for n, name in enumerate(self._special) if n}
        model = dict(kind="gpt2", merges="\n".join(lines), chat=bool(chat))
        super().__init__(model, end + len(self._special), controls)

    @classmethod
    def fit(cls, corpus: Iterable[str], vocab_size: int | None, max_chars: int) -> Tokenizer:
        raise ValueError(
            "kind='gpt2' is a table that is there already: use tinylm.load_gpt2_tokenizer(folder)."
        )

    @classmethod
    def from_folder(cls, folder: str | Path, chat: bool = False) -> GPT2Tokenizer:
        """See `load_gpt2_tokenizer`."""
        merges = _find(folder, ("merges.txt", "vocab.bpe"))
        table = _find(folder, ("vocab.json", "encoder.json"))
        tokenizer = cls(merges.read_text(encoding="utf-8"), chat)
        try:
            ids = json.loads(table.read_text(encoding="utf-8"))
        except ValueError:
            raise ValueError(f"{str(table)!r} is not JSON: use the file as published.") from None
        if ids != tokenizer.published()[1]:
            raise ValueError(
                f"{str(table)!r} does not number the pieces as GPT-2 does, by {merges.name}: use "
                "both files as published together."
            )
        return tokenizer

    def published(self) -> tuple[str, dict[str, int]]:
        """What the two files of GPT-2 hold: the merges, and the id of each piece as it is written
        there. Tokens for roles are not in them."""
        ids = {written_bytes(raw): i for raw, i in self._ranks.items()}
        merges = f"#version: 0.2\n{self.model['merges']}\n"
        return merges, ids | {END_OF_TEXT: self.eos_id}

    @functools.cached_property
    def _encoder(self) -> Any:
        try:
            import tiktoken
        except ImportError:
            raise ImportError(
                "GPT-2's tokenizer needs tiktoken: install it with `pip install tiktoken`."
            ) from None
        # Its name is told because tiktoken searches slowly for none; nothing below allows its use.
        special = {END_OF_TEXT: len(self._ranks)}
        return tiktoken.Encoding(
            "gpt2", pat_str=_CUTS, mergeable_ranks=self._ranks, special_tokens=special
        )

    def encode(self, text: str) -> list[int]:
        check_text(text)
        return [i for part in _parts(text) for i in self._encoder.encode_ordinary(part)]

    def encode_batch(self, texts: Sequence[str]) -> list[np.ndarray]:
        rows = []
        for text in texts:
            check_text(text)
            encode = functools.partial(self._encoder.encode_to_numpy, disallowed_special=())
            rows.append(np.concatenate([*map(encode, _parts(text))]).astype(self.id_type))
        return rows

    def token_bytes(self, i: int) -> bytes:
        self._check(i)
        return self._pieces[i] if i < len(self._pieces) else b""

    def piece(self, i: int) -> str:
        if raw := self.token_bytes(i):
            return shown_bytes(raw)
        return self._special[i - len(self._pieces)]


def load_gpt2_tokenizer(folder: str | Path, chat: bool = False) -> GPT2Tokenizer:
    """GPT-2's tokenizer from its two files in `folder`: `merges.txt` (or `vocab.bpe`) and
    `vocab.json` (or `encoder.json`); a name may have something before it, as in `gpt2_merges.txt`.

    `chat` adds `<user>`, `<assistant>` and `<system>` after the 50,257 tokens. Needs tiktoken to
    encode. Raises `FileNotFoundError` naming the file, `ValueError` if they are another table's.
    """
    return GPT2Tokenizer.from_folder(folder, chat)


def written_bytes(raw: bytes) -> str:
    """A piece as GPT-2's files write it: one visible character for each byte."""
    return "".join(_LETTER_OF[byte] for byte in raw)


def _find(folder: str | Path, names: tuple[str, str]) -> Path:
    for name in names:
        if found := sorted(Path(folder).glob(f"*{name}")):
            return found[0]
    raise FileNotFoundError(
        f"the folder {str(folder)!r} has no {' or '.join(names)}: put that file of GPT-2 there "
        "(it is published with the model, as openai-community/gpt2)."
    )


def _parts(text: str) -> Iterator[str]:
    """The text, cut inside white space that is too long for tiktoken."""
    at = 0
    for blank in _BLANKS.finditer(text) if len(text) > 10_000 else ():
        yield text[at : blank.end()]
        at = blank.end()
    yield text[at:]
