"""R7 by the words alone: the row that a sentence calls first or last is so in a column of the rows beside it.

The rows are those of the tables of its section, or of a list in the sentences right before it. What is measured need not
be known, and no column need be named: the words are wrong only where the row is first, or last, in none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.firsts import LIMITED
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.runs import named_alike
from workbench.core.checks.prose.tops import exceeds
from workbench.core.checks.prose.wholes import is_sum_of_neighbours
from workbench.core.checks.prose.wording import change_text, line_of, shortened
from workbench.core.checks.prose.words import NUMBERS, OTHERS, PART_OF_TIME, THREATS, count_of
from workbench.core.claims.model import Claim, Kind, Listing, ListingKind, Sentence, SentenceKind
from workbench.core.claims.text import Span
from workbench.core.messages import Message, message
from workbench.core.printed import Interval, point
from workbench.core.spelling.folding import fold
from workbench.core.units import COUNT

_MOST_OF_WHAT = (
    r"(?:[a-z]+ly |often )?(?:detected|targeted|common|frequent|often|prevalent|active|affected|attacked|scanned|abused|infected"
    r"|blocked|reported|popular|numerous|spammed|hit|spam|malware|attacks|incidents|cases|reports|detections|complaints|infections|victims)"
)
_LEVELS = (
    r"(?=$|[,.;]| (?:of|in|at|was|is|were|by)(?![a-z])| (?:[a-z-]+ )?(?:shares?|rates?|levels?|percentages?|proportions?|ratios?|volumes?|values?"
    r"|sources?|categor|groups?|famil|vectors?|sectors?|countr|targets?|senders?|incidents|cases|reports|detections|complaints))"
)
"""What makes "most" and "highest" those of figures like the rows': not "the largest loser", "the most dangerous"."""

_RISE = r"rise|increase|gain|growth|jump|climb"
_FALL = r"fall|drop|decline|decrease|loss"
_LEVEL = re.compile(
    r"最も[^、。はがも]{0,6}?(?:(?P<up>多[いくか]|高[いくか])|(?P<down>少な|低[いくか]))|(?P<up2>最多)|(?P<down2>最少)"
    rf"|(?<![a-z])(?:(?P<up3>most {_MOST_OF_WHAT}|(?:highest|largest){_LEVELS})|(?P<down3>least {_MOST_OF_WHAT}|(?:lowest|smallest|fewest){_LEVELS}))(?![a-z])"
)
_CHANGE = re.compile(
    r"(?:最も(?:大きく|大幅に|急激に)?(?:(?P<up>伸び|増え|増加|上昇|上が)|(?P<down>減|低下|下が|下落|落ち)))"
    r"|(?<![a-z])(?:sharpest|biggest|largest|steepest|greatest|strongest) "
    rf"(?:(?P<up2>{_RISE})|(?P<down2>{_FALL}))(?![a-z])"
)
"""Words for the first and the last by level, and by how much it moved."""

_OF_A_CHANGE = re.compile(
    rf"増|減|伸|上昇|低下|幅|差|(?<![a-z])(?:{_RISE}|{_FALL}|number|company|companies|firms|part)(?![a-z])"
)
_OF_A_PLACE = re.compile(
    r"(?:^|[、。]) ?(?!表|世界|全体|この|上記)[^、。]{2,16}(?<!別)(?<!月)(?<!年)(?<!期)(?<!半)(?<!比)(?<!世界)(?<!全体)(?:では|で(?=最も))"
    r"|^(?:in|for|at|within|on|by|to) (?!(?:the )?(?:[a-z]+ end of the )?(?:table|list|world|month|first|second|third|fourth|quarter|january|february|march|april|may|june|july"
    r"|august|september|october|november|december))[^,]+,"
)
"""Words behind a superlative of something else, and words that say of which part alone a sentence speaks."""

