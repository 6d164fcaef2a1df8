"""One text, token by token, in loops that Numba compiles: what `model.py` computes, written out.

Keys are packed as weights are (`products`), so that attention is the same product.
"""

from __future__ import annotations

import math

import numpy as np

from .choice import COUNT, choose, log_total, penalise
from .products import (
    HALF,
    MINUS,
    ONE,
    ROWS,
    ZERO,
    compiled,
    exp,
    floats16,
    floats32,
    floats64,
    product,
)

EPSILON, LAYER_EPSILON = np.float32(1e-6), np.float32(1e-5)
ROOT_HALF = np.float32(0.7071067811865476)
# Where things stand in `shape`, ...
LAYERS, WIDTH, HEADS, KV_HEADS, HEAD, FF, VOCABULARY, CONTEXT = range(8)
ROTATED, ACTIVATION, LAYER_NORM, POST, QK_NORM, MIXED, VALUES, PAIRS = range(8, 16)
# ... of each layer in `plan` (offsets into the flat arrays, -1: none).
NORM1, NORM1_BIAS, QKV, Q_GAIN, K_GAIN, OUT, NORM2, NORM2_BIAS, UP, DOWN, KEEP, BACK = range(12)
SWIGLU, GELU, RELU, RELU2 = range(4)


@compiled
def _normalise(x, at, n, gain, bias, small, layer_norm, out):
    """`out[at:at+n]`: RMSNorm of `x[at:at+n]`, or LayerNorm."""
    mean, square = ZERO, ZERO
    if layer_norm:
        for i in range(n):
            mean += x[at + i]
        mean /= np.float32(n)
    for i in range(n):
        square += (x[at + i] - mean) * (x[at + i] - mean)
    epsilon = LAYER_EPSILON if layer_norm else EPSILON
    scale = ONE / np.sqrt(square / np.float32(n) + epsilon)
    for i in range(n):
        out[at + i] = (x[at + i] - mean) * scale * small[gain + i]
    if bias >= 0:
        for i in range(n):
            out[at + i] += small[bias + i]


@compiled
def _turn(x, at, half, angles):
    """Half-split pairs, turned by their position's angles: cosines, then sines."""
    for i in range(half):
        a, b = x[at + i], x[at + half + i]
        x[at + i] = a * angles[i] - b * angles[half + i]
        x[at + half + i] = b * angles[i] + a * angles[half + i]


@compiled
def _row(table, scales, index, x, add):
    """Row `index` of a table as or onto `x`; `scales` holds one for each row of int8."""
    scale = scales[index] if len(scales) else ONE
    for i in range(table.shape[1]):
        x[i] = table[index, i] * scale + (x[i] if add else ZERO)


