"""Texts of a column that are written only when they are asked for: a plot of 48,000 points shows a handful of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload


class LazyTexts(Sequence[str]):
    """A row of texts, each made by a function of its place; equal to any sequence of the same texts."""

    __slots__ = ("_count", "_first", "_write")

    def __init__(self, count: int, write: Callable[[int], str], first: int = 0) -> None:
        """Hold `count` texts; the first is what `write` makes of the place `first`."""
        self._count = count
        self._write = write
        self._first = first

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self._write(self._first + at) for at in range(*place.indices(self._count)))
        return self._write(self._first + range(self._count)[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
