"""The filters and the draw of `filters.py`, in compiled loops and without sorting."""

from __future__ import annotations

import numpy as np

from .products import LEAST, MINUS, ONE, ZERO, as_int, compiled, exp, largest, ordered

COLDEST = np.float32(1e-30)  # below it one over the temperature would be infinite
# What the settings of a draw tell.
SEED, COUNT, TOP_K, NGRAM = range(4)
TEMPERATURE, TOP_P, MIN_P, TYPICAL, REPETITION, FREQUENCY, PRESENCE = range(7)


@compiled
def uniform(seed, n):
    """Number `n` in [0, 1) of a seed (`filters.uniform`)."""
    step = np.uint64(0x9E3779B97F4A7C15)
    return (
        _mix(_mix(np.uint64(seed) + step) + np.uint64(n + 1) * step) >> np.uint64(11)
    ) * 2.0**-53


@compiled
def _mix(z):
    """SplitMix64's finaliser (Steele, Lea and Flood, 2014)."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled
def _keep_best(where, shares, keys, kept, everything, goal, counted):
    """Of the `kept` candidates those with the largest keys, until they have `goal` of the shares,
    or are `goal` in number if `counted`; equal keys stay or go together."""
    low, high = np.int64(-(2**31)), np.int64(2**31 - 1)
    while high - low > 1:
        middle = (low + high) >> 1
        key, mass = np.int32(middle), ZERO
        for i in range(kept):
            mass += (ONE if counted else shares[i]) if keys[i] >= key else ZERO
        if mass >= goal:
            low = middle
        else:
            high = middle
    return _cut(where, shares, keys, kept, everything, np.int32(low))


@compiled
def _cut(where, shares, keys, kept, everything, least):
    """Of the `kept` candidates those with a key of at least `least`."""
    count = 0
    for i in range(kept):
        fine = keys[i] >= least
        where[count] = i if kept == everything else where[i]
        shares[count] = shares[i]
        count += fine
    return count


@compiled
def penalise(logits, n, whole, numbers, bias, used, ids, length):
    """Bias, penalties and forbidden repetitions, in this order."""
    counts, made = used
    for i in range(len(bias)):
        logits[i] += bias[i]
    repetition, frequency, presence = numbers[REPETITION], numbers[FREQUENCY], numbers[PRESENCE]
    if repetition != ONE:
        for i in range(n):
            if counts[i]:
                logits[i] = logits[i] / repetition if logits[i] > ZERO else logits[i] * repetition
    if frequency != ZERO or presence != ZERO:
        for i in range(n):
            if made[i]:
                logits[i] -= frequency * np.float32(made[i]) + presence
    long = whole[NGRAM]
    if long:
        for end in range(long - 1, length):
            same = True
            for k in range(1, long):
                same = same and ids[end - k] == ids[length - k]
            if same:
                logits[ids[end]] = MINUS


@compiled
def choose(logits, n, whole, numbers, room):
    """One token out of logits (n,) that are penalised already: temperature, top-k, top-p, min-p,
    typical, in this order, and a draw. -1 where they are no numbers, -2 where none is possible."""
    _, where, shares, keys = room
    most, finite = largest(logits, n), ZERO
    for i in range(n):
        finite += ZERO if logits[i] == MINUS else logits[i]
    if finite * ZERO != ZERO:
        return -1
    if most == MINUS:
        return -2
    if numbers[TEMPERATURE] == ZERO:
        for i in range(n):
            if logits[i] == most:
                return i
    times, total, kept = ONE / max(numbers[TEMPERATURE], COLDEST), ZERO, n
    for i in range(n):
        far = (logits[i] - most) * times
        shares[i] = exp(far) if far > LEAST else ZERO
        total += shares[i]
    if 0 < whole[TOP_K] < n:
        for i in range(n):
            keys[i] = ordered(logits[i])
        kept = _keep_best(where, shares, keys, n, n, np.float32(whole[TOP_K]), True)
        total = _total(shares, kept)
    if numbers[TOP_P] < ONE:
        for i in range(kept):
            keys[i] = as_int(shares[i])
        # What is below a share so small that all such together are not needed goes first.
        least = (ONE - numbers[TOP_P]) * total / np.float32(n)
        kept = _cut(where, shares, keys, kept, n, as_int(least))
        for i in range(kept):
            keys[i] = as_int(shares[i])
        kept = _keep_best(where, shares, keys, kept, n, numbers[TOP_P] * total, False)
        total = _total(shares, kept)
    if numbers[MIN_P] > ZERO:  # the likeliest has a share of one
        for i in range(kept):
            keys[i] = as_int(shares[i])
        kept = _cut(where, shares, keys, kept, n, as_int(numbers[MIN_P]))
        total = _total(shares, kept)
    if numbers[TYPICAL] < ONE:
        entropy = ZERO
        for i in range(kept):
            if shares[i] > ZERO:
                entropy -= shares[i] / total * np.log(shares[i] / total)
        for i in range(kept):
            keys[i] = np.int32(-(2**31) + 1)
            if shares[i] > ZERO:
                keys[i] = -as_int(abs(np.log(shares[i] / total) + entropy))
        kept = _keep_best(where, shares, keys, kept, n, numbers[TYPICAL] * total, False)
    return _draw(where, shares, kept, n, uniform(whole[SEED], whole[COUNT]))


@compiled
def _total(shares, kept):
    total = ZERO
    for i in range(kept):
        total += shares[i]
    return total


@compiled
def _draw(where, shares, kept, everything, u):
    """The first candidate at which the shares so far exceed `u` of them all: first the block of 64,
    then the one in it."""
    total, so_far, begin = 0.0, 0.0, 0
    for i in range(kept):
        total += np.float64(shares[i])
    while begin + 64 < kept:
        block = 0.0
        for i in range(begin, begin + 64):
            block += np.float64(shares[i])
        if so_far + block > u * total:
            break
        so_far += block
        begin += 64
    chosen = -1
    for i in range(begin, kept):
        so_far += np.float64(shares[i])
        if shares[i] > ZERO:
            chosen = i
            if so_far > u * total:
                break
    while chosen < 0:  # rounded past the last possible one: it stands before this block
        begin -= 1
        chosen = begin if shares[begin] > ZERO else -1
    return chosen if kept == everything else where[chosen]


@compiled
def log_total(logits, n):
    """The logarithm of the sum of the logits' exponentials."""
    most, total = largest(logits, n), ZERO
    for i in range(n):
        total += exp(logits[i] - most)
    return most + np.log(total)
