"""Writes the sample corpus of the project: stories and conversations about one invented world.

    python data/make_sample.py [--seed N] [--out DIR] [--report]

The same seed gives the same bytes. Everything is put together from the tables beside this file:
the facts (`world.py`), sentences for every story (`phrases.py`), plots (`plots.py` and
`more_plots.py`, `short_plots.py`) and conversations (`talk.py`). `grammar.py` holds the engine.
"""

import argparse
import gzip
import importlib.util
import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
END = "<|endoftext|>"
STORIES_BYTES = 7_650_000  # stop after the story that passes this size
SHORTEST, LONGEST = 60, 185  # words of a story: one fits into 256 tokens
WINDOW = 13  # words; repeated windows of this length are what makes a corpus dull
NAMING = 1.0  # of the sentences that say only "he" or "she" say the hero's name instead
OTHER_WORDS = 0.3  # of the words that `wording.py` has others for
BRIEFEST = 3  # how often a story that came out too long is told again, shorter each time
TRIES = 24  # tellings of one beat, of which the freshest is kept


def _sibling(name: str) -> ModuleType:
    """The module in the file beside this one, however this file itself was loaded."""
    full = f"_tinylm_sample_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, HERE / f"{name}.py")
        if spec is None or spec.loader is None:
            raise ImportError(f"cannot load {HERE / name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


world = _sibling("world")
grammar = _sibling("grammar")
phrases = _sibling("phrases")
plots = _sibling("plots")
more_plots = _sibling("more_plots")
short_plots = _sibling("short_plots")
talk = _sibling("talk")
wording = _sibling("wording")


@dataclass
class Variant:
    """One variant of a plot; an empty `seasons` means that it fits all of them."""

    seasons: tuple[str, ...]
    only: tuple[str, ...]  # conditions on the hero, such as "fear=the dark"
    rules: dict[str, tuple[str, ...]]


@dataclass
class Plot:
    """A kind of story: its beats in order, its sentences, and its variants."""

    name: str
    away: bool  # told at another place than the hero's own
    seasons: tuple[str, ...]  # when it can happen; empty for always
    beats: tuple[str, ...]
    rules: dict[str, tuple[str, ...]]
    variants: list[Variant] = field(default_factory=list)


def read_plots(text: str) -> list[Plot]:
    """The plots of one table (see `plots.py` for what a table looks like)."""
    found = []
    for part in re.split(r"^@ ", text, flags=re.M)[1:]:
        main, *others = re.split(r"^@@ ", part, flags=re.M)
        head, order, body = main.split("\n", 2)
        name, *flags = head.split()
        beats = tuple(order.removeprefix(":").split())
        seasons = tuple(flag for flag in flags if flag != "away")
        plot = Plot(name, "away" in flags, seasons, beats, grammar.parse_rules(body))
        for other in others:
            head, body = other.split("\n", 1)
            words = re.findall(r"\w+=\([^)]*\)|\w+=[\w ]+|\w+", head)[1:]
            plot.variants.append(
                Variant(
                    tuple(word for word in words if "=" not in word),
                    tuple(word for word in words if "=" in word),
                    grammar.parse_rules(body),
                )
            )
        found.append(plot)
    return found


def _fits(who: "world.Character", conditions: tuple[str, ...]) -> bool:
    """Whether the hero meets every condition, such as "fear=(the dark/thunder)"."""
    for condition in conditions:
        name, _, values = condition.partition("=")
        if getattr(who, name) not in values.strip("()").split("/"):
            return False
    return True


def describe(who: "world.Character") -> str:
    """The character in a few words: "a shy little hedgehog"."""
    if who.size in ("little", "young", "old"):
        return f"a {who.trait} {who.size} {who.noun}"
    return f"a {who.size}, {who.trait} {who.noun}"


def descriptions(who: "world.Character") -> tuple[str, ...]:
    """The character in more or fewer words: "a shy little hedgehog", "a shy hedgehog"."""
    own = [describe(who), f"a {who.trait} {who.noun}"]
    if who.size:
        own.append(f"a {who.size} {who.noun}")
    return tuple(dict.fromkeys(own))


def homes(who: "world.Character") -> tuple[str, ...]:
    """Where it lives, with and without the particulars: "a leafy hollow under an oak"."""
    short = re.split(
        r" (?:under|beneath|below|beside|behind|above|at|in|on|by|with|of|half|"
        r"pulled|full|over|near|inside|between|among|upon|from)\b",
        who.home,
    )[0]
    return tuple(dict.fromkeys((who.home, short)))


def place_facts(prefix: str, place: "world.Place", winter: bool) -> dict:
    """What a story may say about a place, with no summer sights in winter."""
    sights = tuple(
        sight
        for sight in place.sights
        if not (winter and any(word in sight for word in phrases.WARM_WORDS))
    )
    return {
        prefix: place.name,
        f"{prefix}.at": place.at,
        f"{prefix}.sight": sights or place.sights,
        f"{prefix}.spot": place.spots,
    }


def person_facts(letter: str, who: "world.Character") -> dict:
    """What a story may say about one of its characters; the hero's keys have no prefix."""
    dot = "" if letter == "h" else f"{letter}."
    kind = "" if who.noun in world.GROWN_UPS else who.noun
    subject = f"<{letter}.he>"  # "he" or the name, as `put_names` decides
    words = (subject, "her", "her", "herself") if who.she else (subject, "him", "his", "himself")
    hands = world.HANDS.get(who.noun, "paws")
    soft = who.treasure.split()[-1] in world.SOFT
    facts = dict(zip(("he", "him", "his", "himself"), words, strict=True))
    facts |= {
        "noun": who.noun,
        "trait": who.trait,
        "desc": descriptions(who),
        "home": homes(who) if letter == "h" else re.sub(r"^an? ", "the ", who.home),
        "likes": who.likes,
        "hobby": who.hobby,
        "fear": who.fear,
        "wish": who.wish,
        "treasure": who.treasure,
        "damage": ("a tear", "a rip", "a hole") if soft else ("a crack", "a dent", "a split"),
        "damaged": (
            ("was torn in two", "had a long tear")
            if soft
            else ("was broken in two", "had a big crack", "lay broken")
        ),
        "mending": (
            "a needle and [colour] thread"
            if soft
            else ("a drop of strong glue", "two small nails", "a thin wire")
        ),
        "went": tuple(world.GAITS[kind].split()),
        "hands": hands,
        "hand": "hoof" if hands == "hooves" else hands[:-1],
        "at": world.PLACES[who.place].at,
        "pl": world.PLACES[who.place].name,
    }
    return {
        letter: f"<{letter}>",
        f"{letter}.name": who.name,
        **{dot + key: value for key, value in facts.items()},
    }


def introduced(who: "world.Character") -> str:
    """How a story names a character that it has not named before."""
    if who.noun in ("girl", "boy"):
        return f"{who.name} from {world.PLACES[who.place].name}"
    return f"{who.name} the {who.noun}"


def put_names(text: str, cast: dict[str, "world.Character"], rng: random.Random) -> str:
    """The story with names for its marks, saying who someone is at the first mention.

    A mark for "he" becomes the name where its sentence has no name of that character yet, most of
    the time: as in stories that are told aloud, nobody is forgotten.
    """
    known = {"h"}
    out: list[str] = []
    inside = False  # of spoken words, where nobody says "the mole"
    named: set[str] = set()  # in this sentence
    met: set[str] = set()  # in this story
    parts = re.split(r"<([a-zA-Z.]+)>", text)
    for index, part in enumerate(parts):
        if index % 2 == 0:
            inside ^= part.count('"') % 2 == 1
            if "\n" in part:
                inside = part.rpartition("\n")[2].count('"') % 2 == 1
            if re.search(r"[.!?\n]", part):
                named = set()
            out.append(part)
            continue
        letter, _, pronoun = part.partition(".")
        if pronoun:
            ahead = re.split(
                r"[.!?\n]",
                "".join(
                    f"<{p}>" if i % 2 else p for i, p in enumerate(parts[index + 1 :], index + 1)
                ),
                maxsplit=1,
            )[0]
            may = letter in met and letter not in named and f"<{letter}>" not in ahead
            if may and not inside and rng.random() < NAMING:
                out.append(cast[letter].name)
                named.add(letter)
            else:
                word = "she" if cast[letter].she else "he"
                out.append(word.capitalize() if pronoun == "He" else word)
            continue
        named.add(letter)
        met.add(letter)
        if letter in known or inside or parts[index + 1].startswith("'"):
            out.append(cast[letter].name)
        else:
            known.add(letter)
            out.append(introduced(cast[letter]))
    return "".join(out)


class Teller:
    """Tells stories, and remembers every run of words so as not to repeat it."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.seen: set[str] = set()  # only asked "is it in?", never walked through
        self.plots = [
            plot for table in (plots, more_plots, short_plots) for plot in read_plots(table.TABLE)
        ]
        self.common = grammar.parse_rules(phrases.TABLE)
        self.seasons = {name: grammar.parse_rules(table) for name, table in phrases.SEASONS.items()}
        self.heroes: list[str] = []
        self.order: list[Plot] = []

    def story(self) -> str:
        """One new story."""
        while not (text := self._attempt()):
            pass
        return text

    def _next(self, bag: list, source: list) -> object:
        """The next of a shuffled deck, so that each has its turn before any comes again."""
        if not bag:
            bag.extend(source)
            self.rng.shuffle(bag)
        return bag.pop()

    def _attempt(self) -> str:
        """A story, or nothing if it came out too short, too long or without its hero."""
        rng = self.rng
        plot = self._next(self.order, self.plots)
        season = rng.choice(plot.seasons or sorted(self.seasons))
        hero = world.CHARACTERS[self._next(self.heroes, sorted(world.CHARACTERS))]
        rules = dict(plot.rules)
        if plot.variants:
            fitting = [one for one in plot.variants if not one.seasons or season in one.seasons]
            variant = rng.choice(fitting)
            rules |= variant.rules
            if variant.only:
                hero = world.CHARACTERS[
                    rng.choice(
                        [
                            name
                            for name in sorted(world.CHARACTERS)
                            if _fits(world.CHARACTERS[name], variant.only)
                        ]
                    )
                ]
        friend = world.CHARACTERS[hero.friend]
        others = [name for name in sorted(world.CHARACTERS) if name not in (hero.name, friend.name)]
        rng.shuffle(others)
        cast = {"h": hero, "f": friend, "k": world.CHARACTERS[others[0]]}
        facts = self.common | self.seasons[season] | rules
        for letter, who in cast.items():
            facts |= person_facts(letter, who)
        winter = season == "winter"
        stages = [name for name in sorted(world.PLACES) if name != hero.place]
        rng.shuffle(stages)
        scene = stages[3] if plot.away else hero.place
        for prefix, name in zip(("p2", "p3", "p4", "s"), (*stages[:3], scene), strict=True):
            facts |= place_facts(prefix, world.PLACES[name], winter)
        for prefix, who in (("h", hero), ("f", friend), ("k", cast["k"])):
            sights = place_facts(prefix, world.PLACES[who.place], winter)
            facts |= {
                f"{prefix}.sight": sights[f"{prefix}.sight"],
                f"{prefix}.spot": sights[f"{prefix}.spot"],
            }
        facts["someone"] = tuple(introduced(world.CHARACTERS[name]) for name in others[1:9])
        facts["season"] = season
        for brevity in range(BRIEFEST + 1):
            if story := self._tell(plot, facts, cast, brevity):
                return story
        return ""

    def _tell(
        self, plot: Plot, facts: dict, cast: dict[str, "world.Character"], brevity: int
    ) -> str:
        """The beats of a plot, one after the other, each in the freshest of several tellings.

        The greater the `brevity`, the fewer the beats that may be left out and the more a short
        telling is preferred. Nothing if the story came out too short, too long or without its hero.
        """
        speaker = grammar.Speaker(facts, self.rng)
        paragraphs: list[list[str]] = [[]]
        last: list[str] = []  # the last words told so far
        fresh: list[str] = []
        for beat in plot.beats:
            if beat == "/":
                paragraphs.append([])
                continue
            if beat.endswith("?") and self.rng.random() < 0.5 + 0.25 * brevity:
                continue
            start = speaker.state()
            best: tuple[float, str, tuple, list[str], list[str]] | None = None
            for _ in range(TRIES):
                speaker.restore(start)
                text = speaker.say(f"[{beat.rstrip('?')}]")
                words = last + self._words(text, cast)
                windows = [
                    " ".join(words[at : at + WINDOW]) for at in range(len(words) - WINDOW + 1)
                ]
                stale = sum(window in self.seen for window in windows)
                score = stale + brevity * len(words) / 4
                if best is None or score < best[0]:
                    best = (score, text, speaker.state(), words[-(WINDOW - 1) :], windows)
                if not score:
                    break
            _, text, state, last, windows = best
            speaker.restore(state)
            fresh.extend(windows)
            paragraphs[-1].append(text)
        story = "\n".join(" ".join(part) for part in paragraphs if part)
        story = grammar.tidy(put_names(story, cast, self.rng))
        story = grammar.tidy(wording.vary(story, self.rng, OTHER_WORDS))
        named_again = cast["h"].name in story.partition("\n")[2]
        if not named_again or not SHORTEST <= len(story.split()) <= LONGEST:
            return ""
        self.seen.update(fresh)
        return story

    @staticmethod
    def _words(text: str, cast: dict[str, "world.Character"]) -> list[str]:
        """The words of a text that still has marks for names, in small letters."""
        named = re.sub(r"<\w\.[Hh]e>", "he", text)
        named = re.sub(r"<(\w)>", lambda match: cast[match[1]].name, named)
        return re.findall(r"[a-z']+", named.lower())


def make_stories(seed: int) -> list[str]:
    """The stories, each one text with its paragraphs on lines of their own."""
    teller = Teller(seed)
    told: list[str] = []
    known: set[str] = set()
    size = 0
    while size < STORIES_BYTES:
        story = teller.story()
        if story not in known:
            known.add(story)
            told.append(story)
            size += len(story.encode()) + len(END) + 2
    return told


def make_chats(seed: int) -> list[dict]:
    """The conversations, as records with an id and a list of turns."""
    return talk.make_chats(random.Random(seed + 1), world, grammar, describe, introduced)


def write(folder: Path, seed: int) -> None:
    """Write the four files of the corpus into a folder (the stories in two halves)."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stories, chats = make_stories(seed), make_chats(seed)
    lines = [json.dumps(record, ensure_ascii=False) for record in chats]
    blocks = [
        "\n".join(f"<{turn['role']}> {turn['text']}" for turn in record["conversation"])
        for record in chats
    ]
    half = len(stories) // 2
    for name, text in (
        ("sample_stories.txt", "".join(f"{story}\n{END}\n" for story in stories[:half])),
        ("sample_stories_2.txt", "".join(f"{story}\n{END}\n" for story in stories[half:])),
        ("sample_chats.json", "[\n" + ",\n".join(lines) + "\n]\n"),
        ("sample_chats.txt", "\n\n".join(blocks) + "\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def report(stories: list[str], chats: list[dict]) -> str:
    """The figures that tell how rich the corpus is."""
    raw = "".join(f"{story}\n{END}\n" for story in stories).encode()
    types: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    windows = repeats = 0
    for story in stories:
        words = re.findall(r"[a-z']+", story.lower())
        types.update(words)
        for at in range(len(words) - WINDOW + 1):
            window = tuple(words[at : at + WINDOW])
            windows += 1
            repeats += window in seen
            seen.add(window)
    lengths = sorted(len(story.split()) for story in stories)
    turns = [turn for record in chats for turn in record["conversation"]]
    answers = Counter(turn["text"] for turn in turns if turn["role"] == "assistant")
    return "\n".join(
        (
            f"stories                 {len(stories)} ({len(raw) / 1e6:.2f} MB)",
            f"duplicate stories       {len(stories) - len(set(stories))}",
            f"words per story         {lengths[0]} to {lengths[-1]}, "
            f"median {lengths[len(lengths) // 2]}",
            f"distinct words          {len(types)}",
            f"repeated {WINDOW}-word runs   {100 * repeats / max(windows, 1):.2f} %",
            f"gzip ratio              {len(gzip.compress(raw, 9)) / len(raw):.3f}",
            f"conversations           {len(chats)} ({len(turns)} turns)",
            f"distinct answers        {len(answers)} of {sum(answers.values())}",
        )
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write the sample corpus.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the files")
    parser.add_argument(
        "--report", action="store_true", help="print figures about the corpus and write nothing"
    )
    options = parser.parse_args()
    if options.report:
        print(report(make_stories(options.seed), make_chats(options.seed)))
    else:
        write(options.out, options.seed)


if __name__ == "__main__":
    main()
