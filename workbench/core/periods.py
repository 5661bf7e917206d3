"""Calendar periods with their grains: day, month, quarter, half and year, without clock or time zone.

A period is written "2010-02-05", "2010-02", "2010-Q1", "2010-H1" or "2010". Within one grain the texts sort as
the periods do; the grain stands before the period in every key.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

FIRST_YEAR = 1
LAST_YEAR = 9999


class Grain(StrEnum):
    """The length of a period."""

    DAY = "D"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    YEAR = "Y"


PER_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2, Grain.YEAR: 1}
"""How many periods of a grain make a year; days have no fixed number."""

_PATTERNS = {
    Grain.DAY: re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    Grain.MONTH: re.compile(r"([0-9]{4})-([0-9]{2})"),
    Grain.QUARTER: re.compile(r"([0-9]{4})-Q([1-4])"),
    Grain.HALF: re.compile(r"([0-9]{4})-H([12])"),
    Grain.YEAR: re.compile(r"([0-9]{4})"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One calendar period: its grain and its place in the row of all periods of that grain.

    `ordinal` counts periods since year 0 (days: the proleptic Gregorian ordinal), so that neighbours differ by one.
    """

    grain: Grain
    ordinal: int

    def __post_init__(self) -> None:
        """Refuse what lies outside the years 1 to 9999 (ValueError)."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"no such period: {self.grain} {self.ordinal}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read the one canonical spelling; ValueError for any other, free spellings are for `spelling.periods`."""
        for grain, pattern in _PATTERNS.items():
            found = pattern.fullmatch(text)
            if found:
                return _from_parts(grain, *(int(part) for part in found.groups()))
        raise ValueError(f"not a period: {text!r}")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return a calendar month; ValueError outside 1 to 12."""
        return _from_parts(Grain.MONTH, year, month)

    @classmethod
    def day(cls, date: datetime.date) -> Period:
        """Return the calendar day of a date."""
        return cls(Grain.DAY, date.toordinal())

    @property
    def year(self) -> int:
        """The calendar year in which it lies."""
        if self.grain is Grain.DAY:
            return datetime.date.fromordinal(self.ordinal).year
        return self.ordinal // PER_YEAR[self.grain]

    @property
    def number(self) -> int:
        """Its number within the year from 1 (for a day: within the year as well)."""
        if self.grain is Grain.DAY:
            return datetime.date.fromordinal(self.ordinal).timetuple().tm_yday
        return self.ordinal % PER_YEAR[self.grain] + 1

    @property
    def first_day(self) -> datetime.date:
        """The first day that belongs to it."""
        if self.grain is Grain.DAY:
            return datetime.date.fromordinal(self.ordinal)
        months = 12 // PER_YEAR[self.grain]
        return datetime.date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def last_day(self) -> datetime.date:
        """The last day that belongs to it."""
        if self.grain is Grain.DAY:
            return self.first_day
        months = 12 // PER_YEAR[self.grain]
        month = self.number * months
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def shifted(self, steps: int) -> Period:
        """Return the period that many steps of its own grain later (earlier when negative)."""
        return Period(self.grain, self.ordinal + steps)

    @property
    def previous(self) -> Period:
        """The period before; before March comes February, whatever its length."""
        return self.shifted(-1)

    @property
    def year_before(self) -> Period:
        """The same period of the year before; 29 February goes to 28 February."""
        if self.grain is not Grain.DAY:
            return self.shifted(-PER_YEAR[self.grain])
        day = self.first_day
        last = calendar.monthrange(day.year - 1, day.month)[1]
        return Period.day(day.replace(year=day.year - 1, day=min(day.day, last)))

    def within(self, other: Period) -> bool:
        """Whether all its days lie in the other period."""
        return other.first_day <= self.first_day and self.last_day <= other.last_day

    def until(self, last: Period) -> Iterator[Period]:
        """Yield the periods from this one to `last`, both included; ValueError where the grains differ."""
        if last.grain is not self.grain:
            raise ValueError(f"{self} and {last} are of different grains")
        return (Period(self.grain, ordinal) for ordinal in range(self.ordinal, last.ordinal + 1))

    def __str__(self) -> str:
        """Write the canonical spelling."""
        if self.grain is Grain.DAY:
            return self.first_day.isoformat()
        if self.grain is Grain.MONTH:
            return f"{self.year:04d}-{self.number:02d}"
        if self.grain is Grain.YEAR:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.grain}{self.number}"

    def __lt__(self, other: Period) -> bool:
        """Order by first day, then the longer period first."""
        return (self.first_day, -self.last_day.toordinal()) < (other.first_day, -other.last_day.toordinal())


def _from_parts(grain: Grain, year: int, number: int = 1, day: int | None = None) -> Period:
    """Build a period from the numbers of its spelling; ValueError where the calendar has no such period."""
    if day is not None:
        return Period.day(datetime.date(year, number, day))
    if not 1 <= number <= PER_YEAR[grain]:
        raise ValueError(f"no number {number} in grain {grain}")
    return Period(grain, year * PER_YEAR[grain] + number - 1)
