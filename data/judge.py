"""The grammar as a judge: how much of a text is the language of the sample stories?

    python data/judge.py STORIES.txt          # stories separated by <|endoftext|> lines

The tables that tell the stories are compiled into a recogniser, so nothing is judged by word lists
or by another model. A sentence *parses* if some entry of the tables derives it, with any filler of
the right kind in each slot. It is *consistent* if it still parses when every slot of the hero and
the hero's friend (names, pronouns, home, likes, hobby, fear, treasure, ...) takes only what
`world.py` says about the hero that this very story opened with.

Quotation marks are left out of the parse (whether they close is counted for itself), so that
`"Is it far?" asked Pip.` is two sentences. Case and "a" or "an" are not judged.
"""

import argparse
import dataclasses
import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType


def _script() -> ModuleType:
    """`make_sample.py`, however this file itself was loaded."""
    name = "_tinylm_make_sample"
    if name not in sys.modules:
        path = Path(__file__).resolve().parent / "make_sample.py"
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses look their module up
        spec.loader.exec_module(module)
    return sys.modules[name]


sample = _script()
world, grammar, phrases = sample.world, sample.grammar, sample.phrases
STOPS = frozenset(".!?")
_NAMES = sorted(world.CHARACTERS, key=len, reverse=True)
_NAME = re.compile(r"\b(" + "|".join(re.escape(name) for name in _NAMES) + r")(?![a-z])")
_TOKEN = re.compile(r"'s\b|[a-z@]+(?:['-](?!s\b)[a-z@]+)*|[0-9]+|[^\s\w\"]")


def name_token(name: str) -> str:
    """One token for a name, however many words it has: "Mrs. Crumpet" is `mrs@crumpet`."""
    return re.sub(r"[^a-z]+", "@", name.lower())


_BY_TOKEN = {name_token(name): name for name in world.CHARACTERS}


def tokens(text: str) -> list[str]:
    """Words in small letters and marks; names as one token, "an" as "a", no quotation marks.

    Words that may stand for each other (`wording.py`) are read as one.
    """
    text = sample.wording.plain(_NAME.sub(lambda match: name_token(match[1]), text))
    found = _TOKEN.findall(text)
    return ["a" if token == "an" else token for token in found]


def sentences(text: str) -> list[list[str]]:
    """The sentences of a text as tokens, each ending with its mark (the last may have none)."""
    found: list[list[str]] = [[]]
    for token in tokens(text):
        if token in ",.!?" and not found[-1]:  # what stands between two sentences: `"Now!", he`
            continue
        found[-1].append(token)
        if token in STOPS:
            found.append([])
    return [sentence for sentence in found if sentence]


# ---------------------------------------------------------------------------------- the grammar

Edge = tuple[str, str, int]  # ("word", w, to) | ("call", key, to) | ("skip", "", to)


