"""Painting the rows of a plot's legend, in the colours of one theme."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.plots.head import wrapped
from workbench.ui.plots.inks import Face, Inks, draw_sample, write
from workbench.ui.widgets.legend_rows import ADDING, Kind, LegendRow
from workbench.ui.widgets.row_list import ROW_ROLE, Index

_MARGIN = 14
_BOX = 14
_GAP = 8
_SAMPLE = 18
_LINE = 17
_MOST_LINES = 3
_ABOVE = 12
"""The room above a heading."""

_FLAG = 16


class LegendPainter(QStyledItemDelegate):
    """Paints a row by itself: a heading, a line with its check box and sample, a kind of events, or a note."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paint in the colours of the theme."""
        super().__init__(parent)
        self._appearance = appearance
        self.restyle()

    def restyle(self) -> None:
        """Make the colours, pens and fonts of the theme, once."""
        colours = self._appearance.colours
        self._inks = Inks(colours)
        self._plain, self._strong = Face(9), Face(9.5, QFont.Weight.Medium)
        self._quiet, self._number = Face(8.5), Face(8, QFont.Weight.DemiBold)
        self._text, self._text2 = QColor(colours.text), QColor(colours.text2)
        self._missing, self._accent = QColor(colours.missing), QColor(colours.accent)
        self._selection, self._hover = QColor(colours.selection), QColor(colours.hover)
        self._chosen, self._control = QColor(colours.selection_text), QColor(colours.control)
        self._box_pen, self._tick_pen = QPen(self._control, 1), QPen(QColor(colours.on_accent), 1.6)
        self._raised, self._flag = QColor(colours.raised), QColor(colours.warning)
        self.row_height = max(22, self._appearance.row_height(self._plain.height) - 1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return how high a row is where the list is so wide."""
        row: LegendRow = index.data(ROW_ROLE)
        view: QWidget | None = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        if row.kind is Kind.NOTE:
            lines = max(1, len(self._lines(row.text, width)))
            return QSize(0, lines * _LINE + 9)
        is_first = index.row() == 0
        return QSize(0, self.row_height + (0 if is_first or row.kind not in {Kind.HEADING, *ADDING} else _ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row: LegendRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_heading = row.kind in {Kind.HEADING, *ADDING}
        if is_heading:
            rect = rect.adjusted(0, rect.height() - self.row_height, 0, 0)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, self._selection)
            view: QWidget = option.widget
            painter.fillRect(
                rect.left(), rect.top(), 3, rect.height(), self._accent if view.hasFocus() else self._control
            )
        elif state & QStyle.StateFlag.State_MouseOver and row.kind is not Kind.HEADING:
            painter.fillRect(rect, self._hover)
        painter.save()
        if is_heading:
            self._paint_heading(painter, rect, row, is_selected=is_selected)
        elif row.kind is Kind.NOTE:
            self._paint_note(painter, rect, row, is_selected=is_selected)
        else:
            self._paint_line(painter, rect, row, is_selected=is_selected)
        painter.restore()

    @staticmethod
    def box_area(rect: QRect) -> QRect:
        """Return where the check box of a row is."""
        return QRect(rect.left() + _MARGIN, rect.center().y() - _BOX // 2 + 1, _BOX, _BOX)

    def _paint_heading(self, painter: QPainter, rect: QRect, row: LegendRow, *, is_selected: bool) -> None:
        is_adding = row.kind in ADDING
        left, right = rect.left() + _MARGIN, rect.right() - _MARGIN
        value = row.value
        ink = self._chosen if is_selected else self._accent if is_adding else self._text2
        face = self._plain if is_adding else self._quiet
        end = right - face.width(value)
        self._write(painter, end, rect, value, face, ink)
        text = self._quiet.shortened(row.text, end - _GAP - left)
        self._write(painter, left, rect, text, self._quiet, self._chosen if is_selected else self._text2)

    def _paint_line(self, painter: QPainter, rect: QRect, row: LegendRow, *, is_selected: bool) -> None:
        """Paint a line or a kind of events: check box, sample, name, and value."""
        box = self.box_area(rect)
        if row.is_checked is not None:
            self._paint_box(painter, box, is_checked=row.is_checked)
        left = box.right() + _GAP
        middle = rect.center().y() + 0.5
        is_off = row.is_checked is not True
        if row.line is not None:
            draw_sample(painter, self._inks, row.line, left, middle, is_hidden=is_off)
        elif row.kind is Kind.EVENTS:
            colour = self._appearance.colours.disabled if is_off else self._appearance.colours.text2
            self._appearance.icon("flag", colour).paint(painter, QRect(left + 1, rect.center().y() - 6, 14, 14))
        left += _SAMPLE + _GAP
        value_ink = self._missing if row.is_checked is None else self._text2 if is_off else self._text
        value_ink = self._chosen if is_selected else value_ink
        ink = self._chosen if is_selected else self._text2 if is_off else self._text
        end = rect.right() - _MARGIN - self._strong.width(row.value)
        self._write(painter, end, rect, row.value, self._strong, value_ink)
        self._write(painter, left, rect, self._plain.shortened(row.text, end - _GAP - left), self._plain, ink)

    def _paint_box(self, painter: QPainter, box: QRect, *, is_checked: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._accent, 1) if is_checked else self._box_pen)
        painter.setBrush(self._accent if is_checked else self._raised)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if is_checked:
            painter.setPen(self._tick_pen)
            x, y = box.left(), box.top()
            painter.drawPolyline([QPointF(x + 3.4, y + 7.2), QPointF(x + 6, y + 9.8), QPointF(x + 10.6, y + 4.4)])

    def _paint_note(self, painter: QPainter, rect: QRect, row: LegendRow, *, is_selected: bool) -> None:
        """Paint a note's number as its flag in the plot, and its words in some lines."""
        assert row.note is not None
        top = rect.top() + 4
        flag = QRectF(rect.left() + _MARGIN - 1, top, _FLAG, _FLAG)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._flag)
        painter.drawRoundedRect(flag, 2, 2)
        number = str(row.note.number)
        self._at(
            painter,
            flag.center().x() - self._number.width(number) / 2,
            flag.center().y(),
            number,
            self._number,
            self._inks.surface,
        )
        ink = self._chosen if is_selected else self._text
        for at, line in enumerate(self._lines(row.text, rect.width())):
            self._at(painter, rect.left() + _MARGIN + _FLAG + 7, top + _FLAG / 2 + at * _LINE, line, self._plain, ink)

    def _lines(self, text: str, width: int) -> list[str]:
        """Break a note's words into lines; what is left after the last one is cut."""
        room = max(60, width - 2 * _MARGIN - _FLAG - 7)
        lines = list(wrapped(text, room, self._plain))
        if len(lines) > _MOST_LINES:
            rest = lines[_MOST_LINES - 1] + "…"
            while self._plain.width(rest) > room:
                rest = rest[:-2] + "…"
            lines = [*lines[: _MOST_LINES - 1], rest]
        return lines

    def _write(self, painter: QPainter, left: float, rect: QRect, text: str, face: Face, ink: QColor) -> None:
        self._at(painter, left, rect.center().y() + 0.5, text, face, ink)

    @staticmethod
    def _at(painter: QPainter, left: float, middle: float, text: str, face: Face, ink: QColor) -> None:
        write(painter, left, middle - face.height / 2 + face.ascent, text, face, ink)
