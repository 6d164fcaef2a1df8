"""`python -m tinylm run`: a text becomes a model that converses, in one go, from one config file.

The file has a section for each kind of work, with the field names of its config; what it leaves out
is as in the notebooks. Everything in it is checked before any work begins, and every stage resumes,
or shows its finished result, as its cell in the notebook does.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .bars import progress
from .chat import load_conversation_data
from .checkpoint import Checkpoint, create, load_checkpoint
from .config import FinetuneConfig, ModelConfig, TrainConfig
from .corpora import load_corpus
from .dataset import TokenData, prepare
from .head import run_clpso
from .presets import preset
from .swarm_config import CLPSOConfig, HeadTuningConfig
from .tokenizer import Tokenizer, train_tokenizer
from .training import train
from .tuning import finetune, tuning_verdict

# What the notebooks choose, section by section; all else is as the config classes have it.
CHOSEN: dict[str, dict[str, Any]] = {
    "corpus": dict(source="sample", cache_dir="data/cache"),
    "tokenizer": dict(kind="bpe", vocab_size=2048),
    "model": dict(preset="mini-1m"),
    "train": dict(
        max_steps=3600,
        batch_size=8,
        learning_rate=4e-3,
        sample_prompts=["Once upon a time"],
        seed=0,
        checkpoint="checkpoints/mini_llm_checkpoint.pt",
    ),
    "head": dict(
        cycles=2, refine_steps=200, seed=0, checkpoint="checkpoints/finetuned_llm_clpso.pt"
    ),
    "head.swarm": dict(max_evaluations=150),
    "finetune": dict(
        chats="data/sample_chats.json",
        epochs=8,
        learning_rate=2e-3,
        muon_learning_rate=0.015,
        mix=0.3,
        patience=None,
        sample_prompts=["Hello!", "Please tell me a short story."],
        seed=0,
        checkpoint="checkpoints/finetuned_llm_chat.pt",
    ),
}
# What else may stand there, with its default.
_ELSE: dict[str, dict[str, Any]] = {
    "corpus": dict(max_documents=None, max_chars=None, val_fraction=0.05, test_fraction=0.05),
    "tokenizer": dict(max_chars=50_000_000),
}
_FRACTIONS = ("cache_dir", "val_fraction", "test_fraction")  # of [corpus], for `prepare`


@dataclass(frozen=True)
class RunFile:
    """A whole run: what its sections say, checked."""

    corpus: dict[str, Any]
    tokenizer: dict[str, Any]
    model: ModelConfig
    train: TrainConfig
    head: HeadTuningConfig
    finetune: FinetuneConfig
    chats: str


def read_config(path: str | Path | None = None) -> RunFile:
    """The config of a .toml or .json file; without one, the notebooks'.

    Raises `ValueError` naming the section, and for an unknown name the nearest known one.
    """
    told, where = ({}, "the config") if path is None else (_parsed(Path(path)), repr(str(path)))
    swarm = told.get("head", {}).pop("swarm", {}) if isinstance(told.get("head", {}), dict) else {}
    told = told | ({"head.swarm": swarm} if swarm else {})
    chosen = {}
    for section, values in told.items():
        _known(section, list(CHOSEN), f"{where}: there is no section", "[{}]")
        if not isinstance(values, dict):
            raise ValueError(f"{where}: [{section}] must be a section of names and values.")
        for name in values:
            _known(name, _names(section), f"{where}, [{section}]: there is no", "{}")
    for section, values in CHOSEN.items():
        chosen[section] = _ELSE.get(section, {}) | values | told.get(section, {})
    return _made(chosen, where)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        told = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except FileNotFoundError:
        raise FileNotFoundError(
            f"there is no config file {str(path)!r}: write one with "
            f"`python -m tinylm run --print-config > {path.name}`."
        ) from None
    except ValueError as error:  # also of UTF-8, JSON and TOML
        raise ValueError(f"{str(path)!r} cannot be read: {error}.") from None
    if not isinstance(told, dict):
        raise ValueError(f"{str(path)!r} must hold named sections, as --print-config shows.")
    return told


def _known(name: str, names: list[str], told: str, shown: str) -> None:
    if name not in names:
        (near,) = difflib.get_close_matches(name, names, n=1, cutoff=0.0)
        raise ValueError(f"{told} {shown.format(name)}: the nearest name is {shown.format(near)}.")


def _names(section: str) -> list[str]:
    """The names that a section may have."""
    kinds = dict(model=ModelConfig, train=TrainConfig, head=HeadTuningConfig)
    kinds |= {"finetune": FinetuneConfig, "head.swarm": CLPSOConfig}
    fields = [f.name for f in dataclasses.fields(kinds[section])] if section in kinds else []
    mine = [name for name in fields if name not in ("vocab_size", "swarm")]
    return list(dict.fromkeys([*CHOSEN[section], *_ELSE.get(section, {}), *mine]))


def _made(chosen: dict[str, dict[str, Any]], where: str) -> RunFile:
    section = ""
    try:
        section = "model"
        shape = dict(chosen[section])
        model = preset(shape.pop("preset"), 1)  # the tokenizer says how many tokens there are
        model = dataclasses.replace(model, **shape)
        section = "train"
        training = TrainConfig(**chosen[section])
        section = "head.swarm"
        swarm = CLPSOConfig.short(**chosen[section])
        section = "head"
        head = HeadTuningConfig(swarm=swarm, **chosen[section])
        section = "finetune"
        talk = dict(chosen[section])
        chats = talk.pop("chats")
        tuning = FinetuneConfig(**talk)
        for name, config in (("train", training), ("head", head), ("finetune", tuning)):
            section = name
            if not isinstance(config.checkpoint, str):
                raise ValueError(
                    f"checkpoint={config.checkpoint!r} must be a path: the next stage begins there."
                )
    except (ValueError, TypeError) as error:
        raise ValueError(f"{where}, [{section}]: {error}") from None
    return RunFile(chosen["corpus"], chosen["tokenizer"], model, training, head, tuning, chats)


def printed() -> str:
    """The default config as TOML: what the notebooks choose, and the rest as comments."""
    whole = read_config()
    configs = {"model": whole.model, "train": whole.train, "finetune": whole.finetune}
    configs |= {"head": whole.head, "head.swarm": whole.head.swarm}
    lines = [
        "# All of a run of `python -m tinylm run FILE`, as it is without a file. What begins with",
        "# '#' is the default of its field: take the '#' away to change it. Paths count from where",
        "# the command is given; tinylm/config.py says what the fields mean.",
    ]
    for section in CHOSEN:
        lines += ["", f"[{section}]"]
        for name in _names(section):
            if CHOSEN[section].get(name) is not None:
                lines.append(f"{name} = {_toml(CHOSEN[section][name])}")
                continue
            value = _ELSE.get(section, {}).get(name)
            value = getattr(configs[section], name) if section in configs else value
            lines.append(f"# {name}: none" if value is None else f"# {name} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else repr(value)


def prepared(whole: RunFile, tokenizer: Tokenizer | None = None) -> TokenData:
    """The corpus as tokens, of a tokenizer that is there or of one trained on it."""
    told = dict(whole.corpus)
    parts = {name: told.pop(name) for name in _FRACTIONS}
    corpus = load_corpus(**told)
    data = prepare(corpus, tokenizer or train_tokenizer(corpus, **whole.tokenizer), **parts)
    print(f"{corpus.source}: {len(data.train):,} tokens to learn from", flush=True)
    return data


def created(whole: RunFile, data: TokenData) -> Checkpoint:
    """The model before its training."""
    config = dataclasses.replace(whole.model, vocab_size=data.tokenizer.vocab_size)
    return create(config, data.tokenizer, seed=whole.train.seed)


def section(name: str, settings: Mapping[str, Any]) -> str:
    """Settings as a section of the file; "swarm.vmax" goes to the section of the swarm."""
    lines: dict[str, list[str]] = {}
    for key, value in settings.items():
        inner, _, field = key.rpartition(".")
        if value is not None:
            lines.setdefault(f"{name}.{inner}" if inner else name, []).append(
                f"{field} = {_toml(value)}"
            )
    return "\n".join(f"[{name}]\n" + "\n".join(told) for name, told in sorted(lines.items()))


def work(whole: RunFile) -> list[Checkpoint]:
    """Trains, tunes the head and tunes to converse; the checkpoints of the three stages.

    Stopped at any moment, the same again goes on.
    """
    chats = load_conversation_data(whole.chats)  # what is wrong with it is told before the hours
    data = prepared(whole)
    lm = created(whole, data)
    for _ in progress(train(lm, data, whole.train), "text"):
        pass
    print(f"{whole.train.checkpoint}: trained on text", flush=True)

    tuned = load_checkpoint(whole.train.checkpoint)
    print(f"{whole.head.checkpoint}: {run_clpso(tuned, data, whole.head).verdict()}", flush=True)

    talks = load_checkpoint(whole.head.checkpoint)
    for _ in progress(finetune(talks, chats, whole.finetune, data), "chat"):
        pass
    print(tuning_verdict(talks.report))
    print(f"{whole.finetune.checkpoint}: tuned to converse; talk to it with", flush=True)
    print(f"  python -m tinylm chat --checkpoint {whole.finetune.checkpoint}\n", flush=True)
    return [lm, tuned, talks]
