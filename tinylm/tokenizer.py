"""Text to token ids and back: what all tokenizers share, SentencePiece BPE, and training.

The other kinds (characters, words, bytes, GPT-2's table) are in `tokenizers/`. Nothing is
normalised, spaces and line breaks are kept: `decode(encode(text)) == text` for every valid text.
BPE spells a character outside its vocabulary in bytes, a character tokenizer refuses it, and a word
tokenizer writes `<unk>` for a word that it does not know. The control tokens can never come out of
text, so a user who types "<eos>" writes five characters. Foreign tables (a predecessor's) are
taken as they are: a control token that they lack is `None` here.
"""

from __future__ import annotations

import abc
import codecs
import hashlib
import io
import json
import math
import pkgutil
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import sentencepiece

from .files import write_atomically

CONTROLS = ("<bos>", "<eos>", "<user>", "<assistant>", "<system>")
EMPTY = "the corpus is empty: there is no text to train a tokenizer on."
_LONGEST_LINE = 4000  # characters; SentencePiece's time grows faster than the length
_LONGEST_WORD = 64  # characters of a word that is worth remembering
_MOST_WORDS = 1 << 17  # remembered: some 30 MB
_MARKER = "\u2581"  # how SentencePiece writes a space
_LEAST = len(CONTROLS) + 1 + 256  # of BPE: controls, <unk> and one piece per byte


