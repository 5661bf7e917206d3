"""Sheets of figures: overview, breakdowns, threats and traffic, one table each, a row a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from workbench.core.figure_words import rate_decimals
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.printed import Interval, stored
from workbench.core.records import Statistic
from workbench.core.units import UNITS, level, printed_message
from workbench.excel.comments import Anchored, put_comment
from workbench.excel.layout import RATE, Holds, KeyKind, KeyLine, SheetColumn, SheetSpec, When
from workbench.excel.month import Block, FigureRow, Month
from workbench.excel.naming import Naming
from workbench.excel.numbers import cell_date, cell_number, date_format, rate_format, rate_percent
from workbench.excel.page import CellValue, Page
from workbench.excel.styles import (
    BETTER,
    COMPUTED,
    FIGURE,
    HEADING,
    LABEL,
    LINE,
    REMARK,
    SUBTITLE,
    TITLE,
    WINDOW,
    WORSE,
    Style,
    severity,
)
from workbench.excel.trends import Place, cell_line

_PLACES = 9
"""To how many decimals a change is written: what lies beyond comes from subtracting binary fractions."""

_WIDTHS = {"rank": 9.0, "moved": 7.0, "change": 12.0, "months": 8.0, "rate": 8.0, "history": 18.0}
_WORDS = frozenset({"key", "metric", "segment", "breakdown", "remark", "history"})
"""The columns that are aligned at the left."""

_HEADING_HEIGHT = 30
_ROW_HEIGHT = 18
_SPARKLINE = {"series_color": "#555A64", "last_point": True, "last_color": "#27509B", "markers": True, "weight": 1}


@dataclass(frozen=True, slots=True)
class Written:
    """A block as it stands in a sheet: its rows from 0, both included, and where its members begin, behind the total."""

    block: Block
    first: int
    last: int

    @property
    def members(self) -> int:
        """The row of the first figure that is no total."""
        return self.first + sum(row.is_total for row in self.block)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, how it looks, and what Excel will show of a number."""

    value: CellValue
    style: Style
    shown: str = ""


