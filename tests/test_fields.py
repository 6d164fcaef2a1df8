"""The fields of configs: what they mean, forms of them, as code, as files."""

import ast
import dataclasses

import pytest

import tinylm
from tinylm import fields
from tinylm.__main__ import main

from .conftest import quick, tiny_config

CONFIGS = ("ModelConfig", "TrainConfig", "FinetuneConfig", "SampleConfig", "CLPSOConfig")
CONFIGS = (*CONFIGS, "HeadTuningConfig")


@pytest.mark.parametrize("name", CONFIGS)
def test_every_field_is_told_with_what_it_means(name):
    kind = getattr(tinylm, name)
    told = fields.fields_of(kind)
    simple = [f.name for f in dataclasses.fields(kind) if f.name != "swarm"]
    assert list(told) == simple
    without = [f.name for f in told.values() if not f.meaning]
    assert without in ([], ["seed"], ["seed", "checkpoint"])
    for field in told.values():
        if field.closed:
            assert field.default in field.choices


def test_choices_and_usual_values_come_from_the_comment():
    told = fields.fields_of(tinylm.TrainConfig)
    assert told["schedule"].choices == ("linear", "cosine", "constant", "restarts")
    assert told["precision"].choices == ("auto", "float32", "tf32", "bfloat16", "float16")
    assert "4 to 64" in told["batch_size"].meaning
    assert "0.01 to 0.04" in told["muon_learning_rate"].meaning
    assert told["epochs"].optional
    assert not told["batch_size"].optional
    template = fields.fields_of(tinylm.FinetuneConfig)["template"]
    assert template.choices == ("chat", "instruction")
    assert not template.closed


@pytest.mark.parametrize("name", CONFIGS)
def test_what_is_written_is_read_back(name):
    kind = getattr(tinylm, name)
    config = kind(vocab_size=8) if name == "ModelConfig" else kind()
    for field in fields.fields_of(kind).values():
        value = getattr(config, field.name)
        if not isinstance(value, bool):
            assert fields.parse(field, fields.written(value)) == value, field.name


def made(node):
    """What a call of a class of tinylm makes, and plain values as they are written."""
    if isinstance(node, ast.Call):
        assert node.func.value.id == "tinylm"
        return getattr(tinylm, node.func.attr)(**{k.arg: made(k.value) for k in node.keywords})
    return ast.literal_eval(node)


def test_code_makes_the_same_config():
    for config in (
        quick(betas=(0.9, 0.99), sample_prompts=("it's", 'a "b"')),
        tinylm.HeadTuningConfig(tinylm.CLPSOConfig.short(particles=5), cycles=3),
    ):
        assert made(ast.parse(fields.as_code(config), mode="eval").body) == config
    assert fields.as_code(tinylm.TrainConfig()) == "tinylm.TrainConfig()"


def test_a_value_that_is_no_number_is_one_sentence():
    field = fields.fields_of(tinylm.TrainConfig)["batch_size"]
    with pytest.raises(ValueError, match="batch_size: 'many' is not a number"):
        fields.parse(field, "many")


@pytest.fixture
def form(monkeypatch):
    pytest.importorskip("ipywidgets")
    from tinylm import panels

    monkeypatch.setattr("tinylm.panels.form.display", lambda *_: None)
    return panels.TrainForm("sample", "mini-1m", 4e-3, 300, batch_size=4, seed=3)


def test_every_field_of_the_form_counts(form):
    form._train.widgets["batch_size"].value = "16"
    form._train.widgets["schedule"].value = "cosine"
    form._train.widgets["epochs"].value = "0.5"
    form._train.widgets["betas"].value = "0.8, 0.9"
    form._train.widgets["sample_prompts"].value = "One\nTwo"
    form._model.widgets["num_layers"].value = "2"
    form._model.widgets["norm_bias"].value = ""
    config = form.train_config()
    assert (config.batch_size, config.schedule, config.epochs) == (16, "cosine", 0.5)
    assert (config.betas, config.sample_prompts) == ((0.8, 0.9), ("One", "Two"))
    assert (config.learning_rate, config.max_steps, config.seed) == (4e-3, 300, 3)
    assert form.model_config(100).num_layers == 2
    assert "num_layers=2" in form._note.value


