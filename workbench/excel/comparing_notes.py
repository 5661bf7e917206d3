"""The comments of a sheet against the notes that they were: notes with other words, and new ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from workbench.core.messages import message
from workbench.core.tidy.lines import cell_name
from workbench.excel.comparing_table import TableComparison
from workbench.excel.edits import At, NoteEdit, Returned, Told
from workbench.excel.key_sheet import KeySheet
from workbench.excel.layout import BETWEEN_NOTES, RATE, KeyLine, SheetSpec
from workbench.excel.package import Remark
from workbench.excel.sameness import is_same_text
from workbench.excel.texts import fitting


def compare_comments(
    remarks: Sequence[Remark],
    sheet: str,
    spec: SheetSpec,
    table: TableComparison,
    keys: KeySheet,
    found: Returned,
) -> None:
    """Find notes that were changed or written in the comments of a sheet of figures, whose rows were compared."""
    _Comments(sheet, spec, table, keys, found).compare(remarks)


class _Comments:
    """Compares the comments of one sheet."""

    def __init__(self, sheet: str, spec: SheetSpec, table: TableComparison, keys: KeySheet, found: Returned) -> None:
        self._sheet, self._spec, self._table, self._found = sheet, spec, table, found
        self._columns = {place + 1: name for name, place in table.columns.items()}
        self._lines = keys.comments

    def compare(self, remarks: Sequence[Remark]) -> None:
        at: defaultdict[tuple[int, int], list[Remark]] = defaultdict(list)
        for remark in remarks:
            at[remark.row, remark.column].append(remark)
        standing: set[tuple[str, str]] = set()
        for (row, column), written in at.items():
            key, name = self._table.rows.get(row, ""), self._columns.get(column, "")
            standing.add((key, name))
            lines = self._lines.get((self._spec.id, key, name), [])
            if key:
                self._compare_cell(At(self._sheet, row, column), key.removesuffix(RATE), name, lines, written)
            elif any(remark.text.strip() for remark in written):
                self._ignore(cell_name(column - 1, row), "import.comment_without_figure")
        self._tell_gone(standing, {key: row for row, key in self._table.rows.items()})

    def _compare_cell(self, at: At, key: str, column: str, lines: Sequence[KeyLine], written: Sequence[Remark]) -> None:
        full = lines[0].key if lines else f"{key}@{self._table.meaning(column)[0]}"
        for remark in written:
            author, text = _without_author(remark)
            for note, before, now in _differences(lines, text):
                self._found.notes.append(NoteEdit(at, full, note, "" if note else author, before, now))

    def _tell_gone(self, standing: set[tuple[str, str]], rows: Mapping[str, int]) -> None:
        """Say of comments that are gone that their notes stay: many a program drops comments when it saves."""
        for sheet, key, column in self._lines:
            if sheet == self._spec.id and key in rows and (key, column) not in standing:
                place = next((place for place, name in self._columns.items() if name == column), 1)
                self._ignore(cell_name(place - 1, rows[key]), "import.comment_is_gone")

    def _ignore(self, cell: str, id_: str) -> None:
        self._found.ignored.append(Told(self._sheet, cell, "", message(id_)))


def _without_author(remark: Remark) -> tuple[str, str]:
    """Return a comment's author and its text, without the name that Excel writes into a new comment's first line."""
    text = remark.text.replace("\r\n", "\n").replace("\r", "\n")
    head, _, rest = text.partition("\n")
    if remark.author and head.strip() in {f"{remark.author}:", f"{remark.author}："}:
        text = rest
    return remark.author.strip(), text.strip()


def _differences(lines: Sequence[KeyLine], text: str) -> list[tuple[int, str, str]]:
    """Return what differs in a comment: the note's number, 0 for a new one, and its words before and now."""
    meant = fitting(BETWEEN_NOTES.join(line.text for line in lines))[0]
    if is_same_text(meant.strip(), text):
        return []
    if len(text) > len(meant) and lines and is_same_text(meant.strip(), text[: len(meant.strip())]):
        added = text[len(meant.strip()) :]
        if added.startswith("\n\n"):
            return [(0, "", added.strip())]
    pieces = _pieces(lines, text)
    found = [(0, "", pieces[0])] if pieces[0] else []
    for line, piece in zip(lines, pieces[1:], strict=True):
        before = _words(line.text)
        if piece is not None and piece and not is_same_text(before, piece):
            found.append(_changed(line, before, piece))
    return found


def _changed(line: KeyLine, before: str, piece: str) -> tuple[int, str, str]:
    """Tell a note with other words from one under which somebody wrote another."""
    start = before.rstrip()
    if piece.startswith(f"{start}\n\n") and start:
        return 0, "", piece[len(start) :].strip()
    return line.source or 0, before, piece


def _pieces(lines: Sequence[KeyLine], text: str) -> list[str]:
    """Return what stands before the first known note, and then the words of each; "" for a note that is gone."""
    starts: list[tuple[int, int, int]] = []
    begun = 0
    for number, line in enumerate(lines):
        head = line.text.partition("\n")[0]
        found = re.compile(rf"^{re.escape(head)}[ \t]*(?:\n|$)", re.MULTILINE).search(text, begun)
        if found is not None:
            starts.append((number, found.start(), found.end()))
            begun = found.end()
    pieces = [""] * (len(lines) + 1)
    pieces[0] = text[: starts[0][1] if starts else len(text)].strip()
    for place, (number, _, end) in enumerate(starts):
        until = starts[place + 1][1] if place + 1 < len(starts) else len(text)
        pieces[number + 1] = text[end:until].strip()
    return pieces


def _words(part: str) -> str:
    """Return a note's words from its part of a comment, without the line of author and day."""
    return part.partition("\n")[2]
