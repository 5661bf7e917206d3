"""From words to ids: the metric, the segment and the period of a number, each with a score and its candidates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue, Composition
from workbench.core.claims.binding.cues import (
    BY_LANGUAGE,
    OWN_METRICS,
    SHARES_OF,
    SOURCES,
    TOTAL,
    VOLUME,
    MetricWords,
    is_accepted,
)
from workbench.core.claims.binding.local import LocalName
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import LOCAL, Binding, Candidate
from workbench.core.claims.reader.dates import Date
from workbench.core.claims.reader.folded import Folded
from workbench.core.claims.reader.names import Name
from workbench.core.periods import Period
from workbench.core.records import GLOBAL
from workbench.core.units import ONE_IN, PERCENT

_SENTENCE_LESS = 0.12
_COUNTED = re.compile(
    r"[ァ-ヶー一-龠々a-z0-9]{1,14}?(?:総数|件数|数)(?=は|が|の|も)|[ァ-ヶー一-龠々a-z]{0,12}?(?:サイト|ドメイン|亜種|脆弱性|インシデント|端末|攻撃|検体|アカウント|サーバー?)(?=は|が|も)|(?:[a-z-]+ )?(?:detections|infections|incidents|attacks|attempts|samples|variants|vulnerabilities|breaches|victims|sites)(?![a-z])"
)
_ARTICLES = re.compile(
    r"(?:(?:the|a|an|in|of|and|its|their|this|that|by|with|to|number|from|was|were|while|whereas|but|as) )+"
)
_GENERAL = re.compile(
    r"(?:の|占有|構成)?(?:率|割合|シェア|比率|件数|台数|人数|レベル|レート|数|量)|(?:(?:the|a|an|in|of|and|its|their|this|that|total|overall|by|with|to|s|at|highest|lowest|high|low|average|same|usual|normal|current|latest|previous|new|corresponding|combined|respective|top|second|third|had|saw|was|were|has|far|much|similar|greatest|global|worldwide|national|local|regional|world|worst|largest|smallest|monthly|daily|quarterly|for|on) )*(?:rates?|shares?|ratios?|levels?|proportion|percentage|volumes?)"
)
_CHANGE_NOUN = re.compile(r"(?:増加|減少|伸び|上昇|低下|変化|成長)率|growth rate")
_PREDICATE_LESS = 0.04
_IN_SENTENCE = 0.9
_BEFORE = 0.82
_SECTION = 0.85
_MARGIN = 0.1
_NEARER = 0.15
"""By how much the words near a number say more than what was spoken of before."""

_DOUBT = 0.6
OTHERS = re.compile(
    r"(?<!その)他の(?!問題|脅威|不正|悪質)|その他(?:の(?:国|地域|業種|業界|部門|言語|カテゴリ|種類|もの|ボットネット)[^、。0-9]{0,6})?(?:は|が|で)|残りの|(?<![a-z])(?:all other|the other|the rest|remaining) ?[a-z]*(?= (?:were|was|accounted|sent|made|had|is|are|remained|of)(?![a-z])|$)"
)
"""Words for what is left when the named ones are taken away."""

_NOUN = re.compile(
    r"(?P<ja>[ァ-ヶー一-龠々a-z0-9]{0,14}?(?:率|割合|シェア|比率|件数|台数|人数|レベル|レート))|(?<![a-z])(?P<en>(?:[a-z-]+ ){0,2}(?:rates?|shares?|ratios?|levels?|proportion|percentage|volumes?))(?![a-z])(?! points?)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The words about a number: those near it, the whole sentence's up to it, and its unit."""

    near: str
    sentence: str
    unit: str


