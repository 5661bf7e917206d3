"""How long `workbench show` takes from its start to its answer, beside the bare imports of its libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.harness import Benchmark, Figure, Program


def _prepare(folder: Path) -> None:
    """Fill a database with the sample."""
    subprocess.run(
        (sys.executable, "-m", "workbench", "sample", "--db", str(folder / "sample.db")),
        check=True,
        capture_output=True,
    )


def _show(*options: str) -> Program:
    return Program((sys.executable, "-m", "workbench", "show", "spam.rate", "--db", "sample.db", *options))


_BARE = Program((sys.executable, "-c", "import sqlalchemy, typer"))

BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Benchmark(
        "workbench show --json / import sqlalchemy, typer", 1.5, _show("--json"), _BARE, rounds=15, prepare=_prepare
    ),
    Benchmark("workbench show / import sqlalchemy, typer", 1.5, _show(), _BARE, rounds=15, prepare=_prepare),
)
