"""How long the window takes to show another tab, with the sample and with a million observations, and the world map."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.bench.harness import Benchmark, Figure

_CHILD = (sys.executable, "-m", "tests.bench.tabs_child")
_ROOT = Path(__file__).resolve().parents[2]


def _seconds(what: str, folder: Path) -> float:
    """Return what a window of its own process measures in an empty folder."""
    (folder / "tests").symlink_to(_ROOT / "tests")
    told = subprocess.run((*_CHILD, what), cwd=folder, check=True, capture_output=True, text=True)
    return float(told.stdout.split()[-1])


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Figure("slowest tab until it is painted, with the sample", partial(_seconds, "sample"), 0.1, "s"),
    Figure("slowest tab until it is painted, of 1,000,000 observations", partial(_seconds, "million"), 0.15, "s"),
    Figure("first paint of the world map, its shapes read", partial(_seconds, "map"), 0.15, "s"),
)
