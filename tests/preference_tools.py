"""TRL's own losses on given logits, without its trainers' set-up; and fixed inputs for them."""

from __future__ import annotations

import random
from collections import defaultdict
from types import SimpleNamespace

import torch

# The lengths of two prompts, and of their chosen and rejected answers.
SHAPES = ((3, 4, 2), (2, 3, 5))
VOCABULARY, LENGTH, GROUP = 7, 8, 4


def numbers(*shape: int, seed: int = 0) -> torch.Tensor:
    """Numbers from -2 to 2 in steps of 1/64, which float32 holds exactly."""
    rng = random.Random(seed)
    count = int(torch.tensor(shape).prod())
    made = [rng.randint(-128, 128) / 64 for _ in range(count)]
    return torch.tensor(made).view(shape)


def pairs() -> tuple[torch.Tensor, torch.Tensor]:
    """(ids, mask of answers), (4, LENGTH): both chosen conversations, then both rejected ones."""
    rng = random.Random(1)
    ids = torch.zeros(4, LENGTH, dtype=torch.long)
    mask = torch.zeros(4, LENGTH, dtype=torch.long)
    for number, (asked, *answers) in enumerate(SHAPES):
        prompt = [rng.randrange(1, VOCABULARY) for _ in range(asked)]
        for side, count in enumerate(answers):
            row = [*prompt, *(rng.randrange(1, VOCABULARY) for _ in range(count))]
            ids[2 * side + number, : len(row)] = torch.tensor(row)
            mask[2 * side + number, asked : len(row)] = 1
    return ids, mask


class Told(torch.nn.Module):
    """A model that says fixed logits, in the form that TRL asks for."""

    def __init__(self, logits: torch.Tensor) -> None:
        super().__init__()
        self.logits, self.is_gradient_checkpointing = logits, False

    def forward(self, labels: torch.Tensor, **_) -> SimpleNamespace:
        logits, aims = self.logits[:, :-1], labels[:, 1:]
        kept = aims != -100
        said = logits.log_softmax(-1).gather(-1, aims.clamp(min=0)[..., None])[..., 0] * kept
        zero = torch.zeros_like(said)
        more = dict(entropy=zero, mean_logits=zero, log_sum_sq_probs=zero)
        more |= dict(is_top1=kept)
        return SimpleNamespace(log_probs=said, **more)


def trl_dpo(kind: str, beta: float, smoothing: float = 0.0, only: int | None = None) -> float:
    """The loss of TRL's DPOTrainer on `pairs()`, or on one of the two pairs."""
    from trl import DPOTrainer

    ids, mask = pairs()
    rows = slice(None) if only is None else slice(only, None, 2)
    policy, reference = (Told(numbers(4, LENGTH, VOCABULARY, seed=s)[rows]) for s in (2, 3))
    gather = dict(gather=lambda x: x, gather_for_metrics=lambda x: x)
    accelerator = SimpleNamespace(device="cpu", **gather)
    state = SimpleNamespace(num_input_tokens_seen=0)
    trainer = SimpleNamespace(
        accelerator=accelerator,
        aux_loss_enabled=False,
        ld_alpha=None,
        precompute_ref_logps=False,
        args=SimpleNamespace(gradient_checkpointing_kwargs=None, gradient_checkpointing=False),
        model=policy,
        ref_model=reference,
        f_divergence_type="reverse_kl",
        loss_types=[kind],
        loss_weights=[1.0],
        beta=beta,
        label_smoothing=smoothing,
        use_weighting=False,
        state=state,
        _metrics=defaultdict(lambda: defaultdict(list)),
        _total_train_tokens=0,
        _tp_size=1,
    )
    given = dict(input_ids=ids[rows], attention_mask=torch.ones_like(ids[rows]))
    loss = DPOTrainer._compute_loss(
        trainer, policy, given | dict(completion_mask=mask[rows]), False
    )
    return float(loss)


def trl_grpo(loss_type: str, beta: float, clip: float, most: int) -> float:
    """The loss of TRL's GRPOTrainer on the log-probabilities of `rollouts()`."""
    from trl import GRPOTrainer

    said, old, before, mask, advantage = rollouts()
    same = dict(gather=lambda x: x, reduce=lambda x, reduction: x)
    gathered = SimpleNamespace(device="cpu", num_processes=1, **same)
    trainer = SimpleNamespace(
        accelerator=gathered,
        model=SimpleNamespace(training=False),
        aux_loss_enabled=False,
        top_entropy_quantile=1.0,
        off_policy_mask_threshold=None,
        importance_sampling_level="token",
        beta=beta,
        loss_type=loss_type,
        epsilon_low=clip,
        epsilon_high=clip,
        use_vllm=False,
        _entropy_bonus_enabled=False,
        max_completion_length=most,
        current_gradient_accumulation_steps=1,
        args=SimpleNamespace(delta=None, use_bias_correction_kl=False),
        _get_per_token_logps_and_entropies=lambda *_, **__: (said, torch.zeros_like(said), None),
        _metrics=defaultdict(lambda: defaultdict(list)),
    )
    ids = torch.ones_like(mask)
    given = dict(prompt_ids=ids[:, :1], prompt_mask=ids[:, :1], completion_ids=ids)
    given |= dict(completion_mask=mask, advantages=advantage, old_per_token_logps=old)
    return float(GRPOTrainer._compute_loss(trainer, None, given | dict(ref_per_token_logps=before)))


def rollouts() -> tuple[torch.Tensor, ...]:
    """(said, old, before, mask), each (GROUP, 5), and (GROUP,) advantages."""
    said, old, before = (numbers(GROUP, 5, seed=s) / 4 - 1 for s in (4, 5, 6))
    mask = torch.ones(GROUP, 5, dtype=torch.long)
    mask[1, 3:], mask[3, 2:] = 0, 0
    return said, old, before, mask, torch.tensor([1.25, -0.5, 0.25, -1.0])
