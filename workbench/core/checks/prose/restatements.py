"""R5, R10 and R18: one figure stated more than once, or in two units, or the neighbour's number in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import THREATS, Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import line_of, printed_text, span_text, where_of
from workbench.core.claims.model import Claim, ListingKind, SentenceKind
from workbench.core.messages import Message, message
from workbench.core.printed import Interval
from workbench.core.units import ONE_IN, PERCENT, UNITS, level_interval

_FAR = 15
"""One figure that is more than so many times another one is hardly the same, stated wrongly."""

_OF_WHAT = re.compile(r"占め|割合|うち|シェア|(?<![a-z])(?:share|proportion|accounted|of (?:these|those|the))(?![a-z])")

_NAMED_APART = {ListingKind.PAIRED, ListingKind.SERIES}


def contradicting_values(facts: Facts) -> Iterator[Outcome]:
    """R5: two statements of one figure that cannot both be true; those that agree support one another."""
    for stated in (*facts.by_key.values(), *facts.averages_by_key.values()):
        group = [known for known in stated if known.claim is not None and _is_comparable(known.claim)]
        if len(group) < 2:
            continue
        first = _most_agreed(group)
        for known in group:
            if known is first or known.claim is None or first.claim is None:
                continue
            if known.agrees(first):
                yield from _supports(known, first)
            elif not _is_one_place(known.claim, first.claim) and not _is_misread(known, first):
                yield _contradiction(facts, first, known)


def doubtful_values(facts: Facts) -> Iterator[Outcome]:
    """R5: values of lists that were not read for certain support what they agree with, and are supported by it.

    Where two or more of a list agree, it was read rightly after all, and one that does not is an error.
    """
    for listing in facts.report.listings:
        pairs = [pair for index in listing.values if index in facts.distrusted for pair in _stated_too(facts, index)]
        agreeing = [(own, known) for own, known in pairs if own.agrees(known)]
        others = [(own, known) for own, known in pairs if not (own.agrees(known) or _is_in_row(facts, own, known))]
        for own, known in agreeing:
            yield from _supports(own, known)
        if len({own.claim.index for own, _ in agreeing if own.claim is not None}) > 1 and len(others) == 1:
            yield _contradiction(facts, *others[0])


def _is_in_row(facts: Facts, own: Known, known: Known) -> bool:
    """Whether another column of a value's row has the figure that is stated: the columns may be of two periods."""
    mates = () if own.claim is None else facts.row_mates.get(own.claim.index, ())
    return any(mate is not None and mate.agrees(known) for mate in map(facts.known, mates))


def _stated_too(facts: Facts, index: int) -> Iterator[tuple[Known, Known]]:
    """Yield a doubtful value beside each that counts and is stated of the same thing."""
    claim = facts.claim(index)
    own = facts.known(claim)
    if own is not None and claim.key is not None and claim.is_bound:
        yield from ((own, known) for known in facts.by_key.get(claim.key, ()))


def _supports(own: Known, known: Known) -> Iterator[Outcome]:
    for one, other in ((own, known), (known, own)):
        if one.claim is not None:
            is_exact = one.number.value == other.number.value
            yield Support("R5", one.claim.index, _alike(other), is_exact, other.printed)


def _alike(known: Known) -> Message:
    return message("audit.said_alike", text=known.printed, where=known.where)


def _is_comparable(claim: Claim) -> bool:
    """Whether two statements with one key are of one thing: names of the text's own must say what is measured."""
    if claim.metric is None or claim.segment is None:
        return False
    if not claim.metric.is_local:
        return claim.segment.id != "others"
    return claim.segment.dimension not in {"", "global"} and claim.segment.id != "others" and claim.listing is not None


def _most_agreed(group: Sequence[Known]) -> Known:
    """Return the statement with which most others agree; of those the one in a table, then the first."""
    counts = Counter((known.number, known.unit.id) for known in group)
    samples = {(known.number, known.unit.id): known for known in group}
    weights = {
        kind: sum(counts[other] for other, known in samples.items() if sample.agrees(known))
        for kind, sample in samples.items()
    }
    return max(group, key=lambda one: (weights[one.number, one.unit.id], _is_in_table(one), -_place(one)))


def _is_in_table(known: Known) -> bool:
    return known.claim is not None and known.claim.listing is not None


def _place(known: Known) -> int:
    return known.claim.index if known.claim is not None else 0


def _is_one_place(one: Claim, other: Claim) -> bool:
    """Whether two values stand so close that one is likely of something else: in one sentence, or one list."""
    if one.sentence == other.sentence:
        return True
    return one.listing is not None and one.listing == other.listing


