"""R15 in sentences: sizes whose numbers belong together stand in one unit: 5.8 KB is 0.9 KB more than 4.9 KB, not than 4.9 MB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import line_of
from workbench.core.claims.model import Sentence, SentenceKind
from workbench.core.messages import Message, message

_UNITS = {"k": "KB", "kilo": "KB", "m": "MB", "mega": "MB", "g": "GB", "giga": "GB"}
_POWER = {"KB": 0, "MB": 1, "GB": 2}
_THOUSAND = 1000
_NUMBER = r"(?<![0-9.,])[0-9]+\.[0-9]+"
_SIZE = re.compile(
    rf"(?:(?P<first>{_NUMBER})(?: (?:to|and) |から))?(?P<number>{_NUMBER}) ?(?P<unit>[kmg])b(?![a-z])"
    rf"|(?:(?P<first2>{_NUMBER}) (?:to|and) )?(?P<number2>{_NUMBER}) (?P<unit2>kilo|mega|giga)bytes?(?![a-z])"
)
_MOVED = re.compile(
    r"から|より|大き|小さ|増|減|(?<![a-z])(?:from|than|up|down|by|larger|smaller|bigger|more|less)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class _Size:
    number: Decimal
    unit: str


def sizes(facts: Facts) -> Iterator[Outcome]:
    """R15: three sizes of which one is the difference are of one unit, and so are two that stand together in two places."""
    found = [
        (sentence, own)
        for sentence in facts.report.sentences
        if sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM} and len(own := _sizes(sentence.words)) > 1
    ]
    found = [(sentence, own) for sentence, own in found if _MOVED.search(sentence.words)]
    for sentence, own in found:
        if _is_difference_by_number_only(own):
            text = ", ".join(f"{one.number} {one.unit}" for one in own)
            said = message("audit.size_units_mixed", text=text, where=_where(facts, sentence))
            yield Objection("R15", Severity.ERROR, said, AuditVerdict.WRONG_UNIT, (), (), (sentence.span,))
    for (sentence, own), (other, theirs) in combinations(found, 2):
        if _are_same_but_for_unit(own, theirs):
            yield _differ(facts, sentence, own, other, theirs)


def _sizes(words: str) -> list[_Size]:
    found = []
    for match in _SIZE.finditer(words):
        unit = _UNITS[match["unit"] or match["unit2"]]
        numbers = (match["first"] or match["first2"], match["number"] or match["number2"])
        found += [_Size(Decimal(text), unit) for text in numbers if text]
    return found


def _is_difference_by_number_only(own: list[_Size]) -> bool:
    """Whether of three sizes in two units one number is the difference of the others, which it is not with the units."""
    if len(own) != 3 or len({one.unit for one in own}) != 2:
        return False
    return _is_difference([one.number for one in own]) and not _is_difference(
        [one.number * _THOUSAND ** _POWER[one.unit] for one in own]
    )


def _is_difference(numbers: list[Decimal]) -> bool:
    low, middle, high = sorted(numbers)
    return high - middle == low > 0


def _are_same_but_for_unit(own: list[_Size], theirs: list[_Size]) -> bool:
    """Whether two sizes stand in two places with the same numbers, in one unit each, which is not the same."""
    units = {tuple(sorted({one.unit for one in sizes})) for sizes in (own, theirs)}
    numbers = [{one.number for one in sizes} for sizes in (own, theirs)]
    is_pair = len(own) == len(theirs) == len(numbers[0]) == 2 and numbers[0] == numbers[1]
    return is_pair and len(units) == 2 and all(len(unit) == 1 for unit in units)


def _where(facts: Facts, sentence: Sentence) -> Message:
    return line_of(facts.report.text.line_of(sentence.span.start))


def _differ(facts: Facts, sentence: Sentence, own: list[_Size], other: Sentence, theirs: list[_Size]) -> Objection:
    said = message(
        "audit.size_units_differ",
        numbers=", ".join(str(one.number) for one in own),
        unit=own[0].unit,
        where=_where(facts, sentence),
        other=theirs[0].unit,
        other_where=_where(facts, other),
    )
    return Objection("R15", Severity.ERROR, said, AuditVerdict.WRONG_UNIT, (), (), (sentence.span, other.span))
