"""Several readings of one figure that cannot be one number: said twice, in two units, by two sources, twice in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from workbench.core.agreement import can_be_one
from workbench.core.checks.figures_stored import (
    Stored,
    as_printed,
    error,
    list_of,
    span_message,
    warning,
)
from workbench.core.checks.issues import Issue
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.records import Reading, Statistic
from workbench.core.units import PERCENT

_SAID = (Statistic.VALUE, Statistic.AVERAGE_6, Statistic.PEAK)
"""What is compared here; printed changes have rules of their own."""


def readings(stored: Stored, periods: Sequence[Period]) -> Iterator[Issue]:
    """Find readings of one figure that contradict each other (R5, R6, R10, R21)."""
    for period in periods:
        for segment, found in stored.readings_in(period).items():
            if len(found) > 1:
                yield from _of_figure(stored, period, segment, found)


def _of_figure(stored: Stored, period: Period, segment: str, found: Sequence[Reading]) -> Iterator[Issue]:
    for statistic in _SAID:
        said = [one for one in found if one.statistic == statistic and one.value is not None]
        if len(said) < 2:
            continue
        own = [issue for group in _by_source(said) for issue in _of_source(stored, period, segment, group)]
        yield from own
        if not own:
            yield from _between_sources(stored, period, segment, said)


def _by_source(said: Sequence[Reading]) -> list[list[Reading]]:
    groups: dict[int, list[Reading]] = {}
    for reading in said:
        groups.setdefault(reading.source, []).append(reading)
    return list(groups.values())


def _of_source(stored: Stored, period: Period, segment: str, said: Sequence[Reading]) -> Iterator[Issue]:
    """Find what one source says twice; one issue a figure."""
    key = stored.key(period, segment, said[0].statistic)
    twice = next((pair for pair in combinations(said, 2) if _are_rows_of_one_list(*pair)), None)
    if twice is not None:
        text = message(
            "check.list_twice",
            list=_list_name(twice[0]),
            source=stored.source_name(twice[0].source),
            what=stored.what(period, segment),
            figures=tuple(stored.printed(one) for one in said),
        )
        yield warning("R6", text, key) if _agree(stored, said) else error("R6", text, key)
        return
    pair = _contradiction(stored, said)
    if pair is None:
        return
    if pair[0].unit != pair[1].unit:
        yield error("R10", _in_two_units(stored, period, segment, pair), key)
    else:
        is_apart = any(_are_apart(stored, *two) for two in combinations(said, 2))
        text = _restated(stored, period, segment, said)
        yield error("R5", text, key) if is_apart else warning("R5", text, key)


def _between_sources(stored: Stored, period: Period, segment: str, said: Sequence[Reading]) -> Iterator[Issue]:
    """Find a figure on which two sources disagree."""
    pair = _contradiction(stored, said)
    if pair is None:
        return
    key = stored.key(period, segment, said[0].statistic)
    if pair[0].unit != pair[1].unit:
        yield warning("R10", _in_two_units(stored, period, segment, pair), key)
        return
    figures = tuple(stored.sourced(one) for one in said)
    yield warning("R21", message("check.sources_differ", what=stored.what(period, segment), figures=figures), key)


def _contradiction(stored: Stored, said: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """Return two readings that cannot be one number; those of one unit first, None where there are none."""
    pairs = sorted(combinations(said, 2), key=lambda pair: pair[0].unit != pair[1].unit)
    return next((pair for pair in pairs if not _agree(stored, pair)), None)


def _agree(stored: Stored, said: Sequence[Reading]) -> bool:
    return can_be_one(as_printed(one, stored.unit) for one in said)


def _are_apart(stored: Stored, first: Reading, second: Reading) -> bool:
    """Whether no number can be both; 89.45 can be both 89.4 and 89.5."""
    levels = stored.level(first), stored.level(second)
    return levels[0] is None or levels[1] is None or not levels[0].meets(levels[1])


def _are_rows_of_one_list(first: Reading, second: Reading) -> bool:
    """Whether two readings stand in two rows of one printed list."""
    lists = list_of(first.place), list_of(second.place)
    if lists[0] is None or lists[1] is None or lists[0][0] != lists[1][0]:
        return False
    return lists[0][1] != lists[1][1]


def _list_name(reading: Reading) -> str:
    found = list_of(reading.place)
    return "" if found is None else found[0]


def _in_two_units(stored: Stored, period: Period, segment: str, pair: tuple[Reading, Reading]) -> Message:
    """Say that a percentage and a "1 in N" are two rates."""
    first, second = pair
    return message(
        "check.units_differ",
        what=stored.what(period, segment),
        first=stored.sourced(first),
        first_rate=_rate(stored, first, second),
        second=stored.sourced(second),
        second_rate=_rate(stored, second, first),
    )


def _rate(stored: Stored, reading: Reading, other: Reading) -> Message:
    """Write what a reading is as a rate in percent, to be told from another one; as printed where it is none."""
    level = stored.level(reading)
    return stored.printed(reading) if level is None else span_message(PERCENT, level, stored.level(other))


def _restated(stored: Stored, period: Period, segment: str, said: Sequence[Reading]) -> Message:
    """Say that one source gives several figures, and whether one of them is also another segment's: a copying slip."""
    figures = tuple(stored.sourced(one) for one in said)
    what = stored.what(period, segment)
    for reading in said:
        for other, others in stored.readings_in(period).items():
            if other != segment and any(_is_copy(reading, one) for one in others):
                names = {"copied": stored.printed(reading), "other": stored.name(other)}
                return message("check.restated_copy", what=what, figures=figures, **names)
    return message("check.restated", what=what, figures=figures)


def _is_copy(reading: Reading, other: Reading) -> bool:
    """Whether another segment has the same number at the same place of the same source."""
    is_same_place = (reading.source, reading.place, reading.statistic) == (other.source, other.place, other.statistic)
    return is_same_place and (reading.value, reading.unit, reading.step) == (other.value, other.unit, other.step)
