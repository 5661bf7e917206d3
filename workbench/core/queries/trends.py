"""Any metrics and segments along the time, with averages, outliers, notes and events: what a plot of trends is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import cast

from workbench.core.analysis import Column, averages, levels
from workbench.core.catalogue import AverageWindow, Catalogue
from workbench.core.keys import FigureKey
from workbench.core.outliers import Outlier, outliers
from workbench.core.periods import Grain, Period
from workbench.core.ports import OneOf, Reader, Row
from workbench.core.queries.breakdown import Base
from workbench.core.records import Event, Metric, Note, Observation, Reading, Source, Statistic, Status
from workbench.core.trend_spec import TrendSpec, colours_of
from workbench.core.units import UNITS

_GRAINS = (Grain.MONTH, Grain.DAY, Grain.QUARTER, Grain.HALF, Grain.YEAR)
"""In the order in which a key's series stand."""

_COLUMNS = ("dimension", "segment", "period", "value", "step", "qualifier", "status")
_NO_FIGURE: Row = ("", "", "", None, None, "exact", Status.MISSING.value)

Member = tuple[str, str]
"""Dimension and segment."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods of one grain along which its series run, without gaps, and the days at which they stand."""

    grain: Grain
    periods: tuple[Period, ...]
    days: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A key's figures of one grain: columns along the calendar of the grain.

    `values` are as printed, `levels` what is drawn (see `units.level`). `averages` are computed from printed values, over
    `months` present ones; `published` are averages that somebody printed, `published_steps` how these are rounded. All are
    of months only, and empty where they were not asked for.
    """

    key: FigureKey
    calendar: Calendar
    colour: int
    values: tuple[float | None, ...]
    levels: tuple[float | None, ...]
    steps: tuple[float | None, ...]
    qualifiers: tuple[str, ...]
    statuses: tuple[str, ...]
    averages: tuple[float | None, ...] = ()
    months: tuple[int, ...] = ()
    published: tuple[float | None, ...] = ()
    published_steps: tuple[float | None, ...] = ()
    outliers: tuple[Outlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Trends:
    """The series of a plot in the order asked for, all grains of a key together, with the notes on them and the events.

    `absent` are keys without a figure; `exclusive` are metrics of the plot that look alike and are defined otherwise.
    `notes` are in order of time, `events` too, of all kinds: those that meet the time of the plot.
    """

    spec: TrendSpec
    window: AverageWindow
    series: tuple[Series, ...]
    absent: tuple[FigureKey, ...]
    notes: tuple[Note, ...]
    events: tuple[Event, ...]
    exclusive: tuple[tuple[str, str], ...]

    @property
    def first(self) -> Period | None:
        """The first period with a figure; of several grains, the one that begins first. None where there is none."""
        return min((one.calendar.periods[0] for one in self.series), default=None)

    @property
    def last(self) -> Period | None:
        """The last period with a figure; of several grains, the one that ends last. None where there is none."""
        ends = (one.calendar.periods[-1] for one in self.series)
        return max(ends, key=lambda period: period.last_day, default=None)


def trends(reader: Reader, catalogue: Catalogue, spec: TrendSpec, *, window: AverageWindow | None = None) -> Trends:
    """Return what a plot shows; Refused for a metric or a dimension that the catalogue does not know.

    A segment that was merged into another gives that other one, once.
    """
    window = window or catalogue.average_window
    pairs = zip(spec.series, colours_of(spec.series, catalogue, spec.colours), strict=True)
    colours = {key: colour for asked, colour in reversed([*pairs]) for key in [_current(catalogue, asked)]}
    keys = tuple(dict.fromkeys(_current(catalogue, asked) for asked in spec.series))
    metrics = [catalogue.metric(id_) for id_ in dict.fromkeys(key.metric for key in keys)]
    tables = {metric.id: _tables(reader, metric, keys) for metric in metrics}
    calendars = _calendars(tables)
    places = {grain: {str(period): at for at, period in enumerate(one.periods)} for grain, one in calendars.items()}
    series = tuple(
        _series(catalogue, key, calendars[grain], colours[key], _along(cells[grain], places[grain]))
        for key in keys
        for cells in [tables[key.metric].get((key.dimension, key.segment), {})]
        for grain in _GRAINS
        if grain in cells
    )
    found = {one.key for one in series}
    extended = _with_extras(reader, catalogue, spec, window, series)
    return Trends(
        spec=replace(spec, series=keys, colours=tuple(colours[key] for key in keys)),
        window=window,
        series=extended,
        absent=tuple(key for key in keys if key not in found),
        notes=_notes(reader, keys, calendars.values()),
        events=_events(reader, calendars.values()),
        exclusive=tuple(
            (one.id, other.id) for one, other in combinations(metrics, 2) if other.id in catalogue.exclusive_of(one.id)
        ),
    )


def day_of(period: Period) -> float:
    """Return the day at which a period stands in a plot: its middle, as a proleptic Gregorian ordinal."""
    if period.grain is Grain.DAY:
        return float(period.ordinal)
    return (period.first_day.toordinal() + period.last_day.toordinal()) / 2


def _current(catalogue: Catalogue, key: FigureKey) -> FigureKey:
    """Return a key of the segment that stands, without a period."""
    known = catalogue.segment(key.dimension, key.segment)
    current = catalogue.resolve_segment(key.dimension, key.segment) if known is not None else None
    return FigureKey(key.metric, key.dimension, key.segment if current is None else current.id)


_Cells = dict[Grain, dict[str, Row]]
"""The rows of one member by grain and period."""

_Printed = tuple[float | None, float | None]
"""A printed average and its step."""


def _tables(reader: Reader, metric: Metric, keys: Sequence[FigureKey]) -> dict[Member, _Cells]:
    """Read a metric's figures of the keys, each grain at once, and lay them out by member."""
    wanted = {(key.dimension, key.segment) for key in keys if key.metric == metric.id}
    dimensions, segments = (tuple(sorted({member[at] for member in wanted})) for at in (0, 1))
    where = {"dimension": OneOf(dimensions), "segment": OneOf(segments)}
    tables: dict[Member, _Cells] = {}
    for grain in _GRAINS:
        rows = reader.rows(Observation, _COLUMNS, metric=metric.id, grain=grain.value, **where)
        cells: dict[Member, dict[str, Row]] = {member: {} for member in wanted}
        for row in rows:
            member = cells.get((row[0], row[1]))  # type: ignore[arg-type]  # a row's fields are of any kind
            if member is not None:
                member[row[2]] = row  # type: ignore[index]
        for place, found in cells.items():
            if any(row[3] is not None for row in found.values()):
                tables.setdefault(place, {})[grain] = found
    return tables


