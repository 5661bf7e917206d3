"""The figures of one period, each beside its base, its average and its rank: a breakdown table, or a panel's total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from workbench.core.analysis import (
    Rank,
    RankChange,
    Worse,
    is_filled,
    is_ranked,
    known_ranks,
    levels,
    rank_change,
    ranks,
)
from workbench.core.catalogue import AverageWindow
from workbench.core.periods import Grain, Period
from workbench.core.ports import Reader
from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of
from workbench.core.queries.breakdown import Base, BaseOfComparison, Breakdown, base_period_of, breakdown
from workbench.core.records import GLOBAL, Coverage, Metric, Observation, Reading, Source, Statistic
from workbench.core.units import UNITS, change_interval


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a metric in one period, in columns that run along `segments` (worst first, missing last).

    `changes` are in the unit's change unit, `change_spans` are where they lie after rounding. `averages` are computed,
    over `months` present values; `published` are averages that somebody printed.
    """

    metric: Metric
    dimension: str
    period: Period
    base: Period | None
    coverage: Coverage | None
    segments: tuple[str, ...]
    observations: tuple[Observation | None, ...]
    bases: tuple[float | None, ...]
    changes: tuple[float | None, ...]
    change_spans: tuple[Interval | None, ...]
    averages: tuple[float | None, ...]
    months: tuple[int, ...]
    published: tuple[float | None, ...]
    ranks: tuple[Rank | None, ...]
    rank_changes: tuple[RankChange, ...]


def latest_period(reader: Reader, metric: str, dimension: str, grain: Grain = Grain.MONTH) -> Period | None:
    """Return the last period for which a metric has figures in a dimension; None where it has none."""
    found = reader.highest(Observation, "period", metric=metric, grain=grain.value, dimension=dimension)
    return None if found is None else Period.parse(str(found))


def figures(
    reader: Reader,
    metric: Metric,
    dimension: str,
    period: Period,
    *,
    window: AverageWindow,
    base: BaseOfComparison = Base.PREVIOUS,
) -> Figures:
    """Return the figures of a metric by a dimension in one period, with those that left since the base at the end."""
    return figures_in(
        reader, metric, breakdown(reader, metric, dimension, [period], window=window, base=base), base=base
    )


def figures_in(reader: Reader, metric: Metric, table: Breakdown, *, base: BaseOfComparison = Base.PREVIOUS) -> Figures:
    """Return the figures of a breakdown of one period (`figures`), for one who needs the breakdown's columns too."""
    dimension, (period,) = table.dimension, table.periods
    now = _observations(reader, metric.id, dimension, period)
    base_period = base_period_of(period, base)
    then = _observations(reader, metric.id, dimension, base_period) if base_period else {}
    missing = {segment for segment, one in now.items() if one.value is None}
    ranked = _ranked(reader, metric, dimension, base_period, table, missing)
    order = _order(table, now, ranked)
    published = published_averages(reader, metric.id, dimension, period)
    return Figures(
        metric=metric,
        dimension=dimension,
        period=period,
        base=base_period,
        coverage=coverage_of(reader, metric.id, dimension, period),
        segments=tuple(table.segments[at] for at in order),
        observations=tuple(now.get(table.segments[at]) for at in order),
        bases=tuple(table.bases[at][0] for at in order),
        changes=tuple(table.changes[at][0] for at in order),
        change_spans=tuple(_change_span(metric, now, then, table.segments[at]) for at in order),
        averages=tuple(table.averages[at][0] for at in order),
        months=tuple(table.months[at][0] for at in order),
        published=tuple(published.get(table.segments[at], (None, None))[0] for at in order),
        ranks=tuple(ranked.now[at] for at in order),
        rank_changes=tuple(ranked.changes[at] for at in order),
    )


def coverage_of(reader: Reader, metric: str, dimension: str, period: Period) -> Coverage | None:
    """Return how much of a breakdown was reported; a total is complete by itself, None is a selection."""
    if dimension == GLOBAL:
        return Coverage(metric, dimension, period.grain, str(period), "complete", None)
    found = reader.records(Coverage, metric=metric, dimension=dimension, grain=period.grain.value, period=str(period))
    return found[0] if found else None


