"""The table itself: cells painted in one go, the total and the first columns frozen, keys and selection as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

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
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.core.keys import FigureKey
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.columns import COLUMNS, FROZEN, LABEL, PLACES
from workbench.ui.widgets.grid_columns import GridColumns
from workbench.ui.widgets.grid_delegate import GridDelegate
from workbench.ui.widgets.grid_header import GridHeader
from workbench.ui.widgets.grid_model import GridModel, Sorting
from workbench.ui.widgets.grid_painter import GridPainter
from workbench.ui.widgets.grid_panes import GridPanes
from workbench.ui.widgets.series_drag import SeriesDrag

Index = QModelIndex | QPersistentModelIndex

_SELECT = QItemSelectionModel.SelectionFlag
_LABEL = PLACES[LABEL.id]


class GridView(QTableView):
    """Shows a GridModel. `cleared` and `copied_plain` tell of keys, `cells_selected` that the selection is another one.

    `pointed` names the segment of the row under the pointer, empty where none is.
    """

    cleared = Signal()
    copied_plain = Signal()
    cells_selected = Signal()
    menu_wanted = Signal(QPoint)
    sorted = Signal()
    pointed = Signal(str)

    def __init__(self, model: GridModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self.rows = model
        self.painter = GridPainter(appearance)
        self.delegate = GridDelegate(appearance, self)
        self.head = GridHeader(model, appearance, self)
        self.head.tag_width = self.painter.tag_width
        self.is_heat_shown = True
        self._anchor = QPersistentModelIndex()
        self._target = QModelIndex()
        self._hovered = -1
        self.drag = SeriesDrag(self, self._named_at, held_at=self._held_at)
        self.setHorizontalHeader(self.head)
        for told in (self.head.sectionPressed, self.head.sectionEntered):
            told.disconnect()  # by which Qt selects a whole column: a head only sorts
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self._set_up()
        self.delegate.left.connect(self.move_current)
        self.head.sectionClicked.connect(self.sort_by)
        self.columns = GridColumns(self, self.head, self.painter)
        self._panes = GridPanes(self)

    def restyle(self) -> None:
        """Take fonts and colours of the theme."""
        self.painter.restyle()
        self.head.restyle()
        self.head.tag_width = self.painter.tag_width
        self.verticalHeader().setDefaultSectionSize(self.painter.row_height)
        self.viewport().update()

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of the cell that is pressed, or of the current one."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if is_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

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
        box, front, top = self.visualRect(index), self.head.frozen_width(), self.painter.row_height
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
        self.columns.spread()

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802 - Qt's name
        """Return how wide a column must be to show all of its cells."""
        spec = COLUMNS[column]
        decimals = self.rows.decimals(spec.id) if self.rows.sheet is not None else 0
        cells = [self.rows.cell(row, spec.id) for row in range(self.rows.rowCount())]
        longest = max((len(cell.text) for cell in cells), default=0)
        widest = (cell for cell in cells if len(cell.text) >= longest - 1)
        return max((self.painter.content_width(cell, spec, decimals) for cell in widest), default=0)

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
        if self.drag.is_held:
            return
        index = self.indexAt(event.position().toPoint())
        self._is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and self._anchor.isValid()
        if not self._is_extending:
            self._anchor = QPersistentModelIndex(index)
        self._target = index
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Light the row under the pointer; extend the selection while the button is down, unless rows are held."""
        if self.drag.is_held and event.buttons():
            return
        self._target = self.indexAt(event.position().toPoint())
        self._is_extending = bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        self._hover(self._target.row() if not event.buttons() else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the cell of a row that was held and not dragged."""
        index = self.indexAt(event.position().toPoint())
        if self.drag.is_held and index.isValid():
            self.select_cells([(index.row(), index.column())])
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Light no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, FBT001 - Qt's name and signature
        """Go to the next cell by Tab, and out of the table behind the last one of a row."""
        if self.move_current(0, 1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

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
        self.setCornerWidget(QWidget(self))
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

    def _named_at(self, pos: QPoint) -> list[FigureKey]:
        """Return the series whose name is at a point: names are what series are taken by."""
        sheet, index = self.rows.sheet, self.indexAt(pos)
        if sheet is None or not index.isValid() or index.column() != _LABEL:
            return []
        return [FigureKey(sheet.metric.id, *self.rows.place(index.row()))]

    def _held_at(self, pos: QPoint) -> list[FigureKey]:
        """Return the series of all selected rows where the name of one is; from other names a block is selected."""
        named, sheet, rows = self._named_at(pos), self.rows.sheet, self.selected_rows()
        selected = [] if sheet is None else [FigureKey(sheet.metric.id, *self.rows.place(row)) for row in rows]
        return selected if set(named) & set(selected) else []

    def point_at(self, segment: str) -> None:
        """Light the row of a segment that is pointed at elsewhere; an empty id lights none."""
        sheet = self.rows.sheet
        rows = [] if sheet is None or not segment else self.rows.rows_of([(sheet.dimension, segment)])
        self._light(rows[0] if rows else -1)

    def _hover(self, row: int) -> None:
        if self._light(row):
            self.pointed.emit("" if row <= 0 else self.rows.place(row)[1])

    def _light(self, row: int) -> bool:
        """Light a row, or none; return whether that is another one."""
        is_other = row != self._hovered
        self._hovered = row
        if is_other:
            self.viewport().update()
        return is_other

    def keep_in_place(self, change: Callable[[], None]) -> None:
        """Let the rows change; the current cell then stands where it stood."""
        before = self.visualRect(self.currentIndex()).top() if self.currentIndex().isValid() else None
        change()
        if before is not None and self.currentIndex().isValid():
            bar = self.verticalScrollBar()
            self.updateGeometries()
            bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - before)

    def sort_by(self, column: int) -> None:
        """Sort by a column; by the same one the other way round, if the rows are in order."""
        before, id_ = self.rows.sorting, COLUMNS[column].id
        is_turned = before.column == id_ and before.is_turned != self.rows.is_in_order
        self.rows.sort_by(Sorting(id_, is_turned))
        self.head.viewport().update()
        self.scrollTo(self.currentIndex())
        self.sorted.emit()
