"""How long the window takes to be painted and to show its first figures, and its memory, beside bare windows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.harness import Benchmark, Figure, Program

_CHILD = (sys.executable, "-m", "tests.bench.window_child")
_ROOT = Path(__file__).resolve().parents[2]
_DATABASE = "sample.db"


def _prepare(folder: Path) -> None:
    """Fill a database with the sample, and let the children find this package from the folder."""
    command = (sys.executable, "-m", "workbench", "sample", "--db", str(folder / _DATABASE))
    subprocess.run(command, check=True, capture_output=True)
    (folder / "tests").symlink_to(_ROOT / "tests")


def _child(what: str) -> Program:
    return Program((*_CHILD, what, _DATABASE))


def _memory(folder: Path) -> float:
    """Return the peak memory of the window with the sample, per that of a bare window with a plot."""
    _prepare(folder)
    ours, bare = (_peak(folder, what) for what in ("useful", "bare-plot"))
    return ours / bare


def _peak(folder: Path, what: str) -> float:
    told = subprocess.run((*_CHILD, what, _DATABASE), cwd=folder, check=True, capture_output=True, text=True)
    return float(told.stdout.split()[-1])


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Benchmark("first painted window / bare PySide6 window", 1.2, _child("first-paint"), _child("bare"), 9, _prepare),
    Benchmark("first useful screen / bare plot + SQLAlchemy", 1.3, _child("useful"), _child("bare-plot"), 9, _prepare),
    Figure("memory with the sample / bare window with a plot", _memory, 1.5, "×"),
)
