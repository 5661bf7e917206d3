"""A sheet whose rows are written as XML at once, when the workbook is put together: the many rows of figures and keys.

XlsxWriter makes an object of each cell, or in its constant-memory mode a dozen calls; rows of plain cells need neither. It
hands the rest of the sheet, heading to print set-up, to XlsxWriter (`Worksheet._write_sheet_data` is where its rows would go;
a test holds that this stays so).
"""

from __future__ import annotations

import datetime
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from xml.sax.saxutils import escape

from xlsxwriter.worksheet import Worksheet

from workbench.excel.page import CellValue, column_name

RawCell = tuple[CellValue, int]
"""What stands in a cell, and the number of its format in the workbook (`format_number`)."""

Rows = Callable[[], Iterable[Sequence[RawCell]]]
"""Makes the rows, the heading first."""

_EPOCH = datetime.date(1899, 12, 30).toordinal()
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN = re.compile("[^\x00-\x1f&<>]*").fullmatch
"""Finds the texts that XML takes as they are: nearly all."""

_AT_ONCE = 500
"""Rows that are joined before they are written."""


class RawSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter says nothing of its types
    """A sheet of rows that come from a function; `hashes` then has one number a row, by what its cells hold."""

    def __init__(self) -> None:
        """Have no rows yet."""
        super().__init__()
        self.rows: Rows = list
        self.hashes = array("q")

    def has(self, columns: int) -> None:
        """Say how many columns there are, for whoever draws the sheet's frame."""
        self.dim_rowmin = self.dim_rowmax = 0
        self.dim_colmin, self.dim_colmax = 0, columns - 1

    def _write_dimension(self) -> None:
        """Leave out how far the sheet reaches, which is not known yet; it is not needed."""

    def _write_sheet_data(self) -> None:
        try:
            self.fh.write("<sheetData>")
            for rows in self._written():
                self.fh.write(rows)
            self.fh.write("</sheetData>")
        except BaseException:
            self.fh.close()  # XlsxWriter would leave it open
            raise

    def _written(self) -> Iterator[str]:
        """Yield the XML of the rows, many at once."""
        names = [column_name(place) for place in range((self.dim_colmax or 0) + 1)]
        numbered = enumerate(self.rows(), 1)
        while waiting := [self._row(number, names, cells) for number, cells in islice(numbered, _AT_ONCE)]:
            yield "".join(waiting)

    def _row(self, number: int, names: Sequence[str], cells: Sequence[RawCell]) -> str:
        self.hashes.append(hash(tuple(["" if value is None else value for value, _ in cells])))
        return row_xml(number, names, cells)


def row_xml(number: int, names: Sequence[str], cells: Sequence[RawCell]) -> str:
    """Write a row, from 1, as the XML of a sheet; empty cells are left out."""
    inside = [
        cell_xml(f"{name}{number}", value, style)
        for name, (value, style) in zip(names, cells, strict=False)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(inside)}</row>'


def cell_xml(reference: str, value: CellValue, style: int) -> str:
    """Write a cell; texts stand in the cell itself."""
    if isinstance(value, str):
        if "_x" in value or not _PLAIN(value):
            value = text_xml(value)
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    if isinstance(value, datetime.date):
        value = value.toordinal() - _EPOCH
    return f'<c r="{reference}" s="{style}"><v>{value!r}</v></c>'


def text_xml(text: str) -> str:
    """Write a text that fits into a cell as XML; what XML has no place for is written as Excel does: _x0001_."""
    text = _ESCAPE_LIKE.sub("_x005F_", text)
    return escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text))
