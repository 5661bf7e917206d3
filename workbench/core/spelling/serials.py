"""Numbers that stand for dates: a spreadsheet's day numbers, and 201002 or 20100205 written as a number.

A whole number is taken for, in this order: a year from 1900 to 2100; a month YYYYMM or a day YYYYMMDD of those years;
a day number. So the day numbers 1900 to 2100 (of the year 1905) and 190000 to 210099 (of the years 2420 to 2475)
cannot be read as such; no report has those days.
"""

from __future__ import annotations

import datetime
import math

from workbench.core.periods import Grain, Period
from workbench.core.spelling.unreadable import Unreadable

FIRST_PLAIN_YEAR = 1900
LAST_PLAIN_YEAR = 2100

# Excel counts a 29 February 1900 that never was as day 60, so its dates are right only from day 61, 1 March 1900, on.
_FIRST_SERIAL = 61
_LAST_SERIAL = 2958465
_DAY_0 = datetime.date(1899, 12, 30)
_DAY_0_OF_1904 = datetime.date(1904, 1, 1)


def period_of_number(number: float, *, epoch_1904: bool) -> Period:
    """Return the period that a cell's number stands for; Unreadable says why none.

    `epoch_1904` says that the workbook counts its days from 1 January 1904 (workbookPr date1904).
    """
    if isinstance(number, float) and not math.isfinite(number):
        raise Unreadable("not_finite")
    whole = int(number)
    if number != whole and _is_plain_year(whole):
        # 2010.2 is more likely meant as February 2010 than as a time of day in the year 1905.
        raise Unreadable("period_or_number")
    plain = period_of_digits(str(whole)) if 0 < whole < 10**8 else None
    period = plain or _day_of_serial(whole, epoch_1904=epoch_1904)
    if number != whole:
        raise Unreadable("time_of_day")
    return period


def period_of_digits(digits: str) -> Period | None:
    """Return the period written as YYYY, YYYYMM or YYYYMMDD, None for other digits; Unreadable for month 13."""
    year, month, day = int(digits[:4]), digits[4:6], digits[6:]
    if len(digits) not in {4, 6, 8} or not _is_plain_year(year):
        return None
    try:
        if day:
            return Period.day(datetime.date(year, int(month), int(day)))
        return Period.month(year, int(month)) if month else Period(Grain.YEAR, year)
    except ValueError as error:
        raise Unreadable("no_such_date") from error


def _is_plain_year(year: int) -> bool:
    return FIRST_PLAIN_YEAR <= year <= LAST_PLAIN_YEAR


def _day_of_serial(serial: int, *, epoch_1904: bool) -> Period:
    """Return the day with a spreadsheet's day number."""
    start = _DAY_0_OF_1904 if epoch_1904 else _DAY_0
    latest = (datetime.date.max - start).days
    if not _FIRST_SERIAL <= serial <= min(latest, _LAST_SERIAL):
        raise Unreadable("no_day_number", first=_FIRST_SERIAL, last=min(latest, _LAST_SERIAL))
    return Period.day(start + datetime.timedelta(days=serial))
