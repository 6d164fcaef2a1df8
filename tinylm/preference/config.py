"""What a user may set of the preference and the reward stage."""

from __future__ import annotations

from dataclasses import dataclass

from ..checks import choice, number, whole
from ..config import TrainConfig


@dataclass(frozen=True)
class _AfterTuning(TrainConfig):
    """What both stages have in common: small steps from a model that already converses."""

    optimizer: str = "adamw"
    learning_rate: float | None = 5e-5
    embedding_scale: float | None = 1.0
    head_scale: float | None = 1.0
    schedule: str = "cosine"
    warmup_steps: int = 10
    weight_decay: float = 0.0
    batches: str = "padded"  # one answer a row
    precision: str = "float32"  # what is learned from are small differences of log-probabilities
    eval_every: int = 20
    sample_every: int = 0
    sample_prompts: tuple[str, ...] = ("Hello!",)  # asked as a user would
    val_fraction: float = 0.1  # share of the prompts that is kept aside to judge by

    def __post_init__(self) -> None:
        super().__post_init__()
        choice("batches", self.batches, ("padded",))
        number("val_fraction", self.val_fraction, 0, 0.5, open_low=True)
        for name in ("z_loss", "context_warmup", "batch_warmup"):
            if getattr(self, name):
                raise ValueError(
                    f"{name}={getattr(self, name)!r} has no meaning where no text is learned: "
                    "leave it out."
                )


@dataclass(frozen=True)
class PreferenceConfig(_AfterTuning):
    """Direct preference optimisation: a `TrainConfig` with other defaults and a choice of loss."""

    epochs: float | None = 3
    batch_size: int = 16  # pairs
    loss: str = "sigmoid"  # sigmoid (DPO: Rafailov et al., 2023) | ipo (Azar et al., 2024)
    beta: float = 0.1  # how strongly the model is held to what it was; 0.05 to 0.5
    label_smoothing: float = 0.0  # share of pairs that may be the wrong way round; below 0.5
    nll_weight: float = 0.0  # of the chosen answers' loss a token, added to the pairs'; 0 to 1

    def __post_init__(self) -> None:
        super().__post_init__()
        choice("loss", self.loss, ("sigmoid", "ipo"))
        number("beta", self.beta, 0, 100, open_low=True)
        number("label_smoothing", self.label_smoothing, 0, 0.499)
        number("nll_weight", self.nll_weight, 0, 100)
        if self.label_smoothing and self.loss == "ipo":
            raise ValueError(
                f"label_smoothing={self.label_smoothing} is for loss='sigmoid', not 'ipo', which "
                "aims at a finite margin already: leave it out."
            )


@dataclass(frozen=True)
class RewardConfig(_AfterTuning):
    """Group-relative policy gradient (GRPO: Shao et al., 2024): a `TrainConfig` with other defaults
    and the choices of sampling and loss. A step samples, then learns `updates` times from that."""

    max_steps: int | None = 100
    learning_rate: float | None = 3e-4
    batch_size: int = 8  # prompts a step
    group: int = 8  # answers to each; an answer's advantage is over the mean of its group
    updates: int = 1  # of the weights from one round of answers; 1 to 4
    beta: float = 0.04  # weight of the divergence from the model that it was; 0: no leash
    clip: float = 0.2  # an answer's token learns until its probability has changed by this share
    scale: bool = True  # divide advantages by the group's standard deviation (Dr. GRPO: False)
    length: str = "answer"  # a token's weight: 1 / tokens of its answer | most (1 / max_new_tokens:
    #   Dr. GRPO, Liu et al., 2025), which favours no long wrong answers
    max_new_tokens: int = 60  # of an answer
    temperature: float = 1.0  # at which answers are drawn, and learned
    val_answers: int = 2  # drawn for each prompt that is kept aside, at each validation

    def __post_init__(self) -> None:
        super().__post_init__()
        whole("group", self.group, 2)
        for name in ("updates", "max_new_tokens", "val_answers"):
            whole(name, getattr(self, name), 1)
        number("beta", self.beta, 0, 100)
        number("clip", self.clip, 0, 1, open_low=True)
        choice("length", self.length, ("answer", "most"))
        number("temperature", self.temperature, 0, 10, open_low=True)
        if self.label_smoothing:
            raise ValueError(
                f"label_smoothing={self.label_smoothing} has no meaning where no text is learned: "
                "leave it out."
            )
