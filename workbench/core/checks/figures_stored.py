"""The stored figures that rules look at: one metric by one dimension in one grain, and how a rule names what it finds there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from workbench.core.agreement import PrintedFigure
from workbench.core.catalogue import Catalogue, Labelled
from workbench.core.checks.issues import Issue, Severity
from workbench.core.keys import figure_key
from workbench.core.messages import Label, Message, message
from workbench.core.periods import Grain, Period
from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of, point
from workbench.core.records import GLOBAL, Coverage, CoverageKind, Metric, Observation, Reading, Source, Statistic
from workbench.core.span_words import bounded, ends_text, span_number
from workbench.core.units import UNITS, Unit, printed_message

_LIST = re.compile(r"(?P<name>(?:panel|table)\b.*?)(?:, row (?P<row>[0-9]+))?")
_MINUS = "\N{MINUS SIGN}"
_KEPT = 15
"""How many significant digits are kept of a number (see `printed.stored`)."""

Rows = Mapping[str, Observation]
"""Accepted values by segment."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Accepted values and readings by period and segment, the total's values by period, and what is known of each period.

    Periods are their texts. `sources` are all of the database.
    """

    catalogue: Catalogue
    metric: Metric
    dimension: str
    grain: Grain
    observations: Mapping[str, Rows]
    totals: Mapping[str, Observation]
    readings: Mapping[str, Mapping[str, Sequence[Reading]]]
    coverages: Mapping[str, Coverage]
    sources: Mapping[int, Source]

    @property
    def unit(self) -> Unit:
        """The metric's unit."""
        return UNITS[self.metric.unit]

    @property
    def is_total(self) -> bool:
        """Whether these are figures of the metric's total."""
        return self.dimension == GLOBAL

    def rows(self, period: Period) -> Rows:
        """Return the accepted values of a period by segment."""
        return self.observations.get(str(period), {})

    def readings_in(self, period: Period) -> Mapping[str, Sequence[Reading]]:
        """Return the readings of a period by segment."""
        return self.readings.get(str(period), {})

    def values_of(self, period: Period, segment: str) -> list[Reading]:
        """Return the readings of a figure's value that carry a number."""
        found = self.readings_in(period).get(segment, ())
        return [one for one in found if one.statistic == Statistic.VALUE and one.value is not None]

    def completeness(self, period: Period) -> Severity | None:
        """Return how bad it is that the members of a period do not make their whole; None where some are not known.

        An error where they are said to be all; a warning where nothing is said but the catalogue knows no other.
        """
        rows, coverage = self.rows(period), self.coverages.get(str(period))
        if not rows or any(one.value is None for one in rows.values()):
            return None
        if coverage is not None:
            return Severity.ERROR if coverage.kind == CoverageKind.COMPLETE else None
        members = self.catalogue.segments(self.dimension)
        standing = {id_ for id_, segment in members.items() if not segment.replaced_by}
        return Severity.WARNING if len(standing) > 1 and standing <= rows.keys() else None

    def level(self, figure: Observation | Reading | None) -> Interval | None:
        """Return where a figure's level lies (see `units.level`); None where nothing can be said of it."""
        return None if figure is None else as_printed(figure, self.unit).level

    def key(self, period: Period, segment: str = GLOBAL, statistic: str = Statistic.VALUE) -> str:
        """Write the key of a figure; without a segment, of the total."""
        dimension = GLOBAL if segment == GLOBAL else self.dimension
        return figure_key(self.metric.id, dimension, segment, str(period), statistic)

    def what(self, period: Period, segment: str = GLOBAL) -> Message:
        """Name a figure: "Spam rate, Italy (February 2010)"."""
        named = self.label(self.metric)
        if segment == GLOBAL:
            return message("check.total", metric=named, period=period)
        return message("check.figure", metric=named, segment=self.name(segment), period=period)

    def breakdown(self, period: Period) -> Message:
        """Name a breakdown: "Spam rate by country (February 2010)"."""
        dimension = self.catalogue.dimension(self.dimension)
        names = {"metric": self.label(self.metric), "dimension": self.label(dimension)}
        return message("check.breakdown", **names, period=period)

    def name(self, segment: str) -> Label:
        """Name a segment; by its id where the catalogue does not know it."""
        known = self.catalogue.segment(self.dimension, segment)
        return Label(segment, segment, segment) if known is None else self.label(known)

    def label(self, thing: Labelled) -> Label:
        """Name a metric, a segment or a dimension."""
        return Label(thing.id, self.catalogue.label(thing, "ja"), self.catalogue.label(thing, "en"))

    def source_name(self, id_: int | None) -> str:
        """Return the name of a source; empty where there is none."""
        known = None if id_ is None else self.sources.get(id_)
        return "" if known is None else known.name

    def printed(self, figure: Observation | Reading) -> Message:
        """Write a figure as a report does, in the unit in which it was printed."""
        unit = UNITS.get(figure.unit, self.unit) if isinstance(figure, Reading) else self.unit
        return printed_message(unit, figure.value, figure.step, figure.qualifier)

    def sourced(self, reading: Reading) -> Message:
        """Write a reading with where it stands: "91.1% (edition:2010-02, panel top 5)"."""
        where = ", ".join(part for part in (self.source_name(reading.source), reading.place) if part)
        figure = self.printed(reading)
        return message("check.sourced", figure=figure, where=where) if where else figure


