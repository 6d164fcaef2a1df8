"""Direct preference optimisation: the training loop on pairs of a better and a worse answer.

The reward of an answer is beta times the log of how much likelier it has become than it was before
(Rafailov et al., 2023), so a pair is learned by a classifier's loss on the difference of two such
logs, the margin. What the answers' log-probabilities were before is computed once, and is saved
with the run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from ..batches import UNLEARNED, shuffled
from ..chat import PreferenceRow, answer_stream
from ..checkpoint import Checkpoint
from ..config import TrainConfig
from ..dataset import TokenData
from ..device import at_work
from ..evaluation import Report, evaluate
from ..model import MiniTransformer
from ..records import StepRecord
from ..runs import Run
from ..training import run_steps, sampling, total_steps
from ..updates import Update, Updates
from .config import PreferenceConfig
from .pairs import Pair, PairBatch, batch_of, fitting, plain, split_pairs
from .scores import exact_divergence, frozen, mean_and_error, token_logprobs

LOST = (
    "this run ended, but could not be saved, and what it began with is gone: load the checkpoint "
    "that it began with, and run it again."
)


def prefer(
    lm: Checkpoint,
    pairs: Sequence[PreferenceRow],
    config: PreferenceConfig,
    data: TokenData | None = None,
) -> Iterator[StepRecord]:
    """Teaches `lm`, which converses already, to prefer the chosen answers; in place, a record an
    update.

    `val_loss` is the loss on held-out pairs, `val_accuracy` the share of them whose margin is above
    zero; of each record `measures` tells margins and more (docs/preference.md). Pairs are divided
    by a hash of their first question and the seed. With the stage-1 `data` the report says what was
    forgotten. Resumes and runs again as `train` does.
    """
    check_converses(lm, "preferences")
    config = config.for_size(lm.model.num_parameters())
    learn_rows, held_rows = split_pairs(pairs, config.val_fraction, config.seed)
    learn = fitting(lm, learn_rows, "to learn from")
    judged = fitting(lm, held_rows, "held out")
    reference = Reference(lm, config, learn, judged)

    def batch_at(micro_step: int) -> PairBatch:
        picked = []
        for i in range(micro_step * config.batch_size, (micro_step + 1) * config.batch_size):
            epoch, index = divmod(i, len(learn))
            picked.append(shuffled(index, len(learn), config.seed * 1_000_003 + epoch))
        return batch_of([learn[i] for i in picked], reference.sums[picked])

    def measure() -> Report:
        return reference.judge(lm)

    def finish() -> dict:
        report = reference.report(lm)
        return report | (dict(val=evaluate(lm, data.val).as_dict()) if data else {})

    def sample(prompt: str) -> str:
        answer = "".join(answer_stream(lm, [{"role": "user", "text": prompt}], sampling(lm)))
        return f"{prompt} \u2192 {answer}"

    def updates(
        lm: Checkpoint, config: TrainConfig, batch_at: Callable[[int], PairBatch]
    ) -> PairUpdates:
        return PairUpdates(lm, config, batch_at, reference)

    total = total_steps(config, len(learn) / (config.batch_size * config.accumulation))
    identity = hashlib.sha256(json.dumps(plain(pairs)).encode()).hexdigest()
    run = Run("preferred", lm, config, identity)
    with run.alone(), at_work(lm.device, config.precision):
        work = (batch_at, measure, finish, sample, None, reference.compute)
        yield from run_steps(lm, run, config, total, *work, updates=updates)


def check_converses(lm: Checkpoint, what: str) -> None:
    """Raises `ValueError` unless `lm` is tuned to converse."""
    if lm.stage != "chat":
        raise ValueError(
            f"{what} are for a model that converses, and this one is of stage {lm.stage!r}: tune "
            "it with tinylm.finetune (Network_Fine_Tune.ipynb) first."
        )


def pair_losses(ratios: Tensor, lengths: Tensor, config: PreferenceConfig) -> Tensor:
    """(B,) the loss of each pair.

    `ratios` (B, 2): how the log-probabilities of the chosen and the rejected answer differ from the
    reference's, `lengths` (B, 2) their tokens. DPO; with `label_smoothing` the conservative one
    (Mitchell, 2023); `ipo` on means over tokens, as its authors compute it.
    """
    if config.loss == "ipo":
        margins = (ratios / lengths).diff(dim=1)[:, 0].neg()
        return (margins - 1 / (2 * config.beta)) ** 2
    margins = config.beta * (ratios[:, 0] - ratios[:, 1])
    wrong = config.label_smoothing
    return -(1 - wrong) * F.logsigmoid(margins) - wrong * F.logsigmoid(-margins)


class PairUpdates(Updates):
    """Updates whose gradient is that of `pair_losses`. Without dropout, as the reference was."""

    def __init__(
        self,
        lm: Checkpoint,
        config: PreferenceConfig,
        batch_at: Callable[[int], PairBatch],
        reference: Reference,
    ) -> None:
        super().__init__(lm, config, batch_at)
        self.reference, self.margins, self.sizes = reference, [], (1, 1)

    def state_dict(self) -> dict:
        return super().state_dict() | dict(reference=self.reference.state())

    def make(self, total: int) -> Update:
        made = super().make(total)
        margins = self.config.beta * torch.cat(self.margins)
        told = dict(train_margin=float(margins.mean()), train_accuracy=_preferred(margins))
        shapes = [(2 * rows, length // 2) for rows, length in made.shapes]
        return made._replace(measures=told, shapes=shapes)

    def _gradients_once(self, micro: list[PairBatch], tokens: int) -> float:
        self.margins = []  # what was begun and ran out of memory is told anew
        chosen = [some.targets[:, : some.targets.shape[1] // 2] for some in micro]
        self.sizes = (
            sum(map(len, chosen)),
            max(1, sum(int((x != UNLEARNED).sum()) for x in chosen)),
        )
        return super()._gradients_once(micro, tokens)

    def _learn(self, batch: PairBatch, tokens: int) -> float:
        model, config = self.lm.model, self.config
        model.eval()
        inputs, targets, reference = (x.to(self.lm.device) for x in batch)
        shape = (2 * len(inputs), -1)
        said = token_logprobs(
            model, inputs.view(shape), targets.view(shape), config.precision, self.compiler.through
        ).view(len(inputs), 2, -1)
        lengths = (targets != UNLEARNED).view(said.shape).sum(-1)
        ratios = said.sum(-1) - reference
        pairs, chosen = self.sizes
        loss = pair_losses(ratios, lengths, config).sum() / pairs
        if config.nll_weight:
            loss = loss - config.nll_weight * said[:, 0].sum() / chosen
        (self.scale.value * loss).backward()
        self.margins.append((ratios[:, 0] - ratios[:, 1]).detach().cpu())
        return loss.item()


class Reference:
    """What the model said before: the log-probability of every token of every answer, once; and the
    model itself, to tell how far the present one has gone."""

    ROWS = 32  # pairs that are read at a time

    def __init__(
        self, lm: Checkpoint, config: PreferenceConfig, learn: list[Pair], judged: list[Pair]
    ) -> None:
        self.lm, self.config, self.learn, self.judged = lm, config, learn, judged
        pairs = [*learn, *judged]
        counts = [sum(aim != UNLEARNED for aim in aims) for pair in pairs for _, aims in pair]
        self.counts = torch.tensor(counts)  # tokens of each answer: (2 pairs,)
        self._known: Tensor | None = None
        self._model: MiniTransformer | None = None

    def compute(self) -> None:
        """From the present weights, which are those that the run begins with."""
        self._known = self._read([*self.learn, *self.judged])
        self._model = frozen(self.lm.model)

    def state(self) -> dict:
        """What a run needs of its beginning, for a checkpoint."""
        return dict(logprobs=self.logprobs, weights=self.model.state_dict())

    @property
    def logprobs(self) -> Tensor:
        """(N,) float32, of all answers' tokens one after another: as computed, or as saved."""
        self._recall()
        return self._known

    @property
    def model(self) -> MiniTransformer:
        """The model as it was."""
        self._recall()
        return self._model

    def _recall(self) -> None:
        if self._known is None:
            if self.lm.optimizer is None:
                raise ValueError(LOST)
            kept = self.lm.optimizer["reference"]
            self._known = kept["logprobs"].cpu()
            self._model = frozen(self.lm.model, kept["weights"])

    @property
    def sums(self) -> Tensor:
        """(pairs, 2): of each answer."""
        return self._summed(self.logprobs, self.counts)

    @torch.no_grad()
    def _read(self, pairs: list[Pair]) -> Tensor:
        lm = self.lm
        lm.model.eval()
        found: list[Tensor] = [torch.empty(0)] * len(pairs)
        by_length = sorted(range(len(pairs)), key=lambda i: max(len(ids) for ids, _ in pairs[i]))
        for first in range(0, len(pairs), self.ROWS):  # alike in length: little padding is read
            rows = by_length[first : first + self.ROWS]
            batch = batch_of([pairs[i] for i in rows], torch.zeros(len(rows), 2))
            shape = (2 * len(rows), -1)
            inputs, targets = batch.inputs.view(shape), batch.targets.view(shape)
            said = token_logprobs(
                lm.model, inputs.to(lm.device), targets.to(lm.device), self.config.precision
            ).cpu()
            said, learned = (x.view(len(rows), -1) for x in (said, targets != UNLEARNED))
            for i, each, own in zip(rows, said, learned, strict=True):
                found[i] = each[own]
        return torch.cat(found)

    def _summed(self, each: Tensor, counts: Tensor) -> Tensor:
        rows = torch.repeat_interleave(torch.arange(len(counts)), counts)
        return torch.zeros(len(counts)).index_add_(0, rows, each).view(-1, 2)

    def _held_out(self) -> tuple[Tensor, Tensor]:
        """The reference on held-out answers, and the tokens of each of these."""
        counts = self.counts[2 * len(self.learn) :]
        return self.logprobs[len(self.logprobs) - int(counts.sum()) :], counts

    def judge(self, lm: Checkpoint) -> Report:
        """The held-out pairs: their loss, margins in units of beta, and how far the model is."""
        before, counts = self._held_out()
        report = self._judged(self._read(self.judged), before, counts)
        report.measures["kl"] = self._divergence(lm)
        return report

    def _divergence(self, lm: Checkpoint) -> float:
        """Nats a token between the model now and then, on the held-out chosen answers."""
        total, tokens = 0.0, 0
        for first in range(0, len(self.judged), self.ROWS):
            some = self.judged[first : first + self.ROWS]
            batch = batch_of(some, torch.zeros(len(some), 2))
            half = batch.inputs.shape[1] // 2
            sides = (x[:, :half].to(lm.device) for x in batch[:2])
            nats, count = exact_divergence(lm.model, self.model, *sides, self.config.precision)
            total, tokens = total + nats, tokens + count
        return total / tokens

    def _judged(self, now: Tensor, before: Tensor, counts: Tensor) -> Report:
        sums, lengths = self._summed(now, counts), counts.view(-1, 2)
        ratios = sums - self._summed(before, counts)
        losses = pair_losses(ratios, lengths, self.config)
        margins = self.config.beta * (ratios[:, 0] - ratios[:, 1])
        nats = self._summed(-now, counts)[:, 0]
        (loss, stderr), (margin, error) = mean_and_error(losses), mean_and_error(margins)
        told = dict(pairs=len(losses), margin=margin)
        told |= dict(likelier=_preferred(sums[:, 0] - sums[:, 1]))
        told |= dict(chosen=float(ratios[:, 0].mean()), rejected=float(ratios[:, 1].mean()))
        told |= dict(answer_loss=float(nats.sum() / lengths[:, 0].sum()))
        told |= dict(margin_stderr=error) if len(margins) > 1 else {}
        each = tuple(losses.tolist())
        accuracy = _preferred(margins)
        more = dict(bits_per_byte=torch.nan, window_losses=each, window_tokens=(1,) * len(each))
        return Report(loss, stderr, accuracy, len(each), measures=told, **more)

    def report(self, lm: Checkpoint) -> dict:
        """Plain values for the run's report: the held-out pairs, before and after."""
        before, counts = self._held_out()
        first, now = self._judged(before, before, counts), self.judge(lm)
        share = now.accuracy
        told = dict(accuracy=share, loss=now.loss, loss_stderr=now.stderr)
        told |= dict(accuracy_stderr=(share * (1 - share) / now.tokens) ** 0.5)
        names = ("likelier", "answer_loss")
        told |= now.measures | {f"{name}_before": first.measures[name] for name in names}
        return dict(preferences=told)


def _preferred(margins: Tensor) -> float:
    """The share above zero; those that are exactly zero, as all are at the start, count half."""
    return float(((margins > 0) + 0.5 * (margins == 0)).float().mean())
