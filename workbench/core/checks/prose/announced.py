"""R6: how many a sentence says that a table shows, and a caption that its figure shows, beside how many the other has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.tops import OF_LINES, is_whole, own_rows
from workbench.core.checks.prose.wording import line_of, shortened
from workbench.core.checks.prose.words import NUMBERS, count_of
from workbench.core.claims.model import FigureMention, Listing, Sentence, SentenceKind
from workbench.core.messages import message

_NUMBER = rf"[0-9]{{1,2}}|{'|'.join(NUMBERS)}"
_ANNOUNCES = re.compile(
    rf"(?:(?<![a-z])the |^)(?P<en>{_NUMBER}) (?=[a-z])(?=.*(?<![a-z])(?:most|largest|biggest|leading|main|worst|highest|commonest)(?![a-z]))"
    r"|(?<![0-9.,])(?P<ja>[0-9]{1,2})(?:種類?|か国|カ国|ヶ国|業種|社|個|つ|部門|カテゴリー?)(?=[をはの])(?=.*(?:順|多[いく]|主な|上位))"
)
_HERE = re.compile(r"(?<![a-z])(?:below|following|as follows)(?![a-z])|:$|以下|次の|下の|下表|とおり|通りで")
"""Words that say how many follow, and words that say that they do."""

_CAPTION = re.compile(
    rf"(?:top|上位|トップ) ?(?P<count>{_NUMBER})(?:種類?の?|の)? ?(?P<noun>[a-z]{{4,}}|[ァ-ヶー]{{3,}}|[一-龠]{{2,}})"
)
_BACK = 4
"""So many lines and headers stand between a table and the sentence that announces it at most."""


def announced_rows(facts: Facts) -> Iterator[Outcome]:
    """R6: a table has as many rows as the sentence right before it says."""
    seen: set[int] = set()
    for listing, rows in facts.lists():
        sentence = _sentence_before(facts, rows[0].sentence) if listing.kind in OF_LINES else None
        if listing.count is not None or sentence is None or sentence.index in seen or len(rows) < 3:
            continue
        found = [hit for part in re.split(r"[;,、](?= )|;", sentence.words) for hit in _announced(part)]
        if len(found) == 1:
            seen.add(sentence.index)
            yield from _rows_differ(facts, listing, sentence, count_of(found[0]["en"] or found[0]["ja"]))


def _announced(clause: str) -> Iterator[re.Match[str]]:
    """Yield what a clause announces that says where it is."""
    return _ANNOUNCES.finditer(clause) if _HERE.search(clause) else iter(())


def _sentence_before(facts: Facts, first: int) -> Sentence | None:
    """Return the sentence before the first row of a table, over its title and header."""
    for at in range(first - 1, max(-1, first - 1 - _BACK), -1):
        sentence = facts.report.sentences[at]
        if sentence.kind in {SentenceKind.PROSE, SentenceKind.ITEM} and len(sentence.words) > 20:
            return sentence
    return None


def _rows_differ(facts: Facts, listing: Listing, sentence: Sentence, wanted: int) -> Iterator[Outcome]:
    rows = own_rows(listing)
    if len(rows) == wanted or (len(rows) < wanted and not is_whole(facts, listing)):
        return
    said = message(
        "audit.top_length",
        text=shortened(sentence.words),
        where=line_of(facts.report.text.line_of(sentence.span.start)),
        count=len(rows),
    )
    spans = (sentence.span, *(row.label_span for row in rows if row.label_span is not None))
    beside = tuple(row.claim for row in rows if row.claim is not None)
    yield Objection("R6", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (), beside, spans)


def announced_in_captions(facts: Facts) -> Iterator[Outcome]:
    """R6: a figure's caption and the sentence that refers to it say the same number of the same things."""
    for caption in facts.report.figures:
        found = _CAPTION.search(caption.words) if caption.is_caption else None
        if found is None:
            continue
        for mention in facts.report.figures:
            is_same = mention.number == caption.number and mention.kind is caption.kind and not mention.is_caption
            if is_same:
                yield from _captions_differ(facts, mention, caption, count_of(found["count"]), found["noun"])


def _captions_differ(
    facts: Facts, mention: FigureMention, caption: FigureMention, count: int, noun: str
) -> Iterator[Outcome]:
    said = re.findall(rf"(?<![a-z0-9.,])({_NUMBER})(?:種類?の?|つの|の)? ?{re.escape(noun)}", mention.words)
    if len(said) == 1 and count_of(said[0]) != count:
        told = message(
            "audit.counts_differ",
            text=said[0],
            where=line_of(facts.report.text.line_of(mention.span.start)),
            name=noun,
            other=str(count),
            other_where=line_of(facts.report.text.line_of(caption.span.start)),
        )
        sentence = facts.report.sentences[mention.sentence]
        yield Objection("R6", Severity.ERROR, told, spans=(sentence.span, caption.span))
