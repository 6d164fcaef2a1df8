"""Text to token ids and back: SentencePiece BPE or single characters, with five control tokens.

Every text that a tokenizer of ours can hold survives the round trip (`decode(encode(text)) ==
text`): nothing is normalised, spaces and line breaks are kept. BPE spells a character outside its
vocabulary in bytes, a character tokenizer refuses it. The control tokens can never come out of
text, so a user who types "<eos>" writes five characters. Foreign tables (a predecessor's) are
taken as they are: a control token that they lack is `None` here.
"""

from __future__ import annotations

import abc
import codecs
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import sentencepiece

from .files import write_atomically

CONTROLS = ("<bos>", "<eos>", "<user>", "<assistant>", "<system>")
_LONGEST_LINE = 4000  # characters; SentencePiece's time grows faster than the length
_EMPTY = "the corpus is empty: there is no text to train a tokenizer on."


class Tokenizer(abc.ABC):
    """What all tokenizers have in common; `load` and `restore_tokenizer` make the right kind."""

    def __init__(self, model: bytes | list[str], vocab_size: int, controls: dict[str, int]) -> None:
        self.model = model  # all there is to it: what a checkpoint stores
        self.vocab_size = vocab_size
        self.control_ids = controls
        ids: list[int | None] = [controls.get(name) for name in CONTROLS]
        self.bos_id, self.eos_id, self.user_id, self.assistant_id, self.system_id = ids
        content = model if isinstance(model, bytes) else json.dumps(model).encode()
        self.digest: str = hashlib.sha256(content).hexdigest()

    @staticmethod
    def load(path: str | Path) -> Tokenizer:
        """The tokenizer in a file that `train_tokenizer` wrote, or in a SentencePiece model."""
        path = Path(path)
        if not path.is_file():
            raise FileNotFoundError(
                f"there is no tokenizer {str(path)!r}: make it with tinylm.train_tokenizer."
            )
        content = path.read_bytes()
        try:
            return restore_tokenizer(json.loads(content) if content[:1] == b"[" else content)
        except (RuntimeError, json.JSONDecodeError, UnicodeDecodeError):
            raise ValueError(
                f"{str(path)!r} is not a SentencePiece model, nor a list of characters."
            ) from None

    @abc.abstractmethod
    def encode(self, text: str) -> list[int]:
        """Ids of the text alone; control tokens are added by whoever builds a document."""

    def encode_document(self, text: str) -> list[int]:
        """`<bos>` text `<eos>`, the form in which documents are trained on."""
        return [i for i in (self.bos_id, *self.encode(text), self.eos_id) if i is not None]

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

    @abc.abstractmethod
    def decode_stream(self, ids: Iterable[int]) -> Iterator[str]:
        """Pieces of text as ids arrive; a character spelled in bytes waits until it is whole."""

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

    A foreign model may hold the control tokens as user-defined symbols: then they are still left
    out of decoded text, but "<eos>" in a text means the token, as it did where it was made.
    """

    def __init__(self, model: bytes) -> None:
        self._sp = sp = sentencepiece.SentencePieceProcessor(model_proto=model)
        ids = {piece: sp.piece_to_id(piece) for piece in CONTROLS}
        missing = [piece for piece, i in ids.items() if i == sp.unk_id()]
        if missing:
            raise ValueError(
                f"the tokenizer has no {' '.join(missing)}: train one with tinylm.train_tokenizer."
            )
        super().__init__(model, sp.get_piece_size(), ids)

    def encode(self, text: str) -> list[int]:
        try:
            return self._sp.encode(text)
        except RuntimeError:
            bad = next((c for c in text if "\ud800" <= c <= "\udfff"), None)
            if bad is None:
                raise
            raise ValueError(
                f"the text holds {bad!r}, half of a character: decode it as UTF-8 first."
            ) from None

    def decode(self, ids: Iterable[int]) -> str:
        ids = [int(i) for i in ids]
        for i in ids:
            self._check(i)
        return self._sp.decode([i for i in ids if not self.is_control(i)])

    def decode_stream(self, ids: Iterable[int]) -> Iterator[str]:
        spelled = codecs.getincrementaldecoder("utf-8")("replace")
        for i in ids:
            self._check(i)
            if self.is_control(i):
                piece = b""
            elif self._sp.is_byte(i):
                piece = bytes([int(self._sp.id_to_piece(i)[3:5], 16)])
            else:
                piece = self._sp.id_to_piece(i).replace("\u2581", " ").encode()
            yield spelled.decode(piece)
        if rest := spelled.decode(b"", final=True):
            yield rest

    def piece(self, i: int) -> str:
        self._check(i)
        return self._sp.id_to_piece(i)

    def is_control(self, i: int) -> bool:
        return self._sp.is_control(i) or super().is_control(i)


class CharacterTokenizer(Tokenizer):
    """One token a character. `pieces` in the order of their ids: single characters, and whichever
    of the control tokens there are."""

    def __init__(self, pieces: Sequence[str]) -> None:
        pieces = list(pieces)
        for piece in pieces:
            if piece not in CONTROLS and not (isinstance(piece, str) and len(piece) == 1):
                raise ValueError(f"{piece!r} is not a character: give single characters.")
        self._ids = {piece: i for i, piece in enumerate(pieces)}
        if not pieces or len(self._ids) != len(pieces):
            raise ValueError("a character stands twice in the vocabulary, or there is none.")
        super().__init__(pieces, len(pieces), {p: self._ids[p] for p in CONTROLS if p in self._ids})

    def encode(self, text: str) -> list[int]:
        """Raises `ValueError` naming the first character that is not in the vocabulary."""
        try:
            return [self._ids[character] for character in text]
        except KeyError as error:
            raise ValueError(
                f"the character {error.args[0]!r} is not among the {self.vocab_size} tokens of "
                "this tokenizer: leave it out, or train a tokenizer on text that has it."
            ) from None

    def decode_stream(self, ids: Iterable[int]) -> Iterator[str]:
        for i in ids:
            yield "" if self.is_control(i) else self.piece(i)

    def piece(self, i: int) -> str:
        self._check(i)
        return self.model[i]


def restore_tokenizer(stored: bytes | list[str]) -> Tokenizer:
    """The tokenizer whose `model` was stored: bytes of SentencePiece, or a list of characters."""
    return (SentencePieceTokenizer if isinstance(stored, bytes) else CharacterTokenizer)(stored)


def train_tokenizer(
    corpus: Iterable[str],
    vocab_size: int | None = None,
    path: str | Path | None = None,
    max_chars: int = 50_000_000,
    kind: str = "bpe",
) -> Tokenizer:
    """A tokenizer for the corpus, written to `path` when given. The same text gives the same one.

    `kind="bpe"`: byte-pair encoding fitted to the first `max_chars` characters, `vocab_size` tokens
    (2,048 unless given). `kind="characters"`: the control tokens and every character of the whole
    corpus. Raises `ValueError` when the text is empty, or naming the `vocab_size` that fits it.
    """
    if kind == "characters":
        if vocab_size is not None:
            raise ValueError(
                f"vocab_size={vocab_size} cannot be chosen with kind='characters', which has "
                "one token for each character of the text: leave it out."
            )
        characters: set[str] = set()
        for document in corpus:
            characters.update(document)
        if not characters:
            raise ValueError(_EMPTY)
        tokenizer: Tokenizer = CharacterTokenizer([*CONTROLS, *sorted(characters)])
        content = json.dumps(tokenizer.model).encode()
    elif kind == "bpe":
        content = _fit_bpe(corpus, 2048 if vocab_size is None else vocab_size, max_chars)
        tokenizer = SentencePieceTokenizer(content)
    else:
        raise ValueError(f"kind={kind!r} is not one of bpe, characters.")
    if path is not None:
        write_atomically(path, content)
    return tokenizer


def _fit_bpe(corpus: Iterable[str], vocab_size: int, max_chars: int) -> bytes:
    least = len(CONTROLS) + 1 + 256  # controls, <unk> and one piece per byte
    if vocab_size <= least:
        raise ValueError(f"vocab_size={vocab_size} is too small: choose at least {least + 64}.")
    out = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=_lines(corpus, max_chars),
            model_writer=out,
            model_type="bpe",
            vocab_size=vocab_size,
            byte_fallback=True,
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
    except RuntimeError as error:
        raise ValueError(_explain(str(error), vocab_size)) from None
    return out.getvalue()


def _lines(corpus: Iterable[str], max_chars: int) -> Iterator[str]:
    """Short lines of the documents; line breaks are left to the byte pieces."""
    left = max_chars
    for document in corpus:
        for line in document.split("\n"):
            for start in range(0, len(line), _LONGEST_LINE):
                yield line[start : start + _LONGEST_LINE]
        left -= len(document)
        if left <= 0:
            return


def _explain(message: str, vocab_size: int) -> str:
    """SentencePiece's abort messages in words that name the fix."""
    if "too high" in message:
        most = message.rsplit("<=", 1)[-1].strip(" .")
        return (
            f"vocab_size={vocab_size} is too big for this text: set it to at most {most}, "
            "or give more text."
        )
    if "smaller than required_chars" in message:
        needed = message.split(" vs ")[1].split(".")[0]
        return (
            f"vocab_size={vocab_size} is too small for the characters of this text: "
            f"set it to at least {int(needed) + 64}."
        )
    if "sentences_.empty()" in message:
        return _EMPTY
    return f"SentencePiece could not train on this text: {message}"
