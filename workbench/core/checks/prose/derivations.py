"""R11: figures that follow from others: a whole from a part and its share, a value before from a change, a share of two rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Key, Known
from workbench.core.checks.prose.judging import stated_span
from workbench.core.checks.prose.movement import at
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import near_text, printed_text, span_text, where_of
from workbench.core.claims.model import Claim, Kind
from workbench.core.messages import Message, message
from workbench.core.periods import Grain
from workbench.core.printed import Interval, point
from workbench.core.records import GLOBAL, Statistic
from workbench.core.units import COUNT, PER_DAY, PERCENT

_HUNDRED = point(Decimal(100))
_COUNTS = {COUNT.id, PER_DAY.id}
_MAKES = re.compile(
    r"(?<![a-z])(?:whole|entire|full) (?:of )?(?:the )?(?:month|january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z]).*(?<![a-z])(?:makes?|comes? to|adds? up)(?![a-z])"
    r"|(?:月全体|1か月|1カ月|月間)で(?:は)?[^。]*(?:になる|になり|となり|となる|計算)"
)
"""Words of a sentence that says what the days of a month make together."""

_OF_BOTH = {"phishing.share_of_threats": ("phishing.rate", "virus.rate")}
"""Shares of one rate in two together, by the metric of the share."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that follows from statements: where it lies, from which of them, and how, in words."""

    span: Interval
    claims: tuple[int, ...]
    how: Message


def wholes(facts: Facts) -> Iterator[Outcome]:
    """R11: a part and its share give the whole, which must be the one that is stated, or that follows from a change."""
    known: dict[Key, list[Derived]] = {}  # a long text has many shares of one whole
    for share in facts.report.claims:
        count = None if share.subject is None else facts.claim(share.subject)
        if (
            share.whole is None
            or count is None
            or count.key is None
            or share.interval is None
            or count.interval is None
        ):
            continue
        if share.interval.low <= 0 or count.unit not in _COUNTS:
            continue
        key = (share.whole.id, GLOBAL, GLOBAL, count.key[3])
        whole = count.interval / share.interval * _HUNDRED
        if key not in known:
            known[key] = [*_stated(facts, key), *_before_changes(facts, key)]
        others = known[key]
        clashes = [other for other in others if not other.span.meets(whole)]
        if clashes:
            yield _whole_differs(facts, share, count, whole, clashes)
        elif others:
            yield Support(
                "R11",
                share.index,
                message("audit.whole_holds", other=others[0].how, whole=span_text(whole, 0, count.unit)),
            )


def _stated(facts: Facts, key: Key) -> Iterator[Derived]:
    """Yield what is stated, or stored, as a figure."""
    for known in facts.statements(key):
        claims = () if known.claim is None else (known.claim.index,)
        yield Derived(known.level, claims, message("audit.stated_as", figure=known.printed, where=known.where))


def _before_changes(facts: Facts, key: Key) -> Iterator[Derived]:
    """Yield what a figure must have been, given its value later and the change in percent since."""
    for claim in facts.report.claims:
        if claim.kind is not Kind.CHANGE or claim.unit != PERCENT.id or claim.key is None or claim.key[:3] != key[:3]:
            continue
        base, stated = claim.base, stated_span(claim)
        if base is None or base.period is None or stated is None or not claim.is_bound or claim.direction is None:
            continue
        unit = facts.metric_unit(claim)
        factor = point(1) + stated / _HUNDRED if stated.low > 0 else point(1) - (-stated) / _HUNDRED
        if unit is None or unit.change_unit != "percent" or at(claim.key, base.period) != key or factor.low <= 0:
            continue
        for now in facts.statements(claim.key):
            how = message(
                "audit.before_change",
                now=now.printed,
                change=facts.spoken(claim),
                where=where_of(claim),
                then=span_text(now.level / factor, 0, unit.id),
            )
            claims = (claim.index,) if now.claim is None else (claim.index, now.claim.index)
            yield Derived(now.level / factor, claims, how)


def _whole_differs(facts: Facts, share: Claim, count: Claim, whole: Interval, clashes: list[Derived]) -> Objection:
    assert count.interval is not None
    first = clashes[0]
    needed = count.interval / first.span * _HUNDRED
    expected = near_text(needed, 1, PERCENT.id)
    said = message(
        "audit.whole_differs",
        count=printed_text(count.number, count.unit) if count.number else facts.spoken(count),
        share=facts.spoken(share),
        where=where_of(share),
        metric=facts.name(share.whole),
        whole=span_text(whole, 0, count.unit),
        other=first.how,
        expected=expected,
    )
    beside = tuple(dict.fromkeys(index for clash in clashes for index in clash.claims))
    return Objection(
        "R11", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (share.index, count.index), beside, expected=expected
    )


def shares_of_two(facts: Facts) -> Iterator[Outcome]:
    """R11: the share of one rate in two follows from the two, whether one holds the other or not."""
    for metric, (own, other) in _OF_BOTH.items():
        for key, group in facts.by_key.items():
            if key[0] != metric:
                continue
            parts = [facts.figures((name, *key[1:])) for name in (own, other)]
            if not parts[0] or not parts[1]:
                continue
            part, rest = parts[0][0], parts[1][0]
            apart, within = _share(part.level, part.level + rest.level), _share(part.level, rest.level)
            for known in group:
                if not (known.level.meets(apart) or known.level.meets(within)):
                    yield _share_differs(facts, known, part, rest, apart, within)


