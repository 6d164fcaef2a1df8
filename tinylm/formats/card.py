"""The model card: what a checkpoint is, for those who find it, in the Hub's Markdown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..chat import Conversation
from ..checkpoint import Checkpoint
from ..config import SampleConfig
from ..generation import generate
from ..version import __version__

_STAGES = {
    "new": "untrained",
    "pretrain": "trained on text: it continues what you write",
    "head": "trained on text, head tuned by the swarm: it continues what you write",
    "chat": "tuned on conversations: it answers",
}
SAMPLED = SampleConfig(max_new_tokens=80, seed=0)
_STORIES = ("Once upon a time", "One day", "The")
_QUESTIONS = ("Hello! Who are you?", "What do you like to do?")
_PARTS = {  # of the split: documents
    "train": "documents trained on",
    "val": "documents judged by, during training",
    "test": "documents kept for the test",
}
_WIDE, _HIGH, _LEFT, _LOW = 640, 280, 56, 36  # of the drawing and of its margins, in pixels


def write_card(lm: Checkpoint, folder: Path, name: str) -> None:
    """Writes `README.md`, and `loss.svg` beside it where there are records of the training."""
    drawing = loss_curve(lm)
    if drawing is not None:
        (folder / "loss.svg").write_text(drawing, encoding="utf-8", newline="\n")
    text = card(lm, name, curve=drawing is not None)
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")


def card_rows(lm: Checkpoint) -> list[tuple[str, str]]:
    """The card as (name, value) lines."""
    c = lm.config
    rows = [
        ("stage", _STAGES[lm.stage]),
        ("parameters", f"{lm.model.num_parameters():,}"),
        ("shape", f"{c.num_layers} layers, {c.num_heads} heads, width {c.d_model}"),
        ("kind", f"{c.position}, {c.norm} ({c.norm_order}), {c.activation}"),
        ("vocabulary", f"{c.vocab_size:,} tokens"),
        ("context", f"{c.context_length} tokens"),
    ]
    tokens = getattr(lm.history[-1], "tokens", None) if lm.history else None
    if tokens:
        rows.append(("trained on", f"{tokens:,} tokens in {lm.step:,} steps of this stage"))
    report = lm.report or {}
    if "val" in report:
        val = report["val"]
        rows.append(
            (
                "validation",
                f"loss {val['loss']:.3f} \u00b1 {val['stderr']:.3f}, perplexity "
                f"{val['perplexity']:.1f}, {val['bits_per_byte']:.3f} bits per byte",
            )
        )
    if "overfitting" in report:
        rows.append(("over-fitting", report["overfitting"]))
    if "answers" in report:
        rows.append(("answers", f"loss {report['answers']['loss']:.3f} on held-out conversations"))
    rows.append(("device", str(lm.device)))
    return rows


def card(lm: Checkpoint, name: str, curve: bool = False) -> str:
    """The card as Markdown, with the front matter that the Hub reads."""
    chat = lm.stage == "chat"
    tags = ["tinylm", *(["conversational"] if chat else [])]
    front = ["---", "library_name: transformers", "pipeline_tag: text-generation", "tags:"]
    front += [f"- {tag}" for tag in tags]
    front += ["# license: to be chosen by whoever owns the model and knows its data", "---"]
    parts = ["\n".join(front), f"# {name}", _about(lm), _table(card_rows(lm)[:-1])]
    if curve:
        parts.append("![Loss during the last stage of training](loss.svg)")
    if lm.split:
        parts += ["## Data", "How the text was divided:", _table(_plain(lm.split))]
    if lm.lineage:
        parts += ["## Earlier stages", "\n".join(map(_stage, lm.lineage))]
    if lm.settings:
        told = json.dumps(lm.settings, indent=1, default=str)
        parts += ["## Settings", f"Of the run that made these weights:\n\n```json\n{told}\n```"]
    parts += ["## Samples", _samples(lm), "## How to open it", _opening(name, chat)]
    parts += ["## How to share it", _sharing(name), "## Licence", _LICENCE]
    return "\n\n".join(parts) + "\n"


_LICENCE = (
    "None is given yet: the owner chooses one that the data allow and names it above, as "
    "`license: mit`."
)


def _about(lm: Checkpoint) -> str:
    does = "answers in conversations" if lm.stage == "chat" else "continues text"
    return (
        f"A small language model of {lm.model.num_parameters():,} parameters that {does}, made "
        f"with tinylm {__version__}. It has read little and knows little: what it says sounds like "
        "its data and is not to be relied on."
    )


def _table(rows: list[tuple[str, str]]) -> str:
    lines = [f"| {_cell(name)} | {_cell(value)} |" for name, value in rows]
    return "\n".join(["| | |", "|---|---|", *lines])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _plain(values: dict[str, Any]) -> list[tuple[str, str]]:
    rows = []
    for name, value in values.items():
        told = f"{value:,}" if isinstance(value, int) else str(value)
        rows.append((_PARTS.get(name, name.replace("_", " ")), told))
    return rows


def _stage(stage: dict) -> str:
    told = f"- {stage.get('stage')}: {stage.get('step') or 0:,} steps"
    if origin := stage.get("origin"):
        told += f", from {origin}"
    val = (stage.get("report") or {}).get("val")
    return told + (f", validation loss {val['loss']:.3f}" if val else "")


def _samples(lm: Checkpoint) -> str:
    told = [f"Unedited, with temperature {SAMPLED.temperature:g} and seed {SAMPLED.seed}."]
    for prompt in _QUESTIONS if lm.stage == "chat" else _STORIES:
        try:
            if lm.stage == "chat":
                said = f"{prompt}\n{''.join(Conversation(lm).say(prompt, SAMPLED))}"
            else:
                said = generate(lm, prompt, SAMPLED)
        except ValueError:  # a vocabulary of characters that lacks one of these
            continue
        told.append("\n".join(f"    {line}" for line in said.split("\n")))
    return "\n\n".join(told) if len(told) > 1 else "It cannot read the usual prompts."


def _opening(name: str, chat: bool) -> str:
    ask = (
        "chat = [{'role': 'user', 'content': 'Hello! Who are you?'}]\n"
        "ids = tokenizer.apply_chat_template(\n"
        "    chat, add_generation_prompt=True, return_tensors='pt', return_dict=True\n)"
        if chat
        else "ids = tokenizer('Once upon a time', return_tensors='pt')"
    )
    return f"""With Transformers:

