"""What a picture of a plot says above and below it: its title, the legend, and what has to be known to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QPainter

from workbench.core.chart import Chart, Line
from workbench.ui.plots.inks import Face, Inks, draw_sample, write

MARGIN = 16.0
_TITLE = 26.0
_ROW = 18.0
_SAMPLE = 18.0
_BETWEEN = 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in the legend of a picture, with the place of its sample."""

    line: Line
    left: float
    middle: float


@dataclass(frozen=True, slots=True)
class Head:
    """The title and the legend of a picture, and the lines of its remarks, for one width."""

    title: str
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...]
    height: float

    @property
    def foot(self) -> float:
        """The height of the remarks."""
        return len(self.remarks) * _ROW + (4 if self.remarks else 0)


NO_HEAD = Head("", (), (), 0.0)
"""The head of a plot on the screen: there, title and legend stand elsewhere."""


def head_of(chart: Chart, width: float, inks: Inks, more: Sequence[str] = ()) -> Head:
    """Lay out the head of a picture that is so many logical pixels wide; `more` stands below the chart's own remarks."""
    room = width - 2 * MARGIN
    top = MARGIN / 2 + (_TITLE if chart.title else 0.0)
    entries: list[Entry] = []
    left, middle = MARGIN, top + _ROW / 2
    for line in chart.lines:
        needed = _SAMPLE + 6 + min(inks.axis.width(line.label), room - _SAMPLE - 6)
        if left > MARGIN and left + needed > MARGIN + room:
            left, middle = MARGIN, middle + _ROW
        entries.append(Entry(line, left, middle))
        left += needed + _BETWEEN
    remarks = tuple(part for remark in (*chart.remarks, *more) for part in wrapped(remark, room, inks.axis))
    bottom = middle + _ROW / 2 if entries else top
    return Head(inks.title.shortened(chart.title, room), tuple(entries), remarks, bottom + 6)


def draw_head(painter: QPainter, head: Head, inks: Inks, width: float, height: float) -> None:
    """Paint title, legend and remarks."""
    if head.title:
        write(painter, MARGIN, MARGIN / 2 + inks.title.ascent, head.title, inks.title, inks.text)
    for entry in head.entries:
        draw_sample(painter, inks, entry.line, entry.left, entry.middle)
        left = entry.left + _SAMPLE + 6
        text = inks.axis.shortened(entry.line.label, width - MARGIN - left)
        write(painter, left, _baseline(inks.axis, entry.middle), text, inks.axis, inks.text)
    for at, remark in enumerate(reversed(head.remarks)):
        write(painter, MARGIN, _baseline(inks.axis, height - 4 - (at + 0.5) * _ROW), remark, inks.axis, inks.text2)


def wrapped(text: str, width: float, face: Face) -> Iterator[str]:
    """Break a text into lines that a width holds, as its script breaks; a number stays with the word that counts, as in 2008年."""
    while face.width(text) > width:
        end = next(at for at in range(len(text), 0, -1) if at == 1 or face.width(text[:at].rstrip()) <= width)
        end = _break_before(text, end) or end
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text


def _break_before(text: str, end: int) -> int:
    """Return the last place up to `end` where a line can end; 0 where there is none."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    finder.setPosition(end)
    place = end if finder.isAtBoundary() else finder.toPreviousBoundary()
    while place > 0 and text[place - 1].isdigit():
        place = finder.toPreviousBoundary()
    return max(0, place)


def _baseline(face: Face, middle: float) -> float:
    return middle - face.height / 2 + face.ascent
