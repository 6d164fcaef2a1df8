"""Which layout that other programs know says exactly what a `ModelConfig` says."""

from __future__ import annotations

from ..config import ModelConfig

ELSEWHERE = "Llama's, Qwen3's, NanoChat's and GPT-2's layouts"


def layout_of(config: ModelConfig) -> str:
    """ "llama", "qwen3", "nanochat" or "gpt2": the layout that computes the same logits.

    Raises `ValueError` naming the first setting that no such layout, or not the one that the other
    settings lead to, can express.
    """
    c = config
    for name in ("value_embeddings", "x0_mixing", "bigram_rows", "head_bias"):
        if getattr(c, name):
            raise _refused(f"{name}={getattr(c, name)}", f"{ELSEWHERE} have no such part")
    if c.norm_order == "post":
        raise _refused("norm_order='post'", f"{ELSEWHERE} normalise what enters a sublayer")
    if c.position == "rope":
        if c.norm != "rmsnorm":
            raise _refused(f"norm={c.norm!r}", "the layouts with rotary positions have RMSNorm")
        if c.activation == "swiglu":
            return _gated(c)
        return _bare(c)
    return _gpt2(c)


def _gated(c: ModelConfig) -> str:
    if c.bare_norms:
        raise _refused(
            "bare_norms=True with activation='swiglu'",
            "Llama's and Qwen3's layouts do not normalise the embedding",
        )
    if not c.qk_norm:
        return "llama"
    if c.bias:
        raise _refused(
            "bias=True with qk_norm=True", "Qwen3's layout has no biases in the feed-forward part"
        )
    return "qwen3"


def _bare(c: ModelConfig) -> str:
    """Squared ReLU and norms without gains: NanoChat's, which turns queries and keys the other way
    round and normalises them after that, both of which comes to the same."""
    if c.activation != "relu2":
        raise _refused(
            f"activation={c.activation!r} with position='rope'",
            "the layouts with rotary positions have SwiGLU or squared ReLU",
        )
    if not (c.bare_norms and c.qk_norm) or c.bias:
        raise _refused(
            f"bare_norms={c.bare_norms}, qk_norm={c.qk_norm} and bias={c.bias} with "
            "activation='relu2'",
            "NanoChat's layout has norms without gains, of the embedding, queries and keys too, "
            "and no biases",
        )
    return "nanochat"


def _gpt2(c: ModelConfig) -> str:
    if c.norm != "layernorm":
        raise _refused(
            f"norm={c.norm!r} with position={c.position!r}", "GPT-2's layout has LayerNorm"
        )
    if c.activation == "swiglu":
        raise _refused(
            f"activation='swiglu' with position={c.position!r}",
            "GPT-2's layout has a feed-forward part of two matrices",
        )
    if c.qk_norm:
        raise _refused(
            f"qk_norm=True with position={c.position!r}",
            "GPT-2's layout does not normalise queries and keys",
        )
    return "gpt2"


def _refused(what: str, why: str) -> ValueError:
    return ValueError(
        f"{what} cannot be exported, for {why}: keep the tinylm checkpoint, or train a model "
        "without it (docs/formats.md says what goes where)."
    )
