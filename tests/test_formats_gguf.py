"""GGUF files: what stands in them, and what llama.cpp makes of them where it is installed."""

import dataclasses
import functools
import itertools
import sys

import gguf
import jinja2
import numpy as np
import pytest
import sentencepiece
import torch

import tinylm
from tinylm.chat import encode_turns
from tinylm.formats.gguf import export_gguf
from tinylm.formats.template import chat_template
from tinylm.generation import stream_ids

from .conftest import some, tiny_config
from .test_tokenizer_kinds import gpt2_files

GPT2 = dict(position="learned", norm="layernorm", activation="gelu")
SHAPES = {
    "llama": dict(),
    "llama, grouped, biased, tied": dict(num_kv_heads=1, bias=True, tie_weights=True),
    "qwen3": dict(qk_norm=True, num_kv_heads=1),
    "gpt2": GPT2 | dict(bias=True),
    "gpt2, sines, no biases, tied": GPT2 | dict(position="sinusoidal", tie_weights=True),
}
CHAT = [
    {"role": "system", "text": "Be kind."},
    {"role": "user", "text": " Who  lives {{ there }}?\n"},
    {"role": "assistant", "text": "Ada."},
    {"role": "user", "text": "And now?"},
]


def read(path) -> tuple[dict, dict]:
    """The metadata and the tensors of a file."""
    reader = gguf.GGUFReader(path)
    fields = {name: field.contents() for name, field in reader.fields.items()}
    return fields, {tensor.name: tensor for tensor in reader.tensors}


def plain(tensor) -> torch.Tensor:
    return torch.tensor(gguf.quants.dequantize(tensor.data, tensor.tensor_type))


@pytest.fixture
def make(tokenizer):
    def made(**changes) -> tinylm.Checkpoint:
        lm = tinylm.create(tiny_config(tokenizer.vocab_size, **changes), tokenizer, seed=0)
        generator = torch.Generator().manual_seed(0)
        with torch.no_grad():  # so that no bias is zero and no norm is one
            for parameter in lm.model.parameters():
                parameter.add_(torch.randn(parameter.shape, generator=generator) * 0.02)
        return lm

    return made


