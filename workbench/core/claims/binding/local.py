"""Names that are in no catalogue: what in a sentence a number is of, by grammar alone ("source A", 物流部門).

A name is taken only from where names stand: before は and に, behind "for" and "in", in a bracket's neighbour. What is
made of the report's own vocabulary (スパム, レベル, "email") names no segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.core.claims.reader.folded import JAPANESE
from workbench.core.claims.reader.mentions import Mentions
from workbench.core.claims.reader.numbers import Number

_SECTOR = re.compile(
    r"(?:部門|業界|産業|セクター|分野|業|社|組織|機関|地域|語)$|(?: (?:sector|industry|vertical|region))s?$"
)
_COMMON_JA = re.compile(
    r"スパム|迷惑|メール|電子|ウイルス|ウィルス|マルウェア|フィッシング|攻撃|活動|レベル|レート|割合|比率|率|世界|全体|全て|すべて|全|グローバル|トラフィック|占有|占める|占め|経由|新種|種類|全業種|こちら|そちら|当社|弊社|両者|いずれ|平均|合計|総数|件数|通数|回数|数量|数|量"
    r"|悪質|悪意|不正|有害|感染|型|ウェブ|web|サイト|ドメイン|ページ|ブロック|遮断|検知|検出|捕捉|新規|新た|新しい|新|確認|発見|送信|受信|接続|処理|対象|今月|先月|前月|当月|今期|前期|第|四半期|月期|期|月|年|日|時点|現在|結果|うち|もの|これ|それ|この|その|同|前年|前|比|増加|減少|上昇|低下|増|減|幅|値"
    r"|約|ほぼ|およそ|平均して|1日|あたり|当たり|1|脅威|に|の|を|は|が|で|と|も|へ|から|まで|より|や|する|した|された|される|いる|ある|なる|おり|含む|含まれる|ホスト|リンク|添付|届く|届いた|ファイル|サイズ|バイト|キロ|スパイウェア|アドウェア|プログラム|ポリシー|カテゴリー?|トリガー|フィルタリング|ボットネット|メッセージ|サーバー?|サービス|通常|特に|また|一方|なお|さらに|しかし|ただし|次に|続いて|以下|ため|こと|上位|最多|最も|最大|被害|業種|国|地域|企業|規模|別|中|内|側|公表|報告|本|号|図|表|smtp|e-?mails?|spam|virus|malware|phishing|[a-z0-9.,%\s\ue000()（）/&:+–-]"
)
_COMMON_WORDS_EN = """
1h 2h a about according activity altogether collectively combined currently finally furthermore generally hence likewise meanwhile moreover nevertheless similarly thus together typically additionally all almost also although an analysis and approximately apr april
are around as at attachment attachments attack attacks aug august average be been being blocked botnet botnets
by bytes compared connection connections contained currently daily data day dec december decrease dns domain
domains down during e-mail each email email-borne emails every fall feb february figure file files filtering
first for fourth from further global globally h1 h2 had half has have highest highlights however i ii in
increase intelligence intercepted internet ip is it its jan january jul july jun june kb last level levels link
links lowest mail malicious malware management mar march may mean meanwhile message messages month months most
nearly new nov november number oct october of on or our overall per percent percentage phishing point points
policy-based previous prior proportion q1 q2 q3 q4 quarter rate rates ratio report rise second section security
sep sept september share since site sites six-month size smtp spam statistics summary table that the these
third this those threat threats to today top total traffic trojan trojans unique up url urls user virus viruses
volume was we web web-based website websites week were when while with world worldwide year
"""
_COMMON_EN = frozenset(_COMMON_WORDS_EN.split())
_NAME_EN = r"(?:[A-Z][\w'.&/+-]*|[a-z]+ [A-Z](?![a-z]))(?:(?: (?:and|&|of|/|the) | )(?:[A-Z][\w'.&/+-]*))*"
_REPORTER = re.compile(
    r" (?:intelligence|labs?|also|has|have|identified|intercepted|reported|found|blocked|analy[sz]\w+|saw|observed|processed|detected|data|monitored|research\w*|recorded that|estimates?|report)(?![a-z])"
)
_BEHIND_EN = re.compile(
    rf",? (?:of (?:all |the )?[a-z -]{{2,24}}? )?(?:was |were |is |being )?(?:written |sent )?(?:for|in|from|by|at|among|within) (?:the )?(?P<name>{_NAME_EN})(?P<sector> sector| industry)?"
)
_BEFORE_EN = re.compile(
    rf"(?:^|[ ,;:(])(?:the )?(?P<name>{_NAME_EN})(?P<sector> sector| industry)?(?:'s [a-z ]{{3,20}})?(?: (?:\(|at|with|had|has|was|were|saw|reached|recorded|represented|remained|stood at|is|sent|contributed|of)|,| (?:accounted|accounts|was responsible) for| ma[dk]es? up|:| -)(?: (?:a|an|the|with|at|by|about|around|just|only|approximately))*(?: [a-z]+){{0,4}} ?$"
)
_IN_EN = re.compile(
    rf"(?:^|[,;:] |(?:and|while|but|whereas) )(?:in|for|among|within) (?:the )?(?P<name>{_NAME_EN})(?P<sector> sector| industry)?:?,?(?: (?:it|they|the (?:level|rate|figure|share)))?(?: (?:was|were|stood at|reached))? (?:about |around |only |just )?$"
)
"""A name that leads to its number by a preposition: "in Logistics one in 285.8"."""

_PLAIN_EN = re.compile(
    r"(?:followed by|ahead of|(?<=[0-9%])(?: percent)?,? and|(?<=[0-9%]),|then) (?:the )?(?P<name>[a-z][a-z&/-]*(?: [a-z&/-]+){0,2}?)(?P<sector> sector| industry)? (?:with|at|on|\() ?(?:about |around )?$"
)
"""A name in small letters, only where an enumeration says that one stands there."""

_SHARE_OF_EN = re.compile(
    r"(?<![a-z])(?:share|proportion) of (?:the )?(?P<name>[a-z][a-z&/-]*(?: [a-z&/-]+){0,2}?)(?P<sector> sector| industry)? (?:was|were|is|fell|rose|slipped|dropped|grew|climbed|increased|decreased|declined|reached|stood|went|came)(?: (?:at|to|by|from|slightly|sharply))*(?: \S+ (?:percentage )?points?)?(?: to)? ?(?:about |around )?$"
)

_SUBJECT_EN = re.compile(
    r"(?:^|[.,;:] (?:and |while )?|(?<![a-z])and |while )(?:the )?(?P<name>[a-z][a-z&/-]*(?: [a-z&/-]+){0,2}? (?:companies|firms|organi[sz]ations|businesses|providers|agencies|institutions|operators|manufacturers|retailers|customers|schools))(?P<sector>)(?: (?:again |also ))?,? (?:followed with|received|accounted for|suffered|saw|had|took|were hit by|absorbed|made up|were the target (?:of|in)|reported|experienced|represented)(?: (?:about|around|only|just|some|a further|another))* ?$"
)
"""Companies of one kind in small letters: "energy companies received 21.4% of the attacks"."""

_NO_NAME = "against|compared|versus|about|around|nearly|almost|only|just|from|another|further|with|then|over|under"
_ELLIPSIS_EN = re.compile(
    rf"^[^.;0-9]*(?:, (?:and )?|(?<![a-z])and )(?:the )?(?P<name>(?!(?:{_NO_NAME})(?![a-z]))[a-z]{{4,}}(?: [a-z]{{4,}})?)(?P<sector>) $"
)
"""A name in small letters right before its number, behind another statement: "companies 21%, hospitals 12%"."""

_COMPANIES = re.compile(
    r"(?:companies|firms|organi[sz]ations|businesses|providers|agencies|institutions|operators|manufacturers|retailers|schools) (?:received|accounted|suffered|saw|had|took|were|absorbed|made)"
)

_LETTERED = re.compile(
    r"(?<![A-Za-z])(?P<name>(?i:source|feed|vendor|sensor|region|sector|company|customer|client|group|provider|partner|category|engine|product|network|team|site|office|type|class|family|campaign|list) [A-Z](?![A-Za-z]))(?: [a-z]+){0,4}:? ?$"
)
"""Things told apart by a letter, whatever they did: "source A reported", "feed B added a further"."""

_BRACKET = re.compile(r"(?:^|[、。,;])?(?P<name>[^、。,;()\[\]は]{1,24})[(\[](?:全体の)?(?:約)?$")
_BRACKET_EN = re.compile(
    r"(?:^|[.:;,] |(?<![a-z])(?:and|or|then|by|while|with|of|in|for) )(?:an? |the )?(?P<name>[a-z\"'][\w\"'.&/+-]*(?: [\w\"'.&/+-]+){0,3}?)"
    r"(?: (?:came|ranked|was|were|is|are|placed|follow\w+)(?: (?:in )?(?:first|second|third|fourth|fifth|next|last)(?: place)?)?)? ?\((?:about |around )?$"
)
"""A name before a bracket that holds its value: "fake job offers came second (27%), library logins (18%)"."""
_TOPIC = re.compile(
    r"(?:^|[、。,;)]|一方で?|また|うち|(?<=月)の|(?<=期)の)(?P<name>[^、。,;()はが]{1,26}?)(?:(?:の|における|での|向けの|宛ての)(?P<noun>[^、。はがの]{1,16}))?(?:は|が|では|でも|で|も)(?:、)?(?:約|およそ|平均|わずか)?$"
)
_ENUMERATED = re.compile(
    r"^(?:を占め|であり|で|に対し)?(?:、|,|・|と|や|および)(?P<name>[^、。,;()はがの~\s]{2,20}?)(?:約)?$"
)
"""A name right before its number in a row of others: 英語が95%、ロシア語1.9%."""

_BOUND = re.compile(r"(?:未満|以上|以下|以内|超|超え?)(?:の[^0-9]*)?")
_KIND = re.compile(r"スパム|迷惑メール|ウイルス|マルウェア|フィッシング|(?<![a-z])(?:spam|virus|malware|phish)")
"""Kinds of threats, which are no names."""

_VALUED = re.compile(r"[0-9](?:%|通|件|台|人|社)|[:()]")
"""What is in no name: another value, or the mark behind a speaker."""

_SPLIT = re.compile(r"、|,|・|および|及び|ならびに|と(?!り)|(?<![a-z])and(?![a-z])|;")
_VERB_EN = re.compile(
    r" (?:had|was|were|accounted|saw|recorded|reached|with|at|are|is|stood|made|contributed|represented|sent|came|show\w*|detected|registered|followed)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name of the text's own: from where to where, folded, how sure it is one, and the noun of what is measured of it."""

    start: int
    end: int
    id: str
    score: float
    noun: str = ""

    @property
    def is_sector(self) -> bool:
        """Whether it ends as names of sectors and regions do."""
        return _SECTOR.search(self.id) is not None and not self.id.endswith("社")


