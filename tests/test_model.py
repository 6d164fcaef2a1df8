import dataclasses
import itertools
import math

import pytest
import torch

import tinylm
from tinylm.generation import KVCache
from tinylm.kernels import short_attention
from tinylm.lookups import pair_rows
from tinylm.model import CARRIED

from .conftest import tiny_config

SIZES = {
    "mini-1m": (2_048, 1_118_272),
    "mini-1m-plus": (2_048, 6_099_206),
    "mini-15m": (2_048, 13_965_824),
    "char-1m": (None, 1_225_593),
    "chat-36m": (None, 35_675_096),
    "tinystories-32m": (None, 32_165_969),
    "wikitext-77m": (None, 76_945_408),
    "llm-251m": (None, 251_143_680),
}
LOOKUPS = dict(value_embeddings=True, x0_mixing=True, bigram_rows=50)
VARIANTS = (
    [
        dict(position=p, norm=n, norm_order=o, activation=a)
        for p, n, o, a in itertools.product(
            ("rope", "learned", "sinusoidal"),
            ("rmsnorm", "layernorm"),
            ("pre", "post"),
            ("swiglu", "gelu", "relu", "relu2"),
        )
    ]
    + [
        dict(qk_norm=True),
        dict(tie_weights=True),
        dict(bias=True, head_bias=True),
        dict(dropout=0.2),
        dict(d_ff=48, num_heads=4),
        dict(num_heads=4, num_kv_heads=1),
        dict(num_heads=4, num_kv_heads=2, qk_norm=True, position="learned"),
        dict(norm="layernorm", norm_bias=True),
        dict(bare_norms=True, qk_norm=True, activation="relu2"),
        dict(bare_norms=True, norm_order="post", position="learned", tie_weights=True),
        dict(value_embeddings=True, num_heads=4, num_kv_heads=2),
        dict(x0_mixing=True, norm_order="post", position="learned"),
        dict(bigram_rows=50),
        LOOKUPS,
        LOOKUPS | dict(tie_weights=True, position="sinusoidal", dropout=0.1, qk_norm=True),
    ]
    + [
        # The shapes of the presets, narrow enough to run: everything but the widths is theirs.
        shape | dict(d_model=48, num_heads=4, num_layers=2, d_ff=64, context_length=16)
        for _, shape in tinylm.presets.PRESETS.values()
    ]
)


def name(variant: dict) -> str:
    return "-".join(str(v) for v in variant.values())


def make(variant: dict, seed: int = 0) -> tinylm.MiniTransformer:
    model = tinylm.MiniTransformer(tiny_config(61, **(dict(context_length=16) | variant)))
    model.reset_parameters(seed)
    with torch.no_grad():  # large weights, so that a leak cannot hide in rounding
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.mul_(8)
            if not parameter.any():  # what begins at nothing
                parameter.normal_(0, 0.5, generator=torch.Generator().manual_seed(seed))
    return model.eval()


@pytest.mark.parametrize("variant", VARIANTS, ids=name)
@torch.no_grad()
def test_a_token_changes_only_logits_from_its_own_position_on(variant):
    model = make(variant)
    ids = torch.randint(61, (1, 16), generator=torch.Generator().manual_seed(1))
    logits = model(ids)
    assert logits.shape == (1, 16, 61)
    for t in range(16):
        changed = ids.clone()
        changed[0, t] = (changed[0, t] + 7) % 61
        now = model(changed)
        assert torch.equal(now[:, :t], logits[:, :t]) or torch.allclose(
            now[:, :t], logits[:, :t], atol=1e-6, rtol=0
        )
        assert not torch.allclose(now[:, t:], logits[:, t:], atol=1e-3)


@pytest.mark.parametrize("variant", VARIANTS, ids=name)
def test_no_gradient_comes_from_the_future(variant):
    model = make(variant)
    seen = []
    model.dropout.register_forward_hook(lambda _m, _i, out: seen.append(out.retain_grad() or out))
    ids = torch.randint(61, (1, 10), generator=torch.Generator().manual_seed(2))
    model(ids)[0, 4].square().sum().backward()
    assert seen[0].grad[0, 5:].abs().max() == 0
    assert (seen[0].grad[0, :5].abs().amax(-1) > 0).all()


