"""Learning from a reward: the model answers, a function of yours scores the answers, and what
scored above the others of its group becomes likelier.

Group-relative policy gradient (GRPO: Shao et al., 2024), held to what the model was by an estimate
of the divergence. A step draws the answers to some prompts side by side, all a function of the
weights and (seed, step), and learns from them once or several times.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from ..batches import UNLEARNED, Batch, mix, shuffled
from ..chat import Turn, answer_stream, check_turns, fit_turns
from ..checkpoint import Checkpoint
from ..config import SampleConfig, TrainConfig
from ..dataset import TokenData
from ..device import at_work
from ..evaluation import Report, evaluate
from ..generation import Completion, complete_ids
from ..heads.goals import code_digest
from ..model import MiniTransformer
from ..optim import learning_rate
from ..records import StepRecord
from ..runs import Run
from ..templates import encode_turns
from ..training import run_steps, sampling, total_steps
from ..updates import Update, Updates
from .config import RewardConfig
from .direct import LOST, check_converses
from .pairs import divided, first_question
from .scores import divergence, frozen, mean_and_error, token_logprobs

PATIENCE = 5  # steps in a row in which the reward tells no answers apart end a run
Reward = Callable[..., Any]


def reinforce(
    lm: Checkpoint,
    prompts: Sequence[str | list[Turn]],
    reward: Reward,
    config: RewardConfig,
    data: TokenData | None = None,
    batched: bool = False,
) -> Iterator[StepRecord]:
    """Raises what `reward` gives for the answers of `lm`, which converses already; in place, a
    record a step.

    `prompts` are questions, or turns that end with one. `reward(turns, text)` gives a number for an
    answer; with `batched` it gets a list of each and gives a list of numbers. `val_loss` is minus
    the mean reward on held-out prompts; `measures` of each record tells rewards, divergence and
    more (docs/preference.md). With the stage-1 `data` the report says what was forgotten. Resumes
    and runs again as `train` does; a reward counts as another one when its own code changes.
    """
    check_converses(lm, "rewards")
    if not callable(reward):
        raise ValueError(f"reward={reward!r} must be a function of the turns and the answer.")
    config = config.for_size(lm.model.num_parameters())
    asked = [_turns(prompt, number) for number, prompt in enumerate(prompts, 1)]
    learn, held_out = divided(asked, first_question, config.val_fraction, config.seed)
    player = Player(lm, config, learn, held_out, Judge(reward, batched))

    def finish() -> dict:
        report = dict(rewards=player.report())
        return report | (dict(val=evaluate(lm, data.val).as_dict()) if data else {})

    def sample(prompt: str) -> str:
        answer = "".join(answer_stream(lm, [{"role": "user", "text": prompt}], sampling(lm)))
        return f"{prompt} \u2192 {answer}"

    def updates(
        lm: Checkpoint, config: TrainConfig, batch_at: Callable[[int], Batch]
    ) -> RewardUpdates:
        return RewardUpdates(lm, config, batch_at, player)

    total = total_steps(config, len(learn) / (config.batch_size * config.accumulation))
    told = [asked, _name(reward), code_digest(reward), batched]
    identity = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    run = Run("rewarded", lm, config, identity)
    with run.alone(), at_work(lm.device, config.precision):
        work = (player.prompts_at, player.measure, finish, sample, None, player.start)
        yield from run_steps(lm, run, config, total, *work, updates=updates)


def advantages(rewards: Tensor, scale: bool = True) -> Tensor:
    """(prompts, group): how far each reward is above the mean of its group; with `scale` in units
    of the group's standard deviation."""
    above = rewards - rewards.mean(1, keepdim=True)
    return above / (rewards.std(1, keepdim=True) + 1e-4) if scale else above


def token_losses(
    said: Tensor, old: Tensor, reference: Tensor, advantage: Tensor, config: RewardConfig
) -> Tensor:
    """(B, T) the loss of each token.

    `said`, `old`, `reference` (B, T): its log-probability now, when it was drawn, and by the model
    before training (not read if beta is 0); `advantage` (B,) of its answer.
    """
    ratio, advantage = (said - old).exp(), advantage[:, None]
    limited = ratio.clamp(1 - config.clip, 1 + config.clip)
    losses = -torch.minimum(ratio * advantage, limited * advantage)
    if config.beta:
        losses = losses + config.beta * divergence(said, reference)
    return losses


