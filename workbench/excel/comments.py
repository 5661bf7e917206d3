"""Notes as comments of cells: in order, each headed by author and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.records import GLOBAL, Note
from workbench.excel.layout import BETWEEN_NOTES, KeyKind, KeyLine, comment_part
from workbench.excel.page import Page, cell_name
from workbench.excel.texts import fitting, width

_LETTER_WIDTH, _LINE_HEIGHT = 7, 17
_WIDEST, _TALLEST = 320, 400
"""Of a comment's box, in pixels."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """The notes of a workbook by the figure that they are on; one on a whole metric is on its total."""

    notes: dict[FigureKey, tuple[Note, ...]]

    def on(self, key: FigureKey, period: Period) -> tuple[Note, ...]:
        """Return the notes on a figure in a period, in order."""
        text = str(period)
        return tuple(
            note
            for note in self.notes.get(FigureKey(key.metric, key.dimension, key.segment), ())
            if note.grain == period.grain and note.first <= text <= note.last
        )

    def beginning(self, key: FigureKey, period: Period, first: Period) -> tuple[Note, ...]:
        """Return the notes on a figure that begin in a period, or before a row's first one: each stands once in a row."""
        shown = self.on(key, period)
        return tuple(
            note for note in shown if note.first == str(period) or (period == first and note.first < str(first))
        )


def anchored(notes: Iterable[Note]) -> Anchored:
    """Lay notes out by figure; those on a whole dimension have no cell."""
    found: defaultdict[FigureKey, list[Note]] = defaultdict(list)
    for note in notes:
        if note.dimension and note.segment:
            found[FigureKey(note.metric, note.dimension, note.segment)].append(note)
        elif not note.dimension:
            found[FigureKey(note.metric, GLOBAL, GLOBAL)].append(note)
    order = {key: tuple(sorted(listed, key=lambda note: (note.written_at, note.id))) for key, listed in found.items()}
    return Anchored(order)


def put_comment(
    page: Page, place: tuple[int, int], column: str, figure: str, notes: Sequence[Note], keys: list[KeyLine]
) -> None:
    """Put the notes on a figure's cell, from 0, and note each for the way back."""
    if not notes:
        return
    parts = [comment_part(note.author, note.written_at, note.text) for note in notes]
    text, is_cut = fitting(BETWEEN_NOTES.join(parts))
    if is_cut:
        page.meant.cut.append(message("export.comment_cut", sheet=page.name, cell=cell_name(*place)))
    page.sheet.write_comment(*place, text, {"author": notes[0].author, **_size(text, page.language)})
    page.meant.comments[place] = text
    for number, (note, part) in enumerate(zip(notes, parts, strict=True), 1):
        line = KeyLine(
            KeyKind.COMMENT, page.spec.id, place[0] + 1, column, figure, text=fitting(part)[0], source=note.id, nth=number
        )  # fmt: skip
        keys.append(line)


def _size(text: str, language: str) -> dict[str, object]:
    """Return how large a comment's box is, so that its text can be read."""
    letters = max(20, min(width(text, language), _WIDEST // _LETTER_WIDTH))
    lines = sum(1 + width(line, language) // letters for line in text.split("\n"))
    return {
        "width": letters * _LETTER_WIDTH + 16,
        "height": min((lines + 1) * _LINE_HEIGHT, _TALLEST),
        "color": "#FFFFFF",
        "font_size": 9,
    }