@pytest.mark.parametrize("variant", VARIANTS, ids=name)
@torch.no_grad()
def test_reading_in_pieces_with_a_cache_gives_the_same_logits(variant):
    model = make(variant)
    ids = torch.randint(61, (2, 16), generator=torch.Generator().manual_seed(3))
    whole = model(ids)
    cache = KVCache(model.config, 2, "cpu")
    pieces = [model(part, cache) for part in ids.split([5, 1, 1, 6, 3], dim=1)]
    torch.testing.assert_close(torch.cat(pieces, 1), whole, atol=2e-4, rtol=1e-4)


@pytest.mark.parametrize("preset", tinylm.presets.PRESETS)
def test_every_preset_has_its_exact_size(preset):
    vocab_size, size = SIZES[preset]
    with torch.device("meta"):
        model = tinylm.MiniTransformer(tinylm.preset(preset, vocab_size))
        ids = torch.zeros(1, model.config.context_length, dtype=torch.long)
        assert model(ids).shape == (1, model.config.context_length, model.config.vocab_size)
    assert model.num_parameters() == size


def test_shared_key_value_heads_equal_repeated_ones():
    shared = make(dict(num_heads=4, num_kv_heads=2))
    full = make(dict(num_heads=4))
    weights = shared.state_dict()
    for name, weight in weights.items():
        if name.endswith("qkv.weight"):
            q, k, v = weight.split((32, 16, 16))
            k, v = (part.view(2, 8, 32).repeat_interleave(2, 0).reshape(32, 32) for part in (k, v))
            weights[name] = torch.cat((q, k, v))
    full.load_state_dict(weights)
    ids = torch.randint(61, (2, 16), generator=torch.Generator().manual_seed(4))
    torch.testing.assert_close(shared(ids), full(ids), atol=1e-4, rtol=1e-4)
    assert KVCache(shared.config, 1, "cpu").store.numel() * 2 == (
        KVCache(full.config, 1, "cpu").store.numel()
    )


def test_an_untrained_model_is_as_good_as_a_blind_guess():
    model = tinylm.MiniTransformer(tiny_config(500))
    model.reset_parameters(0)
    ids = torch.randint(500, (8, 33), generator=torch.Generator().manual_seed(0))
    loss = torch.nn.functional.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())
    assert abs(loss.item() - math.log(500)) < 0.1


def test_the_seed_alone_decides_the_weights():
    torch.manual_seed(5)
    first = make({}, seed=3).state_dict()
    torch.manual_seed(6)
    again, other = make({}, seed=3).state_dict(), make({}, seed=4).state_dict()
    assert all(torch.equal(first[k], again[k]) for k in first)
    assert not torch.equal(first["head.weight"], other["head.weight"])


def test_creating_a_model_leaves_the_global_generator_alone(tokenizer):
    torch.manual_seed(7)
    before = torch.get_rng_state()
    tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_tied_head_is_the_embedding_until_it_is_untied():
    model = make(dict(tie_weights=True))
    assert model.head.weight is model.embedding.weight
    size = model.num_parameters()
    model.untie()
    assert torch.equal(model.head.weight, model.embedding.weight)
    assert model.head.weight is not model.embedding.weight
    assert model.num_parameters() == size + 61 * 32


def test_too_many_tokens_are_refused_with_the_limit():
    with pytest.raises(ValueError, match="17 tokens do not fit context_length=16"):
        make({})(torch.zeros(1, 17, dtype=torch.long))


@pytest.mark.parametrize("kv_heads", [4, 2, 1])
@torch.no_grad()
def test_attention_begins_by_carrying_over_what_it_reads(kv_heads):
    config = tiny_config(61, d_model=32, num_heads=4, num_kv_heads=kv_heads, num_layers=2)
    model = tinylm.MiniTransformer(config)
    model.reset_parameters(0)
    attention = model.blocks[0].attention
    x = torch.randn(1, 1, 32, generator=torch.Generator().manual_seed(0))  # one token: reads itself
    read = attention(x, model.rotations[:1], None)[0, 0]
    values = attention.qkv.weight[-attention.rows[2] :]
    onto = torch.linalg.lstsq(values.mT, x[0, 0, :, None]).solution  # what its values can tell of x
    torch.testing.assert_close(read, CARRIED / 2 * (values.mT @ onto)[:, 0], atol=1e-5, rtol=1e-5)
    assert kv_heads < 4 or torch.allclose(read, CARRIED / 2 * x[0, 0], atol=1e-5)
    assert torch.equal(model.head.weight, model.embedding.weight)


