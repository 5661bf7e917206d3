"""Every scene of the tour can be used by keyboard, screen reader and input method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QInputMethodEvent, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import Appearance
from workbench.ui.field_guard import FieldGuard
from workbench.ui.tabs import TABS
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.tour import SCENES, Scene, settle
from workbench.ui.widgets.columns import PLACES
from workbench.ui.window import Window

MOST_STEPS = 400

_TEXTS = (QPlainTextEdit, QTextEdit)

KEYS_OF_INPUT_METHODS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
)

Stage = Callable[[Scene], AbstractContextManager[tuple[Window, QWidget]]]

every_scene = pytest.mark.parametrize("scene", [pytest.param(scene, id=scene.id) for scene in SCENES])


@pytest.fixture
def stage(qtbot: QtBot, tour_window: Callable[..., AbstractContextManager[Window]]) -> Stage:
    """Gives the window and what a scene shows, which has the keyboard."""

    @contextmanager
    def staged(scene: Scene) -> Iterator[tuple[Window, QWidget]]:
        with tour_window(has_sample=scene.has_sample) as window:
            window.activateWindow()
            shown = scene.stage(window)
            settle(window)
            settle(shown)
            shown.window().activateWindow()
            qtbot.waitUntil(shown.window().isActiveWindow)
            yield window, shown

    return staged


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else widget.accessibleName()


def described(widget: QWidget) -> str:
    """Say which widget it is, for whoever reads that a test failed."""
    parents = []
    parent = widget.parentWidget()
    while parent is not None:
        parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} {name_of(widget)!r} in {' in '.join(parents[:4])}"


def focusable(top: QWidget) -> list[QWidget]:
    """Return the widgets of a window to which Tab can go."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.window() is top
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not is_reached_by_arrows(widget)
    ]


def is_reached_by_arrows(widget: QWidget) -> bool:
    """Whether it is one of several buttons of which one is chosen: Tab goes to the first, arrows to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and widget is not group.buttons()[0]


def first_of_group(widget: QWidget) -> QWidget:
    """Return the first of the buttons of which one can be chosen, for any of them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group.buttons()[0] if group is not None and group.exclusive() else widget


def without_name(top: QWidget) -> list[str]:
    return [described(widget) for widget in focusable(top) if not name_of(widget)]


def icons_without_words(top: QWidget) -> list[str]:
    """Return the buttons that show an icon alone, and lack a tool tip or a name."""
    return [
        described(button)
        for button in top.findChildren(QAbstractButton)
        if button.isVisible()
        and not isinstance(button.parent(), QLineEdit)
        and shows_icon_alone(button)
        and not (button.toolTip() and name_of(button))
    ]


def shows_icon_alone(button: QAbstractButton) -> bool:
    if button.icon().isNull():
        return False
    is_icon_only = isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    return is_icon_only or not button.text()


