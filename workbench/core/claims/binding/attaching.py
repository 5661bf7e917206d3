"""Which name of a sentence each number is of: by their order, by それぞれ or "respectively", and by the words between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.core.claims.binding.local import LocalName, local_before, local_behind, local_parts
from workbench.core.claims.reader.mentions import Mentions
from workbench.core.claims.reader.names import Name
from workbench.core.claims.reader.numbers import BEARING, Number
from workbench.core.claims.reader.phrases import PAIRED, SHARED

ROW = re.compile(
    r"(?:[、,・/ ]|と|および|及び|ならびに|(?<![a-z])and(?![a-z])|(?<![a-z])or(?![a-z])|の|メール|e-?mails?|約)*"
)
_RUN = re.compile(
    r"(?:部門|業界|業|セクター)?(?:[、,・ ]|と|や|および|及び|ならびに|(?<![a-z])and(?![a-z])|(?<![a-z])the(?![a-z])|(?<![a-z])(?:in|for|sectors?|industry)(?![a-z]))*"
)
_BEHIND_EN = re.compile(
    r",? (?:of |were |was |being |(?:e-?)?mails? |messages |spam |blocked |malicious |all |traffic |intercepted |the |volume |attacks |sites )*(?:in|for|from|within|among|at|by|to) (?:the )?(?:(?:(?:large|small|medium|mid)[a-z -]{0,30}? )?(?:businesses|companies|organi[sz]ations|firms|enterprises|those) (?:with |in |[(])?)?"
)
_HOLDING = re.compile(rf"(?: (?:per|a|each) day)?{BEARING}")
_BEHIND_PAREN = re.compile(r" ?\((?:in |for |the )*")
FRONTED = re.compile(r"(?:^|[,;] )(?:and )?(?:with|at) (?:an? (?:[a-z]+ ){1,3}of )?(?:about |around |just |only )?$")
"""What stands before a value that is said before its name: "With 92.1%, Hungary had the highest share of spam"."""

_AFTER_WAS = re.compile(
    r"[^.;()0-9]{0,48}?,? (?:was|were|is|remained|being|came|became|continued to be|continues to be) (?:again )?(?:from )?(?:the |that of (?:the )?)?"
)
_BEHIND_JA = re.compile(
    r"(?:の|だった|であった|を記録した|となった|を占める|を占めた|の(?:メール|割合)(?:が|で)[ァ-ヶー一-龠]{2,8}された)"
)
_LEADS_ON = re.compile(
    r"(?:'s)?(?: (?:sector|industry|region))?(?:,? (?:it|they|the (?:level|rate|figure|share)) (?:was|were|stood at|reached)| (?:was|were|is|had|saw|at|with))?:? ?(?:about |around |only |just |as (?:many|much) as )?"
)
"""What stands between a name and the number that it leads to."""

_DIVIDES = re.compile(r"[,;:]|(?<![a-z])(?:and|while|whilst|but|whereas)(?![a-z])")
"""What stands between a number and a name that begins the next statement."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """The name that a number is of: one of the catalogue or one of the text, and how sure that is (0 to 1).

    `rivals` are other names that it may be of. `group` is the same for all numbers that stand in one paired list.
    """

    number: Number
    name: Name | LocalName
    score: float
    rivals: tuple[Name, ...] = ()
    group: int | None = None


def attached(mentions: Mentions, values: Sequence[Number]) -> tuple[Attachment, ...]:
    """Return the names of the values of a sentence, as far as they have one; one number may be of several (ともに)."""
    found: dict[int, list[Attachment]] = {}
    for group, pairs in enumerate(_paired(mentions, values)):
        for number, name, score in pairs:
            found.setdefault(number.start, []).append(Attachment(number, name, score, group=group))
    for attachment in _one_by_one(mentions, [number for number in values if number.start not in found], values):
        found.setdefault(attachment.number.start, []).append(attachment)
    return _surer([attachment for start in sorted(found) for attachment in found[start]])


def _surer(attachments: list[Attachment]) -> tuple[Attachment, ...]:
    """Return the attachments; several names of the text's own beside one another make each of them surer."""
    local = [item for item in attachments if isinstance(item.name, LocalName) and item.group is None]
    if len(local) < 2:
        return tuple(attachments)
    return tuple(
        replace(item, score=0.85, name=replace(item.name, score=0.85))
        if isinstance(item.name, LocalName) and item in local
        else item
        for item in attachments
    )


