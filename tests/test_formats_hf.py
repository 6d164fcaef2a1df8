"""A checkpoint opens in Transformers with the same numbers, and comes back as it was."""

import functools
import json
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import torch

import tinylm
from tinylm.__main__ import main
from tinylm.formats.huggingface import export_hf, import_hf
from tinylm.formats.layouts import layout_of

from .conftest import quick, tiny_config

GPT2 = dict(position="learned", norm="layernorm", activation="gelu")
BARE = dict(bare_norms=True, qk_norm=True, activation="relu2")
SHAPES = {  # what each layout has to bear, and the layout
    "plain": (dict(), "llama"),
    "biases": (dict(bias=True, rope_base=5_000.0, tie_weights=True), "llama"),
    "qk-norm": (dict(qk_norm=True, num_heads=4, num_kv_heads=2), "qwen3"),
    "bare": (BARE | dict(num_heads=4, num_kv_heads=2), "nanochat"),
    "gpt2": (GPT2 | dict(bias=True, tie_weights=True), "gpt2"),
    "sinusoidal": (
        GPT2 | dict(position="sinusoidal", activation="relu2", num_heads=4, num_kv_heads=2),
        "gpt2",
    ),
}


@pytest.fixture(scope="module")
def story_data(tmp_path_factory):
    documents = [text for text, _ in zip(tinylm.load_corpus("sample"), range(1500), strict=False)]
    tokenizer = tinylm.train_tokenizer(documents, 512)
    return tinylm.prepare(
        documents, tokenizer, tmp_path_factory.mktemp("stories"), progress=False
    ), tokenizer


QUICK = ("qk-norm",)  # the notebooks' model; the others train with CI=true


@pytest.fixture(scope="module")
def exports(story_data, tmp_path_factory):
    """By a shape's name a model that has learned something, its folder, and the layout that it
    should have; made once."""
    data, tokenizer = story_data

    @functools.cache
    def exported(name):
        shape, layout = SHAPES[name]
        config = tiny_config(tokenizer.vocab_size, context_length=256, d_model=64, **shape)
        lm = tinylm.create(config, tokenizer, seed=1, device="cpu")
        settings = quick(max_steps=150, batch_size=4, eval_every=50, precision="float32")
        for _ in tinylm.train(lm, data, settings):
            pass
        folder = tmp_path_factory.mktemp("exported") / name
        export_hf(lm, folder)
        return lm, folder, layout

    return exported


@pytest.fixture(
    params=[pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in SHAPES]
)
def exported(request, exports):
    return exports(request.param)


def opened(folder):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(folder).eval()
    return model, AutoTokenizer.from_pretrained(folder)


@torch.no_grad()
def logits(model, rows=3, length=256) -> torch.Tensor:
    ids = torch.randint(512, (rows, length), generator=torch.Generator().manual_seed(0))
    out = model.eval()(ids)
    return out if isinstance(out, torch.Tensor) else out.logits


def test_transformers_gives_the_same_logits_and_the_same_text(exported):
    lm, folder, layout = exported
    assert json.loads((folder / "config.json").read_text())["model_type"] == layout
    model, tokenizer = opened(folder)
    assert (logits(model) - logits(lm.model)).abs().max() < 1e-4
    greedy = tinylm.SampleConfig(temperature=0, max_new_tokens=200)
    for prompt in ("Once upon a time", ""):
        given = tokenizer(prompt, return_tensors="pt")
        assert given.input_ids[0].tolist() == lm.tokenizer.encode_prompt(prompt)
        ids = model.generate(**given, do_sample=False, max_new_tokens=200)[0]
        told = tokenizer.decode(ids, skip_special_tokens=True)
        assert len(told) > len(prompt) + 100
        assert told == tinylm.generate(lm, prompt, greedy)


def test_it_comes_back_as_it_was(exported, tmp_path, capsys):
    lm, folder, _ = exported
    for back in (import_hf(folder), tinylm.load_checkpoint(folder, "cpu")):
        assert torch.equal(logits(back.model), logits(lm.model))
        assert back.tokenizer.digest == lm.tokenizer.digest
        assert (back.stage, back.config.tie_weights) == ("pretrain", lm.config.tie_weights)
    assert main(["import", str(folder), "--to", str(tmp_path / "x.pt")]) == 0
    assert "of Transformers" in capsys.readouterr().out
    again = tinylm.load_checkpoint(tmp_path / "x.pt", "cpu")
    assert torch.equal(logits(again.model), logits(lm.model))


def test_what_transformers_saved_itself_comes_back(exported, tmp_path):
    """In several files, with the tokenizer that Transformers wrote again."""
    lm, folder, _ = exported
    model, tokenizer = opened(folder)
    model.save_pretrained(tmp_path, max_shard_size="100KB")
    tokenizer.save_pretrained(tmp_path)
    assert len(list(tmp_path.glob("*.safetensors"))) > 1
    back = import_hf(tmp_path)
    assert torch.equal(logits(back.model), logits(lm.model))
    text = " Ada  said: <eos> \u2581 \u4f60\n"
    assert back.tokenizer.encode(text) == lm.tokenizer.encode(text)
    assert back.tokenizer.control_ids == lm.tokenizer.control_ids


