"""The trail in its dialog: what was done, undo, redo, and going back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.commands.figures import clear_values
from workbench.core.commands.segments import change_segment
from workbench.core.messages import message
from workbench.core.ports import Command, Operation
from workbench.core.queries.trail import next_redo, next_undo, standing_after, touched, trail
from workbench.core.records import Observation
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.history import MOST_ROWS, HistoryDialog
from workbench.ui.dialogs.table import LOOK_ROLE, Look
from workbench.ui.workspace import Workspace


@pytest.fixture
def worked(workspace: Workspace) -> Workspace:
    """The sample, with three names changed one after the other and one of these changes undone."""
    for id_, name in (("AU", "Oz"), ("NZ", "Kiwiland"), ("US", "The States")):
        rename(workspace, id_, name)
    workspace.undo()
    return workspace


@pytest.fixture
def dialog(behind: QWidget, worked: Workspace, appearance: Appearance) -> HistoryDialog:
    made = HistoryDialog(worked, appearance, behind)
    made.open()
    return made


def rename(workspace: Workspace, id_: str, name: str) -> None:
    segment = workspace.catalogue.segment("geography", id_)
    assert segment is not None
    workspace.run(change_segment(workspace.catalogue, replace(segment, label_en=name)))


def name_of(workspace: Workspace, id_: str) -> str:
    segment = workspace.catalogue.segment("geography", id_)
    assert segment is not None
    return segment.label_en


def operations(workspace: Workspace) -> tuple[Operation, ...]:
    found: list[tuple[Operation, ...]] = []
    workspace.ask(trail, workspace, found.append)
    return found[0]


def texts(dialog: HistoryDialog, column: int) -> list[str]:
    model = dialog.operations
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def settle(dialog: HistoryDialog) -> None:
    """Let the undos that wait for each other happen."""
    for _ in range(20):
        QTest.qWait(1)
        if not dialog._pending:
            return


def test_the_newest_operation_stands_first_in_words(dialog: HistoryDialog) -> None:
    assert texts(dialog, 0) == [
        "Undo: Names of 米国 / The States",
        "Names of 米国 / The States",
        "Names of ニュージーランド / Kiwiland",
        "Names of オーストラリア / Oz",
        "Sample data",
    ]
    assert set(texts(dialog, 2)) == {"tester"}


def test_what_is_undone_is_struck_and_said(dialog: HistoryDialog) -> None:
    model = dialog.operations
    assert texts(dialog, 4) == ["", "undone", "", "", ""]
    looks = [model.index(row, 0).data(LOOK_ROLE) for row in range(model.rowCount())]
    assert looks == [Look.PLAIN, Look.STRUCK, Look.PLAIN, Look.PLAIN, Look.PLAIN]


def test_undo_and_redo_say_what_they_would_do_and_do_it(dialog: HistoryDialog, worked: Workspace) -> None:
    assert dialog.undo.text() == "Undo: Names of ニュージーランド / Kiwiland"
    assert dialog.redo.text() == "Redo: Names of 米国 / The States"
    dialog.redo.click()
    assert name_of(worked, "US") == "The States"
    assert dialog.undo.text() == "Undo: Names of 米国 / The States"
    assert not dialog.redo.isEnabled()
    dialog.undo.click()
    assert name_of(worked, "US") == "United States"


def test_going_back_undoes_all_that_came_later(dialog: HistoryDialog, worked: Workspace) -> None:
    dialog.table.choose(4)
    assert dialog.back.isEnabled()
    dialog.back.click()
    settle(dialog)
    assert (name_of(worked, "AU"), name_of(worked, "NZ")) == ("Australia", "New Zealand")
    assert [one.undoes for one in operations(worked)[:2]] == [2, 3]
    assert dialog.sentence.message is None


def test_going_back_stops_at_what_cannot_be_undone(dialog: HistoryDialog, worked: Workspace) -> None:
    dialog.table.choose(4)
    dialog._pending = [3, 99, 2]
    dialog._undo_next()
    settle(dialog)
    assert (name_of(worked, "NZ"), name_of(worked, "AU")) == ("New Zealand", "Oz")
    assert dialog.sentence.message is not None
    assert dialog.sentence.message.id == "history.no_such_operation"


@pytest.mark.parametrize("row", [0, 1, 2])
def test_there_is_no_going_back_to_what_is_undone_or_newest(dialog: HistoryDialog, row: int) -> None:
    dialog.table.choose(row)
    assert not dialog.back.isEnabled()


def test_the_button_says_how_many_are_undone(dialog: HistoryDialog, appearance: Appearance) -> None:
    dialog.table.choose(4)
    assert dialog.back.text() == "Undo to here (2)"
    dialog.table.choose(1)
    assert dialog.back.text() == "Undo to here"
    dialog.table.choose(4)
    appearance.set_language("ja")
    QApplication.sendPostedEvents(None, 0)
    assert dialog.back.text() == "ここまで戻す（2件）"


def test_an_undo_by_number_is_taken_back_on_the_way(dialog: HistoryDialog, worked: Workspace) -> None:
    worked.undo(2)
    dialog.table.choose(texts(dialog, 0).index("Names of ニュージーランド / Kiwiland"))
    assert dialog.back.text() == "Undo to here (1)"
    dialog.back.click()
    settle(dialog)
    assert (name_of(worked, "AU"), name_of(worked, "NZ")) == ("Oz", "Kiwiland")


def test_a_failure_of_its_own_is_told_in_it_and_nowhere_else(dialog: HistoryDialog, worked: Workspace) -> None:
    elsewhere: list[BaseException] = []
    worked.failed.connect(elsewhere.append)
    dialog._pending = [99]
    dialog._undo_next()
    assert dialog.sentence.message is not None
    assert elsewhere == []


def test_a_failure_elsewhere_is_not_told_in_it(dialog: HistoryDialog, worked: Workspace) -> None:
    elsewhere: list[BaseException] = []
    worked.failed.connect(elsewhere.append)
    worked.undo(99)
    assert dialog.sentence.message is None
    assert len(elsewhere) == 1


def test_what_is_open_for_reading_cannot_be_taken_back(behind: QWidget, read_only: Workspace, appearance) -> None:
    made = HistoryDialog(read_only, appearance, behind)
    assert [button.isEnabled() for button in (made.undo, made.redo, made.back)] == [False] * 3
    assert made._hint.text() == "The database is open for reading only, so nothing can be changed."


def test_the_rows_of_an_operation_are_shown_old_and_new(dialog: HistoryDialog, worked: Workspace) -> None:
    found: list[list[Observation]] = []
    where = {"metric": "virus.rate", "dimension": "geography", "segment": "CN", "period": "2010-02"}
    worked.ask(lambda reader: reader.records(Observation, **where), worked, found.append)
    worked.run(clear_values(found[0]))
    dialog.table.choose(0)
    row = [str(dialog.rows.index(0, column).data()) for column in range(4)]
    assert row == ["Figure", "Virus rate / China / February 2010", "1 in 62.4", "–"]


def test_of_many_rows_the_first_are_shown(dialog: HistoryDialog) -> None:
    dialog.table.choose(4)
    assert len(dialog.rows.rows) == MOST_ROWS
    assert f"first {MOST_ROWS}" in dialog._count.text()


def test_news_from_elsewhere_is_shown(dialog: HistoryDialog, worked: Workspace) -> None:
    rename(worked, "JP", "Nippon")
    assert texts(dialog, 0)[0] == "Names of 日本 / Nippon"


def test_an_empty_trail_says_so(behind: QWidget, workspace_on, appearance: Appearance) -> None:
    made = HistoryDialog(workspace_on(None), appearance, behind)
    assert made._hint.text()
    assert not made.undo.isEnabled()
    assert not made.redo.isEnabled()
    assert not made.back.isEnabled()


def test_it_speaks_another_language_at_once(dialog: HistoryDialog, appearance: Appearance) -> None:
    appearance.set_language("ja")
    QApplication.sendPostedEvents(None, 0)
    assert dialog.undo.text().startswith("元に戻す")
    assert "年" in texts(dialog, 1)[0]


def test_escape_closes_it(dialog: HistoryDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_its_tables_are_sound_models(dialog: HistoryDialog, worked: Workspace) -> None:
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (dialog.operations, dialog.rows)
    ]
    worked.undo()
    dialog.table.choose(3)
    assert len(testers) == 2


def test_the_trail_names_what_comes_next(worked: Workspace) -> None:
    found = operations(worked)
    undo, redo = next_undo(found), next_redo(found)
    assert undo is not None
    assert redo is not None
    assert (undo.id, redo.id) == (3, 4)
    assert standing_after(found, 1) == (3, 2)
    rename(worked, "JP", "Nippon")
    assert next_redo(operations(worked)) is None
    assert next_undo(()) is None


def test_all_kinds_of_rows_are_counted(worked: Workspace) -> None:
    found: list[object] = []
    worked.ask(lambda reader: touched(reader, 1, 10_000), worked, found.append)
    (whole,) = found
    assert whole.total == len(whole.rows) == operations(worked)[-1].rows
    assert all(row.before is None and row.now is not None for row in whole.rows)


def test_a_failure_elsewhere_is_no_news_of_the_trail(dialog: HistoryDialog, worked: Workspace) -> None:
    before = texts(dialog, 0)
    worked.run(Command(message("command.sample"), lambda _tx: None))
    assert texts(dialog, 0) == before