@compiled
def _keep(qkv, layer, place, shape, keys, values):
    """Puts the newest key and value of a layer where products read them: the keys of 64 places
    side by side, the values in pieces of 64, 32 and 16 numbers."""
    heads, kv, D, T = shape[HEADS], shape[KV_HEADS], shape[HEAD], shape[CONTEXT]
    blocks, wide = (T + ROWS - 1) // ROWS, (D + 15) // 16 * 16
    for h in range(kv):
        at = (((layer * kv + h) * blocks + place // ROWS) * D) * ROWS + place % ROWS
        for i in range(D):
            keys[at + i * ROWS] = qkv[(heads + h) * D + i]
        at, done, piece = (layer * kv + h) * T * wide, 0, 64
        while done < wide:
            while wide - done < piece:
                piece //= 2
            for i in range(min(piece, D - done)):
                values[at + T * done + place * piece + i] = qkv[(heads + kv + h) * D + done + i]
            done += piece


@compiled
def _attend(qkv, layer, length, shape, keys, values, scores, out):
    """What each head reads from the `length` places so far: softmax(q k / sqrt(D)) v."""
    heads, kv, D, T = shape[HEADS], shape[KV_HEADS], shape[HEAD], shape[CONTEXT]
    blocks, wide = (T + ROWS - 1) // ROWS, (D + 15) // 16 * 16
    scale = ONE / np.sqrt(np.float32(D))
    for h in range(heads):
        from_ = layer * kv + h // (heads // kv)
        for block in range((length + ROWS - 1) // ROWS):
            at = (from_ * blocks + block) * D * ROWS
            floats64(scores, block * ROWS, keys, at, qkv, h * D, D)
        most = MINUS
        for t in range(length):
            most = max(most, scores[t])
        total = ZERO
        for t in range(length):
            scores[t] = exp((scores[t] - most) * scale)
            total += scores[t]
        at, done = from_ * T * wide, 0
        while wide - done >= 64:
            floats64(out, h * D + done, values, at + T * done, scores, 0, length)
            done += 64
        if wide - done >= 32:
            floats32(out, h * D + done, values, at + T * done, scores, 0, length)
            done += 32
        if wide > done:
            floats16(out, h * D + done, values, at + T * done, scores, 0, length)
        for i in range(D):
            out[h * D + i] /= total


@compiled
def _active(x, kind, width):
    """The activation of `x[:width]`, in place; SwiGLU's gate stands there, what it gates behind."""
    if kind == SWIGLU:
        for i in range(width):
            x[i] = x[i] / (ONE + exp(-x[i])) * x[width + i]
    elif kind == GELU:
        for i in range(width):
            x[i] = HALF * x[i] * (ONE + np.float32(math.erf(x[i] * ROOT_HALF)))
    else:
        for i in range(width):
            x[i] = max(x[i], ZERO)
        if kind == RELU2:
            for i in range(width):
                x[i] *= x[i]


@compiled
def _read(token, before, place, model, state, onwards):
    """Reads one token at its place in the window, after `before` (-1: none). If `onwards`, the
    logits of the next one are then in `state`."""
    weights, scales, small, plan, matrices, shape, tables = model
    embedding, rows_e, extra, rows_x, pairs, rows_p, positions, angles = tables
    x, x0, y, wide, scores, logits, room, keys, values = state
    d, heads, kv, D, width = shape[WIDTH], shape[HEADS], shape[KV_HEADS], shape[HEAD], shape[FF]
    norm, post = shape[LAYER_NORM], shape[POST]
    _row(embedding, rows_e, token, x, False)
    if shape[PAIRS]:
        pair = shape[PAIRS] - 1
        if before >= 0:
            pair = ((before * 0x9E3779B1 ^ token * 0x85EBCA6B) >> 15) % pair
        _row(pairs, rows_p, pair, x, True)
    if not shape[ROTATED]:
        for i in range(d):
            x[i] += positions[place, i]
    last = plan[shape[LAYERS]]
    if last[NORM2] >= 0:  # the embedding's own
        _normalise(x, 0, d, last[NORM2], -1, small, 0, x)
    for i in range(d):
        x0[i] = x[i]
    for layer in range(shape[LAYERS]):
        at = plan[layer]
        if shape[MIXED]:
            for i in range(d):
                x[i] = small[at[KEEP]] * x[i] + small[at[BACK]] * x0[i]
        if post:
            product(wide, matrices[at[QKV]], weights, scales, small, x, room)
        else:
            _normalise(x, 0, d, at[NORM1], at[NORM1_BIAS], small, norm, y)
            product(wide, matrices[at[QKV]], weights, scales, small, y, room)
        if shape[VALUES]:
            index, first = layer * shape[VOCABULARY] + token, (heads + kv) * D
            _row(extra, rows_x, index, wide[first : first + kv * D], True)
        for h in range(heads + kv):
            if shape[QK_NORM]:
                gain = at[Q_GAIN] if h < heads else at[K_GAIN]
                _normalise(wide, h * D, D, gain, -1, small, 0, wide)
            if shape[ROTATED]:
                _turn(wide, h * D, D // 2, angles[place])
        _keep(wide, layer, place, shape, keys, values)
        _attend(wide, layer, place + 1, shape, keys, values, scores, y)
        product(wide, matrices[at[OUT]], weights, scales, small, y, room)
        for i in range(d):
            x[i] += wide[i]
        if post:
            _normalise(x, 0, d, at[NORM1], at[NORM1_BIAS], small, norm, x)
            product(wide, matrices[at[UP]], weights, scales, small, x, room)
        else:
            _normalise(x, 0, d, at[NORM2], at[NORM2_BIAS], small, norm, y)
            product(wide, matrices[at[UP]], weights, scales, small, y, room)
        _active(wide, shape[ACTIVATION], width)
        product(y, matrices[at[DOWN]], weights, scales, small, wide, room)
        for i in range(d):
            x[i] += y[i]
        if post:
            _normalise(x, 0, d, at[NORM2], at[NORM2_BIAS], small, norm, x)
    if not onwards:
        return
    _normalise(x, 0, d, last[NORM1], last[NORM1_BIAS], small, norm, y)
    product(logits, matrices[last[QKV]], weights, scales, small, y, room)


GOES_ON, STOPPED, BROKEN, FORBIDDEN = range(4)


@compiled
def write(ids, told, start, read, length, many, model, state, settings, used, room):
    """Reads what was not yet read of `ids[:length]`, in a window that begins at `start`, and puts
    up to `many` new tokens behind it, of which the last is not read; their log-probabilities,
    before any filter, go into `told`. Ends early where the window must move, or a text is at its
    end: gives how many it wrote, and why it ended."""
    shape, logits = model[5], state[5]
    whole, numbers, bias, stops = settings
    counts, made = used
    n = shape[VOCABULARY]
    for at in range(read, length):
        before = ids[at - 1] if at > start else -1
        _read(ids[at], before, at - start, model, state, at == length - 1)
    for new in range(many):
        shaped = room[0]
        for i in range(n):
            shaped[i] = logits[i]
        penalise(shaped, n, whole, numbers, bias, counts, made, ids, length)
        token = choose(shaped, n, whole, numbers, room)
        if token < 0:
            return new, BROKEN if token == -1 else FORBIDDEN
        for stop in stops:
            if token == stop:
                return new, STOPPED
        ids[length] = token
        told[length] = logits[token] - log_total(logits, n)
        counts[token] += 1
        made[token] += 1
        length += 1
        whole[COUNT] += 1
        if new + 1 < many:
            if length - start > shape[CONTEXT]:
                return new + 1, GOES_ON
            _read(token, ids[length - 2], length - 1 - start, model, state, True)
    return many, GOES_ON
