"""Where there is not room enough, one sentence says so, nothing is saved or left, and it works when room is made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

MOUNTED = 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"'
"""Mounts a small disk on a folder and runs a program, which alone sees it."""

TOLD = {
    ("short", "command"): "database.io_error",
    ("short", "undo"): "database.io_error",
    ("short", "creation"): "database.io_error",
    ("full", "command"): "database.disk_full",
    ("full", "undo"): "database.disk_full",
    ("full", "creation"): "database.disk_full",
}
"""What is told of work on the database itself; of a copy it is that the file cannot be written."""

FILES = {
    "command": {"month.db.lock"},
    "undo": {"month.db.lock"},
    "backup": {"copy.db"},
    "restore": {"month.db.lock", "month.before-restore-20100301-120000.db"},
    "creation": {"new.db", "new.db.lock"},
}
"""The files that there are besides the database and its backup when all is done."""

Ends = dict[str, list[dict[str, Any]]]


def ends_of(repository: Path, way: str, folder: Path, *start: str | Path) -> Ends:
    """Do all the work with more and more room in another process; return how it ended, by the work."""
    program = (sys.executable, repository / "tests" / "db" / "full_child.py", way, folder)
    environment = os.environ | {"PYTHONPATH": str(repository)}
    done = subprocess.run([*start, *program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name: list(ends) for name, ends in groupby(json.loads(done.stdout), itemgetter("work"))}


@pytest.fixture
def small_disk(tmp_path: Path) -> list[str | Path]:
    """What starts a program with a small disk of its own on `tmp_path`; needs a Linux that allows it."""
    start: list[str | Path] = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNTED, tmp_path]
    if not shutil.which("unshare") or subprocess.run([*start, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    return start


def test_files_that_must_not_grow(repository: Path, tmp_path: Path) -> None:
    assert_all_or_nothing("short", ends_of(repository, "short", tmp_path))


def test_a_disk_that_is_full(repository: Path, tmp_path: Path, small_disk: list[str | Path]) -> None:
    assert_all_or_nothing("full", ends_of(repository, "full", tmp_path, *small_disk))


def assert_all_or_nothing(way: str, all_ends: Ends) -> None:
    """Every work is refused where there is too little room, and done wholly where there is enough."""
    assert set(all_ends) == set(FILES)
    for work, ends in all_ends.items():
        told = [end["told"] for end in ends]
        refused = TOLD.get((way, work), "file.cannot_write")
        too_little = told.count(refused)
        assert 5 <= too_little < len(ends), work
        assert told == [refused] * too_little + [""] * (len(ends) - too_little)
        for end in ends:
            assert end["unchanged"] == bool(end["told"]), end
            assert (end["again"], end["changed"], end["problems"]) == ("", True, []), end
            assert set(end["names"]) == {"month.db", "backup.db"} | FILES[work], end
