"""R23: one edition in two languages, or two versions of one text: what both state must be the same figure.

Two texts are held against each other by what their statements speak of: metric, segment and period; names that are in
no catalogue are words of one language and are left out. Lines are those of the first text, the message names the other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.changes import agree, statement
from workbench.core.checks.prose.facts import Facts, Key, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.claims.model import Claim, Kind
from workbench.core.messages import Message, message
from workbench.core.records import Statistic


def differences(facts: Facts) -> Iterator[Outcome]:
    """R23: what the other text of the edition states differently, and what it bears out."""
    other = facts.other
    if other is None:
        return
    for own, theirs in ((facts.by_key, other.by_key), (facts.averages_by_key, other.averages_by_key)):
        for key, group in own.items():
            if key in theirs and _is_of_catalogue(facts, key):
                yield from _values(facts, group, theirs[key], other)
    for change, claims in facts.changes_by_key.items():
        rivals = other.changes_by_key.get(change, ())
        if rivals:
            yield from _changes(facts, claims, rivals, other)
    yield from _superlatives(facts, other)


def _is_of_catalogue(facts: Facts, key: Key) -> bool:
    return key[0] in facts.catalogue.metrics and key[1] in facts.catalogue.dimensions and key[2] != "others"


def _where(facts: Facts, claim: Claim) -> Message:
    """Return where a statement of the other text stands."""
    return message("audit.other_line", line=claim.line, name=facts.report.text.name)


def _values(facts: Facts, own: Sequence[Known], theirs: Sequence[Known], other: Facts) -> Iterator[Outcome]:
    """Hold the values of one thing against those of the other text; one that agrees with any of them is right there."""
    for known in own:
        if known.claim is None or not theirs or theirs[0].claim is None:
            continue
        same = next((one for one in theirs if known.agrees(one)), None)
        if same is not None and same.claim is not None:
            said = message("audit.said_alike", text=same.printed, where=_where(other, same.claim))
            yield Support("R23", known.claim.index, said, known.number.value == same.number.value, same.printed)
            continue
        told = message(
            "audit.languages_differ",
            name=facts.name(known.claim.segment) if not known.claim.is_total else facts.name(known.claim.metric),
            metric=facts.name(known.claim.metric),
            text=known.printed,
            where=known.where,
            other=theirs[0].printed,
            other_where=_where(other, theirs[0].claim),
        )
        yield Objection(
            "R23",
            Severity.ERROR,
            told,
            AuditVerdict.CONTRADICTS,
            (known.claim.index,),
            expected=theirs[0].printed,
        )


def _changes(facts: Facts, own: Sequence[Claim], theirs: Sequence[Claim], other: Facts) -> Iterator[Outcome]:
    """Hold the stated changes of one thing against those of the other text."""
    for claim in own:
        if any(agree(claim, one) for one in theirs):
            continue
        told = message(
            "audit.language_changes_differ",
            text=statement(facts, claim),
            where=message("audit.line", line=claim.line),
            other=statement(other, theirs[0]),
            other_where=_where(other, theirs[0]),
        )
        is_turned = claim.direction is not theirs[0].direction
        verdict = AuditVerdict.WRONG_SIGN if is_turned else AuditVerdict.CONTRADICTS
        yield Objection("R23", Severity.ERROR, told, verdict, (claim.index,))


def _superlatives(facts: Facts, other: Facts) -> Iterator[Outcome]:
    """Hold who is said to be the first of a metric against the other text: a name that is first there only is one of two."""
    theirs = dict(_firsts(other))
    for key, claim in _firsts(facts):
        rival = theirs.get(key)
        if rival is None or claim.segment is None or rival.segment is None or claim.segment.id == rival.segment.id:
            continue
        told = message(
            "audit.language_firsts_differ",
            name=facts.name(claim.segment),
            where=message("audit.line", line=claim.line),
            other=other.name(rival.segment),
            other_where=_where(other, rival),
        )
        yield Objection("R23", Severity.WARNING, told, AuditVerdict.CONTRADICTS, (claim.index,))


def _firsts(facts: Facts) -> Iterator[tuple[tuple[str, str, str, object], Claim]]:
    """Yield what is said to be first, of what; where several are, their words limit them to some, and none counts."""
    found: dict[tuple[str, str, str, object], list[Claim]] = {}
    for claim in facts.report.claims:
        is_first = claim.kind is Kind.SUPERLATIVE and claim.statistic == Statistic.VALUE
        if is_first and claim.is_bound and claim.key and not claim.is_total and _is_of_catalogue(facts, claim.key):
            found.setdefault((claim.key[0], claim.key[1], claim.key[3], claim.direction), []).append(claim)
    for key, claims in found.items():
        if len({claim.key for claim in claims}) == 1:
            yield key, claims[0]
