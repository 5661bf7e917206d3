"""What is particular to SQLite: how a file is opened and how transactions begin and end."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

    from workbench.core.ports import Row, Value

DIFFERS_FROM = "IS NOT"
"""The comparison that counts NULL as a value (PostgreSQL: IS DISTINCT FROM)."""

# The waiting time is for a reader while a writer puts its pages into the file, and for a writer while readers finish.
_GUARDS = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY", "busy_timeout=10000")
_DURABLE = ("journal_mode=DELETE", "synchronous=FULL", "cache_spill=OFF", "foreign_keys=ON")


def engine_of(path: Path) -> Engine:
    """Return an engine on an existing or new file, for reading and writing; BEGIN is ours, so that DDL rolls back."""
    engine = create_engine(f"sqlite:///file:{quote(str(path))}?uri=true", isolation_level="AUTOCOMMIT")
    event.listen(engine, "connect", _prepare)
    return engine


def untouching_engine_of(path: Path) -> Engine:
    """Return an engine that takes no lock and writes nothing at all beside the file, for a first look at it."""
    url = f"sqlite:///file:{quote(str(path))}?mode=ro&immutable=1&uri=true"
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set a new connection up: distrust the file, keep temporary tables in memory.

    The rollback journal, because SQLite before 3.51.3 can lose commits in WAL mode with two connections (the
    WAL-reset bug). No spilling of the cache, because a large write would otherwise lock readers out before its commit.
    """
    cursor = connection.cursor()
    for setting in (*_GUARDS, *_DURABLE):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def begin_reading(connection: Connection) -> None:
    """Begin a transaction that sees one state of the data and cannot write."""
    execute(connection, "PRAGMA query_only=ON")
    execute(connection, "BEGIN")


def end_reading(connection: Connection) -> None:
    """End a reading transaction."""
    execute(connection, "ROLLBACK")
    execute(connection, "PRAGMA query_only=OFF")


def begin_writing(connection: Connection) -> None:
    """Begin a transaction that writes; a second writer is held off from here on."""
    execute(connection, "BEGIN IMMEDIATE")


def commit(connection: Connection) -> None:
    """Make the transaction last; after this returns it outlives a power cut."""
    execute(connection, "COMMIT")


def roll_back(connection: Connection) -> None:
    """Undo the transaction, if it still runs: a full disk ends it by itself."""
    if _driver(connection).in_transaction:
        execute(connection, "ROLLBACK")


def execute(connection: Connection, sql: str, values: Sequence[Value] = ()) -> sqlite3.Cursor:
    """Run a statement by the driver itself: SQLAlchemy's way there costs more than a small statement."""
    return _driver(connection).execute(sql, values)


def execute_many(connection: Connection, sql: str, rows: Sequence[Row]) -> None:
    """Run a statement once for each row, by the driver itself."""
    _driver(connection).executemany(sql, rows)


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)
