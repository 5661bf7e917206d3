"""What a person changed in a workbook, with openpyxl as with Excel, and nothing else, is what comes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.catalogue import Catalogue
from workbench.core.commands.figures import clear_values, set_value
from workbench.core.commands.findings import Words, write_finding
from workbench.core.commands.importing import apply_plan
from workbench.core.commands.notes import delete_note, edit_note
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.plans import Conflict, Difference, ImportPlan, Side, Tally
from workbench.core.ports import Command, Exported
from workbench.core.records import FindingText, Note, Observation, Reading, Source
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.excel.importing import FileImporter

NOW = "2010-04-01T00:00:00+00:00"
CHINA, ITALY = "virus.rate/geography:CN", "spam.rate/geography:IT"

Write = Callable[..., Exported]

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


class Edited:
    """An exported workbook that is edited cell by cell."""

    def __init__(self, source: Path, target: Path) -> None:
        self.book = load_workbook(source)
        self.target = target

    def row(self, sheet: str, key: str) -> int:
        """Return the row of a key in the hidden first column."""
        return next(row[0].row for row in self.book[sheet].iter_rows() if str(row[0].value or "") == key)

    def cell(self, sheet: str, key: str, column: str) -> Any:
        """Return the cell of a row in a column."""
        found = self.book[sheet]
        heads = {cell.value: cell.column for row in found.iter_rows(max_row=4) for cell in row if cell.value}
        return found.cell(self.row(sheet, key), heads[column])

    def data(self, **wanted: object) -> Any:
        """Return the first row of the data sheet with these values, as cells by heading."""
        rows = self.book["Data"].iter_rows()
        heads = [cell.value for cell in next(rows)]
        for row in rows:
            cells = dict(zip(heads, row, strict=True))
            if all(cells[name].value == value for name, value in wanted.items()):
                return cells
        raise LookupError(wanted)


@pytest.fixture(scope="module")
def half_year(sample_file: Path, databases: SqlDatabases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample from September 2009 on: openpyxl reads and writes all trends for each test."""
    path = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("half-year") / "half-year.db"))
    store = databases.open(path, for_writing=True)
    with store.read() as reader:
        older = [key for key in reader.rows(Observation, Observation.KEY) if key[2] < "2009-09"]
    store.run(Command(message("test.remove"), lambda tx: tx.remove(Observation, older)))
    store.close()
    return path


