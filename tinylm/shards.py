"""Documents to token shards on disk, in as many processes as there are cores.

A shard holds the tokens of one stretch of a corpus: for each part (train, val, test) that has any,
`train-00000.bin` with the ids one after another and `train-00000.idx` with the place after each
document's last one (int64). `00000.json` is written when these are safe on disk, so a build that
was killed goes on after the last shard that has one.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import math
import os
import pickle
import queue
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from .files import explained, write_atomically
from .tokenizer import Tokenizer, restore_tokenizer

PARTS = ("train", "val", "test")
SHARD = 1 << 25  # characters of the first shards; every 16 shards it doubles (see `shard_limit`)
CHUNK = 250_000  # characters that are encoded in one go
ALONE = 1.0  # seconds that the calling process encodes by itself before it starts others
BOOT = 0.4  # seconds that it goes on until these are there
LEFT_OUT = -1  # the part of a document that the corpus's own validation file holds, too


@dataclass(frozen=True)
class Encoded:
    """Some documents as tokens."""

    keys: np.ndarray  # (n,) uint64: a hash of each text and the seed
    sizes: np.ndarray  # (n,) uint64: UTF-8 bytes of each
    lengths: np.ndarray  # (n,) int64: tokens of each, with those before and after it
    ids: np.ndarray  # all tokens


@dataclass(frozen=True)
class Split:
    """Who goes where: a document's key as a share of 2**64 decides, not its place, so documents
    that are added to a corpus leave the others where they were."""

    seed: int
    test_below: float
    val_below: float
    left_out: np.ndarray | None = None  # sorted keys of the corpus's own validation documents

    def parts_of(self, keys: np.ndarray, held_out: bool) -> np.ndarray:
        """(n,) numbers of parts, for documents of the corpus or of its own validation file."""
        if held_out:
            return np.full(len(keys), PARTS.index("val"))
        share = keys / 2.0**64
        parts = np.where(share < self.test_below, 2, np.where(share < self.val_below, 1, 0))
        if self.left_out is not None:
            parts[np.isin(keys, self.left_out)] = LEFT_OUT
        return parts


def keys_of(documents: Iterable[bytes], seed: int) -> np.ndarray:
    """(n,) uint64, each a function of the text and the seed only."""
    salt = str(seed).encode()[:16]
    made = (hashlib.blake2b(raw, digest_size=8, salt=salt).digest() for raw in documents)
    return np.frombuffer(b"".join(made), ">u8").astype(np.uint64)


def encode_documents(tokenizer: Tokenizer, documents: list[str], seed: int) -> Encoded:
    """Raises `ValueError` for text that the tokenizer cannot write."""
    before, after = (np.array(ids, tokenizer.id_type).tobytes() for ids in tokenizer.borders)
    rows = tokenizer.encode_batch(documents)
    raws = [document.encode() for document in documents]
    around = len(tokenizer.borders[0]) + len(tokenizer.borders[1])
    return Encoded(
        keys_of(raws, seed),
        np.array([len(raw) for raw in raws], np.uint64),
        np.array([len(ids) + around for ids in rows], np.int64),
        np.frombuffer(b"".join(before + i.tobytes() + after for i in rows), tokenizer.id_type),
    )


def documents_of(corpus: Iterable[str]) -> Iterator[str]:
    """The documents that hold anything. Raises `ValueError` for one that is no text."""
    for number, document in enumerate(corpus, 1):
        if not isinstance(document, str):
            raise ValueError(
                f"document {number} is {type(document).__name__}, not text: give strings."
            )
        if not document.isspace() and document:
            yield document


def chunks_of(corpus: Iterable[str], skip: int) -> Iterator[tuple[list[str], bool]]:
    """Lists of documents of about `CHUNK` characters, and whether they are the corpus's own
    validation file's, which come first. The first `skip` documents are passed over."""
    sources = ((getattr(corpus, "validation", None) or (), True), (corpus, False))
    for source, held_out in sources:
        some, length = [], 0
        for document in documents_of(source):
            if skip:
                skip -= 1
                continue
            some.append(document)
            length += len(document)
            if length >= CHUNK:
                yield some, held_out
                some, length = [], 0
        if some:
            yield some, held_out


