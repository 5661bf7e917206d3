"""The words of a breakdown table: names of rows, heads of columns, and a sentence for each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from workbench.core.catalogue import Catalogue
from workbench.core.figure_words import change_number, rate_message, segment_label
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.records import GLOBAL, Status
from workbench.core.spelling.folding import fold
from workbench.core.units import Unit, printed_message
from workbench.ui.appearance import LANGUAGES, Appearance
from workbench.ui.widgets.columns import AVERAGE, BASE, CHANGE, COLUMNS, HISTORY, LABEL, MOVED, RANK, VALUE, ColumnSpec
from workbench.ui.widgets.grid_cells import CellWriter, change_of, is_worse
from workbench.ui.widgets.sheet import Place, Sheet

_DIGITS = re.compile(r"(\d+)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")


class GridWords:
    """Writes in the language of the window."""

    def __init__(self, appearance: Appearance, catalogue: Callable[[], Catalogue]) -> None:
        """Take the appearance, and what gives the catalogue as it is now."""
        self._appearance = appearance
        self._catalogue = catalogue
        self.cells = CellWriter(appearance.say, self.label).cells

    def label(self, place: Place) -> str:
        """Name a row."""
        return segment_label(self._catalogue(), *place, self._appearance.language)

    def place_of(self, sheet: Sheet, text: str) -> Place | None:
        """Return the place that a text names in either language or by its id; None where it names none."""
        for dimension in (sheet.dimension, GLOBAL):
            found = self._catalogue().resolve_segment(dimension, text)
            if found is not None:
                return dimension, found.id
        return None

    def near(self, sheet: Sheet, text: str) -> tuple[str, ...]:
        """Return the names that are most like a text."""
        catalogue, language = self._catalogue(), self._appearance.language
        return tuple(catalogue.label(one, language) for one in catalogue.suggest_segments(sheet.dimension, text))

    def dimension(self, sheet: Sheet) -> str:
        """Name what the rows are: countries, industries."""
        catalogue = self._catalogue()
        return catalogue.label(catalogue.dimension(sheet.dimension), self._appearance.language)

    def search_text(self, place: Place) -> str:
        """Return all that a filter finds a row by, folded: its labels in both languages and its id."""
        names = [segment_label(self._catalogue(), *place, language) for language in LANGUAGES]
        return "\n".join(fold(name) for name in (*names, place[1]))

    def order_key(self, place: Place) -> tuple[tuple[bool, int, str], ...]:
        """Return what rows are ordered by where they are ordered by name: numbers in names count as numbers."""
        parts = _DIGITS.split(_GROUPED.sub("", fold(self.label(place))))
        return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts if part)

    def name(self, spec: ColumnSpec) -> str:
        """Name a column."""
        return self._appearance.say(spec.name)

    @property
    def not_in_order(self) -> str:
        """Say that figures changed since the rows were sorted."""
        return self._appearance.say("grid.not_in_order")

    def title(self, sheet: Sheet, column: int) -> str:
        """Return what a column shows in this sheet, in one line: the month, or the column's name."""
        spec = COLUMNS[column]
        return self.head(sheet, spec.id)[0] if spec.is_editable else self.name(spec)

    def head(self, sheet: Sheet, column: str) -> tuple[str, str]:
        """Return the two lines of a column's head."""
        say = self._appearance.say
        unit = self._unit(sheet.unit)
        months = say("grid.average", months=sheet.window.months)
        heads = {
            RANK.id: ("#", ""),
            LABEL.id: (self.dimension(sheet), self._reported(sheet)),
            VALUE.id: (self.short_period(sheet.period), unit),
            BASE.id: (months if sheet.base is None else self.short_period(sheet.base), unit),
            CHANGE.id: (say("column.change"), say(f"grid.change_{_change_unit(sheet)}")),
            AVERAGE.id: (months, unit),
            MOVED.id: (say("grid.moved"), say("grid.moved_line")),
            HISTORY.id: (say("grid.history", year=sheet.months[0].year), ""),
        }
        return heads[column]

    def short_period(self, period: Period) -> str:
        """Write a period as short as a head wants it: Feb 2010."""
        words = self._appearance.period(period).split(" ")
        return " ".join(word[:3] if word.isalpha() else word for word in words)

    def sentence(self, sheet: Sheet, row: int, column: str) -> str:
        """Say a cell in a whole sentence, for a tool tip and for who does not see it."""
        parts = (self._appearance.sentence(part) for part in self._parts(sheet, row, column))
        return self._appearance.say("cell.separator").join((self.label(sheet.places[row]), *parts))

    def _parts(self, sheet: Sheet, row: int, column: str) -> Iterator[Message]:
        """Yield what is said of a cell behind the name of its row."""
        if column in {RANK.id, LABEL.id}:
            yield _rank(sheet, row)
        elif column == VALUE.id:
            yield _figure(sheet, row, VALUE.id)
            yield from _change(sheet, row)
            yield from _remarks(sheet, row)
        elif column == BASE.id:
            base = message("grid.average", months=sheet.window.months) if sheet.base is None else sheet.base
            yield message("cell.base", base=base, figure=_figure(sheet, row, BASE.id))
        elif column == CHANGE.id:
            yield from _change(sheet, row) if sheet.changes[row] is not None else (message("cell.no_change"),)
        elif column == AVERAGE.id:
            yield from _average(sheet, row)
        elif column == MOVED.id:
            yield _moved(sheet, row)
        else:
            count = sum(value is not None for value in sheet.histories[row])
            yield message("cell.history", count=count, first=sheet.months[0], last=sheet.months[-1])

    def _unit(self, unit: Unit) -> str:
        return self._appearance.say(f"grid.unit_{unit.id}")

    def _reported(self, sheet: Sheet) -> str:
        return self._appearance.say("grid.reported", count=sheet.reported, all=len(sheet.places) - 1)


