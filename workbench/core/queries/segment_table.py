"""A metric by a dimension in one period as the table of a tab shows it: figures, history, marks and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from workbench.core.agreement import PrintedFigure, can_be_one
from workbench.core.analysis import Column, Rank, RankChange
from workbench.core.catalogue import AverageWindow
from workbench.core.periods import Period
from workbench.core.ports import Reader, Row
from workbench.core.printed import Interval
from workbench.core.queries.breakdown import Base, BaseOfComparison, Breakdown, breakdown, values_of
from workbench.core.queries.figures import Figures, figures, figures_in, published_averages
from workbench.core.records import GLOBAL, Coverage, Metric, Note, Observation, Reading, Source, Statistic, Status

HISTORY = 240
"""The most months that a table's history goes back."""

_NOTHING = (None, None)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said of a figure beside its value."""

    is_doubtful: bool = False
    is_noted: bool = False
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class SegmentTable:
    """Columns along `segments`: those of the period worst first, then those with figures in other periods only.

    `total` is the metric's own row (one segment, "global"), `total_steps` are those of its base and its published average.
    `histories[s]` runs along `months`. `is_stated` says that an observation stands in the period, be it a missing one.
    """

    metric: Metric
    dimension: str
    period: Period
    base: Period | None
    coverage: Coverage | None
    segments: tuple[str, ...]
    values: tuple[float | None, ...]
    steps: tuple[float | None, ...]
    qualifiers: tuple[str, ...]
    statuses: tuple[str, ...]
    bases: tuple[float | None, ...]
    changes: tuple[float | None, ...]
    change_spans: tuple[Interval | None, ...]
    averages: tuple[float | None, ...]
    months_present: tuple[int, ...]
    published: tuple[float | None, ...]
    ranks: tuple[Rank | None, ...]
    rank_changes: tuple[RankChange, ...]
    marks: tuple[Marks, ...]
    months: tuple[Period, ...]
    histories: tuple[Column, ...]
    total: Figures
    total_history: Column
    total_marks: Marks
    total_steps: tuple[float | None, float | None]
    base_steps: tuple[float | None, ...]
    published_steps: tuple[float | None, ...]
    is_stated: tuple[bool, ...]

    @property
    def expected(self) -> int:
        """How many segments stand in the period, with a value or as missing."""
        return sum(self.is_stated)

    @property
    def reported(self) -> int:
        """How many segments have a value in the period."""
        return sum(value is not None for value in self.values)

    @property
    def stated(self) -> int:
        """How many segments have an observation in the period, be it a missing one."""
        return sum(self.is_stated)

    @property
    def has_figures(self) -> bool:
        """Whether anything is said of the period: of the total, or of a segment."""
        return any(self.is_stated) or any(observation is not None for observation in self.total.observations)


def segment_table(
    reader: Reader,
    metric: Metric,
    dimension: str,
    period: Period,
    *,
    window: AverageWindow,
    base: BaseOfComparison = Base.PREVIOUS,
) -> SegmentTable:
    """Return the table of a tab; the history begins with the metric's first figure, at most twenty years before."""
    last = breakdown(reader, metric, dimension, [period], window=window, base=base)
    shown = figures_in(reader, metric, last, base=base)
    total = figures(reader, metric, GLOBAL, period, window=window, base=base)
    months = _months(reader, metric.id, period)
    past = _Past(months, *values_of(reader, metric.id, dimension, months))
    _, total_histories = values_of(reader, metric.id, GLOBAL, months)
    beside = _beside(reader, metric.id, dimension, period, shown.base)
    total_beside = _beside(reader, metric.id, GLOBAL, period, shown.base)
    return _table(shown, past, last, _Total(total, total_histories, total_beside), beside)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is said beside the figures of a dimension in a period, by segment."""

    marks: dict[str, Marks]
    base_steps: dict[str, float | None]
    published: dict[str, tuple[float, float | None]]


@dataclass(frozen=True, slots=True)
class _Past:
    """The history of a dimension's segments: `values[s]` runs along the months."""

    months: tuple[Period, ...]
    segments: tuple[str, ...]
    values: list[Column]


@dataclass(frozen=True, slots=True)
class _Total:
    """The metric's own row: its figures, its history if it has one, and what is said beside."""

    figures: Figures
    histories: list[Column]
    beside: _Beside


