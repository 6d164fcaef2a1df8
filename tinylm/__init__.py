"""tinylm: train, tune and talk to a tiny language model, in Jupyter, on the computer you have."""

import os as _os

# Idle OpenMP threads must not spin: on a busy machine with few cores that slows every step. The
# setting counts only before PyTorch is first imported.
_os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from .chat import Conversation, load_conversation_data, load_preference_data
from .checkpoint import (
    Checkpoint,
    change_vocabulary,
    create,
    load_checkpoint,
    save_checkpoint,
)
from .config import (
    CLPSOConfig,
    FinetuneConfig,
    HeadTuningConfig,
    ModelConfig,
    SampleConfig,
    TrainConfig,
)
from .corpora import Corpus, load_corpus
from .dataset import TokenData, prepare
from .device import pick_device, pick_precision
from .evaluation import Report, evaluate
from .finetune import evaluate_chats, finetune, split_chats
from .forecast import Forecast, forecast
from .generation import generate, stream
from .head import HeadResult, run_clpso, tune_head
from .history import export_history, overfitting
from .model import MiniTransformer
from .presets import preset, recipe
from .progress import progress
from .swarm import SwarmResult, minimize
from .tokenizer import SentencePieceTokenizer, Tokenizer, restore_tokenizer, train_tokenizer
from .tokenizer_kinds import (
    ByteTokenizer,
    CharacterTokenizer,
    GPT2Tokenizer,
    WordTokenizer,
    load_gpt2_tokenizer,
)
from .training import train
from .version import __version__

__all__ = [
    "ByteTokenizer",
    "CLPSOConfig",
    "CharacterTokenizer",
    "Checkpoint",
    "Conversation",
    "Corpus",
    "FinetuneConfig",
    "Forecast",
    "GPT2Tokenizer",
    "HeadResult",
    "HeadTuningConfig",
    "MiniTransformer",
    "ModelConfig",
    "Report",
    "SampleConfig",
    "SentencePieceTokenizer",
    "SwarmResult",
    "TokenData",
    "Tokenizer",
    "TrainConfig",
    "WordTokenizer",
    "__version__",
    "change_vocabulary",
    "create",
    "evaluate",
    "evaluate_chats",
    "export_history",
    "finetune",
    "forecast",
    "generate",
    "load_checkpoint",
    "load_conversation_data",
    "load_corpus",
    "load_gpt2_tokenizer",
    "load_preference_data",
    "minimize",
    "overfitting",
    "pick_device",
    "pick_precision",
    "prepare",
    "preset",
    "progress",
    "recipe",
    "restore_tokenizer",
    "run_clpso",
    "save_checkpoint",
    "split_chats",
    "stream",
    "train",
    "train_tokenizer",
    "tune_head",
]
