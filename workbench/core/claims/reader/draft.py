"""Claims while they are being made: they refer to one another as objects, places in the report come at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.core.claims.model import (
    Base,
    Binding,
    Claim,
    Direction,
    FigureKind,
    FigureMention,
    Kind,
    Listing,
    ListingKind,
    Row,
)
from workbench.core.claims.reader.folded import Folded
from workbench.core.claims.text import Span, Text
from workbench.core.printed import PrintedNumber
from workbench.core.records import Statistic


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making; `start` and `end` are places in the words of its sentence. See `model.Claim`."""

    kind: Kind
    span: Span
    start: int = 0
    end: int = 0
    sentence: int = 0
    section: int = 0
    number: PrintedNumber | None = None
    unit: str = ""
    statistic: str = Statistic.VALUE
    direction: Direction | None = None
    base: Base | None = None
    metric: Binding | None = None
    segment: Binding | None = None
    period: Binding | None = None
    whole: Binding | None = None
    subject: Draft | None = None
    from_claim: Draft | None = None
    is_restatement: bool = False
    is_usual: bool = False
    listing: int | None = None
    row: int | None = None
    figure: int | None = None

    def take(self, subject: Draft) -> None:
        """Speak of what another claim speaks of."""
        self.metric, self.segment, self.period = subject.metric, subject.segment, subject.period

    def claim(self, text: Text, index: int, places: dict[int, int]) -> Claim:
        """Return the claim; `places` leads from the identity of a draft to its place in the report."""
        return Claim(
            index=index,
            kind=self.kind,
            span=self.span,
            text=text.part(self.span),
            line=text.line_of(self.span.start),
            sentence=self.sentence,
            section=self.section,
            number=self.number,
            unit=self.unit,
            statistic=self.statistic,
            direction=self.direction,
            base=self.base,
            metric=self.metric,
            segment=self.segment,
            period=self.period,
            whole=self.whole,
            subject=places.get(id(self.subject)),
            from_claim=places.get(id(self.from_claim)),
            is_points=self.unit == "points",
            is_restatement=self.is_restatement,
            is_usual=self.is_usual,
            listing=self.listing,
            row=self.row,
            figure=self.figure,
        )


@dataclass(slots=True, eq=False)
class RowDraft:
    """A row of a list in the making."""

    label: str = ""
    label_span: Span | None = None
    segment: Binding | None = None
    draft: Draft | None = None


@dataclass(slots=True, eq=False)
class ListingDraft:
    """A list in the making. See `model.Listing`."""

    kind: ListingKind
    rows: list[RowDraft]
    span: Span
    sentence: int = 0
    section: int = 0
    metric: Binding | None = None
    dimension: str = ""
    period: Binding | None = None
    is_ordered: bool = False
    count: Draft | None = None
    title: str = ""
    title_span: Span | None = None
    header: str = ""
    header_span: Span | None = None
    heading_unit: str = ""
    caption: int | None = None
    caption_unit: str = ""

    def listing(self, index: int, places: dict[int, int]) -> Listing:
        """Return the list; `places` leads from the identity of a draft to its place in the report."""
        rows = tuple(Row(row.label, row.label_span, row.segment, places.get(id(row.draft))) for row in self.rows)
        return Listing(
            index=index,
            kind=self.kind,
            span=self.span,
            rows=rows,
            section=self.section,
            metric=self.metric,
            dimension=self.dimension,
            period=self.period,
            is_ordered=self.is_ordered,
            count=places.get(id(self.count)),
            title=self.title,
            title_span=self.title_span,
            header=self.header,
            header_span=self.header_span,
            heading_unit=self.heading_unit,
            caption=self.caption,
            caption_unit=self.caption_unit,
        )


@dataclass(slots=True, eq=False)
class FigureDraft:
    """A mention of a figure or table in the making."""

    kind: FigureKind
    number: int
    span: Span
    is_caption: bool
    sentence: int
    section: int
    words: str
    unit: str = ""
    durations: list[Draft] = field(default_factory=list)

    def mention(self, index: int, places: dict[int, int]) -> FigureMention:
        """Return the mention; `places` leads from the identity of a draft to its place in the report."""
        return FigureMention(
            index,
            self.kind,
            self.number,
            self.span,
            self.is_caption,
            self.sentence,
            self.section,
            self.words,
            self.unit,
            tuple(places[id(draft)] for draft in self.durations),
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence, heading or item with its place among the report's sentences and sections."""

    body: Folded
    sentence: int
    section: int

    def span(self, start: int, end: int) -> Span:
        """Return where a part of its words stands in the source."""
        return self.body.span(start, end)
