"""The month at a glance: a panel each for spam, viruses, phishing and the web, as the issue of the report has them.

Which metrics and which lists stand in the panels says the table `overview_panels.PANELS`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from workbench.core.analysis import (
    Column,
    Rank,
    RankChange,
    Worse,
    averages,
    is_filled,
    is_ranked,
    known_ranks,
    levels,
    rank_change,
    ranks,
)
from workbench.core.catalogue import Catalogue, Composition
from workbench.core.overview_panels import PANELS, ListSpec, PanelSpec
from workbench.core.periods import PER_YEAR, Period
from workbench.core.ports import OneOf, Reader
from workbench.core.printed import Interval, Qualifier
from workbench.core.queries.breakdown import Base, BaseOfComparison, base_period_of
from workbench.core.queries.figures import interval_of, published_averages
from workbench.core.records import GLOBAL, Coverage, Edition, Metric, Observation, Status
from workbench.core.units import UNITS, change, change_interval

HISTORY = 240
"""The most periods that a panel's history goes back."""

Key = tuple[str, str, str]
"""Metric, dimension and segment."""

Figures = Mapping[Key, Observation]


Direction = Literal["worse", "better", "same"]


@dataclass(frozen=True, slots=True)
class PanelList:
    """A list's columns along `keys`; a figure that is stated to be missing has an observation without a value.

    `bases` are printed values with their `base_steps`, `changes` are in the unit's change unit, `change_spans` are where these lie. `total` is the
    level with which the list's levels compare (None: its members are parts or shares). `reported` of `expected` have a value.
    """

    spec: ListSpec
    coverage: Coverage | None
    keys: tuple[Key, ...]
    observations: tuple[Observation, ...]
    bases: tuple[float | None, ...]
    base_steps: tuple[float | None, ...]
    changes: tuple[float | None, ...]
    change_spans: tuple[Interval | None, ...]
    ranks: tuple[Rank | None, ...]
    rank_changes: tuple[RankChange, ...]
    total: float | None
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A metric's total beside its base, the period before and its average, its history, and its lists.

    `average` is computed over `months` present values; `published` is what somebody printed, with its step. `history` holds
    printed values along `Overview.months`.
    """

    spec: PanelSpec
    observation: Observation | None
    base: Observation | None
    previous: Observation | None
    change: float | None
    change_span: Interval | None
    direction: Direction | None
    average: float | None
    months: int
    published: tuple[float, float | None] | None
    history: tuple[float | None, ...]
    lists: tuple[PanelList, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The panels of a period. `months` runs from the first figure of any panel, whole years, to the period.

    `base` is None for the average. `edition` is the newest one of the period. `missing` of `expected` figures of the panels are
    stated and have no value.
    """

    period: Period
    base: Period | None
    months: tuple[Period, ...]
    panels: tuple[Panel, ...]
    edition: Edition | None
    expected: int
    missing: int

    @property
    def has_figures(self) -> bool:
        """Whether anything at all is said of the period."""
        return self.expected > 0


def overview(
    reader: Reader, catalogue: Catalogue, period: Period, *, base: BaseOfComparison = Base.PREVIOUS
) -> Overview:
    """Return the panels of a period; a handful of looks at the database, whatever its size."""
    source = _Source(reader, catalogue, period, base)
    panels = tuple(source.panel(spec) for spec in PANELS)
    editions = reader.records(Edition, grain=period.grain.value, period=str(period))
    return Overview(
        period=period,
        base=source.base,
        months=source.months,
        panels=panels,
        edition=editions[-1] if editions else None,
        expected=len(source.now),
        missing=sum(one.value is None for one in source.now.values()),
    )