def _share(part: Interval, whole: Interval) -> Interval:
    return part / whole * _HUNDRED if whole.low > 0 else Interval(Decimal(0), Decimal("Infinity"))


def _share_differs(
    facts: Facts, known: Known, part: Known, rest: Known, apart: Interval, within: Interval
) -> Objection:
    assert known.claim is not None
    said = message(
        "audit.share_of_two_differs",
        name=facts.name(known.claim.metric),
        text=known.printed,
        where=known.where,
        part=part.printed,
        rest=rest.printed,
        apart=near_text(apart, 1, PERCENT.id),
        within=near_text(within, 1, PERCENT.id),
    )
    beside = tuple(one.claim.index for one in (part, rest) if one.claim is not None)
    return Objection("R11", Severity.INFO, said, AuditVerdict.SUPPORTED, (), (known.claim.index, *beside))


def columns(facts: Facts) -> Iterator[Outcome]:
    """R11: in a table with counts, shares and a total, each share is its count's of the total."""
    counted = [(listing, rows) for listing, rows in facts.lists() if _is_of(facts, rows, _COUNTS)]
    shared = [(listing, rows) for listing, rows in facts.lists() if _is_of(facts, rows, {PERCENT.id})]
    for listing, rows in counted:
        total = next((claim for claim in rows if claim.is_total), None)
        by_label = {row.label_span: row.claim for row in listing.rows if row.claim is not None}
        if total is None or total.interval is None or total.interval.low <= 0:
            continue
        for other, _ in shared:
            pairs = [
                (by_label[row.label_span], row.claim)
                for row in other.rows
                if row.label_span in by_label and row.claim is not None
            ]
            if len(pairs) == len(other.rows) > 2:
                yield from _shares_in_columns(facts, [(facts.claim(a), facts.claim(b)) for a, b in pairs], total)


def _is_of(facts: Facts, rows: tuple[Claim, ...], units: set[str]) -> bool:
    """Whether all values of a list are in one of some units."""
    found = [facts.unit(claim) for claim in rows if claim.statistic == Statistic.VALUE and claim.kind is Kind.VALUE]
    return len(found) == len(rows) and all(unit is not None and unit.id in units for unit in found)


def _shares_in_columns(facts: Facts, pairs: list[tuple[Claim, Claim]], total: Claim) -> Iterator[Outcome]:
    """Yield the odd shares, where most are their count's of the total."""
    assert total.interval is not None
    fits = {share.index: _share(count.interval, total.interval) for count, share in pairs if count.interval is not None}
    wrong = [
        (count, share)
        for count, share in pairs
        if share.interval is not None and share.index in fits and not fits[share.index].meets(share.interval)
    ]
    if len(wrong) * 3 > len(pairs):
        return
    for count, share in wrong:
        expected = near_text(fits[share.index], 1, PERCENT.id)
        said = message(
            "audit.share_differs",
            text=facts.spoken(share),
            where=where_of(share),
            count=facts.spoken(count),
            total=facts.spoken(total),
            expected=expected,
        )
        yield Objection(
            "R11",
            Severity.ERROR,
            said,
            AuditVerdict.WRONG_VALUE,
            (share.index,),
            (count.index, total.index),
            expected=expected,
        )


def days_of_month(facts: Facts) -> Iterator[Outcome]:
    """R11: a daily average makes so many in its month, where the next sentences say what it makes."""
    month = facts.report.month
    for daily in facts.report.claims:
        if daily.kind is not Kind.VALUE or daily.unit != PER_DAY.id or daily.interval is None or month is None:
            continue
        if month.grain is not Grain.MONTH or daily.period is None or daily.period.id != str(month):
            continue
        for total in _totals_behind(facts, daily):
            yield from _days_make(facts, daily, total, month.last_day.day)


def _totals_behind(facts: Facts, daily: Claim) -> Iterator[Claim]:
    """Yield the counts of the two sentences behind a daily average that are said to be of the whole month."""
    for place in (daily.sentence + 1, daily.sentence + 2):
        own = [claim for claim in facts.by_sentence.get(place, ()) if claim.section == daily.section]
        counts = [claim for claim in own if claim.kind is Kind.VALUE and claim.unit == COUNT.id]
        if len(counts) == 1 and _MAKES.search(facts.sentence(counts[0])):
            yield counts[0]


def _days_make(facts: Facts, daily: Claim, total: Claim, days: int) -> Iterator[Outcome]:
    assert daily.interval is not None
    made = daily.interval * point(days)
    if total.interval is None or total.number is None or daily.number is None:
        return
    told = {"daily": facts.spoken(daily), "days": days, "total": span_text(made, 0, COUNT.id)}
    low, high = sorted((made.middle, total.interval.middle))
    if made.meets(total.interval):
        yield Support("R11", total.index, message("audit.days_hold", **told))
    elif high <= low * 2:
        said = message(
            "audit.days_make",
            **told,
            where=where_of(daily),
            text=facts.spoken(total),
            other_where=where_of(total),
        )
        yield Objection("R11", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (total.index,), (daily.index,))
