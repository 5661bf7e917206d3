"""Killed at any moment, a database opens again without help, in the state before or after, never between.

Every system call of the work that changes a file is a moment: strace kills the process as it enters that call. Where
strace is not there or must not be used, the process kills itself before each statement and each change of a file. The
printed number says how many moments there were.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.db.children import WORKS, Children, Done, Outcome, copies, done_once
from tests.db.making import digest

pytestmark = pytest.mark.slow

FEWER = 15
"""Of how many statements one is enough where strace looks at every call: it finds the same states, and more."""


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


@pytest.mark.parametrize("work", WORKS)
def test_killed_at_every_writing_call(
    work: str, children: Children, done: Callable[[str], Done], tmp_path: Path, tell: Any, *, is_traceable: bool
) -> None:
    if not is_traceable:
        pytest.skip("strace is not there or must not trace: see the test that kills at statements")
    kill_everywhere(done(work), children, tmp_path, tell)


def test_killed_at_every_writing_call_of_a_recovery(
    children: Children, base: Path, hot: Path, tmp_path: Path, tell: Any
) -> None:
    """What puts a half-done commit right when the database is opened may itself be killed."""
    recovery = done_once("recovery", children, hot, tmp_path, origin=base)
    kill_everywhere(recovery, children, tmp_path, tell)
    assert any(call.name == "pwrite64" for call in recovery.points)


def kill_everywhere(done: Done, children: Children, tmp_path: Path, tell: Any) -> None:
    """Do the work once for each of its writing calls, killed there; look at what each leaves."""
    jobs = done.jobs(tmp_path)
    children.kill_at_calls(jobs)
    ends = [done.outcome.of(Path(job["folder"])) for job in jobs]
    tell(done.work, ends)
    assert ends == sorted(ends, reverse=True), "once done, it stays done"
    assert len(set(ends)) == 2 or done.work in ("backup", "recovery")
    assert len(jobs) > 10


@pytest.mark.parametrize("work", WORKS)
def test_killed_before_statements(
    work: str, children: Children, base: Path, tmp_path: Path, tell: Any, *, is_traceable: bool
) -> None:
    finished = Path(shutil.copytree(base, tmp_path / "finished"))
    count = children.count_statements({"work": work, "folder": str(finished)})
    outcome = Outcome(work, base, finished)
    numbers = range(1, count + 1, FEWER if is_traceable else 1)
    folders = list(copies(base, tmp_path / "points", len(numbers)))
    children.kill_at_statements(
        [
            {"work": work, "folder": str(folder), "number": number}
            for folder, number in zip(folders, numbers, strict=True)
        ]
    )
    ends = [outcome.of(folder) for folder in folders]
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
