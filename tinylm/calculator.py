"""What a model costs before it is built: parameters, FLOPs a token, memory, size on disk.

Arithmetic on configs, held to what is measured by `tests/test_calculator.py`. One multiply-add is
two FLOPs, and only matrix products are counted, as everyone does. Memory is bytes in tensors on
the CPU: on top come the interpreter with PyTorch (some 300 MB) and what the C library keeps back
(with glibc a process was seen to grow by a quarter to two fifths more than the tensors). A GPU's
attention differs (nothing of size T x T even with dropout, narrower causal blocks): not measured.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from .config import ModelConfig, SampleConfig, TrainConfig
from .device import pick_device, pick_precision, plain_precision
from .history import MOST
from .losses import MOST as MOST_LOGITS
from .losses import STACK
from .model import SHORT
from .optim import Muon


@dataclass(frozen=True)
class Costs:
    """FLOPs are per token; memory and files are in bytes."""

    parameters: dict[
        str, int
    ]  # embedding, lookups, positions, attention, feed-forward, norms, head
    forward_flops: float  # reading one token as part of a full sequence, without dropout
    training_flops: float  # the same, forward and backward
    training_memory: dict[str, int]  # its parts at their largest: not all stand at once
    training_peak: int  # the most that stands at one moment of a training step
    sampling_memory: dict[str, int]  # weights, cache, and the largest step
    resumable_file: int  # a checkpoint with its optimizer
    weights_file: int  # the same without

    @property
    def total(self) -> int:
        return sum(self.parameters.values())

    @property
    def sampling_peak(self) -> int:
        return sum(self.sampling_memory.values())

    def rows(self) -> list[tuple[str, str]]:
        """Everything as (name, value) lines for people."""
        rows = [(f"parameters: {name}", human(n)) for name, n in self.parameters.items() if n]
        rows += [("parameters, all", human(self.total))]
        rows += [("reading", human(self.forward_flops, "FLOP") + " a token")]
        rows += [("training", human(self.training_flops, "FLOP") + " a token")]
        memory = {f"training: {name}": n for name, n in self.training_memory.items()}
        memory |= {"training memory, peak": self.training_peak}
        memory |= {f"sampling: {name}": n for name, n in self.sampling_memory.items()}
        memory |= {"sampling memory, peak": self.sampling_peak}
        memory |= {"checkpoint to resume from": self.resumable_file}
        memory |= {"checkpoint, weights only": self.weights_file}
        return rows + [(name, human(n, "B")) for name, n in memory.items()]


def human(number: float, unit: str = "") -> str:
    """1_120_000 -> '1.12 M'; with unit 'B', 47_300_000 -> '47.3 MB' (powers of 1,000)."""
    size = 0
    while float(f"{number:.3g}") >= 1000 and size < 5:
        number, size = number / 1000, size + 1
    return f"{number:.3g} {('', 'k', 'M', 'G', 'T', 'P')[size]}{unit}".strip()


def duration(seconds: float) -> str:
    """75 -> '75 s', 200 -> '3.3 min', 10_000 -> '2.8 h'."""
    if seconds > 5400:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 60:.1f} min" if seconds > 90 else f"{seconds:.0f} s"


def calculate(
    config: ModelConfig,
    train: TrainConfig | None = None,
    sample: SampleConfig | None = None,
    *,
    context: int | None = None,
    prompt_tokens: int | None = None,
    sample_batch: int = 1,
) -> Costs:
    """The costs of training `config` as `train` says and of sampling as `sample` says.

    `context`: tokens in a training sequence (None: all that the model can read). `prompt_tokens`:
    those read at once before the first new one. `sample_batch`: texts written side by side.
    """
    if prompt_tokens is None:
        prompt_tokens = min(16, config.context_length)
    train, sample = train or TrainConfig(), sample or SampleConfig()
    T = config.context_length if context is None else context
    for name, value, most in (
        ("context", T, config.context_length),
        ("prompt_tokens", prompt_tokens, config.context_length),
        ("sample_batch", sample_batch, None),
    ):
        if value < 1 or (most and value > most):
            limit = f"from 1 to context_length={most}" if most else "at least 1"
            raise ValueError(f"{name}={value!r} must be {limit}.")
    parts = _parameters(config)
    forward, training = _flops(config, train, T)
    memory, peak = _training_memory(config, train, T)
    # Weights are float32, and so are the optimizers' moments. Beside them: the tokenizer (about 16
    # bytes a piece), a record of about 100 bytes a step (of long runs not all), and names and
    # padding of some 400 bytes for each of about eight tensors a layer (three more for each in the
    # optimizer).
    tensors = 3 + config.num_layers * (8 + config.value_embeddings)
    total, moments = sum(parts.values()), _moments(config, train)
    beside = 16 * config.vocab_size + 100 * min(train.max_steps or 1000, MOST) + 10_000
    return Costs(
        parameters=parts,
        forward_flops=forward,
        training_flops=training,
        training_memory=memory,
        training_peak=peak,
        sampling_memory=_sampling_memory(config, sample, prompt_tokens, sample_batch),
        resumable_file=moments + 4 * total + 4 * 400 * tensors + beside,
        weights_file=4 * total + 400 * tensors + beside,
    )


def _matrices(c: ModelConfig) -> tuple[int, int]:
    """Weights of one layer's linear maps: attention's and the feed-forward's."""
    qkv = c.d_model + 2 * c.kv_heads * c.head_width
    ff = c.d_model * c.ff_width * (3 if c.activation == "swiglu" else 2)
    return c.d_model * (qkv + c.d_model), ff


