"""A field to search in, with what an input method is still composing, and the keys that move in the list below it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
_UNFINISHED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])[A-Za-zＡ-Ｚａ-ｚ]+$")
"""Latin letters behind kana: a syllable of which only the beginning has been typed."""


class SearchField(QLineEdit):
    """Tells what stands in it as it is typed, composed text too.

    `searched` carries the text; `moved` how many rows the list shall go on. Keys that an input method needs stay with it.
    """

    searched = Signal(str)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._composed = ""
        self.setClearButtonEnabled(False)
        self.textChanged.connect(self._tell)

    @property
    def searched_text(self) -> str:
        """What stands in it, with what is being composed at the cursor."""
        at = self.cursorPosition()
        composed = _UNFINISHED.sub("", self._composed)
        return self.text()[:at] + composed + self.text()[at:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Search for what is being composed as well."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        if not event.commitString():
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move in the list, unless the keys are choosing among what was composed."""
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is None or self._composed or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.moved.emit(steps)

    def _tell(self) -> None:
        self.searched.emit(self.searched_text)
