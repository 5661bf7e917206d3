"""What a workbook holds that can be taken in: one of ours that came back, or sheets with tidy tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from workbench.core.messages import message
from workbench.core.tidy.columns import column_positions, is_header
from workbench.core.tidy.lines import cell_name
from workbench.excel.comparing import compare
from workbench.excel.edits import Contents, Sheet, Told
from workbench.excel.key_sheet import KeySheet, key_sheet_of
from workbench.excel.layout import DATA, MetaKey
from workbench.excel.marks import NO_MARK, Mark
from workbench.excel.package import Package, SheetPart
from workbench.excel.precheck import checked_package
from workbench.excel.reader import Book, Row
from workbench.excel.shown import Value, text_of

_HEADER_ROWS = 20
_NUMBERS = ("value", "step", "change", "period")
"""The columns whose numbers mean what their formats say."""

_NEVER_COMPUTED = "=?"
"""What stands for a formula that has no value."""


def contents_of(data: bytes, file: str, reader: str, database: str) -> Contents:
    """Return what a workbook's bytes hold, read with one of the `reader.READERS`; FileRefused in words where they cannot be.

    `database` is the id of the one that is asked (`database_id`): a workbook of another one has no past here, so that
    its data sheet counts as a tidy table.
    """
    book = Book(data, Package(checked_package(data, file), file), file, reader)
    found = Contents()
    if book.package.has_macros:
        found.ignored.append(Told("", "", "", message("import.macros")))
    keys = key_sheet_of(book, file)
    if keys is not None and keys.meta.get(MetaKey.DATABASE) == database:
        found.returned = compare(book, keys)
    else:
        _read_tables(book, keys, found)
    return found


def _read_tables(book: Book, keys: KeySheet | None, found: Contents) -> None:
    """Read the sheets with tidy tables, and say which ones are left out."""
    if keys is not None:
        found.ignored.append(Told("", "", "", message("import.other_database")))
    for sheet in book.sheets:
        if keys is not None and sheet.name not in {DATA.ja, DATA.en}:
            continue
        if not sheet.is_visible:
            found.ignored.append(Told(sheet.name, "", "", message("import.hidden_sheet")))
            continue
        table = _table(book, sheet)
        if table is not None:
            rows, computed = table
            found.sheets.append(Sheet(sheet.name, rows))
            if computed:
                why = message("import.computed_before", count=len(computed))
                found.ignored.append(Told(sheet.name, computed[0], "", why))
        elif keys is None:
            found.ignored.append(Told(sheet.name, "", "", message("import.sheet_without_table")))


def _table(book: Book, sheet: SheetPart) -> tuple[list[list[str]], list[str]] | None:
    """Return the rows of a sheet with a tidy table as texts, and its cells with formulas; None for any other sheet."""
    rows = book.rows(sheet)
    above = list(islice(rows, _HEADER_ROWS))
    texts = [[text_of(value).strip() for value in row] for row in above]
    positions = next((found for row in texts if is_header(found := column_positions(row))), None)
    if positions is None:
        return None
    columns = {place: cell_name(place, 1)[:-1] for name, place in positions.items() if name in _NUMBERS}
    marks = book.marks(sheet, set(columns.values()))
    made = _Texts(columns, marks)
    lines = [*(made.row(number, row) for number, row in enumerate(above, 1)), *made.rest(rows, len(above))]
    return lines, made.computed(lines)


class _Texts:
    """Writes rows as texts, numbers as their cells show them."""

    def __init__(self, columns: dict[int, str], marks: dict[str, Mark]) -> None:
        self._columns, self._marks = columns, marks

    def row(self, number: int, row: Row) -> list[str]:
        """Return a row as texts."""
        texts: list[str] = row[:]  # type: ignore[assignment]  # nearly all cells are texts; the others follow
        for place, value in enumerate(row):
            letter = self._columns.get(place)
            if letter is None:
                if value.__class__ is not str:
                    texts[place] = text_of(value)
            elif not value or value.__class__ is not str:
                texts[place] = self._number(value, self._marks.get(f"{letter}{number}", NO_MARK))
        return texts

    @staticmethod
    def _number(value: Value, mark: Mark) -> str:
        """Return a cell that is no text as it shows itself: a formula that was never computed as "=?"."""
        text = mark.error or text_of(value, mark.format)
        return _NEVER_COMPUTED if mark.is_formula and not text else text

    def computed(self, lines: Sequence[Sequence[str]]) -> list[str]:
        """Return the names of the cells whose text is what a formula came to when it was computed last."""
        if not any(mark.is_formula for mark in self._marks.values()):
            return []
        named = (
            (f"{letter}{number}", line[place])
            for number, line in enumerate(lines, 1)
            for place, letter in self._columns.items()
            if place < len(line)
        )
        marked = ((name, text, self._marks.get(name, NO_MARK)) for name, text in named)
        return [name for name, text, mark in marked if mark.is_formula and not mark.error and text != _NEVER_COMPUTED]

    def rest(self, rows: Iterable[Row], before: int) -> list[list[str]]:
        """Return all further rows as texts."""
        return [self.row(number, row) for number, row in enumerate(rows, before + 1)]
