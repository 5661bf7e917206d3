"""R6: places that sentences give one after the other in words, with a figure each, are in the order of their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.tops import exceeds
from workbench.core.checks.prose.wording import where_of
from workbench.core.checks.prose.words import NUMBERS
from workbench.core.claims.model import Claim, Kind, Sentence, SentenceKind
from workbench.core.claims.stated import ORDINALS
from workbench.core.messages import message
from workbench.core.printed import Qualifier
from workbench.core.units import PERCENT

_PLACES = {**{word: at for at, word in enumerate(ORDINALS, 1)}, "one": 1, **NUMBERS}
_PLACE = re.compile(
    rf"(?<![a-z])(?:(?:at )?(?:number|no\.?) (?P<number>[0-9]{{1,2}}|{'|'.join(w for w in _PLACES if w not in ORDINALS)})(?![a-z0-9])"
    rf"|(?:in |on )?(?P<place>{'|'.join(ORDINALS)}) (?:place|position|spot)(?![a-z])|^ ?(?P<first>{'|'.join(ORDINALS)})(?=,| is | comes ))"
    r"|(?<![0-9])(?P<ja>[1-9][0-9]?)位(?=は|が|に|で)"
)
_BOTTOM = re.compile(
    r"最も(?:少な|低)|最[少低小]|少ない|低い|小さい|下位|ワースト|前[月回年期]|先月|昨年|(?<![a-z])(?:lowest|least|safest|fewest|smallest|bottom|cleanest|last (?:month|year|quarter|time)|previous(?:ly)?|by (?:volume|number|growth)|ascending|up from|down from|from (?:number|no))(?![a-z])"
)
"""Words by which places are counted from below, by something else, or are those of another time."""

_FEWEST, _BEFORE = 3, 2


def places(facts: Facts) -> Iterator[Outcome]:
    """R6: of three places or more in a row one has a figure that those around it do not allow."""
    for run in _runs(facts):
        known = [facts.known(claim) for _, claim in run]
        odd = [
            at
            for at, (one, other) in enumerate(pairwise(known))
            if one is not None and other is not None and exceeds(other, one)
        ]
        if len(odd) == 1 and None not in known and not _is_from_below(facts, run):
            yield _out_of_order(facts, *run[odd[0]], *run[odd[0] + 1])


def _is_from_below(facts: Facts, run: Sequence[tuple[int, Claim]]) -> bool:
    """Whether words of a run, or of the sentences before it, make its places those of something else."""
    first, last = run[0][1].sentence, run[-1][1].sentence
    around = facts.report.sentences[max(0, first - _BEFORE) : last + 1]
    return any(_BOTTOM.search(one.words) for one in around)


def _runs(facts: Facts) -> Iterator[Sequence[tuple[int, Claim]]]:
    """Yield places one after the other, in sentences on end, each with the one figure that stands behind it."""
    run: list[tuple[int, Claim]] = []
    last: Sentence | None = None
    for sentence in facts.report.sentences:
        found = _of_sentence(facts, sentence)
        goes_on = bool(run and found) and last is not None and last.index + 1 == sentence.index
        if not goes_on or not _is_next(run[-1], found[0]) or last is None or last.section != sentence.section:
            if len(run) >= _FEWEST:
                yield run
            run = []
        run, last = [*run, *found], sentence
    if len(run) >= _FEWEST:
        yield run


def _is_next(one: tuple[int, Claim], other: tuple[int, Claim]) -> bool:
    """Whether a place is the next one, of the same time."""
    times = {claim.period and claim.period.id for _, claim in (one, other)}
    return other[0] == one[0] + 1 and len(times) == 1


def _of_sentence(facts: Facts, sentence: Sentence) -> list[tuple[int, Claim]]:
    """Return the places of a sentence with their figures; empty unless each has one behind it and they go up by one."""
    if sentence.kind not in {SentenceKind.PROSE, SentenceKind.ITEM}:
        return []
    claims = facts.by_sentence.get(sentence.index, ())
    values = [one for one in claims if one.kind is Kind.VALUE]
    is_plain = all(one.unit == PERCENT.id and one.qualifier is Qualifier.EXACT for one in values)
    if not values or not is_plain or any(one.kind is Kind.CHANGE or one.is_restatement for one in claims):
        return []
    found: list[tuple[int, Claim]] = []
    start = facts.start_of(values[0])
    for claim in values:
        told = list(_PLACE.finditer(facts.words_between(start, claim.span.start)))
        if len(told) != 1:
            return []
        found.append((_place(told[0]), claim))
        start = claim.span.end
    rest = facts.words_between(start, sentence.span.end)
    is_run = all(_is_next(one, other) for one, other in pairwise(found))
    return found if is_run and not _PLACE.search(rest) else []


def _place(found: re.Match[str]) -> int:
    text = found["number"] or found["place"] or found["first"] or found["ja"]
    return _PLACES.get(text) or int(text)


def _out_of_order(facts: Facts, place: int, claim: Claim, next_place: int, other: Claim) -> Objection:
    said = message(
        "audit.places_out_of_order",
        place=place,
        text=facts.spoken(claim),
        where=where_of(claim),
        next=next_place,
        other=facts.spoken(other),
        other_where=where_of(other),
    )
    return Objection("R6", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (claim.index, other.index))
