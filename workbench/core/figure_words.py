"""Figures, changes and the names of segments in words, as every table, panel and command writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from math import floor, log10
from typing import TYPE_CHECKING, Literal

from workbench.core.messages import Message, message
from workbench.core.printed import Interval
from workbench.core.records import Observation, Reading
from workbench.core.units import UNITS, Unit, printed_message

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue

Words = Callable[[Message], str]
"""What makes a sentence of a Message, such as a translator."""

_MOST_SIGNIFICANT = 3
"""Digits after the point, not counting the zeros that they begin with."""

_MOST_DECIMALS = 9
"""What changes less is written as no change."""

_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
"""Room for every float."""

_MINUS = "\N{MINUS SIGN}"


def segment_label(catalogue: Catalogue, dimension: str, segment: str, language: str) -> str:
    """Return the label of a segment in a language; its id where the catalogue does not know it."""
    known = catalogue.segment(dimension, segment)
    return segment if known is None else catalogue.label(known, language)


def printed(unit: Unit, observation: Observation | None, words: Words) -> str:
    """Write an accepted value as a report does: "89.4%", "1 in 302.8"; a dash where there is none."""
    if observation is None:
        return words(message("printed.missing"))
    return words(printed_message(unit, observation.value, observation.step, observation.qualifier))


def printed_reading(reading: Reading, unit: Unit, words: Words) -> str:
    """Write a reading as a report does, in the unit in which it was printed; words stand as they were found."""
    if reading.value is None and reading.text:
        return reading.text
    own = UNITS.get(reading.unit, unit)
    return words(printed_message(own, reading.value, reading.step, reading.qualifier))


@dataclass(frozen=True, slots=True)
class ChangeNumber:
    """A change as written, "+5.5" or "±0.0", and its sign as written: 1, 0 or -1."""

    text: str
    sign: Literal[1, 0, -1]


def change_number(change: float, span: Interval | None, unit: Unit) -> ChangeNumber:
    """Write a change of figures that, given how they were rounded, lies somewhere in a span (None: not known)."""
    shown = _rounded(Decimal(repr(change)), _decimals(change, span, least=1 if unit.change_unit == "points" else 0))
    if not shown:
        return ChangeNumber(f"±{abs(shown):f}", 0)
    return ChangeNumber(f"{shown:+,f}".replace("-", _MINUS), 1 if shown > 0 else -1)


def change_message(number: ChangeNumber, change_unit: str) -> Message:
    """Return a change in a unit of changes, "+0.78 pt" or "−3%", as a message."""
    is_points = change_unit == "points"
    return Message("change.points" if is_points else "change.percent", {"number": number.text})


def rate_decimals(rate: float) -> int:
    """Return how many decimals a rate in percent is written with: two, or as many as show two digits of a small one."""
    return max(2, 1 - floor(log10(rate))) if rate > 0 else 2


def rate_message(rate: float, decimals: int | None = None) -> Message:
    """Return the rate in percent of a "1 in N" as a message: "1.60%", "0.033%"."""
    places = rate_decimals(rate) if decimals is None else decimals
    return Message("printed.percent", {"number": f"{rate:,.{places}f}"})


def _decimals(change: float, span: Interval | None, least: int) -> int:
    """Return as many decimals as both ends of the span agree on, within limits.

    Where they agree on none, a change that is certainly one still shows its first digit: +0.004, not +0.0.
    """
    first = min(max(0, -floor(log10(abs(change)))), _MOST_DECIMALS) if change else 0
    most = min(max(first - 1, 0) + _MOST_SIGNIFICANT, _MOST_DECIMALS)
    if span is None:
        return max(least, first)
    if not (span.low.is_finite() and span.high.is_finite()):
        return least
    agreed = (
        places for places in range(most, least - 1, -1) if _rounded(span.low, places) == _rounded(span.high, places)
    )
    is_certain = span.low > 0 or span.high < 0
    return max(next(agreed, least), least, first if is_certain else 0)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
