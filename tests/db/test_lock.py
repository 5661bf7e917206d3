"""One writer for a database, across processes; who it is, and that its death is no obstacle."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.databases import SqlDatabases
from tests.db.conftest import Opener
from tests.db.making import AUTHOR, contents, event, put, standing
from workbench.core.errors import DatabaseInUse, DatabaseRefused
from workbench.core.messages import Message, message
from workbench.core.moments import on_the_wall

HOLDER = """
import datetime, sys
from pathlib import Path
from db.opening import open_store
from tests.db.making import event, put

clock = lambda: datetime.datetime(2010, 3, 1, 9, 30, tzinfo=datetime.UTC)
store = open_store(Path(sys.argv[1]), for_writing=True, create=True, author="佐藤", clock=clock)
print("open", flush=True)
for line in sys.stdin:
    store.run(put(event(line.strip())))
    print("written", flush=True)
store.close()
"""


class Holder:
    """Another process that has a database open for writing."""

    def __init__(self, repository: Path, path: Path) -> None:
        """Start it, and wait until it has the database open."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, path],
            cwd=repository,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(repository)},
        )
        self.id = self._process.pid
        self._hear("open")

    def _hear(self, expected: str) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == f"{expected}\n"

    def write(self, id_: str) -> None:
        """Let it write an event."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{id_}\n")
        self._process.stdin.flush()
        self._hear("written")

    def end(self, *, kill: bool = False) -> None:
        """Let it close the database and end, or kill it."""
        if self._process.poll() is None and kill:
            self._process.send_signal(signal.SIGKILL)
        self._process.communicate()
        assert self._process.returncode == (-9 if kill else 0)


@pytest.fixture
def hold(repository: Path, path: Path) -> Iterator[Callable[[], Holder]]:
    """What starts another process that has the database open for writing."""
    holders: list[Holder] = []

    def holding() -> Holder:
        holders.append(Holder(repository, path))
        return holders[-1]

    yield holding
    for holder in holders:
        if holder._process.poll() is None:
            holder.end()


def refusal_of(attempt: Callable[[], object]) -> Message:
    with pytest.raises(DatabaseInUse) as refusal:
        attempt()
    return refusal.value.message


def test_a_second_process_is_told_at_once_who_writes_and_may_read(
    hold: Callable[[], Holder], opened: Opener, path: Path
) -> None:
    holder = hold()
    holder.write("a")
    begun = time.monotonic()
    told = [refusal_of(opened), refusal_of(lambda: opened(create=True))]
    assert time.monotonic() - begun < 1
    since = on_the_wall("2010-03-01T09:30:00+00:00")
    assert since.startswith("2010-03-01 ")
    owner = {"user": "佐藤", "host": socket.gethostname(), "process": holder.id, "since": since}
    assert told == [message("database.in_use_by", file="month.db", **owner)] * 2

    reading = opened(for_writing=False)
    assert standing(reading)["Event"] == [event("a")]
    holder.write("b")
    assert standing(reading)["Event"] == [event("a"), event("b")]
    assert reading.backup(path.with_name("copy.db")).is_ok
    assert SqlDatabases(AUTHOR).check(path).is_ok
    assert refusal_of(lambda: SqlDatabases(AUTHOR).restore(path.with_name("copy.db"), path)) == told[0]
    holder.write("c")

    holder.end()
    store = opened()
    store.undo()
    assert standing(store)["Event"] == [event("a"), event("b")]


def test_the_lock_of_a_killed_process_is_no_obstacle(hold: Callable[[], Holder], opened: Opener, path: Path) -> None:
    holder = hold()
    holder.write("a")
    holder.end(kill=True)
    note = json.loads(path.with_name("month.db.lock").read_text("utf-8"))
    assert note["process"] == holder.id
    store = opened()
    assert [operation.who for operation in contents(store).trail] == ["佐藤"]
    assert json.loads(path.with_name("month.db.lock").read_text("utf-8"))["process"] == os.getpid()
    store.close()
    assert path.with_name("month.db.lock").read_text("utf-8") == ""


def test_two_processes_that_make_a_database_at_once_make_one(repository: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "month.db"
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, path],
            cwd=repository,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(repository)},
        )
        for _ in range(4)
    ]
    answers = [program.communicate(f"event {number}\n") for number, program in enumerate(programs)]
    served = [number for number, (said, _) in enumerate(answers) if said == "open\nwritten\n"]
    refused = [complaint for _, complaint in answers if "DatabaseInUse" in complaint]
    assert served
    assert len(served) + len(refused) == 4
    store = SqlDatabases(AUTHOR).open(path, for_writing=False)
    assert [getattr(found, "id", "") for found in standing(store)["Event"]] == [f"event {number}" for number in served]
    store.close()


def test_a_second_store_in_the_same_process_is_a_second_writer(opened: Opener) -> None:
    store = opened()
    told = refusal_of(opened)
    assert told.parameters["process"] == os.getpid()
    assert told.parameters["user"] == AUTHOR
    store.close()
    opened().run(put(event("a")))


@pytest.mark.parametrize("note", ["", "{", "[]", '{"user": "x"}', "\udcff", '{"user": 1, "more": 2}'])
def test_an_owner_who_left_no_readable_note_is_just_somebody(opened: Opener, path: Path, note: str) -> None:
    opened()
    path.with_name("month.db.lock").write_bytes(note.encode("utf-8", "surrogateescape"))
    assert refusal_of(opened) == message("database.in_use", file="month.db")


def test_what_stands_in_a_lock_that_nobody_holds_does_not_matter(opened: Opener, path: Path) -> None:
    path.with_name("month.db.lock").write_bytes(b"\xff" * 5000)
    opened().run(put(event("a")))


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_lock_that_is_no_file_is_refused(opened: Opener, path: Path, kind: str) -> None:
    lock = path.with_name("month.db.lock")
    mine = path.with_name("mine")
    mine.write_text("mine")
    if kind == "folder":
        lock.mkdir()
    else:
        lock.symlink_to(mine)
    with pytest.raises(DatabaseRefused) as refusal:
        opened()
    assert refusal.value.message == message("database.read_only", file="month.db")
    assert mine.read_text() == "mine"
    assert standing(opened(for_writing=False))["Event"] == []


def test_a_refused_opening_gives_the_lock_back(opened: Opener, path: Path, template: Path) -> None:
    content = template.read_bytes()
    path.write_bytes(content[:-4096])
    for _ in range(2):
        with pytest.raises(DatabaseRefused) as refusal:
            opened()
        assert refusal.value.message.id == "database.damaged"
    path.write_bytes(content)
    opened().run(put(event("a")))
