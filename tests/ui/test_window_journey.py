"""From the keyboard to the database and back, by the real lanes: nothing is done at once, and nothing waits."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from workbench.__main__ import _openers
from workbench.core.messages import message
from workbench.core.ports import Command, Operation, Transaction
from workbench.core.records import Observation
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import ThreadLanes
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.widgets.columns import PLACES
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

WAIT = 20_000
KEY = re.compile(r"[a-z_]+\.[a-z_]+/[a-z_]+:")
VALUE = PLACES["value"]
PLACE = {"metric": "spam.rate", "period": "2010-02", "dimension": "vertical", "segment": "education"}


@pytest.fixture
def path(tmp_path: Path, sample_file: Path) -> Path:
    """A database file with the sample."""
    return Path(shutil.copy(sample_file, tmp_path / "month.db"))


@pytest.fixture
def furnished(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Iterator[Window]:
    """A window with all its parts and the real lanes, without a database yet."""
    window = Window(settings)
    window.furnish(Workspace(ThreadLanes()), appearance, _openers())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, furnished: Window, path: Path) -> Window:
    """A window that shows the sample's newest month."""
    furnished.show_figures(path)
    qtbot.waitUntil(lambda: furnished.workspace.scope.period is not None, timeout=WAIT)
    all_read(qtbot, furnished)
    return furnished


def all_read(qtbot: QtBot, window: Window) -> None:
    """Wait until all that was asked so far has been answered."""
    answers: list[int] = []
    window.workspace.ask(lambda reader: reader.count(Observation), window, answers.append, topic="test")
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)


def do_and_hear(qtbot: QtBot, window: Window, do: Callable[[], object]) -> None:
    """Do something and wait for its news, and for what is asked because of it."""
    with qtbot.waitSignal(window.workspace.changed, timeout=WAIT):
        do()
    all_read(qtbot, window)


def press(*keys: str | Qt.Key) -> None:
    """Press keys, one by one, where the focus is: a key sequence as it is written, or a key."""
    for key in keys:
        focused = QApplication.focusWidget() or QApplication.activeWindow()
        assert focused is not None
        if isinstance(key, str):
            QTest.keySequence(focused, QKeySequence(key))
        else:
            QTest.keyClick(focused, key)


def type_in(text: str) -> None:
    """Type a text where the focus is, which moves into the field with the first character."""
    for character in text:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, character)


def key_of(window: Window, action: str) -> str:
    """Return the keys of an action."""
    return window.action(action).shortcut().toString()


def tab_of(window: Window) -> SegmentsTab:
    page = window.page
    assert isinstance(page, SegmentsTab)
    return page


def value_in_file(path: Path) -> float | None:
    """Read the figure by another connection, as another program would."""
    store = SqlDatabases("other").open(path, for_writing=False)
    with store.read() as reader:
        (found,) = reader.records(Observation, grain="M", **PLACE)
    store.close()
    return found.value


def texts_of(window: Window) -> list[str]:
    """Return what can be read or heard in the window."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible()]
    labels = [part.text() for part in parts if isinstance(part, QLabel)]
    return labels + [text for part in parts for text in (part.accessibleName(), part.toolTip())]


def trail_of_file(path: Path) -> list[Operation]:
    store = SqlDatabases("other").open(path, for_writing=False)
    with store.read() as reader:
        trail = reader.operations()
    store.close()
    return trail


def shown_value(window: Window) -> str:
    """Return the figure as it stands in the table."""
    model = tab_of(window).model
    (row,) = model.rows_of([(PLACE["dimension"], PLACE["segment"])])
    return str(model.index(row, VALUE).data())


def go_to_figure(qtbot: QtBot, window: Window) -> None:
    """Show the verticals' spam rates and go to the value of one, by keys alone."""
    window.workspace.look_at(metric=PLACE["metric"])
    press(key_of(window, "vertical"))
    all_read(qtbot, window)
    tab = tab_of(window)
    assert QApplication.focusWidget() is tab.grid, "the tab's keys can be used at once"
    press("Ctrl+Home")
    shown = tab.grid.head.shown()
    press(*[Qt.Key.Key_Right] * shown.index(VALUE))
    (row,) = tab.model.rows_of([(PLACE["dimension"], PLACE["segment"])])
    press(*[Qt.Key.Key_Down] * row)
    assert (tab.grid.currentIndex().row(), tab.grid.currentIndex().column()) == (row, VALUE)


def test_a_figure_goes_from_the_keyboard_to_the_database_and_back(qtbot: QtBot, window: Window, path: Path) -> None:
    before = value_in_file(path)
    assert before != 12.3
    go_to_figure(qtbot, window)
    shown_before = shown_value(window)
    assert shown_before == str(before)

    type_in("12.3")
    assert value_in_file(path) == before, "nothing is written before Enter"
    do_and_hear(qtbot, window, lambda: press(Qt.Key.Key_Return))
    assert value_in_file(path) == 12.3
    assert shown_value(window) == "12.3"
    assert window.status.done.text == "Entry of Spam rate, Education, February 2010"
    press(Qt.Key.Key_Up)
    all_read(qtbot, window)
    assert [text for text in texts_of(window) if KEY.search(text)] == [], "keys are for machines"
    press(Qt.Key.Key_Down)
    assert tab_of(window).model.place(tab_of(window).grid.currentIndex().row()) != tuple(PLACE.values())[-2:]

    do_and_hear(qtbot, window, lambda: press(key_of(window, "undo")))
    assert value_in_file(path) == before
    assert shown_value(window) == shown_before

    do_and_hear(qtbot, window, lambda: press(key_of(window, "redo")))
    assert value_in_file(path) == 12.3
    assert shown_value(window) == "12.3"


