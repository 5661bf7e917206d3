"""The sheet of trends: a row for each figure of the other sheets along the periods, and one for the rate of each "1 in N"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import Any, NamedTuple, cast

from xlsxwriter.utility import xl_rowcol_to_cell

from workbench.core.catalogue import Catalogue
from workbench.core.figure_words import rate_decimals
from workbench.core.keys import FigureKey
from workbench.core.periods import PER_YEAR, Period
from workbench.core.ports import Between, Condition, OneOf, Reader
from workbench.core.printed import Qualifier
from workbench.core.queries.segment_table import HISTORY
from workbench.core.records import Observation
from workbench.core.units import PERCENT, UNITS
from workbench.excel.layout import RATE, KeyKind, KeyLine
from workbench.excel.naming import Naming
from workbench.excel.numbers import cell_date, cell_number, date_format, rate_format, rate_percent
from workbench.excel.page import Page
from workbench.excel.styles import COMPUTED, FIGURE, HEADING, LABEL, REMARK, SUBTITLE, TITLE, Style

_SHOWN = 24
"""Periods of a sparkline."""

_PERIOD_WIDTH = 11


class Past(NamedTuple):
    """An accepted value of a period; there are many of them, so they hold nothing twice."""

    value: float | None
    step: float | None
    qualifier: str
    status: str
    source: int | None
    nth: int | None


@dataclass(frozen=True, slots=True)
class Histories:
    """The figures of keys along neighbouring periods."""

    periods: tuple[Period, ...]
    figures: dict[FigureKey, dict[str, Past]]


def histories(reader: Reader, keys: Sequence[FigureKey], last: Period) -> Histories:
    """Return all figures of the keys up to a period, at most twenty years of months."""
    lowest = Period(last.grain, max(PER_YEAR.get(last.grain, 1), last.ordinal - HISTORY + 1))
    by_metric: defaultdict[str, set[FigureKey]] = defaultdict(set)
    for key in keys:
        by_metric[key.metric].add(key)
    found: dict[FigureKey, dict[str, Past]] = {}
    for metric, wanted in by_metric.items():
        found |= _past(reader, metric, wanted, Between(str(lowest), str(last)), last.grain.value)
    first = min((period for cells in found.values() for period in cells), default=str(last))
    return Histories(tuple(Period.parse(first).until(last)), found)


def _past(
    reader: Reader, metric: str, wanted: set[FigureKey], periods: Between, grain: str
) -> dict[FigureKey, dict[str, Past]]:
    """Return a metric's figures of the keys by period."""
    members = {(key.dimension, key.segment): key for key in wanted}
    dimensions, segments = (OneOf(tuple(sorted({member[at] for member in members}))) for at in (0, 1))
    where: dict[str, Condition] = {"metric": metric, "grain": grain, "period": periods}
    where |= {"dimension": dimensions, "segment": segments}
    columns = ("dimension", "segment", "period", *Past._fields)
    found: defaultdict[FigureKey, dict[str, Past]] = defaultdict(dict)
    for dimension, segment, period, value, step, qualifier, *rest in cast(
        "list[Any]", reader.rows(Observation, columns, **where)
    ):
        key = members.get((dimension, segment))
        if key is not None:
            found[key][intern(period)] = Past(value, step, intern(qualifier), intern(rest[0]), *rest[1:])
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where a series stands in the sheet of trends: its row, and the columns of its periods, from 0."""

    sheet: str
    row: int
    first: int
    last: int
    heading: int

    @property
    def recent(self) -> str:
        """The range that a sparkline shows."""
        return self.values(_SHOWN)

    def values(self, periods: int | None = None) -> str:
        """Return the range of the values, of the last periods only where that is said."""
        return self._range(self.row, periods)

    def headings(self, periods: int | None = None) -> str:
        """Return the range of the periods' headings."""
        return self._range(self.heading, periods)

    def _range(self, row: int, periods: int | None) -> str:
        first = self.first if periods is None else max(self.first, self.last - periods + 1)
        begin, end = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for column in (first, self.last))
        return f"'{self.sheet}'!{begin}:{end}"


