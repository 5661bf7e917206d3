"""Which segments of a dimension are the database's own, and how many figures each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.records import Observation, Segment


@dataclass(frozen=True, slots=True)
class SegmentUse:
    """The ids of the dimension's own segments, and the number of accepted figures by segment."""

    own: frozenset[str]
    figures: Mapping[str, int]


def segment_use(reader: Reader, dimension: str) -> SegmentUse:
    """Return what the database says of a dimension's segments."""
    own = frozenset(str(id_) for (id_,) in reader.rows(Segment, ("id",), dimension=dimension))
    figures = Counter(str(segment) for (segment,) in reader.rows(Observation, ("segment",), dimension=dimension))
    return SegmentUse(own, figures)


def segments_with_figures(reader: Reader, period: Period) -> frozenset[tuple[str, str]]:
    """Return the (dimension, segment) pairs that have a figure in a period."""
    rows = reader.rows(Observation, ("dimension", "segment"), grain=period.grain.value, period=str(period))
    return frozenset((str(dimension), str(segment)) for dimension, segment in rows)
