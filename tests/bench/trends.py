"""How long it takes until the trends tab has painted its plot of six series with their averages, notes and events."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.bench.harness import Benchmark, Figure

_CHILD = (sys.executable, "-m", "tests.bench.trends_child")
_ROOT = Path(__file__).resolve().parents[2]


def _seconds(what: str, folder: Path) -> float:
    """Return what a window of its own process measures in an empty folder."""
    (folder / "tests").symlink_to(_ROOT / "tests")
    told = subprocess.run((*_CHILD, what), cwd=folder, check=True, capture_output=True, text=True)
    return float(told.stdout.split()[-1])


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Figure("the first switch to the trends of the sample", partial(_seconds, "first"), 0.1, "s"),
    Figure("a switch to the trends of the sample", partial(_seconds, "again"), 0.1, "s"),
    Figure("a switch to trends over a million figures", partial(_seconds, "many"), 0.15, "s"),
)
