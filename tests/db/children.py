"""Work on databases in child processes that are killed, or told of errors, at any of their writing system calls."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from db.opening import open_store
from db.verification import check_file
from tests.db.making import AUTHOR, Contents, contents, digest, event, frozen_clock, pretend, put
from workbench.core.errors import DatabaseRefused

WORKS = ["command", "undo", "backup", "restore", "creation", "migration"]
"""What is done; see kill_child.py."""

WRITING = (
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "fsync",
    "fdatasync",
    "ftruncate",
    "truncate",
    "fallocate",
    "sendfile",
    "copy_file_range",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "mkdir",
    "mkdirat",
)
"""The system calls that change files; strace passes over those that a machine has not.

Calls that open and thereby make a file are left out: an empty file is what is found when the next call is killed.
"""

SPARE = 20
"""How many writing calls the process may make that has the children; it is not to be killed."""

CALL = re.compile(r"(?P<process>\d+) +(?P<name>\w+)\((?P<rest>.*)")

Job = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A system call of a run: its name, its number among those of that name, and whether it changes the folder."""

    name: str
    number: int
    text: str
    changes: bool


class Children:
    """Runs jobs in child processes, under strace where wanted."""

    def __init__(self, repository: Path) -> None:
        """Start from a checkout."""
        self._program = (sys.executable, repository / "tests" / "db" / "kill_child.py")
        self._environment = os.environ | {
            "PYTHONPATH": str(repository),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
        }

    def run(self, jobs: Sequence[Job], *tracing: str | Path, when: int = 0) -> list[Job]:
        """Do jobs; return what was answered."""
        done = subprocess.run(
            [*tracing, *self._program, str(when)],
            env=self._environment,
            input="".join(f"{json.dumps(job)}\n" for job in jobs),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def calls(self, job: Job, log: Path) -> list[Call]:
        """Do a job to its end; return its writing calls."""
        names = ",".join(f"?{name}" for name in WRITING)
        tracing = ("strace", "-f", "--seccomp-bpf", "-y", "-o", log, "-e", f"trace={names}")
        *_, answer = self.run([job], *tracing)
        assert answer["ended"] == 0
        counts: Counter[str] = Counter()
        calls = []
        for line in log.read_text("utf-8", errors="replace").splitlines():
            found = CALL.match(line)
            if found is None or int(found["process"]) != answer["process"]:
                continue
            counts[found["name"]] += 1
            calls.append(Call(found["name"], counts[found["name"]], found["rest"], job["folder"] in line))
        return calls

    def kill_at_calls(self, jobs: Sequence[Job]) -> None:
        """Do jobs of which each names the call that it is to be killed at."""
        assert self._inject(jobs, "signal=KILL") == [-9] * len(jobs)

    def fail_at_calls(self, jobs: Sequence[Job], error: str, *, from_then_on: bool) -> list[int]:
        """Do jobs of which each names the call that gives an error, once or from then on; return how each ended."""
        return self._inject(jobs, f"error={error}", "--seccomp-bpf", ending="+" if from_then_on else "")

    def _inject(self, jobs: Sequence[Job], what: str, *options: str, ending: str = "") -> list[int]:
        names = ",".join({job["call"] for job in jobs})
        when = max(job["number"] * job.get("attempts", 1) for job in jobs) + SPARE
        inject = f"inject={names}:{what}:when={when}{ending}"
        tracing = ("strace", "-f", "-qq", *options, "-o", os.devnull, "-e", f"trace={names}", "-e", inject)
        return [int(answer["ended"]) for answer in self.run(jobs, *tracing, when=when)]

    def count_statements(self, job: Job) -> int:
        counted, ended = self.run([job | {"number": 0}])
        assert ended["ended"] == 0
        return int(counted["counted"])

    def kill_at_statements(self, jobs: Sequence[Job]) -> None:
        answers = self.run(jobs)
        assert [answer["ended"] for answer in answers] == [-9] * len(jobs)


def state_of(path: Path) -> Contents:
    """Open a database for reading, as it was left, and return what stands in it; it must be sound."""
    store = open_store(path, for_writing=False)
    try:
        found = contents(store)
    finally:
        store.close()
    check = check_file(path)
    assert check.is_ok, check.problems
    return found


def goes_on(path: Path) -> None:
    """Write and undo in a database, as if nothing had been."""
    store = open_store(path, for_writing=True, author=AUTHOR, clock=frozen_clock)
    try:
        store.run(put(event("later")))
        store.undo()
    finally:
        store.close()
    assert check_file(path).is_ok


class Outcome:
    """What may be found after the work was broken off: the states before and after it."""

    def __init__(self, work: str, base: Path, finished: Path) -> None:
        """Know the folder before the work, and one in which it was done to its end."""
        self.base = base
        self.before = state_of(base / "month.db")
        self.finished = finished
        self._look: Callable[[Path], str] = getattr(self, work)
        self._found: dict[tuple[tuple[str, str], ...], str] = {}

    def of(self, folder: Path) -> str:
        """Tell in which state a folder is, in which work then goes on; folders with the same files are looked at once."""
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        left = tuple((str(file.relative_to(folder)), digest(file)) for file in files)
        if left not in self._found:
            self._found[left] = self._look(folder)
        return self._found[left]

    @cached_property
    def after(self) -> Contents:
        """The state of the database after the work."""
        return state_of(self.finished / "month.db")

    def month(self, folder: Path) -> str:
        """Tell which state the database of a folder is in."""
        found = state_of(folder / "month.db")
        goes_on(folder / "month.db")
        assert found in (self.before, self.after)
        return "before" if found == self.before else "after"

    def command(self, folder: Path) -> str:
        return self.month(folder)

    undo = command
    recovery = command

    def backup(self, folder: Path) -> str:
        """The copy is whole or not there; the database is unharmed; another backup can be made."""
        target = folder / "copy.db"
        assert digest(folder / "month.db") == digest(self.base / "month.db")
        is_there = target.exists()
        if not is_there:
            store = open_store(folder / "month.db", for_writing=False)
            assert store.backup(target).is_ok
            store.close()
        assert state_of(target) == self.before
        return "after" if is_there else "before"

    def restore(self, folder: Path) -> str:
        """The old file is under its name or kept; the backup is unharmed; restoring again works."""
        assert digest(folder / "backup.db") == digest(self.base / "backup.db")
        kept = list(folder.glob("month.before-restore-*.db"))
        assert all(state_of(file) == self.before for file in kept)
        outcome = self.month(folder)
        assert kept or outcome == "before"
        _, kept_now = SqlDatabases(AUTHOR, frozen_clock).restore(folder / "backup.db", folder / "month.db")
        assert kept_now not in kept
        assert state_of(folder / "month.db") == state_of(folder / "backup.db")
        return outcome

    def creation(self, folder: Path) -> str:
        """The database is whole or not there, and opening makes it."""
        path = folder / "new" / "new.db"
        is_there = path.exists()
        assert not is_there or state_of(path).trail == []
        open_store(path, for_writing=True, create=True).close()
        goes_on(path)
        assert {file.name for file in path.parent.iterdir()} == {"new.db", "new.db.lock"}
        return "after" if is_there else "before"

    def migration(self, folder: Path) -> str:
        """The file is an older one or up to date, and opening finishes the work."""
        path = folder / "month.db"
        with pytest.MonkeyPatch.context() as patch:
            pretend(folder / "migrations", set_attribute=patch.setattr)
            outcome = "after"
            try:
                open_store(path, for_writing=False).close()
            except DatabaseRefused as refused:
                assert refused.message.id == "database.older"  # noqa: PT017 - it may also be up to date
                outcome = "before"
            open_store(path, for_writing=True, author=AUTHOR, clock=frozen_clock).close()
            assert state_of(path) == self.after
            goes_on(path)
        copy = folder / "month.revision-0002.db"
        assert state_of(copy) == self.before
        return outcome


def copies(base: Path, parent: Path, count: int) -> Iterator[Path]:
    for number in range(count):
        yield Path(shutil.copytree(base, parent / f"{number:04d}"))


@dataclass(frozen=True, slots=True)
class Done:
    """A work that was done once to its end: where it started, what it may leave, and its writing calls."""

    work: str
    start: Path
    outcome: Outcome
    points: list[Call]

    def jobs(self, folder: Path) -> list[Job]:
        """Return a job for each of the calls, with a folder of its own in which to do the work."""
        places = copies(self.start, folder / "points", len(self.points))
        return [
            {"work": self.work, "folder": str(place), "call": point.name, "number": point.number}
            for place, point in zip(places, self.points, strict=True)
        ]


def done_once(work: str, children: Children, start: Path, folder: Path, origin: Path | None = None) -> Done:
    """Do a work to its end in a copy; `origin` is the state before it where the start is not."""
    finished = Path(shutil.copytree(start, folder / "finished"))
    calls = children.calls({"work": work, "folder": str(finished)}, folder / "log")
    return Done(work, start, Outcome(work, origin or start, finished), [call for call in calls if call.changes])
