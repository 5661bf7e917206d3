"""Pictures: kept once by the hash of their bytes, outside the trail, in files of every version and in backups."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import dialect, migration
from db.databases import SqlDatabases
from db.identity import identify
from db.schema import APPLICATION_ID, KINDS
from db.store import SqlStore
from db.verification import check_file
from tests.db.conftest import Opener
from tests.db.making import AUTHOR, dump, event, put
from workbench.core.messages import message
from workbench.core.ports import Command, Transaction
from workbench.core.records import Event

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3


def keep(store: SqlStore, content: bytes, *events: Event) -> str:
    """Keep a picture, and events in the same operation; return its hash."""
    digests: list[str] = []

    def apply(tx: Transaction) -> None:
        digests.append(tx.put_picture(content))
        tx.put(*events)

    store.run(Command(message("test.put"), apply))
    return digests[0]


def picture(store: SqlStore, digest: str) -> bytes | None:
    with store.read() as reader:
        return reader.picture(digest)


def test_a_picture_is_found_by_the_hash_of_its_bytes(store: SqlStore, opened: Opener) -> None:
    digest = keep(store, PICTURE)
    assert digest == hashlib.sha256(PICTURE).hexdigest()
    assert picture(store, digest) == PICTURE
    assert picture(store, "0" * 64) is None
    store.close()
    assert picture(opened(for_writing=False), digest) == PICTURE


def test_the_same_picture_is_kept_once(store: SqlStore, path: Path) -> None:
    assert keep(store, PICTURE) == keep(store, PICTURE)
    keep(store, b"")
    assert check_file(path).tables["picture"] == 2


def test_a_picture_outlives_the_undo_of_what_came_with_it(store: SqlStore) -> None:
    digest = keep(store, PICTURE, event("a"))
    store.undo()
    assert picture(store, digest) == PICTURE
    store.redo()
    assert picture(store, digest) == PICTURE


def test_a_command_that_fails_keeps_no_picture(store: SqlStore) -> None:
    def apply(tx: Transaction) -> None:
        tx.put_picture(PICTURE)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.run(Command(message("test.put"), apply))
    assert picture(store, hashlib.sha256(PICTURE).hexdigest()) is None


def test_a_picture_alone_is_no_step_of_the_trail(store: SqlStore) -> None:
    keep(store, PICTURE)
    with store.read() as reader:
        assert reader.operations() == []


def test_backups_hold_the_pictures(store: SqlStore, tmp_path: Path, path: Path, opened: Opener) -> None:
    digest = keep(store, PICTURE, event("a"))
    backup = tmp_path / "backup.db"
    assert store.backup(backup).tables["picture"] == 1
    store.close()
    path.unlink()
    SqlDatabases(AUTHOR).restore(backup, path)
    assert picture(opened(), digest) == PICTURE


@pytest.mark.parametrize("spoil", ["content = x'00'", "digest = 'other'", "content = 'text'"])
def test_a_check_finds_a_spoilt_picture(store: SqlStore, path: Path, spoil: str) -> None:
    digest = keep(store, PICTURE)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE picture SET {spoil}")
        connection.commit()
    named = "other" if spoil.startswith("digest") else digest
    assert check_file(path).problems == (message("verify.picture", digest=named),)


@pytest.fixture
def first_version(path: Path, opened: Opener) -> list[str]:
    """Make the database at `path` one of the first version, with an event; return all that it holds."""
    store = opened()
    store.run(put(event("a")))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT * FROM event").fetchall()
        trail = connection.execute("SELECT * FROM operation").fetchall()
    path.unlink()
    path.touch()
    engine = dialect.engine_of(path)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        migration._upgrade(connection, migration._directory(migration.SCRIPTS), "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, '0001')", [row[:-1] for row in trail])
        connection.commit()
    return dump(path)


def test_a_file_of_the_first_version_gets_room_for_pictures(
    path: Path, opened: Opener, first_version: list[str]
) -> None:
    assert identify(path).revision == "0001"
    assert check_file(path).is_ok
    store = opened()
    assert identify(path).is_current
    with store.read() as reader:
        assert reader.records(Event) == [event("a")]
        assert [operation.is_undoable for operation in reader.operations()] == [False]
        assert all(reader.count(kind) == (kind is Event) for kind in KINDS)
    assert picture(store, keep(store, PICTURE)) == PICTURE
    assert dump(path.with_name("month.revision-0001.db")) == first_version
