"""Intervals as boxes on one ruler, each in a line of its own, with the gap between two that do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.core.printed import Interval, decimal_of
from workbench.core.units import number_text
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.bar_painting import round_step

_BOX = 14.0
_PAD = 12.0
_AROUND = 0.7
"""How much wider to each side than what is shown the ruler is."""

_LEAST_SPAN = 0.2
_TICK_ROOM = 58.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Box:
    """An interval with finite ends, its name, both ends in words, and whether it is the one in the accent."""

    name: str
    text: str
    span: Interval
    is_accented: bool


class IntervalRuler(QWidget):
    """Boxes of percentages."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._boxes: tuple[Box, ...] = ()
        self._gap = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_boxes(self, boxes: Sequence[Box], gap: str) -> None:
        """Show boxes; `gap` says how far apart the two are, empty where they meet."""
        self._boxes, self._gap = tuple(boxes), gap
        self.setAccessibleDescription("\n".join([*(f"{box.name}: {box.text}" for box in boxes), *filter(None, [gap])]))
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take fonts and colours of the theme."""
        colours, font = self._appearance.colours, self._appearance.font
        self._strong, self._small = font(9, QFont.Weight.Medium), font(8.5)
        self._line, self._small_line = QFontMetricsF(self._strong).height(), QFontMetricsF(self._small).height()
        self._text, self._text2 = QColor(colours.text), QColor(colours.text2)
        self._accent, self._grey = QColor(colours.accent), QColor(colours.text2)
        self._axis, self._grid = QPen(QColor(colours.control), 1), QPen(QColor(colours.grid), 1)
        self._ground, self._warning = QColor(colours.warning_ground), QColor(colours.warning)
        self.update()

    def box_area(self, place: int) -> QRectF:
        """Return where a box is painted."""
        span, top = self._boxes[place].span, self._lane_top(place)
        left, right = self._x(float(span.low)), self._x(float(span.high))
        return QRectF(left, top + self._line + 2, max(2.0, right - left), _BOX)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for a line for each box, the gap, and the ruler."""
        return QSize(320, ceil(self._bottom() + self._small_line + 10))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Show something in little room."""
        return QSize(200, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_warning"):
            self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ruler and the boxes."""
        del event
        if not self._boxes:
            return
        painter = QPainter(self)
        self._paint_gap(painter)
        self._paint_axis(painter)
        for place, box in enumerate(self._boxes):
            self._paint_box(painter, place, box)
        self._tell_gap(painter)

    def _paint_axis(self, painter: QPainter) -> None:
        bottom, (low, high) = self._bottom(), self._ends()
        step = round_step(high - low, max(2.0, (self.width() - 2 * _PAD) / _TICK_ROOM))
        painter.setPen(self._axis)
        painter.drawLine(QLineF(_PAD, bottom + 0.5, self.width() - _PAD, bottom + 0.5))
        painter.setFont(self._small)
        for number in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1):
            x = round(self._x(number * step)) + 0.5
            painter.setPen(self._axis)
            painter.drawLine(QLineF(QPointF(x, bottom), QPointF(x, bottom + 4)))
            text = number_text(decimal_of(round(number * step, 9)), decimal_of(round(step, 9)))
            painter.setPen(self._text2)
            half = QFontMetricsF(self._small).horizontalAdvance(f"{text}%") / 2 + 1
            middle = min(max(half, x), self.width() - half)
            painter.drawText(QRectF(middle - half, bottom + 5, 2 * half, self._small_line), _CENTRE, f"{text}%")

    def _paint_box(self, painter: QPainter, place: int, box: Box) -> None:
        area, ink = self.box_area(place), self._accent if box.is_accented else self._grey
        bottom = self._bottom()
        painter.setPen(self._grid)
        for x in (area.left(), area.right()):
            painter.drawLine(QLineF(round(x) + 0.5, area.bottom(), round(x) + 0.5, bottom))
        painter.fillRect(area, ink)
        measure = QFontMetricsF(self._strong).horizontalAdvance
        width = measure(f"{box.name}  ") + QFontMetricsF(self._small).horizontalAdvance(box.text)
        left = min(max(_PAD, self._label_left(place, width)), max(_PAD, self.width() - _PAD - width))
        top = self._lane_top(place)
        painter.setFont(self._strong)
        painter.setPen(self._text)
        painter.drawText(QRectF(left, top, width, self._line), _LEFT, box.name)
        painter.setFont(self._small)
        painter.setPen(self._text2)
        painter.drawText(QRectF(left + measure(f"{box.name}  "), top, width, self._line), _LEFT, box.text)

    def _label_left(self, place: int, width: float) -> float:
        """Return where a box's label begins: away from the gap where there is one."""
        area = self.box_area(place)
        if not self._gap or len(self._boxes) != 2:
            return area.center().x() - width / 2
        is_lower = self._boxes[place].span.low < self._boxes[1 - place].span.low
        return area.right() - width if is_lower else area.left()

    def _paint_gap(self, painter: QPainter) -> None:
        """Paint what lies between two boxes that do not meet."""
        if not self._gap or len(self._boxes) != 2:
            return
        first, last = sorted(range(2), key=lambda place: self._boxes[place].span.low)
        left, right = self.box_area(first).right(), self.box_area(last).left()
        bottom = self._bottom()
        top = min(self.box_area(place).top() for place in range(2))
        painter.fillRect(QRectF(left, top, right - left, bottom - top), self._ground)

    def _tell_gap(self, painter: QPainter) -> None:
        """Write in a tag how far apart the boxes are, in the middle between them."""
        if not self._gap or len(self._boxes) != 2:
            return
        first, last = sorted(range(2), key=lambda place: self._boxes[place].span.low)
        middle = (self.box_area(first).right() + self.box_area(last).left()) / 2
        width = QFontMetricsF(self._small).horizontalAdvance(self._gap) + 10
        x = min(max(_PAD, middle - width / 2), self.width() - _PAD - width)
        tag = QRectF(x, self._bottom() - self._small_line - 4, width, self._small_line + 2)
        painter.fillRect(tag, self._ground)
        painter.setFont(self._small)
        painter.setPen(self._warning)
        painter.drawText(tag, _CENTRE, self._gap)

    def _lane_top(self, place: int) -> float:
        return 2 + place * (self._line + _BOX + 10)

    def _bottom(self) -> float:
        """Return where the ruler is."""
        lanes = self._lane_top(len(self._boxes))
        return lanes + (self._small_line + 6 if self._gap else 4)

    def _ends(self) -> tuple[float, float]:
        """Return the ends of the ruler, within 0 and 100."""
        low = min((box.span.low for box in self._boxes), default=Decimal(0))
        high = max((box.span.high for box in self._boxes), default=Decimal(100))
        around = max(_LEAST_SPAN, float(high - low)) * _AROUND
        return max(0.0, float(low) - around), min(100.0, float(high) + around)

    def _x(self, percent: float) -> float:
        low, high = self._ends()
        return _PAD + (percent - low) / (high - low) * (self.width() - 2 * _PAD)