def readings_of(
    reader: Reader, metric: str, dimension: str, period: Period
) -> Mapping[str, list[tuple[Reading, Source]]]:
    """Return all readings of a period's figures with their sources, by segment; the accepted one is not marked."""
    where = {"metric": metric, "grain": period.grain.value, "period": str(period), "dimension": dimension}
    sources = {source.id: source for source in reader.records(Source)}
    found: defaultdict[str, list[tuple[Reading, Source]]] = defaultdict(list)
    for reading in reader.records(Reading, **where):
        found[reading.segment].append((reading, sources[reading.source]))
    return found


def _observations(reader: Reader, metric: str, dimension: str, period: Period) -> dict[str, Observation]:
    where = {"metric": metric, "grain": period.grain.value, "period": str(period), "dimension": dimension}
    return {observation.segment: observation for observation in reader.records(Observation, **where)}


def published_averages(
    reader: Reader, metric: str, dimension: str, period: Period
) -> dict[str, tuple[float, float | None]]:
    """Return the printed six-month averages by segment, each with its step.

    Where several sources print one, it is the one that a person typed, who knew of the others, else the first.
    """
    columns = ("segment", "value", "step", "source")
    where = {"metric": metric, "grain": period.grain.value, "period": str(period), "dimension": dimension}
    people = {row[0] for row in reader.rows(Source, ("id",), kind="person")}
    published: dict[str, tuple[float, float | None]] = {}
    for segment, value, step, source in reader.rows(Reading, columns, **where, statistic=Statistic.AVERAGE_6.value):
        if isinstance(value, float) and (segment not in published or source in people):
            published[str(segment)] = (value, cast("float | None", step))
    return published


def _change_span(
    metric: Metric, now: Mapping[str, Observation], then: Mapping[str, Observation], segment: str
) -> Interval | None:
    """Return where a change lies, given how both figures were rounded; None where one of them is missing."""
    spans = [interval_of(figures.get(segment)) for figures in (now, then)]
    if spans[0] is None or spans[1] is None:
        return None
    return change_interval(UNITS[metric.unit], spans[0], spans[1])


def interval_of(observation: Observation | None) -> Interval | None:
    """Return what an accepted value can mean; None for a missing one."""
    if observation is None or observation.value is None:
        return None
    step = decimal_of(observation.step or 0.0)
    return PrintedNumber(decimal_of(observation.value), step, Qualifier(observation.qualifier)).interval


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Ranks of the period by the breakdown's segments, and their movement since the base."""

    now: list[Rank | None]
    changes: list[RankChange]


def _ranked(
    reader: Reader, metric: Metric, dimension: str, base: Period | None, table: Breakdown, missing: Container[str]
) -> _Ranked:
    """Rank the segments in both periods as far as each one's coverage allows; a total has no rank.

    Those that are stated to be `missing` have left only where the list is full without them.
    """
    if dimension == GLOBAL:
        unranked = len(table.segments)
        return _Ranked([None] * unranked, [None] * unranked)
    coverage = coverage_of(reader, metric.id, dimension, table.periods[0])
    now = known_ranks([places[0] for places in table.places], coverage)
    if base is None:
        return _Ranked(now, [None] * len(now))
    base_coverage = coverage_of(reader, metric.id, dimension, base)
    then = known_ranks(_base_places(metric, table), base_coverage)
    known_now, known_then = is_ranked(coverage), is_ranked(base_coverage)
    is_full = is_filled(now, coverage)
    moved = [
        rank_change(
            place, before, is_now_known=known_now and (is_full or segment not in missing), is_base_known=known_then
        )
        for segment, place, before in zip(table.segments, now, then, strict=True)
    ]
    return _Ranked(now, moved)


def _base_places(metric: Metric, table: Breakdown) -> Sequence[int | None]:
    """Rank the base's values, which the breakdown holds beside the period's own."""
    unit = UNITS[metric.unit]
    return ranks(levels(unit, [bases[0] for bases in table.bases]), cast("Worse", metric.worse))


def _order(table: Breakdown, now: Mapping[str, Observation], ranked: _Ranked) -> list[int]:
    """Order the segments: worst first, then those stated to be missing, then those that left; others fall away."""
    end = len(table.segments)
    shown = [at for at, segment in enumerate(table.segments) if segment in now or ranked.changes[at] == "left"]
    return sorted(shown, key=lambda at: (table.places[at][0] or end, table.segments[at] not in now))
