"""What was read in a report: its text with places, its claims, and how they belong together.

A *claim* is one thing that the text says in numbers or in a rank: a value, a change, a superlative, a count. Claims
stand in reading order and refer to one another by their place in `Report.claims` (`Claim.index`). All places are code
points of the source as it came in, lines count from 1, so that whatever was repaired for reading (line breaks inside
sentences, look-alike characters) can be shown where it stands.

What is in no catalogue is bound all the same, to names of the text's own (`Binding.is_local`): two claims with equal
`key` speak of one thing, whether the catalogue knows it or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.core.claims.text import Span, Text
from workbench.core.periods import Period
from workbench.core.printed import Interval, PrintedNumber, Qualifier
from workbench.core.records import GLOBAL, Statistic

CERTAIN = 0.8
"""The score from which a binding counts without a person's word."""

LOCAL = "local"
"""The dimension of segments that are in no catalogue."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that some words may mean, with its score (0 to 1). `dimension` is a segment's, else empty."""

    id: str
    score: float
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a metric, segment or period of a claim was taken to be.

    `id` is the catalogue's id, a period's canonical spelling, or, where `is_local`, the folded words of the text.
    `span` holds the words that say it; None where the context does (a heading, the sentence before, the issue's month).
    `candidates` are all that it may be, the best first, this one included; more than one only where it is in doubt.
    """

    id: str
    score: float
    dimension: str = ""
    is_local: bool = False
    span: Span | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it counts without a person's word."""
        return self.score >= CERTAIN


class Kind(StrEnum):
    """What sort of thing a claim says.

    value: a figure (89.4%, 1 in 302.8, 4,998 a day). change: a movement with its direction, with or without a number
    ("up 5.5 points", "tripled", "as usual"). rank: a place in an order (2nd). superlative: first or last of all (most,
    lowest). count: how many things a list or a statement names (top five, 13 types). duration: a length of time (the
    past 12 months). rest: a remainder ("the other 1%").
    """

    VALUE = "value"
    CHANGE = "change"
    RANK = "rank"
    SUPERLATIVE = "superlative"
    COUNT = "count"
    DURATION = "duration"
    REST = "rest"


class Direction(StrEnum):
    """Which way something moved; for a superlative: UP is the most, DOWN the least. Of "1 in N" the rate counts."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class BaseKind(StrEnum):
    """What a change is measured from: the period before, a year before, an average, another period, or it is not said."""

    PREVIOUS = "previous"
    YEAR = "year"
    AVERAGE = "average"
    PERIOD = "period"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is measured from; `period` is None where it is an average, or not known. `span`: the words, or None."""

    kind: BaseKind
    period: Period | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the text says.

    `number` is as printed, with its rounding and its qualifier ("about", "below" …); of a change it is the size without
    a sign, which `direction` gives; of a rank, count or duration the number. None where no number is said.
    `unit` is the unit as written: an id of `units`, or "bytes", "times" (of a change: tripled is 3), "rank", "things",
    "hours", "days", "weeks", "months", "years"; empty where none is written. A change written in "%" has the unit "percent",
    whatever is meant; `is_points` says that points are written.
    `statistic` is "value", "average_6" for a stated average, "change" for a change, "peak" for a highest so far.
    `subject` is the claim that this one is said of: the value to which a change, rank, superlative belongs, or of which
    a second spelling is given ("1 in 302.8 (0.33%)": see `is_restatement`). `from_claim` is the value at the base,
    where a change names both ("from 83.9% to 89.4%"). `whole` is what a share is of, where the words say it.
    `is_usual` marks a value that is stated of ordinary times ("normally about 17%").
    `listing` and `row` are the place of a claim in `Report.listings`; None and None outside lists.
    """

    index: int
    kind: Kind
    span: Span
    text: str
    line: int
    sentence: int
    section: int
    number: PrintedNumber | None = None
    unit: str = ""
    statistic: str = Statistic.VALUE
    direction: Direction | None = None
    base: Base | None = None
    metric: Binding | None = None
    segment: Binding | None = None
    period: Binding | None = None
    whole: Binding | None = None
    subject: int | None = None
    from_claim: int | None = None
    is_points: bool = False
    is_restatement: bool = False
    is_usual: bool = False
    listing: int | None = None
    row: int | None = None
    figure: int | None = None

    @property
    def dimension(self) -> str:
        """The dimension of its segment: "global" for a total, "local" for names of the text's own, empty if unbound."""
        return "" if self.segment is None else self.segment.dimension

    @property
    def is_total(self) -> bool:
        """Whether it speaks of a metric's total."""
        return self.dimension == GLOBAL

    @property
    def interval(self) -> Interval | None:
        """What its number can mean (see `printed`); None without a number."""
        return None if self.number is None else self.number.interval

    @property
    def qualifier(self) -> Qualifier:
        """How exactly its number is meant."""
        return Qualifier.EXACT if self.number is None else self.number.qualifier

    @property
    def key(self) -> tuple[str, str, str, str] | None:
        """The thing it speaks of: metric, dimension, segment and period; None where one is unbound. Local names count."""
        if self.metric is None or self.segment is None or self.period is None:
            return None
        return self.metric.id, self.segment.dimension, self.segment.id, self.period.id

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """What it was bound to: metric, segment and period, as far as there are."""
        return tuple(bound for bound in (self.metric, self.segment, self.period) if bound is not None)

    @property
    def is_bound(self) -> bool:
        """Whether metric, segment and period are bound, each for certain."""
        return self.key is not None and all(bound.is_certain for bound in self.bindings)

    @property
    def is_ambiguous(self) -> bool:
        """Whether it is bound, but something of it may be something else."""
        return self.key is not None and not self.is_bound


class ListingKind(StrEnum):
    """How rows came together.

    table: a label and its value on one line. panel: labels and values as separate blocks of lines, paired by their
    order. paired: names and values paired by それぞれ or "respectively". series: named one after the other in one
    sentence, in falling order if `is_ordered` (以下…と続く, "followed by"). stages: the stages of a pipeline.
    """

    TABLE = "table"
    PANEL = "panel"
    PAIRED = "paired"
    SERIES = "series"
    STAGES = "stages"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its label as it stands and its value's claim, either of which may be missing (None).

    `segment` is what the label means; local where no catalogue has it.
    """

    label: str = ""
    label_span: Span | None = None
    segment: Binding | None = None
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows that belong together, in the order of the text, with what is said of them.

    `is_ordered`: the text says that they are ordered from the most (a top N, "followed by"). `count` is the claim "top
    N" that speaks of it; `header` what stands above (a table's column titles), `caption` the place of its caption in
    `Report.figures`. `heading_unit` and `caption_unit` are the units that those name, else empty.
    `metric`, `dimension`, `period`: what all rows share; None or empty where they do not.
    """

    index: int
    kind: ListingKind
    span: Span
    rows: tuple[Row, ...]
    section: int
    metric: Binding | None = None
    dimension: str = ""
    period: Binding | None = None
    is_ordered: bool = False
    count: int | None = None
    title: str = ""
    title_span: Span | None = None
    header: str = ""
    header_span: Span | None = None
    heading_unit: str = ""
    caption: int | None = None
    caption_unit: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that there are."""
        return tuple(row.label for row in self.rows if row.label)

    @property
    def values(self) -> tuple[int, ...]:
        """The claims of the values that there are."""
        return tuple(row.claim for row in self.rows if row.claim is not None)


class FigureKind(StrEnum):
    """What carries a number of its own in a report."""

    FIGURE = "figure"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure or table named by its number: as the caption under it, or where the text refers to it.

    `words` is the caption without its number, or the sentence that refers. `unit` is a unit that they name, else empty.
    `durations` are the claims of lengths of time in them.
    """

    index: int
    kind: FigureKind
    number: int
    span: Span
    is_caption: bool
    sentence: int
    section: int
    words: str
    unit: str = ""
    durations: tuple[int, ...] = ()


class SentenceKind(StrEnum):
    """What role a stretch of text plays."""

    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"
    CAPTION = "caption"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading, list item, caption or table line; `words` is the folded text, as it was read."""

    index: int
    kind: SentenceKind
    span: Span
    section: int
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text under one heading; `metric` is what it is about, None where that is not known.

    `is_summary` marks highlights: they state again what the body says.
    """

    index: int
    title: str
    span: Span
    metric: Binding | None = None
    is_summary: bool = False


class NoiseKind(StrEnum):
    """What is wrong with characters: look_alike: a rare one for a common one; garbled: not language; stray: not needed."""

    LOOK_ALIKE = "look_alike"
    GARBLED = "garbled"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class Noise:
    """Characters that a conversion left behind, and what they were read as (empty: passed over)."""

    kind: NoiseKind
    span: Span
    found: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Report:
    """A text as it was read: what rules, editors and the command line work on.

    `language` is "ja" or "en"; `month` the period that the text is about, None where it does not say and nobody did.
    """

    text: Text
    language: str
    month: Period | None
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    listings: tuple[Listing, ...]
    figures: tuple[FigureMention, ...]
    noises: tuple[Noise, ...]

    def rows(self, listing: Listing) -> tuple[Claim, ...]:
        """Return the values of a list in its order."""
        return tuple(self.claims[index] for index in listing.values)

    def lines(self, claim: Claim) -> tuple[int, ...]:
        """Return the lines on which a claim stands."""
        return self.text.lines_of(claim.span)
