"""Units and what they mean: how a figure is compared, ranked and written.

A change of a percentage is in points, never "%". "1 in N" is stored as the printed N, but is compared, ranked and drawn
by its rate 1/N: a larger N is less. Counts change in percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from workbench.core.messages import Message
from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of, point

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of figures: id, how changes are stated, whether 1/value is what counts, and the largest possible value."""

    id: str
    change_unit: Literal["points", "percent"]
    is_rate_of_one: bool = False
    highest: float | None = None
    lowest: float | None = 0


PERCENT = Unit("percent", "points", highest=100)
ONE_IN = Unit("one_in", "points", is_rate_of_one=True, lowest=1)
COUNT = Unit("count", "percent")
PER_DAY = Unit("per_day", "percent")
KILOBYTES = Unit("kilobytes", "percent")
POINTS = Unit("points", "points", lowest=None)
"""Points are the unit of printed changes only; no metric has it."""

UNITS = {unit.id: unit for unit in (PERCENT, ONE_IN, COUNT, PER_DAY, KILOBYTES, POINTS)}


def level(unit: Unit, value: float) -> float:
    """Return what ranks, signs and plots go by: for "1 in N" the rate in percent, else the value itself."""
    return 100 / value if unit.is_rate_of_one else value


def level_interval(unit: Unit, interval: Interval) -> Interval:
    """Return where the level lies (see `level`); a rounding that reaches below "1 in 0" stops there."""
    if not unit.is_rate_of_one:
        return interval
    return Interval(max(interval.low, Decimal(0)), interval.high).reciprocal() * point(_HUNDRED)


def change_interval(unit: Unit, now: Interval, base: Interval) -> Interval | None:
    """Return where the change from base to now lies, in the unit's change unit; None where the base may be 0."""
    if unit.change_unit == "points":
        return level_interval(unit, now) - level_interval(unit, base)
    if base.low <= 0:
        return None
    return (now / base - point(1)) * point(_HUNDRED)


def change(unit: Unit, now: float, base: float) -> float | None:
    """Return the change from base to now of the values as printed: points, or percent for counts (None from 0)."""
    if unit.change_unit == "points":
        return level(unit, now) - level(unit, base)
    return None if base == 0 else (now / base - 1) * 100


def number_text(value: Decimal, step: Decimal) -> str:
    """Write a number with as many decimals as its step and grouped thousands: 4,998 or 302.8."""
    exponent = step.normalize().as_tuple().exponent if step else value.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:,.{decimals}f}"


def printed_message(unit: Unit, value: float | None, step: float | None, qualifier: str) -> Message:
    """Return the figure as it is written in a report, as a message: "1 in 302.8", "about 65%"; missing is a dash.

    "More than 1 in 1,000" would be read of the rate, so a bound of N is said of N: "1 in more than 1,000".
    """
    if value is None:
        return Message("printed.missing")
    number = PrintedNumber(decimal_of(value), decimal_of(step or 0.0), Qualifier(qualifier))
    if number.qualifier is Qualifier.RANGE:
        low, high = (number_text(end, _range_step(number)) for end in (number.interval.low, number.interval.high))
        return Message(f"printed.{unit.id}", {"number": Message("printed.range", {"low": low, "high": high})})
    text = number_text(number.value, number.step)
    if unit.is_rate_of_one and number.qualifier in {Qualifier.BELOW, Qualifier.ABOVE}:
        return Message(f"printed.one_in_{number.qualifier}", {"number": text})
    written = Message(f"printed.{unit.id}", {"number": text})
    if number.qualifier is Qualifier.EXACT:
        return written
    return Message(f"printed.{number.qualifier}", {"figure": written})


def _range_step(number: PrintedNumber) -> Decimal:
    """Return a step with as many decimals as the ends of a range need."""
    ends = (number.interval.low.normalize(), number.interval.high.normalize())
    exponents = [end.as_tuple().exponent for end in ends]
    return Decimal(1).scaleb(min(0, *(exponent for exponent in exponents if isinstance(exponent, int))))
