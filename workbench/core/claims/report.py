"""Reading a report: from its text to claims, lists, figures and noise, bound to a catalogue as far as the words go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.core.catalogue import Catalogue
from workbench.core.claims.binding.binder import Binder
from workbench.core.claims.binding.cues import MetricWords
from workbench.core.claims.binding.sections import SectionTitles
from workbench.core.claims.binding.sentences import SentenceReader
from workbench.core.claims.binding.tables import TableReader
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import Kind, Report, Section, Sentence, SentenceKind
from workbench.core.claims.reader.dates import Calendar, Date, dates_in
from workbench.core.claims.reader.draft import Draft, FigureDraft, ListingDraft, Stretch
from workbench.core.claims.reader.folded import JAPANESE, Folded
from workbench.core.claims.reader.layout import Passage, passages_of, sentences_in
from workbench.core.claims.reader.mentions import Mentions
from workbench.core.claims.reader.names import Names
from workbench.core.claims.reader.noise import noises_in
from workbench.core.claims.reader.numbers import numbers_in
from workbench.core.claims.text import Span, Text
from workbench.core.periods import Grain, Period

_LEAD = re.compile(r"(?P<title>[^。:]{2,60}): ?(?=\S)")
_NO_TITLE = re.compile(
    r"https?:|www\.|(?:subject|e-? ?mail|tel|fax|url|from|to|電話|件名|<|\*|jan feb|[0-9.,%% ]*$)[: ]|[^a-z\u3040-\u9fff]*$"
)
_LATIN = re.compile(r"[A-Za-z]{5,}")
_TITLE_PASSAGES = 12
_TITLES_FIRST = 2
_UNITS = (
    ("bytes", r"バイト|bytes"),
    ("kilobytes", r"kb(?![a-z])|キロバイト|kilobytes"),
    ("percent", r"%|percent|割合"),
)
_TITLES = frozenset({SentenceKind.CAPTION, SentenceKind.HEADING})
_LISTS_AHEAD = 6
_ANNOUNCES = re.compile(r"以下|次の|下記|下の|のとおり|の通り|follow(?!ed)|below|:$|table|表")
"""What leads from a sentence to the list behind it."""


@dataclass(frozen=True)
class ReportReader:
    """Reads reports with the names of one catalogue; building it costs more than reading a page, so it is kept."""

    catalogue: Catalogue
    names: Names = field(init=False, repr=False)
    binder: Binder = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the names ready."""
        object.__setattr__(self, "names", Names(self.catalogue))
        object.__setattr__(self, "binder", Binder(self.catalogue, MetricWords(self.catalogue)))

    def read(self, text: Text | str, month: Period | None = None, language: str = "auto") -> Report:
        """Read a text. `month` is the period that it is about; without it, what the text says of itself counts.

        `language` is "ja", "en" or "auto"; it is what is told of the report, both languages are read in any case.
        """
        whole = Text(text) if isinstance(text, str) else text
        passages = passages_of(whole)
        topic = Topic(Calendar(span_of(passages, month) if month else month_of(passages)))
        return _Reading(self, whole, passages, topic).report(language)


def read_report(text: Text | str, catalogue: Catalogue, month: Period | None = None, language: str = "auto") -> Report:
    """Read one text (see `ReportReader.read`)."""
    return ReportReader(catalogue).read(text, month, language)


def month_of(passages: Sequence[Passage]) -> Period | None:
    """Return the period that a text is about: the first with its year in the title lines, else the most frequent one.

    Titles go before the sentences between them, which may begin with what was a year ago.
    """
    dated = [
        (place, passage.kind in _TITLES, date) for place, passage in enumerate(passages) for date in _dates(passage)
    ]
    titles = [date.period for place, is_title, date in dated if place < _TITLE_PASSAGES and is_title]
    first = [date.period for place, _, date in dated if place < _TITLE_PASSAGES]
    if titles or first:
        return (titles or first)[0]
    counts = Counter(date.period for _, _, date in dated)
    return max(counts, key=lambda period: (counts[period], period.last_day), default=None)


def _dates(passage: Passage) -> list[Date]:
    """Return the months, quarters and half-years that a passage names, but for those from which something is measured."""
    found = dates_in(passage.words, passage.body.cased, Calendar(None))
    return [
        date for date in found if date.period.grain in {Grain.MONTH, Grain.QUARTER, Grain.HALF} and not date.is_base
    ]


