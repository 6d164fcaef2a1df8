"""The panels that look inside, driven from the kernel's side: the same callbacks, no browser."""

import dataclasses
import gc
import re
import weakref
from html import escape

import pytest

pytest.importorskip("ipywidgets")

import torch

import tinylm
from tinylm import inside, panels
from tinylm.panels.inside.attention import CELLS
from tinylm.panels.inside.parts import DRAWN, READ, STRIP, label, percent, read
from tinylm.presets import PRESETS

from .conftest import tiny_config

TEXT = "One day Ada went out. Ada found a kite by the pond."


@pytest.fixture(autouse=True)
def no_display(monkeypatch):
    monkeypatch.setattr("tinylm.panels.inside.parts.display", lambda *_: None)


@pytest.fixture
def ready(trained):
    return tinylm.load_checkpoint(trained)


def press(strip, place):
    """A click on the button of a token of the text."""
    strip.buttons.index = place - strip.start


def names(strip):
    return [name for name, _ in strip.buttons.options]


# Which token next.


def test_the_text_is_what_generate_writes_with_the_same_settings(ready):
    panel = panels.ChoicesPanel(ready, "One day", new_tokens=12).show()
    sample = tinylm.SampleConfig(max_new_tokens=12)
    assert panel.text == tinylm.generate(ready, "One day", sample)
    assert names(panel.strip)[-1] == "…"
    panel.seed.value, panel.temperature.value = 3, 1.2
    panel.button.click()
    assert panel.text == tinylm.generate(ready, "One day", panel.config())


def test_a_slider_changes_the_odds_and_not_the_text(ready):
    panel = panels.ChoicesPanel(ready, "One day", new_tokens=8)
    text, before = panel.text, panel.bars.value
    panel.top_k.value = 2
    assert panel.text == text
    assert panel.bars.value != before
    assert int((panel.found.drawn > 0).sum()) <= 2
    assert "cut by top-k" in panel.bars.value
    assert "top-k 2: cuts 398 tokens" in panel.bars.value
    panel.temperature.value = 0.0
    assert "it is drawn from 1 token." in panel.bars.value
    assert "cut by temperature" in panel.bars.value


def test_a_token_shows_what_else_could_have_come(ready):
    panel = panels.ChoicesPanel(ready, "One day", new_tokens=10)
    press(panel.strip, 4)
    ids = panel.before
    assert ids == panel.prompt_ids + panel.new[:4]
    own = inside.token_choices(ready, ids, panel.config()).model
    assert torch.allclose(panel.found.model, own)
    best = own.topk(12).indices.tolist()
    assert [value for _, value in panel.ways.options] == best
    assert panel.ways.index is None
    assert f"{escape(label(ready.tokenizer, panel.new[4]))} ◀" in panel.bars.value
    press(panel.strip, len(panel.new))  # the one that is not written yet
    assert "◀" not in panel.bars.value


def test_a_branch_keeps_what_stands_before_it(ready):
    panel = panels.ChoicesPanel(ready, "One day", new_tokens=10)
    first, old = list(panel.new), panel.text
    press(panel.strip, 3)
    other = next(i for i, (_, token) in enumerate(panel.ways.options) if token != first[3])
    token = panel.ways.options[other][1]
    panel.ways.index = other
    assert panel.new[:4] == [*first[:3], token]
    assert panel.text != old
    assert len(panel.new) > 4
    assert panel.strip.index == 3
    assert "another way" in panel.others.value
    panel.button.click()
    assert (panel.new, panel.others.value) == (first, "")
    panel.branch(ready.tokenizer.eos_id)
    assert panel.new == [ready.tokenizer.eos_id]  # it ends there


def test_a_model_that_converses_is_asked(ready):
    ready.stage = "chat"
    panel = panels.ChoicesPanel(ready, "Where does Ada live?", new_tokens=9)
    answer = "".join(tinylm.Conversation(ready).say("Where does Ada live?", panel.config()))
    question, said = panel.text.split("\n\n", 1)
    assert (question, said) == ("Where does Ada live?", answer.strip())
    ids = read(ready, panel.text)
    tokenizer = ready.tokenizer
    assert [ids[0], ids[1], ids[-1]] == [tokenizer.bos_id, tokenizer.user_id, tokenizer.eos_id]
    assert tokenizer.assistant_id in ids
    assert read(ready, "Where?")[-1] == tokenizer.assistant_id


# The others.


