"""The two panels of the trends tab: the legend with the field that adds series, and the plot with its tools and its table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from workbench.core.chart import Chart
from workbench.core.chart_text import table_of
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.trend_spec import series_of
from workbench.ui.appearance import Appearance
from workbench.ui.plots.loading import Plots, load_plots
from workbench.ui.plots.reading import periods_between
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.trend_layout import TrendLayout
from workbench.ui.widgets.chart_table import ChartTable
from workbench.ui.widgets.labels import rule, text_label
from workbench.ui.widgets.legend import Legend
from workbench.ui.widgets.legend_rows import Drawn
from workbench.ui.widgets.series_field import SeriesChooser
from workbench.ui.widgets.trend_tools import TrendTools
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.core.ports import Charts
    from workbench.ui.plots.trend_view import TrendView

_PLOT, _TABLE, _EMPTY = range(3)
_LEAST_PICTURE = QSize(640, 400)


class LegendPanel(QFrame):
    """The field that adds series over the legend; the field's list lies over the board."""

    def __init__(self, appearance: Appearance, board: QWidget) -> None:
        """Put the parts together."""
        super().__init__()
        self._appearance = appearance
        self.setProperty("panel", True)
        self.chooser = SeriesChooser(appearance, board)
        self.legend = Legend(appearance)
        top = QVBoxLayout()
        top.setContentsMargins(10, 8, 10, 8)
        top.addWidget(self.chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule())
        column.addSpacing(6)
        column.addWidget(self.legend, 1)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self.legend.setAccessibleName(self._appearance.say("trends.legend"))
        self.legend.setAccessibleDescription(self._appearance.say("trends.legend_keys"))
        self.chooser.retranslate()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self.chooser.restyle()
        self.legend.restyle()


