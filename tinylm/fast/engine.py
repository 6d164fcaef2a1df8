"""A model's weights packed for the compiled step, and texts that are written with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

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
MOST = 16  # tokens of a text between two looks at what else is to be done
GROUP = 16  # texts that are written side by side
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

    def set_head(self, weight: Tensor) -> None:
        """Another head (V, C), in float32, before the same body."""
        begin, *size = self.model[4][self.model[3][-1, steps.QKV], :3].tolist()
        if self.precision != "float32" or list(weight.shape) != size:
            raise ValueError(f"a head must be float32 of shape {tuple(size)}.")
        packed = _pack_floats(weight.detach().float()).numpy().reshape(-1)
        self.model[0][begin : begin + len(packed)] = packed

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


def _empty(n: int, size: int, kind: type) -> np.ndarray:
    """Zeros (n, size) that begin at a multiple of 64 bytes, so that no vector lies across a line of
    the cache."""
    many = n * size * np.dtype(kind).itemsize
    room = np.zeros(many + 64, np.uint8)
    first = -room.ctypes.data % 64
    return room[first : first + many].view(kind).reshape(n, size)


def _joined(parts: list[np.ndarray], kind: type) -> np.ndarray:
    whole = _empty(1, sum(map(len, parts)), kind)[0]
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


class Texts:
    """Texts that are written side by side: their ids, and the keys and values of their windows."""

    def __init__(
        self,
        packed: Packed,
        prompts: Sequence[tuple[Sequence[int], int, int]],
        config: SampleConfig,
        ends: Collection[int | None],
        tell: bool = True,
    ) -> None:
        """`prompts` are (ids, from where on these are new ones, seed); with `tell` also
        log-probabilities are kept."""
        n, V = len(prompts), packed.config.vocab_size
        self.packed, self.T = packed, packed.config.context_length
        longest = max(len(ids) for ids, _, _ in prompts)
        self.ids, self.tell = np.zeros((n, longest), np.int64), tell
        self.logprobs = np.zeros((n, longest if tell else 0), np.float32)
        self.table = np.zeros((n, 5), np.int64)
        self.drawn = np.zeros((n, 4), np.int64)
        self.counts, self.made = np.zeros((n, V), np.int32), np.zeros((n, V), np.int32)
        for i, (ids, begin, seed) in enumerate(prompts):
            new = len(ids) - begin
            self.ids[i, : len(ids)] = ids
            left = min(config.max_new_tokens - new, 2**62)
            self.table[i, steps.LENGTH : steps.LEFT + 1] = len(ids), left
            # As whole numbers of 64 bits: a seed by its lower ones, as `filters.uniform` has it.
            seed = (seed + 2**63) % 2**64 - 2**63
            self.drawn[i] = seed, new, min(config.top_k, V), min(config.no_repeat_ngram, 2**31)
            np.add.at(self.counts[i], list(ids), 1)
            np.add.at(self.made[i], list(ids[begin:]), 1)
        self.state = _state(packed.config, n)
        self.settings = (self.drawn, *_settings(config, ends, V), self.counts, self.made)
        self.room = tuple(np.zeros(V, k) for k in (np.float32, np.int32, np.float32, np.int32))

    @property
    def ended(self) -> np.ndarray:
        """(n,) whether each goes on (`steps.GOES_ON`), or why not."""
        return self.table[:, steps.ENDED]

    def write(self, model: MiniTransformer, many: int) -> Iterator[tuple[int, int, float]]:
        """Up to `many` tokens for each: (which text, token, log-probability)."""
        for i, row in enumerate(self.table):
            start = window_start(row[steps.LENGTH], self.T)
            if start != row[steps.START]:
                row[steps.START] = row[steps.READ] = start
            if row[steps.ENDED] == steps.FULL:
                row[steps.ENDED] = steps.GOES_ON
            if row[steps.LENGTH] - 1 - row[steps.READ] > FEW:
                self._read_at_once(model, i)
        self._make_room(int(self.table[:, steps.LENGTH].max()) + many)
        before = self.table[:, steps.LENGTH].tolist()
        given = self.packed.model, self.state, self.settings, self.room
        steps.write(self.ids, self.logprobs, self.table, many, *given)
        after = self.table[:, steps.LENGTH].tolist()
        for i, (begin, end) in enumerate(zip(before, after, strict=True)):
            told = self.logprobs[i, begin:end].tolist() or [0.0] * (end - begin)
            new = self.ids[i, begin:end].tolist()
            yield from ((i, token, logprob) for token, logprob in zip(new, told, strict=True))

    def _make_room(self, length: int) -> None:
        """Texts grow as they are written: `max_new_tokens` may be as large as one likes."""
        if length > self.ids.shape[1]:
            more = ((0, 0), (0, 2 * length - self.ids.shape[1]))
            self.ids = np.pad(self.ids, more)
            self.logprobs = np.pad(self.logprobs, more) if self.tell else self.logprobs

    def _read_at_once(self, model: MiniTransformer, i: int) -> None:
        """All but the newest token of a window, by PyTorch, in one pass."""
        row = self.table[i]
        ids = torch.from_numpy(self.ids[i, row[steps.START] : row[steps.LENGTH] - 1])
        with torch.inference_mode():
            model.eval().hidden(ids[None], _Taken(self, i))
        row[steps.READ] = row[steps.LENGTH] - 1


class _Taken:
    """A cache for `MiniTransformer.hidden` that puts keys and values where the steps read them."""

    length, lengths, last = 0, None, None

    def __init__(self, texts: Texts, i: int) -> None:
        config = texts.packed.config
        self.kv, self.T, self.D = config.kv_heads, config.context_length, config.head_width
        self.keys, self.values = (torch.from_numpy(array[i]) for array in texts.state[-2:])
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


def _state(config: ModelConfig, n: int) -> tuple[np.ndarray, ...]:
    """What the steps of n texts write to: the stream and its parts, scores, logits, the room for
    whole numbers, keys, values."""
    d, T, rows = config.d_model, config.context_length, products.ROWS
    most = max(d + 2 * config.kv_heads * config.head_width, 2 * config.ff_width)
    x, x0, y, wide, logits = (
        _empty(n, -(-size // rows) * rows, np.float32)
        for size in (d, d, d + rows, most, config.vocab_size)
    )
    heads = config.num_layers * config.kv_heads
    return (
        *(x, x0, y, wide),
        _empty(1, -(-T // rows) * rows, np.float32)[0],
        logits,
        _empty(n, -(-max(d, config.ff_width) // 32) * 16, np.int32),
        _empty(n, heads * -(-T // rows) * rows * config.head_width, np.float32),
        _empty(n, heads * T * sum(pieces(config.head_width)), np.float32),
    )


def _settings(
    config: SampleConfig, ends: Collection[int | None], vocab_size: int
) -> tuple[np.ndarray, ...]:
    """What a `SampleConfig` says of all texts."""
    numbers = (config.temperature, config.top_p, config.min_p, config.typical_p)
    numbers += (config.repetition_penalty, config.frequency_penalty, config.presence_penalty)
    biases = np.zeros(0, np.float32)
    if config.logit_bias:
        biases = bias(torch.zeros(vocab_size), config.logit_bias).numpy()
    stops = [end for end in ends if end is not None]
    return np.array(numbers, np.float32), biases, np.array(stops or [-1], np.int64)


class Growing(Protocol):
    """A text that someone else keeps, and to whom its tokens go."""

    ids: list[int]
    begin: int  # where its new tokens begin
    seed: int
    finish: str | None  # why it has ended


def write(
    packed: Packed,
    model: MiniTransformer,
    texts: Sequence[Growing],
    config: SampleConfig,
    ends: Collection[int | None],
    tell: bool,
) -> Iterator[tuple[Growing, int | None, float]]:
    """The rest of each text, token by token and, with `tell`, its log-probability; None as the
    token where one of `ends` was chosen. One that is given a `finish` meanwhile is left."""
    for first in range(0, len(texts), GROUP):
        group = texts[first : first + GROUP]
        prompts = [(text.ids, text.begin, text.seed) for text in group]
        work, many = Texts(packed, prompts, config, ends, tell), 1
        while (goes_on := (work.ended == steps.GOES_ON) | (work.ended == steps.FULL)).any():
            for i, token, logprob in work.write(model, many):
                if group[i].finish is None:
                    yield group[i], token, logprob
            many = min(2 * many, MOST)  # the first at once, then in gulps
            if (work.ended == steps.BROKEN).any():
                raise ValueError(BROKEN)
            if (work.ended == steps.FORBIDDEN).any():
                raise ValueError(NOTHING_LEFT)
            for i in np.flatnonzero(goes_on):
                if group[i].finish is None and work.ended[i] == steps.STOPPED:
                    yield group[i], None, 0.0
                elif group[i].finish is not None:
                    work.ended[i] = steps.STOPPED


def warm(kind: str) -> None:
    """Writes two tokens with a model of no use, after which the step for `kind` is compiled."""
    config = ModelConfig(64, context_length=64, d_model=16, num_heads=1, num_layers=1)
    with torch.random.fork_rng(devices=[]):
        model = (Int8Transformer if kind == STORED else MiniTransformer)(config)
    texts = Texts(Packed(model, kind), [([1], 1, 0)], SampleConfig(max_new_tokens=2), ())
    list(texts.write(model, 2))
