"""A list in a panel of the overview: a model of rows, and the view that paints them and leads to their figures."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workbench.core.keys import FigureKey
from workbench.core.queries.overview import Key
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.kpi_painting import KpiPainter
from workbench.ui.widgets.kpi_rows import KpiRow, KpiRows
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.series_drag import SeriesDrag

Index = QModelIndex | QPersistentModelIndex

_NO_PARENT = QModelIndex()
_EDGE = 6
"""Room at both sides of the rows for the mark of the selected one."""


class KpiModel(QAbstractListModel):
    """The head of a list as its first row, which cannot be chosen, and its rows; without any, a row that says so."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self.shown = KpiRows("", "", "", "", ())

    def show(self, shown: KpiRows) -> None:
        """Show another list."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def row_of(self, index: Index) -> KpiRow | None:
        """Return what stands at an index; None of the head, and of a row that says that there is nothing."""
        at = index.row() - 1
        return self.shown.rows[at] if index.isValid() and 0 <= at < len(self.shown.rows) else None

    def index_of(self, key: Key) -> QModelIndex:
        """Return where a figure stands; an invalid index where it does not."""
        at = next((at for at, row in enumerate(self.shown.rows, 1) if row.key == key), None)
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are, with the head."""
        return 0 if parent.isValid() else 1 + max(1, len(self.shown.rows))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text, and the sentence that says all of it."""
        if not index.isValid():
            return None
        row = self.row_of(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if row is not None else self._words(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said if row is not None else self._words(index)
        if role == Qt.ItemDataRole.ToolTipRole and row is not None:
            return plain_tip(row.said)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen, but not the head."""
        if self.row_of(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _words(self, index: Index) -> str:
        return self.shown.title if index.row() == 0 else self._appearance.say("overview.list_empty")


class KpiDelegate(QStyledItemDelegate):
    """Paints the rows of a list by itself."""

    def __init__(self, appearance: Appearance, view: KpiList) -> None:
        """Paint in the colours of the theme."""
        super().__init__(view)
        self._view = view
        self._appearance = appearance
        self.restyle()

    def restyle(self) -> None:
        """Make fonts and colours anew."""
        self.painter = KpiPainter(self._appearance)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the head, a row, or that there is none."""
        model, box = self._view.rows, option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        places = self.painter.columns(model.shown, box.width())
        row = model.row_of(index)
        if index.row() == 0:
            self.painter.paint_head(painter, model.shown, places, box)
        elif row is None:
            self.painter.paint_nothing(painter, str(index.data()), box)
        else:
            self.painter.paint_row(
                painter,
                model.shown,
                places,
                row,
                box,
                is_selected=row.key == self._view.marked,
                is_hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
                is_framed=self._view.hasFocus() and index.row() == self._view.currentIndex().row(),
            )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row; the head has some room above."""
        del option
        return QSize(160, self.painter.head_height if index.row() == 0 else self.painter.row_height)


class KpiList(QListView):
    """Shows a list as high as it is; a click or Enter leads to a row's figure, the arrow keys move among the rows."""

    led = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self.marked: Key | None = None
        self.rows = KpiModel(appearance, self)
        self._delegate = KpiDelegate(appearance, self)
        self.drag = SeriesDrag(self, self._series_at, current=lambda: self._series(self.currentIndex()))
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def show_rows(self, shown: KpiRows) -> None:
        """Show a list; the row that was current stays so if it is still there."""
        current = self.rows.row_of(self.currentIndex())
        self.rows.show(shown)
        self.setAccessibleName(shown.title)
        if current is not None:
            self.setCurrentIndex(self.rows.index_of(current.key))
        self._fit()

    def mark(self, key: Key | None) -> None:
        """Mark the row of the figure that the window looks at."""
        if key != self.marked:
            self.marked = key
            self.viewport().update()

    def restyle(self) -> None:
        """Take the colours and fonts of the theme."""
        self._delegate.restyle()
        self.scheduleDelayedItemsLayout()
        self._fit()

    @property
    def natural_height(self) -> int:
        """How high all rows are together."""
        painter = self._delegate.painter
        return painter.head_height + (self.rows.rowCount() - 1) * painter.row_height + 1

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the current row's figure; other keys move."""
        row = self.rows.row_of(self.currentIndex())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and row is not None:
            self.led.emit(row.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the figure that was pressed."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row_of(index)
        if event.button() == Qt.MouseButton.LeftButton and row is not None and index == self.currentIndex():
            self.led.emit(row.key)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin with the first row."""
        super().focusInEvent(event)
        if self.rows.row_of(self.currentIndex()) is None and self.rows.shown.rows:
            self.setCurrentIndex(self.rows.index(1))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_delegate"):
            self.restyle()

    def _series_at(self, pos: QPoint) -> list[FigureKey]:
        return self._series(self.indexAt(pos))

    def _series(self, index: QModelIndex) -> list[FigureKey]:
        row = self.rows.row_of(index)
        return [] if row is None else [FigureKey(*row.key)]

    def _fit(self) -> None:
        self.setFixedHeight(self.natural_height)
