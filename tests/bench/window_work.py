"""How long the window takes to look elsewhere, and how long it stands still while much is written."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.bench.harness import Benchmark, Figure

_CHILD = (sys.executable, "-m", "tests.bench.window_work_child")
_ROOT = Path(__file__).resolve().parents[2]


def _seconds(what: str, folder: Path, *, runs: int = 3) -> float:
    """Return what a window of its own process measures: the least of some runs, as all other work only adds to it."""
    return min(_measured(what, folder / str(run)) for run in range(runs))


def _measured(what: str, folder: Path) -> float:
    folder.mkdir()
    (folder / "tests").symlink_to(_ROOT / "tests")
    told = subprocess.run((*_CHILD, what), cwd=folder, check=True, capture_output=True, text=True)
    return float(told.stdout.split()[-1])


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Figure("another metric until its 250 × 120 figures are painted", partial(_seconds, "metric"), 0.1, "s"),
    Figure("another period until its 250 × 120 figures are painted", partial(_seconds, "period"), 0.1, "s"),
    Figure("longest stall of the window while 150,000 rows are written", partial(_seconds, "stall"), 0.1, "s"),
    Figure("longest stall of the window while as many are imported", partial(_seconds, "stall-import"), 0.1, "s"),
)