def _is_misread(one: Known, other: Known) -> bool:
    """Whether two figures are so far apart that one is of another metric; a decimal point that slipped keeps the digits."""
    low, high = sorted((one.level.middle, other.level.middle))
    if one.unit is not other.unit:
        return low * 3 < high
    digits = {known.number.value.normalize().as_tuple().digits for known in (one, other)}
    return low * _FAR < high and len(digits) > 1


def _contradiction(facts: Facts, first: Known, known: Known) -> Objection:
    assert first.claim is not None
    assert known.claim is not None
    said = message(
        "audit.values_differ",
        name=facts.name(known.claim.segment) if not known.claim.is_total else facts.name(known.claim.metric),
        metric=facts.name(known.claim.metric),
        text=first.printed,
        where=first.where,
        other=known.printed,
        other_where=known.where,
    )
    is_vague = _is_vague(facts, known.claim) or _is_vague(facts, first.claim)
    is_vague = is_vague or _is_in_row(facts, first, known) or _is_in_row(facts, known, first)
    return Objection(
        "R5",
        Severity.WARNING if is_vague else Severity.ERROR,
        said,
        AuditVerdict.CONTRADICTS,
        (known.claim.index, first.claim.index),
        expected=first.printed,
    )


def _is_vague(facts: Facts, claim: Claim) -> bool:
    """Whether a sentence of prose does not name what its share is of: it may be one of something else."""
    if claim.unit != PERCENT.id or claim.listing is not None or claim.metric is None or claim.metric.is_local:
        return False
    sentence = facts.report.sentences[claim.sentence]
    if sentence.kind is not SentenceKind.PROSE or claim.metric.span is not None or THREATS.search(sentence.words):
        return False
    return claim.is_total or _OF_WHAT.search(sentence.words) is not None


def rates_in_two_units(facts: Facts) -> Iterator[Outcome]:
    """R10: "1 in N" and the percentage beside it are one rate; so are the two in different places."""
    for claim in facts.report.claims:
        if not claim.is_restatement or claim.subject is None:
            continue
        main = facts.claim(claim.subject)
        spans = _level(claim), _level(main)
        if claim.number is None or main.number is None or spans[0] is None or spans[1] is None:
            continue
        expected = span_text(spans[1], 3 if claim.number.step < 1 else 1, "percent")
        told = {
            "text": printed_text(main.number, main.unit),
            "percent": expected,
            "other": printed_text(claim.number, claim.unit),
        }
        if main.unit != ONE_IN.id:
            rates = spans[0]
            expected = printed_text(main.number, main.unit)
            told |= {
                "text": printed_text(claim.number, claim.unit),
                "percent": span_text(rates, 2, "percent"),
                "other": expected,
            }
        if spans[0].meets(spans[1]):
            said = message("audit.units_agree", text=told["text"], percent=told["percent"], other=told["other"])
            yield Support("R10", claim.index, said, is_exact=True, expected=printed_text(main.number, main.unit))
            yield Support("R10", main.index, said, is_exact=True, expected=printed_text(claim.number, claim.unit))
        else:
            said = message(
                "audit.units_differ",
                text=told["text"],
                percent=told["percent"],
                other=told["other"],
                where=where_of(claim),
            )
            yield Objection(
                "R10", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (claim.index, main.index), expected=expected
            )


def _level(claim: Claim) -> Interval | None:
    unit = UNITS.get(claim.unit)
    return None if unit is None or claim.interval is None else level_interval(unit, claim.interval)


def neighbours_number(facts: Facts) -> Iterator[Outcome]:
    """R18: a value that is contradicted elsewhere and equals its neighbour's in a row: likely copied from there."""
    contradicted = {
        index for outcome in contradicting_values(facts) if isinstance(outcome, Objection) for index in outcome.claims
    }
    for listing, rows in facts.lists():
        if listing.kind not in _NAMED_APART:
            continue
        for one, other in pairwise(rows):
            pair = {one.index, other.index} & contradicted
            if pair and one.number is not None and one.number == other.number and one.unit == other.unit:
                said = message(
                    "audit.neighbours_number",
                    name=facts.name(one.segment),
                    other=facts.name(other.segment),
                    text=printed_text(one.number, one.unit),
                    where=line_of(one.line),
                )
                yield Objection("R18", Severity.WARNING, said, AuditVerdict.CONTRADICTS, (), (one.index, other.index))
