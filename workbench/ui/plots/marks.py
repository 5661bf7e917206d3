"""Where events and notes of a chart are on the canvas, and which of them is under the pointer."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF

from workbench.core.chart import Chart, EventMark, Line, NoteMark
from workbench.core.periods import Period
from workbench.core.translation import period_text
from workbench.ui.plots.frame import Area, Days
from workbench.ui.plots.inks import Face
from workbench.ui.plots.placing import Placed, placed

ROW = 14.0
"""The height of a row of labels above the frame."""

FLAG = 16.0
"""The height of a note's flag."""

TICK = 12.0
"""How far the line of an event reaches into the frame, for which another one's flag stands: many lines would hide what is there."""

_POINTER = 5.0
_REACH = 4.0
"""How near to a line the pointer takes hold of it."""


@dataclass(frozen=True, slots=True)
class EventPlace:
    """An event on the canvas: its left and right end, and its label."""

    event: EventMark
    left: float
    right: float
    label: Placed
    rect: QRectF

    @property
    def is_span(self) -> bool:
        """Whether it lasts for more than a day."""
        return self.event.last > self.event.first

    def top(self, top: float) -> float:
        """Return where its line begins, over a frame that begins there."""
        return top if self.label.is_in_other else self.rect.top() + 2

    def bottom(self, top: float, bottom: float) -> float:
        """Return where its line ends, in a frame between two heights."""
        return min(top + TICK, bottom) if self.label.is_in_other else bottom


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A note's flag on the canvas; `tip` is the point that it names, `span` holds the ends of what is more than one point."""

    note: NoteMark
    rect: QRectF
    tip: QPointF
    span: tuple[float, float] | None
    is_below: bool


class Part(StrEnum):
    """What of an event or note the pointer is on: its beginning, its end, or all of it."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Hit:
    """A mark under the pointer."""

    mark: EventMark | NoteMark
    part: Part


def event_places(events: Sequence[EventMark], days: Days, top: float, face: Face, right: float) -> list[EventPlace]:
    """Return the events that are seen, in order of days; labels stand in the two rows from `top`, up to `right`."""
    seen = sorted(
        (event for event in events if event.last + 0.5 >= days.first and event.first - 0.5 <= days.last),
        key=lambda event: (event.first, event.last, event.id),
    )
    ends = [_ends(event, days) for event in seen]
    wanted = [(left, face.width(event.label)) for event, (left, _) in zip(seen, ends, strict=True)]
    labels = placed(wanted, days.left, right)
    return [
        EventPlace(event, left, end, label, QRectF(label.left, top + label.row * ROW, label.right - label.left, ROW))
        for event, (left, end), label in zip(seen, ends, labels, strict=True)
    ]


def words_in_flags(places: Sequence[EventPlace], language: str) -> Iterator[str]:
    """Yield for each flag its month and the events that it stands for: what a pointer is told, where there is none."""
    for at, place in enumerate(places):
        if place.label.flag:
            begin = datetime.date.fromordinal(round(place.event.first))
            labels = [one.event.label for one in places[at : at + place.label.flag]]
            yield f"{period_text(Period.month(begin.year, begin.month), language)}  {' / '.join(labels)}"


def words_of_notes(places: Sequence[NotePlace]) -> Iterator[str]:
    """Yield for each note that is seen its number and its words, in the order of the numbers."""
    return (f"{place.note.number}  {place.note.text}" for place in places)


def _ends(event: EventMark, days: Days) -> tuple[float, float]:
    """Return where an event begins and ends, within the frame; a single day is a line."""
    around = 0.5 if event.last > event.first else 0.0
    ends = days.x_of(event.first - around), days.x_of(event.last + around)
    return min(max(ends[0], days.left), days.right), min(max(ends[1], days.left), days.right)


def note_places(
    chart: Chart, notes: Sequence[NoteMark], days: Days, areas: Sequence[Area], face: Face
) -> list[NotePlace]:
    """Return the notes that are seen; a flag stands beside the point it names, on the side where the line is not."""
    lines = {line.id: (line, areas[at]) for at, pane in enumerate(chart.panes) for line in pane.lines}
    places: list[NotePlace] = []
    for note in sorted(notes, key=lambda note: note.number):
        if note.last < days.first or note.first > days.last or not areas:
            continue
        found = None if note.line in chart.hidden else lines.get(note.line)
        tip, is_below = _tip(note, found, days, areas)
        width = max(FLAG, face.width(str(note.number)) + 7)
        span = _span(note, None if found is None else found[0], days)
        rect = _flag_rect(tip, days, width, places, is_below=is_below)
        places.append(NotePlace(note, rect, tip, span, is_below))
    return places


def _span(note: NoteMark, line: Line | None, days: Days) -> tuple[float, float] | None:
    """Return the ends of a note over more than one point, or over more than a month where it has no line."""
    if line is None:
        is_span = note.last - note.first > 20
    else:
        is_span = len(places_between(line, note.first - 0.5, note.last + 0.5)) > 1
    return (days.x_of(max(note.first, days.first)), days.x_of(min(note.last, days.last))) if is_span else None


def places_between(line: Line, first: float, last: float) -> range:
    """Return the places of a line's points on some days."""
    return range(bisect_left(line.days, first), bisect_right(line.days, last))


