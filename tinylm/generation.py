"""Sampling: the key/value cache, the filters, and text as it comes.

`stream_ids` knows tokens only; `stream` and `generate` put a tokenizer around it. A text longer
than the context goes on: when the window is full, its older half is dropped and the rest is read
again, so that cached and uncached generation see the same tokens at every step and agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import torch
from torch import Tensor

from .checkpoint import Checkpoint
from .config import ModelConfig, SampleConfig


class KVCache:
    """Keys and values of every layer in tensors of fixed size."""

    def __init__(self, config: ModelConfig, batch: int, device, dtype=torch.float32) -> None:
        shape = (config.num_layers, 2, batch, config.kv_heads)
        shape += (config.context_length, config.head_width)
        self.store = torch.empty(shape, device=device, dtype=dtype)
        self.length, self.last = 0, None

    def append(self, layer: int, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        end = self.length + k.shape[2]
        self.store[layer, 0, :, :, self.length : end] = k
        self.store[layer, 1, :, :, self.length : end] = v
        return self.store[layer, 0, :, :, :end], self.store[layer, 1, :, :, :end]


def generate(lm: Checkpoint, prompt: str = "", config: SampleConfig | None = None) -> str:
    """The prompt and its continuation. The same seed gives the same text."""
    return prompt + "".join(stream(lm, prompt, config))


def stream(lm: Checkpoint, prompt: str = "", config: SampleConfig | None = None) -> Iterator[str]:
    """The continuation, piece by piece (without the prompt).

    Raises `ValueError` when the prompt alone is longer than the model's context, or cannot be
    encoded.
    """
    config = config or SampleConfig()
    ids = lm.tokenizer.encode_prompt(prompt)
    check_fits(lm, ids, "the prompt")
    tokens = stream_ids(lm, ids, config, stop={lm.tokenizer.eos_id})  # None, if it has none
    return lm.tokenizer.decode_stream(tokens)


def check_fits(lm: Checkpoint, ids: Sequence[int], what: str) -> None:
    limit = lm.config.context_length
    if len(ids) > limit:
        raise ValueError(
            f"{what} has {len(ids)} tokens, and this model reads at most {limit}: "
            f"shorten it by {len(ids) - limit} tokens or more."
        )


def stream_ids(
    lm: Checkpoint, ids: Sequence[int], config: SampleConfig, stop: Collection[int] = ()
) -> Iterator[int]:
    """New token ids after `ids`, at most `max_new_tokens`, ending before any id in `stop`."""
    model, T = lm.model, lm.config.context_length
    ids = list(ids)
    generator = torch.Generator().manual_seed(config.seed)
    cache, start = None, 0
    for _ in range(config.max_new_tokens):
        # inference_mode is entered for each step: a generator must not leave it on while it waits.
        with torch.inference_mode():
            if model.training:
                model.eval()
            if cache is None or window_start(len(ids), T) != start or not config.use_cache:
                start = window_start(len(ids), T)
                cache, new = KVCache(lm.config, 1, lm.device), ids[start:]
            else:
                new = ids[-1:]
            hidden = model.hidden(torch.tensor([new], device=lm.device), cache)
            logits = model.head(hidden[0, -1]).float().cpu()
            token = choose(logits, ids, config, generator)
        if token in stop:
            return
        ids.append(token)
        yield token


def window_start(length: int, context_length: int) -> int:
    """Where the model's window begins in a text of `length` tokens: it moves by half a context."""
    if length <= context_length:
        return 0
    half = max(1, context_length // 2)
    return -(-(length - context_length) // half) * half


def choose(logits: Tensor, ids: Sequence[int], config: SampleConfig, generator) -> int:
    """One token from logits (V,): repetition penalty, temperature, top-k, top-p, in this order."""
    if config.repetition_penalty != 1.0:
        logits = penalise_repetition(logits, ids, config.repetition_penalty)
    if config.temperature == 0:
        return int(logits.argmax())
    logits = top_p(top_k(logits / config.temperature, config.top_k), config.top_p)
    return int(torch.multinomial(logits.softmax(-1), 1, generator=generator))


def penalise_repetition(logits: Tensor, ids: Sequence[int], penalty: float) -> Tensor:
    """Makes used tokens less likely whatever the sign of their logit (Keskar et al., 2019)."""
    used = torch.tensor(sorted(set(ids)))
    logits = logits.clone()
    seen = logits[used]
    logits[used] = torch.where(seen > 0, seen / penalty, seen * penalty)
    return logits


def top_k(logits: Tensor, k: int) -> Tensor:
    """Everything but the k likeliest is impossible; 0 keeps all."""
    if k <= 0 or k >= logits.shape[-1]:
        return logits
    kept, where = logits.topk(k)
    return torch.full_like(logits, -torch.inf).scatter(-1, where, kept)


def top_p(logits: Tensor, p: float) -> Tensor:
    """Keeps the likeliest tokens until they hold p of the mass (Holtzman et al., 2020); 1: all."""
    if p >= 1.0:
        return logits
    ordered, where = logits.sort(descending=True)
    mass = ordered.softmax(-1)
    beyond = mass.cumsum(-1) - mass >= p  # the token that crosses p is still kept
    return logits.scatter(-1, where, ordered.masked_fill(beyond, -torch.inf))
