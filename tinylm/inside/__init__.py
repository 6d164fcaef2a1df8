"""Looking inside a model: what it weighs, and how it comes to it. Numbers only, nothing is drawn.

`from tinylm import inside`. Shapes: V vocabulary, N tokens of a text, L layers, H heads. Nothing
here changes the model, and what it gives is what the model itself computes, not an approximation.
"""

from .choices import Cut, TokenChoices, token_choices
from .layers import Lens, attention, lens
from .surprises import Surprise, surprise
from .vectors import HeadChange, head_change, neighbours

__all__ = [
    "Cut",
    "HeadChange",
    "Lens",
    "Surprise",
    "TokenChoices",
    "attention",
    "head_change",
    "lens",
    "neighbours",
    "surprise",
    "token_choices",
]
