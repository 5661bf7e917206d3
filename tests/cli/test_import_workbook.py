"""`workbench import` of Excel workbooks: ours that come back, tidy tables, conflicts decided by an option."""

import hashlib
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from workbench.__main__ import main

Run = Callable[..., Any]

ITALY, CHINA = "spam.rate/geography:IT", "virus.rate/geography:CN"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module")
def month(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's workbook of February 2010, to be copied."""
    file = tmp_path_factory.mktemp("month") / "month.xlsx"
    export = ["export", str(file), "--period", "2010-02", "--db", str(sample_file), "--lang", "en", "--json"]
    assert main(export) == 0
    return file


@pytest.fixture
def exported(month: Path, tmp_path: Path) -> Path:
    """The workbook of February 2010."""
    return Path(shutil.copy(month, tmp_path))


@pytest.fixture
def imported(workbench: Run, database: Path) -> Run:
    """Import a file with options; return the status and its object."""

    def run(*arguments: object) -> tuple[int, dict[str, Any]]:
        ended = workbench("import", *arguments, "--db", database, "--json")
        return ended.status, ended.json["files"][0]

    return run


def edit(file: Path, cells: dict[str, object], comments: dict[str, str] | None = None) -> Path:
    """Change values of figures on the sheet of countries, and put comments on others."""
    book = load_workbook(file)
    sheet = book["Geography"]
    rows = {str(row[0].value): row[5] for row in sheet.iter_rows(min_row=5)}
    for key, value in cells.items():
        rows[key].value = value
    for key, text in (comments or {}).items():
        rows[key].comment = Comment(text, "Boss")
    book.save(file)
    return file


@pytest.fixture(scope="module")
def raised(month: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook with a higher figure for Italy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sparklines, which are lost
        return edit(Path(shutil.copy(month, tmp_path_factory.mktemp("raised"))), {ITALY: 0.95})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_was_exported_comes_back_without_a_change(
    workbench: Run, imported: Run, database: Path, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "all.xlsx"
    exported = workbench("export", file, "--db", database, "--lang", language, "--json").json
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    status, found = imported(file)
    assert (status, found["status"], found["shape"]) == (0, "applied", "workbook")
    assert [found[name] for name in ("changes", "conflicts", "problems", "ignored")] == [[], [], [], []]
    assert (found["new"], found["changed"], found["removed"]) == (0, 0, 0)
    assert found["records"]["observation"]["same"] == exported["observations"] > 0
    assert found["records"]["finding"]["same"] == 5
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def test_two_cells_and_a_comment_are_three_changes_and_one_undo(
    imported: Run, exported: Path, workbench: Run, database: Path
) -> None:
    edit(exported, {ITALY: 0.95, CHINA: 61.5}, {"spam.rate/geography:DK": "Ask"})
    status, found = imported(exported)
    assert (status, found["status"], found["new"], found["changed"]) == (0, "applied", 1, 2)
    assert found["records"]["note"] == {"new": 1, "changed": 0, "same": 0, "removed": 0}
    assert found["changes"] == [
        {"key": f"{ITALY}@2010-02", "old": 93.4, "new": 95.0},
        {"key": f"{CHINA}@2010-02", "old": 62.4, "new": 61.5},
        {"key": "spam.rate/geography:DK@2010-02", "old": None, "new": "Ask"},
    ]
    workbench("undo", "--db", database)
    shown = workbench("show", "spam.rate", "--by", "geography", "--period", "2010-02", "--db", database, "--json").json
    assert next(row["value"] for row in shown["rows"] if row["segment"] == "IT") == 93.4


@pytest.mark.parametrize(
    ("option", "status", "ended", "value"),
    [
        (None, 1, "problems", 94.1),
        ("stop", 1, "problems", 94.1),
        ("mine", 0, "applied", 94.1),
        ("theirs", 0, "applied", 95.0),
    ],
)
def test_conflicts_are_decided_by_the_user(
    imported: Run,
    raised: Path,
    workbench: Run,
    database: Path,
    table: Run,
    option: str | None,
    status: int,
    ended: str,
    value: float,
) -> None:
    workbench("import", table(("2010-02", "spam.rate", "geography", "IT", "94.1")), "--db", database)
    done, found = imported(raised, *(["--on-conflict", option] if option else []))
    assert (done, found["status"]) == (status, ended)
    assert found["conflicts"] == [{"key": f"{ITALY}@2010-02", "base": 93.4, "mine": 94.1, "theirs": 95.0}]
    shown = workbench("show", "spam.rate", "--by", "geography", "--period", "2010-02", "--db", database, "--json").json
    assert next(row["value"] for row in shown["rows"] if row["segment"] == "IT") == value


def test_problems_name_sheet_and_cell_and_can_be_skipped(imported: Run, exported: Path) -> None:
    edit(exported, {ITALY: "12..3", CHINA: 61.5})
    status, found = imported(exported)
    assert (status, found["status"]) == (1, "problems")
    (problem,) = found["problems"]
    assert (problem["sheet"], problem["found"]) == ("Geography", "12..3")
    assert problem["cell"].startswith("F")
    status, found = imported(exported, "--skip-problems")
    assert (status, found["status"], found["changed"]) == (0, "applied", 1)


def test_people_see_conflicts_problems_and_changes(exported: Path, workbench: Run, database: Path, table: Run) -> None:
    edit(exported, {ITALY: 0.95, CHINA: "12..3"}, {"spam.rate/geography:DK": "Ask the colleague who knows of Denmark"})
    workbench("import", table(("2010-02", "spam.rate", "geography", "IT", "94.1")), "--db", database)
    told = workbench("import", exported, "--db", database)
    assert told.status == 1
    assert f"{ITALY}@2010-02" in told.out
    assert all(number in told.out for number in ("93.4", "94.1", "95"))
    assert "Geography!F" in told.out
    done = workbench("import", exported, "--db", database, "--skip-problems", "--on-conflict", "theirs")
    assert (done.status, "Ask the colleague" in done.out) == (0, True)


def test_a_dry_run_of_a_workbook_writes_nothing(imported: Run, raised: Path, database: Path) -> None:
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    status, found = imported(raised, "--dry-run")
    assert (status, found["status"], found["changed"]) == (0, "planned", 1)
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def test_a_workbook_that_cannot_be_read_is_refused_in_words(imported: Run, exported: Path) -> None:
    exported.write_bytes(exported.read_bytes()[:-30])
    status, found = imported(exported)
    assert (status, found["status"], found["shape"], found["problems"]) == (1, "refused", "", [])
    assert "month.xlsx" in found["reason"]


def test_nothing_recognised_says_what_is_understood(imported: Run, tmp_path: Path) -> None:
    book = load_workbook_of({"A1": "Country", "B1": 2010}, tmp_path / "wide.xlsx")
    status, found = imported(book)
    assert (status, found["status"], found["shape"]) == (1, "problems", "")
    assert "period" in found["problems"][0]["message"]
    assert found["ignored"][0]["sheet"] == "Sheet"


def load_workbook_of(cells: dict[str, object], file: Path) -> Path:
    """Write a workbook with these cells."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    for name, value in cells.items():
        book.active[name] = value
    book.save(file)
    return file
