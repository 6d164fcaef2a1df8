"""Everything that draws, one file a panel. The core never imports it."""

from .card import show_card, show_environment, show_forecast
from .figures import loss_figure, show, swarm_figure, wrapped
from .form import TrainForm
from .live import watch
from .sampler import Sampler
from .size import show_size

__all__ = [
    "Sampler",
    "TrainForm",
    "loss_figure",
    "show",
    "show_card",
    "show_environment",
    "show_forecast",
    "show_size",
    "swarm_figure",
    "watch",
    "wrapped",
]