_SUBJECT_JA = re.compile(r"(?:\([^()]*\))?(?:が|は|も)[^、。はがもと]{0,16}")
_PREDICATE_JA = re.compile(r"[^、。がも]{0,12}[はも]、?(?:従業員数?|[^、。はがも]{0,12}\()?")
_SUBJECT_EN = re.compile(
    r"(?: \([^()]*\))?(?: [a-z-]+){0,3}? (?:was|is|were|remained|remains|had|has|posted|saw|recorded|showed|received|attracted|stayed)"
    r"(?: (?:again|still|once|by|far|the|a|with|also|its|clearly)){0,5} "
)
_PREDICATE_EN = re.compile(
    r"[^.;:,]{0,60} (?:was|is|were|found in|seen in|recorded in) (?:again |still |that of )?(?:the )?"
)
"""Words between a row's name and a superlative before or behind it, in which no other subject has a place."""

_AND = re.compile(r"(?: ?\([^()]*\))?(?:,? and (?:the )?|, (?:the )?|と|や|および|・)")
"""Words between the names of rows that are spoken of together."""

_FIGURE = re.compile(r"(?<![0-9.,a-z])[0-9][0-9.,]*")
_ONE_IN = re.compile(r"(?<![0-9.,])1 in (?=[0-9])|(?<=通に)1(?=通)")
_MEASURE = re.compile(r"(?:^|[、。はも])(?P<of>[^、。はがも]{1,16})が最も")
_NOUN = re.compile(r"[ァ-ヶー]{2,}|[一-龠]+|[a-z]{3,}")
_ANY_MEASURE = re.compile(r"件?数|割合|比率|[受発]?信?率|検出|頻度|シェア|[^ァ-ヶ]")
"""What the words say that is measured: 苦情が最も多いのは is of no column that does not speak of it."""

_CLAUSE = re.compile(r"[、。;]|[,.](?![0-9a-z])")
_OF_SO_MANY = re.compile(
    r"(?P<ja>[0-9]+)(?:種類?|か国|カ国|業種|社|つ|製品|部門)(?:すべて)?(?:のうち|の中|のなか)"
    rf"|of (?:all )?(?:the|these) (?P<en>[0-9]+|{'|'.join(NUMBERS)})(?! [0-9])"
)
"""Words that name all rows, where so many they are."""

_A_TIME = re.compile(r"(?:first|second|third|fourth|last|previous) (?:quarter|half)")
_SURE = 3
"""So many rows make a list."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A column: the figures of its rows by their names, folded; the words about it; where the figures of all rows lie.

    Those of "others" are no figures of a row, but parts of a subtotal.
    """

    figures: tuple[tuple[str, Known], ...]
    words: str
    levels: tuple[tuple[str, Interval], ...]

    def measures(self, words: str) -> bool:
        """Whether what some words call is measured here: the words about the column have one of theirs."""
        things = [one for one in _NOUN.findall(words) if not _ANY_MEASURE.fullmatch(one)]
        return not things or any(one in self.words for one in things)

    def is_subtotal(self, name: str) -> bool:
        """Whether a row is the sum of rows right above it, or right below it."""
        spans = [level for _, level in self.levels]
        at = [label for label, _ in self.levels].index(name)
        return is_sum_of_neighbours(spans, at)

    def of(self, name: str) -> Known | None:
        """Return the figure of a row; None where it has none."""
        return next((known for label, known in self.figures if label == name), None)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says: a row's name, whether it is the last, and the words that say it."""

    name: str
    is_least: bool
    span: Span
    sentence: Sentence


def row_superlatives(facts: Facts) -> Iterator[Outcome]:
    """R7: a row that is called first or last by the words is so in a column of the rows beside them."""
    columns = columns_by_section(facts)
    for sentence in facts.report.sentences:
        if sentence.kind not in {SentenceKind.PROSE, SentenceKind.ITEM} or sentence.index in facts.narrowed:
            continue
        near = [*columns.get(sentence.section, ()), *_before(facts, sentence)] or _quoted(facts, sentence, columns)
        if not near:
            continue
        names = {label for column in near for label, _ in column.figures}
        rows = max(len(column.figures) for column in near)
        for said in _said(sentence, names, _LEVEL, rows):
            about = [one for one in near if is_about(facts, said.name, said.sentence, one)]
            yield from _held(facts, said, _of_period(facts, sentence, about))
        for said in _said(sentence, names, _CHANGE, rows):
            yield from _held_moves(facts, said, columns.get(sentence.section, []))


