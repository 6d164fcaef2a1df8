"""`Checkpoint`: the one thing that flows from stage to stage, in memory and on disk.

One file holds the config, weights, the tokenizer itself, the chat template, optimizer, step,
history, the split of the data, format version and stage; the random state is (seed, step), because
every random choice is a function of these. The file is an ordinary PyTorch file whose zip comment
carries the SHA-256 of all bytes before it: a truncated or bit-flipped file is noticed before
anything in it is read, and reading never executes what it holds (`weights_only=True`).
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import importlib
import itertools
import os
import pickle
import pkgutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from .config import ModelConfig
from .controls import Controls
from .device import pick_device
from .files import write_atomically
from .model import MiniTransformer
from .records import RECORDS
from .templates import CHAT_TEMPLATE, KINDS
from .tokenizer import Tokenizer, restore_tokenizer

FORMAT = 3  # 2: records tell events, the guard's state is kept; 3: says how weights are stored
STORED = {  # how, and the model that holds them so; brought in when a file asks for it
    "float32": "tinylm.model:MiniTransformer",
    "int8": "tinylm.formats.int8:Int8Transformer",
}
_MARK = b"tinylm sha256="
MADE_BY = {  # the fixed names, stage by stage
    "mini_llm_checkpoint.pt": "Network_Train.ipynb",
    "finetuned_llm_clpso.pt": "Network_Fine_Tune.ipynb",
    "finetuned_llm_chat.pt": "Network_Fine_Tune.ipynb",
    "finetuned_llm_preferred.pt": "tinylm.prefer",
    "finetuned_llm_rewarded.pt": "tinylm.reinforce",
}


@dataclass(eq=False)
class Checkpoint:
    """A model with all that belongs to it. Stages: new, pretrain, head, chat."""

    model: MiniTransformer
    tokenizer: Tokenizer
    stage: str = "new"
    step: int = 0
    history: list[Any] = field(default_factory=list)  # records of the present stage
    optimizer: dict | None = None  # AdamW's state, while a run may go on
    split: dict | None = None  # how the data were divided
    settings: dict | None = None  # the config of the run that made it
    report: dict | None = None  # measured results of the run, plain values
    lineage: list[dict] = field(default_factory=list)  # earlier stages: name, steps, figures
    chat_template: dict = field(default_factory=lambda: dict(CHAT_TEMPLATE))
    run: str | None = None  # name of the run that moved these weights
    finished: bool = False
    # Not stored: where these weights began in this process, so that a run can begin there again.
    source: tuple[str, Any] | None = None  # ("seed", 0) or ("file", (path, ...))
    origin: str | None = None  # what the present run began with (`runs.starting_point`)
    best: tuple[int, dict] | None = None  # step and weights, where a run has no file for them
    packed: tuple[Any, Any] | None = None  # the weights as the compiled step reads them
    torn: bool = False  # an update was interrupted halfway; the weights are not to be trusted
    controls: Controls = field(default_factory=Controls, init=False)  # of the run under way

    @property
    def config(self) -> ModelConfig:
        return self.model.config

    @property
    def device(self) -> torch.device:
        return next(itertools.chain(self.model.parameters(), self.model.buffers())).device

    def save(self, path: str | Path) -> Path:
        return save_checkpoint(self, path)

    def become(self, other: Checkpoint) -> None:
        """Takes over everything of `other`; `self.model` stays the same object where it fits."""
        model, source, controls = self.model, self.source, self.controls
        if (model.config, model.stored) == (other.config, other.model.stored):
            model.load_state_dict(other.model.state_dict())
        else:
            model = other.model.to(self.device)
        self.__dict__.update(other.__dict__)
        self.model, self.source, self.controls = model, source, controls

    def rewind(self) -> None:
        """Back to the weights this object was created or loaded with."""
        kind, value = self.source or (None, None)
        if kind == "seed":
            fresh = create(self.config, self.tokenizer, seed=value, device=str(self.device))
        elif kind == "file":
            fresh = load_checkpoint(value[0], str(self.device), *value[1:])
        else:
            raise ValueError(
                "this model was changed by an earlier run and its start is not known: "
                "create it or load its checkpoint again."
            )
        self.become(fresh)

    def __repr__(self) -> str:
        size = self.model.num_parameters()
        return f"Checkpoint(stage={self.stage!r}, step={self.step}, parameters={size:,})"


def create(
    config: ModelConfig, tokenizer: Tokenizer, seed: int = 0, device: str = "auto"
) -> Checkpoint:
    """A new, untrained model. The same seed gives the same weights on every device."""
    gc.collect()  # a model that an earlier cell left in a cycle goes before the next one comes
    if config.vocab_size != tokenizer.vocab_size:
        raise ValueError(
            f"vocab_size={config.vocab_size} of the model is not the tokenizer's "
            f"{tokenizer.vocab_size}: use vocab_size=tokenizer.vocab_size."
        )
    target = pick_device(device)
    with torch.random.fork_rng(devices=[]):  # layer constructors draw from the global generator
        model = MiniTransformer(config)
    model.reset_parameters(seed)
    return Checkpoint(model.to(target), tokenizer, source=("seed", seed))


def change_vocabulary(lm: Checkpoint, tokenizer: Tokenizer) -> Checkpoint:
    """A copy of `lm` that reads and writes with another tokenizer, to be trained on.

    A token of the same text keeps its rows in embedding and head, a control token by its name; a
    new one begins at the mean of the old. Stage and history stay. What was made for the old tokens
    goes: the optimizer's state, the table of pairs (begins at zero again) and the report (its
    figures a token are not comparable).
    """
    check_float(lm, "another vocabulary")
    rows = torch.tensor(_old_rows(lm.tokenizer, tokenizer), device=lm.device)
    config = dataclasses.replace(lm.config, vocab_size=tokenizer.vocab_size)
    weights = dict(lm.model.state_dict())
    for name, old in weights.items():
        if name.startswith(("embedding.", "head.", "lookups.values.")):
            kept = (rows >= 0).view(-1, *[1] * (old.dim() - 1))
            weights[name] = torch.where(kept, old[rows.clamp(min=0)], old.mean(0))
        elif name.startswith("lookups.pairs."):
            weights[name] = torch.zeros_like(old)
    changed = dict(stage="vocabulary", step=lm.step, run=lm.run, report=lm.report)
    changed |= dict(kept=int((rows >= 0).sum()), of=len(rows))
    return dataclasses.replace(
        lm,
        model=_model(config, weights).to(lm.device),
        tokenizer=tokenizer,
        history=list(lm.history),
        lineage=[*lm.lineage, changed],
        **dict(optimizer=None, report=None, run=None, finished=False, source=None, origin=None),
    )


def _old_rows(old: Tokenizer, new: Tokenizer) -> list[int]:
    """For each new token the old one of the same text, or -1."""
    exact: dict[tuple[str, bytes], int] = {}  # BPE has some bytes twice: as a piece and spelled
    same: dict[bytes, int] = {}
    for i in range(old.vocab_size):
        text = old.token_bytes(i)
        exact[old.piece(i), text] = i
        if text:
            same[text] = i
    rows = []
    for i in range(new.vocab_size):
        text = new.token_bytes(i)
        rows.append(exact.get((new.piece(i), text), same.get(text, -1)))
    for name, i in new.control_ids.items():
        rows[i] = old.control_ids.get(name, rows[i])
    return rows


def weights_digest(model: MiniTransformer) -> str:
    """SHA-256 over names and values of all weights."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().view(torch.uint8).numpy().data)
    return digest.hexdigest()