def _calendars(tables: Mapping[str, Mapping[Member, _Cells]]) -> dict[Grain, Calendar]:
    """Return for each grain the periods from the first figure of any series to the last."""
    ends: dict[Grain, list[str]] = {}
    for table in tables.values():
        for cells in table.values():
            for grain, rows in cells.items():
                ends.setdefault(grain, []).extend((min(rows), max(rows)))
    return {grain: _calendar(Period.parse(min(texts)), Period.parse(max(texts))) for grain, texts in ends.items()}


def _calendar(first: Period, last: Period) -> Calendar:
    periods = tuple(first.until(last))
    return Calendar(first.grain, periods, tuple(map(day_of, periods)))


def _along(cells: Mapping[str, Row], places: Mapping[str, int]) -> list[Row]:
    """Lay rows by period out along a calendar."""
    rows = [_NO_FIGURE] * len(places)
    for text, row in cells.items():
        rows[places[text]] = row
    return rows


def _series(catalogue: Catalogue, key: FigureKey, calendar: Calendar, colour: int, rows: Sequence[Row]) -> Series:
    """Make a series of its rows along the calendar."""
    _, _, _, values, steps, qualifiers, statuses = zip(*rows, strict=True)
    drawn = levels(UNITS[catalogue.metric(key.metric).unit], cast("Column", values))
    return Series(
        key=key,
        calendar=calendar,
        colour=colour,
        values=cast("tuple[float | None, ...]", values),
        levels=tuple(drawn),
        steps=cast("tuple[float | None, ...]", steps),
        qualifiers=cast("tuple[str, ...]", qualifiers),
        statuses=cast("tuple[str, ...]", statuses),
    )