def _table(shown: Figures, past: _Past, last: Breakdown, total: _Total, beside: _Beside) -> SegmentTable:
    """Put the segments of the period and those with figures in other periods only into one table."""
    absent = sorted({*past.segments, *last.segments}.difference(shown.segments))
    places = {segment: at for at, segment in enumerate(last.segments)}
    near = [places.get(segment) for segment in absent]
    segments = (*shown.segments, *absent)
    none = [None] * len(absent)
    observed = (*shown.observations, *none)
    histories = dict(zip(past.segments, past.values, strict=True))
    blank: Column = [None] * len(past.months)
    return SegmentTable(
        metric=shown.metric,
        dimension=shown.dimension,
        period=shown.period,
        base=shown.base,
        coverage=shown.coverage,
        segments=segments,
        values=tuple(figure.value if figure else None for figure in observed),
        steps=tuple(figure.step if figure else None for figure in observed),
        qualifiers=tuple(figure.qualifier if figure else "exact" for figure in observed),
        statuses=tuple(figure.status if figure else Status.MISSING for figure in observed),
        bases=(*shown.bases, *(None if at is None else last.bases[at][0] for at in near)),
        changes=(*shown.changes, *none),
        change_spans=(*shown.change_spans, *none),
        averages=(*shown.averages, *(None if at is None else last.averages[at][0] for at in near)),
        months_present=(*shown.months, *(0 if at is None else last.months[at][0] for at in near)),
        published=tuple(beside.published.get(segment, _NOTHING)[0] for segment in segments),
        ranks=(*shown.ranks, *none),
        rank_changes=(*shown.rank_changes, *none),
        marks=tuple(beside.marks.get(segment, Marks()) for segment in segments),
        months=past.months,
        histories=tuple(histories.get(segment, blank) for segment in segments),
        total=total.figures,
        total_history=total.histories[0] if total.histories else blank,
        total_marks=total.beside.marks.get(GLOBAL, Marks()),
        total_steps=(total.beside.base_steps.get(GLOBAL), total.beside.published.get(GLOBAL, _NOTHING)[1]),
        base_steps=tuple(beside.base_steps.get(segment) for segment in segments),
        published_steps=tuple(beside.published.get(segment, _NOTHING)[1] for segment in segments),
        is_stated=tuple(figure is not None for figure in observed),
    )


def _beside(reader: Reader, metric: str, dimension: str, period: Period, base: Period | None) -> _Beside:
    """Return marks, roundings of the base and printed averages of a dimension."""
    return _Beside(
        marks=_marks(reader, metric, dimension, period),
        base_steps=_steps(reader, metric, dimension, base),
        published=published_averages(reader, metric, dimension, period),
    )


def _months(reader: Reader, metric: str, period: Period) -> tuple[Period, ...]:
    """Return the periods of the history, from the metric's first figure to the period shown."""
    lowest = reader.lowest(Observation, "period", metric=metric, grain=period.grain.value)
    first = Period.parse(str(lowest)) if lowest is not None else period
    start = max(min(first.ordinal, period.ordinal), period.ordinal - HISTORY + 1)
    return tuple(Period(period.grain, ordinal) for ordinal in range(start, period.ordinal + 1))


def _steps(reader: Reader, metric: str, dimension: str, period: Period | None) -> dict[str, float | None]:
    """Return how the figures of a period were rounded, by segment; none where there is no period."""
    if period is None:
        return {}
    where = {"metric": metric, "grain": period.grain.value, "period": str(period), "dimension": dimension}
    rows = reader.rows(Observation, ("segment", "step"), **where)
    return {str(segment): cast("float | None", step) for segment, step in rows}


def _marks(reader: Reader, metric: str, dimension: str, period: Period) -> dict[str, Marks]:
    """Return the marks by segment: readings that cannot be one number, notes, values typed by a person."""
    where = {"metric": metric, "grain": period.grain.value, "period": str(period), "dimension": dimension}
    columns = ("segment", "value", "step", "qualifier", "unit")
    printed: defaultdict[str, set[Row]] = defaultdict(set)
    for segment, *figure in reader.rows(Reading, columns, **where, statistic=Statistic.VALUE.value):
        printed[str(segment)].add(tuple(figure))
    doubtful = {segment for segment, figures in printed.items() if len(figures) > 1 and _is_doubtful(figures)}
    noted = _noted(reader, metric, dimension, period)
    typed = _typed(reader, where)
    segments = set(printed) | noted | typed
    return {segment: Marks(segment in doubtful, segment in noted, segment in typed) for segment in segments}


def _is_doubtful(printed: Iterable[Row]) -> bool:
    """Whether rows of value, step, qualifier and unit contradict each other."""
    return not can_be_one(PrintedFigure(*row) for row in printed)  # type: ignore[arg-type]  # the columns' own types


def _noted(reader: Reader, metric: str, dimension: str, period: Period) -> set[str]:
    """Return the segments on whose figure of the period a note stands."""
    notes = reader.rows(
        Note, ("segment", "first", "last"), metric=metric, dimension=dimension, grain=period.grain.value
    )
    return {str(segment) for segment, first, last in notes if str(first) <= str(period) <= str(last)}


def _typed(reader: Reader, where: dict[str, str]) -> set[str]:
    """Return the segments whose accepted value was typed by a person."""
    people = {row[0] for row in reader.rows(Source, ("id",), kind="person")}
    rows = reader.rows(Observation, ("segment", "source"), **where)
    return {str(segment) for segment, source in rows if source in people}
