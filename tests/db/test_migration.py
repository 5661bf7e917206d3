"""Files of older versions are brought up to date, with a copy made before; those of newer ones are left alone."""

from __future__ import annotations

import importlib.util
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from db import dialect, migration
from db.databases import SqlDatabases
from db.identity import identify
from db.schema import METADATA, REVISION
from db.verification import check_file
from tests.db.conftest import Opener
from tests.db.making import (
    AUTHOR,
    Contents,
    contents,
    digest,
    digests,
    dump,
    event,
    month,
    observation,
    pretend,
    put,
    scripts_with,
    standing,
)
from workbench.core.errors import DatabaseRefused, Refused
from workbench.core.messages import Message, message

Pretend = Callable[..., Path]


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """What makes a further step and lets the program be one that has it; returns the folder with the steps."""

    def pretending(ending: str = "") -> Path:
        scripts = scripts_with(tmp_path, ending)
        pretend(scripts, set_attribute=monkeypatch.setattr)
        return scripts

    return pretending


@pytest.fixture
def older(path: Path, opened: Opener) -> Contents:
    """What stands in the database at `path`, written by the version before the made-up step."""
    store = opened()
    store.run(put(*month(), event("a")))
    store.run(put(event("a", label="other")))
    store.run(put(observation("JP", 12.5)))
    store.undo()
    found = contents(store)
    store.close()
    return found


