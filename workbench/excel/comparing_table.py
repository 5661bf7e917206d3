"""The rows of a sheet against what they were: cells of figures, of words, and those that were computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from workbench.core.messages import Message, message
from workbench.core.tidy.lines import cell_name
from workbench.excel.edits import At, FigureEdit, Removal, Returned, TextEdit, Told, found_of
from workbench.excel.headings import Head
from workbench.excel.key_sheet import KeySheet
from workbench.excel.layout import CUT, Holds, KeyLine, MetaKey, SheetSpec, Table, When
from workbench.excel.marks import NO_MARK
from workbench.excel.numbers import cell_number
from workbench.excel.package import SheetPart
from workbench.excel.reader import Book, Row
from workbench.excel.sameness import is_same, is_same_text
from workbench.excel.shown import Value

_SHOWN = 60
"""Letters of a long text."""


class TableComparison:
    """Compares the rows of one sheet: figures, findings or notes."""

    def __init__(self, spec: SheetSpec, sheet: SheetPart, head: Head, keys: KeySheet, found: Returned) -> None:
        """Put what was changed into `found`."""
        self.rows: dict[int, str] = {}
        self.columns: dict[str, int] = dict(head.columns)
        self.spec, self.meta = spec, keys.meta
        self._sheet, self._head, self._found = sheet, head, found
        self._lines = keys.cells[spec.id] if spec.table is Table.FIGURES else keys.texts[spec.id]
        self._computed = keys.computed[spec.id]
        self._first = len(found.figures)
        self._key = head.columns[spec.columns[0].id]

    def compare(self, rows: Sequence[Row]) -> None:
        """Compare all rows under the headings; `self.rows` then has the key of each that stands, by its number."""
        seen: dict[str, int] = {}
        for number, row in enumerate(islice(rows, self._head.row, None), self._head.row + 1):
            key = _text(value_at(row, self._key))
            if not key:
                self._compare_new(number, row)
            elif key in seen:
                self._compare_copy(number, row, key, seen[key])
            elif self.is_known(key):
                seen[key] = number
                self.rows[number] = key
                self.compare_row(number, row, key)
            elif any(value_at(row, place) != "" for place in self._figure_places):
                self.problem(number, self._key, key, message("import.unknown_row_key"))
        self.find_removed(seen)

    def mark(self, book: Book) -> None:
        """Look up what the markup says of the figures' cells that were changed."""
        changed = self._found.figures[self._first :]
        columns = {edit.at.cell.rstrip("0123456789") for edit in changed}
        marks = book.marks(self._sheet, columns)
        self._found.figures[self._first :] = [
            edit._replace(found=edit.found.marked(marks.get(edit.at.cell, NO_MARK))) for edit in changed
        ]

    def meaning(self, column: str) -> tuple[str, str]:
        """Return the period and the aspect of a column; the workbook's period for one that holds no figures."""
        spec = next((one for one in self.spec.columns if one.id == column), None)
        if spec is None:
            return self.meta.get(MetaKey.PERIOD, ""), ""
        return self.meta.get(MetaKey.PERIOD if spec.when is When.PERIOD else MetaKey.BASE, ""), spec.aspect

    def is_known(self, key: str) -> bool:
        """Whether the key is one of a row as exported."""
        return key in self._lines or key in self._computed

    def is_figure(self, column: str) -> bool:
        """Whether a column holds figures."""
        return self._holds(column) is Holds.FIGURE

    def compare_row(self, number: int, row: Row, key: str) -> None:
        """Compare the cells of a row."""
        lines, computed = self._lines.get(key, {}), self._computed.get(key, {})
        for column, place in self.columns.items():
            holds, value = self._holds(column), value_at(row, place)
            if holds is Holds.FIGURE:
                line = lines.get(column)
                meant = None if line is None or line.value is None else cell_number(line.unit, line.value)
                if not is_same(meant, value):
                    self.add_figure(number, row, column, key, line)
            elif holds is Holds.TEXT:
                self._compare_text(number, place, value, key, column, lines.get(column))
            elif holds is Holds.COMPUTED:
                self.compare_computed(number, place, value, _computed(computed.get(column)))

    def add_figure(self, number: int, row: Row, column: str, key: str, line: KeyLine | None) -> None:
        """Take a figure's cell for one that was changed."""
        period, aspect = self.meaning(column)
        full = line.key if line is not None else f"{key}@{period}{f'#{aspect}' if aspect else ''}"
        place = self.columns[column]
        if period:
            found = found_of(value_at(row, place), NO_MARK)
            self._found.figures.append(FigureEdit(self._at(number, place), full, line, found, self._labels(row)))
        else:
            self.problem(number, place, _text(value_at(row, place)), message("import.no_base"))

    def compare_computed(self, number: int, place: int, value: Value, *meant: str | float | None) -> None:
        """Take it for a problem where a computed cell holds none of what it may have held."""
        if not any(is_same(one, value) for one in meant):
            self.problem(number, place, _text(value), message("import.is_computed"))

    def find_removed(self, seen: Mapping[str, int]) -> None:
        """Find the rows that are gone."""
        for key, lines in self._lines.items():
            line = lines.get("value")
            if key in seen:
                continue
            if self.spec.table is not Table.FIGURES:
                self._found.removed.append(Removal(self._sheet.name, self.spec.table, key, None))
            elif line is not None and line.status:
                self._found.removed.append(Removal(self._sheet.name, self.spec.table, line.key, line))

    def problem(self, number: int, place: int, found: str, why: Message) -> None:
        """Tell of a problem in a cell; the place counts from 0."""
        self._found.problems.append(Told(self._sheet.name, cell_name(place, number), found, why))

    def _compare_text(self, number: int, place: int, value: Value, key: str, column: str, line: KeyLine | None) -> None:
        before, now = line.text if line is not None else "", _text(value)
        if is_same_text(before, now):
            return
        if line is not None and line.status == CUT:
            self.problem(number, place, now[:_SHOWN], message("import.text_was_cut"))
        else:
            at = self._at(number, place)
            self._found.texts.append(TextEdit(at, self.spec.table, key, column, before, now))

    def _compare_new(self, number: int, row: Row) -> None:
        """Take a row without a key for a new one where it has figures; of findings and notes say that it is left out."""
        if any(self._holds(column) is Holds.TEXT and value_at(row, place) for column, place in self.columns.items()):
            why = message("import.new_row_of_words")
            self._found.ignored.append(Told(self._sheet.name, cell_name(self._key, number), "", why))
        for place in self._figure_places:
            if value_at(row, place) != "":
                column = next(name for name, at in self.columns.items() if at == place)
                dimension = next(iter(self.spec.dimensions), "")
                found = found_of(value_at(row, place), NO_MARK)
                rest = (found, self._labels(row), *self.meaning(column), dimension)
                self._found.figures.append(FigureEdit(self._at(number, place), "", None, *rest))

    def _compare_copy(self, number: int, row: Row, key: str, first: int) -> None:
        """Say of a row that was copied with its key that it cannot be told what it is of, where it differs."""
        changes: tuple[list[Any], ...] = (self._found.figures, self._found.texts, self._found.problems)
        before = [len(changed) for changed in changes]
        self.compare_row(number, row, key)
        if before != [len(changed) for changed in changes]:
            for changed, size in zip(changes, before, strict=True):
                del changed[size:]
            self.problem(number, self._key, key, message("import.row_is_copied", first=first))

    @property
    def _figure_places(self) -> list[int]:
        return [place for column, place in self.columns.items() if self.is_figure(column)]

    def _holds(self, column: str) -> Holds | None:
        return next((one.holds for one in self.spec.columns if one.id == column), None)

    def _labels(self, row: Row) -> tuple[str, str, str]:
        metric, breakdown, segment = (
            _text(value_at(row, self.columns.get(name, -1))).strip() for name in ("metric", "breakdown", "segment")
        )
        return metric, breakdown, segment

    def _at(self, number: int, place: int) -> At:
        return At(self._sheet.name, number, place + 1)


def value_at(row: Row, place: int) -> Value:
    """Return what stands at a place of a row, from 0; "" behind its end."""
    return row[place] if 0 <= place < len(row) else ""


def _computed(line: KeyLine | None) -> str | float | None:
    if line is None:
        return None
    return line.text if line.value is None else line.value


def _text(value: Value) -> str:
    """Write a value as it stands in a message."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
