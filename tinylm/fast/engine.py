"""A model's weights packed for the compiled step, and texts that are written with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from ..config import ModelConfig, SampleConfig
from ..filters import NOTHING_LEFT, bias
from ..formats.int8 import Int8Transformer, rows
from ..generation import BROKEN, window_start
from ..model import MiniTransformer
from . import products, steps
from .ready import STORED

FEW = 16  # tokens that are read one by one as soon as by PyTorch in one pass
MOST = 16  # tokens between two looks at what else is to be done
KINDS = {"float32": np.float32, "bfloat16": np.uint32, "int8": np.int8}


class Packed:
    """The weights of a model in one of three types, each matrix in the order of reading."""

    def __init__(self, model: MiniTransformer, precision: str = "float32") -> None:
        self.config, self.precision = model.config, "int8" if precision == STORED else precision
        self._weights: list[np.ndarray] = []
        self._scales: list[np.ndarray] = []
        self._small: list[np.ndarray] = []
        self._matrices: list[list[int]] = []
        with torch.no_grad():
            plan = [self._layer(model, i, block) for i, block in enumerate(model.blocks)]
            last = [-1] * 12
            last[steps.NORM1], last[steps.NORM1_BIAS] = self._norm(model.final_norm)
            if model.embedding_norm is not None:
                last[steps.NORM2], _ = self._norm(model.embedding_norm)
            last[steps.QKV] = self._matrix([model.head])
            self.model = (
                _joined(self._weights, KINDS[self.precision]),
                _joined(self._scales, np.float32),
                _joined(self._small, np.float32),
                np.array([*plan, last], np.int64),
                np.array(self._matrices, np.int64),
                _shape(model.config),
                _tables(model),
            )
        del self._weights, self._scales, self._small

    @property
    def nbytes(self) -> int:
        """Bytes that a step reads of the packed weights."""
        return sum(array.nbytes for array in self.model[:3])

    def _layer(self, model: MiniTransformer, number: int, block: nn.Module) -> list[int]:
        at, attention, feedforward = [-1] * 12, block.attention, block.feedforward
        at[steps.NORM1], at[steps.NORM1_BIAS] = self._norm(block.attention_norm)
        at[steps.NORM2], at[steps.NORM2_BIAS] = self._norm(block.feedforward_norm)
        at[steps.QKV] = self._matrix([attention.qkv])
        at[steps.OUT] = self._matrix([attention.out])
        gate = [] if feedforward.gate is None else [feedforward.gate]
        at[steps.UP] = self._matrix([*gate, feedforward.up])
        at[steps.DOWN] = self._matrix([feedforward.down])
        if attention.q_norm is not None:
            at[steps.Q_GAIN] = self._vector(attention.q_norm.weight)
            at[steps.K_GAIN] = self._vector(attention.k_norm.weight)
        if self.config.x0_mixing:
            at[steps.KEEP] = self._vector(model.lookups.keep[number : number + 1])
            at[steps.BACK] = self._vector(model.lookups.back[number : number + 1])
        return at

    def _norm(self, norm: nn.Module) -> tuple[int, int]:
        bias = getattr(norm, "bias", None)
        return self._vector(norm.weight), -1 if bias is None else self._vector(bias)

    def _vector(self, values: Tensor) -> int:
        self._small.append(values.float().numpy())
        return sum(map(len, self._small)) - len(values)

    def _matrix(self, layers: list[nn.Module]) -> int:
        """Linear layers that read the same, one below the other, as one matrix."""
        bias = None if layers[0].bias is None else torch.cat([layer.bias for layer in layers])
        begin, scale = (sum(map(len, parts)) for parts in (self._weights, self._scales))
        if self.precision == "int8":
            parts = zip(*(_whole_numbers(layer) for layer in layers), strict=True)
            weight, scales = map(torch.cat, parts)
            self._scales.append(scales.numpy())
        else:
            weight = torch.cat([layer.weight for layer in layers]).float()
        self._weights.append(_PACK[self.precision](weight).numpy().reshape(-1))
        where = [begin, *weight.shape, scale, -1 if bias is None else self._vector(bias)]
        self._matrices.append(where)
        return len(self._matrices) - 1


def _whole_numbers(layer: nn.Module) -> tuple[Tensor, Tensor]:
    """A layer's matrix as int8 and a scale a row: as it is stored, or made now."""
    if hasattr(layer, "rows"):
        return layer.rows.values, layer.rows.scales
    return rows(layer.weight)


