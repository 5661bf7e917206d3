"""Native charts of a workbook: bars of a breakdown, lines of a history, columns of the pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from workbench.core.units import UNITS
from workbench.excel.figures_sheet import Written
from workbench.excel.layout import RATE
from workbench.excel.month import FigureRow
from workbench.excel.naming import Naming
from workbench.excel.page import Page
from workbench.excel.styles import ACCENT, CONTROL, GRID, INK, SOFT, Styles
from workbench.excel.trends import Place

CHART_WIDTH, _LINE_WIDTH = 460, 570
_BAR, _MARGIN = 16, 58
_SHORTEST, _BETWEEN, _LINE_HEIGHT = 118, 16, 240
"""Pixels."""

MOST_BARS = 20
_PERIODS = 60
"""The most periods of a line."""


class Charts:
    """Makes the charts of one workbook."""

    def __init__(self, workbook: Workbook, styles: Styles, naming: Naming) -> None:
        """Draw in the workbook's colours and language."""
        self._workbook, self._styles, self._naming = workbook, styles, naming

    def bars(self, page: Page, written: Sequence[Written], at: tuple[int, int]) -> None:
        """Draw each block's figures as bars, one chart under the other."""
        offset = 0
        for one in written:
            if len(one.block) - (one.members - one.first) > 1:
                rates = UNITS[one.block[-1].metric.unit].is_rate_of_one
                chart, height = self._bar_chart(page, one, "rate" if rates else "value")
                page.sheet.insert_chart(
                    *at, chart, {"y_offset": offset, "object_position": 3, "description": self._title(one.block[-1])}
                )
                offset += height + _BETWEEN

    def steps(self, page: Page, written: Written, at: tuple[int, int]) -> None:
        """Draw what is left of all connections after each stage."""
        chart, _ = self._bar_chart(page, written, "leaves")
        heading = page.spec.columns[page.spec.column("leaves")].heading(self._naming.language)
        chart.set_title({"name": heading, "name_font": self._title_font()})
        page.sheet.insert_chart(*at, chart, {"object_position": 3, "description": heading})

    def lines(
        self, page: Page, rows: Sequence[FigureRow], places: dict[str, Place], at: tuple[int, int], *, across: int = 2
    ) -> None:
        """Draw histories as lines, side by side below a table."""
        for number, figure in enumerate(rows):
            place = places.get(f"{figure.key}{RATE}" if UNITS[figure.metric.unit].is_rate_of_one else str(figure.key))
            if place is not None:
                below, beside = divmod(number, across)
                chart = self._line_chart(figure, place)
                offset = {"x_offset": beside * (_LINE_WIDTH + 20), "y_offset": below * (_LINE_HEIGHT + 16)}
                page.sheet.insert_chart(
                    *at, chart, {**offset, "object_position": 3, "description": self._title(figure)}
                )

    def _bar_chart(self, page: Page, one: Written, column: str) -> tuple[Chart, int]:
        """Draw one block's column and return the chart with its height."""
        figure = one.block[-1]
        last = min(one.last, one.members + MOST_BARS - 1)
        values, names = page.spec.column(column), page.spec.column("segment")
        chart = self._workbook.add_chart({"type": "bar"})
        chart.add_series({
            "name": self._title(figure),
            "categories": [page.name, one.members, names, last, names],
            "values": [page.name, one.members, values, last, values],
            "fill": {"color": SOFT},
            "border": {"none": True},
            "gap": 45,
            "data_labels": {"value": True, "font": self._styles.font(colour=INK)},
        })  # fmt: skip
        height = max((last - one.members + 1) * _BAR + _MARGIN, _SHORTEST)
        self._dress(chart, self._title(figure), CHART_WIDTH, height)
        chart.set_y_axis({**self._name_axis(), "reverse": True})
        quiet = {"label_position": "none", "min": 0, "major_gridlines": {"visible": False}}
        chart.set_x_axis({**self._value_axis(self._axis_format(figure)), **quiet})
        return chart, height

    def _line_chart(self, figure: FigureRow, place: Place) -> Chart:
        chart = self._workbook.add_chart({"type": "line"})
        chart.add_series({
            "name": self._title(figure),
            "categories": f"={place.headings(_PERIODS)}",
            "values": f"={place.values(_PERIODS)}",
            "line": {"color": ACCENT, "width": 1.25},
            "marker": {"type": "circle", "size": 4, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
        })  # fmt: skip
        self._dress(chart, self._title(figure), _LINE_WIDTH, _LINE_HEIGHT)
        chart.set_y_axis(self._value_axis(self._axis_format(figure)))
        chart.set_x_axis(
            {
                **self._name_axis(),
                "date_axis": True,
                "num_format": "yyyy/m",
                "major_unit": 12,
                "major_unit_type": "months",
            }
        )
        chart.show_blanks_as("gap")
        return chart

    def _title(self, figure: FigureRow) -> str:
        """Name a chart by its metric; one of "1 in N" is drawn by its rate."""
        name = self._naming.metric(figure.metric.id)
        return self._naming.as_percentage(name) if UNITS[figure.metric.unit].is_rate_of_one else name

    def _axis_format(self, figure: FigureRow) -> str:
        unit = UNITS[figure.metric.unit]
        if unit.is_rate_of_one:
            return "0.0%"
        return "0%" if unit.id == "percent" else "#,##0"

    def _title_font(self) -> dict[str, object]:
        return self._styles.font(size=11, colour=INK, is_bold=True)

    def _dress(self, chart: Chart, title: str, width: int, height: int) -> None:
        chart.set_title({"name": title, "name_font": self._title_font(), "overlay": False})
        chart.set_legend({"none": True})
        chart.set_size({"width": width, "height": height})
        chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
        chart.set_plotarea({"fill": {"none": True}})

    def _value_axis(self, number_format: str) -> dict[str, Any]:
        return {
            "num_format": number_format,
            "num_font": self._styles.font(),
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
            "major_tick_mark": "none",
        }

    def _name_axis(self) -> dict[str, Any]:
        return {"num_font": self._styles.font(), "line": {"color": CONTROL}, "major_tick_mark": "none"}
