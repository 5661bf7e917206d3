"""Top lists with the variants of one thing rolled up: Trojan.Bredolab and Trojan.Bredolab!eml into the family Bredolab.

What a family amounts to is the sum of its listed names, as an interval. Names below a top list's last place may add to it,
so places of families are certain only where the list is complete.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from workbench.core.analysis import Rank, RankChange, Worse, changes, is_ranked, levels, rank_change, ranks
from workbench.core.catalogue import Catalogue, Composition
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.printed import Interval, Qualifier, decimal_of, stored
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.queries.top_list import (
    Departed,
    TopList,
    ancestors,
    breakdowns_apart_from,
    is_complete,
    sum_of,
    top_list,
    worst_status,
)
from workbench.core.units import UNITS

_SUMMABLE = (Composition.SHARES, Composition.PARTS)


@dataclass(frozen=True, slots=True)
class Lists:
    """A list by names and the same by families; both are one where no name belongs to a family."""

    names: TopList
    families: TopList

    @property
    def has_families(self) -> bool:
        """Whether anything is rolled up."""
        return self.families is not self.names


def top_lists(
    reader: Reader,
    catalogue: Catalogue,
    period: Period,
    *,
    apart: Collection[str],
    base: BaseOfComparison = Base.PREVIOUS,
) -> tuple[Lists, ...]:
    """Return all lists of a period, in display order; `apart` are dimensions that are shown elsewhere."""
    listed = (
        top_list(reader, catalogue, metric, dimension, period, base=base)
        for metric, dimension in breakdowns_apart_from(catalogue, apart)
    )
    return tuple(Lists(names, rolled_up(names, catalogue)) for names in listed)


def rolled_up(names: TopList, catalogue: Catalogue) -> TopList:
    """Return a list of families in the place of their names; the same list where it has none, or rates, which have no sum.

    A family with a figure of its own keeps that. Names without a family stay as they are.
    """
    groups = _groups(names, catalogue)
    if names.composition not in _SUMMABLE or not any(group.is_family for group in groups):
        return names
    families = [_family(names, group) for group in groups]
    placed = _Places(
        names, _ranked(names, [one.value for one in families]), _ranked(names, [one.then for one in families])
    )
    now = [at for at, group in enumerate(groups) if group.rows]
    now.sort(key=lambda at: (placed.now[at] or len(groups) + 1, groups[at].id))
    moves = {at: placed.move(at, groups[at]) for at in now}
    left = [at for at, group in enumerate(groups) if not group.rows or moves[at] == "left"]
    left.sort(key=lambda at: (placed.then[at] or len(groups) + 1, groups[at].id))
    shown = [families[at] for at in now]
    return replace(
        names,
        segments=tuple(groups[at].id for at in now),
        members=tuple(groups[at].members for at in now),
        values=tuple(one.value for one in shown),
        steps=tuple(one.step for one in shown),
        qualifiers=tuple(one.qualifier for one in shown),
        statuses=tuple(one.status for one in shown),
        spans=tuple(one.span for one in shown),
        bases=tuple(one.base for one in shown),
        changes=tuple(one.change for one in shown),
        change_spans=tuple(one.change_span for one in shown),
        are_published=tuple(one.is_published for one in shown),
        ranks=tuple(placed.rank(at) for at in now),
        moves=tuple(moves[at] for at in now),
        departed=Departed(
            segments=tuple(groups[at].id for at in left),
            bases=tuple(families[at].then for at in left),
            ranks=tuple(placed.base_rank(at) for at in left),
            members=tuple(groups[at].members for at in left),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """What is rolled up into one row: places in the list and among those that left, of the family itself or its names."""

    id: str
    own: int | None
    rows: tuple[int, ...]
    left: tuple[int, ...]
    members: tuple[str, ...]

    @property
    def is_family(self) -> bool:
        """Whether it is more than a name."""
        return bool(self.members)


@dataclass(frozen=True, slots=True)
class _Family:
    """The figures of a group; `then` is what its place at the base goes by: all of its names that were listed there."""

    value: float | None
    step: float | None
    qualifier: str
    status: str
    span: Interval | None
    base: float | None
    change: float | None
    change_span: Interval | None
    is_published: bool
    then: float | None


def _groups(names: TopList, catalogue: Catalogue) -> list[_Group]:
    """Put names together by the topmost thing that they are rolled up into."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    columns = (names.segments, names.departed.segments)
    for which, segments in enumerate(columns):
        for at, segment in enumerate(segments):
            if which and segment in names.segments:
                continue
            root = (segment, *ancestors(catalogue, names.dimension, segment))[-1]
            found.setdefault(root, ([], []))[which].append(at)
    groups = []
    for root, (rows, left) in found.items():
        own = next((at for at in rows if names.segments[at] == root and names.values[at] is not None), None)
        listed = [names.segments[at] for at in rows] or [names.departed.segments[at] for at in left]
        members = tuple(segment for segment in listed if segment != root)
        groups.append(_Group(root, own, tuple(rows), tuple(left), members))
    return groups


