"""A plain table of texts: rows of any kind, columns that say how a row is written, painted by one delegate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.ui.appearance import Appearance

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
_PADDING = 8
_NO_PARENT = QModelIndex()


class Look(IntEnum):
    """How a row's texts look."""

    PLAIN = 0
    QUIET = 1
    STRUCK = 2
    STRONG = 3
    ERROR = 4


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: the message id of its heading, and how a row is written in it.

    Those that stretch share the room that is left. In a table narrower than `hides_below` pixels the column is not shown.
    """

    heading: str
    text: Callable[[T], str]
    is_number: bool = False
    stretches: bool = False
    hides_below: int = 0
    look: Callable[[T], Look] | None = None


class Rows(QAbstractTableModel, Generic[T]):
    """Rows as texts; they are replaced as a whole and never edited here."""

    def __init__(
        self,
        appearance: Appearance,
        columns: Sequence[Column[T]],
        look: Callable[[T], Look] = lambda _row: Look.PLAIN,
        parent: QObject | None = None,
    ) -> None:
        """Show columns of no rows yet; `look` says how a row looks where its column does not."""
        super().__init__(parent)
        self._appearance = appearance
        self._columns = tuple(columns)
        self._look = look
        self.rows: Sequence[T] = ()

    @property
    def columns(self) -> Sequence[Column[T]]:
        """The columns, from the left."""
        return self._columns

    def show(self, rows: Sequence[T]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, alignment, look, or what a screen reader says."""
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._appearance.say(column.heading)}: {column.text(row)}"
        if role == LOOK_ROLE:
            return int((column.look or self._look)(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._appearance.say(self._columns[section].heading)
        return _alignment(self._columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def retranslate(self) -> None:
        """Tell that all texts changed."""
        if self.rows:
            end = self.index(len(self.rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), end)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)


def _alignment(column: Column[T]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class TextDelegate(QStyledItemDelegate):
    """Paints a cell: ground, selection, and its text by its look."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paint in the colours of the theme."""
        super().__init__(parent)
        self._appearance = appearance
        self.restyle()

    def restyle(self) -> None:
        """Make the colours, pens and fonts of the theme, once."""
        colours = self._appearance.colours
        self._ground = QColor(colours.selection)
        self._hover = QColor(colours.hover)
        self._grid = QPen(QColor(colours.grid), 1)
        self._grid.setCosmetic(True)
        self._bars = {True: QColor(colours.accent), False: QColor(colours.control)}
        self._chosen = QPen(QColor(colours.selection_text))
        inks = {Look.QUIET: colours.text2, Look.STRUCK: colours.missing, Look.ERROR: colours.error}
        self._inks = {look: QPen(QColor(inks.get(look, colours.text))) for look in Look}
        plain, strong, struck = (self._appearance.font() for _ in range(3))
        strong.setWeight(QFont.Weight.Medium)
        struck.setStrikeOut(True)
        self._fonts = dict.fromkeys(Look, plain) | {Look.STRONG: strong, Look.STRUCK: struck}
        self._metrics = {look: QFontMetrics(font) for look, font in self._fonts.items()}
        self.row_height = self._appearance.row_height(self._metrics[Look.PLAIN].height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        look = Look(index.data(LOOK_ROLE) or 0)
        if is_selected:
            painter.fillRect(rect, self._ground)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._hover)
        painter.setPen(self._grid)
        painter.drawLine(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())
        if is_selected and index.column() == 0:
            view: QWidget = option.widget
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._bars[view.hasFocus()])
        inside = rect.adjusted(_PADDING, 0, -_PADDING, -1)
        text = self._metrics[look].elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, inside.width())
        painter.setFont(self._fonts[look])
        painter.setPen(self._chosen if is_selected and look in {Look.PLAIN, Look.STRONG} else self._inks[look])
        painter.drawText(inside, index.data(Qt.ItemDataRole.TextAlignmentRole) or 0, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the room that a cell's text needs."""
        del option
        look = Look(index.data(LOOK_ROLE) or 0)
        width = self._metrics[look].horizontalAdvance(str(index.data() or ""))
        return QSize(width + 2 * _PADDING + 2, self.row_height)


class TextTable(QTableView):
    """Shows `Rows`; a row is chosen as a whole, Tab leaves the table. `chosen` is emitted with each row's number."""

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, model: Rows[T], parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self._delegate = TextDelegate(appearance, self)
        self._least_widths = [column.hides_below for column in model.columns]
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_header(model)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self._fit_rows()
        self.setMinimumHeight(3 * self._delegate.row_height)

    @property
    def current_row(self) -> int:
        """The number of the chosen row, or -1."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))
            self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take what room there is: its rows scroll, so that a dialog on a small screen need not."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the theme's colours."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_delegate"):
            self._delegate.restyle()
            self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Drop the columns for which there is no room."""
        for place, least in enumerate(self._least_widths):
            if self.isColumnHidden(place) != (event.size().width() < least):
                self.setColumnHidden(place, not self.isColumnHidden(place))
        super().resizeEvent(event)

    def _set_up_header(self, model: Rows[T]) -> None:
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(200)
        header.setMinimumSectionSize(40)
        if any(column.stretches for column in model.columns):
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place, column in enumerate(model.columns):
            fits = QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch if column.stretches else fits)

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)

    def _tell_current(self, current: QModelIndex) -> None:
        self.chosen.emit(current.row())
