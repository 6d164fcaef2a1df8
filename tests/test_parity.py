"""The same weights give the same logits as in the reference implementations."""

import pytest
import torch
from torch import nn

import tinylm

from .test_predecessors import filled

V, D, L, T, H, FF = 97, 64, 3, 32, 4, 160
SHAPE = dict(vocab_size=V, context_length=T, d_model=D, num_layers=L, num_heads=H)


def same(ours: tinylm.MiniTransformer, theirs: nn.Module, vocab_size: int = V) -> None:
    """Logits to 1e-5, for several lengths up to the whole context."""
    generator = torch.Generator().manual_seed(2)
    for length in (1, 2, 7, ours.config.context_length):
        ids = torch.randint(vocab_size, (3, length), generator=generator)
        with torch.no_grad():
            logits = theirs(ids)
            logits = getattr(logits, "logits", logits)
            assert logits.std() > 0.3  # weights that could hide nothing
            torch.testing.assert_close(ours(ids), logits, atol=1e-5, rtol=0)


def loaded(config: tinylm.ModelConfig, weights: dict[str, torch.Tensor]) -> tinylm.MiniTransformer:
    """A model of ours with those weights: all of them, and no others."""
    model = tinylm.MiniTransformer(config)
    model.load_state_dict(weights)
    return model.eval()


def gpt2_weights(theirs: nn.Module) -> dict[str, torch.Tensor]:
    body = theirs.transformer
    found = {"embedding": body.wte, "positions": body.wpe, "final_norm": body.ln_f}
    found["head"] = theirs.lm_head
    turned = {}  # its linear layers hold their matrices the other way round
    for i, block in enumerate(body.h):
        ours = f"blocks.{i}."
        found[ours + "attention_norm"], found[ours + "feedforward_norm"] = block.ln_1, block.ln_2
        attention, feedforward = block.attn, block.mlp
        turned[ours + "attention.qkv"] = attention.c_attn
        turned[ours + "attention.out"] = attention.c_proj
        turned[ours + "feedforward.up"] = feedforward.c_fc
        turned[ours + "feedforward.down"] = feedforward.c_proj
    weights = {f"{k}.{n}": p for k, m in found.items() for n, p in m.named_parameters()}
    for ours, linear in turned.items():
        weights |= {f"{ours}.weight": linear.weight.T, f"{ours}.bias": linear.bias}
    return weights


def llama_weights(theirs: nn.Module) -> dict[str, torch.Tensor]:
    body = theirs.model
    weights = {"embedding.weight": body.embed_tokens.weight, "head.weight": theirs.lm_head.weight}
    weights["final_norm.weight"] = body.norm.weight
    for i, block in enumerate(body.layers):
        a, f = block.self_attn, block.mlp
        parts = {
            "attention_norm": block.input_layernorm.weight,
            "feedforward_norm": block.post_attention_layernorm.weight,
            "attention.qkv": torch.cat([a.q_proj.weight, a.k_proj.weight, a.v_proj.weight]),
            "attention.out": a.o_proj.weight,
            "feedforward.gate": f.gate_proj.weight,
            "feedforward.up": f.up_proj.weight,
            "feedforward.down": f.down_proj.weight,
        }
        if hasattr(a, "q_norm"):
            parts |= {"attention.q_norm": a.q_norm.weight, "attention.k_norm": a.k_norm.weight}
        weights |= {f"blocks.{i}.{name}.weight": tensor for name, tensor in parts.items()}
    return weights


@pytest.fixture(scope="module")
def hub():
    return pytest.importorskip("transformers", reason="a development requirement is missing")


@pytest.mark.parametrize("tied", [True, False])
def test_gpt2(hub, tied):
    config = hub.GPT2Config(
        vocab_size=V,
        n_positions=T,
        n_embd=D,
        n_layer=L,
        n_head=H,
        activation_function="gelu",  # the exact one; its default is the tanh approximation
        tie_word_embeddings=tied,
    )
    theirs = filled(hub.GPT2LMHeadModel(config), 0.1)
    shape = dict(position="learned", norm="layernorm", activation="gelu", bias=True)
    ours = loaded(tinylm.ModelConfig(**SHAPE, **shape, tie_weights=tied), gpt2_weights(theirs))
    same(ours, theirs)


