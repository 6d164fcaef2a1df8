"""The widgets, driven from the kernel's side: the same callbacks without a browser."""

import asyncio
import dataclasses
import gc
import weakref

import pytest

pytest.importorskip("ipywidgets")

import tinylm
from tinylm import panels
from tinylm.panels.card import card_rows
from tinylm.panels.dashboard import Dashboard
from tinylm.panels.figures import as_png, smoothed

from .conftest import quick, tiny_config


@pytest.fixture(autouse=True)
def no_display(monkeypatch):
    for module in ("form", "live", "playground"):
        monkeypatch.setattr(f"tinylm.panels.{module}.display", lambda *_, **__: None)
    monkeypatch.setattr("tinylm.panels.live._in_notebook", lambda: True)


def test_the_form_gives_what_was_written_until_it_is_moved():
    form = panels.TrainForm("sample", "mini-1m", 0.00437, 300, batch_size=4, seed=3)
    config = form.train_config()
    assert (config.learning_rate, config.max_steps) == (0.00437, 300)
    assert (config.batch_size, config.seed, form.corpus) == (4, 3, "sample")
    form._rate.value = 1e-3
    form._steps.value = 50
    form._corpus.value = " my.txt "
    form._preset.value = "mini-15m"
    assert form.train_config().learning_rate == pytest.approx(1e-3)
    assert form.train_config().max_steps == 50
    assert "max_steps=50" in form._note.value
    assert form.corpus == "my.txt"
    assert form.model_config(2048).d_model == 384


def watch(work, lm=None):
    return asyncio.run(panels.watch(work, lm, "title"))


def test_watching_runs_to_the_end_and_gives_the_result(lm, data, monkeypatch):
    drawn = []
    monkeypatch.setattr(Dashboard, "show", lambda self, records: drawn.append(len(records)))
    assert watch(tinylm.train(lm, data, quick()), lm) is None
    assert lm.finished
    assert drawn[-1] == 12

    def work():
        yield lm.history[-1]
        return "result"

    assert watch(work()) == "result"


def test_stop_ends_the_run_and_running_again_goes_on(lm, data, tmp_path, monkeypatch):
    views = []
    make = Dashboard.__init__

    def remember(self, *given):
        make(self, *given)
        views.append(self)

    monkeypatch.setattr(Dashboard, "__init__", remember)
    config = quick(max_steps=40, checkpoint=str(tmp_path / "c.pt"))

    def pressing(steps):
        for record in steps:
            if record.step == 7:
                views[0].button.click()
            yield record

    watch(pressing(tinylm.train(lm, data, config)), lm)
    assert lm.step == 7
    assert "stopped and saved" in views[0].status.value
    assert tinylm.load_checkpoint(next(tmp_path.rglob("last.pt"))).step == 7
    watch(tinylm.train(lm, data, config), lm)
    assert lm.step == 40
    assert "step 40 of 40" in views[1].status.value
    assert views[1].loss.value.startswith("<svg")


def test_the_toolbars_interrupt_ends_the_run_cleanly(lm, data, tmp_path):
    config = quick(max_steps=4000, checkpoint=str(tmp_path / "c.pt"), eval_every=0)

    async def interrupted():
        task = asyncio.ensure_future(panels.watch(tinylm.train(lm, data, config), lm))
        while lm.step < 5:
            await asyncio.sleep(0)
        task.cancel()
        return await task

    assert asyncio.run(interrupted()) is None
    assert 5 <= lm.step < 4000
    assert tinylm.load_checkpoint(next(tmp_path.rglob("last.pt"))).step == lm.step


def test_what_happened_beside_learning_stands_below_the_status(lm, data, monkeypatch):
    views = []
    make = Dashboard.__init__

    def remember(self, *given):
        make(self, *given)
        views.append(self)

    monkeypatch.setattr(Dashboard, "__init__", remember)
    harm = lm.model.head.register_forward_hook(
        lambda module, _, logits: (
            logits * float("nan") if module.training and lm.step == 6 else None
        )
    )
    watch(tinylm.train(lm, data, quick()), lm)
    harm.remove()
    assert "<br>step 7: skipped an update with loss nan" in views[0].status.value
    assert views[0].loss.value.startswith("<svg")  # a loss that is no number can be drawn past
    watch(tinylm.train(lm, data, quick(seed=1)), lm)
    assert "skipped" not in views[1].status.value


def test_an_error_in_training_is_not_swallowed(lm):
    def failing():
        yield from ()
        raise ValueError("told")

    with pytest.raises(ValueError, match="told"):
        watch(failing())


