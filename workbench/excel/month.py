"""The figures of a period as the sheets of a workbook list them, each beside what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.analysis import Rank, RankChange
from workbench.core.catalogue import Catalogue
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.printed import Interval
from workbench.core.queries.figures import figures, published_averages
from workbench.core.queries.pipeline import DROPPED, PIPELINE_STAGE, Stage, pipeline
from workbench.core.queries.top_list import breakdowns_apart_from
from workbench.core.records import GLOBAL, Metric, Observation
from workbench.excel.layout import BREAKDOWNS, OVERVIEW, THREATS, TRAFFIC, SheetSpec

TRAFFIC_FAMILY = "traffic"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of a sheet: a figure of the period, the base's, and what they come to.

    `change` is in the unit's change unit and lies in `span`; `published` is a printed average and its step. `stage` is what
    follows for a stage of the mail pipeline.
    """

    metric: Metric
    dimension: str
    segment: str
    observation: Observation | None
    base: Observation | None
    change: float | None
    span: Interval | None
    published: tuple[float, float | None] | None
    average: float | None
    months: int
    rank: Rank | None
    moved: RankChange
    stage: Stage | None = None

    @property
    def key(self) -> FigureKey:
        """The figure's key without a period."""
        return FigureKey(self.metric.id, self.dimension, self.segment)

    @property
    def is_total(self) -> bool:
        """Whether it is its metric's total."""
        return self.dimension == GLOBAL


Block = tuple[FigureRow, ...]
"""The rows of one metric by one dimension, in their order."""


@dataclass(frozen=True, slots=True)
class Month:
    """What the sheets of figures hold: by sheet, its blocks in order."""

    period: Period
    base: Period | None
    blocks: dict[str, tuple[Block, ...]]

    @property
    def rows(self) -> Iterator[FigureRow]:
        """All rows of all sheets."""
        return (row for blocks in self.blocks.values() for block in blocks for row in block)


def month_of(reader: Reader, catalogue: Catalogue, period: Period) -> Month:
    """Return the figures of a period for all sheets."""
    source = _Source(reader, catalogue, period)
    blocks = {
        OVERVIEW.id: source.totals(),
        **{sheet.id: source.breakdowns(sheet) for sheet in BREAKDOWNS},
        THREATS.id: source.threats(),
        TRAFFIC.id: source.traffic(),
    }
    return Month(period, _before(period), {sheet: tuple(filter(None, found)) for sheet, found in blocks.items()})


class _Source:
    """Reads the rows of a period."""

    def __init__(self, reader: Reader, catalogue: Catalogue, period: Period) -> None:
        self._reader, self._catalogue, self._period = reader, catalogue, period
        self._base = _before(period)

    def totals(self) -> list[Block]:
        """Return the totals of all metrics, a block each."""
        return [self._block(metric, GLOBAL) for metric in self._catalogue.metrics.values()]

    def breakdowns(self, sheet: SheetSpec) -> list[Block]:
        """Return the metrics that a sheet's dimensions break down, each with its total first."""
        return [
            (*self._block(metric, GLOBAL), *members)
            for dimension in sheet.dimensions
            for metric in self._catalogue.metrics.values()
            if dimension in self._catalogue.breakdowns(metric.id)
            if (members := self._block(metric, dimension))
        ]

    def threats(self) -> list[Block]:
        """Return the lists of names that stand on no other sheet."""
        apart = [dimension for sheet in BREAKDOWNS for dimension in sheet.dimensions]
        return [self._block(*listed) for listed in breakdowns_apart_from(self._catalogue, apart)]

    def traffic(self) -> list[Block]:
        """Return the totals of traffic, and the stages of the pipeline in their order."""
        totals = [self._block(one, GLOBAL) for one in self._catalogue.metrics.values() if one.family == TRAFFIC_FAMILY]
        if DROPPED not in self._catalogue.metrics:
            return totals
        stages = {stage.segment: stage for stage in pipeline(self._reader, self._catalogue, self._period).stages}
        rows = {row.segment: row for row in self._block(self._catalogue.metric(DROPPED), PIPELINE_STAGE, stages)}
        ordered = [rows.pop(segment) for segment in stages if segment in rows]
        return [*totals, (*ordered, *rows.values())]

    def _block(self, metric: Metric, dimension: str, stages: dict[str, Stage] | None = None) -> Block:
        window = self._catalogue.average_window
        found = figures(self._reader, metric, dimension, self._period, window=window)
        bases = self._observations(metric, dimension)
        published = published_averages(self._reader, metric.id, dimension, self._period)
        columns = (
            found.segments,
            found.observations,
            found.changes,
            found.change_spans,
            found.averages,
            found.months,
            found.ranks,
            found.rank_changes,
        )
        return tuple(
            FigureRow(
                metric, dimension, segment, now, bases.get(segment), change, span, published.get(segment), average, months,
                rank, moved, (stages or {}).get(segment),
            )
            for segment, now, change, span, average, months, rank, moved in zip(*columns, strict=True)
        )  # fmt: skip

    def _observations(self, metric: Metric, dimension: str) -> dict[str, Observation]:
        """Return the figures of the base by segment."""
        if self._base is None:
            return {}
        where = {"grain": self._base.grain.value, "period": str(self._base)}
        found = self._reader.records(Observation, metric=metric.id, dimension=dimension, **where)
        return {observation.segment: observation for observation in found}


def _before(period: Period) -> Period | None:
    try:
        return period.previous
    except ValueError:
        return None


def series_keys(rows: Iterable[FigureRow], noted: Sequence[FigureKey]) -> list[FigureKey]:
    """Return the keys whose histories a workbook holds: those of its rows, then those with a note, each once."""
    return list(dict.fromkeys([*(row.key for row in rows), *noted]))
