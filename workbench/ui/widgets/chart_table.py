"""A plot as a table: a row a period, a column a line; it is read, heard and copied in the plot's place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.table import LOOK_ROLE, Look, TextDelegate
from workbench.ui.widgets.clipboard import mime_of

Index = QModelIndex | QPersistentModelIndex
Lines = Sequence[Sequence[str]]
_NO_PARENT = QModelIndex()
_WIDEST = 320
_PADDING = 8


class ChartRows(QAbstractTableModel):
    """The table as texts, with the periods as the heads of its rows; the first `figures` columns are figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self.heads: Sequence[str] = ()
        self.rows: Lines = ()
        self._figures = 0

    def show(self, table: Lines, figures: int) -> None:
        """Hold another table: heads and rows, each with the period first."""
        self.beginResetModel()
        self.heads, self.rows = (table[0], table[1:]) if table else ((), ())
        self._figures = figures
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many periods there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are beside the periods."""
        return 0 if parent.isValid() else max(0, len(self.heads) - 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, alignment, look, or what a screen reader says."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column() + 1
        is_missing = not row[column] and column <= self._figures
        text = "–" if is_missing else row[column]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row[0]}, {self.heads[column]}: {text}"
        if role == LOOK_ROLE:
            return int(Look.QUIET if is_missing else Look.PLAIN)
        return self._alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a line, or a period."""
        is_text = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section][0] if is_text and 0 <= section < len(self.rows) else None
        if not 0 <= section < self.columnCount():
            return None
        if is_text:
            return self.heads[section + 1]
        return self._alignment(section + 1) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column <= self._figures else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class _Corner(QWidget):
    """Names the periods, between the heads of the lines and those of the rows."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it as the heads are."""
        del event
        painter, colours = QPainter(self), self._appearance.colours
        painter.fillRect(self.rect(), QColor(colours.header))
        painter.setPen(QColor(colours.text))
        painter.drawText(self.rect().adjusted(_PADDING, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)


class ChartTable(QTableView):
    """Shows ChartRows; what is selected, or else all of it, is copied with its heads."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.rows = ChartRows(self)
        self._delegate = TextDelegate(appearance, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.rows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(100)
        self.horizontalHeader().setMaximumSectionSize(_WIDEST)
        self._corner = _Corner(appearance, self)
        self.restyle()

    def show_table(self, table: Lines, figures: int) -> None:
        """Show a table; the newest period is seen, and the current cell stays where it stood."""
        before, is_first = self.currentIndex(), not self.rows.heads
        place = (before.row(), before.column())
        self.rows.show(table, figures)
        self._corner.text = self.rows.heads[0] if self.rows.heads else ""
        self.resizeColumnsToContents()
        index = self.rows.index(*place)
        if before.isValid() and index.isValid():
            self.setCurrentIndex(index)
        elif is_first and self.rows.rows:
            self.scrollToBottom()
            last = self.rows.index(len(self.rows.rows) - 1, 0)
            self.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self._delegate.restyle()
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Keep the name of the periods in the corner between the heads."""
        super().updateGeometries()
        if hasattr(self, "_corner"):
            self._corner.setGeometry(0, 0, self.verticalHeader().width(), self.horizontalHeader().height())
            self._corner.raise_()

    def copy(self) -> None:
        """Put the selected cells on the clipboard with periods and heads; all of them where one or none is selected."""
        chosen = self.selectionModel().selectedIndexes()
        rows, columns = range(len(self.rows.rows)), range(1, len(self.rows.heads))
        if len(chosen) > 1:
            rows = range(min(index.row() for index in chosen), max(index.row() for index in chosen) + 1)
            columns = range(min(index.column() for index in chosen) + 1, max(index.column() for index in chosen) + 2)
        places = [0, *columns]
        heads = [self.rows.heads[column] for column in places]
        QGuiApplication.clipboard().setMimeData(
            mime_of(heads, [[self.rows.rows[row][column] for column in places] for row in rows])
        )
