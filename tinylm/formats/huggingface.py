"""A checkpoint as a folder that Transformers, vLLM and llama.cpp's converter open, and back.

Weights go out as they are: cut, turned or transposed as the layout wants it, never rounded. Where a
layout has biases that the model lacks, they are zeros. Reading takes safetensors only, in one file
or in several, and executes nothing.
"""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import uuid
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ..checkpoint import Checkpoint, load_checkpoint
from ..config import ModelConfig, SampleConfig
from ..files import explained
from ..model import MiniTransformer
from ..tokenizer import Tokenizer
from .card import write_card
from .layouts import layout_of
from .tokens import needed, read_json, read_tokenizer, template_in, write_json, write_tokenizer

_ROTARY = {  # our modules: theirs, of each block or, without "blocks.", of the whole
    "embedding": "model.embed_tokens",
    "final_norm": "model.norm",
    "head": "lm_head",
    "blocks": "model.layers",
    "attention_norm": "input_layernorm",
    "attention.qkv": "self_attn.q_proj self_attn.k_proj self_attn.v_proj",
    "attention.out": "self_attn.o_proj",
    "attention.q_norm": "self_attn.q_norm",
    "attention.k_norm": "self_attn.k_norm",
    "feedforward_norm": "post_attention_layernorm",
    "feedforward.gate": "mlp.gate_proj",
    "feedforward.up": "mlp.up_proj",
    "feedforward.down": "mlp.down_proj",
}
_SQUARED = {name: key for name, key in _ROTARY.items() if "norm" not in name}
_SQUARED |= {"feedforward.up": "mlp.fc1", "feedforward.down": "mlp.fc2"}
_NAMES = {
    "llama": _ROTARY,
    "qwen3": _ROTARY,
    "nanochat": _SQUARED,
    "gpt2": {
        "embedding": "transformer.wte",
        "positions": "transformer.wpe",
        "final_norm": "transformer.ln_f",
        "head": "lm_head",
        "blocks": "transformer.h",
        "attention_norm": "ln_1",
        "attention.qkv": "attn.c_attn",
        "attention.out": "attn.c_proj",
        "feedforward_norm": "ln_2",
        "feedforward.up": "mlp.c_fc",
        "feedforward.down": "mlp.c_proj",
    },
}
_CLASSES = {
    "llama": "LlamaForCausalLM",
    "qwen3": "Qwen3ForCausalLM",
    "nanochat": "NanoChatForCausalLM",
    "gpt2": "GPT2LMHeadModel",
}
_BUFFERS = re.compile(r".*(\.rotary_emb\.inv_freq|\.attn\.bias|\.attn\.masked_bias)")


def export_hf(lm: Checkpoint, folder: str | Path) -> Path:
    """Writes `lm` as a folder for Transformers: config, weights, tokenizer, chat template (of a
    checkpoint tuned on conversations), generation settings and a model card.

    All of it or nothing is written. Raises `FileExistsError` when the folder holds something
    already, and `ValueError` naming what the layouts there are cannot express.
    """
    folder = Path(folder).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{str(folder)!r} is there already: give a new or an empty folder.")
    if type(lm.model) is not MiniTransformer:
        raise ValueError(
            "these weights are not as they were trained: export the original checkpoint."
        )
    layout = layout_of(lm.config)
    safetensors = needed("safetensors.torch")
    temporary = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:12]}.tmp")
    try:
        temporary.mkdir(parents=True)
        write_tokenizer(lm, temporary)
        write_json(temporary / "config.json", _settings(lm, layout))
        write_json(temporary / "generation_config.json", _generation(lm))
        weights = safetensors.save(outward(lm, layout), {"format": "pt"})
        (temporary / "model.safetensors").write_bytes(weights)
        write_card(lm, temporary, folder.name)
        if folder.exists():
            folder.rmdir()
        os.replace(temporary, folder)
    except OSError as error:
        raise explained(error, folder) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)  # nothing is there after the renaming
    return folder


def import_hf(folder: str | Path) -> Checkpoint:
    """The checkpoint in a folder of Transformers' files; `load_checkpoint` takes one as well."""
    return load_checkpoint(folder)


