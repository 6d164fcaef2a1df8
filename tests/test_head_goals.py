import dataclasses
import math
import sys
import types

import numpy as np
import pytest
import torch

import tinylm
from tinylm.checkpoint import weights_digest
from tinylm.heads import goals, texts
from tinylm.heads.view import HeadView

from .conftest import tiny_config
from .head_tools import body, brief, ground, noisy

GREEDY = tinylm.SampleConfig(temperature=0, max_new_tokens=12)


@pytest.fixture
def ready(trained) -> tinylm.Checkpoint:
    return tinylm.load_checkpoint(trained)


@pytest.fixture
def view(ready, data) -> HeadView:
    return HeadView(ground(ready, data).select, ready.model.head.weight.detach())


def written_anew(lm, prompts, head, config):
    """What generation writes when the model really has this head."""
    own = lm.model.head.weight.detach().clone()
    with torch.no_grad():
        lm.model.head.weight.copy_(head)
    found = []
    for i, ids in enumerate(prompts):
        one = dataclasses.replace(config, seed=config.seed + i)
        found.append(list(tinylm.generation.stream_ids(lm, ids, one, {lm.tokenizer.eos_id})))
    with torch.no_grad():
        lm.model.head.weight.copy_(own)
    return found


@pytest.mark.parametrize("temperature", [0.0, 1.0])
@pytest.mark.parametrize("engine", ["pytorch", pytest.param("compiled", marks=pytest.mark.slow)])
def test_trial_heads_write_what_a_model_with_that_head_writes(ready, data, engine, temperature):
    """Also when one head comes after another, texts outgrow the context, and prompts differ."""
    if engine == "compiled":
        pytest.importorskip("numba")
        tinylm.fast.ready.compiled("float32").load()
    config = dataclasses.replace(GREEDY, temperature=temperature, top_p=1.0, seed=3, fast="off")
    prompts = [data.val.document(i)[: 3 + i % 20].tolist() for i in range(19)]
    kind = texts._Compiled if engine == "compiled" else texts._Batched
    for tokens in (12, 45):
        config = dataclasses.replace(config, max_new_tokens=tokens)
        writer = kind(ready, prompts, config)
        for seed in (0, 1, 0):
            head = noisy(ready, seed)
            assert writer.write(head) == written_anew(ready, prompts, head, config)


@pytest.mark.slow
def test_the_compiled_step_takes_over_when_it_is_ready(ready, data, monkeypatch):
    pytest.importorskip("numba")
    tinylm.fast.ready.compiled("float32").load()
    prompts = [data.val.document(i)[:8].tolist() for i in range(4)]
    writer = texts.Continuations(ready, prompts, GREEDY)
    first = writer.write(noisy(ready, 0))
    assert isinstance(writer.writer, texts._Compiled)
    off = texts.Continuations(ready, prompts, dataclasses.replace(GREEDY, fast="off"))
    assert off.write(noisy(ready, 0)) == first
    assert isinstance(off.writer, texts._Batched)


def test_a_view_tells_what_the_model_tells(view, ready, data):
    tokens = view.part.states.window_tokens
    ids = torch.stack(view.part.states.ids)
    losses = torch.nn.functional.cross_entropy(
        ready.model(ids[:, :-1]).detach().flatten(0, 1), ids[:, 1:].flatten(), reduction="none"
    ).view(len(ids), -1)
    judged = ids[:, 1:] != data.val.bos_id
    assert view.losses() == pytest.approx(
        [float(row[mask].mean()) for row, mask in zip(losses, judged, strict=True)], rel=1e-4
    )
    assert view.loss() == pytest.approx(float(losses[judged].mean()), rel=1e-4)
    guesses = view.logits().argmax(1)
    assert view.accuracy() == pytest.approx(float((guesses == view.targets).float().mean()))
    assert view.accuracy() < view.accuracy(5)
    assert view.accuracy(ready.config.vocab_size) == pytest.approx(1)
    assert view.hidden.shape == (tokens.sum(), ready.config.d_model)
    pieces = [view.piece(i, 4) for i in range(4)]
    assert sum(len(piece.targets) for piece in pieces) == len(view.targets)
    assert sum(len(piece.continuations()) for piece in pieces) == len(view.prompts)
    assert pieces[1].continuations() == view.continuations()[1::4]
    assert pieces[1].losses().tolist() == view.losses()[1::4].tolist()
    asked = ["One day Ada", "Bo"]
    config = dataclasses.replace(GREEDY, max_new_tokens=5)
    own = view.continuations(5, prompts=asked)
    assert own == [text.ids for text in tinylm.complete(ready, asked, config)]


