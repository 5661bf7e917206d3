"""The status bar: file, state, what was done, what is being done, selection; in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from workbench.core.catalogue import shipped_catalogue
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Change, Command
from workbench.core.records import Observation
from workbench.core.resources import resources_folder
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import InlineLanes
from workbench.ui.status_bar import BUSY_AFTER_MILLISECONDS, StatusBar
from workbench.ui.workspace import PROGRESS_MILLISECONDS, Busy, Workspace

FIGURE = Observation("spam.rate", "M", "2010-02", "geography", "FJ", None, None, "exact", "missing", None, None)
WRITE = Command(message("command.set_value", key="spam.rate"), lambda tx: tx.put(FIGURE))
IMPORT = message("command.import", file="february.csv")


@pytest.fixture
def bar(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> StatusBar:
    """A status bar that is seen, over the sample."""
    made = StatusBar(workspace, appearance)
    qtbot.addWidget(made)
    made.resize(1200, 26)
    made.show()
    workspace.look_at(period=Period.month(2010, 1))
    workspace.look_at(period=Period.month(2010, 2))
    return made


def test_it_says_which_file_that_all_is_saved_and_which_period(bar: StatusBar) -> None:
    assert bar.file.text == "month.db"
    assert bar.file.toolTip().endswith("month.db")
    assert bar.saved.text == "Every change is saved"
    assert bar.period.text() == "February 2010"
    assert bar.figures.text.endswith(" figures")
    assert not bar.undo.isVisible()


def test_it_is_there_before_any_database(qtbot: QtBot, appearance: Appearance) -> None:
    workspace = Workspace(InlineLanes(), Scope())
    bar = StatusBar(workspace, appearance)
    qtbot.addWidget(bar)
    bar.show()
    assert (bar.file.text, bar.saved.isVisible(), bar.figures.text) == ("", False, "")


def test_a_file_for_reading_alone_is_marked(
    qtbot: QtBot, appearance: Appearance, sample_file: Path, workspace: Workspace
) -> None:
    del workspace
    reading = Workspace(InlineLanes(), Scope(period=Period.month(2010, 2)))
    bar = StatusBar(reading, appearance)
    qtbot.addWidget(bar)
    reading.open(
        lambda: SqlDatabases("tester").open(sample_file, for_writing=False),
        lambda: shipped_catalogue(resources_folder()),
    )
    assert reading.is_read_only
    assert bar.saved.text == "Read only"
    assert bar.figures.text != ""
    reading.close()


def test_what_was_done_is_told_with_undo(bar: StatusBar, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.run(WRITE, bar.tell_done)
    assert bar.done.text == "Entry of Spam rate"
    assert bar.undo.isVisible()
    assert bar.undo.accessibleName() == "Undo: Entry of Spam rate"
    with qtbot.waitSignal(bar.undo_wanted):
        bar.undo.click()


def test_an_undo_offers_no_further_one_and_a_redo_does(bar: StatusBar, workspace: Workspace) -> None:
    workspace.changed.connect(bar.tell_done)
    workspace.run(WRITE)
    workspace.undo()
    assert bar.done.text == "Undo: Entry of Spam rate"
    assert not bar.undo.isVisible()
    workspace.redo()
    assert bar.done.text == "Redo: Entry of Spam rate"
    assert bar.undo.isVisible()


def test_what_changed_nothing_offers_no_undo(bar: StatusBar) -> None:
    bar.tell_done(Change(None, IMPORT))
    assert not bar.undo.isVisible()


def test_figures_are_counted_anew(bar: StatusBar, workspace: Workspace) -> None:
    count = bar.figures.text.split()[0]
    workspace.run(WRITE)
    assert bar.figures.text == f"{count} figures, 1 missing"
    workspace.look_at(period=Period.month(1999, 1))
    assert (bar.figures.text, bar.period.text()) == ("0 figures", "January 1999")


def test_short_work_is_not_shown(bar: StatusBar, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.busy_changed.emit(Busy(IMPORT, 10, 100))
    assert not bar.working.isVisible()
    workspace.busy_changed.emit(None)
    qtbot.wait(BUSY_AFTER_MILLISECONDS)
    assert not bar.working.isVisible()


def test_long_work_is_shown_with_bar_percent_and_cancel(bar: StatusBar, workspace: Workspace, qtbot: QtBot) -> None:
    bar.tell_done(Change(1, IMPORT, {Observation: 1}))
    workspace.busy_changed.emit(Busy(IMPORT, 10, 100))
    qtbot.waitUntil(bar.working.isVisible, timeout=10 * BUSY_AFTER_MILLISECONDS)
    workspace.busy_changed.emit(Busy(IMPORT, 62, 100))
    working = bar.working
    assert (working.what.text, working.bar.value(), working.far.text()) == ("Import of february.csv", 62, "62%")
    assert working.far.toolTip() == "62 of 100 rows"
    assert not bar.done.isVisible()
    assert not bar.undo.isVisible()
    with qtbot.waitSignal(bar.cancel_wanted):
        working.cancel.click()
    workspace.busy_changed.emit(None)
    assert not working.isVisible()
    assert bar.done.isVisible()
    assert bar.undo.isVisible()


def test_work_of_unknown_length_counts_rows(bar: StatusBar, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.busy_changed.emit(Busy(IMPORT))
    qtbot.waitUntil(bar.working.isVisible, timeout=10 * BUSY_AFTER_MILLISECONDS)
    assert (bar.working.far.text(), bar.working.bar.isVisible()) == ("", False)
    workspace.busy_changed.emit(Busy(IMPORT, 62_400))
    assert bar.working.far.text() == "62,400 rows"


def test_the_wait_counts_from_the_beginning_of_the_work() -> None:
    assert 0 < BUSY_AFTER_MILLISECONDS - PROGRESS_MILLISECONDS < BUSY_AFTER_MILLISECONDS


def test_the_selection_is_told(bar: StatusBar) -> None:
    bar.tell_selection("3 selected")
    assert bar.selection.isVisible()
    assert bar.selection.text == "3 selected"
    bar.tell_selection("")
    assert not bar.selection.isVisible()


def test_it_speaks_japanese_at_once(bar: StatusBar, workspace: Workspace, appearance: Appearance) -> None:
    workspace.run(WRITE, bar.tell_done)
    appearance.set_language("ja")
    QApplication.sendPostedEvents()
    assert (bar.saved.text, bar.period.text(), bar.undo.text()) == ("変更はすべて保存済み", "2010年2月", "元に戻す")
    assert bar.done.text == "入力：スパム率"
    assert bar.figures.text.endswith("欠測 1件")


def test_it_lets_the_window_be_narrow(bar: StatusBar, workspace: Workspace) -> None:
    workspace.run(WRITE, bar.tell_done)
    bar.tell_selection("13 selected: 1 in 62.4 to 1 in 616.3")
    assert bar.minimumSizeHint().width() < 640
