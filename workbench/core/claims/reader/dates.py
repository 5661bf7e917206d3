"""Periods in running text: 2010年2月, 2月期, 今月, 同月, "since January", "last month", with or without their year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.core.periods import Grain, Period

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""The English names of the months, folded."""
_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
_NAME = rf"(?P<name>{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?(?![a-z]))"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
_SEASONS = (("spring", 2), ("summer", 3), ("autumn", 4))
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}

_PATTERN = re.compile(
    "|".join(
        (
            r"(?P<era>昭和|平成|令和)(?P<era_year>[0-9]{1,2}|元)年(?:(?P<era_month>1[0-2]|0?[1-9])月)?",
            r"(?P<ja_year>(?:19|20)[0-9]{2})年(?:の)?(?:第?(?P<ja_quarter>[1-4一二三四])四半期|(?P<ja_half>[上下])(?:半期|期)|(?P<ja_span>(?:1月?[~-]3|4月?[~-]6|7月?[~-]9|10月?[~-]12)月期?)|(?P<ja_month>1[0-2]|0?[1-9])月(?:(?P<ja_day>[1-3]?[0-9])日)?)?",
            r"(?<![0-9])(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[1-3]?[0-9])日(?!間)|期|号|分)?",
            r"(?P<same_year>昨年同月|前年同月|前年同期|前年同四半期)(?!比)",
            r"(?P<this>今月|本月|当月|今期)|(?P<last>先月|前月|前の月)(?!比)|(?P<same>同月|同期|同四半期|同半期)(?!比)|(?P<next>翌月)",
            r"(?P<this_day>この日|同日|当日|急増時|ピーク時|that (?:same )?day|the same day)",
            r"(?P<now>現在|現時点|currently|at present)",
            r"(?P<this_quarter>今四半期|当四半期|this quarter|(?<=in )the quarter(?! (?:of|to|before|ended|ending))|(?<=rate of )the quarter|(?<=average of )the quarter|the quarter(?='s (?:rate|average|figure|level)))|(?P<last_quarter>前四半期|the previous quarter|(?:the )?last quarter)(?!比)",
            rf"(?P<this_year>今年|本年|this year)(?:の?(?P<its_month>1[0-2]|0?[1-9])月)?|(?P<last_year>昨年|去年|前年(?!比|同)|(?:1|一)年前(?=の[01]?[0-9]月)|last year(?:'s (?P<past_name>{'|'.join(MONTHS)}))?|the (?:previous year|year before))(?:の?(?P<past_month>1[0-2]|0?[1-9])月)?",
            r"(?<![0-9年月])第(?P<quarter>[1-4一二三四])四半期",
            r"(?<![0-9./-])(?P<iso>(?:19|20)[0-9]{2}[-/](?:1[0-2]|0[1-9]|[1-9]))(?:[-/](?P<iso_day>[0-3]?[0-9]))?(?![0-9/-])",
            r"(?<![a-z])(?:january (?:to|through|until|[-–]) march|(?P<spring>april (?:to|through|until|[-–]) june)|(?P<summer>july (?:to|through|until|[-–]) september)|(?P<autumn>october (?:to|through|until|[-–]) december)) (?P<span_year>(?:19|20)[0-9]{2})(?![0-9])",
            rf"(?<![a-z])(?P<past_of>{'|'.join(MONTHS)}) (?:of |in )?(?:last year|the previous year)(?![a-z'])",
            rf"(?<![a-z])(?:(?<![0-9])(?<![0-9][.,])(?P<day_before>[1-3]?[0-9])(?:st|nd|rd|th)?(?: of)? )?{_NAME}(?:,? ?'?(?P<year>(?:19|20)[0-9]{{2}})|[ ](?P<day_behind>[1-3]?[0-9])(?:st|nd|rd|th)?(?![0-9.,]*[%0-9])(?!\.[0-9])(?! in [0-9])(?:,? (?P<year2>(?:19|20)[0-9]{{2}}))?)?(?![a-z])",
            r"(?<![a-z])q(?P<q>[1-4])(?:[ -]?(?P<q_year>(?:19|20)[0-9]{2}))?(?![a-z0-9])|(?<![a-z])(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of (?P<nth_year>(?:19|20)[0-9]{2}))?",
            r"(?P<this_month>this month|the current month)|(?P<last_month>(?:the )?(?:last|previous|prior|preceding) month|the month before|(?:a|one) month (?:ago|earlier|before))|(?P<that_month>that (?:same )?month|the same month(?! last year))|(?P<year_ago>the same (?:month|period) (?:last year|(?:a|one) year (?:ago|earlier))|(?:a|one) year (?:ago|earlier)|[1一]年前(?!から))",
            r"(?<![0-9a-z.,$/-])(?P<bare_year>(?:19|20)[0-9]{2})(?=年|[ ,.;)]|$)(?! ?(?:%|percent|件|emails|sites))(?!\.[0-9])(?!,[0-9]{3})",
        )
    )
)
_MAY_BEFORE = re.compile(
    r"(?:^|[( ])(?:in|since|from|of|during|by|until|for|and|to|through|than|with|between|late|early|mid-?)[ -]$"
)
_MONTH_BEFORE = re.compile(rf"(?:^|(?<![a-z])(?:{'|'.join(MONTHS)}|apr|mar|jun)\.?(?: [0-9]{{4}})?)[ |/,&]*$")
_MONTH_BEHIND = re.compile(rf"(?:'s|[ |/,&]*(?:$|(?:vs\.? )?(?:{'|'.join(MONTHS)}|apr|jun)(?![a-z])))")
"""What stands beside a "May" that is a month: another month, or nothing else in its cell."""

