"""What is typed, pasted, filled and cleared in a breakdown table, as figures to enter: one command each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.commands.figures import Entry, clear_figures, set_published_average, set_value, set_values
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Message, message
from workbench.core.ports import Command
from workbench.core.printed import PrintedNumber, Qualifier, decimal_of
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.core.units import UNITS
from workbench.ui.widgets.columns import AVERAGE, COLUMNS
from workbench.ui.widgets.grid_cells import figure_text
from workbench.ui.widgets.grid_words import GridWords
from workbench.ui.widgets.sheet import Place, Sheet

At = tuple[int, int]
"""A cell: the row of the sheet and the place of the column in COLUMNS."""


@dataclass(frozen=True, slots=True)
class Block:
    """Texts to put into cells from the top left one on: `rows` and `columns` are those that are there, in their order."""

    texts: Sequence[Sequence[str]]
    rows: Sequence[int]
    columns: Sequence[int]

    @property
    def height(self) -> int:
        """How many rows it needs."""
        return len(self.texts)

    @property
    def width(self) -> int:
        """How many columns it needs."""
        return max(map(len, self.texts))


class Entries:
    """Makes commands of what a person enters into the cells of a sheet. Each raises Refused in words."""

    def __init__(self, sheet: Sheet, words: GridWords) -> None:
        """Enter into this sheet."""
        self._sheet = sheet
        self._words = words

    def why_not(self, cell: At, text: str) -> Message | None:
        """Return why a text cannot be taken for a cell; None where it can."""
        try:
            self.typed(cell, text)
        except Refused as refusal:
            return _in_words(refusal.message)
        return None

    def typed(self, cell: At, text: str) -> Command:
        """Return the command for a text typed in a cell; an empty one clears it."""
        key = self._key(cell)
        number = _read(text)
        if not text.strip():
            return clear_figures(self._sheet.metric, [key])
        if key.aspect:
            return set_published_average(self._sheet.metric, key, number)
        return set_value(self._sheet.metric, key, number)

    def pasted(self, block: Block) -> Command:
        """Return the command for a block: all of it can be taken, or none is."""
        if block.height > len(block.rows) or block.width > len(block.columns):
            room = {"rows_left": len(block.rows), "columns_left": len(block.columns)}
            raise Refused(message("paste.too_large", rows=block.height, columns=block.width, **room))
        texts = [
            ((block.rows[down], block.columns[right]), text)
            for down, line in enumerate(block.texts)
            for right, text in enumerate(line)
        ]
        return set_values(self._sheet.metric, [self._entry(cell, text) for cell, text in texts])

    def are_named(self, texts: Sequence[Sequence[str]]) -> bool:
        """Whether the first column of a block names rows: then it is put where these are, in whatever order.

        Names are known, and are not all spellings of "missing", which "NA" is as well as Namibia; what is not known is a slip
        then, but not a number.
        """
        firsts = [line[0] for line in texts if len(line) > 1 and line[0].strip()]
        known = {text for text in firsts if self._words.place_of(self._sheet, text) is not None}
        has_numbers = not all(text in known or _is_slip(text) for text in firsts)
        return not has_numbers and not all(_is_missing(text) for text in known)

    def named(self, texts: Sequence[Sequence[str]], columns: Sequence[int]) -> Command:
        """Return the command for a block whose first column names the rows, also such as the sheet does not have yet.

        A line of heads above them and empty lines are passed over. All of the block can be taken, or none is.
        """
        lines = [line for line in texts if any(text.strip() for text in line)]
        if self._words.place_of(self._sheet, lines[0][0]) is None and _is_head(lines[0]):
            lines = lines[1:]
        width = max(map(len, lines)) - 1
        if width > len(columns):
            room = {"rows_left": len(lines), "columns_left": len(columns)}
            raise Refused(message("paste.too_large", rows=len(lines), columns=width, **room))
        by_place: dict[Place, Sequence[str]] = {}
        for line in lines:
            place = self._named(line[0])
            if place in by_place:
                raise Refused(message("paste.named_twice", name=self._words.label(place)))
            by_place[place] = line[1:]
        entries = [
            self._entry_at(place, column, text)
            for place, figures in by_place.items()
            for column, text in zip(columns, figures, strict=False)
        ]
        return set_values(self._sheet.metric, entries)

    def repeated(self, cells: Sequence[At], text: str) -> Command:
        """Return the command that enters one text into many cells."""
        return set_values(self._sheet.metric, [self._entry(cell, text) for cell in cells])

    def filled(self, columns: Sequence[Sequence[At]]) -> Command:
        """Return the command that fills each column of cells with the figure of its first one."""
        entries = [
            (self._key(cell), self._figure(cells[0])) for cells in columns for cell in cells[1:] if self._is_open(cell)
        ]
        if not entries:
            raise Refused(message("fill.nothing"))
        return set_values(self._sheet.metric, entries)

    def cleared(self, cells: Sequence[At]) -> Command | None:
        """Return the command that clears the figures of cells; None where none of them holds one."""
        keys = [self._key(cell) for cell in cells if self._is_open(cell) and self._has_figure(cell)]
        return clear_figures(self._sheet.metric, keys) if keys else None

    def _entry(self, cell: At, text: str) -> Entry:
        """Return a figure to enter; Refused with the cell and the reason."""
        return self._entry_at(self._sheet.places[cell[0]], cell[1], text)

    def _entry_at(self, place: Place, column: int, text: str) -> Entry:
        """Return a figure to enter at a place that may have no row yet; Refused with the cell and the reason."""
        try:
            entry = (self._key_at(place, column), _read(text))
            set_values(self._sheet.metric, [entry])
        except Refused as refusal:
            where = {"label": self._words.label(place), "column": self._words.title(self._sheet, column)}
            raise Refused(message("paste.unreadable", text=text, why=_in_words(refusal.message), **where)) from None
        return entry

    def _named(self, text: str) -> Place:
        """Return the place that a text names; Refused where it names none."""
        place = self._words.place_of(self._sheet, text)
        if place is None:
            near = self._words.near(self._sheet, text)
            id_ = "paste.unknown_name_near" if near else "paste.unknown_name"
            raise Refused(message(id_, text=text, dimension=self._words.dimension(self._sheet), near=near))
        return place

    def _key(self, cell: At) -> FigureKey:
        """Return the key of the figure in a cell; Refused for one that is computed."""
        return self._key_at(self._sheet.places[cell[0]], cell[1])

    def _key_at(self, place: Place, column: int) -> FigureKey:
        key = self._sheet.key_at(place, COLUMNS[column].id)
        if key is None:
            raise Refused(message("paste.computed", column=self._words.title(self._sheet, column)))
        return key

    def _is_open(self, cell: At) -> bool:
        return self._sheet.key(cell[0], COLUMNS[cell[1]].id) is not None

    def _has_figure(self, cell: At) -> bool:
        """Whether there is anything to clear; a computed average is not."""
        if COLUMNS[cell[1]] is AVERAGE:
            return self._sheet.published[cell[0]] is not None
        return self._sheet.figure(cell[0], COLUMNS[cell[1]].id)[0] is not None

    def _figure(self, cell: At) -> SpelledNumber:
        """Return the figure of a cell as if it had been typed."""
        value, step, qualifier = self._sheet.figure(cell[0], COLUMNS[cell[1]].id)
        if value is None:
            return SpelledNumber("", None)
        number = PrintedNumber(decimal_of(value), decimal_of(step), Qualifier(qualifier))
        return SpelledNumber(figure_text(value, step, qualifier), number)


def _is_head(line: Sequence[str]) -> bool:
    """Whether no figure stands behind the first cell of a line."""
    return all(_is_slip(text) for text in line[1:] if text.strip())


def _is_slip(text: str) -> bool:
    """Whether a text is no spelling of a figure."""
    return isinstance(read_number(text), Message)


def _is_missing(text: str) -> bool:
    """Whether a text is a spelling for a missing figure."""
    number = read_number(text)
    return not isinstance(number, Message) and number.number is None


def _in_words(said: Message) -> Message:
    """Return a sentence with the unit's name in it in the place of its id."""
    unit = UNITS.get(str(said.parameters.get("unit")))
    if said.id != "import.other_unit" or unit is None:
        return said
    return Message(said.id, {**said.parameters, "unit": Message(f"grid.unit_{unit.id}")})


def _read(text: str) -> SpelledNumber:
    """Read a number; Refused where it cannot be read."""
    number = read_number(text)
    if isinstance(number, Message):
        raise Refused(number)
    return number
