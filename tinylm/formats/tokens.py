"""Tokenizer and chat template as Transformers reads them, and back.

A control token is spelled there with the noncharacter U+FDD0 before its name. Transformers looks
for the names of such tokens in every text, and no text holds this one: "<eos>" stays five
characters, in a prompt as in a message of a chat, as it does in tinylm.
"""

from __future__ import annotations

import importlib
import json
import random
import re
import struct
from pathlib import Path
from types import ModuleType
from typing import Any

from sentencepiece import SentencePieceProcessor

from ..checkpoint import Checkpoint
from ..templates import CHAT_TEMPLATE, INSTRUCTION, respelled
from ..tokenizer import SentencePieceTokenizer, Tokenizer
from ..tokenizers.gpt2 import GPT2Tokenizer, written_bytes
from ..tokenizers.simple import ByteTokenizer, CharacterTokenizer

MARK = "\ufdd0"
_BYTE = re.compile("<0x[0-9A-F]{2}>")
_CHAT = (
    "{{ '@begin' }}{% for message in messages %}"
    "{% if message['role'] == 'system' %}{{ '@system' }}"
    "{% elif message['role'] == 'user' %}{{ '@user' }}"
    "{% elif message['role'] == 'assistant' %}{{ '@assistant' }}"
    "{% else %}{{ raise_exception('a role must be system, user or assistant') }}{% endif %}"
    "{{ ' ' + message['content'] | trim }}"
    "{% if message['role'] == 'assistant' %}{{ '@end' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '@assistant' }}{% endif %}"
)
_HARD = (  # what one tokenizer may cut otherwise than another
    *("", " ", "  two  spaces ", "\ta\tb\t", "a\n\n b\r\n", "<eos> <unk> <user>", "a\u2581b"),
    *(
        "\u00e9t\u00e9 \u00dfe\u0301 \ufb01 \u2460",
        "\u4f60\u597d\u3002",
        "\U0001f469\u200d\U0001f680",
    ),
    *("aaaaaaaaaaaaa", "....-----!!!", "1234567890", "it's we'll IT'S", "\0", "<0x41>\u00a0\u3000"),
)