def local_before(mentions: Mentions, start: int, number: Number) -> LocalName | None:
    """Return the name in the words before a number, from a place on; None where there is none that is likely."""
    cased = mentions.body.cased[start : number.start]
    head = mentions.masked[start : number.start]
    is_japanese = re.search(JAPANESE, head) is not None
    for pattern in (_BRACKET, _TOPIC, _ENUMERATED) if is_japanese else ():
        found = pattern.search(head)
        if found and (start or pattern is not _ENUMERATED):
            noun = found.groupdict().get("noun") or ""
            return _japanese(mentions, start + found.start("name"), start + found.end("name"), noun)
    lettered = _LETTERED.search(cased)
    if lettered:
        begin, end = start + lettered.start("name"), start + lettered.end("name")
        return LocalName(begin, end, mentions.words[begin:end], 0.85)
    plain = _PLAIN_EN.search(head) or _SHARE_OF_EN.search(head) or _SUBJECT_EN.search(head)
    plain = plain or _BRACKET_EN.search(head)
    plain = plain or (_ELLIPSIS_EN.search(head) if _COMPANIES.search(mentions.words[:start]) else None)
    if plain:
        return _english(mentions, start, plain, head)
    led = _IN_EN.search(cased)
    hits = [led] if led else list(_BEFORE_EN.finditer(cased))
    return _english(mentions, start, hits[-1], cased) if hits else None


