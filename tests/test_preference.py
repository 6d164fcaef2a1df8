"""Direct preference optimisation: its losses, its pairs, its runs."""

import dataclasses
import json
import math
from types import SimpleNamespace

import pytest
import torch

import tinylm
from tinylm.batches import UNLEARNED
from tinylm.checkpoint import weights_digest
from tinylm.panels import preference_figure
from tinylm.panels.dashboard import Dashboard
from tinylm.panels.keepsake import keepsake
from tinylm.preference.direct import Reference, pair_losses
from tinylm.preference.pairs import batch_of, fitting
from tinylm.preference.scores import exact_divergence, token_logprobs

from .preference_tools import LENGTH, VOCABULARY, numbers, pairs, trl_dpo

# What TRL 1.16.0 makes of the logits of `preference_tools`: loss, beta, label smoothing, which of
# the two pairs. Its `sigmoid` has no label smoothing; `aot` has, and on a single pair is the same.
TRL = {
    ("sigmoid", 0.1, 0.0, None): 0.38669365644454956,
    ("sigmoid", 0.5, 0.0, None): 0.05621832609176636,
    ("ipo", 0.1, 0.0, None): 10.030386924743652,
    ("ipo", 0.5, 0.0, None): 0.8973304033279419,
    ("aot", 0.5, 0.2, 0): 0.5409090518951416,
    ("aot", 0.5, 0.2, 1): 1.1621437072753906,
}
TRL_SFT = 2.5882375240325928  # its `sft`: the chosen answers' loss a token


def quick(**changes) -> tinylm.PreferenceConfig:
    values = dict(epochs=None, max_steps=12, batch_size=4, learning_rate=3e-3, warmup_steps=2)
    values |= dict(eval_every=6, checkpoint_every=5, val_fraction=0.3)
    return tinylm.PreferenceConfig(**(values | changes))


@pytest.fixture
def rows(chats) -> list[tinylm.chat.PreferenceRow]:
    return [
        tinylm.chat.PreferenceRow(turns[:1], turns[1]["text"], "Finn lost a drum.")
        for turns in chats
    ]


def run(lm, rows, config) -> tinylm.Checkpoint:
    for _ in tinylm.prefer(lm, rows, config):
        pass
    return lm


def ours() -> tuple[torch.Tensor, torch.Tensor]:
    """(ratios, lengths) of TRL's inputs, both (2, 2), by the code that training uses."""
    ids, mask = pairs()
    inputs, targets = ids[:, :-1], ids[:, 1:].masked_fill(mask[:, 1:] == 0, UNLEARNED)
    said = []
    for seed in (2, 3):
        logits = numbers(4, LENGTH, VOCABULARY, seed=seed)[:, :-1]
        model = SimpleNamespace(hidden=lambda ids, through, x=logits: x, head=lambda x: x)
        said.append(token_logprobs(model, inputs, targets))
    ratios = (said[0] - said[1]).sum(1).view(2, 2).T
    return ratios, (targets != UNLEARNED).sum(1).view(2, 2).T, said[0][:2], targets[:2]


@pytest.mark.parametrize("case", TRL)
def test_losses_are_those_of_trl(case):
    kind, beta, smoothing, only = case
    ratios, lengths, _, _ = ours()
    loss = "ipo" if kind == "ipo" else "sigmoid"
    config = tinylm.PreferenceConfig(loss=loss, beta=beta, label_smoothing=smoothing)
    found = pair_losses(ratios, lengths, config)
    found = found.mean() if only is None else found[only]
    assert float(found) == pytest.approx(TRL[case], rel=1e-6)


def test_the_answers_own_loss_is_that_of_trl():
    _, _, said, targets = ours()
    assert -float(said.sum() / (targets != UNLEARNED).sum()) == pytest.approx(TRL_SFT, rel=1e-6)


@pytest.mark.parametrize("case", TRL)
def test_trl_still_gives_these_numbers(case):
    pytest.importorskip("trl")
    assert trl_dpo(*case) == pytest.approx(TRL[case], rel=1e-6)


def test_smoothing_and_ipo_aim_at_a_finite_margin():
    lengths = torch.ones(1, 2)

    def slope(margin: float, **settings) -> float:
        ratios = torch.tensor([[margin, 0.0]], requires_grad=True)
        pair_losses(ratios, lengths, tinylm.PreferenceConfig(**settings)).sum().backward()
        return float(ratios.grad[0, 0])

    assert slope(0.0) < 0
    assert slope(1e3) <= 0
    assert slope(0.0, label_smoothing=0.1) < 0 < slope(100.0, label_smoothing=0.1)
    assert slope(4.9, loss="ipo") < 0 < slope(5.1, loss="ipo")  # 1 / (2 beta)


