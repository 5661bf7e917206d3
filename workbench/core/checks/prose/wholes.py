"""R8, R9, R19, R20: parts and their total, a mean among its members, labels and their values, decimals in one list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from workbench.core.catalogue import Composition
from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.tops import top_lists
from workbench.core.checks.prose.wording import line_of, near_text, printed_text, shortened, where_of
from workbench.core.checks.prose.words import OTHERS
from workbench.core.claims.model import Claim, Kind, Listing, ListingKind, NoiseKind
from workbench.core.messages import message
from workbench.core.printed import Interval, Qualifier, point
from workbench.core.records import GLOBAL, Statistic
from workbench.core.units import COUNT, PER_DAY, PERCENT

_HUNDRED = Decimal(100)
_NO_SHARES = Decimal(150)
"""What comes to more than so many percent is a rate of each, and no share of one whole."""

_TOTAL = re.compile(r"計$|^全体$|(?<![a-z])(?:total|sum|all)(?![a-z])")
"""Labels of a row that is the sum of those above it; "world" is one of more than a table has."""

_THEREOF = re.compile(r"\s*(?:うち|内数|(?i:of which|thereof))")
"""How the label of a row begins that is a part of the row above it."""

SEVERAL = re.compile(r"複数回答|multiple (?:answers|responses|choices)|more than one|重複")
_SHARES = re.compile(r"割合|シェア|比率|内訳|構成|占め|share|proportion|accounted|distribution|breakdown|split")
_OF_ONE = re.compile(
    r"(?:counted|assigned|attributed|classed|classified)[^.;]{0,24}(?:(?:one|a single) [a-z]+ only|only (?:once|one)|exactly one)"
    r"|重複(?:は|も)?(?:な[いくし]|ありません)|(?:いずれか|どれか|それぞれ)?(?:1つ|1種類?)だけに(?:分類|集計|計上)"
)
"""Words that make shares those of one whole, whatever they are of."""

_TABLES = {ListingKind.TABLE, ListingKind.PANEL}


def shares(facts: Facts) -> Iterator[Outcome]:
    """R8: shares of one whole come to 100% at most, and to 100% where "others" stands among them."""
    for listing, parts, has_others in breakdowns_of_lists(facts):
        if len(parts) < 2 or not _are_shares(facts, listing, parts, has_others=has_others):
            continue
        if len({(claim.key, claim.segment) for claim in parts}) < len(parts):
            continue
        exact = [claim for claim in parts if claim.interval is not None and claim.qualifier is Qualifier.EXACT]
        total = sum_of(exact)
        is_whole = has_others and len(exact) == len(parts)
        is_short = is_whole and total.high < _HUNDRED and _is_named(facts, listing, parts)
        if (not has_others and total.low > _NO_SHARES) or not (total.low > _HUNDRED or is_short):
            continue
        if total.low > _HUNDRED and _has_subtotals(exact):
            continue
        severity = Severity.ERROR if total.low > _HUNDRED else Severity.WARNING
        yield _sum_objection(facts, listing, parts, total, severity)


def breakdowns_of_lists(facts: Facts) -> Iterator[tuple[Listing, list[Claim], bool]]:
    """Yield lists with their parts, and whether "others" is one; that may be a list of its own, on the next line."""
    apart = _others_apart(facts)
    for listing, rows in facts.lists():
        parts = [claim for claim in rows if not claim.is_total]
        has_others = any(OTHERS.search(row.label) for row in listing.rows)
        rest = None if has_others or len(parts) < 2 else _others_below(facts, parts, apart)
        yield listing, parts if rest is None else [*parts, rest], has_others or rest is not None


def _others_apart(facts: Facts) -> list[Claim]:
    """Return the figures of "others" that are lists of their own."""
    alone = ((listing, facts.report.rows(listing)) for listing in facts.report.listings)
    return [rows[0] for listing, rows in alone if len(rows) == 1 and OTHERS.search(listing.rows[0].label)]


def _others_below(facts: Facts, parts: Sequence[Claim], apart: Sequence[Claim]) -> Claim | None:
    """Return the figure of "others" on the line below some parts, in their column."""
    last = parts[-1]
    column = facts.row_mates.get(last.index, (last,)).index(last)
    for one in apart:
        is_next = one.section == last.section and one.line - last.line in {1, 2} and one.unit == last.unit
        if is_next and facts.row_mates.get(one.index, (one,)).index(one) == column:
            return one
    return None


def _are_shares(facts: Facts, listing: Listing, parts: Sequence[Claim], *, has_others: bool) -> bool:
    """Whether the rows of a list are shares of one whole: by the catalogue, or by the words about it.

    Where it is in doubt what is measured, "others" among the rows is needed as well: a rate of each has no others.
    """
    if any(claim.unit != PERCENT.id or claim.statistic != Statistic.VALUE for claim in parts):
        return False
    first = parts[0]
    is_of_one = _OF_ONE.search(facts.sentence(first)) is not None
    if listing.metric is None or is_of_one:
        return is_of_one
    if first.period is None or any(
        claim.period != first.period and claim.key and first.key and claim.key[3] != first.key[3] for claim in parts
    ):
        return False
    if not listing.metric.is_local and not listing.metric.is_certain and has_others:
        return _is_named(facts, listing, parts)
    if not listing.metric.is_local:
        return (
            listing.metric.is_certain
            and facts.catalogue.composition(listing.metric.id, listing.dimension) is Composition.SHARES
            if listing.dimension and listing.metric.id in facts.catalogue.metrics
            else False
        )
    return _is_named(facts, listing, parts)


def _is_named(facts: Facts, listing: Listing, parts: Sequence[Claim]) -> bool:
    """Whether words about a list call its values shares, and none says that they may overlap."""
    words = f"{listing.metric.id if listing.metric else ''} {listing.header} {facts.sentence(parts[0])}"
    is_share = listing.metric is not None and not listing.metric.is_local and listing.metric.is_certain
    return (is_share or _SHARES.search(words) is not None) and not SEVERAL.search(_around(facts, parts))


def _around(facts: Facts, parts: Sequence[Claim]) -> str:
    first, last = parts[0].sentence, parts[-1].sentence
    return " ".join(sentence.words for sentence in facts.report.sentences[max(0, first - 4) : last + 3])


def sum_of(claims: Sequence[Claim]) -> Interval:
    """Return where the sum of the numbers of statements lies."""
    total = point(0)
    for claim in claims:
        if claim.interval is not None:
            total += claim.interval
    return total


def is_sum_of_neighbours(spans: Sequence[Interval], at: int) -> bool:
    """Whether a figure is the sum of two or more right above it, or right below it."""
    for rows in (spans[:at][::-1], spans[at + 1 :]):
        if any(total.meets(spans[at]) for total in list(accumulate(rows))[1:]):
            return True
    return False


def _has_subtotals(parts: Sequence[Claim]) -> bool:
    """Whether shares come to 100% without those that are the sum of others."""
    spans = [claim.interval for claim in parts if claim.interval is not None]
    own = [span for at, span in enumerate(spans) if not is_sum_of_neighbours(spans, at)]
    return len(own) < len(spans) and sum(own, point(0)).meets(point(_HUNDRED))


def _sum_objection(
    facts: Facts, listing: Listing, parts: Sequence[Claim], total: Interval, severity: Severity
) -> Objection:
    said = message(
        "audit.shares_sum",
        name=facts.name(listing.metric) or shortened(facts.sentence(parts[0])),
        count=len(parts),
        total=near_text(total, 1, PERCENT.id),
        where=line_of(parts[0].line),
    )
    return Objection("R8", severity, said, AuditVerdict.CONTRADICTS, tuple(claim.index for claim in parts))


def totals(facts: Facts) -> Iterator[Outcome]:
    """R8: the parts of a sum come to its total: parts by the catalogue, or the rows above a total of a count."""
    for listing, rows in facts.lists():
        parts = [claim for claim in rows if not claim.is_total]
        total = next((claim for claim in rows if claim.is_total), None) or _total_of(facts, listing, parts)
        if total is not None and len(parts) > 1 and _is_sum(facts, listing, parts, total):
            yield from _of_sum(facts, listing, parts, total)


def _of_sum(facts: Facts, listing: Listing, parts: Sequence[Claim], total: Claim) -> Iterator[Outcome]:
    """Hold a total against the sum of its parts; a list that may lack some of them can have a greater one."""
    unit, found = facts.unit(total) or COUNT, sum_of(parts)
    if total.interval is None or total.number is None:
        return
    summed = near_text(found, 1 if unit is PERCENT else 0, unit.id)
    told = {
        "total": printed_text(total.number, unit.id),
        "where": where_of(total),
        "sum": summed,
        "count": len(parts),
    }
    beside = tuple(claim.index for claim in parts)
    if found.meets(total.interval):
        yield Support("R8", total.index, message("audit.sum_holds", **told))
    elif found.low > total.interval.high or _is_complete(facts, listing, parts) or _is_whole_table(facts, listing):
        said = message("audit.sum_differs", **told)
        claims = (total.index,)
        yield Objection("R8", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, claims, beside, expected=summed)
    elif listing.values[-1] == total.index and listing.count is None and _TOTAL.search(listing.rows[-1].label):
        said = message("audit.sum_differs", **told)
        yield Objection("R8", Severity.WARNING, said, AuditVerdict.CONTRADICTS, (total.index,), beside)


def _is_whole_table(facts: Facts, listing: Listing) -> bool:
    """Whether a table's rows are all that its total holds: "others" is among them, or another column comes to its total."""
    if any(OTHERS.search(row.label) for row in listing.rows):
        return True
    labels = {row.label_span for row in listing.rows}
    for other in facts.report.listings:
        if other.index == listing.index or {row.label_span for row in other.rows} != labels:
            continue
        rows = facts.report.rows(other)
        total = rows[-1] if rows and rows[-1].is_total else None
        counts = all(claim.kind is Kind.VALUE and claim.unit in {"", COUNT.id, PER_DAY.id} for claim in rows)
        if total is not None and total.interval is not None and counts and sum_of(rows[:-1]).meets(total.interval):
            return True
    return False


