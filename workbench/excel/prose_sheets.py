"""The sheets of words: findings in both languages, and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.records import GLOBAL, Finding, FindingText, Note
from workbench.excel.layout import CUT, Holds, KeyKind, KeyLine
from workbench.excel.naming import Naming
from workbench.excel.numbers import cell_date, date_format
from workbench.excel.page import CellValue, Page
from workbench.excel.styles import HEADING, PROSE, QUIET, SUBTITLE, TITLE
from workbench.excel.texts import fitting, width

_WIDTHS = {"title_ja": 26.0, "title_en": 26.0, "body_ja": 62.0, "body_en": 62.0, "text": 70.0}
_LINE_HEIGHT, _LOWEST, _TALLEST = 14, 20, 405
"""Of rows, in points; Excel's own limit is 409."""

_SLENDER = 1.12
"""How many more letters of a text go into a column than the digits by which its width is counted."""

Row = Mapping[str, str | int | Period]
"""What stands in a row, by column."""


class ProseSheet:
    """Writes a sheet of words."""

    def __init__(self, page: Page, naming: Naming, keys: list[KeyLine]) -> None:
        """Write on a page; what can be taken back is noted in `keys`."""
        self._page, self._naming, self._keys = page, naming, keys

    def write(self, rows: Sequence[Row], title: str, subtitle: str) -> None:
        """Write the table; rows have a value for each column."""
        page, spec = self._page, self._page.spec
        page.put(0, 1, title, TITLE)
        page.put(1, 1, subtitle, SUBTITLE)
        for place, column in enumerate(spec.columns):
            name = column.heading(self._naming.language)
            page.put(spec.heading_row - 1, place, name, HEADING.but(indent=0), shown=name)
        for at, row in enumerate(rows, spec.heading_row):
            self._write_row(at, row)
        heading = spec.heading_row - 1
        page.sheet.autofilter(heading, 0, max(heading, heading + len(rows)), len(spec.columns) - 1)
        page.sheet.freeze_panes(spec.heading_row, 1)
        fixed = {place: _WIDTHS[one.id] for place, one in enumerate(spec.columns) if one.id in _WIDTHS}
        page.finish_columns(fixed, hidden=[0])
        page.set_up_print(title, (heading, heading))

    def _write_row(self, at: int, row: Row) -> None:
        page, height = self._page, _LOWEST
        for place, column in enumerate(page.spec.columns):
            value: CellValue | Period = row[column.id]
            look = PROSE if column.holds is Holds.TEXT else PROSE.but(colour=QUIET)
            if isinstance(value, Period):
                look = look.but(number_format=date_format(value.grain, self._naming.language))
                value = cell_date(value)
            shown = value if isinstance(value, str) and column.id not in _WIDTHS else None
            is_whole = page.put(at, place, value, look, shown=shown)
            if column.holds is Holds.TEXT:
                self._note(at, column.id, str(row["key"]), str(value or ""), is_whole=is_whole)
                height = max(height, _height(str(value or ""), _WIDTHS[column.id], self._naming.language))
        page.sheet.set_row(at, min(height, _TALLEST))

    def _note(self, at: int, column: str, key: str, text: str, *, is_whole: bool) -> None:
        status = "" if is_whole else CUT
        line = KeyLine(
            KeyKind.TEXT, self._page.spec.id, at + 1, column, key, status=status, text=fitting(text)[0]
        )  # fmt: skip
        self._keys.append(line)


def finding_rows(findings: Sequence[Finding], texts: Sequence[FindingText], naming: Naming) -> list[Row]:
    """Return the rows of findings, in the order of their periods and places."""
    by_key = {(text.finding, text.language): text for text in texts}
    rows: list[Row] = []
    for one in sorted(findings, key=lambda one: (one.period, one.position, one.id)):
        row: dict[str, str | int | Period] = {
            "key": one.id,
            "period": Period.parse(one.period),
            "position": one.position,
            "category": naming.category(one.category),
            "status": naming.finding_status(one.status),
            "author": one.author,
        }
        for language in ("ja", "en"):
            text = by_key.get((one.id, language))
            row[f"title_{language}"] = "" if text is None else text.title
            row[f"body_{language}"] = "" if text is None else text.body
        rows.append(row)
    return rows


def note_rows(notes: Sequence[Note], naming: Naming) -> list[Row]:
    """Return the rows of notes, in the order in which they were written."""
    return [
        {
            "key": str(note.id),
            "metric": naming.metric(note.metric),
            "breakdown": naming.dimension(note.dimension or GLOBAL),
            "segment": naming.segment(note.dimension, note.segment) if note.segment else "",
            "first": Period.parse(note.first),
            "last": Period.parse(note.last),
            "text": note.text,
            "author": note.author,
            "written": note.written_at[:10],
        }
        for note in sorted(notes, key=lambda note: (note.written_at, note.id))
    ]


def keys_of(notes: Sequence[Note]) -> list[FigureKey]:
    """Return the figures that notes are on."""
    pairs = ((note, note.dimension and note.segment) for note in notes)
    return [
        FigureKey(note.metric, note.dimension, note.segment) if is_whole else FigureKey(note.metric)
        for note, is_whole in pairs
        if is_whole or not note.dimension
    ]


def _height(text: str, letters: float, language: str) -> int:
    """Return how high a row must be for a text in a column of so many letters, in points."""
    lines = sum(max(1, ceil(width(line, language) / (letters * _SLENDER))) for line in text.split("\n"))
    return lines * _LINE_HEIGHT + 6
