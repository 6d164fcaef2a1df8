"""tinylm: train, tune and talk to a tiny language model, in Jupyter, on the computer you have."""

import os as _os

# Idle OpenMP threads must not spin: on a busy machine with few cores that slows every step. The
# setting counts only before PyTorch is first imported.
_os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from .chat import Conversation, load_conversation_data, load_preference_data
from .checkpoint import (
    Checkpoint,
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
from .generation import generate, stream
from .head import HeadResult, run_clpso, tune_head
from .model import MiniTransformer
from .presets import preset, recipe
from .progress import progress
from .swarm import SwarmResult, minimize
from .tokenizer import CharacterTokenizer, Tokenizer, train_tokenizer
from .training import train
from .version import __version__

__all__ = [
    "CLPSOConfig",
    "CharacterTokenizer",
    "Checkpoint",
    "Conversation",
    "Corpus",
    "FinetuneConfig",
    "HeadResult",
    "HeadTuningConfig",
    "MiniTransformer",
    "ModelConfig",
    "Report",
    "SampleConfig",
    "SwarmResult",
    "TokenData",
    "Tokenizer",
    "TrainConfig",
    "__version__",
    "create",
    "evaluate",
    "evaluate_chats",
    "finetune",
    "generate",
    "load_checkpoint",
    "load_conversation_data",
    "load_corpus",
    "load_preference_data",
    "minimize",
    "pick_device",
    "pick_precision",
    "prepare",
    "preset",
    "progress",
    "recipe",
    "run_clpso",
    "save_checkpoint",
    "split_chats",
    "stream",
    "train",
    "train_tokenizer",
    "tune_head",
]
