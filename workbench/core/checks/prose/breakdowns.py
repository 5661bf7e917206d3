"""R8 in prose: the parts of a whole that a sentence names, "others" among them, come to the whole that is stated.

Of Japanese sentences, where each part has a counter and so is read; English ones count things of many names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.runs import counter, named_alike
from workbench.core.checks.prose.sums import is_of_other_time
from workbench.core.checks.prose.wholes import SEVERAL, sum_of
from workbench.core.checks.prose.wording import line_of, near_text, printed_text, shortened, where_of
from workbench.core.checks.prose.words import OTHERS
from workbench.core.claims.model import Claim, Kind, Sentence, SentenceKind
from workbench.core.messages import message
from workbench.core.printed import Interval, Qualifier
from workbench.core.units import COUNT, PERCENT

_HUNDRED = 100
_OPEN = re.compile(rf"{SEVERAL.pattern}|残り|集計中")
"""Words beside a breakdown by which its parts may overlap, or are not all."""

_ANOTHER, _ASIDE = re.compile(r"[0-9]"), re.compile(r"[(][^()]*[)]")
"""A figure between two parts that was not read as one, unless it stands in parentheses."""

_NEAR = (Decimal("0.8"), Decimal("1.25"))
"""How far a stated whole may be from the sum of its parts to be the whole that is meant, stated wrongly."""


def breakdowns(facts: Facts) -> Iterator[Outcome]:
    """R8: counts of parts with "others" come to the whole before them; shares with "others" to 100% at most."""
    for sentence in facts.report.sentences:
        if sentence.kind not in {SentenceKind.PROSE, SentenceKind.ITEM}:
            continue
        parts = _parts(facts, sentence)
        behind = facts.report.sentences[sentence.index : sentence.index + 2]
        if len(parts) < 3 or any(_OPEN.search(one.words) for one in behind):
            continue
        found = sum_of(parts)
        if {part.unit for part in parts} == {COUNT.id}:
            yield from _whole_of(facts, sentence, parts, found)
        elif {part.unit for part in parts} == {PERCENT.id} and found.low > _HUNDRED and not _is_list(parts):
            said = message(
                "audit.shares_sum",
                name=shortened(sentence.words),
                count=len(parts),
                total=near_text(found, 1, PERCENT.id),
                where=line_of(parts[0].line),
            )
            yield Objection("R8", Severity.ERROR, said, AuditVerdict.CONTRADICTS, tuple(part.index for part in parts))


def _parts(facts: Facts, sentence: Sentence) -> list[Claim]:
    """Return the parts that a sentence names, the last of which is all others; empty where it has not, or others between."""
    named = named_alike(facts, sentence)
    parts = [claim for _, claim in named]
    gaps = [facts.words_between(one.span.end, other.span.start) for one, other in pairwise(parts)]
    is_whole = bool(named) and OTHERS.search(named[-1][0]) is not None
    is_whole = is_whole and not any(_ANOTHER.search(_ASIDE.sub("", gap)) for gap in gaps)
    return parts if is_whole and all(part.qualifier is Qualifier.EXACT for part in parts) else []


def _is_list(parts: Sequence[Claim]) -> bool:
    """Whether parts were read as one list, which is looked at as such."""
    return len({part.listing for part in parts}) == 1 and parts[0].listing is not None


def _whole_of(facts: Facts, sentence: Sentence, parts: Sequence[Claim], found: Interval) -> Iterator[Outcome]:
    """Hold the one count before some parts that can be their whole against their sum; it may stand further up as well."""
    places = {part.index for part in parts}
    above = [
        one
        for one in facts.report.claims
        if one.kind is Kind.VALUE and one.sentence <= sentence.index and one.index not in places and one.interval
    ]
    if any(one.unit == COUNT.id and one.interval and one.interval.meets(found) for one in above):
        return
    near = [one for one in above if one.unit == COUNT.id and one.sentence >= sentence.index - 2]
    likely = [one for one in near if one.section == sentence.section and _can_be(facts, one, parts, found)]
    if len({one.number for one in likely}) != 1 or likely[0].number is None:
        return
    total = likely[0]
    summed = near_text(found, 0, COUNT.id)
    said = message(
        "audit.sum_differs",
        total=printed_text(total.number, COUNT.id) if total.number else facts.spoken(total),
        where=where_of(total),
        sum=summed,
        count=len(parts),
    )
    beside = tuple(part.index for part in parts)
    yield Objection("R8", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (total.index,), beside, expected=summed)


def _can_be(facts: Facts, claim: Claim, parts: Sequence[Claim], found: Interval) -> bool:
    """Whether a count can be a whole: of the things of its parts, not of another time, not far from their sum."""
    if claim.number is None or claim.qualifier is not Qualifier.EXACT or is_of_other_time(facts, claim):
        return False
    ratio = claim.number.value / found.middle
    return counter(claim) == counter(parts[0]) and _NEAR[0] < ratio < _NEAR[1]
