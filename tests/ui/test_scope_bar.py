"""The bar that steers every tab: what it steers, what it lists, and what it leaves out where room is short."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base
from workbench.core.queries.months import Month
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.month_popup import MonthPopup
from workbench.ui.scope_bar import LEAST_WIDTH, ScopeBar
from workbench.ui.widgets.elided_combo import ElidedCombo
from workbench.ui.workspace import Workspace

FEBRUARY, JANUARY = Period.month(2010, 2), Period.month(2010, 1)
DOUBLE, TRIPLE = 720, 480
"""How wide a window of 1440 pixels is at 200 and 300 percent."""

WorkspaceOn = Callable[[Path | None], Workspace]


@pytest.fixture
def actions() -> dict[str, list[str]]:
    """What was triggered."""
    return {"done": []}


@pytest.fixture
def bar(qtbot: QtBot, workspace: Workspace, appearance: Appearance, actions: dict[str, list[str]]) -> ScopeBar:
    return made(qtbot, workspace, appearance, actions)


def made(qtbot: QtBot, workspace: Workspace, appearance: Appearance, actions: dict[str, list[str]]) -> ScopeBar:
    kept: dict[str, QAction] = {}

    def action(id_: str) -> QAction:
        if id_ not in kept:
            kept[id_] = QAction(appearance.icon("undo-2"), id_)
            kept[id_].setToolTip(id_)
            kept[id_].triggered.connect(lambda: actions["done"].append(id_))
        return kept[id_]

    bar = ScopeBar(workspace, appearance, action)
    qtbot.addWidget(bar)
    show(bar, 1440)
    return bar


def show(bar: ScopeBar, width: int) -> None:
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    settle()


def settle() -> None:
    """Let layouts and news that wait for the event loop come."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, 0)


def labels(bar: ScopeBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]


def buttons(bar: ScopeBar) -> list[str]:
    return [button.toolTip() for button in bar._buttons if button.isVisible()]


def outside(bar: ScopeBar) -> list[QWidget]:
    """Return the parts that stand over the bar's edge, or on each other."""
    parts = [part for part in bar.children() if isinstance(part, QWidget) and part.isVisible()]
    parts.sort(key=lambda part: part.x())
    over = [part for part in parts if part.x() < 0 or part.geometry().right() >= bar.width()]
    return over + [part for part, beside in pairwise(parts) if part.geometry().right() >= beside.x()]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [1440, 1200, 1000, 960, 860, DOUBLE, 640, 560, TRIPLE, LEAST_WIDTH])
def test_at_every_width_everything_stands_within_the_bar(bar: ScopeBar, width: int, language: str) -> None:
    bar.appearance.set_language(language)
    show(bar, width)
    assert bar.width() == width
    assert outside(bar) == []


def test_with_room_it_says_everything(bar: ScopeBar) -> None:
    assert labels(bar) == ["Period", "Compare with", "Metric"]
    assert buttons(bar) == ["undo", "redo", "inspector"]
    assert not bar.search.is_short
    assert bar.languages.buttons()[0].isVisible()
    assert bar.bases.toolTip() == ""


def test_at_200_percent_labels_are_in_tool_tips_and_the_search_is_an_icon(bar: ScopeBar) -> None:
    show(bar, DOUBLE)
    assert labels(bar) == []
    assert bar.search.is_short
    assert bar.bases.toolTip() == "Compare with\nLast month"
    assert bar.period.field.toolTip().startswith("Period\n")
    assert buttons(bar) == ["undo", "redo", "inspector"]


def test_at_300_percent_period_base_metric_and_search_are_left(bar: ScopeBar) -> None:
    show(bar, TRIPLE)
    seen = [part for part in (bar.period.field, bar.bases, bar.metrics, bar.search) if part.isVisible()]
    assert len(seen) == 4
    assert buttons(bar) == []
    assert not bar.period.earlier.isVisible()


def test_with_room_again_everything_is_back(bar: ScopeBar) -> None:
    show(bar, TRIPLE)
    show(bar, 1440)
    assert labels(bar) == ["Period", "Compare with", "Metric"]
    assert bar.period.earlier.isVisible()
    assert bar.bases.toolTip() == ""


