"""What conversation tuning teaches, asked in words that no conversation to learn from has.

    python benchmarks/chats.py [--checkpoint checkpoints/finetuned_llm_clpso.pt] [--seeds 3]

Tunes a model of the valley's stories (`Network_Train.ipynb` leaves one) with the settings of
`python -m tinylm run` and measures, seed by seed, into `chats.json` beside this file:

- **loss**: on the answers of the held-out conversations (`data/README.md` says how they differ from
  the others), before and after, in nats a token;
- **ended**: the share of all sampled answers that `<eos>` ended, not the limit of 200 tokens;
- **other words**: questions about facts for which the conversations ask, but not in these words;
- **never asked**: questions about facts for which no conversation asks, in any words: these only
  tell them in passing ("Tell me about Pip", "Who likes ...?"), as the stories of stage 1 do;
- **facts**: of both, each with the weight of its share of all facts;
- **unknown**: questions about persons, places and things that neither conversations nor stories
  name. Right is an answer that says that something is not known and tells nothing of its own.

An answer about a fact is right if it holds the fact's own words and those of no other value of the
kind (another place, another dish). One answer a question, drawn with the default `SampleConfig`.
Seconds are of the processor, on all threads together.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import platform
import random
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "data")]

import make_sample as sample  # noqa: E402

import tinylm  # noqa: E402
from tinylm.generation import complete_ids  # noqa: E402
from tinylm.runfile import CHOSEN  # noqa: E402
from tinylm.templates import encode_turns, stored_template  # noqa: E402

talk, world = sample.talk, sample.world
# Kinds of fact and the field of `world.Character` that holds them.
FIELDS = {kind: kind for kind in talk.KINDS} | {"home": "place"}
BACK = ("likes", "treasure", "hobby", "home")  # asked for by the fact: who is it?
OFFER = re.compile(
    r"shall i|may i|would you like|could tell|can tell|ask me|perhaps you mean|i know|i only know"
)
DECLINE = re.compile(
    r"(do not|don't|cannot) (know|say)|nobody|no one|there is no|heard of no|not know"
)


@dataclasses.dataclass(frozen=True)
class Question:
    """A question, and what a right answer holds: the value of a fact, or nothing that is known."""

    text: str
    kind: str  # of the fact, "who" where the fact is given, "unknown"
    value: str = ""
    allowed: tuple[str, ...] = ()  # other values that may stand in the answer


def value_of(name: str, kind: str) -> str:
    who = world.CHARACTERS[name]
    return world.PLACES[who.place].name if kind == "home" else getattr(who, FIELDS[kind])


def values(kind: str) -> set[str]:
    """All that an answer of the kind may hold."""
    if kind == "who":
        return set(world.CHARACTERS)
    homes = {who.home for who in world.CHARACTERS.values()} if kind == "home" else set()
    return homes | {value_of(name, kind) for name in world.CHARACTERS}


def bare(text: str) -> str:
    """In small letters, and with no full stop that ends no sentence."""
    return re.sub(r"\b(mrs?)\.", r"\1", text.lower())


def said(value: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(bare(value))}\b", bare(text)) is not None


def right(question: Question, answer: str) -> bool:
    """Whether the answer holds the fact, and no other value of its kind."""
    kept = (question.value, *question.allowed)
    wrong = (v for v in values(question.kind) - set(kept) if not any(v in k for k in kept))
    return said(question.value, answer) and not any(said(v, answer) for v in wrong)


def declined(answer: str) -> bool:
    """Whether the answer says that something is not known, and tells no fact beside offers."""
    sentences = re.split(r"(?<=[.!?]) ", bare(answer))
    told = [text for text in sentences if not OFFER.search(text)]
    # Traits and kinds are everyday words ("a quiet valley"); all else is a fact of somebody.
    invented = any(
        said(value, text)
        for text in told
        for kind in FIELDS
        if kind not in ("trait", "noun")
        for value in values("who" if kind == "friend" else kind)
    )
    return DECLINE.search(answer.lower()) is not None and not invented


class Asker:
    """Draws questions from the grammar of the conversations, of the held-out part only."""

    def __init__(self, learned: list[list[dict]], seed: int = 0) -> None:
        self.talker = talk.Talker(
            random.Random(seed), world, sample.grammar, sample.describe, sample.introduced
        )
        self.talker.held_out = True
        self.asked = {plain(t["text"]) for turns in learned for t in turns if t["role"] == "user"}
        self.told = [bare(" ".join(t["text"] for t in turns)) for turns in learned]

    def withheld_share(self) -> float:
        """The share of all facts that no conversation to learn from asks for."""
        each = [self.talker.withheld(n, kind) for n in self.talker.names for kind in talk.KINDS]
        return sum(each) / len(each)

    def draw(self, rule: str, facts: dict, any_words: bool = False) -> str | None:
        """A question that no conversation to learn from holds."""
        for _ in range(40):
            speaker = sample.grammar.Speaker(facts, self.talker.rng)
            text = sample.grammar.tidy(speaker.say(f"[{rule}]"))
            if (any_words or talk.held_out(text)) and plain(text) not in self.asked:
                return text
        return None

    def about_facts(self, withheld: bool) -> list[Question]:
        """Questions about facts that no conversation asks for (`withheld`), or about all others."""
        found = set()
        for name in self.talker.names:
            for kind in talk.KINDS:
                value = value_of(name, kind)
                if self.talker.withheld(name, kind) != withheld:
                    continue
                assert any(said(name, t) and said(value, t) for t in self.told), (name, kind)
                facts, friend = self.talker.facts(name), world.CHARACTERS[name].friend
                for _ in range(30 if withheld else 6):
                    if text := self.draw(f"q.{kind}", facts, any_words=withheld):
                        home = (world.CHARACTERS[name].home,)
                        allowed = {"friend": (name, friend), "home": home}.get(kind, ())
                        found.add(Question(text, kind, value, allowed))
                    if kind in BACK and not withheld and (text := self.draw(f"r.{kind}", facts)):
                        found.add(Question(text, "who", name))
        return sorted(found, key=str)

    def unknown(self) -> list[Question]:
        """Questions about what is not there: mostly persons, some places and things."""
        found = set()
        rules = [f"q.{kind}" for kind in talk.KINDS]
        for rule in (*rules, "stranger", "stranger", "elsewhere", "r.unknown"):
            for _ in range(60):
                facts = self.talker.facts("Pip")
                keys = ("x.made", "x.far", "x.food", "x.thing")
                x = {key: self.talker.unknown(key) for key in keys}
                facts |= x | {"x.name": x["x.made"], "x.place": x["x.far"], "name": x["x.made"]}
                if text := self.draw(rule, facts):
                    found.add(Question(text, "unknown"))
        return sorted(found, key=str)


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def some(questions: list[Question], count: int) -> list[Question]:
    return random.Random(0).sample(questions, min(count, len(questions)))


def ask(lm: tinylm.Checkpoint, questions: list[Question], seed: int) -> list:
    """An answer to each, that only `<eos>` or the limit ends."""
    config, texts = tinylm.SampleConfig(seed=seed), [question.text for question in questions]
    rows = [
        encode_turns(lm.tokenizer, [{"role": "user", "text": text}], lm.chat_template, reply=True)[
            0
        ]
        for text in texts
    ]
    return complete_ids(lm, texts, rows, config, {lm.tokenizer.eos_id})


def measure(lm: tinylm.Checkpoint, groups: dict[str, list[Question]], seed: int) -> dict:
    figures, ended, kinds, wrong = {}, [], {}, []
    for group, questions in groups.items():
        marks = []
        for question, answer in zip(questions, ask(lm, questions, seed), strict=True):
            ended.append(answer.finish == "eos")
            unknown = question.kind == "unknown"
            marks.append(declined(answer.text) if unknown else right(question, answer.text))
            kinds.setdefault(f"{group}: {question.kind}", []).append(marks[-1])
            if not marks[-1]:
                wrong.append(f"{question.text} -> {answer.text.strip()}")
        figures[group] = share(marks)
    figures["ended"] = share(ended)
    figures["kinds"] = {kind: share(marks) for kind, marks in sorted(kinds.items())}
    return figures | {"wrong": random.Random(0).sample(wrong, min(12, len(wrong)))}


def share(marks: list[bool]) -> list[float]:
    """Share and how many were asked."""
    return [round(sum(marks) / len(marks), 4), len(marks)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, default=ROOT / CHOSEN["head"]["checkpoint"])
    parser.add_argument("--chats", type=Path, default=ROOT / CHOSEN["finetune"]["chats"])
    parser.add_argument("--questions", type=int, default=200, help="of each kind")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=JSON", help="a field of FinetuneConfig"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    options = parser.parse_args()
    import torch

    chats = tinylm.load_conversation_data(options.chats)
    settings = {k: v for k, v in CHOSEN["finetune"].items() if k not in ("chats", "checkpoint")}
    for setting in options.set:
        name, _, value = setting.partition("=")
        settings[name] = json.loads(value)
    learned, held_out = tinylm.split_chats(chats, tinylm.FinetuneConfig(**settings))
    asker = Asker(learned)
    groups = {
        "other words": asker.about_facts(withheld=False),
        "never asked": asker.about_facts(withheld=True),
        "unknown": asker.unknown(),
    }
    groups = {name: some(questions, options.questions) for name, questions in groups.items()}
    withheld = asker.withheld_share()
    corpus = tinylm.load_corpus("sample")
    runs = []
    for seed in range(options.seeds):
        lm = tinylm.load_checkpoint(options.checkpoint)
        lm.chat_template = stored_template("chat")  # the base is judged with it, too
        data = tinylm.prepare(corpus, lm.tokenizer, cache_dir=ROOT / "data/cache", progress=False)
        before = tinylm.evaluate_chats(lm, held_out)
        stories = tinylm.evaluate(lm, data.val)
        config = tinylm.FinetuneConfig(**settings | dict(seed=seed, sample_every=0))
        began = time.process_time(), time.perf_counter()
        for _ in tinylm.finetune(lm, chats, config, data):
            pass
        figures = dict(
            seed=seed,
            cpu_seconds=round(time.process_time() - began[0], 1),
            wall_seconds=round(time.perf_counter() - began[1], 1),
        )
        after = tinylm.evaluate_chats(lm, held_out)
        figures["loss"] = [[report.loss, report.stderr] for report in (before, after)]
        figures["fallen"] = round(1 - after.loss / before.loss, 4)
        now = tinylm.evaluate(lm, data.val)
        figures["stories"] = [[report.loss, report.stderr] for report in (stories, now)]
        figures |= measure(lm, groups, seed)
        both = withheld * figures["never asked"][0] + (1 - withheld) * figures["other words"][0]
        figures["facts"] = round(both, 4)
        print(json.dumps(figures, indent=1), flush=True)
        runs.append(figures)
    result = dict(
        conversations=[len(learned), len(held_out)],
        settings=settings,
        parameters=lm.model.num_parameters(),
        torch=torch.__version__,
        machine=f"{platform.machine()}, {torch.get_num_threads()} threads",
        runs=runs,
    )
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
