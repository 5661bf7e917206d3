"""Changes with their sizes: the value that each is said of, what it is measured from, and what it is a change of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.core.claims.binding.binder import Scope, names_threat
from workbench.core.claims.binding.cues import TOTAL
from workbench.core.claims.binding.doubts import IN_DOUBT
from workbench.core.claims.binding.setting import Setting, base_kind, stated
from workbench.core.claims.model import Base, Binding, Direction, Kind
from workbench.core.claims.reader.draft import Draft
from workbench.core.claims.reader.names import Name
from workbench.core.claims.reader.numbers import Number
from workbench.core.claims.reader.phrases import THIS, movement
from workbench.core.periods import Period
from workbench.core.records import Statistic
from workbench.core.units import ONE_IN, PERCENT, POINTS

_BASE_BEFORE = re.compile(r"(?:比|から|より|に比べ(?:て|ると)?|と比べ(?:て|ると)?)(?:で|は|では|、)?(?:約)?$")
_FROM_NUMBER = re.compile(r"[0-9](?:%|パーセント)から(?:約)?$")
_GAP = re.compile(
    r"(?<!月と)(?<!月との)(?<!年と)(?<!年との)(?<!期との)(?:差|開き|格差)(?:は|が)、?(?:約|わずか)?$|(?:gap|difference|spread) (?:between [a-z ,]+ )?(?:was|is|of|came to) (?:about |just |only )?$"
)
"""The difference of two names' values, which is no change of either."""

_BECOMES = re.compile("(?:未満|以下|以上|程度|前後|近く|弱|強|台)?(?:にまで|まで)?[にへ]")
_BEHIND = re.compile(r"[^.;,]{0,30}? (?:in|for|from|by) (?:the )?")
_FROM_BEFORE = re.compile(
    r"(?:[(][^()]*[)]|[)])?(?:からは?|より|を|からの[^、。0-9]{0,8}(?:は|が)、?|に比べ(?:て|ると)?、?|と比べ(?:て|ると|れば)?、?|に対し(?:て)?、?"
    r"|(?:(?:でし|だっ|であっ)た)?(?:から|ので|のに対し(?:て)?|ため)、?)(?:約|およそ|わずか|さらに|ちょうど)?"
)
_OF_BEFORE = re.compile(r"(?:[(][^()]*[)]|[)])?の(?:約|およそ|ほぼ)?")
_RATE_OF_CHANGE = re.compile(
    r"(?:(?P<up>増加|上昇|伸び|成長|拡大)|(?P<down>減少|低下|下落|縮小))率(?:は|が|、|で)?(?:約|およそ)?$"
)
_AN_INCREASE = re.compile(r"[^,;:]*[,:;-]+ (?:which is |i[.]e[.],? )?an? [a-z]+(?: [a-z]+)? of (?:about |around )?")
_FROM_BEHIND = re.compile(
    r" (?:from|on|over|compared (?:with|to)|above|below) (?:the )?(?:[a-z]+ (?:figure|level|rate) of )?"
    r"(?:(?:last )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: of)?(?: last year| the year before|,? [0-9]{4})? [(])?"
)
_FROM_APART = re.compile(r"(?: (?:during|in|within|over) (?:the |one |a |this |last )?[a-z]+(?: [a-z]+)?)?,? from ")
_TO = re.compile(r"[^.;,0-9]{0,40} to (?:[a-z]+ ){0,2}")
"""What stands before the two ends of a movement behind its size, and between them: "by 1.9 points, from 9.3% to 11.2%"."""

_UP_TO_BASE = re.compile(r"[0-9] (?:percentage )?points (?:above|below|over|from|on) [^;.]{0,40}$")
"""Words from a value over its change to the base: "November (70.5%) was 3.7 points below October (74.2%)"."""

_AS_A_RATE = re.compile(r"、?(?:率|割合|比率)に(?:して|すると)、?(?:約|およそ|わずか)?[0-9.,]+(?:%|パーセント)")
"""Words right behind the size of a change that give it again as a rate: 17万個、率にして4.2%の増加."""

_ATTRIBUTE = re.compile(r"(?:増|減|上昇|低下|増加|減少)?(?:の|して|し、|となる|して、|, to | to )")
_COUNTED = frozenset({"count", "per_day"})


