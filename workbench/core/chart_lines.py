"""The lines of a plot: a series as it is, as an index, beside its year before or as a difference, with its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from workbench.core.analysis import Column, changes, levels
from workbench.core.chart import Line, LineKind
from workbench.core.figure_words import change_message, change_number
from workbench.core.lazy_row import LazyRow
from workbench.core.messages import Message, Translator, message
from workbench.core.periods import Period
from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of
from workbench.core.queries.breakdown import Base, BaseOfComparison, base_period_of
from workbench.core.queries.trends import Series, Trends
from workbench.core.records import Metric, Status
from workbench.core.trend_spec import Mode, line_id
from workbench.core.units import UNITS, change_interval, number_text, printed_message

_OPEN = frozenset((Status.PROVISIONAL.value, Status.ESTIMATED.value))
_NUMBER = "\0"
"""Stands for the number in the text of a unit, which is translated once."""


class FigureWriter:
    """Writes the figures of one metric, fast: a table of a plot may have 48,000 of them."""

    def __init__(self, metric: Metric, translate: Translator) -> None:
        """Write in the translator's language."""
        unit = UNITS[metric.unit]
        self.unit = unit
        self.step = metric.step
        self._translate = translate
        self._pattern = translate(Message(f"printed.{unit.id}", {"number": _NUMBER}))

    def figure(self, value: float | None, step: float | None, qualifier: str = Qualifier.EXACT) -> str:
        """Write a figure as a report does (see `units.printed_message`)."""
        if value is None or qualifier != Qualifier.EXACT:
            return self._translate(printed_message(self.unit, value, step, qualifier))
        return self._pattern.replace(_NUMBER, number_text(decimal_of(value), decimal_of(step or 0.0)))

    def change(self, change: float, span: Interval | None) -> str:
        """Write a change in the words of its unit: "+5.5 pt"."""
        return self._translate(change_message(change_number(change, span, self.unit), self.unit.change_unit))