def is_of_some(words: str, rows: int = 0) -> bool:
    """Whether words speak of a part only: of some rows, not all, of a time within the period, of one place."""
    all_rows = {found[0] for found in _OF_SO_MANY.finditer(words) if count_of(found["ja"] or found["en"]) == rows}
    for said in all_rows:
        words = words.replace(said, "")
    patterns = (LIMITED, PART_OF_TIME, _OF_A_PLACE)
    return any(pattern.search(_A_TIME.sub("", words)) for pattern in patterns)


def columns_by_section(facts: Facts) -> dict[int, list[Rows]]:
    """Return the columns of the tables of each section."""
    tables: dict[tuple[Span | None, ...], list[Listing]] = {}
    for listing in facts.report.listings:
        if listing.kind is ListingKind.TABLE and all(claim.kind is Kind.VALUE for claim in facts.report.rows(listing)):
            tables.setdefault(tuple(row.label_span for row in listing.rows), []).append(listing)
    found: dict[int, list[Rows]] = {}
    for table in tables.values():
        columns = [_column(facts, listing) for listing in table]
        known = [column for column in columns if column is not None]
        if len(known) == len(columns) and _is_all_read(facts, facts.report.rows(table[0])[0]):
            found.setdefault(table[0].section, []).extend(
                known
            )  # else the words may be of the column that is not known
    return found


def _column(facts: Facts, listing: Listing) -> Rows | None:
    rows = [(row.label, facts.claim(row.claim)) for row in listing.rows if row.label and row.claim is not None]
    rows = [(label, claim) for label, claim in rows if not claim.is_total]
    title = facts.report.sections[listing.section].title
    metric = "" if listing.metric is None else str(listing.metric.id)
    return _rows(facts, rows, f"{listing.header} {listing.title} {title} {metric}")


def _is_all_read(facts: Facts, claim: Claim) -> bool:
    """Whether all figures of a row's line were read, its name's own digits aside."""
    sentence = facts.report.sentences[claim.sentence]
    own_rows = () if claim.listing is None else facts.report.listings[claim.listing].rows
    names = {fold(row.label) for row in own_rows if row.claim == claim.index}
    words = _ONE_IN.sub("", sentence.words)
    for name in names:
        words = words.replace(name, " ", 1)
    own = [one for one in facts.by_sentence[sentence.index] if one.number is not None]
    return len(_FIGURE.findall(words)) <= len(own)


def _rows(facts: Facts, rows: Sequence[tuple[str, Claim]], words: str) -> Rows | None:
    """Return rows as a column: none where one has no figure, or two have one name; totals and "others" are no rows."""
    known = [(fold(label).strip(), facts.known(claim)) for label, claim in rows]
    every = [(label, one) for label, one in known if one is not None and len(label) > 1]
    figures = tuple((label, one) for label, one in every if not OTHERS.search(label))
    names, units = {label for label, _ in figures}, {one.unit.id for _, one in every}
    is_whole = len(every) == len(known) and len(names) == len(figures) >= _SURE and len(units) == 1
    return Rows(figures, fold(words), tuple((label, one.level) for label, one in every)) if is_whole else None


def _before(facts: Facts, sentence: Sentence) -> list[Rows]:
    """Return the list that the sentence before gives in words alike: AがX、BがY、CがZ."""
    if not sentence.index or facts.report.sentences[sentence.index - 1].section != sentence.section:
        return []
    before = facts.report.sentences[sentence.index - 1]
    column = _rows(facts, named_alike(facts, before), before.words)
    return [] if column is None else [column]


def _quoted(facts: Facts, sentence: Sentence, columns: dict[int, list[Rows]]) -> list[Rows]:
    """Return the columns of the section before of which a sentence states a figure beside its row's name."""
    own = [known for one in facts.by_sentence.get(sentence.index, ()) if (known := facts.known(one)) is not None]
    names = {
        name
        for _, _, name in places(
            sentence.words, {n for c in columns.get(sentence.section - 1, ()) for n, _ in c.figures}
        )
    }
    return [
        column
        for column in columns.get(sentence.section - 1, ())
        if any(
            label in names and any(known.unit is one.unit and known.agrees(one) for one in own)
            for label, known in column.figures
        )
    ]


