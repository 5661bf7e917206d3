"""The panel beside a table: its views, which are kept."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.beside import VIEWS, Beside
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.tour import settle
from workbench.ui.widgets.columns import PLACES
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace


def made(qtbot: QtBot, workspace: Workspace, appearance: Appearance, settings: Settings, dimension: str) -> Beside:
    """Return a panel that is seen."""
    beside = Beside(workspace, appearance, settings, dimension)
    qtbot.addWidget(beside)
    beside.resize(480, 700)
    beside.show()
    return beside


def test_countries_have_a_map_and_others_have_not(
    qtbot: QtBot, workspace: Workspace, appearance: Appearance, settings: Settings
) -> None:
    geography = made(qtbot, workspace, appearance, settings, "geography")
    vertical = made(qtbot, workspace, appearance, settings, "vertical")
    assert geography.view == "map"
    assert geography.map is not None
    assert vertical.view == "bars"
    assert vertical.map is None
    vertical.show_view("map")
    assert vertical.view == "bars"


@pytest.mark.parametrize("view", [view.id for view in VIEWS])
def test_a_view_is_shown_alone_and_kept(
    qtbot: QtBot, workspace: Workspace, appearance: Appearance, settings: Settings, view: str
) -> None:
    beside = made(qtbot, workspace, appearance, settings, "geography")
    qtbot.mouseClick(beside._buttons[view], Qt.MouseButton.LeftButton)
    assert beside.map is not None
    shown = {"map": beside.map.isVisible(), "bars": beside.bars.isVisible(), "heat": beside.heat.isVisible()}
    assert {name for name, is_shown in shown.items() if is_shown} == ({"map", "bars"} if view == "map" else {view})
    assert made(qtbot, workspace, appearance, settings, "geography").view == view
    beside.reset_layout()
    assert beside.view == "map"


def test_what_the_pointer_is_on_is_lit_in_table_bars_and_map(sample_window: Window) -> None:
    window = sample_window
    window.show_tab("geography")
    window.workspace.look_at(metric="virus.rate", selected=())
    settle(window)
    page = window.page
    assert isinstance(page, SegmentsTab)
    grid, bars, world = page.grid, page.bars, page.beside.map
    assert world is not None
    places = (QPoint(x, y) for y, x in product(range(4, world.height(), 4), range(4, world.width(), 4)))
    china = next(place for place in places if world.country_at(QPointF(place)) == "CN")

    def lit() -> tuple[str, str, str]:
        row, bar = grid._hovered, bars._hovered
        return ("" if row < 0 else page.model.place(row)[1], "" if bar is None else bars.segments[bar], world._pointed)

    before = page.grab().toImage()
    QTest.mouseMove(window.windowHandle(), world.mapTo(window, china))
    assert lit() == ("CN", "CN", "CN")
    assert page.grab().toImage() != before
    QTest.mouseMove(window.windowHandle(), bars.viewport().mapTo(window, bars.row_area(2).center()))
    assert lit() == (bars.segments[2],) * 3
    QTest.mouseMove(window.windowHandle(), grid.viewport().mapTo(window, grid.cell_box(4, PLACES["value"]).center()))
    assert lit() == (page.model.place(4)[1],) * 3
    QTest.mouseMove(window.windowHandle(), grid.viewport().mapTo(window, grid.cell_box(0, PLACES["value"]).center()))
    assert lit() == ("global", "", ""), "the total has neither bar nor country"
    QTest.mouseMove(window.windowHandle(), window.tab_bar.mapTo(window, window.tab_bar.rect().center()))
    assert lit() == ("", "", "")
