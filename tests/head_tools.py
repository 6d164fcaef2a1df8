"""Shared by the tests of head tuning."""

from pathlib import Path

import numpy as np
import torch

import tinylm
from tinylm.heads.parts import Ground
from tinylm.heads.states import Room

from .conftest import make_documents

ROOM = Room(torch.device("cpu"), None)


def short(**changes) -> tinylm.HeadTuningConfig:
    """A head-tuning config of seconds."""
    values = dict(cycles=2, refine_steps=20, train_tokens=2048, fitness_tokens=512)
    values |= dict(select_tokens=1024, test_tokens=2048, refine_batch=256)
    values |= dict(swarm=tinylm.CLPSOConfig.short(max_evaluations=60))
    return tinylm.HeadTuningConfig(**(values | changes))


def brief(**changes) -> tinylm.HeadTuningConfig:
    """One for goals that read texts."""
    values = dict(cycles=1, continuation_tokens=20, prompt_tokens=8, fitness_prompts=24)
    values |= dict(select_prompts=32, test_prompts=32, space_prompts=32, es_evaluations=20)
    values |= dict(swarm=tinylm.CLPSOConfig.short(max_evaluations=40, particles=6))
    values |= dict(select_tokens=2048, space_tokens=12, controls=())
    return short(**(values | changes))


def ground(lm: tinylm.Checkpoint, data: tinylm.TokenData, **changes) -> Ground:
    return Ground(lm, data, brief(**changes), ROOM)


def shifted_text(tokenizer: tinylm.Tokenizer, folder: Path) -> tinylm.TokenData:
    """Text with other habits than the model's: every story about one name and one thing."""
    documents = [d.replace("Ada", "Bo").replace("kite", "drum") for d in make_documents(200, 5)]
    documents = [d.replace("The end.", "And so on. The end.") for d in documents]
    corpus = tinylm.Corpus.from_documents(documents, "shifted")
    shares = dict(val_fraction=0.3, test_fraction=0.3)
    return tinylm.prepare(corpus, tokenizer, folder, progress=False, **shares)


def body(lm: tinylm.Checkpoint) -> dict[str, torch.Tensor]:
    return {
        name: tensor.clone()
        for name, tensor in lm.model.state_dict().items()
        if not name.startswith("head")
    }


def noisy(lm: tinylm.Checkpoint, seed: int, share: float = 0.3) -> torch.Tensor:
    """Another head."""
    head = lm.model.head.weight.detach()
    noise = np.random.default_rng(seed).normal(size=head.shape).astype(np.float32)
    return head + share * head.std() * torch.from_numpy(noise)
