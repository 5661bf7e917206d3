"""From words to ids: the metric, the segment and the period of a number, each with a score and its candidates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.catalogue import Catalogue, Composition
from workbench.core.claims.binding.cues import (
    BY_LANGUAGE,
    NAMED_ONLY,
    OWN_METRICS,
    SHARES_OF,
    SOURCES,
    TOTAL,
    VOLUME,
    MetricWords,
    is_accepted,
)
from workbench.core.claims.binding.dating import DOUBT
from workbench.core.claims.binding.levels import is_unlikely
from workbench.core.claims.binding.local import LocalName
from workbench.core.claims.binding.nouns import has_own_noun, has_plain_noun, is_general, nouns_in, particular
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import LOCAL, Binding, Candidate
from workbench.core.claims.reader.folded import Folded
from workbench.core.claims.reader.names import Name
from workbench.core.printed import PrintedNumber
from workbench.core.records import GLOBAL
from workbench.core.units import COUNT, ONE_IN, PER_DAY, PERCENT

_SENTENCE_LESS = 0.12
_PREDICATE_LESS = 0.04
_IN_SENTENCE = 0.9
_BEFORE = 0.82
_SECTION = 0.85
_RATE = 0.8
_EXACT = Decimal("0.01")
_MARGIN = 0.1
_NEARER = 0.15
"""By how much the words near a number say more than what was spoken of before."""

OTHERS = re.compile(
    r"(?<!その)他の(?!問題|脅威|不正|悪質)|その他(?:の(?:国|地域|業種|業界|部門|言語|カテゴリ|種類|もの|ボットネット)[^、。0-9]{0,6})?(?:は|が|で)|残りの|(?<![a-z])(?:all other|the other|the rest|remaining) ?[a-z]*(?= (?:were|was|accounted|sent|made|had|is|are|remained|of)(?![a-z])|$)"
)
"""Words for what is left when the named ones are taken away."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The words about a number: those near it, the whole sentence's up to it, its unit, its own words, and itself."""

    near: str
    sentence: str
    unit: str
    own: str = ""
    number: PrintedNumber | None = None


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
        fitting = self._likely(self._fitting(scores, name, topic), scope)
        if isinstance(name, Name) and not fitting:
            fitting = self._by_dimension(name, scope, is_sure=earlier is None)
        if not fitting:
            return self._local_metric(scope, name, earlier, topic)
        ranked = sorted(fitting.items(), key=lambda pair: -pair[1])
        best, score = ranked[0]
        rivals = [pair for pair in ranked[1:] if score - pair[1] < _MARGIN]
        sure = min(1.0, score) if not rivals else min(score, DOUBT)
        candidates = tuple(Candidate(id, round(min(1.0, weight), 2)) for id, weight in ranked[:4])
        month = topic.calendar.month
        id = best if month is None else self.catalogue.as_defined(best, month)
        return Binding(id, round(sure, 2), is_local=best in OWN_METRICS, candidates=candidates)

    def _scores(
        self, scope: Scope, name: Name | LocalName | None, earlier: Binding | None, topic: Topic
    ) -> dict[str, float]:
        """Return how well each metric fits, by the words near, in the sentence, and by what was spoken of."""
        scores = {
            id: self._surer(id, weight, scope) for id, weight in self.words.scores(scope.near, scope.unit).items()
        }
        most = max(self._fitting(scores, name, topic).values(), default=1.15) - _NEARER
        less = _SENTENCE_LESS if scores else _PREDICATE_LESS
        for metric, weight in self.words.scores(scope.sentence, scope.unit).items():
            scores[metric] = max(scores.get(metric, 0.0), min(weight - less, most))
        is_counted = scope.unit in {*_COUNTS, ""} and not isinstance(name, Name)
        has_own = has_own_noun(scope.near, topic.title, is_counted=is_counted)
        if not scores and (has_own or _OF_OTHERS.search(scope.near)):
            return scores
        if _THINGS.search(scope.own):
            return scores
        is_named = name is not None or bool(TOTAL.search(scope.near) or has_plain_noun(scope.near))
        carried = _BEFORE if topic.is_same_passage or is_named else DOUBT
        if name is None and scores and max(scores.values()) >= carried and not self._fitting(scores, name, topic):
            carried = DOUBT  # of a metric that has parts only, whose name is not known
        ids: tuple[str, ...] = ()
        if topic.value is not None and scope.unit and _kind(topic.value.unit) != _kind(scope.unit) and not is_named:
            carried = DOUBT  # of another kind: spam was said in percent, and "1 in N" is of something else
        if topic.last is not None and is_of_other_family(topic.last.id, scope.near):
            carried = DOUBT
        for bound, weight in ((earlier, _IN_SENTENCE), (topic.last, carried)):
            if not ids and bound is not None and not bound.is_local:
                ids = self._carried(bound.id, scope)
                scores |= {id: max(scores.get(id, 0.0), min(weight, bound.score, most)) for id in ids}
        has_spoken = topic.is_same_passage or (earlier is not None and not earlier.is_local)
        is_superseded = has_spoken and bool(self._fitting(dict.fromkeys(ids, 1.0), name, topic))
        for id in self._carried(topic.metric, scope)[:1] if topic.metric is not None else ():
            is_other = is_superseded or _is_of_other_kind(id, scope.near)
            is_sure = not is_other and (is_named or topic.segment is not None or scope.unit == ONE_IN.id)
            scores[id] = max(scores.get(id, 0.0), _SECTION if is_sure else DOUBT)
        return scores

    def _carried(self, metric: str, scope: Scope) -> tuple[str, ...]:
        """Return as what a metric spoken of before may go on: itself, or its parts; "1 in N" is said of rates, not of shares."""
        if metric == "spam.rate" and scope.unit == PERCENT.id and _ORIGIN.search(scope.near):
            return (SOURCES,)
        if metric in SHARES_OF and any(shares.search(scope.near) for shares in SHARES_OF.values()):
            return ()
        if metric in SHARES_OF and scope.unit == PERCENT.id and _BY_OTHER.search(scope.sentence):
            return ()
        ids = (metric, PARTS[metric]) if metric in PARTS else (metric,)
        return tuple(
            id for id in ids if self.takes(id, scope.unit) and (scope.unit != ONE_IN.id or id.endswith(".rate"))
        )

    def _likely(self, scores: Mapping[str, float], scope: Scope) -> dict[str, float]:
        """Leave out the rates of mail that the words near do not say and whose levels a percentage is far from."""
        said = self.words.scores(scope.near, scope.unit)
        return {
            id: score
            for id, score in scores.items()
            if id not in SHARES_OF
            or id in said
            or not is_unlikely(scope.number, scope.unit, self.catalogue.classes(id))
        }

    def _surer(self, metric: str, weight: float, scope: Scope) -> float:
        """Return a weight, raised where a percentage is as small as the rates of "1 in N" are, and written as exactly."""
        number = scope.number
        is_rate = metric in self.catalogue.metrics and self.catalogue.metric(metric).unit == ONE_IN.id
        if not is_rate or number is None or scope.unit != PERCENT.id or number.value >= 1 or number.step > _EXACT:
            return weight
        return weight if is_unlikely(number, scope.unit, self.catalogue.classes(metric)) else max(weight, _RATE)

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

    def _by_dimension(self, name: Name, scope: Scope, *, is_sure: bool) -> dict[str, float]:
        """Return the one metric that a name's dimension belongs to, if it is one; in doubt beside numbers of others."""
        for dimension, _ in name.segments:
            metrics = [
                id
                for id in self.catalogue.metrics
                if self.catalogue.composition(id, dimension) and self.takes(id, scope.unit) and id not in NAMED_ONLY
            ]
            if len(metrics) == 1 and dimension not in _COMMON_WORDS:
                is_said = (
                    dimension != "botnet" or SHARES_OF["spam.rate"].search(f"{scope.sentence} {scope.near}") is not None
                )
                return {metrics[0]: 0.85 if is_sure and is_said else DOUBT}
        return {}

    @staticmethod
    def _local_metric(
        scope: Scope, name: Name | LocalName | None, earlier: Binding | None, topic: Topic
    ) -> Binding | None:
        """Return a metric of the text's own, by the noun of what is measured: "share" alone is another in each section."""
        if isinstance(name, LocalName) and re.search("[率数量割合比シェアレベルレート]$|件数|台数", name.noun):
            return Binding(particular(name.noun.strip(), topic.section), 0.85, is_local=True)
        if earlier is not None and earlier.is_local:
            return earlier
        nouns = nouns_in(scope.near, is_counted=scope.unit in _COUNTS)
        if not nouns:
            return None
        # A plain "rate" is that of the section or of what was spoken of, if there is such.
        has_rival = is_general(nouns[-1]) and (topic.metric or topic.last or isinstance(name, Name))
        return Binding(particular(nouns[-1], topic.section), DOUBT if has_rival else 0.8, is_local=True)

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


