"""Where things of a plot are on the canvas: days and values to logical pixels and back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from workbench.ui.plots.value_axis import Scale


@dataclass(frozen=True, slots=True)
class Days:
    """The days that are seen, over a width of the canvas."""

    first: float
    last: float
    left: float
    right: float

    def x_of(self, day: float) -> float:
        """Return where a day is."""
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)

    def day_at(self, x: float) -> float:
        """Return the day that is somewhere."""
        return self.first + (x - self.left) / (self.right - self.left) * (self.last - self.first)

    def is_seen(self, day: float) -> bool:
        """Whether a day is within."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Area:
    """A pane's place on the canvas, and the values along it."""

    rect: QRectF
    scale: Scale

    def y_of(self, value: float) -> float:
        """Return where a value is."""
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.rect.bottom() - share * self.rect.height()

    def value_at(self, y: float) -> float:
        """Return the value that is somewhere."""
        share = (self.rect.bottom() - y) / self.rect.height()
        return self.scale.low + share * (self.scale.high - self.scale.low)


_GAP = 16.0
_LEAST = 36.0


def shares(height: float, count: int) -> list[tuple[float, float]]:
    """Return the panes' tops and heights within a height: the first one twice as high as each of the others."""
    if count == 0:
        return []
    free = max(height - _GAP * (count - 1), _LEAST * count)
    weights = [2.0 if at == 0 and count > 1 else 1.0 for at in range(count)]
    heights = [free * weight / sum(weights) for weight in weights]
    return [(sum(heights[:at]) + _GAP * at, heights[at]) for at in range(count)]
