"""Stated changes with the figures from which and to which they lead, as far as these are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.core.checks.prose.judging import TIMES, Fit, Judged, judged, stated_span
from workbench.core.checks.prose.pairing import in_row, paired
from workbench.core.claims.model import BaseKind, Claim, Kind
from workbench.core.periods import Period
from workbench.core.printed import Qualifier
from workbench.core.records import Statistic

if TYPE_CHECKING:
    from workbench.core.checks.prose.facts import Facts, Key, Known

_NEAR = 3
"""So many sentences before a change other figures may stand from which it goes on."""

_OTHER_SUBJECT = re.compile(
    r"(?<!率)(?<!幅)(?<!差)(?<!増減)(?<!増加)(?<!減少)(?<!伸び)は|一方|(?<![a-z])(?:while|whereas|total|overall|number of)(?![a-z])"
)
"""Words between two figures and a change behind them that make the change one of something else."""


_IN_CONTRAST = re.compile(r"一方|に対し|(?<![a-z])(?:while|whereas)(?![a-z])")
"""Words that end what the first clause of a sentence is about."""

_OF_A_CHANGE = re.compile(
    r"伸び率|(?:増加|減少|低下|上昇|増減)[率幅]|(?<![a-z])(?:growth|increase|decrease|decline) rates?(?![a-z])|(?<![a-z])(?:pace|rate) of (?:growth|increase|decline)"
)
"""Words for a value that is a change itself: "the growth rate slowed from 12% to 4%" has no rise."""

_CLOSES = re.compile(r"[^(]*\)")
"""Words behind a value that stands in parentheses."""


def judged_changes(facts: Facts) -> tuple[Judged, ...]:
    """Return all stated changes for which both figures are known; of several bases the one that fits best."""
    changes = (one for one in facts.report.claims if one.kind is Kind.CHANGE and one.statistic == Statistic.CHANGE)
    found = (_best(facts, claim) for claim in changes)
    return tuple(
        one
        for one in found
        if one is not None and (one.is_right or (_is_worth_telling(facts, one) and not _fits_others(facts, one)))
    )


def _best(facts: Facts, claim: Claim) -> Judged | None:
    """Return how a change stands to the figures that fit it best: those bound to it, or those that its words name."""
    is_plain = claim.listing is not None or claim.unit == TIMES
    first, second = (_paired, _judged) if is_plain else (_judged, _paired)
    options = [one for one in first(facts, claim) if is_of_one_thing(facts, one)]
    if not any(one.is_said or one.is_right for one in options):
        options += [one for one in second(facts, claim) if is_of_one_thing(facts, one)]
    return min(options, key=lambda one: (not one.is_right, not one.is_said, list(Fit).index(one.fit)), default=None)


def _is_worth_telling(facts: Facts, found: Judged) -> bool:
    """Whether a change that does not fit is certainly one, and of the figures that it was held against.

    A bare percentage or count in prose may be a level, or a distance. Where no base is said, a size of quite another order
    is that of something else.
    """
    claim = found.claim
    if (claim.direction is None and claim.listing is None and claim.unit != TIMES) or _is_aside(facts, claim):
        return False
    stated = stated_span(claim)
    if stated is None:
        return _OF_A_CHANGE.search(facts.before(claim)) is None
    if found.is_said:
        return True
    low, high = sorted((abs(stated.middle), abs(found.actual.middle)))
    return found.size_fits or (found.fit is Fit.SIZE and high <= low * 2)


def _fits_others(facts: Facts, found: Judged) -> bool:
    """Whether a change that does not fit would do so to another figure of its sentence or the one before: "lower than …, yet 6 points above …"."""
    claim = found.claim
    if claim.number is None or claim.listing is not None or found.base.claim is None or claim.unit == TIMES:
        return False
    near = [one for at in range(claim.sentence - _NEAR, claim.sentence + 1) for one in facts.by_sentence.get(at, ())]
    own = [one for one in near if one.kind is Kind.VALUE and one.section == claim.section and not one.is_restatement]
    others = [facts.known(one) for one in own if one.index not in found.beside and one.span.start < claim.span.start]
    step = max(found.now.number.step, found.base.number.step)
    alike = [one for one in others if one and one.unit is found.base.unit and one.number.step <= step]
    again = [judged(claim, one, found.base, is_said=True) for one in alike]
    return any(one is not None and one.is_right for one in again)


def _is_aside(facts: Facts, claim: Claim) -> bool:
    """Whether the value beside a change stands in parentheses behind another one: "90% (target 85%), up from 88%"."""
    subject = None if claim.subject is None else facts.claim(claim.subject)
    if subject is None or not _CLOSES.match(facts.words_between(subject.span.end, claim.span.start)):
        return False
    own = facts.by_sentence[subject.sentence]
    return any(
        one.kind is Kind.VALUE and one.unit == subject.unit and one.span.end <= subject.span.start for one in own
    )


def is_of_one_thing(facts: Facts, found: Judged) -> bool:
    """Whether nothing that is certain about a change and its two figures says that they are of different things."""
    is_one = found.now.claim is not None and found.now.claim is found.base.claim
    if is_one or (found.now.unit is not found.base.unit and found.now.is_far_from(found.base)):
        return False
    claims = [found.claim, *(facts.claim(index) for index in found.beside)]
    segments = {(one.segment.dimension, one.segment.id) for one in claims if one.segment and one.segment.is_certain}
    metrics = sorted({one.metric.id for one in claims if one.metric and one.metric.is_certain}, key=len)
    rests = {metric.removesuffix(metrics[0]) for metric in metrics}
    is_one = not rests & set(metrics) and not any("の" in rest for rest in rests)  # フィッシング報告件数 and 報告件数
    return len(segments) < 2 and (len(metrics) < 2 or is_one)


def _judged(facts: Facts, claim: Claim) -> Iterator[Judged]:
    others = _others_before(facts, claim)
    for now in (*now_of(facts, claim), *others):
        for base, is_said in bases_of(facts, claim):
            result = (
                None if _are_of_two_lengths(now, base) else judged(claim, now, base, is_said=is_said and not others)
            )
            if result is not None:
                yield result


def _are_of_two_lengths(now: Known, base: Known) -> bool:
    """Whether two figures are said to be of periods of different lengths: a month is no change of a quarter."""
    ends = [one.claim for one in (now, base) if one.claim is not None]
    said = [end.period for end in ends if end.period and (end.period.span or end.listing is not None)]
    return len({Period.parse(period.id).grain for period in said}) > 1


def _paired(facts: Facts, claim: Claim) -> Iterator[Judged]:
    """Yield how a change stands to the two figures beside it, where nothing else is known of them."""
    pair = paired(facts, claim) if claim.listing is None else in_row(facts, claim)
    result = None if pair is None else judged(claim, pair[0], pair[1], is_said=True)
    if result is not None:
        yield result


def now_of(facts: Facts, claim: Claim) -> tuple[Known, ...]:
    """Return the figure to which a change leads: the value it is said of, else what is stated of the same thing."""
    subject = None if claim.subject is None else facts.claim(claim.subject)
    if subject is not None and _is_base(claim, subject):
        return _after_base(facts, claim)
    if subject is not None and subject.kind is Kind.VALUE and subject.statistic == Statistic.VALUE:
        if claim.key is not None and facts.report.month is not None and _is_before(facts, claim, subject):
            return facts.figures(at(claim.key, facts.report.month))
        known = facts.known(subject)
        is_sure = subject.is_bound or (claim.from_claim is not None and subject.number is not None)
        if known is not None and is_sure and subject.qualifier is Qualifier.EXACT:
            return (known, *_of_the_month(facts, claim, subject))
        return ()
    if claim.key is None or not claim.is_bound or not facts.is_known_metric(claim):
        return ()
    return facts.figures(claim.key)


def _is_before(facts: Facts, claim: Claim, subject: Claim) -> bool:
    """Whether the value beside a change is earlier than now: the base is so far from the text's period, not from its own."""
    month, base = facts.report.month, claim.base
    if month is None or base is None or base.period is None or subject.period is None:
        return False
    is_of_month = base.period == {BaseKind.YEAR: month.year_before, BaseKind.PREVIOUS: month.previous}.get(base.kind)
    return is_of_month and subject.period.id < str(month)