def _total_of(facts: Facts, listing: Listing, parts: Sequence[Claim]) -> Claim | None:
    """Return what the text states as the total of a list's metric, elsewhere."""
    key = parts[0].key if parts else None
    if key is None or listing.metric is None or listing.metric.is_local:
        return None
    known = facts.by_key.get((key[0], GLOBAL, GLOBAL, key[3]), ())
    return next((one.claim for one in known if one.claim is not None), None)


def _is_sum(facts: Facts, listing: Listing, parts: Sequence[Claim], total: Claim) -> bool:
    """Whether a list's rows add up: counts of one kind, of one period, without a row that another one holds."""
    if listing.metric is not None and not listing.metric.is_local and listing.metric.id in facts.catalogue.metrics:
        return (
            bool(listing.dimension)
            and facts.catalogue.composition(listing.metric.id, listing.dimension) is Composition.PARTS
        )
    if any(claim.direction is not None for claim in (*parts, total)):
        return False  # signed: what rose and what fell
    if len({len(facts.row_mates.get(claim.index, ())) for claim in (*parts, total)}) > 1:
        return False  # a row lacks a figure: which one is another's column is not known
    units = {facts.unit(claim) for claim in (*parts, total)}
    if any(claim.kind is not Kind.VALUE for claim in (*parts, total)) or _has_levels(facts, listing):
        return False
    return listing.kind in _TABLES and units in ({COUNT}, {PER_DAY}) and total in facts.report.rows(listing)


