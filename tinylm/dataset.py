"""Tokens on disk: a seeded split by document, memory-mapped arrays, batches by (seed, step).

A document goes to train, val or test by a hash of its text and the seed, so the three are disjoint,
do not depend on the order of documents, and the same text twice lands on the same side. Batches are
a pure function of (seed, step): a resumed run needs no state to see the same data again.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tqdm.auto import tqdm

from .files import write_atomically
from .tokenizer import Tokenizer

PARTS = ("train", "val", "test")
_EXACT = 1000  # up to so many different documents are divided by exact shares


class TokenArray:
    """One part's token ids: an array on disk, read where it is touched.

    `.bytes` and `.documents` count the UTF-8 bytes and documents behind it, for bits per byte.
    """

    def __init__(
        self, path: Path, dtype: str, documents: int, bytes_: int, bos_id: int | None
    ) -> None:
        self.path, self.documents, self.bytes = path, documents, bytes_
        self.bos_id = -1 if bos_id is None else bos_id  # without `<bos>`: an id that no token has
        empty = path.stat().st_size == 0  # numpy cannot map an empty file
        self._ids = np.empty(0, dtype) if empty else np.memmap(path, dtype=dtype, mode="r")

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, index) -> np.ndarray:
        return self._ids[index]

    def __array__(self, dtype=None, copy=None) -> np.ndarray:
        return np.array(self._ids, dtype=dtype)

    @property
    def tokens_per_byte(self) -> float:
        """Tokens of text (`<bos>` is no text) for each byte of it."""
        starts = self.documents if self.bos_id >= 0 else 0
        return (len(self) - starts) / max(1, self.bytes)

    def next_document(self, at: int, reach: int) -> int:
        """The first place from `at` on where a document begins, or `at` if none is in reach."""
        found = np.flatnonzero(self._ids[at : at + reach] == self.bos_id)
        return at + int(found[0]) if len(found) else at

    def this_document(self, at: int, reach: int) -> int:
        """Where the document that holds `at` begins, or `at` if that is out of reach."""
        first = max(0, at + 1 - reach)
        found = np.flatnonzero(self._ids[first : at + 1] == self.bos_id)
        return first + int(found[-1]) if len(found) else at

    def windows(self, starts: np.ndarray, length: int) -> torch.Tensor:
        """(n, length) int64 ids from the given offsets."""
        rows = np.stack([self._ids[s : s + length] for s in starts])
        return torch.from_numpy(rows.astype(np.int64))


@dataclass(frozen=True)
class TokenData:
    """A corpus ready for training."""

    train: TokenArray
    val: TokenArray
    test: TokenArray
    tokenizer: Tokenizer
    name: str
    fingerprint: str  # of the text, the split and the tokenizer
    split: dict  # how the documents were divided; travels in the checkpoint


def prepare(
    corpus: Iterable[str],
    tokenizer: Tokenizer,
    cache_dir: str | Path = "data/cache",
    *,
    val_fraction: float = 0.05,
    test_fraction: float = 0.05,
    seed: int = 0,
    progress: bool = True,
) -> TokenData:
    """Encodes the corpus into `cache_dir`, once: the same text, tokenizer and split are reused.

    Raises `ValueError` when the corpus has fewer than three different documents, because then there
    is nothing to hold out.
    """
    for name, fraction in (("val_fraction", val_fraction), ("test_fraction", test_fraction)):
        if not 0 < fraction < 0.5:
            raise ValueError(f"{name}={fraction!r} must be above 0 and below 0.5.")
    split = dict(val_fraction=val_fraction, test_fraction=test_fraction, seed=seed)
    survey = _survey(corpus, split)
    identity = json.dumps([survey.digest, tokenizer.digest, split, "format 1"])
    fingerprint = hashlib.sha256(identity.encode()).hexdigest()
    name = getattr(corpus, "name", "documents")
    folder = Path(cache_dir) / f"{name}-{fingerprint[:12]}"
    if not _is_whole(folder):
        _encode(corpus, tokenizer, survey, folder, progress)
    meta = json.loads((folder / "meta.json").read_text())
    arrays = {
        part: TokenArray(folder / f"{part}.bin", meta["dtype"], *meta[part], tokenizer.bos_id)
        for part in PARTS
    }
    split |= {part: arrays[part].documents for part in PARTS} | dict(corpus=name)
    return TokenData(**arrays, tokenizer=tokenizer, name=name, fingerprint=fingerprint, split=split)


@dataclass(frozen=True)
class _Survey:
    """The first pass: what the text is, and which keys go to test and to val."""

    digest: str
    documents: int
    test_below: float
    val_below: float
    seed: int

    def part_of(self, document: str) -> str:
        key = _key(document, self.seed)
        return "test" if key < self.test_below else "val" if key < self.val_below else "train"


def _key(document: str, seed: int) -> float:
    """A number in [0, 1) that depends on the text and the seed only."""
    digest = hashlib.blake2b(document.encode(), digest_size=8, salt=str(seed).encode()[:16])
    return int.from_bytes(digest.digest(), "big") / 2**64


def _survey(corpus: Iterable[str], split: dict) -> _Survey:
    digest, count = hashlib.sha256(), 0
    smallest: list[float] = []  # different keys, sorted; a text that comes often counts once
    for document in corpus:
        raw = document.encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
        count += 1
        key = _key(document, split["seed"])
        place = bisect.bisect_left(smallest, key)
        if place < _EXACT and smallest[place : place + 1] != [key]:
            smallest.insert(place, key)
            del smallest[_EXACT:]
    test_below, val_below = split["test_fraction"], split["test_fraction"] + split["val_fraction"]
    different = len(smallest)
    if different < 3:
        raise ValueError(
            f"the corpus is too short: {different} different document(s), and train, val and "
            "test need one each; give three documents, or about 12,000 characters of plain text."
        )
    if different < _EXACT:  # chance could leave a part of little text empty: by rank, one at least
        tests = min(max(1, round(split["test_fraction"] * different)), different - 2)
        vals = min(max(1, round(split["val_fraction"] * different)), different - tests - 1)
        test_below, val_below = smallest[tests], smallest[tests + vals]
    return _Survey(digest.hexdigest(), count, test_below, val_below, split["seed"])


def _is_whole(folder: Path) -> bool:
    """Whether the cached arrays are there, as long as they were when written."""
    try:
        sizes = json.loads((folder / "meta.json").read_text())["sizes"]
        return all((folder / f"{part}.bin").stat().st_size == sizes[part] for part in PARTS)
    except (OSError, ValueError, KeyError):
        return False


def _encode(
    corpus: Iterable[str], tokenizer: Tokenizer, survey: _Survey, folder: Path, progress: bool
) -> None:
    """The second pass. Written beside `folder` and renamed, so a half-made cache is never read."""
    dtype = np.dtype(tokenizer.id_type)
    counts = {part: [0, 0] for part in PARTS}  # documents, bytes
    unfinished = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}.tmp")
    unfinished.mkdir(parents=True)
    try:
        files = {part: (unfinished / f"{part}.bin").open("wb") for part in PARTS}
        bar = tqdm(
            corpus, "tokens", survey.documents, disable=not progress, unit="doc", leave=False
        )
        before, after = (np.array(ids, dtype).tobytes() for ids in tokenizer.borders)
        for documents in _together(bar):
            for document, ids in zip(documents, tokenizer.encode_batch(documents), strict=True):
                part = survey.part_of(document)
                files[part].write(before + ids.tobytes() + after)
                counts[part][0] += 1
                counts[part][1] += len(document.encode())
        for file in files.values():
            file.close()
        sizes = {part: (unfinished / f"{part}.bin").stat().st_size for part in PARTS}
        meta = json.dumps(dict(dtype=dtype.name, sizes=sizes, **counts))
        write_atomically(unfinished / "meta.json", meta.encode())
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _together(documents: Iterable[str], chars: int = 250_000) -> Iterator[list[str]]:
    """Lists of documents of about `chars` characters, to be encoded in one call."""
    some, length = [], 0
    for document in documents:
        some.append(document)
        length += len(document)
        if length >= chars:
            yield some
            some, length = [], 0
    if some:
        yield some


def batch(
    data: TokenArray, length: int, size: int, seed: int, step: int, whole: float = 0.0
) -> torch.Tensor:
    """(size, length + 1) ids: inputs and, one to the right, targets. Pure in (seed, step).

    Each epoch visits every window once, in a new order and with a new offset. A share `whole` of
    them begins with the document that their first token is of, unless that begins more than
    `length` before: what is read then belongs together from the start, and a model learns far
    sooner to keep to a name.
    """
    windows = max(1, len(data) // length - 1)
    room = len(data) - 1 - windows * length
    if room < 0:
        raise ValueError(
            f"the training text is too short: {len(data)} tokens, and context_length={length} "
            f"needs {length + 1}; give more text or set context_length to at most "
            f"{max(1, len(data) - 1)}."
        )
    starts = []
    for i in range(step * size, (step + 1) * size):
        epoch, index = divmod(i, windows)
        offset = _mix(seed, epoch) % (min(room, length - 1) + 1)
        start = offset + length * shuffled(index, windows, seed * 1_000_003 + epoch)
        if _mix(seed, i) < whole * 2**64:
            start = data.this_document(start, length)
        starts.append(start)
    return data.windows(np.array(starts), length + 1)


def shuffled(index: int, count: int, seed: int) -> int:
    """Where `index` lies in a seeded permutation of range(count), without building it.

    A four-round Feistel network on the next even number of bits, walked until it lands in range.
    """
    half = max(1, ((count - 1).bit_length() + 1) // 2)
    mask = (1 << half) - 1
    while True:
        left, right = index >> half, index & mask
        for round_ in range(4):
            left, right = right, left ^ (_mix(seed + round_, right) & mask)
        index = (left << half) | right
        if index < count:
            return index


def _mix(seed: int, value: int) -> int:
    """A well-stirred 64-bit number (the finaliser of SplitMix64; Steele et al., 2014)."""
    z = (seed * 0x9E3779B97F4A7C15 + value * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) % 2**64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
    return z ^ (z >> 31)
