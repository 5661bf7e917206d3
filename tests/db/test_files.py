"""Files that are not what they should be are refused in words and not touched; ours open whatever their name is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from db import opening
from db.databases import SqlDatabases
from db.schema import APPLICATION_ID
from db.store import SqlStore
from tests.db.conftest import Opener
from tests.db.making import AUTHOR, Contents, contents, digests, event, make_hot, month, put, standing
from workbench.core.errors import DatabaseInUse, WorkbenchError
from workbench.core.messages import Message, message


def other_application(path: Path, mark: int = 0) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={mark}")
        connection.execute("CREATE TABLE event (id TEXT)")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()


def with_unfinished_wal(path: Path) -> None:
    """Make another application's database with a write-ahead log that is still to be worked in."""
    made = path.with_name("made.db")
    other_application(made)
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("INSERT INTO event VALUES ('in the log')")
        connection.commit()
        for ending in ("", "-wal"):
            shutil.copyfile(f"{made}{ending}", f"{path}{ending}")
    made.unlink()


def with_hot_journal(path: Path) -> None:
    """Make another application's database that was left in the middle of a commit."""
    made = path.with_name("made.db")
    other_application(made)
    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO event VALUES (?)", [(600 * str(number),) for number in range(100)])
        for ending in ("", "-journal"):
            shutil.copyfile(f"{made}{ending}", f"{path}{ending}")
        connection.execute("ROLLBACK")
    made.unlink()


def link_to_text(path: Path) -> None:
    path.with_name("x.txt").write_text("x" * 999)
    path.symlink_to("x.txt")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("no database\n" * 100),
    "one byte": lambda path: path.write_bytes(b"S"),
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 30),
    "workbook": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(5000)),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "nothing in it": lambda path: path.touch(),
    "header alone": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "folder": lambda path: path.mkdir(),
    "pipe": os.mkfifo,
    "other database": other_application,
    "other mark": lambda path: other_application(path, APPLICATION_ID + 1),
    "other database with a log": with_unfinished_wal,
    "other database with a journal": with_hot_journal,
    "link to a text": link_to_text,
}


def attempts(opened: Opener, path: Path) -> list[Callable[[], object]]:
    return [
        lambda: opened(path, for_writing=False),
        lambda: opened(path),
        lambda: opened(path, create=True),
        lambda: opened(path, for_writing=False, create=True),
    ]