def test_the_one_language_button_speaks_the_other_language(bar: ScopeBar, actions: dict[str, list[str]]) -> None:
    show(bar, DOUBLE)
    assert bar.other_language.toolTip() == "日本語"
    bar.other_language.click()
    assert actions["done"] == ["japanese"]
    bar.appearance.set_language("ja")
    settle()
    assert bar.other_language.accessibleName() == "English"


def test_the_list_of_months_shows_figures_and_state_and_where_we_are(bar: ScopeBar) -> None:
    popup = bar.period.show_list()
    row = popup.table.current_row
    cells = [popup.rows.index(row, column).data() for column in range(popup.rows.columnCount())]
    assert cells == ["February 2010", "161", "", "published"]
    assert popup.table.hasFocus()
    popup.close()


def test_a_month_is_chosen_by_enter(bar: ScopeBar, workspace: Workspace) -> None:
    popup = bar.period.show_list()
    QTest.keyClick(popup.table, Qt.Key.Key_Down)
    QTest.keyClick(popup.table, Qt.Key.Key_Return)
    assert workspace.scope.period == JANUARY
    assert bar.period.field.text() == "January 2010"


def test_escape_leaves_the_month_as_it_is(bar: ScopeBar, workspace: Workspace) -> None:
    popup = bar.period.show_list()
    QTest.keyClick(popup.table, Qt.Key.Key_Down)
    QTest.keyClick(popup.table, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert workspace.scope.period == FEBRUARY


def test_any_month_can_be_the_base_of_comparison(bar: ScopeBar, workspace: Workspace) -> None:
    bar.bases.activated.emit(bar.bases.count() - 1)
    popup = next(part for part in bar.findChildren(MonthPopup) if part.isVisible())
    popup.table.choose(7)
    QTest.keyClick(popup.table, Qt.Key.Key_Return)
    assert workspace.scope.base == popup_month(bar, 7)
    assert bar.bases.currentText() == bar.appearance.period(popup_month(bar, 7))
    assert not isinstance(workspace.scope.base, Base)


def popup_month(bar: ScopeBar, row: int) -> Period:
    return bar.period.months[row].period


def test_without_months_there_is_no_list(qtbot: QtBot, workspace_on: WorkspaceOn, appearance: Appearance) -> None:
    bar = made(qtbot, workspace_on(None), appearance, {"done": []})
    assert not bar.period.list_button.isEnabled()
    assert bar.period.field.text() == "–"


def test_twenty_years_of_months_are_listed_in_a_window_of_a_few(qtbot: QtBot, appearance: Appearance) -> None:
    months = [Month(FEBRUARY.shifted(-step), 100, step % 3, "") for step in range(240)]
    popup = MonthPopup(appearance, months, FEBRUARY.shifted(-200))
    qtbot.addWidget(popup)
    anchor = QWidget()
    qtbot.addWidget(anchor)
    popup.open_below(anchor)
    assert popup.rows.rowCount() == 240
    assert popup.height() < 500
    current = popup.table.visualRect(popup.table.currentIndex())
    assert popup.table.viewport().rect().contains(current)
    assert popup.table.currentIndex().data() == "June 1993"


def test_a_narrow_choice_is_shortened_and_told_in_the_tool_tip(qtbot: QtBot) -> None:
    combo = ElidedCombo(least=80, widest=200)
    qtbot.addWidget(combo)
    combo.addItems(["Phishing, share of all mail", "Spam"])
    combo.set_name("Metric", tells_it=False)
    combo.resize(200, 30)
    combo.show()
    assert combo.sizeHint().width() == 200
    assert combo.toolTip() == ""
    combo.resize(90, 30)
    assert combo.toolTip() == "Phishing, share of all mail"
    combo.set_name("Metric", tells_it=True)
    assert combo.toolTip() == "Metric\nPhishing, share of all mail"
    combo.setCurrentIndex(1)
    combo.set_name("Metric", tells_it=False)
    assert combo.toolTip() == ""
    assert combo.accessibleName() == "Metric"
