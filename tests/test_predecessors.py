"""Files as the five predecessors wrote them give the same logits here as there.

The modules below are written for these tests, small, with the predecessors' names and wiring.
"""

import dataclasses
import math
import os
import sys
import types

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

import tinylm
from tinylm.checkpoint import weights_digest

V, D, L, T, H, FF = 61, 32, 2, 16, 4, 48
CHARACTERS = [chr(60 + i) for i in range(V - 2)] + [" ", "\n"]


def vocabulary() -> tinylm.Tokenizer:
    return tinylm.CharacterTokenizer(CHARACTERS)


def causal(T: int) -> torch.Tensor:
    return torch.ones(T, T, dtype=torch.bool).triu(1)


def heads(x: torch.Tensor) -> torch.Tensor:
    return x.unflatten(-1, (H, -1)).transpose(1, 2)


def attend(q, k, v) -> torch.Tensor:
    q, k, v = heads(q), heads(k), heads(v)
    scores = (q @ k.mT / math.sqrt(q.shape[-1])).masked_fill(causal(q.shape[2]), -torch.inf)
    return (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)


class Characters(nn.Module):  # Jay2cop/Tiny_LLM
    def __init__(self) -> None:
        super().__init__()
        self.token_emb, self.pos_emb = nn.Embedding(V, D), nn.Embedding(T, D)
        layer = nn.TransformerEncoderLayer(D, H, FF, batch_first=True)
        self.blocks = nn.TransformerEncoder(layer, L, enable_nested_tensor=False)
        self.ln, self.head = nn.LayerNorm(D), nn.Linear(D, V)

    def forward(self, ids):
        x = self.token_emb(ids) + self.pos_emb.weight[: ids.shape[1]]
        mask = nn.Transformer.generate_square_subsequent_mask(ids.shape[1])
        return self.head(self.ln(self.blocks(x, mask=mask)))


class ChatLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attn = nn.MultiheadAttention(D, H, batch_first=True)
        self.ln1, self.ln2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.ffn = nn.Sequential(nn.Linear(D, FF), nn.GELU(), nn.Linear(FF, D))

    def forward(self, x):
        x = self.ln1(x + self.attn(x, x, x, attn_mask=causal(x.shape[1]))[0])
        return self.ln2(x + self.ffn(x))


