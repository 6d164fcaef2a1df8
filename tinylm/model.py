"""`MiniTransformer`: a decoder-only transformer whose parts are chosen by `ModelConfig`.

Shapes: B batch, T time (tokens), C width (`d_model`), H heads, D head width, V vocabulary.
Positions: RoPE (Su et al., 2021), learned, or sinusoidal (Vaswani et al., 2017). Feed-forward:
GELU, ReLU, ReLU squared (So et al., 2021) or SwiGLU (Shazeer, 2020). LayerNorm or RMSNorm (Zhang
and Sennrich, 2019), before or after each sublayer. Nothing here trains or samples.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import ModelConfig
from .kernels import rms_norm, short_attention, turned
from .lookups import Lookups


class Cache(Protocol):
    """Keys and values of the tokens already read, one pair a layer (`generation.KVCache`)."""

    length: int  # tokens held, of the longest row
    lengths: Tensor | None  # (B,) where rows differ: then one token a row is read
    last: Tensor | None  # (B,) the newest of them

    def append(self, layer: int, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        """Adds (B, H, T, D) keys and values and returns all of that layer."""
        ...


class MiniTransformer(nn.Module):
    """Token ids (B, T) to logits (B, T, V). `model.head` is the output layer."""

    stored = "float32"  # how a checkpoint holds the weights

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        looks = config.value_embeddings or config.x0_mixing or config.bigram_rows
        self.lookups = Lookups(config) if looks else None
        if config.position == "learned":
            self.positions = nn.Embedding(config.context_length, config.d_model)
        elif config.position == "sinusoidal":
            table = sinusoidal_table(config.context_length, config.d_model)
            self.register_buffer("positions", table, persistent=False)
        else:
            table = rotary_table(config.context_length, config.head_width, config.rope_base)
            self.register_buffer("rotations", table, persistent=False)
        self.embedding_norm = make_norm(config, config.d_model) if config.bare_norms else None
        if config.bare_norms:
            self.embedding_norm.feeds = False  # it is the stream itself
        self.dropout = make_dropout(config)
        self.blocks = nn.ModuleList(Block(config, i) for i in range(config.num_layers))
        self.final_norm = make_norm(config, config.d_model)
        self.head = nn.Linear(config.d_model, config.vocab_size, bias=config.head_bias)
        if config.tie_weights:
            self.head.weight = self.embedding.weight

    def forward(
        self, ids: Tensor, cache: Cache | None = None, segments: Tensor | None = None
    ) -> Tensor:
        """Logits (B, T, V) for the token after each position. Token t sees tokens 0 to t only, and
        of these, with `segments` (B, T), only neighbours with its own number, as if it stood in a
        row of its own: several documents can share a row."""
        return self.head(self.hidden(ids, cache, segments))

    def hidden(
        self,
        ids: Tensor,
        cache: Cache | None = None,
        segments: Tensor | None = None,
        through: Callable[..., Tensor] | None = None,
    ) -> Tensor:
        """What the head reads: hidden states (B, T, C) after the final norm. `through` calls each
        block with its inputs, in place of `call`."""
        config, T = self.config, ids.shape[1]
        start, places = (cache.length, cache.lengths) if cache is not None else (0, None)
        if start + T > config.context_length:
            raise ValueError(
                f"{start + T} tokens do not fit context_length={config.context_length}: "
                "give the model fewer tokens."
            )
        x = self.embedding(ids)
        lookups, rotations = self.lookups, None
        if config.bigram_rows:
            x = x + lookups.pair(ids, cache.last if start else None, segments)
        at = slice(start, start + T) if places is None else places[:, None]
        if config.position == "rope":  # only distances count, so a segment may begin anywhere
            rotations = self.rotations[at]
        else:
            table = self.positions.weight if config.position == "learned" else self.positions
            x = x + table[at if segments is None else within(segments)]
        if self.embedding_norm is not None:
            x = self.embedding_norm(x)
        x, mask = self.dropout(x), None
        if segments is not None:
            mask = (segments[:, :, None] == segments[:, None, :]).tril()[:, None]  # (B, 1, T, T)
        elif places is not None:  # a row's own past, not that of longer ones
            mask = (torch.arange(start + 1, device=ids.device) <= places[:, None])[:, None, None]
        elif start and T > 1:  # several new tokens after cached ones: each sees the past and itself
            mask = torch.ones(T, start + T, dtype=torch.bool, device=ids.device).tril(start)
        x0, values = x if config.x0_mixing else None, None
        for i, block in enumerate(self.blocks):
            if config.x0_mixing:
                x = lookups.mixed(i, x, x0)
            if config.value_embeddings:
                values = lookups.values[i](ids)
            x = (through or call)(block, x, rotations, cache, mask, values)
        if cache is not None:
            cache.length, cache.last = cache.length + T, ids[:, -1]
        return self.final_norm(x)

    def reset_parameters(self, seed: int) -> None:
        """N(0, 0.02) matrices, residual outputs smaller by sqrt(2 layers) (GPT-2's scheme), but
        attention begins by carrying over what it reads, and a head of its own as the embedding.

        Then a token that is attended to is a token that becomes likelier, from the first step on,
        and only where to look is left to learn: names are kept after fewer steps.
        """
        generator = torch.Generator().manual_seed(seed)
        shrink = 1 / math.sqrt(2 * self.config.num_layers)
        for name, parameter in self.named_parameters():
            if name.startswith("lookups."):
                continue
            if parameter.dim() < 2:  # norms begin at one, biases at zero
                nn.init.constant_(parameter, 1.0 if "norm" in name and "weight" in name else 0.0)
                continue
            std = 0.02 * (shrink if name.endswith(("attention.out.weight", "down.weight")) else 1)
            # Drawn on the CPU, so that a seed means the same weights on every device.
            values = torch.empty(parameter.shape).normal_(0, std, generator=generator)
            with torch.no_grad():
                parameter.copy_(values)
        with torch.no_grad():
            for block in self.blocks:
                block.attention.carry_over(CARRIED / self.config.num_layers, generator)
            self.head.weight.copy_(self.embedding.weight)
        if self.lookups is not None:
            self.lookups.reset_parameters()

    def untie(self) -> None:
        """Gives a tied head a matrix of its own with the same values; the body is unchanged."""
        if self.config.tie_weights:
            self.head.weight = nn.Parameter(self.embedding.weight.detach().clone())
            self.config = dataclasses.replace(self.config, tie_weights=False)

    def num_parameters(self) -> int:
        return sum(p.numel() for p in self.parameters())


def call(block: nn.Module, *inputs: object) -> Tensor:
    return block(*inputs)


SHORT = 512  # tokens: the longest window for `short_attention`
CARRIED = 1.0  # of what attention reads, in all layers together, before training


class Block(nn.Module):
    """Attention, then feed-forward, each added to the residual stream."""

    def __init__(self, config: ModelConfig, layer: int) -> None:
        super().__init__()
        self.attention_norm = make_norm(config, config.d_model)
        self.attention = Attention(config, layer)
        self.feedforward_norm = make_norm(config, config.d_model)
        self.feedforward = FeedForward(config)
        self.dropout = make_dropout(config)
        self.pre = config.norm_order == "pre"

    def forward(
        self,
        x: Tensor,
        rotations: Tensor | None,
        cache: Cache | None,
        mask: Tensor | None,
        values: Tensor | None = None,
    ) -> Tensor:
        given = rotations, cache, mask, values
        if self.pre:
            x = x + self.dropout(self.attention(self.attention_norm(x), *given))
            return x + self.dropout(self.feedforward(self.feedforward_norm(x)))
        x = self.attention_norm(x + self.dropout(self.attention(x, *given)))
        return self.feedforward_norm(x + self.dropout(self.feedforward(x)))


class Attention(nn.Module):
    """Causal self-attention; fewer key/value heads than heads make it grouped-query attention
    (Ainslie et al., 2023): less memory in the cache."""

    def __init__(self, config: ModelConfig, layer: int) -> None:
        super().__init__()
        self.layer, self.dropout = layer, config.dropout
        self.heads, self.kv_heads = config.num_heads, config.kv_heads
        narrow = self.kv_heads * config.head_width
        self.rows = [config.d_model, narrow, narrow]  # queries, keys, values
        self.qkv = nn.Linear(config.d_model, sum(self.rows), bias=config.bias)
        self.out = nn.Linear(config.d_model, config.d_model, bias=config.bias)
        self.q_norm = self.k_norm = None
        if config.qk_norm:
            self.q_norm = rms_gains(config, nn.RMSNorm(config.head_width, eps=1e-6))
            self.k_norm = rms_gains(config, nn.RMSNorm(config.head_width, eps=1e-6))

    def forward(
        self,
        x: Tensor,
        rotations: Tensor | None,
        cache: Cache | None,
        mask: Tensor | None = None,
        values: Tensor | None = None,
    ) -> Tensor:
        """`mask` says who sees whom; None: everyone the past and itself."""
        B, T, C = x.shape
        q, k, v = self.project(x, rotations, values)
        if cache is not None:
            k, v = cache.append(self.layer, k, v)
        past = k.shape[2] - T
        dropout = self.dropout if self.training else 0.0
        causal, grouped = T > 1 and mask is None, self.kv_heads != self.heads
        if not past and not dropout and T <= SHORT and q.dtype == torch.bfloat16 and x.is_cpu:
            y = short_attention(q, k, v, mask)
        else:
            y = F.scaled_dot_product_attention(
                q, k, v, mask, dropout, is_causal=causal, enable_gqa=grouped
            )
        return self.out(y.transpose(1, 2).reshape(B, T, C))

    def project(
        self, x: Tensor, rotations: Tensor | None, values: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Queries (B, H, T, D), keys and values (B, key/value heads, T, D) of `x` (B, T, C).
        `values` (B, T, key/value width) are added to those that are computed."""
        B, T, C = x.shape
        heads = self.qkv(x).view(B, T, -1, C // self.heads)
        qk, v = heads.split((self.heads + self.kv_heads, self.kv_heads), dim=2)
        if values is not None:
            v = v + values.view(v.shape).to(v.dtype)
        if rotations is not None or self.q_norm is not None:
            scale = None
            if self.q_norm is not None:
                scale = [self.q_norm.weight] * self.heads + [self.k_norm.weight] * self.kv_heads
                scale = torch.stack(scale)
            qk = turned(qk, scale, rotations, eps=1e-6)
        q, k = qk.split((self.heads, self.kv_heads), dim=2)
        return q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2)

    def carry_over(self, scale: float, generator: torch.Generator) -> None:
        """Orthogonal values, and as output their transpose: `scale` times what is read comes out
        (with fewer value heads, its projection on as many directions)."""
        wide, narrow = self.rows[0], self.rows[2]
        directions = torch.linalg.qr(torch.randn(wide, narrow, generator=generator))[0]
        share = self.heads // self.kv_heads  # heads that read the same values
        back = directions.unflatten(1, (self.kv_heads, 1, -1)).expand(-1, -1, share, -1)
        self.qkv.weight[-narrow:].copy_(directions.mT * scale**0.5)
        self.out.weight.copy_(back.flatten(1) * (scale**0.5 / share))


def within(segments: Tensor) -> Tensor:
    """(B, T): each token's place in its segment, counted from 0."""
    places = torch.arange(segments.shape[1], device=segments.device)
    begins = F.pad(segments.diff(dim=1) != 0, (1, 0), value=True)
    return places - (places * begins).cummax(dim=1).values


class FeedForward(nn.Module):
    """Two matrices around an activation, or three with a gate (SwiGLU)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        width = config.ff_width
        self.activation = config.activation
        self.up = nn.Linear(config.d_model, width, bias=config.bias)
        self.gate = None
        if config.activation == "swiglu":
            self.gate = nn.Linear(config.d_model, width, bias=config.bias)
        self.down = nn.Linear(width, config.d_model, bias=config.bias)

    def forward(self, x: Tensor) -> Tensor:
        up = self.up(x)
        if self.gate is not None:
            return self.down(F.silu(self.gate(x)) * up)
        if self.activation == "gelu":
            return self.down(F.gelu(up))
        up = F.relu(up)
        return self.down(up * up if self.activation == "relu2" else up)


class RMSNorm(nn.RMSNorm):
    feeds = True  # matrix products alone

    def forward(self, x: Tensor) -> Tensor:
        return rms_norm(x, self.weight, self.eps, self.feeds)


def make_norm(config: ModelConfig, width: int) -> nn.Module:
    if config.norm == "rmsnorm":
        norm = RMSNorm(width, eps=1e-6)
        norm.feeds = config.norm_order == "pre"  # after a sublayer it is the stream itself
        return rms_gains(config, norm)
    return nn.LayerNorm(width, bias=config.bias if config.norm_bias is None else config.norm_bias)


def rms_gains(config: ModelConfig, norm: nn.RMSNorm) -> nn.RMSNorm:
    """`norm` with the gains that the config asks for: learned, or ones that stay so."""
    if config.bare_norms:
        del norm.weight
        norm.register_buffer("weight", torch.ones(norm.normalized_shape), persistent=False)
    return norm


def make_dropout(config: ModelConfig) -> nn.Module:
    """With a rate of 0 a module that does nothing: sampling calls it several times a token."""
    return nn.Dropout(config.dropout) if config.dropout else nn.Identity()


def rotary_table(length: int, head_width: int, base: float) -> Tensor:
    """Cosines and sines (length, 2, head_width / 2) of the rotary angles."""
    frequencies = base ** (-torch.arange(0, head_width, 2, dtype=torch.float32) / head_width)
    angles = torch.arange(length, dtype=torch.float32)[:, None] * frequencies
    return torch.stack([angles.cos(), angles.sin()], dim=1)


def sinusoidal_table(length: int, width: int) -> Tensor:
    """(length, width): sines in even columns, cosines in odd ones."""
    frequencies = 10_000.0 ** (-torch.arange(0, width, 2, dtype=torch.float32) / width)
    angles = torch.arange(length, dtype=torch.float32)[:, None] * frequencies
    return torch.stack([angles.sin(), angles.cos()], dim=-1).reshape(length, width)
