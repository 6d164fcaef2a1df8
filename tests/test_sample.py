"""The embedded corpus: it is what its script writes, and it does not contradict itself."""

import gzip
import importlib.util
import json
import random
import re
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
STORIES = ("sample_stories.txt", "sample_stories_2.txt")
NAMES = (*STORIES, "sample_chats.json", "sample_chats.txt")
END = "<|endoftext|>"


def _load():
    """The script as a module, from its file path."""
    spec = importlib.util.spec_from_file_location("make_sample_under_test", DATA / "make_sample.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


sample = _load()
WITHHELD_KINDS = ("home", "likes", "fear", "hobby", "treasure")
CHARACTERS = sample.world.CHARACTERS
PLACES = sample.world.PLACES


@pytest.fixture(scope="module")
def stories():
    """The committed stories."""
    text = "".join((DATA / name).read_text(encoding="utf-8") for name in STORIES)
    assert text.endswith(f"\n{END}\n")
    return text.removesuffix(f"\n{END}\n").split(f"\n{END}\n")


@pytest.fixture(scope="module")
def chats():
    """The committed conversations."""
    return json.loads((DATA / "sample_chats.json").read_text(encoding="utf-8"))


def _exchanges(chats):
    """Every question with its answer, with the questions asked before it."""
    for record in chats:
        turns = [turn for turn in record["conversation"] if turn["role"] != "system"]
        for question, answer in zip(turns[::2], turns[1::2], strict=True):
            yield question["text"], answer["text"]


@pytest.mark.slow
def test_files_are_what_the_script_writes(tmp_path):
    sample.write(tmp_path, 0)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_another_seed_gives_other_text():
    assert sample.make_chats(1)[:50] != sample.make_chats(0)[:50]
    assert sample.make_chats(1) == sample.make_chats(1)


def test_sizes():
    sizes = {name: (DATA / name).stat().st_size for name in NAMES}
    assert sum(sizes[name] for name in STORIES) >= 5_000_000
    assert all(size < 4_000_000 for size in sizes.values())  # files of a size that git likes
    assert sizes["sample_chats.json"] < 2_000_000
    assert sizes["sample_chats.txt"] < 2_000_000
    for name in NAMES:
        assert b"\r" not in (DATA / name).read_bytes()


def test_stories_have_the_layout_and_length(stories):
    assert len(set(stories)) == len(stories)
    for story in stories:
        assert 60 <= len(story.split()) <= 185
        assert all(line and line == line.strip() for line in story.split("\n"))
        assert END not in story


def test_stories_are_rich(stories):
    types, seen, windows, repeats = set(), set(), 0, 0
    for story in stories:
        words = re.findall(r"[a-z']+", story.lower())
        types.update(words)
        for at in range(len(words) - 12):
            window = " ".join(words[at : at + 13])
            windows += 1
            repeats += window in seen
            seen.add(window)
    assert len(types) >= 1500
    assert repeats <= 0.05 * windows
    raw = "".join(f"{story}\n{END}\n" for story in stories).encode()
    # Real TinyStories are packed to 0.300 of their size; text that repeats itself, to far less.
    assert len(gzip.compress(raw, 9)) / len(raw) == pytest.approx(0.300, rel=0.2)


def test_stories_are_well_formed(stories):
    wrong = re.compile(
        r"  | [,.!?;]|[,;:][,.!?;:]|[.!?][,.!?;:]|[\[\]{}<>|_]|\b[Aa] [aeio]|\b[Aa]n [bcdfgjklmnpqr"
        r"stvwxyz]|\b(the|a|an) (the|a|an|his|her)\b"
    )
    for story in stories:
        assert not wrong.search(story), story
        for line in story.split("\n"):
            assert line.count('"') % 2 == 0, line
            assert line[0] == '"' or line[0].isupper(), line
            assert line[-1] in '.!?"', line


def test_stories_name_only_known_characters_rightly(stories):
    """Whoever is called "Pip the ..." is the hedgehog that the table says."""
    nouns = sorted({who.noun for who in CHARACTERS.values()} - {"girl", "boy"})
    named = re.compile(
        rf"\b({'|'.join(map(re.escape, sorted(CHARACTERS)))}) the ({'|'.join(nouns)})\b"
    )
    found = 0
    for story in stories:
        for name, noun in named.findall(story):
            assert CHARACTERS[name].noun == noun
            found += 1
    assert found > 1000


def test_heroes_keep_their_names(stories):
    """Somebody named in the first paragraph of a story is still named in its later ones."""
    for story in stories:
        first, _, rest = story.partition("\n")
        heroes = [name for name in CHARACTERS if re.search(rf"\b{re.escape(name)}\b", first)]
        assert heroes, story
        assert any(re.search(rf"\b{re.escape(name)}\b", rest) for name in heroes), story


def test_conversations_take_turns(chats):
    assert len(chats) >= 2400
    assert [record["id"] for record in chats] == list(range(len(chats)))
    for record in chats:
        assert set(record) - {"part"} == {"id", "conversation"}
        assert record.get("part", "held-out") == "held-out"
        roles = [turn["role"] for turn in record["conversation"]]
        if roles[0] == "system":
            roles = roles[1:]
        assert 1 <= len(roles) // 2 <= 4
        assert roles == ["user", "assistant"] * (len(roles) // 2)
        for turn in record["conversation"]:
            assert set(turn) == {"role", "text"}
            assert turn["text"] == turn["text"].strip()
            assert "\n" not in turn["text"]
            if turn["role"] == "assistant":
                assert 5 <= len(turn["text"].split()) <= 70


@pytest.fixture(scope="module")
def parts(chats):
    """(learned from, held out): the sentences of users and of the assistant, in plain words."""
    said = ({"user": set(), "assistant": set()}, {"user": set(), "assistant": set()})
    for record in chats:
        for turn in record["conversation"]:
            if turn["role"] != "system":
                said["part" in record][turn["role"]].add(plain(turn["text"]))
    return said


def plain(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def test_no_question_and_no_answer_is_in_both_parts(chats, parts):
    learned, held_out = parts
    assert sum("part" in record for record in chats) >= 300
    for role in ("user", "assistant"):
        assert len(held_out[role]) >= 300
        assert not learned[role] & held_out[role]


def test_for_some_facts_only_the_held_out_part_asks(parts):
    learned, held_out = parts
    talker = sample.talk.Talker(
        None, sample.world, sample.grammar, sample.describe, sample.introduced
    )
    withheld = {kind: lambda who, kind=kind: getattr(who, kind) for kind in WITHHELD_KINDS}
    withheld["home"] = lambda who: PLACES[who.place].name
    asked = told = 0
    for kind, value in withheld.items():
        for name in (name for name in CHARACTERS if talker.withheld(name, kind)):
            talker.rng = random.Random(0)
            facts = talker.facts(name)
            questions = {
                plain(sample.grammar.Speaker(facts, talker.rng).say(f"[q.{kind}]"))
                for _ in range(200)
            }
            assert len(questions) >= 5
            assert not questions & learned["user"], (name, kind)
            asked += bool(questions & held_out["user"])
            words = [rf"\b{plain(part)}\b" for part in (name, value(CHARACTERS[name]))]
            assert any(all(re.search(w, t) for w in words) for t in learned["assistant"])
            told += 1
    assert told >= 15
    assert asked >= 5


def test_strangers_of_the_held_out_part_are_named_nowhere_else(stories, parts):
    learned, held_out = parts
    called = re.compile(r"called (\w+)(?: lives| shall| may| but|$)")
    names = {name for text in held_out["assistant"] for name in called.findall(text)}
    assert len(names) >= 5
    words = set(re.findall(r"\w+", " ".join([*stories, *learned["user"]]).lower()))
    assert not names & words


@pytest.mark.parametrize("words", ["tell me a story", "a story", "story please"])
def test_a_story_is_told_to_whoever_asks_for_any(chats, words):
    found = [answer for question, answer in _exchanges(chats) if plain(question) == words]
    assert found
    for answer in found:
        assert len(answer.split()) >= 25
        assert any(name in answer for name in CHARACTERS)


def test_who_accepts_an_offer_gets_what_was_offered(chats):
    checked = 0
    for record in chats:
        turns = [turn["text"] for turn in record["conversation"] if turn["role"] != "system"]
        for offer, said, answer in zip(turns[1::2], turns[2::2], turns[3::2], strict=False):
            found = re.search(
                r"(?:Shall|May) I tell you about ([A-Z][\w. ]+?)(?: instead)?\?$", offer
            )
            if found and found[1] in CHARACTERS and plain(said).startswith(("yes", "please do")):
                assert found[1] in answer
                checked += 1
    assert checked >= 15


def test_json_has_one_conversation_on_each_line(chats):
    lines = (DATA / "sample_chats.json").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == chats


def test_text_and_json_hold_the_same(chats):
    text = (DATA / "sample_chats.txt").read_text(encoding="utf-8")
    blocks = text.removesuffix("\n").split("\n\n")
    assert len(blocks) == len(chats)
    for block, record in zip(blocks, chats, strict=True):
        turns = [re.fullmatch(r"<(\w+)> (.+)", line).groups() for line in block.split("\n")]
        assert turns == [(turn["role"], turn["text"]) for turn in record["conversation"]]


def test_characters_and_places_fit_together():
    for name, who in CHARACTERS.items():
        assert name == who.name
        assert who.place in PLACES
        assert CHARACTERS[who.friend].friend == name, "friendship goes both ways"
        assert not set(sample.world.STRANGERS) & {name}
    assert {who.place for who in CHARACTERS.values()} == set(PLACES)
    treasures = [who.treasure for who in CHARACTERS.values()]
    likes = [who.likes for who in CHARACTERS.values()]
    homes = [who.home for who in CHARACTERS.values()]
    for facts in (treasures, likes, homes):
        assert len(set(facts)) == len(facts), "a question back needs one answer"


QUESTIONS = (
    (r"where does (.+) live", lambda who: PLACES[who.place].name),
    (r"where can i find (.+)", lambda who: PLACES[who.place].name),
    (r"what does (.+) like(?: best| most)?", lambda who: who.likes),
    (r"what is (.+)'s favourite (?:thing|food)", lambda who: who.likes),
    (r"who is (.+)'s (?:best )?friend", lambda who: who.friend),
    (r"what is (.+) (?:afraid|scared|frightened) of", lambda who: who.fear),
    (r"what is (.+)'s (?:treasure|greatest treasure|dearest thing)", lambda who: who.treasure),
    (r"what does (.+) (?:wish|wish for|want|dream of)", lambda who: who.wish),
    (r"how does (.+) spend the day", lambda who: who.hobby),
    (r"who (?:has|owns) an? (.+)", None),
)


@pytest.mark.parametrize(("pattern", "fact"), QUESTIONS)
def test_answers_name_the_right_fact(chats, pattern, fact):
    by_lower = {name.lower(): who for name, who in CHARACTERS.items()}
    owners = {who.treasure: who for who in CHARACTERS.values()}
    checked = 0
    for question, answer in _exchanges(chats):
        match = re.fullmatch(pattern, question.lower().rstrip("?.!"))
        if match is None:
            continue
        if fact is None:
            if match[1] not in owners:  # nobody has such a thing
                continue
            expected = owners[match[1]].name
        elif match[1] in by_lower:
            expected = fact(by_lower[match[1]])
        else:  # a pronoun, or somebody whom the valley does not know
            continue
        assert expected.lower() in answer.lower(), (question, answer)
        checked += 1
    assert checked >= 10


def test_pronouns_refer_back(chats):
    """ "Where does she live?" is about the one who was named last, who is a she."""
    checked = 0
    for record in chats:
        last = None
        turns = [turn for turn in record["conversation"] if turn["role"] != "system"]
        for question, answer in zip(turns[::2], turns[1::2], strict=True):
            named = [name for name in CHARACTERS if name.lower() in question["text"].lower()]
            match = re.search(r"where does (he|she) live", question["text"].lower())
            if match and last:
                assert CHARACTERS[last].she == (match[1] == "she")
                assert PLACES[CHARACTERS[last].place].name in answer["text"]
                checked += 1
            if len(named) == 1:
                last = named[0]
            elif match is None:
                answered = [name for name in CHARACTERS if name in answer["text"]]
                last = answered[0] if len(answered) == 1 else last
    assert checked >= 10


def test_strangers_are_not_known(chats):
    known = 0
    for question, answer in _exchanges(chats):
        for name in sample.world.STRANGERS:
            if re.search(rf"\b{name.lower()}\b", question.lower()):
                assert re.search(r"\b(no|not|don't|nobody)\b", answer.lower()), (question, answer)
                known += 1
    assert known >= 50


def test_report_tells_the_figures(chats):
    text = sample.report(["Pip ran home.", "Pip ran home."], chats[:5])
    assert "duplicate stories       1" in text
    assert "conversations           5" in text
