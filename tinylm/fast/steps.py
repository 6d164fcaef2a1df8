"""One text, token by token, in loops that Numba compiles: what `model.py` computes, written out.

Keys are packed as weights are (`products`), so that attention is the same product.
"""

from __future__ import annotations

import math

import numpy as np

from .choice import COUNT, choose, log_total, penalise
from .products import (
    HALF,
    ONE,
    ROWS,
    ZERO,
    compiled,
    exp,
    floats16,
    floats32,
    floats64,
    largest,
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
            floats64(scores, block * ROWS, 0, keys, at, qkv, h * D, 0, D)
        most, total = largest(scores, length), ZERO
        for t in range(length):
            scores[t] = exp((scores[t] - most) * scale)
            total += scores[t]
        at, done = from_ * T * wide, 0
        while wide - done >= 64:
            floats64(out, h * D + done, 0, values, at + T * done, scores, 0, 0, length)
            done += 64
        if wide - done >= 32:
            floats32(out, h * D + done, 0, values, at + T * done, scores, 0, 0, length)
            done += 32
        if wide > done:
            floats16(out, h * D + done, 0, values, at + T * done, scores, 0, 0, length)
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
def _read(many, now, model, state, onwards):
    """Reads one token of each of `many` texts: `now` has the text's number, the token, the one
    before it (-1: none) and its place in the window. If `onwards`, the logits of the next ones are
    then in `state`, in the texts' order."""
    weights, scales, small, plan, matrices, shape, tables = model
    embedding, rows_e, extra, rows_x, pairs, rows_p, positions, angles = tables
    x, x0, y, wide, scores, logits, room, keys, values = state
    d, heads, kv, D, width = shape[WIDTH], shape[HEADS], shape[KV_HEADS], shape[HEAD], shape[FF]
    norm, post = shape[LAYER_NORM], shape[POST]
    last = plan[shape[LAYERS]]
    for k in range(many):
        _, token, before, place = now[k]
        _row(embedding, rows_e, token, x[k], False)
        if shape[PAIRS]:
            pair = shape[PAIRS] - 1
            if before >= 0:
                pair = ((before * 0x9E3779B1 ^ token * 0x85EBCA6B) >> 15) % pair
            _row(pairs, rows_p, pair, x[k], True)
        if not shape[ROTATED]:
            for i in range(d):
                x[k, i] += positions[place, i]
        if last[NORM2] >= 0:  # the embedding's own
            _normalise(x[k], 0, d, last[NORM2], -1, small, 0, x[k])
        for i in range(d):
            x0[k, i] = x[k, i]
    for layer in range(shape[LAYERS]):
        at = plan[layer]
        if shape[MIXED]:
            for k in range(many):
                for i in range(d):
                    x[k, i] = small[at[KEEP]] * x[k, i] + small[at[BACK]] * x0[k, i]
        for k in range(many):
            if post:
                y[k, :d] = x[k, :d]
            else:
                _normalise(x[k], 0, d, at[NORM1], at[NORM1_BIAS], small, norm, y[k])
        product(wide, matrices[at[QKV]], weights, scales, small, y, room, many)
        for k in range(many):
            text, token, _, place = now[k]
            qkv = wide[k]
            if shape[VALUES]:
                index, first = layer * shape[VOCABULARY] + token, (heads + kv) * D
                _row(extra, rows_x, index, qkv[first : first + kv * D], True)
            for h in range(heads + kv):
                if shape[QK_NORM]:
                    gain = at[Q_GAIN] if h < heads else at[K_GAIN]
                    _normalise(qkv, h * D, D, gain, -1, small, 0, qkv)
                if shape[ROTATED]:
                    _turn(qkv, h * D, D // 2, angles[place])
            _keep(qkv, layer, place, shape, keys[text], values[text])
            _attend(qkv, layer, place + 1, shape, keys[text], values[text], scores, y[k])
        product(wide, matrices[at[OUT]], weights, scales, small, y, room, many)
        for k in range(many):
            for i in range(d):
                x[k, i] += wide[k, i]
            if post:
                _normalise(x[k], 0, d, at[NORM1], at[NORM1_BIAS], small, norm, x[k])
                y[k, :d] = x[k, :d]
            else:
                _normalise(x[k], 0, d, at[NORM2], at[NORM2_BIAS], small, norm, y[k])
        product(wide, matrices[at[UP]], weights, scales, small, y, room, many)
        for k in range(many):
            _active(wide[k], shape[ACTIVATION], width)
        product(y, matrices[at[DOWN]], weights, scales, small, wide, room, many)
        for k in range(many):
            for i in range(d):
                x[k, i] += y[k, i]
            if post:
                _normalise(x[k], 0, d, at[NORM2], at[NORM2_BIAS], small, norm, x[k])
    if onwards:
        for k in range(many):
            _normalise(x[k], 0, d, last[NORM1], last[NORM1_BIAS], small, norm, y[k])
        product(logits, matrices[last[QKV]], weights, scales, small, y, room, many)


GOES_ON, STOPPED, BROKEN, FORBIDDEN, FULL = range(5)
START, READ, LENGTH, LEFT, ENDED = range(5)  # what is told of each text


@compiled
def write(ids, told, texts, many, model, state, settings, room):
    """Puts up to `many` new tokens behind each text that goes on, all texts a token at a time.

    `texts` (n, 5) tells where a text's window begins, how far it has been read, how long it is, how
    many tokens it may still get, and whether and why it has ended; it is brought up to date. `ids`
    (n, room) are the texts; `told`, if it is as wide, their new tokens' log-probabilities before
    any filter. The newest token of a text is left unread. A text whose window must move first
    waits: FULL."""
    shape, logits = model[5], state[5]
    drawn, numbers, bias, stops, counts, made = settings
    shaped, now = room[0], np.empty((len(texts), 4), np.int64)
    n = shape[VOCABULARY]
    for text in range(len(texts)):  # prompts, but for their last tokens
        start, read, length = texts[text, START], texts[text, READ], texts[text, LENGTH]
        if texts[text, ENDED] == GOES_ON:
            for at in range(read, length - 1):
                now[0, 0], now[0, 1], now[0, 3] = text, ids[text, at], at - start
                now[0, 2] = ids[text, at - 1] if at > start else -1
                _read(1, now, model, state, False)
            texts[text, READ] = max(read, length - 1)
    for _ in range(many):
        live = 0
        for text in range(len(texts)):
            start, at = texts[text, START], texts[text, LENGTH] - 1
            if texts[text, ENDED] == GOES_ON and texts[text, LEFT] == 0:
                texts[text, ENDED] = STOPPED
            if texts[text, ENDED] == GOES_ON and at - start >= shape[CONTEXT]:
                texts[text, ENDED] = FULL
            if texts[text, ENDED] == GOES_ON:
                now[live, 0], now[live, 1], now[live, 3] = text, ids[text, at], at - start
                now[live, 2] = ids[text, at - 1] if at > start else -1
                live += 1
        if not live:
            return
        _read(live, now, model, state, True)
        for k in range(live):
            text = now[k, 0]
            length = texts[text, LENGTH]
            texts[text, READ] = length
            for i in range(n):
                shaped[i] = logits[k, i]
            one = counts[text], made[text]
            penalise(shaped, n, drawn[text], numbers, bias, one, ids[text], length)
            token = choose(shaped, n, drawn[text], numbers, room)
            if token < 0:
                texts[text, ENDED] = BROKEN if token == -1 else FORBIDDEN
                continue
            for stop in stops:
                if token == stop:
                    texts[text, ENDED] = STOPPED
            if texts[text, ENDED] == STOPPED:
                continue
            ids[text, length] = token
            if told.shape[1]:
                told[text, length] = logits[k, token] - log_total(logits[k], n)
            counts[text, token] += 1
            made[text, token] += 1
            drawn[text, COUNT] += 1
            texts[text, LENGTH] += 1
            texts[text, LEFT] -= 1
