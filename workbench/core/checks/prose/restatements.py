"""R5, R10 and R18: one figure stated more than once, or in two units, or the neighbour's number in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import line_of, printed_text, span_text, where_of
from workbench.core.checks.prose.words import THREATS
from workbench.core.claims.binding.doubts import OPENS_WITH_THREAT
from workbench.core.claims.model import BaseKind, Claim, Kind, ListingKind, SentenceKind
from workbench.core.messages import Message, message
from workbench.core.printed import Interval
from workbench.core.units import ONE_IN, PERCENT, UNITS, level_interval

_OF_WHAT = re.compile(
    r"占め|割合|うち|全体の|シェア|(?<![a-z])(?:share|proportion|accounted|responsible|of (?:all|these|those|the))(?![a-z])"
)

_NUMBER = re.compile(r"[0-9.,]+")
_WORLD = re.compile(r"世界|グローバル|(?<![a-z])(?:global\w*|world\w*)")
_PRONOUN = re.compile(
    r"(?:^|[,;] )(?:[a-z]+ ){0,3}(?:it|this|that|these|they) (?:is|was|were|are|stands?|stood|came|comes)(?: to| at)?(?: about)?$"
    r"|(?:これ|それ|こちら)は(?:約)?$"
)
"""Words right before a figure that leave its name to a sentence before."""

_ANSWER = re.compile(r"(?:[a-z]{2,12}: ?|[^\x00-\x7fは、。]{0,6}:?)(?:about |約)?")
"""All words before a figure that answers a question: nothing but who speaks."""

_OF_THE_WHOLE = re.compile(
    rf"{_WORLD.pattern}|(?:メール|トラフィック)全体|全体(?:で|として)|全メール|(?<![a-z])(?:overall|total|all (?:e-?mails?|mail|messages)|of (?:inbound |incoming |the )?(?:e-?mails?|mail)|e-?mail traffic)(?![a-z])"
)
"""What makes a figure that of all: words for the whole in its sentence, or a threat by itself as what the sentence is about."""

_THOUSANDTH = Decimal("0.001")
"""Percentages with so many decimals are often cut off, not rounded."""

_LIST = 3
"""More figures than this, each another one, are not all of one thing."""

_CLOSE = 3
"""So many sentences apart are two statements of one passage at most."""

_NAMED_APART = {ListingKind.PAIRED, ListingKind.SERIES}


def contradicting_values(facts: Facts) -> Iterator[Outcome]:
    """R5: two statements of one figure that cannot both be true; those that agree support one another."""
    for stated in (*facts.by_key.values(), *facts.averages_by_key.values()):
        group = [known for known in stated if known.claim is not None and _is_comparable(known.claim)]
        if len(group) < 2 or _is_list(group):
            continue
        first = _most_agreed(group)
        for known in group:
            if known is first or known.claim is None or first.claim is None:
                continue
            if known.agrees(first):
                yield from _supports(known, first)
            elif not _is_one_place(known.claim, first.claim) and not _is_beside(known, first, group):
                yield from _contradiction(facts, first, known)


def doubtful_values(facts: Facts) -> Iterator[Outcome]:
    """R5: values of lists that were not read for certain support what they agree with, and are supported by it.

    Where two or more of a list agree, it was read rightly after all, and one that does not is an error.
    """
    for listing in facts.report.listings:
        pairs = [pair for index in listing.values if index in facts.distrusted for pair in _stated_too(facts, index)]
        agreeing = [(own, known) for own, known in pairs if own.agrees(known)]
        others = [(own, known) for own, known in pairs if not (own.agrees(known) or _is_in_row(facts, own, known))]
        for own, known in agreeing:
            yield from _supports(own, known)
        if len({own.claim.index for own, _ in agreeing if own.claim is not None}) > 1 and len(others) == 1:
            yield from _contradiction(facts, *others[0])


def _is_in_row(facts: Facts, own: Known, known: Known) -> bool:
    """Whether another column of a value's row has the figure that is stated: the columns may be of two periods."""
    mates = () if own.claim is None else facts.row_mates.get(own.claim.index, ())
    return any(mate is not None and mate.agrees(known) for mate in map(facts.known, mates))


def _stated_too(facts: Facts, index: int) -> Iterator[tuple[Known, Known]]:
    """Yield a doubtful value beside each that counts and is stated of the same thing."""
    claim = facts.claim(index)
    own = facts.known(claim)
    if own is not None and claim.key is not None and claim.is_bound:
        yield from ((own, known) for known in facts.by_key.get(claim.key, ()))


def _supports(own: Known, known: Known) -> Iterator[Outcome]:
    for one, other in ((own, known), (known, own)):
        if one.claim is not None:
            is_exact = one.number.value == other.number.value
            yield Support("R5", one.claim.index, _alike(other), is_exact, other.printed)


def _alike(known: Known) -> Message:
    return message("audit.said_alike", text=known.printed, where=known.where)


