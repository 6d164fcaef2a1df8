"""The notebooks as a user meets them: a real JupyterLab in a real browser, clicks and keys.

What only a browser shows is tested here: that a running cell hears the Stop button, that Run All
goes on behind it, that sliders reach the kernel, and that text appears while it is being written.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Locator, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from .browser_tools import (
    PATIENCE,
    Lab,
    copy_project,
    environment,
    find_browser,
    jupyterlab,
    launch,
    opened,
    press,
    set_parameters,
    slider,
)

pytestmark = pytest.mark.browser

# A trained and a conversation-tuned checkpoint, as small as will do, and in a folder of its own one
# that writes nonsense slowly and never ends. Made in the copy and in a process of its own, as the
# notebooks' kernels are.
CHECKPOINTS = """
import tinylm

corpus = tinylm.load_corpus("corpus.txt")
tokenizer = tinylm.train_tokenizer(corpus, 400)
data = tinylm.prepare(corpus, tokenizer, progress=False)
shape = tinylm.ModelConfig(400, context_length=128, d_model=64, num_layers=2)
lm = tinylm.create(shape, tokenizer)
common = dict(eval_tokens=1024, sample_every=0)
text = tinylm.TrainConfig(
    max_steps=80, warmup_steps=10, checkpoint="checkpoints/mini_llm_checkpoint.pt", **common
)
chat = tinylm.FinetuneConfig(
    epochs=None, max_steps=40, checkpoint="checkpoints/finetuned_llm_chat.pt", **common
)
for _ in tinylm.train(lm, data, text):
    pass
for _ in tinylm.finetune(lm, tinylm.load_conversation_data("chats.json"), chat, data):
    pass

deep = tinylm.ModelConfig(400, context_length=512, d_model=64, num_layers=64, head_bias=True)
endless = tinylm.create(deep, tokenizer)
endless.model.head.bias.data[tokenizer.eos_id] = -1e4
endless.save("endless/endless.pt")
"""

# The dashboard alone, so that each step is a fraction of a second.
DASHBOARD = [
    """import tinylm
from tinylm import panels

