import csv
import io
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from db.databases import SqlDatabases
from workbench.core.errors import FileRefused
from workbench.core.files import written_whole
from workbench.core.messages import message
from workbench.core.ports import Command
from workbench.core.records import Segment
from workbench.excel.layout import SHEETS

Run = Callable[..., Any]


def rows(file: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode(encoding), newline="")))


def test_one_period_can_be_exported(workbench: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "february.csv"
    ended = workbench("export", file, "--period", "2010年2月", "--db", database, "--json")
    assert ended.status == 0
    assert ended.json == {"file": str(file), "sheets": [], "observations": ended.json["observations"]}
    found = rows(file)
    assert {row["period"] for row in found} == {"2010-02"}
    assert sum(row["status"] != "" for row in found) == ended.json["observations"] > 100


@pytest.mark.parametrize(("language", "label"), [("ja", "スパム率"), ("en", "Spam rate")])
def test_labels_are_in_the_language_and_keys_in_none(
    workbench: Run, database: Path, tmp_path: Path, language: str, label: str
) -> None:
    file = tmp_path / "out.csv"
    workbench("export", file, "--lang", language, "--db", database)
    spam = [row for row in rows(file) if row["metric"] == "spam.rate"]
    assert {row["metric_label"] for row in spam} == {label}


def test_a_character_without_a_place_is_named(workbench: Run, database: Path, table: Run, tmp_path: Path) -> None:
    store = SqlDatabases("analyst").open(database, for_writing=True)
    korean = Segment("geography", "KR", "韓国", "대한민국", "", "", 1, "")
    store.run(Command(message("command.sample"), lambda tx: tx.put(korean)))
    store.close()
    workbench("import", table(("2010-02", "spam.rate", "geography", "KR", "88.0")), "--db", database)
    file = tmp_path / "out.csv"
    file.write_text("as it was")
    ended = workbench("export", file, "--encoding", "cp932", "--db", database, "--json")
    assert (ended.status, ended.json["error"]["id"]) == (1, "export.no_character")
    line = 1 + next(at for at, text in enumerate(exported_lines(workbench, database, tmp_path)) if "대한민국" in text)
    told = ended.json["error"]["message"]["en"]
    assert all(part in told for part in ("대", "U+B300", "cp932")), told
    assert re.search(rf"\b{line}\b", told)
    assert file.read_text() == "as it was"
    assert workbench("export", file, "--encoding", "cp932", "--lang", "ja", "--db", database).status == 0


def exported_lines(workbench: Run, database: Path, folder: Path) -> list[str]:
    workbench("export", folder / "utf8.csv", "--db", database)
    return (folder / "utf8.csv").read_text("utf-8-sig").splitlines()


@pytest.mark.parametrize("name", ["out.xls", "out", "out.csv.gz"])
def test_other_kinds_of_file_are_refused(workbench: Run, database: Path, tmp_path: Path, name: str) -> None:
    ended = workbench("export", tmp_path / name, "--db", database)
    assert (ended.status, ended.out) == (1, "")
    assert ".csv" in ended.err
    assert not (tmp_path / name).exists()


def test_the_database_is_never_written_over(workbench: Run, database: Path) -> None:
    odd = database.rename(database.with_suffix(".csv"))
    before = odd.read_bytes()
    assert workbench("export", odd, "--db", odd).status == 1
    assert odd.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(workbench: Run, database: Path, tmp_path: Path) -> None:
    ended = workbench("export", tmp_path / "none" / "out.csv", "--db", database)
    assert ended.status == 1
    assert "out.csv" in ended.err


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"old and longer")
    written_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


def test_nothing_is_left_where_a_file_cannot_be_moved_into_place(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.mkdir()
    with pytest.raises(FileRefused, match=r"file\.is_folder"):
        written_whole(target, b"new")
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    written_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_ISREG(real.stat().st_mode)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_workbook_is_told_with_its_sheets(workbench: Run, database: Path, tmp_path: Path, language: str) -> None:
    file = tmp_path / "out.XLSX"
    ended = workbench("export", file, "--lang", language, "--db", database, "--json")
    assert ended.status == 0
    sheets = [sheet.name(language) for sheet in SHEETS]
    assert ended.json == {"file": str(file), "sheets": sheets, "observations": 685}
    assert CalamineWorkbook.from_path(file).sheet_names == sheets


def test_a_workbook_of_one_period(workbench: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "february.xlsx"
    ended = workbench("export", file, "--period", "2010-02", "--db", database)
    assert (ended.status, ended.err) == (0, "")
    assert "161" in ended.out


def test_a_workbook_of_nothing_is_refused(workbench: Run, tmp_path: Path) -> None:
    SqlDatabases("analyst").open(tmp_path / "empty.db", for_writing=True, create=True).close()
    ended = workbench("export", tmp_path / "a.xlsx", "--db", tmp_path / "empty.db", "--json")
    assert (ended.status, ended.json["error"]["id"]) == (1, "export.no_figures")
