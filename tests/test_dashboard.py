"""The dashboard of a run, driven from the kernel's side; and what is turned while a run goes on."""

import asyncio
import json
import math
import re
import xml.etree.ElementTree as ElementTree

import pytest

pytest.importorskip("ipywidgets")

import tinylm
from tinylm import panels
from tinylm.checkpoint import weights_digest
from tinylm.forecasting import final_loss
from tinylm.panels.curves import View, bits_per_nat, loss_chart, small_charts
from tinylm.panels.dashboard import Dashboard
from tinylm.panels.keepsake import keepsake, save_figures
from tinylm.records import StepRecord

from .conftest import quick, tiny_config


def new(tokenizer):
    return tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer, seed=0)


def records(count: int = 60, total: int = 60, **more) -> list[StepRecord]:
    """A history that never was: a loss that falls as a power law."""
    out = []
    for step in range(1, count + 1):
        extra = dict(more)
        if step % 10 == 0:
            extra |= dict(val_loss=1.1 * 4 * step**-0.3, val_stderr=0.05, memory=500_000_000)
            extra |= dict(val_bits_per_byte=1.1 * 4 * step**-0.3 * 0.4)
        if step % 20 == 0:
            extra |= dict(samples=(f"One <b> day, {step}",))
        out.append(
            StepRecord(step, total, 4 * step**-0.3, 1e-3, 0.5, 32 * step, 1e4, 0.1 * step, **extra)
        )
    return out


# What may be turned, and how a run that was killed turns it again.


def turning(lm, data, config, stop=None):
    """Trains, with the rate halved before step 4, and turned again, with all else, before 8."""
    for record in tinylm.train(lm, data, config):
        if record.step == 3:
            lm.controls.rate = 0.5
        if record.step == 7:
            lm.controls.rate, lm.controls.temperature, lm.controls.eval_every = 0.25, 0.3, 5
        if record.step == stop:
            return


def test_what_is_turned_counts_from_the_next_step_on_and_is_recorded(tokenizer, data):
    plain, lm = new(tokenizer), new(tokenizer)
    list(tinylm.train(plain, data, quick()))
    turning(lm, data, quick())
    events = {r.step: r.event for r in lm.history if r.event}
    assert events == {
        4: "turned to learning rate × 0.5",
        8: "turned to learning rate × 0.25, sampling temperature 0.3, validation every 5 steps",
    }
    shares = [a.lr / b.lr for a, b in zip(lm.history, plain.history, strict=True)]
    assert shares == pytest.approx([1.0] * 3 + [0.5] * 4 + [0.25] * 5)
    assert [r.loss for r in lm.history][:4] == [r.loss for r in plain.history][:4]
    assert [r.loss for r in lm.history][4:] != [r.loss for r in plain.history][4:]
    assert [r.step for r in lm.history if r.val_loss is not None] == [6, 10, 12]
    assert (lm.run, lm.settings) == (plain.run, plain.settings)


@pytest.mark.parametrize("kept", [True, False], ids=["on disk", "in memory"])
def test_a_run_that_goes_on_keeps_what_was_turned(tokenizer, data, tmp_path, kept):
    straight, lm = new(tokenizer), new(tokenizer)
    turning(straight, data, quick())
    config = quick(checkpoint=str(tmp_path / "c.pt") if kept else None)
    turning(lm, data, config, stop=9)
    if kept:
        lm = new(tokenizer)  # as a new kernel would
    assert next(tinylm.train(lm, data, config)).step == 10
    assert lm.controls.rate == 0.25
    list(tinylm.train(lm, data, config))
    assert weights_digest(lm.model) == weights_digest(straight.model)
    told = [
        [(r.step, r.loss, r.lr, r.val_loss, r.event) for r in x.history] for x in (lm, straight)
    ]
    assert told[0] == told[1]


def test_a_killed_run_turns_again_where_it_was_turned(tokenizer, data, tmp_path):
    """As after a kill at step 9: the last save is that of step 5."""
    straight = new(tokenizer)
    turning(straight, data, quick())
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    turning(new(tokenizer), data, config, stop=5)
    last = next(tmp_path.rglob("last.pt"))
    early = last.read_bytes()
    lm = new(tokenizer)
    for record in tinylm.train(lm, data, config):
        if record.step == 7:
            lm.controls.rate, lm.controls.temperature, lm.controls.eval_every = 0.25, 0.3, 5
        if record.step == 9:
            break
    last.write_bytes(early)
    lm = new(tokenizer)
    assert [r.step for r in tinylm.train(lm, data, config)] == list(range(6, 13))
    assert weights_digest(lm.model) == weights_digest(straight.model)
    # And a new change takes the place of those that were to come.
    last.write_bytes(early)
    lm = new(tokenizer)
    for record in tinylm.train(lm, data, config):
        if record.step == 6:
            lm.controls.rate = 2.0
    assert [r.step for r in lm.history if r.event] == [4, 7]
    assert lm.controls.rate == 2.0