class Grammar:
    """A recogniser made of the tables: a graph of words and calls, entered at sentence starts."""

    def __init__(self) -> None:
        teller = sample.Teller(0)
        self.common: dict = dict(teller.common)
        for rules in teller.seasons.values():
            for key, entries in rules.items():
                self.common[key] = (*self.common.get(key, ()), *entries)
        self.scopes: dict[str, dict] = {"": self.common}
        self.facts = all_facts()
        for plot in teller.plots:
            variants = [variant.rules for variant in plot.variants] or [{}]
            for number, rules in enumerate(variants):
                self.scopes[f"{plot.name}/{number}"] = plot.rules | rules
        self.edges: list[list[Edge]] = []
        self.stops: set[int] = set()  # states just after . ! or ?
        self.starts: set[int] = set()
        self.calls: dict[str, tuple[int, int]] = {}  # rule -> (first state, last state)
        self._sentential: dict[str, bool] = {}
        self._compile()
        self._reachable: dict[str, list[int]] = self._index()

    # -- building ------------------------------------------------------------------------------

    def _state(self) -> int:
        self.edges.append([])
        return len(self.edges) - 1

    def _resolve(self, scope: str, key: str) -> str:
        """The full name of a rule or fact seen from a scope: "scope:key", ":key" or "fact:key"."""
        if scope and key in self.scopes[scope]:
            return f"{scope}:{key}"
        if key in self.common:
            return f":{key}"
        if key in self.facts:
            return f"fact:{key}"
        if scope:  # a name that some sentence of this scope remembers with [name=key]
            for rules in (self.scopes[scope], self.common):
                for entries in rules.values():
                    for entry in entries:
                        if found := re.search(rf"\[{re.escape(key)}=([\w.]+)\]", entry):
                            return self._resolve(scope, found[1][0].lower() + found[1][1:])
        else:
            for other in self.scopes:
                if other and key in self.scopes[other]:
                    return f"{other}:{key}"
            for entries in self.common.values():
                for entry in entries:
                    if found := re.search(rf"\[{re.escape(key)}=([\w.]+)\]", entry):
                        return self._resolve("", found[1][0].lower() + found[1][1:])
        raise KeyError(f"[{key}] in {scope or 'the common tables'}")

    def _entries(self, full: str) -> tuple[str, ...]:
        scope, _, key = full.rpartition(":")
        return self.scopes[scope][key]

    def _is_sentential(self, full: str) -> bool:
        """Whether a rule's texts are whole sentences, which are then judged one by one."""
        if full.startswith("fact:"):
            return False
        if full not in self._sentential:
            self._sentential[full] = False
            scope = full.rpartition(":")[0]
            self._sentential[full] = all(
                self._ends(grammar._parse(entry), scope) for entry in self._entries(full)
            )
        return self._sentential[full]

    def _ends(self, nodes: list, scope: str) -> bool:
        """Whether a text surely ends with . ! or ?"""
        while nodes and isinstance(nodes[-1], str) and not nodes[-1].strip(' "'):
            nodes = nodes[:-1]
        if not nodes:
            return False
        last = nodes[-1]
        if isinstance(last, str):
            return last.rstrip(' "')[-1] in STOPS
        if last[0] == "choice":
            # An empty option leaves the end to what stands before it.
            return all(self._ends([*nodes[:-1], *option], scope) for option in last[1])
        return self._is_sentential(self._resolve(scope, last[2]))

    def _compile(self) -> None:
        for scope, rules in self.scopes.items():
            for key in rules:
                if self._is_sentential(f"{scope}:{key}"):
                    for entry in rules[key]:
                        first = self._state()
                        self.starts.add(first)
                        self._chain(grammar._parse(entry), scope, {first})
        self.starts |= self.stops

    def _chain(self, nodes: list, scope: str, at: set[int]) -> set[int]:
        """Adds a text after the states `at`; returns the states where it may end."""
        for node in nodes:
            if isinstance(node, str):
                for token in tokens(node):
                    at = self._word(token, at)
            elif node[0] == "choice":
                ends: set[int] = set()
                for option in node[1]:
                    ends |= self._chain(option, scope, at)
                at = ends
            else:
                full = self._resolve(scope, node[2])
                if self._is_sentential(full):  # judged for itself: stands between two sentences
                    state = self._state()
                    self.stops.add(state)
                    for one in at:
                        self.edges[one].append(("skip", "", state))
                    at = {state}
                else:
                    state = self._state()
                    for one in at:
                        self.edges[one].append(("call", full, state))
                    self._call(full)
                    at = {state}
        return at

    def _word(self, token: str, at: set[int]) -> set[int]:
        """One word or mark. After a stop, further marks are swallowed, as `tidy` does."""
        ended = {state for state in at if state in self.stops}
        if token in ",.!?" and ended:
            at = at - ended
            if not at:
                return ended
        state = self._state()
        for one in at:
            self.edges[one].append(("word", token, state))
        if token in STOPS:
            self.stops.add(state)
        return {state} | (ended if token in ",.!?" else set())

    def _call(self, full: str) -> None:
        """Compiles a rule that is used inside sentences, once."""
        if full in self.calls or full.startswith("fact:"):
            return
        first, last = self._state(), self._state()
        self.calls[full] = (first, last)
        scope = full.rpartition(":")[0]
        for entry in self._entries(full):
            for end in self._chain(grammar._parse(entry), scope, {first}):
                self.edges[end].append(("skip", "", last))

    # -- matching ------------------------------------------------------------------------------

    def _first(self, state: int, seen: set[int]) -> set[str]:
        """The words that can come next from a state."""
        if state in seen:
            return set()
        seen.add(state)
        found: set[str] = set()
        for kind, what, to in self.edges[state]:
            if kind == "word":
                found.add(what)
            elif kind == "skip":
                found |= self._first(to, seen)
            elif what.startswith("fact:"):
                found |= {phrase[0] for phrase in self.facts[what[5:]] if phrase}
            else:
                found |= self._first(self.calls[what][0], seen)
        return found

    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for state in sorted(self.starts):
            for word in self._first(state, set()):
                index.setdefault(word, []).append(state)
        return index

    def parses(self, sentence: list[str], facts: dict | None = None) -> bool:
        """Whether some entry derives the sentence. `facts` narrows what slots may hold."""
        variants = [sentence]
        for at in range(len(sentence) - 2):  # "said he" became "he said" in `tidy`
            if sentence[at] in ("he", "she") and sentence[at + 2] in (",", ".", ";", ":"):
                swapped = [sentence[at + 1], sentence[at]]
                variants.append([*sentence[:at], *swapped, *sentence[at + 2 :]])
        variants += sample.wording.readings(sentence)
        return any(_Match(self, one, facts or self.facts).whole() for one in variants)


