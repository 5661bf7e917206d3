"""Printed changes against the figures they are between: the sign, the size, and the value that they imply for the period before.

A change that its own source contradicts is an error, and so is one that has the right size with the wrong sign. One that
only another source's figure contradicts is a warning: that figure may have been restated since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from workbench.core.checks.figures_stored import (
    Stored,
    change_span_message,
    change_text,
    error,
    interval_as_printed,
    span_message,
    value_span,
    warning,
)
from workbench.core.checks.issues import Issue
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.printed import Interval, Qualifier, point
from workbench.core.queries.breakdown import Base, base_period_of
from workbench.core.records import Observation, Reading, Statistic

_SINCE = "change since"
"""How the place of a printed change begins that is not from the period before."""

Figure = Observation | Reading


@dataclass(frozen=True, slots=True)
class _Change:
    """A printed change with the figures that it should be between; `is_own` where its own source prints both."""

    reading: Reading
    period: Period
    now: Sequence[Figure]
    base: Sequence[Figure]
    is_own: bool

    @property
    def printed(self) -> Interval:
        """What the printed number can mean."""
        return interval_as_printed(self.reading)


def changes(stored: Stored, periods: Sequence[Period]) -> Iterator[Issue]:
    """Find printed changes that their figures contradict (R1, R2, R21), else those that contradict each other (R2, R5, R21)."""
    for period in periods:
        for segment, readings in stored.readings_in(period).items():
            printed = [one for one in readings if _is_change(stored, one)]
            if printed:
                yield from _of_figure(stored, period, segment, printed)


def _of_figure(stored: Stored, period: Period, segment: str, printed: Sequence[Reading]) -> Iterator[Issue]:
    rest = []
    for reading in printed:
        change = _with_figures(stored, period, segment, reading)
        found = None if change is None else _judged(stored, change)
        if found is None:
            rest.append(reading)
        else:
            yield found
    yield from _contradicting(stored, period, segment, rest)


def _is_change(stored: Stored, reading: Reading) -> bool:
    """Whether a reading is a change from the period before, in a unit in which it can be computed."""
    if reading.statistic != Statistic.CHANGE or reading.value is None or reading.place.startswith(_SINCE):
        return False
    own = () if stored.unit.change_unit == "points" else (stored.metric.unit,)
    return reading.unit in {stored.unit.change_unit, "percent", *own}


def _with_figures(stored: Stored, period: Period, segment: str, reading: Reading) -> _Change | None:
    """Return a change with its figures; None where one of them is not known."""
    before = base_period_of(period, Base.PREVIOUS)
    if before is None:
        return None
    now, is_now_own = _figures(stored, period, segment, reading.source)
    base, is_base_own = _figures(stored, before, segment, reading.source)
    return _Change(reading, period, now, base, is_now_own and is_base_own) if now and base else None


def _figures(stored: Stored, period: Period, segment: str, source: int) -> tuple[list[Figure], bool]:
    """Return a source's own readings of a figure, or where it has none, all that is known of it."""
    readings = stored.values_of(period, segment)
    own: list[Figure] = [one for one in readings if one.source == source and stored.level(one) is not None]
    if own:
        return own, True
    accepted = stored.rows(period).get(segment)
    return [one for one in (accepted, *readings) if one is not None and stored.level(one) is not None], False


def _judged(stored: Stored, change: _Change) -> Issue | None:
    """Return what is wrong with a change; None where some of its figures make it right, or nothing can be computed."""
    pairs = list(product(change.now, change.base))
    spans = [_computed(stored, change.reading.unit, *pair) for pair in pairs]
    if any(span is None or span.meets(change.printed) for span in spans):
        return None
    (now, base), span = pairs[0], spans[0]
    assert span is not None
    is_opposite = all(one is not None and _are_opposite(one, change.printed) for one in spans)
    is_mirrored = is_opposite and any(one is not None and one.meets(-change.printed) for one in spans)
    if not change.is_own and not is_mirrored:
        return _implied(stored, change, now, base)
    return _wrong(stored, change, (now, base), span, "R2" if is_opposite else "R1")


def _wrong(stored: Stored, change: _Change, pair: tuple[Figure, Figure], span: Interval, rule: str) -> Issue:
    """Say what the figures give instead, and what else the printed change would be right of."""
    segment, before = change.reading.segment, change.period.previous
    said = {
        "what": stored.what(change.period, segment),
        "printed": change_text(change.reading),
        "where": _where(stored, change.reading),
        "before": stored.printed(pair[1]),
        "now": stored.printed(pair[0]),
        "computed": change_span_message(change.reading.unit, span, change.printed),
    }
    keys = (
        stored.key(change.period, segment, Statistic.CHANGE),
        stored.key(change.period, segment),
        stored.key(before, segment),
    )
    fits = tuple(_fitting(stored, change, pair))
    if fits:
        id_ = "check.change_sign_fits" if rule == "R2" else "check.change_value_fits"
        return error(rule, message(id_, **said, fits=fits), *keys)
    return error(rule, message("check.change_sign" if rule == "R2" else "check.change_value", **said), *keys)


