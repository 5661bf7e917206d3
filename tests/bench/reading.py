"""What a screen's figures cost beside the bare fetch of their rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.databases import SqlDatabases
from tests.bench.figures_made import FIRST_MONTH, new_store, observation_rows, write_rows
from tests.bench.harness import Benchmark, Figure
from workbench.core.catalogue import AverageWindow
from workbench.core.queries.breakdown import breakdown
from workbench.core.records import Metric

METRIC = Metric("made.rate_07", "spam", "percent", 0.1, "more", "試験", "Made", "", "geography=rates", 1)
MONTHS = 60
SEGMENTS = 250
METRICS = 1_000_000 // (SEGMENTS * MONTHS) + 1
REPEATS = 10

_FETCH = (
    "SELECT period, segment, value FROM observation WHERE metric = ? AND grain = ? AND dimension = ? "
    "AND period BETWEEN ? AND ? ORDER BY period, segment"
)


def _prepare(folder: Path) -> None:
    """Make a database of a million observations."""
    store = new_store(folder)
    write_rows(store, observation_rows(METRICS, SEGMENTS, MONTHS))
    store.close()


def _ours(folder: Path) -> None:
    periods = list(FIRST_MONTH.until(FIRST_MONTH.shifted(MONTHS - 1)))
    store = SqlDatabases("bench").open(folder / "ours.db", for_writing=False)
    with store.read() as reader:
        for _ in range(REPEATS):
            table = breakdown(reader, METRIC, "geography", periods, window=AverageWindow(6, includes_current=True))
            assert len(table.places) == SEGMENTS
    store.close()


def _bare(folder: Path) -> None:
    first, last = str(FIRST_MONTH), str(FIRST_MONTH.shifted(MONTHS - 1))
    with closing(sqlite3.connect(folder / "ours.db")) as connection:
        for _ in range(REPEATS):
            rows = connection.execute(_FETCH, (METRIC.id, "M", "geography", first, last)).fetchall()
            assert len(rows) == SEGMENTS * MONTHS


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Benchmark(
        "250 segments × 60 months with change, average and rank, of 1,000,000 / bare fetch",
        2.0,
        _ours,
        _bare,
        rounds=9,
        prepare=_prepare,
    ),
)
