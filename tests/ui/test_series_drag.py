"""Series are dragged out of a table by the names of its selected rows, and out of the bars."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.appearance import Appearance
from workbench.ui.plots.series_mime import keys_of
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.widgets.columns import PLACES
from workbench.ui.workspace import Workspace

LABEL, VALUE = PLACES["label"], PLACES["value"]
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace, appearance: Appearance, settings: Settings) -> SegmentsTab:
    workspace.look_at(metric="spam.rate")
    shown = SegmentsTab(workspace, appearance, settings, dimension="geography")
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show()
    return shown


@pytest.fixture
def dragged(tab: SegmentsTab) -> list[list[str]]:
    """What was dragged, in place of the drag itself, which would wait for a drop."""
    begun: list[list[str]] = []

    def begin(data: QMimeData) -> None:
        begun.append(keys_of(data))

    tab.grid.drag.begin = begin
    tab.bars.drag.begin = begin
    return begun


def drag(viewport: QWidget, start: QPoint, by: QPoint) -> None:
    QTest.mousePress(viewport, LEFT, NO_KEYS, start)
    QTest.mouseMove(viewport, start + by / 2)
    QTest.mouseMove(viewport, start + by)
    QTest.mouseRelease(viewport, LEFT, NO_KEYS, start + by)


def test_selected_rows_are_dragged_by_their_names(tab: SegmentsTab, dragged: list[list[str]]) -> None:
    grid = tab.grid
    grid.select_cells([(1, VALUE), (3, VALUE)])
    drag(grid.viewport(), grid.cell_box(3, LABEL).center(), QPoint(0, 80))
    wanted = [f"spam.rate/geography:{tab.model.place(row)[1]}" for row in (1, 3)]
    assert dragged == [wanted]
    assert grid.selected_rows() == [1, 3], "they stay selected"


def test_the_total_is_dragged_as_the_metric(tab: SegmentsTab, dragged: list[list[str]]) -> None:
    tab.grid.select_cells([(0, VALUE)])
    drag(tab.grid.viewport(), tab.grid.cell_box(0, LABEL).center(), QPoint(0, 80))
    assert dragged == [["spam.rate"]]


def test_a_click_on_the_name_of_a_selected_row_selects_it_alone(tab: SegmentsTab, dragged: list[list[str]]) -> None:
    tab.grid.select_cells([(1, VALUE), (3, VALUE)])
    QTest.mouseClick(tab.grid.viewport(), LEFT, NO_KEYS, tab.grid.cell_box(3, LABEL).center())
    assert (dragged, tab.grid.selected_rows()) == ([], [3])


def test_from_other_cells_and_rows_a_block_is_selected(tab: SegmentsTab, dragged: list[list[str]]) -> None:
    grid = tab.grid
    grid.select_cells([(1, VALUE)])
    for column in (VALUE, LABEL):
        drag(grid.viewport(), grid.cell_box(2, column).center(), QPoint(0, grid.cell_box(0, 0).height() * 2))
        assert grid.selected_rows() == [2, 3, 4]
        grid.select_cells([(1, VALUE)])
    assert dragged == []


def test_a_bar_is_dragged(tab: SegmentsTab, dragged: list[list[str]]) -> None:
    bars = tab.bars
    drag(bars.viewport(), bars.row_area(2).center(), QPoint(0, 60))
    assert dragged == [[f"spam.rate/geography:{bars.segments[2]}"]]
    QTest.mouseClick(bars.viewport(), LEFT, NO_KEYS, bars.row_area(1).center())
    assert len(dragged) == 1
