"""The public corpora that have a name: where each comes from, its licence, and its files.

`folder_of` is the one place that looks for a corpus by its name, and downloads the missing ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import hub

FOLDER = Path("data")  # of the working directory


@dataclass(frozen=True)
class Public:
    """What is known of a public corpus."""

    title: str
    origin: str
    licence: str
    files: str  # what to place in data/<name>/, in words
    source: hub.Source | None = None  # what is downloaded; None where the hub has no fit copy


_WIKITEXT = "WikiText, Merity et al. 2016, Salesforce/wikitext on the Hugging Face hub"
_WIKITEXT_FILES = "wiki.train.tokens (and wiki.valid.tokens), or the hub's train-*.parquet"


def _wikitext(folder: str) -> hub.Source:
    return hub.Source(
        "Salesforce/wikitext",
        tuple(f"{folder}/{part}-*.parquet" for part in ("train", "validation", "test")),
        "b08601e04326c79dfdd32d625aee71d232d685c3",
    )


# A revision is pinned where the repository is known to have rested at it for years; `main` where
# not. Of TinyStories the hub also has .txt files: the parquet ones hold the same stories in half
# the bytes, and in parts, of which a broken download loses one.
PUBLIC = {
    "tinystories": Public(
        "TinyStories",
        "TinyStories, Eldan and Li 2023, roneneldan/TinyStories on the Hugging Face hub",
        "CDLA-Sharing-1.0",
        "TinyStories-train.txt (and TinyStories-valid.txt), or the hub's train-*.parquet",
        hub.Source(
            "roneneldan/TinyStories",
            ("data/train-*.parquet", "data/validation-*.parquet"),
            "f54c09fd23315a6f9c86f9dc80f725de7d8f9c64",
        ),
    ),
    "wikitext2": Public(
        "WikiText-2", _WIKITEXT, "CC BY-SA 3.0", _WIKITEXT_FILES, _wikitext("wikitext-2-raw-v1")
    ),
    "wikitext103": Public(
        "WikiText-103", _WIKITEXT, "CC BY-SA 3.0", _WIKITEXT_FILES, _wikitext("wikitext-103-raw-v1")
    ),
    "bookcorpus": Public(
        "BookCorpus",
        "BookCorpus, Zhu et al. 2015, bookcorpus/bookcorpus on the Hugging Face hub",
        "none stated; the books belong to their authors",
        "books_large_p1.txt and books_large_p2.txt, or .csv or .parquet files of sentences",
        # Its main branch holds a script; the hub itself keeps the tables beside it.
        hub.Source(
            "bookcorpus/bookcorpus", ("plain_text/train/*.parquet",), "refs/convert/parquet"
        ),
    ),
    "dailydialog": Public(
        "DailyDialog",
        "DailyDialog, Li et al. 2017, yanran.li/dailydialog",
        "CC BY-NC-SA 4.0",
        "ijcnlp_dailydialog.zip, or what it holds: train.zip, validation.zip and test.zip",
        hub.Source("roskoN/dailydialog", ("train.zip", "validation.zip", "test.zip")),
    ),
    "cornell": Public(
        "Cornell Movie-Dialogs",
        "Cornell Movie-Dialogs Corpus, Danescu-Niculescu-Mizil and Lee 2011, Cornell University",
        "none stated; for research",
        "movie_lines.txt and movie_conversations.txt",
    ),
    "opencoder": Public(
        "OpenCoder opc-sft-stage2",
        "OpenCoder, Huang et al. 2024, OpenCoder-LLM/opc-sft-stage2 on the Hugging Face hub",
        "MIT",
        "the .parquet or .jsonl files of one or more of its four configurations",
        hub.Source(
            "OpenCoder-LLM/opc-sft-stage2",
            tuple(
                f"{part}_instruct/*.parquet"
                for part in ("educational", "evol", "mceval", "package")
            ),
        ),
    ),
}


def folder_of(name: str) -> Path:
    """The folder with the files of a public corpus, downloaded if they are not there.

    Raises `FileNotFoundError` that says which files to place where, what they are, and why they
    could not be downloaded, and `ImportError` naming a package that this needs.
    """
    folder, facts = FOLDER / name, PUBLIC[name]
    if not (folder.is_dir() and any(folder.iterdir())):
        if facts.source is None:
            raise missing(name)
        try:
            hub.download(facts.source, folder, f"{facts.title} (licence: {facts.licence})")
        except OSError as error:
            raise missing(name, str(error)) from None
    return folder


def missing(name: str, reason: str = "") -> FileNotFoundError:
    facts = PUBLIC[name]
    return FileNotFoundError(
        f"the corpus {name!r} is not in {str((FOLDER / name).absolute())!r}"
        f"{f' ({reason})' if reason else ''}: place there {facts.files} (origin: {facts.origin}; "
        f"licence: {facts.licence}), or give the path of its files instead of the name."
    )