def _settings(lm: Checkpoint, layout: str) -> dict[str, Any]:
    """What `config.json` says."""
    c, tokenizer = lm.config, lm.tokenizer
    told: dict[str, Any] = dict(
        architectures=[_CLASSES[layout]],
        model_type=layout,
        vocab_size=c.vocab_size,
        tie_word_embeddings=c.tie_weights,
        bos_token_id=tokenizer.bos_id,
        eos_token_id=tokenizer.eos_id,
        dtype="float32",
    )
    if layout == "gpt2":
        names = ("resid_pdrop", "embd_pdrop", "attn_pdrop")
        told |= dict(n_positions=c.context_length, n_embd=c.d_model, n_inner=c.ff_width)
        told |= dict(n_layer=c.num_layers, n_head=c.num_heads, layer_norm_epsilon=1e-5)
        return told | dict(activation_function=c.activation) | dict.fromkeys(names, c.dropout)
    told |= dict(
        hidden_size=c.d_model,
        intermediate_size=c.ff_width,
        num_hidden_layers=c.num_layers,
        num_attention_heads=c.num_heads,
        num_key_value_heads=c.kv_heads,
        head_dim=c.head_width,
        max_position_embeddings=c.context_length,
        hidden_act="relu2" if layout == "nanochat" else "silu",
        rms_norm_eps=1e-6,
        attention_bias=c.bias,
        # Read by Transformers from 5 on, and before.
        rope_parameters=dict(rope_type="default", rope_theta=c.rope_base),
        rope_theta=c.rope_base,
    )
    more = dict(llama=dict(mlp_bias=c.bias), nanochat=dict(final_logit_softcapping=None))
    return told | more.get(layout, {})


def _generation(lm: Checkpoint) -> dict[str, Any]:
    """What `generation_config.json` says: tinylm's own defaults, and where an answer ends."""
    usual, tokenizer = SampleConfig(), lm.tokenizer
    ends = [tokenizer.eos_id]
    if lm.stage == "chat":
        ends += [tokenizer.user_id, tokenizer.bos_id]
    ends = list(dict.fromkeys(i for i in ends if i is not None))
    told = dict(
        bos_token_id=tokenizer.bos_id,
        eos_token_id=ends or None,
        pad_token_id=tokenizer.eos_id,
        do_sample=True,
        temperature=usual.temperature,
        top_k=usual.top_k,
        top_p=usual.top_p,
        max_new_tokens=usual.max_new_tokens,
    )
    return {name: value for name, value in told.items() if value is not None}


def _keys(layout: str, name: str) -> list[str]:
    """Their keys for a weight of ours, "embedding.weight" or "blocks.3.attention.qkv.weight"."""
    names, (module, kind) = _NAMES[layout], name.rsplit(".", 1)
    before = ""
    if block := re.fullmatch(r"blocks\.(\d+)\.(.+)", module):
        before, module = f"{names['blocks']}.{block[1]}.", block[2]
    return [f"{before}{key}.{kind}" for key in names[module].split()]


def _transposed(layout: str, name: str) -> bool:
    """Whether a weight lies there as (inputs, outputs)."""
    matrices = (".qkv.weight", ".out.weight", ".up.weight", ".down.weight")
    return layout == "gpt2" and name.endswith(matrices)


def outward(lm: Checkpoint, layout: str) -> dict[str, Tensor]:
    """The weights by their names in a layout, on the CPU."""
    config, found = lm.config, {}
    state = {name: x.detach().cpu() for name, x in lm.model.state_dict().items()}
    if config.position == "sinusoidal":
        state["positions.weight"] = lm.model.positions.cpu()
    if config.tie_weights:
        del state["head.weight"]
    if layout == "gpt2":
        for name in [name for name in state if name.startswith(("blocks.", "final_norm."))]:
            bias = name.replace(".weight", ".bias")
            state.setdefault(bias, torch.zeros(len(state[name])))
    narrow = config.kv_heads * config.head_width
    rows = [config.d_model, narrow, narrow]
    for name, value in state.items():
        keys, parts = _keys(layout, name), [value]
        if ".qkv." in name:
            parts = list(value.split(rows))
            if layout == "gpt2":  # a key and a value for each head
                share = config.num_heads // config.kv_heads
                parts = [torch.cat([parts[0], *(_shared(x, config, share) for x in parts[1:])])]
            elif layout == "nanochat":
                parts = [*(_mirrored(x, config) for x in parts[:2]), parts[2]]
        if _transposed(layout, name):
            parts = [x.T for x in parts]
        found |= {k: x.clone().contiguous() for k, x in zip(keys, parts, strict=True)}
    return found


