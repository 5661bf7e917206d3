"""What figures say beside each other: changes, averages and ranks, in columns, as far as coverage allows.

A column is one segment's values along the periods, None where there is none. Numbers are those printed; levels (see
`units.level`) are what ranks and signs go by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, cast

from workbench.core.records import Coverage, CoverageKind
from workbench.core.units import Unit

Column = list[float | None]
"""Values of one segment, a place for each period."""

Worse = Literal["more", "less"]
"""Which way of the level is worse for a metric."""


def levels(unit: Unit, column: Column) -> Column:
    """Return what ranks and signs go by: the rate in percent of "1 in N", else the values."""
    if not unit.is_rate_of_one:
        return column
    return [100 / value if value else None for value in column]


def changes(unit: Unit, column: Column, bases: Column) -> Column:
    """Return each value's change from its base: in points of the level, or in percent for counts.

    None where one of the two is missing, or where a count's base is 0.
    """
    if unit.change_unit == "percent":
        return [
            (now / base - 1) * 100 if now is not None and base else None
            for now, base in zip(column, bases, strict=True)
        ]
    now_levels, base_levels = levels(unit, column), levels(unit, bases)
    return [
        now - base if now is not None and base is not None else None
        for now, base in zip(now_levels, base_levels, strict=True)
    ]


def averages(column: Column, months: int, *, includes_current: bool) -> tuple[Column, list[int]]:
    """Return the plain mean of the printed values over the months up to each period, and how many were present.

    For "1 in N" it is the mean of the printed N, as this publisher's averages come out (its Q3 2007 and Q2 2009 figures fit
    the mean of N, not that of the rates). Sums run along the column, so that a window costs two looks and not `months`.
    """
    shown = column if includes_current else [None, *column[:-1]]
    lead = next((at for at, value in enumerate(shown) if value is not None), len(shown))
    known = shown[lead:]
    means, present = _averages_with_gaps(known, months) if None in known else _averages_of_all(known, months)
    return [*[None] * lead, *means], [*[0] * lead, *present]


def _averages_of_all(column: Column, months: int) -> tuple[Column, list[int]]:
    """Return the averages of a column without gaps: nearly all are such, and they take half the time."""
    sums = [0.0] * months + list(accumulate(cast("list[float]", column)))
    present = [*range(1, months), *[months] * len(column)][: len(column)]
    return [(now - then) / number for now, then, number in zip(sums[months:], sums, present, strict=False)], present


def _averages_with_gaps(column: Column, months: int) -> tuple[Column, list[int]]:
    """Return the averages of what is there."""
    sums = [0.0] * months + list(accumulate([value or 0.0 for value in column]))
    counts = [0] * months + list(accumulate([value is not None for value in column]))
    present = [now - then for now, then in zip(counts[months:], counts, strict=False)]
    spans = zip(sums[months:], sums, present, strict=False)
    return [(now - then) / number if number else None for now, then, number in spans], present


def ranks(worst_first: Sequence[float | None], worse: Worse) -> list[int | None]:
    """Return each level's place from the worst, 1 first; equal levels share a place and the next ones are left out."""
    present = [index for index, value in enumerate(worst_first) if value is not None]
    present.sort(key=worst_first.__getitem__, reverse=worse == "more")  # type: ignore[arg-type]
    places: list[int | None] = [None] * len(worst_first)
    before: float | None = None
    place = 0
    for position, index in enumerate(present, 1):
        if worst_first[index] != before:
            place, before = position, worst_first[index]
        places[index] = place
    return places


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among the segments of a breakdown, as far as it is known.

    `beyond` is N where only the first N places are known and this is none of them; `of` is how many members were
    reported where nobody says which these are. Both are None for a certain place.
    """

    place: int
    beyond: int | None = None
    of: int | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it is the place among all members."""
        return self.beyond is None and self.of is None

    def __str__(self) -> str:
        """Write "3", "> 5" or "3 of 13"."""
        if self.beyond is not None:
            return f"> {self.beyond}"
        return str(self.place) if self.of is None else f"{self.place} of {self.of}"


RankChange = int | Literal["entered", "left"] | None
"""How many places a segment came nearer to the worst since the base, or that it came into or left the known ones."""


def known_ranks(places: Sequence[int | None], coverage: Coverage | None) -> list[Rank | None]:
    """Return what the places are worth under a coverage; none is said to be a selection."""
    if coverage is not None and coverage.kind == CoverageKind.COMPLETE:
        return [Rank(place) if place is not None else None for place in places]
    if coverage is not None and coverage.kind == CoverageKind.TOP and coverage.top:
        top = coverage.top
        return [_rank_in_top(place, top) if place is not None else None for place in places]
    reported = sum(place is not None for place in places)
    return [Rank(place, of=reported) if place is not None else None for place in places]


def _rank_in_top(place: int, top: int) -> Rank:
    return Rank(place) if place <= top else Rank(place, beyond=top)


def rank_change(now: Rank | None, base: Rank | None, *, is_base_known: bool, is_now_known: bool) -> RankChange:
    """Return the movement from base to now, upwards positive; None where coverage does not allow to say.

    `is_…_known` says that the period's coverage is complete or a top list. Only then is a segment that is missing or
    beyond the known places one that entered or left.
    """
    now_place = now.place if now is not None and now.is_certain else None
    base_place = base.place if base is not None and base.is_certain else None
    if now_place is not None and base_place is not None:
        return base_place - now_place
    if now_place is not None and is_base_known:
        return "entered"
    if base_place is not None and is_now_known:
        return "left"
    return None


def is_filled(known: Sequence[Rank | None], coverage: Coverage | None) -> bool:
    """Whether a top list has all its figures: then who is stated to be missing is not in it, else may be still to come."""
    if coverage is None or coverage.kind != CoverageKind.TOP or not coverage.top:
        return False
    return sum(rank is not None for rank in known) >= coverage.top


def is_ranked(coverage: Coverage | None) -> bool:
    """Whether a coverage says which places are known: complete or the first N."""
    if coverage is None or coverage.kind == CoverageKind.SELECTION:
        return False
    return coverage.kind == CoverageKind.COMPLETE or bool(coverage.top)