def needed(name: str) -> ModuleType:
    """An optional package. Raises `ImportError` with the command that installs it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ImportError(
            f"opening and writing models of other programs needs {name.split('.')[0]}: install it "
            'with `pip install "tinylm[export]"`.'
        ) from None


def control_names(tokenizer: Tokenizer) -> dict[int, str]:
    """The control tokens as they are spelled in the files, by their ids."""
    ids = range(tokenizer.vocab_size)
    return {i: MARK + tokenizer.piece(i) for i in ids if tokenizer.is_control(i)}


def chat_template(names: dict[str, str]) -> str:
    """The Jinja template that says what `chat.encode_turns` says; `names`: the spelling of each
    token, by its part ("begin", "system", "user", "assistant", "end")."""
    text = _CHAT
    for part, name in names.items():
        text = text.replace(f"@{part}", name)
    return text


def template_of(tokenizer: Tokenizer, stored: dict[str, str]) -> str | None:
    """A stored template with a tokenizer's own tokens; None if it lacks one of them. Raises
    `ValueError` for one in Jinja that would give other ids there."""
    spelled = control_names(tokenizer)
    kind = stored.get("kind", "chat")
    if kind == "instruction":
        return INSTRUCTION
    if kind == "jinja":
        return respelled(tokenizer, stored["text"], spelled)
    ids = {part: tokenizer.control_ids.get(token) for part, token in stored.items()}
    if None in ids.values():
        return None
    return chat_template({part: spelled[i] for part, i in ids.items()})


def write_tokenizer(lm: Checkpoint, folder: Path) -> None:
    """Writes `tokenizer.json` and `tokenizer_config.json`, and the files that the tokenizer is
    usually kept in. Raises `ValueError` for one that gives other ids there."""
    tokenizer = lm.tokenizer
    fast = fast_tokenizer(tokenizer)
    _check_same(tokenizer, fast)
    fast.save(str(folder / "tokenizer.json"))
    spelled = control_names(tokenizer)
    bos, eos = (spelled.get(i) for i in (tokenizer.bos_id, tokenizer.eos_id))
    told: dict[str, Any] = dict(
        tokenizer_class="PreTrainedTokenizerFast",
        model_max_length=lm.config.context_length,
        clean_up_tokenization_spaces=False,
        bos_token=bos,
        eos_token=eos,
        pad_token=eos,
    )
    if lm.stage == "chat":
        told["chat_template"] = template_of(tokenizer, lm.chat_template)
    write_json(folder / "tokenizer_config.json", {k: v for k, v in told.items() if v is not None})
    if isinstance(tokenizer, SentencePieceTokenizer):
        (folder / "tokenizer.model").write_bytes(tokenizer.model)
    elif isinstance(tokenizer, GPT2Tokenizer):
        merges, table = tokenizer.published()
        (folder / "merges.txt").write_text(merges, encoding="utf-8", newline="\n")
        write_json(folder / "vocab.json", table)


def write_json(path: Path, values: dict) -> None:
    text = json.dumps(values, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def fast_tokenizer(tokenizer: Tokenizer) -> Any:
    """A `tokenizers.Tokenizer` of the same ids, `<bos>` before the text included."""
    tokenizers = needed("tokenizers")
    parts = tokenizers.models, tokenizers.pre_tokenizers, tokenizers.decoders
    models, cuts, decoders = parts
    spelled = control_names(tokenizer)
    bytewise = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    if isinstance(tokenizer, SentencePieceTokenizer):
        vocabulary, merges = _merges(tokenizer)
        fast = tokenizers.Tokenizer(models.BPE(vocabulary, merges, byte_fallback=True))
        fast.decoder = bytewise
    elif isinstance(tokenizer, ByteTokenizer):
        fast = tokenizers.Tokenizer(models.BPE(_byte_vocabulary(), [], byte_fallback=True))
        fast.decoder = bytewise
    elif isinstance(tokenizer, CharacterTokenizer):
        pieces = enumerate(tokenizer.model)
        vocabulary = {spelled.get(i, piece): i for i, piece in pieces}
        fast = tokenizers.Tokenizer(models.WordLevel(vocabulary, unk_token=""))
        fast.pre_tokenizer = cuts.Split(tokenizers.Regex(r"[\s\S]"), "isolated")
        fast.decoder = decoders.Fuse()
    elif isinstance(tokenizer, GPT2Tokenizer):
        ids = range(tokenizer.vocab_size)
        written = {i: written_bytes(tokenizer.token_bytes(i)) for i in ids}
        merges = [tuple(line.split(" ")) for line in tokenizer.model["merges"].split("\n") if line]
        fast = tokenizers.Tokenizer(
            models.BPE({spelled.get(i, piece): i for i, piece in written.items()}, merges)
        )
        fast.pre_tokenizer = cuts.ByteLevel(add_prefix_space=False, use_regex=True)
        fast.decoder = decoders.ByteLevel()
    else:
        raise ValueError(
            "a tokenizer of words cannot be exported, for no other program writes an unknown form "
            "of a word by its known one: train a model with kind='bpe'."
        )
    added = [tokenizers.AddedToken(name, normalized=False) for name in spelled.values()]
    fast.add_special_tokens(added)
    if tokenizer.bos_id is not None:
        bos = spelled[tokenizer.bos_id]
        fast.post_processor = tokenizers.processors.TemplateProcessing(
            single=[bos, "$A"], pair=[bos, "$A", "$B:1"], special_tokens=[(bos, tokenizer.bos_id)]
        )
    return fast


def _byte_vocabulary() -> dict[str, int]:
    tokenizer = ByteTokenizer()
    controls = {name: i for i, name in control_names(tokenizer).items()}
    return controls | {f"<0x{byte:02X}>": len(controls) + byte for byte in range(256)}


def _merges(tokenizer: SentencePieceTokenizer) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Vocabulary and merges of a SentencePiece BPE. Its pieces hold plain spaces here and not
    U+2581, so that this character in a text is no space but is spelled in bytes, as in tinylm."""
    spelled = control_names(tokenizer)
    model = SentencePieceProcessor(model_proto=tokenizer.model)
    vocabulary, texts = {}, []
    for i in range(tokenizer.vocab_size):
        piece = tokenizer.piece(i)
        if i in spelled or model.is_byte(i) or model.is_unknown(i):
            vocabulary[spelled.get(i, piece)] = i
        else:
            texts.append(piece.replace("\u2581", " "))
            vocabulary[texts[-1]] = i
    known = set(texts)
    merges = []
    for text in texts:  # in the order in which SentencePiece joins them
        halves = ((text[:k], text[k:]) for k in range(1, len(text)))
        merges += [(a, b) for a, b in halves if a in known and b in known]
    return vocabulary, merges


