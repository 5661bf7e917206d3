"""Long looks at the data: nobody waits for them, they see one state, and leave nothing behind."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import pytest

from db import backup
from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.errors import Cancelled
from workbench.core.messages import message
from workbench.core.ports import Command
from workbench.core.records import Observation


def figure(value: float) -> Observation:
    return Observation("spam.rate", "M", "2010-02", "global", "global", value, 0.1, "exact", "normal", None, None)


def put(store: SqlStore, value: float) -> None:
    store.run(Command(message("command.sample"), lambda tx: tx.put(figure(value))))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what is temporary."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def filled(tmp_path: Path) -> SqlStore:
    """A database with one figure."""
    store = SqlDatabases("tester").open(tmp_path / "month.db", for_writing=True, create=True)
    put(store, 1.0)
    return store


def test_a_writer_does_not_wait_and_the_look_stays_the_same(filled: SqlStore, temporary: Path) -> None:
    with filled.read_apart() as reader:
        writer = threading.Thread(target=put, args=(filled, 2.0))
        writer.start()
        writer.join(timeout=5)
        assert not writer.is_alive()
        assert reader.records(Observation) == [figure(1.0)]
        assert list(temporary.iterdir()) != []
    with filled.read() as reader:
        assert reader.records(Observation) == [figure(2.0)]
    assert list(temporary.iterdir()) == []
    filled.close()


def test_nothing_is_left_where_the_work_is_stopped(filled: SqlStore, temporary: Path) -> None:
    with pytest.raises(Cancelled), filled.read_apart():
        raise Cancelled(message("work.cancelled"))
    assert list(temporary.iterdir()) == []
    put(filled, 3.0)
    filled.close()


def test_a_database_that_is_open_for_reading_is_read_apart_too(filled: SqlStore, temporary: Path) -> None:
    filled.close()
    store = SqlDatabases("tester").open(filled.path, for_writing=False)
    with store.read_apart() as reader:
        assert reader.records(Observation) == [figure(1.0)]
    store.close()
    assert list(temporary.iterdir()) == []


def test_where_no_copy_can_be_made_the_file_itself_is_read(
    filled: SqlStore, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup.copy_for_reading
    found: list[bool] = []

    def into_nowhere(connection: object, part: Path) -> bool:
        found.append(copy(connection, part.parent / "no folder" / part.name))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(backup, "copy_for_reading", into_nowhere)
    with filled.read_apart() as reader:
        assert reader.records(Observation) == [figure(1.0)]
    assert found == [False]
    filled.close()
