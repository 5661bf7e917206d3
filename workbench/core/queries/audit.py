"""The audit of a text beside a database: its figures and their readings, each metric read once when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from workbench.core.catalogue import Catalogue
from workbench.core.checks.prose.audit import Audit, audit
from workbench.core.checks.prose.facts import Key, Known, Stored
from workbench.core.claims.model import Report
from workbench.core.messages import Message, message
from workbench.core.periods import PER_YEAR, Grain, Period
from workbench.core.ports import Reader
from workbench.core.printed import PrintedNumber, Qualifier, decimal_of
from workbench.core.records import Metric, Observation, Reading, Source, Statistic, Waiver
from workbench.core.units import UNITS


def audited(reader: Reader, catalogue: Catalogue, report: Report, today: str, other: Report | None = None) -> Audit:
    """Return the audit of a report beside a database; `today` is an ISO day, for the waivers, `other` the other language."""
    return audit(report, catalogue, StoredFigures(reader, catalogue), reader.records(Waiver), today, other)


@dataclass
class _Figures:
    """All figures of a metric and grain: accepted ones, and readings by their statistic."""

    accepted: dict[Key, Observation] = field(default_factory=dict)
    readings: dict[tuple[Key, str], list[Reading]] = field(default_factory=lambda: defaultdict(list))


class StoredFigures(Stored):
    """The figures of a database, as rules over texts ask for them."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        """Look at a database; nothing is read before it is asked for."""
        self._reader = reader
        self._catalogue = catalogue
        self._figures: dict[tuple[str, Grain], _Figures] = {}

    @cached_property
    def _sources(self) -> dict[int, Source]:
        return {source.id: source for source in self._reader.records(Source)}

    def values(self, key: Key) -> tuple[Known, ...]:
        """Return the accepted value of a key, then what was printed of it."""
        found = self._of(key)
        accepted = None if found is None else found.accepted.get(key)
        known = [] if accepted is None else list(self._accepted(key, accepted))
        return (*known, *self._printed(key, Statistic.VALUE))

    def averages(self, key: Key) -> tuple[Known, ...]:
        """Return the averages that were printed of a key, then the computed ones, with and without the period itself."""
        printed = tuple(self._printed(key, Statistic.AVERAGE_6))
        return (*printed, *self._computed(key))

    def changes(self, key: Key) -> tuple[Known, ...]:
        """Return the changes that were printed of a key, signed."""
        return tuple(self._printed(key, Statistic.CHANGE))

    def _of(self, key: Key) -> _Figures | None:
        """Return the figures of a key's metric and grain; None for a metric that is in no catalogue."""
        if key[0] not in self._catalogue.metrics:
            return None
        place = key[0], Period.parse(key[3]).grain
        if place not in self._figures:
            self._figures[place] = self._read(*place)
        return self._figures[place]

    def _read(self, metric: str, grain: Grain) -> _Figures:
        found = _Figures()
        for one in self._reader.records(Observation, metric=metric, grain=grain.value):
            found.accepted[one.metric, one.dimension, one.segment, one.period] = one
        for reading in self._reader.records(Reading, metric=metric, grain=grain.value):
            key = reading.metric, reading.dimension, reading.segment, reading.period
            found.readings[key, reading.statistic].append(reading)
        return found

    def _metric(self, key: Key) -> Metric:
        return self._catalogue.metric(key[0])

    def _accepted(self, key: Key, one: Observation) -> Iterator[Known]:
        if one.value is not None:
            number = PrintedNumber(decimal_of(one.value), decimal_of(one.step or 0.0), Qualifier(one.qualifier))
            yield self._known(number, self._metric(key).unit, self._origin(one.source, ""))

    def _printed(self, key: Key, statistic: Statistic) -> Iterator[Known]:
        found = self._of(key)
        for one in () if found is None else found.readings.get((key, statistic), ()):
            if one.value is not None and one.unit in UNITS:
                number = PrintedNumber(decimal_of(one.value), decimal_of(one.step or 0.0), Qualifier(one.qualifier))
                yield self._known(number, one.unit, self._origin(one.source, one.place))

    def _computed(self, key: Key) -> Iterator[Known]:
        """Yield the plain means of the months up to a period, and up to the one before; only where all are there."""
        found, metric = self._of(key), self._metric(key) if key[0] in self._catalogue.metrics else None
        if found is None or metric is None:
            return
        period, months = Period.parse(key[3]), self._catalogue.average_window.months
        if period.ordinal <= PER_YEAR.get(period.grain, 1) + months:
            return
        for last in (period, period.previous):
            keys = [(key[0], key[1], key[2], str(last.shifted(-back))) for back in range(months)]
            values = [found.accepted[one].value for one in keys if one in found.accepted]
            known = [decimal_of(value) for value in values if value is not None]
            if len(known) == months:
                step = decimal_of(metric.step)
                mean = (sum(known, Decimal(0)) / months).quantize(min(step, Decimal(1)))
                yield self._known(PrintedNumber(mean, step), metric.unit, message("audit.computed"))

    def _known(self, number: PrintedNumber, unit: str, origin: Message) -> Known:
        return Known(number, UNITS[unit], None, message("audit.database"), origin)

    def _origin(self, source: int | None, place: str) -> Message:
        """Return where a figure came from."""
        found = None if source is None else self._sources.get(source)
        if found is None:
            return message("audit.no_source")
        return message("audit.source_place" if place else "audit.source", source=found.name, place=place)
