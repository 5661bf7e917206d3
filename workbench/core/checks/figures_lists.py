"""Lists of the first N: how many rows they have, their order, and whether somebody outside should stand inside.

A printed list is known by its place, "panel top 5, row 4". Without one, the coverage alone says how many are listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.core.checks.figures_stored import Stored, error, info, list_of, warning
from workbench.core.checks.issues import Issue
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.printed import Interval
from workbench.core.records import CoverageKind, Observation, Reading, Statistic
from workbench.core.units import PERCENT

_TOP = re.compile(r"\btop ([0-9]+)")
_LAST = re.compile(r"\b(?:bottom|low|lowest|least|last|fewest)\b")
_FEWEST = 4
"""How many figures a list has at least before one that is printed more exactly stands out."""


@dataclass(frozen=True, slots=True)
class _List:
    """A printed list: its readings by segment and by row, and of how many it is the first; None where it may be others."""

    name: str
    source: int
    members: Mapping[str, Sequence[Reading]]
    rows: Mapping[int, Reading]
    top: int | None


def lists(stored: Stored, periods: Sequence[Period]) -> Iterator[Issue]:
    """Find lists that are not the first N of anything (R6), and figures that are printed more exactly than their list (R19)."""
    if stored.is_total:
        return
    for period in periods:
        printed = _lists(stored, period)
        is_ranked = _top(stored, period) is not None
        for one in printed:
            yield from _length(stored, period, one)
            yield from _precision(stored, period, one)
            if is_ranked and one.top is not None:
                yield from _order(stored, period, one)
                yield from _missed(stored, period, one)
        if is_ranked and not printed:
            yield from _stored_length(stored, period)


def _top(stored: Stored, period: Period) -> int | None:
    """Return N where the first N were reported."""
    coverage = stored.coverages.get(str(period))
    return coverage.top if coverage is not None and coverage.kind == CoverageKind.TOP else None


def _lists(stored: Stored, period: Period) -> list[_List]:
    """Return the printed lists of a period."""
    found: dict[tuple[int, str], tuple[dict[str, list[Reading]], dict[int, Reading]]] = {}
    for segment, readings in stored.readings_in(period).items():
        for reading in readings:
            place = list_of(reading.place)
            if place is None or reading.statistic != Statistic.VALUE or reading.value is None:
                continue
            members, rows = found.setdefault((reading.source, place[0]), ({}, {}))
            members.setdefault(segment, []).append(reading)
            if place[1] is not None:
                rows[place[1]] = reading
    count = Counter(source for source, _ in found)
    return [
        _List(name, source, members, rows, _top_of(stored, period, name, is_only=count[source] == 1))
        for (source, name), (members, rows) in found.items()
    ]


def _top_of(stored: Stored, period: Period, name: str, *, is_only: bool) -> int | None:
    """Return of how many a list is the first: as its own name says, "table top 10", else as its coverage does.

    The coverage tells nothing of a list that is not its source's only one, or that is called the lowest ones.
    """
    found = _TOP.search(name)
    if found is not None:
        return int(found[1])
    return _top(stored, period) if is_only and not _LAST.search(name) else None


def _length(stored: Stored, period: Period, printed: _List) -> Iterator[Issue]:
    """Find a list of more rows than it is said to have, or of fewer where none stands twice."""
    count = len(printed.members)
    if printed.top is None or count == printed.top:
        return
    ordered = _by_level(stored, printed)
    said = {"list": printed.name, "source": stored.source_name(printed.source), "top": printed.top, "count": count}
    what = stored.breakdown(period)
    if count > printed.top:
        extra = ordered[printed.top :]
        names = tuple(stored.name(segment) for segment in extra)
        keys = [stored.key(period, segment) for segment in (*extra, *ordered[: printed.top])]
        yield error("R6", message("check.list_long", what=what, extra=names, **said), *keys)
    elif all(len(readings) == 1 for readings in printed.members.values()):
        keys = [stored.key(period, segment) for segment in ordered]
        yield warning("R6", message("check.list_short", what=what, **said), *keys)


def _by_level(stored: Stored, printed: _List) -> list[str]:
    """Return a list's segments from the worst."""

    def level(segment: str) -> float:
        found = stored.level(printed.members[segment][0])
        return 0.0 if found is None else float(found.middle)

    return sorted(printed.members, key=level, reverse=stored.metric.worse == "more")