def test_surprise_tells_each_token_and_the_mean(ready):
    panel = panels.SurprisePanel(ready, TEXT)
    found = inside.surprise(ready, TEXT)
    assert f"Mean of {len(found.nats)} tokens: {float(found.bits.mean()):.2f} bits" in (
        panel.drawn.value
    )
    press(panel.strip, 5)
    assert f"{float(found.bits[4]):.2f} bits" in panel.detail.value
    assert percent(float((-found.nats[4]).exp())) in panel.detail.value
    press(panel.strip, 0)
    assert "is not judged" in panel.detail.value
    panel.text.value = ""
    assert "nothing to judge" in panel.message.value
    panel.text.value = TEXT
    assert panel.message.value == ""


def test_attention_tells_where_a_head_looks(ready):
    panel = panels.AttentionPanel(ready, TEXT)
    weights = inside.attention(ready, panel.ids)
    panel.layer.value, panel.head.value = 2, 1
    press(panel.strip, 6)
    p, place = weights[1, 1, 6].max(0)
    told = f"<code>{escape(label(ready.tokenizer, panel.ids[place]))}</code> (token {place + 1})"
    assert "In layer 2, head 2 reads at token 7, " in panel.drawn.value
    assert f"from: {told} {percent(float(p))}" in panel.drawn.value
    assert panel.maps.value.count("<img alt='attention map of layer") == 4
    panel.head.value = -1
    assert "the mean of all heads" in panel.drawn.value


def test_the_lens_tells_when_the_answer_is_settled(ready):
    panel = panels.LensPanel(ready, TEXT)
    press(panel.strip, 4)
    found = inside.lens(ready, panel.ids)
    answer = escape(label(ready.tokenizer, int(found.ids[-1, 4, 0])))
    assert f"the answer is <code>{answer}</code>" in panel.detail.value
    layer = int(found.settled[4])
    said = "already in the embedding" if layer == 0 else f"from layer {layer} on"
    assert said in panel.detail.value
    assert "layer 2: output" in panel.drawn.value


def test_neighbours_are_told_for_embedding_and_head(ready, tokenizer):
    panel = panels.NeighboursPanel(ready, "kite")
    token = panel.ids[panel.strip.index]
    for where in ("embedding", "head"):
        (near, cosine), *_ = inside.neighbours(ready, token, 1, where)
        assert f"<code>{escape(label(tokenizer, near))}</code>" in panel.drawn.value
        assert f"{cosine:.2f}" in panel.drawn.value
    panel.text.value = ""
    assert "type a word" in panel.message.value
    tied = tinylm.create(tiny_config(tokenizer.vocab_size, tie_weights=True), tokenizer)
    assert "the same matrix" in panels.NeighboursPanel(tied, "kite").drawn.value


def test_the_heads_of_two_checkpoints_are_compared(ready, tmp_path):
    ready.save(tmp_path / "mini_llm_checkpoint.pt")
    panel = panels.HeadPanel(tmp_path, TEXT)  # there is only the first one
    assert "The two heads are the same" in panel.drawn.value
    with torch.no_grad():
        ready.model.head.weight[300] += 3
    ready.save(tmp_path / "finetuned_llm_clpso.pt")
    panel = panels.HeadPanel(tmp_path, TEXT)
    assert (panel.before.value, panel.after.value) == (
        "mini_llm_checkpoint.pt",
        "finetuned_llm_clpso.pt",
    )
    assert "1 of 400" in panel.drawn.value
    assert escape(label(ready.tokenizer, 300)) in panel.drawn.value
    assert f"{panel.found.loss[1]:.4f} after" in panel.drawn.value
    assert "More than the head" not in panel.drawn.value
    panel.text.value = "kite " * 100
    assert "the first 33 of" in panel.drawn.value
    panel.text.value = ""
    assert "loss on the text" not in panel.drawn.value
    (tmp_path / "finetuned_llm_chat.pt").write_bytes(b"broken")
    panel = panels.HeadPanel(tmp_path, TEXT)
    panel.after.value = "finetuned_llm_chat.pt"
    assert "not a tinylm checkpoint" in panel.message.value
    panel.after.value = "finetuned_llm_clpso.pt"
    assert panel.message.value == ""


# Any model, any text.


