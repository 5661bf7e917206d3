"""What a person changed in a workbook of ours since it was exported, as plain values that go from one process to another.

Rows and columns count from 1. `line` is the cell's line of the key sheet (`layout.KeyLine`), None for what is new.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from workbench.core.messages import Message
from workbench.core.tidy.lines import cell_name
from workbench.excel.layout import KeyLine
from workbench.excel.marks import Mark
from workbench.excel.shown import Value

T = TypeVar("T")

MOMENT = "moment"
"""Stands for the kind of a value that is a date or a time; its text is in ISO 8601."""


class Found(NamedTuple):
    """What stands in a cell now: its value, "" for nothing, and what its markup says; `kind` is "" or MOMENT."""

    value: str | float | bool
    format: str = ""
    is_formula: bool = False
    error: str = ""
    kind: str = ""

    def marked(self, mark: Mark) -> Found:
        """Return it with what the markup says."""
        return Found(self.value, *mark, kind=self.kind)


class At(NamedTuple):
    """A place in the file: the sheet's name as it is there, and row and column."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The cell's name."""
        return cell_name(self.column - 1, self.row)

    @property
    def place(self) -> str:
        """The cell's name with its sheet."""
        return f"{self.sheet}!{self.cell}"


class FigureEdit(NamedTuple):
    """A figure's cell with another value; `labels` are what the row's metric, breakdown and segment are called there.

    `key` is empty in a row that was added: then `period` and `aspect` say what the column is of, and `dimension` what the
    sheet shows, if it is one.
    """

    at: At
    key: str
    line: KeyLine | None
    found: Found
    labels: tuple[str, str, str]
    period: str = ""
    aspect: str = ""
    dimension: str = ""


class RowEdit(NamedTuple):
    """A row of the data sheet that was changed or added, with what stands in its columns, by their ids."""

    sheet: str
    row: int
    line: KeyLine | None
    cells: dict[str, Found]
    columns: dict[str, int]
    changed: tuple[str, ...]


class TextEdit(NamedTuple):
    """Other words in a cell of a finding or a note: its id, the column's id, and the words before and now."""

    at: At
    table: str
    key: str
    column: str
    before: str
    now: str


class Removal(NamedTuple):
    """A row that is gone: the table (`layout.Table`), the figure's, finding's or note's key, and the figure's line."""

    sheet: str
    table: str
    key: str
    line: KeyLine | None


class NoteEdit(NamedTuple):
    """A comment's note with other words, or a new one: then its number is 0, and `before` is empty."""

    at: At
    key: str
    note: int
    author: str
    before: str
    now: str


class Told(NamedTuple):
    """Something to be told of a place: a problem with what was found there, or why a part was passed over."""

    sheet: str
    cell: str
    found: str
    message: Message


@dataclass(slots=True)
class Returned:
    """A workbook of ours that came back: what it says of itself, and what was changed in it; `counts` by kind of record."""

    meta: Mapping[str, str]
    counts: dict[str, int] = field(default_factory=dict)
    figures: list[FigureEdit] = field(default_factory=list)
    rows: list[RowEdit] = field(default_factory=list)
    texts: list[TextEdit] = field(default_factory=list)
    removed: list[Removal] = field(default_factory=list)
    notes: list[NoteEdit] = field(default_factory=list)
    problems: list[Told] = field(default_factory=list)
    ignored: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A sheet with a tidy table: its name, and its rows as texts from the first one."""

    name: str
    rows: list[list[str]]


@dataclass(slots=True)
class Contents:
    """What a workbook holds: one of ours that came back, or tidy tables; neither where nothing was recognised."""

    returned: Returned | None = None
    sheets: list[Sheet] = field(default_factory=list)
    ignored: list[Told] = field(default_factory=list)

    @property
    def is_recognised(self) -> bool:
        """Whether there is anything in it that can be taken in."""
        return self.returned is not None or bool(self.sheets)


def found_of(value: Value, mark: Mark) -> Found:
    """Return what stands in a cell."""
    if value is None:
        value = ""
    if isinstance(value, str | float | bool | int):
        return Found(value, *mark)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return Found(value.isoformat(), *mark, kind=MOMENT)
    return Found(str(value), *mark, kind=MOMENT)


def to_plain(contents: Contents) -> dict[str, Any]:
    """Return contents as lists and texts, for JSON."""
    returned = contents.returned
    return {
        "sheets": [[sheet.name, sheet.rows] for sheet in contents.sheets],
        "ignored": [_told(told) for told in contents.ignored],
        "returned": None
        if returned is None
        else {
            "meta": returned.meta,
            "counts": returned.counts,
            "figures": returned.figures,
            "rows": returned.rows,
            "texts": returned.texts,
            "removed": returned.removed,
            "notes": returned.notes,
            "problems": [_told(told) for told in returned.problems],
            "ignored": [_told(told) for told in returned.ignored],
        },
    }


def from_plain(plain: Mapping[str, Any]) -> Contents:
    """Return contents from what `to_plain` made of them."""
    returned = plain["returned"]
    return Contents(
        None if returned is None else _returned(returned),
        [Sheet(name, rows) for name, rows in plain["sheets"]],
        [_told_from(told) for told in plain["ignored"]],
    )


def _returned(plain: Mapping[str, Any]) -> Returned:
    return Returned(
        plain["meta"],
        plain["counts"],
        [_figure(*row) for row in plain["figures"]],
        [_row(*row) for row in plain["rows"]],
        [TextEdit(At(*row[0]), *row[1:]) for row in plain["texts"]],
        [Removal(sheet, table, key, _line(line)) for sheet, table, key, line in plain["removed"]],
        [NoteEdit(At(*row[0]), *row[1:]) for row in plain["notes"]],
        [_told_from(told) for told in plain["problems"]],
        [_told_from(told) for told in plain["ignored"]],
    )


def _figure(at: Sequence[Any], key: str, line: Sequence[Any] | None, found: Sequence[Any], *rest: Any) -> FigureEdit:
    labels, *others = rest
    return FigureEdit(At(*at), key, _line(line), Found(*found), tuple(labels), *others)


def _row(sheet: str, row: int, line: Any, cells: Mapping[str, Any], columns: dict[str, int], changed: Any) -> RowEdit:
    found = {column: Found(*cell) for column, cell in cells.items()}
    return RowEdit(sheet, row, _line(line), found, columns, tuple(changed))


def _line(values: Iterable[Any] | None) -> KeyLine | None:
    return None if values is None else KeyLine(*values)


def _told(told: Told) -> list[Any]:
    return [told.sheet, told.cell, told.found, told.message.id, dict(told.message.parameters)]


def _told_from(values: Sequence[Any]) -> Told:
    sheet, cell, found, id_, parameters = values
    return Told(sheet, cell, found, Message(id_, parameters))
