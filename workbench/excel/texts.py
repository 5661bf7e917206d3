"""Texts of cells: what a cell can hold of them, and how much room they take."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from workbench.excel.layout import LONGEST_TEXT

_LIKE_A_FORMULA = "=+-@\t\r\n＝＋－＠'"
"""With these first letters Excel would read a formula into a text that is typed again as it stands."""

_NO_CHARACTERS = re.compile("[\ufffe\uffff\ud800-\udfff]")
"""What XML has no place for, and Excel no way to write."""

_REPLACEMENT = "\ufffd"


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units a text has, in which Excel counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def fitting(text: str, longest: int = LONGEST_TEXT) -> tuple[str, bool]:
    """Return what a cell can hold of a text, and whether that is less than all of it.

    Too long a text is cut between two characters; a code point that is no character becomes U+FFFD.
    """
    clean = _NO_CHARACTERS.sub(_REPLACEMENT, text)
    if len(clean) * 2 > longest and utf16_length(clean) > longest:
        clean = clean.encode("utf-16-le")[: longest * 2].decode("utf-16-le", errors="ignore")
    return clean, clean != text


def is_like_a_formula(text: str) -> bool:
    """Whether a text must be marked as one, lest it become something else when a person edits the cell."""
    return text[:1] in _LIKE_A_FORMULA and bool(text)


def width(text: str, language: str) -> int:
    """Return how wide the widest line of a text is, in Latin letters; Chinese and Japanese ones count twice.

    Letters that are wide only in East Asian text (★, Ω) count twice in Japanese.
    """
    wide = "WFA" if language == "ja" else "WF"
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(character) in wide else 1 for character in line) for line in lines)
