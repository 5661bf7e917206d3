"""A sentence with what it mentions and what it stands in: what all that make claims of it look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.claims.binding.binder import Binder, Scope
from workbench.core.claims.binding.dating import is_beside, period_of
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import Base, BaseKind, Binding, Kind
from workbench.core.claims.reader.draft import Draft, Stretch
from workbench.core.claims.reader.mentions import Mentions
from workbench.core.claims.reader.numbers import Number
from workbench.core.claims.reader.phrases import bases_in, origin
from workbench.core.periods import Grain, Period
from workbench.core.printed import Qualifier

CONTEXT = 90
"""How many characters around a number are looked at for what is said of it."""

_COMPARED = re.compile(
    r"(?<![a-z])(?:compared (?:with|to)|as opposed to|versus|against|(?:up|down) from|than(?: the)?) ?$"
)
_OF_OTHER_LENGTH = re.compile(r"前期|前四半期|前週|(?:quarter|week)[- ]o")
"""Bases that are no month: what is compared with them is no figure of one, even in the issue of a month."""

_IN_COMPARISON = re.compile(r"(?:から|に対し|に比べ|と比べ|より(?!も?上位))")


@dataclass(frozen=True, slots=True)
class Setting:
    """One sentence while its claims are made."""

    binder: Binder
    topic: Topic
    stretch: Stretch
    mentions: Mentions

    @property
    def words(self) -> str:
        """The words of the sentence."""
        return self.mentions.words

    @property
    def month(self) -> Period | None:
        """The period that the text is about."""
        return self.topic.calendar.month

    def draft(self, kind: Kind, start: int, end: int) -> Draft:
        """Begin a claim of some words."""
        span = self.stretch.span(start, end)
        return Draft(kind, span, start, end, self.stretch.sentence, self.stretch.section)

    def around(self, number: Number | Draft) -> tuple[str, str]:
        """Return the words before and behind a number."""
        return self.words[max(0, number.start - CONTEXT) : number.start], self.words[number.end : number.end + CONTEXT]

    def period(self, start: int, end: int, begin: Draft | None = None) -> Binding | None:
        """Return the period of words; `begin` is the value at which a movement to them began."""
        place = (begin.start, begin.end) if begin is not None else None
        return period_of((start, end), self.mentions.dates, self.stretch.body, self.topic, place)

    def own_period(self, draft: Draft) -> Binding | None:
        """Return the period that is said of a value alone, right before or behind it: 5月の75.8%, "75.8% in May"."""
        for date in self.mentions.dates:
            if is_beside(date, (draft.start, draft.end), self.words):
                return Binding(str(date.period), 0.95, span=self.stretch.span(date.start, date.end))
        return None

    def is_origin(self, draft: Draft) -> bool:
        """Whether a value is where a movement began."""
        before, after = self.around(draft)
        return origin(before, after)

    def is_compared(self, draft: Draft) -> bool:
        """Whether a value is what another one is compared with."""
        if draft.number is not None and draft.number.qualifier in {Qualifier.BELOW, Qualifier.ABOVE}:
            return False
        before, after = self.around(draft)
        return self.is_origin(draft) or bool(_COMPARED.search(before) or _IN_COMPARISON.match(after))

    def distance(self, first: int, last: int, start: int, end: int) -> int:
        """Return how far some words are from others; clauses between count for more."""
        between = self.words[last:start] if last <= start else self.words[end:first]
        return len(between) + 20 * len(re.findall(r"[、;]|, ", between)) + 200 * between.count("。")

    def base(self, start: int, end: int) -> Base:
        """Return what a change is measured from, by the nearest words that say it in its clause."""
        bases = [
            (*self._shifted(kind, self.words[first:last]), first, last) for first, last, kind in bases_in(self.words)
        ]
        bases += [
            (base_kind(date.period, self.month), date.period, date.start, date.end)
            for date in self.mentions.dates
            if date.is_base
        ]
        near = [(self.distance(first, last, start, end), place) for place, (_, _, first, last) in enumerate(bases)]
        if not near or min(near)[0] >= CONTEXT:
            return Base(BaseKind.UNSAID)
        kind, period, first, last = bases[min(near)[1]]
        return Base(kind, period, self.stretch.span(first, last))

    def _shifted(self, kind: BaseKind, words: str) -> tuple[BaseKind, Period | None]:
        """Return the kind and period of a base by its words; that of a length of time which is not the issue's is not known."""
        if self.month is not None and self.month.grain is Grain.MONTH and _OF_OTHER_LENGTH.match(words):
            return BaseKind.PERIOD, None
        return kind, shifted(self.month, kind)

    def bind_words(self, draft: Draft, words: str) -> None:
        """Bind what has no value by the words before it."""
        names = self.mentions.names_between(0, draft.start)
        name = names[-1] if names else None
        scope = Scope(words, words, "")
        metric = self.binder.metric(scope, name, None, self.topic) or self.binder.metric(scope, None, None, self.topic)
        segment = self.binder.segment(name, 0.8, metric, self.stretch.body) if name is not None else None
        if metric is not None:
            draft.segment = segment or self.binder.total(scope, self.topic, has_other_names=name is not None)
        draft.metric, draft.period = metric, self.period(draft.start, draft.end)


def stated(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the values among drafts, without second spellings."""
    return [draft for draft in drafts if draft.kind is Kind.VALUE and not draft.is_restatement]


def base_kind(period: Period, month: Period | None) -> BaseKind:
    """Return the kind of base that a period is for the issue's."""
    if month is None or period.grain is not month.grain:
        return BaseKind.PERIOD
    if period == month.previous:
        return BaseKind.PREVIOUS
    return BaseKind.YEAR if period == month.year_before else BaseKind.PERIOD


def shifted(month: Period | None, kind: BaseKind) -> Period | None:
    """Return the period that a kind of base is for the issue's."""
    if month is None or kind not in {BaseKind.PREVIOUS, BaseKind.YEAR}:
        return None
    return month.previous if kind is BaseKind.PREVIOUS else month.year_before
