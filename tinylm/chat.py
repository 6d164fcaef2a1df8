"""Conversations: records, and `Conversation` to talk with.

A conversation is a list of turns {"role": "user" | "assistant" | "system", "text": ...}. The
template that makes tokens of them lies in the checkpoint, and training and talking both go through
`encode_turns` (`templates.py`).
"""

from __future__ import annotations

import dataclasses
import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from .checkpoint import Checkpoint
from .config import SampleConfig
from .files import write_atomically
from .generation import Completion, complete_ids, stream_text
from .templates import Turn, encode_turns

ROLES = ("system", "user", "assistant")
HELD_OUT = "held-out"  # the `part` of a record, and then of its first turn, that is only judged


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
    learned; a record with "part": "held-out" is only judged (`split_chats`). Turns of one role in a
    row are joined and conversations without turns left out, both with a warning that counts them.
    Raises `FileNotFoundError`, or `ValueError` with the file, the place and the reason.
    """
    path = _existing(path, "conversation", "'data/sample_chats.json'")
    chats, empty, joined = [], [], []
    for place, turns in import_module("tinylm.readers.conversations").read(path):
        if not turns:
            empty.append(place)
            continue
        check_turns(turns, place, joined=True)
        chats.append(join_turns(turns))
        if len(chats[-1]) < len(turns):
            joined.append(place)
    if not chats and empty:
        check_turns([], empty[0])
    if not chats:
        raise ValueError(f"{str(path)!r} holds no conversations to learn from.")
    for places, what in (
        (joined, "of one role twice in a row: such turns were joined"),
        (empty, "without a turn: they were left out"),
    ):
        if places:
            warnings.warn(
                f"{len(places):,} conversation(s) {what} (first: {places[0]}).", stacklevel=2
            )
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


def check_turns(turns: list[Turn], place: str, silent: bool = False, joined: bool = False) -> None:
    """Raises `ValueError` naming the place unless user and assistant take turns to speak; if
    `silent`, an answer may be empty, and if `joined`, a role may stand twice in a row."""
    if not turns:
        raise ValueError(f"{place}: the conversation is empty; remove it or add its turns.")
    expected, before = "user", None
    for number, turn in enumerate(turns, 1):
        here = f"{place}, turn {number}"
        role = turn.get("role") if isinstance(turn, dict) else None
        if role not in ROLES:
            raise ValueError(f"{here}: role {shown(role)} is not one of {', '.join(ROLES)}.")
        said = turn.get("text")
        mute = silent and role == "assistant" and said == ""
        if not isinstance(said, str) or not (said.strip() or mute):
            raise ValueError(f"{here}: the text of a {role} turn is {shown(turn.get('text'))}.")
        before, last = role, before
        if (role == "system" and turn is turns[0]) or (joined and role == last):
            continue
        if role != expected:
            raise ValueError(f"{here}: a {role} turn stands where a {expected} turn belongs.")
        expected = "assistant" if expected == "user" else "user"


def join_turns(turns: list[Turn]) -> list[Turn]:
    """The turns, with what one role says in several in a row as one, line by line."""
    joined: list[Turn] = []
    for turn in turns:
        if joined and turn["role"] == joined[-1]["role"]:
            joined[-1] = joined[-1] | {"text": f"{joined[-1]['text']}\n{turn['text']}"}
        else:
            joined.append(turn)
    return joined


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
    """Turns that grow as one talks. Works with a conversation-tuned checkpoint.

    `turns` is the whole of it: the system turn, if there is one, then questions and answers. Of
    these the model reads the latest that fit its context (`fit_turns`).
    """

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

    def regenerate(self, seed: int, config: SampleConfig | None = None) -> Iterator[str]:
        """Answers the last question once more, drawn with this seed; the old answer goes."""
        config = dataclasses.replace(config or SampleConfig(), seed=seed)
        question, *_ = self.undo()
        yield from self.say(question["text"], config)

    def undo(self) -> list[Turn]:
        """Takes back the last question and its answer, and gives them."""
        asked = [i for i, turn in enumerate(self.turns) if turn["role"] == "user"]
        if not asked:
            raise ValueError("nothing has been asked yet: there is nothing to take back.")
        taken = self.turns[asked[-1] :]
        del self.turns[asked[-1] :]
        return taken

    def unread(self, config: SampleConfig | None = None) -> int:
        """How many turns, the first ones after the system turn, the model does not read (any more)
        to answer the last question. Raises `ValueError` when that question does not fit."""
        asked = [i for i, turn in enumerate(self.turns) if turn["role"] == "user"]
        turns = self.turns[: asked[-1] + 1] if asked else []
        room = _room(self.lm, config or SampleConfig())
        return len(turns) - len(fit_turns(self.lm, turns, room)) if asked else 0

    def branch(self) -> Conversation:
        """A copy that goes its own way from here, with the same model."""
        other = Conversation(self.lm)
        other.turns = [dict(turn) for turn in self.turns]
        return other

    def save(self, path: str | Path) -> Path:
        """Writes the turns to a .json file, which `open` reads, and `load_conversation_data`."""
        self._written()
        path = Path(path)
        if path.suffix.lower() != ".json":
            raise ValueError(
                f"a conversation is saved as .json, not {str(path)!r}: give such a name, or use "
                "export for Markdown."
            )
        record = json.dumps([{"conversation": self.turns}], ensure_ascii=False, indent=1)
        write_atomically(path, (record + "\n").encode())
        return path

    @classmethod
    def open(cls, lm: Checkpoint, path: str | Path) -> Conversation:
        """A saved conversation, to be gone on with. Takes any layout of `load_conversation_data`.

        Raises `FileNotFoundError`, or `ValueError` with the file, the place and the reason.
        """
        talk, path = cls(lm), _existing(path, "conversation", "one that was saved")
        found = list(import_module("tinylm.readers.conversations").read(path))
        if len(found) != 1:
            raise ValueError(
                f"{str(path)!r} holds {len(found)} conversations: give a file of one, such as "
                "Conversation.save writes."
            )
        ((place, talk.turns),) = found
        check_turns(talk.turns, place, silent=True)
        return talk

    def export(self, path: str | Path) -> Path:
        """Writes the turns for other programs: .json as OpenAI's `messages`, .md to be read."""
        self._written()
        path = Path(path)
        kind = path.suffix.lower()
        if kind == ".json":
            messages = [{"role": t["role"], "content": t["text"]} for t in self.turns]
            text = json.dumps([{"messages": messages}], ensure_ascii=False, indent=1)
        elif kind == ".md":
            text = "\n\n".join(f"**{turn['role']}:** {turn['text']}" for turn in self.turns)
        else:
            raise ValueError(f"{str(path)!r} ends with neither .json nor .md: choose one of them.")
        write_atomically(path, (text + "\n").encode())
        return path

    def _written(self) -> None:
        if not self.turns:
            raise ValueError("the conversation is empty: say something, then write it to a file.")


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
    return fit_turns(lm, [*turns, {"role": "user", "text": text}], _room(lm, config))


def _room(lm: Checkpoint, config: SampleConfig) -> int:
    """The tokens that are kept free for an answer."""
    return min(config.max_new_tokens, lm.config.context_length // 4)


def _begun(lm: Checkpoint, turns: list[Turn]) -> list[int]:
    return encode_turns(lm.tokenizer, turns, lm.chat_template, reply=True)[0]


def _ends(lm: Checkpoint) -> set[int | None]:
    return {lm.tokenizer.eos_id, lm.tokenizer.user_id, lm.tokenizer.bos_id}
