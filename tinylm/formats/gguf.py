"""One GGUF file for llama.cpp, Ollama and what else reads it: weights, tokenizer, chat template.

llama.cpp knows three of our shapes: `llama`, `qwen3` and `gpt2`. With rotary positions it turns
neighbouring numbers of a head in the first and the two halves in the second, as we do; for the
first, the rows of queries and keys are put in that order, which leaves every product as it was.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import torch
from torch import Tensor, nn

from ..checkpoint import Checkpoint, check_float
from ..config import ModelConfig
from ..files import write_atomically
from ..model import MiniTransformer
from ..tokenizer import SentencePieceTokenizer, Tokenizer
from ..tokenizers.gpt2 import _BYTE_OF, GPT2Tokenizer
from .layouts import layout_of
from .template import chat_template

FILE_TYPES = {"f32": "ALL_F32", "f16": "MOSTLY_F16", "q8_0": "MOSTLY_Q8_0"}
BLOCK = 32  # numbers of a row that share a scale in q8_0
ODD = "a  \ufb01\t a  "  # text that a SentencePiece model may be made to tidy up


def export_gguf(
    lm: Checkpoint, path: str | Path, type: str = "f16", approximate: bool = False
) -> Path:
    """Writes `lm` to `path` with matrices of `type`: f32, f16, or q8_0 (8 bits, a scale for each 32
    numbers of a row; rows that 32 does not divide stay f16). Vectors and learned positions are f32.
    `approximate` also writes what llama.cpp computes only nearly: GELU.

    Raises `ValueError` naming what llama.cpp cannot express, and `ImportError` without `gguf`.
    """
    if type not in FILE_TYPES:
        raise ValueError(f"type={type!r} is not one of {', '.join(FILE_TYPES)}.")
    check_float(lm, "an export")
    layout = _layout(lm.config, approximate)
    try:
        gguf: Any = importlib.import_module("gguf")
    except ImportError:
        raise ImportError(
            'writing a GGUF file needs gguf: install it with `pip install "tinylm[export]"`.'
        ) from None
    path, lists = Path(path), _vocabulary(lm.tokenizer)

    def write(temporary: Path) -> None:
        with contextlib.closing(gguf.GGUFWriter(temporary, layout)) as writer:
            _describe(writer, lm, layout, path.stem)
            writer.add_file_type(gguf.LlamaFileType[FILE_TYPES[type]])
            writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
            _add_tokenizer(writer, lm, lists)
            for name, tensor in _tensors(lm.model, layout):
                values = tensor.detach().float().cpu().numpy()
                kind = gguf.GGMLQuantizationType[_kind(name, values, type)]
                writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()

    write_atomically(path, write)
    return path


def _layout(config: ModelConfig, approximate: bool) -> str:
    layout = layout_of(config)
    if layout not in ("llama", "qwen3", "gpt2"):
        raise ValueError(
            f"a model of {layout}'s layout cannot be written as GGUF, for llama.cpp does not know "
            "it: export it as hf."
        )
    if layout == "gpt2" and config.activation != "gelu":
        raise ValueError(
            f"activation={config.activation!r} cannot be written as GGUF, for llama.cpp's GPT-2 "
            "has GELU alone: export it as hf."
        )
    if layout == "gpt2" and not approximate:
        raise ValueError(
            "activation='gelu' is not exact in llama.cpp, which takes tanh and a table in float16 "
            "(logits differ by up to some 0.02, and a greedy text now and then): export it as hf, "
            "or write it all the same with export_gguf(..., approximate=True)."
        )
    return layout


def _describe(writer: Any, lm: Checkpoint, layout: str, name: str) -> None:
    """What llama.cpp builds the model by, and what it shows of it."""
    config, parameters = lm.config, lm.model.num_parameters()
    writer.add_type("model")
    writer.add_name(name)
    writer.add_uint64("general.parameter_count", parameters)
    writer.add_size_label(f"{parameters / 1e6:.1f}M")
    writer.add_vocab_size(config.vocab_size)
    writer.add_context_length(config.context_length)
    writer.add_embedding_length(config.d_model)
    writer.add_block_count(config.num_layers)
    writer.add_feed_forward_length(config.ff_width)
    writer.add_head_count(config.num_heads)
    writer.add_head_count_kv(config.kv_heads)
    if layout == "gpt2":
        writer.add_layer_norm_eps(lm.model.final_norm.eps)
    else:
        writer.add_layer_norm_rms_eps(lm.model.final_norm.eps)
        writer.add_key_length(config.head_width)
        writer.add_value_length(config.head_width)
        writer.add_rope_dimension_count(config.head_width)
        writer.add_rope_freq_base(config.rope_base)


def _kind(name: str, values: np.ndarray, type: str) -> str:
    if values.ndim < 2 or type == "f32" or name == "position_embd.weight":
        return "F32"
    if type == "q8_0" and values.shape[1] % BLOCK == 0:
        return "Q8_0"
    if np.abs(values).max() > np.finfo(np.float16).max:
        raise ValueError(f"{name} has a number of {np.abs(values).max():g}: use type='f32'.")
    return "F16"


def _tensors(model: MiniTransformer, layout: str) -> Iterator[tuple[str, Tensor]]:
    """llama.cpp's names, and our weights as it reads them."""
    config = model.config
    yield "token_embd.weight", model.embedding.weight
    if config.position != "rope":
        learned = config.position == "learned"
        yield "position_embd.weight", model.positions.weight if learned else model.positions
    for i, block in enumerate(model.blocks):
        attention, feedforward, at = block.attention, block.feedforward, f"blk.{i}."
        if layout == "gpt2":
            yield from _both(at + "attn_qkv", attention.qkv, always=True)
        else:
            for kind, values in _both("", attention.qkv):
                parts = values.split(attention.rows)
                for name, part in zip("qkv", parts, strict=True):
                    turns = layout == "llama" and name != "v"
                    heads = config.num_heads if name == "q" else config.kv_heads
                    yield f"{at}attn_{name}{kind}", _neighbours(part, heads) if turns else part
        modules = dict(attn_norm=block.attention_norm, attn_output=attention.out)
        modules |= dict(attn_q_norm=attention.q_norm, attn_k_norm=attention.k_norm)
        modules |= dict(ffn_norm=block.feedforward_norm, ffn_gate=feedforward.gate)
        modules |= dict(ffn_up=feedforward.up, ffn_down=feedforward.down)
        for name, module in modules.items():
            if module is not None:
                yield from _both(at + name, module, always=layout == "gpt2")
    yield from _both("output_norm", model.final_norm, always=layout == "gpt2")
    if not config.tie_weights:
        yield "output.weight", model.head.weight


