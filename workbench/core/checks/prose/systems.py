"""R12: statements that hang together: a member's share before and after, its growth, that of all, and the others' as usual.

Certain where all was bound to the member; where only its name in the words ties growth and share, it is a warning.
With s0 and s1 the shares before and after, g the growth of the member, t that of the total and o that of the others:
s1 (1 + t) = s0 (1 + g), and t = s0 g + (1 - s0) o.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.judging import stated_span
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import change_text, near_text, where_of
from workbench.core.claims.binding.cues import VOLUME
from workbench.core.claims.model import Claim, Direction, Kind
from workbench.core.messages import Label, message
from workbench.core.printed import Interval, point
from workbench.core.records import GLOBAL
from workbench.core.units import PERCENT

_NEAR = 5
"""So many sentences apart are statements of one event at most."""

_AS_USUAL = Interval(Decimal("-0.05"), Decimal("0.05"))
"""How far what goes on "as usual" may move."""

_SHARE = re.compile(r"割合|シェア|占め|構成比|share|proportion|accounted|portion of")
_TOTAL = re.compile(r"総|全体の?(?:数|件数|量)|全体では|合計|(?<![a-z])(?:total|overall|all) (?!of)")
_ITS = re.compile(r"その|同(?=[^じ月年日時])|(?<![a-z])(?:its|their)(?![a-z])")
_NAME = re.compile(r"[a-z][a-z0-9.-]{2,}|[ァ-ヶー]{3,}|[一-龠]{2,}")
_NO_NAMES = re.compile(
    r"the|its|all|and|for|from|share|spam|total|detections?|attacks?|e-?mails?|world\w*|rose|grew|fell|was|were|had|while|(?:jan|febr)uary|march|april|june|july"
    r"|august|\w+ember|october|スパム|メール|ウイルス|割合|全体|検出数?|増加|減少|攻撃|世界|総数|件数|送信数"
)
"""Words of a share, of all, and names; and such that name no member."""

_ONE = point(1)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Event:
    """What is stated of one event: a member's shares before and after, its growth, the total's, and that others stayed.

    `is_sure` tells whether all were bound to the member; else its name in the words is what ties them.
    """

    before: Claim
    after: Claim
    growth: Claim | None
    total: Claim | None
    others: Claim | None
    is_sure: bool = True
    name: Label | str = ""

    @property
    def claims(self) -> tuple[int, ...]:
        """All its statements."""
        known = (self.before, self.after, self.growth, self.total, self.others)
        return tuple(claim.index for claim in known if claim is not None)

    @property
    def is_decided(self) -> bool:
        """Whether so much is stated that it can be wrong."""
        return sum(part is not None for part in (self.growth, self.total, self.others)) > 1


def growth_and_shares(facts: Facts) -> Iterator[Outcome]:
    """R12: growth of a member, growth of the whole and the member's shares fit one another."""
    seen: set[tuple[int, ...]] = set()
    for event in _events(facts):
        if event.claims[:2] in seen or not event.is_decided:
            continue
        fits = _fits(event)
        if fits is not None:
            seen.add(event.claims[:2])
        if fits:
            yield from (Support("R12", index, message("audit.system_holds")) for index in event.claims)
        elif fits is not None:
            yield _misfit(facts, event) if event.growth and event.total else _misfit_of_others(facts, event)


def _fits(event: Event) -> bool | None:
    """Return whether the statements of an event can all be true; None where one of them is no fraction."""
    before, after = _fraction(event.before.interval), _fraction(event.after.interval)
    growth = None if event.growth is None else _fraction(stated_span(event.growth))
    total = None if event.total is None else _fraction(stated_span(event.total))
    if (
        before is None
        or after is None
        or before.low <= 0
        or after.high >= 1
        or any(span is not None and span.low <= -1 for span in (growth, total))
    ):
        return None
    rest, others = _ONE - before, _ONE + _AS_USUAL
    fits = True
    if growth is not None and total is not None:
        fits = (after * (_ONE + total)).meets(before * (_ONE + growth))
    if event.others is not None and growth is not None:
        whole = before * (_ONE + growth) + rest * others
        fits = fits and (after * whole).meets(before * (_ONE + growth))
        fits = fits and (total is None or (_ONE + total).meets(whole))
    elif event.others is not None and total is not None:
        fits = ((_ONE - after) * (_ONE + total)).meets(rest * others)
    return fits