class Rollouts(NamedTuple):
    """Answers that were drawn, and what is learned from them."""

    inputs: Tensor  # (B, T) int64
    targets: Tensor  # (B, T) int64, `UNLEARNED` but for the answer
    advantages: Tensor  # (B,)
    old: Tensor  # (B, T) log-probabilities when drawn; (B, 0) where one update is all
    reference: Tensor  # (B, T) log-probabilities before training; (B, 0) without a leash


@dataclasses.dataclass(frozen=True)
class Judge:
    """The user's reward, with its answers checked."""

    function: Reward
    batched: bool

    def __call__(self, turns: list[list[Turn]], texts: list[str]) -> Tensor:
        """(answers,) float64. Raises `ValueError` where the reward fails or is no number."""
        name = _name(self.function)
        try:  # whatever a function of the user's raises is told with its name, and stays attached
            if self.batched:
                found = list(self.function(turns, texts))
            else:
                found = [self.function(*pair) for pair in zip(turns, texts, strict=True)]
        except Exception as error:
            raise ValueError(
                f"the reward {name!r} raised {type(error).__name__}: {error}; it must give a "
                "number for every answer, an empty one, too."
            ) from error
        if len(found) != len(texts):
            raise ValueError(
                f"the reward {name!r} gave {len(found)} numbers for {len(texts)} answers: it must "
                "give one for each, in their order."
            )
        return torch.tensor(
            [_number(name, *pair) for pair in zip(found, texts, strict=True)], dtype=torch.float64
        )