def _change_unit(sheet: Sheet) -> str:
    """Return in what changes are stated: "percent", "points", or "rate", which are points of the rate."""
    return "rate" if sheet.unit.is_rate_of_one else sheet.unit.change_unit


def _figure(sheet: Sheet, row: int, column: str) -> Message:
    """Say a figure with its unit, of "1 in N" also the rate."""
    value, step, qualifier = sheet.figure(row, column)
    if value is None:
        return message("cell.missing")
    printed = printed_message(sheet.unit, value, step, qualifier)
    if not sheet.unit.is_rate_of_one or not value:
        return printed
    return message("cell.figure_rate", figure=printed, rate=rate_message(100 / value))


def _change(sheet: Sheet, row: int) -> Iterator[Message]:
    """Say which way a figure went, by how much, and whether that is worse."""
    change, number = sheet.changes[row], change_of(sheet, row)
    if change is None or number is None:
        return
    if not number.sign:
        yield message("cell.same")
        return
    said = number.text.lstrip("+−")
    if not float(said.replace(",", "")):
        said = change_number(change, sheet.spans[row], sheet.unit).text.lstrip("+−")
    way = "up" if number.sign > 0 else "down"
    yield message(f"cell.{way}_{sheet.unit.change_unit}", number=said)
    yield message("cell.worse" if is_worse(sheet, number.sign) else "cell.better")


def _remarks(sheet: Sheet, row: int) -> Iterator[Message]:
    """Say the marks of a figure."""
    status, marks = sheet.statuses[row], sheet.marks[row]
    if sheet.values[row] is not None and status in {Status.PROVISIONAL, Status.ESTIMATED}:
        yield message("cell.provisional" if status == Status.PROVISIONAL else "cell.estimated")
    if marks.is_doubtful:
        yield message("cell.doubtful")
    if marks.is_noted:
        yield message("cell.noted")
    if marks.is_edited:
        yield message("cell.edited")


def _rank(sheet: Sheet, row: int) -> Message:
    rank = sheet.ranks[row]
    if rank is None:
        return message("cell.total" if row == 0 else "cell.not_ranked")
    if rank.beyond is not None:
        return message("cell.rank_beyond", top=rank.beyond)
    if rank.of is not None:
        return message("cell.rank_of", place=rank.place, of=rank.of)
    return message("cell.rank", place=rank.place)


def _average(sheet: Sheet, row: int) -> Iterator[Message]:
    """Say an average and what it is."""
    yield message("cell.average", months=sheet.window.months, figure=_figure(sheet, row, AVERAGE.id))
    if sheet.published[row] is not None:
        yield message("cell.published")
    elif sheet.averages[row] is not None:
        yield message("cell.computed", count=sheet.months_present[row], months=sheet.window.months)


def _moved(sheet: Sheet, row: int) -> Message:
    change = sheet.rank_changes[row]
    if change is None:
        return message("cell.move_unknown")
    if isinstance(change, str):
        return message("cell.entered" if change == "entered" else "cell.left")
    if not change:
        return message("cell.unmoved")
    return message("cell.rose" if change > 0 else "cell.fell", count=abs(change))
