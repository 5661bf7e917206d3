"""R12: statements that hang together: a member's share before and after, its growth, that of all, and the others' as usual.

With s0 and s1 the shares before and after, g the growth of the member, t that of the total and o that of the others:
s1 (1 + t) = s0 (1 + g), and t = s0 g + (1 - s0) o.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.movement import stated_span
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import change_text, near_text, where_of
from workbench.core.claims.binding.cues import VOLUME
from workbench.core.claims.model import Claim, Direction, Kind
from workbench.core.messages import message
from workbench.core.printed import Interval, point
from workbench.core.records import GLOBAL
from workbench.core.units import PERCENT

_NEAR = 5
"""So many sentences apart are statements of one event at most."""

_AS_USUAL = Interval(Decimal("-0.05"), Decimal("0.05"))
"""How far what goes on "as usual" may move."""

_ONE = point(1)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Event:
    """What is stated of one event: a member's shares before and after, its growth, the total's, and that others stayed."""

    before: Claim
    after: Claim
    growth: Claim
    total: Claim
    others: Claim | None

    @property
    def claims(self) -> tuple[int, ...]:
        """All its statements."""
        known = (self.before, self.after, self.growth, self.total, self.others)
        return tuple(claim.index for claim in known if claim is not None)


def growth_and_shares(facts: Facts) -> Iterator[Outcome]:
    """R12: growth of a member, growth of the whole and the member's shares fit one another."""
    for event in _events(facts):
        before, after = _fraction(event.before.interval), _fraction(event.after.interval)
        growth, total = _fraction(stated_span(event.growth)), _fraction(stated_span(event.total))
        if before is None or after is None or growth is None or total is None or growth.low <= -1 or total.low <= -1:
            continue
        fits = (after * (_ONE + total)).meets(before * (_ONE + growth))
        if fits and event.others is not None:
            fits = total.meets(before * growth + (_ONE - before) * _AS_USUAL)
        if fits:
            yield from (Support("R12", index, message("audit.system_holds")) for index in event.claims)
        else:
            yield _misfit(facts, event)


def _fraction(span: Interval | None) -> Interval | None:
    return None if span is None else Interval(span.low / _HUNDRED, span.high / _HUNDRED)


def _events(facts: Facts) -> Iterator[Event]:
    """Yield the events of which all is stated within a few sentences."""
    changes = [
        claim
        for claim in facts.report.claims
        if claim.kind is Kind.CHANGE
        and claim.unit == PERCENT.id
        and claim.direction is not None
        and claim.segment is not None
        and claim.metric is not None
        and claim.metric.id == VOLUME
    ]
    unmoved = [
        claim
        for claim in facts.report.claims
        if claim.direction is Direction.SAME and claim.segment is not None and claim.segment.id == "others"
    ]
    for before, after in _pairs(facts):
        own = [
            claim
            for claim in changes
            if claim.segment and after.segment and claim.segment.id == after.segment.id and claim.is_bound
        ]
        all_ = [claim for claim in changes if claim.dimension == GLOBAL and claim.is_bound]
        growth, total, others = (_nearest(after, group) for group in (own, all_, unmoved))
        if growth is not None and total is not None:
            yield Event(before, after, growth, total, others)


def _pairs(facts: Facts) -> Iterator[tuple[Claim, Claim]]:
    """Yield the shares of a member before and after: the usual one and another, or from where to where it went."""
    shares = [
        claim
        for claim in facts.report.claims
        if claim.kind is Kind.VALUE
        and claim.unit == PERCENT.id
        and claim.is_bound
        and claim.dimension not in {"", GLOBAL}
    ]
    for usual in shares:
        after = _nearest(
            usual,
            [
                one
                for one in shares
                if not one.is_usual
                and one.metric
                and usual.metric
                and one.metric.id == usual.metric.id
                and one.segment
                and usual.segment
                and one.segment.id == usual.segment.id
            ],
        )
        if usual.is_usual and after is not None:
            yield usual, after
    for change in facts.report.claims:
        if (
            change.kind is Kind.CHANGE
            and change.from_claim is not None
            and change.subject is not None
            and change.number is None
        ):
            before, after = facts.claim(change.from_claim), facts.claim(change.subject)
            if after in shares and before.unit == PERCENT.id:
                yield before, after


def _nearest(claim: Claim, group: Sequence[Claim]) -> Claim | None:
    """Return the statement nearest to another one, in its section and within a few sentences."""
    near = [one for one in group if one.section == claim.section and abs(one.sentence - claim.sentence) <= _NEAR]
    return min(near, key=lambda one: (abs(one.sentence - claim.sentence), abs(one.index - claim.index)), default=None)


def _misfit(facts: Facts, event: Event) -> Objection:
    """Say what each statement would have to be, given the others."""
    said = [
        _middle(event.before.interval),
        _middle(event.after.interval),
        _middle(stated_span(event.growth)),
        _middle(stated_span(event.total)),
    ]
    before, after, growth, total = said
    share_by_growth = before * (1 + growth) / (1 + before * growth)
    growth_by_share = after * (1 - before) / (before * (1 - after)) - 1 if after < 1 else Decimal(0)
    growth_by_total = total / before
    growth_by_both = after * (1 + total) / before - 1
    told = {
        "name": facts.name(event.after.segment),
        "before": facts.spoken(event.before),
        "after": facts.spoken(event.after),
        "growth": _percent(growth),
        "total": _percent(total),
        "where": where_of(event.growth),
        "total_where": where_of(event.total),
        "share_by_growth": _share(share_by_growth),
        "total_by_growth": _percent(before * growth, 1),
        "growth_by_share": _percent(growth_by_share, 1),
        "total_by_share": _percent(before * growth_by_share, 1),
        "growth_by_total": _percent(growth_by_total),
        "share_by_total": _share(before * (1 + growth_by_total) / (1 + total)),
        "growth_by_both": _percent(growth_by_both),
        "others_by_both": _percent((1 + total) * (1 - after) / (1 - before) - 1),
    }
    ids = "audit.system_others" if event.others is not None else "audit.system"
    return Objection("R12", Severity.ERROR, message(ids, **told), AuditVerdict.CONTRADICTS, event.claims)


def _middle(span: Interval | None) -> Decimal:
    return Decimal(0) if span is None else span.middle / _HUNDRED


def _percent(fraction: Decimal, decimals: int = 0) -> object:
    return change_text(point(fraction * _HUNDRED), "percent", Decimal(1).scaleb(-decimals))


def _share(fraction: Decimal) -> object:
    return near_text(point(fraction * _HUNDRED), 1, PERCENT.id)
