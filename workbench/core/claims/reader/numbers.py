"""Numbers in running text: "89.4%", 302.8通に1通, "one in 302.8", 119億, 5~10%, 約65%, with what is said around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from unicodedata import numeric

from workbench.core.printed import PrintedNumber, Qualifier, is_multiple
from workbench.core.spelling.numerals import read_numeral
from workbench.core.spelling.unreadable import Unreadable
from workbench.core.units import COUNT, KILOBYTES, ONE_IN, PER_DAY, PERCENT, POINTS

BYTES = "bytes"
TIMES = "times"
TENTHS = "tenths"
"""Percentages written in tenths: 9割, 2割5分, 八割九分三厘."""

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_DECIMAL = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+"
_DIGIT = "[0-9一二三四五六七八九]"
_NUMBER = (
    rf"(?:{_DIGITS} ?(?:thousand|million|billion|trillion|bn)(?![a-z])|{_DIGITS}(?:[兆億万千](?:{_DIGITS}[億万千]?)*)?)"
)
_POINTS = (
    r"(?:%|percent(?:age)?|per cent|パーセント)[ -]?(?:points?|ポイント|pts?)|percent-? ?age-? ?points?"
    r"|ポイント|(?:points?|pp|pts?)(?![a-z])"
)
_PERCENT = r"%|percent(?!a)|per cent|pct?(?![a-z])|パーセント"
_THINGS_JA = r"(?:件|通|個|台|社|回|人|種類|サイト|ドメイン|ヶ所|か所|カ所)"
_MANY = "(?:に(?:対し(?:て)?)?|あたり|当たり|当り|につき|のうち(?:の)?|の?中の?)"
_THING = "(?:通|件|台|個|社|人|回|サイト)"
_ONE = "(?:1|一|ひと)"
_SIGN = r"[-+±▲△▼▽]|マイナス|プラス|minus |plus "
_THINGS_EN = (
    r"(?:(?:new|malicious|unique|infected|different|spam|web|phishing|malware|active|individual|legitimate) ){0,3}"
    r"(?:e-?mails?|messages?|(?:web ?)?sites?|domains?|urls?|attacks?|threats?|samples?|variants?|vulnerabilities|connections?"
    r"|computers?|machines?|bots?|users?|files?|attempts?|instances?|incidents?|cases?|detections?|infections?|links?|victims?|organi[sz]ations?)(?![a-z])"
)

BEARING = (
    r"(?: (?:(?:were |was )?(?:found )?with|carr(?:ied|ying)|host(?:ed|ing)|contain(?:ed|ing)|harbou?r(?:ed|ing)))? "
)
"""What leads from a number of sites to what they hold: "137 hosted spyware"."""

_OF_MAIL = (
    r"(?:(?:e-?mails?|messages?|mails?|attacks?|virus(?:es)?|phish(?:ing)?|spam|infected|malicious|attempts?) ){0,2}"
)
"""What may stand between "one" and "in 240.7": "one infected message in 240.7"."""

_PATTERNS = (
    (ONE_IN.id, rf"(?P<number>{_NUMBER}) ?{_THING}?{_MANY}、?(?:約)?{_ONE}{_THING}(?:の割合)?"),
    (ONE_IN.id, rf"(?P<number>{_NUMBER})分の{_ONE}(?![0-9])"),
    (
        ONE_IN.id,
        rf"(?<![a-z0-9.,])(?:1|one|a single)[ -]{_OF_MAIL}(?:in|out of|(?:to|on|for)(?= (?:each|every) ))[ -](?:every |each |about |approximately )?(?P<number>{_NUMBER})",
    ),
    (
        ONE_IN.id,
        rf"one of (?:every )?(?P<number>{_NUMBER})(?:(?<=\.[0-9])|(?= (?:e-?mails|mails|messages|attachments)(?![a-z])))",
    ),
    (ONE_IN.id, rf"(?<![a-z0-9.,])(?:1|one) (?:[a-z-]+ )?(?:in|out of|to|on) (?P<number>{_DECIMAL})(?![0-9%])"),
    (ONE_IN.id, rf"(?<![0-9a-z./:])1 ?[/:] ?(?P<number>{_DECIMAL})(?![0-9./%])"),
    (ONE_IN.id, rf"(?P<number>{_DECIMAL})に{_ONE}(?![0-9.])"),
    (ONE_IN.id, rf"every (?P<number>{_NUMBER})(?:st|nd|rd|th)(?= (?:e-?mail|mail|message)(?![a-z]))"),
    (TENTHS, rf"(?P<number>{_DIGIT})割(?:(?P<low>{_DIGIT})分)?(?:(?P<least>{_DIGIT})厘)?(?![合引り])"),
    (
        "range",
        rf"(?P<low>{_DIGITS}) ?(?:%|percent)? ?(?:~|-) ?(?P<number>{_DIGITS}) ?(?P<unit>{_PERCENT}|件)(?!ポイント)",
    ),
    ("range", rf"(?P<low>{_DIGITS}) to (?P<number>{_DIGITS}) ?(?P<unit>{_PERCENT})"),
    ("range", rf"(?P<low>{_DIGITS}) ?%?から(?P<number>{_DIGITS}) ?(?P<unit>{_PERCENT}|件)(?=の間|の範囲|程度|前後)"),
    ("range", rf"between (?P<low>{_DIGITS}) ?(?:%|percent)? and (?P<number>{_DIGITS}) ?(?P<unit>{_PERCENT})"),
    (POINTS.id, rf"(?P<number>{_NUMBER})[ -]?(?:{_POINTS})"),
    (PERCENT.id, rf"(?P<number>{_NUMBER})[ -]?(?:{_PERCENT})"),
    (KILOBYTES.id, rf"(?P<number>{_NUMBER}) ?(?:kb|kbytes?|kilobytes?|キロバイト)(?![a-z])"),
    (BYTES, rf"(?P<number>{_NUMBER}) ?(?:bytes?(?![a-z])|バイト)"),
    (TIMES, rf"(?P<number>{_NUMBER}) ?(?:倍|times(?![a-z])|-?fold(?![a-z]))"),
    (
        PER_DAY.id,
        rf"(?P<number>{_NUMBER}) ?(?:{_THINGS_EN}|{_THINGS_JA})? ?(?:/ ?(?:day|日)|(?:per|a|each|every) day)(?![a-z])",
    ),
    (COUNT.id, rf"(?P<number>{_NUMBER}) ?(?:{_THINGS_JA}|{_THINGS_EN})"),
    (COUNT.id, rf"(?P<number>{_NUMBER})(?={BEARING}(?:web )?(?:viruses|spyware|adware|trojans|malware)(?![a-z]))"),
    ("", rf"(?P<number>{_NUMBER})"),
)
_FIND = tuple((unit, re.compile(pattern)) for unit, pattern in _PATTERNS)

_BEFORE = (
    (
        Qualifier.ABOUT,
        r"(?:約|およそ|おおよそ|おおむね|概ね|ほぼ|だいたい|~|≈|(?:about|approximately|approx\.?|around|roughly|almost|nearly|just under|just over|close to|some|an estimated|well over)[ ])$",
    ),
    (
        Qualifier.BELOW,
        r"(?:(?<!no )(?:less|fewer|lower) than |under |below |at most |no more than |up to |as (?:low|little) as |<=? ?|≤ ?|最大(?:で)?|最高(?:で)?|せいぜい)$",
    ),
    (
        Qualifier.ABOVE,
        r"(?:(?<!no )(?:more|greater|higher) than |over |above |at least |no less than |in excess of |exceed(?:s|ed|ing) |>=? ?|≥ ?|少なくとも)$",
    ),
)
_AFTER = (
    (Qualifier.ABOUT, r"(?:程度|前後|ほど|くらい|ぐらい|近く|弱|強(?!化|調|力|固)|余り|あまり| or so)"),
    (Qualifier.BELOW, r"(?:未満|以下|以内|に満たな|を切[っるり]| or (?:less|fewer|below))"),
    (Qualifier.ABOVE, r"(?:以上|超(?!過)| or (?:more|above|over|higher)|\+(?![0-9]))"),
)
_COMPARED = re.compile(r"を(?:大きく)?(?:上回|超え|(?P<below>下回|割り?込|割っ))")
"""Said of a round number a bound (90%を超える), of another one a comparison with a figure (前月の87.1%を上回る)."""

_MYRIAD = Decimal(10000)
"""What is counted in so many, 17万件, is round."""

_DAILY_BEFORE = re.compile(
    r"(?:[1一]日(?:あたり|当たり|当り|平均|に|の|につき)|毎日|日々)[^0-9。]{0,16}$|(?:daily|per day|each day|every day)[^.;,0-9]{0,40}$"
)
_DAILY_AFTER = re.compile(r"[^.;0-9%]{0,48}?(?: (?:per|a|each|every) day| daily)(?![a-z])|[ぁ-ん]?/日")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, from where to where it stands; `sign` is 1, -1 or 0 where none is written.

    `unit` is empty where none is written. `is_bare` marks a number with neither unit nor decimals, which says little.
    """

    start: int
    end: int
    printed: PrintedNumber
    unit: str
    sign: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether it has no unit."""
        return not self.unit


def numbers_in(words: str) -> tuple[Number, ...]:
    """Return the numbers in folded words from left to right; numbers in a row share the unit of the last one."""
    found = list(_found(words))
    for place in range(len(found) - 2, -1, -1):
        number, following = found[place], found[place + 1]
        is_count = number.unit == COUNT.id and following.unit == ONE_IN.id
        if (number.is_bare or is_count) and following.unit and _is_row(words[number.end : following.start]):
            found[place] = replace(number, unit=following.unit)
    for place, number in enumerate(found):
        found[place] = _like_one_before(words, number, found[:place])
    return tuple(found)


def _like_one_before(words: str, number: Number, before: Sequence[Number]) -> Number:
    """Return a number that leaves out its unit with that of the last rate before it: "82.3%, ahead of Oman (79.6)"."""
    rate = next((other for other in reversed(before) if other.unit in {PERCENT.id, ONE_IN.id}), None)
    if rate is None or not number.is_bare or not number.printed.step == rate.printed.step < 1:
        return number
    is_alike = rate.printed.value < number.printed.value * _ALIKE and number.printed.value < rate.printed.value * _ALIKE
    is_led = _LED_TO.search(words[: number.start]) and _LEFT.match(words, number.end)
    return replace(number, unit=rate.unit) if is_alike and is_led else number


_ALIKE = 4
"""How many times another rate may be a rate before they are hardly of one thing."""

_LED_TO = re.compile(r"(?:[(:]|(?<![a-z])(?:on|at|been|was|versus|after|from|against|than|to|with))[ ]?$|[はがの、:(]$")
_LEFT = re.compile(
    r"[),;、。]|\.?$| (?:and|in|for|from|to|previously|the (?:month|year|quarter)|a year)(?![a-z])|[でとにだ]|から"
)
"""What stands before and behind a number that leaves out its unit."""


def _is_row(between: str) -> bool:
    """Whether what stands between two numbers joins them to a row: 90.2、88.0、88.6%."""
    return re.fullmatch(r"通?(?:、|,|と|・|/|,? and|および|及び|,? or)+ ?(?:約)?", between) is not None


def _found(words: str) -> Iterator[Number]:
    place = 0
    while True:
        begin = _NEXT.search(words, place)
        if begin is None:
            return
        if re.match("[0-9]{1,2}日", words[begin.start() : begin.start() + 3]):
            place = begin.end() + 1
            continue
        number = next(filter(None, (_matched(words, begin.start(), unit, find) for unit, find in _FIND)), None)
        if number is None:
            place = begin.end()
        else:
            yield _with_context(words, number)
            place = number.end


_NEXT = re.compile(
    rf"(?<![a-z0-9_/#$])(?<![^.][.])(?<![0-9][,:])(?:[0-9]|[一二三四五六七八九]割|one of (?:every )?[0-9]|(?:one|a single)[ -]{_OF_MAIL}(?:in|out of|(?:to|on|for)(?= (?:each|every) ))[ -](?:every |each |about |approximately )?[0-9]|one (?:[a-z-]+ )?(?:in|out of|to|on) [0-9,]+\.[0-9]|every [0-9][0-9,]*(?:st|nd|rd|th) |between [0-9])"
)


_DECIMAL_COMMA = re.compile(r",[0-9]{1,2}(?![0-9])(?!\.[0-9])")
"""More of a number whose decimals stand behind a comma, which is not read: 221,9."""


def _matched(words: str, start: int, unit: str, find: re.Pattern[str]) -> Number | None:
    """Return the number of one spelling that begins at a place."""
    found = find.match(words, start)
    if found is None or _goes_on_in_letters(words, found.end(), unit) or _DECIMAL_COMMA.match(words, found.end()):
        return None
    if unit == TENTHS:
        return _tenths(found)
    try:
        numeral = read_numeral(found["number"])
        if unit == "range":
            return _range(found, read_numeral(found["low"]).value, numeral.value)
    except Unreadable:
        return None
    if unit == ONE_IN.id and numeral.value < 1:
        return None
    return Number(start, found.end(), PrintedNumber(numeral.value, numeral.step), unit)


def _goes_on_in_letters(words: str, end: int, unit: str) -> bool:
    """Whether a number without a unit is the beginning of something else: 3rd, 2nd, 419 scams is not, 4b33 is."""
    return not unit and re.match(r"[a-z_@]|[-/:.][0-9a-z]", words[end : end + 2]) is not None


def _tenths(found: re.Match[str]) -> Number:
    """Return a percentage of tenths, hundredths and thousandths as far as they are said; each is one digit of any kind."""
    tenths, hundredths, least = (int(numeric(found[name] or "0")) for name in ("number", "low", "least"))
    step = Decimal("0.1") if found["least"] else Decimal(1 if found["low"] else 10)
    value = Decimal(tenths * 10 + hundredths) + (least * step if found["least"] else 0)
    return Number(found.start(), found.end(), PrintedNumber(value, step), PERCENT.id)


def _range(found: re.Match[str], low: Decimal, high: Decimal) -> Number | None:
    if not low < high:
        return None
    unit = COUNT.id if found["unit"] == "件" else PERCENT.id
    return Number(found.start(), found.end(), PrintedNumber((low + high) / 2, high - low, Qualifier.RANGE), unit)


def _with_context(words: str, number: Number) -> Number:
    """Add sign, qualifier and "a day" from the words around a number."""
    before, after = words[max(0, number.start - 44) : number.start], words[number.end : number.end + 60]
    sign = re.search(rf"(?:^|[^0-9a-z%)])({_SIGN})$", before)
    start = number.start
    if sign and number.unit not in {"", ONE_IN.id, PER_DAY.id}:
        start = number.start - len(before) + sign.start(1)
        number = replace(number, sign=-1 if sign[1].strip() in {"-", "▲", "△", "▼", "▽", "マイナス", "minus"} else 1)
        before = before[: sign.start(1)]
    if number.unit in {COUNT.id, ""} and _is_daily(before, after, number):
        number = replace(number, unit=PER_DAY.id)
    printed = replace(number.printed, qualifier=_qualifier(number, before, after))
    return replace(number, start=start, printed=printed)


def _is_daily(before: str, after: str, number: Number) -> bool:
    if number.unit == "" and number.printed.step < 1:
        return False
    return bool(_DAILY_BEFORE.search(before) or _DAILY_AFTER.match(after))


def _qualifier(number: Number, before: str, after: str) -> Qualifier:
    if number.printed.qualifier is not Qualifier.EXACT:
        return number.printed.qualifier
    for qualifier, pattern in _BEFORE:
        if re.search(pattern, before):
            return _of_rate(qualifier, number)
    for qualifier, pattern in _AFTER:
        if re.match(pattern, after):
            return _of_rate(qualifier, number)
    compared = _COMPARED.match(after)
    step = number.printed.step
    if compared and (step >= _MYRIAD or is_multiple(number.printed.value, max(step, Decimal(1)) * 5)):
        return _of_rate(Qualifier.BELOW if compared["below"] else Qualifier.ABOVE, number)
    return Qualifier.EXACT


def _of_rate(qualifier: Qualifier, number: Number) -> Qualifier:
    """Return a bound as one of the N: "more than 1 in 300" is said of the rate, so that N is below 300."""
    if number.unit != ONE_IN.id:
        return qualifier
    return {Qualifier.BELOW: Qualifier.ABOVE, Qualifier.ABOVE: Qualifier.BELOW}.get(qualifier, qualifier)
