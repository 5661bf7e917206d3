"""R8: what several are said to come to together is the sum of what is stated of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.sums import decimals_of_sum
from workbench.core.checks.prose.wholes import sum_of
from workbench.core.checks.prose.wording import near_text, where_of
from workbench.core.checks.prose.words import TOGETHER, count_in
from workbench.core.claims.model import Claim, Kind, Listing, ListingKind
from workbench.core.messages import message
from workbench.core.printed import Interval, Qualifier, point
from workbench.core.records import GLOBAL
from workbench.core.spelling.folding import fold
from workbench.core.units import COUNT, PERCENT

_HUNDRED = 100
_OF_ALL = re.compile(
    r"(?:この|これら|上位)の?[0-9]+(?:種類?|つ|社|者|か国|カ国|業種|分野)(?:だけ)?(?:で|が|は)、?全体の(?:約)?"
)
_OF_THEM = re.compile(
    r"(?<![a-z])(?:these|those|the) [a-z0-9]+ of them (?:(?:being|are|were) )?(?:responsible|account(?:ed|ing)?)(?![a-z])"
    r"|(?:この|これら|上位)の?(?:上位)?[0-9]+(?:か国|カ国|ヶ国|種類?|つ|社|者|業種|分野)(?:だけ)?で、?[^、。0-9]{0,12}全体の"
)
_REST = re.compile(r"その他|ほか|残り|他の|(?<![a-z])(?:others?|rest|remaining|remainder)(?![a-z])")
_EACH = re.compile(r"それぞれ|ずつ|(?<![a-z])(?:each|every|respectively|between|on average|apiece)(?![a-z])")
_OF_WHICH = re.compile(r"うち|内訳")
"""All words before the share that several have of all; words that make a share one of several, that make it one of all
else, or of each; and words that make the count before them that of all."""

_REACH, _MOST = 4, 8
"""So many sentences back stand the parts of what several come to, and so many figures are looked at there."""

_UNREAD = re.compile(r"[0-9]")
"""A figure between the parts that was read as none: it may be a part too."""


def together(facts: Facts) -> Iterator[Outcome]:
    """R8: what several come to is the sum of those of the sentence before, or of the first rows of a table's column."""
    for claim in facts.report.claims:
        if claim.kind is not Kind.VALUE or claim.unit != PERCENT.id or claim.qualifier is not Qualifier.EXACT:
            continue
        words = own_words(facts, claim)
        is_told = TOGETHER.search(words) or (_OF_THEM.search(words) and not _EACH.search(words))
        count = count_in(words) if is_told and not _REST.search(words) else 0
        found = (options(facts, claim, count) or _windows(facts, claim, count)) if count else []
        if found:
            yield from _held(facts, claim, count, found)


def shares_together(facts: Facts) -> Iterator[Outcome]:
    """R11: the share that several counts are said to have of all is their sum's of the count before them."""
    for claim in facts.report.claims:
        if claim.kind is not Kind.VALUE or claim.unit != PERCENT.id or claim.qualifier is not Qualifier.EXACT:
            continue
        words = own_words(facts, claim)
        count = count_in(words) if _OF_ALL.fullmatch(words) else 0
        counts = [one for one in facts.by_sentence.get(claim.sentence - 1, ()) if one.kind is Kind.VALUE]
        is_told = count > 1 and len(counts) == count + 1 and all(_is_count(facts, one, claim) for one in counts)
        is_told = (
            is_told and _OF_WHICH.search(facts.words_between(counts[0].span.end, counts[1].span.start)) is not None
        )
        whole = counts[0].interval if is_told else None
        if whole is None or claim.interval is None or not whole.low > 0 or sum_of(counts[1:]).high > whole.high:
            continue
        share = sum_of(counts[1:]) / whole * point(_HUNDRED)
        if not share.meets(claim.interval):
            yield _share_differs(facts, claim, counts, share)


