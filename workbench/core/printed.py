"""Printed numbers as intervals: what a figure in a report can and cannot mean after rounding.

302.8 was rounded to 0.1, so the true figure lies in [302.75, 302.85]; 119億 means 11.9 billion give or take 0.05
billion. Intervals are closed and their arithmetic is exact (Decimal) or rounded outwards, so that "wrong" is said
only where no value inside the intervals makes a statement right.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import StrEnum
from math import isfinite

_DOWN = Context(prec=34, rounding=ROUND_FLOOR)
_UP = Context(prec=34, rounding=ROUND_CEILING)
_WIDE = Context(prec=700)
"""Digits enough for the quotient of any two numbers that a float can hold."""

_TWO = Decimal(2)
_INFINITE = Decimal("Infinity")


class Qualifier(StrEnum):
    """How exactly a number was meant by whoever printed it."""

    EXACT = "exact"
    ABOUT = "about"
    BELOW = "below"
    ABOVE = "above"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of numbers; its ends may be infinite. ValueError when low > high."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        """Refuse an empty interval."""
        if not self.low <= self.high:
            raise ValueError(f"empty interval: {self.low} to {self.high}")

    @property
    def middle(self) -> Decimal:
        """The centre; of an interval without end, its finite end."""
        if self.high == _INFINITE:
            return self.low
        if self.low == -_INFINITE:
            return self.high
        return (self.low + self.high) / _TWO

    def __contains__(self, number: Decimal) -> bool:
        """Whether a number lies in it, ends included."""
        return self.low <= number <= self.high

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common; a shared end counts."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        """Return where the sum lies."""
        return Interval(_DOWN.add(self.low, other.low), _UP.add(self.high, other.high))

    def __neg__(self) -> Interval:
        """Return where the negative lies."""
        return Interval(self.high.copy_negate(), self.low.copy_negate())

    def __sub__(self, other: Interval) -> Interval:
        """Return where the difference lies."""
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Return where the product lies; 0 × infinity counts as 0."""
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(_times(_DOWN, *pair) for pair in pairs), max(_times(_UP, *pair) for pair in pairs))

    def reciprocal(self) -> Interval:
        """Return where 1/x lies for positive x; ZeroDivisionError for an interval that reaches below 0 or is 0."""
        if self.low < 0 or self.high == 0:
            raise ZeroDivisionError(f"1 / [{self.low}, {self.high}]")
        high = _INFINITE if self.low == 0 else _UP.divide(Decimal(1), self.low)
        low = Decimal(0) if self.high == _INFINITE else _DOWN.divide(Decimal(1), self.high)
        return Interval(low, high)

    def __truediv__(self, other: Interval) -> Interval:
        """Return where the quotient lies; ZeroDivisionError as for `reciprocal`."""
        return self * other.reciprocal()


def point(number: Decimal | int) -> Interval:
    """Return the interval of one exact number."""
    exact = Decimal(number)
    return Interval(exact, exact)


def _times(context: Context, left: Decimal, right: Decimal) -> Decimal:
    if left == 0 or right == 0:
        return Decimal(0)
    return context.multiply(left, right)


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as printed: value, the step to which it was rounded, and its qualifier.

    `value` of a range is its middle and `step` its width. A step of 0 says that the number is exact.
    """

    value: Decimal
    step: Decimal
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def interval(self) -> Interval:
        """What the number can mean, ends included."""
        if self.qualifier is Qualifier.BELOW:
            return Interval(Decimal(0) if self.value >= 0 else -_INFINITE, self.value)
        if self.qualifier is Qualifier.ABOVE:
            return Interval(self.value, _INFINITE)
        half = self.step / _TWO
        if self.qualifier is Qualifier.ABOUT:
            half = self.step * _about_steps(self.value, self.step)
        return Interval(_DOWN.subtract(self.value, half), _UP.add(self.value, half))


def _about_steps(value: Decimal, step: Decimal) -> Decimal:
    """Say how many steps "about" allows to each side: 2.5 where the last digit is 0 or 5, else one.

    "About 65" may have been rounded to fives; "about 17" was not, but is less exact than "17".
    """
    if not step:
        return Decimal(0)
    return Decimal("2.5") if is_multiple(value, step * 5) else Decimal(1)


def is_multiple(number: Decimal, step: Decimal) -> bool:
    """Whether a number is a whole number of steps; the step is not 0."""
    return _WIDE.remainder(number, step) == 0


def decimal_of(number: float) -> Decimal:
    """Return the decimal number that a stored float stands for, as it would be printed."""
    return Decimal(repr(number))


def stored(number: Decimal | float) -> float:
    """Return the float to store: rounded to 15 significant digits, as many as Excel keeps.

    ValueError for what is no finite number.
    """
    rounded = float(f"{number:.15g}")
    if not isfinite(rounded):
        raise ValueError(f"not a finite number: {number}")
    return rounded


def step_of(number: Decimal) -> Decimal:
    """Return the step to which a number is printed, by its last written digit: 302.8 → 0.1, 1168 → 1."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {number}")
    return Decimal(1).scaleb(min(exponent, 0))
