"""A small text grammar: tables of sentences with choices, and the engine that speaks them.

In a sentence `{a|b|}` is a choice, `[key]` is replaced by a rule or a fact, `[Key]` does the same
with a capital letter, and `[x=key]` also remembers the text, so that a later `[x]` repeats it.
"""

import random
import re
from collections.abc import Mapping

Rules = dict[str, tuple[str, ...]]
Node = str | tuple  # text, ("ref", name, key, capital) or ("choice", [[Node, ...], ...])

_CACHE: dict[str, list[Node]] = {}


def parse_rules(text: str) -> Rules:
    """Rules from a table: `= key` and `- sentence` lines, or `~ key: a; b; c` for words.

    A line that starts with a space continues the line above it.
    """
    rules: dict[str, list[str]] = {}
    key = ""
    text = re.sub(r"(?<=[{|])\n +", "", text)
    for line in re.sub(r"\n +", " ", text).split("\n"):
        mark, _, rest = line.strip().partition(" ")
        if mark == "=":
            key = rest
            rules[key] = []
        elif mark == "-":
            rules[key].append(rest)
        elif mark == "~":
            key, _, words = rest.partition(":")
            rules[key] = [word.strip() for word in words.split(";")]
        elif line.strip():
            raise ValueError(f"not a rule: {line!r}")
    return {name: tuple(entries) for name, entries in rules.items()}


def _parse(text: str) -> list[Node]:
    """The nodes of one sentence (parsed once, then remembered)."""
    if text not in _CACHE:
        nodes, end = _parse_until(text, 0, "")
        if end != len(text):
            raise ValueError(f"unbalanced sentence: {text!r}")
        _CACHE[text] = nodes
    return _CACHE[text]


def _parse_until(text: str, at: int, stops: str) -> tuple[list[Node], int]:
    """Nodes from `at` up to the first of `stops` (or the end), and where that is."""
    nodes: list[Node] = []
    while at < len(text) and text[at] not in stops:
        if text[at] == "{":
            options = []
            while text[at] != "}":
                option, at = _parse_until(text, at + 1, "|}")
                options.append(option)
            nodes.append(("choice", options))
            at += 1
        elif text[at] == "[":
            end = text.index("]", at)
            name, _, key = text[at + 1 : end].rpartition("=")
            nodes.append(("ref", name, key[0].lower() + key[1:], key[0].isupper()))
            at = end + 1
        elif text[at] in "}]":
            raise ValueError(f"unbalanced sentence: {text!r}")
        else:
            end = re.compile(r"[{}\[\]|]|$").search(text, at).start()
            if end == at:  # a lone bar outside a choice
                raise ValueError(f"unbalanced sentence: {text!r}")
            nodes.append(text[at:end])
            at = end
    return nodes, at


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


class Speaker:
    """Turns sentences into text with the facts of one story, and avoids saying a thing twice."""

    def __init__(self, facts: Mapping[str, str | tuple[str, ...]], rng: random.Random) -> None:
        self.facts = dict(facts)
        self.used: dict[tuple[str, ...], tuple[int, ...]] = {}
        self.rng = rng

    def state(self) -> tuple[dict, dict]:
        """What to hand to `restore` to unsay all that is said from here on."""
        return dict(self.facts), dict(self.used)

    def restore(self, state: tuple[dict, dict]) -> None:
        """Go back to an earlier state."""
        self.facts, self.used = dict(state[0]), dict(state[1])

    def pick(self, options: tuple[str, ...]) -> str:
        """One of the options, preferring those that this story has not used."""
        used = self.used.get(options, ())
        if len(used) >= len(options):
            used = ()
        while True:
            index = int(self.rng.random() * len(options))
            if index not in used:
                self.used[options] = (*used, index)
                return options[index]

    def say(self, sentence: str) -> str:
        """The sentence with every choice made."""
        return self._say(_parse(sentence))

    def _say(self, nodes: list[Node]) -> str:
        out = []
        for node in nodes:
            if isinstance(node, str):
                out.append(node)
            elif node[0] == "choice":
                out.append(self._say(node[1][int(self.rng.random() * len(node[1]))]))
            else:
                _, name, key, upper = node
                value = self.facts[key]
                text = self.say(value if isinstance(value, str) else self.pick(value))
                if name:
                    self.facts[name] = text
                out.append(capital(text) if upper else text)
        return "".join(out)


def tidy(text: str) -> str:
    """Spacing, capitals at the start of sentences, and "an" before a vowel."""
    text = re.sub(r" +", " ", text).strip()
    text = re.sub(r" ?\n ?", "\n", text)
    text = re.sub(r" ([,.!?])", r"\1", text)
    text = re.sub(
        r'(^"?|\n"?|[^."][.!?] "?|\." "?)([a-z])', lambda match: match[1] + match[2].upper(), text
    )
    text = re.sub(r"([.!?])[,.!?]+", r"\1", text)
    text = re.sub(r'(?<=" )([a-z]+) (he|she)\b(?=[,.;:])', r"\2 \1", text)
    text = re.sub(r"\b([Aa]) (?=[aeiouAEIOU](?!ne\b|se|ni))", r"\1n ", text)
    return text
