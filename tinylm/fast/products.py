"""Products of a matrix and a vector as vector instructions, and what else is shared: the constants,
and the exponential function.

A step reads every weight once, so weights are packed in the order of reading: 64 rows of a matrix
lie side by side, column by column, and 64 outputs are added up at once, in float32, bfloat16 or
int8 (`_floats`, `_halves`, `_bytes`).
"""

from __future__ import annotations

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


def _product(columns: int, step, finish):
    """An intrinsic `f(out, at, weights, begin, x, start, n)`: `out[at:]` becomes the sum over j of
    `x[start + j]` times the `columns` numbers from `weights[begin + columns * j]`.

    `step(builder, pointer, x)` loads and multiplies; `finish` is the vectors' type.
    """

    @intrinsic
    def product(typing, out, at, weights, begin, x, start, n):
        def generate(context, builder, signature, args):
            def address(which: int, index):
                kind = signature.args[which]
                data = context.make_array(kind)(context, builder, args[which]).data
                return builder.gep(data, [index])

            _, at, _, begin, _, start, n = args
            to, read, given = address(0, at), address(2, begin), address(4, start)
            before = builder.basic_block
            body = builder.append_basic_block("product")
            after = builder.append_basic_block("product.done")
            builder.branch(body)
            builder.position_at_end(body)
            j = builder.phi(_INT64)
            sums = [builder.phi(finish) for _ in range(step.sums)]
            there = builder.gep(read, [builder.mul(j, ir.Constant(_INT64, columns))])
            new = step(builder, there, builder.load(builder.gep(given, [j])), sums)
            following = builder.add(j, ir.Constant(_INT64, 1))
            for phi, first, later in [
                (j, ir.Constant(_INT64, 0), following),
                *((s, ir.Constant(finish, None), t) for s, t in zip(sums, new, strict=True)),
            ]:
                phi.add_incoming(first, before)
                phi.add_incoming(later, body)
            builder.cbranch(builder.icmp_signed("<", following, n), body, after)
            builder.position_at_end(after)
            goal = builder.bitcast(to, _vector(_FLOAT).as_pointer())
            for i, total in enumerate(new):
                if finish.element != _FLOAT:
                    total = builder.sitofp(total, _vector(_FLOAT))
                builder.store(total, builder.gep(goal, [ir.Constant(_INT64, i)]), align=4)
            return context.get_dummy_value()

        return types.void(out, at, weights, begin, x, start, n), generate

    return product


def _add(builder, sums, weight, x):
    """sums + weight * x, one instruction where the machine has it."""
    flags = ("contract",)
    return builder.fadd(sums, builder.fmul(weight, x, flags=flags), flags=flags)


def _floats(vectors: int):
    def step(builder, pointer, x, sums):
        x, kind = _same(builder, x), _vector(_FLOAT)
        return [
            _add(builder, s, _load(builder, pointer, kind, i, 4), x) for i, s in enumerate(sums)
        ]

    step.sums = vectors
    return _product(16 * vectors, step, _vector(_FLOAT))


def _halves():
    """Two rows in a word of 32 bits: a bfloat16 is the upper half of a float32."""

    def step(builder, pointer, x, sums):
        x, words, floats = _same(builder, x), _vector(_INT32), _vector(_FLOAT)
        shift, mask = (ir.Constant(words, [v] * 16) for v in (16, 0xFFFF0000))
        new = []
        for i in range(len(sums) // 2):
            word = _load(builder, pointer, words, i, 4)
            for part in (builder.shl(word, shift), builder.and_(word, mask)):
                new.append(_add(builder, sums[len(new)], builder.bitcast(part, floats), x))
        return new

    step.sums = ROWS // 16
    return _product(ROWS // 2, step, _vector(_FLOAT))


def _bytes():
    """Pairs of columns: two int8 weights times two int16 inputs are added up in one int32."""

    def step(builder, pointer, x, sums):
        wide = _vector(_INT32, 32)
        x = builder.sext(builder.bitcast(_same(builder, x), _vector(_INT16, 32)), wide)
        even, odd = (ir.Constant(_vector(_INT32), list(range(k, 32, 2))) for k in (0, 1))
        new = []
        for i, s in enumerate(sums):
            weight = builder.sext(_load(builder, pointer, _vector(_INT8, 32), i, 1), wide)
            both = builder.mul(weight, x)
            pairs = [builder.shuffle_vector(both, both, lanes) for lanes in (even, odd)]
            new.append(builder.add(s, builder.add(*pairs)))
        return new

    step.sums = ROWS // 16
    return _product(2 * ROWS, step, _vector(_INT32))


floats64, floats32, floats16, halves64, bytes64 = (
    _floats(4),
    _floats(2),
    _floats(1),
    _halves(),
    _bytes(),
)


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


def product(out, matrix, weights, scales, small, x, room):
    """`out[:m]` becomes W x + b for one row of `matrices`; `out` has room for whole blocks."""
    raise TypeError("product() is compiled code's.")


@overload(product)
def _of_kind(out, matrix, weights, scales, small, x, room):
    def of_floats(out, matrix, weights, scales, small, x, room):
        begin, m, n = matrix[BEGIN], matrix[MANY], matrix[LONG]
        for row in range(0, m, ROWS):
            floats64(out, row, weights, begin + row * n, x, 0, n)
        _shift(out, matrix, small)

    def of_halves(out, matrix, weights, scales, small, x, room):
        begin, m, n = matrix[BEGIN], matrix[MANY], matrix[LONG]
        for row in range(0, m, ROWS):
            halves64(out, row, weights, begin + row * n // 2, x, 0, n)
        _shift(out, matrix, small)

    def of_bytes(out, matrix, weights, scales, small, x, room):
        begin, m, n, first = matrix[BEGIN], matrix[MANY], matrix[LONG], matrix[SCALE]
        pairs = (n + 1) // 2
        unit = _in_whole_numbers(x, n, room)
        for row in range(0, m, ROWS):
            bytes64(out, row, weights, begin + row * pairs * 2, room, 0, pairs)
        for i in range(m):
            out[i] *= scales[first + i] * unit
        _shift(out, matrix, small)

    return {types.float32: of_floats, types.uint32: of_halves, types.int8: of_bytes}[weights.dtype]


@compiled
def _shift(out, matrix, small):
    first = matrix[BIASES]
    if first >= 0:
        for i in range(matrix[MANY]):
            out[i] += small[first + i]


@compiled
def _in_whole_numbers(x, n, room):
    """`x[:n]` as pairs of int16 in `room`, as large as n products with int8 may be in 32 bits;
    gives what one of these units is worth."""
    most, broken = ZERO, ZERO
    for i in range(n):
        most = max(most, abs(x[i]))
        broken += x[i] * ZERO  # nan, where one of them is no number
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
