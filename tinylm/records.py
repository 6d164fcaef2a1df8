"""One record a step: what the generators of work yield, and what a checkpoint's history holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What one optimizer update did. Losses are mean nats a token.

    What could not be measured is None: the last fields without psutil, the GPU's without one.
    """

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
    val_accuracy: float | None = None  # share of tokens whose likeliest guess was right
    share_of_peak: float | None = None  # FLOPs of the model a second, of what the machine can do
    seconds_left: float | None = None  # as the latest steps took, with all that was between them
    overhead: float = 0.0  # of `seconds`: validation, samples, records and saves
    parts: int = 1  # that each batch was processed in, one after the other
    cpu: float | None = None  # at evaluation steps: processor cores busy with this process
    memory: int | None = None  # bytes that this process holds
    gpu: float | None = None  # share of the time in which the GPU was busy
    gpu_memory: int | None = None  # bytes that this process holds on it
    event: str | None = None  # what happened at this step beside learning, in words
    measures: dict[str, float] | None = None  # what else a stage measures: margins, rewards, ...
    val_bits_per_byte: float | None = None  # the validation loss, comparable between tokenizers


@dataclass(frozen=True, slots=True)
class HeadRecord:
    """One step of head tuning. Values are the goal's; losses are mean nats a token.

    What a record of an older file has not is None.
    """

    cycle: int
    phase: str  # refine | swarm | control (gradient alone) | random | es | line | cma | done
    evaluations: int  # swarm evaluations so far
    refine_steps: int  # gradient steps so far
    seconds: float  # spent on search so far, the control's time apart
    best: float  # searches: best fitness; refine: training loss; decisions: the goal, select part
    change: float | None = None  # against the start head, on the same tokens
    stderr: float | None = None  # of the change on the select tokens, paired; None: fitness tokens
    accepted: bool | None = None  # decisions: whether the phase's result was kept
    mean: float | None = None  # searches: mean fitness of what is searched with
    diversity: float | None = None  # swarm: mean distance of particles from their centroid, as a
    # share of the box's diagonal
    accuracy: float | None = None  # decisions: share of select tokens guessed right
    moved: float | None = None  # size of the change, ||W - W0|| / ||W0||
    event: str | None = None  # what happened beside searching, in words
    points: tuple[tuple[float, ...], ...] | None = None  # searches: those judged since the record
    # before, in units of the box around its middle; None where they are too many or too long
    values: tuple[float, ...] | None = None  # what each of them scored, against the start head


RECORDS = {kind.__name__: kind for kind in (StepRecord, HeadRecord)}
