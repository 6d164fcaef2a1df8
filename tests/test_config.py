import dataclasses

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
        (tinylm.SampleConfig, dict(top_p=0), "top_p=0"),
        (tinylm.SampleConfig, dict(max_new_tokens=0), "max_new_tokens=0"),
        (tinylm.CLPSOConfig, dict(particles=1), "particles=1"),
        (tinylm.HeadTuningConfig, dict(space="rows"), "shrink, full"),
        (tinylm.FinetuneConfig, dict(loss_on="user"), "assistant, all"),
    ],
)
def test_a_wrong_value_is_named_when_the_config_is_made(kind, values, told):
    with pytest.raises(ValueError, match=r"is not|must be|does not|needs") as error:
        kind(**values)
    assert told in str(error.value)


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
