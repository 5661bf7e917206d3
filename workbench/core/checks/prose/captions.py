"""R13, R14, R15: numbers of figures and tables, captions against the text, units of captions against headers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.wording import line_of, shortened
from workbench.core.claims.model import Claim, FigureKind, FigureMention, Kind, Listing
from workbench.core.claims.text import Span
from workbench.core.messages import Message, message

_CONTINUED = re.compile(r"続き|つづき|再掲|continued|cont\.|(?:^|[ (])[a-z]\)?(?:$|[ :.)])")
_AVERAGED = re.compile(r"\s*(?:の)?(?:移動)?平均|\s*(?:moving|rolling|running)?\s*averages?|\s*mean")
_IN_MONTHS = {"months": 1, "years": 12}
_IN_DAYS = {"days": 1, "weeks": 7}
_SIZES = (
    ("kilobytes", re.compile(r"キロバイト|kilobytes?|(?<![a-z])k(?:i)?b(?:ytes?)?(?![a-z])")),
    ("megabytes", re.compile(r"メガバイト|megabytes?|(?<![a-z])m(?:i)?b(?:ytes?)?(?![a-z])")),
    ("bytes", re.compile(r"(?<!キロ)(?<!メガ)バイト|(?<![a-z])bytes?(?![a-z])")),
)
_UNIT_WORDS = {
    "bytes": message("audit.unit_bytes"),
    "kilobytes": message("audit.unit_kilobytes"),
    "megabytes": message("audit.unit_megabytes"),
}


def _captions(facts: Facts) -> Mapping[tuple[FigureKind, int], list[FigureMention]]:
    found: dict[tuple[FigureKind, int], list[FigureMention]] = defaultdict(list)
    for figure in facts.report.figures:
        if figure.is_caption:
            found[figure.kind, figure.number].append(figure)
    return found


def _line(facts: Facts, span: Span) -> int:
    return facts.report.text.line_of(span.start)


def numbers(facts: Facts) -> Iterator[Outcome]:
    """R13: each figure has a number of its own, none is left out, and what the text refers to is there."""
    captions = _captions(facts)
    for kind in FigureKind:
        own = {number: group for (one, number), group in captions.items() if one is kind}
        twice = {number: group for number, group in own.items() if _are_apart(group)}
        missing = _missing(list(own))
        if twice and len(twice) * 2 <= len(own):
            for number, group in twice.items():
                near = [gap for gap in missing if gap == number + 1]
                yield _number_twice(facts, kind, number, group, near)
                missing = [gap for gap in missing if gap not in near]
        if missing and len(missing) * 3 <= len(own):
            yield _numbers_missing(kind, own, missing)
        yield from _lost_references(facts, kind, own)


def _are_apart(group: Sequence[FigureMention]) -> bool:
    """Whether captions with one number are of different figures: other words, and none goes on from the page before."""
    words = [re.sub(r"[\W_]+", "", figure.words) for figure in group]
    if len(group) < 2 or any(_CONTINUED.search(figure.words[:40]) for figure in group[1:]):
        return False
    return all(words) and not any(
        one in other or other in one for at, one in enumerate(words) for other in words[at + 1 :]
    )


def _missing(numbers: Sequence[int]) -> list[int]:
    if len(numbers) < 3 or max(numbers) > len(numbers) * 2:
        return []
    return [number for number in range(min(numbers), max(numbers)) if number not in numbers]


def _name(kind: FigureKind, number: int) -> Message:
    return message("audit.table" if kind is FigureKind.TABLE else "audit.figure", number=number)


def _number_twice(
    facts: Facts, kind: FigureKind, number: int, group: Sequence[FigureMention], missing: Sequence[int]
) -> Objection:
    lines = tuple(line_of(_line(facts, figure.span)) for figure in group)
    told: dict[str, object] = {"name": _name(kind, number), "lines": lines}
    said = message("audit.number_twice", **told)
    if missing:
        said = message("audit.number_twice_missing", missing=_name(kind, missing[0]), **told)
    return Objection("R13", Severity.ERROR, said, spans=tuple(figure.span for figure in group))


def _numbers_missing(kind: FigureKind, own: Mapping[int, Sequence[FigureMention]], missing: Sequence[int]) -> Objection:
    after = [own[number + 1][0].span for number in missing if number + 1 in own]
    said = message("audit.number_missing", names=tuple(_name(kind, number) for number in missing))
    return Objection("R13", Severity.WARNING, said, spans=tuple(after))


def _lost_references(facts: Facts, kind: FigureKind, own: Mapping[int, Sequence[FigureMention]]) -> Iterator[Outcome]:
    """Yield what the text refers to and has no caption, where all others have theirs."""
    referred = [figure for figure in facts.report.figures if figure.kind is kind and not figure.is_caption]
    lost = [figure for figure in referred if figure.number not in own]
    if len(own) < 2 or len({figure.number for figure in lost}) > 1 or _missing(list(own)):
        return
    for figure in lost:
        said = message(
            "audit.no_caption",
            name=_name(kind, figure.number),
            where=line_of(_line(facts, figure.span)),
            last=_name(kind, max(own)),
        )
        is_sure = figure.number > max(own) + 1 and set(own) == set(range(1, max(own) + 1))
        yield Objection("R13", Severity.ERROR if is_sure else Severity.WARNING, said, spans=(figure.span,))


def lengths_of_time(facts: Facts) -> Iterator[Outcome]:
    """R14: a caption covers the length of time that the text says of its figure."""
    captions = _captions(facts)
    for figure in facts.report.figures:
        if figure.is_caption:
            continue
        told = _lengths(facts, figure)
        shown = [(caption, _lengths(facts, caption)) for caption in captions.get((figure.kind, figure.number), ())]
        shown = [(caption, lengths) for caption, lengths in shown if len(lengths) == 1]
        if len(told) != 1 or not shown:
            continue
        (claim, length), (caption, ((other, other_length),)) = told[0], shown[-1]
        if any(lengths[0][1] == length for _, lengths in shown):
            yield from _same_length(figure, claim, other)
        elif length[0] == other_length[0]:
            said = message(
                "audit.lengths_differ",
                name=_name(figure.kind, figure.number),
                text=shortened(claim.text),
                where=line_of(claim.line),
                other=shortened(other.text),
                other_where=line_of(other.line),
            )
            yield Objection(
                "R14",
                Severity.ERROR,
                said,
                AuditVerdict.CONTRADICTS,
                (claim.index, other.index),
                (),
                (figure.span, caption.span),
            )


def _same_length(figure: FigureMention, claim: Claim, other: Claim) -> Iterator[Outcome]:
    said = message("audit.lengths_agree", name=_name(figure.kind, figure.number))
    yield from (Support("R14", one.index, said) for one in (claim, other))


def _lengths(facts: Facts, figure: FigureMention) -> list[tuple[Claim, tuple[str, int]]]:
    """Return the lengths of time that a mention speaks of, in months or in days; those of averages are none."""
    found = []
    for index in figure.durations:
        claim = facts.claim(index)
        behind = facts.report.text.source[claim.span.end : claim.span.end + 24].lower()
        if claim.number is None or _AVERAGED.match(behind):
            continue
        number = int(claim.number.value)
        if claim.unit in _IN_MONTHS:
            found.append((claim, ("months", number * _IN_MONTHS[claim.unit])))
        elif claim.unit in _IN_DAYS:
            found.append((claim, ("days", number * _IN_DAYS[claim.unit])))
    return found


def units(facts: Facts) -> Iterator[Outcome]:
    """R15: a table's header and its caption name one unit."""
    for listing in facts.report.listings:
        caption = None if listing.caption is None else facts.report.figures[listing.caption]
        if caption is None:
            continue
        unit, other = _unit_of_rows(facts, listing), size_unit(caption.words)
        if unit and other and unit != other:
            yield _units_differ(facts, listing, caption, unit, other)


