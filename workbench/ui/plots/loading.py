"""Importing what draws plots, which takes as long as the rest of the window: off its thread, before or when it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.ui.plots.pictures import PlotCharts
    from workbench.ui.plots.trend_view import TrendView


@dataclass(frozen=True, slots=True)
class Plots:
    """What shows a plot, and what makes pictures of it."""

    view: type[TrendView]
    charts: type[PlotCharts]


def load_plots() -> Plots:
    """Import pyqtgraph and what is drawn with it; this may be done on any thread."""
    from workbench.ui.plots.pictures import PlotCharts  # noqa: PLC0415 - pyqtgraph and numpy
    from workbench.ui.plots.trend_view import TrendView  # noqa: PLC0415

    return Plots(TrendView, PlotCharts)