def _is_count(facts: Facts, claim: Claim, share: Claim) -> bool:
    is_exact = claim.qualifier is Qualifier.EXACT and not claim.is_restatement
    return is_exact and claim.section == share.section and facts.unit(claim) is COUNT


def _share_differs(facts: Facts, claim: Claim, counts: Sequence[Claim], share: Interval) -> Objection:
    expected = near_text(share, 1, PERCENT.id)
    said = message(
        "audit.share_differs",
        text=facts.spoken(claim),
        where=where_of(claim),
        count=near_text(sum_of(counts[1:]), 0, COUNT.id),
        total=facts.spoken(counts[0]),
        expected=expected,
    )
    beside = tuple(one.index for one in counts)
    return Objection("R11", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (claim.index,), beside, expected=expected)


def _held(facts: Facts, claim: Claim, count: int, options: Sequence[Sequence[Claim]]) -> Iterator[Outcome]:
    """Hold what several come to against the columns that it may be of: it is wrong where it is the sum of none."""
    assert claim.interval is not None
    right = [parts for parts in options if sum_of(parts).meets(claim.interval)]
    parts = right[0] if right else options[0]
    expected = near_text(sum_of(parts), decimals_of_sum(parts), PERCENT.id)
    if right:
        yield Support("R8", claim.index, message("audit.together_holds", count=count, sum=expected))
    elif not _may_mean_others(facts, parts):
        said = message(
            "audit.together_differs", text=facts.spoken(claim), where=where_of(claim), count=count, sum=expected
        )
        beside = tuple(part.index for part in parts)
        yield Objection("R8", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (claim.index,), beside, expected=expected)


def own_words(facts: Facts, claim: Claim) -> str:
    """Return the words before a figure that are its own: back to the figure before it in its sentence."""
    own = [one for one in facts.by_sentence[claim.sentence] if one.kind is Kind.VALUE and one.index < claim.index]
    ahead = [one for one in own if not count_in(fold(one.text))]  # この3社 counts them, it is no figure of theirs
    start = max((one.span.end for one in ahead if one.span.end <= claim.span.start), default=facts.start_of(claim))
    return facts.words_between(start, claim.span.start)


def options(facts: Facts, claim: Claim, count: int) -> list[list[Claim]]:
    """Return the values that several may come to: all of the sentence before, else the first ones of each column above."""
    before = [one for one in facts.by_sentence.get(claim.sentence - 1, ()) if one.kind is Kind.VALUE]
    section = [one for one in before if one.section == claim.section and one.unit == claim.unit]
    if len(section) == len(before) == count and not any(one.is_restatement for one in before):
        kinds = {(one.period and one.period.id, one.dimension == GLOBAL) for one in section}
        return [section] if len(kinds) == 1 else []  # of one time, and each of a name or none of them
    found = [rows for column in _columns(facts, claim) if (rows := _first_rows(facts, column, claim, count))]
    return _of_period(claim, found) if found else _of_paragraph(facts, claim, count)


def _of_paragraph(facts: Facts, claim: Claim, count: int) -> list[list[Claim]]:
    """Return the figures of the paragraph before a statement, if they are so many and each is of a name of its own."""
    text = facts.report.text.source
    start = text.rfind("\n\n", 0, claim.span.start)
    above: list[Claim] = []
    for at in range(claim.sentence - 1, -1, -1):
        if facts.report.sentences[at].span.end <= start:
            break
        own = facts.by_sentence.get(at, ())
        above[:0] = [one for one in own if one.kind is Kind.VALUE and one.span.start > start]
    names = {(one.dimension, one.segment.id) for one in above if one.segment is not None and one.dimension != GLOBAL}
    is_plain = all(one.unit == claim.unit and one.qualifier is Qualifier.EXACT for one in above)
    return [above] if is_plain and len(above) == len(names) == count else []


