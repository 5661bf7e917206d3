"""What a check of a file finds, and that it finds nothing in a sound one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.databases import SqlDatabases
from db.schema import KINDS
from tests.db.conftest import Opener
from tests.db.making import AUTHOR, digest, month, put
from workbench.core.messages import Message, message
from workbench.core.ports import Check

TOTAL = "spam.rate/M/2010-02/global/global"


@pytest.fixture
def filled(path: Path, opened: Opener) -> Path:
    """A database with a month in it, which nobody has open."""
    store = opened()
    store.run(put(*month()))
    store.close()
    return path


def spoil(path: Path, *statements: str) -> None:
    """Change a file past all rules, as a program would that knows none of them."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def checked(path: Path) -> Check:
    """Check a file, which must not change it."""
    before = digest(path)
    check = SqlDatabases(AUTHOR).check(path)
    assert digest(path) == before
    return check


def problems(path: Path) -> list[Message]:
    check = checked(path)
    assert not check.is_ok
    return list(check.problems)


def test_a_sound_file(filled: Path) -> None:
    check = checked(filled)
    assert (check.file, check.is_ok, check.problems) == (filled, True, ())
    counts = {"source": 1, "reading": 4, "observation": 4, "coverage": 1, "finding": 1, "finding_text": 1, "note": 1}
    none = dict.fromkeys((*(kind.table.name for kind in KINDS.values()), "picture"), 0)
    assert check.tables == none | counts | {"edition": 1}


def test_a_check_stands_in_nobodys_way(filled: Path, opened: Opener) -> None:
    store = opened()
    assert SqlDatabases(AUTHOR).check(filled).is_ok
    store.undo()
    assert SqlDatabases(AUTHOR).check(filled).tables["reading"] == 0


UNSOUND = {
    "observation that is missing and has a value": (
        "UPDATE observation SET status = 'missing' WHERE dimension = 'global'",
        [message("verify.observation", key=TOTAL)],
    ),
    "observation without value that is not missing": (
        "UPDATE observation SET value = NULL WHERE dimension = 'global'",
        [message("verify.observation", key=TOTAL)],
    ),
    "observation of an unknown status": (
        "UPDATE observation SET status = 'fine' WHERE dimension = 'global'",
        [message("verify.observation", key=TOTAL)],
    ),
    "observation that is text": (
        "UPDATE observation SET value = 'many' WHERE dimension = 'global'",
        [message("verify.observation", key=TOTAL)],
    ),
    "observation of a reading that is not there": (
        "UPDATE observation SET nth = 2 WHERE dimension = 'global'",
        [message("verify.no_reading", key=TOTAL)],
    ),
    "reading without end": (
        "UPDATE reading SET value = 9e999 WHERE dimension = 'global'",
        [message("verify.reading", key=TOTAL)],
    ),
    "reading of a negative step": (
        "UPDATE reading SET step = -0.1 WHERE dimension = 'global'",
        [message("verify.reading", key=TOTAL)],
    ),
    "reading of an unknown statistic": (
        (
            "INSERT INTO reading SELECT metric, grain, period, dimension, segment, 'mode', source, 7, value, step, qualifier, "
            "unit, label, text, place FROM reading WHERE dimension = 'global'"
        ),
        [message("verify.reading", key=TOTAL)],
    ),
    "reading of an unknown qualifier": (
        "UPDATE reading SET qualifier = 'roughly' WHERE dimension = 'global'",
        [message("verify.reading", key=TOTAL)],
    ),
    "source that is not there": (
        "DELETE FROM source",
        [
            message("verify.reference", table="observation", refers_to="source"),
            message("verify.reference", table="reading", refers_to="source"),
        ],
    ),
    "finding that is not there": (
        "DELETE FROM finding",
        [message("verify.reference", table="finding_text", refers_to="finding")],
    ),
}


@pytest.mark.parametrize("kind", UNSOUND)
def test_what_cannot_be_is_found(filled: Path, kind: str) -> None:
    statement, expected = UNSOUND[kind]
    spoil(filled, statement)
    assert problems(filled) == expected


@pytest.mark.parametrize("period", ["2010-13", "2010-2", "February", "2010-Q1", ""])
def test_a_period_that_is_none_is_found(filled: Path, period: str) -> None:
    spoil(
        filled,
        *(f"UPDATE {table} SET period = '{period}' WHERE dimension = 'global'" for table in ("reading", "observation")),
    )
    key = f"spam.rate/M/{period}/global/global"
    assert problems(filled) == [message("verify.observation", key=key), message("verify.reading", key=key)]


def test_no_more_than_twenty_of_a_kind_are_told(filled: Path) -> None:
    spoil(
        filled,
        *(f"INSERT INTO observation VALUES ('m', 'M', '{n}', 'd', 's', 1, 1, '', '', NULL, NULL)" for n in range(50)),
    )
    assert len(problems(filled)) == 20


def test_damaged_pages_are_found(filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    begin = content.index("イタリアのスパム".encode())
    content[begin - 100 : begin + 20] = bytes(120)
    filled.write_bytes(content)
    assert {problem.id for problem in problems(filled)} <= {"verify.integrity", "verify.unreadable"}


def test_pages_that_nothing_leads_to_are_found(filled: Path) -> None:
    spoil(filled, "PRAGMA writable_schema=ON", "DELETE FROM sqlite_master WHERE name = 'event_before'")
    (found,) = problems(filled)
    assert found.id == "verify.integrity"
    assert "never used" in str(found.parameters["found"])


def test_a_file_that_ends_within_a_page_is_found(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:-1])
    assert message("verify.integrity", found="the file ends within a page") in problems(filled)


def test_damaged_pages_that_no_table_uses_are_found(filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    content[-4096 : -4096 + 8] = b"\xff" * 8
    filled.write_bytes(content)
    assert problems(filled)[0].id in {"verify.integrity", "verify.unreadable"}


def test_text_that_is_none_is_found(filled: Path) -> None:
    spoil(filled, "UPDATE reading SET period = CAST(x'ff80' AS TEXT) WHERE dimension = 'global'")
    assert [problem.id for problem in problems(filled)] == ["verify.unreadable"]


@pytest.mark.parametrize("statement", ["DROP TABLE note", "ALTER TABLE event_before RENAME COLUMN kind TO sort"])
def test_a_table_or_column_that_is_not_there_is_found(filled: Path, opened: Opener, statement: str) -> None:
    spoil(filled, statement)
    assert [problem.id for problem in problems(filled)] == ["verify.unreadable"]
    with pytest.raises(Exception, match="database.damaged"):
        opened()


def test_a_file_that_is_missing_or_foreign_is_a_problem_not_an_error(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_text("no database")
    databases = SqlDatabases(AUTHOR)
    assert databases.check(foreign).problems == (message("database.foreign", file="foreign.db"),)
    missing = tmp_path / "missing.db"
    assert databases.check(missing).problems == (message("database.missing", file=str(missing)),)
    assert databases.check(missing).tables == {}
