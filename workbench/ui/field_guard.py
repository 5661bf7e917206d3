"""Keys in the field that has the focus: what is composed is finished first, and Undo is the window's where the field has none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
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


class FieldGuard(QObject):
    """Keeps keys from the field that has the focus.

    As long as something is composed in it, that is those with which this is done, and from all around it too: Enter takes a
    kanji. Most input methods take them before Qt sees them; some hand them on. Undo and Redo are kept from a field that has
    nothing to undo, which would take them and do nothing.
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
        """Take notice of what is composed, take the keys that are the input method's, and leave Undo to the window."""
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif self._is_composing and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _KEYS:
            event.accept()
            return True
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, QLineEdit):
            return isinstance(event, QKeyEvent) and _is_idle(watched, event)
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


def _is_idle(field: QLineEdit, key: QKeyEvent) -> bool:
    """Whether a key asks a field to undo or redo what it has nothing of; then it is not the field's."""
    is_there = {
        QKeySequence.StandardKey.Undo: field.isUndoAvailable(),
        QKeySequence.StandardKey.Redo: field.isRedoAvailable(),
    }
    idle = any(key.matches(meant) and not there for meant, there in is_there.items())
    if idle:
        key.ignore()
    return idle
