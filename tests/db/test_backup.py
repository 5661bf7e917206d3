"""Backups are whole or not there; a restore keeps what it replaces."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.databases import SqlDatabases
from db.restoring import restore
from db.store import SqlStore
from db.verification import check_file
from tests.db.conftest import Opener
from tests.db.making import (
    AUTHOR,
    Contents,
    contents,
    digest,
    digests,
    event,
    frozen_clock,
    make_hot,
    month,
    put,
    standing,
)
from workbench.core.errors import Cancelled, DatabaseInUse, DatabaseRefused, FileRefused, WorkbenchError
from workbench.core.messages import Message, message
from workbench.core.ports import Command, Transaction


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A place for a backup, in a folder of its own."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "copy.db"


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """An open database with a month in it, and an operation undone."""
    store.run(put(*month(), *(event(f"e{number}") for number in range(200))))
    store.run(put(event("a")))
    store.undo()
    return store


def refusal_of(attempt: Callable[[], object], kind: type[WorkbenchError] = FileRefused) -> Message:
    with pytest.raises(kind) as refusal:
        attempt()
    return refusal.value.message


def spoil(path: Path, *statements: str) -> None:
    """Change a file that nobody has open past all rules."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_backup_is_the_database(filled: SqlStore, opened: Opener, target: Path) -> None:
    before = contents(filled)
    check = filled.backup(target)
    assert (check.file, check.is_ok, check.problems) == (target, True, ())
    assert check.tables["event"] == 200
    assert check.tables["reading"] == 4
    assert os.listdir(target.parent) == [target.name]
    copy = opened(target)
    assert contents(copy) == before
    copy.redo()
    filled.run(put(event("later")))
    assert contents(filled) != contents(copy)


def test_a_backup_can_be_made_of_what_was_opened_for_reading(filled: SqlStore, opened: Opener, target: Path) -> None:
    other = opened(for_writing=False)
    assert other.backup(target).is_ok
    assert contents(opened(target, for_writing=False)) == contents(filled)


def test_a_backup_in_the_middle_of_a_command_holds_what_was_before(
    filled: SqlStore, opened: Opener, target: Path
) -> None:
    before = contents(filled)

    def apply(tx: Transaction) -> None:
        tx.put(event("half"))
        assert filled.backup(target).is_ok

    filled.run(Command(message("test.backup"), apply))
    assert contents(opened(target, for_writing=False)) == before


def no_folder(target: Path) -> Path:
    return target.parent / "missing" / "copy.db"


def in_a_file(target: Path) -> Path:
    target.with_name("file").write_text("x")
    return target.with_name("file") / "copy.db"


def long_name(target: Path) -> Path:
    return target.with_name(300 * "x")


@pytest.mark.parametrize(
    ("place", "id_", "why"),
    [
        (no_folder, "file.no_folder", "folder"),
        (in_a_file, "file.no_folder", "folder"),
        (long_name, "file.cannot_write", "why"),
    ],
)
def test_a_backup_that_cannot_be_written_is_refused(
    filled: SqlStore, target: Path, place: Callable[[Path], Path], id_: str, why: str
) -> None:
    wrong = place(target)
    before = digests(target.parent)
    told = refusal_of(lambda: filled.backup(wrong))
    assert (told.id, told.parameters["file"]) == (id_, str(wrong))
    assert told.parameters[why]
    assert digests(target.parent) == before


@pytest.mark.parametrize("kind", ["file", "folder", "link", "database"])
def test_a_backup_replaces_nothing(filled: SqlStore, path: Path, target: Path, kind: str) -> None:
    if kind == "file":
        target.write_text("mine")
    elif kind == "folder":
        target.mkdir()
    elif kind == "link":
        target.with_name("mine").write_text("mine")
        target.symlink_to("mine")
    else:
        target = path
    before = digests(target.parent) if target != path else {}
    assert refusal_of(lambda: filled.backup(target)) == message("backup.target_exists", file=str(target))
    assert target == path or digests(target.parent) == before