class Tokenizer(abc.ABC):
    """What all tokenizers have in common; `load` and `restore_tokenizer` make the right kind."""

    # Where each is defined, by the name that is stored; brought in when it is asked for.
    kinds: ClassVar[dict[str, str]] = {
        "bpe": "tinylm.tokenizer:SentencePieceTokenizer",
        "characters": "tinylm.tokenizers.simple:CharacterTokenizer",
        "words": "tinylm.tokenizers.simple:WordTokenizer",
        "bytes": "tinylm.tokenizers.simple:ByteTokenizer",
        "gpt2": "tinylm.tokenizers.gpt2:GPT2Tokenizer",
    }

    def __init__(
        self, model: bytes | list[str] | dict[str, Any], vocab_size: int, controls: dict[str, int]
    ) -> None:
        self.model = model  # all there is to it, in plain values: what a checkpoint stores
        self.vocab_size = vocab_size
        self.control_ids = controls
        ids: list[int | None] = [controls.get(name) for name in CONTROLS]
        self.bos_id, self.eos_id, self.user_id, self.assistant_id, self.system_id = ids
        self.digest: str = hashlib.sha256(self.to_bytes()).hexdigest()

    @classmethod
    @abc.abstractmethod
    def fit(cls, corpus: Iterable[str], vocab_size: int | None, max_chars: int) -> Tokenizer:
        """One for the corpus; see `train_tokenizer`."""

    @staticmethod
    def of_kind(kind: str) -> type[Tokenizer]:
        """The class of one of `kinds`."""
        return pkgutil.resolve_name(Tokenizer.kinds[kind])

    @staticmethod
    def load(path: str | Path) -> Tokenizer:
        """The tokenizer in a file that `save` or `train_tokenizer` wrote, in a SentencePiece model,
        or in a folder with the two files of GPT-2's."""
        path = Path(path)
        if path.is_dir():
            return Tokenizer.of_kind("gpt2").from_folder(path)
        if not path.is_file():
            raise FileNotFoundError(
                f"there is no tokenizer {str(path)!r}: make it with tinylm.train_tokenizer."
            )
        try:
            return Tokenizer.from_bytes(path.read_bytes())
        except (RuntimeError, json.JSONDecodeError, UnicodeDecodeError):
            raise ValueError(
                f"{str(path)!r} is not a SentencePiece model, nor a list of characters or another "
                "tokenizer that tinylm wrote."
            ) from None

    def save(self, path: str | Path) -> None:
        """Writes the file that `load` reads."""
        write_atomically(path, self.to_bytes())

    def to_bytes(self) -> bytes:
        """The tokenizer as it is stored in a file; `digest` is the SHA-256 of this."""
        return self.model if isinstance(self.model, bytes) else json.dumps(self.model).encode()

    @staticmethod
    def from_bytes(content: bytes) -> Tokenizer:
        return restore_tokenizer(json.loads(content) if content[:1] in (b"[", b"{") else content)

    def __reduce__(self) -> tuple:
        return restore_tokenizer, (self.model,)  # so that a process pool can be handed one

    @abc.abstractmethod
    def encode(self, text: str) -> list[int]:
        """Ids of the text alone; control tokens are added by whoever builds a document.

        Raises `ValueError` for text that is not valid Unicode (half of a surrogate pair).
        """

    def encode_batch(self, texts: Sequence[str]) -> list[np.ndarray]:
        """`encode` of each text, as arrays of `id_type`."""
        return [np.array(self.encode(text), self.id_type) for text in texts]

    @property
    def borders(self) -> tuple[list[int], list[int]]:
        """Ids before and after a document: `<bos>` and `<eos>`, as far as there are such. One token
        that is both (GPT-2's) stands before it only: there it ends the one before, too."""
        after = None if self.eos_id == self.bos_id else self.eos_id
        before, after = ([] if i is None else [i] for i in (self.bos_id, after))
        return before, after

    def encode_document(self, text: str) -> list[int]:
        """`<bos>` text `<eos>`, the form in which documents are trained on."""
        before, after = self.borders
        return [*before, *self.encode(text), *after]

    def encode_prompt(self, text: str) -> list[int]:
        """`<bos>` text. Raises `ValueError` when there is neither: a model goes on from a token."""
        ids = [*([] if self.bos_id is None else [self.bos_id]), *self.encode(text)]
        if not ids:
            raise ValueError(
                "the prompt is empty, and this model's tokenizer has no <bos> to begin with: "
                "give at least one character."
            )
        return ids

    def decode(self, ids: Iterable[int]) -> str:
        """The text of the ids; control tokens are left out. Raises on ids out of range."""
        return "".join(self.decode_stream(int(i) for i in ids))

    def decode_stream(self, ids: Iterable[int]) -> Iterator[str]:
        """Pieces of text as ids arrive; a character spelled in bytes waits until it is whole."""
        spelled = codecs.getincrementaldecoder("utf-8")("replace")
        for i in ids:
            yield spelled.decode(self.token_bytes(i))
        if rest := spelled.decode(b"", final=True):
            yield rest

    @abc.abstractmethod
    def token_bytes(self, i: int) -> bytes:
        """The text that a token stands for, as UTF-8, which it may be only a part of; nothing for
        a control token. Raises on an id out of range."""

    @abc.abstractmethod
    def piece(self, i: int) -> str:
        """The vocabulary entry itself, for looking at: BPE shows a space as U+2581."""

    def is_control(self, i: int) -> bool:
        return i in self.control_ids.values()

    def _check(self, i: int) -> None:
        if not 0 <= i < self.vocab_size:
            raise ValueError(f"token id {i} is outside the vocabulary of {self.vocab_size}.")

    def __repr__(self) -> str:
        return f"{type(self).__name__}(vocab_size={self.vocab_size}, digest={self.digest[:8]})"

    @property
    def id_type(self) -> type[np.unsignedinteger]:
        """The smallest numpy type that holds every id."""
        return np.uint16 if self.vocab_size <= 65_536 else np.uint32


