"""What a frame of a plot costs while it is panned, beside pyqtgraph's own items with the same points."""

from __future__ import annotations

import os
from functools import cache
from math import sin

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy
import pyqtgraph
from PySide6.QtWidgets import QApplication

from tests.bench.harness import Benchmark, Figure
from workbench.core.chart import Chart, Line, LineKind, Pane
from workbench.core.periods import Grain, Period
from workbench.core.resources import resources_folder
from workbench.core.translation import GettextTranslator
from workbench.ui.appearance import Appearance
from workbench.ui.plots.looking import Sight
from workbench.ui.plots.trend_view import TrendView

SERIES = 200
MONTHS = 240
DAYS = 7_305
"""Twenty years."""

SIZE = (1200, 700)
FRAMES = 20


def made_chart(series: int, first: Period, count: int) -> Chart:
    """Return a chart of made figures: so many lines over so many periods, none of them missing."""
    periods = tuple(first.shifted(step) for step in range(count))
    ends = [(period.first_day.toordinal(), period.last_day.toordinal()) for period in periods]
    days = tuple(sum(end) / 2 for end in ends)
    lines = tuple(_line(at, periods, days) for at in range(series))
    return Chart("Made", (Pane("Made, % of mail", "%", lines),), days[0], days[-1], "en")


def _line(at: int, periods: tuple[Period, ...], days: tuple[float, ...]) -> Line:
    values = tuple(50 + 30 * sin(at + step / 9) + (step * 31 + at * 17) % 23 / 4 for step in range(len(days)))
    texts = tuple(f"{value:.1f}%" for value in values)
    return Line(f"made/geography:S{at}", f"S{at}", LineKind.FIGURES, at % 10, periods, days, values, texts)


@cache
def _appearance() -> Appearance:
    """Return the look of the window; a process has one application."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    folder = resources_folder()
    return Appearance(
        application,
        folder,
        lambda language: GettextTranslator(language, folder / "locale"),
        language="en",
        theme="light",
    )


class Plots:
    """One chart in the workbench's view and in pyqtgraph's, both shown in the same size."""

    def __init__(self, chart: Chart, *, is_thinned: bool) -> None:
        """Make and show both; `is_thinned`: pyqtgraph's items with their best settings for many points."""
        appearance = _appearance()
        self.chart = chart
        self.ours = TrendView(appearance)
        self.bare = pyqtgraph.PlotWidget(background="w")
        for line in chart.lines:
            pen = pyqtgraph.mkPen(pyqtgraph.intColor(line.colour), width=1)
            item = self.bare.plot(numpy.array(line.days), numpy.array(line.values), pen=pen)
            if is_thinned:
                item.setDownsampling(auto=True, method="peak")
                item.setClipToView(True)
        for view in (self.ours, self.bare):
            view.resize(*SIZE)
            view.show()
        self.ours.show_chart(chart)
        QApplication.processEvents()

    def spans(self) -> list[tuple[float, float]]:
        """Return the days to look at, frame by frame: half the history, from its beginning to its end."""
        width = (self.chart.last - self.chart.first) / 2
        return [
            (self.chart.first + width * at / FRAMES, self.chart.first + width * (1 + at / FRAMES))
            for at in range(FRAMES)
        ]

    def pan_ours(self) -> None:
        """Paint the frames of the workbench's view."""
        for first, last in self.spans():
            self.ours.canvas.look(Sight(first, last))
            self.ours.canvas.viewport().repaint()
            self.ours.brush.repaint()

    def pan_bare(self) -> None:
        """Paint the frames of pyqtgraph's view."""
        for first, last in self.spans():
            self.bare.setXRange(first, last, padding=0)
            self.bare.viewport().repaint()


@cache
def _months() -> Plots:
    return Plots(made_chart(SERIES, Period.month(1992, 1), MONTHS), is_thinned=False)


@cache
def _days() -> Plots:
    first = Period(Grain.DAY, Period.month(1992, 1).first_day.toordinal())
    return Plots(made_chart(1, first, DAYS), is_thinned=True)


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Benchmark(
        f"{FRAMES} panned frames of {SERIES} series × {MONTHS} months / {SERIES} PlotDataItems",
        0.4,
        lambda _folder: _months().pan_ours(),
        lambda _folder: _months().pan_bare(),
        rounds=7,
        prepare=lambda _folder: _months(),
    ),
    Benchmark(
        f"{FRAMES} panned frames of {DAYS:,} days / one PlotDataItem, thinned out and clipped",
        1.2,
        lambda _folder: _days().pan_ours(),
        lambda _folder: _days().pan_bare(),
        rounds=7,
        prepare=lambda _folder: _days(),
    ),
)
