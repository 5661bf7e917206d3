"""R3, R12: a share's change that is told of a number, one change from two bases, and a pipeline beside its rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.judging import Fit, Judged
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import change_text, near_text, where_of
from workbench.core.claims.binding.cues import VOLUME
from workbench.core.claims.model import Claim, Direction, Kind, Listing, ListingKind
from workbench.core.messages import message
from workbench.core.printed import Interval, point
from workbench.core.records import GLOBAL
from workbench.core.units import PERCENT

_HUNDRED = Decimal(100)
_ONE = Decimal(1)
_MORE = re.compile(
    r"上回|超え|更新|(?<![a-z])(?:exceed\w*|surpass\w*|even (?:higher|more|larger)|above that|more than (?:on|in) )"
)
_CLEAN = 2
"""So many points a pipeline's rest and the clean part by the rate may be apart and still be of one measure."""


def shares_as_numbers(facts: Facts) -> Iterator[Outcome]:
    """R3: a rise of a number is stated that is, to the digit, the rise of its share in points."""
    rates = [found for found in facts.judged if found.kind == "points" and found.fit in {Fit.RIGHT, Fit.ROUNDED}]
    for claim in facts.report.claims:
        if claim.kind is not Kind.CHANGE or claim.metric is None or claim.metric.id != VOLUME or claim.number is None:
            continue
        if claim.unit != PERCENT.id or (claim.is_bound and claim.dimension != GLOBAL):
            continue
        same = next((found for found in rates if _is_same_number(found, claim)), None)
        if same is not None:
            yield _share_as_number(facts, claim, same)


def _is_same_number(found: Judged, claim: Claim) -> bool:
    """Whether a change of spam's share has the number and the way of another one; a bare digit may be chance."""
    stated = found.claim
    if stated.metric is None or stated.metric.id != "spam.rate" or not stated.is_total or stated.number is None:
        return False
    number = claim.number
    is_telling = number is not None and len(number.value.normalize().as_tuple().digits) > 1
    is_same = number is not None and stated.number.value == number.value and stated.direction is claim.direction
    return is_telling and is_same and found.base.level.low > 0 and found.now.level.high < _HUNDRED


def _share_as_number(facts: Facts, claim: Claim, same: Judged) -> Objection:
    before, after = same.base.level.middle, same.now.level.middle
    number = after / (_HUNDRED - after) / (before / (_HUNDRED - before)) - _ONE
    told = message(
        "audit.share_as_number",
        text=facts.spoken(claim),
        where=where_of(claim),
        before=same.base.printed,
        after=same.now.printed,
        rate_where=where_of(same.claim),
        number=change_text(point(number * _HUNDRED), "percent", Decimal("0.1")),
    )
    return Objection("R3", Severity.WARNING, told, AuditVerdict.WRONG_UNIT, (claim.index,), (same.claim.index,))


def same_rise_twice(facts: Facts) -> Iterator[Outcome]:
    """R12: two rises of one thing by one percentage at two times, where the words say that the second was greater."""
    rises = [
        claim
        for claim in facts.report.claims
        if claim.kind is Kind.CHANGE
        and claim.unit == PERCENT.id
        and claim.number is not None
        and claim.direction is Direction.UP
        and claim.is_bound
        and claim.metric is not None
        and claim.metric.id == VOLUME
    ]
    for place, later in enumerate(rises):
        behind = facts.after(later)
        if not _MORE.search(behind[:60]):
            continue
        for first in rises[:place]:
            is_same = first.number == later.number and first.segment == later.segment and first.period != later.period
            if is_same and first.sentence != later.sentence:
                told = message(
                    "audit.same_rise",
                    text=facts.spoken(first),
                    where=where_of(first),
                    other=facts.spoken(later),
                    other_where=where_of(later),
                )
                yield Objection("R12", Severity.WARNING, told, claims=(), beside=(first.index, later.index))
                break


def stages_and_rate(facts: Facts) -> Iterator[Outcome]:
    """R12: what passes all stages of a pipeline is what the rate leaves clean, where the two can be of one measure."""
    for listing in facts.report.listings:
        rows = facts.report.rows(listing)
        spans = [claim.interval for claim in rows if claim.interval is not None and claim.unit == PERCENT.id]
        if listing.kind is not ListingKind.STAGES or len(spans) != len(rows) or len(rows) < 3:
            continue
        rest = point(1)
        for span in spans:
            rest = rest * (point(1) - Interval(span.low / _HUNDRED, min(span.high, _HUNDRED) / _HUNDRED))
        period = None if rows[0].period is None else rows[0].period.id
        known = facts.figures(("spam.rate", GLOBAL, GLOBAL, period)) if period else ()
        clean = None if not known else point(_HUNDRED) - known[0].level
        passed = rest * point(_HUNDRED)
        if clean is None or clean.meets(passed) or abs(clean.middle - passed.middle) > _CLEAN:
            continue
        yield _stages_differ(facts, listing, passed, clean, known[0].claim)


def _stages_differ(facts: Facts, listing: Listing, passed: Interval, clean: Interval, rate: Claim | None) -> Objection:
    """Say what the rate, and the last stage, would have to be."""
    rows = facts.report.rows(listing)
    last = rows[-1]
    before_last = passed.middle / (_HUNDRED - last.interval.middle) if last.interval is not None else _ONE
    told = message(
        "audit.stages_rate",
        count=len(rows),
        where=where_of(rows[0]),
        passed=near_text(passed, 1, PERCENT.id),
        rate=facts.spoken(rate) if rate is not None else near_text(point(_HUNDRED) - clean, 1, PERCENT.id),
        rate_where=where_of(rate) if rate is not None else "",
        clean=near_text(clean, 1, PERCENT.id),
        rate_by_stages=near_text(point(_HUNDRED) - passed, 1, PERCENT.id),
        stage=facts.spoken(last),
        stage_by_rate=near_text(point(_HUNDRED - clean.middle / before_last), 1, PERCENT.id),
    )
    beside = tuple(claim.index for claim in (*rows, rate) if claim is not None)
    return Objection("R12", Severity.INFO, told, AuditVerdict.SUPPORTED, (), beside)
