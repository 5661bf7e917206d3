"""A sheet while it is being written: cells as they were meant, column widths, frozen panes and print set-up."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from workbench.core.messages import Message, message
from workbench.excel.layout import SheetSpec
from workbench.excel.styles import PLAIN, Style, Styles
from workbench.excel.texts import fitting, is_like_a_formula, utf16_length, width

CellValue = str | float | datetime.date | None
"""What stands in a cell; None and "" are an empty one."""

NARROWEST, WIDEST = 5, 46
"""Of a column, in letters."""

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
"""In inches."""

_DATE_WIDTH = 10

_PAGES_WIDE = 3
"""Of a table whose labels are repeated on each page."""


@dataclass(slots=True)
class Meant:
    """The cells and comments that a sheet is to have, from 0, and the texts that had to be cut."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    cut: list[Message] = field(default_factory=list)


class Page:
    """Writes one sheet; what it writes is remembered, so that it can be compared with what was read back."""

    def __init__(self, sheet: Worksheet, spec: SheetSpec, styles: Styles, language: str) -> None:
        """Write on a sheet that XlsxWriter has made."""
        self.sheet = sheet
        self.spec = spec
        self.name = spec.name(language)
        self.meant = Meant()
        self._styles = styles
        self.language = language
        self._widths: dict[int, int] = {}
        sheet.hide_gridlines(2)

    def put(self, row: int, column: int, value: CellValue, style: Style = PLAIN, *, shown: str | None = None) -> bool:
        """Write a cell, rows and columns from 0, and return whether it holds all of the value.

        `shown` is what Excel will show of a number, None where the cell is not to widen its column.
        """
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self._styles.format(style))
            return True
        if isinstance(value, str):
            return self._put_text(row, column, value, style, shown)
        if isinstance(value, datetime.date):
            self.sheet.write_datetime(row, column, value, self._styles.format(style))
            self._widen(column, _DATE_WIDTH)
        else:
            self.sheet.write_number(row, column, value, self._styles.format(style))
            self._widen(column, width(shown, self.language) if shown else 0)
        self.meant.cells[row, column] = value
        return True

    def row(self, row: int, values: Iterable[CellValue], style: Style = PLAIN) -> None:
        """Write neighbouring cells from the first column on."""
        for column, value in enumerate(values):
            self.put(row, column, value, style, shown=value if isinstance(value, str) else None)

    def link(self, row: int, column: int, text: str, sheet: str, style: Style) -> None:
        """Write a link to another sheet of the workbook."""
        self.sheet.write_url(row, column, f"internal:'{sheet}'!A1", self._styles.format(style), text)
        self.meant.cells[row, column] = text

    def _put_text(self, row: int, column: int, value: str, style: Style, shown: str | None) -> bool:
        text, is_cut = fitting(value)
        made = self._styles.format(style.but(is_quoted=True) if is_like_a_formula(text) else style)
        if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter would take it for a rich text's own XML
            self.sheet.write_rich_string(row, column, text[0], text[1], text[2:], made)
        else:
            self.sheet.write_string(row, column, text, made)
        self.meant.cells[row, column] = text
        self._widen(column, width(shown, self.language) if shown else 0)
        if is_cut:
            self.meant.cut.append(self._cut_message(row, column, value))
        return not is_cut

    def _cut_message(self, row: int, column: int, value: str) -> Message:
        place = {"sheet": self.name, "cell": cell_name(row, column)}
        if utf16_length(value) > utf16_length(fitting(value)[0]):
            return message("export.text_cut", **place, length=utf16_length(value))
        return message("export.no_characters", **place)

    def _widen(self, column: int, letters: int) -> None:
        self._widths[column] = max(self._widths.get(column, 0), letters)

    def finish_columns(self, fixed: dict[int, float], hidden: Iterable[int] = ()) -> None:
        """Set widths by what the cells show, within limits; columns with a fixed width keep that one."""
        for column in sorted({*self._widths, *fixed}):
            letters = fixed.get(column) or min(max(self._widths[column], NARROWEST), WIDEST) + 2
            self.sheet.set_column(column, column, letters)
        for column in hidden:
            self.sheet.set_column(column, column, None, None, {"hidden": True})

    def set_up_print(self, title: str, repeated: tuple[int, int] | None, *, repeated_columns: int = 0) -> None:
        """Fit the width of A4, repeat the headings, and number the pages.

        Where columns are repeated, a table that is too wide goes on to further pages instead.
        """
        sheet = self.sheet
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(**_MARGINS)
        if repeated_columns:
            sheet.repeat_columns(0, repeated_columns - 1)
            sheet.fit_to_pages(_PAGES_WIDE, 0)
        else:
            sheet.fit_to_pages(1, 0)
        if repeated is not None:
            sheet.repeat_rows(*repeated)
        ampersand = title.replace("&", "&&")
        sheet.set_footer(f"&L&8{ampersand}&R&8&P / &N")


def cell_name(row: int, column: int) -> str:
    """Return the name by which Excel knows a cell: B7 for row 6 and column 1, from 0."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return the letters of a column, from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
