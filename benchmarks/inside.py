"""What each reaction of the panels that look inside costs the kernel, in milliseconds.

    python benchmarks/inside.py [FOLDER]

FOLDER holds finished checkpoints, as the notebooks leave them. Each reaction is made with a short
text (some 50 tokens) and one of 10,000; CPU time of one thread, the median of seven turns. Leaves a
JSON file with the figures and versions.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tinylm  # its thread settings count only when it comes before torch

SENTENCE = "One golden morning Nell carried a basket to the mill and lost her blue hat. "
TURNS = 7


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default="checkpoints", help="default: %(default)s")
    parser.add_argument("--out", default="benchmarks/inside.json", help="default: %(default)s")
    options = parser.parse_args()
    import torch

    torch.set_num_threads(1)
    lm = tinylm.load_checkpoint(Path(options.folder) / "mini_llm_checkpoint.pt", "cpu")
    tokens = lm.tokenizer.encode(SENTENCE * 1000)
    texts = {"short": SENTENCE * 3, "long": lm.tokenizer.decode(tokens[:10_000])}
    figures = {
        name: {kind: measured(work) for kind, work in reactions(lm, text, options.folder).items()}
        for name, text in texts.items()
    }
    for kind in figures["short"]:
        short, long = (figures[name][kind] for name in texts)
        print(f"{kind:45} {short:7.1f} ms, with 10,000 tokens {long:7.1f} ms")
    made = dict(milliseconds=figures, parameters=lm.model.num_parameters(), turns=TURNS)
    made |= dict(torch=torch.__version__, python=platform.python_version())
    Path(options.out).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def reactions(lm: tinylm.Checkpoint, text: str, folder: str) -> dict[str, Callable[[int], None]]:
    """What a person does; each is called with 0, 1, 2, ... and must find something to do."""
    from tinylm import panels

    choices = panels.ChoicesPanel(lm, text)
    surprised, attending = panels.SurprisePanel(lm, text), panels.AttentionPanel(lm, text)
    layers, near = panels.LensPanel(lm, text), panels.NeighboursPanel(lm, text)
    heads = panels.HeadPanel(folder, text)

    def press(panel, turn: int) -> None:
        panel.strip.buttons.index = turn % 2 + 1

    def retype(panel) -> Callable[[int], None]:
        return lambda turn: panel.text.set_trait("value", text[1 - turn % 2 :])

    return {
        "choices: a slider": lambda turn: choices.temperature.set_trait("value", 1 + turn % 2),
        "choices: a token": lambda turn: press(choices, turn),
        "choices: another way, 40 tokens": lambda turn: choices.branch(turn % 2 + 300),
        "surprise: another text": retype(surprised),
        "surprise: a token": lambda turn: press(surprised, turn),
        "attention: another text": retype(attending),
        "attention: a token": lambda turn: press(attending, turn),
        "attention: a layer": lambda turn: attending.layer.set_trait("value", 2 - turn % 2),
        "layers: another text": retype(layers),
        "layers: a token": lambda turn: press(layers, turn),
        "neighbours: a token": lambda turn: press(near, turn),
        "head: another text": retype(heads),
    }


def measured(work: Callable[[int], None]) -> float:
    """Milliseconds of CPU time, the median after one turn that does not count."""
    took = []
    for turn in range(TURNS + 1):
        began = time.process_time()
        work(turn)
        took.append(1000 * (time.process_time() - began))
    return round(statistics.median(took[1:]), 2)


if __name__ == "__main__":
    main()
