import dataclasses
import math

import pytest

import tinylm


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        (tinylm.ModelConfig, dict(vocab_size=0), "vocab_size=0"),
        (tinylm.ModelConfig, dict(vocab_size=9, num_heads=3, d_model=32), "num_heads=3"),
        (tinylm.ModelConfig, dict(vocab_size=9, d_model=6, num_heads=2), "even"),
        (tinylm.ModelConfig, dict(vocab_size=9, position="alibi"), "rope, learned, sinusoidal"),
        (tinylm.ModelConfig, dict(vocab_size=9, activation="tanh"), "swiglu, gelu, relu, relu2"),
        (tinylm.ModelConfig, dict(vocab_size=9, dropout=-0.1), "dropout=-0.1"),
        (tinylm.ModelConfig, dict(vocab_size=9, num_heads=4, num_kv_heads=3), "num_kv_heads=3"),
        (tinylm.ModelConfig, dict(vocab_size=9, bigram_rows=1), "bigram_rows=1"),
        (tinylm.ModelConfig, dict(vocab_size=9, bare_norms=True, norm="layernorm"), "bare_norms"),
        (tinylm.TrainConfig, dict(schedule="steps"), "cosine, linear, constant, restarts"),
        (tinylm.TrainConfig, dict(restart_factor=0.5), "restart_factor=0.5"),
        (tinylm.TrainConfig, dict(learning_rate=0), "learning_rate=0"),
        (tinylm.TrainConfig, dict(learning_rate=-1e-3), "learning_rate=-0.001"),
        (tinylm.TrainConfig, dict(learning_rate=1e9), "learning_rate=1000000000.0"),
        (tinylm.TrainConfig, dict(learning_rate=float("nan")), "learning_rate=nan"),
        (tinylm.TrainConfig, dict(muon_learning_rate=1e9), "muon_learning_rate=1000000000.0"),
        (tinylm.TrainConfig, dict(checkpoint_minutes=0), "checkpoint_minutes=0"),
        (tinylm.TrainConfig, dict(max_steps=1.5), "max_steps=1.5"),
        (tinylm.TrainConfig, dict(precision="fp8"), "auto, float32, tf32, bfloat16, float16"),
        (tinylm.SampleConfig, dict(temperature=-1), "temperature=-1"),
        (tinylm.SampleConfig, dict(top_p=-0.1), "top_p=-0.1"),
        (tinylm.SampleConfig, dict(top_p=1.1), "top_p=1.1"),
        (tinylm.SampleConfig, dict(typical_p=2), "typical_p=2"),
        (tinylm.SampleConfig, dict(min_p=1.5), "min_p=1.5"),
        (tinylm.SampleConfig, dict(beams=-1), "beams=-1"),
        (tinylm.SampleConfig, dict(no_repeat_ngram=-1), "no_repeat_ngram=-1"),
        (tinylm.SampleConfig, dict(repetition_penalty=-1), "repetition_penalty=-1"),
        (tinylm.SampleConfig, dict(frequency_penalty="1"), "frequency_penalty='1'"),
        (tinylm.SampleConfig, dict(stop=("",)), "stop=('',)"),
        (tinylm.SampleConfig, dict(stop=5), "stop=5"),
        (tinylm.SampleConfig, dict(logit_bias=5), "logit_bias=5"),
        (tinylm.SampleConfig, dict(logit_bias={-1: 2.0}), "a token id of logit_bias=-1"),
        (tinylm.SampleConfig, dict(logit_bias={7: math.nan}), "logit_bias of token 7=nan"),
        (tinylm.SampleConfig, dict(max_new_tokens=0), "max_new_tokens=0"),
        (tinylm.CLPSOConfig, dict(particles=1), "particles=1"),
        (tinylm.HeadTuningConfig, dict(space="row"), "bias, shrink, repeats"),
        (tinylm.HeadTuningConfig, dict(max_evaluations=0), "max_evaluations=0"),
        (tinylm.HeadTuningConfig, dict(select_tokens=50), "select_tokens=50"),
        (tinylm.HeadTuningConfig, dict(controls=("luck",)), "controls='luck'"),
        (tinylm.HeadTuningConfig, dict(refine_particles=True), "refine_particles=True"),
        (tinylm.HeadTuningConfig, dict(refine="adam"), "adamw, sgd"),
        (tinylm.FinetuneConfig, dict(loss_on="user"), "assistant, all"),
    ],
)
def test_a_wrong_value_is_named_when_the_config_is_made(kind, values, told):
    with pytest.raises(ValueError, match=r"is not|must be|does not|needs") as error:
        kind(**values)
    assert told in str(error.value)


@pytest.mark.parametrize("off", [0, None])
def test_zero_and_none_switch_a_setting_of_sampling_off(off):
    names = ["top_k", "top_p", "min_p", "typical_p", "repetition_penalty", "frequency_penalty"]
    names += ["presence_penalty", "no_repeat_ngram", "beams", "alternatives"]
    plain = tinylm.SampleConfig(top_p=1.0)
    for name in names:
        assert tinylm.SampleConfig(**(dict(top_p=1.0) | {name: off})) == plain, name
    assert tinylm.SampleConfig(length_penalty=off).length_penalty == 0
    assert tinylm.SampleConfig(temperature=None).temperature == 1
    assert tinylm.SampleConfig(temperature=0).temperature == 0
    assert tinylm.SampleConfig(stop=None, logit_bias={}) == tinylm.SampleConfig()


def test_a_sample_config_can_be_hashed_and_varied():
    config = tinylm.SampleConfig(logit_bias={7: 1.0, 3: -math.inf}, stop="end")
    assert config == tinylm.SampleConfig(logit_bias={3: -math.inf, 7: 1.0}, stop=["end"])
    assert len({config, dataclasses.replace(config), dataclasses.replace(config, seed=1)}) == 2


def test_an_unknown_preset_lists_the_known_ones():
    with pytest.raises(ValueError, match="mini-1m"):
        tinylm.preset("mini-2m", vocab_size=2048)
    with pytest.raises(ValueError, match="no vocabulary of its own"):
        tinylm.preset("mini-1m")


def test_every_predecessor_has_its_recipe():
    for name in tinylm.presets.PRESETS:
        if not name.startswith("mini"):
            assert isinstance(tinylm.recipe(name), tinylm.TrainConfig)
    assert tinylm.recipe("wikitext-77m").accumulation == 4
    assert tinylm.recipe("char-1m", max_steps=10).max_steps == 10
    with pytest.raises(ValueError, match="llm-251m"):
        tinylm.recipe("llm")


def test_the_default_preset_has_the_size_that_the_readme_tells(tokenizer):
    config = tinylm.preset("mini-1m", vocab_size=2048)
    assert tinylm.MiniTransformer(config).num_parameters() == 1_118_272


def test_configs_cannot_be_changed_by_accident():
    with pytest.raises(dataclasses.FrozenInstanceError):
        tinylm.TrainConfig().learning_rate = 1.0
