"""What a person meets between two steps: where the keyboard is after a tab was chosen, and what is still told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.window import Window


def test_a_click_on_a_tab_lets_figures_be_typed_and_pasted_at_once(qtbot: QtBot, sample_window: Window) -> None:
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.isActiveWindow)
    bar = sample_window.tab_bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    tab = sample_window.page
    assert isinstance(tab, SegmentsTab)
    assert tab.grid.hasFocus()


def test_whoever_walks_along_the_tabs_stays_there(qtbot: QtBot, sample_window: Window) -> None:
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.isActiveWindow)
    sample_window.tab_bar.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(sample_window.tab_bar, Qt.Key.Key_Right)
        assert QApplication.focusWidget() is sample_window.tab_bar
    assert sample_window.tab_bar.currentIndex() == 2


def test_what_was_refused_is_not_said_any_more_after_the_next_change(sample_window: Window) -> None:
    sample_window.workspace.undo(99)
    assert "no operation 99" in sample_window.notices._text.text
    assert sample_window.notices.isVisible()
    sample_window.workspace.undo()
    assert not sample_window.notices.isVisible()
