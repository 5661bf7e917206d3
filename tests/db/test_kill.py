"""Killed at any moment, a database opens again without help, in the state before or after, never between.

Every system call of the work that changes a file is a moment: strace kills the process as it enters that call. Where
strace is not there or must not be used, the process kills itself before each statement and each change of a file. The
printed number says how many moments there were.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from db.opening import open_store
from db.verification import check_file
from tests.db.making import AUTHOR, Contents, contents, digest, event, frozen_clock, pretend, put, scripts_with
from workbench.core.errors import DatabaseRefused

pytestmark = pytest.mark.slow

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

FEWER = 5
"""Of how many statements one is enough where strace looks at every call."""

CALL = re.compile(r"(?P<process>\d+) +(?P<name>\w+)\((?P<rest>.*)")

Job = dict[str, Any]
Before = Callable[[Path], Path]


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
        names = ",".join({job["call"] for job in jobs})
        when = max(job["number"] for job in jobs) + SPARE
        inject = f"inject={names}:signal=KILL:when={when}"
        tracing = ("strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={names}", "-e", inject)
        answers = self.run(jobs, *tracing, when=when)
        assert [answer["ended"] for answer in answers] == [-9] * len(jobs)

    def count_statements(self, job: Job) -> int:
        counted, ended = self.run([job | {"number": 0}])
        assert ended["ended"] == 0
        return int(counted["counted"])

    def kill_at_statements(self, jobs: Sequence[Job]) -> None:
        answers = self.run(jobs)
        assert [answer["ended"] for answer in answers] == [-9] * len(jobs)


@pytest.fixture(scope="module")
def children(repository: Path) -> Children:
    return Children(repository)


@pytest.fixture(scope="module")
def is_traceable() -> bool:
    """Whether strace is there and may trace."""
    strace = shutil.which("strace")
    return bool(strace) and subprocess.run([strace, "-qq", "-o", os.devnull, "true"], check=False).returncode == 0


@pytest.fixture(scope="module")
def base(children: Children, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database, a backup of another state, and the made-up second step."""
    folder = tmp_path_factory.mktemp("base")
    (answer, ended) = children.run([{"work": "base", "folder": str(folder)}])
    assert ended["ended"] == 0, answer
    scripts_with(folder)
    return folder


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
    """What may be found after the work was killed: the states before and after it."""

    def __init__(self, base: Path, finished: Path) -> None:
        """Know the folder before the work, and one in which it was done to its end."""
        self.base = base
        self.before = state_of(base / "month.db")
        self.finished = finished

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
        copy = folder / "month.revision-0001.db"
        assert state_of(copy) == self.before
        return outcome


def copies(base: Path, parent: Path, count: int) -> Iterator[Path]:
    for number in range(count):
        yield Path(shutil.copytree(base, parent / f"{number:04d}"))


@pytest.fixture
def hot(children: Children, base: Path, tmp_path: Path, *, is_traceable: bool) -> Path:
    """A folder whose database was left in the middle of a commit, with the journal that leads back."""
    if not is_traceable:
        pytest.skip("strace is not there or must not trace")
    folder = Path(shutil.copytree(base, tmp_path / "hot"))
    job = {"work": "command", "folder": str(folder)}
    calls = children.calls(job, tmp_path / "log")
    last = [call for call in calls if call.name == "pwrite64" and "/month.db>" in call.text][-2]
    shutil.rmtree(folder)
    shutil.copytree(base, folder)
    children.kill_at_calls([job | {"call": last.name, "number": last.number}])
    assert (folder / "month.db-journal").stat().st_size > 0
    assert digest(folder / "month.db") != digest(base / "month.db")
    return folder


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str, Iterable[str]], None]:
    """What prints how many moments there were, and in what they ended."""

    def telling(work: str, outcomes: Iterable[str]) -> None:
        ends = Counter(outcomes)
        record_property("moments", ends.total())
        print(f"{work}: killed at {ends.total()} moments: {dict(ends)}")

    return telling


WORKS = ["command", "undo", "backup", "restore", "creation", "migration"]


@pytest.mark.parametrize("work", WORKS)
def test_killed_at_every_writing_call(
    work: str, children: Children, base: Path, tmp_path: Path, tell: Any, *, is_traceable: bool
) -> None:
    if not is_traceable:
        pytest.skip("strace is not there or must not trace: see the test that kills at statements")
    kill_everywhere(work, children, base, tmp_path, tell)


def test_killed_at_every_writing_call_of_a_recovery(
    children: Children, base: Path, hot: Path, tmp_path: Path, tell: Any
) -> None:
    """What puts a half-done commit right when the database is opened may itself be killed."""
    points = kill_everywhere("recovery", children, hot, tmp_path, tell, origin=base)
    assert any(call.name == "pwrite64" for call in points)


def kill_everywhere(
    work: str, children: Children, start: Path, tmp_path: Path, tell: Any, origin: Path | None = None
) -> list[Call]:
    """Do the work once, then once for each of its writing calls, killed there; look at what each leaves."""
    finished = Path(shutil.copytree(start, tmp_path / "finished"))
    calls = children.calls({"work": work, "folder": str(finished)}, tmp_path / "log")
    points = [call for call in calls if call.changes]
    outcome = Outcome(origin or start, finished)
    folders = list(copies(start, tmp_path / "points", len(points)))
    children.kill_at_calls(
        [
            {"work": work, "folder": str(folder), "call": point.name, "number": point.number}
            for folder, point in zip(folders, points, strict=True)
        ]
    )
    ends = [getattr(outcome, work)(folder) for folder in folders]
    tell(work, ends)
    assert ends == sorted(ends, reverse=True), "once done, it stays done"
    assert len(set(ends)) == 2 or work in ("backup", "recovery")
    assert len(points) > 10
    return points


@pytest.mark.parametrize("work", WORKS)
def test_killed_before_statements(
    work: str, children: Children, base: Path, tmp_path: Path, tell: Any, *, is_traceable: bool
) -> None:
    finished = Path(shutil.copytree(base, tmp_path / "finished"))
    count = children.count_statements({"work": work, "folder": str(finished)})
    outcome = Outcome(base, finished)
    numbers = range(1, count + 1, FEWER if is_traceable else 1)
    folders = list(copies(base, tmp_path / "points", len(numbers)))
    children.kill_at_statements(
        [
            {"work": work, "folder": str(folder), "number": number}
            for folder, number in zip(folders, numbers, strict=True)
        ]
    )
    ends = [getattr(outcome, work)(folder) for folder in folders]
    tell(work, ends)
    assert ends[0] == "before"
    assert ends == sorted(ends, reverse=True), "once done, it stays done"
    assert count > 10


def test_what_was_told_to_be_written_outlives_a_power_cut(
    children: Children, base: Path, tmp_path: Path, *, is_traceable: bool
) -> None:
    """The file is synced before its journal goes, and the folder after it: else the journal could come back."""
    if not is_traceable:
        pytest.skip("strace is not there or must not trace")
    folder = Path(shutil.copytree(base, tmp_path / "work"))
    calls = children.calls({"work": "command", "folder": str(folder)}, tmp_path / "log")
    texts = [f"{call.name} {call.text}" for call in calls]
    gone = next(place for place, text in enumerate(texts) if text.startswith("unlink") and "month.db-journal" in text)
    assert "month.db>" in texts[gone - 1]
    assert texts[gone - 1].startswith("fdatasync")
    assert any(re.match(rf"f(data)?sync \d+<{re.escape(str(folder))}>", text) for text in texts[gone + 1 :])
