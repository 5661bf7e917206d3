"""The rows of the data sheet against what they were: those that were changed, added, or are gone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import lru_cache

from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.records import Statistic
from workbench.core.tidy.columns import column_positions
from workbench.core.tidy.lines import cell_name
from workbench.core.units import PERCENT
from workbench.excel.edits import Found, Removal, Returned, RowEdit, Told, found_of
from workbench.excel.headings import HEADING_ROWS
from workbench.excel.key_sheet import KeySheet
from workbench.excel.layout import DATA, Holds, KeyLine, Table
from workbench.excel.marks import NO_MARK
from workbench.excel.numbers import cell_date, cell_number
from workbench.excel.package import SheetPart
from workbench.excel.reader import Book, Row
from workbench.excel.sameness import is_same
from workbench.excel.shown import Value

_NUMBER = "number"
_EDITABLE = tuple(column.id for column in DATA.columns if column.holds in {Holds.FIGURE, Holds.TEXT})
_NAMING = ("period", "metric", "dimension", "segment", "statistic", "unit")
"""The columns that say which figure a row is of; the keys hold what they were."""

_MARKED = ("period", "value", "step")
"""The columns whose meaning hangs on the format of the cells."""

Meant = tuple[str | float | datetime.date | None, ...]


def compare_data(book: Book, sheet: SheetPart, keys: KeySheet, found: Returned) -> None:
    """Find what was changed in the data sheet."""
    _DataRows(sheet, keys.figures, found).compare(book)


class _DataRows:
    """Compares the rows of one data sheet."""

    def __init__(self, sheet: SheetPart, lines: Mapping[int, KeyLine], found: Returned) -> None:
        self._sheet, self._lines, self._found = sheet, lines, found
        self._columns: dict[str, int] = {}
        self._first = len(found.rows)

    def compare(self, book: Book) -> None:
        rows = iter(book.rows(self._sheet))
        head = self._find_head(rows)
        if head is None:
            self._tell(1, 0, "", "import.no_key_column")
            return
        seen: set[int] = set()
        order = [self._columns.get(name, -1) for name in (*_NAMING, *_EDITABLE)]
        for number, row in enumerate(rows, head + 1):
            key = row[self._columns[_NUMBER]] if self._columns[_NUMBER] < len(row) else ""
            line = self._lines.get(int(key)) if isinstance(key, int | float) else None
            if line is None:
                self._compare_new(number, row, key)
                continue
            found = tuple(row[place] if 0 <= place < len(row) else "" for place in order)
            meant = _meant(line)
            if found == meant:
                seen.add(line.row or 0)
            elif (line.row or 0) in seen:
                self._tell(number, self._columns[_NUMBER], str(key), "import.row_is_copied", first=line.row)
            else:
                seen.add(line.row or 0)
                self._compare_row(number, row, line, found, meant)
        self._find_removed(seen)
        self._mark(book)

    def _find_head(self, rows: Iterator[Row]) -> int | None:
        """Read on to the headings, and return their row; they are those of a tidy table behind the number's."""
        names = {DATA.columns[0].ja, DATA.columns[0].en}
        for number, row in enumerate(rows, 1):
            texts = [value if isinstance(value, str) else "" for value in row]
            place = next((place for place, text in enumerate(texts) if text in names), None)
            columns = dict(column_positions(texts))
            if place is not None and "value" in columns:
                self._columns = {_NUMBER: place, **columns}
                return number
            if number > HEADING_ROWS:
                return None
        return None

    def _compare_row(self, number: int, row: Row, line: KeyLine, found: tuple[Value, ...], meant: Meant) -> None:
        names = (*_NAMING, *_EDITABLE)
        pairs = zip(names, found, meant, strict=True)
        changed = [name for name, now, before in pairs if name in self._columns and not _is_same(before, now)]
        naming = [name for name in changed if name in _NAMING]
        for name in naming:
            self._tell(number, self._columns[name], str(found[names.index(name)]), "import.names_the_figure")
        if changed and not naming:
            self._found.rows.append(self._edit(number, row, line, changed))

    def _compare_new(self, number: int, row: Row, key: Value) -> None:
        """Take a row without a number for a new one, as a tidy table has it."""
        filled = any(
            place < len(row) and row[place] != ""
            for name, place in self._columns.items()
            if name in {"value", "period"}
        )
        if key != "" and filled:
            self._tell(number, self._columns[_NUMBER], str(key), "import.unknown_row_key")
        elif filled:
            self._found.rows.append(self._edit(number, row, None, list(_EDITABLE)))

    def _edit(self, number: int, row: Row, line: KeyLine | None, changed: list[str]) -> RowEdit:
        cells = {
            name: found_of(row[place], NO_MARK) if place < len(row) else Found("")
            for name, place in self._columns.items()
        }
        return RowEdit(self._sheet.name, number, line, cells, self._columns, tuple(changed))

    def _find_removed(self, seen: set[int]) -> None:
        for number, line in self._lines.items():
            if number not in seen:
                self._found.removed.append(Removal(self._sheet.name, Table.FIGURE_ROWS, line.key, line))

    def _mark(self, book: Book) -> None:
        """Look up what the markup says of the cells of rows that were changed."""
        rows = self._found.rows[self._first :]
        if not rows:
            return
        letters = {name: cell_name(self._columns[name], 1)[:-1] for name in _MARKED if name in self._columns}
        marks = book.marks(self._sheet, set(letters.values()))
        for edit in rows:
            for name, letter in letters.items():
                edit.cells[name] = edit.cells[name].marked(marks.get(f"{letter}{edit.row}", NO_MARK))

    def _tell(self, row: int, column: int, found: str, id_: str, **parameters: object) -> None:
        why = message(id_, **parameters)
        self._found.problems.append(Told(self._sheet.name, cell_name(column, row), found, why))


def _meant(line: KeyLine) -> Meant:
    """Return what the cells of a row held: what names the figure, and what may be edited, in the order of both."""
    metric, dimension, segment, period, statistic = _named(line.key)
    is_words = line.value is None and not line.status
    value: str | float | None = "" if line.value is None else cell_number(line.unit, line.value)
    step: str | float = "" if line.step is None else _step(line.unit, line.step)
    return (
        period, metric, dimension, segment, statistic, line.unit,
        line.text if is_words else value, "" if is_words else line.text, step,
        line.qualifier if line.value is not None else "", line.status,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _step(unit: str, step: float) -> float:
    return cell_number(unit, step) if unit == PERCENT.id else step


@lru_cache(maxsize=4096)
def _place(key: str) -> tuple[str, str, str]:
    parsed = FigureKey.parse(key)
    return parsed.metric, parsed.dimension, parsed.segment


@lru_cache(maxsize=4096)
def _date(period: str) -> datetime.date | str:
    return cell_date(Period.parse(period))


def _named(key: str) -> tuple[str, str, str, datetime.date | str, str]:
    place, _, rest = key.partition("@")
    period, _, statistic = rest.partition("#")
    return *_place(place), _date(period), statistic or Statistic.VALUE.value


def _is_same(meant: str | float | datetime.date | None, found: Value) -> bool:
    if isinstance(meant, datetime.date):
        return isinstance(found, datetime.date) and f"{found:%Y-%m-%d}" == f"{meant:%Y-%m-%d}"
    return is_same(meant, found)