def test_the_metadata_tell_the_model_and_the_tokenizer(make, tmp_path):
    lm = make(qk_norm=True, num_kv_heads=1, rope_base=5000.0)
    fields, _ = read(export_gguf(lm, tmp_path / "valley.gguf"))
    assert fields["general.architecture"] == "qwen3"
    assert fields["general.name"] == "valley"
    assert fields["general.parameter_count"] == lm.model.num_parameters()
    assert fields["general.file_type"] == gguf.LlamaFileType.MOSTLY_F16
    shape = dict(context_length=32, embedding_length=32, block_count=2, feed_forward_length=88)
    shape |= {"attention.head_count": 2, "attention.head_count_kv": 1, "vocab_size": 400}
    shape |= {"attention.key_length": 16, "rope.dimension_count": 16, "rope.freq_base": 5000.0}
    assert {name: fields[f"qwen3.{name}"] for name in shape} == shape
    assert fields["qwen3.attention.layer_norm_rms_epsilon"] == pytest.approx(1e-6)
    own = {n.removeprefix("tokenizer.ggml."): v for n, v in fields.items() if "ggml" in n}
    assert own["tokens"] == [lm.tokenizer.piece(i) for i in range(400)]
    kinds = [gguf.TokenType(kind).name for kind in own["token_type"]]
    assert kinds == ["UNKNOWN", *["CONTROL"] * 5, *["BYTE"] * 256, *["NORMAL"] * 138]
    assert (own["model"], own["bos_token_id"], own["eos_token_id"]) == ("llama", 1, 2)
    assert (own["add_bos_token"], own["add_eos_token"]) == (True, False)
    assert (own["add_space_prefix"], own["remove_extra_whitespaces"]) == (False, False)
    assert "tokenizer.chat_template" not in fields
    lm.stage = "chat"
    fields, _ = read(export_gguf(lm, tmp_path / "valley.gguf"))
    assert fields["tokenizer.chat_template"] == chat_template(lm)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_weight_is_there(make, tmp_path, shape):
    lm = make(**SHAPES[shape])
    _, tensors = read(export_gguf(lm, tmp_path / "x.gguf", "f32", approximate=True))
    assert {tensor.tensor_type.name for tensor in tensors.values()} == {"F32"}
    ours, theirs = lm.model.state_dict(), {name: plain(tensor) for name, tensor in tensors.items()}
    assert torch.equal(theirs["token_embd.weight"], ours["embedding.weight"])
    assert torch.equal(theirs["blk.1.ffn_down.weight"], ours["blocks.1.feedforward.down.weight"])
    assert torch.equal(theirs["output_norm.weight"], ours["final_norm.weight"])
    assert ("output.weight" in theirs) == (not lm.config.tie_weights)
    if shape.startswith("gpt2"):
        assert torch.equal(theirs["blk.0.attn_qkv.weight"], ours["blocks.0.attention.qkv.weight"])
        zeros = not lm.config.bias
        assert (theirs["blk.0.ffn_up.bias"] == 0).all() == zeros
        assert torch.equal(
            theirs["position_embd.weight"],
            getattr(lm.model.positions, "weight", lm.model.positions),
        )
    else:
        q, k, v = ours["blocks.0.attention.qkv.weight"].split(lm.model.blocks[0].attention.rows)
        assert torch.equal(theirs["blk.0.attn_v.weight"], v)
        rows = [row for i in range(8) for row in (i, i + 8)]  # of a head of 16: pairs that turn
        rows = rows if shape.startswith("llama") else list(range(16))
        assert torch.equal(theirs["blk.0.attn_k.weight"][:16], k[rows])
        assert torch.equal(theirs["blk.0.attn_q.weight"][16:], q[16:][rows])
    count = sum(tensor.numel() for tensor in theirs.values())
    extra = 0 if lm.config.bias or not shape.startswith("gpt2") else 2 * (4 * 32 + 96 + 128) + 32
    extra += lm.model.positions.numel() if "sines" in shape else 0
    assert count == lm.model.num_parameters() + extra


def test_shorter_types_keep_what_they_cannot_shorten(make, tmp_path):
    lm = make(**SHAPES["gpt2"] | dict(d_ff=80))
    whole = read(export_gguf(lm, tmp_path / "x.gguf", "f32", approximate=True))[1]
    for type, steps in (("f16", 2**-11), ("q8_0", 1 / 254)):
        _, tensors = read(export_gguf(lm, tmp_path / "x.gguf", type, approximate=True))
        for name, tensor in tensors.items():
            kind, exact = tensor.tensor_type.name, plain(whole[name])
            if exact.dim() == 1 or name == "position_embd.weight":
                assert kind == "F32"
            else:  # a row of 80 is no multiple of 32
                assert kind == ("F16" if "ffn_down" in name else type.upper())
            assert (
                plain(tensor) - exact
            ).abs().max() <= exact.abs().max() * steps * 1.2  # a scale is f16 itself
    with torch.no_grad():
        lm.model.head.weight[0, 0] = 1e6
    with pytest.raises(ValueError, match=r"output.weight has a number of 1e\+06: use type='f32'"):
        export_gguf(lm, tmp_path / "x.gguf", "f16", approximate=True)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (dict(activation="relu2"), "activation='relu2' cannot"),
        (dict(head_bias=True), "head_bias=True cannot"),
        (dict(norm_order="post"), "norm_order='post' cannot"),
        (dict(bigram_rows=64), "bigram_rows=64 cannot"),
        (GPT2 | dict(activation="relu"), "activation='relu' cannot be written as GGUF"),
        (GPT2, "activation='gelu' is not exact in llama.cpp, .* approximate=True"),
    ],
)
def test_what_llama_cpp_cannot_express_is_refused(make, tmp_path, changes, told):
    with pytest.raises(ValueError, match=told):
        export_gguf(make(**changes), tmp_path / "x.gguf")
    assert not list(tmp_path.iterdir())


