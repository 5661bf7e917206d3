"""The list of findings: those of the month in their order, then those of other months; a field to search them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.row_list import ROW_ROLE, Index, RowList, RowModel, RowPainter

_NUMBER, _MARGIN, _GAP, _ICON = 34, 12, 8, 13


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in the list; one without an id is the heading of a month. `mark` is "wrong", "open", "good" or empty."""

    id: str
    number: str
    title: str
    about: str
    mark: str = ""
    said: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.number, self.title, self.about, self.said) if part)


class FindingRows(RowModel[FindingRow]):
    """The findings that are shown, and the headings between them."""

    def row_of(self, id_: str) -> int:
        """Return where a finding stands; -1 where it does not."""
        return next((at for at, row in enumerate(self.rows) if row.id and row.id == id_), -1)

    def said(self, row: FindingRow) -> dict[int, object]:
        """Return the title, and what a screen reader says."""
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.ToolTipRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
        }

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let findings be chosen, and headings not."""
        if not index.isValid() or not self.rows[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FindingPainter(RowPainter):
    """Paints a finding on two lines, and a month's heading on one."""

    def restyle(self) -> None:
        """Make the colours, pens and fonts of the theme, once."""
        super().restyle()
        colours, font = self._appearance.colours, self._appearance.font
        self._marks = {"wrong": colours.error, "open": colours.edited, "good": colours.good}
        self._title, self._small = font(9.5, QFont.Weight.Medium), font(8.5)
        self._title_metrics, self._small_metrics = QFontMetrics(self._title), QFontMetrics(self._small)
        lines = ceil(self._title_metrics.height() + self._small_metrics.height())
        self.heights = {True: lines + 15, False: ceil(self._small_metrics.height()) + 15}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row; it is as wide as the list."""
        del option
        row: FindingRow = index.data(ROW_ROLE)
        return QSize(0, self.heights[bool(row.id)])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        rect: QRect = option.rect
        row: FindingRow = index.data(ROW_ROLE)
        if not row.id:
            self.paint_line(painter, rect)
            painter.setFont(self._small)
            painter.setPen(self._quiet)
            inside = rect.adjusted(_MARGIN, 6, -_MARGIN, -3)
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.title)
            return
        view: QWidget = option.widget
        ink = self.paint_ground(painter, option, is_active=view.hasFocus())
        self.paint_line(painter, rect)
        self._paint_texts(painter, rect, row, ink)

    def _paint_texts(self, painter: QPainter, rect: QRect, row: FindingRow, ink: QPen) -> None:
        """Paint number and title, and below them what it is about and its mark."""
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        top = QRect(rect.left() + _MARGIN, rect.top() + 6, rect.width() - 2 * _MARGIN, self._title_metrics.height())
        painter.setFont(self._small)
        painter.setPen(self._quiet)
        painter.drawText(top, left, row.number)
        title = top.adjusted(_NUMBER - _MARGIN, 0, 0, 0)
        painter.setFont(self._title)
        painter.setPen(ink)
        shown = self._title_metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, left, shown)
        below = QRect(title.left(), top.bottom() + 2, title.width(), self._small_metrics.height())
        painter.setFont(self._small)
        painter.setPen(self._quiet)
        said = self._small_metrics.horizontalAdvance(row.said) + _ICON + 4 if row.mark else 0
        room = below.width() - (said + _GAP if said else 0)
        about = self._small_metrics.elidedText(row.about, Qt.TextElideMode.ElideRight, room)
        painter.drawText(below, left, about)
        if row.mark:
            self._paint_mark(painter, below.adjusted(self._small_metrics.horizontalAdvance(about) + _GAP, 0, 0, 0), row)

    def _paint_mark(self, painter: QPainter, rect: QRect, row: FindingRow) -> None:
        """Paint the icon of a mark with its words."""
        colour = self._marks[row.mark]
        icons = {"wrong": "circle-x", "open": "circle-help", "good": "circle-check"}
        place = QRect(rect.left(), rect.center().y() - _ICON // 2, _ICON, _ICON)
        self._appearance.icon(icons[row.mark], colour).paint(painter, place)
        painter.setPen(QColor(colour))
        inside = rect.adjusted(_ICON + 4, 0, 0, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.said)


class FindingList(RowList):
    """Shows the rows. `chosen` carries the id of a finding, `moved` by how many places Alt and an arrow take it."""

    chosen = Signal(str)
    moved = Signal(int)
    delete_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Show no rows yet."""
        self.rows = FindingRows()
        super().__init__(self.rows, FindingPainter(appearance))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[FindingRow], current: str) -> None:
        """Show other rows with one of them chosen."""
        self.rows.show(rows)
        self.choose(self.rows.row_of(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move a finding by Alt and an arrow, delete it by Delete."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if steps is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, FindingRow) and row.id:
            self.chosen.emit(row.id)