def _blocks(weight: Tensor) -> Tensor:
    """(m, n) to (m / 64, n, 64), with rows of zeros where m is no multiple."""
    m, n = weight.shape
    full = weight.new_zeros(-(-m // products.ROWS) * products.ROWS, n)
    full[:m] = weight
    return full.view(-1, products.ROWS, n).mT


def _pack_floats(weight: Tensor) -> Tensor:
    return _blocks(weight).contiguous()


def _pack_halves(weight: Tensor) -> Tensor:
    """Rows i and i + 16 of each 32 in a word: the first in its lower half."""
    bits = _blocks(weight.bfloat16()).contiguous().view(torch.int16).int() & 0xFFFF
    low, high = bits.unflatten(-1, (2, 2, 16)).unbind(-2)
    return (low | (high << 16)).view(torch.uint32)


def _pack_bytes(weight: Tensor) -> Tensor:
    """(m / 64, n / 2, 64, 2): pairs of columns, with a column of zeros where n is odd."""
    m, n = weight.shape
    even = weight.new_zeros(m, n + n % 2)
    even[:, :n] = weight
    return _blocks(even).unflatten(1, (-1, 2)).mT.contiguous()


_PACK = {"float32": _pack_floats, "bfloat16": _pack_halves, "int8": _pack_bytes}


def _empty(size: int, kind: type) -> np.ndarray:
    """Zeros that begin at a multiple of 64 bytes, so that no vector lies across a cache's line."""
    room = np.zeros(size * np.dtype(kind).itemsize + 64, np.uint8)
    first = -room.ctypes.data % 64
    return room[first : first + size * np.dtype(kind).itemsize].view(kind)


def _joined(parts: list[np.ndarray], kind: type) -> np.ndarray:
    whole = _empty(sum(map(len, parts)), kind)
    if parts:
        np.concatenate(parts, out=whole)
    return whole


def _shape(config: ModelConfig) -> np.ndarray:
    return np.array(
        [
            *(config.num_layers, config.d_model, config.num_heads, config.kv_heads),
            *(config.head_width, config.ff_width, config.vocab_size, config.context_length),
            config.position == "rope",
            ("swiglu", "gelu", "relu", "relu2").index(config.activation),
            config.norm == "layernorm",
            config.norm_order == "post",
            *(config.qk_norm, config.x0_mixing, config.value_embeddings, config.bigram_rows),
        ],
        np.int64,
    )


def _tables(model: MiniTransformer) -> tuple[np.ndarray, ...]:
    """What is looked up: rows and their scales (none: the numbers themselves)."""
    config, lookups = model.config, model.lookups
    positions = angles = np.zeros((0, 1), np.float32)
    embedding = _table(model.embedding)
    extra = _table(*lookups.values) if config.value_embeddings else embedding
    pairs = _table(lookups.pairs) if config.bigram_rows else embedding
    if config.position == "rope":
        angles = model.rotations.flatten(1).numpy()
    else:
        table = model.positions
        positions = (table.weight if isinstance(table, nn.Module) else table).numpy()
    return (*embedding, *extra, *pairs, positions, angles)


def _table(*layers: nn.Module) -> tuple[np.ndarray, np.ndarray]:
    """Tables, one below the other; a single one is not copied."""
    if hasattr(layers[0], "rows"):
        parts = zip(*((layer.rows.values, layer.rows.scales) for layer in layers), strict=True)
    else:
        parts = zip(*((layer.weight.detach(), torch.zeros(0)) for layer in layers), strict=True)
    return tuple((torch.cat(p) if len(p) > 1 else p[0]).numpy() for p in parts)


class Text:
    """One text that is being written: its ids, and the keys and values of its window."""

    def __init__(self, packed: Packed, ids: Sequence[int], begin: int, room: int) -> None:
        """`ids`, of which those from `begin` on count as new ones, and `room` for as many more."""
        config, V = packed.config, packed.config.vocab_size
        self.packed, self.length, self.start, self.done = packed, len(ids), 0, 0
        self.ids = np.zeros(len(ids) + room, np.int64)
        self.ids[: len(ids)] = ids
        self.logprobs = np.zeros(len(ids) + room, np.float32)
        self.state = steps_state(config)
        counts = [np.bincount(some, minlength=V) for some in (ids, ids[begin:] or [V])]
        self.used = tuple(count[:V].astype(np.int32) for count in counts)
        self.room = tuple(np.zeros(V, k) for k in (np.float32, np.int32, np.float32, np.int32))

    def write(self, model: MiniTransformer, many: int, settings: tuple) -> tuple[int, int]:
        """How many new tokens, up to `many`, and why they ended (`steps.GOES_ON`, ...)."""
        start = window_start(self.length, self.packed.config.context_length)
        if start != self.start:
            self.start = self.done = start
        if self.length - 1 - self.done > FEW:
            self._read_at_once(model)
        given = self.packed.model, self.state, settings, self.used, self.room
        where = self.start, self.done, self.length, many
        count, why = steps.write(self.ids, self.logprobs, *where, *given)
        self.length += count
        self.done = self.length - 1 if count else self.length
        return count, why

    def _read_at_once(self, model: MiniTransformer) -> None:
        """All but the newest token, by PyTorch, in one pass."""
        ids = torch.from_numpy(self.ids[self.start : self.length - 1])
        with torch.inference_mode():
            model.eval().hidden(ids[None], _Taken(self))
        self.done = self.length - 1


class _Taken:
    """A cache for `MiniTransformer.hidden` that puts keys and values where the steps read them."""

    length, lengths, last = 0, None, None

    def __init__(self, text: Text) -> None:
        config = text.packed.config
        self.kv, self.T, self.D = config.kv_heads, config.context_length, config.head_width
        self.keys, self.values = (torch.from_numpy(array) for array in text.state[-2:])
        self.shape = config.num_layers, self.kv

    def append(self, layer: int, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        m, rows = k.shape[2], products.ROWS
        blocks = -(-m // rows)
        full = k.new_zeros(self.kv, blocks * rows, self.D)
        full[:, :m] = k[0]
        keys = self.keys.view(*self.shape, -1, self.D, rows)
        keys[layer, :, :blocks] = full.view(self.kv, blocks, rows, self.D).mT
        values, done = self.values.view(*self.shape, -1), 0
        for piece in pieces(self.D):
            part = v[0, :, :, done : done + piece]
            there = values[layer, :, self.T * done : self.T * done + m * piece]
            there.view(self.kv, m, piece)[..., : part.shape[-1]] = part
            done += piece
        return k, v


def pieces(width: int) -> list[int]:
    """A head's width, rounded up to a multiple of 16, in the pieces that values are kept in."""
    found, left = [], -(-width // 16) * 16
    for piece in (64, 32, 16):
        found += [piece] * (left // piece)
        left %= piece
    return found


def steps_state(config: ModelConfig) -> tuple[np.ndarray, ...]:
    """What a text's steps write to: the stream and its parts, logits, keys, values."""
    d, T, rows = config.d_model, config.context_length, products.ROWS
    most = max(d + 2 * config.kv_heads * config.head_width, 2 * config.ff_width)
    sizes = (d, d, d + rows, most, T, config.vocab_size)
    heads = config.num_layers * config.kv_heads
    return (
        *(_empty(-(-size // rows) * rows, np.float32) for size in sizes),
        _empty(max(d, config.ff_width) // 2 + 1, np.int32),
        _empty(heads * -(-T // rows) * rows * config.head_width, np.float32),
        _empty(heads * T * sum(pieces(config.head_width)), np.float32),
    )


def settings(
    config: SampleConfig, seed: int, count: int, stop: Collection[int], vocab_size: int
) -> tuple[np.ndarray, ...]:
    """A `SampleConfig` as the compiled step reads it, for token number `count` of a seed."""
    numbers = (config.temperature, config.top_p, config.min_p, config.typical_p)
    numbers += (config.repetition_penalty, config.frequency_penalty, config.presence_penalty)
    biases = np.zeros(0, np.float32)
    if config.logit_bias:
        biases = bias(torch.zeros(vocab_size), config.logit_bias).numpy()
    return (
        np.array([seed, count, config.top_k, config.no_repeat_ngram], np.int64),
        np.array(numbers, np.float32),
        biases,
        np.array([s for s in stop if s is not None] or [-1], np.int64),
    )


def write(
    packed: Packed,
    model: MiniTransformer,
    ids: Sequence[int],
    begin: int,
    seed: int,
    config: SampleConfig,
    ends: Collection[int | None],
) -> Iterator[tuple[int, float]]:
    """New token ids after `ids`, whose own from `begin` on are new already, and their
    log-probabilities: until `max_new_tokens` are new, or before any id in `ends`."""
    left = config.max_new_tokens - (len(ids) - begin)
    given = settings(config, seed, len(ids) - begin, ends, packed.config.vocab_size)
    text, many, why = Text(packed, ids, begin, left), 1, steps.GOES_ON
    while left and why == steps.GOES_ON:
        at = text.length
        count, why = text.write(model, min(many, left), given)
        yield from zip(
            text.ids[at : at + count].tolist(), text.logprobs[at : at + count].tolist(), strict=True
        )
        left -= count
        many = min(2 * many, MOST)  # the first at once, then in gulps
    if why == steps.BROKEN:
        raise ValueError(BROKEN)
    if why == steps.FORBIDDEN:
        raise ValueError(NOTHING_LEFT)


def warm(kind: str) -> None:
    """Writes two tokens with a model of no use, after which the step for `kind` is compiled."""
    config = ModelConfig(64, context_length=64, d_model=16, num_heads=1, num_layers=1)
    with torch.random.fork_rng(devices=[]):
        model = (Int8Transformer if kind == STORED else MiniTransformer)(config)
    list(write(Packed(model, kind), model, [1], 1, 0, SampleConfig(max_new_tokens=2), ()))
