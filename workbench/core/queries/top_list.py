"""A metric by the names of a dimension in one period as a ranked list: places, movement, who came, who left, and the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from workbench.core.analysis import Rank, RankChange, Worse, is_ranked, known_ranks, levels, ranks
from workbench.core.catalogue import Catalogue, Composition
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of, point
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.queries.figures import Figures, coverage_of, figures, interval_of
from workbench.core.records import Coverage, CoverageKind, Metric, Reading, Source, Statistic, Status
from workbench.core.units import UNITS

_WHOLE = Decimal(100)
"""The shares of one whole are together so many percent."""

_SINCE = "change since"
"""How the place of a printed change begins that is not from the period before."""

_ChangeRow = tuple[str, float | None, float | None, str, int, str]


@dataclass(frozen=True, slots=True)
class Departed:
    """Columns along the segments that left the list since the base: what they were then; highest place first.

    `members` are those of a family (see `families.rolled_up`).
    """

    segments: tuple[str, ...] = ()
    bases: tuple[float | None, ...] = ()
    ranks: tuple[Rank | None, ...] = ()
    members: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TopList:
    """Columns along `segments`: worst first, then those stated to be missing. Equal levels stand in the order of their ids.

    `spans` is what each value can mean, `moves` the movement of places since the base as far as both coverages tell.
    `changes` are in the unit's change unit; `are_published` says which of them somebody printed, where none can be
    computed. `members` are the listed names of a family, empty for a name.

    Where the members are shares of one whole, `total` is what they add up to (None: not shares, or nothing to add), and
    `rest` what is left to 100 %: only where the coverage says that nothing above the last place is left out. It is never
    negative; where the shares certainly exceed the whole there is no rest but `exceeds`.
    """

    metric: Metric
    dimension: str
    composition: Composition
    period: Period
    base: Period | None
    coverage: Coverage | None
    base_coverage: Coverage | None
    segments: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    values: tuple[float | None, ...]
    steps: tuple[float | None, ...]
    qualifiers: tuple[str, ...]
    statuses: tuple[str, ...]
    spans: tuple[Interval | None, ...]
    bases: tuple[float | None, ...]
    changes: tuple[float | None, ...]
    change_spans: tuple[Interval | None, ...]
    are_published: tuple[bool, ...]
    ranks: tuple[Rank | None, ...]
    moves: tuple[RankChange, ...]
    departed: Departed
    total: Interval | None

    @property
    def rest(self) -> Interval | None:
        """What the shares leave to 100 %; None where that cannot be said."""
        return rest_of(self.total, self.coverage)

    @property
    def exceeds(self) -> bool:
        """Whether the shares are more than the whole, however they were rounded: a contradiction."""
        return self.total is not None and self.total.low > _WHOLE

    @property
    def falls_short(self) -> bool:
        """Whether shares that are said to be all of them are less than the whole: a contradiction."""
        return self.total is not None and is_complete(self.coverage) and self.total.high < _WHOLE


def breakdowns_apart_from(catalogue: Catalogue, apart: Collection[str]) -> tuple[tuple[Metric, str], ...]:
    """Return the metrics with the dimensions they are listed by, in display order.

    Without the dimensions that are shown elsewhere, and without stages, which stand in a row and have no places.
    """
    return tuple(
        (metric, dimension)
        for metric in catalogue.metrics.values()
        for dimension, composition in catalogue.breakdowns(metric.id).items()
        if dimension not in apart and composition is not Composition.STAGES
    )


def top_list(
    reader: Reader,
    catalogue: Catalogue,
    metric: Metric,
    dimension: str,
    period: Period,
    *,
    base: BaseOfComparison = Base.PREVIOUS,
) -> TopList:
    """Return a metric's list of one period; KeyError for a dimension that the metric is not broken down by."""
    found = figures(reader, metric, dimension, period, window=catalogue.average_window, base=base)
    shown = [(at, observation) for at, observation in enumerate(found.observations) if observation is not None]
    observed, segments = [observation for _, observation in shown], tuple(found.segments[at] for at, _ in shown)
    spans = tuple(interval_of(observation) for observation in observed)
    changed = _changed(found, [at for at, _ in shown], _printed_changes(reader, metric, dimension, period, base))
    base_coverage = None if found.base is None else coverage_of(reader, metric.id, dimension, found.base)
    return TopList(
        metric=metric,
        dimension=dimension,
        composition=catalogue.breakdowns(metric.id)[dimension],
        period=period,
        base=found.base,
        coverage=found.coverage,
        base_coverage=base_coverage,
        segments=segments,
        members=((),) * len(shown),
        values=tuple(observation.value for observation in observed),
        steps=tuple(observation.step for observation in observed),
        qualifiers=tuple(observation.qualifier for observation in observed),
        statuses=tuple(observation.status for observation in observed),
        spans=spans,
        bases=tuple(found.bases[at] for at, _ in shown),
        changes=changed.changes,
        change_spans=changed.spans,
        are_published=changed.are_published,
        ranks=tuple(found.ranks[at] for at, _ in shown),
        moves=tuple(found.rank_changes[at] for at, _ in shown),
        departed=_departed(found, base_coverage),
        total=_total(catalogue, metric, dimension, dict(zip(segments, spans, strict=True))),
    )


