"""Does pieces of work on databases where there is little room for them, and tells how each ended, as JSON.

`python full_child.py WAY FOLDER`: WAY is "short" (no file may grow beyond a size) or "full" (the disk of FOLDER, which
must be small and its own, has only so much room left). Everything is made in FOLDER and goes with it.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from db.opening import open_store
from db.restoring import restore
from db.store import SqlStore
from tests.db.making import AUTHOR, contents, digests, event, frozen_clock, month, put, remove
from workbench.core.errors import WorkbenchError
from workbench.core.ports import Change
from workbench.core.records import Event

Room = Callable[[Path, int], AbstractContextManager[None]]

MANY = [event(f"e{number}", label=400 * "x") for number in range(300)]
"""Events that take 120 kB."""

ROOM = [0, 600, 4096, 10_000, 20_000, 40_000, 80_000, 160_000, 250_000, 10_000_000]
"""How much room there is, in bytes; the last is enough for all the work."""


@contextmanager
def short_files(_folder: Path, size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size; who writes on is told so."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def full_disk(folder: Path, left: int) -> Iterator[None]:
    """Fill the disk of a folder up to what is to be left."""
    ballast = folder.parent / "ballast"
    found = os.statvfs(folder)
    taken = found.f_bavail * found.f_frsize - left
    with ballast.open("wb") as file:
        if taken > 0:
            os.posix_fallocate(file.fileno(), 0, taken)
    try:
        yield
    finally:
        ballast.unlink()


def base(folder: Path) -> None:
    """Make the database that the work is done on, and a larger one as its backup."""
    for name, number in (("month.db", 10), ("backup.db", 100)):
        store = opened(folder, name, create=True)
        store.run(put(*month(), *MANY[:number]))
        store.run(remove(Event, *((one.id,) for one in MANY[:number])))
        store.close()
        (folder / f"{name}.lock").unlink()


def opened(folder: Path, name: str = "month.db", *, for_writing: bool = True, create: bool = False) -> SqlStore:
    return open_store(folder / name, for_writing=for_writing, create=create, author=AUTHOR, clock=frozen_clock)


def told_by(attempt: Callable[[], object]) -> str:
    """Return the id of what is told, empty where the work is done; an error that is not in words goes on."""
    try:
        attempt()
    except WorkbenchError as error:
        return error.message.id
    return ""


def in_open_store(work: Callable[[SqlStore], Change]) -> Callable[[Path, AbstractContextManager[None]], Any]:
    """Make the work of one change to a database that was opened while there was room, and stays open."""

    def done(folder: Path, little_room: AbstractContextManager[None]) -> dict[str, Any]:
        store = opened(folder)
        before = contents(store)
        with little_room:
            told = told_by(lambda: work(store))
        is_unchanged = contents(store) == before
        again = told_by(lambda: work(store)) if told else ""
        is_changed = contents(store) != before
        store.close()
        return {"told": told, "unchanged": is_unchanged, "again": again, "changed": is_changed}

    return done


def with_files(work: Callable[[Path], object]) -> Callable[[Path, AbstractContextManager[None]], Any]:
    """Make the work that makes or replaces a file; locks may come beside."""

    def done(folder: Path, little_room: AbstractContextManager[None]) -> dict[str, Any]:
        before = files(folder)
        with little_room:
            told = told_by(lambda: work(folder))
        is_unchanged = files(folder) == before
        again = told_by(lambda: work(folder)) if told else ""
        return {"told": told, "unchanged": is_unchanged, "again": again, "changed": files(folder) != before}

    return done


def files(folder: Path) -> dict[str, str]:
    return digests(folder, but=[file.name for file in folder.glob("*.lock")])


def backup(folder: Path) -> None:
    store = opened(folder, for_writing=False)
    try:
        store.backup(folder / "copy.db")
    finally:
        store.close()


WORK: dict[str, Callable[[Path, AbstractContextManager[None]], dict[str, Any]]] = {
    "command": in_open_store(lambda store: store.run(put(*MANY))),
    "undo": in_open_store(lambda store: store.undo()),
    "backup": with_files(backup),
    "restore": with_files(lambda folder: restore(folder / "backup.db", folder / "month.db", clock=frozen_clock)),
    "creation": with_files(lambda folder: opened(folder, "new.db", create=True).close()),
}

ROOMS: dict[str, Room] = {"short": short_files, "full": full_disk}


def main(way: str, parent: Path) -> None:
    """Do each work with each room, on a fresh copy, and tell how it went."""
    start = parent / "start"
    start.mkdir()
    base(start)
    ends = []
    for name, work in WORK.items():
        for room in ROOM:
            folder = Path(shutil.copytree(start, parent / "work"))
            ends.append({"work": name, "room": room, **work(folder, ROOMS[way](folder, room)), **state_of(folder)})
            shutil.rmtree(folder)
    json.dump(ends, sys.stdout)


def state_of(folder: Path) -> dict[str, Any]:
    """Return which files there are in the end, and whether all databases open and are sound."""
    from db.verification import check_file  # noqa: PLC0415 - as the program does

    names = sorted(file.name for file in folder.iterdir())
    problems = [
        str(problem) for name in names if name.endswith(".db") for problem in check_file(folder / name).problems
    ]
    return {"names": names, "problems": problems}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
