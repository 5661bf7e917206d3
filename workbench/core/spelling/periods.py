"""Periods as people write them: 2010-02, 2010年2月, Feb-10, 平成22年2月, 201002, 2010 Q1, a date, a day number.

A date is the day that it names; where a month or a longer period is wanted, it is the one that holds that day. A
two-digit year is read only beside the name of a month or the letter Q: 00 to 79 are 2000 to 2079, 80 to 99 are 1980 to
1999. A date with an era must lie in that era; a month or year must have a day in it. A plain four-digit year is read
from 1900 to 2100, and any where a year is wanted. There are no times of day and no time zones. What could be meant in
two ways (7/8/2009, 07/09, 2010年度) is a Message that says so, never a guess.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from workbench.core.messages import Message, message
from workbench.core.periods import PER_YEAR, Grain, Period
from workbench.core.spelling.eras import era_of
from workbench.core.spelling.folding import fold
from workbench.core.spelling.marks import is_error_value, is_missing
from workbench.core.spelling.serials import period_of_digits, period_of_number
from workbench.core.spelling.unreadable import Unreadable, shown_integer

_LONGEST = 60
_FIRST_SHORT_YEAR_OF_1900 = 80

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_HALVES = {"上": "1", "下": "2"}

_YEAR = "(?P<year>[0-9]{4})"
_SHORT = "(?P<short>[0-9]{2})"
_MONTH = "(?P<month>[0-9]{1,2})"
_DAY = "(?P<day>[0-9]{1,2})"
_NTH = f"{_DAY}(?:st|nd|rd|th)?"
_ANY_NAME = rf"(?:{'|'.join(_MONTH_NUMBERS)})"
_NAME = rf"(?P<name>{_ANY_NAME})\.?"
_JAPANESE_YEAR = f"(?:{_YEAR}|(?P<era>昭和|平成|令和|[shr])(?P<era_year>元|[0-9]{{1,2}}))年"
_PART = "(?:q(?P<quarter>[0-9])|h(?P<half>[0-9]))"
_PART_BEFORE = "(?:(?P<quarter>[0-9])q|(?P<half>[0-9])h)"
_TIME = r"[t ](?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?) ?(?P<zone>z|[-+][0-9]{2}:?[0-9]{2})?"

_SPELLINGS = (
    # 2010-02 · 2010/2 · 2/2010
    f"{_YEAR}[-/]{_MONTH}",
    f"{_MONTH}[-/]{_YEAR}",
    # 2010-02-05 · 2010/2/5 · 2010.2.5 · 2010-02-05T00:00:00
    f"{_YEAR}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}(?:{_TIME})?",
    # 13/2/2010 · 2/13/2010
    f"(?P<first>[0-9]{{1,2}})(?P<mark>[-/.])(?P<second>[0-9]{{1,2}})(?P=mark){_YEAR}",
    # 2010年 · 2010年2月 · 平成22年2月号 · 平成22年2月5日
    f"{_JAPANESE_YEAR}(?:{_MONTH}月(?:{_DAY}日|[号期分])?)?",
    # 2010年第2四半期 · 2010年上半期
    f"{_JAPANESE_YEAR}の?第?(?P<quarter>[0-9一二三四])四半期",
    f"{_JAPANESE_YEAR}の?(?P<half>[上下])半期",
    # H22.2 · H22/2 · R1.5.1, but H1/10 and H2/10 may be halves of 2010
    f"(?!h[12]/)(?P<era>[shr])(?P<era_year>元|[0-9]{{1,2}})(?P<mark>[./]){_MONTH}(?:(?P=mark){_DAY})?",
    # February 2010 · Feb-2010 · Feb-10 · Feb '10 · 2010 Feb
    f"{_NAME},?[ /-]?{_YEAR}",
    f"{_NAME}(?:-| ?'){_SHORT}",
    f"{_YEAR}[ /-]?{_NAME}",
    # February 5, 2010 · 5 Feb 2010 · 5-Feb-10
    f"{_NAME} ?{_NTH}(?:, ?| ){_YEAR}",
    f"{_NTH}[ -]?{_NAME},?[ -]?{_YEAR}",
    f"{_NTH}(?P<mark>[ -]){_NAME}(?P=mark)'?{_SHORT}",
    # 2010-Q1 · 2010 1Q · Q1 2010 · 1Q2010 · 2010-H1
    f"{_YEAR}[ /年-]?{_PART}",
    f"{_YEAR}[ /年-]{_PART_BEFORE}",
    f"{_PART}[ /-]{_YEAR}",
    f"{_PART_BEFORE}[ /-]?{_YEAR}",
    # Q1 10 · 1Q10 · 10Q1
    f"q(?P<quarter>[0-9])(?:[ -]'?|'){_SHORT}",
    f"(?P<quarter>[0-9])q[ -]?'?{_SHORT}",
    f"'?{_SHORT}[ -]?q(?P<quarter>[0-9])",
)

_REFUSALS = {
    "fiscal_year": r".*年度.*|(?:.*[^a-z])?fy ?'?[0-9].*|.*fiscal.*",
    "accounting_month": ".*月度",
    "ambiguous_half": ".*(?:前期|後期|上期|下期|前半|後半)",
    "period_or_number": r"[0-9]{4}\.[0-9]{1,2}|[0-9]{1,2}\.[0-9]{4}",
    "ambiguous_date": (
        r"[0-9]{1,2}(?P<mark>[-/.])[0-9]{1,2}(?:(?P=mark)[0-9]{1,2})?"
        rf"|{_ANY_NAME}\.?[ /]?[0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th)?[ /-]?{_ANY_NAME}\.?"
    ),
    "two_digit_year": "'?[0-9]{2}年.*|[12]h[ /-]?'?[0-9]{2}|h[12][ /-]'?[0-9]{2}|'[0-9]{2}|[0-9]{6}",
    "no_year": (
        "第?[0-9一二三四]四半期|[上下]半期|q[0-9]|[0-9]q|h[12]|[12]h|[0-9]{1,2}月(?:[号期分]|[0-9]{1,2}日)?"
        rf"|{_ANY_NAME}\.?"
    ),
    "day_number_as_text": "[0-9]{5}",
    "four_digits": "[0-9]{4}",
}


def read_period(
    value: str | float | datetime.date, *, epoch_1904: bool = False, grain: Grain | None = None
) -> Period | Message:
    """Read a period, or say in a Message why it cannot be read; never raises.

    `epoch_1904` is for day numbers from a workbook that counts from 1904. With a `grain` a date becomes the period of
    that grain which holds it, and a period of another grain is refused.
    """
    try:
        return _fitted(_period_of(value, epoch_1904=epoch_1904, grain=grain), grain)
    except Unreadable as problem:
        return problem.about(_text_of(value))


def _period_of(value: str | float | datetime.date, *, epoch_1904: bool, grain: Grain | None) -> Period:
    """Return the period that a value says, of whatever grain; Unreadable says why none."""
    if isinstance(value, str):
        text = value.strip()
        is_year = grain is Grain.YEAR and re.fullmatch("[0-9]{4}", text)
        return _parsed(text) if is_year else _period_of_text(text)
    if isinstance(value, bool):
        raise Unreadable("truth_value")
    if isinstance(value, datetime.datetime):
        return _period_of_moment(value)
    return Period.day(value) if isinstance(value, datetime.date) else period_of_number(value, epoch_1904=epoch_1904)


def _text_of(value: str | float | datetime.date) -> str:
    """Write a value as it stands in a Message."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return shown_integer(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _period_of_moment(moment: datetime.datetime) -> Period:
    """Return the day of a midnight."""
    if moment.tzinfo is not None:
        raise Unreadable("time_zone")
    if moment.time() != datetime.time.min:
        raise Unreadable("time_of_day")
    return Period.day(moment.date())


