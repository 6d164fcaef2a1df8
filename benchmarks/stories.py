"""What the default model writes, judged by the grammar of the stories that it was trained on.

    python benchmarks/stories.py [--checkpoint checkpoints/mini_llm_checkpoint.pt]
                                 [--samples 200] [--docs docs/samples.md] [--scale]

Samples stories from an empty prompt with the default `SampleConfig`, one seed each, and prints and
writes to `stories.json` beside this file: the judge's shares, how many end by themselves, the
longest span that each has copied word for word from the training text (with a real new story of
the grammar beside it, for comparison), and the loss on freshly told stories. `--docs` writes the
first twenty samples, unedited. `--scale` also trains a model of a quarter of the parameters for a
quarter of the steps, and says how much the loss falls from it to the checkpoint's.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "data")]

import judge  # noqa: E402

import tinylm  # noqa: E402
from tinylm.generation import stream_ids  # noqa: E402

FRESH_SEED = 4711  # of stories that no model has seen
MOST_TOKENS = 500


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


class Copied:
    """The longest run of words that a text shares with the training stories."""

    def __init__(self, stories: list[str], shortest: int = 4) -> None:
        self.shortest = shortest
        self.stories = [words_of(story) for story in stories]
        self.places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for number, words in enumerate(self.stories):
            for at in range(len(words) - shortest + 1):
                self.places.setdefault(tuple(words[at : at + shortest]), []).append((number, at))

    def longest(self, text: str) -> int:
        words, best = words_of(text), 0
        for at in range(len(words)):
            # Only a run longer than the best so far is of interest.
            for number, place in self.places.get(tuple(words[at : at + self.shortest]), ()):
                known, run = self.stories[number], self.shortest
                while (
                    at + run < len(words)
                    and place + run < len(known)
                    and words[at + run] == known[place + run]
                ):
                    run += 1
                best = max(best, run)
        return best


def draw(lm: tinylm.Checkpoint, samples: int) -> list[tuple[str, bool]]:
    """(text, whether it ended by itself), one a seed, from an empty prompt."""
    drawn, begin = [], lm.tokenizer.encode_prompt("")
    for seed in range(samples):
        config = tinylm.SampleConfig(max_new_tokens=MOST_TOKENS, seed=seed)
        ids = list(stream_ids(lm, begin, config, stop={lm.tokenizer.eos_id}))
        drawn.append((lm.tokenizer.decode(ids), len(ids) < MOST_TOKENS))
    return drawn


def fresh_loss(lm: tinylm.Checkpoint, folder: str) -> tinylm.Report:
    teller = judge.sample.Teller(FRESH_SEED)
    fresh = tinylm.Corpus.from_documents([teller.story() for _ in range(400)], "fresh")
    data = tinylm.prepare(
        fresh, lm.tokenizer, folder, val_fraction=0.4, test_fraction=0.01, progress=False
    )
    return tinylm.evaluate(lm, data.val, max_tokens=None)


def quarter(lm: tinylm.Checkpoint, folder: str) -> tinylm.Checkpoint:
    """A model of a quarter of the parameters, trained for a quarter of the steps."""
    corpus = tinylm.load_corpus("sample")
    data = tinylm.prepare(corpus, lm.tokenizer, folder, progress=False)
    config = tinylm.ModelConfig(
        lm.tokenizer.vocab_size, d_model=48, num_layers=3, num_heads=4, qk_norm=True
    )
    small = tinylm.create(config, lm.tokenizer, seed=0)
    settings = tinylm.TrainConfig(
        max_steps=lm.step // 4, learning_rate=4e-3, sample_every=0, eval_every=0
    )
    for _ in tinylm.train(small, data, settings):
        pass
    return small


def main() -> None:
    parser = argparse.ArgumentParser(description="Judge what the default model writes.")
    parser.add_argument(
        "--checkpoint", type=Path, default=ROOT / "checkpoints/mini_llm_checkpoint.pt"
    )
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--docs", type=Path, help="write the first twenty samples here, unedited")
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    options = parser.parse_args()
    lm = tinylm.load_checkpoint(options.checkpoint)
    began = time.perf_counter()
    drawn = draw(lm, options.samples)
    seconds = time.perf_counter() - began
    verdicts = [judge.verdict(text) for text, _ in drawn]
    copied = Copied(list(tinylm.load_corpus("sample")))
    spans = [copied.longest(text) for text, _ in drawn]
    teller = judge.sample.Teller(FRESH_SEED)
    told = [copied.longest(teller.story()) for _ in range(len(drawn))]
    figures = dict(vars(judge.summarise(verdicts)))
    figures |= dict(
        ended=sum(ended for _, ended in drawn) / len(drawn),
        longest_copied_span_median=statistics.median(spans),
        longest_copied_span_most=max(spans),
        the_same_of_new_stories_median=statistics.median(told),
        parameters=lm.model.num_parameters(),
        steps=lm.step,
        seconds_to_sample=round(seconds, 1),
        torch=torch.__version__,
        machine=f"{platform.machine()}, {torch.get_num_threads()} threads",
    )
    with tempfile.TemporaryDirectory() as folder:
        report = fresh_loss(lm, folder)
        figures["fresh_loss"] = [report.loss, report.stderr]
        if options.scale:
            small = quarter(lm, folder)
            report = fresh_loss(small, folder)
            figures["quarter_parameters"] = small.model.num_parameters()
            figures["quarter_steps"] = small.step
            figures["quarter_fresh_loss"] = [report.loss, report.stderr]
    options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(judge.summarise(verdicts))
    for name, value in figures.items():
        print(f"{name:32} {value}")
    if options.docs:
        write_samples(options.docs, [text for text, _ in drawn[:20]], lm)


def write_samples(path: Path, texts: list[str], lm: tinylm.Checkpoint) -> None:
    lines = [
        "# Twenty stories of the default model, unedited",
        "",
        f"`benchmarks/stories.py --docs` wrote this file: a model of {lm.model.num_parameters():,}"
        f" parameters after {lm.step:,} steps, an empty prompt, the default `SampleConfig`, "
        "seeds 0 to 19, nothing chosen and nothing left out.",
    ]
    for number, text in enumerate(texts):
        lines += ["", f"## Seed {number}", "", *(f"> {line}\n>" for line in text.split("\n"))]
        lines[-1] = lines[-1].removesuffix("\n>")
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
