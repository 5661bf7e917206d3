"""Rows of a tidy table as readings: every cell read, and what cannot be read said with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple, Never, TypeVar

from workbench.core.acceptance import can_convert
from workbench.core.catalogue import Catalogue
from workbench.core.messages import Message, message
from workbench.core.plans import Problem
from workbench.core.printed import PrintedNumber, Qualifier, is_multiple, stored
from workbench.core.records import GLOBAL, Metric, Reading, Statistic, Status
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.core.tidy.columns import ColumnPicker, statistic_of
from workbench.core.tidy.meanings import RATIO, period_of, qualifier_of, status_of, step_of, unit_of
from workbench.core.units import PERCENT, POINTS, UNITS, Unit

_SIGNED = re.compile(r"[+\-−▲△]\s?[0-9](?:[0-9.,]*[0-9])?")
_NO_SOURCE: Final = 0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a row: the reading (its source not yet numbered), and what else the row says of it.

    `row` and `column` are where its value stands, the column from 0, and `sheet` is empty in a file that has none. `source`
    and `status` are empty where the row states none; `has_step` and `has_qualifier` say whether it states these
    (not a step that was left over from a coarser value).
    """

    row: int
    reading: Reading
    metric: Metric
    source: str
    status: str
    has_step: bool
    has_qualifier: bool
    sheet: str = ""
    column: int = 0

    @property
    def cell(self) -> str:
        """The name of the value's cell: E12."""
        return cell_name(self.column, self.row)

    @property
    def place(self) -> str:
        """The value's cell with its sheet, if there are sheets: Data!E12."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


_NAMING = ("metric", "dimension", "segment", "segment_label", "statistic", "unit", "status", "qualifier")
"""The columns whose few texts come again and again: what they mean together is found out once."""

_NUMBER = ("value", "step", "text")
"""The columns whose texts say a number; those of rounded figures come again and again too."""


class _Figure(NamedTuple):
    """What the cells of `_NUMBER` say: a number as it is stored, the unit it was printed in, and the text to keep of it."""

    value: float | None
    step: float | None
    qualifier: str
    unit: str
    text: str
    has_step: bool
    has_qualifier: bool


class _Sense(NamedTuple):
    """What the naming cells of a row mean: `unit` is empty where the row states none. `figures` are those read so far of alike rows."""

    metric: Metric
    implied: str
    dimension: str
    segment: str
    label: str
    statistic: Statistic
    unit: str
    is_ratio: bool
    status: str
    qualifier: Qualifier
    figures: dict[tuple[str, ...], _Figure]


class LineReader:
    """Reads the rows of one table; names that were resolved once are remembered for the rest of it."""

    def __init__(self, catalogue: Catalogue, positions: Mapping[str, int], width: int, sheet: str = "") -> None:
        """Read by a catalogue; `positions` are those of the known columns, `width` is how many columns there are."""
        self.problems: list[Problem] = []
        self._catalogue = catalogue
        self._positions = positions
        self._width = width
        self._sheet = sheet
        self._column, self._period = positions["value"], positions["period"]
        self._periods: dict[str, tuple[str, str]] = {}
        self._naming, self._number_cells = ColumnPicker(_NAMING, positions), ColumnPicker(_NUMBER, positions)
        self._known: dict[tuple[str, ...], object] = {}
        self._senses: dict[tuple[str, ...], _Sense] = {}
        self._figures: dict[tuple[str, ...], dict[tuple[str, ...], _Figure]] = {}
        self._row = 0
        self._cells: Sequence[str] = ()

    def read(self, row: int, cells: Sequence[str]) -> list[Line]:
        """Return the figures of a row: its value, and a change printed beside it; what is wrong goes to `problems`."""
        self._row, self._cells = row, cells
        try:
            line = self._line()
        except _Unreadable as unreadable:
            self.problems.append(unreadable.problem)
            return []
        beside = self._change_beside(line)
        return [line] if beside is None else [line, beside]

    def _line(self) -> Line:
        """Read the row's own figure."""
        self._check_width()
        naming = self._naming.of(self._cells)
        sense = self._senses.get(naming)
        if sense is None:
            sense = self._senses[naming] = self._sensed()
        period = self._periods.get(self._cells[self._period]) if self._period < len(self._cells) else None
        if period is None:
            period = self._periods[self._text("period")] = self._remembered("period", period_of)
        cells = self._number_cells.of(self._cells)
        figure = sense.figures.get(cells)
        if figure is None:
            figure = sense.figures[cells] = self._figure(sense)
        text = self._text
        reading = Reading(
            sense.metric.id, *period, sense.dimension, sense.segment, sense.statistic.value, _NO_SOURCE, 1,
            figure.value, figure.step, figure.qualifier, figure.unit, sense.label, figure.text, text("place"),
        )  # fmt: skip
        states = (text("source"), sense.status, figure.has_step, figure.has_qualifier)
        return Line(self._row, reading, sense.metric, *states, self._sheet, self._column)

    def _figure(self, sense: _Sense) -> _Figure:
        """Read the row's number."""
        spelled, unit = self._number(sense)
        step = self._stated_step(spelled, sense)
        number = _as_stated(spelled, step, sense.qualifier)
        qualifier = number.qualifier.value if number else Qualifier.EXACT.value
        return _Figure(
            stored(number.value) if number else None,
            stored(number.step) if number else None,
            qualifier,
            unit,
            self._as_found(number, sense.statistic),
            step is not None,
            bool(self._text("qualifier")) or qualifier != Qualifier.EXACT,
        )

    def _sensed(self) -> _Sense:
        """Resolve the names of a row."""
        metric, implied = self._remembered("metric", self._resolved_metric)
        dimension, segment = self._place(metric)
        statistic = self._remembered("statistic", _statistic_of)
        stated = self._remembered("unit", unit_of)
        unit = PERCENT.id if stated == RATIO else stated
        if unit and statistic is not Statistic.CHANGE and not can_convert(unit, metric.unit):
            self._refuse("unit", message("import.other_unit", found=self._text("unit"), unit=metric.unit))
        status, qualifier = self._remembered("status", status_of), self._remembered("qualifier", qualifier_of)
        label = self._text("segment_label") or self._text("segment")
        alike = (metric.id, implied, statistic, status, self._text("unit"), self._text("qualifier"))
        figures = self._figures.setdefault(alike, {})
        return _Sense(
            metric, implied, dimension, segment, label, statistic, unit, stated == RATIO, status, qualifier, figures
        )

    def _check_width(self) -> None:
        """Refuse a row with more cells than there are headings: 4,998 without quotes is two cells."""
        if len(self._cells) <= self._width:
            return
        for place, cell in enumerate(self._cells[self._width :], self._width):
            if cell.strip():
                why = message("import.surplus_cell", found=cell)
                raise _Unreadable(Problem(self._sheet, cell_name(place, self._row), cell, why))

    def _resolved_metric(self, text: str) -> tuple[Metric, str] | Message:
        found = self._catalogue.resolve_metric(text)
        return found if found is not None else message("import.unknown_metric", found=text)

    def _place(self, metric: Metric) -> tuple[str, str]:
        """Return dimension and segment; an empty dimension is the total."""
        dimension = self._remembered("dimension", self._resolved_dimension)
        if dimension != GLOBAL and self._catalogue.composition(metric.id, dimension) is None:
            names = {
                "metric": Catalogue.named(metric),
                "dimension": Catalogue.named(self._catalogue.dimension(dimension)),
            }
            self._refuse("dimension", message("import.no_such_breakdown", **names))
        return dimension, self._remembered("segment", lambda text: self._segment(dimension, text), dimension)

    def _resolved_dimension(self, text: str) -> str | Message:
        if not text:
            return GLOBAL
        found = self._catalogue.resolve_dimension(text)
        return found.id if found is not None else message("import.unknown_dimension", found=text)

    def _segment(self, dimension: str, text: str) -> str | Message:
        of = Catalogue.named(self._catalogue.dimension(dimension))
        if not text:
            return GLOBAL if dimension == GLOBAL else message("import.no_segment", dimension=of)
        found = self._catalogue.resolve_segment(dimension, text)
        if found is not None:
            return found.id
        near = tuple(Catalogue.named(segment) for segment in self._catalogue.suggest_segments(dimension, text))
        if near:
            return message("import.unknown_segment_near", found=text, dimension=of, near=near)
        return message("import.unknown_segment", found=text, dimension=of)

    def _number(self, sense: _Sense) -> tuple[PrintedNumber | None, str]:
        """Return the row's number and its unit; None for a missing figure."""
        text, metric = self._text("value"), sense.metric
        spelled = read_number(text)
        unit = sense.unit or sense.implied
        if sense.statistic is Statistic.CHANGE:
            unit = self._unit_of_change(sense, spelled)
            if not unit:
                return None, ""
        if isinstance(spelled, Message):
            self._refuse("value", spelled)
        if sense.is_ratio and spelled.unit is None:
            spelled = replace(spelled, number=_hundredfold(spelled.number))
        if spelled.unit is not None and spelled.unit != unit:
            unit = self._agreed_unit(spelled, unit, sense)
        if spelled.number is not None and sense.statistic is not Statistic.CHANGE:
            self._check_span(spelled.number, UNITS[unit], UNITS[metric.unit])
        return spelled.number, unit

    def _unit_of_change(self, sense: _Sense, spelled: SpelledNumber | Message) -> str:
        """Return the unit of a printed change: the one that the row states, else that in which the metric's change.

        Empty where the table says that it was printed in words: the unit column is there, its cell is empty.
        """
        if not sense.unit and "unit" in self._positions and isinstance(spelled, Message):
            return ""
        own = UNITS[sense.metric.unit]
        is_rate = own.change_unit == POINTS.id
        return own.change_unit if not sense.unit or (is_rate and sense.unit == own.id) else sense.unit

    def _agreed_unit(self, spelled: SpelledNumber, unit: str, sense: _Sense) -> str:
        """Return the unit of a number whose spelling states another one itself; "%" on a change of rates means points."""
        said, statistic = spelled.unit or "", sense.statistic
        if statistic is Statistic.CHANGE and said == PERCENT.id and unit == POINTS.id:
            return unit
        if not self._text("unit") and statistic is Statistic.VALUE and can_convert(said, sense.metric.unit):
            return said
        return self._refuse("value", message("import.other_unit", found=spelled.text, unit=unit))

    def _as_found(self, number: PrintedNumber | None, statistic: Statistic) -> str:
        """Return the figure's text: the one that the row keeps of its source, as long as it still says the value."""
        kept = self._text("text")
        if not kept:
            return self._text("value")
        spelled = (_leading_number if statistic is Statistic.CHANGE else read_number)(kept)
        if isinstance(spelled, Message):
            return self._text("value")
        said, value = (None if one is None else one.value for one in (spelled.number, number))
        return kept if said == value else self._text("value")

    def _stated_step(self, number: PrintedNumber | None, sense: _Sense) -> Decimal | None:
        """Return the rounding that the row states; None where it states none, or one that does not belong to the value.

        A step that the value is no multiple of was left over when somebody typed a finer value; only estimates and
        ranges have such, and a range that is spelled out has its own.
        """
        if number is None or not self._text("step"):
            return None
        step = self._remembered("step", step_of).value * (100 if sense.is_ratio else 1)
        is_free = not step or sense.status == Status.ESTIMATED or sense.qualifier is Qualifier.RANGE
        if number.qualifier is Qualifier.RANGE or not (is_free or is_multiple(number.value, step)):
            return None
        return step

    def _check_span(self, number: PrintedNumber, unit: Unit, own: Unit) -> None:
        """Refuse a value that the unit cannot have: a share over 100%, "1 in 0.5"; and 0% where 1 in N is wanted."""
        if not number.value and unit is not own:
            self._refuse("value", message(f"import.out_of_span_{own.id}", found=self._text("value")))
        value = float(number.value)
        is_low = unit.lowest is not None and value < unit.lowest
        if is_low or (unit.highest is not None and value > unit.highest):
            self._refuse("value", message(f"import.out_of_span_{unit.id}", found=self._text("value")))

    def _change_beside(self, line: Line) -> Line | None:
        """Return the change printed in the row's own column: its leading number, or the words as they are."""
        text = self._text("change")
        if not text or line.reading.statistic != Statistic.VALUE:
            return None
        spelled = _leading_number(text)
        number = None if isinstance(spelled, Message) else spelled.number
        if number is None and not isinstance(spelled, Message):
            return None
        unit = "per_day" if "per day" in text else UNITS[line.metric.unit].change_unit
        reading = replace(
            line.reading,
            statistic=Statistic.CHANGE.value,
            value=stored(number.value) if number else None,
            step=stored(number.step) if number else None,
            qualifier=(number.qualifier if number else Qualifier.EXACT).value,
            unit=unit if number else "",
            text=text,
        )
        return replace(line, reading=reading, status="", has_step=False, has_qualifier=False)

    def _text(self, column: str) -> str:
        """Return the text of a cell; empty where the row or the table has none. A quote before "=" and the like is ours."""
        position = self._positions.get(column)
        if position is None or position >= len(self._cells):
            return ""
        text = self._cells[position].strip()
        return unguarded(text) if text[:1] == "'" else text

    def _remembered(self, column: str, resolve: Callable[[str], T | Message], *context: str) -> T:
        """Return what a cell's text means, resolved once for the table; a Message becomes a problem at the cell."""
        text = self._text(column)
        key = (column, text, *context)
        meaning = self._known.get(key)
        if meaning is None:
            meaning = self._known[key] = resolve(text)
        if isinstance(meaning, Message):
            self._refuse(column, meaning)
        return meaning  # type: ignore[return-value]

    def _refuse(self, column: str, why: Message) -> Never:
        """Give the row up because of a cell."""
        cell = cell_name(self._positions.get(column, 0), self._row)
        raise _Unreadable(Problem(self._sheet, cell, self._text(column), why))