_CLAUSE = re.compile(r"[;。]|(?<![はがでもに])、|, (?:and|but|while|whereas)(?![a-z])")
_NEXT_CLAUSE = re.compile(r"[,;] (?:and |while |whereas |but )?(?:in|for|at|among|within) (?:the )?$")
"""What begins a clause about the name that follows."""

OBJECT = re.compile(
    r"(?:overt(?:akes?|ook|aken|aking)|pass(?:ed|es|ing)|surpass(?:ed|es|ing)?|replac(?:ed|es|ing)|displac(?:ed|es|ing)|pipp?ed|beat(?:en)?|edged out|oust(?:ed|ing)|dethron(?:ed|ing)|unseat(?:ed|ing)|eclips(?:ed|ing)|outdid|outstripp?ed|ahead of|behind|unlike|than"
    r"|\((?:including|incl\.?|without|excluding)|(?:place|spot|position|title|crown|lead) from) (?:the )?$"
)
"""What stands before a name that is not the one spoken of: "India overtook Switzerland with one in 54.2"."""

_NOTHING = re.compile(r" ?(?:sector |industry )?[:(-]? ?")
"""What stands between a name and the value of a list that has names before their values."""

_WITHIN = re.compile(r"など?を(?:含む|除く)|を(?:含む|含めた|除く|除いた)")
"""What stands behind a name that is only counted with another one: 中国(香港を含む)."""

_EITHER = 0.6
"""How sure a name is where another one may own the number as well."""

_Pair = tuple[Number, Name | LocalName, float]


def _paired(mentions: Mentions, values: Sequence[Number]) -> Iterator[list[_Pair]]:
    """Yield the lists of a sentence in which rows of names and rows of numbers are paired by their order."""
    words = mentions.words
    markers = [found.start() for found in PAIRED.finditer(words)]
    for row in rows(words, values):
        if len(row) < 2:
            continue
        marker = _marker(markers, row, words)
        before = row[0].start if marker is None or marker > row[0].start else marker
        start = last_end(words, values, row[0].start)
        names: Sequence[Name | LocalName] = _run_before(mentions, start, before, len(row))
        if not names and marker is not None and marker > row[-1].end:
            names = _run_between(mentions, row[-1].end, marker, len(row))
        score = 1.0 if marker is not None else 0.85
        if not names and marker is not None:
            known = _runs(mentions, mentions.names_between(start, before))[-1:]
            # As many values as there are names are needed; else each value may be of another one.
            names, score = (known[0], _EITHER) if known else (local_parts(mentions, start, before, len(row)), score)
        if names:
            yield [(number, name, score) for number, name in zip(row, names, strict=False)]


def _marker(markers: Sequence[int], row: Sequence[Number], words: str) -> int | None:
    """Return where それぞれ or "respectively" stands that belongs to a row of numbers; None where none does."""
    for marker in markers:
        if (
            marker < row[0].start
            and row[0].start - marker < 24
            and not re.search("[。;]", words[marker : row[0].start])
        ):
            return marker
        if (
            marker > row[-1].end
            and marker - row[-1].end < 120
            and not re.search("[0-9。]", words[row[-1].end : marker])
        ):
            return marker
    return None