_COUNTS = frozenset({COUNT.id, PER_DAY.id})
_THINGS = re.compile(
    r"(?:通|台|社|人|回|個|種類|messages?|e-?mails?|computers?|machines?|users?|victims?|samples?|organi[sz]ations?)$"
)
"""Counted things that say of themselves what the number is of."""

KINDS = {
    "spam.rate": re.compile(r"スパム|迷惑メール|spam"),
    "virus.rate": re.compile(r"ウイルス|ウィルス|マルウェア|virus|malware"),
    "phishing.rate": re.compile(r"フィッシング|phish"),
}
PARTS = {"botnet.spam_total": "botnet.spam_share"}
"""Totals, and what their parts are when names follow."""

_ORIGIN = re.compile(
    r"(?<![a-z])(?:(?:c[ao]me|comes|coming|sent) (?:out )?from|originat\w+ (?:from|in)|sent by)(?![a-z])|発信|送信(?:元|され)"
)
"""Words by which percentages of what was called spam are shares of its sources."""

_OF_VOLUMES = frozenset({"botnet", "geography", "vertical", "company_size"})

_COMMON_WORDS = frozenset({"web_category", "site_kind", "file_type"})
"""Dimensions whose members are called by common words (search, mail, virus): they alone say no metric."""


_FAMILIES = {
    "spam": re.compile(r"スパム|迷惑メール|spam|junk"),
    "virus": re.compile(r"ウイルス|ウィルス|マルウェア|悪意|悪質|添付|virus|malware|malicious|attachment"),
    "phishing": re.compile(r"フィッシング|phish"),
}
"""What is spoken of where a metric of a family is, by the beginning of its id."""


