"""The trends tab in the window: its actions from any tab, what both share, and a plot imported by the real lanes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.__main__ import _openers
from workbench.core.commands.notes import add_note
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.event_form import EventForm
from workbench.ui.dialogs.note_form import NoteForm
from workbench.ui.lanes import ThreadLanes
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.tabs.trends import TrendsTab
from workbench.ui.tour import settle
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

SPAM, JAPAN = FigureKey("spam.rate"), FigureKey("spam.rate", "geography", "JP")
FEBRUARY = Period.month(2010, 2)
WAIT = 20_000


@pytest.fixture
def window(tour_window: Callable[..., AbstractContextManager[Window]]) -> Iterator[Window]:
    with tour_window() as shown:
        shown.activateWindow()
        yield shown


def press(keys: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence(keys))


def trends_of(window: Window) -> TrendsTab:
    assert isinstance(window.page, TrendsTab)
    return window.page


def test_the_key_adds_what_is_selected_and_shows_the_plot(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.show_tab("geography")
    window.workspace.look_at(metric="spam.rate", selected=(("geography", "JP"), ("geography", "US")))
    settle(window)
    press("Ctrl+T")
    page = trends_of(window)
    assert page.layout_shown.spec.series == (SPAM, JAPAN, FigureKey("spam.rate", "geography", "US"))
    window.show_tab("vertical")
    window.workspace.look_at(metric="virus.rate", selected=())
    window.action("add_to_trends").trigger()
    assert page.layout_shown.spec.series[-1] == FigureKey("virus.rate")


def test_the_keys_for_events_and_notes_open_forms_over_the_plot(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.show_tab("geography")
    settle(window)
    press("Ctrl+Shift+E")
    page = trends_of(window)
    form = page.edits.form
    assert isinstance(form, EventForm)
    assert form.first.text() == "2010-02-01"
    form.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.setFocus()
    press("Ctrl+Shift+M")
    assert isinstance(page.edits.form, NoteForm)


def test_a_note_made_on_the_plot_stands_in_the_inspector_and_in_the_table(window: Window) -> None:
    window.show_tab("trends")
    page = trends_of(window)
    page.add_series([JAPAN])
    form = page.edits.add_note()
    assert form is not None
    form.words.setPlainText("Made on the plot.")
    form.save.click()
    window.inspector.show()
    assert [card.words.text() for card in window.inspector.notes.cards] == ["Made on the plot."]
    window.show_tab("geography")
    table = window.page
    assert isinstance(table, SegmentsTab)
    assert table.model.sheet is not None
    row = table.model.sheet.places.index(("geography", "JP"))
    assert table.model.sheet.marks[row].is_noted
    window.workspace.run(add_note(FigureKey("spam.rate", "geography", "JP", Period.month(2009, 9)), "Made elsewhere."))
    window.show_tab("trends")
    assert [mark.text for mark in page.plot.drawn.chart.notes] == ["Made elsewhere.", "Made on the plot."]  # type: ignore[union-attr]


def test_the_plot_is_imported_off_the_windows_thread(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance, settings: Settings, sample_file: Path
) -> None:
    path = Path(shutil.copy(sample_file, tmp_path / "month.db"))
    window = Window(settings)
    qtbot.addWidget(window)
    window.furnish(Workspace(ThreadLanes()), appearance, _openers())
    window.show()
    window.show_figures(path)
    qtbot.waitUntil(lambda: window.workspace.scope.period is not None, timeout=WAIT)
    window.show_tab("trends")
    page = trends_of(window)
    qtbot.waitUntil(lambda: page.view is not None and page.view.seen() is not None, timeout=WAIT)
    form = page.edits.add_note()
    assert form is not None
    form.words.setPlainText("A note.")
    form.save.click()
    qtbot.waitUntil(lambda: bool(page.plot.drawn and page.plot.drawn.chart.notes), timeout=WAIT)
    QTest.keyClick(page.legend, Qt.Key.Key_Home)
    window.close()


def test_it_can_be_imported_in_advance_on_a_thread() -> None:
    code = (
        "import sys, threading; from workbench.ui.warming import import_plots; print('pyqtgraph' in sys.modules);"
        "thread = threading.Thread(target=import_plots); thread.start(); thread.join();"
        "print('pyqtgraph' in sys.modules, 'workbench.ui.tabs.trends' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]
    assert done.stderr == ""
