"""Ranks, superlatives, "top N" and lengths of time, and the values that they are said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.core.claims.binding.binder import Scope
from workbench.core.claims.binding.setting import Setting, stated
from workbench.core.claims.model import Kind
from workbench.core.claims.reader.draft import Draft
from workbench.core.claims.reader.names import Name
from workbench.core.claims.reader.phrases import Phrase, superlatives_in
from workbench.core.records import GLOBAL, Statistic
from workbench.core.units import PERCENT

_FARTHEST = 120
_OF_CHANGE = re.compile(
    r"の?(?:大き[なく]|著し[いく]|急[なに]|高い)?(?:増加|減少|低下|増加率|伸び率?|増加幅|上昇率|下落率|減少率)| (?:increase|rise|growth|jump|gain|decrease|drop|fall|decline)"
)

_HAS = re.compile(r"(?:は|が|も)?(?:、)?(?:前月に続き|引き続き)?| (?:was |is |came |ranked |again )*(?:in )?")
"""What stands between a name and its place in an order."""


_JOINED = re.compile(r"(?:と|、|,|・|や|および|,? and) ?(?:in |the )*")
"""What stands between places in an order that are said of several in a row."""

_IS_PLACE = re.compile(r"(?:is|was|are|now|still|remains|remained) ")
_PLACE_IS = re.compile(r"[a-z]+ (?:is|was|comes|came|follows|followed) ")
"""A place in an order whose subject stands before it, and one whose subject follows."""

_PREDICATE = re.compile(r"[), ]*(?:was|were|is|are|remained|became|had been) (?:[a-z-]+ ){0,7}")
"""What stands between a subject and the superlative of what it was: "Oman, at 81.2%, was the country with the most"."""

_THEN = re.compile(r"'s (?:[a-z]+ )?|[のに]?")
"""What stands between a period and what was first in it."""


class Orders:
    """Makes the claims of order of a sentence."""

    def __init__(self, setting: Setting) -> None:
        """Take the sentence."""
        self.setting = setting
        self.words = setting.words

    def drafts(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield the claims; `drafts` are those of the sentence so far."""
        mentions = self.setting.mentions
        yield from (self._draft(Kind.COUNT, phrase) for phrase in mentions.tops)
        yield from (self._draft(Kind.DURATION, phrase) for phrase in mentions.durations)
        for phrase in superlatives_in(self.words):
            if not self._is_of_then(phrase):
                yield from self._order(Kind.SUPERLATIVE, phrase, drafts)
        for places in self._rows(mentions.ranks):
            if len(places) == 1:
                yield from self._order(Kind.RANK, places[0], drafts)
            else:
                yield from self._row(places, drafts)

    def _rows(self, ranks: Sequence[Phrase]) -> list[list[Phrase]]:
        """Return the places in an order, those that stand in a row together: 2位と3位."""
        found: list[list[Phrase]] = []
        for phrase in ranks:
            if found and _JOINED.fullmatch(self.words, found[-1][-1].end, phrase.start):
                found[-1].append(phrase)
            else:
                found.append([phrase])
        return found

    def _row(self, places: Sequence[Phrase], drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield the places in a row as those of as many values right before them, in their order."""
        before = [value for value in _named(drafts, Kind.VALUE) if value.end <= places[0].start][-len(places) :]
        for phrase, value in zip(places, before, strict=False) if len(before) == len(places) else ():
            draft = self._draft(Kind.RANK, phrase)
            draft.statistic, draft.subject = Statistic.VALUE, value
            draft.take(value)
            yield draft

    def _is_of_then(self, phrase: Phrase) -> bool:
        """Whether what was first is said of another period than the text's: "July's most affected country"."""
        return any(
            date.period != self.setting.month and _THEN.fullmatch(self.words, date.end, phrase.start)
            for date in self.setting.mentions.dates
        )

    def _draft(self, kind: Kind, phrase: Phrase) -> Draft:
        draft = self.setting.draft(kind, phrase.start, phrase.end)
        draft.number, draft.unit, draft.direction = phrase.printed, phrase.unit, phrase.direction
        return draft

    def _order(self, kind: Kind, phrase: Phrase, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield a rank or superlative if something is said to have it."""
        is_change = kind is Kind.SUPERLATIVE and bool(_OF_CHANGE.match(self.words, phrase.end))
        draft = self._draft(kind, phrase)
        if phrase.is_ever:
            draft.statistic = Statistic.PEAK
            draft.subject = min(stated(drafts), key=lambda value: abs(value.start - phrase.start), default=None)
        else:
            draft.statistic = Statistic.CHANGE if is_change else Statistic.VALUE
            named = _named(drafts, Kind.CHANGE if is_change else Kind.VALUE)
            draft.subject = self._nearest(phrase, self._on_its_side(phrase, named))
        own = None if phrase.is_ever else self._own_name(phrase)
        if draft.subject is not None and own is not None and self._name_of(draft.subject) not in {own, None}:
            draft.take(draft.subject)
            draft.segment = self.setting.binder.segment(own, 0.9, draft.metric, self.setting.stretch.body)
            draft.subject = None
            yield draft
        elif draft.subject is not None:
            if phrase.is_ever or self._away(phrase, draft.subject) <= _FARTHEST:
                draft.take(draft.subject)
                yield draft
        elif not phrase.is_ever and self._bound(draft, phrase):
            yield draft

    def _on_its_side(self, phrase: Phrase, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Return the values that can have a place: those before "is third", those behind "third is"."""
        if _IS_PLACE.match(self.words, phrase.start):
            return [draft for draft in drafts if draft.end <= phrase.start]
        if _PLACE_IS.match(self.words, phrase.start):
            return [draft for draft in drafts if draft.start >= phrase.end]
        return drafts

    def _own_name(self, phrase: Phrase) -> Name | None:
        """Return the name that stands right before a place in an order: "Brazil came fourth"."""
        before = [name for name in self.setting.mentions.names if name.end <= phrase.start]
        if not before or not _HAS.fullmatch(self.words, before[-1].end, phrase.start):
            return None
        return before[-1]

    def _nearest(self, phrase: Phrase, drafts: Sequence[Draft]) -> Draft | None:
        """Return what an order is said of: the subject of "was the", else the nearest."""
        subject = next((draft for draft in drafts if self._is_subject(draft, phrase)), None)
        return subject or min(drafts, key=lambda draft: self._away(phrase, draft), default=None)

    def _is_subject(self, draft: Draft, phrase: Phrase) -> bool:
        """Whether a value, or its name, stands right before the verb whose predicate a phrase is part of."""
        name = self._name_of(draft)
        ends = [draft.end, *([name.end] if name is not None else [])]
        last = max((end for end in ends if end <= phrase.start), default=None)
        return last is not None and _PREDICATE.fullmatch(self.words, last, phrase.start) is not None

    def _away(self, phrase: Phrase, draft: Draft) -> int:
        """Return how far a value, or its name, is from a phrase."""
        places = [(draft.start, draft.end)]
        name = self._name_of(draft)
        if name is not None:
            places.append((name.start, name.end))
        return min(self._between(phrase, start, end) for start, end in places)

    def _between(self, phrase: Phrase, start: int, end: int) -> int:
        if phrase.end <= start:
            return self.setting.distance(phrase.start, phrase.end, start, end)
        return self.setting.distance(start, end, phrase.start, phrase.end)

    def _name_of(self, draft: Draft) -> Name | None:
        """Return the name that a value is of."""
        span = draft.segment.span if draft.segment is not None else None
        stretch = self.setting.stretch
        names = self.setting.mentions.names
        return next((name for name in names if stretch.span(name.start, name.end) == span), None)

    def _bound(self, draft: Draft, phrase: Phrase) -> bool:
        """Bind an order that has no value beside it; whether the sentence names who has it, and in what."""
        names, binder = self.setting.mentions.names, self.setting.binder
        if len(names) != 1 or not binder.words.scores(self.words, PERCENT.id):
            return False
        metric = binder.metric(Scope(self.words, self.words, PERCENT.id), names[0], None, self.setting.topic)
        if metric is None or not metric.is_certain or metric.is_local:
            return False
        draft.metric, draft.period = metric, self.setting.period(phrase.start, phrase.end)
        draft.segment = binder.segment(names[0], 0.85, metric, self.setting.stretch.body)
        return draft.segment is not None


def _named(drafts: Sequence[Draft], kind: Kind) -> list[Draft]:
    """Return the drafts of a kind that are of a segment, not of a total."""
    return [
        draft
        for draft in drafts
        if draft.kind is kind and not draft.is_restatement and draft.segment and draft.segment.dimension != GLOBAL
    ]