def _tip(note: NoteMark, found: tuple[Line, Area] | None, days: Days, areas: Sequence[Area]) -> tuple[QPointF, bool]:
    """Return the point that a note names, and whether its flag belongs below it; on the axis where there is no point."""
    middle = min(max((note.first + note.last) / 2, days.first), days.last)
    point = None if found is None else _nearest_point(found[0], note, middle)
    if found is None or point is None:
        return QPointF(days.x_of(middle), areas[-1].rect.bottom()), False
    line, area = found
    inside = [line.values[at] for at in places_between(line, note.first - 0.5, note.last + 0.5)]
    value = max(other for other in inside if other is not None)
    near = line.values[max(0, point - 1) : point] + line.values[point + 1 : point + 2]
    around = [other for other in near if other is not None]
    y = min(max(area.y_of(value), area.rect.top()), area.rect.bottom())
    is_low = len(inside) == 1 and bool(around) and value < sum(around) / len(around)
    has_room_below = y + FLAG + 2 * _POINTER < area.rect.bottom()
    has_room_above = y - FLAG - 2 * _POINTER > area.rect.top()
    return QPointF(days.x_of(line.days[point]), y), (is_low and has_room_below) or not has_room_above


def _nearest_point(line: Line, note: NoteMark, middle: float) -> int | None:
    """Return the point of a line within a note's span that is nearest to its middle."""
    near = places_between(line, note.first - 0.5, note.last + 0.5)
    points = [at for at in near if line.values[at] is not None]
    return min(points, key=lambda at: abs(line.days[at] - middle), default=None)


def _flag_rect(tip: QPointF, days: Days, width: float, others: Sequence[NotePlace], *, is_below: bool) -> QRectF:
    """Place a flag beside its point, further away where others stand already."""
    step = FLAG + 3
    top = tip.y() + _POINTER + 3 if is_below else tip.y() - _POINTER - 3 - FLAG
    left = min(max(tip.x() - width / 2, days.left), days.right - width)
    rect = QRectF(left, top, width, FLAG)
    while any(rect.intersects(other.rect) for other in others):
        rect.translate(0, step if is_below else -step)
    return rect


def hit_at(
    pos: QPointF, events: Sequence[EventPlace], notes: Sequence[NotePlace], top: float, bottom: float
) -> Hit | None:
    """Return the mark under the pointer: a flag or a label wholly, an event's line by its end; lines reach from top to bottom."""
    for note in reversed(notes):
        if note.rect.adjusted(-1, -1, 1, 1).contains(pos):
            return Hit(note.note, Part.ALL)
    for event in reversed(events):
        if event.rect.contains(pos):
            return Hit(event.event, Part.ALL)
    if not top <= pos.y() <= bottom:
        return None
    for event in reversed(events):
        if pos.y() > event.bottom(top, bottom):
            continue
        if abs(pos.x() - event.left) <= _REACH:
            return Hit(event.event, Part.FIRST if event.is_span else Part.ALL)
        if event.is_span and abs(pos.x() - event.right) <= _REACH:
            return Hit(event.event, Part.LAST)
    return None


def moved(marks: Sequence[EventMark], spans: Mapping[str, tuple[float, float]]) -> list[EventMark]:
    """Return events with some of them elsewhere, as while they are dragged."""
    return [EventMark(mark.id, mark.label, mark.kind, *spans[mark.id]) if mark.id in spans else mark for mark in marks]
