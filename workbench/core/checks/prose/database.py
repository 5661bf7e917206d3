"""R1 and R21 against a database: what the text states of this and of other periods, and what is stored there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.judging import stated_span
from workbench.core.checks.prose.movement import previous_key
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.claims.model import BaseKind, Claim, Kind
from workbench.core.messages import message
from workbench.core.printed import Interval, point
from workbench.core.records import Statistic
from workbench.core.units import PERCENT, POINTS


def stored_values(facts: Facts) -> Iterator[Outcome]:
    """R1 for the text's own period, R21 for others: a stated value is the accepted one, or one that was printed."""
    for claim in facts.values:
        own = facts.known(claim)
        if claim.key is None or own is None or claim.metric is None or claim.metric.is_local:
            continue
        is_average = claim.statistic == Statistic.AVERAGE_6
        stored = facts.stored.averages(claim.key) if is_average else facts.stored.values(claim.key)
        if not stored:
            continue
        month = facts.report.month
        rule = "R1" if month is None or claim.key[3] == str(month) else "R21"
        yield _held(facts, claim, own, stored, rule)


def _held(facts: Facts, claim: Claim, own: Known, stored: Sequence[Known], rule: str) -> Outcome:
    """Hold a stated figure against what is stored of it, the accepted value first."""
    agreeing = next((known for known in stored if own.agrees(known)), None)
    told = {
        "name": facts.name(claim.segment) if not claim.is_total else facts.name(claim.metric),
        "text": own.printed,
        "where": own.where,
    }
    if agreeing is None:
        said = message("audit.stored_differs", stored=stored[0].printed, origin=stored[0].origin or "", **told)
        return Objection(
            rule, Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (claim.index,), expected=stored[0].printed
        )
    if agreeing is not stored[0] and not own.agrees(stored[0]):
        said = message("audit.stored_otherwise", stored=stored[0].printed, origin=agreeing.origin or "", **told)
        return Objection(
            rule, Severity.WARNING, said, AuditVerdict.CONTRADICTS, (claim.index,), expected=stored[0].printed
        )
    said = message("audit.stored_holds", stored=agreeing.printed, origin=agreeing.origin or "")
    return Support(rule, claim.index, said, agreeing.number.value == own.number.value, agreeing.printed)


def implied_values(facts: Facts) -> Iterator[Outcome]:
    """R21: a change from the period before says what that period was; where the text itself does not, the database does."""
    for claim in facts.report.claims:
        if (
            claim.kind is not Kind.CHANGE
            or claim.base is None
            or claim.base.kind is not BaseKind.PREVIOUS
            or claim.unit not in {PERCENT.id, POINTS.id}
        ):
            continue
        before = None if claim.key is None else previous_key(claim.key)
        if before is None or before in facts.by_key or not claim.is_bound:
            continue
        implied = _implied(facts, claim)
        stored = facts.stored.values(before)
        if implied is None or not stored or any(judged.claim is claim for judged in facts.judged):
            continue
        if not any(implied.meets(known.level) for known in stored):
            said = message(
                "audit.implied_differs",
                text=facts.spoken(claim),
                stored=stored[0].printed,
                origin=stored[0].origin or "",
            )
            yield Objection(
                "R21", Severity.WARNING, said, AuditVerdict.CONTRADICTS, (claim.index,), expected=stored[0].printed
            )


def _implied(facts: Facts, claim: Claim) -> Interval | None:
    """Return where the level before a change lies."""
    assert claim.key is not None
    unit, span = facts.metric_unit(claim), stated_span(claim)
    now = facts.by_key.get(claim.key, ())
    if unit is None or span is None or not now:
        return None
    if unit.change_unit == "points":
        return now[0].level - span
    factor = point(1) + Interval(span.low / 100, span.high / 100)
    return now[0].level / factor if factor.low > 0 else None