def _said(sentence: Sentence, names: set[str], pattern: re.Pattern[str], rows: int) -> Iterator[_Said]:
    """Yield what a sentence says of one row alone, among all rows: up to the end of its clause nothing limits it."""
    words = sentence.words
    for found in pattern.finditer(words):
        behind = re.split(r"[、。]", words[found.end() : found.end() + 12])[0]
        if pattern is _LEVEL and _OF_A_CHANGE.search(words[max(0, found.start() - 8) : found.end()] + behind):
            continue
        name = _subject(words, found, names) or _predicate(words, found, names)
        end = _CLAUSE.search(words, max(found.end(), words.find(name) if name else 0))
        if name is not None and not is_of_some(words[: end.start() if end else None].replace(name, ""), rows):
            is_least = any(value for key, value in found.groupdict().items() if key.startswith("down"))
            yield _Said(name, is_least, sentence.span, sentence)


def places(words: str, names: set[str]) -> list[tuple[int, int, str]]:
    """Return where names of rows stand, the longest of several at one place."""
    found: list[tuple[int, int, str]] = []
    for name in sorted(names, key=len, reverse=True):
        edge = ("(?<![a-z0-9.])", "(?![a-z0-9])") if name.isascii() else ("", "")
        for hit in re.finditer(f"{edge[0]}{re.escape(name)}{edge[1]}", words):
            if not any(hit.start() < end and start < hit.end() for start, end, _ in found):
                found.append((hit.start(), hit.end(), name))
    return sorted(found)


def _subject(words: str, found: re.Match[str], names: set[str]) -> str | None:
    """Return the row whose name leads to a superlative, alone."""
    before = [place for place in places(words, names) if place[1] <= found.start()]
    if not before or (len(before) > 1 and _AND.fullmatch(words, before[-2][1], before[-1][0])):
        return None
    between = words[before[-1][1] : found.start()]
    return before[-1][2] if _SUBJECT_JA.fullmatch(between) or _SUBJECT_EN.fullmatch(between) else None


def _predicate(words: str, found: re.Match[str], names: set[str]) -> str | None:
    """Return the row to whose name a superlative leads, alone."""
    behind = [place for place in places(words, names) if place[0] >= found.end()]
    if not behind or (len(behind) > 1 and _AND.fullmatch(words, behind[0][1], behind[1][0])):
        return None
    between = words[found.end() : behind[0][0]]
    is_one = _PREDICATE_JA.fullmatch(between) or _PREDICATE_EN.fullmatch(between)
    return behind[0][2] if is_one else None


def is_about(facts: Facts, name: str, sentence: Sentence, column: Rows) -> bool:
    """Whether a sentence can be about a column: it names no threat that the column's words do not, and no other figure."""
    threats = set(THREATS.findall(sentence.words))
    measure = _MEASURE.search(sentence.words)
    if measure is not None and not column.measures(measure["of"]):
        return False
    if threats and not threats <= set(THREATS.findall(column.words)):
        return False
    values = [one for one in facts.by_sentence.get(sentence.index, ()) if one.kind is Kind.VALUE]
    values = [one for one in values if one.period is None or one.period.span is None or facts.is_now(one.period.id)]
    own = column.of(name)
    known = [one for one in map(facts.known, values) if one is not None]
    return own is not None and (not values or any(one.agrees(own) for one in known))


def _of_period(facts: Facts, sentence: Sentence, columns: list[Rows]) -> list[Rows]:
    """Return the columns of the period that a sentence names for its superlative; all where it names none of theirs."""
    said = {
        one.period.id
        for one in facts.by_sentence.get(sentence.index, ())
        if one.kind is Kind.SUPERLATIVE and one.period is not None and one.period.span is not None
    }
    own = [
        column
        for column in columns
        if {known.claim.period.id for _, known in column.figures if known.claim and known.claim.period} == said
    ]
    return own or columns


