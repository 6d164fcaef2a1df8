"""Products of a matrix and a vector as vector instructions, and what else is shared: the constants,
and the exponential function.

A step reads every weight once, so weights are packed in the order of reading: 64 rows of a matrix
lie side by side, column by column, and 64 outputs are added up at once, in float32, bfloat16 or
int8 (`_floats`, `_halves`, `_bytes`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
from llvmlite import ir
from numba import config, njit, types
from numba.extending import intrinsic, overload

from .place import folder


def compiled(function: Callable) -> Callable:
    """`njit`, kept in our own folder. Sums may be made in any order, and a product and a sum be one
    instruction; NaN stays NaN."""
    liberties = {"reassoc", "contract", "nsz", "arcp"}
    made = njit(nogil=True, error_model="numpy", fastmath=liberties)(function)
    before, config.CACHE_DIR = config.CACHE_DIR, str(folder())
    try:
        made.enable_caching()
    finally:
        config.CACHE_DIR = before
    return made


ROWS = 64  # of a matrix that are multiplied at once
# float32 times a literal would be float64.
ZERO, HALF, ONE, MINUS = np.float32(0), np.float32(0.5), np.float32(1), np.float32(-np.inf)
LOG2E, LEAST, MOST = np.float32(1.4426950408889634), np.float32(-126), np.float32(127)
P1, P2, P3 = np.float32(0.69314718), np.float32(0.24022651), np.float32(0.05550411)
P4, P5, P6 = np.float32(0.009618129), np.float32(0.0013333558), np.float32(0.000154035304)
BEGIN, MANY, LONG, SCALE, BIASES = range(5)  # what a row of `matrices` tells (-1: no biases)


_INT8, _INT16, _INT32, _INT64 = (ir.IntType(bits) for bits in (8, 16, 32, 64))
_FLOAT = ir.FloatType()


def _vector(kind, lanes: int = 16):
    return ir.VectorType(kind, lanes)


def _same(builder, value, lanes: int = 16):
    """`value` in every lane."""
    one = builder.insert_element(
        ir.Constant(_vector(value.type, lanes), ir.Undefined), value, ir.Constant(_INT32, 0)
    )
    return builder.shuffle_vector(one, one, ir.Constant(_vector(_INT32, lanes), [0] * lanes))


def _load(builder, pointer, kind, offset: int, align: int):
    address = builder.bitcast(pointer, kind.as_pointer())
    return builder.load(builder.gep(address, [ir.Constant(_INT64, offset)]), align=align)


def _product(columns: int, kind, sums: int, step, texts: int = 1):
    """An intrinsic `f(out, at, over, weights, begin, x, start, along, n)`: `out[at:]` becomes the
    sum over j of `x[start + j]` times the `columns` numbers from `weights[begin + columns * j]`.

    With several `texts`, weights that are loaded once serve inputs that lie `along` numbers apart,
    and outputs that lie `over` apart. `sums` vectors of a `kind` are added up for each.
    `step(builder, pointer, inputs, sums)` loads, multiplies and adds.
    """

    @intrinsic
    def product(typing, out, at, over, weights, begin, x, start, along, n):
        def generate(context, builder, signature, args):
            def address(which: int, *indices):
                array = signature.args[which]
                data = context.make_array(array)(context, builder, args[which]).data
                return builder.gep(data, [functools.reduce(builder.add, indices)])

            def times(k: int, value):
                return builder.mul(ir.Constant(_INT64, k), value)

            _, at, over, _, begin, _, start, along, n = args
            rows = range(texts)
            read = address(3, begin)
            given = [address(5, start, times(k, along)) for k in rows]
            before = builder.basic_block
            body = builder.append_basic_block("product")
            after = builder.append_basic_block("product.done")
            builder.branch(body)
            builder.position_at_end(body)
            j = builder.phi(_INT64)
            totals = [[builder.phi(kind) for _ in range(sums)] for _ in rows]
            there = builder.gep(read, [times(columns, j)])
            inputs = [_same(builder, builder.load(builder.gep(row, [j]))) for row in given]
            new = step(builder, there, inputs, totals)
            following = builder.add(j, ir.Constant(_INT64, 1))
            phis = [(j, ir.Constant(_INT64, 0), following)]
            for old, later in zip(totals, new, strict=True):
                phis += [(a, ir.Constant(kind, None), b) for a, b in zip(old, later, strict=True)]
            for phi, first, later in phis:
                phi.add_incoming(first, before)
                phi.add_incoming(later, body)
            builder.cbranch(builder.icmp_signed("<", following, n), body, after)
            builder.position_at_end(after)
            for k in rows:
                goal = address(0, at, times(k, over))
                goal = builder.bitcast(goal, _vector(_FLOAT).as_pointer())
                for i, total in enumerate(new[k]):
                    if kind.element != _FLOAT:
                        total = builder.sitofp(total, _vector(_FLOAT))
                    builder.store(total, builder.gep(goal, [ir.Constant(_INT64, i)]), align=4)
            return context.get_dummy_value()

        return types.void(out, at, over, weights, begin, x, start, along, n), generate

    return product


def _add(builder, sums, weight, x):
    """sums + weight * x, one instruction where the machine has it."""
    flags = ("contract",)
    return builder.fadd(sums, builder.fmul(weight, x, flags=flags), flags=flags)


def _floats(vectors: int, texts: int = 1):
    def step(builder, pointer, inputs, sums):
        weights = [_load(builder, pointer, _vector(_FLOAT), i, 4) for i in range(vectors)]
        return [
            [_add(builder, s, w, x) for s, w in zip(mine, weights, strict=True)]
            for x, mine in zip(inputs, sums, strict=True)
        ]

    return _product(16 * vectors, _vector(_FLOAT), vectors, step, texts)


def _halves(texts: int = 1):
    """Two rows in a word of 32 bits: a bfloat16 is the upper half of a float32."""

    def step(builder, pointer, inputs, sums):
        words, weights = _vector(_INT32), []
        shift, mask = (ir.Constant(words, [v] * 16) for v in (16, 0xFFFF0000))
        for i in range(ROWS // 32):
            word = _load(builder, pointer, words, i, 4)
            for part in (builder.shl(word, shift), builder.and_(word, mask)):
                weights.append(builder.bitcast(part, _vector(_FLOAT)))
        return [
            [_add(builder, s, w, x) for s, w in zip(mine, weights, strict=True)]
            for x, mine in zip(inputs, sums, strict=True)
        ]

    return _product(ROWS // 2, _vector(_FLOAT), ROWS // 16, step, texts)


def _bytes(texts: int = 1):
    """Pairs of columns: two int8 weights times two int16 inputs are added up in one int32."""

    def step(builder, pointer, inputs, sums):
        wide = _vector(_INT32, 32)
        even, odd = (ir.Constant(_vector(_INT32), list(range(k, 32, 2))) for k in (0, 1))
        weights = [
            builder.sext(_load(builder, pointer, _vector(_INT8, 32), i, 1), wide)
            for i in range(ROWS // 16)
        ]
        new = []
        for x, mine in zip(inputs, sums, strict=True):
            x = builder.sext(builder.bitcast(x, _vector(_INT16, 32)), wide)
            both = [builder.mul(weight, x) for weight in weights]
            pairs = [[builder.shuffle_vector(b, b, k) for k in (even, odd)] for b in both]
            new.append([builder.add(s, builder.add(*p)) for s, p in zip(mine, pairs, strict=True)])
        return new

    return _product(2 * ROWS, _vector(_INT32), ROWS // 16, step, texts)


TOGETHER = 4  # texts that share a loading of the weights
floats64, floats32, floats16 = _floats(4), _floats(2), _floats(1)
OF_KIND = {  # for one text, for several, and how much of a block of rows a column has
    types.float32: (floats64, _floats(4, TOGETHER), ROWS),
    types.uint32: (_halves(), _halves(TOGETHER), ROWS // 2),
    types.int8: (_bytes(), _bytes(TOGETHER), 2 * ROWS),
}


@intrinsic
def as_float(typing, bits):
    def generate(context, builder, signature, args):
        return builder.bitcast(args[0], _FLOAT)

    return types.float32(types.int32), generate


@intrinsic
def as_int(typing, number):
    def generate(context, builder, signature, args):
        return builder.bitcast(args[0], _INT32)

    return types.int32(types.float32), generate


def product(out, matrix, weights, scales, small, x, room, many):
    """`out[k, :m]` becomes W x[k] + b for k below `many` and one row of `matrices`; `out` has room
    for whole blocks."""
    raise TypeError("product() is compiled code's.")


@overload(product)
def _product_of_kind(out, matrix, weights, scales, small, x, room, many):
    def as_they_are(out, matrix, weights, scales, small, x, room, many):
        _by_blocks(out, matrix, weights, x, matrix[LONG], many)
        _shift(out, matrix, small, many)

    def in_whole_numbers(out, matrix, weights, scales, small, x, room, many):
        first, units = matrix[SCALE], np.empty(many, np.float32)
        for k in range(many):
            units[k] = _in_whole_numbers(x[k], matrix[LONG], room[k])
        _by_blocks(out, matrix, weights, room, (matrix[LONG] + 1) // 2, many)
        for k in range(many):
            for i in range(matrix[MANY]):
                out[k, i] *= scales[first + i] * units[k]
        _shift(out, matrix, small, many)

    return in_whole_numbers if weights.dtype == types.int8 else as_they_are


def _by_blocks(out, matrix, weights, x, n, many):
    """The products alone, 64 rows of the matrix after another: those stay near for all texts."""
    raise TypeError("_by_blocks() is compiled code's.")


@overload(_by_blocks)
def _by_blocks_of_kind(out, matrix, weights, x, n, many):
    one, several, columns = OF_KIND[weights.dtype]

    def by_blocks(out, matrix, weights, x, n, many):
        over, along = out.shape[1], x.shape[1]
        for row in range(0, matrix[MANY], ROWS):
            begin, k = matrix[BEGIN] + row // ROWS * columns * n, 0
            while k + TOGETHER <= many:
                several(out, k * over + row, over, weights, begin, x, k * along, along, n)
                k += TOGETHER
            while k < many:
                one(out, k * over + row, over, weights, begin, x, k * along, along, n)
                k += 1

    return by_blocks


@compiled
def _shift(out, matrix, small, many):
    first = matrix[BIASES]
    if first >= 0:
        for k in range(many):
            for i in range(matrix[MANY]):
                out[k, i] += small[first + i]


@compiled
def ordered(number):
    """A whole number for a float32, in the same order (nan above all)."""
    bits = as_int(number)
    return bits ^ ((bits >> np.int32(31)) & np.int32(0x7FFFFFFF))


@compiled
def largest(x, n):
    """The largest of `x[:n]`, nan if there is one: as whole numbers, which vectors compare."""
    most = ordered(MINUS)
    for i in range(n):
        most = max(most, ordered(x[i]))
    return as_float(most ^ ((most >> np.int32(31)) & np.int32(0x7FFFFFFF)))


@compiled
def _in_whole_numbers(x, n, room):
    """`x[:n]` as pairs of int16 in `room`, as large as n products with int8 may be in 32 bits;
    gives what one of these units is worth."""
    bits, broken = np.int32(0), ZERO
    for i in range(n):
        bits = max(bits, as_int(abs(x[i])))
        broken += x[i] * ZERO  # nan, where one of them is no number
    most = as_float(bits)
    limit = np.float32(min(32767, (2**31 - 1) // (127 * n)))
    if not most > ZERO:
        most = ONE
    times = limit / most
    whole = room.view(np.int16)
    whole[(n + 1) // 2 * 2 - 1] = 0
    for i in range(n):
        whole[i] = np.int16(np.rint(x[i] * times))
    return ONE / times + broken


@compiled
def exp(x):
    """e to the x in float32, to within 2 units of the last place."""
    x = x * LOG2E
    x = min(max(x, LEAST), MOST)
    whole = np.floor(x + HALF)
    r = x - whole
    p = ONE + r * (P1 + r * (P2 + r * (P3 + r * (P4 + r * (P5 + r * P6)))))
    return p * as_float((np.int32(whole) + np.int32(127)) << np.int32(23))