def test_a_wrong_field_says_so_and_nothing_runs_with_it(form):
    form._model.widgets["num_heads"].value = "3"
    told = form._model._notes["num_heads"].value
    assert "does not divide d_model" in told
    with pytest.raises(ValueError, match="num_heads=3 does not divide"):
        form.model_config(2048)
    form._model.widgets["num_heads"].value = "4"
    assert form.model_config(2048).num_heads == 4
    form._train.widgets["batch_size"].value = "<i>x</i>"
    assert "<i>" not in form._train._notes["batch_size"].value
    with pytest.raises(ValueError, match="is not a number"):
        form.train_config()


def test_two_fields_may_be_wrong_apart_and_right_together(form):
    form._model.widgets["num_heads"].value = "3"
    form._model.widgets["d_model"].value = "96"
    config = form.model_config(2048)
    assert (config.num_heads, config.d_model) == (3, 96)
    assert not form._model.wrong


def test_a_preset_sets_the_fields_of_the_model(form):
    form._model.widgets["num_layers"].value = "2"
    form._preset.value = "llm-251m"
    assert form.model_config(2048) == tinylm.preset("llm-251m", 2048)
    assert form._model.widgets["tie_weights"].value


def test_the_form_goes_to_a_file_and_back(form, tmp_path, capsys):
    from tinylm import panels

    path = tmp_path / "mine.json"
    form._train.widgets["batch_size"].value = "12"
    form._train.widgets["checkpoint"].value = str(tmp_path / "c.pt")
    form._model.widgets["d_ff"].value = "96"
    form._rate.value = 1e-3
    form.use(str(tmp_path / "my.txt"))
    form._path.value = str(path)
    form._save.click()
    assert "written" in form._told.value
    other = panels.TrainForm("sample", "mini-15m", 2e-3, 10)
    other._path.value = str(path)
    other._open.click()
    assert other._told.value.startswith("read")
    assert other.train_config() == form.train_config()
    assert other.model_config(99) == form.model_config(99)
    assert other.corpus == form.corpus
    runfile = tinylm.runfile.read_config(path)  # the shell takes the same file
    assert runfile.train == form.train_config()
    assert runfile.model == form.model_config(runfile.model.vocab_size)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read"),
        ("[]", "named sections"),
        ('{"train": {"batchsize": 3}}', "has no field &#x27;batchsize&#x27;"),
        ('{"train": {"batch_size": -1}}', "batch_size=-1 must be"),
        ('{"model": {"preset": "huge"}}', "is not known"),
        (None, "there is no config file"),
    ],
)
def test_a_bad_file_is_one_sentence_and_changes_nothing(form, tmp_path, text, told):
    path = tmp_path / "c.json"
    if text is not None:
        path.write_text(text)
    before = form.train_config(), form.model_config(2048)
    form._path.value = str(path)
    form._open.click()
    assert told in form._told.value
    assert (form.train_config(), form.model_config(2048)) == before
    form._path.value = str(tmp_path / "c.toml")
    form._save.click()
    assert "saved as .json" in form._told.value


def test_the_forecast_follows_the_form(form, tokenizer, data):
    form._preset.value = "mini-1m"
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)
    for name in ("context_length", "d_model", "num_heads", "num_layers"):
        form._model.widgets[name].value = str(getattr(lm.config, name))
    form.forecast(lm, data)
    first = form._card.value
    assert "300" in first
    form._steps.value = 600
    assert form._card.value != first
    assert "600" in form._card.value
    form._model.widgets["num_heads"].value = "7"
    assert "does not divide" in form._card.value


def test_a_scaled_forecast_agrees_with_its_probe(lm, data):
    from tinylm.forecasting import Scaled

    config = quick(max_steps=200)
    scaled = Scaled(lm, data, config)
    same, longer = scaled(lm.config, config), scaled(lm.config, quick(max_steps=400))
    assert same.tokens == pytest.approx(scaled.probed.tokens, rel=0.05)
    assert same.seconds == pytest.approx(scaled.probed.seconds, rel=0.05)
    assert longer.seconds == pytest.approx(2 * same.seconds, rel=0.01)
    assert same.memory == scaled.probed.memory


def test_the_shell_prints_a_config_that_the_form_opens(form, tmp_path, capsys):
    main(["run", "--print-config"])
    path = tmp_path / "c.toml"
    path.write_text(capsys.readouterr().out)
    form._path.value = str(path)
    form._open.click()
    assert form._told.value.startswith("read")
    assert form.train_config().max_steps == 3600
