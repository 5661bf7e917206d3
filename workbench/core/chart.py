"""A plot as data: panes with lines on one calendar, events and notes; what `ports.Charts` draws and what a table twin shows.

It holds words in one language and numbers in the units of its axes, so that whoever draws it needs neither the catalogue
nor the database. Days are proleptic Gregorian ordinals (`date.toordinal`); a month stands in the middle of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.core.periods import Period

NO_LINE = ""
"""The line of a note that belongs to no line that is drawn."""


class LineKind(StrEnum):
    """What a line shows: figures, their six-month average, the same months of the year before, or a difference."""

    FIGURES = "figures"
    AVERAGE = "average"
    YEAR_BEFORE = "year_before"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: columns along its points, which are in order of days. A gap is a value of None.

    `id` names the figures ("virus.rate/geography:CN", with "#average" and the like behind it); `colour` is a place in
    the series colours, which a segment keeps. `values` are in the axis' unit, `texts` are the figures as printed, `changes`
    what each says against the chart's base of comparison, in words (none for a line that has no changes); both may be
    written only when a text is asked for. `provisional` (estimated too) and `outliers` are places of points; `reasons` say
    why, by outlier.
    """

    id: str
    label: str
    kind: LineKind
    colour: int
    periods: tuple[Period, ...]
    days: tuple[float, ...]
    values: tuple[float | None, ...]
    texts: Sequence[str]
    changes: Sequence[str] = ()
    provisional: tuple[int, ...] = ()
    outliers: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pane:
    """Lines of one unit over one vertical axis; `unit` is its line of text, `suffix` what follows its numbers ("%").

    `low` and `high` are the ends of the axis where these were chosen; without them it holds what is seen.
    """

    unit: str
    suffix: str
    lines: tuple[Line, ...]
    starts_at_zero: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class EventMark:
    """Something that happened from one day to another, both included, through all panes."""

    id: str
    label: str
    kind: str
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A numbered note over a span of days, on a line or, with `NO_LINE`, on the whole plot."""

    id: int
    number: int
    text: str
    line: str
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot: its panes from above, events and notes, and the days that it shows.

    `against` says what the changes of its lines are from, `remarks` what has to be known to read them. `has_bridges`: dotted
    lines pass over the gaps.
    """

    title: str
    panes: tuple[Pane, ...]
    first: float
    last: float
    language: str
    events: tuple[EventMark, ...] = ()
    notes: tuple[NoteMark, ...] = ()
    hidden: frozenset[str] = field(default_factory=frozenset)
    against: str = ""
    remarks: tuple[str, ...] = ()
    has_bridges: bool = False

    @property
    def lines(self) -> Iterator[Line]:
        """All lines that are not hidden, pane by pane."""
        return (line for pane in self.panes for line in pane.lines if line.id not in self.hidden)


@dataclass(frozen=True, slots=True)
class Look:
    """How a plot is made into a picture: logical pixels, the factor of its pixels, theme ("light", "dark"), and form."""

    width: int = 1200
    height: int = 640
    scale: float = 2.0
    theme: str = "light"
    form: str = "png"
