"""`python -m tinylm app`: the last notebook as a web page without code, served by Voilà.

On one's own computer alone, unless it is told otherwise; then nobody comes in without the token.
Every visitor has a kernel. The weights of a checkpoint are mapped from its file, so that they stand
in memory once, however many visitors there are.
"""

from __future__ import annotations

import argparse
import importlib
import ipaddress
import secrets
import socket
from pathlib import Path

from .checkpoint import MADE_BY

NOTEBOOK = "Inference.ipynb"
IDLE = 600  # seconds after which a kernel that nobody looks at is ended


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--ip", default="127.0.0.1", help="default: %(default)s, this computer alone")
    verb.add_argument("--port", type=int, default=8866, help="default: %(default)s")
    verb.add_argument(
        "--token", help="what visitors must know; without one, a new one where others can reach it"
    )
    verb.add_argument("--notebook", default=NOTEBOOK, help="default: %(default)s")
    verb.add_argument("--theme", default="light", choices=("light", "dark"), help="of the page")


def serve(options: argparse.Namespace) -> None:
    """Serves the notebook until Ctrl-C. Raises what `settings` and `check` raise."""
    check(options)
    told = settings(options)
    application = _voila()
    where = "localhost" if options.ip == "0.0.0.0" else options.ip
    behind = f"/?token={told['token']}" if told["token"] else ""
    print(f"the app is at http://{where}:{options.port}{behind} (Ctrl-C ends it)", flush=True)
    application.launch_instance(arguments(options), **told)


def check(options: argparse.Namespace) -> None:
    """Raises `FileNotFoundError` without the notebook or a checkpoint, `ValueError` where the port
    is taken: Voilà itself would show a page with the error, or choose another port."""
    notebook = Path(options.notebook)
    if not notebook.is_file():
        raise FileNotFoundError(
            f"there is no {str(notebook)!r} here: run the command in the project's folder, or give "
            "--notebook."
        )
    folder = notebook.parent / "checkpoints"
    if not any(folder.glob("*.pt")):
        first = next(iter(MADE_BY.values()))
        raise FileNotFoundError(f"there is no checkpoint in {str(folder)!r}: run {first} first.")
    try:
        with socket.create_server((options.ip, options.port)):
            pass
    except OSError as error:
        raise ValueError(
            f"the app cannot listen at {options.ip}:{options.port} "
            f"({error.strerror or error}): choose another --port, or another --ip."
        ) from None


def settings(options: argparse.Namespace) -> dict[str, str]:
    """Where to listen, and the token that visitors need: none on this computer alone, unless one
    is given. It does not stand in the command line, which others can read."""
    token = options.token or ("" if _only_here(options.ip) else secrets.token_urlsafe(16))
    return dict(ip=options.ip, token=token)


def _only_here(ip: str) -> bool:
    if ip == "localhost":
        return True
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False  # a name, or every address


def arguments(options: argparse.Namespace) -> list[str]:
    """Voilà's. A kernel is kept ready, so that a visitor does not wait for PyTorch to load."""
    return [
        options.notebook,
        "--no-browser",
        f"--port={options.port}",
        f"--theme={options.theme}",
        "--Voila.port_retries=0",
        "--strip_sources=True",
        "--preheat_kernel=True",
        "--pool_size=1",
        f"--MappingKernelManager.cull_idle_timeout={IDLE}",
        "--MappingKernelManager.cull_interval=60",
        "--Voila.log_level=WARN",
    ]


def _voila():
    try:
        return importlib.import_module("voila.app").Voila
    except ImportError:
        raise ImportError(
            'the app needs Voilà: install it with `pip install "tinylm[app]"` '
            "(`make app` does that)."
        ) from None
