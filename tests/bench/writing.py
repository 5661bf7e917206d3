"""What writing through the store costs beside bare sqlite3: batches, the log, one edit, and readers meanwhile."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from db.databases import SqlDatabases
from db.store import SqlStore
from tests.bench.figures_made import new_store, observation_rows, write_rows
from tests.bench.harness import Benchmark, Figure
from workbench.core.commands.figures import set_value
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Row
from workbench.core.records import Metric, Observation
from workbench.core.spelling.numbers import SpelledNumber, read_number

ROWS = observation_rows(metrics=10, segments=250, months=60)
RAISED = observation_rows(metrics=10, segments=250, months=60, raised=0.5)
EDITS = 200
METRIC = Metric("made.rate_00", "spam", "percent", 0.1, "more", "試験", "Made", "", "geography=rates", 1)

_TABLE = (
    "CREATE TABLE observation (metric TEXT NOT NULL, grain TEXT NOT NULL, period TEXT NOT NULL, dimension TEXT NOT NULL, "
    "segment TEXT NOT NULL, value REAL, step REAL, qualifier TEXT NOT NULL, status TEXT NOT NULL, source INTEGER, "
    "nth INTEGER, PRIMARY KEY (metric, grain, period, dimension, segment)) WITHOUT ROWID"
)
_INSERT = "INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPSERT = _INSERT.replace("INSERT", "INSERT OR REPLACE")


def _bare(folder: Path) -> sqlite3.Connection:
    """Open a bare database with the same table and the same care for power cuts."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA cache_spill=OFF")
    return connection


def _write_bare(folder: Path, rows: list[Row], statement: str = _INSERT) -> None:
    with closing(_bare(folder)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(statement, rows)
        connection.execute("COMMIT")


def _empty_files(folder: Path) -> None:
    """Make both databases new and empty."""
    new_store(folder).close()
    (folder / "bare.db").unlink(missing_ok=True)
    with closing(_bare(folder)) as connection:
        connection.execute(_TABLE)


def _full_files(folder: Path) -> None:
    """Make both databases new, with all rows in them."""
    _empty_files(folder)
    _write_ours(folder, ROWS)
    _write_bare(folder, ROWS)


def _write_ours(folder: Path, rows: list[Row]) -> None:
    store = _opened(folder)
    write_rows(store, rows)
    store.close()


def _opened(folder: Path) -> SqlStore:
    return SqlDatabases("bench").open(folder / "ours.db", for_writing=True)


def _edit_ours(folder: Path) -> None:
    """Enter figures by hand, one command each: a reading, an observation, an entry of the trail, all undoable."""
    store = _opened(folder)
    for segment in range(EDITS):
        key = FigureKey("made.rate_00", "geography", f"S{segment:03d}", Period.month(2009, 12))
        number = read_number("66.6")
        assert isinstance(number, SpelledNumber)
        store.run(set_value(METRIC, key, number))
    store.close()


def _edit_bare(folder: Path) -> None:
    """Commit one row as many times."""
    with closing(_bare(folder)) as connection:
        for segment in range(EDITS):
            row = (
                "made.rate_00",
                "M",
                "2009-12",
                "geography",
                f"S{segment:03d}",
                66.6,
                0.1,
                "exact",
                "normal",
                None,
                None,
            )
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_UPSERT, row)
            connection.execute("COMMIT")


def _log_bytes(folder: Path) -> float:
    """Return the bytes of the log of a 150,000-row import, of its change and of its undo, each per byte of the table."""
    store = new_store(folder)
    write_rows(store, ROWS)
    table, log = _bytes(folder, "observation"), _bytes(folder, "observation_before")
    write_rows(store, RAISED)
    changed = _bytes(folder, "observation_before") - log
    store.close()
    return max(log, changed) / table


def _bytes(folder: Path, table: str) -> float:
    """Return how many bytes of the file a table takes: its rows' own, as SQLite writes them."""
    with closing(sqlite3.connect(folder / "ours.db")) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        sizes = " + ".join(f"coalesce(length(CAST({name} AS BLOB)), 0)" for name in columns)
        return float(connection.execute(f"SELECT sum({sizes}) FROM {table}").fetchone()[0])


def _longest_wait(folder: Path) -> float:
    """Return the longest time that a query waited for its answer while 150,000 rows were written, in seconds."""
    store = new_store(folder)
    write_rows(store, ROWS)
    waits: list[float] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            start = time.monotonic()
            with store.read() as reader:
                reader.rows(Observation, ("period", "segment", "value"), metric="made.rate_00", period="2009-12")
            waits.append(time.monotonic() - start)
            time.sleep(0.002)

    asking = threading.Thread(target=ask)
    asking.start()
    write_rows(store, RAISED)
    done.set()
    asking.join()
    store.close()
    return max(waits)


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Benchmark(
        "write 150,000 new rows with their history / bare executemany",
        2.5,
        lambda folder: _write_ours(folder, ROWS),
        lambda folder: _write_bare(folder, ROWS),
        reset=_empty_files,
    ),
    Benchmark(
        "replace 150,000 rows with their history / bare executemany",
        2.5,
        lambda folder: _write_ours(folder, RAISED),
        lambda folder: _write_bare(folder, RAISED, _UPSERT),
        reset=_full_files,
    ),
    Benchmark("enter 200 figures one by one / bare one-row commits", 4.0, _edit_ours, _edit_bare, prepare=_full_files),
    Figure("bytes of the log / bytes of the table it logs", _log_bytes, 2.0, "×"),
    Figure("longest wait of a query while 150,000 rows are written", _longest_wait, 0.2, "s"),
)
