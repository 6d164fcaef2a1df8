"""`prepare`: a corpus as token arrays on disk, divided by document, made once.

A document goes to train, val or test by a hash of its text and the seed: the three are disjoint, do
not depend on the order of documents, stay as they are when documents are added, and the same text
twice lands on the same side. Where the makers of a corpus held out a validation file, that is val.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm.auto import tqdm

from .corpora import Corpus
from .files import Held, hold, write_atomically
from .shards import PARTS, Split, build_shards, documents_of, keys_of, shard_file
from .tokenizer import Tokenizer
from .version import __version__

FORMAT = 2
ENDINGS = ("bin", "idx")  # ids, ends of documents
_MOST_OPEN = 32  # shards of a part that are mapped at a time: systems limit open files


class TokenArray:
    """One part's token ids: arrays on disk, read where they are touched, sliced as one.

    `.documents` and `.bytes` count the documents and UTF-8 bytes behind it, for bits per byte.
    `rows` gives documents, tokens and bytes of each shard.
    """

    def __init__(
        self, folder: Path, part: str, rows: list[list[int]], dtype: str, bos_id: int | None
    ) -> None:
        self.folder, self.part, self.dtype = Path(folder), part, np.dtype(dtype)
        self.bos_id = -1 if bos_id is None else bos_id  # without `<bos>`: an id that no token has
        self._shards = [number for number, row in enumerate(rows) if row[1]]
        counts = np.array([rows[number] for number in self._shards], np.int64).reshape(-1, 3)
        self._documents, self._tokens = (np.cumsum([0, *counts[:, i]]) for i in (0, 1))
        self.documents, self.bytes = int(self._documents[-1]), int(counts[:, 2].sum())
        self._maps: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def __len__(self) -> int:
        return int(self._tokens[-1])

    def _shard(self, place: int) -> tuple[np.ndarray, np.ndarray]:
        """Ids, and the end of each document, of the shard at a place in the list of them."""
        if place not in self._maps:
            if len(self._maps) >= _MOST_OPEN:
                del self._maps[next(iter(self._maps))]
            paths = (shard_file(self.folder, self.part, self._shards[place], e) for e in ENDINGS)
            ids, ends = (
                np.memmap(path, dtype, "r")
                for path, dtype in zip(paths, (self.dtype, np.int64), strict=True)
            )
            self._maps[place] = ids, ends
        return self._maps[place]

    def __getitem__(self, index: int | slice) -> np.ndarray:
        """The id at a place, or a slice of ids."""
        if not isinstance(index, slice):
            at = range(len(self))[index]
            place = int(np.searchsorted(self._tokens, at, "right")) - 1
            return self._shard(place)[0][at - self._tokens[place]]
        start, stop, step = index.indices(len(self))
        if step != 1:
            places = range(start, stop, step)
            if step < 0:
                places = places[::-1]
            ids = self[places[0] : places[-1] + 1 : 1] if places else self[0:0]
            return ids[:: places.step][:: 1 if step > 0 else -1]
        first, last = np.searchsorted(self._tokens, (start, stop - 1), "right") - 1
        pieces = [
            self._shard(place)[0][
                max(0, start - int(self._tokens[place])) : stop - int(self._tokens[place])
            ]
            for place in range(first, last + 1)
            if start < stop
        ]
        return pieces[0] if len(pieces) == 1 else np.concatenate([np.empty(0, self.dtype), *pieces])

    def windows(self, starts: Iterable[int], length: int) -> np.ndarray:
        """(n, length) int64 ids from the given places on."""
        return np.stack([self[s : s + length] for s in starts]).astype(np.int64)

    def __array__(self, dtype=None, copy=None) -> np.ndarray:
        return np.array(self[:], dtype=dtype)

    @property
    def tokens_per_byte(self) -> float:
        """Tokens of text (`<bos>` is no text) for each byte of it."""
        starts = self.documents if self.bos_id >= 0 else 0
        return (len(self) - starts) / max(1, self.bytes)

    def bounds(self, i: int) -> tuple[int, int]:
        """Where the i-th document begins, and the place after its end."""
        i = range(self.documents)[i]
        place = int(np.searchsorted(self._documents, i, "right")) - 1
        ends, own, first = self._shard(place)[1], i - self._documents[place], self._tokens[place]
        return int(first + (ends[own - 1] if own else 0)), int(first + ends[own])

    def document(self, i: int) -> np.ndarray:
        """The ids of the i-th document, with its `<bos>` and `<eos>`."""
        start, stop = self.bounds(i)
        return self[start:stop]

    def document_at(self, at: int) -> int:
        """Which document holds the token at a place."""
        place = int(np.searchsorted(self._tokens, at, "right")) - 1
        ends = self._shard(place)[1]
        own = np.searchsorted(ends, at - self._tokens[place], "right")
        return int(self._documents[place] + own)

    def lengths(self, limit: int | None = None) -> np.ndarray:
        """(n,) int64 tokens of each document, of the first `limit` ones."""
        found = [np.empty(0, np.int64)]
        for place in range(len(self._shards)):
            if limit is not None and self._documents[place] >= limit:
                break
            found.append(np.diff(self._shard(place)[1], prepend=0))
        return np.concatenate(found)[:limit]

    def next_document(self, at: int, reach: int) -> int:
        """The first place from `at` on where a document begins, or `at` if none is in reach."""
        start, stop = self.bounds(self.document_at(at))
        found = at if start == at else stop
        return found if found < min(at + reach, len(self)) else at

    def this_document(self, at: int, reach: int) -> int:
        """Where the document that holds `at` begins, or `at` if that is out of reach."""
        start = self.bounds(self.document_at(at))[0]
        return start if at - start < reach else at


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
    manifest: dict  # what was read and written: files, counts, figures of each shard

    def duplicates(self, limit: int = 100_000) -> float:
        """The share of documents that came before word for word, among the first `limit` ones of
        each part (the same text is always in the same part)."""
        seen, count = set(), 0
        for name in PARTS:
            part = getattr(self, name)
            for i in range(min(part.documents, limit)):
                seen.add(hashlib.blake2b(part.document(i).tobytes(), digest_size=8).digest())
                count += 1
        return 1 - len(seen) / max(1, count)


def prepare(
    corpus: Iterable[str],
    tokenizer: Tokenizer,
    cache_dir: str | Path = "data/cache",
    *,
    val_fraction: float = 0.05,
    test_fraction: float = 0.05,
    seed: int = 0,
    processes: int | None = None,
    progress: bool = True,
) -> TokenData:
    """Encodes the corpus into `cache_dir`, once.

    The same files, tokenizer and split again are opened at once; a file that has changed is
    noticed; what was interrupted goes on after its last whole shard. `processes` encode at a time:
    by default as many as there are cores, and for a short text the calling one alone. The result
    does not depend on it. A corpus with a validation file of its own has that as `val`, less is
    held out of the rest, and documents that both hold are left out of training.

    Raises `ValueError` when the corpus has fewer than three different documents, because then there
    is nothing to hold out.
    """
    for name, fraction in (("val_fraction", val_fraction), ("test_fraction", test_fraction)):
        if not 0 < fraction < 0.5:
            raise ValueError(f"{name}={fraction!r} must be above 0 and below 0.5.")
    if processes is not None and processes < 1:
        raise ValueError(f"processes={processes!r} must be at least 1, or None for all cores.")
    if iter(corpus) is corpus:  # a generator can be read once only
        corpus = Corpus.from_documents(corpus)
    own = getattr(corpus, "validation", None) is not None
    split = dict(val_fraction=None if own else val_fraction, test_fraction=test_fraction, seed=seed)
    state = getattr(corpus, "state", lambda: None)()
    if state is None:
        state = _content(corpus)
    identity = json.dumps([state, tokenizer.digest, split, FORMAT, __version__])
    name = getattr(corpus, "name", "documents")
    key = hashlib.sha256(identity.encode()).hexdigest()[:12]
    folder = Path(cache_dir) / f"{name}-{key}"
    if not _is_whole(folder):
        lock = folder.with_name(f".{folder.name}.lock")
        with _alone(lock, folder):
            if not _is_whole(folder):
                _build(corpus, tokenizer, split, state, folder, processes, progress)
            lock.unlink(missing_ok=True)
    return _open(folder, tokenizer)


def _open(folder: Path, tokenizer: Tokenizer) -> TokenData:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    rows, dtype = manifest["shards"], manifest["dtype"]
    arrays = {
        part: TokenArray(folder, part, [row[part] for row in rows], dtype, tokenizer.bos_id)
        for part in PARTS
    }
    split = manifest["split"] | {part: arrays[part].documents for part in PARTS}
    split |= dict(corpus=manifest["name"])
    return TokenData(
        **arrays,
        tokenizer=tokenizer,
        name=manifest["name"],
        fingerprint=manifest["fingerprint"],
        split=split,
        manifest=manifest,
    )


def _content(corpus: Iterable[str]) -> str:
    """Tells documents without files apart: by reading them."""
    digest = hashlib.sha256()
    for source in (getattr(corpus, "validation", None) or (), corpus):
        digest.update(b"documents")
        for document in documents_of(source):
            raw = document.encode("utf-8", "surrogatepass")  # whoever encodes them tells of those
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def _is_whole(folder: Path) -> bool:
    """Whether the shards are there, as long as they were when written."""
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        width = np.dtype(manifest["dtype"]).itemsize
        return all(
            shard_file(folder, part, number, ending).stat().st_size == size
            for number, row in enumerate(manifest["shards"])
            for part in PARTS
            for ending, size in (("bin", row[part][1] * width), ("idx", row[part][0] * 8))
            if size
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


@contextlib.contextmanager
def _alone(lock: Path, folder: Path) -> Iterator[None]:
    """Waits while another process prepares the same, and then has it to itself."""
    told = False
    while True:
        try:
            with hold(lock):
                yield
            return
        except Held:
            if not told:
                print(f"{str(folder)!r} is being prepared by another process: waiting for it.")
                told = True
            time.sleep(0.2)


def _build(
    corpus: Iterable[str],
    tokenizer: Tokenizer,
    split: dict,
    state: object,
    folder: Path,
    processes: int | None,
    progress: bool,
) -> None:
    """Makes the shards beside `folder`, which gets its name when all are there."""
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    rule = _rule(corpus, split)
    total = getattr(corpus, "size", None)
    options = dict(unit="B", unit_scale=True, leave=False, disable=not progress)
    try:
        with tqdm(desc="tokens", total=total, **options) as bar:
            rows = build_shards(corpus, tokenizer, rule, unfinished, processes, bar)
        if not all(sum(row[part][0] for row in rows) for part in PARTS):
            rule = _rule_for_few(corpus, rule)
            shutil.rmtree(unfinished)
            with tqdm(desc="tokens", total=total, **options) as bar:
                rows = build_shards(corpus, tokenizer, rule, unfinished, processes, bar)
    except ValueError:  # the text's fault: nothing to go on from
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if hasattr(corpus, "state") and corpus.state() not in (None, state):
        shutil.rmtree(unfinished, ignore_errors=True)
        raise ValueError(f"a file of {corpus.name!r} changed while it was read: prepare it again.")
    content = [[row["digest"] for row in rows], tokenizer.digest, split, FORMAT]
    size = sum(row["size"] for row in rows)
    tokens = sum(row[part][1] for row in rows for part in PARTS)
    manifest = dict(
        name=getattr(corpus, "name", "documents"),
        source=getattr(corpus, "source", ""),
        licence=getattr(corpus, "licence", ""),
        files=state,
        tokenizer=tokenizer.digest,
        split=split,
        documents=sum(row["read"] for row in rows),
        left_out=sum(row["left_out"] for row in rows),
        bytes=size,
        tokens=tokens,
        bytes_per_token=size / max(1, tokens),
        dtype=np.dtype(tokenizer.id_type).name,
        fingerprint=hashlib.sha256(json.dumps(content).encode()).hexdigest(),
        shards=rows,
        version=__version__,
    )
    write_atomically(unfinished / "manifest.json", json.dumps(manifest, indent=1).encode())
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def _rule(corpus: Iterable[str], split: dict) -> Split:
    seed, test_below = split["seed"], split["test_fraction"]
    if split["val_fraction"] is not None:
        return Split(seed, test_below, test_below + split["val_fraction"])
    keys = keys_of((text.encode() for text in documents_of(corpus.validation)), seed)
    return Split(seed, test_below, test_below, np.unique(keys))


def _rule_for_few(corpus: Iterable[str], rule: Split) -> Split:
    """Chance has left a part of few documents empty: those with the smallest keys go to test, the
    next ones to val, one at least to each."""
    own = rule.left_out is not None
    if own and not len(rule.left_out):
        raise ValueError(
            f"the validation part of {corpus.name!r} holds no text: give the path of the training "
            "file alone, and some of it is held out."
        )
    different: set[int] = set()
    for document in documents_of(corpus):
        different.update(keys_of([document.encode()], rule.seed).tolist())
    keys = np.array(sorted(different), np.uint64)
    if own:
        keys = keys[~np.isin(keys, rule.left_out)]
    held_out = 1 if own else 2
    if len(keys) <= held_out:
        raise ValueError(
            f"the corpus is too short: {len(keys)} different document(s), and train, val and "
            "test need one each; give three documents, or about 12,000 characters of plain text."
        )
    shares = keys / 2.0**64
    tests = min(max(1, int((shares < rule.test_below).sum())), len(keys) - held_out)
    if own:
        return Split(rule.seed, shares[tests], shares[tests], rule.left_out)
    vals = int((shares < rule.val_below).sum()) - tests
    vals = min(max(1, vals), len(keys) - tests - 1)
    return Split(rule.seed, shares[tests], shares[tests + vals])
