"""A change is written alike wherever it stands."""

from decimal import Decimal

import pytest

from workbench.core.periods import Period
from workbench.core.printed import Interval
from workbench.core.queries.figure_detail import figure_detail
from workbench.core.queries.segment_table import segment_table
from workbench.core.units import COUNT, ONE_IN, PERCENT, Unit
from workbench.ui.appearance import Appearance
from workbench.ui.figure_texts import FigureTexts, change_text
from workbench.ui.widgets.grid_cells import change_of
from workbench.ui.widgets.sheet import sheet_of
from workbench.ui.workspace import Workspace

FEBRUARY = Period.month(2010, 2)


def span(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("change", "where", "unit", "steps", "text"),
    [
        (5.5, span("5.4", "5.6"), PERCENT, (0.1, 0.1), "+5.5"),
        (0.024, span("0.014", "0.034"), PERCENT, (0.01, 0.01), "+0.02"),
        (0.55, span("0.45", "0.65"), PERCENT, (0.1, 0.01), "+0.6"),
        (-4.0, span("-5", "-3"), PERCENT, (1.0, 1.0), "−4.0"),
        (-4.0, span("-5", "-3"), PERCENT, (None, 0.01), "−4.00"),
        (0.0, span("-0.1", "0.1"), PERCENT, (0.1, 0.1), "±0.0"),
        (0.784, span("0.7", "0.8"), ONE_IN, (0.1, 0.1), "+0.78"),
        (-0.00094, span("-0.001", "-0.0009"), ONE_IN, (0.1, 0.1), "−0.00"),
        (-3.42, span("-4", "-3"), COUNT, (1.0, 1.0), "−3.4"),
        (1234.56, None, COUNT, (), "+1,234.6"),
    ],
)
def test_a_change_has_the_decimals_of_the_coarser_figure_and_the_table_s_at_least(
    change: float, where: Interval | None, unit: Unit, steps: tuple[float | None, ...], text: str
) -> None:
    assert change_text(change, where, unit, *steps).text == text


@pytest.mark.parametrize("metric", ["virus.rate", "spam.rate", "phishing.rate"])
def test_table_and_inspector_write_the_same_change(workspace: Workspace, appearance: Appearance, metric: str) -> None:
    catalogue = workspace.catalogue
    asked, window = catalogue.metric(metric), catalogue.average_window
    texts = FigureTexts(appearance, asked)

    def both(reader) -> list[tuple[str, str]]:
        table = segment_table(reader, asked, "geography", FEBRUARY, window=window)
        sheet = sheet_of(table, (), window)
        pairs = []
        for row, (dimension, segment) in enumerate(sheet.places):
            detail = figure_detail(reader, asked, dimension, segment, FEBRUARY, window)
            beside, written = texts.change(detail.previous, detail.observation), change_of(sheet, row)
            pairs.append(("" if written is None else f"{written.text} pt", "" if beside is None else beside.text))
        return pairs

    found: list[list[tuple[str, str]]] = []
    workspace.ask(both, workspace, found.append)
    assert sum(bool(written) for written, _ in found[0]) > 1
    assert [written for written, _ in found[0]] == [beside for _, beside in found[0]]