def _both(name: str, module: nn.Module, always: bool = False) -> Iterator[tuple[str, Tensor]]:
    """A module's weight, and its bias if it has one; `always`: zeros stand for what it lacks."""
    yield f"{name}.weight", module.weight
    bias = getattr(module, "bias", None)
    if bias is not None or always:
        yield f"{name}.bias", torch.zeros(len(module.weight)) if bias is None else bias


def _neighbours(rows: Tensor, heads: int) -> Tensor:
    """The rows of each head, (a0 a1 ... b0 b1 ...), as (a0 b0 a1 b1 ...): what is turned together
    stands together."""
    return rows.unflatten(0, (heads, 2, -1)).transpose(1, 2).flatten(0, 2)


def _vocabulary(tokenizer: Tokenizer) -> dict[str, Any]:
    """The tokenizer as llama.cpp's lists. Raises `ValueError` for a kind that it does not know."""
    if isinstance(tokenizer, GPT2Tokenizer):
        letter = {byte: c for c, byte in _BYTE_OF.items()}
        size = range(tokenizer.vocab_size)
        texts = ["".join(letter[b] for b in tokenizer.token_bytes(i)) for i in size]
        return dict(
            model="gpt2",
            tokens=[text or tokenizer.piece(i) for i, text in enumerate(texts)],
            types=["NORMAL" if text else "CONTROL" for text in texts],
            merges=tokenizer.model["merges"].split("\n"),
        )
    if not isinstance(tokenizer, SentencePieceTokenizer):
        raise ValueError(
            f"a {tokenizer.__class__.__name__} cannot be written as GGUF, for llama.cpp knows BPE "
            "of SentencePiece and GPT-2's alone: train a model with kind='bpe'."
        )
    sp = sentencepiece.SentencePieceProcessor(model_proto=tokenizer.model)
    size = range(sp.get_piece_size())
    tokens = [sp.id_to_piece(i) for i in size]
    tests = dict(CONTROL=sp.is_control, BYTE=sp.is_byte, UNKNOWN=sp.is_unknown)
    types = [next((name for name, is_so in tests.items() if is_so(i)), "NORMAL") for i in size]
    scores = [sp.get_score(i) for i in size]
    ranks = [score for score, kind in zip(scores, types, strict=True) if kind == "NORMAL"]
    # llama.cpp joins the pair of the best score, as BPE does, and takes the text as it is.
    plain = sp.decode(sp.encode(ODD)) == ODD and sp.encode(ODD, out_type=str)[0][0] == ODD[0]
    if ranks != [-float(n) for n in range(len(ranks))] or not plain or "BYTE" not in types:
        raise ValueError(
            "this SentencePiece model cannot be written as GGUF, for it changes the text, has "
            "symbols of its own or is no BPE with bytes, and llama.cpp would give other tokens: "
            "train one with tinylm.train_tokenizer."
        )
    return dict(model="llama", tokens=tokens, types=types, scores=scores)


def _add_tokenizer(writer: Any, lm: Checkpoint, lists: dict[str, Any]) -> None:
    tokenizer = lm.tokenizer
    kinds: Any = importlib.import_module("gguf").TokenType
    writer.add_tokenizer_model(lists["model"])
    writer.add_tokenizer_pre("default" if lists["model"] == "llama" else "gpt-2")
    writer.add_token_list(lists["tokens"])
    writer.add_token_types([kinds[name] for name in lists["types"]])
    if lists["model"] == "llama":
        writer.add_token_scores(lists["scores"])
        writer.add_unk_token_id(lists["types"].index("UNKNOWN"))
        writer.add_remove_extra_whitespaces(False)
    else:
        writer.add_token_merges(lists["merges"])
    writer.add_bos_token_id(tokenizer.bos_id)
    writer.add_eos_token_id(tokenizer.eos_id)
    writer.add_add_bos_token(True)  # as `encode_prompt` does
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    if lm.stage == "chat":
        writer.add_chat_template(chat_template(lm))