def test_a_run_in_which_nothing_is_turned_leaves_no_trace_of_it(tokenizer, data, tmp_path):
    lm = new(tokenizer)
    for record in tinylm.train(lm, data, quick(checkpoint=str(tmp_path / "c.pt"))):
        if record.step == 7:
            break
    assert "changes" not in lm.optimizer
    assert not list(tmp_path.rglob("changes.json"))
    assert not any(r.event for r in lm.history)


def test_another_run_begins_with_its_own_values(tokenizer, data):
    lm = new(tokenizer)
    turning(lm, data, quick())
    again = list(tinylm.train(lm, data, quick(seed=1, eval_every=4)))
    assert (lm.controls.rate, lm.controls.eval_every) == (1.0, 4)
    assert not any(r.event for r in again)


def test_conversation_tuning_can_be_turned_too(trained, chats):
    lm = tinylm.load_checkpoint(trained)
    config = tinylm.FinetuneConfig(epochs=None, max_steps=4, sample_every=0, schedule="constant")
    for record in tinylm.finetune(lm, chats, config):
        if record.step == 2:
            lm.controls.rate = 0.5
    assert lm.history[2].event == "turned to learning rate × 0.5"
    assert lm.history[2].lr == pytest.approx(0.5 * lm.history[1].lr)


@pytest.mark.parametrize(
    ("name", "value"), [("rate", 0), ("rate", -1), ("temperature", math.nan), ("eval_every", 2.5)]
)
def test_what_cannot_be_is_told_where_it_is_set(lm, name, value):
    with pytest.raises(ValueError, match=f"{name}={value}"):
        setattr(lm.controls, name, value)
    with pytest.raises(AttributeError):
        lm.controls.learning_rate = 1.0


def test_a_save_and_samples_come_when_they_are_asked_for(tokenizer, data, tmp_path):
    lm = new(tokenizer)
    config = quick(sample_every=100, sample_prompts=("One day",), checkpoint=str(tmp_path / "c.pt"))
    for record in tinylm.train(lm, data, config):
        if record.step == 1:
            lm.controls.save = lm.controls.sample = True
        if record.step == 2:
            assert not lm.controls.save
            assert record.samples[0].startswith("One day")
            assert tinylm.load_checkpoint(next(tmp_path.rglob("last.pt"))).step == 2
    assert [r.step for r in lm.history if r.samples] == [2, 12]


def test_the_temperature_is_that_of_the_samples(tokenizer, data):
    lm = new(tokenizer)
    for _ in tinylm.train(lm, data, quick(sample_every=4, sample_prompts=("One day",))):
        lm.controls.temperature = 0.0
    greedy = tinylm.SampleConfig(max_new_tokens=60, temperature=0.0, fast="off")
    assert lm.history[-1].samples[0] == tinylm.generate(lm, "One day", greedy)


# The view: buttons and sliders.


@pytest.fixture
def shown(monkeypatch):
    """The views and the kept outputs of `watch`, as a notebook would have them."""
    views, kept = [], []
    make = Dashboard.__init__

    class Handle:
        def update(self, bundle, raw):
            assert raw
            kept.append(bundle)

    def remember(self, *given):
        make(self, *given)
        views.append(self)

    monkeypatch.setattr(Dashboard, "__init__", remember)
    monkeypatch.setattr("tinylm.panels.live._in_notebook", lambda: True)
    monkeypatch.setattr("tinylm.panels.live._EVERY", 0.0)
    monkeypatch.setattr("tinylm.panels.live._SHARE", 1e9)
    monkeypatch.setattr("tinylm.panels.live.display", lambda *_, **__: Handle())
    return views, kept


def pressing(steps, at):
    """Does what `at` has for a step, once it has been made."""
    for record in steps:
        yield record
        at.get(record.step, lambda: None)()


def watch(work, lm=None):
    return asyncio.run(panels.watch(work, lm, "title"))


def test_the_sliders_turn_the_run(tokenizer, data, shown, tmp_path):
    lm, (views, _) = new(tokenizer), shown

    def turn():
        views[0].rate.value, views[0].temperature.value = 0.5, 0.3
        views[0].every.value = 2

    config = quick(sample_every=3, sample_prompts=("One day",), checkpoint=str(tmp_path / "c.pt"))
    watch(pressing(tinylm.train(lm, data, config), {7: turn}), lm)
    assert [r.step for r in lm.history if r.event] == [8]
    assert "× 0.5, sampling temperature 0.3, validation every 2" in lm.history[7].event
    assert [r.step for r in lm.history if r.val_loss is not None] == [6, 8, 10, 12]
    assert "step 8: turned to learning rate × 0.5" in views[0].loss.value
    # A slider follows what is turned elsewhere, and does not turn it in its turn.
    lm = new(tokenizer)
    script = {3: lambda: setattr(lm.controls, "rate", 0.3)}
    watch(pressing(tinylm.train(lm, data, quick()), script), lm)
    assert views[1].rate.value == 1 / 4
    assert lm.controls.rate == 0.3
    assert [r.event for r in lm.history if r.event] == ["turned to learning rate × 0.3"]


