"""Figures along time: slips of the unit, values that never change, gaps, outliers, and published averages.

None of these is an error: a series may do anything. Each says what is unusual and by which numbers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from math import log10
from statistics import median

from workbench.core.analysis import levels
from workbench.core.checks.figures_stored import Stored, info, span_message, span_of, warning
from workbench.core.checks.issues import Issue
from workbench.core.messages import message
from workbench.core.outliers import FEWEST, outliers
from workbench.core.periods import PER_YEAR, Grain, Period
from workbench.core.printed import Interval, point
from workbench.core.records import CoverageKind, Observation, Reading, Statistic

_FACTORS = (10, 100, 1000)
_NEAR = 0.08
"""How far from a factor a slip may be, as a logarithm: 10 is 8.3 to 12."""

_LONGEST_LOOK = 6
_FEWEST_BEFORE = 3
"""How many values before it a slip is told from; at most and at least."""

_STEADY = 3
"""How many times their median, or its part, these values may be."""

_SURELY = 8
"""A level between the lowest before it and so many times that is no slip, nor one between the highest and its part."""

_RUNS = ((100, 4), (10, 8))
"""From how many equal neighbours on a value is constant: one of so many steps (three digits, two), the most first.

One of a single digit repeats by chance.
"""

_FEWEST_ALIKE = min(fewest for _, fewest in _RUNS)

_FAR = 1000
"""So many periods without a figure part two series: one stray year must not fill the centuries between."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One segment's accepted values in neighbouring periods, from its first to its last."""

    segment: str
    periods: Sequence[Period]
    observations: Sequence[Observation | None]
    values: list[float | None]
    levels: list[float | None]


def series(stored: Stored, periods: Sequence[Period]) -> Iterator[Issue]:
    """Find slips of the unit (F1), constant runs (F2), gaps (F3) and outliers (F4) that meet the periods."""
    wanted = {str(period) for period in periods}
    for line in _lines(stored):
        slips = dict(_slips(line))
        yield from (_slip(stored, line, at, slip) for at, slip in slips.items() if str(line.periods[at]) in wanted)
        yield from _constant(stored, line, wanted)
        yield from _gaps(stored, line, wanted)
        yield from _outliers(stored, line, wanted, slips)


