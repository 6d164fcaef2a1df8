"""How much text does the default model need, and how often may it be read?

    python benchmarks/text_sizes.py STORIES.txt HELD_OUT.txt

The same run on ever more of one corpus, then runs of so many passes over each. Each share of the
text has a tokenizer of its own, as in notebook 1. All are judged in bits per byte on the same
held-out text, at the state with the lowest validation loss and at the end. Stopped and started
again with the same arguments, it goes on where it was. Leaves a JSON file.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tinylm

CHARS = [100_000, 300_000, 1_000_000, 3_000_000, 8_000_000]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", help="a text file of stories, such as TinyStories")
    parser.add_argument("held_out", help="other stories, to judge all models by")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--chars", type=int, nargs="+", default=CHARS)
    parser.add_argument("--passes", type=float, nargs="+", default=[2, 4, 8, 16])
    parser.add_argument("--most", type=int, default=1500, help="longer runs of passes are left out")
    parser.add_argument("--work", default="checkpoints/text_sizes", help="default: %(default)s")
    parser.add_argument("--out", default="benchmarks/text_sizes.json", help="default: %(default)s")
    options = parser.parse_args()
    judged = list(itertools.islice(tinylm.load_corpus(options.held_out), 1000))
    rows = []
    for chars in options.chars:
        share = Share(options.corpus, chars, judged, Path(options.work))
        lengths = [options.steps, *(round(passes * share.per_pass) for passes in options.passes)]
        for steps in lengths:
            if steps <= options.most:
                rows.append(share.run(steps))
                print(json.dumps(rows[-1]), flush=True)
    figures = dict(made=time.strftime("%Y-%m-%d"), tinylm=tinylm.__version__, rows=rows)
    Path(options.out).write_text(json.dumps(figures, indent=1) + "\n")


class Share:
    """The first `chars` characters of the corpus, and the text to judge by, in its tokens."""

    def __init__(self, source: str, chars: int, judged: list[str], work: Path) -> None:
        self.chars, self.work = chars, work
        corpus = tinylm.load_corpus(source, max_chars=chars)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a vocabulary that was lowered is among the figures
            self.tokenizer = tinylm.train_tokenizer(corpus, 2048)
        cache = work / "cache"
        self.data = tinylm.prepare(corpus, self.tokenizer, cache, progress=False)
        self.judge = tinylm.prepare(
            judged, self.tokenizer, cache, test_fraction=0.45, progress=False
        ).test
        self.shape = tinylm.preset("mini-1m", self.tokenizer.vocab_size)
        self.per_pass = len(self.data.train) / (8 * self.shape.context_length)  # steps

    def run(self, steps: int) -> dict:
        lm = tinylm.create(self.shape, self.tokenizer, seed=0)
        config = tinylm.TrainConfig(
            max_steps=steps,
            learning_rate=4e-3,
            eval_every=max(1, steps // 20),
            sample_every=0,
            checkpoint=str(self.work / f"{self.chars}.pt"),
        )
        for _ in tinylm.train(lm, self.data, config):
            pass
        history = [r for r in lm.history if r.val_loss is not None]
        lowest = min(history, key=lambda r: r.val_loss)
        best = tinylm.load_checkpoint(self.work / "runs" / lm.run / "best.pt")
        return dict(
            chars=self.chars,
            vocabulary=self.tokenizer.vocab_size,
            parameters=lm.model.num_parameters(),
            train_tokens=len(self.data.train),
            steps=steps,
            passes=round(steps / self.per_pass, 2),
            lowest_at_pass=round(lowest.step / self.per_pass, 2),
            best=tinylm.evaluate(best, self.judge).as_dict(),
            end=tinylm.evaluate(lm, self.judge).as_dict(),
            seconds=round(lm.history[-1].seconds),
        )


if __name__ == "__main__":
    main()
