"""The claims of texts with their verdicts: all figures of a metric that they are about are read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.core.analysis import Rank, averages
from workbench.core.catalogue import AverageWindow, Catalogue
from workbench.core.claims.aspects import Aspect, Said, aspect_of
from workbench.core.claims.known import (
    Candidate,
    Figure,
    Known,
    Line,
    candidate_of,
    candidate_of_reading,
    change_of,
    computed_mean,
    mean_of,
)
from workbench.core.claims.links import ClaimLink, claim_links
from workbench.core.claims.verdicts import Verdict, VerdictKind, verdict
from workbench.core.keys import FigureKey
from workbench.core.messages import Message, message
from workbench.core.periods import PER_YEAR, Grain, Period
from workbench.core.ports import OneOf, Reader
from workbench.core.queries.breakdown import Base, BaseOfComparison, base_period_of
from workbench.core.queries.figures import figures, interval_of
from workbench.core.records import Metric, Observation, Reading, Source, Statistic
from workbench.core.units import UNITS, printed_message

_BASES = (Base.PREVIOUS, Base.YEAR, Base.AVERAGE)


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its figure's key, whose period is told; None where the target is no key."""

    link: ClaimLink
    key: FigureKey | None
    known: Known
    verdict: Verdict


def checked_claims(
    reader: Reader, catalogue: Catalogue, texts: Sequence[tuple[str, Period]]
) -> tuple[tuple[CheckedClaim, ...], ...]:
    """Return the claims of each text, which is of a period: the one that its claims are about unless they say another."""
    links = [[(link, _key_in(link, period)) for link in claim_links(body)] for body, period in texts]
    known = known_of(reader, catalogue, (key for found in links for _, key in found if key is not None))
    return tuple(tuple(_checked(link, key, known) for link, key in found) for found in links)


def known_of(reader: Reader, catalogue: Catalogue, keys: Iterable[FigureKey]) -> dict[FigureKey, Known]:
    """Return what is known of keys, each of which has a period."""
    groups: defaultdict[tuple[str, Grain], list[_Asked]] = defaultdict(list)
    known: dict[FigureKey, Known] = {}
    for key in dict.fromkeys(keys):
        aspect = aspect_of(key.aspect)
        if key.metric not in catalogue.metrics:
            known[key] = Known(why=message("claim.unknown_metric", metric=key.metric))
        elif aspect is None:
            known[key] = Known(why=message("claim.unknown_aspect", aspect=key.aspect))
        elif key.period is not None:
            groups[key.metric, key.period.grain].append(_Asked(key, key.period, aspect))
    for (id_, grain), asked in groups.items():
        metric = catalogue.metric(id_)
        facts = _Facts.read(reader, metric, grain, catalogue.average_window, asked)
        known |= {one.key: _known(facts, one) for one in asked}
    return known


def _key_in(link: ClaimLink, period: Period) -> FigureKey | None:
    key = link.key
    return replace(key, period=period) if key is not None and key.period is None else key