def _unit_of_rows(facts: Facts, listing: Listing) -> str:
    """Return the unit of size of a table by its header, else by its cells."""
    written = {size_unit(claim.text.lower()) for claim in facts.report.rows(listing)}
    return size_unit(listing.header) or (written.pop() if len(written) == 1 else "")


def size_unit(words: str) -> str:
    """Return the one unit of size that folded words name; empty where they name none, or several."""
    found = [unit for unit, pattern in _SIZES if pattern.search(words)]
    return found[0] if len(found) == 1 else ""


def _units_differ(facts: Facts, listing: Listing, caption: FigureMention, unit: str, other: str) -> Objection:
    """Say that header and caption differ, beside all that is said in one of the two units of the same thing."""
    header = listing.header_span or listing.span
    said = message(
        "audit.table_units_differ",
        unit=_UNIT_WORDS[unit],
        where=line_of(_line(facts, header)),
        other=_UNIT_WORDS[other],
        other_where=line_of(_line(facts, caption.span)),
    )
    same = [
        figure.span
        for figure in facts.report.figures
        if figure.number == caption.number and figure.kind is caption.kind and size_unit(figure.words)
    ]
    metric = listing.metric.id if listing.metric is not None else ""
    beside = tuple(
        claim.index
        for claim in facts.values
        if claim.kind is Kind.VALUE
        and claim.listing is None
        and claim.metric is not None
        and claim.metric.id == metric
        and size_unit(claim.text.lower())
    )
    return Objection("R15", Severity.ERROR, said, AuditVerdict.WRONG_UNIT, (), beside, (header, caption.span, *same))
