"""R5 by names: a figure in the prose beside the row of a table that has its name, where nobody knows what is measured.

"Source A led with 34.2%" is held against the row "Source A" of a table in the same section: it is right where any column of
the row has that figure, and likely wrong where one has a figure near it in the same unit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.changes import agree, statement
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import where_of
from workbench.core.checks.prose.words import OTHERS
from workbench.core.claims.binding.attaching import OBJECT
from workbench.core.claims.model import Claim, Kind, ListingKind, Row, SentenceKind
from workbench.core.claims.text import Span
from workbench.core.messages import message
from workbench.core.printed import Interval, PrintedNumber, Qualifier, point
from workbench.core.units import COUNT, PERCENT

_FAR = 2
"""A figure that is more than so many times another one is of something else."""

_REACH = 48
"""So many characters before a figure its name stands at most."""

_SHARE = re.compile(r"占め|全体の|割合|(?<![a-z])(?:accounted for|share|of (?:all|the total)|made up)(?![a-z])")
_ITS = re.compile(r"(?:its|their) |その(?:数|割合|件数|比率)")
_OTHER_TIME = re.compile(
    r"前月|先月|昨年|前年|前期|前四半期|last (?:month|year|quarter)|previous|earlier|compared|from $|から$"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table with the figures and changes of all its columns, and the total of each column by its list."""

    label: str
    row: Row
    figures: tuple[Known, ...]
    changes: tuple[Claim, ...] = ()

    def place_of(self, facts: Facts) -> int | None:
        """Return its place by the figures of its table, if that has one column in falling order; None otherwise."""
        claim = self.figures[0].claim
        if len(self.figures) != 1 or claim is None or claim.listing is None:
            return None
        rows = [one for one in facts.report.listings[claim.listing].rows if one.claim is not None]
        own = [row for row in rows if not OTHERS.search(row.label) and not facts.claim(row.claim or 0).is_total]
        numbers = [facts.claim(row.claim or 0).number for row in own]
        values = [number.value for number in numbers if number is not None]
        is_falling = len(values) == len(own) > 2 and values == sorted(values, reverse=True)
        if not is_falling or len(set(values)) != len(values) or self.figures[0].number.value not in values:
            return None
        if _has_line_above(facts, rows):
            return None
        return values.index(self.figures[0].number.value) + 1


def _has_line_above(facts: Facts, rows: Sequence[Row]) -> bool:
    """Whether right above the first row a figure stands that was not read as a row: the list begins with it."""
    first = min(facts.claim(row.claim).line for row in rows if row.claim is not None)
    return any(one.line == first - 1 and one.kind is Kind.VALUE for one in facts.report.claims)


def named_values(facts: Facts) -> Iterator[Outcome]:
    """R5: a figure that stands beside a name in the prose is the one in that name's row."""
    by_section: dict[int, list[Claim]] = defaultdict(list)
    for claim in facts.report.claims:
        by_section[claim.section].append(claim)
    for section, lines in _lines(facts).items():
        claims = [claim for claim in by_section[section] if _is_open(facts, claim)]
        found = [(claim, line) for claim in claims if (line := _line_of(facts, claim, lines)) is not None]
        right = {claim.index for claim, line in found if _agreeing(facts, claim, line) is not None}
        yield from _others(facts, by_section[section], lines, right)
        for claim, line in found:
            same = _agreeing(facts, claim, line)
            if same is not None:
                said = message("audit.said_alike", text=same.printed, where=same.where)
                yield Support("R5", claim.index, said, is_exact=True, expected=same.printed)
                continue
            near = _near(facts, claim, line) or _share_of_total(facts, claim, line)
            if near is not None:
                own = facts.known(claim)
                is_sure = _is_sure(facts, claim, right) or (own is not None and own.is_transposed(near))
                yield _differs(facts, claim, line, near, is_sure=is_sure)


def _is_sure(facts: Facts, claim: Claim, right: Iterable[int]) -> bool:
    """Whether another figure in the sentence, or in those beside it, is that of a row: the words speak of that table."""
    return any(abs(facts.claim(index).sentence - claim.sentence) <= 1 for index in right)


def _others(facts: Facts, claims: Sequence[Claim], lines: Sequence[_Line], right: Iterable[int]) -> Iterator[Outcome]:
    """Yield what is wrong about ranks and changes that stand beside a name of a table."""
    for claim in claims:
        if claim.listing is not None or claim.number is None:
            continue
        is_change = claim.kind is Kind.CHANGE and claim.unit in {"points", "percent"}
        line = _line_of(facts, claim, lines) if is_change or claim.kind is Kind.RANK else None
        if line is None and claim.kind is Kind.RANK:
            line = _line_behind(facts, claim, lines)
        if line is not None and is_change:
            yield from _change_of_row(facts, claim, line, right)
        elif line is not None and not claim.is_bound:
            yield from _rank_of_row(facts, claim, line, right)


