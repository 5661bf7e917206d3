"""Paints the cells of a breakdown table by itself, without Qt's item styles: fonts, colours and widths are made once a theme."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen, QPolygon, QPolygonF

from workbench.core.analysis import Column
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.columns import ColumnSpec, Kind
from workbench.ui.widgets.grid_cells import DASH, Cell

MARGIN = 8
"""Room at the left and right of a cell's content, in logical pixels."""

_TRIANGLE = 7
_DOT = 5
_SPARK_WIDTH = 66
_SPARK_HEIGHT = 12
_INKS = ("text", "text2", "missing", "worse", "better", "accent", "edited", "warning")
_GROUNDS = ("surface", "window", "selection", "hover", "grid", "line", "header", "accent")


@dataclass(frozen=True, slots=True)
class Spark:
    """A history as it is painted: lines over neighbouring months, dots for lone ones, and the newest figure's place."""

    lines: tuple[QPolygonF, ...]
    lone: QPolygonF | None
    last: QPointF | None


class GridPainter:
    """Fonts, colours and measures of the table in the theme that the window wears."""

    def __init__(self, appearance: Appearance) -> None:
        """Take the theme of an appearance."""
        self._appearance = appearance
        self.restyle()

    def restyle(self) -> None:
        """Make fonts and colours anew."""
        font, colours = self._appearance.font, self._appearance.colours
        self.inks = {name: QColor(getattr(colours, name)) for name in _INKS}
        self.grounds = {name: QColor(getattr(colours, name)) for name in _GROUNDS}
        self.severity = [QColor(colour) for colour in colours.severity]
        self.severity_inks = [QColor(colour) for colour in colours.severity_text]
        self.regular, self.strong = font(), font(weight=QFont.Weight.Medium)
        self.small, self.mark = font(8), font(9.5, QFont.Weight.Medium)
        self._metrics = {font_.key(): QFontMetrics(font_) for font_ in (self.regular, self.strong, self.small)}
        measure = self._metrics[self.strong.key()]
        self.digit, self._point = measure.horizontalAdvance("0"), measure.horizontalAdvance(".")
        self.row_height = self._appearance.row_height(measure.height())
        self._rise = (self.row_height - 1 - measure.height()) // 2 + measure.ascent()
        self.tag_width = max(self.advance(self._appearance.say("grid.published"), self.small), 4 * self.digit) + 4
        self._exact = {
            is_strong: QFontMetricsF(self.strong if is_strong else self.regular) for is_strong in (False, True)
        }
        self._advances: dict[tuple[str, bool], float] = {}
        self._line = QPen(self.inks["text2"], 1)
        self._dots = QPen(self.inks["text2"], 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        self._last = QPen(self.inks["accent"], 4.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)

    def width_of(self, spec: ColumnSpec) -> int:
        """Return a column's first width."""
        if spec.kind is Kind.HISTORY:
            return _SPARK_WIDTH + 2 * MARGIN
        return spec.digits * self.digit + 2 * MARGIN

    def advance(self, text: str, font: QFont) -> int:
        """Return how wide a text is."""
        return self._metrics[font.key()].horizontalAdvance(text)

    def content_width(self, cell: Cell, spec: ColumnSpec, decimals: int) -> int:
        """Return how wide a cell must be to show all that is in it."""
        if spec.kind is Kind.HISTORY:
            return _SPARK_WIDTH + 2 * MARGIN
        width = ceil(self._advance(cell.text, cell.is_strong)) + 2 * MARGIN + (self.tag_width if spec.has_tag else 0)
        if cell.text != DASH:
            width += self._behind(decimals) - self._behind(cell.decimals)
        return width + (_DOT + MARGIN if cell.arrow else 0)

    def paint(self, painter: QPainter, box: QRect, cell: Cell, spec: ColumnSpec, decimals: int) -> None:
        """Paint a cell's text and marks on the ground that is there; `decimals` are the most of its column."""
        ink = self.inks[cell.ink]
        if cell.severity is not None:
            ink = self.severity_inks[cell.severity]
        painter.setPen(ink)
        painter.setFont(self.strong if cell.is_strong else self.regular)
        baseline = box.y() + self._rise
        if spec.kind is Kind.LABEL:
            text = cell.text
            room = box.width() - 2 * MARGIN
            if self._advance(text, cell.is_strong) > room:
                metrics = self._metrics[(self.strong if cell.is_strong else self.regular).key()]
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box.x() + MARGIN, baseline, text)
            return
        self._paint_number(painter, box, baseline, cell, spec, decimals)
        if cell.marks.is_noted or cell.marks.is_edited or cell.marks.is_doubtful:
            self._paint_marks(painter, box, baseline, cell)

    def paint_spark(self, painter: QPainter, box: QRect, spark: Spark) -> None:
        """Paint a history."""
        x, y = box.right() - MARGIN - _SPARK_WIDTH, box.y() + (box.height() - 1 - _SPARK_HEIGHT) // 2
        painter.translate(x, y)
        painter.setPen(self._line)
        for line in spark.lines:
            painter.drawPolyline(line)
        if spark.lone is not None:
            painter.setPen(self._dots)
            painter.drawPoints(spark.lone)
        if spark.last is not None:
            painter.setPen(self._last)
            painter.drawPoint(spark.last)
        painter.translate(-x, -y)

    def _paint_number(
        self, painter: QPainter, box: QRect, baseline: int, cell: Cell, spec: ColumnSpec, decimals: int
    ) -> None:
        """Paint a number with its point where all points of the column stand, its arrow before and its tag behind it."""
        right = box.x() + box.width() - MARGIN
        if spec.has_tag:
            right -= self.tag_width
        whole, point, rest = cell.text.partition(".")
        end = right if cell.text == DASH else right - self._behind(decimals)
        x = end - self._advance(whole, cell.is_strong)
        painter.drawText(QPointF(x, baseline), whole)
        if point:
            painter.drawText(end, baseline, point + rest)
        if cell.arrow:
            self._paint_arrow(painter, round(x), baseline, cell)
        if cell.tag:
            painter.setFont(self.small)
            if spec.has_tag:
                painter.setPen(self.inks["text2"])
                painter.drawText(
                    box.x() + box.width() - MARGIN - self.advance(cell.tag, self.small), baseline, cell.tag
                )
            else:
                painter.drawText(right + 1, baseline, cell.tag)

    def _paint_arrow(self, painter: QPainter, x: int, baseline: int, cell: Cell) -> None:
        """Paint the arrow of a change as a triangle, that of a movement as text."""
        if cell.arrow not in "▲▼":
            painter.drawText(x - 2 * self.digit + 2, baseline, cell.arrow)
            return
        middle, half = x - 7, 4
        foot = baseline - (1 if cell.arrow == "▲" else 7)
        tip = baseline - (7 if cell.arrow == "▲" else 1)
        painter.setBrush(painter.pen().color())
        pen = painter.pen()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygon([QPoint(middle - half, foot), QPoint(middle + half, foot), QPoint(middle, tip)]))
        painter.setPen(pen)

    def _paint_marks(self, painter: QPainter, box: QRect, baseline: int, cell: Cell) -> None:
        """Paint the corner of a note, the dot of a typed value and the sign of unequal readings; each is another shape."""
        is_dark = cell.severity is not None and cell.severity > 3
        own = self.severity_inks[cell.severity] if cell.severity is not None and is_dark else None
        painter.setPen(Qt.PenStyle.NoPen)
        left = box.x() + 4
        if cell.marks.is_noted:
            right, top = box.x() + box.width(), box.y()
            painter.setBrush(own or self.inks["accent"])
            corner = [QPoint(right - _TRIANGLE, top), QPoint(right, top), QPoint(right, top + _TRIANGLE)]
            painter.drawPolygon(QPolygon(corner))
        if cell.marks.is_edited:
            painter.setBrush(own or self.inks["edited"])
            painter.drawEllipse(QRect(left, box.y() + (box.height() - 1 - _DOT) // 2, _DOT, _DOT))
            left += _DOT + 4
        if cell.marks.is_doubtful:
            painter.setPen(self.inks["warning"] if cell.severity is None else self.severity_inks[cell.severity])
            painter.setFont(self.mark)
            painter.drawText(left, baseline, "≠")

    def _behind(self, decimals: int) -> int:
        """Return how much room so many digits need behind the whole number, with the point."""
        return decimals * self.digit + self._point if decimals else 0

    def _advance(self, text: str, is_strong: bool) -> float:  # noqa: FBT001 - one of two fonts
        key = (text, is_strong)
        known = self._advances.get(key)
        if known is None:
            known = self._advances[key] = self._exact[is_strong].horizontalAdvance(text)
        return known


def spark_of(levels: Column) -> Spark:
    """Lay a history out in its box, each in its own span from the lowest to the highest; higher is more."""
    known = [level for level in levels if level is not None]
    if not known:
        return Spark((), None, None)
    low, span = min(known), max(known) - min(known)
    step = _SPARK_WIDTH / max(1, len(levels) - 1)
    high = _SPARK_HEIGHT
    points = [
        None if level is None else QPointF(at * step, high / 2 if not span else high - (level - low) / span * high)
        for at, level in enumerate(levels)
    ]
    runs: list[list[QPointF]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    lone = [run[0] for run in runs if len(run) == 1]
    lines = tuple(QPolygonF(run) for run in runs if len(run) > 1)
    return Spark(lines, QPolygonF(lone) if lone else None, points[-1])
