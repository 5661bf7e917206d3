"""What a drag on the plot does: it pans, moves an event or a note, or chooses a span for a new one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF

from workbench.core.chart import NO_LINE, Chart, EventMark, Line, NoteMark
from workbench.core.periods import Period
from workbench.ui.plots.layers import Cross
from workbench.ui.plots.looking import Sight, moved
from workbench.ui.plots.marks import Part
from workbench.ui.plots.reading import days_of, middles_of, periods_between
from workbench.ui.plots.scene import PlotScene


class Board(Protocol):
    """What a drag is done on."""

    plot: PlotScene
    sight: Sight
    whole: tuple[float, float]

    def look(self, sight: Sight) -> None:
        """Look at something else."""

    def move_event(self, id_: str, first: int, last: int) -> None:
        """Tell that an event was moved."""

    def move_note(self, id_: int, first: Period, last: Period) -> None:
        """Tell that a note was moved."""

    def want_event(self, first: int, last: int) -> None:
        """Tell that a new event is wanted."""

    def want_note(self, line: str, first: Period, last: Period) -> None:
        """Tell that a new note is wanted."""

    def click_mark(self, mark: EventMark | NoteMark) -> None:
        """Tell that an event or a note was clicked."""

    def click_point(self, pos: QPointF) -> None:
        """Tell that the plot was clicked."""


class Drag:
    """A drag from one place on the canvas; one that stayed where it was is a click."""

    def __init__(self, board: Board, start: QPointF) -> None:
        """Begin."""
        self.board = board
        self.start = start

    def move(self, pos: QPointF) -> None:
        """Follow the pointer."""

    def finish(self, pos: QPointF, *, is_click: bool) -> None:
        """End where the pointer is."""

    def cancel(self) -> None:
        """Put everything back."""

    def _days_to(self, pos: QPointF) -> float:
        days = self.board.plot.arrangement.days
        return days.day_at(pos.x()) - days.day_at(self.start.x())


class Pan(Drag):
    """Moves what is looked at."""

    def __init__(self, board: Board, start: QPointF) -> None:
        """Remember what is looked at."""
        super().__init__(board, start)
        self._sight = board.sight

    def move(self, pos: QPointF) -> None:
        """Take the days along."""
        self.board.look(moved(self._sight, -self._days_to(pos), self.board.whole))

    def finish(self, pos: QPointF, *, is_click: bool) -> None:
        """Tell of a click."""
        if is_click:
            self.cancel()
            self.board.click_point(pos)

    def cancel(self) -> None:
        """Look at what was looked at."""
        self.board.look(self._sight)


class MoveEvent(Drag):
    """Moves an event, or one of its ends, by whole days."""

    def __init__(self, board: Board, start: QPointF, event: EventMark, part: Part) -> None:
        """Take hold of an event."""
        super().__init__(board, start)
        self._event = event
        self._part = part

    def move(self, pos: QPointF) -> None:
        """Show it where it would be."""
        self.board.plot.preview(events={self._event.id: self._span(pos)})

    def finish(self, pos: QPointF, *, is_click: bool) -> None:
        """Tell where it is wanted."""
        first, last = self._span(pos)
        if is_click or (first, last) == (self._event.first, self._event.last):
            self.cancel()
            self.board.click_mark(self._event)
        else:
            self.board.move_event(self._event.id, round(first), round(last))

    def cancel(self) -> None:
        """Show it where it is."""
        self.board.plot.preview()

    def _span(self, pos: QPointF) -> tuple[float, float]:
        days = round(self._days_to(pos))
        first, last = self._event.first, self._event.last
        if self._part is Part.FIRST:
            return min(first + days, last), last
        if self._part is Part.LAST:
            return first, max(last + days, first)
        return first + days, last + days


class MoveNote(Drag):
    """Moves a note along its line, from period to period."""

    def __init__(self, board: Board, start: QPointF, note: NoteMark) -> None:
        """Take hold of a note."""
        super().__init__(board, start)
        self._note = note
        self._line = line_of(board.plot.chart, note.line)
        self._periods = periods_between(self._line, note.first, note.last)

    def move(self, pos: QPointF) -> None:
        """Show it where it would be."""
        self.board.plot.preview(notes={self._note.id: middles_of(*self._span(pos))})

    def finish(self, pos: QPointF, *, is_click: bool) -> None:
        """Tell where it is wanted."""
        span = self._span(pos)
        if is_click or span == self._periods:
            self.cancel()
            self.board.click_mark(self._note)
        else:
            self.board.move_note(self._note.id, *span)

    def cancel(self) -> None:
        """Show it where it is."""
        self.board.plot.preview()

    def _span(self, pos: QPointF) -> tuple[Period, Period]:
        """Return its periods as many steps on as its first one is dragged."""
        first, last = self._periods
        begin = sum(days_of(first, first)) / 2
        target, _ = periods_between(self._line, begin + self._days_to(pos), begin)
        steps = target.ordinal - first.ordinal if target.grain is first.grain else 0
        return first.shifted(steps), last.shifted(steps)


class ChooseEvent(Drag):
    """Chooses the days of a new event."""

    def move(self, pos: QPointF) -> None:
        """Show the days."""
        first, last = self._span(pos)
        self.board.plot.show_cross(Cross(span=(first - 0.5, last + 0.5)))

    def finish(self, pos: QPointF, *, is_click: bool) -> None:
        """Tell the days; one day for a click."""
        self.cancel()
        self.board.want_event(*self._span(self.start if is_click else pos))

    def cancel(self) -> None:
        """Show no days."""
        self.board.plot.show_cross(Cross())

    def _span(self, pos: QPointF) -> tuple[int, int]:
        days = self.board.plot.arrangement.days
        first, last = sorted((round(days.day_at(self.start.x())), round(days.day_at(pos.x()))))
        return first, last


class ChooseNote(Drag):
    """Chooses the periods of a new note, on a line or on the whole plot."""

    def __init__(self, board: Board, start: QPointF, line: str) -> None:
        """Begin at a line."""
        super().__init__(board, start)
        self._id = line
        self._line = line_of(board.plot.chart, line)

    def move(self, pos: QPointF) -> None:
        """Show the periods."""
        first, last = days_of(*self._span(pos))
        self.board.plot.show_cross(Cross(span=(first - 0.5, last + 0.5)))

    def finish(self, pos: QPointF, *, is_click: bool) -> None:
        """Tell the periods; one for a click."""
        self.cancel()
        self.board.want_note(self._id, *self._span(self.start if is_click else pos))

    def cancel(self) -> None:
        """Show no periods."""
        self.board.plot.show_cross(Cross())

    def _span(self, pos: QPointF) -> tuple[Period, Period]:
        days = self.board.plot.arrangement.days
        first, last = sorted((days.day_at(self.start.x()), days.day_at(pos.x())))
        return periods_between(self._line, first, last)


def line_of(chart: Chart | None, id_: str) -> Line | None:
    """Return a line of a chart by its id; None where there is none."""
    if chart is None or id_ == NO_LINE:
        return None
    return next((line for pane in chart.panes for line in pane.lines if line.id == id_), None)
