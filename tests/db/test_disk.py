"""Full disks, disks that may not be written to, and failing ones: one sentence, nothing lost, and it works again after."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from db.databases import SqlDatabases
from tests.db.conftest import Opener
from tests.db.making import AUTHOR, contents, digests, event, make_hot, month, put, standing
from workbench.core.errors import DatabaseRefused, FileRefused, WorkbenchError
from workbench.core.messages import Message, message
from workbench.core.records import Event

BLOCK = 4096


def mount(folder: Path, *options: str) -> None:
    done = subprocess.run(["mount", *options, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk of its own can be mounted here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    if not shutil.which("mount"):
        pytest.skip("no disk of its own can be mounted here: there is no mount")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, "-t", "tmpfs", "-o", "size=1m", "none")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def on_disk(disk: Path, template: Path) -> Path:
    """An empty database on the small disk."""
    return Path(shutil.copyfile(template, disk / "month.db"))


def fill(disk: Path, *, but: int = 0) -> Path:
    """Fill a disk to its end, but for so many bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(BLOCK))
    os.truncate(filler, max(filler.stat().st_size - but, 0))
    return filler


def refusal_of(attempt: Callable[[], object], kind: type[WorkbenchError] = FileRefused) -> Message:
    with pytest.raises(kind) as refusal:
        attempt()
    return refusal.value.message


FULL = message("database.disk_full", file="month.db")
MANY = tuple(event(f"e{number}", label=300 * "x") for number in range(500))


@pytest.mark.parametrize("room", [0, BLOCK, 5 * BLOCK, 30 * BLOCK])
def test_a_command_on_a_full_disk_is_not_saved_and_works_when_there_is_room(
    disk: Path, on_disk: Path, opened: Opener, room: int
) -> None:
    store = opened(on_disk)
    store.run(put(*month(), event("kept")))
    store.run(put(event("undone")))
    store.undo()
    before = contents(store)
    filler = fill(disk, but=room)
    assert refusal_of(lambda: store.run(put(*MANY, *month(offset=1.0)))) == FULL
    assert contents(store) == before
    assert contents(opened(on_disk, for_writing=False)) == before
    assert SqlDatabases(AUTHOR).check(on_disk).is_ok
    filler.unlink()
    assert store.run(put(*MANY[:200])).rows == {Event: 200}
    store.undo()
    assert standing(store) == before.records


def test_an_undo_on_a_full_disk_is_not_saved_and_works_when_there_is_room(
    disk: Path, on_disk: Path, opened: Opener
) -> None:
    store = opened(on_disk)
    store.run(put(*MANY[:300]))
    before = contents(store)
    filler = fill(disk)
    assert refusal_of(store.undo) == FULL
    assert contents(store) == before
    filler.unlink()
    store.undo()
    assert standing(store)["Event"] == []
    store.redo()
    assert standing(store) == before.records


def test_a_database_on_a_full_disk_opens_for_reading_and_writing(disk: Path, on_disk: Path, opened: Opener) -> None:
    store = opened(on_disk)
    store.run(put(*month()))
    before = contents(store)
    store.close()
    on_disk.with_name("month.db.lock").unlink()
    filler = fill(disk)
    assert contents(opened(on_disk, for_writing=False)) == before
    store = opened(on_disk)
    assert refusal_of(lambda: store.run(put(event("a")))) == FULL
    filler.unlink()
    store.run(put(event("a")))


def test_what_was_left_half_done_waits_for_room_where_it_needs_some(
    disk: Path, on_disk: Path, opened: Opener, tmp_path: Path
) -> None:
    """Rolling back writes over pages that are there: it goes on a full disk too."""
    store = opened(on_disk)
    store.run(put(*month(), event("a")))
    before = contents(store)
    store.close()
    hot = make_hot(on_disk, tmp_path)
    for file in (hot, hot.with_name("month.db-journal")):
        shutil.copyfile(file, disk / file.name)
    fill(disk)
    assert contents(opened(on_disk, for_writing=False)) == before


@pytest.mark.parametrize("room", [0, BLOCK, 20 * BLOCK])
def test_no_database_is_made_on_a_full_disk(disk: Path, opened: Opener, room: int) -> None:
    filler = fill(disk, but=room)
    told = refusal_of(lambda: opened(disk / "new.db", create=True))
    assert told.id in {"database.disk_full", "file.cannot_write"}
    assert {file.name for file in disk.iterdir()} <= {"filler", "new.db.lock"}
    filler.unlink()
    opened(disk / "new.db", create=True).run(put(event("a")))


@pytest.mark.parametrize("room", [0, BLOCK, 20 * BLOCK])
def test_a_backup_to_a_full_disk_leaves_nothing(disk: Path, opened: Opener, room: int) -> None:
    store = opened()
    store.run(put(*month(), *MANY))
    before = contents(store)
    fill(disk, but=room)
    told = refusal_of(lambda: store.backup(disk / "copy.db"))
    assert (told.id, told.parameters["file"]) == ("file.cannot_write", str(disk / "copy.db"))
    assert os.listdir(disk) == ["filler"]
    assert contents(store) == before


