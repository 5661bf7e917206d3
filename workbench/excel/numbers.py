"""Figures as numbers of cells, and the formats that keep their meaning: 0.894 shown as 89.4%, 302.8 as 1 in 302.8.

What stands around a number comes from the sentences by which figures are printed everywhere, so that a cell reads as the
window does, in both languages.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from math import isfinite

from workbench.core.figure_words import ChangeNumber, change_message, change_number
from workbench.core.messages import Message
from workbench.core.periods import Grain, Period
from workbench.core.printed import Interval, Qualifier, decimal_of, stored
from workbench.core.records import Statistic
from workbench.core.units import ONE_IN, PERCENT, POINTS, UNITS, Unit, level, printed_message

Words = Callable[[Message], str]

_MINUS = "\N{MINUS SIGN}"
_SAMPLE = 7777.0
_SAMPLE_TEXT = "7,777"
_GROUPED_FROM = 1000
_FIRST_DAY = datetime.date(1900, 3, 1)
"""Excel takes 1900 for a leap year, so that earlier days are not the ones that it shows."""

_DATES = {
    ("ja", Grain.MONTH): 'yyyy"年"m"月"',
    ("ja", Grain.DAY): 'yyyy"年"m"月"d"日"',
    ("en", Grain.MONTH): "[$-409]mmm yyyy",
    ("en", Grain.DAY): "[$-409]d mmm yyyy",
}
"""The English names of months whatever the language of Excel."""


def cell_number(unit: str, value: float) -> float:
    """Return what stands in the cell of a figure: the fraction of a percentage, else the figure itself."""
    return stored(decimal_of(value).scaleb(-2)) if unit == PERCENT.id else value


def figure_number(unit: str, number: float) -> float:
    """Return the figure that a cell's number stands for, with the 15 digits that are stored; undoes `cell_number`."""
    return stored(decimal_of(number).scaleb(2)) if unit == PERCENT.id else stored(number)


def rate_percent(value: float | None) -> float | None:
    """Return the rate in percent of "1 in N"; None where there is none, or where it is beyond all numbers."""
    rate = level(ONE_IN, value) if value else 0.0
    return rate if rate and isfinite(rate) else None


def cell_date(period: Period) -> datetime.date | str:
    """Return what stands in the cell of a period: the first day of a month, or the day; text for all others."""
    day = period.first_day
    return day if period.grain in {Grain.MONTH, Grain.DAY} and day >= _FIRST_DAY else str(period)


def date_format(grain: Grain, language: str) -> str:
    """Return the format of a period's date: 2010年2月, Feb 2010; of a text, none."""
    return _DATES.get((language, grain), "General")


class NumberFormats:
    """Makes the number formats of one language; each is made once."""

    def __init__(self, words: Words) -> None:
        """Take the sentences of a translator."""
        self._words = words
        self._around: dict[tuple[str, str], tuple[str, str]] = {}

    def figure(self, unit: Unit, value: float | None, step: float | None, qualifier: str) -> str:
        """Return the format of a figure with as many decimals as its step has; "about" and bounds stand in it.

        Of a range the cell holds the middle: what it is must be said beside it.
        """
        key = (unit.id, qualifier)
        if key not in self._around:
            shown = Qualifier.EXACT if qualifier == Qualifier.RANGE else qualifier
            self._around[key] = _split(self._words(printed_message(unit, _SAMPLE, 1.0, shown)))
        before, after = self._around[key]
        return _with(before, _digits(unit, value, _decimals(value, step)), after)

    def change(self, unit: Unit, change: float, span: Interval | None, *steps: float | None) -> str:
        """Return the format of a change, arrow and sign first, with the decimals that it has in the window.

        A difference of two figures is as exact as the coarser of their steps, and has a decimal at least; a change in
        percent has one, that of a rate of "1 in N" two. One that these decimals show as 0 has an arrow where it is certain.
        """
        decimals = _change_decimals(unit, steps)
        digits, (_, after) = f"0{_places(decimals)}", self._change_words(unit.change_unit)
        if round(abs(change), decimals) == 0 and not change_number(change, span, unit).sign:
            return ";".join([_with("±", digits, after)] * 2)
        return ";".join(
            (_with("▲ ", f"+{digits}", after), _with(f"▼ {_MINUS}", digits, after), _with("±", digits, after))
        )

    def printed_change(self, unit: str, value: float | None, step: float | None) -> str:
        """Return the format of a change that somebody printed; in points and percent its unit stands in it."""
        digits = f"0{_places(_decimals(value, step))}"
        after = self._change_words(unit)[1] if unit in {PERCENT.id, POINTS.id} else ""
        return ";".join((_with("", f"+{digits}", after), _with(_MINUS, digits, after), _with("±", digits, after)))

    def reading(self, statistic: str, unit: str, value: float | None, step: float | None, qualifier: str) -> str:
        """Return the format of any stored figure; one in a unit of nobody's is a plain number."""
        if statistic == Statistic.CHANGE:
            return self.printed_change(unit, value, step)
        if unit not in UNITS:
            return f"#,##0{_places(_decimals(value, step))}"
        return self.figure(UNITS[unit], value, step, qualifier)

    def _change_words(self, change_unit: str) -> tuple[str, str]:
        key = ("change", change_unit)
        if key not in self._around:
            self._around[key] = _split(self._words(change_message(ChangeNumber(_SAMPLE_TEXT, 1), change_unit)))
        return self._around[key]


def step_format(unit: str, step: float) -> str:
    """Return the format of a step: 0.1% for a percentage, else the plain number."""
    places = _places(_decimals(None, step))
    return f"0{places}%" if unit == PERCENT.id else f"#,##0{places}"


def rate_format(decimals: int) -> str:
    """Return the format of a rate in percent."""
    return f"0{_places(decimals)}%"


def _split(sentence: str) -> tuple[str, str]:
    before, _, after = sentence.partition(_SAMPLE_TEXT)
    return before, after


def _with(before: str, digits: str, after: str) -> str:
    """Put words around digits; the sign of percent is Excel's own, which makes 89.4% of 0.894."""
    percent = "%" if after.startswith("%") else ""
    return f"{_quoted(before)}{digits}{percent}{_quoted(after.removeprefix('%'))}"


def _quoted(words: str) -> str:
    plain = words.replace('"', "")
    return f'"{plain}"' if plain else ""


def _digits(unit: Unit, value: float | None, decimals: int) -> str:
    """Return digits, grouped in thousands where there are that many; a percentage is never grouped."""
    is_grouped = unit is not PERCENT and (not unit.is_rate_of_one or abs(value or 0.0) >= _GROUPED_FROM)
    return f"{'#,##0' if is_grouped else '0'}{_places(decimals)}"


def _places(decimals: int) -> str:
    return f".{'0' * decimals}" if decimals else ""


def _decimals(value: float | None, step: float | None) -> int:
    """Return how many decimals a figure is printed with: those of its step, or its own where it is exact."""
    exponent = decimal_of(step or value or 0.0).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _change_decimals(unit: Unit, steps: Sequence[float | None]) -> int:
    if unit.is_rate_of_one:
        return 2
    coarser = max((step or 0.0 for step in steps), default=0.0)
    return max(1, _decimals(None, coarser)) if unit.change_unit == "points" else 1
