"""Characters, words, bytes: tokenizers whose vocabulary is a list, or nothing at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from ..tokenizer import CONTROLS, EMPTY, Tokenizer, check_text, first_chars


class CharacterTokenizer(Tokenizer):
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


class WordTokenizer(Tokenizer):
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


class ByteTokenizer(Tokenizer):
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
        return CONTROLS[i] if self.is_control(i) else shown_bytes(self.token_bytes(i))


def shown_bytes(raw: bytes) -> str:
    """A piece for looking at: a space as U+2581, bytes that are no text by their numbers."""
    try:
        return raw.decode().replace(" ", "\u2581")
    except UnicodeDecodeError:
        return "".join(f"<0x{byte:02X}>" for byte in raw)
