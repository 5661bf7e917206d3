"""Workbooks with tidy tables, and the process in which all workbooks are read."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from db.databases import SqlDatabases
from db.store import SqlStore
from tests.excel.test_in_files import PARTS, packed
from workbench.core.catalogue import Catalogue
from workbench.core.commands.importing import apply_plan
from workbench.core.errors import Cancelled, FileRefused
from workbench.core.messages import message
from workbench.core.plans import Difference, ImportPlan
from workbench.core.records import Observation, Reading, Source
from workbench.excel.importing import FileImporter
from workbench.excel.process import read_apart

NOW = "2010-04-01T00:00:00+00:00"
HEAD = ["period", "metric", "dimension", "segment", "value"]


@pytest.fixture
def planned(sample: SqlStore, catalogue: Catalogue) -> Callable[..., ImportPlan]:
    """Plans the import of a file."""

    def plan(file: Path, store: SqlStore = sample, **options: Any) -> ImportPlan:
        with store.read() as reader:
            return FileImporter(**options).plan(reader, catalogue, file, NOW)

    return plan


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of one sheet with these rows; a cell is a value, or a value and its number format."""

    def write(*rows: list[Any], name: str = "figures.xlsx", is_of_1904: bool = False, title: str = "Figures") -> Path:
        made = Workbook()
        if is_of_1904:
            made.epoch = CALENDAR_MAC_1904
        sheet = made.active
        sheet.title = title
        for row, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells, 1):
                value, shown = cell if isinstance(cell, tuple) else (cell, None)
                place = sheet.cell(row, column, value)
                if shown:
                    place.number_format = shown
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def told(plan: ImportPlan) -> list[tuple[str, str, str, str]]:
    return [(problem.sheet, problem.cell, problem.found, problem.message.id) for problem in plan.problems]


def test_a_tidy_table_is_read_as_one_in_csv(book: Callable[..., Path], planned: Callable[..., ImportPlan]) -> None:
    month = datetime.date(2015, 5, 1)
    file = book(
        ["Figures of May"],
        HEAD,
        [(month, "yyyy/mm"), "Spam rate", None, None, (0.907, "0.0%")],
        [(month, 'yyyy"年"m"月"'), "virus.rate", "geography", "中国", (61.0, '"1 in "0.0')],
        ["2015-05", "virus.rate", "国・地域", "Japan", "602.6通に1通"],
    )
    plan = planned(file)
    assert (plan.shape, plan.problems) == ("tidy", [])
    assert [(part.sheet, part.range, part.why.id) for part in plan.ignored] == [
        ("Figures", "A1:A1", "import.above_header")
    ]
    assert list(plan.differences) == [
        Difference("spam.rate@2015-05", None, 90.7),
        Difference("virus.rate/geography:CN@2015-05", None, 61.0),
        Difference("virus.rate/geography:JP@2015-05", None, 602.6),
    ]
    places = {reading.segment: (reading.place, reading.step, reading.text) for reading in plan.readings}
    assert places["CN"] == ("Figures!E4", 0.1, "1 in 61.0")