def is_complete(coverage: Coverage | None) -> bool:
    """Whether all members of a breakdown were reported."""
    return coverage is not None and coverage.kind == CoverageKind.COMPLETE


def rest_of(total: Interval | None, coverage: Coverage | None) -> Interval | None:
    """Return what shares leave to 100 %; None where they are a selection, more than the whole, or all there are."""
    if total is None or not is_ranked(coverage) or total.low > _WHOLE:
        return None
    rest = Interval(max(_WHOLE - total.high, Decimal(0)), _WHOLE - total.low)
    return None if is_complete(coverage) and not rest.low else rest


def sum_of(spans: Sequence[Interval]) -> Interval:
    """Return where the sum of figures lies that are not negative; a rounding that reaches below 0 stops there."""
    total = point(0)
    for span in spans:
        total += Interval(max(span.low, Decimal(0)), max(span.high, Decimal(0)))
    return total


def ancestors(catalogue: Catalogue, dimension: str, segment: str) -> tuple[str, ...]:
    """Return what a segment is rolled up into, the nearest first; a circle ends before it closes."""
    found = [segment]
    known = catalogue.segment(dimension, segment)
    while known is not None and known.parent and known.parent not in found:
        found.append(known.parent)
        known = catalogue.segment(dimension, known.parent)
    return tuple(found[1:])


def _total(
    catalogue: Catalogue, metric: Metric, dimension: str, spans: Mapping[str, Interval | None]
) -> Interval | None:
    """Return what the shares of a whole add up to; a name whose family has a figure of its own counts with the family."""
    known = {segment: span for segment, span in spans.items() if span is not None}
    if catalogue.composition(metric.id, dimension) is not Composition.SHARES or not known:
        return None
    apart = [
        span for segment, span in known.items() if not known.keys() & set(ancestors(catalogue, dimension, segment))
    ]
    return sum_of(apart)


def _departed(found: Figures, base_coverage: Coverage | None) -> Departed:
    """Return who left the list, with the places that they had."""
    unit = UNITS[found.metric.unit]
    places = ranks(levels(unit, list(found.bases)), cast("Worse", found.metric.worse))
    then = known_ranks(places, base_coverage)
    left = [at for at, change in enumerate(found.rank_changes) if change == "left"]
    left.sort(key=lambda at: (places[at] or 0, found.segments[at]))
    return Departed(
        segments=tuple(found.segments[at] for at in left),
        bases=tuple(found.bases[at] for at in left),
        ranks=tuple(then[at] for at in left),
        members=((),) * len(left),
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    """The changes of a list: computed, else printed."""

    changes: tuple[float | None, ...]
    spans: tuple[Interval | None, ...]
    are_published: tuple[bool, ...]


def _changed(found: Figures, shown: Sequence[int], printed: Mapping[str, PrintedNumber]) -> _Changed:
    """Return the changes of the shown segments; what was printed stands where there is nothing to compute from."""
    chosen = [printed.get(found.segments[at]) if found.changes[at] is None else None for at in shown]
    pairs = list(zip(shown, chosen, strict=True))
    return _Changed(
        changes=tuple(found.changes[at] if one is None else float(one.value) for at, one in pairs),
        spans=tuple(found.change_spans[at] if one is None else one.interval for at, one in pairs),
        are_published=tuple(one is not None for one in chosen),
    )


def _printed_changes(
    reader: Reader, metric: Metric, dimension: str, period: Period, base: BaseOfComparison
) -> dict[str, PrintedNumber]:
    """Return the changes from the period before that were printed with a period's figures, by segment.

    A person's own counts before any other; where two others differ, none is believed. None for another base.
    """
    if base is not Base.PREVIOUS:
        return {}
    where = {"metric": metric.id, "grain": period.grain.value, "period": str(period), "dimension": dimension}
    columns = ("segment", "value", "step", "qualifier", "source", "place")
    rows = reader.rows(Reading, columns, **where, statistic=Statistic.CHANGE.value, unit=UNITS[metric.unit].change_unit)
    people = {row[0] for row in reader.rows(Source, ("id",), kind="person")} if rows else set()
    own: dict[str, PrintedNumber] = {}
    other: dict[str, set[PrintedNumber]] = {}
    for segment, value, step, qualifier, source, place in cast("list[_ChangeRow]", rows):
        if value is None or place.startswith(_SINCE):
            continue
        number = PrintedNumber(decimal_of(value), decimal_of(step or 0.0), Qualifier(qualifier))
        if source in people:
            own[segment] = number
        else:
            other.setdefault(segment, set()).add(number)
    return {segment: next(iter(found)) for segment, found in other.items() if len(found) == 1} | own


def worst_status(statuses: Collection[str]) -> str:
    """Return how a figure is to be taken that is made of others."""
    order = (Status.ESTIMATED, Status.PROVISIONAL, Status.NORMAL)
    return next((status for status in order if status in statuses), Status.MISSING)
