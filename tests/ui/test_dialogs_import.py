"""The preview of an import: what a file would change, and what is wrong in it, before anything is written."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.errors import DatabaseInUse
from workbench.core.messages import message
from workbench.core.ports import Command
from workbench.core.records import Observation
from workbench.excel.importing import FileImporter
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.import_preview import ImportDialog
from workbench.ui.dialogs.segments import SegmentsDialog
from workbench.ui.workspace import Workspace

HEAD = "period,metric,dimension,segment,value\n"
GOOD = "2015-05,spam.rate,,,90.7%\n2010-02,virus.rate,geography,China,1 in 61.0\n2010-02,virus.rate,,,1 in 302.8\n"
UNKNOWN = "2015-05,virus.rate,geography,Chinna,1 in 80.0\n"
IMPOSSIBLE = "2015-05,spam.rate,geography,Italy,190%\n"


@pytest.fixture
def behind(qtbot) -> QWidget:
    """The window over which it opens, and with which it goes."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


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
