"""R9 in prose: an average is that of the figures it is said to be of, or at least among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.together import options, own_words
from workbench.core.checks.prose.wholes import sum_of
from workbench.core.checks.prose.wording import near_text, where_of
from workbench.core.checks.prose.words import NUMBERS, count_in
from workbench.core.claims.model import Claim, Kind
from workbench.core.messages import Message, message
from workbench.core.printed import Interval, Qualifier, point
from workbench.core.spelling.folding import fold
from workbench.core.units import COUNT, Unit

_AVERAGE = re.compile(r"平均|(?<![a-z])(?:average|mean)(?![a-z])")
_OF_THEM = re.compile(r"これらの平均|(?<![a-z])(?:over all|(?:average|mean)) of (?:them|these)(?![a-z])")
_OF_PERIODS = re.compile(
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? |(?:1[0-2]|[1-9])月 |q[1-4] |第[1-4]四半期 ){2,}(?:average|avg\.?|mean|平均)"
)
"""A header of periods and their average."""

_PAIR = 2
_OF_TIMES = re.compile(
    r"(?:(?:この|これら|上記の)(?P<ja>[0-9]+)(?:週間?|[かカヶケ]月間?|日間?|年間?|四半期)|(?<![0-9])(?P<all>[0-9]+)(?:週間?|[かカヶケ]月|四半期)とも[^0-9]*平均は$)"
    rf"|(?<![a-z])(?:these|those|the|(?:average|mean) (?:of|over|across) all) (?P<en>[0-9]+|{'|'.join(NUMBERS)}) (?:weeks|months|days|quarters|years)(?![a-z])"
)
"""Words that make an average one of so many that were named."""


def averages(facts: Facts) -> Iterator[Outcome]:
    """R9: the average of so many figures is theirs: of counts their mean, of rates a figure between the least and the greatest."""
    for claim in facts.report.claims:
        if claim.kind is not Kind.VALUE or claim.qualifier is not Qualifier.EXACT or claim.listing is not None:
            continue
        words = own_words(facts, claim)
        count = _counted(words) if _AVERAGE.search(words) else 0
        if _OF_THEM.search(words) and claim.unit != COUNT.id:
            before = facts.by_sentence.get(claim.sentence - 1, ())
            count = len(before) if len(before) > _PAIR else 0
        found = options(facts, claim, count) if count > 1 else []
        unit = facts.unit(claim)
        if found and unit is not None:
            yield _held(facts, claim, unit, found)


def average_columns(facts: Facts) -> Iterator[Outcome]:
    """R9: the average in the last column of a table lies between the least and the greatest figure of its row's periods."""
    for mates in {claims[0].index: claims for claims in facts.row_mates.values()}.values():
        *parts, own = mates
        header = "" if own.listing is None else facts.report.listings[own.listing].header
        is_plain = all(one.kind is Kind.VALUE and one.qualifier is Qualifier.EXACT for one in mates)
        numbers = [one.interval for one in mates if one.interval is not None and one.unit == own.unit]
        unit = facts.unit(own)
        is_whole = is_plain and len(numbers) == len(mates) > _PAIR and len(header.split()) == len(mates)
        if not is_whole or not _OF_PERIODS.fullmatch(fold(header)) or unit is None:
            continue
        ends = sorted((one for one in map(facts.known, parts) if one is not None), key=lambda one: one.number.value)
        if numbers[-1].high < ends[0].number.interval.low or numbers[-1].low > ends[-1].number.interval.high:
            told = {"count": len(parts), "text": facts.spoken(own), "where": where_of(own)}
            yield _differs(
                own, parts, message("audit.average_outside", low=ends[0].printed, high=ends[-1].printed, **told)
            )


def _counted(words: str) -> int:
    """Return of how many figures words say that an average is; 0 where they do not."""
    found = _OF_TIMES.search(words)
    text = "" if found is None else found["ja"] or found["all"] or found["en"]
    return NUMBERS.get(text) or int(text) if text else count_in(words)


def _held(facts: Facts, claim: Claim, unit: Unit, found: Sequence[Sequence[Claim]]) -> Outcome:
    assert claim.interval is not None
    parts = found[0]
    told: dict[str, object] = {"count": len(parts)}
    right = [rows for rows in found if _mean(rows).meets(claim.interval)]
    if right:
        return Support("R9", claim.index, message("audit.average_holds", mean=_text(_mean(right[0]), unit), **told))
    told |= {"text": facts.spoken(claim), "where": where_of(claim)}
    if all(_is_counted(rows) for rows in found):
        return _differs(claim, parts, message("audit.average_differs", mean=_text(_mean(parts), unit), **told))
    numbers = [part.interval for rows in found for part in rows if part.interval is not None]
    low, high = min(numbers, key=lambda one: one.low), max(numbers, key=lambda one: one.high)
    if claim.interval.high >= low.low and claim.interval.low <= high.high:
        return Support(
            "R9", claim.index, message("audit.average_holds", mean=facts.spoken(claim), **told), is_exact=False
        )
    ends = {"low": _text(low, unit), "high": _text(high, unit)}
    return _differs(claim, parts, message("audit.average_outside", **ends, **told))


def _is_counted(parts: Sequence[Claim]) -> bool:
    """Whether figures are counts, the mean of which has no weights."""
    return all(part.unit in {"", COUNT.id} and part.number is not None and part.number.step >= 1 for part in parts)


def _mean(parts: Sequence[Claim]) -> Interval:
    return sum_of(parts) / point(len(parts))


def _text(span: Interval, unit: Unit) -> Message:
    return near_text(span, 1, unit.id)


def _differs(claim: Claim, parts: Sequence[Claim], said: Message) -> Objection:
    beside = tuple(part.index for part in parts)
    return Objection("R9", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (claim.index,), beside)