def _others_before(facts: Facts, claim: Claim) -> tuple[Known, ...]:
    """Return the figures beside the one that a change is said of, where that is of a sentence before: it may be any."""
    subject = None if claim.subject is None else facts.claim(claim.subject)
    if subject is None or subject.sentence == claim.sentence or subject.listing is not None:
        return ()
    own = facts.by_sentence[subject.sentence]
    begun = {subject.index, *(one.from_claim for one in own)}
    beside = (one for one in own if one.index not in begun and not one.is_restatement)
    same = (one for one in beside if one.kind is Kind.VALUE and one.unit == subject.unit)
    return tuple(known for known in map(facts.known, same) if known is not None)


def _of_the_month(facts: Facts, claim: Claim, subject: Claim) -> Iterator[Known]:
    """Yield the report's own figures before a change whose nearest one is earlier: "210, 1.5 times May's 140, 16% below …"."""
    month = str(facts.report.month)
    if claim.listing is not None or subject.period is None or subject.period.id >= month:
        return
    for other in facts.by_sentence.get(claim.sentence, ()):
        is_figure = other.kind is Kind.VALUE and other.qualifier is Qualifier.EXACT and other.unit == subject.unit
        if is_figure and other.span.end <= subject.span.start and other.period and other.period.id == month:
            known = facts.known(other)
            if known is not None:
                yield known


