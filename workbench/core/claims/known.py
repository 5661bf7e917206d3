"""What the database knows of what a claim is about: figures that it may state, as intervals, and how they came to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.analysis import Rank
from workbench.core.figure_words import ChangeNumber, change_message, change_number
from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of, point
from workbench.core.records import Metric, Observation, Reading
from workbench.core.units import PERCENT, POINTS, UNITS, Unit, change, change_interval, printed_message

_RATE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that a claim may state: its value, where that can lie, and how it is written.

    `step` is to what it is rounded; `is_printed` says that somebody printed it so, and that nothing was computed.
    """

    value: Decimal
    span: Interval
    step: Decimal
    unit: Unit
    printed: Message
    is_printed: bool
    is_change: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is the one number that somebody printed, without "about" or a bound."""
        return self.is_printed and self.span.high - self.span.low <= self.step


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that stands behind a claim: its period, the figure as written, and what it is, a message id's last word."""

    role: str
    period: Period | None
    figure: Message


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: candidates, the best first; or a rank; or why there is nothing.

    `others` are what a change would be against other bases, by aspect. `lines` say what stands behind it.
    """

    candidates: tuple[Candidate, ...] = ()
    rank: Rank | None = None
    others: tuple[tuple[str, Candidate], ...] = ()
    lines: tuple[Line, ...] = ()
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with where it can lie, accepted or averaged; the parts of a change."""

    value: float
    span: Interval


def candidate_of(metric: Metric, observation: Observation) -> Candidate | None:
    """Return an accepted value as a candidate; None for a missing one."""
    if observation.value is None:
        return None
    step = decimal_of(observation.step or 0.0)
    number = PrintedNumber(decimal_of(observation.value), step, Qualifier(observation.qualifier))
    unit = UNITS[metric.unit]
    written = printed_message(unit, observation.value, observation.step, observation.qualifier)
    return Candidate(number.value, number.interval, step, unit, written, is_printed=True)


def candidate_of_reading(reading: Reading, *, is_change: bool = False) -> Candidate | None:
    """Return what somebody printed, an average or a change, as a candidate; None where it carries no number."""
    unit = UNITS.get(reading.unit)
    if reading.value is None or unit is None:
        return None
    step = decimal_of(reading.step or 0.0)
    number = PrintedNumber(decimal_of(reading.value), step, Qualifier(reading.qualifier))
    written = printed_message(unit, reading.value, reading.step, reading.qualifier)
    if is_change:
        written = _change_text(reading.value, number.interval, unit)
    return Candidate(number.value, number.interval, step, unit, written, is_printed=True, is_change=is_change)


def computed_mean(metric: Metric, mean: Figure) -> Candidate:
    """Return a computed average as a candidate, with the metric's usual decimals."""
    unit, step = UNITS[metric.unit], decimal_of(metric.step)
    written = printed_message(unit, mean.value, metric.step, Qualifier.EXACT)
    return Candidate(decimal_of(mean.value), mean.span, step, unit, written, is_printed=False)


def change_of(metric: Metric, now: Figure, base: Figure) -> Candidate | None:
    """Return the change between two figures as a candidate; None from a count of 0."""
    unit = UNITS[metric.unit]
    number, span = change(unit, now.value, base.value), change_interval(unit, now.span, base.span)
    if number is None or span is None:
        return None
    changed = POINTS if unit.change_unit == "points" else PERCENT
    written = _change_text(number, span, unit)
    return Candidate(decimal_of(number), span, Decimal(0), changed, written, is_printed=False, is_change=True)


def mean_of(figures: Sequence[Figure]) -> Figure:
    """Return the plain mean of figures, at least one, and where it can lie."""
    total = point(0)
    for figure in figures:
        total += figure.span
    return Figure(sum(figure.value for figure in figures) / len(figures), total / point(len(figures)))


def _change_text(value: float, span: Interval, unit: Unit) -> Message:
    """Write a change: of the rates of "1 in N" with two decimals, as everywhere, unless these show none of it."""
    number = change_number(value, span, unit)
    shown = f"{value:+.{_RATE_DECIMALS}f}"
    if unit.is_rate_of_one and number.sign and float(shown):
        number = ChangeNumber(shown, number.sign)
    return change_message(number, unit.change_unit)