def test_the_three_parts_share_no_prompt(ready, data):
    place = ground(ready, data)
    fit = {
        tuple(ids) for seed in range(5) for ids in place.fit(np.random.default_rng(seed)).prompts
    }
    every = [tuple(row.tolist()) for row in place.texts]
    select = [tuple(ids.tolist()) for ids in place.select.states.ids]
    assert fit
    assert not set(every) & set(select)
    assert len(place.test().prompts) > 8
    pairs = [(f"prompt {i}", "answer") for i in range(100)]
    shares = [
        set(HeadView(part, ready.model.head.weight).pairs(pairs))
        for part in (place.fit(np.random.default_rng(0)), place.select, place.test())
    ]
    assert all(shares)
    assert set().union(*shares) == set(pairs)
    assert sum(map(len, shares)) == len(pairs)


def test_measures_of_texts():
    assert goals.repeated([1, 2, 1, 2, 1], 2) == 0.5
    assert goals.repeated([1, 2, 3], 4) == goals.repeated([], 2) == 0
    assert goals.rouge_l("abcd", "axcd") == 0.75
    assert goals.rouge_l([], []) == 0


@pytest.mark.parametrize("name", ["cross_entropy", "accuracy", "accuracy:5", "repetition:4",
                                  "distinct", "distinct:3", "rouge"])  # fmt: skip
def test_goals_by_name_are_lower_where_the_head_is_better(view, name):
    judge = goals.Judge(name)
    same = judge.scores(view).minus(judge.scores(view))
    assert same[0] == 0 == same[1]
    assert 0 <= judge.value(view) < 8
    other = goals.Judge(name).scores(HeadView(view.part, noisy(view.part.lm, 0, 3.0)))
    change, error = judge.scores(view).minus(other)
    assert error > 0
    if name in ("cross_entropy", "accuracy", "accuracy:5", "rouge"):
        assert change < -2 * error


def test_exact_answers_bleu_and_rewards(view, monkeypatch):
    pairs = [(f"One day {name} went", "out.") for name in ("Ada", "Bo", "Cleo", "Dan", "Eve")]
    pairs += [(f"{name} found", "nothing of the kind") for name in ("Ada", "Bo", "Cleo", "Finn")]
    missed = goals.Judge(goals.exact_match(pairs)).value(view)
    mine = view.pairs(pairs)
    assert missed == pytest.approx(sum(answer != "out." for _, answer in mine) / len(mine), abs=0.3)
    longer = goals.Judge(goals.reward(lambda texts: [len(text) for text in texts]))
    assert longer.value(view) == pytest.approx(-np.mean([len(text) for text in view.texts()]))
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    with pytest.raises(ImportError, match=r"pip install 'tinylm\[metrics\]'"):
        goals.Judge("bleu").value(view)
    seen = []

    def corpus_bleu(written, real):
        seen.append((written, real))
        return types.SimpleNamespace(score=25.0)

    monkeypatch.setitem(sys.modules, "sacrebleu", types.SimpleNamespace(corpus_bleu=corpus_bleu))
    assert goals.Judge("bleu").value(view) == 0.75
    assert seen[0][0] == view.texts()
    assert seen[0][1][0][0] == view.part.lm.tokenizer.decode(view.references[0])


def test_fewer_repetitions_within_a_guard_and_back(ready, data):
    start, frozen = ready.model.head.weight.detach().clone(), body(ready)
    config = brief(controls=("random", "line"), cycles=2)
    result = tinylm.run_clpso(
        ready, data, config, "repetition", {"cross_entropy": 0.1}, progress=False
    )
    own = result.outcomes["after"]
    assert own["change"] < -2 * own["stderr"]
    assert own["loss_change"] < 0.12 * result.before.loss
    kept = [r for r in ready.history if r.accepted and r.phase == "swarm"]
    assert kept
    assert kept[-1].change < -2 * kept[-1].stderr
    assert 0 < kept[-1].moved < 1
    assert 0 < kept[-1].accuracy < 1
    assert all(0 < r.diversity < 1 for r in ready.history if r.phase == "swarm" and r.diversity)
    assert result.control is None
    assert result.outcomes["random"]["evaluations"] == own["evaluations"]
    assert "repetition:2 went from" in result.verdict()
    assert "Random search came to" in result.verdict()
    assert result.table().count("\n") == 5
    assert all(torch.equal(frozen[name], tensor) for name, tensor in body(ready).items())
    tuned = ready.model.head.weight.detach().clone()
    result.revert()
    assert torch.equal(ready.model.head.weight, start)
    result.apply()
    assert torch.equal(ready.model.head.weight, tuned)
    assert not torch.equal(tuned, start)