def _is_base(claim: Claim, subject: Claim) -> bool:
    """Whether the value beside a change is the one from which it is measured."""
    if claim.from_claim == subject.index:
        return True
    period = None if claim.base is None else claim.base.period
    return period is not None and subject.period is not None and subject.period.id == str(period)


def _after_base(facts: Facts, claim: Claim) -> tuple[Known, ...]:
    """Return what is stated at the end of a change that stands beside its beginning."""
    base = None if claim.base is None else claim.base.period
    if claim.key is None or base is None or not claim.is_bound:
        return ()
    month = facts.report.month
    key = claim.key if claim.key[3] != str(base) or month is None else at(claim.key, month)
    is_stated = facts.is_known_metric(claim) or claim.listing is not None
    return facts.figures(key) if is_stated and key[3] != str(base) else ()


def bases_of(facts: Facts, claim: Claim) -> Iterator[tuple[Known, bool]]:
    """Yield the figures from which a change is measured, and whether the text says that it is."""
    if claim.from_claim is not None:
        if _is_of_another(facts, claim):
            return
        known = facts.known(facts.claim(claim.from_claim))
        if known is not None and known.number.qualifier is Qualifier.EXACT:
            yield known, True
        return
    key, base = claim.key, claim.base
    if _is_in_contrast(facts, claim):
        return
    if key is None or not claim.is_bound or not (facts.is_known_metric(claim) or claim.listing is not None):
        return
    if base is not None and base.kind is BaseKind.AVERAGE:
        yield from ((known, True) for known in facts.averages(key))
    elif base is not None and base.period is not None:
        yield from ((known, True) for known in facts.figures(at(key, base.period)))
    elif base is None or base.kind is BaseKind.UNSAID:
        before = previous_key(key)
        if before is not None:
            yield from ((known, False) for known in facts.figures(before))


def _is_in_contrast(facts: Facts, claim: Claim) -> bool:
    """Whether a change without a value beside it stands in another clause than what it was bound to."""
    span = None if claim.metric is None else claim.metric.span
    if claim.subject is not None or claim.listing is not None:
        return False
    lead = facts.before(claim) if span is None else facts.words_between(span.end, claim.span.start)
    return _IN_CONTRAST.search(lead) is not None


def _is_of_another(facts: Facts, claim: Claim) -> bool:
    """Whether the words before a change give it another subject than the two figures that it follows."""
    ends = [facts.claim(index).span.end for index in (claim.subject, claim.from_claim) if index is not None]
    if not ends or max(ends) > claim.span.start:
        return False
    subject = None if claim.subject is None else facts.claim(claim.subject)
    if subject is not None and subject.sentence != claim.sentence and _OTHER_SUBJECT.search(facts.before(claim)):
        return True
    return _OTHER_SUBJECT.search(facts.words_between(max(ends), claim.span.start)) is not None


def at(key: Key, period: Period) -> Key:
    """Return the key of the same thing in another period."""
    return key[0], key[1], key[2], str(period)


def previous_key(key: Key) -> Key | None:
    """Return the key of the same thing in the period before; None at the beginning of time."""
    try:
        return at(key, Period.parse(key[3]).previous)
    except ValueError:
        return None


def other_bases(facts: Facts, found: Judged) -> Iterator[Judged]:
    """Yield the bases from which a wrong change would be right: averages first, then other periods."""
    key = found.claim.key
    if key is None:
        return
    period = Period.parse(key[3])
    keys = {
        at(key, period.year_before),
        *(other for other in facts.keys_of_thing.get(key[:3], ()) if other[3] < key[3]),
    }
    known = [*facts.averages(key), *(one for other in sorted(keys, reverse=True) for one in facts.figures(other))]
    for base in known:
        if base.claim is not None and found.base.claim is not None and base.claim.index == found.base.claim.index:
            continue
        again = judged(found.claim, found.now, base, is_said=True)
        if again is not None and again.is_right and base.level != found.base.level:
            yield again