def encode_all(
    chunks: Iterable[list[str]], tokenizer: Tokenizer, seed: int, processes: int | None
) -> Iterator[Encoded]:
    """The chunks encoded, in their order. Without `processes`, other ones are started when a
    second has not been enough: what is short is done before they would be there."""
    chunks = iter(chunks)
    if processes is None:
        processes = available_cores()
        yield from _encode_here(chunks, tokenizer, seed, ALONE if processes > 1 else math.inf)
    if processes == 1:
        yield from _encode_here(chunks, tokenizer, seed, math.inf)
        return
    if (chunk := next(chunks, None)) is None:
        return
    with Workers(tokenizer, seed, processes) as workers:
        chunks = itertools.chain([chunk], chunks)
        yield from _encode_here(chunks, tokenizer, seed, BOOT)
        yield from workers.map(chunks)


def _encode_here(
    chunks: Iterator[list[str]], tokenizer: Tokenizer, seed: int, seconds: float
) -> Iterator[Encoded]:
    """The next chunks in this process, until the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and (chunk := next(chunks, None)) is not None:
        yield encode_documents(tokenizer, chunk, seed)


def available_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Processes that encode. They are plain children that read and write pipes, not a
    `multiprocessing` pool: so they run everywhere, from a notebook or from a script without
    `if __name__ == "__main__"`, import no PyTorch, and end when their parent does, however."""

    def __init__(self, tokenizer: Tokenizer, seed: int, count: int) -> None:
        path = [str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))}
        command = [sys.executable, "-c", "from tinylm.shards import serve; serve()"]
        self.count = count
        self._all: list[subprocess.Popen] = []
        self._idle: queue.SimpleQueue[subprocess.Popen] = queue.SimpleQueue()
        try:
            for _ in range(count):
                worker = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
                )
                self._all.append(worker)
                _send((tokenizer.model, seed), worker.stdin)
                self._idle.put(worker)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all:
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                with contextlib.suppress(OSError):  # what it had not read is of no use any more
                    pipe.close()

    def map(self, chunks: Iterable[list[str]]) -> Iterator[Encoded]:
        """In order, with no more in memory than keeps the workers busy."""
        with ThreadPoolExecutor(self.count) as threads:  # a thread for each worker's pipes
            waiting = deque()
            try:
                for chunk in chunks:
                    waiting.append(threads.submit(self._ask, chunk))
                    if len(waiting) > 2 * self.count:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for task in waiting:
                    task.cancel()

    def _ask(self, documents: list[str]) -> Encoded:
        worker = self._idle.get()
        try:
            _send(documents, worker.stdin)
            answer = pickle.load(worker.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise RuntimeError(
                f"a process that encodes text ended unexpectedly (exit status {worker.wait()}), "
                "perhaps for want of memory: call prepare again with processes=1; what is done is "
                "kept."
            ) from None
        finally:
            self._idle.put(worker)
        if isinstance(answer, Exception):
            raise answer
        return answer


def serve() -> None:
    """What a worker runs: a tokenizer and a seed come first, then lists of documents."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library may print is no reply
    requests = sys.stdin.buffer
    model, seed = pickle.load(requests)
    tokenizer = restore_tokenizer(model)
    while True:
        try:
            documents = pickle.load(requests)
        except EOFError:  # the parent is done, or dead
            return
        try:
            reply: Encoded | Exception = encode_documents(tokenizer, documents, seed)
        except ValueError as error:
            reply = ValueError(str(error))
        _send(reply, replies)


def _send(what: object, pipe: BinaryIO) -> None:
    pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)  # between a process and its child
    pipe.flush()


def shard_limit(number: int) -> int:
    """Characters of a shard: what an interruption costs stays a few percent of what is done, and
    even 100 GB make little more than a hundred shards."""
    return SHARD << (number // 16)


def build_shards(
    corpus: Iterable[str],
    tokenizer: Tokenizer,
    split: Split,
    folder: Path,
    processes: int | None,
    bar,
) -> list[dict]:
    """Encodes what is not in `folder` yet, and returns a row of figures for each shard."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = whole_shards(folder)
    bar.update(sum(row["size"] for row in rows))
    asked: deque[tuple[bool, int]] = deque()  # of each chunk on its way: held out?, characters

    def texts() -> Iterator[list[str]]:
        for documents, held_out in chunks_of(corpus, sum(row["read"] for row in rows)):
            asked.append((held_out, sum(map(len, documents))))
            yield documents

    shard: _OpenShard | None = None
    with contextlib.closing(encode_all(texts(), tokenizer, split.seed, processes)) as encoded:
        try:
            for some in encoded:
                held_out, chars = asked.popleft()
                shard = shard or _OpenShard(folder, len(rows))
                shard.add(some, split.parts_of(some.keys, held_out), chars)
                bar.update(int(some.sizes.sum()))
                if shard.chars >= shard_limit(len(rows)):
                    rows.append(shard.close())
                    shard = None
            if shard is not None:
                rows.append(shard.close())
            bar.total = bar.n  # a file is a little larger than its text
            bar.refresh()
        finally:
            if shard is not None:
                shard.close_files()
    return rows


def whole_shards(folder: Path) -> list[dict]:
    """The rows of the shards that were finished, from the first on."""
    rows = []
    with contextlib.suppress(FileNotFoundError):
        while True:
            rows.append(json.loads((folder / f"{len(rows):05}.json").read_bytes()))
    return rows


def shard_file(folder: Path, part: str, number: int, ending: str) -> Path:
    return folder / f"{part}-{number:05}.{ending}"


class _OpenShard:
    """The shard that is being written."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.number = folder, number
        self.chars = self.read = self.size = self.left_out = 0
        self.digest = hashlib.sha256()
        self.counts = {part: [0, 0, 0] for part in PARTS}  # documents, tokens, bytes
        self.files: dict[Path, BinaryIO] = {}

    def add(self, some: Encoded, parts: np.ndarray, chars: int) -> None:
        self.chars += chars
        self.read += len(parts)
        self.size += int(some.sizes.sum())
        self.left_out += int((parts == LEFT_OUT).sum())
        self.digest.update(np.stack([some.keys, some.sizes], 1).tobytes())
        owners = np.repeat(parts, some.lengths)
        for number, part in enumerate(PARTS):
            mine = parts == number
            if not mine.any():
                continue
            counts, lengths = self.counts[part], some.lengths[mine]
            self._write(part, "bin", some.ids if mine.all() else some.ids[owners == number])
            self._write(part, "idx", counts[1] + np.cumsum(lengths))
            counts[0] += len(lengths)
            counts[1] += int(lengths.sum())
            counts[2] += int(some.sizes[mine].sum())

    def _write(self, part: str, ending: str, values: np.ndarray) -> None:
        path = shard_file(self.folder, part, self.number, ending)
        try:
            if path not in self.files:
                self.files[path] = path.open("wb")
            self.files[path].write(values.tobytes())
        except OSError as error:
            self.close_files()
            raise explained(error, path) from error

    def close(self) -> dict:
        """Makes it safe on disk, and says so in the row that is returned."""
        for path, file in self.files.items():
            try:
                file.flush()
                os.fsync(file.fileno())
            except OSError as error:
                self.close_files()
                raise explained(error, path) from error
        self.close_files()
        row = dict(read=self.read, size=self.size, left_out=self.left_out)
        row |= dict(digest=self.digest.hexdigest(), **self.counts)
        write_atomically(self.folder / f"{self.number:05}.json", json.dumps(row).encode())
        return row

    def close_files(self) -> None:
        for file in self.files.values():
            with contextlib.suppress(OSError):
                file.close()
