"""gzip and zstd files as plain streams of bytes; a damaged one is an error, never a short text."""

from __future__ import annotations

import gzip
import importlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

_CHUNK = 4096  # bytes of zstd at a time: even the densest block then unpacks to bounded memory


@contextmanager
def unpacked(path: Path) -> Iterator[BinaryIO]:
    """The unpacked bytes of a .gz or .zst file.

    Raises `ValueError` naming a file that is cut short or not of the format that its ending says.
    """
    if path.suffix.lower() == ".zst":
        with path.open("rb") as file, io.BufferedReader(_Zstd(file, path), 1 << 16) as buffered:
            yield buffered
        return
    try:
        with gzip.open(path, "rb") as file:
            yield file
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(
            f"{str(path)!r} is damaged or no gzip file ({str(error).rstrip('.')}): "
            "take another copy of it."
        ) from None


class _Zstd(io.RawIOBase):
    """The frames of a zstd file, one after the other."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        try:
            self._zstd: Any = importlib.import_module("zstandard")
        except ImportError:
            raise ImportError(
                f"reading {str(path)!r} needs the package zstandard: pip install zstandard"
            ) from None
        self._file, self._path = file, path
        self._frame: Any = None
        self._left, self._ready = b"", b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        while not self._ready:
            packed = self._left or self._file.read(_CHUNK)
            self._left = b""
            if not packed:
                if self._frame is not None:
                    self._refuse("it ends within a frame")
                return 0
            self._ready = self._unpack(packed)
        piece, self._ready = self._ready[: len(target)], self._ready[len(target) :]
        target[: len(piece)] = piece
        return len(piece)

    def _unpack(self, packed: bytes) -> bytes:
        if self._frame is None:
            self._frame = self._zstd.ZstdDecompressor().decompressobj()
        try:
            ready = self._frame.decompress(packed)
        except self._zstd.ZstdError as error:
            self._refuse(str(error))
        if self._frame.eof:
            self._left, self._frame = self._frame.unused_data, None
        return ready

    def _refuse(self, reason: str) -> None:
        raise ValueError(
            f"{str(self._path)!r} is damaged or no zstd file ({reason}): take another copy of it."
        )