def _is_comparable(claim: Claim) -> bool:
    """Whether two statements with one key are of one thing: names of the text's own must say what is measured."""
    if claim.metric is None or claim.segment is None:
        return False
    if not claim.metric.is_local:
        return claim.segment.id != "others"
    return claim.segment.dimension not in {"", "global"} and claim.segment.id != "others" and claim.listing is not None


def _most_agreed(group: Sequence[Known]) -> Known:
    """Return the statement with which most others agree; of those the one in a table, then the first."""
    counts = Counter((known.number, known.unit.id) for known in group)
    samples = {(known.number, known.unit.id): known for known in group}
    weights = {
        kind: sum(counts[other] for other, known in samples.items() if sample.agrees(known))
        for kind, sample in samples.items()
    }
    return max(group, key=lambda one: (weights[one.number, one.unit.id], _is_in_table(one), -_place(one)))


def _is_in_table(known: Known) -> bool:
    return known.claim is not None and known.claim.listing is not None


def _place(known: Known) -> int:
    return known.claim.index if known.claim is not None else 0


def _is_one_place(one: Claim, other: Claim) -> bool:
    """Whether two values stand so close that one is likely of something else: in one sentence, or one list."""
    if one.sentence == other.sentence:
        return True
    return one.listing is not None and one.listing == other.listing


def _is_list(group: Sequence[Known]) -> bool:
    """Whether figures of all that stand on lines of their own are all different: they are of as many things."""
    claims = [known.claim for known in group if known.claim is not None]
    numbers = {known.number.value for known in group}
    return len(numbers) > _LIST and len(numbers) == len({claim.line for claim in claims})


def _is_beside(known: Known, first: Known, group: Sequence[Known]) -> bool:
    """Whether the sentence of a value states what another one says too: the value itself is of something else then."""
    return any(
        other.claim is not None and known.claim is not None and other.claim.sentence == known.claim.sentence
        for other in group
        if other is not known and other.agrees(first)
    )


def _contradiction(facts: Facts, first: Known, known: Known) -> Iterator[Objection]:
    """Say that two statements differ, as surely as they are of one thing."""
    assert first.claim is not None
    assert known.claim is not None
    severity = _severity(facts, first, known, (known.claim, first.claim))
    if severity is None:
        return
    said = message(
        "audit.values_differ",
        name=facts.name(known.claim.segment) if not known.claim.is_total else facts.name(known.claim.metric),
        metric=facts.name(known.claim.metric),
        text=first.printed,
        where=first.where,
        other=known.printed,
        other_where=known.where,
    )
    claims = (known.claim.index, first.claim.index)
    yield Objection("R5", severity, said, AuditVerdict.CONTRADICTS, claims, expected=first.printed)


def _severity(facts: Facts, first: Known, known: Known, claims: tuple[Claim, Claim]) -> Severity | None:
    """Return how sure a contradiction is: none where one of the two is likely of something else."""
    if not known.is_transposed(first):
        is_close = is_one_passage(*claims)
        vague = [claim for claim in claims if _is_vague(facts, claim, is_close=is_close)]
        if not claims[0].is_total and _is_of_world(facts, claims[0]) is not _is_of_world(facts, claims[1]):
            vague = [claims[0]]  # a sector of the world beside one of a country
        if vague and (is_close or len(vague) > 1 or any(_is_of_something(facts, claim) for claim in vague)):
            return None
        if vague:
            return Severity.WARNING
    is_doubtful = _is_in_row(facts, first, known) or _is_in_row(facts, known, first)
    is_doubtful = is_doubtful or not (known.is_transposed(first) or all(_says_all(facts, one) for one in claims))
    return Severity.WARNING if is_doubtful or _is_same_template(facts, *claims) else Severity.ERROR


def _says_all(facts: Facts, claim: Claim) -> bool:
    """Whether a total is said to be one: in a table, beside words for the whole, or as the subject that its sentence begins with."""
    if not claim.is_total or claim.listing is not None:
        return True
    words = facts.sentence(claim)
    return _OF_THE_WHOLE.search(words) is not None or OPENS_WITH_THREAT.match(words) is not None


def _is_same_template(facts: Facts, one: Claim, other: Claim) -> bool:
    """Whether two sections say the same words with other numbers: each section is likely about a thing of its own."""
    if one.section == other.section or one.listing is not None or other.listing is not None:
        return False
    words = [_NUMBER.sub("", facts.sentence(claim)) for claim in (one, other)]
    return words[0] == words[1]


def _is_of_world(facts: Facts, claim: Claim) -> bool:
    """Whether a sentence, or the one before it in its passage, says that it is about the whole world."""
    if claim.listing is not None:
        return False
    before = facts.report.sentences[max(0, claim.sentence - 1) : claim.sentence + 1]
    own = [one for one in before if one.section == claim.section and one.kind is not SentenceKind.CELL]
    return any(_WORLD.search(one.words) for one in own)


def is_one_passage(one: Claim, other: Claim) -> bool:
    """Whether two values stand so close that nobody would state one thing in two ways there."""
    return one.section == other.section and abs(one.sentence - other.sentence) <= _CLOSE


