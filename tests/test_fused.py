"""The forms with gradients of their own are the plain ones, up to the rounding of bfloat16."""

import pytest
import torch
import torch.nn.functional as F

import tinylm
from tinylm import fused
from tinylm.batches import UNLEARNED
from tinylm.model import RMSNorm, rotary_table, rotate

HALF = pytest.mark.parametrize(("heads", "kv_heads"), [(4, 4), (4, 2)])


def draw(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def close(ours, plain, bits=8):
    """Within a rounding of the largest number."""
    assert ours.shape == plain.shape
    assert float((ours.float() - plain.float()).abs().max() / plain.abs().max()) < 2.0**-bits


def test_the_norm_is_pytorchs_own():
    x, weight, grad = draw(3, 7, 32), draw(32, seed=1) + 2, draw(3, 7, 32, seed=2).bfloat16()
    x += 0.5  # a mean that is not zero
    found = []
    for form in (
        lambda x, w: fused.RMSNorm.apply(x, w, 1e-6),
        lambda x, w: F.rms_norm(x, (32,), w, 1e-6).bfloat16(),
    ):
        a, w = x.clone().requires_grad_(), weight.clone().requires_grad_()
        y = form(a, w)
        y.backward(grad)
        found.append((y.detach(), a.grad, w.grad))
    close(found[0][0], found[1][0])
    close(found[0][1], found[1][1], 20)
    close(found[0][2], found[1][2], 20)


@HALF
def test_normed_and_rotated_queries_and_keys_are_those_of_the_plain_form(heads, kv_heads):
    B, T, D = 2, 5, 8
    rotations = rotary_table(T, D, 100.0)
    x = draw(B, T, heads + kv_heads, D).bfloat16()
    weight = draw(heads + kv_heads, D, seed=1) + 2
    grads = draw(B, heads, T, D, seed=2).bfloat16(), draw(B, kv_heads, T, D, seed=3).bfloat16()

    def plain(x, w):
        normed = F.rms_norm(x.float(), (D,), None, 1e-6) * w
        turned = rotate(normed.transpose(1, 2), rotations).bfloat16()
        return turned.split((heads, kv_heads), dim=1)

    found = []
    for form in (lambda x, w: fused.NormRotate.apply(x, w, rotations, heads, 1e-6), plain):
        a, w = x.clone().requires_grad_(), weight.clone().requires_grad_()
        q, k = form(a, w)
        torch.autograd.backward([q, k], list(grads))
        found.append((q.detach(), k.detach(), a.grad, w.grad))
    for ours, theirs in zip(*found, strict=True):
        close(ours, theirs, 7)
    close(found[0][3], found[1][3], 18)


def test_the_cross_entropy_and_its_gradient_are_pytorchs():
    logits, targets = 3 * draw(50, 40).bfloat16(), torch.arange(50) % 40
    targets[::7] = UNLEARNED
    tokens = int((targets != UNLEARNED).sum())
    ours, plain = (logits.clone().requires_grad_() for _ in range(2))
    told = fused.CrossEntropy.apply(ours, targets, tokens)
    told.backward()
    expected = F.cross_entropy(plain.float(), targets)
    expected.backward()
    assert told.item() == pytest.approx(float(expected), abs=2e-3)
    close(ours.grad, plain.grad, 7)
    assert not ours.grad[::7].any()


def test_logits_far_apart_are_no_trouble():
    logits = torch.tensor([[0.0, 300.0], [300.0, 0.0]]).bfloat16().requires_grad_()
    told = fused.CrossEntropy.apply(logits, torch.tensor([0, 0]), 2)
    told.backward()
    assert told.isfinite()
    assert told > 40
    assert logits.grad.isfinite().all()


@HALF
def test_a_model_learns_the_same_from_either_form(monkeypatch, heads, kv_heads):
    config = tinylm.ModelConfig(
        50, context_length=16, d_model=32, num_heads=heads, num_kv_heads=kv_heads, qk_norm=True
    )
    ids = torch.randint(0, 50, (4, 17), generator=torch.Generator().manual_seed(0))
    grads, fits = [], fused.fits
    for use in (True, False):
        model = tinylm.MiniTransformer(config)
        model.reset_parameters(0)
        monkeypatch.setattr(fused, "fits", fits if use else lambda x: False)
        with torch.autocast("cpu", torch.bfloat16):
            normed = model.final_norm(model.embedding(ids))
            logits = model(ids[:, :-1])
        assert (normed.dtype == torch.bfloat16) == use
        F.cross_entropy(logits.flatten(0, 1).float(), ids[:, 1:].flatten()).backward()
        grads.append({name: p.grad for name, p in model.named_parameters()})
    for name, gradient in grads[0].items():
        close(gradient, grads[1][name], 4)


def test_they_are_for_training_in_bfloat16_alone():
    norm, x = RMSNorm(8, eps=1e-6), draw(2, 8)
    assert norm(x).dtype == torch.float32
    with torch.autocast("cpu", torch.bfloat16):
        assert norm(x).dtype == torch.bfloat16
        with torch.no_grad():
            assert norm(x).dtype == torch.float32