def rows(words: str, values: Sequence[Number]) -> Iterator[list[Number]]:
    """Yield the numbers that stand in rows, joined by nothing but signs and "and"; of one unit each."""
    row: list[Number] = []
    for number in values:
        if row and not (row[-1].unit == number.unit and ROW.fullmatch(words, row[-1].end, number.start)):
            yield row
            row = []
        row.append(number)
    if row:
        yield row


def _runs(mentions: Mentions, names: Sequence[Name]) -> list[list[Name]]:
    """Return the names that stand in rows."""
    runs: list[list[Name]] = []
    for name in names:
        if runs and _RUN.fullmatch(mentions.words, runs[-1][-1].end, name.start):
            runs[-1].append(name)
        else:
            runs.append([name])
    return runs


def _run_before(mentions: Mentions, start: int, end: int, wanted: int) -> list[Name]:
    """Return the last row of as many names as are wanted between two places; empty where there is none."""
    runs = _runs(mentions, mentions.names_between(start, end))
    if runs and len(runs[-1]) == wanted:
        return runs[-1]
    return next((run for run in reversed(runs) if len(run) == wanted), [])


def _run_between(mentions: Mentions, start: int, end: int, wanted: int) -> list[Name]:
    runs = _runs(mentions, mentions.names_between(start, end))
    return runs[0] if len(runs) == 1 and len(runs[0]) == wanted else []


def _one_by_one(mentions: Mentions, open_values: Sequence[Number], values: Sequence[Number]) -> Iterator[Attachment]:
    """Yield the names of numbers that stand alone: the one that the words behind lead to, else the last one before."""
    starts = [*(number.start for number in values), len(mentions.words)]
    behind = {
        number.start: None
        if _is_led(mentions, number, values)
        else _behind(mentions, number, _next(starts, number.end))
        for number in open_values
    }
    taken = {name.start for name in behind.values() if name is not None}
    for number in open_values:
        follower = behind[number.start]
        last = last_end(mentions.words, values, number.start)
        before = [name for name in mentions.names_between(last, number.start) if name.start not in taken]
        if follower is not None:
            yield _of_follower(mentions, number, follower, before)
            continue
        yield from _of_names_before(mentions, number, before, last, _next(starts, number.end))


def _is_led(mentions: Mentions, number: Number, values: Sequence[Number]) -> bool:
    """Whether a number has its name before it and the next clause begins with another: "in Italy spam 96%, in France …%"."""
    if _is_beside_name(mentions, values[0]) and _is_beside_name(mentions, number):
        return True
    last = last_end(mentions.words, values, number.start)
    following = min((value.start for value in values if value.start >= number.end), default=0)
    behind = mentions.names_between(number.end, following)
    if not behind or not mentions.names_between(last, number.start):
        return False
    return _NEXT_CLAUSE.search(mentions.words[number.end : behind[0].start]) is not None


def _is_beside_name(mentions: Mentions, number: Number) -> bool:
    """Whether a name stands right before a number: "Retail 90.9% Finance 90.8%"."""
    before = mentions.names_between(0, number.start)
    return bool(before) and _NOTHING.fullmatch(mentions.words, before[-1].end, number.start) is not None


def _of_follower(mentions: Mentions, number: Number, follower: Name, before: Sequence[Name]) -> Attachment:
    """Return the name behind a number as its own, in doubt where a name leads to it as well ("in retail 5% in finance")."""
    leads = before and re.search("[a-z]", mentions.words[number.end : follower.start])
    if leads and _LEADS_ON.fullmatch(mentions.words, before[-1].end, number.start):
        return Attachment(number, follower, _EITHER, (before[-1],))
    return Attachment(number, follower, 0.95)


def _next(starts: Sequence[int], end: int) -> int:
    return min((start for start in starts if start >= end), default=end)


