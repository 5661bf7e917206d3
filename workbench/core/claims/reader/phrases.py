"""The words of changes, bases, ranks and counts, in both languages, on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.claims.model import BaseKind, Direction
from workbench.core.claims.stated import ORDINALS
from workbench.core.printed import PrintedNumber, Qualifier

_UP_JA = "急増|微増|増|上昇|上回|拡大|伸び|アップ|高[いくま]|多[いく]|悪化|上が|プラス"
_DOWN_JA = "急減|微減|減|低下|下落|縮小|下回|ダウン|低[いくま]|少な[いく]|改善|下が|落ち込|マイナス|後退"
_UP_EN = r"increas\w*|rise[sn]?|rose|rising|gr[eo]w\w*|growth|up|climb\w*|jump\w*|surg\w*|gain\w*|soar\w*|higher|spik\w*|upturn"
_DOWN_EN = r"decreas\w*|declin\w*|f[ae]ll\w*|drop\w*|down|reduc\w*|lower\w*|shr[aiu]nk\w*|slip\w*|dip\w*|plung\w*|plummet\w*|downturn|eas(?:ed|ing)"
_HEDGE = r"(?:(?:around|about|approximately|nearly|almost|just|only|a further|another|some|an additional|over|more than|less than|a mere|slightly|further|sharply|by|of)[ ])*"

_AFTER_JA = re.compile(
    r"(?:も|の|ほど|程度|近く|以上|、|弱|強)*(?:大幅(?:に|な)|大きく|急激に|わずかに|さらに|急)*(?:(?P<up>急増|微増|増|上昇|拡大|伸び|アップ|悪化|上が|プラス)|(?P<down>急減|微減|減|低下|下落|縮小|ダウン|改善|下が|落ち込|マイナス|後退))"
)
_HIGHER_JA = re.compile(
    "(?:も|ほど|程度|近く|以上)?(?:(?P<up>高[いくま]|多[いく]|上回)|(?P<down>低[いくま]|少な[いく]|下回))"
)
_TO_JA = re.compile(
    rf"(?:に|へ|へと|にまで|まで|と(?![高低多少]))(?:、)?(?:大幅に|大きく|急激に|わずかに|さらに|急)*(?:(?P<up>{_UP_JA})|(?P<down>{_DOWN_JA}))"
)
_BEFORE_EN = re.compile(
    rf"(?<![a-z])(?:(?P<up>{_UP_EN})|(?P<down>{_DOWN_EN}))(?:(?: [a-z]+ly)?,? (?:of |by )?| in [a-z]+(?: [a-z]+)? of )"
    rf"{_HEDGE}$"
)
_IS_EN = re.compile(
    r"(?<![a-z])(?:(?P<up>increase|rise|growth|gain)|(?P<down>decrease|drop|fall|decline|reduction)) (?:is|was) (?:one )?(?:of )?"
    rf"{_HEDGE}$"
)
_AFTER_EN = re.compile(
    r"(?:[ -]points?)? (?:(?P<up>increase|rise|jump|growth|gain|surge|uptick|higher|more(?: [a-z-]+){0,3}? than|above)|(?P<down>decrease|drop|decline|fall|reduction|lower|less(?: [a-z-]+){0,3}? than|fewer|below|dip))(?![a-z])"
)
_TO_EN = re.compile(
    rf"(?<![a-z])(?:(?P<up>{_UP_EN})|(?P<down>{_DOWN_EN}))(?: [a-z]+ly)?(?: [^.;,0-9%]{{0,24}})? to {_HEDGE}$"
)
_UP_FROM_EN = re.compile(r",? (?:which is )?(?:(?P<up>up)|(?P<down>down)) (?:from|on|compared|since)(?![a-z])")
_FROM_EN = re.compile(
    rf"(?<![a-z])(?:(?P<up>{_UP_EN})|(?P<down>{_DOWN_EN}))(?: [a-z]+ly)?(?: [^.;,0-9%]{{0,24}})? from {_HEDGE}$"
)


@dataclass(frozen=True, slots=True)
class Movement:
    """What the words around a number say of a movement: its direction; `is_end` where the number is where it led to."""

    direction: Direction
    is_end: bool = False


_NO_MOVEMENT = re.compile(r"(?<![a-z])(?:ma(?:de|kes?|king)|t(?:ook|akes?|aking)|ended|summed|set|turned) up")
"""Phrases with a word of movement that say none: "made up 76.6% of all mail"."""

_THROWN_AWAY = re.compile(rf"(?<![a-z])drop(?:s|ped|ping)? {_HEDGE}$")
_A_PART = re.compile(r" of (?!a (?:month|year))")
_SIEVE = re.compile(
    rf"(?:management|stage|filter(?:ing)?|layer|gateway|firewall|server)s?(?: [a-z]+ly)? drop[a-z]* {_HEDGE}$"
)
"""What throws things away does not fall itself: "the first stage dropped 58% of all connections"."""


def _direction(found: re.Match[str]) -> Direction:
    return Direction.UP if found["up"] else Direction.DOWN


def movement(before: str, after: str) -> Movement | None:
    """Return the movement of which a number is the size or the end, by the words before and after it."""
    if _THROWN_AWAY.search(before) and (_A_PART.match(after) or _SIEVE.search(before)):
        return None
    for pattern, is_end in (
        (_TO_JA, True),
        (_AFTER_JA, False),
        (_HIGHER_JA, False),
        (_AFTER_EN, False),
        (_UP_FROM_EN, True),
    ):
        found = pattern.match(after)
        if found:
            return Movement(_direction(found), is_end)
    if before.endswith("up to "):
        return None
    before = _NO_MOVEMENT.sub("", before)
    for pattern, is_end in ((_TO_EN, True), (_BEFORE_EN, False), (_IS_EN, False)):
        found = pattern.search(before)
        if found:
            return Movement(_direction(found), is_end)
    return None


def origin(before: str, after: str) -> bool:
    """Whether a number is where a movement began: "from 83.9%", 83.9%から."""
    return re.match("から", after) is not None or re.search(rf"(?<![a-z])from {_HEDGE}$", before) is not None


def origin_movement(before: str) -> Direction | None:
    """Return the direction of a movement that begins at the number behind the words: "rose from"."""
    found = _FROM_EN.search(before)
    return None if found is None else _direction(found)


_BASES = (
    (
        BaseKind.YEAR,
        r"前年(?:同月|同期)?(?:比|に比べ|と比べ|より|から)|year[- ]on[- ]year|year[- ]over[- ]year|yoy(?![a-z])|y/y|(?<![a-z])(?:in|within|over) (?:a|one|the (?:past|last)) year(?![a-z])|(?<![a-z])(?:in|over) (?:the (?:past|last) )?(?:twelve|12) months|昨年同月比|対前年",
    ),
    (
        BaseKind.PREVIOUS,
        r"(?:前月|先月|前期|前四半期|前週|前回|前号)(?:比|に比べ|と比べ|より|から|差|に対し)|対前月|(?:1|一)[かカヶケヵ]月で(?=[0-9])|ひと月で(?=[0-9])|(?<![a-z])in (?:one|a|a single) month(?! of)(?![a-z])|month[- ]on[- ]month|month[- ]over[- ]month|m/m|quarter[- ]on[- ]quarter",
    ),
    (
        BaseKind.AVERAGE,
        r"(?:平均|average)(?:値|の[0-9.]+%)?(?:から|より|に比べ|と比べ|を上回|を下回|比)|(?:than|above|below|on|from|over|since) the (?:[a-z0-9-]+ ){0,3}average",
    ),
)


def bases_in(words: str) -> tuple[tuple[int, int, BaseKind], ...]:
    """Return what changes are measured from, where no date says it: from where to where, and the kind."""
    found = ((hit.start(), hit.end(), kind) for kind, pattern in _BASES for hit in re.finditer(pattern, words))
    return tuple(sorted(found))


_MOST = re.compile(
    r"最多|最も|最大(?!限|手|で[0-9])|最高(?!級)|首位|トップ(?![0-9]|ページ|レベル)|一番(?:多|高|大き)|(?<![a-z])more (?:[a-z-]+ ){1,3}than any other"
    r"|(?<![a-z.])(?:(?<!than )most(?! of| common(?:ly)? used)(?!(?<!the most) (?:other|countries|nations|regions|sectors|industries|verticals|companies|areas)(?![a-z]))|highest|largest|top(?![ -]?(?:[0-9]|five|ten|three|level|of))|heaviest|biggest|worst|leading(?= (?:source|cause|country|sector|industry|botnet|sender|target|origin|family|category|spam|threat)))(?![a-z])"
)
_LEAST = re.compile(
    r"最小(?!限)|最低(?!限)|最少|最も[^、。]{0,14}?(?:少な|低[いくか]|小さ)|(?<![a-z])(?:least|lowest|fewest|smallest|safest)(?![a-z])"
)
_EVER = re.compile(
    r"過去最|史上最|これまでで最|[0-9]年ぶり|以来(?:の)?最|record (?:high|low)|all-time|(?:highest|lowest|largest)[^.;]{0,40}(?:since|ever|on record|to date|in history)|since records"
)
_RANK = re.compile(
    r"(?:第)?(?P<ja>[0-9]{1,3})(?:位(?!置|から|より)|番目)|(?:ranked|ranks|ranking|placed|in|at|to|the|number|no\.?|#) ?(?:the )?(?P<en>[0-9]{1,2})(?:st|nd|rd|th)(?: (?:place|position|most|highest|rank))?(?![a-z ]*(?:quarter|century|of))"
    rf"|(?:ranked|ranks|ranking|placed|in|at|came|comes|took) (?:the )?(?P<word>{'|'.join(ORDINALS)})(?: (?:place|position|most|highest))?(?! quarter| time| half| two| month|[ -](?:largest|biggest|week|day|year|decile))"
    rf"|(?<![a-z])(?:is|was|are|now|still|remains|remained) (?:now |still |again )?(?P<then>{'|'.join(ORDINALS[1:])})(?=[,.;)]|$| (?:with|at|in the (?:list|table|ranking))(?![a-z]))"
    rf"|(?:^|(?<=[.;] ))(?P<lead>{'|'.join(ORDINALS[1:])})(?= (?:is|was|comes|came|follows|followed) )"
    r"|(?<![a-z])number (?P<one>one|two|three)(?![a-z])"
    r"|(?<![a-z])(?:(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)|(?P<most>second|third|fourth|fifth))[ -](?:most|highest|largest)(?![a-z])"
)
_WORDS = {
    name: number
    for number, name in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}
_WORDS |= {name: number for number, name in enumerate(ORDINALS, 1)} | {
    "twenty": 20,
    "fifteen": 15,
}
_TOP = re.compile(
    r"(?:上位|トップ|ワースト|ベスト|top[ -]?)(?P<n>[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)(?![0-9.%]|位(?:に|は|で|と)| (?:shift|change|movement|position|score)s?(?![a-z]))(?:種類?|位|カ国|か国|ヶ国|国|業種|件|社|部門|カテゴリー?)?"
)
_DURATION = re.compile(
    r"(?P<n>[0-9]{1,3})(?:(?P<months>[カヶケか箇ヵ]月)|(?P<weeks>週間)|(?P<days>日間)|(?P<years>年間)|(?P<hours>時間))間?"
    r"|(?<![a-z0-9.])(?P<m>[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)[ -](?:(?P<en_months>months?)|(?P<en_weeks>weeks?)|(?P<en_days>days?)|(?P<en_years>years?)|(?P<en_hours>hours))(?![a-z]| av| ago)"
)
_UNCHANGED = re.compile(
    r"普段(?:どおり|通り)|通常(?:どおり|通り)|いつも(?:どおり|通り)|変わらず|横ばい|変化は?な[いく]|(?<![a-z])(?:unchanged|remained (?:stable|steady|the same|flat|level)|as usual|(?:maintain|ke[ep]p?t?)(?:s|ed|ing)? (?:to )?(?:its|their) usual)(?![a-z])"
)
USUAL = re.compile(r"通常|普段|ふだん|平常|usual|normal|typical|ordinar")
SHARED = re.compile(r"(?:ともに|いずれも|どちらも)|(?<![a-z])(?:both|each)(?![a-z])")
PAIRED = re.compile(r"それぞれ|(?<![a-z])respectively(?![a-z])")
REST = re.compile(
    r"(?:残り(?:の)?|その他(?:の|は)?|(?<![a-z])(?:(?:remaining|other|rest) |(?:the )(?:rest|remainder),? (?:or |at |was |is )?))(?:about |some |around |約)?$"
)
THIS = re.compile(
    r"(?:^|[。、])(?:これ|この(?:数|値|割合|数字))(?:は|も)|^(?:this|that|it) (?:is|was|represents|marks|equates|constitutes|amounts)"
)
SERIES = re.compile(
    r"以下(?=、|[^。、]*続)|と続|に続|が続|次い(?:で|だ)|の順(?:に|で|と|だ|[。、]|$)|(?<![a-z])(?:followed|ahead of|in (?:that|this|descending) order)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A rank, superlative, count, duration or "unchanged" in words: from where to where, and its number if it has one."""

    start: int
    end: int
    number: int | None = None
    direction: Direction | None = None
    unit: str = ""
    is_ever: bool = False
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def printed(self) -> PrintedNumber | None:
        """Its number, which has no rounding."""
        return None if self.number is None else PrintedNumber(Decimal(self.number), Decimal(0), self.qualifier)