def test_other_tokenizers_and_types_are_refused(make, documents, tmp_path):
    with pytest.raises(ValueError, match="type='q4' is not one of f32, f16, q8_0"):
        export_gguf(make(), tmp_path / "x.gguf", "q4")
    letters = tinylm.train_tokenizer(documents, kind="characters")
    lm = tinylm.create(tiny_config(letters.vocab_size), letters)
    with pytest.raises(ValueError, match="a CharacterTokenizer cannot be written as GGUF"):
        export_gguf(lm, tmp_path / "x.gguf")


def test_a_sentencepiece_model_that_changes_the_text_is_refused(make, documents, tmp_path):
    for changes in (
        dict(add_dummy_prefix=True),
        dict(normalization_rule_name="nfkc"),
        dict(model_type="unigram", vocab_size=300),
    ):
        values = dict(model_type="bpe", vocab_size=400, byte_fallback=True, add_dummy_prefix=False)
        values |= dict(remove_extra_whitespaces=False, normalization_rule_name="identity")
        values |= dict(bos_piece="<bos>", eos_piece="<eos>", minloglevel=2)
        values |= dict(control_symbols=["<user>", "<assistant>", "<system>"])
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(documents), model_prefix=str(tmp_path / "m"), **values | changes
        )
        foreign = tinylm.Tokenizer.load(tmp_path / "m.model")
        lm = tinylm.create(tiny_config(foreign.vocab_size), foreign)
        with pytest.raises(ValueError, match="this SentencePiece model cannot be written as GGUF"):
            export_gguf(lm, tmp_path / "x.gguf")


