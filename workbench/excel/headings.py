"""Where the table of a sheet of ours begins, whatever was put in above it or between its columns since."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from workbench.core.periods import Grain
from workbench.excel.layout import SheetSpec
from workbench.excel.reader import Row
from workbench.excel.shown import Value

HEADING_ROWS = 60
"""Among so many rows the headings are looked for."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the headings of a sheet's table stand: the row, from 1, and the places of the columns, from 0, by their ids."""

    row: int
    columns: Mapping[str, int]


def head_of(spec: SheetSpec, rows: Sequence[Row], language: str) -> Head | None:
    """Return where the headings stand, in the row that has the key's and most others; None without the key's column."""
    names = {column.heading(language): column.id for column in reversed(spec.columns)}
    best: Head | None = None
    for number, row in enumerate(islice(rows, HEADING_ROWS), 1):
        found: dict[str, int] = {}
        for place, value in enumerate(row):
            if isinstance(value, str) and value in names:
                found.setdefault(names[value], place)
        if spec.columns[0].id in found and (best is None or len(found) > len(best.columns)):
            best = Head(number, found)
    return best


def period_columns(headings: Row, known: Mapping[str, int], grain: Grain) -> dict[str, int]:
    """Return the places of the columns of periods, by the periods; of a heading that stands twice the first counts."""
    taken, found = set(known.values()), dict[str, int]()
    for place, value in enumerate(headings):
        text = _period_text(value, grain)
        if place not in taken and text:
            found.setdefault(text, place)
    return found


def _period_text(value: Value, grain: Grain) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%Y-%m}" if grain is Grain.MONTH else f"{value:%Y-%m-%d}"
    return value.strip() if isinstance(value, str) else ""
