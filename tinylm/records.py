"""One record a step: what the generators of work yield, and what a checkpoint's history holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StepRecord:
    """What one optimizer update did. Losses are mean nats a token."""

    step: int  # updates done, counted from 1
    total: int  # updates in the whole run
    loss: float  # training loss of this update's batch
    lr: float
    grad_norm: float  # before clipping
    tokens: int  # trained on so far
    tokens_per_second: float  # of this update
    seconds: float  # spent training so far, over all resumes
    val_loss: float | None = None  # at evaluation steps
    val_stderr: float | None = None
    samples: tuple[str, ...] | None = None  # at sample steps, one for each prompt
    event: str | None = None  # what happened at this step beside learning, in words


@dataclass(frozen=True)
class HeadRecord:
    """One step of head tuning. Losses are mean nats a token."""

    cycle: int
    phase: str  # refine | swarm | control | done
    evaluations: int  # swarm evaluations so far
    refine_steps: int  # gradient steps so far
    seconds: float  # spent on search so far, the control's time apart
    best: float  # swarm: best fitness; refine: training loss; decision, control: select loss
    change: float | None = None  # against the start head, on the same tokens
    stderr: float | None = None  # of the change on the select tokens, paired; None: fitness tokens
    accepted: bool | None = None  # decisions: whether the phase's result was kept


RECORDS = {kind.__name__: kind for kind in (StepRecord, HeadRecord)}