def test_pause_saves_waits_and_goes_on(tokenizer, data, shown, tmp_path, monkeypatch):
    lm, (views, _) = new(tokenizer), shown
    waited = []
    real = asyncio.sleep

    async def sleep(seconds):
        if seconds:
            waited.append((lm.step, views[0].pause.description, views[0].message.value))
            if len(waited) == 3:
                assert tinylm.load_checkpoint(next(tmp_path.rglob("last.pt"))).step == lm.step
                views[0].pause.click()
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    press = {6: lambda: views[0].pause.click()}
    config = quick(checkpoint=str(tmp_path / "c.pt"))
    watch(pressing(tinylm.train(lm, data, config), press), lm)
    assert waited == [(7, "Resume", "paused and saved")] * 3
    assert views[0].pause.description == "Pause"
    assert lm.finished
    assert lm.controls.idle > 0


def test_stop_ends_a_pause(tokenizer, data, shown, monkeypatch):
    lm, (views, kept) = new(tokenizer), shown
    real = asyncio.sleep

    async def sleep(seconds):
        if seconds:
            views[0].button.click()
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    press = {6: lambda: views[0].pause.click()}
    watch(pressing(tinylm.train(lm, data, quick()), press), lm)
    assert lm.step == 7
    assert "stopped and saved" in kept[0]["text/html"]


def test_checkpoint_now_and_sample_now(tokenizer, data, shown, tmp_path):
    lm, (views, _) = new(tokenizer), shown
    told = []
    config = quick(sample_every=100, sample_prompts=("One day",), checkpoint=str(tmp_path / "c.pt"))
    press = {
        1: lambda: views[0].save.click(),
        2: lambda: told.append(tinylm.load_checkpoint(next(tmp_path.rglob("last.pt"))).step),
        3: lambda: told.append(views[0].message.value),
        7: lambda: views[0].sample.click(),
        9: lambda: told.append(views[0].samples.value),
    }
    watch(pressing(tinylm.train(lm, data, config), press), lm)
    assert told[:2] == [2, "saved after step 2"]
    assert "step 8</b> it wrote:" in told[2]
    assert "One day" in told[2]
    # Without samples in the config there is nothing to ask for.
    press = {1: lambda: told.append(views[1].sample.tooltip)}
    watch(pressing(tinylm.train(lm, data, quick(seed=1)), press), lm)
    assert told[3] == "this run has sample_every=0"


def test_the_slider_under_the_curve_shows_what_was_written_then():
    view = Dashboard()
    view.show(records())
    assert "step 60</b>" in view.samples.value
    view.moment.value = 45
    assert "step 40</b> it wrote:" in view.samples.value
    assert "One &lt;b&gt; day, 40" in view.samples.value
    cursor = re.search(r'tinylm-cursor.*?translate\((\S+)\).*?opacity="0.8"', view.loss.value)
    assert float(cursor[1]) == pytest.approx(58 + (668 - 58) * 45 / 60, abs=0.1)
    view.show(records(80, 80))  # new steps do not take it away
    assert view.moment.value == 45
    view.moment.value = 80
    view.show(records(100, 100))
    assert view.moment.value == 100
    view.moment.value = 5
    assert "nothing was written before" in view.samples.value


def test_the_curve_can_be_seen_on_other_scales():
    view = Dashboard()
    view.show(records())
    before = view.loss.value
    view.scale.value = "log"
    assert view.loss.value != before
    assert "loss (nats per token)" in view.loss.value
    view.unit.value = "bits per byte"
    assert "loss (bits per byte)" in view.loss.value
    # Where no validation has told the bytes, there is no such choice.
    view = Dashboard()
    view.show([r for r in records() if r.val_loss is None])
    assert view.unit.disabled
    assert bits_per_nat(records()) == pytest.approx(0.4)


