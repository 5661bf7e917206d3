"""The catalogue: what is measured, how it is broken down, and what the members are called.

The shipped catalogue comes from the resources; a database's own metrics and segments are laid over it, and win.
Nothing shipped is copied into the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from workbench.core.catalogue_files import (
    AverageWindow,
    Composition,
    Dimension,
    Family,
    SegmentFiles,
    ShippedTables,
    read_tables,
)
from workbench.core.catalogue_names import NameIndex, names_of
from workbench.core.errors import Refused
from workbench.core.messages import Label, message
from workbench.core.periods import Period
from workbench.core.records import Metric, Segment

__all__ = ["AverageWindow", "Catalogue", "Composition", "Dimension", "Family", "Labelled", "shipped_catalogue"]

_SUGGESTIONS = 3

_R = TypeVar("_R", Metric, Segment)


class Labelled(Protocol):
    """What has an id and a label in each language: a metric, segment, dimension, family or event."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def label_ja(self) -> str:
        """Its Japanese label, or empty."""

    @property
    def label_en(self) -> str:
        """Its English label, or empty."""


class Catalogue:
    """Metrics, dimensions and segments by id and by name. It never changes; `with_own` makes another one.

    A class with read-only properties, not a frozen dataclass: segments and name indexes are read and built when they
    are first asked for, since a start of the program must not wait for 249 countries.
    """

    def __init__(
        self,
        shipped: ShippedTables,
        files: SegmentFiles,
        own_metrics: Iterable[Metric] = (),
        own_segments: Iterable[Segment] = (),
    ) -> None:
        """Lay a database's own metrics and segments over the shipped ones."""
        self._shipped = shipped
        self._files = files
        own = {metric.id: metric for metric in own_metrics}
        merged = {metric.id: metric for metric in shipped.metrics} | own
        self._metrics = _in_order(merged.values())
        self._own_metrics = frozenset(own)
        self._own_segments: dict[str, dict[str, Segment]] = {}
        for segment in own_segments:
            self._own_segments.setdefault(segment.dimension, {})[segment.id] = segment
        self._segments: dict[str, Mapping[str, Segment]] = {}
        self._segment_names: dict[str, NameIndex] = {}

    def with_own(self, metrics: Iterable[Metric], segments: Iterable[Segment]) -> Catalogue:
        """Return the shipped catalogue with these own records, in place of any that this one has."""
        return Catalogue(self._shipped, self._files, metrics, segments)

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """All metrics by id, in display order."""
        return self._metrics

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """All dimensions by id, in display order; the first is "global", the total."""
        return self._shipped.dimensions

    @property
    def families(self) -> Mapping[str, Family]:
        """The families of metrics by id, in display order."""
        return self._shipped.families

    @property
    def average_window(self) -> AverageWindow:
        """The window of the computed average, unless settings say otherwise."""
        return self._shipped.average_window

    def metric(self, name: str) -> Metric:
        """Return a metric by its id; Refused with suggestions for anything else."""
        found = self._metrics.get(name)
        if found is None:
            raise _unknown("metric", name, self._near_metrics(name))
        return found

    def resolve_metric(self, text: str) -> tuple[Metric, str] | None:
        """Return the metric that a text names by id, label or alias, and the unit that the name implies.

        The unit is the metric's own, save for the id of a reading: "virus.rate_percent" is virus.rate in percent.
        """
        name: str | None = text if text in self._metrics else self._metric_names.find(text)
        if name is None:
            return None
        if name in self._metrics:
            return self._metrics[name], self._metrics[name].unit
        metric, unit = self._shipped.readings[name]
        return self._metrics[metric], unit

    def exclusive_of(self, metric: str) -> frozenset[str]:
        """Return the metrics that look like this one but are defined otherwise: never to be drawn as one line."""
        remarks = self._shipped.remarks
        named = remarks[metric].exclusive_of if metric in remarks else ()
        return frozenset(named) | {id for id, remark in remarks.items() if metric in remark.exclusive_of}

    def as_defined(self, metric: str, month: Period) -> str:
        """Return the metric that a name means in a month: the one it looks like where only that one was published then."""
        remarks = self._shipped.remarks
        for other in sorted(self.exclusive_of(metric)):
            own, its = (remarks[id].defined_until if id in remarks else "" for id in (metric, other))
            is_over = bool(own) and month.first_day > Period.parse(own).last_day
            is_not_yet = bool(its) and month.last_day <= Period.parse(its).last_day
            if is_over or is_not_yet:
                return other
        return metric

    def classes(self, metric: str) -> tuple[float, ...]:
        """Return the limits between a metric's classes of severity, rising, in its level; empty where it has none.

        The level of "1 in N" is the rate in percent (see `units.level`).
        """
        return self._shipped.classes.get(metric, ())

    def comment(self, metric: str, language: str) -> str:
        """Return the words on a metric's definition in a language ("ja", "en"); empty where there are none."""
        remark = self._shipped.remarks.get(metric)
        if remark is None:
            return ""
        return remark.comment_ja if language == "ja" else remark.comment_en

    def breakdowns(self, metric: str) -> Mapping[str, Composition]:
        """Return a metric's dimensions with their composition; without "global", which each metric has.

        Refused for an unknown metric.
        """
        pairs = (line.partition("=") for line in self.metric(metric).dimensions.splitlines())
        return {dimension: Composition(composition) for dimension, _, composition in pairs}

    def composition(self, metric: str, dimension: str) -> Composition | None:
        """Return how a dimension's members hang together in a metric; None: no such breakdown, as for "global".

        Refused for an unknown metric.
        """
        return self.breakdowns(metric).get(dimension)

    def dimension(self, name: str) -> Dimension:
        """Return a dimension by its id; Refused with suggestions for anything else."""
        found = self._shipped.dimensions.get(name)
        if found is None:
            raise _unknown("dimension", name, self._dimension_names.near(name, _SUGGESTIONS))
        return found

    def resolve_dimension(self, text: str) -> Dimension | None:
        """Return the dimension that a text names by id, label or alias."""
        id = self._dimension_names.find(text)
        return None if id is None else self._shipped.dimensions[id]

    def segments(self, dimension: str) -> Mapping[str, Segment]:
        """Return a dimension's members by id, in display order; Refused for an unknown dimension."""
        if dimension not in self._segments:
            self.dimension(dimension)
            merged = {segment.id: segment for segment in self._files.members(dimension)}
            self._segments[dimension] = _in_order((merged | self._own_segments.get(dimension, {})).values())
        return self._segments[dimension]

    def segment(self, dimension: str, id: str) -> Segment | None:
        """Return the member with exactly this id, also one that was merged into another; None where there is none."""
        return self.segments(dimension).get(id)

    def resolve_segment(self, dimension: str, text: str) -> Segment | None:
        """Return the member that a text names: by its exact id, else by id, label or alias after folding.

        A member that was merged into another gives that other one. Refused for an unknown dimension.
        """
        found = self.segment(dimension, text)
        if found is None:
            id = self._names_of_segments(dimension).find(text)
            found = None if id is None else self.segment(dimension, id)
        return None if found is None else self._current(found)

    def suggest_segments(self, dimension: str, text: str, limit: int = _SUGGESTIONS) -> tuple[Segment, ...]:
        """Return the members with the most similar names in either language, the most similar first."""
        members = self.segments(dimension)
        near = self._names_of_segments(dimension).near(text, limit)
        current = (self._current(members[id]) for id in near)
        return tuple({segment.id: segment for segment in current}.values())

    @staticmethod
    def label(thing: Labelled, language: str) -> str:
        """Return the label in a language ("ja", "en"); the other language's where it is empty, then the id."""
        wanted, other = thing.label_ja, thing.label_en
        if language != "ja":
            wanted, other = other, wanted
        return wanted or other or thing.id

    @staticmethod
    def named(thing: Labelled) -> Label:
        """Return what a thing is called, as a value of a Message."""
        return Label(thing.id, Catalogue.label(thing, "ja"), Catalogue.label(thing, "en"))

    def _current(self, segment: Segment) -> Segment:
        """Follow `replaced_by` to the member that stands; stop where the next is unknown or was seen (a circle)."""
        seen = {segment.id}
        following = self.segment(segment.dimension, segment.replaced_by)
        while following is not None and following.id not in seen:
            segment = following
            seen.add(segment.id)
            following = self.segment(segment.dimension, segment.replaced_by)
        return segment

    @cached_property
    def _metric_names(self) -> NameIndex:
        own_first = sorted(self._metrics.values(), key=lambda metric: metric.id not in self._own_metrics)
        names = names_of(own_first)
        return NameIndex((*names, *((reading, reading) for reading in self._shipped.readings)))

    @cached_property
    def _dimension_names(self) -> NameIndex:
        return NameIndex(names_of(tuple(self._shipped.dimensions.values())))

    def _names_of_segments(self, dimension: str) -> NameIndex:
        if dimension not in self._segment_names:
            own = self._own_segments.get(dimension, {})
            own_first = sorted(self.segments(dimension).values(), key=lambda segment: segment.id not in own)
            self._segment_names[dimension] = NameIndex(names_of(own_first))
        return self._segment_names[dimension]

    def _near_metrics(self, name: str) -> tuple[str, ...]:
        near = self._metric_names.near(name, _SUGGESTIONS)
        readings = self._shipped.readings
        return tuple(dict.fromkeys(readings[id][0] if id in readings else id for id in near))


def shipped_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of a resources folder, without any database's own records."""
    return Catalogue(read_tables(folder), SegmentFiles(folder / "segments"))


def _in_order(records: Iterable[_R]) -> Mapping[str, _R]:
    """Return records by id in display order; where positions are equal, by id."""
    ordered = sorted(records, key=lambda record: (record.position, record.id))
    return MappingProxyType({record.id: record for record in ordered})


def _unknown(kind: str, name: str, near: tuple[str, ...]) -> Refused:
    """Say that there is no such metric or dimension, with near ids if any."""
    if not near:
        return Refused(message(f"catalogue.unknown_{kind}", name=name))
    return Refused(message(f"catalogue.unknown_{kind}_near", name=name, near=", ".join(near)))
