"""The findings of all months as a list, those of one month with the verdicts on their claims, and those about a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue
from workbench.core.claims.links import SCHEME, claim_links
from workbench.core.findings import excerpt
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import OneOf, Reader
from workbench.core.queries.claims import CheckedClaim, checked_claims
from workbench.core.records import Finding, FindingText
from workbench.core.search import searchable


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its words by language, how many of its claims are wrong and how many cannot be told, and its folds.

    `is_checked` says whether its claims were looked at; `folded` is all that it says, as `search.searchable` makes it.
    """

    finding: Finding
    texts: Mapping[str, FindingText]
    wrong: int
    open: int
    is_checked: bool
    folded: str

    @property
    def period(self) -> Period:
        """The month that it is of."""
        return Period.parse(self.finding.period)

    def title(self, language: str) -> str:
        """Return its title in a language, else in another one; empty where it has none."""
        own = self.texts.get(language)
        if own is not None and own.title:
            return own.title
        return next((text.title for text in self.texts.values() if text.title), "")


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings: those of the period first, in their order; then the others, the newest period first."""

    period: Period
    own: tuple[Entry, ...]
    others: tuple[Entry, ...]

    def entry(self, id_: str) -> Entry | None:
        """Return a finding by its id."""
        return next((entry for entry in (*self.own, *self.others) if entry.finding.id == id_), None)


def findings_of(reader: Reader, catalogue: Catalogue, period: Period) -> Findings:
    """Return all findings, those of a period with their claims looked at."""
    texts: defaultdict[str, dict[str, FindingText]] = defaultdict(dict)
    for text in reader.records(FindingText):
        texts[text.finding][text.language] = text
    found = sorted(reader.records(Finding), key=lambda one: (one.position, one.id))
    own = [one for one in found if one.period == str(period)]
    bodies = [(text.body, period) for one in own for text in texts[one.id].values()]
    checked = iter(checked_claims(reader, catalogue, bodies))
    entries = []
    for one in own:
        claims = [claim for _ in texts[one.id] for claim in next(checked)]
        entries.append(_entry(one, texts[one.id], claims, is_checked=True))
    others = [_entry(one, texts[one.id], (), is_checked=False) for one in found if one.period != str(period)]
    others.sort(key=lambda entry: entry.finding.period, reverse=True)
    return Findings(period, tuple(entries), tuple(others))


def wrong_claims(reader: Reader, catalogue: Catalogue, period: Period) -> int:
    """Return how many claims in a period's findings, in all languages, cannot be right."""
    found = reader.records(Finding, grain=period.grain.value, period=str(period))
    texts = reader.records(FindingText, finding=OneOf(tuple(one.id for one in found))) if found else []
    checked = checked_claims(reader, catalogue, [(text.body, period) for text in texts])
    return sum(claim.verdict.kind.is_wrong for claims in checked for claim in claims)


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding that says something of a figure."""

    finding: Finding
    titles: Mapping[str, str]


def findings_about(reader: Reader, metric: str, dimension: str, segment: str, period: Period) -> tuple[Mention, ...]:
    """Return the findings with a claim about a figure, in any language, the newest first."""
    findings = {one.id: one for one in reader.records(Finding)}
    about: set[str] = set()
    titles: defaultdict[str, dict[str, str]] = defaultdict(dict)
    mark = f"{SCHEME}{FigureKey(metric)}"
    for text in reader.records(FindingText):
        titles[text.finding][text.language] = text.title
        own = findings.get(text.finding)
        if own is None or mark not in text.body:
            continue
        keys = [link.key for link in claim_links(text.body)]
        named = {
            (key.metric, key.dimension, key.segment, key.period or Period.parse(own.period)) for key in keys if key
        }
        if (metric, dimension, segment, period) in named:
            about.add(own.id)
    chosen = sorted((findings[id_] for id_ in about), key=lambda one: (one.position, one.id))
    chosen.sort(key=lambda one: one.period, reverse=True)
    return tuple(Mention(one, titles[one.id]) for one in chosen)


def _entry(
    finding: Finding, texts: Mapping[str, FindingText], claims: Sequence[CheckedClaim], *, is_checked: bool
) -> Entry:
    wrong = sum(claim.verdict.kind.is_wrong for claim in claims)
    unknown = sum(not claim.verdict.kind.is_right for claim in claims) - wrong
    said = (f"{text.title} {excerpt(text.body)}" for text in texts.values())
    folded = searchable(" ".join((*said, finding.author, finding.category)))
    return Entry(finding, dict(texts), wrong, unknown, is_checked, folded)
