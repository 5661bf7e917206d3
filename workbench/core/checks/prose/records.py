"""R7 over time: what is called a record is the greatest of the figures of its series that the text gives for the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.runs import by_period
from workbench.core.checks.prose.tops import exceeds
from workbench.core.checks.prose.wording import where_of
from workbench.core.claims.model import Claim, Kind, SentenceKind
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.printed import Qualifier

_RECORD = re.compile(
    r"(?P<year>(?:今年|本年)(?:に入(?:って|り))?(?:から)?(?:で|では|の)?、?(?:最[多高大]|最も[多高]))|過去最[多高大]|これまでで(?:最[多高大]|最も[多高])"
    r"|(?<![a-z])(?:highest|most|largest)[^.;,]{0,30}(?:(?P<year2>(?:so far )?this year|of the year)|ever|on record|to date|so far)(?![a-z])"
    r"|(?<![a-z])(?:new record|record (?:high|number))(?![a-z])"
)

_FOR_SOME = re.compile(r"としては|(?<![a-z])for (?:a|an|any) ")
"""Words that make a record one of some figures only: 6月としては過去最多."""


def records(facts: Facts) -> Iterator[Outcome]:
    """R7: a figure that is called the highest so far, or of its year, has none above it in its series before."""
    runs = by_period(facts)
    for sentence in facts.report.sentences:
        found = _RECORD.search(sentence.words) if sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM} else None
        values = [one for one in facts.by_sentence.get(sentence.index, ()) if one.kind is Kind.VALUE]
        if (
            found is None
            or _FOR_SOME.search(sentence.words)
            or len(values) != 1
            or values[0].qualifier is not Qualifier.EXACT
        ):
            continue
        of_year = found["year"] or found["year2"]
        for series in (*runs.get(sentence.section, ()), _told_before(facts, values[0])):
            yield from _held(facts, values[0], found[0], series, is_of_year=bool(of_year))


def _told_before(facts: Facts, claim: Claim) -> list[Claim]:
    """Return the figures of one thing over several periods in the sentence before, with that of a later one behind them."""
    before = [one for one in facts.by_sentence.get(claim.sentence - 1, ()) if one.kind is Kind.VALUE]
    series = [*before, claim]
    periods = [one.period.id for one in series if one.period is not None and one.period.span is not None]
    things = {(one.key[:3], one.unit, len(one.key[3]), one.section) for one in series if one.key is not None}
    is_one = len(periods) == len(series) and len(things) == 1 and None not in {one.key for one in series}
    is_told = is_one and all(one.qualifier is Qualifier.EXACT and not one.is_restatement for one in series)
    return series if is_told and all(one < other for one, other in pairwise(periods)) else []


def _held(facts: Facts, claim: Claim, spoken: str, series: list[Claim], *, is_of_year: bool) -> Iterator[Outcome]:
    own = facts.known(claim)
    known = [(one.period.id, figure) for one in series if one.period is not None and (figure := facts.known(one))]
    if own is None or claim.period is None or len({period for period, _ in known}) < max(3, len(series)):
        return
    if not any(period == claim.period.id and one.agrees(own) for period, one in known):
        return
    year = claim.period.id[:4]
    before = [
        (period, one) for period, one in known if period < claim.period.id and (not is_of_year or period[:4] == year)
    ]
    higher = [(period, one) for period, one in before if one.unit is own.unit and exceeds(one, own)]
    if higher:
        yield _not_highest(claim, own, spoken, *max(higher, key=lambda pair: pair[1].level.middle))


def _not_highest(claim: Claim, own: Known, spoken: str, period: str, other: Known) -> Objection:
    assert claim.period is not None
    said = message(
        "audit.not_first",
        name=Period.parse(claim.period.id),
        text=own.printed,
        where=where_of(claim),
        spoken=spoken,
        other=Period.parse(period),
        figure=other.printed,
        other_where=other.where,
    )
    beside = () if other.claim is None else (other.claim.index,)
    return Objection("R7", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (claim.index,), beside)
