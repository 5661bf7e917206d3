"""Figures that stand in a row without being a list: AがX、BがY in one sentence, and a line for each month."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from workbench.core.checks.prose.facts import Facts
from workbench.core.claims.model import Claim, Kind, Sentence
from workbench.core.spelling.folding import fold

_ALIKE = re.compile(r"(?P<name>[^、。()]+?)(?P<by>が|で)約?")
_THEREOF = re.compile(r"^(?:このうち|そのうち|うち)")


def named_alike(facts: Facts, sentence: Sentence) -> list[tuple[str, Claim]]:
    """Return the figures that a sentence gives with their names in words alike, "AがX、BがY"; empty where two ways are mixed."""
    values = [one for one in facts.by_sentence.get(sentence.index, ()) if one.kind is Kind.VALUE]
    found: list[tuple[str, str, Claim]] = []
    for place, claim in enumerate(values):
        start = values[place - 1].span.end if place else sentence.span.start
        lead = re.split(r"[、。)]", facts.words_between(start, claim.span.start))[-1]
        match = _ALIKE.fullmatch(lead)
        if match is not None:
            name = match["name"].split("は")[-1].strip()  # 内訳は銀行が820件
            found.append((_THEREOF.sub("", name), match["by"], claim))
    return [(name, claim) for name, _, claim in found] if len({by for _, by, _ in found}) == 1 else []


def by_period(facts: Facts) -> Mapping[int, list[list[Claim]]]:
    """Return by section the figures of one thing over several periods: lines of one figure each, or rows of a table."""
    found: dict[int, list[list[Claim]]] = defaultdict(list)
    run: list[Claim] = []
    for sentence in facts.report.sentences:
        values = [one for one in facts.by_sentence.get(sentence.index, ()) if one.kind is Kind.VALUE]
        is_line = len(values) == 1 and values[0].listing is None
        is_line = is_line and re.fullmatch(r"[^、。]{0,12}", facts.before(values[0])) is not None
        is_next = is_line and facts.after(values[0]).strip(" |") == "" and _goes_on(run, values[0])
        if run and (not is_next or run[-1].section != sentence.section):
            found[run[0].section].append(run)
            run = []
        if is_next:
            run.append(values[0])
    if run:
        found[run[0].section].append(run)
    mates = {claims[0].index: claims for claims in facts.row_mates.values()}
    for claims in mates.values():
        alike = [claim for claim in claims if claim.kind is Kind.VALUE and claim.unit == claims[0].unit]
        found[claims[0].section].append(alike)
    return found


def _goes_on(run: Sequence[Claim], claim: Claim) -> bool:
    """Whether a figure is of the period after the last one's, in its unit."""
    if claim.period is None or claim.period.span is None:
        return False
    return not run or (
        claim.unit == run[-1].unit and run[-1].period is not None and run[-1].period.id < claim.period.id
    )


def counter(claim: Claim) -> str:
    """Return the word behind a count that says of what it is: 件, "incidents"."""
    return fold(claim.text).strip().lstrip("0123456789,.億万千 ")
