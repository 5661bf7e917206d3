"""Intervals in words: ends rounded outwards at the first digit that is not certain, so that nothing possible is left out."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from workbench.core.messages import Message
from workbench.core.printed import Interval

_ROOM = 700
"""Digits enough for any number that a float can hold."""

_TWO = Decimal(2)


def ends_text(span: Interval, beside: Interval | None = None) -> tuple[str, str]:
    """Write both ends of a finite interval, the low one rounded down and the high one up; alike where it is exact.

    Where it is told apart from another interval that it does not meet, it is written exactly enough to show that.
    """
    step = _step((span.high - span.low) / _TWO, span)
    low, high = _rounded(span.low, step, ROUND_FLOOR), _rounded(span.high, step, ROUND_CEILING)
    if beside is not None and not span.meets(beside):
        while Interval(low, high).meets(beside):
            step = step.scaleb(-1)
            low, high = _rounded(span.low, step, ROUND_FLOOR), _rounded(span.high, step, ROUND_CEILING)
    return f"{low:,f}", f"{high:,f}"


def middle_text(span: Interval) -> str:
    """Write the middle of an interval to the digit that its width leaves open; of one without end, its finite end."""
    if not (span.low.is_finite() and span.high.is_finite()):
        return _written(span.middle, _step(Decimal(0), Interval(span.middle, span.middle)), ROUND_HALF_EVEN)
    return _written(span.middle, _step(span.high - span.low, span), ROUND_HALF_EVEN)


def span_number(span: Interval, beside: Interval | None = None) -> Message | str:
    """Return both ends as a range, a single number where they are alike, or the finite end of one that has no other.

    `beside` is what it is told apart from (see `ends_text`).
    """
    if not (span.low.is_finite() and span.high.is_finite()):
        return middle_text(span)
    low, high = ends_text(span, beside)
    return low if low == high else Message("printed.range", {"low": low, "high": high})


def percent_span(span: Interval, beside: Interval | None = None) -> Message:
    """Return an interval of percentages as a message: "10.84–10.93%", "more than 60%"."""
    return bounded(span, Message("printed.percent", {"number": span_number(span, beside)}))


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
    return f"{_rounded(number, step, rounding):,f}"


def _rounded(number: Decimal, step: Decimal, rounding: str) -> Decimal:
    return number.quantize(step, context=Context(prec=_ROOM, rounding=rounding))