@pytest.fixture(scope="module")
def book(half_year: Path, databases: SqlDatabases, write: Write, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English workbook of February 2010."""
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    store = databases.open(half_year, for_writing=False)
    write(store, path, "en", Period.month(2010, 2))
    store.close()
    return path


@pytest.fixture
def sample(half_year: Path, databases: SqlDatabases, tmp_path: Path) -> Iterator[SqlStore]:
    """The database of the workbook, a copy of its own."""
    opened = databases.open(Path(shutil.copy(half_year, tmp_path / "copy.db")), for_writing=True)
    yield opened
    opened.close()


@pytest.fixture
def edited(book: Path, tmp_path: Path) -> Edited:
    """The workbook, to be edited."""
    return Edited(book, tmp_path / "edited.xlsx")


@pytest.fixture
def planned(sample: SqlStore, catalogue: Catalogue, tmp_path: Path) -> Callable[..., ImportPlan]:
    """Saves an edited workbook, or takes a file, and plans its import."""

    def plan(edited: Edited | Path) -> ImportPlan:
        file = edited if isinstance(edited, Path) else edited.target
        if isinstance(edited, Edited):
            edited.book.save(file)
        with sample.read() as reader:
            return FileImporter().plan(reader, catalogue, file, NOW)

    return plan


@pytest.fixture
def enter(sample: SqlStore, catalogue: Catalogue) -> Callable[[str, str], object]:
    """Enters a figure in the database by hand."""

    def run(key: str, text: str) -> object:
        number = read_number(text)
        assert isinstance(number, SpelledNumber)
        parsed = FigureKey.parse(key)
        return sample.run(set_value(catalogue.metric(parsed.metric), parsed, number))

    return run


def only(plan: ImportPlan, *differences: Difference) -> None:
    """Fail unless a plan makes these differences, and has nothing else to tell."""
    assert list(plan.differences) == list(differences)
    assert (plan.problems, plan.ignored, plan.conflicts) == ([], [], [])


def told(plan: ImportPlan) -> list[tuple[str, str, str]]:
    return [(problem.sheet, problem.cell, problem.message.id) for problem in plan.problems]


@contextmanager
def look(store: SqlStore) -> Iterator[Any]:
    with store.read() as reader:
        yield reader


def test_two_cells_and_a_comment_are_exactly_three_changes(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    edited.cell("Geography", CHINA, "Value").value = 61.5
    edited.cell("Geography", ITALY, "Value").value = 0.95
    edited.cell("Geography", "spam.rate/geography:JP", "Value").comment = Comment("理由を確認", "Boss")
    plan = planned(edited)
    only(
        plan,
        Difference(f"{ITALY}@2010-02", 93.4, 95.0),
        Difference(f"{CHINA}@2010-02", 62.4, 61.5),
        Difference("spam.rate/geography:JP@2010-02", None, "理由を確認"),
    )
    sample.run(apply_plan(plan))
    with look(sample) as reader:
        (china,) = reader.records(Observation, metric="virus.rate", period="2010-02", segment="CN")
        (source,) = reader.records(Source, id=china.source)
        (italy,) = reader.records(Reading, metric="spam.rate", period="2010-02", segment="IT", source=china.source)
        (note,) = reader.records(Note, segment="JP")
    assert (china.value, china.step, china.status) == (61.5, 0.1, "normal")
    assert (source.kind, source.name) == ("file", "edited.xlsx")
    assert (italy.value, italy.step, italy.text, italy.label) == (95.0, 0.1, "95%", "Italy")
    assert italy.place.startswith("Geography!F")
    assert (note.text, note.author, note.first, note.last) == ("理由を確認", "Boss", "2010-02", "2010-02")


def test_one_undo_takes_all_of_it_back(edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore) -> None:
    def everything() -> list[object]:
        with look(sample) as reader:
            kinds = (Observation, Reading, Note, FindingText)
            return [row for kind in kinds for row in reader.records(kind)]

    before = everything()
    edited.cell("Geography", CHINA, "Value").value = 61.5
    edited.book["Geography"].delete_rows(edited.row("Geography", ITALY))
    edited.cell("Geography", "spam.rate/geography:JP", "Value").comment = Comment("new", "")
    edited.book["Findings"]["I5"].value = "Another title"
    sample.run(apply_plan(planned(edited)))
    assert everything() != before
    sample.undo()
    assert everything() == before


def test_what_was_taken_in_is_the_same_the_second_time(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    edited.cell("Geography", CHINA, "Value").value = 61.5
    edited.cell("Geography", CHINA, "Published average").value = 70.1
    edited.cell("Geography", "spam.rate/geography:DK", "Value").value = None
    edited.cell("Geography", CHINA, "Value").comment.text += "\n\nAnother remark"
    edited.data(metric="phishing.rate", segment="CN", status="normal")["value"].value = 151.2
    edited.book["Notes"]["G6"].value = "Other words"
    edited.book["Findings"]["J5"].value += "\n\nMore."
    edited.book["Geography"].delete_rows(edited.row("Geography", ITALY))
    first = planned(edited)
    assert first.total == Tally(new=2, changed=5, same=first.total.same, removed=1)
    sample.run(apply_plan(first))
    second = planned(edited.target)
    only(second)
    assert not second.writes_anything


def test_a_sorted_table_with_rows_and_columns_put_in_is_the_same(
    edited: Edited, planned: Callable[..., ImportPlan]
) -> None:
    sheet = edited.book["Geography"]
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(min_row=5)]
    for cells in sheet.iter_rows(min_row=5):
        for cell in cells:
            cell.comment = None
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[4][0]), reverse=True), 5):
        for column, (value, shown) in enumerate(row, 1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).number_format = shown
    sheet.insert_cols(3)
    sheet.insert_rows(2)
    plan = planned(edited)
    assert (plan.problems, plan.differences, plan.writes_anything) == ([], [], False)
    assert {part.why.id for part in plan.ignored} == {"import.comment_is_gone"}


def test_an_emptied_cell_is_missing(edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore) -> None:
    edited.cell("Geography", ITALY, "Value").value = None
    plan = planned(edited)
    only(plan, Difference(f"{ITALY}@2010-02", 93.4, None))
    sample.run(apply_plan(plan))
    with look(sample) as reader:
        (italy,) = reader.records(Observation, metric="spam.rate", period="2010-02", segment="IT")
    assert (italy.value, italy.status) == (None, "missing")


def test_a_word_for_missing_is_missing(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    for key, text in {ITALY: "n/a", "spam.rate/geography:DK": "該当なし", "spam.rate/geography:RU": "–"}.items():
        edited.cell("Geography", key, "Value").value = text
    plan = planned(edited)
    assert (plan.problems, plan.ignored, plan.conflicts) == ([], [], [])
    assert {(row.old, row.new) for row in plan.differences} == {(93.4, None), (92.8, None), (91.8, None)}
    assert [row.status for row in plan.observations] == ["missing"] * 3


def test_a_deleted_row_is_removed_with_its_reading(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    edited.book["Geography"].delete_rows(edited.row("Geography", ITALY))
    plan = planned(edited)
    only(plan, Difference(f"{ITALY}@2010-02", 93.4, None))
    assert plan.total.removed == 1
    sample.run(apply_plan(plan))
    with look(sample) as reader:
        where = {"metric": "spam.rate", "period": "2010-02", "segment": "IT"}
        assert (reader.count(Observation, **where), reader.count(Reading, **where)) == (0, 0)


def test_a_deleted_row_of_the_data_is_removed(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    row = edited.data(metric="spam.rate", segment="IT", status="normal")["value"].row
    edited.book["Data"].delete_rows(row)
    plan = planned(edited)
    only(plan, Difference(f"{ITALY}@2010-02", 93.4, None))
    assert plan.total.removed == 1


def test_a_deleted_sheet_removes_nothing(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    del edited.book["Geography"]
    plan = planned(edited)
    assert [(part.sheet, part.why.id) for part in plan.ignored] == [("Geography", "import.sheet_is_gone")]
    assert not plan.writes_anything


def test_a_deleted_column_removes_nothing(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    edited.book["Geography"].delete_cols(6)
    plan = planned(edited)
    assert "import.column_is_gone" in {part.why.id for part in plan.ignored}
    assert not plan.writes_anything


def test_the_base_and_the_published_average_can_be_changed_too(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    edited.cell("Geography", CHINA, "Before").value = 81.0
    edited.cell("Overview", "virus.rate", "Published average").value = 280.7
    plan = planned(edited)
    differences = {row.key: (row.old, row.new) for row in plan.differences}
    assert set(differences) == {f"{CHINA}@2010-01", "virus.rate@2010-02#average_6"}
    assert differences["virus.rate@2010-02#average_6"] == (280.6, 280.7)
    sample.run(apply_plan(plan))
    with look(sample) as reader:
        (average,) = reader.records(
            Reading, metric="virus.rate", period="2010-02", segment="global", statistic="average_6"
        )
    assert average.value == 280.7


def test_trends_can_be_changed_and_filled(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    sheet = edited.book["Trends"]
    row = edited.row("Trends", "spam.rate")
    columns = {cell.value.strftime("%Y-%m"): cell.column for cell in sheet[4] if hasattr(cell.value, "strftime")}
    sheet.cell(row, columns["2010-01"]).value = 0.84
    empty = next(period for period, column in columns.items() if sheet.cell(row, column).value is None)
    sheet.cell(row, columns[empty]).value = 0.701
    plan = planned(edited)
    assert (plan.problems, plan.conflicts) == ([], [])
    assert {row.key: (row.old, row.new) for row in plan.differences} == {
        "spam.rate@2010-01": (83.9, 84.0),
        f"spam.rate@{empty}": (None, 70.1),
    }


def test_a_computed_cell_is_a_problem_where_it_stands(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    cell = edited.cell("Geography", CHINA, "Computed average")
    cell.value = 99
    rate = edited.cell("Geography", CHINA, "Rate")
    rate.value = None
    trend = next(row for row in edited.book["Trends"].iter_rows() if str(row[0].value).endswith("#rate"))
    place = next(one for one in trend[5:] if one.value is not None)
    place.value = 0.5
    plan = planned(edited)
    assert sorted(told(plan)) == sorted([
        ("Geography", cell.coordinate, "import.is_computed"),
        ("Geography", rate.coordinate, "import.is_computed"),
        ("Trends", place.coordinate, "import.is_computed"),
    ])  # fmt: skip
    assert not plan.writes_anything


def test_a_cell_that_says_no_figure_is_a_problem_where_it_stands(
    edited: Edited, planned: Callable[..., ImportPlan]
) -> None:
    wrong: dict[str, tuple[object, str]] = {
        "IT": ("12..3", "spelling.unreadable_number"),
        "DK": (-5, "import.out_of_span_percent"),
        "RU": (1.9, "import.out_of_span_percent"),
        "DE": (True, "spelling.unreadable_number"),
        "NL": ("#DIV/0!", "spelling.error_value"),
        "JP": ("=1/3", "import.formula_without_value"),
    }
    cells = {segment: edited.cell("Geography", f"spam.rate/geography:{segment}", "Value") for segment in wrong}
    for segment, (value, _) in wrong.items():
        cells[segment].value = value
    plan = planned(edited)
    expected = [("Geography", cells[segment].coordinate, why) for segment, (_, why) in wrong.items()]
    assert sorted(told(plan)) == sorted(expected)
    assert (list(plan.differences), plan.writes_anything) == ([], False)


def test_a_cell_may_say_its_figure_in_another_way(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    edited.cell("Geography", ITALY, "Value").value = "95.1%"
    edited.cell("Geography", "spam.rate/geography:DK", "Value").value = "1 in 300"
    plan = planned(edited)
    assert (plan.problems, plan.ignored, plan.conflicts) == ([], [], [])
    assert Difference(f"{ITALY}@2010-02", 93.4, 95.1) in plan.differences
    assert {row.segment: row.status for row in plan.observations} == {"IT": "normal", "DK": "estimated"}


def test_a_number_without_the_format_of_a_percentage_is_not_guessed(
    edited: Edited, planned: Callable[..., ImportPlan]
) -> None:
    clear, unclear = (edited.cell("Geography", f"spam.rate/geography:{id_}", "Value") for id_ in ("IT", "DK"))
    for cell, value in ((clear, 94.5), (unclear, 0.945)):
        cell.value = value
        cell.number_format = "General"
    plan = planned(edited)
    assert told(plan) == [("Geography", unclear.coordinate, "import.unclear_percentage")]
    assert list(plan.differences) == [Difference(f"{ITALY}@2010-02", 93.4, 94.5)]


def test_the_step_stays_unless_the_new_value_is_finer(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    edited.cell("Geography", CHINA, "Value").value = 62
    edited.cell("Geography", "virus.rate/geography:TW", "Value").value = 109.85
    plan = planned(edited)
    assert {row.segment: row.step for row in plan.observations} == {"CN": 0.1, "TW": 0.01}


def test_the_same_edit_on_two_sheets_counts_once(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    edited.cell("Geography", ITALY, "Value").value = 0.95
    edited.data(metric="spam.rate", segment="IT", status="normal")["value"].value = 0.95
    only(planned(edited), Difference(f"{ITALY}@2010-02", 93.4, 95.0))


def test_different_edits_of_one_figure_are_a_problem(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    first = edited.cell("Geography", ITALY, "Value")
    second = edited.data(metric="spam.rate", segment="IT", status="normal")["value"]
    first.value, second.value = 0.95, 0.96
    plan = planned(edited)
    assert told(plan) == [("Data", second.coordinate, "import.two_edits")]
    assert plan.problems[0].message.parameters["place"] == f"Geography!{first.coordinate}"


def test_a_row_of_the_data_can_be_changed_in_all_its_parts(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    row = edited.data(metric="spam.rate", segment="IT", status="normal")
    row["value"].value, row["step"].value, row["qualifier"].value, row["status"].value = (
        0.95,
        0.01,
        "about",
        "provisional",
    )
    plan = planned(edited)
    only(plan, Difference(f"{ITALY}@2010-02", 93.4, 95.0))
    (found,) = plan.observations
    assert (found.value, found.step, found.qualifier, found.status) == (95.0, 1.0, "about", "provisional")


def test_a_status_alone_is_a_change(edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore) -> None:
    edited.data(metric="spam.rate", segment="IT", status="normal")["status"].value = "provisional"
    sample.run(apply_plan(planned(edited)))
    with look(sample) as reader:
        (italy,) = reader.records(Observation, metric="spam.rate", period="2010-02", segment="IT")
    assert (italy.value, italy.status) == (93.4, "provisional")


def test_a_reading_beside_the_accepted_value_is_corrected_in_its_place(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    row = edited.data(statistic="change", metric="spam.rate", segment="global")
    before = row["value"].value
    row["value"].value = before + 1
    plan = planned(edited)
    (reading,) = plan.readings
    assert reading.source > 0
    assert plan.tallies["reading"].changed == 1
    assert not plan.observations


def test_what_names_a_row_of_the_data_cannot_be_changed(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    row = edited.data(metric="spam.rate", segment="IT", status="normal")
    row["segment"].value = "DE"
    assert told(planned(edited)) == [("Data", row["segment"].coordinate, "import.names_the_figure")]


def test_rows_are_added_by_their_names(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    geography = edited.book["Geography"]
    geography.append([None, "Spam rate", None, None, "Iceland", "77.7%"])
    edited.book["Data"].append(
        [None, "2010-02", "virus.rate", None, "geography", "IS", None, None, "1 in 250.5", None, None, None, None, "provisional"]
    )  # fmt: skip
    plan = planned(edited)
    only(
        plan,
        Difference("spam.rate/geography:IS@2010-02", None, 77.7),
        Difference("virus.rate/geography:IS@2010-02", None, 250.5),
    )
    assert {row.metric: row.status for row in plan.observations} == {"spam.rate": "normal", "virus.rate": "provisional"}


def test_a_row_with_an_unknown_name_is_a_problem(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    geography = edited.book["Geography"]
    geography.append([None, "Spam rate", None, None, "Chinna", "77.7%"])
    assert told(planned(edited)) == [("Geography", f"F{geography.max_row}", "import.unknown_segment_near")]


def test_a_copied_row_is_a_problem_where_it_differs(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    geography = edited.book["Geography"]
    row = [cell.value for cell in geography[edited.row("Geography", ITALY)]]
    row[4], row[5] = "Iceland", 0.777
    geography.append(row)
    assert told(planned(edited)) == [("Geography", f"A{geography.max_row}", "import.row_is_copied")]


def test_a_row_that_was_renamed_is_a_problem(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    cell = edited.cell("Geography", ITALY, "Value")
    cell.value = 0.777
    edited.cell("Geography", ITALY, "Segment").value = "Iceland"
    assert told(planned(edited)) == [("Geography", cell.coordinate, "import.row_says_other")]


def test_notes_are_changed_in_comments_and_on_their_sheet(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    comment = edited.cell("Geography", CHINA, "Value").comment
    comment.text = comment.text.replace("倍増", "三倍に増加")
    edited.cell("Notes", "2", "Note").value = "Three botnets."
    plan = planned(edited)
    only(
        plan,
        Difference("note:2", "Two botnets.", "Three botnets."),
        Difference("note:1", "1か月で倍増。", "1か月で三倍に増加。"),
    ) if plan.differences[0].key == "note:2" else only(
        plan,
        Difference("note:1", "1か月で倍増。", "1か月で三倍に増加。"),
        Difference("note:2", "Two botnets.", "Three botnets."),
    )
    assert plan.tallies["note"] == Tally(changed=2, same=2)
    sample.run(apply_plan(plan))
    with look(sample) as reader:
        notes = {note.id: note for note in reader.records(Note)}
    assert (notes[1].text, notes[1].author, notes[1].written_at) == (
        "1か月で三倍に増加。",
        "Sato",
        "2010-03-05T09:00:00+00:00",
    )


def test_a_note_goes_with_its_row_and_not_with_its_comment(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    edited.cell("Geography", CHINA, "Value").comment = None
    plan = planned(edited)
    assert not plan.writes_anything
    assert {part.why.id for part in plan.ignored} == {"import.comment_is_gone"}
    edited.book["Notes"].delete_rows(edited.row("Notes", "1"))
    plan = planned(edited)
    assert list(plan.differences) == [Difference("note:1", "1か月で倍増。", None)]
    sample.run(apply_plan(plan))
    with look(sample) as reader:
        assert 1 not in {note.id for note in reader.records(Note)}


def test_the_name_that_excel_writes_into_a_comment_is_no_part_of_the_note(
    edited: Edited, planned: Callable[..., ImportPlan]
) -> None:
    edited.cell("Geography", ITALY, "Value").comment = Comment("Boss:\nAsk again", "Boss")
    (note,) = planned(edited).notes
    assert (note.text, note.author) == ("Ask again", "Boss")


def test_a_comment_on_no_figure_is_told(edited: Edited, planned: Callable[..., ImportPlan]) -> None:
    edited.book["Geography"]["B2"].comment = Comment("Nice", "Boss")
    plan = planned(edited)
    assert [(part.sheet, part.range, part.why.id) for part in plan.ignored] == [
        ("Geography", "B2", "import.comment_without_figure")
    ]


def test_findings_are_changed_and_removed(edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore) -> None:
    sheet = edited.book["Findings"]
    key, last = str(sheet["A5"].value), str(sheet["A9"].value)
    sheet["I5"].value = "Another\ntitle"
    sheet["H5"].value = "本文"
    sheet.delete_rows(9)
    plan = planned(edited)
    assert plan.tallies["finding"] == Tally(changed=1, same=3, removed=1)
    sample.run(apply_plan(plan))
    with look(sample) as reader:
        texts = {text.language: text for text in reader.records(FindingText, finding=key)}
        assert reader.count(FindingText, finding=last) == 0
    assert (texts["en"].title, texts["ja"].body) == ("Another title", "本文")


def test_what_both_changed_is_a_conflict(
    edited: Edited, planned: Callable[..., ImportPlan], enter: Callable[[str, str], object], sample: SqlStore
) -> None:
    edited.cell("Geography", ITALY, "Value").value = 0.95
    edited.cell("Geography", CHINA, "Value").value = 61.5
    enter(f"{ITALY}@2010-02", "94.1")
    plan = planned(edited)
    assert list(plan.conflicts) == [Conflict(f"{ITALY}@2010-02", 93.4, 94.1, 95.0)]
    assert [row.key for row in plan.differences] == [f"{CHINA}@2010-02"]
    mine = plan.settled({f"{ITALY}@2010-02": Side.MINE})
    theirs = plan.settled({f"{ITALY}@2010-02": Side.THEIRS})
    assert [row.segment for row in mine.observations] == ["CN"]
    assert [(row.segment, row.value) for row in theirs.observations] == [("CN", 61.5), ("IT", 95.0)]
    assert len({row.source for row in theirs.observations}) == len(theirs.sources) == 1
    assert (mine.conflicts, theirs.conflicts) == ([], [])
    sample.run(apply_plan(theirs))
    with look(sample) as reader:
        (italy,) = reader.records(Observation, metric="spam.rate", period="2010-02", segment="IT")
        (reading,) = reader.records(Reading, metric="spam.rate", period="2010-02", segment="IT", source=italy.source)
    assert italy.value == reading.value == 95.0


def test_what_both_changed_alike_is_the_same(
    edited: Edited, planned: Callable[..., ImportPlan], enter: Callable[[str, str], object]
) -> None:
    edited.cell("Geography", ITALY, "Value").value = 0.95
    enter(f"{ITALY}@2010-02", "95.0")
    only(planned(edited))


def test_what_the_database_changed_alone_is_left_alone(
    edited: Edited, planned: Callable[..., ImportPlan], enter: Callable[[str, str], object]
) -> None:
    enter(f"{ITALY}@2010-02", "94.1")
    plan = planned(edited)
    only(plan)
    assert not plan.writes_anything


@pytest.mark.parametrize("what", ["emptied", "removed"])
def test_emptied_and_removed_figures_can_be_contested_too(
    edited: Edited, planned: Callable[..., ImportPlan], enter: Callable[[str, str], object], what: str
) -> None:
    if what == "emptied":
        edited.cell("Geography", ITALY, "Value").value = None
    else:
        edited.book["Geography"].delete_rows(edited.row("Geography", ITALY))
    enter(f"{ITALY}@2010-02", "94.1")
    plan = planned(edited)
    assert list(plan.conflicts) == [Conflict(f"{ITALY}@2010-02", 93.4, 94.1, None)]
    theirs = plan.settled({f"{ITALY}@2010-02": Side.THEIRS})
    assert bool(theirs.removed) == (what == "removed")
    assert theirs.writes_anything


def test_notes_and_findings_can_be_contested(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    edited.cell("Notes", "2", "Note").value = "Three botnets."
    key = str(edited.book["Findings"]["A5"].value)
    edited.book["Findings"]["I5"].value = "Theirs"
    with look(sample) as reader:
        (note,) = reader.records(Note, id=2)
        (text,) = reader.records(FindingText, finding=key, language="en")
    sample.run(edit_note(note, "No botnet."))
    sample.run(write_finding(key, "en", Words("Mine", text.body)))
    plan = planned(edited)
    assert {(row.key, row.mine, row.theirs) for row in plan.conflicts} == {
        ("note:2", "No botnet.", "Three botnets."),
        (f"finding:{key}/en", "Mine", "Theirs"),
    }
    theirs = plan.settled(dict.fromkeys((row.key for row in plan.conflicts), Side.THEIRS))
    sample.run(apply_plan(theirs))
    with look(sample) as reader:
        assert reader.records(Note, id=2)[0].text == "Three botnets."
        assert reader.records(FindingText, finding=key, language="en")[0].title == "Theirs"


def test_a_note_that_is_gone_is_told(edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore) -> None:
    edited.cell("Notes", "2", "Note").value = "Three botnets."
    with look(sample) as reader:
        (note,) = reader.records(Note, id=2)
    sample.run(delete_note(note))
    plan = planned(edited)
    assert [part.why.id for part in plan.ignored] == ["import.note_is_gone"]
    assert not plan.writes_anything


def test_a_figure_that_was_cleared_meanwhile_is_contested(
    edited: Edited, planned: Callable[..., ImportPlan], sample: SqlStore
) -> None:
    edited.cell("Geography", ITALY, "Value").value = 0.95
    with look(sample) as reader:
        found = reader.records(Observation, metric="spam.rate", period="2010-02", segment="IT")
    sample.run(clear_values(found))
    assert list(planned(edited).conflicts) == [Conflict(f"{ITALY}@2010-02", 93.4, None, 95.0)]
