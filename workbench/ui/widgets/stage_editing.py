"""What a person types, pastes and clears in the table of the stages, as commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QGuiApplication

from workbench.core.catalogue import Catalogue
from workbench.core.commands.figures import clear_figures, set_value, set_values
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Message, message
from workbench.core.ports import Command
from workbench.core.queries.pipeline import CONNECTIONS, DROPPED
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.core.units import UNITS
from workbench.ui.widgets.clipboard import mime_of, rows_of
from workbench.ui.widgets.flow_words import FlowWords
from workbench.ui.widgets.stage_model import Col
from workbench.ui.widgets.stage_table import StageTable

_CLEARLY_SCALED = 1000
"""A number of connections below a thousandth of the scale in which they are shown was meant in that scale."""


class StageEditing(QObject):
    """Turns what is done in the table into commands for `run`; `refused` tells why something cannot be done."""

    refused = Signal(object)

    def __init__(
        self,
        table: StageTable,
        words: FlowWords,
        catalogue: Callable[[], Catalogue],
        run: Callable[[Command], None],
    ) -> None:
        """Serve a table."""
        super().__init__(table)
        self._table = table
        self._words = words
        self._catalogue = catalogue
        self._run = run
        table.delegate.check = self.why_not
        table.delegate.entered.connect(self._enter)
        table.cleared.connect(self.clear)

    def why_not(self, index: QModelIndex, text: str) -> Message | None:
        """Say why a text cannot be taken for a cell; None where it can."""
        try:
            self._typed(index, text)
        except Refused as refusal:
            return _in_words(refusal.message)
        return None

    def copy(self) -> None:
        """Copy the whole table, with both ends of each range."""
        heads, rows = self._table.rows.block()
        if rows:
            QGuiApplication.clipboard().setMimeData(mime_of(heads, rows))

    def paste(self) -> None:
        """Enter a column of shares from the selected stage on."""
        texts = rows_of(QGuiApplication.clipboard().mimeData())
        row = max(0, self._table.currentIndex().row())
        keys = [self._table.rows.key(at, Col.DROPPED) for at in range(row, self._table.rows.rowCount())]
        open_keys = [key for key in keys if key is not None]
        if not texts:
            self.refused.emit(Refused(message("paste.nothing")))
        elif len(texts) > len(open_keys) or any(len(line) != 1 for line in texts):
            self.refused.emit(Refused(message("stages.paste_column", rows=len(open_keys))))
        else:
            self._try(lambda: self._pasted(open_keys, [line[0] for line in texts]))

    def clear(self) -> None:
        """State the figure of the current cell to be missing; of any other cell, what the stage drops."""
        current = self._table.currentIndex()
        if not current.isValid():
            return
        key = self._table.rows.key(current.row(), current.column())
        key = key or self._table.rows.key(current.row(), Col.DROPPED)
        if key is not None:
            metric = self._catalogue().metric(key.metric)
            self._run(clear_figures(metric, [key]))

    def _enter(self, index: QModelIndex, text: str) -> None:
        self._try(lambda: self._typed(index, text))

    def _try(self, make: Callable[[], Command]) -> None:
        try:
            command = make()
        except Refused as refusal:
            self.refused.emit(Refused(_in_words(refusal.message)))
        else:
            self._run(command)

    def _typed(self, index: QModelIndex, text: str) -> Command:
        """Return the command for a text typed in a cell; an empty one clears it."""
        key = self._table.rows.key(index.row(), index.column())
        assert key is not None
        metric = self._catalogue().metric(key.metric)
        if not text.strip():
            return clear_figures(metric, [key])
        number = _read(text)
        if key.metric == CONNECTIONS:
            self._refuse_bare(number)
        return set_value(metric, key, number)

    def _pasted(self, keys: Sequence[FigureKey], texts: Sequence[str]) -> Command:
        metric = self._catalogue().metric(DROPPED)
        return set_values(metric, [(key, _read(text)) for key, text in zip(keys, texts, strict=False)])

    def _refuse_bare(self, number: SpelledNumber) -> None:
        """Refuse "12" where billions are shown: it would be twelve connections."""
        pipeline = self._table.rows.pipeline
        if number.number is None or pipeline is None or pipeline.connections.value is None:
            return
        scale = self._words.scale(pipeline.stages[0].reaches.number)
        if not scale[0] or number.number.value * _CLEARLY_SCALED >= Decimal(1).scaleb(scale[0]):
            return
        example = Message(scale[1], {"number": number.text.strip()})
        raise Refused(message("stages.bare_number", text=number.text.strip(), example=example))


def _read(text: str) -> SpelledNumber:
    """Read a number; Refused where it cannot be read."""
    number = read_number(text)
    if isinstance(number, Message):
        raise Refused(number)
    return number


def _in_words(said: Message) -> Message:
    """Return a sentence with the unit's name in it in the place of its id."""
    unit = UNITS.get(str(said.parameters.get("unit")))
    if said.id != "import.other_unit" or unit is None:
        return said
    return Message(said.id, {**said.parameters, "unit": Message(f"grid.unit_{unit.id}")})
