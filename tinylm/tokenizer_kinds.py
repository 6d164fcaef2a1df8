"""More tokenizers behind the methods of `Tokenizer`: characters, words, bytes, GPT-2's pieces.

Each is stored in plain values (lists, strings), so that a checkpoint carries all of it.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from .tokenizer import CONTROLS, EMPTY, Tokenizer, check_text, first_chars


class CharacterTokenizer(Tokenizer, kind="characters"):
    """One token a character. `pieces` in the order of their ids: single characters, and whichever
    of the control tokens there are."""

    def __init__(self, pieces: Sequence[str]) -> None:
        pieces = list(pieces)
        for piece in pieces:
            if piece not in CONTROLS and not (isinstance(piece, str) and len(piece) == 1):
                raise ValueError(f"{piece!r} is not a character: give single characters.")
            check_text(piece)
        self._ids = {piece: i for i, piece in enumerate(pieces)}
        if not pieces or len(self._ids) != len(pieces):
            raise ValueError("a character stands twice in the vocabulary, or there is none.")
        super().__init__(pieces, len(pieces), {p: self._ids[p] for p in CONTROLS if p in self._ids})
        # Ids by code point; the last entry stands for all later ones, which are not there.
        codes = {ord(piece): i for piece, i in self._ids.items() if len(piece) == 1}
        self._table = np.full(max(codes, default=0) + 2, len(pieces), np.uint32)
        self._table[list(codes)] = list(codes.values())

    @classmethod
    def fit(cls, corpus: Iterable[str], vocab_size: int | None, max_chars: int) -> Tokenizer:
        if vocab_size is not None:
            raise ValueError(
                f"vocab_size={vocab_size} cannot be chosen with kind='characters', which has "
                "one token for each character of the text: leave it out."
            )
        characters: set[str] = set()
        for document in corpus:
            characters.update(document)
        if not characters:
            raise ValueError(EMPTY)
        return cls([*CONTROLS, *sorted(characters)])

    def encode(self, text: str) -> list[int]:
        """Raises `ValueError` naming the first character that is not in the vocabulary."""
        try:
            return [self._ids[character] for character in text]
        except KeyError as error:
            check_text(text)
            raise ValueError(
                f"the character {error.args[0]!r} is not among the {self.vocab_size} tokens of "
                "this tokenizer: leave it out, or train a tokenizer on text that has it."
            ) from None

    def encode_batch(self, texts: Sequence[str]) -> list[np.ndarray]:
        rows = []
        for text in texts:
            check_text(text)
            codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
            ids = self._table[np.minimum(codes, len(self._table) - 1)]
            if len(ids) and ids.max() == self.vocab_size:
                self.encode(text)  # raises, naming the character
            rows.append(ids.astype(self.id_type))
        return rows

    def token_bytes(self, i: int) -> bytes:
        return b"" if self.is_control(i) else self.piece(i).encode()

    def piece(self, i: int) -> str:
        self._check(i)
        return self.model[i]


UNKNOWN, JOIN, SPACE = "<unk>", "<join>", " "
# A word or a sign, each with the one space before it, or any other white space. A word may hold
# apostrophes ("don't"). Every character of a text is in exactly one of these.
_WORDS = re.compile(r" ?\w+(?:['\u2019]\w+)*| ?[^\w\s]|\s")
_COVERED = 0.99  # of the running text by a vocabulary whose size was not given
_MOST_WORDS = 32_768


class WordTokenizer(Tokenizer, kind="words"):
    """One token a word or a punctuation mark, with the space before it: " the" and "the" are two.

    A word that is known in one of these forms only is written in the other by a single space before
    it, or by `<join>`, which takes the space away. So all of a text whose words are known survives
    the round trip, to the last space and line break; a word or sign that is known in neither form
    comes back as `<unk>`, with the spaces around it. `pieces` in the order of their ids; `<unk>`,
    `<join>` and the single space must be among them.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        pieces = list(pieces)
        for piece in pieces:
            if not isinstance(piece, str) or not piece:
                raise ValueError(f"{piece!r} is not a word: give strings.")
            check_text(piece)
        self._pieces = pieces
        self._ids = ids = {piece: i for i, piece in enumerate(pieces)}
        if len(ids) != len(pieces) or not {UNKNOWN, JOIN, SPACE} <= set(ids):
            raise ValueError(
                "a word stands twice in the vocabulary, or '<unk>', '<join>' or ' ' is not in it: "
                "train one with tinylm.train_tokenizer(corpus, kind='words')."
            )
        self.unk_id, self._join, self._space = ids[UNKNOWN], ids[JOIN], ids[SPACE]
        controls = {name: ids[name] for name in CONTROLS if name in ids}
        super().__init__(dict(kind="words", pieces=pieces), len(pieces), controls)

    @classmethod
    def fit(cls, corpus: Iterable[str], vocab_size: int | None, max_chars: int) -> Tokenizer:
        always = [*CONTROLS, UNKNOWN, JOIN, SPACE]
        if vocab_size is not None and vocab_size <= len(always):
            raise ValueError(
                f"vocab_size={vocab_size} is too small: choose at least {len(always) + 64}."
            )
        counts: Counter[str] = Counter()
        for document in first_chars(corpus, max_chars):
            counts.update(_WORDS.findall(document))
        if not counts:
            raise ValueError(EMPTY)
        del counts[SPACE]
        ranked = sorted(counts, key=lambda piece: (-counts[piece], piece))
        most = len(always) + len(ranked)
        if vocab_size is None:
            enough = _COVERED * counts.total()
            seen = accumulate(counts[piece] for piece in ranked)
            needed = sum(before < enough for before in seen) + 1
            vocab_size = min(len(always) + needed, most, _MOST_WORDS)
        return cls([*always, *ranked[: vocab_size - len(always)]])

    def encode(self, text: str) -> list[int]:
        check_text(text)
        pieces = _WORDS.findall(text)
        ids = [self._ids.get(piece) for piece in pieces]
        if None not in ids:
            return ids
        return [
            i
            for known, piece in zip(ids, pieces, strict=True)
            for i in ([known] if known is not None else self._other_form(piece))
        ]

    def _other_form(self, piece: str) -> list[int]:
        """A piece that is not in the vocabulary, by the one with or without a space that may be."""
        if piece.startswith(SPACE):
            return [self._space, self._ids.get(piece[1:], self.unk_id)]
        spaced = self._ids.get(SPACE + piece)
        return [self.unk_id] if spaced is None else [self._join, spaced]

    def decode_stream(self, ids: Iterable[int]) -> Iterator[str]:
        joined = False
        for i in ids:
            text = self.token_bytes(i).decode()
            yield text.removeprefix(SPACE) if joined else text
            joined = i == self._join

    def token_bytes(self, i: int) -> bytes:
        self._check(i)
        return b"" if i == self._join or self.is_control(i) else self._pieces[i].encode()

    def piece(self, i: int) -> str:
        self._check(i)
        return self._pieces[i].replace(SPACE, "\u2581")