def save_checkpoint(
    lm: Checkpoint,
    path: str | Path,
    *,
    weights_only: bool = False,
    earlier: str | Path | None = None,
) -> Path:
    """Writes `lm` to `path` in one step. Raises `OSError` when it cannot; the old file stays.

    `weights_only` leaves the optimizer out: a third of the size, but not to be resumed from. The
    old file is kept as `earlier`, if that is given.
    """
    path = Path(path)
    names = [f.name for f in dataclasses.fields(lm.history[0])] if lm.history else []
    payload = dict(
        format=FORMAT,
        stage=lm.stage,
        config=dataclasses.asdict(lm.config),
        weights=lm.model.state_dict(),
        stored=lm.model.stored,
        tokenizer=lm.tokenizer.model,
        step=lm.step,
        record=type(lm.history[0]).__name__ if names else None,
        history={name: [getattr(record, name) for record in lm.history] for name in names},
        optimizer=None if weights_only else lm.optimizer,
        split=lm.split,
        settings=lm.settings,
        report=lm.report,
        lineage=lm.lineage,
        chat_template=lm.chat_template,
        run=lm.run,
        finished=lm.finished,
    )

    def write(temporary: Path) -> None:
        torch.save(payload, temporary)
        _seal(temporary)

    write_atomically(path, write, None if earlier is None else Path(earlier))
    return path


