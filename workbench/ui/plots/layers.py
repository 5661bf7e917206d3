"""The layers of a plot below and above its curves: axes, grid and events, then points, labels and notes, then the cross-hair."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from workbench.ui.plots.curves import Dots, Numbers, PaneRows
from workbench.ui.plots.frame import Area, Days
from workbench.ui.plots.head import NO_HEAD, Head, draw_head
from workbench.ui.plots.inks import Inks, draw_marker, is_vector, write
from workbench.ui.plots.marks import EventPlace, NotePlace
from workbench.ui.plots.month_axis import Mark

_DOT = 1.8
_HOLLOW = 2.8
_RING = 6.5
_CROSS = 4.0
TICK = 4.0
"""The length of the marks at an axis."""

BELOW = 42.0
"""The room for the axis of months below the frame."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything of a plot is on a canvas of one size."""

    days: Days
    areas: tuple[Area, ...] = ()
    units: tuple[str, ...] = ()
    rows: tuple[PaneRows, ...] = ()
    months: tuple[Mark, ...] = ()
    events: tuple[EventPlace, ...] = ()
    notes: tuple[NotePlace, ...] = ()
    head: Head = NO_HEAD

    @property
    def top(self) -> float:
        """The upper end of the first pane."""
        return self.areas[0].rect.top() if self.areas else 0.0

    @property
    def bottom(self) -> float:
        """The lower end of the last pane."""
        return self.areas[-1].rect.bottom() if self.areas else 0.0


NOWHERE = Arrangement(Days(0.0, 1.0, 0.0, 1.0))
"""An arrangement of nothing."""


class Layer(QGraphicsObject):
    """An item over the whole canvas that paints an arrangement in logical pixels."""

    def __init__(self, inks: Inks, z: float) -> None:
        """Lie at a height among the others."""
        super().__init__()
        self.inks = inks
        self.arrangement = NOWHERE
        self._rect = QRectF()
        self.setZValue(z)

    def show_arrangement(self, arrangement: Arrangement, inks: Inks, rect: QRectF) -> None:
        """Paint another arrangement."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = QRectF(rect)
        self.arrangement = arrangement
        self.inks = inks
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """Cover the canvas."""
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint all of it."""
        raise NotImplementedError


