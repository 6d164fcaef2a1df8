"""Sampling: the key/value cache, texts side by side, and text as it comes.

A `Decoder` gives the logits after each of several texts and reads of them only what is new. All
else is one loop around it, `_write`: `complete` writes a batch with it, `stream` and `generate`
one text, `stream_ids` tokens alone. A text longer than the context goes on: when the window is
full, its older half is dropped and the rest is read again, so that cached, uncached and batched
generation see the same tokens at every step and agree.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

import torch
from torch import Tensor

from .checkpoint import Checkpoint
from .config import ModelConfig, SampleConfig
from .device import free_memory
from .filters import NOTHING_LEFT, adjusted, choose

BROKEN = (
    "the model gives logits of nan or infinity, so its weights are broken: load an earlier "
    "checkpoint, or train again with a lower learning_rate."
)


class Writer(Protocol):
    """The compiled step, which takes over when it is ready (`fast/ready.py`)."""

    def ready(self) -> bool: ...

    def write(
        self, texts: Sequence[_Text], ends: Collection[int | None], tell: bool
    ) -> Iterator[tuple[_Text, int | None, float]]:
        """The rest of each text: tokens and, with `tell`, their log-probabilities; None where one
        of `ends` came. A text that is given a `finish` meanwhile is left."""
        ...


class KVCache:
    """Keys and values of every layer in tensors of fixed size, `batch` rows of them.

    Rows may differ in length (`lengths`), but then the model reads one token a row. `rows` are
    those that it reads now: of a list of them, all equally long."""

    def __init__(self, config: ModelConfig, batch: int, device, dtype=torch.float32) -> None:
        # Zeros, for what a shorter row does not see is still multiplied, by zero: nan would stay.
        self.store = torch.zeros(self.shape(config, batch), device=device, dtype=dtype)
        self.layers = [layer.unbind() for layer in self.store]
        self.rows: slice | list[int] = slice(None)
        self.length, self.lengths, self.last = 0, None, None

    @staticmethod
    def shape(config: ModelConfig, batch: int) -> tuple[int, ...]:
        shape = (config.num_layers, 2, batch, config.kv_heads)
        return (*shape, config.context_length, config.head_width)

    def append(self, layer: int, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        keys, values = self.layers[layer]
        end = self.length + k.shape[2]
        if self.lengths is not None:
            row = torch.arange(len(k), device=k.device)
            keys[row, :, self.lengths], values[row, :, self.lengths] = k[:, :, 0], v[:, :, 0]
        else:
            keys[self.rows, :, self.length : end] = k
            values[self.rows, :, self.length : end] = v
        if not self.length:
            return k, v
        return keys[self.rows, :, :end], values[self.rows, :, :end]

    def keep(self, rows: Sequence[int], length: int) -> None:
        """Row i becomes what row `rows[i]` was, of which `length` tokens are wanted."""
        self.store[:, :, : len(rows), :, :length] = self.store[:, :, list(rows), :, :length]


class Decoder:
    """Reads up to `rows` texts that grow, and says after each what comes next.

    Raises `MemoryError` when the cache of so many rows does not fit the memory that is free."""

    def __init__(self, lm: Checkpoint, rows: int = 1, use_cache: bool = True) -> None:
        self.lm, self.cache = lm, None
        # Of each row: where its window begins in the text, and how many of its tokens are held.
        self.starts: list[int] = []
        self.held: list[int] = []
        if use_cache:
            size, free = 4 * math.prod(KVCache.shape(lm.config, rows)), free_memory(lm.device)
            if free is not None and size > free:
                raise MemoryError(
                    f"{rows} texts at once need {size / 1e9:.3g} GB for keys and values, and "
                    f"{free / 1e9:.3g} GB are free: write fewer at a time, or take fewer beams."
                )
            self.cache = KVCache(lm.config, rows, lm.device)

    @torch.inference_mode()
    def read(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """Logits (rows, V), float32 on the CPU, for the token after each text.

        `texts` are whole, each the one of the last call (or of what `keep` made of it) with tokens
        added. Raises `ValueError` when the model gives nan or infinity."""
        if self.lm.model.training:
            self.lm.model.eval()
        T = self.lm.config.context_length
        if not self.starts:
            self.starts, self.held = [0] * len(texts), [0] * len(texts)
        groups = defaultdict(list)  # rows with as many tokens to read after as many
        for row, text in enumerate(texts):
            start = window_start(len(text), T)
            held = min(self.held[row], len(text) - start - 1)
            if start != self.starts[row] or self.cache is None:
                held = 0
            self.starts[row], self.held[row] = start, held
            groups[held, len(text) - start - held].append(row)
        step = [row for (held, new), rows in groups.items() if held and new == 1 for row in rows]
        if len(step) == len(texts):
            logits = self._step(texts)
        else:
            logits = torch.empty(len(texts), self.lm.config.vocab_size)
            if step:
                logits[step] = self._step(texts)[step]
            for (held, new), rows in groups.items():
                if not (held and new == 1):
                    logits[rows] = self._prefill(texts, rows)
        self.held = [len(text) - start for text, start in zip(texts, self.starts, strict=True)]
        if not math.isfinite(logits.sum()):
            raise ValueError(BROKEN)
        return logits

    def keep(self, rows: Sequence[int]) -> None:
        """From now on row i is what row `rows[i]` was: fewer of them, or others in their place."""
        if list(rows) == list(range(len(self.held))):
            return
        self.starts, self.held = [self.starts[i] for i in rows], [self.held[i] for i in rows]
        if self.cache is not None and rows:
            self.cache.keep(rows, max(self.held))

    def _prefill(self, texts: Sequence[Sequence[int]], rows: list[int]) -> Tensor:
        """Rows that all have read as much, and have as much to read."""
        begins = [self.starts[row] + self.held[row] for row in rows]
        pairs = [(texts[row], begin) for row, begin in zip(rows, begins, strict=True)]
        if self.cache is not None:
            self._set(rows, self.held[rows[0]], [text[begin - 1] for text, begin in pairs])
        return self._logits([text[begin:] for text, begin in pairs])

    def _step(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """One token of each row. Those that have more to read may do so afterwards: what they read
        here goes where they will write."""
        self._set(slice(len(texts)), max(self.held), [text[-2:][0] for text in texts])
        if min(self.held) < max(self.held):
            self.cache.lengths = torch.tensor(self.held, device=self.lm.device)
        return self._logits([text[-1:] for text in texts])

    def _set(self, rows: slice | list[int], length: int, last: list[int]) -> None:
        cache = self.cache
        if isinstance(rows, list) and rows[-1] - rows[0] == len(rows) - 1:  # they follow each other
            rows = slice(rows[0], rows[-1] + 1)
        cache.rows, cache.length, cache.lengths = rows, length, None
        if self.lm.config.bigram_rows:
            cache.last = torch.tensor(last, device=self.lm.device)

    def _logits(self, ids: list[Sequence[int]]) -> Tensor:
        hidden = self.lm.model.hidden(torch.tensor(ids, device=self.lm.device), self.cache)
        return self.lm.model.head(hidden[:, -1]).float().cpu()


def window_start(length: int, context_length: int) -> int:
    """Where the model's window begins in a text of `length` tokens: it moves by half a context."""
    if length <= context_length:
        return 0
    half = max(1, context_length // 2)
    return -(-(length - context_length) // half) * half


@dataclass(frozen=True)
class Completion:
    """A text that was written after a prompt."""

    prompt: str
    text: str  # what is new, up to a stop string
    ids: list[int]  # its tokens, without <eos>; those that a stop string ends in are among them
    finish: str  # eos | stop (one of the stop strings) | length
    logprobs: list[float]  # of each token, by the model alone: before any filter
    # Of each token the likeliest in its place: (id, text, log-probability), likeliest first.
    alternatives: list[list[tuple[int, str, float]]]


def generate(lm: Checkpoint, prompt: str = "", config: SampleConfig | None = None) -> str:
    """The prompt and its continuation. The same seed gives the same text."""
    return prompt + "".join(stream(lm, prompt, config))


def stream(lm: Checkpoint, prompt: str = "", config: SampleConfig | None = None) -> Iterator[str]:
    """The continuation, piece by piece (without the prompt); of a beam search in one piece.

    Raises `ValueError` when the prompt alone is longer than the model's context, or cannot be
    encoded.
    """
    ids = lm.tokenizer.encode_prompt(prompt)
    check_fits(lm, ids, "the prompt")
    return stream_text(lm, ids, config or SampleConfig(), {lm.tokenizer.eos_id})


def complete(
    lm: Checkpoint, prompts: str | Sequence[str], config: SampleConfig | None = None
) -> list[Completion]:
    """Continuations of several prompts, written side by side. Prompt i is drawn with `seed + i`,
    and so gets the text that it gets alone with that seed.

    Raises `ValueError` as `stream` does, and `MemoryError` when there are too many at once.
    """
    prompts = [prompts] if isinstance(prompts, str) else list(prompts)
    rows = [lm.tokenizer.encode_prompt(prompt) for prompt in prompts]
    for number, ids in enumerate(rows, 1):
        check_fits(lm, ids, f"prompt {number}" if len(rows) > 1 else "the prompt")
    return complete_ids(lm, prompts, rows, config or SampleConfig(), {lm.tokenizer.eos_id})


def complete_ids(
    lm: Checkpoint,
    prompts: Sequence[str],
    rows: Sequence[Sequence[int]],
    config: SampleConfig,
    ends: Collection[int | None],
) -> list[Completion]:
    """`complete` for prompts of which the ids are known; a text ends before any id in `ends`."""
    texts = [_Text(lm, ids, config, config.seed + i, ends) for i, ids in enumerate(rows)]
    for _ in _write(lm, texts, config, tell=True):
        pass
    return [
        Completion(prompt, t.text, t.ids[t.begin :], t.finish, t.logprobs, t.alternatives)
        for prompt, t in zip(prompts, texts, strict=True)
    ]


def stream_text(
    lm: Checkpoint, ids: Sequence[int], config: SampleConfig, ends: Collection[int | None]
) -> Iterator[str]:
    """What is written after `ids`, up to any id in `ends` or stop string: a piece for each token,
    empty while a character is not whole or a stop string may have begun."""
    text, shown = _Text(lm, ids, config, config.seed, ends), 0
    for _ in _write(lm, [text], config):
        piece, shown = text.text[shown:], len(text.text)
        if piece or text.finish is None:
            yield piece


def stream_ids(
    lm: Checkpoint, ids: Sequence[int], config: SampleConfig, stop: Collection[int | None] = ()
) -> Iterator[int]:
    """New token ids after `ids`, at most `max_new_tokens`, ending before any id in `stop`, and
    after the one that completes a stop string."""
    text = _Text(lm, ids, config, config.seed, stop, spell=bool(config.stop))
    told = text.begin
    for _ in _write(lm, [text], config):
        yield from text.ids[told:]
        told = len(text.ids)


def check_fits(lm: Checkpoint, ids: Sequence[int], what: str) -> None:
    limit = lm.config.context_length
    if len(ids) > limit:
        raise ValueError(
            f"{what} has {len(ids)} tokens, and this model reads at most {limit}: "
            f"shorten it by {len(ids) - limit} tokens or more."
        )


class _Text:
    """A text as it is written: its ids, what of it may be shown, and how it ended."""

    def __init__(
        self,
        lm: Checkpoint,
        ids: Sequence[int],
        config: SampleConfig,
        seed: int,
        ends: Collection[int | None],
        spell: bool = True,
    ) -> None:
        self.ids, self.begin, self.seed = list(ids), len(ids), seed
        self.most, self.ends, self.stop = len(ids) + config.max_new_tokens, ends, config.stop
        self.text, self.finish = "", None
        self.logprobs: list[float] = []
        self.alternatives: list[list[tuple[int, str, float]]] = []
        self._waits = ""  # text that may begin a stop string
        self._ids: list[int] = []  # the next one to be spelled
        self._pieces = lm.tokenizer.decode_stream(_taken(self._ids)) if spell else None

    def add(self, token: int, opinion: Opinion | None = None) -> None:
        if token in self.ends:
            self.end("eos")
            return
        self.ids.append(token)
        if opinion is not None:
            self.logprobs.append(opinion[0])
            self.alternatives.append(opinion[1])
        if self._pieces is not None:
            self._ids.append(token)
            self._show(next(self._pieces))
        if self.finish is None and len(self.ids) == self.most:
            self.end("length")

    def stopped(self, lm: Checkpoint, ids: list[int]) -> bool:
        """Whether a stop string is in the text that these ids would make of it."""
        text = lm.tokenizer.decode(ids[self.begin :]) if self.stop else ""
        return any(stop in text for stop in self.stop)

    def _show(self, piece: str) -> None:
        if not self.stop:
            self.text += piece
            return
        waits = self._waits + piece
        found = [at for at in map(waits.find, self.stop) if at >= 0]
        if found:
            self.text, self._waits, self.finish = self.text + waits[: min(found)], "", "stop"
            return
        # The most characters at the end that are the first ones of a stop string wait.
        longest = min(len(waits), max(map(len, self.stop)) - 1)
        n = next((n for n in range(longest, 0, -1) if self._begins(waits[-n:])), 0)
        self.text, self._waits = self.text + waits[: len(waits) - n], waits[len(waits) - n :]

    def _begins(self, end: str) -> bool:
        return any(text.startswith(end) for text in self.stop)

    def end(self, finish: str) -> None:
        if self._pieces is not None:
            self._show("".join(self._pieces))  # the rest of a character that was not whole
            self.text, self._waits = self.text + self._waits, ""
        self.finish = self.finish or finish


def _taken(ids: list[int]) -> Iterator[int]:
    while ids:
        yield ids.pop()


def _write(
    lm: Checkpoint, texts: list[_Text], config: SampleConfig, tell: bool = False
) -> Iterator[None]:
    """Adds a token to every text that has not ended, again and again; with `tell` also what the
    model thought of it."""
    fast = import_module("tinylm.fast.ready").writer(lm, config, tell)
    if config.beams > 1:
        for text in texts:
            _search(lm, text, config, tell)
            yield
        return
    decoder, live = None, texts
    while live:
        if fast is not None and fast.ready():
            for text, token, logprob in fast.write(live, live[0].ends, tell):
                if token is None:
                    text.end("eos")
                else:
                    text.add(token, (logprob, []) if tell else None)
                yield
            return
        decoder = decoder or Decoder(lm, len(texts), config.use_cache)
        rows = [text.ids for text in live]
        logits = decoder.read(rows)
        begins, seeds = [text.begin for text in live], [text.seed for text in live]
        tokens = choose(logits, rows, begins, seeds, config)
        opinions = _opinions(lm, logits.log_softmax(-1), tokens, config) if tell else None
        for i, text in enumerate(live):
            text.add(tokens[i], opinions[i] if tell else None)
        yield
        going = [i for i, text in enumerate(live) if text.finish is None]
        if len(going) < len(live):
            decoder.keep(going)
            live = [live[i] for i in going]


def _search(lm: Checkpoint, text: _Text, config: SampleConfig, tell: bool) -> None:
    """Beam search: of all continuations of the `beams` best texts the best ones go on, and those
    that end are judged by their log-probability over their length to the power of `length_penalty`.
    It is over when no text that goes on is better than the worst of as many that have ended."""
    width, most = config.beams, config.max_new_tokens
    decoder = Decoder(lm, width, config.use_cache)
    beams: list[tuple[float, list[int], list]] = [(0.0, text.ids, [])]
    done: list[tuple[float, list[int], list]] = []
    for length in range(1, most + 1):
        rows = [ids for _, ids, _ in beams]
        own = decoder.read(rows).log_softmax(-1)
        scores = adjusted(own, rows, [text.begin] * len(rows), config)
        scores = scores + torch.tensor([score for score, _, _ in beams])[:, None]
        # So many that `width` go on even if all others end.
        many = min(scores.numel(), max(2, 1 + len(text.ends)) * width)
        best, places = scores.flatten().topk(many)
        going, kept = [], []
        for rank, (score, at) in enumerate(zip(best.tolist(), places.tolist(), strict=True)):
            row, token = divmod(at, own.shape[-1])
            if score == -math.inf or (rank >= width and len(going) == width):
                break
            told = _opinions(lm, own[row, None], [token], config) if tell else [None]
            ids, told = [*rows[row], token], [*beams[row][2], *told]
            if token in text.ends or length == most or text.stopped(lm, ids):
                if rank < width:
                    done.append((score / length**config.length_penalty, ids, told))
            elif len(going) < width:
                going.append((score, ids, told))
                kept.append(row)
        done = sorted(done, key=lambda one: -one[0])[:width]
        full = len(done) == width
        if not going or (full and going[0][0] / length**config.length_penalty <= done[-1][0]):
            break
        decoder.keep(kept)
        beams = going
    if not done:
        raise ValueError(NOTHING_LEFT)
    _, ids, told = done[0]
    for token, opinion in zip(ids[text.begin :], told, strict=True):
        text.add(token, opinion)


Opinion = tuple[float, list[tuple[int, str, float]]]  # log-probability, alternatives


def _opinions(
    lm: Checkpoint, logprobs: Tensor, tokens: list[int], config: SampleConfig
) -> list[Opinion]:
    """What the model by itself thinks of a token of each row, and of the likeliest ones."""
    chosen = logprobs.gather(-1, torch.tensor(tokens)[:, None])[:, 0].tolist()
    best, ids = logprobs.topk(min(config.alternatives, logprobs.shape[-1]))
    others = [
        [
            (i, lm.tokenizer.token_bytes(i).decode(errors="replace"), value)
            for i, value in zip(*row, strict=True)
        ]
        for row in zip(ids.tolist(), best.tolist(), strict=True)
    ]
    return list(zip(chosen, others, strict=True))
