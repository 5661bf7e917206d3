import codecs
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.importing import Wishes
from workbench.core.errors import FileRefused
from workbench.core.files import read_whole
from workbench.core.plans import Conflict, ImportPlan

Run = Callable[..., Any]

NEW = ("2020-03", "spam.rate", "", "", "90.7")
CHANGED = ("2010-02", "spam.rate", "", "", "89.5")
SAME = ("2010-01", "spam.rate", "", "", "83.9")
IMPOSSIBLE = ("2010-02", "spam.rate", "geography", "JP", "101%")


@pytest.fixture
def imported(workbench: Run, database: Path) -> Run:
    """Import files with options; return the status and the objects of the files."""

    def run(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
        ended = workbench("import", *arguments, "--db", database, "--json")
        return ended.status, ended.json["files"]

    return run


@pytest.fixture
def value(workbench: Run, database: Path) -> Run:
    """Return the accepted spam rate of a month."""

    def of(period: str) -> float | None:
        shown = workbench("show", "spam.rate", "--period", period, "--db", database, "--json")
        return shown.json["rows"][0]["value"] if shown.status == 0 else None

    return of


def operations(workbench: Run, database: Path) -> list[str]:
    return [entry["label"] for entry in workbench("log", "--db", database, "--json").json["operations"]]


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_new_and_changed_figures_are_taken_over(imported: Run, value: Run, table: Run) -> None:
    file = table(NEW, CHANGED, SAME)
    status, (found,) = imported(file)
    assert status == 0
    assert (found["file"], found["status"], found["shape"], found["reason"]) == (str(file), "applied", "tidy", None)
    assert [found[name] for name in ("new", "changed", "same", "removed")] == [1, 1, 1, 0]
    assert found["records"]["observation"] == {"new": 1, "changed": 1, "same": 1, "removed": 0}
    assert found["changes"] == [
        {"key": "spam.rate@2010-02", "old": 89.4, "new": 89.5},
        {"key": "spam.rate@2020-03", "old": None, "new": 90.7},
    ]
    assert (value("2010-02"), value("2020-03")) == (89.5, 90.7)


def test_an_import_is_one_operation_and_can_be_undone(
    imported: Run, value: Run, table: Run, workbench: Run, database: Path
) -> None:
    imported(table(NEW, CHANGED))
    assert operations(workbench, database) == ["Import of table.csv", "Sample data"]
    undone = workbench("undo", "--db", database, "--json").json["operations"]
    assert [entry["label"] for entry in undone] == ["Undo: Import of table.csv"]
    assert (value("2010-02"), value("2020-03")) == (89.4, None)


def test_a_dry_run_writes_nothing(imported: Run, table: Run, database: Path) -> None:
    before = digest(database)
    status, (found,) = imported(table(NEW, CHANGED), "--dry-run")
    assert (status, found["status"], found["new"], found["changed"]) == (0, "planned", 1, 1)
    assert digest(database) == before


def test_a_dry_run_tells_of_problems_too(imported: Run, table: Run) -> None:
    status, (found,) = imported(table(NEW, IMPOSSIBLE), "--dry-run")
    assert (status, found["status"]) == (1, "problems")


def test_problems_keep_all_of_a_file_out(imported: Run, value: Run, table: Run, workbench: Run, database: Path) -> None:
    status, (found,) = imported(table(NEW, IMPOSSIBLE))
    assert (status, found["status"], found["new"]) == (1, "problems", 1)
    (problem,) = found["problems"]
    assert (problem["sheet"], problem["cell"], problem["found"]) == ("", "E3", "101%")
    assert "101%" in problem["message"]
    assert value("2020-03") is None
    assert operations(workbench, database) == ["Sample data"]


def test_the_rest_is_written_when_problems_are_skipped(imported: Run, value: Run, table: Run) -> None:
    status, (found,) = imported(table(NEW, IMPOSSIBLE), "--skip-problems")
    assert (status, found["status"], len(found["problems"])) == (0, "applied", 1)
    assert value("2020-03") == 90.7


@pytest.mark.parametrize("options", [(), ("--skip-problems",)])
def test_a_table_that_nobody_recognises_is_a_problem(imported: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("fruit,price\napple,3\n")
    status, (found,) = imported(file, *options)
    assert (status, found["status"], found["shape"], len(found["problems"])) == (1, "problems", "", 1)


def test_a_file_without_news_is_applied_without_an_operation(
    imported: Run, table: Run, workbench: Run, database: Path
) -> None:
    status, (found,) = imported(table(SAME))
    assert (status, found["status"], found["same"]) == (0, "applied", 1)
    assert operations(workbench, database) == ["Sample data"]


def test_files_are_imported_in_turn(imported: Run, table: Run, workbench: Run, database: Path, tmp_path: Path) -> None:
    first = table(CHANGED, name="first.csv")
    second = table(CHANGED, IMPOSSIBLE, name="second.csv")
    third = table(CHANGED, NEW, name="third.csv")
    status, found = imported(first, second, tmp_path / "none.csv", third)
    assert status == 1
    assert [file["status"] for file in found] == ["applied", "problems", "refused", "applied"]
    assert [(file["changed"], file["same"]) for file in found] == [(1, 0), (0, 1), (0, 0), (0, 1)]
    assert operations(workbench, database) == ["Import of third.csv", "Import of first.csv", "Sample data"]


def test_the_first_import_makes_the_database(workbench: Run, table: Run, tmp_path: Path) -> None:
    file, database = table(NEW), tmp_path / "folder" / "new.db"
    dry = workbench("import", file, "--db", database, "--dry-run", "--json")
    assert (dry.status, dry.json["files"][0]["status"]) == (1, "refused")
    assert not database.exists()
    assert workbench("import", file, "--db", database).status == 0
    assert workbench("show", "spam.rate", "--db", database, "--json").json["rows"][0]["value"] == 90.7


def test_rows_above_the_headings_are_told(imported: Run, tmp_path: Path) -> None:
    file = tmp_path / "titled.csv"
    file.write_text("Figures of March,\n\nperiod,metric,value\n2020-03,spam.rate,90.7\n")
    _, (found,) = imported(file)
    assert [(part["sheet"], part["range"]) for part in found["ignored"]] == [("", "A1:A2")]
    assert found["status"] == "applied"


@pytest.mark.parametrize(
    ("name", "content"),
    [("book.xlsx", b"PK\x03\x04rest"), ("binary.csv", b"period,metric\x00"), ("bytes.csv", b"\xff\xfe\xff")],
)
def test_what_is_no_table_of_text_is_refused(imported: Run, tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    status, (found,) = imported(file)
    assert (status, found["status"], found["problems"]) == (1, "refused", [])
    assert name in found["reason"]


def test_reasons_are_sentences_in_the_language_of_the_user(workbench: Run, database: Path, tmp_path: Path) -> None:
    arguments = ("import", tmp_path / "none.csv", "--db", database, "--lang", "ja")
    told = workbench(*arguments)
    assert (told.status, told.out) == (1, "")
    assert told.err.strip() == workbench(*arguments, "--json").json["files"][0]["reason"]
    assert told.err.strip().endswith("。")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_bytes(b"x" * 11)
    assert read_whole(file, largest=11) == b"x" * 11
    with pytest.raises(FileRefused, match=r"file\.too_large"):
        read_whole(file, largest=10)


@pytest.mark.parametrize(("place", "id_"), [("none", r"file\.missing"), (".", r"file\.not_a_file")])
def test_what_is_no_file_is_not_read(tmp_path: Path, place: str, id_: str) -> None:
    with pytest.raises(FileRefused, match=id_):
        read_whole(tmp_path / place)


@pytest.mark.parametrize(
    ("on_conflict", "allowed"),
    [("stop", set()), ("mine", {"tidy"}), ("theirs", {"tidy"})],
)
def test_conflicts_stop_an_import_unless_the_user_has_decided(on_conflict: str, allowed: set[str]) -> None:
    conflicts = [Conflict("spam.rate@2010-02", 1, 2, 3)]
    wishes = Wishes(is_dry_run=False, on_conflict=on_conflict, skips_problems=True)
    plans = [ImportPlan("a.csv", shape, conflicts=conflicts) for shape in ("tidy", "")]
    assert {plan.shape for plan in plans if wishes.allow(plan)} == allowed


def test_people_see_what_came_of_it(workbench: Run, database: Path, table: Run) -> None:
    out = workbench("import", table(NEW, CHANGED, IMPOSSIBLE), "--skip-problems", "--db", database).out
    assert "table.csv" in out.splitlines()[0]
    assert "101%" in out
    assert "spam.rate@2010-02" in out
    assert "89.4" in out
    assert "89.5" in out


def test_people_see_twenty_changes_and_how_many_there_are_more(workbench: Run, database: Path, table: Run) -> None:
    rows = [(f"20{year:02}-{month:02}", "phishing.rate", "", "", "400") for year in (20, 21) for month in range(1, 13)]
    out = workbench("import", table(*rows), "--db", database).out
    assert out.count("phishing.rate@") == 20
    assert "4" in out.splitlines()[-1]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_what_was_exported_comes_back_without_a_change(
    workbench: Run, imported: Run, database: Path, tmp_path: Path, language: str, encoding: str
) -> None:
    file = tmp_path / "out.csv"
    options = ("--lang", language, "--encoding", encoding)
    exported = workbench("export", file, "--db", database, *options, "--json").json
    before = digest(database)
    status, (found,) = imported(file)
    assert (status, found["status"], found["problems"], found["changes"]) == (0, "applied", [], [])
    assert (found["new"], found["changed"], found["removed"]) == (0, 0, 0)
    assert found["records"]["observation"]["same"] == exported["observations"] > 0
    assert digest(database) == before
    assert file.read_bytes().startswith(codecs.BOM_UTF8) is (encoding == "utf-8")


def test_an_edited_cell_is_the_only_change(workbench: Run, imported: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    workbench("export", file, "--db", database, "--lang", "ja", "--encoding", "cp932")
    text = file.read_bytes().decode("cp932")
    (line,) = [
        line
        for line in text.splitlines()
        if line.startswith("2010-02,spam.rate,") and ",global,global," in line and ",value,89.4," in line
    ]
    file.write_bytes(text.replace(line, line.replace("89.4", "89.6")).encode("cp932"))
    _, (found,) = imported(file)
    assert found["changes"] == [{"key": "spam.rate@2010-02", "old": 89.4, "new": 89.6}]
