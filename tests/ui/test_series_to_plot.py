"""Series on their way from every view to the plot, as the system tells the window of it: presses, moves, drops, Ctrl and a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from workbench.ui.plots.series_mime import keys_of, mime_of
from workbench.ui.tabs.overview import OverviewTab
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.tabs.threats import ThreatsTab
from workbench.ui.tabs.traffic import TrafficTab
from workbench.ui.tabs.trends import TrendsTab
from workbench.ui.tour import settle
from workbench.ui.widgets.columns import PLACES
from workbench.ui.widgets.series_drag import SeriesDrag
from workbench.ui.window import Window

LEFT, PLAIN, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def segments(window: Window, dimension: str) -> SegmentsTab:
    assert isinstance(window.page, SegmentsTab)
    assert window.page.dimension == dimension
    return window.page


def overview(window: Window) -> OverviewTab:
    assert isinstance(window.page, OverviewTab)
    return window.page


def table(window: Window) -> SeriesDrag:
    grid = segments(window, "geography").grid
    grid.select_cells([(2, PLACES["value"])])
    return grid.drag


def heat(window: Window) -> SeriesDrag:
    beside = segments(window, "company_size").beside
    beside.show_view("heat")
    settle(window)
    return beside.heat.drag


def world(window: Window) -> SeriesDrag:
    shown = segments(window, "geography").beside.map
    assert shown is not None
    return shown.drag


def threats(window: Window) -> SeriesDrag:
    assert isinstance(window.page, ThreatsTab)
    return window.page.panels[0].view.drag


def stages(window: Window) -> SeriesDrag:
    assert isinstance(window.page, TrafficTab)
    return window.page.stages.table.drag


def flow(window: Window) -> SeriesDrag:
    assert isinstance(window.page, TrafficTab)
    return window.page.flow.drag


SOURCES = (
    ("overview", lambda window: overview(window).tiles[1].drags[0], "virus.rate"),
    ("overview", lambda window: overview(window).tiles[1].drags[1], "virus.rate"),
    ("overview", lambda window: overview(window).tiles[1].lists[0].drag, "virus.rate/geography:"),
    ("overview", lambda window: overview(window).strip.shown[0].drag, ""),
    ("geography", table, "spam.rate/geography:"),
    ("geography", world, "spam.rate/geography:"),
    ("vertical", lambda window: segments(window, "vertical").bars.drag, "spam.rate/vertical:"),
    ("company_size", heat, "spam.rate/company_size:"),
    ("threats", threats, "virus.name_share/malware:"),
    ("traffic", stages, "traffic.dropped_share/pipeline_stage:"),
    ("traffic", flow, "traffic.dropped_share/pipeline_stage:"),
)
"""A tab, what takes series out of one of its views, and how the key of each of these begins."""

OFFERED = ["Add a note\tCtrl+Shift+M", "Add to trends\tCtrl+T", "Copy the figure's key"]

Taken = tuple[SeriesDrag, QPoint, list[str]]


def held_places(drag: SeriesDrag) -> Iterator[QPoint]:
    """Yield places of what is seen of a view from which series can be dragged."""
    seen = drag.surface.visibleRegion().boundingRect()
    for y, x in product(range(seen.top(), seen.bottom(), 5), range(seen.left(), seen.right(), 5)):
        if drag.held_at(QPoint(x, y)):
            yield QPoint(x, y)


def taken(window: Window, tab: str, drag_of: Callable[[Window], SeriesDrag], begin: str) -> Taken:
    """Show a view, and return the first place in it, as the window's, from which series can be dragged, with their keys."""
    window.show_tab(tab)
    settle(window)
    drag = drag_of(window)
    place = next(held_places(drag))
    keys = [str(key) for key in drag.held_at(place)]
    assert all(key.startswith(begin) for key in keys)
    return drag, drag.surface.mapTo(window, place), keys


def on_plot(window: Window) -> list[str]:
    page = window.page_of("trends")
    assert isinstance(page, TrendsTab)
    return [str(key) for key in page.layout_shown.spec.series]


def send(window: Window, kind: type[QDropEvent], place: QPoint, data: QMimeData, *, was_taken: bool = False) -> bool:
    """Tell the window of a drag as the system does, which begins with what was said last; return whether it is taken."""
    event = kind(place, Qt.DropAction.CopyAction, data, LEFT, PLAIN)
    event.setAccepted(was_taken)
    QApplication.sendEvent(window.windowHandle(), event)
    return event.isAccepted()


def carry(window: Window, place: QPoint, data: QMimeData) -> bool:
    """Bring what is dragged into the window, and to a place."""
    return send(window, QDragMoveEvent, place, data, was_taken=send(window, QDragEnterEvent, place, data))


def tab_place(window: Window, id_: str) -> QPoint:
    at = [spec.id for spec in window._tabs].index(id_)
    return window.tab_bar.mapTo(window, window.tab_bar.tabRect(at).center())