def schema_of(path: Path) -> dict[str, str]:
    """Return the statements of all tables and indexes, with single spaces."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {f"{kind} {name}": re.sub(r"\s+", " ", sql or "").replace(" ,", ",") for kind, name, sql in rows}


def refusal_of(attempt: Callable[[], object]) -> Message:
    with pytest.raises(DatabaseRefused) as refusal:
        attempt()
    return refusal.value.message


def test_the_steps_make_the_schema_that_the_program_makes(tmp_path: Path) -> None:
    by_steps, at_once = tmp_path / "steps.db", tmp_path / "once.db"
    by_steps.touch()
    engine = dialect.engine_of(by_steps)
    with engine.connect() as connection:
        migration._upgrade(connection, migration._directory(migration.SCRIPTS), "head")
    engine.dispose()
    engine = create_engine(f"sqlite:///{at_once}")
    METADATA.create_all(engine)
    engine.dispose()
    assert schema_of(by_steps) == schema_of(at_once)
    assert "WITHOUT ROWID" in schema_of(by_steps)["table reading"]
    with closing(sqlite3.connect(by_steps)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(REVISION,)]


def test_the_newest_step_is_the_schema_that_the_program_reads() -> None:
    assert migration._directory(migration.SCRIPTS).get_heads() == [REVISION]


def test_no_step_goes_back(tmp_path: Path) -> None:
    for file in (migration.SCRIPTS / "versions").glob("0*.py"):
        found = importlib.util.spec_from_file_location("step", file)
        assert found is not None
        assert found.loader is not None
        step = importlib.util.module_from_spec(found)
        found.loader.exec_module(step)
        with pytest.raises(NotImplementedError):
            step.downgrade()


LOADED = """
import sys
from pathlib import Path
from db.opening import open_store
store = open_store(Path(sys.argv[1]), for_writing=sys.argv[2] == "writing")
store.close()
print(*sorted({name.split(".")[0] for name in sys.modules} & {"alembic", "mako", "filelock"}))
"""


@pytest.mark.parametrize(("purpose", "loaded"), [("reading", ""), ("writing", "filelock")])
def test_a_current_database_is_opened_without_alembic(repository: Path, path: Path, purpose: str, loaded: str) -> None:
    program = [sys.executable, "-c", LOADED, str(path), purpose]
    done = subprocess.run(program, cwd=repository, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == loaded


def test_an_older_file_is_brought_up_to_date_and_keeps_its_data(
    path: Path, opened: Opener, older: Contents, pretended: Pretend
) -> None:
    pretended()
    store = opened()
    assert identify(path).is_current
    with store.read() as reader:
        assert [row[0] for row in reader._connection.exec_driver_sql("SELECT colour_0003 FROM event")] == ["green"]
    found = standing(store)
    assert found.pop("Event") == [event("a", label="other (seen)")]
    assert found == {kind: rows for kind, rows in older.records.items() if kind != "Event"}
    assert store.run(put(event("b"))).operation == 5
    store.undo()
    store.redo()
    assert [name for name, _ in digests(path.parent).items()] == ["month.db", "month.db.lock", "month.revision-0002.db"]


def test_the_copy_made_before_is_sound_and_what_stood_before(
    path: Path, opened: Opener, older: Contents, pretended: Pretend, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(path)
    with monkeypatch.context() as patch:
        patch.setattr(migration, "_upgrade", lambda *_: None)  # the copy is there before the first step
        copy = migration.bring_up_to_date(path, "0002")
        assert dump(copy) == before
    pretended()
    opened().close()
    copy = path.with_name("month.revision-0002.db")
    assert dump(copy) == before
    assert check_file(copy).is_ok
    monkeypatch.undo()
    assert check_file(copy).is_ok
    store = opened(copy)
    assert contents(store) == older
    store.undo()


def test_operations_from_before_stay_readable_but_are_not_undone(
    opened: Opener, older: Contents, pretended: Pretend
) -> None:
    pretended()
    store = opened()
    after = contents(store)
    assert [operation.is_undoable for operation in after.trail] == [False] * 4
    assert [operation.label for operation in after.trail] == [operation.label for operation in older.trail]
    assert after.kept == older.kept
    attempts: list[tuple[Callable[[], object], int]] = [
        (store.undo, 2),
        (lambda: store.undo(1), 1),
        (store.redo, 4),
        (lambda: store.undo(4), 4),
    ]
    for attempt, id_ in attempts:
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.message == message("history.before_migration", id=id_)
    store.run(put(event("a", label="new")))
    store.undo()
    with pytest.raises(Refused):
        store.undo()
    assert contents(store).records == after.records


@pytest.mark.usefixtures("older")
def test_an_older_file_is_not_changed_by_reading(path: Path, opened: Opener, pretended: Pretend) -> None:
    pretended()
    before = digests(path.parent)
    assert refusal_of(lambda: opened(for_writing=False)) == message("database.older", file="month.db")
    assert check_file(path).is_ok
    assert digests(path.parent) == before


@pytest.mark.parametrize(
    "ending",
    [
        "raise RuntimeError('half way')",
        "op.execute('INSERT INTO nowhere VALUES (1)')",
        "op.execute('INSERT INTO event (id) VALUES (NULL)')",
        "op.drop_table('event'); raise KeyboardInterrupt",
        "with op.batch_alter_table('event', recreate='always') as batch: batch.drop_column('kind')\n    raise RuntimeError",
    ],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(
    path: Path, opened: Opener, older: Contents, pretended: Pretend, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(path)
    pretended(ending)
    with pytest.raises((RuntimeError, KeyboardInterrupt, Exception)):
        opened()
    assert dump(path) == before
    assert dump(path.with_name("month.revision-0002.db")) == before
    assert sorted(digests(path.parent)) == ["month.db", "month.db.lock", "month.revision-0002.db"]
    monkeypatch.undo()
    store = opened()  # by the older program, at once: the lock was given back
    assert contents(store) == older


@pytest.mark.usefixtures("older")
def test_two_steps_are_one_transaction(
    path: Path, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(path)
    scripts_with(tmp_path)
    scripts = scripts_with(tmp_path, "raise RuntimeError", "0004", "0003")
    pretend(scripts, "0004", monkeypatch.setattr)
    with pytest.raises(RuntimeError):
        opened()
    assert dump(path) == before
    scripts_with(tmp_path, "", "0004", "0003")
    opened()
    assert identify(path).revision == "0004"


@pytest.mark.usefixtures("older")
def test_a_newer_file_is_refused_and_not_touched(
    path: Path, opened: Opener, pretended: Pretend, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretended()
    opened().close()
    monkeypatch.undo()
    path.with_name("month.db.lock").unlink()
    before = digests(path.parent)
    newer = message("database.newer", file="month.db")
    for attempt in (lambda: opened(for_writing=False), opened, lambda: opened(create=True)):
        assert refusal_of(attempt) == newer
    assert check_file(path).problems == (newer,)
    restored = refusal_of(lambda: SqlDatabases(AUTHOR).restore(path, tmp_path / "other.db"))
    assert restored == message("restore.not_sound", file=str(path), problem=newer)
    assert digests(path.parent) == before


@pytest.mark.parametrize("revision", ["", "0000", "000", "head"])
def test_a_revision_that_never_was_is_damage(path: Path, opened: Opener, pretended: Pretend, revision: str) -> None:
    pretended()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()
    before = digest(path)
    expected = "database.newer" if revision > "0003" else "database.damaged"
    assert refusal_of(opened) == message(expected, file="month.db")
    assert digest(path) == before
    assert not list(path.parent.glob("*.revision-*"))


@pytest.mark.parametrize("versions", [[], ["0001", "0002"]])
def test_a_file_with_no_revision_or_two_is_damaged(path: Path, opened: Opener, versions: list[str]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.executemany("INSERT INTO alembic_version VALUES (?)", [(version,) for version in versions])
        connection.commit()
    assert refusal_of(opened) == message("database.damaged", file="month.db")


@pytest.mark.usefixtures("older")
def test_a_backup_of_an_older_version_can_be_restored(
    path: Path, opened: Opener, pretended: Pretend, tmp_path: Path
) -> None:
    store = opened()
    before = standing(store)
    store.backup(tmp_path / "backup.db")
    store.close()
    pretended()
    check, kept = SqlDatabases(AUTHOR).restore(tmp_path / "backup.db", path)
    assert check.is_ok
    assert kept is not None
    store = opened()
    assert standing(store)["Reading"] == before["Reading"]
    assert identify(path).is_current


def test_the_steps_may_stand_in_any_folder(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "50% 日本 #1"
    folder.mkdir()
    migration.bring_up_to_date(path, "0002", scripts_with(folder))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]


def test_a_new_step_is_made_from_the_template(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = scripts_with(tmp_path)
    (scripts / "versions" / "0003_made_up.py").unlink()
    config = Config(stdout=(tmp_path / "said.txt").open("w"))
    config.set_main_option("script_location", str(scripts))
    monkeypatch.setattr("sys.stdout", config.stdout)
    command.revision(config, message="Add a colour", rev_id="0003")
    config.stdout.close()
    made = scripts / "versions" / "0003_add_a_colour.py"
    text = made.read_text("utf-8")
    made.write_text(text.replace("TABLE", "event").replace("NAME", "colour"), encoding="utf-8")
    migration.bring_up_to_date(path, "0002", scripts)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT colour FROM event").fetchall() == []
    ruff, settings = Path(sys.prefix) / "bin" / "ruff", ("--isolated", "--line-length=120")
    for task in (("check", "--select=E,F,I,UP,D", "--ignore=D203,D213"), ("format", "--check")):
        done = subprocess.run([ruff, *task, *settings, made], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