def _fraction(span: Interval | None) -> Interval | None:
    return None if span is None else Interval(span.low / _HUNDRED, span.high / _HUNDRED)


def _events(facts: Facts) -> Iterator[Event]:
    """Yield the events of which all is stated within a few sentences: what was bound for certain first."""
    moves = [
        claim
        for claim in facts.report.claims
        if claim.kind is Kind.CHANGE
        and claim.unit == PERCENT.id
        and claim.number is not None
        and claim.direction not in {None, Direction.SAME}
    ]
    volumes = [claim for claim in moves if claim.metric is not None and claim.metric.id == VOLUME and claim.is_bound]
    unmoved = [
        claim
        for claim in facts.report.claims
        if claim.direction is Direction.SAME and claim.segment is not None and claim.segment.id == "others"
    ]
    for before, after in _pairs(facts):
        own = [claim for claim in volumes if _is_segment_of(claim, after)]
        all_ = [claim for claim in volumes if claim.dimension == GLOBAL]
        growth, total, others = (_nearest(after, group) for group in (own, all_, unmoved))
        is_sure = before.is_bound and after.is_bound
        yield Event(before, after, growth, total, others, is_sure, facts.name(after.segment))
    for before, after in _named_pairs(facts):
        yield _by_words(facts, before, after, moves, unmoved)


def _is_segment_of(claim: Claim, other: Claim) -> bool:
    return claim.segment is not None and other.segment is not None and claim.segment.id == other.segment.id


def _pairs(facts: Facts) -> Iterator[tuple[Claim, Claim]]:
    """Yield the shares of a member before and after: the usual one and another, or from where to where it went.

    What the usual one is a share of may be in doubt: it is the other's as well.
    """
    shares = [
        claim
        for claim in facts.report.claims
        if claim.kind is Kind.VALUE
        and claim.unit == PERCENT.id
        and claim.segment is not None
        and claim.segment.is_certain
        and not claim.is_total
    ]
    for usual in (claim for claim in shares if claim.is_usual):
        own = [
            one
            for one in shares
            if not one.is_usual and one.metric and usual.metric and one.metric.id == usual.metric.id
        ]
        after = _nearest(usual, [one for one in own if _is_segment_of(one, usual)])
        if after is not None:
            yield usual, after
    places = {claim.index for claim in shares if claim.is_bound}
    for before, after in _from_to(facts):
        if after.index in places and before.unit == PERCENT.id:
            yield before, after


def _from_to(facts: Facts) -> Iterator[tuple[Claim, Claim]]:
    """Yield the two ends of each movement that names both and no size."""
    for change in facts.report.claims:
        is_plain = change.kind is Kind.CHANGE and change.number is None
        if is_plain and change.from_claim is not None and change.subject is not None:
            yield facts.claim(change.from_claim), facts.claim(change.subject)


def _named_pairs(facts: Facts) -> Iterator[tuple[Claim, Claim]]:
    """Yield the ends of movements of what the words call a share, of whatever it is."""
    for before, after in _from_to(facts):
        if before.unit == after.unit == PERCENT.id and _SHARE.search(facts.sentence(after)):
            yield before, after


def _by_words(facts: Facts, before: Claim, after: Claim, moves: Sequence[Claim], unmoved: Sequence[Claim]) -> Event:
    """Return the event around two shares by the member's name: one growth that has it, one that is of all."""
    near = [claim for claim in moves if claim.section == after.section and abs(claim.sentence - after.sentence) <= 2]
    near = [claim for claim in near if not _is_rate_change(facts, claim)]
    totals = [claim for claim in near if _TOTAL.search(_clause(facts, claim))]
    own = _clause(facts, before)
    names = _names(own) or (_names(_said_before(facts, before)) if _ITS.search(own) else set())
    growths = [claim for claim in near if claim not in totals and names & _names(_clause(facts, claim))]
    return Event(
        before,
        after,
        growths[0] if len(growths) == 1 else None,
        totals[0] if len(totals) == 1 else None,
        _nearest(after, unmoved),
        is_sure=False,
        name=" ".join(sorted(names)) if len(names) < 3 else "",
    )