def test_the_card_says_what_there_is_to_know(exported):
    lm, folder, _ = exported
    card = (folder / "README.md").read_text(encoding="utf-8")
    front = card.split("---\n")[1]
    assert "library_name: transformers\n" in front
    assert "\nlicense:" not in front  # that is for the owner to say
    assert f"{lm.model.num_parameters():,} parameters" in card
    assert f"loss {lm.report['val']['loss']:.3f}" in card
    assert '"max_steps": 150' in card
    assert "    Once upon a time" in card
    for line in ("from_pretrained('", "vllm serve ", "llama-cli -m ", "ollama create "):
        assert line + folder.name in card or line in card
    drawing = ET.parse(folder / "loss.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawing.find(f"{space}polyline").get("points").split()) == 150
    assert len(list(drawing.iter(f"{space}circle"))) == 3  # validations


def test_the_card_of_a_conversation_model(lm, tmp_path):
    told = dict(stage="pretrain", step=1200, report=dict(val=dict(loss=1.2345)))
    export_hf(
        replace(lm, stage="chat", lineage=[told], split=dict(corpus="a|b", train=9)), tmp_path
    )
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "- conversational\n" in card
    assert "answers in conversations" in card
    assert "- pretrain: 1,200 steps, validation loss 1.234" in card
    assert "| corpus | a\\|b |\n| documents trained on | 9 |" in card
    assert "    Hello! Who are you?\n    " in card
    assert "apply_chat_template" in card
    assert not (tmp_path / "loss.svg").exists()  # nothing was recorded
    assert "loss.svg" not in card


@pytest.mark.parametrize(
    ("shape", "named"),
    [
        (dict(value_embeddings=True), "value_embeddings=True"),
        (dict(x0_mixing=True), "x0_mixing=True"),
        (dict(bigram_rows=8), "bigram_rows=8"),
        (dict(head_bias=True), "head_bias=True"),
        (dict(norm_order="post"), "norm_order='post'"),
        (dict(norm="layernorm"), "norm='layernorm'"),
        (dict(activation="gelu"), "activation='gelu'"),
        (dict(activation="relu2"), "bare_norms=False"),
        (dict(bare_norms=True), "bare_norms=True"),
        (dict(qk_norm=True, bias=True), "bias=True with qk_norm=True"),
        (BARE | dict(bias=True), "bias=True"),
        (GPT2 | dict(norm="rmsnorm"), "norm='rmsnorm' with position='learned'"),
        (GPT2 | dict(activation="swiglu"), "activation='swiglu' with position='learned'"),
        (GPT2 | dict(qk_norm=True), "qk_norm=True with position='learned'"),
    ],
)
def test_what_no_layout_expresses_is_refused_with_the_reason(shape, named, tokenizer, tmp_path):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **shape), tokenizer)
    with pytest.raises(ValueError, match=r"cannot be exported, for .+: keep") as error:
        export_hf(lm, tmp_path / "x")
    assert named in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_every_layout_is_reached():
    config = tiny_config(61, num_heads=4)
    for shape, layout in SHAPES.values():
        assert layout_of(replace(config, **shape)) == layout


def test_nothing_is_written_over(lm, tmp_path, monkeypatch):
    (tmp_path / "kept.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    for path in (tmp_path, tmp_path / "kept.txt"):
        with pytest.raises(FileExistsError, match="give a new or an empty folder"):
            export_hf(lm, path)
    export_hf(lm, tmp_path / "empty")
    assert (tmp_path / "empty" / "config.json").is_file()
    monkeypatch.setattr("tinylm.formats.huggingface.write_card", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_hf(lm, tmp_path / "new")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "kept.txt"]


def test_the_shell_exports(trained, tmp_path, capsys):
    folder = tmp_path / "made"
    told = ["export", "hf", "--checkpoint", str(trained), "--to", str(folder)]
    assert main(told) == 0
    assert "written as hf" in capsys.readouterr().out
    assert torch.equal(
        import_hf(folder).model.head.weight,
        tinylm.load_checkpoint(trained, "cpu").model.head.weight,
    )
    assert main(told) == 1
    assert "give a new or an empty folder" in capsys.readouterr().err


def changed(folder, **settings):
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | settings))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (dict(model_type="mamba"), "model_type is 'mamba'"),
        (dict(hidden_act="gelu"), "hidden_act is 'gelu', and tinylm computes with 'silu'"),
        (dict(rms_norm_eps=1e-5), "rms_norm_eps is 1e-05"),
        (dict(rope_parameters=dict(rope_type="yarn")), "rope_type is 'yarn'"),
        (dict(head_dim=64), "head_dim is 64"),
        (dict(intermediate_size=48), "asks for [48, 32]"),
        (dict(num_hidden_layers=1), "holds the unknown model.layers.1."),
        (dict(num_hidden_layers=3), "lacks model.layers.2."),
        (dict(vocab_size=-1), "vocab_size=-1"),
        (dict(hidden_size=None), "not as Transformers writes it"),
        (dict(rope_parameters="x"), "not as Transformers writes it"),
    ],
)
def test_a_foreign_folder_that_computes_otherwise_is_refused(settings, told, lm, tmp_path):
    export_hf(lm, tmp_path / "x")
    changed(tmp_path / "x", **settings)
    with pytest.raises(ValueError, match="x'") as error:
        tinylm.load_checkpoint(tmp_path / "x")
    assert told in str(error.value)


