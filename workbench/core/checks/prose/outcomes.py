"""What a rule over a text gives: objections to statements, and statements that it found right; and how it is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.core.checks.issues import RuleSpec, Severity
from workbench.core.claims.text import Span
from workbench.core.messages import Message

if TYPE_CHECKING:
    from workbench.core.checks.prose.facts import Facts


class AuditVerdict(StrEnum):
    """How a statement stands to what else is known.

    needs_data: nothing to compare it with. ambiguous: it may speak of several things. unbound: of what is not known.
    contradicts: it and another statement cannot both be true. waived: wrong, but let stand by a person.
    """

    SUPPORTED = "supported"
    WITHIN_ROUNDING = "within_rounding"
    WRONG_VALUE = "wrong_value"
    WRONG_SIGN = "wrong_sign"
    WRONG_UNIT = "wrong_unit"
    WRONG_BASE = "wrong_base"
    CONTRADICTS = "contradicts"
    NEEDS_DATA = "needs_data"
    AMBIGUOUS = "ambiguous"
    UNBOUND = "unbound"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Objection:
    """Something that cannot be true, is likely wrong, or deserves a look.

    `claims` are the statements that it is about, by their index; `beside` those by which it was found; `spans` are other
    places of the text. `expected` is what the figure would have to be, where that is known.
    """

    rule: str
    severity: Severity
    message: Message
    verdict: AuditVerdict = AuditVerdict.CONTRADICTS
    claims: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    expected: Message | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A statement that something else bears out; `is_exact` is false where it does so within rounding only."""

    rule: str
    claim: int
    message: Message
    is_exact: bool = True
    expected: Message | None = None


Outcome = Objection | Support


@dataclass(frozen=True, slots=True)
class TextRule:
    """A rule over texts: how it is declared, and the function that looks at what a report says."""

    spec: RuleSpec
    check: Callable[[Facts], Iterable[Outcome]]