def offered_at(window: Window, place: QPoint) -> QMenu:
    """Ask for the menu at a place of the window."""
    widget = window.childAt(place)
    assert widget is not None
    where = widget.mapFrom(window, place)
    QApplication.sendEvent(
        widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, window.mapToGlobal(place), PLAIN)
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(("tab", "drag_of", "begin"), SOURCES)
def test_each_view_gives_its_series_by_a_click_a_menu_and_a_drag(
    sample_window: Window, tab: str, drag_of: Callable[[Window], SeriesDrag], begin: str
) -> None:
    window = sample_window
    drag, place, keys = taken(window, tab, drag_of, begin)
    shown, scope = window.page, window.workspace.scope
    QTest.mouseClick(window.windowHandle(), LEFT, CONTROL, place)
    assert on_plot(window)[-len(keys) :] == keys
    assert (window.page, window.workspace.scope) == (shown, scope), "one goes on looking at what one looked at"

    menu = offered_at(window, place)
    texts = [action.text() for action in menu.actions()]
    assert [text for text in texts if text in OFFERED] == OFFERED
    menu.actions()[texts.index(OFFERED[-1])].trigger()
    assert QGuiApplication.clipboard().text().split("\n") == [f"{key}@2010-02" for key in keys]
    menu.close()

    dragged: list[QMimeData] = []
    drag.begin = dragged.append
    QTest.mousePress(window.windowHandle(), LEFT, PLAIN, place)
    for step in (3, 30):
        QTest.mouseMove(window.windowHandle(), place + QPoint(step, 2))
    QTest.mouseRelease(window.windowHandle(), LEFT, PLAIN, place + QPoint(30, 2))
    assert [keys_of(data) for data in dragged] == [keys]
    assert window.page is shown, "what was dragged was not clicked"


def test_what_is_dragged_reaches_the_plot_over_its_tab(sample_window: Window, qtbot: QtBot) -> None:
    window, data = sample_window, mime_of(["spam.rate/geography:JP"])
    assert carry(window, tab_place(window, "trends"), data)
    qtbot.waitUntil(lambda: isinstance(window.page, TrendsTab))
    settle(window)
    middle = window.page.mapTo(window, window.page.rect().center())
    assert carry(window, middle, data)
    assert send(window, QDropEvent, middle, data)
    assert on_plot(window)[-1] == "spam.rate/geography:JP"


def test_the_status_bar_says_what_was_added(sample_window: Window) -> None:
    window = sample_window
    _drag, place, _keys = taken(window, "geography", table, "")
    QTest.mouseClick(window.windowHandle(), LEFT, CONTROL, place)
    assert window.status.done.text.startswith("Added to Trends: Spam rate, ")
    assert not window.status.undo.isVisible()
    window.speak("ja")
    settle(window)
    assert window.status.done.text.startswith("推移に追加：スパム率、")


def test_a_family_goes_to_the_plot_with_all_its_members(sample_window: Window) -> None:
    window = sample_window
    window.show_tab("threats")
    page = window.page
    assert isinstance(page, ThreatsTab)
    page.show_families(by_family=True)
    settle(window)
    view = page.panels[0].view
    at, row = next((at, row) for at, row in enumerate(view.rows) if len(row.places) > 1)
    QTest.mouseClick(view, LEFT, CONTROL, view.row_area(at).center())
    assert on_plot(window)[-len(row.places) :] == [f"virus.name_share/malware:{name}" for _, name in row.places]
    assert window.status.done.text == f"Added to Trends: {len(row.places)} series"


def test_series_can_be_dropped_on_the_tab_itself_and_on_no_other(sample_window: Window) -> None:
    window, data = sample_window, mime_of(["spam.rate/geography:JP"])
    other, own = tab_place(window, "vertical"), tab_place(window, "trends")
    assert not carry(window, other, data)
    assert carry(window, own, data)
    assert send(window, QDropEvent, own, data)
    assert isinstance(window.page, TrendsTab)
    assert on_plot(window)[-1] == "spam.rate/geography:JP"


def test_a_file_over_the_tabs_is_for_the_window(sample_window: Window, tmp_path: Path) -> None:
    window, data = sample_window, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "report.docx"))])
    place = tab_place(window, "trends")
    assert carry(window, place, data)
    send(window, QDropEvent, place, data)
    assert window.notices.isVisible(), "it says that this cannot be taken"
    assert isinstance(window.page, OverviewTab)


def test_keys_open_the_menu_of_a_row_of_the_overview(sample_window: Window) -> None:
    window = sample_window
    shown = overview(window).tiles[1].lists[0]
    window.activateWindow()
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    row = shown.rows.shown.rows[1]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), shown.mapToGlobal(QPoint(5, 5)), PLAIN)
    QApplication.sendEvent(shown, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == OFFERED
    assert (window.workspace.scope.metric, window.workspace.scope.selected) == (row.key[0], ((row.key[1], row.key[2]),))
    menu.actions()[0].trigger()
    menu.close()
    assert window.inspector.notes.editor is not None
