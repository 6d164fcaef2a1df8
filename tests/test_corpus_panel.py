"""What notebook 1 shows of a corpus, held to numbers that are counted here in another way."""

import itertools
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

import numpy as np
import pytest

pytest.importorskip("ipywidgets")

import tinylm
from tinylm import panels
from tinylm.panels import corpus as facts
from tinylm.panels.documents import MOST, documents_html, tokens_html
from tinylm.panels.enough import enough_html, verdict

EVIL = "<script>alert('&')</script>"


def prepared(documents, tokenizer, folder, **more):
    corpus = tinylm.Corpus.from_documents(documents, **more)
    return corpus, tinylm.prepare(corpus, tokenizer, folder, progress=False)


def texts_of(part, tokenizer) -> list[str]:
    return [tokenizer.decode(part.document(i)) for i in range(part.documents)]


def test_the_facts_are_those_of_the_text(documents, tokenizer, tmp_path):
    # The tokenizer has not seen é: its two bytes are a token each.
    written = [text.replace("kite", "café") for text in documents] + documents[:30]
    corpus, data = prepared(written, tokenizer, tmp_path)
    assert {text for text in written if "é" in text}
    config = tinylm.ModelConfig(tokenizer.vocab_size, context_length=100)
    rows = dict(facts.corpus_rows(corpus, data, config))

    train = texts_of(data.train, tokenizer)
    ids = [tokenizer.encode(text) for text in train]
    tokens, raw = sum(map(len, ids)), "".join(train).encode()
    assert rows["tokens per word"] == f"{tokens / sum(len(text.split()) for text in train):.2f}"
    assert rows["bytes per token"] == f"{len(raw) / tokens:.2f}"
    high = sum(byte > 127 for byte in raw)
    assert high > 0
    assert rows["only part of a character"] == f"{high / tokens:.2%} of the tokens"
    repeated = 1 - len(set(written)) / len(written)
    assert repeated > 0
    assert rows["duplicates"] == f"{repeated:.1%} of the documents"

    lengths = [len(row) + 2 for row in ids]  # with <bos> and <eos>
    assert rows["length"] == f"{np.median(lengths):,.0f} tokens (median), at most {max(lengths):,}"
    longer = sum(length > 100 for length in lengths) / len(lengths)
    assert 0 < longer < 1
    assert rows["longer than the context, 100"] == f"{longer:.1%} of the documents"

    everything = sum(len(tokenizer.encode(text)) + 2 for text in written)
    share = f"{sum(lengths) / everything:.1%}"
    told = f"{len(train)} documents, {sum(lengths):,} tokens ({share})"
    assert rows["training"] == told
    counted = [re.match(r"([\d,]+) doc", rows[part])[1] for part in facts.PARTS.values()]
    assert sum(int(number.replace(",", "")) for number in counted) == len(written)
    assert rows["licence"] == rows["from"] == "not stated"


def test_what_stays_unknown_to_a_tokenizer_of_words_is_told(documents, tmp_path):
    words = tinylm.train_tokenizer(documents, 40, kind="words")
    corpus, data = prepared(documents, words, tmp_path)
    train = [data.train.document(i) for i in range(data.train.documents)]
    unknown = sum(int((ids == words.unk_id).sum()) for ids in train)
    told = dict(facts.corpus_rows(corpus, data))["unknown words"]
    assert told == f"{unknown / sum(len(ids) - 2 for ids in train):.2%} of the tokens"
    assert "0.00%" not in told


def test_of_a_large_corpus_only_the_beginning_is_looked_at_and_that_is_said(
    documents, tokenizer, tmp_path, monkeypatch
):
    corpus, data = prepared(documents, tokenizer, tmp_path)
    assert "first" not in facts.corpus_html(corpus, data) + facts.pieces_html(data)
    for name, value in (("SCANNED", 1000), ("MEASURED", 50), ("COMPARED", 40)):
        monkeypatch.setattr(facts, name, value)
    told = facts.corpus_html(corpus, data)
    assert "the first 1,000 training tokens" in told
    assert "the first 50 training documents" in told
    assert "the first 40 documents of each part" in told
    shown = facts.pieces_html(data)
    begin = Counter(i for i in data.train[:1000].tolist() if not tokenizer.is_control(i))
    assert "In the first 1,000 training tokens" in shown
    assert f">{max(begin.values())}</td>" in shown
    rest = [tokenizer.decode(data.train[:1000])]
    assert f"<td style='text-align:left'>{len(rest[0].encode()) / begin.total():.2f}</td>" in told


def test_nothing_in_a_text_or_name_becomes_html(tokenizer, tmp_path):
    documents = [f"{EVIL} number {i} & more" for i in range(40)]
    corpus, data = prepared(documents, tokenizer, tmp_path, name="evil")
    corpus = tinylm.Corpus(f"a{EVIL}", corpus.read, EVIL, EVIL, 100)
    config = tinylm.ModelConfig(tokenizer.vocab_size, context_length=16)
    characters = tinylm.train_tokenizer(documents, kind="characters")
    for shown in (
        facts.corpus_html(corpus, data, config),
        facts.pieces_html(data, 100),
        documents_html(data),
        documents_html(prepared(documents, characters, tmp_path)[1]),
        enough_html(data, config),
    ):
        ours = r"</?(table|tr|th|td|p|b|i|div|span|code|small)( (style|title)='[^'<>]*')*>"
        text = re.sub(ours, "", shown)
        assert not re.search("[<>]|&(?!\\w+;|#x27;)", text), text