class Chat(nn.Module):  # ThomasCode23/TinyLM
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(V, D)
        self.pos_encoder = nn.Module()
        angles = torch.arange(5000)[:, None] * torch.exp(
            torch.arange(0, D, 2) * (-math.log(10000.0) / D)
        )
        table = torch.stack([angles.sin(), angles.cos()], -1).flatten(1)
        self.pos_encoder.register_buffer("pe", table[None])
        self.layers = nn.ModuleList(ChatLayer() for _ in range(L))
        self.ln_final, self.output = nn.LayerNorm(D), nn.Linear(D, V)

    def forward(self, ids):
        x = self.embedding(ids) + self.pos_encoder.pe[:, : ids.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return self.output(self.ln_final(x))


class StoryLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attn = nn.Module()
        for name in ("wq", "wk", "wv", "wo"):
            setattr(self.attn, name, nn.Linear(D, D))
        self.attn.register_buffer("tril", torch.ones(1, 1, T, T).tril())
        self.ffwd = nn.Module()
        self.ffwd.net = nn.Sequential(nn.Linear(D, 4 * D), nn.ReLU(), nn.Linear(4 * D, D))
        self.ln1, self.ln2 = nn.LayerNorm(D), nn.LayerNorm(D)

    def forward(self, x):
        y, a = self.ln1(x), self.attn
        x = x + a.wo(attend(a.wq(y), a.wk(y), a.wv(y)))
        return x + self.ffwd.net(self.ln2(x))


class Stories(nn.Module):  # greatvivek11/tinyLLM
    def __init__(self) -> None:
        super().__init__()
        self.token_embedding_table = nn.Embedding(V, D)
        self.position_embedding_table = nn.Embedding(T, D)
        self.blocks = nn.Sequential(*(StoryLayer() for _ in range(L)))
        self.ln_f, self.lm_head = nn.LayerNorm(D), nn.Linear(D, V)

    def forward(self, ids):
        x = self.token_embedding_table(ids) + self.position_embedding_table.weight[: ids.shape[1]]
        return self.lm_head(self.ln_f(self.blocks(x)))


class WikiLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.multi_head_attention, self.feed_forward = nn.Module(), nn.Module()
        self.multi_head_attention.attention_projection = nn.Linear(D, 3 * D)
        self.multi_head_attention.output_projection = nn.Linear(D, D)
        self.multi_head_attention.register_buffer("bias", torch.ones(1, 1, T, T).tril())
        self.feed_forward.first_layer = nn.Linear(D, FF)
        self.feed_forward.second_layer = nn.Linear(FF, D)
        self.attention_normalization_layer = nn.LayerNorm(D)
        self.feed_forward_normalization_layer = nn.LayerNorm(D)

    def forward(self, x):
        a, f = self.multi_head_attention, self.feed_forward
        q, k, v = a.attention_projection(self.attention_normalization_layer(x)).chunk(3, -1)
        x = x + a.output_projection(attend(q, k, v))
        return x + f.second_layer(F.gelu(f.first_layer(self.feed_forward_normalization_layer(x))))


class Wiki(nn.Module):  # RobinLmn/tiny-llm
    def __init__(self) -> None:
        super().__init__()
        self.embeddings = nn.Module()
        self.embeddings.token_embeddings = nn.Embedding(V, D)
        self.embeddings.positional_embeddings = nn.Embedding(T, D)
        self.transformer_blocks = nn.ModuleList(WikiLayer() for _ in range(L))
        self.normalization_layer = nn.LayerNorm(D)
        self.output_projection = nn.Linear(D, V, bias=False)

    def forward(self, ids):
        places = self.embeddings.positional_embeddings.weight[: ids.shape[1]]
        x = self.embeddings.token_embeddings(ids) + places
        for block in self.transformer_blocks:
            x = block(x)
        return self.output_projection(self.normalization_layer(x))


class BigLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.attn, self.ff = nn.Module(), nn.Module()
        self.attn.qkv = nn.Linear(D, 3 * D, bias=False)
        self.attn.out_proj = nn.Linear(D, D, bias=False)
        self.attn.rotary_emb = nn.Module()
        inverse = 1.0 / 10000 ** (torch.arange(0, D // H, 2).float() / (D // H))
        self.attn.rotary_emb.register_buffer("inv_freq", inverse)
        for name, shape in (("w1", (D, FF)), ("w2", (FF, D)), ("w3", (D, FF))):
            setattr(self.ff, name, nn.Linear(*shape, bias=False))

    def turned(self, x):
        angles = torch.arange(x.shape[1])[:, None] * self.attn.rotary_emb.inv_freq
        cos, sin = angles.repeat(1, 2).cos()[:, None], angles.repeat(1, 2).sin()[:, None]
        x = x.unflatten(-1, (H, -1))
        half = torch.cat([-x[..., D // H // 2 :], x[..., : D // H // 2]], -1)
        return (x * cos + half * sin).flatten(2)

    def forward(self, x):
        q, k, v = self.attn.qkv(self.ln1(x)).chunk(3, -1)
        x = x + self.attn.out_proj(attend(self.turned(q), self.turned(k), v))
        y = self.ln2(x)
        return x + self.ff.w2(F.silu(self.ff.w1(y)) * self.ff.w3(y))


class Big(nn.Module):  # dheepakshakthi/Custom_LLM
    def __init__(self, tied: bool = True) -> None:
        super().__init__()
        self.token_embedding = nn.Embedding(V, D)
        self.blocks = nn.ModuleList(BigLayer() for _ in range(L))
        self.ln_f, self.lm_head = nn.LayerNorm(D), nn.Linear(D, V, bias=False)
        if tied:
            self.lm_head.weight = self.token_embedding.weight

    def forward(self, ids):
        x = self.token_embedding(ids)
        for block in self.blocks:
            x = block(x)
        return self.lm_head(self.ln_f(x))


def filled(model: nn.Module, std: float = 0.2) -> nn.Module:
    """Sizeable random weights everywhere, so that nothing mistaken can hide."""
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.empty_like(parameter).normal_(0, std, generator=generator)
            is_scale = parameter.dim() == 1 and name.endswith("weight")
            parameter.copy_(noise + 1 if is_scale else noise)
    return model.eval()


def jay(m):
    table = {"stoi": {c: i for i, c in enumerate(CHARACTERS)}, "itos": dict(enumerate(CHARACTERS))}
    return {"model_state_dict": m.state_dict(), **table, "vocab_size": V}


def thomas(m):
    settings = dict(vocab_size=V, d_model=D, nhead=H, num_layers=L, dim_feedforward=FF, dropout=0.2)
    return {"model_config": settings, "model_state_dict": m.state_dict()}


def vivek(m):
    optimizer = torch.optim.AdamW(m.parameters())
    more = {"scaler": {"scale": 65536.0, "_growth_tracker": 0}, "iter": 20_000}
    return {"model": m.state_dict(), "optimizer": optimizer.state_dict(), **more}


def robin(m):
    settings = dict(embedding_dimension=D, block_size=T, layer_number=L, head_number=H)
    settings |= dict(hidden_dimension=FF, dropout=0.1, device=torch.device("cpu"))
    compiled = {"_orig_mod." + name: tensor for name, tensor in m.state_dict().items()}
    return {"model_state_dict": compiled, "config": settings}


def dheepak(m):
    stats = {"pretrain": {"perplexities": [np.exp(5.5)]}}  # a number of numpy's, as there
    more = {"epoch": 2, "phase": "pretrain", "stats": stats, "best_val_loss": 4.5}
    return {"model_state_dict": m.state_dict(), **more}


FILES = {
    "Jay2cop/Tiny_LLM": (Characters, jay, dict()),
    "ThomasCode23/TinyLM": (Chat, thomas, dict(tokenizer=vocabulary())),
    "greatvivek11/tinyLLM": (Stories, vivek, dict(tokenizer=vocabulary(), num_heads=H)),
    "RobinLmn/tiny-llm": (Wiki, robin, dict(tokenizer=vocabulary())),
    "dheepakshakthi/Custom_LLM": (Big, dheepak, dict(tokenizer=vocabulary())),
}


def same_logits(lm: tinylm.Checkpoint, theirs: nn.Module) -> None:
    generator = torch.Generator().manual_seed(1)
    for length in (1, 5, T):
        ids = torch.randint(V, (2, length), generator=generator)
        with torch.no_grad():
            torch.testing.assert_close(lm.model.eval()(ids), theirs(ids), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("origin", FILES)
def test_a_predecessors_file_gives_its_logits(origin, tmp_path):
    module, form, options = FILES[origin]
    theirs, path = filled(module()), tmp_path / "theirs.pt"
    torch.save(form(theirs), path)
    before = torch.get_rng_state()
    lm = tinylm.load_checkpoint(path, device="cpu", **options)
    assert torch.equal(torch.get_rng_state(), before)
    same_logits(lm, theirs)
    assert (lm.stage, lm.finished, lm.history) == ("pretrain", True, [])
    assert (lm.lineage[0]["origin"], lm.lineage[0]["file"]) == (origin, "theirs.pt")
    assert lm.config.tie_weights == (origin == "dheepakshakthi/Custom_LLM")
    # From here on it is a checkpoint like any other.
    again = tinylm.load_checkpoint(lm.save(tmp_path / "ours.pt"), device="cpu")
    same_logits(again, theirs)
    assert weights_digest(again.model) == weights_digest(lm.model)
    assert again.tokenizer.model == CHARACTERS
    assert again.lineage == lm.lineage
    with torch.no_grad():
        lm.model.head.weight.zero_()
    lm.rewind()
    same_logits(lm, theirs)


def save(path, payload):
    torch.save(payload, path)
    return path


def test_bare_weights_load_too(tmp_path):
    stories, big = filled(Stories()), filled(Big(tied=False))
    path = save(tmp_path / "a.pt", stories.state_dict())
    same_logits(tinylm.load_checkpoint(path, "cpu", vocabulary(), H), stories)
    lm = tinylm.load_checkpoint(save(tmp_path / "b.pt", big.state_dict()), "cpu", vocabulary())
    same_logits(lm, big)
    assert not lm.config.tie_weights


@pytest.mark.parametrize(("shape", "count"), [((256, 8), 8), ((128, 6), 4), ((384, 12), 6)])
def test_the_heads_of_the_published_sizes_are_known(shape, count, tmp_path):
    width, layers = shape
    config = tinylm.preset("tinystories-32m", 4)
    config = dataclasses.replace(
        config, d_model=width, num_layers=layers, num_heads=1, context_length=2, d_ff=1
    )
    theirs = {}
    for name, tensor in tinylm.MiniTransformer(config).state_dict().items():
        for key, part in zip(
            stories_keys(name), tensor.chunk(len(stories_keys(name))), strict=True
        ):
            theirs[key] = part.clone()
    path = save(tmp_path / "x.pt", theirs)
    lm = tinylm.load_checkpoint(path, "cpu", tinylm.CharacterTokenizer("abcd"))
    assert lm.config.num_heads == count


def stories_keys(name: str) -> list[str]:
    from tinylm.formats.predecessors import LAYOUTS

    return next(each for each in LAYOUTS if each.origin == "greatvivek11/tinyLLM").keys(name)


def test_its_own_characters_come_with_it_and_it_speaks(tmp_path):
    lm = tinylm.load_checkpoint(
        save(tmp_path / "finetuned_llm_clpso.pt", jay(filled(Characters())))
    )
    text = "ONCE UPON\nA TIME"
    assert lm.tokenizer.decode(lm.tokenizer.encode(text)) == text
    assert [lm.tokenizer.piece(i) for i in range(V)] == CHARACTERS
    said = tinylm.generate(lm, "ONCE", tinylm.SampleConfig(max_new_tokens=3 * T))
    assert len(said) == 4 + 3 * T  # there is no <eos> to end at
    assert said == tinylm.generate(
        lm, "ONCE", tinylm.SampleConfig(max_new_tokens=3 * T, use_cache=False)
    )
    with pytest.raises(ValueError, match="'!' is not among the 61 tokens"):
        tinylm.generate(lm, "ONCE!")
    with pytest.raises(ValueError, match=r"prompt is empty.*no <bos>"):
        tinylm.generate(lm)


def test_what_it_was_saved_with_does_no_harm(tmp_path, monkeypatch):
    """A class of theirs in the file is not imported, and its plain fields are read."""
    settings = dataclasses.make_dataclass("ModelConfig", ["head_number", "dropout"])
    settings.__module__, module = "core.model", types.ModuleType("core.model")
    module.ModelConfig = settings
    for name in ("core", "core.model"):
        monkeypatch.setitem(sys.modules, name, module)
    theirs = filled(Wiki())
    payload = {"model_state_dict": theirs.state_dict(), "config": settings(H, 0.3)}
    path = save(tmp_path / "x.pt", payload)
    monkeypatch.undo()
    lm = tinylm.load_checkpoint(path, "cpu", vocabulary())
    same_logits(lm, theirs)
    assert (lm.config.num_heads, lm.config.dropout) == (H, 0.3)


class Evil:
    def __init__(self, mark) -> None:
        self.mark = mark

    def __reduce__(self):
        return os.mkdir, (str(self.mark),)


def test_code_in_a_predecessors_file_is_refused_and_not_run(tmp_path):
    path = save(tmp_path / "evil.pt", jay(filled(Characters())) | {"more": Evil(tmp_path / "made")})
    with pytest.raises(ValueError, match=r"not a tinylm checkpoint.*nor plain weights"):
        tinylm.load_checkpoint(path)
    assert not (tmp_path / "made").exists()


def outcome(path) -> tinylm.Checkpoint | str:
    try:
        return tinylm.load_checkpoint(path, "cpu")
    except ValueError as error:
        return str(error)


def test_a_damaged_file_is_noticed(tmp_path):
    path = save(tmp_path / "x.pt", jay(filled(Characters())))
    content = path.read_bytes()
    found = []
    for place in range(50, len(content), len(content) // 12):
        broken = bytearray(content)
        broken[place] ^= 4
        path.write_bytes(broken)
        found.append(outcome(path))
        if isinstance(found[-1], str):
            assert "x.pt" in found[-1]
        else:  # what pads the parts of the file says nothing
            same_logits(found[-1], filled(Characters()))
    assert sum("is damaged" in str(each) for each in found) > 8
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ValueError, match="damaged"):
        tinylm.load_checkpoint(path)


def refused(path, told, **options):
    with pytest.raises(ValueError, match=told) as error:
        tinylm.load_checkpoint(path, "cpu", **options)
    assert path.name in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_missing_or_does_not_fit_is_named(tmp_path, tokenizer):
    path = tmp_path / "theirs.pt"
    stories = filled(Stories())
    weights = stories.state_dict()

    def changed(**changes):
        return save(path, weights | {k.replace("__", "."): v for k, v in changes.items()})

    def lacking(*keys):
        return save(path, {k: v for k, v in weights.items() if not k.startswith(keys)})

    mine = dict(tokenizer=vocabulary(), num_heads=H)
    refused(save(path, weights), r"no tokenizer.*GPT-2's.*61 tokens.*tokenizer=", num_heads=H)
    refused(path, r"it does not tell its number of heads.*num_heads=", tokenizer=vocabulary())
    refused(path, "tokenizer has 400 tokens and the model 61", tokenizer=tokenizer, num_heads=H)
    refused(path, "num_heads=5 does not divide", tokenizer=vocabulary(), num_heads=5)
    refused(lacking("lm_head.bias"), "it lacks lm_head.bias", **mine)
    refused(lacking("blocks.0.ffwd"), "it lacks blocks.0.ffwd.net.0.weight", **mine)
    gap = r"it lacks blocks.1.attn.wk.bias, .* and 12 more"
    refused(lacking("blocks.1.attn.w", "blocks.1.ffwd", "blocks.1.ln"), gap, **mine)
    refused(changed(lora__a=torch.zeros(3)), "it holds the unknown lora.a", **mine)
    odd = changed(blocks__1__attn__wk__weight=torch.zeros(D, 3))
    refused(odd, r"blocks.1.attn.wk.weight of \[32, 3\]", **mine)
    refused(lacking("ln_f"), "not a tinylm checkpoint", **mine)
    none = tmp_path / "none.model"
    with pytest.raises(FileNotFoundError, match="there is no tokenizer"):
        tinylm.load_checkpoint(save(path, weights), "cpu", none, H)
    chat = thomas(filled(Chat()))
    refused(save(path, chat), "its heads are 4, not num_heads=8", num_heads=8)
    chat["model_state_dict"]["pos_encoder.pe"] *= 2
    refused(save(path, chat), "pos_encoder.pe holds other positions", tokenizer=vocabulary())
    big = filled(Big()).state_dict()
    big["blocks.1.attn.rotary_emb.inv_freq"] = big["blocks.1.attn.rotary_emb.inv_freq"] ** 2
    refused(save(path, big), "inv_freq holds other positions", tokenizer=vocabulary())
    own = save(path, jay(filled(Characters())))
    refused(own, "carries its own characters: leave tokenizer= out", tokenizer=vocabulary())


def test_our_own_checkpoints_need_no_tokenizer(trained, tokenizer):
    with pytest.raises(ValueError, match="carries its own tokenizer"):
        tinylm.load_checkpoint(trained, tokenizer=tokenizer)


def test_training_goes_on_from_a_predecessor(tmp_path):
    lines = ["ABBA SAAB ABBA SAAB", "BAAB ABBA SAAB SAAB", "SAAB BAAB ABBA ABBA"] * 9
    path = save(tmp_path / "theirs.pt", jay(filled(Characters())))
    lm = tinylm.load_checkpoint(path, "cpu")
    data = tinylm.prepare(
        [f"{line}{i % 5 * 'A'}\n" for i, line in enumerate(lines)],
        *(lm.tokenizer, tmp_path / "cache"),
        progress=False,
    )
    before = tinylm.evaluate(lm, data.train)
    config = tinylm.TrainConfig(max_steps=20, sample_prompts=("ABBA",), warmup_steps=2)
    list(tinylm.train(lm, data, config))
    assert tinylm.evaluate(lm, data.train).loss < before.loss
    assert [stage["stage"] for stage in lm.lineage] == ["import", "pretrain"]
    with pytest.raises(ValueError, match="the prompt is empty"):
        next(tinylm.train(lm, data, dataclasses.replace(config, sample_prompts=("",))))
    chats = [[{"role": "user", "text": "ABBA"}, {"role": "assistant", "text": "SAAB"}]] * 2
    chats.append([{"role": "user", "text": "BAAB"}, {"role": "assistant", "text": "SAAB"}])
    with pytest.raises(
        ValueError, match="tokenizer has no <bos> <system> <user> <assistant> <eos>"
    ):
        next(tinylm.finetune(lm, chats, tinylm.FinetuneConfig()))
