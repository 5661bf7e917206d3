"""Cells that hold no value: the marks for "missing", and what a spreadsheet shows for a formula that failed."""

from __future__ import annotations

import re

_MISSING = frozenset(
    {
        *("", "-", "--", "---", "ー", "...", "..", "・・・"),
        *("n/a", "n.a.", "na", "null", "none"),
        *("なし", "無し", "該当なし", "該当無し", "不明", "データなし"),
    }
)
_ERROR_VALUE = (
    r"#(?:null!|div/0!|value!|ref!|name\?|num!|n/a|getting_data|spill!|calc!|field!|blocked!|connect!|busy!|unknown!)"
    "|err:[0-9]{3}"
)
"""What Excel and LibreOffice show in a cell whose formula failed."""


def is_missing(text: str) -> bool:
    """Whether a folded text stands for "no figure": a dash, "n/a", なし."""
    return text in _MISSING


def is_error_value(text: str) -> bool:
    """Whether a folded text is what a spreadsheet shows for a formula that failed."""
    return re.fullmatch(_ERROR_VALUE, text) is not None
