"""A progress bar around any generator of records, for scripts and where no panel is up."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import Any

from tqdm.auto import tqdm


def progress(
    work: Generator[Any, None, Any], description: str = "", *, shown: bool = True
) -> Generator[Any, None, Any]:
    """Yields the records of `work` behind a bar, and returns what `work` returns.

    `for record in tinylm.progress(tinylm.train(lm, data, config)): ...`
    """
    bar = tqdm(desc=description, disable=not shown, leave=False)
    try:
        while True:
            try:
                record = next(work)
            except StopIteration as end:
                return end.value
            bar.total = getattr(record, "total", None)
            bar.update(getattr(record, "step", bar.n + 1) - bar.n)
            loss = getattr(record, "loss", None) or getattr(record, "best", 0.0)
            bar.set_postfix_str(f"{getattr(record, 'phase', '')} loss {loss:.4f}", refresh=False)
            if shown and getattr(record, "event", None):
                bar.write(f"step {bar.n}: {record.event}", file=sys.stderr)
            yield record
    finally:
        bar.close()
        work.close()  # one that is abandoned saves its state now, not when it is collected
