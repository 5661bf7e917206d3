"""The audit of a text as the object that programs read."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.checks.issues import Issue
from workbench.core.checks.prose.audit import Audit, AuditedClaim
from workbench.core.claims.model import Binding, Claim, Direction, Kind
from workbench.core.messages import Message, Translator
from workbench.core.units import UNITS, number_text, printed_message


def audit_object(found: Audit, japanese: Translator, english: Translator) -> dict[str, object]:
    """Return the claims in reading order and the issues, errors first; places count code points, lines from 1."""
    return {
        "claims": [_claim(one, japanese, english) for one in found.claims],
        "issues": [_issue(one, japanese, english) for one in found.issues],
    }


def _claim(one: AuditedClaim, japanese: Translator, english: Translator) -> Mapping[str, object]:
    claim = one.claim
    return {
        "line": claim.line,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "kind": claim.kind.value,
        "metric": _id(claim.metric),
        "dimension": claim.dimension or None,
        "segment": _id(claim.segment),
        "period": _id(claim.period),
        "stated": _stated(claim, english),
        "expected": None if one.expected is None else english(one.expected),
        "verdict": one.verdict.value,
        "rule": one.rule or None,
        "message": _both(one.message, japanese, english),
    }


def _issue(issue: Issue, japanese: Translator, english: Translator) -> Mapping[str, object]:
    """Return an issue; one that was let stand is for information only."""
    return {
        "rule": issue.rule,
        "severity": "info" if issue.waived else issue.severity.value,
        "lines": list(issue.lines),
        "message": _both(issue.message, japanese, english),
    }


def _id(bound: Binding | None) -> str | None:
    return None if bound is None else bound.id


def _both(said: Message, japanese: Translator, english: Translator) -> Mapping[str, str]:
    return {"ja": japanese(said), "en": english(said)}


def _stated(claim: Claim, english: Translator) -> str:
    """Return what a statement says, in one spelling: its number with unit and sign, or its words."""
    number = claim.number
    if number is None:
        return " ".join(claim.text.split())
    if claim.kind is Kind.CHANGE:
        sign = {Direction.UP: "+", Direction.DOWN: "-"}.get(claim.direction or Direction.SAME, "")
        unit = {"percent": "%", "points": " points", "times": " times"}.get(claim.unit, "")
        return f"{sign}{number_text(number.value, number.step)}{unit}"
    if claim.unit in UNITS:
        return english(printed_message(UNITS[claim.unit], float(number.value), float(number.step), number.qualifier))
    return number_text(number.value, number.step)
