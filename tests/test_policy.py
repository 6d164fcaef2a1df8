"""The reward stage: group-relative policy gradient, its rounds and its runs."""

import json
import math

import pytest
import torch

import tinylm
from tinylm.checkpoint import weights_digest
from tinylm.panels import preference_figure
from tinylm.preference.policy import Judge, Player, advantages, token_losses
from tinylm.preference.scores import divergence

from .preference_tools import rollouts, trl_grpo

# What TRL 1.16.0 makes of the log-probabilities of `preference_tools`: loss type, beta, clip, most.
TRL = {
    ("grpo", 0.04, 0.2, 6): -0.037721186876297,
    ("grpo", 0.0, 0.2, 6): -0.04261299967765808,
    ("dr_grpo", 0.04, 0.2, 6): -0.1815464049577713,
}


def quick(**changes) -> tinylm.RewardConfig:
    values = dict(max_steps=8, batch_size=3, group=5, learning_rate=3e-3, warmup_steps=1)
    values |= dict(max_new_tokens=8, eval_every=4, checkpoint_every=3, val_fraction=0.3)
    values |= dict(temperature=2.0)  # this model is sure of every answer that it knows
    return tinylm.RewardConfig(**(values | changes))


@pytest.fixture
def questions(chats) -> list[str]:
    return [turns[0]["text"] for turns in chats]


def early(turns: list[dict], text: str) -> float:
    """The share of letters in the first half of the alphabet: no two answers are quite alike."""
    letters = [c for c in text.lower() if c.isalpha()]
    return sum(c < "n" for c in letters) / max(1, len(letters))


def run(lm, prompts, reward, config, **more) -> tinylm.Checkpoint:
    for _ in tinylm.reinforce(lm, prompts, reward, config, **more):
        pass
    return lm


@pytest.mark.parametrize("case", TRL)
def test_the_loss_is_that_of_trl(case):
    kind, beta, clip, most = case
    said, old, before, mask, advantage = rollouts()
    config = tinylm.RewardConfig(beta=beta, clip=clip)
    losses = token_losses(said, old, before, advantage, config) * mask
    counts = mask.sum(1) if kind == "grpo" else most
    assert float((losses.sum(1) / counts).mean()) == pytest.approx(TRL[case], rel=1e-5)


@pytest.mark.parametrize("case", TRL)
def test_trl_still_gives_these_numbers(case):
    pytest.importorskip("trl")
    assert trl_grpo(*case) == pytest.approx(TRL[case], rel=1e-6)


def test_an_advantage_is_over_the_group():
    rewards = torch.tensor([[1.0, 0.0, 0.0, 0.0], [2.0, 2.0, 2.0, 2.0]])
    found = advantages(rewards)
    assert found[0].tolist() == pytest.approx([0.75 / 0.5001, *[-0.25 / 0.5001] * 3], rel=1e-5)
    assert found[1].tolist() == [0, 0, 0, 0]
    assert advantages(rewards, scale=False)[0].tolist() == [0.75, -0.25, -0.25, -0.25]


def test_what_scored_better_becomes_likelier_until_it_is_clipped():
    config, none = tinylm.RewardConfig(beta=0), torch.empty(2, 0)
    advantage = torch.tensor([1.0, -1.0])

    def slopes(moved: float) -> list[float]:
        said = torch.full((2, 1), -1.0 + moved, requires_grad=True)
        token_losses(said, torch.full((2, 1), -1.0), none, advantage, config).sum().backward()
        return said.grad.flatten().tolist()

    assert slopes(0.0) == pytest.approx([-1, 1])
    assert slopes(math.log(1.3)) == pytest.approx([0, 1.3])  # likelier by more than 20 %
    assert slopes(math.log(0.7)) == pytest.approx([-0.7, 0])


def test_the_leash_pulls_back():
    config = tinylm.RewardConfig(beta=0.5)
    said = torch.tensor([[-1.0, -3.0]], requires_grad=True)
    before = torch.full((1, 2), -2.0)
    token_losses(said, said.detach(), before, torch.zeros(1), config).sum().backward()
    assert said.grad[0, 0] > 0 > said.grad[0, 1]
    assert (divergence(said, before) > 0).all()
    assert float(divergence(before, before).abs().max()) == 0