class TrendsSheet:
    """Writes the sheet of trends."""

    def __init__(
        self, page: Page, naming: Naming, catalogue: Catalogue, keys: list[KeyLine], data: Period | None
    ) -> None:
        """Write on a page; what can be taken back, and is not of the data's period (None: all), is noted in `keys`."""
        self._page, self._naming, self._catalogue, self._keys = page, naming, catalogue, keys
        self._data = data
        self.places: dict[str, Place] = {}
        self._figure_style = cache(self._styles_of)
        self._rate_style = cache(lambda decimals: COMPUTED.but(number_format=rate_format(decimals)))

    def write(self, found: Histories, keys: Sequence[FigureKey], title: str, subtitle: str) -> None:
        """Write all series in the order of the keys; a series without any figure has a row too."""
        page, spec = self._page, self._page.spec
        heading, labels = spec.heading_row - 1, len(spec.columns)
        page.put(0, 1, title, TITLE)
        page.put(1, 1, subtitle, SUBTITLE)
        page.row(heading, [column.heading(self._naming.language) for column in spec.columns], HEADING)
        for column, period in enumerate(found.periods, labels):
            dated = HEADING.but(number_format=date_format(period.grain, self._naming.language), align="right")
            page.put(heading, column, cell_date(period), dated)
        row = heading + 1
        for key in keys:
            row = self._write_series(row, key, found)
        last = labels + len(found.periods) - 1
        page.sheet.autofilter(heading, 0, max(row - 1, heading), last)
        page.sheet.freeze_panes(heading + 1, labels)
        page.finish_columns(dict.fromkeys(range(labels, last + 1), _PERIOD_WIDTH), hidden=[0])
        page.set_up_print(title, (heading, heading), repeated_columns=labels)

    def _write_series(self, row: int, key: FigureKey, found: Histories) -> int:
        """Write a series, and its rates where it is one of "1 in N"; return the row that comes next."""
        cells = found.figures.get(key, {})
        metric = self._catalogue.metric(key.metric)
        self._write_labels(row, key, str(key), self._naming.say_value)
        self._write_values(row, key, found.periods, cells)
        if not UNITS[metric.unit].is_rate_of_one:
            return row + 1
        self._write_labels(row + 1, key, f"{key}{RATE}", self._naming.say_rate)
        self._write_rates(row + 1, f"{key}{RATE}", found.periods, cells)
        return row + 2

    def _write_labels(self, row: int, key: FigureKey, name: str, measure: str) -> None:
        naming = self._naming
        style = LABEL if name == str(key) else REMARK
        labels = (
            naming.metric(key.metric),
            naming.dimension(key.dimension),
            naming.segment(key.dimension, key.segment),
        )
        self._page.row(row, (name, *labels, measure), style)

    def _write_values(self, row: int, key: FigureKey, periods: Sequence[Period], cells: Mapping[str, Past]) -> None:
        first, metric = len(self._page.spec.columns), self._catalogue.metric(key.metric)
        self._note_place(str(key), row, first, len(periods))
        sheet, unit, name = self._page.spec.id, metric.unit, str(key)
        blank = self._figure_style(unit, None, metric.step, Qualifier.EXACT)
        for column, period in enumerate(map(str, periods), first):
            one = cells.get(period)
            if one is None:
                self._page.put(row, column, None, blank)
                continue
            number = None if one.value is None else cell_number(unit, one.value)
            self._page.put(row, column, number, self._figure_style(unit, one.value, one.step, one.qualifier))
            if self._data is not None and period != str(self._data):
                self._keys.append(cell_line(sheet, row, period, f"{name}@{period}", one, unit))

    def _styles_of(self, unit: str, value: float | None, step: float | None, qualifier: str) -> Style:
        return FIGURE.but(number_format=self._naming.formats.figure(UNITS[unit], value, step, qualifier))

    def _write_rates(self, row: int, name: str, periods: Sequence[Period], cells: Mapping[str, Past]) -> None:
        first = len(self._page.spec.columns)
        self._note_place(name, row, first, len(periods))
        for column, period in enumerate(map(str, periods), first):
            one = cells.get(period)
            rate = rate_percent(one.value) if one is not None else None
            if rate is None:
                self._page.put(row, column, None, self._rate_style(2))
                continue
            number = cell_number(PERCENT.id, rate)
            self._page.put(row, column, number, self._rate_style(rate_decimals(rate)))

    def _note_place(self, name: str, row: int, first: int, periods: int) -> None:
        heading = self._page.spec.heading_row - 1
        self.places[name] = Place(self._page.name, row, first, first + periods - 1, heading)


def cell_line(sheet: str, row: int, column: str, key: str, one: Observation | Past | None, unit: str) -> KeyLine:
    """Return the line of an editable figure cell with its whole key; rows from 0."""
    if one is None:
        return KeyLine(KeyKind.CELL, sheet, row + 1, column, key, unit=unit)
    figure = (one.value, one.step, one.qualifier, unit, one.status, "", one.source, one.nth)
    return KeyLine(KeyKind.CELL, sheet, row + 1, column, key, *figure)