class _Match:
    """One sentence against the graph, each call at each place tried once."""

    def __init__(self, rules: Grammar, sentence: list[str], facts: dict) -> None:
        self.rules, self.words, self.facts = rules, sentence, facts
        self.called: dict[tuple[str, int], frozenset[int]] = {}

    def whole(self) -> bool:
        starts = self.rules._reachable.get(self.words[0], ())
        here = {(state, 0) for state in starts}
        ends = self._run(here)
        length = len(self.words)
        return any(at == length and state in self.rules.stops for state, at in ends)

    def _run(self, todo: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """All (state, place) that can be reached."""
        reached = set(todo)
        todo = set(todo)
        while todo:
            state, at = todo.pop()
            for kind, what, to in self.rules.edges[state]:
                if kind == "word":
                    places = (at + 1,) if at < len(self.words) and self.words[at] == what else ()
                elif kind == "skip":
                    # Past the first word a sentence does not run on into another one.
                    places = (at,)
                elif what.startswith("fact:"):
                    places = self._fact(what[5:], at)
                else:
                    places = self._rule(what, at)
                for place in places:
                    pair = (to, place)
                    if pair not in reached:
                        reached.add(pair)
                        todo.add(pair)
        return reached

    def _rule(self, full: str, at: int) -> frozenset[int]:
        known = self.called.get((full, at))
        if known is None:
            first, last = self.rules.calls[full]
            ends = self._run({(first, at)})
            known = frozenset(place for state, place in ends if state == last)
            self.called[full, at] = known
        return known

    def _fact(self, key: str, at: int) -> list[int]:
        words = self.words
        return [
            at + len(phrase)
            for phrase in self.facts.get(key, ())
            if words[at : at + len(phrase)] == list(phrase)
        ]


Facts = dict[str, set[tuple[str, ...]]]


def _phrases(value: str | tuple[str, ...]) -> set[tuple[str, ...]]:
    """Every text of a fact as tokens ("[colour]" in a fact is spelled out)."""
    texts = (value,) if isinstance(value, str) else value
    found = set()
    for text in texts:
        options = [text]
        if "[colour]" in text:
            colours = grammar.parse_rules(phrases.TABLE)["colour"]
            options = [text.replace("[colour]", colour) for colour in colours]
        found |= {tuple(tokens(option)) for option in options}
    return found


def _person(letter: str, who: "world.Character") -> Facts:
    facts = {key: _phrases(value) for key, value in sample.person_facts(letter, who).items()}
    facts[letter] = {tuple(tokens(text)) for text in (who.name, sample.introduced(who))}
    he = "he" if letter == "h" else f"{letter}.he"
    facts[he] = {("she" if who.she else "he",)} | facts[letter]
    for prefix in ("h", "f", "k"):
        if prefix == letter:
            for winter in (False, True):
                place = sample.place_facts(prefix, world.PLACES[who.place], winter)
                for key in (f"{prefix}.sight", f"{prefix}.spot"):
                    facts.setdefault(key, set()).update(_phrases(place[key]))
    return facts


def _merge(facts: Facts, more: Facts) -> None:
    for key, values in more.items():
        facts.setdefault(key, set()).update(values)


@cache
def all_facts() -> Facts:
    """Everything that any slot may hold, whoever the story is about."""
    facts: Facts = {}
    for who in world.CHARACTERS.values():
        for letter in ("h", "f", "k"):
            _merge(facts, _person(letter, who))
        _merge(facts, {"someone": {tuple(tokens(sample.introduced(who)))}})
    for place in world.PLACES.values():
        for prefix in ("p2", "p3", "p4", "s"):
            for key, value in sample.place_facts(prefix, place, False).items():
                _merge(facts, {key: _phrases(value)})
    _merge(facts, {"season": {(season,) for season in phrases.SEASONS}})
    return facts


@cache
def facts_about(hero: str) -> Facts:
    """What the slots may hold in a story about this hero: its own facts and its friend's."""
    who = world.CHARACTERS[hero]
    return all_facts() | _person("h", who) | _person("f", world.CHARACTERS[who.friend])


@cache
def the_grammar() -> Grammar:
    """The tables, compiled once (a few seconds)."""
    return Grammar()


# ---------------------------------------------------------------------------------- the verdict


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What the grammar says about one story."""

    hero: str | None  # whom the story names first
    sentences: int
    parsed: int  # sentences that some entry of the tables derives
    consistent: int  # of these: with the names, pronouns and facts of this hero and its friend
    keeps_hero: bool  # see `keeps_hero`
    quotes_close: bool  # in every paragraph
    broken: tuple[str, ...]  # the sentences that do not parse


def keeps_hero(text: str, hero: str) -> bool:
    """Whether the hero is still there in the second half, and nobody has taken its place.

    That is: some sentence of the second half names the hero, nobody is named more often in the
    story, and the hero is never called another animal or a dweller of another place.
    """
    said = sentences(text)
    token = name_token(hero)
    later = said[len(said) // 2 :]
    names = Counter(_NAME.findall(text))
    kinds = re.findall(rf"{re.escape(hero)} the ([a-z]+)", text)
    return (
        any(token in sentence for sentence in later)
        and names[hero] == max(names.values())
        and all(kind == world.CHARACTERS[hero].noun for kind in kinds)
    )


def verdict(text: str) -> Verdict:
    """The judgement of one story."""
    rules = the_grammar()
    found = _NAME.search(text)
    hero = found[1] if found else None
    said = sentences(text)
    good = [sentence for sentence in said if rules.parses(sentence)]
    facts = facts_about(hero) if hero else None
    return Verdict(
        hero=hero,
        sentences=len(said),
        parsed=len(good),
        consistent=sum(rules.parses(sentence, facts) for sentence in good) if hero else 0,
        keeps_hero=hero is not None and keeps_hero(text, hero),
        quotes_close=all(line.count('"') % 2 == 0 for line in text.split("\n")),
        broken=tuple(" ".join(sentence) for sentence in said if sentence not in good),
    )


@dataclasses.dataclass(frozen=True)
class Summary:
    """Shares between 0 and 1 over many stories."""

    stories: int
    sentences: int
    parsed: float  # of the sentences
    consistent: float  # of the sentences that parse
    keeps_hero: float  # of the stories
    quotes_close: float  # of the stories

    def __str__(self) -> str:
        return (
            f"{self.stories} stories, {self.sentences} sentences: {self.parsed:.1%} parse, "
            f"{self.consistent:.1%} of these keep names, pronouns and facts; "
            f"{self.keeps_hero:.1%} of the stories keep their hero, "
            f"in {self.quotes_close:.1%} all quotations close"
        )


def summarise(verdicts: Iterable[Verdict]) -> Summary:
    verdicts = list(verdicts)
    count = sum(one.sentences for one in verdicts)
    parsed = sum(one.parsed for one in verdicts)
    many = max(1, len(verdicts))
    return Summary(
        stories=len(verdicts),
        sentences=count,
        parsed=parsed / max(1, count),
        consistent=sum(one.consistent for one in verdicts) / max(1, parsed),
        keeps_hero=sum(one.keeps_hero for one in verdicts) / many,
        quotes_close=sum(one.quotes_close for one in verdicts) / many,
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Judge stories by the grammar of the sample.")
    parser.add_argument(
        "stories", type=Path, help=f"a text file, stories separated by {sample.END}"
    )
    parser.add_argument("--broken", action="store_true", help="print what does not parse")
    options = parser.parse_args()
    texts = options.stories.read_text(encoding="utf-8").split(sample.END)
    verdicts = [verdict(text.strip()) for text in texts if text.strip()]
    print(summarise(verdicts))
    if options.broken:
        for one in verdicts:
            for sentence in one.broken:
                print("  ", sentence)


if __name__ == "__main__":
    main()
