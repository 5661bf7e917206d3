"""The rows of a breakdown table in the order and choice that is shown: an order array over dense columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.core.spelling.folding import fold
from workbench.ui.widgets.columns import COLUMNS, LABEL, VALUE, Kind
from workbench.ui.widgets.grid_cells import Cell
from workbench.ui.widgets.grid_words import GridWords
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.sheet import Place, Sheet

Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column the rows are sorted, and whether the other way round than the column's first order."""

    column: str = VALUE.id
    is_turned: bool = False


class GridModel(QAbstractTableModel):
    """Shows a sheet: the total in the first row, then the segments as they are sorted and filtered.

    Rows keep their identity through a change: the current cell, a selection and an open editor stay at their segment.
    """

    def __init__(self, words: GridWords, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._words = words
        self._rows: list[int] = []
        self._filter = ""
        self._cells: dict[str, list[Cell]] = {}
        self._decimals: dict[str, int] = {}
        self.sheet: Sheet | None = None
        self.sorting = Sorting()
        self.is_in_order = True

    def show(self, sheet: Sheet, *, keeps_order: bool = False) -> None:
        """Show a sheet; `keeps_order` leaves the rows where they are, and new ones come behind them."""
        order = self._kept_order(sheet) if keeps_order else self._sorted(sheet)
        self.is_in_order = not keeps_order or order == self._sorted(sheet)
        self._become(sheet, self._filtered(sheet, order))

    def clear(self) -> None:
        """Show no rows."""
        if self._rows:
            self.beginRemoveRows(_ROOT, 0, len(self._rows) - 1)
            self._rows = []
            self.endRemoveRows()

    def sort_by(self, sorting: Sorting) -> None:
        """Sort the rows by a column; equal ones stay worst first, those without a figure stand at the end by name."""
        self.sorting = sorting
        self.is_in_order = True
        if self.sheet is not None:
            self._become(self.sheet, self._filtered(self.sheet, self._sorted(self.sheet)))

    def filter_by(self, text: str) -> None:
        """Show only the rows in whose names a text stands, in either language; the total stays."""
        self._filter = fold(text)
        self.is_in_order = True
        if self.sheet is not None:
            self._become(self.sheet, self._filtered(self.sheet, self._sorted(self.sheet)))

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self._forget()
        if self.sheet is not None and self.sorting.column == LABEL.id:
            self.sort_by(self.sorting)
        self._tell_all()

    def row(self, row: int) -> int:
        """Return which row of the sheet a shown row is."""
        return self._rows[row]

    def place(self, row: int) -> Place:
        """Return dimension and segment of a shown row."""
        assert self.sheet is not None
        return self.sheet.places[self._rows[row]]

    def rows_of(self, places: Sequence[Place]) -> list[int]:
        """Return the shown rows of these places, from the top."""
        wanted = set(places)
        return [row for row in range(len(self._rows)) if self.place(row) in wanted]

    def cell(self, row: int, column: str) -> Cell:
        """Return what is painted in a cell."""
        return self._column(column)[self._rows[row]]

    def decimals(self, column: str) -> int:
        """Return the most decimals in a column."""
        known = self._decimals.get(column)
        if known is None:
            known = self._decimals[column] = max((cell.decimals for cell in self._column(column)), default=0)
        return known

    def head(self, column: int) -> tuple[str, str]:
        """Return the two lines of a column's head."""
        return ("", "") if self.sheet is None else self._words.head(self.sheet, COLUMNS[column].id)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that a cell can be selected, and edited where it holds a figure."""
        if not index.isValid() or self.sheet is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        spec = COLUMNS[index.column()]
        if spec.is_editable and self.sheet.key(self._rows[index.row()], spec.id) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, or the sentence that says it."""
        if not index.isValid() or self.sheet is None:
            return None
        row, spec = index.row(), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(row, spec.id)
            return f"{cell.arrow} {cell.text} {cell.tag}".strip()
        if role == Qt.ItemDataRole.EditRole:
            cell = self.cell(row, spec.id)
            return "" if cell.ink == "missing" else cell.text
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            sentence = self._words.sentence(self.sheet, self._rows[row], spec.id)
            return plain_tip(sentence) if role == Qt.ItemDataRole.ToolTipRole else sentence
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if spec.kind is Kind.LABEL else _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802 - Qt's name
        """Return a column's head in one line."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            named = " ".join((self._words.name(COLUMNS[section]), *self.head(section))).strip()
            is_stale = COLUMNS[section].id == self.sorting.column and not self.is_in_order
            return f"{named}\n{self._words.not_in_order}" if is_stale else named
        return " ".join(self.head(section)).strip() if role == Qt.ItemDataRole.DisplayRole else None

    def _column(self, column: str) -> list[Cell]:
        """Return the cells of a column, which are written when first painted."""
        cells = self._cells.get(column)
        if cells is None:
            assert self.sheet is not None
            cells = self._cells[column] = self._words.cells(self.sheet, column)
        return cells

    def _sorted(self, sheet: Sheet) -> list[int]:
        """Return the sheet's rows in order, the total first, those without a figure last whichever way it goes."""
        column, is_turned = self.sorting.column, self.sorting.is_turned
        segments = range(1, len(sheet.places))
        if column == LABEL.id:
            names = [self._words.order_key(place) for place in sheet.places]
            return [0, *sorted(segments, key=names.__getitem__, reverse=is_turned)]
        keys = sheet.sort_keys(column)
        known = [row for row in segments if keys[row] is not None]
        unknown = [row for row in segments if keys[row] is None]
        unknown.sort(key=lambda row: (sheet.values[row] is None, self._words.order_key(sheet.places[row])))
        return [0, *sorted(known, key=keys.__getitem__, reverse=is_turned), *unknown]  # type: ignore[arg-type]

    def _kept_order(self, sheet: Sheet) -> list[int]:
        """Return the sheet's rows in the order shown now, others behind them."""
        known = {place: row for row, place in enumerate(sheet.places)}
        shown = [known[place] for place in map(self.place, range(len(self._rows))) if place in known]
        seen = set(shown)
        return [*shown, *(row for row in self._sorted(sheet) if row not in seen)]

    def _filtered(self, sheet: Sheet, order: list[int]) -> list[int]:
        if not self._filter:
            return order
        names = self._words.search_text
        return [row for row in order if row == 0 or self._filter in names(sheet.places[row])]

    def _become(self, sheet: Sheet, order: list[int]) -> None:
        """Show these rows of a sheet: first those go that are not wanted, then the new ones come, then all are ordered."""
        wanted = {sheet.places[row]: row for row in order}
        before = [self.place(row) for row in range(len(self._rows))]
        going = [row for row, place in enumerate(before) if place not in wanted]
        staying = [row for row, place in enumerate(before) if place in wanted]
        if going:
            self._reorder([self._rows[row] for row in (*staying, *going)])
            self.beginRemoveRows(_ROOT, len(staying), len(before) - 1)
            del self._rows[len(staying) :]
            self.endRemoveRows()
        kept = [before[row] for row in staying]
        self.sheet = sheet
        self._forget()
        self._rows = [wanted[place] for place in kept]
        known = set(self._rows)
        coming = [row for row in order if row not in known]
        if coming:
            self.beginInsertRows(_ROOT, len(kept), len(kept) + len(coming) - 1)
            self._rows += coming
            self.endInsertRows()
        self._reorder(order)
        self._tell_all()

    def _reorder(self, rows: list[int]) -> None:
        """Put the shown rows into another order; what points to a row follows it."""
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        at = {row: position for position, row in enumerate(rows)}
        pointing = self.persistentIndexList()
        moved = [self.index(at[self._rows[index.row()]], index.column()) for index in pointing]
        self._rows = rows
        self.changePersistentIndexList(pointing, moved)
        self.layoutChanged.emit()

    def _tell_all(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _forget(self) -> None:
        self._cells = {}
        self._decimals = {}
