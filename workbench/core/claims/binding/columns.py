"""What the lines of a table have in common: their dimension, and whether they are labels, values or an axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.core.claims.binding.cells import Cell, CellKind
from workbench.core.claims.model import LOCAL


def members(labels: Sequence[Cell]) -> list[Cell]:
    """Return the labels from the first that names a segment on, without titles."""
    first = next((place for place, cell in enumerate(labels) if cell.segments or cell.is_total), None)
    if first is None:
        return []
    return [cell for cell in labels[first:] if cell.kind is CellKind.LABEL]


def dimension_of(segments: Sequence[tuple[tuple[str, str], ...]]) -> str:
    """Return the dimension that most labels have; "local" where more than two in three have none."""
    counts: dict[str, int] = {}
    for pairs in segments:
        for dimension in {dimension for dimension, id in pairs if id != "other"}:
            counts[dimension] = counts.get(dimension, 0) + 1
    best = max(counts, key=counts.__getitem__, default=LOCAL)
    is_shared = counts.get(best, 0) * 2 >= len(segments) or (len(counts) == 1 and 1 < counts[best] >= len(segments) / 3)
    return best if is_shared else LOCAL


def by_dimension(run: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Split rows where the labels go over to another dimension."""
    group: list[Cell] = []
    dimensions: set[str] = set()
    for cell in run:
        own = {dimension for dimension, _ in cell.segments}
        if group and own and dimensions and not own & dimensions:
            place = _restart(group)
            yield group[:place]
            group, dimensions = group[place:], set()
        dimensions = dimensions & own if dimensions and own else dimensions or own
        group.append(cell)
    if group:
        yield group


def _restart(group: Sequence[Cell]) -> int:
    """Return where the list below begins among a group's last rows: at an unknown label whose value rises after falling ones."""
    place = len(group)
    while place > 1 and not group[place - 1].segments:
        place -= 1
    tops = [cell.numbers[0].printed.value if cell.numbers else None for cell in group]
    for at in range(place, len(group)):
        above = tops[: at + 1]
        if None not in above and above[:-1] == sorted(above[:-1], reverse=True) and above[-1] > above[-2]:  # type: ignore[type-var,operator]  # none is None
            return at
    return len(group)


def is_axis(run: Sequence[Cell]) -> bool:
    """Whether values are the ticks of an axis: plain numbers or percentages at equal distances, or years."""
    numbers = [number for cell in run for number in cell.numbers]
    values = [number.printed.value for number in numbers]
    if not values:
        return True
    if len(values) < 4 or any(number.unit not in {"", "percent"} for number in numbers):
        return len(values) > 1 and all(1990 <= value <= 2100 for value in values)
    steps = {later - earlier for earlier, later in pairwise(values)}
    return len(steps) == 1