class _Source:
    """All that the panels need, read once."""

    def __init__(self, reader: Reader, catalogue: Catalogue, period: Period, base: BaseOfComparison) -> None:
        self._reader, self._catalogue, self._period = reader, catalogue, period
        self._is_average = base is Base.AVERAGE
        self.base = base_period_of(period, base)
        self._previous = base_period_of(period, Base.PREVIOUS)
        by_period = self._read()
        self.now: Figures = by_period[period]
        self._then = self._averages(by_period) if self._is_average else by_period[self.base]
        self._before: Figures = by_period[self._previous]
        self._covered = self._read_coverage()
        self._members = _members(self.now)
        self._base_members = _members(self._then)
        self._read_history()

    def panel(self, spec: PanelSpec) -> Panel:
        """Return a panel."""
        metric, key = self._catalogue.metric(spec.metric), (spec.metric, GLOBAL, GLOBAL)
        now, base = self.now.get(key), self._then.get(key)
        moved, span = _compared(metric, now, base)
        history = self._history.get(spec.metric, {})
        average, present = self._average(history)
        return Panel(
            spec=spec,
            observation=now,
            base=base,
            previous=self._before.get(key),
            change=moved,
            change_span=span,
            direction=_direction(metric, moved, span),
            average=average,
            months=present,
            published=published_averages(self._reader, spec.metric, GLOBAL, self._period).get(GLOBAL),
            history=tuple(history.get(month.ordinal) for month in self.months),
            lists=tuple(self._list(one) for one in spec.lists),
        )

    def _list(self, spec: ListSpec) -> PanelList:
        """Return a list, ranked where its members can be."""
        keys, places, before = self._ranked(spec)
        shown = self._shown(spec, keys)
        order = {key: at for at, key in enumerate(keys)}
        coverage = self._covered.get((spec.metrics[0], spec.dimension, self._period))
        is_full = is_filled(places, coverage)
        compared = [_compared(self._catalogue.metric(key[0]), self.now[key], self._then.get(key)) for key in shown]
        bases = [self._then.get(key) for key in shown]
        return PanelList(
            spec=spec,
            coverage=coverage,
            keys=tuple(shown),
            observations=tuple(self.now[key] for key in shown),
            bases=tuple(None if base is None else base.value for base in bases),
            base_steps=tuple(None if base is None else base.step for base in bases),
            changes=tuple(moved for moved, _ in compared),
            change_spans=tuple(span for _, span in compared),
            ranks=tuple(places[order[key]] for key in shown),
            rank_changes=tuple(
                self._moved(
                    spec, places[order[key]], before.get(key), can_leave=is_full or self.now[key].value is not None
                )
                for key in shown
            ),
            total=self._total(spec),
            reported=sum(self.now[key].value is not None for key in keys),
            expected=len(keys),
        )

    def _ranked(self, spec: ListSpec) -> tuple[list[Key], list[Rank | None], dict[Key, Rank | None]]:
        """Return the members of a list with their ranks, and the ranks at the base, as far as coverage allows."""
        keys = [key for metric in spec.metrics for key in self._members.get((metric, spec.dimension), ())]
        if spec.dimension == GLOBAL:
            return keys, [None] * len(keys), {}
        pair = (spec.metrics[0], spec.dimension)
        now = self._ranks(keys, self.now, self._period)
        earlier = self._base_members.get(pair, [])
        then = [] if self._is_average else self._ranks(earlier, self._then, self.base)
        return keys, now, dict(zip(earlier, then, strict=False))

    def _ranks(self, keys: Sequence[Key], figures: Figures, period: Period | None) -> list[Rank | None]:
        if not keys:
            return []
        metric = self._catalogue.metric(keys[0][0])
        column = levels(UNITS[metric.unit], [figures[key].value for key in keys])
        coverage = self._covered.get((metric.id, keys[0][1], period))
        return known_ranks(ranks(column, cast("Worse", metric.worse)), coverage)

    def _moved(self, spec: ListSpec, now: Rank | None, before: Rank | None, *, can_leave: bool) -> RankChange:
        """Return how many places a member moved since the base; None against an average."""
        if self.base is None or spec.dimension == GLOBAL:
            return None
        known = [
            is_ranked(self._covered.get((spec.metrics[0], spec.dimension, at))) for at in (self._period, self.base)
        ]
        return rank_change(now, before, is_now_known=known[0] and can_leave, is_base_known=known[1])

    def _shown(self, spec: ListSpec, keys: Sequence[Key]) -> list[Key]:
        """Return the members that a list shows, in its order: the worst, those without a value last, or all."""
        if spec.dimension == GLOBAL:
            return list(keys)
        if spec.top is None:
            return sorted(keys, key=lambda key: (self._position(key), key))
        metric = self._catalogue.metric(spec.metrics[0])
        sign = -1 if metric.worse == "more" else 1
        column = dict(zip(keys, levels(UNITS[metric.unit], [self.now[key].value for key in keys]), strict=True))

        def order(key: Key) -> tuple[bool, float, Key]:
            found = column[key]
            return found is None, sign * (found or 0.0), key

        return sorted(keys, key=order)[: spec.top]

    def _position(self, key: Key) -> int:
        known = self._catalogue.segment(key[1], key[2])
        return 0 if known is None else known.position

    def _total(self, spec: ListSpec) -> float | None:
        """Return the level of the total where the members are rates of their own; parts of it do not compare with it."""
        metric = self._catalogue.metric(spec.metrics[0])
        if self._catalogue.composition(metric.id, spec.dimension) is not Composition.RATES:
            return None
        total = self.now.get((metric.id, GLOBAL, GLOBAL))
        return None if total is None else levels(UNITS[metric.unit], [total.value])[0]

    def _average(self, history: Mapping[int, float | None]) -> tuple[float | None, int]:
        window = self._catalogue.average_window
        column = [history.get(at) for at in range(self._period.ordinal - window.months, self._period.ordinal + 1)]
        means, present = averages(column, window.months, includes_current=window.includes_current)
        return means[-1], present[-1]

    def _read(self) -> defaultdict[Period | None, dict[Key, Observation]]:
        """Read the figures of the periods that are compared; those of the window where its average is the base."""
        periods = {self._period, self._previous, self.base} - {None}
        if self._is_average:
            periods |= set(self._window())
        metrics = {metric for spec in PANELS for one in spec.lists for metric in one.metrics}
        metrics |= {spec.metric for spec in PANELS}
        found = self._reader.records(
            Observation,
            metric=OneOf(tuple(sorted(metrics & set(self._catalogue.metrics)))),
            grain=self._period.grain.value,
            period=OneOf(tuple(sorted(map(str, periods)))),
        )
        by_text: defaultdict[str, dict[Key, Observation]] = defaultdict(dict)
        wanted = _wanted()
        for one in found:
            if (one.metric, one.dimension) in wanted:
                by_text[one.period][one.metric, one.dimension, one.segment] = one
        return defaultdict(dict, {period: by_text[str(period)] for period in periods})

    def _window(self) -> list[Period]:
        lowest = max(PER_YEAR.get(self._period.grain, 1), self._period.ordinal - self._catalogue.average_window.months)
        return [Period(self._period.grain, ordinal) for ordinal in range(lowest, self._period.ordinal + 1)]

    def _averages(self, by_period: Mapping[Period | None, Figures]) -> dict[Key, Observation]:
        """Return the average of the window by key, as a figure that is rounded as the metric's usually are."""
        window, periods, found = self._catalogue.average_window, self._window(), {}
        for key, one in self.now.items():
            seen = (by_period[period].get(key) for period in periods)
            column: Column = [None if then is None else then.value for then in seen]
            mean = averages(column, window.months, includes_current=window.includes_current)[0][-1]
            if mean is not None:
                found[key] = Observation(
                    one.metric,
                    one.grain,
                    one.period,
                    *key[1:],
                    mean,
                    self._catalogue.metric(one.metric).step,
                    Qualifier.EXACT,
                    Status.NORMAL,
                    None,
                    None,
                )
        return found

    def _read_coverage(self) -> dict[tuple[str, str, Period | None], Coverage]:
        periods = {str(period): period for period in (self._period, self.base) if period is not None}
        where = {"metric": OneOf(tuple(sorted({metric for metric, _ in _wanted()})))}
        found = self._reader.records(
            Coverage, **where, grain=self._period.grain.value, period=OneOf(tuple(sorted(periods)))
        )
        return {(one.metric, one.dimension, periods[one.period]): one for one in found}

    def _read_history(self) -> None:
        """Read the totals of the panels as far back as a history goes."""
        per_year = PER_YEAR.get(self._period.grain, 1)
        lowest = max(per_year, self._period.ordinal - HISTORY + 1)
        ordinals = {str(Period(self._period.grain, at)): at for at in range(lowest, self._period.ordinal + 1)}
        rows = self._reader.rows(
            Observation,
            ("metric", "period", "value"),
            metric=OneOf(tuple(sorted(spec.metric for spec in PANELS))),
            grain=self._period.grain.value,
            period=OneOf(tuple(ordinals)),
            dimension=GLOBAL,
        )
        self._history: defaultdict[str, dict[int, float | None]] = defaultdict(dict)
        for metric, period, value in rows:
            self._history[str(metric)][ordinals[str(period)]] = cast("float | None", value)
        known = [at for column in self._history.values() for at, value in column.items() if value is not None]
        first = min([*known, self._period.ordinal - per_year + 1])
        start = max(first - first % per_year, lowest)
        self.months = tuple(Period(self._period.grain, at) for at in range(start, self._period.ordinal + 1))


