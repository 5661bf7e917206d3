"""R1 of two at once: "141 came from outside and 95 from inside; then it had been 97 and 107: 44 more and 12 fewer"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.changes import statement
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import change_text, where_of
from workbench.core.claims.model import Claim, Direction, Kind
from workbench.core.messages import message
from workbench.core.printed import Qualifier, point
from workbench.core.units import COUNT

_TELLING = 10
"""Smaller changes fit by chance."""


def parallel_changes(facts: Facts) -> Iterator[Outcome]:
    """R1: of several changes in the order of the figures of two sentences all but one fit: that one is wrong."""
    judged = {found.claim.index for found in facts.judged}
    for index, own in facts.by_sentence.items():
        changes = [one for one in own if one.kind is Kind.CHANGE]
        bases, nows = _counts(own), _counts(facts.by_sentence.get(index - 1, ()))
        size = len(changes)
        is_parallel = 1 < size == len(bases) <= len(nows) and all(map(_is_sized, changes))
        if not is_parallel or judged & {one.index for one in changes} or changes[0].section != nows[0].section:
            continue
        rows = list(zip(changes, nows[-size:], bases, strict=True))
        odd = [row for row in rows if _signed(row[0]) != _value(row[1]) - _value(row[2])]
        if len(odd) == 1 and all(_value(row[0]) >= _TELLING for row in rows):
            yield _differs(facts, *odd[0])


def _counts(claims: Sequence[Claim]) -> list[Claim]:
    return [
        one
        for one in claims
        if one.kind is Kind.VALUE and one.unit == COUNT.id and one.number and one.qualifier is Qualifier.EXACT
    ]


def _is_sized(claim: Claim) -> bool:
    return claim.unit == COUNT.id and claim.number is not None and claim.direction in {Direction.UP, Direction.DOWN}


def _value(claim: Claim) -> Decimal:
    assert claim.number is not None
    return claim.number.value


def _signed(claim: Claim) -> Decimal:
    return -_value(claim) if claim.direction is Direction.DOWN else _value(claim)


def _differs(facts: Facts, claim: Claim, now: Claim, base: Claim) -> Objection:
    actual = change_text(point(_value(now) - _value(base)), "things", Decimal(1))
    said = message(
        "audit.wrong_change",
        text=statement(facts, claim),
        base=facts.spoken(base),
        base_where=where_of(base),
        now=facts.spoken(now),
        now_where=where_of(now),
        actual=actual,
    )
    beside = (now.index, base.index)
    return Objection("R1", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (claim.index,), beside, expected=actual)
