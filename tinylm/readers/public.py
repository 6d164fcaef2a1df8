"""The public corpora that have a name: where each comes from, its licence, and its files.

Nothing is downloaded: `folder_of` is the one place that looks for a corpus by its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("data")  # of the working directory


@dataclass(frozen=True)
class Public:
    """What is known of a public corpus."""

    title: str
    origin: str
    licence: str
    files: str  # what to place in data/<name>/, in words


_WIKITEXT = "WikiText, Merity et al. 2016, Salesforce/wikitext on the Hugging Face hub"
_WIKITEXT_FILES = "wiki.train.tokens (and wiki.valid.tokens), or the hub's train-*.parquet"

PUBLIC = {
    "tinystories": Public(
        "TinyStories",
        "TinyStories, Eldan and Li 2023, roneneldan/TinyStories on the Hugging Face hub",
        "CDLA-Sharing-1.0",
        "TinyStories-train.txt (and TinyStories-valid.txt), or the hub's train-*.parquet",
    ),
    "wikitext2": Public("WikiText-2", _WIKITEXT, "CC BY-SA 3.0", _WIKITEXT_FILES),
    "wikitext103": Public("WikiText-103", _WIKITEXT, "CC BY-SA 3.0", _WIKITEXT_FILES),
    "bookcorpus": Public(
        "BookCorpus",
        "BookCorpus, Zhu et al. 2015, bookcorpus/bookcorpus on the Hugging Face hub",
        "none stated; the books belong to their authors",
        "books_large_p1.txt and books_large_p2.txt, or .csv or .parquet files of sentences",
    ),
    "dailydialog": Public(
        "DailyDialog",
        "DailyDialog, Li et al. 2017, yanran.li/dailydialog",
        "CC BY-NC-SA 4.0",
        "ijcnlp_dailydialog.zip, or what it holds: train.zip, validation.zip and test.zip",
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
    ),
}


def folder_of(name: str) -> Path:
    """The folder with the files of a public corpus.

    Raises `FileNotFoundError` that says which files to place where, and what they are.
    """
    folder = FOLDER / name
    if folder.is_dir() and any(folder.iterdir()):
        return folder
    raise missing(name)


def missing(name: str) -> FileNotFoundError:
    public = PUBLIC[name]
    return FileNotFoundError(
        f"the corpus {name!r} is not in {str((FOLDER / name).absolute())!r}: place there "
        f"{public.files} (origin: {public.origin}; licence: {public.licence}), or give the path "
        "of its files instead of the name."
    )