def _held(facts: Facts, said: _Said, columns: Sequence[Rows]) -> Iterator[Outcome]:
    """Hold what is said of a row against the columns: another row is ahead of it in each of them."""
    worst: list[tuple[str, Known, Known]] = []
    for column in columns:
        own = column.of(said.name)
        if own is None:
            continue
        ahead = [
            (label, one)
            for label, one in column.figures
            if _is_ahead(one, own, is_least=said.is_least) and not column.is_subtotal(label)
        ]
        if not ahead:
            return
        level = [one.level.middle for _, one in ahead]
        label, known = ahead[level.index(min(level) if said.is_least else max(level))]
        worst.append((label, known, own))
    if worst:
        label, known, own = worst[0]
        yield _not_first(facts, said, own.printed, label, known.printed, (own, known))


def _is_ahead(one: Known, own: Known, *, is_least: bool) -> bool:
    return exceeds(own, one) if is_least else exceeds(one, own)


def _held_moves(facts: Facts, said: _Said, columns: Sequence[Rows]) -> Iterator[Outcome]:
    """Hold the greatest movement against those between the columns of two periods, in points or things and in percent."""
    for now, base in pairwise(columns):
        if [label for label, _ in now.figures] != [label for label, _ in base.figures] or not _are_two_periods(
            facts, now, base
        ):
            continue
        pairs = zip(now.figures, base.figures, strict=True)
        moves = {label: _moved(one, before, is_least=said.is_least) for (label, one), (_, before) in pairs}
        own = moves.get(said.name)
        if own is None or any(before.level.low <= 0 for _, before in base.figures):
            continue
        ahead = [label for label, move in moves.items() if all(a.low > b.high for a, b in zip(move, own, strict=True))]
        if not ahead:
            return
        most = max(ahead, key=lambda label: moves[label][0].middle)
        kind = "points" if now.figures[0][1].unit.change_unit == "points" else "things"
        step = now.figures[0][1].number.step
        sign = point(-1 if said.is_least else 1)
        shown = [change_text(moves[label][0] * sign, kind, step) for label in (said.name, most)]
        ends = [column.of(label) for label in (said.name, most) for column in (now, base)]
        yield _not_first(facts, said, shown[0], most, shown[1], [one for one in ends if one is not None])
        return


def _are_two_periods(facts: Facts, now: Rows, base: Rows) -> bool:
    """Whether one column is of the text's own period, and the other of an earlier one, in one unit."""
    ends = [
        {known.claim.period.id for _, known in one.figures if known.claim and known.claim.period} for one in (now, base)
    ]
    is_one_unit = now.figures[0][1].unit is base.figures[0][1].unit
    is_earlier = all(len(periods) == 1 for periods in ends) and min(ends[1]) < min(ends[0])
    return is_one_unit and is_earlier and facts.is_now(min(ends[0])) and not facts.is_now(min(ends[1]))


def _moved(now: Known, base: Known, *, is_least: bool) -> tuple[Interval, Interval]:
    """Return how far a figure moved the way that is spoken of: by how much, and by which part of it."""
    way = point(-1 if is_least else 1)
    moved = (_exact(now) - _exact(base)) * way
    return moved, moved / _exact(base) if base.level.low > 0 else moved


def _exact(known: Known) -> Interval:
    """Return a count as it is, anything else with its rounding."""
    return point(known.number.value) if known.unit is COUNT and known.number.step == 1 else known.level


def _not_first(
    facts: Facts, said: _Said, own: Message, other: str, figure: Message, known: Sequence[Known]
) -> Objection:
    told = message(
        "audit.not_first",
        name=said.name,
        text=own,
        where=line_of(facts.report.text.line_of(said.span.start)),
        spoken=shortened(said.sentence.words),
        other=other,
        figure=figure,
        other_where=known[-1].where,
    )
    beside = tuple(one.claim.index for one in known if one.claim is not None)
    return Objection("R7", Severity.ERROR, told, AuditVerdict.CONTRADICTS, (), beside, (said.span,))
