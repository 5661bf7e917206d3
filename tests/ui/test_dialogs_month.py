"""Beginning a month in its dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.records import Edition, Observation
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.new_month import NewMonthDialog
from workbench.ui.workspace import Workspace

MAY = Period.month(2015, 5)


@pytest.fixture
def dialog(behind: QWidget, workspace: Workspace, appearance: Appearance) -> NewMonthDialog:
    made = NewMonthDialog(workspace, appearance, behind)
    made.open()
    return made


def type_target(dialog: NewMonthDialog, text: str) -> None:
    dialog.target.setFocus()
    dialog.target.selectAll()
    QTest.keyClicks(dialog.target, text)


def count_of(workspace: Workspace, period: Period, **where: str) -> int:
    found: list[int] = []
    workspace.ask(lambda reader: reader.count(Observation, period=str(period), **where), workspace, found.append)
    return found[0]


def box(dialog: NewMonthDialog, text: str) -> QCheckBox:
    return next(box for box in dialog.choice.findChildren(QCheckBox) if box.text() == text)


def test_it_proposes_the_month_after_the_one_shown(dialog: NewMonthDialog) -> None:
    assert dialog.source.currentText() == "February 2010"
    assert dialog.target.text() == "March 2010"
    assert dialog.start.text() == "Start March 2010"


def test_it_proposes_the_month_after_the_latest_where_none_is_shown(
    behind: QWidget, workspace: Workspace, appearance: Appearance
) -> None:
    workspace.look_at(period=Period.month(1990, 1))
    made = NewMonthDialog(workspace, appearance, behind)
    latest = made.source.itemData(0)
    assert made.source.currentData() == latest
    assert made.target.text() == appearance.period(latest.shifted(1))


def test_starting_puts_the_figures_there_and_looks_at_the_month(dialog: NewMonthDialog, workspace: Workspace) -> None:
    type_target(dialog, "2015-05")
    wanted = sum(dialog.choice.chosen.values())
    dialog.start.click()
    assert count_of(workspace, MAY) == count_of(workspace, MAY, status="missing") == wanted > 0
    assert workspace.scope.period == MAY
    assert not dialog.isVisible()


def test_it_is_one_step_to_undo(dialog: NewMonthDialog, workspace: Workspace) -> None:
    type_target(dialog, "2015-05")
    dialog.start.click()
    workspace.undo()
    assert count_of(workspace, MAY) == 0
    editions: list[int] = []
    workspace.ask(lambda reader: reader.count(Edition, period=str(MAY)), workspace, editions.append)
    assert editions == [0]


def test_only_the_checked_metrics_are_started(dialog: NewMonthDialog, workspace: Workspace) -> None:
    type_target(dialog, "2015-05")
    box(dialog, "Virus rate").click()
    dialog.start.click()
    assert count_of(workspace, MAY, metric="virus.rate") == 0
    assert count_of(workspace, MAY, metric="spam.rate") > 0


def test_a_family_checks_and_unchecks_its_metrics(dialog: NewMonthDialog) -> None:
    family, metric = box(dialog, "Spam"), box(dialog, "Spam rate")
    metric.click()
    assert family.checkState() == Qt.CheckState.PartiallyChecked
    family.click()
    assert metric.isChecked()
    assert family.checkState() == Qt.CheckState.Checked
    family.click()
    assert not metric.isChecked()
    assert "spam.rate" not in dialog.choice.chosen


def test_what_is_unchecked_stays_so_when_the_month_changes(dialog: NewMonthDialog) -> None:
    box(dialog, "Spam rate").click()
    type_target(dialog, "2015-06")
    assert not box(dialog, "Spam rate").isChecked()


def test_with_nothing_checked_nothing_can_be_started(dialog: NewMonthDialog) -> None:
    for one in dialog.choice.findChildren(QCheckBox):
        if one.isChecked():
            one.click()
    assert not dialog.start.isEnabled()


def test_an_unreadable_month_is_said_when_the_typing_is_done(dialog: NewMonthDialog) -> None:
    type_target(dialog, "FY2010")
    assert not dialog.start.isEnabled()
    assert dialog.sentence.message is None
    dialog.source.setFocus()
    QApplication.sendPostedEvents(None, 0)
    dialog.target.editingFinished.emit()
    assert dialog.sentence.message is not None
    assert dialog.sentence.message.id == "spelling.fiscal_year"
    type_target(dialog, "2015-05")
    assert dialog.sentence.message is None
    assert dialog.start.isEnabled()


def test_a_quarter_cannot_follow_a_month(dialog: NewMonthDialog) -> None:
    type_target(dialog, "2015 Q1")
    dialog.target.editingFinished.emit()
    assert dialog.sentence.message is not None
    assert dialog.sentence.message.id == "spelling.wrong_grain"


def test_a_month_that_has_everything_is_said_and_cannot_be_started(dialog: NewMonthDialog) -> None:
    type_target(dialog, "2010-02")
    assert dialog.sentence.message is not None
    assert dialog.sentence.message.id == "month.all_there"
    assert not dialog.start.isEnabled()


def test_without_figures_the_first_month_begins_empty(behind: QWidget, workspace_on, appearance: Appearance) -> None:
    workspace = workspace_on(None)
    made = NewMonthDialog(workspace, appearance, behind)
    made.open()
    assert made._about.text().startswith("There are no figures yet")
    assert not made.start.isEnabled()
    assert made.height() < 300
    assert not made.source.isVisible()
    type_target(made, "March 2010")
    assert made.start.text() == "Start March 2010"
    made.start.click()
    assert not made.isVisible()
    assert workspace.scope.period == Period.month(2010, 3)


def test_a_failure_of_its_own_is_told_in_it_and_it_can_be_tried_again(
    dialog: NewMonthDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere: list[BaseException] = []
    workspace.failed.connect(elsewhere.append)
    with monkeypatch.context() as patched:
        patched.setattr("workbench.ui.dialogs.new_month.start_month", lambda *_: Command(message("test.put"), refuse))
        dialog.start.click()
    assert dialog.sentence.message == message("history.nothing_to_undo")
    assert elsewhere == []
    dialog.start.click()
    assert count_of(workspace, Period.month(2010, 3)) > 0


def test_a_failure_elsewhere_is_not_told_in_it(dialog: NewMonthDialog, workspace: Workspace) -> None:
    workspace.undo(99)
    assert dialog.sentence.message is None


def refuse(_tx: object) -> None:
    raise Refused(message("history.nothing_to_undo"))


def test_it_speaks_another_language_at_once(dialog: NewMonthDialog, appearance: Appearance) -> None:
    appearance.set_language("ja")
    QApplication.sendPostedEvents(None, 0)
    assert dialog.start.text() == "2010年3月を始める"
    assert dialog.source.currentText() == "2010年2月"
    assert box(dialog, "スパム率")


def test_escape_closes_it_and_nothing_is_written(dialog: NewMonthDialog, workspace: Workspace) -> None:
    before = count_of(workspace, Period.month(2010, 3))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert count_of(workspace, Period.month(2010, 3)) == before
