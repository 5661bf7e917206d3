"""The notes on a figure, and the field in which one is written or changed in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from workbench.core.commands.notes import add_note, delete_note, edit_note
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.queries.figure_detail import FigureDetail
from workbench.core.records import Note
from workbench.ui.appearance import Appearance
from workbench.ui.figure_texts import FigureTexts
from workbench.ui.widgets.labels import ElidedText, icon_button, name_button, text_label
from workbench.ui.widgets.section import Section, emptied
from workbench.ui.workspace import Workspace

NEW = 0
"""Stands in the place of a note's number while a new one is written; no note has it."""

_EDITOR_HEIGHT = 92


class NoteEditor(QFrame):
    """A field for the words of a note, with Save and Cancel; Ctrl+Enter saves, Escape cancels."""

    saved = Signal(str)
    cancelled = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Hold no words yet."""
        super().__init__()
        self._appearance = appearance
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_EDITOR_HEIGHT)
        self.field.textChanged.connect(self._allow)
        self.field.installEventFilter(self)
        self.save, self.cancel = QPushButton(), QPushButton()
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addLayout(buttons)
        self.retranslate()
        self._allow()

    @property
    def text(self) -> str:
        """The words in the field."""
        return self.field.toPlainText()

    def begin(self, text: str) -> None:
        """Write on from a text."""
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self._allow()

    def allow_again(self) -> None:
        """Let the words be saved once more: the last time they were not."""
        self._allow()

    def retranslate(self) -> None:
        """Write hint and buttons in the language of the window."""
        say = self._appearance.say
        self.field.setAccessibleName(say("inspector.note_field"))
        self.field.setPlaceholderText(say("inspector.note_hint"))
        self.save.setText(say("inspector.note_save"))
        self.save.setToolTip("Ctrl+Enter")
        self.cancel.setText(say("inspector.note_cancel"))
        self.cancel.setToolTip("Esc")

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Save on Ctrl+Enter and cancel on Escape; while words are composed, these keys do not come here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.cancelled.emit()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.text.strip()))

    def _save(self) -> None:
        if self.save.isEnabled():
            self.save.setEnabled(False)
            self.saved.emit(self.text)


class NoteCard(QFrame):
    """A note as it stands: author, date and what it is on, its words, and buttons to change and delete it."""

    def __init__(self, appearance: Appearance, texts: FigureTexts, note: Note) -> None:
        """Show a note."""
        super().__init__()
        self._appearance = appearance
        self.finding = icon_button(lambda: None)
        self.edit = icon_button(lambda: None)
        self.delete = icon_button(lambda: None)
        author = ElidedText(appearance, 9, weight=QFont.Weight.DemiBold, takes_focus=False)
        author.set_text(note.author)
        day = text_label(appearance, 8.5, role="quiet")
        day.setText(texts.day(note.written_at))
        self.words = text_label(appearance, 9, wraps=True, selectable=True)
        self.words.setText(note.text)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(author)
        head.addSpacing(4)
        head.addWidget(day)
        head.addStretch(1)
        head.addWidget(self.finding)
        head.addWidget(self.edit)
        head.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 4, 8)
        column.setSpacing(2)
        column.addLayout(head)
        anchor = self._anchor(note)
        if anchor:
            where = text_label(appearance, 8.5, role="quiet", wraps=True)
            where.setText(anchor)
            column.addWidget(where)
        column.addWidget(self.words)
        self._name_buttons()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the quiet ground with the line at its left."""
        super().paintEvent(event)
        colours = self._appearance.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.window))
        painter.fillRect(0, 0, 2, self.height(), QColor(colours.accent))

    def _name_buttons(self) -> None:
        appearance = self._appearance
        for button, icon, id_ in (
            (self.finding, "notebook-pen", "finding.from_note"),
            (self.edit, "pencil", "inspector.note_edit"),
            (self.delete, "trash-2", "inspector.note_delete"),
        ):
            button.setIcon(appearance.icon(icon))
            name_button(button, appearance.say(id_))

    def _anchor(self, note: Note) -> str:
        """Say what the note is on, where that is more than the one figure."""
        say = self._appearance.say
        parts = []
        if not note.segment:
            parts.append(say("inspector.note_on_dimension" if note.dimension else "inspector.note_on_metric"))
        if note.first != note.last:
            first, last = Period.parse(note.first), Period.parse(note.last)
            parts.append(say("inspector.note_periods", first=first, last=last))
        return "\n".join(parts)


