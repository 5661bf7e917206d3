"""A plot to work with: the canvas, the card that says what is under the cross-hair, the whole history below, and the way back."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from workbench.core.chart import Chart, NoteMark
from workbench.core.periods import Grain, Period
from workbench.ui.appearance import Appearance
from workbench.ui.plots.brush import Brush
from workbench.ui.plots.canvas import PlotCanvas, sight_of
from workbench.ui.plots.clearing import Clearing
from workbench.ui.plots.drags import line_of
from workbench.ui.plots.hand import Tool
from workbench.ui.plots.inks import Inks
from workbench.ui.plots.layers import Arrangement
from workbench.ui.plots.looking import Sight, Sights
from workbench.ui.plots.read_out import ReadOut
from workbench.ui.plots.reading import Reading, nearest_row, periods_between
from workbench.ui.plots.scene import Dress

_LOW_BELOW = 240
"""In fewer pixels of height the plot itself needs all the room."""

_PAUSE = 500
"""After so many milliseconds without a movement one has arrived somewhere, and can come back to it."""


class TrendView(QWidget):
    """Shows a chart, and tells what is wanted of it. Notes and events change when the chart comes anew.

    `hovered` carries the Reading under the cross-hair or None. Days are ordinals; notes have periods; `line` is a line's id,
    or NO_LINE. `outlier_wanted` carries a line, a period, and why the figure stands out. `way_changed`: whether one can go back or forward has changed. `sight_changed` carries the days that are seen.
    """

    hovered = Signal(object)
    clicked = Signal(str, object)
    event_wanted = Signal(int, int)
    event_moved = Signal(str, int, int)
    event_clicked = Signal(str)
    event_opened = Signal(str)
    note_wanted = Signal(str, object, object)
    note_moved = Signal(int, object, object)
    finding_wanted = Signal()
    outlier_wanted = Signal(str, object, str)
    note_clicked = Signal(int)
    note_opened = Signal(int)
    series_dropped = Signal(object)
    sight_changed = Signal(float, float)
    way_changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.appearance = appearance
        self._inks = Inks(appearance.colours)
        self._chart: Chart | None = None
        self._description = ""
        self._picked = ""
        self._clearing: tuple[Arrangement, Clearing] | None = None
        self._way = Sights(self.way_changed.emit)
        self.canvas = PlotCanvas(self._inks)
        self.brush = Brush(self._inks)
        self.card = ReadOut(appearance, self._inks, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.brush)
        self.card.raise_()
        self._arrival = QTimer(self)
        self._arrival.setSingleShot(True)
        self._arrival.setInterval(_PAUSE)
        self._arrival.timeout.connect(self._arrive)
        self._connect()
        self.retranslate()

    def show_chart(self, chart: Chart, description: str = "") -> None:
        """Show a chart; the days that are seen stay while it asks for the same ones as the chart before.

        `description` says in words what there is to see, for who cannot see it.
        """
        before, self._chart = self._chart, chart
        self._description = description
        is_same = before is not None and (before.first, before.last) == (chart.first, chart.last)
        keeps = is_same and before is not None and len(before.panes) == len(chart.panes)
        self._draw(self.canvas.sight if keeps else sight_of(chart))
        if not keeps:
            self._arrival.stop()
            self._way.begin(self.canvas.sight)
        self.retranslate()

    def pick(self, line: str) -> None:
        """Pick a line out of the others, by its id; an empty text picks none."""
        if line != self._picked:
            self._picked = line
            self._draw(self.canvas.sight)

    def seen(self) -> Chart | None:
        """Return the chart on the days and values that are seen: what a picture of it shows."""
        if self._chart is None:
            return None
        fixed = self.canvas.plot.fixed
        panes = tuple(
            replace(pane, low=fixed[at][0], high=fixed[at][1]) if at in fixed else replace(pane, low=None, high=None)
            for at, pane in enumerate(self._chart.panes)
        )
        return replace(self._chart, first=self.canvas.sight.first, last=self.canvas.sight.last, panes=panes)

    def take_tool(self, tool: Tool) -> None:
        """Choose what a drag on the plot does."""
        self.canvas.take_tool(tool)

    @property
    def can_go_back(self) -> bool:
        """Whether anything else was looked at before."""
        return self._way.can_go_back or self._arrival.isActive()

    @property
    def can_go_forward(self) -> bool:
        """Whether one came back from anything."""
        return self._way.can_go_forward

    def go_back(self) -> None:
        """Look at what was looked at before."""
        self._arrive()
        self._go(self._way.back())

    def go_forward(self) -> None:
        """Look at what one came back from."""
        self._arrive()
        self._go(self._way.forward())

    def show_whole(self) -> None:
        """Look at the whole history."""
        if self._chart is not None:
            self.canvas.look_at_whole()

    def forget_moves(self) -> None:
        """Show events and notes where they are, after a move was refused."""
        self.canvas.plot.preview()

    def retranslate(self) -> None:
        """Say what there is in the language of the window."""
        say = self.appearance.say
        self.canvas.setAccessibleName(say("plot.canvas"))
        self.canvas.setAccessibleDescription("\n".join(filter(None, [self._description, say("plot.canvas_keys")])))
        self.brush.setAccessibleName(say("plot.brush"))
        self.brush.setToolTip(say("plot.brush_keys"))
        self._describe_brush()

    def restyle(self) -> None:
        """Take the colours of another theme."""
        self._inks = Inks(self.appearance.colours)
        self.card.inks = self._inks
        if self._chart is not None:
            self._draw(self.canvas.sight)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write or paint anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange and self._inks.tokens is not self.appearance.colours:
            self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the history below and the card in line with the plot."""
        super().resizeEvent(event)
        self._show_brush()
        QTimer.singleShot(0, self, self._settle)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back and forward over what was looked at."""
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if is_alt and event.key() == Qt.Key.Key_Left:
            self.go_back()
        elif is_alt and event.key() == Qt.Key.Key_Right:
            self.go_forward()
        else:
            super().keyPressEvent(event)

    def menu_at(self, pos: QPoint) -> QMenu:
        """Return what can be done at a place on the canvas: at the mark there, at the cross-hair, and with what is looked at."""
        say = self.appearance.say
        menu = QMenu(self)
        hit = self.canvas.plot.hit_at(QPointF(pos))
        if hit is not None:
            mark = hit.mark
            words = (
                say("plot.edit_note", number=mark.number)
                if isinstance(mark, NoteMark)
                else say("plot.edit_event", label=mark.label)
            )
            menu.addAction(words, lambda: self.canvas.open_mark(mark))
            menu.addSeparator()
        if self.canvas.plot.arrangement.areas:
            self._add_making(menu, pos)
            menu.addSeparator()
            self._add_findings(menu)
            menu.addSeparator()
        menu.addAction(say("plot.back"), self.go_back).setEnabled(self.can_go_back)
        menu.addAction(say("plot.forward"), self.go_forward).setEnabled(self.can_go_forward)
        menu.addAction(say("plot.whole"), self.show_whole)
        return menu

    def _add_making(self, menu: QMenu, pos: QPoint) -> None:
        """Offer a note on the line that is nearest, and an event on the day."""
        say, shown = self.appearance.say, self.canvas.plot.arrangement
        reading, place = self.canvas.reading, QPointF(pos)
        day = reading.day if reading is not None else shown.days.day_at(place.x())
        pane = self.canvas.plot.pane_at(place)
        value = shown.areas[pane].value_at(place.y()) if pane is not None else 0.0
        row = None if reading is None else nearest_row(reading, pane, value)
        line = "" if row is None else row.line.id
        span = periods_between(line_of(self._chart, line), day, day)
        when = self.appearance.period(span[0])
        note = say("plot.note_on", line=row.line.label, period=when) if row else say("plot.note_at", period=when)
        menu.addAction(note, lambda: self.note_wanted.emit(line, *span))
        at = round(shown.days.day_at(place.x())) if shown.days.left <= place.x() <= shown.days.right else round(day)
        event = say("plot.event_at", period=self.appearance.period(_day(at)))
        menu.addAction(event, lambda: self.event_wanted.emit(at, at))

    def _add_findings(self, menu: QMenu) -> None:
        """Offer a finding about what is seen, and one about each figure at the cross-hair that stands out."""
        say, reading = self.appearance.say, self.canvas.reading
        menu.addAction(say("plot.finding"), self.finding_wanted.emit)
        for row in () if reading is None else reading.rows:
            if row.reason and row.at is not None:
                period = row.line.periods[row.at]
                words = say("plot.finding_outlier", line=row.line.label, period=period)
                menu.addAction(words, partial(self.outlier_wanted.emit, row.line.id, period, row.reason))

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.read.connect(self._on_read)
        canvas.sight_changed.connect(self._on_sight_changed)
        for name in _PASSED_ON:
            getattr(canvas, name).connect(getattr(self, name))
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self._open_menu)
        self.brush.wanted.connect(self._on_brushed)

    def _draw(self, sight: Sight) -> None:
        """Draw the chart that is there."""
        if self._chart is None:
            return
        dress = Dress(self._inks, self.devicePixelRatioF(), picked=self._picked)
        with QSignalBlocker(self.canvas):
            self.canvas.draw(self._chart, dress, sight)
        self._on_read(None)
        self._show_brush()
        self.brush.show_chart(self._chart, self.canvas.whole, self._inks)
        self._align_brush()

    def _on_read(self, reading: Reading | None) -> None:
        """Let the card follow the cross-hair."""
        self.hovered.emit(reading)
        if reading is None or self._chart is None:
            self.card.hide()
            self.canvas.setAccessibleName(self.appearance.say("plot.canvas"))
            return
        self.card.show_reading(reading, self._chart.against, self._chart.language)
        shown = self.canvas.plot.arrangement
        if self._clearing is None or self._clearing[0] is not shown:
            self._clearing = shown, Clearing(shown)
        self.card.place(shown.days.x_of(reading.day), self._clearing[1])
        self.canvas.setAccessibleName(self.card.text())

    def _on_sight_changed(self, sight: Sight) -> None:
        self.canvas.show_reading_again()
        self._align_brush()
        self._arrival.start()
        self.sight_changed.emit(sight.first, sight.last)

    def _on_brushed(self, first: float, last: float) -> None:
        self.canvas.look(replace(self.canvas.sight, first=first, last=last))

    def _show_brush(self) -> None:
        """Show the whole history where there is room for it below the plot."""
        self.brush.setVisible(self.height() >= _LOW_BELOW and self._chart is not None and bool(self._chart.panes))

    def _settle(self) -> None:
        """Find the place of everything after the plot got another size."""
        self.canvas.show_reading_again()
        self._align_brush()

    def _align_brush(self) -> None:
        days = self.canvas.plot.arrangement.days
        self.brush.show_part(self.canvas.sight.first, self.canvas.sight.last, days.left, days.right)
        self._describe_brush()

    def _describe_brush(self) -> None:
        if self._chart is None:
            return
        first, last = (self.appearance.period(_month(day)) for day in (self.canvas.sight.first, self.canvas.sight.last))
        self.brush.setAccessibleDescription(self.appearance.say("plot.seen", first=first, last=last))

    def _arrive(self) -> None:
        """Remember where one is, as a place to come back to."""
        if self._arrival.isActive() or self.sender() is self._arrival:
            self._arrival.stop()
            self._way.arrive(self.canvas.sight)

    def _go(self, sight: Sight | None) -> None:
        if sight is not None:
            self.canvas.look(sight)
            self._arrival.stop()
            self.way_changed.emit()

    def _open_menu(self, pos: QPoint) -> None:
        if self._chart is not None:
            self.menu_at(pos).exec(self.canvas.mapToGlobal(pos))


_PASSED_ON = (
    *("clicked", "event_wanted", "event_moved", "event_clicked", "event_opened"),
    *("note_wanted", "note_moved", "note_clicked", "note_opened", "series_dropped"),
)
"""The signals of the canvas that are the view's own."""


def _day(ordinal: int) -> Period:
    return Period(Grain.DAY, min(max(ordinal, 1), datetime.date.max.toordinal()))


def _month(day: float) -> Period:
    return periods_between(None, day, day)[0]
