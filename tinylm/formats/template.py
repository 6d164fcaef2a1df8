"""The turns of a conversation as a Jinja template, which other programs read out of an export."""

from __future__ import annotations

from ..chat import ROLES
from ..checkpoint import Checkpoint
from ..templates import INSTRUCTION, encode_turns, respelled


def chat_template(lm: Checkpoint) -> str:
    """Jinja that writes `messages` (`role`, `content`) so that a tokenizer which knows the control
    tokens, and adds no other, gives the ids of `chat.encode_turns`; with `add_generation_prompt`
    as with `reply=True`.

    Raises `ValueError` when the tokenizer has no tokens for the roles. Text goes in as it is: a
    message that spells "<eos>" means the token in programs that look for tokens in the whole.
    """
    if "kind" in lm.chat_template:
        return _in_jinja(lm)
    encode_turns(lm.tokenizer, [], lm.chat_template)  # says what is missing
    ids, names = lm.tokenizer.control_ids, lm.chat_template
    token = {part: lm.tokenizer.piece(ids[name]) for part, name in names.items()}
    text = token["begin"] + "{% for message in messages %}"
    for number, role in enumerate(ROLES):
        end = token["end"] if role == "assistant" else ""
        condition = "{% " + f"{'elif' if number else 'if'} message['role'] == '{role}'" + " %}"
        text += condition + token[role] + " {{ message['content'] | trim }}" + end
    text += "{% else %}{{ raise_exception('the role ' + message['role'] + ' is not one of "
    text += f"{', '.join(ROLES)}.') }}}}" + "{% endif %}{% endfor %}"
    return text + "{% if add_generation_prompt %}" + token["assistant"] + "{% endif %}"


def _in_jinja(lm: Checkpoint) -> str:
    """One that is in Jinja already, with control tokens as the tokenizer's pieces."""
    ids, piece = lm.tokenizer.control_ids, lm.tokenizer.piece
    pieces = {i: piece(i) for i in ids.values()}
    text = lm.chat_template.get("text")
    text = INSTRUCTION if text is None else respelled(lm.tokenizer, text, pieces)
    ends = dict(bos_token=lm.tokenizer.bos_id, eos_token=lm.tokenizer.eos_id)
    begun = [f"{{% set {name} = '{pieces.get(i, '')}' %}}" for name, i in ends.items()]
    return "".join(begun) + text