corpus = tinylm.load_corpus("corpus.txt")
tokenizer = tinylm.train_tokenizer(corpus, 400)
data = tinylm.prepare(corpus, tokenizer, progress=False)
shape = tinylm.ModelConfig(400, context_length=64, d_model=64, num_layers=2)
lm = tinylm.create(shape, tokenizer)
config = tinylm.TrainConfig(max_steps=1_000_000, batch_size=4, eval_tokens=1024, compile="off",
    sample_prompts="Once upon", checkpoint="dashboard/c.pt")""",
    "await panels.watch(tinylm.train(lm, data, config), lm)",
    'print(f"behind it at {lm.step}")',
]

SECONDS = 30_000  # for what must not take minutes, in milliseconds


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = find_browser()
    if executable is None:
        pytest.skip("there is no chromium, chromium-browser or google-chrome on the PATH")
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = launch(playwright, executable)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("browser")
    project = copy_project(folder / "project")
    with jupyterlab(project, folder / "jupyter") as lab:
        yield lab


@pytest.fixture(scope="module")
def checkpoints(lab: Lab) -> None:
    made = subprocess.run(
        [sys.executable, "-c", CHECKPOINTS],
        cwd=lab.project,
        env=environment(lab.project),
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("TINYLM_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_training_hears_stop_and_run_all_goes_on(
    browser: Browser, lab: Lab, screenshots: Path
) -> None:
    # So many steps that no machine is through with them before the button is pressed.
    set_parameters(
        lab.project / "Network_Train.ipynb",
        CORPUS="corpus.txt",
        VOCAB_SIZE=400,
        LEARNING_RATE=4e-3,
        MAX_STEPS=1_000_000,
        BATCH_SIZE=2,
        PROMPT="Once upon",
    )
    with opened(browser, lab, "Network_Train.ipynb", screenshots) as notebook:
        notebook.menu("Run", "Run All Cells")
        # Ten or more: then the picture holds a curve.
        training = notebook.outputs("await panels.watch(")
        notebook.wait_for(training.get_by_text(re.compile(r"step \d\d+ of 1000000")))
        expect(training.get_by_label("loss (nats per token)")).to_be_visible()
        cell = notebook.cell("await panels.watch(")
        notebook.screenshot(screenshots / "training.png", cell)

        # The form holds the numbers of the cell above it until somebody moves a slider, which may
        # be done while the model trains; what is being trained does not change then.
        form = notebook.outputs("panels.TrainForm(")
        code = form.locator("code")
        notebook.screenshot(screenshots / "form.png", notebook.cell("panels.TrainForm("))
        expect(code).to_contain_text("TrainConfig(max_steps=1000000, batch_size=2")
        expect(code).to_contain_text("learning_rate=0.004,")
        press(slider(form, "learning rate"), "ArrowLeft", 3)
        expect(code).to_contain_text(re.compile(r"learning_rate=0\.002\d*,"))

        stop = training.get_by_role("button", name="Stop")
        stop.click()
        expect(training).to_contain_text("stopped and saved", timeout=SECONDS)
        expect(stop).to_have_count(0)  # a picture without widgets has taken their place
        runs = list(lab.project.glob("checkpoints/runs/pretrain-*/last.pt"))
        assert len(runs) == 1

        # The cells behind it were waiting, and run now, in order.
        notebook.wait_for(notebook.outputs("panels.loss_figure(").locator("img"))
        loss = re.compile(r"test loss +\d+\.\d+ ± \d")
        notebook.wait_for(notebook.outputs("tinylm.evaluate(lm, data.test)", loss))
        notebook.wait_until_run("for temperature in")
        written = notebook.outputs("for temperature in", "— temperature 1.0")
        expect(written).to_contain_text(re.compile(r"— temperature 1\.0\s+Once upon"))
        notebook.screenshot(screenshots / "training_stopped.png", cell)

        # A slider that was moved during training still reaches the kernel after it.
        press(slider(form, "learning rate"), "ArrowRight", 3)
        expect(code).to_contain_text("learning_rate=0.004,")

        # The same numbers again: the same run goes on, as the panel has promised.
        notebook.run(cell)
        expect(stop).to_be_enabled()
        notebook.wait_for(training.get_by_text(re.compile(r"step \d\d+ of 1000000")))
        stop.click()
        expect(training).to_contain_text("stopped and saved", timeout=SECONDS)
        notebook.check()
        assert list(lab.project.glob("checkpoints/runs/pretrain-*/last.pt")) == runs


def test_each_control_of_the_dashboard_is_heard(
    browser: Browser, lab: Lab, screenshots: Path
) -> None:
    (lab.project / "Dashboard.ipynb").write_text(json.dumps(notebook_of(DASHBOARD)))
    with opened(browser, lab, "Dashboard.ipynb", screenshots) as notebook:
        source = "await panels.watch("
        notebook.menu("Run", "Run All Cells")
        training = notebook.outputs(source)
        notebook.wait_for(training.get_by_text(re.compile(r"step \d\d+ of 1000000")))
        (folder,) = lab.project.glob("dashboard/runs/pretrain-*")

        def button(name: str) -> Locator:
            return training.get_by_role("button", name=name)

        button("Checkpoint now").click()
        expect(training).to_contain_text(re.compile(r"saved after step \d+"))
        button("Sample now").click()
        expect(training).to_contain_text(re.compile(r"at step \d+ it wrote:\s*Once upon"))
        first = int(re.search(r"at step (\d+) it wrote", training.inner_text())[1])

        press(slider(training, "learning rate"), "ArrowLeft", 2)
        expect(training).to_contain_text("turned to learning rate × 0.5")
        press(slider(training, "temperature"), "ArrowLeft", 3)
        expect(training).to_contain_text("sampling temperature 0.5")
        every = training.get_by_role("spinbutton")
        every.fill("25")
        every.press("Enter")
        expect(training).to_contain_text("validation every 25 steps")
        expect(training.get_by_text(re.compile(r"validation at step \d+"))).to_be_visible()
        button("log").click()
        button("bits per byte").click()
        curve = training.get_by_label("loss (bits per byte)")
        expect(curve).to_be_visible()

        button("Pause").click()
        expect(training).to_contain_text("paused and saved")
        before = steps_of(training)
        notebook.page.wait_for_timeout(1000)
        assert steps_of(training) == before
        notebook.screenshot(screenshots / "dashboard.png", notebook.cell(source))
        button("Resume").click()
        expect(training).not_to_contain_text("paused and saved")

        # Dragged back to its beginning, and to where the first sample was asked for.
        moment = training.locator(".widget-slider").first
        press(moment, "Home")
        expect(training).to_contain_text("nothing was written before this step")
        press(moment, "ArrowRight", first)
        expect(training).to_contain_text(f"at step {first} it wrote")

        button("Save figure").click()
        expect(training).to_contain_text("loss.png and")
        assert (folder / "loss.svg").stat().st_size > 1000

        # The page is loaded again while the run goes on: nothing is lost, and it is shown again.
        notebook.page.keyboard.press("Control+s")
        notebook.page.wait_for_timeout(2000)
        before = steps_of(training)
        notebook.page.reload()
        notebook.wait_for(training.get_by_text(re.compile(r"step \d\d+ of 1000000")))
        notebook.page.wait_for_function(
            """before => [...document.querySelectorAll('.jp-OutputArea-output')].some(
                e => +(e.innerText.match(/step (\\d+) of 1000000/) || [0, 0])[1] > before)""",
            arg=before,
        )
        notebook.screenshot(screenshots / "dashboard_reloaded.png", notebook.cell(source))
        button("Stop").click()
        expect(button("Stop")).to_be_disabled()
        expect(training).to_contain_text("stopped and saved", timeout=SECONDS)
        rows = (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
        steps = [json.loads(row)["step"] for row in rows]
        assert steps == list(range(1, len(steps) + 1))
        assert steps[-1] >= before

        # Run again it goes on, and the toolbar's button ends it as Stop does.
        notebook.page.get_by_text(re.compile(r"\| Idle$")).wait_for()  # the cell behind it has run
        notebook.run(notebook.cell(source))
        expect(button("Stop")).to_be_enabled()
        expect(training).to_contain_text("turned to learning rate × 0.5")
        notebook.page.get_by_role("button", name="Interrupt the kernel").click()
        kept = training.locator(".tinylm-run")
        expect(kept).to_contain_text("stopped and saved")
        notebook.check()

        # Opened again without its kernel, the curve and what was written are still there.
        notebook.page.keyboard.press("Control+s")
        notebook.menu("Kernel", "Shut Down Kernel")
        notebook.page.wait_for_timeout(2000)
        notebook.page.reload()
        expect(kept.get_by_label("loss (nats per token)").first).to_be_visible()
        kept.locator("input").press("Home")
        earliest = kept.locator("[data-step]").first  # a sample may have come before the asked one
        expect(earliest).to_be_visible()
        expect(earliest).to_contain_text(re.compile(r"at step \d+ it wrote:\s*Once upon"))
        expect(training).not_to_contain_text("model not found")
        notebook.screenshot(screenshots / "dashboard_kept.png", notebook.cell(source))


def notebook_of(sources: list[str]) -> dict:
    cells = [
        dict(
            cell_type="code", source=text, metadata={}, outputs=[], execution_count=None, id=f"c{i}"
        )
        for i, text in enumerate(sources)
    ]
    kernel = dict(name="python3", display_name="Python 3", language="python")
    return dict(cells=cells, metadata=dict(kernelspec=kernel), nbformat=4, nbformat_minor=5)


def steps_of(training: Locator) -> int:
    return int(re.search(r"step (\d+) of 1000000", training.inner_text())[1])


def test_an_uploaded_text_becomes_the_corpus_and_can_be_looked_at(
    browser: Browser, lab: Lab, screenshots: Path, tmp_path: Path
) -> None:
    for name in ("first part", "second part"):
        (tmp_path / f"{name}.txt").write_bytes((lab.project / "corpus.txt").read_bytes())
    small = dict(VOCAB_SIZE=400, MAX_STEPS=3, BATCH_SIZE=2, PROMPT="Once upon")
    set_parameters(lab.project / "Network_Train.ipynb", CORPUS="corpus.txt", **small)
    with opened(browser, lab, "Network_Train.ipynb", screenshots) as notebook:
        notebook.menu("Run", "Run All Cells")
        notebook.wait_until_run("panels.show_documents(")
        shown = notebook.outputs("panels.show_documents(")
        number = shown.locator("b").first
        before = number.inner_text()
        shown.get_by_role("button", name="Show others").click()
        expect(number).not_to_have_text(before)
        expect(number).to_have_text(re.compile(r"training document \d+ of \d+"))
        notebook.wait_until_run("for temperature in")

        form = notebook.outputs("panels.TrainForm(")
        with notebook.page.expect_file_chooser() as chooser:
            form.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(sorted(tmp_path.glob("*.txt")))
        path = "data/uploads/first_part-and-1-more"
        expect(form.get_by_text(f"'{path}' holds 800 documents")).to_be_visible()
        expect(form.locator("input").first).to_have_value(path)
        notebook.screenshot(screenshots / "upload.png", notebook.cell("panels.TrainForm("))
        assert len(list((lab.project / path).iterdir())) == 2

        for source in ("tinylm.load_corpus(", "tinylm.train_tokenizer(", "tinylm.prepare("):
            notebook.run(notebook.cell(source))
        facts = notebook.outputs("tinylm.prepare(", "duplicates")
        expect(facts.get_by_text("first_part-and-1-more", exact=True)).to_be_visible()
        expect(facts.get_by_text("50.0% of the documents")).to_be_visible()

        # Every field of the run is there, and counts.
        form.get_by_text("every field of the run").click()
        size = form.get_by_label("batch_size").first
        size.fill("three")
        size.press("Tab")
        expect(form.first).to_contain_text("batch_size: 'three' is not a number")
        size.fill("3")
        size.press("Tab")
        expect(form.locator("code").first).to_contain_text("batch_size=3")
        notebook.screenshot(screenshots / "fields.png", notebook.cell("panels.TrainForm("))

        # The run that has been made stands among all runs, takes a name, and writes.
        notebook.wait_until_run("panels.Runs(")
        runs = notebook.outputs("panels.Runs(")
        name = runs.get_by_label("name")
        runs.locator("select option").first.click()
        name.fill("three steps")
        runs.get_by_role("button", name="Rename").click()
        expect(runs.locator("td").first).to_have_text("three steps")
        runs.get_by_role("button", name="Write with each").click()
        expect(runs.locator("b", has_text="three steps")).to_be_visible()  # above what it wrote
        notebook.screenshot(screenshots / "runs.png", notebook.cell("panels.Runs("))
        notebook.check()


@pytest.mark.usefixtures("checkpoints")
def test_the_panels_look_inside_by_mouse_and_keyboard(
    browser: Browser, lab: Lab, screenshots: Path
) -> None:
    set_parameters(lab.project / "Inference.ipynb", FOLDER="checkpoints", MAX_NEW_TOKENS=20)
    with opened(browser, lab, "Inference.ipynb", screenshots) as notebook:
        notebook.menu("Run", "Run All Cells")
        notebook.wait_until_run("panels.HeadPanel(")
        panels = ("Choices", "Surprise", "Attention", "Lens", "Neighbours", "Head")
        outputs = {name: notebook.outputs(f"panels.{name}Panel(") for name in panels}

        choices = outputs["Choices"]
        tokens = choices.locator(".tinylm-tokens button")
        tokens.nth(2).click()
        expect(choices).to_contain_text(re.compile(r"New token 3: the 20 likeliest of 400"))
        press(slider(choices, "temperature"), "Home")
        expect(choices).to_contain_text("it is drawn from 1 token.")
        expect(choices).to_contain_text("cut by temperature")
        ways = choices.locator(".widget-toggle-buttons", has_text="instead").locator("button")
        ways.nth(4).press("Enter")
        expect(choices).to_contain_text("another way")
        expect(tokens.nth(2)).to_have_text(ways.nth(4).inner_text())

        outputs["Surprise"].locator(".tinylm-tokens button").nth(4).press("Enter")
        expect(outputs["Surprise"]).to_contain_text(re.compile(r"Token 5, .*: \d+\.\d\d bits"))
        reader = outputs["Attention"].locator(".tinylm-tokens button").nth(6)
        reader.press("Enter")
        press(slider(outputs["Attention"], "layer"), "End")
        expect(outputs["Attention"]).to_contain_text("In layer 2, the mean of all heads reads")
        expect(outputs["Attention"]).to_contain_text(f", {reader.inner_text()}, from: ")
        expect(outputs["Attention"].locator("img")).to_have_count(4)
        outputs["Lens"].locator(".tinylm-tokens button").nth(3).click()
        expect(outputs["Lens"]).to_contain_text(re.compile(r"After token 4, .*: the answer is"))
        word = outputs["Neighbours"].get_by_role("textbox")
        word.fill("One little hedgehog")
        word.press("Tab")
        expect(outputs["Neighbours"]).to_contain_text("in the head (how it is written)")
        outputs["Head"].locator("select").nth(1).select_option("mini_llm_checkpoint.pt")
        expect(outputs["Head"]).to_contain_text("The two heads are the same")
        notebook.check()

        for theme in ("light", "dark"):
            for name in panels:
                cell = notebook.cell(f"panels.{name}Panel(")
                notebook.screenshot(screenshots / f"inside_{name}_{theme}.png".lower(), cell)
            notebook.menu("Settings", "Theme")
            notebook.page.get_by_text("JupyterLab Dark", exact=True).click()
            expect(notebook.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")


@pytest.mark.usefixtures("checkpoints")
def test_one_completes_and_converses(browser: Browser, lab: Lab, screenshots: Path) -> None:
    # The model's answers have some thirty tokens: its context of 128 is full after three or four.
    set_parameters(lab.project / "Inference.ipynb", FOLDER="checkpoints", MAX_NEW_TOKENS=30)
    with opened(browser, lab, "Inference.ipynb", screenshots) as notebook:
        notebook.menu("Run", "Run All Cells")
        notebook.wait_until_run("lm = talk.lm")

        # Run All has pressed each panel's button once.
        panel = notebook.outputs("panels.Sampler(")
        output = panel.locator(".tinylm-output")
        finished = panel.get_by_text(re.compile(r"^\d+ tokens, .* tokens/s$"))
        expect(panel).to_contain_text("It completes")
        expect(output).to_contain_text(re.compile(r"Once upon a time[\s\S]*\S"))
        expect(finished).to_be_visible()
        temperature = slider(panel, "temperature")
        readout = temperature.locator(".widget-readout")
        expect(readout).to_have_text("0.70")
        press(temperature, "ArrowLeft", 4)
        expect(readout).to_have_text("0.50")
        # Not only the page has heard of a slider, but the kernel too.
        press(slider(panel, "new tokens"), "Home")
        panel.get_by_role("button", name="Write").click()
        expect(panel.get_by_text(re.compile(r"^1 tokens, "))).to_be_visible()
        notebook.screenshot(screenshots / "completion.png", notebook.cell("panels.Sampler("))
        panel.locator("select").select_option("finetuned_llm_chat.pt")
        expect(panel).to_contain_text("tuned to converse")
        expect(output).to_have_text("")

        cell = notebook.cell("panels.Talk(")
        panel = notebook.outputs("panels.Talk(")
        turns, line = panel.locator(".tinylm-turns"), panel.get_by_placeholder("say something")
        answered = panel.get_by_text(re.compile(r"^\d+ tokens, .* tokens/s$"))
        expect(panel).to_contain_text("It converses")
        expect(turns).to_contain_text("Hello! Please tell me a short story.")

        # From the keyboard alone, and what is typed is no part of the page.
        question = "Please tell me about <b>fox</b> number 3."
        line.click()
        notebook.page.keyboard.type(question)
        notebook.page.keyboard.press("Enter")
        expect(turns).to_contain_text(question)
        expect(line).to_have_value("")
        expect(panel.get_by_role("button", name="Send")).to_be_enabled()
        expect(answered).to_be_visible()
        assert "<b>fox" not in turns.inner_html()
        for number in range(4, 8):
            notebook.page.keyboard.type(f"Please tell me about bear number {number}.")
            notebook.page.keyboard.press("Enter")
            expect(turns).to_contain_text(f"bear number {number}.")
            expect(panel.get_by_role("button", name="Send")).to_be_enabled()
        expect(turns.get_by_text("the model no longer reads this")).to_have_count(1)
        expect(turns.get_by_text("bear number 7.")).to_be_in_viewport()  # it stays at its end
        notebook.screenshot(screenshots / "conversation.png", cell)

        panel.get_by_role("button", name="Again").click()
        expect(panel.get_by_role("spinbutton")).to_have_value("1")
        panel.get_by_role("button", name="Undo").click()
        expect(line).to_have_value("Please tell me about bear number 7.")
        expect(turns).not_to_contain_text("bear number 7.")
        expect(turns.get_by_role("button", name="branch")).to_have_count(5)
        turns.get_by_role("button", name="branch").nth(1).click()
        expect(turns.get_by_role("button", name="branch")).to_have_count(2)
        expect(turns).not_to_contain_text("bear number 4.")
        branches = panel.locator("select").nth(1)
        expect(branches.locator("option:checked")).to_contain_text("2 from 1, after")
        branches.select_option("1")
        expect(turns).to_contain_text("bear number 4.")

        panel.get_by_text("save and open").click()
        panel.get_by_role("button", name="Markdown").click()
        expect(panel).to_contain_text("written to conversations/conversation.md")
        written = lab.project / "conversations" / "conversation.md"
        assert question in written.read_text(encoding="utf-8")
        notebook.screenshot(screenshots / "branches.png", cell)
        notebook.check()


@pytest.mark.usefixtures("checkpoints")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_app_shows_no_code_and_writes(
    browser: Browser, lab: Lab, screenshots: Path, theme: str
) -> None:
    pytest.importorskip("voila")
    set_parameters(lab.project / "Inference.ipynb", FOLDER="checkpoints", MAX_NEW_TOKENS=30)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = [sys.executable, "-m", "tinylm", "app", "--port", str(port), "--theme", theme]
    app = subprocess.Popen(command, cwd=lab.project, env=environment(lab.project))
    page = browser.new_page(viewport={"width": 1024, "height": 900})
    try:
        for _ in range(120):
            try:
                page.goto(f"http://127.0.0.1:{port}/", timeout=PATIENCE)
                break
            except PlaywrightError:  # it does not listen yet
                assert app.poll() is None
                page.wait_for_timeout(500)
        write = page.get_by_role("button", name="Write").first
        expect(write).to_be_visible()
        expect(page.locator(".jp-CodeCell .jp-InputArea, .jp-CodeMirrorEditor")).to_have_count(0)
        expect(page.get_by_text("import tinylm")).to_have_count(0)
        finished = page.get_by_text(re.compile(r"^\d+ tokens, .* tokens/s$")).first
        expect(finished).to_be_visible()
        before = page.locator(".tinylm-output").first.inner_text()
        press(slider(page.locator("body"), "temperature").first, "ArrowRight", 4)
        write.click()
        expect(page.locator(".tinylm-output").first).not_to_have_text(before)
        page.screenshot(path=str(screenshots / f"app_{theme}.png"))

        # The other panels hear keys and clicks here, too.
        line = page.get_by_placeholder("say something")
        line.fill("Please tell me about fox number 3.")
        line.press("Enter")
        turns = page.locator(".tinylm-turns")
        expect(turns).to_contain_text("fox number 3.")
        expect(page.get_by_role("button", name="Send")).to_be_enabled()
        page.locator(".tinylm-tokens button").nth(2).click()
        expect(page.get_by_text(re.compile("New token 3: the 20 likeliest"))).to_be_visible()
        reader = page.locator(".tinylm-tokens").nth(2).locator("button").nth(4)
        reader.press("Enter")
        expect(page.get_by_text(re.compile("the mean of all heads reads"))).to_be_visible()
        reader.scroll_into_view_if_needed()
        page.screenshot(path=str(screenshots / f"app_inside_{theme}.png"))
    finally:
        page.close()
        app.terminate()
        app.wait(timeout=60)


@pytest.mark.usefixtures("checkpoints")
def test_the_swarm_is_watched_and_looked_back_on(
    browser: Browser, lab: Lab, screenshots: Path
) -> None:
    small = dict(CORPUS="corpus.txt", CHATS="chats.json", CYCLES=1, EVALUATIONS=60)
    small |= dict(REFINE_STEPS=10, CHAT_EPOCHS=1, CONTROLS=["gradient", "random"])
    set_parameters(lab.project / "Network_Fine_Tune.ipynb", **small)
    with opened(browser, lab, "Network_Fine_Tune.ipynb", screenshots) as notebook:
        notebook.menu("Run", "Run All Cells")
        notebook.wait_until_run("panels.side_by_side(")
        view = notebook.outputs("panels.SwarmView(")
        picture = view.locator("img")
        expect(picture).to_be_visible()
        last = picture.get_attribute("src")
        press(slider(view, "generation"), "ArrowLeft", 2)
        expect(picture).not_to_have_attribute("src", last)
        notebook.screenshot(screenshots / "swarm.png", notebook.cell("panels.SwarmView("))
        beside = notebook.outputs("panels.side_by_side(")
        for name in ("base", "head-tuned", "conversation-tuned"):
            expect(beside.get_by_text(name).first).to_be_visible()
        notebook.check()


@pytest.mark.usefixtures("checkpoints")
def test_playground_text_grows_until_stop(browser: Browser, lab: Lab, screenshots: Path) -> None:
    set_parameters(lab.project / "Inference.ipynb", FOLDER="endless", MAX_NEW_TOKENS=1000)
    with opened(browser, lab, "Inference.ipynb", screenshots) as notebook:
        notebook.menu("Run", "Run All Cells")
        panel = notebook.outputs("panels.Sampler(")
        output, stop = panel.locator(".tinylm-output"), panel.get_by_role("button", name="Stop")
        notebook.wait_for(output.get_by_text("Once upon a time"))
        # All this while the cell that presses the button for the user is still running.
        press(slider(panel, "new tokens"), "ArrowLeft")
        stop.click()
        expect(panel.get_by_text("stopped", exact=True)).to_be_visible()
        notebook.wait_until_run("lm = talk.lm")

        # Text comes as it is drawn: the element is seen to grow, not only to be full at the end.
        output.evaluate(
            """element => {
                window.lengths = [];
                const note = () => window.lengths.push(element.textContent.length);
                new MutationObserver(note).observe(element, {childList: true, subtree: true});
            }"""
        )
        panel.get_by_role("button", name="Write").click()
        notebook.page.wait_for_function("window.lengths.length > 5")
        notebook.screenshot(screenshots / "streaming.png", notebook.cell("panels.Sampler("))
        stop.click()
        expect(panel.get_by_text("stopped", exact=True)).to_be_visible()
        expect(panel.get_by_role("button", name="Write")).to_be_enabled()
        lengths = notebook.page.evaluate("window.lengths")
        assert lengths == sorted(lengths)
        assert lengths[-1] > lengths[0]

        press(slider(panel, "new tokens"), "Home")  # it was moved while the cell was running
        panel.get_by_role("button", name="Write").click()
        expect(panel.get_by_text(re.compile(r"^1 tokens, "))).to_be_visible()
        notebook.check()
