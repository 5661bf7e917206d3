"""What the selected cells of a breakdown table amount to, in a sentence for the status bar."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from workbench.core.messages import Message, message
from workbench.core.units import printed_message
from workbench.ui.widgets.columns import COLUMNS, PLACES, VALUE
from workbench.ui.widgets.grid_entry import At
from workbench.ui.widgets.sheet import Sheet

Figure = tuple[At, float]


def figures_among(sheet: Sheet, cells: Sequence[At]) -> list[Figure]:
    """Return the figures of one column among the cells: of the value's, else of the first one that has any."""
    columns = dict.fromkeys(column for _, column in cells)
    for column in sorted(columns, key=lambda column: column != PLACES[VALUE.id]):
        found = [
            (cell, value)
            for cell in cells
            if cell[1] == column and (value := sheet.figure(cell[0], COLUMNS[column].id)[0]) is not None
        ]
        if found:
            return found
    return []


def statistics_of(sheet: Sheet, figures: Sequence[Figure]) -> Message:
    """Say how many figures there are, their mean, and the lowest and the highest; the mean of "1 in N" is that of N."""
    values = [value for _, value in figures]
    said = {
        name: printed_message(sheet.unit, value, sheet.metric.step, "exact")
        for name, value in (("mean", fmean(values)), ("low", min(values)), ("high", max(values)))
    }
    return message("grid.statistics", count=len(values), **said)
