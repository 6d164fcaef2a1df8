"""What a corpus is made of, in figures: its documents, its tokens, its most frequent pieces.

Nothing here reads a whole large corpus: what must look at every token looks at the first ones, and
the figures then say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import numpy as np

from ..calculator import human
from ..config import ModelConfig
from ..corpora import Corpus
from ..dataset import TokenArray, TokenData
from ..tokenizer import Tokenizer
from .card import table_html
from .figures import length_figure, show

SCANNED = 2_000_000  # training tokens that are looked at one by one
MEASURED = 200_000  # training documents whose length is looked at
COMPARED = 100_000  # documents of each part that are compared with each other
PARTS = {"train": "training", "val": "validation", "test": "test"}
_BAR = 8  # width of the longest bar, in em
_CELL = "<td style='text-align:{};padding-right:{}'>{}</td>"


@dataclass(frozen=True)
class Scan:
    """The first tokens of a part, counted."""

    counts: np.ndarray  # (vocabulary,) how often each piece occurs; control tokens count as none
    bytes: int  # UTF-8 bytes of the text
    words: int  # of the text, between white space
    broken: int  # tokens that are only a part of a character

    @property
    def tokens(self) -> int:
        """Those that stand for text."""
        return max(1, int(self.counts.sum()))


def scan(part: TokenArray, tokenizer: Tokenizer) -> Scan:
    """Counts the first `SCANNED` tokens of a part."""
    vocabulary = range(tokenizer.vocab_size)
    ids = np.asarray(part[:SCANNED])
    raw = [tokenizer.token_bytes(i) for i in vocabulary]
    control = [tokenizer.is_control(i) for i in vocabulary]
    counts = np.bincount(ids, minlength=len(raw))
    counts[control] = 0
    # A control token stands between two documents, whose words must not run together.
    shown = [b"\n" if own else piece for own, piece in zip(control, raw, strict=True)]
    text = b"".join(map(shown.__getitem__, ids.tolist())).decode(errors="replace")
    return Scan(
        counts,
        bytes=int(counts @ [len(piece) for piece in raw]),
        words=sum(1 for _ in re.finditer(r"\S+", text)),
        broken=int(counts @ [not is_text(piece) for piece in raw]),
    )


def is_text(piece: bytes) -> bool:
    """Whether the bytes are whole characters."""
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


def corpus_rows(
    corpus: Corpus, data: TokenData, config: ModelConfig | None = None
) -> list[tuple[str, str]]:
    """The facts as (name, value) lines; with `config`, lengths beside what its model can read."""
    parts = {name: getattr(data, name) for name in PARTS}
    tokens = sum(map(len, parts.values()))
    size = human(sum(part.bytes for part in parts.values()), "B")
    stored = f", {human(corpus.size, 'B')} on disk" if corpus.size else ""
    rows = [
        ("corpus", corpus.name),
        ("from", corpus.source or "not stated"),
        ("licence", corpus.licence or "not stated"),
        ("text", f"{size} in UTF-8{stored}"),
    ]
    for name, part in parts.items():
        own = ", held out by its makers" if name == "val" and corpus.validation else ""
        count = f"{part.documents:,} document" + "s" * (part.documents != 1)
        share = f"{len(part) / tokens:.1%}{own}"
        rows.append((PARTS[name], f"{count}, {len(part):,} tokens ({share})"))
    found = scan(data.train, data.tokenizer)
    rows += [
        ("tokens per word", f"{found.tokens / max(1, found.words):.2f}"),
        ("bytes per token", f"{found.bytes / found.tokens:.2f}"),
        ("only part of a character", f"{found.broken / found.tokens:.2%} of the tokens"),
    ]
    unknown = getattr(data.tokenizer, "unk_id", None)
    if unknown is not None:
        rows.append(("unknown words", f"{found.counts[unknown] / found.tokens:.2%} of the tokens"))
    rows.append(("duplicates", f"{data.duplicates(COMPARED):.1%} of the documents"))
    lengths = data.train.lengths(MEASURED)
    rows.append(("length", f"{np.median(lengths):,.0f} tokens (median), at most {lengths.max():,}"))
    if config is not None:
        longer = np.mean(lengths > config.context_length)
        name = f"longer than the context, {config.context_length}"
        rows.append((name, f"{longer:.1%} of the documents"))
    return rows


def _bounds(data: TokenData) -> str:
    """What the figures are taken from, where that is not everything."""
    said = []
    if len(data.train) > SCANNED:
        said.append(f"words, bytes and characters: the first {SCANNED:,} training tokens")
    if data.train.documents > MEASURED:
        said.append(f"lengths: the first {MEASURED:,} training documents")
    if max(getattr(data, name).documents for name in PARTS) > COMPARED:
        said.append(f"duplicates: the first {COMPARED:,} documents of each part")
    return "; ".join(said)


def corpus_html(corpus: Corpus, data: TokenData, config: ModelConfig | None = None) -> str:
    """The facts as an HTML table."""
    table, bounds = table_html(corpus_rows(corpus, data, config)), _bounds(data)
    return f"{table}<p>Looked at: {bounds}.</p>" if bounds else table


def show_corpus(corpus: Corpus, data: TokenData, config: ModelConfig | None = None) -> None:
    """Displays where the text comes from and how it came out as tokens.

    With `config`, the model's, documents that are longer than its context are counted.
    """
    from IPython.display import HTML, display

    display(HTML(corpus_html(corpus, data, config)))


def pieces_html(data: TokenData, most: int = 20) -> str:
    """The most frequent pieces of the training text, in two columns, and how far they go.

    Bars are drawn in the colour of the text, so that they are seen on light and dark pages.
    """
    found = scan(data.train, data.tokenizer)
    order = np.argsort(-found.counts, kind="stable")[: np.count_nonzero(found.counts)]
    rows = [
        _piece_row(piece_name(data.tokenizer, int(i)), int(found.counts[i]), found, order[0])
        for i in order[:most]
    ]
    half = -(-len(rows) // 2)
    right = rows[half:] + [""] * (2 * half - len(rows))
    lines = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(rows[:half], right, strict=True))
    needed = int(np.searchsorted(np.cumsum(found.counts[order]), found.tokens / 2)) + 1
    part = f"the first {SCANNED:,}" if len(data.train) > SCANNED else "all"
    return (
        f"<table>{lines}</table><p>In {part} training tokens, {len(order):,} of the "
        f"{data.tokenizer.vocab_size:,} pieces occur; {needed:,} make up half of the text.</p>"
    )


def piece_name(tokenizer: Tokenizer, i: int) -> str:
    """The piece as it is shown: a line break and a tab are seen."""
    piece = tokenizer.piece(i).replace("\n", "\u23ce").replace("\t", "\u21e5")
    return f"\u23ce {piece}" if piece == "<0x0A>" else piece


def _piece_row(name: str, count: int, found: Scan, first: int) -> str:
    width = _BAR * count / int(found.counts[first])
    bar = (
        "<span style='display:inline-block;height:0.7em;background:currentColor;opacity:0.45;"
        f"width:{width:.2f}em'></span>"
    )
    return (
        _CELL.format("left", "1em", f"<code style='white-space:nowrap'>{escape(name)}</code>")
        + _CELL.format("right", "1em", f"{count:,}")
        + _CELL.format("right", "0.5em", f"{count / found.tokens:.1%}")
        + f"<td style='text-align:left;min-width:{_BAR + 2}em'>{bar}</td>"
    )


def show_pieces(data: TokenData, most: int = 20) -> None:
    """Displays the pieces that occur most often in the training text."""
    from IPython.display import HTML, display

    display(HTML(pieces_html(data, most)))


def show_lengths(data: TokenData, context: int) -> None:
    """Displays how long the training documents are, beside the model's context in tokens."""
    most = min(MEASURED, data.train.documents)
    part = "the" if most == data.train.documents else "the first"
    title = f"Length of {part} {most:,} training documents"
    show(length_figure(data.train.lengths(MEASURED), context, title))