class Changes:
    """Finds the numbers of a sentence that are sizes of changes, and makes their claims."""

    def __init__(self, setting: Setting) -> None:
        """Take the sentence."""
        self.setting = setting
        self.words = setting.words

    def is_size(self, number: Number) -> bool:
        """Whether a number is the size of a change, not a value."""
        if number.unit in {POINTS.id, "times"} or number.sign:
            return True
        if number.unit == PERCENT.id and _RATE_OF_CHANGE.search(self.words[: number.start]):
            return True
        if number.unit == ONE_IN.id or number.unit not in {PERCENT.id, *_COUNTED}:
            return False
        before, after = self._around(number)
        found = movement(before, after)
        is_end = found is None and _FROM_NUMBER.search(before) is not None
        if number.unit == PERCENT.id and _BASE_BEFORE.search(before) and not _BECOMES.match(after) and not is_end:
            return True
        return found is not None and not found.is_end and not (number.unit in _COUNTED and after.startswith(" more"))

    def drafts(self, values: Sequence[Draft], sizes: Sequence[Number]) -> Iterator[Draft]:
        """Yield the claims of sizes; `values` are those of the sentence. Sizes in a row share the last one's direction."""
        made = list(self._drafts(values, sizes))
        for draft, following in pairwise(made):
            if draft.direction is None and draft.unit == following.unit:
                draft.direction = following.direction
            if _AS_A_RATE.match(self.words, draft.end):
                following.from_claim, following.subject, following.base = draft.from_claim, draft.subject, draft.base
                following.metric, following.segment, following.period = draft.metric, draft.segment, draft.period
        yield from made

    def _drafts(self, values: Sequence[Draft], sizes: Sequence[Number]) -> Iterator[Draft]:
        for number in sizes:
            draft = self.setting.draft(Kind.CHANGE, number.start, number.end)
            draft.number, draft.unit, draft.statistic = number.printed, number.unit, Statistic.CHANGE
            draft.direction = self._direction(number)
            draft.base = self.setting.base(number.start, number.end)
            draft.subject = self._subject(number, stated(values))
            if self._is_base(draft):
                draft.from_claim, draft.subject = draft.subject, self.setting.topic.value
            elif draft.subject is not None and self._is_of_both(draft, draft.subject):
                now = [value for value in stated(values) if value.end <= draft.subject.start]
                if now and now[-1].unit == draft.subject.unit:
                    draft.from_claim, draft.subject = draft.subject, now[-1]
            self._bind(draft, number, values)
            self._set_origin(draft, stated(values))
            yield draft

    def _direction(self, number: Number) -> Direction | None:
        if number.sign:
            return Direction.UP if number.sign > 0 else Direction.DOWN
        rate = _RATE_OF_CHANGE.search(self.words[: number.start])
        if rate:
            return Direction.UP if rate["up"] else Direction.DOWN
        found = movement(*self._around(number))
        return None if found is None else found.direction

    def _around(self, number: Number) -> tuple[str, str]:
        """Return the words before and behind a size, without those that give it again as a rate."""
        before, after = self.setting.around(number)
        return before, _AS_A_RATE.sub("", after, count=1) if _AS_A_RATE.match(after) else after

    def _set_origin(self, draft: Draft, values: Sequence[Draft]) -> None:
        """Where a change is said from a value (83.9%から5.5ポイント, "up 5.5 points from 83.9%"), keep that as its base."""
        before = [value for value in values if value.end <= draft.start]
        behind = [value for value in values if value.start >= draft.end]
        if (before and _FROM_BEFORE.fullmatch(self.words, before[-1].end, draft.start)) or (
            before and draft.unit == "times" and _OF_BEFORE.fullmatch(self.words, before[-1].end, draft.start)
        ):
            first, rest = before[-1], before[:-1]
        elif behind and _FROM_BEHIND.fullmatch(self.words, draft.end, behind[0].start):
            first, rest = behind[0], before
        elif len(behind) > 1 and self._are_ends(draft, *behind[:2]):
            draft.from_claim, draft.subject = behind[:2]
            self._date(draft, behind[0])
            return
        elif len(before) > 1 and self._leads(before[-2], before[-1]):
            draft.from_claim = before[-2]
            return
        else:
            return
        draft.from_claim, draft.subject = first, self._end(first, behind) or self._of_same(first, rest)
        self._date(draft, first)

    def _are_ends(self, draft: Draft, first: Draft, last: Draft) -> bool:
        """Whether two values behind the size of a change are those between which it leads."""
        is_from = _FROM_APART.fullmatch(self.words, draft.end, first.start)
        return bool(is_from and first.unit == last.unit and _TO.fullmatch(self.words, first.end, last.start))

    def _leads(self, first: Draft, last: Draft) -> bool:
        """Whether a movement leads from one value to another: 75.1%から72.9%へと."""
        between = re.fullmatch(r"から(?:[^。、0-9]{0,12})?| to ", self.words[first.end : last.start])
        return between is not None and first.unit == last.unit and self.setting.is_origin(first)

    def _end(self, first: Draft, behind: Sequence[Draft]) -> Draft | None:
        """Return the value at which a movement ends, where it is said behind its size: 68.4%から1.5ポイント下がり、66.9%."""
        if not behind or behind[0] is first or behind[0].unit != first.unit:
            return None
        ids = [tuple(bound and bound.id for bound in (one.metric, one.segment)) for one in (first, behind[0])]
        is_now = behind[0].period is not None and behind[0].period.id == str(self.setting.month)
        return behind[0] if ids[0] == ids[1] and None not in ids[0] and is_now else None

    def _of_same(self, first: Draft, rest: Sequence[Draft]) -> Draft | None:
        """Return the value now, of which a value before is said: in the sentence, else what the passage spoke of last."""
        same = [value for value in rest if value.metric and first.metric and value.metric.id == first.metric.id]
        now = [value for value in same if value.period and value.period.id == str(self.setting.month)]
        earlier = self.setting.topic.value
        if now:
            return now[-1]
        is_own = bool(same) and _UP_TO_BASE.search(self.words[same[-1].end : first.start]) is not None
        if earlier is not None and earlier.unit == first.unit and len(same) == len(rest) and not is_own:
            return earlier
        return same[-1] if same else None

    def _date(self, draft: Draft, first: Draft) -> None:
        """Give a change that begins at a value the period of now, and its base the value's."""
        month = self.setting.month
        now = draft.subject.period if draft.subject is not None else None
        draft.period = now or (Binding(str(month), 0.85) if month is not None else None)
        if first.period is not None and first.period.span is not None:
            period = Period.parse(first.period.id)
            draft.base = Base(base_kind(period, month), period, first.period.span)

    def _subject(self, number: Number, values: Sequence[Draft]) -> Draft | None:
        """Return the value that a change is said of: the one before it in its clause, else the one that follows."""
        names_between = self.setting.mentions.names_between
        before = [value for value in values if value.end <= number.start]
        behind = [value for value in values if value.start >= number.end]
        if behind and _ATTRIBUTE.match(self._after_word(number)):
            crossing = names_between(number.end, behind[0].start)
            if not crossing or not before:
                return behind[0]
        if before:
            return None if names_between(before[-1].end, number.start) else before[-1]
        return self.setting.topic.value if not values and self._is_of_last(number) else None

    def _is_of_last(self, number: Number) -> bool:
        """Whether a change is said of the value before its sentence: "this", or the sentence names nothing itself."""
        if THIS.search(self.words[: number.start]):
            return True
        has_own = self.setting.mentions.names or TOTAL.search(self.words)
        return not has_own and not self.setting.binder.words.scores(self.words, "")

    def _after_word(self, number: Number) -> str:
        """Return the words behind a number's word of change."""
        after = self.words[number.end :]
        found = re.match(r"(?:も|の|ほど|程度)?(?:増加?|減少?|上昇|低下|縮小|拡大)", after)
        return after[found.end() :] if found else after

    def _bind(self, draft: Draft, number: Number, values: Sequence[Draft]) -> None:
        """Bind a change: as its value is bound, or by its own words."""
        if _GAP.search(self.words[: number.start]):
            draft.subject = None
            return
        if draft.subject is not None:
            draft.take(draft.subject)
            if self._is_of_later(draft, draft.subject):
                draft.period = replace(draft.period, score=IN_DOUBT) if draft.period is not None else None
            return
        last = max((value.end for value in values if value.end <= number.start), default=0)
        name, scope = self._name(number, last), self._scope(number, last)
        binder, topic = self.setting.binder, self.setting.topic
        metric = binder.metric(scope, name, None, topic)
        if name is not None and (metric is None or metric.is_local):
            metric = binder.metric(scope, None, None, topic) or metric
        segment = binder.segment(name, 0.9, metric, self.setting.stretch.body) if name is not None else None
        if metric is not None:
            draft.segment = segment or binder.total(scope, topic, has_other_names=name is not None)
        draft.metric, draft.period = metric, self.setting.period(number.start, number.end)

    def _is_of_both(self, draft: Draft, last: Draft) -> bool:
        """Whether a change is said of two values, of which the last one is what the other is compared with."""
        between = self.words[last.end : draft.start]
        return self.setting.is_compared(last) and _AN_INCREASE.fullmatch(between) is not None

    @staticmethod
    def _is_base(draft: Draft) -> bool:
        """Whether the value before a change is that of the period from which the change is measured."""
        value, base = draft.subject, draft.base
        if value is None or value.period is None or base is None or base.period is None:
            return False
        return value.period.id == str(base.period)

    def _is_of_later(self, draft: Draft, subject: Draft) -> bool:
        """Whether a change may not be of the earlier period of the value before it: its clause is another one."""
        if subject.period is None or subject.period.id == str(self.setting.month) or subject.end > draft.start:
            return False
        return (
            re.search(r"[、;]|, |(?<![a-z])(?:so|that|and)(?![a-z])", self.words[subject.end : draft.start]) is not None
        )

    def _name(self, number: Number, last: int) -> Name | None:
        """Return the name before a number, else the one to which the words behind it lead."""
        mentions = self.setting.mentions
        names = mentions.names_between(last, number.start)
        if names:
            return names[-1]
        behind = mentions.names_between(number.end, len(self.words))
        return next((name for name in behind if _BEHIND.fullmatch(self.words, number.end, name.start)), None)

    def _scope(self, number: Number, last: int) -> Scope:
        """Return the words about a change."""
        tail = re.search(r"[、。;(]|, ", self.words[number.end :])
        begun = max(self.words.rfind(mark, last, number.start) for mark in (": ", "; "))
        is_own = begun >= 0 and names_threat(self.words[begun : number.start])
        near = self.words[begun if is_own else last : number.end + (tail.start() if tail else len(self.words))]
        whole = self.words[: number.end + (tail.start() if tail else 0)]
        return Scope(near, whole, number.unit if number.unit in _COUNTED else "")
