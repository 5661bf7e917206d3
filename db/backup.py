"""Copies of a database: made by SQLite's backup API, verified, then moved into place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from db import verification
from workbench.core.errors import FileRefused
from workbench.core.messages import message
from workbench.core.ports import Check, Progress

_PAGES = 1_000
"""Pages copied between two looks at Cancel."""


def copy_verified(engine: Engine, target: Path, progress: Progress | None = None) -> Check:
    """Write a copy beside the target, check it, and move it into place.

    FileRefused where the target stands already, cannot be written, or the copy is not sound; nothing is left then.
    """
    if target.exists():
        raise FileRefused(message("backup.target_exists", file=str(target)))
    with _beside(target) as part:
        with engine.connect() as connection, closing(sqlite3.connect(part)) as copy:
            _copy(connection.connection.driver_connection, copy, progress)
        check = verification.check_file(part)
        if not check.is_ok:
            raise FileRefused(message("backup.not_sound", file=str(target), problem=check.problems[0]))
        into_place(part, target)
    return Check(target, check.tables, check.problems)


def copy_file(source: Path, target: Path) -> None:
    """Copy a database file that no other part of this process has open, by the same API; the target is replaced."""
    with _beside(target) as part:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as origin,
            closing(sqlite3.connect(part)) as copy,
        ):
            _copy(origin, copy, None)
        into_place(part, target)


def _copy(origin: object, copy: sqlite3.Connection, progress: Progress | None) -> None:
    """Copy all pages; Cancelled comes out of `progress`."""

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    copy.execute("PRAGMA synchronous=FULL")
    if isinstance(origin, sqlite3.Connection):
        origin.backup(copy, pages=_PAGES, progress=tell)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a name beside the target to write to; what is left under it is removed."""
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        part.touch(exist_ok=False)
        yield part
    except OSError as error:
        raise FileRefused(message("file.cannot_write", file=str(target), why=error.strerror or "")) from error
    finally:
        part.unlink(missing_ok=True)


def into_place(part: Path, target: Path) -> None:
    """Move a finished file to its name so that a power cut leaves the old or the new one, whole."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
