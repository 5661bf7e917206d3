"""What the mouse does on the plot: it reads where it goes, and drags what it takes hold of."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget

from workbench.core.chart import NO_LINE, EventMark
from workbench.ui.plots import drags
from workbench.ui.plots.marks import Hit, Part
from workbench.ui.plots.reading import Reading, nearest_row

_CLICK = 4.0
"""A drag of fewer pixels is a click."""


class Tool(StrEnum):
    """What a drag on empty ground does: look around, or choose the span of a new event or note."""

    LOOK = "look"
    EVENT = "event"
    NOTE = "note"


class ReadBoard(drags.Board, Protocol):
    """A board that is read as well as worked on."""

    tool: Tool
    reading: Reading | None

    def read_at(self, day: float | None) -> None:
        """Stand the cross-hair on a day, or take it away."""

    def viewport(self) -> QWidget:
        """Return what shows the pointer."""


class Hand:
    """The mouse over the canvas, with what it holds."""

    def __init__(self, board: ReadBoard) -> None:
        """Hold nothing."""
        self._board = board
        self._drag: drags.Drag | None = None
        self._pressed = QPointF()
        self._is_click = False

    def press(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Begin a drag."""
        self._pressed, self._is_click = pos, True
        self._drag = self._drag_from(pos, modifiers)

    def move(self, pos: QPointF) -> None:
        """Go on with a drag, or let the cross-hair follow."""
        if self._drag is None:
            self.hover(pos)
            return
        if (pos - self._pressed).manhattanLength() >= _CLICK:
            self._is_click = False
        if not self._is_click:
            self._board.read_at(None)
            self._drag.move(pos)

    def release(self, pos: QPointF) -> None:
        """End a drag."""
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.finish(pos, is_click=self._is_click)

    def cancel(self) -> bool:
        """Give up a drag; False where there is none."""
        drag, self._drag = self._drag, None
        if drag is None:
            return False
        drag.cancel()
        return True

    def forget(self) -> None:
        """Hold nothing any more: what was held is drawn anew."""
        self._drag = None

    def hover(self, pos: QPointF) -> None:
        """Let the cross-hair and the shape of the pointer follow."""
        shown = self._board.plot.arrangement
        is_within = shown.days.left <= pos.x() <= shown.days.right and shown.top <= pos.y() <= shown.bottom
        self._board.read_at(shown.days.day_at(pos.x()) if is_within else None)
        hit = self._board.plot.hit_at(pos)
        self._board.viewport().setCursor(CURSORS[self._board.tool] if hit is None else _cursor_of(hit))

    def _drag_from(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> drags.Drag:
        """Return what a drag from a place does."""
        hit = self._board.plot.hit_at(pos)
        tool = self._board.tool
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            tool = Tool.NOTE
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            tool = Tool.EVENT
        if hit is not None and tool is Tool.LOOK:
            if isinstance(hit.mark, EventMark):
                return drags.MoveEvent(self._board, pos, hit.mark, hit.part)
            return drags.MoveNote(self._board, pos, hit.mark)
        if tool is Tool.EVENT:
            return drags.ChooseEvent(self._board, pos)
        return (
            drags.ChooseNote(self._board, pos, self._line_at(pos)) if tool is Tool.NOTE else drags.Pan(self._board, pos)
        )

    def _line_at(self, pos: QPointF) -> str:
        """Return the line that is nearest to a place, at that time."""
        found = self._board.plot.point_at(pos)
        if found is not None:
            return found[0].id
        pane = self._board.plot.pane_at(pos)
        self._board.read_at(self._board.plot.arrangement.days.day_at(pos.x()))
        if self._board.reading is None or pane is None:
            return NO_LINE
        row = nearest_row(self._board.reading, pane, self._board.plot.arrangement.areas[pane].value_at(pos.y()))
        return NO_LINE if row is None else row.line.id


CURSORS = {
    Tool.LOOK: Qt.CursorShape.ArrowCursor,
    Tool.EVENT: Qt.CursorShape.CrossCursor,
    Tool.NOTE: Qt.CursorShape.CrossCursor,
}
"""The pointer of each tool."""


def _cursor_of(hit: Hit) -> Qt.CursorShape:
    """Return the pointer over a mark: a hand, or arrows over the line of an event."""
    is_line = isinstance(hit.mark, EventMark) and hit.part is not Part.ALL
    return Qt.CursorShape.SizeHorCursor if is_line else Qt.CursorShape.PointingHandCursor