@dataclass(frozen=True)
class Binder:
    """Binds numbers to what a catalogue knows."""

    catalogue: Catalogue
    words: MetricWords

    def metric(
        self, scope: Scope, name: Name | LocalName | None, earlier: Binding | None, topic: Topic
    ) -> Binding | None:
        """Return the metric of a number; a local one where only the words name it, None where nothing does."""
        scores = self._scores(scope, name, earlier, topic)
        if earlier is not None and earlier.is_local and not self.words.scores(scope.near, scope.unit):
            return earlier if name is not None or earlier.id != BY_LANGUAGE else None
        fitting = self._fitting(scores, name, topic)
        if isinstance(name, Name) and not fitting:
            fitting = self._by_dimension(name, scope.unit, is_sure=earlier is None)
        if not fitting:
            return self._local_metric(scope, name, earlier, topic)
        ranked = sorted(fitting.items(), key=lambda pair: -pair[1])
        best, score = ranked[0]
        rivals = [pair for pair in ranked[1:] if score - pair[1] < _MARGIN]
        sure = min(1.0, score) if not rivals else min(score, _DOUBT)
        candidates = tuple(Candidate(id, round(min(1.0, weight), 2)) for id, weight in ranked[:4])
        return Binding(best, round(sure, 2), is_local=best in OWN_METRICS, candidates=candidates)

    def _scores(
        self, scope: Scope, name: Name | LocalName | None, earlier: Binding | None, topic: Topic
    ) -> dict[str, float]:
        """Return how well each metric fits, by the words near, in the sentence, and by what was spoken of."""
        scores = self.words.scores(scope.near, scope.unit)
        most = max(self._fitting(scores, name, topic).values(), default=1.15) - _NEARER
        less = _SENTENCE_LESS if scores else _PREDICATE_LESS
        for metric, weight in self.words.scores(scope.sentence, scope.unit).items():
            scores[metric] = max(scores.get(metric, 0.0), min(weight - less, most))
        if not scores and (_own_noun(scope.near) or _OF_OTHERS.search(scope.near)):
            return scores
        is_named = name is not None or TOTAL.search(scope.near) is not None
        carried = _BEFORE if topic.is_same_passage or is_named else _DOUBT
        ids: tuple[str, ...] = ()
        for bound, weight in ((earlier, _IN_SENTENCE), (topic.last, carried)):
            if not ids and bound is not None and not bound.is_local:
                ids = self._carried(bound.id, scope)
                scores |= {id: max(scores.get(id, 0.0), min(weight, bound.score, most)) for id in ids}
        has_spoken = topic.is_same_passage or (earlier is not None and not earlier.is_local)
        is_superseded = has_spoken and bool(self._fitting(dict.fromkeys(ids, 1.0), name, topic))
        for id in self._carried(topic.metric, scope)[:1] if topic.metric is not None else ():
            is_other = is_superseded or _is_of_other_kind(id, scope.near)
            scores[id] = max(scores.get(id, 0.0), _DOUBT if is_other else _SECTION)
        return scores

    def _carried(self, metric: str, scope: Scope) -> tuple[str, ...]:
        """Return as what a metric spoken of before may go on: itself, or its parts; "1 in N" is said of rates, not of shares."""
        if metric == "spam.rate" and scope.unit == PERCENT.id and _ORIGIN.search(scope.near):
            return (SOURCES,)
        if metric in SHARES_OF and SHARES_OF[metric].search(scope.near):
            return ()
        ids = (metric, _PARTS[metric]) if metric in _PARTS else (metric,)
        return tuple(
            id for id in ids if self.takes(id, scope.unit) and (scope.unit != ONE_IN.id or id.endswith(".rate"))
        )

    def takes(self, metric: str, unit: str) -> bool:
        """Whether figures of a metric are written in a unit."""
        return metric in self.catalogue.metrics and is_accepted(self.catalogue.metric(metric).unit, unit)

    def _fitting(self, scores: Mapping[str, float], name: Name | LocalName | None, topic: Topic) -> dict[str, float]:
        """Keep the metrics that are broken down by the dimension of a name, or the section's; without one those with a total."""
        if isinstance(name, LocalName):
            return dict(scores)
        if name is None:
            own = "" if topic.segment is None else topic.segment.dimension
            return {id: score for id, score in scores.items() if self._has_total(id) or own in self.dimensions(id)}
        return {metric: score for metric, score in scores.items() if name.in_dimensions(self.dimensions(metric))}

    def dimensions(self, metric: str) -> frozenset[str]:
        """Return the dimensions by which a metric may be broken down: those of the catalogue, or of volumes."""
        if metric in self.catalogue.metrics:
            return frozenset(self.catalogue.breakdowns(metric))
        return _OF_VOLUMES if metric == VOLUME else frozenset(self.catalogue.dimensions)

    def _has_total(self, metric: str) -> bool:
        """Whether a metric has a figure for the whole: one that is only broken down into shares has none."""
        if metric in OWN_METRICS:
            return metric == VOLUME
        compositions = set(self.catalogue.breakdowns(metric).values())
        return not compositions or bool(compositions - {Composition.SHARES, Composition.STAGES})

    def _by_dimension(self, name: Name, unit: str, *, is_sure: bool) -> dict[str, float]:
        """Return the one metric that a name's dimension belongs to, if it is one; in doubt beside numbers of others."""
        for dimension, _ in name.segments:
            metrics = [
                id
                for id in self.catalogue.metrics
                if self.catalogue.composition(id, dimension) and self.takes(id, unit)
            ]
            if len(metrics) == 1 and dimension not in _COMMON_WORDS:
                return {metrics[0]: 0.85 if is_sure else _DOUBT}
        return {}

    @staticmethod
    def _local_metric(
        scope: Scope, name: Name | LocalName | None, earlier: Binding | None, topic: Topic
    ) -> Binding | None:
        """Return a metric of the text's own, by the noun of what is measured: "share" alone is another in each section."""
        if isinstance(name, LocalName) and re.search("[率数量割合比シェアレベルレート]$|件数|台数", name.noun):
            return Binding(_particular(name.noun, topic), 0.85, is_local=True)
        if earlier is not None and earlier.is_local:
            return earlier
        nouns = [found[0] for found in _NOUN.finditer(scope.near)]
        if scope.unit in {"count", "per_day"}:
            nouns += [found[0] for found in _COUNTED.finditer(scope.near)]
        return Binding(_particular(nouns[-1], topic), 0.8, is_local=True) if nouns else None

    def segment(
        self, name: Name | LocalName, score: float, metric: Binding | None, body: Folded, rivals: tuple[Name, ...] = ()
    ) -> Binding | None:
        """Return the segment that a name means in a metric; None where the metric has no such dimension."""
        span = body.span(name.start, name.end)
        if isinstance(name, LocalName):
            return Binding(name.id, min(score, name.score), LOCAL, is_local=True, span=span)
        pairs = name.segments if metric is None else name.in_dimensions(self.dimensions(metric.id))
        if not pairs:
            return None
        candidates = [Candidate(id, round(score, 2), dimension) for dimension, id in pairs]
        candidates += [Candidate(id, 0.4, dimension) for rival in rivals for dimension, id in rival.segments[:1]]
        dimension, id = pairs[0]
        return Binding(id, score, dimension, span=span, candidates=tuple(candidates))

    @staticmethod
    def total(scope: Scope, topic: Topic, *, has_other_names: bool) -> Binding:
        """Return the total or "the others" as the segment, in doubt where a section or the sentence is about something of its own."""
        total, others = _last(TOTAL, scope.near), _last(OTHERS, scope.near)
        if others > total:
            return Binding("others", 0.85, LOCAL, is_local=True)
        if total >= 0:
            return Binding(GLOBAL, 1.0, GLOBAL)
        if topic.segment is not None and topic.segment.dimension != "pipeline_stage":
            rivals = (Candidate(topic.segment.id, 0.55, topic.segment.dimension), Candidate(GLOBAL, 0.45, GLOBAL))
            return Binding(topic.segment.id, 0.55, topic.segment.dimension, topic.segment.is_local, None, rivals)
        if has_other_names:
            return Binding(GLOBAL, 0.7, GLOBAL)
        return Binding(GLOBAL, 0.9, GLOBAL)

    @staticmethod
    def period(
        place: tuple[int, int],
        dates: tuple[Date, ...],
        body: Folded,
        topic: Topic,
        origin: tuple[int, int] | None = None,
    ) -> Binding | None:
        """Return the period of a number: what is said right behind it, else before it, else the issue's.

        `origin` is the place of the value at which its movement began: what is said of that one alone is not its period.
        """
        beside = next((date for date in dates if is_beside(date, place, body.words)), None)
        if beside is not None:
            return Binding(str(beside.period), 0.95, span=body.span(beside.start, beside.end))
        own = tuple(
            date
            for date in dates
            if not date.is_base
            and not (origin is not None and is_beside(date, origin, body.words))
            and not _IN_BRACKETS.search(body.words[: date.start])
        )
        date = _date_of(place, own, body.words)
        month = topic.calendar.month
        if date is not None and month is not None and _is_of_another(date, place, month, body.words):
            candidates = (Candidate(str(month), _DOUBT), Candidate(str(date.period), 0.5))
            return Binding(str(month), _DOUBT, candidates=candidates)
        if date is not None:
            return Binding(str(date.period), 0.95 if date.is_said else 0.9, span=body.span(date.start, date.end))
        if month is None:
            return None
        if topic.past is not None:
            candidates = (Candidate(str(month), _DOUBT), Candidate(topic.past, 0.5))
            return Binding(str(month), _DOUBT, candidates=candidates)
        return Binding(str(month), 0.9)


