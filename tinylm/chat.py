"""Conversations: records, the one template, and `Conversation` to talk with.

A conversation is a list of turns {"role": "user" | "assistant" | "system", "text": ...}. As tokens:
`<bos>`, an optional `<system>` turn, then `<user>` text `<assistant>` text `<eos>` and so on. The
template lies in the checkpoint, and training and talking both go through `encode_turns`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from .checkpoint import Checkpoint
from .config import SampleConfig
from .generation import Completion, complete_ids, stream_text
from .tokenizer import Tokenizer

ROLES = ("system", "user", "assistant")
Turn = dict[str, str]


@dataclass(frozen=True)
class PreferenceRow:
    """A question, as turns that end with the user's, with a better and a worse answer."""

    prompt: list[Turn]
    chosen: str
    rejected: str


def load_conversation_data(path: str | Path) -> list[list[Turn]]:
    """Conversations of a file, or of a folder of a two-party corpus; the layout is recognised.

    Records in .json (a list), .jsonl or .csv: {"conversation": [{"role": ..., "text": ...}]},
    OpenAI `messages`, ShareGPT `conversations`, Alpaca, Dolly, OpenOrca, blended-skill-talk,
    opc-sft-stage2. Two people who talk (who begins is the user): DailyDialog, as a file, a zip or a
    folder, of which the training part is read; Cornell Movie-Dialogs, as a folder. Any other file
    is text: one turn a line that begins with `<user>`, `<assistant>` or `<system>`, a blank line
    between conversations. A row with an empty answer stays a question, from which nothing is
    learned. Raises `FileNotFoundError`, or `ValueError` with the file, the place and the reason.
    """
    path = _existing(path, "conversation", "'data/sample_chats.json'")
    chats = []
    for place, turns in import_module("tinylm.readers.conversations").read(path):
        check_turns(turns, place)
        chats.append(turns)
    if not chats:
        raise ValueError(f"{str(path)!r} holds no conversations to learn from.")
    return chats


def load_preference_data(path: str | Path) -> list[PreferenceRow]:
    """Preference rows of a .json, .jsonl or .csv file; the layout is recognised.

    Alpaca's fields with `chosen` and `rejected`; `prompt`, `chosen`, `rejected` as texts or lists
    of messages; or `chosen` and `rejected` as whole transcripts (hh-rlhf), which are split after
    their last common turn. Raises as `load_conversation_data` does.
    """
    path = _existing(path, "preference", "one with the fields prompt, chosen and rejected")
    rows = list(import_module("tinylm.readers.preferences").read(path))
    if not rows:
        raise ValueError(f"{str(path)!r} holds no preference rows to learn from.")
    return rows


def _existing(path: str | Path, kind: str, instead: str) -> Path:
    path = Path(path).expanduser()
    if not path.exists():
        raise FileNotFoundError(
            f"there is no {kind} file {str(path)!r}: check the path, or use {instead}."
        )
    return path


