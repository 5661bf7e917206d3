"""What makes a binding doubtful: other populations than mail, parts, groups in no catalogue, forecasts, unlikely sizes.

The words near a number say a metric, or it was carried over from what was spoken of before. What was carried is in
doubt sooner: where a percentage may be one of something else, a name of the text's own may belong to another breakdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workbench.core.claims.binding.attaching import Attachment
from workbench.core.claims.binding.binder import Scope, names_threat
from workbench.core.claims.binding.cues import TOTAL
from workbench.core.claims.binding.levels import is_unlikely
from workbench.core.claims.binding.local import LocalName
from workbench.core.claims.binding.setting import Setting
from workbench.core.claims.model import Binding
from workbench.core.claims.reader.anaphora import ANAPHOR
from workbench.core.claims.reader.draft import Draft
from workbench.core.claims.reader.phrases import PAIRED
from workbench.core.records import GLOBAL
from workbench.core.units import COUNT, ONE_IN, PER_DAY, PERCENT

IN_DOUBT = 0.5
_PAIR = 2
_OF_IT = re.compile(r" of (?:it|them|these|those|which|this|that)(?![a-z])")
_OF_WHOLE = re.compile(r" of (?!(?:all |the |its |their |our )*(?:e-?mail|mail|message|traffic))[a-z]")
"""What says of what a percentage is: then it is not one of what was spoken of before."""

_OF_ALL_SPAM = re.compile(
    r" of (?:all |the |global |world(?:wide|'s)? |total )*spam(?: e-?mails?| messages?)?(?![a-z])"
)
_OWN_WHOLES = dict.fromkeys(("botnet.spam_share", "spam.source_share", "spam.category_share"), _OF_ALL_SPAM)
"""The wholes of which some metrics are shares, where these are said."""

_THEREOF = re.compile(
    r"(?:この|その|これらの)(?:うち|内)(?:の|、|で)?|(?:この|その|これらの)(?:約)?$|(?<![a-z])of (?:these|those|them|which|this)(?![a-z])(?! (?:country|sector|month|year|report))"
)
"""What begins a statement about parts of what was spoken of before; it holds to the end of its sentence."""

_KINDS_OF_MAIL = frozenset({"spam.rate", "virus.rate", "phishing.rate"})
_SHARES_OF_MAIL = _KINDS_OF_MAIL | {"spam.source_share"}
_LEVELS = _KINDS_OF_MAIL | {"web.new_sites_per_day"}
_OTHER_WHOLES = "incidents|attacks|threats|cases|reports|complaints|samples|detections|infections|alerts"
_OF_ALL = re.compile(rf"[^.;]*?(?<![a-z])of (?:all |the )?(?:[a-z-]+ )?(?:{_OTHER_WHOLES})(?![a-z])")
_OF_ALL_BEFORE = re.compile(
    r"(?:攻撃|インシデント|報告|検体|検知|検出|苦情|相談|届け?出|ウイルスで)(?:件数|数)?(?:全体)?の(?:うち)?(?:約)?$"
)
"""Percentages of something else than mail, in which kinds of mail are parts."""

_AT_HOME = re.compile(r"国内(?:に届いた|宛て?の?|向けの?|で受信した)[^、。]{0,8}(?:では|は|の)")
"""Mail of one country, which the text does not name."""

_MOST_OF = re.compile(
    r"(?<![a-z])(?:most|the (?:bulk|majority|rest|remainder)|many|some|few) of (?:the |these |those )[^.;0-9]{0,30}$|(?:大半|大部分|多く|一部)(?:の[^、。0-9]{0,12})?(?:は|が|である)?、?$"
)
"""Parts of what was named: "most of the new sites, 1,862 per day, host viruses"."""

_AMONG = re.compile(r"のうち、?[^、。]{2,24}もの(?:は|が)[^。]*$")
"""A part of what was named, by a quality of its own: 迷惑メールのうち、…からのものは."""

_OF_COUNTED = re.compile(r"[0-9](?:件|台|社|人|個|種|本|回|か所| (?!e-?mails?|mails?|messages?)[a-z]+s) ?[(] ?$")
"""What stands before the share that a count of things is of all: "69 complaints (46.0%)"."""

_OF_OTHER_KIND = re.compile(
    r" of (?:all |the |this |that )*(?:spam|junk|unsolicited|infected|malicious|phishing)(?: e-?mails?| mails?| messages)?(?![a-z])"
)
"""What makes a percentage one of what was found already: "5.4% of spam emails were phishing attacks"."""

_OF_SOME_MAIL = re.compile(
    r"(?<![a-z])of (?:the |all |our )*(?:delivered|remaining|accepted|quarantined|outbound|outgoing|filtered|rejected) (?:e-?mails?|mails?|messages|traffic)|(?:配信|配送)(?:済みの?|された)(?:メール|通)の(?:うち)?"
)
"""Shares of a part of the mail."""

_OF_FRONTED = re.compile(
    r"(?:^|[;:] )of (?:all |the |our )*(?!mail|e-?mail|message|traffic|world)[a-z][^,;0-9]{2,40}, "
)
_OF_PEOPLE = re.compile(
    r"respondents|infected (?:pcs|computers|machines|devices)|[^、。]{2,20}人 ?[0-9]|(?<![a-z])(?:surveyed|polled)(?![a-z])|(?:survey|poll) of|interviewed|volunteers|アンケート|意識調査|回答(?:者|企業|した|[はがも])|"
    r"(?:%|percent) of (?:all |the |our |their )*(?:[a-z-]+ )?(?:companies|firms|customers|users|people|employees|employers|businesses|organi[sz]ations|recipients|staff|students|adults|consumers|machines|computers|pcs|devices|phones|smartphones|pages)(?![a-z])|"
    r"(?<![a-z])(?:share|proportion|percentage|part) of (?:all |the |our |infected |affected )*(?:companies|firms|customers|users|people|machines|computers|pcs|devices|phones|smartphones|pages|servers)(?![a-z])|"
    r"[0-9]%の(?:企業|会社|人|利用者|ユーザー?|組織|担当者|社員|端末|パソコン|pc)|(?:企業|会社|利用者|ユーザー?|組織|端末|パソコン|pc)(?:全体)?の(?:うち)?(?:約)?[0-9][0-9.]*%"
)
"""Percentages of people, companies or machines."""

_UNKNOWN = re.compile(
    r"(?:^|[,;] |(?<![a-z])and )(?:and )?(?:the )?(?!about|around|only|just|over|some|nearly|almost|spam|virus|mal|phish|another|further|rather|down|more|less)[a-z-]{4,}(?: [a-z-]{4,})? (?:1|one) in [0-9.,]+|(?:^|[,;] |(?<![a-z])and )(?!about|around|only|just|over|some|nearly|almost|another|further)[a-z]{4,}(?:s|es) [0-9.,]+%"
)
"""A noun in no catalogue right before a number, beside numbers of names: "and charities one in 150"."""

_GROUP = re.compile(
    r"[0-9]%?(?: (?!in |of )[a-z-]+){0,4} (?:for|among|to|at) (?:the |all )?(?:[a-z]+ (?:and )?){0,2}?"
    r"(?!virus|phish|attack|threat|messag|mails|e-?mails|months|weeks|days|years|times|points|customers|users|levels|sites|its)(?:[a-z]{3,}[^\Wus]s|[a-z]{3,}est)(?![a-z])"
)
"""A group in no catalogue behind a number: "1 in 422.8 was blocked for retailers", "one in 187.5 for the smallest"."""

_ONE_OF_MANY = re.compile(
    r"(?<![a-z])(?:the|a) (?:[a-z-]+ ){0,3}(?:sector|industry|country|region|vertical)(?![a-z])|(?:業種|部門|業界|国|地域)(?:は|が)"
    r"|(?<![a-z])(?:small|medium|large|larger|smaller|largest|smallest|mid)(?:-?(?:sized?|scale))?(?: [a-z-]+){0,4} (?:companies|firms|businesses|customers|enterprises|organi[sz]ations|ones)(?![a-z])|(?:大|中小|中堅|小)(?:規模)?企業"
    r"|(?<![a-z])(?:[a-z]{2,}(?:ish|ese|ian|can|ean)|german|french|dutch|swiss|greek|czech|thai|israeli) (?:companies|firms|businesses|customers|users|organi[sz]ations)(?![a-z])"
)
"""What says that a value is of one of many: "Mining was the sector with the highest rate", "Danish companies"."""

_SUM_OF_SOME = re.compile(
    r"(?:上位|トップ|この|これら)[0-9つ]+[^。]{0,24}(?:合計|合わせ|計)|合わせて|(?<![a-z])(?:together|combined|between them|altogether)(?![a-z])|top (?:[0-9]+|two|three|four|five|ten)(?![a-z])"
)
"""What says that a value is a sum of some members, not the total."""

_FORECAST = re.compile(
    r"(?<![a-z])(?:will|would|could|might|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|projected|anticipat\w+|target of|if|should the|wrongly|mistakenly|(?:old|new|previous) method)(?![a-z])"
    r"|予想|予測|見込|見通し|だろう|とみられ|仮に|目標|訂正|正しくは|誤って|従来の(?:区分|方法)"
)
"""What says that a value is none of those measured."""


_THEN = re.compile(
    r"(?<!since )(?<!until )(?<![a-z])(?:then|at that time|back then)(?=[,.;)]| and )(?!, (?!$)[a-z]+ (?:they|it|we) )|当時|その時"
)
"""What says that a value, or those named with it, are of the time that was spoken of before."""

_NAMED_SHARE = re.compile(r"[ ,]*(?:[^,:0-9]{1,40}:)? *(?P<label>[^,:0-9%]{2,40}?) ?[0-9][0-9.]* ?(?:%|percent)")
"""A label with its percentage, in a line of such and nothing else."""

_AT_THAT_TIME = re.compile(
    r"(?<![a-z])(?:was|were|stood|had been|averaged|came to|accounted) then(?: at| for)? (?:about )?$"
)
"""What says right before a value that it is of then."""


_OF_TWO = re.compile(r"(?:と|および)[^、。]{2,16}は[^。]*合わせて|(?:つ|者|社|国|種類?)を合わせ")
"""What makes a share one of two kinds, or of several, together."""

_THREAT = r"(?:spam|virus(?:es)?|malware|phishing|malicious (?:web ?)?sites|(?:感染型|感染)?(?:スパム|迷惑メール|ウイルス|ウィルス|マルウェア|フィッシング)|悪質な(?:ウェブ|web)?サイト)"
OPENS_WITH_THREAT = re.compile(
    rf"\W*(?:(?:[0-9]{{4}}年)?[0-9]{{1,2}}月の?|(?:in|for|during) [a-z]+(?: [0-9]{{4}})?,? )?(?:また|なお)?、?(?:the )?(?:e-?mail |メール)?(?:を介した)?{_THREAT}"
    r"(?: ?メール)?(?: ?(?:levels?|rates?|activity|attacks?|率|レベル|レート|攻撃|活動))?(?:の(?:割合|比率|検出率))?\s*(?:[:：–—・-]|は|が|was|were|is|stood|accounted|made|came|reached|rose|fell|averaged|climbed|[0-9]|one in)"
)
"""What begins a sentence about all that a metric measures, whoever was named before it."""

_ONE_OF_TWO = re.compile(r"前者|後者|(?<![a-z])the (?:former|latter)(?![a-z])")
"""What stands for a name that was said, but not understood."""

_PART_OF_TIME = re.compile(
    r"(?<![a-z])(?:weekends?|weekdays?|working days|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|on the [1-3]?[0-9](?:st|nd|rd|th))(?![a-z])|週末|平日|曜日|時間帯"
)
"""What says that a value is of some days only."""

_BY_DAY = re.compile(
    r"(?:[1一]|毎)日|日(?:次|ごと|々|間|当|平均)|/日|新規|新し[いく]|新たな|(?<![a-z])(?:days?|daily|new)(?![a-z])"
)
"""What says that counts of sites are those of new ones by the day."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Lowers the scores of what a value is bound to where something speaks against it."""

    setting: Setting

    def apply(self, draft: Draft, attachment: Attachment | None, scope: Scope, *, has_names: bool) -> None:
        """Lower the scores of a value's bindings; `has_names` says that its sentence has names of the metric's breakdowns."""
        if draft.metric is None or draft.segment is None:
            return
        is_total = attachment is None and draft.segment.id == GLOBAL
        if any(self._against_metric(draft, draft.metric, attachment, scope)):
            draft.metric = _doubtful(draft.metric)
        if is_total and (
            (has_names and _UNKNOWN.search(scope.near)) or _GROUP.search(scope.near) or _ONE_OF_MANY.search(scope.near)
        ):
            draft.segment = _doubtful(draft.segment)
        if is_total and (_ONE_OF_TWO.search(scope.near) or self._is_of_labels()):
            draft.segment = _doubtful(draft.segment)
        if is_total and (PAIRED.search(self.setting.words) or _AT_HOME.search(scope.near) or self._is_of_named(scope)):
            draft.segment = _doubtful(draft.segment)
        if draft.period is not None and (
            _FORECAST.search(scope.near) or _PART_OF_TIME.search(scope.near) or self._is_of_then(draft)
        ):
            draft.period = _doubtful(draft.period)

    def _is_of_labels(self) -> bool:
        """Whether a sentence is a list of labels with their shares, most of which speak of no threat: each is one of its own."""
        labels: list[str] = []
        place, words = 0, self.setting.words.strip(" .")
        while place < len(words):
            found = _NAMED_SHARE.match(words, place)
            if found is None:
                return False
            labels.append(found["label"])
            place = found.end()
        return len(labels) > _PAIR and sum(not names_threat(label) for label in labels) * 2 > len(labels)

    def _is_of_named(self, scope: Scope) -> bool:
        """Whether a value without a name may be of who was named in the sentence before, which said no value."""
        topic = self.setting.topic
        said = None if topic.value is None else topic.value.sentence
        is_open = bool(topic.names) and said != self.setting.stretch.sentence - 1
        is_open = is_open and OPENS_WITH_THREAT.match(self.setting.words) is None
        return is_open and not self.setting.mentions.names and TOTAL.search(scope.near) is None

    def _is_of_then(self, draft: Draft) -> bool:
        """Whether a value without a period of its own is said of "then": the word stands behind it, or with one before it."""
        is_said = draft.period is not None and draft.period.span is not None
        before = self.setting.words[: draft.start]
        is_then = _THEN.search(self.setting.words[: draft.end + 6]) or _AT_THAT_TIME.search(before)
        return not is_said and is_then is not None

    def follow_movements(self, values: Sequence[Draft]) -> None:
        """Doubt the value at which a movement begins where the one to which it leads is in doubt: 12月の1%から6%へ."""
        for value, following in pairwise(values):
            mine, theirs = value.metric, following.metric
            if mine and theirs and mine.id == theirs.id and not theirs.is_certain and self.setting.is_origin(value):
                value.metric = _doubtful(mine)

    @staticmethod
    def tell_apart(values: Sequence[Draft], said: Sequence[bool]) -> None:
        """Doubt values of one sentence that are bound to one thing, which cannot have two figures: those whose metric is not said."""
        doubted = {
            place
            for later, value in enumerate(values)
            for earlier, other in enumerate(values[:later])
            if _is_of_one(value, other) and _differ(value, other)
            for place in (earlier, later)
            if not said[place] or said[earlier] == said[later]
        }
        for place in doubted:
            bound = values[place].segment
            values[place].segment = _doubtful(bound) if bound is not None else None

    def _against_metric(
        self, draft: Draft, metric: Binding, attachment: Attachment | None, scope: Scope
    ) -> Iterator[bool]:
        """Yield whether each of the reasons against a metric holds."""
        yield metric.id in _KINDS_OF_MAIL and self._is_of_other(draft)
        yield metric.id in _SHARES_OF_MAIL and _AMONG.search(self.setting.words[: draft.start]) is not None
        yield metric.id in _KINDS_OF_MAIL and _OF_IT.match(self.setting.words, draft.end) is not None
        yield metric.id in _KINDS_OF_MAIL and _OF_TWO.search(scope.near) is not None
        yield metric.id in _KINDS_OF_MAIL and _OF_OTHER_KIND.match(self.setting.words, draft.end) is not None
        yield metric.id in _KINDS_OF_MAIL and _OF_SOME_MAIL.search(self.setting.words[: draft.end]) is not None
        yield metric.id in _LEVELS and _MOST_OF.search(self.setting.words[: draft.start]) is not None
        yield self._is_of_no_day(draft, metric)
        if metric.is_local or metric.id in self.setting.binder.words.scores(scope.near, draft.unit):
            return
        yield metric.id == "spam.rate" and draft.unit == ONE_IN.id
        yield attachment is None and ANAPHOR.search(scope.near) is not None
        yield attachment is None and _SUM_OF_SOME.search(scope.near) is not None
        last = self.setting.topic.last
        yield last is not None and metric.id == last.id and self._is_part(draft)
        is_local = attachment is not None and isinstance(attachment.name, LocalName) and not attachment.name.is_sector
        yield is_local and draft.unit != ONE_IN.id
        yield self._is_unlikely(draft, metric)
        yield draft.unit == PERCENT.id and self._has_whole(draft, metric)

    def _is_of_other(self, draft: Draft) -> bool:
        """Whether a percentage is one of all incidents, of people or the like, not of mail."""
        if draft.unit != PERCENT.id:
            return False
        words = self.setting.words
        before = words[: draft.start]
        if _OF_ALL_BEFORE.search(before) or _OF_PEOPLE.search(words) or _OF_COUNTED.search(before):
            return True
        if draft.segment is not None and draft.segment.id == GLOBAL and _OF_FRONTED.search(words[: draft.start]):
            return True
        behind = _OF_ALL.match(words, draft.end)
        if behind is None:
            return False
        first = words.find(" of ", draft.end)
        return (
            words.find(" of ", draft.end, behind.end()) == first and words.count(" of ", draft.end, behind.end()) == 1
        )

    def _is_of_no_day(self, draft: Draft, metric: Binding) -> bool:
        """Whether a count is bound to a metric by the day, and neither its sentence nor what was spoken of speaks of days."""
        if draft.unit != COUNT.id or metric.is_local or _BY_DAY.search(self.setting.words):
            return False
        last = self.setting.topic.last
        is_daily = self.setting.binder.catalogue.metric(metric.id).unit == PER_DAY.id
        return is_daily and (last is None or last.id != metric.id)

    def _is_part(self, draft: Draft) -> bool:
        """Whether a value is one of what was spoken of before: "39.1% of it", このうち39.1%."""
        if draft.unit == ONE_IN.id:
            return False
        words = self.setting.words
        return bool(_OF_IT.match(words, draft.end) or _THEREOF.search(words[: draft.start]))

    def _has_whole(self, draft: Draft, metric: Binding) -> bool:
        """Whether the words right behind a percentage say of what it is, and it is no whole of its metric."""
        own = _OWN_WHOLES.get(metric.id)
        if own is not None and own.match(self.setting.words, draft.end):
            return False
        found = _OF_WHOLE.match(self.setting.words, draft.end)
        return found is not None and not any(date.start == found.end() - 1 for date in self.setting.mentions.dates)

    def _is_unlikely(self, draft: Draft, metric: Binding) -> bool:
        """Whether a percentage, which may be one of anything, is far beyond all classes of its metric's levels."""
        return is_unlikely(draft.number, draft.unit, self.setting.binder.catalogue.classes(metric.id))


def _is_of_one(value: Draft, other: Draft) -> bool:
    """Whether two values are bound to one thing for certain."""
    if value.unit != other.unit or value.statistic != other.statistic or value.is_usual != other.is_usual:
        return False
    pairs = zip((value.metric, value.segment, value.period), (other.metric, other.segment, other.period), strict=True)
    return all(mine and theirs and mine.id == theirs.id and mine.is_certain for mine, theirs in pairs)


def _differ(value: Draft, other: Draft) -> bool:
    """Whether no number is both values, as they are printed."""
    if value.number is None or other.number is None:
        return False
    mine, theirs = value.number.interval, other.number.interval
    return value.number.value not in theirs and other.number.value not in mine


def _doubtful(bound: Binding) -> Binding:
    return replace(bound, score=min(bound.score, IN_DOUBT))
