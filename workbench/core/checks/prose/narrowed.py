"""Passages about a part of a whole only: the sources of the spam that is sent to one region, not of all spam.

Such a passage begins with a sentence that says for whom the figures are, and goes on in sentences that do not say it again.
Its names have figures, ranks and firsts of their own there, which have nothing to do with those of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.core.claims.model import Report, Sentence, SentenceKind

_REGION = (
    r"(?:europe|asia|africa|america|north america|south america|latin america|middle east|oceania|emea|apac|"
    r"[a-z]+(?:land|stan|any|ain|ance|taly|apan|hina|ndia|razil|ussia|anada)|us|usa|uk|united (?:states|kingdom))"
)
_TO_SOME = re.compile(
    r"(?<!世界)(?:に向け(?:て|た)?|向けの?|宛て?の?|あての|で|に)(?:送信|送られ|配信|発信|送り|受信|届い|届く)"
    r"|(?<![a-z])(?:sent|directed|addressed|aimed|mailed|delivered|received|arriving|reach(?:es|ed|ing)?|targeting|bound)"
    r"(?: (?:to|at|toward|towards|for|by|in))?(?: [a-z]+ (?:in|of))?(?: the)? (?:"
    + _REGION
    + r"|(?:europe|asia|africa|americ|german|ital|japan|brazil|russia|indi|austral|brit|french|spanish|chinese)[a-z]*)(?![a-z])"
)
"""Words that say to whom mail goes: one region's, one country's."""

_BLANK = re.compile(r"\n[ \t\u3000]*\n")


def narrowed(report: Report) -> frozenset[int]:
    """Return the sentences that are about a part of a whole only: those that say it, and what follows in their paragraph."""
    return frozenset(_narrowed(report))


def _narrowed(report: Report) -> Iterator[int]:
    is_narrow, before = False, None
    for sentence in report.sentences:
        if before is None or not _goes_on(report, before, sentence):
            is_narrow = False
        is_narrow = is_narrow or (sentence.kind is SentenceKind.PROSE and _TO_SOME.search(sentence.words) is not None)
        if is_narrow:
            yield sentence.index
        before = sentence


def _goes_on(report: Report, before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence stands in the paragraph of the one before it."""
    gap = report.text.source[before.span.end : max(before.span.end, sentence.span.start)]
    return sentence.kind is SentenceKind.PROSE and before.section == sentence.section and not _BLANK.search(gap)