def names_threat(words: str) -> bool:
    """Whether words speak of spam, malware or phishing."""
    return any(kind.search(words) for kind in KINDS.values())


def is_of_other_family(metric: str, words: str) -> bool:
    """Whether words near a number speak of another family of threats than the metric that was spoken of last."""
    own = _FAMILIES.get(metric.partition(".")[0])
    if own is None or own.search(words):
        return False
    return any(family.search(words) for family in _FAMILIES.values())


def _is_of_other_kind(metric: str, words: str) -> bool:
    """Whether words speak of another kind of threat than a section's metric, and not of its own."""
    own = KINDS.get(metric)
    if own is None or own.search(words):
        return False
    return names_threat(words)


def _last(pattern: re.Pattern[str], words: str) -> int:
    """Return where a pattern is found last in words; -1 where it is not."""
    return max((found.start() for found in pattern.finditer(words)), default=-1)


_OF_OTHERS = re.compile(
    r"(?<![こそ])の(?:うち|内)(?:の|で|、)?(?:約)?[0-9.]+%|(?:^|[,.;] )of (?!these|those|them|it|which)(?:the |all )?[^,.;]{3,60}, (?:about |some |only )?[0-9.]+ ?(?:%|percent)"
    r"|の総?数(?=は|が|も)|サイト数|(?<![a-z])(?:number|proportion|percentage|share|ratio) of "
)
"""A share or a number of something that is named with it: what was spoken of before says nothing of it."""


_BY_OTHER = re.compile(
    r"(?<=[ァ-ヶー一-龠a-z])(?<![個特差区識送選格])(?<!国)(?<!地域)(?<!業種)(?<!業界)(?<!部門)(?<!産業)(?<!規模)(?<!人数)(?<!員数)(?<!企業)(?<!脅威)(?<!年)(?<!月)(?<!週)(?<!社)(?<!大陸)別(?:の[^、。]{0,10})?(?:に|では|は|で|の)"
)
"""What says that shares are by something by which no rate is broken down: 言語別では, 手口別に見ると."""


def _kind(unit: str) -> str:
    """Return the kind of a unit: counts by the day are counts."""
    return "count" if unit == PER_DAY.id else unit
