"""Guards against a Qt for Python that loses references to None: on Python 3.11 such a one crashes after some repaints."""

from __future__ import annotations

import sys

import pyqtgraph
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from pytestqt.qtbot import QtBot

CALLS = 1_000
REPAINTS = 500


def test_a_call_that_returns_nothing_leaves_the_references_to_none_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < CALLS / 10


class CountingPlot(pyqtgraph.PlotWidget):
    """A plot that counts how often it was painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        self.painted += 1


@pytest.mark.slow
def test_a_plot_loses_no_references_when_it_is_painted(qtbot: QtBot) -> None:
    plot = CountingPlot()
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.plot(range(24), [value % 7 for value in range(24)])
    with qtbot.waitExposed(plot):
        plot.show()
    before = sys.getrefcount(None)
    for turn in range(REPAINTS):
        plot.setXRange(0, 10 + turn % 13, padding=0)
        plot.viewport().repaint()
    assert sys.getrefcount(None) - before > -REPAINTS / 10, (
        "pyqtgraph itself holds more with each range: only fewer harm"
    )
    assert plot.painted >= REPAINTS
