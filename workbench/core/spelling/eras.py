"""Japanese eras: names, letters, and the days they lasted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workbench.core.periods import Period
from workbench.core.spelling.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Era:
    """An era with its first and last day; the present one has no last day. Its year 1 is the year of its first day."""

    name: str
    letter: str
    first: datetime.date
    last: datetime.date | None

    def year(self, number: int) -> int:
        """Return the calendar year of a year of this era; Unreadable for year 0."""
        if number < 1:
            raise Unreadable("no_such_date")
        return self.first.year + number - 1

    def check(self, period: Period) -> None:
        """Refuse a period of which no day lies in this era: 平成31年5月, 昭和65年1月.

        昭和64年1月 is accepted, since its first seven days do.
        """
        if period.last_day < self.first:
            raise Unreadable("before_era", era=self.name, first=self.first.isoformat())
        if self.last is not None and period.first_day > self.last:
            raise Unreadable("after_era", era=self.name, last=self.last.isoformat())


# The days on which the orders that name the eras took effect (政令, 元号法); 1926-12-25 belongs to 大正 as well.
ERAS = (
    Era("昭和", "s", datetime.date(1926, 12, 25), datetime.date(1989, 1, 7)),
    Era("平成", "h", datetime.date(1989, 1, 8), datetime.date(2019, 4, 30)),
    Era("令和", "r", datetime.date(2019, 5, 1), None),
)


def era_of(mark: str) -> Era:
    """Return the era with this name or folded letter; KeyError for others."""
    for era in ERAS:
        if mark in {era.name, era.letter}:
            return era
    raise KeyError(mark)
