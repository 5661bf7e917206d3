"""The sheet of trends against what it was: a figure in each period, and rates that follow from them."""

from __future__ import annotations

from workbench.core.acceptance import can_convert, converted
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.printed import stored
from workbench.core.records import Metric, Reading
from workbench.core.units import ONE_IN, PERCENT
from workbench.excel.comparing_table import TableComparison, value_at
from workbench.excel.edits import Returned
from workbench.excel.headings import Head, period_columns
from workbench.excel.key_sheet import KeySheet
from workbench.excel.layout import RATE, KeyLine, MetaKey, SheetSpec
from workbench.excel.numbers import cell_number, rate_percent
from workbench.excel.package import SheetPart
from workbench.excel.reader import Row
from workbench.excel.sameness import is_same


class SeriesComparison(TableComparison):
    """Compares the rows of the sheet of trends, whose figures are those of the data where that has them."""

    def __init__(self, spec: SheetSpec, sheet: SheetPart, head: Head, keys: KeySheet, found: Returned) -> None:
        """Put what was changed into `found`."""
        super().__init__(spec, sheet, head, keys, found)
        self._exported = {line.key: line for line in keys.figures.values() if line.status}
        self._exported |= {line.key: line for lines in keys.cells[spec.id].values() for line in lines.values()}
        self._periods: dict[str, int] = {}

    def compare(self, rows: list[Row]) -> None:  # type: ignore[override]  # the headings are among them
        """Compare all rows under the headings."""
        grain = Period.parse(self.meta[MetaKey.PERIOD]).grain
        self._periods = period_columns(rows[self._head.row - 1], self.columns, grain)
        self.columns |= self._periods
        super().compare(rows)

    def meaning(self, column: str) -> tuple[str, str]:
        """Return the period of a column."""
        return (column, "") if column in self._periods else (self.meta.get(MetaKey.PERIOD, ""), "")

    def is_known(self, key: str) -> bool:
        """Whether it is a figure's key at all: a series without any figure has a row too."""
        try:
            return FigureKey.parse(key.removesuffix(RATE)).period is None
        except Refused:
            return False

    def is_figure(self, column: str) -> bool:
        """Whether a column is of a period."""
        return column in self._periods

    def compare_row(self, number: int, row: Row, key: str) -> None:
        """Compare the cells of a row of figures, or of rates."""
        series = key.removesuffix(RATE)
        for period, place in self._periods.items():
            value, line = value_at(row, place), self._exported.get(f"{series}@{period}")
            meant = None if line is None or line.value is None else cell_number(line.unit, line.value)
            is_rate = key != series
            if is_same(_rate(meant) if is_rate else meant, value):
                continue
            others = [] if line is None else _numbers(line)
            if is_rate:
                self.compare_computed(number, place, value, *(_rate(one) for one in (meant, *others)))
            elif not any(is_same(one, value) for one in others):
                self.add_figure(number, row, period, key, line)

    def find_removed(self, seen: object) -> None:
        """Find nothing: a row is many figures, and one that is taken off the sheet stays in the data."""


def _numbers(line: KeyLine) -> list[float | None]:
    """Return what a cell may hold of a figure instead: it stands in the metric's unit, whatever it was printed in."""
    if line.value is None:
        return []
    own, other = line.unit, ONE_IN.id if line.unit == PERCENT.id else PERCENT.id
    if not can_convert(own, other) or line.value <= 0:
        return []
    reading = Reading("", "", "", "", "", "", 0, 1, line.value, line.step, line.qualifier, own, "", "", "")
    metric = Metric("", "", other, 0.1, "more", "", "", "", "", 0)
    try:
        turned = stored(converted(reading, metric).value)
    except ValueError:  # beyond all numbers that a cell can hold
        return []
    return [cell_number(other, turned)]


def _rate(number: float | None) -> float | None:
    rate = rate_percent(number)
    return None if rate is None else cell_number(PERCENT.id, rate)
