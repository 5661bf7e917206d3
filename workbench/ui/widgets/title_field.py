"""A field without a frame whose text, where it is longer than the field, ends in an ellipsis while nobody writes in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from workbench.ui.widgets.labels import plain_tip

_INSIDE = 2
"""What Qt leaves free at each side of a field's text, in logical pixels."""


class TitleField(QLineEdit):
    """Shows a title; the whole of one that is cut stands in the tool tip."""

    def __init__(self) -> None:
        """Have no title yet."""
        super().__init__()
        self.setStyleSheet("QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0; }")

    @property
    def shown(self) -> str:
        """What is seen of the title."""
        if self.hasFocus():
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room)

    def event(self, event: QEvent) -> bool:
        """Tell the whole title where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(plain_tip(self.text()) if self.shown != self.text() else "")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the title; one that is cut by ourselves, since Qt would not say so."""
        if self.shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        inside = self.rect().marginsRemoved(self.textMargins()).adjusted(_INSIDE, 0, -_INSIDE, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.shown)

    @property
    def _room(self) -> int:
        margins = self.textMargins()
        return self.width() - margins.left() - margins.right() - 2 * _INSIDE