def test_figures_are_pictures_for_every_kind_of_history(lm, trained, data):
    assert as_png(panels.loss_figure([]))[:4] == b"\x89PNG"
    assert as_png(panels.loss_figure(tinylm.load_checkpoint(trained).history))[:4] == b"\x89PNG"
    ready = tinylm.load_checkpoint(trained)
    swarm = tinylm.CLPSOConfig.short(max_evaluations=20)
    config = tinylm.HeadTuningConfig(swarm, cycles=1, refine_steps=5, train_tokens=1024)
    records = list(tinylm.tune_head(ready, data, config))
    for end in (1, 5, len(records)):
        figure = panels.swarm_figure(records[:end], "title")
        assert as_png(figure)[:4] == b"\x89PNG"
    labels = figure.axes[0].get_legend_handles_labels()[1]
    assert {"swarm + gradient, kept", "gradient alone (control)"} <= set(labels)
    assert figure.axes[0].get_ylabel() == "change of loss (nats per token)"


def test_swarm_and_controls_stand_in_one_figure_with_error_bars(trained, data):
    ready = tinylm.load_checkpoint(trained)
    swarm = tinylm.CLPSOConfig.short(max_evaluations=20)
    config = tinylm.HeadTuningConfig(
        swarm, cycles=1, refine_steps=20, train_tokens=1024, controls=("gradient", "random", "es")
    )
    result = tinylm.run_clpso(ready, data, config, progress=False)
    figure = panels.result_figure(result, "title")
    assert as_png(figure)[:4] == b"\x89PNG"
    course, judged = figure.axes
    labels = course.get_legend_handles_labels()[1]
    assert labels[:3] == [
        "swarm + gradient, kept",
        "swarm's best, fitness tokens",
        "gradient alone (control)",
    ]
    assert labels[3:] == ["random search (control)", "evolution strategies (control)"]
    assert course.get_xlabel() == "seconds of search"
    assert judged.get_xlabel() == "change of loss (nats per token), test part"
    names = [label.get_text().split(":")[0] for label in judged.get_yticklabels()]
    controls = ["Gradient alone", "Random search", "Evolution strategies"]
    assert names == ["Start", *controls, "Swarm"]
    assert judged.get_yticklabels()[0].get_text() == f"Start: {result.before.loss:.4f}"
    rows = list(result.outcomes.values())
    for row, drawn in zip(rows, judged.containers, strict=True):
        (left, _), (right, _) = drawn.lines[2][0].get_segments()[0]
        assert (left + right) / 2 == pytest.approx(row["change"])
        assert (right - left) / 2 == pytest.approx(1.96 * row["stderr"])
    colours = {drawn.lines[0].get_color() for drawn in judged.containers}
    assert len(colours) == len(rows)
    shown = {drawn.get_label(): drawn.lines[0].get_color() for drawn in course.containers}
    assert judged.containers[-1].lines[0].get_color() == shown["swarm + gradient, kept"]
    low, high = judged.get_ylim()
    assert low > high  # the start is on top
    old = dataclasses.replace(result, outcomes={})  # of a file that holds no such figures
    assert len(panels.result_figure(old).axes) == 1


def test_smoothing_starts_at_the_first_value():
    assert smoothed([5.0, 5.0, 5.0]) == pytest.approx([5.0] * 3)
    assert smoothed([0.0, 10.0])[0] == 0.0


def test_the_card_says_what_the_model_is(trained, lm):
    rows = dict(card_rows(tinylm.load_checkpoint(trained)))
    assert "continues" in rows["stage"]
    assert "bits per byte" in rows["validation"]
    assert dict(card_rows(lm))["stage"] == "untrained"


def test_the_size_is_told_before_the_model_is_built(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda html: shown.append(html.data))
    config = tinylm.preset("mini-1m", vocab_size=2048)
    panels.show_size(config)
    panels.show_size(config, tinylm.TrainConfig(batch_size=16))
    assert "1.12 M" in shown[0]
    assert "feed-forward" in shown[0]
    assert "positions" not in shown[0]  # rotary: nothing is learned
    assert shown[0] != shown[1]
    assert "#" not in shown[0]  # no colour of its own: readable in light and dark


def test_the_forecast_is_shown_in_the_colours_of_the_page(lm, data, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda html: shown.append(html.data))
    panels.show_forecast(lm, data, quick(max_steps=500))
    assert "time on this machine" in shown[0]
    assert "not known for less than a megabyte of text" in shown[0]
    assert "#" not in shown[0]
    assert "color" not in shown[0]


def test_the_line_below_the_curve_tells_validation_events_and_the_verdict(tokenizer, data):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size), tokenizer)
    view = Dashboard()
    for record in tinylm.train(lm, data, quick()):
        if record.step == 7:
            break
    lm.history[3] = dataclasses.replace(lm.history[3], event="half a batch <at a time>")
    view.show(lm.history)
    assert "validation at step 6: loss" in view.status.value
    assert "right guesses" in view.status.value
    assert "step 4: half a batch &lt;at a time&gt;" in view.status.value
    assert "over-fitting" not in view.status.value  # it is not over
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tinylm.panels.live.Dashboard", lambda *_: view)
        watch(tinylm.train(lm, data, quick()), lm)
    assert "no sign of over-fitting" in view.status.value
    assert "no sign of over-fitting" in dict(card_rows(lm))["over-fitting"]


