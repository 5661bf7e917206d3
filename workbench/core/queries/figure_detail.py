"""Everything that is known of one figure: what it can mean, what it is compared with, its readings, notes and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from workbench.core.analysis import Column, Rank, RankChange, averages, changes
from workbench.core.catalogue import AverageWindow
from workbench.core.periods import PER_YEAR, Grain, Period
from workbench.core.ports import OneOf, Operation, Reader
from workbench.core.printed import Interval
from workbench.core.queries.breakdown import Base, base_period_of
from workbench.core.queries.figures import figures, interval_of
from workbench.core.queries.segment_table import HISTORY
from workbench.core.records import GLOBAL, Coverage, Metric, Note, Observation, Reading, Source, Statistic
from workbench.core.units import UNITS, change_interval

_SHORTEST = 24
"""The fewest periods that a history shows, so that a new segment's line does not fill it alone."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another figure that this one is compared with.

    `change` is from it to this one, in the unit's change unit, `span` where that lies after rounding. Both are None
    where one of the two figures is missing.
    """

    period: Period | None
    observation: Observation | None
    change: float | None
    span: Interval | None


@dataclass(frozen=True, slots=True)
class Sourced:
    """A reading with its source, and whether it is the accepted one."""

    reading: Reading
    source: Source
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class PastChange:
    """One operation that touched the figure: the accepted value before and after it; None where there was none.

    `source` is that of the value after it, None where it names none, or one that is gone.
    """

    operation: Operation
    before: Observation | None
    after: Observation | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class FigureDetail:
    """One figure with all that stands beside it.

    `average` is computed over `months` present of `window` values; `published` are averages that somebody printed.
    `total` is None for the total itself. `reported` counts the segments with a value. `history` runs along `periods`,
    from January of the first year with a figure to the figure's own period. `readings` are of the value, `printed` of
    averages, changes and peaks. `notes` are the oldest first, `changes` the newest first.
    """

    metric: Metric
    dimension: str
    segment: str
    period: Period
    observation: Observation | None
    span: Interval | None
    previous: Beside
    year_before: Beside
    total: Beside | None
    average: float | None
    months: int
    window: int
    published: tuple[Reading, ...]
    coverage: Coverage | None
    reported: int
    rank: Rank | None
    rank_change: RankChange
    periods: tuple[Period, ...]
    history: Column
    readings: tuple[Sourced, ...]
    printed: tuple[Sourced, ...]
    notes: tuple[Note, ...]
    changes: tuple[PastChange, ...]

    @property
    def accepted(self) -> Sourced | None:
        """The reading that the accepted value came from; None where it names none."""
        return next((found for found in self.readings if found.is_accepted), None)


def figure_detail(
    reader: Reader, metric: Metric, dimension: str, segment: str, period: Period, window: AverageWindow
) -> FigureDetail:
    """Return all that is known of a figure; also for one that nobody reported."""
    past = _past(reader, metric, dimension, segment, period)
    observation = past.get(period)
    mean, months = _average(past, period, window)
    states = _states(reader, metric.id, dimension, segment, period, observation)
    readings = _readings(reader, metric.id, dimension, segment, period)
    sources = _sources(reader, readings, states)
    sourced = [Sourced(found, sources[found.source], _is_accepted(found, observation)) for found in readings]
    sourced.sort(key=lambda found: not found.is_accepted)
    printed = tuple(found for found in sourced if found.reading.statistic != Statistic.VALUE)
    place = _place(reader, metric, dimension, segment, period, window)
    periods = _periods(past, period)
    return FigureDetail(
        metric=metric,
        dimension=dimension,
        segment=segment,
        period=period,
        observation=observation,
        span=interval_of(observation),
        previous=_earlier(metric, past, period, Base.PREVIOUS),
        year_before=_earlier(metric, past, period, Base.YEAR),
        total=None if dimension == GLOBAL else _total(reader, metric, period, observation),
        average=mean,
        months=months,
        window=window.months,
        published=tuple(found.reading for found in printed if found.reading.statistic == Statistic.AVERAGE_6),
        coverage=place.coverage,
        reported=place.reported,
        rank=place.rank,
        rank_change=place.rank_change,
        periods=periods,
        history=[_value(past.get(shown)) for shown in periods],
        readings=tuple(found for found in sourced if found.reading.statistic == Statistic.VALUE),
        printed=printed,
        notes=_notes(reader, metric.id, dimension, segment, period),
        changes=tuple(_changes(states, sources)),
    )


def _past(reader: Reader, metric: Metric, dimension: str, segment: str, period: Period) -> dict[Period, Observation]:
    """Return the accepted values up to the period, as far back as a history goes."""
    lowest = max(PER_YEAR.get(period.grain, 1), period.ordinal - HISTORY + 1)
    texts = tuple(str(Period(period.grain, ordinal)) for ordinal in range(lowest, period.ordinal + 1))
    where = {"metric": metric.id, "grain": period.grain.value, "dimension": dimension, "segment": segment}
    found = reader.records(Observation, **where, period=OneOf(texts))
    return {Period.parse(observation.period): observation for observation in found}


def _value(observation: Observation | None) -> float | None:
    return None if observation is None else observation.value


def _average(past: Mapping[Period, Observation], period: Period, window: AverageWindow) -> tuple[float | None, int]:
    """Return the computed average and over how many values it goes."""
    lowest = max(PER_YEAR.get(period.grain, 1), period.ordinal - window.months)
    near = [Period(period.grain, ordinal) for ordinal in range(lowest, period.ordinal + 1)]
    column = [_value(past.get(shown)) for shown in near]
    means, present = averages(column, window.months, includes_current=window.includes_current)
    return means[-1], present[-1]


def _periods(past: Mapping[Period, Observation], period: Period) -> tuple[Period, ...]:
    """Return the periods of the history: whole years from the first figure on, and some more where these are few."""
    known = [found for found, observation in past.items() if observation.value is not None]
    if not known:
        return ()
    first = min(min(known).ordinal, period.ordinal - _SHORTEST + 1)
    per_year = 1 if period.grain is Grain.DAY else PER_YEAR[period.grain]
    start = max(first - first % per_year, per_year)
    return tuple(Period(period.grain, ordinal) for ordinal in range(start, period.ordinal + 1))


def _earlier(metric: Metric, past: Mapping[Period, Observation], period: Period, base: Base) -> Beside:
    then = base_period_of(period, base)
    return _beside(metric, then, past.get(period), past.get(then) if then is not None else None)


def _total(reader: Reader, metric: Metric, period: Period, observation: Observation | None) -> Beside:
    """Return the metric's total of the period; a change from it is how far the figure is from the total."""
    found = reader.records(
        Observation,
        metric=metric.id,
        grain=period.grain.value,
        period=str(period),
        dimension=GLOBAL,
        segment=GLOBAL,
    )
    return _beside(metric, period, observation, found[0] if found else None)


