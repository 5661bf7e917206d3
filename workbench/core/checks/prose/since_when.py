"""R14: the length of time that a sentence gives since a month fits the month: 2014年6月以来、5年1カ月ぶり said in July 2019."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import line_of
from workbench.core.checks.prose.words import NUMBERS
from workbench.core.claims.model import Sentence, SentenceKind
from workbench.core.claims.reader.dates import MONTHS
from workbench.core.messages import message
from workbench.core.periods import Grain, Period

_LENGTH = rf"(?:[0-9]+|a|one|{'|'.join(NUMBERS)})"
_SINCE = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?:(?P<month>1[0-2]|0?[1-9])月)?以来、?(?:およそ|約|実に)?(?P<years>[0-9]{1,2})年(?:と?(?P<months>1[01]|[1-9])[かカヶケヵ]月)?ぶり"
    rf"|(?<![a-z])since (?:(?P<name>{'|'.join(MONTHS)}) )?(?P<en_year>(?:19|20)[0-9]{{2}}), (?:about |almost |nearly |some |more than |over )?(?P<en_years>{_LENGTH}) years?(?: and (?P<en_months>{_LENGTH}) months?)? (?:ago|earlier|before)(?![a-z])"
)
_ANOTHER_TIME = re.compile(
    r"昨年|前年|一昨年|来年|当時|(?<![a-z])(?:last year|next year|the year before|previous year|then|at the time|had)(?![a-z])"
)
"""Words by which the sentence may be told of another time than the text's."""

_YEAR = re.compile(r"(?<![0-9,.])(?:19|20)[0-9]{2}(?![0-9,.][0-9]|[0-9])")
_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class _Length:
    """Since when a sentence says that it is, and when now is by its words: months from year 0, as early and as late as may be."""

    since: int
    first: int
    last: int
    words: str


def lengths_since(facts: Facts) -> Iterator[Outcome]:
    """R14: the month of the text, or one that a sentence names, is as long after the month before as it says."""
    month = facts.report.month
    if month is None:
        return
    now = [_count(day.year, day.month) for day in (month.first_day, month.last_day)]
    for sentence in facts.report.sentences:
        found = _SINCE.search(sentence.words) if sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM} else None
        if found is None or _is_of_another_time(facts, sentence, found):
            continue
        length = _length(found)
        off = max(length.first - now[1], now[0] - length.last)
        if off > _PER_YEAR // 2 and now[1] > length.since:  # else the text's month was taken from these words
            yield _differs(facts, sentence, length, month)


def _is_of_another_time(facts: Facts, sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the words around name another year than the one since which it is, or may be told of another time."""
    around = facts.report.sentences[max(0, sentence.index - 1) : sentence.index + 1]
    words = " ".join(one.words for one in around)
    own = {found["year"] or found["en_year"], str(facts.report.month.year) if facts.report.month else ""}
    return _ANOTHER_TIME.search(words) is not None or not set(_YEAR.findall(words)) <= own


def _length(found: re.Match[str]) -> _Length:
    """Return when now is by the words: exact where months are told, else within a year to each side."""
    year = int(found["year"] or found["en_year"])
    months = int(found["month"] or 0) or (MONTHS.index(found["name"]) + 1 if found["name"] else 0)
    start = (_count(year, months or 1), _count(year, months or _PER_YEAR))
    told = found["months"] or found["en_months"]
    length = _number(found["years"] or found["en_years"]) * _PER_YEAR + (_number(told) if told else 0)
    slack = 1 if told else _PER_YEAR - 1
    return _Length(start[1], start[0] + length - slack, start[1] + length + slack, found[0])


def _number(text: str) -> int:
    return NUMBERS.get(text) or (1 if text in {"a", "one"} else int(text))


def _count(year: int, month: int) -> int:
    return year * _PER_YEAR + month - 1


def _differs(facts: Facts, sentence: Sentence, length: _Length, month: Period) -> Objection:
    middle = (length.first + length.last) // 2
    implied = Period.month(middle // _PER_YEAR, middle % _PER_YEAR + 1)
    said = message(
        "audit.since_differs",
        text=length.words,
        where=line_of(facts.report.text.line_of(sentence.span.start)),
        implied=implied if month.grain is Grain.MONTH else Period.parse(str(implied.year)),
        now=month,
    )
    return Objection("R14", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (), (), (sentence.span,))
