"""tinylm: train, tune and talk to a tiny language model, in Jupyter, on the computer you have."""

import importlib as _importlib
import os as _os

# Idle OpenMP threads must not spin: on a busy machine with few cores that slows every step. The
# setting counts only before PyTorch is first imported.
_os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# The public names, by the module that has them. One is imported when it is first used (PEP 562), so
# that a process which only needs a tokenizer never waits for PyTorch.
_NAMES = {
    "bars": ("progress",),
    "chat": ("Conversation", "load_conversation_data", "load_preference_data"),
    "checkpoint": (
        "Checkpoint",
        "change_vocabulary",
        "create",
        "load_checkpoint",
        "save_checkpoint",
    ),
    "comparing": ("RunSummary", "delete_run", "differences", "list_runs", "rename_run"),
    "config": (
        "FinetuneConfig",
        "ModelConfig",
        "SampleConfig",
        "TrainConfig",
    ),
    "controls": ("Controls",),
    "corpora": ("Corpus", "load_corpus"),
    "dataset": ("TokenData", "prepare"),
    "device": ("pick_device", "pick_precision"),
    "evaluation": ("Report", "evaluate"),
    "forecasting": ("Forecast", "forecast", "plan"),
    "formats.huggingface": ("export_hf", "import_hf"),
    "generation": ("Completion", "complete", "generate", "stream"),
    "head": ("HeadResult", "run_clpso", "tune_head"),
    "history": ("export_history", "overfitting"),
    "model": ("MiniTransformer",),
    "preference.config": ("PreferenceConfig", "RewardConfig"),
    "preference.direct": ("prefer",),
    "preference.pairs": ("preference_pairs", "split_pairs"),
    "preference.policy": ("reinforce",),
    "presets": ("preset", "recipe"),
    "search": ("SearchResult", "run_search", "search_head", "search_settings", "search_training"),
    "swarm_config": ("CLPSOConfig", "HeadTuningConfig"),
    "swarm": ("Swarm", "SwarmResult", "minimize", "minimize_many"),
    "tokenizer": ("SentencePieceTokenizer", "Tokenizer", "restore_tokenizer", "train_tokenizer"),
    "tokenizers.gpt2": ("GPT2Tokenizer", "load_gpt2_tokenizer"),
    "tokenizers.simple": ("ByteTokenizer", "CharacterTokenizer", "WordTokenizer"),
    "training": ("train",),
    "tuning": ("evaluate_chats", "finetune", "split_chats", "tuning_verdict"),
    "version": ("__version__",),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    if name in _MODULES:
        value = getattr(_importlib.import_module(f"tinylm.{_MODULES[name]}"), name)
        globals()[name] = value  # the next use of the name does not come here
        return value
    if name in _NAMES:  # tinylm.presets.PRESETS
        return _importlib.import_module(f"tinylm.{name}")
    raise AttributeError(f"module 'tinylm' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
