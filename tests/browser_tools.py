"""What a browser test needs: a copy of the project, a JupyterLab of its own, a page in Chromium.

Everything lies below one folder of pytest's, so that neither the user's Jupyter settings nor the
notebooks of the checkout are read or changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A browser that starts in a container, draws without a GPU and calls nobody.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 90_000  # milliseconds: nothing takes that long, a busy machine may need some of it

TOKEN = "browser-test"


# A small project to work in.


def copy_project(target: Path) -> Path:
    """The notebooks, the package and the data in `target`, with a small corpus and small chats."""
    target.mkdir(parents=True)
    skip = shutil.ignore_patterns("__pycache__", "cache", ".ipynb_checkpoints")
    for notebook in ROOT.glob("*.ipynb"):
        shutil.copy(notebook, target)
    for folder in ("tinylm", "data"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, target / folder, ignore=skip)
    (target / "corpus.txt").write_text("\n<|endoftext|>\n".join(_stories(400)), encoding="utf-8")
    (target / "chats.json").write_text(json.dumps(_chats(60), indent=1), encoding="utf-8")
    return target


def _stories(count: int) -> list[str]:
    """Different stories of more than sixty words each, the same ones every time."""
    draw = random.Random(0)
    names = ["Anna", "Ben", "Clara", "David", "Ella", "Finn"]
    animals = ["fox", "hedgehog", "duck", "rabbit", "mouse", "bear"]
    things = ["key", "lantern", "boat", "kite", "drum", "blanket"]
    colours = ["red", "green", "yellow", "blue", "silver"]
    places = ["at the pond", "in the forest", "by the river", "behind the mill", "on the hill"]
    stories = []
    for _ in range(count):
        child, friend = draw.sample(names, 2)
        animal, thing = draw.choice(animals), draw.choice(things)
        colour, place = draw.choice(colours), draw.choice(places)
        stories.append(
            f"Once upon a time there was a little {animal} who lived {place}. One morning {child} "
            f"came along and asked, “Have you seen my {colour} {thing}? I lost it {place}.” The "
            f"{animal} had not seen it, but wanted to help, and so they went to look together.\n"
            f"They asked {friend}, they looked under every stone and behind every tree. In the "
            f"evening the {animal} found the {thing} {draw.choice(places)}. {child} was very glad, "
            f"and {friend} gave the {animal} a {draw.choice(colours)} {draw.choice(things)}."
        )
    return stories


def _chats(count: int) -> list[dict]:
    """Conversations in the JSON form that `load_conversation_data` reads."""
    draw = random.Random(1)
    animals = ["fox", "hedgehog", "duck", "rabbit", "mouse", "bear"]
    chats = []
    for number in range(count):
        animal = draw.choice(animals)
        question = f"Please tell me about {animal} number {number}."
        answer = (
            f"Once upon a time there was a little {animal} who lived by the river. The {animal} "
            "had a boat and went to look for a friend in the forest every morning."
        )
        turns = [{"role": "user", "text": question}, {"role": "assistant", "text": answer}]
        chats.append({"conversation": turns})
    return chats


def set_parameters(notebook: Path, **values: Any) -> None:
    """Replaces `NAME = ...` lines of the cell tagged `parameters`; every name must be there."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    tagged = [c for c in content["cells"] if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1, f"{notebook.name} has {len(tagged)} cells tagged 'parameters'"
    source = "".join(tagged[0]["source"])
    for name, value in values.items():
        line = f"{name} = {value!r}"
        source, found = re.subn(
            rf"^{name} = .*$", lambda _match, line=line: line, source, flags=re.M
        )
        assert found == 1, f"{notebook.name}: the parameters hold {found} lines '{name} = ...'"
    tagged[0]["source"] = source.splitlines(keepends=True)
    notebook.write_text(json.dumps(content, indent=1), encoding="utf-8")


def environment(project: Path) -> dict[str, str]:
    """The environment of a process that works in the copy, and imports the copy's tinylm."""
    return os.environ | {"PYTHONPATH": str(project), "PYTHONUNBUFFERED": "1"}


# JupyterLab.


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    project: Path
    address: str

    def url(self, notebook: str) -> str:
        # A workspace of its own for each notebook: none opens with the tabs of another.
        name = Path(notebook).stem
        return f"{self.address}/lab/workspaces/{name}/tree/{notebook}?token={TOKEN}&reset"