_KINDS = {
    "spam.rate": re.compile(r"スパム|迷惑メール|spam"),
    "virus.rate": re.compile(r"ウイルス|ウィルス|マルウェア|virus|malware"),
    "phishing.rate": re.compile(r"フィッシング|phish"),
}
_PARTS = {"botnet.spam_total": "botnet.spam_share"}
"""Totals, and what their parts are when names follow."""

_ORIGIN = re.compile(
    r"(?<![a-z])(?:(?:c[ao]me|comes|coming|sent) (?:out )?from|originat\w+ (?:from|in)|sent by)(?![a-z])|発信|送信(?:元|され)"
)
"""Words by which percentages of what was called spam are shares of its sources."""

_OF_VOLUMES = frozenset({"botnet", "geography", "vertical", "company_size"})

_COMMON_WORDS = frozenset({"web_category", "site_kind", "file_type"})
"""Dimensions whose members are called by common words (search, mail, virus): they alone say no metric."""

_BEHIND = re.compile(
    r"(?: of [a-z -]{2,24}?| spam| e-?mails?)?,? ?(?:in|for|during|on|of) (?:the month of |early |late )?|\("
)

_OWN_VALUE = re.compile(r"(?:は|の|が|: ?| )?(?:約)?[0-9]")
"""What follows a period in a bracket that has a value of its own: 21.4%(前四半期は17.8%)."""