COMMON = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4)
ROTARY = COMMON | dict(intermediate_size=48, num_key_value_heads=2, max_position_embeddings=64)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Llama", ROTARY | dict(attention_bias=True, rms_norm_eps=1e-6)),
        ("Llama", ROTARY | dict(rope_parameters=dict(rope_type="default", rope_theta=500.0))),
        ("Qwen3", ROTARY | dict(head_dim=8, tie_word_embeddings=True)),
        ("NanoChat", ROTARY | dict(final_logit_softcapping=None)),
        ("GPT2", COMMON | dict(activation_function="gelu", n_positions=64)),
        ("GPT2", COMMON | dict(activation_function="relu", tie_word_embeddings=False)),
    ],
)
@pytest.mark.parametrize("kind", [torch.float32, torch.bfloat16])
def test_a_model_that_transformers_made_gives_the_same_logits(
    name, settings, kind, tokenizer, tmp_path
):
    import transformers

    config = getattr(transformers, f"{name}Config")(vocab_size=tokenizer.vocab_size, **settings)
    torch.manual_seed(0)
    model = transformers.AutoModelForCausalLM.from_config(config).eval()
    for parameter in model.parameters():  # norms and biases that do something, too
        torch.nn.init.normal_(parameter, 0.3, 0.3)
    model.to(kind).save_pretrained(tmp_path)
    lm = tinylm.load_checkpoint(tmp_path, "cpu", tokenizer)
    ids = torch.randint(tokenizer.vocab_size, (2, 64))
    with torch.no_grad():
        theirs, ours = model.float()(ids).logits, lm.model.eval()(ids)
    torch.testing.assert_close(ours, theirs, atol=1e-3, rtol=1e-4)
    lm.save(tmp_path / "x.pt")
    assert tinylm.load_checkpoint(tmp_path / "x.pt").lineage[0]["origin"].startswith(name)


def test_nanochats_cap_on_the_logits_is_refused(tokenizer, tmp_path):
    export_hf(tinylm.create(tiny_config(tokenizer.vocab_size, **BARE), tokenizer), tmp_path / "x")
    changed(tmp_path / "x", final_logit_softcapping=15.0)
    with pytest.raises(ValueError, match=r"final_logit_softcapping is 15\.0, .+ with none"):
        import_hf(tmp_path / "x")


def test_weights_that_are_packed_are_refused(lm, tmp_path):
    class Packed(tinylm.MiniTransformer):
        pass

    lm.model.__class__ = Packed
    with pytest.raises(ValueError, match="export the original checkpoint"):
        export_hf(lm, tmp_path / "x")


def test_gpt2_as_published_is_refused_for_its_activation(tokenizer, tmp_path):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, **GPT2), tokenizer)
    export_hf(lm, tmp_path / "x")
    changed(tmp_path / "x", activation_function="gelu_new")
    with pytest.raises(ValueError, match="activation_function is 'gelu_new'"):
        import_hf(tmp_path / "x")


def test_a_folder_that_is_not_whole_is_refused(lm, tmp_path):
    folder = tmp_path / "x"
    with pytest.raises(FileNotFoundError, match="there is no checkpoint"):
        import_hf(folder)
    export_hf(lm, folder)
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[:-100])
    with pytest.raises(ValueError, match=r"model\.safetensors is damaged"):
        import_hf(folder)
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(ValueError, match="other files may execute what they hold"):
        import_hf(folder)
    (folder / "model.safetensors.index.json").write_text(
        '{"weight_map": {"a": "../x.safetensors"}}'
    )
    with pytest.raises(ValueError, match=r"there is no \.\./x\.safetensors in it"):
        import_hf(folder)
    (folder / "config.json").write_text("{")
    with pytest.raises(ValueError, match=r"config\.json is not JSON"):
        import_hf(folder)
    (folder / "config.json").unlink()
    with pytest.raises(ValueError, match=r"no config\.json in it"):
        tinylm.load_checkpoint(folder)


def test_a_missing_package_is_named(lm, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "safetensors", None)
    monkeypatch.delitem(sys.modules, "safetensors.torch", raising=False)
    with pytest.raises(ImportError, match=r'pip install "tinylm\[export\]"'):
        export_hf(lm, tmp_path / "x")