class PlotPanel(QFrame):
    """The tools over the plot, or over its table. `loaded` carries the plot's view when it has been imported and made."""

    loaded = Signal(object)

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Show nothing yet, and import nothing."""
        super().__init__()
        self.setProperty("panel", True)
        self._workspace = workspace
        self._appearance = appearance
        self.drawn: Drawn | None = None
        self._layout = TrendLayout()
        self._is_loading = False
        self._panes = 0
        self._own = (0.0, 0.0)
        self._asked: tuple[float, float] | None = None
        self.view: TrendView | None = None
        self.charts: Charts | None = None
        self.tools = TrendTools(appearance)
        self.table = ChartTable(appearance)
        self.empty = EmptyPanel(appearance)
        self.remark = QWidget()
        self._remark_icon, self._remark_text = QLabel(), text_label(appearance, 8.5, role="quiet", wraps=True)
        self._host = QWidget()
        self.tools.tool_taken.connect(self._on_tool_taken)
        self.tools.went.connect(self.go)
        self._lay_out()

    def load(self) -> None:
        """Import the plot off the window's thread, once."""
        if not self._is_loading:
            self._is_loading = True
            self._workspace.fetch(load_plots, self, self._take_plots, topic="plots")

    @property
    def seen(self) -> Chart | None:
        """The chart on the days that are seen; the whole chart where its table is shown."""
        if self.drawn is None:
            return None
        seen = None if self.view is None or self._layout.is_table else self.view.seen()
        return seen or self.drawn.chart

    @property
    def picture_size(self) -> QSize:
        """The size of a picture of the plot in logical pixels: that of its canvas, but with room for title, legend and axis."""
        size = self._host.size() if self.view is None else self.view.canvas.size()
        return size.expandedTo(_LEAST_PICTURE)

    @property
    def is_whole(self) -> bool:
        """Whether all days of the plot are seen."""
        if self.view is None or self.drawn is None:
            return True
        sight, chart = self.view.canvas.sight, self.drawn.chart
        return sight.first <= chart.first and sight.last >= chart.last

    @property
    def period_read(self) -> Period | None:
        """The period of the cross-hair; None where there is none."""
        reading = None if self.view is None else self.view.canvas.reading
        return None if reading is None else reading.period

    @property
    def middle(self) -> QPoint:
        """The place on the screen at which a form opens that no pointer asked for."""
        return self.mapToGlobal(self.rect().center())

    @property
    def told(self) -> str:
        """How many series are seen, and of what time, in words; empty where none is."""
        chart = self.seen
        if chart is None or not chart.panes:
            return ""
        series = len({series_of(line.id)[0] for line in chart.lines})
        first, last = (periods_between(None, day, day)[0] for day in (chart.first, chart.last))
        return self._appearance.say("trends.told", series=series, first=first, last=last)

    @property
    def sight(self) -> tuple[float, float] | None:
        """The first and the last day that are seen; None where all are."""
        if self.view is None or self.is_whole:
            return None
        return self.view.canvas.sight.first, self.view.canvas.sight.last

    def take_tool(self, name: str) -> None:
        """Choose what a drag on the plot does; an empty name lets one look around."""
        self.tools.show_tool(name)
        if self.view is not None:
            from workbench.ui.plots.hand import Tool  # noqa: PLC0415 - imported with the plot

            self.view.take_tool(Tool(name) if name else Tool.LOOK)

    def go(self, where: str) -> None:
        """Go "back" or "forward" over what was looked at, or look at the "whole"."""
        if self.view is not None:
            {"back": self.view.go_back, "forward": self.view.go_forward, "whole": self.view.show_whole}[where]()

    def forget_sight(self) -> None:
        """Look at what the next plot asks for, not at what is seen now."""
        self._panes = 0

    def show_drawn(self, drawn: Drawn, layout: TrendLayout) -> None:
        """Show a plot, or its table."""
        self.drawn, self._layout = drawn, layout
        remarks = "\n".join(drawn.chart.remarks)
        self._remark_text.setText(remarks)
        self.remark.setVisible(bool(remarks))
        self._show_remark_icon()
        if not drawn.chart.panes:
            self._say_nothing()
            self._pages.setCurrentIndex(_EMPTY)
        else:
            self._pages.setCurrentIndex(_TABLE if layout.is_table else _PLOT)
        if layout.is_table:
            self._ask_table()
        if self.view is not None:
            self._show_chart(self.view)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self.table.setAccessibleName(self._appearance.say("trends.table"))
        self.tools.retranslate()
        if self.drawn is not None and not self.drawn.chart.panes:
            self._say_nothing()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self.tools.restyle()
        self.table.restyle()
        self.empty.retranslate()
        self._show_remark_icon()

    def _take_plots(self, plots: Plots) -> None:
        """Make the plot's view."""
        self.view = plots.view(self._appearance)
        self.charts = plots.charts(self._appearance.resources / "fonts")
        host = self._host.layout()
        assert host is not None
        host.addWidget(self.view)
        self.view.way_changed.connect(self._show_way)
        self.view.canvas.tool_changed.connect(lambda tool: self.tools.show_tool("" if tool == "look" else str(tool)))
        if self.drawn is not None:
            self._show_chart(self.view)
        self._show_way()
        self.loaded.emit(self.view)

    def _show_way(self) -> None:
        if self.view is not None:
            self.tools.show_way(can_go_back=self.view.can_go_back, can_go_forward=self.view.can_go_forward)

    def _on_tool_taken(self, name: str, is_taken: bool) -> None:  # noqa: FBT001 - what a button toggles
        self.take_tool(name if is_taken else "")
        if self.view is not None:
            self.view.canvas.setFocus()

    def _show_chart(self, view: TrendView) -> None:
        """Show the chart; what is seen of it stays, also where panes come or go."""
        assert self.drawn is not None
        chart = self.drawn.chart
        own = (chart.first, chart.last)
        if not self._panes:
            self._asked = self._layout.sight
        elif len(chart.panes) != self._panes or own != self._own:
            is_moved = self._layout.sight is not None
            self._asked = (view.canvas.sight.first, view.canvas.sight.last) if is_moved else None
        self._panes, self._own = len(chart.panes), own
        if self._asked is not None and chart.panes:
            chart = replace(chart, first=self._asked[0], last=self._asked[1])
        view.show_chart(chart, self.drawn.spoken)

    def _ask_table(self) -> None:
        """Write the table off the window's thread: it may have 50,000 cells."""
        assert self.drawn is not None
        drawn = self.drawn
        figures = sum(1 for _ in drawn.chart.lines)
        self._workspace.fetch(
            lambda: table_of(drawn.chart, drawn.translate),
            self,
            lambda table: self.table.show_table(table, figures),
            topic="table",
        )

    def _say_nothing(self) -> None:
        assert self.drawn is not None
        if self.drawn.trends.spec.series:
            self.empty.say(message("trends.no_figures"), message("trends.no_figures_advice"), ())
        else:
            self.empty.say(message("trends.no_series"), message("trends.no_series_advice"), ("add_to_trends",))

    def _show_remark_icon(self) -> None:
        colour = self._appearance.colours.text2
        self._remark_icon.setPixmap(self._appearance.icon("info", colour).pixmap(14, 14))

    def _lay_out(self) -> None:
        host = QVBoxLayout(self._host)
        host.setContentsMargins(0, 0, 0, 4)
        remark = QHBoxLayout(self.remark)
        remark.setContentsMargins(14, 6, 14, 0)
        remark.setSpacing(6)
        remark.addWidget(self._remark_icon, 0, Qt.AlignmentFlag.AlignTop)
        remark.addWidget(self._remark_text, 1)
        self.remark.hide()
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        for page in (self._host, self.table, self.empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(rule())
        column.addWidget(self.remark)
        column.addWidget(pages, 1)
