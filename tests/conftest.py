"""Shared pieces: a tiny world of text, a tokenizer, data and a model that train in seconds."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import tinylm
from tinylm.fast import ready

ROOT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("CI", "").lower() in ("", "0", "false"):
        skip = pytest.mark.skip(reason="runs with CI=true")
        for item in items:
            if item.get_closest_marker("slow") or item.get_closest_marker("browser"):
                item.add_marker(skip)


def some(cases: Sequence, plain: Sequence[int]) -> list:
    """Cases for `parametrize`: those at these places always, the rest with CI=true."""
    wanted = {range(len(cases))[place] for place in plain}
    marks = [() if place in wanted else pytest.mark.slow for place in range(len(cases))]
    return [pytest.param(case, marks=mark) for case, mark in zip(cases, marks, strict=True)]


def pairs(rows: Sequence, columns: Sequence) -> list:
    """All pairs for `parametrize`: without CI=true as many as show each row and each column."""
    plain = {(i % len(rows), i % len(columns)) for i in range(max(len(rows), len(columns)))}
    return [
        pytest.param(row, column, marks=() if (i, j) in plain else pytest.mark.slow)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    ]


@pytest.fixture(autouse=True, scope="module")
def _what_is_imported_is_no_garbage() -> Iterator[None]:
    """Models and runs collect garbage before they begin. Of all that PyTorch and its like hold, of
    which a collection frees nothing, that takes longer than most tests."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _compiled_step_when_asked(monkeypatch) -> None:
    """In tests it takes over where they say so, and not once some seconds have been written."""
    monkeypatch.setattr("tinylm.fast.ready.WORTH", float("inf"))
    ready.compiled.cache_clear()  # what another test has loaded


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real corpora, or a skip that says where it was looked for."""
    folder = Path(os.environ.get("TINYLM_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real corpora in {folder} (set TINYLM_TEST_DATA)")
    return folder


def make_documents(count: int = 300, seed: int = 0) -> list[str]:
    rng = random.Random(seed)
    names = ["Ada", "Bo", "Cleo", "Dan", "Eve", "Finn"]
    things = ["kite", "lamp", "boat", "stone", "bell", "book", "drum"]
    places = ["hill", "pond", "wood", "mill", "lane"]
    verbs = ["found", "lost", "liked", "made", "kept", "hid"]
    stories = []
    for _ in range(count):
        name = rng.choice(names)
        sentences = [
            f"{name} {rng.choice(verbs)} a {rng.choice(things)} by the {rng.choice(places)}."
            for _ in range(rng.randint(4, 9))
        ]
        stories.append(f"One day {name} went out. " + " ".join(sentences) + " The end.")
    return stories


@pytest.fixture(scope="session")
def documents() -> list[str]:
    return make_documents()


@pytest.fixture(scope="session")
def tokenizer(documents) -> tinylm.Tokenizer:
    return tinylm.train_tokenizer(documents, 400)


@pytest.fixture(scope="session")
def data(documents, tokenizer, tmp_path_factory) -> tinylm.TokenData:
    corpus = tinylm.Corpus.from_documents(documents, "tiny")
    folder = tmp_path_factory.mktemp("cache")
    return tinylm.prepare(
        corpus, tokenizer, folder, val_fraction=0.2, test_fraction=0.2, progress=False
    )


def tiny_config(vocab_size: int, **changes) -> tinylm.ModelConfig:
    values = dict(context_length=32, d_model=32, num_heads=2, num_layers=2) | changes
    return tinylm.ModelConfig(vocab_size=vocab_size, **values)


@pytest.fixture
def lm(tokenizer) -> tinylm.Checkpoint:
    return tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)


def quick(**changes) -> tinylm.TrainConfig:
    """A training config of seconds."""
    values = dict(max_steps=12, batch_size=4, learning_rate=3e-3, warmup_steps=2, eval_every=6)
    values |= dict(eval_tokens=1024, sample_every=0, checkpoint_every=5)
    return tinylm.TrainConfig(**(values | changes))


@pytest.fixture(scope="session")
def trained(tokenizer, data, tmp_path_factory) -> Path:
    """A finished stage-1 checkpoint on disk."""
    path = tmp_path_factory.mktemp("trained") / "mini_llm_checkpoint.pt"
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)
    config = quick(max_steps=150, learning_rate=1e-2, checkpoint=str(path), eval_every=0)
    for _ in tinylm.train(lm, data, config):
        pass
    return path


@pytest.fixture(scope="session")
def chats() -> list[list[dict]]:
    homes = {"Ada": "hill", "Bo": "pond", "Cleo": "wood", "Dan": "mill", "Eve": "lane"}
    made = []
    for name, home in homes.items():
        for ask in ("Where does {} live?", "Tell me where {} lives.", "What is {}'s home?"):
            made.append(
                [
                    {"role": "user", "text": ask.format(name)},
                    {"role": "assistant", "text": f"{name} lives by the {home}."},
                ]
            )
    return made


@pytest.fixture(scope="session")
def _stages(trained, chats, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("stages")
    (folder / trained.name).write_bytes(trained.read_bytes())
    config = tinylm.FinetuneConfig(
        epochs=None, max_steps=5, sample_every=0, checkpoint=str(folder / "finetuned_llm_chat.pt")
    )
    list(tinylm.finetune(tinylm.load_checkpoint(trained), chats, config))
    return folder


@pytest.fixture
def folder(_stages, tmp_path) -> Path:
    """A folder with two finished checkpoints: trained on text, and tuned to converse."""
    for path in _stages.glob("*.pt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


@pytest.fixture(scope="session")
def conversing(trained, chats, tmp_path_factory) -> Path:
    """A checkpoint that was tuned to converse, on disk."""
    path = tmp_path_factory.mktemp("conversing") / "finetuned_llm_chat.pt"
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.FinetuneConfig(
        epochs=None,
        max_steps=150,
        batch_size=8,
        batches="padded",
        learning_rate=1e-2,
        warmup_steps=2,
        eval_every=0,
        sample_every=0,
        checkpoint=str(path),
    )
    for _ in tinylm.finetune(lm, chats, config):
        pass
    return path
