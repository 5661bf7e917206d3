"""R8, R11: arithmetic inside one passage, for which nothing need be known but its numbers and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wholes import SEVERAL, breakdowns_of_lists, sum_of
from workbench.core.checks.prose.wording import line_of, near_text, where_of
from workbench.core.claims.model import Claim, Kind, Sentence, SentenceKind
from workbench.core.messages import message
from workbench.core.printed import Interval, Qualifier, point
from workbench.core.units import COUNT, PERCENT

_NUMBER = r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9]|[.,][0-9])"
_COUNTER = r"(?:件|個|台|通|回|人|名|社|本|種類?|か国|カ国)"
_STATED_SHARE = re.compile(
    rf"(?P<part>{_NUMBER})(?: (?P<unit>[a-z]+))?(?: out)? of (?:the |these |those |all |its |our )*(?P<whole>{_NUMBER})"
    rf"(?: (?P<scale>million|billion|thousand|trillion))?(?: [a-z-]+){{0,6}},? ?\((?P<share>{_NUMBER}) ?(?:%|percent|per cent)\)"
    rf"|(?P<whole_ja>{_NUMBER})(?P<of>{_COUNTER})(?:の?うち|中)の?、?(?:[^0-9。、()]{{0,15}}[はが])?(?P<part_ja>{_NUMBER})(?P=of)?"
    rf"[^0-9。、()]{{0,6}}\((?:全体の)?(?P<share_ja>{_NUMBER})%\)"
)
"""A part, its whole and its share of it, in one breath: 259 of the 412 samples (63%), 412件のうち259件(63%)."""

_PARTS = re.compile(r"内訳は|^ ?(?:of|among) (?:these|them|those)(?![a-z])")
_NOT_ALL = re.compile(
    r"など|ほか|主な|うち|集計中|約|重複|(?<![a-z])(?:including|about|some(?= [0-9])|roughly|mostly|also|both|several|example)(?![a-z])"
)
"""Words by which the counts of a sentence are the parts of the count before, and words by which they are not all of it."""

_ABOVE_A_TABLE = 6
"""So many sentences, headers among them, lie between a count and the table of its parts at most."""


def stated_shares(facts: Facts) -> Iterator[Outcome]:
    """R11: a share in parentheses behind "A of B" is the one that A is of B."""
    for sentence in facts.report.sentences:
        if sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM}:
            for match in _STATED_SHARE.finditer(sentence.words):
                yield from _held(facts, sentence, match)


def _held(facts: Facts, sentence: Sentence, match: re.Match[str]) -> Iterator[Outcome]:
    scale, unit = match["scale"], match["unit"]
    part, whole, share = (_span(match[name] or match[f"{name}_ja"]) for name in ("part", "whole", "share"))
    is_scaled = unit in {"million", "billion", "thousand", "trillion"}
    if not 0 < part.high <= whole.low or (is_scaled and unit != scale):
        return
    actual = part / whole * point(100)
    if actual.meets(share):
        return
    printed = [match[name] or match[f"{name}_ja"] for name in ("part", "whole", "share")]
    expected = near_text(actual, 1, PERCENT.id)
    said = message(
        "audit.share_differs",
        text=f"{printed[2]}%",
        where=line_of(facts.report.text.line_of(sentence.span.start)),
        count=printed[0],
        total=printed[1],
        expected=expected,
    )
    own = [one for one in facts.by_sentence.get(sentence.index, ()) if one.number and one.unit == PERCENT.id]
    claims = tuple(one.index for one in own if one.number and one.number.value == Decimal(printed[2].replace(",", "")))
    spans = () if claims else (sentence.span,)
    yield Objection("R11", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, claims[:1], (), spans, expected)


def _span(text: str) -> Interval:
    """Return what a number as it is written can mean: one with decimals was rounded, a whole one of a count was not."""
    value = Decimal(text.replace(",", ""))
    exponent = value.as_tuple().exponent
    half = Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) else Decimal(0)
    return Interval(value - half, value + half)


def parts_of_count(facts: Facts) -> Iterator[Outcome]:
    """R8: counts that a sentence gives as the parts of the count before come to it; a digit or two that slipped is seen."""
    for sentence in facts.report.sentences:
        is_prose = sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM}
        if not is_prose or not _PARTS.search(sentence.words) or _NOT_ALL.search(sentence.words):
            continue
        parts = [one for one in facts.by_sentence.get(sentence.index, ()) if one.kind is Kind.VALUE]
        if len(parts) > 2 and all(_is_plain(one) for one in parts):
            yield from _of_whole(facts, sentence, parts)
    for listing, parts, has_others in breakdowns_of_lists(facts):
        is_of_all = has_others and len(parts) > 2 and not any(one.is_total for one in facts.report.rows(listing))
        if is_of_all and facts.is_in_table(parts[0]) and all(facts.unit(one) is COUNT for one in parts):
            yield from _of_whole(facts, facts.report.sentences[parts[0].sentence], parts, _ABOVE_A_TABLE)


def _is_plain(claim: Claim) -> bool:
    return claim.unit == COUNT.id and claim.qualifier is Qualifier.EXACT and claim.number is not None


def _of_whole(facts: Facts, sentence: Sentence, parts: Sequence[Claim], reach: int = 2) -> Iterator[Outcome]:
    """Hold the sum of some parts against the count before them that has almost its digits, unless it stands somewhere too."""
    found = sum_of(parts)
    above = [one for one in facts.report.claims if one.sentence < sentence.index and _is_plain(one)]
    near = [one for one in above if one.sentence >= sentence.index - reach and one.section == sentence.section]
    totals = [one for one in near if one.number is not None and is_slip(one.number.value, found.middle)]
    around = facts.report.sentences[max(0, sentence.index - 2) : sentence.index + 2]
    is_open = any(SEVERAL.search(one.words) for one in around)
    if len(totals) != 1 or is_open or any(one.interval and one.interval.meets(found) for one in above):
        return
    summed = near_text(found, 0, COUNT.id)
    said = message(
        "audit.sum_differs",
        total=facts.spoken(totals[0]),
        where=where_of(totals[0]),
        sum=summed,
        count=len(parts),
    )
    beside = tuple(one.index for one in parts)
    yield Objection("R8", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (totals[0].index,), beside, expected=summed)


def is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers of three digits or more differ by one digit, or by two that changed places."""
    first, then = f"{one.normalize():f}", f"{other.normalize():f}"
    odd = [at for at, (a, b) in enumerate(zip(first, then, strict=False)) if a != b]
    if len(first) != len(then) or sum(digit.isdigit() for digit in first) < 3:
        return False
    is_turned = len(odd) == 2 and first[odd[0]] == then[odd[1]] and first[odd[1]] == then[odd[0]]
    return len(odd) == 1 or is_turned
