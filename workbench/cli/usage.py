"""Misuse of the command line in words."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.errors import WorkbenchError
from workbench.core.messages import message


class Misused(WorkbenchError):
    """The arguments are not what a command takes; the program ends with 2."""


def choice(option: str, value: str, choices: Sequence[str]) -> str:
    """Return a value that is one of the choices; Misused for any other."""
    if value not in choices:
        raise Misused(message("usage.not_one_of", option=option, value=value, choices=", ".join(choices)))
    return value


def whole_number(option: str, text: str | None) -> int | None:
    """Return the whole number from 1 that a text is, None for none; Misused for other texts."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 2**63):
        raise Misused(message("usage.not_a_number", option=option, value=text))
    return int(text)