def test_the_language_may_change_while_something_is_written(qtbot: QtBot, window: Window, path: Path) -> None:
    before = value_in_file(path)
    go_to_figure(qtbot, window)
    type_in("12.3")

    def enter_and_speak() -> None:
        press(Qt.Key.Key_Return)
        window.action("japanese").trigger()

    do_and_hear(qtbot, window, enter_and_speak)
    assert shown_value(window) == "12.3"
    assert window.tab_bar.tabText(window.tab_bar.currentIndex()) == "業種"

    def undo_and_speak() -> None:
        press(key_of(window, "undo"))
        window.action("english").trigger()

    do_and_hear(qtbot, window, undo_and_speak)
    assert value_in_file(path) == before
    assert shown_value(window) == str(before)
    assert window.windowTitle().startswith("month.db")


def test_of_what_is_looked_at_in_haste_only_the_last_is_shown(qtbot: QtBot, window: Window) -> None:
    press(key_of(window, "vertical"))
    all_read(qtbot, window)
    tab, answers = tab_of(window), []
    tab.answered.connect(lambda: answers.append(tab.model.sheet and tab.model.sheet.metric.id))
    for metric in ("virus.rate", "phishing.rate", "spam.rate", "virus.rate"):
        window.workspace.look_at(metric=metric)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    all_read(qtbot, window)
    assert answers == ["virus.rate"]


def test_the_tab_asks_before_what_stands_beside_it(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_figure(qtbot, window)
    asking, owners = window.workspace.ask, []

    def ask(query: object, owner: object, *rest: object, **more: object) -> None:
        owners.append(owner)
        asking(query, owner, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(window.workspace, "ask", ask)
    window.workspace.look_at(metric="virus.rate")
    assert owners.index(window.page) < owners.index(window.inspector)
    all_read(qtbot, window)
    owners.clear()
    type_in("12.3")
    do_and_hear(qtbot, window, lambda: press(Qt.Key.Key_Return))
    assert owners.index(window.page) < owners.index(window.scope_bar)
    assert window.inspector in owners[owners.index(window.page) :]


def test_an_answer_for_a_view_that_is_gone_is_dropped(qtbot: QtBot, window: Window) -> None:
    owner = QObject()
    heard: list[int] = []
    window.workspace.ask(lambda reader: reader.count(Observation), owner, heard.append)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    all_read(qtbot, window)
    assert heard == []


def test_what_cannot_be_read_is_said_at_the_cell_and_writes_nothing(qtbot: QtBot, window: Window, path: Path) -> None:
    before = trail_of_file(path)
    go_to_figure(qtbot, window)
    type_in("abc")
    press(Qt.Key.Key_Return)
    editor = tab_of(window).grid.delegate.editor
    assert editor is not None
    assert editor.text() == "abc"
    said = [label.text() for label in tab_of(window).grid.findChildren(QLabel) if label.isVisible() and label.text()]
    assert any("abc" in sentence and sentence.endswith(".") for sentence in said)
    press(Qt.Key.Key_Escape)
    assert tab_of(window).grid.delegate.editor is None or editor.is_done
    all_read(qtbot, window)
    assert trail_of_file(path) == before


def test_what_fails_on_the_writing_thread_is_said_in_words(qtbot: QtBot, window: Window) -> None:
    do_and_hear(qtbot, window, lambda: press(key_of(window, "undo")))  # the sample itself
    with qtbot.waitSignal(window.workspace.failed, timeout=WAIT):
        press(key_of(window, "undo"))
    assert window.notices.isVisible()
    said = [part.accessibleName() for part in window.notices.findChildren(QWidget)]
    assert window.appearance.say("history.nothing_to_undo") in said


def test_an_empty_database_is_filled_with_the_sample_from_the_menu(
    qtbot: QtBot, furnished: Window, tmp_path: Path
) -> None:
    do_and_hear(qtbot, furnished, lambda: furnished.show_figures(tmp_path / "new.db"))
    do_and_hear(qtbot, furnished, furnished.action("open_sample").trigger)
    assert furnished.workspace.scope.period is not None
    assert len(trail_of_file(tmp_path / "new.db")) == 1


def test_the_window_closes_while_work_is_queued_and_the_file_is_whole(qtbot: QtBot, window: Window, path: Path) -> None:
    started, gate = threading.Event(), threading.Event()

    def entered(value: float, tx: Transaction) -> None:
        started.set()
        assert gate.wait(WAIT / 1000)
        tx.put(
            Observation(
                grain="M", **PLACE, value=value, step=0.1, qualifier="exact", status="normal", source=None, nth=None
            )
        )

    for value in (1.5, 2.5, 3.5):
        window.workspace.run(Command(message("command.import", file="queued"), partial(entered, value)))
    assert started.wait(WAIT / 1000)
    window.close()
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert not window.workspace.is_open
    assert value_in_file(path) == 3.5, "what was entered is written"
    assert len(trail_of_file(path)) == 1 + 3
    check = SqlDatabases("other").check(path)
    assert check.is_ok, check.problems
    again = SqlDatabases("other").open(path, for_writing=True)
    again.close()
    assert visible_windows() == []


def visible_windows() -> list[QWidget]:
    return [top for top in QApplication.topLevelWidgets() if top.isVisible()]


def test_a_field_takes_the_keys_that_are_typed_in_it(qtbot: QtBot, window: Window) -> None:
    press(key_of(window, "vertical"))
    all_read(qtbot, window)
    press(key_of(window, "filter"))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    type_in("Educ")
    assert field.text() == "Educ"
    assert tab_of(window).model.rowCount() == 2
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is tab_of(window).grid
