"""What a section is about, by its title: a metric, or something of its own (a botnet, a piece of malware)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.claims.binding.binder import KINDS
from workbench.core.claims.binding.cues import SOURCES, MetricWords
from workbench.core.claims.model import LOCAL, Binding
from workbench.core.claims.reader.folded import Folded
from workbench.core.claims.reader.mentions import is_meant
from workbench.core.claims.reader.names import Names
from workbench.core.units import PERCENT

_SUMMARY = re.compile(
    r"主な内容|ハイライト|要約|概要|サマリー|要点|ポイント$|highlight|summary|key findings|at a glance|overview|in brief|headlines"
)
_OWN_NAME = re.compile(r"(?:^|[^A-Za-z])([A-Z][a-z]{4,})(?![a-z])")
_KNOWN = re.compile(
    r"(?i)skeptic|anti|spam|virus|trojan|phishing|protection|security|services?|version|web|report|intelligence|messagelabs|symantec|traffic|management|connection|user|malware|global|trends?|content|analysis|statistics|threat|email|monthly"
    r"|january|february|march|april|june|july|august|september|october|november|december|the|and|summary|highlights|overview|geography|vertical|industry|country|figures?|table|section|most|rate|level|total|sector|size|company|quarter|data|about|introduction|conclusion|sources?|average|message|file|type|month|country|subject|notification|six|name|virusname|clean|mail|delivered|good|dropped|known|messages|new|sites"
    r"|[a-z]+ly|[a-z]+(?:ish|ese|ian)s?|blocked|breakdown|threats?|other|latest|regional|attacks?|languages?|categor(?:y|ies)|botnets?|target(?:ed|s)?|results?|numbers?|which|where|more|under|junk|infected|infections?|incidents?|detections?|shares?|malicious|daily|quarter|annual|victims?|activity|outbreaks?|review|outlook|background|conclusions?|appendix|methodology|contacts?|levels?|volumes?|averages?|spammed|statistic|these|those|among|within|during"
)
_FAMILIES = (
    ("phishing.rate", r"フィッシング|phishing"),
    (
        "web.new_sites_per_day",
        r"(?:ウェブ|web)(?! ?サイト| ?ページ| ?(?:sites?|pages?)(?![a-z]))|悪質サイト|(?:悪質|悪意|不正|malicious|block|ブロック|遮断).*(?:ウェブ|web)",
    ),
    ("virus.rate", r"ウイルス|ウィルス|マルウェア|(?:anti-? ?)?virus|malware|trojan"),
    ("spam.rate", r"スパム|迷惑メール|spam"),
    ("traffic.smtp_connections_per_day", r"トラフィック(?!に)|traffic"),
)
_STRONG = frozenset({"botnet", "pipeline_stage", "malware", "pup", "web_malware"})
_OF_STORIES = frozenset({"geography", "vertical"})
_CLEARLY = 0.1
_CLAUSES = re.compile(r"[、;]|, |(?<![a-z])(?:as|while|whereas|but|when|whilst)(?![a-z])")
_STORY = re.compile(
    r"急増|関与|縮小|増加|減少|ボットネット|活発|オリンピック|攻撃|動向|アップデート|botnet|surge|attack|campaign|rise|increase|decrease|takedown|olympic|update"
)


@dataclass(frozen=True)
class SectionTitles:
    """Says what titles are about."""

    names: Names
    words: MetricWords
    counts: Mapping[str, int]
    """How often each longer word of Latin letters stands in the text."""

    def subject(self, title: str, cased: str) -> tuple[str | None, Binding | None]:
        """Return the metric that a section's title names, and the segment that all of it is about; None where none is."""
        metric = self.words.titled(title)
        if metric is not None:
            return metric, None
        if SOURCES in self.words.scores(title, PERCENT.id):
            return SOURCES, None
        segment = self._segment(title, cased)
        if segment is not None and segment.dimension == "pipeline_stage":
            return "traffic.dropped_share", segment
        if segment is not None or _STORY.search(title):
            return None, segment
        if sum(kind.search(title) is not None for kind in KINDS.values()) > 1:
            return None, None
        return next((metric for metric, pattern in _FAMILIES if re.search(pattern, title)), None), None

    def named(self, words: str) -> str | None:
        """Return the one metric that the words of a sentence without values name; None where several may be meant."""
        if self.is_mixed(words):
            # What the first clause speaks of is the subject: "Phishing went up as spam went down".
            words = _CLAUSES.split(words, maxsplit=1)[0]
        scores = self.words.scores(words, "")
        ranked = sorted(scores, key=lambda metric: -scores[metric])
        is_one = len(ranked) == 1 or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] > _CLEARLY)
        return ranked[0] if is_one and not self.is_mixed(words) else None

    @staticmethod
    def is_mixed(words: str) -> bool:
        """Whether words speak of several kinds of threats."""
        return sum(re.search(pattern, words) is not None for _, pattern in _FAMILIES[:-1]) > 1

    def _segment(self, title: str, cased: str) -> Binding | None:
        """Return the one thing that a title names: of the catalogue, or a name of its own."""
        if len(cased) != len(title):
            cased = title
        places = tuple(range(len(title)))
        found = [name for name in self.names.within(Folded(title, cased, places, places)) if is_meant(name, title)]
        strong = [name for name in found if name.segments[0][0] in _STRONG]
        if strong:
            dimension, id = strong[0].segments[0]
            return Binding(id, 0.85, dimension)
        if found:
            # A country in a title may be what all of its section is about.
            dimension, id = found[0].segments[0]
            is_one = len(found) == 1 and dimension in _OF_STORIES
            return Binding(id, 0.55, dimension) if is_one else None
        own = [word for word in _OWN_NAME.findall(cased) if not _KNOWN.fullmatch(word) and self._is_name(word)]
        return Binding(own[0].lower(), 0.6, LOCAL, is_local=True) if own else None

    def _is_name(self, word: str) -> bool:
        """Whether a word is one of those that the text says again, and never in small letters."""
        return self.counts.get(word, 0) > 1 and not self.counts.get(word.lower())

    @staticmethod
    def is_summary(title: str) -> bool:
        """Whether a title heads what is said again further down."""
        return _SUMMARY.search(title) is not None

    @staticmethod
    def binding(metric: str | None) -> Binding | None:
        """Return a section's metric as a binding."""
        return None if metric is None else Binding(metric, 0.85)
