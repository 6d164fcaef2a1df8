"""What is done to logits before a token is chosen, and the choice itself.

Logits are float32 on the CPU, (rows, V), a row a text; those filters that do not look at the text
take any (..., V). None changes what it is given. The order is that of `transformers`' generate:
bias, penalties, n-grams, temperature, top-k, top-p, min-p, typical. Who is kept is decided by one
threshold on a value, so tokens of equal value stay or go together, and another implementation can
find the same ones without sorting.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from .config import SampleConfig

_MASK = 2**64 - 1
_STEP = 0x9E3779B97F4A7C15  # the golden ratio's share of 2**64: splitmix64's step


def choose(
    logits: Tensor,
    texts: Sequence[Sequence[int]],
    begins: Sequence[int],
    seeds: Sequence[int],
    config: SampleConfig,
) -> list[int]:
    """The next token of each text, whose own new tokens come from `begins` on (see `filtered`)."""
    logits = filtered(logits, texts, begins, config)
    if config.temperature == 0:
        return logits.argmax(-1).tolist()
    counts = (len(text) - begin for text, begin in zip(texts, begins, strict=True))
    return draw(logits, [uniform(seed, n) for seed, n in zip(seeds, counts, strict=True)])


def filtered(
    logits: Tensor, texts: Sequence[Sequence[int]], begins: Sequence[int], config: SampleConfig
) -> Tensor:
    """Logits (rows, V) whose softmax a token is drawn from; at temperature 0 the largest is taken.

    Raises `ValueError` where nothing that could be chosen is left."""
    *_, (_, last) = steps(logits, texts, begins, config)
    return last


def steps(
    logits: Tensor, texts: Sequence[Sequence[int]], begins: Sequence[int], config: SampleConfig
) -> Iterator[tuple[str, Tensor]]:
    """What `filtered` does, step by step: the name of each setting, and the logits after it."""
    logits = adjusted(logits, texts, begins, config)
    forbids = config.no_repeat_ngram or config.logit_bias
    if forbids and (logits.amax(-1) == -math.inf).any():
        raise ValueError(NOTHING_LEFT)
    yield "penalties", logits
    if config.temperature == 0:
        return
    filters = (("temperature", temperature), ("top_k", top_k), ("top_p", top_p))
    for name, filter_ in (*filters, ("min_p", min_p), ("typical_p", typical)):
        logits = filter_(logits, getattr(config, name))
        yield name, logits


NOTHING_LEFT = (
    "no token is left to go on with, for no_repeat_ngram and logit_bias forbid all of them: allow "
    "longer repetitions, or fewer biases of -inf."
)


def adjusted(
    logits: Tensor, texts: Sequence[Sequence[int]], begins: Sequence[int], config: SampleConfig
) -> Tensor:
    """What comes before the temperature: that which has to do with the text."""
    if config.logit_bias:
        logits = bias(logits, config.logit_bias)
    if config.repetition_penalty != 1:
        logits = penalise_repetition(logits, texts, config.repetition_penalty)
    if config.frequency_penalty or config.presence_penalty:
        new = [text[begin:] for text, begin in zip(texts, begins, strict=True)]
        logits = penalise_counts(logits, new, config.frequency_penalty, config.presence_penalty)
    if config.no_repeat_ngram:
        logits = forbid_ngrams(logits, texts, config.no_repeat_ngram)
    return logits


def bias(logits: Tensor, biases: Sequence[tuple[int, float]]) -> Tensor:
    """Adds each bias to the logit of its token id."""
    vocab_size = logits.shape[-1]
    for token, _ in biases:
        if token >= vocab_size:
            raise ValueError(
                f"logit_bias names token {token}, and this vocabulary ends at {vocab_size - 1}: "
                "look ids up with lm.tokenizer.encode."
            )
    ids, values = zip(*biases, strict=True)
    logits = logits.clone()
    logits[..., list(ids)] += torch.tensor(values)
    return logits


def penalise_repetition(logits: Tensor, texts: Sequence[Sequence[int]], penalty: float) -> Tensor:
    """Makes tokens of the text, its prompt included, less likely whatever the sign of their logit
    (Keskar et al., 2019)."""
    logits = logits.clone()
    for row, text in zip(logits, texts, strict=True):
        used = torch.tensor(list(set(text)), dtype=torch.long)
        seen = row[used]
        row[used] = torch.where(seen > 0, seen / penalty, seen * penalty)
    return logits


def penalise_counts(
    logits: Tensor, texts: Sequence[Sequence[int]], frequency: float, presence: float
) -> Tensor:
    """Takes `frequency` off a logit for each time that a token is in the text, and `presence` once
    (as the API of OpenAI has them; `texts` are the new tokens alone)."""
    logits = logits.clone()
    for row, text in zip(logits, texts, strict=True):
        counts = torch.bincount(torch.tensor(text, dtype=torch.long), minlength=len(row))
        row -= frequency * counts + presence * (counts > 0)
    return logits


def forbid_ngrams(logits: Tensor, texts: Sequence[Sequence[int]], n: int) -> Tensor:
    """Makes each token impossible that would end a run of n tokens that the text has already."""
    logits = logits.clone()
    for row, text in zip(logits, texts, strict=True):
        begins = len(text) - n + 1
        last = list(text[begins:]) if begins > 0 else []
        again = [text[i + n - 1] for i in range(begins) if list(text[i : i + n - 1]) == last]
        row[again] = -math.inf
    return logits


def temperature(logits: Tensor, t: float) -> Tensor:
    """Above 1 makes probabilities more alike, below 1 less."""
    if t < 0.01:  # quotients might be infinite, and the divisor zero in float32
        logits, t = logits - logits.amax(-1, keepdim=True), max(t, 1e-30)
    return logits if t == 1 else logits / t


def top_k(logits: Tensor, k: int) -> Tensor:
    """Everything but the k likeliest is impossible (Fan et al., 2018); 0 keeps all."""
    if k <= 0 or k >= logits.shape[-1]:
        return logits
    at = logits.shape[-1] - k
    return _from(logits, torch.from_numpy(np.partition(logits.numpy(), at)[..., at, None]))


def top_p(logits: Tensor, p: float) -> Tensor:
    """Keeps the likeliest tokens until they hold p of the mass (Holtzman et al., 2020); 1: all."""
    if p >= 1:
        return logits
    ordered = torch.from_numpy(-np.sort(-logits.numpy()))  # many times as fast as PyTorch's
    mass = ordered.softmax(-1)
    before = torch.cumsum(mass, -1, dtype=torch.float64) - mass
    last = (before < p).sum(-1, keepdim=True) - 1  # the token that crosses p is still kept
    return _from(logits, ordered.gather(-1, last.clamp_(min=0)))


def min_p(logits: Tensor, share: float) -> Tensor:
    """Keeps tokens with at least this share of the likeliest one's probability; 0: all."""
    if share <= 0:
        return logits
    return _from(logits, logits.amax(-1, keepdim=True) + math.log(share))


