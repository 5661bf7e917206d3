"""The audit of a report: all rules over its statements, and a verdict on each statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue
from workbench.core.checks.issues import Issue, Severity
from workbench.core.checks.prose.facts import Facts, Stored
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.rules import RULES
from workbench.core.claims.model import Claim, Kind, Report
from workbench.core.keys import figure_key
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.records import Waiver

_ORDER = tuple(Severity)
_MEASURED = {Kind.VALUE, Kind.CHANGE, Kind.RANK, Kind.SUPERLATIVE, Kind.COUNT}


@dataclass(frozen=True, slots=True)
class AuditedClaim:
    """A statement with its verdict: the rule that came to it, what it would have to say, and why, in words."""

    claim: Claim
    verdict: AuditVerdict
    message: Message
    rule: str = ""
    expected: Message | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """A report with the verdicts on its statements, and its issues: errors first, then by their place."""

    report: Report
    claims: tuple[AuditedClaim, ...]
    issues: tuple[Issue, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something in it cannot be true, and nobody let it stand."""
        return any(issue.severity is Severity.ERROR and not issue.waived for issue in self.issues)


def audit(
    report: Report,
    catalogue: Catalogue,
    stored: Stored | None = None,
    waivers: Iterable[Waiver] = (),
    today: str = "",
    other: Report | None = None,
) -> Audit:
    """Audit a report. `stored` are figures from outside of the text; a waiver holds up to its last day (`today`: ISO 8601).

    `other` is the same edition in another language, with which the report must agree.
    """
    beside = None if other is None else Facts(other, catalogue)
    facts = Facts(report, catalogue, stored or Stored(), beside)
    outcomes = [outcome for rule in RULES for outcome in rule.check(facts)]
    held = {
        (waiver.rule, waiver.key): waiver.reason for waiver in waivers if not waiver.expires or today <= waiver.expires
    }
    found = {id(one): _issue(facts, one, held) for one in outcomes if isinstance(one, Objection)}
    objections, supports = _by_claim(outcomes)
    claims = tuple(
        _audited(claim, objections.get(claim.index, ()), supports.get(claim.index, ()), found)
        for claim in report.claims
    )
    issues = sorted(found.values(), key=lambda issue: (_ORDER.index(issue.severity), issue.lines, issue.rule))
    return Audit(report, claims, tuple(issues))


def _by_claim(outcomes: Iterable[Outcome]) -> tuple[Mapping[int, list[Objection]], Mapping[int, list[Support]]]:
    """Return the objections that weigh and the supports, by the statements that they are about."""
    objections: dict[int, list[Objection]] = defaultdict(list)
    supports: dict[int, list[Support]] = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome, Support):
            supports[outcome.claim].append(outcome)
        elif outcome.severity is not Severity.INFO:
            for index in outcome.claims:
                objections[index].append(outcome)
    return objections, supports


def _issue(facts: Facts, found: Objection, held: Mapping[tuple[str, str], str]) -> Issue:
    """Return an objection as an issue, on all lines that it speaks of."""
    claims = [facts.claim(index) for index in (*found.claims, *found.beside)]
    lines = {line for claim in claims for line in facts.report.lines(claim)}
    lines |= {line for span in found.spans for line in facts.report.text.lines_of(span)}
    keys = tuple(dict.fromkeys(figure_key(*claim.key, claim.statistic) for claim in claims if claim.key is not None))
    own = [facts.claim(index) for index in found.claims]
    own_keys = [figure_key(*claim.key, claim.statistic) for claim in own if claim.key is not None]
    waived = next((held[found.rule, key] for key in own_keys if (found.rule, key) in held), "")
    return Issue(found.rule, found.severity, found.message, keys, tuple(sorted(lines)), waived)


def _audited(
    claim: Claim,
    objections: Sequence[Objection],
    supports: Sequence[Support],
    found: Mapping[int, Issue],
) -> AuditedClaim:
    """Return the verdict on a statement: by the most severe objection, else by what supports it, else why there is none."""
    if objections:
        worst = min(objections, key=lambda one: (bool(found[id(one)].waived), _ORDER.index(one.severity)))
        waived = found[id(worst)].waived
        if waived:
            said = message("audit.waived", reason=waived)
            return AuditedClaim(claim, AuditVerdict.WAIVED, said, worst.rule, worst.expected)
        return AuditedClaim(claim, worst.verdict, worst.message, worst.rule, worst.expected)
    if supports:
        best = max(supports, key=lambda one: one.is_exact)
        verdict = AuditVerdict.SUPPORTED if best.is_exact else AuditVerdict.WITHIN_ROUNDING
        return AuditedClaim(claim, verdict, best.message, best.rule, best.expected)
    return _open(claim)


def _open(claim: Claim) -> AuditedClaim:
    """Return why there is no verdict on a statement."""
    if claim.kind not in _MEASURED or claim.kind is Kind.COUNT:
        return AuditedClaim(claim, AuditVerdict.NEEDS_DATA, message("audit.nothing_beside"))
    if claim.key is None:
        return AuditedClaim(claim, AuditVerdict.UNBOUND, message("audit.unbound"))
    if not claim.is_bound:
        doubtful = next(bound for bound in claim.bindings if not bound.is_certain)
        names = tuple(dict.fromkeys(candidate.id for candidate in doubtful.candidates)) or (doubtful.id,)
        return AuditedClaim(claim, AuditVerdict.AMBIGUOUS, message("audit.ambiguous", names=names))
    if claim.kind is Kind.CHANGE:
        period = claim.base.period if claim.base is not None and claim.base.period else None
        period = period or Period.parse(claim.key[3]).previous
        return AuditedClaim(claim, AuditVerdict.NEEDS_DATA, message("audit.needs_period", period=period))
    return AuditedClaim(claim, AuditVerdict.NEEDS_DATA, message("audit.nothing_beside"))