def local_behind(mentions: Mentions, number: Number, following: int) -> LocalName | None:
    """Return the name right behind a number: "12% for Logistics"."""
    tail = mentions.body.cased[number.end : following]
    found = _BEHIND_EN.match(tail)
    if found and mentions.names_between(number.end + found.start("name"), number.end + found.end("name")):
        return None
    return None if found is None else _english(mentions, number.end, found, tail)


def local_parts(mentions: Mentions, start: int, end: int, wanted: int) -> list[LocalName]:
    """Return as many names as are wanted from the last enumeration before a place; empty where there are not so many."""
    chunk = mentions.words[start:end]
    topic = re.search(r"(?:の(?P<noun>[^、。はがの]{1,18}))?(?:は|が|では|で)、?$", chunk)
    verb = _VERB_EN.search(chunk)
    noun = ""
    if topic:
        chunk, noun = chunk[: topic.start()], topic["noun"] or ""
    elif verb:
        chunk = chunk[: verb.start()]
    parts = list(_parts(chunk))[-wanted:]
    names = [_part_name(mentions, start + first, start + last, noun) for first, last in parts]
    complete = [name for name in names if name is not None]
    return complete if len(complete) == wanted else []


def _parts(chunk: str) -> list[tuple[int, int]]:
    """Return from where to where the parts of an enumeration go, without the signs and spaces around them."""
    parts: list[tuple[int, int]] = []
    place = 0
    for end, following in [*(found.span() for found in _SPLIT.finditer(chunk)), (len(chunk), len(chunk))]:
        part = chunk[place:end]
        if part.strip():
            begin = place + len(part) - len(part.lstrip())
            parts.append((begin, begin + len(part.strip())))
        place = following
    return parts