def test_the_same_table_again_changes_nothing(
    book: Callable[..., Path], planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    file = book(HEAD, ["2015-05", "spam.rate", "", "", (0.907, "0.0%")], ["2015-05", "phishing.rate", "", "", 400])
    sample.run(apply_plan(planned(file)))
    again = planned(file)
    assert (again.total.same, again.writes_anything) == (2, False)
    with sample.read() as reader:
        assert [source.name for source in reader.records(Source, kind="file")].count("figures.xlsx") == 1


@pytest.mark.parametrize("is_of_1904", [False, True])
def test_dates_are_read_from_both_epochs(
    book: Callable[..., Path],
    planned: Callable[..., ImportPlan],
    is_of_1904: bool,  # noqa: FBT001
) -> None:
    file = book(HEAD, [(datetime.date(2015, 5, 1), "yyyy/mm"), "spam.rate", "", "", (0.9, "0%")], is_of_1904=is_of_1904)
    assert [row.key for row in planned(file).differences] == ["spam.rate@2015-05"]


def test_a_table_may_stand_anywhere_and_in_several_sheets(tmp_path: Path, planned: Callable[..., ImportPlan]) -> None:
    made = Workbook()
    first, second, hidden = made.active, made.create_sheet("Second"), made.create_sheet("Hidden")
    for sheet, metric in ((first, "spam.rate"), (second, "virus.rate"), (hidden, "phishing.rate")):
        for row, cells in enumerate((HEAD, ["2015-05", metric, "", "", "1 in 50" if metric != "spam.rate" else "90%"])):
            for column, value in enumerate(cells):
                sheet.cell(5 + row, 3 + column, value)
    made.create_sheet("Empty")
    hidden.sheet_state = "hidden"
    made.save(tmp_path / "several.xlsx")
    plan = planned(tmp_path / "several.xlsx")
    assert [row.key for row in plan.differences] == ["spam.rate@2015-05", "virus.rate@2015-05"]
    assert [(part.sheet, part.why.id) for part in plan.ignored] == [
        ("Hidden", "import.hidden_sheet"),
        ("Empty", "import.sheet_without_table"),
    ]
    assert {reading.place for reading in plan.readings} == {"Sheet!G6", "Second!G6"}


def test_problems_name_sheet_and_cell(book: Callable[..., Path], planned: Callable[..., ImportPlan]) -> None:
    file = book(
        HEAD,
        ["2015-05", "spam.rate", "", "", "12..3"],
        ["2015-05", "spam.rate", "geography", "Chinna", (0.5, "0%")],
        [(datetime.date(2015, 5, 1), "d/m/yy"), "spam.rate", "", "", "#N/A"],
        ["2015-05", "spam.rate", "", "", "=1/3"],
        ["2015-05", "spam.rate", "", "", True],
    )
    assert [row[:2] + row[3:] for row in told(planned(file))] == [
        ("Figures", "E2", "spelling.unreadable_number"),
        ("Figures", "D3", "import.unknown_segment_near"),
        ("Figures", "E4", "spelling.error_value"),
        ("Figures", "E5", "spelling.unreadable_number"),
        ("Figures", "E6", "spelling.unreadable_number"),
    ]


def test_what_a_formula_came_to_is_taken_and_told(tmp_path: Path, planned: Callable[..., ImportPlan]) -> None:
    file = tmp_path / "computed.xlsx"
    with xlsxwriter.Workbook(str(file)) as made:
        sheet = made.add_worksheet("Figures")
        percent = made.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["2015-05", "spam.rate", "", ""])
        sheet.write_formula(1, 4, "=A9*B9", percent, 0.907)
        sheet.write_row(2, 0, ["2015-06", "spam.rate", "", "", 0.911], percent)
        sheet.write_row(3, 0, ["2015-07", "spam.rate", "", ""])
        sheet.write_formula(3, 4, '=A9&"%"', percent, "91.5%")
    plan = planned(file)
    assert [row.value for row in plan.observations] == [90.7, 91.1, 91.5]
    assert [(part.sheet, part.range, part.why) for part in plan.ignored] == [
        ("Figures", "E2", message("import.computed_before", count=2))
    ]


def test_a_damaged_sheet_without_a_table_is_called_damaged(
    book: Callable[..., Path], planned: Callable[..., ImportPlan]
) -> None:
    file = book(["Month", 1])
    with ZipFile(file) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    row = '<row r="1"'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        row, f'<row r="0"><c r="A0"><v>1</v></c></row>{row}', 1
    )
    file.write_bytes(packed(parts))
    with pytest.raises(FileRefused) as refused:
        planned(file)
    assert refused.value.message == message("import.damaged_sheet", file=file.name, sheet="Figures")


def test_shares_of_one_are_percentages(book: Callable[..., Path], planned: Callable[..., ImportPlan]) -> None:
    file = book(
        [*HEAD, "unit"],
        ["2015-05", "spam.rate", "", "", 0.907, "ratio"],
        ["2015-06", "spam.rate", "", "", "91%", "ratio"],
    )
    plan = planned(file)
    assert [(row.value, row.step) for row in plan.observations] == [(90.7, 0.1), (91.0, 1.0)]


def test_headings_without_figures_are_a_problem(book: Callable[..., Path], planned: Callable[..., ImportPlan]) -> None:
    assert told(planned(book(HEAD))) == [("Figures", "A1", "", "import.no_rows")]


