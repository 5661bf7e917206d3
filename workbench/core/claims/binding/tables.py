"""Where tables stand among a text's lines, and which list a "top N" beside them speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from workbench.core.claims.binding.binder import Binder
from workbench.core.claims.binding.cells import CellReader
from workbench.core.claims.binding.table_block import Block, Tables
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import ListingKind, SentenceKind
from workbench.core.claims.reader.draft import Draft, ListingDraft, Stretch
from workbench.core.claims.reader.layout import Passage
from workbench.core.claims.reader.names import Names

_LONGEST_LABEL = 90
_LONGEST_HEAD = 60
_FEWEST = 2
_OF_LINES = frozenset({ListingKind.TABLE, ListingKind.PANEL})


@dataclass(frozen=True)
class TableReader:
    """Reads blocks of table lines."""

    names: Names
    binder: Binder
    topic: Topic

    def block(self, passages: Sequence[Passage], place: int) -> int:
        """Return how many passages from a place on make a block of table lines; 0 where none begins."""
        head = list(takewhile(_is_short, passages[place : place + _LONGEST_HEAD]))
        cells = [index for index, passage in enumerate(head) if passage.kind is SentenceKind.CELL]
        if len(cells) < _FEWEST or not self._begins(head, cells[0]):
            return 0
        end = place + len(head)
        while end < len(passages) and _is_short(passages[end]):
            end += 1
        return _without_next_heading(passages[place:end])

    def _begins(self, block: Sequence[Passage], first: int) -> bool:
        """Whether a block begins with a label or a header, not with a heading of what stands before the table."""
        if first == 0 or self._is_label(block[0].words):
            return True
        labels = sum(self._is_label(passage.words) for passage in block[:first])
        return (labels == 0 and first == 1) or (
            first > 1
            and labels * 2 < first
            and all(p.kind is SentenceKind.HEADING for p in block[:first])
            and self._fits(block, first)
        )

    def _fits(self, block: Sequence[Passage], first: int) -> bool:
        """Whether as many unknown labels as values stand before the first value."""
        values = 0
        for passage in block[first:]:
            if passage.kind is not SentenceKind.CELL:
                break
            values += 1
        return first >= values

    def _is_label(self, words: str) -> bool:
        return bool(self.names.of(words)) or self.binder.words.titled(words) is not None

    def read(self, block: Sequence[Passage], stretches: Sequence[Stretch]) -> Tables:
        """Read a block."""
        cells = CellReader(self.names, self.binder.words, self.topic.calendar).cells(block, stretches)
        return Block(self.binder, self.topic, cells).tables()

    def counted(self, draft: Draft, words: str, listings: Sequence[ListingDraft]) -> ListingDraft | None:
        """Return the list that a "top N" within a block speaks of: the nearest with the dimension that its words name."""
        headed = next(
            (item for item in listings if item.header_span is not None and item.header_span.holds(draft.span)), None
        )
        if headed is not None:
            return headed
        end = draft.end
        named = re.match(r" ?(?P<word>[^\d:.]{2,40}?)(?= top |$| by |:)", words[end:])
        dimension = self._dimension(named["word"]) if named else ""
        same = [
            item
            for item in listings
            if item.dimension == dimension and item.section == draft.section and item.kind in _OF_LINES
        ]
        return min(same, key=lambda item: abs(item.sentence - draft.sentence), default=None)

    def _dimension(self, word: str) -> str:
        found = self.binder.catalogue.resolve_dimension(word.strip(" ()"))
        return found.id if found else ""


def _without_next_heading(block: Sequence[Passage]) -> int:
    """Return how many of its passages are a block's: not what stands apart from its last line, as the next heading does."""
    last = max(place for place, passage in enumerate(block) if passage.kind is SentenceKind.CELL)
    behind = block[last + 1 :]
    if block[last].lines[0].gap or not behind or not behind[0].lines[0].gap:
        return len(block)
    return last + 1


def _is_short(passage: Passage) -> bool:
    """Whether a passage may be a line of a table: one line, no sentence."""
    if passage.kind is SentenceKind.CELL:
        return True
    if (
        len(passage.lines) > 1
        or passage.lines[0].words.startswith("#")
        or passage.kind not in {SentenceKind.HEADING, SentenceKind.PROSE}
    ):
        return False
    return len(passage.words) <= _LONGEST_LABEL and not re.search(r"[。!?]|[.] |[.]$|http", passage.words)
