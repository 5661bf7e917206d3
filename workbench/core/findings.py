"""What can be done with the texts of findings: numbers brought up to date, and claims carried on to another month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.core.claims.aspects import Aspect, aspect_of
from workbench.core.claims.links import ClaimLink, claim_links, target_of, with_targets, with_texts
from workbench.core.claims.verdicts import VerdictKind
from workbench.core.figure_words import Words
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.queries.claims import CheckedClaim


class FindingStatus(StrEnum):
    """How far a finding is."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    FINAL = "final"


DASH = "–"
"""What stands for a number that is not known yet."""


@dataclass(frozen=True, slots=True)
class Update:
    """A claim whose number is not its figure's, and what it would be."""

    claim: CheckedClaim
    after: str

    @property
    def link(self) -> ClaimLink:
        """The claim as it stands in the text."""
        return self.claim.link


def updates_of(claims: Iterable[CheckedClaim], words: Words) -> tuple[Update, ...]:
    """Return what to change so that all tied numbers are those of their figures.

    A number keeps its own spelling where it can; else it is written as a report prints it, by `words`.
    """
    return tuple(Update(claim, after) for claim in claims if (after := _after(claim, words)))


def updated(body: str, updates: Iterable[Update]) -> str:
    """Return a text with its claims brought up to date."""
    return with_texts(body, {update.link: update.after for update in updates})


def carried(body: str, before: Period, after: Period) -> str:
    """Return a text whose claims are about as many periods later as a finding is carried on.

    A claim about a period of another grain, such as a day, stays about it.
    """
    targets = ((link, link.key) for link in claim_links(body))
    shifted = {link: target_of(_shifted(key, before, after)) for link, key in targets if key is not None}
    return with_targets(body, shifted)


def dated(body: str, period: Period) -> str:
    """Return a text whose claims all say their period: the given one where they say none."""
    targets = ((link, link.key) for link in claim_links(body))
    return with_targets(
        body, {link: target_of(replace(key, period=key.period or period)) for link, key in targets if key is not None}
    )


def excerpt(body: str) -> str:
    """Return a text as one line without links and marks, for lists and for searching."""
    return " ".join(_parts(body)).replace("*", "").replace("#", "").strip()


def _parts(body: str) -> Iterator[str]:
    end = 0
    plain = ""
    for link in claim_links(body):
        plain += body[end : link.start] + link.shown
        end = link.end
    yield from (plain + body[end:]).split()


def _after(claim: CheckedClaim, words: Words) -> str | None:
    """Return what a claim should say; None where it says so, or where nobody knows."""
    verdict = claim.verdict
    is_open = verdict.kind is VerdictKind.AMBIGUOUS and claim.link.shown.strip() == DASH
    if not (verdict.kind.is_wrong or is_open) or verdict.expected is None:
        return None
    after = verdict.right or words(verdict.expected)
    return None if after == claim.link.shown else after


def _shifted(key: FigureKey, before: Period, after: Period) -> FigureKey:
    """Return a key of as many periods later; what cannot be shifted stays."""
    steps = after.ordinal - before.ordinal
    aspect = aspect_of(key.aspect)
    if aspect is not None and isinstance(aspect.base, Period) and aspect.base.grain is before.grain:
        key = replace(key, aspect=str(Aspect(aspect.said, aspect.base.shifted(steps))))
    if key.period is None or key.period.grain is not before.grain:
        return key
    return replace(key, period=key.period.shifted(steps))
