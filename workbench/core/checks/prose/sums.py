"""R6, R8, R11 inside running text: counts with their shares, the remaining part, falling order.

What is measured need not be known: "312 (21.1%), 905 (61.1%) and 265 (17.9%)" are of one whole or they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.tops import exceeds, own_claims
from workbench.core.checks.prose.wholes import sum_of
from workbench.core.checks.prose.wording import line_of, near_text, span_text, where_of
from workbench.core.checks.prose.words import TOGETHER
from workbench.core.claims.model import Claim, Direction, Kind, ListingKind, Sentence, SentenceKind
from workbench.core.claims.text import Span
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.printed import Interval, Qualifier, point
from workbench.core.spelling.folding import fold
from workbench.core.units import COUNT, PERCENT

_HUNDRED = Decimal(100)
_PAIR = re.compile(
    r"(?<![0-9０-９,，.．])(?P<count>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)\s*(?:件|個|台|通|回|人|名|社|種類?|本|[a-z]+)?\s*"
    r"[（(]\s*(?:約|全体の\s*)?(?P<share>[0-9０-９]+(?:[.．][0-9０-９]+)?)\s*(?:[%％]|per ?cent)(?:\s*of (?:the total|all))?\s*[)）]"
)
"""A count with its share of something in parentheses."""

_OF_WHICH = re.compile(r"うち|(?<![a-z])of (?:which|these|those|them)(?![a-z])")
_OF_ITSELF = re.compile(r"^ ?of (?:these|those|them)(?![a-z])")
"""Right behind a share: what it is itself a share of, not what follows."""

_OTHER_ORDER = re.compile(
    r"増|伸び|減|上昇|低下|(?<![a-z])(?:increase|growth|rise|rose|grew|gain|drop|decline|fell|jump|order of)"
)
"""Words after which shares are those of a part; words of a sentence that may order its names by something else."""

_FROM_BELOW = re.compile(r"少な[いくか]|低[いくか]|下位|(?<![a-z])(?:lowest|least|fewest|fewer|lower|safest)(?![a-z])")
"""Words of a sentence that may name the least first."""

_REST = re.compile(r"残り|the rest|the remainder")
_NUMBERED = re.compile(r"(?:no\.? ?|第)?(?P<number>[0-9]{1,2})(?:\.(?![0-9])|\)|位|:)")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A count and its share in percent, with the place of both."""

    count: Decimal
    share: Interval
    span: Span
    text: str

    @property
    def whole(self) -> Interval:
        """Where the whole lies that the two make."""
        return point(self.count) / self.share * point(_HUNDRED)

    def share_of(self, whole: Interval) -> Interval:
        """Return where the share in a whole would lie."""
        return point(self.count) / whole * point(_HUNDRED)


def counted_shares(facts: Facts) -> Iterator[Outcome]:
    """R11: counts with their shares are of one whole, the stated one if there is; the odd one of several is wrong."""
    yield from _of_sentences(facts)
    for sentence in facts.report.sentences:
        pairs = _pairs(facts, sentence)
        if len(pairs) < 2:
            continue
        yield from _wrong_total(facts, sentence, pairs)
        totals = [point(total) for total in _totals(facts, sentence, max(pair.count for pair in pairs))]
        wholes = [*totals, *(pair.whole for pair in pairs)]
        best = max(wholes, key=lambda whole: sum(pair.whole.meets(whole) for pair in pairs))
        odd = [pair for pair in pairs if not pair.whole.meets(best)]
        is_stated = any(total is best for total in totals)
        if len(odd) != 1 or (len(pairs) == 2 and not is_stated) or _is_nested(odd[0], pairs):
            continue
        common = best if is_stated else _common([pair.whole for pair in pairs if pair is not odd[0]])
        yield _odd_share(facts, odd[0], common, len(pairs), Severity.ERROR if len(pairs) > 2 else Severity.WARNING)


