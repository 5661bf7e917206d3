"""What of a chart is looked at: moving over its days, and the way back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.core.chart import Chart

LEAST_DAYS = 14.0
"""No fewer days than these are shown."""

_AROUND = 0.02
"""What is kept free at both ends of the whole history, as a share of it."""

_KEPT = 100


@dataclass(frozen=True, slots=True)
class Sight:
    """The days that are seen, and by pane the values where these were chosen."""

    first: float
    last: float
    values: tuple[tuple[int, float, float], ...] = ()

    @property
    def fixed(self) -> dict[int, tuple[float, float]]:
        """The chosen values by pane."""
        return {pane: (low, high) for pane, low, high in self.values}

    def with_values(self, pane: int, low: float, high: float) -> Sight:
        """Return the same days with other values in a pane."""
        others = tuple(value for value in self.values if value[0] != pane)
        return replace(self, values=(*others, (pane, low, high)))


def whole_of(chart: Chart) -> tuple[float, float]:
    """Return the days from the first to the last point of a chart, with a little room around; those that it asks for where it has none."""
    days = [(line.days[0], line.days[-1]) for pane in chart.panes for line in pane.lines if line.days]
    first = min((first for first, _ in days), default=chart.first)
    last = max((last for _, last in days), default=chart.last)
    around = max((last - first) * _AROUND, LEAST_DAYS / 2)
    return first - around, last + around


def moved(sight: Sight, days: float, whole: tuple[float, float]) -> Sight:
    """Return what is seen so many days later, as far as there is a history."""
    width = sight.last - sight.first
    first = min(max(sight.first + days, whole[0] - width / 2), whole[1] - width / 2)
    return replace(sight, first=first, last=first + width)


def zoomed(sight: Sight, factor: float, about: float, whole: tuple[float, float]) -> Sight:
    """Return so much more or less of the days around one that stays where it is; never more than the whole history."""
    width = sight.last - sight.first
    longest = max(whole[1] - whole[0], LEAST_DAYS)
    wanted = min(max(width * factor, LEAST_DAYS), max(longest, width if factor <= 1 else 0.0))
    share = (about - sight.first) / width
    first = about - share * wanted
    if wanted >= longest:
        return replace(sight, first=whole[0], last=whole[0] + wanted)
    return moved(replace(sight, first=first, last=first + wanted), 0.0, whole)


class Sights:
    """The way that one came: back and forward over what was looked at, where movements without a pause count as one."""

    def __init__(self, on_changed: Callable[[], object]) -> None:
        """Tell whenever it changes whether one can go back or forward."""
        self._on_changed = on_changed
        self._back: list[Sight] = []
        self._forward: list[Sight] = []
        self._now: Sight | None = None

    @property
    def can_go_back(self) -> bool:
        """Whether there is anything before."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is anything after."""
        return bool(self._forward)

    def begin(self, sight: Sight) -> None:
        """Forget the way and stand here."""
        self._back, self._forward, self._now = [], [], sight
        self._on_changed()

    def arrive(self, sight: Sight) -> None:
        """Stand somewhere else; what was after is gone."""
        if self._now is not None and sight != self._now:
            self._back = [*self._back, self._now][-_KEPT:]
            self._forward = []
        self._now = sight
        self._on_changed()

    def back(self) -> Sight | None:
        """Go back; None where there is nothing before."""
        return self._go(self._back, self._forward)

    def forward(self) -> Sight | None:
        """Go forward; None where there is nothing after."""
        return self._go(self._forward, self._back)

    def _go(self, here: list[Sight], there: list[Sight]) -> Sight | None:
        if not here or self._now is None:
            return None
        there.append(self._now)
        self._now = here.pop()
        self._on_changed()
        return self._now
