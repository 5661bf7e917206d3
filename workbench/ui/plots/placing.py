"""Where the labels of events go: above the frame in two rows, none over another and none through another's line.

Where there is no room for words a flag stands, and one flag with their number for several events close together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

UPPER, LOWER = 0, 1

GAP = 8.0
"""The least room between two labels of a row in logical pixels."""

OFFSET = 5.0
"""How far a label stands from its line."""

FLAG = 22.0
"""The room of a flag with its number, at the right of its line."""

_CLEAR = 2.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A label: its row, and its left and right end. `flag`: how many events a flag stands for, 0 where words are.

    An event that another's flag stands for has no room of its own: its left and right end are the same.
    """

    row: int
    left: float
    right: float
    flag: int = 0

    @property
    def is_in_other(self) -> bool:
        """Whether another event's flag stands for it."""
        return self.left == self.right


def placed(lines: Sequence[tuple[float, float]], left: float, right: float) -> list[Placed]:
    """Return the places of labels, given each line's x and its label's width, in order of x, between two ends.

    A label stands at the right of its line, or at the left where it would pass the right end; the rows take turns as far as they
    can.
    """
    xs = [x for x, _ in lines]
    done: list[Placed] = []
    leader: int | None = None
    for at, (x, width) in enumerate(lines):
        found = next((place for place in _tries(x, width, done) if _fits(place, at, xs, done, left, right)), None)
        if found is None and leader is not None and x - xs[leader] < FLAG:
            done[leader] = replace(done[leader], flag=done[leader].flag + 1)
            found = Placed(done[leader].row, x, x)
        elif found is None:
            leader = at
            found = _flag(x, done, right)
        done.append(found)
    return done


def _tries(x: float, width: float, done: Sequence[Placed]) -> Iterator[Placed]:
    words = [place for place in done if not place.flag and not place.is_in_other]
    wanted = 1 - words[-1].row if words else UPPER
    for begin in (x + OFFSET, x - OFFSET - width):
        for row in (wanted, 1 - wanted):
            yield Placed(row, begin, begin + width)


def _flag(x: float, done: Sequence[Placed], right: float) -> Placed:
    """Return a flag in the row where it covers nothing, the lower one if it can be."""
    begin = min(x, right - FLAG)
    tries = [Placed(row, begin, begin + FLAG, flag=1) for row in (LOWER, UPPER)]
    return next((flag for flag in tries if not any(_touch(flag, other) for other in done)), tries[0])


def _fits(place: Placed, at: int, xs: Sequence[float], done: Sequence[Placed], left: float, right: float) -> bool:
    """Whether a label has room: in the lower row no other line may pass through it, and its own may pass through no label."""
    if place.left < left or place.right > right or any(_touch(place, other) for other in done):
        return False
    others = [x for other, x in enumerate(xs) if other != at]
    if place.row == LOWER:
        return not any(place.left - _CLEAR <= x <= place.right + _CLEAR for x in others)
    lower_ones = [other for other in done if other.row == LOWER]
    return not any(other.left - _CLEAR <= xs[at] <= other.right + _CLEAR for other in lower_ones)


def _touch(one: Placed, other: Placed) -> bool:
    return one.row == other.row and one.left < other.right + GAP and other.left < one.right + GAP
