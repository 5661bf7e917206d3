"""Movements without a size of their own: "rose from 83.9% to 89.4%", "doubled", "unchanged"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.core.claims.binding.binder import OTHERS, Scope
from workbench.core.claims.binding.setting import Setting, base_kind, stated
from workbench.core.claims.model import LOCAL, Base, BaseKind, Binding, Direction, Kind
from workbench.core.claims.reader.draft import Draft
from workbench.core.claims.reader.phrases import (
    Movement,
    Phrase,
    movement,
    multiples_in,
    origin_movement,
    unchanged_in,
)
from workbench.core.periods import Period
from workbench.core.records import Statistic

_TO = re.compile(r"(?: [a-z0-9 ,]{0,40}?)? to ?|から(?:[^。、0-9]{0,16})?")
_AGAINST_EN = re.compile(
    r"(?<![a-z])(?P<word>(?P<up>up(?= [a-z ,']*(?:from|on|against|compared))|above|higher than|more than|exceeding)|(?:down(?= [a-z ,']*(?:from|on|against|compared))|below|lower than|less than))(?: (?:slightly|sharply|from|on|the|its|a|an|level|figure|rate|average|mean|six-month|previous|last|month|month's|year's|of|in|for|around|about|compared|with|to))* ?$"
)
_AGAINST_JA = re.compile(
    r"(?:から|より|を)(?:大幅に|大きく|やや|わずかに|さらに|急激に)*(?P<word>(?P<up>増|上昇|上回|超え|拡大|悪化|高[いくま]|多[いく])|(?:減|低下|下回|下落|縮小|改善|低[いくま]|少な[いく]))"
)
_OF_SEVERAL = re.compile(
    r"(?:この|これら|上位)[^、。]{0,8}[0-9一二三四五六七八九]|合計|合わせ|(?<![a-z])(?:these|those|together|combined|top) "
)
"""Words that begin what several come to: what comes next is no figure with which one of them is compared."""

_FROM_LATER = re.compile(r",?(?: (?:in|for|during|this) [^.;0-9]{3,24})?,? (?:up |down )?from (?:the )?")


class Movements:
    """Makes the claims of movements of a sentence."""

    def __init__(self, setting: Setting) -> None:
        """Take the sentence."""
        self.setting = setting
        self.words = setting.words

    def drafts(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield the claims; `drafts` are those of the sentence so far."""
        values = stated(drafts)
        for place in range(len(values)):
            made = list(self._of_end(values, place)) or list(self._of_comparison(values, place))
            yield from made
        for phrase in unchanged_in(self.words):
            yield self._unchanged(phrase, values)
        for phrase in multiples_in(self.words):
            yield self._multiple(phrase, values)

    def _change(self, start: int, end: int, direction: Direction | None) -> Draft:
        draft = self.setting.draft(Kind.CHANGE, start, end)
        draft.statistic, draft.direction = Statistic.CHANGE, direction
        return draft

    def _of_end(self, values: Sequence[Draft], place: int) -> Iterator[Draft]:
        """Yield the change that ends at a value."""
        value = values[place]
        found = movement(*self.setting.around(value))
        first = self._begin(values, place)
        if found is None and first is not None:
            found = self._begun(first)
        if found is None or not (found.is_end or first is not None):
            return
        draft = self._change(value.start, value.end, found.direction)
        draft.subject, draft.from_claim = value, first
        draft.take(value)
        draft.base = self._base_at(first)
        yield draft

    def _of_comparison(self, values: Sequence[Draft], place: int) -> Iterator[Draft]:
        """Yield the change of a value against the one behind it: "up from 83.9%", 83.9%を上回る."""
        if place + 1 == len(values) or values[place].unit != values[place + 1].unit:
            return
        value, first = values[place], values[place + 1]
        found = _AGAINST_EN.search(self.words[: first.start], value.end) or _AGAINST_JA.match(self.words, first.end)
        between = self.words[value.end : first.start]
        if found is None or re.search("[。;]", between) or _OF_SEVERAL.search(between):
            return
        if self._are_both_before(value, first):
            return
        draft = self._change(found.start("word"), found.end("word"), Direction.UP if found["up"] else Direction.DOWN)
        draft.subject, draft.from_claim = value, first
        draft.take(value)
        draft.base = self._base_at(first)
        yield draft

    def _are_both_before(self, value: Draft, first: Draft) -> bool:
        """Whether a movement begins at both of two values: the first one is of an earlier time than the other, or as early."""
        if value.period is None or value.period.span is None or value.period.id >= str(self.setting.month or ""):
            return False
        return first.period is None or first.period.id >= value.period.id

    def _begin(self, values: Sequence[Draft], place: int) -> Draft | None:
        """Return the value at which a movement to another began: before it, or behind it."""
        value = values[place]
        before = values[place - 1] if place else None
        if before is not None and before.unit == value.unit and self.setting.is_origin(before):
            return before if _TO.fullmatch(self.words, before.end, value.start) else None
        behind = values[place + 1] if place + 1 < len(values) else None
        if behind is None or behind.unit != value.unit:
            return None
        return behind if _FROM_LATER.fullmatch(self.words, value.end, behind.start) else None

    def _begun(self, first: Draft) -> Movement | None:
        direction = origin_movement(self.setting.around(first)[0])
        return None if direction is None else Movement(direction, is_end=True)

    def _base_at(self, first: Draft | None) -> Base:
        """Return the base of a movement by the period of the value at which it began."""
        if first is not None and first.statistic == Statistic.AVERAGE_6:
            return Base(BaseKind.AVERAGE)
        if first is None or first.period is None:
            return Base(BaseKind.UNSAID)
        period = Period.parse(first.period.id)
        if period == self.setting.month:
            return Base(BaseKind.UNSAID)
        return Base(base_kind(period, self.setting.month), period, first.period.span)

    def _multiple(self, phrase: Phrase, values: Sequence[Draft]) -> Draft:
        """Return what doubled, tripled or halved: the value that the words lead to, or what they name."""
        draft = self._change(phrase.start, phrase.end, phrase.direction)
        draft.number, draft.unit = phrase.printed, phrase.unit
        draft.base = self.setting.base(phrase.start, phrase.end)
        before = [value for value in values if value.end <= phrase.start]
        behind = [value for value in values if value.start >= phrase.end]
        if behind and re.fullmatch(r" to |に?、?|して", self.words[phrase.end : behind[0].start]):
            draft.subject = behind[0]
        elif before and re.fullmatch("から|の", self.words[before[-1].end : phrase.start]):
            draft.from_claim, draft.subject = before[-1], before[-2] if len(before) > 1 else None
            draft.base = self._base_at(before[-1])
        if draft.subject is not None:
            draft.take(draft.subject)
        elif draft.from_claim is None:
            self.setting.bind_words(draft, self.words[: phrase.end])
        return draft

    def _unchanged(self, phrase: Phrase, values: Sequence[Draft]) -> Draft:
        """Return what is said to have stayed as it was: the value before it, "the others", or what the words name."""
        draft = self._change(phrase.start, phrase.end, Direction.SAME)
        draft.base = self.setting.base(phrase.start, phrase.end)
        before = [value for value in values if value.end <= phrase.start]
        others = OTHERS.search(self.words[: phrase.start])
        if before and not OTHERS.search(self.words, before[-1].end, phrase.start):
            draft.subject = before[-1]
            draft.take(before[-1])
        elif others:
            span = self.setting.stretch.span(*others.span())
            scope = Scope(self.words[: phrase.end], self.words[: phrase.end], "")
            draft.segment = Binding("others", 0.85, LOCAL, is_local=True, span=span)
            draft.metric = self.setting.binder.metric(scope, None, None, self.setting.topic)
            draft.period = self.setting.period(phrase.start, phrase.end)
        else:
            self.setting.bind_words(draft, self.words[: phrase.end])
        return draft
