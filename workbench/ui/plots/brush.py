"""The whole history below a plot, with the part that is shown: it is moved, drawn longer or shorter by hand or by keys."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice

import numpy
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.core.chart import Chart, Line
from workbench.ui.plots.frame import Days
from workbench.ui.plots.inks import Inks, hairline, with_strength, write
from workbench.ui.plots.looking import LEAST_DAYS, Sight, moved
from workbench.ui.plots.month_axis import marks_of

HEIGHT = 45
_AXIS = 23
_HANDLE = QSize(6, 18)
_REACH = 7.0
_STEP = 1 / 40
"""How far a key goes, as a share of the whole history."""


_LOOKED_AT = 20
"""Among so many lines the one with the most points is looked for."""


class Hold(StrEnum):
    """What of the part is held."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"


class Brush(QWidget):
    """Shows one line over the whole history and tells which part of it is wanted."""

    wanted = Signal(float, float)

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._inks = inks
        self._chart: Chart | None = None
        self._line: Line | None = None
        self._whole = (0.0, 1.0)
        self._part = (0.0, 1.0)
        self._ends = (0.0, 1.0)
        self._history: QPixmap | None = None
        self._hold: Hold | None = None
        self._held_at = 0.0
        self._held_part = (0.0, 1.0)
        self.setFixedHeight(HEIGHT + _AXIS)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_chart(self, chart: Chart | None, whole: tuple[float, float], inks: Inks) -> None:
        """Show the line of a chart with the most points, of those that are not hidden, over all its days."""
        self._chart = chart
        self._inks = inks
        self._whole = whole
        self._line = max(islice(chart.lines, _LOOKED_AT), key=_count_of, default=None) if chart is not None else None
        self._history = None
        self.update()

    def show_part(self, first: float, last: float, left: float, right: float) -> None:
        """Show which part is seen; the history goes from left to right, as the plot above does."""
        if (left, right) != self._ends:
            self._history = None
        self._ends = (left, right)
        self._part = (first, last)
        self.update()

    @property
    def days(self) -> Days:
        """The whole history on this widget."""
        return Days(*self._whole, *self._ends)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the part by the arrow keys, with Ctrl its beginning, with Shift its end; Home shows everything."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Home:
            self.wanted.emit(*self._whole)
        elif steps is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            hold = Hold.ALL
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                hold = Hold.FIRST
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                hold = Hold.LAST
            self._move(hold, self._part, steps * _STEP * (self._whole[1] - self._whole[0]))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of an end or of the whole part; beside it, the part comes to the pointer."""
        if event.button() is not Qt.MouseButton.LeftButton or self._chart is None:
            return
        x = event.position().x()
        self._hold = self._hold_at(x)
        if self._hold is None:
            middle = sum(self._part) / 2
            self._move(Hold.ALL, self._part, self.days.day_at(x) - middle)
            self._hold = Hold.ALL
        self._held_at, self._held_part = x, self._part

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take along what is held."""
        x = event.position().x()
        if self._hold is None:
            over = self._hold_at(x)
            self.setCursor(Qt.CursorShape.ArrowCursor if over is None else _CURSORS[over])
            return
        self._move(self._hold, self._held_part, self.days.day_at(x) - self.days.day_at(self._held_at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        del event
        self._hold = None

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus."""
        del event
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that the focus is gone."""
        del event
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the history anew for another size."""
        super().resizeEvent(event)
        self._history = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the history, the part, and its handles."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._inks.surface)
        if self._chart is None:
            return
        if self._history is None:
            self._history = self._drawn_history()
        painter.drawPixmap(0, 0, self._history)
        self._paint_part(painter)

    def _paint_part(self, painter: QPainter) -> None:
        inks, days = self._inks, self.days
        first, last = (min(max(days.x_of(day), days.left), days.right) for day in self._part)
        part = QRectF(first, 0.5, max(last - first, 1.0), HEIGHT - 1)
        painter.fillRect(part, with_strength(inks.accent, 0.12))
        painter.setPen(QPen(inks.accent, 2 if self.hasFocus() else 1))
        painter.drawRect(part)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.accent)
        for x in (first, last):
            left, top = x - _HANDLE.width() / 2, (HEIGHT - _HANDLE.height()) / 2
            painter.drawRoundedRect(QRectF(left, top, _HANDLE.width(), _HANDLE.height()), 2, 2)

    def _drawn_history(self) -> QPixmap:
        """Draw what does not change while the part is moved."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._inks.surface)
        painter = QPainter(picture)
        days = self.days
        painter.setPen(hairline(self._inks.axis_pen.color()))
        painter.drawRect(QRectF(days.left, 0.5, days.right - days.left, HEIGHT - 1))
        self._draw_years(painter, days)
        if self._line is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_line(painter, days, self._line)
        painter.end()
        return picture

    def _draw_years(self, painter: QPainter, days: Days) -> None:
        inks = self._inks
        language = self._chart.language if self._chart is not None else "en"
        for mark in marks_of(*self._whole, days.right - days.left, language, inks.axis.width):
            text = mark.below
            if not mark.is_january:
                continue
            x = days.x_of(mark.day)
            painter.setPen(inks.axis_pen)
            painter.drawLine(QLineF(x, HEIGHT - 0.5, x, HEIGHT + 3))
            left = min(max(x - inks.axis.width(text) / 2, 0), self.width() - inks.axis.width(text))
            write(painter, left, HEIGHT + 4 + inks.axis.ascent, text, inks.axis, inks.text2)

    def _draw_line(self, painter: QPainter, days: Days, line: Line) -> None:
        """Draw one line by as many points as there are pixels, with a dot where a point has no neighbours."""
        values = numpy.array(line.values, dtype=float)
        there = numpy.flatnonzero(numpy.isfinite(values))
        if not there.size:
            return
        low, high = float(values[there].min()), float(values[there].max())
        span = high - low or 1.0
        step = max(1, len(values) // max(1, round(2 * (days.right - days.left))))
        run: list[QPointF] = []
        painter.setBrush(self._inks.text2)
        for at in [*range(0, len(values), step), -1]:
            value = values[at] if at >= 0 else numpy.nan
            if numpy.isfinite(value):
                y = HEIGHT - 6 - (float(value) - low) / span * (HEIGHT - 12)
                run.append(QPointF(days.x_of(line.days[at]), y))
                continue
            painter.setPen(hairline(self._inks.text2) if len(run) > 1 else Qt.PenStyle.NoPen)
            if len(run) > 1:
                painter.drawPolyline(QPolygonF(run))
            elif run:
                painter.drawEllipse(run[0], 1.4, 1.4)
            run = []

    def _hold_at(self, x: float) -> Hold | None:
        """Return what of the part is at a place; None beside it."""
        first, last = (self.days.x_of(day) for day in self._part)
        if min(abs(x - first), abs(x - last)) <= _REACH:
            return Hold.FIRST if abs(x - first) < abs(x - last) else Hold.LAST
        return Hold.ALL if first < x < last else None

    def _move(self, hold: Hold, part: tuple[float, float], days: float) -> None:
        """Ask for a part that has moved, or one end of it."""
        if hold is Hold.FIRST:
            first = min(max(part[0] + days, self._whole[0]), part[1] - LEAST_DAYS)
            self.wanted.emit(first, part[1])
        elif hold is Hold.LAST:
            last = max(min(part[1] + days, self._whole[1]), part[0] + LEAST_DAYS)
            self.wanted.emit(part[0], last)
        else:
            sight = moved(Sight(*part), days, self._whole)
            self.wanted.emit(sight.first, sight.last)


_CURSORS = {
    Hold.FIRST: Qt.CursorShape.SizeHorCursor,
    Hold.LAST: Qt.CursorShape.SizeHorCursor,
    Hold.ALL: Qt.CursorShape.OpenHandCursor,
}


def _count_of(line: Line) -> int:
    return sum(value is not None for value in line.values)
