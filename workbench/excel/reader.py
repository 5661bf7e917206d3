"""Workbooks as rows of values: by calamine, or by openpyxl where that one cannot read a file."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from io import BytesIO
from typing import Any, Protocol

from workbench.core.errors import FileRefused
from workbench.core.messages import message
from workbench.excel.marks import Mark, marks_of
from workbench.excel.package import Package, Remark, SheetPart
from workbench.excel.shown import Value

CALAMINE, OPENPYXL = "calamine", "openpyxl"
READERS = (CALAMINE, OPENPYXL)
"""In the order in which they are tried."""

MOST_CELLS = 40_000_000
"""Of a sheet, between its first and its last one: a sheet as long as Excel allows has 38 columns then."""

Row = Sequence[Value]


class _Values(Protocol):
    """Reads the values of sheets."""

    def rows(self, sheet: SheetPart) -> Iterator[Row]:
        """Yield the rows of a sheet from the first one, each from the first column on."""


class Book:
    """A workbook that is read: sheets, rows of values, comments, and what the markup of cells says."""

    def __init__(self, data: bytes, package: Package, file: str, reader: str) -> None:
        """Read a workbook's bytes, whose package was checked, with one of the READERS; FileRefused where it cannot."""
        self.package = package
        self._file = file
        self._values: _Values = (_Calamine if reader == CALAMINE else _Openpyxl)(data, file)

    @property
    def sheets(self) -> list[SheetPart]:
        """The sheets that are tables of cells."""
        return [sheet for sheet in self.package.sheets if sheet.part]

    def rows(self, sheet: SheetPart) -> Iterator[Row]:
        """Yield the rows of a sheet from the first one, each from the first column on; FileRefused names the sheet."""
        return self._values.rows(sheet)

    def marks(self, sheet: SheetPart, columns: Collection[str]) -> dict[str, Mark]:
        """Return what the markup says of the cells in some columns, by the cells' names."""
        return marks_of(self.package.chunks(sheet.part), self._formats, columns)

    def remarks(self, sheet: SheetPart) -> list[Remark]:
        """Return the comments on a sheet's cells."""
        return self.package.remarks(sheet)

    @cached_property
    def _formats(self) -> list[str]:
        return self.package.formats()


class _Calamine:
    """Reads with calamine, which is fast; on some files it ends its process."""

    def __init__(self, data: bytes, file: str) -> None:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - one reader of the two

        self._file, self._error = file, CalamineError
        try:
            self._book = CalamineWorkbook.from_filelike(BytesIO(data))
        except (CalamineError, OSError) as error:
            raise FileRefused(message("import.damaged_file", file=file)) from error

    def rows(self, sheet: SheetPart) -> Iterator[Row]:
        try:
            found = self._book.get_sheet_by_name(sheet.name)
            _check_size(self._file, sheet.name, found.end)
            before = [""] * (found.start[1] if found.start else 0)
            for row in found.iter_rows():
                yield [*before, *row] if before else row
        except (self._error, OSError) as error:
            raise FileRefused(message("import.damaged_sheet", file=self._file, sheet=sheet.name)) from error


class _Openpyxl:
    """Reads with openpyxl, which is slow and lenient; that files go by the tag of their dimensions is taken from it."""

    def __init__(self, data: bytes, file: str) -> None:
        import os  # noqa: PLC0415
        import warnings  # noqa: PLC0415

        os.environ["OPENPYXL_LXML"] = "False"  # which would read past its guards
        from openpyxl import load_workbook  # noqa: PLC0415 - only where it is needed

        self._file = file
        warnings.simplefilter("ignore")  # of what a workbook holds beside values
        try:
            self._book: Any = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        except _OPENPYXL_RAISES as error:
            raise FileRefused(message("import.damaged_file", file=file)) from error

    def rows(self, sheet: SheetPart) -> Iterator[Row]:
        try:
            found = self._book[sheet.name]
            found.reset_dimensions()
            for row in found.iter_rows(values_only=True):
                yield [_plain(value) for value in row]
        except _OPENPYXL_RAISES as error:
            raise FileRefused(message("import.damaged_sheet", file=self._file, sheet=sheet.name)) from error


_OPENPYXL_RAISES = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,  # of its XML parsers
    TypeError,
    ValueError,
)
"""What openpyxl was seen to raise on damaged files."""


def _plain(value: Any) -> Value:
    """Return a value as calamine has it: a date for a midnight, a float for a number, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    return value  # type: ignore[no-any-return]  # openpyxl says nothing of its types


def _check_size(file: str, sheet: str, end: tuple[int, int] | None) -> None:
    """Refuse a sheet of which a stray cell makes a table larger than any memory."""
    if end is not None and (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
        raise FileRefused(message("import.sheet_too_large", file=file, sheet=sheet))
