"""What moved most in a period, over all metrics and dimensions, each with the reason why it is worth a look.

The order is that of `movement.score`: the change against the base, on the logit of rates and the logarithm of counts, as a
multiple of 1.4826 · MAD of the series' own past changes. A change whose interval holds zero has not moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from workbench.core.analysis import averages
from workbench.core.catalogue import Catalogue
from workbench.core.messages import Message, message
from workbench.core.movement import LEAST_MONTHS, Move, Point, on_scale, reason, score
from workbench.core.periods import PER_YEAR, Period
from workbench.core.ports import Condition, OneOf, Reader
from workbench.core.printed import Interval, Qualifier
from workbench.core.queries.breakdown import Base, BaseOfComparison, base_period_of
from workbench.core.queries.figures import interval_of
from workbench.core.records import GLOBAL, Observation, Status
from workbench.core.units import UNITS, Unit, change, change_interval

MOST = 200
"""How many rows of each kind are returned; the counts are of all."""

_LONGEST, _SHORTEST = 240, 36
"""The most and the fewest periods that a series is looked back."""

_ROWS = 200_000
"""How many figures are read for the scores: the more series there are, the fewer periods back (a third of a second)."""

_TOUCH = 1e-9
"""What floats leave of two intervals that only touch, as a part of their width."""

Key = tuple[str, str, str]
"""Metric, dimension and segment."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Columns along `keys`, what moved most first: the figures, their bases as printed, changes, where these lie, reasons.

    A score is None where the series is too short for one, or where there is no base.
    """

    keys: tuple[Key, ...] = ()
    observations: tuple[Observation, ...] = ()
    bases: tuple[Observation | None, ...] = ()
    changes: tuple[float | None, ...] = ()
    change_spans: tuple[Interval | None, ...] = ()
    scores: tuple[float | None, ...] = ()
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Movers:
    """What moved and can be judged, what moved and is too short to say, and the first figures, each with their number.

    `unmoved` counts the figures whose change may be none, given how they were rounded; `without_base` those that have earlier
    figures, but none to compare with.
    """

    period: Period
    base: Period | None
    judged: Moved
    short: Moved
    first: Moved
    judged_count: int
    short_count: int
    first_count: int
    unmoved: int
    without_base: int


def movers(reader: Reader, catalogue: Catalogue, period: Period, *, base: BaseOfComparison = Base.PREVIOUS) -> Movers:
    """Return what moved in a period against a base; a few looks at the database, whatever the number of series."""
    now = _figures(reader, catalogue, period)
    months = min(_LONGEST, max(_SHORTEST, _ROWS // max(1, len(now))))
    past = _past(reader, period, months, {"metric": OneOf(tuple(sorted({key[0] for key in now})))})
    base_period = base_period_of(period, base)
    bases = _bases(reader, catalogue, period, base, now, past)
    sorted_out = _Sorted(catalogue, period, base_period, now, past, bases)
    judged, short, first = sorted_out.judged(), sorted_out.short(), sorted_out.first()
    if months < _LONGEST:
        sorted_out.past = _past_of(reader, period, judged[:MOST])
    return Movers(
        period=period,
        base=base_period,
        judged=sorted_out.columns(judged),
        short=sorted_out.columns(short),
        first=sorted_out.columns(first),
        judged_count=len(judged),
        short_count=len(short),
        first_count=len(first),
        unmoved=sorted_out.unmoved,
        without_base=sorted_out.without_base,
    )


def _figures(reader: Reader, catalogue: Catalogue, period: Period) -> dict[Key, Observation]:
    """Return the figures of a period that have a value."""
    metrics = OneOf(tuple(catalogue.metrics))
    found = reader.records(Observation, metric=metrics, grain=period.grain.value, period=str(period))
    return {_key(one): one for one in found if one.value is not None}


def _key(observation: Observation) -> Key:
    return observation.metric, observation.dimension, observation.segment


def _past(reader: Reader, period: Period, months: int, where: Mapping[str, Condition]) -> dict[Key, list[Point]]:
    """Return the values of the months before a period by key, the earliest first."""
    lowest = max(PER_YEAR.get(period.grain, 1), period.ordinal - months)
    ordinals = {str(Period(period.grain, ordinal)): ordinal for ordinal in range(lowest, period.ordinal)}
    columns = ("period", "metric", "dimension", "segment", "value")
    rows = reader.rows(Observation, columns, grain=period.grain.value, period=OneOf(tuple(ordinals)), **where)
    past: defaultdict[Key, list[Point]] = defaultdict(list)
    for text, metric, dimension, segment, value in cast("list[tuple[str, str, str, str, float | None]]", rows):
        if value is not None:
            past[metric, dimension, segment].append((ordinals[text], value))
    return past


def _past_of(reader: Reader, period: Period, keys: Iterable[Key]) -> dict[Key, list[Point]]:
    """Return the whole history of a few series by key."""
    segments: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for metric, dimension, segment in keys:
        segments[metric, dimension].append(segment)
    past: dict[Key, list[Point]] = {}
    for (metric, dimension), wanted in segments.items():
        where: dict[str, Condition] = {"metric": metric, "dimension": dimension, "segment": OneOf(tuple(wanted))}
        past |= _past(reader, period, _LONGEST, where)
    return past


def _bases(
    reader: Reader,
    catalogue: Catalogue,
    period: Period,
    base: BaseOfComparison,
    now: Mapping[Key, Observation],
    past: Mapping[Key, Sequence[Point]],
) -> Mapping[Key, Observation]:
    """Return what the figures are compared with by key: figures of another period, or averages."""
    if base is Base.AVERAGE:
        return dict(_averages(catalogue, period, now, past))
    base_period = base_period_of(period, base)
    return {} if base_period is None else _figures(reader, catalogue, base_period)


def _averages(
    catalogue: Catalogue, period: Period, now: Mapping[Key, Observation], past: Mapping[Key, Sequence[Point]]
) -> Iterator[tuple[Key, Observation]]:
    """Yield the average of the window by key, as a figure that is rounded as the metric's usually are."""
    window = catalogue.average_window
    for key, one in now.items():
        known = dict(past.get(key, ())) | {period.ordinal: one.value}
        column = [known.get(ordinal) for ordinal in range(period.ordinal - window.months, period.ordinal + 1)]
        mean = averages(column, window.months, includes_current=window.includes_current)[0][-1]
        if mean is not None and past.get(key):
            step = catalogue.metric(key[0]).step
            yield key, replace(one, value=mean, step=step, qualifier=Qualifier.EXACT, status=Status.NORMAL)


