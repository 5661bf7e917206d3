"""What the import of 100,000 figures from a workbook costs beside calamine's bare read and bare sqlite3, and a second time.

The process that reads the workbook counts, but for its start: that is measured by itself and taken off.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from db.databases import SqlDatabases
from tests.bench.figures_made import breakdown_rows, new_store
from tests.bench.harness import FEWEST_ROUNDS, Benchmark, Figure, Program, cpu_seconds
from workbench.core.catalogue import shipped_catalogue
from workbench.core.commands.importing import apply_plan
from workbench.core.ports import Row
from workbench.core.resources import resources_folder
from workbench.excel.importing import FileImporter

METRICS = ("phishing.rate", "spam.rate", "virus.rate")
SEGMENTS, MONTHS = 248, 134
HEADINGS = ("period", "metric", "dimension", "segment", "value", "unit", "source")
_KEY = "metric, grain, period, dimension, segment"
_TABLES = (
    f"CREATE TABLE observation ({_KEY}, value, step, qualifier, status, source, nth, PRIMARY KEY ({_KEY})) WITHOUT ROWID",
    (
        f"CREATE TABLE reading ({_KEY}, statistic, source, nth, value, step, qualifier, unit, label, text, place, "
        f"PRIMARY KEY ({_KEY}, statistic, source, nth)) WITHOUT ROWID"
    ),
)


def _rows() -> list[Row]:
    segments = list(shipped_catalogue(resources_folder()).segments("geography"))[:SEGMENTS]
    return breakdown_rows(METRICS, segments, MONTHS)


def _prepare(folder: Path) -> None:
    """Write a tidy table of 100,000 figures as a workbook."""
    book = Workbook(str(folder / "figures.xlsx"), {"constant_memory": True})
    percent, one_in = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": '"1 in "0.0'})
    sheet = book.add_worksheet("Figures")
    sheet.write_row(0, 0, HEADINGS)
    for number, (metric, _, period, dimension, segment, value, *_) in enumerate(_rows(), 1):
        assert isinstance(value, float)
        texts = {0: period, 1: metric, 2: dimension, 3: segment}
        for column, text in texts.items():
            sheet.write_string(number, column, text)
        is_percent = metric == "spam.rate"
        sheet.write_number(number, 4, value / 100 if is_percent else value, percent if is_percent else one_in)
        sheet.write_string(number, 5, "percent" if is_percent else "one_in")
    book.close()
    _reset(folder)


def _reset(folder: Path) -> None:
    """Make both databases new and empty."""
    new_store(folder).close()
    (folder / "bare.db").unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / "bare.db")) as connection:
        for statement in _TABLES:
            connection.execute(statement)


def _import(folder: Path) -> None:
    """Plan and take in the workbook, as the command does."""
    catalogue = shipped_catalogue(resources_folder())
    store = SqlDatabases("bench").open(folder / "ours.db", for_writing=True)
    with store.read() as reader:
        plan = FileImporter().plan(reader, catalogue, folder / "figures.xlsx", "2010-03-05T09:00:00+00:00")
    assert not plan.problems
    assert plan.total.new + plan.total.same > 99_000
    if plan.writes_anything:
        store.run(apply_plan(plan))
    store.close()


def _bare(folder: Path) -> None:
    """Read the rows with calamine, and write as many as ours into the two tables, unchecked and without a history."""
    sheet = CalamineWorkbook.from_path(folder / "figures.xlsx").get_sheet_by_name("Figures")
    rows = iter(sheet.iter_rows())
    next(rows)
    found = list(rows)
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        for statement, made in (
            ("INSERT INTO observation VALUES (?,?,?,?,?,?,?,?,?,?,?)", _observations(found)),
            ("INSERT INTO reading VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", _readings(found)),
        ):
            connection.executemany(statement, made)
        connection.execute("COMMIT")


def _observations(found: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    return [
        (metric, "M", period, dimension, segment, value, 0.1, "exact", "normal", 1, 1)
        for period, metric, dimension, segment, value, *_ in found
    ]


def _readings(found: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    return [
        (metric, "M", period, dimension, segment, "value", 1, 1, value, 0.1, "exact", unit, segment, "text", "place")
        for period, metric, dimension, segment, value, unit, *_ in found
    ]


_START = Program((sys.executable, "-c", "import workbench.excel.contents, workbench.excel.edits, python_calamine"))
"""What the process does before it reads."""


def _ratio(folder: Path) -> float:
    """Return how many times the bare CPU time the import takes, without the start of its process."""
    ours, _, bare = _measured(folder)
    return ours / bare


def _ratio_again(folder: Path) -> float:
    """Return how many times the first import's CPU time that of the same file takes when it is imported again."""
    ours, again, _ = _measured(folder)
    return again / ours


_MEASURED: dict[str, tuple[float, float, float]] = {}
"""What was measured already, for the second figure of the same run."""


def _measured(folder: Path) -> tuple[float, float, float]:
    """Return the CPU seconds of the import, of the same import again, and of the bare work: medians, taking turns."""
    if not _MEASURED:
        _prepare(folder)
        start = statistics.median(cpu_seconds(_START, folder) for _ in range(FEWEST_ROUNDS))
        rounds = [_round(folder, start) for _ in range(FEWEST_ROUNDS + 1)]
        ours, again, bare = (statistics.median(seconds) for seconds in zip(*rounds[1:], strict=True))
        _MEASURED["import"] = (ours, again, bare)
    return _MEASURED["import"]


def _round(folder: Path, start: float) -> tuple[float, float, float]:
    _reset(folder)
    bare = cpu_seconds(_bare, folder)
    return cpu_seconds(_import, folder) - start, cpu_seconds(_import, folder) - start, bare


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Figure("import 100,000 figures with their history / calamine's bare read and bare executemany", _ratio, 4.0, "×"),
    Figure("import the same 100,000 figures again / the first time", _ratio_again, 1.0, "×"),
)
