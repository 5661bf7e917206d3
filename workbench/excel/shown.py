"""Numbers and dates as their cells show them, so that a table of cells is read by the rules of a table of text."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from workbench.core.periods import Period
from workbench.core.printed import decimal_of, stored

Value = str | float | bool | datetime.date | datetime.time | datetime.timedelta | None
"""What a reader finds in a cell; an empty one is "" or None."""

_IN_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[0#?,]*[0#?](?:\.([0#?]+))?")
_LARGEST_INTEGER = 10**15


class Format(NamedTuple):
    """What a number format does: whether it shows percent, how many decimals, and the words around the number."""

    is_percent: bool
    decimals: int
    before: str
    after: str


@lru_cache(maxsize=512)
def format_of(code: str) -> Format:
    """Return what a number format does with a positive number; one that is not understood shows it plainly."""
    words: list[str] = []

    def kept(found: re.Match[str]) -> str:
        words.append(found.group(1) if found.group(1) is not None else found.group(2))
        return chr(0xE000 + len(words) - 1)

    first = _LITERAL.sub(kept, _IN_BRACKETS.sub("", code) if "[" in code or "_" in code else code).split(";")[0]
    digits = _DIGITS.search(first)
    if digits is None:
        return Format("%" in first, 0, "", "")
    around = (first[: digits.start()], first[digits.end() :].replace("%", ""))
    before, after = ("".join(words[ord(c) - 0xE000] if c >= "\ue000" else c for c in part) for part in around)
    return Format("%" in first, len(digits.group(1) or ""), before.strip(), after.strip())


def text_of(value: Value, code: str = "") -> str:
    """Return a cell's value as a table of text would have it: 0.894 as "0.0%" is 89.4%, 302.8 may be "1 in 302.8"."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_text(float(value), code)
    return _moment_text(value, code)


def _number_text(value: float, code: str) -> str:
    """Write a number with the decimals that its format shows, or with more where it has more."""
    if value != value or abs(value) >= _LARGEST_INTEGER:  # noqa: PLR0124 - not a number
        return f"{value:.15g}"
    if not code:
        return f"{value:.15g}"
    shown = format_of(code)
    text = _digits(value, shown)
    before = "" if shown.before in {"+", "-"} else shown.before
    return f"{before} {text}{shown.after}".strip() if before or shown.after else text


def _digits(value: float, shown: Format) -> str:
    """Write a number with its decimals; where these are all that it has, without going through decimal numbers."""
    text, percent = f"{value * 100 if shown.is_percent else value:.{shown.decimals}f}", "%" if shown.is_percent else ""
    if float(f"{text}e-2" if shown.is_percent else text) == value:
        return text + percent
    number = decimal_of(stored(value)) * (100 if shown.is_percent else 1)
    return _with_decimals(number, shown.decimals) + percent


def _with_decimals(number: Decimal, decimals: int) -> str:
    plain = number.normalize()
    exponent = plain.as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{plain:.{max(own, decimals)}f}"


def _moment_text(value: datetime.date | datetime.time | datetime.timedelta, code: str) -> str:
    """Write the first day of a month as the month, where the format shows no day."""
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return value.isoformat(sep=" ")
        value = value.date()
    if isinstance(value, datetime.date):
        shows_day = "d" in _LITERAL.sub("", _IN_BRACKETS.sub("", code)).lower() if code else True
        return str(Period.day(value)) if shows_day or value.day != 1 else f"{value:%Y-%m}"
    return str(value)
