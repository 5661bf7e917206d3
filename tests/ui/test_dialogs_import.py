"""The preview of an import: what a file would change, and what is wrong in it, before anything is written."""

import warnings
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from db.databases import SqlDatabases
from workbench.core.catalogue import shipped_catalogue
from workbench.core.commands.figures import set_value
from workbench.core.errors import Cancelled, DatabaseInUse
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.plans import Side
from workbench.core.ports import Command
from workbench.core.records import Observation
from workbench.core.resources import resources_folder
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.core.translation import GettextTranslator
from workbench.excel.importing import FileImporter
from workbench.excel.writer import XlsxSpreadsheet
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.import_preview import ImportDialog
from workbench.ui.dialogs.segments import SegmentsDialog
from workbench.ui.tour import settle
from workbench.ui.workspace import Workspace

HEAD = "period,metric,dimension,segment,value\n"
GOOD = "2015-05,spam.rate,,,90.7%\n2010-02,virus.rate,geography,China,1 in 61.0\n2010-02,virus.rate,,,1 in 302.8\n"
UNKNOWN = "2015-05,virus.rate,geography,Chinna,1 in 80.0\n"
IMPOSSIBLE = "2015-05,spam.rate,geography,Italy,190%\n"


@pytest.fixture
def opened(behind: QWidget, workspace: Workspace, appearance: Appearance, tmp_path: Path):
    def open_file(content: str | bytes, name: str = "figures.csv") -> ImportDialog:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        made = ImportDialog(workspace, appearance, FileImporter, file, behind)
        made.open()
        return made

    return open_file


def spam_of_may(workspace: Workspace) -> list[float | None]:
    found: list[list[Observation]] = []
    workspace.ask(lambda reader: reader.records(Observation, period="2015-05"), workspace, found.append)
    return [row.value for row in found[0]]