class _Unreadable(Exception):
    """A row that cannot be read, with the problem to tell."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.cell)
        self.problem = problem


def cell_name(column: int, row: int) -> str:
    """Return a cell's name as spreadsheets write it: column 0, row 12 is A12."""
    return f"{_letters(column)}{row}"


@lru_cache(maxsize=256)
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: a quote goes before what could be one."""
    return f"'{text}" if text.startswith((*_GUARDED, "'")) else text


def unguarded(text: str) -> str:
    """Take the one quote away that `guarded` put there."""
    return text[1:] if text.startswith("'") and text[1:2] in {*_GUARDED, "'"} else text


def _leading_number(text: str) -> SpelledNumber | Message:
    """Read the signed number with which the text of a change begins, or else the whole text."""
    found = _SIGNED.match(text)
    return read_number(found.group() if found else text)


def _hundredfold(number: PrintedNumber | None) -> PrintedNumber | None:
    """Return a share of one in percent."""
    return None if number is None else replace(number, value=number.value * 100, step=number.step * 100)


def _as_stated(number: PrintedNumber | None, step: Decimal | None, qualifier: Qualifier) -> PrintedNumber | None:
    """Return the number with the rounding and the qualifier that the row states; a qualifier in the spelling wins."""
    if number is None or (step is None and qualifier is Qualifier.EXACT):
        return number
    stated = qualifier if number.qualifier is Qualifier.EXACT else number.qualifier
    return PrintedNumber(number.value, number.step if step is None else step, stated)


def _statistic_of(text: str) -> Statistic | Message:
    return statistic_of(text) or message("import.unknown_statistic", found=text)