def llama_like(config: tinylm.ModelConfig) -> dict:
    return dict(
        vocab_size=config.vocab_size,
        hidden_size=config.d_model,
        intermediate_size=config.ff_width,
        num_hidden_layers=config.num_layers,
        num_attention_heads=config.num_heads,
        num_key_value_heads=config.kv_heads,
        head_dim=config.head_width,
        max_position_embeddings=config.context_length,
        rms_norm_eps=1e-6,
        rope_theta=config.rope_base,
        tie_word_embeddings=config.tie_weights,
    )


@pytest.mark.parametrize("tied", [True, False])
@pytest.mark.parametrize("kv_heads", [None, 2, 1])
@pytest.mark.parametrize("base", [10_000.0, 500_000.0])
def test_llama(hub, tied, kv_heads, base):
    changes = dict(num_kv_heads=kv_heads, tie_weights=tied, rope_base=base, d_ff=FF)
    config = tinylm.ModelConfig(**SHAPE, **changes)
    theirs = filled(hub.LlamaForCausalLM(hub.LlamaConfig(**llama_like(config))), 0.1)
    same(loaded(config, llama_weights(theirs)), theirs)


@pytest.mark.parametrize("changes", [{}, dict(num_kv_heads=1, tie_weights=True)], ids=str)
def test_the_notebooks_model_is_a_qwen3(hub, changes):
    config = tinylm.preset("mini-1m", 2048)
    config = tinylm.ModelConfig(**(vars(config) | changes))
    theirs = filled(hub.Qwen3ForCausalLM(hub.Qwen3Config(**llama_like(config))), 0.05)
    with torch.no_grad():  # small queries and keys, on which the norm's epsilon tells
        for block in theirs.model.layers:
            block.self_attn.q_proj.weight.mul_(0.05)
            block.self_attn.k_proj.weight.mul_(0.05)
    ours = loaded(config, llama_weights(theirs))
    assert ours.num_parameters() == sum(p.numel() for p in theirs.parameters())
    same(ours, theirs, 2048)


class Characters(nn.Module):
    """PyTorch's own encoder, used as Jay2cop/Tiny_LLM does."""

    def __init__(self) -> None:
        super().__init__()
        self.token_emb, self.pos_emb = nn.Embedding(121, 128), nn.Embedding(64, 128)
        layer = nn.TransformerEncoderLayer(128, 4, batch_first=True)
        self.blocks = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.ln, self.head = nn.LayerNorm(128), nn.Linear(128, 121)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        x = self.token_emb(ids) + self.pos_emb(torch.arange(ids.shape[1]))
        mask = nn.Transformer.generate_square_subsequent_mask(ids.shape[1])
        return self.head(self.ln(self.blocks(x, mask=mask)))


def test_char_1m_is_pytorchs_encoder():
    theirs = filled(Characters(), 0.1)
    modules = {"embedding": theirs.token_emb, "positions": theirs.pos_emb}
    modules |= {"final_norm": theirs.ln, "head": theirs.head}
    weights = {}
    for i, layer in enumerate(theirs.blocks.layers):
        ours, attention = f"blocks.{i}.", layer.self_attn
        modules[ours + "attention.out"] = attention.out_proj
        modules |= {
            ours + "feedforward.up": layer.linear1,
            ours + "feedforward.down": layer.linear2,
        }
        modules |= {ours + "attention_norm": layer.norm1, ours + "feedforward_norm": layer.norm2}
        weights[ours + "attention.qkv.weight"] = attention.in_proj_weight
        weights[ours + "attention.qkv.bias"] = attention.in_proj_bias
    weights |= {f"{k}.{n}": p for k, m in modules.items() for n, p in m.named_parameters()}
    ours = loaded(tinylm.preset("char-1m"), weights)
    assert ours.num_parameters() == sum(p.numel() for p in theirs.parameters()) == 1_225_593
    same(ours, theirs, 121)
