"""R6: top lists: how many rows, in order, each once, and nobody greater left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import where_of
from workbench.core.checks.prose.words import OTHERS, count_in
from workbench.core.claims.model import Claim, Kind, Listing, ListingKind, Row
from workbench.core.claims.text import Span
from workbench.core.messages import message
from workbench.core.printed import Qualifier
from workbench.core.records import GLOBAL

_DITTO = re.compile(r"同|同上|〃|々|ditto|same|do\.|\"|''")
"""Labels that repeat the one above them."""

_LONG = 7
"""From so many rows on, an order that one row breaks is no chance."""

OF_LINES = {ListingKind.TABLE, ListingKind.PANEL}
_NAMED = {ListingKind.TABLE, ListingKind.PANEL, ListingKind.PAIRED}
_PAIR = 2

_SOME_OF = re.compile(r"の?(?:うち|中|なか)")
"""Words behind a number of which a list shows some only."""

_A_NUMBER = re.compile(r"[0-9]+|(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|half|most|some)(?![a-z])")
_BEGINS = re.compile(r"(?:(?<![a-z])(?:are|were|is|was|include|included)(?: the)?|:|は、?) ?$")
_GOES_ON = re.compile(r"[)）]?(?:で)?[,、・]?(?:と|および)? ?(?:and)? ?(?:the)?")
_ENDS = re.compile(r"[)）]?(?:です|でした|である|であった|だった|となっています|となりました)?[。.]?$")
"""What stands before, between and behind the members of a list that is whole."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A list that the text calls a top N, with its values as figures, in the order of the list."""

    listing: Listing
    count: Claim
    rows: tuple[Known, ...]

    @property
    def is_full(self) -> bool:
        """Whether it has as many rows as the text says."""
        return self.count.number is not None and len(self.rows) == int(self.count.number.value)

    @property
    def is_in_order(self) -> bool:
        """Whether no row is greater than the one before it."""
        return all(not exceeds(after, before) for before, after in pairwise(self.rows))


def exceeds(one: Known, other: Known) -> bool:
    """Whether one figure is certainly greater: of "1 in N" by the rate, of two that are rounded alike by the number."""
    return not one.agrees(other) and one.level.middle > other.level.middle


def top_lists(facts: Facts) -> Iterator[Ranked]:
    """Yield the lists that are top N, as far as their own rows have values of one unit."""
    for listing, rows in facts.lists():
        count = None if listing.count is None else facts.claim(listing.count)
        known = [facts.known(claim) for claim in own_claims(listing, rows)]
        complete = tuple(one for one in known if one is not None)
        if count is not None and count.number is not None and len(complete) == len(known):
            yield Ranked(listing, count, complete)


def lengths(facts: Facts) -> Iterator[Outcome]:
    """R6: a top N has N rows."""
    for ranked in top_lists(facts):
        if ranked.listing.kind not in OF_LINES or ranked.count.number is None:
            continue
        if _SOME_OF.match(facts.after(ranked.count)):
            continue
        wanted, rows = int(ranked.count.number.value), own_rows(ranked.listing)
        if len(rows) == wanted:
            said = message("audit.top_has", count=len(rows))
            yield Support("R6", ranked.count.index, said)
            continue
        said = message(
            "audit.top_length", text=facts.spoken(ranked.count), where=where_of(ranked.count), count=len(rows)
        )
        is_sure = len(rows) > wanted or (len(rows) * 2 > wanted and is_whole(facts, ranked.listing))
        severity = Severity.ERROR if is_sure else Severity.WARNING
        spans = tuple(row.label_span for row in rows if row.label_span is not None)
        beside = tuple(row.claim for row in rows if row.claim is not None)
        expected = message("printed.count", number=str(len(rows)))
        yield Objection("R6", severity, said, AuditVerdict.WRONG_VALUE, (ranked.count.index,), beside, spans, expected)