_OF_NEXT = re.compile(r"(?:'s)?[^,;.()0-9]{0,30}[0-9]")
"""What follows a period that is said of the next value: "nearly double the April average of 638"."""


def _date_of(place: tuple[int, int], dates: tuple[Date, ...], words: str) -> Date | None:
    start, end = place
    for date in dates:
        if date.start >= end and _BEHIND.fullmatch(words, end, date.start) and not _OWN_VALUE.match(words, date.end):
            return date
    before = [date for date in dates if date.end <= start and _same_bracket(words, date.end, start)]
    if before:
        return before[-1]
    behind = [
        date
        for date in dates
        if date.start >= end
        and not re.search(r"[。;()、]|, ", words[end : date.start])
        and not _OF_NEXT.match(words, date.end)
    ]
    return (
        behind[0]
        if behind and re.search("[a-z]", words) and not re.search("[0-9]", words[end : behind[0].start])
        else None
    )


_LEADS = re.compile(r"(?:の|は|: ?|'s | ?[(]|,? when (?:[a-z]+ ){0,5})?(?:約|about |around |only |just )?")
_FOLLOWS = re.compile(r" ?(?:(?:in|for|during|of) (?:the )?)?| ?[(](?:in )?")


def is_beside(date: Date, place: tuple[int, int], words: str) -> bool:
    """Whether a date is said of the value at a place alone: 5月の75.8%, "75.8% in May", "May's 75.8%", "May (75.8%)"."""
    if date.end <= place[0]:
        return _LEADS.fullmatch(words, date.end, place[0]) is not None
    if date.start < place[1] or date.is_base or _OWN_VALUE.match(words, date.end):
        return False
    return _FOLLOWS.fullmatch(words, place[1], date.start) is not None