def reached_by_tab(top: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> set[QWidget]:
    """Return the widgets that have the focus while Tab is pressed until it comes round, or far too often."""
    candidates = focusable(top)
    if not candidates:
        return set()
    candidates[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    for _ in range(MOST_STEPS):
        now = QApplication.focusWidget()
        assert now is not None, "the focus is lost"
        if reached and now is reached[0] and (reached[-1] is not now or len(candidates) == 1):
            break
        reached.append(now)
        QTest.keyClick(now, key)
    else:
        pytest.fail(f"Tab does not come round: {[described(widget) for widget in reached[-5:]]}")
    return set(reached)


def test_a_widget_without_a_name_is_found(qtbot: QtBot, appearance: Appearance) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    named, nameless, icon = QLineEdit(), QLineEdit(), QPushButton()
    named.setAccessibleName("Name")
    icon.setIcon(appearance.icon("copy"))
    for widget in (named, nameless, icon):
        column.addWidget(widget)
    top.show()
    assert without_name(top) == [described(nameless), described(icon)]
    assert icons_without_words(top) == [described(icon)]
    icon.setAccessibleName("Copy")
    assert icons_without_words(top) == [described(icon)], "the tool tip is still missing"
    icon.setToolTip("Copy")
    assert icons_without_words(top) == []


def test_a_widget_that_tab_does_not_reach_is_found(qtbot: QtBot) -> None:
    class Trap(QLineEdit):
        def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, FBT001 - Qt's name and signature
            del next
            return True

    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    for widget in (QLineEdit(), Trap(), QLineEdit()):
        column.addWidget(widget)
    top.show()
    top.activateWindow()
    qtbot.waitUntil(top.isActiveWindow)
    with pytest.raises(pytest.fail.Exception, match="does not come round"):
        reached_by_tab(top)


def test_every_action_stands_in_a_menu(stage: Stage) -> None:
    with stage(SCENES[0]) as (window, _):
        in_menus = {action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()}
        in_menus |= {action for menu in window.findChildren(QMenu) for action in menu.actions()}
        assert [spec.id for spec in ACTIONS if window.action(spec.id) not in in_menus] == []
        assert [spec.id for spec in ACTIONS if not window.action(spec.id).text()] == []


def test_no_key_means_two_things(stage: Stage) -> None:
    """A key that two actions have does nothing: Qt calls it ambiguous."""
    with stage(SCENES[0]) as (window, _):
        for spec in TABS:
            window.show_tab(spec.id)
        keys = [
            (keys.toString(), action.text()) for action in window.findChildren(QAction) for keys in action.shortcuts()
        ]
        keys += [(shortcut.key().toString(), described(window)) for shortcut in window.findChildren(QShortcut)]
        meant: defaultdict[str, list[str]] = defaultdict(list)
        for key, what in keys:
            meant[key].append(what)
        assert {key: whats for key, whats in meant.items() if len(whats) > 1} == {}
        assert len(meant) >= len([spec for spec in ACTIONS if spec.shortcut])


def compose(widget: QWidget, composed: str, taken: str = "") -> None:
    """Tell a widget what an input method composes, or what it has taken."""
    event = QInputMethodEvent(composed, [])
    if taken:
        event.setCommitString(taken)
    QCoreApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key that an input method hands on, as Qt delivers it: first to see whether it is a shortcut."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def text_of(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText() if isinstance(field, _TEXTS) else ""


def fields_of(top: QWidget) -> list[QWidget]:
    """Return the fields of a window in which one can write."""
    return [field for field in focusable(top) if isinstance(field, (QLineEdit, *_TEXTS)) and not field.isReadOnly()]


def compose_in(window: Window, field: QWidget) -> None:
    """Compose in a field, press the keys that mean something else there, and take what was composed."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    assert QApplication.focusWidget() is field
    top = field.window()
    done: list[object] = []
    window.workspace.changed.connect(done.append)
    window.workspace.scope_changed.connect(done.append)
    compose(field, "にほn")
    before = text_of(field)
    for key in KEYS_OF_INPUT_METHODS:
        press(field, key)
        assert top.isVisible(), key
        assert isValid(field), key
        assert field.isVisible(), key
        assert QApplication.focusWidget() is field, key
        assert text_of(field) == before, key
    assert done == []
    compose(field, "", taken="日本")
    assert "日本" in text_of(field)
    window.workspace.changed.disconnect(done.append)
    window.workspace.scope_changed.disconnect(done.append)


@every_scene
def test_a_scene_can_be_used_without_a_mouse(stage: Stage, scene: Scene) -> None:
    with stage(scene) as (window, shown):
        top = shown.window()
        assert without_name(top) == []
        assert icons_without_words(top) == []
        wanted = set(focusable(top))
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            missed = wanted - {first_of_group(widget) for widget in reached_by_tab(top, key)}
            assert sorted(map(described, missed)) == [], key
        for field in fields_of(top):
            compose_in(window, field)


def test_the_scenes_have_fields(stage: Stage) -> None:
    """Else nothing would have been tested above."""
    fields = {}
    for id_ in ("geography", "palette", "segments", "new-month"):
        (scene,) = (scene for scene in SCENES if scene.id == id_)
        with stage(scene) as (_, shown):
            fields[id_] = len(fields_of(shown.window()))
    assert min(fields.values()) >= 1, fields
    assert fields["geography"] >= 2, "the period and the filter"


@pytest.fixture
def table(stage: Stage) -> Iterator[tuple[Window, SegmentsTab]]:
    """A window at a figure of a table."""
    (scene,) = (scene for scene in SCENES if scene.id == "geography-spam")
    with stage(scene) as (window, _):
        tab = window.page
        assert isinstance(tab, SegmentsTab)
        tab.grid.setFocus()
        tab.grid.select_cells([(2, PLACES["value"])])
        yield window, tab


def test_japanese_can_be_composed_in_a_cell(table: tuple[Window, SegmentsTab]) -> None:
    window, tab = table
    QTest.keyClick(tab.grid, Qt.Key.Key_F2)
    assert tab.grid.delegate.editor is not None
    compose_in(window, tab.grid.delegate.editor)


def test_a_figure_composed_in_full_width_begins_in_the_table_itself(table: tuple[Window, SegmentsTab]) -> None:
    """Who has the input method on types １２: the first of it must open the cell, and none of it be lost."""
    window, tab = table
    place = tab.model.place(2)
    news: list[object] = []
    window.workspace.changed.connect(news.append)
    compose(tab.grid, "１")
    editor = tab.grid.delegate.editor
    assert editor is not None
    compose(tab.grid, "１２．３")
    for key in KEYS_OF_INPUT_METHODS:
        press(tab.grid, key)
        assert tab.grid.delegate.editor is editor
        assert tab.grid.selected_cells() == [(2, PLACES["value"])]
    compose(tab.grid, "", taken="１２．３")
    assert editor.text() == "１２．３"
    assert QApplication.focusWidget() is editor
    press(editor, Qt.Key.Key_Return)
    assert len(news) == 1
    (row,) = tab.model.rows_of([place])
    assert tab.model.index(row, PLACES["value"]).data() == "12.3"


def test_japanese_can_be_composed_in_a_note(table: tuple[Window, SegmentsTab]) -> None:
    window, _ = table
    window.action("add_note").trigger()
    settle(window)
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    compose_in(window, field)


def test_without_the_guard_a_key_would_act(qtbot: QtBot) -> None:
    """The guard is what keeps Enter from the field; it lets everything else through."""
    top = QWidget()
    qtbot.addWidget(top)
    field, entered = QLineEdit(top), []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    top.show()
    top.activateWindow()
    qtbot.waitUntil(top.isActiveWindow)
    compose(field, "にほn")
    press(field, Qt.Key.Key_Return)
    assert len(entered) == 1, "Qt itself does not keep it"
    guard = FieldGuard(top)
    top.setFocus()
    field.setFocus()
    compose(field, "にほn")
    press(field, Qt.Key.Key_Return)
    assert len(entered) == 1
    QTest.keyClicks(field, "a")
    compose(field, "", taken="日本")
    press(field, Qt.Key.Key_Return)
    assert len(entered) == 2
    top.setFocus()
    field.deleteLater()
    QCoreApplication.sendPostedEvents(field, QEvent.Type.DeferredDelete)
    other = QLineEdit(top)
    other.show()
    other.setFocus()
    assert guard.parent() is top