def _of_sentences(facts: Facts) -> Iterator[Outcome]:
    """Yield the odd share of counts that two or three sentences on end give, where all others are of the sum of all."""
    run: list[list[_Pair]] = []
    for sentence in (*facts.report.sentences, None):
        pairs = [] if sentence is None else _pairs(facts, sentence)
        if pairs:
            run.append(pairs)
            continue
        passage, is_long = [pair for own in run for pair in own], len(run) > 1
        run = []
        whole = point(sum(pair.count for pair in passage))
        odd = [pair for pair in passage if not pair.whole.meets(whole)]
        if is_long and len(passage) > 2 and len(odd) == 1:
            yield _odd_share(facts, odd[0], whole, len(passage), Severity.ERROR)


def _wrong_total(facts: Facts, sentence: Sentence, pairs: Sequence[_Pair]) -> Iterator[Outcome]:
    """Yield a stated total that is none, where the counts are all of a whole by their shares."""
    whole, counted = _common([pair.whole for pair in pairs]), sum(pair.count for pair in pairs)
    near = [claim for claim in _whole_claims(facts, sentence) if not any(one.span.holds(claim.span) for one in pairs)]
    near = [claim for claim in near if not is_of_other_time(facts, claim)]
    is_whole = len(pairs) > 2 and all(pair.whole.meets(point(counted)) for pair in pairs)
    above = [claim for claim in facts.report.claims if claim.sentence <= sentence.index]
    if not is_whole or any(claim.number and claim.number.value == counted for claim in above):
        return  # the total is stated, be it further up
    likely = [
        claim for claim in near if claim.number and counted * 2 < claim.number.value * 3 < counted * Decimal("4.5")
    ]
    if len(likely) == 1:
        (total,) = likely
        expected = message("printed.count", number=f"{counted:,}")
        said = message(
            "audit.counted_total",
            text=facts.spoken(total),
            where=where_of(total),
            count=len(pairs),
            sum=expected,
            whole=span_text(whole, 0, COUNT.id),
        )
        spans = tuple(pair.span for pair in pairs)
        yield Objection("R8", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (total.index,), (), spans, expected)


def is_of_other_time(facts: Facts, claim: Claim) -> bool:
    """Whether a figure is said to be of a period before the text's."""
    said, month = claim.period, facts.report.month
    if said is None or said.span is None or month is None:
        return False
    period = Period.parse(said.id)
    if period.grain is month.grain:
        return period in {month.previous, month.year_before}
    return period.last_day < month.first_day


def _pairs(facts: Facts, sentence: Sentence) -> list[_Pair]:
    """Return the counts with shares of a sentence of prose."""
    if sentence.kind in {SentenceKind.CELL, SentenceKind.CAPTION, SentenceKind.HEADING}:
        return []
    found = []
    for match in _PAIR.finditer(facts.report.text.part(sentence.span)):
        count = Decimal(fold(match["count"]).replace(",", ""))
        share = Decimal(fold(match["share"]))
        half = Decimal(1).scaleb(share.as_tuple().exponent) / 2  # type: ignore[arg-type]  # a number has an exponent
        if count and half < share <= _HUNDRED:
            start = sentence.span.start
            span = Span(start + match.start(), start + match.end())
            found.append(_Pair(count, Interval(share - half, share + half), span, " ".join(match[0].split())))
    return found


def _whole_claims(facts: Facts, sentence: Sentence) -> list[Claim]:
    """Return the counts stated in a sentence and in the two before it."""
    return [
        claim
        for at in range(max(0, sentence.index - 2), sentence.index + 1)
        for claim in facts.by_sentence.get(at, ())
        if claim.section == sentence.section and claim.kind is Kind.VALUE and claim.unit == COUNT.id
    ]


def _totals(facts: Facts, sentence: Sentence, least: Decimal) -> list[Decimal]:
    """Return the counts near a sentence that can be a whole."""
    near = _whole_claims(facts, sentence)
    return [claim.number.value for claim in near if claim.number is not None and claim.number.value > least]