def _beside(metric: Metric, period: Period | None, now: Observation | None, other: Observation | None) -> Beside:
    """Compare two figures."""
    unit, spans = UNITS[metric.unit], (interval_of(now), interval_of(other))
    change = changes(unit, [_value(now)], [_value(other)])[0]
    if change is None or spans[0] is None or spans[1] is None:
        return Beside(period, other, None, None)
    return Beside(period, other, change, change_interval(unit, spans[0], spans[1]))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure stands among those of its breakdown."""

    coverage: Coverage | None
    reported: int
    rank: Rank | None
    rank_change: RankChange


def _place(
    reader: Reader, metric: Metric, dimension: str, segment: str, period: Period, window: AverageWindow
) -> _Place:
    """Rank the figure, as far as coverage allows, as the breakdown's table does; a total has no place."""
    if dimension == GLOBAL:
        return _Place(None, 0, None, None)
    table = figures(reader, metric, dimension, period, window=window)
    reported = sum(_value(observation) is not None for observation in table.observations)
    if segment not in table.segments:
        return _Place(table.coverage, reported, None, None)
    at = table.segments.index(segment)
    return _Place(table.coverage, reported, table.ranks[at], table.rank_changes[at])


def _readings(reader: Reader, metric: str, dimension: str, segment: str, period: Period) -> list[Reading]:
    where = {"metric": metric, "grain": period.grain.value, "period": str(period)}
    return reader.records(Reading, **where, dimension=dimension, segment=segment)


def _is_accepted(reading: Reading, observation: Observation | None) -> bool:
    """Whether the accepted value came from a reading; one that was cleared since comes from none."""
    if observation is None or reading.statistic != Statistic.VALUE:
        return False
    is_cleared = observation.value is None and reading.value is not None
    return not is_cleared and (reading.source, reading.nth) == (observation.source, observation.nth)


def _source_of(observation: Observation | None, sources: Mapping[int, Source]) -> Source | None:
    if observation is None or observation.source is None:
        return None
    return sources.get(observation.source)


def _notes(reader: Reader, metric: str, dimension: str, segment: str, period: Period) -> tuple[Note, ...]:
    """Return the notes on the figure, on its dimension in all, and on its metric in all, the oldest first."""
    found = reader.records(
        Note, metric=metric, grain=period.grain.value, dimension=OneOf((dimension, "")), segment=OneOf((segment, ""))
    )
    shown = [note for note in found if note.first <= str(period) <= note.last]
    return tuple(sorted(shown, key=lambda note: (note.written_at, note.id)))


_State = tuple[Operation, Observation | None, Observation | None]
"""An operation with the accepted value before and after it."""


def _states(
    reader: Reader, metric: str, dimension: str, segment: str, period: Period, observation: Observation | None
) -> list[_State]:
    """Return what operations made of the figure, newest first: what one left is what the next one found."""
    key = (metric, period.grain.value, str(period), dimension, segment)
    states: list[_State] = []
    after = observation
    for operation, row in reader.history_of(Observation, key):
        before = cast("Observation | None", row.record)
        states.append((operation, before, after))
        after = before
    return states


def _sources(reader: Reader, readings: Iterable[Reading], states: Iterable[_State]) -> dict[int, Source]:
    """Return the sources of readings and of past values that still stand, by id."""
    ids = {reading.source for reading in readings} | {after.source for _, _, after in states if after is not None}
    return {source.id: source for source in reader.records(Source, id=OneOf(tuple(ids)))}


def _changes(states: Iterable[_State], sources: Mapping[int, Source]) -> Iterator[PastChange]:
    for operation, before, after in states:
        yield PastChange(operation, before, after, _source_of(after, sources))
