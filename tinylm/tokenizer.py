"""Text to token ids and back: SentencePiece BPE, lossless, with the five control tokens.

Every text survives the round trip (`decode(encode(text)) == text`): nothing is normalised, spaces
and line breaks are kept, and a character outside the vocabulary is spelled in bytes. The control
tokens can never come out of text, so a user who types "<eos>" writes five characters.
"""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import sentencepiece

from .files import write_atomically

CONTROLS = ("<bos>", "<eos>", "<user>", "<assistant>", "<system>")
_LONGEST_LINE = 4000  # characters; SentencePiece's time grows faster than the length


class Tokenizer:
    """A trained SentencePiece model, held as bytes so that a checkpoint can carry it."""

    def __init__(self, model: bytes) -> None:
        self.model = model
        self._sp = sentencepiece.SentencePieceProcessor(model_proto=model)
        self.vocab_size: int = self._sp.get_piece_size()
        ids = [self._sp.piece_to_id(piece) for piece in CONTROLS]
        missing = [p for p, i in zip(CONTROLS, ids, strict=True) if i == self._sp.unk_id()]
        if missing:
            raise ValueError(
                f"the tokenizer has no {' '.join(missing)}: train one with tinylm.train_tokenizer."
            )
        self.bos_id, self.eos_id, self.user_id, self.assistant_id, self.system_id = ids
        self.control_ids: dict[str, int] = dict(zip(CONTROLS, ids, strict=True))
        self.digest: str = hashlib.sha256(model).hexdigest()

    @classmethod
    def load(cls, path: str | Path) -> Tokenizer:
        path = Path(path)
        if not path.is_file():
            raise FileNotFoundError(
                f"there is no tokenizer {str(path)!r}: make it with tinylm.train_tokenizer."
            )
        try:
            return cls(path.read_bytes())
        except RuntimeError:
            raise ValueError(f"{str(path)!r} is not a SentencePiece model.") from None

    def encode(self, text: str) -> list[int]:
        """Ids of the text alone; control tokens are added by whoever builds a document."""
        try:
            return self._sp.encode(text)
        except RuntimeError:
            bad = next((c for c in text if "\ud800" <= c <= "\udfff"), None)
            if bad is None:
                raise
            raise ValueError(
                f"the text holds {bad!r}, half of a character: decode it as UTF-8 first."
            ) from None

    def encode_document(self, text: str) -> list[int]:
        """`<bos>` text `<eos>`, the form in which documents are trained on."""
        return [self.bos_id, *self.encode(text), self.eos_id]

    def decode(self, ids: Iterable[int]) -> str:
        """The text of the ids; control tokens are left out. Raises on ids out of range."""
        ids = [int(i) for i in ids]
        for i in ids:
            self._check(i)
        return self._sp.decode(ids)

    def decode_stream(self, ids: Iterable[int]) -> Iterator[str]:
        """Pieces of text as ids arrive; a character spelled in bytes waits until it is whole."""
        spelled = codecs.getincrementaldecoder("utf-8")("replace")
        for i in ids:
            self._check(i)
            if self._sp.is_control(i):
                piece = b""
            elif self._sp.is_byte(i):
                piece = bytes([int(self._sp.id_to_piece(i)[3:5], 16)])
            else:
                piece = self._sp.id_to_piece(i).replace("\u2581", " ").encode()
            yield spelled.decode(piece)
        if rest := spelled.decode(b"", final=True):
            yield rest

    def piece(self, i: int) -> str:
        """The vocabulary entry itself, for looking at: a space is shown as U+2581."""
        self._check(i)
        return self._sp.id_to_piece(i)

    def is_control(self, i: int) -> bool:
        return self._sp.is_control(i)

    def _check(self, i: int) -> None:
        if not 0 <= i < self.vocab_size:
            raise ValueError(f"token id {i} is outside the vocabulary of {self.vocab_size}.")

    def __repr__(self) -> str:
        return f"Tokenizer(vocab_size={self.vocab_size}, digest={self.digest[:8]})"

    @property
    def id_type(self) -> type[np.unsignedinteger]:
        """The smallest numpy type that holds every id."""
        return np.uint16 if self.vocab_size <= 65_536 else np.uint32


def train_tokenizer(
    corpus: Iterable[str],
    vocab_size: int = 2048,
    path: str | Path | None = None,
    max_chars: int = 50_000_000,
) -> Tokenizer:
    """Byte-pair encoding fitted to the first `max_chars` characters of the corpus.

    The same text gives the same tokenizer. Writes it to `path` when given. Raises `ValueError` when
    the text is empty or `vocab_size` does not fit it, naming the size that would.
    """
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
    if path is not None:
        write_atomically(path, out.getvalue())
    return Tokenizer(out.getvalue())


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
        return "the corpus is empty: there is no text to train a tokenizer on."
    return f"SentencePiece could not train on this text: {message}"
