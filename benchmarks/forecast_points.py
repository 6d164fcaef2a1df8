"""What runs end at, by text, size and tokens: the points behind the range that `forecast` tells.

    python benchmarks/forecast_points.py sample STORIES.txt [BOOKS.txt ...] --tokens 0.25 0.5 1 2 4
    python benchmarks/forecast_points.py sample STORIES.txt --shapes small --tokens 1 2

Each point is one finished run with the present defaults, judged on held-out text in bits per byte.
Stopped and started again, it goes on with the points that are missing. Leaves a JSON file, and
prints each corpus's points as `tinylm/forecasting.py` holds them: bits per byte by megabytes read.
"""

from __future__ import annotations

import argparse
import bz2
import dataclasses
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tinylm  # its thread settings count only when it comes before torch

SHAPES = {  # a preset, what is changed of it, and the learning rate
    "mini-1m": ("mini-1m", {}, 4e-3),
    "small": ("mini-1m", dict(d_model=64, num_heads=2), 4e-3),
    "mini-15m": ("mini-15m", {}, 2e-3),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", help="names or paths, as load_corpus takes them")
    parser.add_argument("--tokens", nargs="+", type=float, default=[0.5, 1, 2], help="millions")
    parser.add_argument("--shapes", nargs="+", default=["mini-1m"], choices=SHAPES)
    parser.add_argument("--work", default="checkpoints/forecast", help="default: %(default)s")
    parser.add_argument("--out", default="benchmarks/forecast_points.json")
    options = parser.parse_args()
    out = Path(options.out)
    points = json.loads(out.read_text()) if out.is_file() else []
    for name in options.corpora:
        corpus = tinylm.load_corpus(name)
        tokenizer = tinylm.train_tokenizer(corpus, 2048)
        data = tinylm.prepare(corpus, tokenizer, cache_dir=Path(options.work) / "cache")
        for shape in options.shapes:
            for millions in options.tokens:
                key = dict(corpus=corpus.name, shape=shape, tokens=round(millions * 1e6))
                if any(point | key == point for point in points):
                    continue
                points.append(key | measure(data, *SHAPES[shape], key["tokens"]))
                out.write_text(json.dumps(points, indent=1) + "\n")
                print(points[-1], flush=True)
    for corpus, shape in sorted({(p["corpus"], p["shape"]) for p in points}):
        mine = [p for p in points if (p["corpus"], p["shape"]) == (corpus, shape)]
        table = {p["megabytes"]: p["bits_per_byte"] for p in mine}
        print(f"{corpus}, {shape} ({mine[0]['parameters']:,}), bz2 {mine[0]['bz2']}: {table}")


def measure(data: tinylm.TokenData, preset: str, changes: dict, rate: float, tokens: int) -> dict:
    """The figures of one run over so many tokens."""
    config = dataclasses.replace(tinylm.preset(preset, data.tokenizer.vocab_size), **changes)
    steps = max(1, round(tokens / (8 * config.context_length)))
    train = tinylm.TrainConfig(
        max_steps=steps, learning_rate=rate, eval_every=0, eval_tokens=1, sample_every=0
    )
    lm = tinylm.create(config, data.tokenizer)
    for _ in tinylm.train(lm, data, train):
        pass
    text = data.tokenizer.decode(data.train[:400_000].tolist()).encode()[:1_000_000]
    return dict(
        parameters=lm.model.num_parameters(),
        megabytes=round(tokens / data.train.tokens_per_byte / 1e6, 2),
        passes=round(tokens / len(data.train), 2),
        bz2=round(8 * len(bz2.compress(text)) / len(text), 3),
        bits_per_byte=round(lm.report["val"]["bits_per_byte"], 3),
        loss=round(lm.report["val"]["loss"], 4),
        stderr=round(lm.report["val"]["stderr"], 4),
        seconds=round(lm.history[-1].seconds),
    )


if __name__ == "__main__":
    main()