def test_a_backup_that_is_cancelled_leaves_nothing(
    filled: SqlStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.backup._PAGES", 5)
    told: list[tuple[int, int | None]] = []

    def stop(done: int, total: int | None) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled(message("test.cancelled"))

    with pytest.raises(Cancelled):
        filled.backup(target, stop)
    assert os.listdir(target.parent) == []
    assert told[0][0] < told[1][0] < told[2][0] < (told[2][1] or 0)
    told.clear()
    told.extend([(0, None)] * 3)
    assert filled.backup(target, stop).is_ok
    assert told[-1][0] == told[-1][1]


def test_what_a_killed_backup_left_is_in_nobodys_way(filled: SqlStore, target: Path) -> None:
    """Also when the number of its process comes again."""
    for number in (os.getpid(), 1):
        target.with_name(f".copy.db.part-{number}").write_bytes(b"half of it")
        target.with_name(f".copy.db.part-{number}-journal").write_bytes(b"half of it")
    assert filled.backup(target).is_ok
    assert sorted(os.listdir(target.parent)) == [".copy.db.part-1", ".copy.db.part-1-journal", "copy.db"]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM source", "verify.reference"),
        ("UPDATE observation SET status = 'missing'", "verify.observation"),
        ("UPDATE reading SET period = '2010-2'", "verify.no_reading"),
    ],
)
def test_no_backup_is_made_of_what_is_not_sound(
    filled: SqlStore, opened: Opener, path: Path, target: Path, statement: str, problem: str
) -> None:
    filled.close()
    spoil(path, statement)
    store = opened()
    told = refusal_of(lambda: store.backup(target))
    assert (told.id, told.parameters["file"]) == ("backup.not_sound", str(target))
    assert isinstance(told.parameters["problem"], Message)
    assert told.parameters["problem"].id == problem
    assert os.listdir(target.parent) == []


# Restoring.


@pytest.fixture
def backup(filled: SqlStore, target: Path) -> Path:
    """A backup; the database went on since, and nobody has it open."""
    filled.backup(target)
    filled.run(put(*month(offset=1.0), event("since")))
    filled.close()
    return target


@pytest.fixture
def databases() -> SqlDatabases:
    """What restores, at one and the same moment always."""
    return SqlDatabases(AUTHOR, frozen_clock)


def of(opened: Opener, path: Path) -> Contents:
    return contents(opened(path, for_writing=False))


def test_restoring_brings_the_backup_back_and_keeps_the_database(
    databases: SqlDatabases, backup: Path, path: Path, opened: Opener
) -> None:
    old = of(opened, path)
    check, kept = databases.restore(backup, path)
    assert (check.file, check.is_ok, check.tables["event"]) == (path, True, 200)
    assert kept == path.with_name("month.before-restore-20100301-120000.db")
    assert of(opened, kept) == old
    assert of(opened, path) == of(opened, backup) != old
    store = opened()
    store.run(put(event("new")))
    store.undo()
    assert of(opened, kept) == old
    assert sorted(os.listdir(path.parent)) == [kept.name, "month.db", "month.db.lock"]


def test_every_restore_keeps_what_it_found_also_within_one_second(
    databases: SqlDatabases, backup: Path, path: Path, opened: Opener
) -> None:
    first = of(opened, path)
    _, kept = databases.restore(backup, path)
    second = of(opened, path)
    _, kept_then = databases.restore(kept or Path(), path)
    _, kept_last = databases.restore(backup, path)
    assert [file and file.name for file in (kept, kept_then, kept_last)] == [
        f"month.before-restore-20100301-120000{ending}.db" for ending in ("", "-2", "-3")
    ]
    found = [of(opened, file) for file in (kept, kept_then, kept_last) if file is not None]
    assert found == [first, second, first]


def test_restoring_where_no_database_is(databases: SqlDatabases, backup: Path, path: Path, opened: Opener) -> None:
    missing = path.parent / "new folder" / "month.db"
    check, kept = databases.restore(backup, missing)
    assert (check.is_ok, kept) == (True, None)
    assert of(opened, missing) == of(opened, backup)
    assert sorted(os.listdir(missing.parent)) == ["month.db", "month.db.lock"]


