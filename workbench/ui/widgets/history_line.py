"""The history of one figure as a small line: a dot at every period, gaps broken, the last period's point larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.core.periods import Period
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import plain_tip

POINTS = 8.5
HEIGHT = 104
DOTTED = 60
"""Up to so many periods each one has a dot; beyond, only those without neighbours."""

_DOT, _LAST = 3.6, 7.0
_NEAR = 12.0
"""How far from a point, in pixels, the pointer still means it."""


class HistoryLine(QWidget):
    """Levels along periods, with the lowest and the highest at the left and the years below."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._periods: Sequence[Period] = ()
        self._levels: Sequence[float | None] = ()
        self._label: Callable[[float], str] = str
        self._tell: Callable[[int], str] = str
        self._average: tuple[float, int] | None = None
        self.setFont(appearance.font(POINTS))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_history(
        self,
        periods: Sequence[Period],
        levels: Sequence[float | None],
        *,
        label: Callable[[float], str],
        tell: Callable[[int], str],
        average: tuple[float, int] | None = None,
    ) -> None:
        """Show levels along periods; `label` writes one at the axis, `tell` says what stands at a place in words.

        `average` is a level that is dashed over the last so many periods.
        """
        self._periods, self._levels, self._label, self._tell = periods, levels, label, tell
        self._average = average
        self.update()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        colours = self._appearance.colours
        self._line = QPen(QColor(colours.accent), 1)
        self._axis = QPen(QColor(colours.control), 1)
        self._grid = QPen(QColor(colours.grid), 1)
        self._mean = QPen(QColor(colours.text2), 1)
        self._mean.setDashPattern([5, 3])
        self._words = QPen(QColor(colours.text2), 1)
        self._fill = QColor(colours.accent)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as there is room."""
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Show something in little room."""
        return QSize(120, HEIGHT)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_fill"):
            self.restyle()

    def event(self, event: QEvent) -> bool:
        """Tell the figure under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.place_near(QPointF(event.pos()))
            if at is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self._tell(at)), self)
            return True
        return super().event(event)

    def place_near(self, point: QPointF) -> int | None:
        """Return the place of the figure that a point of the widget is near; None where there is none."""
        distances = {
            at: hypot(dot.x() - point.x(), dot.y() - point.y()) for at, dot in enumerate(self.dots()) if dot is not None
        }
        nearest = min(distances, key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= _NEAR else None

    def dots(self) -> list[QPointF | None]:
        """Return where each figure is painted."""
        known = self._known()
        if not known:
            return [None] * len(self._levels)
        area, low, high = self._area(), min(known), max(known)
        step = area.width() / max(1, len(self._levels) - 1)
        scale = area.height() / (high - low) if high > low else 0.0
        base = area.bottom() if high > low else area.center().y()
        return [
            None if level is None else QPointF(area.left() + at * step, base - (level - low) * scale)
            for at, level in enumerate(self._levels)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint axis, line and dots."""
        del event
        if not self._known():
            return
        painter = QPainter(self)
        self._paint_levels(painter)
        self._paint_years(painter)
        self._paint_average(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)

    def _known(self) -> list[float]:
        return [level for level in self._levels if level is not None]

    def _area(self) -> QRectF:
        """Return where the line goes: right of the axis texts, above the years."""
        metrics = QFontMetricsF(self.font())
        known = self._known()
        left = max(metrics.horizontalAdvance(self._label(level)) for level in (min(known), max(known))) + 10
        below = metrics.height() + 12
        return QRectF(left, 8, self.width() - left - 6, self.height() - 8 - below)

    def _paint_levels(self, painter: QPainter) -> None:
        """Write the lowest and the highest level, each at its line."""
        known, area = self._known(), self._area()
        metrics = QFontMetricsF(self.font())
        ends = {max(known): area.top(), min(known): area.bottom()}
        if len(ends) == 1:
            ends = {known[0]: area.center().y()}
        for level, y in ends.items():
            painter.setPen(self._grid)
            painter.drawLine(QPointF(area.left(), round(y) + 0.5), QPointF(area.right(), round(y) + 0.5))
            painter.setPen(self._words)
            box = QRectF(0, y - metrics.height() / 2, area.left() - 8, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._label(level))

    def _paint_years(self, painter: QPainter) -> None:
        """Draw the axis with a tick at each year's first period; name the years, or the first and last where room lacks."""
        area, metrics = self._area(), QFontMetricsF(self.font())
        axis = round(area.bottom() + 6) + 0.5
        painter.setPen(self._axis)
        painter.drawLine(QPointF(area.left(), axis), QPointF(area.right(), axis))
        step = area.width() / max(1, len(self._periods) - 1)
        years = {at: area.left() + at * step for at, period in enumerate(self._periods) if _begins_year(period)}
        for x in years.values():
            painter.drawLine(QPointF(round(x) + 0.5, axis), QPointF(round(x) + 0.5, axis + 3))
        painter.setPen(self._words)
        for at in _named(years, metrics.horizontalAdvance("2000") + 10):
            text = str(self._periods[at].year)
            width = metrics.horizontalAdvance(text)
            x = min(years[at] - width / 2, self.width() - width)
            painter.drawText(QPointF(x, axis + 4 + metrics.ascent()), text)

    def _paint_average(self, painter: QPainter) -> None:
        """Dash the average over its own periods; one that lies outside the levels stands at their edge."""
        if self._average is None:
            return
        (level, count), known, area = self._average, self._known(), self._area()
        low, high = min(known), max(known)
        part = (min(max(level, low), high) - low) / (high - low) if high > low else 0.5
        step = area.width() / max(1, len(self._levels) - 1)
        y = round(area.bottom() - part * area.height()) + 0.5
        painter.setPen(self._mean)
        painter.drawLine(QPointF(max(area.left(), area.right() - (count - 0.5) * step), y), QPointF(area.right(), y))

    def _paint_line(self, painter: QPainter) -> None:
        """Draw neighbours as a line, dots, and the last point larger."""
        dots = self.dots()
        painter.setPen(self._line)
        runs = list(_runs(dots))
        for run in runs:
            painter.drawPolyline(QPolygonF(run))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill)
        all_have = len(dots) <= DOTTED
        for run in runs:
            for dot in run if all_have or len(run) == 1 else ():
                painter.drawEllipse(dot, _DOT / 2, _DOT / 2)
        if dots[-1] is not None:
            painter.drawEllipse(dots[-1], _LAST / 2, _LAST / 2)


def _begins_year(period: Period) -> bool:
    return (period.first_day.month, period.first_day.day) == (1, 1)


def _named(years: dict[int, float], room: float) -> list[int]:
    """Return which years to name: all that have room for a name, else the first and the last."""
    places = list(years)
    apart = [years[later] - years[earlier] for earlier, later in pairwise(places)]
    if all(distance >= room for distance in apart):
        return places
    ends = [places[0], places[-1]]
    return ends if years[ends[1]] - years[ends[0]] >= room else ends[1:]


def _runs(dots: Sequence[QPointF | None]) -> Iterator[list[QPointF]]:
    """Yield the dots that follow one another without a gap."""
    run: list[QPointF] = []
    for dot in (*dots, None):
        if dot is not None:
            run.append(dot)
        elif run:
            yield run
            run = []