def cells(model, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_counts_and_changes_are_shown_in_words(opened) -> None:
    dialog = opened(HEAD + GOOD)
    numbers = {name: label.text() for name, label in dialog.counts._numbers.items()}
    assert numbers == {"new": "1", "changed": "1", "same": "1", "removed": "0", "problems": "0"}
    assert cells(dialog.changes, 0) == ["Virus rate", "China", "February 2010", "1 in 62.4", "1 in 61"]
    assert cells(dialog.changes, 1) == ["Spam rate", "Total", "May 2015", "–", "90.7%"]
    assert dialog._problem_panel.isHidden()


def test_nothing_is_written_before_the_button_is_pressed(opened, workspace: Workspace) -> None:
    dialog = opened(HEAD + GOOD)
    assert spam_of_may(workspace) == []
    assert dialog.take.text() == "Import 2 changes"
    dialog.take.click()
    assert spam_of_may(workspace) == [90.7]
    assert not dialog.isVisible()


def test_one_undo_takes_it_back(opened, workspace: Workspace) -> None:
    opened(HEAD + GOOD).take.click()
    workspace.undo()
    assert spam_of_may(workspace) == []


def test_problems_keep_it_from_being_imported_until_they_are_left_out(opened, workspace: Workspace) -> None:
    dialog = opened(HEAD + GOOD + IMPOSSIBLE)
    assert cells(dialog.problems, 0)[:2] == ["E5", "190%"]
    assert not dialog.take.isEnabled()
    dialog.skip.click()
    assert dialog.take.isEnabled()
    dialog.take.click()
    assert spam_of_may(workspace) == [90.7]


def test_long_tables_scroll_and_not_the_dialog_around_them(opened) -> None:
    wrong = "".join(f"2015-05,spam.rate,geography,Nowhere {at},90.1%\n" for at in range(30))
    dialog = opened(HEAD + GOOD + wrong)
    dialog.resize(760, 560)
    settle(dialog)
    (body,) = (area for area in dialog.findChildren(QScrollArea) if area.parent() is dialog)
    assert body.verticalScrollBar().maximum() == 0
    assert dialog.problem_table.verticalScrollBar().maximum() > 0


def test_an_unknown_name_leads_to_the_names_and_is_then_known(opened, workspace: Workspace) -> None:
    dialog = opened(HEAD + UNKNOWN)
    assert dialog.names.text() == "Name “Chinna”…"
    dialog.names.click()
    (names,) = dialog.findChildren(SegmentsDialog)
    names.suggestions.buttons[0].click()
    names.form.save.click()
    assert dialog.problems.rows == []
    assert dialog.take.text() == "Import 1 change"
    dialog.take.click()
    assert spam_of_may(workspace) == [80.0]


def test_names_are_offered_for_unknown_names_only(opened) -> None:
    dialog = opened(HEAD + IMPOSSIBLE)
    assert dialog.names.isHidden()


def test_a_file_that_has_nothing_new_says_so(opened) -> None:
    dialog = opened(HEAD + "2010-02,virus.rate,,,1 in 302.8\n")
    assert dialog.sentence.message is not None
    assert dialog.sentence.message.id == "preview.nothing_new"
    assert not dialog.take.isEnabled()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04xx", "import.damaged_file"),
        ('a,b\n"x', "import.csv_broken"),
        (b"\x00\x00", "import.empty_file"),
        (b"a,b\n\x00", "import.not_text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(opened, content: str | bytes, why: str) -> None:
    dialog = opened(content)
    assert dialog.sentence.message is not None
    assert dialog.sentence.message.id == why
    assert not dialog.take.isEnabled()
    assert dialog.counts.isHidden()


def test_a_file_that_is_gone_says_so(behind: QWidget, workspace: Workspace, appearance: Appearance) -> None:
    dialog = ImportDialog(workspace, appearance, FileImporter, Path("/nowhere/figures.csv"), behind)
    assert dialog.sentence.message is not None
    assert dialog.sentence.message.id == "file.missing"


def test_rows_above_the_headings_are_said_to_be_left_out(opened) -> None:
    dialog = opened("Figures of May\n" + HEAD + GOOD)
    assert dialog._ignored.text() == "A1:A1: Rows above the headings are not read."


def test_a_failure_is_said_and_it_can_be_tried_again(opened, workspace: Workspace, monkeypatch) -> None:
    dialog = opened(HEAD + GOOD)
    with monkeypatch.context() as patched:
        patched.setattr("workbench.ui.dialogs.import_preview.apply_plan", _refusing)
        dialog.take.click()
    assert dialog.isVisible()
    assert dialog.sentence.message is not None
    assert dialog.take.isEnabled()
    dialog.take.click()
    assert spam_of_may(workspace) == [90.7]


def test_its_own_failure_is_told_in_it_and_nowhere_else(opened, workspace: Workspace, monkeypatch) -> None:
    elsewhere: list[BaseException] = []
    workspace.failed.connect(elsewhere.append)
    dialog = opened(HEAD + GOOD)
    with monkeypatch.context() as patched:
        patched.setattr("workbench.ui.dialogs.import_preview.apply_plan", _refusing)
        dialog.take.click()
    assert dialog.sentence.message is not None
    assert elsewhere == []


def test_a_failure_elsewhere_does_not_let_it_import_twice(opened, workspace: Workspace) -> None:
    dialog = opened(HEAD + GOOD)
    dialog._is_running = True
    dialog._show_state()
    workspace.undo(99)
    assert not dialog.take.isEnabled()
    assert dialog.sentence.message is None


def test_a_bug_is_told_by_the_window_and_it_can_be_tried_again(opened, workspace: Workspace, monkeypatch) -> None:
    elsewhere: list[BaseException] = []
    workspace.failed.connect(elsewhere.append)
    dialog = opened(HEAD + GOOD)
    with monkeypatch.context() as patched:
        patched.setattr("workbench.ui.dialogs.import_preview.apply_plan", _broken)
        dialog.take.click()
    assert [type(error) for error in elsewhere] == [ZeroDivisionError]
    assert dialog.sentence.message is None
    assert dialog.take.isEnabled()


def test_what_fails_after_it_is_closed_is_told_by_the_window(opened, workspace: Workspace) -> None:
    elsewhere: list[BaseException] = []
    workspace.failed.connect(elsewhere.append)
    dialog = opened(HEAD + GOOD)
    dialog.reject()
    workspace.run(_refusing(None), otherwise=dialog._on_failed)
    assert [type(error) for error in elsewhere] == [DatabaseInUse]


def _broken(_plan):
    return Command(message("command.import", file="figures.csv"), lambda _tx: 1 // 0)  # type: ignore[arg-type,return-value]


def _refusing(_plan):
    def refuse(_tx) -> None:
        raise DatabaseInUse(message("database.busy", file="month.db"))

    return Command(message("command.import", file="figures.csv"), refuse)


def test_into_what_is_open_for_reading_nothing_is_imported(
    behind: QWidget, read_only: Workspace, appearance: Appearance, tmp_path: Path
) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(HEAD + GOOD, encoding="utf-8")
    made = ImportDialog(read_only, appearance, FileImporter, file, behind)
    assert not made.take.isEnabled()
    assert made.sentence.message == message("read_only.why")
    assert len(made.changes.rows) == 2


def test_it_speaks_another_language_at_once(opened, appearance: Appearance) -> None:
    dialog = opened(HEAD + GOOD)
    appearance.set_language("ja")
    QApplication.sendPostedEvents(None, 0)
    assert dialog.take.text() == "2件を取り込む"
    assert cells(dialog.changes, 0)[:2] == ["ウイルス率", "中国"]


def test_escape_closes_it_and_nothing_is_written(opened, workspace: Workspace) -> None:
    dialog = opened(HEAD + GOOD)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert spam_of_may(workspace) == []


def test_its_tables_are_sound_models(opened) -> None:
    dialog = opened(HEAD + GOOD + UNKNOWN)
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (dialog.problems, dialog.changes)
    ]
    dialog._read()
    assert len(testers) == 2


@pytest.fixture(scope="module")
def edited(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's workbook, in which a person changed figures, a finding and a note."""
    folder = tmp_path_factory.mktemp("edited")
    words = GettextTranslator("en", resources_folder() / "locale")
    store = SqlDatabases("tester").open(sample_file, for_writing=False)
    with store.read() as reader:
        catalogue = shipped_catalogue(resources_folder())
        XlsxSpreadsheet().write(reader, catalogue, words, folder / "month.xlsx", Period.month(2010, 2))
    store.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sparklines, which are lost
        book = load_workbook(folder / "month.xlsx")
    rows = {str(row[0].value): row[5] for row in book["Geography"].iter_rows(min_row=5)}
    rows["spam.rate/geography:IT"].value, rows["spam.rate/geography:NL"].value = 0.95, 0.915
    rows["virus.rate/geography:CN"].value = 61.5
    rows["spam.rate/geography:JP"].comment = Comment("Ask & see", "Boss")
    book["Geography"].delete_rows(rows["spam.rate/geography:DK"].row)
    book["Findings"]["I5"].value = "Another title"
    book.save(folder / "edited.xlsx")
    return folder / "edited.xlsx"


@pytest.fixture
def contested(opened, workspace: Workspace, edited: Path):
    """The edited workbook; the database has changed two of its figures since."""
    for segment, value in (("IT", "94.1"), ("NL", "91.3")):
        key = FigureKey("spam.rate", "geography", segment, Period.month(2010, 2))
        number = read_number(value)
        assert isinstance(number, SpelledNumber)
        workspace.run(set_value(workspace.catalogue.metric("spam.rate"), key, number))
    return opened(edited.read_bytes(), edited.name)


def figures_of_february(workspace: Workspace) -> dict[str, float | None]:
    found: list[list[Observation]] = []
    where = {"metric": "spam.rate", "period": "2010-02", "dimension": "geography"}
    workspace.ask(lambda reader: reader.records(Observation, **where), workspace, found.append)
    return {row.segment: row.value for row in found[0]}


def test_what_both_changed_is_shown_and_nothing_is_chosen_before(contested: ImportDialog) -> None:
    texts = [[getattr(part, "text")() for part in row.widgets] for row in contested.conflicts._shown]  # noqa: B009
    assert texts == [
        ["Spam rate, Italy, February 2010", "93.4%", "94.1%", "95%"],
        ["Spam rate, Netherlands, February 2010", "91.2%", "91.3%", "91.5%"],
    ]
    assert contested.conflicts.choices == {}
    assert not contested.take.isEnabled()
    assert contested._ignored.text() == "Still to be decided: 2"
    button = contested.conflicts._shown[0].buttons[1]
    assert button.accessibleName() == "Spam rate, Italy, February 2010: Take the file’s: 95%"


def test_it_is_imported_as_was_chosen_for_each(contested: ImportDialog, workspace: Workspace) -> None:
    contested.conflicts._shown[0].buttons[1].click()
    assert not contested.take.isEnabled()
    contested.conflicts._shown[1].buttons[0].click()
    assert contested.take.isEnabled()
    assert contested.take.text() == "Import 5 changes"
    contested.take.click()
    found = figures_of_february(workspace)
    assert (found["IT"], found["NL"], "DK" in found) == (95.0, 91.3, False)


@pytest.mark.parametrize(("side", "values"), [(Side.MINE, (94.1, 91.3)), (Side.THEIRS, (95.0, 91.5))])
def test_one_side_can_be_chosen_for_all(
    contested: ImportDialog, workspace: Workspace, side: Side, values: tuple[float, float]
) -> None:
    contested.conflicts.all[side].click()
    contested.take.click()
    found = figures_of_february(workspace)
    assert (found["IT"], found["NL"]) == values


def test_notes_findings_and_removed_figures_are_said_in_words(contested: ImportDialog) -> None:
    rows = [cells(contested.changes, row) for row in range(contested.changes.rowCount())]
    assert ["Spam rate", "Denmark", "February 2010", "92.8%", "removed"] in rows
    assert ["Spam rate", "Japan", "February 2010", "–", "Note: Ask & see"] in rows
    assert ["Virus rate", "China", "February 2010", "1 in 62.4", "1 in 61.5"] in rows
    assert any(row[:2] == ["Finding", "01-spam-surge"] and row[4] == "Another title" for row in rows)
    assert contested.counts._numbers["removed"].text() == "1"


def test_conflicts_are_said_in_another_language_at_once(contested: ImportDialog, appearance: Appearance) -> None:
    contested.conflicts._shown[0].buttons[0].click()
    appearance.set_language("ja")
    QApplication.sendPostedEvents(None, 0)
    assert contested.conflicts._head.text() == "両方で変更：2件"
    assert contested.conflicts._shown[0].name.text().startswith("スパム率")
    assert len(contested.conflicts.choices) == 1
    assert contested._ignored.text() == "未決定：1件"


def test_closing_it_stops_the_reading(contested: ImportDialog) -> None:
    reading = contested._reading
    assert reading is not None
    reading.take_notice(0, None)
    contested.reject()
    with pytest.raises(Cancelled):
        reading.take_notice(1, None)
    assert not contested.take.isEnabled()
