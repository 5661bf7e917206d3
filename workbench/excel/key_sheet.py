"""The hidden sheet of a workbook of ours, read back: what each cell was when it was exported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.core.errors import FileRefused
from workbench.core.messages import message
from workbench.excel.layout import KEY_COLUMNS, SCHEMA, KeyKind, KeyLine, MetaKey
from workbench.excel.reader import Book, Row
from workbench.excel.shown import Value

_WIDTH = len(KEY_COLUMNS)

CellLines = defaultdict[str, defaultdict[str, dict[str, KeyLine]]]
"""Lines by sheet, by the key of the row in it, and by the column."""


@dataclass(slots=True)
class KeySheet:
    """The lines of the key sheet; `figures` are those of the data sheet by the row's number, comments are in order."""

    meta: dict[str, str] = field(default_factory=dict)
    cells: CellLines = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    computed: CellLines = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    texts: CellLines = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    comments: defaultdict[tuple[str, str, str], list[KeyLine]] = field(default_factory=lambda: defaultdict(list))
    figures: dict[int, KeyLine] = field(default_factory=dict)


def row_key(key: str) -> str:
    """Return a figure's key without its period and aspect: what identifies its row."""
    return key.partition("@")[0]


def key_sheet_of(book: Book, file: str) -> KeySheet | None:
    """Return a workbook's key sheet, None where it is not one of ours; FileRefused for one of a newer version."""
    for sheet in book.sheets:
        if not sheet.is_visible or sheet.name.startswith("_"):
            rows = iter(book.rows(sheet))
            if tuple(next(rows, ()))[:_WIDTH] == KEY_COLUMNS:
                return _read(rows, file)
    return None


def _read(rows: Iterator[Row], file: str) -> KeySheet:
    found = KeySheet()
    for line in _lines(rows):
        if line.kind == KeyKind.FIGURE:
            found.figures[line.row or 0] = line
        else:
            _add(found, line)
    schema = found.meta.get(MetaKey.SCHEMA, "")
    if not schema.isdecimal() or int(schema) > SCHEMA:
        raise FileRefused(message("import.newer_workbook", file=file))
    return found


def _add(found: KeySheet, line: KeyLine) -> None:
    """Put a line where it is looked for; a kind that is not known is passed over."""
    if line.kind == KeyKind.META:
        found.meta[line.key] = line.text
    elif line.kind == KeyKind.CELL:
        found.cells[line.sheet][row_key(line.key)][line.column] = line
    elif line.kind == KeyKind.COMPUTED:
        found.computed[line.sheet][line.key][line.column] = line
    elif line.kind == KeyKind.TEXT:
        found.texts[line.sheet][line.key][line.column] = line
    elif line.kind == KeyKind.COMMENT:
        found.comments[line.sheet, row_key(line.key), line.column].append(line)


def _lines(rows: Iterable[Row]) -> Iterator[KeyLine]:
    """Yield the lines; a library may have dropped empty cells at the end of a row."""
    for row in rows:
        cells = row if len(row) >= _WIDTH else [*row, *[""] * (_WIDTH - len(row))]
        texts = [cell if isinstance(cell, str) else "" for cell in cells[:_WIDTH]]
        kind, sheet, _, column, key, _, _, qualifier, unit, status, text, _, _ = texts
        value, step = _number(cells[5]), _number(cells[6])
        numbers = (_integer(cells[2]), _integer(cells[11]), _integer(cells[12]))
        yield KeyLine(kind, sheet, numbers[0], column, key, value, step, qualifier, unit, status, text, *numbers[1:])  # type: ignore[arg-type]  # a kind nobody knows is passed over


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _integer(value: Value) -> int | None:
    return int(value) if isinstance(value, int | float) else None
