"""The first sheet: what the workbook is of, its sheets, and how it is to be read and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.messages import Message, message
from workbench.excel.layout import CONTENTS, KEYS, SHEETS, SheetSpec
from workbench.excel.naming import Naming
from workbench.excel.page import Page
from workbench.excel.styles import GRID, HEADING, LABEL, LINK, PLAIN, QUIET, SUBTITLE, TITLE

_NAME_WIDTH, _TEXT_WIDTH = 24.0, 96.0

HOW_TO_READ = (
    "workbook.how_numbers",
    "workbook.how_one_in",
    "workbook.how_changes",
    "workbook.how_missing",
    "workbook.how_colours",
    "workbook.how_back",
)


class ContentsSheet:
    """Writes the contents."""

    def __init__(self, page: Page, naming: Naming) -> None:
        """Write on a page."""
        self._page, self._naming = page, naming

    def write(self, title: str, subtitle: str, cut: Sequence[Message]) -> None:
        """Write the sheet; `cut` are texts that did not fit into their cells."""
        page, say = self._page, self._naming.say
        page.put(0, 1, title, TITLE)
        page.put(1, 1, subtitle, SUBTITLE)
        page.row(3, ("", say(message("workbook.sheet")), say(message("workbook.what"))), HEADING)
        row = 4
        for spec in SHEETS:
            if spec not in {CONTENTS, KEYS}:
                self._write_sheet(row, spec)
                row += 1
        row = self._write_lines(row + 1, say(message("workbook.how")), [message(id_) for id_ in HOW_TO_READ])
        if cut:
            self._write_lines(row + 1, say(message("workbook.cut")), cut)
        page.sheet.set_column(0, 0, 2)
        page.sheet.set_column(1, 1, _NAME_WIDTH)
        page.sheet.set_column(2, 2, _TEXT_WIDTH)
        page.sheet.set_row(0, 28)
        page.set_up_print(title, None)

    def _write_sheet(self, row: int, spec: SheetSpec) -> None:
        name = spec.name(self._naming.language)
        page = self._page
        page.sheet.set_row(row, 21)
        page.link(row, 1, name, name, LINK.but(rule=GRID))
        page.put(row, 2, self._naming.say(message(f"workbook.about_{spec.id}")), LABEL.but(colour=QUIET))

    def _write_lines(self, row: int, heading: str, lines: Sequence[Message]) -> int:
        """Write a heading with sentences below it; return the row that comes next."""
        self._page.put(row, 1, heading, PLAIN.but(is_bold=True))
        for at, line in enumerate(lines, row + 1):
            self._page.put(at, 1, self._naming.say(line), PLAIN)
            self._page.sheet.set_row(at, 19)
        return row + len(lines) + 1
