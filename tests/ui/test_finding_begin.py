"""Beginning a finding in the window: the title waits for the keys, hints stand in their place, and a cut title says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from workbench.core.periods import Period
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import InlineLanes
from workbench.ui.settings import Settings
from workbench.ui.tabs.findings import FindingsTab
from workbench.ui.widgets.claim_editor import NUMBERS, ClaimEditor
from workbench.ui.widgets.title_field import TitleField
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

LONG = "Two botnets push one campaign and lift spam above its half-year level"


@pytest.fixture
def window(window_on_threads: Callable[[Path, Scope], Window], tmp_path: Path, sample_file: Path) -> Window:
    """A window on the sample, served by real threads, looking at a month without findings."""
    path = Path(shutil.copy(sample_file, tmp_path / "month.db"))
    return window_on_threads(path, Scope(period=Period.month(2010, 3)))


def test_a_new_finding_waits_for_its_title_and_then_for_its_words(qtbot: QtBot, window: Window) -> None:
    window.show_tab("findings")
    tab = window.page
    assert isinstance(tab, FindingsTab)
    qtbot.waitUntil(tab.empty.isVisible, timeout=10_000)
    window.action("new_finding").trigger()
    title, editor = tab.page.panes["en"].title, tab.page.panes["en"].editor
    qtbot.waitUntil(title.hasFocus, timeout=10_000)
    qtbot.keyClicks(title, "March")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert editor.hasFocus()
    assert tab.panel.field.text() == ""
    qtbot.waitUntil(lambda: window.workspace.busy is None, timeout=10_000)


def test_the_languages_are_compared_once_both_have_words(qtbot: QtBot, window: Window) -> None:
    window.show_tab("findings")
    tab = window.page
    assert isinstance(tab, FindingsTab)
    qtbot.waitUntil(tab.empty.isVisible, timeout=10_000)
    window.errands.start_finding("At [90.7%](metric:spam.rate) spam rose.")
    qtbot.waitUntil(lambda: len(tab.side.claims) == 1, timeout=10_000)
    assert tab.page.facts.told.text() == ""
    tab.page.panes["ja"].editor.insertPlainText("スパムが増えました。")
    tab.check_now()
    qtbot.waitUntil(lambda: "0" in tab.page.facts.told.text(), timeout=10_000)
    tab.page.flush()
    qtbot.waitUntil(lambda: window.workspace.busy is None, timeout=10_000)


def test_a_title_that_is_cut_says_so_until_it_is_written(qtbot: QtBot) -> None:
    field = TitleField()
    qtbot.addWidget(field)
    field.setText(LONG)
    field.resize(200, 30)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.clearFocus()
    assert field.shown.endswith("…")
    cut = field.grab().toImage()
    field.resize(2_000, 30)
    assert field.shown == LONG
    field.resize(200, 30)
    field.setFocus()
    assert field.shown == LONG
    assert field.grab().toImage() != cut


def test_the_hint_of_the_editor_leaves_the_numbers_of_the_lines_free(qtbot: QtBot, appearance: Appearance) -> None:
    editor = ClaimEditor(appearance)
    qtbot.addWidget(editor)
    editor.resize(400, 100)
    bare = editor.grab().toImage()
    editor.hint = "Written in Markdown"
    hinted = editor.grab().toImage()
    differing = [x for x in range(400) if any(bare.pixel(x, y) != hinted.pixel(x, y) for y in range(60))]
    assert NUMBERS <= min(differing) < NUMBERS + 8
    QApplication.sendEvent(editor, QInputMethodEvent("すぱむ", []))
    composing = editor.grab().toImage()
    editor.hint = ""
    assert editor.grab().toImage() == composing, "what is being composed stands alone"


def test_the_caret_behind_a_tied_number_is_as_high_as_elsewhere(qtbot: QtBot, appearance: Appearance) -> None:
    editor = ClaimEditor(appearance)
    qtbot.addWidget(editor)
    editor.resize(700, 100)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.setFocus()
    text = "In March [1 in 61.8](metric:virus.rate/geography:CN) mails"
    for written in (text.partition("](")[0].replace("[", ""), text):  # as it is tied: the cursor stays behind it
        editor.set_text(written)
    at = text.index(")") + 1
    cursor = editor.textCursor()
    cursor.setPosition(at)
    blocked = editor.blockSignals(True)  # the target stays hidden
    editor.setTextCursor(cursor)
    editor.blockSignals(blocked)
    with_caret = editor.grab().toImage()
    editor.clearFocus()
    without = editor.grab().toImage()
    x = editor.viewport().mapTo(editor, editor.cursorRect().topLeft()).x()
    differing = [y for y in range(100) if with_caret.pixel(x, y) != without.pixel(x, y)]
    assert len(differing) > 15


def test_without_a_database_nothing_is_claimed_and_nothing_stands_empty(
    qtbot: QtBot, appearance: Appearance, settings: Settings
) -> None:
    tab = FindingsTab(Workspace(InlineLanes(), Scope(period=Period.month(2010, 3))), appearance, settings)
    qtbot.addWidget(tab)
    tab.resize(1360, 760)
    tab.show()
    said = [label.text() for label in tab.empty.findChildren(QLabel) if label.isVisible()]
    assert [text for text in said if text] == []
    buttons = [button for button in tab.findChildren(QPushButton) if button.isVisible()]
    assert [button for button in buttons if not button.text()] == []