_BASE_JA = re.compile(
    r"(?:から(?!の(?:スパム|メール))|より(?!も?多)|比(?!率)|と比べ|に比べ|と比較|に比較|に対し|以降|を(?=(?:約)?[0-9][0-9.,]*(?:ポイント|%))|に(?:引き続|続[いき]|次[いぐ])|と(?:同様|同じ|変わ|並))"
)
_BASE_EN = re.compile(
    r"(?:since|from|over|on|compared (?:with|to)|in comparison (?:with|to)|than (?:in|during)?|versus|against|relative to|as (?:in|during))(?: the)?(?: (?:level|figure|rate|end|beginning|start|month) (?:in|of|for))?(?: (?:early|late|mid))?[ -]?$"
)

_OVER = re.compile(r"(?:^|[.;:] )over (?:the )?$")
"""What begins a sentence about the whole of a period: "Over the second quarter spam averaged 75.6%"."""


@dataclass(frozen=True, slots=True)
class Date:
    """A period in words: from where to where, which one, and whether something is measured from it.

    `is_said` tells a period by its own words (2月, "January") from one by reference (同月, 今月, "last month").
    """

    start: int
    end: int
    period: Period
    is_base: bool = False
    is_said: bool = True


@dataclass(slots=True)
class Calendar:
    """What relative periods refer to: the period of the issue, and those that were named last."""

    month: Period | None
    last: Period | None = None
    last_day: Period | None = None

    def seen(self, period: Period) -> None:
        """Keep what was named."""
        self.last = period
        if period.grain is Grain.DAY:
            self.last_day = period

    @property
    def year(self) -> int | None:
        """The year that the text is about."""
        return None if self.month is None else self.month.year

    def near(self, month: int, day: int | None = None) -> Period | None:
        """Return the latest such month that is not after the issue's period."""
        if self.month is None:
            return None
        end = self.month.last_day
        year = end.year if month <= end.month else end.year - 1
        return dated(year, month, day)


def dated(year: int, month: int, day: int | None = None) -> Period | None:
    """Return a month or a day; None where the calendar has no such."""
    try:
        return Period.parse(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else ""))
    except ValueError:
        return None


def dates_in(words: str, cased: str, calendar: Calendar) -> tuple[Date, ...]:
    """Return the periods in words from left to right; the calendar learns what they name."""
    return tuple(_found(words, cased, calendar))


def _found(words: str, cased: str, calendar: Calendar) -> Iterator[Date]:
    for found in _PATTERN.finditer(words):
        parts = {name: part for name, part in found.groupdict().items() if part}
        if parts.get("name") == "may" and not _is_month_of_may(words, cased, found):
            continue
        if parts.get("name") in {"march", "mar"} and cased[found.start("name")] != "M":
            continue
        period = _period(parts, calendar)
        if period is None:
            continue
        is_said = any(
            name in parts
            for name in ("ja_year", "era", "month", "iso", "name", "q", "nth", "bare_year", "quarter", "span_year")
        )
        if is_said and "bare_year" not in parts:
            calendar.seen(period)
        date = Date(found.start(), found.end(), period, is_said=is_said)
        yield replace(date, is_base=_is_base(words, date))


def _is_month_of_may(words: str, cased: str, found: re.Match[str]) -> bool:
    """Whether "May" is the month: with a year or a day, or where a month's name stands."""
    start = found.start("name")
    if cased[start] != "M":
        return False
    return (
        found.end() > found.end("name")
        or bool(_MAY_BEFORE.search(words[:start]) or _MONTH_BEFORE.search(words[:start]))
        or bool(_MONTH_BEHIND.match(words, found.end()))
    )