def _part_name(mentions: Mentions, start: int, end: int, noun: str) -> LocalName | None:
    words = mentions.words[start:end]
    lead = re.match(r"(?:the |in |for |sources? (?=[a-z]{2}))+", words)
    if _KIND.search(words):
        return None
    begin = start + (lead.end() if lead and not lead[0].startswith("source") else 0)
    name = mentions.words[begin:end]
    return LocalName(begin, end, name, 0.9, noun) if 0 < len(name) <= 40 else None


def _japanese(mentions: Mentions, start: int, end: int, noun: str) -> LocalName | None:
    """Return a Japanese name if something in it is not of the common vocabulary, or it ends as names of sectors do."""
    name = mentions.words[start:end]
    if _BOUND.fullmatch(name) or _VALUED.search(name):
        return None
    rest = _COMMON_JA.sub("", name)
    latin = re.search(r"[a-z]{3,}", re.sub(r"e-?mails?|spam|virus|malware|phishing|web|smtp|skeptic", "", name))
    if len(rest) < 2 and not latin and not (_SECTOR.search(name) and rest):
        return None
    if re.search(r"[をへにも、]|した|する|ため|こと|ので|\ue000", mentions.masked[start:end]):
        return None
    return LocalName(start, end, name, 0.85 if _SECTOR.search(name) else 0.7, noun)


def _english(mentions: Mentions, offset: int, found: re.Match[str], text: str) -> LocalName | None:
    """Return an English name if it is more than common words at the beginning of a sentence."""
    start, end = found.span("name")
    name = found["name"]
    known = [word for word in re.findall(r"[\w'.&/+-]+", name.lower()) if word.rstrip(".") not in _COMMON_EN]
    if not known or _REPORTER.match(text[end:].lower()) or "\ue000" in mentions.masked[offset + start : offset + end]:
        return None
    if (
        offset + start == 0
        and len(known) < 2
        and not found.groupdict().get("sector")
        and len(name.split()) == 1
        and name.lower() in _OPENERS
    ):
        return None
    return LocalName(offset + start, offset + end, name.lower(), 0.85 if found.groupdict().get("sector") else 0.75)


_OPENERS = frozenset(
    {
        "at",
        "one",
        "with",
        "these",
        "only",
        "just",
        "over",
        "more",
        "some",
        "both",
        "other",
        "each",
        "another",
        "here",
        "there",
        "then",
        "they",
        "he",
        "she",
        "you",
        "no",
        "not",
        "if",
        "after",
        "before",
        "between",
        "despite",
        "based",
        "by",
        "once",
    }
)