def _line_behind(facts: Facts, claim: Claim, lines: Sequence[_Line]) -> _Line | None:
    """Return the row whose name follows a rank: "1位は米国"."""
    behind = re.split(r"[、。,(]|[0-9]", facts.after(claim))[0][:20]
    hits = [line for line in lines if _names(line.label, behind)]
    return hits[0] if len(hits) == 1 and re.match(r" ?[はが:]", behind) else None


def _rank_of_row(facts: Facts, claim: Claim, line: _Line, right: Iterable[int]) -> Iterator[Outcome]:
    place = line.place_of(facts)
    if place is None or claim.number is None or place == int(claim.number.value):
        return
    row = line.figures[0]
    said = message(
        "audit.rank_wrong",
        name=line.label,
        place=int(claim.number.value),
        text=row.printed,
        where=where_of(claim),
        count=place - 1,
    )
    severity = Severity.ERROR if _is_sure(facts, claim, right) else Severity.WARNING
    beside = () if row.claim is None else (row.claim.index,)
    expected = message("audit.place", place=place)
    yield Objection("R7", severity, said, AuditVerdict.WRONG_VALUE, (claim.index,), beside, expected=expected)


def _change_of_row(facts: Facts, claim: Claim, line: _Line, right: Iterable[int]) -> Iterator[Outcome]:
    """Hold a change against the one in its name's row; a change from another time than the row's is another one."""
    same = [one for one in line.changes if one.unit == claim.unit and one.direction is not None]
    if (
        len(same) != 1
        or not _is_sure(facts, claim, right)
        or (claim.base and claim.base.period not in {None, same[0].base and same[0].base.period})
    ):
        return
    row = same[0]
    if (
        claim.number is None
        or row.number is None
        or (agree(claim, row) and claim.number.interval.meets(row.number.interval))
    ):
        return
    said = message(
        "audit.named_differs",
        name=line.label,
        text=facts.spoken(claim),
        where=where_of(claim),
        other=statement(facts, row),
        other_where=where_of(row),
    )
    yield Objection("R5", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (claim.index,), (row.index,))


def _share_of_total(facts: Facts, claim: Claim, line: _Line) -> Known | None:
    """Return the share that a row's count has in its table's total, where the words speak of a share and it is another."""
    words = facts.before(claim)[-_REACH:] + facts.after(claim)[:24]
    own = facts.known(claim)
    counts = [
        one for one in line.figures if one.unit is COUNT and one.claim is not None and one.claim.listing is not None
    ]
    if claim.unit != PERCENT.id or own is None or not _SHARE.search(words) or not counts:
        return None
    shares = [share for one in counts if (share := _share(facts, one)) is not None]
    if not shares or any(share.meets(own.level) for share in shares):
        return None
    near = [
        share
        for share in shares[-1:]
        if max(share.middle, own.level.middle) < min(share.middle, own.level.middle) * _FAR
    ]
    if not near:
        return None
    number = PrintedNumber(near[0].middle.quantize(own.number.step or 1), own.number.step)
    return Known(number, PERCENT, counts[-1].claim, counts[-1].where)


def _share(facts: Facts, count: Known) -> Interval | None:
    """Return the share of a count in the total of its column."""
    listing = None if count.claim is None or count.claim.listing is None else facts.report.listings[count.claim.listing]
    rows = () if listing is None else facts.report.rows(listing)
    total = next((row for row in rows if row.is_total), None)
    if total is None or total.interval is None or total.interval.low <= 0:
        return None
    return count.number.interval / total.interval * point(100)


def _lines(facts: Facts) -> Mapping[int, list[_Line]]:
    """Return the rows of tables by their section; a label of two rows there is none."""
    rows: dict[int, dict[Span, _Line]] = {}
    for listing in facts.report.listings:
        for row in listing.rows if listing.kind is ListingKind.TABLE else ():
            if row.label_span is None or row.claim is None or len(row.label) < 2 or row.label.isdigit():
                continue
            mates = facts.row_mates[row.claim]
            values = [claim for claim in mates if claim.kind is Kind.VALUE]
            known = tuple(one for one in map(facts.known, values) if one is not None)
            changes = tuple(claim for claim in mates if claim.kind is Kind.CHANGE and claim.number is not None)
            rows.setdefault(listing.section, {})[row.label_span] = _Line(row.label, row, known, changes)
    found: dict[int, list[_Line]] = {}
    for section, by_span in rows.items():
        labels = [line.label for line in by_span.values()]
        found[section] = [line for line in by_span.values() if labels.count(line.label) == 1 and line.figures]
    return found


