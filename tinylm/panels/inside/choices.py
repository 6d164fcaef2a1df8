"""Which token next: the odds, what each setting cuts, and other ways to go on."""

from __future__ import annotations

from html import escape

import ipywidgets as W
import torch

from ...checkpoint import Checkpoint
from ...config import SampleConfig
from ...generation import Decoder, stream_ids
from ...inside import TokenChoices
from ...inside.choices import choices_of
from ..figures import BLUE, INK
from ..playground import weakly
from .parts import (
    NAMES,
    TEXT,
    WIDE,
    Panel,
    TokenStrip,
    bar,
    label,
    legible,
    note,
    percent,
    read,
    table,
)

ROWS = 20  # likeliest tokens that are drawn
WAYS = 12  # likeliest tokens that one can branch with
_KEPT = 5  # earlier texts that stay in sight
_SAYS = {
    "penalties": "penalties",
    "temperature": "temperature",
    "top_k": "top-k",
    "top_p": "top-p",
    "min_p": "min-p",
    "typical_p": "typical",
}


class ChoicesPanel(Panel):
    """Writes a text after the prompt, and shows for any of its tokens what else could have come."""

    def __init__(self, lm: Checkpoint, prompt: str = "", new_tokens: int = 40) -> None:
        self.lm = lm
        self.prompt_ids: list[int] = []
        self.new: list[int] = []  # what has been written
        self.found: TokenChoices | None = None  # before the picked token
        self._logits: torch.Tensor | None = None
        self._earlier: list[str] = []  # other branches, as HTML
        sample = SampleConfig()

        def slider(kind, name, **values):
            return kind(description=name, style=NAMES, layout=WIDE, **values)

        self.prompt = W.Textarea(
            prompt, description="prompt", style=NAMES, layout=TEXT, continuous_update=False
        )
        self.temperature = slider(
            W.FloatSlider, "temperature", value=sample.temperature, min=0, max=2, step=0.05
        )
        self.top_k = slider(W.IntSlider, "top-k (0: all)", value=0, min=0, max=200)
        self.top_p = slider(W.FloatSlider, "top-p", value=sample.top_p, min=0.05, max=1, step=0.05)
        self.min_p = slider(W.FloatSlider, "min-p (0: all)", value=0, min=0, max=0.5, step=0.01)
        self.length = slider(W.IntSlider, "new tokens", value=new_tokens, min=1, max=200)
        self.seed = slider(W.BoundedIntText, "seed", value=0, min=0, max=2**31)
        self.button = W.Button(description="Write", button_style="primary", icon="play")
        self.strip = TokenStrip("token", self._picked)
        self.ways = W.ToggleButtons(
            description="instead:", options=[], style={"button_width": "auto", **NAMES}
        )
        self.ways.layout.max_width = "900px"
        self.bars, self.others = W.HTML(), W.HTML()
        self._quiet = False
        left = W.VBox([self.temperature, self.top_k, self.top_p])
        right = W.VBox([self.min_p, self.length, self.seed])
        sliders = W.HBox([left, right], layout=W.Layout(flex_flow="row wrap"))
        picks = [self.strip.box, self.ways]
        super().__init__(self.prompt, sliders, self.button, *picks, self.bars, self.others)
        for widget in (self.temperature, self.top_k, self.top_p, self.min_p):
            self._on(widget, self._moved)
        self.button.on_click(weakly(self.write))
        self.ways.observe(weakly(self._branched), "index")
        self.write()

    def config(self) -> SampleConfig:
        """The sliders as a `SampleConfig`."""
        return SampleConfig(
            max_new_tokens=self.length.value,
            temperature=self.temperature.value,
            top_k=self.top_k.value,
            top_p=self.top_p.value,
            min_p=self.min_p.value,
            seed=self.seed.value,
        )

    @property
    def text(self) -> str:
        """Prompt and continuation, in the form in which the other panels take a text."""
        said = self.lm.tokenizer.decode(self.new)
        if self.lm.stage == "chat":
            return f"{self.prompt.value.strip()}\n\n{said.strip()}"
        return self.prompt.value + said

    @property
    def before(self) -> list[int]:
        """The ids in front of the picked token."""
        return self.prompt_ids + self.new[: self.strip.index]

    def write(self, _button=None) -> None:
        """Writes after the prompt, with the sliders as they stand."""

        def work() -> None:
            self.prompt_ids = read(self.lm, self.prompt.value)
            self._earlier, self.new = [], []
            self._go_on(pick=0)

        self._try(work)

    def branch(self, token: int) -> None:
        """Keeps what stands before the picked token, takes this one in its place, and goes on."""
        at = self.strip.index
        shown = self.lm.tokenizer.decode(self.new)
        kept = self.lm.tokenizer.decode(self.new[:at])
        if at < len(self.new) and self.new[at] != token and shown.startswith(kept):
            rest = f"<b>{legible(shown[len(kept) :])}</b>"
            self._earlier = [legible(kept) + rest, *self._earlier][:_KEPT]
        self.new = [*self.new[:at], token]
        self._try(lambda: self._go_on(pick=at))

    def _go_on(self, pick: int) -> None:
        lm, ends = self.lm, self._ends()
        if not (self.new and self.new[-1] in ends):
            ids = self.prompt_ids + self.new
            self.new += stream_ids(lm, ids, self.config(), ends)
        labels = [label(lm.tokenizer, i) for i in self.new]
        self.strip.fill(len(labels) + 1, lambda i: [*labels, "\u2026"][i], pick)
        self._look()

    def _ends(self) -> set[int | None]:
        ids = self.lm.tokenizer
        return {ids.eos_id, *([ids.user_id, ids.bos_id] if self.lm.stage == "chat" else [])}

    def _picked(self) -> None:
        self._try(self._look)

    def _moved(self, _change) -> None:
        if self._logits is not None:
            self._try(self._draw)

    def _branched(self, change) -> None:
        if not self._quiet and change["new"] is not None:
            self.branch(self.ways.value)

    def _look(self) -> None:
        """Reads what stands before the picked token."""
        self._logits = Decoder(self.lm, use_cache=False).read([self.before])[0]
        self._draw()
        ids = self._logits.topk(min(WAYS, len(self._logits))).indices.tolist()
        self._quiet = True
        with self.ways.hold_sync():
            self.ways.options = [(label(self.lm.tokenizer, i), i) for i in ids]
            self.ways.index = None
        self._quiet = False

    def _draw(self) -> None:
        ids, begin = self.before, len(self.prompt_ids)
        self.found = choices_of(self._logits, ids, begin, self.config())
        at = self.strip.index
        taken = self.new[at] if at < len(self.new) else None
        self.bars.value = bars_html(self.lm, self.found, self.config(), taken, at + 1)
        self.others.value = "".join(note(f"another way: {text}") for text in self._earlier)


