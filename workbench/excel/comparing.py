"""A workbook of ours as it came back against what it was when it was exported: only what a person changed is found."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.messages import Message, message
from workbench.excel.comparing_notes import compare_comments
from workbench.excel.comparing_rows import compare_data
from workbench.excel.comparing_series import SeriesComparison
from workbench.excel.comparing_table import TableComparison
from workbench.excel.edits import Returned, Told
from workbench.excel.headings import head_of
from workbench.excel.key_sheet import KeySheet
from workbench.excel.layout import DATA, FINDINGS, NOTES, SHEETS, MetaKey, SheetSpec, Table, sheet_named
from workbench.excel.package import SheetPart
from workbench.excel.reader import Book


def compare(book: Book, keys: KeySheet) -> Returned:
    """Return what was changed in a workbook since it was exported."""
    return _Comparison(book, keys).compare()


class _Comparison:
    """Compares one workbook, sheet by sheet."""

    def __init__(self, book: Book, keys: KeySheet) -> None:
        self._book, self._keys = book, keys
        self._found = Returned(keys.meta)
        self._language = keys.meta.get(MetaKey.LANGUAGE, "en")

    def compare(self) -> Returned:
        present = {spec.id: sheet for sheet in self._book.sheets if (spec := sheet_named(sheet.name)) is not None}
        for spec in SHEETS:
            if spec.table in {Table.NONE, Table.KEYS}:
                continue
            sheet = present.get(spec.id)
            if sheet is None:
                self._ignore(spec.name(self._language), "", message("import.sheet_is_gone"))
            elif spec is DATA:
                compare_data(self._book, sheet, self._keys, self._found)
            else:
                self._compare_sheet(spec, sheet)
        self._count()
        return self._found

    def _compare_sheet(self, spec: SheetSpec, sheet: SheetPart) -> None:
        rows = list(self._book.rows(sheet))
        head = head_of(spec, rows, self._language)
        if head is None:
            self._problem(sheet.name, "A1", "", message("import.no_key_column"))
            return
        self._tell_columns_gone(spec, sheet, head.columns)
        kind = SeriesComparison if spec.table is Table.SERIES else TableComparison
        table = kind(spec, sheet, head, self._keys, self._found)
        table.compare(rows)
        table.mark(self._book)
        if spec.table in {Table.FIGURES, Table.SERIES}:
            compare_comments(self._book.remarks(sheet), sheet.name, spec, table, self._keys, self._found)

    def _tell_columns_gone(self, spec: SheetSpec, sheet: SheetPart, columns: Mapping[str, int]) -> None:
        for column in spec.columns:
            if column.is_editable and column.id not in columns:
                self._ignore(sheet.name, "", message("import.column_is_gone", column=column.heading(self._language)))

    def _count(self) -> None:
        lines = self._keys.figures.values()
        accepted = sum(1 for line in lines if line.status)
        self._found.counts |= {
            "observation": accepted,
            "reading": len(lines) - accepted,
            "finding": len(self._keys.texts[FINDINGS.id]),
            "note": len(self._keys.texts[NOTES.id]),
        }

    def _problem(self, sheet: str, cell: str, found: str, why: Message) -> None:
        self._found.problems.append(Told(sheet, cell, found, why))

    def _ignore(self, sheet: str, cell: str, why: Message) -> None:
        self._found.ignored.append(Told(sheet, cell, "", why))
