"""R8 in prose: the parts of a whole that a sentence names, or a table below it, come to the whole that is stated.

That there are all parts is known where "others" is among them, or where the sentence says that it breaks the count down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.runs import counter, named_alike
from workbench.core.checks.prose.sums import is_of_other_time
from workbench.core.checks.prose.wholes import SEVERAL, breakdowns_of_lists, sum_of
from workbench.core.checks.prose.wording import line_of, near_text, printed_text, shortened, where_of
from workbench.core.checks.prose.words import OTHERS
from workbench.core.claims.model import Claim, Kind, Sentence, SentenceKind
from workbench.core.messages import message
from workbench.core.printed import Interval, Qualifier
from workbench.core.units import COUNT, PER_DAY, PERCENT

_COUNTED = {COUNT.id, PER_DAY.id}
_TWO, _THOUSAND, _HUNDRED = 2, 1000, 100
_OPEN = re.compile(rf"{SEVERAL.pattern}|残り|集計中")
"""Words beside a breakdown by which its parts may overlap, or are not all."""

_PARTS = re.compile(r"内訳は|^ ?(?:of|among) (?:these|them|those|this number)(?![a-z])")
_NOT_ALL = re.compile(
    r"など|ほか|主な|うち|集計中|約|重複|(?<![a-z])(?:including|about|some(?= [0-9])|roughly|mostly|also|both|several|example)(?![a-z])"
)
"""Words by which the counts of a sentence are the parts of the count before, and words by which they are not all of it."""

_BEFORE, _ABOVE_A_TABLE = 2, 6
"""So many sentences, headers among them, lie between a count and its parts, or the table of them, at most."""

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
    """Hold a count of the parts' things, not far from their sum, against it."""

    def can_be(claim: Claim, number: Decimal) -> bool:
        is_one = counter(claim) == counter(parts[0]) and not is_of_other_time(facts, claim)
        return is_one and _NEAR[0] < number / found.middle < _NEAR[1]

    yield from _held(facts, sentence, parts, can_be)


def parts_of_count(facts: Facts) -> Iterator[Outcome]:
    """R8: counts that a sentence gives as the parts of the count before come to it; a digit or two that slipped is seen."""
    for sentence in facts.report.sentences:
        is_prose = sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM}
        if not is_prose or not _PARTS.search(sentence.words) or _NOT_ALL.search(sentence.words):
            continue
        parts = [one for one in facts.by_sentence.get(sentence.index, ()) if one.kind is Kind.VALUE]
        is_plain = all(one.unit == COUNT.id and one.qualifier is Qualifier.EXACT for one in parts)
        if len(parts) > 1 and is_plain:
            yield from _slipped(facts, sentence, parts, _BEFORE)
    for listing, parts, has_others in breakdowns_of_lists(facts):
        is_of_all = has_others and len(parts) > 2 and not any(one.is_total for one in facts.report.rows(listing))
        if is_of_all and facts.is_in_table(parts[0]) and all(facts.unit(one) is COUNT for one in parts):
            yield from _slipped(facts, facts.report.sentences[parts[0].sentence], parts, _ABOVE_A_TABLE)


def _slipped(facts: Facts, sentence: Sentence, parts: Sequence[Claim], reach: int) -> Iterator[Outcome]:
    """Hold a count that has almost the digits of the sum of some parts against it."""
    found = sum_of(parts)
    around = facts.report.sentences[max(0, sentence.index - 2) : sentence.index + 2]

    def can_be(_: Claim, number: Decimal) -> bool:
        # two parts may leave something over: only where they are more than the whole they are surely meant to be all
        return _is_slip(number, found.middle) and (len(parts) > _TWO or found.middle > number >= _THOUSAND)

    if not any(SEVERAL.search(one.words) for one in around):
        yield from _held(facts, sentence, parts, can_be, reach)


def _held(
    facts: Facts,
    sentence: Sentence,
    parts: Sequence[Claim],
    can_be: Callable[[Claim, Decimal], bool],
    reach: int = _BEFORE,
) -> Iterator[Outcome]:
    """Hold the sum of some parts against the one count near before them that can be their whole, unless it stands above."""
    found, places = sum_of(parts), {part.index for part in parts}
    above = [
        one
        for one in facts.report.claims
        if one.kind is Kind.VALUE and one.unit in _COUNTED and one.sentence <= sentence.index and one.interval
    ]
    above = [one for one in above if one.index not in places]
    if any(one.interval and one.interval.meets(found) for one in above):
        return
    near = [one for one in above if one.sentence >= sentence.index - reach and one.section == sentence.section]
    exact = [one for one in near if one.qualifier is Qualifier.EXACT]
    likely = [one for one in exact if one.number is not None and can_be(one, one.number.value)]
    if len({one.number for one in likely}) == 1:
        yield _differs(facts, likely[0], parts, found)


def _differs(facts: Facts, total: Claim, parts: Sequence[Claim], found: Interval) -> Objection:
    summed = near_text(found, 0, COUNT.id)
    said = message(
        "audit.sum_differs",
        total=printed_text(total.number, COUNT.id) if total.number else facts.spoken(total),
        where=where_of(total),
        sum=summed,
        count=len(parts),
    )
    beside = tuple(part.index for part in parts)
    return Objection("R8", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (total.index,), beside, expected=summed)


def _is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers of three digits or more differ by one digit, or by two that changed places."""
    first, then = f"{one.normalize():f}", f"{other.normalize():f}"
    odd = [at for at, (a, b) in enumerate(zip(first, then, strict=False)) if a != b]
    if len(first) != len(then) or sum(digit.isdigit() for digit in first) < 3:
        return False
    is_turned = len(odd) == 2 and first[odd[0]] == then[odd[1]] and first[odd[1]] == then[odd[0]]
    return len(odd) == 1 or is_turned
