import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_backup_holds_what_the_database_holds(workbench: Run, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    made = workbench("backup", copy, "--db", database, "--json").json
    assert (made["file"], made["ok"], made["problems"]) == (str(copy), True, [])
    assert made["tables"] == workbench("verify", "--db", database, "--json").json["tables"]
    assert made["tables"]["finding"] == 5
    assert workbench("show", "spam.rate", "--period", "2010-02", "--db", copy).status == 0


def test_a_backup_replaces_no_file(workbench: Run, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    ended = workbench("backup", copy, "--db", database)
    assert (ended.status, ended.out) == (1, "")
    assert "copy.db" in ended.err
    assert copy.read_text() == "precious"


@pytest.mark.parametrize("options", [("--json",), ()])
def test_a_restore_puts_the_backup_in_place_and_keeps_the_rest(
    workbench: Run, database: Path, sample_file: Path, table: Run, options: tuple[str, ...]
) -> None:
    workbench("import", table(("2020-03", "spam.rate", "", "", "90.7")), "--db", database)
    ended = workbench("restore", sample_file, "--db", database, *options)
    assert ended.status == 0
    (kept,) = database.parent.glob("figures.before-restore-*.db")
    assert str(kept) in ended.err
    show = ("show", "spam.rate", "--period", "2020-03", "--db")
    assert (workbench(*show, database).status, workbench(*show, kept).status) == (1, 0)
    if options:
        assert (ended.json["file"], ended.json["ok"]) == (str(sample_file), True)


def test_a_backup_that_is_none_is_not_restored(workbench: Run, database: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    other = tmp_path / "notes.txt"
    other.write_text("no database")
    assert workbench("restore", other, "--db", database).status == 1
    assert database.read_bytes() == before


def test_verify_finds_damage(workbench: Run, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE observation SET status = 'fine' WHERE metric = 'spam.rate' AND period = '2010-02'")
        connection.commit()
    ended = workbench("verify", "--db", database, "--json")
    assert (ended.status, ended.json["ok"]) == (1, False)
    assert any("2010-02" in problem for problem in ended.json["problems"])
    told = workbench("verify", "--db", database)
    assert told.status == 1
    assert all(problem in told.out for problem in ended.json["problems"])


def test_verify_takes_any_file(workbench: Run, database: Path, sample_file: Path, tmp_path: Path) -> None:
    assert workbench("verify", sample_file, "--db", tmp_path / "none.db").status == 0
    assert workbench("verify", tmp_path / "none.db", "--db", database).status == 1
    assert workbench("verify", "--db", database, "--lang", "ja").out.strip().endswith("。")
