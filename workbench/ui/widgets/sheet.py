"""A breakdown table as the grid shows it: the total first, then the segments, in columns of equal length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from workbench.core.analysis import Column, Rank, RankChange, Worse
from workbench.core.catalogue import AverageWindow
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.printed import Interval, Qualifier
from workbench.core.queries.segment_table import Marks, SegmentTable
from workbench.core.records import GLOBAL, Metric, Observation, Statistic, Status
from workbench.core.units import UNITS, Unit, level
from workbench.ui.widgets.columns import AVERAGE, BASE, CHANGE, HISTORY, MOVED, RANK, VALUE

T = TypeVar("T")

Place = tuple[str, str]
"""A row's dimension and segment; the total's are both "global"."""

TOTAL: Place = (GLOBAL, GLOBAL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns along `places`, of which the first is the total.

    `limits` are those of the metric's classes of severity (empty: no shading), `window` that of the computed average.
    """

    metric: Metric
    dimension: str
    period: Period
    base: Period | None
    limits: tuple[float, ...]
    window: AverageWindow
    reported: int
    months: tuple[Period, ...]
    places: tuple[Place, ...]
    values: tuple[float | None, ...]
    steps: tuple[float | None, ...]
    qualifiers: tuple[str, ...]
    statuses: tuple[str, ...]
    bases: tuple[float | None, ...]
    base_steps: tuple[float | None, ...]
    changes: tuple[float | None, ...]
    spans: tuple[Interval | None, ...]
    averages: tuple[float | None, ...]
    months_present: tuple[int, ...]
    published: tuple[float | None, ...]
    published_steps: tuple[float | None, ...]
    ranks: tuple[Rank | None, ...]
    rank_changes: tuple[RankChange, ...]
    marks: tuple[Marks, ...]
    histories: tuple[Column, ...]

    @property
    def unit(self) -> Unit:
        """The metric's unit."""
        return UNITS[self.metric.unit]

    @property
    def worse(self) -> Worse:
        """Which way of the level is worse."""
        return cast("Worse", self.metric.worse)

    @property
    def question(self) -> tuple[object, ...]:
        """What the sheet answers; two with the same one differ by their figures only."""
        return (self.metric.id, self.dimension, self.period, self.base)

    def level_of(self, value: float | None) -> float | None:
        """Return what ranks and colours go by."""
        return None if value is None or (self.unit.is_rate_of_one and not value) else level(self.unit, value)

    def average_of(self, row: int) -> float | None:
        """Return the six-month average of a row: the published one before the computed one."""
        published = self.published[row]
        return self.averages[row] if published is None else published

    def average_step(self, row: int) -> float:
        """Return to what an average is rounded: as it was published, else as the row's value, else as is usual."""
        if self.published[row] is not None:
            return self.published_steps[row] or self.metric.step
        return max(self.steps[row] or 0.0, self.metric.step)

    def key(self, row: int, column: str) -> FigureKey | None:
        """Return the key of the figure in a cell that can be edited; None for any other cell."""
        return self.key_at(self.places[row], column)

    def key_at(self, place: Place, column: str) -> FigureKey | None:
        """Return the key of the figure of a place, which may have no row yet; None in a column that cannot be edited."""
        dimension, segment = place
        if column == VALUE.id:
            return FigureKey(self.metric.id, dimension, segment, self.period)
        if column == BASE.id and self.base is not None:
            return FigureKey(self.metric.id, dimension, segment, self.base)
        if column == AVERAGE.id:
            return FigureKey(self.metric.id, dimension, segment, self.period, Statistic.AVERAGE_6.value)
        return None

    def figure(self, row: int, column: str) -> tuple[float | None, float, str]:
        """Return value, step and qualifier of the figure in a cell; of a cell without figures, no value."""
        if column == VALUE.id:
            return self.values[row], self.steps[row] or 0.0, self.qualifiers[row]
        if column == BASE.id:
            return self.bases[row], self.base_steps[row] or self.metric.step, Qualifier.EXACT.value
        if column == AVERAGE.id:
            return self.average_of(row), self.average_step(row), Qualifier.EXACT.value
        return None, 0.0, Qualifier.EXACT.value

    def sort_keys(self, column: str) -> Sequence[float | None]:
        """Return what the rows are sorted by in a column's first order, lowest first: worst first, or longest first."""
        sign = -1 if self.worse == "more" else 1
        if column == RANK.id:
            return [None if rank is None else rank.place for rank in self.ranks]
        if column == CHANGE.id:
            return [None if change is None else sign * change for change in self.changes]
        if column == MOVED.id:
            return [_moved(change) for change in self.rank_changes]
        if column == HISTORY.id:
            return [-sum(value is not None for value in history) or None for history in self.histories]
        levels = (self.level_of(self.figure(row, column)[0]) for row in range(len(self.places)))
        return [None if known is None else sign * known for known in levels]

    def is_rising(self, column: str) -> bool:
        """Whether the numbers that are read go up in a column's first order."""
        if column in {VALUE.id, BASE.id, AVERAGE.id}:
            return (self.worse == "more") == self.unit.is_rate_of_one
        if column == CHANGE.id:
            return self.worse == "less"
        return column not in {MOVED.id, HISTORY.id}


def _moved(change: RankChange) -> float | None:
    """Return a movement's place: those that came in, the highest risers, the fallers, those that left."""
    if isinstance(change, str):
        return float("-inf") if change == "entered" else float("inf")
    return None if change is None else -change


def sheet_of(table: SegmentTable, limits: tuple[float, ...], window: AverageWindow) -> Sheet:
    """Put the total before the segments of a table."""
    total = table.total
    observation: Observation | None = _first(total.observations)
    base_step, published_step = table.total_steps
    return Sheet(
        metric=table.metric,
        dimension=table.dimension,
        period=table.period,
        base=table.base,
        limits=limits,
        window=window,
        reported=table.reported,
        months=table.months,
        places=(TOTAL, *((table.dimension, segment) for segment in table.segments)),
        values=(observation.value if observation else None, *table.values),
        steps=(observation.step if observation else None, *table.steps),
        qualifiers=(observation.qualifier if observation else Qualifier.EXACT.value, *table.qualifiers),
        statuses=(observation.status if observation else Status.MISSING.value, *table.statuses),
        bases=(_first(total.bases), *table.bases),
        base_steps=(base_step, *table.base_steps),
        changes=(_first(total.changes), *table.changes),
        spans=(_first(total.change_spans), *table.change_spans),
        averages=(_first(total.averages), *table.averages),
        months_present=(_first(total.months) or 0, *table.months_present),
        published=(_first(total.published), *table.published),
        published_steps=(published_step, *table.published_steps),
        ranks=(None, *table.ranks),
        rank_changes=(None, *table.rank_changes),
        marks=(table.total_marks, *table.marks),
        histories=(table.total_history, *table.histories),
    )


def _first(column: Sequence[T]) -> T | None:
    """Return the total's place in a column; None where it has no row."""
    return column[0] if column else None
