"""What stands in the cells of a breakdown table: numbers as printed, their tone and their marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.analysis import Rank, RankChange
from workbench.core.figure_words import ChangeNumber
from workbench.core.printed import PrintedNumber, Qualifier, decimal_of
from workbench.core.queries.segment_table import Marks
from workbench.core.records import Status
from workbench.core.severity import severity_class
from workbench.core.units import number_text
from workbench.ui.figure_texts import change_text as change_text  # noqa: PLC0414 - for all who write cells
from workbench.ui.widgets.columns import AVERAGE, BASE, CHANGE, LABEL, MOVED, RANK, VALUE
from workbench.ui.widgets.sheet import TOTAL, Place, Sheet

DASH = "–"
_SIGNS = {Qualifier.ABOUT: "≈", Qualifier.BELOW: "≤", Qualifier.ABOVE: "≥"}
_TAGS = {Status.PROVISIONAL.value: "p", Status.ESTIMATED.value: "e"}
_NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Cell:
    """What is painted in a cell.

    `ink` names a colour of the theme, `tag` is a small word behind the number, `severity` the class of its ground (None:
    no shading), `marks` what is said of the figure.
    """

    text: str
    ink: str = "text"
    is_strong: bool = False
    arrow: str = ""
    tag: str = ""
    severity: int | None = None
    marks: Marks = _NO_MARKS

    @property
    def decimals(self) -> int:
        """How many digits stand behind the point."""
        return len(self.text.partition(".")[2])


MISSING = Cell(DASH, "missing")
_EMPTY = Cell("")


class CellWriter:
    """Writes the cells of a column; the words that it needs are passed in."""

    def __init__(self, say: Callable[[str], str], label: Callable[[Place], str]) -> None:
        """Take what says a word by its message, and what names a row."""
        self._say = say
        self._label = label

    def cells(self, sheet: Sheet, column: str) -> list[Cell]:
        """Return the cells of a column along the rows of a sheet."""
        rows = range(len(sheet.places))
        if column == LABEL.id:
            return [Cell(self._label(place), is_strong=place == TOTAL) for place in sheet.places]
        if column == RANK.id:
            return [_EMPTY if row == 0 else _rank_cell(sheet.ranks[row]) for row in rows]
        if column == MOVED.id:
            return [_EMPTY if row == 0 else self._moved_cell(sheet.rank_changes[row]) for row in rows]
        if column == CHANGE.id:
            return [_change_cell(sheet, row) for row in rows]
        if column in {VALUE.id, BASE.id, AVERAGE.id}:
            write = {VALUE.id: _value_cell, BASE.id: _base_cell, AVERAGE.id: self._average_cell}[column]
            return [write(sheet, row) for row in rows]
        return [_EMPTY for _ in rows]

    def _average_cell(self, sheet: Sheet, row: int) -> Cell:
        """Write an average with what it is: published, or over how many of the months."""
        average = sheet.average_of(row)
        if average is None:
            return MISSING
        tag = f"{sheet.months_present[row]}/{sheet.window.months}"
        if sheet.published[row] is not None:
            tag = self._say("grid.published")
        return Cell(figure_text(average, sheet.average_step(row)), is_strong=row == 0, tag=tag)

    def _moved_cell(self, change: RankChange) -> Cell:
        if change is None:
            return MISSING
        if isinstance(change, str):
            return Cell(self._say("grid.entered" if change == "entered" else "grid.left"), "text2")
        return Cell(str(abs(change)) if change else "=", "text2", arrow="↑" if change > 0 else "↓" if change else "")


def figure_text(value: float, step: float, qualifier: str = Qualifier.EXACT.value) -> str:
    """Write a number as printed, without its unit: 1,168, ≈65, 60–70."""
    number = PrintedNumber(decimal_of(value), decimal_of(step), Qualifier(qualifier))
    if number.qualifier is Qualifier.RANGE:
        ends = (number.interval.low, number.interval.high)
        return DASH.join(number_text(end, Decimal(0)) for end in ends)
    return _SIGNS.get(number.qualifier, "") + number_text(number.value, number.step)


def change_of(sheet: Sheet, row: int) -> ChangeNumber | None:
    """Write the change of a row; None where there is none."""
    change = sheet.changes[row]
    if change is None:
        return None
    return change_text(change, sheet.spans[row], sheet.unit, sheet.steps[row], sheet.base_steps[row])


def is_worse(sheet: Sheet, sign: int) -> bool:
    """Whether a change of this sign is one to the worse."""
    return (sign > 0) == (sheet.worse == "more")


def _change_cell(sheet: Sheet, row: int) -> Cell:
    number = change_of(sheet, row)
    if number is None:
        return MISSING
    if not number.sign:
        return Cell(number.text, "text2")
    arrow = "▲" if number.sign > 0 else "▼"
    return Cell(number.text, "worse" if is_worse(sheet, number.sign) else "better", arrow=arrow)


def _value_cell(sheet: Sheet, row: int) -> Cell:
    value, step, qualifier = sheet.figure(row, VALUE.id)
    marks = sheet.marks[row]
    if value is None:
        return MISSING if marks == _NO_MARKS else Cell(DASH, "missing", marks=marks)
    tag = _TAGS.get(sheet.statuses[row], "")
    text = figure_text(value, step, qualifier)
    return Cell(text, is_strong=not tag, tag=tag, severity=_severity(sheet, row), marks=marks)


def _severity(sheet: Sheet, row: int) -> int | None:
    """Return the class of a value; none of the total, and where the metric has no classes."""
    level = sheet.level_of(sheet.values[row])
    if row == 0 or level is None or not sheet.limits:
        return None
    return severity_class(sheet.limits, level, sheet.worse)


def _base_cell(sheet: Sheet, row: int) -> Cell:
    value, step, qualifier = sheet.figure(row, BASE.id)
    return MISSING if value is None else Cell(figure_text(value, step, qualifier), is_strong=row == 0)


def _rank_cell(rank: Rank | None) -> Cell:
    """Write a rank as far as it is known: 3, > 5, or 3/13 of a selection."""
    if rank is None:
        return MISSING
    if rank.of is not None:
        return Cell(f"{rank.place}/{rank.of}", "text2")
    return Cell(str(rank), "text2")