def named_lengths(facts: Facts) -> Iterator[Outcome]:
    """R6: a sentence that says how many it names, names so many: "the five countries were A (9%), B (8%), …"."""
    for listing, rows in facts.lists():
        spans = [row.label_span for row in listing.rows]
        if listing.kind is not ListingKind.SERIES or len(rows) != len(spans) or not all(spans):
            continue
        labels = [span for span in spans if span is not None]
        lead = facts.words_between(facts.start_of(rows[0]), labels[0].start)
        count = count_in(lead) if len(_A_NUMBER.findall(lead)) == 1 else 0
        gaps = [facts.words_between(claim.span.end, span.start) for claim, span in zip(rows, labels[1:], strict=False)]
        is_whole = _BEGINS.search(lead) and all(map(_GOES_ON.fullmatch, gaps)) and _ENDS.match(facts.after(rows[-1]))
        if not count or not is_whole or any(claim.sentence != rows[0].sentence for claim in rows):
            continue
        claims = tuple(claim.index for claim in rows)
        if count == len(rows):
            yield from (Support("R6", index, message("audit.top_has", count=count)) for index in claims)
            continue
        names = tuple(facts.report.text.part(span) for span in labels)
        said = message("audit.names_counted", text=lead, where=where_of(rows[0]), count=len(rows), names=names)
        yield Objection("R6", Severity.ERROR, said, AuditVerdict.CONTRADICTS, claims)


def own_rows(listing: Listing) -> tuple[Row, ...]:
    """Return the rows of a top list that count: without totals and "others"."""
    return tuple(
        row
        for row in listing.rows
        if not OTHERS.search(row.label) and not (row.segment and row.segment.dimension == GLOBAL)
    )


def own_claims(listing: Listing, rows: Sequence[Claim]) -> list[Claim]:
    """Return the statements of a list that are of its own rows (see `own_rows`)."""
    own = {row.claim for row in own_rows(listing)}
    return [claim for claim in rows if claim.index in own]


def is_whole(facts: Facts, listing: Listing) -> bool:
    """Whether each line from the first to the last row was read as part of a row."""
    places = [row.label_span for row in listing.rows if row.label_span] + [
        claim.span for claim in facts.report.rows(listing)
    ]
    used = {line for span in places for line in facts.report.text.lines_of(span)}
    text = facts.report.text
    lines = text.lines_of(listing.span)
    return all(line in used or not _line(facts, line).strip() for line in lines)


def _line(facts: Facts, line: int) -> str:
    text = facts.report.text
    starts = (*text.line_starts, len(text.source))
    return text.part(Span(starts[line - 1], starts[line]))


def duplicates(facts: Facts) -> Iterator[Outcome]:
    """R6: a list names each of its members once."""
    for listing in facts.report.listings:
        if listing.kind not in _NAMED and not _is_enumeration(facts, listing):
            continue
        found = list(_repeated(facts, listing))
        if len({first.label for first, _ in found}) == 1:  # names that repeat by turns stand for groups of rows
            yield from (_twice(facts, first, row) for first, row in found)


def _is_enumeration(facts: Facts, listing: Listing) -> bool:
    """Whether a list inside one sentence names one after the other, each with a figure that is written alike, falling."""
    rows = facts.report.rows(listing)
    known = [one for one in map(facts.known, rows) if one is not None and one.number.qualifier is Qualifier.EXACT]
    is_alike = len({(one.unit.id, one.number.step) for one in known}) == 1 and len(known) == len(rows) > _PAIR
    is_one = len({claim.sentence for claim in rows}) == 1 and listing.kind is ListingKind.SERIES
    return is_one and is_alike and all(not exceeds(after, before) for before, after in pairwise(known))


def _repeated(facts: Facts, listing: Listing) -> Iterator[tuple[Row, Row]]:
    """Yield the members that a list names again, each with its first row: no labels of metrics, no ditto marks."""
    seen: dict[tuple[str, str], Row] = {}
    for row in listing.rows:
        if row.segment is None or row.segment.dimension == GLOBAL or row.claim is None or OTHERS.search(row.label):
            continue
        claim = facts.claim(row.claim)
        if claim.is_total or _DITTO.fullmatch(row.label.strip()) or not re.search(r"\w", row.label):
            continue
        first = seen.setdefault((row.segment.dimension, row.segment.id), row)
        is_same_mention = first.label_span is not None and first.label_span == row.label_span
        if first is row or is_same_mention or first.claim is None or claim.kind is not Kind.VALUE:
            continue
        if _is_one_period(facts.claim(first.claim), claim):
            yield first, row


def _is_one_period(one: Claim, other: Claim) -> bool:
    """Whether two rows say the same of one thing; in one sentence what is measured may be unknown."""
    if one.sentence == other.sentence and one.metric is None is other.metric:
        periods = {None if claim.period is None else claim.period.id for claim in (one, other)}
        return len(periods) == 1 and one.statistic == other.statistic
    return one.key is not None and one.key == other.key and one.statistic == other.statistic


