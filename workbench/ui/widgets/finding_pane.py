"""The words of a finding in one language: its title in a field, its body in the editor, and what of both is not kept yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QVBoxLayout

from workbench.core.commands.findings import Words
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.claim_editor import NUMBERS, ClaimEditor
from workbench.ui.widgets.labels import rule, text_label
from workbench.ui.widgets.title_field import TitleField

_EDGE = 14


class FindingPane(QFrame):
    """A title and a body; `kept` are the words that the database has, as far as is known here."""

    edited = Signal()
    left = Signal()

    def __init__(self, appearance: Appearance, language: str) -> None:
        """Hold no words yet."""
        super().__init__()
        self.language = language
        self._appearance = appearance
        self.kept = Words()
        self.heading = text_label(appearance, 8.5, role="quiet")
        self.heading.setContentsMargins(_EDGE, 6, _EDGE, 0)
        self.heading.hide()
        self.title = TitleField()
        self.title.setFont(appearance.font(13, QFont.Weight.DemiBold))
        self.title.setTextMargins(NUMBERS - 2, 8, _EDGE, 8)
        self.title.textEdited.connect(lambda _text: self.edited.emit())
        self.title.editingFinished.connect(self.left)
        self.editor = ClaimEditor(appearance)
        self.title.returnPressed.connect(self.editor.setFocus)
        self.editor.edited.connect(self.edited)
        self.editor.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.heading, self.title, rule()):
            column.addWidget(part)
        column.addWidget(self.editor, 1)

    @property
    def words(self) -> Words:
        """What is written."""
        return Words(" ".join(self.title.text().split()), self.editor.text)

    @property
    def is_dirty(self) -> bool:
        """Whether something is written that the database does not have."""
        return self.words != self.kept

    def show_words(self, words: Words) -> None:
        """Show the words of the database, unless others have been written since the last ones."""
        if not self.is_dirty and words != self.words:
            self._write(words)
        self.kept = words

    def begin(self, words: Words) -> None:
        """Show the words of another finding."""
        self._write(words)
        self.kept = words

    def retranslate(self) -> None:
        """Write hints in the language of the window."""
        say = self._appearance.say
        name = say(f"finding.language_{self.language}")
        self.heading.setText(name)
        self.title.setPlaceholderText(say("finding.title_hint"))
        self.title.setAccessibleName(f"{say('finding.title')} ({name})")
        self.editor.hint = say("finding.body_hint")
        self.editor.setAccessibleName(f"{say('finding.body')} ({name})")

    def lock(self, *, is_locked: bool) -> None:
        """Let words only be read, or be written."""
        self.title.setReadOnly(is_locked)
        self.editor.setReadOnly(is_locked)

    def _write(self, words: Words) -> None:
        if self.title.text() != words.title:
            self.title.setText(words.title)
            self.title.setCursorPosition(0)
        self.editor.set_text(words.body)