class Player:
    """Draws answers and has them judged; knows the model as it was."""

    def __init__(
        self,
        lm: Checkpoint,
        config: RewardConfig,
        learn: list[list[Turn]],
        held_out: list[list[Turn]],
        judge: Judge,
    ) -> None:
        self.lm, self.config, self.judge = lm, config, judge
        self.learn = [(turns, self._encoded(turns)) for turns in learn]
        self.held_out = [(turns, self._encoded(turns)) for turns in held_out]
        self.before: dict[str, float] | None = None
        self._reference: MiniTransformer | None = None

    def _encoded(self, turns: list[Turn]) -> list[int]:
        lm, room = self.lm, self.config.max_new_tokens
        fits = fit_turns(lm, turns, room)
        ids, _ = encode_turns(lm.tokenizer, fits, lm.chat_template, reply=True)
        if len(ids) + room > lm.config.context_length:
            raise ValueError(
                f"the prompt {turns[-1]['text'][:40]!r} has {len(ids)} tokens and leaves less than "
                f"max_new_tokens={room} of the {lm.config.context_length} that this model reads: "
                "shorten it, or lower max_new_tokens."
            )
        return ids

    def start(self) -> None:
        """The present weights are those that the run begins with."""
        self._reference = frozen(self.lm.model)
        self.before = self._judged()

    def state(self) -> dict[str, Any]:
        """What a run needs of its beginning, for a checkpoint."""
        return dict(before=self.before, reference=self.reference.state_dict())

    @property
    def reference(self) -> MiniTransformer:
        """The model as it was."""
        if self._reference is None:
            if self.lm.optimizer is None:
                raise ValueError(LOST)
            kept = self.lm.optimizer["player"]
            self.before = kept["before"]
            self._reference = frozen(self.lm.model, kept["reference"])
        return self._reference

    def prompts_at(self, micro_step: int) -> Batch:
        """The prompts of a micro-step as a batch from which nothing is learned yet."""
        rows = [ids for _, ids in self.picked(micro_step)]
        inputs = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        return Batch(inputs, torch.full_like(inputs, UNLEARNED))

    def picked(self, micro_step: int) -> list[tuple[list[Turn], list[int]]]:
        size, found = self.config.batch_size, []
        for i in range(micro_step * size, (micro_step + 1) * size):
            epoch, index = divmod(i, len(self.learn))
            seed = self.config.seed * 1_000_003 + epoch
            found.append(self.learn[shuffled(index, len(self.learn), seed)])
        return found

    def answer(
        self, prompts: list[tuple[list[Turn], list[int]]], each: int, seed: int
    ) -> tuple[list[Completion], Tensor]:
        """So many answers to each prompt, one prompt after another, and their rewards."""
        config, lm = self.config, self.lm
        rows = [ids for _, ids in prompts for _ in range(each)]
        turns = [turns for turns, _ in prompts for _ in range(each)]
        # By PyTorch alone, so that a run does not depend on when the compiled step was ready; and
        # without filters, so that what is drawn is what is learned.
        drawn = SampleConfig(
            max_new_tokens=config.max_new_tokens,
            temperature=config.temperature,
            top_p=1.0,
            seed=seed,
            fast="off",
        )
        done = complete_ids(lm, [""] * len(rows), rows, drawn, {lm.tokenizer.eos_id})
        done = [dataclasses.replace(one, text=one.text.removeprefix(" ")) for one in done]
        return done, self.judge(turns, [one.text for one in done])

    def rows(
        self, prompts: list[tuple[list[Turn], list[int]]], done: list[Completion]
    ) -> tuple[Tensor, Tensor]:
        """(B, T) inputs and targets of the answers, each with the <eos> that it ended with."""
        each, whole = len(done) // len(prompts), []
        for i, one in enumerate(done):
            asked = prompts[i // each][1]
            end = [self.lm.tokenizer.eos_id] if one.finish == "eos" else []
            whole.append((asked, [*one.ids, *end]))
        longest = max(len(asked) + len(said) for asked, said in whole) - 1
        inputs = torch.zeros(len(whole), longest, dtype=torch.long)
        targets = torch.full_like(inputs, UNLEARNED)
        for i, (asked, said) in enumerate(whole):
            ids = [*asked, *said]
            inputs[i, : len(ids) - 1] = torch.tensor(ids[:-1])
            targets[i, len(asked) - 1 : len(ids) - 1] = torch.tensor(said)
        return inputs.to(self.lm.device), targets.to(self.lm.device)

    @torch.no_grad()
    def logprobs(self, model: MiniTransformer, inputs: Tensor, targets: Tensor) -> Tensor:
        config, found = self.config, []
        for some, aims in zip(inputs.split(64), targets.split(64), strict=True):
            said = token_logprobs(
                model, some, aims, config.precision, temperature=config.temperature
            )
            found.append(said)
        return torch.cat(found)

    def _judged(self) -> dict[str, float]:
        """What becomes of the held-out prompts now; the same draws every time."""
        config = self.config
        done, rewards = self.answer(self.held_out, config.val_answers, mix(config.seed, 0) % 2**31)
        inputs, targets = self.rows(self.held_out, done)
        said = self.logprobs(self.lm.model.eval(), inputs, targets)
        away = divergence(said, self.logprobs(self.reference, inputs, targets))
        by_prompt = rewards.view(len(self.held_out), -1).mean(1)
        reward, error = mean_and_error(by_prompt)
        told = dict(val_reward=reward, val_kl=float(away[targets != UNLEARNED].mean()))
        told |= dict(val_reward_stderr=error) if len(by_prompt) > 1 else {}
        self._each = tuple(by_prompt.neg().tolist())
        return told | {f"val_{name}": value for name, value in _shape(done).items()}

    def measure(self) -> Report:
        """Minus the reward on held-out prompts, as a loss."""
        told = self._judged()
        stderr, count = told.get("val_reward_stderr", math.nan), len(self._each)
        more = dict(window_losses=self._each, window_tokens=(1,) * count, measures=told)
        return Report(-told["val_reward"], stderr, None, count, math.nan, **more)

    def report(self) -> dict[str, float]:
        """Plain values: the held-out prompts, before and after."""
        after = self._judged()
        return after | {f"{name}_before": value for name, value in self.before.items()}


class RewardUpdates(Updates):
    """A round: draws answers, then makes `config.updates` updates. Without dropout, for the answers
    were drawn without."""

    def __init__(
        self,
        lm: Checkpoint,
        config: RewardConfig,
        batch_at: Callable[[int], Batch],
        player: Player,
    ) -> None:
        super().__init__(lm, config, batch_at)
        self.player, self.rows = player, 1
        self.away: list[Tensor] = []  # divergences of the tokens of an update
        self.player.reference  # noqa: B018 - read from the checkpoint while that is at hand

    def state_dict(self) -> dict:
        return super().state_dict() | dict(player=self.player.state())

    def make(self, total: int) -> Update:
        config, first = self.config, self.lm.step * self.config.accumulation
        rounds = [self._round(first + i) for i in range(config.accumulation)]
        rewards = torch.cat([rewards for _, _, rewards in rounds])
        done = [one for _, some, _ in rounds for one in some]
        told = self._told(rewards, done, [batch for batch, _, _ in rounds])
        if not told["signal"]:
            return self._none(total, told, rewards)
        prompts_at = self.batch_at
        self.batch_at = lambda micro_step: rounds[micro_step - first][0]
        try:
            made = []
            for _ in range(config.updates):
                made.append(super().make(total))
                told = (dict(kl=self._kl()) if config.beta else {}) | told  # of the first one
        finally:
            self.batch_at = prompts_at
        event = "; ".join(dict.fromkeys(filter(None, (one.event for one in made)))) or None
        return made[0]._replace(measures=told, event=event)

    def _round(self, micro_step: int) -> tuple[Rollouts, list[Completion], Tensor]:
        config, player = self.config, self.player
        prompts = player.picked(micro_step)
        seed = mix(config.seed + 1, micro_step) % 2**31
        done, rewards = player.answer(prompts, config.group, seed)
        rewards = rewards.view(len(prompts), -1)
        inputs, targets = player.rows(prompts, done)
        model, none = self.lm.model.eval(), torch.empty(len(inputs), 0, device=inputs.device)
        old = player.logprobs(model, inputs, targets) if config.updates > 1 else none
        before = player.logprobs(player.reference, inputs, targets) if config.beta else none
        above = advantages(rewards, config.scale).flatten().float().to(inputs.device)
        return Rollouts(inputs, targets, above, old, before), done, rewards

    def _told(
        self, rewards: Tensor, done: list[Completion], batches: list[Rollouts]
    ) -> dict[str, float]:
        mean, error = mean_and_error(rewards.mean(1))
        apart = (rewards.amax(1) > rewards.amin(1)).float().mean()
        told = dict(reward=mean, signal=float(apart)) | _shape(done)
        return told | (dict(reward_stderr=error) if len(rewards) > 1 else {})

    def _none(self, total: int, told: dict[str, float], rewards: Tensor) -> Update:
        """The step in which every group was of one mind: there is nothing to learn from it."""
        known = [r.measures["signal"] for r in self.lm.history]
        waited = next((i for i, share in enumerate(reversed(known)) if share), len(known)) + 1
        over, (least, most) = waited >= PATIENCE, (float(rewards.amin()), float(rewards.amax()))
        if over and not any(known):
            raise ValueError(
                f"the reward {_name(self.player.judge.function)!r} gave all answers to a prompt "
                f"the same in each of the first {waited} steps (from {least:g} to {most:g} in the "
                "last one), so there is nothing to learn: use one that tells answers apart, harder "
                "prompts, a larger group, or a higher temperature."
            )
        event = "no signal: all answers to each prompt have the same reward"
        if over:
            event = f"ended: {event}, {waited} steps in a row"
        config = self.config
        rate = self.guard.rate * learning_rate(self.lm.step, total, config)
        return Update(0.0, rate, 0.0, 0, [], event, told, over)

    def _kl(self) -> float:
        return float(torch.cat(self.away).mean())

    def _gradients_once(self, micro: list[Rollouts], tokens: int) -> float:
        self.rows, self.away = sum(len(some.inputs) for some in micro), []
        return super()._gradients_once(micro, tokens)

    def _learn(self, batch: Rollouts, tokens: int) -> float:
        model, config = self.lm.model.eval(), self.config
        inputs, targets, above, old, before = batch
        args = (config.precision, self.compiler.through, config.temperature)
        said = token_logprobs(model, inputs, targets, *args)
        learned = targets != UNLEARNED
        losses = token_losses(said, old if old.numel() else said.detach(), before, above, config)
        if config.beta:
            self.away.append(divergence(said.detach(), before)[learned].cpu())
        counts = learned.sum(1) if config.length == "answer" else config.max_new_tokens
        loss = ((losses * learned).sum(1) / counts).sum() / self.rows
        (self.scale.value * loss).backward()
        return loss.item()


def _shape(done: list[Completion]) -> dict[str, float]:
    """Mean tokens of some answers, and the share that ended by themselves."""
    return dict(
        length=sum(len(one.ids) for one in done) / len(done),
        ended=sum(one.finish == "eos" for one in done) / len(done),
    )


def _turns(prompt: str | list[Turn], number: int) -> list[Turn]:
    turns = [{"role": "user", "text": prompt}] if isinstance(prompt, str) else prompt
    check_turns(turns, f"prompt {number}")
    if turns[-1]["role"] != "user":
        raise ValueError(f"prompt {number}: its last turn is not the user's.")
    return turns


def _number(name: str, found: Any, text: str) -> float:
    try:
        value = float(found)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(
            f"the reward {name!r} gave {found!r} for the answer {text[:40]!r}: it must give a "
            "finite number for every answer."
        )
    return value


def _name(reward: Reward) -> str:
    return getattr(reward, "__name__", type(reward).__name__)
