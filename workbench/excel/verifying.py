"""Reads a workbook that was written back and compares every cell that was meant, comments too."""

from __future__ import annotations

import datetime
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from workbench.core.errors import FileRefused
from workbench.core.messages import message
from workbench.excel.page import CellValue, Page, cell_name

_DIGITS = 15
"""Significant ones, as many as Excel keeps."""

_ESCAPED = re.compile("_x([0-9A-F]{4})_")
"""How a character is written that XML has no place for."""

Noticed = Callable[[int], None]
"""Takes notice of how many rows were compared."""


class Verifier:
    """Compares one file with what was meant; FileRefused names the first sheet and cell that differs."""

    def __init__(self, part: Path, target: Path) -> None:
        """Read a file; the name that is told is the target's."""
        self._target = str(target)
        try:
            self._book = CalamineWorkbook.from_path(part)
        except (CalamineError, OSError) as error:
            raise FileRefused(message("export.not_verified", file=self._target, sheet="–", cell="–")) from error

    def page(self, page: Page) -> None:
        """Compare a sheet cell by cell, empty cells too."""
        found = self._book.get_sheet_by_name(page.name).to_python(skip_empty_area=False)
        at = {
            (row, column): value for row, cells in enumerate(found) for column, value in enumerate(cells) if value != ""
        }
        for place in sorted(at.keys() | page.meant.cells.keys()):
            if not _is_same(page.meant.cells.get(place), at.get(place)):
                self._refuse(page.name, cell_name(*place))

    def rows(self, name: str, hashes: Sequence[int] | array[int], columns: int, noticed: Noticed) -> None:
        """Compare the rows of a sheet by what their cells hash to, so that they need not be kept."""
        rows = self._rows(name, columns)
        for number, (meant, found) in enumerate(zip_longest(hashes, rows), 1):
            if found is None or meant != hash(found):
                self._refuse(name, f"A{number}")
            noticed(number)

    def comments(self, part: Path, pages: Iterable[Page]) -> None:
        """Compare the comments of all sheets."""
        meant = [page for page in pages if page.meant.comments]
        for page, found in zip_longest(meant, comments_of(part)):
            wanted = {} if page is None else {cell_name(*at): text for at, text in page.meant.comments.items()}
            differs = sorted(wanted.items() ^ (found or {}).items())
            if differs or page is None:
                self._refuse("–" if page is None else page.name, differs[0][0] if differs else "–")

    def _rows(self, name: str, columns: int) -> Iterator[tuple[Any, ...]]:
        sheet = self._book.get_sheet_by_name(name)
        for cells in sheet.iter_rows():
            yield tuple(cells) if len(cells) == columns else (*cells, *[""] * (columns - len(cells)))

    def _refuse(self, sheet: str, cell: str) -> None:
        raise FileRefused(message("export.not_verified", file=self._target, sheet=sheet, cell=cell))


def _is_same(meant: CellValue, found: object) -> bool:
    """Whether a cell holds what was meant; a date with a time of day is none."""
    if isinstance(meant, float) and isinstance(found, int | float):
        return f"{meant:.{_DIGITS}g}" == f"{float(found):.{_DIGITS}g}"
    if isinstance(found, datetime.datetime):
        return found.time() == datetime.time() and found.date() == meant
    return (meant if meant is not None else "") == (found if found is not None else "")


def comments_of(file: Path) -> Iterator[dict[str, str]]:
    """Yield the comments of each sheet that has any, by the names of their cells, in the order of the file's parts."""
    with ZipFile(file) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/comments")]
        for name in sorted(names, key=lambda name: (len(name), name)):
            with parts.open(name) as part:
                yield _comments(part)


def _character(found: re.Match[str]) -> str:
    return chr(int(found.group(1), 16))


def _comments(part: Any) -> dict[str, str]:
    found = {}
    for _, element in iterparse(part):  # noqa: S314 - what we have just written ourselves
        if element.tag.endswith("}comment"):
            texts = (inner.text or "" for inner in element.iter() if inner.tag.endswith("}t"))
            found[element.get("ref", "")] = _ESCAPED.sub(_character, "".join(texts))
    return found
