"""A row whose members are made only when they are asked for: a plot of 48,000 points shows a handful of its texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class LazyRow(Sequence[T]):
    """A row, each member made by a function of its place; equal to any sequence of the same members."""

    __slots__ = ("_count", "_first", "_make")

    def __init__(self, count: int, make: Callable[[int], T], first: int = 0) -> None:
        """Hold `count` members; the first is what `make` makes of the place `first`."""
        self._count = count
        self._make = make
        self._first = first

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self._make(self._first + at) for at in range(*place.indices(self._count)))
        return self._make(self._first + range(self._count)[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
