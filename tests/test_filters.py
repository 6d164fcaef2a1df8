"""Each filter against the reference implementation, and what is drawn against the probabilities."""

import dataclasses
import math

import pytest
import torch

import tinylm
from tinylm import filters
from tinylm.filters import choose, draw, filtered, uniform

V, ROWS = 211, 6


def logits(seed: int = 0, scale: float = 3.0) -> torch.Tensor:
    return scale * torch.randn(ROWS, V, generator=torch.Generator().manual_seed(seed))


def texts(length: int = 40, vocab_size: int = V) -> list[list[int]]:
    generator = torch.Generator().manual_seed(7)
    return torch.randint(vocab_size, (ROWS, length), generator=generator).tolist()


@pytest.fixture(scope="module")
def reference():
    return pytest.importorskip("transformers").generation.logits_process


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("ours", "theirs", "values"),
    [
        (filters.temperature, "TemperatureLogitsWarper", (0.3, 0.7, 1.5)),
        (filters.top_k, "TopKLogitsWarper", (1, 2, 20, V, V + 1)),
        (filters.top_p, "TopPLogitsWarper", (0.01, 0.3, 0.5, 0.9, 0.999)),
        (filters.min_p, "MinPLogitsWarper", (0.001, 0.05, 0.5, 1.0)),
        (filters.typical, "TypicalLogitsWarper", (0.01, 0.2, 0.5, 0.9, 0.999)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_filter_gives_the_numbers_of_transformers(reference, ours, theirs, values, seed):
    for scale in (0.5, 3.0, 20.0):
        given = logits(seed, scale)
        for value in values:
            expected = getattr(reference, theirs)(value)(None, given.clone())
            torch.testing.assert_close(ours(given, value), expected, atol=0, rtol=0)
        assert torch.equal(given, logits(seed, scale))  # what was given is as it was


@pytest.mark.parametrize("penalty", [0.5, 1.2, 2.0])
def test_the_repetition_penalty_is_that_of_transformers(reference, penalty):
    processor = reference.RepetitionPenaltyLogitsProcessor(penalty)
    expected = processor(torch.tensor(texts()), logits())
    assert torch.equal(filters.penalise_repetition(logits(), texts(), penalty), expected)


@pytest.mark.parametrize("n", [1, 2, 3, 40, 41])
def test_forbidden_ngrams_are_those_of_transformers(reference, n):
    some = texts(vocab_size=4)  # so few that runs repeat
    expected = reference.NoRepeatNGramLogitsProcessor(n)(torch.tensor(some), logits())
    assert torch.equal(filters.forbid_ngrams(logits(), some, n), expected)
    assert torch.isinf(expected).any() == (n < 40)


def test_the_bias_is_that_of_transformers(reference):
    biases = {3: 1.5, 7: -100.0, V - 1: -math.inf}
    processor = reference.SequenceBiasLogitsProcessor({(k,): v for k, v in biases.items()})
    expected = processor(torch.tensor(texts()), logits())
    assert torch.equal(filters.bias(logits(), list(biases.items())), expected)


def test_penalties_by_count_follow_their_formula():
    """mu[j] - c[j] * frequency - (c[j] > 0) * presence, c over the new tokens alone."""
    given, some = logits(), texts()
    config = tinylm.SampleConfig(temperature=0, frequency_penalty=0.3, presence_penalty=0.7)
    found = filtered(given, some, [30] * ROWS, config)
    for row in range(ROWS):
        for token in range(V):
            count = some[row][30:].count(token)
            expected = float(given[row, token]) - 0.3 * count - 0.7 * (count > 0)
            assert float(found[row, token]) == pytest.approx(expected, abs=1e-5)


def test_everything_together_is_what_transformers_does_in_its_order(reference):
    config = tinylm.SampleConfig(
        logit_bias={3: 1.5, 7: -2.0},
        repetition_penalty=1.3,
        no_repeat_ngram=2,
        temperature=0.8,
        top_k=60,
        top_p=0.9,
        min_p=0.01,
        typical_p=0.8,
    )
    processors = [
        reference.SequenceBiasLogitsProcessor({(3,): 1.5, (7,): -2.0}),
        reference.RepetitionPenaltyLogitsProcessor(1.3),
        reference.NoRepeatNGramLogitsProcessor(2),
        reference.TemperatureLogitsWarper(0.8),
        reference.TopKLogitsWarper(60),
        reference.TopPLogitsWarper(0.9),
        reference.MinPLogitsWarper(0.01),
        reference.TypicalLogitsWarper(0.8),
    ]
    some = texts()
    expected = logits(scale=1.5)
    for processor in processors:
        expected = processor(torch.tensor(some), expected)
    assert torch.equal(filtered(logits(scale=1.5), some, [0] * ROWS, config), expected)
    assert (expected > -torch.inf).sum(-1).float().mean() > 5


def test_equal_values_stay_or_go_together():
    flat = torch.zeros(1, 10)
    for ours, value in ((filters.top_k, 3), (filters.top_p, 0.25), (filters.typical, 0.25)):
        assert torch.equal(ours(flat, value), flat)


@pytest.mark.parametrize(
    "settings",
    [
        dict(),
        dict(top_p=0.8),
        dict(top_k=5, temperature=1.5),
        dict(min_p=0.1),
        dict(typical_p=0.7),
    ],
    ids=str,
)
def test_what_is_drawn_follows_the_filtered_distribution(settings):
    """Chi-square at the 99.9th percentile: a right sampler fails one seed in a thousand."""
    config = tinylm.SampleConfig(**(dict(temperature=1.0, top_p=1.0, seed=5) | settings))
    given = logits(3, 1.0)[:1, :24]
    shares = filtered(given, [[]], [0], config)[0].double().softmax(-1)
    n = 20_000
    counts = torch.zeros(24, dtype=torch.float64)
    for at in range(0, n, 500):
        numbers = [uniform(config.seed, i) for i in range(at, at + 500)]
        drawn = draw(filtered(given, [[]], [0], config).expand(500, -1), numbers)
        counts += torch.bincount(torch.tensor(drawn), minlength=24)
    assert counts[shares == 0].sum() == 0
    possible = shares > 0
    expected = n * shares[possible]
    square = ((counts[possible] - expected) ** 2 / expected).sum().item()
    free = int(possible.sum()) - 1
    limit = free * (1 - 2 / (9 * free) + 3.09 * math.sqrt(2 / (9 * free))) ** 3
    assert square < limit


def test_the_numbers_of_a_seed_are_fixed_and_even():
    """The values are written down: every engine, and every later version, must give these."""
    # The first number that Java's SplittableRandom gives from seed 0.
    assert filters._mixed(0x9E3779B97F4A7C15) == 0xE220A8397B1DCDAF
    assert uniform(0, 0) == 0.6524484863740322
    assert uniform(1, 199) == 0.8395350489354303
    numbers = torch.tensor([uniform(seed, n) for seed in range(50) for n in range(400)])
    assert numbers.min() >= 0
    assert numbers.max() < 1
    assert abs(numbers.mean() - 0.5) < 0.01
    bins = torch.histc(numbers, 20, 0, 1)
    assert ((bins - 1000) ** 2 / 1000).sum() < 43.8  # chi-square, 19 degrees, one in a thousand
    by_seed = numbers.view(50, 400)
    assert torch.corrcoef(by_seed).fill_diagonal_(0).abs().max() < 0.25
    assert uniform(2**64 + 3, 1) == uniform(3, 1)


def test_a_share_picks_the_first_token_that_exceeds_it():
    given = torch.tensor([[0.0, 0.25, 0.0, 0.5, 0.25]]).log()
    shares = [0.0, 0.2499, 0.25, 0.7499, 0.75, 1 - 2**-53]
    found = draw(given.expand(6, -1), shares)
    assert found == [1, 1, 3, 3, 4, 4]


def test_temperatures_next_to_zero_are_the_likeliest_token():
    given = logits()
    for t in (1e-300, 1e-30, 1e-4, 0):
        config = tinylm.SampleConfig(temperature=t, top_p=1.0)
        found = choose(given, texts(), [0] * ROWS, range(ROWS), config)
        assert found == given.argmax(-1).tolist()


def test_what_leaves_no_token_is_told():
    config = tinylm.SampleConfig(logit_bias=dict.fromkeys(range(V), -math.inf))
    for one in (config, dataclasses.replace(config, temperature=0)):
        with pytest.raises(ValueError, match="no token is left to go on with"):
            choose(logits(), texts(), [0] * ROWS, range(ROWS), one)
    with pytest.raises(ValueError, match="logit_bias names token 211, and this vocabulary ends"):
        filters.bias(logits(), [(V, 1.0)])
