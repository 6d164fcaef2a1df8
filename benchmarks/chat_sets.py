"""Conversation tuning on public sets: perplexity of held-out answers, before and after.

    python benchmarks/chat_sets.py --checkpoint STORIES.pt NAME=PATH [NAME=PATH ...]
    python benchmarks/chat_sets.py --stories TinyStories-train.txt NAME=PATH [NAME=PATH ...]

The model is one of stage 1 on children's stories: a checkpoint, or one that is trained here on a
text for `--steps`. Each set (any layout that `load_conversation_data` reads) is tuned to apart,
from that model, for at most `--updates` updates and `--epochs` passes. Written to `chat_sets.json`
beside this file: perplexity of the held-out answers (one of ten conversations; no first question is
on both sides) with its standard error, by the spread between conversations; the share of answers to
held-out questions that `<eos>` ended, at most 200 tokens each; seconds of the processor, on all
threads.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import tinylm  # noqa: E402
from tinylm.chat import fit_turns  # noqa: E402
from tinylm.generation import complete_ids  # noqa: E402
from tinylm.templates import encode_turns, stored_template  # noqa: E402


def stage_1(stories: str, steps: int, work: Path) -> Path:
    """A model of the stories; the one made before, where there is one."""
    corpus = tinylm.load_corpus(stories)
    tokenizer = tinylm.train_tokenizer(corpus, 2048, work / "tokenizer.model")
    data = tinylm.prepare(corpus, tokenizer, cache_dir=work / "cache")
    lm = tinylm.create(tinylm.preset("mini-1m", tokenizer.vocab_size), tokenizer, seed=0)
    path = work / f"stories-{steps}.pt"
    config = tinylm.TrainConfig(max_steps=steps, learning_rate=4e-3, checkpoint=str(path))
    for _ in tinylm.progress(tinylm.train(lm, data, config)):
        pass
    return path


def ended(lm: tinylm.Checkpoint, held_out: list, count: int) -> list[float]:
    """Share of answers to held-out questions that ended by `<eos>`, and of how many."""
    most = tinylm.SampleConfig().max_new_tokens
    rows = []
    for turns in random.Random(0).sample(held_out, len(held_out)):
        asked = turns[: 2 if turns[0]["role"] == "system" else 1]
        try:
            asked = fit_turns(lm, asked, 64)
        except ValueError:  # a question longer than what the model reads has no answer to judge
            continue
        rows.append(encode_turns(lm.tokenizer, asked, lm.chat_template, reply=True)[0])
        if len(rows) == count:
            break
    config = tinylm.SampleConfig(max_new_tokens=most)
    texts = complete_ids(lm, [""] * len(rows), rows, config, {lm.tokenizer.eos_id})
    return [round(sum(text.finish == "eos" for text in texts) / len(texts), 4), len(texts)]


def perplexity(report: tinylm.Report) -> list[float]:
    """With its standard error, to first order."""
    return [round(report.perplexity, 3), round(report.perplexity * report.stderr, 3)]


def tune(checkpoint: str, path: str, options: argparse.Namespace) -> dict:
    lm = tinylm.load_checkpoint(checkpoint)
    chats = tinylm.load_conversation_data(path)
    config = tinylm.FinetuneConfig(
        epochs=options.epochs,
        max_steps=options.updates,
        learning_rate=options.learning_rate,
        sample_every=0,
        eval_every=0,
        patience=None,
    )
    learned, held_out = tinylm.split_chats(chats, config)
    judged = random.Random(0).sample(held_out, min(500, len(held_out)))
    lm.chat_template = stored_template(config.template)
    before = tinylm.evaluate_chats(lm, judged)
    began = time.process_time(), time.perf_counter()
    for record in tinylm.finetune(lm, chats, config):
        steps = record.step
    seconds = [round(time.process_time() - began[0], 1), round(time.perf_counter() - began[1], 1)]
    after = tinylm.evaluate_chats(lm, judged)
    fall, error = after.minus(before)
    return dict(
        conversations=[len(learned), len(held_out)],
        judged_tokens=before.tokens,
        updates=steps,
        before=perplexity(before),
        after=perplexity(after),
        loss_change=[round(fall, 4), round(error, 4)],
        ended=ended(lm, held_out, 200),
        cpu_and_wall_seconds=seconds,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("sets", nargs="+", metavar="NAME=PATH")
    parser.add_argument("--checkpoint", help="of stage 1")
    parser.add_argument("--stories", help="a text to train stage 1 on, where none is given")
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--work", type=Path, default=ROOT / "checkpoints/chat_sets")
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--updates", type=int, default=250)
    parser.add_argument("--learning-rate", type=float, default=2e-3)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    options = parser.parse_args()
    if not options.checkpoint and not options.stories:
        parser.error("give --checkpoint, or --stories to make one")
    import torch

    checkpoint = options.checkpoint or stage_1(options.stories, options.steps, options.work)
    result = json.loads(options.out.read_text()) if options.out.is_file() else {}
    for entry in options.sets:
        name, _, path = entry.partition("=")
        result[name] = tune(checkpoint, path, options) | dict(
            torch=torch.__version__,
            machine=f"{platform.machine()}, {torch.get_num_threads()} threads",
        )
        print(name, json.dumps(result[name]), flush=True)
        options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
