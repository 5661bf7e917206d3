"""The panel beside a table: its views, which are kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.beside import VIEWS, Beside
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
