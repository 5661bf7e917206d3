"""R11 in one breath: a part, its whole and its share of it, for which nothing need be known but the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import line_of, near_text
from workbench.core.claims.model import Sentence, SentenceKind
from workbench.core.messages import message
from workbench.core.printed import Interval, point
from workbench.core.units import PERCENT

_NUMBER = r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9]|[.,][0-9])"
_COUNTER = r"(?:件|個|台|通|回|人|名|社|本|種類?|か国|カ国)"
_STATED_SHARE = re.compile(
    rf"(?P<part>{_NUMBER})(?: (?P<unit>[a-z]+))?(?: out)? of (?:the |these |those |all |its |our )*(?P<whole>{_NUMBER})"
    rf"(?: (?P<scale>million|billion|thousand|trillion))?(?: [a-z-]+){{0,6}},? ?\((?P<share>{_NUMBER}) ?(?:%|percent|per cent)\)"
    rf"|(?P<whole_ja>{_NUMBER})(?P<of>{_COUNTER})(?:の?うち|中)の?、?(?:[^0-9。、()]{{0,15}}[はが])?(?P<part_ja>{_NUMBER})(?P=of)?"
    rf"[^0-9。、()]{{0,6}}\((?:全体の)?(?P<share_ja>{_NUMBER})%\)"
)
"""A part, its whole and its share of it, in one breath: 259 of the 412 samples (63%), 412件のうち259件(63%)."""


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