_ORDINAL = re.compile(r"(?:[0-9](?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) $")
"""What makes of "most" a place in an order: "the 12th most affected"."""


def superlatives_in(words: str) -> Iterator[Phrase]:
    """Yield what is said to be first or last of all."""
    taken: set[int] = set()
    for pattern, direction in ((_LEAST, Direction.DOWN), (_MOST, Direction.UP)):
        for found in pattern.finditer(words):
            if found.start() not in taken and not _ORDINAL.search(words[: found.start()]):
                taken.add(found.start())
                near = words[max(0, found.start() - 12) : found.end() + 60]
                yield Phrase(found.start(), found.end(), direction=direction, is_ever=bool(_EVER.search(near)))


_BEFORE_NOW = re.compile(
    r"(?:前回|前月|先月|前期|前年|昨年|去年)の?(?:順位)?(?:は|が|:|の)? ?$|(?<![a-z])(?:last (?:month|year|quarter)|previous(?:ly)?)(?: rank)?:? ?(?:in |at )?$"
)
"""Words that make a place one of another time: 前回の順位:2位."""


def ranks_in(words: str) -> Iterator[Phrase]:
    """Yield places in an order."""
    for found in _RANK.finditer(words):
        if _BEFORE_NOW.search(words[: found.start()]):
            continue
        text = next(filter(None, found.groups()))
        yield Phrase(found.start(), found.end(), _WORDS.get(text) or int(text), unit="rank")


