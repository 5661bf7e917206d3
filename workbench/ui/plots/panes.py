"""One pane of a plot: its curves in a view box of their own, under the scale of its unit."""

from __future__ import annotations

import numpy
import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from workbench.ui.plots.curves import LONG, PaneRows, Stroke
from workbench.ui.plots.inks import Inks, Manner, is_vector
from workbench.ui.plots.value_axis import Scale


class Curve(pyqtgraph.PlotCurveItem):  # type: ignore[misc]  # pyqtgraph has no types
    """A curve that, where lines stay lines, is painted in the picture's own pixels: many programs know no hairlines.

    Its bounds are measured once: the points do not change, and the pane cuts off what a pen adds.
    """

    _bounds: QRectF | None = None

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """Return what it covers, with a little around for the pen."""
        if self._bounds is None:
            x, y = self.getData()
            there = numpy.isfinite(y)
            if not there.any():
                return QRectF()
            left, right, low, high = (
                float(end) for end in (x[there].min(), x[there].max(), y[there].min(), y[there].max())
            )
            across, up = (right - left) * 0.02 + 1.0, (high - low) * 0.05 + abs(high) * 0.01 + 1e-9
            self._bounds = QRectF(left - across, low - up, right - left + 2 * across, high - low + 2 * up)
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the curve."""
        if not is_vector(painter):
            super().paint(painter, option, widget)
            return
        path = painter.transform().map(self.getPath())
        painter.save()
        painter.resetTransform()
        pen = QPen(self.opts["pen"])
        pen.setCosmetic(False)
        painter.setPen(pen)
        painter.drawPath(path)
        painter.restore()


class PaneView(pyqtgraph.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """The curves of a pane; it shows what it is told to, and leaves mouse and menu to the canvas."""

    def __init__(self, parent: QGraphicsItem) -> None:
        """Be empty. The parent comes last: a view box that has it from the beginning does not hear of its scene."""
        super().__init__(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.setParentItem(parent)
        self.setZValue(0)
        self.disableAutoRange()
        self.curves: list[pyqtgraph.PlotCurveItem | pyqtgraph.PlotDataItem] = []

    def draw(self, rows: PaneRows, inks: Inks, pixel_ratio: float, *, is_still: bool) -> None:
        """Draw rows in the place of those before; `is_still`: for a picture, which is never moved."""
        for curve in self.curves:
            self.removeItem(curve)
        is_heavy = sum(len(stroke.x) for stroke in rows.strokes) > LONG and not is_still
        width = 1.0 if is_heavy else pixel_ratio
        self.curves = []
        for stroke in rows.strokes:
            pen = inks.line_pen(stroke.colour, stroke.kind, stroke.manner, width)
            if stroke.is_long and stroke.manner is Manner.KNOWN and not is_still:
                self._add_long(stroke, pen)
            else:
                curve = Curve(
                    stroke.x, stroke.y, pen=pen, connect="finite", antialias=not is_heavy, skipFiniteCheck=False
                )
                self.addItem(curve, ignoreBounds=True)
                self.curves.append(curve)

    def _add_long(self, stroke: Stroke, pen: object) -> None:
        """Add a line of many points; thinning is switched on after adding, before that pyqtgraph stumbles."""
        curve = pyqtgraph.PlotDataItem(stroke.x, stroke.y, pen=pen, connect="finite", antialias=False)
        self.addItem(curve, ignoreBounds=True)
        curve.setDownsampling(auto=True, method="peak")
        curve.setClipToView(True)
        self.curves.append(curve)

    def look_at(self, rect: QRectF, first: float, last: float, scale: Scale) -> None:
        """Show days and values over a place on the canvas."""
        if self.geometry() != rect:
            self.setGeometry(rect)
        if self.viewRange() != [[first, last], [scale.low, scale.high]]:
            self.setRange(xRange=(first, last), yRange=(scale.low, scale.high), padding=0, disableAutoRange=False)
