"""Whether figures that several people printed for one key can be the same number, given how each was rounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from workbench.core.acceptance import can_convert
from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of
from workbench.core.units import UNITS, level_interval


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """What a reading says: its value (None: no number), rounding, qualifier, and the unit in which it was printed."""

    value: float | None
    step: float | None
    qualifier: str
    unit: str

    @property
    def level(self) -> Interval | None:
        """Where the figure's level lies (see `units.level`); None where nothing can be said of it."""
        unit = UNITS.get(self.unit)
        if self.value is None or unit is None:
            return None
        number = PrintedNumber(decimal_of(self.value), decimal_of(self.step or 0.0), Qualifier(self.qualifier))
        try:
            return level_interval(unit, number.interval)
        except ZeroDivisionError:  # "1 in 0"
            return None


def can_be_one(figures: Iterable[PrintedFigure]) -> bool:
    """Whether no two of the figures contradict each other."""
    return all(_agree(*pair) for pair in combinations(set(figures), 2))


def _agree(first: PrintedFigure, second: PrintedFigure) -> bool:
    """Whether two figures can be one number: 0.33% and "1 in 302.8" can.

    Two exact figures of one unit and step were rounded alike, so that 89.4 and 89.5 are two numbers though their ends touch.
    """
    if first.value == second.value and first.unit == second.unit:
        return True
    levels = first.level, second.level
    if levels[0] is None or levels[1] is None or not can_convert(first.unit, second.unit):
        return False
    are_exact = first.qualifier == second.qualifier == Qualifier.EXACT
    is_rounded_alike = are_exact and (first.unit, first.step) == (second.unit, second.step)
    return not is_rounded_alike and levels[0].meets(levels[1])