def test_it_learns_to_tell_held_out_pairs_apart(conversing, rows):
    lm = tinylm.load_checkpoint(conversing)
    before = tinylm.evaluate_chats(
        lm, [[*r.prompt, dict(role="assistant", text=r.chosen)] for r in rows]
    )
    # Turned round: the answers that it has not learned are the better ones.
    rows = [dataclasses.replace(row, chosen=row.rejected, rejected=row.chosen) for row in rows]
    run(lm, rows, quick(max_steps=25))
    told = lm.report["preferences"]
    assert told["likelier_before"] == 0
    assert told["accuracy"] > 0.8
    assert told["margin"] > 0.05
    assert told["chosen"] > told["rejected"]
    assert told["kl"] > 0
    assert told["pairs"] >= 1
    first = next(r for r in lm.history if r.measures)
    last = lm.history[-1].measures
    assert first.measures["train_margin"] == pytest.approx(0, abs=1e-4)
    assert last["train_margin"] > 0.05
    assert "val_accuracy" not in last
    assert lm.history[-1].val_accuracy == told["accuracy"]
    assert math.isfinite(before.loss)
    assert lm.stage == "chat"
    assert "".join(tinylm.Conversation(lm).say("Where does Ada live?"))


def test_the_answers_own_loss_holds_them_where_they_are(conversing, rows):
    reports = []
    for weight in (0.0, 5.0):
        lm = run(tinylm.load_checkpoint(conversing), rows, quick(nll_weight=weight, beta=1.0))
        reports.append(lm.report["preferences"])
    assert reports[1]["answer_loss"] < reports[0]["answer_loss"]


def test_before_the_first_update_nothing_is_preferred(conversing, rows):
    lm, config = tinylm.load_checkpoint(conversing), quick()
    learn, held_out = tinylm.split_pairs(rows, 0.3)
    reference = Reference(lm, config, fitting(lm, learn, ""), fitting(lm, held_out, ""))
    reference.compute()
    report = reference.judge(lm)
    assert report.measures["margin"] == pytest.approx(0, abs=1e-4)
    assert report.loss == pytest.approx(math.log(2), abs=1e-4)
    assert report.measures["kl"] == pytest.approx(0, abs=1e-5)


def test_the_reference_stays_what_the_model_was(conversing, rows, tmp_path):
    start = tinylm.load_checkpoint(conversing)
    learn, held_out = tinylm.split_pairs(rows, 0.3)
    known = Reference(start, quick(), fitting(start, learn, ""), fitting(start, held_out, ""))
    known.compute()
    path = tmp_path / "finetuned_llm_preferred.pt"
    lm = run(tinylm.load_checkpoint(conversing), rows, quick(checkpoint=str(path)))
    kept = lm.optimizer["reference"]
    assert torch.equal(kept["logprobs"], known.logprobs)
    for name, weight in start.model.state_dict().items():
        assert torch.equal(kept["weights"][name], weight)
    assert weights_digest(lm.model) != weights_digest(start.model)


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_stopped_run_ends_in_the_same_weights(conversing, rows, tmp_path, on_disk):
    whole = run(tinylm.load_checkpoint(conversing), rows, quick(nll_weight=0.1))
    config = quick(nll_weight=0.1, checkpoint=str(tmp_path / "p.pt") if on_disk else None)
    lm = tinylm.load_checkpoint(conversing)
    work = tinylm.prefer(lm, rows, config)
    for _ in range(7):
        next(work)
    work.close()
    if on_disk:
        lm = tinylm.load_checkpoint(conversing)
    run(lm, rows, config)
    assert weights_digest(lm.model) == weights_digest(whole.model)
    assert [r.loss for r in lm.history] == [r.loss for r in whole.history]
    assert [r.measures for r in lm.history] == [r.measures for r in whole.history]
    same = ("accuracy", "margin", "kl", "answer_loss_before")
    ends = [one.report["preferences"] for one in (lm, whole)]
    assert [ends[0][name] for name in same] == [ends[1][name] for name in same]