def _is_nested(odd: _Pair, pairs: Sequence[_Pair]) -> bool:
    """Whether a share is one of another count of the sentence: "312 (21.1%), of which 78 (25.0%)"."""
    return any(pair is not odd and odd.share_of(point(pair.count)).meets(odd.share) for pair in pairs)


def _common(spans: Sequence[Interval]) -> Interval:
    low, high = max(span.low for span in spans), min(span.high for span in spans)
    return Interval(low, max(low, high))


def _odd_share(facts: Facts, odd: _Pair, whole: Interval, count: int, severity: Severity) -> Objection:
    expected = near_text(odd.share_of(whole), 1, PERCENT.id)
    said = message(
        "audit.counted_share",
        text=odd.text,
        where=line_of(facts.report.text.line_of(odd.span.start)),
        whole=span_text(odd.whole, 0, COUNT.id),
        other=span_text(whole, 0, COUNT.id),
        count=count - 1,
        expected=expected,
    )
    claims = tuple(claim.index for claim in facts.report.claims if odd.span.holds(claim.span))
    return Objection("R11", severity, said, AuditVerdict.WRONG_VALUE, claims, spans=(odd.span,), expected=expected)


def remainders(facts: Facts) -> Iterator[Outcome]:
    """R8: "the remaining" percentage is what the shares of its sentence leave of 100%, with those before it or without."""
    for rest in facts.report.claims:
        if not _is_rest(rest) or rest.unit != PERCENT.id or rest.interval is None:
            continue
        parts = _parts_before(facts, rest)
        earlier = _shares_of_passage(facts, rest) if parts else []
        left = point(_HUNDRED) - sum_of(parts)
        expected = near_text(left, decimals_of_sum(parts), PERCENT.id)
        if not parts or (earlier and (left - sum_of(earlier)).meets(rest.interval)):
            continue
        if left.meets(rest.interval):
            yield Support("R8", rest.index, message("audit.rest_holds", left=expected))
        elif not earlier or TOGETHER.search(facts.before(rest)):
            said = message("audit.rest_differs", text=facts.spoken(rest), where=where_of(rest), left=expected)
            beside = tuple(claim.index for claim in parts)
            yield Objection(
                "R8", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (rest.index,), beside, expected=expected
            )


def _parts_before(facts: Facts, rest: Claim) -> list[Claim]:
    """Return the shares before a remainder in its sentence; none where something else is counted there."""
    own = [claim for claim in facts.by_sentence[rest.sentence] if claim is not rest and claim.number is not None]
    own = [claim for claim in own if claim.kind is not Kind.COUNT]
    own = [claim for claim in own if not _OF_WHICH.search(_OF_ITSELF.sub("", _up_to(facts, claim, rest)))]
    parts = [claim for claim in own if claim.kind is Kind.VALUE and claim.unit == PERCENT.id]
    is_plain = len(parts) == len(own) and all(claim.qualifier is Qualifier.EXACT for claim in (*parts, rest))
    return parts if is_plain and all(claim.span.start < rest.span.start for claim in parts) else []


def _up_to(facts: Facts, claim: Claim, rest: Claim) -> str:
    return facts.words_between(claim.span.end, rest.span.start)


def _shares_of_passage(facts: Facts, rest: Claim) -> list[Claim]:
    """Return the percentages of the sentence before a remainder's, in its section: they may be of the same whole."""
    before = facts.by_sentence.get(rest.sentence - 1, ())
    own = [claim for claim in before if claim.section == rest.section and claim.unit == PERCENT.id]
    return [claim for claim in own if claim.kind is Kind.VALUE and not claim.is_restatement]


def _is_rest(claim: Claim) -> bool:
    """Whether a statement is of what remains: by its kind, or by the name that it stands behind."""
    name = None if claim.segment is None or claim.segment.span is None else claim.segment.id
    return claim.kind is Kind.REST or (
        claim.kind is Kind.VALUE and name is not None and _REST.fullmatch(name) is not None
    )


