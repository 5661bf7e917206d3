"""The claims of a text as a list: what is wrong first, then what cannot be told, then quietly all that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.core.claims.verdicts import VerdictKind
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import verdict_icon

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()
_MARGIN, _ICON, _GAP = 12, 14, 8


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim: its place among those of the text, its words, the figure it is about, what is wrong, and its line."""

    at: int
    words: str
    path: str
    reason: str
    line: str
    kind: VerdictKind
    verdict: str

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to do about it."""
        return self.kind.is_right

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.words, self.verdict, self.reason, self.path, self.line) if part)


class ClaimRows(QAbstractListModel):
    """The rows that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold no rows yet."""
        super().__init__(parent)
        self.rows: Sequence[ClaimRow] = ()

    def show(self, rows: Sequence[ClaimRow]) -> None:
        """Hold other rows."""
        if list(rows) != list(self.rows):
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its words, or what a screen reader says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        return row.spoken if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole} else None


class ClaimDelegate(QStyledItemDelegate):
    """Paints a claim: on one line where it is right, on three where there is something to say."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paint in the colours of the theme."""
        super().__init__(parent)
        self._appearance = appearance
        self.restyle()

    def restyle(self) -> None:
        """Make the colours, pens and fonts of the theme, once."""
        colours, font = self._appearance.colours, self._appearance.font
        self._selection, self._hover = QColor(colours.selection), QColor(colours.hover)
        self._bars = {True: QColor(colours.accent), False: QColor(colours.control)}
        self._ink, self._quiet = QPen(QColor(colours.text)), QPen(QColor(colours.text2))
        self._chosen, self._line = QPen(QColor(colours.selection_text)), QPen(QColor(colours.grid), 1)
        self._inks = {kind: colours.error if kind.is_wrong else colours.good for kind in VerdictKind}
        self._inks |= {VerdictKind.AMBIGUOUS: colours.edited, VerdictKind.NEEDS_DATA: colours.text2}
        self._words, self._small = font(9.5, QFont.Weight.Medium), font(8.5)
        self._words_metrics, self._small_metrics = QFontMetrics(self._words), QFontMetrics(self._small)
        small = ceil(self._small_metrics.height())
        first = ceil(self._words_metrics.height())
        self._row_height, self._tall = max(24, first + 5), first + 2 * small + 18

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row; it is as wide as the list."""
        del option
        row: ClaimRow = index.data(ROW_ROLE)
        return QSize(0, self._row_height if row.is_quiet else self._tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        rect: QRect = option.rect
        row: ClaimRow = index.data(ROW_ROLE)
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            view: QWidget = option.widget
            painter.fillRect(rect, self._selection)
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._bars[view.hasFocus()])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._hover)
        painter.setPen(self._line)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        first = QRect(rect.left() + _MARGIN, rect.top(), rect.width() - 2 * _MARGIN, self._row_height - 1)
        if not row.is_quiet:
            first.translate(0, 3)
        icon = QRect(first.left(), first.center().y() - _ICON // 2, _ICON, _ICON)
        self._appearance.icon(verdict_icon(row.kind), self._inks[row.kind]).paint(painter, icon)
        ink = self._chosen if is_selected else self._ink
        if row.is_quiet:
            self._paint_line(painter, first, row, ink)
        else:
            self._paint_lines(painter, first, row, ink)

    def _paint_line(self, painter: QPainter, rect: QRect, row: ClaimRow, ink: QPen) -> None:
        """Paint words, figure and line number beside each other."""
        rect = self._paint_number(painter, rect, row)
        most = (rect.width() - _GAP) * 3 // 5
        words = min(max(rect.width() * 2 // 5, self._words_metrics.horizontalAdvance(row.words) + 1), most)
        self._text(painter, QRect(rect.left(), rect.top(), words, rect.height()), row.words, ink, self._words)
        self._text(painter, rect.adjusted(words + _GAP, 0, 0, 0), row.path, self._quiet, self._small)

    def _paint_lines(self, painter: QPainter, rect: QRect, row: ClaimRow, ink: QPen) -> None:
        """Paint words and line number, below them what is wrong, and the figure."""
        rect = self._paint_number(painter, rect, row)
        self._text(painter, rect, row.words, ink, self._words)
        height = self._small_metrics.height() + 2
        below = QRect(rect.left(), rect.bottom() - 1, rect.width(), height)
        self._text(painter, below, row.reason or row.verdict, QPen(QColor(self._inks[row.kind])), self._small)
        self._text(painter, below.translated(0, height), row.path, self._quiet, self._small)

    def _paint_number(self, painter: QPainter, rect: QRect, row: ClaimRow) -> QRect:
        """Paint the line number at the right; return the room between it and the icon."""
        painter.setFont(self._small)
        painter.setPen(self._quiet)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.line)
        return rect.adjusted(_ICON + _GAP, 0, -self._small_metrics.horizontalAdvance(row.line) - _GAP, 0)

    @staticmethod
    def _text(painter: QPainter, rect: QRect, text: str, ink: QPen, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class ClaimList(QListView):
    """Shows the rows; `chosen` carries the place of a claim, `followed` that of one whose figure is wanted."""

    chosen = Signal(int)
    followed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        """Show no rows yet."""
        super().__init__()
        self.rows = ClaimRows(self)
        self.painting = ClaimDelegate(appearance, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.painting)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(self._tell)
        self.doubleClicked.connect(self._follow)

    def show_rows(self, rows: Sequence[ClaimRow], current: int) -> None:
        """Show other rows, with the claim at a place chosen; -1 for none."""
        blocked = self.selectionModel().blockSignals(True)
        self.rows.show(rows)
        at = next((at for at, row in enumerate(rows) if row.at == current), -1)
        self.setCurrentIndex(self.rows.index(at, 0) if at >= 0 else QModelIndex())
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the figure on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._follow(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.painting.restyle()
        self.rows.layoutChanged.emit()
        self.viewport().update()

    def _tell(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ClaimRow):
            self.chosen.emit(row.at)

    def _follow(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ClaimRow):
            self.followed.emit(row.at)