def _parameters(c: ModelConfig) -> dict[str, int]:
    d, L, V = c.d_model, c.num_layers, c.vocab_size
    attention, ff = _matrices(c)
    if c.bias:
        attention += 2 * (d + c.kv_heads * c.head_width)
        ff += d + c.ff_width * (2 if c.activation == "swiglu" else 1)
    gains = (2 * L + 1) * d + L * 2 * c.head_width * c.qk_norm
    shifted = c.norm == "layernorm" and (c.bias if c.norm_bias is None else c.norm_bias)
    return {
        "embedding": V * d,
        "lookups": _looked_up(c) + 2 * L * c.x0_mixing,
        "positions": c.context_length * d if c.position == "learned" else 0,
        "attention": L * attention,
        "feed-forward": L * ff,
        "norms": 0 if c.bare_norms else gains + (2 * L + 1) * d * shifted,
        "head": V * d * (not c.tie_weights) + V * c.head_bias,
    }


def _looked_up(c: ModelConfig) -> int:
    """Weights of the tables beside the embedding: of values and of pairs."""
    values = c.num_layers * c.vocab_size * c.kv_heads * c.head_width * c.value_embeddings
    return values + c.bigram_rows * c.d_model


def _moments(c: ModelConfig, t: TrainConfig) -> int:
    """Bytes that the optimizers remember: AdamW two numbers a weight, Muon one, a mean one more."""
    total = sum(_parameters(c).values())
    inner = c.num_layers * sum(_matrices(c)) if t.optimizer == "muon" else 0
    return 8 * (total - inner) + 4 * inner + (4 * total if t.ema else 0)