def _order(stored: Stored, period: Period, printed: _List) -> Iterator[Issue]:
    """Find two neighbouring rows that certainly stand the wrong way round."""
    for row, after in pairwise(sorted(printed.rows)):
        first, second = printed.rows[row], printed.rows[after]
        if _is_worse(stored, stored.level(second), stored.level(first)):
            text = message(
                "check.list_order",
                what=stored.breakdown(period),
                list=printed.name,
                first=stored.name(first.segment),
                first_figure=stored.printed(first),
                second=stored.name(second.segment),
                second_figure=stored.printed(second),
            )
            yield error("R6", text, stored.key(period, first.segment), stored.key(period, second.segment))


def _missed(stored: Stored, period: Period, printed: _List) -> Iterator[Issue]:
    """Find segments outside a list that are certainly worse than one inside; by another source's figure they may be."""
    inside = [(segment, level) for segment in printed.members if (level := _worst(stored, period, printed, segment))]
    if not inside:
        return
    is_more = stored.metric.worse == "more"
    last, last_level = min(inside, key=lambda one: one[1].high) if is_more else max(inside, key=lambda one: one[1].low)
    for segment, accepted in stored.rows(period).items():
        own = [one for one in stored.values_of(period, segment) if one.source == printed.source]
        figures: list[Observation | Reading] = [*own] or [accepted]
        if segment in printed.members or not all(_is_worse(stored, stored.level(one), last_level) for one in figures):
            continue
        text = message(
            "check.list_missed",
            what=stored.what(period, segment),
            figure=stored.printed(figures[0]),
            list=printed.name,
            last=stored.name(last),
            last_figure=stored.printed(printed.members[last][0]),
        )
        issue = error if own or accepted.source == printed.source else warning
        yield issue("R6", text, stored.key(period, segment), stored.key(period, last))


def _worst(stored: Stored, period: Period, printed: _List, segment: str) -> Interval | None:
    """Return the level of a listed segment; of several readings, the accepted one too, the worst: it leaves least outside."""
    figures = (*printed.members[segment], stored.rows(period).get(segment))
    levels = [level for one in figures if (level := stored.level(one)) is not None]
    is_more = stored.metric.worse == "more"
    if not levels:
        return None
    return max(levels, key=lambda one: one.high) if is_more else min(levels, key=lambda one: one.low)


def _is_worse(stored: Stored, level: Interval | None, other: Interval | None) -> bool:
    """Whether one level is certainly worse than another."""
    if level is None or other is None:
        return False
    return level.low > other.high if stored.metric.worse == "more" else level.high < other.low


def _stored_length(stored: Stored, period: Period) -> Iterator[Issue]:
    """Tell how many figures stand beside a list of the first N where no place says which of them it printed."""
    top = _top(stored, period)
    rows = [segment for segment, one in stored.rows(period).items() if one.value is not None]
    if top is None or not rows or len(rows) == top:
        return
    text = message("check.list_other_length", what=stored.breakdown(period), top=top, count=len(rows))
    keys = [stored.key(period, segment) for segment in rows]
    yield warning("R6", text, *keys) if len(rows) < top else info("R6", text, *keys)


def _precision(stored: Stored, period: Period, printed: _List) -> Iterator[Issue]:
    """Find the one percentage of a list that is printed to more decimals than all others."""
    readings = [readings[0] for readings in printed.members.values()]
    if len(readings) < _FEWEST or any(one.unit != PERCENT.id for one in readings):
        return
    steps = Counter(one.step for one in readings)
    fine = min(steps, key=lambda step: step or 0.0)
    if len(steps) != 2 or steps[fine] != 1 or not fine:
        return
    reading = next(one for one in readings if one.step == fine)
    text = message("check.precision", what=stored.what(period, reading.segment), figure=stored.printed(reading))
    yield info("R19", text, stored.key(period, reading.segment))
