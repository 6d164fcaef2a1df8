"""`python -m tinylm`: look at checkpoints, write with them, free what is no longer wanted."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from . import app, comparing, runfile, talk
from .calculator import calculate
from .chat import Conversation, answers
from .checkpoint import MADE_BY, Checkpoint, load_checkpoint
from .config import SampleConfig, TrainConfig
from .corpora import load_corpus
from .dataset import prepare
from .files import Held, hold
from .generation import complete, stream
from .history import export_history
from .presets import preset

STAGES = {
    "new": "untrained",
    "pretrain": "after training on text",
    "head": "after the swarm",
    "chat": "after conversation tuning",
}


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        options.work(options)
    except (ValueError, OSError, ImportError, MemoryError) as error:
        print(f"tinylm: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tinylm", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb = verbs.add_parser("info", help="one table of the finished stages, and a sample of each")
    verb.add_argument("--folder", default="checkpoints", help="default: %(default)s")
    verb.add_argument("--preset", help="instead: what this named size costs, before it is built")
    verb.add_argument("--vocab-size", type=int, help="tokens; needed where a preset has none")
    verb.add_argument("--batch-size", type=int, default=8, help="sequences; default: %(default)s")
    verb.set_defaults(work=info)
    verb = verbs.add_parser("generate", help="continue a prompt, or answer it (chat checkpoints)")
    verb.add_argument("prompt", nargs="*", help="several are continued one by one; -: from stdin")
    verb.add_argument("--prompts", metavar="FILE", help="more of them, one a line; -: from stdin")
    verb.add_argument("--quiet", action="store_true", help="only the new text, when all is written")
    verb.add_argument(
        "--json", action="store_true", help="an object a line: text, ids, logprobs .."
    )
    verb.add_argument(
        "--checkpoint", default="checkpoints/mini_llm_checkpoint.pt", help="default: %(default)s"
    )
    _add_sampling(verb)
    verb.set_defaults(work=write)
    verb = verbs.add_parser("chat", help="talk to a checkpoint, or let it go on with a text")
    talk.add_arguments(verb)
    _add_sampling(verb)
    verb.set_defaults(work=lambda options: talk.chat(options, _sampling(options)))
    verb = verbs.add_parser("run", help="train, tune and converse, from one config file")
    verb.add_argument("config", nargs="?", help=".toml or .json; without it, as the notebooks")
    verb.add_argument("--print-config", action="store_true", help="only write the default file")
    verb.set_defaults(work=run)
    verb = verbs.add_parser("search", help="find settings of the head's tuning, or of training")
    verb.add_argument("kind", choices=("head", "train"))
    verb.add_argument("config", nargs="?", help=".toml or .json of `run`; without, the notebooks'")
    verb.add_argument("--checkpoint", help="a model to tune or train on, not the config's")
    verb.add_argument("--corpus", help="another than the config's")
    verb.add_argument("--trials", type=int, default=20, help="default: %(default)s")
    verb.add_argument("--max-seconds", type=float, help="no trial begins after so many")
    verb.add_argument("--seed", type=int, default=0, help="of the search; default: %(default)s")
    verb.add_argument("--goal", help="of head; default: cross_entropy")
    verb.add_argument("--steps", type=int, help="updates of a trial of train; default: a tenth")
    verb.set_defaults(work=search)
    verb = verbs.add_parser("import", help="turn a foreign checkpoint into one of tinylm's")
    verb.add_argument("file", help="a predecessor's, or a folder of Transformers' files")
    verb.add_argument("--to", required=True, help="the file to write, as checkpoints/x.pt")
    verb.add_argument("--tokenizer", help="file (GPT-2: folder) of its tokenizer, if it has none")
    verb.add_argument("--num-heads", type=int, help="its attention heads, if it does not tell them")
    verb.set_defaults(work=import_)
    verb = verbs.add_parser("export", help="write a checkpoint as other programs open it")
    verb.add_argument("kind", choices=("hf", "gguf", "int8"), help="a folder, or one file")
    verb.add_argument("--checkpoint", required=True)
    verb.add_argument("--to", required=True, help="what to write, as exported/x or x.gguf")
    verb.add_argument("--type", default="f16", choices=("f32", "f16", "q8_0"), help="of GGUF")
    verb.add_argument("--approximate", action="store_true", help="GGUF: also with nearly its GELU")
    verb.add_argument("--text", help="int8: a corpus to tell by what the rounding costs")
    verb.set_defaults(work=export)
    verb = verbs.add_parser("history", help="write a run's records as a table")
    verb.add_argument("run", help="a checkpoint, or a run's folder (which has every step)")
    verb.add_argument("--to", required=True, help="the file to write: .csv or .json")
    verb.set_defaults(work=history)
    verb = verbs.add_parser("app", help="serve Inference.ipynb as a web page without code")
    app.add_arguments(verb)
    verb.set_defaults(work=app.serve)
    verb = verbs.add_parser("runs", help="list all runs, and where their settings differ")
    verb.add_argument("--folder", default="checkpoints", help="default: %(default)s")
    verb.set_defaults(work=runs)
    verb = verbs.add_parser("clean", help="delete runs whose result is not a fixed checkpoint")
    verb.add_argument("--folder", default="checkpoints", help="default: %(default)s")
    verb.add_argument("--yes", action="store_true", help="do it; without, only list what would go")
    verb.set_defaults(work=clean)
    return parser


def _add_sampling(verb: argparse.ArgumentParser) -> None:
    """A flag for every setting of `SampleConfig`, absent where it is not given."""
    for field in dataclasses.fields(SampleConfig):
        if field.name == "use_cache":
            continue
        flag, told = "--" + field.name.replace("_", "-"), dict(default=argparse.SUPPRESS)
        if field.name in _SEVERAL:
            kind, shown = _SEVERAL[field.name]
            help = "may be given several times"
            verb.add_argument(flag, type=kind, action="append", metavar=shown, help=help, **told)
        else:
            help = f"default: {field.default}"
            verb.add_argument(flag, type=type(field.default), help=help, **told)


def _sampling(options: argparse.Namespace) -> dict[str, Any]:
    """The settings of `SampleConfig` that were given."""
    names = {field.name for field in dataclasses.fields(SampleConfig)}
    given = {name: value for name, value in vars(options).items() if name in names}
    if "logit_bias" in given:
        given["logit_bias"] = tuple(given["logit_bias"])
    return given


def token_bias(text: str) -> tuple[int, float]:
    token, value = text.split("=")
    return int(token), float(value)


_SEVERAL = {"stop": (str, "TEXT"), "logit_bias": (token_bias, "ID=BIAS")}


def write(options: argparse.Namespace) -> None:
    """Streams continuations or answers to the terminal; with `--quiet` or `--json` all are written
    side by side and shown at the end. Prompt i has the seed plus i."""
    config, prompts = SampleConfig(**_sampling(options)), _prompts(options)
    lm = load_checkpoint(options.checkpoint)
    if options.quiet or options.json:
        for done in (answers if lm.stage == "chat" else complete)(lm, prompts, config):
            line = dataclasses.asdict(done)
            print(json.dumps(line, ensure_ascii=False) if options.json else done.text)
        return
    for number, prompt in enumerate(prompts):
        one = dataclasses.replace(config, seed=config.seed + number)
        for piece in _speak(lm, prompt, one):
            print(piece, end="", flush=True)
        print()


def _prompts(options: argparse.Namespace) -> list[str]:
    """Those given, and the lines of a file. A line break at the very end is no part of them."""

    def text(path: str) -> str:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        try:
            return raw.decode().replace("\r\n", "\n").removesuffix("\n")
        except UnicodeDecodeError as error:
            what = "stdin" if path == "-" else repr(path)
            raise ValueError(
                f"{what} is no UTF-8 at byte {error.start}: convert it first."
            ) from None

    prompts = [text("-") if prompt == "-" else prompt for prompt in options.prompt]
    prompts += text(options.prompts).split("\n") if options.prompts else []
    if not prompts:
        raise ValueError(
            'there is no prompt: give one, or --prompts FILE, or "" to begin with none.'
        )
    return prompts


def _speak(lm: Checkpoint, prompt: str, config: SampleConfig):
    if lm.stage == "chat":
        yield from Conversation(lm).say(prompt, config)
    else:
        pieces = stream(lm, prompt, config)
        yield prompt + next(pieces, "")  # so that what cannot be written is told by itself
        yield from pieces


def info(options: argparse.Namespace) -> None:
    """The table that `make run` ends with, or what a preset costs."""
    if options.preset is not None:
        train = TrainConfig(batch_size=options.batch_size)
        for name, value in calculate(preset(options.preset, options.vocab_size), train).rows():
            print(f"{name:28}{value:>18}")
        return
    folder = Path(options.folder)
    paths = [folder / name for name in MADE_BY]
    models = [load_checkpoint(path) for path in paths if path.is_file()]
    if not models:
        raise FileNotFoundError(
            f"there is no finished checkpoint in {str(folder)!r}: run Network_Train.ipynb first."
        )
    _show(models)


def run(options: argparse.Namespace) -> None:
    """All stages one after another, and their table."""
    if options.print_config:
        print(runfile.printed(), end="")
        return
    _show(runfile.work(runfile.read_config(options.config)))


def search(options: argparse.Namespace) -> None:
    """Searches settings, and prints them as the section of a config file of `run`."""
    whole, kind = runfile.read_config(options.config), options.kind
    for name, other in (("goal", "train"), ("steps", "head")):
        if kind == other and getattr(options, name) is not None:
            raise ValueError(f"--{name} is of no use to `search {kind}`: leave it out.")
    whole.corpus["source"] = options.corpus or whole.corpus["source"]
    path = options.checkpoint or (whole.train.checkpoint if kind == "head" else None)
    lm = load_checkpoint(path) if path else None
    data = runfile.prepared(whole, lm and lm.tokenizer)
    rooms = importlib.import_module("tinylm.search")
    given = dict(trials=options.trials, seed=options.seed, max_seconds=options.max_seconds)
    if kind == "head":
        goal = options.goal or "cross_entropy"
        trials = rooms.search_head(lm, data, whole.head, goal, **given)
    else:
        lm = lm or runfile.created(whole, data)
        trials = rooms.search_training(lm, data, whole.train, steps=options.steps, **given)
    found = rooms.run_search(trials)
    print(f"{found.table()}\n\n{runfile.section(kind, found.settings)}")


def _show(models: list[Checkpoint]) -> None:
    """One table of these stages, and a sample of each."""
    head = ("stage", "parameters", "tokens", "val loss", "perplexity", "bits/byte")
    rows = [head]
    for lm in models:
        val = (lm.report or {}).get("val", {})
        tokens = getattr(lm.history[-1], "tokens", None) if lm.history else None
        rows.append(
            (
                STAGES[lm.stage],
                f"{lm.model.num_parameters():,}",
                f"{tokens:,}" if tokens else "-",
                f"{val['loss']:.4f} \u00b1 {val['stderr']:.4f}" if val else "-",
                f"{val['perplexity']:.2f}" if val else "-",
                f"{val['bits_per_byte']:.4f}" if val else "-",
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    for row in rows:
        cells = [cell.rjust(w) for cell, w in zip(row, widths, strict=True)]
        print("  ".join([row[0].ljust(widths[0]), *cells[1:]]))
    for lm in models:
        print(f"\n{STAGES[lm.stage]}:")
        prompt = "Hello! Who are you?" if lm.stage == "chat" else "Once upon a time"
        said = "".join(_speak(lm, prompt, SampleConfig(max_new_tokens=120)))
        print(f"  you: {prompt}\n  tinylm: {said}" if lm.stage == "chat" else f"  {said}")


def import_(options: argparse.Namespace) -> None:
    """Writes a foreign checkpoint as ours. What is there already is not replaced."""
    if Path(options.to).exists():
        raise FileExistsError(f"{options.to!r} exists already: give another name with --to.")
    lm = load_checkpoint(options.file, "cpu", options.tokenizer, options.num_heads)
    lm.save(options.to)
    origin = lm.lineage[0].get("origin", "tinylm") if lm.lineage else "tinylm"
    print(f"{options.to}: {lm.model.num_parameters():,} parameters, from {origin}")


def export(options: argparse.Namespace) -> None:
    """Writes a checkpoint for other programs. What is there already is not replaced."""
    if options.kind != "hf" and Path(options.to).exists():
        raise FileExistsError(f"{options.to!r} exists already: give another name with --to.")
    lm = load_checkpoint(options.checkpoint, "cpu")
    room = "huggingface" if options.kind == "hf" else options.kind
    formats = importlib.import_module(f"tinylm.formats.{room}")
    if options.kind == "hf":
        formats.export_hf(lm, options.to)
    elif options.kind == "gguf":
        formats.export_gguf(lm, options.to, options.type, options.approximate)
    else:
        small = formats.quantize(lm)
        small.save(options.to)
        print(f"in memory {formats.resident(lm):,} bytes before, {formats.resident(small):,} after")
        if options.text:
            data = prepare(load_corpus(options.text), lm.tokenizer, "data/cache")
            print(formats.told(formats.report(lm, small, data.test)))
    print(f"{options.to}: {lm.model.num_parameters():,} parameters, written as {options.kind}")


def history(options: argparse.Namespace) -> None:
    """Writes the records of a run for a spreadsheet or a program."""
    print(f"{options.to}: {export_history(options.run, options.to):,} records")


def runs(options: argparse.Namespace) -> None:
    """A table of all runs by stage, the latest first, with the settings in which they differ."""
    listed = comparing.list_runs(options.folder)
    for stage in dict.fromkeys(run.stage for run in listed):
        same = [run for run in listed if run.stage == stage]
        print(f"{comparing.STAGES.get(stage, stage)}:")
        differing = comparing.differences(same)
        for i, run in enumerate(same):
            loss = "" if run.loss is None else f"{run.loss:.4f}"
            told = " ".join(f"{name}={values[i]}" for name, values in differing.items())
            print(f"  {run.label:32} {run.state:10} {run.steps[0]:>7,} {loss:>8}  {told}")


def clean(options: argparse.Namespace) -> None:
    """Removes runs beside those that the fixed checkpoints came from."""
    folder = Path(options.folder)
    wanted = {load_checkpoint(path).run for path in folder.glob("*.pt")}
    freed = 0
    for run in sorted((folder / "runs").glob("*")):
        if not run.is_dir() or run.name in wanted:
            continue
        size = sum(path.stat().st_size for path in run.rglob("*") if path.is_file())
        try:
            if options.yes:
                comparing.delete_run(run)
            else:
                with hold(run / "lock"):
                    pass
        except (Held, RuntimeError):
            print(f"{run} is under way: it stays")
            continue
        freed += size
        print(f"{'deleted' if options.yes else 'would delete'} {run} ({size / 1e6:.1f} MB)")
    hint = "" if options.yes or not freed else " (run again with --yes)"
    print(f"{freed / 1e6:.1f} MB{hint}")


if __name__ == "__main__":
    sys.exit(main())
