"""Ctrl+Z in a field takes back what was written there, and where there is nothing, what was done last in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from workbench.core.commands.findings import Words, add_finding
from workbench.core.periods import Period
from workbench.core.ports import Change
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.window import Window

CONTROL, SHIFTED = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(qtbot: QtBot, sample_window: Window) -> QLineEdit:
    """The filter of a table, with the keyboard, after something was done."""
    sample_window.workspace.run(add_finding(Period.month(2010, 2), {"en": Words("New", "")}))
    sample_window.show_tab("geography")
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.isActiveWindow)
    tab = sample_window.page
    assert isinstance(tab, SegmentsTab)
    tab.panel.filter.setFocus()
    return tab.panel.filter


@pytest.fixture
def done(sample_window: Window, field: QLineEdit) -> list[str]:
    """What was done since."""
    del field
    told: list[str] = []

    def note(change: Change) -> None:
        told.append(change.label.id)

    sample_window.workspace.changed.connect(note)
    return told


def test_an_empty_field_leaves_undo_and_redo_to_the_window(field: QLineEdit, done: list[str]) -> None:
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert done == ["history.undo"]
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL | SHIFTED)
    assert done == ["history.undo", "history.redo"]


def test_what_was_typed_is_taken_back_first(field: QLineEdit, done: list[str]) -> None:
    QTest.keyClicks(field, "chin")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert (field.text(), done) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert done == ["history.undo"]
