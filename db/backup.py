"""Copies of a database: made by SQLite's backup API, verified, then moved into place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine

from db import verification
from workbench.core.errors import FileRefused
from workbench.core.files import settle
from workbench.core.messages import message
from workbench.core.ports import Check, Progress

SIDE_FILES = ("-journal", "-wal")
"""The endings of the files in which SQLite keeps what belongs to a database beside it."""

_PAGES = 1_000
"""Pages copied between two looks at Cancel."""


def copy_verified(engine: Engine, target: Path, progress: Progress | None = None) -> Check:
    """Write a copy beside the target, check it, and move it into place.

    FileRefused where the target stands already, cannot be written, or the copy is not sound; nothing is left then.
    """
    with beside(target, f"part-{os.getpid()}") as part:
        if target.exists():
            raise FileRefused(message("backup.target_exists", file=str(target)))
        with engine.connect() as connection, closing(sqlite3.connect(part)) as copy:
            _copy(connection.connection.driver_connection, copy, progress)
        check = verification.check_file(part)
        if not check.is_ok:
            raise FileRefused(message("backup.not_sound", file=str(target), problem=check.problems[0]))
        into_place(part, target)
    return Check(target, check.tables, check.problems)


def copy_for_reading(connection: Connection, part: Path) -> bool:
    """Copy what a reading transaction sees into a new file that is soon thrown away; False where there is no room for it."""
    try:
        with closing(sqlite3.connect(part)) as copy:
            copy.execute("PRAGMA synchronous=OFF")
            _pages(connection.connection.driver_connection, copy, None)
    except sqlite3.OperationalError:
        return False
    return True


def copy_file(source: Path, target: Path) -> None:
    """Copy a database file by the same API, whatever its revision; the target is replaced."""
    with beside(target, f"part-{os.getpid()}") as part:
        copy_pages(source, part)
        into_place(part, target)


def copy_pages(source: Path, part: Path) -> None:
    """Copy a database file into an empty file; FileRefused where the copy is not whole."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as origin,
        closing(sqlite3.connect(part)) as copy,
    ):
        _copy(origin, copy, None)
        found = copy.execute("PRAGMA integrity_check(1)").fetchall()
    if found != [("ok",)]:
        problem = message("verify.integrity", found=found[0][0])
        raise FileRefused(message("backup.not_sound", file=str(source), problem=problem))


def _copy(origin: object, copy: sqlite3.Connection, progress: Progress | None) -> None:
    """Copy all pages onto the disk; Cancelled comes out of `progress`."""
    copy.execute("PRAGMA synchronous=FULL")
    _pages(origin, copy, progress)


def _pages(origin: object, copy: sqlite3.Connection, progress: Progress | None) -> None:
    """Copy all pages; Cancelled comes out of `progress`."""

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    if isinstance(origin, sqlite3.Connection):
        origin.backup(copy, pages=_PAGES, progress=tell)


@contextmanager
def beside(target: Path, mark: str) -> Iterator[Path]:
    """Give an empty file beside the target to write to; whatever happens, nothing is left of it afterwards.

    FileRefused where it cannot be written, also when the database library says so.
    """
    part = target.with_name(f".{target.name}.{mark}")
    if not target.parent.is_dir():
        raise FileRefused(message("file.no_folder", file=str(target), folder=str(target.parent)))
    try:
        part.unlink(missing_ok=True)  # a killed process may have left it
        part.touch(exist_ok=False)
        yield part
    except (OSError, sqlite3.OperationalError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise FileRefused(message("file.cannot_write", file=str(target), why=why or "")) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def into_place(part: Path, target: Path) -> None:
    """Move a finished file to its name so that a power cut leaves the old or the new one, whole.

    A journal that an earlier file of that name left would be played back into the new one: it goes first.
    """
    with part.open("rb") as file:
        os.fsync(file.fileno())
    for ending in SIDE_FILES:
        target.with_name(target.name + ending).unlink(missing_ok=True)
    part.replace(target)
    settle(target.parent)
