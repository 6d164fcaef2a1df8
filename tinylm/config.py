"""Everything a user may set, one frozen dataclass per kind of work, each field with its meaning.

Vary a config with `dataclasses.replace(config, learning_rate=1e-3)`. Values are checked when it is
made, so a typo is an error before any work begins and not an hour into it.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from .checks import biases, check_template, choice, number, stops, whole

POSITIONS = ("rope", "learned", "sinusoidal")
ACTIVATIONS = ("swiglu", "gelu", "relu", "relu2")
NORMS = ("rmsnorm", "layernorm")
PRECISIONS = ("auto", "float32", "tf32", "bfloat16", "float16")
OPTIMIZERS = ("muon", "adamw")
SCHEDULES = ("cosine", "linear", "constant", "restarts")
BATCHES = ("windows", "packed", "padded")


@dataclass(frozen=True)
class ModelConfig:
    """The shape of a `MiniTransformer`."""

    vocab_size: int  # tokens; must equal the tokenizer's
    context_length: int = 256  # tokens the model can look back on; 64 to 2048
    d_model: int = 128  # width of the residual stream; 64 to 1024
    num_heads: int = 2  # attention heads; must divide d_model, in parts of 32 to 128
    num_kv_heads: int | None = None  # key/value heads, each shared by a group; None: num_heads
    num_layers: int = 4  # transformer blocks; 1 to 24
    d_ff: int | None = None  # feed-forward width; None: 4 d_model (8/3 d_model for SwiGLU)
    position: str = "rope"  # rope | learned | sinusoidal
    activation: str = "swiglu"  # swiglu | gelu | relu | relu2
    norm: str = "rmsnorm"  # rmsnorm | layernorm
    norm_order: str = "pre"  # pre (normalise what enters a sublayer) | post (what leaves it)
    tie_weights: bool = False  # one matrix for embedding and output head
    bias: bool = False  # biases in attention and feed-forward
    norm_bias: bool | None = None  # biases in LayerNorm; None: as `bias`
    head_bias: bool = False  # a bias on the output head
    bare_norms: bool = False  # RMSNorms without gains, one of the embedding too (nanochat's way)
    qk_norm: bool = False  # RMS-normalise queries and keys per head: steadier at high rates
    dropout: float = 0.0  # 0 when every token is seen about once; 0.1 to 0.2 on small data
    rope_base: float = 10_000.0  # wavelength base of the rotary positions
    value_embeddings: bool = False  # a second embedding in each layer, added to attention's values
    x0_mixing: bool = False  # a block reads a * stream + b * embedding, a and b learned
    bigram_rows: int = 0  # rows of a table of pairs of tokens (by hash), added to the embedding

    def __post_init__(self) -> None:
        for name in ("vocab_size", "context_length", "d_model", "num_heads", "num_layers"):
            whole(name, getattr(self, name), 1)
        if self.d_ff is not None:
            whole("d_ff", self.d_ff, 1)
        if self.num_kv_heads is not None:
            whole("num_kv_heads", self.num_kv_heads, 1)
        choice("position", self.position, POSITIONS)
        choice("activation", self.activation, ACTIVATIONS)
        choice("norm", self.norm, NORMS)
        choice("norm_order", self.norm_order, ("pre", "post"))
        number("dropout", self.dropout, 0, 0.9)
        number("rope_base", self.rope_base, 1, open_low=True)
        whole("bigram_rows", self.bigram_rows, 2 if self.bigram_rows else 0)
        if self.bare_norms and self.norm != "rmsnorm":
            raise ValueError(
                f"bare_norms=True needs norm='rmsnorm', not {self.norm!r}: change one of them."
            )
        if self.d_model % self.num_heads:
            raise ValueError(
                f"num_heads={self.num_heads} does not divide d_model={self.d_model}: "
                "choose a divisor, for example heads of 32 or 64."
            )
        if self.num_heads % self.kv_heads:
            raise ValueError(
                f"num_kv_heads={self.num_kv_heads} does not divide num_heads={self.num_heads}: "
                "choose a divisor, so that every key/value head serves an equal group."
            )
        if self.position == "rope" and self.head_width % 2:
            raise ValueError(
                f"position='rope' needs an even d_model / num_heads, here {self.head_width}: "
                "change num_heads or use position='learned'."
            )
        if self.position == "sinusoidal" and self.d_model % 2:
            raise ValueError(f"position='sinusoidal' needs an even d_model, here {self.d_model}.")

    @property
    def head_width(self) -> int:
        return self.d_model // self.num_heads

    @property
    def kv_heads(self) -> int:
        """Key/value heads in use (grouped-query attention when fewer than `num_heads`)."""
        return self.num_heads if self.num_kv_heads is None else self.num_kv_heads

    @property
    def ff_width(self) -> int:
        """The feed-forward width in use: `d_ff`, or the usual multiple of `d_model`."""
        if self.d_ff is not None:
            return self.d_ff
        if self.activation == "swiglu":  # three matrices instead of two: 8/3 keeps the size equal
            return 8 * math.ceil(8 * self.d_model / 3 / 8)
        return 4 * self.d_model


@dataclass(frozen=True)
class TrainConfig:
    """One training run. All of it but where and how often by the clock it is saved is the run's
    identity (see `runs.py`)."""

    max_steps: int | None = None  # optimizer updates, at most
    epochs: float | None = None  # passes over the data, at most; neither given: 1,000 steps
    batch_size: int = 8  # sequences in a micro-batch; 4 to 64
    accumulation: int = 1  # micro-batches in an update: batch_size x accumulation sequences
    optimizer: str = "muon"  # muon (on the blocks' matrices; AdamW on the rest) | adamw
    learning_rate: float | None = None  # AdamW's peak; None: from the model's size (`for_size`)
    muon_learning_rate: float = 0.015  # Muon's peak; 0.01 to 0.04
    embedding_scale: float | None = None  # learning rates at which the embedding learns ...
    head_scale: float | None = None  # ... and the head, or both where they are one (`for_size`)
    schedule: str = "linear"  # linear (level, then down) | cosine (one fall) | constant | restarts
    min_learning_rate: float | None = None  # at the end; None: a tenth of the peak, linear: zero
    cooldown: float = 0.7  # share of the run over which a linear schedule goes down
    restart_steps: int = 2000  # updates of the first of the restarts' cosines
    restart_factor: float = 2.0  # how much longer each one is than the one before
    warmup_steps: int = 50  # updates of linear rise
    bigram_start: bool = True  # begin with a head fitted to pairs of tokens (if not tied to them)
    context_warmup: float = 0.0  # share of the run with half the context and twice the rows
    batch_warmup: float = 0.0  # share of the run with half the batch
    label_smoothing: float = 0.0  # share of the target spread over all tokens; 0 to 0.1
    z_loss: float = 0.0  # weight of the squared log of the softmax's sum; about 1e-4 (PaLM)
    weight_decay: float = 0.1  # AdamW's, on matrices only; 0 to 0.1
    betas: tuple[float, float] = (0.9, 0.95)  # AdamW's moment decay
    ema: float = 0.0  # decay of a running mean of the weights, which is judged and kept; 0: none
    grad_clip: float = 1.0  # largest gradient norm; 0 turns clipping off
    batches: str = "windows"  # windows (of the stream) | packed (whole documents) | padded (one)
    whole_documents: float = 0.95  # share of windows that begin where a document begins
    separate_documents: bool = False  # no attention across documents that share a sequence
    min_context: int | None = None  # windows of random length from here up; None: context_length
    precision: str = "auto"  # auto (what the hardware is fast in) | float32 | tf32 (NVIDIA) |
    #   bfloat16 | float16 (with a scaled loss)
    compile: str = "auto"  # by PyTorch's compiler: auto (runs of ten minutes and more) | on | off
    eval_every: int = 100  # updates between validations; 0: only at the end
    eval_tokens: int = 16_384  # validation tokens looked at each time, always the same ones
    patience: int | None = None  # validations without a better one that end the run; None: never
    sample_every: int = 200  # updates between samples of sample_prompts; 0: none
    sample_prompts: tuple[str, ...] = ("Once upon a time",)  # that samples go on from
    seed: int = 0  # of data order and dropout
    checkpoint: str | None = None  # where the finished run is put; None: nothing is written
    checkpoint_every: int = 100  # updates between saves of a run in progress ...
    checkpoint_minutes: float | None = 10.0  # ... and minutes at most; None: updates alone count

    lora_rank: ClassVar[int] = 0  # all weights are trained; `FinetuneConfig` may choose otherwise

    def __post_init__(self) -> None:
        object.__setattr__(self, "betas", tuple(self.betas))
        prompts = self.sample_prompts
        object.__setattr__(
            self, "sample_prompts", (prompts,) if isinstance(prompts, str) else tuple(prompts)
        )
        if self.max_steps is not None:
            whole("max_steps", self.max_steps, 1)
        counts = ("batch_size", "accumulation", "checkpoint_every", "eval_tokens", "restart_steps")
        for name in counts:
            whole(name, getattr(self, name), 1)
        for name in ("warmup_steps", "eval_every", "sample_every", "seed"):
            whole(name, getattr(self, name), 0)
        if self.epochs is not None:
            number("epochs", self.epochs, 0, open_low=True)
        if self.learning_rate is not None:
            number("learning_rate", self.learning_rate, 0, 1, open_low=True)
        if self.min_learning_rate is not None:
            number("min_learning_rate", self.min_learning_rate, 0, self.learning_rate or 1)
        number("muon_learning_rate", self.muon_learning_rate, 0, 1, open_low=True)
        for name in ("embedding_scale", "head_scale"):
            if getattr(self, name) is not None:
                number(name, getattr(self, name), 0, 100)
        number("whole_documents", self.whole_documents, 0, 1)
        number("restart_factor", self.restart_factor, 1)
        for name in ("cooldown", "context_warmup", "batch_warmup"):
            number(name, getattr(self, name), 0, 1)
        number("label_smoothing", self.label_smoothing, 0, 0.9)
        number("z_loss", self.z_loss, 0, 1)
        number("weight_decay", self.weight_decay, 0)
        number("grad_clip", self.grad_clip, 0)
        if self.checkpoint_minutes is not None:
            number("checkpoint_minutes", self.checkpoint_minutes, 0, open_low=True)
        for beta in self.betas:
            number("betas", beta, 0, 0.99999)
        number("ema", self.ema, 0, 0.99999)
        choice("batches", self.batches, BATCHES)
        if self.min_context is not None:
            whole("min_context", self.min_context, 1)
            if self.batches != "windows":
                raise ValueError(
                    f"min_context={self.min_context} is for batches='windows', not "
                    f"{self.batches!r}: leave it out."
                )
        if self.patience is not None:
            whole("patience", self.patience, 1)
            if not self.eval_every:
                raise ValueError(
                    f"patience={self.patience} counts validations, and eval_every=0 makes none on "
                    "the way: give eval_every, or leave patience out."
                )
        choice("precision", self.precision, PRECISIONS)
        choice("compile", self.compile, ("auto", "on", "off"))
        choice("optimizer", self.optimizer, OPTIMIZERS)
        choice("schedule", self.schedule, SCHEDULES)

    def for_size(self, parameters: int, trained: bool = False) -> Self:
        """These settings for a model of so many parameters, with what was left open.

        The learning rate is 4e-3 at one million and falls with the size to 6e-4 at 100 million. The
        embedding learns at 8 times that and the head at 2.5 times, unless the model was `trained`
        before: then as all else, for their rows are good already.
        """
        rate = min(1e-2, 4e-3 * (parameters / 1e6) ** -0.41)
        open_ones = dict(
            learning_rate=float(f"{rate:.2g}"),
            embedding_scale=1.0 if trained else 8.0,
            head_scale=1.0 if trained else 2.5,
        )
        return dataclasses.replace(
            self, **{k: v for k, v in open_ones.items() if getattr(self, k) is None}
        )

    @property
    def final_learning_rate(self) -> float:
        if self.min_learning_rate is not None:
            return self.min_learning_rate
        return 0.0 if self.schedule == "linear" else 0.1 * self.learning_rate


@dataclass(frozen=True)
class FinetuneConfig(TrainConfig):
    """Conversation tuning: a `TrainConfig` with other defaults, and what is learned from what."""

    epochs: float | None = None  # over the conversations; no max_steps either: by the model's size
    batch_size: int = 8  # rows in a micro-batch
    learning_rate: float | None = None  # AdamW's peak; None: from the model's size (`for_size`)
    muon_learning_rate: float = 0.02
    embedding_scale: float | None = 1.0
    head_scale: float | None = 1.0
    schedule: str = "cosine"
    warmup_steps: int = 20
    weight_decay: float = 0.01
    batches: str = "packed"  # packed (whole conversations, kept apart) | padded (one a row)
    max_length: int | None = None  # tokens of a row, at most; None: the model's context_length
    mix: float | None = None  # share of the learned tokens that is stage-1 text, so that it is not
    #   forgotten; None: MIX where such text is given, else none
    lora_rank: int = 0  # train adapters of this rank on the blocks' matrices alone; 0: all weights
    lora_alpha: float | None = None  # an adapter counts alpha / rank times; None: twice the rank
    patience: int | None = 5  # validations without a better one that end the run; None: never
    sample_prompts: tuple[str, ...] = ("Hello!",)  # asked as a user would
    loss_on: str = "assistant"  # assistant (answers and their <eos>) | all (every token)
    template: str = "chat"  # of turns: chat | instruction | a text in Jinja (`templates.py`)
    val_fraction: float = 0.1  # conversations kept aside to measure the answer loss on

    MIX: ClassVar[float] = 0.25

    def __post_init__(self) -> None:
        if not self.eval_every and self.patience == FinetuneConfig.patience:
            object.__setattr__(
                self, "patience", None
            )  # by default only where there is any to count
        super().__post_init__()
        choice("batches", self.batches, ("packed", "padded"))
        choice("loss_on", self.loss_on, ("assistant", "all"))
        check_template(self.template)
        number("val_fraction", self.val_fraction, 0, 0.5, open_low=True)
        if self.max_length is not None:
            whole("max_length", self.max_length, 8)
        if self.mix is not None:
            number("mix", self.mix, 0, 0.9)
        whole("lora_rank", self.lora_rank, 0)
        if self.lora_alpha is not None:
            number("lora_alpha", self.lora_alpha, 0, open_low=True)
            if not self.lora_rank:
                raise ValueError(
                    f"lora_alpha={self.lora_alpha:g} needs adapters: give lora_rank too (8, say)."
                )

    @classmethod
    def classic(cls, **changes: Any) -> Self:
        """The predecessor's recipe: AdamW at 1e-4, 1,024 tokens a row, 2 epochs, one conversation a
        row; `changes` are other fields."""
        values = dict(learning_rate=1e-4, max_length=1024, epochs=2, optimizer="adamw")
        return cls(**(values | dict(batches="padded", mix=0.0) | changes))

    def for_size(self, parameters: int, trained: bool = True) -> Self:
        """These settings for a model of so many parameters, with what was left open.

        The learning rate is a quarter of that of training (1e-3 at one million), ten times that for
        adapters. The epochs are 5 up to one million, and fewer, down to 2, the larger the model.
        """
        open_ones: dict[str, Any] = {}
        if self.learning_rate is None:
            rate = min(2.5e-3, 1e-3 * (parameters / 1e6) ** -0.41) * (10 if self.lora_rank else 1)
            open_ones["learning_rate"] = float(f"{rate:.2g}")
        if self.epochs is None and self.max_steps is None:
            open_ones["epochs"] = min(5, max(2, round(5 * (parameters / 1e6) ** -0.2)))
        if self.lora_rank and self.lora_alpha is None:
            open_ones["lora_alpha"] = 2.0 * self.lora_rank
        return dataclasses.replace(super().for_size(parameters, trained), **open_ones)


# What the settings of `SampleConfig` that can be switched off with None, or 0, then are.
OFF = dict(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, typical_p=1.0, repetition_penalty=1.0)
OFF |= dict(frequency_penalty=0.0, presence_penalty=0.0, no_repeat_ngram=0, beams=1)
OFF |= dict(length_penalty=0.0, alternatives=0)


@dataclass(frozen=True)
class SampleConfig:
    """How a continuation is drawn. None or 0 switches a setting off (0 not the temperature)."""

    max_new_tokens: int = 200  # at most; generation also ends at <eos>
    temperature: float = 0.7  # 0: always the likeliest token; 1: as the model says; 0.6 to 1.0
    top_k: int = 0  # keep the k likeliest tokens; 0: all
    top_p: float = 0.95  # keep the likeliest tokens that reach this mass; 1: all
    min_p: float = 0.0  # keep tokens with this share of the likeliest one's mass; 0.02 to 0.1
    typical_p: float = 1.0  # keep the tokens that surprise as expected, up to this mass; 1: all
    repetition_penalty: float = 1.0  # above 1 makes tokens already used less likely; 1.0 to 1.3
    frequency_penalty: float = 0.0  # taken off a logit for each time the new text has the token
    presence_penalty: float = 0.0  # taken off once if the new text has it; both 0 to 2
    no_repeat_ngram: int = 0  # no run of so many tokens comes twice; 0: it may
    logit_bias: Mapping[int, float] | None = None  # added to the logits of these token ids
    stop: tuple[str, ...] = ()  # the text ends before the first of these strings
    beams: int = 1  # texts that a beam search follows; then nothing is drawn; 2 to 8
    length_penalty: float = 1.0  # a beam's score is divided by its length to the power of this
    alternatives: int = 0  # likeliest tokens that `complete` tells beside each one chosen
    seed: int = 0  # the same seed gives the same text
    fast: str = "auto"  # the compiled step: auto (once it is ready) | on (wait for it) | off
    precision: str = "float32"  # of its weights: float32 | bfloat16 | int8 (faster, less exact)
    use_cache: bool = True  # keep keys and values; False recomputes them (slower, same text)

    def __post_init__(self) -> None:
        for name, off in OFF.items():
            value = getattr(self, name)
            zero = type(value) in (int, float) and value == 0 and name != "temperature"
            if value is None or zero:
                object.__setattr__(self, name, off)
        for name in ("max_new_tokens", "beams"):
            whole(name, getattr(self, name), 1)
        for name in ("seed", "top_k", "no_repeat_ngram", "alternatives"):
            whole(name, getattr(self, name), 0)
        number("temperature", self.temperature, 0, 100)
        number("min_p", self.min_p, 0, 1)
        for name in ("top_p", "typical_p"):
            number(name, getattr(self, name), 0, 1, open_low=True)
        number("repetition_penalty", self.repetition_penalty, 0.01, 10)
        for name in ("frequency_penalty", "presence_penalty", "length_penalty"):
            number(name, getattr(self, name), -100, 100)
        choice("fast", self.fast, ("auto", "on", "off"))
        choice("precision", self.precision, ("float32", "bfloat16", "int8"))
        object.__setattr__(self, "stop", stops(self.stop))
        object.__setattr__(self, "logit_bias", biases(self.logit_bias))