def test_drawing_takes_a_small_share_of_the_time(lm, data, monkeypatch):
    """Each step takes 0.1 s by this clock, each picture half a second."""
    clock, drawn = [0.0], []

    def show(self, records):
        clock[0] += 0.5
        drawn.append(len(records))

    def steps():
        for record in tinylm.train(lm, data, quick(max_steps=400, eval_every=0)):
            clock[0] += 0.1
            yield record

    monkeypatch.setattr(Dashboard, "show", show)
    monkeypatch.setattr("tinylm.panels.live.time.monotonic", lambda: clock[0])
    watch(steps(), lm)
    assert 0.5 * len(drawn) < 0.03 * clock[0]
    assert drawn[-1] == 400


def test_the_sampler_completes_with_any_stage_and_says_what_it_is(folder):
    panel = panels.Sampler(folder, "One day", max_new_tokens=12).show()
    assert panel.choice.value == "mini_llm_checkpoint.pt"  # the furthest that completes
    assert "completes" in panel.mode.value
    panel.temperature.value = 0.0
    said = asyncio.run(panel.write())
    assert f"<b>One day</b>{said}" in panel.output.value
    assert "One day" + said == tinylm.generate(panel.lm, "One day", panel.config())
    assert "tokens/s" in panel.status.value
    panel.choice.value = "finetuned_llm_chat.pt"
    assert "tuned to converse" in panel.mode.value
    assert panel.output.value == ""
    said = asyncio.run(panel.write())
    assert "One day" + said == tinylm.generate(panel.lm, "One day", panel.config())


def test_a_chat_checkpoint_alone_can_be_completed_with(folder):
    (folder / "mini_llm_checkpoint.pt").unlink()
    assert panels.Sampler(folder).choice.value == "finetuned_llm_chat.pt"


def test_what_is_set_under_more_is_honoured(folder):
    panel = panels.Sampler(folder, "One day", max_new_tokens=60)
    assert panel.more.selected_index is None  # closed
    assert panel.config() == tinylm.SampleConfig(max_new_tokens=60)
    panel.temperature.value = 0.0
    plain = asyncio.run(panel.write())
    panel.stops.value = "\n" + plain[10:14] + "\n"
    assert asyncio.run(panel.write()) == plain[: plain.index(plain[10:14])]
    panel.stops.value = ""
    panel.ngram.value, panel.presence.value, panel.frequency.value = 3, 0.5, 0.2
    panel.min_p.value, panel.typical_p.value = 0.1, 0.9
    config = panel.config()
    assert (config.no_repeat_ngram, config.presence_penalty, config.stop) == (3, 0.5, ())
    said = asyncio.run(panel.write())
    assert said != plain
    assert "One day" + said == tinylm.generate(panel.lm, "One day", config)


def test_the_playground_stops_when_told(folder, monkeypatch):
    def endless(*_):
        while True:
            yield "more "

    monkeypatch.setattr("tinylm.panels.sampler.stream", endless)
    panel = panels.Sampler(folder, "One")

    async def pressed():
        task = panel.start()
        while "more more" not in panel.output.value:
            await asyncio.sleep(0.01)
        assert panel.button.disabled
        panel.stop_button.click()
        await task

    asyncio.run(pressed())
    assert panel.status.value == "stopped"
    assert not panel.button.disabled


def test_the_playground_tells_what_is_wrong_and_goes_on(folder):
    panel = panels.Sampler(folder, "One day " * 60)
    asyncio.run(panel.write())
    assert "reads at most 32" in panel.status.value
    (folder / "finetuned_llm_chat.pt").write_bytes(b"broken")
    panel.choice.value = "finetuned_llm_chat.pt"
    assert "not a tinylm checkpoint" in panel.mode.value
    assert panel.button.disabled
    panel.choice.value = "mini_llm_checkpoint.pt"
    assert not panel.button.disabled


def test_without_a_checkpoint_it_says_what_to_run_first(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"run Network_Train\.ipynb first"):
        panels.Sampler(tmp_path)


def test_what_an_earlier_cell_held_is_released(folder, data, tokenizer):
    panel = panels.Sampler(folder, "One")
    asyncio.run(panel.write())
    old = weakref.ref(panel.lm.model)
    panel = panels.Sampler(folder, "One")
    gc.collect()
    assert old() is None
    lm = tinylm.load_checkpoint(folder / "mini_llm_checkpoint.pt")
    watch(tinylm.train(lm, data, quick()), lm)
    old = weakref.ref(lm.model)
    lm = tinylm.load_checkpoint(folder / "mini_llm_checkpoint.pt")
    gc.collect()
    assert old() is None


def test_the_environment_tells_what_writes_texts(capsys, monkeypatch):
    panels.show_environment()
    assert "texts written by the compiled step (Numba " in capsys.readouterr().out
    monkeypatch.setattr("tinylm.panels.card.find_spec", lambda name: None)
    panels.show_environment()
    assert "about ten times as fast with `pip install numba`" in capsys.readouterr().out