def test_what_is_not_understood_is_not_guessed(book: Callable[..., Path], planned: Callable[..., ImportPlan]) -> None:
    plan = planned(book(["Country", "2010-01", "2010-02"], ["JP", 0.9, 0.8]))
    assert (plan.shape, plan.writes_anything) == ("", False)
    assert told(plan) == [("", "", "", "import.nothing_recognised")]
    assert [(part.sheet, part.why.id) for part in plan.ignored] == [("Figures", "import.sheet_without_table")]


def test_a_workbook_of_another_database_is_a_tidy_table(
    books: dict[str, Path],
    planned: Callable[..., ImportPlan],
    databases: SqlDatabases,
    sample: SqlStore,
    tmp_path: Path,
) -> None:
    other = databases.open(tmp_path / "other.db", for_writing=True, create=True)
    plan = planned(books["all"], other)
    assert (plan.shape, plan.problems) == ("tidy", [])
    assert "import.other_database" in {part.why.id for part in plan.ignored}
    other.run(apply_plan(plan))
    numbers = ("metric", "period", "dimension", "segment", "value", "step", "qualifier", "status")
    printed = ("metric", "period", "dimension", "segment", "statistic", "value", "step", "qualifier", "unit", "place")
    with other.read() as found, sample.read() as meant:
        assert found.rows(Observation, numbers) == meant.rows(Observation, numbers)
        assert sorted(map(str, found.rows(Reading, printed))) == sorted(map(str, meant.rows(Reading, printed)))
    other.close()


@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx", "数値 2010.XLSX"])
def test_a_workbook_is_known_by_its_content(
    book: Callable[..., Path], planned: Callable[..., ImportPlan], name: str
) -> None:
    assert planned(book(HEAD, ["2015-05", "spam.rate", "", "", "90%"], name=name)).total.new == 1


def test_a_table_of_text_under_the_name_of_a_workbook_is_told(
    tmp_path: Path, planned: Callable[..., ImportPlan]
) -> None:
    file = tmp_path / "figures.xlsx"
    file.write_text("period,metric,value\n2015-05,spam.rate,90%\n")
    with pytest.raises(FileRefused, match=r"import\.is_text"):
        planned(file)


def test_a_table_of_text_is_read_here(tmp_path: Path, planned: Callable[..., ImportPlan]) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("period,metric,value\n2015-05,spam.rate,90%\n")
    assert (planned(file).shape, planned(file).total.new) == ("tidy", 1)


def test_what_ends_one_reader_is_read_by_the_other(
    book: Callable[..., Path], planned: Callable[..., ImportPlan], tmp_path: Path
) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    file = book(HEAD, ["2015-05", "spam.rate", "", "", "90%"])
    made = load_workbook(file)
    made.active["XFD1048576"] = "stray"
    made.save(file)
    plan = planned(file)
    assert plan.total.new == 1
    assert [part.why.id for part in plan.ignored] == ["import.second_reader"]


def test_a_workbook_that_takes_too_long_is_given_up(books: dict[str, Path], planned: Callable[..., ImportPlan]) -> None:
    with pytest.raises(FileRefused, match=r"import\.takes_too_long"):
        planned(books["all"], seconds=0.0)


def test_reading_is_stopped_when_the_user_wants(books: dict[str, Path]) -> None:
    def stop(done: int, total: int | None) -> None:
        raise Cancelled(message("work.cancelled"))

    before = _children()
    with pytest.raises(Cancelled):
        read_apart(books["all"].read_bytes(), "a.xlsx", "", stop)
    assert _children() == before


def _children() -> list[str]:
    """Return the processes that this one has started and that still run."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    if not tasks.is_dir():
        pytest.skip("there is no /proc here")
    return [child for task in tasks.iterdir() for child in (task / "children").read_text().split()]


@settings(max_examples=12)
@given(st.data())
def test_sheets_with_any_markup_are_read_or_refused(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(sorted(PARTS)))
    text = PARTS[part]
    start = data.draw(st.integers(0, len(text)))
    other = data.draw(
        st.sampled_from(["", "<", '"', "</x>", '<c r="XFD99999999">', '<c r="A1" t="s"><v>9</v></c>', "\x01"])
    )
    content = packed(PARTS | {part: text[:start] + other + text[start + data.draw(st.integers(0, 9)) :]})
    try:
        contents, _ = read_apart(content, "a.xlsx", "")
    except FileRefused as refused:
        found = refused.message.id
    else:
        found = "import.read"
        assert contents.sheets == []
    assert found.startswith("import.")
