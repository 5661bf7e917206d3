"""Paints the rows of the lists in the panels of the overview: fonts, colours and widths are made once a theme."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.grid_cells import DASH
from workbench.ui.widgets.kpi_rows import KpiRow, KpiRows

_GAP = 8.0
_STRIP_HEIGHT, _DOT = 14.0, 6.4
_STRIP_WIDEST, _STRIP_NARROWEST = 84.0, 40.0
_RANK_WIDTH = 22.0
_STRIP_FROM = 250.0
"""From this width of a list on it has strips: all lists of a panel have them, or none."""

_ARROW = 7.0
_SMALLEST_ROW = 22
_VALUE_DIGITS, _CHANGE_DIGITS = 5.4, 5.0


@dataclass(frozen=True, slots=True)
class KpiColumns:
    """Where the columns of a list are, in pixels from its left edge; a strip of no width is not painted."""

    name: float
    name_end: float
    strip: float
    strip_width: float
    point: float
    value_end: float
    change_end: float


class KpiPainter:
    """Fonts, colours and measures of the lists in the theme that the window wears."""

    def __init__(self, appearance: Appearance) -> None:
        """Take the theme of an appearance."""
        colours, font = appearance.colours, appearance.font
        self._inks = {
            name: QPen(QColor(getattr(colours, name)), 1)
            for name in ("text", "text2", "missing", "worse", "better", "accent", "grid", "line")
        }
        self._inks["quiet"] = self._inks["text2"]
        self._fills = {name: QColor(getattr(colours, name)) for name in ("accent", "hover", "selection", "grid")}
        self._frame = QPen(QColor(colours.accent), 2)
        self._regular, self._strong, self._small = font(9), font(9, QFont.Weight.Medium), font(8.5)
        self._tag, self._head = font(8), font(8.5, QFont.Weight.Medium)
        self._measures = {
            id(one): QFontMetricsF(one) for one in (self._regular, self._strong, self._small, self._tag, self._head)
        }
        self._digit = self._advance("0", self._strong)
        self.row_height = max(_SMALLEST_ROW, ceil(self._measures[id(self._regular)].height()) + 4)
        self.head_height = self.row_height + 3

    def columns(self, shown: KpiRows, width: float) -> KpiColumns:
        """Lay the columns of a list out in a width: names get what values, changes and strips leave."""
        rank = max((self._advance(row.rank, self._regular) for row in shown.rows), default=0.0)
        name = max(_RANK_WIDTH, rank + 6)
        change = max([_CHANGE_DIGITS * self._digit, *(self._advance(row.change, self._regular) for row in shown.rows)])
        change_start = width - max(change + _ARROW + 4, self._advance(shown.change_head, self._small))
        behind = max((self._advance(row.fraction, self._strong) for row in shown.rows), default=0.0)
        before = max([0.0, *(self._advance(row.whole, self._strong) for row in shown.rows)])
        value = max(_VALUE_DIGITS * self._digit, before + behind)
        tag = max((self._advance(row.tag, self._tag) for row in shown.rows), default=0.0)
        value_end = change_start - _GAP - tag
        value = max(value, self._advance(shown.value_head, self._small))
        room = value_end - value - name - 2 * _GAP
        strip = self._strip_width(shown, room) if width >= _STRIP_FROM else 0.0
        has_strip = strip > 0
        left = value_end - value - _GAP - strip
        return KpiColumns(name, left - (_GAP if has_strip else 0.0), left, strip, value_end - behind, value_end, width)

    def _strip_width(self, shown: KpiRows, room: float) -> float:
        """Return how wide strips are: what the names leave, but not less than can be read; none without an axis."""
        longest = max((self._advance(f"{row.name}{row.moved}", self._regular) for row in shown.rows), default=0.0)
        strip = min(_STRIP_WIDEST, max(_STRIP_NARROWEST, room - longest - 4))
        return strip if shown.high > shown.low else 0.0

    def paint_head(self, painter: QPainter, shown: KpiRows, places: KpiColumns, box: QRect) -> None:
        """Paint the title and the units of a list over a line."""
        baseline = self._baseline(box.bottom() - self.row_height, self._small)
        painter.setFont(self._small)
        painter.setPen(self._inks["text2"])
        self._paint_right(painter, box.x() + places.change_end, baseline, shown.change_head, self._small)
        if self._advance(shown.value_head, self._small) < places.change_end:
            self._paint_right(painter, box.x() + places.value_end, baseline, shown.value_head, self._small)
        end = places.value_end - self._advance(shown.value_head, self._small) - _GAP
        painter.setFont(self._head)
        painter.setPen(self._inks["text"])
        title = self._measures[id(self._head)].elidedText(shown.title, Qt.TextElideMode.ElideRight, end)
        painter.drawText(QPointF(box.x(), baseline), title)
        painter.setPen(self._inks["line"])
        painter.drawLine(box.x(), box.bottom(), box.right() + 1, box.bottom())

    def paint_nothing(self, painter: QPainter, text: str, box: QRect) -> None:
        """Say in the place of rows that there are none."""
        painter.setFont(self._regular)
        painter.setPen(self._inks["missing"])
        painter.drawText(QPointF(box.x(), self._baseline(box.y(), self._regular)), text)

    def paint_row(
        self,
        painter: QPainter,
        shown: KpiRows,
        places: KpiColumns,
        row: KpiRow,
        box: QRect,
        *,
        is_selected: bool,
        is_hovered: bool,
        is_framed: bool,
    ) -> None:
        """Paint a row on the ground of its state, with a line below."""
        if is_selected or is_hovered:
            painter.fillRect(box, self._fills["selection" if is_selected else "hover"])
        if is_selected:
            painter.fillRect(box.x() - 6, box.y(), 3, box.height(), self._fills["accent"])
        painter.setPen(self._inks["grid"])
        painter.drawLine(box.x(), box.bottom(), box.right() + 1, box.bottom())
        baseline = self._baseline(box.y(), self._regular)
        self._paint_name(painter, places, row, box, baseline)
        if places.strip_width and row.level is not None:
            self._paint_strip(painter, shown, places, row.level, box)
        self._paint_value(painter, places, row, box, baseline)
        self._paint_change(painter, places, row, box, baseline)
        if is_framed:
            painter.setPen(self._frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))

    def _room(self, places: KpiColumns, row: KpiRow) -> float:
        """Return how wide a name may be: what its movement leaves."""
        moved = self._advance(row.moved, self._tag) + 4 if row.moved else 0.0
        return places.name_end - places.name - moved

    def _paint_name(self, painter: QPainter, places: KpiColumns, row: KpiRow, box: QRect, baseline: float) -> None:
        painter.setFont(self._regular)
        painter.setPen(self._inks["text2"])
        painter.drawText(QPointF(box.x(), baseline), row.rank)
        painter.setPen(self._inks["text"])
        metrics = self._measures[id(self._regular)]
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, self._room(places, row))
        painter.drawText(QPointF(box.x() + places.name, baseline), name)
        if row.moved:
            painter.setFont(self._tag)
            painter.setPen(self._inks["text2"])
            self._paint_right(painter, box.x() + places.name_end, baseline, row.moved, self._tag)

    def _paint_strip(self, painter: QPainter, shown: KpiRows, places: KpiColumns, level: float, box: QRect) -> None:
        """Paint track, tick of the total, and dot; with a stem only where lengths are amounts."""
        left, width = box.x() + places.strip, places.strip_width
        middle = box.y() + box.height() // 2 - 0.5
        scale = (width - _DOT) / (shown.high - shown.low)
        x = left + _DOT / 2 + (level - shown.low) * scale
        painter.setPen(self._inks["line"])
        painter.drawLine(QPointF(left, middle), QPointF(left + width, middle))
        if shown.total is not None:
            tick = round(left + _DOT / 2 + (shown.total - shown.low) * scale) + 0.5
            painter.setPen(self._inks["text2"])
            painter.drawLine(
                QPointF(tick, middle - _STRIP_HEIGHT / 2 + 1), QPointF(tick, middle + _STRIP_HEIGHT / 2 - 1)
            )
        if shown.starts_at_zero:
            painter.fillRect(QRectF(left, middle - 1, x - left, 2), self._fills["accent"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fills["accent"])
        painter.drawEllipse(QPointF(x, middle), _DOT / 2, _DOT / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_value(self, painter: QPainter, places: KpiColumns, row: KpiRow, box: QRect, baseline: float) -> None:
        """Paint a value with its point where all points of the list stand; a figure that is not firm in regular weight."""
        font = self._regular if row.tag or row.whole == DASH else self._strong
        painter.setFont(font)
        painter.setPen(self._inks["missing" if row.whole == DASH else "text"])
        end = box.x() + (places.value_end if row.whole == DASH else places.point)
        self._paint_right(painter, end, baseline, row.whole, font)
        if row.fraction:
            painter.drawText(QPointF(end, baseline), row.fraction)
        if row.tag:
            painter.setFont(self._tag)
            painter.drawText(QPointF(box.x() + places.value_end + 1, baseline), row.tag)

    def _paint_change(self, painter: QPainter, places: KpiColumns, row: KpiRow, box: QRect, baseline: float) -> None:
        """Paint a change: arrow, sign and number in the colour of its direction."""
        painter.setFont(self._regular)
        painter.setPen(self._inks[row.role])
        start = self._paint_right(painter, box.x() + places.change_end, baseline, row.change, self._regular)
        if row.arrow:
            paint_arrow(painter, QPointF(start - 4 - _ARROW / 2, baseline - 4), row.arrow, self._inks[row.role].color())

    def _paint_right(self, painter: QPainter, end: float, baseline: float, text: str, font: QFont) -> float:
        """Paint a text that ends at a place; return where it begins."""
        start = end - self._advance(text, font)
        painter.drawText(QPointF(start, baseline), text)
        return start

    def _baseline(self, top: float, font: QFont) -> float:
        metrics = self._measures[id(font)]
        return top + round((self.row_height - metrics.height()) / 2 + metrics.ascent())

    def _advance(self, text: str, font: QFont) -> float:
        return self._measures[id(font)].horizontalAdvance(text)


def paint_arrow(painter: QPainter, middle: QPointF, arrow: str, colour: QColor) -> None:
    """Paint the arrow of a change, ▲ or ▼, as a triangle about a place."""
    half, way = _ARROW / 2, -1 if arrow == "▲" else 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    corners = [(-half, -way * 3.0), (half, -way * 3.0), (0.0, way * 3.0)]
    painter.drawPolygon(QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in corners]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
