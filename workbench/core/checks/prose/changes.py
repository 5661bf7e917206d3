"""R1, R2, R3, R4 and the changes of R5: sizes, signs, kinds and bases of stated changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.judging import TIMES, Fit, Judged, change_key, stated_span
from workbench.core.checks.prose.movement import other_bases
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.restatements import is_one_passage
from workbench.core.checks.prose.wording import change_text, where_of
from workbench.core.checks.prose.words import THREATS
from workbench.core.claims.model import BaseKind, Claim, Direction, Kind
from workbench.core.messages import Message, message
from workbench.core.printed import Qualifier, point
from workbench.core.units import ONE_IN, PERCENT

_PAIR = 2
_TEN = Decimal(10)
_EXACT_DIGITS = 3
"""Two numbers with more digits than this together hardly come together again by chance."""

_WRONG = {Fit.SIGN, Fit.SIZE}
_HUNDREDTH = Decimal("0.01")
_ONE = point(1)
_HUNDRED = point(100)


def wrong_signs(facts: Facts) -> Iterator[Outcome]:
    """R2: a change goes the other way than its two figures do. What the figures bear out is supported."""
    for found in facts.judged:
        if found.fit is Fit.SIGN:
            is_sure = found.is_said or found.size_fits
            severity = Severity.ERROR if is_sure else Severity.WARNING
            yield _objection(facts, found, "R2", AuditVerdict.WRONG_SIGN, severity)
        elif found.fit not in _WRONG:
            yield _support(found)


def wrong_sizes(facts: Facts) -> Iterator[Outcome]:
    """R1: a change is not as large as its two figures say, and would not be with any other known base."""
    for found in facts.judged:
        if found.fit is Fit.SIZE and next(other_bases(facts, found), None) is None:
            severity = Severity.ERROR if found.is_said and not _may_be_in_tens(found) else Severity.WARNING
            yield _objection(facts, found, "R1", AuditVerdict.WRONG_VALUE, severity)


def _may_be_in_tens(found: Judged) -> bool:
    """Whether a change in percent, a multiple of ten, is the one between its figures to the nearest ten: 60% for 63.7%."""
    number = found.claim.number
    if found.kind != "percent" or number is None or number.step != 1 or number.value % _TEN:
        return False
    return (number.value - abs(found.actual.middle)).copy_abs() <= _TEN / 2


def wrong_bases(facts: Facts) -> Iterator[Outcome]:
    """R4: a change is right, but not from what it is said to be measured from."""
    for found in facts.judged:
        if found.fit is Fit.SIZE and next(other_bases(facts, found), None) is not None:
            severity = Severity.ERROR if found.is_said else Severity.WARNING
            yield _objection(facts, found, "R4", AuditVerdict.WRONG_BASE, severity)


def _objection(facts: Facts, found: Judged, rule: str, verdict: AuditVerdict, severity: Severity) -> Objection:
    """Say what is wrong with a change, and from where it would be right."""
    actual = actual_text(found)
    other = next(other_bases(facts, found), None)
    told: dict[str, object] = {
        "text": statement(facts, found.claim),
        "base": found.base.printed,
        "base_where": found.base.where,
        "now": found.now.printed,
        "now_where": found.now.where,
        "actual": actual,
    }
    ids = "audit.wrong_change" if other is None else "audit.wrong_change_fits"
    if other is not None:
        told |= {"other": other.base.printed, "other_where": other.base.where}
    beside = (*found.beside, *_rivals(facts, found.claim))
    subject = () if found.claim.subject is None else (found.claim.subject,)
    return Objection(
        rule, severity, Message(ids, told), verdict, (found.claim.index,), (*subject, *beside), expected=actual
    )


def actual_text(found: Judged) -> Message:
    """Return the change between two figures as it would be printed beside the stated one."""
    number = found.claim.number
    written = _HUNDREDTH if found.kind == TIMES else found.now.number.step
    step = number.step if number is not None and number.step else written
    return change_text(found.actual, found.kind, step)


def statement(facts: Facts, claim: Claim) -> Message:
    """Return a stated change with its direction, which often stands in another word, for messages."""
    if claim.number is None:
        return message(
            "audit.says_up" if claim.direction is Direction.UP else "audit.says_down", text=facts.spoken(claim)
        )
    if claim.direction is None:
        return message("audit.says", text=facts.spoken(claim))
    return message(
        "audit.says_more" if claim.direction is Direction.UP else "audit.says_less", text=facts.spoken(claim)
    )


def _support(found: Judged) -> Support:
    said = message(
        "audit.change_holds",
        base=found.base.printed,
        base_where=found.base.where,
        now=found.now.printed,
        now_where=found.now.where,
        actual=actual_text(found),
    )
    return Support("R2", found.claim.index, said, found.fit is Fit.RIGHT, actual_text(found))


def _rivals(facts: Facts, claim: Claim) -> tuple[int, ...]:
    """Return the other statements of the same change that say something else."""
    group = facts.changes_by_key.get(change_key(claim), ())
    return tuple(other.index for other in group if other is not claim and not agree(claim, other))


def agree(one: Claim, other: Claim) -> bool:
    """Whether two statements of one change can both be true."""
    if one.direction is not other.direction:
        return False
    spans = stated_span(one), stated_span(other)
    if spans[0] is None or spans[1] is None or one.unit != other.unit:
        return True
    numbers = one.number, other.number
    if numbers[0] is None or numbers[1] is None:
        return True
    is_exact = one.qualifier is Qualifier.EXACT is other.qualifier
    if is_exact and numbers[0].step == numbers[1].step:
        return numbers[0].value == numbers[1].value
    return spans[0].meets(spans[1])


def contradicting_changes(facts: Facts) -> Iterator[Outcome]:
    """R5 for changes: two statements of one change that cannot both be true, where no figures say which one is wrong."""
    fits = {found.claim.index: found.fit for found in facts.judged}
    for group in facts.changes_by_key.values():
        first = next((claim for claim in group if fits.get(claim.index) not in {*_WRONG, None}), group[0])
        if fits.get(first.index) in _WRONG:
            continue
        for claim in group:
            if claim is first or fits.get(claim.index) in _WRONG or claim.sentence == first.sentence:
                continue
            if agree(first, claim):
                yield Support("R5", claim.index, _same(facts, first))
                if first.index not in fits:
                    yield Support("R5", first.index, _same(facts, claim))
            elif _is_one_change(facts, first, claim):
                yield _contradiction(facts, first, claim)


def turned_changes(facts: Facts) -> Iterator[Outcome]:
    """R5: one value with one size of a change beside it goes up here and down there: one of the two words is likely a slip.

    It is asked for where no binding tells the two apart, be they certain or not: four equal numbers are no chance, and an
    error where they are written exactly and both sentences speak of one threat.
    """
    wrong = {found.claim.index for found in facts.judged if found.fit in _WRONG}
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in facts.report.claims:
        value = None if claim.subject is None else facts.claim(claim.subject)
        if claim.kind is Kind.CHANGE and claim.number is not None and value is not None and value.number is not None:
            numbers = (value.number.value, value.number.step, value.unit, claim.number.value, claim.unit)
            groups[numbers].append(claim)
    for group in groups.values():
        first, *others = group
        for other in others:
            is_turned = {first.direction, other.direction} == {Direction.UP, Direction.DOWN}
            if is_turned and not wrong & {first.index, other.index} and _may_be_one(facts, first, other):
                yield _contradiction(facts, first, other, _how_sure(facts, first, other))


def _how_sure(facts: Facts, one: Claim, other: Claim) -> Severity:
    """Return an error for two turned changes whose numbers are exact, and whose sentences have a word for a threat in common."""
    words = [set(THREATS.findall(facts.sentence(claim))) for claim in (one, other)]
    value = None if one.subject is None else facts.claim(one.subject).number
    digits = [len(number.value.normalize().as_tuple().digits) for number in (value, one.number) if number is not None]
    return Severity.ERROR if words[0] & words[1] and sum(digits) > _EXACT_DIGITS else Severity.WARNING


def _may_be_one(facts: Facts, one: Claim, other: Claim) -> bool:
    """Whether nothing tells the values of two changes apart: neither their sentence nor what they are of."""
    values = [facts.claim(claim.subject) for claim in (one, other) if claim.subject is not None]
    bound = [(value.metric, value.segment, value.period) for value in values]
    differ = any(
        first is not None and then is not None and first.id != then.id for first, then in zip(*bound, strict=True)
    )
    is_keyed = change_key(one) is not None and change_key(one) == change_key(other)  # see `contradicting_changes`
    return one.sentence != other.sentence and not differ and not is_keyed and bool(one.number and one.number.value)


def _is_one_change(facts: Facts, one: Claim, other: Claim) -> bool:
    """Whether two statements are of one change for certain: both say the base, or are beside one value with one size."""
    subjects = [facts.claim(claim.subject) for claim in (one, other) if claim.subject is not None]
    known = [figure for figure in map(facts.known, subjects) if figure is not None]
    if len(known) == _PAIR and not known[0].agrees(known[1]):
        return False  # the figures say that they are of two things
    if (
        is_one_passage(one, other)
        and one.number is not None
        and other.number is not None
        and one.number.value != other.number.value
    ):
        return False  # nobody says one change in two ways in one passage
    if all(claim.base is not None and claim.base.kind is not BaseKind.UNSAID for claim in (one, other)):
        return True
    is_same_size = one.number is not None and other.number is not None and one.number.value == other.number.value
    return is_same_size and (len(subjects) == _PAIR or _is_telling(one))


def _is_telling(claim: Claim) -> bool:
    """Whether the size of a change is written so exactly that another change hardly has it: 0.09 points, 12.4%."""
    return claim.number is not None and (
        claim.number.step <= _HUNDREDTH or len(claim.number.value.normalize().as_tuple().digits) > _PAIR
    )


def _same(facts: Facts, other: Claim) -> Message:
    return message("audit.said_alike", text=facts.spoken(other), where=where_of(other))


def _contradiction(facts: Facts, first: Claim, claim: Claim, severity: Severity = Severity.ERROR) -> Objection:
    """Say that two statements of one change differ."""
    said = message(
        "audit.changes_differ",
        text=statement(facts, first),
        where=where_of(first),
        other=statement(facts, claim),
        other_where=where_of(claim),
    )
    subjects = tuple(one.subject for one in (first, claim) if one.subject is not None)
    return Objection("R5", severity, said, AuditVerdict.CONTRADICTS, (first.index, claim.index), subjects)


def kinds_of_change(facts: Facts) -> Iterator[Outcome]:
    """R3: "%" is written for points, and elsewhere, or by its readers, meant as percent."""
    changes = [claim for claim in facts.report.claims if claim.kind is Kind.CHANGE and claim.unit == PERCENT.id]
    relative = {found.claim.index for found in facts.judged if found.fit not in _WRONG and found.kind == "percent"}
    relative |= {claim.index for claim in changes if _is_too_large(facts, claim)}
    of_rates = [one for one in changes if _is_rate(facts, one) and one.is_bound and one.index not in relative]
    proven = [found for found in facts.judged if _is_points_as_percent(found)]
    of_counts = [claim for claim in changes if facts.is_known_metric(claim) and not _is_rate(facts, claim)]
    if not proven and not (of_rates and of_counts):
        return
    places = tuple(
        claim.index
        for claim in sorted(
            {claim.index: claim for claim in (*of_rates, *of_counts, *(found.claim for found in proven))}.values(),
            key=lambda one: one.index,
        )
    )
    if proven:
        found = proven[0]
        told = message(
            "audit.points_as_percent",
            text=facts.spoken(found.claim),
            where=where_of(found.claim),
            points=actual_text(found),
            percent=change_text(
                (found.now.level / found.base.level - _ONE) * _HUNDRED, "percent", found.now.number.step
            ),
        )
    else:
        told = message(
            "audit.kinds_mixed",
            text=facts.spoken(of_rates[0]),
            where=where_of(of_rates[0]),
            other=facts.spoken(of_counts[0]),
            other_where=where_of(of_counts[0]),
        )
    yield Objection("R3", Severity.WARNING, told, AuditVerdict.WRONG_UNIT, (), places)


def _is_too_large(facts: Facts, claim: Claim) -> bool:
    """Whether a change is larger than rates of "1 in N" are: it is a part of the rate, and no points."""
    return facts.metric_unit(claim) is ONE_IN and claim.number is not None and claim.number.value >= 1


def _is_rate(facts: Facts, claim: Claim) -> bool:
    unit = facts.metric_unit(claim)
    return unit is not None and unit.change_unit == "points"


def _is_points_as_percent(found: Judged) -> bool:
    """Whether a change that is written with "%" is one in points, and would be another number in percent."""
    is_shown = found.fit not in _WRONG and found.kind == "points" and found.claim.unit == PERCENT.id
    stated = stated_span(found.claim)
    if not is_shown or stated is None or found.base.level.low <= 0:
        return False
    return not ((found.now.level / found.base.level - _ONE) * _HUNDRED).meets(stated)
