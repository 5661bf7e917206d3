"""What went wrong, told with what can be done about it: a database in use, one that can only be read, a bug."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from workbench.__main__ import _openers
from workbench.core.errors import Cancelled, DatabaseInUse, NothingToDo, Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.scope import Scope
from workbench.ui.actions import ACTIONS, ActionSpec
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import InlineLanes
from workbench.ui.notices import Notices
from workbench.ui.settings import Settings
from workbench.ui.widgets.columns import PLACES
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

from_bug = pytest.mark.expects_log("ZeroDivisionError")


@pytest.fixture
def notices(qtbot: QtBot, appearance: Appearance) -> Notices:
    made = Notices(appearance)
    qtbot.addWidget(made)
    return made


def bug() -> ZeroDivisionError:
    try:
        1 // 0  # noqa: B018
    except ZeroDivisionError as error:
        return error
    raise AssertionError


class TestNotices:
    def test_a_database_in_use_is_offered_for_reading(self, notices: Notices, appearance: Appearance) -> None:
        acted: list[str] = []
        notices.acted.connect(acted.append)
        notices.tell_error(DatabaseInUse(message("database.in_use", file="month.db"), Path("month.db")))
        assert notices.refused == Path("month.db")
        assert notices._button.text() == appearance.say("action.open_read_only")
        notices._button.click()
        assert acted == ["open_read_only"]

    def test_one_that_is_open_and_busy_is_not(self, notices: Notices) -> None:
        notices.tell_error(DatabaseInUse(message("database.busy", file="month.db")))
        assert notices.refused is None
        assert notices._button.isHidden()

    def test_the_offer_ends_with_the_notice(self, notices: Notices) -> None:
        in_use = DatabaseInUse(message("database.in_use", file="month.db"), Path("month.db"))
        notices.tell_error(in_use)
        notices._close.click()
        assert (notices.refused, notices.isHidden()) == (None, True)
        notices.tell_error(in_use)
        notices.tell_error(Refused(message("history.nothing_to_undo")))
        assert notices.refused is None
        notices.tell_error(in_use)
        notices.tell_error(Cancelled(message("work.cancelled")))
        assert notices.refused is None

    def test_a_refusal_leaves_when_something_else_is_done_and_other_errors_stay(self, notices: Notices) -> None:
        for error, is_there in (
            (Refused(message("history.no_such_operation", id=9)), False),
            (DatabaseInUse(message("database.in_use", file="month.db"), Path("month.db")), True),
        ):
            notices.tell_error(error)
            notices.leave_refusal()
            assert notices.isHidden() is not is_there

    def test_that_there_is_nothing_to_undo_is_no_error(self, notices: Notices) -> None:
        notices.tell_error(NothingToDo(message("history.nothing_to_undo")))
        assert notices._kind == "info"
        assert notices._leaving.isActive()

    @from_bug
    def test_a_bug_is_told_with_a_report_to_copy(self, notices: Notices) -> None:
        notices.tell_error(bug())
        assert "ZeroDivisionError" in notices._text.text
        assert "1 // 0" in notices.bug
        assert notices._button.text() == "Copy problem report"


@pytest.fixture
def file(tmp_path: Path, sample_file: Path) -> Path:
    """A database with the sample."""
    path = tmp_path / "month.db"
    path.write_bytes(sample_file.read_bytes())
    return path


@pytest.fixture
def window(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Iterator[Window]:
    """A window without a database."""
    made = Window(settings)
    qtbot.addWidget(made)
    made.furnish(Workspace(InlineLanes(), Scope()), appearance, _openers())
    made.show()
    yield made
    made.close()


def press(window: Window) -> None:
    """Press what the notice offers."""
    window.notices._button.click()


class TestDatabaseInUse:
    def test_it_can_be_opened_for_reading_from_the_notice(self, window: Window, file: Path) -> None:
        other = SqlDatabases("other").open(file, for_writing=True)
        try:
            window.show_figures(file)
            assert not window.workspace.is_open
            assert "other" in window.notices._text.text
            press(window)
            assert (window.workspace.path, window.workspace.is_read_only) == (file, True)
            assert window.notices.isHidden()
            assert window.status.saved.text == "Read only"
        finally:
            other.close()

    def test_it_is_opened_for_writing_when_it_is_free_again(self, window: Window, file: Path) -> None:
        other = SqlDatabases("other").open(file, for_writing=True)
        window.show_figures(file)
        press(window)
        other.close()
        window.errands.open_database(file)
        assert not window.workspace.is_read_only
        assert window.status.saved.text == "Every change is saved"

    def test_the_database_that_is_open_is_not_in_use_by_another(self, window: Window, file: Path) -> None:
        window.show_figures(file)
        window.errands.open_database(file)
        assert window.notices._text.text == "“month.db” is open already."
        assert not window.workspace.is_read_only

    def test_without_an_offer_a_database_is_chosen(self, window: Window, file: Path) -> None:
        window.action("open_read_only").trigger()
        (chooser,) = window.findChildren(QFileDialog)
        chooser.fileSelected.emit(str(file))
        chooser.close()
        assert (window.workspace.path, window.workspace.is_read_only) == (file, True)


class TestReadOnly:
    def test_what_writes_is_not_possible_and_says_why(self, read_only: Workspace) -> None:
        ids = {spec.id for spec in ACTIONS if not spec.is_possible(read_only)}
        assert {"import", "undo", "redo", "paste", "fill_down", "new_month", "add_note", "open_sample"} <= ids
        assert not ids & {"copy", "export", "backup", "history", "segments", "find", "open", "open_read_only"}
        assert {str(spec.why_not(read_only)) for spec in ACTIONS if spec.id in ids} == {"read_only.why()"}

    def test_all_is_possible_in_one_that_is_open_for_writing(self, workspace: Workspace) -> None:
        assert [spec.id for spec in ACTIONS if not spec.is_possible(workspace)] == []

    def test_without_a_database_only_what_needs_none(self) -> None:
        nothing = Workspace(InlineLanes())
        assert {spec.id for spec in ACTIONS if spec.is_possible(nothing)} == {
            spec.id for spec in ACTIONS if not spec.needs_data
        }
        assert all(spec.why_not(nothing) is None for spec in ACTIONS)

    def test_an_action_writes_only_if_it_says_so(self) -> None:
        assert not ActionSpec("copy", "edit", lambda window: window.page.copy()).writes

    def test_the_window_s_actions_are_grey_with_the_reason_and_the_status_tells(
        self, window: Window, file: Path
    ) -> None:
        window.errands.show_read_only(file)
        undo, copy = window.action("undo"), window.action("copy")
        assert (undo.isEnabled(), copy.isEnabled()) == (False, True)
        assert undo.toolTip() == "Undo (Ctrl+Z): The database is open for reading only, so nothing can be changed."
        assert window.status.saved.text == "Read only"
        window.show_figures(file)
        assert undo.isEnabled()
        assert undo.toolTip() == "Undo (Ctrl+Z)"

    def test_a_figure_cannot_be_typed_and_that_is_said(self, window: Window, file: Path) -> None:
        window.errands.show_read_only(file)
        window.workspace.look_at(period=Period.month(2010, 2))
        window.show_tab("geography")
        grid = window.page.grid
        grid.select_cells([(1, PLACES["value"])])
        QTest.keyClicks(grid.viewport(), "5")
        assert grid.delegate.editor is None
        assert window.notices._text.text.startswith("“month.db” was opened for reading only")
        window.notices.leave()
        QTest.keyClick(grid, Qt.Key.Key_Delete)
        assert not window.notices.isHidden()
        menu = window.page.panel._menus.of_cells(window.page.editing)
        assert [action.isEnabled() for action in menu.actions()[:5]] == [True, True, False, False, False]

    def test_what_a_tab_offers_to_do_says_why_it_cannot_be(self, window: Window, file: Path) -> None:
        window.errands.show_read_only(file)
        window.page.action_wanted.emit("new_month")
        assert window.notices._text.text == "The database is open for reading only, so nothing can be changed."

    def test_the_inspector_offers_no_changes(self, window: Window, file: Path) -> None:
        window.show_tab("geography")
        window.errands.show_read_only(file)
        window.workspace.look_at(period=Period.month(2010, 2))
        assert not window.inspector.notes.action.isEnabled()
        assert window.inspector.notes.action.toolTip().startswith("The database is open for reading only")
        window.show_figures(file)
        assert window.inspector.notes.action.isEnabled()


@from_bug
def test_the_report_of_a_bug_comes_to_the_clipboard(window: Window, file: Path) -> None:
    window.show_figures(file)
    window.workspace.failed.emit(bug())
    press(window)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Threat Report Workbench")
    assert "1 // 0" in copied
    assert window.notices._text.text.startswith("The report is on the clipboard.")


def test_a_report_can_be_copied_without_a_database_and_a_bug(window: Window) -> None:
    window.action("copy_report").trigger()
    assert "PySide6" in QGuiApplication.clipboard().text()