def typical(logits: Tensor, p: float) -> Tensor:
    """Keeps the tokens whose surprise is next to the expected one, until they hold p of the mass
    (Meister et al., 2023); 1: all."""
    if p >= 1:
        return logits
    surprise = -logits.log_softmax(-1)
    mass = torch.exp(-surprise)
    odd = (surprise - (mass * surprise).nansum(-1, keepdim=True)).abs_()
    order = odd.argsort(-1)
    before = torch.cumsum(mass.gather(-1, order), -1, dtype=torch.float64)
    last = (before < p).sum(-1, keepdim=True).clamp_(max=logits.shape[-1] - 1)
    most = odd.gather(-1, order.gather(-1, last))
    return logits.masked_fill(odd > most, -math.inf)


def _from(logits: Tensor, least: Tensor) -> Tensor:
    return logits.masked_fill(logits < least, -math.inf)


def draw(logits: Tensor, shares: Sequence[float]) -> list[int]:
    """Of each row (V,) the first token, in the order of the vocabulary, at which the cumulated
    probabilities exceed the row's share, in [0, 1), of their sum."""
    mass = torch.cumsum(logits.softmax(-1), -1, dtype=torch.float64).numpy()
    total = mass[:, -1:]
    # A share next to one may be rounded up to the whole, which nothing exceeds.
    sought = np.minimum(np.array(shares)[:, None] * total, np.nextafter(total, 0))
    return (mass <= sought).sum(-1).tolist()


def uniform(seed: int, n: int) -> float:
    """The n-th number of a seed, in [0, 1), without those before it: hashed by splitmix64's
    function (Steele et al., 2014), which any engine can compute."""
    start = _mixed(seed + _STEP)
    return (_mixed(start + (n + 1) * _STEP) >> 11) * 2.0**-53


def _mixed(z: int) -> int:
    z &= _MASK
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & _MASK
    return z ^ z >> 31