def _of_names_before(
    mentions: Mentions, number: Number, before: Sequence[Name], last: int, following: int
) -> Iterator[Attachment]:
    """Yield the name before a number: all names of the last row for ともに, else the last; then a name of the text's own."""
    local = local_before(mentions, last, number) or _local_behind(mentions, number, following)
    if local is not None and (not before or before[-1].end <= local.start or local.end <= before[-1].start):
        nearer = not before or local.start > before[-1].end or local.start > number.end
        if nearer:
            yield Attachment(number, local, local.score, tuple(before))
            return
    if not before:
        later = _was_behind(mentions, number, following)
        if later is not None:
            yield Attachment(number, later, 0.85)
        return
    subjects = [
        name
        for name in before
        if not OBJECT.search(mentions.words[: name.start]) and not _WITHIN.match(mentions.words, name.end)
    ]
    before = subjects or before
    run = _runs(mentions, before)[-1]
    lead = mentions.words[max(0, run[0].start - 10) : run[0].start]
    if len(run) > 1 and (SHARED.search(mentions.words, run[-1].end, number.start) or SHARED.search(lead)):
        yield from (Attachment(number, name, 0.9) for name in run)
        return
    yield Attachment(
        number, run[-1], 0.95 if len({name.segments[:1] for name in run}) == 1 else 0.6, tuple(before[:-1])
    )


def _local_behind(mentions: Mentions, number: Number, following: int) -> LocalName | None:
    """Return the text's own name behind a number, if it is not the beginning of the next statement."""
    name = local_behind(mentions, number, following)
    if name is None or not _DIVIDES.search(mentions.words[number.end : name.start]):
        return name
    has_next = following < len(mentions.words) and _LEADS_ON.fullmatch(mentions.words, name.end, following)
    return None if has_next else name


def _behind(mentions: Mentions, number: Number, following: int) -> Name | None:
    """Return the name to which the words right behind a number lead: "88.0% in Canada", 93.4%のイタリア, "91.2% (Japan)"."""
    for name in mentions.names_between(number.end, following):
        if number.start == 0 and mentions.words[number.end :].strip(" -:") == mentions.words[name.start : name.end]:
            return name
        for joint in (_BEHIND_EN, _HOLDING, _BEHIND_PAREN, _BEHIND_JA):
            if joint.fullmatch(mentions.words, number.end, name.start) and _is_free(
                mentions.words,
                joint,
                name,
                following,
                is_divided=_DIVIDES.search(mentions.words[number.end : name.start]) is not None,
            ):
                return name
        return None
    return None


def _is_free(words: str, joint: re.Pattern[str], name: Name, following: int, *, is_divided: bool) -> bool:
    """Whether a name behind a number is not the beginning of the next statement (…%のイタリアは91%; "1%, in Italy 91%")."""
    if joint is _BEHIND_EN:
        return not (is_divided and _LEADS_ON.fullmatch(words, name.end, following))
    if joint is not _BEHIND_JA:
        return True
    return following == len(words) or not re.match("(?:の[^、]{1,12})?(?:は|が|では)", words[name.end :])


def _was_behind(mentions: Mentions, number: Number, following: int) -> Name | None:
    """Return the name of "with a rate of 93.1%, was the Engineering sector"."""
    for name in mentions.names_between(number.end, following):
        if _AFTER_WAS.fullmatch(mentions.words, number.end, name.start):
            return name
        comma = re.fullmatch(r"[^.;()0-9]{0,48}, (?:the )?", mentions.words[number.end : name.start])
        if comma and FRONTED.search(mentions.words[: number.start]):
            return name
    return None


def last_end(words: str, values: Sequence[Number], start: int) -> int:
    """Return where the last value before a place ended; one in a bracket that was closed since does not count."""
    ends = (value.end for value in values if value.end <= start and not _is_closed(words, value.end, start))
    return max(ends, default=0)


def _is_closed(words: str, end: int, start: int) -> bool:
    """Whether the bracket in which a value ended was closed before a place, in the same clause."""
    between = words[end:start]
    return between.count(")") > between.count("(") and not _CLAUSE.search(between)