def keys_read(T: int) -> float:
    """Keys that the CPU's attention multiplies a query with, on average over T causal queries.

    Its blocks are 512 keys wide and computed whole, so nothing is saved up to T = 512; far beyond,
    nearly half.
    """
    rows = _query_rows(T)
    blocks = ((start, min(start + rows, T)) for start in range(0, T, rows))
    return sum((end - start) * min(T, -(-end // 512) * 512) for start, end in blocks) / T


def _query_rows(T: int) -> int:
    """Queries that the CPU's attention takes at once."""
    return 256 if T >= 768 else 64 if T >= 192 else 32


def _plain_attention(c: ModelConfig, t: TrainConfig, T: int) -> bool:
    """Whether training multiplies attention out by plain products (`kernels.short_attention`)."""
    on_cpu = pick_device().type == "cpu"
    return on_cpu and pick_precision(t.precision) == torch.bfloat16 and T <= SHORT and not c.dropout


def _flops(c: ModelConfig, t: TrainConfig, T: int) -> tuple[float, float]:
    linear = 2 * (c.num_layers * sum(_matrices(c)) + c.vocab_size * c.d_model)
    # Queries times keys, weights times values: two products of T x T x width a layer. Backward is
    # four more, and one again: the kernel does not keep the first but repeats it. With dropout, or
    # by plain products, it is kept, and every product is made in full.
    attention = c.num_layers * 4 * c.d_model * keys_read(T)
    kept = c.dropout or _plain_attention(c, t, T)
    trained = c.num_layers * 4 * c.d_model * T * 3 if kept else 3.5 * attention
    return linear + attention, 3 * linear + trained  # backward: for the inputs and for the weights


def _tables(c: ModelConfig) -> int:
    """Bytes of the positions that are computed, not learned."""
    width = {"rope": c.head_width, "sinusoidal": c.d_model, "learned": 0}[c.position]
    return 4 * c.context_length * width


def _training_memory(c: ModelConfig, t: TrainConfig, T: int) -> tuple[dict[str, int], int]:
    """The parts in bytes, and the largest sum of them that stands at one moment of an update."""
    a = 4 if pick_precision(t.precision) == torch.float32 else 2  # bytes of a product's numbers
    N, V, d, L, f = t.batch_size * T, c.vocab_size, c.d_model, c.num_layers, c.ff_width
    kv = c.kv_heads * c.head_width
    rms, rope, gated = c.norm == "rmsnorm", c.position == "rope", c.activation == "swiglu"
    weights = 4 * sum(_parameters(c).values())
    embedding, pairs = 4 * V * d, 4 * c.bigram_rows * d
    values = 4 * V * kv * c.value_embeddings  # the table of one layer

    # Kept for the backward pass. A norm: what enters it, what the next product reads of it,
    # and per token its mean or scale.
    feeds = rms and c.norm_order == "pre"  # gives the type of the products
    norm = N * (d * (4 + a) + (4 if rms else 8))
    # Attention: queries, keys and values as one matrix (the values are a view of it); rotated or
    # normalised queries and keys are new tensors, and their scales are kept.
    attention = a * N * (d + 2 * kv) + 4 * N * (c.num_heads + c.kv_heads) * c.qk_norm
    if c.dropout:
        # No fast kernel: scaled queries and keys and a copy of the values, a head each, then the
        # weights, their dropout mask and their product, all in float32; the result, put in order.
        scores = 4 * N * T * c.num_heads
        attention += 3 * 4 * N * d + 3 * scores + a * N * d
        if not c.qk_norm:  # nothing looks at the first matrix any more
            attention -= a * N * (d + 2 * kv)
        attention += 2 * a * N * d  # the masks of both sublayers' dropout
    else:
        attention += a * N * d + a * N * (d + kv) * (rope or c.qk_norm)
        scores = 0
        if _plain_attention(c, t, T):
            attention += a * N * T * c.num_heads  # the weights
        else:  # one number a query and head
            attention += 4 * N * c.num_heads
        if c.value_embeddings:  # the sum is a new tensor: of the first matrix queries may be left
            attention += a * N * kv
            if (rope or c.qk_norm) and not c.qk_norm:
                attention -= a * N * (d + 2 * kv)
    # Feed-forward: SwiGLU keeps gate, its SiLU, the other half and their product (and its input
    # may be cast twice); GELU and squared ReLU what enters and leaves; ReLU what leaves.
    kept = {"swiglu": 4, "gelu": 2, "relu2": 2, "relu": 1}[c.activation]
    ff = kept * a * N * f + (2 * N * d if gated and a == 2 and not feeds else 0)
    layer = 2 * norm + attention + ff + 4 * N * d * c.x0_mixing  # the stream before it was mixed
    saved = L * layer + norm * (1 + c.bare_norms) + (4 * N * d if c.dropout else 0)
    # bfloat16 copies of the matrices live until their gradients are there.
    layer_copies = 2 * sum(_matrices(c)) if a == 2 else 0
    head_copy = 2 * V * d if a == 2 else 0
    activations = saved + L * layer_copies + head_copy

    logits = a * min(N, max(1, MOST_LOGITS // V)) * V
    # Beside them their gradient and, of some rows, log-probabilities (and a copy) in float32.
    copies = 2 if a == 2 and (t.label_smoothing or t.z_loss) else 1
    loss = 2 * logits + 4 * copies * min(STACK, N * V)
    gradients = weights
    # Before the first backward pass there are no gradients; with accumulation, those of the last.
    earlier = gradients if t.accumulation > 1 else 0
    # Working memory of the block that goes backward: gradients in the feed-forward (two widths,
    # GELU one), or inside an RMSNorm, or of the attention weights once the feed-forward is gone.
    working = max(
        (1 if c.activation == "gelu" else 2) * a * N * f + 4 * N * d,
        (5 if rms else 2) * 4 * N * d,
        scores - ff + 4 * 4 * N * d,
    )
    block = 4 * sum(_matrices(c))
    square = 4 if kv == d else 2  # queries and output, and keys and values if they are as large
    muon = max(_stack(L * square, d, d), _stack(L * (2 if gated else 1), d, f))
    # A tied head's gradient waits for the embedding's; in float32 their sum is a third tensor.
    beside = embedding * ((t.accumulation > 1) + c.tie_weights * (2 if a == 4 else 1))
    if t.accumulation > 1:
        beside = max(beside, pairs, values)
    late = embedding + pairs + values  # gradients that come after those of the first block
    moments = (
        earlier + activations + loss,
        # The head's gradient, beside that of the logits, then in float32.
        earlier + activations + max(logits + a * V * d, a * V * d + embedding) + a * N * d,
        # The last block: everything before it is still kept.
        max(earlier, embedding) + activations - norm - head_copy + working,
        # The first block: every gradient is there but the embedding's and its own.
        max(earlier, gradients - late - block) + layer + layer_copies + working,
        # Muon's step: of a stack of matrices the momentum, twice, in float32, or two iterates in
        # what it computes in and two square products of the shorter side.
        gradients + (muon if t.optimizer == "muon" else 0),
        # The end: the embedding's dense gradient is the last, beside what it is added to.
        gradients + 4 * N * d + beside,
    )
    parts = {
        "weights": weights + _tables(c),
        "gradients": gradients,
        "optimizer": _moments(c, t),
        "activations": activations,
        "logits and loss": loss,
        "last good state": weights + _moments(c, t),  # kept by the guard, beside a GPU's memory
    }
    held = sum(parts[name] for name in ("weights", "optimizer", "last good state"))
    return parts, held + max(moments)


def _stack(matrices: int, side: int, rows: int) -> int:
    """Bytes that Muon works in for so many matrices of side x rows, or for as many as it stacks."""
    many = min(matrices, max(1, Muon.STACK // (side * rows)))
    a = 4 if plain_precision(pick_device()) == torch.float32 else 2
    iterates = 2 * a * (side * rows + min(side, rows) ** 2)
    return many * (4 * side * rows + max(4 * side * rows, iterates))


def _sampling_memory(c: ModelConfig, s: SampleConfig, prompt: int, batch: int) -> dict[str, int]:
    T, d, f, kv = c.context_length, c.d_model, c.ff_width, c.kv_heads * c.head_width
    cache = 4 * c.num_layers * 2 * batch * T * kv  # float32, at its full length from the start
    longest, read = min(prompt + s.max_new_tokens - 1, T), prompt
    if not s.use_cache:  # everything is read again
        cache, read = 0, longest
    elif prompt + s.max_new_tokens - 1 > T:  # the window moves
        read = max(prompt, T // 2 + 1)
    # One block: the stream, twice, and its norm, then the feed-forward's two or three widths ...
    ff = 3 * d + f * (3 if c.activation == "swiglu" else 2)
    # ... or the stream and its norm with queries, keys, values and what turning them needs ...
    attention = 4 * d + 2 * kv + (2 * (d + kv) if c.position == "rope" or c.qk_norm else d)
    # ... or the same with the attention kernel's own scores, a block of rows for each thread.
    rows, wide = _query_rows(read), min(512, longest)
    scores = 4 * torch.get_num_threads() * rows * (wide + 2 + c.head_width)
    block = 4 * batch * read * max(ff, attention)
    block = max(block, 4 * batch * read * (6 * d + 2 * kv) + scores)
    block += 4 * batch * read * (kv * c.value_embeddings + d * c.x0_mixing)
    # Logits, scaled, softmax and the draw; a sorted copy and its order, mass and mask for top_p.
    choice = 4 * batch * c.vocab_size * (9 if s.top_p < 1 else 4)
    weights = 4 * sum(_parameters(c).values()) + _tables(c)
    return {"weights": weights, "cache": cache, "step": max(block, choice)}
