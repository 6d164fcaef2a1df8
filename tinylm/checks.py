"""What the fields of a config are checked by: errors of one sentence that name field and value."""

from __future__ import annotations

import math
from collections.abc import Mapping


def choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"{name}={value!r} is not one of {', '.join(choices)}.")


def whole(name: str, value: object, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{name}={value!r} must be a whole number of at least {least}.")


def number(name: str, value: object, low: float, high: float = math.inf, open_low=False) -> None:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not fine or value < low or value > high or (open_low and value == low):
        least = f"above {low:g}" if open_low else f"at least {low:g}"
        most = "" if high == math.inf else f" and at most {high:g}"
        raise ValueError(f"{name}={value!r} must be a number {least}{most}.")


def stops(stop: object) -> tuple[str, ...]:
    texts = (stop,) if isinstance(stop, str) else stop or ()
    if not isinstance(texts, list | tuple) or not all(isinstance(t, str) and t for t in texts):
        raise ValueError(f"stop={stop!r} must be texts of at least one character each.")
    return tuple(texts)


def biases(given: object) -> tuple[tuple[int, float], ...] | None:
    """Pairs, so that a config can be hashed; such pairs are taken, too."""
    if not isinstance(given, Mapping | tuple | None):
        raise ValueError(
            f"logit_bias={given!r} must be a dict of token ids and what they are given."
        )
    biases = dict(given or {})
    for token, value in biases.items():
        whole("a token id of logit_bias", token, 0)
        if value != -math.inf:  # never this token
            number(f"logit_bias of token {token}", value, -10_000, 10_000)
    return tuple(sorted(biases.items())) or None


def check_template(template: object) -> None:
    """ "chat", "instruction", or what looks like Jinja."""
    if not isinstance(template, str) or not ("{{" in template or "{%" in template):
        choice("template", template, ("chat", "instruction", "a text in Jinja"))