def test_a_figure_is_saved_beside_the_run(tokenizer, data, shown, tmp_path):
    lm, (views, _) = new(tokenizer), shown
    told = []

    def press():
        views[0].scale.value = "log"
        views[0].keep.click()
        told.append(views[0].message.value)

    config = quick(checkpoint=str(tmp_path / "c.pt"))
    watch(pressing(tinylm.train(lm, data, config), {8: press}), lm)
    (folder,) = (tmp_path / "runs").iterdir()
    assert (folder / "loss.png").read_bytes()[:4] == b"\x89PNG"
    assert "<svg" in (folder / "loss.svg").read_text()
    assert str(folder / "loss.png") in told[0]
    assert str(folder / "loss.svg") in told[0]


def test_a_run_without_a_folder_saves_its_figure_where_one_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for view in (View(), View(True, True)):
        paths = save_figures(records(event="turned"), view, "title", None)
        assert [p.name for p in paths if p.stat().st_size > 1000] == ["loss.png", "loss.svg"]


# What stays.


def test_what_stays_of_a_run_needs_no_widget(tokenizer, data, shown):
    lm, (_, kept) = new(tokenizer), shown
    watch(tinylm.train(lm, data, quick(sample_every=4, sample_prompts=("One day",))), lm)
    (bundle,) = kept
    assert bundle.keys() == {"image/png", "text/html", "text/plain"}
    assert "step 12 of 12" in bundle["text/plain"]
    page = bundle["text/html"]
    assert "widget" not in page
    assert re.findall(r'data-step="(\d+)"', page) == ["4", "8", "12"]
    for label in ("nats per token)", "bits per byte)", "learning rate", "tokens per second"):
        assert f"{label}</text>" in page
    json.dumps(bundle)


def test_stopped_by_the_toolbar_it_stays_too(tokenizer, data, shown, tmp_path):
    lm, (_, kept) = new(tokenizer), shown

    def interrupt():
        raise KeyboardInterrupt

    config = quick(max_steps=400, checkpoint=str(tmp_path / "c.pt"))
    watch(pressing(tinylm.train(lm, data, config), {5: interrupt}), lm)
    assert lm.step == 5
    assert "stopped and saved" in kept[0]["text/html"]
    assert tinylm.load_checkpoint(next(tmp_path.rglob("last.pt"))).step == 5


def test_an_error_leaves_no_widget_behind(shown):
    _, kept = shown

    def failing(steps):
        yield from records(steps)
        raise FloatingPointError("told")

    for steps in (3, 0):
        with pytest.raises(FloatingPointError, match="told"):
            watch(failing(steps))
    assert "step 3 of 60" in kept[0]["text/html"]
    assert kept[1] == {"text/plain": "no step was made"}


def test_where_there_is_no_notebook_the_records_are_printed(lm, data, capsys):
    assert asyncio.run(panels.watch(tinylm.train(lm, data, quick()), lm)) is None
    assert lm.finished
    assert re.search(r"step 6 of 12: validation loss \d\.\d\d\d\n", capsys.readouterr().out)


def test_many_moments_are_thinned_in_what_stays():
    page = keepsake(records(3000, 3000), "told")["text/html"]
    steps = [int(s) for s in re.findall(r'data-step="(\d+)"', page)]
    assert 10 < len(steps) <= 40
    assert steps[-1] == 3000
    assert len(page) < 150_000


def test_a_chart_is_svg_with_axes_and_units_for_any_history():
    odd = records(30, 30)
    odd[3] = StepRecord(4, 30, math.nan, 1e-3, math.nan, 0, 1e4, 0.1, event="skipped <an> update")
    for history in (records(1, 10), records(3, 3), records(), odd, records(5000, 5000)):
        for view in (View(), View(log=True), View(bits=True), View(True, True)):
            tree = ElementTree.fromstring(loss_chart(history, view, cursor=2))
            texts = [e.text for e in tree.iter() if e.text]
            assert f"loss ({view.unit})" in texts
            assert "step" in texts
            assert "nan" not in ElementTree.tostring(tree, "unicode").replace("skipped", "")
        small = ElementTree.fromstring(small_charts(history))
        assert {"learning rate", "tokens per second"} <= {e.text for e in small.iter()}
    assert len(loss_chart(records(5000, 5000))) < 80_000


def test_no_spike_is_lost_between_the_points_that_are_drawn():
    history = records(4000, 4000)
    plain = loss_chart(history)
    history[2222] = StepRecord(2223, 4000, 30.0, 1e-3, 0.5, 0, 1e4, 0.1)
    assert loss_chart(history) != plain


def test_the_final_loss_is_told_from_half_of_the_run_on():
    assert final_loss(records(29, 60)) is None
    assert final_loss(records(499, 1000)) is None
    value, low, high = final_loss(records(600, 1000))
    end = 1.1 * 4 * 1000**-0.3
    assert value == pytest.approx(end, rel=0.03)
    assert low < end < high
    late = final_loss(records(950, 1000))
    assert late[2] - late[1] < high - low
    assert final_loss(records(1000, 1000)) is None
