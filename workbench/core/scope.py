"""What the window is looking at: the frozen value that steers every tab."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base, BaseOfComparison


@dataclass(frozen=True, slots=True)
class Scope:
    """Period, base of comparison, metric, dimension, and the selected (dimension, segment) pairs.

    `period` is None while the database holds no figures. Language and theme are settings and not part of it.
    """

    period: Period | None = None
    base: BaseOfComparison = Base.PREVIOUS
    metric: str = "spam.rate"
    dimension: str = "geography"
    selected: tuple[tuple[str, str], ...] = ()

    def moved(self, steps: int) -> Scope:
        """Return the scope so many periods later; itself where there is no period or no such one."""
        if self.period is None:
            return self
        try:
            return replace(self, period=self.period.shifted(steps))
        except ValueError:
            return self