def test_the_divergence_of_what_was_drawn_is_unbiased():
    policy, reference = torch.tensor([0.5, 0.3, 0.2]).log(), torch.tensor([0.2, 0.3, 0.5]).log()
    mean = float((policy.exp() * divergence(policy, reference)).sum())
    assert mean == pytest.approx(float((policy.exp() * (policy - reference)).sum()))


def test_rewards_rise(conversing, questions, tmp_path):
    path = tmp_path / "finetuned_llm_rewarded.pt"
    config = quick(max_steps=24, group=12, learning_rate=4e-3, checkpoint=str(path))
    lm = run(tinylm.load_checkpoint(conversing), questions, early, config)
    told = lm.report["rewards"]
    assert told["val_reward"] > told["val_reward_before"] + 0.03
    assert told["val_kl_before"] == pytest.approx(0, abs=1e-6)
    assert told["val_kl"] > 0.001
    measures = lm.history[-1].measures
    assert {"reward", "reward_stderr", "kl", "length", "ended", "signal"} <= measures.keys()
    assert lm.history[-1].val_loss == -measures["val_reward"] == -told["val_reward"]
    assert "over-fitting is not looked for" in lm.report["overfitting"]
    assert lm.stage == "chat"
    assert "".join(tinylm.Conversation(tinylm.load_checkpoint(path)).say("Where does Bo live?"))
    logged = (path.parent / "runs" / lm.run / "metrics.jsonl").read_text().splitlines()
    assert [json.loads(row)["measures"]["reward"] for row in logged] == [
        record.measures["reward"] for record in lm.history
    ]
    figure = preference_figure(lm.history)
    assert next(axes.get_ylabel() for axes in figure.axes) == "reward"


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_stopped_run_ends_in_the_same_weights(conversing, questions, tmp_path, on_disk):
    settings = dict(updates=2, accumulation=2, batch_size=2, max_steps=6)
    whole = run(tinylm.load_checkpoint(conversing), questions, early, quick(**settings))
    path = str(tmp_path / "r.pt") if on_disk else None
    lm, config = tinylm.load_checkpoint(conversing), quick(**settings, checkpoint=path)
    work = tinylm.reinforce(lm, questions, early, config)
    for _ in range(4):
        next(work)
    work.close()
    if on_disk:
        lm = tinylm.load_checkpoint(conversing)
    run(lm, questions, early, config)
    assert weights_digest(lm.model) == weights_digest(whole.model)
    assert [r.measures for r in lm.history] == [r.measures for r in whole.history]
    assert lm.report["rewards"] == whole.report["rewards"]


def test_seed_and_reward_make_the_run(conversing, questions):
    def made(reward, **changes) -> tinylm.Checkpoint:
        config = quick(max_steps=2, eval_every=0, **changes)
        return run(tinylm.load_checkpoint(conversing), questions, reward, config)

    first, again, other = made(early), made(early), made(early, seed=1)
    assert weights_digest(first.model) == weights_digest(again.model)
    assert weights_digest(first.model) != weights_digest(other.model)
    late = made(lambda turns, text: -early(turns, text))
    assert late.run != first.run == again.run


def test_the_reference_is_the_model_at_the_start(conversing, questions):
    lm = run(tinylm.load_checkpoint(conversing), questions, early, quick(max_steps=2))
    start = tinylm.load_checkpoint(conversing).model.state_dict()
    for name, weight in lm.optimizer["player"]["reference"].items():
        assert torch.equal(weight, start[name])