class Spans(HTMLParser):
    """The coloured tokens of a page: (title, style, text) of each outermost span."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found, self.depth = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "span":
            self.depth += 1
            if self.depth == 1:
                values = dict(attributes)
                self.found.append([values["title"], values["style"], ""])

    def handle_endtag(self, tag):
        self.depth -= tag == "span"

    def handle_data(self, text):
        if self.depth == 1:
            self.found[-1][2] += text


def test_a_document_is_shown_whole_with_every_token_apart(tokenizer):
    text = "One day Ada found a lamp.\n\tShe < 3 & said: 'ho'"
    ids = tokenizer.encode_document(text)
    spans = Spans(tokens_html(tokenizer, ids)).found
    assert "".join(shown for _, _, shown in spans[1:-1]) == text
    assert [int(title.split()[0]) for title, _, _ in spans] == ids
    assert (spans[0][2], spans[-1][2]) == ("<bos>", "<eos>")
    styles = [style for _, style, _ in spans[1:-1]]
    assert all(a != b for a, b in itertools.pairwise(styles))
    assert not any(";color" in style for style in styles)  # the page's own, light or dark
    assert "\u23ce" in tokens_html(tokenizer, tokenizer.encode("a\nb"))
    assert "\u23ce" not in tokens_html(tokenizer, tokenizer.encode("ab"))


def test_the_bytes_of_a_character_are_shown_as_that_character(tokenizer):
    ids = tokenizer.encode_document("é日")
    spans = Spans(tokens_html(tokenizer, ids)).found
    assert [shown for _, _, shown in spans] == ["<bos>", "é", "日", "<eos>"]
    assert ["underline" in style for _, style, _ in spans] == [False, True, True, False]
    assert spans[1][0].count("+") == 1
    assert spans[2][0].count("+") == 2
    cut = Spans(tokens_html(tokenizer, [*ids[:2], tokenizer.eos_id])).found
    assert [shown for _, _, shown in cut] == ["<bos>", "\ufffd", "<eos>"]


def test_a_long_document_is_cut_and_says_how_much_is_left(tokenizer, tmp_path):
    documents = ["drum " * 4000, "One.", "Two.", "Three."]
    _, data = prepared(documents, tokenizer, tmp_path)
    shown = "".join(documents_html(data, 10, part=part) for part in facts.PARTS)
    length = len(tokenizer.encode_document(documents[0].strip()))
    rest = re.search(r"and ([\d,]+) tokens more", shown)[1]
    assert abs(int(rest.replace(",", "")) - (length - MOST)) <= 1  # the last space
    assert shown.count("tokens more") == 1
    assert len(shown) < 60_000


def test_others_are_shown_at_a_click_and_the_same_ones_by_the_same_seed(data, monkeypatch):
    displayed, updates = [], []

    class Handle:
        def update(self, html):
            updates.append(html.data)

    def display(thing, display_id=False):
        displayed.append(thing)
        return Handle() if display_id else None

    monkeypatch.setattr("tinylm.panels.documents.display", display)
    panels.show_documents(data, count=3, seed=5)
    first, button = displayed
    assert first.data == documents_html(data, 3, 5)  # stays where there are no widgets
    assert first.data.count("<div") == 3
    button.click()
    button.click()
    assert len({first.data, *updates}) == 3


def test_the_most_frequent_pieces_are_counted(data, tokenizer):
    shown = facts.pieces_html(data, 6)
    counts = Counter(
        i for n in range(data.train.documents) for i in data.train.document(n)[1:-1].tolist()
    )
    pieces = [unescape(name) for name in re.findall(r"<code[^>]*>(.*?)</code>", shown)]
    numbers = [int(n.replace(",", "")) for n in re.findall(r">([\d,]+)</td>", shown)]
    assert sorted(numbers, reverse=True) == [n for _, n in counts.most_common(6)]
    assert all(
        counts[i] == n
        for piece, n in zip(pieces, numbers, strict=True)
        for i in range(tokenizer.vocab_size)
        if tokenizer.piece(i) == piece
    )
    assert f"{len(counts)} of the {tokenizer.vocab_size} pieces occur" in shown
    half, needed = 0, 0
    for _, n in counts.most_common():
        if half < counts.total() / 2:
            half, needed = half + n, needed + 1
    assert f"; {needed} make up half" in shown


def bars(figure) -> tuple[np.ndarray, np.ndarray]:
    stairs = figure.axes[0].patches[0].get_data()
    return stairs.values, stairs.edges


def test_the_lengths_are_drawn_with_the_context():
    lengths = np.array([10, 20, 20, 30, 40])
    figure = panels.length_figure(lengths, 25, "title")
    axes = figure.axes[0]
    values, edges = bars(figure)
    assert values.sum() == 5
    assert edges[0] <= 10
    assert edges[-1] > 40
    assert axes.get_xscale() == "linear"
    assert axes.lines[0].get_xdata()[0] == 25
    assert "25 tokens; 40.0% of the documents are longer" in axes.lines[0].get_label()
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("tokens in a document", "documents")


@pytest.mark.parametrize(
    ("lengths", "scale"),
    [([3], "linear"), ([7, 7, 7], "linear"), ([5] * 50 + [90_000], "log"), ([2, 400], "linear")],
)
def test_any_lengths_can_be_drawn(lengths, scale):
    figure = panels.length_figure(np.array(lengths), 32)
    values, edges = bars(figure)
    assert values.sum() == len(lengths)
    assert edges[-1] > 32  # the context is in the picture
    assert figure.axes[0].get_xscale() == scale
    assert panels.figures.as_png(figure)[:4] == b"\x89PNG"


def plan(**changes):
    return tinylm.TrainConfig(**(dict(batch_size=4) | changes))


def small(tokenizer, **changes):
    shape = dict(context_length=32, d_model=32, num_heads=2, num_layers=2) | changes
    return tinylm.ModelConfig(tokenizer.vocab_size, **shape)


def test_passes_and_tokens_per_parameter_are_those_of_the_run(data, tokenizer, lm):
    config = small(tokenizer)
    tokens, parameters = len(data.train), lm.model.num_parameters()
    _, told = verdict(data, config, plan(max_steps=200))
    passes = 200 * 4 * 32 / tokens
    assert f"200 steps read the {tokens / 1000:.3g} k training tokens {passes:.2g} times" in told[0]
    assert f"{200 * 4 * 32 / parameters:.2g} tokens for each of" in told[0]
    assert verdict(data, config, plan(epochs=3))[1][0].count(" 3 times") == 1
    accumulated = verdict(data, config, plan(max_steps=50, accumulation=4))[1][0]
    assert accumulated == told[0].replace("200 steps", "50 steps")


@pytest.mark.parametrize(
    ("epochs", "judgement"),
    [(0.5, "Enough text"), (4, "Enough text"), (4.5, "Little text"), (17, "Too little text")],
)
def test_the_verdict_follows_the_passes(data, tokenizer, epochs, judgement):
    config = small(tokenizer, d_model=8, num_heads=1, num_layers=1)
    found, told = verdict(data, config, plan(epochs=epochs, batch_size=1))
    assert found == judgement
    advice = re.search(r"([\d,]+) steps, or bring ([\d.]+) (k|M)B of text", " ".join(told))
    assert bool(advice) == (epochs > 4)
    if advice:  # following either half of it gives four passes
        steps = int(advice[1].replace(",", ""))
        assert steps == pytest.approx(4 * len(data.train) / 32, rel=0.01)
        assert verdict(data, config, plan(max_steps=steps, batch_size=1))[0] == "Enough text"
        size = sum(getattr(data, part).bytes for part in facts.PARTS)
        unit = {"k": 1e3, "M": 1e6}[advice[3]]
        assert float(advice[2]) * unit == pytest.approx(size * epochs / 4, rel=0.02)


def test_steps_that_would_teach_nothing_are_not_proposed(data, tokenizer):
    told = " ".join(verdict(data, small(tokenizer), plan(epochs=100, batch_size=64))[1])
    assert "steps, or bring" not in told
    assert "Bring" in told


def test_a_smaller_preset_is_proposed_where_there_is_one(data, tokenizer):
    large = tinylm.preset("mini-15m", tokenizer.vocab_size)
    found, told = verdict(data, large, plan(epochs=1))
    assert found == "Little text for this model"
    assert "choose the preset 'mini-1m'" in told[-1]
    told = verdict(data, tinylm.preset("mini-1m", tokenizer.vocab_size), plan(epochs=1))[1]
    assert "choose the preset" not in told[-1]


def test_three_short_documents_are_shown_and_judged(tokenizer, tmp_path):
    corpus, data = prepared(["One.", "Two lamps.", "Three."], tokenizer, tmp_path)
    rows = dict(facts.corpus_rows(corpus, data, small(tokenizer)))
    assert rows["training"].startswith("1 document,")
    assert rows["duplicates"].startswith("0.0%")
    assert documents_html(data, 2).count("<div") == 1
    assert "of the" in facts.pieces_html(data)
    judgement, told = verdict(data, small(tokenizer), plan(max_steps=10))
    assert judgement == "Too little text"
    assert len(told) == 1
    assert "context_length=32" in told[0]


def test_the_panels_are_displayed(data, documents, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    corpus = tinylm.Corpus.from_documents(documents, "tiny")
    config = small(data.tokenizer)
    panels.show_corpus(corpus, data, config)
    panels.show_pieces(data)
    panels.show_lengths(data, 32)
    panels.show_enough(data, config)
    assert [type(thing).__name__ for thing in shown] == ["HTML", "HTML", "Image", "HTML"]