class _Sorted:
    """The figures of a period, sorted by what can be said of how they moved."""

    def __init__(
        self,
        catalogue: Catalogue,
        period: Period,
        base: Period | None,
        now: Mapping[Key, Observation],
        past: Mapping[Key, Sequence[Point]],
        bases: Mapping[Key, Observation],
    ) -> None:
        self.past = past
        self.unmoved = self.without_base = 0
        self._catalogue, self._period, self._now, self._bases = catalogue, period, now, bases
        self._base_ordinal = None if base is None else base.ordinal
        self._apart = catalogue.average_window.months / 2 if base is None else abs(period.ordinal - base.ordinal)
        self._scores: dict[Key, float] = {}
        self._short: dict[Key, float] = {}
        self._first: list[Key] = []
        for key in now:
            self._sort(key)

    def judged(self) -> list[Key]:
        """Return the series that moved and are long enough, the highest score first."""
        return sorted(self._scores, key=lambda key: (-self._scores[key], self._place(key)))

    def short(self) -> list[Key]:
        """Return the series that moved and are too short to say, the largest change on the scale first."""
        return sorted(self._short, key=lambda key: (-self._short[key], self._place(key)))

    def first(self) -> list[Key]:
        """Return the series that begin in this period, in the catalogue's order."""
        return sorted(self._first, key=self._place)

    def columns(self, keys: Sequence[Key]) -> Moved:
        """Lay the first of some series out in columns."""
        shown = tuple(keys[:MOST])
        compared = [self._compared(key) for key in shown]
        return Moved(
            keys=shown,
            observations=tuple(self._now[key] for key in shown),
            bases=tuple(self._bases.get(key) for key in shown),
            changes=tuple(change for change, _ in compared),
            change_spans=tuple(span for _, span in compared),
            scores=tuple(self._scores.get(key) for key in shown),
            reasons=tuple(self._reason(key) for key in shown),
        )

    def _sort(self, key: Key) -> None:
        """Find what can be said of a series."""
        now, base, past = self._now[key], self._bases.get(key), self.past.get(key, ())
        if not past and (base is None or base.value is None):
            self._first.append(key)
        elif base is None or base.value is None or now.value is None:
            self.without_base += 1
        elif not has_moved(now, base):
            self.unmoved += 1
        elif len(past) + 1 < LEAST_MONTHS:
            unit = self._unit(key)
            self._short[key] = abs(on_scale(unit, now.value) - on_scale(unit, base.value))
        else:
            step = now.step or 0.0
            self._scores[key] = score(self._unit(key), past, now.value, base.value, apart=self._apart, step=step)

    def _compared(self, key: Key) -> tuple[float | None, Interval | None]:
        """Return the change against the base, and where it lies."""
        now, base = self._now[key], self._bases.get(key)
        spans = interval_of(now), interval_of(base)
        if base is None or now.value is None or base.value is None or spans[0] is None or spans[1] is None:
            return None, None
        unit = self._unit(key)
        return change(unit, now.value, base.value), change_interval(unit, spans[0], spans[1])

    def _reason(self, key: Key) -> Message:
        now, base = self._now[key], self._bases.get(key)
        if base is None or base.value is None or now.value is None:
            return message("movers.first")
        past, point = self.past.get(key, ()), (self._period.ordinal, now.value)
        is_step = bool(past) and past[-1][0] == self._base_ordinal
        found = self._scores.get(key, 0.0)
        return reason(Move(self._unit(key), self._period.grain, past, point, base.value, found, is_step))

    def _unit(self, key: Key) -> Unit:
        return UNITS[self._catalogue.metric(key[0]).unit]

    def _place(self, key: Key) -> tuple[int, bool, str, str]:
        """Return what puts series in the catalogue's order, a total before its parts."""
        metric, dimension, segment = key
        return self._catalogue.metric(metric).position, dimension != GLOBAL, dimension, segment


def has_moved(now: Observation, base: Observation) -> bool:
    """Whether two figures differ whatever they were before they were rounded; intervals that touch may be alike."""
    if now.value is None or base.value is None:
        return False
    if now.qualifier == base.qualifier == Qualifier.EXACT:
        width = ((now.step or 0.0) + (base.step or 0.0)) / 2
        return abs(now.value - base.value) > width * (1 + _TOUCH) + abs(base.value) * _TOUCH
    spans = interval_of(now), interval_of(base)
    return spans[0] is not None and spans[1] is not None and not spans[0].meets(spans[1])
