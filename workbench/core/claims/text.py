"""A text to be read, and places in it: code points from its start, lines and pages from 1."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of the source: its first code point, and the one behind its last."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other lies in it."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be read: the source as it came in, its name, and where its lines start.

    `pages` holds the code point at which each page begins, where the source had pages; empty otherwise.
    """

    source: str
    name: str = ""
    pages: tuple[int, ...] = ()
    line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find the lines: LF, CR LF and CR end one."""
        ends = (
            place + 1
            for place, (character, following) in enumerate(pairwise(f"{self.source} "))
            if character == "\n" or (character == "\r" and following != "\n")
        )
        object.__setattr__(self, "line_starts", (0, *ends))

    def line_of(self, place: int) -> int:
        """Return the line in which a code point stands, from 1."""
        return bisect_right(self.line_starts, place)

    def lines_of(self, span: Span) -> tuple[int, ...]:
        """Return the lines that a span touches, rising."""
        return tuple(range(self.line_of(span.start), self.line_of(max(span.start, span.end - 1)) + 1))

    def page_of(self, place: int) -> int | None:
        """Return the page on which a code point stands, from 1; None where the source had no pages."""
        return bisect_right(self.pages, place) if self.pages else None

    def part(self, span: Span) -> str:
        """Return what stands in a span."""
        return self.source[span.start : span.end]
