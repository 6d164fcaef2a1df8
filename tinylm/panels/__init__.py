"""Everything that draws, one file a panel. The core never imports it."""

from .card import show_card, show_environment, show_forecast
from .compare import side_by_side
from .conversation import Talk
from .corpus import show_corpus, show_lengths, show_pieces
from .documents import show_documents
from .enough import show_enough
from .figures import (
    length_figure,
    loss_figure,
    result_figure,
    runs_figure,
    show,
    swarm_figure,
    wrapped,
)
from .form import TrainForm
from .inside.attention import AttentionPanel
from .inside.choices import ChoicesPanel
from .inside.head import HeadPanel
from .inside.lens import LensPanel
from .inside.neighbours import NeighboursPanel
from .inside.surprise import SurprisePanel
from .live import watch
from .playground import Models
from .preference import preference_figure
from .runs import Runs
from .sampler import Sampler
from .size import show_size
from .swarm import SwarmView, swarm_plane
from .upload import Upload

__all__ = [
    "AttentionPanel",
    "ChoicesPanel",
    "HeadPanel",
    "LensPanel",
    "Models",
    "NeighboursPanel",
    "Runs",
    "Sampler",
    "SurprisePanel",
    "SwarmView",
    "Talk",
    "TrainForm",
    "Upload",
    "length_figure",
    "loss_figure",
    "preference_figure",
    "result_figure",
    "runs_figure",
    "show",
    "show_card",
    "show_corpus",
    "show_documents",
    "show_enough",
    "show_environment",
    "show_forecast",
    "show_lengths",
    "show_pieces",
    "show_size",
    "side_by_side",
    "swarm_figure",
    "swarm_plane",
    "watch",
    "wrapped",
]
