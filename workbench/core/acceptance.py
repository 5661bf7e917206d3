"""Which of several readings of one figure is accepted, and the observation that comes of it.

The rule, in this order: a reading in the metric's own unit before one that must be converted; an edition's own panel or
table before its body text; an edition before a person, that before a file, that before an article; the finer step; the first
found. A reading without a number comes behind all that have one. It is the rule by which the sample and imports choose;
whoever knows better accepts another reading by a command.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of, point, stored
from workbench.core.records import Metric, Observation, Reading, Status
from workbench.core.units import ONE_IN, PERCENT

_KINDS = ("edition", "person", "file", "article")
_PANELS = ("panel", "table")
_COARSEST = Decimal("0.1")
_KEPT = 9
"""Digits of an exact figure that its conversion keeps."""

_WIDE = Context(prec=700, rounding=ROUND_CEILING)
"""Digits enough for the tenths of any number that a float can hold."""


def accepted(readings: Iterable[tuple[Reading, str]], metric: Metric) -> Reading:
    """Return the reading to accept; each comes with its source's kind. ValueError where there is none."""
    return min(
        enumerate(readings), key=lambda numbered: (*_order(numbered[1][0], numbered[1][1], metric), numbered[0])
    )[1][0]


def _order(reading: Reading, source_kind: str, metric: Metric) -> tuple[bool, bool, bool, int, float]:
    """Return what puts a better reading first."""
    is_panel = reading.place.startswith(_PANELS)
    kind = _KINDS.index(source_kind) if source_kind in _KINDS else len(_KINDS)
    return reading.value is None, reading.unit != metric.unit, not is_panel, kind, reading.step or 0.0


def observation_of(reading: Reading, metric: Metric, status: str | None = None) -> Observation:
    """Return a reading as the accepted value, converted where it was printed in another unit (then estimated).

    A reading without a number is missing, and one with a number is not, whatever the status that is stated beside it.
    """
    key = (reading.metric, reading.grain, reading.period, reading.dimension, reading.segment)
    source = (reading.source, reading.nth)
    if reading.value is None:
        return Observation(*key, None, None, Qualifier.EXACT, Status.MISSING, *source)
    if status == Status.MISSING:
        status = None
    if reading.unit == metric.unit:
        return Observation(*key, reading.value, reading.step, reading.qualifier, status or Status.NORMAL, *source)
    number = converted(reading, metric)
    value, step = stored(number.value), stored(number.step)
    return Observation(*key, value, step, number.qualifier, status or Status.ESTIMATED, *source)


def can_convert(unit: str, wanted: str) -> bool:
    """Whether a figure in one unit can stand for one in another: a percentage for "1 in N", or the other way round."""
    return unit == wanted or {unit, wanted} == {PERCENT.id, ONE_IN.id}


def converted(reading: Reading, metric: Metric) -> PrintedNumber:
    """Return a reading's number in the metric's unit, with a step wide enough for all that it can mean.

    0.39% was rounded to 0.01, so it is 1 in 253.2 to 259.7: 256.4 with a step of 6.7. Less than 0.1% is 1 in 1,000 or
    more. ValueError where units cannot be converted, and for 0.
    """
    if not can_convert(reading.unit, metric.unit) or not reading.value or reading.value < 0:
        raise ValueError(f"no {reading.unit} in {metric.unit}: {reading.text}")
    number = PrintedNumber(decimal_of(reading.value), decimal_of(reading.step or 0.0), Qualifier(reading.qualifier))
    span = _turned(number.interval)
    if not span.high.is_finite():
        digits = _digits(span.low)
        return PrintedNumber(span.low.quantize(digits, ROUND_FLOOR, _WIDE), digits, Qualifier.ABOVE)
    if not span.low:
        digits = _digits(span.high)
        return PrintedNumber(span.high.quantize(digits, ROUND_CEILING, _WIDE), digits, Qualifier.BELOW)
    return _around(span, _turned(point(number.value)).middle)


def _around(span: Interval, middle: Decimal) -> PrintedNumber:
    """Return a rounded middle with the step whose interval holds the whole span."""
    width = max(span.high - span.low, middle.scaleb(-_KEPT))
    digits = _digits(min(middle, width))
    rounded = middle.quantize(digits, ROUND_HALF_EVEN, _WIDE)
    reach = max(_WIDE.subtract(span.high, rounded), _WIDE.subtract(rounded, span.low))
    return PrintedNumber(rounded, _WIDE.quantize(_WIDE.multiply(reach, Decimal(2)), digits))


def _digits(size: Decimal) -> Decimal:
    """Return the last digit to keep of a number or a width of this size: its second one, or the tenths."""
    return min(_COARSEST, Decimal(1).scaleb(size.adjusted() - 1))


def _turned(span: Interval) -> Interval:
    """Return 100 / x: percent as "1 in N", and back; rates and ratios are not negative."""
    return Interval(max(span.low, Decimal(0)), span.high).reciprocal() * point(100)
