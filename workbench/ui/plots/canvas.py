"""The plot that one works on: cross-hair, zoom and pan by mouse and keyboard, and events and notes made and moved in place."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.core.chart import Chart, EventMark, LineKind, NoteMark
from workbench.core.periods import Period
from workbench.ui.plots import series_mime
from workbench.ui.plots.hand import CURSORS, Hand, Tool
from workbench.ui.plots.inks import Inks
from workbench.ui.plots.layers import Cross
from workbench.ui.plots.looking import Sight, moved, whole_of, zoomed
from workbench.ui.plots.reading import NAMED, Reading, Stops, reading_at
from workbench.ui.plots.scene import Dress, PlotScene
from workbench.ui.widgets.labels import plain_tip

_WITH_POINTS = frozenset({LineKind.FIGURES, LineKind.DIFFERENCE})
_ZOOM = 0.8
"""How many of the days are left after one step of the wheel."""

_PAN = 0.1


class PlotCanvas(pyqtgraph.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """A chart under the hand. Ctrl and Shift choose the tools for notes and events for as long as they are held.

    Days are ordinals, notes have periods. It changes nothing that it shows but the days: what is wanted is told, and comes
    back as another chart.
    """

    read = Signal(object)
    sight_changed = Signal(object)
    clicked = Signal(str, object)
    event_wanted = Signal(int, int)
    event_moved = Signal(str, int, int)
    event_clicked = Signal(str)
    event_opened = Signal(str)
    note_wanted = Signal(str, object, object)
    note_moved = Signal(int, object, object)
    note_clicked = Signal(int)
    note_opened = Signal(int)
    series_dropped = Signal(object)
    tool_changed = Signal(object)

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, useOpenGL=False, background=inks.surface)
        self.plot = PlotScene(inks)
        self.setCentralItem(self.plot)
        for action in self.scene().contextMenu:  # pyqtgraph's own, which stays in the language of now
            action.setText("")
        self.sight = Sight(0.0, 1.0)
        self.whole = (0.0, 1.0)
        self.tool = Tool.LOOK
        self.reading: Reading | None = None
        self._stops: Stops | None = None
        self.hand = Hand(self)
        self._is_framed = False
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def draw(self, chart: Chart, dress: Dress, sight: Sight | None = None) -> None:
        """Draw a chart, on the days that it asks for or on others."""
        self.hand.forget()
        self.setBackground(dress.inks.surface)
        self.plot.draw(chart, dress)
        self._stops = Stops(chart)
        self.whole = whole_of(chart)
        self._read(None)
        self.look(sight or sight_of(chart))

    def look(self, sight: Sight) -> None:
        """Look at something else."""
        self.plot.look_at(sight.first, sight.last, sight.fixed)
        self.sight = Sight(*self.plot.days, sight.values)
        self.sight_changed.emit(self.sight)

    def look_at_whole(self) -> None:
        """Look at the whole history, with all values that are seen."""
        self.look(Sight(*self.whole))

    def take_tool(self, tool: Tool) -> None:
        """Choose what a drag on empty ground does."""
        self.tool = tool
        self.viewport().setCursor(CURSORS[tool])
        self.tool_changed.emit(tool)

    def read_at(self, day: float | None) -> None:
        """Stand the cross-hair on the day with points that is nearest; None takes it away."""
        if self._stops is None or self.plot.chart is None or day is None:
            self._read(None)
            return
        stop = self._stops.nearest(day)
        if stop is None or not self.plot.arrangement.days.is_seen(stop):
            self._read(None)
        elif self.reading is None or self.reading.day != stop:
            self._read(reading_at(self.plot.chart, self._stops, stop))

    def show_reading_again(self) -> None:
        """Put the cross-hair's points where they are after the days were moved."""
        reading = self.reading
        if reading is not None and not self.plot.arrangement.days.is_seen(reading.day):
            reading = None
        self._read(reading)

    def points_of(self, reading: Reading) -> list[tuple[float, float, int]]:
        """Return where a reading's points are on the canvas, with their colours."""
        shown = self.plot.arrangement
        return [
            (shown.days.x_of(row.line.days[row.at]), shown.areas[row.pane].y_of(row.value), row.line.colour)
            for row in reading.rows[:NAMED]
            if row.at is not None and row.value is not None and row.line.kind in _WITH_POINTS
        ]

    def move_event(self, id_: str, first: int, last: int) -> None:
        """Tell that an event was moved."""
        self.event_moved.emit(id_, first, last)

    def move_note(self, id_: int, first: Period, last: Period) -> None:
        """Tell that a note was moved."""
        self.note_moved.emit(id_, first, last)

    def want_event(self, first: int, last: int) -> None:
        """Tell that a new event is wanted."""
        self.event_wanted.emit(first, last)

    def want_note(self, line: str, first: Period, last: Period) -> None:
        """Tell that a new note is wanted."""
        self.note_wanted.emit(line, first, last)

    def click_mark(self, mark: EventMark | NoteMark) -> None:
        """Tell that an event or a note was clicked."""
        if isinstance(mark, EventMark):
            self.event_clicked.emit(mark.id)
        else:
            self.note_clicked.emit(mark.id)

    def open_mark(self, mark: EventMark | NoteMark) -> None:
        """Tell that an event or a note is to be opened."""
        if isinstance(mark, EventMark):
            self.event_opened.emit(mark.id)
        else:
            self.note_opened.emit(mark.id)

    def click_point(self, pos: QPointF) -> None:
        """Tell which point of which line was clicked."""
        found = self.plot.point_at(pos)
        if found is not None:
            line, at = found
            self.clicked.emit(line.id, line.periods[at])

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a drag."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton and self.plot.chart is not None:
            self.hand.press(event.position(), event.modifiers())
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with a drag, or let the cross-hair follow."""
        self.hand.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.hand.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open a mark; where none is, look at the whole history."""
        hit = self.plot.hit_at(event.position())
        if hit is not None:
            self.open_mark(hit.mark)
        elif self.tool is Tool.LOOK:
            self.look_at_whole()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom the days about the pointer; with Ctrl the values of the pane, with Shift or sideways go along."""
        steps, across = event.angleDelta().y() / 120, event.angleDelta().x() / 120
        event.accept()
        if self.plot.chart is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_values(_ZOOM**steps, event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(across) > abs(steps):
            self.pan(-(across or steps) * _PAN)
        else:
            self.zoom(_ZOOM**steps, self.plot.arrangement.days.day_at(event.position().x()))
        self.hand.hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the cross-hair away."""
        super().leaveEvent(event)
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, zoom and read by keys; see `keys`."""
        if self.plot.chart is None or not self._do_key(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus where it came by a key."""
        self._is_framed = event.reason() not in {
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that the focus is gone."""
        del event
        self._is_framed = False
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: N802 - Qt's name
        """Frame the canvas while it has the focus."""
        del rect
        if self._is_framed:
            painter.setPen(QPen(self.plot.dress.inks.accent, 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say in a tool tip what an event or note under the pointer is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.plot.words_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return bool(super().viewportEvent(event))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take series."""
        event.setAccepted(event.mimeData().hasFormat(series_mime.SERIES))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Take series anywhere."""
        event.setAccepted(event.mimeData().hasFormat(series_mime.SERIES))

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Tell which series were dropped."""
        keys = series_mime.keys_of(event.mimeData())
        event.setAccepted(bool(keys))
        if keys:
            self.series_dropped.emit(keys)

    def pan(self, share: float) -> None:
        """Go along by a share of what is seen; negative: back in time."""
        self.look(moved(self.sight, share * (self.sight.last - self.sight.first), self.whole))

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show that many times the days about one of them; about the cross-hair, or the middle, where none is given."""
        if about is None:
            about = self.reading.day if self.reading is not None else (self.sight.first + self.sight.last) / 2
        self.look(zoomed(self.sight, factor, about, self.whole))

    def _zoom_values(self, factor: float, pos: QPointF) -> None:
        """Show that many times the values of the pane at a place."""
        at = self.plot.pane_at(pos)
        if at is None:
            return
        area = self.plot.arrangement.areas[at]
        about = area.value_at(pos.y())
        low, high = (about + (end - about) * factor for end in (area.scale.low, area.scale.high))
        self.look(self.sight.with_values(at, low, high))

    def _do_key(self, event: QKeyEvent) -> bool:
        """Do what a key is for; False for one that is for nothing."""
        key = Qt.Key(event.key())
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in _STEPS and is_shifted:
            self._step(_STEPS[key])
        elif key in _PANS:
            self.pan(_PANS[key])
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_Home:
            self.look_at_whole()
        elif key == Qt.Key.Key_End:
            self.look(moved(self.sight, self.whole[1] - self.sight.last, self.whole))
        elif key == Qt.Key.Key_Escape:
            return self._escape()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self._click_reading()
        else:
            return False
        return True

    def _step(self, steps: int) -> None:
        """Stand the cross-hair on the next period with points, and go along where that is not seen."""
        if self._stops is None or self.plot.chart is None:
            return
        middle = (self.sight.first + self.sight.last) / 2
        stop = self._stops.nearest(middle) if self.reading is None else self._stops.beside(self.reading.day, steps)
        if stop is None:
            return
        if not self.plot.arrangement.days.is_seen(stop):
            self.look(moved(self.sight, stop - middle, self.whole))
        self._read(reading_at(self.plot.chart, self._stops, stop))

    def _click_reading(self) -> bool:
        """Tell of the first line of the reading as if its point had been clicked."""
        row = next((row for row in self.reading.rows if row.value is not None), None) if self.reading else None
        if row is None or row.at is None:
            return False
        self.clicked.emit(row.line.id, row.line.periods[row.at])
        return True

    def _escape(self) -> bool:
        """Give up a drag, else the tool, else the cross-hair; False where there is nothing to give up."""
        if self.hand.cancel():
            return True
        if self.tool is not Tool.LOOK:
            self.take_tool(Tool.LOOK)
        elif self.reading is not None:
            self._read(None)
        else:
            return False
        return True

    def _read(self, reading: Reading | None) -> None:
        points = () if reading is None else tuple(self.points_of(reading))
        self.plot.show_cross(Cross(None if reading is None else reading.day, points))
        if reading is not None or self.reading is not None:
            self.reading = reading
            self.read.emit(reading)


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PANS = {Qt.Key.Key_Left: -_PAN, Qt.Key.Key_Right: _PAN, Qt.Key.Key_PageUp: -0.9, Qt.Key.Key_PageDown: 0.9}
_ZOOMS = {
    Qt.Key.Key_Plus: _ZOOM,
    Qt.Key.Key_Equal: _ZOOM,
    Qt.Key.Key_Up: _ZOOM,
    Qt.Key.Key_Minus: 1 / _ZOOM,
    Qt.Key.Key_Down: 1 / _ZOOM,
}


def sight_of(chart: Chart) -> Sight:
    """Return what a chart asks to be looked at."""
    chosen = [
        (at, pane.low, pane.high)
        for at, pane in enumerate(chart.panes)
        if pane.low is not None and pane.high is not None
    ]
    return Sight(chart.first, chart.last, tuple(chosen))
