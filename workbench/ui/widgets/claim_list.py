"""The claims of a text as a list: what is wrong first, then what cannot be told, then quietly all that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from workbench.core.claims.verdicts import VerdictKind
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import verdict_icon
from workbench.ui.widgets.row_list import ROW_ROLE, Index, RowList, RowModel, RowPainter

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


class ClaimRows(RowModel[ClaimRow]):
    """The claims that are shown."""

    def said(self, row: ClaimRow) -> dict[int, object]:
        """Return the words, and what a screen reader says."""
        return {
            Qt.ItemDataRole.DisplayRole: row.words,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            Qt.ItemDataRole.ToolTipRole: row.spoken,
        }


class ClaimPainter(RowPainter):
    """Paints a claim: on one line where it is right, on three where there is something to say."""

    def restyle(self) -> None:
        """Make the colours, pens and fonts of the theme, once."""
        super().restyle()
        colours, font = self._appearance.colours, self._appearance.font
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
        view: QWidget = option.widget
        ink = self.paint_ground(painter, option, is_active=view.hasFocus())
        self.paint_line(painter, rect)
        first = QRect(rect.left() + _MARGIN, rect.top(), rect.width() - 2 * _MARGIN, self._row_height - 1)
        if not row.is_quiet:
            first.translate(0, 3)
        icon = QRect(first.left(), first.center().y() - _ICON // 2, _ICON, _ICON)
        self._appearance.icon(verdict_icon(row.kind), self._inks[row.kind]).paint(painter, icon)
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


class ClaimList(RowList):
    """Shows the rows; `chosen` carries the place of a claim, `followed` that of one whose figure is wanted."""

    chosen = Signal(int)
    followed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        """Show no rows yet."""
        self.rows = ClaimRows()
        super().__init__(self.rows, ClaimPainter(appearance))
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(self._tell)
        self.doubleClicked.connect(self._follow)

    def show_rows(self, rows: Sequence[ClaimRow], current: int) -> None:
        """Show other rows, with the claim at a place chosen; -1 for none."""
        self.rows.show(rows)
        self.choose(next((at for at, row in enumerate(rows) if row.at == current), -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the figure on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._follow(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _tell(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ClaimRow):
            self.chosen.emit(row.at)

    def _follow(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ClaimRow):
            self.followed.emit(row.at)