@pytest.mark.parametrize("room", [0, BLOCK, 20 * BLOCK])
def test_a_restore_on_a_full_disk_leaves_the_database_alone(
    disk: Path, on_disk: Path, opened: Opener, path: Path, room: int
) -> None:
    source = opened()
    source.run(put(*MANY))
    source.close()
    store = opened(on_disk)
    store.run(put(*month()))
    store.close()
    filler = fill(disk, but=room)
    before = digests(disk, but=["month.db.lock"])
    told = refusal_of(lambda: SqlDatabases(AUTHOR).restore(path, on_disk))
    assert told.id == "file.cannot_write"
    assert digests(disk, but=["month.db.lock"]) == before
    filler.unlink()
    assert SqlDatabases(AUTHOR).restore(path, on_disk)[0].is_ok


@pytest.fixture
def read_only(disk: Path, on_disk: Path, opened: Opener, tmp_path: Path) -> Path:
    """A database with a month in it, beside a half-done one, on a disk that may not be written to."""
    store = opened(on_disk)
    store.run(put(*month(), event("a")))
    store.close()
    (disk / "half").mkdir()
    make_hot(on_disk, disk / "half")
    shutil.copyfile(on_disk, tmp_path / "before.db")
    on_disk.with_name("month.db.lock").unlink()
    mount(disk, "-o", "remount,ro")
    return on_disk


def test_a_disk_that_may_not_be_written_to(read_only: Path, disk: Path, opened: Opener, tmp_path: Path) -> None:
    before = contents(opened(tmp_path / "before.db", for_writing=False))
    store = opened(read_only, for_writing=False)
    assert contents(store) == before
    assert store.backup(tmp_path / "copy.db").is_ok
    refusal = message("database.read_only", file="month.db")
    assert refusal_of(lambda: opened(read_only), DatabaseRefused) == refusal
    assert refusal_of(lambda: opened(disk / "month.db", create=True), DatabaseRefused) == refusal
    told = refusal_of(lambda: opened(disk / "new.db", create=True), DatabaseRefused)
    assert told == message("database.read_only", file="new.db")
    assert refusal_of(lambda: store.backup(disk / "copy.db")).id == "file.cannot_write"
    restored = refusal_of(lambda: SqlDatabases(AUTHOR).restore(tmp_path / "copy.db", read_only), DatabaseRefused)
    assert restored == refusal
    assert SqlDatabases(AUTHOR).check(read_only).is_ok
    assert contents(opened(tmp_path / "copy.db", for_writing=False)) == before


def test_a_half_done_file_that_may_not_be_written_to_is_refused_in_words(read_only: Path, opened: Opener) -> None:
    """It cannot be put right there, and as it is it would be wrong."""
    half = read_only.parent / "half" / "month.db"
    told = refusal_of(lambda: opened(half, for_writing=False), DatabaseRefused)
    assert told.id in {"database.read_only", "database.cannot_open"}
    assert not SqlDatabases(AUTHOR).check(half).is_ok


LIMITED = """
import resource, sys
from pathlib import Path
from db.opening import open_store
from tests.db.making import contents, event, month, put
from workbench.core.errors import WorkbenchError

path, limit = Path(sys.argv[1]), int(sys.argv[2])
store = open_store(path, for_writing=True)
before = contents(store)
many = [event(f"e{number}", label=300 * "x") for number in range(900)]
for work in (lambda: store.run(put(*many)), lambda: store.backup(path.with_name("copy.db"))):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        work()
        print("done")
    except WorkbenchError as error:
        print(error.message.id)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert contents(store) == before
print(len(store.run(put(*many)).rows))
store.close()
"""


@pytest.mark.parametrize("limit", [10_000, 100_000, None])
def test_files_that_may_not_grow(path: Path, opened: Opener, repository: Path, limit: int | None) -> None:
    """What a limit on the size of files does, where no disk can be mounted; the limit is lifted afterwards.

    None is a block more than the database has: enough for its copy, not for the command.
    """
    store = opened()
    store.run(put(*month()))
    store.close()
    size = path.stat().st_size
    most = limit or size + BLOCK
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, path, str(most)],
        cwd=repository,
        env=os.environ | {"PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    command, backup, after = done.stdout.splitlines()
    assert command in {"database.io_error", "database.disk_full"}
    assert backup == ("done" if most > size else "file.cannot_write")
    assert after == "1"
    assert {file.name for file in path.parent.iterdir()} <= {"month.db", "month.db.lock", "copy.db"}
    assert SqlDatabases(AUTHOR).check(path).is_ok
