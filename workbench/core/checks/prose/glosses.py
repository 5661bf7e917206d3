"""R10: what is said twice in one phrase, roughly and exactly, is one figure: "a quarter (24.8%)", 100万件を超える1,196,390件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.runs import counter
from workbench.core.checks.prose.wording import where_of
from workbench.core.claims.model import Claim, Kind
from workbench.core.messages import message
from workbench.core.printed import Interval, Qualifier
from workbench.core.units import COUNT, PERCENT

_HUNDRED, _FAR, _NEAR = 100, 10, 1
"""A fraction in words is off where its figure is more than ten points away; one that is called more or less, beyond it."""

_NUMERATORS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_DENOMINATORS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_BOUND = (
    r"(?:(?P<over>more than|(?:just|well|slightly) over|at least)|(?P<under>less than|fewer than|(?:just|well) under)"
    r"|(?:just )?(?:almost|nearly|about|around|roughly|approximately|some|close to))"
)
_FRACTION = re.compile(
    rf"(?<![a-z])(?:{_BOUND} )?(?P<words>(?:(?P<many>a|one|two|three|four)[ -])?(?P<part>half|(?:third|quarter|fifth|tenth)(?=s|(?!s)[ (])))s?(?P<of> of (?:[a-z-]+ ){{0,3}}[a-z-]+)? ?\($"
)
_TENTHS = re.compile(
    r"(?:(?P<tenths>[1-9])割(?:(?P<more>[1-9])分)?|(?P<under_line>[2-9]|10)分の(?P<above_line>[1-9])|(?P<half>半数|半分))(?:強|弱|台|ほど|程度|近く)? ?\($"
)
_OF_PART = re.compile(
    r"うち|それら|これら|(?<![a-z])(?:of (?:them|these|those|this|that|which|its|the (?:rest|remain[a-z]*|others?)))(?![a-z])"
)
"""Words by which the words are of a part, where the percentage may be of all."""

_UPWARD = re.compile(r"を?(?:超える|越える|上回る|超す)|以上の?")
_DOWNWARD = re.compile(r"を?下回る|(?:未満|以下)の?")
_IN_BRACKETS = re.compile(r"(?: [a-z-]+){0,3} ?\(")
_CHANGE = re.compile(r"の?(?:増|減|差)")


def fractions(facts: Facts) -> Iterator[Outcome]:
    """R10: a fraction in words and the percentage in parentheses behind it are one figure."""
    for claim in facts.report.claims:
        if claim.kind is not Kind.VALUE or claim.unit != PERCENT.id or claim.qualifier is not Qualifier.EXACT:
            continue
        before = facts.before(claim)
        if _OF_PART.search(before):
            continue
        meant = _meant(before) if facts.after(claim).startswith(")") else None
        if meant is not None and claim.interval is not None and not meant[1].meets(claim.interval):
            yield _differs(facts, claim, meant[0])


def _meant(before: str) -> tuple[str, Interval] | None:
    """Return the fraction that stands at the end of some words, and where its percentage may lie."""
    found = _TENTHS.search(before)
    if found is not None:
        return found[0].rstrip(" ("), _around(_tenths(found), is_over=False, is_under=False)
    found = _FRACTION.search(before)
    if found is None:
        return None
    is_bounded = found[0].lstrip()[: len(found["words"])] != found["words"]
    many = found["many"] or ("a" if found["part"] == "half" else "")
    if not many or not (is_bounded or found["of"] or many not in {"a", "one"}):
        return None  # the first half, in the third (country)
    if re.search(r"(?:first|second|latter|other|by|rose|fell|up|down|every) $", before[: found.start()]):
        return None
    value = Decimal(_NUMERATORS[many] * _HUNDRED) / _DENOMINATORS[found["part"]]
    said = found[0].rstrip(" (").strip()
    return said, _around(value, is_over=found["over"] is not None, is_under=found["under"] is not None)


def _tenths(found: re.Match[str]) -> Decimal:
    if found["half"]:
        return Decimal(_HUNDRED) / 2
    if found["tenths"]:
        return Decimal(int(found["tenths"]) * 10 + int(found["more"] or 0))
    return Decimal(int(found["above_line"]) * _HUNDRED) / int(found["under_line"])


def _around(value: Decimal, *, is_over: bool, is_under: bool) -> Interval:
    if is_over:
        return Interval(value - _NEAR, Decimal("Infinity"))
    return Interval(Decimal(0), value + _NEAR) if is_under else Interval(value - _FAR, value + _FAR)


def bounds(facts: Facts) -> Iterator[Outcome]:
    """R10: a bound and the figure that stands behind it in one phrase: the figure is beyond the bound."""
    for claims in facts.by_sentence.values():
        values = [one for one in claims if one.kind is Kind.VALUE and one.number is not None]
        for bound, claim in pairwise(values):
            if claim.qualifier is not Qualifier.EXACT or claim.unit != bound.unit or claim.interval is None:
                continue
            is_over, is_under = _is_bound(facts, bound, claim)
            limit = bound.number.value if bound.number is not None else Decimal(0)
            if (is_over and claim.interval.high < limit) or (is_under and claim.interval.low > limit):
                yield _differs(facts, claim, facts.words_between(bound.span.start, claim.span.start).rstrip(" ("))


def _is_bound(facts: Facts, bound: Claim, claim: Claim) -> tuple[bool, bool]:
    """Return whether one figure is the lower, or the upper bound of the other, which the same phrase gives behind it."""
    if claim.unit == COUNT.id and len({counter(bound), counter(claim)} - {""}) > 1:
        return False, False
    gap = facts.words_between(bound.span.end, claim.span.start)
    if _IN_BRACKETS.fullmatch(gap) and facts.after(claim).startswith(")"):
        return bound.qualifier is Qualifier.ABOVE, bound.qualifier is Qualifier.BELOW
    if _CHANGE.match(facts.after(claim)):
        return False, False
    return _UPWARD.fullmatch(gap) is not None, _DOWNWARD.fullmatch(gap) is not None


def _differs(facts: Facts, claim: Claim, words: str) -> Objection:
    said = message("audit.gloss_differs", text=facts.spoken(claim), where=where_of(claim), words=words)
    return Objection("R10", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (claim.index,))