class Backdrop(Layer):
    """What lies below the curves: the ground, bands and lines of events, the grid, and both axes with their texts."""

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint from the ground up."""
        del option, widget
        painter.fillRect(self._rect, self.inks.surface)
        draw_head(painter, self.arrangement.head, self.inks, self._rect.width(), self._rect.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._draw_grid(painter)
        self._draw_event_lines(painter)
        self._draw_axes(painter)
        self._write_axes(painter)

    def _draw_grid(self, painter: QPainter) -> None:
        shown, days = self.arrangement, self.arrangement.days
        painter.setPen(self.inks.grid_pen)
        januaries = [_sharp(days.x_of(mark.day)) for mark in shown.months if mark.is_january]
        for area in shown.areas:
            ys = [_sharp(area.y_of(number)) for number in area.scale.numbers]
            painter.drawLines([QLineF(days.left, y, days.right, y) for y in ys])
            painter.drawLines([QLineF(x, area.rect.top(), x, area.rect.bottom()) for x in januaries])

    def _draw_event_lines(self, painter: QPainter) -> None:
        shown = self.arrangement
        for place in shown.events:
            if place.is_span:
                painter.fillRect(
                    QRectF(place.left, shown.top, place.right - place.left, shown.bottom - shown.top), self.inks.band
                )
            painter.setPen(self.inks.event_pen)
            bottom = place.bottom(shown.top, shown.bottom)
            painter.drawLine(QLineF(_sharp(place.left), place.top(shown.top), _sharp(place.left), bottom))
            if place.is_span:
                painter.drawLine(QLineF(_sharp(place.right), shown.top, _sharp(place.right), bottom))

    def _draw_axes(self, painter: QPainter) -> None:
        shown, days = self.arrangement, self.arrangement.days
        painter.setPen(self.inks.axis_pen)
        left = _sharp(days.left)
        for area in shown.areas:
            bottom = _sharp(area.rect.bottom())
            painter.drawLine(QLineF(left, area.rect.top(), left, bottom))
            painter.drawLine(QLineF(left, bottom, days.right, bottom))
            ys = [_sharp(area.y_of(number)) for number in area.scale.numbers]
            painter.drawLines([QLineF(left - TICK, y, left, y) for y in ys])
        bottom = _sharp(shown.bottom)
        xs = [_sharp(days.x_of(mark.day)) for mark in shown.months]
        painter.drawLines([QLineF(x, bottom, x, bottom + TICK) for x in xs])

    def _write_axes(self, painter: QPainter) -> None:
        shown, inks, days = self.arrangement, self.inks, self.arrangement.days
        face = inks.axis
        for area, unit in zip(shown.areas, shown.units, strict=True):
            write(painter, days.left + 8, area.rect.top() + 4 + face.ascent, unit, face, inks.text2)
            for number, text in zip(area.scale.numbers, area.scale.texts, strict=True):
                baseline = area.y_of(number) - face.height / 2 + face.ascent
                write(painter, days.left - TICK - 6 - face.width(text), baseline, text, face, inks.text2)
        first = shown.bottom + TICK + 2 + face.ascent
        for mark in shown.months:
            x = days.x_of(mark.day)
            write(painter, x - face.width(mark.text) / 2, first, mark.text, face, inks.text2)
            below = inks.year.width(mark.below)
            left = min(max(x - below / 2, 2.0), self._rect.width() - below - 2)
            write(painter, left, first + (face.height if mark.text else 0), mark.below, inks.year, inks.text)


class Marks(Layer):
    """What lies above the curves: their points, the labels of events, and the flags of notes."""

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint points first."""
        del option, widget
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rows, area in zip(self.arrangement.rows, self.arrangement.areas, strict=True):
            painter.save()
            painter.setClipRect(area.rect.adjusted(-_RING, -_RING, _RING, _RING))
            self._draw_points(painter, rows, area)
            painter.restore()
        for place in self.arrangement.events:
            self._draw_label(painter, place)
        for note in self.arrangement.notes:
            self._draw_note(painter, note)

    def _draw_points(self, painter: QPainter, rows: PaneRows, area: Area) -> None:
        days = self.arrangement.days
        for dots in rows.dots:
            self._draw_dots(painter, dots, *dots.shown(days.first, days.last), area)
        for dots in rows.hollow:
            painter.setPen(QPen(self.inks.colour(dots.colour), 1.2))
            painter.setBrush(QBrush(self.inks.surface))
            for x, y in self._places(dots.x, dots.y, area):
                draw_marker(painter, dots.marker, x, y, _HOLLOW)
        painter.setPen(self.inks.ring_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x, y in self._places(*rows.rings, area):
            painter.drawEllipse(QPointF(x, y), _RING, _RING)

    def _draw_dots(self, painter: QPainter, dots: Dots, x: Numbers, y: Numbers, area: Area) -> None:
        """Draw full points: circles and squares at once as ends of lines of no length, where letters need no outlines."""
        if not len(x):
            return
        colour = self.inks.colour(dots.colour)
        places = self._places(x, y, area)
        if dots.marker == "circle" and not is_vector(painter):
            painter.setPen(QPen(colour, 2 * _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(QPolygonF([QPointF(*place) for place in places]))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        for across, down in places:
            draw_marker(painter, dots.marker, across, down, _DOT if dots.marker == "circle" else _DOT + 0.4)

    def _places(self, x: Numbers, y: Numbers, area: Area) -> list[tuple[float, float]]:
        days = self.arrangement.days
        seen = (x >= days.first) & (x <= days.last) & (y >= area.scale.low) & (y <= area.scale.high)
        across = days.x_of(x[seen])  # type: ignore[arg-type]  # the same sums for a row of numbers
        down = area.y_of(y[seen])  # type: ignore[arg-type]
        return list(zip(across.tolist(), down.tolist(), strict=True))  # type: ignore[attr-defined]

    def _draw_label(self, painter: QPainter, place: EventPlace) -> None:
        """Write an event's label, or draw the flag that stands for it."""
        inks, rect = self.inks, place.rect
        if place.label.is_in_other:
            return
        if not place.label.flag:
            write(painter, rect.left(), rect.top() + inks.axis.ascent - 1, place.event.label, inks.axis, inks.text)
            return
        left, top = rect.left(), rect.top() + 3
        painter.setPen(QPen(inks.text2, 1))
        painter.setBrush(QBrush(inks.text2))
        painter.drawPolygon(QPolygonF([QPointF(left, top), QPointF(left + 8, top + 3), QPointF(left, top + 6)]))
        if place.label.flag > 1:
            write(painter, left + 11, top + 7, str(place.label.flag), inks.number, inks.text)

    def _draw_note(self, painter: QPainter, place: NotePlace) -> None:
        """Draw a note's flag with its number, its pointer, and its span where that is wide enough to be seen."""
        inks, rect = self.inks, place.rect
        edge = rect.top() if place.is_below else rect.bottom()
        if place.span is not None:
            left, right = place.span
            middle = _sharp(edge)
            painter.setPen(inks.note_pen)
            painter.drawLine(QLineF(left, middle, right, middle))
            painter.drawLines([QLineF(x, middle - 3, x, middle + 3) for x in (left, right)])
        body = QPainterPath()
        body.addRoundedRect(rect, 2, 2)
        tip = edge + (-4 if place.is_below else 4)
        x = min(max(place.tip.x(), rect.left() + 4), rect.right() - 4)
        body.addPolygon(QPolygonF([QPointF(x - 3.5, edge), QPointF(x, tip), QPointF(x + 3.5, edge)]))
        body.setFillRule(Qt.FillRule.WindingFill)
        painter.fillPath(body, inks.note)
        number = str(place.note.number)
        left = rect.center().x() - inks.number.width(number) / 2
        baseline = rect.center().y() - inks.number.height / 2 + inks.number.ascent
        write(painter, left, baseline, number, inks.number, inks.surface)


@dataclass(frozen=True, slots=True)
class Cross:
    """A cross-hair at a day, with the points on it: canvas places and colours; `span` is a choice that is being made, in days."""

    day: float | None = None
    points: tuple[tuple[float, float, int], ...] = ()
    span: tuple[float, float] | None = None


class CrossHair(Layer):
    """What follows the pointer: above the curves, below labels and flags."""

    cross = Cross()

    def show_cross(self, cross: Cross) -> None:
        """Paint another cross-hair, and only where it was and is."""
        for one in (self.cross, cross):
            self.update(self._place_of(one))
        self.cross = cross

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint a choice, the line, and the points on it."""
        del option, widget
        shown, days = self.arrangement, self.arrangement.days
        if self.cross.span is not None:
            ends = sorted(days.x_of(day) for day in self.cross.span)
            painter.fillRect(
                QRectF(ends[0], shown.top, max(ends[1] - ends[0], 2), shown.bottom - shown.top), self.inks.wanted
            )
        if self.cross.day is None or not days.is_seen(self.cross.day):
            return
        painter.setPen(self.inks.cross_pen)
        x = _sharp(days.x_of(self.cross.day))
        painter.drawLine(QLineF(x, shown.top, x, shown.bottom))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.inks.surface, 1.5))
        for across, down, colour in self.cross.points:
            painter.setBrush(QBrush(QColor(self.inks.colour(colour))))
            painter.drawEllipse(QPointF(across, down), _CROSS + 0.75, _CROSS + 0.75)

    def _place_of(self, cross: Cross) -> QRectF:
        """Return the strips that a cross-hair covers."""
        if cross.span is not None:
            return self._rect
        if cross.day is None:
            return QRectF()
        xs = [self.arrangement.days.x_of(cross.day), *(point[0] for point in cross.points)]
        return QRectF(min(xs) - 7, 0, max(xs) - min(xs) + 14, self._rect.height())


def _sharp(at: float) -> float:
    """Return the middle of a pixel, where a hairline covers that one alone."""
    return round(at - 0.5) + 0.5
