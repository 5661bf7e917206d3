"""R11 between rows: how far a row is said to be above another one is the difference of the two in a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.row_firsts import Rows, columns_by_section, is_about, is_of_some, places
from workbench.core.checks.prose.wording import change_text, where_of
from workbench.core.claims.model import Claim, Direction, Kind, Sentence, SentenceKind
from workbench.core.messages import message
from workbench.core.printed import Qualifier, point
from workbench.core.units import PERCENT, POINTS

_THEN_JA = re.compile(r"(?:の[^、。はが]{1,10})?[はが]、?")
_MEASURE = re.compile(r"の(?P<of>[^、。はがの]{2,10})[はが]")
_GAP_JA = re.compile(r"(?:の[^、。はが]{1,10})?(?:を|より|よりも)(?:約)?")
_ABOVE_EN = re.compile(r"(?:[^.;,]{0,24} )?(?:above|below|higher than|lower than|more than|less than)(?![a-z])")
_OPENS_EN = re.compile(r"(?:(?:in|for) [a-z]+(?: [0-9]{4})?, )?(?:the )?")
_GAP_EN = re.compile(r" (?:that of |those of |the )*")
"""Words between two names of rows, and between the second one and the distance."""


def row_gaps(facts: Facts) -> Iterator[Outcome]:
    """R11: "A is 2.4 points above B" is so in one of the columns that have both."""
    columns = columns_by_section(facts)
    for claim in facts.report.claims:
        near = columns.get(claim.section, [])
        sentence = facts.report.sentences[claim.sentence]
        if not near or not _is_distance(facts, claim, sentence) or is_of_some(sentence.words):
            continue
        pair = _pair(facts, claim, sentence, near)
        if pair is not None:
            measure = _MEASURE.search(sentence.words)
            own = [one for one in near if measure is None or one.measures(measure["of"])]
            yield from _held(facts, claim, pair, [one for one in own if is_about(facts, pair[0], sentence, one)])


def _is_distance(facts: Facts, claim: Claim, sentence: Sentence) -> bool:
    """Whether a statement is a distance in points, the only figure of its sentence."""
    is_exact = claim.kind is Kind.CHANGE and claim.number is not None and claim.qualifier is Qualifier.EXACT
    is_one_way = claim.unit == POINTS.id and claim.direction in {Direction.UP, Direction.DOWN}
    own = [one for one in facts.by_sentence[sentence.index] if one.number is not None]
    return is_exact and is_one_way and len(own) == 1 and sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM}


def _pair(facts: Facts, claim: Claim, sentence: Sentence, columns: Sequence[Rows]) -> tuple[str, str] | None:
    """Return the two rows whose distance a sentence gives: the one that is above or below, and the other."""
    words = sentence.words
    found = places(words, {label for column in columns for label, _ in column.figures})
    if len(found) != 2:
        return None
    (_, first, name), (second, end, other) = found
    before, after = facts.before(claim), facts.after(claim)
    if _THEN_JA.fullmatch(words[first:second]) and _GAP_JA.fullmatch(words[end : len(before)]):
        return name, other
    lead = _ABOVE_EN.match(after)
    behind = len(words) - len(after) + (lead.end() if lead is not None else 0)
    if lead is None or not _OPENS_EN.fullmatch(words[: words.index(name)]):
        return None
    is_plain = not re.search(r"[.;,]", words[first : len(before)]) and _GAP_EN.fullmatch(words[behind:second])
    return (name, other) if is_plain else None


def _held(facts: Facts, claim: Claim, pair: tuple[str, str], columns: Sequence[Rows]) -> Iterator[Outcome]:
    """Hold a distance against the two rows in each column of percentages: it is wrong where it is that of none."""
    assert claim.interval is not None
    sign = point(-1 if claim.direction is Direction.DOWN else 1)
    ends: list[tuple[Known, Known]] = []
    for column in columns:
        one, other = column.of(pair[0]), column.of(pair[1])
        if one is not None and other is not None and one.unit is PERCENT:
            ends.append((one, other))
    if not ends or any(((one.level - other.level) * sign).meets(claim.interval) for one, other in ends):
        return
    one, other = ends[0]
    actual = change_text(one.level - other.level, "points", one.number.step)
    said = message(
        "audit.gap_differs",
        text=facts.spoken(claim),
        where=where_of(claim),
        name=pair[0],
        figure=one.printed,
        other=pair[1],
        other_figure=other.printed,
        actual=actual,
    )
    beside = tuple(known.claim.index for known in (one, other) if known.claim is not None)
    yield Objection("R11", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (claim.index,), beside, expected=actual)
