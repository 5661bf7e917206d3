"""One metric by the segments of a dimension along the periods, with changes, averages and ranks: what tables and plots show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from workbench.core.analysis import Column, Worse, averages, changes, levels, ranks
from workbench.core.catalogue import AverageWindow
from workbench.core.periods import PER_YEAR, Period
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
    compared = [base_period_of(period, base) for period in periods]
    near = [*_earlier(periods[0], window.months), *periods]
    apart = {period for period in compared if period is not None}.difference(near)
    index = {period: place for place, period in enumerate((*near, *apart))}
    segments, columns = values_of(reader, metric.id, dimension, list(index))
    shown = slice(len(near) - len(periods), len(near))
    values = [column[shown] for column in columns]
    means = [
        averages(column[: len(near)], window.months, includes_current=window.includes_current) for column in columns
    ]
    places = [None if period is None else index[period] for period in compared]
    bases = [[None if place is None else column[place] for place in places] for column in columns]
    if base is Base.AVERAGE:
        bases = [mean[shown] for mean, _ in means]
    return Breakdown(
        metric=metric.id,
        dimension=dimension,
        periods=tuple(periods),
        segments=segments,
        values=values,
        bases=bases,
        changes=[changes(unit, now, then) for now, then in zip(values, bases, strict=True)],
        averages=[mean[shown] for mean, _ in means],
        months=[months[shown] for _, months in means],
        places=_places([levels(unit, column) for column in values], cast("Worse", metric.worse)),
    )


def base_period_of(period: Period, base: BaseOfComparison) -> Period | None:
    """Return the period that a base of comparison names, which may be a later one.

    None for the average, for a period of another grain, and before the first year.
    """
    if isinstance(base, Period):
        return base if base.grain is period.grain else None
    if base is Base.AVERAGE:
        return None
    try:
        return period.previous if base is Base.PREVIOUS else period.year_before
    except ValueError:
        return None


def _earlier(first: Period, months: int) -> list[Period]:
    """Return the periods before the first one that its average looks at, earliest first."""
    lowest = PER_YEAR.get(first.grain, 1)
    return [Period(first.grain, ordinal) for ordinal in range(max(lowest, first.ordinal - months), first.ordinal)]


def values_of(
    reader: Reader, metric: str, dimension: str, periods: Sequence[Period]
) -> tuple[tuple[str, ...], list[Column]]:
    """Return the segments in the order of their ids, and the values of each along the periods, which are of one grain."""
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
    columns: defaultdict[str, Column] = defaultdict(lambda: [None] * len(texts))
    for period, segment, value in cast("list[tuple[str, str, float | None]]", rows):
        columns[segment][index[period]] = value
    segments = tuple(sorted(columns))
    return segments, [columns[segment] for segment in segments]


def _places(columns: Sequence[Column], worse: Worse) -> list[list[int | None]]:
    """Rank the segments within each period."""
    if not columns:
        return []
    by_period = [ranks(period, worse) for period in zip(*columns, strict=True)]
    return [list(segment) for segment in zip(*by_period, strict=True)]