def test_what_is_learned_is_what_was_drawn(conversing, questions):
    """Answers with the <eos> that ended them, right after their prompts."""
    lm = tinylm.load_checkpoint(conversing)
    turns = [[dict(role="user", text=text)] for text in questions]
    player = Player(
        lm, quick(max_new_tokens=12, temperature=1.0), turns[:2], turns[2:], Judge(early, False)
    )
    prompts = player.picked(0)[:2]
    done, rewards = player.answer(prompts, 3, seed=0)
    inputs, targets = player.rows(prompts, done)
    assert len(rewards) == 6
    for i, one in enumerate(done):
        end = [lm.tokenizer.eos_id] if one.finish == "eos" else []
        learned = targets[i][targets[i] != -100].tolist()
        assert learned == [*one.ids, *end]
        asked = prompts[i // 3][1]
        assert inputs[i, : len(asked)].tolist() == asked
        said = player.logprobs(lm.model, inputs, targets)[i][targets[i] != -100]
        assert said[: len(one.ids)].tolist() == pytest.approx(one.logprobs, abs=1e-4)


def test_a_list_of_rewards_is_the_same(conversing, questions):
    config = quick(max_steps=2, eval_every=0)
    seen = []

    def together(turns, texts):
        seen.append((turns[0][-1]["role"], len(texts)))
        return [early(*pair) for pair in zip(turns, texts, strict=True)]

    lm = run(tinylm.load_checkpoint(conversing), questions, together, config, batched=True)
    one = run(tinylm.load_checkpoint(conversing), questions, early, config)
    assert weights_digest(lm.model) == weights_digest(one.model)
    assert ("user", 15) in seen


def test_a_reward_that_tells_nothing_apart_is_said(conversing, questions):
    lm = tinylm.load_checkpoint(conversing)
    start = weights_digest(lm.model)
    with pytest.raises(ValueError, match="gave all answers to a prompt the same in each of the"):
        run(lm, questions, lambda turns, text: 1.0, quick())
    assert weights_digest(lm.model) == start  # no step without a signal moves anything
    assert all(record.event.startswith("no signal") for record in lm.history)


def test_a_run_that_has_nothing_left_to_learn_ends(conversing, questions):
    lm, asked = tinylm.load_checkpoint(conversing), []

    def soon_alike(turns, texts):
        asked.append(len(texts))
        # The first call judges held-out prompts, the second is the first step.
        return [early(turns, t) if len(asked) == 2 else 0.0 for t in texts]

    records = list(tinylm.reinforce(lm, questions, soon_alike, quick(max_steps=20), batched=True))
    assert lm.finished
    assert len(records) == 6
    assert records[-1].event == (
        "ended: no signal: all answers to each prompt have the same reward, 5 steps in a row"
    )


def broken(turns, text):
    raise KeyError("place")


@pytest.mark.parametrize(
    ("reward", "batched", "told"),
    [
        (lambda turns, text: math.nan, False, r"gave nan for the answer '.*': it must give a"),
        (lambda turns, text: None, False, "gave None for the answer"),
        (broken, False, "the reward 'broken' raised KeyError: 'place'; it must"),
        (lambda turns, texts: [1.0], True, r"gave 1 numbers for \d+ answers"),
        (3.0, False, r"reward=3\.0 must be a function"),
    ],
)
def test_a_reward_that_fails_is_said_in_a_sentence(conversing, questions, reward, batched, told):
    lm = tinylm.load_checkpoint(conversing)
    with pytest.raises(ValueError, match=told):
        next(tinylm.reinforce(lm, questions, reward, quick(), batched=batched))


def test_what_cannot_be_asked_is_said_in_a_sentence(trained, conversing, questions):
    with pytest.raises(ValueError, match="rewards are for a model that converses"):
        next(tinylm.reinforce(tinylm.load_checkpoint(trained), questions, early, quick()))
    lm = tinylm.load_checkpoint(conversing)
    with pytest.raises(ValueError, match="leaves less than max_new_tokens=30 of the 32"):
        next(tinylm.reinforce(lm, questions, early, quick(max_new_tokens=30)))
    with pytest.raises(ValueError, match=r"1 row\(s\) have 1 different first question"):
        next(tinylm.reinforce(lm, questions[:1], early, quick()))
    answered = [dict(role="user", text="Hello!"), dict(role="assistant", text="Ada.")]
    with pytest.raises(ValueError, match="prompt 2: its last turn is not the user's"):
        next(tinylm.reinforce(lm, [questions[0], answered], early, quick()))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (dict(group=1), "group=1 must be a whole number of at least 2"),
        (dict(length="tokens"), "length='tokens' is not one of answer, most"),
        (dict(temperature=0), "temperature=0 must be a number above 0"),
        (dict(label_smoothing=0.1), "label_smoothing=0.1 has no meaning"),
        (dict(clip=0), "clip=0 must be a number above 0"),
    ],
)
def test_settings_without_meaning_are_refused(settings, told):
    with pytest.raises(ValueError, match=told):
        tinylm.RewardConfig(**settings)


@pytest.mark.parametrize("changes", [dict(beta=0), dict(length="most", scale=False)])
def test_other_losses_run(conversing, questions, changes):
    config = quick(max_steps=2, eval_every=0, **changes)
    lm = run(tinylm.load_checkpoint(conversing), questions, early, config)
    assert ("kl" in lm.history[0].measures) == (config.beta > 0)
    assert lm.report["rewards"]["val_kl"] > 0