def _lines(stored: Stored) -> Iterator[_Line]:
    """Yield the lines of the segments, in the order of their ids."""
    columns: dict[str, dict[int, Observation]] = {}
    for text, rows in stored.observations.items():
        at = Period.parse(text).ordinal
        for segment, one in rows.items():
            columns.setdefault(segment, {})[at] = one
    period_at = cache(partial(Period, stored.grain))
    for segment, column in sorted(columns.items()):
        for first, last in _stretches(sorted(column)):
            places = range(first, last + 1)
            found = [column.get(at) for at in places]
            values = [None if one is None else one.value for one in found]
            yield _Line(segment, [period_at(at) for at in places], found, values, levels(stored.unit, values))


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of places that are not far apart; they are in order."""
    first = places[0]
    for before, after in pairwise(places):
        if after - before > _FAR:
            yield first, before
            first = after
    yield first, places[-1]


def _slips(line: _Line) -> Iterator[tuple[int, int]]:
    """Yield where a value is about 10, 100 or 1,000 times those before it, or that part of them: negative factors."""
    known = [level for level in line.levels if level is not None and level > 0]
    if not known or max(known) < _SURELY * min(known):
        return
    before: deque[float] = deque(maxlen=_LONGEST_LOOK)
    for at, level in enumerate(line.levels):
        if level is None or level <= 0:
            continue
        factor = _factor(level, before)
        if factor:
            yield at, factor
        else:
            before.append(level)


def _factor(level: float, before: Collection[float]) -> int:
    """Return by which power of ten a level has slipped from steady ones; 0 for none."""
    if len(before) < _FEWEST_BEFORE or max(before) / _SURELY < level < min(before) * _SURELY:
        return 0
    usual = median(before)
    if any(not usual / _STEADY <= one <= usual * _STEADY for one in before):
        return 0
    distance = log10(level / usual)
    found = next((factor for factor in _FACTORS if abs(abs(distance) - log10(factor)) < _NEAR), 0)
    return found if distance > 0 else -found


def _slip(stored: Stored, line: _Line, at: int, factor: int) -> Issue:
    """Say by how much a value is off those before it."""
    now = line.observations[at]
    before = next(one for one in reversed(line.observations[:at]) if one is not None and one.value)
    assert now is not None
    text = message(
        "check.slip_up" if factor > 0 else "check.slip_down",
        what=stored.what(line.periods[at], line.segment),
        figure=stored.printed(now),
        factor=abs(factor),
        before=stored.printed(before),
        period=Period.parse(before.period),
    )
    return warning("F1", text, stored.key(line.periods[at], line.segment))


def _constant(stored: Stored, line: _Line, wanted: set[str]) -> Iterator[Issue]:
    """Find values that stay the same for long; told at the last of them."""
    start = 0
    for at in range(1, len(line.values) + 1):
        if at < len(line.values) and line.values[at] == line.values[start]:
            continue
        first = line.observations[start]
        if at - start >= _FEWEST_ALIKE and first is not None and first.value and _is_run(first, at - start):
            ends = line.periods[start], line.periods[at - 1]
            if str(ends[1]) in wanted:
                names = {"what": stored.what(ends[1], line.segment), "figure": stored.printed(first)}
                text = message("check.constant", **names, count=at - start, first=ends[0])
                yield warning("F2", text, stored.key(ends[1], line.segment), stored.key(ends[0], line.segment))
        start = at


def _is_run(observation: Observation, count: int) -> bool:
    """Whether so many equal neighbours are unusual: a value of few digits repeats by chance."""
    value, step = observation.value or 0.0, observation.step or 0.0
    return any(value >= step * steps and count >= fewest for steps, fewest in _RUNS)


def _gaps(stored: Stored, line: _Line, wanted: set[str]) -> Iterator[Issue]:
    """Find periods without a figure between two that have one; told where it is asked for, once a gap."""
    at = 0
    while at < len(line.observations):
        if line.observations[at] is not None:
            at += 1
            continue
        end = at
        while line.observations[end] is None:
            end += 1
        if _is_expected(stored, line, at, end) and _is_asked_for(line, at, end, wanted):
            names = {"what": stored.what(line.periods[at], line.segment), "count": end - at}
            text = message("check.gap", **names, before=line.periods[at - 1], after=line.periods[end])
            yield info("F3", text, stored.key(line.periods[at], line.segment))
        at = end


def _is_asked_for(line: _Line, start: int, end: int, wanted: set[str]) -> bool:
    """Whether one of the missing periods is asked for, or both periods that the gap is between."""
    if str(line.periods[start - 1]) in wanted and str(line.periods[end]) in wanted:
        return True
    return any(str(period) in wanted for period in line.periods[start:end])


def _is_expected(stored: Stored, line: _Line, start: int, end: int) -> bool:
    """Whether a figure should stand in the gap: in a series of which more than half is known, of the total or of a member.

    A member must be reported with all others on both sides, or nobody has said that it would be.
    """
    if 2 * sum(one is not None for one in line.observations) <= len(line.observations):
        return False
    if stored.is_total:
        return True
    neighbours = (stored.coverages.get(str(line.periods[at])) for at in (start - 1, end))
    return all(one is not None and one.kind == CoverageKind.COMPLETE for one in neighbours)


def _outliers(stored: Stored, line: _Line, wanted: set[str], slips: dict[int, int]) -> Iterator[Issue]:
    """Find figures that stand out from their series; slips of the unit are told as such."""
    if sum(value is not None for value in line.values) < FEWEST:
        return
    steps = [None if one is None else one.step for one in line.observations]
    for found in outliers(stored.unit, line.periods, line.values, steps):
        period, observation = line.periods[found.place], line.observations[found.place]
        if observation is None or found.place in slips or str(period) not in wanted:
            continue
        names = {"what": stored.what(period, line.segment), "figure": stored.printed(observation)}
        text = message("check.outlier", **names, reason=found.reason, method=found.method_name)
        yield info("F4", text, stored.key(period, line.segment))


def averages(stored: Stored, periods: Sequence[Period]) -> Iterator[Issue]:
    """Find published averages that fit no window of the stored months (F5), where all months of both windows are known."""
    if stored.grain is not Grain.MONTH:
        return
    for period in periods:
        for segment, readings in stored.readings_in(period).items():
            for reading in readings:
                if reading.statistic == Statistic.AVERAGE_6 and reading.unit == stored.metric.unit:
                    yield from _average(stored, period, segment, reading)


def _average(stored: Stored, period: Period, segment: str, reading: Reading) -> Iterator[Issue]:
    """Compare a published average with the means of the months up to its own, with that one and without."""
    spans = _months_up_to(stored, period, segment)
    printed = span_of(reading)
    if spans is None or printed is None:
        return
    means = [_mean(spans[1:]), _mean(spans[:-1])]
    if any(mean.meets(printed) for mean in means):
        return
    text = message(
        "check.average",
        what=stored.what(period, segment),
        published=stored.sourced(reading),
        including=span_message(stored.unit, means[0], printed),
        excluding=span_message(stored.unit, means[1], printed),
    )
    yield warning("F5", text, stored.key(period, segment, Statistic.AVERAGE_6), stored.key(period, segment))


def _months_up_to(stored: Stored, period: Period, segment: str) -> list[Interval] | None:
    """Return what the months of both windows can mean, earliest first; None where one of them is not known."""
    months = stored.catalogue.average_window.months
    if period.ordinal - months < PER_YEAR[Grain.MONTH]:
        return None
    found = [span_of(stored.rows(period.shifted(-at)).get(segment)) for at in range(months, -1, -1)]
    spans = [span for span in found if span is not None]
    return spans if len(spans) == len(found) else None


def _mean(spans: Sequence[Interval]) -> Interval:
    """Return where the plain mean of printed values lies."""
    total = point(0)
    for span in spans:
        total += span
    return total / point(len(spans))