def _with_extras(
    reader: Reader, catalogue: Catalogue, spec: TrendSpec, window: AverageWindow, series: Sequence[Series]
) -> tuple[Series, ...]:
    """Add what was asked for beside the figures: averages, and which figures stand out."""
    extended = list(series)
    if spec.has_average or spec.base is Base.AVERAGE:
        published = _published(reader, series)
        extended = [_with_average(one, window, published.get(one.key, {})) for one in extended]
    if spec.has_outliers:
        extended = [replace(one, outliers=_outliers(catalogue, one)) for one in extended]
    return tuple(extended)


def _with_average(series: Series, window: AverageWindow, published: Mapping[str, _Printed]) -> Series:
    """Add a monthly series' average; that of another grain would say something else."""
    if series.calendar.grain is not Grain.MONTH:
        return series
    means, present = averages(list(series.values), window.months, includes_current=window.includes_current)
    printed = [published.get(str(period)) for period in series.calendar.periods] if published else [None] * len(means)
    return replace(
        series,
        averages=tuple(means),
        months=tuple(present),
        published=tuple([one and one[0] for one in printed]),
        published_steps=tuple([one and one[1] for one in printed]),
    )


def _outliers(catalogue: Catalogue, series: Series) -> tuple[Outlier, ...]:
    unit = UNITS[catalogue.metric(series.key.metric).unit]
    return outliers(unit, series.calendar.periods, series.values, series.steps)


def _published(reader: Reader, series: Sequence[Series]) -> dict[FigureKey, dict[str, _Printed]]:
    """Return the printed monthly averages by key and period; of several, the one that a person typed, else the first."""
    people = {row[0] for row in reader.rows(Source, ("id",), kind="person")}
    metrics = OneOf(tuple(dict.fromkeys(one.key.metric for one in series)))
    columns = ("metric", "dimension", "segment", "period", "value", "step", "source")
    rows = reader.rows(Reading, columns, metric=metrics, grain=Grain.MONTH.value, statistic=Statistic.AVERAGE_6.value)
    found: defaultdict[FigureKey, dict[str, _Printed]] = defaultdict(dict)
    for row in rows:
        metric, dimension, segment, period = (str(field) for field in row[:4])
        value, step, source = row[4:]
        of_key = found[FigureKey(metric, dimension, segment)]
        if isinstance(value, float) and (period not in of_key or source in people):
            of_key[period] = (value, cast("float | None", step))
    return found


def _notes(reader: Reader, keys: Sequence[FigureKey], calendars: Iterable[Calendar]) -> tuple[Note, ...]:
    """Return the notes on the keys, on their dimensions and metrics in all, whose periods meet the plot's time."""
    ends = _ends(calendars)
    if ends is None:
        return ()
    anchors = set(_anchors(keys))
    metrics = tuple(dict.fromkeys(key.metric for key in keys))
    notes = [
        note
        for note in reader.records(Note, metric=OneOf(metrics))
        if (note.metric, note.dimension, note.segment) in anchors and _meets(note.first, note.last, ends)
    ]
    return tuple(sorted(notes, key=lambda note: (day_of(Period.parse(note.first)), note.id)))


def _anchors(keys: Iterable[FigureKey]) -> Iterator[tuple[str, str, str]]:
    """Yield what a note may be on, to be seen beside the keys."""
    for key in keys:
        yield key.metric, key.dimension, key.segment
        yield key.metric, key.dimension, ""
        yield key.metric, "", ""


def _events(reader: Reader, calendars: Iterable[Calendar]) -> tuple[Event, ...]:
    """Return the events that meet the plot's time."""
    ends = _ends(calendars)
    if ends is None:
        return ()
    events = [event for event in reader.records(Event) if _meets(event.first, event.last, ends)]
    return tuple(sorted(events, key=lambda event: (event.first, event.last, event.id)))


def _ends(calendars: Iterable[Calendar]) -> tuple[int, int] | None:
    """Return the first and the last day of the calendars."""
    known = list(calendars)
    if not known:
        return None
    first = min(calendar.periods[0].first_day for calendar in known)
    last = max(calendar.periods[-1].last_day for calendar in known)
    return first.toordinal(), last.toordinal()


def _meets(first: str, last: str, ends: tuple[int, int]) -> bool:
    """Whether the time from one period to another has a day in common with the ends."""
    begins, ended = Period.parse(first).first_day, Period.parse(last).last_day
    return begins.toordinal() <= ends[1] and ended.toordinal() >= ends[0]
