"""The values of a sentence, each bound to what it is of, and the lists in which they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.core.claims.binding.attaching import FRONTED, ROW, Attachment, attached, last_end, rows
from workbench.core.claims.binding.binder import KINDS, OTHERS, Scope
from workbench.core.claims.binding.cues import SIZES
from workbench.core.claims.binding.doubts import Doubts
from workbench.core.claims.binding.lists import finished
from workbench.core.claims.binding.local import LocalName
from workbench.core.claims.binding.setting import Setting, stated
from workbench.core.claims.binding.wholes import whole_of
from workbench.core.claims.model import Binding, Kind, ListingKind
from workbench.core.claims.reader.draft import Draft, ListingDraft, RowDraft
from workbench.core.claims.reader.mentions import is_held
from workbench.core.claims.reader.names import Name
from workbench.core.claims.reader.numbers import Number
from workbench.core.claims.reader.phrases import PAIRED, REST, SERIES, USUAL
from workbench.core.records import Statistic
from workbench.core.units import COUNT, ONE_IN, PER_DAY, PERCENT

_ASIDE = re.compile(r" ?(?:e-?mails?|messages|通)? ?[(](?:メール|電子メール|or |i\.e\.,? |about |約)?")
_ASIDE_EN = re.compile(r" ?(?:e-?mails?)?,? (?:or|equivalent to|that is) ")
_CLAUSE_END = re.compile(r"[、;。]|, (?![0-9])|(?<=[a-z]), |(?<![a-z])(?:while|whilst|but|whereas|compared)(?![a-z])")
_GOES_ON = re.compile(r"[にで]、(?![^、。0-9]{1,20}は(?:約|およそ|わずか)?[0-9])")
"""What leads on from a share to what is said of it: 17.5%に、リンクが含まれ."""

_OF_WHAT = re.compile(r" of (?:[a-z'-]+ ){0,4}?[a-z'-]+(?=,|;| [(])")
"""What a number before is said of: "87.9% of all spam, ..."."""

_OWN_SUBJECT = re.compile(r"平均|全体では|世界|他の|その他|残り|average|global|worldwide|overall|other|rest")
_CONTRAST = re.compile(
    r"から|以前|通常|普段|だったのに対し|に対し|(?<![a-z])(?:from|to|usual\w*|previous\w*|compared|against|versus|but|than)(?![a-z])"
)
_AVERAGE_6 = re.compile(
    r"(?:(?:過去|直近)?(?:6|六)[カヶか箇ヵ]月(?:間)?の?|半年(?:間)?の?)平均(?:値)?(?:は|の|である|が|:|、)?(?:約)?$|(?:six|6)-?[ -]months? (?:moving )?average (?:[a-z-]+ ){0,3}?(?:of|was|is|stood at|:)? ?$"
)
_OTHER_AVERAGE = re.compile(
    r"(?:[0-9]+[カヶか箇ヵ]月(?:間)?|年間|通年|長期|平年|過去[^、。]{1,8}?)の?平均(?:値)?(?:は|の|である|が|、)?(?:約)?$|(?:annual|yearly|long-term|[a-z0-9]+-(?:month|year)) average (?:[a-z-]+ ){0,3}?(?:of|was|is|stood at)? ?$|average (?:over|for|of|during) the (?:past|last|previous) [^,.;]{3,20} (?:of|was|is|stood at) $"
)
_BAND_BEHIND = re.compile(
    r" ?(?:未満|以下|以上|以内|超|から|[~-]|or (?:less|more|smaller|larger|under|over|below|above)|and [0-9]|to [0-9])"
)
_BAND_BEFORE = re.compile(
    r"(?:between|(?:smaller|larger|less|more|bigger) than|under|over|below|above|to|[0-9][a-z]* (?:and|to)|[0-9][~-]) ?$"
)


class Values:
    """Makes the claims of values of a sentence. `sizes` are the numbers that turned out to be sizes of changes."""

    def __init__(self, setting: Setting, is_size: Callable[[Number], bool]) -> None:
        """Take the sentence, and what tells sizes of changes from values."""
        self.setting = setting
        self.words = setting.words
        numbers = [number for number in map(self._counted, setting.mentions.numbers) if not number.is_bare]
        self.sizes = [number for number in numbers if is_size(number)]
        self._rest = [number for number in numbers if number not in self.sizes and self._is_rest(number)]
        self._stated = [number for number in numbers if number not in self.sizes and number not in self._rest]
        self._asides = self._find_asides()
        self._values = [number for number in self._stated if number.start not in self._asides]
        self.doubts = Doubts(setting)
        self._made: list[Draft] = []
        self._by_number: dict[int, Draft] = {}
        self._kinds = dict(self._kinds_in_order())
        self._scopes: dict[int, Scope] = {}
        self.listings: list[ListingDraft] = []

    def _counted(self, number: Number) -> Number:
        """Return a number without a unit as a count where it is grouped or written as counts are: 12,345, "24.2 million"."""
        is_grouped = number.is_bare and re.search(r",|illion|thousand|bn|[億万]", self.words[number.start : number.end])
        return replace(number, unit="count") if is_grouped else number

    def _is_rest(self, number: Number) -> bool:
        return REST.search(self.words[: number.start]) is not None

    def drafts(self) -> list[Draft]:
        """Return the claims; the lists are then in `listings`."""
        attachments = attached(self.setting.mentions, self._values)
        for number in self._values:
            self._value(number, [item for item in attachments if item.number is number])
        for number in self._stated:
            if number.start in self._asides:
                self._aside(number, self._asides[number.start])
        self._share_periods(stated(self._made))
        self.doubts.follow_movements(stated(self._made))
        self.doubts.tell_apart(stated(self._made), [self._is_said(draft) for draft in stated(self._made)])
        for number in self._rest:
            self._add(Kind.REST, number)
        self._lists(attachments)
        return self._made

    def _find_asides(self) -> dict[int, Number]:
        """Return the numbers that say again what the one before said, by where they start: "1 in 302.8 (0.33%)"."""
        asides: dict[int, Number] = {}
        for number, following in pairwise(self._stated):
            between = self.words[number.end : following.start]
            units = {number.unit, following.unit}
            if units == {ONE_IN.id, PERCENT.id} and (_ASIDE.fullmatch(between) or _ASIDE_EN.fullmatch(between)):
                asides[following.start] = number
        return asides

    def _add(self, kind: Kind, number: Number) -> Draft:
        """Make a claim of a number."""
        draft = self.setting.draft(kind, number.start, number.end)
        draft.number, draft.unit = number.printed, number.unit
        self._made.append(draft)
        return draft

    def _value(self, number: Number, attachments: Sequence[Attachment]) -> None:
        """Make the claims of a value: one, or several where it is said of several names at once."""
        for attachment in attachments or (None,):
            draft = self._add(Kind.VALUE, number)
            self._by_number[number.start] = draft
            if not self._is_share(draft, number):
                self._scopes[number.start] = self._scope(number)
                self._bind(draft, attachment, self._scopes[number.start])
            self._qualify(draft)

    def _is_share(self, draft: Draft, number: Number) -> bool:
        """Bind a percentage that says what share a count is of something: "46 a day (2.3% of blocked sites)"."""
        place = self._values.index(number)
        count = self._values[place - 1] if place else None
        whole = None if count is None else whole_of(self.setting, number, count)
        if whole is None or count is None:
            return False
        draft.whole, draft.subject = whole, self._by_number[count.start]
        draft.take(draft.subject)
        draft.metric = Binding(f"share of {whole.id}", 0.8, is_local=True)
        return True

    def _qualify(self, draft: Draft) -> None:
        """Note what is said of a value: that it is usual, an average, or what another one is compared with."""
        draft.is_usual = bool(USUAL.search(self._clause(draft)))
        before = self.words[max(0, draft.start - 60) : draft.start]
        if _AVERAGE_6.search(before):
            draft.statistic = Statistic.AVERAGE_6
        elif _OTHER_AVERAGE.search(before):
            draft.period = None
        elif self.setting.is_compared(draft) and (self.setting.is_origin(draft) or not self._has_own_name(draft)):
            draft.period = self.setting.own_period(draft) or self._since(draft)

    def _has_own_name(self, draft: Draft) -> bool:
        """Whether a value is of another name than the one before it: "73% in the US, compared with 66% in Japan"."""
        before = [other for other in stated(self._made) if other.end <= draft.start]
        segments = [other.segment for other in (draft, *before[-1:])]
        return len({segment.id for segment in segments if segment is not None and segment.span is not None}) == 2

    def _since(self, draft: Draft) -> Binding | None:
        """Return the only period that a sentence measures from, for a value where its movement began."""
        bases = [date for date in self.setting.mentions.dates if date.is_base]
        if len(bases) != 1 or not self.setting.is_origin(draft):
            return None
        return Binding(str(bases[0].period), 0.85, span=self.setting.stretch.span(bases[0].start, bases[0].end))

    def _clause(self, draft: Draft) -> str:
        """Return the words from the beginning of a value's clause."""
        before = self.words[: draft.start]
        cut = max(map(before.rfind, ("。", "ですが、", ";", ", but", "、一方")))
        last = max((other.end for other in self._stated if other.end <= draft.start), default=0)
        return before[max(cut, last, 0) :]

    def _bind(self, draft: Draft, attachment: Attachment | None, scope: Scope) -> None:
        """Bind a value to metric, segment and period."""
        if attachment is None and (self._is_band(draft) or self._is_of_kinds(draft, scope)):
            return
        if attachment is None and self._is_ellipsis(draft, scope):
            self.doubts.apply(draft, attachment, scope, has_names=False)
            return
        binder, topic = self.setting.binder, self.setting.topic
        metrics = [
            other.metric
            for other in self._made[:-1]
            if other.kind is Kind.VALUE
            and other.metric
            and (not other.metric.is_local or _is_alike(other.unit, draft.unit))
        ]
        name = None if attachment is None else attachment.name
        metric = binder.metric(scope, name, metrics[-1] if metrics else None, topic)
        if metric is not None and self._is_apart(draft, metric, scope):
            metric = None
        if metric is None and name is None and metrics and OTHERS.search(scope.near):
            metric = metrics[-1]
        segment = None
        if attachment is not None:
            body = self.setting.stretch.body
            segment = binder.segment(attachment.name, attachment.score, metric, body, attachment.rivals)
        if metric is not None and segment is None:
            segment = self._without_name(scope, metric, attachment)
        draft.metric, draft.segment, draft.period = metric, segment, self._period(draft)
        self.doubts.apply(draft, attachment, scope, has_names=bool(metric and self._names_of(metric)))

    def _share_periods(self, values: Sequence[Draft]) -> None:
        """Give values in a row the period that is said behind the last of them: "2.4% and 2.0% in December"."""
        for value, following in reversed(list(pairwise(values))):
            later = following.period
            is_behind = later is not None and later.span is not None and later.span.start >= following.span.end
            is_unsaid = value.period is None or value.period.span is None
            if is_behind and is_unsaid and ROW.fullmatch(self.words, value.end, following.start):
                value.period = later

    def _is_said(self, draft: Draft) -> bool:
        """Whether the words near a value say its metric."""
        near = self._scopes[draft.start].near if draft.start in self._scopes else ""
        return draft.metric is not None and draft.metric.id in self.setting.binder.words.scores(near, draft.unit)

    def _kinds_in_order(self) -> Iterator[tuple[int, str]]:
        """Yield the metrics of the values of rows that are paired with kinds of threats: ウイルスとフィッシングは、それぞれ."""
        for row in rows(self.words, self._values) if PAIRED.search(self.words) else ():
            before = self.words[last_end(self.words, self._values, row[0].start) : row[0].start]
            hits = sorted((hit.start(), id) for id, kind in KINDS.items() for hit in kind.finditer(before))
            ids = list(dict.fromkeys(id for _, id in hits))
            if len(row) > 1 and len(ids) == len(row):
                yield from zip((number.start for number in row), ids, strict=True)

    def _is_of_kinds(self, draft: Draft, scope: Scope) -> bool:
        """Bind a value that is paired with a kind of threat by its order."""
        id = self._kinds.get(draft.start)
        if id is None or not self.setting.binder.takes(id, draft.unit):
            return False
        draft.metric = Binding(id, 0.9)
        draft.segment, draft.period = self._without_name(scope, draft.metric, None), self._period(draft)
        return True

    def _is_apart(self, draft: Draft, metric: Binding, scope: Scope) -> bool:
        """Whether a value goes on from one in its sentence that nothing is known of, and names no metric itself."""
        before = [other for other in stated(self._made[:-1]) if other.unit == draft.unit]
        if not before or before[-1].metric is not None or metric.is_local:
            return False
        return metric.id not in self.setting.binder.words.scores(scope.near, draft.unit)

    def _names_of(self, metric: Binding) -> list[Name]:
        """Return the sentence's names in the dimensions of a metric."""
        dimensions = frozenset() if metric.is_local else self.setting.binder.dimensions(metric.id)
        return [name for name in self.setting.mentions.names if name.in_dimensions(dimensions)]

    def _is_ellipsis(self, draft: Draft, scope: Scope) -> bool:
        """Bind a value that leaves out what it is of, as the one before it is bound: "usually 17%, but 26% on that day"."""
        before = [other for other in stated(self._made[:-1]) if other.whole is None]
        last = before[-1] if before else None
        if last is None or last.unit != draft.unit or last.segment is None or last.metric is None:
            return False
        if not self._has_contrast(draft, last) or _OWN_SUBJECT.search(scope.near):
            return False
        if self.setting.binder.words.scores(scope.near, draft.unit):
            return False
        draft.metric, draft.segment, draft.period = last.metric, last.segment, self._period(draft)
        return True

    def _is_band(self, draft: Draft) -> bool:
        """Whether a size is the bound of a class of sizes, whose share follows: "5Kb or less made up 68.2%"."""
        if draft.unit not in SIZES:
            return False
        behind = [number for number in self._stated if number.start >= draft.end]
        share = next((number for number in behind if number.unit not in SIZES), None)
        if share is None or share.unit != PERCENT.id or re.search("[。;]", self.words[draft.end : share.start]):
            return False
        return bool(_BAND_BEHIND.match(self.words, draft.end) or _BAND_BEFORE.search(self.words[: draft.start]))

    def _has_contrast(self, draft: Draft, before: Draft) -> bool:
        """Whether a value is said of another time or case of the same thing as the one before it."""
        if _CONTRAST.search(self.words, before.end, draft.start):
            return True
        return any(before.end <= date.start <= draft.end + 12 for date in self.setting.mentions.dates)

    def _period(self, draft: Draft) -> Binding | None:
        """Return the period of a value."""
        before = [other for other in self._made if other.end <= draft.start and other.unit == draft.unit]
        begin = next((other for other in reversed(before) if self.setting.is_origin(other)), None)
        return self.setting.period(draft.start, draft.end, begin)

    def _without_name(self, scope: Scope, metric: Binding, attachment: Attachment | None) -> Binding:
        """Return the segment of a value without a name: the one that the section is about, or the total."""
        binder, topic = self.setting.binder, self.setting.topic
        of_metric = self._names_of(metric)
        section = topic.segment
        is_of_section = (
            section is not None and not metric.is_local and section.dimension in binder.dimensions(metric.id)
        )
        if section is not None and is_of_section and not of_metric:
            return section
        of_metric = [name for name in of_metric if not is_held(name, self.words)]
        others = attachment is not None and isinstance(attachment.name, LocalName)
        return binder.total(scope, topic, has_other_names=bool(of_metric) or others)

    def _scope(self, number: Number) -> Scope:
        """Return the words about a number: from the clause of the value before it to the end of its own."""
        last = last_end(self.words, self._values, number.start)
        ended = _OF_WHAT.match(self.words, last, number.start) if last else None
        last = ended.end() if ended else last
        own = self.words[number.start : number.end] if number.unit == COUNT.id else ""
        tail = _CLAUSE_END.search(self.words, last, number.start) if last else None
        starts = (other.start for other in self._values if other.start >= number.end)
        following = min(starts, default=len(self.words))
        lead = FRONTED.search(self.words, last, number.start)
        goes_on = lead is not None or _GOES_ON.match(self.words, number.end) is not None
        end = _CLAUSE_END.search(self.words, number.end + 2 * goes_on, following)
        stop = end.start() if end else following
        joint = self.words.rfind(" and ", number.end, stop) if stop == following < len(self.words) else -1
        stop = joint if joint > 0 else stop
        predicate = self.words[self._values[-1].end - 1 :] if self._is_row_of_values() else ""
        return Scope(
            self.words[tail.end() if tail else last : stop],
            f"{self.words[:stop]}…{predicate}",
            number.unit,
            own,
            number.printed,
        )

    def _is_row_of_values(self) -> bool:
        """Whether what stands at a sentence's end is said of all its values: in Japanese, or where all have one unit."""
        return bool(re.search("[\u3040-\u30ff]", self.words)) or len({number.unit for number in self._values}) == 1

    def _aside(self, number: Number, main: Number) -> None:
        """Make the claim of a second spelling of a value."""
        draft, subject = self._add(Kind.VALUE, number), self._by_number.get(main.start)
        draft.subject, draft.is_restatement = subject, True
        if subject is not None:
            draft.take(subject)
            draft.is_usual = subject.is_usual

    def _lists(self, attachments: Sequence[Attachment]) -> None:
        """Keep the lists of a sentence: those paired by their order, and those named one after the other."""
        groups: dict[int, list[Attachment]] = {}
        for attachment in attachments:
            if attachment.group is not None:
                groups.setdefault(attachment.group, []).append(attachment)
        for group in groups.values():
            self._list(ListingKind.PAIRED, group, is_ordered=False)
        single = [attachment for attachment in attachments if attachment.group is None]
        if len(single) > 2 and len({attachment.number.unit for attachment in single}) == 1:
            is_ordered = bool(SERIES.search(self.words) or self.setting.mentions.tops)
            self._list(ListingKind.SERIES, single, is_ordered=is_ordered)

    def _list(self, kind: ListingKind, group: Sequence[Attachment], *, is_ordered: bool) -> None:
        """Make a list of names and their values."""
        rows = [self._row(item) for item in group]
        start = min(min(item.name.start, item.number.start) for item in group)
        end = max(max(item.name.end, item.number.end) for item in group)
        stretch = self.setting.stretch
        listing = ListingDraft(kind, rows, stretch.span(start, end), stretch.sentence, stretch.section)
        self.listings.append(finished(listing, is_ordered=is_ordered))

    def _row(self, item: Attachment) -> RowDraft:
        draft = self._by_number[item.number.start]
        span = self.setting.stretch.span(item.name.start, item.name.end)
        return RowDraft(self.words[item.name.start : item.name.end], span, draft.segment, draft)


def _is_alike(unit: str, other: str) -> bool:
    """Whether figures in two units may be of one metric of the text's own."""
    return unit == other or {unit, other} <= {COUNT.id, PER_DAY.id}