def _fitting(stored: Stored, change: _Change, pair: tuple[Figure, Figure]) -> Iterator[Message]:
    """Yield what a wrong change would be right of: another base, another operation, or the issue before."""
    reading, period = change.reading, change.period
    segment, now = reading.segment, pair[0]
    year = base_period_of(period, Base.YEAR)
    then = None if year is None else stored.rows(year).get(segment)
    if year is not None and then is not None and _fits(stored, change, reading.unit, now, then):
        yield message("check.fits_period", period=year)
    averages = (one for one in stored.readings_in(period).get(segment, ()) if one.statistic == Statistic.AVERAGE_6)
    if any(_fits(stored, change, reading.unit, now, one) for one in averages if one.value is not None):
        yield message("check.fits_average")
    other = "percent" if reading.unit == "points" else "points"
    if _fits(stored, change, other, *pair):
        yield message("check.fits_relative" if other == "percent" else "check.fits_points")
    if any(_is_same(reading, one) for one in stored.readings_in(period.previous).get(segment, ())):
        yield message("check.fits_stale", period=period.previous)


def _fits(stored: Stored, change: _Change, unit: str, now: Figure, base: Figure) -> bool:
    span = _computed(stored, unit, now, base)
    return span is not None and span.meets(change.printed)


def _is_same(reading: Reading, other: Reading) -> bool:
    """Whether another printed change is the same number."""
    return other.statistic == Statistic.CHANGE and (other.value, other.unit) == (reading.value, reading.unit)


def _implied(stored: Stored, change: _Change, now: Figure, base: Figure) -> Issue | None:
    """Say which figure of the period before a change implies, where others say another."""
    level = stored.level(now)
    assert level is not None
    implied = _base_of(change.reading.unit, level, change.printed)
    span = None if implied is None else value_span(stored.unit, implied)
    if span is None:
        return None
    before, segment = change.period.previous, change.reading.segment
    text = message(
        "check.implied_previous",
        what=stored.what(change.period, segment),
        printed=change_text(change.reading),
        where=_where(stored, change.reading),
        now=stored.printed(now),
        period=before,
        implied=span_message(stored.unit, span, _value_of(stored, base)),
        stored=stored.sourced(base) if isinstance(base, Reading) else _accepted(stored, base),
    )
    change_key = stored.key(change.period, segment, Statistic.CHANGE)
    return warning("R21", text, change_key, stored.key(before, segment))


def _value_of(stored: Stored, figure: Figure) -> Interval | None:
    """Return where a figure lies in the metric's unit."""
    level = stored.level(figure)
    return None if level is None else value_span(stored.unit, level)


def _accepted(stored: Stored, observation: Observation) -> Message:
    """Write an accepted value with the source that it came from."""
    source, figure = stored.source_name(observation.source), stored.printed(observation)
    return message("check.sourced", figure=figure, where=source) if source else figure


def _base_of(unit: str, now: Interval, change: Interval) -> Interval | None:
    """Return the level that a change is from; None where a fall by all, or more, leaves none."""
    if unit != "percent":
        return now - change
    factor = point(1) + change / point(100)
    return None if factor.low <= 0 or now.low < 0 else now / factor


def _computed(stored: Stored, unit: str, now: Figure, base: Figure) -> Interval | None:
    """Return where the change between two figures lies, in a unit of changes; None where the base may be 0."""
    spans = stored.level(now), stored.level(base)
    if spans[0] is None or spans[1] is None:
        return None
    if unit != "percent":
        return spans[0] - spans[1]
    return None if spans[1].low <= 0 else (spans[0] / spans[1] - point(1)) * point(100)


def _contradicting(stored: Stored, period: Period, segment: str, printed: Sequence[Reading]) -> Iterator[Issue]:
    """Find two changes of one figure that cannot both be right, where no figures tell which is wrong; one pair is told."""
    for first, second in combinations(printed, 2):
        if not _differ(first, second):
            continue
        said = {
            "what": stored.what(period, segment),
            "first": change_text(first),
            "first_where": _where(stored, first),
            "second": change_text(second),
            "second_where": _where(stored, second),
        }
        key = stored.key(period, segment, Statistic.CHANGE)
        if first.source != second.source:
            yield warning("R21", message("check.changes_differ", **said), key)
            return
        spans = interval_as_printed(first), interval_as_printed(second)
        if _are_opposite(*spans):
            yield error("R2", message("check.changes_opposite", **said), key)
        else:
            text = message("check.changes_differ", **said)
            yield warning("R5", text, key) if spans[0].meets(spans[1]) else error("R5", text, key)
        return


def _differ(first: Reading, second: Reading) -> bool:
    """Whether two printed changes are two numbers; those that were rounded alike are where their digits differ."""
    if first.unit != second.unit or first.value == second.value:
        return False
    is_rounded_alike = first.qualifier == second.qualifier == Qualifier.EXACT and first.step == second.step
    return is_rounded_alike or not interval_as_printed(first).meets(interval_as_printed(second))


def _are_opposite(span: Interval, other: Interval) -> bool:
    """Whether one is certainly a rise and the other a fall."""
    return (span.low > 0 and other.high < 0) or (span.high < 0 and other.low > 0)


def _where(stored: Stored, reading: Reading) -> str:
    """Say where a printed change stands."""
    return ", ".join(part for part in (stored.source_name(reading.source), reading.place) if part) or "–"
