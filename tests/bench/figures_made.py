"""Figures made for measuring: as many as wanted, of the shape that real ones have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command, Row
from workbench.core.records import Observation

FIRST_MONTH = Period.month(2005, 1)


def observation_rows(metrics: int, segments: int, months: int, *, raised: float = 0.0) -> list[Row]:
    """Return rows of observations in key order: so many metrics, each by so many segments in so many months."""
    periods = [str(FIRST_MONTH.shifted(step)) for step in range(months)]
    return [
        (
            f"made.rate_{metric:02d}",
            "M",
            period,
            "geography",
            f"S{segment:03d}",
            value,
            0.1,
            "exact",
            "normal",
            None,
            None,
        )
        for metric in range(metrics)
        for position, period in enumerate(periods)
        for segment in range(segments)
        for value in [round(50 + raised + (metric * 7 + position * 31 + segment * 17) % 400 / 10, 1)]
    ]


def breakdown_rows(metrics: Sequence[str], segments: Sequence[str], months: int, *, raised: float = 0.0) -> list[Row]:
    """Return rows of metrics that the catalogue knows, by country and in total, in key order."""
    places = sorted([("global", "global"), *(("geography", id_) for id_ in segments)])
    return [
        (metric, "M", str(FIRST_MONTH.shifted(at)), *place, value, 0.1, "exact", "normal", None, None)
        for order, metric in enumerate(sorted(metrics))
        for at in range(months)
        for row, place in enumerate(places)
        for value in [round(50 + raised + (order * 7 + at * 31 + row * 17) % 400 / 10, 1)]
    ]


def new_store(folder: Path, name: str = "ours.db") -> SqlStore:
    """Return a store on a new database file; one that stands under the name is deleted first."""
    for old in folder.glob(f"{name}*"):
        old.unlink()
    return SqlDatabases("bench").open(folder / name, for_writing=True, create=True)


def write_rows(store: SqlStore, rows: list[Row]) -> None:
    """Write rows as one operation."""
    store.run(Command(message("command.import", file="made"), lambda tx: tx.put_rows(Observation, rows)))
