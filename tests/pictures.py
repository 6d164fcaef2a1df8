"""The pictures of the notebooks in docs/: a real JupyterLab, 1024 pixels wide, light and dark.

    python -m tests.pictures [--project FOLDER] [--out docs]

`FOLDER` is a checkout in which the three notebooks have been run, so that their cells show finished
work at once. Needs Chromium and playwright, as the browser tests do.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from .browser_tools import find_browser, jupyterlab, launch, opened

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 150_000  # bytes of a picture
# notebook: (the last cell to wait for, {picture: the cell that it shows at the top})
SCENES = {
    "Network_Train.ipynb": (
        "for temperature in",
        {"train": "await panels.watch"},
    ),
    "Network_Fine_Tune.ipynb": (
        "panels.side_by_side(",
        {"tune": "panels.SwarmView"},
    ),
    "Inference.ipynb": (
        "lm = talk.lm",
        {"inference": "panels.Talk"},
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Take the pictures of the notebooks.")
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    executable = find_browser()
    if executable is None:
        raise SystemExit("no Chromium was found: install it (Debian: apt-get install chromium).")
    options.out.mkdir(exist_ok=True)
    for theme in ("Light", "Dark"):
        chosen = {"@jupyterlab/apputils-extension:themes": {"theme": f"JupyterLab {theme}"}}
        with (
            tempfile.TemporaryDirectory() as private,
            jupyterlab(options.project.resolve(), Path(private), **chosen) as lab,
            sync_playwright() as playwright,
        ):
            browser = launch(playwright, executable)
            for notebook, (last, scenes) in SCENES.items():
                with opened(browser, lab, notebook, options.out) as page:
                    page.menu("Run", "Run All Cells")
                    page.wait_until_run(last)
                    page.page.wait_for_timeout(1500)  # the last widgets are still being drawn
                    for name, cell in scenes.items():
                        path = options.out / f"{name}_{theme.lower()}.png"
                        page.screenshot(path, page.cell(cell))
                        Image.open(path).convert("RGB").quantize(256).save(path, optimize=True)
                        size = path.stat().st_size
                        print(f"{path} {size:,} bytes")
                        if size > LARGEST:
                            print("  too large: show less of it")
            browser.close()


if __name__ == "__main__":
    main()
