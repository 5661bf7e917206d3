"""Which percentages a metric's levels may have: what is far from all its classes is hardly one of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbench.core.printed import PrintedNumber
from workbench.core.units import PERCENT

_UNLIKELY = 4
"""How many times a value is beyond the lowest and highest limits of its metric's classes before it is unlikely."""


def is_unlikely(number: PrintedNumber | None, unit: str, classes: Sequence[float]) -> bool:
    """Whether a percentage is far beyond some classes."""
    if not classes or number is None or unit != PERCENT.id:
        return False
    return not Decimal(classes[0]) / _UNLIKELY <= number.value <= Decimal(classes[-1]) * _UNLIKELY
