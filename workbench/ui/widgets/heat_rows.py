"""What the heat map shows of a table: words and classes of severity, made once for a table and a language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from workbench.core.figure_words import segment_label
from workbench.core.severity import CLASSES, severity_class
from workbench.core.translation import short_period_text, year_text
from workbench.core.units import UNITS, level, number_text, printed_message

if TYPE_CHECKING:
    from workbench.core.analysis import Column, Worse
    from workbench.core.catalogue import Catalogue
    from workbench.core.periods import Period
    from workbench.core.queries.segment_table import SegmentTable
    from workbench.ui.appearance import Appearance

MISSING, UNSHADED = -2, -1
"""The classes of a cell without a figure, and of one whose metric has no limits of severity."""


@dataclass(frozen=True, slots=True)
class HeatRows:
    """Rows of segments, worst first, by columns of months, earliest first; `places` are the rows by segment.

    `heads` are each month's short name and, at its first month and each January, the year.
    """

    segments: tuple[str, ...]
    labels: tuple[str, ...]
    months: tuple[Period, ...]
    heads: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    limits: tuple[float, ...]
    places: dict[str, int]
    name: str
    words: HeatWords

    def class_of(self, row: int, month: int) -> int:
        """Return a cell's class of severity from 0, or MISSING, or UNSHADED."""
        value = self.columns[row][month]
        if value is None:
            return MISSING
        if len(self.limits) != CLASSES - 1 or (self.words.unit.is_rate_of_one and not value):
            return UNSHADED
        return severity_class(self.limits, level(self.words.unit, value), self.words.worse)

    @property
    def widest(self) -> str:
        """The longest number, for the width of a cell."""
        values = [value for column in self.columns for value in column if value is not None]
        return max(
            (self.words.number(value) for value in (min(values, default=0.0), max(values, default=0.0))), key=len
        )

    def text(self, row: int, month: int) -> str:
        """Return the number in a cell; empty without a figure."""
        value = self.columns[row][month]
        return "" if value is None else self.words.number(value)

    def sentence(self, row: int, month: int) -> str:
        """Return all that is said of a cell."""
        return self.words.sentence(self.labels[row], self.months[month], self.columns[row][month])


class HeatWords:
    """Writes the cells of one metric in the language of the window."""

    def __init__(self, table: SegmentTable, appearance: Appearance) -> None:
        """Take the metric of a table."""
        self.unit = UNITS[table.metric.unit]
        self.worse = cast("Worse", table.metric.worse)
        self._step = table.metric.step
        self._appearance = appearance

    def number(self, value: float) -> str:
        """Write a number with the metric's usual decimals."""
        return number_text(Decimal(repr(value)), Decimal(repr(self._step)))

    def sentence(self, label: str, month: Period, value: float | None) -> str:
        """Write a cell as one sentence."""
        printed = self._appearance.sentence(printed_message(self.unit, value, self._step, "exact"))
        return self._appearance.say("heat.cell", segment=label, period=month, value=printed)


def heat_rows_of(table: SegmentTable, catalogue: Catalogue, appearance: Appearance) -> HeatRows:
    """Return what a heat map shows of a table, the total in its first row."""
    language = appearance.language
    shown = [at for at, column in enumerate(table.histories) if any(value is not None for value in column)]
    segments = tuple(table.segments[at] for at in shown)
    return HeatRows(
        segments=segments,
        labels=tuple(segment_label(catalogue, table.dimension, segment, language) for segment in segments),
        months=table.months,
        heads=tuple(_head(at, month, language) for at, month in enumerate(table.months)),
        columns=tuple(table.histories[at] for at in shown),
        limits=catalogue.classes(table.metric.id),
        places={segment: row for row, segment in enumerate(segments)},
        name=appearance.say(
            "heat.name",
            metric=catalogue.label(table.metric, language),
            dimension=catalogue.label(catalogue.dimension(table.dimension), language),
        ),
        words=HeatWords(table, appearance),
    )


def _head(at: int, month: Period, language: str) -> tuple[str, str]:
    begins = at == 0 or month.number == 1
    return short_period_text(month, language), year_text(month.year, language) if begins else ""