_IN_BRACKETS = re.compile(
    r"in (?:brackets|parentheses),? (?:those |the figures? )?(?:for |of )?$|(?:括弧|カッコ|かっこ)内は?、?$"
)
"""What says that a period is that of the values in brackets alone."""

_LATER = re.compile(
    r"(?<![a-z])(?:later|since then|now|today|currently)(?![a-z])|翌[月年]|その後|[0-9一](?:年|[カヶか]月)後|現在では?"
)
"""Words that lead from a period that was named to another one."""

_CLOSED_JA = re.compile(r"[0-9](?:%|通に1通|件)[^、。]{0,8}(?:でし|だっ|であっ)た[^、。]{0,6}、")
"""What ends a Japanese clause about a value in the past: 前月は290.1通に1通でしたので、."""


def _is_of_another(date: Date, place: tuple[int, int], month: Period, words: str) -> bool:
    """Whether an earlier period is said of the value before a number, in a clause of its own: "44.1% in May, 17.5%"."""
    if date.end > place[0] or date.period == month or date.period.within(month):
        return False
    if _LATER.search(words, date.end, place[0]) or _CLOSED_JA.search(words, date.end, place[0]):
        return True
    is_own = re.search(r"[0-9]%? (?:percent )?(?:in|for|during) (?:the )?$", words[: date.start])
    return (
        is_own is not None and re.search(r"[,;]|(?<![a-z])(?:and|but)(?![a-z])", words[date.end : place[0]]) is not None
    )


def _same_bracket(words: str, end: int, start: int) -> bool:
    """Whether what was said at one place still holds at another: what stood in a bracket holds in it alone."""
    between = words[end:start]
    return between.count(")") <= between.count("(")


def _is_of_other_kind(metric: str, words: str) -> bool:
    """Whether words speak of another kind of threat than a section's metric, and not of its own."""
    own = _KINDS.get(metric)
    if own is None or own.search(words):
        return False
    return any(kind.search(words) for kind in _KINDS.values())


def _last(pattern: re.Pattern[str], words: str) -> int:
    """Return where a pattern is found last in words; -1 where it is not."""
    return max((found.start() for found in pattern.finditer(words)), default=-1)


_OF_OTHERS = re.compile(
    r"(?<![こそ])の(?:うち|内)(?:の|で|、)?(?:約)?[0-9.]+%|(?:^|[,.;] )of (?:the |all )?[^,.;]{3,60}, (?:about |some |only )?[0-9.]+ ?(?:%|percent)"
    r"|の総?数(?=は|が|も)|サイト数|(?<![a-z])number of "
)
"""A share or a number of something that is named with it: what was spoken of before says nothing of it."""


def _own_noun(words: str) -> bool:
    """Whether words name what is measured themselves: "detection rate", 検出率."""
    return any(
        not _GENERAL.fullmatch(found[0].strip()) and not _CHANGE_NOUN.search(found[0])
        for found in _NOUN.finditer(words)
    )


def _particular(noun: str, topic: Topic) -> str:
    """Return a local metric's id: a noun that says nothing by itself holds in its section only."""
    plain = noun.strip()
    plain = plain.removeprefix(lead[0]) if (lead := _ARTICLES.match(plain)) else plain
    return f"{plain} ({topic.section})" if _GENERAL.fullmatch(plain) else plain