def span_of(passages: Sequence[Passage], month: Period) -> Period:
    """Return the period that a text of a month is about: a longer one that holds the month, where its title names that first.

    A quarterly report has values of weeks, months and the quarter: none of them is the month's for not saying its own.
    """
    titles = (
        date.period for one in passages[:_TITLES_FIRST] for date in dates_in(one.words, one.body.cased, Calendar(month))
    )
    named = month_of(passages[:_TITLE_PASSAGES]) if month not in titles else month
    is_longer = named is not None and named.grain is not month.grain and month.within(named)
    return named if named is not None and is_longer else month


def language_of(text: str) -> str:
    """Return the language of a text: "ja" where more than a tenth of its letters are Japanese, else "en"."""
    japanese = len(re.findall(JAPANESE, text))
    return "ja" if japanese * 10 > len(re.findall(r"\w", text)) else "en"


class _Reading:
    """One text while it is read."""

    def __init__(self, reader: ReportReader, text: Text, passages: Sequence[Passage], topic: Topic) -> None:
        self.text = text
        self.passages = passages
        self.topic = topic
        self.titles = SectionTitles(reader.names, reader.binder.words, Counter(_LATIN.findall(text.source)))
        self.sentence_reader = SentenceReader(reader.names, reader.binder, topic)
        self.tables = TableReader(reader.names, reader.binder, topic)
        self.sections: list[Section] = [Section(0, "", Span(0, len(text.source)))]
        self.sentences: list[Sentence] = []
        self.figures: list[FigureDraft] = []

    def report(self, language: str) -> Report:
        """Read all passages and put the report together."""
        place = 0
        while place < len(self.passages):
            block = self.tables.block(self.passages, place)
            if block:
                self.topic.caption = self._caption(place)
                self._table(self.passages[place : place + block])
                place += block
            else:
                self._prose(self.passages[place])
                place += 1
        return self._finished(language_of(self.text.source) if language == "auto" else language)

    def _caption(self, place: int) -> str:
        """Return the caption or title right above a place; empty where there is none."""
        before = self.passages[place - 1] if place else None
        is_title = before is not None and (before.kind in _TITLES or before.words.endswith(":"))
        return before.words if before is not None and is_title else ""

    def _table(self, block: Sequence[Passage]) -> None:
        """Read a block of table lines."""
        section = len(self.sections) - 1
        stretches = [
            Stretch(passage.body, self._sentence(passage, SentenceKind.CELL, passage.span), section)
            for passage in block
        ]
        made = self.tables.read(block, stretches)
        self.sentence_reader.drafts.extend(made.drafts)
        self.sentence_reader.listings.extend(made.listings)

    def _sentence(self, passage: Passage, kind: SentenceKind, span: Span, words: str | None = None) -> int:
        index = len(self.sentences)
        self.sentences.append(
            Sentence(index, kind, span, len(self.sections) - 1, passage.words if words is None else words)
        )
        return index

    def _prose(self, passage: Passage) -> None:
        """Read a heading, a paragraph, an item or a caption."""
        self.topic.past = None
        if not passage.goes_on_in_paragraph:
            self.topic.enter_passage()
        if passage.kind is SentenceKind.HEADING and self._is_title(passage):
            self._enter(passage.words, passage.body.cased, passage.span)
        else:
            lead = _LEAD.match(passage.words)
            if lead and passage.kind is SentenceKind.PROSE:
                self._enter_lead(lead["title"], passage.span)
        for start, end in sentences_in(passage):
            body = passage.body.part(start, end)
            span = body.span(0, len(body))
            stretch = Stretch(body, self._sentence(passage, passage.kind, span, body.words), len(self.sections) - 1)
            before = len(self.sentence_reader.drafts)
            mentions = self.sentence_reader.read(stretch)
            made = self.sentence_reader.drafts[before:]
            self._note_figures(passage, stretch, mentions, made)
            is_bound = any(draft.kind is Kind.VALUE and draft.metric is not None for draft in made)
            if passage.kind is not SentenceKind.HEADING and not is_bound:
                self._announce(body)

    def _announce(self, body: Folded) -> None:
        """Keep the metric that a sentence without values names: "Phishing tells another story", 次の国で多く検出されました."""
        metric = self.titles.named(body.words)
        if metric is None and self.titles.is_mixed(body.words):
            self.topic.last = None
        elif metric is None and _ANNOUNCES.search(body.words):
            metric, _ = self.titles.subject(body.words, body.cased)
        if metric is not None:
            self.topic.last, self.topic.is_same_passage = self.titles.binding(metric), True
            self.topic.value = None

    def _is_title(self, passage: Passage) -> bool:
        """Whether a heading begins a section: one with a value only where it says what the value is of."""
        if _NO_TITLE.match(passage.words):
            return False
        has_value = any(number.unit for number in numbers_in(passage.words))
        return not has_value or self.titles.subject(passage.words, passage.body.cased)[0] is not None

    def _enter(self, title: str, cased: str, span: Span) -> None:
        """Begin a section under a heading."""
        metric, segment = self.titles.subject(title, cased)
        is_summary = self.titles.is_summary(title)
        self._close(span.start)
        binding = self.titles.binding(metric)
        end = len(self.text.source)
        self.sections.append(Section(len(self.sections), title, Span(span.start, end), binding, is_summary))
        self.topic.enter_section(title, metric, segment)

    def _enter_lead(self, title: str, span: Span) -> None:
        """Begin a section where a paragraph opens with its title, if that names a metric."""
        metric, _ = self.titles.subject(title, title)
        if metric is not None:
            self._enter(title, title, span)

    def _close(self, end: int) -> None:
        last = self.sections[-1]
        self.sections[-1] = Section(last.index, last.title, Span(last.span.start, end), last.metric, last.is_summary)

    def _note_figures(self, passage: Passage, stretch: Stretch, mentions: Mentions, drafts: Sequence[Draft]) -> None:
        """Keep the figures that a sentence names, with the lengths of time beside them."""
        durations = [draft for draft in drafts if draft.kind is Kind.DURATION]
        for place, figure in enumerate(mentions.figures):
            is_caption = passage.kind is SentenceKind.CAPTION and not place
            words = stretch.body.words[figure.end :].strip(" :.-") if is_caption else stretch.body.words
            unit = next((unit for unit, pattern in _UNITS if re.search(pattern, words)), "")
            mention = FigureDraft(
                figure.kind,
                figure.number,
                stretch.span(figure.start, figure.end),
                is_caption,
                stretch.sentence,
                stretch.section,
                words,
                unit,
            )
            mention.durations = durations if len(mentions.figures) == 1 else []
            for draft in mention.durations:
                draft.figure = len(self.figures)
            self.figures.append(mention)

    def _finished(self, language: str) -> Report:
        """Give all parts their places, and link lists with their captions and counts."""
        drafts = self.sentence_reader.drafts
        listings = self.sentence_reader.listings
        places = {id(draft): index for index, draft in enumerate(drafts)}
        for index, listing in enumerate(listings):
            for number, row in enumerate(listing.rows):
                if row.draft is not None:
                    row.draft.listing, row.draft.row = index, number
        self._link_captions(listings)
        self._link_counts(listings, drafts)
        return Report(
            self.text,
            language,
            self.topic.calendar.month,
            tuple(self.sections),
            tuple(self.sentences),
            tuple(draft.claim(self.text, index, places) for index, draft in enumerate(drafts)),
            tuple(listing.listing(index, places) for index, listing in enumerate(listings)),
            tuple(figure.mention(index, places) for index, figure in enumerate(self.figures)),
            noises_in(self.text),
        )

    def _link_captions(self, listings: Sequence[ListingDraft]) -> None:
        """Give each table the caption that stands right above or below it."""
        for listing in listings:
            for index, figure in enumerate(self.figures):
                first, last = listing.sentence, listing.sentence + len(listing.rows)
                if figure.is_caption and first - 3 <= figure.sentence <= last + 1 and listing.header:
                    listing.caption, listing.caption_unit = index, figure.unit

    def _link_counts(self, listings: Sequence[ListingDraft], drafts: Sequence[Draft]) -> None:
        """Give each list the "top N" that announces it: in the sentences before a table, or by its dimension's name."""
        for draft in drafts:
            if draft.kind is Kind.COUNT and draft.unit == "things":
                listing = self._counted(draft, listings)
                if listing is not None:
                    listing.count, listing.is_ordered = draft, True

    def _counted(self, draft: Draft, listings: Sequence[ListingDraft]) -> ListingDraft | None:
        words = self.sentences[draft.sentence].words
        if self.sentences[draft.sentence].kind is SentenceKind.CELL:
            return self.tables.counted(draft, words, listings)
        if not _ANNOUNCES.search(words):
            return None
        following = (
            item for item in listings if 0 < item.sentence - draft.sentence <= _LISTS_AHEAD and len(item.rows) > 2
        )
        return next(following, None)