class SentencePieceTokenizer(Tokenizer):
    """A trained SentencePiece model, held as bytes so that a checkpoint can carry it.

    SentencePiece writes a space as U+2581 and takes that character in a text for a space. Here it
    is spelled in bytes instead, if the vocabulary has them, which every program that reads the
    model decodes rightly. A foreign model may hold the control tokens as user-defined symbols: then
    they are still left out of decoded text, but "<eos>" in a text means the token, as it did where
    it was made.
    """

    def __init__(self, model: bytes) -> None:
        self._sp = sp = sentencepiece.SentencePieceProcessor(model_proto=model)
        ids = {piece: sp.piece_to_id(piece) for piece in CONTROLS}
        missing = [piece for piece, i in ids.items() if i == sp.unk_id()]
        if missing:
            raise ValueError(
                f"the tokenizer has no {' '.join(missing)}: train one with tinylm.train_tokenizer."
            )
        marker = [sp.piece_to_id(f"<0x{byte:02X}>") for byte in _MARKER.encode()]
        # A foreign model that adds or drops spaces would do so at every cut.
        keeps = all(map(sp.is_byte, marker)) and sp.decode(sp.encode(" a ")) == " a "
        self._marker = marker if keeps else []
        pieces = [sp.id_to_piece(i) for i in range(sp.get_piece_size())]
        crossing = any(_MARKER in piece[1:] or " " in piece or "\n" in piece for piece in pieces)
        super().__init__(model, sp.get_piece_size(), ids)
        self._words = None if crossing or not keeps else _Words(sp, self.id_type)

    @classmethod
    def fit(cls, corpus: Iterable[str], vocab_size: int | None, max_chars: int) -> Tokenizer:
        lines = list(_lines(corpus, max_chars))
        size = suggested_size(sum(map(len, lines))) if vocab_size is None else vocab_size
        if size <= _LEAST:
            raise ValueError(f"vocab_size={size} is too small: choose at least {_LEAST + 64}.")
        tried = set()
        while size not in tried:
            tried.add(size)
            try:
                return cls(_train(lines, size))
            except RuntimeError as error:
                size = _size_that_fits(str(error), size, asked=vocab_size is not None)
        raise ValueError(f"no vocab_size fits this text, nor does {size}: give more text.")

    def encode(self, text: str) -> list[int]:
        check_text(text)
        if _MARKER not in text or not self._marker:
            return self._sp.encode(text)
        first, *parts = (self._sp.encode(part) for part in text.split(_MARKER))
        return first + [i for part in parts for i in (*self._marker, *part)]

    def encode_batch(self, texts: Sequence[str]) -> list[np.ndarray]:
        """`encode` of each text, several times as fast: no piece goes on past a space or a line
        break, so a word that came before has the ids that it had then."""
        if self._words is None:
            return super().encode_batch(texts)
        rows = []
        for text in texts:
            check_text(text)
            if _MARKER in text or "\0" in text:
                rows.append(np.array(self.encode(text), self.id_type))
                continue
            words = ("\0" + text.replace("\n", "\n \0")).split(" ")
            ids = b"".join(map(self._words.__getitem__, words))
            rows.append(np.frombuffer(ids, self.id_type))
        return rows

    def decode(self, ids: Iterable[int]) -> str:
        ids = [int(i) for i in ids]
        for i in ids:
            self._check(i)
        return self._sp.decode([i for i in ids if not self.is_control(i)])

    def token_bytes(self, i: int) -> bytes:
        self._check(i)
        if self.is_control(i):
            return b""
        if self._sp.is_byte(i):
            return bytes([int(self._sp.id_to_piece(i)[3:5], 16)])
        return self._sp.id_to_piece(i).replace(_MARKER, " ").encode()

    def piece(self, i: int) -> str:
        self._check(i)
        return self._sp.id_to_piece(i)

    def is_control(self, i: int) -> bool:
        return self._sp.is_control(i) or super().is_control(i)


class _Words(dict[str, bytes]):
    """Words that came up lately, and the bytes of their ids with a space before, or without one
    where "\\0" marks the beginning of a line."""

    def __init__(self, sp, id_type: type[np.unsignedinteger]) -> None:
        self._sp, self._type = sp, id_type
        self._older: dict[str, bytes] = {}

    def __missing__(self, word: str) -> bytes:
        ids = self._older.get(word)
        if ids is None:
            text = word[1:] if word.startswith("\0") else " " + word
            ids = np.array(self._sp.encode(text), self._type).tobytes()
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _MOST_WORDS:
                self._older = self.copy()
                self.clear()
            self[word] = ids
        return ids


def restore_tokenizer(stored: bytes | list[str] | dict[str, Any]) -> Tokenizer:
    """The tokenizer whose `model` was stored: bytes of SentencePiece, a list of characters, or the
    kind and what it is made of."""
    if isinstance(stored, bytes):
        return SentencePieceTokenizer(stored)
    if isinstance(stored, list):
        return Tokenizer.of_kind("characters")(stored)
    parts = dict(stored)
    kind = parts.pop("kind", None)
    if kind not in Tokenizer.kinds:
        raise ValueError(
            f"the stored tokenizer is of kind {kind!r}, which this tinylm does not know: update "
            "tinylm, or train another with tinylm.train_tokenizer."
        )
    try:
        return Tokenizer.of_kind(kind)(**parts)
    except TypeError as error:
        raise ValueError(
            f"the stored tokenizer of kind {kind!r} is not whole: train another with "
            "tinylm.train_tokenizer."
        ) from error