def test_restoring_without_a_name_or_a_clock(backup: Path, path: Path, opened: Opener) -> None:
    _, kept = restore(backup, path)
    assert kept is not None
    assert kept.name.startswith("month.before-restore-20")
    assert of(opened, path) == of(opened, backup)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("not at all"),
    "nothing": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "zeros": lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(90_000)),
    "newer": lambda path: spoil(path, "UPDATE alembic_version SET version_num = '9999'"),
    "no revision": lambda path: spoil(path, "DELETE FROM alembic_version"),
    "no table": lambda path: spoil(path, "DROP TABLE note"),
    "not sound": lambda path: spoil(path, "DELETE FROM source"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_restoring_over_a_file_that_is_damaged(
    databases: SqlDatabases, backup: Path, path: Path, opened: Opener, damage: str
) -> None:
    DAMAGE[damage](path)
    before = digest(path)
    _, kept = databases.restore(backup, path)
    assert kept is not None
    assert digest(kept) == before
    assert of(opened, path) == of(opened, backup)
    assert sorted(os.listdir(path.parent)) == [kept.name, "month.db", "month.db.lock"]


def test_restoring_over_a_file_that_was_left_half_done_keeps_it_whole(
    databases: SqlDatabases, backup: Path, path: Path, opened: Opener, tmp_path: Path
) -> None:
    hot = make_hot(path, tmp_path)
    _, kept = databases.restore(backup, hot)
    assert kept is not None
    assert of(opened, kept) == of(opened, path)
    assert of(opened, hot) == of(opened, backup)


def test_the_journal_of_a_damaged_file_is_kept_with_it(
    databases: SqlDatabases, backup: Path, path: Path, opened: Opener, tmp_path: Path
) -> None:
    hot = make_hot(path, tmp_path)
    hot.write_bytes(b"damaged!" + hot.read_bytes()[8:])
    before = {ending: digest(Path(f"{hot}{ending}")) for ending in ("", "-journal")}
    _, kept = databases.restore(backup, hot)
    assert {ending: digest(Path(f"{kept}{ending}")) for ending in ("", "-journal")} == before
    assert of(opened, hot) == of(opened, backup)


def test_a_folder_is_not_replaced(databases: SqlDatabases, backup: Path, path: Path) -> None:
    folder = path.with_name("folder.db")
    folder.mkdir()
    (folder / "mine").write_text("mine")
    assert refusal_of(lambda: databases.restore(backup, folder)).id == "file.cannot_write"
    assert os.listdir(folder) == ["mine"]
    assert sorted(os.listdir(path.parent)) == ["folder.db", "folder.db.lock", "month.db", "month.db.lock"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_unsound_backup_is_refused_and_the_database_left_alone(
    databases: SqlDatabases, backup: Path, path: Path, damage: str
) -> None:
    DAMAGE[damage](backup)
    before = digests(path.parent) | digests(backup.parent)
    told = refusal_of(lambda: databases.restore(backup, path), DatabaseRefused)
    is_foreign = check_file(backup).problems[0].id == "database.foreign"
    assert (told.id, told.parameters["file"]) == ("restore.foreign" if is_foreign else "restore.not_sound", str(backup))
    assert is_foreign or isinstance(told.parameters["problem"], Message)
    assert digests(path.parent) | digests(backup.parent) == before


def test_a_missing_backup_is_refused(databases: SqlDatabases, path: Path) -> None:
    missing = path.with_name("missing.db")
    told = refusal_of(lambda: databases.restore(missing, path), DatabaseRefused)
    assert told == message("restore.missing", file=str(missing))


def test_a_database_is_not_restored_from_itself(databases: SqlDatabases, path: Path) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path)
    before = digest(path)
    for source in (path, link):
        told = refusal_of(lambda source=source: databases.restore(source, path), DatabaseRefused)  # type: ignore[misc]
        assert told == message("restore.same_file", file=str(path))
    assert digest(path) == before


def test_restoring_waits_for_no_writer(databases: SqlDatabases, backup: Path, opened: Opener, path: Path) -> None:
    store = opened()
    before = contents(store)
    told = refusal_of(lambda: databases.restore(backup, path), DatabaseInUse)
    assert told.id == "database.in_use_by"
    assert contents(store) == before
    assert not list(path.parent.glob("*before-restore*"))
    store.close()
    databases.restore(backup, path)


def test_who_reads_meanwhile_goes_on_reading_what_was_there(
    databases: SqlDatabases, backup: Path, opened: Opener, path: Path
) -> None:
    reading = opened(for_writing=False)
    before = standing(reading)
    with reading.read() as reader:
        databases.restore(backup, path)
        assert reader.count(type(event("a"))) == len(before["Event"])
    assert standing(opened(for_writing=False)) != before


def test_a_failing_copy_leaves_the_database_under_its_one_name(
    databases: SqlDatabases, backup: Path, path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = of(opened, path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.backup.into_place", fail)
    told = refusal_of(lambda: databases.restore(backup, path))
    assert told == message("file.cannot_write", file=str(path), why="No space left on device")
    assert of(opened, path) == before


def test_a_disk_without_hard_links_keeps_a_copy(
    databases: SqlDatabases, backup: Path, path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    old = of(opened, path)
    monkeypatch.setattr(Path, "hardlink_to", fail)
    _, kept = databases.restore(backup, path)
    assert kept is not None
    assert of(opened, kept) == old
    assert kept.stat().st_nlink == 1
    shutil.rmtree(backup.parent)
    assert of(opened, path) != old
