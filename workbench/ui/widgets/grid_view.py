"""The table itself: cells painted in one go, the total and the first columns frozen, keys and selection as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.columns import COLUMNS, FROZEN, LABEL, PLACES
from workbench.ui.widgets.grid_delegate import Check, GridDelegate
from workbench.ui.widgets.grid_header import GridHeader
from workbench.ui.widgets.grid_model import GridModel, Sorting
from workbench.ui.widgets.grid_painter import GridPainter
from workbench.ui.widgets.grid_panes import GridPanes

Index = QModelIndex | QPersistentModelIndex

_SELECT = QItemSelectionModel.SelectionFlag
_LEAST_SCROLLED = 80
"""Columns are frozen only where so many pixels are left for the others."""


class GridView(QTableView):
    """Shows a GridModel. `cleared` and `copied_plain` tell of keys, `cells_selected` that the selection is another one."""

    cleared = Signal()
    copied_plain = Signal()
    cells_selected = Signal()
    layout_changed = Signal()

    def __init__(self, model: GridModel, appearance: Appearance, check: Check, parent: QWidget | None = None) -> None:
        """Show a model; `check` tells whether a text can be taken for a cell."""
        super().__init__(parent)
        self.rows = model
        self.painter = GridPainter(appearance)
        self.delegate = GridDelegate(appearance, check, self)
        self.head = GridHeader(model, appearance, self)
        self.head.frozen_width = self.frozen_width
        self.is_heat_shown = True
        self._anchor = QPersistentModelIndex()
        self._target = QModelIndex()
        self._own_widths: set[int] = set()
        self._is_fitting = False
        self._hovered = -1
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self._set_up()
        self._panes = GridPanes(self)
        self.delegate.left.connect(self.move_current)
        self.head.sectionClicked.connect(self._sort_by)
        self.head.sectionResized.connect(self._on_resized)
        self.head.sectionMoved.connect(self._on_moved)
        self.reset_columns()

    def restyle(self) -> None:
        """Take fonts and colours of the theme."""
        self.painter.restyle()
        self.head.restyle()
        self.verticalHeader().setDefaultSectionSize(self.painter.row_height)
        self.viewport().update()

    # ------------------------------------------------------------------ columns

    def reset_columns(self) -> None:
        """Show all columns in their first order and width."""
        self._own_widths.clear()
        for place in range(len(COLUMNS)):
            self.head.setSectionHidden(place, False)
            self.head.moveSection(self.head.visualIndex(place), place)
        self.fit_columns()

    def column_layout(self) -> dict[str, object]:
        """Return order, hidden columns, and the widths that a person chose, to be kept."""
        order = [COLUMNS[self.head.logicalIndex(place)].id for place in range(len(COLUMNS))]
        hidden = [spec.id for place, spec in enumerate(COLUMNS) if self.isColumnHidden(place)]
        widths = {COLUMNS[place].id: self.columnWidth(place) for place in sorted(self._own_widths)}
        return {"order": order, "hidden": hidden, "widths": widths}

    def restore_columns(self, layout: dict[str, object]) -> None:
        """Lay the columns out as they were kept; what is unknown or not whole is passed over."""
        order, hidden, widths = (layout.get(name) for name in ("order", "hidden", "widths"))
        if isinstance(order, list):
            known = [PLACES[id_] for id_ in order if isinstance(id_, str) and id_ in PLACES]
            for place, column in enumerate(known if sorted(known) == list(range(len(COLUMNS))) else ()):
                self.head.moveSection(self.head.visualIndex(column), place)
        if isinstance(hidden, list):
            for place, spec in enumerate(COLUMNS):
                self.head.setSectionHidden(place, spec.id in hidden and spec is not LABEL)
        if isinstance(widths, dict):
            for id_, width in widths.items():
                if id_ in PLACES and isinstance(width, int) and 0 < width < 2000:
                    self._own_widths.add(PLACES[id_])
                    self._set_width(PLACES[id_], width)
        self.fit_columns()

    def show_column(self, column: int, *, is_shown: bool) -> None:
        """Show or hide a column."""
        self.head.setSectionHidden(column, not is_shown)
        self.fit_columns()
        self.layout_changed.emit()

    def move_column(self, column: int, steps: int) -> None:
        """Move a column so many places to the right among those that scroll."""
        place = self.head.visualIndex(column)
        self.head.moveSection(place, min(max(place + steps, len(FROZEN)), len(COLUMNS) - 1))

    def fit_columns(self) -> None:
        """Make each column as wide as its head and its numbers need, and give the rest of the room to the names."""
        for column, spec in enumerate(COLUMNS):
            if column not in self._own_widths:
                self._set_width(column, max(self.painter.width_of(spec), self.head.needed_width(column)))
        label = PLACES[LABEL.id]
        others = sum(self.columnWidth(column) for column in range(len(COLUMNS)) if column != label)
        if label not in self._own_widths:
            self._set_width(label, max(self.painter.width_of(LABEL), self.viewport().width() - others))
        self.viewport().update()
        self.head.viewport().update()

    def frozen_width(self) -> int:
        """Return how wide the frozen columns are; 0 where there is no room to freeze any."""
        width = sum(self.columnWidth(column) for column in FROZEN)
        return width if width + _LEAST_SCROLLED <= self.viewport().width() else 0

    # ------------------------------------------------------------------ selection

    def selected_cells(self) -> list[tuple[int, int]]:
        """Return the selected cells as row and column, along the rows from the top, in the order of the columns."""
        order = {column: place for place, column in enumerate(self.head.shown())}
        cells = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        shown = (cell for cell in cells if cell[1] in order)
        return sorted(shown, key=lambda cell: (cell[0], order[cell[1]]))

    def selected_rows(self) -> list[int]:
        """Return the rows in which a cell is selected, from the top."""
        ranges = self.selectionModel().selection()
        parts = [ranges.at(place) for place in range(ranges.count())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def select_cells(self, cells: list[tuple[int, int]]) -> None:
        """Select these cells and no others; the first becomes the current one."""
        selection = QItemSelection()
        for row, column in cells:
            index = self.rows.index(row, column)
            selection.select(index, index)
        if cells:
            self._anchor = QPersistentModelIndex(self.rows.index(*cells[0]))
            self.selectionModel().setCurrentIndex(self.rows.index(*cells[0]), _SELECT.NoUpdate)
        self.selectionModel().select(selection, _SELECT.ClearAndSelect)

    def move_current(self, down: int, right: int) -> bool:
        """Go so many cells down and to the right; False where there is none."""
        shown, current = self.head.shown(), self.currentIndex()
        if not current.isValid() or current.column() not in shown:
            return False
        row, place = current.row() + down, shown.index(current.column()) + right
        if not (0 <= row < self.rows.rowCount() and 0 <= place < len(shown)):
            return False
        index = self.rows.index(row, shown[place])
        self._anchor = QPersistentModelIndex(index)
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
        return True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Tell of another selection."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.cells_selected.emit()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802 - Qt's name
        """Select the block from the cell where the selection began to the one that was reached.

        Qt tells it by rectangles, which say nothing of cells that are scrolled away under the frozen ones.
        """
        target = self._target if self._target.isValid() else self.indexAt(rect.center())
        if not target.isValid():
            return
        anchor = self._anchor if self._anchor.isValid() and self._is_extending else target
        columns = self._columns_between(anchor.column(), target.column())
        top, bottom = sorted((anchor.row(), target.row()))
        selection = QItemSelection()
        for column in columns:
            selection.merge(
                QItemSelection(self.rows.index(top, column), self.rows.index(bottom, column)), _SELECT.Select
            )
        self.selectionModel().select(selection, command)

    # ------------------------------------------------------------------ geometry

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Return where a cell is seen; that of a frozen one never moves."""
        if not index.isValid() or self.isColumnHidden(index.column()):
            return QRect()
        return self.cell_box(index.row(), index.column())

    def cell_box(self, row: int, column: int) -> QRect:
        """Return where a cell is seen."""
        top = 0 if row == 0 else self.rowViewportPosition(row)
        return QRect(self.head.left_of(column), top, self.columnWidth(column), self.painter.row_height)

    def indexAt(self, pos: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """Return the cell that is seen at a position."""
        row = 0 if pos.y() < self.painter.row_height else self.rowAt(pos.y())
        column = self.head.column_at(pos)
        if row < 0 or column < 0 or row >= self.rows.rowCount():
            return QModelIndex()
        return self.rows.index(row, column)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802 - Qt's name
        """Return what to paint anew for another selection: rows are lit in all their width."""
        del selection
        return QRegion(self.viewport().rect())

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, out from under the frozen ones."""
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        box, front, top = self.visualRect(index), self.frozen_width(), self.painter.row_height
        if index.column() not in FROZEN and box.left() < front:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (front - box.left()))
        if index.row() > 0 and box.top() < top:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - (top - box.top()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Scroll; what is frozen is painted anew."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        self.head.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the new room to the names."""
        super().resizeEvent(event)
        self.fit_columns()

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802 - Qt's name
        """Return how wide a column must be to show all of its cells."""
        spec = COLUMNS[column]
        decimals = self.rows.decimals(spec.id) if self.rows.sheet is not None else 0
        cells = (self.rows.cell(row, spec.id) for row in range(self.rows.rowCount()))
        return max((self.painter.content_width(cell, spec, decimals) for cell in cells), default=0)

    # ------------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        self._panes.paint(painter, event.rect(), self._hovered)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys of a spreadsheet."""
        key, modifiers = event.key(), event.modifiers()
        is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        is_control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.move_current(-1 if is_shifted else 1, 0)
        elif key == Qt.Key.Key_C and is_control and is_shifted:
            self.copied_plain.emit()
        elif key == Qt.Key.Key_Space and is_shifted:
            rows = self.selected_rows()
            self.select_cells([(row, column) for row in rows for column in self.head.shown()])
        else:
            self._press(event, is_extending=is_shifted)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the cell that is pressed, unless what is typed elsewhere cannot be taken."""
        if not self.delegate.finish():
            return
        index = self.indexAt(event.position().toPoint())
        self._is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and self._anchor.isValid()
        if not self._is_extending:
            self._anchor = QPersistentModelIndex(index)
        self._target = index
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Light the row under the pointer; extend the selection while the button is down."""
        self._target = self.indexAt(event.position().toPoint())
        self._is_extending = bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        self._hover(self._target.row() if not event.buttons() else -1)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Light no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, FBT001 - Qt's name and signature
        """Go to the next cell by Tab, and out of the table behind the last one of a row."""
        if self.move_current(0, 1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

    # ------------------------------------------------------------------ inside

    _is_extending = False

    def _set_up(self) -> None:
        """Switch off what is painted or done by ourselves."""
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.painter.row_height)

    def _press(self, event: QKeyEvent, *, is_extending: bool) -> None:
        """Let Qt take a key; a move with Shift extends the selection from where it began."""
        before = self.currentIndex()
        self._is_extending = is_extending
        self._target = QModelIndex()
        super().keyPressEvent(event)
        self._target = QModelIndex()
        if not is_extending and self.currentIndex() != before:
            self._anchor = QPersistentModelIndex(self.currentIndex())

    def moveCursor(  # noqa: N802 - Qt's name
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return where a key leads, and remember it for the selection."""
        self._target = super().moveCursor(cursorAction, modifiers)
        return self._target

    def _columns_between(self, first: int, last: int) -> list[int]:
        """Return the shown columns from one to another, as they stand."""
        shown = self.head.shown()
        if first not in shown or last not in shown:
            return [last]
        left, right = sorted((shown.index(first), shown.index(last)))
        return shown[left : right + 1]

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _sort_by(self, column: int) -> None:
        """Sort by a column; by the same one the other way round, if the rows are in order."""
        before, id_ = self.rows.sorting, COLUMNS[column].id
        is_turned = before.column == id_ and before.is_turned != self.rows.is_in_order
        self.rows.sort_by(Sorting(id_, is_turned))
        self.head.viewport().update()
        self.scrollTo(self.currentIndex())

    def _set_width(self, column: int, width: int) -> None:
        self._is_fitting = True
        self.setColumnWidth(column, width)
        self._is_fitting = False

    def _on_resized(self, column: int, before: int, width: int) -> None:
        """Remember a width that a person chose."""
        if self._is_fitting or not before or not width:
            return
        self._own_widths.add(column)
        self.fit_columns()
        self.layout_changed.emit()

    def _on_moved(self) -> None:
        self.viewport().update()
        self.layout_changed.emit()
