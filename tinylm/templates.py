"""How the turns of a conversation become one text: `encode_turns`, which training and talking use.

A template is what a checkpoint stores, a few plain values:

- `chat` (the default): `<bos>`, an optional `<system>` turn, then `<user>` text `<assistant>` text
  `<eos>` and so on; the names of these tokens, by what they mark.
- `instruction`: `### Instruction:` and `### Response:`, `<eos>` after every answer.
- `jinja`: a text in Jinja as Hugging Face has it, run in a sandbox (an extra, `tinylm[chat]`).

A control token that is spelled in a message stays the characters that it is made of.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import re
from collections.abc import Callable
from typing import Any

from .checks import check_template
from .tokenizer import Tokenizer

CHAT_TEMPLATE = dict(
    begin="<bos>", system="<system>", user="<user>", assistant="<assistant>", end="<eos>"
)
KINDS = ("instruction", "jinja")  # the chat template has no kind: so the first ones were stored
ASKS, SAYS = "### Instruction:\n", "### Response:\n"
# What `instruction` writes, for other programs; the text of a message is stripped there, too.
INSTRUCTION = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'system' %}{{ message['content'] | trim + '\n\n' }}"
    "{% elif message['role'] == 'user' %}"
    "{{ '### Instruction:\n' + message['content'] | trim + '\n\n' }}"
    "{% elif message['role'] == 'assistant' %}"
    "{{ '### Response:\n' + message['content'] | trim + eos_token }}"
    "{% else %}{{ raise_exception('a role must be system, user or assistant') }}{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}{{ '### Response:\n' }}{% endif %}"
).replace("\n", "\\n")
# Characters that Unicode keeps out of text: one of them marks what a message may not mean.
_MARKS = [chr(code) for code in range(0xFDD0, 0xFDF0)]

Turn = dict[str, str]
Coded = tuple[list[int], list[bool]]


def stored_template(template: str) -> dict[str, str]:
    """What a checkpoint holds of a template that is given by name or in Jinja.

    Raises `ValueError` for one that Jinja cannot read, and `ImportError` without Jinja.
    """
    check_template(template)
    if template == "chat":
        return dict(CHAT_TEMPLATE)
    if template == "instruction":
        return dict(kind="instruction")
    _compiled(template)
    return dict(kind="jinja", text=template)


def encode_turns(
    tokenizer: Tokenizer, turns: list[Turn], template: dict[str, str], *, reply: bool = False
) -> Coded:
    """Ids of the turns, and for each whether it is the assistant's own (its text and the end).

    With `reply` the ids end where the assistant begins, ready for the model to go on: they are the
    first ones of the same turns with an answer. Raises `ValueError` when the tokenizer lacks what
    the template needs, or the template refuses the turns.
    """
    kind = template.get("kind", "chat")
    if kind == "chat":
        return _marked(tokenizer, turns, template, reply)
    if tokenizer.eos_id is None:
        raise ValueError(
            "this model's tokenizer has no <eos> to end answers with: for conversations, train a "
            "model on a tokenizer of tinylm.train_tokenizer."
        )
    if kind == "instruction":
        return _instructed(tokenizer, turns, reply)
    return _rendered(tokenizer, turns, template["text"], reply)


def _marked(tokenizer: Tokenizer, turns: list[Turn], template: dict, reply: bool) -> Coded:
    names = tokenizer.control_ids
    if missing := [name for name in template.values() if name not in names]:
        raise ValueError(
            f"this model's tokenizer has no {' '.join(missing)} to mark turns with: for "
            "conversations, train a model on a tokenizer of tinylm.train_tokenizer."
        )
    ids, own = [names[template["begin"]]], [False]
    for turn in turns:
        said = tokenizer.encode(" " + turn["text"].strip())
        mine = turn["role"] == "assistant"
        end = [names[template["end"]]] if mine else []
        ids += [names[template[turn["role"]]], *said, *end]
        own += [False, *[mine] * (len(said) + len(end))]
    if reply:
        ids.append(names[template["assistant"]])
        own.append(False)
    return ids, own


def _instructed(tokenizer: Tokenizer, turns: list[Turn], reply: bool) -> Coded:
    # What stands between two answers is encoded as one text, as other programs do with an export.
    ids = [] if tokenizer.bos_id is None else [tokenizer.bos_id]
    own, before = [False] * len(ids), ""

    def add(text: str, mine: bool, end: list[int]) -> None:
        said = [*tokenizer.encode(text), *end]
        ids.extend(said)
        own.extend([mine] * len(said))

    for turn in turns:
        text = turn["text"].strip()
        if turn["role"] == "assistant":
            add(before + SAYS, False, [])
            add(text, True, [tokenizer.eos_id])
            before = ""
        else:
            before += (ASKS if turn["role"] == "user" else "") + text + "\n\n"
    add(before + SAYS if reply else before, False, [])
    return ids, own


def _rendered(tokenizer: Tokenizer, turns: list[Turn], text: str, reply: bool) -> Coded:
    """An answer is what the turns up to it have more than those before it that ask for a reply:
    both are encoded apart, so a prompt is the beginning of what was trained on."""
    upto, written = _Renderer(tokenizer, turns, text), ""
    ids: list[int] = []
    own: list[bool] = []

    def add(whole: str, mine: bool) -> None:
        nonlocal written
        if not whole.startswith(written):
            raise ValueError(
                "the chat template writes earlier turns otherwise when later ones follow, so a "
                "prompt would not be what was trained on: use one that only adds to them."
            )
        said = _tokens(tokenizer, whole[len(written) :], upto.mark)
        at = said.index(tokenizer.eos_id) + 1 if mine and tokenizer.eos_id in said else 0
        if mine and not at:
            raise ValueError(
                "the chat template writes no eos_token after an answer, so a model would never "
                "learn to stop: put {{ eos_token }} there."
            )
        ids.extend(said)
        own.extend([True] * at + [False] * (len(said) - at))
        written = whole

    for number, turn in enumerate(turns):
        if turn["role"] == "assistant":
            add(upto(number, True), False)
            add(upto(number + 1, False), True)
    if reply or not turns or turns[-1]["role"] != "assistant":
        add(upto(len(turns), reply), False)
    return ids, own


def spellings(tokenizer: Tokenizer) -> dict[str, int]:
    """The control tokens, as their names and as the tokenizer's own pieces."""
    names = tokenizer.control_ids
    return {tokenizer.piece(i): i for i in names.values()} | names