@contextlib.contextmanager
def jupyterlab(project: Path, private: Path, **settings: dict[str, Any]) -> Iterator[Lab]:
    """A JupyterLab that serves `project` and keeps all that is its own in `private`.

    `settings` are added to the overrides. The server has ended when the block is left, however it
    is left; its kernels end with it.
    """
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    folders = {name: private / name.lower() for name in names}
    for folder in folders.values():
        folder.mkdir(parents=True)
    overrides = {
        # No question about news, and no call to the package index.
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
        # Cells that are out of sight stay in the page, so that they can be looked up.
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    }
    labconfig = folders["JUPYTER_CONFIG_DIR"] / "labconfig"
    labconfig.mkdir()
    (labconfig / "default_setting_overrides.json").write_text(json.dumps(overrides | settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]
    command += [f"--ServerApp.root_dir={project}"]
    log = private / "jupyterlab.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=project,
            env=environment(project) | {name: str(path) for name, path in folders.items()},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        lab = Lab(project, f"http://127.0.0.1:{port}")
        _wait_for(server, lab, log)
        yield lab
    finally:
        server.terminate()  # it ends its kernels first
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()  # a kernel ends by itself when its server is gone
            server.wait()


def _wait_for(server: subprocess.Popen, lab: Lab, log: Path) -> None:
    deadline = time.monotonic() + 2 * PATIENCE / 1000
    while True:
        ended = server.poll() is not None
        if ended or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-3000:]
            raise RuntimeError(f"JupyterLab {'ended' if ended else 'did not answer'}:\n{tail}")
        try:
            with urllib.request.urlopen(f"{lab.address}/api/status?token={TOKEN}", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)


# The browser.


def find_browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def launch(playwright: Playwright, executable: str) -> Browser:
    return playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))


@contextlib.contextmanager
def opened(browser: Browser, lab: Lab, notebook: str, screenshots: Path) -> Iterator[NotebookPage]:
    """A notebook in a window of its own; a failure leaves a picture of what was to be seen."""
    context = browser.new_context(viewport={"width": 1024, "height": 900})
    page = context.new_page()
    try:
        yield NotebookPage(page, lab, notebook)
    except BaseException:
        page.screenshot(path=screenshots / f"failed_{Path(notebook).stem}.png")
        raise
    finally:
        context.close()


class NotebookPage:
    """A notebook in JupyterLab, handled as a user handles it: menus, mouse and keys."""

    def __init__(self, page: Page, lab: Lab, notebook: str) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        page.goto(lab.url(notebook))
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        # The notebook's own indicator is drawn as idle before there is a kernel; to run a cell then
        # would bring up the question which kernel to take.
        page.get_by_text(re.compile(r"\| Idle$")).wait_for()
        self.errors = page.locator(".jp-OutputArea-output", has_text="Traceback (most recent call")

    def menu(self, menu: str, item: str) -> None:
        self.page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def run(self, cell: Locator) -> None:
        """Runs one cell from the keyboard."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def cell(self, source: str) -> Locator:
        """The code cell whose source has this text. (The text of a page has outputs as well.)"""
        having = self.page.locator(".jp-InputArea", has_text=source)
        return self.page.locator(".jp-CodeCell", has=having)

    def outputs(self, source: str, text: str | re.Pattern | None = None) -> Locator:
        """What that cell has put out, or only the outputs with this text."""
        return self.cell(source).locator(".jp-OutputArea-output", has_text=text)

    def wait_for(self, wanted: Locator) -> None:
        """Waits until it is there, or fails at once when a cell raises."""
        wanted.or_(self.errors).first.wait_for()
        self.check()

    def wait_until_run(self, source: str) -> None:
        """Waits until the cell has ended: its prompt holds a number instead of a star."""
        prompt = self.cell(source).locator(".jp-InputArea-prompt")
        self.wait_for(prompt.get_by_text(re.compile(r"^\[\d+\]:$")))

    def check(self) -> None:
        """No cell has raised."""
        errors = self.errors.all_inner_texts()
        assert not errors, "\n".join(errors)

    def screenshot(self, path: Path, show: Locator) -> None:
        """What a user would see with `show` at the top of the page."""
        show.evaluate("element => element.scrollIntoView({block: 'start'})")
        self.page.screenshot(path=path)


def slider(panel: Locator, label: str) -> Locator:
    """The slider of this name in a panel of widgets."""
    return panel.locator(".widget-slider", has_text=re.compile(rf"^{re.escape(label)}"))


def press(widget: Locator, key: str, times: int = 1) -> None:
    """Moves a slider with the keyboard."""
    handle = widget.locator(".noUi-handle")
    handle.focus()
    for _ in range(times):
        handle.press(key)
