"""Which metric a table is of: by its header, the dimension of its labels, the titles around it, or the section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.core.claims.binding.binder import PARTS, Binder
from workbench.core.claims.binding.cells import Cell, CellKind, unit_in
from workbench.core.claims.binding.cues import NAMED_ONLY, SHARE, SOURCES
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import LOCAL, Binding, Candidate
from workbench.core.records import GLOBAL
from workbench.core.units import ONE_IN

_NO_BREAKDOWN = frozenset({"", LOCAL, GLOBAL})


@dataclass(frozen=True)
class TableMetrics:
    """Says the metrics of the tables of one block of cells."""

    binder: Binder
    topic: Topic
    cells: Sequence[Cell]

    def metric(self, dimension: str, unit: str, place: int, header: str = "") -> Binding | None:
        """Return the metric of a list that begins at a place among the cells; a local one, by its title, if need be."""
        fitting = self._fitting(dimension, unit, f"{header} {self.topic.caption} {self.topic.title}")
        if self.cells[place].meaning is not None:
            # Rows of months and means are totals: none is the share of a part.
            fitting = [metric for metric in fitting if metric not in PARTS.values()]
        if dimension not in _NO_BREAKDOWN and len(fitting) == 1:
            return Binding(fitting[0], 0.95)
        named = [metric for metric in self._named(place, header, dimension) if metric in fitting]
        if named:
            is_share = named[0] == "spam.rate" and SOURCES in fitting and SHARE.search(header)
            return self._share() if is_share else Binding(named[0], 0.95)
        if dimension == LOCAL:
            return self.titled(header)
        for metric in (self.topic.metric, self.topic.last.id if self.topic.last else None):
            if metric in fitting:
                return Binding(metric, 0.85)
        if dimension in _NO_BREAKDOWN or not fitting:
            return self.titled(header)
        return Binding(fitting[0], 0.5, candidates=tuple(Candidate(metric, 0.5) for metric in fitting))

    def _share(self) -> Binding:
        """Return what "share of spam" is in a table of countries: of the mail that each got, or of all spam, in doubt."""
        if self.topic.metric == SOURCES:
            return Binding(SOURCES, 0.85)
        candidates = (Candidate(SOURCES, 0.5), Candidate("spam.rate", 0.5))
        return Binding(SOURCES, 0.5, candidates=candidates)

    def _fitting(self, dimension: str, unit: str, words: str) -> list[str]:
        """Return the metrics that are written in a unit and broken down by a dimension; rare ones only where they are named."""
        catalogue = self.binder.catalogue
        said = {self.topic.metric, *self._said(words)}
        return [
            metric
            for metric in catalogue.metrics
            if (dimension in _NO_BREAKDOWN or catalogue.composition(metric, dimension))
            and self.binder.takes(metric, unit)
            and not (dimension == LOCAL and not unit and self._is_one_in(metric) and unit_in(words) != ONE_IN.id)
            and (metric not in NAMED_ONLY or metric in said)
        ]

    def _is_one_in(self, metric: str) -> bool:
        return self.binder.catalogue.metric(metric).unit == ONE_IN.id

    def titled(self, header: str) -> Binding | None:
        """Return a metric of the text's own, by the title of a table."""
        title = header or self.topic.title
        return Binding(title, 0.8, is_local=True) if title else None

    def _named(self, place: int, header: str, dimension: str) -> Iterator[str]:
        """Yield the metrics that words around a list name, the likeliest first."""
        yield from self._said(header)
        if place < len(self.cells) // 2 + 2:
            yield from self._said(self.topic.caption)
        titles = [(index, cell.metric) for index, cell in enumerate(self.cells) if cell.kind is CellKind.TITLE]
        before = [metric for index, metric in reversed(titles) if index < place and metric]
        behind = [metric for index, metric in titles if index > place and metric]
        # A panel's title may stand behind its lists: then no list has one before it.
        leads = bool(titles) and titles[0][0] < self._first_value
        yield from before if leads else [*behind[:1], *before]
        yield from self._said(self.topic.title) if dimension == LOCAL and place <= self._first_value else ()

    def _said(self, words: str) -> list[str]:
        """Return the metrics that words say, the surest first."""
        scores = self.binder.words.scores(words, "") if words else {}
        return sorted(scores, key=lambda metric: -scores[metric])

    @property
    def _first_value(self) -> int:
        kinds = {CellKind.VALUE, CellKind.ROW}
        return next((place for place, cell in enumerate(self.cells) if cell.kind in kinds), 0)
