"""The period of a number: what is said right beside it, in its clause, or the issue's."""

from __future__ import annotations

import re

from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import Binding, Candidate
from workbench.core.claims.reader.dates import Date
from workbench.core.claims.reader.folded import Folded
from workbench.core.periods import Period

DOUBT = 0.6

_BEHIND = re.compile(
    r"(?: of [a-z -]{2,24}?| spam| e-?mails?)?,? ?(?:in|for|during|on|of) (?:the month of |early |late )?|\("
)

_OWN_VALUE = re.compile(r"(?:は|の|が|: ?| )?(?:約)?(?:[0-9]|圏外|首位)")
"""What follows a period in a bracket that has a value of its own: 21.4%(前四半期は17.8%)."""


_OF_NEXT = re.compile(r"(?:'s)?[^,;.()0-9]{0,30}[0-9]")
"""What follows a period that is said of the next value: "nearly double the April average of 638"."""


_TWICE = re.compile(r" ?[(][0-9.]+ ?(?:%|percent|per cent)[)]")
"""A second spelling of a value, over which its period is said: "one in 312.9 (0.32 percent) a month ago"."""

_PARTED = re.compile(r"[。;()、]|(?<!month), ")
"""What parts a value from a period behind it; in "the highest month, May" the comma joins."""


def _date_of(place: tuple[int, int], dates: tuple[Date, ...], words: str) -> Date | None:
    start, end = place
    for date in dates:
        if date.start >= end and _BEHIND.fullmatch(words, end, date.start) and not _OWN_VALUE.match(words, date.end):
            return date
    before = [date for date in dates if date.end <= start and _same_bracket(words, date.end, start)]
    if before:
        return before[-1]
    twice = _TWICE.match(words, end)
    end = twice.end() if twice else end
    behind = [
        date
        for date in dates
        if date.start >= end and not _PARTED.search(words[end : date.start]) and not _OF_NEXT.match(words, date.end)
    ]
    return (
        behind[0]
        if behind and re.search("[a-z]", words) and not re.search("[0-9]", words[end : behind[0].start])
        else None
    )


_LEADS = re.compile(r"(?:の|は|: ?|'s | ?[(]|,? when (?:[a-z]+ ){0,5})?(?:約|about |around |only |just )?")
_FOLLOWS = re.compile(r"(?: [(][0-9.]+%[)])? ?(?:(?:[a-z]+ ){0,2}?(?:in|for|during|of) (?:the )?)?| ?[(](?:in )?")


_IN_FULL = re.compile(r" (?:in|for|during) (?:the )?")
"""What joins a value to its period in so many words: "75.6% in the second quarter: 73.5% in April"."""


def is_beside(date: Date, place: tuple[int, int], words: str) -> bool:
    """Whether a date is said of the value at a place alone: 5月の75.8%, "75.8% in May", "May's 75.8%", "May (75.8%)"."""
    if date.end <= place[0]:
        return _LEADS.fullmatch(words, date.end, place[0]) is not None
    if date.start < place[1] or date.is_base:
        return False
    is_led = _IN_FULL.fullmatch(words, place[1], date.start) and words.startswith(":", date.end)
    if not is_led and _OWN_VALUE.match(words, date.end):
        return False
    return _FOLLOWS.fullmatch(words, place[1], date.start) is not None


_IN_BRACKETS = re.compile(
    r"in (?:brackets|parentheses),? (?:those |the figures? )?(?:for |of )?$|(?:括弧|カッコ|かっこ)内は?、?$"
)
"""What says that a period is that of the values in brackets alone."""

_LATER = re.compile(
    r"(?<![a-z])(?:later|since then|now|today|currently)(?![a-z])|翌[月年]|その後|[0-9一](?:年|[カヶか]月)後|現在では?"
)
"""Words that lead from a period that was named to another one."""

_CLOSED_JA = re.compile(r"[0-9](?:%|通に1通|件)[^、。]{0,8}(?:でし|だっ|であっ)た[^、。]{0,6}、")
"""What ends a Japanese clause about a value in the past: 前月は290.1通に1通でしたので、."""


def _is_of_another(date: Date, place: tuple[int, int], month: Period, words: str) -> bool:
    """Whether an earlier period is said of the value before a number, in a clause of its own: "44.1% in May, 17.5%"."""
    if date.end > place[0] or date.period == month or date.period.within(month):
        return False
    if _LATER.search(words, date.end, place[0]) or _CLOSED_JA.search(words, date.end, place[0]):
        return True
    is_own = re.search(r"[0-9]%? (?:percent )?(?:in|for|during) (?:the )?$", words[: date.start])
    return (
        is_own is not None and re.search(r"[,;]|(?<![a-z])(?:and|but)(?![a-z])", words[date.end : place[0]]) is not None
    )


def _same_bracket(words: str, end: int, start: int) -> bool:
    """Whether what was said at one place still holds at another: what stood in a bracket holds in it alone."""
    between = words[end:start]
    return between.count(")") <= between.count("(")


def period_of(
    place: tuple[int, int],
    dates: tuple[Date, ...],
    body: Folded,
    topic: Topic,
    origin: tuple[int, int] | None = None,
) -> Binding | None:
    """Return the period of a number: what is said right behind it, else before it, else the issue's.

    `origin` is the place of the value at which its movement began: what is said of that one alone is not its period.
    """
    near = [date for date in dates if is_beside(date, place, body.words)]
    led = [date for date in near if date.start >= place[1] and _IN_FULL.fullmatch(body.words, place[1], date.start)]
    beside = next(iter([*led, *near]), None)
    if beside is not None:
        return Binding(str(beside.period), 0.95, span=body.span(beside.start, beside.end))
    own = tuple(
        date
        for date in dates
        if not date.is_base
        and not (origin is not None and is_beside(date, origin, body.words))
        and not _IN_BRACKETS.search(body.words[: date.start])
    )
    date = _date_of(place, own, body.words)
    month = topic.calendar.month
    if date is not None and month is not None and _is_of_another(date, place, month, body.words):
        candidates = (Candidate(str(month), DOUBT), Candidate(str(date.period), 0.5))
        return Binding(str(month), DOUBT, candidates=candidates)
    if date is not None:
        return Binding(str(date.period), 0.95 if date.is_said else 0.9, span=body.span(date.start, date.end))
    if month is None:
        return None
    if topic.past is not None:
        candidates = (Candidate(str(month), DOUBT), Candidate(topic.past, 0.5))
        return Binding(str(month), DOUBT, candidates=candidates)
    return Binding(str(month), 0.9)
