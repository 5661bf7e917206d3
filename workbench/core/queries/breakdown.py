"""One metric by the segments of a dimension along the periods, with changes, averages and ranks: what tables and plots show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from workbench.core.analysis import Column, Worse, averages, changes, levels, ranks
from workbench.core.catalogue import AverageWindow
from workbench.core.periods import Period
from workbench.core.ports import OneOf, Reader
from workbench.core.records import Metric, Observation
from workbench.core.units import UNITS


class Base(StrEnum):
    """What a value is compared with; a fixed period is the other possibility (see `BaseOfComparison`)."""

    PREVIOUS = "previous"
    YEAR = "year"
    AVERAGE = "average"


BaseOfComparison = Base | Period
"""The period before, the same of the year before, the average of the window, or one fixed period."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Columns by segment: `values[s][p]` is the value of `segments[s]` in `periods[p]`; likewise the others.

    `bases` is what `changes` compare with; `months[s][p]` counts the values in the average; `places` are ranks within
    the period from the worst, by level, without regard to coverage (see `analysis.known_ranks`).
    """

    metric: str
    dimension: str
    periods: tuple[Period, ...]
    segments: tuple[str, ...]
    values: list[Column]
    bases: list[Column]
    changes: list[Column]
    averages: list[Column]
    months: list[list[int]]
    places: list[list[int | None]]


def breakdown(
    reader: Reader,
    metric: Metric,
    dimension: str,
    periods: Sequence[Period],
    *,
    window: AverageWindow,
    base: BaseOfComparison = Base.PREVIOUS,
) -> Breakdown:
    """Return the columns of a metric by a dimension over neighbouring periods of one grain, earliest first."""
    unit = UNITS[metric.unit]
    earlier = _earlier(periods, base, window)
    looked_at = [*earlier, *periods]
    segments, columns = _columns(reader, metric.id, dimension, looked_at)
    means = [averages(column, window.months, includes_current=window.includes_current) for column in columns]
    bases = [_bases(column, mean, looked_at, base) for column, (mean, _) in zip(columns, means, strict=True)]
    cut = len(earlier)
    values = [column[cut:] for column in columns]
    compared = [column[cut:] for column in bases]
    return Breakdown(
        metric=metric.id,
        dimension=dimension,
        periods=tuple(periods),
        segments=segments,
        values=values,
        bases=compared,
        changes=[changes(unit, now, then) for now, then in zip(values, compared, strict=True)],
        averages=[mean[cut:] for mean, _ in means],
        months=[months[cut:] for _, months in means],
        places=_places([levels(unit, column) for column in values], cast("Worse", metric.worse)),
    )


def _earlier(periods: Sequence[Period], base: BaseOfComparison, window: AverageWindow) -> list[Period]:
    """Return the periods before the first that its average and base look at, earliest first."""
    first = periods[0]
    back = window.months
    if base is Base.YEAR:
        back = max(back, first.ordinal - first.year_before.ordinal)
    elif isinstance(base, Period):
        back = max(back, first.ordinal - base.ordinal)
    return [first.shifted(-steps) for steps in range(back, 0, -1)]


def _columns(
    reader: Reader, metric: str, dimension: str, periods: Sequence[Period]
) -> tuple[tuple[str, ...], list[Column]]:
    """Fetch the values and lay them out by segment, in the order of the segments' ids."""
    texts = [str(period) for period in periods]
    index = {text: position for position, text in enumerate(texts)}
    rows = reader.rows(
        Observation,
        ("period", "segment", "value"),
        metric=metric,
        grain=periods[0].grain.value,
        period=OneOf(tuple(texts)),
        dimension=dimension,
    )
    columns: dict[str, Column] = {}
    for period, segment, value in cast("list[tuple[str, str, float | None]]", rows):
        column = columns.get(segment)
        if column is None:
            column = columns[segment] = [None] * len(texts)
        column[index[period]] = value
    segments = tuple(sorted(columns))
    return segments, [columns[segment] for segment in segments]


def _bases(column: Column, means: Column, periods: Sequence[Period], base: BaseOfComparison) -> Column:
    """Return what each value of a column is compared with."""
    if base is Base.AVERAGE:
        return means
    if base is Base.PREVIOUS:
        return [None, *column[:-1]]
    index = {period: position for position, period in enumerate(periods)}
    wanted = [period.year_before if base is Base.YEAR else base for period in periods]
    return [column[index[period]] if period in index else None for period in wanted]


def _places(columns: Sequence[Column], worse: Worse) -> list[list[int | None]]:
    """Rank the segments within each period."""
    if not columns:
        return []
    by_period = [ranks(period, worse) for period in zip(*columns, strict=True)]
    return [list(segment) for segment in zip(*by_period, strict=True)]
