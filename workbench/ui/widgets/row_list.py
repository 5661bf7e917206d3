"""What lists of rows have in common: a model of rows, the ground on which a row is painted, and a list that shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.appearance import Appearance

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which an index gives its row."""

_NO_PARENT = QModelIndex()


class RowModel(QAbstractListModel, Generic[R]):
    """The rows of a list; a list of its own kind says by `said` what stands under the roles of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold no rows yet."""
        super().__init__(parent)
        self.rows: Sequence[R] = ()

    def said(self, row: R) -> Mapping[int, object]:
        """Return what a row says by role: its words, what a screen reader says, what a pointer is told."""
        raise NotImplementedError

    def show(self, rows: Sequence[R]) -> None:
        """Hold other rows."""
        if list(rows) != list(self.rows):
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what it says under a role."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        return row if role == ROW_ROLE else self.said(row).get(role)


class RowPainter(QStyledItemDelegate):
    """Paints the ground of a row: that of the selected one, with a bar at its left, and of the one under the pointer."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paint in the colours of the theme."""
        super().__init__(parent)
        self._appearance = appearance
        self.restyle()

    def restyle(self) -> None:
        """Make the colours and pens of the theme, once."""
        colours = self._appearance.colours
        self._selection, self._hover = QColor(colours.selection), QColor(colours.hover)
        self._bars = {True: QColor(colours.accent), False: QColor(colours.control)}
        self._ink, self._quiet = QPen(QColor(colours.text)), QPen(QColor(colours.text2))
        self._chosen, self._line = QPen(QColor(colours.selection_text)), QPen(QColor(colours.grid), 1)

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, is_active: bool) -> QPen:
        """Paint the ground and return the ink on it; the bar is bright where keys act on the list."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selection)
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._bars[is_active])
            return self._chosen
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._hover)
        return self._ink

    def paint_line(self, painter: QPainter, rect: QRect) -> None:
        """Paint the line below a row."""
        painter.setPen(self._line)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


class RowList(QListView):
    """Shows a model of rows as a painter paints them."""

    def __init__(self, rows: RowModel[R], painting: RowPainter, parent: QWidget | None = None) -> None:
        """Take the model and the painter over."""
        super().__init__(parent)
        rows.setParent(self)
        painting.setParent(self)
        self.painting = painting
        self.setModel(rows)
        self.setItemDelegate(painting)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def choose(self, at: int) -> None:
        """Make a row the current one without telling; -1 for none."""
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.model().index(at, 0) if at >= 0 else QModelIndex())
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.painting.restyle()
        self.model().layoutChanged.emit()
        self.viewport().update()
