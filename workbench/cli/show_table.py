"""The figures of a period as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.cli.answers import say
from workbench.cli.tables import Cell, Column, print_table
from workbench.core.figure_words import change_number, printed, printed_reading, segment_label
from workbench.core.messages import Message, Translator, message
from workbench.core.records import GLOBAL, Coverage, CoverageKind, Statistic
from workbench.core.units import UNITS, printed_message

if TYPE_CHECKING:
    from workbench.cli.show import Shown


def print_figures(shown: Shown, words: Translator) -> None:
    """Print a line that says what is shown, the table, and the readings where they are wanted."""
    table = _Table(shown, words)
    parts = list(table.parts())
    say(table.headline(), "")
    rows = ([part.cell(at) for part in parts] for at in range(len(shown.figures.segments)))
    print_table([part.column for part in parts], rows)
    if shown.readings:
        say("")
        print_table(*_readings(shown, words))


@dataclass(frozen=True, slots=True)
class _Part:
    """A column of the table, and what writes its cell for the segment at a place."""

    column: Column
    cell: Callable[[int], str | Cell]


class _Table:
    """Writes the table of figures in one language."""

    def __init__(self, shown: Shown, words: Translator) -> None:
        self._shown = shown
        self._figures = shown.figures
        self._words = words
        self._unit = UNITS[shown.figures.metric.unit]
        self._is_breakdown = shown.figures.dimension != GLOBAL
        self._average_name = message("show.average", months=shown.catalogue.average_window.months)

    def headline(self) -> str:
        """Name the metric, its dimension, the period, how much is known, and the base."""
        catalogue, figures, language = self._shown.catalogue, self._figures, self._words.language
        period = self._words(message("show.period", period=figures.period))
        parts = [catalogue.label(figures.metric, language), period, self._words(self._compared())]
        if self._is_breakdown:
            parts.insert(1, catalogue.label(catalogue.dimension(figures.dimension), language))
            parts.insert(3, self._words(_coverage(figures.coverage)))
        return " · ".join(parts)

    def parts(self) -> Iterator[_Part]:
        """Yield the columns; one that would never hold anything here, such as a rank of the total, is left out."""
        yield self._part(message("show.segment"), self._segment, is_text=True)
        yield self._part(message("show.value"), self._value)
        if self._figures.base is not None:
            yield self._part(message("show.period", period=self._figures.base), self._base_value)
        yield self._part(message("show.change"), self._change)
        yield self._part(self._average_name, self._average)
        if any(value is not None for value in self._figures.published):
            yield self._part(message("show.published"), self._published)
        if self._is_breakdown:
            yield self._part(message("show.rank"), self._rank)
            yield self._part(message("show.movement"), self._movement, is_text=True)

    def _part(self, heading: Message, cell: Callable[[int], str | Cell], *, is_text: bool = False) -> _Part:
        return _Part(Column(self._words(heading), "left" if is_text else "right"), cell)

    def _compared(self) -> Message:
        """Say what the figures are compared with."""
        base = self._figures.base
        return message("show.compared", base=self._average_name if base is None else base)

    def _segment(self, at: int) -> str:
        segment = self._figures.segments[at]
        return segment_label(self._shown.catalogue, self._figures.dimension, segment, self._words.language)

    def _value(self, at: int) -> str:
        return printed(self._unit, self._figures.observations[at], self._words)

    def _base_value(self, at: int) -> str:
        return printed(self._unit, self._shown.bases.get(self._figures.segments[at]), self._words)

    def _change(self, at: int) -> str | Cell:
        """Write a change with arrow, sign and unit; red is worse, green is better."""
        change = self._figures.changes[at]
        if change is None:
            return self._missing()
        number = change_number(change, self._figures.change_spans[at], self._unit)
        text = self._words(message(f"show.change_{self._unit.change_unit}", number=number.text))
        worse = 1 if self._figures.metric.worse == "more" else -1
        return Cell(f"{'→↑↓'[number.sign]} {text}", {worse: "red", -worse: "green"}.get(number.sign, ""))

    def _average(self, at: int) -> str:
        """Write the computed average, and over how many months it goes where these are fewer than they should be."""
        average, months = self._number(self._figures.averages[at]), self._figures.months[at]
        if not 0 < months < self._shown.catalogue.average_window.months:
            return average
        return self._words(message("show.average_of", average=average, months=months))

    def _published(self, at: int) -> str:
        return self._number(self._figures.published[at])

    def _rank(self, at: int) -> str:
        rank = self._figures.ranks[at]
        if rank is None:
            return self._missing()
        if rank.beyond is not None:
            return self._words(message("show.rank_beyond", top=rank.beyond))
        if rank.of is not None:
            return self._words(message("show.rank_of", place=rank.place, of=rank.of))
        return self._words(message("show.rank_known", place=rank.place))

    def _movement(self, at: int) -> str:
        change = self._figures.rank_changes[at]
        if change is None:
            return self._missing()
        if isinstance(change, str):
            return self._words(message(f"show.{change}"))
        return f"{'↑' if change > 0 else '↓'} {abs(change)}" if change else "→"

    def _number(self, value: float | None) -> str:
        """Write a number that was computed, with the metric's usual decimals."""
        return self._words(printed_message(self._unit, value, self._figures.metric.step, "exact"))

    def _missing(self) -> str:
        return self._words(message("printed.missing"))


def _coverage(coverage: Coverage | None) -> Message:
    """Say how much of a breakdown is known."""
    if coverage is not None and coverage.kind == CoverageKind.COMPLETE:
        return message("show.coverage_complete")
    if coverage is not None and coverage.kind == CoverageKind.TOP:
        return message("show.coverage_top", top=coverage.top)
    return message("show.coverage_selection")


def _readings(shown: Shown, words: Translator) -> tuple[list[Column], list[list[str]]]:
    """Return the columns and rows of the readings, in the order of the segments."""
    names = ("segment", "value", "statistic", "source", "place")
    columns = [Column(words(message(f"show.{name}")), "right" if name == "value" else "left") for name in names]
    dimension, unit = shown.figures.dimension, UNITS[shown.figures.metric.unit]
    rows = [
        [
            segment_label(shown.catalogue, dimension, segment, words.language),
            printed_reading(reading, unit, words),
            words(message(f"statistic.{Statistic(reading.statistic)}")),
            source.name,
            reading.place,
        ]
        for segment in shown.figures.segments
        for reading, source in shown.readings.get(segment, ())
    ]
    return columns, rows
