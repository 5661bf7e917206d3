"""What a chart says at one period: all its lines there, in the order of the legend, with the notes and events of that time."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from workbench.core.chart import Chart, EventMark, Line, NoteMark
from workbench.core.periods import Period

M = TypeVar("M", NoteMark, EventMark)

NAMED = 12
"""So many lines are named at the cross-hair and have their points on it; of more it is said how many there are."""

_SAME = 0.01
"""Two points no further apart in days than this are of the same period."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line at the period; `at` is the place of its point, None where it has none for that time."""

    line: Line
    pane: int
    at: int | None

    @property
    def value(self) -> float | None:
        """The point's value on its axis; None where there is none."""
        return None if self.at is None else self.line.values[self.at]

    @property
    def text(self) -> str:
        """The figure as printed; a dash where there is none."""
        return "–" if self.at is None or self.value is None else self.line.texts[self.at]

    @property
    def change(self) -> str:
        """What the figure says against the base, in words; empty where it says nothing."""
        has_changes = self.at is not None and self.value is not None and self.at < len(self.line.changes)
        return self.line.changes[self.at] if has_changes and self.at is not None else ""

    @property
    def is_provisional(self) -> bool:
        """Whether the figure may still change."""
        return self.value is not None and self.at in self.line.provisional

    @property
    def reason(self) -> str:
        """Why the figure is marked as an outlier; empty where it is none."""
        if self.at is None or self.at not in self.line.outliers:
            return ""
        place = self.line.outliers.index(self.at)
        return self.line.reasons[place] if place < len(self.line.reasons) else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A chart at one period, which stands on a day."""

    period: Period
    day: float
    rows: tuple[Row, ...]
    notes: tuple[NoteMark, ...]
    events: tuple[EventMark, ...]


class Stops:
    """The days on which a chart has points, one after the other: where the cross-hair can stand."""

    def __init__(self, chart: Chart) -> None:
        """Collect the days of all lines that are not hidden, each with its shortest period."""
        found: dict[float, Period] = {}
        for line in chart.lines:
            found.update(zip(line.days, line.periods, strict=True))
        self.days = sorted(found)
        self._periods = found

    def nearest(self, day: float) -> float | None:
        """Return the day with points that is nearest; None where there is none."""
        at = bisect_left(self.days, day)
        return min(self.days[max(0, at - 1) : at + 1], key=lambda stop: abs(stop - day), default=None)

    def beside(self, day: float, steps: int) -> float | None:
        """Return the day with points so many steps on; the last one where there are no more."""
        if not self.days:
            return None
        at = bisect_left(self.days, day - _SAME) + steps
        return self.days[min(max(at, 0), len(self.days) - 1)]

    def period(self, day: float) -> Period:
        """Return the period of a day with points."""
        return self._periods[day]


def reading_at(chart: Chart, stops: Stops, day: float) -> Reading:
    """Return what a chart says on a day with points."""
    period = stops.period(day)
    first, last = float(period.first_day.toordinal()), float(period.last_day.toordinal())
    lines = [(line, at) for at, pane in enumerate(chart.panes) for line in pane.lines if line.id not in chart.hidden]
    return Reading(
        period=period,
        day=day,
        rows=tuple(Row(line, pane, place_of(line, day, period)) for line, pane in lines),
        notes=tuple(_within(chart.notes, first, last)),
        events=tuple(_within(chart.events, first, last)),
    )


def place_of(line: Line, day: float, period: Period) -> int | None:
    """Return the place of a line's point for a day: of just that period, or of a longer one that holds it."""
    at = bisect_left(line.days, day)
    for place in (at, at - 1):
        if not 0 <= place < len(line.days):
            continue
        is_longer = line.periods[place].grain is not period.grain and period.within(line.periods[place])
        if abs(line.days[place] - day) <= _SAME or is_longer:
            return place
    return None


def nearest_row(reading: Reading, pane: int | None, value: float) -> Row | None:
    """Return the row of a pane whose point is nearest to a value; of any pane where that is None."""
    rows = [row for row in reading.rows if row.value is not None and pane in {None, row.pane}]
    return min(rows, key=lambda row: abs((row.value or 0.0) - value), default=None)


def _within(marks: Sequence[M], first: float, last: float) -> list[M]:
    return [mark for mark in marks if mark.first <= last and mark.last >= first]


def periods_between(line: Line | None, first: float, last: float) -> tuple[Period, Period]:
    """Return the periods of a line's points that are nearest to two days; the months of the days where there is no line."""
    if line is None or not line.days:
        return _month_of(first), _month_of(last)
    return line.periods[_nearest(line, first)], line.periods[_nearest(line, last)]


def _nearest(line: Line, day: float) -> int:
    at = bisect_left(line.days, day)
    return min(range(max(0, at - 1), min(at + 1, len(line.days))), key=lambda place: abs(line.days[place] - day))


def _month_of(day: float) -> Period:
    date = datetime.date.fromordinal(min(max(round(day), 1), datetime.date.max.toordinal()))
    return Period.month(date.year, date.month)


def days_of(first: Period, last: Period) -> tuple[float, float]:
    """Return the first and the last day of a span of periods."""
    return float(first.first_day.toordinal()), float(last.last_day.toordinal())


def middles_of(first: Period, last: Period) -> tuple[float, float]:
    """Return where the first and the last of some periods stand."""
    return sum(days_of(first, first)) / 2, sum(days_of(last, last)) / 2
