"""Checkpoints of the five predecessors become ours: their weights under our names.

A layout says what a repository calls our modules, and which preset holds what the file itself does
not tell. Keys beyond those names, or too few of them, are an error that names them. Reading never
executes what a file holds: what is no plain value is refused or, where a predecessor is known to
have put it beside the weights, replaced by an object that does nothing.
"""

from __future__ import annotations

import dataclasses
import pickle
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ..config import ModelConfig
from ..model import MiniTransformer, rotary_table, sinusoidal_table
from ..presets import preset
from ..tokenizer import Tokenizer
from ..tokenizers.simple import CharacterTokenizer

# Our modules, in the order in which a layout gives their names.
OUTER = ("embedding", "final_norm", "head", "positions")
INNER = ("attention_norm", "feedforward_norm", "qkv", "out", "up", "down", "gate")


@dataclass(frozen=True)
class Layout:
    """One repository's names for `OUTER` and, after `layer` (# is its number), for `INNER`."""

    origin: str
    preset: str
    outer: str
    layer: str
    inner: str  # a+b: what is one matrix with us is two with them
    buffers: tuple[str, ...] = ()  # constants: not kept
    heads: int | None = None  # where the file does not tell; None: by `known_heads`, or asked for
    known_heads: dict[tuple[int, int], int] = field(default_factory=dict)  # (d_model, layers)
    vocabulary: str = "GPT-2's byte-pair encoding"

    def keys(self, name: str) -> list[str]:
        """Their keys for a parameter of ours, "embedding.weight" or "blocks.3.qkv.weight"."""
        *path, module, kind = name.split(".")
        ours, theirs = (INNER, self.inner) if path else (OUTER, self.outer)
        before = self.layer.replace("#", path[1]) if path else ""
        each = dict(zip(ours, theirs.split(), strict=False))[module]  # the last may be absent
        return [before + e + ("" if e.endswith("_") else ".") + kind for e in each.split("+")]


LAYOUTS = (
    Layout(
        "Jay2cop/Tiny_LLM",
        "char-1m",
        "token_emb ln head pos_emb",
        *("blocks.layers.#.", "norm1 norm2 self_attn.in_proj_ self_attn.out_proj linear1 linear2"),
        heads=4,
        vocabulary="single characters",
    ),
    Layout(
        "ThomasCode23/TinyLM",
        "chat-36m",
        "embedding ln_final output",
        *("layers.#.", "ln1 ln2 attn.in_proj_ attn.out_proj ffn.0 ffn.2"),
        buffers=("pos_encoder.pe",),
        heads=8,
        vocabulary="a SentencePiece model of its own (tokenizer.model)",
    ),
    Layout(
        "greatvivek11/tinyLLM",
        "tinystories-32m",
        "token_embedding_table ln_f lm_head position_embedding_table",
        *("blocks.#.", "ln1 ln2 attn.wq+attn.wk+attn.wv attn.wo ffwd.net.0 ffwd.net.2"),
        buffers=("blocks.#.attn.tril",),
        known_heads={(256, 8): 8, (128, 6): 4, (384, 12): 6},
    ),
    Layout(
        "RobinLmn/tiny-llm",
        "wikitext-77m",
        "embeddings.token_embeddings normalization_layer output_projection "
        "embeddings.positional_embeddings",
        "transformer_blocks.#.",
        "attention_normalization_layer feed_forward_normalization_layer "
        "multi_head_attention.attention_projection multi_head_attention.output_projection "
        "feed_forward.first_layer feed_forward.second_layer",
        buffers=("transformer_blocks.#.multi_head_attention.bias",),
        heads=8,
    ),
    Layout(
        "dheepakshakthi/Custom_LLM",
        "llm-251m",
        "token_embedding ln_f lm_head",
        *("blocks.#.", "ln1 ln2 attn.qkv attn.out_proj ff.w3 ff.w2 ff.w1"),
        buffers=("blocks.#.attn.rotary_emb.inv_freq",),
    ),
)


