"""Every picture of figures in the window is painted again and again without losing anything: references, memory, or itself."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.tabs.beside import Beside
from workbench.ui.tour import settle
from workbench.ui.widgets.bars import RankedBars
from workbench.ui.widgets.flow import FlowView
from workbench.ui.widgets.heat_map import HeatMap
from workbench.ui.widgets.history_line import HistoryLine
from workbench.ui.widgets.interval_ruler import IntervalRuler
from workbench.ui.widgets.kpi_list import KpiList
from workbench.ui.widgets.top_list import TopListView
from workbench.ui.widgets.world_map import WorldMap
from workbench.ui.window import Window

REPAINTS = 400
WARMING = 50
MOST_MEGABYTES = 1
"""How much memory may be held at the end that was not at the beginning: caches are full after the first repaints."""


def held_megabytes() -> float:
    """Return how much memory the process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        """Watch a widget."""
        super().__init__(widget)
        self.paints = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count."""
        self.paints += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def _heat(window: Window) -> None:
    window.show_tab("vertical")
    beside = window.page.findChild(Beside)
    assert isinstance(beside, Beside)
    beside.show_view("heat")


PLOTS: dict[type[QWidget], Callable[[Window], object]] = {
    WorldMap: lambda window: window.show_tab("geography"),
    RankedBars: lambda window: window.show_tab("geography"),
    HeatMap: _heat,
    FlowView: lambda window: window.show_tab("traffic"),
    IntervalRuler: lambda window: window.show_tab("traffic"),
    KpiList: lambda window: window.show_tab("overview"),
    HistoryLine: lambda window: window.show_tab("overview"),
    TopListView: lambda window: window.show_tab("threats"),
}
"""What is painted, and how the window comes to show it; the plot of the trends has a test of its own."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", PLOTS, ids=[kind.__name__ for kind in PLOTS])
def test_a_plot_survives_hundreds_of_repaints(
    qtbot: QtBot, tour_window: Callable[..., AbstractContextManager[Window]], kind: type[QWidget]
) -> None:
    with tour_window() as window:
        with qtbot.waitExposed(window):
            PLOTS[kind](window)
            settle(window)
        plot = next(found for found in window.page.findChildren(kind) if found.isVisible())
        painted = plot.viewport() if hasattr(plot, "viewport") else plot
        count = Paints(painted)
        for _ in range(WARMING):
            painted.repaint()
        gc.collect()
        references = sys.getrefcount(None)
        before = held_megabytes()
        for _ in range(REPAINTS):
            painted.repaint()
        gc.collect()
        grown = held_megabytes() - before
        assert abs(sys.getrefcount(None) - references) < REPAINTS / 10
        assert grown < MOST_MEGABYTES
        assert count.paints >= REPAINTS + WARMING
