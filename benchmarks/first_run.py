"""Stage 1 on real text for some minutes, then the swarm on its head and its control.

    python benchmarks/first_run.py STORIES.txt [--shifted OTHER.txt] [--minutes 5]

Steps are chosen so that training fills the minutes on this machine, by a probe of 40 steps. Stopped
and started again with the same arguments, it goes on where it was. Leaves a JSON file with figures,
versions and one unedited sample.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tinylm  # its thread settings count only when it comes before torch


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", help="a text file of stories, such as TinyStories")
    parser.add_argument("--shifted", help="other text, to tune the same model's head to as well")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--learning-rate", type=float, default=4e-3)
    parser.add_argument("--batch-size", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", default="checkpoints/first_run", help="default: %(default)s")
    parser.add_argument("--out", default="benchmarks/first_run.json", help="default: %(default)s")
    options = parser.parse_args()
    import torch

    work = Path(options.work)

    corpus = tinylm.load_corpus(options.corpus)
    tokenizer = tinylm.train_tokenizer(corpus, 2048, work / "tokenizer.model")
    data = tinylm.prepare(corpus, tokenizer, cache_dir=work / "cache")
    shape = tinylm.preset("mini-1m", tokenizer.vocab_size)

    plan = work / f"steps-{options.minutes:g}-{options.batch_size}.json"
    if not plan.is_file():  # kept, so that a continued run has the same number of steps
        probe = tinylm.TrainConfig(
            max_steps=40, batch_size=options.batch_size, eval_tokens=8192, sample_every=0
        )
        lm = tinylm.create(shape, tokenizer, seed=options.seed)
        rates = sorted(record.tokens_per_second for record in tinylm.train(lm, data, probe))
        step = options.batch_size * shape.context_length / rates[len(rates) // 2]
        # Validation and samples take a share too; 0.93 leaves room for them.
        plan.write_text(json.dumps(int(0.93 * options.minutes * 60 / step)))
    steps = json.loads(plan.read_text())

    lm = tinylm.create(shape, tokenizer, seed=options.seed)
    config = tinylm.TrainConfig(
        max_steps=steps,
        batch_size=options.batch_size,
        learning_rate=options.learning_rate,
        seed=options.seed,
        checkpoint=str(work / "mini_llm_checkpoint.pt"),
    )
    for record in tinylm.train(lm, data, config):
        if record.val_loss is not None:
            print(f"{record.step:6} {record.seconds:6.0f} s  val {record.val_loss:.4f}", flush=True)
    last = lm.history[-1]
    test = tinylm.evaluate(lm, data.test)
    prompt = "Once upon a time"
    sample = tinylm.generate(lm, prompt, tinylm.SampleConfig(max_new_tokens=200, seed=0))
    heads = {corpus.name: tune(work, data)}
    if options.shifted:
        other = tinylm.load_corpus(options.shifted)
        shares = dict(val_fraction=0.1, test_fraction=0.1)
        heads[other.name] = tune(
            work, tinylm.prepare(other, tokenizer, cache_dir=work / "cache", **shares)
        )
    figures = dict(
        made=time.strftime("%Y-%m-%d"),
        corpus=corpus.name,
        processor=processor(),
        threads=torch.get_num_threads(),
        python=platform.python_version(),
        torch=torch.__version__,
        tinylm=tinylm.__version__,
        precision=str(tinylm.pick_precision()),
        parameters=lm.model.num_parameters(),
        steps=steps,
        tokens=last.tokens,
        train_seconds=round(last.seconds, 1),
        learning_rate=options.learning_rate,
        batch=f"{options.batch_size} x {shape.context_length}",
        test=test.as_dict(),
        sample=sample,
        heads=heads,
    )
    Path(options.out).write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(figures, indent=1, ensure_ascii=False))


def tune(work: Path, data: tinylm.TokenData) -> dict:
    """The swarm on the head of the model just trained, judged on these data."""
    lm = tinylm.load_checkpoint(work / "mini_llm_checkpoint.pt")
    config = tinylm.HeadTuningConfig(checkpoint=str(work / "finetuned_llm_clpso.pt"))
    result = tinylm.run_clpso(lm, data, config, progress=False)
    figures = {name: getattr(result, name).as_dict() for name in ("before", "after", "control")}
    steps = [record for record in result.history if record.stderr]
    return figures | dict(
        train_tokens=len(data.train),
        after_minus_before=result.after.minus(result.before),
        control_minus_before=result.control.minus(result.before),
        seconds=lm.report["seconds"],
        verdict=result.verdict(),
        changes=[(r.phase, r.change, r.stderr, r.accepted) for r in steps],
    )


def processor() -> str:
    """The processor's own name, and the features that matter for matrix products."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    lines = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    named = {key.strip(): value.strip() for key, value in lines.items()}
    wanted = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")
    found = [flag for flag in wanted if flag in named.get("flags", "").split()]
    return f"{named.get('model name', platform.machine())} ({', '.join(found)})"


if __name__ == "__main__":
    main()