def load_checkpoint(
    path: str | Path,
    device: str = "auto",
    tokenizer: Tokenizer | str | Path | None = None,
    num_heads: int | None = None,
    *,
    shared: bool = False,
) -> Checkpoint:
    """Reads a checkpoint onto `device`, whatever device it was written from.

    One of the five predecessors' becomes ours; most of these carry no tokenizer, and some do not
    tell their heads: then `tokenizer` (or the path of one) and `num_heads` say it. So does a folder
    of Transformers' files (docs/formats.md). With `shared`, weights on the CPU are mapped from the
    file, so that several processes hold them in memory once. Raises `FileNotFoundError` naming what
    makes the file, and `ValueError` for a file that is damaged, from elsewhere, or of a newer
    format. Never executes anything from the file.
    """
    gc.collect()
    path = Path(path)
    if not path.exists():
        notebook = MADE_BY.get(path.name)
        advice = f"run {notebook} first" if notebook else "check the path, or train a model first"
        raise FileNotFoundError(f"there is no checkpoint {str(path)!r}: {advice}.")
    target, source = pick_device(device), ("file", (str(path), tokenizer, num_heads))
    if path.is_dir() or not _is_sealed(path):
        kind = "huggingface" if path.is_dir() else "predecessors"
        foreign = importlib.import_module(f"tinylm.formats.{kind}")
        config, weights, tokenizer, origin, more = foreign.read(path, tokenizer, num_heads)
        model = _model(config, weights).to(target)
        made = dict(stage="import", step=0, run=None, report=None, origin=origin, file=path.name)
        return Checkpoint(model, tokenizer, **more, lineage=[made], finished=True, source=source)
    if tokenizer is not None or num_heads is not None:
        raise ValueError(
            f"{str(path)!r} carries its own tokenizer and config: leave tokenizer= and num_heads= "
            "out."
        )
    try:
        mapped = shared and os.name != "nt"  # Windows could not replace a file that is mapped
        payload = torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
    except (pickle.UnpicklingError, RuntimeError, EOFError, KeyError) as error:
        raise ValueError(
            f"{str(path)!r} was refused: it holds more than plain weights and values "
            f"({str(error).splitlines()[0][:120]}); use a file that tinylm wrote."
        ) from None
    if not isinstance(payload, dict) or "format" not in payload:
        raise ValueError(f"{str(path)!r} is not a tinylm checkpoint; use a file that tinylm wrote.")
    if unknown := _unknown(payload):
        raise ValueError(
            f"{str(path)!r} was written by a newer tinylm, and this one does not know its "
            f"{', '.join(unknown)}: update tinylm."
        )
    stored = payload.get("stored", "float32")
    model = _model(ModelConfig(**payload["config"]), payload["weights"], stored, mapped)
    names = ("stage", "step", "optimizer", "split", "settings", "report", "lineage")
    names += ("chat_template", "run", "finished")
    return Checkpoint(
        model.to(target),
        restore_tokenizer(payload["tokenizer"]),
        history=_rows(payload["record"], payload["history"]),
        source=source,
        **{name: payload[name] for name in names},
    )