class NoteList(Section):
    """The notes on the figure that is shown; words that are not saved yet wait for its return.

    `opened` tells that the field is there for a note, so that it can be brought into view; `finding_wanted` carries the words of
    a note of which a finding is to be made.
    """

    opened = Signal()
    finding_wanted = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Show no notes yet."""
        super().__init__(appearance, self.write)
        self._workspace = workspace
        self._detail: FigureDetail | None = None
        self._editing: int | None = None
        self._drafts: dict[tuple[str, int], str] = {}
        self.editor = NoteEditor(appearance)
        self.editor.hide()
        self.editor.saved.connect(self._save)
        self.editor.cancelled.connect(self._close)
        self._empty = text_label(appearance, 9, role="quiet", wraps=True)
        self.cards: list[NoteCard] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._list)
        self.retranslate()

    def show_notes(self, detail: FigureDetail) -> None:
        """Show the notes on a figure; of another figure, whatever was being written there too."""
        before, self._detail = self._detail, detail
        if before is None or _key(before) != _key(detail):
            self._change_figure(before)
        self._show()

    def write(self) -> None:
        """Begin a new note."""
        self._edit(NEW, "")

    def retranslate(self) -> None:
        """Write title and action in the language of the window."""
        say = self.appearance.say
        self.set_title(say("inspector.notes"))
        self._empty.setText(say("inspector.no_notes"))
        self.editor.retranslate()
        assert self.action is not None
        self.action.setText(say("inspector.add_note"))
        self.action.setIcon(self.appearance.icon("plus", self.appearance.colours.accent))
        self.action.setToolTip(say("inspector.add_note_named"))
        self.action.setAccessibleName(say("inspector.add_note_named"))
        if self._detail is not None:
            self._show()

    def _show(self) -> None:
        assert self._detail is not None
        notes = self._detail.notes
        texts = FigureTexts(self.appearance, self._detail.metric)
        emptied(self._list, but=self.editor)
        self.cards = []
        for note in notes:
            if note.id == self._editing:
                self._list.addWidget(self.editor)
            else:
                self._list.addWidget(self._card(texts, note))
        if self._editing is not None and self._editing not in {note.id for note in notes}:
            self._list.addWidget(self.editor)
        self.editor.setVisible(self._editing is not None)
        self._lock(is_locked=self._workspace.is_read_only)
        self._empty.setVisible(not notes and self._editing is None)

    def _lock(self, *, is_locked: bool) -> None:
        """Let notes be written and changed, or say why they cannot be."""
        assert self.action is not None
        say = self.appearance.say
        self.action.setEnabled(not is_locked)
        self.action.setToolTip(say("read_only.why" if is_locked else "inspector.add_note_named"))
        for button in (button for card in self.cards for button in (card.finding, card.edit, card.delete)):
            button.setEnabled(not is_locked)
            if is_locked:
                button.setToolTip(say("read_only.why"))

    def _card(self, texts: FigureTexts, note: Note) -> QWidget:
        card = NoteCard(self.appearance, texts, note)
        card.finding.clicked.connect(lambda _checked=False: self.finding_wanted.emit(note.text))
        card.edit.clicked.connect(lambda _checked=False: self._edit(note.id, note.text))
        card.delete.clicked.connect(lambda _checked=False: self._workspace.run(delete_note(note)))
        self.cards.append(card)
        return card

    def _edit(self, number: int, text: str) -> None:
        """Open the field for a note; what was written in it for another one waits."""
        if self._detail is None:
            return
        self._keep_draft(self._detail)
        self._editing = number
        self.editor.begin(self._drafts.pop((_key(self._detail), number), text))
        self._show()
        self.editor.field.setFocus()
        self.opened.emit()

    def _save(self, text: str) -> None:
        if self._detail is None or self._editing is None:
            return
        key, number = _key(self._detail), self._editing
        command = add_note(FigureKey.parse(key), text)
        if number != NEW:
            command = edit_note(self._note(number), text)
        self._workspace.run(command, lambda _change: self._on_saved(key, number), self._on_failed)

    def _note(self, number: int) -> Note:
        """Return a note by its number; one that is gone as one without words, for the command to refuse."""
        assert self._detail is not None
        known = {note.id: note for note in self._detail.notes}
        period = str(self._detail.period)
        gone = Note(number, self._detail.metric.id, "", "", self._detail.period.grain, period, period, "", "", "")
        return known.get(number, gone)

    def _on_saved(self, key: str, number: int) -> None:
        """Close the field, if it is still the one of that note."""
        self._drafts.pop((key, number), None)
        if self._detail is not None and (_key(self._detail), self._editing) == (key, number):
            self._close()

    def _on_failed(self, error: BaseException) -> bool:
        """Let the words be saved once more; why they were not, the window tells."""
        del error
        self.editor.allow_again()
        return False

    def _close(self) -> None:
        self._editing = None
        self._show()
        if self.action is not None:
            self.action.setFocus()

    def _keep_draft(self, detail: FigureDetail) -> None:
        if self._editing is not None and self.editor.text.strip():
            self._drafts[_key(detail), self._editing] = self.editor.text

    def _change_figure(self, before: FigureDetail | None) -> None:
        """Put away what is being written for a figure, and take up what was for the new one."""
        if before is not None:
            self._keep_draft(before)
        assert self._detail is not None
        waiting = [number for key, number in self._drafts if key == _key(self._detail)]
        self._editing = waiting[0] if waiting else None
        if self._editing is not None:
            self.editor.begin(self._drafts.pop((_key(self._detail), self._editing)))


def _key(detail: FigureDetail) -> str:
    return str(FigureKey(detail.metric.id, detail.dimension, detail.segment, detail.period))