class ByteTokenizer(Tokenizer, kind="bytes"):
    """One token for each byte of the UTF-8 text, after the control tokens. Nothing to train."""

    def __init__(self) -> None:
        controls = {name: i for i, name in enumerate(CONTROLS)}
        super().__init__(dict(kind="bytes"), len(CONTROLS) + 256, controls)

    @classmethod
    def fit(cls, corpus: Iterable[str], vocab_size: int | None, max_chars: int) -> Tokenizer:
        if vocab_size is not None:
            raise ValueError(
                f"vocab_size={vocab_size} cannot be chosen with kind='bytes', which has one token "
                "for each byte: leave it out."
            )
        return cls()

    def encode(self, text: str) -> list[int]:
        check_text(text)
        return [len(CONTROLS) + byte for byte in text.encode()]

    def encode_batch(self, texts: Sequence[str]) -> list[np.ndarray]:
        for text in texts:
            check_text(text)
        rows = (np.frombuffer(text.encode(), np.uint8) for text in texts)
        return [row.astype(self.id_type) + self.id_type(len(CONTROLS)) for row in rows]

    def token_bytes(self, i: int) -> bytes:
        self._check(i)
        return b"" if i < len(CONTROLS) else bytes([i - len(CONTROLS)])

    def piece(self, i: int) -> str:
        return CONTROLS[i] if self.is_control(i) else _shown(self.token_bytes(i))


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


class GPT2Tokenizer(Tokenizer, kind="gpt2"):
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
        letter = {byte: c for c, byte in _BYTE_OF.items()}
        ours = {"".join(letter[b] for b in raw): i for raw, i in tokenizer._ranks.items()}
        if ids != ours | {END_OF_TEXT: tokenizer.eos_id}:
            raise ValueError(
                f"{str(table)!r} does not number the pieces as GPT-2 does, by {merges.name}: use "
                "both files as published together."
            )
        return tokenizer

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
            return _shown(raw)
        return self._special[i - len(self._pieces)]


def load_gpt2_tokenizer(folder: str | Path, chat: bool = False) -> GPT2Tokenizer:
    """GPT-2's tokenizer from its two files in `folder`: `merges.txt` (or `vocab.bpe`) and
    `vocab.json` (or `encoder.json`); a name may have something before it, as in `gpt2_merges.txt`.

    `chat` adds `<user>`, `<assistant>` and `<system>` after the 50,257 tokens. Needs tiktoken to
    encode. Raises `FileNotFoundError` naming the file, `ValueError` if they are another table's.
    """
    return GPT2Tokenizer.from_folder(folder, chat)


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


def _shown(raw: bytes) -> str:
    """A piece for looking at: a space as U+2581, bytes that are no text by their numbers."""
    try:
        return raw.decode().replace(" ", "\u2581")
    except UnicodeDecodeError:
        return "".join(f"<0x{byte:02X}>" for byte in raw)