def test_a_guard_that_allows_nothing_keeps_the_head(ready, data):
    digest = weights_digest(ready.model)
    config, guards = brief(space="bias"), {"cross_entropy": ("at most", 0.0)}
    loss = HeadView(ground(ready, data).select, ready.model.head.weight).loss()
    guards = {"cross_entropy": ("at most", loss + 1e-6)}
    result = tinylm.run_clpso(ready, data, config, "repetition", guards, progress=False)
    assert weights_digest(ready.model) == digest
    assert "the head is as it was" in result.verdict()


def test_functions_and_several_goals_at_once(ready, data):
    seen = []

    def short_texts(view):
        seen.append(view.part.role)
        return [len(ids) for ids in view.continuations()]

    def kinds(view):
        return -float(len({token for ids in view.continuations() for token in ids}))

    goal = [(short_texts, 0.1), (kinds, 0.5), ("cross_entropy", 1.0)]
    config = brief(swarm=tinylm.CLPSOConfig.short(max_evaluations=12, particles=4))
    result = tinylm.run_clpso(ready, data, config, goal, progress=False)
    assert result.goal == "0.1 short_texts + 0.5 kinds + 1 cross_entropy"
    assert {"fit", "select", "test"} == set(seen)
    own = result.outcomes["after"]
    assert own["change"] == pytest.approx(own["goal"] - result.outcomes["before"]["goal"])


def test_another_corpus_as_the_goal_and_what_was_forgotten(ready, data, tokenizer, tmp_path):
    other = tinylm.Corpus.from_documents(
        [f"Bo had a drum. {i} drums. The end." for i in range(300)]
    )
    target = tinylm.prepare(
        other, tokenizer, tmp_path, val_fraction=0.3, test_fraction=0.3, progress=False
    )
    config = brief(refine_learning_rate=1e-2, select_tokens=1024, controls=("gradient",))
    result = tinylm.run_clpso(
        ready, data, config, guards={"cross_entropy": 0.02}, target=target, progress=False
    )
    change, error = result.after.minus(result.before)
    assert change < -2 * error
    assert result.after.loss == pytest.approx(tinylm.evaluate(ready, target.test, 2048).loss)
    told = result.forgetting
    assert told["after"] == pytest.approx(tinylm.evaluate(ready, data.test, 2048).loss)
    assert told["change"] < 0.04 * told["before"]
    assert "Loss on the other text" in result.verdict()


def breaks(view):
    raise KeyError("weights")


@pytest.mark.parametrize(
    ("goal", "guards", "told"),
    [
        (lambda view: math.nan, None, "the goal '<lambda>' returned nan"),
        (breaks, None, "the goal 'breaks' raised KeyError: 'weights'"),
        (lambda view: "good", None, "returned str: it must return a number"),
        (lambda view: 3.5, None, "is 3.5 for each of .* every head scores the same"),
        ("repetition:x", None, "goal='repetition:x' is not known"),
        ("exact_match", None, "use goal=tinylm.heads.goals.exact_match"),
        (7, None, "goal=7 must be a name"),
        ([], None, r"goal=\[\] names nothing"),
        ([("rouge", 0)], None, "the weight 0 of a goal"),
        ("rouge", {"perplexity": 0.1}, "goal='perplexity' is not known"),
        ("rouge", {"cross_entropy": "some"}, "has the limit 'some'"),
        ("rouge", {"cross_entropy": -0.1}, "guard 'cross_entropy' with limit -0.1"),
        ("rouge", {"cross_entropy": ("at most", 0.5)}, "above its limit 0.5"),
    ],
)
def test_what_cannot_be_a_goal_is_told_and_the_checkpoint_stays(ready, data, goal, guards, told):
    digest, before = weights_digest(ready.model), dict(ready.__dict__)
    config = brief(swarm=tinylm.CLPSOConfig.short(max_evaluations=60, particles=6))
    with pytest.raises(ValueError, match=told) as error:
        list(tinylm.tune_head(ready, data, config, goal, guards))
    assert str(error.value).count(". ") == 0
    if goal is breaks:
        assert isinstance(error.value.__cause__, KeyError)
    assert weights_digest(ready.model) == digest
    assert ready.__dict__ == before
    assert ready.stage == "pretrain"


def test_a_goal_that_fails_later_leaves_a_tied_head_tied(tokenizer, data):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, tie_weights=True), tokenizer)
    lm.stage = "pretrain"
    digest, count = weights_digest(lm.model), [0]

    def fails(view):
        count[0] += 1
        return 1 / (20 - count[0])

    with pytest.raises(ValueError, match="'fails' raised ZeroDivisionError"):
        list(tinylm.tune_head(lm, data, brief(space="bias"), fails))
    assert lm.config.tie_weights
    assert lm.model.head.weight is lm.model.embedding.weight
    assert weights_digest(lm.model) == digest