def refusal_of(attempt: Callable[[], object]) -> Message:
    with pytest.raises(WorkbenchError) as refusal:
        attempt()
    return refusal.value.message


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_refused_and_not_touched(opened: Opener, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "foreign"
    folder.mkdir()
    path = folder / "foreign.db"
    FOREIGN[kind](path)
    before, names = digests(folder), sorted(os.listdir(folder))
    file = "x.txt" if kind == "link to a text" else "foreign.db"
    for attempt in attempts(opened, path):
        assert refusal_of(attempt) == message("database.foreign", file=file)
    check = SqlDatabases(AUTHOR).check(path)
    assert [problem.id for problem in check.problems] == ["database.foreign"]
    assert (digests(folder), sorted(os.listdir(folder))) == (before, names)


@pytest.mark.parametrize("name", ["missing.db", "no folder/missing.db", "month.db/missing.db"])
def test_a_missing_file_is_not_made_unasked(opened: Opener, path: Path, name: str) -> None:
    before = sorted(path.parent.rglob("*"))
    missing = path.parent / name
    for attempt in (
        lambda: opened(missing, for_writing=False),
        lambda: opened(missing),
        lambda: opened(missing, for_writing=False, create=True),
    ):
        assert refusal_of(attempt) == message("database.missing", file=str(missing))
    assert SqlDatabases(AUTHOR).check(missing).problems == (message("database.missing", file=str(missing)),)
    assert sorted(path.parent.rglob("*")) == before


def test_a_database_is_made_in_folders_that_are_made_too(opened: Opener, tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "new.db"
    store = opened(path, create=True)
    store.run(put(event("a")))
    store.close()
    assert sorted(os.listdir(path.parent)) == ["new.db", "new.db.lock"]
    again = opened(path, create=True)
    assert standing(again)["Event"] == [event("a")]


def test_what_another_process_made_meanwhile_is_kept(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one comes between the look whether there is a file and the lock."""
    path, take_lock = tmp_path / "new.db", opening._lock

    def late(*arguments: object) -> object:
        monkeypatch.setattr(opening, "_lock", take_lock)
        other = opened(path, create=True)
        other.run(put(event("theirs")))
        other.close()
        return take_lock(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "_lock", late)
    assert standing(opened(path, create=True))["Event"] == [event("theirs")]


@pytest.mark.parametrize("name", [300 * "x" + ".db", "month.db/new.db"])
def test_a_place_where_no_file_can_be(opened: Opener, path: Path, name: str) -> None:
    before = sorted(path.parent.rglob("*"))
    ids = {refusal_of(attempt).id for attempt in attempts(opened, path.parent / name)}
    assert ids <= {"database.cannot_open", "database.missing", "database.read_only"}
    assert sorted(path.parent.rglob("*")) == before


NAMES = [
    "日本語 データ.db",
    "with space.db",
    "50%.db",
    "a%20b.db",
    "a#b.db",
    "what?.db",
    "semi;colon&mode=memory.db",
    "quote'\"`.db",
    "-dash.db",
    "new\nline\ttab.db",
    "back\\slash.db",
    "colon:memory:.db",
    "dots...db",
    "no ending",
    ".hidden",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_file_and_folder(opened: Opener, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    path, copy = folder / name, folder / f"copy {name}"
    store = opened(path, create=True)
    store.run(put(*month()))
    assert store.backup(copy).is_ok
    before = contents(store)
    store.close()
    assert contents(opened(path, for_writing=False)) == before
    assert contents(opened(copy, for_writing=False)) == before
    check, kept = SqlDatabases(AUTHOR).restore(copy, path)
    assert check.is_ok
    assert kept is not None
    assert set(os.listdir(folder)) == {name, f"{name}.lock", copy.name, kept.name}
    assert set(os.listdir(tmp_path)) == {name, "databases"}


def test_relative_paths_and_home(opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(path.parent)
    store = opened(Path("month.db"))
    monkeypatch.chdir(repository)
    store.run(put(event("a")))
    assert store.path == path
    monkeypatch.setenv("HOME", str(path.parent))
    assert standing(opened(Path("~/month.db"), for_writing=False))["Event"] == [event("a")]


def test_a_link_is_the_file_that_it_leads_to(opened: Opener, path: Path) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path)
    opened()
    assert refusal_of(lambda: opened(link)).id == "database.in_use_by"
    assert not link.with_name("link.db.lock").exists()


@pytest.fixture
def filled(path: Path, opened: Opener) -> Contents:
    """What stands in the database at `path`, which nobody has open."""
    store = opened()
    store.run(put(*month(), *(event(f"e{number}") for number in range(30))))
    found = contents(store)
    store.close()
    return found


@pytest.mark.parametrize("for_writing", [False, True])
def test_what_a_killed_writer_left_half_done_is_put_right(
    path: Path, opened: Opener, filled: Contents, tmp_path: Path, *, for_writing: bool
) -> None:
    folder = tmp_path / "hot"
    folder.mkdir()
    hot = make_hot(path, folder)
    assert hot.read_bytes() != path.read_bytes()
    assert contents(opened(hot, for_writing=for_writing)) == filled
    assert set(os.listdir(folder)) <= {"month.db", "month.db.lock"}


def test_a_check_puts_it_right_as_well(path: Path, opened: Opener, filled: Contents, tmp_path: Path) -> None:
    hot = make_hot(path, tmp_path)
    assert SqlDatabases(AUTHOR).check(hot).is_ok
    assert contents(opened(hot, for_writing=False)) == filled


@pytest.mark.usefixtures("filled")
def test_who_opens_in_the_middle_of_a_commit_waits_for_its_end(path: Path, opened: Opener, filled: Contents) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as writer:
        writer.execute("PRAGMA cache_size=1")
        writer.execute("BEGIN")
        writer.execute("UPDATE reading SET label = label || hex(randomblob(9000))")
        with ThreadPoolExecutor(1) as pool:
            opening_it = pool.submit(opened, for_writing=False)
            time.sleep(0.2)
            assert not opening_it.done()
            writer.execute("ROLLBACK")
            assert contents(opening_it.result(10)) == filled


@pytest.mark.usefixtures("filled")
def test_who_waits_too_long_is_told_that_the_file_is_in_use(
    path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.dialect._GUARDS", ("busy_timeout=50",))
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        for attempt in attempts(opened, path):
            with pytest.raises(DatabaseInUse) as refusal:
                attempt()
            assert refusal.value.message == message("database.busy", file="month.db")
        writer.execute("ROLLBACK")


def test_the_journal_of_a_file_that_is_gone_is_not_played_into_a_new_one(
    path: Path, opened: Opener, filled: Contents, tmp_path: Path
) -> None:
    """Made anew, restored, or copied to: each time a journal stands there that belonged to another file."""
    hot = make_hot(path, tmp_path)
    stale = hot.with_name("month.db-journal").read_bytes()
    store = opened()
    for place in ("new", "restored", "copied"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "month.db-journal").write_bytes(stale)
    made = opened(tmp_path / "new" / "month.db", create=True)
    assert not any(standing(made).values())
    assert store.backup(tmp_path / "copied" / "month.db").is_ok
    SqlDatabases(AUTHOR).restore(tmp_path / "copied" / "month.db", tmp_path / "restored" / "month.db")
    for place in ("restored", "copied"):
        assert contents(opened(tmp_path / place / "month.db", for_writing=False)) == filled
        assert not (tmp_path / place / "month.db-journal").exists()


def test_looking_at_a_file_takes_no_lock_away_from_who_writes_to_it(
    path: Path, opened: Opener, store: SqlStore
) -> None:
    """A process that opens and closes a file loses its locks on it, unless SQLite itself does so."""
    store.run(put(event("a")))
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO event VALUES ('w', '', '', '', '', '')")
        assert SqlDatabases(AUTHOR).check(path).is_ok
        opened(for_writing=False).close()
        store.backup(path.with_name("copy.db"))
        assert taken_by_another_process(path) == "database is locked"
        writer.execute("COMMIT")
    assert len(standing(store)["Event"]) == 2


def taken_by_another_process(path: Path) -> str:
    """Return what another process is told that wants to write."""
    program = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try:\n    connection.execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_file_that_was_taken_away_is_not_written_to(path: Path, store: SqlStore) -> None:
    store.run(put(event("a")))
    moved = path.rename(path.with_name("moved.db"))
    refusal = message("database.gone", file=str(path))
    for write in (lambda: store.run(put(event("b"))), store.undo, store.redo):
        assert refusal_of(write) == refusal
    assert not path.exists()
    moved.rename(path)
    assert store.run(put(event("b"))).operation == 2
    path.unlink()
    assert refusal_of(store.undo) == refusal
    store.close()
    assert not path.exists()


def test_a_file_that_was_replaced_is_not_written_to(path: Path, template: Path, store: SqlStore) -> None:
    store.run(put(event("a")))
    shutil.copyfile(template, path.with_name("other.db"))
    path.with_name("other.db").replace(path)
    before = digests(path.parent)
    assert refusal_of(lambda: store.run(put(event("b")))) == message("database.gone", file=str(path))
    store.close()
    assert digests(path.parent, but=["month.db.lock"]).items() <= before.items()


def test_the_folder_may_go_while_a_database_is_open(path: Path, store: SqlStore) -> None:
    store.run(put(event("a")))
    shutil.rmtree(path.parent)
    assert refusal_of(lambda: store.run(put(event("b")))).id == "database.gone"
    store.close()
    assert not path.parent.exists()


def test_threads_may_open_the_same_file_at_once(path: Path, opened: Opener, filled: Contents) -> None:
    begin = threading.Barrier(4)

    def look(_: int) -> bool:
        begin.wait(5)
        return contents(opened(path, for_writing=False)) == filled

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(look, range(4)))
