"""What words of a sentence say which metric a number is of.

The catalogue's names say it where they stand; sentences rarely use them ("90.2% of email was spam"). A cue names the
words that must be there, those that must not, and the units it speaks of. Changes are written in other units than the
figures that change: for them the unit is empty, and none is asked for. More particular cues have a higher weight.
A metric without cues, as a user's own, is known by its labels and aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from workbench.core.catalogue import Catalogue
from workbench.core.catalogue_names import aliases_of
from workbench.core.spelling.folding import fold
from workbench.core.units import COUNT, KILOBYTES, ONE_IN, PER_DAY, PERCENT

_S = r"(?<!アンチ)スパム(?!対策|フィルタ)|迷惑メール(?!フィルタ)|(?<![a-z])(?<!anti-)(?<!anti- )spam(?!mer| filter| scanner)|(?<![a-z])junk e?-?mail|unsolicited"
_V = r"(?<!アンチ)ウイルス(?!対策)|ウィルス|マルウェア|悪質な?メール|感染メール|(?<!anti-)(?<!anti- )(?<!anti)virus(?! scanner| filter)|malware|malicious (?:e-?)?mail|trojan"
_P = r"フィッシング|phish"
_LEVEL = r"(?:メール|攻撃|活動|感染(?:メール)?)?の?(?:検出|検知|受信|感染|出現|発生|混入|平均)?(?:レベル|レート|率|割合|比率|含有率|占有率)"
_ATTACHED = r"添付|attach"
_SIZE = r"(?<!企業)(?<!会社)サイズ|(?<![a-z])(?<!company )(?<!business )(?<!organization )(?<!organisation )size(?!d)"
_FILE_SIZE = r"(?<!企業)(?<!会社)サイズ|(?:file|messages?|mails?|attachments?|average|mean|image|spam)(?: [a-z]+){0,2} sizes?(?![a-z])|(?<![a-z])sizes? of (?:a |an |the )?(?:spam|mail|message|file|attach|e-?mail)"
_BOT = r"ボットネット|botnet|ボット(?!ル)"
_SOURCE = r"spam (?:sent |originat(?:es|ed|ing) |c(?:omes|ame|oming) |messages |is sent |was sent )?from(?! (?:the )?botnet)(?![a-z])|発信(?:元|国|源|地)|(?<=[a-zァ-ヶ一-龠 ])(?<!開)(?<!出)発の(?=スパム|迷惑)|送信(?:元|国)|配信(?:元|国)|countries (?:which|that) (?:send|relay)|(?<![a-z])sources? of|spam sources?(?![a-z])|origin|sent from|relay|送信された国"
_MAILER = r"webmail|ウェブメール|フリーメール|hotmail|gmail"
_THEMED = r"(?:関連(?:の|した)?|便乗した|テーマ(?:の|にした|とした)|題材(?:の|にした|とした)|装った)(?:スパム|迷惑メール)|(?:themed|related|style) (?:spam|junk)|(?:を含む|を使った|を使用した|を悪用した|に関する|付きの)(?:スパム|迷惑メール)|spam (?:e-?mails? |messages |mail )?(?:exploiting|using|containing|carrying|advertising|promoting|offering|featuring|including|linked|related|written|with (?:a |an )?(?:link|attach|url|image))"
_BEFORE_SPAM = "the|of|global|globally|total|overall|all|that|this|for|e-?mail|average|world(?= spam)|worldwide|world's|by|in|as|and|or|more|less|fewer|with|how|much|many|monthly|daily|was|were|is|are|be|been|being|from|to|into|sends?|sent|sending|receives?|received|blocked|new|than|only|because|while|when|where|but|our|their|its|junk|unwanted|not|no|some|any|most|identified|considered|classified|called|treated|marked|tagged|flagged|caught|filtered|became|that|which|then|since|until|after|before|per|month's|year's|today's|regarding|concerning|about|anti|non|seen|saw|against|highest|lowest|least|current|latest|quarter's|inbound|incoming|delivered|actual|recorded|though|although|if|whether|both|either|neither|spam's|meanwhile|however|english|russian|[a-z]+ly|[a-z]+ed"
_MODIFIED = rf"(?:^|[,;:.] )(?:(?!(?:{_BEFORE_SPAM}) )[a-z][a-z'-]+ (?:and (?!spam))?){{1,6}}spam (?:accounted|ma[dk]es?|comprised|constituted|represented|reached|stood|was|is|rose|fell|peaked|had|has)(?![a-z])"
"""Spam of some kind, by the word before it: "World Cup spam", "casino spam"."""

_KINDS = (
    rf"{_THEMED}|カテゴリ|種類別|categor|(?<![a-z])topics?(?![a-z])|医薬品|pharma|replica|レプリカ|カジノ|ダイエット"
)
_VOLUME = r"(?:スパム|迷惑)(?:メール)?の?(?:総?数|量|総量|送信[数量]|件数|通数|受信[数量]|流通量|配信数|アウトプット数)|総スパム数|spam (?:volume|output|traffic|messages sent)|(?:volume|amount|number) of spam|送信[数量]|アウトプット"
_WEB = r"ウェブベース|webベース|web-based|ウェブマルウェア|webマルウェア|web malware|ウェブサイト|webサイト|web ?site|ドメイン|domain"
_MALICE = r"(?:悪質|悪意|不正|有害|ホスト|マルウェア(?!サイト)|スパイウェア|ブロック|遮断|malicious|malignant|malware|spyware|harbor|block|(?:ウェブ|web)(?!サイト|ページ| ?(?:sites?|pages?)(?![a-z])))"
_SITES = r"(?:サイト|(?<![a-z])(?:web)?sites?(?![a-z]))"
"""Web sites, and what says that they are bad ones: a site or a page alone is any."""

_LINK = r"リンク|(?<![a-z])links?(?![a-z])|hyperlink"
_SHARE_OF_ALL = r"脅威|攻撃(?:全体|すべて)?に占める|threats|マルウェア(?:感染メール)?(?:および|及び|・|と)フィッシング|malware and phishing|全マルウェア|of all malware"
_NEW = r"新|初めて|初検出|(?<![a-z])new(?:ly)?(?![a-z])|(?:not|never)(?: \w+){0,2} seen before|first[ -](?:seen|time)|first (?:appeared|found|blocked|detected)"
_WEB_MALWARE = r"(?:ウェブ|web)(?:ベース|経由|上|-based|-borne| based)?の?(?: ?マルウェア| malware)"
_PERCENTS = frozenset({PERCENT.id})
_RATES = frozenset({PERCENT.id, ONE_IN.id})
_ONE_IN = frozenset({ONE_IN.id})
_DAILY = frozenset({PER_DAY.id, COUNT.id})
SIZES = frozenset({KILOBYTES.id, "bytes"})

_LANGUAGE = r"(?:英|ロシア|中国|日本|韓国|朝鮮|スペイン|ポルトガル|フランス|ドイツ|イタリア|アラビア|オランダ)語|言語|(?<![a-z])languages?(?![a-z])|(?<![a-z])(?:in|by|was) (?:english|russian|spanish|portuguese|german|french|chinese|japanese|italian|arabic|dutch|korean|polish)(?![a-z])(?! (?:companies|sector|market))"
_BY_BOTS = rf"(?:{_BOT})(?:由来|経由|発|から|による|が送信)|from (?:the )?botnets"
_OF_SPAM = r"(?:スパム|迷惑)(?:メール)?(?:全体)?の(?:約|うち)?[0-9][0-9.,]*(?:%|割|万|通|分の)|全スパム|(?:スパム|迷惑メール)(?:全体)?のうち、?[^、。0-9]{2,20}[はが](?=約?[0-9])|(?:スパム|迷惑)(?:メール)?(?:で|のうち|の中で)は?、[^、。]{0,16}もの(?:の割合|が占める割合|は)|(?:%|percent|third|half|quarter) of (?:all |the |global |world(?:wide|'s)? |total )*spam(?! in (?:all |the )?(?:e-?mail|mail|traffic))|(?<![a-z])(?:among|of) (?:all |the )*spam(?: e-?mails?| messages?)?,"
_OF_MAIL = r"[0-9](?:%| ?percent| per cent) of (?:all |the |our |total |inbound |incoming |global |world |worldwide )*(?:e-?mails?|mails?|messages|mail traffic|e-?mail traffic)(?![a-z])|(?:メール|トラフィック)(?:全体)?(?:の(?:うち)?|に占める(?:割合は)?)、?(?:約|わずか)?[0-9][0-9.]*%"
"""Percentages of mail, which are the rates of what is found in it."""

_OF_MALWARE = r"(?:ウイルス|マルウェア)(?:感染メール)?(?:全体|のうち|の(?:約)?[0-9][0-9.]*%)|全マルウェア|(?:%|percent|third|half|quarter) of (?:all |the |email-borne |total )*(?:malware|virus)"
_OF_PHISHING = r"フィッシング(?:メール|攻撃|サイト)?(?:全体|のうち|の約?[0-9])|(?:%|percent|third|half|quarter) of (?:all |the |total )*phishing"
_ALIKE = re.compile(
    r"(?:スパム|迷惑メール|ウイルス|マルウェア|フィッシング)(?:率|レート|レベル)?(?:に続[いき]て?|と同様に?|と同じく|に次いで)"
    r"|(?:as with|just as with|like|unlike|as in the case of) (?:spam|virus(?:es)?|malware|phishing)(?: attacks| levels?)?(?![a-z])"
)
"""What is named only to say that something else is like it."""

SHARES_OF = {
    metric: re.compile(pattern)
    for metric, pattern in (
        ("spam.rate", rf"{_OF_SPAM}|{_THEMED}|{_MODIFIED}"),
        ("virus.rate", _OF_MALWARE),
        ("phishing.rate", _OF_PHISHING),
    )
}
"""Shares of spam, malware and phishing, and of spam of some kind, which are not their rates in mail."""

_CAUGHT = r"(?:detection|catch|capture|blocking) (?:rate|accuracy)"
"""How much of the spam a product finds."""

_NOT_RATE = rf"{_CAUGHT}|{_MODIFIED}|{_LANGUAGE}|{_ATTACHED}|{_FILE_SIZE}|{_BOT}|{_SOURCE}|{_MAILER}|{_KINDS}|{_VOLUME}|{_OF_SPAM}"
VOLUME = "volume"
"""The local metric of "the number of spam mails" and the like, which no metric of the catalogue is."""

BY_LANGUAGE = "share by language"
"""The local metric of the languages in which spam is written."""

TOTAL = re.compile(
    r"世界|(?<![月年期])全体|全(?:業種|部門|業界|地域|国)|すべての(?:業種|国|規模|区分|企業)|全世界|グローバル|全メール|総計|合計|(?<![a-z])(?:global(?:ly)?|world(?:wide)?|overall|total|all e-?mail|(?:(?:across|over|in) )?all (?:[a-z]+ )?(?:sizes|sectors|industries|countries|regions|verticals|markets))(?![a-z])"
)
"""Words for the whole of which countries, sectors and sizes are parts."""

NAMED_ONLY = frozenset({"spam.attachment_share"})
"""Metrics that are meant only where they are named, though others are broken down alike."""

SHARE = re.compile(r"share|シェア|(?:に|の)占める")
"""Words for shares, in the titles of columns and tables."""

OWN_METRICS = frozenset({VOLUME, BY_LANGUAGE})


@dataclass(frozen=True)
class Cue:
    """Words that say a metric. `needs` must all be found, `bars` must not; `units` are those of the numbers it is for."""

    metric: str
    weight: float
    needs: tuple[str, ...]
    bars: str = "(?!)"
    units: frozenset[str] = _PERCENTS

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(re.compile, self.needs))

    @cached_property
    def _barred(self) -> re.Pattern[str]:
        return re.compile(self.bars)

    def fits(self, scope: str, unit: str) -> bool:
        """Whether the words say it for a number of a unit."""
        if unit not in self.units and (unit or self.units == _ONE_IN):
            return False
        return all(pattern.search(scope) for pattern in self._patterns) and not self._barred.search(scope)


SOURCES = "spam.source_share"
CUES = (
    Cue(
        "spam.rate",
        1.0,
        (
            (
                rf"(?:{_S}){_LEVEL}|spam (?:rate|level|ratio|percentage)|(?:ratio|proportion|percentage|share|rate|level) of spam|(?:was|were|is|are|be|being) spam(?![a-z])"
                r"|as spam|spammed|spam (?:accounted|made up|comprised|constituted|represented|reached|stood)|(?:スパム|迷惑メール)(?:最多|の最多|が占め|が全)|最もスパム|スパムの被害|スパムで(?:し|す|あ)|spam in e-?mail"
            ),
        ),
        rf"{_CAUGHT}|{_LANGUAGE}|{_BY_BOTS}|{_ATTACHED}|{_FILE_SIZE}|{_SOURCE}|{_MAILER}|{_THEMED}|{_MODIFIED}|スパムの(?:種類|カテゴリ)|spam categor|{_OF_SPAM}",
        _RATES,
    ),
    Cue("spam.rate", 0.85, (_S,), _NOT_RATE, _RATES),
    Cue(
        "virus.rate",
        1.0,
        (
            (
                rf"(?:ウイルス|ウィルス|マルウェア|メール感染型(?:ウイルス|マルウェア)){_LEVEL}|(?:virus|malware)(?:es)? (?:rate|level|ratio|traffic)|(?:ratio|proportion|level) of (?:e-?mail-?borne )?(?:virus|malware)"
                r"|e-?mail-?borne (?:virus|malware)|as malicious|contain(?:ed|ing|s) (?:a |any )?(?:virus|malware)|悪質な?メール|悪質である|(?:に|は|で|が)マルウェア|ウイルス(?:攻撃|感染|が)|感染国|infected|マルウェア感染"
                r"|(?:was|were|is|being) malicious|carr(?:ied|ying) (?:a |some )?(?:virus|malware)|メール感染型(?:ウイルス|マルウェア)|malicious files? (?:was|were|found|detected)"
            ),
        ),
        rf"{_WEB}|{_LINK}|{_P}|{_ATTACHED}|{_FILE_SIZE}|{_OF_MALWARE}|亜種|variant",
        _RATES,
    ),
    Cue("virus.rate", 0.95, (_V, _OF_MAIL), rf"{_WEB}|{_LINK}|{_P}|{_BOT}|{_ATTACHED}|{_OF_MALWARE}|(?<![a-z])trojan"),
    Cue("virus.rate", 0.85, (_V,), rf"{_WEB}|{_LINK}|{_P}|{_BOT}", frozenset({ONE_IN.id})),
    Cue(
        "virus.rate",
        0.7,
        (rf"{_V}|メール.*感染率|感染率.*メール",),
        rf"{_WEB}|{_LINK}|{_P}|{_BOT}|{_ATTACHED}|{_OF_MALWARE}|(?<![a-z])trojan",
        _RATES,
    ),
    Cue(
        "phishing.rate",
        1.0,
        (
            rf"フィッシング{_LEVEL}|phishing (?:rate|level|ratio|activit|attack|attempt|e-?mail)|フィッシング(?:攻撃|活動|の被害|詐欺|メール)|(?:ratio|proportion|level) of phish|phished|targeted .*phish|phish.*targeted",
        ),
        rf"{_SHARE_OF_ALL}|サイト|(?<!mail )sites?(?![a-z])|ブランド|brand|{_WEB}",
        _RATES,
    ),
    Cue("virus.rate", 0.95, (r"(?:^|[。 ])(?:メール感染型の?脅威|e-?mail[ -]borne threats)(?:は|:)",), units=_ONE_IN),
    Cue("phishing.rate", 0.95, (_P, _OF_MAIL), rf"{_SHARE_OF_ALL}|{_WEB}|サイト|(?<!mail )sites?(?![a-z])|{_V}"),
    Cue("phishing.rate", 0.85, (_P,), rf"{_SHARE_OF_ALL}|{_WEB}|サイト", frozenset({ONE_IN.id})),
    Cue("phishing.rate", 0.7, (_P,), rf"{_SHARE_OF_ALL}|{_WEB}|サイト|(?<![a-z])sites?(?![a-z])", _RATES),
    Cue(
        "phishing.share_of_threats", 1.15, (_P, _SHARE_OF_ALL, r"全体|すべて|占め|うち|proportion|of all|share|of the")
    ),
    Cue("virus.malicious_link_share", 1.15, (_LINK, rf"{_V}|悪質|malicious"), r"短縮|shorten|1 in|サイト数|sites per"),
    Cue(
        "web.new_sites_per_day",
        1.0,
        (
            rf"{_MALICE}.*{_SITES}|{_SITES}.*{_MALICE}|新規サイト|new sites|sites[^.;]{{0,40}}newly (?:blocked|found|identified)",
        ),
        r"届出|相談|改ざん|脆弱性|苦情|vulnerabilit|defac|接続|connection|訪問|アクセス|visits|全体の|percent of|% of",
        _DAILY,
    ),
    Cue(
        "web.new_domain_share",
        1.05,
        (
            _NEW,
            r"ドメイン|サイト|domain|(?<![a-z])(?:web)?sites?(?![a-z])",
            r"ブロック|遮断|悪質|検知|の割合|block|malicious|intercept|(?<![a-z])share",
        ),
        rf"{_WEB_MALWARE}|1日|per day|each day|a day",
    ),
    Cue(
        "web.new_malware_share",
        1.1,
        (_NEW, _WEB_MALWARE),
        r"捕捉|intercept|サイト|sites",
    ),
    Cue(
        "web.new_malware_share_intercepted",
        1.1,
        (
            _NEW,
            _WEB_MALWARE,
            r"捕捉|intercept",
        ),
        r"サイト|sites",
    ),
    Cue(
        "web.policy_share",
        0.9,
        (
            r"ポリシー|policy|トリガー|trigger|(?:遮断|ブロック)[^。]*カテゴリ|カテゴリ[^。]*(?:遮断|ブロック)|categor[^.]*block|block[^.]*categor",
        ),
    ),
    Cue("traffic.smtp_connections_per_day", 1.0, (r"smtp|接続の?数|(?<![a-z])connections",), r"遮断率", _DAILY),
    Cue(
        "traffic.dropped_share",
        0.9,
        (
            r"(?:トラフィック|コネクション|ユーザー?)マネジメント|(?:traffic|connection|user) management|遮断率|drop rate|dropped at|dropped (?:about )?[0-9.]+ ?(?:%|percent) of (?:all )?(?:the |inbound |incoming )?(?:connections|traffic|mail|e-?mail|messages)",
        ),
    ),
    Cue("spam.attachment_share", 1.1, (_ATTACHED, _S), rf"{_FILE_SIZE}|1 in|残り|のないスパム|without"),
    Cue("spam.mean_size", 1.1, (_SIZE,), "(?!)", SIZES),
    Cue(
        "botnet.spam_total",
        1.05,
        (_BOT, _S, r"占め|割合|比率|シェア|由来|経由|全体|全スパム|percent|% of|share|accounted|responsible|から送信"),
        rf"{_ATTACHED}|上位|top",
    ),
    Cue(
        "botnet.spam_share",
        1.0,
        (
            _S,
            r"占め|割合|全体|全スパム|スパムの(?:約)?[0-9]|of (?:all |global |the world's )?spam|share|accounted|responsible",
        ),
        rf"{_LANGUAGE}|{_ATTACHED}|{_SOURCE}|{_FILE_SIZE}",
    ),
    Cue(SOURCES, 1.05, (_SOURCE, _S)),
    Cue(
        "botnet.spam_share",
        0.95,
        (
            r"of (?:all |the |total )*botnet (?:output|spam|traffic)|ボットネット(?:経由|由来)の?(?:スパム|迷惑メール)(?:全体)?の",
        ),
    ),
    Cue(SOURCES, 0.95, (_OF_SPAM,), rf"{_LANGUAGE}|{_ATTACHED}|{_FILE_SIZE}|{_BY_BOTS}"),
    Cue("spam.category_share", 0.95, (_KINDS, _S)),
    Cue("spam.webmail_share", 1.1, (_MAILER, _S)),
    Cue("virus.name_share", 0.8, (_V, r"検出名|名前|name")),
    Cue(BY_LANGUAGE, 1.05, (_LANGUAGE, _S)),
    Cue(VOLUME, 1.05, (_VOLUME,), rf"{_ATTACHED}|smtp", _DAILY),
)


@dataclass(frozen=True)
class MetricWords:
    """What says a metric: cues, and for metrics without any their labels and aliases."""

    catalogue: Catalogue
    cues: tuple[Cue, ...] = CUES
    _named: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Gather the names of the metrics that have no cues."""
        known = {cue.metric for cue in self.cues}
        named = {
            metric.id: _folded((metric.label_ja, metric.label_en, *aliases_of(metric)))
            for metric in self.catalogue.metrics.values()
            if metric.id not in known
        }
        object.__setattr__(self, "_named", named)

    def scores(self, scope: str, unit: str) -> dict[str, float]:
        """Return how strongly words say each metric for a number of a unit; metrics that they do not say are left out."""
        scope = _ALIKE.sub("", scope)
        scores: dict[str, float] = {}
        for cue in self.cues:
            if cue.weight > scores.get(cue.metric, 0) and cue.fits(scope, unit):
                scores[cue.metric] = cue.weight
        for metric, names in self._named.items():
            if any(name in scope for name in names) and is_accepted(self.catalogue.metric(metric).unit, unit):
                scores[metric] = 0.95
        return scores

    def titled(self, title: str) -> str | None:
        """Return the metric that a heading or a label names, wholly or by its words; None where it names none."""
        found = self.catalogue.resolve_metric(title.strip(" :*")) if title else None
        return None if found is None else found[0].id


def is_accepted(unit: str, written: str) -> bool:
    """Whether figures of a metric's unit are written in another unit; an empty one, as of changes, always fits."""
    return not written or written in _WRITTEN.get(unit, frozenset({unit}))


_WRITTEN = {PERCENT.id: _RATES, ONE_IN.id: _RATES, PER_DAY.id: _DAILY, COUNT.id: _DAILY, KILOBYTES.id: SIZES}


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in map(fold, names) if len(name) > 2)
