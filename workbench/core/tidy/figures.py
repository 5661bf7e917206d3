"""Which figures a tidy table has: accepted values as their readings print them, and the readings beside these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.core.acceptance import observation_of
from workbench.core.catalogue import Catalogue
from workbench.core.ports import Condition, Reader, Row
from workbench.core.records import Observation, Reading, Source, Statistic


@dataclass(frozen=True, slots=True)
class TidyFigure:
    """A row: a reading, or an accepted value that says something else than its reading.

    `status` is that of an accepted value, empty for the readings beside it; `reading` is None where no reading prints it.
    """

    figure: Observation | Reading
    status: str
    unit: str
    reading: Reading | None

    @property
    def statistic(self) -> str:
        """What the figure says of its key."""
        return self.reading.statistic if self.reading is not None else Statistic.VALUE.value


class TidyFigures:
    """Finds the figures that meet conditions: first ask for the accepted ones, then, with the same, for the others."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        """Look at a database."""
        self.sources = {source.id: source.name for source in reader.records(Source)}
        self._reader = reader
        self._catalogue = catalogue
        self._accepted: set[Row] = set()

    def accepted(self, where: Mapping[str, Condition]) -> Iterator[TidyFigure]:
        """Yield the accepted values as their readings print them.

        One that says something else than its reading, say that the figure is missing, stands without a source; the
        reading is then among the others.
        """
        self._accepted = set()
        readings = self._reader.records(Reading, **where, statistic=Statistic.VALUE.value)
        by_key = {_origin(reading): reading for reading in readings}
        for figure in self._reader.records(Observation, **where):
            metric = self._catalogue.metrics.get(figure.metric)
            reading = by_key.get(_origin(figure))
            if metric is None or reading is None or observation_of(reading, metric, figure.status) != figure:
                yield TidyFigure(figure, figure.status, metric.unit if metric is not None else "", None)
            else:
                self._accepted.add(_origin(figure))
                yield TidyFigure(reading, figure.status, reading.unit, reading)

    def others(self, where: Mapping[str, Condition]) -> Iterator[TidyFigure]:
        """Yield the readings beside the accepted values: other sources' values, printed averages and changes."""
        for reading in self._reader.records(Reading, **where):
            if reading.statistic != Statistic.VALUE or _origin(reading) not in self._accepted:
                yield TidyFigure(reading, "", reading.unit, reading)

    def source_of(self, found: TidyFigure) -> str:
        """Return the name of a figure's source; empty where it has none."""
        return self.sources.get(found.reading.source, "") if found.reading is not None else ""

    def metric_label(self, id_: str, language: str) -> str:
        """Return a metric's label in a language; its id where the catalogue does not know it."""
        metric = self._catalogue.metrics.get(id_)
        return self._catalogue.label(metric, language) if metric is not None else id_

    def segment_label(self, dimension: str, id_: str, language: str) -> str:
        """Return a segment's label in a language; its id where the catalogue does not know it."""
        is_known = dimension in self._catalogue.dimensions
        segment = self._catalogue.segment(dimension, id_) if is_known else None
        return self._catalogue.label(segment, language) if segment is not None else id_


def _origin(figure: Observation | Reading) -> Row:
    """Return what names the reading of a value: the figure, its source and number."""
    return figure.metric, figure.grain, figure.period, figure.dimension, figure.segment, figure.source, figure.nth
