"""An unknown name, and the known ones that it may be another name of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from workbench.core.catalogue import Catalogue
from workbench.core.records import Segment
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import plain_label, push_button


class Suggestions(QWidget):
    """Says that a name is unknown, with a button for each similar segment; `chosen` carries its id."""

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self.name = ""
        self._near: Sequence[Segment] = ()
        self._words = plain_label(wraps=True)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._words, 1)
        self.hide()

    def offer(self, name: str, near: Sequence[Segment]) -> None:
        """Offer similar segments for a name."""
        self.name, self._near = name, near
        for button in self.buttons:
            button.deleteLater()
        self.buttons = [self._button(segment) for segment in near]
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Write the words in the language of the window."""
        say, language = self._appearance.say, self._appearance.language
        self._words.setText(say("segments.unknown_near" if self._near else "segments.unknown_new", name=self.name))
        for button, segment in zip(self.buttons, self._near, strict=True):
            button.setText(Catalogue.label(segment, language))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write anew when the language changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.name:
            self.retranslate()

    def _button(self, segment: Segment) -> QPushButton:
        button = push_button()
        button.clicked.connect(lambda: self.chosen.emit(segment.id))
        self._row.addWidget(button)
        return button