def _mirrored(x: Tensor, config: ModelConfig) -> Tensor:
    """The halves of each head's rows exchanged: NanoChat turns by the negative angle."""
    return x.unflatten(0, (-1, config.head_width)).roll(config.head_width // 2, 1).flatten(0, 1)


def _shared(x: Tensor, config: ModelConfig, share: int) -> Tensor:
    """Each key/value head's rows as often as there are heads that read it."""
    heads = x.unflatten(0, (config.kv_heads, config.head_width))
    return heads.repeat_interleave(share, dim=0).flatten(0, 1)


def read(
    folder: Path, tokenizer: Tokenizer | str | Path | None, num_heads: int | None
) -> tuple[ModelConfig, dict[str, Tensor], Tokenizer, str, dict]:
    """(config, weights, tokenizer, origin, more of the checkpoint) of a folder, in our terms.

    Raises `ValueError` naming what is missing, damaged, or cannot be expressed.
    """
    try:
        told = read_json(folder / "config.json")
        if not told:
            raise ValueError(
                "there is no config.json in it: give a checkpoint file, or a folder that "
                "Transformers or `export hf` wrote."
            )
        if num_heads is not None:
            raise ValueError("it tells its own heads: leave num_heads= out.")
        layout = told.get("model_type")
        if layout not in _NAMES:
            raise ValueError(
                f"its model_type is {layout!r}, and only {', '.join(_NAMES)} can be read."
            )
        try:
            config = _config(layout, told)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(
                f"its config.json is not as Transformers writes it ({error!r}): use the file as it "
                "was written."
            ) from None
        config, weights = _inward(layout, config, _weights(folder))
        if tokenizer is None:
            mine = read_tokenizer(folder)
        else:
            mine = tokenizer if isinstance(tokenizer, Tokenizer) else Tokenizer.load(tokenizer)
        if mine.vocab_size != config.vocab_size:
            raise ValueError(
                f"the tokenizer has {mine.vocab_size:,} tokens and the model "
                f"{config.vocab_size:,}: give the one that it was made with as tokenizer=."
            )
        template = template_in(folder, mine)
    except ValueError as error:
        raise ValueError(f"{str(folder)!r}: {error}") from None
    made = dict(stage="chat", chat_template=template) if template else dict(stage="pretrain")
    return config, weights, mine, f"{_CLASSES[layout]} of Transformers", made


def _config(layout: str, told: dict) -> ModelConfig:
    """What `config.json` says in our terms, but for biases and tied weights. Raises `ValueError`
    for what is computed otherwise here."""
    fixed: dict[str, tuple] = {}  # setting: the values that are ours
    if layout == "gpt2":
        fixed |= dict(layer_norm_epsilon=(1e-5, None), add_cross_attention=(False, None))
        fixed |= dict(scale_attn_weights=(True, None))
        fixed |= dict(scale_attn_by_inverse_layer_idx=(False, None))
        fixed |= dict(activation_function=("gelu", "relu", "relu2"))
    else:
        rope = told.get("rope_parameters") or told.get("rope_scaling") or {}
        told = told | dict(rope_type=rope.get("rope_type", rope.get("type", "default")))
        base = rope.get("rope_theta", told.get("rope_theta", 10_000.0))
        fixed |= dict(hidden_act=("silu", None), rope_type=("default",), rms_norm_eps=(1e-6, None))
        if layout == "nanochat":
            told = dict(final_logit_softcapping=15.0) | told
            fixed |= dict(hidden_act=("relu2", None), final_logit_softcapping=(None,))
        fixed |= dict(use_sliding_window=(False, None))
        width = told.get("hidden_size", 0) // max(1, told.get("num_attention_heads", 1))
        usual = 128 if layout == "qwen3" else None  # what Qwen3 has where nothing is said
        told = told | dict(head_dim=told.get("head_dim", usual) or width)
        fixed |= dict(head_dim=(width,))
    for name, values in fixed.items():
        if told.get(name) not in values:
            raise ValueError(
                f"its {name} is {told.get(name)!r}, and tinylm computes with "
                f"{' or '.join(repr(value) for value in values if value is not None) or 'none'}."
            )
    tied = told.get("tie_word_embeddings", layout == "gpt2")
    if layout == "gpt2":
        return ModelConfig(
            vocab_size=told["vocab_size"],
            tie_weights=tied,
            context_length=told["n_positions"],
            d_model=told["n_embd"],
            num_heads=told["n_head"],
            num_layers=told["n_layer"],
            d_ff=told.get("n_inner") or 4 * told["n_embd"],
            position="learned",
            activation=told["activation_function"],
            norm="layernorm",
            dropout=float(told.get("resid_pdrop", 0.1)),
        )
    return ModelConfig(
        vocab_size=told["vocab_size"],
        tie_weights=tied,
        context_length=told["max_position_embeddings"],
        d_model=told["hidden_size"],
        num_heads=told["num_attention_heads"],
        num_kv_heads=told.get("num_key_value_heads"),
        num_layers=told["num_hidden_layers"],
        d_ff=told["intermediate_size"],
        rope_base=float(base),
        qk_norm=layout in ("qwen3", "nanochat"),
        **(dict(bare_norms=True, activation="relu2") if layout == "nanochat" else {}),
    )


def _weights(folder: Path) -> dict[str, Tensor]:
    """All tensors of the folder, from one file or from those that the index names."""
    safetensors, torches = needed("safetensors"), needed("safetensors.torch")
    index = folder / "model.safetensors.index.json"
    names = {"model.safetensors"}
    if index.is_file():
        table = read_json(index).get("weight_map")
        names = set(table.values()) if isinstance(table, dict) else names
    found: dict[str, Tensor] = {}
    for name in sorted(names):
        if Path(name).name != name or not (folder / name).is_file():
            raise ValueError(
                f"there is no {name} in it: save the weights as safetensors, for other files may "
                "execute what they hold and are not read."
            )
        try:
            found |= torches.load_file(folder / name)
        except safetensors.SafetensorError as error:
            raise ValueError(f"its {name} is damaged ({error}): use another copy.") from None
    return found


def _inward(
    layout: str, config: ModelConfig, theirs: dict[str, Tensor]
) -> tuple[ModelConfig, dict[str, Tensor]]:
    """The weights by our names, and the config with what only they tell: which biases there are
    (zeros count as none), and whether embedding and head are one."""
    wte, head = (_keys(layout, name)[0] for name in ("embedding.weight", "head.weight"))
    if head in theirs and wte in theirs:
        config = dataclasses.replace(config, tie_weights=torch.equal(theirs[head], theirs[wte]))
    with torch.device("meta"):
        full = MiniTransformer(dataclasses.replace(config, bias=True)).state_dict()
    biases = {name: _keys(layout, name) for name in full if name.endswith(".bias")}
    some = {name for name in biases if any(k in theirs and theirs[k].any() for k in biases[name])}
    norms = {name for name in some if "norm" in name}
    shifted = bool(norms) if layout == "gpt2" else None
    config = dataclasses.replace(config, bias=some > norms, norm_bias=shifted)
    with torch.device("meta"):
        ours = MiniTransformer(config).state_dict()
    empty = {key for name in biases.keys() - ours.keys() for key in biases[name]}
    weights, used = {}, {head, *empty}
    for name, like in ours.items():
        keys = [wte] if name == "head.weight" and config.tie_weights else _keys(layout, name)
        parts = []
        for key in keys:
            used.add(key)
            if key not in theirs and name in biases and key.replace(".bias", ".weight") in theirs:
                parts.append(torch.zeros(len(theirs[key.replace(".bias", ".weight")])))
                continue
            if key not in theirs:
                raise ValueError(f"it lacks {key}: use a folder with all weights of the model.")
            parts.append(theirs[key].T if _transposed(layout, name) else theirs[key])
        shapes = [x.shape[1:] for x in parts]
        if shapes != [like.shape[1:]] * len(parts) or sum(map(len, parts)) != len(like):
            told = " and ".join(f"{k} of {list(theirs[k].shape)}" for k in keys if k in theirs)
            raise ValueError(f"it holds {told}, and its config asks for {list(like.shape)}.")
        if layout == "nanochat" and ".qkv." in name:
            parts = [*(_mirrored(x, config) for x in parts[:2]), parts[2]]
        weights[name] = torch.cat(parts).float().contiguous()
    if unknown := sorted(k for k in theirs.keys() - used if not _BUFFERS.fullmatch(k)):
        raise ValueError(f"it holds the unknown {', '.join(unknown[:4])}: no part here is for it.")
    return config, weights