def _fitted(period: Period, grain: Grain | None) -> Period:
    """Return the period of the wanted grain."""
    if grain is None or period.grain is grain:
        return period
    if period.grain is not Grain.DAY:
        raise Unreadable("wrong_grain", found=_grain_message(period.grain), wanted=_grain_message(grain))
    day, per_year = period.first_day, PER_YEAR[grain]
    return Period(grain, day.year * per_year + (day.month - 1) * per_year // 12)


def _grain_message(grain: Grain) -> Message:
    """Return the words for a grain."""
    return message(f"spelling.grain_{grain.name.lower()}")


@lru_cache(maxsize=1024)
def _period_of_text(text: str) -> Period:
    """Read a text; an import asks for the same few months again and again."""
    if len(text) > _LONGEST:
        raise Unreadable("unreadable_period")
    folded = fold(text)
    plain = period_of_digits(folded) if re.fullmatch("[0-9]+", folded) else None
    if plain:
        return plain
    for spelling in _SPELLINGS:
        found = re.fullmatch(spelling, folded)
        if found:
            return _period_of_parts({name: part for name, part in found.groupdict().items() if part})
    raise Unreadable(_why_no_period(folded))


def _why_no_period(text: str) -> str:
    """Name the reason why a folded text is no period."""
    if is_missing(text):
        return "no_period"
    if is_error_value(text):
        return "error_value"
    return next((reason for reason, spelling in _REFUSALS.items() if re.fullmatch(spelling, text)), "unreadable_period")


def _period_of_parts(parts: dict[str, str]) -> Period:
    """Build the period from the named parts of a spelling."""
    if "zone" in parts:
        raise Unreadable("time_zone")
    if re.search("[1-9]", parts.get("time", "")):
        raise Unreadable("time_of_day")
    if "era" not in parts:
        return _parsed(_canonical(_year(parts), parts))
    era = era_of(parts["era"])
    period = _parsed(_canonical(era.year(int(parts["era_year"].replace("元", "1"))), parts))
    era.check(period)
    return period


def _year(parts: dict[str, str]) -> int:
    """Return the calendar year of a spelling without an era."""
    if "year" in parts:
        return int(parts["year"])
    short = int(parts["short"])
    return short + (1900 if short >= _FIRST_SHORT_YEAR_OF_1900 else 2000)


def _canonical(year: int, parts: dict[str, str]) -> str:
    """Write the parts as `Period` is written, whether the calendar has it or not."""
    if "quarter" in parts:
        return f"{year:04d}-Q{_QUARTERS.get(parts['quarter'], parts['quarter'])}"
    if "half" in parts:
        return f"{year:04d}-H{_HALVES.get(parts['half'], parts['half'])}"
    month, day = _month_and_day(parts)
    return "-".join((f"{year:04d}", *(f"{number:02d}" for number in (month, day) if number is not None)))


def _month_and_day(parts: dict[str, str]) -> tuple[int | None, int | None]:
    """Return month and day of a spelling, None for what it does not say."""
    if "first" in parts:
        return _in_either_order(int(parts["first"]), int(parts["second"]))
    month = _MONTH_NUMBERS[parts["name"]] if "name" in parts else parts.get("month")
    return (None if month is None else int(month)), (int(parts["day"]) if "day" in parts else None)


def _in_either_order(first: int, second: int) -> tuple[int, int]:
    """Return month and day of 13/2/2010 or 2/13/2010; of 7/8/2009 nobody can tell."""
    if first > 12:
        return second, first
    if second > 12 or first == second or not first * second:
        return first, second
    raise Unreadable("day_or_month_first")


def _parsed(text: str) -> Period:
    """Read the canonical spelling."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Unreadable("no_such_date") from error
