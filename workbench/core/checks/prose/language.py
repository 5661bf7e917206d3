"""R16, R17, R22, R24: words that drift, members that a section leaves out, sentences of last month, characters that are none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.judging import Fit, stated_span
from workbench.core.checks.prose.movement import previous_key
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.tops import top_lists
from workbench.core.checks.prose.wording import where_of
from workbench.core.claims.model import Claim, Noise, NoiseKind
from workbench.core.messages import message

_DONE = {
    "blocked": re.compile(r"ブロック|遮断|block|intercept"),
    "found": re.compile(r"発見|見つか|特定|identif|discover|found"),
    "sent": re.compile(r"送信|配信|(?<![a-z])sent(?![a-z])"),
    "received": re.compile(r"受信|receiv"),
}


def terms(facts: Facts) -> Iterator[Outcome]:
    """R16: one count is said to be of what was blocked here, and of what was found there."""
    for group in facts.by_key.values():
        claims = [known.claim for known in group if known.claim is not None and known.claim.listing is None]
        said = {claim.index: _done(facts, claim) for claim in claims if claim.unit in {"count", "per_day"}}
        first = next((claim for claim in claims if said.get(claim.index)), None)
        other = next(
            (
                claim
                for claim in claims
                if first is not None and said.get(claim.index) and not said[claim.index] & said[first.index]
            ),
            None,
        )
        if first is not None and other is not None:
            told = message(
                "audit.terms_differ",
                name=facts.name(first.metric),
                text=facts.spoken(first),
                where=where_of(first),
                other_where=where_of(other),
                words=_words(facts, first),
                other=_words(facts, other),
            )
            yield Objection("R16", Severity.INFO, told, AuditVerdict.SUPPORTED, (), (first.index, other.index))


def _done(facts: Facts, claim: Claim) -> frozenset[str]:
    words = facts.sentence(claim)
    return frozenset(kind for kind, pattern in _DONE.items() if pattern.search(words))


def _words(facts: Facts, claim: Claim) -> tuple[str, ...]:
    words = facts.sentence(claim)
    return tuple(found[0] for pattern in _DONE.values() if (found := pattern.search(words)))


def coverage(facts: Facts) -> Iterator[Outcome]:
    """R17: a member of a top list that the text names for another metric, and not for this one."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in facts.values:
        if claim.metric is not None and claim.segment is not None and _is_prose(facts, claim):
            named[claim.metric.id, claim.dimension].add(claim.segment.id)
    for ranked in top_lists(facts):
        listing = ranked.listing
        own = named.get((listing.metric.id, listing.dimension), set()) if listing.metric is not None else set()
        elsewhere = {
            id
            for (metric, dimension), ids in named.items()
            if dimension == listing.dimension and metric != getattr(listing.metric, "id", "")
            for id in ids
        }
        for row in ranked.rows if own else ():
            member = row.claim
            if member is not None and member.segment is not None and member.segment.id in elsewhere - own:
                said = message(
                    "audit.not_named",
                    name=facts.name(member.segment),
                    metric=facts.name(listing.metric),
                    text=row.printed,
                    where=row.where,
                )
                yield Objection("R17", Severity.INFO, said, AuditVerdict.SUPPORTED, (), (member.index,))


def _is_prose(facts: Facts, claim: Claim) -> bool:
    listing = None if claim.listing is None else facts.report.listings[claim.listing]
    return listing is None or listing.kind in {"paired", "series"}


def stale(facts: Facts) -> Iterator[Outcome]:
    """R22: a wrong change is the one that was printed for the period before: likely left standing."""
    wrong = [found.claim for found in facts.judged if found.fit in {Fit.SIGN, Fit.SIZE}]
    for claim in wrong:
        before = None if claim.key is None else previous_key(claim.key)
        span = stated_span(claim)
        if before is None or span is None or claim.number is None:
            continue
        same = (known for known in facts.stored.changes(before) if known.number.value == span.middle)
        known = next(same, None)
        if known is not None:
            said = message("audit.stale", text=facts.spoken(claim), where=where_of(claim), origin=known.origin or "")
            yield Objection("R22", Severity.WARNING, said, AuditVerdict.CONTRADICTS, (), (claim.index,))


def noise(facts: Facts) -> Iterator[Outcome]:
    """R24: characters that a conversion left behind, with what they were read as."""
    for group in _noises(facts).values():
        first = group[0]
        told: Mapping[str, object] = {"found": first.found, "count": len(group), "read_as": first.read_as}
        spans = tuple(one.span for one in group)
        if first.kind is NoiseKind.LOOK_ALIKE and first.read_as:
            said = message("audit.noise_read_as", **told)
        else:
            said = message("audit.noise_passed", found=first.found, count=len(group))
        yield Objection("R24", Severity.INFO, said, AuditVerdict.SUPPORTED, spans=spans)


def _noises(facts: Facts) -> Mapping[tuple[str, str], list[Noise]]:
    found: dict[tuple[str, str], list[Noise]] = defaultdict(list)
    for one in facts.report.noises:
        found[one.found, one.read_as].append(one)
    return found
