"""R7 over months that stand on end: "April 1.41, May 1.36, June 1.29", or a line of months over a line of figures.

What is measured need not be known: the month that is called the first or the last is so in its series or it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import line_of
from workbench.core.claims.model import Sentence, SentenceKind
from workbench.core.claims.reader.dates import MONTHS
from workbench.core.claims.text import Span
from workbench.core.messages import message
from workbench.core.spelling.folding import fold

_MONTH = rf"(?<![a-z0-9])(?:(?:{'|'.join(MONTHS)})(?![a-z])|(?:1[0-2]|[1-9])月)"
_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_MEMBER = re.compile(
    rf"(?P<month>{_MONTH})(?:は|が|:)? ?\(?(?P<figure>{_FIGURE})(?P<unit> ?%|[件通台個社]?)(?![0-9.,]*[0-9]| in |通に)\)?(?=[,、。.;]|で|です| and| ?$)"
)
_GAP = re.compile(r"(?:で)?[,、; ]*(?:and )?")
_MOST = re.compile(r"(?<![a-z])(?:highest|most|largest|greatest|record(?! low))(?![a-z])|最も[多高大]|最[多高大]")
_LEAST = re.compile(r"(?<![a-z])(?:lowest|least|fewest|smallest|record low)(?![a-z])|最も[少低小]|最[少低小]")
_OTHER = re.compile(
    rf"(?<![a-z])(?:second|third|fourth|next|(?:one|some|two) of|except|apart|after|before|since {_MONTH}(?! 20)|then)(?![a-z])|番目|次い|除[いく]|以来|ぶり|以降|まで"
)
_CLAUSES = re.compile(r"、(?=[^、]*[0-9]月)|;|(?<![a-z])(?:while|whereas|but)(?![a-z])")
_OF_YEARS = re.compile(rf"since {_MONTH} 20[0-9]+|[^ ]+ in {_MONTH} 20[0-9]+")
_SPANS = {3: re.compile(r"of the (?:quarter|three months)"), 6: re.compile(r"of the (?:half[- ]year|six months)")}
"""Words for as many months as a series has: what is the first of these is the first of the series."""


@dataclass(frozen=True, slots=True)
class _Series:
    """Figures by the number of their month, in the order of the text, and where they stand."""

    figures: Mapping[str, Decimal]
    span: Span
    sentence: int
    words: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What a clause says: its month, the words that call it first or last, and the figures beside them."""

    clause: str
    month: str
    words: re.Match[str]
    is_most: bool
    numbers: set[Decimal]
    is_single: bool


def firsts_of_months(facts: Facts) -> Iterator[Outcome]:
    """R7: the month that is called the highest or lowest of a series of months is so."""
    found = [*_in_sentences(facts), *_in_lines(facts)]
    for sentence in facts.report.sentences if found else ():
        if sentence.kind not in {SentenceKind.PROSE, SentenceKind.ITEM}:
            continue
        for clause in _CLAUSES.split(sentence.words):
            said = _said(clause)
            for series in found if said is not None else ():
                yield from _held(facts, sentence, said, series)  # type: ignore[arg-type]  # there is one


def _said(clause: str) -> _Said | None:
    """Return what a clause says of its one month; None where it says nothing that can be held against figures."""
    months = set(re.findall(_MONTH, _OF_YEARS.sub("", clause)))
    most, least = _MOST.search(clause), _LEAST.search(clause)
    if len(months) != 1 or (most is None) == (least is None) or _OTHER.search(clause):
        return None
    is_single = len(_numbers(re.sub(r"20[0-9]{2}", "", clause))) == 1
    return _Said(clause, months.pop(), most or least, most is not None, _numbers(clause), is_single)  # type: ignore[arg-type]  # one of them is found


