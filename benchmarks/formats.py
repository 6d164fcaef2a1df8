"""Is an exported model the same model? tinylm, Transformers and llama.cpp beside each other.

    python benchmarks/formats.py CHECKPOINT... [--lines TEXT]

Each checkpoint is exported for both. Compared are the token ids of 1,000 lines, the greedy text of
200 tokens after each of some prompts, and the logits over a window of the text; llama.cpp also with
its shorter types, and with keys and values in float16, as it holds them unless told otherwise.
Leaves a JSON file with the versions. Needs transformers, safetensors, tokenizers, gguf and
llama-cpp-python.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import itertools
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import llama_cpp
import numpy as np
import torch
import transformers

import tinylm
from tinylm.formats.gguf import export_gguf
from tinylm.formats.layouts import layout_of
from tinylm.generation import stream_ids

PACKAGES = ("torch", "transformers", "tokenizers", "safetensors", "gguf", "llama_cpp_python")
PROMPTS = ("", "Once upon a time", "One day", "The old mill", "\u201cWhy?\u201d she asked.")
TOKENS = 200  # of each text
F32 = 0  # ggml's number for it


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("checkpoints", nargs="+", help="with a context of 256 tokens or more")
    parser.add_argument("--lines", default="sample", help="a corpus; default: the embedded one")
    parser.add_argument("--count", type=int, default=1000, help="lines; default: %(default)s")
    parser.add_argument("--out", default="benchmarks/formats.json", help="default: %(default)s")
    options = parser.parse_args()
    torch.set_num_threads(1)
    transformers.utils.logging.disable_progress_bar()
    corpus = tinylm.load_corpus(options.lines)
    lines = (line for document in corpus for line in document.split("\n") if line.strip())
    lines = list(itertools.islice(lines, options.count))
    rows = []
    for path in options.checkpoints:
        rows.append(Comparison(tinylm.load_checkpoint(path, "cpu"), lines).row(Path(path).name))
        print(json.dumps(rows[-1], indent=1), flush=True)
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    figures = dict(made=time.strftime("%Y-%m-%d"), tinylm=tinylm.__version__, versions=versions)
    figures |= dict(lines=len(lines), texts=len(PROMPTS), tokens=TOKENS, rows=rows)
    Path(options.out).write_text(json.dumps(figures, indent=1) + "\n")


class Comparison:
    """One checkpoint, and what its exports say of the same lines and prompts."""

    def __init__(self, lm: tinylm.Checkpoint, lines: list[str]) -> None:
        self.lm, self.lines, self.tokenizer = lm, lines, lm.tokenizer
        self.ids = [lm.tokenizer.encode(line) for line in lines]
        greedy = tinylm.SampleConfig(temperature=0, max_new_tokens=TOKENS)
        self.prompts = [lm.tokenizer.encode_prompt(prompt) for prompt in PROMPTS]
        stop = {lm.tokenizer.eos_id}
        self.texts = [list(stream_ids(lm, ids, greedy, stop)) for ids in self.prompts]
        joined = [i for ids in self.ids[:100] for i in ids]
        self.window = [*self.prompts[0], *joined][: lm.config.context_length]
        with torch.inference_mode():
            self.logits = lm.model(torch.tensor([self.window]))[0].numpy()

    def row(self, name: str) -> dict:
        row = dict(checkpoint=name, layout=layout_of(self.lm.config))
        row |= dict(parameters=self.lm.model.num_parameters(), vocabulary=self.tokenizer.vocab_size)
        row |= dict(largest_logit=figure(np.abs(self.logits).max()))
        with tempfile.TemporaryDirectory() as folder:
            row["transformers"] = self.transformers(Path(folder) / "hf")
            for type in ("f32", "f16", "q8_0"):
                path = export_gguf(self.lm, Path(folder) / f"{type}.gguf", type, approximate=True)
                row[f"llama.cpp {type}"] = self.llama_cpp(path, F32)
                if type == "f32":
                    row["llama.cpp f32, cache f16"] = self.llama_cpp(path, None)
        return row

    def transformers(self, folder: Path) -> dict:
        from tinylm.formats.huggingface import export_hf

        export_hf(self.lm, folder)
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)

        def encode(line: str) -> list[int]:
            return tokenizer.encode(line, add_special_tokens=False)

        def write(ids: list[int]) -> Iterator[int]:
            given = torch.tensor([ids])
            options = dict(do_sample=False, max_new_tokens=TOKENS, pad_token_id=0)
            said = model.generate(given, attention_mask=torch.ones_like(given), **options)
            yield from said[0, len(ids) :].tolist()

        with torch.inference_mode():
            logits = model(torch.tensor([self.window])).logits[0].numpy()
        return self.against(encode, write, logits)

    def llama_cpp(self, path: Path, cache: int | None) -> dict:
        length = self.lm.config.context_length
        options = dict(n_ctx=length, n_batch=length, n_threads=1, logits_all=True, verbose=False)
        options |= {} if cache is None else dict(type_k=cache, type_v=cache)
        llama = llama_cpp.Llama(str(path), **options)

        def encode(line: str) -> list[int]:
            return llama.tokenize(line.encode(), add_bos=False, special=False)

        def write(ids: list[int]) -> Iterator[int]:
            llama.reset()
            return llama.generate(ids, temp=0.0, repeat_penalty=1.0)

        llama.eval(self.window)
        return self.against(encode, write, llama.scores[: len(self.window)].copy())

    def against(
        self,
        encode: Callable[[str], list[int]],
        write: Callable[[list[int]], Iterator[int]],
        logits: np.ndarray,
    ) -> dict:
        """How many lines and texts are the same, and how far the logits are from ours."""
        same = 0
        for prompt, ours in zip(self.prompts, self.texts, strict=True):
            new = itertools.islice(write(prompt), TOKENS)
            theirs = itertools.takewhile(lambda i: i != self.tokenizer.eos_id, new)
            same += list(theirs) == ours
        return dict(
            lines_with_the_same_ids=sum(map(lambda a, b: encode(a) == b, self.lines, self.ids)),
            same_texts=same,
            logits_apart=figure(np.abs(logits - self.logits).max()),
        )


def figure(value: float) -> float:
    return float(f"{value:.2g}")


if __name__ == "__main__":
    main()