def _tokens(tokenizer: Tokenizer, text: str, mark: str) -> list[int]:
    """Ids of a rendered text. What a message spells has the mark in it and is no token."""
    known = spellings(tokenizer)
    ids = []
    for part in re.split(f"({'|'.join(map(re.escape, known))})", text):
        ids += [known[part]] if part in known else tokenizer.encode(part.replace(mark, ""))
    return ids


def respelled(tokenizer: Tokenizer, text: str, spelled: dict[int, str]) -> str:
    """A Jinja text for programs that spell control tokens as in `spelled` (by id), and that make
    tokens of a whole rendered text and not of its parts.

    Raises `ValueError` when they would get other tokens, tried on words of the vocabulary.
    """
    known = spellings(tokenizer)
    names = "|".join(map(re.escape, known))

    def respell(text: str) -> str:
        return re.sub(names, lambda found: spelled[known[found[0]]], text)

    theirs, ends = respell(text), (tokenizer.bos_id, tokenizer.eos_id)
    bos, eos = ("" if i is None else spelled[i] for i in ends)
    texts = (tokenizer.decode([i]).strip() for i in range(tokenizer.vocab_size))
    words = itertools.islice((text for text in texts if text.isalnum()), 100)
    for word, count in itertools.product(words, (1, 3)):
        turns = [{"role": role, "text": word} for role in ("user", "assistant", "user")][:count]
        renderer = _Renderer(tokenizer, turns, text)
        whole = renderer(count, True)
        if render(theirs, renderer.messages, True, bos, eos) != respell(whole):
            raise ValueError(
                "the chat template cannot be exported, for it puts the name of a control token "
                "together from parts: spell it out."
            )
        if _tokens(tokenizer, whole, renderer.mark) != _rendered(tokenizer, turns, text, True)[0]:
            raise ValueError(
                "the chat template cannot be exported, for other programs would make other tokens "
                "of it: let an answer begin after a token or a line break."
            )
    return theirs


class _Renderer:
    """Renders the first so many turns by a Jinja text; `mark` is in what messages spell."""

    def __init__(self, tokenizer: Tokenizer, turns: list[Turn], text: str) -> None:
        said = text + "".join(turn["text"] for turn in turns)
        free = [mark for mark in _MARKS if mark not in said]
        if not free:
            raise ValueError("the messages hold all of U+FDD0 to U+FDEF: remove one of these.")
        self.mark, self._text = free[0], text
        spelled, ids = spellings(tokenizer), (tokenizer.bos_id, tokenizer.eos_id)
        self.messages = []
        for turn in turns:
            content = turn["text"]
            for name in spelled:
                content = content.replace(name, name[0] + self.mark + name[1:])
            self.messages.append({"role": turn["role"], "content": content})
        self._tokens = ["" if i is None else tokenizer.piece(i) for i in ids]

    def __call__(self, count: int, reply: bool) -> str:
        return render(self._text, self.messages[:count], reply, *self._tokens)


def render(text: str, messages: list[dict], reply: bool, bos: str, eos: str) -> str:
    """What a Jinja text makes of messages (`role`, `content`)."""
    values = dict(messages=messages, add_generation_prompt=reply, bos_token=bos, eos_token=eos)
    template = _compiled(text)
    return _of_template(lambda: template.render(**values), "refuses")


@functools.lru_cache(maxsize=16)
def _compiled(text: str) -> Any:
    try:
        sandbox = importlib.import_module("jinja2.sandbox")
    except ImportError:
        raise ImportError(
            "a chat template in Jinja needs jinja2: install it with "
            '`pip install "tinylm[chat]"`, or use template="chat".'
        ) from None
    environment = sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = _raise
    return _of_template(lambda: environment.from_string(text), "is not as Jinja wants it in")


def _raise(message: str) -> None:
    raise importlib.import_module("jinja2").TemplateError(message)


def _of_template(make: Callable[[], Any], told: str) -> Any:
    # What a template computes may fail in every way in which a computation of plain values fails.
    wrong = (importlib.import_module("jinja2").TemplateError, ArithmeticError, LookupError)
    try:
        return make()
    except (*wrong, AttributeError, TypeError, ValueError, RecursionError) as error:
        place = f" (line {error.lineno})" if hasattr(error, "lineno") else ""
        what = "these turns" if told == "refuses" else "this text"
        raise ValueError(f"the chat template {told} {what}{place}: {error}") from None