def test_a_failure_leaves_the_earlier_file(make, tmp_path, monkeypatch):
    path = export_gguf(make(), tmp_path / "x.gguf")
    content = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(gguf.GGUFWriter, "write_tensors_to_file", full)
    with pytest.raises(OSError, match="the disk is full"):
        export_gguf(make(), path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_without_the_package_it_says_what_to_install(make, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "gguf", None)
    with pytest.raises(ImportError, match=r'pip install "tinylm\[export\]"'):
        export_gguf(make(), tmp_path / "x.gguf")


def rendered(lm: tinylm.Checkpoint, turns: list[dict], reply: bool) -> str:
    # Blocks are trimmed as in Transformers and llama.cpp.
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    messages = [{"role": turn["role"], "content": turn["text"]} for turn in turns]
    template = environment.from_string(chat_template(lm))
    return template.render(messages=messages, add_generation_prompt=reply)


def test_the_template_writes_turns_as_they_were_trained_on(lm):
    whole = rendered(lm, CHAT, reply=True)
    assert whole == (
        "<bos><system> Be kind.<user> Who  lives {{ there }}?<assistant> Ada.<eos>"
        "<user> And now?<assistant>"
    )
    assert rendered(lm, CHAT[:3], reply=False).endswith("<assistant> Ada.<eos>")


def test_a_tokenizer_without_roles_has_no_template(tmp_path):
    plain = tinylm.load_gpt2_tokenizer(gpt2_files(tmp_path))
    lm = tinylm.create(tiny_config(plain.vocab_size), plain)
    with pytest.raises(ValueError, match="has no <system> <user> <assistant> to mark turns with"):
        chat_template(lm)
    roles = tinylm.load_gpt2_tokenizer(tmp_path, chat=True)
    lm = tinylm.create(tiny_config(roles.vocab_size), roles)
    assert chat_template(lm).startswith("<|endoftext|>{%")


# What llama.cpp makes of the files. Its keys and values are kept in float32 here, as ours are.

HARD = ["", " ", "  ", " a", "a ", "  two  spaces  ", "\t", "\ttab\tin\t", "\n", "a\nb\n\nc\n"]
HARD += ["\r\n", "\u00a0", "\u200b", "\ufeff", "\x00a", "a\x00b", "\x01\x7f", "e\u0301 \ufb01"]
HARD += ["\U0001f642", "\U0001f469\u200d\U0001f467 and", "\u65e5\u672c\u8a9e", "\ud55c\uad6d\uc5b4"]
HARD += ["na\u00efve caf\u00e9", "\u201cso\u201d", "12,5 % 007", "x" * 300, "...", "!?", "<unk>"]
HARD += ["<eos>", "<bos><user> hi<assistant> x<eos>", "<0x0A>", "<s>", "</s>", "<|endoftext|>"]


@functools.cache
def sample_lines(count: int) -> list[str]:
    documents = tinylm.load_corpus("sample")
    lines = (line for document in documents for line in document.split("\n") if line)
    return list(itertools.islice(lines, count))


def opened(lm: tinylm.Checkpoint, path, type: str = "f32", **options):
    llama_cpp = pytest.importorskip("llama_cpp")
    export_gguf(lm, path, type, approximate=True)
    options = dict(n_ctx=lm.config.context_length, n_threads=1, type_k=0, type_v=0) | options
    return llama_cpp.Llama(str(path), logits_all=True, verbose=False, **options)


def same_ids(lm: tinylm.Checkpoint, llama, lines: list[str]) -> None:
    for line in lines:
        theirs = llama.tokenize(line.encode(), add_bos=False, special=False)
        assert theirs == lm.tokenizer.encode(line), line
        assert llama.detokenize(theirs).decode() == line


def test_llama_cpp_gives_the_same_ids(lm, tmp_path):
    llama = opened(lm, tmp_path / "x.gguf")
    same_ids(lm, llama, HARD + sample_lines(1000))
    assert llama.tokenize(b"One", add_bos=True) == lm.tokenizer.encode_prompt("One")
    assert (llama.token_bos(), llama.token_eos()) == (lm.tokenizer.bos_id, lm.tokenizer.eos_id)


def test_llama_cpp_gives_the_same_ids_on_real_text(real_data, tmp_path):
    with (real_data / "tinystories" / "TinyStories-valid.txt").open(encoding="utf-8") as file:
        lines = list(itertools.islice(file, 2000))
    tokenizer = tinylm.train_tokenizer(lines, 1000)
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    same_ids(lm, opened(lm, tmp_path / "x.gguf"), lines)
    tokenizer = tinylm.load_gpt2_tokenizer(real_data / "gpt2_bpe")
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    same_ids(lm, opened(lm, tmp_path / "x.gguf"), HARD + lines)


def test_llama_cpp_gives_the_same_ids_with_gpt2s_tokenizer(tmp_path):
    tokenizer = tinylm.load_gpt2_tokenizer(gpt2_files(tmp_path), chat=True)
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **SHAPES["gpt2"]), tokenizer)
    lm.stage = "chat"
    llama = opened(lm, tmp_path / "x.gguf")
    same_ids(lm, llama, HARD + sample_lines(200))
    written = rendered(lm, CHAT, reply=True)
    ids, _ = encode_turns(tokenizer, CHAT, lm.chat_template, reply=True)
    assert llama.tokenize(written.encode(), add_bos=False, special=True) == ids


def test_llama_cpp_reads_turns_as_they_were_trained_on(lm, tmp_path):
    lm.stage = "chat"
    llama = opened(lm, tmp_path / "x.gguf")
    written = rendered(lm, CHAT, reply=True)
    ids, _ = encode_turns(lm.tokenizer, CHAT, lm.chat_template, reply=True)
    assert llama.tokenize(written.encode(), add_bos=False, special=True) == ids
    assert llama.metadata["tokenizer.chat_template"] == chat_template(lm)


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    documents = list(tinylm.load_corpus("sample"))[:1500]
    tokenizer = tinylm.train_tokenizer(documents, 512)
    corpus = tinylm.Corpus.from_documents(documents, "stories")
    return tinylm.prepare(corpus, tokenizer, tmp_path_factory.mktemp("stories"), progress=False)