def _names(words: str) -> set[str]:
    return {name for name in _NAME.findall(words) if not _NO_NAMES.fullmatch(name)}


def _said_before(facts: Facts, claim: Claim) -> str:
    """Return the words before a statement: of its sentence, and of the one before it."""
    own = facts.before(claim)
    sentence = facts.report.sentences[claim.sentence]
    earlier = facts.report.sentences[claim.sentence - 1] if claim.sentence else sentence
    return own if earlier.section != sentence.section else f"{earlier.words} {own}"


def _is_rate_change(facts: Facts, claim: Claim) -> bool:
    unit = facts.metric_unit(claim)
    return claim.is_points or (unit is not None and unit.change_unit == "points")


def _clause(facts: Facts, claim: Claim) -> str:
    """Return the words of a statement's clause before it: back to the statement before, if words stand between them."""
    own = [one for one in facts.by_sentence.get(claim.sentence, ()) if one.span.end <= claim.span.start]
    start = (
        own[-1].span.end if own and own[-1].number is not None else facts.report.sentences[claim.sentence].span.start
    )
    return facts.words_between(start, claim.span.start)


def _nearest(claim: Claim, group: Sequence[Claim]) -> Claim | None:
    """Return the statement nearest to another one, in its section and within a few sentences."""
    near = [one for one in group if one.section == claim.section and abs(one.sentence - claim.sentence) <= _NEAR]
    return min(near, key=lambda one: (abs(one.sentence - claim.sentence), abs(one.index - claim.index)), default=None)


def _misfit_of_others(facts: Facts, event: Event) -> Objection:
    """Say what a share and a growth would have to be, where the others are said to have stayed."""
    before, after = _middle(event.before.interval), _middle(event.after.interval)
    growth_by_share = after * (1 - before) / (before * (1 - after)) - 1
    told = {
        "name": event.name or facts.spoken(event.after),
        "before": facts.spoken(event.before),
        "after": facts.spoken(event.after),
        "growth_by_share": _percent(growth_by_share, 1),
        "total_by_share": _percent(before * growth_by_share, 1),
    }
    if event.growth is not None:
        growth = _middle(stated_span(event.growth))
        share = before * (1 + growth) / (1 + before * growth)
        said = message(
            "audit.system_growth", growth=_percent(growth), where=where_of(event.growth), share=_share(share), **told
        )
    else:
        total = _middle(stated_span(event.total) if event.total else None)
        share = 1 - (1 - before) / (1 + total)
        where = where_of(event.total) if event.total else ""
        said = message("audit.system_total", total=_percent(total), where=where, share=_share(share), **told)
    severity = Severity.ERROR if event.is_sure else Severity.WARNING
    return Objection("R12", severity, said, AuditVerdict.CONTRADICTS, event.claims)


def _misfit(facts: Facts, event: Event) -> Objection:
    """Say what each statement would have to be, given the others."""
    assert event.growth is not None
    assert event.total is not None
    said = [
        _middle(event.before.interval),
        _middle(event.after.interval),
        _middle(stated_span(event.growth)),
        _middle(stated_span(event.total)),
    ]
    before, after, growth, total = said
    share_by_growth = before * (1 + growth) / (1 + before * growth)
    growth_by_share = after * (1 - before) / (before * (1 - after)) - 1
    growth_by_total = total / before
    growth_by_both = after * (1 + total) / before - 1
    told = {
        "name": event.name or facts.spoken(event.after),
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
    severity = Severity.ERROR if event.is_sure else Severity.WARNING
    return Objection("R12", severity, message(ids, **told), AuditVerdict.CONTRADICTS, event.claims)


def _middle(span: Interval | None) -> Decimal:
    return Decimal(0) if span is None else span.middle / _HUNDRED


def _percent(fraction: Decimal, decimals: int = 0) -> object:
    return change_text(point(fraction * _HUNDRED), "percent", Decimal(1).scaleb(-decimals))


def _share(fraction: Decimal) -> object:
    return near_text(point(fraction * _HUNDRED), 1, PERCENT.id)
