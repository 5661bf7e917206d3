"""How the world map is painted: land by class of severity, missing hatched, small states as circles, Europe as an inset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from workbench.ui.appearance import Appearance
from workbench.ui.style.hatching import hatch
from workbench.ui.widgets.map_rows import MapRows
from workbench.ui.widgets.map_shapes import MapShapes

SMALL = 12.0
"""A country of fewer square pixels is a circle."""

CIRCLE = 10.0

_BORDER, _COAST, _OUTLINE = 0.7, 0.5, 2.0
_SWATCH_HEIGHT = 10.0
_WIDEST_CLASS = 56.0
_BAND = 16.0
_MOST_NAMED = 20
"""So many of the small states are named, the worst ones: more names would cover the map."""

LEGEND = 58
"""The height of the legend in pixels."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the map on the screen: what of the map it shows, and how map steps become pixels."""

    area: QRectF
    transform: QTransform
    is_inset: bool = False

    def place(self, point: QPointF) -> QPointF:
        """Return where a point of the map is on the screen."""
        return self.transform.map(point)

    @property
    def scale(self) -> float:
        """Pixels a step."""
        return self.transform.m11()

    def seen(self) -> QRectF:
        """Return what of the map is seen in it, in steps."""
        inverted, _ = self.transform.inverted()
        return inverted.mapRect(self.area)