@pytest.mark.parametrize("shape", some(list(SHAPES), [1, 3]))
def test_llama_cpp_writes_the_same_text(stories, tmp_path, shape):
    pytest.importorskip("llama_cpp")
    tokenizer = stories.tokenizer
    config = tiny_config(tokenizer.vocab_size, context_length=224, d_model=64, **SHAPES[shape])
    lm = tinylm.create(config, tokenizer, seed=0)
    steps = tinylm.TrainConfig(max_steps=300, batch_size=4, eval_every=0, sample_every=0)
    steps = dataclasses.replace(steps, precision="float32", compile="off")
    first, *_, last = tinylm.train(lm, stories, steps)
    assert last.loss < first.loss - 0.3
    llama = opened(lm, tmp_path / "x.gguf")

    text = stories.val[:200].tolist()
    llama.eval(text)
    with torch.inference_mode():
        ours = lm.model(torch.tensor([text]))[0].numpy()
    near = 3e-2 if shape.startswith("gpt2") else 2e-4  # its GELU has tanh and a table in float16
    assert np.abs(llama.scores[:200] - ours).max() < near

    greedy = tinylm.SampleConfig(temperature=0, max_new_tokens=200)
    for prompt in ("", "Once upon a time"):
        ids = tokenizer.encode_prompt(prompt)
        mine = list(stream_ids(lm, ids, greedy))
        llama.reset()
        theirs = list(itertools.islice(llama.generate(ids, temp=0.0, repeat_penalty=1.0), 200))
        if shape.startswith("gpt2") and theirs != mine:  # then only where two were as good
            turn = next(i for i in range(200) if theirs[i] != mine[i])
            with torch.inference_mode():
                said = lm.model(torch.tensor([ids + mine[:turn]]))[0, -1]
            assert said[mine[turn]] - said[theirs[turn]] < 2 * near
        else:
            assert theirs == mine
        assert llama.detokenize(mine).decode() == tokenizer.decode(mine)


def test_llama_cpp_reads_the_shorter_types(lm, tmp_path):
    text = lm.tokenizer.encode_prompt("One day Ada went out.")
    with torch.inference_mode():
        ours = lm.model(torch.tensor([text]))[0].numpy()
    for type in ("f16", "q8_0"):
        llama = opened(lm, tmp_path / f"{type}.gguf", type)
        llama.eval(text)
        assert np.abs(llama.scores[: len(text)] - ours).max() < 0.02 * np.abs(ours).max()


def test_the_benchmarks_llama_writes_the_same_text(lm, tmp_path):
    """Alone and in a batch, greedy and drawn; and its one pass ends in our logits."""
    pytest.importorskip("llama_cpp")
    from benchmarks.llamacpp import Llama

    llama = Llama(export_gguf(lm, tmp_path / "x.gguf", "f32"), flash=False, short_cache=False)
    greedy = tinylm.SampleConfig(temperature=0, max_new_tokens=20)
    mine = list(stream_ids(lm, [lm.tokenizer.bos_id], greedy))
    assert llama.generate_batch(3, 20) == [mine] * 3
    drawn = llama.generate_batch(3, 20, temperature=1.0, seed=5)
    assert llama.generate(20, temperature=1.0, seed=6) == drawn[1] != drawn[0]
    with torch.inference_mode():
        ours = lm.model(torch.tensor([mine]))[0, -1]
    assert torch.allclose(torch.tensor(llama.prefill(mine)), ours, atol=1e-4)
    llama.close()
    with pytest.raises(ValueError, match=r"cannot open .*none.gguf"):
        Llama(tmp_path / "none.gguf")
