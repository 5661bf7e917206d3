"""R6: as many names follow as a sentence announces: "the following five countries: A, B, C and D", 次の五社 and its items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import line_of, shortened
from workbench.core.checks.prose.words import NUMBERS, count_of
from workbench.core.claims.model import Sentence, SentenceKind
from workbench.core.claims.stated import KANJI
from workbench.core.messages import message

_WORD = r"(?:[A-Z0-9À-Ý][^\s,;:.()、。]*(?:\.(?=\w)[^\s,;:.()]*)*|of|the|du|de)"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}(?: ?\([^()]*\))?"
_NAMES = re.compile(
    rf"(?P<lead>[^.;:()]{{4,120}}?)(?:, ?namely|:) (?P<names>(?:{_NAME}, )+(?:{_NAME},? )?and {_NAME})(?=,| ?$|[.;](?:\s|$)| (?:were|was|are|is|had|have)\b)"
)
"""A list of names behind a colon or "namely", with "and" before the last one."""

_NAMES_JA = re.compile(
    r"(?P<lead>[^。:：]{3,60})[:：](?P<names>[^、。:：「」]{1,20}(?:\([^()]*\))?(?:、[^、。:：「」]{1,20}){2,})(?:です|である)?。?$"
)
_ANNOUNCED = re.compile(
    rf"(?<![a-z0-9.,-])(?<!of the )(?<!of )(?<!among the )(?P<en>{'|'.join(NUMBERS)}|[2-9]|1[0-2]) (?=(?:[a-z]+ ){{0,3}}[a-z]+(?:s|people|companies)(?![a-z]))"
    rf"|(?:次|以下)の(?P<ja>[0-9]{{1,2}}|[{KANJI}])(?=社|か国|カ国|ヶ国|業種|種|つ|個|者|名|地域|分野|製品|項目|点)"
)
_ANY_NUMBER = re.compile(rf"(?<![a-z0-9.,])(?:{'|'.join(NUMBERS)}|[0-9]{{1,2}})(?![a-z0-9.,%])")
_SOME = re.compile(
    r"など|ほか|含む|(?<![a-z])(?:including|among|such as|e\.g|for example|etc|others?|first|last|past)(?![a-z])"
)
"""Words by which not all are named, or by which the number is of something else."""

_MOST_ITEMS = 40
"""So many lines below a sentence are looked at at most."""

_ITEM = re.compile(r"(?P<indent>[ \t　]*)(?:[・･•*–-]|[(（]?[0-9]{1,2}[.)）])[ \t　]*(?=\S)")
_ENDS = re.compile(r"(?:である|です|した|とおり|通り|ある|以下|following[a-z ]*|below)[。.:：]?$|[:：]$")


def announced_names(facts: Facts) -> Iterator[Outcome]:
    """R6: the names behind a sentence's colon, or the items of the lines below it, are as many as it says."""
    for sentence in facts.report.sentences:
        if sentence.kind not in {SentenceKind.PROSE, SentenceKind.ITEM}:
            continue
        source = " ".join(facts.report.text.part(sentence.span).split())
        found = _NAMES.search(source) or _NAMES_JA.search(source)
        if found is not None:
            names = re.split(r"、|,? and |, ", re.sub(r"\([^()]*\)", "", found["names"]))
            yield from _differ(facts, sentence, found["lead"], tuple(name.strip() for name in names))
        elif _ENDS.search(sentence.words.strip()):
            yield from _differ(facts, sentence, sentence.words, _items_below(facts, sentence), is_below=True)


def _differ(
    facts: Facts, sentence: Sentence, lead: str, names: tuple[str, ...], *, is_below: bool = False
) -> Iterator[Outcome]:
    """Say that other than the announced number are named, where exactly one number is announced."""
    said = {_number(match) for match in _ANNOUNCED.finditer(sentence.words) if is_below or _holds(lead, match)}
    every = {count_of(text) for text in _ANY_NUMBER.findall(sentence.words)}
    if len(said) != 1 or len(names) < 2 or len(names) in {*said, *every} or _SOME.search(sentence.words):
        return
    told = message(
        "audit.names_listed",
        text=shortened(lead),
        where=line_of(facts.report.text.line_of(sentence.span.start)),
        count=len(names),
        names=names,
    )
    yield Objection("R6", Severity.ERROR, told, AuditVerdict.CONTRADICTS, (), (), (sentence.span,))


def _number(match: re.Match[str]) -> int:
    text = match["en"] or match["ja"]
    return KANJI.index(text) + 1 if text in KANJI else count_of(text)


def _holds(lead: str, match: re.Match[str]) -> bool:
    """Whether a number stands in the words that lead to the names."""
    return match[0].strip() in lead.casefold() or match["ja"] is not None


def _items_below(facts: Facts, sentence: Sentence) -> tuple[str, ...]:
    """Return the items on the lines right below a sentence, as long as they stand at one depth and look alike."""
    text = facts.report.text
    found: list[str] = []
    depths: set[str] = set()
    below = text.line_of(sentence.span.end - 1)
    for start, end in pairwise((*text.line_starts[below : below + _MOST_ITEMS], len(text.source))):
        line = text.source[start:end].split("\n")[0]
        match = _ITEM.match(line)
        if match is None:
            is_closed = not line.startswith((" ", "\t", "　"))
            return tuple(found) if is_closed and len(depths) == 1 else ()
        depths.add(match["indent"])
        found.append(line[match.end() :].strip())
    return ()