def _family(names: TopList, group: _Group) -> _Family:
    """Add a group's figures up; one of its own stands for all."""
    parts = [group.own] if group.own is not None else [at for at in group.rows if names.values[at] is not None]
    spans = [span for at in parts if (span := names.spans[at]) is not None]
    span = sum_of(spans) if len(parts) > 1 else next(iter(spans), None)
    number = _Number(
        _sum([names.values[at] for at in parts]), max((names.steps[at] or 0.0 for at in parts), default=None)
    )
    written = number.written(span, [names.qualifiers[at] for at in parts])
    is_same = bool(parts) and (group.own is not None or not group.left)
    change, base = _change(names, parts, number.value) if is_same else (None, None)
    return _Family(
        value=written.value,
        step=written.step,
        qualifier=written.qualifier,
        status=worst_status({names.statuses[at] for at in parts}),
        span=span,
        base=base,
        change=change,
        change_span=_change_span(names, parts) if change is not None else None,
        is_published=change is not None and any(names.are_published[at] for at in parts),
        then=_sum([*(names.bases[at] for at in parts), *(names.departed.bases[at] for at in group.left)]),
    )


def _sum(values: Sequence[float | None]) -> float | None:
    """Add the values that are there, as they are printed: 5.3 and 4.8 are 10.1."""
    known = [decimal_of(value) for value in values if value is not None]
    return stored(sum(known, Decimal(0))) if known else None


@dataclass(frozen=True, slots=True)
class _Number:
    """A sum as it is written."""

    value: float | None
    step: float | None
    qualifier: str = Qualifier.EXACT

    def written(self, span: Interval | None, qualifiers: Sequence[str]) -> _Number:
        """Return how a sum is written that lies in a span: of bounds and ranges the range, or the least that it can be."""
        kinds = set(qualifiers)
        if len(qualifiers) == 1:
            return replace(self, qualifier=qualifiers[0])
        if span is None or kinds == {Qualifier.EXACT}:
            return self
        if kinds <= {Qualifier.EXACT, Qualifier.ABOUT}:
            return replace(self, qualifier=Qualifier.ABOUT)
        if span.high.is_finite():
            return _Number(stored(span.middle), stored(span.high - span.low), Qualifier.RANGE)
        return _Number(stored(span.low), self.step, Qualifier.ABOVE)


def _change(names: TopList, parts: Sequence[int], value: float | None) -> tuple[float | None, float | None]:
    """Return a family's change and what it is from; None where one of its names has none."""
    bases = [names.bases[at] for at in parts]
    base = None if None in bases else _sum(bases)
    if len(parts) == 1:
        return names.changes[parts[0]], base
    unit, found = UNITS[names.metric.unit], [names.changes[at] for at in parts]
    if unit.change_unit == "percent":
        return changes(unit, [value], [base])[0], base
    return None if None in found else _sum(found), base


def _change_span(names: TopList, parts: Sequence[int]) -> Interval | None:
    """Return where a family's change lies; None where it is not known of each name, or of several in percent."""
    spans = [names.change_spans[at] for at in parts]
    if None in spans or (len(parts) > 1 and UNITS[names.metric.unit].change_unit == "percent"):
        return None
    first, *others = cast("list[Interval]", spans)
    for other in others:
        first += other
    return first


def _ranked(names: TopList, values: list[float | None]) -> list[int | None]:
    """Return the places of families by what they amount to."""
    return ranks(levels(UNITS[names.metric.unit], values), cast("Worse", names.metric.worse))


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of families, now and at the base, as far as the coverages allow."""

    names: TopList
    now: Sequence[int | None]
    then: Sequence[int | None]

    def rank(self, at: int) -> Rank | None:
        """Return a family's place now."""
        return _rank(self.now, at, is_certain=is_complete(self.names.coverage))

    def base_rank(self, at: int) -> Rank | None:
        """Return a family's place at the base."""
        return _rank(self.then, at, is_certain=is_complete(self.names.base_coverage))

    def move(self, at: int, group: _Group) -> RankChange:
        """Return a family's movement; one of whose names none was listed at the base is new, if both lists tell."""
        names = self.names
        if names.base is None or not (is_ranked(names.coverage) and is_ranked(names.base_coverage)):
            return None
        if is_complete(names.coverage) and is_complete(names.base_coverage):
            return rank_change(self.rank(at), self.base_rank(at), is_base_known=True, is_now_known=True)
        is_new = not group.left and all(names.moves[row] == "entered" for row in group.rows)
        return "entered" if is_new else None


def _rank(places: Sequence[int | None], at: int, *, is_certain: bool) -> Rank | None:
    place = places[at]
    if place is None:
        return None
    return Rank(place) if is_certain else Rank(place, of=sum(one is not None for one in places))
