"""The form of a note on a plot: its words, the series and the periods that it is on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from workbench.core.commands.notes import add_note, delete_note, edit_note, move_note
from workbench.core.errors import Refused
from workbench.core.figure_words import segment_label
from workbench.core.keys import FigureKey
from workbench.core.messages import Message
from workbench.core.periods import Grain, Period
from workbench.core.ports import Command, Transaction
from workbench.core.records import Note
from workbench.core.spelling.periods import read_period
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import plain_label
from workbench.ui.dialogs.record_form import RecordForm
from workbench.ui.workspace import Workspace

_WORDS_HEIGHT = 92


@dataclass(frozen=True, slots=True)
class Draft:
    """A note to be: the place that it is on, and its periods; `note` is the one that stands, None for a new one."""

    place: FigureKey
    first: Period
    last: Period
    note: Note | None = None


class NoteForm(RecordForm):
    """Adds a note, or changes, moves or deletes one. Ctrl+Enter saves."""

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        draft: Draft,
        places: Sequence[FigureKey],
        parent: QWidget | None,
    ) -> None:
        """Show a note, and offer the keys that it can be put on; its own is among them."""
        super().__init__(workspace, appearance, parent, is_new=draft.note is None)
        self._draft = draft
        self.words = QPlainTextEdit(draft.note.text if draft.note is not None else "", tabChangesFocus=True)
        self.words.setFixedHeight(_WORDS_HEIGHT)
        self.words.installEventFilter(self)
        self.place = QComboBox()
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.first, self.last = QLineEdit(), QLineEdit()
        self._who = plain_label("quiet")
        self._who.setFont(appearance.font(8.5))
        fields: dict[str, QWidget] = {
            "note.words": self.words,
            "note.place": self.place,
            "note.first": self.first,
            "note.last": self.last,
        }
        self.lay_out_fields(fields, frozenset({"note.last"}), self._who)
        for place in places:
            self.place.addItem("", place)
        self.place.setCurrentIndex(list(places).index(draft.place))
        for field, period in ((self.first, draft.first), (self.last, draft.last)):
            field.setText(appearance.period(period))
        self.retranslate()
        self.words.setFocus()
        self.words.moveCursor(self.words.textCursor().MoveOperation.End)

    def saving(self) -> Command | None:
        """Return the command that adds, changes or moves the note; None where nothing was changed."""
        key, last = self._anchor()
        note, text = self._draft.note, self.words.toPlainText()
        if note is None:
            return add_note(key, text, last=last)
        is_moved = (key, last) != (replace(self._draft.place, period=self._draft.first), self._draft.last)
        is_edited = text.strip() != note.text
        if is_moved and is_edited:
            return _both(edit_note(note, text), move_note(note, key, last=last))
        if is_moved:
            return move_note(note, key, last=last)
        return edit_note(note, text) if is_edited else None

    def deleting(self) -> Command:
        """Return the command that deletes the note."""
        assert self._draft.note is not None
        return delete_note(self._draft.note)

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        super().retranslate()
        say, note = self.appearance.say, self._draft.note
        self.setWindowTitle(say("note.new" if note is None else "note.edit"))
        for row in range(self.place.count()):
            self.place.setItemText(row, self._name(self.place.itemData(row)))
        for field in (self.first, self.last):
            read = read_period(field.text().strip(), grain=self._draft.first.grain)
            field.setText(field.text() if isinstance(read, Message) else self.appearance.period(read))
        self.save.setToolTip("Ctrl+Enter")
        has_author = note is not None and bool(note.author)
        self._who.setVisible(has_author)
        if note is not None and has_author:
            self._who.setText(say("note.by", author=note.author, day=_day_of(note.written_at)))

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Save on Ctrl+Enter; while words are composed, that key does not come here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save_now()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _name(self, key: FigureKey) -> str:
        """Name what a note is on; it may be a whole metric or dimension."""
        say, catalogue, language = self.appearance.say, self._workspace.catalogue, self.appearance.language
        metric = catalogue.label(catalogue.metric(key.metric), language)
        if not key.dimension:
            return say("note.on_metric", metric=metric)
        if not key.segment:
            dimension = catalogue.label(catalogue.dimension(key.dimension), language)
            return say("note.on_dimension", metric=metric, dimension=dimension)
        segment = segment_label(catalogue, key.dimension, key.segment, language)
        return say("trends.metric_of_segment", metric=metric, segment=segment)

    def _anchor(self) -> tuple[FigureKey, Period]:
        """Return what the form puts the note on; Refused for a period that cannot be read."""
        grain = self._draft.first.grain
        first = _period(self.first.text(), grain)
        last = _period(self.last.text(), grain) if self.last.text().strip() else first
        key: FigureKey = self.place.currentData()
        return replace(key, period=first), last


def _both(first: Command, second: Command) -> Command:
    """Return two commands as one, under the name of the first."""

    def apply(tx: Transaction) -> None:
        first.apply(tx)
        second.apply(tx)

    return Command(first.label, apply)


def _period(text: str, grain: Grain) -> Period:
    read = read_period(text.strip(), grain=grain)
    if isinstance(read, Message):
        raise Refused(read)
    return read


def _day_of(moment: str) -> Period | str:
    """Return the day of a moment by the calendar on the wall; what is no moment as it is."""
    try:
        return Period.day(datetime.datetime.fromisoformat(moment).astimezone().date())
    except ValueError:
        return moment