def test_a_run_is_found_again_and_its_file_stands_alone(conversing, rows, tmp_path):
    path = tmp_path / "finetuned_llm_preferred.pt"
    lm = run(tinylm.load_checkpoint(conversing), rows, quick(checkpoint=str(path)))
    again = list(
        tinylm.prefer(tinylm.load_checkpoint(conversing), rows, quick(checkpoint=str(path)))
    )
    assert [r.step for r in again] == [12]
    loaded = tinylm.load_checkpoint(path)
    assert loaded.stage == "chat"
    assert loaded.run.startswith("preferred-")
    assert loaded.history == lm.history
    assert loaded.lineage[-1]["run"].startswith("chat-")
    tinylm.export_history(path, tmp_path / "run.csv")
    head, *lines = (tmp_path / "run.csv").read_text().splitlines()
    assert {"train_margin", "kl", "answer_loss"} <= set(head.split(","))
    assert len(lines) == 12
    with pytest.raises(FileNotFoundError, match=r"run tinylm\.prefer first"):
        tinylm.load_checkpoint(tmp_path / "none" / path.name)
    # And what was tuned in this process is not taken back by it.
    tuned = tinylm.load_checkpoint(conversing)
    config = tinylm.FinetuneConfig(max_steps=2, sample_every=0)
    chats = [[*row.prompt, dict(role="assistant", text=row.chosen)] for row in rows]
    for _ in tinylm.finetune(tuned, chats, config):
        pass
    digest = weights_digest(tuned.model)
    next(tinylm.prefer(tuned, rows, quick()))
    reference = tuned.optimizer["reference"]["weights"]
    tuned.model.load_state_dict(reference)
    assert weights_digest(tuned.model) == digest


def test_no_question_is_on_both_sides(rows):
    rows = [*rows, *(dataclasses.replace(row, rejected="The end.") for row in rows)]
    learn, held_out = tinylm.split_pairs(rows, 0.3, seed=1)
    asked = [{row.prompt[0]["text"] for row in part} for part in (learn, held_out)]
    assert not asked[0] & asked[1]
    assert len(learn) + len(held_out) == len(rows)
    assert held_out
    assert tinylm.split_pairs(rows, 0.3, seed=1) == (learn, held_out)
    assert tinylm.split_pairs(rows, 0.3, seed=2) != (learn, held_out)


def test_what_the_tuning_learned_from_is_divided_anew():
    chats = [
        [dict(role="user", text=f"Who is number {i}?"), dict(role="assistant", text="Ada.")]
        for i in range(300)
    ]
    learned, _ = tinylm.split_chats(chats, tinylm.FinetuneConfig())
    rows = [tinylm.chat.PreferenceRow(turns[:1], "Ada.", "Bo.") for turns in learned]
    _, held_out = tinylm.split_pairs(rows)
    assert 0.05 < len(held_out) / len(rows) < 0.15


def test_pairs_that_prefer_nothing_or_do_not_fit_are_told(conversing, rows):
    same = dataclasses.replace(rows[0], rejected=rows[0].chosen)
    with pytest.warns(UserWarning, match=r"1 of 16 pair\(s\) have the same answer twice"):
        tinylm.split_pairs([*rows, same])
    lm = tinylm.load_checkpoint(conversing)
    long = dataclasses.replace(rows[0], rejected="Ada lost a drum. " * 20)
    with pytest.warns(UserWarning, match=r"1 of 2 pair\(s\) to learn from have more than the 32"):
        assert len(fitting(lm, [rows[0], long], "to learn from")) == 1
    with pytest.raises(ValueError, match=r"none of 1 pair\(s\) held out fits the 32 tokens"):
        fitting(lm, [long], "held out")


def test_a_long_conversation_loses_its_oldest_exchanges(conversing, rows):
    lm = tinylm.load_checkpoint(conversing)
    talk = [*rows[3].prompt, dict(role="assistant", text=rows[3].chosen)]
    long = dataclasses.replace(rows[0], prompt=[*talk, *talk, *talk, *rows[0].prompt])
    (short,), (cut,) = fitting(lm, [rows[0]], ""), fitting(lm, [long], "")
    for whole, kept in zip(short, cut, strict=True):
        answer = [aim for aim in whole[1] if aim != UNLEARNED]
        assert [aim for aim in kept[1] if aim != UNLEARNED] == answer
        assert len(kept[0]) <= 32


def test_only_the_two_answers_are_learned(conversing, rows):
    lm = tinylm.load_checkpoint(conversing)
    talk = [*rows[3].prompt, dict(role="assistant", text="Bo.")]
    row = dataclasses.replace(rows[0], prompt=[*talk, *rows[0].prompt])
    batch = batch_of(fitting(lm, [row], ""), torch.zeros(1, 2))
    for side, text in zip(batch.targets.view(2, -1), (row.chosen, row.rejected), strict=True):
        said = lm.tokenizer.decode([i for i in side.tolist() if i != UNLEARNED])
        assert said.strip() == text  # the answer before it is the prompt's


