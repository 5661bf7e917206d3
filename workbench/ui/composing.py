"""What is being composed by an input method is finished before a key means anything else: Enter there takes a kanji."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)
"""Where one writes; in a table too: until what opened a cell's field is taken, the table keeps the focus."""

_KEYS = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
"""The keys with which one chooses, takes or gives up what is composed."""


class CompositionGuard(QObject):
    """Keeps these keys from the field that has the focus, and from all around it, as long as something is composed in it.

    Most input methods take them before Qt sees them; some hand them on.
    """

    def __init__(self, parent: QObject) -> None:
        """Guard every field of the application, from when the focus comes into it."""
        super().__init__(parent)
        self._field: QWidget | None = None
        self._is_composing = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._guard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take notice of what is composed, and take the keys that are the input method's."""
        del watched
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif self._is_composing and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _KEYS:
            event.accept()
            return True
        return False

    def _guard(self, before: QWidget | None, now: QWidget | None) -> None:
        """Go with the focus."""
        del before
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = None
        self._is_composing = False
        if isinstance(now, _FIELDS):
            self._field = now
            now.installEventFilter(self)