class _Values:
    """Stands in a file for what is no plain value: keeps its fields and does nothing."""

    def __init__(self, *_: Any) -> None:
        pass

    def __setstate__(self, state: Any) -> None:
        self.__dict__.update(state if isinstance(state, dict) else {})


_REPLACED = ("core.model.ModelConfig", "core.tokenizer.TokenizerType")  # RobinLmn's
_REPLACED += ("numpy.dtype", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar")


def read(
    path: Path, tokenizer: Tokenizer | str | Path | None, num_heads: int | None
) -> tuple[ModelConfig, dict[str, Tensor], Tokenizer, str, dict]:
    """(config, weights, tokenizer, repository, more of the checkpoint) of a predecessor's file.

    Raises `ValueError` for a file that is damaged or of no known layout, and when `tokenizer` or
    `num_heads` is needed and missing, or does not fit.
    """
    payload = _load(path)
    sets = (payload.get("model_state_dict"), payload.get("model"), payload)
    found = next((each for each in sets if isinstance(each, dict) and _all_tensors(each)), {})
    # What torch.compile and parallel wrappers put before the names is no part of them.
    weights = {re.sub(r"^((_orig_mod|module)\.)+", "", key): found[key] for key in found}
    for layout in LAYOUTS:
        if all(layout.keys(f"{each}.weight")[0] in weights for each in ("embedding", "final_norm")):
            break
    else:
        raise ValueError(
            f"{str(path)!r} is not a tinylm checkpoint (it carries no tinylm checksum), nor that "
            "of a known predecessor; use a file that tinylm wrote."
        )
    told = payload.get("model_config", payload.get("config"))
    told = getattr(told, "__dict__", told)
    try:
        config = _config(layout, weights, told if isinstance(told, dict) else {}, num_heads)
        renamed = _renamed(layout, weights, config)
        mine = _tokenizer(layout, payload.get("itos"), config.vocab_size, tokenizer)
    except ValueError as error:
        raise ValueError(f"{str(path)!r}, a checkpoint of {layout.origin}: {error}") from None
    return config, renamed, mine, layout.origin, dict(stage="pretrain")


def _load(path: Path) -> dict:
    try:
        with zipfile.ZipFile(path) as archive:
            if (part := archive.testzip()) is not None:
                raise zipfile.BadZipFile(f"its part {part} is damaged")
        with torch.serialization.safe_globals([(_Values, name) for name in _REPLACED]):
            payload = torch.load(path, map_location="cpu", weights_only=True)
    except (zipfile.BadZipFile, pickle.UnpicklingError, RuntimeError, EOFError, KeyError) as error:
        raise ValueError(
            f"{str(path)!r} is not a tinylm checkpoint (it carries no tinylm checksum), nor plain "
            f"weights and values of a predecessor ({repr(error)[:120]}); "
            "use a file that tinylm wrote."
        ) from None
    return payload if isinstance(payload, dict) else {}


def _all_tensors(values: dict) -> bool:
    return all(isinstance(k, str) and isinstance(v, Tensor) for k, v in values.items())


def _config(
    layout: Layout, weights: dict[str, Tensor], told: dict, num_heads: int | None
) -> ModelConfig:
    """What the shapes tell, else what the file's own settings tell, else what the preset says."""

    def tensor(name: str) -> Tensor:
        key = layout.keys(name)[0]
        if key not in weights:
            raise ValueError(f"it lacks {key}: use a file with all weights of the model.")
        return weights[key]

    vocab_size, d_model = tensor("embedding.weight").shape
    usual = preset(layout.preset, vocab_size)
    layers = len({re.search(r"\.(\d+)\.", key)[1] for key in weights if _any(key) != key})
    length = told.get("seq_length", usual.context_length)
    heads = told.get("nhead", told.get("head_number"))
    if (frequencies := weights.get("blocks.0.attn.rotary_emb.inv_freq")) is not None:
        heads = d_model // max(1, 2 * frequencies.numel())
    if num_heads is not None and heads not in (None, num_heads):
        raise ValueError(f"its heads are {heads}, not num_heads={num_heads}: leave that out.")
    heads = heads or num_heads or layout.known_heads.get((d_model, layers), layout.heads)
    if heads is None:
        raise ValueError(
            f"it does not tell its number of heads (d_model is {d_model}, layers are {layers}): "
            "give it as num_heads=."
        )
    return dataclasses.replace(
        usual,
        context_length=len(tensor("positions.weight")) if usual.position == "learned" else length,
        d_model=d_model,
        num_heads=heads,
        num_layers=layers,
        d_ff=len(tensor("blocks.0.up.weight")),
        tie_weights=torch.equal(tensor("head.weight"), tensor("embedding.weight")),
        dropout=told.get("dropout", usual.dropout),
    )


def _any(key: str) -> str:
    """The key with # for the number of its layer."""
    return re.sub(r"\.\d+\.", ".#.", key, count=1)


def _renamed(layout: Layout, weights: dict[str, Tensor], config: ModelConfig) -> dict[str, Tensor]:
    """The weights by our names. Constants are left out, and so must be the same with us."""
    with torch.device("meta"):
        ours = MiniTransformer(config).state_dict()
    theirs = {name: layout.keys(name) for name in ours}
    wanted = {key for keys in theirs.values() for key in keys}
    unknown = {key for key in weights if _any(key) not in layout.buffers} - wanted
    for fault, keys in (("lacks", wanted - weights.keys()), ("holds the unknown", unknown)):
        if keys:
            more = f" and {len(keys) - 4} more" if len(keys) > 4 else ""
            raise ValueError(
                f"it {fault} {', '.join(sorted(keys)[:4])}{more}: use a file with all weights of "
                "the model and no others."
            )
    renamed = {}
    for name, like in ours.items():
        parts = [weights[key] for key in theirs[name]]
        fits = all(p.dim() == like.dim() and p.shape[1:] == like.shape[1:] for p in parts)
        if not fits or sum(map(len, parts)) != len(like):
            shapes = " and ".join(f"{k} of {list(weights[k].shape)}" for k in theirs[name])
            raise ValueError(f"it holds {shapes}, and the rest asks for {list(like.shape)}.")
        renamed[name] = torch.cat(parts) if len(parts) > 1 else parts[0]
    for key, table in weights.items():
        if key == "pos_encoder.pe":
            right = sinusoidal_table(config.context_length, config.d_model).flatten()
            table = table.flatten()[: len(right)]
        elif key.endswith("inv_freq"):
            right = rotary_table(2, config.head_width, config.rope_base)[1]
            table = torch.stack([table.cos(), table.sin()])  # the angles at position 1
        else:
            continue
        if table.shape != right.shape or not torch.allclose(table.float(), right, atol=1e-3):
            raise ValueError(f"its {key} holds other positions than that architecture's.")
    return renamed


def _tokenizer(
    layout: Layout, characters: Any, vocab_size: int, given: Tokenizer | str | Path | None
) -> Tokenizer:
    if isinstance(characters, dict):
        if given is not None:
            raise ValueError("it carries its own characters: leave tokenizer= out.")
        given = CharacterTokenizer([characters.get(i) for i in range(len(characters))])
    if given is None:
        raise ValueError(
            f"it carries no tokenizer, and was made with {layout.vocabulary} of {vocab_size:,} "
            "tokens: give that as tokenizer=, a tinylm tokenizer or the path of one."
        )
    tokenizer = given if isinstance(given, Tokenizer) else Tokenizer.load(given)
    if tokenizer.vocab_size != vocab_size:
        raise ValueError(
            f"the tokenizer has {tokenizer.vocab_size:,} tokens and the model {vocab_size:,}: give "
            f"the one that it was made with, {layout.vocabulary}."
        )
    return tokenizer