@dataclass(frozen=True)
class SeriesLines:
    """Makes the lines of one series in the mode that is asked for.

    `bases` and `years` are the places of what its places are compared with (see `base_places`); `reference` is the place
    of 100 in the mode "indexed".
    """

    series: Series
    trends: Trends
    writer: FigureWriter
    translate: Translator
    label: str
    bases: Sequence[int | None]
    years: Sequence[int | None]
    reference: int | None = None

    def lines(self) -> Iterator[Line]:
        """Yield the series' line and those that belong to it; none where nothing is to be drawn."""
        spec = self.trends.spec
        made = [self._difference() if spec.mode is Mode.DIFFERENCE else self._figures()]
        if spec.mode is Mode.YEAR_OVER_YEAR:
            made.append(self._year_before())
        if spec.has_average and self.series.averages and spec.mode is not Mode.DIFFERENCE:
            made.append(self._average())
        return (line for line in made if line is not None)

    def _figures(self) -> Line | None:
        """Make the line of the figures, with what each says against the base."""
        line = self._line(LineKind.FIGURES, self.label, self._drawn(self.series.levels), self._figure_text)
        if line is None:
            return None
        return replace(line, changes=LazyRow(len(line.days), self._change_text, self._first_of(line)))

    def _difference(self) -> Line | None:
        bases = [self._base_value(at) for at in range(len(self.series.values))]
        column = changes(self.writer.unit, list(self.series.values), bases)
        return self._line(LineKind.DIFFERENCE, self.label, column, self._change_text)

    def _average(self) -> Line | None:
        """Make the line of the average: the published one where there is one, else the computed one."""
        label = self.translate(message("trends.label_average", label=self.label, months=self.trends.window.months))
        columns = zip(self.series.published, self._computed, strict=True)
        column = [computed if printed is None else printed for printed, computed in columns]
        return self._line(LineKind.AVERAGE, label, self._drawn(levels(self.writer.unit, column)), self._average_text)

    @cached_property
    def _computed(self) -> Column:
        """The computed averages, where at least half of the months have a figure, and no further than the last figure."""
        last = max((at for at, value in enumerate(self.series.values) if value is not None), default=-1)
        return [
            value if self.series.months[at] * 2 >= self.trends.window.months and at <= last else None
            for at, value in enumerate(self.series.averages)
        ]

    def _year_before(self) -> Line | None:
        label = self.translate(message("trends.label_year_before", label=self.label))
        column = [None if place is None else self.series.levels[place] for place in self.years]
        return self._line(LineKind.YEAR_BEFORE, label, column, self._year_before_text)

    def _line(
        self, kind: LineKind, label: str, column: Sequence[float | None], write: Callable[[int], str]
    ) -> Line | None:
        """Make a line of a column along the calendar, from its first value to its last; None where it has none."""
        known = [at for at, value in enumerate(column) if value is not None]
        if not known:
            return None
        first, shown = known[0], slice(known[0], known[-1] + 1)
        line = Line(
            id=line_id(self.series.key, self.series.calendar.grain, kind),
            label=label,
            kind=kind,
            colour=self.series.colour,
            periods=self.series.calendar.periods[shown],
            days=self.series.calendar.days[shown],
            values=tuple(column[shown]),
            texts=LazyRow(known[-1] + 1 - first, write, first),
        )
        return self._marked(line, first, set(known)) if kind in {LineKind.FIGURES, LineKind.DIFFERENCE} else line

    def _marked(self, line: Line, first: int, known: set[int]) -> Line:
        """Add which points are not final, and which stand out and why."""
        found = [one for one in self.series.outliers if one.place in known]
        return replace(
            line,
            provisional=tuple(at - first for at in sorted(known) if self.series.statuses[at] in _OPEN),
            outliers=tuple(one.place - first for one in found),
            reasons=tuple(
                self.translate(message("outlier.explained", reason=one.reason, method=one.method_name)) for one in found
            ),
        )

    def _first_of(self, line: Line) -> int:
        """Return the place in the calendar at which a line begins."""
        return line.periods[0].ordinal - self.series.calendar.periods[0].ordinal

    def _drawn(self, column: Sequence[float | None]) -> Sequence[float | None]:
        """Return levels as they are drawn: in the mode "indexed" as an index."""
        if self.trends.spec.mode is not Mode.INDEXED:
            return column
        base = None if self.reference is None else self.series.levels[self.reference]
        return [None if value is None or not base else value / base * 100 for value in column]

    def _base_value(self, at: int) -> float | None:
        """Return the value that a figure is compared with; an average counts from half of its months on."""
        if self.trends.spec.base is Base.AVERAGE:
            return self._computed[at] if self.series.averages else None
        place = self.bases[at]
        return None if place is None else self.series.values[place]

    def _figure_text(self, at: int) -> str:
        text = self._printed(at)
        if self.trends.spec.mode is not Mode.INDEXED or self.series.values[at] is None:
            return text
        index = self._drawn(self.series.levels[at : at + 1])[0]
        return text if index is None else self._indexed(index, text)

    def _indexed(self, index: float, figure: str) -> str:
        return self.translate(message("trends.indexed_figure", index=f"{index:,.1f}", figure=figure))

    def _printed(self, at: int) -> str:
        return self.writer.figure(self.series.values[at], self.series.steps[at], self.series.qualifiers[at])

    def _year_before_text(self, at: int) -> str:
        place = self.years[at]
        return self.writer.figure(None, None) if place is None else self._printed(place)

    def _average_text(self, at: int) -> str:
        """Write an average: a published one first, beside it the computed one."""
        published = self.series.published[at]
        if published is None:
            return self._computed_text(at)
        printed = self.writer.figure(published, self.series.published_steps[at])
        if self._computed[at] is None:
            return self.translate(message("trends.average_published", published=printed))
        both = {"published": printed, "computed": self._computed_text(at)}
        return self.translate(message("trends.average_both", **both))

    def _computed_text(self, at: int) -> str:
        """Write a computed average, with the number of months that it is of where some lack."""
        months, present = self.trends.window.months, self.series.months[at]
        text = self.writer.figure(self._computed[at], self.writer.step)
        if self._computed[at] is None or present == months:
            return text
        return self.translate(message("trends.average_of", figure=text, present=present, months=months))

    def _change_text(self, at: int) -> str:
        """Write what a figure says against its base; empty where one of the two is missing."""
        now, base = self.series.values[at], self._base_value(at)
        change = changes(self.writer.unit, [now], [base])[0]
        return "" if change is None else self.writer.change(change, self._span(at))

    def _span(self, at: int) -> Interval | None:
        """Return where a change lies after rounding; None against an average, which is not printed."""
        place = self.bases[at]
        if place is None:
            return None
        return change_interval(self.writer.unit, self._interval(at), self._interval(place))

    def _interval(self, at: int) -> Interval:
        value, step = self.series.values[at], self.series.steps[at]
        assert value is not None
        qualifier = Qualifier(self.series.qualifiers[at])
        return PrintedNumber(decimal_of(value), decimal_of(step or 0.0), qualifier).interval


def base_places(periods: Sequence[Period], base: BaseOfComparison) -> Sequence[int | None]:
    """Return for each of neighbouring periods the place of the one that a base names; None where it is not among them."""
    if base is Base.PREVIOUS:
        return [None, *range(len(periods) - 1)]
    first, last = periods[0].ordinal, periods[-1].ordinal
    bases = (base_period_of(period, base) for period in periods)
    return [None if then is None or not first <= then.ordinal <= last else then.ordinal - first for then in bases]


def common_reference(series: Sequence[Series], span: tuple[Period, Period] | None) -> int | None:
    """Return the place of the first period in which all series of one calendar have a level; None where there is none.

    With a span, only periods within it count.
    """
    periods = series[0].calendar.periods
    columns = zip(*(one.levels for one in series), strict=True)
    within = (at for at, column in enumerate(columns) if all(column) and _is_within(periods[at], span))
    return next(within, None)


def own_reference(series: Series, span: tuple[Period, Period] | None) -> int | None:
    """Return the place of a series' own first level, within the span where it has one there."""
    periods = series.calendar.periods
    known = [at for at, value in enumerate(series.levels) if value]
    return next((at for at in known if _is_within(periods[at], span)), known[0] if known else None)


def _is_within(period: Period, span: tuple[Period, Period] | None) -> bool:
    return span is None or (period.first_day >= span[0].first_day and period.last_day <= span[1].last_day)