def test_wrong_answers_are_made_of_neighbours(chats):
    made = tinylm.preference_pairs(chats)
    assert len(made) == len(chats)
    for row in made:
        name = row.chosen.split()[0]
        assert row.rejected.startswith(f"{name} lives by the ")
        assert row.rejected != row.chosen
        assert row.rejected not in {turns[1]["text"] for turns in chats}
    assert tinylm.preference_pairs(chats) == made != tinylm.preference_pairs(chats, seed=1)
    with pytest.raises(ValueError, match="no two questions of 1 conversation"):
        tinylm.preference_pairs(chats[:1])


def test_the_divergence_is_that_of_the_whole_vocabulary(conversing, rows):
    lm, other = tinylm.load_checkpoint(conversing), tinylm.load_checkpoint(conversing)
    with torch.no_grad():
        other.model.head.weight.mul_(1.5)
    batch = batch_of(fitting(lm, rows[:2], ""), torch.zeros(2, 2))
    inputs, targets = batch.inputs.view(4, -1), batch.targets.view(4, -1)
    nats, count = exact_divergence(lm.model, other.model, inputs, targets)
    with torch.no_grad():
        p, q = (torch.distributions.Categorical(logits=x.model(inputs)) for x in (lm, other))
    each = torch.distributions.kl_divergence(p, q)[targets != UNLEARNED]
    assert (nats, count) == (pytest.approx(float(each.sum()), rel=1e-4), len(each))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (dict(loss="hinge"), "loss='hinge' is not one of sigmoid, ipo"),
        (dict(beta=0), "beta=0 must be a number above 0"),
        (dict(label_smoothing=0.5), "label_smoothing=0.5 must be"),
        (dict(label_smoothing=0.1, loss="ipo"), "is for loss='sigmoid'"),
        (dict(z_loss=1e-4), "z_loss=0.0001 has no meaning"),
        (dict(batches="windows"), "batches='windows' is not one of padded"),
        (dict(nll_weight=-1), "nll_weight=-1"),
    ],
)
def test_settings_without_meaning_are_refused(settings, told):
    with pytest.raises(ValueError, match=told):
        tinylm.PreferenceConfig(**settings)


def test_what_cannot_be_preferred_is_said_in_a_sentence(trained, conversing, rows):
    with pytest.raises(ValueError, match=r"of stage 'pretrain': tune it with tinylm\.finetune"):
        next(tinylm.prefer(tinylm.load_checkpoint(trained), rows, quick()))
    lm = tinylm.load_checkpoint(conversing)
    with pytest.raises(ValueError, match=r"1 row\(s\) have 1 different first question"):
        next(tinylm.prefer(lm, rows[:1], quick()))
    odd = dataclasses.replace(rows[0], prompt=[*rows[0].prompt, dict(role="assistant", text="x")])
    with pytest.raises(ValueError, match="pair 2, the prompt: its last turn is not the user's"):
        next(tinylm.prefer(lm, [rows[1], odd], quick()))


def test_the_curves_are_drawn(conversing, rows, data, lm):
    preferred = run(tinylm.load_checkpoint(conversing), rows, quick())
    figure = preference_figure(preferred.history, "pairs")
    names = [axes.get_ylabel() for axes in figure.axes]
    assert len(names) == 4
    assert "pairs told apart" in names
    assert "divergence (nats per token)" in names
    assert all(axes.lines for axes in figure.axes)
    view = Dashboard("")
    view.show(preferred.history)
    assert bytes(view.image.value).startswith(b"\x89PNG")
    assert "validation at step 12" in view.status.value
    kept = keepsake(preferred.history, "told")
    assert "<img" in kept["text/html"]
    assert kept["image/png"]
    with pytest.raises(ValueError, match="neither margins nor rewards"):
        preference_figure(lm.history)


def test_pairs_of_a_real_set_divide_without_overlap(real_data):
    path = real_data / "preference" / "rasbt_instruction-data-with-preference.json"
    if not path.is_file():
        pytest.skip(f"no {path}")
    rows = tinylm.load_preference_data(path)
    with pytest.warns(UserWarning, match="have the same answer twice"):
        learn, held_out = tinylm.split_pairs(rows)
    asked = [{json.dumps(row.prompt) for row in part} for part in (learn, held_out)]
    assert not asked[0] & asked[1]
    assert 0.05 < len(held_out) / len(rows) < 0.15
