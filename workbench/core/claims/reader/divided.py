"""Lines that are divided into cells: by tabs, by wide gaps between columns, by the commas of a file of values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.core.claims.text import Span
from workbench.core.spelling.folding import fold

_NUMBER = r"(?:[-+±▲△]?[0-9][0-9,.]*)"
VALUE = (
    rf"[`'\"(]?(?:(?:1|one) in {_NUMBER}|{_NUMBER}(?: ?(?:%|percent|points?|pp|ポイント|通に1通|件|億|万|kb|bytes?|バイト))?"
    rf"(?:/ ?(?:day|日))?)[)]?"
)
"""A pattern for one value (in folded words)."""

VALUE_LINE = re.compile(rf"(?:約|about )?{VALUE}(?: +{VALUE})*|-|(?:1|one) in|n/a")
"""A line that holds nothing but values (in folded words)."""

_TABS = re.compile(r"[\t]")
_GAPS = re.compile(r"[ \u3000]{2,}|[\t\u3000]")
_COMMAS = re.compile(r",(?! )")
_LABEL_AND_VALUE = re.compile(r"(?P<label>[^0-9]*[\u3040-\u9fff])[ \u3000](?P<value>[0-9][0-9,.]*%?)")
"""A label that fills its column, so that one space alone parts it from its first value."""

_COLUMNS = 3
_NO_CELL = re.compile(r"(?:was|were|is|are|has|had|of|by|from|to|at|the|than|and|in|a)")
_DECIMAL = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+%?|%)")


def divider_of(line: str, following: str) -> re.Pattern[str]:
    """Return what divides a line: by its own looks, or as a header by those of the line that follows."""
    if _is_in_columns(line) or _is_in_columns(following):
        return _GAPS
    return _COMMAS if _is_of_commas(line) or (_is_of_commas(following) and " " not in line) else _TABS


def _is_in_columns(line: str) -> bool:
    """Whether wide gaps divide a line into columns, one of which holds a value; justified prose has them between words."""
    parts = [fold(part) for part in _GAPS.split(line)]
    if len(parts) < _COLUMNS or any(_NO_CELL.fullmatch(part) for part in parts):
        return False
    return any(VALUE_LINE.fullmatch(part) for part in parts[1:])


def _is_of_commas(line: str) -> bool:
    """Whether commas alone divide a line into cells, one of which is a decimal."""
    parts = [] if re.search(r"[|｜\t]", line) else line.split(",")
    if len(parts) < _COLUMNS or any(part != part.strip() for part in parts):
        return False
    return any(_DECIMAL.fullmatch(part) for part in parts[1:])


def cells_in(line: str, begin: int, divider: re.Pattern[str]) -> Iterator[Span]:
    """Yield the cells of a line with dividers between them, from the place on at which it begins."""
    start = 0
    for end, following in [*(found.span() for found in divider.finditer(line)), (len(line), len(line))]:
        part = line[start:end]
        if part.strip():
            first = begin + start + len(part) - len(part.lstrip())
            led = _LABEL_AND_VALUE.fullmatch(part.strip()) if divider is _GAPS and not start else None
            if led is not None:
                yield Span(first, first + led.end("label"))
                first += led.start("value")
                part = led["value"]
            yield Span(first, first + len(part.strip()))
        start = following