def look_everywhere(lm, text, folder):
    """Every panel on the text, its windows moved and its tokens pressed."""
    made = [
        panels.ChoicesPanel(lm, text[-40:], new_tokens=4),
        panels.ChoicesPanel(lm, text, new_tokens=2),
        panels.SurprisePanel(lm, text),
        panels.AttentionPanel(lm, text),
        panels.LensPanel(lm, text),
        panels.NeighboursPanel(lm, text),
    ]
    for panel in made:
        strip = panel.strip
        for first in (1, strip.first.max // 2, strip.first.max):
            strip.first.value = first
            press(strip, strip.start)
            press(strip, strip.stop - 1)
            assert panel.message.value == "", type(panel)
    lm.save(
        folder / "mini_llm_checkpoint.pt",
    )
    heads = panels.HeadPanel(folder, text)
    assert heads.message.value == ""
    return [*made, heads]


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "llm-251m"])
def test_every_preset_can_be_looked_into(name, tokenizer, documents, tmp_path):
    """Its parts, in two thin layers, on a text of 10,000 tokens."""
    shape = tinylm.preset(name, tokenizer.vocab_size)
    width = 16 * shape.num_heads
    thin = dataclasses.replace(shape, num_layers=2, d_model=width, d_ff=32)
    lm = tinylm.create(thin, tokenizer)
    text = " ".join(documents)
    text = tokenizer.decode(tokenizer.encode(text)[:10_000])
    choices, long, surprised, attending, lens, near, _ = look_everywhere(lm, text, tmp_path)
    assert len(surprised.ids) > 9_990
    assert len(choices.new) <= 4
    assert len(long.prompt_ids) > 9_990
    assert len(names(near.strip)) == STRIP
    # What is drawn is a window, and the panel says which one.
    window = rf"Tokens [\d,]+ to {len(surprised.ids):,} of {len(surprised.ids):,} are drawn"
    assert re.search(window, surprised.drawn.value)
    assert surprised.drawn.value.count("<span title") <= DRAWN
    assert f"The text has {len(attending.ids):,} tokens; read and drawn are" in (
        attending.drawn.value
    )
    assert attending.weights.shape[-1] == min(READ, thin.context_length)
    assert re.search(rf"Rows: tokens [\d,]+ to {len(lens.ids):,} of", lens.drawn.value)
    assert max(map(len, (p.value for p in (surprised.drawn, attending.maps, lens.drawn)))) < 2e6


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PRESETS if name != "llm-251m"])
def test_every_preset_can_be_looked_into_at_full_size(name, tmp_path):
    size = PRESETS[name][0] or 2048
    letters = [chr(0x4E00 + i) if i < 20_000 else chr(0x20000 + i) for i in range(size)]
    made = tinylm.restore_tokenizer(letters)
    made = tinylm.restore_tokenizer(letters[: 2 * size - made.vocab_size])
    lm = tinylm.create(tinylm.preset(name, made.vocab_size), made)
    assert lm.model.num_parameters() < 100e6
    look_everywhere(lm, "".join(letters[i % 90] for i in range(10_000)), tmp_path)


def test_a_map_of_many_tokens_is_drawn_in_fewer_cells(tokenizer, documents):
    lm = tinylm.create(tiny_config(tokenizer.vocab_size, context_length=300), tokenizer)
    panel = panels.AttentionPanel(lm, " ".join(documents[:20]))
    assert panel.weights.shape[-1] == READ > CELLS
    assert "Several tokens share a cell." in panel.maps.value


ODD = ["<script>alert(1)</script>", "a\x00b\u202ec", "é…🦊\n\n\t", "'\"&<b>", "\ufffd\u0301"]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("kind", ["bpe", "bytes", "characters", "words"])
def test_text_stays_text_and_every_token_can_be_read(text, kind, tokenizer, documents, tmp_path):
    made = tokenizer
    if kind != "bpe":
        made = tinylm.train_tokenizer([*documents[:20], *ODD], kind=kind)
    lm = tinylm.create(tiny_config(made.vocab_size), made)
    for panel in look_everywhere(lm, text, tmp_path):
        for widget in panel.box.children:
            value = getattr(widget, "value", "")
            if type(widget).__name__ == "HTML":
                assert "<script" not in value
                assert "&<b>" not in value
                assert "\u202e" not in value
                assert "\x00" not in value
        if hasattr(panel, "strip"):
            assert all(name.isprintable() and name.strip() for name in names(panel.strip))


def test_a_panel_that_is_given_up_releases_its_model(trained):
    for make in (panels.ChoicesPanel, panels.SurprisePanel, panels.AttentionPanel):
        lm = tinylm.load_checkpoint(trained)
        panel, model = make(lm, TEXT), weakref.ref(lm.model)
        press(panel.strip, 2)
        del lm, panel
        gc.collect()
        assert model() is None, make


@pytest.mark.parametrize(
    ("p", "shown"),
    [(1, "100 %"), (0.9962, "99.6 %"), (0.345, "34 %"), (0.0462, "4.6 %"), (0.00123, "0.12 %")],
)
def test_probabilities_have_the_digits_that_count(p, shown):
    assert percent(p) == shown
    assert percent(0) == "~0 %"