def bars_html(
    lm: Checkpoint, found: TokenChoices, config: SampleConfig, taken: int | None, place: int
) -> str:
    """The likeliest tokens, a bar each before and after the settings, and what these cut."""
    ids = found.model.topk(min(ROWS, len(found.model))).indices.tolist()
    if taken is not None and taken not in ids:
        ids.append(taken)
    longest = max(float(found.model.max()), float(found.drawn.max()))
    rows = []
    for i in ids:
        own, drawn, cut = float(found.model[i]), float(found.drawn[i]), found.cut_by(i)
        after = f"cut by {_SAYS[cut]}" if cut else percent(drawn)
        lines = f"{bar(own / longest, INK, height=0.4)}<br>{bar(drawn / longest, BLUE, height=0.4)}"
        name = escape(label(lm.tokenizer, i))
        rows.append(
            (
                f"<b>{name} \u25c0</b>" if i == taken else name,
                f"<div style='line-height:0.45em;min-width:16em'>{lines}</div>",
                percent(own),
                f"<i>{after}</i>" if cut else after,
            )
        )
    own = found.model[found.model > 0]
    bits = float(-(own * own.log2()).sum())
    drawn = int((found.drawn > 0).sum())
    mark = "" if taken is None else ", \u25c0 the one that was taken"
    caption = (
        f"New token {place}: the {len(ids)} likeliest of {len(found.model):,}{mark}. The "
        f"model alone is undecided between as many as {2**bits:,.1f} equally likely ones "
        f"({bits:.2f} bits); it is drawn from {drawn:,} token{'s' * (drawn != 1)}."
    )
    told = [_said(step, config) for step in found.steps if step.setting in _shown(config)]
    names = ("token", "", "model", "drawn with")
    return table(caption, names, rows) + note("<br>".join(told))


def _shown(config: SampleConfig) -> set[str]:
    """The settings that do something."""
    if config.temperature == 0:
        return {"temperature"}
    off = dict(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0)
    return {name for name, value in off.items() if getattr(config, name) != value}


def _said(step, config: SampleConfig) -> str:
    value = getattr(config, step.setting)
    name = f"{_SAYS[step.setting]} {value:g}"
    cut, top = int(step.tokens.sum()), percent(float(step.probabilities.max()))
    if cut:
        many = f"{cut:,} token{'s' * (cut != 1)}"
        return f"{name}: cuts {many} that had {percent(step.mass)}; the likeliest then has {top}"
    nothing = "" if step.setting == "temperature" else "cuts nothing; "
    return f"{name}: {nothing}the likeliest then has {top}"
