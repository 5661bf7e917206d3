"""When a cell still holds what was exported, whatever program saved the file since."""

from __future__ import annotations

import re

from workbench.excel.package import unescaped
from workbench.excel.shown import Value

_DIGITS = 14
"""Significant ones: a program that writes 15 may round the last."""

_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that some programs drop when they save a text."""


def is_same(meant: str | float | None, found: Value) -> bool:
    """Whether a cell holds a number, a text, or nothing, as it was meant to."""
    if meant is None or meant == "":
        return found is None or found == "" or (isinstance(found, str) and not found.strip())
    if isinstance(meant, str):
        return isinstance(found, str) and is_same_text(meant, found)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return found == meant or f"{found:.{_DIGITS}g}" == f"{meant:.{_DIGITS}g}"


def is_same_text(meant: str, found: str) -> bool:
    """Whether a text is the one that was meant, but for how its lines end, space at its end, and escapes left undone.

    A program that does not know Excel's escapes gives the text "_x0001_" back as the character that it stands for.
    """
    return meant == found or _plain(meant) == _plain(found)


def _plain(text: str) -> str:
    return _NOT_KEPT.sub("", unescaped(text).replace("\r\n", "\n").replace("\r", "\n")).rstrip()
