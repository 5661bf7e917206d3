"""The axis of the months: where its marks stand and what is written at them, in Japanese and English.

A month stands in the middle of itself, a day on its ordinal. Marks stand every 1, 3, 6 or 12 months as room allows, the year
below in bold; every few years where more is seen, and days where less is. Nothing is turned, and nothing touches.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor

GAP = 10.0
"""The least room between two texts in logical pixels."""

_DAYS_A_MONTH = 365.2425 / 12
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_STEPS = (1, 2, 5, 10)
_FEW = 124.0
"""Up to so many days, four months, single days are marked."""

_MONTH_STEPS = (1, 3, 6, 12)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_FIRST, _LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on the axis: its day, what is written at it and in bold below; `is_january`: a line goes through the panes."""

    day: float
    text: str
    below: str = ""
    is_january: bool = False


Width = Callable[[str], float]
"""What tells how wide a text is in logical pixels."""


def marks_of(first: float, last: float, width: float, language: str, width_of: Width) -> list[Mark]:
    """Return the marks of a span of days over so many logical pixels, `width_of` being the measure of the wider, bold face."""
    days = max(last - first, 1e-6)
    pixels_a_day = width / days
    first, last = max(first, _FIRST), min(last, _LAST)
    if first > last:
        return []
    for step in _DAY_STEPS if days <= _FEW else ():
        if step * pixels_a_day >= width_of(_day_text(30, language)) + GAP:
            return _with_months(list(_day_marks(first, last, step, language)), language, pixels_a_day, width_of)
    for step in _MONTH_STEPS[:-1]:
        if step * _DAYS_A_MONTH * pixels_a_day >= width_of(_month_text(10, language)) + GAP:
            return _with_years(list(_month_marks(first, last, step, language)), language, pixels_a_day, width_of)
    room = width_of(_year_text(2000, language)) + GAP
    years = next((step for step in _YEAR_STEPS if step * 365.0 * pixels_a_day >= room), _YEAR_STEPS[-1])
    return list(_year_marks(first, last, years, language))


def middle_of_month(year: int, month: int) -> float:
    """Return the day on which a month stands."""
    first = datetime.date(year, month, 1).toordinal()
    return first + (calendar.monthrange(year, month)[1] - 1) / 2


def _months(first: float, last: float) -> Iterator[tuple[int, int]]:
    """Yield the months that stand within a span of days."""
    begin, end = datetime.date.fromordinal(floor(first)), datetime.date.fromordinal(ceil(last))
    for count in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
        year, month = count // 12, count % 12 + 1
        if first <= middle_of_month(year, month) <= last:
            yield year, month


def _month_marks(first: float, last: float, step: int, language: str) -> Iterator[Mark]:
    for year, month in _months(first, last):
        if (month - 1) % step == 0:
            yield Mark(middle_of_month(year, month), _month_text(month, language), is_january=month == 1)


def _year_marks(first: float, last: float, step: int, language: str) -> Iterator[Mark]:
    for year, month in _months(first, last):
        if month == 1 and year % step == 0:
            yield Mark(middle_of_month(year, 1), "", _year_text(year, language), is_january=True)


def _day_marks(first: float, last: float, step: int, language: str) -> Iterator[Mark]:
    """Yield days of the months: 1, 6, 11 … for every fifth; none so late that the first of the next month is close."""
    for ordinal in range(ceil(first), floor(last) + 1):
        date = datetime.date.fromordinal(ordinal)
        if (date.day - 1) % step == 0 and (step == 1 or date.day + step <= 32):
            yield Mark(float(ordinal), _day_text(date.day, language), is_january=date.day == 1 and date.month == 1)


def _with_years(marks: list[Mark], language: str, pixels_a_day: float, width_of: Width) -> list[Mark]:
    """Write the years below the Januaries, and below the first mark where there is room before the first January."""

    def year_at(mark: Mark) -> tuple[str, bool]:
        return _year_text(datetime.date.fromordinal(round(mark.day)).year, language), mark.is_january

    return _with_line_below(marks, year_at, pixels_a_day, width_of)


def _with_months(marks: list[Mark], language: str, pixels_a_day: float, width_of: Width) -> list[Mark]:
    """Write the months below their first days, and below the first mark where there is room."""

    def month_at(mark: Mark) -> tuple[str, bool]:
        date = datetime.date.fromordinal(round(mark.day))
        return _year_and_month(date, language), date.day == 1

    return _with_line_below(marks, month_at, pixels_a_day, width_of)


def _with_line_below(
    marks: list[Mark], text_at: Callable[[Mark], tuple[str, bool]], pixels_a_day: float, width_of: Width
) -> list[Mark]:
    """Write a second line at the marks where something begins, and at the first one as far as there is room."""
    texts = [text_at(mark) for mark in marks]
    lines = [text if begins else "" for text, begins in texts]
    if marks and not lines[0]:
        text = texts[0][0]
        following = next((at for at, line in enumerate(lines) if line), None)
        room = None if following is None else (marks[following].day - marks[0].day) * pixels_a_day
        if room is None or room >= (width_of(text) + width_of(lines[following or 0])) / 2 + GAP:
            lines[0] = text
    return [Mark(mark.day, mark.text, line, mark.is_january) for mark, line in zip(marks, lines, strict=True)]


def _day_text(day: int, language: str) -> str:
    return f"{day}日" if language == "ja" else str(day)


def _month_text(month: int, language: str) -> str:
    return f"{month}月" if language == "ja" else _SHORT_MONTHS[month - 1]


def _year_text(year: int, language: str) -> str:
    return f"{year}年" if language == "ja" else str(year)


def _year_and_month(date: datetime.date, language: str) -> str:
    month = _month_text(date.month, language)
    return f"{_year_text(date.year, language)}{month}" if language == "ja" else f"{month} {date.year}"
