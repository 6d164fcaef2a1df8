"""The named sizes and the named training recipes: data, nothing else.

The five predecessors' architectures stand here exactly as they were (their parameter counts are
tested), and so do the settings that they were trained with. Two things are done better than there:
only matrices are decayed, and a warm-up starts from zero.
"""

from __future__ import annotations

from .config import ModelConfig, TrainConfig

GPT2_VOCABULARY = 50_257

# name: (the vocabulary it was made with, or None for any; the shape)
PRESETS: dict[str, tuple[int | None, dict]] = {
    # The notebooks' default: 1.12 M parameters at vocabulary 2,048, minutes on two CPU cores.
    "mini-1m": (None, dict(d_model=128, num_layers=3, num_heads=4, qk_norm=True)),
    # As many products a token, and 5 M parameters more that are looked up: learns sooner.
    "mini-1m-plus": (
        None,
        dict(d_model=128, num_layers=3, num_heads=2, qk_norm=True)
        | dict(value_embeddings=True, x0_mixing=True, bigram_rows=32_768),
    ),
    # About 14 M at vocabulary 2,048: an afternoon on a laptop, minutes on a GPU.
    "mini-15m": (
        None,
        dict(d_model=384, num_layers=7, num_heads=6, context_length=512, qk_norm=True),
    ),
    # Jay2cop/Tiny_LLM: PyTorch's own encoder layers on characters. 1,225,593 parameters.
    "char-1m": (
        121,
        dict(d_model=128, num_layers=2, num_heads=4, context_length=64, d_ff=2048)
        | dict(position="learned", norm="layernorm", norm_order="post", activation="relu")
        | dict(bias=True, head_bias=True, dropout=0.1),
    ),
    # ThomasCode23/TinyLM: a conversation model on SentencePiece. 35,675,096 parameters.
    "chat-36m": (
        10_200,
        dict(d_model=512, num_layers=8, num_heads=8, context_length=256, d_ff=2048)
        | dict(position="sinusoidal", norm="layernorm", norm_order="post", activation="gelu")
        | dict(bias=True, head_bias=True, dropout=0.1),
    ),
    # greatvivek11/tinyLLM: TinyStories with GPT-2's vocabulary. 32,165,969 parameters.
    "tinystories-32m": (
        GPT2_VOCABULARY,
        dict(d_model=256, num_layers=8, num_heads=8, context_length=256)
        | dict(position="learned", norm="layernorm", activation="relu")
        | dict(bias=True, head_bias=True, dropout=0.1),
    ),
    # RobinLmn/tiny-llm: WikiText-103. 76,945,408 parameters.
    "wikitext-77m": (
        GPT2_VOCABULARY,
        dict(d_model=512, num_layers=8, num_heads=8, context_length=512, d_ff=2048)
        | dict(position="learned", norm="layernorm", activation="gelu", bias=True, dropout=0.1),
    ),
    # dheepakshakthi/Custom_LLM: rotary, SwiGLU, tied. 251,143,680 parameters.
    "llm-251m": (
        32_000,
        dict(d_model=768, num_layers=24, num_heads=12, context_length=2048, d_ff=3072)
        | dict(norm="layernorm", norm_bias=True, tie_weights=True, dropout=0.1),
    ),
}

# name: what the run was; "warm-restarts" is greatvivek11/tinyLLM's later schedule.
RECIPES: dict[str, dict] = {
    "char-1m": dict(max_steps=1_000_000, batch_size=32, learning_rate=1e-4)
    | dict(schedule="constant", warmup_steps=0, weight_decay=0.01, betas=(0.9, 0.999))
    | dict(grad_clip=0.0, eval_every=100_000, eval_tokens=204_800, precision="float32"),
    "chat-36m": dict(epochs=100, batch_size=32, learning_rate=1e-3)
    | dict(schedule="constant", warmup_steps=0, weight_decay=0.01, betas=(0.9, 0.999))
    | dict(grad_clip=0.0, precision="float32"),
    "tinystories-32m": dict(max_steps=10_000, batch_size=32, learning_rate=1e-4)
    | dict(min_learning_rate=1e-5, warmup_steps=100, weight_decay=0.01, betas=(0.9, 0.999))
    | dict(eval_every=500, eval_tokens=200 * 32 * 256, precision="float32"),
    "wikitext-77m": dict(max_steps=100_000, batch_size=8, accumulation=4, learning_rate=6e-4)
    | dict(min_learning_rate=6e-5, warmup_steps=0, eval_tokens=5 * 8 * 511)
    | dict(checkpoint_every=5000),
    "llm-251m": dict(epochs=3, batch_size=8, accumulation=4, learning_rate=3e-4)
    | dict(min_learning_rate=1e-6, warmup_steps=2000, weight_decay=0.01)
    | dict(eval_every=500, checkpoint_every=1000, precision="float32"),
    "warm-restarts": dict(max_steps=20_000, batch_size=64, learning_rate=5e-4)
    | dict(schedule="restarts", restart_steps=2000, restart_factor=2.0, min_learning_rate=1e-5)
    | dict(warmup_steps=0, weight_decay=0.01, betas=(0.9, 0.999), checkpoint_every=1000),
}


def preset(name: str, vocab_size: int | None = None) -> ModelConfig:
    """A named model size. `vocab_size` may be left out where the preset had one of its own.

    Raises `ValueError` with the known names for an unknown one.
    """
    if name not in PRESETS:
        raise ValueError(f"preset={name!r} is not known; there are {', '.join(PRESETS)}.")
    own, shape = PRESETS[name]
    if vocab_size is None and own is None:
        raise ValueError(f"preset {name!r} has no vocabulary of its own: give vocab_size=.")
    return ModelConfig(vocab_size=own if vocab_size is None else vocab_size, **shape)


def recipe(name: str, **changes) -> TrainConfig:
    """The settings that a predecessor was trained with, with your `changes` on top.

    Raises `ValueError` with the known names for an unknown one.
    """
    if name not in RECIPES:
        raise ValueError(f"recipe={name!r} is not known; there are {', '.join(RECIPES)}.")
    theirs = dict(optimizer="adamw", schedule="cosine", whole_documents=0.0)
    theirs |= dict(embedding_scale=1.0, head_scale=1.0) | RECIPES[name]
    return TrainConfig(**(theirs | changes))