def _check_same(tokenizer: Tokenizer, fast: Any) -> None:
    """Raises `ValueError` unless both give the same ids for odd text and for a mix of pieces."""
    texts = list(_HARD)
    if isinstance(tokenizer, CharacterTokenizer):
        texts = []
    rng = random.Random(0)
    ids = [i for i in range(tokenizer.vocab_size) if not tokenizer.is_control(i)]
    for _ in range(500):
        texts.append(tokenizer.decode(rng.choices(ids, k=rng.randint(1, 16))))
    for text in texts:
        if tokenizer.encode(text) != fast.encode(text, add_special_tokens=False).ids:
            raise ValueError(
                f"this model's tokenizer cannot be exported, for {text[:40]!r} gets other tokens "
                "from the tokenizers package: train a model with kind='bpe'."
            )


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a folder: SentencePiece's or GPT-2's files, or a `tokenizer.json` that
    `write_tokenizer` wrote. Raises `ValueError` for any other."""
    if (folder / "tokenizer.model").is_file():
        return Tokenizer.load(folder / "tokenizer.model")
    told = read_json(folder / "tokenizer.json")
    if any(str(token.get("content")).startswith(MARK) for token in told.get("added_tokens", [])):
        tokenizer = _restored(told.get("model", {}))
        if json.loads(fast_tokenizer(tokenizer).to_str())["model"] == told.get("model"):
            return tokenizer
    elif (folder / "merges.txt").is_file() and (folder / "vocab.json").is_file():
        return GPT2Tokenizer.from_folder(folder)
    raise ValueError(
        "its tokenizer.json is none that tinylm wrote, and there is no tokenizer.model of "
        "SentencePiece, nor vocab.json and merges.txt of GPT-2: give one of them as tokenizer=."
    )


def _restored(model: dict) -> Tokenizer:
    """The tokenizer that the model in a `tokenizer.json` of ours was made of."""
    vocabulary, merges = model.get("vocab", {}), model.get("merges", [])
    pieces = sorted(vocabulary, key=vocabulary.get)
    if model.get("type") == "WordLevel":
        return CharacterTokenizer([piece.removeprefix(MARK) for piece in pieces])
    if not model.get("byte_fallback"):
        return GPT2Tokenizer("\n".join(map(" ".join, merges)), f"{MARK}<user>" in vocabulary)
    return SentencePieceTokenizer(_model_of(pieces)) if merges else ByteTokenizer()


def _model_of(pieces: list[str]) -> bytes:
    """SentencePiece's BPE model of pieces that are in the order of their ids and, what is text
    among them, of their joining. (A message of protocol buffers: number and kind of each field.)"""
    out, rank = b"", 0
    for i, piece in enumerate(pieces):
        kind = 2 if i == 0 else 3 if piece.startswith(MARK) else 6 if _BYTE.fullmatch(piece) else 1
        text = piece.removeprefix(MARK).replace(" ", "\u2581") if kind != 6 else piece
        score = struct.pack("<Bf", 0x15, -rank if kind == 1 else 0)
        out += _field(1, _field(1, text.encode()) + score + _field(3, kind))
        rank += kind == 1
    bpe = _field(3, 2) + _field(4, len(pieces)) + _field(35, 1)  # with bytes for what is not there
    ends = _field(40, 0) + _field(41, 1) + _field(42, 2) + _field(43, -1)
    names = b"".join(_field(45 + i, pieces[i].removeprefix(MARK).encode()) for i in range(3))
    plain = _field(1, b"identity") + _field(3, 0) + _field(4, 0) + _field(5, 1)
    return out + _field(2, bpe + ends + names) + _field(3, plain)


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value % 2**64)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def template_in(folder: Path, tokenizer: Tokenizer) -> dict[str, str] | None:
    """What `write_tokenizer` wrote the chat template of a folder of, if it did."""
    file = folder / "chat_template.jinja"
    settings = read_json(folder / "tokenizer_config.json")
    told = settings.get("chat_template")
    told = file.read_text(encoding="utf-8") if file.is_file() else told
    if not isinstance(told, str):
        return None
    ours = [CHAT_TEMPLATE, dict(kind="instruction")]
    if str(settings.get("eos_token")).startswith(MARK):
        ours.append(dict(kind="jinja", text=told.replace(MARK, "")))
    return next((dict(one) for one in ours if template_of(tokenizer, one) == told), None)


def read_json(path: Path) -> dict:
    """What a file says, or nothing where it is not there. Raises `ValueError` for another file."""
    if not path.is_file():
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise ValueError(f"its {path.name} is not JSON: use the file as it was written.") from None
    if not isinstance(values, dict):
        raise ValueError(f"its {path.name} holds no settings: use the file as it was written.")
    return values
