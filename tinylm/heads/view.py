"""A trial head as a goal sees it, and the parts of the data that it is seen on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import torch.nn.functional as F
from torch import Tensor

from ..checkpoint import Checkpoint
from ..config import SampleConfig
from ..evaluation import weighted_mean
from ..swarm_config import HeadTuningConfig
from .states import HiddenStates
from .texts import Continuations, upto

SHARES = dict(fit=(0.0, 0.4), select=(0.4, 0.7), test=(0.7, 1.0))  # of pairs, by their hash


class GoalError(ValueError):
    """A goal or guard that cannot be used, in one sentence."""


class Part:
    """Tokens and prompts of one role: fit (scores trials), select (decides) or test (reports)."""

    def __init__(
        self,
        lm: Checkpoint,
        role: str,
        states: HiddenStates,
        texts: list[Tensor],
        config: HeadTuningConfig,
    ) -> None:
        """The first tokens of each of `texts` are a prompt; those that are too short give none."""
        self.lm, self.role, self.states, self.config = lm, role, states, config
        most = max(1, min(config.prompt_tokens, lm.config.context_length // 2))
        self.prompts: list[list[int]] = []
        self.references: list[list[int]] = []  # what really comes next, up to the end of the text
        for text in texts:
            ids = upto(text.tolist(), lm.tokenizer.eos_id)
            if len(ids) > most:
                self.prompts.append(ids[:most])
                self.references.append(ids[most : most + config.continuation_tokens])
        self._writers: dict[tuple, Continuations] = {}

    @property
    def bias(self) -> Tensor | None:
        bias = self.lm.model.head.bias
        return None if bias is None else bias.detach()

    def write(
        self, head: Tensor, prompts: list[list[int]], tokens: int, temperature: float
    ) -> list[list[int]]:
        if not prompts:
            raise GoalError(
                f"the {self.role} part has no text longer than {self.config.prompt_tokens} tokens "
                "to continue: give more text, or a smaller prompt_tokens."
            )
        key = (tuple(map(tuple, prompts)), tokens, temperature)
        if key not in self._writers:
            sampling = SampleConfig(
                temperature=temperature,
                max_new_tokens=tokens,
                top_p=1.0,
                seed=self.config.seed,
            )
            self._writers[key] = Continuations(self.lm, prompts, sampling)
        return self._writers[key].write(head)


class HeadView:
    """A trial head before the frozen body, on one part of the data. What is made is kept, so goals
    and guards that look at the same thing pay for it once."""

    def __init__(self, part: Part, head: Tensor, where: slice = slice(None), made=None) -> None:
        self.part, self.where = part, where
        self.head = head  # (V, C)
        self._made: dict = {} if made is None else made

    @property
    def hidden(self) -> Tensor:
        """(N, C) what the head reads: hidden states of the part's tokens."""
        return self._states.rows(slice(None))

    @property
    def targets(self) -> Tensor:
        """(N,) the tokens that really come next."""
        return self._states.targets

    @property
    def prompts(self) -> list[list[int]]:
        """The beginnings of texts of this part, as ids."""
        return self.part.prompts[self.where]

    @property
    def references(self) -> list[list[int]]:
        """What really comes after each prompt, as ids."""
        return self.part.references[self.where]

    def logits(self, rows: slice | Tensor = slice(None)) -> Tensor:
        """(n, V) of some rows of `hidden`."""
        return F.linear(self._states.rows(rows), self.head, self.part.bias)

    def losses(self) -> np.ndarray:
        """(windows,) mean nats a token of each window of text."""
        known = [value for key, value in self._made.items() if key[0] == "judged"]
        return (known[0] if known else self._judged(0))[0][self.where]

    def loss(self) -> float:
        """Mean nats a token."""
        return weighted_mean(self.losses(), self.window_tokens)[0]

    def hits(self, k: int = 1) -> np.ndarray:
        """(windows,) the share of tokens that were among the k likeliest guesses."""
        return self._judged(k)[1][self.where]

    def accuracy(self, k: int = 1) -> float:
        """The share of tokens that were among the k likeliest guesses."""
        return weighted_mean(self.hits(k), self.window_tokens)[0]

    @property
    def window_tokens(self) -> np.ndarray:
        return self.part.states.window_tokens[self.where]

    def continuations(
        self,
        n_tokens: int | None = None,
        temperature: float = 0.0,
        prompts: Sequence[str] | Sequence[Sequence[int]] | None = None,
    ) -> list[list[int]]:
        """The tokens that are written after each prompt, `<eos>` left out.

        Temperature 0 takes the likeliest. `prompts` of your own (texts, or ids) are the same for
        all parts: divide them with `pairs`, or a trial is judged by what it was fitted to.
        """
        n_tokens = n_tokens or self.part.config.continuation_tokens
        if prompts is None:
            given, where = self.part.prompts, self.where
        else:
            encode = self.part.lm.tokenizer.encode_prompt
            given = [encode(p) if isinstance(p, str) else list(p) for p in prompts]
            where = slice(None)
        key = ("written", n_tokens, temperature, None if prompts is None else str(given))
        if key not in self._made:
            self._made[key] = self.part.write(self.head, given, n_tokens, temperature)
        return self._made[key][where]

    def texts(self, n_tokens: int | None = None, temperature: float = 0.0, prompts=None) -> list:
        """`continuations`, decoded."""
        decode = self.part.lm.tokenizer.decode
        return [decode(ids) for ids in self.continuations(n_tokens, temperature, prompts)]

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those pairs (prompt, answer) that belong to this part: by a hash of the prompt, so that
        no prompt is in two parts."""
        low, high = SHARES[self.part.role]
        mine = [pair for pair in pairs if low <= _share(pair[0]) < high]
        if not mine:
            raise GoalError(
                f"none of {len(pairs)} pairs falls into the {self.part.role} part: give more pairs."
            )
        return mine[self.where] or mine

    def piece(self, number: int, of: int) -> HeadView:
        """Every so-manieth window and prompt."""
        return HeadView(self.part, self.head, slice(number, None, of), self._made)

    @property
    def _states(self) -> HiddenStates:
        states = self.part.states
        if self.where == slice(None):
            return states
        return states.some(np.arange(len(states.window_tokens))[self.where])

    def _judged(self, k: int) -> tuple[np.ndarray, np.ndarray | None]:
        key = ("judged", k)
        if key not in self._made:
            self._made[key] = self.part.states.judge(self.head, self.part.bias, k)
        return self._made[key]


def _share(text: str) -> float:
    digest = hashlib.blake2b(text.strip().encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