def _has_levels(facts: Facts, listing: Listing) -> bool:
    """Whether some labels of a list stand further in than others, or are called parts: rows that another row holds."""
    spans = [row.label_span for row in listing.rows if row.label_span is not None]
    text = facts.report.text
    depths = {span.start - text.line_starts[text.line_of(span.start) - 1] for span in spans}
    return len(depths) > 1 or any(_THEREOF.match(row.label) for row in listing.rows)


def _is_complete(facts: Facts, listing: Listing, parts: Sequence[Claim]) -> bool:
    """Whether a list has all members of its dimension."""
    if listing.dimension not in facts.catalogue.dimensions or listing.dimension == GLOBAL:
        return False
    named = {claim.segment.id for claim in parts if claim.segment is not None}
    return named >= set(facts.catalogue.segments(listing.dimension))


def means(facts: Facts) -> Iterator[Outcome]:
    """R9: a rate of the whole lies among the rates of its parts: of all sizes of companies, and below the first of a top N."""
    for (metric, dimension, period), keys in facts.keys_of_kind.items():
        if _composition(facts, metric, dimension) is not Composition.RATES or dimension == "botnet":
            continue
        total = next(iter(facts.by_key.get((metric, GLOBAL, GLOBAL, period), ())), None)
        if total is not None and {key[2] for key in keys} >= set(facts.catalogue.segments(dimension)):
            yield from _among(facts, [facts.by_key[key][0] for key in keys], total)
    for ranked in top_lists(facts):
        first = ranked.rows[0].claim
        if first is None or first.key is None or not (ranked.is_full and ranked.is_in_order and first.is_bound):
            continue
        metric, dimension, _, period = first.key
        total = next(iter(facts.by_key.get((metric, GLOBAL, GLOBAL, period), ())), None)
        if total is not None and _composition(facts, metric, dimension) is Composition.RATES:
            yield from _below_first(facts, ranked.rows[0], total)


