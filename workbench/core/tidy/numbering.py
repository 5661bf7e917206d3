"""The numbers of readings among those of their source, and when one reading is another again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from workbench.core.records import Reading, Statistic
from workbench.core.tidy.lines import Line

Origin = tuple[int, str]
"""A source, and the place in it."""


def numbers_of(standing: Sequence[Reading], lines: Sequence[Line], origins: Sequence[Origin]) -> list[int]:
    """Return the number of each reading among those of its source.

    A reading takes the number under which its figure stands, else that of the figure from its place, else the next one.
    """
    if not standing and len(lines) == 1:
        return [1]
    numbers = [0] * len(lines)
    free = list(standing)
    for stands in (_stands_wholly, _stands_as_printed, stands_at_its_place):
        for at, (line, (source, place)) in enumerate(zip(lines, origins, strict=True)):
            known = [old for old in free if old.source == source and stands(old, line, place)]
            if known and not numbers[at]:
                numbers[at] = known[0].nth
                free.remove(known[0])
    last = defaultdict(int, {old.source: old.nth for old in sorted(standing, key=lambda old: old.nth)})
    for at, (source, _) in enumerate(origins):
        if not numbers[at]:
            last[source] += 1
            numbers[at] = last[source]
    return numbers


def reading_from(reading: Reading, source: int, place: str, nth: int) -> Reading:
    """Return a reading from its source; `replace` would take three times as long, for each row of a file."""
    return Reading(
        reading.metric, reading.grain, reading.period, reading.dimension, reading.segment, reading.statistic, source, nth,
        reading.value, reading.step, reading.qualifier, reading.unit, reading.label, reading.text, place,
    )  # fmt: skip


def _stands_wholly(old: Reading, line: Line, place: str) -> bool:
    return old.place == place and prints_the_same(old, line)


def _stands_as_printed(old: Reading, line: Line, _: str) -> bool:
    return prints_the_same(old, line)


def stands_at_its_place(old: Reading, _: Line, place: str) -> bool:
    """Whether a reading is from the same place in its source; a line without one can be from any."""
    return not place or old.place == place


def prints_the_same(old: Reading, line: Line) -> bool:
    """Whether a line has the figure of a reading; words count where there is no number, the rounding where it is stated.

    The unit of a change does not count: "%" is printed for points and for percent alike.
    """
    new = line.reading
    return (
        old.value == new.value
        and (old.unit == new.unit or old.statistic == Statistic.CHANGE)
        and (old.value is not None or old.text == new.text)
        and (not line.has_step or old.step == new.step)
        and (not line.has_qualifier or old.qualifier == new.qualifier)
    )