def _model(
    config: ModelConfig,
    weights: dict[str, torch.Tensor],
    stored: str = "float32",
    assign: bool = False,
) -> MiniTransformer:
    """The model of these weights, which are stored in one of the ways of `STORED`; `assign` takes
    the very tensors, instead of copies."""
    with torch.random.fork_rng(devices=[]):  # layer constructors draw from the global generator
        model = pkgutil.resolve_name(STORED[stored])(config)
    model.load_state_dict(weights, assign=assign)
    if assign and config.tie_weights:
        model.head.weight = model.embedding.weight
    return model


def check_float(lm: Checkpoint, what: str) -> None:
    """Raises `ValueError` unless the weights are as they were trained."""
    if lm.model.stored != "float32":
        raise ValueError(
            f"{what} needs the weights as they were trained, and these are {lm.model.stored}: "
            "load the original checkpoint."
        )


def _unknown(payload: dict) -> list[str]:
    """What only a newer version can have written. What an older one has not is a default."""
    if payload["format"] > FORMAT:
        return [f"format {payload['format']}"]
    if (stored := payload.get("stored", "float32")) not in STORED:
        return [f"weights stored as {stored!r}"]
    if (kind := payload["chat_template"].get("kind")) not in (None, *KINDS):
        return [f"chat template of kind {kind!r}"]
    unknown = payload["config"].keys() - {f.name for f in dataclasses.fields(ModelConfig)}
    if payload["record"] is not None:
        kind = RECORDS[payload["record"]]
        unknown |= payload["history"].keys() - {f.name for f in dataclasses.fields(kind)}
    return sorted(unknown)


def _rows(record: str | None, columns: dict[str, list]) -> list[Any]:
    if record is None:
        return []
    rows = zip(*columns.values(), strict=True)
    return [RECORDS[record](**dict(zip(columns, row, strict=True))) for row in rows]


def _seal(path: Path) -> None:
    """Appends the digest as the zip's comment (the end record's last two bytes are its length)."""
    comment_size = len(_MARK) + 64
    with path.open("rb+") as file:
        file.seek(-2, 2)
        file.write(comment_size.to_bytes(2, "little"))
    digest = _digest(path, path.stat().st_size)
    with path.open("ab") as file:
        file.write(_MARK + digest.encode())


def is_whole(path: Path) -> bool:
    """Whether the file is as we wrote it."""
    try:
        return _is_sealed(path)
    except ValueError:
        return False


def _is_sealed(path: Path) -> bool:
    """Whether we wrote the file. Raises `ValueError` when it is not whole or not as it was."""
    size, comment_size = path.stat().st_size, len(_MARK) + 64
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(max(0, size - comment_size))
        comment = file.read()
    if comment.startswith(_MARK):
        if _digest(path, size - comment_size) != comment[len(_MARK) :].decode(errors="replace"):
            raise ValueError(
                f"{str(path)!r} is damaged: its content does not match its checksum; "
                "use another copy, or delete it and run its notebook again."
            )
        return True
    if head == b"PK\x03\x04" and not zipfile.is_zipfile(path):
        raise ValueError(
            f"{str(path)!r} is damaged: it ends after {size:,} bytes, before the file is whole; "
            "use another copy, or delete it and run its notebook again."
        )
    return False


def _digest(path: Path, size: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, 1 << 20))):
            digest.update(block)
            size -= len(block)
    return digest.hexdigest()
