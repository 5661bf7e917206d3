"""What is particular to SQLite: how a file is opened and how transactions begin and end."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

    from workbench.core.ports import Row, Value

DIFFERS_FROM = "IS NOT"
"""The comparison that counts NULL as a value (PostgreSQL: IS DISTINCT FROM)."""

DANGLING = sqlite3.IntegrityError
"""What a commit raises when a row names one that is not there."""

# The waiting time is for a reader while a writer puts its pages into the file, and for a writer while readers finish.
_GUARDS = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY", "busy_timeout=10000")
_DURABLE = ("journal_mode=DELETE", "synchronous=EXTRA", "cache_spill=OFF", "foreign_keys=ON")


def engine_of(path: Path) -> Engine:
    """Return an engine on an existing file, for reading and writing; BEGIN is ours, so that DDL rolls back."""
    engine = create_engine(_url(path, mode="rw"), isolation_level="AUTOCOMMIT")
    event.listen(engine, "connect", _prepare)
    return engine


def looking_engine_of(path: Path) -> Engine:
    """Return an engine that asks one question of a file of ours: it waits for locks, and changes no setting in it.

    What a killed writer left half done is put right first: SQLite does so, and cannot on a connection for reading.
    """
    engine = create_engine(_url(path, mode="rw"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    event.listen(engine, "connect", _guard)
    return engine


def untouching_engine_of(path: Path) -> Engine:
    """Return an engine that takes no lock and writes nothing at all beside the file, for a first look at it."""
    url = _url(path, mode="ro", immutable="1")
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _url(path: Path, **options: str) -> URL:
    """Return the address of a file, whose name may hold any character: "?", "#" and "%" too."""
    return URL.create("sqlite", database=f"file:{quote(str(path))}", query={**options, "uri": "true"})


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set a new connection up for all uses.

    The rollback journal, because SQLite before 3.51.3 can lose commits in WAL mode with two connections (the
    WAL-reset bug). No spilling of the cache, because a large write would otherwise lock readers out before its commit.
    """
    _set(connection, *_GUARDS, *_DURABLE)


def _guard(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set a new connection up to distrust the file and to wait."""
    _set(connection, *_GUARDS)


def _set(connection: DBAPIConnection, *settings: str) -> None:
    cursor = connection.cursor()
    for setting in settings:
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def begin_reading(connection: Connection) -> None:
    """Begin a transaction that sees one state of the data, the one of this moment, and cannot write."""
    execute(connection, "PRAGMA query_only=ON")
    execute(connection, "BEGIN")
    execute(connection, "PRAGMA schema_version")  # BEGIN alone looks at nothing yet


def end_reading(connection: Connection) -> None:
    """End a reading transaction, also one that could not begin."""
    roll_back(connection)
    execute(connection, "PRAGMA query_only=OFF")


def begin_writing(connection: Connection) -> None:
    """Begin a transaction that writes; a second writer is held off from here on."""
    execute(connection, "BEGIN IMMEDIATE")


def commit(connection: Connection) -> bool:
    """Make the transaction last; after this returns it outlives a power cut, or False says that the disk failed then.

    With the journal deleted all is done, even if the folder could not be synced after that. What was temporary is lost
    in this case.
    """
    try:
        execute(connection, "COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_IOERR_DIR_FSYNC:
            raise
        return False
    return True


def roll_back(connection: Connection) -> None:
    """Undo the transaction, if it still runs: a full disk ends it by itself."""
    if _driver(connection).in_transaction:
        execute(connection, "ROLLBACK")


def has_whole_pages(connection: Connection, path: Path) -> bool:
    """Whether a file is as long as its pages; a transaction must run, so that nobody writes meanwhile.

    SQLite takes what is missing of the last page for zeros and says nothing.
    """
    count, size = (execute(connection, f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return bool(path.stat().st_size == count * size)


def execute(connection: Connection, sql: str, values: Sequence[Value | bytes] = ()) -> sqlite3.Cursor:
    """Run a statement by the driver itself: SQLAlchemy's way there costs more than a small statement."""
    try:
        return _driver(connection).execute(sql, values)
    except UnicodeDecodeError as error:  # SQLite's complaint quotes what stands in a damaged file
        raise sqlite3.DatabaseError("malformed text") from error


def execute_many(connection: Connection, sql: str, rows: Sequence[Row]) -> None:
    """Run a statement once for each row, by the driver itself."""
    _driver(connection).executemany(sql, rows)


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)
