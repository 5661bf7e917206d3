"""The lines of a pane as few rows of numbers: what looks alike is one row with gaps, which is drawn at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from workbench.core.chart import Line, LineKind
from workbench.ui.plots.inks import AMONG_MANY, Manner, marker_of

Numbers = NDArray[numpy.float64]

LONG = 5_000
"""From so many points on a line is thinned out to what can be seen, and drawn without smoothing."""

DOTTED = 60
"""Up to so many periods in view every one has its dot; above, only those without neighbours."""

_MANY = 10
"""Above so many lines, a line that is picked out lets the others step back."""

_WITH_DOTS = frozenset({LineKind.FIGURES, LineKind.DIFFERENCE})


@dataclass(frozen=True, slots=True)
class Stroke:
    """Parts of lines that look alike, as one row of points with gaps."""

    colour: int
    kind: LineKind
    manner: Manner
    x: Numbers
    y: Numbers

    @property
    def is_long(self) -> bool:
        """Whether it is one line that has to be thinned out."""
        return len(self.x) >= LONG


@dataclass(frozen=True, slots=True)
class Dots:
    """Points that look alike; `lone` tells which have no neighbours, `spacing` is their usual distance in days."""

    colour: int
    kind: LineKind
    marker: str
    spacing: float
    x: Numbers
    y: Numbers
    lone: NDArray[numpy.bool_]

    def shown(self, first: float, last: float) -> tuple[Numbers, Numbers]:
        """Return the points to be drawn where these days are seen."""
        seen = (self.x >= first) & (self.x <= last)
        if self.kind not in _WITH_DOTS or (last - first) / self.spacing > DOTTED:
            seen &= self.lone
        return self.x[seen], self.y[seen]


@dataclass(frozen=True, slots=True)
class PaneRows:
    """All that is drawn in a pane: strokes, dots, hollow points by colour and marker, rings, and the points that its axis must hold.

    `points` are these by their usual distance in days.
    """

    strokes: tuple[Stroke, ...]
    dots: tuple[Dots, ...]
    hollow: tuple[Dots, ...]
    rings: tuple[Numbers, Numbers]
    points: tuple[tuple[float, Numbers, Numbers], ...]

    def bounds(self, first: float, last: float) -> tuple[float, float] | None:
        """Return the lowest and highest value on these days and beside them, where lines come from; None where there is none."""
        rows = [y[(x >= first - spacing) & (x <= last + spacing)] for spacing, x, y in self.points]
        seen = [row for row in rows if row.size]
        return (min(float(row.min()) for row in seen), max(float(row.max()) for row in seen)) if seen else None


def rows_of(lines: Iterable[Line], picked: str = "", *, has_bridges: bool = False) -> PaneRows:
    """Return a pane's lines as rows; with a line picked out of many, the others step back behind it.

    `has_bridges`: dotted lines pass over the gaps.
    """
    lines = list(lines)
    is_crowd = bool(picked) and len(lines) > _MANY
    columns = [_Columns(line, AMONG_MANY if is_crowd and line.id != picked else line.colour) for line in lines]
    columns.sort(key=lambda column: (column.colour != AMONG_MANY, column.kind in _WITH_DOTS, column.line.id == picked))
    return PaneRows(
        strokes=tuple(_strokes(columns, has_bridges=has_bridges)),
        dots=tuple(_dots(columns, lambda column: column.is_there & ~column.is_provisional)),
        hollow=tuple(_dots(columns, lambda column: column.is_there & column.is_provisional)),
        rings=_joined([column.points(column.is_there & column.is_outlier) for column in columns]),
        points=tuple(_points(columns)),
    )


class _Columns:
    """One line as arrays."""

    def __init__(self, line: Line, colour: int) -> None:
        self.line = line
        self.colour = colour
        self.kind = line.kind
        self.x = numpy.array(line.days, dtype=float)
        self.y = numpy.array(line.values, dtype=float)
        self.is_there = numpy.isfinite(self.y)
        self.is_provisional = self._at(line.provisional)
        self.is_outlier = self._at(line.outliers)

    @property
    def spacing(self) -> float:
        """The usual distance of two points in days."""
        steps = len(self.x) - 1
        return max(1.0, round(float(self.x[-1] - self.x[0]) / steps)) if steps > 0 else 30.0

    @property
    def lone(self) -> NDArray[numpy.bool_]:
        """Which points have no neighbours to be joined to."""
        joined = numpy.zeros(len(self.y), dtype=bool)
        joined[1:] |= self.is_there[:-1]
        joined[:-1] |= self.is_there[1:]
        lone: NDArray[numpy.bool_] = ~joined & self.is_there
        return lone

    def points(self, which: NDArray[numpy.bool_]) -> tuple[Numbers, Numbers]:
        """Return some of the points."""
        return self.x[which], self.y[which]

    def solid(self) -> tuple[Numbers, Numbers]:
        """Return the line, broken before each provisional point, with a gap at its end."""
        x, y = self.x, self.y
        breaks = numpy.flatnonzero(self.is_provisional)
        if breaks.size:
            y = numpy.insert(y, breaks, numpy.nan)
            x = numpy.insert(x, breaks, x[breaks])
        return numpy.append(x, x[-1:]), numpy.append(y, [numpy.nan] * min(1, len(y)))

    def to_come(self) -> tuple[Numbers, Numbers]:
        """Return what leads to the provisional points, with gaps between."""
        ends = numpy.flatnonzero(self.is_provisional & self.is_there)
        ends = ends[ends > 0]
        ends = ends[self.is_there[ends - 1]]
        return self._between(ends - 1, ends)

    def bridges(self) -> tuple[Numbers, Numbers]:
        """Return what passes over the gaps, from the last point before to the first one after, with gaps between."""
        there = numpy.flatnonzero(self.is_there)
        gaps = numpy.flatnonzero(numpy.diff(there) > 1)
        return self._between(there[gaps], there[gaps + 1])

    def _between(self, begins: NDArray[numpy.intp], ends: NDArray[numpy.intp]) -> tuple[Numbers, Numbers]:
        """Return segments from some points to others, with gaps between."""
        nothing = numpy.full(len(ends), numpy.nan)
        x = numpy.column_stack([self.x[begins], self.x[ends], self.x[ends]]).ravel()
        return x, numpy.column_stack([self.y[begins], self.y[ends], nothing]).ravel()

    def _at(self, places: tuple[int, ...]) -> NDArray[numpy.bool_]:
        found = numpy.zeros(len(self.y), dtype=bool)
        found[list(places)] = True
        return found


def _strokes(columns: list[_Columns], *, has_bridges: bool) -> Iterable[Stroke]:
    """Join what looks alike; a long line stays by itself, so that it can be thinned out."""
    joined: dict[tuple[int, LineKind, Manner, int], list[tuple[Numbers, Numbers]]] = defaultdict(list)
    for at, column in enumerate(columns):
        alone = at + 1 if len(column.x) >= LONG else 0
        joined[column.colour, column.kind, Manner.KNOWN, alone].append(column.solid())
        others = {Manner.TO_COME: column.to_come(), Manner.BRIDGE: column.bridges() if has_bridges else _joined([])}
        for manner, row in others.items():
            if row[0].size:
                joined[column.colour, column.kind, manner, 0].append(row)
    for (colour, kind, manner, _), rows in joined.items():
        yield Stroke(colour, kind, manner, *_joined(rows))


def _dots(columns: list[_Columns], which: Callable[[_Columns], NDArray[numpy.bool_]]) -> Iterable[Dots]:
    joined: dict[tuple[int, LineKind, str, float], list[tuple[_Columns, NDArray[numpy.bool_]]]] = defaultdict(list)
    for column in columns:
        chosen = which(column)
        if chosen.any():
            joined[column.colour, column.kind, marker_of(column.line), column.spacing].append((column, chosen))
    for (colour, kind, marker, spacing), parts in joined.items():
        x, y = _joined([column.points(chosen) for column, chosen in parts])
        lone = numpy.concatenate([column.lone[chosen] for column, chosen in parts])
        yield Dots(colour, kind, marker, spacing, x, y, lone)


def _points(columns: list[_Columns]) -> Iterable[tuple[float, Numbers, Numbers]]:
    """Join all points of the same distance."""
    joined: dict[float, list[tuple[Numbers, Numbers]]] = defaultdict(list)
    for column in columns:
        joined[column.spacing].append(column.points(column.is_there))
    for spacing, rows in joined.items():
        yield spacing, *_joined(rows)


def _joined(rows: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    if not rows:
        return numpy.empty(0), numpy.empty(0)
    return numpy.concatenate([row[0] for row in rows]), numpy.concatenate([row[1] for row in rows])