class MapPainter:
    """The inks of one theme, and what is painted with them."""

    def __init__(self, appearance: Appearance) -> None:
        """Take colours and fonts once."""
        colours = appearance.colours
        self._appearance = appearance
        self._ground, self._land = QColor(colours.surface), QColor(colours.land)
        self._text, self._text2 = QColor(colours.text), QColor(colours.text2)
        self._accent = QColor(colours.accent)
        self._grid_pen = _pen(colours.grid, 1)
        self._border_pen, self._coast_pen = _pen(colours.surface, _BORDER), _pen(colours.missing, _COAST)
        self._frame_pen, self._rim_pen = _pen(colours.line, 1), _pen(colours.text, 1)
        self._selected_pen = _pen(colours.accent, _OUTLINE)
        self._pointed_pen = QPen(QColor(colours.text), 1)
        self._rim_of_text = QPen(self._ground, 3)
        self._severity = [QColor(colour) for colour in colours.severity]
        self._unshaded = QColor(colours.bar)
        self._hatched = hatch(colours.land, colours.hatch)
        self._small, self._label = appearance.font(8.5), appearance.font(8.5, QFont.Weight.Medium)
        self._metrics = QFontMetricsF(self._small)
        self._label_metrics = QFontMetricsF(self._label)

    def paint_part(self, painter: QPainter, shapes: MapShapes, rows: MapRows, part: Part) -> None:
        """Paint a part of the map with its small states, without selection."""
        painter.save()
        painter.setClipRect(part.area)
        painter.fillRect(part.area, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(part.transform, combine=True)
        painter.setPen(self._grid_pen)
        painter.drawPath(shapes.graticule)
        seen = part.seen()
        for code, path in shapes.countries.items():
            if path.boundingRect().intersects(seen):
                painter.setPen(self._border_pen if code in rows.classes else self._coast_pen)
                painter.setBrush(self._brush(rows, code, part.scale))
                painter.drawPath(path)
        painter.restore()

    def paint_circles(self, painter: QPainter, shapes: MapShapes, rows: MapRows, part: Part) -> None:
        """Paint the states that are too small to be seen, with their names where there is room."""
        painter.save()
        painter.setClipRect(part.area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = small_states(shapes, rows, part)
        taken = _Taken()
        for code in small:
            taken.take(QRectF(-6, -6, 12, 12).translated(part.place(shapes.middles[code])))
        for place, code in enumerate(small):
            middle = part.place(shapes.middles[code])
            painter.setPen(self._rim_pen)
            painter.setBrush(self._colour(rows.classes[code]))
            painter.drawEllipse(middle, CIRCLE / 2, CIRCLE / 2)
            if not part.is_inset and place < _MOST_NAMED:
                self._write_beside(painter, f"{rows.labels[code]} {rows.number(code)}", middle, part.area, taken)
        painter.restore()

    def paint_codes(self, painter: QPainter, shapes: MapShapes, rows: MapRows, part: Part) -> None:
        """Write the two letters of the countries that have a figure into the inset."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(part.area)
        for code in rows.order:
            if code in shapes.middles and part.area.contains(part.place(shapes.middles[code])):
                middle, letters = part.place(shapes.middles[code]), QPainterPath()
                letters.addText(
                    middle.x() - self._label_metrics.horizontalAdvance(code) / 2, middle.y() + 4, self._label, code
                )
                painter.strokePath(letters, QPen(self._colour(rows.classes[code]), 3))
                painter.fillPath(letters, self._ink(rows.classes[code]))
        painter.restore()

    def paint_selected(
        self, painter: QPainter, shapes: MapShapes, codes: Iterable[str], part: Part, *, is_pointed: bool = False
    ) -> None:
        """Outline the selected countries, or those that are pointed at."""
        painter.save()
        painter.setClipRect(part.area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pointed_pen if is_pointed else self._selected_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for code in codes:
            if code not in shapes.countries:
                continue
            if shapes.areas[code] * part.scale**2 < SMALL:
                painter.drawEllipse(part.place(shapes.middles[code]), CIRCLE / 2 + 2, CIRCLE / 2 + 2)
            else:
                painter.drawPath(part.transform.map(shapes.countries[code]))
        painter.restore()

    def paint_frame(self, painter: QPainter, area: QRectF) -> None:
        """Frame the inset."""
        painter.setPen(self._frame_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def paint_focus(self, painter: QPainter, area: QRectF) -> None:
        """Show that the keys act here."""
        painter.setPen(self._selected_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -1, -1))

    def paint_legend(self, painter: QPainter, rows: MapRows, area: QRectF) -> None:
        """Name the unit, what hatching means and which end is worse, and paint the classes with their limits below."""
        painter.setFont(self._small)
        line = QRectF(area.left(), area.top() + 2, area.width(), self._metrics.height() + 2)
        self._write(painter, rows.unit, line, line.left())
        end = line.right()
        if rows.limits:
            end = self._write_before(painter, rows.which_is_worse, line, end) - 14
        end = self._write_before(painter, self._appearance.say("map.missing"), line, end) - 6
        self._swatch(painter, QRectF(end - 24, line.center().y() - 5, 24, _SWATCH_HEIGHT), self._hatched)
        if rows.limits:
            self._paint_classes(painter, rows, QRectF(area.left(), line.bottom() + 4, area.width(), _SWATCH_HEIGHT))

    def _paint_classes(self, painter: QPainter, rows: MapRows, area: QRectF) -> None:
        width = min(area.width() / len(self._severity), _WIDEST_CLASS)
        for place, colour in enumerate(self._severity):
            self._swatch(painter, QRectF(area.left() + place * width, area.top(), width, area.height()), QBrush(colour))
        painter.setPen(self._text2)
        for place, limit in enumerate(rows.limits, 1):
            box = QRectF(area.left() + place * width - 30, area.bottom() + 2, 60, self._metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, limit)

    def _swatch(self, painter: QPainter, area: QRectF, brush: QBrush) -> None:
        painter.setPen(self._frame_pen)
        painter.setBrush(brush)
        painter.drawRect(area)

    def _write(self, painter: QPainter, text: str, line: QRectF, x: float) -> float:
        """Write a text and return where it ends."""
        width = self._metrics.horizontalAdvance(text)
        painter.setPen(self._text2)
        painter.drawText(QRectF(x, line.top(), width + 2, line.height()), _LEFT, text)
        return x + width

    def _write_before(self, painter: QPainter, text: str, line: QRectF, x: float) -> float:
        """Write a text that ends at a place and return where it begins."""
        width = self._metrics.horizontalAdvance(text)
        painter.setPen(self._text2)
        painter.drawText(QRectF(x - width - 2, line.top(), width + 2, line.height()), _RIGHT, text)
        return x - width

    def _write_beside(self, painter: QPainter, text: str, middle: QPointF, area: QRectF, taken: _Taken) -> None:
        """Write a small state's name where there is room beside it, with a rim in the colour of the ground."""
        width, height = self._label_metrics.horizontalAdvance(text) + 2, self._label_metrics.height()
        for x, down in product((middle.x() + CIRCLE, middle.x() - CIRCLE - width), (0.0, 0.5, 1.0, -0.5, -1.0)):
            box = QRectF(x, middle.y() + (down - 0.5) * height, width, height)
            if area.contains(box) and taken.is_free(box):
                taken.take(box)
                letters = QPainterPath()
                letters.addText(box.left(), box.top() + self._label_metrics.ascent(), self._label, text)
                painter.strokePath(letters, self._rim_of_text)
                painter.fillPath(letters, self._text)
                return

    def _brush(self, rows: MapRows, code: str, scale: float) -> QBrush:
        """Return a country's ground; a hatch keeps its width however large the map is."""
        if code in rows.classes:
            return QBrush(self._colour(rows.classes[code]))
        brush = QBrush(self._hatched)
        brush.setTransform(QTransform.fromScale(1 / scale, 1 / scale))
        return brush

    def _colour(self, severity: int) -> QColor:
        return self._severity[severity] if severity >= 0 else self._unshaded

    def _ink(self, severity: int) -> QColor:
        colours = self._appearance.colours
        return QColor(colours.severity_text[severity] if severity >= 0 else colours.text)


class _Taken:
    """Boxes in which something is painted, kept by bands of the height, so that few are looked at for each place."""

    def __init__(self) -> None:
        self._bands: defaultdict[int, list[QRectF]] = defaultdict(list)

    def take(self, box: QRectF) -> None:
        """Paint in a box."""
        for band in self._touched(box):
            self._bands[band].append(box)

    def is_free(self, box: QRectF) -> bool:
        """Whether nothing is painted in a box yet."""
        return not any(box.intersects(other) for band in self._touched(box) for other in self._bands[band])

    @staticmethod
    def _touched(box: QRectF) -> range:
        return range(int(box.top() // _BAND), int(box.bottom() // _BAND) + 1)


def small_states(shapes: MapShapes, rows: MapRows, part: Part) -> list[str]:
    """Return the countries with a figure that are too small to be seen in a part, the worst first."""
    return [code for code in rows.order if code in shapes.areas and shapes.areas[code] * part.scale**2 < SMALL]


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
