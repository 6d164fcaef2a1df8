"""When memory runs out: the same batch, processed in more and smaller parts."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

import torch

from .batches import Batch

T = TypeVar("T")


class Parts:
    """How many parts each batch is processed in. Doubled, and kept, when memory runs out.

    The rows of a step stay what they are and their gradients are summed, so the tokens of a step,
    its gradient up to rounding (but for dropout, which is drawn anew) and the order of the data do
    not change.
    """

    def __init__(self, count: int = 1) -> None:
        self.count = count

    @property
    def says(self) -> str:
        return f"out of memory: each batch is processed in {self.count} parts from here on"

    def of(self, batch: Batch) -> list[Batch]:
        """The rows of `batch` in at most `count` parts, none larger than it must be."""
        rows = -(-len(batch.inputs) // self.count)
        pieces = zip(*(x.split(rows) for x in batch if x is not None), strict=True)
        return [type(batch)(*piece) for piece in pieces]

    def run(self, work: Callable[[], T], rows: int) -> T:
        """What `work()` gives; where it runs out of memory, begun anew with twice as many parts.

        Raises `MemoryError` when there is not memory enough for one of the `rows`.
        """
        while True:
            try:
                return work()
            except (RuntimeError, MemoryError) as error:
                if not out_of_memory(error):
                    raise
                if self.count >= rows:
                    raise MemoryError(
                        "the memory does not hold a single sequence of a batch: use a smaller "
                        "context_length, a smaller model, or close other programs."
                    ) from error
            # Out here: while an error is handled, all that it failed on is still held.
            self.count = min(rows, 2 * self.count)
            gc.collect()
            if torch.cuda.is_initialized():
                torch.cuda.empty_cache()


def out_of_memory(error: BaseException) -> bool:
    """Whether `error` says that the memory of the computer or of its GPU is used up."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    told = str(error)
    return any(words in told for words in ("out of memory", "not enough memory", "allocate memory"))