def _checked(link: ClaimLink, key: FigureKey | None, known: Mapping[FigureKey, Known]) -> CheckedClaim:
    if key is None:
        nothing = message("claim.no_key", target=link.target)
        return CheckedClaim(link, None, Known(why=nothing), Verdict(VerdictKind.NEEDS_DATA, why=nothing))
    aspect = aspect_of(key.aspect) or Aspect()
    return CheckedClaim(link, key, known[key], verdict(link.shown, aspect.said, known[key]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A key with its period and what is said of the figure."""

    key: FigureKey
    period: Period
    aspect: Aspect

    def periods(self, window: AverageWindow) -> Iterator[Period]:
        """Yield the periods whose values may be needed."""
        lowest = PER_YEAR.get(self.period.grain, 1)
        first = max(lowest, self.period.ordinal - window.months)
        yield from (Period(self.period.grain, ordinal) for ordinal in range(first, self.period.ordinal + 1))
        for base in (*_BASES, self.aspect.base):
            then = base_period_of(self.period, base)
            if then is not None:
                yield then


_Place = tuple[str, str, Period]
"""Dimension, segment and period of a figure."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """The figures of a metric that claims are about, by place; printed averages and changes, those typed by people first."""

    reader: Reader
    metric: Metric
    window: AverageWindow
    accepted: Mapping[_Place, Observation]
    printed: Mapping[tuple[_Place, str], list[Reading]]
    ranks: dict[tuple[str, Period], Mapping[str, Rank | None]] = field(default_factory=dict)

    @classmethod
    def read(
        cls, reader: Reader, metric: Metric, grain: Grain, window: AverageWindow, asked: Sequence[_Asked]
    ) -> _Facts:
        """Read all that may be needed: the values, and if wanted what was printed of averages and changes."""
        place = {
            "metric": metric.id,
            "grain": grain.value,
            "dimension": OneOf(tuple({one.key.dimension for one in asked})),
            "segment": OneOf(tuple({one.key.segment for one in asked})),
        }
        texts = sorted({str(period) for one in asked for period in one.periods(window)})
        accepted = {
            (found.dimension, found.segment, Period.parse(found.period)): found
            for found in reader.records(Observation, **place, period=OneOf(tuple(texts)))
        }
        own = OneOf(tuple({str(one.period) for one in asked}))
        said = OneOf((Statistic.AVERAGE_6.value, Statistic.CHANGE.value))
        readings = reader.records(Reading, **place, period=own, statistic=said)
        people = {row[0] for row in reader.rows(Source, ("id",), kind="person")} if readings else set()
        printed: defaultdict[tuple[_Place, str], list[Reading]] = defaultdict(list)
        for one in sorted(readings, key=lambda reading: reading.source not in people):
            printed[(one.dimension, one.segment, Period.parse(one.period)), one.statistic].append(one)
        return cls(reader, metric, window, accepted, printed)

    def figure(self, key: FigureKey, period: Period | None) -> Figure | None:
        """Return an accepted value with where it lies."""
        if period is None:
            return None
        found = self.accepted.get((key.dimension, key.segment, period))
        span = interval_of(found)
        return None if found is None or found.value is None or span is None else Figure(found.value, span)

    def averages(self, asked: _Asked) -> Iterator[Candidate]:
        """Yield the printed averages, then the computed one."""
        key = asked.key
        for reading in self.printed.get(((key.dimension, key.segment, asked.period), Statistic.AVERAGE_6), ()):
            found = candidate_of_reading(reading)
            if found is not None:
                yield found
        mean = self._mean(asked)
        if mean is not None:
            yield computed_mean(self.metric, mean)

    def mean_figures(self, asked: _Asked) -> Iterator[Figure]:
        """Yield the averages as bases of a change."""
        yield from (Figure(float(found.value), found.span) for found in self.averages(asked))

    def _mean(self, asked: _Asked) -> Figure | None:
        """Return the computed average; None where no month is there."""
        lowest = max(PER_YEAR.get(asked.period.grain, 1), asked.period.ordinal - self.window.months)
        near = [Period(asked.period.grain, ordinal) for ordinal in range(lowest, asked.period.ordinal + 1)]
        found = [self.figure(asked.key, period) for period in near]
        column = [None if figure is None else figure.value for figure in found]
        _, present = averages(column, self.window.months, includes_current=self.window.includes_current)
        last = found if self.window.includes_current else found[:-1]
        within = [figure for figure in last[-self.window.months :] if figure is not None]
        return mean_of(within) if present[-1] and len(within) == present[-1] else None

    def rank(self, key: FigureKey, period: Period) -> Rank | None:
        """Return a segment's place, as far as coverage allows."""
        place = (key.dimension, period)
        if place not in self.ranks:
            table = figures(self.reader, self.metric, key.dimension, period, window=self.window)
            self.ranks[place] = dict(zip(table.segments, table.ranks, strict=True))
        return self.ranks[place].get(key.segment)


def _known(facts: _Facts, asked: _Asked) -> Known:
    """Return what is known of a key."""
    match asked.aspect.said:
        case Said.CHANGE:
            return _known_change(facts, asked)
        case Said.AVERAGE:
            found = tuple(facts.averages(asked))
            roles = ("published" if one.is_printed else "computed" for one in found)
            lines = tuple(Line(role, None, one.printed) for role, one in zip(roles, found, strict=True))
            return Known(found, lines=(*_line(facts, asked, "now", asked.period), *lines))
        case Said.RANK:
            rank = facts.rank(asked.key, asked.period)
            return Known(rank=rank, lines=tuple(_line(facts, asked, "now", asked.period)))
        case Said.PREVIOUS | Said.YEAR:
            base = Base.PREVIOUS if asked.aspect.said is Said.PREVIOUS else Base.YEAR
            return _known_value(facts, asked, base_period_of(asked.period, base))
        case _:
            return _known_value(facts, asked, asked.period)


def _known_value(facts: _Facts, asked: _Asked, period: Period | None) -> Known:
    """Return what is known of a value; where there is none, what stands there instead."""
    key = asked.key
    found = None if period is None else facts.accepted.get((key.dimension, key.segment, period))
    candidate = None if found is None else candidate_of(facts.metric, found)
    lines = tuple(_line(facts, asked, "now", period)) if period is not None else ()
    return Known(() if candidate is None else (candidate,), lines=lines)


def _known_change(facts: _Facts, asked: _Asked) -> Known:
    """Return the change from the base of the claim, and for comparison from the others."""
    changes = {str(base): tuple(_changes(facts, asked, base)) for base in (*_BASES, asked.aspect.base)}
    own = str(asked.aspect.base)
    others = (
        (str(Aspect(Said.CHANGE, base)), changes[str(base)][0])
        for base in _BASES
        if str(base) != own and changes[str(base)]
    )
    then = base_period_of(asked.period, asked.aspect.base)
    lines = [*_line(facts, asked, "now", asked.period), *(_line(facts, asked, "base", then) if then else ())]
    if asked.aspect.base is Base.AVERAGE:
        lines += [Line("average", None, found.printed) for found in facts.averages(asked)][:1]
    return Known(
        changes[own],
        others=tuple(others),
        lines=tuple(lines),
    )


def _changes(facts: _Facts, asked: _Asked, base: BaseOfComparison) -> Iterator[Candidate]:
    """Yield the computed change, and what was printed of it where that does not contradict the two figures."""
    computed = list(_computed_changes(facts, asked, base))
    yield from computed
    if base is not Base.PREVIOUS:
        return
    place = (asked.key.dimension, asked.key.segment, asked.period)
    for reading in facts.printed.get((place, Statistic.CHANGE), ()):
        printed = candidate_of_reading(reading, is_change=True)
        if printed is None or printed.unit.change_unit != UNITS[facts.metric.unit].change_unit:
            continue
        if not computed or any(one.span.meets(printed.span) for one in computed):
            yield printed


def _computed_changes(facts: _Facts, asked: _Asked, base: BaseOfComparison) -> Iterator[Candidate]:
    """Yield the changes between the figure and its bases: several where averages were printed."""
    now = facts.figure(asked.key, asked.period)
    if now is None:
        return
    if base is Base.AVERAGE:
        bases = list(facts.mean_figures(asked))
    else:
        then = facts.figure(asked.key, base_period_of(asked.period, base))
        bases = [] if then is None else [then]
    yield from filter(None, (change_of(facts.metric, now, one) for one in bases))


def _line(facts: _Facts, asked: _Asked, role: str, period: Period) -> Iterator[Line]:
    """Yield what stands in a period; a dash where nothing does."""
    found = facts.accepted.get((asked.key.dimension, asked.key.segment, period))
    yield Line(role, period, _written(facts.metric, found))


def _written(metric: Metric, observation: Observation | None) -> Message:
    if observation is None:
        return Message("printed.missing")
    return printed_message(UNITS[metric.unit], observation.value, observation.step, observation.qualifier)