def _is_base(words: str, date: Date) -> bool:
    """Whether something is measured from a period: 1月から, "since January"."""
    if _BASE_JA.match(words, date.end):
        return True
    before = words[: date.start]
    return _BASE_EN.search(before[-48:]) is not None and not _OVER.search(before)


def _number(text: str) -> int:
    return _KANJI.get(text) or _ORDINALS.get(text) or int(text)


def _period(parts: dict[str, str], calendar: Calendar) -> Period | None:
    """Return the period that the parts of a spelling name."""
    if parts.keys() & {"ja_year", "iso", "bare_year", "span_year"}:
        return _with_year(parts)
    if "era" in parts:
        return _of_era(parts)
    if "name" in parts:
        return _english(parts, calendar)
    if "month" in parts:
        return calendar.near(int(parts["month"]), int(parts["day"]) if "day" in parts else None)
    if "q" in parts or "nth" in parts or "quarter" in parts:
        return _quarter(parts, calendar)
    return _relative(parts, calendar)


def _with_year(parts: dict[str, str]) -> Period | None:
    if "bare_year" in parts or "span_year" in parts:
        quarter = next((at for name, at in _SEASONS if name in parts), 1)
        return _parsed(parts.get("bare_year") or f"{parts['span_year']}-Q{quarter}")
    if "iso" in parts:
        year, month = map(int, re.split("[-/]", parts["iso"]))
        return dated(year, month, int(parts["iso_day"]) if "iso_day" in parts else None)
    year = int(parts["ja_year"])
    if "ja_quarter" in parts or "ja_span" in parts:
        quarter = _number(parts["ja_quarter"]) if "ja_quarter" in parts else (int(_first_month(parts)) + 2) // 3
        return _parsed(f"{year}-Q{quarter}")
    if "ja_half" in parts:
        return _parsed(f"{year}-H{_number(parts['ja_half'])}")
    if "ja_month" in parts:
        return dated(year, int(parts["ja_month"]), int(parts["ja_day"]) if "ja_day" in parts else None)
    return _parsed(str(year))


def _of_era(parts: dict[str, str]) -> Period | None:
    """Return the period of a Japanese year: 平成22年10月."""
    year = _ERAS[parts["era"]] + (1 if parts["era_year"] == "元" else int(parts["era_year"]))
    return dated(year, int(parts["era_month"])) if "era_month" in parts else _parsed(str(year))


def _first_month(parts: dict[str, str]) -> str:
    """Return the number at which a span of months begins: 7 of 7~9月期."""
    return re.split("[月~-]", parts["ja_span"])[0]


def _parsed(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None


def _english(parts: dict[str, str], calendar: Calendar) -> Period | None:
    month = _NUMBERS[parts["name"].rstrip(".")]
    day = parts.get("day_before") or parts.get("day_behind")
    year = parts.get("year") or parts.get("year2")
    if year:
        return dated(int(year), month, int(day) if day else None)
    return calendar.near(month, int(day) if day else None)


def _quarter(parts: dict[str, str], calendar: Calendar) -> Period | None:
    number = _number(parts.get("q") or parts.get("nth") or parts["quarter"])
    year = parts.get("q_year") or parts.get("nth_year")
    if year:
        return _parsed(f"{year}-Q{number}")
    if calendar.month is None:
        return None
    this = _parsed(f"{calendar.month.last_day.year}-Q{number}")
    return this if this is None or this.first_day <= calendar.month.last_day else this.year_before


def _relative(parts: dict[str, str], calendar: Calendar) -> Period | None:
    """Return a period that is named by where it lies from another."""
    month = calendar.month
    if "this_day" in parts:
        return calendar.last_day
    if "same" in parts or "that_month" in parts:
        return calendar.last or month
    if month is None:
        return None
    if parts.keys() & {"its_month", "past_month", "past_name", "past_of"}:
        number = _NUMBERS.get(parts.get("past_name") or parts.get("past_of", "")) or int(
            parts.get("its_month") or parts["past_month"]
        )
        return dated(month.year - ("its_month" not in parts), number)
    if "this_year" in parts or "last_year" in parts:
        return _parsed(str(month.year - ("last_year" in parts)))
    return _from_month(parts, month)


def _from_month(parts: dict[str, str], month: Period) -> Period | None:
    """Return a period that is named by where it lies from the issue's."""
    if "last_quarter" in parts or "this_quarter" in parts:
        quarter = _parsed(f"{month.last_day.year}-Q{(month.last_day.month + 2) // 3}")
        return quarter.previous if quarter and "last_quarter" in parts else quarter
    if "last" in parts or "last_month" in parts:
        return month.previous
    if "next" in parts:
        return month.shifted(1)
    return month.year_before if "same_year" in parts or "year_ago" in parts else month