def _twice(facts: Facts, first: Row, row: Row) -> Objection:
    """Say that a list has one name twice; the names may be written differently, which is then likely meant."""
    assert first.claim is not None
    assert row.claim is not None
    one, other = facts.claim(first.claim), facts.claim(row.claim)
    known = facts.known(one), facts.known(other)
    said = message(
        "audit.twice",
        name=facts.name(row.segment),
        text=known[0].printed if known[0] else facts.spoken(one),
        where=where_of(one),
        other=known[1].printed if known[1] else facts.spoken(other),
        other_where=where_of(other),
    )
    severity = Severity.ERROR if first.label == row.label else Severity.WARNING
    spans = tuple(span for span in (first.label_span, row.label_span) if span is not None)
    return Objection("R6", severity, said, AuditVerdict.CONTRADICTS, (one.index, other.index), (), spans)


def orders(facts: Facts) -> Iterator[Outcome]:
    """R6: a top N falls from row to row. One row out of place is an error; a list in no order may have another one."""
    for ranked in top_lists(facts):
        if ranked.is_in_order or len(ranked.rows) < 3 or _is_rising(ranked.rows):
            continue
        place = _odd_one(ranked.rows)
        before, after = next((a, b) for a, b in pairwise(ranked.rows) if exceeds(b, a))
        said = message(
            "audit.out_of_order",
            text=before.printed,
            where=before.where,
            other=after.printed,
            other_where=after.where,
        )
        is_sure = place is not None and len(ranked.rows) > 3 and ranked.listing.kind in OF_LINES
        claims = [known.claim.index for known in (before, after) if known.claim is not None]
        yield Objection(
            "R6", Severity.ERROR if is_sure else Severity.WARNING, said, AuditVerdict.CONTRADICTS, tuple(claims)
        )


def nearly_ordered(facts: Facts) -> Iterator[Outcome]:
    """R6: a long table that falls from row to row but for one of them likely has two values exchanged, or a wrong one."""
    for listing, rows in facts.lists():
        if listing.kind is not ListingKind.TABLE or listing.count is not None or len(rows) < _LONG:
            continue
        own = [row.claim for row in own_rows(listing) if row.claim is not None]
        known = [one for one in map(facts.known, map(facts.claim, own)) if one is not None]
        if len(known) != len(own) or len(known) < _LONG or len({one.unit.id for one in known}) > 1:
            continue
        breaks = [(a, b) for a, b in pairwise(known) if exceeds(b, a)]
        if len(breaks) == 1 and _odd_one(known) is not None and all(one.claim for one in known):
            before, after = breaks[0]
            said = message(
                "audit.nearly_ordered",
                count=len(known),
                text=before.printed,
                where=before.where,
                other=after.printed,
                other_where=after.where,
            )
            claims = tuple(one.claim.index for one in (before, after) if one.claim is not None)
            yield Objection("R6", Severity.WARNING, said, claims=(), beside=claims)


def _is_rising(rows: Sequence[Known]) -> bool:
    return all(not exceeds(before, after) for before, after in pairwise(rows))


def _odd_one(rows: Sequence[Known]) -> int | None:
    """Return the place of a row without which the list is in order; None where there is none."""
    for place in range(len(rows)):
        others = (*rows[:place], *rows[place + 1 :])
        if all(not exceeds(after, before) for before, after in pairwise(others)):
            return place
    return None


def members(facts: Facts) -> Iterator[Outcome]:
    """R6: nobody who is not in a top N is greater than its last."""
    for ranked in top_lists(facts):
        if not (ranked.is_full and ranked.is_in_order) or ranked.listing.kind not in OF_LINES:
            continue
        keys = {known.claim.key for known in ranked.rows if known.claim is not None}
        last = ranked.rows[-1]
        for known in _others(facts, ranked):
            if known.claim is None or known.claim.key in keys or not exceeds(known, last):
                continue
            said = message(
                "audit.left_out",
                name=facts.name(known.claim.segment),
                text=known.printed,
                where=known.where,
                count=len(ranked.rows),
                last=last.printed,
                last_where=last.where,
            )
            beside = () if last.claim is None else (last.claim.index,)
            yield Objection("R6", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (known.claim.index,), beside)


def _others(facts: Facts, ranked: Ranked) -> Iterator[Known]:
    """Yield all values of a top list's metric, dimension and period."""
    sample = ranked.rows[0].claim
    if sample is None or sample.key is None or not sample.is_bound:
        return
    for key in facts.keys_of_kind.get((sample.key[0], sample.key[1], sample.key[3]), ()):
        yield from facts.figures(key)
