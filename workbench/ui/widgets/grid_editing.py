"""What a person does with the cells of a breakdown table: type, copy, paste, fill and clear; each edit is one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from workbench.core.errors import Refused, WorkbenchError
from workbench.core.messages import Message, message
from workbench.core.ports import Command
from workbench.ui.widgets.clipboard import mime_of, rows_of
from workbench.ui.widgets.columns import COLUMNS, HISTORY, PLACES, VALUE
from workbench.ui.widgets.grid_entry import At, Block, Entries
from workbench.ui.widgets.grid_model import GridModel
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords

Cells = list[tuple[int, int]]
"""Cells as they are shown: row and column."""


class GridEditing(QObject):
    """Turns what is done in a grid into commands for `run`; `refused` tells why something cannot be done."""

    refused = Signal(object)

    def __init__(
        self,
        grid: GridView,
        words: GridWords,
        run: Callable[[Command], None],
        locked: Callable[[], WorkbenchError | None] = lambda: None,
    ) -> None:
        """Serve a grid; `locked` says why nothing can be entered, None where it can."""
        super().__init__(grid)
        self._locked = locked
        self._grid = grid
        self._model: GridModel = grid.rows
        self._words = words
        self._run = run
        grid.delegate.check = self.why_not
        grid.delegate.may_open = self._is_open
        grid.delegate.entered.connect(self._enter_typed)
        grid.cleared.connect(self.clear)
        grid.copied_plain.connect(lambda: self.copy(with_heads=False))

    @property
    def is_locked(self) -> bool:
        """Whether nothing can be entered now."""
        return self._locked() is not None

    def why_not(self, index: QModelIndex, text: str) -> Message | None:
        """Say why a text cannot be taken for a cell; None where it can."""
        sheet = self._model.sheet
        if sheet is None or not index.isValid():
            return None
        return Entries(sheet, self._words).why_not((self._model.row(index.row()), index.column()), text)

    def copy(self, *, with_heads: bool = True) -> None:
        """Copy the selected cells, with the heads of their columns."""
        cells = [cell for cell in self._cells() if cell[1] != PLACES[HISTORY.id]]
        if not cells:
            return
        chosen, shown = set(cells), self._grid.head.shown()
        columns = [column for column in shown if any(column == other for _, other in cells)]
        rows = sorted({row for row, _ in cells})
        texts = [[self._copied(row, column) if (row, column) in chosen else "" for column in columns] for row in rows]
        heads = [" ".join(self._model.head(column)).strip() for column in columns] if with_heads else []
        QGuiApplication.clipboard().setMimeData(mime_of(heads, texts))

    def paste(self) -> None:
        """Enter the block of the clipboard from the first selected cell on; one figure goes into all selected cells.

        A block whose first column names rows, as a sheet has it, goes to these, also where there is no cell yet.
        """
        texts = rows_of(QGuiApplication.clipboard().mimeData())
        cells = self._cells()
        if not texts:
            self.refused.emit(Refused(message("paste.nothing")))
        elif self._are_named(texts):
            columns = self._editable_from(cells[0][1] if cells else PLACES[VALUE.id])
            self._enter(lambda entries: entries.named(texts, columns))
        elif not cells:
            self.refused.emit(Refused(message("paste.no_cell")))
        elif len(cells) > 1 and len(texts) == 1 and len(texts[0]) == 1:
            self._enter(lambda entries: entries.repeated(self._of_sheet(cells), texts[0][0]))
        else:
            self._paste_block(texts, *cells[0])

    def fill_down(self) -> None:
        """Fill each selected column with its first figure; of a single row, with the figures of the row above."""
        cells = self._cells()
        rows = {row for row, _ in cells}
        if len(rows) == 1:
            above = min(rows) - 1
            cells = [(row, column) for column in (at for _, at in cells) for row in (above, above + 1) if above > 0]
        by_column: dict[int, list[At]] = {}
        for cell in cells:
            by_column.setdefault(cell[1], []).extend(self._of_sheet([cell]))
        self._enter(lambda entries: entries.filled(list(by_column.values())))

    def clear(self) -> None:
        """State the selected figures to be missing; of rows that are selected as a whole, those of the period."""
        cells = self._cells()
        width = len(self._grid.head.shown())
        whole = {row for row in {row for row, _ in cells} if sum(row == other for other, _ in cells) == width}
        kept = [(row, column) for row, column in cells if row not in whole or column == PLACES[VALUE.id]]
        self._enter(lambda entries: entries.cleared(self._of_sheet(kept)))

    def _are_named(self, texts: Sequence[Sequence[str]]) -> bool:
        """Whether the first column of a block names rows of the sheet."""
        sheet = self._model.sheet
        return sheet is not None and Entries(sheet, self._words).are_named(texts)

    def _editable_from(self, column: int) -> list[int]:
        """Return the columns from one on, as they are shown; from that of the period where it cannot be entered into."""
        shown = self._grid.head.shown()
        first = column if COLUMNS[column].is_editable else PLACES[VALUE.id]
        return shown[shown.index(first) :] if first in shown else [first]

    def _paste_block(self, texts: Sequence[Sequence[str]], row: int, column: int) -> None:
        shown = self._grid.head.shown()
        columns = shown[shown.index(column) :]
        rows = range(row, self._model.rowCount())
        block = Block(texts, [self._model.row(at) for at in rows], columns)
        if self._enter(lambda entries: entries.pasted(block)):
            self._grid.select_cells([(at, to) for at in rows[: block.height] for to in columns[: block.width]])

    def _enter_typed(self, index: QModelIndex, text: str) -> None:
        cell = (self._model.row(index.row()), index.column())
        self._enter(lambda entries: entries.typed(cell, text))

    def _enter(self, make: Callable[[Entries], Command | None]) -> bool:
        """Run the command that is made for the sheet; False where it is refused, which is told."""
        if self._model.sheet is None or not self._is_open():
            return False
        try:
            command = make(Entries(self._model.sheet, self._words))
        except Refused as refusal:
            self.refused.emit(refusal)
            return False
        if command is not None:
            self._run(command)
        return True

    def _is_open(self) -> bool:
        """Whether something can be entered; if not, why is told."""
        why = self._locked()
        if why is not None:
            self.refused.emit(why)
        return why is None

    def _cells(self) -> Cells:
        """Return the selected cells, else the current one; none in a table that is not seen."""
        if not self._grid.isVisible():
            return []
        cells = self._grid.selected_cells()
        current = self._grid.currentIndex()
        if not cells and current.isValid():
            return [(current.row(), current.column())]
        return cells

    def _of_sheet(self, cells: Cells) -> list[At]:
        return [(self._model.row(row), column) for row, column in cells]

    def _copied(self, row: int, column: int) -> str:
        """Return a cell as it is copied: a number without its grouping, so that spreadsheets take it for one."""
        text = str(self._model.data(self._model.index(row, column), Qt.ItemDataRole.EditRole) or "")
        plain = text.replace(",", "").replace("−", "-")
        return plain if plain.replace(".", "", 1).lstrip("+-≈≤≥").isdigit() else text