@pytest.mark.parametrize("kv_heads", [4, 2])
@pytest.mark.parametrize("length", [2, 17, 64])
def test_plain_attention_equals_pytorchs_own(kv_heads, length):
    draw = torch.Generator().manual_seed(0)
    q, k, v = (
        torch.randn(2, heads, length, 16, generator=draw, requires_grad=True)
        for heads in (4, kv_heads, kv_heads)
    )
    gradient = torch.randn(q.shape, generator=draw)
    expected = torch.nn.functional.scaled_dot_product_attention(
        q, k, v, is_causal=True, enable_gqa=kv_heads != 4
    )
    wanted = torch.autograd.grad(expected, (q, k, v), gradient)
    for dtype, close in ((torch.float32, 1e-5), (torch.bfloat16, 5e-2)):
        mine = short_attention(q.to(dtype), k.to(dtype), v.to(dtype))
        torch.testing.assert_close(mine.float(), expected, atol=close, rtol=close)
        for a, b in zip(
            torch.autograd.grad(mine, (q, k, v), gradient.to(dtype)), wanted, strict=True
        ):
            torch.testing.assert_close(a, b, atol=close, rtol=close)


@pytest.mark.parametrize("variant", [LOOKUPS, dict(bigram_rows=50, position="learned")], ids=name)
@torch.no_grad()
def test_documents_of_a_row_do_not_see_each_other_in_the_tables(variant):
    model = make(variant | dict(num_heads=4, num_kv_heads=2))
    ids = torch.randint(61, (2, 16), generator=torch.Generator().manual_seed(5))
    segments = torch.tensor([[4] * 5 + [2] * 1 + [3] * 10, [1] * 16])
    together = model(ids, segments=segments)
    alone = torch.cat([model(part) for part in ids[:1].split([5, 1, 10], dim=1)], 1)
    torch.testing.assert_close(together[:1], alone, atol=2e-4, rtol=1e-4)
    torch.testing.assert_close(together[1:], model(ids[1:]), atol=2e-4, rtol=1e-4)


def test_the_tables_begin_without_effect():
    """The same model as without them, at the first step, from the same seed."""
    config = tiny_config(61, d_model=32, num_heads=4, qk_norm=True)
    plain, rich = (
        tinylm.MiniTransformer(dataclasses.replace(config, **changes)) for changes in ({}, LOOKUPS)
    )
    for model in (plain, rich):
        model.reset_parameters(3)
    ids = torch.randint(61, (2, 20), generator=torch.Generator().manual_seed(6))
    assert torch.equal(plain(ids), rich(ids))


@pytest.mark.parametrize("variant", [LOOKUPS, LOOKUPS | dict(tie_weights=True)], ids=name)
def test_every_table_learns(variant):
    model = tinylm.MiniTransformer(tiny_config(61, **variant))
    model.reset_parameters(0)
    ids = torch.randint(61, (2, 20), generator=torch.Generator().manual_seed(7))
    model(ids).square().sum().backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad.any(), name


def test_pairs_fall_evenly_into_the_rows():
    for rows in (2, 97, 1024):
        ids = torch.cartesian_prod(torch.arange(64), torch.arange(64))
        found = pair_rows(ids, rows)
        assert (found[:, 0] == rows - 1).all()  # nothing stands before
        counts = torch.bincount(found[:, 1], minlength=rows)[:-1].float()
        expected = 64 * 64 / (rows - 1)
        assert len(counts) == rows - 1
        assert (counts - expected).square().mean() < 2 * expected  # as of chance
    assert (
        pair_rows(ids[5:6], 97, last=torch.tensor([9]))[0, 0]
        == (pair_rows(torch.tensor([[9, int(ids[5, 0])]]), 97)[0, 1])
    )