def decimals_of_sum(claims: Sequence[Claim]) -> int:
    """Return how many decimals the sum of some percentages is told with."""
    return 0 if all(claim.number is None or claim.number.step >= 1 for claim in claims) else 1


def falling_series(facts: Facts) -> Iterator[Outcome]:
    """R6: what is named one after the other as "followed by" falls."""
    for listing, all_rows in facts.lists():
        rows = own_claims(listing, all_rows)
        if listing.kind is not ListingKind.SERIES or not listing.is_ordered or len(rows) < 2:
            continue
        known = [one for one in map(facts.known, rows) if one is not None and one.number.qualifier is Qualifier.EXACT]
        is_rising = _begins_below(facts, rows)
        is_other = _OTHER_ORDER.search(facts.sentence(rows[0])) is not None
        lead = facts.before(rows[1]) + facts.after(rows[1]).split(";")[0]
        is_other = is_other or (not is_rising and _FROM_BELOW.search(lead) is not None)
        periods = {claim.period.id for claim in rows if claim.period is not None}
        is_other = is_other or len(periods) > 1
        if is_other or len(known) != len(rows) or len({one.unit.id for one in known}) > 1:
            continue
        if is_rising:
            known.reverse()
        for before, after in pairwise(known):
            if exceeds(after, before) and before.claim is not None and after.claim is not None:
                said = message(
                    "audit.out_of_order",
                    text=before.printed,
                    where=before.where,
                    other=after.printed,
                    other_where=after.where,
                )
                claims = (before.claim.index, after.claim.index)
                yield Objection("R6", Severity.ERROR, said, AuditVerdict.CONTRADICTS, claims)
                break


def _begins_below(facts: Facts, rows: Sequence[Claim]) -> bool:
    """Whether a series starts with what is said to be the least: it rises from there."""
    own = facts.by_sentence.get(rows[0].sentence, ())
    firsts = [claim for claim in own if claim.kind is Kind.SUPERLATIVE and claim.direction is Direction.DOWN]
    return any(claim.span.start < rows[1].span.start for claim in firsts)


def numbered_items(facts: Facts) -> Iterator[Outcome]:
    """R6: items that are numbered from 1 on, each with one figure, are in falling order; one out of place is wrong."""
    for run in _runs(facts):
        known = [facts.known(claim) for claim in run]
        rows = [one for one in known if one is not None]
        if len(rows) != len(run) or len(run) < 3 or len({one.unit.id for one in rows}) > 1:
            continue
        odd = [at for at in range(len(rows)) if _is_falling([*rows[:at], *rows[at + 1 :]])]
        if _is_falling(rows) or not odd:
            continue
        before, after = next((a, b) for a, b in pairwise(rows) if exceeds(b, a))
        said = message(
            "audit.out_of_order", text=before.printed, where=before.where, other=after.printed, other_where=after.where
        )
        claims = tuple(one.claim.index for one in (before, after) if one.claim is not None)
        severity = Severity.ERROR if len(rows) > 3 else Severity.WARNING
        yield Objection("R6", severity, said, AuditVerdict.CONTRADICTS, claims)


def _is_falling(rows: Sequence[Known]) -> bool:
    return all(not exceeds(after, before) for before, after in pairwise(rows))


def _runs(facts: Facts) -> Iterator[list[Claim]]:
    """Yield the figures of items numbered 1, 2, 3 …, as long as each has exactly one."""
    run: list[Claim] = []
    for sentence in facts.report.sentences:
        number = _NUMBERED.match(sentence.words) if sentence.kind is not SentenceKind.CELL else None
        values = [one for one in facts.by_sentence.get(sentence.index, ()) if one.kind is Kind.VALUE]
        is_next = number is not None and int(number["number"]) == len(run) + 1 and len(values) == 1
        if is_next:
            run.append(values[0])
            continue
        yield run
        run = values[:1] if number is not None and number["number"] == "1" and len(values) == 1 else []
    yield run
