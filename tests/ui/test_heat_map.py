"""The heat map: rows and months of a table, how it is steered, and what it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from workbench.core.periods import Period
from workbench.core.queries.segment_table import SegmentTable, segment_table
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.heat_map import HeatMap
from workbench.ui.widgets.heat_rows import MISSING, heat_rows_of
from workbench.ui.workspace import Workspace

FEBRUARY = Period.month(2010, 2)


@pytest.fixture
def table(workspace: Workspace) -> SegmentTable:
    """The virus rate by country."""
    catalogue = workspace.catalogue
    answers: list[SegmentTable] = []
    metric = catalogue.metric("virus.rate")
    workspace.ask(
        lambda reader: segment_table(reader, metric, "geography", FEBRUARY, window=catalogue.average_window),
        workspace,
        answers.append,
    )
    return answers[0]


@pytest.fixture
def heat(qtbot: QtBot, workspace: Workspace, appearance: Appearance, table: SegmentTable) -> HeatMap:
    """The heat map, 620 by 380."""
    made = HeatMap(workspace, appearance)
    qtbot.addWidget(made)
    made.resize(620, 380)
    made.show()
    made.show_table(table)
    return made


def test_rows_hold_what_the_table_holds(workspace: Workspace, appearance: Appearance, table: SegmentTable) -> None:
    rows = heat_rows_of(table, workspace.catalogue, appearance)
    china, newest = rows.places["CN"], len(rows.months) - 1
    assert rows.months[newest] == FEBRUARY
    assert rows.text(china, newest) == "62.4"
    assert rows.class_of(china, newest) == 6
    assert rows.class_of(rows.places["TW"], newest - 1) == MISSING
    assert rows.heads[newest] == ("Feb", "")
    assert rows.heads[newest - 1] == ("Jan", "2010")
    assert rows.sentence(china, newest) == "China, February 2010: 1 in 62.4"


def test_the_newest_month_is_seen_first(heat: HeatMap, appearance: Appearance) -> None:
    assert heat.horizontalScrollBar().value() == heat.horizontalScrollBar().maximum() > 0
    picture = heat.viewport().grab().toImage()
    assert picture.pixelColor(picture.width() - 4, heat.cell_area(0, 0).center().y()) == QColor(
        appearance.colours.severity[6]
    )


def test_a_click_selects_and_a_second_one_looks_at_the_month(
    heat: HeatMap, workspace: Workspace, qtbot: QtBot, table: SegmentTable
) -> None:
    area = heat.cell_area(1, len(table.months) - 2)
    qtbot.mouseClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert workspace.scope.selected == (("geography", "TW"),)
    qtbot.mouseDClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert workspace.scope.period == Period.month(2010, 1)


def test_keys_move_from_cell_to_cell(heat: HeatMap, workspace: Workspace, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(heat, key)
    assert workspace.scope.selected == (("geography", "TW"),)
    assert heat.accessibleDescription() == "Taiwan, December 2009: –"
    qtbot.keyClick(heat, Qt.Key.Key_Return)
    assert workspace.scope.period == Period.month(2009, 12)


def test_the_keys_never_leave_the_map(heat: HeatMap, qtbot: QtBot, table: SegmentTable) -> None:
    for _ in range(30):
        qtbot.keyClick(heat, Qt.Key.Key_PageUp)
        qtbot.keyClick(heat, Qt.Key.Key_Up)
    assert heat.accessibleDescription().startswith("China")
    assert heat.cell_area(0, 0).left() >= 0, "it has scrolled along"
    assert len(table.months) > 12


def test_the_map_is_copied_whole(heat: HeatMap, table: SegmentTable) -> None:
    heat.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[-1] == "2010-02"
    assert lines[1].split("\t")[0] == "China"
    assert lines[1].split("\t")[-1] == "62.4"
    assert {line.count("\t") for line in lines} == {len(table.months)}


def test_japanese_heads(heat: HeatMap, appearance: Appearance, workspace: Workspace, table: SegmentTable) -> None:
    appearance.set_language("ja")
    heat.retranslate()
    rows = heat_rows_of(table, workspace.catalogue, appearance)
    assert rows.heads[-2:] == (("1月", "2010年"), ("2月", ""))
    assert heat.accessibleName() == "ウイルス率：国・地域と月"
