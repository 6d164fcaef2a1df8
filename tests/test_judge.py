"""The judge: it takes what the grammar tells, and nothing that was put together wrongly."""

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"


def _load():
    spec = importlib.util.spec_from_file_location("judge_under_test", DATA / "judge.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


judge = _load()


@pytest.fixture(scope="module")
def told():
    """New stories, of another seed than the committed ones."""
    teller = judge.sample.Teller(4711)
    return [teller.story() for _ in range(60)]


@pytest.fixture(scope="module")
def said(told):
    return [s for story in told for s in judge.sentences(story) if len(s) > 5]


def share(sentences) -> float:
    sentences = list(sentences)
    return sum(judge.the_grammar().parses(s) for s in sentences) / len(sentences)


def test_what_the_grammar_tells_parses_and_agrees(told):
    summary = judge.summarise(judge.verdict(story) for story in told)
    assert summary.parsed == 1.0
    assert summary.consistent > 0.995
    assert summary.keeps_hero > 0.93
    assert summary.quotes_close == 1.0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s, i, rng, words: [*s[:i], s[i + 1], s[i], *s[i + 2 :]],  # two words swapped
        lambda s, i, rng, words: [*s[:i], *s[i + 1 :]],  # one left out
        lambda s, i, rng, words: [*s[:i], rng.choice(words), *s[i + 1 :]],  # another put in
        lambda s, i, rng, words: s[: len(s) // 2] + words[: len(s) // 2] + ["."],
    ],
    ids=["swapped", "left-out", "another", "rambling"],
)
def test_spoiled_sentences_do_not_parse(said, spoil):
    rng = random.Random(0)
    words = [word for sentence in said for word in sentence if word.isalpha()]
    rng.shuffle(words)
    spoiled = []
    for sentence in said:
        i = rng.randrange(len(sentence) - 2)
        one = spoil(sentence, i, rng, words)
        if one != sentence:
            spoiled.append(one)
    assert len(spoiled) > 500
    assert share(spoiled) < 0.05


def test_halves_of_two_sentences_make_none(said):
    rng = random.Random(1)
    mixed = [a[: len(a) // 2] + b[len(b) // 2 :] for a in said for b in [rng.choice(said)]]
    assert share(mixed) < 0.03


def test_a_sentence_about_another_hero_is_not_consistent():
    rules = judge.the_grammar()
    who = judge.world.CHARACTERS["Pip"]
    sentence = judge.sentences(f"Deep down, he hoped {who.wish}, but that could wait.")[0]
    assert rules.parses(sentence)
    assert rules.parses(sentence, judge.facts_about("Pip"))
    other = next(c for c in judge.world.CHARACTERS.values() if c.she and c.wish != who.wish)
    wrong = judge.sentences(f"Deep down, he hoped {other.wish}, but that could wait.")[0]
    assert rules.parses(wrong)
    assert not rules.parses(wrong, judge.facts_about("Pip"))
    assert not rules.parses(sentence, judge.facts_about(other.name))


def test_a_story_that_changes_its_hero_does_not_keep_it(told):
    story = next(s for s in told if judge.verdict(s).keeps_hero)
    hero = judge.verdict(story).hero
    other = next(name for name in judge.world.CHARACTERS if name not in story)
    first, dot, rest = story.partition(". ")
    assert not judge.verdict(first + dot + rest.replace(hero, other)).keeps_hero
    wrong_kind = story + f" Then came {hero} the walrus."
    assert not judge.verdict(wrong_kind).keeps_hero
    assert not judge.verdict("Nobody is named here.").keeps_hero


def test_the_command_line_prints_the_shares(told, tmp_path):
    path = tmp_path / "stories.txt"
    path.write_text(f"\n{judge.sample.END}\n".join([*told[:3], "Walrus the of is."]))
    out = subprocess.run(
        [sys.executable, DATA / "judge.py", path, "--broken"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert out.startswith("4 stories")
    assert "walrus the of is ." in out
