"""Whether the text is enough for the model and the steps that are planned, in plain words.

Two rules of thumb, both found on models much larger than ours: about 20 tokens for each parameter
use computing time best (Hoffmann et al., 2022, "Training compute-optimal large language models"),
and text that is read up to four times teaches nearly as much as new text, after some sixteen times
hardly anything more (Muennighoff et al., 2023, "Scaling data-constrained language models").
"""

from __future__ import annotations

from html import escape

from ..batches import Batches
from ..calculator import calculate, human
from ..config import ModelConfig, TrainConfig
from ..dataset import TokenData
from ..presets import PRESETS, preset
from ..training import total_steps
from .corpus import PARTS

PER_PARAMETER = 20  # tokens
LIKE_NEW, USEFUL = 4, 16  # passes
_FEW = 100  # steps: the fewest worth proposing, as half of these are spent on warming up
SOURCES = (
    "Rules of thumb, found on much larger models: 20 tokens for each parameter (Hoffmann et al., "
    "2022); repeated text is nearly as good as new for about four passes, and of little use after "
    "some sixteen (Muennighoff et al., 2023). Measured here, the smallest preset on up to 1 MB of "
    "stories: best on new stories after four to six passes, worse from there on."
)


def verdict(
    data: TokenData, config: ModelConfig, train: TrainConfig | None = None
) -> tuple[str, list[str]]:
    """The judgement in a few words, and the sentences that give reasons and say what to change."""
    train = train or TrainConfig()
    try:
        batches = Batches(data.train, config.context_length, train)
    except ValueError as error:  # as training would say
        return "Too little text", [str(error)]
    in_a_pass = batches.per_epoch / train.accumulation  # steps
    steps, tokens = total_steps(train, in_a_pass), len(data.train)
    passes, parameters = steps / in_a_pass, calculate(config).total
    told = [
        f"{steps:,} steps read the {human(tokens)} training tokens {_short(passes)} times: "
        f"{_short(passes * tokens / parameters)} tokens for each of {human(parameters)} parameters."
    ]
    best = min(LIKE_NEW, PER_PARAMETER * parameters / tokens)  # passes
    if passes <= LIKE_NEW:
        judgement = "Enough text"
        if passes < 0.8 * best:
            told.append(f"More would still help, up to some {best * in_a_pass:,.0f} steps.")
    elif passes <= USEFUL:
        judgement = "Little text"
        told.append(
            f"After about {LIKE_NEW} passes each further one teaches less, and soon does harm."
        )
    else:
        judgement = "Too little text"
        told.append(f"After some {USEFUL} passes little is learned but this text by heart.")
    if passes > LIKE_NEW:
        fewer, size = int(LIKE_NEW * in_a_pass), sum(getattr(data, part).bytes for part in PARTS)
        choice = f"Choose {fewer:,} steps, or bring " if fewer >= _FEW else "Bring "
        needed = human(size * passes / LIKE_NEW, "B")
        told.append(
            f"{choice}{needed} of text (this is {human(size, 'B')}); or watch the validation "
            "points, and stop where they rise."
        )
    most = USEFUL * tokens / PER_PARAMETER
    if parameters > most:
        judgement = "Little text for this model" if passes <= LIKE_NEW else judgement
        told.append(
            f"By the rules below this text is for models of at most {human(most)} parameters"
            f"{_smaller(config, parameters, most)}."
        )
    return judgement, told


def _short(number: float) -> str:
    return f"{number:.2g}" if number < 10 else f"{number:,.0f}"


def _smaller(config: ModelConfig, parameters: int, most: float) -> str:
    """What to say of the largest preset that suits the text, or else of the smallest."""
    sizes = {
        name: calculate(preset(name, config.vocab_size)).total
        for name, (own, _) in PRESETS.items()
        if own is None
    }
    fitting = [name for name in sizes if sizes[name] <= most]
    name = max(fitting, key=sizes.get) if fitting else min(sizes, key=sizes.get)
    if sizes[name] >= parameters:
        return ", and a larger one learns it by heart sooner"
    return f": choose the preset {name!r} ({human(sizes[name])})"


def enough_html(data: TokenData, config: ModelConfig, train: TrainConfig | None = None) -> str:
    """The verdict as paragraphs."""
    judgement, told = verdict(data, config, train)
    said = " ".join(map(escape, told))
    return f"<p><b>{judgement}.</b> {said}</p><p><small>{escape(SOURCES)}</small></p>"


def show_enough(data: TokenData, config: ModelConfig, train: TrainConfig | None = None) -> None:
    """Displays whether the text is enough for this model, trained as `train` says (None: the
    defaults), and what to choose instead where it is not."""
    from IPython.display import HTML, display

    display(HTML(enough_html(data, config, train)))
