"""Norms, rotations and attention by hand against PyTorch's own operations."""

import pytest
import torch
import torch.nn.functional as F

import tinylm
from tinylm import kernels, losses
from tinylm.kernels import rms_norm, short_attention, turned
from tinylm.model import MiniTransformer, rotary_table

from .conftest import tiny_config

DRAW = torch.Generator().manual_seed(0)


def drawn(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    return torch.randn(shape, generator=DRAW).to(dtype).requires_grad_()


def agree(mine, theirs, inputs, close: float) -> None:
    """The same values, and the same gradients of every input."""
    gradient = torch.randn(theirs.shape, generator=DRAW).to(theirs.dtype)
    torch.testing.assert_close(mine, theirs, atol=close, rtol=close)
    found, wanted = (torch.autograd.grad(y, inputs, gradient) for y in (mine, theirs))
    for a, b in zip(found, wanted, strict=True):
        assert a.dtype == b.dtype
        assert (a - b).norm() < close * b.norm()


@pytest.mark.parametrize("shape", [(3, 5, 24), (1, 1, 8)])
def test_the_norm_is_pytorchs(shape):
    x, weight = drawn(*shape), drawn(shape[-1])
    assert rms_norm(x, weight, 1e-6).grad_fn.name() != F.rms_norm(x, weight.shape).grad_fn.name()
    agree(rms_norm(x, weight, 1e-6), F.rms_norm(x, weight.shape, weight, 1e-6), (x, weight), 1e-5)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("normed", [True, False])
@pytest.mark.parametrize("rotated", [True, False])
def test_turned_heads_are_those_of_plain_operations(monkeypatch, dtype, normed, rotated):
    x = drawn(2, 7, 3, 8, dtype=dtype)
    weight = drawn(3, 8) if normed else None
    rotations = rotary_table(7, 8, 100.0) if rotated else None
    inputs = [x] + [weight] * normed
    mine = turned(x, weight, rotations, 1e-6)
    monkeypatch.setattr(kernels, "by_hand", lambda x: False)
    agree(mine, turned(x, weight, rotations, 1e-6), inputs, 1e-5 if x.dtype.itemsize > 2 else 1e-2)


def test_attention_with_a_mask_and_rows_that_are_worked_on_apart(monkeypatch):
    monkeypatch.setattr(kernels, "STACK", 2 * 4 * 9 * 9)  # two rows of the five, then one
    q, k, v = drawn(5, 4, 9, 8), drawn(5, 2, 9, 8), drawn(5, 2, 9, 8)
    mask = (torch.rand(5, 1, 9, 9, generator=DRAW) < 0.5).tril() | torch.eye(9, dtype=torch.bool)
    theirs = F.scaled_dot_product_attention(q, k, v, mask, enable_gqa=True)
    agree(short_attention(q, k, v, mask), theirs, (q, k, v), 1e-5)
    theirs = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
    agree(short_attention(q, k, v), theirs, (q, k, v), 1e-5)


def test_without_gradients_attention_keeps_no_weights(monkeypatch):
    monkeypatch.setattr(kernels, "STACK", 2 * 64 * 64)
    q = drawn(64, 2, 64, 8)
    with torch.no_grad(), torch.profiler.profile(profile_memory=True) as profile:
        y = short_attention(q, q, q)
    largest = max(event.self_cpu_memory_usage for event in profile.events())
    assert largest < 4 * 64 * 2 * 64 * 64 / 4
    torch.testing.assert_close(y, F.scaled_dot_product_attention(q, q, q, is_causal=True))


CONFIGS = [dict(), dict(label_smoothing=0.1), dict(z_loss=0.01)]
CONFIGS += [dict(label_smoothing=0.2, z_loss=0.001)]


def plain_losses(logits, targets, config, tokens):
    """As the formulas have it."""
    logs = logits.float().log_softmax(-1)
    learned = targets != losses.UNLEARNED
    said = logs[learned].gather(1, targets[learned, None])
    told = -said.sum() / tokens
    spread = -logs[learned].mean(-1).sum() / tokens
    found = (1 - config.label_smoothing) * told + config.label_smoothing * spread
    sums = logits.float()[learned].logsumexp(-1)
    return told, found + config.z_loss * sums.square().sum() / tokens


@pytest.mark.parametrize("changes", CONFIGS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_losses_and_their_gradient_are_those_of_the_formulas(monkeypatch, changes, dtype):
    monkeypatch.setattr(losses, "STACK", 7 * 50)  # rows that are worked on apart, and a rest
    config = tinylm.TrainConfig(**changes)
    logits = (8 * torch.randn(40, 50, generator=DRAW)).to(dtype).requires_grad_()
    targets = torch.randint(0, 50, (40,), generator=DRAW)
    targets[::5] = losses.UNLEARNED
    logits.data[1, targets[1]] = 40.0  # as good as certain, and as good as impossible
    logits.data[2, targets[2]] = -90.0
    mine, theirs = (f(logits, targets, config, 37) for f in (losses.losses, plain_losses))
    for a, b in zip(mine, theirs, strict=True):
        short = dtype == torch.bfloat16 and not changes  # told by shares in bfloat16
        torch.testing.assert_close(a, b, rtol=2e-4 if short else 1e-5, atol=1e-6)
    for factor in (1.0, 3.0):
        found, wanted = (
            torch.autograd.grad(factor * f(logits, targets, config, 37)[1], logits)[0]
            for f in (losses.losses, plain_losses)
        )
        close = 1e-6 if dtype == torch.float32 else 2e-2
        torch.testing.assert_close(found, wanted, rtol=close, atol=1e-7)
        assert not found[::5].any()


@pytest.mark.parametrize("tied", [False, True])
def test_a_head_that_reads_a_part_of_the_rows_at_a_time_learns_the_same(monkeypatch, tied):
    ids = torch.randint(0, 60, (5, 33), generator=DRAW)
    config = tinylm.TrainConfig(label_smoothing=0.1)
    model = MiniTransformer(tiny_config(60, tie_weights=tied, head_bias=True))
    model.reset_parameters(0)
    told, gradients = [], []
    for most in (2**27, 60 * 50):  # all 160 rows, then 50 at a time
        monkeypatch.setattr(losses, "MOST", most)
        model.zero_grad()
        hidden = model.hidden(ids[:, :-1])
        told.append(losses.learn(model.head, hidden, ids[:, 1:], config, 160))
        gradients.append([p.grad for p in model.parameters()])
    torch.testing.assert_close(*told)
    for a, b in zip(*gradients, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-7)