_OUTSIDE = re.compile(
    r"(?<![a-z])(?:outside|beyond|below|behind|apart from|other than|except(?: for)?|not (?:in|among))(?: of)?(?: the| our)? $"
)
_EXCEPT = re.compile(r"(?:か国|カ国|ヶ国|種類?|件|社|位|業種|部門|分類)?(?:以外|を除|に(?:は)?入らな|に続)")


def tops_in(words: str) -> Iterator[Phrase]:
    """Yield "top N"; not those that a list stands outside of."""
    for found in _TOP.finditer(words):
        if _OUTSIDE.search(words[: found.start()]) or _EXCEPT.match(words, found.end()):
            continue
        yield Phrase(found.start(), found.end(), _WORDS.get(found["n"]) or int(found["n"]), unit="things")


def durations_in(words: str) -> Iterator[Phrase]:
    """Yield lengths of time."""
    for found in _DURATION.finditer(words):
        unit = next(name for name, part in found.groupdict().items() if part and name not in {"n", "m"})
        text = found["n"] or found["m"]
        number = _WORDS.get(text) or {"twelve": 12, "eighteen": 18}.get(text) or int(text)
        yield Phrase(found.start(), found.end(), number, unit=unit.removeprefix("en_"))


def unchanged_in(words: str) -> Iterator[Phrase]:
    """Yield where something is said to have stayed as it was."""
    for found in _UNCHANGED.finditer(words):
        yield Phrase(found.start(), found.end(), direction=Direction.SAME)


_MULTIPLES = re.compile(
    r"(?P<more>(?<![a-z])(?:(?:more|better) than|over) )?(?:(?P<half>半減|半分(?P<less>以下)?(?:に|へ)|(?<![a-z])halved(?![a-z]))|(?P<two>倍増|(?<![0-9])倍に|(?<![a-z])doubl(?:ed|ing)(?![a-z])|(?<![a-z])twice (?:as (?:much|many|high|large|often)|the)(?![a-z]))|(?<![a-z])(?:(?P<three>tripl(?:ed|ing)|trebled|three times as (?:much|many|high|large))|(?P<four>quadrupled))(?![a-z]))"
)


def multiples_in(words: str) -> Iterator[Phrase]:
    """Yield what doubled, tripled or halved; the number is how many times the greater one is the smaller."""
    for found in _MULTIPLES.finditer(words):
        number = 3 if found["three"] else 4 if found["four"] else 2
        direction = Direction.DOWN if found["half"] else Direction.UP
        qualifier = Qualifier.ABOVE if found["more"] or found["less"] else Qualifier.EXACT
        yield Phrase(found.start(), found.end(), number, direction, "times", qualifier=qualifier)