def _is_open(facts: Facts, claim: Claim) -> bool:
    """Whether a figure stands in prose, is exact, and is not held against others by what it is bound to."""
    if claim.kind is not Kind.VALUE or claim.number is None or claim.qualifier is not Qualifier.EXACT:
        return False
    if claim.listing is not None and facts.report.listings[claim.listing].kind is ListingKind.TABLE:
        return False
    if facts.report.sentences[claim.sentence].kind not in {SentenceKind.PROSE, SentenceKind.ITEM}:
        return False
    is_held = claim.is_bound and facts.is_known_metric(claim) and len(facts.by_key.get(claim.key or ("",) * 4, ())) > 1
    return not is_held and not claim.is_usual and not claim.is_restatement and facts.unit(claim) is not None


def _line_of(facts: Facts, claim: Claim, lines: Sequence[_Line]) -> _Line | None:
    """Return the row whose name stands right before a figure, or right behind it in parentheses; None if two may be meant."""
    before = facts.before(claim)
    own = [one for one in facts.by_sentence.get(claim.sentence, ()) if one.number is not None]
    ahead = [one for one in own if one.span.end <= claim.span.start]
    clause = before[-_REACH:] if not ahead else facts.words_between(ahead[-1].span.end, claim.span.start)[-_REACH:]
    if _OTHER_TIME.search(clause):
        return None
    hits = [line for line in lines if _names(line.label, clause) and not _is_passed(line.label, clause)]
    if not hits and (not ahead or clause.strip() in {"to", "から"}):
        hits = _lines_of_subject(facts, claim, lines)
    longest = [
        line for line in hits if not any(line.label != other.label and line.label in other.label for other in hits)
    ]
    return longest[0] if len(longest) == 1 else None


def _lines_of_subject(facts: Facts, claim: Claim, lines: Sequence[_Line]) -> list[_Line]:
    """Return the rows that a sentence's first figure may be of: the one it was bound to, or that of "its" and "their"."""
    bound = claim.segment
    if bound is not None and bound.is_certain and bound.span is not None:
        return [line for line in lines if line.row.segment is not None and line.row.segment.id == bound.id]
    before = facts.report.sentences[claim.sentence - 1] if claim.sentence else None
    if before is None or before.section != claim.section or not _ITS.match(facts.sentence(claim)):
        return []
    return [line for line in lines if _names(line.label, before.words)]


def _is_passed(label: str, words: str) -> bool:
    """Whether words name a row only as the one that another one is ahead of."""
    place = words.rfind(label)
    return place >= 0 and OBJECT.search(words[:place]) is not None


def _names(label: str, words: str) -> bool:
    if label.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(label)}(?![a-z0-9])", words) is not None
    return label in words


def _agreeing(facts: Facts, claim: Claim, line: _Line) -> Known | None:
    own = facts.known(claim)
    if own is None:
        return None
    alike = next((one for one in line.figures if one.unit.id == own.unit.id and one.agrees(own)), None)
    if alike is not None or own.unit is not PERCENT:
        return alike
    shares = ((one, _share(facts, one)) for one in line.figures if one.unit is COUNT)
    return next((one for one, share in shares if share is not None and share.meets(own.level)), None)


def _near(facts: Facts, claim: Claim, line: _Line) -> Known | None:
    """Return the figure of a row for which another one likely stands: the only one in its unit, and not far from it."""
    own = facts.known(claim)
    if own is None:
        return None
    alike = [one for one in line.figures if one.unit.id == own.unit.id]
    turned = [one for one in alike if own.is_transposed(one)]
    if len(turned) == 1:
        return turned[0]
    dated = [
        one for one in alike if one.claim and one.claim.period and claim.period and one.claim.period == claim.period
    ]
    current = [one for one in alike if one.claim and one.claim.period and facts.is_now(one.claim.period.id)]
    chosen = alike if len(alike) == 1 else dated if len(dated) == 1 else current if len(current) == 1 else []
    if len(chosen) != 1 or chosen[0].number.value <= 0 or own.number.value <= 0:
        return None
    if claim.period is not None and claim.period.span is not None and not dated:
        return None  # the words say a period of which no column is
    low, high = sorted((chosen[0].number.value, own.number.value))
    return chosen[0] if high <= low * _FAR else None


def _differs(facts: Facts, claim: Claim, line: _Line, near: Known, *, is_sure: bool) -> Objection:
    said = message(
        "audit.named_differs",
        name=line.label,
        text=facts.spoken(claim),
        where=where_of(claim),
        other=near.printed,
        other_where=near.where,
    )
    beside = () if near.claim is None else (near.claim.index,)
    severity = Severity.ERROR if is_sure else Severity.WARNING
    return Objection("R5", severity, said, AuditVerdict.CONTRADICTS, (claim.index,), beside, expected=near.printed)