def _windows(facts: Facts, claim: Claim, count: int) -> list[list[Claim]]:
    """Return the last figures before a statement, if so many are of names of one kind, and all others that may be meant."""
    near = [one for at in range(claim.sentence - _REACH, claim.sentence + 1) for one in facts.by_sentence.get(at, ())]
    run = [one for one in near if one.kind is Kind.VALUE and one.section == claim.section and one.index < claim.index]
    run = [one for one in run if one.unit == claim.unit and one.interval is not None][-_MOST:]
    last = run[-count:]
    names = {one.segment.id for one in last if one.segment is not None and one.dimension != GLOBAL}
    times = {(one.period and one.period.id, one.qualifier) for one in (*last, claim)}
    is_plain = len(last) == len(names) == count > 1 and len({one.dimension for one in last}) == len(times) == 1
    is_plain = is_plain and not any(one.is_restatement for one in last) and not _has_unread(facts, last[0], claim)
    if not is_plain or _EACH.match(facts.after(claim).lstrip(" ,")):
        return []
    return [last, *(list(rows) for rows in combinations(run, count))]


def _has_unread(facts: Facts, first: Claim, last: Claim) -> bool:
    """Whether a figure stands between two statements that is no statement itself."""
    place, gaps = first.span.end, []
    for one in sorted(facts.report.claims[first.index + 1 : last.index + 1], key=lambda one: one.span.start):
        gaps.append(facts.words_between(place, one.span.start))
        place = max(place, one.span.end)
    return any(_UNREAD.search(gap) for gap in gaps)


def _columns(facts: Facts, claim: Claim) -> list[Listing]:
    """Return the columns of the last table above a statement in its section that hold values, not changes."""
    own = [one for one in facts.report.listings if one.section == claim.section and one.values]
    above = [one for one in own if facts.claim(one.values[-1]).span.end <= claim.span.start]
    if not above or above[-1].kind is not ListingKind.TABLE:
        return []
    labels = {row.label_span for row in above[-1].rows}
    columns = [one for one in above if {row.label_span for row in one.rows} == labels]
    return [one for one in columns if any(row.kind is Kind.VALUE for row in facts.report.rows(one))]


def _first_rows(facts: Facts, column: Listing, claim: Claim, count: int) -> list[Claim]:
    """Return the rows of a column in a statement's unit that a statement names, or its first ones; none where it has not so many."""
    rows, unit = list(facts.report.rows(column)), facts.unit(claim)
    if len(rows) < count or any(facts.unit(row) is not unit or row.kind is not Kind.VALUE for row in rows):
        return []
    named = _named(facts, column, claim)
    return (named or rows[:count]) if not named or len(named) == count else []


def _of_period(claim: Claim, columns: list[list[Claim]]) -> list[list[Claim]]:
    """Return the columns of the period that the words of a statement say; all where they say none, its own before others."""
    said = claim.period
    own = [
        rows for rows in columns if said is not None and all(row.period and row.period.id == said.id for row in rows)
    ]
    if said is not None and said.span is not None and own:
        return own
    return [*own, *(rows for rows in columns if rows not in own)]


def _named(facts: Facts, listing: Listing, claim: Claim) -> list[Claim]:
    """Return the rows that a statement's sentence names before it: it is of these that it speaks."""
    words = facts.before(claim)
    rows = [row for row in listing.rows if row.claim is not None and row.label and fold(row.label) in words]
    return [facts.claim(row.claim) for row in rows if row.claim is not None]


def _may_mean_others(facts: Facts, parts: Sequence[Claim]) -> bool:
    """Whether the sentence before the parts' names shares of the same dimension: "the top three" may begin there."""
    first = parts[0]
    if first.listing is not None and facts.report.listings[first.listing].kind is ListingKind.TABLE:
        return False
    return any(
        one.kind is Kind.VALUE
        and one.unit == PERCENT.id
        and one.section == first.section
        and one.segment is not None
        and one.dimension == first.dimension
        for one in facts.by_sentence.get(first.sentence - 1, ())
    )