class FiguresSheet:
    """Writes one sheet of figures."""

    def __init__(self, page: Page, naming: Naming, month: Month, notes: Anchored, keys: list[KeyLine]) -> None:
        """Write on a page; what can be taken back, and what cannot, is noted in `keys`."""
        self._page, self._naming, self._month, self._notes, self._keys = page, naming, month, notes, keys
        self._makers: Mapping[str, Callable[[FigureRow], Cell]] = {
            "metric": lambda row: Cell(naming.metric(row.metric.id), LABEL, naming.metric(row.metric.id)),
            "breakdown": lambda row: Cell(naming.dimension(row.dimension), LABEL, naming.dimension(row.dimension)),
            "rank": lambda row: Cell(naming.rank(row), COMPUTED.but(number_format=naming.rank_format(row))),
            "moved": self._moved,
            "segment": self._segment,
            "value": self._value,
            "base": self._base,
            "change": self._change,
            "published": self._published,
            "average": self._average,
            "months": self._months,
            "rate": self._rate,
            "remark": lambda row: Cell(naming.remark(row), REMARK, naming.remark(row)),
            **{name: self._portion_maker(name) for name in ("reaches", "drops", "leaves")},
        }

    def write(
        self, title: str, subtitle: str, limits: Mapping[str, Sequence[float]], places: Mapping[str, Place]
    ) -> list[Written]:
        """Write the table; `limits` are between classes of severity by metric, `places` where the histories stand."""
        self._limits, self._places = limits, places
        self._write_head(title, subtitle)
        row, written = self._page.spec.heading_row, []
        for block in self._month.blocks[self._page.spec.id]:
            for at, figure in enumerate(block):
                self._write_row(row + at, figure, is_last=at == len(block) - 1)
            written.append(Written(block, row, row + len(block) - 1))
            row += len(block)
        self._finish(row - 1, title)
        return written

    def _write_head(self, title: str, subtitle: str) -> None:
        page, spec, language = self._page, self._page.spec, self._naming.language
        page.put(0, 1, title, TITLE)
        page.put(1, 1, subtitle, SUBTITLE)
        for place, column in enumerate(spec.columns):
            heading = column.heading(language)
            look = HEADING.but(align="left", indent=1) if column.id in _WORDS else HEADING.but(align="right")
            page.put(spec.heading_row - 1, place, heading, look, shown=half(heading))
        for name, period in (("value", self._month.period), ("base", self._month.base)):
            if period is not None:
                dated = SUBTITLE.but(number_format=date_format(period.grain, language), align="right", is_bold=True)
                page.put(spec.heading_row - 2, spec.column(name), cell_date(period), dated)
        page.sheet.set_row(0, 26)
        page.sheet.set_row(spec.heading_row - 1, _HEADING_HEIGHT)

    def _write_row(self, row: int, figure: FigureRow, *, is_last: bool) -> None:
        page, spec = self._page, self._page.spec
        page.sheet.set_row(row, _ROW_HEIGHT)
        ground = {"ground": WINDOW, "is_bold": True} if figure.is_total and len(spec.dimensions) else {}
        rule = {"rule": LINE} if is_last else {}
        for place, column in enumerate(spec.columns):
            if column.holds is Holds.KEY:
                page.put(row, place, str(figure.key), REMARK)
                continue
            made = Cell(None, LABEL) if column.holds is Holds.SPARKLINE else self._makers[column.id](figure)
            look = made.style.but(**ground, **rule) if not made.style.ground or ground else made.style.but(**rule)
            page.put(row, place, made.value, look, shown=made.shown or None)
            self._note(row, column, figure, made.value)
        self._add_history(row, figure)
        self._add_comments(row, figure)

    def _note(self, row: int, column: SheetColumn, figure: FigureRow, value: CellValue) -> None:
        """Note what a cell is, for the way back."""
        sheet = self._page.spec.id
        if column.holds is Holds.FIGURE:
            line = self._line(row, column, figure)
            if line is not None:
                self._keys.append(line)
        elif column.holds is Holds.COMPUTED and value not in {None, ""}:
            is_text = isinstance(value, str)
            self._keys.append(
                KeyLine(
                    KeyKind.COMPUTED, sheet, row + 1, column.id, str(figure.key),
                    value=None if is_text else float(value),  # type: ignore[arg-type]  # a computed cell is no date
                    text=str(value) if is_text else "",
                )
            )  # fmt: skip

    def _line(self, row: int, column: SheetColumn, figure: FigureRow) -> KeyLine | None:
        """Return the line of a figure's cell; None where there is no period for it."""
        sheet, unit = self._page.spec.id, figure.metric.unit
        period = self._period(column)
        if period is None:
            return None
        key = str(FigureKey(*_place(figure), period, column.aspect))
        if column.aspect:
            value, step = figure.published or (None, None)
            return KeyLine(KeyKind.CELL, sheet, row + 1, column.id, key, value, step, unit=unit)
        one = figure.observation if column.when is When.PERIOD else figure.base
        return cell_line(sheet, row, column.id, key, one, unit)

    def _period(self, column: SheetColumn) -> Period | None:
        return self._month.period if column.when is When.PERIOD else self._month.base

    def _add_history(self, row: int, figure: FigureRow) -> None:
        rates = UNITS[figure.metric.unit].is_rate_of_one
        place = self._places.get(f"{figure.key}{RATE}" if rates else str(figure.key))
        if place is not None:
            column = self._page.spec.column("history")
            self._page.sheet.add_sparkline(row, column, {"range": place.recent, **_SPARKLINE})

    def _add_comments(self, row: int, figure: FigureRow) -> None:
        for name in ("value", "base"):
            column = self._page.spec.columns[self._page.spec.column(name)]
            period = self._period(column)
            if period is not None:
                notes = self._notes.on(figure.key, period)
                key = str(FigureKey(*_place(figure), period))
                put_comment(self._page, (row, self._page.spec.column(name)), name, key, notes, self._keys)

    def _moved(self, row: FigureRow) -> Cell:
        moved = self._naming.moved(row)
        style = COMPUTED.but(number_format='"▲ "0;"▼ "0;"–"')
        return Cell(moved, style)

    def _segment(self, row: FigureRow) -> Cell:
        name = self._naming.segment(row.dimension, row.segment)
        return Cell(name, LABEL, name)

    def _value(self, row: FigureRow) -> Cell:
        one, unit = row.observation, UNITS[row.metric.unit]
        formats = self._naming.formats
        if one is None or one.value is None:
            return Cell(None, FIGURE.but(number_format=formats.figure(unit, None, row.metric.step, "exact")))
        ground, colour = ("", FIGURE.colour)
        if not row.is_total and (one.value or not unit.is_rate_of_one):
            ground, colour = severity(level(unit, one.value), self._limits.get(row.metric.id, ()))
        style = FIGURE.but(
            number_format=formats.figure(unit, one.value, one.step, one.qualifier), ground=ground, colour=colour
        )
        shown = self._naming.say(printed_message(unit, one.value, one.step, one.qualifier))
        return Cell(cell_number(unit.id, one.value), style, shown)

    def _base(self, row: FigureRow) -> Cell:
        one, unit = row.base, UNITS[row.metric.unit]
        if one is None or one.value is None:
            return Cell(
                None, FIGURE.but(number_format=self._naming.formats.figure(unit, None, row.metric.step, "exact"))
            )
        style = FIGURE.but(number_format=self._naming.formats.figure(unit, one.value, one.step, one.qualifier))
        shown = self._naming.say(printed_message(unit, one.value, one.step, one.qualifier))
        return Cell(cell_number(unit.id, one.value), style, shown)

    def _change(self, row: FigureRow) -> Cell:
        unit = UNITS[row.metric.unit]
        if row.change is None or not isfinite(row.change):  # between rates beyond all numbers, there is none
            return Cell(None, COMPUTED)
        style = COMPUTED.but(number_format=self._naming.formats.change(unit, row.change, row.span, *_steps(row)))
        if _is_change(row.change, row.span):
            style = style.but(colour=WORSE if (row.change > 0) == (row.metric.worse == "more") else BETTER)
        change = round(row.change, _PLACES)
        return Cell(stored(change) if unit.change_unit == "points" else cell_number("percent", change), style)

    def _published(self, row: FigureRow) -> Cell:
        unit, formats = UNITS[row.metric.unit], self._naming.formats
        value, step = row.published or (None, row.metric.step)
        style = FIGURE.but(number_format=formats.reading(Statistic.AVERAGE_6, unit.id, value, step, "exact"))
        if value is None:
            return Cell(None, style)
        return Cell(cell_number(unit.id, value), style, self._naming.say(printed_message(unit, value, step, "exact")))

    def _average(self, row: FigureRow) -> Cell:
        unit = UNITS[row.metric.unit]
        step = max(row.metric.step, (row.observation and row.observation.step) or 0.0)
        if row.average is None:
            return Cell(None, COMPUTED)
        style = COMPUTED.but(number_format=self._naming.formats.figure(unit, row.average, step, "exact"))
        shown = self._naming.say(printed_message(unit, row.average, step, "exact"))
        return Cell(cell_number(unit.id, stored(row.average)), style, shown)

    def _months(self, row: FigureRow) -> Cell:
        return Cell(row.months or None, COMPUTED.but(number_format="0"))

    def _rate(self, row: FigureRow) -> Cell:
        unit, one = UNITS[row.metric.unit], row.observation
        rate = rate_percent(one.value) if unit.is_rate_of_one and one is not None else None
        if rate is None:
            return Cell(None, COMPUTED)
        return Cell(cell_number("percent", rate), COMPUTED.but(number_format=rate_format(rate_decimals(rate))))

    def _portion_maker(self, name: str) -> Callable[[FigureRow], Cell]:
        """Return what makes the cell of a part of all connections."""

        def make(row: FigureRow) -> Cell:
            share = getattr(row.stage, name).share if row.stage is not None else None
            if share is None:
                return Cell(None, COMPUTED)
            return Cell(cell_number("percent", float(share.middle)), COMPUTED.but(number_format="0.0%"))

        return make

    def _finish(self, last: int, title: str) -> None:
        page, spec = self._page, self._page.spec
        heading = spec.heading_row - 1
        page.sheet.autofilter(heading, 0, max(last, heading), len(spec.columns) - 1)
        page.sheet.freeze_panes(spec.heading_row, _frozen(spec))
        fixed = {spec.column(name): letters for name, letters in _WIDTHS.items() if _has(spec, name)}
        page.finish_columns(fixed, hidden=[0])
        page.set_up_print(title, (heading - 1, heading))


def _place(figure: FigureRow) -> tuple[str, str, str]:
    return figure.metric.id, figure.dimension, figure.segment


def _is_change(change: float, span: Interval | None) -> bool:
    """Whether figures changed for certain, however they were rounded."""
    return bool(change) and not (span is not None and span.low <= 0 <= span.high)


def _frozen(spec: SheetSpec) -> int:
    """Return how many columns stay in sight: up to the segment's, or the metric's."""
    return spec.column("segment" if _has(spec, "segment") else "metric") + 1


def _has(spec: SheetSpec, column: str) -> bool:
    return any(one.id == column for one in spec.columns)


def _steps(figure: FigureRow) -> list[float | None]:
    """Return how the two figures of a change were rounded."""
    return [one.step for one in (figure.observation, figure.base) if one is not None]


def half(heading: str) -> str:
    """Return as much of a heading as its widest line has where it is written in two."""
    words = heading.split()
    return max(words, key=len) if len(words) > 1 else heading[: (len(heading) + 1) // 2 + 1]
