"""Editing in place as in a spreadsheet: Enter takes the figure and goes down, Tab goes right, Escape leaves it as it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.core.messages import Message
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.cell_editor import CellEditor

Index = QModelIndex | QPersistentModelIndex

Check = Callable[[QModelIndex, str], Message | None]
"""What says why a text cannot be taken for a cell; None where it can."""

_DOWN, _RIGHT, _LEFT, _UP = (1, 0), (0, 1), (0, -1), (-1, 0)
_STAYING_REASONS = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


class GridDelegate(QStyledItemDelegate):
    """Gives a cell its field, and hands on what was typed: index and text by `entered`, the way to go by `left`."""

    entered = Signal(QModelIndex, str)
    left = Signal(int, int)

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Take any text in any cell, until `check` tells whether one can be taken, and `may_open` whether fields open at all."""
        super().__init__(parent)
        self._appearance = appearance
        self.check: Check = lambda _index, _text: None
        self.may_open: Callable[[], bool] = lambda: True
        self._editor: CellEditor | None = None
        self._at = QPersistentModelIndex()

    @property
    def editor(self) -> CellEditor | None:
        """The field that is open; None where none is."""
        return self._editor

    def finish(self) -> bool:
        """Take what is typed and close the field; False where it cannot be taken: then it stays, with the reason."""
        editor = self._editor
        if editor is None or editor.is_done:
            return True
        index = self._at.model().index(self._at.row(), self._at.column()) if self._at.isValid() else QModelIndex()
        if editor.is_changed:
            why = self.check(index, editor.text())
            if why is not None:
                editor.explain(self._appearance.sentence(why))
                return False
        self._close(editor)
        if editor.is_changed and index.isValid():
            self.entered.emit(index, editor.text())
        return True

    def cancel(self) -> None:
        """Close the field and leave the figure as it was."""
        if self._editor is not None:
            self._close(self._editor)

    def createEditor(  # type: ignore[override]  # noqa: N802 - Qt's name; the stub does not know that there may be none
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        """Make the field of a cell; None where nothing can be typed."""
        del option
        if not self.may_open():
            return None
        editor = CellEditor(self._appearance, parent)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        self._editor, self._at = editor, QPersistentModelIndex(index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Put the figure into the field when it opens; news does not overwrite what is typed."""
        if isinstance(editor, CellEditor):
            editor.begin(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Take what is typed when Qt closes the field by itself; the model changes by news only."""
        del model, index
        if editor is self._editor:
            self.finish()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Lay the field over its cell."""
        del index
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Let the field go."""
        if editor is self._editor:
            self._editor = None
        if isinstance(editor, CellEditor):
            editor.close_explanation()
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Listen to the keys that end the typing; an input method keeps its own."""
        if watched is not self._editor:
            return False
        if isinstance(event, QKeyEvent):
            return self._take_key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in _STAYING_REASONS:
                self.finish()
            return False
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        """Take Enter, Tab and Escape; Escape also from the window's shortcuts."""
        key = event.key()
        if event.type() == QEvent.Type.ShortcutOverride:
            if key == Qt.Key.Key_Escape:
                event.accept()
            return key == Qt.Key.Key_Escape
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.cancel()
            return True
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ways = {
            Qt.Key.Key_Return: _UP if is_back else _DOWN,
            Qt.Key.Key_Enter: _UP if is_back else _DOWN,
            Qt.Key.Key_Tab: _RIGHT,
            Qt.Key.Key_Backtab: _LEFT,
        }
        way = ways.get(Qt.Key(key))
        if way is None:
            return False
        if self.finish():
            self.left.emit(*way)
        return True

    def _close(self, editor: CellEditor) -> None:
        editor.is_done = True
        editor.close_explanation()
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
