"""Opening a database file: made if wished, refused in words if it does not fit, brought up to date if it is older."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from db import backup, dialect
from db.failures import in_words
from db.identity import QUICK_CHECK_BYTES, identify, is_absent
from db.schema import APPLICATION_ID, METADATA, REVISION
from db.statements import probes
from db.store import SqlStore, system_clock
from workbench.core.errors import DatabaseRefused
from workbench.core.messages import message

if TYPE_CHECKING:
    from db.lock import WriterLock
    from db.store import Clock


def open_store(
    path: Path, *, for_writing: bool, create: bool = False, author: str = "", clock: Clock = system_clock
) -> SqlStore:
    """Open a database file; with `create`, one that is not there is made.

    DatabaseRefused for a file that is missing, foreign, newer, damaged, or older and opened for reading only;
    DatabaseInUse when another process writes to it and this one wants to.
    """
    path = path.expanduser().resolve()
    is_new = create and for_writing and is_absent(path)
    if not is_new:
        identify(path)
    lock = _lock(path, author, clock) if for_writing else None
    try:
        if is_new and is_absent(path):  # another process may have made it meanwhile
            _make(path)
        return SqlStore(path, _fitting_engine(path, for_writing=for_writing), lock, author, clock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _lock(path: Path, author: str, clock: Clock) -> WriterLock:
    """Take the right to write; DatabaseRefused where the file does not allow it."""
    from db.lock import WriterLock  # noqa: PLC0415 - reading does without it

    if not is_absent(path) and not os.access(path, os.W_OK):
        raise DatabaseRefused(message("database.read_only", file=path.name))
    return WriterLock(path, author, clock().isoformat(timespec="seconds"))


def _make(path: Path) -> None:
    """Make an empty database beside its place and move it there whole."""
    with backup.beside(path, "new") as part:
        engine = dialect.engine_of(part)
        try:
            with in_words(path), engine.connect() as connection:
                _fill(connection)
        finally:
            engine.dispose()
        backup.into_place(part, path)


def _fill(connection: Connection) -> None:
    """Make the tables in an empty file, in one transaction."""
    dialect.begin_writing(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    METADATA.create_all(connection)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    dialect.commit(connection)


def _fitting_engine(path: Path, *, for_writing: bool) -> Engine:
    """Return an engine on a file that is ours, current and not visibly damaged."""
    identity = identify(path)
    if not identity.is_current:
        if not for_writing:
            raise DatabaseRefused(message("database.older", file=path.name))
        from db.migration import bring_up_to_date  # noqa: PLC0415 - alembic only when a file is older

        bring_up_to_date(path, identity.revision)
    engine = dialect.engine_of(path)
    try:
        _look_over(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _look_over(engine: Engine, path: Path) -> None:
    """Refuse a file in which a table or column is missing, or, up to a size, whose pages do not fit together."""
    with in_words(path, otherwise="database.damaged"), engine.connect() as connection:
        try:
            dialect.begin_reading(connection)
            for probe in probes():
                dialect.execute(connection, probe)
            is_whole = path.stat().st_size > QUICK_CHECK_BYTES or _is_whole(connection, path)
        finally:
            dialect.end_reading(connection)
    if not is_whole:
        raise DatabaseRefused(message("database.damaged", file=path.name))


def _is_whole(connection: Connection, path: Path) -> bool:
    """Whether all pages are there and fit together."""
    found = dialect.execute(connection, "PRAGMA quick_check(1)").fetchall()
    return found == [("ok",)] and dialect.has_whole_pages(connection, path)
