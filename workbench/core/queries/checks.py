"""The issues of stored figures: loads each metric once, lets the rules look at it, and lays the waivers over what they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.core.catalogue import Catalogue
from workbench.core.checks.figures import figure_issues
from workbench.core.checks.figures_stored import Stored, span_of
from workbench.core.checks.figures_sums import (
    PHISHING_RATE,
    THREAT_SHARE,
    VIRUS_RATE,
    has_stages,
    stages,
    threat_share,
)
from workbench.core.checks.issues import Issue, Severity
from workbench.core.periods import PER_YEAR, Grain, Period
from workbench.core.ports import Between, Condition, Reader
from workbench.core.printed import Interval
from workbench.core.queries.pipeline import pipeline
from workbench.core.records import GLOBAL, Coverage, Metric, Observation, Reading, Source, Waiver
from workbench.core.units import UNITS, level_interval

_HISTORY = 60
"""How many periods before the asked one its figures are compared with."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

_Place = tuple[str, str]
"""A dimension and a grain."""


def stored_issues(reader: Reader, catalogue: Catalogue, today: str, period: Period | None = None) -> tuple[Issue, ...]:
    """Return the issues of a period, of all periods without one, errors first; `today` is an ISO day, for the waivers.

    With a period its figures are compared with those of the 60 periods before it and the one after it.
    """
    sources = {source.id: source for source in reader.records(Source)}
    found: list[Issue] = []
    for metric in catalogue.metrics.values():
        for stored in _stored(reader, catalogue, metric, sources, period):
            periods = _periods(stored, period)
            found += figure_issues(stored, periods)
            found += _between_metrics(reader, catalogue, stored, periods)
    found.sort(key=lambda issue: _ORDER[issue.severity])
    return waived_issues(found, reader.records(Waiver), today)


def waived_issues(issues: Sequence[Issue], waivers: Sequence[Waiver], today: str) -> tuple[Issue, ...]:
    """Return the issues with the reasons of the waivers that hold on a day: those of their rule for their first key."""
    reasons = {
        (waiver.rule, waiver.key): waiver.reason for waiver in waivers if not waiver.expires or waiver.expires >= today
    }
    return tuple(
        replace(issue, waived=reasons.get((issue.rule, issue.keys[0]), "")) if issue.keys else issue for issue in issues
    )


@dataclass(slots=True)
class _Gathered:
    """The rows of a dimension and grain while they are read, by period and segment."""

    observations: defaultdict[str, dict[str, Observation]] = field(default_factory=lambda: defaultdict(dict))
    readings: defaultdict[str, defaultdict[str, list[Reading]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def _stored(
    reader: Reader, catalogue: Catalogue, metric: Metric, sources: Mapping[int, Source], period: Period | None
) -> Iterator[Stored]:
    """Yield a metric's figures by dimension and grain."""
    where = _where(metric, period)
    gathered: defaultdict[_Place, _Gathered] = defaultdict(_Gathered)
    for one in reader.records(Observation, **where):
        gathered[one.dimension, one.grain].observations[one.period][one.segment] = one
    for reading in reader.records(Reading, **where):
        gathered[reading.dimension, reading.grain].readings[reading.period][reading.segment].append(reading)
    coverages: defaultdict[_Place, dict[str, Coverage]] = defaultdict(dict)
    for coverage in reader.records(Coverage, metric=metric.id):
        coverages[coverage.dimension, coverage.grain][coverage.period] = coverage
    known = {GLOBAL, *catalogue.breakdowns(metric.id)}
    for (dimension, grain), rows in gathered.items():
        if dimension not in known:
            continue
        totals = gathered[GLOBAL, grain].observations if (GLOBAL, grain) in gathered else {}
        yield Stored(
            catalogue=catalogue,
            metric=metric,
            dimension=dimension,
            grain=Grain(grain),
            observations=rows.observations,
            totals={text: found[GLOBAL] for text, found in totals.items() if GLOBAL in found},
            readings=rows.readings,
            coverages=coverages[dimension, grain],
            sources=sources,
        )


def _where(metric: Metric, period: Period | None) -> dict[str, Condition]:
    """Return which rows of a metric are read."""
    if period is None:
        return {"metric": metric.id}
    lowest = PER_YEAR.get(period.grain, 1)
    first = Period(period.grain, max(lowest, period.ordinal - _HISTORY))
    return {"metric": metric.id, "grain": period.grain.value, "period": Between(str(first), str(_after(period)))}


def _after(period: Period) -> Period:
    """Return the period after one; the last of all has none."""
    try:
        return period.shifted(1)
    except ValueError:
        return period


def _periods(stored: Stored, period: Period | None) -> list[Period]:
    """Return the periods to tell of: the asked one, else all that have a figure."""
    if period is not None:
        return [period]
    return [Period.parse(text) for text in sorted(stored.observations.keys() | stored.readings.keys())]


def _between_metrics(
    reader: Reader, catalogue: Catalogue, stored: Stored, periods: Sequence[Period]
) -> Iterator[Issue]:
    """Yield what figures of several metrics say together."""
    if has_stages(stored):
        for period in periods:
            if stored.rows(period):
                yield from stages(stored, pipeline(reader, catalogue, period))
    elif stored.is_total and stored.metric.id == THREAT_SHARE:
        for period in periods:
            if stored.rows(period):
                levels = [_level(reader, catalogue.metric(id_), period) for id_ in (VIRUS_RATE, PHISHING_RATE)]
                yield from threat_share(stored, levels[0], levels[1], period)


def _level(reader: Reader, metric: Metric, period: Period) -> Interval | None:
    """Return where the level of a metric's total lies; None where it is not known."""
    where: dict[str, Condition] = {"metric": metric.id, "grain": period.grain.value, "period": str(period)}
    found = reader.records(Observation, **where, dimension=GLOBAL, segment=GLOBAL)
    span = span_of(found[0]) if found else None
    return None if span is None or span.low < 0 else level_interval(UNITS[metric.unit], span)
