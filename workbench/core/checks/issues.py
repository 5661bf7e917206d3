"""What a rule finds, and how a rule is declared: the one form for texts (`audit`) and for stored figures (`check`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.core.messages import Message


class Severity(StrEnum):
    """How sure a rule is: an error cannot be true, a warning is likely wrong, information deserves a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule: its id, the most severe issue that it raises, and what it looks at: "text", "figures", or both.

    Its title is the message rule.<id in lower case>_title, what it says and why the message rule.<id in lower case>_about.
    """

    id: str
    severity: Severity
    looks_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What a rule found: on which keys of figures, or on which lines of a text (from 1), with the arithmetic in words.

    `waived` is the reason of a waiver that holds for it; empty where there is none.
    """

    rule: str
    severity: Severity
    message: Message
    keys: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    waived: str = ""