def _wanted() -> frozenset[tuple[str, str]]:
    """Return the metrics and dimensions that stand in the panels."""
    lists = {(metric, one.dimension) for spec in PANELS for one in spec.lists for metric in one.metrics}
    return frozenset(lists | {(spec.metric, GLOBAL) for spec in PANELS})


def _members(figures: Figures) -> dict[tuple[str, str], list[Key]]:
    """Return the keys of figures by metric and dimension."""
    found: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in figures:
        found[key[:2]].append(key)
    return found


def _compared(
    metric: Metric, now: Observation | None, base: Observation | None
) -> tuple[float | None, Interval | None]:
    """Return the change from a base, and where it lies given how both figures were rounded."""
    spans = interval_of(now), interval_of(base)
    if now is None or base is None or now.value is None or base.value is None or not spans[0] or not spans[1]:
        return None, None
    unit = UNITS[metric.unit]
    return change(unit, now.value, base.value), change_interval(unit, spans[0], spans[1])


def _direction(metric: Metric, moved: float | None, span: Interval | None) -> Direction | None:
    """Return which way a change goes; one that may be none is the same."""
    if moved is None:
        return None
    if not moved or (span is not None and span.low <= 0 <= span.high):
        return "same"
    return "worse" if (moved > 0) == (metric.worse == "more") else "better"