```python
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained('{name}')
model = AutoModelForCausalLM.from_pretrained('{name}')
{ask}
print(tokenizer.decode(model.generate(**ids)[0], skip_special_tokens=True))
```

With vLLM, as a server: `vllm serve {name}`

With llama.cpp or Ollama, from the GGUF file that tinylm writes of the same checkpoint
(`python -m tinylm export gguf --checkpoint X --to {name}.gguf`): `llama-cli -m {name}.gguf`, or a
`Modelfile` with the line `FROM ./{name}.gguf` and `ollama create {name} -f Modelfile`.

With tinylm: `lm = tinylm.load_checkpoint('{name}')`"""


def _sharing(name: str) -> str:
    return f"""`hf upload OWNER/{name} ./{name}`, or in Python:

```python
from huggingface_hub import create_repo, upload_folder

create_repo('OWNER/{name}')
upload_folder(repo_id='OWNER/{name}', folder_path='{name}')
```"""


def loss_curve(lm: Checkpoint) -> str | None:
    """Training loss (thin) and validation loss (dots) over the steps, as SVG; None without two
    records that tell a loss."""
    points = [(r.step, r.loss) for r in lm.history if hasattr(r, "step")]
    if len(points) < 2:
        return None
    thin = points[:: max(1, len(points) // 400)]
    judged = [(r.step, r.val_loss) for r in lm.history if getattr(r, "val_loss", None) is not None]
    both = thin + judged
    first, last = points[0][0], points[-1][0]
    low, high = min(y for _, y in both), max(y for _, y in both)
    room = (high - low) or 1.0

    def at(point: tuple[float, float]) -> tuple[float, float]:
        across = (point[0] - first) / max(1, last - first) * (_WIDE - _LEFT - 16)
        down = (high - point[1]) / room * (_HIGH - _LOW - 32)
        return round(_LEFT + across, 1), round(16 + down, 1)

    line = " ".join(f"{x},{y}" for x, y in map(at, thin))
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in map(at, judged))
    marks = "".join(
        f'<text x="{_LEFT - 6}" y="{at((first, y))[1] + 4}" text-anchor="end">{y:.2f}</text>'
        for y in (low, (low + high) / 2, high)
    )
    marks += "".join(
        f'<text x="{at((x, low))[0]}" y="{_HIGH - 16}" text-anchor="{side}">{x:,}</text>'
        for x, side in ((first, "start"), (last, "end"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        "<title>Loss in nats a token, by step: training (line), validation (dots)</title>"
        f'<polyline points="{line}" fill="none" stroke="#4477aa" stroke-width="1.2"/>'
        f'<g fill="#cc3311">{dots}</g><g fill="#333333">{marks}'
        f'<text x="{_WIDE // 2}" y="{_HIGH - 16}" text-anchor="middle">steps</text></g></svg>\n'
    )