def as_printed(figure: Observation | Reading, unit: Unit) -> PrintedFigure:
    """Return what a stored figure says; an accepted value is in the metric's unit."""
    own = figure.unit if isinstance(figure, Reading) else unit.id
    return PrintedFigure(figure.value, _step_of(figure), figure.qualifier, own)


def span_of(figure: Observation | Reading | None) -> Interval | None:
    """Return what a figure can mean in the unit in which it was printed; None where it carries no number."""
    if figure is None or figure.value is None:
        return None
    step = decimal_of(_step_of(figure))
    return PrintedNumber(decimal_of(figure.value), step, Qualifier(figure.qualifier)).interval


def _step_of(figure: Observation | Reading) -> float:
    """Return the step to which a figure was rounded: one without a step at the last digit that is kept of it.

    Three thirds of a hundred, each kept to fifteen digits, are the whole.
    """
    if figure.step or not figure.value:
        return figure.step or 0.0
    return 10.0 ** (floor(log10(abs(figure.value))) + 1 - _KEPT)


def interval_as_printed(reading: Reading) -> Interval:
    """Return what a reading can mean in the unit in which it was printed; it carries a number."""
    span = span_of(reading)
    assert span is not None
    return span


def value_span(unit: Unit, level: Interval) -> Interval | None:
    """Return the figures that a level can be of; None for levels at or below 0 of "1 in N", which are of none."""
    if not unit.is_rate_of_one:
        return level
    return None if level.low <= 0 else level.reciprocal() * point(100)


def span_message(unit: Unit, span: Interval, beside: Interval | None = None) -> Message:
    """Write where a figure lies: "1 in 302.7–302.9"; exactly enough to tell it from what stands beside it."""
    return bounded(span, Message(f"printed.{unit.id}", {"number": span_number(span, beside)}))


def change_span_message(unit: str, span: Interval, beside: Interval) -> Message:
    """Write where a change lies, with its signs: "+0.0242 to +0.0245 pt"; of a metric's own unit without naming that.

    It is written exactly enough to tell it from the printed change beside it.
    """
    ends = (
        ends_text(span, beside) if span.low.is_finite() and span.high.is_finite() else (str(span.low), str(span.high))
    )
    low, high = (_signed(end) for end in ends)
    number: Message | str = low if low == high else message("check.range", low=low, high=high)
    if unit == "points":
        return Message("change.points", {"number": number})
    return Message("change.percent" if unit == "percent" else "check.number", {"number": number})


def change_text(reading: Reading) -> Message:
    """Write a printed change with its sign, as exactly as it was printed."""
    value, step = decimal_of(reading.value or 0.0), decimal_of(reading.step or 0.0)
    decimals = max(0, -int(step.normalize().as_tuple().exponent)) if step else 0
    number = _signed(f"{value:,.{decimals}f}")
    if reading.unit == "points":
        return Message("change.points", {"number": number})
    return Message("change.percent" if reading.unit == "percent" else "check.number", {"number": number})


def list_of(place: str) -> tuple[str, int | None] | None:
    """Return the printed list that a place names, "panel top 5", and the row in it if told; None for body text and cells."""
    if not place.startswith(("panel", "table")):
        return None
    found = _LIST.fullmatch(place.partition(";")[0].strip())
    if found is None:
        return None
    return found["name"], int(found["row"]) if found["row"] else None


def told(stored: Stored, periods: Sequence[Period]) -> Iterator[tuple[Period, Rows]]:
    """Yield the periods that have accepted values, with these."""
    for period in periods:
        rows = stored.rows(period)
        if rows:
            yield period, rows


def error(rule: str, text: Message, *keys: str) -> Issue:
    """Return what cannot be true."""
    return Issue(rule, Severity.ERROR, text, keys)


def warning(rule: str, text: Message, *keys: str) -> Issue:
    """Return what is likely wrong."""
    return Issue(rule, Severity.WARNING, text, keys)


def info(rule: str, text: Message, *keys: str) -> Issue:
    """Return what deserves a look."""
    return Issue(rule, Severity.INFO, text, keys)


def _signed(number: str) -> str:
    """Write a number with its sign and the printed minus."""
    if number.startswith("-"):
        return f"{_MINUS}{number[1:]}"
    return f"+{number}" if any(digit in "123456789" for digit in number) else f"±{number}"
