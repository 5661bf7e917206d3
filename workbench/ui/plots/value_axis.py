"""The axis of a unit: round numbers over a span of values, and how they are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

ROOM = 44.0
"""The least distance of two numbers in logical pixels; in a low pane less, so that there are some."""

_TIGHT = 18.0
_SAME = 1e-9
"""Values no further apart than this, as a share of their size, are drawn as one."""


HEAD_ROOM = 24.0
"""What is kept free at the top of a pane for the line that says its unit, in logical pixels."""

_FOOT_ROOM = 8.0


@dataclass(frozen=True, slots=True)
class Scale:
    """A span of values with its numbers and their texts, from below."""

    low: float
    high: float
    numbers: tuple[float, ...]
    texts: tuple[str, ...]


def scale_of(
    lowest: float | None, highest: float | None, height: float, suffix: str, *, starts_at_zero: bool = False
) -> Scale:
    """Return the scale on which all values from the lowest to the highest are seen, below the line of the unit.

    It ends below on a quarter of a step, never under zero where no value is, and above with room for the unit. Percentages have no number above 100
    unless a value is.
    """
    low, high = _span(lowest, highest, starts_at_zero=starts_at_zero)
    room = max(height - HEAD_ROOM, 20.0)
    step = _step((high - low) * height / room, height)
    unit = step / 4
    has_foot = low < 0 or low - (high - low) * _FOOT_ROOM / room > 0
    margin = (high - low) * _FOOT_ROOM / room if has_foot else 0.0
    bottom = floor((low - margin) / unit + 1e-9) * unit
    top = bottom + (high - bottom) * height / room
    ceiling = 100.0 if suffix == "%" and (highest is None or highest <= 100) else None
    return fixed_scale(bottom, top, height, suffix, ceiling)


def fixed_scale(low: float, high: float, height: float, suffix: str, ceiling: float | None = None) -> Scale:
    """Return a scale that ends just there, with its numbers as far as the ceiling."""
    step = _step(high - low, height)
    last = high if ceiling is None else min(high, ceiling)
    places = range(ceil(low / step - 1e-9), floor(last / step + 1e-9) + 1)
    decimals = max(0, -floor(log10(step) + 1e-9))
    numbers = tuple(round(place * step, decimals + 2) for place in places)
    return Scale(low, high, numbers, tuple(number_text(number, decimals, suffix) for number in numbers))


def number_text(number: float, decimals: int, suffix: str) -> str:
    """Write a number of an axis: thousands by comma, a true minus, its suffix behind it."""
    text = f"{abs(number):,.{decimals}f}"
    return f"{'−' if number < 0 and float(text.replace(',', '')) else ''}{text}{suffix}"


def widest(scales: list[Scale], width_of: Callable[[str], float]) -> float:
    """Return the width of the widest number of some scales."""
    return max((width_of(text) for scale in scales for text in scale.texts), default=0.0)


def _span(lowest: float | None, highest: float | None, *, starts_at_zero: bool) -> tuple[float, float]:
    """Return a span that is wider than nothing, for any values."""
    if lowest is None or highest is None or not (isfinite(lowest) and isfinite(highest)):
        return 0.0, 1.0
    low, high = (min(lowest, 0.0), max(highest, 0.0)) if starts_at_zero else (lowest, highest)
    size = max(abs(low), abs(high))
    if high - low > max(size, 1.0) * _SAME:
        return low, high
    around = size * 0.1 if size > _SAME else 1.0
    return low - around, high + around


def _step(span: float, height: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that leaves room between the numbers."""
    room = max(min(ROOM, height / 4), _TIGHT)
    least = max(span, 1e-12) * room / max(height, room)
    power = 10.0 ** floor(log10(least))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= least * (1 - 1e-9)), 10 * power)