def _held(facts: Facts, sentence: Sentence, said: _Said, series: _Series) -> Iterator[Outcome]:
    """Hold what a clause says of its one month against a series that has it."""
    own = series.figures.get(said.month)
    if own is None or series.sentence == sentence.index:
        return
    is_stated = own in said.numbers and said.is_single
    if not is_stated and not _is_of_all(sentence, said.clause, series):
        return
    better = {name: one for name, one in series.figures.items() if (one > own if said.is_most else one < own)}
    if said.is_most and is_stated and "record" in said.clause:
        names = list(series.figures)
        better = {name: one for name, one in better.items() if names.index(name) < names.index(said.month)}
    if better:
        yield _not_first(facts, sentence, said.words, said.month, series, better, is_stated=is_stated)


def _numbers(clause: str) -> set[Decimal]:
    return {Decimal(text.replace(",", "")) for text in re.findall(rf"(?<![0-9.,])(?:{_FIGURE})(?!月|[0-9])", clause)}


def _is_of_all(sentence: Sentence, clause: str, series: _Series) -> bool:
    """Whether a clause speaks of as many months as a series has, right behind it or with a word of it."""
    pattern = _SPANS.get(len(series.figures))
    if pattern is None or pattern.search(clause) is None or not 0 < sentence.index - series.sentence <= 3:
        return False
    shared = set(re.findall(r"[a-z]{5,}", clause)) & set(re.findall(r"[a-z]{5,}", series.words)) - set(MONTHS)
    return sentence.index == series.sentence + 1 or bool(shared)


def _not_first(
    facts: Facts,
    sentence: Sentence,
    said: re.Match[str],
    month: str,
    series: _Series,
    better: Mapping[str, Decimal],
    *,
    is_stated: bool,
) -> Objection:
    other = (min if _LEAST.search(said[0]) else max)(better, key=lambda name: better[name])
    told = message(
        "audit.not_first",
        name=month.capitalize(),
        text=str(series.figures[month]),
        where=line_of(facts.report.text.line_of(sentence.span.start)),
        spoken=said[0],
        other=other.capitalize(),
        figure=str(better[other]),
        other_where=line_of(facts.report.text.line_of(series.span.start)),
    )
    severity = Severity.ERROR if is_stated else Severity.WARNING
    return Objection("R7", severity, told, AuditVerdict.CONTRADICTS, (), (), (sentence.span, series.span))


def _in_sentences(facts: Facts) -> Iterator[_Series]:
    """Yield the series that stand in one sentence: three months or more on end, with figures of one unit."""
    for sentence in facts.report.sentences:
        members = list(_MEMBER.finditer(sentence.words))
        gaps = [sentence.words[one.end() : other.start()] for one, other in pairwise(members)]
        units = {member["unit"].strip() for member in members}
        if len(members) > 2 and len(units) == 1 and all(map(_GAP.fullmatch, gaps)):
            yield from _series({one["month"]: one["figure"] for one in members}, sentence.span, sentence)


def _in_lines(facts: Facts) -> Iterator[_Series]:
    """Yield the series of which the months stand in one line and the figures below them in the next."""
    text = facts.report.text
    lines = text.source.split("\n")
    cells = [[fold(cell).strip() for cell in re.split(r"\t|\||  +", line.strip())] for line in lines]
    found: dict[str, str] = {}
    first = 0
    for at, (head, row) in enumerate(pairwise(cells)):
        months = [place for place, cell in enumerate(head) if re.fullmatch(_MONTH, cell)]
        is_one = len(months) > 2 and len(head) == len(row)
        if is_one and all(re.fullmatch(_FIGURE, row[place]) for place in months):
            first = first or at + 1
            found |= {head[place]: row[place] for place in months}
    if found:
        span = Span(text.line_starts[first - 1], text.line_starts[first] - 1)
        own = next(one for one in facts.report.sentences if one.span.end >= span.start)
        yield from _series(found, span, own)


def _series(figures: Mapping[str, str], span: Span, sentence: Sentence) -> Iterator[_Series]:
    """Yield a series whose months follow one another."""
    places = [MONTHS.index(name) if name in MONTHS else int(name.removesuffix("月")) - 1 for name in figures]
    if len(figures) > 2 and all((other - one) % 12 == 1 for one, other in pairwise(places)):
        values = {name: Decimal(figure.replace(",", "")) for name, figure in figures.items()}
        yield _Series(values, span, sentence.index, sentence.words)
