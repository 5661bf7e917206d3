"""The card beside the cross-hair: all lines of a chart at one period, with what changed, and the notes of that time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from workbench.core.chart import LineKind
from workbench.core.translation import period_text
from workbench.ui.appearance import Appearance
from workbench.ui.plots.clearing import Clearing
from workbench.ui.plots.head import wrapped
from workbench.ui.plots.inks import Face, Inks, draw_marker, marker_of, write
from workbench.ui.plots.reading import NAMED, Reading, Row

WIDTH = 278
"""The least width of the card in logical pixels."""

_WIDEST = 400
_MARGIN = 10
_ROW = 20.0
_DOT = 18.0
_GAP = 12.0
_MOST_NOTES = 3
_MOST_EVENTS = 4
_MOST_PARTS = 3
_EDGE = 4
_SHORTEST = 180.0
AWAY = 16
"""How far it stands from the cross-hair."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns end, from the right."""

    width: float
    changes: float
    texts: float


class ReadOut(QWidget):
    """Paints a reading; it lies over the canvas and lets the pointer through."""

    def __init__(self, appearance: Appearance, inks: Inks, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self.inks = inks
        self._title = Face(9.5, weight=600)
        self._plain = Face(9)
        self._strong = Face(9, weight=500)
        self._quiet = Face(8.5)
        self._arrow = Face(7)
        self._reading: Reading | None = None
        self._against = ""
        self._remarks: list[tuple[str, str]] = []
        self._shown: tuple[Row, ...] = ()
        self._shown_remarks: list[tuple[str, str]] = []
        self._spot: QPointF | None = None
        self._columns = _Columns(WIDTH, 0, 0)
        self._board = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_reading(self, reading: Reading, against: str, language: str) -> None:
        """Show a reading; `against` says what the changes are from."""
        self._reading = reading
        self._against = against
        self._heading = period_text(reading.period, language)
        self._columns = self._columns_of(reading)
        self._remarks = self._remarks_of(reading)
        self._take(self._board.height())
        self.setAccessibleName(self.text())
        self.update()
        self.show()

    def text(self) -> str:
        """Return all of it in words."""
        if self._reading is None:
            return ""
        rows = [", ".join(filter(None, (row.line.label, row.text, row.change))) for row in self._reading.rows]
        return "\n".join([self._heading, *rows[:NAMED], *self._rest(NAMED), *(text for text, _ in self._remarks)])

    def place(self, x: float, plot: Clearing) -> None:
        """Stand where it covers least of a plot, away from the cross-hair at `x`; a narrow plot gets a shorter card beside that."""
        self._spot = plot.spot(self.size(), x, AWAY, self._spot)
        if self._spot is not None:
            self.move(self._spot.toPoint())
            return
        self._take(max(_SHORTEST, self._board.height() / 2))
        right, lowest = self._board.width() - self.width(), self._board.height() - self.height() - _EDGE
        left = x + AWAY if x + AWAY <= right else x - AWAY - self.width()
        spots = [QPointF(min(max(left, 0), max(right, 0)), top) for top in (_EDGE, max(lowest, _EDGE))]
        self.move(min(spots, key=lambda spot: plot.covered(QRectF(spot, self.size().toSizeF()))).toPoint())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for what is shown."""
        return QSize(round(self._columns.width), round(self._height(self._shown, self._shown_remarks)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the card."""
        del event
        if self._reading is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.inks.tokens.control), 1))
        painter.setBrush(QColor(self.inks.tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        self._write(painter, _MARGIN, _MARGIN + 8, self._heading, self._title, self.inks.text)
        room = self.width() - 2 * _MARGIN - self._title.width(self._heading) - _GAP
        against = self._quiet.shortened(self._against, room)
        self._write(
            painter,
            self.width() - _MARGIN - self._quiet.width(against),
            _MARGIN + 8,
            against,
            self._quiet,
            self.inks.text2,
        )
        top = _MARGIN + 22.0
        for row in self._shown:
            self._paint_row(painter, row, top + _ROW / 2)
            top += _ROW * self._lines_of(row)
        for rest in self._rest(len(self._shown)):
            self._write(painter, _MARGIN + _DOT, top + _ROW / 2, rest, self._quiet, self.inks.text2)
            top += _ROW
        self._paint_remarks(painter, top + 4)

    def _paint_row(self, painter: QPainter, row: Row, middle: float) -> None:
        inks, columns = self.inks, self._columns
        self._paint_sample(painter, row, middle)
        ink = inks.text if row.value is not None else QColor(inks.tokens.missing)
        if self._lines_of(row) > 1:
            room = self.width() - 2 * _MARGIN - _DOT
            label = self._plain.shortened(row.line.label, room)
            self._write(painter, _MARGIN + _DOT, middle, label, self._plain, inks.text)
            text = self._strong.shortened(row.text, room)
            right = self.width() - _MARGIN - self._strong.width(text)
            self._write(painter, right, middle + _ROW, text, self._strong, ink)
            return
        self._write(painter, columns.texts - self._strong.width(row.text), middle, row.text, self._strong, ink)
        left = columns.changes - self._width_of_change(row.change)
        for face, part in self._parts(row.change):
            self._write(painter, left, middle, part, face, inks.text2)
            left += face.width(part)
        room = columns.texts - self._strong.width(row.text) - _GAP - _MARGIN - _DOT
        self._write(
            painter, _MARGIN + _DOT, middle, self._plain.shortened(row.line.label, room), self._plain, inks.text
        )

    def _paint_sample(self, painter: QPainter, row: Row, middle: float) -> None:
        """Paint a point of the line, open where the figure may change; of an average or the year before, a piece of it."""
        inks, line = self.inks, row.line
        colour = inks.colour(line.colour)
        if line.kind in {LineKind.AVERAGE, LineKind.YEAR_BEFORE}:
            painter.setPen(inks.line_pen(line.colour, line.kind))
            painter.drawLine(QPointF(_MARGIN - 1, middle), QPointF(_MARGIN + 12, middle))
            return
        painter.setPen(QPen(colour, 1.2) if row.is_provisional else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(inks.surface if row.is_provisional else colour))
        draw_marker(painter, marker_of(line), _MARGIN + 5, middle, 3.6)

    def _lines_of(self, row: Row) -> int:
        """Return how many lines a row has: an average's text stands below its label where both have no room on one."""
        return 2 if self._is_long(row, self._columns.texts - _MARGIN - _DOT) else 1

    def _is_long(self, row: Row, room: float) -> bool:
        words = self._plain.width(row.line.label) + _GAP + self._strong.width(row.text)
        return row.line.kind is LineKind.AVERAGE and words > room

    def _parts(self, change: str) -> list[tuple[Face, str]]:
        """Return a change in parts of one size: arrows are small."""
        if change[:1] in {"▲", "▼"}:
            return [(self._arrow, change[:1]), (self._plain, change[1:])]
        return [(self._plain, change)]

    def _width_of_change(self, change: str) -> float:
        return sum(face.width(part) for face, part in self._parts(change))

    def _paint_remarks(self, painter: QPainter, top: float) -> None:
        if not self._shown_remarks:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(QColor(self.inks.tokens.line), 1))
        painter.drawLine(0, round(top), self.width(), round(top))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, (text, mark) in enumerate(self._shown_remarks):
            middle = top + 5 + (at + 0.5) * 17
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.inks.note if mark == "note" else self.inks.text2)
            if mark == "note":
                painter.drawRoundedRect(QRectF(_MARGIN, middle - 4, 9, 8), 1.5, 1.5)
            elif mark == "event":
                left = _MARGIN + 1
                corners = [QPointF(left, middle - 4), QPointF(left + 8, middle - 0.5), QPointF(left, middle + 3)]
                painter.drawPolygon(QPolygonF(corners))
            self._write(painter, _MARGIN + _DOT, middle, text, self._quiet, self.inks.text)

    def _columns_of(self, reading: Reading) -> _Columns:
        """Return the columns for the widest texts; the labels get what is left."""
        long_ones = [row for row in reading.rows[:NAMED] if self._is_long(row, WIDTH - 2 * _MARGIN - _DOT)]
        rows = [row for row in reading.rows[:NAMED] if row not in long_ones]
        labels = max((self._plain.width(row.line.label) for row in rows), default=0)
        texts = max((self._strong.width(row.text) for row in rows), default=0)
        changes = max((self._width_of_change(row.change) for row in rows), default=0)
        changes += _GAP if changes else 0
        title = self._title.width(self._heading) + _GAP + self._quiet.width(self._against)
        below = [_DOT + self._strong.width(row.text) + 1 for row in long_ones]
        needed = max(_DOT + labels + _GAP + texts + changes, title, *below) + 2 * _MARGIN
        width = min(max(needed, WIDTH), _WIDEST, max(self._board.width() - 2 * AWAY, WIDTH))
        return _Columns(width, width - _MARGIN, width - _MARGIN - changes)

    def _remarks_of(self, reading: Reading) -> list[tuple[str, str]]:
        """Return why figures are marked, and events and notes of the time, as lines; the first of each with its mark."""
        room = self._columns.width - 2 * _MARGIN - _DOT
        say = self._appearance.say
        shown = reading.rows[:NAMED]
        open_ones = [row.line.label for row in shown if row.is_provisional]
        remarks = [say("plot.provisional_at", lines=say("cell.separator").join(open_ones))] if open_ones else []
        remarks += [say("plot.reason_at", line=row.line.label, reason=row.reason) for row in shown if row.reason]
        texts = [(remark, "") for remark in remarks]
        texts += [(event.label, "event") for event in reading.events[:_MOST_EVENTS]]
        texts += [(" ".join(note.text.split()), "note") for note in reading.notes[:_MOST_NOTES]]
        broken = [(list(wrapped(text, room, self._quiet))[:_MOST_PARTS], mark) for text, mark in texts]
        return [(part, mark if at == 0 else "") for parts, mark in broken for at, part in enumerate(parts)]

    def _take(self, height: float) -> None:
        """Take what a height has room for: remarks are left out first, then lines from the end."""
        assert self._reading is not None
        rows, remarks = list(self._reading.rows[:NAMED]), list(self._remarks)
        room = min(height, self._board.height() - 2 * _EDGE)
        while remarks and self._height(rows, remarks) > room:
            remarks.pop()
        while len(rows) > 1 and self._height(rows, remarks) > room:
            rows.pop()
        self._shown, self._shown_remarks = tuple(rows), remarks
        self.resize(self.sizeHint())

    def _height(self, rows: Sequence[Row], remarks: Sequence[tuple[str, str]]) -> float:
        """Return how high it is with some rows and remarks."""
        lines = sum(map(self._lines_of, rows)) + len(self._rest(len(rows)))
        return 2 * _MARGIN + 22 + lines * _ROW + (len(remarks) * 17 + 9 if remarks else 0)

    def _rest(self, shown: int) -> list[str]:
        """Return how many lines are not among so many shown ones, in words."""
        more = len(self._reading.rows) - shown if self._reading is not None else 0
        return [self._appearance.say("plot.more_lines", count=more)] if more > 0 else []

    @staticmethod
    def _write(painter: QPainter, left: float, middle: float, text: str, face: Face, colour: QColor) -> None:
        write(painter, left, middle - face.height / 2 + face.ascent, text, face, colour)
