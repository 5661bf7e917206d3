"""Intervals in words: ends rounded outwards at the first digit that is not certain, so that nothing possible is left out."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from workbench.core.messages import Message
from workbench.core.printed import Interval

_ROOM = 700
"""Digits enough for any number that a float can hold."""

_TWO = Decimal(2)


def ends_text(span: Interval) -> tuple[str, str]:
    """Write both ends of a finite interval, the low one rounded down and the high one up; alike where it is exact."""
    step = _step((span.high - span.low) / _TWO, span)
    return _written(span.low, step, ROUND_FLOOR), _written(span.high, step, ROUND_CEILING)


def middle_text(span: Interval) -> str:
    """Write the middle of an interval to the digit that its width leaves open; of one without end, its finite end."""
    if not (span.low.is_finite() and span.high.is_finite()):
        return _written(span.middle, _step(Decimal(0), Interval(span.middle, span.middle)), ROUND_HALF_EVEN)
    return _written(span.middle, _step(span.high - span.low, span), ROUND_HALF_EVEN)


def span_number(span: Interval) -> Message | str:
    """Return both ends as a range, a single number where they are alike, or the finite end of one that has no other."""
    if not (span.low.is_finite() and span.high.is_finite()):
        return middle_text(span)
    low, high = ends_text(span)
    return low if low == high else Message("printed.range", {"low": low, "high": high})


def percent_span(span: Interval) -> Message:
    """Return an interval of percentages as a message: "10.84–10.93%", "more than 60%"."""
    return bounded(span, Message("printed.percent", {"number": span_number(span)}))


def bounded(span: Interval, figure: Message) -> Message:
    """Return a figure as a bound where its interval has one finite end only, else as it is."""
    if not span.high.is_finite():
        return Message("printed.above", {"figure": figure})
    return figure if span.low.is_finite() else Message("printed.below", {"figure": figure})


def at_least(number: Decimal) -> str:
    """Write a number rounded down to two significant digits."""
    return _written(number, Decimal(1).scaleb(number.adjusted() - 1), ROUND_FLOOR) if number else "0"


def _step(width: Decimal, span: Interval) -> Decimal:
    """Return the power of ten of a width's first digit; of an exact number, that of its last one."""
    if width:
        return Decimal(1).scaleb(width.adjusted())
    exponent = span.low.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(1)


def _written(number: Decimal, step: Decimal, rounding: str) -> str:
    return f"{number.quantize(step, context=Context(prec=_ROOM, rounding=rounding)):,f}"