def _composition(facts: Facts, metric: str, dimension: str) -> Composition | None:
    """Return how the members of a dimension make up a metric; None where the catalogue does not know the two."""
    return facts.catalogue.composition(metric, dimension) if metric in facts.catalogue.metrics else None


def _among(facts: Facts, known: Sequence[Known], total: Known) -> Iterator[Outcome]:
    low, high = min(known, key=lambda one: one.level.middle), max(known, key=lambda one: one.level.middle)
    if total.level.low > high.level.high or total.level.high < low.level.low:
        yield _mean_objection(facts, total, low, high)


def _below_first(facts: Facts, first: Known, total: Known) -> Iterator[Outcome]:
    if total.level.low > first.level.high:
        yield _mean_objection(facts, total, None, first)


def _mean_objection(facts: Facts, total: Known, low: Known | None, high: Known) -> Objection:
    ids = "audit.mean_above" if low is None else "audit.mean_outside"
    told = {
        "name": facts.name(None if total.claim is None else total.claim.metric),
        "total": total.printed,
        "where": total.where,
        "high": high.printed,
        "high_where": high.where,
    }
    if low is not None:
        told |= {"low": low.printed, "low_where": low.where}
    beside = tuple(one.claim.index for one in (low, high) if one is not None and one.claim is not None)
    claims = () if total.claim is None else (total.claim.index,)
    return Objection("R9", Severity.ERROR, message(ids, **told), AuditVerdict.CONTRADICTS, claims, beside)


def missing_values(facts: Facts) -> Iterator[Outcome]:
    """R20: a list has a value for each of its labels. Labels that nobody knows may have been read wrongly."""
    for listing in facts.report.listings:
        if listing.kind not in {ListingKind.PANEL, ListingKind.STAGES} or len(listing.values) == len(listing.rows):
            continue
        is_sure = listing.kind is ListingKind.STAGES or all(
            row.segment is not None and not row.segment.is_local for row in listing.rows
        )
        without = tuple(row.label for row in listing.rows if row.claim is None)
        noise = [
            noise for noise in facts.report.noises if listing.span.holds(noise.span) and noise.kind is NoiseKind.STRAY
        ]
        told = {
            "labels": len(listing.rows),
            "values": len(listing.values),
            "names": without,
            "where": line_of(facts.report.text.line_of(listing.span.start)),
        }
        said = (
            message("audit.value_missing_noise", found=noise[0].found, **told)
            if noise
            else message("audit.value_missing", **told)
        )
        spans = [row.label_span for row in listing.rows if row.label_span is not None] + [one.span for one in noise]
        yield Objection(
            "R20",
            Severity.ERROR if is_sure else Severity.WARNING,
            said,
            AuditVerdict.CONTRADICTS,
            (),
            listing.values,
            tuple(spans),
        )


def decimals(facts: Facts) -> Iterator[Outcome]:
    """R19: one value of a list has other decimals than all the rest."""
    for listing, rows in facts.lists():
        steps = Counter(
            claim.number.step for claim in rows if claim.number is not None and claim.qualifier is Qualifier.EXACT
        )
        if listing.kind not in _TABLES or len(steps) != 2 or len(rows) < 4 or steps.most_common()[1][1] != 1:
            continue
        odd = steps.most_common()[1][0]
        claim = next(one for one in rows if one.number is not None and one.number.step == odd)
        said = message("audit.decimals", text=facts.spoken(claim), where=where_of(claim), count=len(rows) - 1)
        yield Objection("R19", Severity.INFO, said, AuditVerdict.SUPPORTED, (), (claim.index,))
