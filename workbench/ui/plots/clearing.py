"""Where on a plot there is least to cover: the place of the card beside the cross-hair."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize

from workbench.ui.plots.curves import Numbers
from workbench.ui.plots.frame import Area, Days
from workbench.ui.plots.inks import Manner
from workbench.ui.plots.layers import Arrangement

CELL = 12.0
"""The side of the squares in which is counted what stands there, in logical pixels."""

_MOST_PLACES = 8_000
"""Lines that look alike are looked at in about so many places: of very many, where they begin and end says it as well."""

_DOTTED = 0.3
"""What a dotted line over a gap weighs against one of figures."""

_FLAG = 4.0
"""What a square of a note's flag weighs."""

_FARTHER = 0.02
"""What a square of distance from the cross-hair weighs: of places where as little stands, the nearer one is taken."""

_STAYS = 2.0
"""By so much another place must be better before the card leaves its own: it is not to jump about."""

Grid = NDArray[numpy.float64]


class Clearing:
    """What stands where on a plot as it is arranged now."""

    def __init__(self, shown: Arrangement) -> None:
        """Count what is drawn, square by square."""
        self._frame = QRectF(
            shown.days.left, shown.top, shown.days.right - shown.days.left, max(CELL, shown.bottom - shown.top)
        )
        self._grid: Grid = numpy.zeros((int(self._frame.height() / CELL) + 1, int(self._frame.width() / CELL) + 1))
        for rows, area in zip(shown.rows, shown.areas, strict=True):
            for stroke in rows.strokes:
                weight = _DOTTED if stroke.manner is Manner.BRIDGE else 1.0
                self._mark(*self._along(*_on_canvas(stroke.x, stroke.y, shown.days, area)), weight)
            for dots in rows.dots + rows.hollow:
                self._mark(*_on_canvas(dots.x[dots.lone], dots.y[dots.lone], shown.days, area), 1.0)
        for note in shown.notes:
            sides, ends = [note.rect.left(), note.rect.right()], [note.rect.top(), note.rect.bottom()]
            self._mark(numpy.array(sides * 2), numpy.repeat(ends, 2), _FLAG)
        self._sums: Grid = numpy.pad(self._grid.cumsum(0).cumsum(1), ((1, 0), (1, 0)))

    def spot(self, size: QSize, x: float, away: float, before: QPointF | None) -> QPointF | None:
        """Return where a card covers least and keeps away from the cross-hair at `x`; None where the plot has no room for it.

        A card that stood somewhere before stays there unless another place is better by more than a little.
        """
        lefts = numpy.arange(self._frame.left() + 4, self._frame.right() - 4 - size.width() + 1, CELL)
        tops = numpy.arange(self._frame.top() + 4, self._frame.bottom() - 4 - size.height() + 1, CELL)
        lefts = lefts[(lefts >= x + away) | (lefts + size.width() <= x - away)]
        if not lefts.size or not tops.size:
            return None
        costs = self._costs(lefts, tops, size, x)
        row, column = numpy.unravel_index(int(costs.argmin()), costs.shape)
        best = QPointF(float(lefts[column]), float(tops[row]))
        if before is not None and self._is_free(before, size, x, away):
            own = self._costs(numpy.array([before.x()]), numpy.array([before.y()]), size, x)
            if float(own[0, 0]) <= float(costs[row, column]) + _STAYS:
                return before
        return best

    def covered(self, card: QRectF) -> float:
        """Return how much stands under a card."""
        sums = self._under(numpy.array([card.left()]), numpy.array([card.top()]), card.size().toSize())
        return float(sums[0, 0])

    def _costs(self, lefts: Numbers, tops: Numbers, size: QSize, x: float) -> Grid:
        """Return what it costs to stand at each place: what is covered, and a little for the distance."""
        distance = numpy.where(lefts > x, lefts - x, x - lefts - size.width())
        return self._under(lefts, tops, size) + distance[numpy.newaxis, :] / CELL * _FARTHER

    def _under(self, lefts: Numbers, tops: Numbers, size: QSize) -> Grid:
        """Return what stands under a card at each place."""
        height, width = self._grid.shape
        begins = ((lefts - self._frame.left()) / CELL).astype(int).clip(0, width)
        ends = (((lefts + size.width() - self._frame.left()) / CELL).astype(int) + 1).clip(0, width)
        highs = ((tops - self._frame.top()) / CELL).astype(int).clip(0, height)
        lows = (((tops + size.height() - self._frame.top()) / CELL).astype(int) + 1).clip(0, height)
        sums = self._sums
        under: Grid = (
            sums[numpy.ix_(lows, ends)]
            - sums[numpy.ix_(highs, ends)]
            - sums[numpy.ix_(lows, begins)]
            + sums[numpy.ix_(highs, begins)]
        )
        return under

    def _is_free(self, spot: QPointF, size: QSize, x: float, away: float) -> bool:
        """Whether a card can still stand where it stood: within the frame, and not at the cross-hair."""
        card = QRectF(spot, size.toSizeF())
        return self._frame.contains(card) and (card.left() >= x + away or card.right() <= x - away)

    def _along(self, xs: Numbers, ys: Numbers) -> tuple[Numbers, Numbers]:
        """Return points along the lines that are seen, so close that none leaps over a square; a gap in a line stays one."""
        seen = (xs[1:] >= self._frame.left()) & (xs[:-1] <= self._frame.right())
        begins, ends = (numpy.column_stack([part[at][seen] for part in (xs, ys)]) for at in (slice(-1), slice(1, None)))
        longest = numpy.nanmax(numpy.abs(ends - begins), initial=0.0)
        count = min(int(longest / CELL) + 1, _MOST_PLACES // max(1, len(begins)))
        steps = numpy.linspace(0, 1, count + 1)
        points = (
            begins[:, numpy.newaxis, :] + (ends - begins)[:, numpy.newaxis, :] * steps[numpy.newaxis, :, numpy.newaxis]
        )
        return points[..., 0].ravel(), points[..., 1].ravel()

    def _mark(self, xs: Numbers, ys: Numbers, weight: float) -> None:
        """Count points of the canvas, each square once for a line."""
        columns = numpy.floor((xs - self._frame.left()) / CELL)
        rows = numpy.floor((ys - self._frame.top()) / CELL)
        height, width = self._grid.shape
        inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)  # NaN is not inside
        marked = numpy.zeros((height, width), dtype=bool)
        marked[rows[inside].astype(int), columns[inside].astype(int)] = True
        self._grid += weight * marked


def _on_canvas(x: Numbers, y: Numbers, days: Days, area: Area) -> tuple[Numbers, Numbers]:
    """Return where points are on the canvas."""
    across = days.left + (x - days.first) / (days.last - days.first) * (days.right - days.left)
    scale = area.scale
    down = area.rect.bottom() - (y - scale.low) / (scale.high - scale.low) * area.rect.height()
    return across, down