def _is_vague(facts: Facts, claim: Claim, *, is_close: bool) -> bool:
    """Whether a sentence of prose does not say what its figure is of: it may be one of something else.

    Of two statements that stand close, one that speaks of a share is likely the share of a part.
    """
    sentence = facts.report.sentences[claim.sentence]
    is_prose = claim.listing is None and sentence.kind is SentenceKind.PROSE
    if not is_prose or claim.metric is None or claim.metric.is_local:
        return False
    if OPENS_WITH_THREAT.match(sentence.words) and _has_change(facts, claim):
        return False
    if claim.is_total and (_PRONOUN.search(facts.before(claim)) or (is_close and _is_share(facts, claim))):
        return True
    is_named = claim.metric.span is not None or (not is_close and THREATS.search(sentence.words) is not None)
    return not is_named and (claim.is_total or _is_share(facts, claim))


def _has_change(facts: Facts, claim: Claim) -> bool:
    """Whether a sentence tells how its figure moved since the period before: it is the one that each issue tells."""
    own = (one for one in facts.by_sentence[claim.sentence] if one.kind is Kind.CHANGE and one.number is not None)
    return any(one.base is not None and one.base.kind is BaseKind.PREVIOUS for one in own)


def _is_of_something(facts: Facts, claim: Claim) -> bool:
    """Whether the words about a vague figure say that it is of something else: a share, or what "it" stands for."""
    before = facts.before(claim)
    return _is_share(facts, claim) or (_PRONOUN.search(before) or _ANSWER.fullmatch(before)) is not None


def _is_share(facts: Facts, claim: Claim) -> bool:
    """Whether a percentage is said to be a share of something."""
    return claim.unit in {PERCENT.id, ONE_IN.id} and _OF_WHAT.search(facts.sentence(claim)) is not None


def rates_in_two_units(facts: Facts) -> Iterator[Outcome]:
    """R10: "1 in N" and the percentage beside it are one rate; so are the two in different places."""
    for claim in facts.report.claims:
        if not claim.is_restatement or claim.subject is None:
            continue
        main = facts.claim(claim.subject)
        spans = _level(claim), _level(main)
        if claim.number is None or main.number is None or spans[0] is None or spans[1] is None:
            continue
        expected = span_text(spans[1], 3 if claim.number.step < 1 else 1, "percent")
        told = {
            "text": printed_text(main.number, main.unit),
            "percent": expected,
            "other": printed_text(claim.number, claim.unit),
        }
        if main.unit != ONE_IN.id:
            rates = spans[0]
            expected = printed_text(main.number, main.unit)
            told |= {
                "text": printed_text(claim.number, claim.unit),
                "percent": span_text(rates, 2, "percent"),
                "other": expected,
            }
        if spans[0].meets(spans[1]):
            said = message("audit.units_agree", text=told["text"], percent=told["percent"], other=told["other"])
            yield Support("R10", claim.index, said, is_exact=True, expected=printed_text(main.number, main.unit))
            yield Support("R10", main.index, said, is_exact=True, expected=printed_text(claim.number, claim.unit))
        else:
            said = message(
                "audit.units_differ",
                text=told["text"],
                percent=told["percent"],
                other=told["other"],
                where=where_of(claim),
            )
            is_cut = _is_cut(claim, spans[1]) or _is_cut(main, spans[0])
            severity = Severity.WARNING if is_cut else Severity.ERROR
            yield Objection(
                "R10", severity, said, AuditVerdict.CONTRADICTS, (claim.index, main.index), expected=expected
            )


def _is_cut(claim: Claim, other: Interval) -> bool:
    """Whether a percentage is another level whose further decimals were left out without rounding: 0.219% of 0.2197%."""
    if claim.unit != PERCENT.id or claim.number is None or claim.number.step > _THOUSANDTH:
        return False
    return Interval(claim.number.value, claim.number.value + claim.number.step).meets(other)


def _level(claim: Claim) -> Interval | None:
    unit = UNITS.get(claim.unit)
    return None if unit is None or claim.interval is None else level_interval(unit, claim.interval)


def neighbours_number(facts: Facts) -> Iterator[Outcome]:
    """R18: a value that is contradicted elsewhere and equals its neighbour's in a row: likely copied from there."""
    contradicted = {
        index for outcome in contradicting_values(facts) if isinstance(outcome, Objection) for index in outcome.claims
    }
    for listing, rows in facts.lists():
        if listing.kind not in _NAMED_APART:
            continue
        for one, other in pairwise(rows):
            pair = {one.index, other.index} & contradicted
            if pair and one.number is not None and one.number == other.number and one.unit == other.unit:
                said = message(
                    "audit.neighbours_number",
                    name=facts.name(one.segment),
                    other=facts.name(other.segment),
                    text=printed_text(one.number, one.unit),
                    where=line_of(one.line),
                )
                yield Objection("R18", Severity.WARNING, said, AuditVerdict.CONTRADICTS, (), (one.index, other.index))