def train_tokenizer(
    corpus: Iterable[str],
    vocab_size: int | None = None,
    path: str | Path | None = None,
    max_chars: int = 50_000_000,
    kind: str = "bpe",
) -> Tokenizer:
    """A tokenizer for the corpus, written to `path` when given. The same text gives the same one.

    `kind="bpe"`: byte-pair encoding fitted to the first `max_chars` characters. `"words"`: the most
    frequent words of these, `<unk>` for the others. Both have `vocab_size` tokens, or as many as
    suit the text; a number that is too large for it is lowered, with a warning that tells both.
    `"characters"`: every character of the whole corpus. `"bytes"`: the 256 bytes, nothing is
    learned. All have the control tokens besides. Raises `ValueError` when the text is empty, or
    naming the `vocab_size` that fits it.
    """
    if kind not in Tokenizer.kinds:
        raise ValueError(f"kind={kind!r} is not one of {', '.join(Tokenizer.kinds)}.")
    tokenizer = Tokenizer.of_kind(kind).fit(corpus, vocab_size, max_chars)
    if vocab_size is not None and tokenizer.vocab_size < vocab_size:
        warnings.warn(
            f"vocab_size={vocab_size} is too big for this text and was lowered to "
            f"{tokenizer.vocab_size}: give more text, or go on with tokenizer.vocab_size.",
            stacklevel=2,
        )
    if path is not None:
        tokenizer.save(path)
    return tokenizer


def check_text(text: str) -> None:
    """Raises `ValueError` naming the first half of a surrogate pair: that is no Unicode text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"the text holds {text[error.start]!r}, half of a character: decode it as UTF-8 first."
        ) from None


def first_chars(corpus: Iterable[str], max_chars: int) -> Iterator[str]:
    """The documents up to `max_chars` characters, the last one cut there."""
    left = max_chars
    for document in corpus:
        check_text(document[:left])
        yield document[:left]
        left -= len(document)
        if left <= 0:
            return


def suggested_size(chars: int) -> int:
    """Tokens for a text of so many characters: the power of two next to their square root, from 512
    to 32,768. So each piece is seen often enough to be learned, and more often in more text."""
    return 2 ** min(15, max(9, round(math.log2(max(1, chars)) / 2)))


def _train(lines: list[str], vocab_size: int) -> bytes:
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=out,
        model_type="bpe",
        vocab_size=vocab_size,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        add_dummy_prefix=False,
        unk_id=0,
        bos_id=1,
        eos_id=2,
        pad_id=-1,
        bos_piece=CONTROLS[0],
        eos_piece=CONTROLS[1],
        control_symbols=list(CONTROLS[2:]),
        max_sentence_length=16 * _LONGEST_LINE,
        num_threads=1,
        minloglevel=2,
    )
    return out.getvalue()


def _lines(corpus: Iterable[str], max_chars: int) -> Iterator[str]:
    """Short lines of the documents; line breaks are left to the byte pieces, and so are zeros,
    which SentencePiece does not take to train on."""
    for document in first_chars(corpus, max_chars):
        for line in document.replace("\0", "").split("\n"):
            for start in range(0, len(line), _LONGEST_LINE):
                yield line[start : start + _LONGEST_LINE]


def _size_that_fits(message: str, size: int, asked: bool) -> int:
    """Another size to try after SentencePiece's abort message, or its words with the fix."""
    if "too high" in message:
        return int(message.rsplit("<=", 1)[-1].strip(" ."))
    if "smaller than required_chars" in message:
        needed = int(message.split(" vs ")[1].split(".")[0])
        if not asked:
            return needed + size
        raise ValueError(
            f"vocab_size={size} is too small for the characters of this text: "
            f"set it to at least {needed + 64}."
        )
    if "sentences_.empty()" in message:
        raise ValueError(EMPTY)
    raise ValueError(f"SentencePiece could not train on this text: {message}")
