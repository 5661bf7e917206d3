"""What a new month would begin with: the figures of another month, none of them known yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.records import Edition, Observation


@dataclass(frozen=True, slots=True)
class MonthSkeleton:
    """Two periods of one grain: by metric, how many figures the first one has, and how many of them the second lacks."""

    source: Period
    target: Period
    figures: Mapping[str, int]
    missing: Mapping[str, int]
    has_edition: bool


def month_skeleton(reader: Reader, source: Period, target: Period) -> MonthSkeleton:
    """Return what a period would take over from another one."""
    figures = figure_keys(reader, source)
    standing = set(figure_keys(reader, target))
    where = {"grain": target.grain.value, "period": str(target)}
    return MonthSkeleton(
        source,
        target,
        Counter(metric for metric, _, _ in figures),
        Counter(key[0] for key in figures if key not in standing),
        reader.count(Edition, **where) > 0,
    )


def figure_keys(reader: Reader, period: Period) -> list[tuple[str, str, str]]:
    """Return metric, dimension and segment of each figure that a period has, stated to be missing or not."""
    columns = ("metric", "dimension", "segment")
    rows = reader.rows(Observation, columns, grain=period.grain.value, period=str(period))
    return [(str(metric), str(dimension), str(segment)) for metric, dimension, segment in rows]
