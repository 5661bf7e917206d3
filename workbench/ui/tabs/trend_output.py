"""What becomes of a plot outside of the window: pictures and tables, on the clipboard and in files."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from workbench.core.chart import Chart, Line, Look
from workbench.core.chart_text import table_of, tsv_of
from workbench.core.files import written_whole
from workbench.core.messages import Translator
from workbench.core.ports import Charts
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.picture import PictureDialog, put_picture
from workbench.ui.dialogs.plot_files import choose_plot_data
from workbench.ui.settings import Settings
from workbench.ui.tabs.trend_panels import PlotPanel
from workbench.ui.widgets.clipboard import mime_of
from workbench.ui.workspace import Workspace


class TrendOutput(QObject):
    """Copies and saves the plot of a panel as it is seen; `tell` takes a sentence that says what was done."""

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        settings: Settings,
        panel: PlotPanel,
        tell: Callable[[str], object],
    ) -> None:
        """Serve a panel."""
        super().__init__(panel)
        self._workspace = workspace
        self._appearance = appearance
        self._settings = settings
        self._panel = panel
        self._tell = tell

    def act(self, verb: str, what: str) -> QDialog | None:
        """Copy or save ("copy", "save") the "picture" or the "data" of the plot; return the dialog in which more is asked."""
        chart, charts, drawn = self._panel.seen, self._panel.charts, self._panel.drawn
        if chart is None or drawn is None or not chart.panes:
            return None
        match verb, what:
            case "copy", "data":
                self.copy_data(chart, drawn.translate)
            case "save", "data":
                return self.save_data(chart, drawn.translate)
            case "copy", _ if charts is not None:
                self.copy_picture(charts, chart, self._panel.picture_size)
            case "save", _ if charts is not None:
                return self.save_picture(charts, chart, self._panel.picture_size)
        return None

    def copy_picture(self, charts: Charts, chart: Chart, size: QSize) -> None:
        """Put the plot on the clipboard, in the theme of the window."""
        look = Look(size.width(), size.height(), theme=self._appearance.colours.name)
        put_picture(charts.picture(chart, look), look.form)
        self._tell(self._appearance.say("trends.picture_copied"))

    def save_picture(self, charts: Charts, chart: Chart, size: QSize) -> PictureDialog:
        """Let form, size and file of a picture be chosen."""
        dialog = PictureDialog(self._appearance, charts, chart, size, self._settings, self._panel)
        dialog.made.connect(self.write)
        dialog.open()
        return dialog

    def copy_data(self, chart: Chart, translate: Translator) -> None:
        """Put the figures that are seen on the clipboard, as a table that a spreadsheet takes."""
        heads, *rows = table_of(seen_figures(chart), translate)
        QGuiApplication.clipboard().setMimeData(mime_of(heads, rows))
        self._tell(self._appearance.say("trends.data_copied", rows=len(rows)))

    def save_data(self, chart: Chart, translate: Translator) -> QFileDialog:
        """Let the figures that are seen be written to a file."""
        return choose_plot_data(self._panel, self._appearance, partial(self.write_data, chart, translate), chart.title)

    def write_data(self, chart: Chart, translate: Translator, file: Path) -> None:
        """Write the figures that are seen to a file."""

        def write() -> None:
            table = table_of(seen_figures(chart), translate)
            written_whole(file, tsv_of(table).encode("utf-8-sig"))

        self._workspace.fetch(write, self, lambda _: self._tell_written(file), topic="write")

    def write(self, file: Path, content: bytes) -> None:
        """Write a picture to a file."""
        self._workspace.fetch(
            lambda: written_whole(file, content), self, lambda _: self._tell_written(file), topic="write"
        )

    def _tell_written(self, file: Path) -> None:
        self._tell(self._appearance.say("trends.written", file=str(file)))


def seen_figures(chart: Chart) -> Chart:
    """Return a chart with no more of its lines than lies on the days that are seen."""
    panes = [
        replace(pane, lines=tuple(line for line in (_part(line, chart) for line in pane.lines) if line is not None))
        for pane in chart.panes
    ]
    return replace(chart, panes=tuple(panes))


def _part(line: Line, chart: Chart) -> Line | None:
    """Return the part of a line that is seen; None where nothing is."""
    begin, end = bisect_left(line.days, chart.first), bisect_right(line.days, chart.last)
    if not any(value is not None for value in line.values[begin:end]):
        return None
    return replace(
        line,
        periods=line.periods[begin:end],
        days=line.days[begin:end],
        values=line.values[begin:end],
        texts=line.texts[begin:end],
        changes=line.changes[begin:end],
        provisional=(),
        outliers=(),
        reasons=(),
    )
