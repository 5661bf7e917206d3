"""How long the rules over stored figures take where there are a million of them, in CPU time."""

from __future__ import annotations

from pathlib import Path
from random import Random
from time import process_time

from db.databases import SqlDatabases
from tests.bench.figures_made import FIRST_MONTH, new_store, write_rows
from tests.bench.harness import Benchmark, Figure
from workbench.core.catalogue import shipped_catalogue
from workbench.core.checks.issues import Severity
from workbench.core.periods import Period
from workbench.core.ports import Row
from workbench.core.queries.checks import stored_issues
from workbench.core.resources import resources_folder

METRICS = {
    "phishing.rate": (200.0, 900.0),
    "spam.rate": (75.0, 90.0),
    "spam.source_share": (0.1, 0.3),
    "virus.rate": (150.0, 900.0),
}
"""Metrics by country with the ends between which their countries lie, in key order."""

MONTHS = 1004
"""With 249 countries of four metrics, a million figures."""

TODAY = "2100-01-01"


def _rows() -> list[Row]:
    """Return figures that wander by 3 %, as real ones do; their errors would cost more than they do."""
    random = Random(1)
    countries = sorted(shipped_catalogue(resources_folder()).segments("geography"))
    usual = {(metric, id_): random.uniform(*ends) for metric, ends in METRICS.items() for id_ in countries}
    return [
        (metric, "M", str(FIRST_MONTH.shifted(at)), "geography", id_, value, 0.1, "exact", "normal", None, None)
        for metric in METRICS
        for at in range(MONTHS)
        for id_ in countries
        for value in [round(usual[metric, id_] * random.gauss(1, 0.03), 1)]
    ]


def _seconds(folder: Path, period: Period | None) -> float:
    """Return how long the rules take over all figures, or over a month of them."""
    store = new_store(folder)
    write_rows(store, _rows())
    store.close()
    store, catalogue = (
        SqlDatabases("bench").open(folder / "ours.db", for_writing=False),
        shipped_catalogue(resources_folder()),
    )
    with store.read() as reader:
        begin = process_time()
        issues = stored_issues(reader, catalogue, TODAY, period)
        taken = process_time() - begin
    store.close()
    assert not [issue for issue in issues if issue.severity is Severity.ERROR]
    return taken


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Figure("check of 1,000,000 figures", lambda folder: _seconds(folder, None), 10.0, "s"),
    Figure(
        "check of a month among 1,000,000 figures", lambda folder: _seconds(folder, FIRST_MONTH.shifted(500)), 1.0, "s"
    ),
)