def shown(value: object) -> str:
    """A value in an error: short, and never the inside of a list or an object."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return repr(value[:40] if isinstance(value, str) else value)[:60]


def check_turns(turns: list[Turn], place: str) -> None:
    """Raises `ValueError` naming the place unless user and assistant take turns to speak."""
    if not turns:
        raise ValueError(f"{place}: the conversation is empty; remove it or add its turns.")
    expected = "user"
    for number, turn in enumerate(turns, 1):
        here = f"{place}, turn {number}"
        role = turn.get("role") if isinstance(turn, dict) else None
        if role not in ROLES:
            raise ValueError(f"{here}: role {shown(role)} is not one of {', '.join(ROLES)}.")
        if not isinstance(turn.get("text"), str) or not turn["text"].strip():
            raise ValueError(f"{here}: the text of a {role} turn is {shown(turn.get('text'))}.")
        if role == "system" and turn is turns[0]:
            continue
        if role != expected:
            raise ValueError(f"{here}: a {role} turn stands where a {expected} turn belongs.")
        expected = "assistant" if expected == "user" else "user"


def encode_turns(
    tokenizer: Tokenizer, turns: list[Turn], template: dict, *, reply: bool = False
) -> tuple[list[int], list[bool]]:
    """Ids of the turns, and for each whether it is the assistant's own (its text and the end).

    With `reply` the ids end with the assistant's marker, ready for the model to go on.
    """
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


def fit_turns(lm: Checkpoint, turns: list[Turn], room: int) -> list[Turn]:
    """The latest turns that leave `room` tokens for an answer; a system turn always stays.

    Whole exchanges go, oldest first. Raises `ValueError` when even the last question does not fit.
    """
    system = [turn for turn in turns[:1] if turn["role"] == "system"]
    rest = turns[len(system) :]
    limit = lm.config.context_length
    while True:
        ids, _ = encode_turns(lm.tokenizer, system + rest, lm.chat_template, reply=True)
        if len(ids) + room <= limit:
            return system + rest
        later = next((i for i in range(1, len(rest)) if rest[i]["role"] == "user"), None)
        if later is None:
            if len(ids) < limit:
                return system + rest  # the question fits, its answer must be shorter
            raise ValueError(
                f"the message has {len(ids)} tokens with its markers, and this model reads at most "
                f"{limit}: shorten it by {len(ids) - limit + 1} tokens or more."
            )
        rest = rest[later:]


class Conversation:
    """Turns that grow as one talks. Works with a conversation-tuned checkpoint."""

    def __init__(self, lm: Checkpoint, system: str | None = None) -> None:
        if lm.stage != "chat":
            raise ValueError(
                f"this checkpoint is of stage {lm.stage!r} and only continues text: tune it with "
                "tinylm.finetune (Network_Fine_Tune.ipynb), or use tinylm.stream."
            )
        self.lm = lm
        self.turns: list[Turn] = [{"role": "system", "text": system}] if system else []

    def say(self, text: str, config: SampleConfig | None = None) -> Iterator[str]:
        """Asks, and yields the answer in pieces. The turns are kept, also of a half-read answer."""
        config = config or SampleConfig()
        turns = _asked(self.lm, self.turns, text, config)
        self.turns.append(turns[-1])
        answer = {"role": "assistant", "text": ""}
        self.turns.append(answer)
        for piece in answer_stream(self.lm, turns, config):
            answer["text"] += piece
            yield piece


def answers(
    lm: Checkpoint, questions: Sequence[str], config: SampleConfig | None = None
) -> list[Completion]:
    """What each question gets as the first of a conversation, written side by side as by
    `complete`."""
    config = config or SampleConfig()
    rows = [_begun(lm, _asked(lm, [], text, config)) for text in questions]
    said = complete_ids(lm, questions, rows, config, _ends(lm))
    return [dataclasses.replace(one, text=one.text.removeprefix(" ")) for one in said]


def answer_stream(lm: Checkpoint, turns: list[Turn], config: SampleConfig) -> Iterator[str]:
    """The assistant's answer to turns that end with the user's, in pieces."""
    first = True
    for piece in stream_text(lm, _begun(lm, turns), config, _ends(lm)):
        if first and piece:
            piece, first = piece.removeprefix(" "), False
        if piece:
            yield piece


def _asked(lm: Checkpoint, turns: list[Turn], text: str, config: SampleConfig) -> list[Turn]:
    """The latest turns with this question, as far as they leave room for an answer."""
    if not text.strip():
        raise ValueError("the message is empty: say something.")
    room = min(config.max_new_tokens, lm.config.context_length // 4)
    return fit_turns(lm, [*turns, {"role": "user", "text": text}], room)


def _begun(lm: Checkpoint, turns: list[Turn]) -> list[int]:
    return encode_turns(lm.tokenizer, turns, lm.chat_template, reply=True)[0]


def _ends(lm: Checkpoint) -> set[int | None]:
    return {lm.tokenizer.eos_id, lm.tokenizer.user_id, lm.tokenizer.bos_id}
